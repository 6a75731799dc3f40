/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * translit.h: letters that Unicode does not decompose, and punctuation, as ASCII.
 */
#ifndef TEXT_TRANSLIT_H
#define TEXT_TRANSLIT_H

#include <stdint.h>

/* "o" for ø, "ss" for ß and the like; NULL if there is no such line. Case is kept. */
const char *text_translit_letter(uint32_t cp);

/* Spaces as " ", quotes and primes as ' or ", dashes as "-", ellipsis as "..."; "" for what has no
 * width (zero-width, soft hyphen, joiners); NULL for anything else. */
const char *text_translit_punctuation(uint32_t cp);

#endif
