/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Segments: what is in them by hand, and against a naive index over random texts.
 */
#include "hostile.h"
#include "naive_index.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct ns_article article_of(const char *body, const char *title)
{
    return (struct ns_article){.body = ns_slice_of(body), .title = ns_slice_of(title)};
}

/* "document:times document:times" of a word, "-" if it is not there. */
static const char *told(const struct ns_segment *segment, enum ns_field field, const char *word)
{
    static struct ns_bytes out;
    struct ns_postings postings;
    uint32_t document, times;

    if (!ns_segment_find(segment, field, ns_slice_of(word), &postings))
        return "-";
    out.len = 0;
    while (ns_postings_next(&postings, &document, &times))
        ns_bytes_format(&out, "%s%u:%u", out.len ? " " : "", (unsigned)document, (unsigned)times);
    return ns_bytes_text(&out);
}

static struct ns_segment *segment_of(const char *const *bodies, size_t count)
{
    struct ns_segment_builder *builder = ns_segment_builder_new();
    for (size_t i = 0; i < count; i++) {
        struct ns_article article = article_of(bodies[i], NULL);
        ns_segment_builder_text(builder, (uint32_t)i, &article);
    }
    struct ns_segment *segment = ns_segment_seal(builder);
    ns_segment_builder_free(builder);
    return segment;
}

static void nothing_is_no_segment(void **state)
{
    (void)state;
    struct ns_segment_builder *builder = ns_segment_builder_new();
    assert_null(ns_segment_seal(builder));
    assert_int_equal(ns_segment_builder_documents(builder), 0);
    ns_segment_builder_free(builder);
    ns_segment_builder_free(NULL);
    ns_segment_free(NULL);
}

static void a_document_without_words_counts(void **state)
{
    (void)state;
    const char *bodies[] = {"", "...", "-- \xe2\x80\x94"};
    struct ns_segment *segment = segment_of(bodies, 3);
    struct ns_segment_documents documents = ns_segment_documents(segment);
    assert_int_equal(documents.count, 3);
    assert_int_equal(documents.word_total, 0);
    assert_int_equal(ns_segment_terms(segment), 0);
    assert_string_equal(told(segment, NS_FIELD_TEXT, "a"), "-");
    assert_string_equal(told(segment, NS_FIELD_TEXT, ""), "-");
    ns_segment_free(segment);
}

static void words_are_folded_runs(void **state)
{
    (void)state;
    const char *bodies[] = {"The Oran\xe2\x80\x99s caf\xc3\xa9, THE cafe\xcc\x81 of 3.5 co-op_s",
                            "na\xc3\xafve\xc2\xa0The \xef\xac\x81rm so\xc2\xad"
                            "ft the \xd0\x9c\xd0\xb8\xd1\x80"};
    struct ns_segment *segment = segment_of(bodies, 2);
    assert_string_equal(told(segment, NS_FIELD_TEXT, "the"), "0:2 1:2");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "cafe"), "0:2");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "oran"), "0:1");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "s"), "0:1");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "3"), "0:1");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "op_s"), "0:1");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "naive"), "1:1");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "firm"), "1:1");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "soft"), "1:1");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "\xd0\xbc\xd0\xb8\xd1\x80"), "1:1");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "The"), "-");
    assert_string_equal(told(segment, NS_FIELD_NAME, "the"), "-");
    assert_int_equal(ns_segment_documents(segment).words[0], 11);
    assert_int_equal(ns_segment_documents(segment).words[1], 6);
    ns_segment_free(segment);
}

static void a_title_weighs_more(void **state)
{
    (void)state;
    struct ns_segment_builder *builder = ns_segment_builder_new();
    struct ns_article inside = article_of("Veles denies all\n\nAll of it, Veles says.", NULL);
    struct ns_article outside = article_of("Nobody knows.", "Veles denies");
    inside.title = (struct ns_slice){inside.body.at, 16};
    ns_segment_builder_text(builder, 7, &inside);
    ns_segment_builder_text(builder, 3, &outside);
    assert_int_equal(ns_segment_builder_documents(builder), 2);
    assert_int_equal(ns_segment_builder_bytes(builder),
                     inside.body.len + outside.body.len + outside.title.len);
    struct ns_segment *segment = ns_segment_seal(builder);
    assert_string_equal(told(segment, NS_FIELD_TEXT, "veles"), "0:5 1:4");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "all"), "0:5");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "says"), "0:1");
    struct ns_segment_documents documents = ns_segment_documents(segment);
    assert_int_equal(documents.items[0], 7);
    assert_int_equal(documents.items[1], 3);
    assert_int_equal(documents.words[0], 8);
    assert_int_equal(documents.words[1], 4);
    assert_int_equal(documents.word_total, 12);
    ns_segment_free(segment);
    ns_segment_builder_free(builder);
}

