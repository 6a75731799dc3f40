/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Persons by what they are: "the general", "a spokesman" whose name comes next. */
#include "speakers_source.h"

#include "entities.h"

#define ROLES_NEAR 200 /* roles on either side of a phrase that are looked at */

static bool has_class(const struct ns_doc *doc, uint32_t tok, uint32_t classes)
{
    return (ns_doc_word(doc, tok)->classes & classes) != 0;
}

static bool folds_to(struct ns_slice text, struct ns_slice folded)
{
    return ns_slice_equal_nocase(text, folded);
}

/* Is the word before a role one of lower rank, which the phrase does not have? */
static bool is_lower_rank(const struct ns_doc *doc, uint32_t tok, uint32_t head)
{
    return ns_is_in(ns_doc_word(doc, tok)->text, "vice deputy assistant under") &&
           !(head && doc->toks[tok].word == doc->toks[head - 1].word);
}

/* Of a time that is over, while the phrase is not: "the late president"? */
static bool is_over(const struct ns_doc *doc, struct ns_range role, struct ns_range phrase)
{
    static const char over[] = "former late ex then predecessor";
    bool past = false;
    for (uint32_t t = role.begin; t < role.end; t++)
        past = past || ns_is_in(ns_doc_word(doc, t)->text, over);
    for (uint32_t t = phrase.begin; t < phrase.end; t++)
        if (ns_is_in(ns_doc_word(doc, t)->text, over))
            return false;
    return past;
}

/* Does the role hold the word, or a title that means it ("Gen." - general, "Sen." - senator)? */
static bool role_says(const struct ns_doc *doc, struct ns_range role, uint32_t head)
{
    struct ns_slice word = ns_doc_word(doc, head)->text;
    for (uint32_t t = role.begin, after; t < role.end; t++) {
        /* "assistant to the president", "vice president" */
        if (t > role.begin && (ns_doc_is(doc, t, "to") || ns_doc_is(doc, t, "for")))
            return false;
        if (doc->toks[t].word == doc->toks[head].word)
            return t == role.begin || !is_lower_rank(doc, t - 1, head);
        const struct ns_term *title =
            ns_rules_longest(doc->rules, doc, t, role.end,
                             NS_TERMS_TITLES & ~NS_TERM_BIT(NS_TERM_HONORIFIC), true, &after);
        struct ns_slice rest = title ? title->canonical : (struct ns_slice){NULL, 0}, part;
        bool lower = false;
        while (ns_slice_field(&rest, ' ', &part)) {
            if (folds_to(part, word) && !lower)
                return true;
            lower = folds_to(part, NS_SLICE("vice")) || folds_to(part, NS_SLICE("deputy"));
            lower = lower && !(head && folds_to(part, ns_doc_word(doc, head - 1)->text));
        }
        if (title && title->entry && folds_to(title->entry->term, word))
            return true;
        if (title) /* seen whole */
            t = after - 1;
    }
    return false;
}

/* What state or body a stretch of text names: the state of a people or place, else the body. */
static struct ns_slice side_of(const struct ns_doc *doc, struct ns_range toks)
{
    struct ns_slice side = {NULL, 0};
    for (uint32_t t = toks.begin; t < toks.end; t++) {
        uint32_t mention = doc->toks[t].mention;
        if (mention == NS_NONE || ns_entity_of(doc, mention)->type == NS_ENTITY_PER)
            continue;
        const struct ns_term *term = doc->mention_terms[mention];
        side =
            term && term->stands_for.len ? term->stands_for : ns_entity_of(doc, mention)->canonical;
    }
    return side;
}

/* The mention of entity that is nearest before tok, or the first one behind it. */
static uint32_t mention_near(const struct ns_speakers *speakers, uint32_t entity, uint32_t tok,
                             bool before)
{
    const struct ns_doc *doc = speakers->doc;
    const uint32_t *mentions = speakers->mentions + speakers->first_mention[entity];
    uint32_t low = 0, high = doc->entities[entity].mention_count;
    while (low < high) { /* the first mention that ends behind tok */
        uint32_t mid = low + (high - low) / 2;
        if (doc->mention_toks[mentions[mid]].end <= tok)
            low = mid + 1;
        else
            high = mid;
    }
    if (before)
        return low > 0 ? mentions[low - 1] : NS_NONE;
    return low < doc->entities[entity].mention_count ? mentions[low] : NS_NONE;
}

/* "the defense minister" is no prime minister: the word before the head must be in the role, unless
 * it only tells of time, standing or side. */
static bool lacks_modifier(const struct ns_doc *doc, const struct ns_source *source,
                           struct ns_range role)
{
    static const char loose[] =
        "former senior top new current longtime outgoing incoming then acting "
        "presidential republican democratic chief retired deputy gop";
    if (source->head <= source->core.begin)
        return false;
    uint32_t before = source->head - 1;
    struct ns_slice word = ns_doc_word(doc, before)->text;
    if (doc->toks[before].type != NS_TOKEN_WORD || doc->toks[before].mention != NS_NONE ||
        has_class(doc, before, NS_CLASS_FUNCTION) || ns_is_in(word, loose))
        return false;
    return !role_says(doc, role, before);
}

