/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of results: articles or statements that were found, and what they say. */
#include "draw.h"

#include "naysay/linebreak.h"

#define INDENT             4u  /* columns before what is quoted */
#define OUTLET_COLUMNS     20u /* at most */
#define OUTLET_FROM        56u /* columns of the page */
#define DATE_FROM          40u
#define QUOTE_MOST         100u /* columns: longer lines are hard to read */
#define TITLE_OF_STATEMENT 50u  /* per cent of a statement's line that its article's title gets */

static struct ns_slice title_of(const struct ns_item *item)
{
    const struct ns_article *a = item->article;
    if (a && a->title.len)
        return a->title;
    return a ? a->id : ns_slice_of(item->path);
}

static void draw_here(const struct ns_canvas *c, unsigned row, unsigned column, bool focus)
{
    ns_grid_glyph(c->grid, row, column, focus ? c->glyphs->here : c->glyphs->there,
                  focus ? NS_STYLE_SELECTED : NS_STYLE_META);
}

/* --- what is quoted --- */

/* A line of the body from column on, hits over it. */
static unsigned draw_run(const struct ns_canvas *c, const struct ns_quote *q, struct ns_range line,
                         unsigned row, unsigned column, unsigned columns, enum ns_style style)
{
    unsigned begin = column, hit = 0;
    for (uint32_t at = line.begin; at < line.end && columns;) {
        while (hit < q->hits.len && q->hits.at[hit].range.end <= at)
            hit++;
        bool marked = c->m->hits_shown && hit < q->hits.len && q->hits.at[hit].range.begin <= at;
        uint32_t end = line.end;
        if (marked && q->hits.at[hit].range.end < end)
            end = q->hits.at[hit].range.end;
        else if (!marked && hit < q->hits.len && q->hits.at[hit].range.begin < end)
            end = c->m->hits_shown ? q->hits.at[hit].range.begin : end;
        unsigned used = ns_grid_text(c->grid, row, column, columns,
                                     ns_article_text(q->article, (struct ns_range){at, end}),
                                     marked ? ns_hit_style(q->hits.at[hit].term) : style, NULL);
        column += used;
        columns -= used;
        at = end;
    }
    return column - begin;
}

static struct ns_range without_edges(const struct ns_article *a, struct ns_range r)
{
    struct ns_slice text = ns_article_text(a, r), kept = ns_slice_trim(text);
    r.begin += (uint32_t)(kept.at - text.at);
    r.end = r.begin + (uint32_t)kept.len;
    return r;
}

static size_t width_of(const struct ns_quote *q, uint32_t begin, uint32_t end)
{
    return ns_clean_width(ns_article_text(q->article, (struct ns_range){begin, end}));
}

/* Where to begin so that the first hit is in sight: a word that leaves a third of the line before it,
 * or all that is left of the sentence. */
static uint32_t first_byte(const struct ns_quote *q, struct ns_range span, unsigned rows,
                           unsigned columns)
{
    const char *text = q->article->body.at;
    size_t room =
        (size_t)rows * columns - (rows > 1 ? columns / 4 : 0); /* lines end where words do */
    if (!q->hits.len || width_of(q, span.begin, q->hits.at[0].range.end) <= room)
        return span.begin;
    uint32_t hit = q->hits.at[0].range.begin, begin = hit;
    for (;;) {
        uint32_t word = begin;
        while (word > span.begin && (unsigned char)text[word - 1] <= ' ')
            word--;
        while (word > span.begin && (unsigned char)text[word - 1] > ' ')
            word--;
        if (word == begin ||
            (width_of(q, word, hit) > columns / 3 && width_of(q, word, span.end) > room))
            return begin;
        begin = word;
    }
}

static const char *ellipsis(const struct ns_canvas *c)
{
    return c->grid->ascii ? "~" : "\xE2\x80\xA6";
}

