/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * who.c: what joins persons over articles. An article alone cannot tell whether its "Bale" is the one
 * of another; a family name with the same office, the same body or the same role in a state can.
 */
#include "entities.h"

#include "naysay/fold.h"

enum tie { TIE_OFFICE = 1, TIE_BODY, TIE_STATE };

static void add_tie(struct ns_bearing *bearing, enum tie what, uint64_t of)
{
    uint64_t tie = (of ^ what) * 0x9E3779B97F4A7C15u;
    for (size_t i = 0; i < bearing->tie_count; i++)
        if (bearing->ties[i] == tie)
            return;
    if (bearing->tie_count < NS_BEARING_TIES)
        bearing->ties[bearing->tie_count++] = tie;
}

/* al-Haddad -> Haddad */
static struct ns_slice without_article(struct ns_slice word)
{
    for (size_t i = 2; i <= 3 && i + 3 < word.len; i++)
        if (word.at[i] == '-' && (word.at[0] == 'a' || word.at[0] == 'e'))
            return (struct ns_slice){word.at + i + 1, word.len - i - 1};
    return word;
}

static bool is_ending(struct ns_slice word)
{
    static const char *const endings[] = {"jr.", "jr", "sr.", "sr", "ii", "iii", "iv"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ns_slice_equal_nocase(word, ns_slice_of(endings[i])))
            return true;
    return false;
}

/* Family and given name of the fullest name. */
static void name_person(struct ns_entity *person)
{
    struct ns_slice rest = person->canonical, word;
    struct ns_bearing *bearing = &person->bearing;
    uint64_t first = 0;
    while (ns_slice_field(&rest, ' ', &word)) {
        if (!word.len || (bearing->words > 1 && is_ending(word)))
            continue;
        uint64_t hash = ns_fold_hash(without_article(word)) | 1;
        if (!bearing->words)
            first = hash;
        bearing->family = hash;
        if (bearing->words < UINT8_MAX)
            bearing->words++;
    }
    bearing->given = bearing->words > 1 ? first : 0;
}

/* The ties of one role: "Velmar Defence Ministry spokesman", "Senator". */
static void tie_role(const struct ns_doc *doc, struct ns_range role, struct ns_bearing *bearing)
{
    uint64_t head = 0;
    for (uint32_t t = role.begin, after; t < role.end; t = after) {
        const struct ns_term *office = ns_rules_longest(doc->rules, doc, t, role.end,
                                                        NS_TERM_BIT(NS_TERM_OFFICE), false, &after);
        if (office)
            add_tie(bearing, TIE_OFFICE, ns_fold_hash(office->canonical));
        else
            after = t + 1;
        if (ns_doc_word(doc, t)->classes & NS_CLASS_ROLE_END)
            head = ns_doc_word(doc, t)->hash;
    }
    for (uint32_t t = role.begin; t < role.end; t++) {
        uint32_t mention = doc->toks[t].mention;
        if (mention == NS_NONE)
            continue;
        const struct ns_entity *entity = &doc->entities[doc->mentions[mention].entity];
        const struct ns_term *term = doc->mention_terms[mention];
        if (entity->type == NS_ENTITY_ORG)
            add_tie(bearing, TIE_BODY, ns_fold_hash(entity->canonical));
        else if (head && term && term->stands_for.len)
            add_tie(bearing, TIE_STATE, ns_fold_hash(term->stands_for) * 31 + head);
    }
}

void ns_bearings_find(struct ns_doc *doc)
{
    for (size_t e = 0; e < doc->entity_count; e++)
        if (doc->entities[e].type == NS_ENTITY_PER)
            name_person(&doc->entities[e]);
    for (size_t i = 0; i < doc->role_count; i++)
        tie_role(doc, doc->roles[i].toks, &doc->entities[doc->roles[i].entity].bearing);
}

static bool has_tie(const struct ns_bearing *a, const struct ns_bearing *b)
{
    for (size_t i = 0; i < a->tie_count; i++)
        for (size_t k = 0; k < b->tie_count; k++)
            if (a->ties[i] == b->ties[k])
                return true;
    return false;
}

bool ns_who_is(const struct ns_who *who, const struct ns_entity *entity)
{
    const struct ns_bearing *a = &who->bearing, *b = &entity->bearing;
    if (who->key == entity->key)
        return true;
    if (a->family == 0 || a->family != b->family)
        return false;
    if (a->given && b->given)
        return a->given == b->given && (a->words == 2 || b->words == 2);
    return has_tie(a, b);
}
