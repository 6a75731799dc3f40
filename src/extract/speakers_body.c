/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bodies: named ("the Pentagon"), by what stands for them ("Moscow", "the Russian military"), and by
 * a noun that points back ("the ministry", "the group").
 */
#include "speakers_source.h"

#include "entities.h"

#include "naysay/fold.h"

#define ROLES_MOST  100  /* of an article, that are looked through for its president */
#define TOKENS_BACK 4000 /* farther back, a phrase is not looked for */

static const char bodies[] =
    "administration government governments ministry military army navy police campaign regime "
    "department embassy coalition forces force group committee court agency office council company "
    "bank newspaper paper channel parliament media television intelligence side leadership state "
    "presidency party team commission senate congress organization organisation network service "
    "firm union university authorities authority command troops consulate mission delegation board "
    "panel tv radio";

/* Heads that any body may be called by. */
static const char any_body[] =
    "group committee agency council company bank newspaper paper channel "
    "commission organization organisation network firm union university "
    "coalition campaign team panel board";

bool ns_is_body_word(struct ns_slice word)
{
    return ns_is_in(word, bodies);
}

static bool has_class(const struct ns_doc *doc, uint32_t tok, uint32_t classes)
{
    return (ns_doc_word(doc, tok)->classes & classes) != 0;
}

struct ns_slice ns_stands_for(const struct ns_doc *doc, uint32_t mention)
{
    const struct ns_term *term = doc->mention_terms[mention];
    if (!term || !term->stands_for.len)
        return (struct ns_slice){NULL, 0};
    if (term->what == NS_TERM_GROUP || term->capital || term->metonym)
        return term->stands_for;
    return (struct ns_slice){NULL, 0};
}

/* "NBC News" for the National Broadcasting Company, "Rivers Council" for the United Norland Rivers
 * Council: what readers know it by. "Treasury" says less than the Department of the Treasury. */
static bool is_own_name(const struct ns_doc *doc, uint32_t mention, struct ns_slice canonical)
{
    struct ns_range toks = doc->mention_toks[mention];
    struct ns_slice text = ns_clean_name(doc, doc->mentions[mention].span);
    const struct ns_tok *first = &doc->toks[toks.begin];
    if ((first->shape & NS_SHAPE_ALL_UPPER) && !(first->shape & NS_SHAPE_DOT) &&
        first->span.end - first->span.begin >= 3 && !doc->sents[first->sentence].all_caps)
        return true;
    return toks.end - toks.begin > 1 && ns_slice_ends(canonical, text);
}

/* The name of a body as the article gives it: the list's if it stands there, else the longest name
 * of its own. */
static struct ns_slice article_name(const struct ns_speakers *speakers, uint32_t entity)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice canonical = doc->entities[entity].canonical, best = {NULL, 0};
    uint32_t count = doc->entities[entity].mention_count;
    if (doc->entities[entity].type != NS_ENTITY_ORG)
        return canonical;
    for (uint32_t i = 0; i < count && i < NS_MENTIONS_BACK; i++) {
        uint32_t mention = speakers->mentions[speakers->first_mention[entity] + i];
        struct ns_slice text = ns_clean_name(doc, doc->mentions[mention].span);
        if (ns_slice_equal_nocase(text, canonical))
            return canonical;
        if (text.len > best.len && is_own_name(doc, mention, canonical))
            best = text;
    }
    return best.len ? best : canonical;
}

