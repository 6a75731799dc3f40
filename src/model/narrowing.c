/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the rows of the results: facets, and bars over time; choosing one narrows what is found. */
#include "inside.h"

/* --- facets --- */

static struct ns_facet_line *facet_line(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    return f->facet_at < f->facets.lines.len ? &f->facets.lines.at[f->facet_at] : NULL;
}

static uint64_t key_of(const struct ns_model *m, const struct ns_facet_line *line)
{
    size_t count;
    const struct ns_facet_value *values =
        ns_facets_values(ns_results_facets(m->finding.results), line->facet, &count);
    return line->type == NS_FACET_VALUE && line->index < count ? values[line->index].key : 0;
}

/* The nearest line that can be selected, in the direction first. */
static size_t selectable(const struct ns_facet_lines *lines, size_t at, bool down)
{
    size_t count = lines->lines.len;
    for (size_t step = 0; step < count; step++) {
        size_t one = down ? at + step : at - step, other = down ? at - step : at + step;
        if (one < count && ns_facet_line_selects(&lines->lines.at[one]))
            return one;
        if (other < count && ns_facet_line_selects(&lines->lines.at[other]))
            return other;
    }
    return 0;
}

void ns_finding_facets_settle(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    size_t rows = ns_finding_rects(m).facets.rows, count = f->facets.lines.len;
    if (f->facet_at >= count)
        f->facet_at = count ? selectable(&f->facets, count - 1, false) : 0;
    size_t first = f->facet_at;
    if (first && f->facets.lines.at[first - 1].type == NS_FACET_HEADING)
        first--; /* the heading is seen with the first of its values */
    if (first < f->facet_top)
        f->facet_top = first;
    if (rows && f->facet_at >= f->facet_top + rows)
        f->facet_top = f->facet_at - rows + 1;
    size_t last_top = count > rows ? count - rows : 0;
    if (f->facet_top > last_top)
        f->facet_top = last_top;
    ns_model_soil(m, NS_DIRTY_OVERLAY | NS_DIRTY_STATUS);
}

static void choose(struct ns_model *m, size_t line)
{
    struct ns_finding *f = &m->finding;
    f->facet_at = line;
    const struct ns_facet_line *at = facet_line(m);
    f->facet_key = 0;
    if (at && f->at_facets) {
        f->facet = at->facet;
        f->facet_key = key_of(m, at);
    }
    ns_finding_facets_settle(m);
}

/* New counts: the value that was selected stays selected, wherever it stands now. */
void ns_finding_facets_refresh(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    ns_facet_lines_fill(&f->facets, ns_results_facets(f->results));
    if (!f->unit_chosen)
        f->unit =
            ns_timeline_unit(ns_results_timeline(f->results), ns_finding_rects(m).main.columns / 2);
    for (size_t i = 0; f->facet_key && i < f->facets.lines.len; i++) {
        const struct ns_facet_line *line = &f->facets.lines.at[i];
        if (line->facet == f->facet && key_of(m, line) == f->facet_key) {
            f->facet_at = i;
            ns_finding_facets_settle(m);
            return;
        }
    }
    choose(m, selectable(&f->facets, f->at_facets ? f->facet_at : 0, true));
}

void ns_finding_facets_move(struct ns_model *m, long lines)
{
    struct ns_finding *f = &m->finding;
    size_t at = f->facet_at, count = f->facets.lines.len;
    if (lines < 0)
        at = at > (size_t)-lines ? at - (size_t)-lines : 0;
    else
        at = at + (size_t)lines < count ? at + (size_t)lines : count ? count - 1 : 0;
    choose(m, selectable(&f->facets, at, lines > 0));
}

void ns_finding_facets_enter(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    const struct ns_facet_line *line = facet_line(m);
    struct ns_bytes term = {0};
    size_t count;
    if (!line)
        return;
    if (line->type == NS_FACET_MORE) {
        f->facets.open[line->facet] = true;
        ns_facet_lines_fill(&f->facets, ns_results_facets(f->results));
        choose(m, f->facet_at);
        return;
    }
    const struct ns_facet_value *values =
        ns_facets_values(ns_results_facets(f->results), line->facet, &count);
    if (line->index >= count)
        return;
    ns_facet_term(line->facet, values[line->index].text, &term);
    f->facet_key = 0;
    f->facet_at = 0;
    if (!ns_finding_rects(m).main.rows)
        f->at_facets = false; /* where one is in sight: what is left */
    ns_finding_narrow(m, ns_bytes_slice(&term));
    ns_vec_free(&term);
}

