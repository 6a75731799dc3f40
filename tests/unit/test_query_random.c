/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random queries answer as the slowest and plainest evaluation does (random_query.h). */
#include "naysay/query.h"

#include "random_query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define CORPORA  2500
#define QUERIES  45 /* a corpus */
#define ARTICLES 6

static struct ns_query *parse(struct ns_slice text)
{
    struct ns_query *query = NULL;
    struct ns_err err = {0};

    if (ns_query_parse(text, &query, &err) != NS_OK)
        fail_msg("%.*s: column %u: %s", (int)text.len, text.at, err.column, err.message);
    return query;
}

/* The canonical form is understood in the same way. */
static struct ns_query *again(const struct ns_query *query)
{
    struct ns_query *second = parse(ns_query_text(query));

    if (!ns_slice_equal(ns_query_text(second), ns_query_text(query)))
        fail_msg("'%.*s' is shown as '%.*s'", (int)ns_query_text(query).len,
                 ns_query_text(query).at, (int)ns_query_text(second).len, ns_query_text(second).at);
    return second;
}

static size_t check(const struct random_query *q, const struct random_corpus *corpus,
                    struct ns_slice text, float threshold)
{
    struct ns_query *query = parse(text), *second = again(query);
    size_t found = 0;

    ns_query_threshold(query, threshold);
    ns_query_threshold(second, threshold);
    for (size_t i = 0; i < corpus->count; i++) {
        const struct ns_item *item = &corpus->items[i];
        bool must = random_query_answer(q, item, threshold) == RANDOM_YES;
        bool yes = ns_query_matches(query, item);
        if (yes != must)
            fail_msg("'%.*s' %s item %zu: '%.*s'", (int)text.len, text.at,
                     must ? "does not match" : "matches", i,
                     item->article ? (int)item->article->body.len : 0,
                     item->article ? item->article->body.at : "");
        if (ns_query_matches(second, item) != must)
            fail_msg("'%.*s' as shown means something else", (int)text.len, text.at);
        found += yes;
    }
    assert_false(ns_query_limited(query));
    ns_query_free(query);
    ns_query_free(second);
    return found;
}

static void random_queries_answer_as_the_naive_ones(void **state)
{
    struct hostile h = {20160305};
    struct ns_bytes text = {0};
    size_t found = 0, asked, corpora = hostile_slow() ? CORPORA / 10 : CORPORA;

    (void)state;
    for (size_t c = 0; c < corpora; c++) {
        struct random_corpus corpus;
        struct ns_arena *arena = ns_arena_new(0);
        random_corpus_make(&h, ARTICLES, &corpus);
        for (int i = 0; i < QUERIES; i++) {
            const struct random_query *q =
                random_query_make(&h, arena, &corpus, hostile_below(&h, 4));
            random_query_write(&h, q, &text);
            found += check(q, &corpus, ns_bytes_slice(&text), (float)hostile_below(&h, 3) / 3);
        }
        random_corpus_free(&corpus);
        ns_arena_free(arena);
    }
    /* They are no queries that never match, or always. */
    asked = corpora * QUERIES * ARTICLES;
    assert_true(found > asked / 6 && found < asked / 6 * 5);
    ns_vec_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_queries_answer_as_the_naive_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
