/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mentions of bodies, places and things are the same if a list says so, if one is the acronym of the
 * other ("Syrian Democratic Forces (SDF)"), or if they are the same words. A ministry belongs to the
 * state that is named with it, or to the only state whose ministry of that kind the article names.
 */
#include "entities.h"

#include "names.h"

#include "naysay/fold.h"
#include "naysay/map.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

/* --- texts --- */

struct ns_slice ns_clean_name(const struct ns_doc *doc, struct ns_range bytes)
{
    struct ns_slice text = ns_article_text(doc->article, bytes);
    bool clean = true, space = false;
    for (size_t pos = 0; pos < text.len && clean;) {
        size_t at = pos;
        uint32_t cp = ns_utf8_next(text, &pos, NULL);
        clean = !ns_is_hostile(cp) && !(ns_is_space(cp) && (space || text.at[at] != ' '));
        space = ns_is_space(cp);
    }
    if (clean)
        return text;
    char *out = ns_arena_alloc(doc->out, text.len + 1);
    size_t len = 0;
    for (size_t pos = 0; pos < text.len;) {
        size_t at = pos;
        uint32_t cp = ns_utf8_next(text, &pos, NULL);
        if (ns_is_space(cp) || cp == '\n' || cp == '\r' || cp == '\t') {
            if (len && out[len - 1] != ' ')
                out[len++] = ' ';
        } else if (!ns_is_hostile(cp)) {
            memcpy(out + len, text.at + at, pos - at);
            len += pos - at;
        }
    }
    return (struct ns_slice){out, len};
}

static uint64_t key_of(const struct ns_joiner *j, uint32_t mention, uint8_t type)
{
    return ns_piece_key(j->doc, j->doc->mention_toks[mention]) * 8 + type;
}

static struct ns_slice bytes_of(const uint64_t *key)
{
    return (struct ns_slice){(const char *)key, sizeof *key};
}

/* --- clusters --- */

uint32_t ns_cluster_new(struct ns_joiner *j, uint32_t mention)
{
    struct ns_range toks = j->doc->mention_toks[mention];
    struct ns_cluster cluster = {.type = (uint8_t)j->doc->mentions[mention].entity,
                                 .best = mention,
                                 .first = mention,
                                 .best_tokens = toks.end - toks.begin,
                                 .gender = '?'};
    ns_vec_push(&j->clusters, cluster);
    return (uint32_t)j->clusters.len - 1;
}

/* The cluster of a canonical name, made if it was not there. */
static uint32_t cluster_named(struct ns_joiner *j, uint32_t mention, struct ns_slice canonical,
                              bool local)
{
    uint64_t key = ns_fold_hash(canonical) * 8 + j->doc->mentions[mention].entity + 1;
    uint64_t *place = ns_map_put(j->keys, bytes_of(&key));
    if (!*place) {
        uint32_t made = ns_cluster_new(j, mention);
        j->clusters.at[made].canonical = canonical;
        j->clusters.at[made].listed = true;
        j->clusters.at[made].local = local;
        *place = made + 1;
    }
    return (uint32_t)*place - 1;
}

/* --- acronyms --- */

/* Where a letter of an acronym is found in a long name. */
struct letter_place {
    uint32_t tok;
    size_t at; /* behind the letter */
};

/* The next word that begins with c, else c within the word at hand. */
static bool find_letter(const struct ns_doc *doc, struct ns_range toks, char c, bool first,
                        struct letter_place *place, size_t *starts)
{
    struct ns_slice word;
    for (uint32_t t = first ? place->tok : place->tok + 1; t < toks.end; t++) {
        word = ns_doc_word(doc, t)->text;
        if (word.len && word.at[0] == c) {
            *place = (struct letter_place){t, 1};
            (*starts)++;
            return true;
        }
        if (first)
            return false;
    }
    word = ns_doc_word(doc, place->tok)->text;
    for (size_t i = place->at; i < word.len; i++)
        if (word.at[i] == c) {
            *starts += word.at[i - 1] == '-';
            place->at = i + 1;
            return true;
        }
    return false;
}

