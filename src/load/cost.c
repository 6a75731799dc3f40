/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/pipeline.h"

static double seconds(uint64_t ns)
{
    return (double)ns / 1e9;
}

static uint64_t segment_bytes(const struct segments *segments)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < segments->len; i++)
        sum += ns_segment_memory(segments->at[i]);
    return sum;
}

void ns_corpus_cost(struct ns_corpus *c, struct ns_corpus_cost *out)
{
    *out = (struct ns_corpus_cost){.jobs = c->started_workers};
    pthread_mutex_lock(&c->mutex);
    out->read_seconds = seconds(c->spent[PHASE_READ]);
    out->index_seconds = seconds(c->spent[PHASE_INDEX]);
    out->extract_seconds = seconds(c->spent[PHASE_EXTRACT]);
    for (size_t i = 0; i < c->count; i++) {
        const struct slot *s = slot_at(c, i);
        const struct ns_article *article = atomic_load_explicit(&s->article, memory_order_relaxed);
        const struct ns_extraction *extraction =
            atomic_load_explicit(&s->extraction, memory_order_relaxed);
        out->text_bytes += article ? ns_arena_size(article->arena) : 0;
        out->extract_bytes += extraction ? ns_arena_size(extraction->arena) : 0;
    }
    for (size_t i = 0; i < c->retired_articles.len; i++)
        out->text_bytes += ns_arena_size(c->retired_articles.at[i]->arena);
    for (size_t i = 0; i < c->retired_extractions.len; i++)
        out->extract_bytes += ns_arena_size(c->retired_extractions.at[i]->arena);
    out->index_bytes = segment_bytes(&c->text_segments) + segment_bytes(&c->name_segments);
    pthread_mutex_unlock(&c->mutex);
}
