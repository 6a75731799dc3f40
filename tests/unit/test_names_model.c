/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names by the trained model, on invented text: what it sees of a token, what stands whatever it
 * says, and, with the shipped weights, names that no reader could miss.
 */
#include "extracting.h"

#include "extract/name_features.h"
#include "extract/weights.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* An article with the rules' proposals and the signs. */
struct seen {
    struct ns_article *article;
    struct ns_arena *arena;
    struct ns_doc *doc;
    struct ns_pieces pieces;
    struct ns_name_signs *signs;
};

static struct seen see(const char *text)
{
    struct seen s = {.article = invented_article(&(struct invented){.path = "x", .text = text})};
    s.arena = ns_arena_new(0);
    s.doc = ns_doc_new(s.article, extracting_rules(), s.arena);
    ns_names_propose(s.doc, &s.pieces);
    s.signs = ns_name_signs_new(s.doc, &s.pieces);
    return s;
}

static void forget(struct seen *s)
{
    ns_name_signs_free(s->signs);
    ns_vec_free(&s->pieces);
    ns_doc_free(s->doc);
    ns_arena_free(s->arena);
    ns_arena_free(s->article->arena);
}

/* The first token of the word at or behind from. */
static uint32_t find(const struct seen *s, const char *word, uint32_t from)
{
    for (uint32_t t = from; t < s->doc->tok_count; t++)
        if (ns_doc_is(s->doc, t, word))
            return t;
    fail_msg("no %s", word);
    return 0;
}

static bool in_stretch(const struct seen *s, uint32_t tok)
{
    size_t count;
    const struct ns_range *stretches = ns_name_stretches(s->signs, &count);
    for (size_t i = 0; i < count; i++)
        if (ns_range_holds(stretches[i], tok))
            return true;
    return false;
}

/* --- stretches --- */

static void stretches(void **state)
{
    (void)state;
    struct seen s = see("Notes\n\nOn that morning the water rose slowly over all the low meadows "
                        "until Peter Harbin of the Bank of Velmar called for help at last. It "
                        "rained and rained all day long without a break.");
    size_t count;
    const struct ns_range *all = ns_name_stretches(s.signs, &count);
    for (size_t i = 0; i < count; i++) {
        assert_true(all[i].begin < all[i].end && all[i].end <= s.doc->tok_count);
        assert_int_equal(s.doc->toks[all[i].begin].sentence, s.doc->toks[all[i].end - 1].sentence);
        assert_true(i == 0 || all[i - 1].end <= all[i].begin);
    }
    assert_true(in_stretch(&s, find(&s, "harbin", 0)) && in_stretch(&s, find(&s, "velmar", 0)));
    assert_true(in_stretch(&s, find(&s, "until", 0)));
    assert_false(in_stretch(&s, find(&s, "water", 0)));
    assert_false(in_stretch(&s, find(&s, "break", 0)));
    forget(&s);
}

/* --- features --- */

static void features_are_the_same_each_time(void **state)
{
    (void)state;
    const char *text = "Notes\n\nPeter Harbin met Tamara Veldt in Velmar. Harbin left.";
    struct seen a = see(text), b = see(text);
    uint32_t x[NS_NAME_FEATURES_MOST], y[NS_NAME_FEATURES_MOST];
    uint32_t at = find(&a, "veldt", 0);
    size_t count = ns_name_features(a.signs, at, x);
    assert_true(count > 30 && count < NS_NAME_FEATURES_MOST);
    assert_int_equal(ns_name_features(b.signs, at, y), count);
    assert_memory_equal(x, y, count * sizeof *x);
    forget(&a);
    forget(&b);
}

static size_t shared(const uint32_t *x, size_t x_count, const uint32_t *y, size_t y_count)
{
    size_t same = 0;
    for (size_t i = 0; i < x_count; i++)
        for (size_t j = 0; j < y_count; j++)
            if (x[i] == y[j]) {
                same++;
                break;
            }
    return same;
}

/* What stands about another telling of the word is seen, and what a first pass made of it. */
static void other_tellings(void **state)
{
    (void)state;
    struct seen alone = see("Notes\n\nThey waited for Harbin there.");
    struct seen told = see("Notes\n\nThey waited for Harbin there. It was Dr. Harbin who came.");
    uint32_t x[NS_NAME_FEATURES_MOST], y[NS_NAME_FEATURES_MOST], z[NS_NAME_FEATURES_MOST];
    uint32_t at = find(&told, "harbin", 0);
    size_t a = ns_name_features(alone.signs, find(&alone, "harbin", 0), x);
    size_t b = ns_name_features(told.signs, at, y);
    assert_true(b > a && shared(x, a, y, b) < b);

    uint8_t *labels = ns_alloc(told.doc->tok_count + 1);
    labels[find(&told, "harbin", at + 1)] = NS_NAME_BEGIN(NS_NAME_PER);
    ns_name_signs_revise(told.signs, labels);
    size_t c = ns_name_features(told.signs, at, z);
    assert_true(c > b);
    assert_int_equal(shared(y, b, z, c), b);
    free(labels);
    forget(&alone);
    forget(&told);
}

