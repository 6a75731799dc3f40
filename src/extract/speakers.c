/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speakers.h"

#include "entities.h"
#include "speakers_source.h"

#include "naysay/fold.h"

#define DATELINE 8 /* tokens that one may have */

static bool has_class(const struct ns_doc *doc, uint32_t tok, uint32_t classes)
{
    return (ns_doc_word(doc, tok)->classes & classes) != 0;
}

static bool is_one_of(const struct ns_doc *doc, uint32_t tok, const char *const *words)
{
    for (; *words; words++)
        if (ns_doc_is(doc, tok, *words))
            return true;
    return false;
}

/* --- taking a source apart --- */

static const char *const small_words[] = {"the", "a", "an", "this", "that", "these", "those", NULL};
static const char *const breaks[] = {"of",     "for",   "in",      "at",  "on", "from",  "with",
                                     "who",    "which", "that",    "to",  "by", "about", "under",
                                     "near",   "among", "whose",   "and", "or", "but",   "where",
                                     "within", "amid",  "against", NULL};
static const char *const definites[] = {"the", "this",  "that",  "his",   "her",
                                        "its", "their", "these", "those", NULL};

/* Behind the mention, title or word at t. */
static uint32_t step(const struct ns_doc *doc, uint32_t t, uint32_t end)
{
    uint32_t mention = doc->toks[t].mention, after;
    if (mention != NS_NONE && doc->mention_toks[mention].end <= end)
        return doc->mention_toks[mention].end;
    if (ns_rules_longest(doc->rules, doc, t, end, NS_TERM_BIT(NS_TERM_OFFICE), true, &after))
        return after;
    return t + 1;
}

/* What comes behind a head noun and is none: "official familiar with", "coalition operating in". */
static bool follows_head(const struct ns_doc *doc, uint32_t t)
{
    static const char *const words[] = {"familiar", "close", "called", "named", "present", NULL};
    struct ns_slice text = ns_doc_word(doc, t)->text;
    if (text.len && text.at[0] == '-')
        return false;
    struct ns_slice before = ns_doc_word(doc, t - 1)->text;
    if (doc->toks[t - 1].mention == NS_NONE && !has_class(doc, t - 1, NS_CLASS_ROLE_END) &&
        !ns_is_published_word(before) && !ns_is_body_word(before))
        return false;
    return is_one_of(doc, t, words) ||
           (text.len > 5 && !(doc->toks[t].shape & NS_SHAPE_UPPER) &&
            !has_class(doc, t, NS_CLASS_ROLE_END) &&
            (ns_slice_ends(text, NS_SLICE("ing")) || ns_slice_ends(text, NS_SLICE("ed"))));
}

/* "military and defense officials": the small word joins two modifiers. */
static bool joins_modifiers(const struct ns_doc *doc, uint32_t t, uint32_t end)
{
    return ns_doc_is(doc, t, "and") && t + 2 < end && doc->toks[t + 1].type == NS_TOKEN_WORD &&
           doc->toks[t + 1].mention == NS_NONE && doc->toks[t + 2].type == NS_TOKEN_WORD &&
           !has_class(doc, t - 1, NS_CLASS_ROLE_END) && !has_class(doc, t + 1, NS_CLASS_FUNCTION) &&
           !((doc->toks[t + 1].shape | doc->toks[t + 2].shape) & NS_SHAPE_UPPER);
}

static uint32_t core_end(const struct ns_doc *doc, struct ns_range toks)
{
    uint32_t t = toks.begin;
    while (t < toks.end) {
        bool word = doc->toks[t].type == NS_TOKEN_WORD || doc->toks[t].type == NS_TOKEN_NUMBER;
        if (t > toks.begin && doc->toks[t].mention == NS_NONE &&
            (!word || is_one_of(doc, t, breaks) || follows_head(doc, t)) &&
            !joins_modifiers(doc, t, toks.end))
            break;
        t = step(doc, t, toks.end);
    }
    return t;
}

