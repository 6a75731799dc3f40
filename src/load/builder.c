/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/pipeline.h"

#include "naysay/log.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int compare_skips(const void *a, const void *b)
{
    const struct ns_skipped *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : strcmp(x->reason, y->reason);
}

static void copy_segments(const struct segments *from, const struct ns_segment *const *to)
{
    const struct ns_segment **segments = (const struct ns_segment **)(uintptr_t)to;
    for (size_t i = 0; i < from->len; i++)
        segments[i] = from->at[i];
}

/* Under the mutex on entry and exit; copies the slots outside it. The segments first: the items that
 * they hold are there then, or newer ones. */
static struct ns_snapshot *build_snapshot(struct ns_corpus *c)
{
    if (c->skips.len > 1)
        qsort(c->skips.at, c->skips.len, sizeof *c->skips.at, compare_skips);
    size_t count = c->count;
    struct ns_snapshot *snapshot =
        ns_snapshot_with_segments(count, c->skips.len, c->text_segments.len, c->name_segments.len);
    copy_segments(&c->text_segments, snapshot->text_segments);
    copy_segments(&c->name_segments, snapshot->name_segments);
    snapshot->read_count = c->read;
    snapshot->extracted_count = c->extracted;
    snapshot->failed_count = c->failed;
    snapshot->byte_count = c->bytes;
    memcpy(snapshot->kind_bins, c->kind_bins, sizeof c->kind_bins);
    snapshot->listed = c->listed;
    snapshot->complete = all_done(c);
    snapshot->rules_note = c->rules_note;
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
            items[i].settled = s->state == SLOT_SETTLED;
        }
        /* Long lists: let the workers at the mutex in between. */
        if (end < count) {
            pthread_mutex_unlock(&c->mutex);
            pthread_mutex_lock(&c->mutex);
        }
    }
    return snapshot;
}

void ns_pipeline_deadline(struct timespec *at, unsigned ms)
{
    clock_gettime(CLOCK_MONOTONIC, at);
    at->tv_sec += ms / 1000;
    at->tv_nsec += (long)(ms % 1000) * 1000000L;
    if (at->tv_nsec >= 1000000000L) {
        at->tv_sec++;
        at->tv_nsec -= 1000000000L;
    }
}

void ns_pipeline_publish(struct ns_corpus *c)
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
        ns_repetition_free(c->table); /* nothing is settled any more */
        c->table = NULL;
        pthread_cond_broadcast(&c->ended);
        pthread_cond_signal(&c->built); /* the builder's work is done */
    }
    pthread_mutex_unlock(&c->mutex);
    pthread_mutex_unlock(&c->publish_mutex);
}

void *ns_pipeline_build(void *context)
{
    struct ns_corpus *c = context;
    pthread_mutex_lock(&c->mutex);
    while (!c->cancelled && !c->complete_published) {
        struct timespec due;
        ns_pipeline_deadline(&due, c->options.publish_ms);
        while (!c->cancelled && !c->urgent && !c->complete_published &&
               pthread_cond_timedwait(&c->built, &c->mutex, &due) == 0)
            ;
        if (c->cancelled || c->complete_published || (!c->dirty && !c->urgent))
            continue;
        pthread_mutex_unlock(&c->mutex);
        ns_pipeline_publish(c);
        pthread_mutex_lock(&c->mutex);
    }
    pthread_mutex_unlock(&c->mutex);
    return NULL;
}
