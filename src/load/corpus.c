/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pipeline. A lister fills slots in final order; workers read, then extract them; a builder
 * turns the slots into snapshots. Slots never move once made (they live in chunks), so a snapshot
 * may borrow their paths. All scheduling stands under one mutex and is short; reading and extracting
 * happen outside it.
 *
 * Order of work: what the reader looks at is read and extracted at once, from its own evidence
 * alone. Then everything is read. When all is read, the table of repeated blocks is complete, and
 * everything is settled: extracted with that evidence, whether or not it was extracted before. So
 * the end state is the same for any number of workers.
 */
#include "naysay/corpus.h"

#include "naysay/log.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#define CHUNK_SLOTS        1024u
#define MAX_JOBS           64u
#define DEFAULT_PUBLISH_MS 200u

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

struct ns_corpus {
    struct ns_corpus_options options;
    char **paths;
    int wake_fd;

    pthread_mutex_t mutex;
    pthread_cond_t work;  /* workers wait for jobs */
    pthread_cond_t built; /* the builder waits for something to show */
    pthread_cond_t moved; /* ns_corpus_wait* */

    /* Under the mutex. */
    bool cancelled, listed, dirty, urgent;
    struct slot_chunks chunks;
    size_t count;
    size_t read_cursor, settle_cursor; /* all slots before have left that phase */
    size_t first_unread;               /* all slots before are read or failed */
    size_t reading, read, extracted, settled, failed;
    uint64_t bytes;
    uint64_t kind_counts[NS_KIND_COUNT];
    struct skips skips;
    struct articles retired_articles; /* replaced while snapshots may still show them */
    struct extractions retired_extractions;
    bool complete_published;

