/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "side.h"

/* The order of groups: what readers look for first. */
static const struct {
    enum ns_kind kind;
    const char *heading;
} groups[NS_KIND_COUNT] = {
    {NS_KIND_DENIAL, "Denials"},        {NS_KIND_CLAIM, "Claims"},
    {NS_KIND_NO_COMMENT, "No comment"}, {NS_KIND_ACCUSATION, "Accusations"},
    {NS_KIND_THREAT, "Threats"},        {NS_KIND_CONFIRMATION, "Confirmations"},
    {NS_KIND_PROMISE, "Promises"},      {NS_KIND_DEMAND, "Demands"},
    {NS_KIND_QUESTION, "Questions"},    {NS_KIND_BELIEF, "Beliefs"},
    {NS_KIND_OTHER, "Other"},
};

const char *ns_kind_heading(enum ns_kind kind)
{
    for (size_t i = 0; i < NS_KIND_COUNT; i++)
        if (groups[i].kind == kind)
            return groups[i].heading;
    return "Other";
}

void ns_side_free(struct ns_side_lines *side)
{
    ns_vec_free(&side->lines);
    *side = (struct ns_side_lines){0};
}

static int by_mentions(const void *left, const void *right, void *extraction)
{
    const struct ns_side_line *a = left, *b = right;
    const struct ns_entity *entities = ((const struct ns_extraction *)extraction)->entities;
    bool group = entities[a->index].type == NS_ENTITY_GROUP;
    uint32_t x = entities[a->index].mention_count;
    uint32_t y = entities[b->index].mention_count;
    if (group != (entities[b->index].type == NS_ENTITY_GROUP))
        return group ? 1 : -1; /* nationalities last: they are seldom what one looks for */
    if (x != y)
        return x > y ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static void add_entity(struct ns_side_lines *side, size_t index)
{
    struct ns_side_line line = {.type = NS_SIDE_ENTITY, .index = (uint32_t)index};
    ns_vec_push(&side->lines, line);
}

/* Dates, then sums, then quantities, each in the order of the text. */
static void fill_figures(struct ns_side_lines *side, const struct ns_extraction *x, bool open)
{
    struct ns_side_line heading = {.type = NS_SIDE_FIGURES,
                                   .count = (uint32_t)x->entity_count - side->count};
    if (!heading.count)
        return;
    ns_vec_push(&side->lines, heading);
    for (int type = NS_ENTITY_NAME_TYPES; open && type < NS_ENTITY_TYPE_COUNT; type++)
        for (size_t i = 0; i < x->entity_count; i++)
            if (x->entities[i].type == (enum ns_entity_type)type)
                add_entity(side, i);
}

static void fill_names(struct ns_side_lines *side, const struct ns_extraction *x, bool figures)
{
    for (size_t i = 0; i < x->entity_count; i++)
        if (!ns_entity_is_figure(x->entities[i].type))
            add_entity(side, i);
    side->count = (uint32_t)side->lines.len;
    struct ns_extraction shallow = *x; /* qsort_r wants a pointer that is not const */
    if (side->lines.len)
        qsort_r(side->lines.at, side->lines.len, sizeof *side->lines.at, by_mentions, &shallow);
    fill_figures(side, x, figures);
}

static bool listed(const struct ns_attribution *a, float threshold)
{
    return a->confidence >= threshold && a->same_as == NS_NONE;
}

/* Two passes, as articles that are archives may hold many thousands: count, then put each where its
 * group has room. */
static void fill_statements(struct ns_side_lines *side, const struct ns_extraction *x,
                            float threshold)
{
    uint32_t counts[NS_KIND_COUNT] = {0};
    size_t next[NS_KIND_COUNT] = {0}, total = 0;
    for (size_t i = 0; i < x->attribution_count; i++)
        if (listed(&x->attributions[i], threshold))
            counts[x->attributions[i].kind]++;
    for (size_t group = 0; group < NS_KIND_COUNT; group++) {
        enum ns_kind kind = groups[group].kind;
        next[kind] = total + 1;
        total += counts[kind] ? 1 + 2 * (size_t)counts[kind] : 0;
        side->count += counts[kind];
    }
    ns_vec_reserve(&side->lines, total);
    side->lines.len = total;
    for (unsigned k = 0; k < NS_KIND_COUNT; k++)
        if (counts[k])
            side->lines.at[next[k] - 1] =
                (struct ns_side_line){NS_SIDE_HEADING, (enum ns_kind)k, 0, counts[k]};
    for (size_t i = 0; i < x->attribution_count; i++) {
        enum ns_kind kind = x->attributions[i].kind;
        if (!listed(&x->attributions[i], threshold))
            continue;
        struct ns_side_line line = {NS_SIDE_SPEAKER, kind, (uint32_t)i, 0};
        side->lines.at[next[kind]++] = line;
        line.type = NS_SIDE_WORDS;
        side->lines.at[next[kind]++] = line;
    }
}

void ns_side_fill(struct ns_side_lines *side, enum ns_side_view view,
                  const struct ns_extraction *extraction, float threshold, bool figures)
{
    side->lines.len = 0;
    side->count = 0;
    if (!extraction)
        return;
    if (view == NS_SIDE_NAMES)
        fill_names(side, extraction, figures);
    else
        fill_statements(side, extraction, threshold);
}

bool ns_side_selects(const struct ns_side_line *line)
{
    return line->type == NS_SIDE_ENTITY || line->type == NS_SIDE_SPEAKER ||
           line->type == NS_SIDE_FIGURES;
}

size_t ns_side_step(const struct ns_side_lines *side, size_t line, long count)
{
    size_t found = line;
    while (count > 0 && line + 1 < side->lines.len) {
        line++;
        if (ns_side_selects(&side->lines.at[line])) {
            found = line;
            count--;
        }
    }
    while (count < 0 && line > 0) {
        line--;
        if (ns_side_selects(&side->lines.at[line])) {
            found = line;
            count++;
        }
    }
    return found;
}
