/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keyed.h (room: index): items sorted by numbers in linear time, however many there are.
 */
#ifndef INDEX_KEYED_H
#define INDEX_KEYED_H

#include "naysay/snapshot.h"

struct ns_keyed {
    uint32_t key, item;
};

/* The smallest key first; those of one key keep their order. scratch has room for count. */
void ns_keyed_sort(struct ns_keyed *at, struct ns_keyed *scratch, size_t count);

/* Fills out with the items, the newest first (oldest: the oldest); what has no date stands last.
 * Those of one day keep their order. items and out may be the same. */
void ns_order_by_date(const struct ns_snapshot *snapshot, const uint32_t *items, size_t count,
                      bool oldest, uint32_t *out);

#endif
