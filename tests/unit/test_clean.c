/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/clean.h"
#include "naysay/log.h"
#include "naysay/unicode.h"

#include "hostile.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* What would be drawn: markers, bases and marks in UTF-8. */
static const char *drawn(struct ns_slice text, struct ns_bytes *out)
{
    out->len = 0;
    for (size_t pos = 0; pos < text.len;) {
        struct ns_cluster c = ns_clean_next(text, pos);
        char point[4];
        if (!c.base)
            ns_bytes_add_text(out, c.marker);
        else
            ns_bytes_add(out, (struct ns_slice){point, ns_utf8_put(c.base, point)});
        for (size_t i = 0; c.base && i < NS_CLUSTER_MARKS && c.marks[i]; i++)
            ns_bytes_add(out, (struct ns_slice){point, ns_utf8_put(c.marks[i], point)});
        pos += c.bytes;
    }
    struct ns_bytes whole = {0};
    ns_clean_add(text, &whole);
    assert_int_equal(whole.len, out->len);
    assert_memory_equal(ns_bytes_text(&whole), ns_bytes_text(out), out->len + 1);
    ns_vec_free(&whole);
    return ns_bytes_text(out);
}

static void markers_are_as_documented(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"plain", "plain"},
        {"\x1b]52;c;QUJD\x07", "^[]52;c;QUJD^G"},
        {"\x1b[31m", "^[[31m"},
        {"\xc2\x9b"
         "1m",
         "<9b>1m"},
        {"\x7f", "^?"},
        {"a\tb\nc\r\nd\re", "a b c d^Me"},
        {"abc\xe2\x80\xae"
         "fdp.exe",
         "abc<202e>fdp.exe"},
        {"Pen\xe2\x80\x8btagon", "Pen<200b>tagon"},
        {"\xef\xbb\xbfx", "<feff>x"},
        {"\xf3\xa0\x81\x81", "<e0041>"},
        {"\xe2\x80\xa8", "<2028>"},
        {"soft\xc2\xadhyphen", "soft<ad>hyphen"},
        {"\xee\x80\x80", "<e000>"},
        {"\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"e\xcc\x81", "e\xcc\x81"},
        {"\xcc\x81", "<+1>"},
        {"a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x82\xcc\x82z",
         "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81<+2>z"},
        {"\x1b\xcc\x81", "^[<+1>"},
        {"\xe2\x9d\xa4\xef\xb8\x8f!", "\xe2\x9d\xa4!"},
        {"\xe2\x9d\xa4\xef\xb8\x8e!", "\xe2\x9d\xa4!"},
        {"\xc2\xa9\xef\xb8\x8f\xc2\xae\xef\xb8\x8f", "\xc2\xa9\xc2\xae"},
        {"5\xef\xb8\x8f#\xef\xb8\x8f*\xef\xb8\x8f", "5#*"},
        {"/\xef\xb8\x8f", "/<fe0f>"},
        {"\xe2\x9d\xa4\xef\xb8\x8f\xef\xb8\x8f", "\xe2\x9d\xa4<fe0f>"},
        {"\xe2\x9d\xa4\xcc\x81\xef\xb8\x8f", "\xe2\x9d\xa4\xcc\x81<fe0f>"},
        {"a\xef\xb8\x8f", "a<fe0f>"},
        {"a\r", "a^M"},
        {"\xe6\xbc\xa2", "\xe6\xbc\xa2"},
    };
    struct ns_bytes out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(drawn(ns_slice_of(cases[i].in), &out), cases[i].out);
    assert_string_equal(drawn((struct ns_slice){"a\0b", 3}, &out), "a^@b");
    ns_vec_free(&out);
}

/* Nothing unprintable comes out of any single code point, and its bytes are all accounted for. */
static void no_code_point_gets_through(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char bytes[4];
        struct ns_slice s = {bytes, 0};
        struct ns_cluster c;
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        s.len = ns_utf8_put(cp, bytes);
        c = ns_clean_next(s, 0);
        if (c.bytes != s.len)
            fail_msg("U+%04X: %u bytes of %zu", (unsigned)cp, c.bytes, s.len);
        if (c.base
                ? ns_is_hostile(c.base) || !ns_is_printable(c.base) || ns_width(c.base) != c.width
                : strlen(c.marker) != c.width || c.width == 0)
            fail_msg("U+%04X gets through", (unsigned)cp);
    }
}