    /* Set by the caller without the mutex, so that no key ever waits for it. Nobody is woken for
     * it: as long as anything is left to do, some worker is at work and looks here next. */
    atomic_size_t focus_current, focus_first, focus_count;

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

enum job_type { JOB_NONE, JOB_READ, JOB_GLANCE, JOB_SETTLE };

static struct slot *slot_at(struct ns_corpus *c, size_t index)
{
    return &c->chunks.at[index / CHUNK_SLOTS][index % CHUNK_SLOTS];
}

/* ---- what was passed over -------------------------------------------------------------------- */

static void add_skip(struct ns_corpus *c, const char *path, const char *reason)
{
    ns_vec_push(&c->skips, (struct ns_skipped){
                               .path = ns_string_dup(ns_slice_of(path)),
                               .reason = ns_string_dup(ns_slice_of(reason)),
                           });
    c->dirty = true;
}

static int compare_skips(const void *a, const void *b)
{
    const struct ns_skipped *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : strcmp(x->reason, y->reason);
}

/* ---- lister ----------------------------------------------------------------------------------- */

static bool on_found(void *context, const char *path)
{
    struct ns_corpus *c = context;
    char *copy = ns_string_dup(ns_slice_of(path));
    pthread_mutex_lock(&c->mutex);
    if (c->count % CHUNK_SLOTS == 0)
        ns_vec_push(&c->chunks, ns_alloc(CHUNK_SLOTS * sizeof(struct slot)));
    slot_at(c, c->count++)->path = copy;
    c->dirty = true;
    /* A worker is woken for the first few; later there is always one at work. */
    if (c->count <= 64 || c->count % 64 == 0)
        pthread_cond_signal(&c->work);
    bool go_on = !c->cancelled;
    pthread_mutex_unlock(&c->mutex);
    return go_on;
}

static void on_skipped(void *context, const char *path, const struct ns_err *why)
{
    struct ns_corpus *c = context;
    pthread_mutex_lock(&c->mutex);
    add_skip(c, path, why->message);
    pthread_mutex_unlock(&c->mutex);
}

static void *run_lister(void *context)
{
    struct ns_corpus *c = context;
    for (size_t i = 0; i < c->options.path_count; i++) {
        struct ns_err err = {0};
        if (strcmp(c->paths[i], "-") == 0) {
            if (!on_found(c, "-"))
                break;
            continue;
        }
        enum ns_status status = ns_ingest_list(c->paths[i], on_found, on_skipped, c, &err);
        if (status == NS_ERR_CANCELLED)
            break;
        if (status != NS_OK)
            on_skipped(c, c->paths[i], &err);
    }
    ns_trace("listed");
    pthread_mutex_lock(&c->mutex);
    c->listed = true;
    c->dirty = c->urgent = true;
    pthread_cond_broadcast(&c->work);
    pthread_cond_broadcast(&c->moved);
    pthread_cond_signal(&c->built);
    pthread_mutex_unlock(&c->mutex);
    return NULL;
}

/* ---- workers ---------------------------------------------------------------------------------- */

static bool all_read(const struct ns_corpus *c)
{
    return c->listed && c->first_unread == c->count && c->reading == 0;
}

static bool all_done(const struct ns_corpus *c)
{
    return all_read(c) && c->settled + c->failed == c->count;
}

/* The job, if any, that the slot needs because somebody looks at it. */
static enum job_type glance_at(struct ns_corpus *c, size_t index, bool extract)
{
    if (index >= c->count)
        return JOB_NONE;
    struct slot *s = slot_at(c, index);
    if (s->state == SLOT_LISTED)
        return JOB_READ;
    if (extract && s->state == SLOT_READ && !c->options.read_only)
        return JOB_GLANCE;
    return JOB_NONE;
}

/* Under the mutex: picks the next job and takes its slot. */
static enum job_type take_job(struct ns_corpus *c, size_t *index)
{
    size_t first = atomic_load_explicit(&c->focus_first, memory_order_relaxed);
    size_t count = atomic_load_explicit(&c->focus_count, memory_order_relaxed);
    *index = atomic_load_explicit(&c->focus_current, memory_order_relaxed);
    enum job_type job = glance_at(c, *index, true);
    for (size_t i = 0; job == JOB_NONE && i < count; i++) {
        *index = first + i;
        job = glance_at(c, *index, false);
    }
    if (job != JOB_NONE) {
        slot_at(c, *index)->urgent = true;
    } else {
        while (c->read_cursor < c->count && slot_at(c, c->read_cursor)->state != SLOT_LISTED)
            c->read_cursor++;
        if (c->read_cursor < c->count) {
            *index = c->read_cursor++;
            job = JOB_READ;
        } else if (all_read(c)) {
            /* Busy slots (at most one a worker) are passed, not left behind. */
            enum slot_state state;
            size_t i = c->settle_cursor;
            for (; i < c->count; i++) {
                state = slot_at(c, i)->state;
                if (state != SLOT_SETTLED && state != SLOT_FAILED && state != SLOT_BUSY)
                    break;
                if (state != SLOT_BUSY && i == c->settle_cursor)
                    c->settle_cursor++;
            }
            if (i < c->count) {
                *index = i;
                job = JOB_SETTLE;
            }
        }
    }
    if (job == JOB_READ)
        c->reading++;
    if (job != JOB_NONE)
        slot_at(c, *index)->state = SLOT_BUSY;
    return job;
}

static void count_kinds(struct ns_corpus *c, const struct ns_extraction *e, bool add)
{
    for (int k = 0; k < NS_KIND_COUNT; k++)
        c->kind_counts[k] += add ? e->kind_counts[k] : (uint64_t)0 - e->kind_counts[k];
}

/* Under the mutex: what is new is shown by the next snapshot, at once if somebody waits for it. */
static void announce(struct ns_corpus *c, struct slot *s)
{
    c->dirty = true;
    while (c->first_unread < c->count) {
        struct slot *u = slot_at(c, c->first_unread);
        if (u->state == SLOT_FAILED || atomic_load_explicit(&u->article, memory_order_relaxed))
            c->first_unread++;
        else
            break;
    }
    if (s->urgent || all_done(c)) {
        c->urgent = true;
        s->urgent = false;
        pthread_cond_signal(&c->built);
    }
    if (all_read(c))
        pthread_cond_broadcast(&c->work);
    pthread_cond_broadcast(&c->moved);
}

static void read_slot(struct ns_corpus *c, struct slot *s)
{
    const struct ns_ingest_lists *lists =
        c->options.rules ? ns_rules_ingest_lists(c->options.rules) : NULL;
    struct ns_article *article = NULL;
    struct ns_err err = {0};
    enum ns_status status = strcmp(s->path, "-") == 0
                                ? ns_ingest_bytes("-", c->options.stream, lists, &article, &err)
                                : ns_ingest_file(s->path, c->options.limit, lists, &article, &err);
    if (status == NS_OK) {
        pthread_mutex_lock(&c->table_mutex);
        ns_repetition_add(c->table, article);
        pthread_mutex_unlock(&c->table_mutex);
    }
    pthread_mutex_lock(&c->mutex);
    c->reading--;
    if (status == NS_OK) {
        atomic_store_explicit(&s->article, article, memory_order_release);
        s->state = SLOT_READ;
        c->read++;
        c->bytes += article->body.len;
    } else {
        s->state = SLOT_FAILED;
        c->failed++;
        add_skip(c, s->path, err.message);
    }
    announce(c, s);
    pthread_mutex_unlock(&c->mutex);
}

/* Before all is known: extracts what is being looked at. */
static void glance_slot(struct ns_corpus *c, struct slot *s)
{
    struct ns_article *article = atomic_load_explicit(&s->article, memory_order_acquire);
    struct ns_extraction *extraction = ns_extract(article, c->options.rules);
    pthread_mutex_lock(&c->mutex);
    atomic_store_explicit(&s->extraction, extraction, memory_order_release);
    s->state = SLOT_EXTRACTED;
    c->extracted++;
    count_kinds(c, extraction, true);
    announce(c, s);
    pthread_mutex_unlock(&c->mutex);
}

/* With the evidence of the whole corpus. The table is complete: reading it needs no lock. */
static void settle_slot(struct ns_corpus *c, struct slot *s)
{
    struct ns_article *old = atomic_load_explicit(&s->article, memory_order_acquire);
    struct ns_extraction *before = atomic_load_explicit(&s->extraction, memory_order_acquire);
    struct ns_article *changed = ns_repetition_apply(c->table, old);
    struct ns_extraction *extraction = before;
    if (!c->options.read_only && (changed || !before))
        extraction = ns_extract(changed ? changed : old, c->options.rules);

    pthread_mutex_lock(&c->mutex);
    if (changed) {
        ns_vec_push(&c->retired_articles, old);
        atomic_store_explicit(&s->article, changed, memory_order_release);
    }
    if (extraction != before) {
        if (before) {
            ns_vec_push(&c->retired_extractions, before);
            count_kinds(c, before, false);
        } else {
            c->extracted++;
        }
        count_kinds(c, extraction, true);
        atomic_store_explicit(&s->extraction, extraction, memory_order_release);
    }
    s->state = SLOT_SETTLED;
    c->settled++;
    announce(c, s);
    pthread_mutex_unlock(&c->mutex);
}

static void *run_worker(void *context)
{
    struct ns_corpus *c = context;
    pthread_mutex_lock(&c->mutex);
    while (!c->cancelled) {
        size_t index = 0;
        enum job_type job = take_job(c, &index);
        if (job == JOB_NONE) {
            pthread_cond_wait(&c->work, &c->mutex);
            continue;
        }
        struct slot *s = slot_at(c, index);
        pthread_mutex_unlock(&c->mutex);
        if (job == JOB_READ)
            read_slot(c, s);
        else if (job == JOB_GLANCE)
            glance_slot(c, s);
        else
            settle_slot(c, s);
        pthread_mutex_lock(&c->mutex);
    }
    pthread_mutex_unlock(&c->mutex);
    return NULL;
}

/* ---- builder ---------------------------------------------------------------------------------- */

/* Under the mutex on entry and exit; copies the slots outside it. */
static struct ns_snapshot *build_snapshot(struct ns_corpus *c)
{
    if (c->skips.len > 1)
        qsort(c->skips.at, c->skips.len, sizeof *c->skips.at, compare_skips);
    size_t count = c->count;
    struct ns_snapshot *snapshot = ns_snapshot_new(count, c->skips.len);
    snapshot->read_count = c->read;
    snapshot->extracted_count = c->extracted;
    snapshot->failed_count = c->failed;
    snapshot->byte_count = c->bytes;
    memcpy(snapshot->kind_counts, c->kind_counts, sizeof c->kind_counts);
    snapshot->listed = c->listed;
    snapshot->complete = all_done(c);
    if (c->skips.len)
        memcpy((struct ns_skipped *)(uintptr_t)snapshot->skipped, c->skips.at,
               c->skips.len * sizeof *c->skips.at);
    struct ns_item *items = (struct ns_item *)(uintptr_t)snapshot->items;
    for (size_t begin = 0; begin < count; begin += CHUNK_SLOTS) {
        size_t end = begin + CHUNK_SLOTS < count ? begin + CHUNK_SLOTS : count;
        const struct slot *chunk = c->chunks.at[begin / CHUNK_SLOTS];
        for (size_t i = begin; i < end; i++) {
            const struct slot *s = &chunk[i - begin];
            items[i].path = s->path;
            /* The extraction first: its article, or a newer one with the same body, is there then. */
            items[i].extraction = atomic_load_explicit(&s->extraction, memory_order_acquire);
            items[i].article = atomic_load_explicit(&s->article, memory_order_acquire);
            items[i].failed = s->state == SLOT_FAILED;
        }
        /* Long lists: let the workers at the mutex in between. */
        if (end < count) {
            pthread_mutex_unlock(&c->mutex);
            pthread_mutex_lock(&c->mutex);
        }
    }
    return snapshot;
}

static void deadline_in(struct timespec *at, unsigned ms)
{
    clock_gettime(CLOCK_MONOTONIC, at);
    at->tv_sec += ms / 1000;
    at->tv_nsec += (long)(ms % 1000) * 1000000L;
    if (at->tv_nsec >= 1000000000L) {
        at->tv_sec++;
        at->tv_nsec -= 1000000000L;
    }
}

/* Builds and publishes; one thread at a time, so that snapshots only ever grow. */
static void publish(struct ns_corpus *c)
{
    pthread_mutex_lock(&c->publish_mutex);
    pthread_mutex_lock(&c->mutex);
    c->dirty = c->urgent = false;
    struct ns_snapshot *snapshot = build_snapshot(c);
    pthread_mutex_unlock(&c->mutex);
    bool complete = snapshot->complete;
    ns_snapshot_release(atomic_exchange(&c->newest, snapshot));
    uint64_t one = 1;
    while (write(c->wake_fd, &one, sizeof one) < 0 && errno == EINTR)
        ;
    pthread_mutex_lock(&c->mutex);
    if (complete && !c->complete_published) {
        ns_trace("complete");
        c->complete_published = true;
        pthread_cond_broadcast(&c->moved);
        pthread_cond_signal(&c->built); /* the builder's work is done */
    }
    pthread_mutex_unlock(&c->mutex);
    pthread_mutex_unlock(&c->publish_mutex);
}

static void *run_builder(void *context)
{
    struct ns_corpus *c = context;
    pthread_mutex_lock(&c->mutex);
    while (!c->cancelled && !c->complete_published) {
        struct timespec due;
        deadline_in(&due, c->options.publish_ms);
        while (!c->cancelled && !c->urgent && !c->complete_published &&
               pthread_cond_timedwait(&c->built, &c->mutex, &due) == 0)
            ;
        if (c->cancelled || c->complete_published || (!c->dirty && !c->urgent))
            continue;
        pthread_mutex_unlock(&c->mutex);
        publish(c);
        pthread_mutex_lock(&c->mutex);
    }
    pthread_mutex_unlock(&c->mutex);
    return NULL;
}

/* ---- the caller's side ------------------------------------------------------------------------ */

static void init_sync(struct ns_corpus *c)
{
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&c->mutex, NULL);
    pthread_mutex_init(&c->publish_mutex, NULL);
    pthread_mutex_init(&c->table_mutex, NULL);
    pthread_cond_init(&c->work, &attr);
    pthread_cond_init(&c->built, &attr);
    pthread_cond_init(&c->moved, &attr);
    pthread_condattr_destroy(&attr);
}

