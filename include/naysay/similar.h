/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * similar.h (room: index): articles that are copies of each other: one report in several outlets.
 *
 * Sketches after Broder (On the resemblance and containment of documents, 1997): of the hashes of all
 * runs of four words of the body blocks those are kept that a modulus picks, so a text that was cut
 * shares its sketch with the whole one. Two articles are one report when the smaller sketch lies in
 * the larger by SIMILAR_CONTAINED or more; short ones only when they are the same text. An article
 * belongs to the first that it is a copy of, or is a first itself: what is like a copy alone is none.
 *
 * Work is done in slices, in the order of the items, so groups depend on the corpus alone. One thread.
 */
#ifndef NAYSAY_SIMILAR_H
#define NAYSAY_SIMILAR_H

#include "naysay/snapshot.h"

#define NS_SIMILAR_CONTAINED 0.6

struct ns_similar;

struct ns_similar *ns_similar_new(void);
void ns_similar_free(struct ns_similar *similar); /* NULL is fine */

/*
 * Takes in the items of a snapshot that it has not seen, up to the first that is not read yet; until
 * deadline (ns_clock; 0: to the end). True when there is nothing left to do for this snapshot.
 */
bool ns_similar_work(struct ns_similar *similar, const struct ns_snapshot *snapshot,
                     uint64_t deadline);

/* Items before it are in groups. */
size_t ns_similar_seen(const struct ns_similar *similar);

/* The first item of the group that holds item; the item itself where it is alone or not seen. */
size_t ns_similar_first(const struct ns_similar *similar, size_t item);

/* How many are in its group, itself included. */
size_t ns_similar_count(const struct ns_similar *similar, size_t item);

/* How many groups the items seen make: reports of their own. Failed items are in none. */
size_t ns_similar_groups(const struct ns_similar *similar);

#endif
