/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cue_tagger.c: features of cues, and cutting cues out of what the field says. */
#include "cue_tagger.h"

#include "chain.h"

#define LIKELY_LEAST 0.15f /* of one token, to open a cue that the best sequence does not have */

/* Templates of a neighbour have numbers of their own for each offset, -2 to 2. */
static void window_features(const struct ns_sight *s, uint32_t tok, struct ns_feature_list *out)
{
    for (int offset = -2; offset <= 2; offset++) {
        const struct ns_seen *w = ns_seen_at(s, tok, offset);
        uint32_t n = (uint32_t)(offset + 2) * 8;
        ns_feature_add(out, n, w->word);
        ns_feature_add(out, n + 1, w->grammar);
        ns_feature_add(out, n + 2, (uint64_t)w->cue << 8 | w->mention);
        if (w->rule_cue)
            ns_feature_add(out, n + 3,
                           (uint64_t)w->rule_cue << 16 | (uint64_t)w->rule << 8 | w->strength);
        if (offset >= -1 && offset <= 1)
            ns_feature_add(out, n + 4, w->tail);
    }
}

static void pair_features(const struct ns_sight *s, uint32_t tok, struct ns_feature_list *out)
{
    const struct ns_seen *a = ns_seen_at(s, tok, -2), *b = ns_seen_at(s, tok, -1),
                         *c = ns_seen_at(s, tok, 0), *d = ns_seen_at(s, tok, 1),
                         *e = ns_seen_at(s, tok, 2);
    ns_feature_add(out, 50, ns_feature_join(b->word, c->word));
    ns_feature_add(out, 51, ns_feature_join(c->word, d->word));
    ns_feature_add(out, 55, ns_feature_join(b->grammar, c->word));
    ns_feature_add(out, 56, ns_feature_join(c->word, d->grammar));
    ns_feature_add(out, 57, ns_feature_join(ns_feature_join(b->grammar, c->word), d->grammar));
    ns_feature_add(out, 58, ns_feature_join(ns_feature_join(b->grammar, c->grammar), d->grammar));
    ns_feature_add(out, 59, ns_feature_join(ns_feature_join(a->grammar, b->grammar), c->grammar));
    ns_feature_add(out, 60, ns_feature_join(ns_feature_join(c->grammar, d->grammar), e->grammar));
    ns_feature_add(out, 61, ns_feature_join(ns_feature_join(b->grammar, c->cue), d->grammar));
    ns_feature_add(out, 62, ns_feature_join(ns_feature_join(b->mention, c->word), d->quote));
    ns_feature_add(out, 63, ns_feature_join(ns_feature_join(b->mark, c->cue), d->mark));
    ns_feature_add(out, 64,
                   ns_feature_join(ns_feature_join(b->quote, c->quote), d->quote) * 8 + c->cue);
    ns_feature_add(out, 65, ns_feature_join(b->grammar, ns_feature_join(c->tail, d->grammar)));
}

static uint64_t place_bin(uint32_t at, uint32_t len)
{
    return at < 3 ? at : at + 3 >= len ? 10 + (len - at) : at < 8 ? 4 : at < 20 ? 5 : 6;
}

void ns_cue_features(const struct ns_sight *s, uint32_t tok, struct ns_feature_list *out)
{
    const struct ns_doc *doc = s->f->doc;
    const struct ns_seen *c = ns_seen_at(s, tok, 0);
    const struct ns_sent *sent = &doc->sents[doc->toks[tok].sentence];
    uint32_t strong = s->strong_cues[doc->toks[tok].sentence];
    strong = strong > 3 ? 3 : strong;
    out->len = 0;
    ns_feature_add(out, 70, 0);
    window_features(s, tok, out);
    pair_features(s, tok, out);
    ns_feature_add(out, 71, c->head);
    ns_feature_add(out, 73, ns_feature_join(c->word, c->quote));
    ns_feature_add(out, 74, (uint64_t)strong << 8 | c->cue);
    ns_feature_add(out, 75, ns_feature_join(strong, c->word));
    ns_feature_add(out, 76,
                   (place_bin(tok - sent->toks.begin, sent->toks.end - sent->toks.begin) << 8) |
                       c->cue);
    bool headline = doc->blocks[doc->toks[tok].block].headline;
    ns_feature_add(out, 77, (uint64_t)headline << 16 | (uint64_t)c->mark << 8 | c->shape);
    ns_feature_add(out, 78, (uint64_t)c->covered << 16 | (uint64_t)c->speaks << 8 | c->quote);
    ns_feature_add(out, 79, ns_feature_join(c->covered, c->word));
    ns_feature_add(out, 80,
                   (uint64_t)c->covered << 24 | (uint64_t)c->rule_cue << 16 |
                       (uint64_t)c->rule << 8 | c->strength);
    ns_feature_add(out, 81,
                   ns_feature_join(c->word, (uint64_t)c->rule_cue << 16 | (uint64_t)c->rule << 8 |
                                                c->strength));
    ns_feature_add(out, 82, (uint64_t)c->cue << 16 | (uint64_t)c->covered << 8 | c->quote);
}

