/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page over the panes. */
#include "draw.h"

static void draw_hits(const struct ns_canvas *c, struct ns_slice text, unsigned row,
                      unsigned column, unsigned columns)
{
    const struct ns_model *m = c->m;
    struct ns_ranges hits = {0};
    if (!m->pager.pattern || !m->hits_shown || !text.len)
        return;
    ns_pattern_find(m->pager.pattern, text, &hits);
    for (size_t i = 0; i < hits.len; i++) {
        size_t before = ns_clean_width((struct ns_slice){text.at, hits.at[i].begin});
        if (before < columns)
            ns_grid_text(c->grid, row, column + (unsigned)before, columns - (unsigned)before,
                         ns_slice_sub(text, hits.at[i]), NS_STYLE_HIT, NULL);
    }
    ns_vec_free(&hits);
}

static void draw_line(const struct ns_canvas *c, size_t index, unsigned row, struct ns_rect body)
{
    const struct ns_pager *pager = &c->m->pager;
    const struct ns_pager_item *item = &pager->items.at[pager->lines.at[index].item];
    static const enum ns_style looks[] = {NS_STYLE_NORMAL, NS_STYLE_PANE_TITLE, NS_STYLE_CLAIM};
    unsigned column = body.column + 1, columns = body.columns > 2 ? body.columns - 2 : 0;
    struct ns_slice lead = ns_pager_lead(pager, index), text = ns_pager_text(pager, index);
    if (item->lead_columns && columns >= item->lead_columns + 10) {
        ns_grid_text_cut(c->grid, row, column, item->lead_columns - 1, lead, NS_STYLE_HELP_KEY);
        draw_hits(c, lead, row, column, item->lead_columns - 1);
        column += item->lead_columns;
        columns -= item->lead_columns;
    }
    ns_grid_text(c->grid, row, column, columns, text, looks[item->look], NULL);
    draw_hits(c, text, row, column, columns);
    if (index == pager->at)
        ns_grid_glyph(c->grid, row, body.column, c->glyphs->here, NS_STYLE_CURSOR);
}

void ns_draw_pager(const struct ns_canvas *c)
{
    const struct ns_pager *pager = &c->m->pager;
    const struct ns_layout *l = &c->m->layout;
    struct ns_rect body = l->body;
    ns_draw_clear(c, body, NS_STYLE_NORMAL);
    for (unsigned i = 0; i < body.columns; i++) {
        ns_grid_glyph(c->grid, body.row, body.column + i, c->glyphs->horizontal, NS_STYLE_BORDER);
        if (l->bottom.rows)
            ns_grid_glyph(c->grid, l->bottom.row, i, c->glyphs->horizontal, NS_STYLE_BORDER);
    }
    ns_grid_glyph(c->grid, body.row, 0, ' ', NS_STYLE_BORDER);
    unsigned used = ns_grid_text_cut(c->grid, body.row, 1, body.columns - 3,
                                     ns_bytes_slice(&pager->title), NS_STYLE_PANE_TITLE_FOCUS);
    ns_grid_glyph(c->grid, body.row, used + 1, ' ', NS_STYLE_BORDER);
    for (unsigned row = 0; row + 1 < body.rows && pager->top + row < pager->lines.len; row++)
        draw_line(c, pager->top + row, body.row + 1 + row, body);
}
