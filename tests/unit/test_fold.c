/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/fold.h"
#include "naysay/log.h"

#include "hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const char *folded(const char *text, unsigned flags, struct ns_bytes *out)
{
    out->len = 0;
    ns_fold(ns_slice_of(text), flags, out, NULL);
    return ns_bytes_text(out);
}

static void folding_is_as_documented(void **state)
{
    static const struct {
        const char *in;
        unsigned flags;
        const char *out;
    } cases[] = {
        {"The Quick BROWN Fox, 1234567890!", NS_FOLD_ALL, "the quick brown fox, 1234567890!"},
        {"The Quick", NS_FOLD_DIACRITICS, "The Quick"},
        {"\xe2\x80\x9cWe\xe2\x80\x99re\xe2\x80\x9d", NS_FOLD_ALL, "\"we're\""},
        {"a\xc2\xa0"
         "b\xe2\x80\x89"
         "c\td\ne",
         NS_FOLD_ALL, "a b c d e"},
        {"a\nb\tc", NS_FOLD_ALL | NS_FOLD_KEEP_LINES, "a\nb c"},
        {"01234567\n89abcdefg\n\n\r\nx", NS_FOLD_ALL | NS_FOLD_KEEP_LINES,
         "01234567\n89abcdefg\n\n \nx"},
        {"mid\xe2\x80\x94"
         "dash\xe2\x80\x93x\xe2\x88\x92y\xe2\x80\x90z",
         NS_FOLD_ALL, "mid-dash-x-y-z"},
        {"wait\xe2\x80\xa6", NS_FOLD_ALL, "wait..."},
        {"Pen\xe2\x80\x8bta\xc2\xadgon\xef\xbb\xbf", NS_FOLD_ALL, "pentagon"},
        {"Erdo\xc4\x9f"
         "an \xc5\x81\xc3\xb3"
         "d\xc5\xba \xc3\x98resund",
         NS_FOLD_ALL, "erdogan lodz oresund"},
        {"Erdo\xc4\x9f"
         "an",
         NS_FOLD_CASE,
         "erdo\xc4\x9f"
         "an"},
        {"e\xcc\x81t\xc3\xa9", NS_FOLD_ALL, "ete"},
        {"\xef\xac\x81nal STRA\xc3\x9f"
         "E \xc4\xb0",
         NS_FOLD_ALL, "final strasse i"},
        {"STRA\xc3\x9f"
         "E",
         NS_FOLD_CASE, "strasse"},
        {"\xce\xa3\xce\x91\xce\xa3 \xcf\x83\xce\xb1\xcf\x82", NS_FOLD_ALL,
         "\xcf\x83\xce\xb1\xcf\x83 \xcf\x83\xce\xb1\xcf\x83"},
        {"\xd0\x9c\xd0\x9e\xd0\xa1\xd0\x9a\xd0\x92\xd0\x90", NS_FOLD_ALL,
         "\xd0\xbc\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0"},
        {"\xff", NS_FOLD_ALL, "\xef\xbf\xbd"},
        {"", NS_FOLD_ALL, ""},
    };
    struct ns_bytes out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(folded(cases[i].in, cases[i].flags, &out), cases[i].out);
    ns_vec_free(&out);
}

/* What folds alone at a time folds the same in one piece, whatever stands around it. */
static void each_code_point_folds_by_itself_and_maps_back(void **state)
{
    struct hostile h = {99};
    struct ns_bytes text = {0}, whole = {0}, one = {0};
    struct ns_fold_steps steps = {0};

    (void)state;
    for (int round = 0; round < 4000; round++) {
        unsigned flags = hostile_below(&h, 8);
        size_t pos = 0, at = 0;
        struct ns_slice s;
        hostile_text(&h, 1 + hostile_below(&h, 30), round % 3 != 0, &text);
        s = ns_bytes_slice(&text);
        whole.len = steps.len = 0;
        ns_bytes_add_text(&whole, "before"); /* what was there stays and does not count */
        ns_fold(s, flags, &whole, &steps);
        while (pos < s.len) {
            size_t start = pos;
            ns_utf8_next(s, &pos, NULL);
            one.len = 0;
            ns_fold((struct ns_slice){s.at + start, pos - start}, flags, &one, NULL);
            assert_true(whole.len - 6 - at >= one.len);
            if (one.len)
                assert_memory_equal(whole.at + 6 + at, one.at, one.len);
            for (size_t k = 0; k < one.len; k++) {
                /* the start of each folded code point leads to the start of its original */
                if (((unsigned char)one.at[k] & 0xC0) != 0x80)
                    assert_int_equal(ns_fold_original(&steps, (uint32_t)(at + k)), start);
            }
            at += one.len;
        }
        assert_int_equal(at, whole.len - 6);
        assert_int_equal(ns_fold_original(&steps, (uint32_t)at), s.len);
        assert_int_equal(ns_utf8_valid_prefix(ns_bytes_slice(&whole)), whole.len);
    }
    ns_vec_free(&text);
    ns_vec_free(&whole);
    ns_vec_free(&one);
    ns_vec_free(&steps);
}