static unsigned processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > (long)MAX_JOBS ? MAX_JOBS : (unsigned)n;
}

enum ns_status ns_corpus_open(const struct ns_corpus_options *options, struct ns_corpus **out,
                              struct ns_err *err)
{
    struct ns_corpus *c = ns_alloc(sizeof *c);
    c->options = *options;
    if (!c->options.limit)
        c->options.limit = NS_INGEST_DEFAULT_LIMIT;
    if (!c->options.publish_ms)
        c->options.publish_ms = DEFAULT_PUBLISH_MS;
    c->jobs = options->jobs ? options->jobs : processors();
    if (c->jobs > MAX_JOBS)
        c->jobs = MAX_JOBS;
    c->paths = ns_alloc((options->path_count + 1) * sizeof *c->paths);
    for (size_t i = 0; i < options->path_count; i++)
        c->paths[i] = ns_string_dup(ns_slice_of(options->paths[i]));
    c->table = ns_repetition_new();
    c->current = ns_snapshot_new(0, 0);
    atomic_store(&c->focus_count, 1);
    init_sync(c);
    c->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (c->wake_fd < 0) {
        ns_corpus_close(c);
        return ns_err_set(err, NS_ERR_IO, "cannot make an eventfd: %s", strerror(errno));
    }
    c->started_builder = pthread_create(&c->builder, NULL, run_builder, c) == 0;
    c->started_lister = pthread_create(&c->lister, NULL, run_lister, c) == 0;
    while (c->started_workers < c->jobs &&
           pthread_create(&c->workers[c->started_workers], NULL, run_worker, c) == 0)
        c->started_workers++;
    if (!c->started_builder || !c->started_lister || !c->started_workers) {
        ns_corpus_close(c);
        return ns_err_set(err, NS_ERR_IO, "cannot start threads");
    }
    *out = c;
    return NS_OK;
}

