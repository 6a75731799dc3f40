/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.h (room: index): which articles of a snapshot match a query, in what order, and where.
 *
 * The segments of the snapshot tell at once which articles certainly match, certainly do not, or may;
 * those that may, and those that no segment holds yet, are looked at one by one. So a search is
 * complete from the first second on, and never wrong. Work is done in slices: no key waits for it.
 *
 *     s = ns_search_new(snapshot, query);
 *     while (!ns_search_work(s, ns_clock() + slice)) ...
 *     ns_search_rank(s, 50, &ranked);
 *
 * One thread a search; the query is used by one search at a time.
 */
#ifndef NAYSAY_SEARCH_H
#define NAYSAY_SEARCH_H

#include "naysay/query.h"
#include "naysay/segment.h"

struct ns_search;

/* Takes a reference to the snapshot; the query (with its threshold) is borrowed until free. */
struct ns_search *ns_search_new(struct ns_snapshot *snapshot, struct ns_query *query);
void ns_search_free(struct ns_search *search); /* NULL is fine */

/* Goes on until deadline (ns_clock; 0: to the end). True when done. What is found only grows. */
bool ns_search_work(struct ns_search *search, uint64_t deadline);
unsigned ns_search_percent(const struct ns_search *search); /* of what must be looked at */

/* All items before it have been found or not for good: for who hands on in the list's order. */
size_t ns_search_decided(const struct ns_search *search);

/*
 * For who decides item by item himself: the first part of the work alone, and what the segments say
 * then. OPEN (always before that, and for what was read since): ns_query_matches must tell.
 */
enum ns_verdict { NS_VERDICT_OPEN, NS_VERDICT_NO, NS_VERDICT_YES };
bool ns_search_sift(struct ns_search *search, uint64_t deadline);
enum ns_verdict ns_search_verdict(const struct ns_search *search, size_t item);

/* Found so far. */
size_t ns_search_count(const struct ns_search *search);
bool ns_search_holds(const struct ns_search *search, size_t item);
/* The first item found from `from` on; SIZE_MAX: none. */
size_t ns_search_next(const struct ns_search *search, size_t from);

/*
 * The best of what was found: BM25 (Robertson and Zaragoza 2009; k1 1.2, b 0.75) over the words
 * asked for, a word of the title counting NS_TITLE_WEIGHT times more; among equals the newer date,
 * then the order of the list. At most `most` are appended, best first.
 */
struct ns_ranked {
    uint32_t item;
    float score;
};
NS_VEC(ns_ranking, struct ns_ranked);
void ns_search_rank(struct ns_search *search, size_t most, struct ns_ranking *out);

/* Where an article that matches says it: the sentence with most of what is asked for (the first of
 * equals), and in it the places to be marked. NS_NONE and no hits if the query asks for no text. */
struct ns_snippet {
    uint32_t sentence;     /* index into the article's sentences */
    struct ns_ranges hits; /* bytes of the body, within the sentence; the caller's to free */
};
void ns_search_snippet(struct ns_query *query, const struct ns_item *item, struct ns_snippet *out);

#endif
