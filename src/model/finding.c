/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of results: asking, opening, coming back; rows and their selection. */
#include "inside.h"

#include "naysay/log.h"

#define FACETS_FROM_COLUMNS NS_LAYOUT_THREE_COLUMNS
#define FACETS_SHARE        25u /* per cent of the columns */
#define FACETS_LEAST        30u
#define FACETS_MOST         48u
#define TWO_LINES_FROM      6u /* rows of the page: a title and a line of what is quoted */
#define THREE_LINES_FROM    28u

struct ns_finding_layout ns_finding_rects(const struct ns_model *m)
{
    struct ns_finding_layout l = {.row_height = 1};
    struct ns_rect body = m->layout.body;
    unsigned title = body.rows > 1 ? 1 : 0, facets = 0;
    l.title = (struct ns_rect){body.row, body.column, title, body.columns};
    l.main = (struct ns_rect){body.row + title, body.column, body.rows - title, body.columns};
    if (body.columns >= FACETS_FROM_COLUMNS) {
        facets = body.columns * FACETS_SHARE / 100;
        facets = facets < FACETS_LEAST ? FACETS_LEAST : facets > FACETS_MOST ? FACETS_MOST : facets;
        l.main.columns -= facets + 1;
        l.rule = (struct ns_rect){l.main.row, l.main.columns, l.main.rows, 1};
        l.title.columns = l.main.columns;
        l.facets = (struct ns_rect){l.main.row, l.main.columns + 1, l.main.rows, facets};
        l.facet_title = (struct ns_rect){body.row, l.facets.column, title, facets};
    } else if (m->finding.at_facets) {
        l.facets = l.main;
        l.facet_title = l.title;
        l.main.rows = l.title.rows = 0;
    }
    l.row_height = l.main.rows >= THREE_LINES_FROM ? 3 : l.main.rows >= TWO_LINES_FROM ? 2 : 1;
    return l;
}

size_t ns_finding_capacity(const struct ns_model *m)
{
    struct ns_finding_layout l = ns_finding_rects(m);
    size_t rows = (l.main.rows ? l.main.rows : l.facets.rows) / l.row_height;
    return rows ? rows : 1;
}

/* --- rows --- */

static void keep_in_sight(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    size_t count = ns_results_count(f->results), capacity = ns_finding_capacity(m);
    size_t last_top = count > capacity ? count - capacity : 0;
    if (f->row >= count)
        f->row = count ? count - 1 : 0;
    if (f->row < f->top)
        f->top = f->row;
    if (f->row >= f->top + capacity)
        f->top = f->row - capacity + 1;
    if (f->top > last_top)
        f->top = last_top;
    f->quotes_wait = true;
    ns_model_soil(m, NS_DIRTY_OVERLAY | NS_DIRTY_STATUS);
}

static void select_row(struct ns_model *m, size_t row)
{
    struct ns_finding *f = &m->finding;
    size_t count = ns_results_count(f->results);
    f->moved = true;
    if (!count)
        return;
    f->row = row < count ? row : count - 1;
    f->selected = ns_results_at(f->results, f->row);
    keep_in_sight(m);
}

/* Rows came in or went: what is selected keeps its line of the screen. */
static void rows_changed(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    size_t count = ns_results_count(f->results), offset = f->row - f->top;
    if (!count) {
        f->row = f->top = 0;
    } else if (!f->moved) {
        f->row = f->top = 0;
        f->selected = ns_results_at(f->results, 0);
    } else {
        size_t row = ns_results_row(f->results, f->selected);
        if (row == SIZE_MAX)
            row = ns_results_row_of_item(f->results, f->selected.item);
        if (row != SIZE_MAX)
            f->row = row;
        else if (f->row >= count)
            f->row = count - 1;
        if (row != SIZE_MAX || !ns_results_busy(f->results))
            f->selected = ns_results_at(f->results, f->row);
        f->top = f->row > offset ? f->row - offset : 0;
    }
    keep_in_sight(m);
}

void ns_finding_move(struct ns_model *m, long rows)
{
    size_t row = m->finding.row;
    if (rows < 0)
        row = row > (size_t)-rows ? row - (size_t)-rows : 0;
    else
        row += (size_t)rows;
    select_row(m, row);
}

void ns_finding_end(struct ns_model *m, bool last)
{
    size_t count = ns_results_count(m->finding.results);
    select_row(m, last ? count : m->count ? m->count - 1 : 0);
}

