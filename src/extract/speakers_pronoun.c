/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * he, she, it, they, who. Candidates are the persons (bodies) named before; sex and number exclude,
 * and the one with the best standing wins: who spoke last, who is the subject, who is near. Names
 * within quotations stand back. Where nobody is left, or two stand equal, the speaker is unknown.
 */
#include "speakers_source.h"

#include "entities.h"

#define SENTENCES_BACK 6   /* farther back, nothing is believed */
#define WORDS_BACK     100 /* within a sentence */

enum pronoun { NO_PRONOUN, MALE, FEMALE, THING, MANY, RELATIVE, RELATIVE_THING, OTHER_PRONOUN };

static enum pronoun pronoun_of(const struct ns_doc *doc, uint32_t tok)
{
    static const struct {
        const char *word;
        enum pronoun pronoun;
    } words[] = {
        {"he", MALE},
        {"his", MALE},
        {"him", MALE},
        {"himself", MALE},
        {"she", FEMALE},
        {"her", FEMALE},
        {"hers", FEMALE},
        {"herself", FEMALE},
        {"it", THING},
        {"its", THING},
        {"itself", THING},
        {"they", MANY},
        {"their", MANY},
        {"them", MANY},
        {"who", RELATIVE},
        {"whose", RELATIVE},
        {"whom", RELATIVE},
        {"that", RELATIVE},
        {"which", RELATIVE_THING},
        {"i", OTHER_PRONOUN},
        {"we", OTHER_PRONOUN},
        {"you", OTHER_PRONOUN},
        {"my", OTHER_PRONOUN},
        {"our", OTHER_PRONOUN},
    };
    if (doc->toks[tok].type != NS_TOKEN_WORD || doc->toks[tok].mention != NS_NONE)
        return NO_PRONOUN;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ns_doc_is(doc, tok, words[i].word))
            return words[i].pronoun;
    return NO_PRONOUN;
}

bool ns_is_pronoun(const struct ns_doc *doc, uint32_t tok)
{
    enum pronoun pronoun = pronoun_of(doc, tok);
    if (pronoun == NO_PRONOUN)
        return false;
    /* "that official", "his spokesman" are phrases. */
    const struct ns_tok *next = tok + 1 < doc->tok_count ? &doc->toks[tok + 1] : NULL;
    bool phrase = ns_doc_is(doc, tok, "that") || ns_doc_is(doc, tok, "which");
    return !(phrase && next && next->type == NS_TOKEN_WORD &&
             (ns_doc_word(doc, tok + 1)->classes & NS_CLASS_ROLE_END));
}

/* --- candidates --- */

struct candidate {
    uint32_t mention;
    float score;
};

static bool suits(const struct ns_entity *entity, enum pronoun pronoun)
{
    switch (pronoun) {
    case MALE:
        return entity->type == NS_ENTITY_PER && entity->gender != 'f';
    case FEMALE:
        return entity->type == NS_ENTITY_PER && entity->gender != 'm';
    case THING:
    case RELATIVE_THING:
        return entity->type == NS_ENTITY_ORG || entity->type == NS_ENTITY_LOC;
    case MANY:
        return entity->type == NS_ENTITY_ORG;
    case RELATIVE:
        return entity->type == NS_ENTITY_PER;
    default:
        return false;
    }
}

/* The last answer before tok that names this entity or one that suits; NULL if there is none. */
static const struct ns_said *last_said(const struct ns_speakers *speakers, enum pronoun pronoun)
{
    for (size_t i = speakers->said_count, n = 0; i > 0 && n < NS_SAID_BACK; i--, n++) {
        const struct ns_said *said = &speakers->said[i - 1];
        if (said->speaker.entity == NS_NONE)
            continue;
        const struct ns_entity *entity = &speakers->doc->entities[said->speaker.entity];
        bool many = pronoun == MANY && entity->type == NS_ENTITY_LOC;
        if (suits(entity, pronoun) || many)
            return said;
    }
    return NULL;
}

