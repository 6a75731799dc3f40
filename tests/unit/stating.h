/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stating.h (tests): the statements of an invented text, as one string.
 *
 * statements_of gives a line a statement: "kind|source|cue|content", pieces of content joined by
 * " + ", a source or cue that is not there as "-". kinds_of gives the kinds alone: "claim denial".
 */
#ifndef TESTS_STATING_H
#define TESTS_STATING_H

#include "extracting.h"

#include <stddef.h>

struct statement_case {
    const char *text; /* paragraphs; the first is the title */
    const char *want;
};

char *statements_of(struct extracted x); /* the caller frees */
char *kinds_of(struct extracted x);

/* Runs describe over each case and fails with a printed difference for each that is not as wanted. */
void check_statements(const struct statement_case *cases, size_t count,
                      char *(*describe)(struct extracted));
#define CHECK_STATEMENTS(cases)                                                                    \
    check_statements(cases, sizeof(cases) / sizeof *(cases), statements_of)
#define CHECK_KINDS(cases) check_statements(cases, sizeof(cases) / sizeof *(cases), kinds_of)

#endif
