/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searches while the corpus is being read, indexed and settled by many threads: each snapshot gives
 * the answers that looking into its articles one by one gives. Run with a thread sanitizer in CI.
 */
#include "naysay/corpus.h"
#include "naysay/file.h"
#include "naysay/search.h"
#include "naysay/similar.h"

#include "hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ARTICLES 1500u
#define NAMES    6u

static char folder[] = "/tmp/naysay-storm-XXXXXX";
static struct ns_rules *rules;

static const char *const names[NAMES] = {"Ilan Prat", "Mara Kesh",   "Orna Vel",
                                         "Tor Abend", "Sena Mikalo", "Dov Harrin"};

static void write_article(struct hostile *h, unsigned number)
{
    char path[4200];
    struct ns_bytes text = {0};
    const char *who = names[hostile_below(h, NAMES)];
    snprintf(path, sizeof path, "%s/%04u.txt", folder, number);
    ns_bytes_format(&text, "Ferry Number %u Is Late\n\nBy %s\n\n", number,
                    names[hostile_below(h, NAMES)]);
    for (unsigned i = 0; i < 3; i++)
        ns_bytes_format(&text,
                        "PORT ORAN -- The minister, %s, %s that ferry %u took crew %u to the "
                        "mole. \"We were %s there,\" he said.\n\n",
                        who, hostile_below(h, 2) ? "denied" : "said", number % 17,
                        hostile_below(h, 40), hostile_below(h, 2) ? "not" : "never");
    struct ns_err err;
    assert_int_equal(ns_file_replace(path, ns_bytes_slice(&text), &err), NS_OK);
    ns_vec_free(&text);
}

static int set_up(void **state)
{
    struct hostile h = {7};
    struct ns_bytes path = {0};
    struct ns_err err = {0};
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    for (unsigned i = 0; i < ARTICLES; i++)
        write_article(&h, i);
    ns_bytes_format(&path, "%s/lexicon", getenv("NAYSAY_DATADIR"));
    enum ns_status status = ns_rules_load(ns_bytes_text(&path), NULL, &rules, &err);
    ns_vec_free(&path);
    return status == NS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ARTICLES; i++) {
        char path[4200];
        snprintf(path, sizeof path, "%s/%04u.txt", folder, i);
        unlink(path);
    }
    ns_rules_free(rules);
    return rmdir(folder);
}

static const char *const queries[] = {
    "ferry",
    "prat or kesh",
    "\"took crew 7\"",
    "denied -said",
    "number near/2 late title:ferr*",
    "entity:prat",
    "speaker:\"mara kesh\" kind:denial",
    "-has:denial",
    "/crew 1[0-9] /",
    "\"were not\" -(entity:vel or speaker:abend)",
};
#define QUERIES (sizeof queries / sizeof *queries)

static void check(struct ns_snapshot *snapshot, struct ns_query *query)
{
    struct ns_search *search = ns_search_new(snapshot, query);
    struct ns_ranking ranking = {0};
    size_t count = 0;
    while (!ns_search_work(search, 1))
        ;
    for (size_t i = 0; i < snapshot->count; i++) {
        bool must = ns_query_matches(query, &snapshot->items[i]);
        if (ns_search_holds(search, i) != must)
            fail_msg("item %zu of %zu: %.*s", i, snapshot->count, (int)ns_query_text(query).len,
                     ns_query_text(query).at);
        count += must;
    }
    assert_int_equal(ns_search_count(search), count);
    ns_search_rank(search, 10, &ranking);
    assert_int_equal(ranking.len, count < 10 ? count : 10);
    ns_vec_free(&ranking);
    ns_search_free(search);
}

/* Items in segments: all that were read, once reading is done. */
static size_t indexed(const struct ns_segment *const *segments, size_t count)
{
    size_t documents = 0;
    for (size_t i = 0; i < count; i++)
        documents += ns_segment_documents(segments[i]).count;
    return documents;
}

static void test_storm(void **state)
{
    (void)state;
    const char *const paths[] = {folder};
    struct ns_corpus_options o = {.paths = paths,
                                  .path_count = 1,
                                  .jobs = 4,
                                  .rules = rules,
                                  .index = true,
                                  .watch = true,
                                  .publish_ms = 5};
    struct ns_corpus *corpus = NULL;
    struct ns_err err = {0};
    struct ns_query *asked[QUERIES];
    struct hostile h = {11};
    for (size_t i = 0; i < QUERIES; i++)
        assert_int_equal(ns_query_parse(ns_slice_of(queries[i]), &asked[i], &err), NS_OK);
    assert_int_equal(ns_corpus_open(&o, &corpus, &err), NS_OK);
    struct ns_similar *similar = ns_similar_new();
    size_t rounds = 0;
    for (bool complete = false; !complete; rounds++) {
        struct pollfd fd = {.fd = ns_corpus_wake_fd(corpus), .events = POLLIN};
        assert_int_equal(poll(&fd, 1, 60000), 1);
        struct ns_snapshot *snapshot = ns_corpus_take(corpus);
        complete = snapshot->complete;
        ns_corpus_focus(corpus, hostile_below(&h, ARTICLES), hostile_below(&h, ARTICLES), 20);
        for (size_t i = 0; i < (complete ? QUERIES : 2); i++)
            check(snapshot, asked[complete ? i : hostile_below(&h, QUERIES)]);
        ns_similar_work(similar, snapshot, 0);
        if (complete) {
            assert_int_equal(snapshot->read_count, ARTICLES);
            assert_int_equal(indexed(snapshot->text_segments, snapshot->text_segment_count),
                             ARTICLES);
            assert_int_equal(indexed(snapshot->name_segments, snapshot->name_segment_count),
                             ARTICLES);
            assert_int_equal(ns_similar_seen(similar), ARTICLES);
        }
        ns_snapshot_release(snapshot);
    }
    assert_true(rounds > 1);
    ns_similar_free(similar);
    for (size_t i = 0; i < QUERIES; i++)
        ns_query_free(asked[i]);
    ns_corpus_close(corpus);
}

/* Closed in the middle of it, whatever builders hold. */
static void test_closed_early(void **state)
{
    (void)state;
    const char *const paths[] = {folder};
    struct ns_corpus_options o = {
        .paths = paths, .path_count = 1, .jobs = 4, .rules = rules, .index = true, .watch = true};
    for (unsigned i = 0; i < 5; i++) {
        struct ns_corpus *corpus = NULL;
        struct ns_err err = {0};
        assert_int_equal(ns_corpus_open(&o, &corpus, &err), NS_OK);
        ns_corpus_wait_first(corpus, 100 * (size_t)i, 1000);
        ns_snapshot_release(ns_corpus_take(corpus));
        ns_corpus_close(corpus);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_storm),
        cmocka_unit_test(test_closed_early),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down) != 0;
}
