/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.h (room: index): what a search holds; search.c finds, rank.c puts in order.
 */
#ifndef INDEX_SEARCH_H
#define INDEX_SEARCH_H

#include "naysay/search.h"

#include "sift.h"

struct ns_search {
    struct ns_snapshot *snapshot; /* own reference */
    struct ns_query *query;       /* borrowed */
    struct sift *sift;
    uint64_t *found; /* bits of items; NULL until the segments have been asked */
    size_t count;    /* of them */
    size_t decided;  /* items before it are found or not for good */
    size_t open;     /* items that had to be looked at */
    size_t looked;
};

#endif
