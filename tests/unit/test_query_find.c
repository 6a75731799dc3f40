/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a text holds what is asked for, and the sentence that is shown of it. */
#include "naysay/query.h"
#include "naysay/search.h"

#include "random_query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct ns_query *parse(const char *text)
{
    struct ns_query *query = NULL;
    struct ns_err err = {0};

    if (ns_query_parse(ns_slice_of(text), &query, &err) != NS_OK)
        fail_msg("%s: column %u: %s", text, err.column, err.message);
    return query;
}

/* "0:Oran|1:the depot": terms and places. */
static void check_hits(const char *asked, const char *text, const char *expected)
{
    struct ns_query *query = parse(asked);
    struct ns_query_hits hits = {0};
    struct ns_bytes shown = {0};

    assert_int_equal(ns_query_find(query, ns_slice_of(text), &hits), NS_OK);
    for (size_t i = 0; i < hits.len; i++) {
        ns_bytes_format(&shown, "%s%u:", i ? "|" : "", hits.at[i].term);
        ns_bytes_add(&shown, ns_slice_sub(ns_slice_of(text), hits.at[i].range));
    }
    if (strcmp(ns_bytes_text(&shown), expected) != 0)
        fail_msg("%s: '%s', not '%s'", asked, ns_bytes_text(&shown), expected);
    ns_vec_free(&shown);
    ns_vec_free(&hits);
    ns_query_free(query);
}

static void hits_are_what_is_asked_for(void **state)
{
    static const char text[] = "Oran\xe2\x80\x99s men left the\n  depot. The depots of ORAN, the "
                               "commander said, burn.";

    (void)state;
    check_hits("oran depot", text, "0:Oran|1:depot|0:ORAN");
    check_hits("\"the depot\"", text, "0:the\n  depot");
    check_hits("depot* or comm*", text, "0:depot|0:depots|1:commander");
    check_hits("oran -depot -(the men)", text, "0:Oran|0:ORAN");
    check_hits("-(-men)", text, "0:men");
    check_hits("title:oran entity:depot has:denial", text, "");
    check_hits("/d.pots?/ the", text, "1:the|0:depot|1:The|0:depots|1:the");
    /* the longest of those that begin together, the first of those that overlap */
    check_hits("the \"the depot\" \"depot the\"", text, "1:the\n  depot|0:The|0:the");
    /* only what is near */
    check_hits("oran near/3 the", text, "0:Oran|1:the|1:The|0:ORAN|1:the");
    check_hits("depot near/2 men", text, "");
    check_hits("men near/3 depot near/1 the", text, "0:men|2:the|1:depot|2:The");
    check_hits("(men or burn) near/2 (left or said)", text, "0:men|2:left|3:said|1:burn");
    check_hits("", text, "");
}

static void hits_lie_on_code_points(void **state)
{
    (void)state;
    check_hits("fish", "the \xef\xac\x81sh", "0:\xef\xac\x81sh");
    check_hits("fi*", "the \xef\xac\x81sh", "0:\xef\xac\x81sh");
    check_hits("pentagon", "Pen\xc2\xadtagon", "0:Pen\xc2\xadtagon");
    check_hits("cafe", "caf\xc3\xa9 cafe\xcc\x81.", "0:caf\xc3\xa9|0:cafe\xcc\x81");
}

/* What is found somewhere is what matches there. */
static void hits_agree_with_matching(void **state)
{
    struct hostile h = {77};
    struct ns_bytes text = {0};
    struct ns_query_hits hits = {0};

    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct random_corpus corpus;
        struct ns_arena *arena = ns_arena_new(0);
        random_corpus_make(&h, 1, &corpus);
        struct random_query *q = random_query_make(&h, arena, &corpus, 0);
        if (corpus.items[0].article &&
            (q->type == NEAR || ((q->type == TERM || q->type == REGEX) && q->field == TEXT))) {
            struct ns_article article = *corpus.items[0].article;
            struct ns_item item = {.path = "x", .article = &article};
            article.title.len = 0;
            random_query_write(&h, q, &text);
            struct ns_query *query = parse(ns_bytes_text(&text));
            const struct ns_slice *terms;
            size_t count = ns_query_terms(query, &terms), end = 0;
            assert_int_equal(ns_query_find(query, article.body, &hits), NS_OK);
            if ((hits.len > 0) != ns_query_matches(query, &item))
                fail_msg("%s: %zu hits", ns_bytes_text(&text), hits.len);
            for (size_t i = 0; i < hits.len; i++) {
                assert_true(hits.at[i].range.begin >= end && hits.at[i].term < count);
                end = hits.at[i].range.end;
                assert_true(end > hits.at[i].range.begin && end <= article.body.len);
            }
            ns_query_free(query);
        }
        random_corpus_free(&corpus);
        ns_arena_free(arena);
    }
    ns_vec_free(&hits);
    ns_vec_free(&text);
}

