/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cue_features.h (room: extract, private): the templates of stage one, each with the part that it is of.
 *
 * A part is what depends on the same few values, so that it can be summed by itself and remembered
 * (token_sums.c). parts is a constant where this is used: what is of no part wanted costs nothing.
 * Learning depends on the order.
 */
#ifndef NAYSAY_EXTRACT_CUE_FEATURES_H
#define NAYSAY_EXTRACT_CUE_FEATURES_H

#include "sight.h"

enum ns_cue_part {
    NS_CUE_WORD = 1 << 0,    /* a word (struct ns_word_key), by its place in the window */
    NS_CUE_NEAR = 1 << 1,    /* its name, by its place */
    NS_CUE_RULED = 1 << 2,   /* what the rules say of it, by its place: often nothing */
    NS_CUE_UNLED = 1 << 3,   /* the word; whether a name stands before, a mark behind */
    NS_CUE_STRONG = 1 << 4,  /* the word; strong cues in the sentence */
    NS_CUE_QUOTED = 1 << 5,  /* the word; quotation */
    NS_CUE_PLAIN = 1 << 6,   /* the word; headline; the rules */
    NS_CUE_BARE = 1 << 7,    /* the word; contents of the rules */
    NS_CUE_BEFORE = 1 << 8,  /* patterns of grammar about the token behind, */
    NS_CUE_HERE = 1 << 9,    /* itself, */
    NS_CUE_BEHIND = 1 << 10, /* and the one before */
    NS_CUE_MARKS = 1 << 11,  /* marks and quotations beside it */
    NS_CUE_STATE = 1 << 12,  /* few small numbers */
    NS_CUE_PAIRS = 1 << 13,  /* two words and more: seldom come up again */
    NS_CUE_ALL = (1 << 14) - 1
};

#define NS_CUE_PUT(part, number, value)                                                            \
    do {                                                                                           \
        if (parts & (part))                                                                        \
            ns_feature_add(out, number, value);                                                    \
    } while (0)

/* One token of the window. Templates have numbers of their own for each place, -2 to 2. */
static inline __attribute__((always_inline)) void ns_cue_window_features(
    const struct ns_seen *w, int place, unsigned parts, struct ns_feature_list *out)
{
    uint32_t n = (uint32_t)(place + 2) * 8;
    NS_CUE_PUT(NS_CUE_WORD, n, w->word);
    NS_CUE_PUT(NS_CUE_WORD, n + 1, w->grammar);
    NS_CUE_PUT(NS_CUE_NEAR, n + 2, (uint64_t)w->cue << 8 | w->mention);
    if (w->rule_cue)
        NS_CUE_PUT(NS_CUE_RULED, n + 3,
                   (uint64_t)w->rule_cue << 16 | (uint64_t)w->rule << 8 | w->strength);
    if (place >= -1 && place <= 1)
        NS_CUE_PUT(NS_CUE_WORD, n + 4, w->tail);
}

/* Where the token stands. */
struct ns_cue_stand {
    uint32_t strong; /* strong cues in the sentence, 3 at most */
    uint32_t bin;    /* of its place in the sentence */
    bool headline;
};

static inline uint32_t ns_cue_place_bin(uint32_t at, uint32_t len)
{
    return at < 3 ? at : at + 3 >= len ? 10 + (len - at) : at < 8 ? 4 : at < 20 ? 5 : 6;
}

static inline struct ns_cue_stand ns_cue_stand_of(const struct ns_sight *s, uint32_t tok)
{
    const struct ns_doc *doc = s->f->doc;
    const struct ns_tok *t = &doc->toks[tok];
    const struct ns_sent *sent = &doc->sents[t->sentence];
    uint32_t strong = s->strong_cues[t->sentence];
    return (struct ns_cue_stand){
        strong > 3 ? 3 : strong,
        ns_cue_place_bin(tok - sent->toks.begin, sent->toks.end - sent->toks.begin),
        doc->blocks[t->block].headline};
}

