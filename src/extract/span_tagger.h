/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * span_tagger.h (room: extract, private): stage two. Given a cue, who is its source and what its
 * content? A conditional random field over the tokens of the cue's sentence, and of the sentences
 * that a quotation joins to it (over paragraphs where it runs on), once for each cue.
 */
#ifndef NAYSAY_EXTRACT_SPAN_TAGGER_H
#define NAYSAY_EXTRACT_SPAN_TAGGER_H

#include "cue_tagger.h"

enum ns_span_label {
    NS_SPAN_OUT,
    NS_SPAN_SOURCE_BEGIN,
    NS_SPAN_SOURCE_IN,
    NS_SPAN_CONTENT_BEGIN,
    NS_SPAN_CONTENT_IN,
    NS_SPAN_LABELS
};

#define NS_SPAN_WINDOW_MOST 400 /* tokens looked at for one cue */
#define NS_SPAN_SIDE        180 /* of these on either side of it */

/* One cue with what surrounds it. */
struct ns_span_site {
    struct ns_range cue;
    struct ns_range window;           /* tokens that are tagged */
    const struct ns_candidate *rules; /* the strongest candidate of this cue by rule, or NULL */
    const struct ns_candidate *other; /* the second */
    uint8_t rules_strength, other_strength; /* of their scores, 0 to 6 */
    uint64_t cue_head;                      /* hash of the cue's strongest word */
    /* By token of the window: what lies between it and the cue. */
    struct ns_between {
        uint8_t commas, marks, cues, mentions, path;
        int8_t sentences;
    } between[NS_SPAN_WINDOW_MOST];
    uint8_t tags[NS_SPAN_WINDOW_MOST];       /* enum ns_span_label by the rules' candidate */
    uint8_t other_tags[NS_SPAN_WINDOW_MOST]; /* by the second */
};

/* likely: by token, the probability to be of a cue (stage one). The cue has NS_CUE_MOST tokens at
 * most and lies in one paragraph. side: tokens looked at on either side, NS_SPAN_SIDE at most. */
void ns_span_site_open(struct ns_span_site *site, const struct ns_sight *sight, const float *likely,
                       struct ns_range cue, uint32_t side);

/* Features that do not depend on the cue, and those that do; both are appended. */
void ns_span_token_features(const struct ns_sight *sight, uint32_t tok,
                            struct ns_feature_list *out);
void ns_span_site_features(const struct ns_sight *sight, const struct ns_span_site *site,
                           const float *likely, uint32_t tok, struct ns_feature_list *out);

/* What stage two found. */
struct ns_spans {
    struct ns_range source; /* empty: none */
    struct ns_range content[NS_PIECES];
    uint8_t content_count;
    float no_source; /* probability that no token is of a source, about */
};

/* How each labelling of a window scores. */
struct ns_span_lattice {
    float scores[NS_SPAN_WINDOW_MOST * NS_SPAN_LABELS];
    float marginals[NS_SPAN_WINDOW_MOST * NS_SPAN_LABELS];
    double log_sum;
};

struct ns_token_sums; /* token_sums.h */

/* False if there is no content; the lattice is filled in either case. */
bool ns_spans_tag(const struct ns_sight *sight, const struct ns_weights *weights,
                  const float *likely, const struct ns_span_site *site,
                  const struct ns_token_sums *sums, struct ns_span_lattice *lattice,
                  struct ns_spans *out);

/* How well a candidate's source and content fit: the logarithm of the probability of its labelling,
 * and the mean probability of the labels of either, 0 where there is none. */
struct ns_span_fit {
    float posterior, source_sure, content_sure;
};
struct ns_span_fit ns_spans_fit(const struct ns_weights *weights, const struct ns_span_site *site,
                                const struct ns_span_lattice *lattice,
                                const struct ns_candidate *c);

#endif