/* Do the letters of the short name stand in the long one in order, the first as first, and every
 * second one at the start of a word? */
static bool abbreviates(const struct ns_doc *doc, uint32_t tok, struct ns_range toks)
{
    struct ns_slice small = ns_doc_word(doc, tok)->text;
    struct letter_place place = {toks.begin, 0};
    size_t letters = 0, starts = 0;
    for (size_t i = 0; i < small.len; i++) {
        char c = small.at[i];
        if (c < 'a' || c > 'z')
            continue;
        if (!find_letter(doc, toks, c, letters == 0, &place, &starts))
            return false;
        letters++;
    }
    return letters >= 2 && starts * 2 >= letters;
}

/* "Long Name (LN)": the short one is the long one from here on. */
static void note_brackets(struct ns_joiner *j)
{
    struct ns_doc *doc = j->doc;
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        struct ns_range toks = doc->mention_toks[m];
        uint32_t t = toks.end;
        if (toks.end - toks.begin < 2 || t + 2 >= doc->tok_count || !ns_doc_is(doc, t, "(") ||
            !ns_doc_is(doc, t + 2, ")") || doc->toks[t + 1].mention == NS_NONE)
            continue;
        uint32_t other = doc->toks[t + 1].mention;
        if (!abbreviates(doc, t + 1, toks) || doc->mentions[m].entity == NS_ENTITY_PER)
            continue;
        doc->mentions[other].entity = doc->mentions[m].entity;
        uint64_t key = key_of(j, other, 0);
        *ns_map_put(j->shorts, bytes_of(&key)) = m + 1;
    }
    /* The type of the long name holds for every telling of the short one. */
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        uint64_t key = key_of(j, m, 0);
        const uint64_t *found = ns_map_get(j->shorts, bytes_of(&key));
        if (found)
            doc->mentions[m].entity = doc->mentions[*found - 1].entity;
    }
}

/* --- whose ministry --- */

static const struct ns_term *state_term(const struct ns_doc *doc, uint32_t tok, uint32_t end,
                                        uint32_t *after)
{
    const struct ns_term *term =
        ns_rules_longest(doc->rules, doc, tok, end,
                         NS_TERM_BIT(NS_TERM_GROUP) | NS_TERM_BIT(NS_TERM_PLACE), false, after);
    return term && term->stands_for.len ? term : NULL;
}

/* The adjective of a state: the first demonym of its line. */
static struct ns_slice adjective_of(const struct ns_term *state)
{
    struct ns_slice demonyms, demonym;
    if (state->what == NS_TERM_GROUP || !ns_lexicon_value(state->entry, "demonym", &demonyms) ||
        !ns_slice_field(&demonyms, '|', &demonym))
        return state->canonical;
    return ns_slice_trim(demonym);
}

/* A local body with its state named: "Russian Defense Ministry", "Russia's Defense Ministry". The
 * list may know the two together; else the name is put together. len 0: no state is named. */
