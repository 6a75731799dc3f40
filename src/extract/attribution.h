/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attribution.h (room: extract, private): from candidates to attributions.
 */
#ifndef NAYSAY_EXTRACT_ATTRIBUTION_H
#define NAYSAY_EXTRACT_ATTRIBUTION_H

#include "finder.h"

/* The doc must have its mentions and entities. Fills attributions and kind_counts of extraction;
 * what they point to is in the doc's arena out. */
void ns_attributions_find(struct ns_doc *doc, const struct ns_cue_table *table,
                          struct ns_extraction *extraction);

/* The first half by itself, for measuring and training: everything that the rules propose, unscored,
 * with what is nested and what is weak, in order of the cues; and the score that decides where no
 * model does. */
void ns_candidates_find(struct ns_finder *f);
float ns_candidate_score(const struct ns_finder *f, const struct ns_candidate *c);

/* citing.c: joins "citing two officials" to the statement that was told so. */
void ns_citing_join(struct ns_finder *f);

/* kinds.c: sets kind and kind_reason of everything found, in order of the text. */
void ns_kinds_assign(struct ns_finder *f);

/* repeats.c: sets same_as of each attribution that tells an earlier one's statement again. The i-th
 * attribution was made of the i-th candidate found. */
void ns_repeats_mark(const struct ns_finder *f, struct ns_extraction *extraction);

#endif
