/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ui/input.h"

/* Feeds bytes, all at once or one by one, and names the keys that came out. */
static void decode(const char *bytes, size_t len, bool one_by_one, bool flush, struct ns_bytes *out)
{
    struct ns_input input;
    struct ns_keys keys = {0};
    ns_input_init(&input);
    for (size_t i = 0; i < len; i += one_by_one ? 1 : len)
        ns_input_feed(&input, (const unsigned char *)bytes + i, one_by_one ? 1 : len, &keys);
    if (flush && ns_input_timeout(&input) >= 0)
        ns_input_flush(&input, &keys);
    for (size_t i = 0; i < keys.len; i++) {
        if (keys.at[i] == NS_KEY_UNKNOWN)
            ns_bytes_add_text(out, "?");
        else
            ns_key_name(keys.at[i], out);
    }
    ns_vec_free(&keys);
    ns_input_free(&input);
}

static void assert_keys(const char *bytes, size_t len, const char *expected)
{
    for (int one_by_one = 0; one_by_one < 2; one_by_one++) {
        struct ns_bytes out = {0};
        decode(bytes, len, one_by_one, true, &out);
        assert_string_equal(ns_bytes_text(&out), expected);
        ns_vec_free(&out);
    }
}
#define ASSERT_KEYS(bytes, expected) assert_keys(bytes, sizeof(bytes) - 1, expected)

static void test_plain(void **state)
{
    (void)state;
    ASSERT_KEYS("jk5G", "jk5G");
    ASSERT_KEYS("\r\t\x04 ", "<Enter><Tab><C-d><Space>");
    ASSERT_KEYS("\x7f\x08", "<BS><BS>");
    ASSERT_KEYS("\xc3\xa9\xe2\x80\x9c\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x80\x9c\xf0\x9f\x98\x80");
}

static void test_sequences(void **state)
{
    (void)state;
    ASSERT_KEYS("\033[A\033OB\033[5~\033[6~", "<Up><Down><PgUp><PgDn>");
    ASSERT_KEYS("\033[Z\033OP\033[11~\033[[A", "<S-Tab><F1><F1><F1>");
    ASSERT_KEYS("\033", "<Esc>");
    ASSERT_KEYS("\033\033", "<Esc><Esc>");
    /* Escape and the next key in one packet of a slow line. */
    ASSERT_KEYS("\033j", "<Esc>j");
    ASSERT_KEYS("\033\033[A", "<Esc><Up>");
}

/* What terminals answer must not be taken for typed letters: q, c, R, y ... are actions. */
static void test_replies(void **state)
{
    (void)state;
    ASSERT_KEYS("\033[?62;1;6c", "?");
    ASSERT_KEYS("\033[12;40R", "?");
    ASSERT_KEYS("\033]11;rgb:0000/0000/0000\033\\j", "?j");
    ASSERT_KEYS("\033]0;title q q q\007j", "?j");
    ASSERT_KEYS("\033P1$r0m\033\\q", "?q");
    ASSERT_KEYS("\033[<0;10;10M", "?");
    ASSERT_KEYS("\033[200~", "?");
}

static void test_broken(void **state)
{
    (void)state;
    ASSERT_KEYS("\xff\x80j", "??j");
    ASSERT_KEYS("\xc2\x9b", "?"); /* C1 in UTF-8 */
    ASSERT_KEYS("\0j", "?j");
    ASSERT_KEYS("\033[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18mj", "?j");
    ASSERT_KEYS("\033[", "?");
    ASSERT_KEYS("\033[12", "?");
}

static void test_timeouts(void **state)
{
    (void)state;
    struct ns_input input;
    struct ns_keys keys = {0};
    ns_input_init(&input);
    assert_int_equal(ns_input_timeout(&input), -1);
    ns_input_feed(&input, (const unsigned char *)"\033", 1, &keys);
    assert_int_equal(ns_input_timeout(&input), NS_INPUT_ESCAPE_MS);
    ns_input_feed(&input, (const unsigned char *)"[", 1, &keys);
    assert_int_equal(ns_input_timeout(&input), NS_INPUT_SEQUENCE_MS);
    ns_input_feed(&input, (const unsigned char *)"B", 1, &keys);
    assert_int_equal(ns_input_timeout(&input), -1);
    assert_int_equal(keys.len, 1);
    assert_int_equal(keys.at[0], NS_KEY_DOWN);
    ns_vec_free(&keys);
    ns_input_free(&input);
}

/* A terminal's own sequence; and one that cannot be one. */
static void test_added(void **state)
{
    (void)state;
    struct ns_input input;
    struct ns_keys keys = {0};
    ns_input_init(&input);
    size_t known = input.sequences.len;
    ns_input_add(&input, "\033[25~", NS_KEY_F5);
    ns_input_add(&input, "", NS_KEY_F5);
    ns_input_add(&input, "x", NS_KEY_F5);
    assert_int_equal(input.sequences.len, known + 1);
    ns_input_feed(&input, (const unsigned char *)"\033[25~", 5, &keys);
    assert_int_equal(keys.len, 1);
    assert_int_equal(keys.at[0], NS_KEY_F5);
    ns_vec_free(&keys);
    ns_input_free(&input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),    cmocka_unit_test(test_sequences),
        cmocka_unit_test(test_replies),  cmocka_unit_test(test_broken),
        cmocka_unit_test(test_timeouts), cmocka_unit_test(test_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
