/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rules_words.h (room: extract, private): words of closed classes, which no list needs to hold. */
#ifndef NAYSAY_EXTRACT_RULES_WORDS_H
#define NAYSAY_EXTRACT_RULES_WORDS_H

#include <stdint.h>

struct ns_closed_words {
    uint32_t class;    /* enum ns_class */
    const char *words; /* folded, separated by blanks */
};

/* Ends with class 0. */
extern const struct ns_closed_words ns_closed_words[];

#endif
