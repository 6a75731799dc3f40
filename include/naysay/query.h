/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query.h (room: index): which articles the reader wants to see.
 *
 *     word  "a phrase"  prefix*  a near/5 b  /regex/  title: outlet: file: entity: speaker: kind: has:
 *     date:2016-01..2016-03  or  not  -  ( )
 *
 * Terms are ANDed, "or" binds weaker than a blank, near stronger. All is compared folded (fold.h); a
 * word matches whole words, word* their beginnings; a near/5 b: a place of b at most 5 words from one
 * of a, on either side; near alone is near/10; a chain's words are near the ones before them. A regex
 * is one of pattern.h. README.md has the table for readers.
 */
#ifndef NAYSAY_QUERY_H
#define NAYSAY_QUERY_H

#include "naysay/snapshot.h"
#include "naysay/vec.h"

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

/* The words, prefixes, phrases and regexes asked for in texts (not those that must be absent), as
 * typed; they live with the query. */
size_t ns_query_terms(const struct ns_query *query, const struct ns_slice **terms);

/* Where a text holds them, in order and without overlaps: of places that overlap the first, of those
 * that begin together the longest. Words beside a near only where they are near. NS_ERR_LIMIT: a
 * limit of a regex or NS_PATTERN_MAX_HITS ended it. Replaces what out held. */
struct ns_query_hit {
    struct ns_range range; /* bytes of text */
    uint32_t term;         /* index into the terms */
};
NS_VEC(ns_query_hits, struct ns_query_hit);
enum ns_status ns_query_find(struct ns_query *query, struct ns_slice text,
                             struct ns_query_hits *out);

#endif