static void check_cluster(struct ns_slice text, size_t pos, struct ns_cluster c)
{
    assert_true(c.bytes > 0 && pos + c.bytes <= text.len);
    if (!c.base) {
        assert_int_equal(strlen(c.marker), c.width);
        assert_true(c.width > 0 && c.width < NS_MARKER_SIZE);
        for (const char *m = c.marker; *m; m++)
            assert_true(*m > ' ' && *m <= '~');
        return;
    }
    assert_true(ns_is_printable(c.base) && !ns_is_hostile(c.base));
    assert_true(c.width == 1 || c.width == 2);
    for (size_t i = 0; i < NS_CLUSTER_MARKS; i++) {
        assert_true(!c.marks[i] || (ns_is_mark(c.marks[i]) && !ns_is_hostile(c.marks[i])));
        assert_true(i == 0 || !c.marks[i] || c.marks[i - 1]);
    }
}

/* Every byte is in exactly one cluster, whatever the bytes; a piece cut out at cluster borders is
 * drawn as it was inside. */
static void clusters_account_for_every_byte(void **state)
{
    struct hostile h = {7};
    struct ns_bytes text = {0};

    (void)state;
    for (int round = 0; round < 4000; round++) {
        size_t pos = 0, width = 0, cut, columns;
        struct ns_slice s;
        hostile_text(&h, 1 + hostile_below(&h, 30), round % 2, &text);
        s = ns_bytes_slice(&text);
        cut = SIZE_MAX;
        while (pos < s.len) {
            struct ns_cluster c = ns_clean_next(s, pos), again;
            check_cluster(s, pos, c);
            if (cut == SIZE_MAX && hostile_below(&h, 8) == 0)
                cut = pos;
            again = ns_clean_next((struct ns_slice){s.at + pos, c.bytes}, 0);
            assert_memory_equal(&again, &c, sizeof c);
            pos += c.bytes;
            width += c.width;
        }
        assert_int_equal(pos, s.len);
        assert_int_equal(ns_clean_width(s), width);
        if (cut != SIZE_MAX)
            assert_int_equal(ns_clean_width((struct ns_slice){s.at, cut}) +
                                 ns_clean_width((struct ns_slice){s.at + cut, s.len - cut}),
                             width);
        columns = hostile_below(&h, (uint32_t)width + 3);
        cut = ns_clean_fit(s, columns);
        assert_true(ns_clean_width((struct ns_slice){s.at, cut}) <= columns);
        if (cut < s.len)
            assert_true(ns_clean_width((struct ns_slice){s.at, cut}) + ns_clean_next(s, cut).width >
                        columns);
    }
    ns_vec_free(&text);
}

static void a_megabyte_of_marks_is_one_marker_and_quick(void **state)
{
    struct ns_bytes text = {0};
    uint64_t start;

    (void)state;
    hostile_repeat("\xcc\x81", 1 << 19, &text);
    start = ns_clock();
    assert_int_equal(ns_clean_width(ns_bytes_slice(&text)), strlen("<+524288>"));
    hostile_repeat("\x1b\xcc\x81", 1 << 18, &text);
    assert_int_equal(ns_clean_width(ns_bytes_slice(&text)), (size_t)(1 << 18) * 6);
    assert_true(ns_clock() - start < (hostile_slow() ? 10 : 1) * UINT64_C(3000000000));
    ns_vec_free(&text);
}

static void ascii_stands_in(void **state)
{
    static const struct {
        uint32_t cp;
        const char *out;
    } cases[] = {
        {'a', "a"},     {0xE9, "e"},     {0xC9, "E"},     {0x201C, "\""}, {0x2019, "'"},
        {0x2014, "-"},  {0x2026, "..."}, {0xA0, " "},     {0xFB01, "fi"}, {0xDF, "ss"},
        {0x142, "l"},   {0xF8, "o"},     {0x20AC, "EUR"}, {0x2022, "*"},  {0x6F22, "?"},
        {0x0416, "?"},  {0x1F600, "?"},  {0x2460, "1"},   {0x15F, "s"},   {0x130, "I"},
        {0x1E9E, "SS"}, {0x0301, "?"},   {0x1b, "?"},     {0x2192, "->"},
    };
    char out[8];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ns_clean_ascii(cases[i].cp, out);
        if (strcmp(out, cases[i].out) != 0)
            fail_msg("U+%04X is '%s', not '%s'", (unsigned)cases[i].cp, out, cases[i].out);
    }
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        ns_clean_ascii(cp, out);
        if (strlen(out) > 7 || out[0] == '\0')
            fail_msg("U+%04X has no stand-in", (unsigned)cp);
        for (const char *c = out; *c; c++)
            assert_true(*c >= ' ' && *c <= '~');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markers_are_as_documented),
        cmocka_unit_test(no_code_point_gets_through),
        cmocka_unit_test(clusters_account_for_every_byte),
        cmocka_unit_test(a_megabyte_of_marks_is_one_marker_and_quick),
        cmocka_unit_test(ascii_stands_in),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