static void names_and_speakers_are_apart(void **state)
{
    (void)state;
    struct ns_slice aliases[] = {NS_SLICE("Oran"), NS_SLICE("the general")};
    struct ns_entity entities[] = {
        {.canonical = NS_SLICE("Nils Oran"), .aliases = aliases, .alias_count = 2},
        {.canonical = NS_SLICE("Vel\xc3\xa9s")}};
    struct ns_attribution attributions[] = {{.speaker = NS_SLICE("Nils Oran"), .confidence = 0.1f},
                                            {.speaker = NS_SLICE("")}};
    struct ns_extraction extraction = {.entities = entities,
                                       .entity_count = 2,
                                       .attributions = attributions,
                                       .attribution_count = 2};
    struct ns_segment_builder *builder = ns_segment_builder_new();
    ns_segment_builder_names(builder, 5, &extraction);
    struct ns_segment *segment = ns_segment_seal(builder);
    assert_string_equal(told(segment, NS_FIELD_NAME, "oran"), "0:2");
    assert_string_equal(told(segment, NS_FIELD_NAME, "nils"), "0:1");
    assert_string_equal(told(segment, NS_FIELD_NAME, "general"), "0:1");
    assert_string_equal(told(segment, NS_FIELD_NAME, "veles"), "0:1");
    assert_string_equal(told(segment, NS_FIELD_SPEAKER, "oran"), "0:1");
    assert_string_equal(told(segment, NS_FIELD_SPEAKER, "veles"), "-");
    assert_string_equal(told(segment, NS_FIELD_TEXT, "oran"), "-");
    assert_int_equal(ns_segment_terms(segment), 7);
    assert_int_equal(ns_segment_documents(segment).words[0], 8);
    ns_segment_free(segment);
    ns_segment_builder_free(builder);
}

static void compare(struct naive_index *naive, const struct ns_segment *segment)
{
    const char *wrong = naive_compare(naive, segment);
    if (wrong)
        fail_msg("not the same: %s", wrong);
}

/* A body alone, against the naive index. */
static void check_body(struct ns_slice body)
{
    struct ns_article article = {.body = body};
    struct ns_segment_builder *builder = ns_segment_builder_new();
    struct naive_index naive;

    naive_open(&naive);
    ns_segment_builder_text(builder, 0, &article);
    naive_article(&naive, 0, &article);
    struct ns_segment *segment = ns_segment_seal(builder);
    compare(&naive, segment);
    /* Linear: a term takes less than its word and a few numbers. */
    assert_true(ns_segment_memory(segment) < 4096 + 16 * body.len);
    ns_segment_free(segment);
    ns_segment_builder_free(builder);
    naive_close(&naive);
}

static void long_words_are_cut(void **state)
{
    (void)state;
    struct ns_bytes text = {0};
    /* Of one, two, three and four bytes a letter, shifted by up to four bytes against all borders. */
    const char *letters[] = {"x", "\xd1\x8f", "\xe6\xbc\xa2", "\xf0\x90\x90\xa8", "\xef\xb7\xba"};
    const size_t lengths[] = {199, 200, 201, 250, 33000, 100000};
    for (size_t l = 0; l < sizeof letters / sizeof *letters; l++)
        for (size_t n = 0; n < sizeof lengths / sizeof *lengths; n++)
            for (size_t shift = 0; shift < 5; shift++) {
                size_t bytes = strlen(letters[l]);
                text.len = 0;
                for (size_t i = 0; i < shift; i++)
                    ns_bytes_add_text(&text, "a");
                for (size_t i = 0; i < lengths[n] / bytes; i++)
                    ns_bytes_add_text(&text, letters[l]);
                ns_bytes_add_text(&text, " end");
                check_body(ns_bytes_slice(&text));
            }
    ns_vec_free(&text);
}

