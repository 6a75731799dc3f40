/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Titles of the panes and the lines between them. */
#include "draw.h"

static void draw_rule(const struct ns_canvas *c, struct ns_rect rect)
{
    for (unsigned i = 0; i < rect.columns; i++)
        ns_grid_glyph(c->grid, rect.row, rect.column + i, c->glyphs->horizontal, NS_STYLE_BORDER);
}

static unsigned draw_word(const struct ns_canvas *c, struct ns_rect title, unsigned column,
                          struct ns_slice text, bool focus)
{
    return ns_draw_title(c, title, column, text,
                         focus ? NS_STYLE_PANE_TITLE_FOCUS : NS_STYLE_PANE_TITLE);
}

static void title_list(const struct ns_canvas *c, struct ns_rect title)
{
    bool reverse;
    enum ns_sort sort = ns_rows_order(c->m->rows, &reverse);
    struct ns_bytes text = {0};
    ns_bytes_add_text(&text, "Articles");
    if (sort != NS_SORT_ORDER)
        ns_bytes_format(&text, " by %s", ns_sort_name(sort));
    if (reverse)
        ns_bytes_add_text(&text, ", reversed");
    draw_word(c, title, title.column, ns_bytes_slice(&text), c->m->focus == NS_PANE_LIST);
    ns_vec_free(&text);
}

static void add_count(struct ns_bytes *text, uint32_t count, const char *one, const char *many)
{
    if (count)
        ns_bytes_format(text, "  %u %s", count, count == 1 ? one : many);
}

/* The file and what was found in it; the title as soon as it has scrolled away. */
static void title_text(const struct ns_canvas *c, struct ns_rect title)
{
    const struct ns_model *m = c->m;
    const struct ns_article *a = m->text.article;
    const struct ns_extraction *x = m->text.extraction;
    struct ns_bytes text = {0};
    bool focus = m->focus == NS_PANE_TEXT;
    float threshold = m->settings->threshold;
    if (!a) {
        draw_word(c, title, title.column, NS_SLICE("Text"), focus);
        return;
    }
    if (ns_reading_top(m) > 0 && a->title.len) {
        draw_word(c, title, title.column, a->title, focus);
        return;
    }
    ns_bytes_add(&text, a->id);
    if (x) {
        add_count(&text, ns_extraction_count(x, NS_KIND_CLAIM, threshold), "claim", "claims");
        add_count(&text, ns_extraction_count(x, NS_KIND_DENIAL, threshold), "denial", "denials");
        add_count(&text, ns_extraction_count(x, NS_KIND_NO_COMMENT, threshold), "no comment",
                  "no comment");
    }
    add_count(&text, (uint32_t)a->problem_count, "problem", "problems");
    if (x && x->language_note.len) {
        ns_bytes_add_text(&text, "  ");
        ns_bytes_add(&text, x->language_note);
    }
    draw_word(c, title, title.column, ns_bytes_slice(&text), focus);
    ns_vec_free(&text);
}

static void view_title(const struct ns_canvas *c, enum ns_side_view view, struct ns_rect title)
{
    const struct ns_model *m = c->m;
    struct ns_bytes text = {0};
    ns_bytes_format(&text, view == NS_SIDE_NAMES ? "Names %u" : "Statements %u",
                    m->aside[view].side.count);
    draw_word(c, title, title.column, ns_bytes_slice(&text),
              m->focus == NS_PANE_SIDE && view == m->side_view);
    ns_vec_free(&text);
}

/* What the other view holds, if there is room to say so. */
static void other_title(const struct ns_canvas *c, struct ns_rect title)
{
    const struct ns_model *m = c->m;
    bool names = m->side_view == NS_SIDE_NAMES;
    struct ns_bytes text = {0};
    ns_bytes_format(&text, names ? "%u statements" : "%u names",
                    m->aside[names ? NS_SIDE_STATEMENTS : NS_SIDE_NAMES].side.count);
    unsigned width = (unsigned)text.len + 2, end = title.column + title.columns - 1;
    if (width + 18 <= title.columns) {
        ns_grid_glyph(c->grid, title.row, end - width, ' ', NS_STYLE_BORDER);
        ns_grid_text(c->grid, title.row, end - width + 1, width - 2, ns_bytes_slice(&text),
                     NS_STYLE_META, NULL);
        ns_grid_glyph(c->grid, title.row, end - 1, ' ', NS_STYLE_BORDER);
    }
    ns_vec_free(&text);
}

static void title_side(const struct ns_canvas *c, struct ns_rect title)
{
    const struct ns_layout *l = &c->m->layout;
    if (!l->lower.rows) {
        view_title(c, c->m->side_view, title);
        other_title(c, title);
        return;
    }
    view_title(c, NS_SIDE_STATEMENTS, title);
    draw_rule(c, l->lower_title);
    view_title(c, NS_SIDE_NAMES, l->lower_title);
    if (l->lower_title.column)
        ns_grid_glyph(c->grid, l->lower_title.row, l->lower_title.column - 1, c->glyphs->tee_right,
                      NS_STYLE_BORDER);
}

static void draw_vertical(const struct ns_canvas *c, struct ns_rect rule)
{
    const struct ns_layout *l = &c->m->layout;
    for (unsigned i = 0; i < rule.rows; i++)
        ns_grid_glyph(c->grid, rule.row + i, rule.column, c->glyphs->vertical, NS_STYLE_BORDER);
    if (!rule.rows)
        return;
    if (l->title[NS_PANE_TEXT].rows)
        ns_grid_glyph(c->grid, rule.row, rule.column, c->glyphs->tee_down, NS_STYLE_BORDER);
    if (l->bottom.rows)
        ns_grid_glyph(c->grid, l->bottom.row, rule.column, c->glyphs->tee_up, NS_STYLE_BORDER);
    if (l->shape == NS_SHAPE_TWO && l->title[NS_PANE_SIDE].rows)
        ns_grid_glyph(c->grid, l->title[NS_PANE_SIDE].row, rule.column, c->glyphs->tee_left,
                      NS_STYLE_BORDER);
}

void ns_draw_frame(const struct ns_canvas *c)
{
    const struct ns_layout *l = &c->m->layout;
    for (unsigned p = 0; p < NS_PANE_COUNT; p++)
        if (l->title[p].rows)
            draw_rule(c, l->title[p]);
    if (l->bottom.rows)
        draw_rule(c, l->bottom);
    draw_vertical(c, l->rule[0]);
    draw_vertical(c, l->rule[1]);
    if (l->title[NS_PANE_LIST].rows)
        title_list(c, l->title[NS_PANE_LIST]);
    if (l->title[NS_PANE_TEXT].rows)
        title_text(c, l->title[NS_PANE_TEXT]);
    if (l->title[NS_PANE_SIDE].rows)
        title_side(c, l->title[NS_PANE_SIDE]);
}
