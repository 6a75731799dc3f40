/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facets and bars as what the reader sees and narrows by. */
#include "finding.h"

const char *ns_facet_heading(enum ns_facet facet)
{
    static const char *const headings[NS_FACET_COUNT] = {"Kinds", "Speakers", "Names", "Outlets",
                                                         "Months"};
    return headings[facet];
}

void ns_facet_lines_fill(struct ns_facet_lines *lines, const struct ns_facets *facets)
{
    static const size_t shown[NS_FACET_COUNT] = {NS_KIND_COUNT, 8, 8, 6, 12};
    lines->lines.len = 0;
    for (unsigned f = 0; f < NS_FACET_COUNT; f++) {
        size_t count, all;
        (void)ns_facets_values(facets, (enum ns_facet)f, &count);
        all = count;
        if (!count)
            continue;
        if (!lines->open[f] && count > shown[f] + 1) /* a line that says "1 more" saves nothing */
            count = shown[f];
        ns_vec_push(&lines->lines, (struct ns_facet_line){NS_FACET_HEADING, (enum ns_facet)f, 0});
        for (size_t i = 0; i < count; i++)
            ns_vec_push(&lines->lines,
                        (struct ns_facet_line){NS_FACET_VALUE, (enum ns_facet)f, (uint32_t)i});
        if (count < all)
            ns_vec_push(&lines->lines,
                        (struct ns_facet_line){NS_FACET_MORE, (enum ns_facet)f, (uint32_t)count});
    }
}

bool ns_facet_line_selects(const struct ns_facet_line *line)
{
    return line->type != NS_FACET_HEADING;
}

void ns_facet_term(enum ns_facet facet, struct ns_slice text, struct ns_bytes *out)
{
    static const char *const fields[NS_FACET_COUNT] = {
        "kind:", "speaker:", "entity:", "outlet:", "date:"};
    bool quoted = facet != NS_FACET_KIND && facet != NS_FACET_MONTH;
    ns_bytes_add_text(out, fields[facet]);
    if (quoted)
        ns_bytes_add_text(out, "\"");
    for (size_t i = 0; i < text.len; i++) /* a quote inside would end the phrase */
        ns_vec_push(out, text.at[i] == '"' ? ' ' : text.at[i]);
    if (quoted)
        ns_bytes_add_text(out, "\"");
}

void ns_timeline_term(enum ns_unit unit, int32_t bucket, struct ns_bytes *out)
{
    char from[11], to[11];
    ns_day_text(ns_unit_first_day(unit, bucket), from);
    ns_day_text(ns_unit_first_day(unit, bucket + 1) - 1, to);
    if (unit == NS_UNIT_YEAR)
        ns_bytes_format(out, "date:%.4s", from);
    else if (unit == NS_UNIT_MONTH)
        ns_bytes_format(out, "date:%.7s", from);
    else if (unit == NS_UNIT_DAY)
        ns_bytes_format(out, "date:%s", from);
    else
        ns_bytes_format(out, "date:%s..%s", from, to);
}

enum ns_unit ns_timeline_unit(const struct ns_timeline *timeline, unsigned bars)
{
    int32_t first, last;
    for (unsigned u = 0; u < NS_UNIT_YEAR; u++)
        if (!ns_timeline_span(timeline, (enum ns_unit)u, &first, &last) ||
            last - first < (int32_t)bars)
            return (enum ns_unit)u;
    return NS_UNIT_YEAR;
}