static struct ns_slice name_with_state(const struct ns_doc *doc, uint32_t mention,
                                       const struct ns_term **local)
{
    struct ns_range toks = doc->mention_toks[mention];
    uint32_t after = toks.begin, behind = 0;
    const struct ns_term *state = state_term(doc, toks.begin, toks.end, &after);
    uint32_t begin = toks.begin;
    if (!state && begin >= 2 && ns_doc_is(doc, begin - 1, "'s") &&
        doc->toks[begin - 2].mention != NS_NONE) {
        begin = doc->mention_toks[doc->toks[begin - 2].mention].begin;
        state = state_term(doc, begin, toks.begin, &after);
        after = toks.begin;
    } else if (!state && begin >= 1 && doc->toks[begin - 1].mention != NS_NONE) {
        /* The adjective is a mention of its own. */
        uint32_t before = doc->mention_toks[doc->toks[begin - 1].mention].begin;
        state = state_term(doc, before, begin, &after);
        state = state && after == begin ? state : NULL;
        begin = state ? before : begin;
        after = toks.begin;
    }
    const struct ns_term *body = after < toks.end
                                     ? ns_rules_longest(doc->rules, doc, after, toks.end,
                                                        NS_TERM_BIT(NS_TERM_ORG), false, &behind)
                                     : NULL;
    *local = body && behind == toks.end && body->local ? body : NULL;
    if (!state || !*local)
        return (struct ns_slice){NULL, 0};
    const struct ns_term *both = ns_rules_longest(doc->rules, doc, begin, toks.end,
                                                  NS_TERM_BIT(NS_TERM_ORG), false, &behind);
    if (both && behind == toks.end && !both->local)
        return both->canonical;
    struct ns_slice adjective = adjective_of(state);
    return ns_arena_format(doc->out, "%.*s %.*s", (int)adjective.len, adjective.at,
                           (int)(*local)->canonical.len, (*local)->canonical.at);
}

/* Local bodies without a state: joined to the only one of their kind that has one. states holds,
 * for each kind of body, 1 + the cluster, or UINT32_MAX if there are two. */
static void join_local(struct ns_joiner *j, uint32_t mention, const struct ns_term *local,
                       struct ns_map *states)
{
    const uint64_t *only = ns_map_get(states, local->canonical);
    j->of[mention] = only && *only != UINT32_MAX
                         ? (uint32_t)*only - 1
                         : cluster_named(j, mention, local->canonical, true);
}

/* --- joining --- */

/* "PORT ORAN" of a dateline, not "NATO": capitals throughout, and no acronym. */
static bool is_capitals(const struct ns_doc *doc, uint32_t mention)
{
    struct ns_range toks = doc->mention_toks[mention];
    uint32_t letters = 0;
    for (uint32_t t = toks.begin; t < toks.end; t++) {
        if (!(doc->toks[t].shape & NS_SHAPE_ALL_UPPER) || (doc->toks[t].shape & NS_SHAPE_DOT))
            return false;
        letters += doc->toks[t].span.end - doc->toks[t].span.begin;
    }
    return letters > 5;
}

static void join_same_words(struct ns_joiner *j, uint32_t mention)
{
    uint64_t key = key_of(j, mention, (uint8_t)j->doc->mentions[mention].entity);
    uint64_t *place = ns_map_put(j->keys, bytes_of(&key));
    if (!*place)
        *place = ns_cluster_new(j, mention) + 1;
    struct ns_cluster *cluster = &j->clusters.at[*place - 1];
    if (is_capitals(j->doc, cluster->best) && !is_capitals(j->doc, mention))
        cluster->best = mention;
    j->of[mention] = (uint32_t)*place - 1;
}

/* A weapon by its designation: the plural is the same thing. */
static struct ns_slice weapon_name(const struct ns_doc *doc, uint32_t mention)
{
    struct ns_slice name = ns_clean_name(doc, doc->mentions[mention].span);
    if (name.len > 3 && name.at[name.len - 1] == 's' && name.at[name.len - 2] != 's' &&
        (ns_is_digit((unsigned char)name.at[name.len - 2]) ||
         ns_is_upper((unsigned char)name.at[name.len - 2])))
        name.len--;
    return name;
}

