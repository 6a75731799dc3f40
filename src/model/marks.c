/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "marks.h"

void ns_marks_clear(struct ns_marks *marks)
{
    ns_vec_free(&marks->spans);
    ns_vec_free(&marks->anchors);
    free(marks->reach);
    *marks = (struct ns_marks){0};
}

static int by_begin(const void *left, const void *right)
{
    const struct ns_mark *a = left, *b = right;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    if (a->statement != b->statement)
        return a->statement < b->statement ? -1 : 1;
    return (int)a->part - (int)b->part;
}

static int by_anchor(const void *left, const void *right)
{
    const struct ns_anchor *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->statement < b->statement ? -1 : a->statement > b->statement;
}

/* Both arrays come nearly sorted: each entry moves a few places at most, which costs less than a
 * sort. False when that was not so; then the array is still a permutation of what it was. */
static bool settle_spans(struct ns_mark *at, size_t count)
{
    size_t moves = 0, most = 8 * count;
    for (size_t i = 1; i < count; i++) {
        struct ns_mark one = at[i];
        size_t k = i;
        for (; k > 0 && by_begin(&one, &at[k - 1]) < 0 && moves < most; k--, moves++)
            at[k] = at[k - 1];
        at[k] = one;
        if (moves == most)
            return false;
    }
    return true;
}

static bool settle_anchors(struct ns_anchor *at, size_t count)
{
    size_t moves = 0, most = 8 * count;
    for (size_t i = 1; i < count; i++) {
        struct ns_anchor one = at[i];
        size_t k = i;
        for (; k > 0 && by_anchor(&one, &at[k - 1]) < 0 && moves < most; k--, moves++)
            at[k] = at[k - 1];
        at[k] = one;
        if (moves == most)
            return false;
    }
    return true;
}

static void add(struct ns_marks *marks, const struct ns_attribution *a, uint32_t statement)
{
    struct ns_mark mark = {.statement = statement, .kind = a->kind};
    for (size_t i = 0; i < a->content_count; i++) {
        mark.span = a->content[i];
        mark.part = NS_PART_CONTENT;
        mark.opens = i == 0;
        ns_vec_push(&marks->spans, mark);
    }
    mark.opens = false;
    if (!ns_range_empty(a->source)) {
        mark.span = a->source;
        mark.part = NS_PART_SOURCE;
        ns_vec_push(&marks->spans, mark);
    }
    if (!ns_range_empty(a->cue)) {
        mark.span = a->cue;
        mark.part = NS_PART_CUE;
        ns_vec_push(&marks->spans, mark);
    }
    struct ns_anchor anchor = {ns_attribution_anchor(a), statement, a->kind};
    ns_vec_push(&marks->anchors, anchor);
}

void ns_marks_fill(struct ns_marks *marks, const struct ns_extraction *extraction, float threshold)
{
    marks->spans.len = 0;
    marks->anchors.len = 0;
    marks->hidden = 0;
    size_t count = extraction ? extraction->attribution_count : 0;
    for (size_t i = 0; i < count; i++) {
        if (extraction->attributions[i].confidence < threshold)
            marks->hidden++;
        else
            add(marks, &extraction->attributions[i], (uint32_t)i);
    }
    if (!marks->anchors.len)
        return;
    if (!settle_spans(marks->spans.at, marks->spans.len))
        ns_vec_sort(&marks->spans, by_begin);
    if (!settle_anchors(marks->anchors.at, marks->anchors.len))
        ns_vec_sort(&marks->anchors, by_anchor);
    marks->reach = ns_realloc(marks->reach, marks->spans.len + 1, sizeof *marks->reach);
    uint32_t reach = 0;
    for (size_t i = 0; i < marks->spans.len; i++) {
        if (marks->spans.at[i].span.end > reach)
            reach = marks->spans.at[i].span.end;
        marks->reach[i] = reach;
    }
}

size_t ns_marks_first(const struct ns_marks *marks, struct ns_range range)
{
    /* reach never falls: the first index whose reach goes beyond the range's begin. */
    size_t low = 0, high = marks->spans.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (marks->reach[middle] > range.begin)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

const struct ns_anchor *ns_marks_next(const struct ns_marks *marks, ns_kinds kinds, uint32_t at,
                                      uint32_t statement)
{
    for (size_t i = 0; i < marks->anchors.len; i++) {
        const struct ns_anchor *a = &marks->anchors.at[i];
        bool behind =
            a->at > at || (a->at == at && (statement == NS_NONE || a->statement > statement));
        if (behind && (kinds >> a->kind & 1u))
            return a;
    }
    return NULL;
}

const struct ns_anchor *ns_marks_previous(const struct ns_marks *marks, ns_kinds kinds, uint32_t at,
                                          uint32_t statement)
{
    for (size_t i = marks->anchors.len; i-- > 0;) {
        const struct ns_anchor *a = &marks->anchors.at[i];
        bool before =
            a->at < at || (a->at == at && statement != NS_NONE && a->statement < statement);
        if (before && (kinds >> a->kind & 1u))
            return a;
    }
    return NULL;
}

/* Smaller is better: 0 holds the place, 1 begins in the line, 2 has part in it. */
static unsigned closeness(const struct ns_mark *mark, uint32_t at, struct ns_range line)
{
    if (mark->part == NS_PART_CONTENT) {
        if (ns_range_holds(mark->span, at))
            return 0;
        if (mark->opens && ns_range_holds(line, mark->span.begin))
            return 1;
    }
    return 2;
}

uint32_t ns_marks_statement(const struct ns_marks *marks, uint32_t at, struct ns_range line)
{
    uint32_t best = NS_NONE;
    unsigned best_close = 3;
    uint32_t best_size = UINT32_MAX;
    for (size_t i = ns_marks_first(marks, line); i < marks->spans.len; i++) {
        const struct ns_mark *mark = &marks->spans.at[i];
        if (mark->span.begin >= line.end && mark->span.begin > at)
            break;
        if (!ns_range_overlap(mark->span, line) && !ns_range_holds(mark->span, at))
            continue;
        unsigned close = closeness(mark, at, line);
        uint32_t size = close == 0 ? mark->span.end - mark->span.begin : 0;
        if (close < best_close || (close == best_close && size < best_size)) {
            best = mark->statement;
            best_close = close;
            best_size = size;
        }
    }
    return best;
}

unsigned ns_statement_tellings(const struct ns_extraction *extraction, uint32_t statement,
                               uint32_t *first)
{
    const struct ns_attribution *all = extraction->attributions;
    uint32_t origin = all[statement].same_as == NS_NONE ? statement : all[statement].same_as;
    unsigned count = 0;
    for (size_t i = 0; i < extraction->attribution_count; i++)
        if (i == origin || all[i].same_as == origin)
            count++;
    *first = origin;
    return count;
}