/* Does what stands behind a person's name make it a mere modifier: "Bale's spokesman", "the Bale
 * campaign"? */
static bool is_modifier(const struct ns_doc *doc, uint32_t mention, struct ns_range source)
{
    uint32_t next = doc->mention_toks[mention].end;
    if (next >= source.end)
        return false;
    if (ns_doc_is(doc, next, "'s") || ns_doc_is(doc, next, "'"))
        return next + 1 < source.end;
    return doc->toks[next].type == NS_TOKEN_WORD && !has_class(doc, next, NS_CLASS_FUNCTION) &&
           doc->toks[next].mention == NS_NONE && !(doc->toks[next].shape & NS_SHAPE_UPPER);
}

/* "Russian", "Syrian": goes with a role. */
static bool is_people(const struct ns_doc *doc, uint32_t tok)
{
    return doc->toks[tok].mention != NS_NONE &&
           ns_entity_of(doc, doc->toks[tok].mention)->type == NS_ENTITY_GROUP;
}

/* Is the name governed by a preposition behind the head: "an aide to Tom Bale"? */
static bool is_governed(const struct ns_doc *doc, uint32_t mention, struct ns_range source)
{
    static const char *const governors[] = {"of",    "for",  "to",      "by",    "with",
                                            "under", "from", "against", "about", "in",
                                            "on",    "at",   "between", NULL};
    uint32_t t = doc->mention_toks[mention].begin;
    if (!ns_range_empty(doc->mention_titles[mention]))
        t = doc->mention_titles[mention].begin;
    /* Back over the words of a role: "of former President Tom Bale". */
    while (t > source.begin && doc->toks[t - 1].type == NS_TOKEN_WORD &&
           (!(doc->toks[t - 1].shape & NS_SHAPE_UPPER) || is_people(doc, t - 1)) &&
           !has_class(doc, t - 1, NS_CLASS_FUNCTION))
        t--;
    while (t > source.begin && is_one_of(doc, t - 1, small_words))
        t--;
    return t > source.begin && is_one_of(doc, t - 1, governors);
}

static const char *const relatives[] = {"who", "whose", "which", "whom", "where", NULL};

static bool joins_persons(const struct ns_doc *doc, uint32_t tok)
{
    return ns_doc_is(doc, tok, "and") || ns_doc_is(doc, tok, "nor");
}

static void find_persons(const struct ns_doc *doc, struct ns_source *source)
{
    for (uint32_t t = source->toks.begin; t < source->toks.end;) {
        uint32_t mention = doc->toks[t].mention;
        if (mention == NS_NONE) {
            /* What a relative clause names is not the source. */
            if (t > source->toks.begin && is_one_of(doc, t, relatives))
                return;
            t++;
            continue;
        }
        t = doc->mention_toks[mention].end;
        if (ns_entity_of(doc, mention)->type != NS_ENTITY_PER ||
            is_modifier(doc, mention, source->toks) || is_governed(doc, mention, source->toks))
            continue;
        if (source->person == NS_NONE) {
            source->person = mention;
        } else {
            uint32_t before = doc->mention_toks[mention].begin;
            if (source->second == NS_NONE && before >= 2 &&
                joins_persons(doc, doc->mention_toks[source->person].end) &&
                doc->mention_toks[source->person].end < before)
                source->second = mention;
            return;
        }
    }
}

