/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/query.h"
#include "naysay/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* An article and what was extracted from it, made by hand. */
static struct ns_slice aliases[] = {{"the envoy", 9}, {"Oran", 4}};
static struct ns_entity entities[] = {
    {.type = NS_ENTITY_PER,
     .key = 7,
     .canonical = {"Ilka Oran", 9},
     .aliases = aliases,
     .alias_count = 2,
     .mention_count = 3},
};
static struct ns_attribution attributions[] = {
    {.kind = NS_KIND_DENIAL, .speaker = {"Ilka Oran", 9}, .confidence = 0.6f, .same_as = NS_NONE},
};
static const struct ns_extraction extraction = {
    .entities = entities,
    .entity_count = 1,
    .attributions = attributions,
    .attribution_count = 1,
    .kind_counts = {[NS_KIND_DENIAL] = 1},
};

static struct ns_article article = {
    .title = {"Envoy rules out talks", 21},
    .outlet = {"The Norden Post", 15},
};
static struct ns_item item = {.path = "news/003_talks.txt", .article = &article};

static bool matches(const char *text)
{
    struct ns_query *query = NULL;
    struct ns_err err = {0};
    bool yes;

    if (ns_query_parse(ns_slice_of(text), &query, &err) != NS_OK)
        fail_msg("%s: column %u: %s", text, err.column, err.message);
    yes = ns_query_matches(query, &item);
    assert_int_equal(ns_query_matches(query, &item), yes);
    ns_query_free(query);
    return yes;
}

static void check_all(const char *const *yes, const char *const *no)
{
    for (; *yes; yes++) {
        if (!matches(*yes))
            fail_msg("%s does not match", *yes);
    }
    for (; *no; no++) {
        if (matches(*no))
            fail_msg("%s matches", *no);
    }
}

static void words_and_phrases(void **state)
{
    static const char *const yes[] = {"",
                                      " ",
                                      "ceasefire",
                                      "CEASEFIRE",
                                      "oran ceasefire",
                                      "\"lines of communication\"",
                                      "\"Lines  of communication\"",
                                      "\xe2\x80\x9clines of\xe2\x80\x9d",
                                      "\"of communi*\"",
                                      "comm*",
                                      "\"lines of",
                                      "oran's",
                                      "oran\xe2\x80\x99s",
                                      "oran",
                                      "erdogan",
                                      "Erdo\xc4\x9f"
                                      "an",
                                      "u.s.",
                                      "u.s",
                                      "anti-tank",
                                      "tank",
                                      "pentagon",
                                      "3.5",
                                      "$4",
                                      "cafe",
                                      "\"cafe, he\"",
                                      "rules",
                                      "word-with-dash or a*",
                                      NULL};
    static const char *const no[] = {"cease",
                                     "\"of lines\"",
                                     "\"lines communication\"",
                                     "ora",
                                     "rans",
                                     "communication depot",
                                     "xyz*",
                                     "an-tank",
                                     "5.3",
                                     "\"communi\"",
                                     "nothing or nowhere",
                                     NULL};

    (void)state;
    article.body =
        NS_SLICE("Oran\xe2\x80\x99s men kept the lines\n  of communication open. A ceasefire, "
                 "Erdo\xc4\x9f"
                 "an said, of U.S. anti\xe2\x80\x91tank teams. The "
                 "Pen\xc2\xadtagon paid $4 or 3.5 at the caf\xc3\xa9, he said.");
    item.extraction = NULL;
    check_all(yes, no);
}

static void operators(void **state)
{
    static const char *const yes[] = {
        "a b",           "a or x",   "x or a",     "a -x",       "not x a",   "a not x",     "-x",
        "-(x or y)",     "x y or a", "a or x y",   "(x or a) b", "a and b",   "\"or\" or a", "--a",
        "a (b or x) -y", "NOT x",    "a -\"x y\"", "x OR b",     "a (b (c))", NULL};
    static const char *const no[] = {"a x",       "a -b",       "x or y", "-a",        "not a",
                                     "-(a or x)", "(x or y) a", "a b -c", "not not x", NULL};

    (void)state;
    article.body = NS_SLICE("a b c");
    check_all(yes, no);
}

static void fields(void **state)
{
    static const char *const yes[] = {
        "title:envoy", "title:\"rules out\"", "outlet:norden", "file:003", "file:talks.txt",
        "TITLE:talks", "-title:war",          "file:news/0",   "10:30",    "http://x.org/a",
        NULL};
    static const char *const no[] = {"title:oran", "outlet:post2", "file:004", "title:rule", NULL};

    (void)state;
    article.body = NS_SLICE("At 10:30 Oran spoke, see http://x.org/a.");
    check_all(yes, no);
}

