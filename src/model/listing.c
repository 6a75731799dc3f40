/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of articles: selection, what is seen of it, limit and order. */
#include "inside.h"

#include "naysay/log.h"

#define TALL_FROM_ROWS    16u /* panes of fewer rows list one line an article */
#define TALL_FROM_COLUMNS 26u

unsigned ns_list_capacity(const struct ns_model *m)
{
    unsigned rows = m->layout.pane[NS_PANE_LIST].rows / (m->row_height ? m->row_height : 1);
    return rows ? rows : 1;
}

size_t ns_list_selected_row(const struct ns_model *m)
{
    if (!ns_rows_count(m->rows))
        return SIZE_MAX;
    return m->selected == NS_NO_ITEM ? 0 : ns_rows_nearest(m->rows, m->selected);
}

/* Scrolls by half a pane when the selection leaves it: a step then costs a few cells mostly. */
static void keep_in_sight(struct ns_model *m, size_t row)
{
    size_t capacity = ns_list_capacity(m), count = ns_rows_count(m->rows);
    size_t top = m->list_top;
    if (row < top)
        top = row + 1 > (capacity + 1) / 2 ? row + 1 - (capacity + 1) / 2 : 0;
    else if (row >= top + capacity)
        top = row - capacity / 2;
    if (row < top || row >= top + capacity)
        top = row;
    size_t last = count > capacity ? count - capacity : 0;
    m->list_top = top < last ? top : last;
}

void ns_list_settle(struct ns_model *m)
{
    const struct ns_rect *pane = &m->layout.pane[NS_PANE_LIST];
    bool tall = m->layout.shape == NS_SHAPE_THREE && pane->rows >= TALL_FROM_ROWS &&
                pane->columns >= TALL_FROM_COLUMNS;
    m->row_height = tall ? 2 : 1;
    size_t row = ns_list_selected_row(m);
    if (row == SIZE_MAX) {
        m->list_top = m->list_row = 0;
        return;
    }
    keep_in_sight(m, row);
    m->list_row = row;
}

void ns_list_select_row(struct ns_model *m, size_t row, bool open_now)
{
    if (row >= ns_rows_count(m->rows))
        return;
    size_t item = ns_rows_item(m->rows, row);
    if (item != m->selected)
        ns_model_soil(m, NS_DIRTY_LIST | NS_DIRTY_STATUS);
    m->selected = item;
    ns_list_settle(m);
    if (item == m->text.item) {
        m->follow_due = 0;
    } else if (open_now || !m->settings->rest_ms) {
        m->follow_due = 0;
        ns_reading_open(m, item);
    } else {
        m->follow_due = m->now + (uint64_t)m->settings->rest_ms * 1000000u;
    }
}

void ns_list_move(struct ns_model *m, long rows, bool open_now)
{
    size_t row = ns_list_selected_row(m), count = ns_rows_count(m->rows);
    if (row == SIZE_MAX)
        return;
    if (rows < 0)
        row = row > (size_t)-rows ? row - (size_t)-rows : 0;
    else
        row = row + (size_t)rows < count ? row + (size_t)rows : count - 1;
    ns_list_select_row(m, row, open_now);
}

/* --- limit and order --- */

/* A query that cannot be understood leaves the list as it is and is told. */
static bool parse(struct ns_model *m, struct ns_slice text, struct ns_query **query)
{
    struct ns_err err = {0};
    if (ns_query_parse(text, query, &err) == NS_OK)
        return true;
    if (err.column)
        ns_model_complain(m, "column %u: %s", err.column, err.message);
    else
        ns_model_complain(m, "%s", err.message);
    return false;
}

static bool apply(struct ns_model *m, struct ns_slice text)
{
    struct ns_query *query = NULL;
    if (!parse(m, text, &query))
        return false;
    ns_rows_limit(m->rows, query, m->snapshot);
    ns_list_work(m, ns_clock() + NS_KEY_SLICE_NS);
    ns_model_soil(m, NS_DIRTY_LIST | NS_DIRTY_STATUS);
    return true;
}

bool ns_list_limit_understood(struct ns_model *m, struct ns_slice text)
{
    struct ns_query *query = NULL;
    bool fine = parse(m, text, &query);
    ns_query_free(query);
    return fine;
}

void ns_list_limit_typed(struct ns_model *m, struct ns_slice text)
{
    if (apply(m, text) && m->message.len) {
        m->message.len = 0;
        m->message_error = false;
    }
}

