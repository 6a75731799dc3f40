/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words.h (room: ingest, private): a block as words, cheaply, and lists of phrases found in it.
 *
 * Finer than needed for names and coarser than segment.h: letters, digits and inner apostrophes,
 * hyphens are separators. ASCII is folded to lower case, a curly apostrophe counts as a straight one.
 */
#ifndef NAYSAY_INGEST_WORDS_H
#define NAYSAY_INGEST_WORDS_H

#include "naysay/lexicon.h"
#include "naysay/vec.h"

enum ns_word_flags {
    NS_WORD_UPPER = 1,    /* begins with a capital */
    NS_WORD_CAPITALS = 2, /* two or more letters, all capitals */
    NS_WORD_LOWER = 4,    /* begins with a small letter */
    NS_WORD_DIGIT = 8,    /* holds a digit */
    NS_WORD_QUOTED = 16,  /* stands within quotation marks */
    NS_WORD_JOINED = 32,  /* nothing or one hyphen or slash between it and the word before */
};

struct ns_word {
    struct ns_range span; /* into the slice that was cut */
    uint32_t hash;        /* of the folded word */
    uint8_t flags;
};
NS_VEC(ns_words, struct ns_word);

/* Signs that a text may hold; coarse: where a bit is set, look closer. */
enum ns_signs {
    NS_SIGN_AT = 1,
    NS_SIGN_BAR = 2,
    NS_SIGN_BRACE = 4,
    NS_SIGN_COLON = 8,
    NS_SIGN_COPYRIGHT = 16,
    NS_SIGN_FREE = 32, /* the first bit that is no sign */
};

/* Appends the words of text; returns the signs met between them. */
unsigned ns_words_of(struct ns_slice text, struct ns_words *out);

/* Is the word spelled so (lower case ASCII)? */
bool ns_word_is(struct ns_slice text, const struct ns_word *word, const char *spelling);

/* What a phrase says of the block that it stands in. */
enum ns_phrase_role {
    NS_PHRASE_FURNITURE,
    NS_PHRASE_CAPTION,
    NS_PHRASE_SECTION,
    NS_PHRASE_CREDIT,
};

struct ns_phrase_hit {
    float weight;
    uint8_t words; /* 0: no phrase begins here */
    uint8_t role;  /* enum ns_phrase_role */
};

/* Terms of a lexicon, made ready to be found in words. */
struct ns_phrases;
struct ns_phrases *ns_phrases_new(const struct ns_lexicon *lexicon);
void ns_phrases_free(struct ns_phrases *phrases); /* NULL is fine */

/* The longest phrase that begins at words[at]. phrases may be NULL. */
struct ns_phrase_hit ns_phrases_at(const struct ns_phrases *phrases, const struct ns_words *words,
                                   size_t at);

/* The next word from `from` on at which a phrase may begin, so that ns_phrases_at need not be asked at
 * each; words->len if there is none. */
size_t ns_phrases_next(const struct ns_phrases *phrases, const struct ns_words *words, size_t from);

#endif