static void free_slots(struct ns_corpus *c)
{
    for (size_t i = 0; i < c->count; i++) {
        struct slot *s = slot_at(c, i);
        free(s->path);
        ns_article_free(atomic_load(&s->article));
        ns_extraction_free(atomic_load(&s->extraction));
    }
    for (size_t i = 0; i < c->chunks.len; i++)
        free(c->chunks.at[i]);
    ns_vec_free(&c->chunks);
    for (size_t i = 0; i < c->retired_articles.len; i++)
        ns_article_free(c->retired_articles.at[i]);
    ns_vec_free(&c->retired_articles);
    for (size_t i = 0; i < c->retired_extractions.len; i++)
        ns_extraction_free(c->retired_extractions.at[i]);
    ns_vec_free(&c->retired_extractions);
    for (size_t i = 0; i < c->skips.len; i++) {
        free((char *)(uintptr_t)c->skips.at[i].path);
        free((char *)(uintptr_t)c->skips.at[i].reason);
    }
    ns_vec_free(&c->skips);
}

void ns_corpus_close(struct ns_corpus *c)
{
    if (!c)
        return;
    pthread_mutex_lock(&c->mutex);
    c->cancelled = true;
    pthread_cond_broadcast(&c->work);
    pthread_cond_broadcast(&c->built);
    pthread_cond_broadcast(&c->moved);
    pthread_mutex_unlock(&c->mutex);
    if (c->started_lister)
        pthread_join(c->lister, NULL);
    for (unsigned i = 0; i < c->started_workers; i++)
        pthread_join(c->workers[i], NULL);
    if (c->started_builder)
        pthread_join(c->builder, NULL);
    ns_snapshot_release(atomic_load(&c->newest));
    ns_snapshot_release(c->current);
    free_slots(c);
    ns_repetition_free(c->table);
    if (c->wake_fd >= 0)
        close(c->wake_fd);
    for (size_t i = 0; i < c->options.path_count; i++)
        free(c->paths[i]);
    free(c->paths);
    pthread_cond_destroy(&c->work);
    pthread_cond_destroy(&c->built);
    pthread_cond_destroy(&c->moved);
    pthread_mutex_destroy(&c->mutex);
    pthread_mutex_destroy(&c->publish_mutex);
    pthread_mutex_destroy(&c->table_mutex);
    free(c);
}

