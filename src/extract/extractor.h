/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * extractor.h (room: extract, private): what lasts from one article to the next on one thread.
 */
#ifndef NAYSAY_EXTRACT_EXTRACTOR_H
#define NAYSAY_EXTRACT_EXTRACTOR_H

#include "doc.h"
#include "sum_memory.h"

struct ns_extractor {
    const struct ns_rules *rules;
    const atomic_bool *cancel;  /* NULL: nobody does */
    struct ns_sum_memory *sums; /* NULL without models */
};

#endif
