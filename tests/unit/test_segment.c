/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/log.h"
#include "naysay/segment.h"
#include "naysay/unicode.h"

#include "hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* The expected text has | where a sentence ends (not at the end of the text). */
static void check_sentences(const char *expected)
{
    struct ns_bytes text = {0}, got = {0};
    struct ns_ranges ranges = {0};

    for (const char *c = expected; *c; c++) {
        if (*c != '|')
            ns_vec_push(&text, *c);
    }
    ns_sentences_of(ns_bytes_slice(&text), 0, &ranges);
    for (size_t i = 0; i < ranges.len; i++) {
        ns_bytes_add(&got, ns_slice_sub(ns_bytes_slice(&text), ranges.at[i]));
        if (i + 1 < ranges.len)
            ns_vec_push(&got, '|');
    }
    assert_string_equal(ns_bytes_text(&got), expected);
    ns_vec_free(&text);
    ns_vec_free(&got);
    ns_vec_free(&ranges);
}

static void sentences_of_news(void **state)
{
    static const char *const cases[] = {
        "The talks failed. |Nobody was surprised.",
        "One. |Two! |Three? |Four",
        /* titles, ranks, initials */
        "Gen. Ilka J. Oran met Lt. Col. B.T. Veles on Monday. |They left early.",
        "Sens. Mara Ost and Piet Lind agreed. |Mr. Lind said so.",
        "It was signed by George W. Tarn. |The clerk saw it.",
        /* initialisms that end a sentence and that do not */
        "U.S. forces stayed in the U.S. |The others left.",
        "The U.S. Central Command denied it.",
        "He flew to Washington, D.C. |He came back.",
        "\"It helps the U.S.\" |She shrugged.",
        /* times */
        "It began at 5 p.m. |Nobody came.",
        "It began at 5 p.m. Monday and at 6 a.m. EST on Tuesday.",
        "It began at 8a.m. local time.",
        /* numbers */
        "It rose 3.5 percent to 1,204.5 points. |It fell again.",
        "He ranked No. 5 in the list. |He said no. |She agreed.",
        "It ends on Nov. 8. |Then we vote.",
        "That was in 2016. |In 2017 it was over.",
        "1. First of all, wait.",
        /* companies, places, juniors */
        "Orvel Corp. said so. |It was Orvel Corp. |The rest is known.",
        "He was born in Norden, Calif., in 1950.",
        "NORDEN, N.H. -- At dawn the boats left. |They returned.",
        "Dek Jr. \"Butch\" Tamm spoke.",
        "Aides said (R-Calif.). |Tamm replied.",
        "Ost (D-Vt.) Said nothing of it.",
        /* quotes and brackets behind the stop */
        "\"We left.\" |He said it twice.",
        "\xe2\x80\x9cWe left.\xe2\x80\x9d |He said it twice.",
        "\xe2\x80\x9cWe left,\xe2\x80\x9d Oran said. |\xe2\x80\x9cWe had to.\xe2\x80\x9d",
        "(They left.) |Nobody asked.",
        "It was over. |\"We know,\" she said.",
        "``We left.'' |He paused.",
        "\" We left. \" |He said so.",
        "He left. |\" We know. \"",
        /* ? and ! in front of their verb */
        "\"Why?\" he asked. |\"Because.\"",
        "\"Why now?\" Mara Ost asked. |Nobody knew.",
        "\"Why now?\" |The room fell silent.",
        "\"Stop!\" shouted the guard. |He ran.",
        "What now? |Nobody knows.",
        /* ellipses */
        "He waited ... and then left. |She did not.",
        "He waited... |She did not.",
        "He waited . . . and left.",
        "He waited\xe2\x80\xa6 |She did not.",
        "Well... |\"I know,\" she said.",
        /* names written small, missing blanks */
        "The city fell. |al-Tarik fled.",
        "The head of state met Gen. al-Tarik there.",
        "The attack failed.|The rest is known.",
        "See example.com or Node.Js for it.",
        "He paid $3.5 million.|\"We know,\" he said.",
        /* versus and court cases */
        "In Tarn v. Ost the court ruled, i.e. it refused.",
        /* headlines */
        "Oran Says U.S. And Allies Agree",
        "Ministry denies shelling of depot",
        /* a blank line ends a sentence whatever stands before it */
        "A headline\n\n|The first sentence. |The second.",
        "A line that\ngoes on. |Next.",
        "  Leading blanks. |Then more.  ",
        "",
        " ",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_sentences(cases[i]);
}

static void check_tokens(const char *text, const char *expected)
{
    struct ns_tokens tokens = {0};
    struct ns_bytes got = {0};

    ns_tokens_of(ns_slice_of(text), 0, &tokens);
    for (size_t i = 0; i < tokens.len; i++) {
        enum ns_token_type type = tokens.at[i].type;
        if (i > 0)
            ns_vec_push(&got, ' ');
        if (type != NS_TOKEN_WORD) {
            ns_vec_push(&got, type == NS_TOKEN_NUMBER        ? '#'
                              : type == NS_TOKEN_QUOTE_OPEN  ? '<'
                              : type == NS_TOKEN_QUOTE_CLOSE ? '>'
                                                             : '_');
        }
        ns_bytes_add(&got, ns_slice_sub(ns_slice_of(text), tokens.at[i].span));
    }
    assert_string_equal(ns_bytes_text(&got), expected);
    ns_vec_free(&tokens);
    ns_vec_free(&got);
}

static void tokens_are_as_documented(void **state)
{
    (void)state;
    check_tokens("The U.S. envoy didn't go.", "The U.S. envoy didn't go _.");
    check_tokens("Oran's men, O'Neil\xe2\x80\x99s boats",
                 "Oran 's men _, O'Neil \xe2\x80\x99s boats");
    check_tokens("the U.S.'s part", "the U.S. 's part");
    check_tokens("U.S.-led, F-16s and AT&T", "U.S.-led _, F-16s and AT&T");
    check_tokens("1,204.5 in 1990s, the 23rd at 9:30", "#1,204.5 in #1990s _, the #23rd at #9:30");
    check_tokens("a 10-year-old", "a 10-year-old");
    check_tokens("Gen. J.T. Oran, No. 5; no.", "Gen. J.T. Oran _, No. #5 _; no _.");
    check_tokens("\"We left,\" he said.", "<\" We left _, >\" he said _.");
    check_tokens("He said (\"no\") \"yes\".", "He said _( <\" no >\" _) <\" yes >\" _.");
    check_tokens("\xe2\x80\x9cWe \xe2\x80\x98left\xe2\x80\x99\xe2\x80\x9d",
                 "<\xe2\x80\x9c We <\xe2\x80\x98 left >\xe2\x80\x99 >\xe2\x80\x9d");
    check_tokens("``We left''", "<`` We left >''");
    check_tokens("so ... it -- went", "so _... it _-- went");
    check_tokens("Pen\xe2\x80\x8btagon\xc2\xa0said", "Pen tagon said");
    check_tokens("Erdo\xc4\x9f"
                 "an, caf\xc3\xa9s",
                 "Erdo\xc4\x9f"
                 "an _, caf\xc3\xa9s");
    check_tokens("ended.The rest at example.com", "ended _. The rest at example.com");
    check_tokens("a@b.org 3.5% $4", "a@b.org #3.5 _% _$ #4");
    check_tokens("", "");
    check_tokens(" \n\t", "");
}

static void abbreviations_are_known(void **state)
{
    static const char *const yes[] = {"Gen.", "U.S.", "a.m.", "Mr.", "J.", "Ph.D.", "v.", "Calif."};
    static const char *const no[] = {"said.", "U.S", "", ".", "gen.", "the.", "I.", "army."};

    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (!ns_is_abbreviation(ns_slice_of(yes[i])))
            fail_msg("'%s' is not known", yes[i]);
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        if (ns_is_abbreviation(ns_slice_of(no[i])))
            fail_msg("'%s' is taken for one", no[i]);
    }
}

