/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * thaw.c: bytes to an extraction. They may be anything: each number is checked where it is read,
 * and after the first that does not fit nothing more is believed.
 */
#include "frozen_form.h"

#include "naysay/map.h"
#include "naysay/utf8.h"

#define UNIT 16u /* what an arena rounds up to */

/* Bytes that one of each takes at least: room is made only for what can be there. */
#define LEAST_MENTION     3u
#define LEAST_ENTITY      16u
#define LEAST_ATTRIBUTION 27u

#define MOST_CONSTANTS 256u

struct ns_constants {
    struct ns_arena *arena;
    struct ns_map *known; /* text -> address of the copy */
};

struct ns_constants *ns_constants_new(void)
{
    struct ns_constants *constants = ns_alloc(sizeof *constants);
    constants->arena = ns_arena_new(0);
    constants->known = ns_map_new();
    return constants;
}

void ns_constants_free(struct ns_constants *constants)
{
    if (!constants)
        return;
    ns_map_free(constants->known);
    ns_arena_free(constants->arena);
    free(constants);
}

static const char *constant_of(struct ns_constants *constants, struct ns_slice text)
{
    uint64_t *place = ns_map_put(constants->known, text);
    if (!*place)
        *place = (uintptr_t)ns_arena_dup(constants->arena, text).at;
    return (const char *)(uintptr_t)*place;
}

struct reader {
    const unsigned char *at, *end;
    bool damaged;
    struct ns_slice body;
    size_t block_count;
    struct frozen_sizes sizes;
    const char *constants[MOST_CONSTANTS];
    size_t constant_count;
    /* What is left of the room that was made. */
    struct ns_slice *slices;
    struct ns_range *contents;
    char *text;
    uint64_t slices_left, contents_left, text_left;
};

static uint64_t fail(struct reader *r)
{
    r->damaged = true;
    r->at = r->end; /* so that loops over what is left end */
    return 0;
}

/* At most most; else the bytes are damaged, and it is 0. */
static uint64_t get(struct reader *r, uint64_t most)
{
    uint64_t number = 0;
    for (unsigned shift = 0; r->at < r->end && shift < 64; shift += 7) {
        unsigned char byte = *r->at++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return number <= most ? number : fail(r);
    }
    return fail(r);
}

static struct ns_slice get_bytes(struct reader *r, uint64_t len)
{
    if (len > (uint64_t)(r->end - r->at)) {
        fail(r);
        return (struct ns_slice){"", 0};
    }
    struct ns_slice bytes = {(const char *)r->at, (size_t)len};
    r->at += len;
    return bytes;
}

static uint64_t get_u64(struct reader *r)
{
    uint64_t number = 0;
    struct ns_slice bytes = get_bytes(r, sizeof number);
    if (bytes.len)
        memcpy(&number, bytes.at, sizeof number);
    return le64toh(number);
}

static float get_share(struct reader *r)
{
    uint32_t bits = 0;
    float value;
    struct ns_slice bytes = get_bytes(r, sizeof bits);
    if (bytes.len)
        memcpy(&bits, bytes.at, sizeof bits);
    bits = le32toh(bits);
    memcpy(&value, &bits, sizeof value);
    return value >= 0 && value <= 1 ? value : (float)fail(r);
}

static bool is_boundary(const struct reader *r, uint64_t at)
{
    return at == r->body.len || ((unsigned char)r->body.at[at] & 0xC0) != 0x80;
}

/* Inside the body, characters whole. */
static struct ns_range get_range(struct reader *r, uint64_t from)
{
    uint64_t begin = from + get(r, r->body.len - from);
    uint64_t end = begin + get(r, r->body.len - begin);
    if (!is_boundary(r, begin) || !is_boundary(r, end))
        fail(r);
    return (struct ns_range){(uint32_t)begin, (uint32_t)end};
}

