/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finder.h (room: extract, private): candidates for attributions of one article.
 *
 * Each family of constructions (quotes.c, clauses.c, according.c, nouns.c) proposes candidates;
 * attribution.c decides which of them hold, by score or by trained models, and makes the result. All ranges are
 * half-open token indexes into doc->toks.
 */
#ifndef NAYSAY_EXTRACT_FINDER_H
#define NAYSAY_EXTRACT_FINDER_H

#include "cues.h"
#include "doc.h"
#include "grammar.h"

#define NS_PIECES 8 /* most pieces of one content; what goes beyond is left out */

struct ns_candidate {
    struct ns_range source; /* empty: none */
    struct ns_range cue;
    struct ns_range content[NS_PIECES];
    uint8_t content_count;      /* 1 or more once it is among those found */
    const struct ns_cue *entry; /* NULL: in no list */
    enum ns_rule rule;
    bool negated;          /* the verb group holds a negation */
    struct ns_range via;   /* who carried it; empty: nobody */
    struct ns_range cited; /* who is answerable, where the source only carried it; else empty */
    struct ns_range verb;  /* the cue's own word or words, without auxiliaries and adjuncts */
    float score;
    uint8_t by_model; /* enum ns_by_model */
    enum ns_kind kind;
    const char *kind_reason; /* static, or in the arena of the extraction */
};
NS_VEC(ns_candidates, struct ns_candidate);

/* Of cue and contents. */
static inline struct ns_range ns_candidate_extent(const struct ns_candidate *c)
{
    struct ns_range r = c->cue;
    for (size_t i = 0; i < c->content_count; i++) {
        r.begin = c->content[i].begin < r.begin ? c->content[i].begin : r.begin;
        r.end = c->content[i].end > r.end ? c->content[i].end : r.end;
    }
    return r;
}

/* Does one piece of the content hold all of r? */
static inline bool ns_candidate_holds(const struct ns_candidate *c, struct ns_range r)
{
    for (size_t i = 0; i < c->content_count; i++)
        if (c->content[i].begin <= r.begin && r.end <= c->content[i].end)
            return true;
    return false;
}

/* One token's punctuation: 'o' and 'c' are opening and closing quotation marks, '-' any dash that
 * stands by itself, else its ASCII character; 0 for words and numbers. */
typedef char ns_mark;

struct ns_finder {
    const struct ns_doc *doc;
    const struct ns_cue_table *table;
    uint32_t *gram; /* by token: enum ns_gram */
    ns_mark *mark;  /* by token */
    bool *loose;    /* by sentence: capitals tell nothing, as in a headline */
    struct ns_candidates found;
};

/* One cue in one sentence, before it is known how it is used. */
struct ns_cue_site {
    struct ns_range verb; /* the words of the cue */
    const struct ns_cue *entry;
    const struct ns_cue_form *form;
    uint32_t begin, end; /* the sentence's tokens */
};

void ns_finder_open(struct ns_finder *f, const struct ns_doc *doc,
                    const struct ns_cue_table *table);
void ns_finder_close(struct ns_finder *f);

/* Adds a piece of content, without a dateline, cut where a paragraph ends; one that continues the last
 * becomes part of it. */
void ns_candidate_add(const struct ns_finder *f, struct ns_candidate *c, struct ns_range piece);

/* Families. Each looks at one site and adds what it finds to f->found. */
void ns_find_clauses(struct ns_finder *f, const struct ns_cue_site *site);    /* verbs */
void ns_find_nouns(struct ns_finder *f, const struct ns_cue_site *site);      /* nouns */
void ns_find_adjectives(struct ns_finder *f, const struct ns_cue_site *site); /* adjectives */
void ns_find_according(struct ns_finder *f, const struct ns_cue_site *site);  /* prep, phrase */
/* Rules without a cue word: a headline's colon, a dash before a name. */
void ns_find_marks(struct ns_finder *f, uint32_t sent);

static inline bool ns_tok_gram(const struct ns_finder *f, uint32_t tok, uint32_t flags)
{
    return (f->gram[tok] & flags) != 0;
}

static inline bool ns_tok_upper(const struct ns_finder *f, uint32_t tok)
{
    return (f->doc->toks[tok].shape & NS_SHAPE_UPPER) != 0;
}

/* A word without capitals and digits. */
static inline bool ns_tok_lower(const struct ns_finder *f, uint32_t tok)
{
    const struct ns_tok *t = &f->doc->toks[tok];
    return t->type == NS_TOKEN_WORD && !(t->shape & (NS_SHAPE_UPPER | NS_SHAPE_DIGIT));
}

/* Does the folded word end so? */
static inline bool ns_tok_ends(const struct ns_finder *f, uint32_t tok, const char *suffix)
{
    return ns_slice_ends(ns_doc_word(f->doc, tok)->text, ns_slice_of(suffix));
}

static inline uint32_t ns_tok_number(const struct ns_finder *f, uint32_t tok)
{
    return ns_doc_word(f->doc, tok)->number;
}

static inline bool ns_tok_is(const struct ns_finder *f, uint32_t tok, const char *word)
{
    return ns_doc_is(f->doc, tok, word);
}

#endif
