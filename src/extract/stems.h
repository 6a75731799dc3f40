/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stems.h (room: extract, private): the words that carry a content's meaning, for comparison.
 */
#ifndef NAYSAY_EXTRACT_STEMS_H
#define NAYSAY_EXTRACT_STEMS_H

#include "finder.h"

#define NS_STEMS_MAX 48 /* of one content; what goes beyond is not compared */

struct ns_stems {
    uint32_t at[NS_STEMS_MAX]; /* sorted, without doubles */
    uint32_t count;
};

/* Function words and words of less than four bytes carry nothing; words that begin alike are one. */
struct ns_stems ns_stems_of(const struct ns_finder *f, const struct ns_range *pieces, size_t count);

/* How many both hold. */
uint32_t ns_stems_shared(const struct ns_stems *a, const struct ns_stems *b);

#endif