static struct ns_slice get_slice(struct reader *r)
{
    uint64_t head = get(r, UINT32_MAX), len = head >> 1;
    if (len == 0)
        return (struct ns_slice){"", 0};
    if (head & 1) {
        uint64_t begin = len <= r->body.len ? get(r, r->body.len - len) : fail(r);
        if (r->damaged || !is_boundary(r, begin) || !is_boundary(r, begin + len))
            return (struct ns_slice){"", (size_t)fail(r)};
        return (struct ns_slice){r->body.at + begin, (size_t)len};
    }
    struct ns_slice bytes = get_bytes(r, len);
    if (bytes.len > r->text_left || ns_utf8_valid_prefix(bytes) != bytes.len)
        return (struct ns_slice){"", (size_t)fail(r)};
    struct ns_slice own = {r->text, bytes.len};
    if (bytes.len)
        memcpy(r->text, bytes.at, bytes.len);
    r->text += bytes.len;
    r->text_left -= bytes.len;
    return own;
}

static struct ns_slice *get_slices(struct reader *r, size_t *count)
{
    struct ns_slice *slices = r->slices;
    *count = (size_t)get(r, r->slices_left);
    for (size_t i = 0; i < *count; i++)
        slices[i] = get_slice(r);
    r->slices += *count;
    r->slices_left -= *count;
    return *count ? slices : NULL;
}

static const char *get_constant(struct reader *r)
{
    uint64_t number = get(r, r->constant_count);
    return number ? r->constants[number - 1] : NULL;
}

/* --- parts --- */

static void get_head(struct reader *r, struct ns_constants *constants)
{
    uint64_t left = (uint64_t)(r->end - r->at);
    if (get(r, UINT64_MAX) != r->body.len)
        fail(r);
    r->sizes.mentions = get(r, left / LEAST_MENTION);
    r->sizes.entities = get(r, left / LEAST_ENTITY);
    r->sizes.attributions = get(r, left / LEAST_ATTRIBUTION);
    r->sizes.slices = get(r, left);
    r->sizes.contents = get(r, left / 2);
    r->sizes.text = get(r, left);
    r->constant_count = (size_t)get(r, MOST_CONSTANTS);
    for (size_t i = 0; i < r->constant_count; i++) {
        struct ns_slice text = get_bytes(r, get(r, left));
        if (ns_utf8_valid_prefix(text) != text.len || (text.len && memchr(text.at, 0, text.len)))
            fail(r);
        r->constants[i] = r->damaged ? "" : constant_of(constants, text);
    }
}

static size_t rounded(uint64_t bytes)
{
    return bytes ? (size_t)(bytes + UNIT - 1) / UNIT * UNIT : UNIT;
}

/* All of it in one chunk of memory. */
static struct ns_extraction *make_room(struct reader *r)
{
    const struct frozen_sizes *n = &r->sizes;
    size_t all = rounded(sizeof(struct ns_extraction)) +
                 rounded(n->mentions * sizeof(struct ns_mention)) +
                 rounded(n->entities * sizeof(struct ns_entity)) +
                 rounded(n->attributions * sizeof(struct ns_attribution)) +
                 rounded(n->slices * sizeof(struct ns_slice)) +
                 rounded(n->contents * sizeof(struct ns_range)) + rounded(n->text);
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
    r->text = ns_arena_alloc(arena, (size_t)n->text);
    r->slices_left = n->slices;
    r->contents_left = n->contents;
    r->text_left = n->text;
    return x;
}

static void get_bearing(struct reader *r, struct ns_bearing *b)
{
    b->family = get_u64(r);
    b->given = get_u64(r);
    b->tie_count = (uint8_t)get(r, NS_BEARING_TIES);
    b->words = (uint8_t)get(r, UINT8_MAX);
    for (size_t i = 0; i < b->tie_count; i++)
        b->ties[i] = get_u64(r);
}

static void get_entity(struct reader *r, struct ns_entity *e)
{
    uint64_t head = get(r, ((uint64_t)NS_ENTITY_TYPE_COUNT << 2) - 1);
    e->type = (enum ns_entity_type)(head >> 2);
    e->introduced = head & FROZEN_INTRODUCED;
    struct ns_slice gender = get_bytes(r, 1);
    e->gender = gender.len ? gender.at[0] : '?';
    if (e->gender != 'm' && e->gender != 'f' && e->gender != '?')
        fail(r);
    e->key = get_u64(r);
    if (head & FROZEN_BEARS)
        get_bearing(r, &e->bearing);
    e->canonical = get_slice(r);
    if (e->canonical.len == 0)
        fail(r);
    e->aliases = get_slices(r, &e->alias_count);
    e->roles = get_slices(r, &e->role_count);
    uint64_t mentions = r->sizes.mentions;
    e->mention_count = (uint32_t)get(r, mentions);
    e->first_mention = (uint32_t)get(r, mentions ? mentions - 1 : 0);
}

