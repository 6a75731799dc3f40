/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clauses.h (room: extract, private): a verb as a cue, with what was read around it.
 */
#ifndef NAYSAY_EXTRACT_CLAUSES_H
#define NAYSAY_EXTRACT_CLAUSES_H

#include "phrase.h"

struct ns_frame {
    struct ns_finder *f;
    const struct ns_cue_site *site;
    const struct ns_cue *cue;
    struct ns_group group;
    struct ns_range subject;
    uint32_t end;   /* of the sentence, without its stop */
    uint32_t pos;   /* behind the verb and its adjuncts */
    bool dependent; /* participle or infinitive: the subject is the main clause's */
};

/* A candidate with the frame's subject as source and its group with adjuncts as cue. */
struct ns_candidate ns_frame_candidate(const struct ns_frame *fr, enum ns_rule rule);

/* Adds the candidate if it has a content, with the quotations that go on behind it. */
void ns_frame_propose(const struct ns_frame *fr, struct ns_candidate *c);

/* A word in -ing that is no preposition. */
bool ns_is_ing(const struct ns_finder *f, uint32_t tok);

/* denied.c: "a charge he denies", ", which she denied", "denied this"; false if it is none. */
bool ns_read_denied(const struct ns_frame *fr);

/* passives.c: "T was denied by S", "T is expected to T". */
void ns_read_passive(struct ns_frame *fr);

/* "Asked on Monday whether T, ..."; false if it is none. */
bool ns_read_asked(const struct ns_frame *fr);

/* "RIA quoted the ministry as saying T": the object speaks, the subject carries it. */
void ns_read_carrier(struct ns_frame *fr);

#endif
