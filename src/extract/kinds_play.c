/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kinds_play.c: what is in play in an article: what somebody alleged, asked or said, and what the
 * narrator calls alleged or reported. A negation denies only what is in play.
 */
#include "kinds_play.h"

#define LOOK_BACK    40 /* earlier statements, and sentences, that are compared */
#define SHARED_LEAST 2  /* stems in common for two to be about the same */

/* Names something alleged or asked, or calls it so. */
static bool raises(const struct ns_finder *f, uint32_t tok)
{
    static const char *const words[] = {"alleged", "allegedly",  "suspected", "purported",
                                        "accused", "accuses",    "accusing",  "blamed",
                                        "blames",  "reportedly", "suspicions"};
    if (ns_cue_role_of(f->table, ns_tok_number(f, tok)))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ns_tok_is(f, tok, words[i]))
            return true;
    return false;
}

void ns_play_open(struct ns_play *play, const struct ns_finder *f)
{
    *play = (struct ns_play){.f = f};
    for (uint32_t i = 0; i < f->doc->sent_count; i++) {
        struct ns_range toks = f->doc->sents[i].toks;
        bool any = false;
        for (uint32_t t = toks.begin; t < toks.end && !any; t++)
            any = !f->mark[t] && raises(f, t);
        if (!any)
            continue;
        struct ns_stems stems = ns_stems_of(f, &toks, 1);
        ns_vec_push(&play->told, (struct ns_proposition){stems, NS_NONE, toks.end, true});
    }
}

void ns_play_close(struct ns_play *play)
{
    ns_vec_free(&play->told);
    ns_vec_free(&play->said);
}

void ns_play_add(struct ns_play *play, struct ns_proposition p)
{
    ns_vec_push(&play->said, p);
}

/* A third of the shorter one for what was alleged or asked; what was merely said, or stands in a
 * whole sentence of the narrator's, must share more. */
static bool answers(const struct ns_proposition *p, const struct ns_stems *stems, bool strict)
{
    uint32_t both = ns_stems_shared(&p->stems, stems);
    uint32_t less = p->stems.count < stems->count ? p->stems.count : stems->count;
    bool whole =
        both == SHARED_LEAST && less == SHARED_LEAST; /* all of "no envoys on the island" */
    return strict ? whole || (both > SHARED_LEAST && both * 2 >= less)
                  : both >= SHARED_LEAST && both * 3 >= less;
}

/* How much a proposition must share: as answers says, or one word of a thing. */
static bool touches(const struct ns_proposition *p, const struct ns_stems *stems, bool thing,
                    bool strict)
{
    return thing ? ns_stems_shared(&p->stems, stems) > 0 : answers(p, stems, strict);
}

static bool in_play(const struct ns_play *play, const struct ns_stems *stems, uint32_t speaker,
                    uint32_t tok, bool thing)
{
    size_t count = play->said.len, first = count > LOOK_BACK ? count - LOOK_BACK : 0;
    for (size_t i = first; i < count; i++) {
        const struct ns_proposition *p = &play->said.at[i];
        if (p->speaker == speaker && speaker != NS_NONE)
            continue;
        if (touches(p, stems, thing, !p->alleged))
            return true;
    }
    size_t told = play->told.len;
    while (told > 0 && play->told.at[told - 1].end > tok)
        told--;
    for (size_t i = told > LOOK_BACK ? told - LOOK_BACK : 0; i < told; i++)
        if (touches(&play->told.at[i], stems, thing, true))
            return true;
    return false;
}

bool ns_in_play(const struct ns_play *play, const struct ns_stems *stems, uint32_t speaker,
                uint32_t tok)
{
    return in_play(play, stems, speaker, tok, false);
}

bool ns_thing_in_play(const struct ns_play *play, const struct ns_stems *thing, uint32_t speaker,
                      uint32_t tok)
{
    return in_play(play, thing, speaker, tok, true);
}
