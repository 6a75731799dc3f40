/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Persons. Full names first: two are the same if their family names and given names agree ("Hillary
 * Clinton", "Hillary Rodham Clinton", "J. Bale"). Then single names: the family name of a person
 * named in full, by sex of the honorific if two share it, else of the one named last; the given name
 * of exactly one person; else a person of whom nothing more is known.
 */
#include "entities.h"
#include "names.h"

#include "naysay/map.h"

#define FAMILY_LIMIT 64 /* persons of one family name that are told apart */

static struct ns_slice bytes_of(const uint64_t *key)
{
    return (struct ns_slice){(const char *)key, sizeof *key};
}

/* The word without an article joined by a hyphen: al-Assad -> assad. */
static struct ns_slice bare(const struct ns_doc *doc, uint32_t tok)
{
    struct ns_slice text = ns_doc_word(doc, tok)->text;
    if ((ns_doc_word(doc, tok)->classes & NS_CLASS_GIVEN) || text.len < 6 ||
        (text.at[0] != 'a' && text.at[0] != 'e'))
        return text;
    for (size_t i = 2; i <= 3; i++)
        if (text.at[i] == '-')
            return (struct ns_slice){text.at + i + 1, text.len - i - 1};
    return text;
}

static uint64_t name_key(const struct ns_doc *doc, uint32_t tok, uint64_t salt)
{
    return ns_slice_hash(bare(doc, tok)) * 4 + salt;
}

/* The tokens of a name without Jr., III and the like. */
static struct ns_range core(const struct ns_doc *doc, struct ns_range toks)
{
    static const char *const endings[] = {"jr.", "jr", "sr.", "sr", "ii", "iii", "iv"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (toks.end - toks.begin > 2 && ns_doc_is(doc, toks.end - 1, endings[i]))
            toks.end--;
    return toks;
}

/* Two given names, one of which may be an initial. */
static bool same_given(const struct ns_doc *doc, uint32_t a, uint32_t b)
{
    struct ns_slice x = ns_doc_word(doc, a)->text, y = ns_doc_word(doc, b)->text;
    if (doc->toks[a].word == doc->toks[b].word)
        return true;
    bool initial = (x.len == 2 && x.at[1] == '.') || (y.len == 2 && y.at[1] == '.') || x.len == 1 ||
                   y.len == 1;
    if (initial)
        return x.at[0] == y.at[0];
    /* Jon and Jonathan, Rob and Robert. */
    return (x.len >= 3 && ns_slice_starts(y, x)) || (y.len >= 3 && ns_slice_starts(x, y));
}

static bool same_person(const struct ns_doc *doc, uint32_t a, uint32_t b)
{
    struct ns_range x = core(doc, doc->mention_toks[a]), y = core(doc, doc->mention_toks[b]);
    return same_given(doc, x.begin, y.begin);
}

/* Puts a cluster at the head of the chain of a name. */
static void chain(struct ns_joiner *j, uint32_t cluster, uint32_t tok)
{
    uint64_t key = name_key(j->doc, tok, 1);
    uint64_t *head = ns_map_put(j->keys, bytes_of(&key));
    j->clusters.at[cluster].next = (uint32_t)*head;
    *head = cluster + 1;
}

static uint32_t chained(const struct ns_joiner *j, uint32_t tok)
{
    uint64_t key = name_key(j->doc, tok, 1);
    const uint64_t *head = ns_map_get(j->keys, bytes_of(&key));
    return head ? (uint32_t)*head : 0;
}

/* Given names: 1 + cluster, or UINT32_MAX if two persons share it. */
static void note_given(struct ns_joiner *j, uint32_t cluster, uint32_t tok)
{
    uint64_t key = name_key(j->doc, tok, 2);
    uint64_t *place = ns_map_put(j->keys, bytes_of(&key));
    *place = *place && *place != cluster + 1u ? UINT32_MAX : cluster + 1u;
}

static void note_gender(struct ns_joiner *j, uint32_t mention)
{
    const struct ns_doc *doc = j->doc;
    struct ns_cluster *cluster = &j->clusters.at[j->of[mention]];
    bool described = false;
    char gender = ns_titles_gender(doc, doc->mention_titles[mention], &described);
    struct ns_range toks = doc->mention_toks[mention];
    uint32_t classes = ns_doc_word(doc, toks.begin)->classes;
    cluster->described |= described;
    if (gender == '?' && toks.end - toks.begin > 1)
        gender = classes & NS_CLASS_MALE ? 'm' : classes & NS_CLASS_FEMALE ? 'f' : '?';
    if (cluster->gender == '?')
        cluster->gender = gender;
}

static bool is_shouted(const struct ns_doc *doc, uint32_t mention)
{
    return doc->sents[doc->toks[doc->mention_toks[mention].begin].sentence].all_caps;
}

static void join_full(struct ns_joiner *j, uint32_t mention)
{
    const struct ns_doc *doc = j->doc;
    struct ns_range toks = core(doc, doc->mention_toks[mention]);
    const struct ns_term *term = doc->mention_terms[mention];
    uint32_t length = toks.end - toks.begin, found = chained(j, toks.end - 1), seen = 0;
    while (found &&
           (seen++ >= FAMILY_LIMIT || !same_person(doc, j->clusters.at[found - 1].best, mention)))
        found = seen > FAMILY_LIMIT ? 0 : j->clusters.at[found - 1].next;
    uint32_t c = found ? found - 1 : ns_cluster_new(j, mention);
    struct ns_cluster *cluster = &j->clusters.at[c];
    if (!found) {
        if (term && term->canonical.len) {
            cluster->canonical = term->canonical;
            cluster->listed = true;
            cluster->gender = term->gender;
        }
        chain(j, c, toks.end - 1);
    } else if (is_shouted(doc, cluster->best) && !is_shouted(doc, mention)) {
        cluster->best = mention;
        cluster->best_tokens = length;
    }
    cluster->fulls++;
    note_given(j, c, toks.begin);
    j->of[mention] = c;
    note_gender(j, mention);
}

/* Of the persons with this family name, the one whom sex points to; else the one named in full
 * more often, else first: newspapers give the bare name to whom the article is about. */
static uint32_t main_person(const struct ns_joiner *j, uint32_t head, char gender)
{
    uint32_t best = 0, seen = 0;
    for (uint32_t c = head; c && seen < FAMILY_LIMIT; c = j->clusters.at[c - 1].next, seen++) {
        const struct ns_cluster *cluster = &j->clusters.at[c - 1];
        if (gender != '?' && cluster->gender != '?' && cluster->gender != gender)
            continue;
        const struct ns_cluster *other = best ? &j->clusters.at[best - 1] : NULL;
        if (!other || cluster->fulls > other->fulls ||
            (cluster->fulls == other->fulls && cluster->first < other->first))
            best = c;
    }
    return best;
}

/* The person whom a list knows by the family name alone, if the article's persons of that name are
 * others: "Trump" beside "Ivanka Trump". */
static bool is_other(const struct ns_joiner *j, uint32_t found, const struct ns_term *term)
{
    const struct ns_doc *doc = j->doc;
    if (!found || !term || !term->canonical.len)
        return false;
    uint32_t seen = 0;
    for (uint32_t c = found; c && seen < FAMILY_LIMIT; c = j->clusters.at[c - 1].next, seen++)
        if (j->clusters.at[c - 1].listed &&
            ns_slice_equal(j->clusters.at[c - 1].canonical, term->canonical))
            return false;
    struct ns_slice name = ns_clean_name(doc, doc->mentions[j->clusters.at[found - 1].best].span);
    return name.len && name.at[0] != term->canonical.at[0];
}

static void join_single(struct ns_joiner *j, uint32_t mention)
{
    const struct ns_doc *doc = j->doc;
    struct ns_range toks = doc->mention_toks[mention];
    const struct ns_term *term = doc->mention_terms[mention];
    bool described;
    char gender = ns_titles_gender(doc, doc->mention_titles[mention], &described);
    uint32_t found = main_person(j, chained(j, toks.begin), gender);
    if (is_other(j, found, term))
        found = 0;
    else if (!found) {
        uint64_t key = name_key(doc, toks.begin, 2);
        const uint64_t *given = ns_map_get(j->keys, bytes_of(&key));
        if (given && *given != UINT32_MAX)
            found = (uint32_t)*given;
    }
    if (!found) {
        uint32_t made = ns_cluster_new(j, mention);
        if (term && term->canonical.len) {
            j->clusters.at[made].canonical = term->canonical;
            j->clusters.at[made].listed = true;
            j->clusters.at[made].gender = term->gender;
        }
        chain(j, made, toks.begin);
        found = made + 1;
    } else if (is_shouted(doc, j->clusters.at[found - 1].best) && !is_shouted(doc, mention) &&
               j->clusters.at[found - 1].best_tokens == 1) {
        j->clusters.at[found - 1].best = mention;
    }
    j->of[mention] = found - 1;
    note_gender(j, mention);
}

/* A name of several words that is the end of a fuller one: "Suu Kyi". */
static uint32_t within_full(const struct ns_joiner *j, uint32_t mention)
{
    const struct ns_doc *doc = j->doc;
    struct ns_range toks = core(doc, doc->mention_toks[mention]);
    uint32_t seen = 0;
    for (uint32_t c = chained(j, toks.end - 1); c && seen < FAMILY_LIMIT;
         c = j->clusters.at[c - 1].next, seen++) {
        struct ns_range full = core(doc, doc->mention_toks[j->clusters.at[c - 1].best]);
        uint32_t length = toks.end - toks.begin;
        if (full.end - full.begin <= length)
            continue;
        uint32_t same = 0;
        while (same < length &&
               doc->toks[full.end - 1 - same].word == doc->toks[toks.end - 1 - same].word)
            same++;
        if (same == length)
            return c;
    }
    return 0;
}

static bool is_single(const struct ns_doc *doc, uint32_t mention)
{
    struct ns_range toks = core(doc, doc->mention_toks[mention]);
    return toks.end - toks.begin == 1;
}

/* The form of the name that stands most often, the longer of two: "Donald Trump" over one "Donald
 * J. Trump". Capitals throughout count only where there is nothing else. */
static void choose_forms(struct ns_joiner *j)
{
    const struct ns_doc *doc = j->doc;
    struct ns_map *counts = ns_map_new();
    uint32_t *best = ns_arena_array(doc->scratch, uint32_t, j->clusters.len);
    for (int round = 0; round < 2; round++) {
        for (uint32_t m = 0; m < doc->mention_count; m++) {
            if (doc->mentions[m].entity != NS_ENTITY_PER || is_single(doc, m) || is_shouted(doc, m))
                continue;
            struct ns_cluster *cluster = &j->clusters.at[j->of[m]];
            struct ns_range toks = core(doc, doc->mention_toks[m]);
            /* "Suu Kyi" is no form of the whole name. */
            if (doc->toks[toks.begin].word !=
                doc->toks[doc->mention_toks[cluster->best].begin].word)
                continue;
            uint64_t key[2] = {j->of[m], ns_piece_key(doc, doc->mention_toks[m])};
            uint64_t *count = ns_map_put(counts, (struct ns_slice){(const char *)key, sizeof key});
            if (round == 0) {
                ++*count;
                continue;
            }
            uint32_t weight = (uint32_t)*count * 16 + (toks.end - toks.begin);
            if (weight <= best[j->of[m]])
                continue;
            best[j->of[m]] = weight;
            cluster->best = m;
            cluster->best_tokens = toks.end - toks.begin;
        }
    }
    ns_map_free(counts);
}

void ns_join_persons(struct ns_joiner *j)
{
    struct ns_doc *doc = j->doc;
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        if (doc->mentions[m].entity != NS_ENTITY_PER || is_single(doc, m))
            continue;
        uint32_t found = within_full(j, m);
        if (found)
            j->of[m] = found - 1;
        else
            join_full(j, m);
    }
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        if (doc->mentions[m].entity != NS_ENTITY_PER)
            continue;
        if (j->of[m] == NS_NONE)
            join_single(j, m);
    }
    choose_forms(j);
}
