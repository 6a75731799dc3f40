/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * he, she, it, they, who. Candidates are the persons (bodies) named before; sex and number exclude,
 * and the one with the best standing wins: who spoke last, who is the subject, who is near. Names
 * within quotations stand back. Where nobody is left, or two stand equal, the speaker is unknown.
 */
#include "speakers_source.h"

#include "entities.h"

#define SENTENCES_BACK 6    /* farther back, nothing is believed */
#define CLEAR          1.5f /* the score by which a candidate stands out */
#define APPOSITION     24   /* tokens */
#define TIED           0.4f /* below it two candidates are nearly equal */
#define WORDS_BACK     100  /* within a sentence */

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

/* The best mention, and the best one of another entity. NS_NONE: there is none. */
struct candidates {
    uint32_t best, second;
    float score, second_score;
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

/* "the Bale campaign", "Bale's aides": the name tells only whose. */
static bool is_modifier(const struct ns_doc *doc, uint32_t mention)
{
    uint32_t next = doc->mention_toks[mention].end;
    if (next >= doc->tok_count)
        return false;
    return ns_doc_is(doc, next, "'s") || ns_doc_is(doc, next, "'") ||
           (ns_doc_word(doc, next)->classes & NS_CLASS_ROLE_END) ||
           ns_is_body_word(ns_doc_word(doc, next)->text);
}

/* What sort of thing a pronoun may mean: a person, or a body or state. */
static bool is_of_sort(const struct ns_doc *doc, uint32_t mention, bool person)
{
    enum ns_entity_type type = ns_entity_of(doc, mention)->type;
    return person ? type == NS_ENTITY_PER : type == NS_ENTITY_ORG || type == NS_ENTITY_LOC;
}

static bool is_owner(const struct ns_doc *doc, uint32_t mention)
{
    uint32_t next = doc->mention_toks[mention].end;
    return next < doc->tok_count && (ns_doc_is(doc, next, "'s") || ns_doc_is(doc, next, "'"));
}

/* Is nobody else, and nothing of its sort, named before it in its sentence? */
static bool begins(const struct ns_doc *doc, uint32_t mention)
{
    bool person = ns_entity_of(doc, mention)->type == NS_ENTITY_PER;
    struct ns_range toks = doc->mention_toks[mention];
    const struct ns_sent *sent = &doc->sents[doc->toks[toks.begin].sentence];
    uint32_t from =
        toks.begin > sent->toks.begin + WORDS_BACK ? toks.begin - WORDS_BACK : sent->toks.begin;
    for (uint32_t t = from; t < toks.begin; t++)
        if (doc->toks[t].mention != NS_NONE && doc->toks[t].mention != mention &&
            is_of_sort(doc, doc->toks[t].mention, person) &&
            !is_modifier(doc, doc->toks[t].mention))
            return false;
    return true;
}

/* A preposition or a possessive keeps a name from being what the sentence is about. */
static bool is_subject(const struct ns_doc *doc, uint32_t mention)
{
    return begins(doc, mention) && !is_modifier(doc, mention);
}

static bool is_governed(const struct ns_doc *doc, uint32_t mention)
{
    static const char *const governors[] = {"of",   "for",     "to",    "by",    "with",
                                            "from", "against", "about", "under", "on",
                                            "than", "at",      "in",    "into"};
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

/* "Bale said", "Bale, the owner of the ferry, said", "according to Bale", also where no statement was
 * made of it. */
static bool is_saying(const struct ns_doc *doc, uint32_t mention)
{
    uint32_t next = doc->mention_toks[mention].end, begin = doc->mention_toks[mention].begin;
    if (!ns_range_empty(doc->mention_titles[mention]))
        begin = doc->mention_titles[mention].begin;
    if (begin >= 2 && ns_doc_is(doc, begin - 1, "to") && ns_doc_is(doc, begin - 2, "according"))
        return true;
    if (next < doc->tok_count && ns_doc_is(doc, next, ",")) {
        uint32_t last = next + APPOSITION;
        for (next++; next < doc->tok_count && next < last && !ns_doc_is(doc, next, ","); next++)
            if (doc->toks[next].quote != NS_NONE)
                return false;
        next++;
    }
    return next < doc->tok_count && doc->toks[next].quote == NS_NONE &&
           (ns_doc_word(doc, next)->classes & NS_CLASS_SAY);
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
    bool saying = is_saying(doc, mention);
    if (is_governed(doc, mention) && !saying)
        score -= 0.8f;
    else if (is_subject(doc, mention))
        score += 1.2f;
    /* "Bale's condemnation of what he calls a war" */
    if (there->sentence == here->sentence && is_owner(doc, mention) && begins(doc, mention))
        score += 0.6f;
    else if (is_modifier(doc, mention))
        score -= 0.6f;
    if (there->quote != NS_NONE && there->quote != here->quote)
        score -= 2;
    if (entity->gender == '?' && (pronoun == MALE || pronoun == FEMALE))
        score -= entity->introduced ? 0.4f : 1.5f;
    if (pronoun == THING && entity->type == NS_ENTITY_LOC)
        score -= 1;
    bool spoke = said && said->speaker.entity == doc->mentions[mention].entity;
    if ((spoke && said->block == here->block) || (there->block == here->block && saying))
        score += 2;
    else if (spoke && said->block + 1 == here->block)
        score += 1;
    /* "Moor asked Bale whether ...": the answer is Bale's. */
    const struct ns_said *before =
        speakers->said_count ? &speakers->said[speakers->said_count - 1] : NULL;
    if (before && before->asked && before->at < toks.begin && toks.begin <= before->at + 6 &&
        before->block + 2 >= here->block && at < doc->tok_count)
        score += 4;
    return score;
}

static void offer(const struct ns_doc *doc, struct candidates *all, uint32_t mention, float score)
{
    uint32_t entity = doc->mentions[mention].entity;
    if (score > all->score) {
        if (all->best != NS_NONE && doc->mentions[all->best].entity != entity) {
            all->second = all->best;
            all->second_score = all->score;
        }
        all->best = mention;
        all->score = score;
    } else if (score > all->second_score && all->best != NS_NONE &&
               doc->mentions[all->best].entity != entity) {
        all->second = mention;
        all->second_score = score;
    }
}

/* The candidates before tok that score more than least. */
static struct candidates best_before(const struct ns_speakers *speakers, uint32_t tok, uint32_t at,
                                     enum pronoun pronoun, float least)
{
    const struct ns_doc *doc = speakers->doc;
    const struct ns_said *said = last_said(speakers, pronoun);
    struct candidates all = {NS_NONE, NS_NONE, least, least};
    uint32_t last = ns_mention_before(doc, tok);
    for (uint32_t m = last; m > 0 && last - m < NS_MENTIONS_BACK; m--) {
        struct ns_range toks = doc->mention_toks[m - 1];
        if (doc->toks[toks.begin].sentence + SENTENCES_BACK < doc->toks[tok].sentence)
            break;
        if (doc->blocks[doc->toks[toks.begin].block].headline)
            break;
        if (suits(ns_entity_of(doc, m - 1), pronoun))
            offer(doc, &all, m - 1, weigh(speakers, m - 1, tok, at, pronoun, said));
    }
    return all;
}

/* --- answers --- */

static struct ns_speaker unknown(const struct ns_doc *doc, uint32_t tok)
{
    struct ns_slice word = ns_doc_text(doc, tok);
    return ns_speaker_none(NS_RESOLVED_UNKNOWN,
                           ns_arena_format(doc->out, "nobody fits '%.*s'", (int)word.len, word.at));
}

static struct ns_speaker answer(const struct ns_doc *doc, uint32_t tok, uint32_t mention,
                                enum ns_way way)
{
    const struct ns_entity *entity = ns_entity_of(doc, mention);
    struct ns_slice word = ns_doc_text(doc, tok), place = ns_place_of(doc, mention);
    return ns_speaker_make(entity->canonical, doc->mentions[mention].entity, NS_RESOLVED_PRONOUN,
                           way,
                           ns_arena_format(doc->out, "'%.*s' is %.*s, named %.*s", (int)word.len,
                                           word.at, (int)entity->canonical.len,
                                           entity->canonical.at, (int)place.len, place.at));
}

/* "When he wrote it, Bale was young": the person named behind the pronoun in its sentence. */
static uint32_t named_behind(const struct ns_doc *doc, uint32_t tok, enum pronoun pronoun)
{
    static const char *const openers[] = {"when",   "while", "as",    "after",   "before",  "if",
                                          "though", "since", "until", "because", "although"};
    const struct ns_sent *sent = &doc->sents[doc->toks[tok].sentence];
    bool opened = false, comma = false;
    for (size_t i = 0; i < sizeof openers / sizeof *openers && tok > sent->toks.begin; i++)
        opened = opened || ns_doc_is(doc, tok - 1, openers[i]);
    for (uint32_t t = tok; opened && t < sent->toks.end && t < tok + WORDS_BACK; t++) {
        uint32_t mention = doc->toks[t].mention;
        comma = comma || ns_doc_is(doc, t, ",");
        if (mention != NS_NONE && ns_entity_of(doc, mention)->type == NS_ENTITY_PER)
            return comma && suits(ns_entity_of(doc, mention), pronoun) ? mention : NS_NONE;
    }
    return NS_NONE;
}

/* "One aide said ... He added": the unnamed one who spoke last, if nobody is named since; else NULL. */
static const struct ns_said *unnamed_before(const struct ns_speakers *speakers, uint32_t tok)
{
    const struct ns_doc *doc = speakers->doc;
    const struct ns_said *last =
        speakers->said_count ? &speakers->said[speakers->said_count - 1] : NULL;
    if (!last || last->speaker.how != NS_RESOLVED_ANONYMOUS || last->head == NS_NONE ||
        last->block + 1 < doc->toks[tok].block || last->head >= tok || !last->one)
        return NULL;
    for (uint32_t m = ns_mention_before(doc, tok); m > 0; m--) {
        if (doc->mention_toks[m - 1].begin < last->head)
            break;
        if (ns_entity_of(doc, m - 1)->type == NS_ENTITY_PER &&
            doc->toks[doc->mention_toks[m - 1].begin].quote == NS_NONE)
            return NULL;
    }
    return last;
}

/* Of several candidates the best one, less sure the nearer the next one comes. */
static struct ns_speaker best_answer(const struct ns_speakers *speakers, uint32_t tok,
                                     struct candidates all)
{
    const struct ns_doc *doc = speakers->doc;
    if (all.best == NS_NONE)
        return unknown(doc, tok);
    float lead = all.score - all.second_score;
    bool alone = all.second == NS_NONE;
    struct ns_speaker speaker = answer(doc, tok, all.best,
                                       alone || lead >= CLEAR ? NS_WAY_PRONOUN
                                       : lead >= TIED         ? NS_WAY_PRONOUN_FEW
                                                              : NS_WAY_PRONOUN_TIE);
    if (!alone && lead < CLEAR) {
        struct ns_slice other = ns_entity_of(doc, all.second)->canonical;
        struct ns_slice place = ns_place_of(doc, all.second);
        speaker.against =
            ns_arena_format(doc->out, "may be %.*s, named %.*s%s", (int)other.len, other.at,
                            (int)place.len, place.at, lead < TIED ? ": nearly as likely" : "");
    }
    /* Who goes on from somebody uncertain is as uncertain. */
    for (size_t i = speakers->said_count; i > 0 && i + 3 > speakers->said_count; i--) {
        const struct ns_speaker *said = &speakers->said[i - 1].speaker;
        if (said->entity == speaker.entity && said->sure < speaker.sure) {
            speaker.sure = said->sure;
            speaker.against = said->against;
            break;
        }
    }
    return speaker;
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
        bool several = said->speaker.way == NS_WAY_SEVERAL && pronoun == MANY;
        bool person = said->speaker.entity != NS_NONE &&
                      doc->entities[said->speaker.entity].type == NS_ENTITY_PER;
        bool anonymous = said->speaker.how == NS_RESOLVED_ANONYMOUS;
        if ((person && !several) || (anonymous && pronoun != MANY))
            continue;
        struct ns_speaker speaker = said->speaker;
        struct ns_slice word = ns_doc_text(doc, tok);
        if (!anonymous)
            speaker.how = NS_RESOLVED_PRONOUN;
        return ns_speaker_again(speaker,
                                anonymous         ? NS_WAY_ANONYMOUS
                                : pronoun == MANY ? NS_WAY_THEY
                                                  : NS_WAY_IT,
                                ns_arena_format(doc->out, "'%.*s' goes on for %.*s", (int)word.len,
                                                word.at, (int)speaker.name.len, speaker.name.at));
    }
    return unknown(doc, tok);
}

/* "18% who", "the women who": several whom nobody names. */
static bool is_crowd(const struct ns_doc *doc, uint32_t tok)
{
    struct ns_slice word = ns_doc_word(doc, tok)->text;
    if (doc->toks[tok].mention != NS_NONE || ns_doc_is(doc, tok, ",") || ns_doc_is(doc, tok, "'s"))
        return false;
    return doc->toks[tok].type == NS_TOKEN_NUMBER || (doc->toks[tok].shape & NS_SHAPE_DIGIT) ||
           ns_is_in(word, "% percent people men women those others") ||
           (word.len > 3 && word.at[word.len - 1] == 's' && word.at[word.len - 2] != 's' &&
            !(doc->toks[tok].shape & NS_SHAPE_UPPER));
}

/* "a painter", "now the mayor", not "but the guests" */
static bool opens_apposition(const struct ns_doc *doc, uint32_t tok)
{
    return doc->toks[tok].type != NS_TOKEN_PUNCTUATION &&
           !ns_is_in(
               ns_doc_word(doc, tok)->text,
               "and but or nor yet so as if when while because since though although for with in "
               "on at to by from he she they it we his her their who which that whose after "
               "before");
}

/* "Tom Bale, a painter, who said": the nearest person of the sentence before the pronoun that is
 * no modifier. */
static uint32_t antecedent(const struct ns_doc *doc, uint32_t tok, enum pronoun pronoun)
{
    if (tok > 0 && is_crowd(doc, tok - 1))
        return NS_NONE;
    uint32_t from = doc->sents[doc->toks[tok].sentence].toks.begin, found = NS_NONE;
    for (uint32_t t = tok; t > from && tok - t < WORDS_BACK; t--) {
        uint32_t mention = doc->toks[t - 1].mention;
        if (mention == NS_NONE || !suits(ns_entity_of(doc, mention), pronoun))
            continue;
        uint32_t next = doc->mention_toks[mention].end;
        bool adjacent = next == tok || (next + 1 == tok && ns_doc_is(doc, next, ","));
        if (adjacent)
            return mention;
        if (found == NS_NONE && ns_doc_is(doc, next, ",") && opens_apposition(doc, next + 1))
            found = mention;
        t = doc->mention_toks[mention].begin + 1;
    }
    return found;
}

/* "the Norland government, which": the body that the words before the relative name. */
static struct ns_speaker body_before_relative(const struct ns_speakers *speakers, uint32_t tok)
{
    const struct ns_doc *doc = speakers->doc;
    uint32_t end = tok > 0 && ns_doc_is(doc, tok - 1, ",") ? tok - 1 : tok, begin = end;
    uint32_t from = doc->sents[doc->toks[tok].sentence].toks.begin;
    while (begin > from && end - begin < 5 && doc->toks[begin - 1].type == NS_TOKEN_WORD &&
           (doc->toks[begin - 1].mention != NS_NONE ||
            !(ns_doc_word(doc, begin - 1)->classes & NS_CLASS_FUNCTION)))
        begin--;
    if (begin == end || !ns_is_body_word(ns_doc_word(doc, end - 1)->text))
        return unknown(doc, tok);
    struct ns_source source = ns_source_of(doc, (struct ns_range){begin, end});
    struct ns_speaker body = source.body != NS_NONE ? ns_body_speaker(speakers, source.body)
                                                    : ns_body_phrase(speakers, &source);
    if (!body.name.len)
        return unknown(doc, tok);
    body.how = NS_RESOLVED_PRONOUN;
    return ns_speaker_again(
        body, NS_WAY_RELATIVE,
        ns_arena_format(doc->out, "%.*s stands before it", (int)body.name.len, body.name.at));
}

struct ns_speaker ns_pronoun_speaker(const struct ns_speakers *speakers, uint32_t tok, uint32_t at)
{
    const struct ns_doc *doc = speakers->doc;
    enum pronoun pronoun = pronoun_of(doc, tok);
    uint32_t mention;
    switch (pronoun) {
    case RELATIVE:
    case RELATIVE_THING:
        mention = antecedent(doc, tok, pronoun);
        return mention == NS_NONE ? body_before_relative(speakers, tok)
                                  : answer(doc, tok, mention, NS_WAY_RELATIVE);
    case MALE:
    case FEMALE: {
        const struct ns_said *unnamed = unnamed_before(speakers, tok);
        if (unnamed)
            return ns_speaker_again(unnamed->speaker, NS_WAY_ANONYMOUS,
                                    NS_SLICE("an unnamed one spoke last"));
        struct candidates all = best_before(speakers, tok, at, pronoun, -3.5f);
        mention = all.best == NS_NONE ? named_behind(doc, tok, pronoun) : NS_NONE;
        return mention == NS_NONE ? best_answer(speakers, tok, all)
                                  : answer(doc, tok, mention, NS_WAY_PRONOUN_FEW);
    }
    case THING: {
        struct ns_speaker goes_on = body_goes_on(speakers, tok, pronoun);
        if (goes_on.name.len)
            return goes_on;
        mention = best_before(speakers, tok, at, pronoun, 0.2f).best;
        return mention == NS_NONE ? unknown(doc, tok) : answer(doc, tok, mention, NS_WAY_IT_NEAR);
    }
    case MANY:
        return body_goes_on(speakers, tok, pronoun);
    case OTHER_PRONOUN: /* "we" within what somebody says */
        if (doc->toks[tok].quote != NS_NONE)
            return ns_speakers_last(speakers, doc->toks[tok].span.begin);
        return unknown(doc, tok);
    default:
        return unknown(doc, tok);
    }
}