int ns_corpus_wake_fd(const struct ns_corpus *c)
{
    return c->wake_fd;
}

struct ns_snapshot *ns_corpus_take(struct ns_corpus *c)
{
    uint64_t ignored;
    while (read(c->wake_fd, &ignored, sizeof ignored) < 0 && errno == EINTR)
        ;
    struct ns_snapshot *newer = atomic_exchange(&c->newest, NULL);
    if (newer) {
        ns_snapshot_release(c->current);
        c->current = newer;
    }
    return ns_snapshot_acquire(c->current);
}

void ns_corpus_focus(struct ns_corpus *c, size_t current, size_t first, size_t count)
{
    atomic_store_explicit(&c->focus_current, current, memory_order_relaxed);
    atomic_store_explicit(&c->focus_first, first, memory_order_relaxed);
    atomic_store_explicit(&c->focus_count, count, memory_order_relaxed);
}

void ns_corpus_wait_first(struct ns_corpus *c, size_t items, unsigned timeout_ms)
{
    struct timespec due;
    deadline_in(&due, timeout_ms);
    pthread_mutex_lock(&c->mutex);
    while (!c->cancelled && c->first_unread < items && !all_read(c) &&
           pthread_cond_timedwait(&c->moved, &c->mutex, &due) == 0)
        ;
    pthread_mutex_unlock(&c->mutex);
    publish(c);
}

void ns_corpus_wait(struct ns_corpus *c)
{
    pthread_mutex_lock(&c->mutex);
    while (!c->cancelled && !c->complete_published)
        pthread_cond_wait(&c->moved, &c->mutex);
    pthread_mutex_unlock(&c->mutex);
}