/* A preposition or a possessive keeps a name from being what the sentence is about. */
static bool is_subject(const struct ns_doc *doc, uint32_t mention)
{
    struct ns_range toks = doc->mention_toks[mention];
    const struct ns_sent *sent = &doc->sents[doc->toks[toks.begin].sentence];
    uint32_t from =
        toks.begin > sent->toks.begin + WORDS_BACK ? toks.begin - WORDS_BACK : sent->toks.begin;
    for (uint32_t t = from; t < toks.begin; t++)
        if (doc->toks[t].mention != NS_NONE && doc->toks[t].mention != mention &&
            ns_entity_of(doc, doc->toks[t].mention)->type == NS_ENTITY_PER)
            return false;
    return toks.end >= doc->tok_count || !ns_doc_is(doc, toks.end, "'s");
}

static bool is_governed(const struct ns_doc *doc, uint32_t mention)
{
    static const char *const governors[] = {"of",      "for",   "to",    "by", "with", "from",
                                            "against", "about", "under", "on", "than", "at"};
    uint32_t t = doc->mention_toks[mention].begin;
    if (!ns_range_empty(doc->mention_titles[mention]))
        t = doc->mention_titles[mention].begin;
    if (t == 0)
        return false;
    for (size_t i = 0; i < sizeof governors / sizeof *governors; i++)
        if (ns_doc_is(doc, t - 1, governors[i]))
            return true;
    return false;
}

static float weigh(const struct ns_speakers *speakers, uint32_t mention, uint32_t tok, uint32_t at,
                   enum pronoun pronoun, const struct ns_said *said)
{
    const struct ns_doc *doc = speakers->doc;
    struct ns_range toks = doc->mention_toks[mention];
    const struct ns_tok *there = &doc->toks[toks.begin], *here = &doc->toks[tok];
    const struct ns_entity *entity = ns_entity_of(doc, mention);
    float score = -0.7f * (float)(here->sentence - there->sentence);
    float order = (float)(mention + 1) / (float)(doc->mention_count + 1);
    score += 0.3f * order; /* among equals the nearer one */
    if (is_subject(doc, mention))
        score += 1.2f;
    if (is_governed(doc, mention))
        score -= 0.8f;
    if (toks.end < doc->tok_count && ns_doc_is(doc, toks.end, "'s"))
        score -= 0.6f;
    if (there->quote != NS_NONE && there->quote != here->quote)
        score -= 2;
    if (entity->gender == '?' && (pronoun == MALE || pronoun == FEMALE))
        score -= entity->introduced ? 0.4f : 1.5f;
    if (pronoun == THING && entity->type == NS_ENTITY_LOC)
        score -= 1;
    if (said && said->speaker.entity == doc->mentions[mention].entity &&
        said->block + 1 >= here->block)
        score += said->block == here->block ? 2 : 1.5f;
    /* "Moor asked Bale whether ...": the answer is Bale's. */
    const struct ns_said *before =
        speakers->said_count ? &speakers->said[speakers->said_count - 1] : NULL;
    if (before && before->asked && before->at < toks.begin && toks.begin <= before->at + 6 &&
        before->block + 2 >= here->block && at < doc->tok_count)
        score += 4;
    return score;
}

/* The best candidate before tok; NS_NONE if there is none or two stand equal. */
static uint32_t best_before(const struct ns_speakers *speakers, uint32_t tok, uint32_t at,
                            enum pronoun pronoun, float least)
{
    const struct ns_doc *doc = speakers->doc;
    const struct ns_said *said = last_said(speakers, pronoun);
    struct candidate best = {NS_NONE, least};
    uint32_t last = ns_mention_before(doc, tok);
    for (uint32_t m = last; m > 0 && last - m < NS_MENTIONS_BACK; m--) {
        struct ns_range toks = doc->mention_toks[m - 1];
        if (doc->toks[toks.begin].sentence + SENTENCES_BACK < doc->toks[tok].sentence)
            break;
        if (doc->blocks[doc->toks[toks.begin].block].headline)
            break;
        if (!suits(ns_entity_of(doc, m - 1), pronoun))
            continue;
        float score = weigh(speakers, m - 1, tok, at, pronoun, said);
        if (score > best.score)
            best = (struct candidate){m - 1, score};
    }
    return best.mention;
}

/* --- answers --- */

