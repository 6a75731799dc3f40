/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sources without a named person: what bodies publish, descriptions of persons named elsewhere ("the
 * general", "a spokesman" whose name comes next), and those whom nobody names.
 */
#include "speakers_source.h"

#include "entities.h"

#define JOINED_WORDS 12 /* a longer source is not shown whole */
#define SAME_BLOCKS  3  /* farther back, "the spokesman" is another one */

static bool has_class(const struct ns_doc *doc, uint32_t tok, uint32_t classes)
{
    return (ns_doc_word(doc, tok)->classes & classes) != 0;
}

/* Heads that are not answerable themselves: what a body publishes; and people whom the article does
 * not mean to name. */
static const char published[] =
    "statement statements report reports policy tweet tweets document documents letter study "
    "article memo release transcript poll filing post website complaint testimony editorial story "
    "account spokesmen data figures communique note briefing email announcement survey analysis "
    "message ad video footage images photos photographs pictures";
static const char crowds[] =
    "activists critics residents analysts experts sources source witnesses supporters people "
    "opponents rebels journalists reporters investigators figures observers voters others soldiers "
    "fighters many some several most few men women students doctors rescuers workers militants "
    "economists scientists researchers historians pundits commentators skeptics advocates allies "
    "insiders eyewitnesses villagers opposition polls reports rumors everyone everybody someone "
    "somebody anyone no-one nobody those all both one man woman person";
static const char spokesmen[] = "spokesman spokeswoman spokesperson spokesmen";

bool ns_is_published_word(struct ns_slice word)
{
    return ns_is_in(word, published);
}

static bool is_plural(struct ns_slice head)
{
    return head.len > 3 && head.at[head.len - 1] == 's' && head.at[head.len - 2] != 's';
}

/* --- persons by what they are --- */

static struct ns_speaker described_speaker(const struct ns_doc *doc, const struct ns_source *source,
                                           struct ns_described found)
{
    const struct ns_entity *entity = &doc->entities[found.entity];
    struct ns_slice word = ns_doc_text(doc, source->head), place = ns_place_of(doc, found.mention);
    bool alone = found.rival == NS_NONE;
    struct ns_speaker speaker = ns_speaker_make(
        entity->canonical, found.entity, NS_RESOLVED_PRONOUN, alone ? NS_WAY_ROLE : NS_WAY_ROLE_FEW,
        ns_arena_format(doc->out, "the %.*s is %.*s, named %.*s", (int)word.len, word.at,
                        (int)entity->canonical.len, entity->canonical.at, (int)place.len,
                        place.at));
    if (!alone) {
        struct ns_slice other = doc->entities[found.rival].canonical;
        speaker.against = ns_arena_format(doc->out, "%.*s is a %.*s too", (int)other.len, other.at,
                                          (int)word.len, word.at);
    }
    return speaker;
}

/* "the businessman" with nobody of that role in the article. */
static struct ns_speaker topic_speaker(const struct ns_doc *doc, const struct ns_source *source,
                                       struct ns_described topic)
{
    struct ns_slice name = doc->entities[topic.entity].canonical;
    struct ns_slice word = ns_doc_text(doc, source->head), place = ns_place_of(doc, topic.mention);
    struct ns_speaker speaker =
        ns_speaker_make(name, topic.entity, NS_RESOLVED_PRONOUN, NS_WAY_TOPIC,
                        ns_arena_format(doc->out, "the text is about %.*s here, named %.*s",
                                        (int)name.len, name.at, (int)place.len, place.at));
    speaker.against = ns_arena_format(doc->out, "nothing calls %.*s a %.*s", (int)name.len, name.at,
                                      (int)word.len, word.at);
    return speaker;
}

/* --- those whom nobody names --- */

/* Are all words of a phrase in another one, whatever their case? */
static bool holds_words(struct ns_slice whole, struct ns_slice part)
{
    struct ns_slice word;
    while (ns_slice_field(&part, ' ', &word)) {
        struct ns_slice rest = whole, other;
        bool found = word.len == 0;
        while (!found && ns_slice_field(&rest, ' ', &other))
            found = ns_slice_equal_nocase(word, other);
        if (!found)
            return false;
    }
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

/* "The spokesman" after "a spokesman for the council", "the statement" after "a statement by the
 * board" or after "Bale said in a statement": who spoke so last. */
static struct ns_speaker same_as_before(const struct ns_speakers *speakers,
                                        const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice word = ns_doc_text(doc, source->head);
    uint32_t block = doc->toks[source->head].block;
    for (size_t i = speakers->said_count, n = 0; i > 0 && n < NS_SAID_BACK; i--, n++) {
        const struct ns_said *said = &speakers->said[i - 1];
        if (said->block + SAME_BLOCKS < block)
            break;
        if (!said->speaker.name.len || said->speaker.how == NS_RESOLVED_ANONYMOUS)
            continue;
        bool same =
            said->head != NS_NONE && doc->toks[said->head].word == doc->toks[source->head].word;
        uint32_t end = doc->sents[doc->toks[said->at].sentence].toks.end;
        bool published_by = ns_is_published_word(ns_doc_word(doc, source->head)->text);
        for (uint32_t t = said->at; published_by && !same && t < end && t < said->at + 6; t++)
            same = doc->toks[t].word == doc->toks[source->head].word &&
                   doc->toks[t].quote == NS_NONE && t < source->head;
        if (!same)
            continue;
        struct ns_speaker speaker = said->speaker;
        speaker.how = NS_RESOLVED_PRONOUN;
        return ns_speaker_again(speaker, NS_WAY_SAME,
                                ns_arena_format(doc->out, "the %.*s before was %.*s", (int)word.len,
                                                word.at, (int)speaker.name.len, speaker.name.at));
    }
    struct ns_speaker last = ns_speakers_last(speakers, doc->toks[source->head].span.begin);
    if (ns_doc_is(doc, source->head, "statement") && last.name.len &&
        last.how != NS_RESOLVED_ANONYMOUS)
        return last;
    return ns_speaker_none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
}

/* "A border guard and a fishing crew": the core is only the first of them. */
static bool is_joined(const struct ns_doc *doc, const struct ns_source *source)
{
    return source->core.end < source->toks.end &&
           (ns_doc_is(doc, source->core.end, "and") || ns_doc_is(doc, source->core.end, "or")) &&
           source->toks.end - source->toks.begin <= JOINED_WORDS;
}

/* Only names, adjectives and nouns, joined by commas and "and": no clause, no "of" in it. */
static bool is_joined_to_end(const struct ns_doc *doc, const struct ns_source *source)
{
    for (uint32_t t = source->toks.begin; t < source->toks.end; t++)
        if (doc->toks[t].mention == NS_NONE && has_class(doc, t, NS_CLASS_FUNCTION) &&
            !ns_doc_is(doc, t, "and") && !ns_doc_is(doc, t, "the") && !ns_doc_is(doc, t, "both") &&
            !ns_doc_is(doc, t, "other"))
            return false;
    return true;
}

static struct ns_speaker anonymous(const struct ns_speakers *speakers,
                                   const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    struct ns_slice phrase =
        ns_phrase_text(doc, is_joined(doc, source) ? source->toks : source->core);
    struct ns_speaker nobody = ns_speaker_none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
    /* "officials in Norland" says more than "officials" */
    if (ns_is_in(head, "officials") && source->owner != NS_NONE &&
        doc->mention_toks[source->owner].begin == source->core.end + 1)
        phrase = ns_phrase_text(
            doc, (struct ns_range){source->core.begin, doc->mention_toks[source->owner].end});
    if (ns_is_in(head, crowds) || (is_plural(head) && !ns_is_in(head, "officials")))
        return nobody;
    const struct ns_said *before =
        source->definite ? same_anonymous(speakers, source->head, phrase) : NULL;
    if (before)
        return ns_speaker_again(before->speaker, NS_WAY_ANONYMOUS,
                                ns_arena_format(doc->out, "the same as '%.*s' before",
                                                (int)before->speaker.name.len,
                                                before->speaker.name.at));
    /* One bare word says nothing of who it is. */
    if (phrase.len == 0 || !memchr(phrase.at, ' ', phrase.len))
        return nobody;
    return ns_speaker_make(phrase, NS_NONE, NS_RESOLVED_ANONYMOUS, NS_WAY_ANONYMOUS,
                           NS_SLICE("nobody is named"));
}

/* --- by the head --- */

/* What a body or a person published: theirs, if they are named with it. */
static struct ns_speaker published_phrase(const struct ns_speakers *speakers,
                                          const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    if (source->owner == NS_NONE) {
        /* "the department's statement" */
        for (uint32_t t = source->core.begin; t + 1 < source->head; t++)
            if (ns_doc_is(doc, t + 1, "'s") && ns_is_body_word(ns_doc_word(doc, t)->text)) {
                struct ns_source inner = *source;
                inner.head = t;
                inner.core.end = t + 1;
                return ns_body_phrase(speakers, &inner);
            }
        if (ns_doc_is(doc, source->toks.begin, "the"))
            return same_as_before(speakers, source);
        return ns_speaker_none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
    }
    const struct ns_entity *entity = ns_entity_of(doc, source->owner);
    if (entity->type == NS_ENTITY_ORG || entity->type == NS_ENTITY_PER)
        return ns_body_speaker(speakers, source->owner);
    return ns_speaker_make(ns_phrase_text(doc, source->core), NS_NONE, NS_RESOLVED_ANONYMOUS,
                           NS_WAY_ANONYMOUS, NS_SLICE("nobody is named"));
}

/* "senior members of the Harlow administration" */
static struct ns_speaker members_speaker(const struct ns_doc *doc, const struct ns_source *source)
{
    uint32_t behind = source->owner != NS_NONE ? doc->mention_toks[source->owner].end : NS_NONE;
    if (behind >= source->toks.end || !ns_doc_is(doc, behind, "administration"))
        return ns_speaker_none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
    return ns_speaker_make(
        ns_clean_name(doc, (struct ns_range){doc->mentions[source->owner].span.begin,
                                             doc->toks[behind].span.end}),
        NS_NONE, NS_RESOLVED_ALIAS, NS_WAY_SPOKEN_FOR, NS_SLICE("its members stand for it"));
}

static struct ns_speaker stands_for_body(const struct ns_doc *doc, struct ns_slice head,
                                         struct ns_speaker body, const char *when)
{
    bool many = is_plural(head) || ns_slice_ends(head, NS_SLICE("men"));
    body.how = NS_RESOLVED_ALIAS;
    return ns_speaker_again(body, NS_WAY_SPOKEN_FOR,
                            ns_arena_format(doc->out, "%s unnamed %.*s %s for %.*s%s",
                                            many ? "the" : "an", (int)head.len, head.at,
                                            many ? "stand" : "stands", (int)body.name.len,
                                            body.name.at, when));
}

/* The body that an unnamed spokesman speaks for; without a name if none is there. */
static struct ns_speaker spokesmans_body(const struct ns_speakers *speakers,
                                         const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    struct ns_range before = {source->core.begin, source->head};
    const struct ns_term *listed = ns_listed_body(doc, before);
    if (listed)
        return stands_for_body(doc, head,
                               ns_speaker_make(listed->canonical,
                                               ns_entity_named(speakers, listed->canonical),
                                               NS_RESOLVED_ALIAS, NS_WAY_BODY, NS_SLICE("")),
                               "");
    if (source->owner != NS_NONE && doc->mention_toks[source->owner].begin > source->head) {
        /* "for a Syrian rebel group": the group's, not the state's */
        struct ns_source inner = ns_source_of(
            doc, (struct ns_range){doc->mention_toks[source->owner].begin, source->toks.end});
        if (inner.body == NS_NONE && inner.person == NS_NONE) {
            struct ns_speaker body = ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE(""));
            if (ns_is_body_word(ns_doc_word(doc, inner.head)->text))
                body = ns_body_phrase(speakers, &inner);
            return body.name.len ? stands_for_body(doc, head, body, "") : body;
        }
    }
    if (source->owner != NS_NONE && ns_entity_of(doc, source->owner)->type != NS_ENTITY_PER)
        return stands_for_body(doc, head, ns_body_speaker(speakers, source->owner), "");
    /* "an army spokesman", "the ministry spokesman": the body that is meant by the word alone */
    if (source->owner == NS_NONE && source->head > source->core.begin &&
        ns_is_body_word(ns_doc_word(doc, source->head - 1)->text)) {
        struct ns_source body = *source;
        body.head = source->head - 1;
        body.core.end = source->head;
        body.definite = true;
        struct ns_speaker speaker = ns_body_phrase(speakers, &body);
        if (speaker.name.len)
            return stands_for_body(doc, head, speaker, "");
    }
    if (source->owner != NS_NONE || speakers->said_count == 0)
        return ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE(""));
    const struct ns_said *last = &speakers->said[speakers->said_count - 1];
    if (ns_is_body_speaker(doc, &last->speaker) && last->block + 1 >= doc->toks[source->head].block)
        return stands_for_body(doc, head, last->speaker, ", who spoke before");
    return ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE(""));
}

