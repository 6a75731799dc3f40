/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers are written in the order of the list, each as soon as it and all before it are certain:
 * for a query after words alone once the article has been read, else once it has been settled with
 * what is known of the whole corpus. No index is built for it: each text is looked at once. Only
 * ranks need one.
 */
#include "app/search.h"

#include "app/hits.h"
#include "app/report.h"
#include "naysay/search.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

/* Up to so many files everything is read before the first line, so that paragraphs are numbered as
 * the browser numbers them: without lines that repeat over the corpus. Of more files lines are
 * written at once, numbered as each article alone tells. */
#define FEW_FILES 2000u

struct run {
    struct ns_session *session;
    const struct ns_search_options *options;
    struct ns_query *query;
    struct ns_hits hits;
    float threshold;
    size_t next;  /* all items before have been answered */
    size_t found; /* articles or statements */
    bool alone;   /* articles are taken as each alone tells */
};

static bool has_enough(const struct run *r)
{
    return r->found >= r->options->most || r->hits.failed;
}

static void add_statement(struct run *r, const struct ns_item *item, const struct ns_attribution *a)
{
    struct ns_range extent = ns_attribution_extent(a);
    struct ns_query_hits places = {0};
    struct ns_ranges hits = {0};
    /* A regex that takes too long leaves places unmarked. */
    (void)ns_query_find(r->query, ns_article_text(item->article, extent), &places);
    for (size_t i = 0; i < places.len; i++)
        ns_vec_push(&hits, ((struct ns_range){extent.begin + places.at[i].range.begin,
                                              extent.begin + places.at[i].range.end}));
    ns_hits_add(&r->hits,
                &(struct ns_export_hit){
                    .item = item, .statement = a, .hits = hits.at, .hit_count = hits.len});
    ns_vec_free(&hits);
    ns_vec_free(&places);
}

/* A statement told twice is one hit: its first telling that matches. */
static void add_statements(struct run *r, const struct ns_item *item)
{
    const struct ns_extraction *x = item->extraction;
    bool *told = ns_alloc((x ? x->attribution_count : 0) + 1);
    for (size_t i = 0; x && i < x->attribution_count && !has_enough(r); i++) {
        const struct ns_attribution *a = &x->attributions[i];
        size_t first = a->same_as < i ? a->same_as : i;
        if (told[first] || !ns_query_matches_statement(r->query, item, i))
            continue;
        told[first] = true;
        add_statement(r, item, a);
        r->found++;
        if (r->options->format == NS_SEARCH_PATHS)
            break;
    }
    free(told);
}

/* Where an article that is not asked for by its words begins: its title, or its first sentence. */
static struct ns_range beginning(const struct ns_article *a)
{
    for (size_t i = 0; i < a->block_count; i++)
        if (a->blocks[i].role == NS_ROLE_TITLE && a->blocks[i].sentence_count)
            return a->sentences[a->blocks[i].first_sentence];
    return a->sentence_count ? a->sentences[0] : (struct ns_range){0, 0};
}

static void add_article(struct run *r, const struct ns_item *item, const float *score)
{
    struct ns_snippet snippet = {.sentence = NS_NONE};
    enum ns_search_format format = r->options->format;
    if (format != NS_SEARCH_PATHS && format != NS_SEARCH_COUNT)
        ns_search_snippet(r->query, item, &snippet);
    const struct ns_article *a = item->article;
    struct ns_export_hit hit = {
        .item = item,
        .sentence = snippet.sentence == NS_NONE ? beginning(a) : a->sentences[snippet.sentence],
        .hits = snippet.hits.at,
        .hit_count = snippet.hits.len,
        .ranked = score != NULL,
        .score = score ? *score : 0,
    };
    ns_hits_add(&r->hits, &hit);
    ns_vec_free(&snippet.hits);
    r->found++;
}

/* A statement may well match where its article does not: denials without a word that stands
 * elsewhere. */
static void add_item(struct run *r, const struct ns_item *item)
{
    if (r->options->statements)
        add_statements(r, item);
    else if (ns_query_matches(r->query, item))
        add_article(r, item, NULL);
}

static bool is_certain(const struct run *r, const struct ns_item *item)
{
    return item->failed || (item->article && (r->alone || item->settled));
}

/* Answers what has become certain; true when that was all there is. */
static bool answer(struct run *r, const struct ns_snapshot *snapshot)
{
    for (; r->next < snapshot->count && !has_enough(r); r->next++) {
        const struct ns_item *item = &snapshot->items[r->next];
        if (!is_certain(r, item))
            break;
        add_item(r, item);
    }
    return has_enough(r) || snapshot->complete;
}

static void stream(struct run *r)
{
    struct pollfd wake = {.fd = ns_corpus_wake_fd(r->session->corpus), .events = POLLIN};
    for (bool done = false; !done;) {
        struct ns_snapshot *snapshot = ns_corpus_take(r->session->corpus);
        done = answer(r, snapshot);
        ns_snapshot_release(snapshot);
        /* Whoever reads along sees what there is while the rest is being read. */
        if (!done && ns_hits_flush(&r->hits))
            while (poll(&wake, 1, -1) < 0 && errno == EINTR)
                ;
    }
}