static void find_body(const struct ns_doc *doc, struct ns_source *source)
{
    uint32_t last = source->core.end - 1;
    if (last > source->core.begin && (ns_doc_is(doc, last, "'s") || ns_doc_is(doc, last, "'")))
        last--;
    source->head = last;
    /* "the secretary of state" */
    for (uint32_t t = source->core.begin + 1; t < last; t++)
        if (ns_doc_is(doc, t, "of") && doc->toks[t].mention == NS_NONE)
            source->head = t - 1;
    source->body = doc->toks[source->head].mention;
    if (source->body != NS_NONE && ns_entity_of(doc, source->body)->type == NS_ENTITY_PER)
        source->body = NS_NONE;
    for (uint32_t t = source->core.begin; t < last; t++)
        if (doc->toks[t].mention != NS_NONE && doc->toks[t].mention != source->body)
            source->owner = doc->toks[t].mention;
    /* "Another rebel group, the River Brigade," */
    uint32_t next = source->core.end;
    if (source->body == NS_NONE && next + 1 < source->toks.end && ns_doc_is(doc, next, ",")) {
        next += ns_doc_is(doc, next + 1, "the") && next + 2 < source->toks.end ? 2 : 1;
        uint32_t mention = doc->toks[next].mention;
        if (mention != NS_NONE && ns_entity_of(doc, mention)->type == NS_ENTITY_ORG) {
            source->body = mention;
            return;
        }
    }
    if (source->owner != NS_NONE)
        return;
    for (uint32_t t = source->core.end; t < source->toks.end; t++) {
        if (ns_doc_is(doc, t, "who") || ns_doc_is(doc, t, ","))
            break;
        uint32_t mention = doc->toks[t].mention;
        if (mention == NS_NONE)
            continue;
        if (source->owner == NS_NONE)
            source->owner = mention;
        if (ns_entity_of(doc, mention)->type == NS_ENTITY_ORG) {
            source->owner = mention;
            break;
        }
    }
}

static bool is_dash(const struct ns_doc *doc, uint32_t tok)
{
    struct ns_slice text = ns_doc_text(doc, tok);
    return doc->toks[tok].type == NS_TOKEN_PUNCTUATION &&
           (ns_slice_equal(text, NS_SLICE("-")) || ns_slice_equal(text, NS_SLICE("--")) ||
            ns_slice_equal(text, NS_SLICE("\xE2\x80\x93")) ||
            ns_slice_equal(text, NS_SLICE("\xE2\x80\x94")));
}

/* Without an article ("Russian president" in a headline, "Cyprus's president") one is meant. */
static bool is_indefinite(const struct ns_doc *doc, uint32_t tok)
{
    static const char *const words[] = {"a",    "an",   "one",   "another", "some",  "several",
                                        "many", "two",  "three", "other",   "every", "each",
                                        "any",  "most", "few",   NULL};
    return is_one_of(doc, tok, words);
}

/* "Harlow Bank just": no part of who speaks. */
static bool is_adverb(const struct ns_doc *doc, uint32_t tok)
{
    static const char *const words[] = {"just",  "also",     "now",   "still", "even",
                                        "later", "recently", "later", "again", NULL};
    return doc->toks[tok].mention == NS_NONE && is_one_of(doc, tok, words);
}

/* "(ORN) The mayor", "PORT ORAN -- The mayor": where the source begins behind a dateline. */
static uint32_t behind_dateline(const struct ns_doc *doc, struct ns_range toks)
{
    uint32_t last = toks.end < toks.begin + DATELINE ? toks.end : toks.begin + DATELINE;
    bool bracket = toks.begin < toks.end && ns_doc_is(doc, toks.begin, "(");
    for (uint32_t t = toks.begin; t + 1 < last; t++) {
        if (bracket ? ns_doc_is(doc, t, ")") : is_dash(doc, t))
            return t + 1;
        if (!bracket && doc->toks[t].type == NS_TOKEN_WORD &&
            !(doc->toks[t].shape & NS_SHAPE_ALL_UPPER))
            break;
    }
    return toks.begin;
}

