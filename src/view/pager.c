/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page over the panes. */
#include "draw.h"

/* A run of the page's text with its hits over it. */
static void draw_run(const struct ns_canvas *c, struct ns_range run, unsigned row, unsigned column,
                     unsigned columns, enum ns_style style)
{
    const struct ns_pager *pager = &c->m->pager;
    struct ns_slice all = ns_bytes_slice(&pager->text);
    ns_grid_text_cut(c->grid, row, column, columns, ns_slice_sub(all, run), style);
    if (!c->m->hits_shown || ns_range_empty(run))
        return;
    for (size_t i = ns_pager_first_hit(pager, run); i < pager->hits.len; i++) {
        struct ns_range hit = pager->hits.at[i];
        if (hit.begin >= run.end)
            break;
        hit.begin = hit.begin > run.begin ? hit.begin : run.begin;
        hit.end = hit.end < run.end ? hit.end : run.end;
        size_t before = ns_clean_width(ns_slice_sub(all, (struct ns_range){run.begin, hit.begin}));
        if (before >= columns)
            break;
        ns_grid_text_cut(c->grid, row, column + (unsigned)before, columns - (unsigned)before,
                         ns_slice_sub(all, hit), NS_STYLE_HIT);
    }
}

/* White space that hangs over a line's end is not drawn. */
static struct ns_range trimmed(const struct ns_pager *pager, struct ns_range run)
{
    while (run.end > run.begin && pager->text.at[run.end - 1] == ' ')
        run.end--;
    return run;
}

static void draw_line(const struct ns_canvas *c, size_t index, unsigned row, struct ns_rect body)
{
    const struct ns_pager *pager = &c->m->pager;
    const struct ns_pager_item *item = &pager->items.at[pager->lines.at[index].item];
    static const enum ns_style looks[] = {NS_STYLE_NORMAL, NS_STYLE_PANE_TITLE, NS_STYLE_CLAIM};
    unsigned column = body.column + 1, columns = body.columns > 2 ? body.columns - 2 : 0;
    if (item->lead_columns && columns >= item->lead_columns + 10) {
        draw_run(c, ns_pager_lead(pager, index), row, column, item->lead_columns - 1,
                 NS_STYLE_HELP_KEY);
        column += item->lead_columns;
        columns -= item->lead_columns;
    }
    draw_run(c, trimmed(pager, pager->lines.at[index].span), row, column, columns,
             looks[item->look]);
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
