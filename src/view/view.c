/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw.h"

static const struct ns_glyphs unicode_glyphs = {
    .horizontal = 0x2500,
    .vertical = 0x2502,
    .tee_down = 0x252C,
    .tee_up = 0x2534,
    .tee_left = 0x2524,
    .tee_right = 0x251C,
    .here = 0x258C,
    .there = 0x00B7,
    .runs_on = 0x2502,
    .dot = 0x00B7,
    .tick_denial = 0x25C4,
    .tick_statement = 0x00B7,
    .tick_hit = 0x25A0,
    .thumb = 0x2590,
    .paragraph = "\xC2\xB6",
    .separator = "\xC2\xB7",
    .step = "\xC2\xBB",
};
static const struct ns_glyphs ascii_glyphs = {
    .horizontal = '-',
    .vertical = '|',
    .tee_down = '+',
    .tee_up = '+',
    .tee_left = '+',
    .tee_right = '+',
    .here = '>',
    .there = '-',
    .runs_on = '|',
    .dot = '.',
    .tick_denial = '<',
    .tick_statement = '.',
    .tick_hit = '*',
    .thumb = '#',
    .paragraph = "P",
    .separator = "-",
    .step = ">",
};

enum ns_style ns_kind_style(enum ns_kind kind)
{
    static const enum ns_style styles[NS_KIND_COUNT] = {
        [NS_KIND_CLAIM] = NS_STYLE_CLAIM,           [NS_KIND_DENIAL] = NS_STYLE_DENIAL,
        [NS_KIND_ACCUSATION] = NS_STYLE_ACCUSATION, [NS_KIND_THREAT] = NS_STYLE_THREAT,
        [NS_KIND_PROMISE] = NS_STYLE_PROMISE,       [NS_KIND_CONFIRMATION] = NS_STYLE_CONFIRMATION,
        [NS_KIND_NO_COMMENT] = NS_STYLE_NO_COMMENT, [NS_KIND_DEMAND] = NS_STYLE_DEMAND,
        [NS_KIND_QUESTION] = NS_STYLE_QUESTION,     [NS_KIND_BELIEF] = NS_STYLE_BELIEF,
        [NS_KIND_OTHER] = NS_STYLE_OTHER,
    };
    return styles[kind];
}

enum ns_style ns_hit_style(uint32_t term)
{
    static const enum ns_style styles[] = {NS_STYLE_HIT, NS_STYLE_HIT2, NS_STYLE_HIT3};
    return styles[term % (sizeof styles / sizeof *styles)];
}

void ns_draw_clear(const struct ns_canvas *c, struct ns_rect rect, enum ns_style style)
{
    ns_grid_blank(c->grid, rect.row, rect.column, rect.rows, rect.columns, style);
}

void ns_draw_mark(const struct ns_canvas *c, unsigned row, unsigned column, bool selected,
                  enum ns_pane pane)
{
    if (!selected)
        return;
    bool here = c->m->focus == pane;
    ns_grid_glyph(c->grid, row, column, here ? c->glyphs->here : c->glyphs->there,
                  here ? NS_STYLE_SELECTED : NS_STYLE_META);
}

unsigned ns_draw_right(const struct ns_canvas *c, unsigned row, unsigned end, struct ns_slice text,
                       enum ns_style style)
{
    size_t width = ns_clean_width(text);
    unsigned begin = width < end ? end - (unsigned)width : 0;
    ns_grid_text(c->grid, row, begin, end - begin, text, style, NULL);
    return begin;
}

void ns_place_text(const struct ns_canvas *c, uint32_t at, struct ns_bytes *out)
{
    const struct ns_article *a = c->m->text.article;
    if (!a || !a->block_count)
        return;
    const struct ns_block *b = &a->blocks[ns_article_block_at(a, at)];
    size_t sentence = ns_article_sentence_at(a, at);
    if (b->paragraph)
        ns_bytes_format(out, "%s%u.%zu", c->glyphs->paragraph, b->paragraph,
                        sentence >= b->first_sentence ? sentence - b->first_sentence + 1 : 1);
    else
        ns_bytes_add_text(out, ns_role_name(b->role));
}