static void extraction_is_waited_for(void **state)
{
    static const char *const yes[] = {
        "entity:oran",  "entity:\"Ilka Oran\"", "entity:envoy",  "kind:denial",      "has:denial",
        "speaker:ilka", "-kind:threat",         "a kind:denial", "a or kind:threat", NULL};
    static const char *const no[] = {"entity:ora",   "entity:tarn",  "kind:claim", "-kind:denial",
                                     "speaker:tarn", "-entity:oran", NULL};
    /* before it is there: what does not depend on it */
    static const char *const early_yes[] = {"a", "a or kind:denial", "kind:denial or a", NULL};
    static const char *const early_no[] = {
        "kind:denial",      "-kind:denial", "a kind:denial",    "a -kind:denial",
        "x or kind:denial", "entity:oran",  "-(a kind:denial)", NULL};
    struct ns_item unread = {.path = "x"};
    struct ns_query *query = NULL;

    (void)state;
    article.body = NS_SLICE("a b");
    item.extraction = &extraction;
    check_all(yes, no);
    item.extraction = NULL;
    check_all(early_yes, early_no);
    assert_int_equal(ns_query_parse(NS_SLICE("-x"), &query, NULL), NS_OK);
    assert_false(ns_query_needs_extraction(query));
    assert_false(ns_query_matches(query, &unread));
    ns_query_free(query);
    assert_int_equal(ns_query_parse(NS_SLICE("a or -kind:claim"), &query, NULL), NS_OK);
    assert_true(ns_query_needs_extraction(query));
    ns_query_free(query);
}

/* Statements that are not shown answer no question. */
static void hidden_statements_do_not_match(void **state)
{
    static const char *const texts[] = {"kind:denial", "has:denial", "speaker:ilka"};
    struct ns_query *query = NULL;

    (void)state;
    item.extraction = &extraction;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(ns_query_parse(ns_slice_of(texts[i]), &query, NULL), NS_OK);
        assert_true(ns_query_matches(query, &item));
        ns_query_threshold(query, 0.6f);
        assert_true(ns_query_matches(query, &item));
        ns_query_threshold(query, 0.7f);
        assert_false(ns_query_matches(query, &item));
        ns_query_free(query);
    }
    item.extraction = NULL;
}

static void the_query_is_shown_as_understood(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"  a   b ", "a b"},
        {"a AND b", "a b"},
        {"not a", "-a"},
        {"a b or c", "a b or c"},
        {"a (b or c)", "a (b or c)"},
        {"((a))", "a"},
        {"-(a b)", "-(a b)"},
        {"a\xc2\xa0\xe2\x80\x9c"
         "b c\xe2\x80\x9d",
         "a \"b c\""},
        {"\"b c", "\"b c\""},
        {"Comm* title:x has:DENIAL", "Comm* title:x kind:denial"},
        {"a or b or c", "a or b or c"},
        {"x not\"y\"", "x \"not\" \"y\""},
        {"c (b or - )", "c (b or \"-\")"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ns_query *query = NULL, *again = NULL;
        struct ns_slice shown;
        assert_int_equal(ns_query_parse(ns_slice_of(cases[i].in), &query, NULL), NS_OK);
        shown = ns_query_text(query);
        if (!ns_slice_equal(shown, ns_slice_of(cases[i].out)))
            fail_msg("'%s' is shown as '%.*s'", cases[i].in, (int)shown.len, shown.at);
        assert_int_equal(ns_query_parse(shown, &again, NULL), NS_OK);
        assert_true(ns_slice_equal(ns_query_text(again), shown));
        ns_query_free(query);
        ns_query_free(again);
    }
}

static void errors_name_the_column(void **state)
{
    static const struct {
        const char *text;
        unsigned column;
    } cases[] = {
        {"a or", 5},      {"or a", 1},        {"(a", 1},       {"a)", 2},
        {"a (b", 3},      {"\xc3\xa9 ()", 4}, {"\"\"", 1},     {"kind:lie", 1},
        {"a foo:bar", 3}, {"title:", 7},      {"not", 1},      {"a \xe2\x80\x8b", 3},
        {"a b\xff", 4},   {"a or or b", 6},   {"title: x", 7},
    };
    struct ns_bytes deep = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ns_query *query = NULL;
        struct ns_err err = {0};
        assert_int_equal(ns_query_parse(ns_slice_of(cases[i].text), &query, &err), NS_ERR_ARGUMENT);
        assert_null(query);
        if (err.column != cases[i].column || !err.message[0])
            fail_msg("%s: column %u, not %u: %s", cases[i].text, err.column, cases[i].column,
                     err.message);
    }
    for (int i = 0; i < 1000; i++)
        ns_bytes_add_text(&deep, "(");
    assert_int_not_equal(ns_query_parse(ns_bytes_slice(&deep), &(struct ns_query *){NULL}, NULL),
                         NS_OK);
    deep.len = 0;
    for (int i = 0; i < 1000; i++)
        ns_bytes_add_text(&deep, "a ");
    assert_int_not_equal(ns_query_parse(ns_bytes_slice(&deep), &(struct ns_query *){NULL}, NULL),
                         NS_OK);
    ns_vec_free(&deep);
}