struct ns_source ns_source_of(const struct ns_doc *doc, struct ns_range toks)
{
    struct ns_source source = {
        .head = NS_NONE, .person = NS_NONE, .second = NS_NONE, .body = NS_NONE, .owner = NS_NONE};
    toks.begin = behind_dateline(doc, toks);
    while (toks.begin < toks.end && doc->toks[toks.begin].type != NS_TOKEN_WORD &&
           doc->toks[toks.begin].type != NS_TOKEN_NUMBER)
        toks.begin++;
    while (toks.end > toks.begin && (doc->toks[toks.end - 1].type == NS_TOKEN_PUNCTUATION ||
                                     (toks.end - toks.begin > 1 && is_adverb(doc, toks.end - 1))))
        toks.end--;
    source.toks = source.core = toks;
    if (ns_range_empty(toks))
        return source;
    source.core.end = core_end(doc, toks);
    source.definite = is_one_of(doc, toks.begin, definites) || !is_indefinite(doc, toks.begin);
    find_persons(doc, &source);
    find_body(doc, &source);
    return source;
}

/* --- reasons --- */

struct ns_slice ns_place_of(const struct ns_doc *doc, uint32_t mention)
{
    const struct ns_tok *tok = &doc->toks[doc->mention_toks[mention].begin];
    const struct ns_doc_block *block = &doc->blocks[tok->block];
    uint32_t paragraph = doc->article->blocks[block->index].paragraph;
    if (block->headline || paragraph == 0)
        return NS_SLICE("in the headline");
    return ns_arena_format(doc->out, "in paragraph %u", paragraph);
}

/* --- a named person --- */

/* The first mention that gives the whole name. */
static uint32_t full_mention(const struct ns_speakers *speakers, uint32_t entity)
{
    const struct ns_doc *doc = speakers->doc;
    const uint32_t *mentions = speakers->mentions + speakers->first_mention[entity];
    uint32_t count = doc->entities[entity].mention_count;
    for (uint32_t i = 0; i < count && i < NS_MENTIONS_BACK; i++)
        if (ns_slice_equal(ns_clean_name(doc, doc->mentions[mentions[i]].span),
                           doc->entities[entity].canonical))
            return mentions[i];
    return mentions[0];
}

/* "Oran and Bale", "neither Oran nor Bale" */
static struct ns_speaker two_persons(const struct ns_doc *doc, const struct ns_source *source)
{
    struct ns_slice one = ns_entity_of(doc, source->person)->canonical;
    struct ns_slice other = ns_entity_of(doc, source->second)->canonical;
    return ns_speaker_make(
        ns_arena_format(doc->out, "%.*s and %.*s", (int)one.len, one.at, (int)other.len, other.at),
        doc->mentions[source->person].entity, NS_RESOLVED_NAMED, NS_WAY_SEVERAL,
        NS_SLICE("two persons are named in the source"));
}

/* What decided between persons who share a bare name. */
static void weigh_rival(const struct ns_doc *doc, uint32_t mention, struct ns_speaker *speaker)
{
    static const char *const told[] = {
        [NS_DECIDED_ALONE] = "",
        [NS_DECIDED_TITLE] = "; the title before it is his or hers alone",
        [NS_DECIDED_SEX] = "; the others of that name are of another sex",
        [NS_DECIDED_LIST] = "; known by that name alone",
        [NS_DECIDED_USE] = "; named in full most often, and last",
        [NS_DECIDED_NOT] = "; named in full more often, or first",
    };
    const struct ns_rival *rival = &doc->mention_rivals[mention];
    if (rival->decided == NS_DECIDED_ALONE)
        return;
    bool torn = rival->decided == NS_DECIDED_NOT;
    speaker->way = torn ? NS_WAY_TORN : NS_WAY_SHARED;
    speaker->sure = ns_way_sure(speaker->way);
    speaker->reason = ns_arena_format(doc->out, "%.*s%s", (int)speaker->reason.len,
                                      speaker->reason.at, told[rival->decided]);
    if (rival->entity == NS_NONE || rival->decided < NS_DECIDED_LIST)
        return;
    struct ns_slice other = doc->entities[rival->entity].canonical;
    speaker->against = ns_arena_format(doc->out, "%.*s has that name too%s", (int)other.len,
                                       other.at, torn ? ", and nothing decides" : "");
}

