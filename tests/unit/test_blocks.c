/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paragraphs of files of all layouts, their sentences, and the words that weighing looks at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "hostile.h"
#include "ingest/blocks.h"
#include "ingest/shape.h"
#include "ingest/words.h"
#include "naysay/ingest.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* The blocks of text as "[one][two]", line ends as "/". */
static char *blocks_of(const char *text)
{
    struct ns_slice body = ns_slice_of(text);
    struct ns_ranges ranges = {0};
    struct ns_bytes out = {0};
    ns_blocks_of(body, &ranges);
    for (size_t i = 0; i < ranges.len; i++) {
        ns_bytes_add_text(&out, "[");
        ns_bytes_add(&out, ns_slice_sub(body, ranges.at[i]));
        ns_bytes_add_text(&out, "]");
    }
    for (size_t i = 0; i < out.len; i++)
        if (out.at[i] == '\n')
            out.at[i] = '/';
    char *copy = ns_string_dup(ns_bytes_slice(&out));
    ns_vec_free(&out);
    ns_vec_free(&ranges);
    return copy;
}

static void check(const char *text, const char *expected)
{
    char *got = blocks_of(text);
    assert_string_equal(got, expected);
    free(got);
}

static void test_blank_lines(void **state)
{
    (void)state;
    check("", "");
    check("\n \n\t\n\xc2\xa0\n", "");
    check("One.", "[One.]");
    check("One.\n\nTwo.\n\n\nThree.\n", "[One.][Two.][Three.]");
    check("One.\r\n\r\nTwo.\r\n", "[One.][Two.]");
    check("One.\r\rTwo.", "[One.][Two.]");
    check("One.\n\xc2\xa0\nTwo.\xc2\xa0\n \t Three.", "[One.][Two.][Three.]");
    check("One.\xe2\x80\xa9Two.\fThree.", "[One.][Two.][Three.]");
    check("\xef\xbb\xbfOne.", "[One.]");
    /* What is not white space stays visible. */
    check("\xe2\x80\x8b\n\nOne.", "[\xe2\x80\x8b][One.]");
}

/* One paragraph a line, nothing between. */
static void test_line_a_paragraph(void **state)
{
    (void)state;
    check(
        "Harbour of Veles to reopen\n"
        "The port authority of Veles announced on Tuesday that it will reopen the old harbour.\n"
        "\xe2\x80\x9cWe expect ships in May,\xe2\x80\x9d spokeswoman Ada Born said at a briefing.\n"
        "The move comes after talks with the province.\n",
        "[Harbour of Veles to reopen]"
        "[The port authority of Veles announced on Tuesday that it will reopen the old harbour.]"
        "[\xe2\x80\x9cWe expect ships in May,\xe2\x80\x9d spokeswoman Ada Born said at a briefing.]"
        "[The move comes after talks with the province.]");
    /* Broken within a sentence, as by a link. */
    check("The ministry of works told reporters that the\nreport of its own auditors was wrong.",
          "[The ministry of works told reporters that the/report of its own auditors was wrong.]");
    check("Home\nNews\nSports\nWeather", "[Home][News][Sports][Weather]");
}

static void test_wrapped(void **state)
{
    (void)state;
    check("Bridge over the Orna closed after storm\n"
          "\n"
          "The bridge over the river Orna was closed to lorries on Monday\n"
          "after a storm had damaged two of its piers, the office of roads\n"
          "said. Ships may pass, it added.\n"
          "\n"
          "Engineers from the capital are to look at the piers this week.\n"
          "Nobody was hurt.\n",
          "[Bridge over the Orna closed after storm]"
          "[The bridge over the river Orna was closed to lorries on Monday/"
          "after a storm had damaged two of its piers, the office of roads/"
          "said. Ships may pass, it added.]"
          "[Engineers from the capital are to look at the piers this week./"
          "Nobody was hurt.]");
    /* Wrapped, paragraphs begin with an indent or behind a short line. */
    check("  The council of the town met in the old hall on Friday and heard\n"
          "what the engineers had to say about the dam and about the money\n"
          "that it will take.\n"
          "  The mayor, who had called the meeting, left before it was over\n"
          "and gave no reason.\n",
          "[The council of the town met in the old hall on Friday and heard/"
          "what the engineers had to say about the dam and about the money/"
          "that it will take.]"
          "[The mayor, who had called the meeting, left before it was over/"
          "and gave no reason.]");
}

static void test_leftovers(void **state)
{
    (void)state;
    check("{adslot}The council met on Friday.", "[{adslot}][The council met on Friday.]");
    check("{{ad.slot_1}} {more}\n\nText {of} a kind.",
          "[{{ad.slot_1}}][{more}][Text {of} a kind.]");
    check("{ two words } stay", "[{ two words } stay]");
}

