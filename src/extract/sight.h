/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sight.h (room: extract, private): what the trained stages see of each token.
 *
 * Made once an article from the finder after the rules have proposed their candidates: what the
 * rules say of a token is among what the stages see (stacking, Wolpert 1992). Features are made of
 * these values only. Whoever changes what a value means or a template uses raises NS_SIGHT_REVISION,
 * which every model of attributions carries.
 */
#ifndef NAYSAY_EXTRACT_SIGHT_H
#define NAYSAY_EXTRACT_SIGHT_H

#include "finder.h"
#include "weights.h"

#define NS_SIGHT_REVISION 2u

/* Where a token stands to quotation marks. */
enum ns_sight_quote {
    NS_SIGHT_UNQUOTED,
    NS_SIGHT_QUOTED,
    NS_SIGHT_QUOTE_OPENS, /* its mark */
    NS_SIGHT_QUOTE_CLOSES,
    NS_SIGHT_QUOTE_FOLLOWS, /* right behind a closing mark */
    NS_SIGHT_QUOTE_LEADS,   /* right before an opening mark */
};

struct ns_seen {
    uint64_t word;    /* hash of the folded word */
    uint32_t head;    /* hash of its first three bytes */
    uint32_t tail;    /* of its last three */
    uint32_t grammar; /* enum ns_gram; of a word in no list its form: -ed, -ing, -s, -ly, capital */
    uint8_t shape;
    uint8_t quote;   /* enum ns_sight_quote */
    uint8_t mention; /* 0 none, 1 + enum ns_entity_type, 8 more: its first token */
    uint8_t cue;     /* how often the word is a cue: 0 in no list, 1 to 6 */
    uint8_t mark;    /* punctuation, else 0 */
    /* By the rules: the strongest candidate whose cue holds the token. */
    uint8_t rule_cue; /* 0 none, 1 first token, 2 later token */
    uint8_t rule;     /* enum ns_rule */
    uint8_t strength; /* its score, 0 none, 1 to 6 */
    uint8_t covered;  /* score of the strongest candidate whose content holds it, 0 none, 1 to 6 */
    uint8_t speaks;   /* the same of a source */
};

struct ns_sight {
    const struct ns_finder *f;
    struct ns_seen *seen;  /* by token, one blank before the first and two behind the last */
    uint32_t *strong_cues; /* by sentence: words in it that are cues more often than not */
    float *scores;         /* by candidate of f->found: ns_candidate_score */
    /* Chains of candidates by where their cues begin, in buckets of NS_SIGHT_BUCKET tokens. */
    uint32_t *first, *next;
};

/* Everything is in the doc's scratch arena. f->found must not change afterwards. */
void ns_sight_open(struct ns_sight *sight, const struct ns_finder *f);

/* Of a score or a strength, 0 to 1: one of six, so that 0 is left for none. */
static inline uint8_t ns_strength_bin(float score)
{
    return (uint8_t)(score >= 0.85f   ? 6
                     : score >= 0.7f  ? 5
                     : score >= 0.5f  ? 4
                     : score >= 0.35f ? 3
                     : score >= 0.2f  ? 2
                                      : 1);
}

#define NS_SIGHT_BUCKET 64 /* more tokens than a cue has */

/* The candidates of the rules whose cue shares a token with these; NS_NONE when there is no more. */
uint32_t ns_sight_first(const struct ns_sight *sight, struct ns_range cue);
uint32_t ns_sight_next(const struct ns_sight *sight, uint32_t candidate, struct ns_range cue);

/* Token tok + offset, blank where it is not of the article. */
static inline const struct ns_seen *ns_seen_at(const struct ns_sight *s, uint32_t tok, int offset)
{
    int64_t at = (int64_t)tok + offset;
    int64_t count = (int64_t)s->f->doc->tok_count;
    return &s->seen[at < 0 ? 0 : at >= count ? count + 1 : at + 1];
}

/* Features of one token; two lists are summed together at most. */
#define NS_FEATURES_MOST 128
_Static_assert(2 * NS_FEATURES_MOST <= NS_SUMMED_MOST, "sums of features must fit");

struct ns_feature_list {
    uint32_t at[NS_FEATURES_MOST];
    size_t len;
};

static inline void ns_feature_add(struct ns_feature_list *list, uint32_t template_number,
                                  uint64_t value)
{
    if (list->len < NS_FEATURES_MOST)
        list->at[list->len++] = ns_feature(template_number, value);
}

#endif