/* "Pentagon officials", "Council members": people of a body that is named right before them. */
static struct ns_speaker people_of_body(const struct ns_speakers *speakers,
                                        const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    struct ns_speaker body = ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE(""));
    if (source->owner != NS_NONE && ns_entity_of(doc, source->owner)->type == NS_ENTITY_ORG &&
        doc->mention_toks[source->owner].end == source->head)
        return stands_for_body(doc, head, ns_body_speaker(speakers, source->owner), "");
    uint32_t before = source->head - 1;
    if (source->owner == NS_NONE && source->head == source->core.begin + 1 &&
        ns_is_body_word(ns_doc_word(doc, before)->text)) {
        struct ns_source inner = *source;
        inner.head = before;
        inner.core.end = source->head;
        body = ns_body_phrase(speakers, &inner);
        if (body.name.len)
            return stands_for_body(doc, head, body, "");
    }
    return body;
}

/* "the organizer of a rally": something not known before tells who it is. */
static bool has_article(const struct ns_doc *doc, const struct ns_source *source)
{
    for (uint32_t t = source->core.end; t < source->toks.end; t++)
        if (ns_doc_is(doc, t, "a") || ns_doc_is(doc, t, "an"))
            return true;
    return false;
}

/* An unnamed spokesman, an official: a person named elsewhere, else the body, else nobody. */
static struct ns_speaker role_phrase(const struct ns_speakers *speakers,
                                     const struct ns_source *source)
{
    static const char vague[] =
        "official officials aide aides source officer diplomat lawmaker lawmakers diplomats "
        "officers adviser advisers analyst expert member members resident reporter";
    const struct ns_doc *doc = speakers->doc;
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    struct ns_described found = ns_find_described(speakers, source);
    struct ns_speaker speaker = ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE(""));
    bool one = !ns_is_in(head, vague) && !is_plural(head);
    if (ns_is_in(head, "members"))
        speaker = members_speaker(doc, source);
    if (!speaker.name.len && found.entity != NS_NONE && one)
        return described_speaker(doc, source, found);
    if (!speaker.name.len && ns_is_in(head, spokesmen)) {
        if (source->owner == NS_NONE && ns_doc_is(doc, source->toks.begin, "the"))
            speaker = same_as_before(speakers, source);
        if (!speaker.name.len)
            speaker = spokesmans_body(speakers, source);
    }
    if (!speaker.name.len &&
        ns_is_in(head, "officials leaders members representatives commanders executives"))
        speaker = people_of_body(speakers, source);
    if (speaker.name.len)
        return speaker;
    /* "his lawyer", "the organizer of a rally" are new in the text. */
    bool owned = ns_is_pronoun(doc, source->toks.begin) || has_article(doc, source);
    if (one && source->definite && !owned && !ns_is_in(head, spokesmen)) {
        struct ns_described topic = ns_find_topic(speakers, source);
        if (topic.entity != NS_NONE)
            return topic_speaker(doc, source, topic);
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
            return ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE("several names end like it"));
        found = e;
    }
    if (found != NS_NONE)
        return ns_speaker_make(doc->entities[found].canonical, found, NS_RESOLVED_ALIAS,
                               NS_WAY_SHORT,
                               ns_arena_format(doc->out, "the only name that ends like it is %.*s",
                                               (int)doc->entities[found].canonical.len,
                                               doc->entities[found].canonical.at));
    if (doc->toks[source->head].first || has_class(doc, source->head, NS_CLASS_DIRECTION) ||
        is_plural(ns_doc_word(doc, source->head)->text))
        return ns_speaker_none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
    return ns_speaker_make(ns_phrase_text(doc, source->core), NS_NONE, NS_RESOLVED_NAMED,
                           NS_WAY_PHRASE, NS_SLICE("as the source has it"));
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
    return !ns_is_in(head, published) && !ns_is_body_word(head) && !ns_is_in(head, spokesmen);
}