static void test_long_line(void **state)
{
    (void)state;
    struct ns_bytes b = {0};
    struct ns_ranges ranges = {0};
    while (b.len < 1u << 20)
        ns_bytes_add_text(&b, "These words come again and again in one line. ");
    ns_blocks_of(ns_bytes_slice(&b), &ranges);
    assert_int_equal(ranges.len, 1);
    assert_int_equal(ranges.at[0].end, b.len - 1);
    ns_vec_free(&ranges);
    ns_vec_free(&b);
}

/* Blocks, and the sentences in them, with what stands between give the body back; what stands
 * between blocks is white space. */
static void check_cover(const struct ns_article *article)
{
    uint32_t at = 0, sentence = 0;
    for (size_t i = 0; i < article->block_count; i++) {
        const struct ns_block *block = &article->blocks[i];
        assert_true(block->span.begin >= at);
        for (size_t pos = at; pos < block->span.begin;) {
            size_t n = pos == 0 && memcmp(article->body.at, "\xef\xbb\xbf", 3) == 0
                           ? 3
                           : ns_space_at(article->body, pos);
            assert_true(n > 0);
            pos += n;
        }
        assert_int_equal(block->first_sentence, sentence);
        uint32_t from = block->span.begin;
        for (uint32_t n = 0; n < block->sentence_count; n++, sentence++) {
            assert_int_equal(article->sentences[sentence].begin, from);
            from = article->sentences[sentence].end;
        }
        assert_int_equal(from, block->span.end);
        at = block->span.end;
    }
    assert_int_equal(sentence, article->sentence_count);
    for (size_t pos = at, n; pos < article->body.len; pos += n) {
        n = ns_space_at(article->body, pos);
        assert_true(n > 0);
    }
}

static void test_cover(void **state)
{
    (void)state;
    struct hostile h = {3};
    static const char *const pieces[] = {"The minister said",
                                         " on Monday",
                                         ".",
                                         "\n",
                                         "\n\n",
                                         " ",
                                         "\xc2\xa0",
                                         "\r\n",
                                         "Mr. Orlo",
                                         "\t",
                                         "{x_y}",
                                         "\xe2\x80\x9cNo,\xe2\x80\x9d",
                                         "\xef\xbb\xbf",
                                         "By Ann Lee",
                                         "\xe2\x80\xa8",
                                         "\xff",
                                         "\x1b[0m",
                                         "Subscribe now",
                                         "\xe2\x80\x8b",
                                         "was there",
                                         "?",
                                         "\f",
                                         "3 May 2019",
                                         "(Reuters) - "};
    for (int round = 0; round < 3000; round++) {
        struct ns_bytes b = {0};
        struct ns_article *article = NULL;
        for (uint32_t i = 0, n = 1 + hostile_below(&h, 60); i < n; i++)
            ns_bytes_add_text(&b, pieces[hostile_below(&h, sizeof pieces / sizeof *pieces)]);
        if (ns_ingest_bytes("x", ns_bytes_slice(&b), NULL, &article, NULL) == NS_OK) {
            check_cover(article);
            ns_article_free(article);
        }
        ns_vec_free(&b);
    }
}

static void test_places(void **state)
{
    (void)state;
    struct ns_article *article = NULL;
    const char *text = "A title of this\n\nFirst sentence. Second one.\n\n  Third.\n";
    assert_int_equal(ns_ingest_bytes("x", ns_slice_of(text), NULL, &article, NULL), NS_OK);
    assert_int_equal(article->block_count, 3);
    assert_int_equal(article->sentence_count, 4);
    assert_int_equal(ns_article_block_at(article, 0), 0);
    assert_int_equal(ns_article_block_at(article, 16), 0);
    assert_int_equal(ns_article_block_at(article, 17), 1);
    assert_int_equal(ns_article_block_at(article, 48), 2);
    assert_int_equal(ns_article_sentence_at(article, 40), 2);
    assert_int_equal(ns_article_sentence_at(article, 200), 3);
    ns_article_free(article);
}

/* --- words --- */

/* Words by the plainest means, for ASCII: what the fast way must find. */
static void check_words(struct ns_slice text)
{
    struct ns_words words = {0};
    size_t n = 0;
    ns_words_of(text, &words);
    for (size_t i = 0; i < text.len;) {
        if (!isalnum((unsigned char)text.at[i])) {
            i++;
            continue;
        }
        size_t end = i + 1;
        while (end < text.len &&
               (isalnum((unsigned char)text.at[end]) ||
                (text.at[end] == '\'' && isalnum((unsigned char)text.at[end - 1]) &&
                 end + 1 < text.len && isalpha((unsigned char)text.at[end + 1]))))
            end++;
        char small[400];
        for (size_t k = i; k < end; k++)
            small[k - i] = (char)tolower((unsigned char)text.at[k]);
        assert_true(n < words.len);
        assert_int_equal(words.at[n].span.begin, i);
        assert_int_equal(words.at[n].span.end, end);
        assert_int_equal((words.at[n].flags & NS_WORD_UPPER) != 0,
                         isupper((unsigned char)text.at[i]) != 0);
        struct ns_words alone = {0};
        ns_words_of((struct ns_slice){small, end - i}, &alone);
        assert_int_equal(alone.len, 1);
        assert_int_equal(alone.at[0].hash, words.at[n].hash);
        ns_vec_free(&alone);
        n++;
        i = end;
    }
    assert_int_equal(n, words.len);
    ns_vec_free(&words);
}

