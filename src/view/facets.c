/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the articles that were found have in common, beside them. */
#include "draw.h"

#define TYPE_FROM_COLUMNS 30u

static void draw_value(const struct ns_canvas *c, const struct ns_facet_line *line, unsigned row,
                       struct ns_rect pane)
{
    size_t count;
    const struct ns_facet_value *v =
        ns_facets_values(ns_results_facets(c->m->finding.results), line->facet, &count);
    if (line->index >= count)
        return;
    v += line->index;
    struct ns_bytes text = {0};
    unsigned begin = pane.column + 2, end = pane.column + pane.columns - 1;
    ns_bytes_format(&text, "%u", v->articles);
    end = ns_draw_right(c, row, end, ns_bytes_slice(&text), NS_STYLE_NUMBER) - 1;
    if (line->facet == NS_FACET_ENTITY && pane.columns >= TYPE_FROM_COLUMNS) {
        end = pane.column + pane.columns - 7 < end ? pane.column + pane.columns - 7 : end;
        end = ns_draw_right(c, row, end,
                            ns_slice_of(ns_entity_type_name((enum ns_entity_type)v->detail)),
                            NS_STYLE_META) -
              1;
    }
    if (line->facet == NS_FACET_KIND) {
        ns_grid_glyph(c->grid, row, begin, (unsigned char)ns_kind_letter((enum ns_kind)v->detail),
                      ns_kind_style((enum ns_kind)v->detail));
        begin += 2;
    }
    ns_grid_text_cut(c->grid, row, begin, end > begin ? end - begin : 0, v->text,
                     line->facet == NS_FACET_SPEAKER ? NS_STYLE_SOURCE : NS_STYLE_NORMAL);
    ns_vec_free(&text);
}

static void draw_line(const struct ns_canvas *c, size_t index, unsigned row, struct ns_rect pane)
{
    const struct ns_finding *f = &c->m->finding;
    const struct ns_facets *facets = ns_results_facets(f->results);
    const struct ns_facet_line *line = &f->facets.lines.at[index];
    struct ns_bytes text = {0};
    size_t count, distinct = ns_facets_distinct(facets, line->facet);
    if (index == f->facet_at)
        ns_grid_glyph(c->grid, row, pane.column, f->at_facets ? c->glyphs->here : c->glyphs->there,
                      f->at_facets ? NS_STYLE_SELECTED : NS_STYLE_META);
    switch (line->type) {
    case NS_FACET_HEADING:
        ns_bytes_format(&text, "%s %zu", ns_facet_heading(line->facet), distinct);
        ns_grid_text_cut(c->grid, row, pane.column + 1, pane.columns - 1, ns_bytes_slice(&text),
                         NS_STYLE_PANE_TITLE);
        break;
    case NS_FACET_VALUE:
        draw_value(c, line, row, pane);
        break;
    case NS_FACET_MORE:
        (void)ns_facets_values(facets, line->facet, &count);
        ns_bytes_format(&text, "%zu more", count - line->index);
        ns_grid_text_cut(c->grid, row, pane.column + 2, pane.columns - 2, ns_bytes_slice(&text),
                         NS_STYLE_META);
        break;
    }
    ns_vec_free(&text);
}

/* How much of what was found the numbers speak of. */
static void draw_title(const struct ns_canvas *c, const struct ns_finding_layout *l)
{
    const struct ns_finding *f = &c->m->finding;
    struct ns_facets_sum sum = ns_facets_sum(ns_results_facets(f->results));
    struct ns_bytes text = {0};
    struct ns_rect title = l->facet_title;
    for (unsigned i = 0; i < title.columns; i++)
        ns_grid_glyph(c->grid, title.row, title.column + i, c->glyphs->horizontal, NS_STYLE_BORDER);
    unsigned column = ns_draw_title(c, title, title.column, NS_SLICE("Narrow"),
                                    f->at_facets ? NS_STYLE_PANE_TITLE_FOCUS : NS_STYLE_PANE_TITLE);
    if (sum.extracted < sum.articles)
        ns_bytes_format(&text, "extracted %zu of %zu", sum.extracted, sum.articles);
    else if (sum.dated < sum.articles)
        ns_bytes_format(&text, "%zu undated", sum.articles - sum.dated);
    ns_draw_title(c, title, column + 1, ns_bytes_slice(&text), NS_STYLE_META);
    ns_vec_free(&text);
}

void ns_draw_facets(const struct ns_canvas *c, const struct ns_finding_layout *l)
{
    const struct ns_finding *f = &c->m->finding;
    struct ns_rect pane = l->facets;
    if (l->facet_title.rows)
        draw_title(c, l);
    if (!f->facets.lines.len)
        ns_grid_text_cut(c->grid, pane.row, pane.column + 2, pane.columns - 2,
                         ns_results_busy(f->results) ? NS_SLICE("counting ...") : NS_SLICE("none"),
                         NS_STYLE_META);
    for (unsigned row = 0; row < pane.rows && f->facet_top + row < f->facets.lines.len; row++)
        draw_line(c, f->facet_top + row, pane.row + row, pane);
}
