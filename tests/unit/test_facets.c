/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What found articles have in common, and how they lie in time: counted in slices, told exactly. */
#include "naysay/facets.h"
#include "naysay/timeline.h"

#include "model/finding.h"

#include "invented.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>

static const struct invented towns[] = {
    {.path = "town-0",
     .outlet = "The Veles Courier",
     .date = "2016-02-29",
     .text = "One\n\nThe mayor said it rains. He denied that it snows. Ilan Prat agreed.",
     .statements = {{.kind = NS_KIND_CLAIM, .content = "it rains", .speaker = "Ilan Prat"},
                    {.kind = NS_KIND_DENIAL, .content = "it snows", .speaker = "ilan prat"},
                    {.kind = NS_KIND_THREAT, .content = "agreed", .confidence = 0.3f}},
     .names = {{NS_ENTITY_PER, "Ilan Prat", NULL, NULL, false}}},
    {.path = "town-1",
     .outlet = "the veles courier",
     .date = "2016-03-01",
     .text = "Two\n\nDana Oran said it rains. Ilan Prat was away. Velesians wept.",
     .statements = {{.kind = NS_KIND_CLAIM, .content = "it rains", .speaker = "Dana Oran"},
                    {.kind = NS_KIND_CLAIM,
                     .content = "said it rains",
                     .speaker = "Dana Oran",
                     .same_as = 1}},
     .names = {{NS_ENTITY_PER, "Dana Oran", NULL, NULL, false},
               {NS_ENTITY_PER, "Ilan Prat", NULL, NULL, false},
               {NS_ENTITY_GROUP, "Velesians", NULL, NULL, false}}},
    {.path = "town-2",
     .outlet = "Orna Gazette",
     .text = "Three\n\nVelesians sang. Nobody said anything.",
     .names = {{NS_ENTITY_GROUP, "Velesians", NULL, NULL, false}}},
};
#define TOWNS 3

struct found {
    struct invented_corpus corpus;
    struct ns_snapshot *snapshot;
    uint32_t items[TOWNS];
};

static int make(void **state)
{
    struct found *f = ns_alloc(sizeof *f);
    invented_corpus_make(&f->corpus, towns, TOWNS);
    f->snapshot = invented_snapshot(&f->corpus, TOWNS, TOWNS);
    for (uint32_t i = 0; i < TOWNS; i++)
        f->items[i] = i;
    *state = f;
    return 0;
}

static int drop(void **state)
{
    struct found *f = *state;
    ns_snapshot_release(f->snapshot);
    invented_corpus_free(&f->corpus);
    free(f);
    return 0;
}

static void assert_values(const struct ns_facets *facets, enum ns_facet facet, const char *want)
{
    struct ns_bytes text = {0};
    size_t count;
    const struct ns_facet_value *v = ns_facets_values(facets, facet, &count);
    for (size_t i = 0; i < count; i++)
        ns_bytes_format(&text, "%s%.*s %u", i ? ", " : "", (int)v[i].text.len, v[i].text.at,
                        v[i].articles);
    assert_string_equal(ns_bytes_text(&text), want);
    ns_vec_free(&text);
}

static void an_article_counts_once(void **state)
{
    struct found *f = *state;
    struct ns_facets *facets = ns_facets_new();
    ns_facets_begin(facets, 0.5f);
    assert_true(ns_facets_work(facets, f->snapshot, f->items, TOWNS, 0));
    assert_values(facets, NS_FACET_KIND, "claim 2, denial 1");
    assert_values(facets, NS_FACET_SPEAKER, "Dana Oran 1, Ilan Prat 1");
    assert_values(facets, NS_FACET_ENTITY, "Ilan Prat 2, Dana Oran 1, Velesians 2");
    assert_values(facets, NS_FACET_OUTLET, "The Veles Courier 2, Orna Gazette 1");
    assert_values(facets, NS_FACET_MONTH, "2016-03 1, 2016-02 1");
    assert_int_equal(ns_facets_sum(facets).articles, 3);
    assert_int_equal(ns_facets_sum(facets).dated, 2);
    ns_facets_begin(facets, 0.2f); /* the threat counts now; what was published stays till then */
    assert_values(facets, NS_FACET_KIND, "claim 2, denial 1");
    assert_true(ns_facets_work(facets, f->snapshot, f->items, 1, 0));
    assert_values(facets, NS_FACET_KIND, "claim 1, denial 1, threat 1");
    assert_values(facets, NS_FACET_OUTLET, "The Veles Courier 1");
    ns_facets_free(facets);
}