static void join_thing(struct ns_joiner *j, uint32_t mention, struct ns_map *states,
                       struct ns_word_numbers *locals)
{
    const struct ns_doc *doc = j->doc;
    const struct ns_term *term = doc->mention_terms[mention], *local = NULL;
    uint8_t type = (uint8_t)doc->mentions[mention].entity;
    uint64_t key = key_of(j, mention, 0);
    const uint64_t *whole = ns_map_get(j->shorts, bytes_of(&key));
    if (whole && *whole - 1 != mention) {
        j->of[mention] = NS_NONE; /* after the long ones */
        return;
    }
    if (type == NS_ENTITY_ORG) {
        struct ns_slice name = name_with_state(doc, mention, &local);
        if (name.len) {
            uint64_t *only = ns_map_put(states, local->canonical);
            j->of[mention] = cluster_named(j, mention, name, false);
            *only = *only && *only != j->of[mention] + 1u ? UINT32_MAX : j->of[mention] + 1u;
            return;
        }
        if (local) {
            ns_vec_push(locals, mention);
            return;
        }
    }
    if (term && term->canonical.len && type != NS_ENTITY_WEAPON)
        j->of[mention] = cluster_named(j, mention, term->canonical, term->local);
    else if (type == NS_ENTITY_WEAPON)
        j->of[mention] =
            cluster_named(j, mention, term ? term->canonical : weapon_name(doc, mention), false);
    else
        join_same_words(j, mention);
}

/* The only word of a name beside its article: "Times" of "The Times"; NS_NONE if it has more. */
static uint32_t only_word(const struct ns_doc *doc, uint32_t mention)
{
    struct ns_range toks = doc->mention_toks[mention];
    if (toks.end - toks.begin == 2 && ns_doc_is(doc, toks.begin, "the"))
        toks.begin++;
    return toks.end - toks.begin == 1 ? toks.begin : NS_NONE;
}

/* May the last word of a body's name stand for it: "the Council", "the Times"? */
static bool may_stand_alone(const struct ns_doc *doc, uint32_t mention, uint32_t tok)
{
    const struct ns_term *term = doc->mention_terms[mention];
    bool outlet = term && ns_lexicon_find(doc->rules->lists[NS_LIST_OUTLETS], term->canonical);
    bool the = tok > 0 && ns_doc_is(doc, tok - 1, "the");
    return the && (outlet || !term) &&
           !(doc->toks[tok].shape & (NS_SHAPE_ALL_UPPER | NS_SHAPE_DOT));
}

/* "The Times" is the New York Times named before, if no other body has a name that ends so. */
static void join_last_words(struct ns_joiner *j)
{
    struct ns_doc *doc = j->doc;
    /* By word: 1 + the cluster, and its first mention. */
    uint32_t *whole = ns_arena_array(doc->scratch, uint32_t, doc->word_count);
    uint32_t *first = ns_arena_array(doc->scratch, uint32_t, doc->word_count);
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        if (doc->mentions[m].entity != NS_ENTITY_ORG || only_word(doc, m) != NS_NONE)
            continue;
        uint32_t word = doc->toks[doc->mention_toks[m].end - 1].word;
        if (!whole[word])
            first[word] = m;
        whole[word] = whole[word] && whole[word] != j->of[m] + 1u ? UINT32_MAX : j->of[m] + 1u;
    }
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        uint32_t tok = doc->mentions[m].entity == NS_ENTITY_ORG ? only_word(doc, m) : NS_NONE;
        if (tok == NS_NONE || !may_stand_alone(doc, m, tok))
            continue;
        uint32_t cluster = whole[doc->toks[tok].word];
        if (cluster && cluster != UINT32_MAX && first[doc->toks[tok].word] < m)
            j->of[m] = cluster - 1;
    }
}

static void join_things(struct ns_joiner *j)
{
    struct ns_doc *doc = j->doc;
    struct ns_map *states = ns_map_new();
    struct ns_word_numbers locals = {0};
    for (uint32_t m = 0; m < doc->mention_count; m++)
        if (doc->mentions[m].entity != NS_ENTITY_PER)
            join_thing(j, m, states, &locals);
    for (size_t i = 0; i < locals.len; i++)
        join_local(j, locals.at[i], doc->mention_terms[locals.at[i]], states);
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        if (doc->mentions[m].entity == NS_ENTITY_PER || j->of[m] != NS_NONE)
            continue;
        uint64_t key = key_of(j, m, 0);
        uint32_t whole = (uint32_t)*ns_map_get(j->shorts, bytes_of(&key)) - 1;
        if (j->of[whole] != NS_NONE)
            j->of[m] = j->of[whole];
        else
            join_same_words(j, m);
    }
    join_last_words(j);
    ns_map_free(states);
    ns_vec_free(&locals);
}