/* --- shown, beneath, closed --- */

void ns_finding_settle(struct ns_model *m)
{
    if (!m->finding.shown)
        return;
    keep_in_sight(m);
    ns_finding_facets_settle(m);
}

void ns_finding_show(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    if (!f->shown && !f->beneath)
        f->back = m->focus;
    f->shown = true;
    f->beneath = false;
    if (m->snapshot && ns_results_snapshot(f->results) != m->snapshot)
        ns_results_look_at(f->results, m->snapshot);
    ns_finding_settle(m);
    ns_finding_work(m, ns_clock() + NS_KEY_SLICE_NS);
    ns_model_soil(m, NS_DIRTY_ALL);
}

void ns_finding_leave(struct ns_model *m)
{
    if (!m->finding.shown)
        return;
    m->finding.shown = false;
    m->finding.beneath = true;
    ns_model_soil(m, NS_DIRTY_ALL);
}

void ns_finding_close(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    if (f->at_facets && !ns_finding_rects(m).main.rows) {
        f->at_facets = false;
        ns_finding_settle(m);
        return;
    }
    if (f->plot && !f->at_facets) {
        f->plot = false;
        keep_in_sight(m);
        return;
    }
    f->shown = f->beneath = f->at_facets = false;
    ns_search_limit(m);
    ns_model_focus_pane(m, f->back);
    ns_model_soil(m, NS_DIRTY_ALL);
}

/* --- asking --- */

static void complain(struct ns_model *m, const struct ns_err *err)
{
    if (err->column)
        ns_model_complain(m, "column %u: %s", err->column, err->message);
    else
        ns_model_complain(m, "%s", err->message);
}

/* Another question: the first row is selected until the reader moves. */
void ns_finding_start(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    f->moved = f->unit_chosen = f->day_chosen = false;
    f->row = f->top = f->facet_top = 0;
    ns_quotes_clear(&f->quotes);
    if (m->snapshot)
        ns_results_look_at(f->results, m->snapshot);
}

bool ns_finding_ask(struct ns_model *m, struct ns_slice text)
{
    struct ns_finding *f = &m->finding;
    struct ns_err err = {0};
    text = ns_slice_trim(text);
    if (!text.len && !ns_results_steps(f->results)) {
        ns_model_say(m, "nothing has been asked for so far");
        return true;
    }
    if (text.len && ns_results_ask(f->results, text, &err) != NS_OK) {
        complain(m, &err);
        return false;
    }
    ns_jump_push(m);
    if (text.len) {
        ns_finding_start(m);
        f->plot = f->at_facets = false;
        m->pattern_text.len = 0; /* what was asked for last is what is marked */
        ns_pattern_free(m->pattern);
        m->pattern = NULL;
        ns_reading_find_hits(m);
        if (m->state)
            ns_state_add_history(m->state, '&', text);
    }
    ns_overlay_close(m);
    ns_finding_show(m);
    return true;
}

void ns_finding_typed(struct ns_model *m, struct ns_slice text)
{
    struct ns_query *query = NULL;
    struct ns_err err = {0};
    if (ns_query_parse(text, &query, &err) != NS_OK) {
        complain(m, &err);
    } else if (m->message.len) {
        m->message.len = 0;
        m->message_error = false;
    }
    ns_query_free(query);
}

void ns_finding_narrow(struct ns_model *m, struct ns_slice term)
{
    struct ns_finding *f = &m->finding;
    struct ns_err err = {0};
    if (ns_results_narrow(f->results, term, f->selected, &err) != NS_OK) {
        complain(m, &err);
        return;
    }
    ns_finding_start(m);
    ns_finding_show(m);
}

void ns_finding_widen(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    struct ns_result place;
    if (!ns_results_widen(f->results, &place)) {
        ns_model_say(m, "this is all that was asked for; S asks anew");
        return;
    }
    ns_finding_start(m);
    f->moved = true;
    f->selected = place;
    ns_finding_show(m);
}

/* --- reading what was found --- */

