/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/pipeline.h"

#include "naysay/log.h"

void ns_pipeline_skip(struct ns_corpus *c, const char *path, const char *reason)
{
    ns_vec_push(&c->skips, (struct ns_skipped){
                               .path = ns_string_dup(ns_slice_of(path)),
                               .reason = ns_string_dup(ns_slice_of(reason)),
                           });
    c->dirty = true;
}

static bool on_found(void *context, const char *path)
{
    struct ns_corpus *c = context;
    char *copy = ns_string_dup(ns_slice_of(path));
    pthread_mutex_lock(&c->mutex);
    if (c->count % CHUNK_SLOTS == 0)
        ns_vec_push(&c->chunks, ns_alloc(CHUNK_SLOTS * sizeof(struct slot)));
    slot_at(c, c->count++)->path = copy;
    c->dirty = true;
    if (c->idle)
        pthread_cond_signal(&c->work);
    bool go_on = !c->cancelled;
    pthread_mutex_unlock(&c->mutex);
    return go_on;
}

static void on_skipped(void *context, const char *path, const struct ns_err *why)
{
    struct ns_corpus *c = context;
    pthread_mutex_lock(&c->mutex);
    ns_pipeline_skip(c, path, why->message);
    pthread_mutex_unlock(&c->mutex);
}

void *ns_pipeline_list(void *context)
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
