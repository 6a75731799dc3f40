/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What "naysay search --format paths" must write: each article of a folder asked one by one.
 *
 *   brute LEXICONS MODELS|none THRESHOLD QUERY PATH...
 */
#include "naysay/corpus.h"
#include "naysay/query.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    struct ns_corpus_options options = {.jobs = 1, .foreground = true};
    struct ns_corpus *corpus = NULL;
    struct ns_query *query = NULL;
    struct ns_err err = {0};
    if (argc < 6 || ns_query_parse(ns_slice_of(argv[4]), &query, &err) != NS_OK ||
        ns_rules_begin(argv[1], NULL, &options.rules, &err) != NS_OK) {
        fprintf(stderr, "brute: %s\n", argc < 6 ? "wrong arguments" : err.message);
        return 2;
    }
    ns_rules_use_models(options.rules, strcmp(argv[2], "none") == 0 ? NULL : argv[2]);
    ns_query_threshold(query, strtof(argv[3], NULL));
    options.paths = (const char *const *)argv + 5;
    options.path_count = (size_t)argc - 5;
    options.read_only = !ns_query_needs_extraction(query);
    if (ns_corpus_open(&options, &corpus, &err) != NS_OK) {
        fprintf(stderr, "brute: %s\n", err.message);
        return 2;
    }
    ns_corpus_wait(corpus);
    struct ns_snapshot *snapshot = ns_corpus_take(corpus);
    size_t found = 0;
    for (size_t i = 0; i < snapshot->count; i++) {
        if (!ns_query_matches(query, &snapshot->items[i]))
            continue;
        puts(snapshot->items[i].path);
        found++;
    }
    ns_snapshot_release(snapshot);
    ns_corpus_close(corpus);
    ns_rules_free(options.rules);
    ns_query_free(query);
    return found ? 0 : 1;
}
