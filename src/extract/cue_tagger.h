/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cue_tagger.h (room: extract, private): stage one. Which words of a sentence tell that something is
 * attributed? A conditional random field over the tokens of each sentence.
 */
#ifndef NAYSAY_EXTRACT_CUE_TAGGER_H
#define NAYSAY_EXTRACT_CUE_TAGGER_H

#include "sight.h"

enum ns_cue_label { NS_CUE_OUT, NS_CUE_BEGIN, NS_CUE_IN, NS_CUE_LABELS };

/* Longest run of tokens that is tagged at once; longer sentences are cut. */
#define NS_TAGGED_MOST 320

void ns_cue_features(const struct ns_sight *sight, uint32_t tok, struct ns_feature_list *out);

#define NS_CUE_MOST 16 /* tokens of one cue */

/* A cue as tagged. */
struct ns_tagged_cue {
    struct ns_range toks;
    float likely; /* mean probability of its tokens to be of a cue */
};
NS_VEC(ns_tagged_cues, struct ns_tagged_cue);

/* Appends the likely cues in order of the text. Recall counts here: the ranker drops what is
 * nothing. likely[tok_count] is filled with each token's probability to be of a cue. */
struct ns_token_sums; /* token_sums.h */
void ns_cues_tag(const struct ns_sight *sight, const struct ns_weights *weights,
                 const struct ns_token_sums *sums, float *likely, struct ns_tagged_cues *out);

#endif
