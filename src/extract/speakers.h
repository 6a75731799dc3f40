/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * speakers.h (room: extract, private): who is answerable for a statement.
 *
 * Ask for the attributions of an article in the order of their positions: pronouns and "the
 * spokesman" look back to who was found before. What comes back lives in the doc's arena out.
 * A guess is never made: what the rules do not settle is NS_RESOLVED_UNKNOWN without a name.
 */
#ifndef NAYSAY_EXTRACT_SPEAKERS_H
#define NAYSAY_EXTRACT_SPEAKERS_H

#include "doc.h"

struct ns_speaker {
    struct ns_slice name; /* full name, body or anonymous phrase; len 0: none */
    uint32_t entity;      /* index into doc->entities, NS_NONE */
    enum ns_resolved how;
    struct ns_slice reason; /* "surname of Peter Cook, named in paragraph 3" */
};

struct ns_speakers;

/* Lives in the doc's scratch arena. The doc's entities must be there. */
struct ns_speakers *ns_speakers_new(struct ns_doc *doc);

/*
 * source: byte range of the source as annotated ("Pentagon spokesman Peter Cook", "he", "a senior
 * U.S. official"), empty if there is none; at: byte of the cue (or the content where there is none).
 * Remembers the answer for what comes after.
 */
struct ns_speaker ns_speakers_resolve(struct ns_speakers *speakers, struct ns_range source,
                                      uint32_t at);

/*
 * The last answer with a name, if its statement stands in the same block as at or in the one before
 * it: who goes on speaking when a quotation has no source of its own. Else NS_RESOLVED_UNKNOWN.
 */
struct ns_speaker ns_speakers_last(const struct ns_speakers *speakers, uint32_t at);

#endif