static void words_may_stand_on_any_border(void **state)
{
    (void)state;
    struct ns_bytes text = {0};
    struct hostile h = {77};
    for (int round = 0; round < 12; round++) {
        text.len = 0;
        /* Around the border of a piece (32 KiB) words, marks and code points lie differently. */
        while (text.len < 32768 - 20 - hostile_below(&h, 60))
            ns_bytes_add_text(&text, hostile_below(&h, 5) ? "vel" : " ");
        struct ns_bytes tail = {0};
        hostile_text(&h, 300, true, &tail);
        ns_bytes_add(&text, ns_bytes_slice(&tail));
        check_body(ns_bytes_slice(&text));
        ns_vec_free(&tail);
    }
    ns_vec_free(&text);
}

static void many_words_and_one_word(void **state)
{
    (void)state;
    struct ns_bytes text = {0};
    hostile_repeat("veles ", 200000, &text);
    check_body(ns_bytes_slice(&text));
    text.len = 0;
    for (unsigned i = 0; i < (hostile_slow() ? 20000u : 120000u); i++)
        ns_bytes_format(&text, "sameprefix%u ", i * 7919u % 1000003u);
    check_body(ns_bytes_slice(&text));
    ns_vec_free(&text);
}

static void words_told_often_are_counted(void **state)
{
    (void)state;
    struct ns_segment_builder *builder = ns_segment_builder_new();
    struct naive_index naive;
    struct ns_bytes text = {0}, more = {0};
    naive_open(&naive);
    for (uint32_t i = 0; i < 200; i++) {
        hostile_repeat("veles ", i * 7 % 140, &text);
        hostile_repeat("unmistakably ", i * 11 % 90, &more);
        ns_bytes_add(&text, ns_bytes_slice(&more));
        struct ns_article article = {.body = ns_bytes_slice(&text), .title = NS_SLICE("Veles")};
        ns_segment_builder_text(builder, i, &article);
        naive_article(&naive, i, &article);
    }
    struct ns_segment *segment = ns_segment_seal(builder);
    compare(&naive, segment);
    ns_segment_free(segment);
    ns_segment_builder_free(builder);
    naive_close(&naive);
    ns_vec_free(&text);
    ns_vec_free(&more);
}

/* A random word: mostly of a small vocabulary, so that words come again. */
static void random_word(struct hostile *h, struct ns_bytes *out)
{
    uint32_t number = hostile_below(h, 6) ? hostile_below(h, 40) : hostile_below(h, 4000);
    static const char *const forms[] = {"w%u", "Word%u", "unusuallylong%u", "\xc3\x89t\xc3\xa9%u",
                                        "\xe6\xbc\xa2%u\xe5\xad\x97"};
    char word[64];
    size_t form = (number * 31) % (sizeof forms / sizeof *forms);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(word, sizeof word, forms[form], (unsigned)number);
#pragma GCC diagnostic pop
    ns_bytes_add_text(out, word);
}

static void random_body(struct hostile *h, struct ns_bytes *out)
{
    struct ns_bytes odd = {0};
    out->len = 0;
    for (uint32_t i = hostile_below(h, 120); i > 0; i--) {
        random_word(h, out);
        ns_bytes_add_text(out, hostile_below(h, 9) ? " " : ", ");
        if (hostile_below(h, 12) == 0) {
            hostile_text(h, 4, true, &odd);
            ns_bytes_add(out, ns_bytes_slice(&odd));
        }
    }
    ns_vec_free(&odd);
}

/* One document, of a text or of names made of it. */
static void add_random(struct hostile *h, struct ns_segment_builder *builder,
                       struct naive_index *naive, struct ns_bytes *body)
{
    uint32_t item = hostile_next(h);
    random_body(h, body);
    struct ns_slice text = ns_bytes_slice(body);
    if (hostile_below(h, 3) > 0) {
        uint32_t begin = hostile_below(h, (uint32_t)text.len + 1);
        uint32_t end = begin + hostile_below(h, (uint32_t)text.len - begin + 1);
        struct ns_article article = {.body = text,
                                     .title = ns_slice_sub(text, (struct ns_range){begin, end})};
        if (hostile_below(h, 3) == 0)
            article.title = NS_SLICE("W1 is Word2, or \xc3\xa9t\xc3\xa9"
                                     "3");
        ns_segment_builder_text(builder, item, &article);
        naive_article(naive, item, &article);
        return;
    }
    struct ns_slice parts[4] = {{0}}, rest = text;
    for (size_t i = 0; i < 4; i++)
        ns_slice_field(&rest, ',', &parts[i]);
    struct ns_entity entity = {.canonical = parts[0], .aliases = parts + 1, .alias_count = 2};
    struct ns_attribution attribution = {.speaker = parts[3]};
    struct ns_extraction extraction = {.entities = &entity,
                                       .entity_count = hostile_below(h, 2),
                                       .attributions = &attribution,
                                       .attribution_count = hostile_below(h, 2)};
    ns_segment_builder_names(builder, item, &extraction);
    naive_names(naive, item, &extraction);
}