struct ns_speaker ns_body_speaker(const struct ns_speakers *speakers, uint32_t mention)
{
    const struct ns_doc *doc = speakers->doc;
    uint32_t entity = doc->mentions[mention].entity;
    struct ns_slice state = ns_stands_for(doc, mention);
    struct ns_slice text = ns_clean_name(doc, doc->mentions[mention].span);
    if (state.len && ns_fold_hash(state) != ns_fold_hash(text))
        return ns_speaker_make(state, ns_entity_named(speakers, state), NS_RESOLVED_ALIAS,
                               NS_WAY_STANDS,
                               ns_arena_format(doc->out, "%.*s stands for %.*s", (int)text.len,
                                               text.at, (int)state.len, state.at));
    struct ns_slice name = article_name(speakers, entity);
    if (ns_fold_hash(name) == ns_fold_hash(text))
        return ns_speaker_make(name, entity, NS_RESOLVED_NAMED, NS_WAY_BODY,
                               NS_SLICE("named in the source"));
    /* "the Council" points back to a longer name. */
    bool last_word =
        text.len + 1 < name.len && ns_slice_ends(name, text) && !memchr(text.at, ' ', text.len);
    return ns_speaker_make(
        name, entity, NS_RESOLVED_ALIAS, last_word ? NS_WAY_BODY_BACK : NS_WAY_BODY,
        ns_arena_format(doc->out, "%.*s is %.*s", (int)text.len, text.at, (int)name.len, name.at));
}

struct ns_slice ns_phrase_text(const struct ns_doc *doc, struct ns_range toks)
{
    while (toks.begin + 1 < toks.end && doc->toks[toks.begin].mention == NS_NONE &&
           has_class(doc, toks.begin, NS_CLASS_FUNCTION | NS_CLASS_NUMBER))
        toks.begin++;
    return ns_clean_name(doc, ns_doc_bytes_of(doc, toks));
}

const struct ns_term *ns_listed_body(const struct ns_doc *doc, struct ns_range core)
{
    for (uint32_t t = core.begin, after; t < core.end; t++) {
        const struct ns_term *term =
            ns_rules_longest(doc->rules, doc, t, core.end, NS_TERM_BIT(NS_TERM_ORG), true, &after);
        if (term && after == core.end && after - t > 1)
            return term;
    }
    return NULL;
}

/* The name of a listed body that a phrase gives: armed forces as the article calls them, if it does
 * not give their name. */
static struct ns_slice listed_name(const struct ns_speakers *speakers, const struct ns_term *listed,
                                   struct ns_range toks)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, toks.end - 1)->text;
    if (ns_is_in(head, "army military navy forces") &&
        ns_entity_named(speakers, listed->canonical) == NS_NONE)
        return ns_phrase_text(doc, toks);
    return listed->canonical;
}

/* "the Obama administration" where the text says "the administration": the last name that stood
 * right before the same word. */
static struct ns_slice full_phrase(const struct ns_speakers *speakers, uint32_t head)
{
    const struct ns_doc *doc = speakers->doc;
    for (uint32_t t = head; t > 1 && head - t < TOKENS_BACK; t--) {
        if (doc->toks[t - 1].word != doc->toks[head].word || doc->toks[t - 1].mention != NS_NONE ||
            doc->toks[t - 2].mention == NS_NONE)
            continue;
        /* "a U.S. company" is no name. */
        enum ns_entity_type type = ns_entity_of(doc, doc->toks[t - 2].mention)->type;
        if ((type == NS_ENTITY_GROUP || type == NS_ENTITY_LOC) &&
            ns_is_in(ns_doc_word(doc, head)->text, any_body))
            continue;
        struct ns_range toks = {doc->mention_toks[doc->toks[t - 2].mention].begin, t};
        const struct ns_term *listed = ns_listed_body(doc, toks);
        return listed ? listed_name(speakers, listed, toks)
                      : ns_clean_name(doc, ns_doc_bytes_of(doc, toks));
    }
    return (struct ns_slice){NULL, 0};
}

static bool holds_word(struct ns_slice name, struct ns_slice word)
{
    struct ns_tokens words = {0};
    bool found = false;
    ns_tokens_of(name, 0, &words);
    for (size_t i = 0; i < words.len && !found; i++)
        found = ns_slice_equal_nocase(ns_slice_sub(name, words.at[i].span), word);
    ns_vec_free(&words);
    return found;
}

/* "the appeals court" is no Supreme Court: a word before the head must be in the name, unless it
 * only tells of what sort it is. */
