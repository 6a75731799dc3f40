/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout.h"

#include <string.h>

#define SIDE_LEAST       26u /* columns of list and side pane in the three-column layout */
#define SIDE_SHARE       25u /* per cent of the columns they get */
#define SIDE_MOST        60u /* where text-width leaves more room than it needs */
#define LEFT_LEAST       20u /* columns of the left column in the two-column layout */
#define LEFT_SHARE       29u
#define LEFT_MOST        40u
#define SPLIT_FROM_ROWS  20u /* of the side pane: both views, one above the other */
#define SPLIT_UPPER      60u /* per cent of the rows for the upper one */
#define TITLES_FROM_ROWS 12u
#define BOTTOM_FROM_ROWS 16u
#define DETAIL_FROM_ROWS 7u

static unsigned clamp(unsigned value, unsigned least, unsigned most)
{
    return value < least ? least : value > most ? most : value;
}

/* Status above, bottom line, detail and last line below; what is left is the body. */
static void cut_bands(const struct ns_layout_wish *wish, struct ns_layout *out)
{
    unsigned rows = wish->rows, columns = wish->columns;
    unsigned end = rows - 1;
    out->status = (struct ns_rect){0, 0, 1, columns};
    out->last = (struct ns_rect){rows - 1, 0, 1, columns};
    if (rows >= DETAIL_FROM_ROWS)
        out->detail = (struct ns_rect){--end, 0, 1, columns};
    if (rows >= BOTTOM_FROM_ROWS)
        out->bottom = (struct ns_rect){--end, 0, 1, columns};
    out->body = (struct ns_rect){1, 0, end - 1, columns};
}

/* A pane inside of body from column on, with its title above it if titles are shown. */
static void place(struct ns_layout *out, enum ns_pane pane, struct ns_rect area, bool titled)
{
    if (titled && area.rows > 1) {
        out->title[pane] = (struct ns_rect){area.row, area.column, 1, area.columns};
        area.row++;
        area.rows--;
    }
    out->pane[pane] = area;
}

static void lay_one(const struct ns_layout_wish *wish, struct ns_layout *out, bool titled)
{
    out->shape = NS_SHAPE_ONE;
    place(out, wish->focus, out->body, titled);
}

static void lay_two(const struct ns_layout_wish *wish, struct ns_layout *out, bool titled)
{
    unsigned columns = wish->columns;
    unsigned left = clamp(columns * LEFT_SHARE / 100, LEFT_LEAST, LEFT_MOST);
    if (wish->side_width)
        left = clamp(wish->side_width, LEFT_LEAST, columns / 2);
    struct ns_rect body = out->body;
    unsigned upper = (body.rows + 1) / 2;
    out->shape = NS_SHAPE_TWO;
    place(out, NS_PANE_LIST, (struct ns_rect){body.row, 0, upper, left}, titled);
    /* The side pane always has its title: it parts it from the list. */
    place(out, NS_PANE_SIDE, (struct ns_rect){body.row + upper, 0, body.rows - upper, left}, true);
    out->rule[0] = (struct ns_rect){body.row, left, body.rows, 1};
    place(out, NS_PANE_TEXT, (struct ns_rect){body.row, left + 1, body.rows, columns - left - 1},
          titled);
}

static void split_side(struct ns_layout *out)
{
    struct ns_rect pane = out->pane[NS_PANE_SIDE];
    if (pane.rows < SPLIT_FROM_ROWS || !out->title[NS_PANE_SIDE].rows)
        return;
    unsigned upper = pane.rows * SPLIT_UPPER / 100;
    out->upper = out->lower_title = out->lower = pane;
    out->upper.rows = upper;
    out->lower_title.row = pane.row + upper;
    out->lower_title.rows = 1;
    out->lower.row = pane.row + upper + 1;
    out->lower.rows = pane.rows - upper - 1;
}

static void lay_three(const struct ns_layout_wish *wish, struct ns_layout *out, bool titled)
{
    unsigned columns = wish->columns;
    unsigned side = clamp(columns * SIDE_SHARE / 100, SIDE_LEAST, SIDE_MOST);
    unsigned frame = NS_LAYOUT_GUTTER + NS_LAYOUT_MARGIN + 2;
    /* Titles and speakers profit from room that the text does not want. */
    if (wish->text_width && columns > wish->text_width + frame + 2 * side)
        side = clamp((columns - wish->text_width - frame) / 2, side, SIDE_MOST);
    if (wish->side_width)
        side = clamp(wish->side_width, LEFT_LEAST, columns / 3);
    struct ns_rect body = out->body;
    unsigned text = columns - 2 * side - 2;
    out->shape = NS_SHAPE_THREE;
    place(out, NS_PANE_LIST, (struct ns_rect){body.row, 0, body.rows, side}, titled);
    out->rule[0] = (struct ns_rect){body.row, side, body.rows, 1};
    place(out, NS_PANE_TEXT, (struct ns_rect){body.row, side + 1, body.rows, text}, titled);
    out->rule[1] = (struct ns_rect){body.row, side + 1 + text, body.rows, 1};
    place(out, NS_PANE_SIDE, (struct ns_rect){body.row, side + text + 2, body.rows, side}, titled);
    split_side(out);
}

void ns_layout_compute(const struct ns_layout_wish *wish, struct ns_layout *out)
{
    memset(out, 0, sizeof *out);
    out->rows = wish->rows;
    out->columns = wish->columns;
    if (wish->rows < NS_LAYOUT_LEAST_ROWS || wish->columns < NS_LAYOUT_LEAST_COLUMNS) {
        out->shape = NS_SHAPE_SMALL;
        return;
    }
    cut_bands(wish, out);
    bool titled = wish->rows >= TITLES_FROM_ROWS;
    /* Fewer rows than this and list and side pane could not share a column. */
    bool narrow = wish->columns < NS_LAYOUT_TWO_COLUMNS || out->body.rows < 4;
    if (wish->zoom || narrow)
        lay_one(wish, out, titled);
    else if (wish->columns < NS_LAYOUT_THREE_COLUMNS)
        lay_two(wish, out, titled);
    else
        lay_three(wish, out, titled);
}

unsigned ns_layout_text_columns(const struct ns_layout *layout, unsigned text_width)
{
    unsigned columns = layout->pane[NS_PANE_TEXT].columns;
    unsigned frame = NS_LAYOUT_GUTTER + NS_LAYOUT_MARGIN;
    columns = columns > frame + 1 ? columns - frame : 1;
    return text_width && text_width < columns ? text_width : columns;
}
