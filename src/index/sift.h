/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sift.h (room: index): what the segments of a snapshot alone say of a query.
 *
 * Two sets of items: those that certainly match, and those that may. Each leaf of the query gives the
 * documents that hold its words; what an exact leaf finds matches, what a leaf does not find in an
 * item that is indexed does not match, all else is open. They are put together by Kleene's logic.
 */
#ifndef INDEX_SIFT_H
#define INDEX_SIFT_H

#include "naysay/query.h"

struct sift;

/* Both borrowed until free. */
struct sift *index_sift_new(const struct ns_snapshot *snapshot, const struct ns_query *query);
void index_sift_free(struct sift *sift); /* NULL is fine */

/* Goes on until deadline (ns_clock; 0: to the end). True when the sets are there. */
bool index_sift_work(struct sift *sift, uint64_t deadline);

/* Bits of items, ns_bit_words(snapshot->count) words each, once done. */
const uint64_t *index_sift_yes(const struct sift *sift);
const uint64_t *index_sift_maybe(const struct sift *sift);

/* Bits of the items whose texts a segment holds. */
const uint64_t *index_sift_indexed(const struct sift *sift);

#endif