/* seen: of the tokens from the second before to the second behind. */
static inline __attribute__((always_inline)) void ns_cue_pair_features(
    const struct ns_seen *const seen[5], unsigned parts, struct ns_feature_list *out)
{
    const struct ns_seen *a = seen[0], *b = seen[1], *c = seen[2], *d = seen[3], *e = seen[4];
    NS_CUE_PUT(NS_CUE_PAIRS, 50, ns_feature_join(b->word, c->word));
    NS_CUE_PUT(NS_CUE_PAIRS, 51, ns_feature_join(c->word, d->word));
    NS_CUE_PUT(NS_CUE_PAIRS, 55, ns_feature_join(b->grammar, c->word));
    NS_CUE_PUT(NS_CUE_PAIRS, 56, ns_feature_join(c->word, d->grammar));
    NS_CUE_PUT(NS_CUE_PAIRS, 57, ns_feature_join(ns_feature_join(b->grammar, c->word), d->grammar));
    NS_CUE_PUT(NS_CUE_HERE, 58,
               ns_feature_join(ns_feature_join(b->grammar, c->grammar), d->grammar));
    NS_CUE_PUT(NS_CUE_BEHIND, 59,
               ns_feature_join(ns_feature_join(a->grammar, b->grammar), c->grammar));
    NS_CUE_PUT(NS_CUE_BEFORE, 60,
               ns_feature_join(ns_feature_join(c->grammar, d->grammar), e->grammar));
    NS_CUE_PUT(NS_CUE_HERE, 61, ns_feature_join(ns_feature_join(b->grammar, c->cue), d->grammar));
    NS_CUE_PUT(NS_CUE_UNLED, 62, ns_feature_join(ns_feature_join(b->mention, c->word), d->quote));
    NS_CUE_PUT(NS_CUE_MARKS, 63, ns_feature_join(ns_feature_join(b->mark, c->cue), d->mark));
    NS_CUE_PUT(NS_CUE_MARKS, 64,
               ns_feature_join(ns_feature_join(b->quote, c->quote), d->quote) * 8 + c->cue);
    NS_CUE_PUT(NS_CUE_PAIRS, 65, ns_feature_join(b->grammar, ns_feature_join(c->tail, d->grammar)));
}

static inline __attribute__((always_inline)) void ns_cue_own_features(const struct ns_seen *c,
                                                                      struct ns_cue_stand place,
                                                                      unsigned parts,
                                                                      struct ns_feature_list *out)
{
    uint64_t rule = (uint64_t)c->rule_cue << 16 | (uint64_t)c->rule << 8 | c->strength;
    NS_CUE_PUT(NS_CUE_WORD, 71, c->head);
    NS_CUE_PUT(NS_CUE_QUOTED, 73, ns_feature_join(c->word, c->quote));
    NS_CUE_PUT(NS_CUE_STATE, 74, (uint64_t)place.strong << 8 | c->cue);
    NS_CUE_PUT(NS_CUE_STRONG, 75, ns_feature_join(place.strong, c->word));
    NS_CUE_PUT(NS_CUE_STATE, 76, (uint64_t)place.bin << 8 | c->cue);
    NS_CUE_PUT(NS_CUE_PLAIN, 77,
               (uint64_t)place.headline << 16 | (uint64_t)c->mark << 8 | c->shape);
    NS_CUE_PUT(NS_CUE_STATE, 78, (uint64_t)c->covered << 16 | (uint64_t)c->speaks << 8 | c->quote);
    NS_CUE_PUT(NS_CUE_BARE, 79, ns_feature_join(c->covered, c->word));
    NS_CUE_PUT(NS_CUE_STATE, 80, (uint64_t)c->covered << 24 | rule);
    NS_CUE_PUT(NS_CUE_PLAIN, 81, ns_feature_join(c->word, rule));
    NS_CUE_PUT(NS_CUE_STATE, 82, (uint64_t)c->cue << 16 | (uint64_t)c->covered << 8 | c->quote);
}

/* All of a token but for the window in parts. */
static inline __attribute__((always_inline)) void ns_cue_features_in(
    const struct ns_seen *const seen[5], struct ns_cue_stand place, unsigned parts,
    struct ns_feature_list *out)
{
    NS_CUE_PUT(NS_CUE_STATE, 70, 0);
    for (int i = -2; i <= 2; i++)
        ns_cue_window_features(seen[i + 2], i, parts & (NS_CUE_WORD | NS_CUE_NEAR | NS_CUE_RULED),
                               out);
    ns_cue_pair_features(seen, parts, out);
    ns_cue_own_features(seen[2], place, parts, out);
}

#endif
