/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers are written in the order of the list, each as soon as it and all before it are certain:
 * for a query after words alone once the article has been read, else once it has been settled with
 * what is known of the whole corpus. No index is built for it: each text is looked at once.
 */
#include "app/search.h"

#include "app/hits.h"
#include "app/report.h"
#include "naysay/pattern.h"
#include "naysay/search.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

/* Up to so many files everything is read before the first line, so that paragraphs are numbered as
 * the browser numbers them: without lines that repeat over the corpus. Of more files lines are
 * written at once, numbered as each article alone tells. */
#define FEW_FILES 2000u

struct run {
    struct ns_session *session;
    const struct ns_search_options *options;
    struct ns_query *query;
    struct ns_pattern *pattern; /* NULL: no words are asked for */
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

/* The words of the query, each from its beginning on, none read as a pattern; NULL: none. */
static struct ns_pattern *words_pattern(const struct ns_query *query)
{
    const struct ns_slice *words;
    size_t count = ns_query_words(query, &words);
    struct ns_pattern *pattern = NULL;
    struct ns_bytes text = {0};
    for (size_t i = 0; i < count; i++) {
        ns_bytes_add_text(&text, i ? "|\\b" : "\\b(?:\\b");
        for (size_t k = 0; k < words[i].len; k++) {
            unsigned char c = (unsigned char)words[i].at[k];
            bool plain = c >= 0x80 || c == ' ' || (c >= '0' && c <= '9') ||
                         ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
            ns_bytes_add_text(&text, plain ? "" : "\\");
            ns_vec_push(&text, (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c));
        }
    }
    if (count) {
        ns_bytes_add_text(&text, ")");
        (void)ns_pattern_compile(ns_bytes_slice(&text), false, &pattern, NULL);
    }
    ns_vec_free(&text);
    return pattern;
}

/* The sentence with most hits, the first of equals, and them. */
static void find_snippet(const struct run *r, const struct ns_article *a, struct ns_snippet *out)
{
    struct ns_ranges hits = {0};
    size_t most = 0, best = 0;
    if (r->pattern)
        (void)ns_pattern_find(r->pattern, a->body, &hits);
    for (size_t i = 0, n; i < hits.len; i += n) {
        size_t sentence = ns_article_sentence_at(a, hits.at[i].begin);
        for (n = 1; i + n < hits.len && hits.at[i + n].begin < a->sentences[sentence].end; n++)
            ;
        if (n <= most)
            continue;
        most = n;
        best = i;
        out->sentence = (uint32_t)sentence;
    }
    for (size_t i = 0; i < most; i++)
        ns_vec_push(&out->hits, hits.at[best + i]);
    ns_vec_free(&hits);
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
        find_snippet(r, item->article, &snippet);
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
        if (ns_query_matches(r->query, item))
            add_article(r, item, NULL);
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
    if (names_a_field(r->query))
        return false;
    return format == NS_SEARCH_PATHS || format == NS_SEARCH_COUNT ||
           (format == NS_SEARCH_TEXT && are_many(r->session->options));
}

static bool parse(struct run *r)
{
    struct ns_err err = {0};
    if (ns_query_parse(ns_slice_of(r->options->query), &r->query, &err) == NS_OK) {
        ns_query_threshold(r->query, r->threshold);
        r->pattern = words_pattern(r->query);
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
    bool extract = ns_query_needs_extraction(r->query);
    r->alone = may_run_ahead(r);
    s->alone = r->alone;
    if (!ns_session_read_stream(s) || !ns_session_open_corpus(s, !extract))
        return false;
    ns_hits_open(&r->hits, s->options, utf8);
    stream(r);
    ns_hits_add_count(&r->hits, r->found);
    ns_hits_flush(&r->hits);
    struct ns_snapshot *snapshot = ns_corpus_take(s->corpus);
    ns_report_skipped(snapshot, SIZE_MAX);
    ns_snapshot_release(snapshot);
    return !r->hits.failed;
}

int ns_search_run(struct ns_session *s, bool utf8)
{
    struct run r = {
        .session = s, .options = &s->options->search, .threshold = s->settings.threshold};
    bool fine = parse(&r) && search(&r, utf8) && count_missing(s->options) == 0;
    ns_hits_free(&r.hits);
    ns_pattern_free(r.pattern);
    ns_query_free(r.query);
    return !fine ? 2 : r.found ? 0 : 1;
}