static void what_is_not_extracted_is_said(void **state)
{
    struct found *f = *state;
    struct ns_snapshot *early = invented_snapshot(&f->corpus, TOWNS, 1);
    struct ns_facets *facets = ns_facets_new();
    ns_facets_begin(facets, 0.5f);
    assert_true(ns_facets_work(facets, early, f->items, TOWNS, 0));
    assert_int_equal(ns_facets_sum(facets).articles, 3);
    assert_int_equal(ns_facets_sum(facets).extracted, 1);
    assert_values(facets, NS_FACET_ENTITY, "Ilan Prat 1");
    assert_values(facets, NS_FACET_OUTLET, "The Veles Courier 2, Orna Gazette 1");
    ns_snapshot_release(early);
    ns_facets_free(facets);
}

/* Many names over many articles: slices of the least length, and no more values than are kept. */
static void slices_count_the_same(void **state)
{
    (void)state;
    enum { ARTICLES = 3000, NAMES = 700 };
    struct ns_snapshot *s = ns_snapshot_new(ARTICLES, 0);
    struct ns_item *items = (struct ns_item *)(uintptr_t)s->items;
    struct ns_article *articles = ns_alloc(ARTICLES * sizeof *articles);
    struct ns_extraction *xs = ns_alloc(ARTICLES * sizeof *xs);
    struct ns_entity *entities = ns_alloc(ARTICLES * 2 * sizeof *entities);
    char(*names)[16] = ns_alloc(NAMES * sizeof *names);
    uint32_t *found = ns_alloc(ARTICLES * sizeof *found), many[NAMES] = {0};
    for (uint32_t n = 0; n < NAMES; n++)
        snprintf(names[n], sizeof names[n], "Name %03u", n);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        found[i] = i;
        xs[i] = (struct ns_extraction){.entities = &entities[2 * i], .entity_count = 2};
        items[i] = (struct ns_item){.article = &articles[i], .extraction = &xs[i]};
        uint32_t one = i % NAMES, two = i % 7;
        entities[2 * i] = (struct ns_entity){.key = one + 1, .canonical = ns_slice_of(names[one])};
        entities[2 * i + 1] =
            (struct ns_entity){.key = two + 1, .canonical = ns_slice_of(names[two])};
        many[one]++;
        many[two] += one != two;
    }
    struct ns_facets *whole = ns_facets_new(), *sliced = ns_facets_new();
    ns_facets_begin(whole, 0);
    ns_facets_begin(sliced, 0);
    assert_true(ns_facets_work(whole, s, found, ARTICLES, 0));
    unsigned slices = 1;
    while (!ns_facets_work(sliced, s, found, ARTICLES, 1)) /* a deadline long past */
        slices++;
    assert_true(slices > 10);
    size_t count, other;
    const struct ns_facet_value *v = ns_facets_values(whole, NS_FACET_ENTITY, &count);
    const struct ns_facet_value *w = ns_facets_values(sliced, NS_FACET_ENTITY, &other);
    assert_int_equal(count, NS_FACET_MOST);
    assert_int_equal(other, NS_FACET_MOST);
    assert_int_equal(ns_facets_distinct(sliced, NS_FACET_ENTITY), NAMES);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(v[i].key, w[i].key);
        size_t name = (size_t)strtol(v[i].text.at + 5, NULL, 10);
        assert_int_equal(v[i].articles, many[name]);
        assert_true(i == 0 || v[i - 1].articles >= v[i].articles);
    }
    assert_true(v[6].articles > v[7].articles);
    ns_facets_free(whole);
    ns_facets_free(sliced);
    ns_snapshot_release(s);
    free(articles);
    free(xs);
    free(entities);
    free(names);
    free(found);
}