static struct ns_speaker person_speaker(const struct ns_speakers *speakers,
                                        const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    uint32_t number = doc->mentions[source->person].entity;
    const struct ns_entity *entity = &doc->entities[number];
    struct ns_slice text = ns_clean_name(doc, doc->mentions[source->person].span);
    if (source->second != NS_NONE && doc->mentions[source->second].entity != number)
        return two_persons(doc, source);
    if (!entity->introduced)
        return ns_speaker_make(
            entity->canonical, number, NS_RESOLVED_NAMED, NS_WAY_BARE,
            NS_SLICE("named in the source, but never introduced in this article"));
    if (ns_slice_equal(text, entity->canonical))
        return ns_speaker_make(entity->canonical, number, NS_RESOLVED_NAMED, NS_WAY_FULL,
                               NS_SLICE("named in the source"));
    struct ns_slice place = ns_place_of(doc, full_mention(speakers, number));
    struct ns_speaker speaker = ns_speaker_make(
        entity->canonical, number, NS_RESOLVED_ALIAS, NS_WAY_SHORT,
        ns_arena_format(doc->out, "short for %.*s, named %.*s", (int)entity->canonical.len,
                        entity->canonical.at, (int)place.len, place.at));
    weigh_rival(doc, source->person, &speaker);
    return speaker;
}

/* --- whole --- */

bool ns_is_in(struct ns_slice word, const char *list)
{
    struct ns_slice rest = ns_slice_of(list), one;
    while (ns_slice_field(&rest, ' ', &one))
        if (ns_slice_equal(one, word))
            return true;
    return false;
}

uint32_t ns_mention_before(const struct ns_doc *doc, uint32_t tok)
{
    size_t low = 0, high = doc->mention_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (doc->mention_toks[mid].end <= tok)
            low = mid + 1;
        else
            high = mid;
    }
    return (uint32_t)low;
}

static int by_hash(const void *a, const void *b)
{
    const struct ns_named *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->entity > y->entity) - (x->entity < y->entity);
}

uint32_t ns_entity_named(const struct ns_speakers *speakers, struct ns_slice name)
{
    uint64_t hash = ns_fold_hash(name);
    size_t low = 0, high = speakers->named_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (speakers->named[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return low < speakers->named_count && speakers->named[low].hash == hash
               ? speakers->named[low].entity
               : NS_NONE;
}

/* Mentions by entity and entities by name. */
static void index_entities(struct ns_speakers *speakers)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_arena *arena = doc->scratch;
    uint32_t *filled = ns_arena_array(arena, uint32_t, doc->entity_count);
    speakers->mentions = ns_arena_array(arena, uint32_t, doc->mention_count);
    speakers->first_mention = ns_arena_array(arena, uint32_t, doc->entity_count + 1);
    speakers->named = ns_arena_array(arena, struct ns_named, doc->entity_count);
    for (uint32_t e = 0; e < doc->entity_count; e++) {
        speakers->first_mention[e + 1] =
            speakers->first_mention[e] + doc->entities[e].mention_count;
        if (doc->entities[e].type != NS_ENTITY_PER)
            speakers->named[speakers->named_count++] =
                (struct ns_named){ns_fold_hash(doc->entities[e].canonical), e};
    }
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        uint32_t e = doc->mentions[m].entity;
        speakers->mentions[speakers->first_mention[e] + filled[e]++] = m;
    }
    if (speakers->named_count)
        qsort(speakers->named, speakers->named_count, sizeof *speakers->named, by_hash);
}

struct ns_speakers *ns_speakers_new(struct ns_doc *doc)
{
    struct ns_speakers *speakers = ns_arena_alloc(doc->scratch, sizeof *speakers);
    speakers->doc = doc;
    index_entities(speakers);
    return speakers;
}

