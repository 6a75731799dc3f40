/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * copies.h (room: model): one row for all copies of a report.
 *
 * Of articles that are copies of each other (similar.h) only the first in the order of the rows stays
 * a row; how many stand behind it is told.
 */
#ifndef MODEL_COPIES_H
#define MODEL_COPIES_H

#include "naysay/similar.h"

struct ns_copies;

struct ns_copies *ns_copies_new(void);
void ns_copies_free(struct ns_copies *copies); /* NULL is fine */

/* Looks for copies among what is new in the snapshot, until deadline. True: nothing is left to do;
 * *changed (never set to false) tells whether there are other groups now. */
bool ns_copies_work(struct ns_copies *copies, const struct ns_snapshot *snapshot, uint64_t deadline,
                    bool *changed);

/* Takes the copies out of the rows (items in order); returns how many rows remain. */
size_t ns_copies_fold(struct ns_copies *copies, uint32_t *rows, size_t count);

/* As of the last fold: copies behind a row, and behind all rows. */
size_t ns_copies_behind(const struct ns_copies *copies, size_t row);
size_t ns_copies_total(const struct ns_copies *copies);

#endif
