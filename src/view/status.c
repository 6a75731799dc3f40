/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The status line above, the detail line and the last line below. */
#include "draw.h"

#include <stdio.h>

/* 1204 as "1,204". */
static void add_number(struct ns_bytes *out, uint64_t number)
{
    char digits[32];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            ns_bytes_add_text(out, ",");
        ns_vec_push(out, digits[i]);
    }
}

static void add_counted(struct ns_bytes *out, uint64_t count, const char *one, const char *many)
{
    if (out->len)
        ns_bytes_add_text(out, "  ");
    add_number(out, count);
    ns_bytes_format(out, " %s", count == 1 ? one : many);
}

/* --- status: where we are, what is hidden; what was counted, how far --- */

static unsigned percent(size_t part, size_t whole)
{
    return whole ? (unsigned)(part * 100 / whole) : 0;
}

static void add_progress(const struct ns_canvas *c, struct ns_bytes *out)
{
    const struct ns_snapshot *s = c->m->snapshot;
    if (c->m->again) {
        ns_bytes_format(out, "  reading again %u%%", c->m->again_percent);
        return;
    }
    if (!s || s->complete)
        return;
    size_t files = s->count - s->failed_count;
    if (!s->listed || !s->count)
        ns_bytes_add_text(out, "  listing");
    else if (s->read_count < files && !s->extracted_count)
        ns_bytes_format(out, "  reading %u%%", percent(s->read_count, files));
    else
        ns_bytes_format(out, "  index %u%%", percent(s->extracted_count, files));
}

/* "213 below 0.50": the statements that + and - hide and show. */
static void add_hidden(struct ns_bytes *out, uint64_t hidden, float threshold)
{
    ns_bytes_add_text(out, "  ");
    add_number(out, hidden);
    ns_bytes_format(out, " below %.2f", (double)threshold);
}

/* As much as fits into columns: fuller forms are tried first. */
static void right_text(const struct ns_canvas *c, unsigned columns, struct ns_bytes *out)
{
    const struct ns_snapshot *s = c->m->snapshot;
    struct ns_tally_sum sum;
    bool counted = ns_list_sum(c->m, &sum);
    for (unsigned form = 0; s && form < 4; form++) {
        out->len = 0;
        if (counted && form < 3)
            add_counted(out, sum.claims, "claim", "claims");
        if (counted)
            add_counted(out, sum.denials, "denial", "denials");
        if (counted && form < 2)
            add_counted(out, sum.no_comment, "no comment", "no comment");
        if (counted && form < 1 && sum.hidden)
            add_hidden(out, sum.hidden, c->m->settings->threshold);
        add_progress(c, out);
        if (ns_clean_width(ns_bytes_slice(out)) <= columns)
            return;
    }
    out->len = 0;
}

/* "  2 of 412": as wide as the largest number, so that what follows stands still. */
static void add_position(const struct ns_canvas *c, struct ns_bytes *out)
{
    const struct ns_model *m = c->m;
    struct ns_bytes total = {0}, here = {0};
    size_t row = ns_list_selected_row(m);
    add_number(&total, ns_rows_count(m->rows));
    add_number(&here, row == SIZE_MAX ? 0 : row + 1);
    for (size_t i = here.len; i < total.len; i++)
        ns_bytes_add_text(out, " ");
    ns_bytes_format(out, " %s of %s", ns_bytes_text(&here), ns_bytes_text(&total));
    ns_vec_free(&total);
    ns_vec_free(&here);
}

static void add_limit(const struct ns_canvas *c, struct ns_bytes *out)
{
    const struct ns_model *m = c->m;
    struct ns_query *query = ns_rows_query(m->rows);
    size_t pending = ns_rows_pending(m->rows), known = ns_rows_known(m->rows);
    if (!query)
        return;
    ns_bytes_add_text(out, "  ");
    add_number(out, ns_rows_hidden(m->rows));
    ns_bytes_add_text(out, " hidden by ");
    ns_bytes_add(out, ns_query_text(query));
    if (pending)
        ns_bytes_format(out, "  looked at %u%%", percent(known - pending, known));
    if (ns_query_limited(query))
        ns_bytes_add_text(out, "  the regex took too long in some");
}

static void add_copies(const struct ns_canvas *c, struct ns_bytes *out)
{
    const struct ns_rows *rows = c->m->rows;
    if (!ns_rows_are_grouped(rows))
        return;
    ns_bytes_add_text(out, "  ");
    add_number(out, ns_rows_copies_total(rows));
    ns_bytes_add_text(out, ns_rows_copies_total(rows) == 1 ? " copy behind them"
                                                           : " copies behind them");
    if (ns_rows_grouping(rows))
        ns_bytes_add_text(out, ", comparing");
}

