/* SPDX-License-Identifier: GPL-3.0-or-later */
/* freeze.c: an extraction to bytes; the form is told in frozen_form.h, thaw.c reads it. */
#include "frozen_form.h"

#include "naysay/map.h"

static void put_range(struct frozen_out *w, struct ns_range r)
{
    ns_frozen_put(w, r.begin);
    ns_frozen_put(w, r.end - r.begin);
}

/* --- what is told in front: constants and how much room is needed --- */

static struct frozen_sizes measure(struct frozen_out *w, const struct ns_extraction *x)
{
    struct frozen_sizes sizes = {x->mention_count, x->entity_count, x->attribution_count, 0, 0, 0};
    sizes.text = ns_frozen_own_bytes(w, x->language_note);
    for (size_t i = 0; i < x->entity_count; i++) {
        const struct ns_entity *e = &x->entities[i];
        sizes.slices += e->alias_count + e->role_count;
        sizes.text += ns_frozen_own_bytes(w, e->canonical);
        for (size_t n = 0; n < e->alias_count; n++)
            sizes.text += ns_frozen_own_bytes(w, e->aliases[n]);
        for (size_t n = 0; n < e->role_count; n++)
            sizes.text += ns_frozen_own_bytes(w, e->roles[n]);
    }
    for (size_t i = 0; i < x->attribution_count; i++) {
        const struct ns_attribution *a = &x->attributions[i];
        sizes.contents += a->content_count;
        sizes.text += ns_frozen_own_bytes(w, a->speaker) + ns_frozen_own_bytes(w, a->via) +
                      ns_frozen_own_bytes(w, a->why.speaker_reason) +
                      ns_frozen_own_bytes(w, a->why.speaker_against);
        ns_frozen_know(w, a->why.rule);
        ns_frozen_know(w, a->why.lexicon);
        ns_frozen_know(w, a->why.kind_reason);
    }
    return sizes;
}

static void put_head(struct frozen_out *w, const struct ns_extraction *x)
{
    struct frozen_sizes sizes = measure(w, x);
    ns_frozen_put(w, w->body.len);
    ns_frozen_put(w, sizes.mentions);
    ns_frozen_put(w, sizes.entities);
    ns_frozen_put(w, sizes.attributions);
    ns_frozen_put(w, sizes.slices);
    ns_frozen_put(w, sizes.contents);
    ns_frozen_put(w, sizes.text);
    ns_frozen_put_constants(w);
}

/* --- parts --- */

static void put_bearing(struct frozen_out *w, const struct ns_bearing *b)
{
    ns_frozen_put_u64(w, b->family);
    ns_frozen_put_u64(w, b->given);
    ns_frozen_put(w, b->tie_count);
    ns_frozen_put(w, b->words);
    for (size_t i = 0; i < b->tie_count; i++)
        ns_frozen_put_u64(w, b->ties[i]);
}

static void put_entity(struct frozen_out *w, const struct ns_entity *e)
{
    static const struct ns_bearing none = {0};
    bool bears = memcmp(&e->bearing, &none, sizeof none) != 0;
    ns_frozen_put(w, (uint64_t)e->type << 2 | (bears ? FROZEN_BEARS : 0) |
                         (e->introduced ? FROZEN_INTRODUCED : 0));
    ns_vec_push(w->out, e->gender);
    ns_frozen_put_u64(w, e->key);
    if (bears)
        put_bearing(w, &e->bearing);
    ns_frozen_put_slice(w, e->canonical);
    ns_frozen_put(w, e->alias_count);
    for (size_t i = 0; i < e->alias_count; i++)
        ns_frozen_put_slice(w, e->aliases[i]);
    ns_frozen_put(w, e->role_count);
    for (size_t i = 0; i < e->role_count; i++)
        ns_frozen_put_slice(w, e->roles[i]);
    ns_frozen_put(w, e->mention_count);
    ns_frozen_put(w, e->first_mention);
}

static void put_why(struct frozen_out *w, const struct ns_why *why)
{
    ns_frozen_put_constant(w, why->rule);
    ns_frozen_put_constant(w, why->lexicon);
    ns_frozen_put(w, why->lexicon_line);
    ns_frozen_put(w, why->by_model);
    ns_frozen_put_constant(w, why->kind_reason);
    ns_frozen_put_slice(w, why->speaker_reason);
    ns_frozen_put_slice(w, why->speaker_against);
}

static void put_attribution(struct frozen_out *w, const struct ns_attribution *a)
{
    put_range(w, a->source);
    put_range(w, a->cue);
    ns_frozen_put(w, a->content_count);
    for (size_t i = 0; i < a->content_count; i++)
        put_range(w, a->content[i]);
    ns_frozen_put(w, a->kind);
    ns_frozen_put_slice(w, a->speaker);
    ns_frozen_put(w, (uint32_t)(a->speaker_entity + 1)); /* NS_NONE becomes 0 */
    ns_frozen_put(w, a->resolved);
    ns_frozen_put_slice(w, a->via);
    ns_frozen_put(w, (uint32_t)(a->same_as + 1));
    ns_frozen_put(w, a->block);
    ns_frozen_put_float(w, a->confidence);
    ns_frozen_put_float(w, a->speaker_confidence);
    put_why(w, &a->why);
}

void ns_extraction_freeze(const struct ns_extraction *extraction, const struct ns_article *article,
                          struct ns_bytes *out)
{
    struct frozen_out w = {out, article->body, ns_map_new()};
    put_head(&w, extraction);
    ns_frozen_put_slice(&w, extraction->language_note);
    for (size_t i = 0; i < extraction->entity_count; i++)
        put_entity(&w, &extraction->entities[i]);
    uint32_t at = 0;
    for (size_t i = 0; i < extraction->mention_count; i++) {
        const struct ns_mention *m = &extraction->mentions[i];
        ns_frozen_put(&w, m->span.begin - at); /* none overlap */
        ns_frozen_put(&w, m->span.end - m->span.begin);
        ns_frozen_put(&w, (uint64_t)m->entity << 1 | m->acts);
        at = m->span.end;
    }
    for (size_t i = 0; i < extraction->attribution_count; i++)
        put_attribution(&w, &extraction->attributions[i]);
    ns_map_free(w.constants);
}
