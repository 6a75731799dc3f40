/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * phrase.h (room: extract, private): phrases around a cue, by closed word lists and form.
 *
 * Everything is a bounded walk over tokens of one sentence; ranges are token indexes.
 */
#ifndef NAYSAY_EXTRACT_PHRASE_H
#define NAYSAY_EXTRACT_PHRASE_H

#include "finder.h"

/* A verb with its auxiliaries, negation and adverbs. */
struct ns_group {
    uint32_t begin, end;
    bool negated, passive, finite, participle, infinitive;
};

/* A word that is surely or probably a verb where it stands (lower case; listed, or -ed/-ing). */
bool ns_is_verbal(const struct ns_finder *f, uint32_t tok);

/* An adverb by list, or in -ly and in lower case. */
bool ns_is_adverb(const struct ns_finder *f, uint32_t tok);

/* The possessive ending: 's or a lone apostrophe. */
bool ns_is_possessive(const struct ns_finder *f, uint32_t tok);

/* The same as ns_is_verbal, finite only: a clause between begin and end has one. */
bool ns_has_finite(const struct ns_finder *f, uint32_t begin, uint32_t end);

/* The verb group of the cue words verb, not reaching back before begin. */
struct ns_group ns_group_of(const struct ns_finder *f, struct ns_range verb, unsigned inflection,
                            uint32_t begin);

/* The subject that ends where a verb group begins; empty if none is there. begin: no further. */
struct ns_range ns_subject_before(const struct ns_finder *f, uint32_t begin, uint32_t group);

/* The subject of the main clause, for a coordinated verb or a participle at tok. */
struct ns_range ns_subject_of_clause(const struct ns_finder *f, uint32_t begin, uint32_t tok);

/* The noun phrase that begins at tok with its apposition, for "said X, a Y": who speaks. */
struct ns_range ns_speaker_after(const struct ns_finder *f, uint32_t tok, uint32_t end);

/* The short noun phrase at tok: an addressee or target ("reporters", "the SDF"). It ends before any
 * of preps (enum ns_cue_prep): "accused the SDF | of". */
struct ns_range ns_object_after(const struct ns_finder *f, uint32_t tok, uint32_t end,
                                uint16_t preps);

/* The preposition at tok as a bit of enum ns_cue_prep, 0 if it is none of these. */
uint16_t ns_prep_of(const struct ns_finder *f, uint32_t tok);

/* The token behind adverbs, times and "in a statement" at tok. */
uint32_t ns_skip_adjuncts(const struct ns_finder *f, uint32_t tok, uint32_t end,
                          const struct ns_cue *cue);

/* Where the content that begins at tok ends: the sentence, a second cue, a closing aside. */
uint32_t ns_content_end(const struct ns_finder *f, uint32_t tok, uint32_t end);

/* The same for a noun phrase as content, which ends sooner. */
uint32_t ns_np_content_end(const struct ns_finder *f, uint32_t tok, uint32_t end);

/* denied.c: "a charge he denies" at tok: an aside that is no part of what was said before it. */
bool ns_denial_follows(const struct ns_finder *f, uint32_t tok, uint32_t end);

/* The last token but one if the sentence ends with a stop outside quotation marks. */
uint32_t ns_without_stop(const struct ns_finder *f, uint32_t begin, uint32_t end);

#endif
