/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * name_features.h (room: extract, private): what the trained model of names sees of a token.
 *
 * Beside the word, its form and its neighbours, a token shows what the word lists and the rules say
 * of it, and what stands about the other tellings of the same word in the article (after Ratinov and
 * Roth 2009, "Design challenges and misconceptions in named entity recognition").
 * Only stretches of text in which a name may stand are looked at: tokens with a capital, listed names
 * and what lies right beside or between them.
 */
#ifndef NAYSAY_EXTRACT_NAME_FEATURES_H
#define NAYSAY_EXTRACT_NAME_FEATURES_H

#include "names.h"

/* Changes whenever a feature does: models of other revisions are refused. */
#define NS_NAME_REVISION 1

/* Features of one token at most. */
#define NS_NAME_FEATURES_MOST 192
#define NS_NAME_REVISED_MOST  6 /* that a first pass adds */

/* Labels: outside, then begin and inside of each type. */
enum { NS_NAME_PER, NS_NAME_ORG, NS_NAME_LOC, NS_NAME_MISC, NS_NAME_TYPES };
#define NS_NAME_LABELS       (1 + 2 * NS_NAME_TYPES)
#define NS_NAME_BEGIN(type)  ((uint8_t)(1 + 2 * (type)))
#define NS_NAME_INSIDE(type) ((uint8_t)(2 + 2 * (type)))

struct ns_name_signs;

/* pieces: what the rules propose, by place. Borrows doc. */
struct ns_name_signs *ns_name_signs_new(const struct ns_doc *doc, const struct ns_pieces *pieces);
void ns_name_signs_free(struct ns_name_signs *signs); /* NULL is fine */

/* A first pass has given each token a label: from here on the features also tell what it made of the
 * other tellings of the same word (after Krishnan and Manning 2006, "An effective two-stage model for
 * exploiting non-local dependencies in named entity recognition"; here both passes share the
 * weights). Once only. */
void ns_name_signs_revise(struct ns_name_signs *signs, const uint8_t *labels);

/* Stretches in order; none crosses a sentence's end. */
const struct ns_range *ns_name_stretches(const struct ns_name_signs *signs, size_t *count);

/* The features of a token of a stretch; their number. out has room for NS_NAME_FEATURES_MOST. */
size_t ns_name_features(const struct ns_name_signs *signs, uint32_t tok, uint32_t *out);

/* Of these, those that a first pass has added. */
size_t ns_name_features_revised(const struct ns_name_signs *signs, uint32_t tok, uint32_t *out);

struct ns_weights;

/* The most likely labels of all stretches; labels[tok_count] must be zero. signs, fresh, are revised
 * by the first pass; twice: labels are the second one's. names_decide.c */
void ns_names_label(struct ns_name_signs *signs, const struct ns_weights *weights, bool twice,
                    uint8_t *labels);

/* Reads names off labels[count]: the next one at or behind *at, which moves; false if there is
 * none. */
bool ns_names_next(const uint8_t *labels, size_t count, size_t *at, struct ns_range *toks,
                   unsigned *type);

#endif