/* A sentence may be a megabyte long: no more of it is looked at than may be seen. */
static struct ns_range near_hit(const struct ns_quote *q, struct ns_range span, unsigned cells)
{
    const char *text = q->article->body.at;
    uint32_t reach = cells * 8, at = q->hits.len ? q->hits.at[0].range.begin : span.begin;
    at = at < span.begin ? span.begin : at;
    if (at - span.begin > reach)
        span.begin = at - reach;
    if (span.end > at && span.end - at > 2 * reach)
        span.end = at + 2 * reach;
    while (span.begin < span.end && ((unsigned char)text[span.begin] & 0xC0) == 0x80)
        span.begin++;
    while (span.end > span.begin && span.end < q->article->body.len &&
           ((unsigned char)text[span.end] & 0xC0) == 0x80)
        span.end--;
    return span;
}

static void draw_quote(const struct ns_canvas *c, const struct ns_quote *q, unsigned row,
                       unsigned rows, unsigned column, unsigned columns)
{
    struct ns_ranges lines = {0};
    struct ns_range whole = without_edges(q->article, q->span);
    enum ns_style style = q->lead ? NS_STYLE_META : NS_STYLE_NORMAL;
    columns = columns < QUOTE_MOST ? columns : QUOTE_MOST;
    if (columns < 8 || ns_range_empty(whole))
        return;
    /* Room for what says that there is more before and behind. */
    struct ns_range span = near_hit(q, whole, rows * columns);
    span.begin = first_byte(q, span, rows, columns - 2);
    bool cut = span.begin > whole.begin;
    ns_linebreak(ns_article_text(q->article, span), span.begin, columns - 2, &lines);
    for (unsigned i = 0; i < rows && i < lines.len; i++) {
        unsigned at = column;
        if (i == 0 && cut)
            at += ns_grid_text(c->grid, row, at, 1, ns_slice_of(ellipsis(c)), NS_STYLE_META, NULL);
        at += draw_run(c, q, without_edges(q->article, lines.at[i]), row + i, at,
                       column + columns - at - 1, style);
        if (i + 1 == rows && (rows < lines.len || span.end < whole.end))
            ns_grid_text(c->grid, row + i, at, 1, ns_slice_of(ellipsis(c)), NS_STYLE_META, NULL);
    }
    ns_vec_free(&lines);
}

/* --- rows --- */

/* Who said what is quoted, before it; returns the columns used. */
static unsigned draw_who(const struct ns_canvas *c, const struct ns_quote *q, unsigned row,
                         unsigned column, unsigned columns)
{
    if (q->statement == NS_NONE || columns < 12)
        return 0;
    const struct ns_attribution *a = &q->extraction->attributions[q->statement];
    unsigned at = column;
    ns_grid_glyph(c->grid, row, at, (unsigned char)ns_kind_letter(a->kind), ns_kind_style(a->kind));
    at += 2;
    struct ns_slice who = a->speaker.len               ? a->speaker
                          : !ns_range_empty(a->source) ? ns_article_text(q->article, a->source)
                                                       : NS_SLICE("(nobody named)");
    at += ns_grid_text_cut(c->grid, row, at, columns - 3, who,
                           a->speaker.len ? NS_STYLE_SOURCE : NS_STYLE_META);
    if (ns_speaker_is_uncertain(a) && at < column + columns)
        ns_grid_glyph(c->grid, row, at++, '?', NS_STYLE_META);
    return at - column;
}

/* Outlet and date at the right; returns where they begin. */
static unsigned draw_source(const struct ns_canvas *c, const struct ns_article *a, unsigned row,
                            struct ns_rect page)
{
    unsigned end = page.column + page.columns - 1;
    if (page.columns >= DATE_FROM) {
        (void)ns_draw_right(c, row, end, ns_slice_of(a->date), NS_STYLE_META);
        end -= 12; /* dates stand in a column; the undated ones leave it empty */
    }
    if (page.columns >= OUTLET_FROM && a->outlet.len) {
        size_t width = ns_clean_width(a->outlet);
        unsigned columns = width < OUTLET_COLUMNS ? (unsigned)width : OUTLET_COLUMNS;
        ns_grid_text_cut(c->grid, row, end - columns, columns, a->outlet, NS_STYLE_META);
        end -= columns + 2;
    }
    return end;
}

