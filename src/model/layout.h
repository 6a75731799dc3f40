/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout.h (room: model): which part of the screen belongs to whom.
 *
 * A pure function of the size, the focus and two settings; rows and columns are cells, row 0 on top.
 * A rectangle without rows is not on the screen.
 */
#ifndef MODEL_LAYOUT_H
#define MODEL_LAYOUT_H

#include <stdbool.h>

enum ns_pane { NS_PANE_LIST, NS_PANE_TEXT, NS_PANE_SIDE, NS_PANE_COUNT };

enum ns_shape {
    NS_SHAPE_SMALL, /* nothing fits: a notice */
    NS_SHAPE_ONE,   /* the focused pane alone */
    NS_SHAPE_TWO,   /* list over side pane on the left, text on the right */
    NS_SHAPE_THREE, /* list | text | side pane */
};

#define NS_LAYOUT_LEAST_ROWS    6
#define NS_LAYOUT_LEAST_COLUMNS 20
#define NS_LAYOUT_TWO_COLUMNS   60  /* from here on two columns */
#define NS_LAYOUT_THREE_COLUMNS 110 /* from here on three */

/* Columns of the text pane that hold no text: left gutter; blank and scroll bar on the right. */
#define NS_LAYOUT_GUTTER 4
#define NS_LAYOUT_MARGIN 2

struct ns_rect {
    unsigned row, column, rows, columns;
};

struct ns_layout {
    enum ns_shape shape;
    unsigned rows, columns;
    struct ns_rect pane[NS_PANE_COUNT];  /* what is inside */
    struct ns_rect title[NS_PANE_COUNT]; /* one row each; rows 0: no room for it */
    struct ns_rect upper, lower;         /* of a side pane tall enough for both of its views */
    struct ns_rect lower_title;
    struct ns_rect body;                 /* all panes with their titles; overlays cover it */
    struct ns_rect rule[2];              /* lines of one column between panes */
    struct ns_rect status, detail, last; /* one row each; detail may be missing */
    struct ns_rect bottom;               /* the line under the panes; may be missing */
};

struct ns_layout_wish {
    unsigned rows, columns;
    enum ns_pane focus;
    bool zoom;
    unsigned text_width; /* columns of text at most, 0: any */
    unsigned side_width; /* columns of list and side pane, 0: by the layout */
};

void ns_layout_compute(const struct ns_layout_wish *wish, struct ns_layout *out);

/* Columns of text that fit into the text pane, at least 1. */
unsigned ns_layout_text_columns(const struct ns_layout *layout, unsigned text_width);

#endif
