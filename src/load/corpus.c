/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/pipeline.h"

#include "naysay/thread.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define DEFAULT_PUBLISH_MS 200u

static void init_sync(struct ns_corpus *c)
{
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&c->mutex, NULL);
    pthread_mutex_init(&c->publish_mutex, NULL);
    pthread_mutex_init(&c->table_mutex, NULL);
    pthread_mutex_init(&c->cache_mutex, NULL);
    pthread_cond_init(&c->work, &attr);
    pthread_cond_init(&c->built, &attr);
    pthread_cond_init(&c->moved, &attr);
    pthread_cond_init(&c->ended, &attr);
    pthread_condattr_destroy(&attr);
}

static unsigned processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > (long)MAX_JOBS ? MAX_JOBS : (unsigned)n;
}

/* The last error; with fewer workers than asked for all goes on. */
static int start_threads(struct ns_corpus *c)
{
    int error = pthread_create(&c->builder, NULL, ns_pipeline_build, c);
    c->started_builder = error == 0;
    if (!error)
        error = pthread_create(&c->lister, NULL, ns_pipeline_list, c);
    c->started_lister = c->started_builder && error == 0;
    while (!error && c->started_workers < c->jobs) {
        error = pthread_create(&c->workers[c->started_workers], NULL, ns_pipeline_work, c);
        c->started_workers += error == 0;
    }
    return error;
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
    c->watch = options->watch ? load_watch_new() : NULL;
    c->rules = !c->options.rules || c->options.read_only ? RULES_NONE
               : ns_rules_are_complete(c->options.rules) ? RULES_READY
                                                         : RULES_BEGUN;
    c->current = ns_snapshot_new(0, 0);
    atomic_store(&c->focus_count, 1);
    init_sync(c);
    c->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (c->wake_fd < 0) {
        ns_corpus_close(c);
        return ns_err_set(err, NS_ERR_IO,
                          "cannot make an eventfd: %s; a higher limit of open files may help "
                          "(ulimit -n)",
                          strerror(errno));
    }
    int error = start_threads(c);
    if (!c->started_builder || !c->started_lister || !c->started_workers) {
        ns_corpus_close(c);
        return ns_err_set(err, NS_ERR_IO,
                          "cannot start threads: %s; more memory (ulimit -v) or processes (ulimit "
                          "-u) may help, or fewer threads (--jobs 1)",
                          strerror(error));
    }
    *out = c;
    return NS_OK;
}

static void free_segments(struct segments *segments)
{
    for (size_t i = 0; i < segments->len; i++)
        ns_segment_free(segments->at[i]);
    ns_vec_free(segments);
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
    for (size_t i = 0; i < c->constants.len; i++)
        ns_constants_free(c->constants.at[i]);
    ns_vec_free(&c->constants);
    free_segments(&c->text_segments);
    free_segments(&c->name_segments);
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
    pthread_cond_broadcast(&c->ended);
    pthread_mutex_unlock(&c->mutex);
    if (c->watch)
        load_watch_stop(c->watch);
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
    load_watch_free(c->watch);
    if (c->wake_fd >= 0)
        close(c->wake_fd);
    for (size_t i = 0; i < c->options.path_count; i++)
        free(c->paths[i]);
    free(c->paths);
    free(c->rules_note);
    pthread_cond_destroy(&c->work);
    pthread_cond_destroy(&c->built);
    pthread_cond_destroy(&c->moved);
    pthread_cond_destroy(&c->ended);
    pthread_mutex_destroy(&c->mutex);
    pthread_mutex_destroy(&c->publish_mutex);
    pthread_mutex_destroy(&c->table_mutex);
    pthread_mutex_destroy(&c->cache_mutex);
    free(c);
}

struct ns_closing {
    struct ns_corpus *corpus;
    struct ns_rules *rules;
    pthread_t thread;
    bool started;
};

static void close_all(struct ns_closing *closing)
{
    ns_corpus_close(closing->corpus);
    ns_rules_free(closing->rules);
}

static void *close_aside(void *closing)
{
    ns_thread_stand_back();
    close_all(closing);
    return NULL;
}

struct ns_closing *ns_corpus_close_aside(struct ns_corpus *corpus, struct ns_rules *rules)
{
    struct ns_closing *closing = ns_alloc(sizeof *closing);
    closing->corpus = corpus;
    closing->rules = rules;
    closing->started = pthread_create(&closing->thread, NULL, close_aside, closing) == 0;
    if (!closing->started)
        close_all(closing);
    return closing;
}

void ns_closing_wait(struct ns_closing *closing)
{
    if (closing && closing->started)
        pthread_join(closing->thread, NULL);
    free(closing);
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

int ns_corpus_change_fd(const struct ns_corpus *c)
{
    return c->watch ? load_watch_fd(c->watch) : -1;
}

bool ns_corpus_changed(struct ns_corpus *c)
{
    return c->watch && load_watch_take(c->watch);
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
    ns_pipeline_deadline(&due, timeout_ms);
    pthread_mutex_lock(&c->mutex);
    c->waiting_first++;
    while (!c->cancelled && c->first_unread < items && !all_read(c) &&
           pthread_cond_timedwait(&c->moved, &c->mutex, &due) == 0)
        ;
    c->waiting_first--;
    c->shown = true;
    pthread_cond_broadcast(&c->work);
    pthread_mutex_unlock(&c->mutex);
    ns_pipeline_publish(c);
}

void ns_corpus_wait(struct ns_corpus *c)
{
    pthread_mutex_lock(&c->mutex);
    while (!c->cancelled && !c->complete_published)
        pthread_cond_wait(&c->ended, &c->mutex);
    pthread_mutex_unlock(&c->mutex);
}
