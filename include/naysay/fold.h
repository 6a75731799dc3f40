/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fold.h (room: text): text as searches and lists compare it.
 *
 * Folding maps each code point by itself: case folded, compatibility forms and diacritics dropped,
 * NBSP and other spaces to " ", curly quotes and primes to ' and ", dashes and hyphens to "-",
 * ellipsis to "...", zero-width and soft hyphens away. The result is valid UTF-8.
 */
#ifndef NAYSAY_FOLD_H
#define NAYSAY_FOLD_H

#include "naysay/vec.h"

/* A place where folded and original offsets part: from folded on, original = this original +
 * (offset - folded), until the next one. */
struct ns_fold_step {
    uint32_t folded, original;
};
NS_VEC(ns_fold_steps, struct ns_fold_step);

enum ns_fold_flags {
    NS_FOLD_CASE = 1, /* without it upper case stays (smart case) */
    NS_FOLD_DIACRITICS = 2,
    NS_FOLD_ALL = 3,
    NS_FOLD_KEEP_LINES = 4, /* "\n" stays; else it becomes a space as other white space does */
};

/* Appends the folded text. steps (if any, empty at the call) gets the map back, counted from where
 * out ended before; both are the caller's. */
void ns_fold(struct ns_slice text, unsigned flags, struct ns_bytes *out,
             struct ns_fold_steps *steps);

/* The original byte offset of a folded one: the start of the code point it came from; the end of
 * text for the end of the folded text. */
uint32_t ns_fold_original(const struct ns_fold_steps *steps, uint32_t folded);

/* Hash of the folded text (NS_FOLD_ALL) with runs of spaces as one and edges trimmed. */
uint64_t ns_fold_hash(struct ns_slice text);

#endif
