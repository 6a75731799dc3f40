/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * draw.h (room: view): what the panes' files share. A pane draws only inside its rectangle.
 */
#ifndef VIEW_DRAW_H
#define VIEW_DRAW_H

#include "naysay/view.h"

#include "model/inside.h"

/* The program's own glyphs; those that are not ASCII are in code page 437 too, which is what the
 * console's font has. */
struct ns_glyphs {
    uint32_t horizontal, vertical, tee_down, tee_up, tee_left, tee_right;
    uint32_t here;    /* the selection or cursor of the focused pane */
    uint32_t there;   /* of another pane */
    uint32_t runs_on; /* a statement that began on a line above */
    uint32_t dot;
    uint32_t tick_denial, tick_statement, tick_hit, thumb;
    const char *paragraph, *separator, *step;
};

struct ns_canvas {
    const struct ns_model *m;
    struct ns_grid *grid;
    const struct ns_glyphs *glyphs;
};

enum ns_style ns_kind_style(enum ns_kind kind);

/* Terms of a query have three looks in turn. */
enum ns_style ns_hit_style(uint32_t term);

/* Blanks a rectangle. */
void ns_draw_clear(const struct ns_canvas *c, struct ns_rect rect, enum ns_style style);

/* The mark of a selected row in its two columns. */
void ns_draw_mark(const struct ns_canvas *c, unsigned row, unsigned column, bool selected,
                  enum ns_pane pane);

/* Text that ends at a column; returns where it begins. */
unsigned ns_draw_right(const struct ns_canvas *c, unsigned row, unsigned end, struct ns_slice text,
                       enum ns_style style);

/* "¶3.1" of a body byte, "" in a block that has no number. */
void ns_place_text(const struct ns_canvas *c, uint32_t at, struct ns_bytes *out);

void ns_draw_list(const struct ns_canvas *c);
void ns_draw_text(const struct ns_canvas *c);
void ns_draw_side(const struct ns_canvas *c);
void ns_draw_status(const struct ns_canvas *c); /* status, detail and last line */
void ns_draw_detail(const struct ns_canvas *c);
void ns_draw_frame(const struct ns_canvas *c); /* titles and lines between panes */
void ns_draw_pager(const struct ns_canvas *c);
void ns_draw_results(const struct ns_canvas *c);
void ns_draw_facets(const struct ns_canvas *c, const struct ns_finding_layout *l);
void ns_draw_timeline(const struct ns_canvas *c, struct ns_rect page);

/* Writes a word into a title's line with a blank on both sides; returns the column behind it. */
unsigned ns_draw_title(const struct ns_canvas *c, struct ns_rect title, unsigned column,
                       struct ns_slice text, enum ns_style style);

#endif