static void draw_small(const struct ns_canvas *c)
{
    struct ns_grid *grid = c->grid;
    struct ns_bytes text = {0};
    ns_grid_blank(grid, 0, 0, grid->rows, grid->columns, NS_STYLE_NORMAL);
    ns_bytes_format(&text, "too small: %ux%u", grid->columns, grid->rows);
    unsigned row = grid->rows / 2;
    ns_grid_text(grid, row, 0, grid->columns, ns_bytes_slice(&text), NS_STYLE_NORMAL, NULL);
    text.len = 0;
    ns_bytes_format(&text, "wants %ux%u or more", (unsigned)NS_LAYOUT_LEAST_COLUMNS,
                    (unsigned)NS_LAYOUT_LEAST_ROWS);
    ns_grid_text(grid, row + 1, 0, grid->columns, ns_bytes_slice(&text), NS_STYLE_NORMAL, NULL);
    ns_vec_free(&text);
    grid->cursor_row = row < grid->rows ? row : 0;
    grid->cursor_column = 0;
    grid->cursor_visible = true;
}

static size_t results_cursor(const struct ns_model *m, unsigned *column)
{
    const struct ns_finding *f = &m->finding;
    struct ns_finding_layout l = ns_finding_rects(m);
    const struct ns_rect *where = f->at_facets ? &l.facets : &l.main;
    *column = where->column + 2;
    if (f->at_facets)
        return where->row + (f->facet_at - f->facet_top);
    if (f->plot)
        return where->row;
    return where->row + (f->row - f->top) * l.row_height;
}

/* The terminal's cursor stands where the reader is: screen readers and braille displays follow. */
static void place_cursor(const struct ns_canvas *c)
{
    const struct ns_model *m = c->m;
    struct ns_grid *grid = c->grid;
    struct ns_rect pane = m->layout.pane[m->focus];
    size_t row = 0;
    unsigned column = pane.column;
    grid->cursor_visible = true;
    if (m->prompt.sign)
        return; /* the last line has placed it */
    if (m->pager.topic) {
        row = m->layout.body.row + 1 + (m->pager.at - m->pager.top);
        column = 1;
    } else if (m->finding.shown) {
        row = results_cursor(m, &column);
    } else if (m->focus == NS_PANE_LIST) {
        size_t selected = ns_list_selected_row(m);
        row = pane.row;
        if (selected != SIZE_MAX)
            row += (selected - m->list_top) * m->row_height;
        column += 2;
    } else if (m->focus == NS_PANE_TEXT) {
        size_t line = ns_reading_line(m);
        row = pane.row + (line == SIZE_MAX ? 0 : line - ns_reading_top(m));
        column += NS_LAYOUT_GUTTER;
    } else {
        const struct ns_aside *aside = &m->aside[m->side_view];
        row = ns_aside_rect(m, m->side_view).row + (aside->at - aside->top);
        column += 2;
    }
    grid->cursor_row = row < grid->rows ? (unsigned)row : grid->rows - 1;
    grid->cursor_column = column < grid->columns ? column : grid->columns - 1;
}

void ns_view_draw(struct ns_model *model, struct ns_grid *grid, unsigned dirty,
                  const struct ns_view_options *options)
{
    bool ascii = options && options->ascii;
    struct ns_canvas canvas = {model, grid, ascii ? &ascii_glyphs : &unicode_glyphs};
    const struct ns_canvas *c = &canvas;
    grid->ascii = ascii;
    if (!grid->rows || !grid->columns)
        return;
    if (model->layout.shape == NS_SHAPE_SMALL || model->layout.rows != grid->rows ||
        model->layout.columns != grid->columns) {
        draw_small(c);
        return;
    }
    if (model->pager.topic) {
        if (dirty & NS_DIRTY_OVERLAY)
            ns_draw_pager(c);
    } else if (model->finding.shown) {
        if (dirty & NS_DIRTY_OVERLAY)
            ns_draw_results(c);
    } else {
        if (dirty & NS_DIRTY_LIST)
            ns_draw_list(c);
        if (dirty & NS_DIRTY_TEXT)
            ns_draw_text(c);
        if (dirty & NS_DIRTY_SIDE)
            ns_draw_side(c);
        if (dirty)
            ns_draw_frame(c);
    }
    if (dirty)
        ns_draw_status(c);
    place_cursor(c);
}
