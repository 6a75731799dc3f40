/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/page.h"

#include "naysay/clean.h"

#include "invented.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <locale.h>

struct fixture {
    struct ns_article *article;
    struct ns_page_cache *cache;
};

static int setup(void **state)
{
    struct fixture *f = ns_alloc(sizeof *f);
    f->article = invented_article(&invented_bridge[1]);
    f->cache = ns_page_cache_new();
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    ns_page_cache_free(f->cache);
    ns_article_free(f->article);
    free(f);
    return 0;
}

static void title_then_meta_then_text(void **state)
{
    struct fixture *f = *state;
    const struct ns_page *page = ns_page_get(f->cache, f->article, 60, true);
    assert_true(
        ns_slice_equal(ns_page_text(page, 0), NS_SLICE("Council Denies It Knew Of Cracks")));
    assert_int_equal(page->lines.at[0].role, NS_ROLE_TITLE);
    assert_int_equal(page->lines.at[1].type, NS_LINE_META);
    assert_true(ns_slice_equal(ns_page_text(page, 1),
                               NS_SLICE("Orna Gazette \xC2\xB7 Tomas Wen \xC2\xB7 undated")));
    assert_int_equal(page->lines.at[2].type, NS_LINE_BLANK);
    assert_int_equal(page->lines.at[3].type, NS_LINE_LABEL);
    assert_true(ns_slice_equal(ns_page_text(page, 3), NS_SLICE("caption")));
    assert_int_equal(page->lines.at[4].role, NS_ROLE_CAPTION);
    assert_true(page->lines.at[4].first);
}

static void lines_cover_every_block(void **state)
{
    struct fixture *f = *state;
    for (unsigned width = 1; width < 130; width++) {
        const struct ns_page *page = ns_page_get(f->cache, f->article, width, true);
        for (uint32_t b = 0; b < f->article->block_count; b++) {
            uint32_t at = f->article->blocks[b].span.begin;
            size_t line = page->block_lines[b];
            for (; line < page->lines.len && page->lines.at[line].block == b; line++) {
                assert_int_equal(page->lines.at[line].span.begin, at);
                at = page->lines.at[line].span.end;
                /* White space at the end hangs over and is not drawn. */
                struct ns_slice seen = ns_slice_trim(ns_page_text(page, line));
                assert_true(ns_clean_width(seen) <= (width < 2 ? 2 : width));
            }
            assert_int_equal(at, f->article->blocks[b].span.end);
        }
    }
}

static void bytes_find_their_line(void **state)
{
    struct fixture *f = *state;
    static const unsigned widths[] = {7, 40, 200};
    for (size_t w = 0; w < 3; w++) {
        const struct ns_page *page = ns_page_get(f->cache, f->article, widths[w], true);
        for (uint32_t at = 0; at < f->article->body.len; at++) {
            size_t line = ns_page_line_at(page, at);
            assert_true(line < page->lines.len);
            assert_int_equal(page->lines.at[line].type, NS_LINE_BODY);
            if (ns_page_shows(page, at))
                assert_true(ns_range_holds(page->lines.at[line].span, at));
        }
        assert_true(ns_page_line_at(page, UINT32_MAX) < page->lines.len);
    }
}

static void hidden_blocks_lead_to_a_neighbour(void **state)
{
    struct fixture *f = *state;
    const struct ns_page *page = ns_page_get(f->cache, f->article, 60, false);
    uint32_t caption = f->article->blocks[1].span.begin + 3;
    uint32_t end = f->article->blocks[f->article->block_count - 1].span.begin;
    assert_int_equal(page->hidden_blocks, 2);
    assert_false(ns_page_shows(page, caption));
    assert_int_equal(page->lines.at[ns_page_line_at(page, caption)].block, 2);
    assert_int_equal(page->lines.at[ns_page_line_at(page, end)].block, f->article->block_count - 2);
    for (size_t i = 0; i < page->lines.len; i++)
        assert_int_not_equal(page->lines.at[i].type, NS_LINE_LABEL);
}