/* The statements of articles in the order of their ranks, then of those that have none. */
static void add_ranked_statements(struct run *r, const struct ns_snapshot *snapshot,
                                  const struct ns_ranking *best)
{
    bool *ranked = ns_alloc(snapshot->count + 1);
    for (size_t i = 0; i < best->len; i++) {
        add_statements(r, &snapshot->items[best->at[i].item]);
        ranked[best->at[i].item] = true;
    }
    for (size_t i = 0; i < snapshot->count; i++)
        if (!ranked[i])
            add_statements(r, &snapshot->items[i]);
    free(ranked);
}

static void rank(struct run *r)
{
    ns_corpus_wait(r->session->corpus);
    struct ns_snapshot *snapshot = ns_corpus_take(r->session->corpus);
    struct ns_search *search = ns_search_new(snapshot, r->query);
    struct ns_ranking best = {0};
    bool statements = r->options->statements;
    while (!ns_search_work(search, 0))
        ;
    /* In how many articles the statements stand cannot be told before. */
    ns_search_rank(search, statements ? SIZE_MAX : r->options->most, &best);
    if (statements)
        add_ranked_statements(r, snapshot, &best);
    for (size_t i = 0; i < best.len && !statements && !has_enough(r); i++)
        add_article(r, &snapshot->items[best.at[i].item], &best.at[i].score);
    ns_vec_free(&best);
    ns_search_free(search);
    ns_snapshot_release(snapshot);
}

static bool found_more_than(void *context, const char *path)
{
    (void)path;
    return ++*(size_t *)context <= FEW_FILES;
}

/* Are there more files than need to be read before the first line is written? */
static bool are_many(const struct ns_options *o)
{
    size_t count = 0;
    for (size_t i = 0; i < o->path_count && count <= FEW_FILES; i++) {
        if (strcmp(o->paths[i], "-") == 0)
            count++;
        else
            (void)ns_ingest_list(o->paths[i], found_more_than, NULL, NULL, &count, NULL);
    }
    return count > FEW_FILES;
}

/* The fields tell what an article's words alone do not: title:, date:, kind: ... */
static bool names_a_field(const struct ns_query *query)
{
    struct ns_slice text = ns_query_text(query);
    return text.len > 0 && memchr(text.at, ':', text.len);
}

/* Formats that tell title and date take them from settled articles. */
static bool may_run_ahead(const struct run *r)
{
    enum ns_search_format format = r->options->format;
    if (r->options->rank || r->options->statements || names_a_field(r->query))
        return false;
    return format == NS_SEARCH_PATHS || format == NS_SEARCH_COUNT ||
           (format == NS_SEARCH_TEXT && are_many(r->session->options));
}

static bool parse(struct run *r)
{
    struct ns_err err = {0};
    if (ns_query_parse(ns_slice_of(r->options->query), &r->query, &err) == NS_OK) {
        ns_query_threshold(r->query, r->threshold);
        return true;
    }
    if (err.column)
        ns_report("query, column %u: %s", err.column, err.message);
    else
        ns_report("query: %s", err.message);
    return false;
}

/* Paths of the command line that are not there; told here, or with what was skipped. */
static size_t count_missing(const struct ns_options *o)
{
    size_t missing = 0;
    for (size_t i = 0; i < o->path_count; i++)
        missing += strcmp(o->paths[i], "-") != 0 && access(o->paths[i], F_OK) != 0;
    return missing;
}

static bool search(struct run *r, bool utf8)
{
    struct ns_session *s = r->session;
    bool extract = r->options->statements || ns_query_needs_extraction(r->query);
    r->alone = may_run_ahead(r);
    s->alone = r->alone;
    if (!ns_session_read_stream(s) || !ns_session_open_corpus(s, !extract))
        return false;
    ns_hits_open(&r->hits, s->options, utf8);
    if (r->options->rank)
        rank(r);
    else
        stream(r);
    ns_hits_add_count(&r->hits, r->found);
    ns_hits_flush(&r->hits);
    struct ns_snapshot *snapshot = ns_corpus_take(s->corpus);
    ns_report_skipped(snapshot, SIZE_MAX);
    ns_snapshot_release(snapshot);
    if (ns_query_limited(r->query))
        ns_report("a regular expression took too long for some articles: they were left out");
    return !r->hits.failed && !ns_query_limited(r->query);
}

int ns_search_run(struct ns_session *s, bool utf8)
{
    struct run r = {
        .session = s, .options = &s->options->search, .threshold = s->settings.threshold};
    bool fine = parse(&r) && search(&r, utf8) && count_missing(s->options) == 0;
    ns_hits_free(&r.hits);
    ns_query_free(r.query);
    return !fine ? 2 : r.found ? 0 : 1;
}
