/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/grid.h"

#include "naysay/utf8.h"

static const struct {
    const char *name;
    char letter;
} styles[NS_STYLE_COUNT] = {
#define NS_STYLE_ROW(name, text, letter) {text, letter},
    NS_STYLES(NS_STYLE_ROW)
#undef NS_STYLE_ROW
};

static const struct ns_cell blank = {.base = ' ', .style = NS_STYLE_NORMAL, .width = 1};

const char *ns_style_name(enum ns_style style)
{
    return styles[style].name;
}

char ns_style_letter(enum ns_style style)
{
    return styles[style].letter;
}

struct ns_grid *ns_grid_new(unsigned rows, unsigned columns)
{
    struct ns_grid *grid = ns_alloc(sizeof *grid);
    ns_grid_resize(grid, rows, columns);
    return grid;
}

void ns_grid_free(struct ns_grid *grid)
{
    if (!grid)
        return;
    free(grid->cells);
    free(grid);
}

void ns_grid_resize(struct ns_grid *grid, unsigned rows, unsigned columns)
{
    size_t count = (size_t)rows * columns;
    grid->cells = ns_realloc(grid->cells, count, sizeof *grid->cells);
    grid->rows = rows;
    grid->columns = columns;
    for (size_t i = 0; i < count; i++)
        grid->cells[i] = blank;
    grid->cursor_row = grid->cursor_column = 0;
    grid->cursor_visible = false;
}

/* Before a cell is overwritten: a wide character that loses a half loses the other too. */
static void part(struct ns_grid *grid, unsigned row, unsigned column)
{
    struct ns_cell *cell = ns_grid_cell(grid, row, column);
    struct ns_cell *other = NULL;
    if (cell->base == NS_CELL_CONTINUES && column > 0)
        other = cell - 1;
    else if (cell->width == 2 && column + 1 < grid->columns)
        other = cell + 1;
    if (!other)
        return;
    uint8_t style = other->style;
    *other = blank;
    other->style = style;
}

static void put(struct ns_grid *grid, unsigned row, unsigned column, struct ns_cell cell)
{
    part(grid, row, column);
    if (cell.width == 2)
        part(grid, row, column + 1);
    *ns_grid_cell(grid, row, column) = cell;
    if (cell.width == 2)
        *ns_grid_cell(grid, row, column + 1) =
            (struct ns_cell){.base = NS_CELL_CONTINUES, .style = cell.style};
}

void ns_grid_blank(struct ns_grid *grid, unsigned row, unsigned column, unsigned rows,
                   unsigned columns, enum ns_style style)
{
    struct ns_cell cell = blank;
    cell.style = (uint8_t)style;
    for (unsigned r = row; r < grid->rows && r - row < rows; r++)
        for (unsigned c = column; c < grid->columns && c - column < columns; c++)
            put(grid, r, c, cell);
}

/* The columns that may be written: what was asked for, clipped. */
static unsigned room(const struct ns_grid *grid, unsigned row, unsigned column, unsigned columns)
{
    if (row >= grid->rows || column >= grid->columns)
        return 0;
    unsigned left = grid->columns - column;
    return columns < left ? columns : left;
}

static unsigned put_marker(struct ns_grid *grid, unsigned row, unsigned column, const char *marker)
{
    unsigned used = 0;
    for (; marker[used]; used++) {
        struct ns_cell cell = {
            .base = (unsigned char)marker[used], .style = NS_STYLE_MARKER, .width = 1};
        put(grid, row, column + used, cell);
    }
    return used;
}

static unsigned put_cluster(struct ns_grid *grid, unsigned row, unsigned column,
                            const struct ns_cluster *cluster, enum ns_style style)
{
    if (!cluster->base)
        return put_marker(grid, row, column, cluster->marker);
    struct ns_cell cell = {.base = cluster->base, .style = (uint8_t)style, .width = cluster->width};
    memcpy(cell.marks, cluster->marks, sizeof cell.marks);
    put(grid, row, column, cell);
    return cluster->width;
}

unsigned ns_grid_text(struct ns_grid *grid, unsigned row, unsigned column, unsigned columns,
                      struct ns_slice text, enum ns_style style, size_t *consumed)
{
    unsigned limit = room(grid, row, column, columns), used = 0;
    size_t pos = 0;
    while (pos < text.len && limit) {
        struct ns_cluster cluster = ns_clean_next(text, pos);
        if (used + cluster.width > limit)
            break;
        used += put_cluster(grid, row, column + used, &cluster, style);
        pos += cluster.bytes;
    }
    if (consumed)
        *consumed = pos;
    return used;
}

unsigned ns_grid_text_cut(struct ns_grid *grid, unsigned row, unsigned column, unsigned columns,
                          struct ns_slice text, enum ns_style style)
{
    unsigned limit = room(grid, row, column, columns);
    if (!limit)
        return 0;
    /* Only a text that may be too wide is measured; its first bytes are enough to see that. */
    size_t fits = ns_clean_fit(text, limit);
    if (fits >= text.len)
        return ns_grid_text(grid, row, column, limit, text, style, NULL);
    fits = ns_clean_fit(text, limit - 1);
    while (fits && text.at[fits - 1] == ' ')
        fits--;
    unsigned used =
        ns_grid_text(grid, row, column, limit - 1, (struct ns_slice){text.at, fits}, style, NULL);
    ns_grid_glyph(grid, row, column + used, grid->ascii ? '~' : 0x2026, style);
    return used + 1;
}

void ns_grid_glyph(struct ns_grid *grid, unsigned row, unsigned column, uint32_t cp,
                   enum ns_style style)
{
    if (row >= grid->rows || column >= grid->columns)
        return;
    put(grid, row, column, (struct ns_cell){.base = cp, .style = (uint8_t)style, .width = 1});
}

/* --- dump --- */

static void dump_cell(const struct ns_cell *cell, struct ns_bytes *out)
{
    char utf8[4];
    if (cell->base == NS_CELL_CONTINUES)
        return;
    ns_bytes_add(out, (struct ns_slice){utf8, ns_utf8_put(cell->base, utf8)});
    for (unsigned i = 0; i < NS_CLUSTER_MARKS && cell->marks[i]; i++)
        ns_bytes_add(out, (struct ns_slice){utf8, ns_utf8_put(cell->marks[i], utf8)});
}

static void end_line(struct ns_bytes *out, size_t start, char fill)
{
    while (out->len > start && out->at[out->len - 1] == fill)
        out->len--;
    ns_bytes_add_text(out, "\n");
}

void ns_grid_dump(const struct ns_grid *grid, bool with_styles, struct ns_bytes *out)
{
    for (unsigned r = 0; r < grid->rows; r++) {
        size_t start = out->len;
        for (unsigned c = 0; c < grid->columns; c++)
            dump_cell(ns_grid_cell(grid, r, c), out);
        end_line(out, start, ' ');
    }
    if (!with_styles)
        return;
    ns_bytes_add_text(out, "--\n");
    for (unsigned r = 0; r < grid->rows; r++) {
        size_t start = out->len;
        for (unsigned c = 0; c < grid->columns; c++)
            ns_vec_push(out, styles[ns_grid_cell(grid, r, c)->style].letter);
        end_line(out, start, styles[NS_STYLE_NORMAL].letter);
    }
    if (grid->cursor_visible)
        ns_bytes_format(out, "@ %u %u\n", grid->cursor_row, grid->cursor_column);
}
