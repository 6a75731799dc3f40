/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pattern.h (room: index): what the reader searches for inside texts (PCRE2, bounded).
 *
 * Both the pattern's and the text's spaces, quotes, dashes and diacritics are folded (fold.h); case
 * is folded unless the pattern holds an upper-case letter (smart case). A pattern that is no valid
 * regular expression is an error that names the column; it can be searched literally instead.
 * Immutable after compilation; each thread passes its own scratch.
 */
#ifndef NAYSAY_PATTERN_H
#define NAYSAY_PATTERN_H

#include "naysay/error.h"
#include "naysay/segment.h"

struct ns_pattern;

enum ns_status ns_pattern_compile(struct ns_slice text, bool literal, struct ns_pattern **out,
                                  struct ns_err *err);
void ns_pattern_free(struct ns_pattern *pattern);

/*
 * Appends the hits in text as ranges of text's own bytes; empty matches are left out; at most
 * NS_PATTERN_MAX_HITS. NS_ERR_LIMIT: the match, heap or time limit ended the search, hits so far are
 * in. The time limit is 90 ms of work, so that a key waits at most 100 ms for a text; 200 ms by
 * the clock where other programs take the processor. A JIT stack error is retried without JIT.
 */
#define NS_PATTERN_MAX_HITS 100000
enum ns_status ns_pattern_find(const struct ns_pattern *pattern, struct ns_slice text,
                               struct ns_ranges *hits);

/* Is there any hit at all? Quicker; limits count as no. */
bool ns_pattern_hits(const struct ns_pattern *pattern, struct ns_slice text);

/* The same two with less time: work_max is ns of work. try tells NS_ERR_LIMIT when a limit ended the
 * search before a hit was found. */
enum ns_status ns_pattern_find_within(const struct ns_pattern *pattern, struct ns_slice text,
                                      uint64_t work_max, struct ns_ranges *hits);
enum ns_status ns_pattern_try(const struct ns_pattern *pattern, struct ns_slice text,
                              uint64_t work_max, bool *hit);

#endif
