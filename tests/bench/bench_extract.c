/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Extraction by itself, without reading and writing: MB of text a second of one thread, and the
 * article that takes longest.
 *
 *   find FOLDER -type f | bench_extract LEXICONS MODELS|none
 */
#include "naysay/extract.h"
#include "naysay/ingest.h"
#include "naysay/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SLOW_MS 50.0

static double milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct tally {
    size_t articles, slow, bytes, statements;
    double sum, most;
    char *worst;
};

static void measure(const char *path, const struct ns_rules *rules, struct tally *tally)
{
    struct ns_article *article;
    struct ns_err err;
    if (ns_ingest_file(path, NS_INGEST_DEFAULT_LIMIT, ns_rules_ingest_lists(rules), &article,
                       &err) != NS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return;
    }
    double begin = milliseconds();
    struct ns_extraction *found = ns_extract(article, rules);
    double took = milliseconds() - begin;
    tally->articles++;
    tally->slow += took > SLOW_MS;
    tally->bytes += article->body.len;
    tally->statements += found->attribution_count;
    tally->sum += took;
    if (took > tally->most) {
        free(tally->worst);
        tally->worst = ns_string_dup(ns_slice_of(path));
        tally->most = took;
    }
    ns_extraction_free(found);
    ns_article_free(article);
}

int main(int argc, char **argv)
{
    struct ns_rules *rules = NULL;
    struct ns_err err = {0};
    struct tally tally = {0};
    char line[4096];
    if (argc != 3 || ns_rules_begin(argv[1], NULL, &rules, &err) != NS_OK) {
        fprintf(stderr, "%s\n",
                argc != 3 ? "usage: bench_extract LEXICONS MODELS|none" : err.message);
        return 2;
    }
    ns_rules_use_models(rules, strcmp(argv[2], "none") == 0 ? NULL : argv[2]);
    if (ns_rules_complete(rules, false, &err) != NS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    fprintf(stderr, "%.*s", (int)ns_rules_models_note(rules).len, ns_rules_models_note(rules).at);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        measure(line, rules, &tally);
    }
    printf(
        "%zu articles, %.1f MB, %zu statements, %.1f s: %.2f MB/s; slowest %.1f ms (%s), %zu over "
        "%.0f ms\n",
        tally.articles, (double)tally.bytes / 1e6, tally.statements, tally.sum / 1e3,
        (double)tally.bytes / 1e3 / tally.sum, tally.most, tally.worst ? tally.worst : "-",
        tally.slow, SLOW_MS);
    free(tally.worst);
    ns_rules_free(rules);
    return 0;
}
