/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/clean.h"
#include "naysay/linebreak.h"
#include "naysay/log.h"

#include "hostile.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* The expected text has | where a line ends (not at the end of the text). */
static void check_lines(const char *expected, unsigned columns)
{
    struct ns_bytes text = {0}, got = {0};
    struct ns_ranges lines = {0};

    for (const char *c = expected; *c; c++) {
        if (*c != '|')
            ns_vec_push(&text, *c);
    }
    ns_linebreak(ns_bytes_slice(&text), 0, columns, &lines);
    for (size_t i = 0; i < lines.len; i++) {
        ns_bytes_add(&got, ns_slice_sub(ns_bytes_slice(&text), lines.at[i]));
        if (i + 1 < lines.len)
            ns_vec_push(&got, '|');
    }
    assert_string_equal(ns_bytes_text(&got), expected);
    ns_vec_free(&text);
    ns_vec_free(&got);
    ns_vec_free(&lines);
}

static void lines_end_where_they_may(void **state)
{
    (void)state;
    check_lines("The depot |burned all |night.", 10);
    check_lines("The depot |burned |all |night.", 9);
    check_lines("The |depot |burned |all |night.", 6);
    check_lines("abc def", 7);
    check_lines("abc |def", 6);
    check_lines("abcdefghij|klm no", 10);
    check_lines("ab |abcdefghij|klm no", 10);
    check_lines("one-|way", 5);
    check_lines("one\n|two\n|\n|three", 80);
    check_lines("one\r\n|two", 80);
    /* NBSP holds together */
    check_lines("we saw |5\xc2\xa0km of", 9);
    /* wide characters take two columns and break between each other */
    check_lines("\xe6\xbc\xa2\xe5\xad\x97|\xe6\xbc\xa2", 4);
    check_lines("\xe6\xbc\xa2\xe5\xad\x97|\xe6\xbc\xa2", 5);
    check_lines("\xe6\xbc\xa2|\xe5\xad\x97", 1);
    /* marks stay with their base; markers are as wide as they look */
    check_lines("e\xcc\x81"
                "e\xcc\x81|e\xcc\x81",
                2);
    check_lines("a\xe2\x80\xae|b", 7);
    check_lines("abc |\xe2\x80\xae"
                "bcdef",
                12);
    check_lines("trailing    |blanks", 8);
    check_lines("", 10);
}

static size_t width_without_end_blanks(struct ns_slice line, size_t *clusters)
{
    size_t width = 0, all = 0;

    *clusters = 0;
    for (size_t pos = 0; pos < line.len;) {
        struct ns_cluster c = ns_clean_next(line, pos);
        bool blank = c.base == ' ' || c.base == 0x1680 || c.base == 0x3000 || c.base == 0x205F ||
                     (c.base >= 0x2000 && c.base <= 0x200A && c.base != 0x2007);
        all += c.width;
        *clusters += !blank;
        if (!blank)
            width = all;
        pos += c.bytes;
    }
    return width;
}

static void lines_cover_the_text_and_fit(void **state)
{
    struct hostile h = {3};
    struct ns_bytes text = {0};
    struct ns_ranges lines = {0};

    (void)state;
    for (int round = 0; round < 4000; round++) {
        unsigned columns = 1 + hostile_below(&h, round % 2 ? 12 : 90);
        uint32_t base = hostile_below(&h, 100), at = base;
        struct ns_slice s;
        hostile_text(&h, hostile_below(&h, 60), round % 3 != 0, &text);
        s = ns_bytes_slice(&text);
        lines.len = 0;
        ns_linebreak(s, base, columns, &lines);
        for (size_t i = 0; i < lines.len; i++) {
            struct ns_range r = lines.at[i];
            size_t clusters, width;
            assert_int_equal(r.begin, at);
            assert_true(r.end > r.begin);
            at = r.end;
            width = width_without_end_blanks(
                (struct ns_slice){s.at + r.begin - base, r.end - r.begin}, &clusters);
            assert_true(width <= columns || clusters == 1);
        }
        assert_int_equal(at, base + s.len);
    }
    ns_vec_free(&text);
    ns_vec_free(&lines);
}

static void hostile_megabytes_take_linear_time(void **state)
{
    static const char *const pieces[] = {
        "a", " ",  "a ", "\xcc\x81",     "\x1b",         "\xc2\xa0",
        "-", ". ", "(",  "\xe2\x80\x8b", "\xe6\xbc\xa2", "\xe2\x80\x8d"};
    struct ns_bytes text = {0};
    struct ns_ranges lines = {0};

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        uint64_t start;
        hostile_repeat(pieces[i], (1 << 20) / strlen(pieces[i]), &text);
        lines.len = 0;
        start = ns_clock();
        ns_linebreak(ns_bytes_slice(&text), 0, 80, &lines);
        if (ns_clock() - start > (hostile_slow() ? 10 : 1) * UINT64_C(3000000000))
            fail_msg("piece %zu took %.1f s", i, (double)(ns_clock() - start) * 1e-9);
    }
    ns_vec_free(&text);
    ns_vec_free(&lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_where_they_may),
        cmocka_unit_test(lines_cover_the_text_and_fit),
        cmocka_unit_test(hostile_megabytes_take_linear_time),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
