/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * doc.h (room: extract, private): an article while it is being extracted.
 *
 * Holds the tokens of the blocks that count (headline and body, ns_role_counts) in order, cut into
 * sentences and blocks, with the number of each word and the state of quotation marks. Offsets are
 * bytes of the article's body. Ranges of tokens are half-open indexes into toks.
 *
 * Order of work: ns_doc_new, names, entities, attributions (with speakers), freeze. Whatever comes
 * into the result is allocated in out, all else in scratch, which goes with the doc.
 */
#ifndef NAYSAY_EXTRACT_DOC_H
#define NAYSAY_EXTRACT_DOC_H

#include "naysay/extract.h"
#include "naysay/segment.h"

struct ns_term;

/* How a token is written. */
enum ns_shape {
    NS_SHAPE_UPPER = 1,     /* begins with an upper-case letter */
    NS_SHAPE_ALL_UPPER = 2, /* two or more letters, all upper-case: USA, U.S. */
    NS_SHAPE_DIGIT = 4,     /* holds a digit */
    NS_SHAPE_LETTER = 8,    /* holds a letter */
    NS_SHAPE_HYPHEN = 16,   /* holds an inner hyphen */
    NS_SHAPE_DOT = 32,      /* holds or ends with a stop: U.S., Gen. */
    NS_SHAPE_MIXED = 64,    /* upper-case letter after a lower-case one: McCain, eBay */
    NS_SHAPE_FOREIGN = 128, /* letters of a script other than Latin */
};

struct ns_tok {
    struct ns_range span;
    uint32_t word;     /* index into doc->words */
    uint32_t sentence; /* index into doc->sents */
    uint32_t block;    /* index into doc->blocks */
    uint32_t quote; /* index into doc->quotes of the quotation it is in (its marks are), NS_NONE */
    uint32_t mention;  /* index into doc->mentions, NS_NONE; set after names */
    uint8_t type;      /* enum ns_token_type */
    uint8_t shape;     /* enum ns_shape */
    bool first;        /* first word of its sentence or of a quotation: its capital tells nothing */
    bool space_before; /* white space stands before it */
};

/* A distinct word of the article. */
struct ns_word {
    struct ns_slice text; /* folded: lower case, straight quotes, without diacritics */
    uint64_t hash;        /* ns_slice_hash(text) */
    uint32_t number;      /* in the vocabulary of the rules (vocab.h), 0: in no list */
    uint32_t classes;     /* enum ns_class of rules.h, of the single word */
    uint16_t lower;       /* tokens written in lower case */
    uint16_t capital;     /* capitalised tokens where a capital tells something */
};

struct ns_sent {
    struct ns_range toks;
    struct ns_range span;  /* bytes */
    uint32_t block;        /* index into doc->blocks */
    uint32_t index;        /* into article->sentences */
    bool all_caps, titled; /* nearly all words in capitals, or capitalised (headline case) */
};

struct ns_doc_block {
    struct ns_range toks;
    struct ns_range sents; /* indexes into doc->sents */
    uint32_t index;        /* into article->blocks */
    bool headline;
};

/* A quotation within one block, by double marks; single ones only in an article without double. */
struct ns_quote {
    struct ns_range toks;  /* from the opening mark to behind the closing one (or the last token) */
    struct ns_range inner; /* the tokens between the marks */
    uint32_t block;        /* index into doc->blocks */
    bool closed;           /* its closing mark is there */
    bool goes_on;    /* not closed, and the next block opens with a mark: the same quotation */
    uint32_t before; /* index of the quotation that this one goes on from, NS_NONE */
};

/* Where a role of a person stands: "Pentagon spokesman". */
struct ns_role_place {
    uint32_t entity; /* index into doc->entities */
    struct ns_range toks;
};

/* What decided whom a bare family name means that several persons of the article share. */
enum ns_decided {
    NS_DECIDED_ALONE, /* nobody else has it */
    NS_DECIDED_TITLE, /* only one of them has the title before it */
    NS_DECIDED_SEX,   /* an honorific before it, or he or she behind it */
    NS_DECIDED_LIST,  /* a list knows one of them by that name alone */
    NS_DECIDED_USE,   /* the one named in full last is also the one named most */
    NS_DECIDED_NOT,   /* nothing: who is named in full more often was taken */
};

struct ns_rival {
    uint32_t entity; /* another person whom the name may mean, NS_NONE */
    uint8_t decided; /* enum ns_decided */
};

struct ns_doc {
    const struct ns_article *article;
    const struct ns_rules *rules;
    struct ns_extractor *extractor; /* whose work it is (extractor.h), or NULL */
    struct ns_arena *out, *scratch;

    struct ns_tok *toks;
    size_t tok_count;
    struct ns_word *words;
    size_t word_count;
    struct ns_sent *sents;
    size_t sent_count;
    struct ns_doc_block *blocks;
    size_t block_count;
    struct ns_quote *quotes;
    size_t quote_count;
    bool english; /* by the share of function words; false also for other scripts */

    /* After names and entities; in arena out. Mentions are ordered and never overlap. */
    struct ns_mention *mentions;
    struct ns_range *mention_toks; /* tokens of each mention; this and the next two in scratch */
    const struct ns_term **mention_terms; /* line of a list that names it, NULL if none (rules.h) */
    struct ns_range *mention_titles;      /* tokens of the titles right before it, may be empty */
    struct ns_rival *mention_rivals;      /* of each mention; in scratch */
    size_t mention_count;
    struct ns_entity *entities;
    size_t entity_count;
    struct ns_role_place *roles; /* in scratch, in order of the text */
    size_t role_count;
};

struct ns_doc *ns_doc_new(const struct ns_article *article, const struct ns_rules *rules,
                          struct ns_arena *out);
/* The same as an extractor's work: it may be cancelled. */
struct ns_doc *ns_doc_open(const struct ns_article *article, struct ns_extractor *extractor,
                           struct ns_arena *out);
void ns_doc_free(struct ns_doc *doc); /* leaves out alone */

/* Whether to stop, leaving the work half done: asked every few hundred tokens. Once yes, always yes. */
bool ns_doc_is_cancelled(const struct ns_doc *doc);

/* The tokens that begin within a byte range. */
struct ns_range ns_doc_toks_in(const struct ns_doc *doc, struct ns_range bytes);

/* Bytes from the first to the last of some tokens; empty if there are none. */
struct ns_range ns_doc_bytes_of(const struct ns_doc *doc, struct ns_range toks);

static inline const struct ns_word *ns_doc_word(const struct ns_doc *doc, size_t tok)
{
    return &doc->words[doc->toks[tok].word];
}

/* Where the text of a block begins: behind "PORT ORAN, Veles (ONA) --", at its first token if it has
 * no dateline. */
uint32_t ns_doc_behind_dateline(const struct ns_doc *doc, uint32_t block);

/* Is the token this folded word? Here, since the length of a literal is then known beforehand. */
static inline bool ns_doc_is(const struct ns_doc *doc, size_t tok, const char *word)
{
    struct ns_slice text = ns_doc_word(doc, tok)->text;
    size_t len = strlen(word);
    return text.len == len && memcmp(text.at, word, len) == 0;
}

/* The text of a token as written. */
static inline struct ns_slice ns_doc_text(const struct ns_doc *doc, size_t tok)
{
    return ns_slice_sub(doc->article->body, doc->toks[tok].span);
}

/* names.c: fills mentions (their entity is the type's number until ns_entities_join). */
void ns_names_find(struct ns_doc *doc);
/* entities.c: fills entities, sets ns_mention.entity. */
void ns_entities_join(struct ns_doc *doc);

#endif