/* --- bars --- */

bool ns_finding_bar(const struct ns_model *m, int32_t *bar)
{
    const struct ns_finding *f = &m->finding;
    int32_t first, last;
    if (!ns_timeline_span(ns_results_timeline(f->results), f->unit, &first, &last))
        return false;
    *bar = f->day_chosen ? ns_unit_bucket(f->unit, f->day) : last;
    *bar = *bar < first ? first : *bar > last ? last : *bar;
    return true;
}

static void stand_on(struct ns_model *m, int64_t bar)
{
    struct ns_finding *f = &m->finding;
    int32_t first, last;
    if (!ns_timeline_span(ns_results_timeline(f->results), f->unit, &first, &last))
        return;
    bar = bar < first ? first : bar > last ? last : bar;
    f->day = ns_unit_first_day(f->unit, (int32_t)bar);
    f->day_chosen = true;
    ns_model_soil(m, NS_DIRTY_OVERLAY | NS_DIRTY_STATUS);
}

void ns_finding_bars(struct ns_model *m, long by)
{
    int32_t bar;
    if (ns_finding_bar(m, &bar))
        stand_on(m, (int64_t)bar + by);
}

void ns_finding_bar_end(struct ns_model *m, bool last)
{
    stand_on(m, last ? INT32_MAX : INT32_MIN);
}

void ns_finding_unit(struct ns_model *m, bool longer)
{
    struct ns_finding *f = &m->finding;
    int32_t bar;
    if (longer ? f->unit == NS_UNIT_YEAR : f->unit == NS_UNIT_DAY) {
        ns_model_say(m, "a bar is a %s; no %s is known", ns_unit_name(f->unit),
                     longer ? "longer one" : "shorter one");
        return;
    }
    if (ns_finding_bar(m, &bar)) {
        /* The middle of what was selected stays selected. */
        int32_t begin = ns_unit_first_day(f->unit, bar);
        f->day = begin + (ns_unit_first_day(f->unit, bar + 1) - begin) / 2;
        f->day_chosen = true;
    }
    f->unit = (enum ns_unit)(longer ? f->unit + 1 : f->unit - 1);
    f->unit_chosen = true;
    ns_model_say(m, "a bar is a %s", ns_unit_name(f->unit));
    ns_model_soil(m, NS_DIRTY_OVERLAY | NS_DIRTY_STATUS);
}

static void narrow_to_bar(struct ns_model *m)
{
    struct ns_bytes term = {0};
    int32_t bar;
    if (!ns_finding_bar(m, &bar))
        return;
    ns_timeline_term(m->finding.unit, bar, &term);
    ns_finding_narrow(m, ns_bytes_slice(&term));
    ns_vec_free(&term);
}

/* Without a result: over what the list shows. */
void ns_finding_plot(struct ns_model *m)
{
    struct ns_finding *f = &m->finding;
    if (f->shown) {
        f->plot = !f->plot;
        f->at_facets = false;
        ns_finding_settle(m);
        return;
    }
    if (!f->beneath) {
        struct ns_err err = {0};
        if (ns_results_ask(f->results, ns_bytes_slice(&m->limit_text), &err) != NS_OK)
            return;
        ns_finding_start(m);
    }
    ns_jump_push(m);
    f->plot = true;
    f->at_facets = false;
    ns_finding_show(m);
}

/* --- keys --- */

