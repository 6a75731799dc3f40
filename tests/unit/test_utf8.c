/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/unicode.h"
#include "naysay/utf8.h"

#include "hostile.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void every_scalar_value_comes_back(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char bytes[4];
        size_t pos = 0, back;
        bool valid;
        struct ns_slice s = {bytes, 0};
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        s.len = ns_utf8_put(cp, bytes);
        if (ns_utf8_next(s, &pos, &valid) != cp || !valid || pos != s.len)
            fail_msg("U+%04X is not decoded", (unsigned)cp);
        back = s.len;
        if (ns_utf8_previous(s, &back) != cp || back != 0)
            fail_msg("U+%04X is not decoded backwards", (unsigned)cp);
    }
}

/* Table 3-8 and the like: each maximal ill-formed part is one replacement. */
static void ill_formed_parts_are_counted_as_unicode_asks(void **state)
{
    static const struct {
        const char *bytes;
        size_t points, valid_prefix;
    } cases[] = {
        {"\xC0\xAF", 2, 0},
        {"\xE0\x9F\x80", 3, 0},
        {"\xE0\x80\x80x", 4, 0},
        {"\xED\xA0\x80", 3, 0},
        {"\xF4\x90\x80\x80", 4, 0},
        {"a\xE2\x80", 2, 1},
        {"a\xE2\x80z", 3, 1},
        {"\xF0\x9F\x98", 1, 0},
        {"\xF0\x80\x80\x80", 4, 0},
        {"\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", 9, 0},
        {"\x80\xBF", 2, 0},
        {"\xFE\xFF", 2, 0},
        {"abcdefghijklmnopqrstuvwxyz\xFF", 27, 26},
        {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 3, 9},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ns_slice s = ns_slice_of(cases[i].bytes);
        if (ns_utf8_count(s) != cases[i].points || ns_utf8_valid_prefix(s) != cases[i].valid_prefix)
            fail_msg("case %zu: %zu points, valid to %zu", i, ns_utf8_count(s),
                     ns_utf8_valid_prefix(s));
    }
}

static void counting_agrees_with_decoding(void **state)
{
    struct hostile h = {42};
    struct ns_bytes text = {0};

    (void)state;
    for (int round = 0; round < 3000; round++) {
        size_t pos = 0, points = 0, prefix = SIZE_MAX;
        struct ns_slice s;
        hostile_text(&h, 1 + hostile_below(&h, 40), false, &text);
        s = ns_bytes_slice(&text);
        while (pos < s.len) {
            size_t before = pos;
            bool valid;
            uint32_t cp = ns_utf8_next(s, &pos, &valid);
            assert_true(pos > before && pos <= s.len);
            assert_true(valid || cp == NS_REPLACEMENT);
            assert_true(cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF));
            if (!valid && prefix == SIZE_MAX)
                prefix = before;
            points++;
        }
        assert_int_equal(points, ns_utf8_count(s));
        assert_int_equal(prefix == SIZE_MAX ? s.len : prefix, ns_utf8_valid_prefix(s));
        for (pos = s.len; pos > 0;) {
            size_t before = pos;
            ns_utf8_previous(s, &pos);
            assert_true(pos < before);
        }
    }
    ns_vec_free(&text);
}

static void classes_are_what_they_say(void **state)
{
    (void)state;
    assert_true(ns_is_letter('a') && ns_is_letter(0xE9) && ns_is_letter(0x0416));
    assert_true(ns_is_letter(0x6F22) && ns_is_letter(0x0301) && !ns_is_letter('1'));
    assert_true(ns_is_upper('A') && ns_is_upper(0xC9) && !ns_is_upper('a') && !ns_is_upper('1'));
    assert_true(ns_is_lower(0xE9) && !ns_is_lower(0xC9));
    assert_true(ns_is_digit('7') && ns_is_digit(0x0665) && !ns_is_digit(0xBD));
    assert_true(ns_is_word('_') && ns_is_word('9') && !ns_is_word('-') && !ns_is_word(0x2019));
    assert_true(ns_is_space(' ') && ns_is_space(0xA0) && ns_is_space(0x2009));
    assert_true(ns_is_space(0x3000) && ns_is_space('\n') && !ns_is_space(0x200B));
    assert_true(ns_is_quote_open(0x201C) && !ns_is_quote_close(0x201C));
    assert_true(ns_is_quote_close(0x201D) && !ns_is_quote_open(0x201D));
    assert_true(ns_is_quote_open('"') && ns_is_quote_close('"') && ns_is_quote_close('\''));
    assert_true(ns_is_mark(0x0301) && !ns_is_mark('a') && !ns_is_mark(0x200B));
}

static void hostile_code_points_are_known(void **state)
{
    static const uint32_t bad[] = {0,      7,      '\t',   '\n',    0x1B,    0x7F,    0x80,
                                   0x9B,   0x9F,   0xAD,   0x061C,  0x180E,  0x200B,  0x200C,
                                   0x200D, 0x200E, 0x200F, 0x2028,  0x2029,  0x202A,  0x202E,
                                   0x2060, 0x2064, 0x2066, 0x2069,  0xFEFF,  0xFFF9,  0xFFFE,
                                   0xFFFF, 0xE000, 0xFDD0, 0xE0001, 0xE0041, 0x1FFFE, 0x10FFFF};
    static const uint32_t good[] = {' ',    'a',    '~',    0xA0,   0xE9,   0x0301,  0x0416,
                                    0x2014, 0x2019, 0x2026, 0x20AC, 0x6F22, 0x1F600, 0xFFFD};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (!ns_is_hostile(bad[i]) || ns_is_printable(bad[i]))
            fail_msg("U+%04X passes", (unsigned)bad[i]);
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (ns_is_hostile(good[i]) || !ns_is_printable(good[i]))
            fail_msg("U+%04X does not pass", (unsigned)good[i]);
    }
}

static void width_is_what_the_terminal_library_uses(void **state)
{
    (void)state;
    for (uint32_t cp = 0x20; cp <= 0x10FFFF; cp++) {
        if (!ns_is_printable(cp))
            continue;
        if (ns_width(cp) != wcwidth((wchar_t)cp))
            fail_msg("U+%04X is %d wide, wcwidth says %d", (unsigned)cp, ns_width(cp),
                     wcwidth((wchar_t)cp));
    }
    assert_int_equal(ns_width(0x6F22), 2);
    assert_int_equal(ns_width(0x0301), 0);
    assert_int_equal(ns_width('a'), 1);
}

/* Without a UTF-8 locale the table of the Unicode library stands in. */
static void width_is_known_in_the_c_locale_too(void **state)
{
    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C"));
    assert_int_equal(ns_width(0xE9), 1);
    assert_int_equal(ns_width(0x6F22), 2);
    assert_true(ns_is_printable(0x2019));
    assert_false(ns_is_printable(0x9B));
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_comes_back),
        cmocka_unit_test(ill_formed_parts_are_counted_as_unicode_asks),
        cmocka_unit_test(counting_agrees_with_decoding),
        cmocka_unit_test(classes_are_what_they_say),
        cmocka_unit_test(hostile_code_points_are_known),
        cmocka_unit_test(width_is_what_the_terminal_library_uses),
        cmocka_unit_test(width_is_known_in_the_c_locale_too),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
