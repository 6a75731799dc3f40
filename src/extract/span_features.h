/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span_features.h (room: extract, private): the templates of stage two, each with the part that it is
 * of, as in cue_features.h. Learning depends on the order.
 */
#ifndef NAYSAY_EXTRACT_SPAN_FEATURES_H
#define NAYSAY_EXTRACT_SPAN_FEATURES_H

#include "span_tagger.h"

enum ns_span_part {
    /* Of a token whatever the cue. */
    NS_SPAN_WORD = 1 << 0,    /* its word, */
    NS_SPAN_BEFORE = 1 << 1,  /* the one before */
    NS_SPAN_BEHIND = 1 << 2,  /* and the one behind */
    NS_SPAN_PATTERN = 1 << 3, /* grammar of the three */
    NS_SPAN_TOKEN = 1 << 4,   /* few small numbers */
    NS_SPAN_PAIRS = 1 << 5,   /* two words */
    /* Of a token and a cue. */
    NS_SPAN_FAR = 1 << 6,       /* the cue and what stands beside it; how far */
    NS_SPAN_SENTENCES = 1 << 7, /* the cue, sentences between */
    NS_SPAN_WAY = 1 << 8,       /* what lies between, small numbers of the token: often as before */
    NS_SPAN_RULES = 1 << 9,     /* what the rules say of the token and the cue: often as before */
    NS_SPAN_BESIDE = 1 << 10,   /* the word; side, commas between */
    NS_SPAN_RULED = 1 << 11,    /* the word; what the rules say */
    NS_SPAN_PATTERNS = 1 << 12, /* words and grammar with what lies between: seldom come up again */
    NS_SPAN_ALL = (1 << 13) - 1
};

#define NS_SPAN_PUT(part, number, value)                                                           \
    do {                                                                                           \
        if (parts & (part))                                                                        \
            ns_feature_add(out, number, value);                                                    \
    } while (0)

/* b, c, d: the token before, itself, the one behind. */
static inline __attribute__((always_inline)) void ns_span_token_parts(
    const struct ns_seen *b, const struct ns_seen *c, const struct ns_seen *d, bool first,
    bool last, unsigned parts, struct ns_feature_list *out)
{
    NS_SPAN_PUT(NS_SPAN_WORD, 100, 0);
    NS_SPAN_PUT(NS_SPAN_WORD, 101, c->word);
    NS_SPAN_PUT(NS_SPAN_BEFORE, 102, b->word);
    NS_SPAN_PUT(NS_SPAN_BEHIND, 103, d->word);
    NS_SPAN_PUT(NS_SPAN_WORD, 104, c->grammar);
    NS_SPAN_PUT(NS_SPAN_PATTERN, 105, ns_feature_join(b->grammar, c->grammar));
    NS_SPAN_PUT(NS_SPAN_PATTERN, 106, ns_feature_join(c->grammar, d->grammar));
    NS_SPAN_PUT(NS_SPAN_PATTERN, 107,
                ns_feature_join(ns_feature_join(b->grammar, c->grammar), d->grammar));
    NS_SPAN_PUT(NS_SPAN_PAIRS, 108, ns_feature_join(b->word, c->word));
    NS_SPAN_PUT(NS_SPAN_PAIRS, 109, ns_feature_join(c->word, d->word));
    NS_SPAN_PUT(NS_SPAN_TOKEN, 110,
                (uint64_t)b->mention << 16 | (uint64_t)c->mention << 8 | d->mention);
    NS_SPAN_PUT(NS_SPAN_TOKEN, 111, (uint64_t)b->quote << 16 | (uint64_t)c->quote << 8 | d->quote);
    NS_SPAN_PUT(NS_SPAN_TOKEN, 112,
                (uint64_t)first << 17 | (uint64_t)last << 16 | (uint64_t)b->mark << 8 | c->mark);
    NS_SPAN_PUT(NS_SPAN_WORD, 113, c->tail);
}

/* A token as seen from a cue. */
struct ns_span_view {
    const struct ns_seen *b, *c, *d; /* before, itself, behind */
    const struct ns_seen *cue;       /* the cue's first token */
    const struct ns_seen *next;      /* what stands beside the cue on this side */
    const struct ns_between *way;
    uint32_t tok;
    uint8_t side; /* 1: before the cue */
    uint8_t bin;  /* of the distance, 0 to 10 */
    bool headline, same_block, likely;
    uint8_t left, here, right, other; /* the rules' labels, 7 outside of the window */
};

