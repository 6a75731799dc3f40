/* SPDX-License-Identifier: GPL-3.0-or-later */
/* near, regexes, dates, has:, and what is told where a query cannot be understood. */
#include "naysay/query.h"

#include "index/query.h"

#include "naysay/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct ns_entity entities[] = {{.canonical = {"Ilka Oran", 9}}};
static struct ns_attribution attributions[] = {
    {.kind = NS_KIND_DENIAL,
     .speaker = {"Ilka Oran", 9},
     .confidence = 0.6f,
     .resolved = NS_RESOLVED_ALIAS,
     .same_as = NS_NONE},
    {.kind = NS_KIND_CLAIM,
     .confidence = 0.4f,
     .resolved = NS_RESOLVED_ANONYMOUS,
     .same_as = NS_NONE},
};
static const struct ns_extraction extraction = {
    .entities = entities,
    .entity_count = 1,
    .attributions = attributions,
    .attribution_count = 2,
    .kind_counts = {[NS_KIND_DENIAL] = 1, [NS_KIND_CLAIM] = 1},
};
static struct ns_article article = {
    .title = {"Envoy rules out talks", 21},
    .outlet = {"The Norden Post", 15},
    .byline = {"By Bela Marsh", 13},
    .date = "2016-03-05",
    .problem_count = 1,
};
static struct ns_item item = {.path = "news/003_talks.txt", .article = &article};

static struct ns_query *parse(const char *text)
{
    struct ns_query *query = NULL;
    struct ns_err err = {0};

    if (ns_query_parse(ns_slice_of(text), &query, &err) != NS_OK)
        fail_msg("%s: column %u: %s", text, err.column, err.message);
    return query;
}

static bool matches(const char *text)
{
    struct ns_query *query = parse(text);
    bool yes = ns_query_matches(query, &item);

    ns_query_free(query);
    return yes;
}

static void check_all(const char *const *yes, const char *const *no)
{
    for (; *yes; yes++)
        if (!matches(*yes))
            fail_msg("%s does not match", *yes);
    for (; *no; no++)
        if (matches(*no))
            fail_msg("%s matches", *no);
}

static void words_may_be_near_each_other(void **state)
{
    static const char *const yes[] = {"one near/3 four",
                                      "four near/3 one",
                                      "one NEAR/1 two",
                                      "one near eleven",
                                      "t* near/2 four",
                                      "a near/1 a",
                                      "\"one two\" near/1 three",
                                      "one near/1 two near/1 three",
                                      "three near/1 two near/1 one",
                                      "(nine or two) near/1 one",
                                      "one near/2 (four or (x or three))",
                                      "don't near/1 go",
                                      "u.s. near/1 said",
                                      "u.s near/1 said",
                                      "-(one near/2 four)",
                                      "-one near/2 four",
                                      "one near/3 four two",
                                      "x or one near/3 four",
                                      "\"near\" near/1 miss",
                                      "envoy near/2 out",
                                      NULL};
    static const char *const no[] = {"one near/2 four",        "one near/9 eleven",
                                     "one near/5 one",         "one near/1 two near/1 four",
                                     "one near/5 x",           "\"one two\" near/1 four",
                                     "(nine or x) near/1 one", "\"one two\" near/5 \"two three\"",
                                     "envoy near/2 talks",     "talks near one",
                                     "-one near/3 four",       NULL};

    (void)state;
    /* The title is a text of its own. */
    article.body = NS_SLICE("One two three four, five-six seven eight nine ten eleven. A... a near "
                            "miss; they don\xe2\x80\x99t go, the U.S. said.");
    check_all(yes, no);
}