/* How many words of the phrase stand in the role too. */
static unsigned shared_words(const struct ns_doc *doc, struct ns_range phrase, struct ns_range role)
{
    unsigned shared = 0;
    for (uint32_t t = phrase.begin; t < phrase.end; t++)
        for (uint32_t r = role.begin; r < role.end; r++)
            if (doc->toks[t].word == doc->toks[r].word) {
                shared++;
                break;
            }
    return shared;
}

/* Index of the first role that begins at or behind tok. */
static size_t role_at(const struct ns_doc *doc, uint32_t tok)
{
    size_t low = 0, high = doc->role_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (doc->roles[mid].toks.begin < tok)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The person whose role fits. Definite phrases look back, then a little ahead; indefinite ones look
 * ahead: far if a state or body agrees, else into the next sentences. */
struct ns_described ns_find_described(const struct ns_speakers *speakers,
                                      const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_described best = {NS_NONE, NS_NONE, NS_NONE};
    struct ns_slice side = side_of(doc, source->toks);
    bool best_back = false;
    unsigned best_shared = 0;
    size_t here = role_at(doc, source->toks.begin);
    size_t i = here > ROLES_NEAR ? here - ROLES_NEAR : 0;
    for (; i < doc->role_count && i < here + ROLES_NEAR; i++) {
        const struct ns_role_place *role = &doc->roles[i];
        if (!role_says(doc, role->toks, source->head) ||
            (role->toks.begin < source->toks.end && role->toks.end > source->toks.begin))
            continue;
        if (lacks_modifier(doc, source, role->toks))
            continue;
        struct ns_slice other = side_of(doc, role->toks);
        bool agrees = side.len && other.len && ns_slice_equal(side, other);
        if (side.len && other.len && !agrees)
            continue;
        uint32_t back = source->definite
                            ? mention_near(speakers, role->entity, source->toks.begin, true)
                            : NS_NONE;
        if (back != NS_NONE) {
            /* "The president" is rather one whose state needs not be told. */
            unsigned shared = 4 * shared_words(doc, source->core, role->toks) +
                              (!side.len && !other.len ? 2 : 0) +
                              (is_over(doc, role->toks, source->core) ? 0 : 1);
            bool equal = best_back && shared == best_shared && role->entity != best.entity;
            if (!best_back || shared > best_shared ||
                (shared == best_shared && back > best.mention)) {
                best = (struct ns_described){role->entity, back, equal ? best.entity : NS_NONE};
                best_shared = shared;
            } else if (equal) {
                best.rival = role->entity;
            }
            best_back = true;
            continue;
        }
        uint32_t ahead = mention_near(speakers, role->entity, source->toks.end, false);
        if (best_back || ahead == NS_NONE || best.entity != NS_NONE)
            continue;
        uint32_t sentence = doc->toks[doc->mention_toks[ahead].begin].sentence;
        bool known_before =
            mention_near(speakers, role->entity, source->toks.begin, true) != NS_NONE;
        if (!known_before && (agrees || sentence <= doc->toks[source->toks.begin].sentence + 3))
            best = (struct ns_described){role->entity, ahead, NS_NONE};
    }
    return best;
}

/* --- by what the text is about --- */

/* The line of a list that names the person, also without the middle names: "Ann B. Bale". */
static const struct ns_term *person_term(const struct ns_doc *doc, uint32_t mention)
{
    struct ns_range toks = doc->mention_toks[mention];
    if (doc->mention_terms[mention] || toks.end - toks.begin < 3)
        return doc->mention_terms[mention];
    uint32_t words[2] = {ns_doc_word(doc, toks.begin)->number,
                         ns_doc_word(doc, toks.end - 1)->number};
    return ns_rules_exact(doc->rules, words, 2, NS_TERM_BIT(NS_TERM_PERSON));
}

struct ns_slice ns_state_of_person(const struct ns_speakers *speakers, uint32_t entity)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice state = {NULL, 0};
    uint32_t count = doc->entities[entity].mention_count;
    for (uint32_t i = 0; i < count && i < NS_MENTIONS_BACK && !state.len; i++) {
        uint32_t mention = speakers->mentions[speakers->first_mention[entity] + i];
        const struct ns_term *term = person_term(doc, mention);
        if (term && term->what == NS_TERM_PERSON && term->entry)
            ns_lexicon_value(term->entry, "state", &state);
    }
    return state;
}

