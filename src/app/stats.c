/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/stats.h"

#include "app/report.h"
#include "naysay/log.h"
#include "naysay/postings.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

struct stats {
    const struct ns_snapshot *snapshot;
    struct ns_corpus_cost cost;
    struct ns_cache_tally cache;
    double total; /* seconds by the clock */
    uint64_t resident, resident_most;
    size_t terms, entities;
    uint64_t statements, kinds[NS_KIND_COUNT];
};

/* ---- counting what is told more than once ---------------------------------------------------- */

struct set {
    uint64_t *slots; /* 0: free */
    size_t size, used;
};

static bool put(uint64_t *slots, size_t size, uint64_t value)
{
    size_t i = (size_t)value & (size - 1);
    while (slots[i] && slots[i] != value)
        i = (i + 1) & (size - 1);
    if (slots[i])
        return false;
    slots[i] = value;
    return true;
}

static void set_add(struct set *set, uint64_t hash)
{
    uint64_t value = hash ? hash : 1;
    if (set->used >= set->size / 2) {
        size_t size = set->size ? set->size * 2 : 4096;
        uint64_t *slots = ns_alloc(size * sizeof *slots);
        for (size_t i = 0; i < set->size; i++)
            if (set->slots[i])
                put(slots, size, set->slots[i]);
        free(set->slots);
        set->slots = slots;
        set->size = size;
    }
    set->used += put(set->slots, set->size, value);
}

static bool add_term(void *context, struct ns_slice word, const struct ns_postings *postings)
{
    (void)postings;
    set_add(context, ns_slice_hash(word));
    return true;
}

static size_t count_terms(const struct ns_snapshot *snapshot)
{
    struct set set = {0};
    for (size_t i = 0; i < snapshot->text_segment_count; i++)
        ns_segment_visit(snapshot->text_segments[i], NS_FIELD_TEXT, NS_SLICE(""), add_term, &set);
    free(set.slots);
    return set.used;
}

static size_t count_entities(const struct ns_snapshot *snapshot)
{
    struct set set = {0};
    for (size_t i = 0; i < snapshot->count; i++) {
        const struct ns_extraction *x = snapshot->items[i].extraction;
        for (size_t k = 0; x && k < x->entity_count; k++)
            set_add(&set, x->entities[k].key);
    }
    free(set.slots);
    return set.used;
}

/* ---- measuring ------------------------------------------------------------------------------ */

static uint64_t resident_bytes(void)
{
    unsigned long size = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file)
        return 0;
    if (fscanf(file, "%lu %lu", &size, &resident) != 2)
        resident = 0;
    fclose(file);
    return (uint64_t)resident * (uint64_t)sysconf(_SC_PAGESIZE);
}

static uint64_t most_resident_bytes(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (uint64_t)usage.ru_maxrss * 1024 : 0;
}

static void gather(struct stats *st, float threshold)
{
    const struct ns_snapshot *snapshot = st->snapshot;
    st->resident = resident_bytes(); /* before the counting below takes memory of its own */
    st->resident_most = most_resident_bytes(); /* which the system counts a little late */
    if (st->resident_most < st->resident)
        st->resident_most = st->resident;
    for (int kind = 0; kind < NS_KIND_COUNT; kind++) {
        st->kinds[kind] = ns_snapshot_count(snapshot, (enum ns_kind)kind, threshold);
        st->statements += st->kinds[kind];
    }
    st->terms = count_terms(snapshot);
    st->entities = count_entities(snapshot);
}

/* ---- telling -------------------------------------------------------------------------------- */

static double megabytes(uint64_t bytes)
{
    return (double)bytes / 1e6;
}

static double speed_of(const struct stats *st)
{
    return st->total > 0 ? megabytes(st->snapshot->byte_count) / st->total : 0;
}

