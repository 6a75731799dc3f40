/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What persons are: the titles and role words right before a name with the names and adjectives that
 * go with them ("Pentagon spokesman", "Russian Foreign Minister"), and the apposition behind it
 * ("NATO's supreme allied commander").
 */
#include "entities.h"
#include "names.h"

#include "naysay/fold.h"
#include "naysay/map.h"

#define ROLE_WORDS    10 /* a longer apposition tells more than a role */
#define PRONOUN_WORDS 80 /* behind a name, where a pronoun may tell its sex */

static bool has_class(const struct ns_doc *doc, uint32_t tok, uint32_t classes)
{
    return (ns_doc_word(doc, tok)->classes & classes) != 0;
}

static bool is_upper(const struct ns_doc *doc, uint32_t tok)
{
    return (doc->toks[tok].shape & NS_SHAPE_UPPER) != 0;
}

static bool is_word(const struct ns_doc *doc, uint32_t tok)
{
    return doc->toks[tok].type == NS_TOKEN_WORD;
}

char ns_titles_gender(const struct ns_doc *doc, struct ns_range titles, bool *described)
{
    char gender = '?';
    *described = false;
    for (uint32_t t = titles.begin, after; t < titles.end; t = after) {
        const struct ns_term *term =
            ns_rules_longest(doc->rules, doc, t, titles.end, NS_TERMS_TITLES, true, &after);
        if (!term) {
            after = t + 1;
            continue;
        }
        if (term->what != NS_TERM_HONORIFIC)
            *described = true;
        if (gender == '?')
            gender = term->gender;
    }
    return gender;
}

/* --- before the name --- */

/* A lower-case word that may stand before what tells a role: before a role word any adjective or
 * noun ("defense ministry spokesman"), before a capitalised title only words of time and standing. */
static bool modifies(const struct ns_doc *doc, uint32_t tok, bool before_title)
{
    static const char *const standing[] = {"former",   "then",     "current", "acting",   "interim",
                                           "incoming", "outgoing", "late",    "deputy",   "ex",
                                           "vice",     "retired",  "ousted",  "embattled"};
    struct ns_slice text = ns_doc_word(doc, tok)->text;
    for (size_t i = 0; i < sizeof standing / sizeof *standing; i++)
        if (ns_slice_equal(text, ns_slice_of(standing[i])))
            return true;
    if (before_title || has_class(doc, tok, NS_CLASS_FUNCTION | NS_CLASS_SAY | NS_CLASS_CALENDAR) ||
        !is_word(doc, tok))
        return false;
    return !(text.len > 4 && (ns_slice_ends(text, NS_SLICE("ed")) ||
                              (ns_slice_ends(text, NS_SLICE("ing")) && text.len < 9)));
}

/* Where the role before a name begins; begin itself if there is none. */
static uint32_t role_begin(const struct ns_doc *doc, uint32_t begin, struct ns_range title)
{
    uint32_t from = doc->sents[doc->toks[begin].sentence].toks.begin;
    bool described = false;
    uint32_t t = begin;
    if (!ns_range_empty(title) && title.end == begin) {
        ns_titles_gender(doc, title, &described);
        t = title.begin;
    }
    while (t > from && begin - t < ROLE_WORDS) {
        uint32_t before = t - 1;
        if (!is_word(doc, before))
            break;
        if (ns_doc_is(doc, before, "'s")) {
            if (!described || before == from || doc->toks[before - 1].mention == NS_NONE)
                break;
            t = doc->mention_toks[doc->toks[before - 1].mention].begin;
            break;
        }
        if ((!is_upper(doc, before) || doc->toks[before].first) &&
            has_class(doc, before, NS_CLASS_ROLE_END))
            described = true;
        else if (!described)
            break;
        else if (is_upper(doc, before) /* "on Sunday Defence Minister Brandt" */
                     ? has_class(doc, before, NS_CLASS_FUNCTION | NS_CLASS_CALENDAR)
                     : !modifies(doc, before, is_upper(doc, t)))
            break;
        t = before;
    }
    return described ? t : begin;
}

/* --- behind the name --- */

/* A role word among the tokens before a preposition or the end: "supreme allied commander",
 * "director of debate". */
static bool tells_role(const struct ns_doc *doc, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin, after; t < end; t++) {
        if (has_class(doc, t, NS_CLASS_ROLE_END) && !is_upper(doc, t))
            return true;
        if (ns_rules_longest(doc->rules, doc, t, end, NS_TERM_BIT(NS_TERM_OFFICE), true, &after))
            return true;
        if (has_class(doc, t, NS_CLASS_FUNCTION) && t > begin && !ns_doc_is(doc, t, "'s") &&
            !ns_doc_is(doc, t, "the"))
            return false;
    }
    return false;
}

static bool is_relative(const struct ns_doc *doc, uint32_t tok)
{
    return ns_doc_is(doc, tok, "who") || ns_doc_is(doc, tok, "whose") ||
           ns_doc_is(doc, tok, "whom");
}

