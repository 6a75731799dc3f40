/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows.h (room: model): the list of articles: which items are rows, in which order.
 *
 * Items that have an article and match the limit are rows. Matching and sorting run in slices
 * (ns_rows_work), so that no key waits for the size of the corpus; until a slice is done the rows
 * from before stay.
 */
#ifndef MODEL_ROWS_H
#define MODEL_ROWS_H

#include "naysay/search.h"

#include "tally.h"

enum ns_sort { NS_SORT_ORDER, NS_SORT_TITLE, NS_SORT_OUTLET, NS_SORT_STATEMENTS, NS_SORT_DENIALS };
#define NS_SORT_COUNT 5
const char *ns_sort_name(enum ns_sort sort);

struct ns_rows;

struct ns_rows *ns_rows_new(void);
void ns_rows_free(struct ns_rows *rows);

/* Forgets all items; the limit and the order stay. */
void ns_rows_reset(struct ns_rows *rows);

/* Takes over what is new in a snapshot. Linear in items that are not read yet. */
void ns_rows_update(struct ns_rows *rows, const struct ns_snapshot *snapshot);

/* Takes the query; NULL or an empty one lists all. */
void ns_rows_limit(struct ns_rows *rows, struct ns_query *take, const struct ns_snapshot *snapshot);
struct ns_query *ns_rows_query(const struct ns_rows *rows);

/* Statements below it count neither for the limit, nor for the order, nor in the sum. */
void ns_rows_threshold(struct ns_rows *rows, float threshold, const struct ns_snapshot *snapshot);

void ns_rows_sort(struct ns_rows *rows, enum ns_sort sort, bool reverse,
                  const struct ns_snapshot *snapshot);
enum ns_sort ns_rows_order(const struct ns_rows *rows, bool *reverse);

/* One row for all copies of a report (copies.h), or each its own again. */
void ns_rows_group(struct ns_rows *rows, bool on);
bool ns_rows_are_grouped(const struct ns_rows *rows);
size_t ns_rows_copies(const struct ns_rows *rows, size_t row); /* behind it; 0 if not grouped */
size_t ns_rows_copies_total(const struct ns_rows *rows);
bool ns_rows_grouping(const struct ns_rows *rows); /* not all have been compared yet */

/* Works until deadline (ns_clock); *changed tells whether the rows did. True: there is more. */
bool ns_rows_work(struct ns_rows *rows, struct ns_snapshot *snapshot, uint64_t deadline,
                  bool *changed);
bool ns_rows_busy(const struct ns_rows *rows);

size_t ns_rows_count(const struct ns_rows *rows);
uint32_t ns_rows_item(const struct ns_rows *rows, size_t row);

/* The row of an item, or SIZE_MAX. */
size_t ns_rows_row(const struct ns_rows *rows, size_t item);

/* The row of an item, or of the next one in order that is a row, else the last; 0 if empty. */
size_t ns_rows_nearest(const struct ns_rows *rows, size_t item);

/* Articles that the limit hides, and those not looked at yet. */
size_t ns_rows_hidden(const struct ns_rows *rows);
size_t ns_rows_pending(const struct ns_rows *rows);

/* Statements that the rows show under a limit or grouped; false: neither, or not known yet. */
bool ns_rows_sum(const struct ns_rows *rows, struct ns_tally_sum *out);

/* How many articles there are, listed or not. */
size_t ns_rows_known(const struct ns_rows *rows);

#endif
