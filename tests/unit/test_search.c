/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searches find what the slowest and plainest evaluation finds (random_query.h), whatever part of the
 * corpus is indexed, in however many segments, and in however small slices the work is done.
 */
#include "naysay/ingest.h"
#include "naysay/search.h"

#include "random_query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define CORPORA  900
#define QUERIES  120 /* a corpus */
#define ARTICLES 24
#define SEGMENTS 3u /* of each sort, at most */

/* --- a snapshot with an index ---------------------------------------------------------------- */

struct indexed {
    struct ns_snapshot *snapshot;
    struct ns_segment *segments[2 * SEGMENTS];
    size_t count;
};

/* Documents go to one of the builders or to none. */
static size_t fill(struct hostile *h, const struct random_corpus *corpus, bool names, bool all,
                   struct ns_segment **out)
{
    struct ns_segment_builder *builders[SEGMENTS];
    size_t count = 0;
    for (unsigned i = 0; i < SEGMENTS; i++)
        builders[i] = ns_segment_builder_new();
    for (size_t k = corpus->count; k-- > 0;) {
        const struct ns_item *item = &corpus->items[k];
        uint32_t to = hostile_below(h, SEGMENTS + 1);
        if (all && to == SEGMENTS)
            to = 0;
        if (to == SEGMENTS || !item->article || (names && !item->extraction))
            continue;
        if (names)
            ns_segment_builder_names(builders[to], (uint32_t)k, item->extraction);
        else
            ns_segment_builder_text(builders[to], (uint32_t)k, item->article);
    }
    for (unsigned i = 0; i < SEGMENTS; i++) {
        struct ns_segment *segment = ns_segment_seal(builders[i]);
        if (segment)
            out[count++] = segment;
        ns_segment_builder_free(builders[i]);
    }
    return count;
}

static void index_some(struct hostile *h, const struct random_corpus *corpus, bool all,
                       struct indexed *x)
{
    size_t texts = fill(h, corpus, false, all, x->segments);
    size_t names = fill(h, corpus, true, all, x->segments + texts);
    x->count = texts + names;
    x->snapshot = ns_snapshot_with_segments(corpus->count, 0, texts, names);
    memcpy((struct ns_item *)(uintptr_t)x->snapshot->items, corpus->items,
           corpus->count * sizeof *corpus->items);
    const struct ns_segment **to =
        (const struct ns_segment **)(uintptr_t)x->snapshot->text_segments;
    for (size_t i = 0; i < x->count; i++) /* those of names stand behind those of texts */
        to[i] = x->segments[i];
}

static void drop(struct indexed *x)
{
    ns_snapshot_release(x->snapshot);
    for (size_t i = 0; i < x->count; i++)
        ns_segment_free(x->segments[i]);
}

/* --- the same answers ------------------------------------------------------------------------ */

static struct ns_query *parse(struct ns_slice text)
{
    struct ns_query *query = NULL;
    struct ns_err err = {0};
    if (ns_query_parse(text, &query, &err) != NS_OK)
        fail_msg("%.*s: column %u: %s", (int)text.len, text.at, err.column, err.message);
    return query;
}

/* Work in slices as small as can be, or all at once. */
static void work(struct ns_search *search, bool slices)
{
    size_t count = 0, decided = 0;
    while (!ns_search_work(search, slices ? 1 : 0)) {
        assert_true(slices);
        assert_true(ns_search_count(search) >= count);
        assert_true(ns_search_decided(search) >= decided);
        assert_true(ns_search_percent(search) <= 100);
        count = ns_search_count(search);
        decided = ns_search_decided(search);
    }
    assert_int_equal(ns_search_percent(search), 100);
}

static size_t check(const struct random_query *q, const struct random_corpus *corpus,
                    const struct indexed *x, struct ns_slice text, float threshold, bool slices)
{
    struct ns_query *query = parse(text);
    ns_query_threshold(query, threshold);
    struct ns_search *search = ns_search_new(x->snapshot, query);
    struct ns_ranking ranking = {0};
    size_t found = 0, next = 0;
    work(search, slices);
    for (size_t i = 0; i < corpus->count; i++) {
        bool must = random_query_answer(q, &corpus->items[i], threshold) == RANDOM_YES;
        enum ns_verdict verdict = ns_search_verdict(search, i);
        if (ns_search_holds(search, i) != must)
            fail_msg("'%.*s' %s item %zu", (int)text.len, text.at, must ? "does not find" : "finds",
                     i);
        if (verdict != NS_VERDICT_OPEN && (verdict == NS_VERDICT_YES) != must)
            fail_msg("'%.*s': the index is wrong of item %zu", (int)text.len, text.at, i);
        if (!must)
            continue;
        next = ns_search_next(search, next);
        assert_int_equal(next++, i);
        found++;
    }
    assert_int_equal(ns_search_next(search, next), SIZE_MAX);
    assert_int_equal(ns_search_count(search), found);
    struct ns_ranking all = {0};
    ns_search_rank(search, 5, &ranking);
    ns_search_rank(search, SIZE_MAX, &all); /* in another way, with the same order */
    assert_int_equal(ranking.len, found < 5 ? found : 5);
    assert_int_equal(all.len, found);
    for (size_t i = 0; i < ranking.len; i++)
        assert_int_equal(ranking.at[i].item, all.at[i].item);
    ns_vec_free(&all);
    for (size_t i = 0; i < ranking.len; i++) {
        assert_true(ns_search_holds(search, ranking.at[i].item));
        assert_true(i == 0 || ranking.at[i - 1].score >= ranking.at[i].score);
    }
    ns_vec_free(&ranking);
    ns_search_free(search);
    ns_query_free(query);
    return found;
}