static void steps_skip_made_lines(void **state)
{
    struct fixture *f = *state;
    const struct ns_page *page = ns_page_get(f->cache, f->article, 60, true);
    size_t line = 0, seen = 1;
    for (size_t next; (next = ns_page_step(page, line, 1)) != line; line = next, seen++)
        assert_int_equal(page->lines.at[next].type, NS_LINE_BODY);
    assert_int_equal(seen, page->body_lines);
    assert_int_equal(ns_page_step(page, line, 1000), line);
    assert_int_equal(ns_page_step(page, line, -1000), 0);
    assert_int_equal(ns_page_body_line(page, page->lines.len), line);
    assert_int_equal(ns_page_body_line(page, 1), 4);
}

static void pages_are_cached(void **state)
{
    struct fixture *f = *state;
    const struct ns_page *page = ns_page_get(f->cache, f->article, 60, true);
    for (unsigned width = 20; width < 24; width++)
        ns_page_get(f->cache, f->article, width, true);
    assert_ptr_equal(ns_page_get(f->cache, f->article, 60, true), page);
    assert_ptr_not_equal(ns_page_get(f->cache, f->article, 60, false), page);
}

static void an_article_without_text(void **state)
{
    struct fixture *f = *state;
    static const struct invented empty = {.path = "empty-1", .text = ""};
    struct ns_article *article = invented_article(&empty);
    const struct ns_page *page = ns_page_get(f->cache, article, 30, true);
    assert_int_equal(page->body_lines, 0);
    assert_true(ns_slice_equal(ns_page_text(page, 0), NS_SLICE("empty-1")));
    assert_int_equal(ns_page_line_at(page, 0), SIZE_MAX);
    assert_int_equal(ns_page_body_line(page, 0), SIZE_MAX);
    assert_false(ns_page_shows(page, 0));
    ns_page_cache_free(f->cache);
    f->cache = ns_page_cache_new();
    ns_article_free(article);
}

/* A long article comes in steps; in the end it is what one step would have given. */
static void large_articles_come_in_steps(void **state)
{
    struct fixture *f = *state;
    struct ns_bytes text = {0};
    ns_bytes_add_text(&text, "A Long Story\n\n");
    for (unsigned i = 0; i < 40000; i++)
        ns_bytes_format(&text, "word%u ", i);
    ns_bytes_add_text(&text, "\n\n");
    for (unsigned i = 0; i < 100000; i++)
        ns_bytes_add_text(&text, "\xC3\xA9"); /* no place to break, nor to cut between bytes */
    struct invented from = {.path = "long", .text = ns_bytes_text(&text)};
    struct ns_article *article = invented_article(&from);
    struct ns_page *page = ns_page_get(f->cache, article, 50, true);
    uint32_t last = (uint32_t)article->body.len - 1;
    assert_false(page->complete);
    assert_true(page->body_lines > 100);
    assert_int_equal(ns_page_line_at(page, last), SIZE_MAX);
    assert_true(ns_page_shows(page, last));
    unsigned steps = 0;
    while (ns_page_work(page))
        steps++;
    assert_true(steps > 3 && steps < 30);
    assert_int_equal(ns_page_line_at(page, last), page->lines.len - 1);
    uint32_t at = article->blocks[1].span.begin;
    for (size_t i = page->block_lines[1]; i < page->lines.len; i++) {
        const struct ns_line *line = &page->lines.at[i];
        if (line->type != NS_LINE_BODY) {
            at = article->blocks[2].span.begin;
            continue;
        }
        assert_int_equal(line->span.begin, at);
        assert_int_not_equal((unsigned char)article->body.at[at] & 0xC0, 0x80);
        assert_true(ns_clean_width(ns_slice_trim(ns_page_text(page, i))) <= 50);
        at = line->span.end;
    }
    assert_int_equal(at, article->body.len);
    ns_page_cache_free(f->cache);
    f->cache = ns_page_cache_new();
    ns_article_free(article);
    ns_vec_free(&text);
}

int main(void)
{
    setlocale(LC_ALL, "");
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(title_then_meta_then_text), TEST(lines_cover_every_block),
        TEST(bytes_find_their_line),     TEST(hidden_blocks_lead_to_a_neighbour),
        TEST(steps_skip_made_lines),     TEST(pages_are_cached),
        TEST(an_article_without_text),   TEST(large_articles_come_in_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
