/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * abbreviations.h: words that are written with a stop, and what the stop may mean.
 */
#ifndef TEXT_ABBREVIATIONS_H
#define TEXT_ABBREVIATIONS_H

#include "naysay/slice.h"

enum text_abbreviation {
    ABBREVIATION_NONE,
    ABBREVIATION_TITLE,    /* Gen. Mr.: a name follows, never the end */
    ABBREVIATION_INNER,    /* vs. e.g.: never the end */
    ABBREVIATION_NUMBERED, /* No. Fig.: an abbreviation only before a number */
    ABBREVIATION_MONTH,    /* Oct. */
    ABBREVIATION_FINAL,    /* Inc. Jr. Calif.: may end a sentence too */
    ABBREVIATION_TIME,     /* a.m. p.m. */
    ABBREVIATION_INITIALS, /* U.S. J.T. Ph.D. */
    ABBREVIATION_INITIAL,  /* one capital: J. */
};

/* word without its last stop, as written ("Gen", "U.S", "J"). */
enum text_abbreviation text_abbreviation_of(struct ns_slice word);

/* A capitalised word that rather opens a sentence than goes on with a name: The, But, He, ... */
bool text_opens_sentence(struct ns_slice word);

/* said, asked, told and their like, lower case. */
bool text_is_speech_verb(struct ns_slice word);

/* What may follow a time of day: EST, GMT, Monday, Oct, ... */
bool text_follows_time(struct ns_slice word);

#endif
