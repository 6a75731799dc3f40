/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open article: where the reader is in it and how the text moves. */
#include "inside.h"

#include "naysay/log.h"

#define MARGIN_FROM_ROWS 9u /* panes of fewer rows keep no lines above and below the cursor */
#define MARGIN           2u

static unsigned pane_rows(const struct ns_model *m)
{
    unsigned rows = m->layout.pane[NS_PANE_TEXT].rows;
    return rows ? rows : 1;
}

static unsigned margin(const struct ns_model *m)
{
    return pane_rows(m) >= MARGIN_FROM_ROWS ? MARGIN : 0;
}

size_t ns_reading_line(const struct ns_model *m)
{
    return m->text.page ? ns_page_line_at(m->text.page, m->text.at) : SIZE_MAX;
}

static size_t last_top(const struct ns_model *m)
{
    size_t lines = m->text.page ? m->text.page->lines.len : 0;
    return lines > pane_rows(m) ? lines - pane_rows(m) : 0;
}

size_t ns_reading_top(const struct ns_model *m)
{
    size_t line = ns_reading_line(m);
    if (line == SIZE_MAX)
        return 0;
    size_t row = m->text.row < pane_rows(m) ? m->text.row : pane_rows(m) - 1;
    size_t top = line > row ? line - row : 0;
    return top < last_top(m) ? top : last_top(m);
}

/* Puts the cursor on a line; what is seen moves no more than it must from top. */
static void stand(struct ns_model *m, size_t line, size_t top)
{
    size_t rows = pane_rows(m), edge = margin(m);
    if (line < top + edge)
        top = line > edge ? line - edge : 0;
    if (line + edge >= top + rows)
        top = line + edge + 1 - rows;
    if (line == ns_page_body_line(m->text.page, 0) && line < rows)
        top = 0; /* the head above the first line belongs to it */
    if (top > last_top(m))
        top = last_top(m);
    m->text.row = (unsigned)(line - top);
    ns_model_soil(m, NS_DIRTY_TEXT | NS_DIRTY_STATUS);
}

static void stand_at_line(struct ns_model *m, size_t line, size_t top)
{
    m->text.at = m->text.page->lines.at[line].span.begin;
    m->text.statement = NS_NONE;
    stand(m, line, top);
}

void ns_reading_lines(struct ns_model *m, long lines)
{
    size_t line = ns_reading_line(m);
    if (line == SIZE_MAX)
        return;
    size_t top = ns_reading_top(m);
    size_t to = ns_page_step(m->text.page, line, lines);
    if (to != line || m->text.at != m->text.page->lines.at[to].span.begin)
        stand_at_line(m, to, top);
}

void ns_reading_page(struct ns_model *m, long lines)
{
    size_t line = ns_reading_line(m);
    if (line == SIZE_MAX)
        return;
    size_t old_top = ns_reading_top(m), top;
    if (lines < 0)
        top = old_top > (size_t)-lines ? old_top - (size_t)-lines : 0;
    else
        top = old_top + (size_t)lines < last_top(m) ? old_top + (size_t)lines : last_top(m);
    if (top == old_top) {
        ns_reading_end(m, lines > 0);
        return;
    }
    size_t to = top + (line - old_top);
    if (top == 0 && lines < 0)
        to = 0;
    stand_at_line(m, ns_page_body_line(m->text.page, to), top);
}

void ns_reading_end(struct ns_model *m, bool last)
{
    if (!m->text.page || !m->text.page->body_lines)
        return;
    size_t line = ns_page_body_line(m->text.page, last ? m->text.page->lines.len : 0);
    stand_at_line(m, line, last ? last_top(m) : 0);
}

void ns_reading_paragraph(struct ns_model *m, unsigned number)
{
    const struct ns_article *a = m->text.article;
    if (!a)
        return;
    for (size_t i = 0; i < a->block_count; i++) {
        if (a->blocks[i].paragraph == number) {
            ns_reading_goto(m, a->blocks[i].span.begin, NS_NONE);
            return;
        }
    }
    ns_reading_end(m, true);
}

void ns_reading_goto(struct ns_model *m, uint32_t at, uint32_t statement)
{
    size_t top = ns_reading_top(m);
    m->text.at = at;
    m->text.statement = statement;
    m->text.placed = true;
    size_t line = ns_reading_line(m);
    if (line == SIZE_MAX)
        return;
    size_t rows = pane_rows(m), edge = margin(m);
    bool seen = line >= top + edge && line + edge < top + rows;
    if (!seen && !(line < rows - edge && top == 0)) /* far: a third from above, to see what leads */
        top = line > rows / 3 ? line - rows / 3 : 0;
    stand(m, line, top);
    ns_aside_follow(m);
}

uint32_t ns_reading_statement(const struct ns_model *m)
{
    if (m->text.statement != NS_NONE)
        return m->text.statement;
    size_t line = ns_reading_line(m);
    if (line == SIZE_MAX || !m->text.extraction)
        return NS_NONE;
    return ns_marks_statement(&m->text.marks, m->text.at, m->text.page->lines.at[line].span);
}

/* --- hits --- */