/* The apposition between commas behind a name; empty if there is none that tells a role. */
static struct ns_range apposition(const struct ns_doc *doc, uint32_t name_end)
{
    struct ns_range none = {0, 0}, found = {name_end + 1, name_end + 1};
    uint32_t end = doc->sents[doc->toks[name_end - 1].sentence].toks.end;
    if (name_end + 2 >= end || !ns_doc_is(doc, name_end, ","))
        return none;
    while (found.end < end && !is_relative(doc, found.end) &&
           (is_word(doc, found.end) || doc->toks[found.end].type == NS_TOKEN_NUMBER))
        found.end++;
    if (found.end - found.begin > ROLE_WORDS || found.end >= end ||
        !(ns_doc_is(doc, found.end, ",") || ns_doc_is(doc, found.end, ".") ||
          is_relative(doc, found.end)))
        return none;
    if (ns_doc_is(doc, found.begin, "a") || ns_doc_is(doc, found.begin, "an") ||
        ns_doc_is(doc, found.begin, "the"))
        found.begin++;
    for (uint32_t t = found.begin; t < found.end; t++)
        if (has_class(doc, t, NS_CLASS_SAY) || ns_doc_is(doc, t, "who") || ns_doc_is(doc, t, "and"))
            return none;
    return tells_role(doc, found.begin, found.end) ? found : none;
}

/* "Another Pentagon spokesman, Tom Bale, said": the role that the name is the apposition of. */
static struct ns_range role_of_apposition(const struct ns_doc *doc, uint32_t name_begin)
{
    struct ns_range none = {0, 0};
    uint32_t from = doc->sents[doc->toks[name_begin].sentence].toks.begin;
    if (name_begin < from + 2 || !ns_doc_is(doc, name_begin - 1, ",") ||
        is_upper(doc, name_begin - 2) || !has_class(doc, name_begin - 2, NS_CLASS_ROLE_END))
        return none;
    struct ns_range empty = {name_begin - 1, name_begin - 1};
    return (struct ns_range){role_begin(doc, name_begin - 1, empty), name_begin - 1};
}

/* --- whole --- */

NS_VEC(role_list, struct ns_slice);
NS_VEC(role_places, struct ns_role_place);

struct role_finder {
    struct ns_doc *doc;
    struct ns_map *seen;     /* entity and folded role -> 1 */
    struct role_list *roles; /* of each entity */
    struct role_places places;
};

static void add_role(struct role_finder *f, uint32_t entity, struct ns_range toks)
{
    struct ns_doc *doc = f->doc;
    if (ns_range_empty(toks))
        return;
    ns_vec_push(&f->places, (struct ns_role_place){entity, toks});
    struct ns_slice role = ns_clean_name(doc, ns_doc_bytes_of(doc, toks));
    uint64_t key[2] = {entity, ns_fold_hash(role)};
    uint64_t *place = ns_map_put(f->seen, (struct ns_slice){(const char *)key, sizeof key});
    if (*place)
        return;
    *place = 1;
    ns_vec_push(&f->roles[entity], role);
    doc->entities[entity].introduced = true;
}

static void gender_of_role(struct ns_doc *doc, uint32_t entity, struct ns_range toks)
{
    struct ns_entity *made = &doc->entities[entity];
    for (uint32_t t = toks.begin, after; t < toks.end && made->gender == '?'; t++) {
        const struct ns_term *term =
            ns_rules_longest(doc->rules, doc, t, toks.end,
                             NS_TERMS_TITLES | NS_TERM_BIT(NS_TERM_ROLE), true, &after);
        if (term)
            made->gender = term->gender;
    }
}

/* A rank at the end is a role of its own: "spokesman Col." is a spokesman and a colonel. */
static void add_roles_before(struct role_finder *f, uint32_t mention)
{
    struct ns_doc *doc = f->doc;
    uint32_t entity = doc->mentions[mention].entity;
    struct ns_range name = doc->mention_toks[mention], title = doc->mention_titles[mention];
    struct ns_range role = {role_begin(doc, name.begin, title), name.begin};
    if (ns_range_empty(role))
        return;
    gender_of_role(doc, entity, role);
    for (uint32_t t = role.begin + 1, after; t < role.end; t++) {
        const struct ns_term *rank =
            ns_rules_longest(doc->rules, doc, t, role.end, NS_TERM_BIT(NS_TERM_RANK), true, &after);
        if (rank && after == role.end && !is_upper(doc, t - 1)) {
            add_role(f, entity, (struct ns_range){role.begin, t});
            add_role(f, entity, (struct ns_range){t, role.end});
            return;
        }
    }
    /* An honorific at the end is no part of the role. */
    while (role.end > role.begin) {
        uint32_t after;
        const struct ns_term *last = ns_rules_longest(
            doc->rules, doc, role.end - 1, role.end, NS_TERM_BIT(NS_TERM_HONORIFIC), false, &after);
        if (!last)
            break;
        role.end--;
    }
    add_role(f, entity, role);
}

