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

/* kinds.c: what the source does with the content, and why that is thought (static storage). */
enum ns_kind ns_kind_of(const struct ns_finder *f, const struct ns_candidate *c,
                        const char **reason);

/* repeats.c: sets same_as of each attribution that tells an earlier one's statement again. */
void ns_repeats_mark(const struct ns_doc *doc, struct ns_extraction *extraction);

#endif