void ns_list_limit_accept(struct ns_model *m, struct ns_slice text)
{
    if (!apply(m, text))
        return;
    m->limit_text.len = 0;
    ns_bytes_add(&m->limit_text, text);
    ns_search_limit(m);
    if (text.len && m->state)
        ns_state_add_history(m->state, '&', text);
}

void ns_list_limit_cancel(struct ns_model *m)
{
    m->selected = m->limit_selected;
    apply(m, ns_bytes_slice(&m->limit_text));
    ns_list_settle(m);
}

void ns_list_sort(struct ns_model *m, struct ns_slice name)
{
    bool reverse = false;
    enum ns_sort sort = ns_rows_order(m->rows, &reverse);
    if (!name.len) {
        sort = (enum ns_sort)((sort + 1) % NS_SORT_COUNT);
        reverse = false;
    } else if (ns_slice_equal(name, NS_SLICE("reverse"))) {
        reverse = !reverse;
    } else {
        unsigned i = 0;
        while (i < NS_SORT_COUNT &&
               !ns_slice_equal(name, ns_slice_of(ns_sort_name((enum ns_sort)i))))
            i++;
        if (i == NS_SORT_COUNT) {
            ns_model_complain(m, "no order is called '%.*s'", (int)name.len, name.at);
            return;
        }
        sort = (enum ns_sort)i;
        reverse = false;
    }
    ns_rows_sort(m->rows, sort, reverse, m->snapshot);
    ns_model_say(m, "sorted by %s%s", ns_sort_name(sort), reverse ? ", reversed" : "");
    ns_list_work(m, ns_clock() + NS_KEY_SLICE_NS);
}

void ns_list_group(struct ns_model *m)
{
    bool on = !ns_rows_are_grouped(m->rows);
    ns_rows_group(m->rows, on);
    ns_model_say(m, on ? "copies of a report are behind the first of them" : "all copies listed");
    ns_list_work(m, ns_clock() + NS_KEY_SLICE_NS);
    ns_model_soil(m, NS_DIRTY_LIST | NS_DIRTY_STATUS);
}

bool ns_list_sum(const struct ns_model *m, struct ns_tally_sum *out)
{
    const struct ns_snapshot *s = m->snapshot;
    float threshold = m->settings->threshold;
    *out = (struct ns_tally_sum){0};
    if (ns_rows_query(m->rows) || ns_rows_are_grouped(m->rows))
        return ns_rows_sum(m->rows, out);
    if (!s)
        return false;
    out->claims = ns_snapshot_count(s, NS_KIND_CLAIM, threshold);
    out->denials = ns_snapshot_count(s, NS_KIND_DENIAL, threshold);
    out->no_comment = ns_snapshot_count(s, NS_KIND_NO_COMMENT, threshold);
    for (int kind = 0; kind < NS_KIND_COUNT; kind++)
        out->hidden += ns_snapshot_count(s, (enum ns_kind)kind, 0) -
                       ns_snapshot_count(s, (enum ns_kind)kind, threshold);
    return true;
}

void ns_list_threshold(struct ns_model *m)
{
    ns_rows_threshold(m->rows, m->settings->threshold, m->snapshot);
    ns_results_threshold(m->finding.results, m->settings->threshold);
    ns_list_work(m, ns_clock() + NS_KEY_SLICE_NS);
}

/* What is seen stays: the selection keeps its row of the screen when rows come in above it. */
static void rows_changed(struct ns_model *m)
{
    size_t row = ns_list_selected_row(m);
    if (row != SIZE_MAX) {
        size_t offset = m->list_row >= m->list_top ? m->list_row - m->list_top : 0;
        m->list_top = row > offset ? row - offset : 0;
    }
    ns_list_settle(m);
    ns_model_soil(m, NS_DIRTY_LIST | NS_DIRTY_STATUS);
    if (row == SIZE_MAX || m->prompt.sign == '&')
        return;
    size_t item = ns_rows_item(m->rows, row);
    if (m->selected == NS_NO_ITEM) {
        ns_list_select_row(m, row, true);
    } else if (item != m->selected && !ns_rows_busy(m->rows) &&
               ns_rows_row(m->rows, m->selected) == SIZE_MAX) {
        /* The article is not in the list any more; the text follows as it does for a key. */
        ns_list_select_row(m, row, false);
    }
}

void ns_list_work(struct ns_model *m, uint64_t deadline)
{
    if (!m->snapshot || !ns_rows_busy(m->rows))
        return;
    bool changed = false;
    ns_rows_work(m->rows, m->snapshot, deadline, &changed);
    if (changed)
        rows_changed(m);
    ns_model_soil(m, NS_DIRTY_STATUS);
}