static void terms_of_values(void **state)
{
    (void)state;
    static const struct {
        enum ns_facet facet;
        const char *text, *term;
    } cases[] = {{NS_FACET_KIND, "no-comment", "kind:no-comment"},
                 {NS_FACET_SPEAKER, "Ilan \"Il\" Prat", "speaker:\"Ilan  Il  Prat\""},
                 {NS_FACET_ENTITY, "Lower Bridge", "entity:\"Lower Bridge\""},
                 {NS_FACET_OUTLET, "Orna Gazette", "outlet:\"Orna Gazette\""},
                 {NS_FACET_MONTH, "2016-03", "date:2016-03"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ns_bytes term = {0};
        struct ns_query *query = NULL;
        ns_facet_term(cases[i].facet, ns_slice_of(cases[i].text), &term);
        assert_string_equal(ns_bytes_text(&term), cases[i].term);
        assert_int_equal(ns_query_parse(ns_bytes_slice(&term), &query, NULL), NS_OK);
        ns_query_free(query);
        ns_vec_free(&term);
    }
}

/* --- time --- */

static int32_t day_of(const char *text)
{
    int32_t day = -1;
    assert_true(ns_day_parse(ns_slice_of(text), &day));
    return day;
}

static void days_and_back(void **state)
{
    (void)state;
    assert_int_equal(day_of("1970-01-01"), 0);
    assert_int_equal(day_of("1969-12-31"), -1);
    assert_int_equal(day_of("2000-03-01") - day_of("2000-02-28"), 2);
    assert_int_equal(day_of("1900-03-01") - day_of("1900-02-28"), 1);
    for (int32_t day = day_of("1580-01-01"); day < day_of("2420-01-01"); day++) {
        char text[11];
        int32_t back;
        ns_day_text(day, text);
        assert_true(ns_day_parse((struct ns_slice){text, 10}, &back));
        assert_int_equal(back, day);
    }
    static const char *const bad[] = {"",           "2016-13-01", "2016-02-30", "2015-02-29",
                                      "2016-1-01",  "2016-00-10", "2016-01-00", "20160101",
                                      "2016-01-0x", "2016/01/01", "2016-01-011"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int32_t day;
        assert_false(ns_day_parse(ns_slice_of(bad[i]), &day));
    }
}

static void units_cover_all_days(void **state)
{
    (void)state;
    for (unsigned u = 0; u < NS_UNIT_COUNT; u++) {
        enum ns_unit unit = (enum ns_unit)u;
        int32_t before = ns_unit_bucket(unit, -20001);
        for (int32_t day = -20000; day < 20000; day++) {
            int32_t bucket = ns_unit_bucket(unit, day);
            assert_true(bucket == before || bucket == before + 1);
            if (bucket != before)
                assert_int_equal(ns_unit_first_day(unit, bucket), day);
            before = bucket;
        }
    }
    char text[11];
    ns_day_text(ns_unit_first_day(NS_UNIT_WEEK, ns_unit_bucket(NS_UNIT_WEEK, day_of("2016-03-06"))),
                text);
    assert_string_equal(text, "2016-02-29"); /* a Monday */
}

static void assert_bucket(const struct ns_timeline *t, enum ns_unit unit, const char *day,
                          uint32_t articles, uint32_t claims, uint32_t denials)
{
    struct ns_timeline_counts c = ns_timeline_bucket(t, unit, ns_unit_bucket(unit, day_of(day)));
    assert_int_equal(c.articles, articles);
    assert_int_equal(c.claims, claims);
    assert_int_equal(c.denials, denials);
}

static void counts_by_time(void **state)
{
    struct found *f = *state;
    struct ns_timeline *t = ns_timeline_new();
    int32_t first, last;
    assert_false(ns_timeline_span(t, NS_UNIT_DAY, &first, &last));
    ns_timeline_begin(t, 0.5f);
    while (!ns_timeline_work(t, f->snapshot, f->items, TOWNS, 1))
        ;
    assert_bucket(t, NS_UNIT_DAY, "2016-02-29", 1, 1, 1);
    assert_bucket(t, NS_UNIT_DAY, "2016-03-01", 1, 1, 0);
    assert_bucket(t, NS_UNIT_DAY, "2016-03-02", 0, 0, 0);
    assert_bucket(t, NS_UNIT_WEEK, "2016-03-06", 2, 2, 1);
    assert_bucket(t, NS_UNIT_MONTH, "2016-03-31", 1, 1, 0);
    assert_bucket(t, NS_UNIT_YEAR, "2016-12-31", 2, 2, 1);
    assert_int_equal(ns_timeline_undated(t).articles, 1);
    assert_true(ns_timeline_span(t, NS_UNIT_MONTH, &first, &last));
    assert_int_equal(last - first, 1);
    assert_int_equal(ns_timeline_unit(t, 10), NS_UNIT_DAY);
    assert_int_equal(ns_timeline_unit(t, 1), NS_UNIT_WEEK);
    ns_timeline_free(t);
}

static void terms_of_bars(void **state)
{
    (void)state;
    static const struct {
        enum ns_unit unit;
        const char *term;
    } cases[] = {{NS_UNIT_DAY, "date:2016-03-02"},
                 {NS_UNIT_WEEK, "date:2016-02-29..2016-03-06"},
                 {NS_UNIT_MONTH, "date:2016-03"},
                 {NS_UNIT_YEAR, "date:2016"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ns_bytes term = {0};
        struct ns_query *query = NULL;
        ns_timeline_term(cases[i].unit, ns_unit_bucket(cases[i].unit, day_of("2016-03-02")), &term);
        assert_string_equal(ns_bytes_text(&term), cases[i].term);
        assert_int_equal(ns_query_parse(ns_bytes_slice(&term), &query, NULL), NS_OK);
        ns_query_free(query);
        ns_vec_free(&term);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_article_counts_once, make, drop),
        cmocka_unit_test_setup_teardown(what_is_not_extracted_is_said, make, drop),
        cmocka_unit_test(slices_count_the_same),
        cmocka_unit_test(terms_of_values),
        cmocka_unit_test(days_and_back),
        cmocka_unit_test(units_cover_all_days),
        cmocka_unit_test_setup_teardown(counts_by_time, make, drop),
        cmocka_unit_test(terms_of_bars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