/* What may stand between the members of a list of bodies. */
static bool is_list_word(const struct ns_doc *doc, uint32_t tok)
{
    static const char *const words[] = {"and", ",",   "the",     "both",
                                        "or",  "nor", "neither", "either"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ns_doc_is(doc, tok, words[i]))
            return true;
    return false;
}

/* "Norland and Velmar": all of them; "Norland, its allies and Velmar": the words of the source.
 * Without a name if there is but one. */
static struct ns_speaker several_bodies(const struct ns_speakers *speakers,
                                        const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_bytes name = {0};
    uint32_t count = 0, and = NS_NONE;
    bool listed = true, people = false;
    struct ns_slice reason = NS_SLICE("several are named in the source");
    for (uint32_t t = source->toks.begin; t < source->toks.end && listed;) {
        uint32_t mention = doc->toks[t].mention;
        and = ns_doc_is(doc, t, "and") || ns_doc_is(doc, t, "nor") ? t : and;
        if (mention == NS_NONE) {
            listed = is_list_word(doc, t++);
            continue;
        }
        listed = ns_entity_of(doc, mention)->type != NS_ENTITY_PER;
        people |=
            ns_entity_of(doc, mention)->type == NS_ENTITY_GROUP && !ns_stands_for(doc, mention).len;
        if (count++)
            ns_bytes_add_text(&name, and != NS_NONE ? " and " : ", ");
        ns_bytes_add(&name, ns_body_speaker(speakers, mention).name);
        t = doc->mention_toks[mention].end;
    }
    struct ns_speaker speaker = ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE(""));
    if (people) /* "Kurds and Arabs": nobody is named */
        and = NS_NONE;
    if (listed && and != NS_NONE && count > 1)
        speaker = ns_speaker_make(ns_arena_format(doc->out, "%.*s", (int)name.len, name.at),
                                  NS_NONE, NS_RESOLVED_NAMED, NS_WAY_SEVERAL, reason);
    else if (!listed && count > 0 && and != NS_NONE && and+1 < source->toks.end &&
             !ns_doc_is(doc, and+1, "others") && is_joined_to_end(doc, source))
        speaker = ns_speaker_make(ns_phrase_text(doc, source->toks), NS_NONE, NS_RESOLVED_NAMED,
                                  NS_WAY_SEVERAL, reason);
    ns_vec_free(&name);
    return speaker;
}

