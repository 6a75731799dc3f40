/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/keep.h"

#include "naysay/log.h"
#include "naysay/thread.h"

enum job_type { JOB_NONE, JOB_READ, JOB_RULES, JOB_GLANCE, JOB_SETTLE };

/* What a worker fills on its own; without an index, nothing. */
struct shard {
    struct ns_segment_builder *builder; /* NULL: no index is wanted */
    struct segments *segments;          /* of the corpus, under its mutex */
    bool filled;                        /* counted in the corpus's unsealed */
};

struct worker {
    struct ns_corpus *corpus;
    struct shard texts, names;
    struct keeper keeper;
    uint64_t mark;               /* of its processor time; what came before has been counted */
    uint64_t spent[PHASE_COUNT]; /* not handed in yet */
};

/* What was done since the mark belonged to the phase. */
static void spend(struct worker *w, enum phase phase)
{
    uint64_t now = ns_thread_clock();
    w->spent[phase] += now - w->mark;
    w->mark = now;
}

/* Under the mutex. */
static void hand_in(struct worker *w)
{
    for (int i = 0; i < PHASE_COUNT; i++) {
        w->corpus->spent[i] += w->spent[i];
        w->spent[i] = 0;
    }
}

/* The job, if any, that the slot needs because somebody looks at it. */
static enum job_type glance_at(struct ns_corpus *c, size_t index, bool extract)
{
    if (index >= c->count)
        return JOB_NONE;
    struct slot *s = slot_at(c, index);
    if (s->state == SLOT_LISTED)
        return JOB_READ;
    if (extract && s->state == SLOT_READ && c->rules == RULES_READY)
        return JOB_GLANCE;
    return JOB_NONE;
}

/* Whoever waits for the first screen comes first. */
static bool rules_are_due(const struct ns_corpus *c)
{
    return c->rules == RULES_BEGUN &&
           (c->shown || c->first_unread >= FIRST_ITEMS || (all_read(c) && c->count));
}

