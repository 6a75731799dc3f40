/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking at a text as it is never contradicts looking at it folded; what a regex needs is in all that
 * it matches.
 */
#include "index/needed.h"
#include "index/phrase.h"

#include "naysay/fold.h"
#include "naysay/pattern.h"
#include "naysay/unicode.h"

#include "hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* ---- glances -------------------------------------------------------------------------------- */

struct looks {
    size_t yes, no, unknown;
};

static void look(struct ns_slice term, struct ns_slice text, enum phrase_edges edges,
                 struct looks *looks)
{
    struct ns_arena *arena = ns_arena_new(0);
    struct phrase_glance glance = {{0}, {0}};
    struct ns_bytes folded = {0};
    struct phrase phrase;

    if (index_phrase_make(arena, term, edges, &phrase)) {
        ns_fold(text, NS_FOLD_ALL, &folded, NULL);
        enum query_answer answer = index_phrase_glance(&glance, text, &phrase);
        bool there = index_phrase_in(ns_bytes_slice(&folded), &phrase);
        if (answer != QUERY_UNKNOWN && (answer == QUERY_YES) != there)
            fail_msg("'%.*s' in '%.*s': %d", (int)term.len, term.at, (int)text.len, text.at,
                     answer);
        looks->yes += answer == QUERY_YES;
        looks->no += answer == QUERY_NO;
        looks->unknown += answer == QUERY_UNKNOWN;
    }
    ns_vec_free(&folded);
    ns_arena_free(arena);
}

static enum query_answer glance_at(const char *term, const char *text)
{
    struct looks looks = {0};

    look(ns_slice_of(term), ns_slice_of(text), PHRASE_WHOLE, &looks);
    return looks.yes ? QUERY_YES : looks.no ? QUERY_NO : QUERY_UNKNOWN;
}

static void what_ascii_says_is_certain(void **state)
{
    (void)state;
    assert_int_equal(glance_at("of the", "One of the few"), QUERY_YES);
    assert_int_equal(glance_at("of the", "one OF\n  The few"), QUERY_YES);
    assert_int_equal(glance_at("of the", "\xe2\x80\x9cof the\xe2\x80\x9d"), QUERY_YES);
    assert_int_equal(glance_at("of the", "if the oft the of then roof the"), QUERY_NO);
    assert_int_equal(glance_at("of the", "caf\xc3\xa9s of th\xe2\x80\x99s kind"), QUERY_NO);
    assert_int_equal(glance_at("oran", "\xe2\x80\x94Oran\xe2\x80\x99s"), QUERY_YES);
    assert_int_equal(glance_at("3.5", "paid $3.5"), QUERY_YES);
    assert_int_equal(glance_at("u.s.", "U.S.-led"), QUERY_YES);
    assert_int_equal(glance_at("oran", ""), QUERY_NO);
    assert_int_equal(glance_at("$", "$"), QUERY_UNKNOWN);
    assert_int_equal(glance_at("\xd0\xbc\xd0\xb8\xd1\x80", "\xd0\xbc\xd0\xb8\xd1\x80"),
                     QUERY_UNKNOWN);
    /* a soft hyphen, a mark, a ligature, a blank of its own may be part of it */
    assert_int_equal(glance_at("pentagon", "Pen\xc2\xadtagon"), QUERY_UNKNOWN);
    assert_int_equal(glance_at("cafe", "cafe\xcc\x81"), QUERY_UNKNOWN);
    assert_int_equal(glance_at("cafe", "caf\xc3\xa9"), QUERY_UNKNOWN);
    assert_int_equal(glance_at("fish", "\xef\xac\x81sh"), QUERY_UNKNOWN);
    assert_int_equal(glance_at("of the", "of\xc2\xa0the"), QUERY_UNKNOWN);
    assert_int_equal(glance_at("oran", "oran\xe2\x80\x8b"), QUERY_UNKNOWN);
    assert_int_equal(glance_at("don't", "don\xe2\x80\x99t"), QUERY_UNKNOWN);
}