static struct ns_speaker named_body(const struct ns_speakers *speakers,
                                    const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_speaker several = several_bodies(speakers, source);
    if (several.name.len)
        return several;
    if (ns_entity_of(doc, source->body)->type == NS_ENTITY_GROUP &&
        !ns_stands_for(doc, source->body).len)
        return ns_speaker_none(NS_RESOLVED_ANONYMOUS,
                               NS_SLICE("a people or party, nobody is named"));
    return ns_body_speaker(speakers, source->body);
}

/* A common noun for a person: candidate, businessman, nominee. */
static bool is_person_word(struct ns_slice head)
{
    return ns_is_in(head, "nominee candidate mogul tycoon billionaire") ||
           (head.len > 5 &&
            (ns_slice_ends(head, NS_SLICE("man")) || ns_slice_ends(head, NS_SLICE("woman"))) &&
            !ns_slice_equal(head, NS_SLICE("german")));
}

struct ns_speaker ns_phrase_speaker(const struct ns_speakers *speakers,
                                    const struct ns_source *source, uint32_t at)
{
    const struct ns_doc *doc = speakers->doc;
    (void)at;
    if (source->body != NS_NONE && ns_entity_of(doc, source->body)->type != NS_ENTITY_WEAPON)
        return named_body(speakers, source);
    if (source->head == NS_NONE)
        return ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE("the source has no head"));
    struct ns_slice head = ns_doc_word(doc, source->head)->text;
    uint32_t after;
    bool role = has_class(doc, source->head, NS_CLASS_ROLE_END) ||
                ns_rules_longest(doc->rules, doc, source->head, source->head + 1,
                                 NS_TERMS_TITLES & ~NS_TERM_BIT(NS_TERM_HONORIFIC), true, &after);
    if (ns_is_in(head, published))
        return published_phrase(speakers, source);
    if (ns_is_body_word(head) && !(role && ns_is_in(head, "force")))
        return ns_body_phrase(speakers, source);
    if (ns_is_in(head, crowds))
        return ns_speaker_none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
    if (role || is_person_word(head) || ns_is_in(head, "officials official"))
        return role_phrase(speakers, source);
    if (has_class(doc, source->head, NS_CLASS_FUNCTION))
        return ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE("nobody is named"));
    if (source->owner != NS_NONE && source->definite) {
        struct ns_described found = ns_find_described(speakers, source);
        if (found.entity != NS_NONE)
            return described_speaker(doc, source, found);
    }
    if (doc->toks[source->head].shape & NS_SHAPE_UPPER)
        return capital_phrase(doc, source);
    return ns_speaker_none(NS_RESOLVED_ANONYMOUS, NS_SLICE("nobody is named"));
}
