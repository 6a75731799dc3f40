/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keep.h (room: load, private): what was read and found in an article, from the cache where it is
 * there. The file itself is always read: only its bytes tell whether it is the same.
 */
#ifndef NS_LOAD_KEEP_H
#define NS_LOAD_KEEP_H

#include "load/pipeline.h"

/* A worker's. */
struct keeper {
    struct ns_constants *constants;       /* NULL: there is no cache, or it was not needed yet */
    struct ns_digest reading, extracting; /* what the rules are, for keys; the latter once known */
    bool extracts;
    struct ns_bytes file, bytes;    /* scratch */
    struct ns_extractor *extractor; /* made when it is needed first */
};

/* As ns_ingest_file with the corpus's limit and lists. early: what somebody may be waiting for, who
 * is not to wait for the cache to be opened. *file: what was read, until the next call. */
enum ns_status ns_keep_read(struct ns_corpus *corpus, struct keeper *keeper, const char *path,
                            bool early, struct ns_article **out, struct ns_slice *file,
                            struct ns_err *err);

/* The rules must be complete. Owned by the caller; NULL if the corpus is being closed. */
struct ns_extraction *ns_keep_extract(struct ns_corpus *corpus, struct keeper *keeper,
                                      const struct ns_article *article);

/* Leaves the constants to the corpus, as articles and extractions borrow them. */
void ns_keeper_release(struct ns_corpus *corpus, struct keeper *keeper);

#endif
