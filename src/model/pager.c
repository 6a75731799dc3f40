/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pager.h"

#include "naysay/linebreak.h"

#define INDENT      1u  /* columns left and right of the text */
#define LEAST_WIDTH 10u /* columns of text beside a lead; narrower and the lead gets no room */

void ns_pager_close(struct ns_pager *pager)
{
    ns_vec_free(&pager->title);
    ns_vec_free(&pager->text);
    ns_vec_free(&pager->items);
    ns_vec_free(&pager->lines);
    ns_vec_free(&pager->hits);
    ns_pattern_free(pager->pattern);
    free(pager->edit_path);
    *pager = (struct ns_pager){0};
}

void ns_pager_open(struct ns_pager *pager, enum ns_pager_topic topic, const char *title)
{
    ns_pager_close(pager);
    pager->topic = topic;
    ns_bytes_add_text(&pager->title, title);
    ns_vec_reserve(&pager->text, 256);
}

static struct ns_range keep(struct ns_pager *pager, struct ns_slice text)
{
    uint32_t begin = (uint32_t)pager->text.len;
    ns_bytes_add(&pager->text, text);
    uint32_t end = (uint32_t)pager->text.len;
    ns_bytes_add_text(&pager->text, "\n"); /* no hit runs from one paragraph into the next */
    return (struct ns_range){begin, end};
}

void ns_pager_add(struct ns_pager *pager, struct ns_slice lead, unsigned lead_columns,
                  struct ns_slice text, enum ns_pager_look look)
{
    struct ns_pager_item item = {.lead_columns = lead_columns, .look = look};
    item.lead = keep(pager, lead);
    item.text = keep(pager, text);
    ns_vec_push(&pager->items, item);
}

void ns_pager_heading(struct ns_pager *pager, const char *text)
{
    if (pager->items.len)
        ns_pager_blank(pager);
    ns_pager_add(pager, NS_SLICE(""), 0, ns_slice_of(text), NS_PAGER_HEADING);
}

void ns_pager_blank(struct ns_pager *pager)
{
    ns_pager_add(pager, NS_SLICE(""), 0, NS_SLICE(""), NS_PAGER_PLAIN);
}

/* --- wrapping --- */

static void wrap_item(struct ns_pager *pager, uint32_t index, struct ns_ranges *cut)
{
    const struct ns_pager_item *item = &pager->items.at[index];
    unsigned columns = pager->columns > 2 * INDENT ? pager->columns - 2 * INDENT : 1;
    if (item->lead_columns && columns >= item->lead_columns + LEAST_WIDTH)
        columns -= item->lead_columns;
    cut->len = 0;
    ns_linebreak(ns_slice_sub(ns_bytes_slice(&pager->text), item->text), item->text.begin, columns,
                 cut);
    if (!cut->len)
        ns_vec_push(cut, item->text);
    for (size_t i = 0; i < cut->len; i++) {
        struct ns_pager_line line = {index, cut->at[i], i == 0};
        ns_vec_push(&pager->lines, line);
    }
}

static void keep_in_sight(struct ns_pager *pager)
{
    size_t rows = pager->rows ? pager->rows : 1;
    size_t last_top = pager->lines.len > rows ? pager->lines.len - rows : 0;
    if (pager->at >= pager->lines.len)
        pager->at = pager->lines.len ? pager->lines.len - 1 : 0;
    if (pager->at < pager->top)
        pager->top = pager->at;
    if (pager->at >= pager->top + rows)
        pager->top = pager->at - rows + 1;
    if (pager->top > last_top)
        pager->top = last_top;
}

void ns_pager_wrap(struct ns_pager *pager, unsigned columns, unsigned rows)
{
    uint32_t item = pager->at < pager->lines.len ? pager->lines.at[pager->at].item : 0;
    bool anew = columns != pager->columns;
    pager->rows = rows;
    if (anew) {
        pager->columns = columns;
        pager->lines.len = 0;
        pager->wrapped = 0;
    }
    struct ns_ranges cut = {0};
    for (; pager->wrapped < pager->items.len; pager->wrapped++)
        wrap_item(pager, (uint32_t)pager->wrapped, &cut);
    ns_vec_free(&cut);
    if (anew) {
        pager->at = 0;
        while (pager->at + 1 < pager->lines.len && pager->lines.at[pager->at].item < item)
            pager->at++;
    }
    keep_in_sight(pager);
}

/* --- moving --- */

void ns_pager_to(struct ns_pager *pager, size_t line)
{
    pager->at = line;
    keep_in_sight(pager);
}

static size_t moved(size_t from, long by, size_t count)
{
    if (by < 0)
        return from > (size_t)-by ? from - (size_t)-by : 0;
    size_t to = from + (size_t)by;
    return to < count ? to : count ? count - 1 : 0;
}

void ns_pager_move(struct ns_pager *pager, long lines)
{
    ns_pager_to(pager, moved(pager->at, lines, pager->lines.len));
}

void ns_pager_scroll(struct ns_pager *pager, long lines)
{
    size_t rows = pager->rows ? pager->rows : 1;
    size_t last_top = pager->lines.len > rows ? pager->lines.len - rows : 0;
    size_t top = moved(pager->top, lines, last_top + 1);
    if (top == pager->top) {
        ns_pager_to(pager, lines < 0 ? 0 : pager->lines.len);
        return;
    }
    size_t row = pager->at - pager->top;
    pager->top = top;
    ns_pager_to(pager, top + row);
}

/* --- finding --- */

void ns_pager_search(struct ns_pager *pager)
{
    pager->hits.len = 0;
    if (pager->pattern) /* what a limit cut off is not highlighted */
        (void)ns_pattern_find(pager->pattern, ns_bytes_slice(&pager->text), &pager->hits);
}

void ns_pager_find(struct ns_pager *pager, struct ns_pattern *take)
{
    ns_pattern_free(pager->pattern);
    pager->pattern = take;
    ns_pager_search(pager);
}

size_t ns_pager_first_hit(const struct ns_pager *pager, struct ns_range range)
{
    size_t low = 0, high = pager->hits.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pager->hits.at[middle].end <= range.begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool range_hits(const struct ns_pager *pager, struct ns_range range)
{
    size_t hit = ns_pager_first_hit(pager, range);
    return hit < pager->hits.len && pager->hits.at[hit].begin < range.end;
}

static bool line_hits(const struct ns_pager *pager, size_t line)
{
    return range_hits(pager, pager->lines.at[line].span) ||
           range_hits(pager, ns_pager_lead(pager, line));
}

bool ns_pager_next_hit(struct ns_pager *pager, bool forward, bool from_here, bool *wrapped)
{
    size_t count = pager->lines.len, at = pager->at;
    if (wrapped)
        *wrapped = false;
    if (!pager->hits.len || !count)
        return false;
    for (size_t step = from_here ? 0 : 1; step <= count; step++) {
        size_t line = forward ? (at + step) % count : (at + 2 * count - step) % count;
        if (!line_hits(pager, line))
            continue;
        if (wrapped)
            *wrapped = forward ? line < at : line > at;
        ns_pager_to(pager, line);
        return true;
    }
    return false;
}

struct ns_range ns_pager_lead(const struct ns_pager *pager, size_t line)
{
    const struct ns_pager_line *l = &pager->lines.at[line];
    return l->first ? pager->items.at[l->item].lead : (struct ns_range){0, 0};
}
