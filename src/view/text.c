/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text: lines, gutter, highlights, scroll bar. */
#include "draw.h"

static enum ns_style line_style(const struct ns_line *line)
{
    switch (line->type) {
    case NS_LINE_META:
        return NS_STYLE_META;
    case NS_LINE_TITLE:
        return NS_STYLE_TITLE;
    case NS_LINE_LABEL:
        return NS_STYLE_BOILERPLATE;
    default:
        break;
    }
    switch (line->role) {
    case NS_ROLE_TITLE:
        return NS_STYLE_TITLE;
    case NS_ROLE_BODY:
        return NS_STYLE_NORMAL;
    case NS_ROLE_BYLINE:
    case NS_ROLE_DATELINE:
    case NS_ROLE_SECTION:
        return NS_STYLE_META;
    default:
        return NS_STYLE_BOILERPLATE;
    }
}

/* --- styles of a line's bytes --- */

/* Paints [span) of the body into the styles of a line's bytes. */
static void paint(struct ns_bytes *styles, struct ns_range line, struct ns_range span,
                  enum ns_style style)
{
    if (!ns_range_overlap(line, span))
        return;
    uint32_t begin = span.begin > line.begin ? span.begin : line.begin;
    uint32_t end = span.end < line.end ? span.end : line.end;
    memset(styles->at + (begin - line.begin), (int)style, end - begin);
}

/* Contents first, narrower ones (they begin later) over wider ones; then who and how. */
static void paint_statements(const struct ns_canvas *c, struct ns_bytes *styles,
                             struct ns_range line)
{
    const struct ns_marks *marks = &c->m->text.marks;
    size_t first = ns_marks_first(marks, line);
    for (unsigned pass = 0; pass < 2; pass++) {
        for (size_t i = first; i < marks->spans.len; i++) {
            const struct ns_mark *mark = &marks->spans.at[i];
            if (mark->span.begin >= line.end)
                break;
            if (pass == 0 && mark->part == NS_PART_CONTENT)
                paint(styles, line, mark->span, ns_kind_style(mark->kind));
            else if (pass == 1 && mark->part == NS_PART_SOURCE)
                paint(styles, line, mark->span, NS_STYLE_SOURCE);
            else if (pass == 1 && mark->part == NS_PART_CUE)
                paint(styles, line, mark->span, NS_STYLE_CUE);
        }
    }
}