static bool may_settle(const struct ns_corpus *c)
{
    return all_read(c) && (c->rules == RULES_READY || c->rules == RULES_NONE);
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
    } else if (rules_are_due(c)) {
        c->rules = RULES_BUSY;
        return JOB_RULES;
    } else {
        while (c->read_cursor < c->count && slot_at(c, c->read_cursor)->state != SLOT_LISTED)
            c->read_cursor++;
        if (c->read_cursor < c->count) {
            *index = c->read_cursor++;
            job = JOB_READ;
        } else if (may_settle(c)) {
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

/* A slip in the reader's own lists is told, and is no reason not to extract; without any list that
 * works the articles can still be read. */
static void complete_rules(struct ns_corpus *c)
{
    struct ns_err err = {0}, again = {0};
    struct ns_bytes note = {0};
    enum ns_status status = ns_rules_complete(c->options.rules, true, &err);
    if (status != NS_OK) {
        status = ns_rules_complete(c->options.rules, false, &again);
        ns_bytes_format(&note,
                        status == NS_OK ? "%s; your own lists of names and cues are left out"
                                        : "%s; no names and statements are looked for",
                        status == NS_OK ? err.message : again.message);
    }
    ns_trace("word lists complete");
    pthread_mutex_lock(&c->mutex);
    c->rules = status == NS_OK ? RULES_READY : RULES_NONE;
    if (note.len)
        c->rules_note = ns_string_dup(ns_bytes_slice(&note));
    c->dirty = true;
    c->urgent = c->urgent || note.len;
    pthread_cond_signal(&c->built);
    pthread_cond_broadcast(&c->work);
    pthread_mutex_unlock(&c->mutex);
    ns_vec_free(&note);
}

static void count_kinds(struct ns_corpus *c, const struct ns_extraction *e, bool add)
{
    for (size_t i = 0; i < e->attribution_count; i++) {
        const struct ns_attribution *a = &e->attributions[i];
        if (a->same_as == NS_NONE)
            c->kind_bins[a->kind][ns_confidence_bin(a->confidence)] += add ? 1u : (uint32_t)-1;
    }
}

/* Under the mutex, before others may see the document: there is more to be sealed. */
static void will_fill(struct ns_corpus *c, struct shard *shard)
{
    if (!shard->builder || shard->filled)
        return;
    shard->filled = true;
    c->unsealed++;
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
    if ((s && s->urgent) || all_done(c)) {
        c->urgent = true;
        if (s)
            s->urgent = false;
        pthread_cond_signal(&c->built);
    }
    if (all_read(c))
        pthread_cond_broadcast(&c->work);
    if (c->waiting_first) /* each call would wake them: thousands of times, for nothing */
        pthread_cond_broadcast(&c->moved);
}

/* Not under the mutex. What the builder held may be searched by its words from the next snapshot. */
static void seal(struct worker *w, struct shard *shard)
{
    struct ns_corpus *c = w->corpus;
    if (!shard->filled)
        return;
    struct ns_segment *segment = ns_segment_seal(shard->builder);
    spend(w, PHASE_INDEX);
    pthread_mutex_lock(&c->mutex);
    hand_in(w);
    if (segment)
        ns_vec_push(shard->segments, segment);
    shard->filled = false;
    c->unsealed--;
    bool last =
        all_read(c) && (shard->segments == &c->text_segments || c->settled + c->failed == c->count);
    announce(c, NULL);
    pthread_mutex_unlock(&c->mutex);
    if (last) { /* a builder keeps room for thousands of articles */
        ns_segment_builder_free(shard->builder);
        shard->builder = NULL;
    }
}

/* Something was added to it. */
static void seal_if_full(struct worker *w, struct shard *shard)
{
    spend(w, PHASE_INDEX);
    if (ns_segment_builder_documents(shard->builder) >= SEGMENT_DOCUMENTS ||
        ns_segment_builder_bytes(shard->builder) >= SEGMENT_BYTES)
        seal(w, shard);
}

static void read_slot(struct worker *w, struct slot *s, uint32_t item)
{
    struct ns_corpus *c = w->corpus;
    const struct ns_ingest_lists *lists =
        c->options.rules ? ns_rules_ingest_lists(c->options.rules) : NULL;
    struct ns_article *article = NULL;
    struct ns_slice bytes = c->options.stream;
    struct ns_err err = {0};
    enum ns_status status =
        strcmp(s->path, "-") == 0
            ? ns_ingest_bytes("-", bytes, lists, &article, &err)
            : ns_keep_read(c, &w->keeper, s->path, item < FIRST_ITEMS, &article, &bytes, &err);
    if (status == NS_OK && c->options.digest)
        ns_article_digest(article, bytes);
    if (status == NS_OK && !c->options.alone) {
        pthread_mutex_lock(&c->table_mutex);
        ns_repetition_add(c->table, article);
        pthread_mutex_unlock(&c->table_mutex);
    }
    spend(w, PHASE_READ);
    pthread_mutex_lock(&c->mutex);
    hand_in(w);
    c->reading--;
    if (status == NS_OK) {
        atomic_store_explicit(&s->article, article, memory_order_release);
        s->state = SLOT_READ;
        c->read++;
        c->bytes += article->body.len;
        will_fill(c, &w->texts);
    } else {
        s->state = SLOT_FAILED;
        c->failed++;
        ns_pipeline_skip(c, s->path, err.message);
    }
    announce(c, s);
    pthread_mutex_unlock(&c->mutex);
    /* The article is frozen, and lives as long as the corpus even if it is replaced. */
    if (status == NS_OK && w->texts.builder) {
        ns_segment_builder_text(w->texts.builder, item, article);
        seal_if_full(w, &w->texts);
    }
}

/* Before all is known: extracts what is being looked at. */
static void glance_slot(struct worker *w, struct slot *s)
{
    struct ns_corpus *c = w->corpus;
    struct ns_article *article = atomic_load_explicit(&s->article, memory_order_acquire);
    struct ns_extraction *extraction = ns_keep_extract(c, &w->keeper, article);
    if (!extraction)
        return;
    spend(w, PHASE_EXTRACT);
    pthread_mutex_lock(&c->mutex);
    hand_in(w);
    atomic_store_explicit(&s->extraction, extraction, memory_order_release);
    s->state = SLOT_EXTRACTED;
    c->extracted++;
    count_kinds(c, extraction, true);
    announce(c, s);
    pthread_mutex_unlock(&c->mutex);
}

/* With the evidence of the whole corpus. The table is complete: reading it needs no lock. */
static void settle_slot(struct worker *w, struct slot *s, uint32_t item)
{
    struct ns_corpus *c = w->corpus;
    struct ns_article *old = atomic_load_explicit(&s->article, memory_order_acquire);
    struct ns_extraction *before = atomic_load_explicit(&s->extraction, memory_order_acquire);
    struct ns_article *changed = c->options.alone ? NULL : ns_repetition_apply(c->table, old);
    struct ns_extraction *extraction = before;
    /* Settled at the end of work on the word lists: what became of them changes no more. */
    spend(w, PHASE_READ);
    if (c->rules == RULES_READY && (changed || !before)) {
        extraction = ns_keep_extract(c, &w->keeper, changed ? changed : old);
        if (!extraction) {
            ns_article_free(changed);
            return;
        }
        spend(w, PHASE_EXTRACT);
    }
    pthread_mutex_lock(&c->mutex);
    hand_in(w);
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
    if (extraction)
        will_fill(c, &w->names);
    announce(c, s);
    pthread_mutex_unlock(&c->mutex);
    if (extraction && w->names.builder) {
        ns_segment_builder_names(w->names.builder, item, extraction);
        seal_if_full(w, &w->names);
    }
}

/* Under the mutex. Others may list or read for long while the reader moves on to articles that
 * are there but not extracted, and that is told by no signal. */
static void wait_for_work(struct ns_corpus *c)
{
    if (all_done(c)) {
        pthread_cond_wait(&c->work, &c->mutex);
        return;
    }
    struct timespec due;
    ns_pipeline_deadline(&due, IDLE_MS);
    c->idle++;
    pthread_cond_timedwait(&c->work, &c->mutex, &due);
    c->idle--;
}

/* Under the mutex: is it time to hand on what a shard holds, though it is not full? */
static bool seal_now(const struct ns_corpus *c, const struct shard *shard, bool nothing_to_do)
{
    if (!shard->filled)
        return false;
    if (shard->segments == &c->text_segments && all_read(c))
        return true;
    return nothing_to_do &&
           (all_read(c) || ns_segment_builder_documents(shard->builder) >= SEGMENT_SOME);
}

static void do_job(struct worker *w, enum job_type job, struct slot *s, size_t index)
{
    if (job == JOB_RULES)
        complete_rules(w->corpus);
    else if (job == JOB_READ)
        read_slot(w, s, (uint32_t)index);
    else if (job == JOB_GLANCE)
        glance_slot(w, s);
    else if (job == JOB_SETTLE)
        settle_slot(w, s, (uint32_t)index);
}

/* Under the mutex, which is let go meanwhile if it returns true: what has gathered for the cache is
 * written when nothing more comes, so that it is there even if the program is killed. */
static bool keep_what_is_done(struct ns_corpus *c)
{
    if (!c->options.cache || c->cache_written || !all_done(c))
        return false;
    c->cache_written = true;
    pthread_mutex_unlock(&c->mutex);
    ns_cache_flush(c->options.cache);
    pthread_mutex_lock(&c->mutex);
    return true;
}

static void work(struct worker *w)
{
    struct ns_corpus *c = w->corpus;
    pthread_mutex_lock(&c->mutex);
    while (!c->cancelled) {
        size_t index = 0;
        enum job_type job = take_job(c, &index);
        bool texts = seal_now(c, &w->texts, job == JOB_NONE);
        bool names = seal_now(c, &w->names, job == JOB_NONE);
        if (job == JOB_NONE && !texts && !names) {
            if (!keep_what_is_done(c))
                wait_for_work(c);
            continue;
        }
        struct slot *s = job == JOB_NONE || job == JOB_RULES ? NULL : slot_at(c, index);
        pthread_mutex_unlock(&c->mutex);
        w->mark = ns_thread_clock();
        if (texts)
            seal(w, &w->texts);
        if (names)
            seal(w, &w->names);
        do_job(w, job, s, index);
        pthread_mutex_lock(&c->mutex);
    }
    pthread_mutex_unlock(&c->mutex);
}

void *ns_pipeline_work(void *context)
{
    struct worker w = {.corpus = context};
    struct ns_corpus *c = context;
    if (!c->options.foreground)
        ns_thread_stand_back();
    if (c->options.index) {
        w.texts =
            (struct shard){.builder = ns_segment_builder_new(), .segments = &c->text_segments};
        w.names =
            (struct shard){.builder = ns_segment_builder_new(), .segments = &c->name_segments};
    }
    work(&w);
    ns_keeper_release(c, &w.keeper);
    ns_segment_builder_free(w.texts.builder);
    ns_segment_builder_free(w.names.builder);
    return NULL;
}
