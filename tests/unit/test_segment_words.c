/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a text without the machine's wide instructions: the file is compiled here once more,
 * as on machines that have none. What it does with them is tested by test_postings.c.
 */
#undef __SSE2__
#include "../../src/index/segment_words.c"

#include "hostile.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void bytes_are_told_apart(void **state)
{
    (void)state;
    for (unsigned c = 0; c < 256; c++)
        for (unsigned at = 0; at < BLOCK; at += 7) {
            char block[BLOCK];
            uint64_t other = 0;
            memset(block, ' ', sizeof block);
            block[at] = (char)c;
            uint64_t mask = word_mask(block, &other);
            assert_true(mask == (c < 0x80 && ns_is_word(c) ? (uint64_t)1 << at : 0));
            assert_int_equal(other != 0, c >= 0x80);
        }
}

/* All words of text, each followed by a blank. */
static void join_words(struct index_words *words, struct ns_slice text, struct ns_bytes *out)
{
    out->len = 0;
    index_words_begin(words, text);
    while (index_words_next(words))
        for (size_t i = 0; i + 1 < words->bounds.len; i += 2) {
            const char *word = words->folded.at + words->bounds.at[i];
            size_t len = words->bounds.at[i + 1] - words->bounds.at[i];
            ns_bytes_add(out, (struct ns_slice){word, index_word_cut(word, len)});
            ns_bytes_add_text(out, " ");
        }
}

static void join_naive(struct ns_slice text, struct ns_bytes *folded, struct ns_bytes *out)
{
    size_t pos = 0, begin = SIZE_MAX;
    out->len = folded->len = 0;
    ns_fold(text, NS_FOLD_ALL, folded, NULL);
    ns_bytes_add_text(folded, " ");
    struct ns_slice s = ns_bytes_slice(folded);
    while (pos < s.len) {
        size_t from = pos;
        bool word = ns_is_word(ns_utf8_next(s, &pos, NULL));
        if (word && begin == SIZE_MAX)
            begin = from;
        if (!word && begin != SIZE_MAX) {
            size_t len = from - begin;
            ns_bytes_add(out, (struct ns_slice){s.at + begin, index_word_cut(s.at + begin, len)});
            ns_bytes_add_text(out, " ");
            begin = SIZE_MAX;
        }
    }
}

static void words_are_the_same(void **state)
{
    (void)state;
    struct hostile h = {4711};
    struct index_words words = {0};
    struct ns_bytes text = {0}, folded = {0}, got = {0}, expected = {0};
    for (int round = 0; round < (hostile_slow() ? 60 : 400); round++) {
        /* Now and then longer than what is folded at once. */
        hostile_text(&h, round % 50 == 0 ? 20000 : hostile_below(&h, 200), round % 2, &text);
        join_words(&words, ns_bytes_slice(&text), &got);
        join_naive(ns_bytes_slice(&text), &folded, &expected);
        assert_int_equal(got.len, expected.len);
        assert_memory_equal(got.at ? got.at : "", expected.at ? expected.at : "", got.len);
    }
    index_words_free(&words);
    ns_vec_free(&text);
    ns_vec_free(&folded);
    ns_vec_free(&got);
    ns_vec_free(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_told_apart),
        cmocka_unit_test(words_are_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