/* Mentions lie in order and apart. */
static size_t first_mention(const struct ns_extraction *x, uint32_t at)
{
    size_t low = 0, high = x->mention_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (x->mentions[middle].span.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void paint_names(const struct ns_canvas *c, struct ns_bytes *styles, struct ns_range line)
{
    const struct ns_model *m = c->m;
    const struct ns_extraction *x = m->text.extraction;
    bool all = m->layers == NS_LAYERS_NAMES;
    uint32_t selected = m->focus == NS_PANE_SIDE ? ns_aside_entity(m) : NS_NONE;
    if (!x || (!all && selected == NS_NONE))
        return;
    for (size_t i = first_mention(x, line.begin); i < x->mention_count; i++) {
        if (x->mentions[i].span.begin >= line.end)
            break;
        if (x->mentions[i].entity == selected)
            paint(styles, line, x->mentions[i].span, NS_STYLE_ENTITY_HERE);
        else if (all && (m->settings->show_figures ||
                         !ns_entity_is_figure(x->entities[x->mentions[i].entity].type)))
            paint(styles, line, x->mentions[i].span, NS_STYLE_ENTITY);
    }
}

static size_t first_hit(const struct ns_ranges *hits, uint32_t at)
{
    size_t low = 0, high = hits->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (hits->at[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum ns_style hit_style(const struct ns_model *m, size_t hit)
{
    return ns_hit_style(hit < m->text.hit_terms.len ? m->text.hit_terms.at[hit] : 0);
}

static void paint_hits(const struct ns_canvas *c, struct ns_bytes *styles, struct ns_range line)
{
    const struct ns_model *m = c->m;
    size_t here = ns_reading_hit(m);
    if (!m->hits_shown)
        return;
    for (size_t i = first_hit(&m->text.hits, line.begin); i < m->text.hits.len; i++) {
        if (m->text.hits.at[i].begin >= line.end)
            break;
        paint(styles, line, m->text.hits.at[i], i == here ? NS_STYLE_HIT_HERE : hit_style(m, i));
    }
}

static void draw_body(const struct ns_canvas *c, const struct ns_line *line, unsigned row,
                      unsigned column, unsigned columns)
{
    const struct ns_model *m = c->m;
    struct ns_slice text = ns_article_text(m->text.article, line->span);
    struct ns_bytes styles = {0};
    ns_vec_reserve(&styles, text.len);
    styles.len = text.len;
    memset(styles.at, (int)line_style(line), text.len);
    if (m->layers != NS_LAYERS_NOTHING)
        paint_statements(c, &styles, line->span);
    paint_names(c, &styles, line->span);
    paint_hits(c, &styles, line->span);
    for (size_t begin = 0, end; begin < text.len && columns; begin = end) {
        end = begin + 1;
        while (end < text.len && styles.at[end] == styles.at[begin])
            end++;
        unsigned used = ns_grid_text(c->grid, row, column, columns,
                                     (struct ns_slice){text.at + begin, end - begin},
                                     (enum ns_style)styles.at[begin], NULL);
        column += used;
        columns -= used;
    }
    ns_vec_free(&styles);
}

/* --- gutter --- */

/* Letters of statements that begin on the line: a denial first, then another kind. */
static void draw_letters(const struct ns_canvas *c, const struct ns_line *line, unsigned row,
                         unsigned column)
{
    const struct ns_marks *marks = &c->m->text.marks;
    enum ns_kind first = NS_KIND_COUNT, second = NS_KIND_COUNT, runs = NS_KIND_COUNT;
    for (size_t i = ns_marks_first(marks, line->span); i < marks->spans.len; i++) {
        const struct ns_mark *mark = &marks->spans.at[i];
        if (mark->span.begin >= line->span.end)
            break;
        if (mark->part != NS_PART_CONTENT || !ns_range_overlap(mark->span, line->span))
            continue;
        if (!mark->opens || mark->span.begin < line->span.begin) {
            runs = mark->kind;
        } else if (first == NS_KIND_COUNT ||
                   (mark->kind == NS_KIND_DENIAL && first != mark->kind)) {
            second = first;
            first = mark->kind;
        } else if (mark->kind != first && second == NS_KIND_COUNT) {
            second = mark->kind;
        }
    }
    if (first != NS_KIND_COUNT)
        ns_grid_glyph(c->grid, row, column, (unsigned char)ns_kind_letter(first),
                      ns_kind_style(first));
    else if (runs != NS_KIND_COUNT)
        ns_grid_glyph(c->grid, row, column, c->glyphs->runs_on, ns_kind_style(runs));
    if (second != NS_KIND_COUNT)
        ns_grid_glyph(c->grid, row, column + 1, (unsigned char)ns_kind_letter(second),
                      ns_kind_style(second));
}

static void draw_line(const struct ns_canvas *c, size_t index, unsigned row, struct ns_rect pane)
{
    const struct ns_model *m = c->m;
    const struct ns_page *page = m->text.page;
    const struct ns_line *line = &page->lines.at[index];
    unsigned column = pane.column + NS_LAYOUT_GUTTER;
    unsigned columns = pane.columns > NS_LAYOUT_GUTTER ? pane.columns - NS_LAYOUT_GUTTER - 1 : 0;
    if (index == ns_reading_line(m))
        ns_grid_glyph(c->grid, row, pane.column,
                      m->focus == NS_PANE_TEXT ? c->glyphs->here : c->glyphs->there,
                      m->focus == NS_PANE_TEXT ? NS_STYLE_CURSOR : NS_STYLE_META);
    if (line->type == NS_LINE_BODY) {
        if (m->layers != NS_LAYERS_NOTHING)
            draw_letters(c, line, row, pane.column + 1);
        draw_body(c, line, row, column, columns);
        return;
    }
    if (line->type == NS_LINE_LABEL)
        ns_grid_glyph(c->grid, row, column - 2, c->glyphs->dot, NS_STYLE_BOILERPLATE);
    ns_grid_text(c->grid, row, column, columns, ns_page_text(page, index), line_style(line), NULL);
}

/* --- scroll bar --- */

/* Bytes of the body that the lines [from, to) hold, from the least to the greatest. Lines lie in the
 * order of the body but for the head and what stands at the end, so the outer ones tell. */
static struct ns_range bytes_of(const struct ns_page *page, size_t from, size_t to)
{
    const struct ns_line *lines = page->lines.at;
    to = to < page->lines.len ? to : page->lines.len;
    while (from < to && lines[from].type != NS_LINE_BODY)
        from++;
    while (from < to && lines[to - 1].type != NS_LINE_BODY)
        to--;
    if (from >= to)
        return (struct ns_range){0, 0};
    struct ns_range first = lines[from].span, last = lines[to - 1].span;
    return (struct ns_range){first.begin < last.begin ? first.begin : last.begin,
                             first.end > last.end ? first.end : last.end};
}

static size_t first_anchor(const struct ns_marks *marks, uint32_t at)
{
    size_t low = 0, high = marks->anchors.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (marks->anchors.at[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void draw_tick(const struct ns_canvas *c, struct ns_range bytes, unsigned row,
                      unsigned column, bool thumb)
{
    const struct ns_model *m = c->m;
    const struct ns_marks *marks = &m->text.marks;
    uint32_t glyph = thumb ? c->glyphs->thumb : ' ';
    enum ns_style style = thumb ? NS_STYLE_BORDER : NS_STYLE_NORMAL;
    if (m->layers != NS_LAYERS_NOTHING) {
        for (size_t i = first_anchor(marks, bytes.begin); i < marks->anchors.len; i++) {
            if (marks->anchors.at[i].at >= bytes.end)
                break;
            bool denial = marks->anchors.at[i].kind == NS_KIND_DENIAL;
            glyph = denial ? c->glyphs->tick_denial : c->glyphs->tick_statement;
            style = denial ? NS_STYLE_DENIAL : NS_STYLE_TICK;
            if (denial)
                break;
        }
    }
    size_t hit = first_hit(&m->text.hits, bytes.begin);
    if (m->hits_shown && hit < m->text.hits.len && m->text.hits.at[hit].begin < bytes.end) {
        glyph = c->glyphs->tick_hit;
        style = hit_style(m, hit);
    }
    ns_grid_glyph(c->grid, row, column, glyph, style);
}

/* Each row of the bar stands for a share of the lines; what is on the screen has a line beside it. */
static void draw_bar(const struct ns_canvas *c, struct ns_rect pane)
{
    const struct ns_page *page = c->m->text.page;
    size_t lines = page->lines.len, top = ns_reading_top(c->m);
    size_t total = lines > pane.rows ? lines : pane.rows;
    for (unsigned row = 0; row < pane.rows; row++) {
        size_t from = total * row / pane.rows, to = total * (row + 1) / pane.rows;
        bool thumb = lines > pane.rows && from < top + pane.rows && to > top;
        draw_tick(c, bytes_of(page, from, to), pane.row + row, pane.column + pane.columns - 1,
                  thumb);
    }
}

void ns_draw_text(const struct ns_canvas *c)
{
    const struct ns_model *m = c->m;
    struct ns_rect pane = m->layout.pane[NS_PANE_TEXT];
    if (!pane.rows)
        return;
    ns_draw_clear(c, pane, NS_STYLE_NORMAL);
    if (!m->text.page) {
        bool waits = m->text.item != NS_NO_ITEM || !m->snapshot || !m->snapshot->complete;
        if (waits)
            ns_grid_text_cut(c->grid, pane.row, pane.column + NS_LAYOUT_GUTTER,
                             pane.columns - NS_LAYOUT_GUTTER, NS_SLICE("reading ..."),
                             NS_STYLE_META);
        return;
    }
    if (!m->text.page->complete && ns_reading_line(m) == SIZE_MAX) {
        struct ns_bytes note = {0};
        uint64_t part = (uint64_t)m->text.page->bytes * 100 / (m->text.article->body.len + 1);
        ns_bytes_format(&note, "laying out a large article: %u%%", (unsigned)part);
        ns_grid_text_cut(c->grid, pane.row, pane.column + NS_LAYOUT_GUTTER,
                         pane.columns - NS_LAYOUT_GUTTER, ns_bytes_slice(&note), NS_STYLE_META);
        ns_vec_free(&note);
        return;
    }
    size_t top = ns_reading_top(m);
    for (unsigned row = 0; row < pane.rows && top + row < m->text.page->lines.len; row++)
        draw_line(c, top + row, pane.row + row, pane);
    draw_bar(c, pane);
}
