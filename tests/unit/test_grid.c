/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/grid.h"

#include "naysay/unicode.h"
#include "naysay/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <locale.h>

#define BRIDGE "\xE6\xA9\x8B" /* a wide character */

static const char *dump(const struct ns_grid *grid, bool styles)
{
    static struct ns_bytes out;
    out.len = 0;
    ns_grid_dump(grid, styles, &out);
    return ns_bytes_text(&out);
}

static unsigned text(struct ns_grid *grid, unsigned column, unsigned columns, const char *s)
{
    return ns_grid_text(grid, 0, column, columns, ns_slice_of(s), NS_STYLE_NORMAL, NULL);
}

/* Each wide character has its right half, each right half its left one. */
static void whole(const struct ns_grid *grid)
{
    for (unsigned r = 0; r < grid->rows; r++) {
        for (unsigned c = 0; c < grid->columns; c++) {
            const struct ns_cell *cell = ns_grid_cell(grid, r, c);
            if (cell->base == NS_CELL_CONTINUES) {
                assert_true(c > 0);
                assert_int_equal(cell->width, 0);
                assert_int_equal(cell[-1].width, 2);
            } else if (cell->width == 2) {
                assert_true(c + 1 < grid->columns);
                assert_true(cell[1].base == NS_CELL_CONTINUES);
            } else {
                assert_int_equal(cell->width, 1);
            }
        }
    }
}

static void halves_go_together(void **state)
{
    (void)state;
    struct ns_grid *grid = ns_grid_new(1, 6);
    assert_int_equal(text(grid, 0, 6, BRIDGE BRIDGE BRIDGE), 6);
    whole(grid);
    text(grid, 1, 1, "x");
    whole(grid);
    assert_string_equal(dump(grid, false), " x" BRIDGE BRIDGE "\n");
    text(grid, 2, 1, "y");
    whole(grid);
    assert_string_equal(dump(grid, false), " xy " BRIDGE "\n");
    text(grid, 3, 2, BRIDGE);
    whole(grid);
    assert_string_equal(dump(grid, false), " xy" BRIDGE "\n");
    ns_grid_free(grid);
}

static void clipping(void **state)
{
    (void)state;
    struct ns_grid *grid = ns_grid_new(1, 5);
    size_t consumed;
    /* A wide character that would need the sixth column stays out. */
    assert_int_equal(
        ns_grid_text(grid, 0, 0, 99, NS_SLICE("abcd" BRIDGE), NS_STYLE_NORMAL, &consumed), 4);
    assert_int_equal(consumed, 4);
    assert_int_equal(text(grid, 5, 9, "x"), 0);
    assert_int_equal(ns_grid_text(grid, 1, 0, 9, NS_SLICE("x"), NS_STYLE_NORMAL, &consumed), 0);
    assert_int_equal(consumed, 0);
    assert_int_equal(text(grid, 4, 1, "xyz"), 1);
    assert_string_equal(dump(grid, false), "abcdx\n");
    ns_grid_glyph(grid, 7, 7, '#', NS_STYLE_NORMAL);
    ns_grid_blank(grid, 0, 3, 99, 99, NS_STYLE_NORMAL);
    assert_string_equal(dump(grid, false), "abc\n");
    ns_grid_free(grid);
}

static void cutting(void **state)
{
    (void)state;
    struct ns_grid *grid = ns_grid_new(1, 10);
    assert_int_equal(ns_grid_text_cut(grid, 0, 0, 6, NS_SLICE("abcdef"), NS_STYLE_NORMAL), 6);
    assert_string_equal(dump(grid, false), "abcdef\n");
    assert_int_equal(ns_grid_text_cut(grid, 0, 0, 6, NS_SLICE("abcdefg"), NS_STYLE_NORMAL), 6);
    assert_string_equal(dump(grid, false), "abcde\xE2\x80\xA6\n");
    ns_grid_blank(grid, 0, 0, 1, 10, NS_STYLE_NORMAL);
    assert_int_equal(ns_grid_text_cut(grid, 0, 0, 6, NS_SLICE("abcd " BRIDGE "x"), NS_STYLE_NORMAL),
                     5);
    assert_string_equal(dump(grid, false), "abcd\xE2\x80\xA6\n");
    grid->ascii = true;
    ns_grid_text_cut(grid, 0, 0, 3, NS_SLICE("abcdefg"), NS_STYLE_NORMAL);
    assert_int_equal(ns_grid_cell(grid, 0, 2)->base, '~');
    assert_int_equal(ns_grid_text_cut(grid, 0, 0, 0, NS_SLICE("abc"), NS_STYLE_NORMAL), 0);
    ns_grid_free(grid);
}

