/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dated.h (room: model): articles in the order of their dates.
 */
#ifndef MODEL_DATED_H
#define MODEL_DATED_H

#include "naysay/snapshot.h"

/* Fills out with the items, the newest first (oldest: the oldest); what has no date stands last.
 * Those of one day keep their order. Linear: a million take some 20 ms. */
void ns_order_by_date(const struct ns_snapshot *snapshot, const uint32_t *items, size_t count,
                      bool oldest, uint32_t *out);

#endif