static void get_mentions(struct reader *r, struct ns_extraction *x)
{
    uint32_t at = 0;
    for (size_t i = 0; i < x->mention_count && !r->damaged; i++) {
        struct ns_mention *m = &x->mentions[i];
        m->span = get_range(r, at);
        uint64_t entity = get(r, UINT32_MAX);
        m->entity = (uint32_t)(entity >> 1);
        m->acts = entity & 1;
        if (ns_range_empty(m->span) || m->entity >= x->entity_count)
            fail(r);
        at = m->span.end;
    }
    /* An entity whose first mention is another's was not written by us. */
    for (size_t i = 0; i < x->entity_count && !r->damaged; i++) {
        const struct ns_entity *e = &x->entities[i];
        if (e->mention_count == 0 || x->mentions[e->first_mention].entity != i)
            fail(r);
    }
}

static struct ns_range *get_contents(struct reader *r, size_t *count)
{
    struct ns_range *contents = r->contents;
    *count = (size_t)get(r, r->contents_left);
    for (size_t i = 0; i < *count && !r->damaged; i++) {
        contents[i] = get_range(r, 0);
        if (ns_range_empty(contents[i]))
            fail(r);
    }
    r->contents += *count;
    r->contents_left -= *count;
    return *count ? contents : NULL;
}

/* 0 stands for none. */
static uint32_t get_index(struct reader *r, uint64_t count)
{
    return (uint32_t)get(r, count) - 1;
}

static void get_why(struct reader *r, struct ns_why *why)
{
    why->rule = get_constant(r);
    why->lexicon = get_constant(r);
    why->lexicon_line = (unsigned)get(r, UINT32_MAX);
    why->by_model = (uint8_t)get(r, UINT8_MAX);
    why->kind_reason = get_constant(r);
    why->speaker_reason = get_slice(r);
    why->speaker_against = get_slice(r);
}

static void get_attribution(struct reader *r, struct ns_extraction *x, size_t index)
{
    struct ns_attribution *a = &x->attributions[index];
    a->source = get_range(r, 0);
    a->cue = get_range(r, 0);
    a->content = get_contents(r, &a->content_count);
    a->kind = (enum ns_kind)get(r, NS_KIND_COUNT - 1);
    a->speaker = get_slice(r);
    a->speaker_entity = get_index(r, x->entity_count);
    a->resolved = (enum ns_resolved)get(r, NS_RESOLVED_UNKNOWN);
    a->via = get_slice(r);
    a->same_as = get_index(r, index);
    a->block = (uint32_t)get(r, r->block_count ? r->block_count - 1 : 0);
    a->confidence = get_share(r);
    a->speaker_confidence = get_share(r);
    get_why(r, &a->why);
    if (a->content_count == 0)
        fail(r);
    if (a->same_as == NS_NONE)
        x->kind_counts[a->kind]++;
}

struct ns_extraction *ns_extraction_thaw(struct ns_slice bytes, const struct ns_article *article,
                                         struct ns_constants *constants)
{
    const unsigned char *begin = (const unsigned char *)bytes.at;
    struct reader r = {.at = begin, .body = article->body, .block_count = article->block_count};
    r.end = begin ? begin + bytes.len : begin;
    get_head(&r, constants);
    if (r.damaged)
        return NULL;
    struct ns_extraction *x = make_room(&r);
    x->language_note = get_slice(&r);
    for (size_t i = 0; i < x->entity_count && !r.damaged; i++)
        get_entity(&r, &x->entities[i]);
    get_mentions(&r, x);
    for (size_t i = 0; i < x->attribution_count && !r.damaged; i++)
        get_attribution(&r, x, i);
    if (r.damaged || r.at != r.end || r.slices_left || r.contents_left || r.text_left) {
        ns_extraction_free(x);
        return NULL;
    }
    return x;
}