static void words_to_highlight(void **state)
{
    struct ns_query *query = NULL;
    const struct ns_slice *words;

    (void)state;
    assert_int_equal(ns_query_parse(NS_SLICE("a \"b c\" -d title:e (f* or -(g -h))"), &query, NULL),
                     NS_OK);
    assert_int_equal(ns_query_terms(query, &words), 4);
    assert_true(ns_slice_equal(words[0], NS_SLICE("a")));
    assert_true(ns_slice_equal(words[1], NS_SLICE("b c")));
    assert_true(ns_slice_equal(words[2], NS_SLICE("f")));
    assert_true(ns_slice_equal(words[3], NS_SLICE("h")));
    ns_query_free(query);
}

static void snapshots_count_references(void **state)
{
    struct ns_snapshot *snapshot = ns_snapshot_new(3, 2);

    (void)state;
    assert_int_equal(snapshot->count, 3);
    assert_int_equal(snapshot->skipped_count, 2);
    assert_null(snapshot->items[2].article);
    assert_null(snapshot->skipped[1].reason);
    assert_ptr_equal(ns_snapshot_acquire(snapshot), snapshot);
    ns_snapshot_release(snapshot);
    assert_int_equal(atomic_load(&snapshot->references), 1);
    ns_snapshot_release(snapshot);
    ns_snapshot_release(NULL);
}

static void profiles_join_articles(void **state)
{
    static struct ns_slice roles_one[] = {{"envoy", 5}, {"special envoy", 13}};
    static struct ns_slice roles_two[] = {{"Envoy", 5}, {"minister", 8}};
    static struct ns_slice alias_two[] = {{"Dr. Ilka Oran", 13}};
    struct ns_entity one = entities[0];
    struct ns_entity two[] = {{.key = 3, .canonical = {"Tarn", 4}},
                              {.key = 7,
                               .canonical = {"Ilka B. Oran", 12},
                               .aliases = alias_two,
                               .alias_count = 1,
                               .mention_count = 2,
                               .roles = roles_two,
                               .role_count = 2}};
    struct ns_extraction first = {.entities = &one, .entity_count = 1};
    struct ns_extraction second = {.entities = two, .entity_count = 2};
    struct ns_snapshot *snapshot = ns_snapshot_new(3, 0);
    struct ns_item *items = (struct ns_item *)(uintptr_t)snapshot->items;
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_profile profile;

    (void)state;
    one.roles = roles_one;
    one.role_count = 2;
    items[0].extraction = &first;
    items[2].extraction = &second;
    assert_false(ns_snapshot_profile(snapshot, 99, arena, &profile));
    assert_true(ns_snapshot_profile(snapshot, 7, arena, &profile));
    assert_int_equal(profile.article_count, 2);
    assert_int_equal(profile.mention_count, 5);
    assert_true(ns_slice_equal(profile.canonical, NS_SLICE("Ilka B. Oran")));
    assert_int_equal(profile.role_count, 3);
    assert_int_equal(profile.roles[1].item, 0);
    assert_true(ns_slice_equal(profile.roles[2].role, NS_SLICE("minister")));
    assert_int_equal(profile.roles[2].item, 2);
    assert_int_equal(profile.alias_count, 4); /* Ilka Oran, the envoy, Oran, Dr. Ilka Oran */
    ns_arena_free(arena);
    ns_snapshot_release(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_phrases),
        cmocka_unit_test(operators),
        cmocka_unit_test(fields),
        cmocka_unit_test(extraction_is_waited_for),
        cmocka_unit_test(hidden_statements_do_not_match),
        cmocka_unit_test(the_query_is_shown_as_understood),
        cmocka_unit_test(errors_name_the_column),
        cmocka_unit_test(words_to_highlight),
        cmocka_unit_test(snapshots_count_references),
        cmocka_unit_test(profiles_join_articles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
