/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding: which encoding a file is in, what becomes of its bytes, and the way back to them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "hostile.h"
#include "ingest/decode.h"
#include "naysay/ingest.h"
#include "naysay/utf8.h"

#include <stdio.h>
#include <stdlib.h>

#define BYTES(literal) ((struct ns_slice){(literal), sizeof(literal) - 1})

static struct ns_article *read_bytes(struct ns_slice bytes)
{
    struct ns_article *article = NULL;
    struct ns_err err = {0};
    enum ns_status status = ns_ingest_bytes("test.txt", bytes, NULL, &article, &err);
    if (status != NS_OK)
        print_message("not read: %s\n", err.message);
    assert_int_equal(status, NS_OK);
    return article;
}

static void check(struct ns_slice bytes, const char *encoding, const char *text)
{
    struct ns_article *article = read_bytes(bytes);
    assert_string_equal(article->encoding, encoding);
    assert_int_equal(article->body.len, strlen(text));
    assert_memory_equal(article->body.at, text, strlen(text));
    ns_article_free(article);
}

static void test_encodings(void **state)
{
    (void)state;
    check(BYTES("plain text"), "UTF-8", "plain text");
    check(BYTES("\xef\xbb\xbfwith a mark\r\n"), "UTF-8", "\xef\xbb\xbfwith a mark\r\n");
    check(BYTES("na\xc3\xafve"), "UTF-8", "na\xc3\xafve");
    check(BYTES("\xff\xfeh\0i\0 \x20"), "UTF-16LE", "\xef\xbb\xbfhi\xe2\x80\xa0");
    check(BYTES("\xfe\xff\0h\0i"), "UTF-16BE", "\xef\xbb\xbfhi");
    check(BYTES("n\0o\0 \0m\0a\0r\0k\0"), "UTF-16LE", "no mark");
    check(BYTES("\0n\0o\0 \0m\0a\0r\0k"), "UTF-16BE", "no mark");
    check(BYTES("\xff\xfe\0\0h\0\0\0i\0\0\0"), "UTF-32LE", "\xef\xbb\xbfhi");
    check(BYTES("\xff\xfe\x3d\xd8\x00\xde"), "UTF-16LE", "\xef\xbb\xbf\xf0\x9f\x98\x80");
}

/* Curly quotes and dashes of windows-1252, which detectors take for windows-1250. */
static void test_western(void **state)
{
    (void)state;
    check(BYTES("\x93We deny it,\x94 she said \x97 it\x92s false."), "windows-1252",
          "\xe2\x80\x9cWe deny it,\xe2\x80\x9d she said \xe2\x80\x94 it\xe2\x80\x99s false.");
    check(BYTES("Le pr\xe9sident a d\xe9"
                "clar\xe9 que l'\xe9t\xe9 \xe9tait fini."),
          "windows-1252",
          "Le pr\xc3\xa9sident a d\xc3\xa9"
          "clar\xc3\xa9 que l'\xc3\xa9t\xc3\xa9 \xc3\xa9tait fini.");
    check(BYTES("Price: \x80"
                "5 or \xa3"
                "4"),
          "windows-1252",
          "Price: \xe2\x82\xac"
          "5 or \xc2\xa3"
          "4");
}

/* An invented Russian sentence in windows-1251. */
static void test_cyrillic(void **state)
{
    (void)state;
    static const char cp1251[] =
        "\xcc\xe8\xed\xe8\xf1\xf2\xe5\xf0\xf1\xf2\xe2\xee \xee\xef\xf0\xee\xe2\xe5\xf0\xe3\xeb\xee "
        "\xfd\xf2\xe8 \xf1\xee\xee\xe1\xf9\xe5\xed\xe8\xff \xe8 \xe7\xe0\xff\xe2\xe8\xeb\xee, "
        "\xf7\xf2\xee \xf1\xe0\xec\xee\xeb\xb8\xf2\xee\xe2 \xf2\xe0\xec \xed\xe5 \xe1\xfb\xeb\xee.";
    struct ns_article *article = read_bytes(BYTES(cp1251));
    assert_string_equal(article->encoding, "windows-1251");
    assert_true(ns_slice_starts(article->body, NS_SLICE("\xd0\x9c\xd0\xb8\xd0\xbd")));
    assert_int_equal(ns_utf8_count(article->body), sizeof cp1251 - 1);
    assert_int_equal(article->problem_count, 0);
    ns_article_free(article);
}

