/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Extraction by itself, without reading and writing: MB of text a second of one thread, how long
 * single articles take (percentiles, the slowest ten), and how soon an extraction ends that is
 * cancelled.
 *
 *   find FOLDER -type f | bench_extract [-c MS] LEXICONS MODELS|none
 *
 * -c: each extraction is cancelled after so many ms; told is how long it went on after that.
 */
#include "naysay/extract.h"
#include "naysay/ingest.h"
#include "naysay/memory.h"
#include "naysay/vec.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define SLOW_MS 50.0
#define TOLD    10 /* articles told one by one */

static double milliseconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct timing {
    double ms;
    char *path;
    size_t bytes;
};

struct bench {
    const struct ns_rules *rules;
    struct ns_extractor *extractor;
    NS_VEC(timings, struct timing) all;
    size_t bytes, statements;
    double sum;
    atomic_bool cancel;
    long cancel_ms; /* < 0: never */
    double cancelled_at;
};

static void *cancel_soon(void *context)
{
    struct bench *b = context;
    struct timespec rest = {b->cancel_ms / 1000, b->cancel_ms % 1000 * 1000000};
    nanosleep(&rest, NULL);
    b->cancelled_at = milliseconds(CLOCK_MONOTONIC);
    atomic_store(&b->cancel, true);
    return NULL;
}

/* How long it took; when it is cancelled, how long it went on after that. */
static double extract(struct bench *b, const struct ns_article *article)
{
    pthread_t thread;
    atomic_store(&b->cancel, false);
    bool started = b->cancel_ms >= 0 && pthread_create(&thread, NULL, cancel_soon, b) == 0;
    double begin = milliseconds(CLOCK_THREAD_CPUTIME_ID);
    struct ns_extraction *found = ns_extract(b->extractor, article);
    double took = milliseconds(CLOCK_THREAD_CPUTIME_ID) - begin,
           end = milliseconds(CLOCK_MONOTONIC);
    if (started) {
        pthread_join(thread, NULL);
        took = !found && end > b->cancelled_at ? end - b->cancelled_at : 0;
    }
    b->statements += found ? found->attribution_count : 0;
    ns_extraction_free(found);
    return took;
}

static void measure(struct bench *b, const char *path)
{
    struct ns_article *article;
    struct ns_err err;
    if (ns_ingest_file(path, NS_INGEST_DEFAULT_LIMIT, ns_rules_ingest_lists(b->rules), &article,
                       &err) != NS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return;
    }
    struct timing timing = {.bytes = article->body.len};
    timing.ms = extract(b, article);
    timing.path = ns_string_dup(ns_slice_of(path));
    ns_vec_push(&b->all, timing);
    b->bytes += timing.bytes;
    b->sum += timing.ms;
    ns_article_free(article);
}

static int slowest_first(const void *left, const void *right)
{
    const struct timing *a = left, *b = right;
    return a->ms < b->ms ? 1 : a->ms > b->ms ? -1 : 0;
}

static void tell(struct bench *b)
{
    static const double shares[] = {0.5, 0.9, 0.99, 0.999};
    size_t count = b->all.len, slow = 0;
    ns_vec_sort(&b->all, slowest_first);
    while (slow < count && b->all.at[slow].ms > SLOW_MS)
        slow++;
    printf("%zu articles, %.1f MB, %zu statements, %.1f s: %.2f MB/s; %zu over %.0f ms\n", count,
           (double)b->bytes / 1e6, b->statements, b->sum / 1e3, (double)b->bytes / 1e3 / b->sum,
           slow, SLOW_MS);
    for (size_t i = 0; i < sizeof shares / sizeof *shares && count; i++)
        printf("%5.1f%% take %.2f ms or less\n", shares[i] * 100,
               b->all.at[(size_t)((1 - shares[i]) * (double)(count - 1))].ms);
    for (size_t i = 0; i < TOLD && i < count; i++)
        printf("%8.2f ms %8zu bytes  %s\n", b->all.at[i].ms, b->all.at[i].bytes, b->all.at[i].path);
}

static struct ns_rules *load(const char *lexicons, const char *models)
{
    struct ns_rules *rules = NULL;
    struct ns_err err = {0};
    if (ns_rules_begin(lexicons, NULL, &rules, &err) == NS_OK) {
        ns_rules_use_models(rules, strcmp(models, "none") == 0 ? NULL : models);
        if (ns_rules_complete(rules, false, &err) == NS_OK) {
            struct ns_slice note = ns_rules_models_note(rules);
            fprintf(stderr, "%.*s", (int)note.len, note.at);
            return rules;
        }
    }
    fprintf(stderr, "%s\n", err.message);
    exit(2);
}

int main(int argc, char **argv)
{
    struct bench b = {.cancel_ms = -1};
    char line[4096];
    int option;
    while ((option = getopt(argc, argv, "c:")) == 'c')
        b.cancel_ms = strtol(optarg, NULL, 10);
    if (option != -1 || argc - optind != 2) {
        fprintf(stderr, "usage: bench_extract [-c MS] LEXICONS MODELS|none\n");
        return 2;
    }
    struct ns_rules *rules = load(argv[optind], argv[optind + 1]);
    b.rules = rules;
    b.extractor = ns_extractor_new(rules, &b.cancel);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        measure(&b, line);
    }
    tell(&b);
    for (size_t i = 0; i < b.all.len; i++)
        free(b.all.at[i].path);
    ns_vec_free(&b.all);
    ns_extractor_free(b.extractor);
    ns_rules_free(rules);
    return 0;
}
