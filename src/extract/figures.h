/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * figures.h (room: extract, private): dates, sums of money and quantities, by rule.
 *
 * dates.c knows dates, amounts.c sums and quantities, figures.c puts them beside the names. They are
 * found last, when names, attributions and speakers are done: no feature of a model and no rule
 * sees them, so a changed rule here changes no statement and needs no training.
 */
#ifndef NAYSAY_EXTRACT_FIGURES_H
#define NAYSAY_EXTRACT_FIGURES_H

#include "doc.h"
#include "figure_words.h"

struct ns_figure {
    struct ns_range toks;
    uint8_t type; /* NS_ENTITY_DATE, NS_ENTITY_MONEY, NS_ENTITY_NUMBER */
    bool local;   /* the same words mean another day in another article */
    int year, month,
        day; /* of a date that tells its day: month and day, 0 else; year 0: not told */
    struct ns_slice canonical; /* in doc->out */
};
NS_VEC(ns_figures, struct ns_figure);

#define NS_DAY_UNKNOWN INT64_MIN

struct ns_figuring {
    struct ns_doc *doc;
    const struct ns_figure_words *words;
    const struct ns_figure_word **of; /* [doc->word_count], NULL: none */
    int64_t today; /* of the article, days from 1970-01-01, or NS_DAY_UNKNOWN: not stated */
    uint32_t free; /* tokens before it are in figures */
};

/* The word of the list at a token, if it has one of the bits; NULL also behind end, and in names. */
static inline const struct ns_figure_word *ns_figure_at(const struct ns_figuring *g, uint32_t tok,
                                                        uint32_t end, uint32_t bits)
{
    if (tok >= end || g->doc->toks[tok].mention != NS_NONE)
        return NULL;
    const struct ns_figure_word *word = g->of[g->doc->toks[tok].word];
    return word && (word->bits & bits) ? word : NULL;
}

/* Is the token, one of the sentence, one of these folded words? NULL ends them. */
bool ns_figure_is_any(const struct ns_figuring *g, uint32_t tok, const char *const *words);

/* Digits at the start of text, at most 9 of them; *used how many, 0 if there are none. */
uint32_t ns_figure_digits(struct ns_slice text, size_t *used);

/* What begins at tok, or one token before it, and ends before end; false: nothing. Both may be
 * asked about every token that holds a digit or is in the list. */
bool ns_date_at(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                struct ns_figure *out);
bool ns_amount_at(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                  struct ns_figure *out);

/* The day of an article's date "YYYY-MM-DD". */
int64_t ns_day_of(const char *date);

/* Gives days without a year the year that the article tells. */
void ns_dates_settle(const struct ns_figuring *g, struct ns_figures *figures);

/* Adds mentions and entities behind those of names; last of all. */
void ns_figures_find(struct ns_doc *doc);

#endif
