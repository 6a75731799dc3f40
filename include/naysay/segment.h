/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * segment.h (room: text): words and sentences.
 *
 * Ranges are bytes into the slice given plus base, so that a block of a body can be cut with
 * offsets into the body.
 */
#ifndef NAYSAY_SEGMENT_H
#define NAYSAY_SEGMENT_H

#include "naysay/vec.h"

NS_VEC(ns_ranges, struct ns_range);

enum ns_token_type {
    NS_TOKEN_WORD,   /* letters, digits, inner ' - . & (U.S., don't is two: do, n't stays one) */
    NS_TOKEN_NUMBER, /* 1,204.5  23rd */
    NS_TOKEN_QUOTE_OPEN, /* opening by its own shape, or by its place for straight ones */
    NS_TOKEN_QUOTE_CLOSE,
    NS_TOKEN_PUNCTUATION, /* one character, or a run of the same (..., --) */
};

struct ns_token {
    struct ns_range span;
    enum ns_token_type type;
};
NS_VEC(ns_tokens, struct ns_token);

/* Appends the tokens of text. White space, NBSP and zero-width characters are in none. A word keeps
 * inner apostrophes ("don't", "O'Neil"); a possessive 's is a token of its own. */
void ns_tokens_of(struct ns_slice text, uint32_t base, struct ns_tokens *out);

/*
 * Appends the sentences of a paragraph: together they cover it without a gap, from its first to its
 * last byte, white space standing with the sentence before it. Knows abbreviations, initials, ranks,
 * decimals, quotes and brackets after the stop, ellipses; a headline without a stop is one sentence.
 * By rule, after Mikheev 2002 (Periods, Capitalized Words, etc.) and UAX 29's candidates.
 */
void ns_sentences_of(struct ns_slice paragraph, uint32_t base, struct ns_ranges *out);

/* Does the word with its stop (as "Gen.", "U.S.", "a.m.") end no sentence by itself? */
bool ns_is_abbreviation(struct ns_slice word);

#endif