static void draw_article(const struct ns_canvas *c, const struct ns_item *item,
                         const struct ns_quote *q, unsigned row, unsigned rows, struct ns_rect page)
{
    unsigned column = page.column + 2, end = draw_source(c, item->article, row, page);
    ns_grid_text_cut(c->grid, row, column, end > column ? end - column : 0, title_of(item),
                     NS_STYLE_TITLE);
    if (!q || rows < 2)
        return;
    column = page.column + INDENT;
    unsigned columns = page.columns > INDENT + 1 ? page.columns - INDENT - 1 : 0;
    unsigned used = draw_who(c, q, row + 1, column, columns / 2);
    used += used ? 2 : 0;
    draw_quote(c, q, row + 1, used ? 1 : rows - 1, column + used, columns - used);
}

static void draw_statement(const struct ns_canvas *c, const struct ns_item *item,
                           const struct ns_quote *q, unsigned row, unsigned rows,
                           struct ns_rect page)
{
    unsigned column = page.column + 2, columns = page.columns > 3 ? page.columns - 3 : 0;
    unsigned right = columns * TITLE_OF_STATEMENT / 100;
    if (!q)
        return;
    (void)draw_who(c, q, row, column, columns - right - 2);
    ns_grid_text_cut(c->grid, row, column + columns - right, right, title_of(item), NS_STYLE_META);
    if (rows > 1)
        draw_quote(c, q, row + 1, rows - 1, page.column + INDENT,
                   page.columns > INDENT + 1 ? page.columns - INDENT - 1 : 0);
}

static void draw_rows(const struct ns_canvas *c, struct ns_rect page, unsigned height)
{
    const struct ns_finding *f = &c->m->finding;
    const struct ns_snapshot *s = ns_results_snapshot(f->results);
    size_t count = ns_results_count(f->results);
    for (unsigned line = 0; s && line < page.rows; line += height) {
        size_t index = f->top + line / height;
        if (index >= count)
            break;
        struct ns_result r = ns_results_at(f->results, index);
        unsigned row = page.row + line,
                 rows = page.rows - line < height ? page.rows - line : height;
        if (index == f->row)
            draw_here(c, row, page.column, !f->at_facets);
        if (r.item >= s->count || !s->items[r.item].article)
            continue;
        const struct ns_quote *q = ns_quotes_get(&f->quotes, s, r);
        if (r.statement == NS_NONE)
            draw_article(c, &s->items[r.item], q, row, rows, page);
        else
            draw_statement(c, &s->items[r.item], q, row, rows, page);
    }
}

static void draw_empty(const struct ns_canvas *c, struct ns_rect page)
{
    const struct ns_model *m = c->m;
    const struct ns_results *r = m->finding.results;
    bool statements = ns_results_viewed(r) == NS_RESULTS_STATEMENTS;
    bool all;
    (void)ns_results_statements(r, &all);
    struct ns_slice text = NS_SLICE("looking ...");
    if (ns_results_searched(r) && ns_results_articles(r) && statements)
        text = all ? NS_SLICE("no statement says so; i shows the articles") : text;
    else if (ns_results_searched(r))
        text = m->snapshot && m->snapshot->complete
                   ? NS_SLICE("nothing in any article matches")
                   : NS_SLICE("nothing in what has been read so far matches");
    ns_grid_text_cut(c->grid, page.row, page.column + 2, page.columns - 2, text, NS_STYLE_META);
    if (ns_results_steps(r) > 1 && page.rows > 1)
        ns_grid_text_cut(c->grid, page.row + 1, page.column + 2, page.columns - 2,
                         NS_SLICE("u takes the last narrowing back"), NS_STYLE_META);
}

/* --- title --- */

static void draw_rule(const struct ns_canvas *c, struct ns_rect rect)
{
    for (unsigned i = 0; i < rect.columns; i++)
        ns_grid_glyph(c->grid, rect.row, rect.column + i, c->glyphs->horizontal, NS_STYLE_BORDER);
}