static struct ns_speaker unknown(const struct ns_doc *doc, uint32_t tok)
{
    struct ns_slice word = ns_doc_text(doc, tok);
    return (struct ns_speaker){
        .entity = NS_NONE,
        .how = NS_RESOLVED_UNKNOWN,
        .reason = ns_arena_format(doc->out, "nobody fits '%.*s'", (int)word.len, word.at)};
}

static struct ns_speaker answer(const struct ns_doc *doc, uint32_t tok, uint32_t mention)
{
    const struct ns_entity *entity = ns_entity_of(doc, mention);
    struct ns_slice word = ns_doc_text(doc, tok), place = ns_place_of(doc, mention);
    return (struct ns_speaker){
        .name = entity->canonical,
        .entity = doc->mentions[mention].entity,
        .how = NS_RESOLVED_PRONOUN,
        .reason = ns_arena_format(doc->out, "'%.*s' is %.*s, named %.*s", (int)word.len, word.at,
                                  (int)entity->canonical.len, entity->canonical.at, (int)place.len,
                                  place.at)};
}

/* The body or the group that spoke before in this paragraph or the last one. */
static struct ns_speaker body_goes_on(const struct ns_speakers *speakers, uint32_t tok,
                                      enum pronoun pronoun)
{
    const struct ns_doc *doc = speakers->doc;
    for (size_t i = speakers->said_count, n = 0; i > 0 && n < NS_SAID_BACK; i--, n++) {
        const struct ns_said *said = &speakers->said[i - 1];
        if (said->block + 1 < doc->toks[tok].block)
            break;
        if (said->speaker.name.len == 0)
            continue;
        bool person = said->speaker.entity != NS_NONE &&
                      doc->entities[said->speaker.entity].type == NS_ENTITY_PER;
        bool anonymous = said->speaker.how == NS_RESOLVED_ANONYMOUS;
        if (person || (anonymous && pronoun != MANY))
            continue;
        struct ns_speaker speaker = said->speaker;
        struct ns_slice word = ns_doc_text(doc, tok);
        if (!anonymous)
            speaker.how = NS_RESOLVED_PRONOUN;
        speaker.reason = ns_arena_format(doc->out, "'%.*s' goes on for %.*s", (int)word.len,
                                         word.at, (int)speaker.name.len, speaker.name.at);
        return speaker;
    }
    return unknown(doc, tok);
}

/* "Tom Bale, a painter, who said": the nearest person of the sentence before the pronoun that is
 * no modifier. */
static uint32_t antecedent(const struct ns_doc *doc, uint32_t tok, enum pronoun pronoun)
{
    uint32_t from = doc->sents[doc->toks[tok].sentence].toks.begin, found = NS_NONE;
    for (uint32_t t = tok; t > from && tok - t < WORDS_BACK; t--) {
        uint32_t mention = doc->toks[t - 1].mention;
        if (mention == NS_NONE || !suits(ns_entity_of(doc, mention), pronoun))
            continue;
        uint32_t next = doc->mention_toks[mention].end;
        bool adjacent = next == tok || (next + 1 == tok && ns_doc_is(doc, next, ","));
        if (adjacent)
            return mention;
        if (found == NS_NONE && ns_doc_is(doc, next, ","))
            found = mention;
        t = doc->mention_toks[mention].begin + 1;
    }
    return found;
}

struct ns_speaker ns_pronoun_speaker(const struct ns_speakers *speakers, uint32_t tok, uint32_t at)
{
    const struct ns_doc *doc = speakers->doc;
    enum pronoun pronoun = pronoun_of(doc, tok);
    uint32_t mention = NS_NONE;
    switch (pronoun) {
    case RELATIVE:
    case RELATIVE_THING:
        mention = antecedent(doc, tok, pronoun);
        break;
    case MALE:
    case FEMALE:
        mention = best_before(speakers, tok, at, pronoun, -3.5f);
        break;
    case THING: {
        struct ns_speaker goes_on = body_goes_on(speakers, tok, pronoun);
        if (goes_on.name.len)
            return goes_on;
        mention = best_before(speakers, tok, at, pronoun, 0.2f);
        break;
    }
    case MANY:
        return body_goes_on(speakers, tok, pronoun);
    default:
        break;
    }
    return mention == NS_NONE ? unknown(doc, tok) : answer(doc, tok, mention);
}