/* Sentences cover the text without a gap; tokens stand in order, hold no blank and no code point
 * that has no width, and every letter and digit is in one. */
static void pieces_cover_any_text(void **state)
{
    struct hostile h = {5};
    struct ns_bytes text = {0};
    struct ns_ranges ranges = {0};
    struct ns_tokens tokens = {0};

    (void)state;
    for (int round = 0; round < 4000; round++) {
        uint32_t base = round % 2 ? 1000 : 0, at = base;
        size_t pos = 0, token = 0;
        struct ns_slice s;
        hostile_text(&h, hostile_below(&h, 60), round % 3 != 0, &text);
        s = ns_bytes_slice(&text);
        ranges.len = tokens.len = 0;
        ns_sentences_of(s, base, &ranges);
        for (size_t i = 0; i < ranges.len; i++) {
            assert_int_equal(ranges.at[i].begin, at);
            assert_true(ranges.at[i].end > at);
            at = ranges.at[i].end;
        }
        assert_int_equal(at, base + s.len);
        ns_tokens_of(s, base, &tokens);
        for (size_t i = 0; i < tokens.len; i++) {
            assert_true(tokens.at[i].span.begin < tokens.at[i].span.end);
            assert_true(tokens.at[i].span.end <= base + s.len);
            assert_true(i == 0 || tokens.at[i - 1].span.end <= tokens.at[i].span.begin);
        }
        while (pos < s.len) {
            uint32_t start = (uint32_t)pos + base;
            uint32_t cp = ns_utf8_next(s, &pos, NULL);
            bool inside;
            while (token < tokens.len && tokens.at[token].span.end <= start)
                token++;
            inside = token < tokens.len && ns_range_holds(tokens.at[token].span, start);
            if (ns_is_space(cp) || cp == 0x200B || cp == 0xFEFF || cp == 0x202E)
                assert_false(inside);
            else if (ns_is_word(cp) && !ns_is_hostile(cp))
                assert_true(inside);
        }
    }
    ns_vec_free(&text);
    ns_vec_free(&ranges);
    ns_vec_free(&tokens);
}