void ns_finding_enter(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    const struct ns_snapshot *s = ns_results_snapshot(f->results);
    if (!s || !ns_results_count(f->results))
        return;
    const struct ns_quote *q =
        ns_quotes_make(&f->quotes, s, f->selected, ns_results_query(f->results));
    struct ns_quote to = q ? *q : (struct ns_quote){.statement = NS_NONE};
    ns_jump_push(m);
    ns_finding_leave(m);
    ns_model_focus_pane(m, NS_PANE_TEXT);
    /* Its number may be another one in a later snapshot's extraction: then the byte alone counts. */
    const struct ns_item *item = ns_model_item(m, f->selected.item);
    bool same = item && item->extraction == to.extraction;
    if (q && !to.lead)
        ns_reading_open_at(m, f->selected.item, to.at, same ? to.statement : NS_NONE);
    else
        ns_reading_select(m, f->selected.item);
}

/* --- view and order --- */

void ns_finding_toggle(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    bool statements = ns_results_viewed(f->results) == NS_RESULTS_ARTICLES;
    f->plot = false;
    ns_results_view(f->results, statements ? NS_RESULTS_STATEMENTS : NS_RESULTS_ARTICLES);
    f->selected.statement = NS_NONE;
    ns_finding_work(m, ns_clock() + NS_KEY_SLICE_NS);
    rows_changed(m);
}

void ns_finding_sort(struct ns_model *m, struct ns_slice name)
{
    struct ns_finding *f = &m->finding;
    bool reverse;
    unsigned order = ns_results_order(f->results, &reverse);
    if (ns_slice_equal(name, NS_SLICE("reverse"))) {
        reverse = !reverse;
    } else if (!name.len) {
        order = (order + 1) % NS_RESULTS_ORDERS;
        reverse = false;
    } else {
        for (order = 0; order < NS_RESULTS_ORDERS; order++)
            if (ns_slice_equal(name,
                               ns_slice_of(ns_results_order_name((enum ns_results_order)order))))
                break;
        if (order == NS_RESULTS_ORDERS) {
            ns_model_complain(m, "results have no order '%.*s': relevance, date, order",
                              (int)name.len, name.at);
            return;
        }
        reverse = false;
    }
    ns_results_sort(f->results, (enum ns_results_order)order, reverse);
    ns_model_say(m, "sorted by %s%s", ns_results_order_name((enum ns_results_order)order),
                 reverse ? ", reversed" : "");
    ns_finding_work(m, ns_clock() + NS_KEY_SLICE_NS);
    rows_changed(m);
}

/* --- time --- */

void ns_finding_snapshot(struct ns_model *m)
{
    if (m->finding.shown)
        ns_results_look_at(m->finding.results, m->snapshot);
}

bool ns_finding_busy(const struct ns_model *m)
{
    const struct ns_finding *f = &m->finding;
    return f->shown && (ns_results_busy(f->results) || f->quotes_wait);
}

static void make_quotes(struct ns_model *m, uint64_t deadline)
{
    struct ns_finding *f = &m->finding;
    const struct ns_snapshot *s = ns_results_snapshot(f->results);
    size_t count = ns_results_count(f->results), end = f->top + ns_finding_capacity(m);
    for (size_t row = f->top; s && row < end && row < count; row++) {
        struct ns_result r = ns_results_at(f->results, row);
        if (ns_quotes_get(&f->quotes, s, r))
            continue;
        (void)ns_quotes_make(&f->quotes, s, r, ns_results_query(f->results));
        ns_model_soil(m, NS_DIRTY_OVERLAY);
        if (ns_clock() >= deadline)
            return;
    }
    f->quotes_wait = false;
}

void ns_finding_work(struct ns_model *m, uint64_t deadline)
{
    struct ns_finding *f = &m->finding;
    if (!f->shown)
        return;
    unsigned change = ns_results_work(f->results, deadline);
    if (f->question != ns_results_question(f->results)) {
        f->question = ns_results_question(f->results);
        ns_quotes_clear(&f->quotes);
        ns_search_limit(m);
    }
    if (change & NS_RESULTS_ROWS)
        rows_changed(m);
    if (change & NS_RESULTS_COUNTS)
        ns_finding_facets_refresh(m);
    if (change)
        ns_model_soil(m, NS_DIRTY_STATUS | NS_DIRTY_OVERLAY);
    if (f->quotes_wait)
        make_quotes(m, deadline);
}

void ns_finding_free(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    ns_results_free(f->results);
    ns_quotes_clear(&f->quotes);
    ns_vec_free(&f->facets.lines);
    *f = (struct ns_finding){0};
}