static void test_random_queries(void **state)
{
    (void)state;
    struct hostile h = {20161122};
    struct ns_bytes text = {0};
    size_t found = 0, corpora = hostile_slow() ? CORPORA / 20 : CORPORA;
    for (size_t c = 0; c < corpora; c++) {
        struct random_corpus corpus;
        struct indexed x;
        struct ns_arena *arena = ns_arena_new(0);
        random_corpus_make(&h, ARTICLES, &corpus);
        index_some(&h, &corpus, c % 3 == 0, &x);
        for (int i = 0; i < QUERIES; i++) {
            const struct random_query *q =
                random_query_make(&h, arena, &corpus, hostile_below(&h, 4));
            random_query_write(&h, q, &text);
            found += check(q, &corpus, &x, ns_bytes_slice(&text), (float)hostile_below(&h, 3) / 3,
                           i % 4 == 0);
        }
        drop(&x);
        random_corpus_free(&corpus);
        ns_arena_free(arena);
    }
    size_t asked = corpora * QUERIES * ARTICLES;
    assert_true(found > asked / 6 && found < asked / 6 * 5);
    ns_vec_free(&text);
}

static void test_nothing_to_search(void **state)
{
    (void)state;
    struct ns_snapshot *snapshot = ns_snapshot_new(0, 0);
    struct ns_query *query = parse(NS_SLICE("ferry or -title:tide"));
    struct ns_search *search = ns_search_new(snapshot, query);
    struct ns_ranking ranking = {0};
    assert_true(ns_search_work(search, 1));
    assert_int_equal(ns_search_count(search), 0);
    assert_int_equal(ns_search_next(search, 0), SIZE_MAX);
    assert_false(ns_search_holds(search, 0));
    ns_search_rank(search, 10, &ranking);
    assert_int_equal(ranking.len, 0);
    ns_search_free(search);
    ns_query_free(query);
    ns_snapshot_release(snapshot);
}

/* --- order ----------------------------------------------------------------------------------- */

#define SHORT 6

static const char *const texts[SHORT] = {
    "Harbour News\n\nThe ferry came. The tide rose and the crew of the boat slept in the hall.\n",
    "Ferry Lost\n\nThe boat came. The tide rose and the crew of the boat slept in the hall.\n",
    "Harbour News\n\nThe ferry, the ferry and the ferry. The crew of the boat slept in the hall.\n",
    "Harbour News\n\nNobody came. The tide rose and the crew of the boat slept in the hall.\n",
    "Harbour News\n\nThe ferry came. The tide rose and the crew of the boat slept in the hall.\n",
    "Harbour News\n\nThe ferry came. The tide rose and the crew of the boat slept in the hall. "
    "Nets were mended, sails were sewn, ropes were spliced and lamps were lit along the mole until "
    "the morning came with fog, and the bells of the buoys were heard by all who were awake.\n",
};

/* Most told first, the title above all, the longer text behind; among equals the newer one. */
static void test_order(void **state)
{
    (void)state;
    struct ns_snapshot *snapshot = ns_snapshot_with_segments(SHORT, 0, 1, 0);
    struct ns_item *items = (struct ns_item *)(uintptr_t)snapshot->items;
    struct ns_article *articles[SHORT];
    struct ns_segment_builder *builder = ns_segment_builder_new();
    for (uint32_t i = 0; i < SHORT; i++) {
        struct ns_err err;
        assert_int_equal(ns_ingest_bytes("x.txt", ns_slice_of(texts[i]), NULL, &articles[i], &err),
                         NS_OK);
        items[i].article = articles[i];
        items[i].path = "x.txt";
        ns_segment_builder_text(builder, i, articles[i]);
    }
    memcpy(articles[4]->date, "2016-03-05", sizeof "2016-03-05");
    struct ns_segment *segment = ns_segment_seal(builder);
    *(const struct ns_segment **)(uintptr_t)snapshot->text_segments = segment;
    struct ns_query *query = parse(NS_SLICE("ferry"));
    struct ns_search *search = ns_search_new(snapshot, query);
    struct ns_ranking ranking = {0};
    assert_true(ns_search_work(search, 0));
    ns_search_rank(search, 10, &ranking);
    static const uint32_t order[] = {1, 2, 4, 0, 5};
    assert_int_equal(ranking.len, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(ranking.at[i].item, order[i]);
    /* fewer: the best of them */
    ranking.len = 0;
    ns_search_rank(search, 2, &ranking);
    assert_int_equal(ranking.len, 2);
    assert_int_equal(ranking.at[0].item, 1);
    assert_int_equal(ranking.at[1].item, 2);
    ns_vec_free(&ranking);
    ns_search_free(search);
    ns_query_free(query);
    ns_snapshot_release(snapshot);
    ns_segment_free(segment);
    ns_segment_builder_free(builder);
    for (size_t i = 0; i < SHORT; i++)
        ns_article_free(articles[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_queries),
        cmocka_unit_test(test_nothing_to_search),
        cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
