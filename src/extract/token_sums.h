/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * token_sums.h (room: extract, private): what the weights of all features of each token sum to, for
 * stage one and, as far as it does not depend on the cue, stage two; and for a token of a cue's window.
 */
#ifndef NAYSAY_EXTRACT_TOKEN_SUMS_H
#define NAYSAY_EXTRACT_TOKEN_SUMS_H

#include "span_tagger.h"
#include "sum_memory.h"

struct ns_token_sums {
    struct ns_sum_memory *memory; /* NULL: nothing is remembered */
    struct ns_word_sums **words;  /* by token; NULL without memory, or if there was no room */
    const struct ns_weights *spans;
    ns_lanes4 *cue;  /* by token; NULL if there are no weights for it */
    ns_lanes8 *span; /* the same */
};

/* In the doc's scratch arena. cues, spans and memory may be NULL; a memory serves these weights only. */
struct ns_token_sums ns_token_sums_of(const struct ns_sight *sight, const struct ns_weights *cues,
                                      const struct ns_weights *spans, struct ns_sum_memory *memory);

/* Stage two's sums of all tokens of a window: sums[window]. */
void ns_site_sums(const struct ns_token_sums *t, const struct ns_sight *sight,
                  const struct ns_span_site *site, const float *likely, ns_lanes8 *sums);

#endif