static bool has_other_words(const struct ns_doc *doc, const struct ns_source *source,
                            uint32_t mention)
{
    static const char loose[] = "news rights human advocacy aid rebel militant monitoring own new";
    struct ns_slice name = ns_entity_of(doc, mention)->canonical;
    struct ns_slice text = ns_clean_name(doc, doc->mentions[mention].span);
    for (uint32_t t = source->core.begin; t < source->head; t++) {
        struct ns_slice word = ns_doc_word(doc, t)->text;
        if (doc->toks[t].mention == NS_NONE && doc->toks[t].type == NS_TOKEN_WORD &&
            !has_class(doc, t, NS_CLASS_FUNCTION) && !ns_is_in(word, loose) &&
            !holds_word(name, word) && !holds_word(text, word))
            return true;
    }
    return false;
}

/* The last body before the phrase whose name holds its head: "the ministry". */
static uint32_t body_described(const struct ns_doc *doc, const struct ns_source *source)
{
    uint32_t head = source->head;
    uint32_t last = ns_mention_before(doc, head);
    for (uint32_t m = last; m > 0 && last - m < NS_MENTIONS_BACK; m--) {
        struct ns_range toks = doc->mention_toks[m - 1];
        const struct ns_entity *entity = ns_entity_of(doc, m - 1);
        if (toks.end > head || entity->type != NS_ENTITY_ORG)
            continue;
        bool found = false;
        for (uint32_t t = toks.begin; t < toks.end; t++)
            found = found || doc->toks[t].word == doc->toks[head].word;
        /* The list's name may hold it where the text has an acronym. */
        if ((found || holds_word(entity->canonical, ns_doc_word(doc, head)->text)) &&
            !has_other_words(doc, source, m - 1))
            return m - 1;
    }
    return NS_NONE;
}

/* Does a list or any role of the person name a state other than the United States? */
static bool serves_another_state(const struct ns_speakers *speakers, uint32_t entity)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice listed = ns_state_of_person(speakers, entity);
    if (listed.len)
        return !ns_slice_equal(listed, NS_SLICE("United States"));
    for (size_t i = 0; i < doc->role_count && i < ROLES_MOST; i++) {
        struct ns_range toks = doc->roles[i].toks;
        for (uint32_t t = toks.begin; t < toks.end && doc->roles[i].entity == entity; t++) {
            if (doc->toks[t].mention == NS_NONE || !doc->mention_terms[doc->toks[t].mention])
                continue;
            struct ns_slice state = doc->mention_terms[doc->toks[t].mention]->stands_for;
            if (state.len && !ns_slice_equal(state, NS_SLICE("United States")))
                return true;
        }
    }
    return false;
}

/* "The administration" of the president whom the article names without another state. */
static struct ns_slice presidents_administration(const struct ns_speakers *speakers, uint32_t head)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice name = {NULL, 0};
    if (!ns_doc_is(doc, head, "administration"))
        return name;
    for (size_t i = 0; i < doc->role_count && i < ROLES_MOST; i++) {
        struct ns_range toks = doc->roles[i].toks;
        if (!ns_doc_is(doc, toks.end - 1, "president") || toks.begin > head)
            continue;
        if (serves_another_state(speakers, doc->roles[i].entity))
            continue;
        struct ns_slice full = doc->entities[doc->roles[i].entity].canonical;
        size_t from = full.len;
        while (from > 0 && full.at[from - 1] != ' ')
            from--;
        name = ns_arena_format(doc->out, "%.*s administration", (int)(full.len - from),
                               full.at + from);
    }
    return name;
}

/* A body by a name and a noun, in the words of the source. */
static struct ns_speaker phrase_speaker(const struct ns_doc *doc, struct ns_range toks)
{
    return ns_speaker_make(ns_phrase_text(doc, toks), NS_NONE, NS_RESOLVED_NAMED, NS_WAY_PHRASE,
                           NS_SLICE("named in the source"));
}