/* A word told more often than its counts go: its last telling shows what its first one does. */
static void counts_of_labels_end(void **state)
{
    (void)state;
    struct ns_bytes text = {0};
    ns_bytes_add_text(&text, "Notes");
    for (unsigned i = 0; i < UINT16_MAX + 100u; i++)
        ns_bytes_add_text(&text, ", Qorl");
    struct seen s = see(ns_bytes_text(&text));
    uint32_t x[NS_NAME_FEATURES_MOST], y[NS_NAME_FEATURES_MOST];
    uint32_t first = find(&s, "qorl", 0), last = (uint32_t)s.doc->tok_count - 1;
    uint8_t *labels = ns_alloc(s.doc->tok_count + 1);
    for (uint32_t t = first; t <= last; t++)
        labels[t] = ns_doc_is(s.doc, t, "qorl") ? NS_NAME_BEGIN(NS_NAME_PER) : 0;
    ns_name_signs_revise(s.signs, labels);
    size_t a = ns_name_features_revised(s.signs, first, x);
    assert_int_equal(ns_name_features_revised(s.signs, last, y), a);
    assert_in_range(a, 1, NS_NAME_REVISED_MOST);
    assert_memory_equal(x, y, a * sizeof *x);
    free(labels);
    forget(&s);
    ns_vec_free(&text);
}

/* --- labels --- */

static void names_off_labels(void **state)
{
    (void)state;
    static const uint8_t labels[] = {0, 1, 2, 1, 3, 4, 4, 0, 6, 0};
    static const struct ns_range want[] = {{1, 3}, {3, 4}, {4, 7}, {8, 9}};
    size_t at = 0, found = 0;
    struct ns_range toks;
    unsigned type;
    while (ns_names_next(labels, sizeof labels, &at, &toks, &type)) {
        assert_true(found < 4 && toks.begin == want[found].begin && toks.end == want[found].end);
        found++;
    }
    assert_int_equal(found, 4);
}

/* Weights of nothing but zeros say that nothing is a name. */
static void what_stands(void **state)
{
    (void)state;
    float follow[NS_NAME_LABELS * (NS_NAME_LABELS + 2)] = {0};
    int8_t *rows = ns_alloc((size_t)16 << 8);
    struct ns_weights weights = {.labels = NS_NAME_LABELS,
                                 .bits = 8,
                                 .stride = 16,
                                 .scale = 1,
                                 .start = follow,
                                 .end = follow + NS_NAME_LABELS,
                                 .follow = follow + 2 * NS_NAME_LABELS,
                                 .rows = rows};
    struct seen s = see("Notes\n\nThe S-300 of Peter Harbin was shown to RFE/RL.");
    ns_names_decide(s.doc, &weights, &s.pieces);
    assert_int_equal(s.pieces.len, 2);
    assert_int_equal(s.pieces.at[0].what, NS_ENTITY_WEAPON);
    assert_int_equal(s.pieces.at[1].what, NS_ENTITY_ORG);
    free(rows);
    forget(&s);
}

/* --- the shipped weights --- */

static void check(const char *text, const char *want)
{
    struct extracted x = extracted_by(text, extracting_models());
    char *got = mentions_of(x);
    if (strcmp(got, want) != 0)
        fail_msg("%s\n  want %s\n  got  %s", text, want, got);
    free(got);
    extracted_free(x);
}

static void shipped(void **state)
{
    (void)state;
    if (!extracting_models()->models.names) {
        print_message("no assets/model/names.model: skipped\n");
        skip();
    }
    check("Notes\n\nThe bridge was closed by Peter Harbin in Germany on Monday.",
          "PER Peter Harbin|LOC Germany");
    check("Notes\n\nThe talks with President Viktor Orlan in Paris went on.",
          "PER Viktor Orlan|LOC Paris");
    check("Notes\n\nThe file went to the Ministry of Foreign Affairs today. The Pentagon had asked "
          "for it.",
          "ORG Ministry of Foreign Affairs|ORG Pentagon");
    check("Notes\n\nSyrian and Russian jets flew over the United States base.",
          "MISC Syrian|MISC Russian|LOC United States");
    check("Notes\n\nThe S-300 stands near Damascus.", "WEAPON S-300|LOC Damascus");
    check("Notes\n\nit rained all day and nobody came.", "");
    check("MINISTRY DENIES REPORT OF RAID\n\nRUSSIA AND THE UNITED STATES HAD ASKED FOR AN "
          "EXPLANATION, AND THE UNITED NATIONS SENT A TEAM.",
          "LOC RUSSIA|LOC UNITED STATES|ORG UNITED NATIONS");
}

/* Every German noun has a capital: only what a list names is a name there. */
static void other_languages(void **state)
{
    (void)state;
    check(
        "Bericht\n\nDer Minister sagte am Montag in Berlin, die Regierung werde den Haushalt noch "
        "in dieser Woche vorlegen. Die Opposition warf ihm vor, die Zahlen seien nicht belastbar.",
        "LOC Berlin");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stretches),       cmocka_unit_test(features_are_the_same_each_time),
        cmocka_unit_test(other_tellings),  cmocka_unit_test(names_off_labels),
        cmocka_unit_test(what_stands),     cmocka_unit_test(shipped),
        cmocka_unit_test(other_languages), cmocka_unit_test(counts_of_labels_end),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
