/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pipeline.h: what the threads of a corpus share. lister.c fills slots in final order, worker.c reads
 * and extracts them, builder.c turns them into snapshots, corpus.c is the caller's side.
 *
 * Slots never move once made (they live in chunks), so a snapshot may borrow their paths. All
 * scheduling stands under one mutex and is short; reading and extracting happen outside it.
 *
 * Order of work: what the reader looks at is read and extracted at once, from its own evidence
 * alone, as soon as the word lists are complete: one worker completes them when the first articles
 * can be shown. Then everything is read. When all is read, the table of repeated blocks is complete, and
 * everything is settled: extracted with that evidence, whether or not it was extracted before. So
 * the end state is the same for any number of workers.
 *
 * Each worker indexes what it read and settled in builders of its own, and hands on a segment when
 * one is full or there is nothing left to put in. Which article is in which segment depends on
 * workers and time; what is found does not.
 */
#ifndef NS_LOAD_PIPELINE_H
#define NS_LOAD_PIPELINE_H

#include "load/watch.h"
#include "naysay/corpus.h"

#include "naysay/cache.h"
#include "naysay/frozen.h"

#include <pthread.h>

#define CHUNK_SLOTS 1024u
#define MAX_JOBS    64u
#define IDLE_MS     20u
#define FIRST_ITEMS 64u /* read before anything else is done: more than a screen shows */

/* A builder with that much is sealed. Searches scan what no segment holds, and look into each
 * segment for each word, so neither few large ones nor many small ones are quick. */
#define SEGMENT_DOCUMENTS 4096u
#define SEGMENT_BYTES     ((uint64_t)16 << 20)
#define SEGMENT_SOME      256u /* enough to be handed on while nothing is left to do for now */

/* What workers spend their time on. */
enum phase { PHASE_READ, PHASE_INDEX, PHASE_EXTRACT, PHASE_COUNT };

enum slot_state {
    SLOT_LISTED,
    SLOT_BUSY, /* a worker has it */
    SLOT_READ,
    SLOT_EXTRACTED, /* for the reader's eyes: settled later */
    SLOT_SETTLED,
    SLOT_FAILED,
};

struct slot {
    char *path;
    enum slot_state state;
    bool urgent;                          /* the builder publishes when it is there */
    _Atomic(struct ns_article *) article; /* read by the builder without the mutex */
    _Atomic(struct ns_extraction *) extraction;
};

NS_VEC(slot_chunks, struct slot *);
NS_VEC(skips, struct ns_skipped);
NS_VEC(articles, struct ns_article *);
NS_VEC(extractions, struct ns_extraction *);
NS_VEC(segments, struct ns_segment *);
NS_VEC(constants, struct ns_constants *);

struct ns_corpus {
    struct ns_corpus_options options;
    char **paths;
    int wake_fd;
    struct watch *watch; /* NULL: changes are not looked for */

    pthread_mutex_t mutex;
    pthread_cond_t work;  /* workers wait for jobs */
    pthread_cond_t built; /* the builder waits for something to show */
    pthread_cond_t moved; /* ns_corpus_wait_first */
    pthread_cond_t ended; /* ns_corpus_wait, which is not woken for each article */

    atomic_bool cancelled; /* written under the mutex; an extraction at work looks at it without */

    /* Under the mutex. */
    bool listed, dirty, urgent;
    struct slot_chunks chunks;
    size_t count;
    size_t read_cursor, settle_cursor; /* all slots before have left that phase */
    size_t first_unread;               /* all slots before are read or failed */
    size_t reading, read, extracted, settled, failed;
    unsigned idle; /* workers that found nothing to do for now */
    enum rules_state {
        RULES_BEGUN,
        RULES_BUSY,
        RULES_READY,
        RULES_NONE
    } rules;                /* none: as if read_only */
    unsigned waiting_first; /* callers in ns_corpus_wait_first */
    bool shown;             /* nobody waits for the first articles any more */
    char *rules_note;       /* see ns_snapshot; never changed once set */
    uint64_t bytes;
    uint32_t kind_bins[NS_KIND_COUNT][NS_CONFIDENCE_BINS];
    struct skips skips;
    struct articles retired_articles; /* replaced while snapshots may still show them */
    struct extractions retired_extractions;
    struct segments text_segments, name_segments;
    unsigned unsealed; /* builders of workers that hold, or are about to hold, documents */
    uint64_t spent[PHASE_COUNT]; /* ns of processor time */
    bool complete_published;
    bool cache_written; /* what had gathered for it when all was done */

    /* Set by the caller without the mutex, so that no key ever waits for it. Nobody is woken for
     * it: as long as anything is left to do, workers without a job look here every IDLE_MS. */
    atomic_size_t focus_current, focus_first, focus_count;

    pthread_mutex_t cache_mutex; /* over the next three */
    bool rules_known;
    struct ns_digest rules_identity; /* once rules_known; then it changes no more */
    struct constants constants;      /* what thawed extractions borrow, one a worker */

    pthread_mutex_t publish_mutex; /* taken before mutex */

    pthread_mutex_t table_mutex;
    struct ns_repetition *table;

    _Atomic(struct ns_snapshot *) newest; /* taken by exchange; NULL when it was taken */
    struct ns_snapshot *current;          /* the caller's side: last one handed out */

    unsigned jobs;
    pthread_t lister, builder, workers[MAX_JOBS];
    unsigned started_workers;
    bool started_lister, started_builder;
};

static inline struct slot *slot_at(struct ns_corpus *c, size_t index)
{
    return &c->chunks.at[index / CHUNK_SLOTS][index % CHUNK_SLOTS];
}

/* Everything listed has been read, or could not be. */
static inline bool all_read(const struct ns_corpus *c)
{
    return c->listed && c->first_unread == c->count && c->reading == 0;
}

/* And settled and indexed. */
static inline bool all_done(const struct ns_corpus *c)
{
    return all_read(c) && c->settled + c->failed == c->count && c->unsealed == 0;
}

/* Under the mutex: notes a path that was passed over. Both strings are copied. */
void ns_pipeline_skip(struct ns_corpus *c, const char *path, const char *reason);

/* Builds a snapshot of now and publishes it; one thread at a time, so that snapshots only grow. */
void ns_pipeline_publish(struct ns_corpus *c);

/* A point in time for pthread_cond_timedwait, on the monotonic clock. */
void ns_pipeline_deadline(struct timespec *at, unsigned ms);

/* The threads' functions; the context is the corpus. */
void *ns_pipeline_list(void *context);
void *ns_pipeline_work(void *context);
void *ns_pipeline_build(void *context);

#endif