unsigned ns_draw_title(const struct ns_canvas *c, struct ns_rect title, unsigned column,
                       struct ns_slice text, enum ns_style style)
{
    unsigned end = title.column + title.columns;
    if (!text.len || column + 4 > end)
        return column;
    ns_grid_glyph(c->grid, title.row, column, ' ', NS_STYLE_BORDER);
    unsigned used = ns_grid_text_cut(c->grid, title.row, column + 1, end - column - 2, text, style);
    ns_grid_glyph(c->grid, title.row, column + 1 + used, ' ', NS_STYLE_BORDER);
    return column + used + 2;
}

/* Each step that narrowed, from the first on; where they are too many the first ones go. */
static void draw_steps(const struct ns_canvas *c, struct ns_rect title, unsigned column)
{
    const struct ns_results *r = c->m->finding.results;
    size_t steps = ns_results_steps(r), from = 0;
    unsigned room =
        title.column + title.columns > column + 3 ? title.column + title.columns - column - 3 : 0;
    struct ns_bytes text = {0};
    for (; from < steps; from++) {
        text.len = 0;
        if (from)
            ns_bytes_format(&text, "%s %s ", ellipsis(c), c->glyphs->step);
        for (size_t i = from; i < steps; i++) {
            if (i > from)
                ns_bytes_format(&text, " %s ", c->glyphs->step);
            ns_bytes_add(&text, ns_results_step(r, i));
        }
        if (ns_clean_width(ns_bytes_slice(&text)) <= room || from + 1 == steps)
            break;
    }
    if (!text.len)
        ns_bytes_add_text(&text, "all articles");
    ns_draw_title(c, title, column, ns_bytes_slice(&text), NS_STYLE_PANE_TITLE);
    ns_vec_free(&text);
}

static void draw_title(const struct ns_canvas *c, struct ns_rect title)
{
    const struct ns_finding *f = &c->m->finding;
    struct ns_bytes text = {0};
    bool reverse;
    enum ns_results_order order = ns_results_order(f->results, &reverse);
    bool statements = ns_results_viewed(f->results) == NS_RESULTS_STATEMENTS;
    if (f->plot)
        ns_bytes_format(&text, "By %s", ns_unit_name(f->unit));
    else
        ns_bytes_format(&text, "%s by %s%s", statements ? "Statements" : "Articles",
                        ns_results_order_name(order), reverse ? ", reversed" : "");
    draw_rule(c, title);
    unsigned column = ns_draw_title(c, title, title.column, ns_bytes_slice(&text),
                                    f->at_facets ? NS_STYLE_PANE_TITLE : NS_STYLE_PANE_TITLE_FOCUS);
    draw_steps(c, title, column + 1);
    ns_vec_free(&text);
}

static void draw_frame(const struct ns_canvas *c, const struct ns_finding_layout *l)
{
    const struct ns_layout *screen = &c->m->layout;
    if (screen->bottom.rows)
        draw_rule(c, screen->bottom);
    for (unsigned i = 0; i < l->rule.rows; i++)
        ns_grid_glyph(c->grid, l->rule.row + i, l->rule.column, c->glyphs->vertical,
                      NS_STYLE_BORDER);
    if (!l->rule.rows)
        return;
    if (l->title.rows)
        ns_grid_glyph(c->grid, l->title.row, l->rule.column, c->glyphs->tee_down, NS_STYLE_BORDER);
    if (screen->bottom.rows)
        ns_grid_glyph(c->grid, screen->bottom.row, l->rule.column, c->glyphs->tee_up,
                      NS_STYLE_BORDER);
}

void ns_draw_results(const struct ns_canvas *c)
{
    const struct ns_finding *f = &c->m->finding;
    struct ns_finding_layout l = ns_finding_rects(c->m);
    ns_draw_clear(c, c->m->layout.body, NS_STYLE_NORMAL);
    if (l.title.rows)
        draw_title(c, l.title);
    if (l.main.rows && f->plot)
        ns_draw_timeline(c, l.main);
    else if (l.main.rows && ns_results_count(f->results))
        draw_rows(c, l.main, l.row_height);
    else if (l.main.rows)
        draw_empty(c, l.main);
    if (l.facets.rows)
        ns_draw_facets(c, &l);
    draw_frame(c, &l);
}
