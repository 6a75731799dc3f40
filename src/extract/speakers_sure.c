/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How sure a speaker is: by the way it was found. The shares are counted over human gold
 * (tests/bench/speakers_given_spans prints them), and set lower by hand where the gold holds few of a
 * way and where statements missed or cut wrong mislead it: pronouns of several candidates, they, the.
 */
#include "speakers_source.h"

static const struct {
    const char *name;
    float sure;
} ways[NS_WAY_COUNT] = {
    [NS_WAY_NONE] = {"none", 0},
    [NS_WAY_FULL] = {"full", 0.97f},
    [NS_WAY_BARE] = {"bare", 0.75f},
    [NS_WAY_SHORT] = {"short", 0.98f},
    [NS_WAY_SHARED] = {"shared", 0.9f},
    [NS_WAY_TORN] = {"torn", 0.5f},
    [NS_WAY_SEVERAL] = {"several", 0.9f},
    [NS_WAY_BODY] = {"body", 0.93f},
    [NS_WAY_STANDS] = {"stands", 0.93f},
    [NS_WAY_PHRASE] = {"phrase", 0.9f},
    [NS_WAY_SPOKEN_FOR] = {"spoken-for", 0.85f},
    [NS_WAY_BODY_BACK] = {"body-back", 0.85f},
    [NS_WAY_BODY_GUESS] = {"body-guess", 0.5f},
    [NS_WAY_PRONOUN] = {"pronoun", 0.93f},
    [NS_WAY_PRONOUN_FEW] = {"pronoun-few", 0.65f},
    [NS_WAY_PRONOUN_TIE] = {"pronoun-tie", 0.55f},
    [NS_WAY_IT] = {"it", 0.85f},
    [NS_WAY_THEY] = {"they", 0.65f},
    [NS_WAY_IT_NEAR] = {"it-near", 0.5f},
    [NS_WAY_RELATIVE] = {"relative", 0.85f},
    [NS_WAY_ROLE] = {"role", 0.9f},
    [NS_WAY_ROLE_FEW] = {"role-few", 0.75f},
    [NS_WAY_TOPIC] = {"topic", 0.65f},
    [NS_WAY_SAME] = {"same", 0.75f},
    [NS_WAY_GOES_ON] = {"goes-on", 0.7f},
    [NS_WAY_ANONYMOUS] = {"anonymous", 0.9f},
};

float ns_way_sure(enum ns_way way)
{
    return ways[way].sure;
}

const char *ns_way_name(enum ns_way way)
{
    return ways[way].name;
}

struct ns_speaker ns_speaker_make(struct ns_slice name, uint32_t entity, enum ns_resolved how,
                                  enum ns_way way, struct ns_slice reason)
{
    return (struct ns_speaker){.name = name,
                               .entity = entity,
                               .how = how,
                               .way = way,
                               .sure = name.len ? ns_way_sure(way) : 0,
                               .reason = reason};
}

struct ns_speaker ns_speaker_none(enum ns_resolved how, struct ns_slice reason)
{
    return ns_speaker_make((struct ns_slice){NULL, 0}, NS_NONE, how, NS_WAY_NONE, reason);
}

struct ns_speaker ns_speaker_again(struct ns_speaker before, enum ns_way way,
                                   struct ns_slice reason)
{
    float sure = ns_way_sure(way);
    before.way = way;
    before.reason = reason;
    if (sure < before.sure)
        before.sure = sure;
    return before;
}

bool ns_is_body_speaker(const struct ns_doc *doc, const struct ns_speaker *speaker)
{
    if (!speaker->name.len || speaker->how == NS_RESOLVED_ANONYMOUS)
        return false;
    return speaker->entity == NS_NONE ? speaker->way != NS_WAY_SEVERAL
                                      : doc->entities[speaker->entity].type != NS_ENTITY_PER;
}