/* "23 articles, 41 statements for bridge kind:denial": what was found, as the query is understood. */
static void found_text(const struct ns_canvas *c, struct ns_bytes *out)
{
    const struct ns_results *r = c->m->finding.results;
    size_t articles = ns_results_articles(r), statements;
    bool all;
    statements = ns_results_statements(r, &all);
    ns_bytes_add_text(out, " ");
    add_number(out, articles);
    ns_bytes_add_text(out, articles == 1 ? " article, " : " articles, ");
    add_number(out, statements);
    ns_bytes_add_text(out, statements == 1 ? " statement" : " statements");
    ns_bytes_format(out, "%s%s", all ? "" : " so far", ns_results_text(r).len ? " for " : "");
    ns_bytes_add(out, ns_results_text(r));
}

static void draw_found(const struct ns_canvas *c)
{
    const struct ns_results *r = c->m->finding.results;
    struct ns_rect line = c->m->layout.status;
    struct ns_bytes left = {0}, right = {0};
    found_text(c, &left);
    if (!ns_results_searched(r))
        ns_bytes_format(&right, "  searched %u%%", ns_results_percent(r));
    else if (ns_results_query(r) && ns_query_limited(ns_results_query(r)))
        ns_bytes_add_text(&right, "  the pattern took too long in some");
    add_progress(c, &right);
    unsigned begin = line.columns;
    if (right.len + 20 < line.columns && right.len)
        begin =
            ns_draw_right(c, line.row, line.columns - 1, ns_bytes_slice(&right), NS_STYLE_STATUS);
    ns_grid_text_cut(c->grid, line.row, 0, begin - 1, ns_bytes_slice(&left), NS_STYLE_STATUS);
    ns_vec_free(&left);
    ns_vec_free(&right);
}

static void draw_top(const struct ns_canvas *c)
{
    const struct ns_model *m = c->m;
    struct ns_rect line = m->layout.status;
    struct ns_bytes left = {0}, right = {0};
    ns_draw_clear(c, line, NS_STYLE_STATUS);
    if (m->finding.shown) {
        draw_found(c);
        return;
    }
    add_position(c, &left);
    size_t least = left.len + 2;
    add_copies(c, &left);
    add_limit(c, &left);
    if (!ns_rows_query(m->rows)) {
        ns_bytes_add_text(&left, "  ");
        ns_bytes_add_text(&left, m->corpus_name);
        if (m->snapshot && m->snapshot->skipped_count)
            ns_bytes_format(&left, "  %zu skipped", m->snapshot->skipped_count);
    } else {
        least = left.len < line.columns * 2 / 3 ? left.len : line.columns * 2 / 3;
    }
    right_text(c, line.columns > least + 3 ? line.columns - (unsigned)least - 3 : 0, &right);
    unsigned end = line.columns - 1;
    unsigned begin = right.len
                         ? ns_draw_right(c, line.row, end, ns_bytes_slice(&right), NS_STYLE_STATUS)
                         : line.columns;
    if (begin > 2)
        ns_grid_text_cut(c->grid, line.row, 0, begin - 2, ns_bytes_slice(&left), NS_STYLE_STATUS);
    ns_vec_free(&left);
    ns_vec_free(&right);
}

/* --- last line: message, prompt, or position and keys --- */

/* "article 3 of 23", "2016-03-07". */
static void add_result(const struct ns_canvas *c, struct ns_bytes *out)
{
    const struct ns_finding *f = &c->m->finding;
    size_t count = ns_results_count(f->results);
    bool statements = ns_results_viewed(f->results) == NS_RESULTS_STATEMENTS;
    if (f->at_facets)
        ns_bytes_add_text(out, " narrow");
    else if (f->plot)
        ns_bytes_format(out, " a bar a %s", ns_unit_name(f->unit));
    else
        ns_bytes_format(out, " %s %zu of %zu", statements ? "statement" : "article",
                        count ? f->row + 1 : 0, count);
}