static void test_invalid_is_counted(void **state)
{
    (void)state;
    struct ns_article *article =
        read_bytes(BYTES("\xc3\xa9t\xc3\xa9 \xc3\xa9 ok \xff and \xe2\x82 and \xed\xa0\x80."));
    assert_string_equal(article->encoding, "UTF-8");
    assert_int_equal(article->problem_count, 1);
    assert_int_equal(article->problems[0].offset, 12);
    /* A surrogate is three ill-formed bytes (Unicode section 3.9). */
    assert_int_equal(article->problems[0].count, 5);
    assert_true(ns_slice_find(article->body, NS_SLICE("ok \xef\xbf\xbd and \xef\xbf\xbd and "),
                              0) != SIZE_MAX);
    ns_article_free(article);

    article = read_bytes(BYTES("\xff\xfe"
                               "a\0\x00\xd8"
                               "b\0\x00\xdc"));
    assert_int_equal(article->problem_count, 1);
    assert_int_equal(article->problems[0].count, 2);
    assert_int_equal(article->problems[0].offset, 4);
    ns_article_free(article);
}

static void test_nul_is_kept(void **state)
{
    (void)state;
    struct ns_article *article = read_bytes(BYTES("\x93one\0two\x94 \0three, and some words more"));
    assert_string_equal(article->encoding, "windows-1252");
    assert_int_equal(article->problem_count, 1);
    assert_int_equal(article->problems[0].count, 2);
    assert_int_equal(article->problems[0].offset, 4);
    assert_int_equal(article->body.at[6], '\0');
    ns_article_free(article);
}

static void check_binary(struct ns_slice bytes, const char *reason)
{
    struct ns_article *article = NULL;
    struct ns_err err = {0};
    assert_int_equal(ns_ingest_bytes("x", bytes, NULL, &article, &err), NS_ERR_SKIPPED);
    assert_null(article);
    assert_string_equal(err.message, reason);
}

static void test_binary(void **state)
{
    (void)state;
    char noise[4096];
    struct hostile h = {42};
    check_binary(BYTES("\x89PNG\r\n\x1a\n...."), "binary (PNG image)");
    check_binary(BYTES("%PDF-1.4 text follows"), "binary (PDF document)");
    check_binary(BYTES("PK\x03\x04\x14\0\0\0"), "binary (ZIP archive or office document)");
    check_binary(BYTES("\x1f\x8b\x08\0\0\0\0\0"), "binary (gzip data)");
    check_binary(BYTES("\0\0\0\0"), "binary (nothing but NUL)");
    check_binary(BYTES(""), "empty");
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)hostile_below(&h, 256);
    check_binary((struct ns_slice){noise, sizeof noise}, "binary (control bytes)");
    /* Escape sequences and a file that was cut off and filled with NUL are text. */
    check(BYTES("\x1b[31mred\x1b[0m\x07"), "UTF-8", "\x1b[31mred\x1b[0m\x07");
    struct ns_article *article = read_bytes(BYTES("Cut off\0\0\0\0\0\0\0\0\0\0\0\0"));
    assert_int_equal(article->problems[0].count, 12);
    ns_article_free(article);
}

/* --- the way back --- */

