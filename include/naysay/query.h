/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query.h (room: index): which articles the reader wants to see.
 *
 * Understood now: words, "a phrase", -word, or, not, entity:"Peter Cook", kind:denial, has:denial,
 * title:word, outlet:word, file:word; terms are ANDed, "or" binds weaker than a blank. Compared
 * folded (fold.h); a word matches whole words, word* matches beginnings.
 */
#ifndef NAYSAY_QUERY_H
#define NAYSAY_QUERY_H

#include "naysay/snapshot.h"

struct ns_query;

/* NS_ERR_ARGUMENT with the column when it cannot be understood. An empty query matches all. */
enum ns_status ns_query_parse(struct ns_slice text, struct ns_query **out, struct ns_err *err);
void ns_query_free(struct ns_query *query);

/* The query as understood, in a canonical form for the status line. Lives with the query. */
struct ns_slice ns_query_text(const struct ns_query *query);

/* Does any term need the extraction (entity:, kind:, has:)? */
bool ns_query_needs_extraction(const struct ns_query *query);

/* Statements below that confidence are not there for kind:, has: and speaker:; at first 0. */
void ns_query_threshold(struct ns_query *query, float threshold);

/* Does the item match? Unread items, and unextracted ones if it matters, do not (yet). Scratch
 * memory is inside: one thread at a time per query. */
bool ns_query_matches(struct ns_query *query, const struct ns_item *item);

/* The same for one statement of the item: words, regexes and names must be in its extent, kind:,
 * speaker: and has: are asked of it alone, title:, outlet:, file: and date: of its article. One below
 * the threshold matches nothing. */
bool ns_query_matches_statement(struct ns_query *query, const struct ns_item *item, size_t index);

/* Did a regex run into its limits in any article looked at so far? Then the answer for that article
 * is unknown, which counts as no, with and without a "not" before it. */
bool ns_query_limited(const struct ns_query *query);

/* What has: takes beside the kinds; NULL when there is no more. */
const char *ns_query_has_name(unsigned index);

/* The words and phrases asked for, for highlighting; slices live with the query. */
size_t ns_query_words(const struct ns_query *query, const struct ns_slice **words);

#endif