/* A part of the text, so that it is there now and then. */
static struct ns_slice part_of(struct hostile *h, struct ns_slice text)
{
    size_t begin = text.len ? hostile_below(h, (uint32_t)text.len) : 0;
    size_t left = text.len - begin, length = hostile_below(h, 9);

    return (struct ns_slice){text.at + begin, length < left ? length : left};
}

static void a_glance_never_contradicts(void **state)
{
    static const char *const pieces[] = {"of", "the", " ", "  ",   "o", "f",  "\n",
                                         "OF", "-",   "'", "The",  "t", "\t", "0",
                                         "5",  "_",   ".", "\x7f", "@", "`"};
    struct hostile h = {31337};
    struct ns_bytes text = {0}, other = {0};
    struct looks looks = {0}, ascii = {0};

    (void)state;
    for (int round = 0; round < 60000; round++) {
        if (round % 2) {
            text.len = 0;
            for (uint32_t k = hostile_below(&h, 40); k > 0; k--)
                ns_bytes_add_text(&text, pieces[hostile_below(&h, 20)]);
            if (hostile_below(&h, 8) == 0)
                ns_vec_push(&text, '\0');
        } else {
            hostile_text(&h, hostile_below(&h, 30), hostile_below(&h, 2), &text);
        }
        hostile_text(&h, 3, true, &other);
        struct ns_slice term =
            hostile_below(&h, 3) ? part_of(&h, ns_bytes_slice(&text)) : ns_bytes_slice(&other);
        look(term, ns_bytes_slice(&text), (enum phrase_edges)(hostile_below(&h, 3)),
             round % 2 ? &ascii : &looks);
    }
    /* It tells something: nearly all of what is ASCII, much of the rest. */
    assert_true(ascii.yes > 2000 && ascii.no > 2000);
    assert_true(looks.yes > 500 && looks.no > 2000);
    ns_vec_free(&text);
    ns_vec_free(&other);
}

/* ---- what a regex needs --------------------------------------------------------------------- */

/* "oran|tesk" */
static void check_needed(const char *regex, const char *expected)
{
    struct ns_bytes needed = {0};

    index_needed(ns_slice_of(regex), &needed);
    for (size_t i = 0; i < needed.len; i++)
        needed.at[i] = needed.at[i] ? needed.at[i] : '|';
    if (needed.len > 0)
        needed.len--;
    if (strcmp(ns_bytes_text(&needed), expected) != 0)
        fail_msg("%s: '%s', not '%s'", regex, ns_bytes_text(&needed), expected);
    ns_vec_free(&needed);
}

static void regexes_need_what_no_match_can_be_without(void **state)
{
    (void)state;
    check_needed("Oran", "oran");
    check_needed("lines of", "lines|of");
    check_needed("dep[oe]ts?", "dep|t");
    check_needed("ab+c", "ab|c");
    check_needed("ab*c", "a|c");
    check_needed("ab{2,3}c", "a|c");
    check_needed("abc+?de", "abc|de");
    check_needed("\\boran\\w+x", "oran|x");
    check_needed("foo(bar|baz)?qux", "foo|qux");
    check_needed("(foo)+", "");
    check_needed("foo|bar", "");
    check_needed("foo(a|b)", "foo");
    check_needed("(?i)foo", "foo");
    check_needed("(?x)f o o", "");
    check_needed("a(?x: b )c", "");
    check_needed("foo(?#no)*", "");
    check_needed("foo(?#no)", "");
    check_needed("(*ACCEPT)foo", "");
    check_needed("\\Qfoo\\E", "");
    check_needed("\\x41foo", "");
    check_needed("foo[]a]bar", "foo|bar");
    check_needed("foo[^]a]bar", "foo|bar");
    check_needed("foo[[:alpha:]]bar", "foo|bar");
    check_needed("foo[a\\]]bar", "foo|bar");
    check_needed("x{foo|bar}", "");
    check_needed("foo\xc3\xa9"
                 "bar",
                 "foo|bar");
    check_needed("foo\xc2\xad*bar", "fo|bar"); /* a soft hyphen is nothing: the * is the o's */
    check_needed("foo\xcc\x81?bar", "fo|bar");
    check_needed("fo\\_o", "fo|o");
    check_needed("(?=bar)foo", "foo");
    check_needed("^foo$", "foo");
    check_needed("foo\\", "");
    check_needed("fo(o", "");
}