static void same_as_the_naive_index(void **state)
{
    (void)state;
    struct hostile h = {20161122};
    struct ns_segment_builder *builder = ns_segment_builder_new();
    struct ns_bytes body = {0}, prefix = {0};

    /* Many seals of one builder, of one to some hundred documents. */
    for (int round = 0; round < (hostile_slow() ? 12 : 60); round++) {
        struct naive_index naive;
        naive_open(&naive);
        for (uint32_t left = 1 + hostile_below(&h, round % 4 ? 12 : 300); left > 0; left--)
            add_random(&h, builder, &naive, &body);
        assert_int_equal(ns_segment_builder_documents(builder), naive.items.len);
        assert_int_equal(ns_segment_builder_bytes(builder), naive.bytes);
        struct ns_segment *segment = ns_segment_seal(builder);
        assert_int_equal(ns_segment_builder_documents(builder), 0);
        assert_int_equal(ns_segment_builder_bytes(builder), 0);
        compare(&naive, segment);
        for (int i = 0; i < 30; i++) {
            prefix.len = 0;
            random_word(&h, &prefix);
            prefix.len = hostile_below(&h, (uint32_t)prefix.len + 1);
            const char *wrong = naive_compare_visit(
                &naive, segment, (enum ns_field)hostile_below(&h, NS_FIELD_COUNT),
                ns_bytes_slice(&prefix),
                hostile_below(&h, 2) ? SIZE_MAX : 1 + hostile_below(&h, 5));
            if (wrong)
                fail_msg("prefix %s: %s", ns_bytes_text(&prefix), wrong);
        }
        ns_segment_free(segment);
        naive_close(&naive);
    }
    ns_segment_builder_free(builder);
    ns_vec_free(&body);
    ns_vec_free(&prefix);
}

static void what_is_not_there_is_not_found(void **state)
{
    (void)state;
    struct hostile h = {5};
    struct ns_bytes body = {0}, word = {0};
    struct naive_index naive;
    struct ns_segment_builder *builder = ns_segment_builder_new();
    naive_open(&naive);
    for (int i = 0; i < 50; i++)
        add_random(&h, builder, &naive, &body);
    struct ns_segment *segment = ns_segment_seal(builder);
    for (int i = 0; i < 5000; i++) {
        struct ns_postings postings;
        hostile_text(&h, 1 + hostile_below(&h, 3), false, &word);
        if (hostile_below(&h, 2))
            random_word(&h, &word);
        enum ns_field field = (enum ns_field)hostile_below(&h, NS_FIELD_COUNT);
        bool found = ns_segment_find(segment, field, ns_bytes_slice(&word), &postings);
        assert_int_equal(found, naive_list(&naive, field, ns_bytes_slice(&word))->len > 0);
    }
    ns_segment_free(segment);
    ns_segment_builder_free(builder);
    naive_close(&naive);
    ns_vec_free(&body);
    ns_vec_free(&word);
}

static void hostile_texts_are_the_same(void **state)
{
    (void)state;
    struct hostile h = {99};
    struct ns_bytes text = {0};
    for (int i = 0; i < (hostile_slow() ? 100 : 600); i++) {
        hostile_text(&h, 1 + hostile_below(&h, 400), i % 2, &text);
        check_body(ns_bytes_slice(&text));
    }
    ns_vec_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_no_segment),
        cmocka_unit_test(a_document_without_words_counts),
        cmocka_unit_test(words_are_folded_runs),
        cmocka_unit_test(a_title_weighs_more),
        cmocka_unit_test(names_and_speakers_are_apart),
        cmocka_unit_test(long_words_are_cut),
        cmocka_unit_test(words_may_stand_on_any_border),
        cmocka_unit_test(many_words_and_one_word),
        cmocka_unit_test(words_told_often_are_counted),
        cmocka_unit_test(same_as_the_naive_index),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(hostile_texts_are_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
