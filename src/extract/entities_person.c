/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Persons. Full names first: two are the same if their family names and given names agree ("Hillary
 * Clinton", "Hillary Rodham Clinton", "J. Bale"). Then single names: the family name of a person
 * named in full (person_of tells whose, if several share it); the given name of exactly one person;
 * else a person of whom nothing more is known.
 */
#include "entities.h"
#include "names.h"

#include "naysay/map.h"

#define FAMILY_LIMIT 64 /* persons of one family name that are told apart */
#define WORDS_BEHIND 12 /* behind a bare name, where he or she is still that person */

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

/* The last title before a name that is no honorific, NULL if there is none. */
static const struct ns_term *title_of(const struct ns_doc *doc, uint32_t mention)
{
    const struct ns_term *found = NULL;
    struct ns_range titles = doc->mention_titles[mention];
    for (uint32_t t = titles.begin, after; t < titles.end; t = after) {
        const struct ns_term *term =
            ns_rules_longest(doc->rules, doc, t, titles.end,
                             NS_TERMS_TITLES & ~NS_TERM_BIT(NS_TERM_HONORIFIC), true, &after);
        if (term)
            found = term;
        else
            after = t + 1;
    }
    return found;
}

static void note_title(struct ns_cluster *cluster, const struct ns_term *title)
{
    size_t i = 0;
    while (i < NS_CLUSTER_TITLES && cluster->titles[i] && cluster->titles[i] != title)
        i++;
    if (title && i < NS_CLUSTER_TITLES)
        cluster->titles[i] = title;
}

/* Is the name of two words or more in part the end of the longer one in whole: "Suu Kyi" of "Aung San
 * Suu Kyi"? */
static bool ends_with(const struct ns_doc *doc, uint32_t part, uint32_t whole)
{
    struct ns_range x = core(doc, doc->mention_toks[part]), y = core(doc, doc->mention_toks[whole]);
    uint32_t length = x.end - x.begin;
    if (length < 2 || y.end - y.begin <= length)
        return false;
    for (uint32_t i = 1; i <= length; i++)
        if (doc->toks[x.end - i].word != doc->toks[y.end - i].word)
            return false;
    return true;
}

static void join_full(struct ns_joiner *j, uint32_t mention)
{
    const struct ns_doc *doc = j->doc;
    struct ns_range toks = core(doc, doc->mention_toks[mention]);
    const struct ns_term *term = doc->mention_terms[mention];
    uint32_t length = toks.end - toks.begin, found = chained(j, toks.end - 1), seen = 0;
    while (found &&
           (seen++ >= FAMILY_LIMIT || !(same_person(doc, j->clusters.at[found - 1].best, mention) ||
                                        ends_with(doc, j->clusters.at[found - 1].best, mention))))
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
    } else if ((is_shouted(doc, cluster->best) && !is_shouted(doc, mention)) ||
               ends_with(doc, cluster->best, mention)) {
        cluster->best = mention;
        cluster->best_tokens = length;
    }
    cluster->fulls++;
    note_title(cluster, title_of(doc, mention));
    note_given(j, c, toks.begin);
    j->of[mention] = c;
    note_gender(j, mention);
}

/* --- whom a bare family name means --- */

/* What a bare name is compared with: a sex ('?': any), a title (NULL: any). */
struct name_filter {
    char gender;
    const struct ns_term *title;
};

/* Of the persons of one family name who pass a filter. Clusters are 1 + index, 0: none. */
struct name_choice {
    uint32_t most; /* named in full most often, else first */
    uint32_t last; /* named in full last */
    uint32_t listed;
    uint32_t count;
};

static bool passes(const struct ns_cluster *cluster, struct name_filter filter)
{
    if (filter.gender != '?' && cluster->gender != '?' && cluster->gender != filter.gender)
        return false;
    if (!filter.title)
        return true;
    for (size_t i = 0; i < NS_CLUSTER_TITLES && cluster->titles[i]; i++)
        if (ns_slice_equal(cluster->titles[i]->canonical, filter.title->canonical))
            return true;
    return false;
}