static struct ns_speaker state_speaker(const struct ns_speakers *speakers, struct ns_slice state)
{
    return ns_speaker_make(
        state, ns_entity_named(speakers, state), NS_RESOLVED_ALIAS, NS_WAY_STANDS,
        ns_arena_format(speakers->doc->out, "the government of %.*s", (int)state.len, state.at));
}

/* "the Russian government", "the Harlow campaign": the owner stands before the head. */
static struct ns_speaker owned_body(const struct ns_speakers *speakers,
                                    const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    struct ns_slice state = ns_stands_for(doc, source->owner);
    const struct ns_term *term = doc->mention_terms[source->owner];
    if (!state.len && term && term->what == NS_TERM_PLACE)
        state = term->stands_for;
    if (state.len && ns_is_in(head, "government side leadership authorities"))
        return state_speaker(speakers, state);
    if (ns_is_in(head, "embassy consulate mission"))
        return phrase_speaker(doc, source->toks);
    if (ns_doc_is(doc, source->core.end - 1, "'s"))
        return phrase_speaker(doc, (struct ns_range){source->core.begin, source->core.end - 1});
    return phrase_speaker(doc, source->core);
}

/* "a rebel group called the River Brigade", "the River Brigade, a rebel group": does the text call
 * the body what the head says? */
static bool is_called(const struct ns_doc *doc, uint32_t mention, uint32_t head)
{
    struct ns_range name = doc->mention_toks[mention];
    uint32_t word = doc->toks[head].word, sent = doc->toks[name.begin].sentence;
    for (uint32_t t = name.begin; t > 0 && name.begin - t < 4; t--)
        if (doc->toks[t - 1].word == word && doc->toks[t - 1].sentence == sent)
            return true;
    if (name.end >= doc->tok_count || !ns_doc_is(doc, name.end, ","))
        return false;
    for (uint32_t t = name.end + 1; t < doc->tok_count && t < name.end + 8; t++) {
        if (doc->toks[t].type == NS_TOKEN_PUNCTUATION || doc->toks[t].sentence != sent)
            return false;
        if (doc->toks[t].word == word)
            return t < head;
    }
    return false;
}

/* Before the head: the last body that the text calls so, else the last one that begins a sentence
 * or spoke; *called tells which. NS_NONE: none. */
static uint32_t body_before(const struct ns_speakers *speakers, uint32_t head, bool *called)
{
    const struct ns_doc *doc = speakers->doc;
    uint32_t last = ns_mention_before(doc, head), near = NS_NONE;
    uint32_t block = doc->toks[head].block;
    *called = true;
    for (uint32_t m = last; m > 0 && last - m < NS_MENTIONS_BACK; m--) {
        if (ns_entity_of(doc, m - 1)->type != NS_ENTITY_ORG)
            continue;
        if (is_called(doc, m - 1, head))
            return m - 1;
        const struct ns_tok *tok = &doc->toks[doc->mention_toks[m - 1].begin];
        if (near == NS_NONE && tok->block + 1 >= block && !doc->blocks[tok->block].headline &&
            tok->quote == NS_NONE)
            near = m - 1;
    }
    *called = false;
    return near;
}

/* "The group", not "the ferry company": it may be any body. */
static bool is_bare(const struct ns_doc *doc, const struct ns_source *source)
{
    for (uint32_t t = source->core.begin; t < source->head; t++)
        if (!has_class(doc, t, NS_CLASS_FUNCTION))
            return false;
    return ns_is_in(ns_doc_word(doc, source->head)->text, any_body);
}