void ns_reading_find_hits(struct ns_model *m)
{
    m->text.hits.len = m->text.hit_terms.len = 0;
    m->text.hits_cut = false;
    m->text.version++;
    ns_model_soil(m, NS_DIRTY_TEXT | NS_DIRTY_STATUS);
    if (!ns_search_any(m) || !m->text.article || !m->text.page)
        return;
    struct ns_ranges *hits = &m->text.hits;
    struct ns_hit_terms *terms = &m->text.hit_terms;
    m->text.hits_cut = ns_search_hits(m, m->text.article, hits, terms) == NS_ERR_LIMIT;
    size_t kept = 0;
    for (size_t i = 0; i < hits->len; i++) {
        if (!ns_page_shows(m->text.page, hits->at[i].begin))
            continue;
        if (terms->len)
            terms->at[kept] = terms->at[i];
        hits->at[kept++] = hits->at[i];
    }
    hits->len = kept;
    terms->len = terms->len ? kept : 0;
}

size_t ns_reading_hit(const struct ns_model *m)
{
    size_t low = 0, high = m->text.hits.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->text.hits.at[middle].begin < m->text.at)
            low = middle + 1;
        else
            high = middle;
    }
    bool here = low < m->text.hits.len && m->text.hits.at[low].begin == m->text.at;
    return here ? low : SIZE_MAX;
}

/* --- opening --- */

void ns_reading_remember(struct ns_model *m)
{
    if (!m->text.article || !m->text.placed || !m->state)
        return;
    ns_state_set_place(m->state, m->text.article->body_hash, m->text.at);
    ns_state_set_article(m->state, m->corpus_hash, m->text.article->body_hash);
}

/* The first time the article is there: where it was left, else its start. */
static void place(struct ns_model *m)
{
    const struct ns_page *page = m->text.page;
    size_t first = ns_page_body_line(page, 0);
    uint32_t at = 0;
    m->text.placed = true;
    if (m->state && ns_state_get_place(m->state, m->text.article->body_hash, &at) &&
        at < m->text.article->body.len) {
        m->text.at = at;
        m->text.row = pane_rows(m) / 3;
        if (ns_reading_line(m) == first && first < pane_rows(m))
            m->text.row = (unsigned)first;
        return;
    }
    m->text.at = first == SIZE_MAX ? 0 : page->lines.at[first].span.begin;
    m->text.row = first < pane_rows(m) ? (unsigned)first : 0;
}

void ns_reading_refresh(struct ns_model *m)
{
    struct ns_reading *t = &m->text;
    const struct ns_item *item = ns_model_item(m, t->item);
    const struct ns_article *article = item ? item->article : NULL;
    const struct ns_extraction *extraction = item ? item->extraction : NULL;
    unsigned width = ns_layout_text_columns(&m->layout, m->settings->text_width);
    struct ns_page *page = NULL;
    if (article)
        page = ns_page_get(m->pages, article, width, m->settings->show_boilerplate);
    bool other = page != t->page;
    if (extraction != t->extraction)
        t->statement = NS_NONE; /* its index may mean another one now */
    t->article = article;
    t->extraction = extraction;
    t->page = page;
    if (page && !t->placed)
        place(m);
    ns_marks_fill(&t->marks, extraction, m->settings->threshold);
    if (t->statement != NS_NONE && t->statement < extraction->attribution_count &&
        extraction->attributions[t->statement].confidence < m->settings->threshold)
        t->statement = NS_NONE;
    t->version++;
    if (other)
        ns_reading_find_hits(m);
    ns_aside_refresh(m);
    ns_model_soil(m, NS_DIRTY_TEXT | NS_DIRTY_SIDE | NS_DIRTY_STATUS);
}

/* Lays out more of a large article. What is seen is drawn again when it came to its place, or grew. */
void ns_reading_work(struct ns_model *m, uint64_t deadline)
{
    struct ns_page *page = m->text.page;
    if (!page || page->complete)
        return;
    size_t before = page->lines.len;
    bool waiting = ns_reading_line(m) == SIZE_MAX;
    while (ns_page_work(page) && ns_clock() < deadline) {
    }
    bool grew = before < ns_reading_top(m) + pane_rows(m);
    if (waiting || grew || page->complete)
        ns_model_soil(m, NS_DIRTY_TEXT | NS_DIRTY_STATUS);
}

void ns_reading_open(struct ns_model *m, size_t item)
{
    if (item == m->text.item)
        return;
    ns_reading_remember(m);
    m->text.item = item;
    m->text.placed = false;
    m->text.statement = NS_NONE;
    m->text.at = 0;
    m->text.row = 0;
    ns_reading_refresh(m);
}

void ns_reading_select(struct ns_model *m, size_t item)
{
    ns_reading_open(m, item);
    m->selected = item;
    m->follow_due = 0;
    ns_list_settle(m);
    ns_model_soil(m, NS_DIRTY_LIST | NS_DIRTY_STATUS);
}

void ns_reading_open_at(struct ns_model *m, size_t item, uint32_t at, uint32_t statement)
{
    ns_reading_select(m, item);
    ns_reading_goto(m, at, statement);
}