static struct name_choice choose_among(const struct ns_joiner *j, uint32_t head,
                                       struct name_filter filter, const struct ns_term *known)
{
    struct name_choice choice = {0};
    uint32_t seen = 0;
    for (uint32_t c = head; c && seen < FAMILY_LIMIT; c = j->clusters.at[c - 1].next, seen++) {
        const struct ns_cluster *cluster = &j->clusters.at[c - 1];
        if (!passes(cluster, filter))
            continue;
        choice.count++;
        const struct ns_cluster *most = choice.most ? &j->clusters.at[choice.most - 1] : NULL;
        if (!most || cluster->fulls > most->fulls ||
            (cluster->fulls == most->fulls && cluster->first < most->first))
            choice.most = c;
        if (cluster->last && (!choice.last || cluster->last > j->clusters.at[choice.last - 1].last))
            choice.last = c;
        if (known && cluster->listed && ns_slice_equal(cluster->canonical, known->canonical))
            choice.listed = c;
    }
    return choice;
}

/* he or she behind the name, before another person and outside of quotations; '?' if none. */
static char gender_behind(const struct ns_doc *doc, uint32_t mention)
{
    uint32_t t = doc->mention_toks[mention].end, last = t + WORDS_BEHIND;
    uint32_t sent = doc->toks[t - 1].sentence;
    if (t < doc->tok_count && ns_doc_is(doc, t, "'s"))
        return '?';
    for (; t < doc->tok_count && t < last && doc->toks[t].sentence == sent; t++) {
        const struct ns_tok *tok = &doc->toks[t];
        if (tok->mention != NS_NONE && doc->mentions[tok->mention].entity == NS_ENTITY_PER)
            return '?';
        if (tok->quote != NS_NONE)
            continue;
        if (ns_doc_is(doc, t, "he") || ns_doc_is(doc, t, "his") || ns_doc_is(doc, t, "himself"))
            return 'm';
        if (ns_doc_is(doc, t, "she") || ns_doc_is(doc, t, "herself"))
            return 'f';
    }
    return '?';
}

/* "She added": the first word of the sentence behind that of tok. */
static char gender_of_next_sentence(const struct ns_doc *doc, uint32_t tok)
{
    uint32_t next = doc->sents[doc->toks[tok].sentence].toks.end;
    if (next >= doc->tok_count)
        return '?';
    return ns_doc_is(doc, next, "he") ? 'm' : ns_doc_is(doc, next, "she") ? 'f' : '?';
}

/* The sex that the article tells of a bare name: by honorifics, and by he or she behind it. The last
 * answer is kept: few names are asked for. */
static char sex_of_bare(struct ns_joiner *j, uint32_t word)
{
    const struct ns_doc *doc = j->doc;
    int votes = 0;
    if (j->sex_word == word + 1)
        return j->sex;
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        struct ns_range toks = doc->mention_toks[m];
        bool described;
        if (doc->mentions[m].entity != NS_ENTITY_PER || toks.end - toks.begin != 1 ||
            doc->toks[toks.begin].word != word)
            continue;
        char told = ns_titles_gender(doc, doc->mention_titles[m], &described);
        if (told == '?')
            told = gender_behind(doc, m);
        if (told == '?' && doc->toks[toks.begin].quote == NS_NONE)
            told = gender_of_next_sentence(doc, toks.begin);
        votes += told == 'm' ? 1 : told == 'f' ? -1 : 0;
    }
    j->sex_word = word + 1;
    j->sex = votes > 0 ? 'm' : votes < 0 ? 'f' : '?';
    return j->sex;
}