/* Is there a word of the folded text with `part` inside? */
static bool in_a_word(struct ns_slice folded, struct ns_slice part)
{
    size_t pos = 0, begin = 0;

    while (pos < folded.len) {
        if (ns_is_word(ns_utf8_next(folded, &pos, NULL)) && pos < folded.len)
            continue;
        struct ns_slice word = {folded.at + begin, pos - begin};
        if (ns_slice_find(word, part, 0) != SIZE_MAX)
            return true;
        begin = pos;
    }
    return false;
}

static void matches_hold_what_is_needed(void **state)
{
    static const char *const pieces[] = {
        "a",     "b",     "o",   "or",       "An",          "the",          "x",
        "*",     "+",     "?",   "{2}",      "{0,1}",       "{,2}",         "(",
        ")",     "|",     "(?:", ")?",       ")*",          "[ab]",         "[^a]",
        "[]a]",  ".",     "\\b", "\\w",      " ",           "\\W",          "(?i)",
        "(?#c)", "\\x61", "_",   "\xc2\xad", "\xc3\xa9",    "\xef\xac\x81", "\xe2\x80\x99",
        "(?=",   "(?!",   "\\Q", "\\E",      "[[:alpha:]]", "(?x)",         "{",
        "}",     "\\.",   "^",   "$",        "(?<!a)",      "\\K",          "s",
        "k"};
    static const char *const words[] = {"a",
                                        "b",
                                        "ab",
                                        "or",
                                        "the",
                                        "An",
                                        "anor",
                                        " ",
                                        " ",
                                        "aax",
                                        "x_",
                                        "\xc3\xa9",
                                        "\xef\xac\x81",
                                        ("a\xc2\xad"
                                         "b"),
                                        "O",
                                        "\xc5\xbf",
                                        "\xe2\x84\xaa",
                                        "\n",
                                        ".",
                                        "thexo",
                                        "s",
                                        "k",
                                        "{",
                                        "bb"};
    struct hostile h = {99};
    struct ns_bytes regex = {0}, text = {0}, needed = {0}, folded = {0};
    size_t matched = 0, wanted = 0;

    (void)state;
    for (int round = 0; round < 60000; round++) {
        struct ns_pattern *pattern = NULL;
        regex.len = text.len = needed.len = folded.len = 0;
        for (uint32_t k = 1 + hostile_below(&h, 7); k > 0; k--)
            ns_bytes_add_text(&regex, pieces[hostile_below(&h, 50)]);
        index_needed(ns_bytes_slice(&regex), &needed);
        if (needed.len == 0 ||
            ns_pattern_compile(ns_bytes_slice(&regex), false, &pattern, NULL) != NS_OK)
            continue;
        wanted++;
        for (uint32_t k = 4 + hostile_below(&h, 30); k > 0; k--)
            ns_bytes_add_text(&text, words[hostile_below(&h, 24)]);
        if (ns_pattern_hits(pattern, ns_bytes_slice(&text))) {
            struct ns_slice rest = ns_bytes_slice(&needed), part;
            matched++;
            ns_fold(ns_bytes_slice(&text), NS_FOLD_ALL, &folded, NULL);
            while (ns_slice_field(&rest, '\0', &part))
                if (!in_a_word(ns_bytes_slice(&folded), part))
                    fail_msg("/%s/ matches '%s' without '%.*s'", ns_bytes_text(&regex),
                             ns_bytes_text(&text), (int)part.len, part.at);
        }
        ns_pattern_free(pattern);
    }
    assert_true(wanted > 5000 && matched > 1000);
    ns_vec_free(&regex);
    ns_vec_free(&text);
    ns_vec_free(&needed);
    ns_vec_free(&folded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_ascii_says_is_certain),
        cmocka_unit_test(a_glance_never_contradicts),
        cmocka_unit_test(regexes_need_what_no_match_can_be_without),
        cmocka_unit_test(matches_hold_what_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