/* "asked Tom Bale", "asked reporters": does a question to somebody begin at the cue? */
static bool asks(const struct ns_doc *doc, uint32_t at)
{
    return at < doc->tok_count && (ns_doc_is(doc, at, "asked") || ns_doc_is(doc, at, "asks") ||
                                   ns_doc_is(doc, at, "pressed"));
}

/* "an aide", "one activist": one human being, new in the text. */
static bool is_one(const struct ns_doc *doc, const struct ns_source *source)
{
    uint32_t head = source->head;
    if (head == NS_NONE || doc->toks[head].mention != NS_NONE || source->definite)
        return false;
    struct ns_slice word = ns_doc_word(doc, head)->text;
    return !ns_slice_ends(word, NS_SLICE("s")) && !ns_slice_ends(word, NS_SLICE("men")) &&
           (has_class(doc, head, NS_CLASS_ROLE_END) ||
            ns_is_in(word, "activist resident witness critic analyst expert source supporter "
                           "fighter rebel soldier doctor man woman person survivor villager"));
}

static void remember(struct ns_speakers *speakers, struct ns_speaker speaker, uint32_t at,
                     const struct ns_source *source)
{
    const struct ns_doc *doc = speakers->doc;
    if (doc->tok_count == 0)
        return;
    if (speakers->said_count == speakers->said_room) {
        size_t room = speakers->said_room ? speakers->said_room * 2 : 16;
        struct ns_said *more = ns_arena_array(doc->scratch, struct ns_said, room);
        if (speakers->said_count)
            memcpy(more, speakers->said, speakers->said_count * sizeof *more);
        speakers->said = more;
        speakers->said_room = room;
    }
    uint32_t tok = at < doc->tok_count ? at : (uint32_t)doc->tok_count - 1;
    speakers->said[speakers->said_count++] = (struct ns_said){.speaker = speaker,
                                                              .at = tok,
                                                              .head = source->head,
                                                              .block = doc->toks[tok].block,
                                                              .one = is_one(doc, source),
                                                              .asked = asks(doc, at)};
}

/* "neither ministry", "no official", "none of them": nobody spoke. */
static bool is_nobody(const struct ns_doc *doc, const struct ns_source *source)
{
    static const char *const words[] = {"neither", "no", "none", "nobody", "no-one", NULL};
    return source->second == NS_NONE && is_one_of(doc, source->toks.begin, words);
}

/* "Tom Bale, deputy head of the board, said": the name before a source that is its apposition. */
static uint32_t named_before(const struct ns_doc *doc, const struct ns_source *source)
{
    uint32_t begin = source->toks.begin, end = source->toks.end;
    if (begin < 2 || end >= doc->tok_count || !ns_doc_is(doc, begin - 1, ",") ||
        !(ns_doc_is(doc, end, ",") || ns_doc_is(doc, end - 1, ",") ||
          ns_doc_is(doc, end - 1, "that") || ns_doc_is(doc, end - 1, "which") ||
          ns_doc_is(doc, end - 1, "who")))
        return NS_NONE;
    uint32_t mention = doc->toks[begin - 2].mention;
    if (mention == NS_NONE || doc->toks[begin - 2].sentence != doc->toks[begin].sentence ||
        doc->toks[begin].mention != NS_NONE || (doc->toks[begin].shape & NS_SHAPE_UPPER))
        return NS_NONE;
    enum ns_entity_type type = ns_entity_of(doc, mention)->type;
    return type == NS_ENTITY_PER || type == NS_ENTITY_ORG ? mention : NS_NONE;
}

static struct ns_speaker speaker_of(const struct ns_speakers *speakers, struct ns_source *parts,
                                    uint32_t tok)
{
    const struct ns_doc *doc = speakers->doc;
    if (is_nobody(doc, parts))
        return ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE("it is told of nobody"));
    if (parts->person != NS_NONE)
        return person_speaker(speakers, parts);
    if (ns_is_pronoun(doc, parts->toks.begin) && !ns_speaks_for_itself(doc, parts))
        return ns_pronoun_speaker(speakers, parts->toks.begin, tok);
    uint32_t before = named_before(doc, parts);
    if (before != NS_NONE && ns_entity_of(doc, before)->type == NS_ENTITY_ORG)
        return ns_body_speaker(speakers, before);
    if (before != NS_NONE) {
        parts->person = before;
        return person_speaker(speakers, parts);
    }
    return ns_phrase_speaker(speakers, parts, tok);
}