/* Whom a list knows by the bare name, NULL if nobody. Some only where the text tells their sex. */
static const struct ns_term *known_by(struct ns_joiner *j, uint32_t mention)
{
    const struct ns_doc *doc = j->doc;
    const struct ns_term *term = doc->mention_terms[mention];
    struct ns_slice bare;
    if (!term || !term->canonical.len)
        return NULL;
    if (term->entry && ns_lexicon_value(term->entry, "bare", &bare) &&
        ns_slice_equal(bare, NS_SLICE("sex")) &&
        sex_of_bare(j, doc->toks[doc->mention_toks[mention].begin].word) != term->gender)
        return NULL;
    return term;
}

/* The other one of a family name who is next in line: for what is said against a choice. */
static uint32_t rival_of(const struct ns_joiner *j, uint32_t head, uint32_t chosen, char gender)
{
    uint32_t best = 0, seen = 0;
    for (uint32_t c = head; c && seen < FAMILY_LIMIT; c = j->clusters.at[c - 1].next, seen++) {
        const struct ns_cluster *cluster = &j->clusters.at[c - 1];
        if (c == chosen || !passes(cluster, (struct name_filter){gender, NULL}))
            continue;
        if (!best || cluster->last > j->clusters.at[best - 1].last)
            best = c;
    }
    return best;
}

/* The only one of several whom the title before the name or a pronoun behind it points to; else 0. */
static uint32_t only_fitting(const struct ns_joiner *j, uint32_t head, uint32_t mention,
                             char gender, uint8_t *decided)
{
    const struct ns_term *title = title_of(j->doc, mention);
    struct name_choice choice = {0};
    if (title)
        choice = choose_among(j, head, (struct name_filter){gender, title}, NULL);
    *decided = NS_DECIDED_TITLE;
    if (choice.count != 1 && gender == '?') {
        gender = gender_behind(j->doc, mention);
        choice = choose_among(j, head, (struct name_filter){gender, NULL}, NULL);
        *decided = NS_DECIDED_SEX;
    }
    return choice.count == 1 ? choice.most : 0;
}

/*
 * Of the persons with this family name, the one whom sex or title points to; else whom a list knows
 * by it; else the one named in full more often, else first: newspapers give the bare name to whom the
 * article is about. Notes who else it may be, and what decided. 0: nobody fits.
 */
static uint32_t person_of(struct ns_joiner *j, uint32_t head, uint32_t mention, char gender)
{
    const struct ns_term *known = known_by(j, mention);
    struct ns_rival *rival = &j->doc->mention_rivals[mention];
    struct name_choice all = choose_among(j, head, (struct name_filter){'?', NULL}, NULL);
    struct name_choice fit = choose_among(j, head, (struct name_filter){gender, NULL}, known);
    if (all.count < 2 || fit.count == 0)
        return fit.most;
    uint32_t chosen = fit.most;
    rival->decided = NS_DECIDED_SEX;
    if (fit.count > 1)
        chosen = only_fitting(j, head, mention, gender, &rival->decided);
    if (!chosen && fit.listed) {
        chosen = fit.listed;
        rival->decided = NS_DECIDED_LIST;
    } else if (!chosen) {
        chosen = fit.most;
        rival->decided = fit.last == 0 || fit.last == fit.most ? NS_DECIDED_USE : NS_DECIDED_NOT;
    }
    uint32_t other = rival_of(j, head, chosen, gender);
    rival->entity = other ? other - 1 : NS_NONE;
    return chosen;
}

/* The person whom a list knows by the family name alone, if the article's persons of that name are
 * others: "Trump" beside "Ivanka Trump". */
