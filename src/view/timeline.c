/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles, claims and denials over time: a plot each, one above the other, with one time below. */
#include "draw.h"

#define MARGIN      2u /* columns left and right of the bars */
#define PLOT_LEAST  2u /* rows of a plot: its name and one of bars */
#define EIGHTHS     8u
#define BLOCK_FIRST 0x2581u /* one eighth; seven more follow */
#define LABEL       11u     /* columns that a date below wants */

enum measure { ARTICLES, CLAIMS, DENIALS, MEASURES };

static const struct {
    const char *one, *many;
    enum ns_style style;
} measures[MEASURES] = {{"article", "articles", NS_STYLE_NUMBER},
                        {"claim", "claims", NS_STYLE_CLAIM},
                        {"denial", "denials", NS_STYLE_DENIAL}};

static void add_measure(uint32_t value, enum measure measure, struct ns_bytes *out)
{
    ns_bytes_format(out, "%u %s", value,
                    value == 1 ? measures[measure].one : measures[measure].many);
}

static uint32_t value_of(struct ns_timeline_counts c, enum measure measure)
{
    return measure == ARTICLES ? c.articles : measure == CLAIMS ? c.claims : c.denials;
}

/* The part of the time that is in sight. */
struct window {
    const struct ns_timeline *timeline;
    enum ns_unit unit;
    int32_t first, bars, here;   /* buckets; bars: how many */
    unsigned column, width, gap; /* of a bar */
    uint32_t most[MEASURES];
};

static unsigned column_of(const struct window *w, int32_t bucket)
{
    return w->column + (unsigned)(bucket - w->first) * (w->width + w->gap);
}

/* Few bars are broad; of many those around the selected one are in sight. */
static bool frame(const struct ns_canvas *c, struct ns_rect page, struct window *w)
{
    const struct ns_finding *f = &c->m->finding;
    int32_t first, last, columns = (int32_t)page.columns - 2 * (int32_t)MARGIN;
    *w = (struct window){.timeline = ns_results_timeline(f->results), .unit = f->unit};
    if (columns < 1 || !ns_finding_bar(c->m, &w->here) ||
        !ns_timeline_span(w->timeline, w->unit, &first, &last))
        return false;
    int32_t all = last - first + 1;
    w->gap = all <= columns / 2 ? 1 : 0;
    w->width = 1;
    while (w->width < 6 && all <= columns / (int32_t)(w->width + 1 + w->gap))
        w->width++;
    int32_t room = columns / (int32_t)(w->width + w->gap);
    w->bars = all < room ? all : room;
    /* Whole pages, so that moving on costs nothing but the mark. */
    w->first = first + (w->here - first) / w->bars * w->bars;
    if (w->first + w->bars > last + 1)
        w->first = last + 1 - w->bars;
    w->column = page.column + MARGIN;
    for (int32_t b = w->first; b < w->first + w->bars; b++) {
        struct ns_timeline_counts counts = ns_timeline_bucket(w->timeline, w->unit, b);
        for (unsigned k = 0; k < MEASURES; k++)
            if (value_of(counts, (enum measure)k) > w->most[k])
                w->most[k] = value_of(counts, (enum measure)k);
    }
    return true;
}

/* A bar from below: whole cells, then eighths of one; something is always seen of 1. */
static void draw_bar(const struct ns_canvas *c, const struct window *w, int32_t bucket,
                     enum measure measure, unsigned bottom, unsigned rows)
{
    struct ns_timeline_counts counts = ns_timeline_bucket(w->timeline, w->unit, bucket);
    uint64_t value = value_of(counts, measure);
    uint64_t steps = c->grid->ascii ? 1 : EIGHTHS;
    uint64_t height = (value * rows * steps + w->most[measure] - 1) / w->most[measure];
    enum ns_style style = bucket == w->here ? NS_STYLE_SELECTED : measures[measure].style;
    for (unsigned i = 0; i < rows && height; i++) {
        uint64_t part = height < steps ? height : steps;
        uint32_t glyph = c->grid->ascii ? '#' : BLOCK_FIRST + (uint32_t)part - 1;
        for (unsigned x = 0; x < w->width; x++)
            ns_grid_glyph(c->grid, bottom - i, column_of(w, bucket) + x, glyph, style);
        height -= part;
    }
}

static void draw_plot(const struct ns_canvas *c, const struct window *w, enum measure measure,
                      struct ns_rect rect)
{
    struct ns_bytes text = {0};
    struct ns_timeline_counts here = ns_timeline_bucket(w->timeline, w->unit, w->here);
    add_measure(value_of(here, measure), measure, &text);
    unsigned used = ns_grid_text(c->grid, rect.row, rect.column + 1, rect.columns - 2,
                                 ns_bytes_slice(&text), measures[measure].style, NULL);
    text.len = 0;
    ns_bytes_format(&text, "most %u", w->most[measure]);
    if (used + text.len + 4 < rect.columns)
        ns_draw_right(c, rect.row, rect.column + rect.columns - 1, ns_bytes_slice(&text),
                      NS_STYLE_META);
    for (int32_t b = w->first; w->most[measure] && b < w->first + w->bars; b++)
        draw_bar(c, w, b, measure, rect.row + rect.rows - 1, rect.rows - 1);
    ns_vec_free(&text);
}