/* ---- snippets ------------------------------------------------------------------------------- */

static struct ns_range sentences[] = {{0, 24}, {26, 47}, {47, 82}, {84, 107}};
static struct ns_block blocks[] = {
    {.span = {0, 24}, .role = NS_ROLE_TITLE, .sentence_count = 1},
    {.span = {26, 82}, .role = NS_ROLE_BODY, .first_sentence = 1, .sentence_count = 2},
    {.span = {84, 107}, .role = NS_ROLE_BOILERPLATE, .first_sentence = 3, .sentence_count = 1},
};
static struct ns_article article = {
    .body = NS_SLICE("Oran denies the depot raid\n"
                     "Oran spoke on Monday. \"The depot is ours,\" said Oran Tarn.\n\n"
                     "The depot raid: our file"),
    .blocks = blocks,
    .block_count = 3,
    .sentences = sentences,
    .sentence_count = 4,
};

static void check_snippet(const char *asked, uint32_t sentence, size_t hits)
{
    struct ns_item item = {.path = "x", .article = &article};
    struct ns_query *query = parse(asked);
    struct ns_snippet snippet;
    uint32_t end = 0;

    ns_search_snippet(query, &item, &snippet);
    if (snippet.sentence != sentence || snippet.hits.len != hits)
        fail_msg("%s: sentence %u with %zu hits", asked, snippet.sentence, snippet.hits.len);
    for (size_t i = 0; i < hits; i++) {
        struct ns_range hit = snippet.hits.at[i], within = sentences[sentence];
        assert_true(hit.begin >= within.begin && hit.begin >= end && hit.end <= within.end);
        end = hit.end;
    }
    ns_vec_free(&snippet.hits);
    ns_query_free(query);
}

static void lay_out(void)
{
    /* Where the lines and the first full stop of the text are. */
    struct ns_slice body = article.body;
    uint32_t line = (uint32_t)ns_slice_find(body, NS_SLICE("\n"), 0);
    uint32_t stop = (uint32_t)ns_slice_find(body, NS_SLICE(". "), 0) + 2;
    uint32_t last = (uint32_t)ns_slice_find(body, NS_SLICE("\n\n"), 0);

    sentences[0] = blocks[0].span = (struct ns_range){0, line};
    sentences[1] = (struct ns_range){line + 1, stop};
    sentences[2] = (struct ns_range){stop, last};
    blocks[1].span = (struct ns_range){line + 1, last};
    sentences[3] = blocks[2].span = (struct ns_range){last + 2, (uint32_t)body.len};
}

static void snippets_hold_most_of_what_is_asked(void **state)
{
    (void)state;
    lay_out();
    check_snippet("oran", 1, 1);            /* the text before the headline */
    check_snippet("depot", 2, 1);           /* ... and before page furniture */
    check_snippet("oran depot", 2, 2);      /* both, and in the text */
    check_snippet("oran depot raid", 0, 3); /* most */
    check_snippet("raid or file", 3, 2);
    check_snippet("denies", 0, 1);
    check_snippet("oran near/2 tarn", 2, 2);
    check_snippet("\"oran tarn\" oran", 2, 1);
    check_snippet("/mon\\w+/", 1, 1);
    check_snippet("-war", NS_NONE, 0);
    check_snippet("title:oran", NS_NONE, 0);
    check_snippet("", NS_NONE, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hits_are_what_is_asked_for),
        cmocka_unit_test(hits_lie_on_code_points),
        cmocka_unit_test(hits_agree_with_matching),
        cmocka_unit_test(snippets_hold_most_of_what_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