/* Does the phrase name a state other than the one that a list gives the person? */
static bool of_another_state(const struct ns_speakers *speakers, struct ns_range toks,
                             uint32_t entity)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice listed = ns_state_of_person(speakers, entity);
    for (uint32_t t = toks.begin; t < toks.end && listed.len; t++) {
        uint32_t mention = doc->toks[t].mention;
        const struct ns_term *term = mention == NS_NONE ? NULL : doc->mention_terms[mention];
        if (term && term->stands_for.len && !ns_slice_equal(term->stands_for, listed))
            return true;
    }
    return false;
}

static bool is_person(const struct ns_doc *doc, uint32_t mention)
{
    return ns_entity_of(doc, mention)->type == NS_ENTITY_PER;
}

/* Neither within a quotation, nor a possessive, nor behind a preposition. */
static bool stands_free(const struct ns_doc *doc, uint32_t mention)
{
    struct ns_range toks = doc->mention_toks[mention];
    uint32_t begin = ns_range_empty(doc->mention_titles[mention])
                         ? toks.begin
                         : doc->mention_titles[mention].begin;
    if (doc->toks[toks.begin].quote != NS_NONE ||
        (toks.end < doc->tok_count && ns_doc_is(doc, toks.end, "'s")))
        return false;
    return begin == 0 || doc->toks[begin - 1].sentence != doc->toks[begin].sentence ||
           !ns_is_in(ns_doc_word(doc, begin - 1)->text,
                     "of for to by with from against about under on than at in into like his her "
                     "their the");
}

/* Does nothing that the article tells of the person speak against the phrase: another sex, another
 * state, another role? */
static bool may_be(const struct ns_speakers *speakers, const struct ns_source *source,
                   uint32_t entity)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text, side = side_of(doc, source->toks);
    char gender = doc->entities[entity].gender;
    if (of_another_state(speakers, source->toks, entity))
        return false;
    if (ns_slice_ends(head, NS_SLICE("woman"))
            ? gender == 'm'
            : ns_slice_ends(head, NS_SLICE("man")) && gender == 'f')
        return false;
    size_t here = role_at(doc, source->toks.begin);
    for (size_t i = here > ROLES_NEAR ? here - ROLES_NEAR : 0;
         i < doc->role_count && i < here + ROLES_NEAR; i++) {
        if (doc->roles[i].entity != entity)
            continue;
        struct ns_slice other = side_of(doc, doc->roles[i].toks);
        if (has_class(doc, source->head, NS_CLASS_ROLE_END) ||
            (side.len && other.len && !ns_slice_equal(side, other)))
            return false;
    }
    return true;
}

/* The person with whom the nearest sentence before the phrase begins that names anybody; *named: one
 * was named at all. */
static uint32_t topic_before(const struct ns_speakers *speakers, const struct ns_source *source,
                             bool *named)
{
    const struct ns_doc *doc = speakers->doc;
    const struct ns_tok *here = &doc->toks[source->toks.begin];
    uint32_t last = ns_mention_before(doc, source->toks.begin), found = NS_NONE;
    uint32_t sentence = NS_NONE;
    *named = false;
    for (uint32_t m = last; m > 0 && last - m < NS_MENTIONS_BACK; m--) {
        const struct ns_tok *there = &doc->toks[doc->mention_toks[m - 1].begin];
        if (there->sentence + 3 < here->sentence || there->block + 2 < here->block ||
            doc->blocks[there->block].headline)
            break;
        if (sentence != NS_NONE && there->sentence != sentence)
            break;
        if (!is_person(doc, m - 1) || there->sentence == here->sentence)
            continue;
        *named = true;
        sentence = there->sentence;
        if (stands_free(doc, m - 1))
            found = m - 1;
    }
    return found;
}

/* In a headline or the first paragraph: the first person named behind it. */
static uint32_t topic_behind(const struct ns_speakers *speakers, const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    uint32_t block = doc->toks[source->toks.begin].block, first = 0;
    while (first < doc->block_count && doc->blocks[first].headline)
        first++;
    if (block > first)
        return NS_NONE;
    for (uint32_t m = ns_mention_before(doc, source->toks.end); m < doc->mention_count; m++) {
        const struct ns_tok *there = &doc->toks[doc->mention_toks[m].begin];
        if (there->block > first + 1)
            break;
        if (is_person(doc, m))
            return stands_free(doc, m) ? m : NS_NONE;
    }
    return NS_NONE;
}

struct ns_described ns_find_topic(const struct ns_speakers *speakers,
                                  const struct ns_source *source)
{
    struct ns_described none = {NS_NONE, NS_NONE, NS_NONE};
    bool named;
    uint32_t mention = topic_before(speakers, source, &named);
    if (source->core.end < source->toks.end) /* "the director of the board" is somebody new */
        mention = NS_NONE;
    if (mention == NS_NONE && !named)
        mention = topic_behind(speakers, source);
    if (mention == NS_NONE)
        return none;
    uint32_t entity = speakers->doc->mentions[mention].entity;
    if (!may_be(speakers, source, entity))
        return none;
    return (struct ns_described){entity, mention, NS_NONE};
}