static void regexes_are_those_of_the_search(void **state)
{
    static const char *const yes[] = {"/dep[oe]ts?/",      "/DEPOTS/i",       "/Depots/",
                                      "/(lines|rows) of/", "/lines of/",      "\"a b\" or /o.an/",
                                      "/\\bor\\w+n\\b/",   "/or\xc3\xa1n/",   "title:/out ta.ks$/",
                                      "title:/^envoy/",    "outlet:/nor.en/", "file:/\\d{3}_/",
                                      "file:/news\\/0/",   "-/xyzzy/",        "/a\\/b/",
                                      "(/depots/)",        "/depots",         "title:/talks",
                                      "/don.t/ lines",     "/envoy rules/",   "/\xe2\x80\x9clines/",
                                      "/\"lines/",         "/^  *of/",        NULL};
    static const char *const no[] = {"/depott/",       "/DEPOTS/",         "/depots/i x",
                                     "title:/depots/", "file:/Xx/",        "-/depots/",
                                     "/^depots/",      "outlet:/^norden/", NULL};

    (void)state;
    article.body = NS_SLICE("Oran: don\xe2\x80\x99t keep the \xe2\x80\x9clines\n  of the "
                            "Depots\xe2\x80\x9d open, a/b.");
    check_all(yes, no);
}

static void dates_are_ranges(void **state)
{
    static const char *const yes[] = {"date:2016",
                                      "date:2016-03",
                                      "date:2016-03-05",
                                      "date:2016-01..2016-03",
                                      "date:2016..",
                                      "date:..2016",
                                      "date:..2016-03",
                                      "date:2016-03-05..",
                                      "date:..2016-03-05",
                                      "date:2015-12..2016-03",
                                      "date:2015..2017",
                                      "date:\"2016-03\"",
                                      "date:2016-03-01..2016",
                                      "date:2016\xe2\x80\x93"
                                      "03",
                                      "-date:2015",
                                      "DATE:2016",
                                      "has:date",
                                      NULL};
    static const char *const no[] = {"date:2015",         "date:2016-02",      "date:2016-03-06",
                                     "date:2016-03-06..", "date:..2016-03-04", "date:..2015",
                                     "date:2017..",       "-date:2016",        NULL};
    static const char *const undated_yes[] = {"-date:2016", "-has:date", NULL};
    static const char *const undated_no[] = {"date:2016", "date:..2016", "date:0001..", NULL};

    (void)state;
    check_all(yes, no);
    article.date[0] = '\0';
    check_all(undated_yes, undated_no);
    article.date[0] = '2';
}

static void has_asks_for_what_there_is(void **state)
{
    static const char *const yes[] = {"has:title",     "has:byline",   "has:outlet",
                                      "has:problem",   "has:Problems", "-has:section",
                                      "-has:dateline", "has:\"date\"", NULL};
    static const char *const no[] = {"has:section", "-has:title", "has:statement", "-has:statement",
                                     "has:name",    "-has:name",  "has:speaker",   NULL};
    static const char *const known[] = {"has:statement", "has:statements", "has:name",
                                        "has:speaker",   "has:anonymous",  "has:denials",
                                        "kind:Claims",   "-has:threat",    NULL};
    static const char *const none[] = {"-has:statement", "has:threat", NULL};
    struct ns_query *query;

    (void)state;
    check_all(yes, no);
    item.extraction = &extraction;
    check_all(known, none);
    query = parse("has:anonymous or -has:speaker or -has:statement");
    assert_true(ns_query_needs_extraction(query));
    ns_query_threshold(query, 0.5f);
    assert_false(ns_query_matches(query, &item)); /* only the speaker is sure enough */
    ns_query_threshold(query, 0.7f);
    assert_true(ns_query_matches(query, &item));
    ns_query_free(query);
    item.extraction = NULL;
    query = parse("has:title or has:problem date:2016");
    assert_false(ns_query_needs_extraction(query));
    ns_query_free(query);
}

