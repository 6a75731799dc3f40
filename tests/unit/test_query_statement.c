/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries over single statements. */
#include "naysay/query.h"
#include "naysay/vec.h"

#include "extracting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TEXT                                                                                       \
    "Harbour Closed After Storm\n\nBy Mara Kesh\n\n"                                               \
    "PORT ORAN -- Ilan Prat, the minister, denied that the ferry had sunk.\n\n"                    \
    "\"The quay is open,\" said Nora Brandt, the harbour master.\n\n"                              \
    "She said that the ferry was late.\n"

/* Numbers of the statements that match: "0 2". */
static const char *matching(const char *text, float threshold, struct ns_bytes *out)
{
    struct extracted x = extracted(TEXT);
    struct ns_item item = {.path = "storm.txt", .article = x.article, .extraction = x.found};
    struct ns_query *query = NULL;
    assert_int_equal(x.found->attribution_count, 3);
    assert_int_equal(ns_query_parse(ns_slice_of(text), &query, NULL), NS_OK);
    ns_query_threshold(query, threshold);
    out->len = 0;
    for (size_t i = 0; i < x.found->attribution_count; i++)
        if (ns_query_matches_statement(query, &item, i))
            ns_bytes_format(out, "%s%zu", out->len ? " " : "", i);
    ns_query_free(query);
    extracted_free(x);
    return ns_bytes_text(out);
}

static void statements_are_asked_one_by_one(void **state)
{
    (void)state;
    static const struct {
        const char *query, *want;
    } cases[] = {
        {"ferry", "0 2"},
        {"quay", "1"},
        {"closed", ""}, /* only the title says so */
        {"title:closed", "0 1 2"},
        {"file:storm quay", "1"},
        {"kind:denial", "0"},
        {"kind:claim ferry", "2"},
        {"-ferry", "1"},
        {"speaker:brandt", "1 2"},
        {"entity:brandt", "1 2"}, /* the last calls her "she" */
        {"entity:prat", "0"},
        {"\"the ferry\" -kind:denial", "2"},
        {"quay or speaker:prat", "0 1"},
        {"/fer+y/", "0 2"},
        {"", "0 1 2"},
    };
    struct ns_bytes out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = matching(cases[i].query, 0, &out);
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("%s: statements %s, not %s", cases[i].query, got, cases[i].want);
    }
    assert_string_equal(matching("ferry", 1.01f, &out), "");
    ns_vec_free(&out);
}

static void nothing_matches_what_is_not_extracted(void **state)
{
    (void)state;
    struct extracted x = extracted(TEXT);
    struct ns_item item = {.path = "storm.txt", .article = x.article};
    struct ns_query *query = NULL;
    assert_int_equal(ns_query_parse(NS_SLICE("-zebra"), &query, NULL), NS_OK);
    assert_false(ns_query_matches_statement(query, &item, 0));
    ns_query_free(query);
    extracted_free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_are_asked_one_by_one),
        cmocka_unit_test(nothing_matches_what_is_not_extracted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
