/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vocab.h (room: extract, private): the words of all word lists, by number.
 *
 * Every list that is compiled puts the words of its terms in here; a token of an article then knows
 * after one look-up which words it may stand for, and lists of several words are matched by
 * comparing numbers. Words are folded (fold.h, NS_FOLD_ALL). Number 0 is no word.
 * Written by one thread while rules are loaded, read-only afterwards.
 */
#ifndef NAYSAY_EXTRACT_VOCAB_H
#define NAYSAY_EXTRACT_VOCAB_H

#include "naysay/vec.h"

struct ns_vocab;

struct ns_vocab *ns_vocab_new(void);
void ns_vocab_free(struct ns_vocab *vocab); /* NULL is fine */

/* The number of a folded word; given out if it is new. */
uint32_t ns_vocab_put(struct ns_vocab *vocab, struct ns_slice folded);

/* The number of a folded word, 0 if no list holds it. hash is ns_slice_hash of it. */
uint32_t ns_vocab_find(const struct ns_vocab *vocab, struct ns_slice folded, uint64_t hash);

struct ns_slice ns_vocab_word(const struct ns_vocab *vocab, uint32_t number);
size_t ns_vocab_count(const struct ns_vocab *vocab); /* numbers are below this */

/* Folds a term and cuts it into words exactly as an article is cut (segment.h); numbers are put
 * into the vocabulary and appended to out. */
NS_VEC(ns_word_numbers, uint32_t);
void ns_vocab_put_term(struct ns_vocab *vocab, struct ns_slice term, struct ns_word_numbers *out);

#endif