static void folding_twice_changes_nothing(void **state)
{
    struct ns_bytes once = {0}, twice = {0};

    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char point[4];
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        once.len = twice.len = 0;
        ns_fold((struct ns_slice){point, ns_utf8_put(cp, point)}, NS_FOLD_ALL, &once, NULL);
        ns_fold(ns_bytes_slice(&once), NS_FOLD_ALL, &twice, NULL);
        if (!ns_slice_equal(ns_bytes_slice(&once), ns_bytes_slice(&twice)))
            fail_msg("U+%04X folds on", (unsigned)cp);
    }
    ns_vec_free(&once);
    ns_vec_free(&twice);
}

static void hashes_ignore_what_folding_ignores(void **state)
{
    uint64_t hash = ns_fold_hash(NS_SLICE("the ministry's reply"));

    (void)state;
    assert_true(hash == ns_fold_hash(NS_SLICE("  The\tMinistry\xe2\x80\x99s\n\n reply ")));
    assert_true(hash != ns_fold_hash(NS_SLICE("the ministrys reply")));
    assert_true(ns_fold_hash(NS_SLICE("")) == ns_fold_hash(NS_SLICE(" \n ")));
}

/* One way to say which spaces do not count, for texts in which they stand anywhere. */
static void hashes_take_spaces_as_one(void **state)
{
    struct hostile h = {31};
    struct ns_bytes text = {0}, folded = {0}, plain = {0};

    (void)state;
    for (int round = 0; round < 4000; round++) {
        text.len = folded.len = plain.len = 0;
        for (uint32_t i = hostile_below(&h, 70); i > 0; i--) {
            static const char *const pieces[] = {" ",  "  ", "a",        "!",
                                                 "\t", "x",  "\xc2\xa0", "\xc3\xa9"};
            ns_bytes_add_text(&text, pieces[hostile_below(&h, round % 2 ? 8 : 200) % 8]);
            if (round % 2 == 0)
                ns_bytes_add_text(&text, "yz");
        }
        ns_fold(ns_bytes_slice(&text), NS_FOLD_ALL, &folded, NULL);
        for (size_t i = 0; i < folded.len; i++)
            if (folded.at[i] != ' ' || (plain.len > 0 && *ns_vec_last(&plain) != ' '))
                ns_vec_push(&plain, folded.at[i]);
        if (plain.len > 0 && *ns_vec_last(&plain) == ' ')
            plain.len--;
        assert_true(ns_fold_hash(ns_bytes_slice(&text)) == ns_slice_hash(ns_bytes_slice(&plain)));
    }
    ns_vec_free(&text);
    ns_vec_free(&folded);
    ns_vec_free(&plain);
}

static void a_megabyte_takes_linear_time(void **state)
{
    struct ns_bytes text = {0}, out = {0};
    struct ns_fold_steps steps = {0};
    uint64_t start = ns_clock();

    (void)state;
    hostile_repeat("\xcc\x81", 1 << 19, &text);
    ns_fold(ns_bytes_slice(&text), NS_FOLD_ALL, &out, &steps);
    assert_int_equal(out.len, 0);
    assert_true(steps.len <= 1);
    hostile_repeat("\xef\xb7\xba", 1 << 16, &text);
    ns_fold(ns_bytes_slice(&text), NS_FOLD_ALL, &out, &steps);
    assert_true(ns_clock() - start < (hostile_slow() ? 10 : 1) * UINT64_C(5000000000));
    ns_vec_free(&text);
    ns_vec_free(&out);
    ns_vec_free(&steps);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding_is_as_documented),
        cmocka_unit_test(each_code_point_folds_by_itself_and_maps_back),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(hashes_ignore_what_folding_ignores),
        cmocka_unit_test(hashes_take_spaces_as_one),
        cmocka_unit_test(a_megabyte_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