/* --- entities --- */

static uint64_t entity_key(const struct ns_doc *doc, const struct ns_entity *entity, bool local)
{
    uint64_t key = ns_fold_hash(entity->canonical) * 31 + entity->type;
    return local ? key ^ (doc->article->body_hash | 1) : key;
}

static void add_alias(struct ns_doc *doc, struct ns_entity *entity, uint32_t mention,
                      struct ns_map *seen)
{
    struct ns_slice name = ns_clean_name(doc, doc->mentions[mention].span);
    uint64_t key[2] = {(uint64_t)(entity - doc->entities), ns_fold_hash(name)};
    uint64_t *place = ns_map_put(seen, (struct ns_slice){(const char *)key, sizeof key});
    if (*place)
        return;
    *place = 1;
    if (key[1] != ns_fold_hash(entity->canonical))
        entity->aliases[entity->alias_count++] = name;
}

/* Numbers entities by first mention and gives each its names. */
static void make_entities(struct ns_joiner *j)
{
    struct ns_doc *doc = j->doc;
    uint32_t *number = ns_arena_array(doc->scratch, uint32_t, j->clusters.len);
    struct ns_map *seen = ns_map_new();
    doc->entities = ns_arena_array(doc->out, struct ns_entity, j->clusters.len);
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        uint32_t c = j->of[m];
        const struct ns_cluster *cluster = &j->clusters.at[c];
        if (!number[c]) {
            struct ns_entity *made = &doc->entities[doc->entity_count];
            number[c] = (uint32_t)++doc->entity_count;
            made->type = (enum ns_entity_type)cluster->type;
            made->canonical = cluster->canonical.len
                                  ? cluster->canonical
                                  : ns_clean_name(doc, doc->mentions[cluster->best].span);
            bool bare =
                cluster->type == NS_ENTITY_PER && cluster->best_tokens == 1 && !cluster->listed;
            made->key = entity_key(doc, made, cluster->local || bare);
            made->first_mention = m;
            made->gender = cluster->gender;
            made->introduced = cluster->type != NS_ENTITY_PER || cluster->best_tokens > 1 ||
                               cluster->described || cluster->listed;
        }
        doc->mentions[m].entity = number[c] - 1;
        doc->entities[number[c] - 1].mention_count++;
    }
    for (uint32_t m = 0; m < doc->mention_count; m++)
        if (doc->mention_rivals[m].entity != NS_NONE)
            doc->mention_rivals[m].entity = number[doc->mention_rivals[m].entity] - 1;
    for (size_t e = 0; e < doc->entity_count; e++)
        doc->entities[e].aliases =
            ns_arena_array(doc->out, struct ns_slice, doc->entities[e].mention_count);
    for (uint32_t m = 0; m < doc->mention_count; m++)
        add_alias(doc, &doc->entities[doc->mentions[m].entity], m, seen);
    ns_map_free(seen);
}

void ns_entities_join(struct ns_doc *doc)
{
    struct ns_joiner j = {.doc = doc};
    j.of = ns_arena_array(doc->scratch, uint32_t, doc->mention_count);
    memset(j.of, 0xFF, doc->mention_count * sizeof *j.of);
    doc->mention_rivals = ns_arena_array(doc->scratch, struct ns_rival, doc->mention_count);
    for (uint32_t m = 0; m < doc->mention_count; m++)
        doc->mention_rivals[m].entity = NS_NONE; /* a cluster until entities are made */
    j.keys = ns_map_new();
    j.shorts = ns_map_new();
    note_brackets(&j);
    join_things(&j);
    ns_join_persons(&j);
    make_entities(&j);
    ns_map_free(j.keys);
    ns_map_free(j.shorts);
    ns_vec_free(&j.clusters);
    ns_roles_find(doc);
}