static void find_roles(struct role_finder *f, uint32_t mention)
{
    struct ns_doc *doc = f->doc;
    uint32_t entity = doc->mentions[mention].entity;
    struct ns_range name = doc->mention_toks[mention];
    add_roles_before(f, mention);
    struct ns_range behind = apposition(doc, name.end);
    add_role(f, entity, behind);
    gender_of_role(doc, entity, behind);
    add_role(f, entity, role_of_apposition(doc, name.begin));
}

/* --- sex by pronouns --- */

static char pronoun_gender(const struct ns_doc *doc, uint32_t tok)
{
    if (doc->toks[tok].type != NS_TOKEN_WORD)
        return '?';
    if (ns_doc_is(doc, tok, "he") || ns_doc_is(doc, tok, "his") || ns_doc_is(doc, tok, "him") ||
        ns_doc_is(doc, tok, "himself"))
        return 'm';
    if (ns_doc_is(doc, tok, "she") || ns_doc_is(doc, tok, "her") || ns_doc_is(doc, tok, "herself"))
        return 'f';
    return '?';
}

static bool is_possessive(const struct ns_doc *doc, uint32_t mention)
{
    uint32_t next = doc->mention_toks[mention].end;
    return next < doc->tok_count && ns_doc_is(doc, next, "'s");
}

/* The first pronoun behind the mention outside quotations, before another person is named. */
static void vote(const struct ns_doc *doc, uint32_t mention, int *votes)
{
    uint32_t t = doc->mention_toks[mention].end;
    uint32_t sent = doc->toks[t - 1].sentence;
    uint32_t last = t + PRONOUN_WORDS;
    if (doc->toks[t - 1].quote != NS_NONE) /* "Oran knew," she said */
        return;
    for (; t < doc->tok_count && t < last && doc->toks[t].sentence <= sent + 1; t++) {
        const struct ns_tok *tok = &doc->toks[t];
        if (tok->mention != NS_NONE &&
            doc->entities[doc->mentions[tok->mention].entity].type == NS_ENTITY_PER &&
            doc->mentions[tok->mention].entity != doc->mentions[mention].entity &&
            !is_possessive(doc, tok->mention))
            return;
        char gender = tok->quote == NS_NONE ? pronoun_gender(doc, t) : '?';
        if (gender != '?') {
            *votes += gender == 'm' ? 1 : -1;
            return;
        }
    }
}

/* Does a list tell the sex? */
static bool is_listed(const struct ns_doc *doc, const struct ns_entity *entity)
{
    const struct ns_term *term = doc->mention_terms[entity->first_mention];
    return entity->type == NS_ENTITY_PER && term && term->gender != '?';
}

/* Is the sex known by nothing better than a given name? */
static bool is_weak(const struct ns_doc *doc, const struct ns_entity *entity)
{
    bool described;
    return ns_titles_gender(doc, doc->mention_titles[entity->first_mention], &described) == '?';
}

static void gender_by_pronouns(struct ns_doc *doc)
{
    int *votes = ns_arena_array(doc->scratch, int, doc->entity_count);
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        uint32_t entity = doc->mentions[m].entity;
        if (doc->entities[entity].type == NS_ENTITY_PER)
            vote(doc, m, &votes[entity]);
    }
    /* A given name may mislead; several pronouns do not. */
    for (size_t e = 0; e < doc->entity_count; e++) {
        struct ns_entity *entity = &doc->entities[e];
        char told = votes[e] > 0 ? 'm' : 'f';
        bool weak = entity->type == NS_ENTITY_PER && is_weak(doc, entity);
        if (votes[e] == 0 || entity->gender == told || is_listed(doc, entity))
            continue;
        if (entity->gender == '?' || abs(votes[e]) >= (weak ? 2 : 3))
            entity->gender = told;
    }
}

void ns_roles_find(struct ns_doc *doc)
{
    struct role_finder f = {.doc = doc, .seen = ns_map_new()};
    f.roles = ns_alloc((doc->entity_count + 1) * sizeof *f.roles);
    for (uint32_t m = 0; m < doc->mention_count; m++)
        if (doc->entities[doc->mentions[m].entity].type == NS_ENTITY_PER)
            find_roles(&f, m);
    for (size_t e = 0; e < doc->entity_count; e++) {
        struct ns_entity *entity = &doc->entities[e];
        entity->role_count = f.roles[e].len;
        entity->roles = ns_arena_array(doc->out, struct ns_slice, f.roles[e].len);
        for (size_t i = 0; i < f.roles[e].len; i++)
            entity->roles[i] = f.roles[e].at[i];
        ns_vec_free(&f.roles[e]);
    }
    free(f.roles);
    doc->roles = ns_arena_array(doc->scratch, struct ns_role_place, f.places.len);
    for (doc->role_count = 0; doc->role_count < f.places.len; doc->role_count++)
        doc->roles[doc->role_count] = f.places.at[doc->role_count];
    ns_vec_free(&f.places);
    ns_map_free(f.seen);
    gender_by_pronouns(doc);
    ns_bearings_find(doc);
}
