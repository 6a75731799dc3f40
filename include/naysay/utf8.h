/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * utf8.h (room: text): code points in byte strings.
 *
 * A code point is uint32_t. Invalid input (overlong, surrogate, beyond U+10FFFF, cut short) decodes
 * to U+FFFD, one for each maximal ill-formed part as Unicode section 3.9 recommends, and always
 * moves on by at least one byte.
 */
#ifndef NAYSAY_UTF8_H
#define NAYSAY_UTF8_H

#include "naysay/slice.h"

#define NS_REPLACEMENT 0xFFFDu

/* Decodes the code point at s.at[*pos] (*pos < s.len) and moves *pos behind it. *valid (if any)
 * tells whether the bytes were well-formed. */
uint32_t ns_utf8_next(struct ns_slice s, size_t *pos, bool *valid);

/* The code point that ends at *pos (*pos > 0); moves *pos to its start. s must be valid UTF-8. */
uint32_t ns_utf8_previous(struct ns_slice s, size_t *pos);

/* Writes 1 to 4 bytes, returns how many. cp must be a scalar value. */
size_t ns_utf8_put(uint32_t cp, char out[4]);

/* Code points in s (each ill-formed part counts one). */
size_t ns_utf8_count(struct ns_slice s);

/* Bytes before the first ill-formed one; s.len if all is valid. Vectorised for ASCII. */
size_t ns_utf8_valid_prefix(struct ns_slice s);

#endif
