/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query.h (room: index): the tree that a query is parsed into; shared by parser and runner.
 */
#ifndef INDEX_QUERY_H
#define INDEX_QUERY_H

#include "naysay/pattern.h"
#include "naysay/query.h"
#include "naysay/vec.h"

enum query_type {
    QUERY_AND,
    QUERY_OR,
    QUERY_NOT,
    QUERY_NEAR,    /* left and right within `near` words of each other; the left may be a NEAR */
    QUERY_TEXT,    /* words next to each other, or a regex, in the body or the title */
    QUERY_TITLE,   /* words or a regex in the title */
    QUERY_OUTLET,  /* words or a regex in the outlet */
    QUERY_FILE,    /* part of the path, or a regex in it */
    QUERY_ENTITY,  /* words of a name or alias */
    QUERY_SPEAKER, /* words of a speaker */
    QUERY_KIND,    /* a statement of this kind */
    QUERY_HAS,     /* whether there is such a thing at all */
    QUERY_DATE,    /* the date of publication lies in a range */
};

enum query_has {
    QUERY_HAS_TITLE,
    QUERY_HAS_BYLINE,
    QUERY_HAS_DATE,
    QUERY_HAS_OUTLET,
    QUERY_HAS_SECTION,
    QUERY_HAS_DATELINE,
    QUERY_HAS_PROBLEM,
    QUERY_HAS_STATEMENT,
    QUERY_HAS_SPEAKER,   /* a statement whose speaker is known */
    QUERY_HAS_ANONYMOUS, /* a statement of somebody without a name */
    QUERY_HAS_NAME,
    QUERY_HAS_COUNT
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

    /*
     * What the index knows of TEXT, TITLE, ENTITY and SPEAKER: an article that matches has all these
     * words, in the text, the text, the names, the speakers. Maximal runs of word characters of the
     * folded term, cut as the index cuts them; "u.s." has two, "$" none. exact: and one that has them
     * matches (but for the threshold). last_begins: of the last word only the beginning is told.
     */
    struct ns_slice *terms;
    size_t term_count;
    bool exact, last_begins;

    /*
     * A regex (TEXT, TITLE, OUTLET, FILE), else NULL. An article whose text matches a TEXT has for
     * each of needed a word of the index with it inside, unless that word is longer than the index
     * keeps words. ASCII letters, digits and _, in lower case; may be none.
     */
    struct ns_pattern *pattern;
    struct ns_slice *needed;
    size_t needed_count;
    bool no_case; /* written with i behind it */

    unsigned near;      /* NEAR: most words from one to the other; 1: next to each other */
    enum ns_kind kind;  /* KIND */
    enum query_has has; /* HAS */
    uint32_t from, to;  /* DATE: 20160305, days and months not told 00 and 99; both included */
    uint32_t highlight; /* index into the query's terms, or NS_NONE */
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
