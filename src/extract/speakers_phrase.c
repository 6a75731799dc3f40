/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sources without a named person: bodies and what stands for them ("Moscow", "the Russian military"),
 * descriptions of persons named elsewhere ("the general", "a spokesman" whose name comes next), and
 * those whom nobody names.
 */
#include "speakers_source.h"

#include "entities.h"

#include "naysay/fold.h"

#define TOKENS_BACK 4000 /* farther back, a phrase is not looked for */

static bool has_class(const struct ns_doc *doc, uint32_t tok, uint32_t classes)
{
    return (ns_doc_word(doc, tok)->classes & classes) != 0;
}

/* Heads that are not answerable themselves: what a body publishes, what speaks for it, what it is
 * made of; and people whom the article does not mean to name. */
static const char published[] =
    "statement statements report reports policy tweet tweets document documents letter study "
    "article "
    "memo release transcript poll filing post website complaint testimony editorial story account "
    "spokesmen data figures release communique note briefing email announcement survey analysis "
    "message ad video";
static const char bodies[] =
    "administration government ministry military army navy police campaign regime department "
    "embassy "
    "coalition forces force group committee court agency office council company bank newspaper "
    "paper "
    "channel parliament media television intelligence side leadership state presidency party team "
    "commission senate congress organization organisation network service firm union university "
    "authorities authority command troops consulate mission delegation board panel tv radio";
static const char crowds[] =
    "activists critics residents analysts experts sources source witnesses supporters people "
    "opponents "
    "rebels journalists reporters investigators figures observers voters others soldiers fighters "
    "many "
    "some several most few men women students doctors rescuers workers militants economists "
    "scientists "
    "researchers historians pundits commentators skeptics advocates allies insiders eyewitnesses "
    "villagers opposition polls reports rumors everyone everybody someone somebody anyone no-one "
    "nobody "
    "those all both one man woman person";

static struct ns_speaker make(struct ns_slice name, uint32_t entity, enum ns_resolved how,
                              struct ns_slice reason)
{
    return (struct ns_speaker){.name = name, .entity = entity, .how = how, .reason = reason};
}

static struct ns_speaker none(enum ns_resolved how, struct ns_slice reason)
{
    return make((struct ns_slice){NULL, 0}, NS_NONE, how, reason);
}

static bool is_plural(struct ns_slice head)
{
    return head.len > 3 && head.at[head.len - 1] == 's' && head.at[head.len - 2] != 's';
}

/* --- bodies --- */

/* The state that a capital or the name of a people stands for; len 0: none. */
static struct ns_slice stands_for(const struct ns_doc *doc, uint32_t mention)
{
    const struct ns_term *term = doc->mention_terms[mention];
    if (!term || !term->stands_for.len)
        return (struct ns_slice){NULL, 0};
    if (term->what == NS_TERM_GROUP || term->capital || term->metonym)
        return term->stands_for;
    return (struct ns_slice){NULL, 0};
}

static struct ns_speaker body_speaker(const struct ns_speakers *speakers, uint32_t mention)
{
    const struct ns_doc *doc = speakers->doc;
    const struct ns_entity *entity = ns_entity_of(doc, mention);
    struct ns_slice state = stands_for(doc, mention);
    struct ns_slice text = ns_clean_name(doc, doc->mentions[mention].span);
    if (state.len && ns_fold_hash(state) != ns_fold_hash(text))
        return make(state, ns_entity_named(speakers, state), NS_RESOLVED_ALIAS,
                    ns_arena_format(doc->out, "%.*s stands for %.*s", (int)text.len, text.at,
                                    (int)state.len, state.at));
    if (ns_fold_hash(entity->canonical) == ns_fold_hash(text))
        return make(entity->canonical, doc->mentions[mention].entity, NS_RESOLVED_NAMED,
                    NS_SLICE("named in the source"));
    return make(entity->canonical, doc->mentions[mention].entity, NS_RESOLVED_ALIAS,
                ns_arena_format(doc->out, "%.*s is %.*s", (int)text.len, text.at,
                                (int)entity->canonical.len, entity->canonical.at));
}

/* The phrase without articles, numbers and "another" before it. */
static struct ns_slice phrase_text(const struct ns_doc *doc, struct ns_range toks)
{
    while (toks.begin + 1 < toks.end && doc->toks[toks.begin].mention == NS_NONE &&
           has_class(doc, toks.begin, NS_CLASS_FUNCTION | NS_CLASS_NUMBER))
        toks.begin++;
    return ns_clean_name(doc, ns_doc_bytes_of(doc, toks));
}