static void print_json(const struct stats *st, struct ns_bytes *out)
{
    const struct ns_corpus_cost *c = &st->cost;
    ns_bytes_format(out,
                    "{\"articles\":%zu,\"bytes\":%" PRIu64 ",\"terms\":%zu,\"entities\":%zu,"
                    "\"statements\":%" PRIu64 ",\"kinds\":{",
                    st->snapshot->read_count, st->snapshot->byte_count, st->terms, st->entities,
                    st->statements);
    for (int kind = 0; kind < NS_KIND_COUNT; kind++)
        ns_bytes_format(out, "%s\"%s\":%" PRIu64, kind ? "," : "", ns_kind_name((enum ns_kind)kind),
                        st->kinds[kind]);
    ns_bytes_format(out,
                    "},\"skipped\":%zu,\"jobs\":%u,\"cached\":%" PRIu64
                    ",\"seconds\":{\"read\":%.3f,\"index\":%.3f,"
                    "\"extract\":%.3f,\"link\":0,\"total\":%.3f},\"mb_per_second\":%.1f,",
                    st->snapshot->skipped_count, c->jobs, st->cache.found, c->read_seconds,
                    c->index_seconds, c->extract_seconds, st->total, speed_of(st));
    ns_bytes_format(
        out,
        "\"rss_bytes\":%" PRIu64 ",\"rss_peak_bytes\":%" PRIu64 ",\"memory\":{\"text\":%" PRIu64
        ",\"index\":%" PRIu64 ",\"extract\":%" PRIu64 "}}\n",
        st->resident, st->resident_most, c->text_bytes, c->index_bytes, c->extract_bytes);
}

static void add_size(struct ns_bytes *out, const char *before, uint64_t bytes)
{
    bool small = bytes < 1000000;
    ns_bytes_format(out, "%s%.1f %s", before, (double)bytes / (small ? 1e3 : 1e6),
                    small ? "kB" : "MB");
}

static void print_held(const struct stats *st, bool extracted, struct ns_bytes *out)
{
    const struct ns_snapshot *snapshot = st->snapshot;
    ns_bytes_format(out, "articles    %zu", snapshot->read_count);
    if (snapshot->skipped_count)
        ns_bytes_format(out, " (%zu skipped)", snapshot->skipped_count);
    add_size(out, "\ntext        ", snapshot->byte_count);
    ns_bytes_format(out, "\nterms       %zu\n", st->terms);
    if (!extracted)
        return;
    ns_bytes_format(out, "entities    %zu\nstatements  %" PRIu64 "\n", st->entities,
                    st->statements);
    for (int kind = 0; kind < NS_KIND_COUNT; kind++)
        if (st->kinds[kind])
            ns_bytes_format(out, "  %-13s %" PRIu64 "\n", ns_kind_name((enum ns_kind)kind),
                            st->kinds[kind]);
}

static void print_text(const struct stats *st, bool extracted, struct ns_bytes *out)
{
    const struct ns_corpus_cost *c = &st->cost;
    print_held(st, extracted, out);
    ns_bytes_format(out,
                    "time        %.2f s, %.1f MB/s with %u %s\n"
                    "  of processors: read %.2f s, index %.2f s, extract %.2f s\n",
                    st->total, speed_of(st), c->jobs, c->jobs == 1 ? "job" : "jobs",
                    c->read_seconds, c->index_seconds, c->extract_seconds);
    if (st->cache.found + st->cache.missed) {
        ns_bytes_format(out, "cache       %" PRIu64 " of %" PRIu64 " results", st->cache.found,
                        st->cache.found + st->cache.missed);
        add_size(out, ", ", st->cache.bytes);
        ns_bytes_add_text(out, " on disk\n");
    }
    add_size(out, "memory      ", st->resident);
    add_size(out, ", at most ", st->resident_most);
    add_size(out, "\n  text ", c->text_bytes);
    add_size(out, ", index ", c->index_bytes);
    add_size(out, ", extraction ", c->extract_bytes);
    ns_bytes_add_text(out, "\n");
}

int ns_stats_run(struct ns_session *s)
{
    const struct ns_options *o = s->options;
    struct stats st = {0};
    struct ns_bytes out = {0};
    if (!ns_session_read_stream(s))
        return 1;
    uint64_t begin = ns_clock();
    if (!ns_session_open_corpus(s, o->no_extract))
        return 1;
    ns_corpus_wait(s->corpus);
    st.total = (double)(ns_clock() - begin) / 1e9;
    struct ns_snapshot *snapshot = ns_corpus_take(s->corpus);
    st.snapshot = snapshot;
    ns_corpus_cost(s->corpus, &st.cost);
    if (s->cache)
        st.cache = ns_cache_tally(s->cache);
    gather(&st, o->export.threshold);
    if (o->json)
        print_json(&st, &out);
    else
        print_text(&st, !o->no_extract, &out);
    fwrite(out.at, 1, out.len, stdout); /* main looks whether it has arrived */
    ns_vec_free(&out);
    if (snapshot->read_count == 0)
        ns_report("no articles found");
    bool any = snapshot->read_count > 0;
    ns_snapshot_release(snapshot);
    return any ? 0 : 1;
}