static bool is_other(struct ns_joiner *j, uint32_t found, uint32_t mention, char gender)
{
    const struct ns_doc *doc = j->doc;
    const struct ns_term *term = known_by(j, mention);
    if (!found || !term)
        return false;
    if (gender == '?')
        gender = gender_behind(doc, mention);
    if (gender != '?' && term->gender != '?' && gender != term->gender)
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
    bool described;
    char gender = ns_titles_gender(doc, doc->mention_titles[mention], &described);
    uint32_t found = person_of(j, chained(j, toks.begin), mention, gender);
    if (is_other(j, found, mention, gender))
        found = 0;
    else if (!found) {
        uint64_t key = name_key(doc, toks.begin, 2);
        const uint64_t *given = ns_map_get(j->keys, bytes_of(&key));
        if (given && *given != UINT32_MAX)
            found = (uint32_t)*given;
    }
    if (!found) {
        uint32_t made = ns_cluster_new(j, mention);
        const struct ns_term *term = known_by(j, mention);
        if (term) {
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

/* In a sentence whose capitals tell nothing, a name may have taken in the verb behind it: "Anna Veldt
 * Goes", "Veldt Vows". 1 + the cluster of the person whose name it begins with, 0: none. */
static uint32_t begins_with_name(const struct ns_joiner *j, uint32_t mention)
{
    const struct ns_doc *doc = j->doc;
    struct ns_range toks = doc->mention_toks[mention];
    for (uint32_t end = toks.end - 1; end > toks.begin; end--) {
        uint32_t seen = 0;
        for (uint32_t c = chained(j, end - 1); c && seen < FAMILY_LIMIT;
             c = j->clusters.at[c - 1].next, seen++) {
            struct ns_range full = core(doc, doc->mention_toks[j->clusters.at[c - 1].best]);
            if (end - toks.begin == 1 || same_given(doc, full.begin, toks.begin))
                return c;
        }
    }
    return 0;
}

/* The same for a person whom a list names: a new cluster; 0: none. */
static uint32_t begins_with_listed(struct ns_joiner *j, uint32_t mention)
{
    const struct ns_doc *doc = j->doc;
    struct ns_range toks = doc->mention_toks[mention];
    uint32_t after;
    const struct ns_term *term = ns_rules_longest(doc->rules, doc, toks.begin, toks.end,
                                                  NS_TERM_BIT(NS_TERM_PERSON), true, &after);
    if (!term || after >= toks.end || after - toks.begin < 2)
        return 0;
    uint32_t c = ns_cluster_new(j, mention);
    struct ns_cluster *cluster = &j->clusters.at[c];
    cluster->canonical = term->canonical;
    cluster->listed = true;
    cluster->gender = term->gender;
    cluster->fulls = 1;
    chain(j, c, after - 1);
    return c + 1;
}

static bool is_headline(const struct ns_doc *doc, uint32_t mention)
{
    const struct ns_sent *sent = &doc->sents[doc->toks[doc->mention_toks[mention].begin].sentence];
    return sent->titled || sent->all_caps || doc->blocks[sent->block].headline;
}

static void join_headlines(struct ns_joiner *j)
{
    struct ns_doc *doc = j->doc;
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        if (doc->mentions[m].entity != NS_ENTITY_PER || is_single(doc, m) || !is_headline(doc, m))
            continue;
        uint32_t found = within_full(j, m);
        struct ns_range toks = core(doc, doc->mention_toks[m]);
        uint32_t seen = 0;
        for (uint32_t c = chained(j, toks.end - 1); c && !found && seen < FAMILY_LIMIT; seen++) {
            found = same_person(doc, j->clusters.at[c - 1].best, m) ? c : 0;
            c = j->clusters.at[c - 1].next;
        }
        if (!found)
            found = begins_with_name(j, m);
        if (!found)
            found = begins_with_listed(j, m);
        if (found)
            j->of[m] = found - 1;
        else
            join_full(j, m);
    }
}

void ns_join_persons(struct ns_joiner *j)
{
    struct ns_doc *doc = j->doc;
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        if (doc->mentions[m].entity != NS_ENTITY_PER || is_single(doc, m) || is_headline(doc, m))
            continue;
        uint32_t found = within_full(j, m);
        if (found)
            j->of[m] = found - 1;
        else
            join_full(j, m);
    }
    join_headlines(j);
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        if (doc->mentions[m].entity != NS_ENTITY_PER)
            continue;
        if (j->of[m] == NS_NONE)
            join_single(j, m);
        else
            j->clusters.at[j->of[m]].last = m + 1;
    }
    choose_forms(j);
}