/* A run of one sentence at work. */
struct run {
    struct ns_range toks;
    const float *marginals;
    const uint8_t *best;
};

static bool opens(const struct run *r, uint32_t i)
{
    return r->best[i] == NS_CUE_BEGIN ||
           r->marginals[i * NS_CUE_LABELS + NS_CUE_BEGIN] >= LIKELY_LEAST;
}

/* The best sequence says how far a cue goes; where it has none, the more likely of going on and
 * ending does. */
static bool goes_on(const struct run *r, uint32_t i)
{
    const float *m = r->marginals + (size_t)i * NS_CUE_LABELS;
    return r->best[i] == NS_CUE_IN || (r->best[i] == NS_CUE_OUT && m[NS_CUE_IN] > m[NS_CUE_BEGIN] &&
                                       m[NS_CUE_IN] >= LIKELY_LEAST * 0.5f);
}

static void cut_cues(const struct run *r, struct ns_tagged_cues *out)
{
    uint32_t len = r->toks.end - r->toks.begin;
    for (uint32_t i = 0; i < len;) {
        if (!opens(r, i)) {
            i++;
            continue;
        }
        uint32_t end = i + 1;
        while (end < len && end - i < NS_CUE_MOST && goes_on(r, end))
            end++;
        float sum = 0;
        for (uint32_t k = i; k < end; k++)
            sum += 1.0f - r->marginals[k * NS_CUE_LABELS + NS_CUE_OUT];
        ns_vec_push(out, (struct ns_tagged_cue){{r->toks.begin + i, r->toks.begin + end},
                                                sum / (float)(end - i)});
        i = end;
    }
}

static void tag_run(const struct ns_sight *s, const struct ns_weights *w, struct ns_range toks,
                    float *likely, struct ns_tagged_cues *out)
{
    float scores[NS_TAGGED_MOST * NS_CUE_LABELS], marginals[NS_TAGGED_MOST * NS_CUE_LABELS];
    float work[NS_TAGGED_MOST * (NS_CUE_LABELS + 1)];
    uint8_t best[NS_TAGGED_MOST], back[NS_TAGGED_MOST * NS_CUE_LABELS];
    struct ns_chain chain = {NS_CUE_LABELS, w->start, w->end, w->follow};
    struct ns_feature_list features;
    uint32_t len = toks.end - toks.begin;
    if (len == 0 || len > NS_TAGGED_MOST)
        return;
    for (uint32_t i = 0; i < len; i++) {
        ns_cue_features(s, toks.begin + i, &features);
        ns_weights_score(w, features.at, features.len, scores + (size_t)i * NS_CUE_LABELS);
    }
    ns_chain_marginals(&chain, scores, len, marginals, work, NULL);
    ns_chain_best(&chain, scores, len, best, back);
    for (uint32_t i = 0; i < len; i++)
        likely[toks.begin + i] = 1.0f - marginals[i * NS_CUE_LABELS + NS_CUE_OUT];
    cut_cues(&(struct run){toks, marginals, best}, out);
}

void ns_cues_tag(const struct ns_sight *sight, const struct ns_weights *weights, float *likely,
                 struct ns_tagged_cues *out)
{
    const struct ns_doc *doc = sight->f->doc;
    for (size_t i = 0; i < doc->sent_count; i++) {
        struct ns_range rest = doc->sents[i].toks;
        while (rest.begin < rest.end) {
            struct ns_range run = rest;
            if (run.end - run.begin > NS_TAGGED_MOST)
                run.end = run.begin + NS_TAGGED_MOST;
            tag_run(sight, weights, run, likely, out);
            rest.begin = run.end;
        }
    }
}
