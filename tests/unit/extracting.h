/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * extracting.h (tests): an invented text through the extractor, with the word lists of assets.
 *
 * Texts are as in invented.h: paragraphs with blank lines between them, the first is the title.
 */
#ifndef TESTS_EXTRACTING_H
#define TESTS_EXTRACTING_H

#include "invented.h"

/* The lists of NAYSAY_DATADIR, loaded once; by rule alone, so that the rules can be tested whatever a
 * model has learned. */
const struct ns_rules *extracting_rules(void);
/* The same with the models of NAYSAY_DATADIR. */
const struct ns_rules *extracting_models(void);

/* By an extractor of its own. */
struct ns_extraction *extract_once(const struct ns_article *article, const struct ns_rules *rules);

struct extracted {
    struct ns_article *article;
    struct ns_extraction *found;
};
struct extracted extracted(const char *text);
struct extracted extracted_by(const char *text, const struct ns_rules *rules);
void extracted_free(struct extracted x);

/* "PER Tom Bale|LOC Orna": all mentions of names in order, as written; the caller frees. */
char *mentions_of(struct extracted x);

/* The entity of a canonical name; NULL if there is none. */
const struct ns_entity *entity_of(struct extracted x, const char *canonical);

/* Prints the text if the mentions are others. */
bool check_mentions(const char *text, const char *mentions);

#endif
