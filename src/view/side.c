/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The side pane: names or statements. */
#include "draw.h"

#define TYPE_FROM_COLUMNS 28u /* panes of fewer columns leave the type to the detail line */

static void draw_entity(const struct ns_canvas *c, const struct ns_entity *e, unsigned row,
                        struct ns_rect pane)
{
    unsigned end = pane.column + pane.columns - 1;
    struct ns_bytes count = {0};
    ns_bytes_format(&count, "%u", e->mention_count);
    ns_draw_right(c, row, end, ns_bytes_slice(&count), NS_STYLE_NUMBER);
    end -= end > 6 ? 4 : 0; /* counts of up to three digits stand in a column */
    if (pane.columns >= TYPE_FROM_COLUMNS)
        end = ns_draw_right(c, row, end, ns_slice_of(ns_entity_type_name(e->type)), NS_STYLE_META) -
              1;
    unsigned begin = pane.column + 2;
    /* Figures as the text has them: the plain form is in the detail line. */
    bool written = ns_entity_is_figure(e->type) && e->alias_count > 0;
    ns_grid_text_cut(c->grid, row, begin, end > begin ? end - begin : 0,
                     written ? e->aliases[0] : e->canonical, NS_STYLE_NORMAL);
    ns_vec_free(&count);
}

/* Who said it, as far as that is known; a guess has its question mark. */
static struct ns_slice speaker_of(const struct ns_canvas *c, const struct ns_attribution *a)
{
    if (a->speaker.len)
        return a->speaker;
    if (!ns_range_empty(a->source))
        return ns_article_text(c->m->text.article, a->source);
    return NS_SLICE("(nobody named)");
}

static void draw_speaker(const struct ns_canvas *c, const struct ns_attribution *a, unsigned row,
                         struct ns_rect pane)
{
    struct ns_bytes place = {0};
    char letter = ns_kind_letter(a->kind);
    unsigned end = pane.column + pane.columns - 1, begin = pane.column + 4;
    ns_place_text(c, ns_attribution_anchor(a), &place);
    ns_grid_glyph(c->grid, row, pane.column + 2, (unsigned char)letter, ns_kind_style(a->kind));
    end = ns_draw_right(c, row, end, ns_bytes_slice(&place), NS_STYLE_META);
    unsigned columns = end > begin + 1 ? end - begin - 1 : 0;
    bool doubt = columns > 1 && ns_speaker_is_uncertain(a);
    unsigned drawn = ns_grid_text_cut(c->grid, row, begin, columns - doubt, speaker_of(c, a),
                                      a->speaker.len ? NS_STYLE_SOURCE : NS_STYLE_META);
    if (doubt)
        ns_grid_glyph(c->grid, row, begin + drawn, '?', NS_STYLE_META);
    ns_vec_free(&place);
}

static void draw_words(const struct ns_canvas *c, const struct ns_attribution *a, unsigned row,
                       struct ns_rect pane)
{
    struct ns_slice text = ns_slice_trim(ns_article_text(c->m->text.article, a->content[0]));
    unsigned columns = pane.columns > 5 ? pane.columns - 5 : 0;
    ns_grid_text_cut(c->grid, row, pane.column + 4, columns, text, NS_STYLE_NORMAL);
}

static void draw_heading(const struct ns_canvas *c, const struct ns_side_line *line, unsigned row,
                         struct ns_rect pane)
{
    struct ns_bytes text = {0};
    ns_bytes_format(&text, "%s %u", ns_kind_heading(line->kind), line->count);
    ns_grid_text_cut(c->grid, row, pane.column + 1, pane.columns - 1, ns_bytes_slice(&text),
                     NS_STYLE_PANE_TITLE);
    ns_vec_free(&text);
}

static void draw_figures(const struct ns_canvas *c, const struct ns_side_line *line, unsigned row,
                         struct ns_rect pane)
{
    struct ns_bytes text = {0};
    ns_bytes_format(&text, "%c dates, figures", c->m->settings->show_figures ? '-' : '+');
    unsigned end = pane.column + pane.columns - 1, begin = pane.column + 2;
    ns_grid_text_cut(c->grid, row, begin, end > begin ? end - begin : 0, ns_bytes_slice(&text),
                     NS_STYLE_META);
    text.len = 0;
    ns_bytes_format(&text, "%u", line->count);
    ns_draw_right(c, row, end, ns_bytes_slice(&text), NS_STYLE_META);
    ns_vec_free(&text);
}

static void draw_line(const struct ns_canvas *c, enum ns_side_view view, size_t index, unsigned row,
                      struct ns_rect pane)
{
    const struct ns_model *m = c->m;
    const struct ns_side_line *line = &m->aside[view].side.lines.at[index];
    const struct ns_extraction *x = m->text.extraction;
    bool selected = index == m->aside[view].at && ns_side_selects(line);
    /* Of two views the one without the focus has the quiet mark. */
    ns_draw_mark(c, row, pane.column, selected,
                 view == m->side_view ? NS_PANE_SIDE : NS_PANE_COUNT);
    switch (line->type) {
    case NS_SIDE_ENTITY:
        draw_entity(c, &x->entities[line->index], row, pane);
        break;
    case NS_SIDE_HEADING:
        draw_heading(c, line, row, pane);
        break;
    case NS_SIDE_SPEAKER:
        draw_speaker(c, &x->attributions[line->index], row, pane);
        break;
    case NS_SIDE_FIGURES:
        draw_figures(c, line, row, pane);
        break;
    case NS_SIDE_WORDS:
        draw_words(c, &x->attributions[line->index], row, pane);
        break;
    }
}

static void draw_view(const struct ns_canvas *c, enum ns_side_view view)
{
    const struct ns_model *m = c->m;
    const struct ns_aside *aside = &m->aside[view];
    struct ns_rect pane = ns_aside_rect(m, view);
    if (!pane.rows)
        return;
    ns_draw_clear(c, pane, NS_STYLE_NORMAL);
    struct ns_slice note = {0};
    if (!m->text.extraction && m->text.article)
        note = NS_SLICE("extracting ...");
    else if (m->text.extraction && !aside->side.lines.len)
        note = NS_SLICE("none");
    ns_grid_text_cut(c->grid, pane.row, pane.column + 2, pane.columns - 2, note, NS_STYLE_META);
    for (unsigned row = 0; row < pane.rows && aside->top + row < aside->side.lines.len; row++)
        draw_line(c, view, aside->top + row, pane.row + row, pane);
}

void ns_draw_side(const struct ns_canvas *c)
{
    draw_view(c, NS_SIDE_STATEMENTS);
    draw_view(c, NS_SIDE_NAMES);
}
