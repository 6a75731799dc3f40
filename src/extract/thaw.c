/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * thaw.c: bytes to an extraction. They may be anything: each number is checked where it is read,
 * and after the first that does not fit nothing more is believed.
 */
#include "frozen_form.h"

/* Bytes that one of each takes at least: room is made only for what can be there. */
#define LEAST_MENTION     3u
#define LEAST_ENTITY      16u
#define LEAST_ATTRIBUTION 27u

struct reader {
    struct frozen_in in;
    size_t block_count;
    struct frozen_sizes sizes;
    /* What is left of the room that was made. */
    struct ns_slice *slices;
    struct ns_range *contents;
    uint64_t slices_left, contents_left;
};

static float get_share(struct reader *r)
{
    float value = ns_frozen_get_float(&r->in);
    return value >= 0 && value <= 1 ? value : (float)ns_frozen_fail(&r->in);
}

static struct ns_slice *get_slices(struct reader *r, size_t *count)
{
    struct ns_slice *slices = r->slices;
    *count = (size_t)ns_frozen_get(&r->in, r->slices_left);
    for (size_t i = 0; i < *count; i++)
        slices[i] = ns_frozen_get_slice(&r->in);
    r->slices += *count;
    r->slices_left -= *count;
    return *count ? slices : NULL;
}

/* --- parts --- */

static void get_head(struct reader *r, struct ns_constants *constants)
{
    uint64_t left = (uint64_t)(r->in.end - r->in.at);
    if (ns_frozen_get(&r->in, UINT64_MAX) != r->in.body.len)
        ns_frozen_fail(&r->in);
    r->sizes.mentions = ns_frozen_get(&r->in, left / LEAST_MENTION);
    r->sizes.entities = ns_frozen_get(&r->in, left / LEAST_ENTITY);
    r->sizes.attributions = ns_frozen_get(&r->in, left / LEAST_ATTRIBUTION);
    r->sizes.slices = ns_frozen_get(&r->in, left);
    r->sizes.contents = ns_frozen_get(&r->in, left / 2);
    r->sizes.text = ns_frozen_get(&r->in, left);
    ns_frozen_get_constants(&r->in, constants);
}

/* All of it in one chunk of memory. */
static struct ns_extraction *make_room(struct reader *r)
{
    const struct frozen_sizes *n = &r->sizes;
    size_t all = ns_frozen_rounded(sizeof(struct ns_extraction)) +
                 ns_frozen_rounded(n->mentions * sizeof(struct ns_mention)) +
                 ns_frozen_rounded(n->entities * sizeof(struct ns_entity)) +
                 ns_frozen_rounded(n->attributions * sizeof(struct ns_attribution)) +
                 ns_frozen_rounded(n->slices * sizeof(struct ns_slice)) +
                 ns_frozen_rounded(n->contents * sizeof(struct ns_range)) +
                 ns_frozen_rounded(n->text);
    struct ns_arena *arena = ns_arena_new(all);
    struct ns_extraction *x = ns_arena_alloc(arena, sizeof *x);
    x->arena = arena;
    x->mention_count = (size_t)n->mentions;
    x->entity_count = (size_t)n->entities;
    x->attribution_count = (size_t)n->attributions;
    x->mentions = ns_arena_array(arena, struct ns_mention, x->mention_count);
    x->entities = ns_arena_array(arena, struct ns_entity, x->entity_count);
    x->attributions = ns_arena_array(arena, struct ns_attribution, x->attribution_count);
    r->slices = ns_arena_array(arena, struct ns_slice, (size_t)n->slices);
    r->contents = ns_arena_array(arena, struct ns_range, (size_t)n->contents);
    r->in.text = ns_arena_alloc(arena, (size_t)n->text);
    r->slices_left = n->slices;
    r->contents_left = n->contents;
    r->in.text_left = n->text;
    return x;
}

static void get_bearing(struct reader *r, struct ns_bearing *b)
{
    b->family = ns_frozen_get_u64(&r->in);
    b->given = ns_frozen_get_u64(&r->in);
    b->tie_count = (uint8_t)ns_frozen_get(&r->in, NS_BEARING_TIES);
    b->words = (uint8_t)ns_frozen_get(&r->in, UINT8_MAX);
    for (size_t i = 0; i < b->tie_count; i++)
        b->ties[i] = ns_frozen_get_u64(&r->in);
}

static void get_entity(struct reader *r, struct ns_entity *e)
{
    uint64_t head = ns_frozen_get(&r->in, ((uint64_t)NS_ENTITY_TYPE_COUNT << 2) - 1);
    e->type = (enum ns_entity_type)(head >> 2);
    e->introduced = head & FROZEN_INTRODUCED;
    struct ns_slice gender = ns_frozen_get_bytes(&r->in, 1);
    e->gender = gender.len ? gender.at[0] : '?';
    if (e->gender != 'm' && e->gender != 'f' && e->gender != '?')
        ns_frozen_fail(&r->in);
    e->key = ns_frozen_get_u64(&r->in);
    if (head & FROZEN_BEARS)
        get_bearing(r, &e->bearing);
    e->canonical = ns_frozen_get_slice(&r->in);
    if (e->canonical.len == 0)
        ns_frozen_fail(&r->in);
    e->aliases = get_slices(r, &e->alias_count);
    e->roles = get_slices(r, &e->role_count);
    uint64_t mentions = r->sizes.mentions;
    e->mention_count = (uint32_t)ns_frozen_get(&r->in, mentions);
    e->first_mention = (uint32_t)ns_frozen_get(&r->in, mentions ? mentions - 1 : 0);
}

