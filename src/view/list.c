/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of articles. */
#include "draw.h"

#define COUNTS_FROM_COLUMNS 40u /* lists of one line an article have room for counts */
#define WORDS_FROM_COLUMNS  40u /* "9 claims" instead of "9C" in the second line */

static struct ns_slice title_of(const struct ns_item *item)
{
    const struct ns_article *a = item->article;
    if (a && a->title.len)
        return a->title;
    return a ? a->id : ns_slice_of(item->path);
}

static void counted(struct ns_bytes *out, uint64_t count, const char *one, const char *many)
{
    if (count)
        ns_bytes_format(out, "%s%llu %s", out->len ? "  " : "", (unsigned long long)count,
                        count == 1 ? one : many);
}

/* "9 claims  5 denials", or "9C 5D". */
static void counts_of(const struct ns_extraction *x, float threshold, bool letters,
                      struct ns_bytes *out)
{
    if (!x)
        return;
    uint32_t claims = ns_extraction_count(x, NS_KIND_CLAIM, threshold);
    uint32_t denials = ns_extraction_count(x, NS_KIND_DENIAL, threshold);
    if (!letters) {
        counted(out, claims, "claim", "claims");
        counted(out, denials, "denial", "denials");
        return;
    }
    if (claims)
        ns_bytes_format(out, "%uC", claims);
    if (denials)
        ns_bytes_format(out, "%s%uD", out->len ? " " : "", denials);
}

static void draw_second(const struct ns_canvas *c, const struct ns_item *item, unsigned row,
                        struct ns_rect pane)
{
    struct ns_bytes text = {0};
    unsigned end = pane.column + pane.columns - 1;
    counts_of(item->extraction, c->m->settings->threshold, pane.columns < WORDS_FROM_COLUMNS,
              &text);
    unsigned begin = ns_draw_right(c, row, end, ns_bytes_slice(&text), NS_STYLE_NUMBER);
    struct ns_slice from = item->article ? item->article->outlet : (struct ns_slice){0};
    if (!from.len && item->article)
        from = item->article->id;
    if (begin > pane.column + 4)
        ns_grid_text_cut(c->grid, row, pane.column + 2, begin - pane.column - 4, from,
                         NS_STYLE_META);
    ns_vec_free(&text);
}

/* "+4": copies behind a row, up to end; the columns that are gone then. */
static unsigned draw_copies(const struct ns_canvas *c, size_t copies, unsigned row, unsigned end)
{
    struct ns_bytes text = {0};
    if (copies) {
        ns_bytes_format(&text, "+%zu", copies);
        ns_draw_right(c, row, end, ns_bytes_slice(&text), NS_STYLE_META);
    }
    unsigned used = text.len ? (unsigned)text.len + 1 : 0;
    ns_vec_free(&text);
    return used;
}

static void draw_row(const struct ns_canvas *c, size_t index, unsigned row, struct ns_rect pane)
{
    const struct ns_model *m = c->m;
    const struct ns_item *item = ns_model_item(m, ns_rows_item(m->rows, index));
    unsigned columns = pane.columns > 3 ? pane.columns - 3 : 0;
    if (!item)
        return;
    ns_draw_mark(c, row, pane.column, index == ns_list_selected_row(m), NS_PANE_LIST);
    if (m->row_height == 1 && pane.columns >= COUNTS_FROM_COLUMNS) {
        struct ns_bytes text = {0};
        counts_of(item->extraction, c->m->settings->threshold, true, &text);
        ns_draw_right(c, row, pane.column + pane.columns - 1, ns_bytes_slice(&text),
                      NS_STYLE_NUMBER);
        columns -= text.len ? (unsigned)text.len + 2 : 0;
        ns_vec_free(&text);
    }
    columns -= draw_copies(c, ns_rows_copies(m->rows, index), row, pane.column + 2 + columns);
    ns_grid_text_cut(c->grid, row, pane.column + 2, columns, title_of(item), NS_STYLE_NORMAL);
    if (m->row_height > 1 && row + 1 < pane.row + pane.rows)
        draw_second(c, item, row + 1, pane);
}

static void draw_empty(const struct ns_canvas *c, struct ns_rect pane)
{
    const struct ns_model *m = c->m;
    struct ns_slice text = NS_SLICE("reading ...");
    if (m->snapshot && (m->snapshot->complete || m->snapshot->read_count))
        text = ns_rows_known(m->rows) ? NS_SLICE("no article matches") : NS_SLICE("no articles");
    if (ns_rows_pending(m->rows))
        text = NS_SLICE("looking ...");
    ns_grid_text_cut(c->grid, pane.row, pane.column + 2, pane.columns - 2, text, NS_STYLE_META);
    if (m->snapshot && m->snapshot->complete && !ns_rows_known(m->rows) && pane.rows > 1)
        ns_grid_text_cut(c->grid, pane.row + 1, pane.column + 2, pane.columns - 2,
                         c->m->snapshot->skipped_count ? NS_SLICE(":problems says why")
                                                       : NS_SLICE("F5 looks again"),
                         NS_STYLE_META);
}

void ns_draw_list(const struct ns_canvas *c)
{
    const struct ns_model *m = c->m;
    struct ns_rect pane = m->layout.pane[NS_PANE_LIST];
    if (!pane.rows)
        return;
    ns_draw_clear(c, pane, NS_STYLE_NORMAL);
    size_t count = ns_rows_count(m->rows);
    if (!count)
        draw_empty(c, pane);
    for (unsigned line = 0; line < pane.rows; line += m->row_height) {
        size_t index = m->list_top + line / m->row_height;
        if (index >= count)
            break;
        draw_row(c, index, pane.row + line, pane);
    }
}
