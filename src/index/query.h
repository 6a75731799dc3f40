/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query.h (room: index): the tree that a query is parsed into; shared by parser and runner.
 */
#ifndef INDEX_QUERY_H
#define INDEX_QUERY_H

#include "phrase.h"

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
    struct ns_slice shown;           /* the term as typed, without quotes, slashes and field */
    bool quoted, prefix;
    struct phrase phrase;

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
     * A regex (TEXT, TITLE, OUTLET, FILE), else NULL. An article that matches a TEXT or TITLE has
     * for each of needed a word of the index of texts with it inside, unless that word is longer
     * than the index keeps words. ASCII letters, digits and _, in lower case; may be none.
     */
    struct ns_pattern *pattern;
    struct ns_slice *needed;
    size_t needed_count;
    struct phrase *needed_parts; /* the same, to be looked for in a text */
    bool no_case;                /* written with i behind it */

    unsigned near;      /* NEAR: most words from one to the other; 1: next to each other */
    enum ns_kind kind;  /* KIND */
    enum query_has has; /* HAS */
    uint32_t from, to;  /* DATE: 20160305, what is not told is 00 or 99; both included */
    uint32_t asked;     /* TEXT: index into the query's terms; NS_NONE: it must be absent */
};

#define QUERY_DATE_MAX 99999999u
#define QUERY_TERMS    64 /* terms in a query */
#define QUERY_REGEXES  8  /* regexes among them */

NS_VEC(query_offsets, size_t);

struct ns_query {
    struct ns_arena *arena;  /* nodes, words, text */
    struct query_node *root; /* NULL: matches all */
    struct ns_slice text;
    struct query_node *asked[QUERY_TERMS]; /* TEXT nodes that need not be absent */
    struct ns_slice asked_texts[QUERY_TERMS];
    size_t asked_count;
    struct ns_pattern *patterns[QUERY_REGEXES]; /* of all regexes */
    size_t pattern_count;
    bool needs_extraction;
    bool limited;      /* a regex was cut short */
    float threshold;   /* least confidence of the statements that count */
    uint64_t regex_ns; /* time left for the regexes of one article */

    /* scratch: the item's body and another text, folded; offsets at which words begin */
    struct ns_bytes body, other;
    bool body_ready;
    bool text_alone; /* a title that is no part of the text is not looked at */
    struct query_offsets words;
    struct phrase_glance glance;
};

/* ---- query_term.c ---- */

/* Makes the phrase of a term and what the index needs. The message of an error, or NULL. */
const char *index_query_prepare(struct ns_query *query, struct query_node *node);
/* Compiles the regex that is shown. NS_ERR_ARGUMENT, NS_ERR_LIMIT: err names the column in it. */
enum ns_status index_query_prepare_regex(struct ns_query *query, struct query_node *node,
                                         struct ns_err *err);

/* ---- query_near.c ---- */

/* A place of a term in a folded text; first, last: words by number. */
struct query_place {
    size_t begin, end;
    size_t first, last;
    const struct query_node *node;
    bool kept;
};
NS_VEC(query_places, struct query_place);

/* Is there a place for all that stands in the NEAR, each in reach of the one before it? takers (if
 * any) gets all places that have a part in one. */
bool index_query_near(struct ns_query *query, const struct query_node *node, struct ns_slice folded,
                      struct query_places *takers);

/* ---- query_find.c ---- */

/* As ns_query_find, with what overlaps. */
enum ns_status index_query_find(struct ns_query *query, struct ns_slice text,
                                struct ns_query_hits *out);

/* ---- query_value.c: what may follow a colon ---- */

/* The names of what may stand where text does, and the one that text probably means, or NULL. */
const char *index_query_meant(struct ns_slice text, const char *const *names, size_t count);
bool index_query_field(struct ns_slice name, enum query_type *type);
const char *index_query_field_name(enum query_type type);
/* These give the message of an error, or NULL; it lives in the query's arena. */
const char *index_query_no_field(struct ns_query *query, struct ns_slice name);
const char *index_query_read_kind(struct ns_query *query, struct query_node *node);
/* at: bytes into what is shown. */
const char *index_query_read_date(struct ns_query *query, struct query_node *node, size_t *at);

/* ---- query_write.c ---- */

/* The canonical form of a tree. */
void index_query_write(const struct query_node *node, struct ns_bytes *out);

#endif
