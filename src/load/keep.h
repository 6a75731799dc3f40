/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keep.h (room: load, private): an article's extraction, from the cache where it is there.
 */
#ifndef NS_LOAD_KEEP_H
#define NS_LOAD_KEEP_H

#include "load/pipeline.h"

/* A worker's. */
struct keeper {
    struct ns_constants *constants; /* NULL: there is no cache, or it was not needed yet */
    struct ns_bytes bytes;          /* scratch */
};

/* The rules must be complete. Owned by the caller. */
struct ns_extraction *ns_keep_extract(struct ns_corpus *corpus, struct keeper *keeper,
                                      const struct ns_article *article);

/* Leaves the constants to the corpus, as extractions borrow them. */
void ns_keeper_release(struct ns_corpus *corpus, struct keeper *keeper);

#endif