/* A listed body that is all of the phrase's end, whatever its case: "Russian defence ministry". */
static const struct ns_term *listed_body(const struct ns_doc *doc, struct ns_range core)
{
    for (uint32_t t = core.begin, after; t < core.end; t++) {
        const struct ns_term *term =
            ns_rules_longest(doc->rules, doc, t, core.end, NS_TERM_BIT(NS_TERM_ORG), true, &after);
        if (term && after == core.end && after - t > 1)
            return term;
    }
    return NULL;
}

/* "the Obama administration" where the text says "the administration": the last name that stood
 * right before the same word. */
static struct ns_slice full_phrase(const struct ns_doc *doc, uint32_t head)
{
    for (uint32_t t = head; t > 1 && head - t < TOKENS_BACK; t--) {
        if (doc->toks[t - 1].word != doc->toks[head].word || doc->toks[t - 1].mention != NS_NONE ||
            doc->toks[t - 2].mention == NS_NONE)
            continue;
        uint32_t mention = doc->toks[t - 2].mention;
        return ns_clean_name(
            doc, (struct ns_range){doc->mentions[mention].span.begin, doc->toks[t - 1].span.end});
    }
    return (struct ns_slice){NULL, 0};
}

/* The last body before the phrase whose name holds its head: "the ministry". */
static uint32_t body_described(const struct ns_doc *doc, uint32_t head)
{
    uint32_t last = ns_mention_before(doc, head);
    for (uint32_t m = last; m > 0 && last - m < NS_MENTIONS_BACK; m--) {
        struct ns_range toks = doc->mention_toks[m - 1];
        const struct ns_entity *entity = ns_entity_of(doc, m - 1);
        if (toks.end > head || entity->type != NS_ENTITY_ORG)
            continue;
        for (uint32_t t = toks.begin; t < toks.end; t++)
            if (doc->toks[t].word == doc->toks[head].word)
                return m - 1;
        /* The list's name may hold it where the text has an acronym. */
        struct ns_tokens words = {0};
        bool found = false;
        ns_tokens_of(entity->canonical, 0, &words);
        for (size_t i = 0; i < words.len && !found; i++)
            found = ns_slice_equal_nocase(ns_slice_sub(entity->canonical, words.at[i].span),
                                          ns_doc_word(doc, head)->text);
        ns_vec_free(&words);
        if (found)
            return m - 1;
    }
    return NS_NONE;
}