static void combining_marks(void **state)
{
    (void)state;
    struct ns_grid *grid = ns_grid_new(1, 40);
    struct ns_bytes many = {0};
    assert_int_equal(text(grid, 0, 9, "e\xCC\x81x"), 2);
    assert_int_equal(ns_grid_cell(grid, 0, 0)->marks[0], 0x301);
    assert_string_equal(dump(grid, false), "e\xCC\x81x\n");
    ns_bytes_add_text(&many, "a");
    for (unsigned i = 0; i < 200; i++)
        ns_bytes_add_text(&many, "\xCC\x81");
    size_t consumed;
    ns_grid_text(grid, 0, 0, 40, ns_bytes_slice(&many), NS_STYLE_NORMAL, &consumed);
    assert_int_equal(consumed, many.len);
    const struct ns_cell *cell = ns_grid_cell(grid, 0, 0);
    for (unsigned i = 0; i < NS_CLUSTER_MARKS; i++)
        assert_int_equal(cell->marks[i], 0x301);
    assert_int_equal(ns_grid_cell(grid, 0, 1)->style, NS_STYLE_MARKER);
    ns_vec_free(&many);
    ns_grid_free(grid);
}

/* Whatever the bytes: only printable code points in cells, and the halves are whole. */
static void hostile_text(void **state)
{
    (void)state;
    struct ns_grid *grid = ns_grid_new(3, 33);
    uint32_t random = 1;
    static const char *const pieces[] = {"\x1b]52;c;eHh4\a",
                                         "\x9b[2J",
                                         "\xc2\x9b",
                                         "\xe2\x80\xae",
                                         "\xe2\x80\x8b",
                                         "\xcc\x81",
                                         "\0",
                                         "\xff",
                                         "\xed\xa0\x80",
                                         "\t",
                                         "\n",
                                         "\r",
                                         "abc",
                                         BRIDGE,
                                         "\xf0\x9f\x9a\xa2",
                                         "\xf3\xa0\x81\x81",
                                         "\xef\xbb\xbf",
                                         "\x7f",
                                         "\xc0\xaf"};
    for (unsigned i = 0; i < 5000; i++) {
        char line[200];
        size_t len = 0;
        while (len < 120) {
            random = random * 1664525u + 1013904223u;
            const char *piece = pieces[(random >> 10) % (sizeof pieces / sizeof *pieces)];
            size_t bytes = *piece ? strlen(piece) : 1;
            memcpy(line + len, piece, bytes);
            len += bytes;
        }
        ns_grid_text(grid, i % 3, (random >> 20) % 33, (random >> 4) % 40,
                     (struct ns_slice){line, len}, NS_STYLE_NORMAL, NULL);
        ns_grid_text_cut(grid, (i + 1) % 3, (random >> 12) % 33, (random >> 6) % 40,
                         (struct ns_slice){line, len}, NS_STYLE_NORMAL);
        whole(grid);
    }
    for (unsigned i = 0; i < 3 * 33; i++) {
        const struct ns_cell *cell = &grid->cells[i];
        if (cell->base == NS_CELL_CONTINUES)
            continue;
        assert_true(ns_is_printable(cell->base));
        assert_false(ns_is_hostile(cell->base));
        assert_int_equal(ns_width(cell->base), cell->width);
        for (unsigned k = 0; k < NS_CLUSTER_MARKS && cell->marks[k]; k++)
            assert_int_equal(ns_width(cell->marks[k]), 0);
    }
    ns_grid_free(grid);
}

static void dumps_tell_styles(void **state)
{
    (void)state;
    struct ns_grid *grid = ns_grid_new(2, 4);
    ns_grid_text(grid, 0, 1, 9, NS_SLICE("no"), NS_STYLE_DENIAL, NULL);
    grid->cursor_visible = true;
    grid->cursor_row = 1;
    grid->cursor_column = 3;
    assert_string_equal(dump(grid, true), " no\n\n--\n.DD\n\n@ 1 3\n");
    for (unsigned i = 0; i < NS_STYLE_COUNT; i++)
        for (unsigned k = 0; k < i; k++)
            assert_int_not_equal(ns_style_letter((enum ns_style)i),
                                 ns_style_letter((enum ns_style)k));
    ns_grid_free(grid);
}

int main(void)
{
    setlocale(LC_ALL, "");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(halves_go_together),
        cmocka_unit_test(clipping),
        cmocka_unit_test(cutting),
        cmocka_unit_test(combining_marks),
        cmocka_unit_test(hostile_text),
        cmocka_unit_test(dumps_tell_styles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