static bool run_plot(struct ns_model *m, enum ns_action action)
{
    long count = m->count ? (long)m->count : 1;
    long page = (long)ns_finding_rects(m).main.columns / 2;
    switch (action) {
    case NS_ACTION_BAR_LEFT:
        ns_finding_bars(m, -count);
        return true;
    case NS_ACTION_BAR_RIGHT:
        ns_finding_bars(m, count);
        return true;
    case NS_ACTION_PAGE_UP:
        ns_finding_bars(m, -count * page);
        return true;
    case NS_ACTION_PAGE_DOWN:
        ns_finding_bars(m, count * page);
        return true;
    case NS_ACTION_FIRST:
    case NS_ACTION_LAST:
        ns_finding_bar_end(m, action == NS_ACTION_LAST);
        return true;
    case NS_ACTION_LONGER_BARS:
    case NS_ACTION_SHORTER_BARS:
        ns_finding_unit(m, action == NS_ACTION_LONGER_BARS);
        return true;
    case NS_ACTION_OPEN:
        narrow_to_bar(m);
        return true;
    default:
        return false;
    }
}

static bool run_motion(struct ns_model *m, enum ns_action action)
{
    bool facets = m->finding.at_facets;
    long count = m->count ? (long)m->count : 1;
    long page = facets ? (long)ns_finding_rects(m).facets.rows : (long)ns_finding_capacity(m);
    void (*move)(struct ns_model *, long) = facets ? ns_finding_facets_move : ns_finding_move;
    page = page > 2 ? page - 1 : 1;
    switch (action) {
    case NS_ACTION_DOWN:
    case NS_ACTION_NEXT_RESULT:
        move(m, count);
        return true;
    case NS_ACTION_UP:
    case NS_ACTION_PREV_RESULT:
        move(m, -count);
        return true;
    case NS_ACTION_PAGE_DOWN:
        move(m, count * page);
        return true;
    case NS_ACTION_PAGE_UP:
        move(m, -count * page);
        return true;
    case NS_ACTION_HALF_DOWN:
        move(m, count * ((page + 1) / 2));
        return true;
    case NS_ACTION_HALF_UP:
        move(m, -count * ((page + 1) / 2));
        return true;
    case NS_ACTION_FIRST:
    case NS_ACTION_LAST:
        if (facets)
            ns_finding_facets_move(m, (action == NS_ACTION_LAST ? 1 : -1) * (long)INT32_MAX);
        else
            ns_finding_end(m, action == NS_ACTION_LAST);
        return true;
    default:
        return false;
    }
}

static void focus_facets(struct ns_model *m, bool facets)
{
    m->finding.at_facets = facets;
    ns_finding_settle(m);
}

static bool run_page(struct ns_model *m, enum ns_action action, struct ns_slice argument)
{
    struct ns_finding *f = &m->finding;
    switch (action) {
    case NS_ACTION_OPEN:
        if (f->at_facets)
            ns_finding_facets_enter(m);
        else
            ns_finding_enter(m);
        return true;
    case NS_ACTION_CLOSE:
        ns_finding_close(m);
        return true;
    case NS_ACTION_NEXT_PANE:
    case NS_ACTION_PREV_PANE:
        focus_facets(m, !f->at_facets);
        return true;
    case NS_ACTION_PANE_LEFT:
    case NS_ACTION_PANE_RIGHT:
        focus_facets(m, action == NS_ACTION_PANE_RIGHT);
        return true;
    case NS_ACTION_SIDE_VIEW:
        ns_finding_toggle(m);
        return true;
    case NS_ACTION_SORT:
    case NS_ACTION_SORT_REVERSE:
        ns_finding_sort(m, action == NS_ACTION_SORT ? argument : NS_SLICE("reverse"));
        return true;
    case NS_ACTION_WIDEN:
        ns_finding_widen(m);
        return true;
    case NS_ACTION_NARROW:
        ns_finding_narrow(m, argument);
        return true;
    case NS_ACTION_TIMELINE:
        ns_finding_plot(m);
        return true;
    default:
        return false;
    }
}

bool ns_finding_run(struct ns_model *m, enum ns_action action, struct ns_slice argument)
{
    bool plot = m->finding.plot && !m->finding.at_facets;
    if (plot ? run_plot(m, action) : run_motion(m, action))
        return true;
    if (run_page(m, action, argument))
        return true;
    /* What acts on the panes brings them back. */
    if (!ns_action_in(action, NS_CONTEXT_RESULTS) && !ns_action_in(action, NS_CONTEXT_PAGER)) {
        ns_jump_push(m);
        ns_finding_leave(m);
    }
    return false;
}
