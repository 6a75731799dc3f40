/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kinds_play.h (room: extract, private): the propositions that an article has put into play.
 */
#ifndef NAYSAY_EXTRACT_KINDS_PLAY_H
#define NAYSAY_EXTRACT_KINDS_PLAY_H

#include "stems.h"

#include "naysay/vec.h"

struct ns_proposition {
    struct ns_stems stems;
    uint32_t speaker; /* word index of the source's head, NS_NONE if unknown */
    uint32_t end;     /* token behind it */
    bool alleged;     /* an accusation, a question, a report: what a denial answers */
};
NS_VEC(ns_propositions, struct ns_proposition);

struct ns_play {
    const struct ns_finder *f;
    struct ns_propositions said; /* by sources so far, in order */
    struct ns_propositions told; /* sentences of the article that speak of something alleged */
};

void ns_play_open(struct ns_play *play, const struct ns_finder *f);
void ns_play_close(struct ns_play *play);
void ns_play_add(struct ns_play *play, struct ns_proposition p);

/* Was much the same said, asked or alleged before token tok by somebody else than speaker? */
bool ns_in_play(const struct ns_play *play, const struct ns_stems *stems, uint32_t speaker,
                uint32_t tok);

/* The same for a thing that is said not to be there: is one of its words spoken of? */
bool ns_thing_in_play(const struct ns_play *play, const struct ns_stems *thing, uint32_t speaker,
                      uint32_t tok);

#endif
