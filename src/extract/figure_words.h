/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * figure_words.h (room: extract, private): the words of figures.txt, by the hash of their folded text.
 *
 * They stand apart from the vocabulary of the rules: features of the models do not know them.
 * Immutable once made, shared by threads.
 */
#ifndef NAYSAY_EXTRACT_FIGURE_WORDS_H
#define NAYSAY_EXTRACT_FIGURE_WORDS_H

#include "naysay/lexicon.h"

enum ns_figure_bit {
    NS_FIGURE_MONTH = 1 << 0,
    NS_FIGURE_WEEKDAY = 1 << 1,
    NS_FIGURE_DAY = 1 << 2,
    NS_FIGURE_PERIOD = 1 << 3,
    NS_FIGURE_NUMBER = 1 << 4,
    NS_FIGURE_SCALE = 1 << 5,
    NS_FIGURE_CURRENCY = 1 << 6,
    NS_FIGURE_UNIT = 1 << 7,
    NS_FIGURE_FATE = 1 << 8,
    NS_FIGURE_BETWEEN = 1 << 9,
    NS_FIGURE_ONE = 1 << 10,    /* the singular of a unit */
    NS_FIGURE_VERB = 1 << 11,   /* the form of a fate before the number: killing */
    NS_FIGURE_SHORT = 1 << 12,  /* of a scale: right behind digits only */
    NS_FIGURE_MANY = 1 << 13,   /* of a currency: with a scale only */
    NS_FIGURE_SYMBOL = 1 << 14, /* of a currency: also before the number */
};

struct ns_figure_word {
    uint64_t hash;
    uint32_t bits;        /* enum ns_figure_bit; 0: a free place of the table */
    int value;            /* of a month, day, number, scale */
    struct ns_slice name; /* code of a currency, plural of a unit, a fate */
};

struct ns_figure_words;

/* NS_ERR_FORMAT names the line. The lexicon is borrowed. */
enum ns_status ns_figure_words_make(const struct ns_lexicon *lexicon, struct ns_figure_words **out,
                                    struct ns_err *err);
void ns_figure_words_free(struct ns_figure_words *words); /* NULL is fine */

/* By ns_slice_hash of the folded word; NULL: none. */
const struct ns_figure_word *ns_figure_word(const struct ns_figure_words *words, uint64_t hash);

#endif
