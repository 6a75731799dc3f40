/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * corpus.h (room: load): reads and extracts a corpus in the background.
 *
 * The only room that starts threads: one lists folders, jobs workers read and extract, one of them
 * at a time builds and publishes snapshots. The caller polls a descriptor and never waits.
 * Results do not depend on jobs. Extraction uses which blocks repeat over all articles; what was
 * extracted early for the reader's eyes is done again at the end if that evidence changed a role.
 */
#ifndef NAYSAY_CORPUS_H
#define NAYSAY_CORPUS_H

#include "naysay/error.h"
#include "naysay/ingest.h"
#include "naysay/snapshot.h"

struct ns_cache;

struct ns_corpus_options {
    const char *const *paths; /* copied; "-" stands for stream */
    size_t path_count;
    struct ns_slice stream; /* bytes of "-", borrowed until close */
    unsigned jobs;          /* 0: as many as there are processors */
    uint64_t limit;         /* bytes a file; 0: NS_INGEST_DEFAULT_LIMIT */
    struct ns_rules *rules; /* borrowed until close; completed here where they are only begun, */
                            /* once what is to be seen first has been read: ns_rules_begin */
    bool read_only;         /* list and read, extract nothing */
    bool alone;             /* with read_only: each article as it alone tells, never settled */
    bool index;             /* fill the segments of snapshots, for search.h */
    bool watch;             /* notice when files change, come or go: ns_corpus_changed */
    bool digest;            /* fill in each article's SHA-256 */
    bool foreground;        /* nobody types meanwhile: workers need not stand back for a screen */
    struct ns_cache *cache; /* of results, borrowed until close; NULL: none */
    unsigned publish_ms;    /* least time between snapshots; 0: 200 */
};

struct ns_corpus;

/* Starts the threads. Fails only if none can be started. Paths that do not exist become skipped. */
enum ns_status ns_corpus_open(const struct ns_corpus_options *options, struct ns_corpus **out,
                              struct ns_err *err);

/* Cancels, joins, frees. Snapshots must have been released. */
void ns_corpus_close(struct ns_corpus *corpus); /* NULL is fine */

/* The same on a thread of its own, as a large corpus takes a while: nobody waits but who calls
 * ns_closing_wait, which frees the handle. rules (or NULL) are freed after it. */
struct ns_closing;
struct ns_closing *ns_corpus_close_aside(struct ns_corpus *corpus, struct ns_rules *rules);
void ns_closing_wait(struct ns_closing *closing); /* NULL is fine */

/* Readable (poll) when a newer snapshot may be taken; an eventfd, drained by ns_corpus_take. */
int ns_corpus_wake_fd(const struct ns_corpus *corpus);

/* The newest snapshot with a reference for the caller; never NULL, never waits for workers. */
struct ns_snapshot *ns_corpus_take(struct ns_corpus *corpus);

/* Readable (poll) when something of what was listed changed and it has been quiet since; -1 without
 * watch. changed tells and forgets it. To see what changed, open the corpus anew. */
int ns_corpus_change_fd(const struct ns_corpus *corpus);
bool ns_corpus_changed(struct ns_corpus *corpus);

/* What the reader looks at: current first, then items [first, first + count). Published at once
 * when they are there. */
void ns_corpus_focus(struct ns_corpus *corpus, size_t current, size_t first, size_t count);

/* Waits until the first items are read (or all are) or timeout_ms passed; then take. For start-up:
 * it bounds the time to the first paint. */
void ns_corpus_wait_first(struct ns_corpus *corpus, size_t items, unsigned timeout_ms);

/* What it took so far: processor time of the workers, summed; memory of all that is held, of what
 * was replaced too. All is told once a complete snapshot is there. */
struct ns_corpus_cost {
    unsigned jobs; /* workers that were started */
    double read_seconds, index_seconds, extract_seconds;
    uint64_t text_bytes, index_bytes, extract_bytes;
};
void ns_corpus_cost(struct ns_corpus *corpus, struct ns_corpus_cost *out);

/* Waits until all is done; only for programs without a screen. */
void ns_corpus_wait(struct ns_corpus *corpus);

#endif
