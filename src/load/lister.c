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

struct listing {
    struct ns_corpus *corpus;
    bool in_folder; /* what is found was not named by the user himself */
};

static void on_folder(void *context, const char *path)
{
    struct listing *l = context;
    l->in_folder = true;
    if (l->corpus->watch)
        load_watch_folder(l->corpus->watch, path);
}

static bool on_found(void *context, const char *path)
{
    struct listing *l = context;
    struct ns_corpus *c = l->corpus;
    if (c->watch && strcmp(path, "-") != 0)
        load_watch_file(c->watch, path, !l->in_folder);
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
    struct listing *l = context;
    pthread_mutex_lock(&l->corpus->mutex);
    ns_pipeline_skip(l->corpus, path, why->message);
    pthread_mutex_unlock(&l->corpus->mutex);
}

/* False: no more is wanted. */
static bool list(struct ns_corpus *c, const char *path)
{
    struct listing l = {.corpus = c};
    struct ns_err err = {0};
    if (strcmp(path, "-") == 0)
        return on_found(&l, path);
    enum ns_status status = ns_ingest_list(path, on_found, on_skipped, on_folder, &l, &err);
    if (status != NS_OK && status != NS_ERR_CANCELLED)
        on_skipped(&l, path, &err);
    return status != NS_ERR_CANCELLED;
}

void *ns_pipeline_list(void *context)
{
    struct ns_corpus *c = context;
    for (size_t i = 0; i < c->options.path_count; i++)
        if (!list(c, c->paths[i]))
            break;
    ns_trace("listed");
    pthread_mutex_lock(&c->mutex);
    c->listed = true;
    c->dirty = c->urgent = true;
    pthread_cond_broadcast(&c->work);
    pthread_cond_broadcast(&c->moved);
    pthread_cond_signal(&c->built);
    pthread_mutex_unlock(&c->mutex);
    if (c->watch)
        load_watch_run(c->watch);
    return NULL;
}