/* "The group", "the bank": who spoke last, if that was a body; else the nearest one. */
static struct ns_speaker pointed_body(const struct ns_speakers *speakers,
                                      const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    const struct ns_said *last =
        speakers->said_count ? &speakers->said[speakers->said_count - 1] : NULL;
    bool called;
    uint32_t mention = body_before(speakers, source->head, &called);
    if (mention != NS_NONE && called) {
        struct ns_speaker body = ns_body_speaker(speakers, mention);
        body.how = NS_RESOLVED_PRONOUN;
        return ns_speaker_again(body, NS_WAY_BODY_BACK,
                                ns_arena_format(doc->out, "%.*s was called a %.*s",
                                                (int)body.name.len, body.name.at, (int)head.len,
                                                head.at));
    }
    if (is_bare(doc, source) && last && last->block + 1 >= doc->toks[source->head].block &&
        last->speaker.entity != NS_NONE &&
        doc->entities[last->speaker.entity].type == NS_ENTITY_ORG) {
        struct ns_speaker body = last->speaker;
        body.how = NS_RESOLVED_PRONOUN;
        return ns_speaker_again(body, NS_WAY_IT,
                                ns_arena_format(doc->out, "goes on after a statement of %.*s",
                                                (int)body.name.len, body.name.at));
    }
    if (mention == NS_NONE || !is_bare(doc, source) || !ns_is_in(head, "company bank firm"))
        return ns_speaker_none(NS_RESOLVED_UNKNOWN,
                               NS_SLICE("which one is meant could not be told"));
    struct ns_speaker body = ns_body_speaker(speakers, mention);
    body.how = NS_RESOLVED_PRONOUN;
    body.against = ns_arena_format(doc->out, "nothing calls it a %.*s", (int)head.len, head.at);
    return ns_speaker_again(body, NS_WAY_BODY_GUESS,
                            ns_arena_format(doc->out, "the body named last before is %.*s",
                                            (int)body.name.len, body.name.at));
}

struct ns_speaker ns_body_phrase(const struct ns_speakers *speakers, const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    const struct ns_term *listed = ns_listed_body(doc, source->core);
    if (listed) {
        struct ns_slice name = listed_name(speakers, listed, source->core);
        return ns_speaker_make(name, ns_entity_named(speakers, listed->canonical),
                               NS_RESOLVED_ALIAS, NS_WAY_BODY,
                               ns_arena_format(doc->out, "a name of %.*s",
                                               (int)listed->canonical.len, listed->canonical.at));
    }
    if (source->owner != NS_NONE && doc->mention_toks[source->owner].end <= source->head)
        return owned_body(speakers, source);
    if (source->owner != NS_NONE && ns_is_in(head, "government regime")) {
        struct ns_slice state = doc->mention_terms[source->owner]
                                    ? doc->mention_terms[source->owner]->stands_for
                                    : (struct ns_slice){NULL, 0};
        if (state.len)
            return state_speaker(speakers, state);
    }
    if (source->owner != NS_NONE && ns_is_in(head, "government military army police regime"))
        return phrase_speaker(
            doc, (struct ns_range){source->core.begin, doc->mention_toks[source->owner].end});
    if (!source->definite) /* "a ministry", "every council" */
        return ns_speaker_none(NS_RESOLVED_UNKNOWN,
                               NS_SLICE("which one is meant could not be told"));
    struct ns_slice full = full_phrase(speakers, source->head);
    if (!full.len)
        full = presidents_administration(speakers, source->head);
    if (full.len)
        return ns_speaker_make(full, ns_entity_named(speakers, full), NS_RESOLVED_PRONOUN,
                               NS_WAY_BODY_BACK,
                               ns_arena_format(doc->out, "the %.*s before was %.*s", (int)head.len,
                                               head.at, (int)full.len, full.at));
    uint32_t mention = body_described(doc, source);
    if (mention != NS_NONE) {
        struct ns_speaker speaker = ns_body_speaker(speakers, mention);
        struct ns_slice place = ns_place_of(doc, mention);
        speaker.how = NS_RESOLVED_PRONOUN;
        return ns_speaker_again(speaker, NS_WAY_BODY_BACK,
                                ns_arena_format(doc->out, "the %.*s is %.*s, named %.*s",
                                                (int)head.len, head.at, (int)speaker.name.len,
                                                speaker.name.at, (int)place.len, place.at));
    }
    return pointed_body(speakers, source);
}