static void add_where(const struct ns_canvas *c, struct ns_bytes *out)
{
    const struct ns_model *m = c->m;
    const struct ns_article *a = m->text.article;
    if (m->pager.topic) {
        ns_bytes_format(out, " line %zu of %zu", m->pager.lines.len ? m->pager.at + 1 : 0,
                        m->pager.lines.len);
        return;
    }
    if (m->finding.shown) {
        add_result(c, out);
        return;
    }
    if (!a || !a->block_count)
        return;
    const struct ns_block *b = &a->blocks[ns_article_block_at(a, m->text.at)];
    size_t sentence = ns_article_sentence_at(a, m->text.at);
    unsigned paragraphs = 0;
    for (size_t i = a->block_count; i-- > 0 && !paragraphs;)
        paragraphs = a->blocks[i].paragraph;
    if (b->paragraph)
        ns_bytes_format(out, " %s%u of %u  s%zu", c->glyphs->paragraph, b->paragraph, paragraphs,
                        sentence >= b->first_sentence ? sentence - b->first_sentence + 1 : 1);
    else
        ns_bytes_format(out, " %s", ns_role_name(b->role));
}

static const struct {
    enum ns_action action;
    const char *text;
} hints[NS_CONTEXT_COUNT][10] = {
    [NS_CONTEXT_LIST] = {{NS_ACTION_OPEN, "read"},
                         {NS_ACTION_NEXT_DENIAL, "denial"},
                         {NS_ACTION_NEXT_CLAIM, "claim"},
                         {NS_ACTION_LIMIT, "limit"},
                         {NS_ACTION_SEARCH, "find"},
                         {NS_ACTION_FIND, "in all"},
                         {NS_ACTION_SORT, "sort"},
                         {NS_ACTION_NEXT_PANE, "pane"},
                         {NS_ACTION_HELP, "help"},
                         {NS_ACTION_CLOSE, "quit"}},
    [NS_CONTEXT_TEXT] = {{NS_ACTION_NEXT_DENIAL, "denial"},
                         {NS_ACTION_NEXT_CLAIM, "claim"},
                         {NS_ACTION_NEXT_OTHER, "other"},
                         {NS_ACTION_WHY, "why"},
                         {NS_ACTION_SEARCH, "find"},
                         {NS_ACTION_NEXT_ARTICLE, "next article"},
                         {NS_ACTION_LIMIT, "limit"},
                         {NS_ACTION_HELP, "help"},
                         {NS_ACTION_CLOSE, "close"}},
    [NS_CONTEXT_SIDE] = {{NS_ACTION_OPEN, ""},
                         {NS_ACTION_NEXT_STATEMENT, "next"},
                         {NS_ACTION_SIDE_VIEW, ""},
                         {NS_ACTION_WHY, "why"},
                         {NS_ACTION_HELP, "help"},
                         {NS_ACTION_CLOSE, "close"}},
    [NS_CONTEXT_PAGER] = {{NS_ACTION_PAGE_DOWN, "page"},
                          {NS_ACTION_SEARCH, "find"},
                          {NS_ACTION_NEXT_HIT, "next"},
                          {NS_ACTION_CLOSE, "close"},
                          {NS_ACTION_EDIT, "edit"}},
    [NS_CONTEXT_RESULTS] = {{NS_ACTION_OPEN, ""},
                            {NS_ACTION_SIDE_VIEW, ""},
                            {NS_ACTION_NEXT_PANE, ""},
                            {NS_ACTION_WIDEN, "undo"},
                            {NS_ACTION_TIMELINE, "timeline"},
                            {NS_ACTION_SORT, "sort"},
                            {NS_ACTION_FIND, "find"},
                            {NS_ACTION_HELP, "help"},
                            {NS_ACTION_CLOSE, "close"}},
    [NS_CONTEXT_TIMELINE] = {{NS_ACTION_OPEN, "narrow"},
                             {NS_ACTION_BAR_LEFT, "earlier"},
                             {NS_ACTION_BAR_RIGHT, "later"},
                             {NS_ACTION_SHORTER_BARS, "shorter"},
                             {NS_ACTION_LONGER_BARS, "longer"},
                             {NS_ACTION_WIDEN, "undo"},
                             {NS_ACTION_TIMELINE, "rows"},
                             {NS_ACTION_HELP, "help"},
                             {NS_ACTION_CLOSE, "close"}},
};

static const char *hint_text(const struct ns_model *m, enum ns_action action, const char *text)
{
    bool names = m->side_view == NS_SIDE_NAMES;
    const struct ns_finding *f = &m->finding;
    if (text[0])
        return text;
    if (f->shown && action == NS_ACTION_SIDE_VIEW)
        return ns_results_viewed(f->results) == NS_RESULTS_STATEMENTS ? "articles" : "statements";
    if (f->shown && action == NS_ACTION_NEXT_PANE)
        return f->at_facets ? "results" : "narrow";
    if (f->shown)
        return f->at_facets ? "narrow" : "read";
    if (action == NS_ACTION_SIDE_VIEW)
        return names ? "statements" : "names";
    if (ns_aside_on_figures(m))
        return m->settings->show_figures ? "fold" : "unfold";
    return names ? "limit to it" : "go to it";
}

