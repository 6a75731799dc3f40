/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the enumerations, as they are written in output and lists. */
#include "naysay/extract.h"

static const char *const kind_names[NS_KIND_COUNT] = {
    [NS_KIND_CLAIM] = "claim",           [NS_KIND_DENIAL] = "denial",
    [NS_KIND_ACCUSATION] = "accusation", [NS_KIND_THREAT] = "threat",
    [NS_KIND_PROMISE] = "promise",       [NS_KIND_CONFIRMATION] = "confirmation",
    [NS_KIND_NO_COMMENT] = "no-comment", [NS_KIND_DEMAND] = "demand",
    [NS_KIND_QUESTION] = "question",     [NS_KIND_BELIEF] = "belief",
    [NS_KIND_OTHER] = "other",
};

const char *ns_kind_name(enum ns_kind kind)
{
    return kind < NS_KIND_COUNT ? kind_names[kind] : "other";
}

char ns_kind_letter(enum ns_kind kind)
{
    static const char letters[NS_KIND_COUNT + 1] = "CDATPKRMQBO";
    return kind < NS_KIND_COUNT ? letters[kind] : 'O';
}

bool ns_kind_parse(struct ns_slice name, enum ns_kind *out)
{
    for (int kind = 0; kind < NS_KIND_COUNT; kind++)
        if (ns_slice_equal(name, ns_slice_of(kind_names[kind]))) {
            *out = (enum ns_kind)kind;
            return true;
        }
    return false;
}

const char *ns_entity_type_name(enum ns_entity_type type)
{
    static const char *const names[NS_ENTITY_TYPE_COUNT] = {
        [NS_ENTITY_PER] = "PER",    [NS_ENTITY_ORG] = "ORG",       [NS_ENTITY_LOC] = "LOC",
        [NS_ENTITY_GROUP] = "MISC", [NS_ENTITY_WEAPON] = "WEAPON", [NS_ENTITY_THING] = "MISC",
        [NS_ENTITY_DATE] = "DATE",  [NS_ENTITY_MONEY] = "MONEY",   [NS_ENTITY_NUMBER] = "NUMBER",
    };
    return type < NS_ENTITY_TYPE_COUNT ? names[type] : "MISC";
}

const char *ns_resolved_name(enum ns_resolved how)
{
    static const char *const names[] = {
        [NS_RESOLVED_NAMED] = "named",     [NS_RESOLVED_ALIAS] = "alias",
        [NS_RESOLVED_PRONOUN] = "pronoun", [NS_RESOLVED_ANONYMOUS] = "anonymous",
        [NS_RESOLVED_UNKNOWN] = "unknown",
    };
    return how <= NS_RESOLVED_UNKNOWN ? names[how] : "unknown";
}