static void add_label(enum ns_unit unit, int32_t bucket, struct ns_bytes *out)
{
    char day[11];
    ns_day_text(ns_unit_first_day(unit, bucket), day);
    ns_bytes_format(out, "%.*s", unit == NS_UNIT_YEAR ? 4 : unit == NS_UNIT_MONTH ? 7 : 10, day);
}

/* Dates as far apart as they need; the selected bar has its mark and its date. */
static void draw_axis(const struct ns_canvas *c, const struct window *w, struct ns_rect page,
                      unsigned row)
{
    struct ns_bytes text = {0};
    unsigned end = page.column + page.columns - 1, here = column_of(w, w->here);
    add_label(w->unit, w->here, &text);
    unsigned from = here + (unsigned)text.len + 1 < end ? here : end - (unsigned)text.len - 1;
    for (unsigned next = 0, b = 0; b < (unsigned)w->bars; b++) {
        unsigned column = column_of(w, w->first + (int32_t)b);
        if (column < next || column + LABEL > end ||
            (column + LABEL + 1 > from && column < from + LABEL + 2))
            continue;
        struct ns_bytes label = {0};
        add_label(w->unit, w->first + (int32_t)b, &label);
        ns_grid_text(c->grid, row, column, LABEL, ns_bytes_slice(&label), NS_STYLE_META, NULL);
        ns_vec_free(&label);
        next = column + LABEL + 3;
    }
    if (from > page.column + 1)
        ns_grid_glyph(c->grid, row, from - 1, c->glyphs->here, NS_STYLE_CURSOR);
    ns_grid_text(c->grid, row, from, LABEL, ns_bytes_slice(&text), NS_STYLE_SELECTED, NULL);
    ns_vec_free(&text);
}

static void draw_nothing(const struct ns_canvas *c, struct ns_rect page)
{
    const struct ns_results *r = c->m->finding.results;
    struct ns_slice text = NS_SLICE("no article that was found has a date");
    if (ns_results_busy(r))
        text = NS_SLICE("counting ...");
    else if (!ns_results_articles(r))
        text = NS_SLICE("nothing was found");
    ns_grid_text_cut(c->grid, page.row, page.column + 2, page.columns - 2, text, NS_STYLE_META);
}

/* What has no date, and where there is more time than is in sight. */
static void draw_note(const struct ns_canvas *c, const struct window *w, struct ns_rect page,
                      unsigned row)
{
    struct ns_timeline_counts undated = ns_timeline_undated(w->timeline);
    struct ns_bytes text = {0}, from = {0}, to = {0};
    int32_t first, last;
    if (ns_timeline_span(w->timeline, w->unit, &first, &last) && last - first + 1 > w->bars) {
        add_label(w->unit, first, &from);
        add_label(w->unit, last, &to);
        ns_bytes_format(&text, "from %s to %s", ns_bytes_text(&from), ns_bytes_text(&to));
    }
    if (undated.articles) {
        ns_bytes_add_text(&text, text.len ? "; undated: " : "undated: ");
        for (unsigned k = 0; k < MEASURES; k++) {
            ns_bytes_add_text(&text, k ? ", " : "");
            add_measure(value_of(undated, (enum measure)k), (enum measure)k, &text);
        }
    }
    ns_grid_text_cut(c->grid, row, page.column + 1, page.columns - 2, ns_bytes_slice(&text),
                     NS_STYLE_META);
    ns_vec_free(&text);
    ns_vec_free(&from);
    ns_vec_free(&to);
}

void ns_draw_timeline(const struct ns_canvas *c, struct ns_rect page)
{
    struct window w;
    if (!frame(c, page, &w)) {
        draw_nothing(c, page);
        return;
    }
    unsigned left = page.rows, plots = MEASURES;
    if (left >= PLOT_LEAST + 2)
        draw_note(c, &w, page, page.row + --left);
    if (left >= PLOT_LEAST + 1)
        draw_axis(c, &w, page, page.row + --left);
    while (plots > 1 && left / plots < PLOT_LEAST)
        plots--;
    unsigned row = page.row;
    for (unsigned k = 0; k < plots; k++) {
        unsigned rows = left / (plots - k);
        draw_plot(c, &w, (enum measure)k, (struct ns_rect){row, page.column, rows, page.columns});
        row += rows;
        left -= rows;
    }
}
