/* SPDX-License-Identifier: GPL-3.0-or-later */
/* freeze.c: an extraction to bytes; the form is told in frozen_form.h, thaw.c reads it. */
#include "frozen_form.h"

#include "naysay/map.h"

struct writer {
    const struct ns_extraction *from;
    struct ns_slice body;
    struct ns_bytes *out;
    struct ns_map *constants; /* text -> its number, from 1 */
};

static void put(struct writer *w, uint64_t number)
{
    char bytes[10];
    size_t len = 0;
    for (; number >= 0x80; number >>= 7)
        bytes[len++] = (char)(number | 0x80);
    bytes[len++] = (char)number;
    ns_bytes_add(w->out, (struct ns_slice){bytes, len});
}

static void put_u64(struct writer *w, uint64_t number)
{
    number = htole64(number);
    ns_bytes_add(w->out, (struct ns_slice){(const char *)&number, sizeof number});
}

static void put_float(struct writer *w, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits = htole32(bits);
    ns_bytes_add(w->out, (struct ns_slice){(const char *)&bits, sizeof bits});
}

static bool in_body(const struct writer *w, struct ns_slice s)
{
    return (uintptr_t)s.at >= (uintptr_t)w->body.at &&
           (uintptr_t)s.at + s.len <= (uintptr_t)w->body.at + w->body.len;
}

static void put_slice(struct writer *w, struct ns_slice s)
{
    bool borrowed = s.len > 0 && in_body(w, s);
    put(w, (uint64_t)s.len << 1 | borrowed);
    if (borrowed)
        put(w, (uint64_t)(s.at - w->body.at));
    else if (s.len)
        ns_bytes_add(w->out, s);
}

static void put_range(struct writer *w, struct ns_range r)
{
    put(w, r.begin);
    put(w, r.end - r.begin);
}

static void put_constant(struct writer *w, const char *text)
{
    put(w, text ? *ns_map_get(w->constants, ns_slice_of(text)) : 0);
}

/* --- what is told in front: constants and how much room is needed --- */

static void know(struct writer *w, const char *text)
{
    if (!text)
        return;
    uint64_t *number = ns_map_put(w->constants, ns_slice_of(text));
    if (!*number)
        *number = ns_map_count(w->constants);
}

static uint64_t own_bytes(const struct writer *w, struct ns_slice s)
{
    return s.len && !in_body(w, s) ? s.len : 0;
}

static struct frozen_sizes measure(struct writer *w)
{
    const struct ns_extraction *x = w->from;
    struct frozen_sizes sizes = {x->mention_count, x->entity_count, x->attribution_count, 0, 0, 0};
    sizes.text = own_bytes(w, x->language_note);
    for (size_t i = 0; i < x->entity_count; i++) {
        const struct ns_entity *e = &x->entities[i];
        sizes.slices += e->alias_count + e->role_count;
        sizes.text += own_bytes(w, e->canonical);
        for (size_t n = 0; n < e->alias_count; n++)
            sizes.text += own_bytes(w, e->aliases[n]);
        for (size_t n = 0; n < e->role_count; n++)
            sizes.text += own_bytes(w, e->roles[n]);
    }
    for (size_t i = 0; i < x->attribution_count; i++) {
        const struct ns_attribution *a = &x->attributions[i];
        sizes.contents += a->content_count;
        sizes.text += own_bytes(w, a->speaker) + own_bytes(w, a->via) +
                      own_bytes(w, a->why.speaker_reason) + own_bytes(w, a->why.speaker_against);
        know(w, a->why.rule);
        know(w, a->why.lexicon);
        know(w, a->why.kind_reason);
    }
    return sizes;
}

static void put_head(struct writer *w)
{
    struct frozen_sizes sizes = measure(w);
    put(w, w->body.len);
    put(w, sizes.mentions);
    put(w, sizes.entities);
    put(w, sizes.attributions);
    put(w, sizes.slices);
    put(w, sizes.contents);
    put(w, sizes.text);
    put(w, ns_map_count(w->constants));
    for (size_t i = 0; i < ns_map_count(w->constants); i++) {
        struct ns_slice text = ns_map_key_at(w->constants, i);
        put(w, text.len);
        ns_bytes_add(w->out, text);
    }
}

/* --- parts --- */

static void put_bearing(struct writer *w, const struct ns_bearing *b)
{
    put_u64(w, b->family);
    put_u64(w, b->given);
    put(w, b->tie_count);
    put(w, b->words);
    for (size_t i = 0; i < b->tie_count; i++)
        put_u64(w, b->ties[i]);
}

static void put_entity(struct writer *w, const struct ns_entity *e)
{
    static const struct ns_bearing none = {0};
    bool bears = memcmp(&e->bearing, &none, sizeof none) != 0;
    put(w, (uint64_t)e->type << 2 | (bears ? FROZEN_BEARS : 0) |
               (e->introduced ? FROZEN_INTRODUCED : 0));
    ns_vec_push(w->out, e->gender);
    put_u64(w, e->key);
    if (bears)
        put_bearing(w, &e->bearing);
    put_slice(w, e->canonical);
    put(w, e->alias_count);
    for (size_t i = 0; i < e->alias_count; i++)
        put_slice(w, e->aliases[i]);
    put(w, e->role_count);
    for (size_t i = 0; i < e->role_count; i++)
        put_slice(w, e->roles[i]);
    put(w, e->mention_count);
    put(w, e->first_mention);
}

static void put_why(struct writer *w, const struct ns_why *why)
{
    put_constant(w, why->rule);
    put_constant(w, why->lexicon);
    put(w, why->lexicon_line);
    put(w, why->by_model);
    put_constant(w, why->kind_reason);
    put_slice(w, why->speaker_reason);
    put_slice(w, why->speaker_against);
}

static void put_attribution(struct writer *w, const struct ns_attribution *a)
{
    put_range(w, a->source);
    put_range(w, a->cue);
    put(w, a->content_count);
    for (size_t i = 0; i < a->content_count; i++)
        put_range(w, a->content[i]);
    put(w, a->kind);
    put_slice(w, a->speaker);
    put(w, (uint32_t)(a->speaker_entity + 1)); /* NS_NONE becomes 0 */
    put(w, a->resolved);
    put_slice(w, a->via);
    put(w, (uint32_t)(a->same_as + 1));
    put(w, a->block);
    put_float(w, a->confidence);
    put_float(w, a->speaker_confidence);
    put_why(w, &a->why);
}

void ns_extraction_freeze(const struct ns_extraction *extraction, const struct ns_article *article,
                          struct ns_bytes *out)
{
    struct writer w = {extraction, article->body, out, ns_map_new()};
    put_head(&w);
    put_slice(&w, extraction->language_note);
    for (size_t i = 0; i < extraction->entity_count; i++)
        put_entity(&w, &extraction->entities[i]);
    uint32_t at = 0;
    for (size_t i = 0; i < extraction->mention_count; i++) {
        const struct ns_mention *m = &extraction->mentions[i];
        put(&w, m->span.begin - at); /* none overlap */
        put(&w, m->span.end - m->span.begin);
        put(&w, (uint64_t)m->entity << 1 | m->acts);
        at = m->span.end;
    }
    for (size_t i = 0; i < extraction->attribution_count; i++)
        put_attribution(&w, &extraction->attributions[i]);
    ns_map_free(w.constants);
}
