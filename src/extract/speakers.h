/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * speakers.h (room: extract, private): who is answerable for a statement.
 *
 * Ask for the attributions of an article in the order of their positions: pronouns and "the
 * spokesman" look back to who was found before. What comes back lives in the doc's arena out.
 * What the rules do not settle is NS_RESOLVED_UNKNOWN without a name; what they settle badly has a low
 * sure, and against says why.
 */
#ifndef NAYSAY_EXTRACT_SPEAKERS_H
#define NAYSAY_EXTRACT_SPEAKERS_H

#include "doc.h"

/* How a speaker was found, finer than ns_resolved: what its confidence is counted by. */
enum ns_way {
    NS_WAY_NONE,        /* not found */
    NS_WAY_FULL,        /* a person, named in full in the source */
    NS_WAY_BARE,        /* a family name that is never introduced */
    NS_WAY_SHORT,       /* short for the only person of that name */
    NS_WAY_SHARED,      /* short, shared by several, and something decides */
    NS_WAY_TORN,        /* short, shared by several, and nothing decides */
    NS_WAY_SEVERAL,     /* several persons or bodies in one source */
    NS_WAY_BODY,        /* a body, named in the source */
    NS_WAY_STANDS,      /* what stands for a body: Moscow, the Russians */
    NS_WAY_PHRASE,      /* a body by a name and a noun: the Harlow campaign */
    NS_WAY_SPOKEN_FOR,  /* an unnamed spokesman of a body */
    NS_WAY_BODY_BACK,   /* the ministry, named before */
    NS_WAY_BODY_GUESS,  /* the group: the nearest body */
    NS_WAY_PRONOUN,     /* he, she: one who stands out */
    NS_WAY_PRONOUN_FEW, /* he, she: the best of several */
    NS_WAY_PRONOUN_TIE, /* he, she: the best of several who are nearly equal */
    NS_WAY_IT,          /* it: the body that spoke before */
    NS_WAY_THEY,        /* they: the body or the several that spoke before */
    NS_WAY_IT_NEAR,     /* it: a body that has not spoken before */
    NS_WAY_RELATIVE,    /* who */
    NS_WAY_ROLE,        /* the general: the only one with that role */
    NS_WAY_ROLE_FEW,    /* the general: one of several with that role */
    NS_WAY_TOPIC,       /* the businessman: whom the sentences around are about */
    NS_WAY_SAME,        /* the spokesman, the statement: who spoke so before */
    NS_WAY_GOES_ON,     /* a quotation without a source of its own */
    NS_WAY_ANONYMOUS,   /* the words of the source */
    NS_WAY_COUNT
};

struct ns_speaker {
    struct ns_slice name; /* full name, body or anonymous phrase; len 0: none */
    uint32_t entity;      /* index into doc->entities, NS_NONE */
    enum ns_resolved how;
    enum ns_way way;
    float sure;              /* 0 to 1; 0 without a name */
    struct ns_slice reason;  /* "surname of Peter Cook, named in paragraph 3" */
    struct ns_slice against; /* "may be Nora Cook"; len 0: nothing */
};

/* How often a speaker found in this way is right: counted, see speakers_sure.c. */
float ns_way_sure(enum ns_way way);
const char *ns_way_name(enum ns_way way);

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

/* The same for those whom somebody else cites: who is not named keeps the words of the source, as the
 * one who carried it must not be taken for the speaker. */
struct ns_speaker ns_speakers_cited(struct ns_speakers *speakers, struct ns_range cited,
                                    uint32_t at);

/* The name of who carried a statement; remembers nothing. */
struct ns_slice ns_speakers_carrier(const struct ns_speakers *speakers, struct ns_range carrier);

/*
 * The last answer with a name, if its statement stands in the same block as at or in the one before
 * it: who goes on speaking when a quotation has no source of its own. Else NS_RESOLVED_UNKNOWN.
 */
struct ns_speaker ns_speakers_last(const struct ns_speakers *speakers, uint32_t at);

#endif
