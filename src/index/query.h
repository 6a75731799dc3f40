/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query.h (room: index): the tree that a query is parsed into; shared by parser and runner.
 */
#ifndef INDEX_QUERY_H
#define INDEX_QUERY_H

#include "naysay/query.h"
#include "naysay/vec.h"

enum query_type {
    QUERY_AND,
    QUERY_OR,
    QUERY_NOT,
    QUERY_TEXT,    /* words next to each other in the body or the title */
    QUERY_TITLE,   /* words in the title */
    QUERY_OUTLET,  /* words in the outlet */
    QUERY_FILE,    /* part of the path */
    QUERY_ENTITY,  /* words of a name or alias */
    QUERY_SPEAKER, /* words of a speaker */
    QUERY_KIND,    /* a statement of this kind */
};

struct query_node {
    enum query_type type;
    struct query_node *left, *right; /* NOT has left only */
    struct ns_slice shown;           /* the term as typed, without quotes and field */
    struct ns_slice *words;          /* folded; what stands between blanks */
    size_t word_count;
    size_t rarest; /* index of the word to look for first */
    size_t rare;   /* offset of its rarest byte */
    bool quoted, prefix;
    enum ns_kind kind;
};

struct ns_query {
    struct ns_arena *arena;  /* nodes, words, text */
    struct query_node *root; /* NULL: matches all */
    struct ns_slice text;
    struct ns_slice *highlights;
    size_t highlight_count;
    bool needs_extraction;
    float threshold;             /* least confidence of the statements that count */
    struct ns_bytes body, other; /* scratch: the item's folded body; a short folded text */
    bool body_ready;
};

/* Folds a term into words and finds out where to look first; false if nothing is left of it. */
bool index_query_prepare(struct ns_query *query, struct query_node *node);

#endif