struct ns_speaker ns_speakers_resolve(struct ns_speakers *speakers, struct ns_range source,
                                      uint32_t at)
{
    struct ns_doc *doc = speakers->doc;
    struct ns_speaker none =
        ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE("no source stands beside it"));
    uint32_t tok = ns_doc_toks_in(doc, (struct ns_range){at, at}).begin;
    if (ns_range_empty(source))
        return none;
    struct ns_source parts = ns_source_of(doc, ns_doc_toks_in(doc, source));
    if (ns_range_empty(parts.toks))
        return none;
    struct ns_speaker speaker = speaker_of(speakers, &parts, tok);
    remember(speakers, speaker, tok, &parts);
    if (speaker.way == NS_WAY_PRONOUN && doc->entities[speaker.entity].gender == '?')
        doc->entities[speaker.entity].gender =
            ns_doc_is(doc, parts.toks.begin, "she") || ns_doc_is(doc, parts.toks.begin, "her")
                ? 'f'
                : 'm';
    return speaker;
}

struct ns_speaker ns_speakers_cited(struct ns_speakers *speakers, struct ns_range cited,
                                    uint32_t at)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_speaker speaker = ns_speakers_resolve(speakers, cited, at);
    struct ns_range toks = ns_doc_toks_in(doc, cited);
    if (speaker.name.len && speaker.how != NS_RESOLVED_ANONYMOUS)
        return speaker;
    while (toks.begin + 1 < toks.end && is_one_of(doc, toks.begin, small_words))
        toks.begin++;
    return ns_speaker_make(ns_clean_name(doc, ns_doc_bytes_of(doc, toks)), NS_NONE,
                           NS_RESOLVED_ANONYMOUS, NS_WAY_ANONYMOUS,
                           NS_SLICE("cited by another, nobody is named"));
}

struct ns_slice ns_speakers_carrier(const struct ns_speakers *speakers, struct ns_range carrier)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_source parts = ns_source_of(doc, ns_doc_toks_in(doc, carrier));
    if (ns_range_empty(parts.toks))
        return ns_clean_name(doc, carrier);
    if (parts.person != NS_NONE)
        return ns_entity_of(doc, parts.person)->canonical;
    if (parts.body != NS_NONE)
        return ns_body_speaker(speakers, parts.body).name;
    return ns_phrase_text(doc, parts.toks);
}

struct ns_speaker ns_speakers_last(const struct ns_speakers *speakers, uint32_t at)
{
    struct ns_speaker none = ns_speaker_none(NS_RESOLVED_UNKNOWN, NS_SLICE(""));
    const struct ns_doc *doc = speakers->doc;
    uint32_t tok = ns_doc_toks_in(doc, (struct ns_range){at, at}).begin;
    if (tok >= doc->tok_count)
        return none;
    for (size_t i = speakers->said_count, n = 0; i > 0 && n < NS_SAID_BACK; i--, n++) {
        const struct ns_said *said = &speakers->said[i - 1];
        if (said->block + 1 < doc->toks[tok].block)
            break;
        if (said->speaker.name.len) {
            struct ns_speaker last = said->speaker;
            if (last.how != NS_RESOLVED_ANONYMOUS)
                last.how = NS_RESOLVED_PRONOUN;
            return ns_speaker_again(last, NS_WAY_GOES_ON,
                                    ns_arena_format(doc->out, "goes on after a statement of %.*s",
                                                    (int)last.name.len, last.name.at));
        }
    }
    return none;
}