static void hostile_megabytes_take_linear_time(void **state)
{
    static const char *const pieces[] = {
        ".",    ". ",       " .",      "\xe2\x80\xa6", "...\"",    "? \"",      "a.",
        "A. ",  "U.S. ",    "\"",      ".\" ",         "'",        " ",         "\n",
        "\n\n", "\xcc\x81", "word",    "a-",           "1,",       "1.",        ".(",
        "!)",   "Mr. \"A",  "?\" Aa ", "a'",           "\xc2\xa0", ".\xc2\xa0", "a\xe2\x80\x99",
        "-",    "\"A? ",
    };
    struct ns_bytes text = {0};
    struct ns_ranges ranges = {0};
    struct ns_tokens tokens = {0};

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        uint64_t start;
        hostile_repeat(pieces[i], (1 << 20) / strlen(pieces[i]), &text);
        ranges.len = tokens.len = 0;
        start = ns_clock();
        ns_sentences_of(ns_bytes_slice(&text), 0, &ranges);
        ns_tokens_of(ns_bytes_slice(&text), 0, &tokens);
        if (ns_clock() - start > (hostile_slow() ? 10 : 1) * UINT64_C(3000000000))
            fail_msg("a megabyte of '%s' took %.1f s", pieces[i],
                     (double)(ns_clock() - start) * 1e-9);
    }
    ns_vec_free(&text);
    ns_vec_free(&ranges);
    ns_vec_free(&tokens);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_of_news),
        cmocka_unit_test(tokens_are_as_documented),
        cmocka_unit_test(abbreviations_are_known),
        cmocka_unit_test(pieces_cover_any_text),
        cmocka_unit_test(hostile_megabytes_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
