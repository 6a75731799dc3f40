/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static struct ns_layout lay(unsigned rows, unsigned columns, enum ns_pane focus, bool zoom)
{
    struct ns_layout_wish wish = {rows, columns, focus, zoom, 80, 0};
    struct ns_layout l;
    ns_layout_compute(&wish, &l);
    return l;
}

static void shapes(void **state)
{
    (void)state;
    assert_int_equal(lay(40, 120, NS_PANE_LIST, false).shape, NS_SHAPE_THREE);
    assert_int_equal(lay(24, 110, NS_PANE_LIST, false).shape, NS_SHAPE_THREE);
    assert_int_equal(lay(24, 109, NS_PANE_LIST, false).shape, NS_SHAPE_TWO);
    assert_int_equal(lay(24, 60, NS_PANE_LIST, false).shape, NS_SHAPE_TWO);
    assert_int_equal(lay(24, 59, NS_PANE_LIST, false).shape, NS_SHAPE_ONE);
    assert_int_equal(lay(20, 50, NS_PANE_TEXT, false).shape, NS_SHAPE_ONE);
    assert_int_equal(lay(40, 120, NS_PANE_TEXT, true).shape, NS_SHAPE_ONE);
    assert_int_equal(lay(6, 20, NS_PANE_TEXT, false).shape, NS_SHAPE_ONE);
    assert_int_equal(lay(5, 20, NS_PANE_TEXT, false).shape, NS_SHAPE_SMALL);
    assert_int_equal(lay(40, 19, NS_PANE_TEXT, false).shape, NS_SHAPE_SMALL);
    assert_int_equal(lay(0, 0, NS_PANE_TEXT, false).shape, NS_SHAPE_SMALL);
}

static void one_pane_is_the_focused(void **state)
{
    (void)state;
    for (unsigned p = 0; p < NS_PANE_COUNT; p++) {
        struct ns_layout l = lay(20, 50, (enum ns_pane)p, false);
        for (unsigned q = 0; q < NS_PANE_COUNT; q++)
            assert_int_equal(l.pane[q].rows != 0, p == q);
        assert_int_equal(l.pane[p].columns, 50);
    }
}

static void two_columns_stack_the_left(void **state)
{
    (void)state;
    struct ns_layout l = lay(24, 80, NS_PANE_LIST, false);
    assert_int_equal(l.pane[NS_PANE_LIST].column, 0);
    assert_int_equal(l.pane[NS_PANE_SIDE].column, 0);
    assert_int_equal(l.pane[NS_PANE_SIDE].columns, l.pane[NS_PANE_LIST].columns);
    assert_true(l.pane[NS_PANE_SIDE].row > l.pane[NS_PANE_LIST].row);
    assert_true(l.pane[NS_PANE_TEXT].column > l.pane[NS_PANE_LIST].columns);
    assert_true(l.pane[NS_PANE_TEXT].columns >= 50);
}

static void wide_screens_share_what_the_text_leaves(void **state)
{
    (void)state;
    struct ns_layout l = lay(40, 200, NS_PANE_LIST, false);
    assert_true(l.pane[NS_PANE_LIST].columns > 50);
    assert_int_equal(ns_layout_text_columns(&l, 80), 80);
    assert_true(l.upper.rows && l.lower.rows);
    assert_int_equal(l.upper.rows + l.lower.rows + 1, l.pane[NS_PANE_SIDE].rows);
}

static void settings_bound(void **state)
{
    (void)state;
    struct ns_layout l;
    struct ns_layout_wish wish = {24, 120, NS_PANE_LIST, false, 0, 200};
    ns_layout_compute(&wish, &l);
    assert_int_equal(l.pane[NS_PANE_LIST].columns, 40);
    wish.columns = 80;
    ns_layout_compute(&wish, &l);
    assert_int_equal(l.pane[NS_PANE_LIST].columns, 40);
    wish.side_width = 1;
    ns_layout_compute(&wish, &l);
    assert_int_equal(l.pane[NS_PANE_LIST].columns, 20);
}

/* Counts each cell that a rectangle covers. */
static void cover(unsigned char *cells, struct ns_rect r, unsigned rows, unsigned columns)
{
    if (!r.rows)
        return;
    assert_true(r.columns > 0);
    assert_true(r.row + r.rows <= rows);
    assert_true(r.column + r.columns <= columns);
    for (unsigned row = r.row; row < r.row + r.rows; row++)
        for (unsigned column = r.column; column < r.column + r.columns; column++)
            cells[row * columns + column]++;
}

static void every_cell_belongs_to_one(void **state)
{
    (void)state;
    static unsigned char cells[70 * 260];
    for (unsigned rows = 6; rows < 70; rows += rows < 30 ? 1 : 7) {
        for (unsigned columns = 20; columns < 260; columns += columns < 130 ? 1 : 13) {
            for (unsigned focus = 0; focus < NS_PANE_COUNT * 2; focus++) {
                struct ns_layout l = lay(rows, columns, (enum ns_pane)(focus % NS_PANE_COUNT),
                                         focus >= NS_PANE_COUNT);
                memset(cells, 0, sizeof cells);
                for (unsigned p = 0; p < NS_PANE_COUNT; p++) {
                    cover(cells, l.pane[p], rows, columns);
                    cover(cells, l.title[p], rows, columns);
                }
                cover(cells, l.rule[0], rows, columns);
                cover(cells, l.rule[1], rows, columns);
                cover(cells, l.status, rows, columns);
                cover(cells, l.detail, rows, columns);
                cover(cells, l.last, rows, columns);
                cover(cells, l.bottom, rows, columns);
                for (unsigned i = 0; i < rows * columns; i++)
                    assert_int_equal(cells[i], 1);
                assert_true(l.pane[focus % NS_PANE_COUNT].rows > 0);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes),
        cmocka_unit_test(one_pane_is_the_focused),
        cmocka_unit_test(two_columns_stack_the_left),
        cmocka_unit_test(wide_screens_share_what_the_text_leaves),
        cmocka_unit_test(settings_bound),
        cmocka_unit_test(every_cell_belongs_to_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
