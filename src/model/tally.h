/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tally.h (room: model): how many statements each article shows, and all rows of the list together.
 *
 * Statements below the threshold are hidden and do not count, nor do repeated tellings. What was
 * counted once is kept until the article is extracted anew or the threshold moves, so that a sum
 * over many rows costs a look at each.
 */
#ifndef MODEL_TALLY_H
#define MODEL_TALLY_H

#include "naysay/snapshot.h"

struct ns_tally_counts {
    uint32_t all, claims, denials, no_comment;
    uint32_t hidden; /* below the threshold */
};

struct ns_tally_sum {
    uint64_t claims, denials, no_comment, hidden;
};

struct ns_tally;

struct ns_tally *ns_tally_new(void);
void ns_tally_free(struct ns_tally *tally); /* NULL is fine */

/* Forgets all items; the threshold stays. */
void ns_tally_reset(struct ns_tally *tally);

/* False if it was so before. */
bool ns_tally_threshold(struct ns_tally *tally, float threshold);
float ns_tally_threshold_of(const struct ns_tally *tally);

/* What the item shows; extraction NULL: nothing. */
struct ns_tally_counts ns_tally_item(struct ns_tally *tally, size_t item,
                                     const struct ns_extraction *extraction);

#endif