static void get_mentions(struct reader *r, struct ns_extraction *x)
{
    uint32_t at = 0;
    for (size_t i = 0; i < x->mention_count && !r->in.damaged; i++) {
        struct ns_mention *m = &x->mentions[i];
        m->span = ns_frozen_get_range(&r->in, at);
        uint64_t entity = ns_frozen_get(&r->in, UINT32_MAX);
        m->entity = (uint32_t)(entity >> 1);
        m->acts = entity & 1;
        if (ns_range_empty(m->span) || m->entity >= x->entity_count)
            ns_frozen_fail(&r->in);
        at = m->span.end;
    }
    /* An entity whose first mention is another's was not written by us. */
    for (size_t i = 0; i < x->entity_count && !r->in.damaged; i++) {
        const struct ns_entity *e = &x->entities[i];
        if (e->mention_count == 0 || x->mentions[e->first_mention].entity != i)
            ns_frozen_fail(&r->in);
    }
}

static struct ns_range *get_contents(struct reader *r, size_t *count)
{
    struct ns_range *contents = r->contents;
    *count = (size_t)ns_frozen_get(&r->in, r->contents_left);
    for (size_t i = 0; i < *count && !r->in.damaged; i++) {
        contents[i] = ns_frozen_get_range(&r->in, 0);
        if (ns_range_empty(contents[i]))
            ns_frozen_fail(&r->in);
    }
    r->contents += *count;
    r->contents_left -= *count;
    return *count ? contents : NULL;
}

/* 0 stands for none. */
static uint32_t get_index(struct reader *r, uint64_t count)
{
    return (uint32_t)ns_frozen_get(&r->in, count) - 1;
}

static void get_why(struct reader *r, struct ns_why *why)
{
    why->rule = ns_frozen_get_constant(&r->in);
    why->lexicon = ns_frozen_get_constant(&r->in);
    why->lexicon_line = (unsigned)ns_frozen_get(&r->in, UINT32_MAX);
    why->by_model = (uint8_t)ns_frozen_get(&r->in, UINT8_MAX);
    why->kind_reason = ns_frozen_get_constant(&r->in);
    why->speaker_reason = ns_frozen_get_slice(&r->in);
    why->speaker_against = ns_frozen_get_slice(&r->in);
}

static void get_attribution(struct reader *r, struct ns_extraction *x, size_t index)
{
    struct ns_attribution *a = &x->attributions[index];
    a->source = ns_frozen_get_range(&r->in, 0);
    a->cue = ns_frozen_get_range(&r->in, 0);
    a->content = get_contents(r, &a->content_count);
    a->kind = (enum ns_kind)ns_frozen_get(&r->in, NS_KIND_COUNT - 1);
    a->speaker = ns_frozen_get_slice(&r->in);
    a->speaker_entity = get_index(r, x->entity_count);
    a->resolved = (enum ns_resolved)ns_frozen_get(&r->in, NS_RESOLVED_UNKNOWN);
    a->via = ns_frozen_get_slice(&r->in);
    a->same_as = get_index(r, index);
    a->block = (uint32_t)ns_frozen_get(&r->in, r->block_count ? r->block_count - 1 : 0);
    a->confidence = get_share(r);
    a->speaker_confidence = get_share(r);
    get_why(r, &a->why);
    if (a->content_count == 0)
        ns_frozen_fail(&r->in);
    if (a->same_as == NS_NONE)
        x->kind_counts[a->kind]++;
}

struct ns_extraction *ns_extraction_thaw(struct ns_slice bytes, const struct ns_article *article,
                                         struct ns_constants *constants)
{
    const unsigned char *begin = (const unsigned char *)bytes.at;
    struct reader r = {.in = {.at = begin, .body = article->body},
                       .block_count = article->block_count};
    r.in.end = begin ? begin + bytes.len : begin;
    get_head(&r, constants);
    if (r.in.damaged)
        return NULL;
    struct ns_extraction *x = make_room(&r);
    x->language_note = ns_frozen_get_slice(&r.in);
    for (size_t i = 0; i < x->entity_count && !r.in.damaged; i++)
        get_entity(&r, &x->entities[i]);
    get_mentions(&r, x);
    for (size_t i = 0; i < x->attribution_count && !r.in.damaged; i++)
        get_attribution(&r, x, i);
    if (r.in.damaged || r.in.at != r.in.end || r.slices_left || r.contents_left || r.in.text_left) {
        ns_extraction_free(x);
        return NULL;
    }
    return x;
}
