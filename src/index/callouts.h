/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * callouts.h (room: index): where PCRE2 must call back so that a match is bounded in time.
 */
#ifndef INDEX_CALLOUTS_H
#define INDEX_CALLOUTS_H

#include "naysay/vec.h"

/*
 * Writes the pattern, as PCRE2 takes it, with callouts only where they are needed: before what is
 * repeated, and at each round of a repeated group. Between two of them the work is linear in the text.
 * False: the pattern is not plain enough for that (recursion, look-around, many alternatives ...);
 * then PCRE2 must call back before each item.
 */
bool index_callouts(struct ns_slice pattern, struct ns_bytes *out);

#endif
