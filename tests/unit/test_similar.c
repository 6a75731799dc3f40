/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "naysay/ingest.h"
#include "naysay/similar.h"

#define REPORTS 12u
#define COPIES  4u /* of each: the report, cut, edited, with other page furniture */
#define COUNT   (REPORTS * COPIES)

static uint32_t state_of_chance = 7;

static uint32_t chance(uint32_t below)
{
    state_of_chance = state_of_chance * 1664525u + 1013904223u;
    return (state_of_chance >> 8) % below;
}

/* Made-up words, the same for the same number. */
static void add_word(struct ns_bytes *text, uint32_t number)
{
    static const char *const parts[] = {"ka",  "lo", "min", "tar", "ve", "sol", "ri",  "dun",
                                        "ost", "fe", "gal", "ner", "pi", "ush", "bor", "elm"};
    for (unsigned i = 0; i < 3; i++, number /= 16)
        ns_bytes_add_text(text, parts[number % 16]);
}

enum { WHOLE, CUT, EDITED, FURNISHED };

static struct ns_article *make(unsigned report, unsigned copy)
{
    struct ns_bytes text = {0};
    state_of_chance = 1000 + report;
    ns_bytes_format(&text, "Harbour Report %u\n\nBy Mara Kesh\n\n", report);
    for (unsigned paragraph = 0; paragraph < 10; paragraph++) {
        bool skipped = copy == CUT && paragraph >= 5;
        for (unsigned word = 0; word < 45; word++) {
            uint32_t number = chance(3000);
            if (skipped)
                continue;
            if (copy == EDITED && word == 20)
                ns_bytes_add_text(&text, "reportedly ");
            add_word(&text, number);
            ns_bytes_add_text(&text, copy == EDITED && word % 9 == 0 ? ", " : " ");
        }
        if (!skipped)
            ns_bytes_add_text(&text, "said.\n\n");
    }
    if (copy == FURNISHED)
        ns_bytes_add_text(&text, "Sign up for the Harbour Letter and never miss a tide\n\n"
                                 "Share this on Quillpost\n\nRead more: ferries\n");
    struct ns_article *article = NULL;
    struct ns_err err;
    assert_int_equal(ns_ingest_bytes("x.txt", ns_bytes_slice(&text), NULL, &article, &err), NS_OK);
    ns_vec_free(&text);
    return article;
}

static struct ns_snapshot *snapshot_of(struct ns_article **articles, size_t count)
{
    struct ns_snapshot *snapshot = ns_snapshot_new(count, 0);
    struct ns_item *items = (struct ns_item *)(uintptr_t)snapshot->items;
    for (size_t i = 0; i < count; i++) {
        items[i].path = "x.txt";
        items[i].article = articles[i];
    }
    return snapshot;
}

static void test_copies_are_joined(void **state)
{
    (void)state;
    struct ns_article *articles[COUNT];
    for (unsigned i = 0; i < COUNT; i++) /* copies far from each other */
        articles[i] = make(i % REPORTS, i / REPORTS);
    struct ns_snapshot *snapshot = snapshot_of(articles, COUNT);
    struct ns_similar *similar = ns_similar_new();
    assert_true(ns_similar_work(similar, snapshot, 0));
    assert_int_equal(ns_similar_seen(similar), COUNT);
    assert_int_equal(ns_similar_groups(similar), REPORTS);
    for (unsigned i = 0; i < COUNT; i++) {
        assert_int_equal(ns_similar_first(similar, i), i % REPORTS);
        assert_int_equal(ns_similar_count(similar, i), COPIES);
    }
    ns_similar_free(similar);
    ns_snapshot_release(snapshot);
    for (unsigned i = 0; i < COUNT; i++)
        ns_article_free(articles[i]);
}

static struct ns_article *make_short(const char *text)
{
    struct ns_article *article = NULL;
    struct ns_err err;
    assert_int_equal(ns_ingest_bytes("x.txt", ns_slice_of(text), NULL, &article, &err), NS_OK);
    return article;
}

/* Of little text only the same text is a copy; what was not read is waited for, failed is passed. */
static void test_short_unread_and_failed(void **state)
{
    (void)state;
    struct ns_article *articles[6] = {
        make_short("Ferry Late\n\nThe ferry from Port Oran was late on Monday.\n"),
        make_short("Ferry Late\n\nThe ferry from Port Oran was late on Tuesday.\n"),
        NULL,
        make_short("Ferry Late\n\nThe ferry from Port Oran was late on Monday.\n"),
        NULL,
        make_short("Ferry Late\n\nThe ferry from Port Oran was late on Tuesday.\n"),
    };
    struct ns_snapshot *snapshot = snapshot_of(articles, 6);
    struct ns_item *items = (struct ns_item *)(uintptr_t)snapshot->items;
    items[2].failed = true;
    struct ns_similar *similar = ns_similar_new();
    assert_true(ns_similar_work(similar, snapshot, 0));
    assert_int_equal(ns_similar_seen(similar), 4);
    assert_int_equal(ns_similar_groups(similar), 2);
    assert_int_equal(ns_similar_first(similar, 3), 0);
    assert_int_equal(ns_similar_first(similar, 2), 2);
    assert_int_equal(ns_similar_first(similar, 5), 5); /* not seen yet */
    items[4].failed = true;
    assert_true(ns_similar_work(similar, snapshot, 0));
    assert_int_equal(ns_similar_first(similar, 5), 1);
    assert_int_equal(ns_similar_groups(similar), 2);
    ns_similar_free(similar);
    ns_snapshot_release(snapshot);
    for (unsigned i = 0; i < 6; i++)
        ns_article_free(articles[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copies_are_joined),
        cmocka_unit_test(test_short_unread_and_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
