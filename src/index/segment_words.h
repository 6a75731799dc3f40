/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * segment_words.h: the words of a text as an index has them (postings.h), a piece of text at a time.
 *
 *     index_words_begin(&words, text);
 *     while (index_words_next(&words)) ... words.bounds ...
 *
 * A zeroed struct is valid; index_words_free releases its memory. However long a text or a word is,
 * the memory is bounded.
 */
#ifndef INDEX_SEGMENT_WORDS_H
#define INDEX_SEGMENT_WORDS_H

#include "naysay/postings.h"
#include "naysay/vec.h"

#define INDEX_WORDS_SLACK 8 /* bytes behind each word that may be read */

NS_VEC(index_bounds, uint32_t);
NS_VEC(index_masks, uint64_t);

struct index_words {
    struct ns_bytes folded;     /* what bounds point into */
    struct index_bounds bounds; /* begin and end of each word by turns; words may be too long */
    struct index_masks masks;   /* a bit for each folded byte: part of a word? */
    struct ns_slice rest;       /* text to come */
    uint32_t held;              /* bytes of a word that goes on in the next piece */
};

void index_words_begin(struct index_words *words, struct ns_slice text);
/* The next words; false if there are no more. Lives until the next call. */
bool index_words_next(struct index_words *words);
void index_words_free(struct index_words *words);

/* How much of a word is indexed: at most NS_WORD_MAX bytes of whole code points. */
size_t index_word_cut(const char *word, size_t len);

#endif