/* Does any role of the person name a state other than the United States? */
static bool serves_another_state(const struct ns_doc *doc, uint32_t entity)
{
    for (size_t i = 0; i < doc->role_count; i++) {
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
static struct ns_slice presidents_administration(const struct ns_doc *doc, uint32_t head)
{
    struct ns_slice name = {NULL, 0};
    if (!ns_doc_is(doc, head, "administration"))
        return name;
    for (size_t i = 0; i < doc->role_count; i++) {
        struct ns_range toks = doc->roles[i].toks;
        if (!ns_doc_is(doc, toks.end - 1, "president") || toks.begin > head)
            continue;
        if (serves_another_state(doc, doc->roles[i].entity))
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

/* --- persons by what they are --- */

static struct ns_speaker described_speaker(const struct ns_doc *doc, const struct ns_source *source,
                                           struct ns_described found)
{
    const struct ns_entity *entity = &doc->entities[found.entity];
    struct ns_slice word = ns_doc_text(doc, source->head), place = ns_place_of(doc, found.mention);
    return make(entity->canonical, found.entity, NS_RESOLVED_PRONOUN,
                ns_arena_format(doc->out, "the %.*s is %.*s, named %.*s", (int)word.len, word.at,
                                (int)entity->canonical.len, entity->canonical.at, (int)place.len,
                                place.at));
}

/* --- those whom nobody names --- */

/* Are all words of a phrase in another one? */
static bool holds_words(struct ns_slice whole, struct ns_slice part)
{
    struct ns_slice word;
    while (ns_slice_field(&part, ' ', &word))
        if (word.len && ns_slice_find(whole, word, 0) == SIZE_MAX)
            return false;
    return true;
}

/* "The senior official" after "a senior Norland official": the same one. */
static const struct ns_said *same_anonymous(const struct ns_speakers *speakers, uint32_t head,
                                            struct ns_slice phrase)
{
    const struct ns_doc *doc = speakers->doc;
    for (size_t i = speakers->said_count, n = 0; i > 0 && n < NS_SAID_BACK; i--, n++) {
        const struct ns_said *said = &speakers->said[i - 1];
        if (said->speaker.how == NS_RESOLVED_ANONYMOUS && said->speaker.name.len &&
            said->head != NS_NONE && doc->toks[said->head].word == doc->toks[head].word &&
            holds_words(said->speaker.name, phrase))
            return said;
    }
    return NULL;
}

static struct ns_speaker anonymous(const struct ns_speakers *speakers,
                                   const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    struct ns_slice phrase = phrase_text(doc, source->core);
    if (ns_is_in(head, crowds) || (is_plural(head) && !ns_is_in(head, "officials")))
        return none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
    const struct ns_said *before =
        source->definite ? same_anonymous(speakers, source->head, phrase) : NULL;
    if (before) {
        struct ns_speaker speaker = before->speaker;
        speaker.reason = ns_arena_format(doc->out, "the same as '%.*s' before",
                                         (int)speaker.name.len, speaker.name.at);
        return speaker;
    }
    /* One bare word says nothing of who it is. */
    if (phrase.len == 0 || !memchr(phrase.at, ' ', phrase.len))
        return none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
    return make(phrase, NS_NONE, NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
}

/* --- by the head --- */

static struct ns_speaker body_phrase(const struct ns_speakers *speakers,
                                     const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    const struct ns_term *listed = listed_body(doc, source->core);
    if (listed)
        return make(listed->canonical, ns_entity_named(speakers, listed->canonical),
                    NS_RESOLVED_ALIAS,
                    ns_arena_format(doc->out, "a name of %.*s", (int)listed->canonical.len,
                                    listed->canonical.at));
    if (source->owner != NS_NONE && doc->mention_toks[source->owner].end <= source->head) {
        struct ns_slice state = stands_for(doc, source->owner);
        const struct ns_term *term = doc->mention_terms[source->owner];
        if (!state.len && term && term->what == NS_TERM_PLACE)
            state = term->stands_for;
        if (state.len && ns_is_in(head, "government side leadership authorities"))
            return make(
                state, ns_entity_named(speakers, state), NS_RESOLVED_ALIAS,
                ns_arena_format(doc->out, "the government of %.*s", (int)state.len, state.at));
        if (ns_is_in(head, "embassy consulate mission"))
            return make(phrase_text(doc, source->toks), NS_NONE, NS_RESOLVED_NAMED,
                        NS_SLICE("named in the source"));
        if (ns_doc_is(doc, source->core.end - 1, "'s"))
            return make(
                phrase_text(doc, (struct ns_range){source->core.begin, source->core.end - 1}),
                NS_NONE, NS_RESOLVED_NAMED, NS_SLICE("named in the source"));
        return make(phrase_text(doc, source->core), NS_NONE, NS_RESOLVED_NAMED,
                    NS_SLICE("named in the source"));
    }
    if (source->owner != NS_NONE && ns_is_in(head, "government regime")) {
        struct ns_slice state = doc->mention_terms[source->owner]
                                    ? doc->mention_terms[source->owner]->stands_for
                                    : (struct ns_slice){NULL, 0};
        if (state.len)
            return make(
                state, ns_entity_named(speakers, state), NS_RESOLVED_ALIAS,
                ns_arena_format(doc->out, "the government of %.*s", (int)state.len, state.at));
    }
    if (source->owner != NS_NONE && ns_is_in(head, "government military army police regime"))
        return make(phrase_text(doc, (struct ns_range){source->core.begin,
                                                       doc->mention_toks[source->owner].end}),
                    NS_NONE, NS_RESOLVED_NAMED, NS_SLICE("named in the source"));
    struct ns_slice full = full_phrase(doc, source->head);
    if (!full.len)
        full = presidents_administration(doc, source->head);
    if (full.len)
        return make(full, ns_entity_named(speakers, full), NS_RESOLVED_PRONOUN,
                    ns_arena_format(doc->out, "the %.*s before was %.*s", (int)head.len, head.at,
                                    (int)full.len, full.at));
    uint32_t mention = body_described(doc, source->head);
    if (mention != NS_NONE) {
        struct ns_speaker speaker = body_speaker(speakers, mention);
        speaker.how = NS_RESOLVED_PRONOUN;
        struct ns_slice place = ns_place_of(doc, mention);
        speaker.reason =
            ns_arena_format(doc->out, "the %.*s is %.*s, named %.*s", (int)head.len, head.at,
                            (int)speaker.name.len, speaker.name.at, (int)place.len, place.at);
        return speaker;
    }
    /* "The group": who spoke last, if that was a body. */
    if (source->definite && speakers->said_count) {
        const struct ns_said *last = &speakers->said[speakers->said_count - 1];
        uint32_t entity = last->speaker.entity;
        if (entity != NS_NONE && doc->entities[entity].type == NS_ENTITY_ORG &&
            last->block + 1 >= doc->toks[source->head].block) {
            struct ns_speaker speaker = last->speaker;
            speaker.how = NS_RESOLVED_PRONOUN;
            speaker.reason = ns_arena_format(doc->out, "goes on after a statement of %.*s",
                                             (int)speaker.name.len, speaker.name.at);
            return speaker;
        }
    }
    return none(NS_RESOLVED_UNKNOWN, NS_SLICE("which one is meant could not be told"));
}

/* What a body or a person published: theirs, if they are named with it. */
static struct ns_speaker published_phrase(const struct ns_speakers *speakers,
                                          const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    if (source->owner == NS_NONE) {
        /* "the department's statement" */
        for (uint32_t t = source->core.begin; t + 1 < source->head; t++)
            if (ns_doc_is(doc, t + 1, "'s") && ns_is_in(ns_doc_word(doc, t)->text, bodies)) {
                struct ns_source inner = *source;
                inner.head = t;
                inner.core.end = t + 1;
                return body_phrase(speakers, &inner);
            }
        return none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
    }
    const struct ns_entity *entity = ns_entity_of(doc, source->owner);
    if (entity->type == NS_ENTITY_ORG || entity->type == NS_ENTITY_PER)
        return body_speaker(speakers, source->owner);
    return make(phrase_text(doc, source->core), NS_NONE, NS_RESOLVED_ANONYMOUS,
                NS_SLICE("nobody is named"));
}

/* An unnamed spokesman, an official: a person named elsewhere, else the body, else nobody. */
static struct ns_speaker role_phrase(const struct ns_speakers *speakers,
                                     const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    struct ns_described found = ns_find_described(speakers, source);
    bool vague =
        ns_is_in(head, "official officials aide aides source officer diplomat lawmaker "
                       "lawmakers diplomats officers adviser advisers analyst expert member "
                       "members resident reporter");
    if (ns_is_in(head, "members") && source->owner != NS_NONE &&
        doc->mention_toks[source->owner].end < source->toks.end &&
        ns_is_in(ns_doc_word(doc, doc->mention_toks[source->owner].end)->text, "administration"))
        return make(
            ns_clean_name(
                doc, (struct ns_range){doc->mentions[source->owner].span.begin,
                                       doc->toks[doc->mention_toks[source->owner].end].span.end}),
            NS_NONE, NS_RESOLVED_ALIAS, NS_SLICE("its members stand for it"));
    if (found.entity != NS_NONE && !vague && !is_plural(head))
        return described_speaker(doc, source, found);
    if (ns_is_in(head, "spokesman spokeswoman spokesperson spokesmen")) {
        const struct ns_term *listed =
            listed_body(doc, (struct ns_range){source->core.begin, source->head});
        struct ns_speaker body =
            source->owner != NS_NONE && ns_entity_of(doc, source->owner)->type != NS_ENTITY_PER
                ? body_speaker(speakers, source->owner)
                : none(NS_RESOLVED_UNKNOWN, NS_SLICE(""));
        if (listed)
            body = make(listed->canonical, ns_entity_named(speakers, listed->canonical),
                        NS_RESOLVED_ALIAS, NS_SLICE(""));
        if (body.name.len) {
            body.how = NS_RESOLVED_ALIAS;
            body.reason = ns_arena_format(doc->out, "an unnamed %.*s stands for %.*s",
                                          (int)head.len, head.at, (int)body.name.len, body.name.at);
            return body;
        }
    }
    if (ns_is_in(head, "spokesman spokeswoman spokesperson") && source->owner == NS_NONE &&
        speakers->said_count) {
        const struct ns_said *last = &speakers->said[speakers->said_count - 1];
        uint32_t entity = last->speaker.entity;
        if (entity != NS_NONE && doc->entities[entity].type == NS_ENTITY_ORG &&
            last->block + 1 >= doc->toks[source->head].block) {
            struct ns_speaker body = last->speaker;
            body.how = NS_RESOLVED_ALIAS;
            body.reason =
                ns_arena_format(doc->out, "an unnamed %.*s stands for %.*s, who spoke before",
                                (int)head.len, head.at, (int)body.name.len, body.name.at);
            return body;
        }
    }
    if (ns_is_in(head, "officials leaders members representatives commanders executives") &&
        source->owner != NS_NONE && ns_entity_of(doc, source->owner)->type == NS_ENTITY_ORG &&
        doc->mention_toks[source->owner].end == source->head) {
        struct ns_speaker body = body_speaker(speakers, source->owner);
        body.how = NS_RESOLVED_ALIAS;
        body.reason = ns_arena_format(doc->out, "unnamed %.*s stand for %.*s", (int)head.len,
                                      head.at, (int)body.name.len, body.name.at);
        return body;
    }
    return anonymous(speakers, source);
}

/* A capitalised head that is no mention, as in a headline: the one entity whose name ends with it;
 * else the words as they stand, if their capital tells that they name something. */
static struct ns_speaker capital_phrase(const struct ns_doc *doc, const struct ns_source *source)
{
    uint32_t found = NS_NONE;
    for (uint32_t e = 0; e < doc->entity_count; e++) {
        struct ns_slice name = doc->entities[e].canonical;
        struct ns_slice word = ns_doc_text(doc, source->head);
        if (name.len <= word.len || !ns_slice_ends(name, word) ||
            name.at[name.len - word.len - 1] != ' ')
            continue;
        if (found != NS_NONE)
            return none(NS_RESOLVED_UNKNOWN, NS_SLICE("several names end like it"));
        found = e;
    }
    if (found != NS_NONE)
        return make(doc->entities[found].canonical, found, NS_RESOLVED_ALIAS,
                    ns_arena_format(doc->out, "the only name that ends like it is %.*s",
                                    (int)doc->entities[found].canonical.len,
                                    doc->entities[found].canonical.at));
    if (doc->toks[source->head].first || has_class(doc, source->head, NS_CLASS_DIRECTION) ||
        is_plural(ns_doc_word(doc, source->head)->text))
        return none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
    return make(phrase_text(doc, source->core), NS_NONE, NS_RESOLVED_NAMED,
                NS_SLICE("as the source has it"));
}

bool ns_speaks_for_itself(const struct ns_doc *doc, const struct ns_source *source)
{
    static const char *const owners[] = {"his", "her", "their", "its"};
    bool owned = false;
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        owned = owned || ns_doc_is(doc, source->toks.begin, owners[i]);
    if (!owned || source->head == NS_NONE || source->head == source->toks.begin)
        return false;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    return !ns_is_in(head, published) && !ns_is_in(head, bodies) &&
           !ns_is_in(head, "spokesman spokeswoman spokesperson");
}

struct ns_speaker ns_phrase_speaker(const struct ns_speakers *speakers,
                                    const struct ns_source *source, uint32_t at)
{
    const struct ns_doc *doc = speakers->doc;
    (void)at;
    if (source->body != NS_NONE && ns_entity_of(doc, source->body)->type != NS_ENTITY_WEAPON) {
        const struct ns_entity *entity = ns_entity_of(doc, source->body);
        if (entity->type == NS_ENTITY_GROUP && !stands_for(doc, source->body).len)
            return none(NS_RESOLVED_ANONYMOUS, NS_SLICE("a people or party, nobody is named"));
        return body_speaker(speakers, source->body);
    }
    if (source->head == NS_NONE)
        return none(NS_RESOLVED_UNKNOWN, NS_SLICE("the source has no head"));
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    uint32_t after;
    bool role = has_class(doc, source->head, NS_CLASS_ROLE_END) ||
                ns_rules_longest(doc->rules, doc, source->head, source->head + 1,
                                 NS_TERMS_TITLES & ~NS_TERM_BIT(NS_TERM_HONORIFIC), true, &after);
    if (ns_is_in(head, published))
        return published_phrase(speakers, source);
    if (ns_is_in(head, bodies) && !(role && ns_is_in(head, "force")))
        return body_phrase(speakers, source);
    if (ns_is_in(head, crowds))
        return none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
    if (role || ns_is_in(head, "officials official nominee candidate rival"))
        return role_phrase(speakers, source);
    if (has_class(doc, source->head, NS_CLASS_FUNCTION))
        return none(NS_RESOLVED_UNKNOWN, NS_SLICE("nobody is named"));
    if (source->owner != NS_NONE && source->definite) {
        struct ns_described found = ns_find_described(speakers, source);
        if (found.entity != NS_NONE)
            return described_speaker(doc, source, found);
    }
    if (doc->toks[source->head].shape & NS_SHAPE_UPPER)
        return capital_phrase(doc, source);
    return none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
}
