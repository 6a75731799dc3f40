/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * random_query.h: random small corpora, random queries over them, and what they must answer, found
 * out in the slowest and plainest way. Seeded, so that a failure comes again.
 *
 *     random_corpus_make(&h, 8, &corpus);
 *     q = random_query_make(&h, arena, &corpus, 3);
 *     random_query_write(&h, q, &text);                   what a reader may type for it
 *     random_query_answer(q, &corpus.items[i], threshold)  what it must answer
 */
#ifndef TESTS_RANDOM_QUERY_H
#define TESTS_RANDOM_QUERY_H

#include "hostile.h"

#include "naysay/snapshot.h"

struct random_corpus {
    struct ns_arena *arena; /* all that follows */
    struct ns_item *items;  /* some not read, some not extracted */
    size_t count;
};
void random_corpus_make(struct hostile *h, size_t count, struct random_corpus *out);
void random_corpus_free(struct random_corpus *corpus);

/* ---- a query as a tree ---------------------------------------------------------------------- */

enum random_type { AND, OR, NOT, NEAR, TERM, REGEX, KIND, HAS, DATE };
enum random_field { TEXT, TITLE, OUTLET, FILE_PATH, ENTITY, SPEAKER, FIELDS };

/* One piece of a regex: a character, any character, or the edge of a word. */
struct random_piece {
    char what; /* '.', 'b' for an edge, 'c' for itself, ' ' for blanks */
    char self;
    char times; /* 1, '?', '+', '*' */
};
#define RANDOM_PIECES 12

struct random_query {
    enum random_type type;
    enum random_field field;
    struct random_query *left, *right;
    struct ns_slice term; /* as typed; no quotes in it */
    bool prefix, quoted, any_case;
    struct random_piece pieces[RANDOM_PIECES];
    size_t piece_count;
    unsigned near;
    const char *has;       /* what stands behind has: and kind: */
    const char *from, *to; /* "2016-03", "" for none */
};

struct random_query *random_query_make(struct hostile *h, struct ns_arena *arena,
                                       const struct random_corpus *corpus, unsigned depth);

/* Replaces out by one of many ways to write the query. */
void random_query_write(struct hostile *h, const struct random_query *query, struct ns_bytes *out);

/* UNKNOWN where the extraction is missing and matters, and for what was not read. */
enum random_answer { RANDOM_NO, RANDOM_UNKNOWN, RANDOM_YES };
enum random_answer random_query_answer(const struct random_query *query, const struct ns_item *item,
                                       float threshold);

#endif