static void draw_hints(const struct ns_canvas *c, unsigned row, unsigned column, unsigned end)
{
    const struct ns_model *m = c->m;
    enum ns_context context = ns_model_context(m);
    for (size_t i = 0; i < sizeof hints[0] / sizeof hints[0][0]; i++) {
        enum ns_action action = hints[context][i].action;
        if (!hints[context][i].text)
            break;
        if (action == NS_ACTION_EDIT && !m->pager.edit_path)
            continue;
        if (action == NS_ACTION_WIDEN && ns_results_steps(m->finding.results) < 2)
            continue;
        struct ns_bytes key = {0};
        ns_keymap_key(m->keymap, context, action, &key);
        struct ns_slice text = ns_slice_of(hint_text(m, action, hints[context][i].text));
        size_t wide = ns_clean_width(ns_bytes_slice(&key)) + 1 + text.len;
        if (key.len && column + wide <= end) {
            column += ns_grid_text(c->grid, row, column, end - column, ns_bytes_slice(&key),
                                   NS_STYLE_STATUS_KEY, NULL);
            column += 1 + ns_grid_text(c->grid, row, column + 1, end - column - 1, text,
                                       NS_STYLE_META, NULL);
            column += 2;
        }
        ns_vec_free(&key);
    }
}

/* The part of a long input line that holds the cursor. */
static void draw_prompt(const struct ns_canvas *c, struct ns_rect line)
{
    const struct ns_prompt *p = &c->m->prompt;
    struct ns_slice text = ns_bytes_slice(&p->text);
    struct ns_slice sign = {&p->sign, 1};
    if (p->sign == 'S')
        sign = NS_SLICE("find: ");
    unsigned begin = (unsigned)sign.len;
    unsigned room = line.columns > begin + 1 ? line.columns - begin - 1 : 1;
    size_t from = 0;
    while (from < p->at && ns_clean_width((struct ns_slice){text.at + from, p->at - from}) >= room)
        from += ns_clean_next(text, from).bytes;
    ns_grid_text(c->grid, line.row, 0, begin, sign, NS_STYLE_PROMPT, NULL);
    if (text.len)
        ns_grid_text(c->grid, line.row, begin, room,
                     (struct ns_slice){text.at + from, text.len - from}, NS_STYLE_NORMAL, NULL);
    size_t before = text.len ? ns_clean_width((struct ns_slice){text.at + from, p->at - from}) : 0;
    c->grid->cursor_row = line.row;
    c->grid->cursor_column = begin + (unsigned)before;
}

static void draw_last(const struct ns_canvas *c)
{
    const struct ns_model *m = c->m;
    struct ns_rect line = m->layout.last;
    ns_draw_clear(c, line, NS_STYLE_NORMAL);
    if (m->prompt.sign) {
        draw_prompt(c, line);
        return;
    }
    struct ns_bytes text = {0};
    if (m->message.len) {
        ns_grid_text_cut(c->grid, line.row, 1, line.columns - 1, ns_bytes_slice(&m->message),
                         m->message_error ? NS_STYLE_ERROR : NS_STYLE_NORMAL);
    } else if (m->seek.active) {
        ns_bytes_format(&text, " looking through the articles: %u%%",
                        percent(m->seek.total - m->seek.left, m->seek.total));
        ns_grid_text_cut(c->grid, line.row, 0, line.columns, ns_bytes_slice(&text),
                         NS_STYLE_NORMAL);
    } else {
        add_where(c, &text);
        if (m->count)
            ns_bytes_format(&text, "  %u", m->count);
        unsigned used = ns_grid_text_cut(c->grid, line.row, 0, line.columns, ns_bytes_slice(&text),
                                         NS_STYLE_NORMAL);
        /* Room for a longer position: the keys stand still while one reads. */
        unsigned column = used < 18 ? 18 : used + 2;
        draw_hints(c, line.row, column, line.columns);
    }
    ns_vec_free(&text);
}

void ns_draw_status(const struct ns_canvas *c)
{
    draw_top(c);
    if (c->m->layout.detail.rows)
        ns_draw_detail(c);
    draw_last(c);
}