static void test_words(void **state)
{
    (void)state;
    struct hostile h = {11};
    for (int round = 0; round < 3000; round++) {
        char text[300];
        size_t len = hostile_below(&h, sizeof text);
        for (size_t i = 0; i < len; i++) {
            uint32_t dice = hostile_below(&h, 12);
            text[i] = dice == 0   ? '\''
                      : dice == 1 ? (char)(33 + hostile_below(&h, 94))
                      : dice < 4  ? ' '
                      : dice == 4 ? (char)('A' + hostile_below(&h, 26))
                                  : (char)('a' + hostile_below(&h, 26));
        }
        check_words((struct ns_slice){text, len});
    }
}

/* What is found does not depend on where in the text it stands, nor on the bytes around it. */
static void test_words_anywhere(void **state)
{
    (void)state;
    static const char core[] =
        " don\xe2\x80\x99t say \"\xc3\x89tat NATO\" or S-300/400 \xe2\x80\x9cYes\xe2\x80\x9d ";
    struct ns_words first = {0}, other = {0};
    ns_words_of(NS_SLICE(core), &first);
    assert_int_equal(first.len, 9);
    assert_true(first.at[2].flags & NS_WORD_UPPER && first.at[2].flags & NS_WORD_QUOTED);
    assert_true(first.at[3].flags & NS_WORD_CAPITALS);
    assert_true(first.at[6].flags & NS_WORD_JOINED);
    assert_true(first.at[7].flags & NS_WORD_JOINED);
    assert_true(first.at[8].flags & NS_WORD_QUOTED && !(first.at[4].flags & NS_WORD_QUOTED));
    struct ns_words straight = {0};
    ns_words_of(NS_SLICE("DON'T"), &straight);
    assert_int_equal(straight.at[0].hash, first.at[0].hash);
    for (size_t shift = 0; shift < 140; shift++) {
        char text[400];
        memset(text, '.', sizeof text);
        memcpy(text + shift, core, sizeof core - 1);
        other.len = 0;
        ns_words_of((struct ns_slice){text, shift + sizeof core - 1 + shift % 3}, &other);
        assert_int_equal(other.len, first.len);
        for (size_t i = 0; i < first.len; i++) {
            assert_int_equal(other.at[i].span.begin, first.at[i].span.begin + shift);
            assert_int_equal(other.at[i].span.end, first.at[i].span.end + shift);
            assert_int_equal(other.at[i].hash, first.at[i].hash);
            assert_int_equal(other.at[i].flags, first.at[i].flags);
        }
    }
    ns_vec_free(&first);
    ns_vec_free(&other);
    ns_vec_free(&straight);
}

static void test_phrases(void **state)
{
    (void)state;
    struct ns_lexicon *lexicon = ns_lexicon_new();
    struct ns_words words = {0};
    assert_int_equal(ns_lexicon_parse(lexicon, "t",
                                      NS_SLICE("sign up\tweight=1.5\n"
                                               "sign up for news\tweight=-0.25\n"
                                               "you'll see\nseen by\tweight=2\trole=caption\n"),
                                      NULL),
                     NS_OK);
    struct ns_phrases *phrases = ns_phrases_new(lexicon);
    ns_words_of(
        NS_SLICE("Please SIGN UP; sign-up for news. You\xe2\x80\x99ll see: seen by us sign"),
        &words);
    struct ns_phrase_hit hit = ns_phrases_at(phrases, &words, 1);
    assert_int_equal(hit.words, 2);
    assert_true(hit.weight > 1.4F && hit.weight < 1.6F && hit.role == NS_PHRASE_FURNITURE);
    hit = ns_phrases_at(phrases, &words, 3);
    assert_int_equal(hit.words, 4);
    assert_true(hit.weight < -0.2F && hit.weight > -0.3F);
    assert_int_equal(ns_phrases_at(phrases, &words, 7).words, 2);
    assert_int_equal(ns_phrases_at(phrases, &words, 9).role, NS_PHRASE_CAPTION);
    assert_int_equal(ns_phrases_at(phrases, &words, 0).words, 0);
    assert_int_equal(ns_phrases_at(phrases, &words, words.len - 1).words, 0);
    assert_int_equal(ns_phrases_at(NULL, &words, 1).words, 0);
    ns_phrases_free(phrases);
    ns_lexicon_free(lexicon);
    ns_vec_free(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blank_lines),    cmocka_unit_test(test_line_a_paragraph),
        cmocka_unit_test(test_wrapped),        cmocka_unit_test(test_leftovers),
        cmocka_unit_test(test_long_line),      cmocka_unit_test(test_cover),
        cmocka_unit_test(test_places),         cmocka_unit_test(test_words),
        cmocka_unit_test(test_words_anywhere), cmocka_unit_test(test_phrases),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
