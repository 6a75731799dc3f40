/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kinds.h (room: extract, private): what the content alone tells about the kind.
 */
#ifndef NAYSAY_EXTRACT_KINDS_H
#define NAYSAY_EXTRACT_KINDS_H

#include "finder.h"

/* Sets entry, verb and negated of a candidate by the words of its cue; entry stays NULL if no line of
 * cues.txt fits. For spans that no construction of the rules proposed. */
void ns_cue_read(const struct ns_finder *f, struct ns_candidate *c);

/* A kind that the words of a content tell, with the reason (static, or in the doc's arena out);
 * NS_KIND_COUNT if they tell none. */
struct ns_kind_guess {
    enum ns_kind kind;
    const char *reason;
};

/* answers: why a negation in it denies something, NULL if it does not; static storage. */
struct ns_kind_guess ns_kind_of_content(const struct ns_finder *f, const struct ns_candidate *c,
                                        const char *answers);

/* The first negation of the content's main clause; content's end if it has none. */
uint32_t ns_negation_in(const struct ns_finder *f, const struct ns_candidate *c);

/* "think", "want", "able": behind a negation, nothing that was done is denied. */
bool ns_is_of_mind(const struct ns_finder *f, uint32_t tok);

/* What the head of a noun phrase as content names: something alleged ("the reports") or asked. */
enum ns_cue_role ns_head_role(const struct ns_finder *f, const struct ns_candidate *c);

/* A piece of a content without its opening mark and "that". */
struct ns_kind_scan {
    const struct ns_finder *f;
    const struct ns_candidate *c;
    struct ns_range first;
    bool later; /* not the content's first piece */
};
struct ns_kind_scan ns_kind_scan_of(const struct ns_finder *f, const struct ns_candidate *c,
                                    size_t piece);
bool ns_ends_sentence(const struct ns_finder *f, uint32_t tok); /* a stop, outside abbreviations */

/* kinds_words.c: the first words of class content that tell each kind; empty where none does. */
struct ns_kind_words {
    struct ns_range first[NS_KIND_COUNT];
};
struct ns_kind_words ns_kind_words_in(const struct ns_finder *f, const struct ns_candidate *c);

/* Does a noun for something alleged stand at tok or right behind it? */
bool ns_names_allegation(const struct ns_finder *f, uint32_t tok, uint32_t end);

/* Is "will" or "would" in the first clause of the content? */
bool ns_speaks_of_future(const struct ns_finder *f, const struct ns_candidate *c);

/* Does the content tell of harm to come? For cues with harm=, as "warn". */
bool ns_tells_of_harm(const struct ns_finder *f, const struct ns_candidate *c);

#endif
