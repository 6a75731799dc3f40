/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding.h (room: model): the page over the panes that shows what was found in all articles: rows,
 * or a plot of days in their place, and beside them what the articles have in common (facets).
 *
 * The page is shown, or lies beneath the panes while the reader reads what he opened from it.
 * The selection is kept by identity (item, statement), so that rows may come in around it.
 */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include "layout.h"
#include "quote.h"

enum ns_facet_line_type {
    NS_FACET_HEADING,
    NS_FACET_VALUE, /* index: into the facet's values */
    NS_FACET_MORE   /* there are more than are shown */
};
struct ns_facet_line {
    enum ns_facet_line_type type;
    enum ns_facet facet;
    uint32_t index;
};

struct ns_facet_lines {
    NS_VEC(, struct ns_facet_line) lines;
    bool open[NS_FACET_COUNT]; /* all values are shown */
};

/* "Kinds", "Speakers", ... */
const char *ns_facet_heading(enum ns_facet facet);

void ns_facet_lines_fill(struct ns_facet_lines *lines, const struct ns_facets *facets);
bool ns_facet_line_selects(const struct ns_facet_line *line);

/* Appends the query that an article with the value matches: kind:denial, speaker:"Ilan Prat". */
void ns_facet_term(enum ns_facet facet, struct ns_slice text, struct ns_bytes *out);

/* Appends date:FROM..TO of a bucket. */
void ns_timeline_term(enum ns_unit unit, int32_t bucket, struct ns_bytes *out);

/* The finest unit in which all days fit into so many bars; years if none does. */
enum ns_unit ns_timeline_unit(const struct ns_timeline *timeline, unsigned bars);

struct ns_finding {
    struct ns_results *results;
    struct ns_quotes quotes;
    bool shown, beneath;
    bool plot;         /* days in the place of rows */
    bool at_facets;    /* the focus is on them */
    unsigned question; /* of the rows in sight */
    enum ns_pane back; /* the focus before the page */

    bool moved; /* the reader chose a row; else the first is selected, whatever comes in */
    struct ns_result selected;
    size_t row, top;
    bool quotes_wait; /* rows in sight have none yet */

    struct ns_facet_lines facets;
    size_t facet_at, facet_top; /* lines */
    enum ns_facet facet;        /* of the selection, and its key */
    uint64_t facet_key;

    enum ns_unit unit;
    bool unit_chosen; /* by the reader */
    int32_t day;      /* first of the selected bar */
    bool day_chosen;  /* else the newest */
};

/* Rectangles; rows 0: not in sight. */
struct ns_finding_layout {
    struct ns_rect title, main, rule, facet_title, facets;
    unsigned row_height; /* lines a result takes */
};

#endif
