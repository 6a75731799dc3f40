/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shape.h (room: ingest, private): what a block looks like, counted once, for all who weigh it.
 */
#ifndef NAYSAY_INGEST_SHAPE_H
#define NAYSAY_INGEST_SHAPE_H

#include "words.h"

struct ns_shape {
    uint32_t words, sentences;
    uint32_t lower;    /* words that begin small */
    uint32_t upper;    /* words that begin with a capital */
    uint32_t capitals; /* words all in capitals */
    uint32_t small;    /* small words of up to three letters: what holds sentences together */
    uint32_t numbers;  /* words with a digit */
    uint16_t address;  /* you, your, our, us, please, click ... outside quotes */
    uint16_t speech;   /* said, told, according ... */
    uint16_t quotes;   /* words within quotation marks, at most 65535 */
    float furniture;   /* sum of the weights of phrases of the boilerplate list */
    float caption, section, credit; /* the same for phrases of these roles */
    uint32_t caption_at;            /* the word at which the first phrase of captions begins */
    uint32_t credit_at;             /* of credits */
    uint32_t first_hit;             /* the word at which the first phrase of any kind begins */
    uint32_t covered;               /* words that those phrases take */
    bool stop;                      /* ends in . ! ? with quotes or brackets behind it */
    bool question, exclaims, colon, ellipsis; /* what it ends in */
    bool speaker;                             /* begins with a name in capitals and a colon */
    bool quote_first;                         /* begins with a quotation mark */
    bool bullet;                              /* begins with one */
    bool url, email, handle;                  /* holds one */
    bool copyright; /* holds the sign, or begins with the word and a year */
    bool bars;      /* holds | or two bullets between words */
    bool leftover;  /* holds {word} or [word_word] and the like: a template's hole */
    bool doubled;   /* the same words told twice in a row */
};

/* words: scratch, holds the block's words afterwards. phrases may be NULL. */
void ns_shape_of(struct ns_slice text, uint32_t sentences, const struct ns_phrases *phrases,
                 struct ns_words *words, struct ns_shape *out);

/* The same by guess, without looking at words, for a block among others; false if it takes a closer
 * look: only long blocks that end in a stop are taken for text. */
bool ns_shape_plain(struct ns_slice text, uint32_t sentences, struct ns_shape *out);

/* Bytes of a template's hole ("{word}", "{{some.name}}") at text.at[at]; 0 if there is none. */
size_t ns_leftover_at(struct ns_slice text, size_t at);

/* The share of words that begin with a capital, as titles of English papers have it; small words
 * that stay small in such titles do not count. 0 to 1. */
float ns_shape_title_case(const struct ns_shape *shape);

#endif
