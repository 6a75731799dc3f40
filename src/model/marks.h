/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marks.h (room: model): what is highlighted in the open article, ready for drawing and jumping.
 *
 * Ranges are bytes of the body. Statements below the threshold are left out and counted.
 */
#ifndef MODEL_MARKS_H
#define MODEL_MARKS_H

#include "naysay/extract.h"
#include "naysay/vec.h"

enum ns_part { NS_PART_CONTENT, NS_PART_SOURCE, NS_PART_CUE };

struct ns_mark {
    struct ns_range span;
    uint32_t statement; /* index into attributions */
    enum ns_part part;
    enum ns_kind kind;
    bool opens; /* the statement's first content: its letter stands here */
};

struct ns_anchor {
    uint32_t at; /* where a reader should land */
    uint32_t statement;
    enum ns_kind kind;
};

struct ns_marks {
    NS_VEC(, struct ns_mark) spans;     /* by begin */
    uint32_t *reach;                    /* of spans: the largest end among the first i + 1 */
    NS_VEC(, struct ns_anchor) anchors; /* by at, then statement */
    size_t hidden;                      /* statements below the threshold */
};

/* A set of kinds: bit 1 << kind. */
typedef unsigned ns_kinds;
#define NS_KINDS_ALL   ((1u << NS_KIND_COUNT) - 1u)
#define NS_KINDS_OTHER (NS_KINDS_ALL & ~(1u << NS_KIND_CLAIM) & ~(1u << NS_KIND_DENIAL))

void ns_marks_fill(struct ns_marks *marks, const struct ns_extraction *extraction,
                   float threshold); /* extraction may be NULL */
void ns_marks_clear(struct ns_marks *marks);

/* Index of the first span that may overlap range; from there on until begin >= range.end. */
size_t ns_marks_first(const struct ns_marks *marks, struct ns_range range);

/* The next (previous) anchor of these kinds behind (before) the place; statement is the one the
 * reader jumped to, or NS_NONE: then an anchor at the very place counts as next. NULL: none. */
const struct ns_anchor *ns_marks_next(const struct ns_marks *marks, ns_kinds kinds, uint32_t at,
                                      uint32_t statement);
const struct ns_anchor *ns_marks_previous(const struct ns_marks *marks, ns_kinds kinds, uint32_t at,
                                          uint32_t statement);

/* The statement to speak of when the reader stands at a byte of a line: the narrowest whose content
 * holds it, else the first whose content begins in the line, else one that has part in the line.
 * NS_NONE: none. */
uint32_t ns_marks_statement(const struct ns_marks *marks, uint32_t at, struct ns_range line);

/* How often the statement is told in the article, and the first telling's index. */
unsigned ns_statement_tellings(const struct ns_extraction *extraction, uint32_t statement,
                               uint32_t *first);

#endif