static void the_query_is_shown_as_understood(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"a near b", "a near/10 b"},
        {"a  NEAR/05 b near c", "a near/5 b near/10 c"},
        {"a near/3 (b or (c or \"d e*\"))", "a near/3 (b or c or \"d e*\")"},
        {"-a near/2 b", "-(a near/2 b)"},
        {"a near/2 b or c", "a near/2 b or c"},
        {"a (b near/2 c) d", "a b near/2 c d"},
        {"\"near\" \"near/5\"", "\"near\" \"near/5\""},
        {"/a b", "/a b/"},
        {"/a\\/b/i or title:/x/", "/a\\/b/i or title:/x/"},
        {"\"/usr/bin\" a/b", "\"/usr/bin\" a/b"},
        {"file:\"/usr\"", "file:\"/usr\""},
        {"has:Denials", "kind:denial"},
        {"has:PROBLEMS", "has:problem"},
        {"date:2016..2016", "date:2016"},
        {"date:2016-01..2016-03-05", "date:2016-01..2016-03-05"},
        {"date:..2016-03 date:2016..", "date:..2016-03 date:2016.."},
        {"http://x.org/a", "http://x.org/a"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ns_query *query = parse(cases[i].in), *again;
        struct ns_slice shown = ns_query_text(query);
        if (!ns_slice_equal(shown, ns_slice_of(cases[i].out)))
            fail_msg("'%s' is shown as '%.*s'", cases[i].in, (int)shown.len, shown.at);
        again = parse(cases[i].out);
        assert_true(ns_slice_equal(ns_query_text(again), shown));
        ns_query_free(query);
        ns_query_free(again);
    }
}

