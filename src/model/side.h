/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * side.h (room: model): the side pane's two views of the open article, as screen lines.
 *
 * Names: one line an entity, most mentioned first, nationalities last; behind them a heading of dates
 * and figures, folded unless asked for. Statements: grouped by kind, denials first; each first telling
 * takes two lines, who and what.
 */
#ifndef MODEL_SIDE_H
#define MODEL_SIDE_H

#include "naysay/extract.h"
#include "naysay/vec.h"

enum ns_side_view { NS_SIDE_NAMES, NS_SIDE_STATEMENTS };
#define NS_SIDE_VIEWS 2

enum ns_side_type {
    NS_SIDE_ENTITY,  /* index: entity */
    NS_SIDE_HEADING, /* kind and count */
    NS_SIDE_SPEAKER, /* index: statement */
    NS_SIDE_WORDS,   /* index: the same statement */
    NS_SIDE_FIGURES, /* heading of dates and figures, which can be selected; count */
};

struct ns_side_line {
    enum ns_side_type type;
    enum ns_kind kind;
    uint32_t index;
    uint32_t count; /* of a heading: statements of the kind, figures */
};

struct ns_side_lines {
    NS_VEC(, struct ns_side_line) lines;
    uint32_t count; /* names or statements */
};

/* Plural heading of a kind: "Denials". */
const char *ns_kind_heading(enum ns_kind kind);

/* figures: dates and figures are unfolded. */
void ns_side_fill(struct ns_side_lines *side, enum ns_side_view view,
                  const struct ns_extraction *extraction, float threshold, bool figures);
void ns_side_free(struct ns_side_lines *side);

/* Can the selection stand on the line? */
bool ns_side_selects(const struct ns_side_line *line);

/* The selectable line count steps away, or the last one on the way; line if there is none. */
size_t ns_side_step(const struct ns_side_lines *side, size_t line, long count);

#endif