static inline __attribute__((always_inline)) void ns_span_site_parts(
    const struct ns_span_site *site, const struct ns_span_view *v, unsigned parts,
    struct ns_feature_list *out)
{
    const struct ns_seen *b = v->b, *c = v->c, *d = v->d;
    uint64_t side = v->side, far = v->bin * 2u + side, sentences = (uint8_t)v->way->sentences;
    uint64_t path = (uint64_t)v->way->path * 2 + side, marks = v->way->marks;
    uint64_t left = v->left, here = v->here, right = v->right, strength = site->rules_strength;
    uint64_t rule = site->rules ? site->rules->rule : 255;
    NS_SPAN_PUT(NS_SPAN_FAR, 115, far);
    NS_SPAN_PUT(NS_SPAN_BESIDE, 116, ns_feature_join(side, c->word));
    NS_SPAN_PUT(NS_SPAN_BESIDE, 117, ns_feature_join(side * 8 + v->way->commas, c->grammar));
    NS_SPAN_PUT(NS_SPAN_WAY, 118, path << 8 | sentences);
    NS_SPAN_PUT(NS_SPAN_PATTERNS, 119, ns_feature_join(path, c->grammar));
    NS_SPAN_PUT(NS_SPAN_SENTENCES, 120, ns_feature_join(site->cue_head, side << 8 | sentences));
    NS_SPAN_PUT(NS_SPAN_PATTERNS, 121,
                ns_feature_join(ns_feature_join(site->cue_head, side), c->grammar));
    NS_SPAN_PUT(NS_SPAN_FAR, 122, ns_feature_join(site->cue_head, far));
    NS_SPAN_PUT(NS_SPAN_WAY, 123,
                (side << 32) | (uint64_t)c->quote << 24 | marks << 16 | sentences);
    NS_SPAN_PUT(NS_SPAN_WAY, 124, side << 16 | (uint64_t)c->mention << 8 | v->way->mentions);
    NS_SPAN_PUT(NS_SPAN_WAY, 125,
                side << 24 | (uint64_t)c->mention << 16 | (uint64_t)v->way->mentions << 8 |
                    v->way->commas);
    NS_SPAN_PUT(NS_SPAN_FAR, 126, ns_feature_join(v->next->word, far));
    NS_SPAN_PUT(NS_SPAN_FAR, 127, ns_feature_join(v->next->grammar, far));
    NS_SPAN_PUT(NS_SPAN_WAY, 128,
                side << 24 | (uint64_t)v->way->cues << 16 | sentences << 8 | v->likely);
    NS_SPAN_PUT(NS_SPAN_PATTERNS, 129, ns_feature_join(b->word, path));
    NS_SPAN_PUT(NS_SPAN_PATTERNS, 130, ns_feature_join(c->word, far));
    NS_SPAN_PUT(NS_SPAN_WAY, 131,
                side << 32 | (uint64_t)v->cue->quote << 24 | (uint64_t)c->quote << 16 | marks << 8 |
                    (uint64_t)(v->way->commas > 0));
    NS_SPAN_PUT(NS_SPAN_PATTERNS, 132,
                ns_feature_join(path, ns_feature_join(c->grammar, d->grammar)));
    NS_SPAN_PUT(NS_SPAN_PATTERNS, 133,
                ns_feature_join(path, ns_feature_join(b->grammar, c->grammar)));
    NS_SPAN_PUT(NS_SPAN_WAY, 135, side << 16 | (uint64_t)v->headline << 8 | v->same_block);
    NS_SPAN_PUT(NS_SPAN_RULES, 140, here << 8 | strength);
    NS_SPAN_PUT(NS_SPAN_RULES, 141, here << 16 | rule << 8 | strength);
    NS_SPAN_PUT(NS_SPAN_RULES, 142, left << 24 | here << 16 | right << 8 | strength);
    NS_SPAN_PUT(NS_SPAN_RULES, 143, left << 24 | here << 16 | right << 8 | rule);
    NS_SPAN_PUT(NS_SPAN_PATTERNS, 144, ns_feature_join(here << 8 | strength, c->grammar));
    NS_SPAN_PUT(NS_SPAN_RULES, 145, ns_feature_join(here << 8 | rule, c->quote));
    NS_SPAN_PUT(NS_SPAN_RULED, 146, ns_feature_join(here, c->word));
    NS_SPAN_PUT(NS_SPAN_RULES, 147, ns_feature_join(here << 8 | rule, site->cue_head));
    NS_SPAN_PUT(NS_SPAN_RULES, 148,
                here << 24 | (uint64_t)v->other << 16 | strength << 8 | site->other_strength);
    NS_SPAN_PUT(NS_SPAN_RULES, 149,
                here << 24 | (uint64_t)c->covered << 16 | (uint64_t)c->speaks << 8);
}

#endif