static void errors_name_the_column_and_the_reason(void **state)
{
    static const struct {
        const char *text;
        unsigned column;
        const char *says;
    } cases[] = {
        {"titel:foo", 1, "did you mean title:?"},
        {"a (b speeker:x)", 6, "did you mean speaker:?"},
        {"source:post", 1, "did you mean outlet:?"},
        {"xyzzy:foo", 1, "fields are title"},
        {"mark:x", 1, "there are no marks yet"},
        {"a tag:x", 3, "there are no marks yet"},
        {"note:x", 1, "there are no marks yet"},
        {"kind:deniel", 1, "did you mean kind:denial?"},
        {"has:speakr", 1, "did you mean has:speaker?"},
        {"kind:xyz", 1, "kinds are claim"},
        {"kind:title", 1, "kinds are claim"},
        {"near", 1, "a word must stand before near"},
        {"near/5 b", 1, "a word must stand before near"},
        {"a or near b", 6, "a word must stand before near"},
        {"a near", 7, "a word must follow near"},
        {"a near/5", 9, "a word must follow near"},
        {"(a near) b", 8, "a word must follow near"},
        {"a near or b", 8, "a word must follow near"},
        {"a near near b", 8, "a word must follow near"},
        {"a near not b", 8, "a word must follow near"},
        {"a near/ b", 8, "near/ takes a number"},
        {"a near/x b", 8, "near/ takes a number"},
        {"a near/0 b", 8, "near/ takes a number"},
        {"a near/1001 b", 8, "near/ takes a number"},
        {"a near -b", 8, "beside near stands"},
        {"a near/2 title:b", 10, "beside near stands"},
        {"title:a near/2 b", 1, "beside near stands"},
        {"/a/ near/2 b", 1, "beside near stands"},
        {"a near/2 /b/", 10, "beside near stands"},
        {"a near/2 (b c)", 10, "beside near stands"},
        {"(a near/2 b) near/2 c", 1, "beside near stands"},
        {"x $ near b", 3, "beside near stands"},
        {"/(a/", 4, "parenthes"},
        {"x \xc3\xa9 /ab[c", 10, "]"},
        {"title:/a(b/ c", 11, "parenthes"},
        {"/a{2,1}/i", 7, "numbers out of order"},
        {"/ab\\", 5, "\\ at end of pattern"},
        {"//", 2, "nothing to"},
        {"/", 2, "nothing to"},
        {"/usr/bin/x", 6, "a path is quoted"},
        {"entity:/x/", 1, "take a regex"},
        {"date:/x/", 1, "take a regex"},
        {"date:soon", 6, "a date is written"},
        {"date:2016-3", 6, "a date is written"},
        {"date:20160305", 6, "a date is written"},
        {"a date:2016-13", 13, "no month 13"},
        {"date:2016-02-30", 14, "2016-02 has no day 30"},
        {"date:2015-02-29", 14, "2015-02 has no day 29"},
        {"date:2016-01..2016-00", 20, "no month 00"},
        {"date:\"2016-01..2016-00\"", 21, "no month 00"},
        {"date:0000", 6, "no year 0"},
        {"date:2016-03..2016-02", 6, "ends before it begins"},
        {"date:..", 6, "a range needs a date"},
        {"date:", 6, "a word must follow the colon"},
        {"title:(a)", 7, "a word must follow the colon"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ns_query *query = NULL;
        struct ns_err err = {0};
        assert_int_equal(ns_query_parse(ns_slice_of(cases[i].text), &query, &err), NS_ERR_ARGUMENT);
        assert_null(query);
        if (err.column != cases[i].column || !strstr(err.message, cases[i].says))
            fail_msg("%s: column %u, not %u: %s", cases[i].text, err.column, cases[i].column,
                     err.message);
    }
}

static void there_are_limits(void **state)
{
    struct ns_query *query = NULL;
    struct ns_bytes text = {0};

    (void)state;
    for (int i = 0; i < 9; i++)
        ns_bytes_add_text(&text, "/a/ ");
    assert_int_equal(ns_query_parse(ns_bytes_slice(&text), &query, NULL), NS_ERR_ARGUMENT);
    text.len = 0;
    for (int i = 0; i < 65; i++)
        ns_bytes_add_text(&text, i ? " near a" : "a");
    assert_int_equal(ns_query_parse(ns_bytes_slice(&text), &query, NULL), NS_ERR_ARGUMENT);
    text.len = 0;
    for (int i = 0; i < 129; i++)
        ns_bytes_add_text(&text, i ? " a" : "\"a");
    assert_int_equal(ns_query_parse(ns_bytes_slice(&text), &query, NULL), NS_ERR_ARGUMENT);
    text.len -= 2;
    assert_int_equal(ns_query_parse(ns_bytes_slice(&text), &query, NULL), NS_OK);
    ns_query_free(query);
    ns_vec_free(&text);
}

/* ---- what the index is asked for ------------------------------------------------------------ */

static void check_terms(const char *text, const char *terms, bool exact, bool begins)
{
    struct ns_query *query = parse(text);
    const struct query_node *node = query->root;
    struct ns_bytes shown = {0};

    for (size_t i = 0; i < node->term_count; i++) {
        ns_bytes_add_text(&shown, i ? " " : "");
        ns_bytes_add(&shown, node->terms[i]);
    }
    if (strcmp(ns_bytes_text(&shown), terms) != 0 || node->exact != exact ||
        node->last_begins != begins)
        fail_msg("%s: '%s' exact %d begins %d", text, ns_bytes_text(&shown), node->exact,
                 node->last_begins);
    ns_vec_free(&shown);
    ns_query_free(query);
}

static void terms_are_words_of_the_index(void **state)
{
    struct ns_bytes text = {0};

    (void)state;
    check_terms("Oran", "oran", true, false);
    check_terms("or\xc3\xa1n*", "oran", true, true);
    check_terms("u.s.", "u s", false, false);
    check_terms("u.s.*", "u s", false, false);
    check_terms("don\xe2\x80\x99t", "don t", false, false);
    check_terms("oran's*", "oran s", false, true);
    check_terms("\"Lines  of\"", "lines of", false, false);
    check_terms("\"oran\"", "oran", true, false);
    check_terms("oran,", "oran", false, false);
    check_terms("$", "", false, false);
    check_terms("title:talks", "talks", false, false);
    check_terms("entity:\"Ilka Oran\"", "ilka oran", false, false);
    check_terms("speaker:Oran", "oran", true, false);
    check_terms("outlet:post", "", false, false);
    for (int i = 0; i < 150; i++)
        ns_bytes_add_text(&text, "\xd0\xb6"); /* two bytes each */
    struct ns_query *query = parse(ns_bytes_text(&text));
    assert_int_equal(query->root->term_count, 1);
    assert_int_equal(query->root->terms[0].len, 200);
    assert_false(query->root->exact);
    ns_query_free(query);
    ns_vec_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_may_be_near_each_other),
        cmocka_unit_test(regexes_are_those_of_the_search),
        cmocka_unit_test(dates_are_ranges),
        cmocka_unit_test(has_asks_for_what_there_is),
        cmocka_unit_test(the_query_is_shown_as_understood),
        cmocka_unit_test(errors_name_the_column_and_the_reason),
        cmocka_unit_test(there_are_limits),
        cmocka_unit_test(terms_are_words_of_the_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