/* The code point that the file holds at an offset, by means of the encoding alone. */
static uint32_t in_file(struct ns_slice bytes, const char *encoding, uint64_t offset)
{
    const unsigned char *at = (const unsigned char *)bytes.at + offset;
    size_t left = bytes.len - (size_t)offset, pos = (size_t)offset;
    if (strcmp(encoding, "UTF-8") == 0)
        return ns_utf8_next(bytes, &pos, NULL);
    if (strcmp(encoding, "windows-1252") == 0)
        return at[0] < 0x80 ? at[0] : ns_windows_1252[at[0] - 0x80];
    bool big = strcmp(encoding, "UTF-16BE") == 0;
    if (left < 2)
        return NS_REPLACEMENT;
    uint32_t unit = (uint32_t)at[big] | (uint32_t)at[!big] << 8;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    uint32_t low = left < 4 ? 0 : (uint32_t)at[2 + big] | (uint32_t)at[2 + !big] << 8;
    if (unit >= 0xDC00 || low < 0xDC00 || low > 0xDFFF)
        return NS_REPLACEMENT;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

/* Every code point of the body leads to the bytes of the file that say it; their order is kept, and
 * no byte lies before the first or between two that none accounts for. */
static void check_way_back(struct ns_slice bytes)
{
    struct ns_article *article = NULL;
    if (ns_ingest_bytes("x", bytes, NULL, &article, NULL) != NS_OK)
        return;
    uint64_t last = 0;
    bool known = strncmp(article->encoding, "UTF-", 4) == 0 ||
                 strcmp(article->encoding, "windows-1252") == 0;
    for (size_t pos = 0; pos < article->body.len;) {
        size_t from = pos;
        uint64_t offset = ns_article_file_offset(article, (uint32_t)pos);
        uint32_t cp = ns_utf8_next(article->body, &pos, NULL);
        assert_true(from == 0 ? offset == 0 : offset > last && offset - last <= 4);
        if (known)
            assert_int_equal(cp, in_file(bytes, article->encoding, offset));
        last = offset;
    }
    assert_int_equal(ns_article_file_offset(article, (uint32_t)article->body.len), bytes.len);
    ns_article_free(article);
}

static void add_utf16(struct ns_bytes *to, uint32_t unit, bool big)
{
    char pair[2] = {(char)(big ? unit >> 8 : unit), (char)(big ? unit : unit >> 8)};
    ns_bytes_add(to, (struct ns_slice){pair, 2});
}

static void test_way_back(void **state)
{
    (void)state;
    struct hostile h = {7};
    for (int round = 0; round < 3000; round++) {
        struct ns_bytes b = {0};
        uint32_t kind = hostile_below(&h, 4), count = 20 + hostile_below(&h, 400);
        if (kind > 1)
            add_utf16(&b, 0xFEFF, kind == 3);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t letter = 'a' + hostile_below(&h, 26), dice = hostile_below(&h, 24);
            char byte = (char)(dice == 0 ? 0x80 + hostile_below(&h, 128) : dice < 4 ? ' ' : letter);
            char utf8[4];
            if (kind > 1)
                add_utf16(&b, dice ? (uint32_t)byte : hostile_below(&h, 0x10000), kind == 3);
            else if (kind == 0 && dice == 1)
                ns_bytes_add(&b, (struct ns_slice){utf8, ns_utf8_put(0x2018 + letter, utf8)});
            else
                ns_bytes_add(&b, (struct ns_slice){&byte, 1});
        }
        if (kind > 1 && hostile_below(&h, 2))
            ns_bytes_add_text(&b, "x");
        check_way_back(ns_bytes_slice(&b));
        ns_vec_free(&b);
    }
}

/* Rejected or not, no bytes do harm, and the damage told is the damage in the body. */
static void test_any_bytes(void **state)
{
    (void)state;
    struct hostile h = {99};
    for (int round = 0; round < 4000; round++) {
        unsigned char bytes[300];
        size_t len = hostile_below(&h, sizeof bytes), replaced = 0;
        for (size_t i = 0; i < len; i++)
            bytes[i] = (unsigned char)(hostile_below(&h, 8) ? 32 + hostile_below(&h, 95)
                                                            : hostile_below(&h, 256));
        struct ns_article *article = NULL;
        struct ns_slice slice = {(const char *)bytes, len};
        if (ns_ingest_bytes("x", slice, NULL, &article, NULL) != NS_OK)
            continue;
        assert_int_equal(ns_utf8_valid_prefix(article->body), article->body.len);
        for (size_t pos = 0; pos < article->body.len;)
            replaced += ns_utf8_next(article->body, &pos, NULL) == NS_REPLACEMENT;
        uint32_t told = 0;
        for (size_t i = 0; i < article->problem_count; i++)
            if (ns_slice_find(article->problems[i].message, NS_SLICE("U+FFFD"), 0) != SIZE_MAX)
                told += article->problems[i].count;
        assert_int_equal(told, replaced);
        ns_article_free(article);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encodings),   cmocka_unit_test(test_western),
        cmocka_unit_test(test_cyrillic),    cmocka_unit_test(test_invalid_is_counted),
        cmocka_unit_test(test_nul_is_kept), cmocka_unit_test(test_binary),
        cmocka_unit_test(test_way_back),    cmocka_unit_test(test_any_bytes),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
