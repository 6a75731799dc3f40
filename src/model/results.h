/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * results.h (room: model): what a query finds over the whole corpus, as rows.
 *
 * A result is asked for by a query, narrowed step by step and widened again. Searching, counting and
 * sorting run in slices (ns_results_work). A newer snapshot is searched behind what is shown, which
 * stays until the new rows are there; rows from a search that is still under way grow. Rows are
 * articles, or the statements in them that match. An item keeps its number.
 */
#ifndef MODEL_RESULTS_H
#define MODEL_RESULTS_H

#include "naysay/facets.h"
#include "naysay/search.h"
#include "naysay/timeline.h"

enum ns_results_view { NS_RESULTS_ARTICLES, NS_RESULTS_STATEMENTS };

enum ns_results_order { NS_RESULTS_BEST, NS_RESULTS_NEWEST, NS_RESULTS_LISTED };
#define NS_RESULTS_ORDERS 3
const char *ns_results_order_name(enum ns_results_order order); /* "relevance", "date", "order" */

struct ns_result {
    uint32_t item, statement; /* statement NS_NONE: the article */
};
static inline bool ns_result_same(struct ns_result a, struct ns_result b)
{
    return a.item == b.item && a.statement == b.statement;
}

struct ns_results;

struct ns_results *ns_results_new(void);
void ns_results_free(struct ns_results *results); /* NULL is fine */

/* --- asking --- */

/* A new query in the place of all steps. NS_ERR_ARGUMENT with the column: nothing has changed. */
enum ns_status ns_results_ask(struct ns_results *results, struct ns_slice text, struct ns_err *err);

/* A further step: what is found must match term too. place is where the reader stands. */
enum ns_status ns_results_narrow(struct ns_results *results, struct ns_slice term,
                                 struct ns_result place, struct ns_err *err);

/* Takes the last step back; *place is where the reader stood before it. False at the first. */
bool ns_results_widen(struct ns_results *results, struct ns_result *place);

/* Steps: the query first asked for, then the terms added. 0: nothing has been asked. */
size_t ns_results_steps(const struct ns_results *results);
struct ns_slice ns_results_step(const struct ns_results *results, size_t step);
struct ns_slice ns_results_text(const struct ns_results *results); /* all steps, as understood */

/* Least confidence of statements. */
void ns_results_threshold(struct ns_results *results, float threshold);

/* --- searching --- */

/* From now on this is to be searched; takes a reference. */
void ns_results_look_at(struct ns_results *results, struct ns_snapshot *snapshot);

/* Lets go of all snapshots, and of all that was found. The question stays. */
void ns_results_forget(struct ns_results *results);

enum ns_results_change {
    NS_RESULTS_ROWS = 1,  /* rows are others, or more */
    NS_RESULTS_COUNTS = 2 /* numbers: statements, facets, timeline, how far it is */
};
/* Works until deadline (ns_clock; 0: to the end); gives enum ns_results_change. */
unsigned ns_results_work(struct ns_results *results, uint64_t deadline);
bool ns_results_busy(const struct ns_results *results);

/* --- what was found --- */

/* The snapshot that was searched; NULL: nothing is shown yet. Borrowed. */
const struct ns_snapshot *ns_results_snapshot(const struct ns_results *results);
struct ns_query *ns_results_query(const struct ns_results *results); /* of the rows; or NULL */
unsigned ns_results_question(const struct ns_results *results); /* that they answer; 0: none yet */

bool ns_results_searched(const struct ns_results *results); /* all of that snapshot */
unsigned ns_results_percent(const struct ns_results *results);
size_t ns_results_articles(const struct ns_results *results);
/* Statements that match, so far; *all: every article found has been extracted and looked at. */
size_t ns_results_statements(const struct ns_results *results, bool *all);

const struct ns_facets *ns_results_facets(const struct ns_results *results);
const struct ns_timeline *ns_results_timeline(const struct ns_results *results);

/* --- rows --- */

void ns_results_view(struct ns_results *results, enum ns_results_view view);
enum ns_results_view ns_results_viewed(const struct ns_results *results);
void ns_results_sort(struct ns_results *results, enum ns_results_order order, bool reverse);
enum ns_results_order ns_results_order(const struct ns_results *results, bool *reverse);

size_t ns_results_count(const struct ns_results *results);
struct ns_result ns_results_at(struct ns_results *results, size_t row);     /* row < count */
size_t ns_results_row(struct ns_results *results, struct ns_result result); /* SIZE_MAX: none */

/* The row of an item's article, or of its first statement; SIZE_MAX: none. */
size_t ns_results_row_of_item(struct ns_results *results, size_t item);

/* The articles in order, whatever is viewed; place < ns_results_articles. */
uint32_t ns_results_article(struct ns_results *results, size_t place);
size_t ns_results_place(struct ns_results *results, size_t item); /* SIZE_MAX: not found */

#endif
