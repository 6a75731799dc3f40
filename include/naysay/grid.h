/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grid.h (room: view): the screen as pure data: rows x columns of cells. No terminal here.
 *
 * Row 0 is the top, column 0 the left. A wide character stands in its left cell, the right one is
 * NS_CELL_CONTINUES; overwriting either half blanks the other. Text gets in through ns_grid_text
 * only, which cleans it (clean.h), so no cell ever holds a hostile code point.
 */
#ifndef NAYSAY_GRID_H
#define NAYSAY_GRID_H

#include "naysay/clean.h"
#include "naysay/vec.h"

/* What a cell means; the theme says how it looks. Letters are those of style dumps. */
#define NS_STYLES(X)                                                                               \
    X(NORMAL, "normal", '.')                                                                       \
    X(TITLE, "title", 't')                                                                         \
    X(META, "meta", 'm')                                                                           \
    X(BORDER, "border", '-')                                                                       \
    X(PANE_TITLE, "pane-title", 'p')                                                               \
    X(PANE_TITLE_FOCUS, "pane-title-focus", 'P')                                                   \
    X(SELECTED, "selected", '>')                                                                   \
    X(NUMBER, "count", '#')                                                                        \
    X(BOILERPLATE, "boilerplate", 'b')                                                             \
    X(CLAIM, "claim", 'C')                                                                         \
    X(DENIAL, "denial", 'D')                                                                       \
    X(ACCUSATION, "accusation", 'A')                                                               \
    X(THREAT, "threat", 'T')                                                                       \
    X(PROMISE, "promise", 'O')                                                                     \
    X(CONFIRMATION, "confirmation", 'K')                                                           \
    X(NO_COMMENT, "no-comment", 'R')                                                               \
    X(DEMAND, "demand", 'M')                                                                       \
    X(QUESTION, "question", 'Q')                                                                   \
    X(BELIEF, "belief", 'B')                                                                       \
    X(OTHER, "other", 'x')                                                                         \
    X(SOURCE, "source", 's')                                                                       \
    X(CUE, "cue", 'u')                                                                             \
    X(ENTITY, "entity", 'e')                                                                       \
    X(ENTITY_HERE, "entity-here", 'E')                                                             \
    X(HIT, "hit", 'h')                                                                             \
    X(HIT2, "hit2", '2')                                                                           \
    X(HIT3, "hit3", '3')                                                                           \
    X(HIT_HERE, "hit-here", 'H')                                                                   \
    X(CURSOR, "cursor", '_')                                                                       \
    X(TICK, "tick", '|')                                                                           \
    X(MARKER, "marker", '^')                                                                       \
    X(STATUS, "status", 'S')                                                                       \
    X(STATUS_KEY, "status-key", 'k')                                                               \
    X(PROMPT, "prompt", ':')                                                                       \
    X(ERROR, "error", '!')                                                                         \
    X(HELP_KEY, "help-key", '?')

enum ns_style {
#define NS_STYLE_ENUM(name, text, letter) NS_STYLE_##name,
    NS_STYLES(NS_STYLE_ENUM)
#undef NS_STYLE_ENUM
        NS_STYLE_COUNT
};
const char *ns_style_name(enum ns_style style);
char ns_style_letter(enum ns_style style);

#define NS_CELL_CONTINUES 0xFFFFFFFFu /* base of the right half of a wide character */

struct ns_cell {
    uint32_t base;                    /* ' ' if empty */
    uint32_t marks[NS_CLUSTER_MARKS]; /* 0-terminated unless full */
    uint8_t style;                    /* enum ns_style */
    uint8_t width;                    /* 1 or 2; 0 for the right half */
};

struct ns_grid {
    unsigned rows, columns;
    struct ns_cell *cells; /* row-major */
    unsigned cursor_row, cursor_column;
    bool cursor_visible;
    bool ascii; /* cut text ends in '~' instead of an ellipsis */
};

struct ns_grid *ns_grid_new(unsigned rows, unsigned columns);
void ns_grid_free(struct ns_grid *grid);
void ns_grid_resize(struct ns_grid *grid, unsigned rows, unsigned columns); /* blank afterwards */

static inline struct ns_cell *ns_grid_cell(const struct ns_grid *grid, unsigned row,
                                           unsigned column)
{
    return &grid->cells[(size_t)row * grid->columns + column];
}

/* Fills a rectangle with blanks of a style; clipped to the grid. */
void ns_grid_blank(struct ns_grid *grid, unsigned row, unsigned column, unsigned rows,
                   unsigned columns, enum ns_style style);

/*
 * Writes text into at most columns cells from (row, column) on; cleans it, never splits a wide
 * character, clips at the right. Returns the cells used; *consumed (if any) gets the bytes.
 */
unsigned ns_grid_text(struct ns_grid *grid, unsigned row, unsigned column, unsigned columns,
                      struct ns_slice text, enum ns_style style, size_t *consumed);

/* As ns_grid_text; text that does not fit ends in an ellipsis. */
unsigned ns_grid_text_cut(struct ns_grid *grid, unsigned row, unsigned column, unsigned columns,
                          struct ns_slice text, enum ns_style style);

/* One glyph of the program's own (line drawing, marks): must be printable and one cell wide. */
void ns_grid_glyph(struct ns_grid *grid, unsigned row, unsigned column, uint32_t cp,
                   enum ns_style style);

/* Appends the grid as text, a line a row without trailing blanks; then, if styles is true, a line
 * "--" and the style letters of each cell the same way, and the cursor as "@ row column". */
void ns_grid_dump(const struct ns_grid *grid, bool styles, struct ns_bytes *out);

#endif
