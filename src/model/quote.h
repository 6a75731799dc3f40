/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quote.h (room: model): what a row of the results shows of its article: the sentence with most of
 * what was asked for, or the statement, with the places to be marked.
 *
 * Quotes are made for rows in sight and kept for a while. Ranges are bytes of the body.
 */
#ifndef MODEL_QUOTE_H
#define MODEL_QUOTE_H

#include "results.h"

struct ns_quote {
    struct ns_result result;
    const struct ns_article *article; /* that it was made of */
    const struct ns_extraction *extraction;
    struct ns_range span; /* empty: there is nothing to show */
    uint32_t statement;   /* that is quoted, or NS_NONE */
    uint32_t at;          /* where Enter leads */
    bool lead;            /* the query asks for no text: the article's beginning */
    struct ns_query_hits hits;
};

#define NS_QUOTES 1024u /* kept; more than rows of any terminal */

struct ns_quotes {
    NS_VEC(, struct ns_quote) at;
    size_t oldest; /* makes room next */
};

/* NULL: not made yet, or of an article that has changed since. */
const struct ns_quote *ns_quotes_get(const struct ns_quotes *quotes, const struct ns_snapshot *s,
                                     struct ns_result result);

/* Makes it if it is not there; the query's scratch memory is used. */
const struct ns_quote *ns_quotes_make(struct ns_quotes *quotes, const struct ns_snapshot *s,
                                      struct ns_result result, struct ns_query *query);

void ns_quotes_clear(struct ns_quotes *quotes);

#endif
