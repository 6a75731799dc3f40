/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kinds.c: what the source does with the content. The cue decides where it tells ("denied",
 * "threatened"); after neutral cues ("said") the content does, and a negation makes a denial only of
 * what somebody else alleged, asked or reported in the article.
 */
#include "attribution.h"
#include "kinds.h"
#include "kinds_play.h"
#include "phrase.h"

#define ANSWER_WITHIN 60 /* tokens from a question to its answer */

/* The word by which a source is compared: its last before a comma or a preposition. */
static uint32_t head_of(const struct ns_finder *f, struct ns_range source)
{
    uint32_t head = NS_NONE;
    for (uint32_t t = source.begin; t < source.end; t++) {
        if (f->mark[t] || (head != NS_NONE && ns_tok_gram(f, t, NS_G_PREP | NS_G_RELATIVE)))
            break;
        head = f->doc->toks[t].word;
    }
    if (head != NS_NONE && source.end - source.begin == 1 &&
        ns_tok_gram(f, source.begin, NS_G_PRONOUN))
        return NS_NONE;
    return head;
}

/* "I don't think", "we can't": a negated opinion, ability or need denies nothing. */
static bool is_opinion(const struct ns_finder *f, const struct ns_candidate *c)
{
    uint32_t t = ns_negation_in(f, c), begin = c->content[0].begin;
    for (uint32_t n = t + 1; n-- > begin && t - n < 3;)
        if (ns_tok_gram(f, n, NS_G_MODAL))
            return true;
    for (uint32_t n = t + 1; n < t + 3 && n < c->content[0].end; n++)
        if (ns_is_of_mind(f, n))
            return !ns_names_allegation(f, n + 1, c->content[0].end);
    return false;
}

bool ns_names_allegation(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    for (uint32_t t = tok; t < end && t < tok + 4 && !f->mark[t]; t++)
        if (ns_cue_role_of(f->table, ns_tok_number(f, t)) == NS_CUE_ROLE_ALLEGATION)
            return true;
    return false;
}

/* --- what the cue tells --- */

enum ns_cue_role ns_head_role(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct ns_range r = c->content[0];
    for (uint32_t t = c->verb.end; t < c->cue.end; t++) /* "shrugged off suggestions of | a rift" */
        if (ns_cue_role_of(f->table, ns_tok_number(f, t)))
            return ns_cue_role_of(f->table, ns_tok_number(f, t));
    for (uint32_t t = r.begin; t < r.end && t < r.begin + 10; t++) {
        if (t > r.begin && !ns_is_possessive(f, t) &&
            ns_tok_gram(f, t, NS_G_RELATIVE | NS_G_SUBORD | NS_G_AUX))
            break;
        enum ns_cue_role role = ns_cue_role_of(f->table, ns_tok_number(f, t));
        if (role)
            return role;
        if (t > r.begin && ns_tok_gram(f, t, NS_G_PREP))
            break;
    }
    return NS_CUE_ROLE_NONE;
}

/* "refused to say", "declined to comment": is the infinitive one of speaking? */
static bool withholds(const struct ns_finder *f, const struct ns_candidate *c)
{
    static const char *const verbs[] = {"say",     "comment",  "answer",  "discuss", "disclose",
                                        "specify", "identify", "explain", "reveal",  "confirm",
                                        "respond", "release",  "provide", "give",    "elaborate",
                                        "talk",    "speak",    "divulge", "name",    "be",
                                        "address", "make",     "detail",  "share",   "speculate"};
    uint32_t t = c->content[0].begin;
    if (!ns_tok_is(f, t, "to") || t + 1 >= c->content[0].end)
        return false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (ns_tok_is(f, t + 1, verbs[i]))
            return true;
    return false;
}

static bool is_speech(const struct ns_candidate *c)
{
    return !c->entry || c->entry->kind == NS_KIND_CLAIM;
}

/* "denied mining permits", "denied him entry": what is denied is asked for and not alleged. */
static bool is_refused(const struct ns_finder *f, const struct ns_candidate *c)
{
    static const char *const things[] = {
        "permit", "permits",  "permission",  "visa",        "visas",    "entry",    "access",
        "bail",   "license",  "licence",     "request",     "requests", "appeal",   "appeals",
        "motion", "petition", "parole",      "asylum",      "funding",  "loan",     "loans",
        "care",   "chance",   "opportunity", "application", "bid",      "benefits", "coverage"};
    struct ns_range r = c->content[0];
    if (ns_tok_gram(f, r.begin, NS_G_OBJECT) && r.end - r.begin > 1 && !f->mark[r.begin + 1] &&
        !ns_tok_is(f, r.begin, "her"))
        return true;
    for (uint32_t t = r.begin; t < r.end && t < r.begin + 4 && !f->mark[t]; t++) {
        if (t > r.begin && ns_tok_gram(f, t, NS_G_PREP))
            return false;
        for (size_t i = 0; i < sizeof things / sizeof *things; i++)
            if (ns_tok_is(f, t, things[i]))
                return true;
    }
    return false;
}

/* A noun phrase as content, not a clause or a quotation. */
static bool is_noun_phrase(const struct ns_finder *f, const struct ns_candidate *c)
{
    uint32_t t = c->content[0].begin, end = c->content[0].end;
    return f->doc->toks[t].quote == NS_NONE && !ns_tok_is(f, t, "that") &&
           !ns_has_finite(f, t, end < t + 12 ? end : t + 12);
}

/* A cue in no list, with a thing as its content: "lifted the curfew". */
static bool is_act(const struct ns_finder *f, const struct ns_candidate *c)
{
    return !ns_range_empty(c->cue) && !f->mark[c->cue.begin] &&
           c->cue.begin < c->content[0].begin && is_noun_phrase(f, c);
}

/* "convinced the board to wait", "told them not to go": the content is what another is to do. */
static bool is_wanted(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct ns_range r = ns_kind_scan_of(f, c, 0).first;
    if ((c->entry->kind != NS_KIND_CLAIM && c->entry->kind != NS_KIND_QUESTION) ||
        ns_tok_is(f, c->content[0].begin, "that"))
        return false;
    if (c->rule == NS_RULE_OBJ_TO)
        return true;
    if (!(c->entry->takes & (NS_TAKES_OBJ_TO | NS_TAKES_OBJ_THAT)))
        return false;
    for (uint32_t t = r.begin; t + 1 < r.end && t < r.begin + 6 && !f->mark[t]; t++) {
        if (ns_tok_is(f, t, "to")) /* not "a response to the attack" */
            return !ns_tok_upper(f, t + 1) && !f->mark[t + 1] &&
                   !ns_tok_gram(f, t + 1, NS_G_DET | NS_G_OBJECT | NS_G_PRONOUN) &&
                   (t == r.begin || !ns_tok_gram(f, r.begin, NS_G_PRONOUN));
        if (ns_is_verbal(f, t))
            return false;
    }
    return false;
}

static struct ns_kind_guess kind_of_negated(const struct ns_finder *f, const struct ns_candidate *c)
{
    const struct ns_cue *cue = c->entry;
    if (cue->neg == NS_KIND_THREAT && !ns_tells_of_harm(f, c)) /* "does not rule out a new bid" */
        return (struct ns_kind_guess){NS_KIND_CLAIM, "the cue is negated"};
    if (cue->neg != NS_KIND_COUNT)
        return (struct ns_kind_guess){cue->neg, "the cue is negated"};
    if (cue->kind == NS_KIND_DENIAL || cue->kind == NS_KIND_CONFIRMATION)
        return (struct ns_kind_guess){NS_KIND_NO_COMMENT, "the cue is negated"};
    return (struct ns_kind_guess){NS_KIND_COUNT, NULL};
}

/* "refused to blame", "declined to confirm": the cue's own verb is what was not done. */
static bool refuses(const struct ns_finder *f, const struct ns_candidate *c)
{
    static const char *const verbs[] = {"refused",  "refuses", "refuse",    "refusing", "declined",
                                        "declines", "decline", "declining", "avoided",  "avoids"};
    for (uint32_t t = c->cue.begin; t < c->verb.begin; t++)
        for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
            if (ns_tok_is(f, t, verbs[i]))
                return true;
    return false;
}

/* "Neither ministry would explain": nobody was willing. */
static bool source_is_none(const struct ns_finder *f, const struct ns_candidate *c)
{
    bool would = false;
    if (ns_range_empty(c->source) || !(ns_tok_gram(f, c->source.begin, NS_G_NEGATIVE) ||
                                       ns_tok_is(f, c->source.begin, "neither")))
        return false;
    for (uint32_t t = c->cue.begin; t < c->cue.end && !would; t++)
        would = ns_tok_gram(f, t, NS_G_MODAL);
    return would;
}

static struct ns_kind_guess kind_by_cue(const struct ns_finder *f, const struct ns_candidate *c)
{
    const struct ns_kind_guess none = {NS_KIND_COUNT, NULL};
    const struct ns_cue *cue = c->entry;
    if (!cue)
        return is_act(f, c) ? (struct ns_kind_guess){NS_KIND_OTHER, "the cue tells of no speech"}
                            : none;
    bool not_one = source_is_none(f, c);
    struct ns_kind_guess negated = c->negated || not_one ? kind_of_negated(f, c) : none;
    if (negated.kind != NS_KIND_COUNT)
        return negated;
    if (refuses(f, c))
        return (struct ns_kind_guess){cue->kind == NS_KIND_CLAIM || cue->neg == NS_KIND_NO_COMMENT
                                          ? NS_KIND_NO_COMMENT
                                          : NS_KIND_OTHER,
                                      "refuses what the cue says"};
    enum ns_cue_role role = ns_head_role(f, c);
    if (cue->alleg != NS_KIND_COUNT && role == NS_CUE_ROLE_ALLEGATION)
        return (struct ns_kind_guess){cue->alleg, "the cue answers something alleged"};
    if ((cue->kind == NS_KIND_OTHER || cue->kind == NS_KIND_PROMISE) && withholds(f, c))
        return (struct ns_kind_guess){NS_KIND_NO_COMMENT, "declines an act of speech"};
    if (is_wanted(f, c))
        return (struct ns_kind_guess){NS_KIND_DEMAND, "an infinitive after an addressee"};
    if (cue->harm != NS_KIND_COUNT && cue->neg != NS_KIND_THREAT && ns_tells_of_harm(f, c))
        return (struct ns_kind_guess){cue->harm, "warns of harm"};
    if (cue->kind == NS_KIND_DENIAL && role == NS_CUE_ROLE_NONE && is_refused(f, c))
        return (struct ns_kind_guess){NS_KIND_OTHER, "refuses a request"};
    if (cue->np != NS_KIND_COUNT && role == NS_CUE_ROLE_NONE && is_noun_phrase(f, c))
        return (struct ns_kind_guess){cue->np, "the cue has a thing as its object"};
    if (cue->will != NS_KIND_COUNT && ns_speaks_of_future(f, c))
        return (struct ns_kind_guess){cue->will, "the cue tells what will be"};
    if (cue->kind == NS_KIND_CLAIM)
        return none;
    return (struct ns_kind_guess){cue->kind, "the cue says so"};
}

static bool alleges(const struct ns_finder *f, const struct ns_candidate *c)
{
    if (c->kind == NS_KIND_ACCUSATION || c->kind == NS_KIND_QUESTION)
        return true;
    return c->entry && c->entry->class == NS_CUE_NOUN &&
           ns_cue_role_of(f->table, ns_tok_number(f, c->verb.end - 1));
}

/* The stems of the sentence of a content that the token is in: what a negation there is about. */
static struct ns_stems stems_around(const struct ns_finder *f, const struct ns_candidate *c,
                                    uint32_t tok)
{
    struct ns_range r = c->content[0];
    uint32_t begin = tok, end = tok;
    while (begin > r.begin && !ns_ends_sentence(f, begin - 1))
        begin--;
    while (end < r.end && !ns_ends_sentence(f, end))
        end++;
    r = (struct ns_range){begin, end};
    return ns_stems_of(f, &r, 1);
}

/* "insists", "maintains": says it against somebody. */
static bool insists(const struct ns_candidate *c)
{
    static const char *const terms[] = {"insist", "maintain"};
    for (size_t i = 0; c->entry && i < sizeof terms / sizeof *terms; i++)
        if (ns_slice_equal(c->entry->term, ns_slice_of(terms[i])))
            return true;
    return false;
}

/* "no reason", "no sign": what there is not is nothing that others could have spoken of. */
static bool is_generic(const struct ns_finder *f, uint32_t tok)
{
    static const char *const nouns[] = {
        "sign",  "signs", "indication", "indications", "doubt",      "question",      "reason",
        "way",   "need",  "time",       "chance",      "hope",       "guarantee",     "word",
        "sense", "point", "room",       "alternative", "substitute", "justification", "excuse",
        "limit", "money", "plan",       "other",       "longer",     "easy",          "simple"};
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (ns_tok_is(f, tok, nouns[i]))
            return true;
    return false;
}

/* "there was no list": the stems of what there was not; none if the content says no such thing. */
static struct ns_stems missing_thing(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct ns_range r = ns_kind_scan_of(f, c, 0).first, thing;
    uint32_t t = r.begin + 1;
    bool there = ns_tok_is(f, r.begin, "there") || ns_tok_is(f, r.begin, "there's");
    if (r.end - r.begin < 3 || !there)
        return (struct ns_stems){.count = 0};
    while (t < r.end && t < r.begin + 4 && ns_tok_gram(f, t, (NS_G_AUX | NS_G_NEG) & ~NS_G_MODAL))
        t++;
    bool none = ns_tok_is(f, t, "no") || ns_tok_gram(f, t - 1, NS_G_NEG);
    if (!none || (t + 1 < r.end && is_generic(f, t + 1)))
        return (struct ns_stems){.count = 0};
    for (thing.begin = thing.end = t + 1; thing.end < r.end && thing.end < t + 4; thing.end++)
        if (f->mark[thing.end] || ns_tok_gram(f, thing.end, NS_G_PREP | NS_G_COORD))
            break;
    return ns_stems_of(f, &thing, 1);
}

/* "rather than hitting homes", "versus the rebels": what is told against, without a negation. */
static bool is_contrast(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    static const char *const pairs[][2] = {
        {"rather", "than"}, {"instead", "of"}, {"opposed", "to"}, {"regardless", "of"}};
    if (ns_tok_is(f, tok, "versus"))
        return true;
    for (size_t i = 0; tok + 1 < end && i < sizeof pairs / sizeof *pairs; i++)
        if (ns_tok_is(f, tok, pairs[i][0]) && ns_tok_is(f, tok + 1, pairs[i][1]))
            return true;
    return false;
}

/* Does what is insisted on set itself against something anywhere in its sentence? */
static bool sets_against(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct ns_range r = ns_kind_scan_of(f, c, 0).first;
    for (uint32_t t = r.begin; t < r.end && !ns_ends_sentence(f, t); t++) {
        bool not = ns_tok_gram(f, t, NS_G_NEG) && t > r.begin && !ns_tok_gram(f, t, NS_G_MODAL) &&
                   !ns_tok_gram(f, t - 1, NS_G_MODAL) &&
                   !(t + 1 < r.end && ns_is_of_mind(f, t + 1));
        if (not || is_contrast(f, t, r.end))
            return true;
    }
    return false;
}

/* Why the content's negation denies something; NULL if it denies nothing. */
static const char *answers_play(const struct ns_finder *f, const struct ns_candidate *c,
                                const struct ns_play *play, uint32_t speaker, bool asked)
{
    uint32_t negation = ns_negation_in(f, c);
    uint32_t begin = c->content[0].begin;
    if (insists(c) && sets_against(f, c))
        return "insists on one thing against another";
    if (!is_speech(c) || negation >= c->content[0].end)
        return NULL;
    struct ns_stems thing = missing_thing(f, c);
    if (thing.count && ns_thing_in_play(play, &thing, speaker, begin))
        return "says that there is not what others spoke of";
    if (is_opinion(f, c))
        return NULL;
    if (asked)
        return "a negation answers a question";
    if (insists(c))
        return "insists on a negation";
    struct ns_stems stems = stems_around(f, c, negation);
    return ns_in_play(play, &stems, speaker, begin)
               ? "negation governs what another said, asked or reported"
               : NULL;
}

/* "The guns are not for the parade. They are for the harbour": is what stands behind the negation in
 * one sentence set right in the next? */
static bool is_set_right(const struct ns_finder *f, uint32_t negation, uint32_t next, uint32_t end)
{
    static const char *const again[] = {"it", "they", "this", "these", "that", "he", "she"};
    static const char *const whole[] = {"it's", "they're", "that's", "he's", "she's"};
    bool be = ns_tok_gram(f, negation, NS_G_BE) ||
              (negation > 0 && ns_tok_gram(f, negation - 1, NS_G_BE));
    while (next < end && f->mark[next])
        next++;
    if (!be || next + 2 >= end)
        return false;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (ns_tok_is(f, next, whole[i]))
            return true;
    for (size_t i = 0; i < sizeof again / sizeof *again; i++)
        if (ns_tok_is(f, next, again[i]))
            return ns_tok_gram(f, next + 1, NS_G_BE) && !ns_tok_gram(f, next + 2, NS_G_NEG);
    return false;
}

/* Behind the first sentence of a content only such a correction of what is in play tells. */
static const char *corrects_play(const struct ns_finder *f, const struct ns_candidate *c,
                                 const struct ns_play *play, uint32_t speaker)
{
    struct ns_candidate one = *c; /* a sentence of it */
    struct ns_range r = c->content[0];
    unsigned sentences = 0;
    for (uint32_t t = r.begin; is_speech(c) && t + 3 < r.end && sentences < 2; t++) {
        uint32_t end = t + 1;
        if (!ns_ends_sentence(f, t))
            continue;
        sentences++;
        while (end < r.end && !ns_ends_sentence(f, end))
            end++;
        one.content[0] = (struct ns_range){t + 1, end};
        uint32_t negation = ns_negation_in(f, &one);
        if (negation >= end || is_opinion(f, &one) || !is_set_right(f, negation, end, r.end))
            continue;
        struct ns_stems stems = stems_around(f, &one, negation);
        if (ns_in_play(play, &stems, speaker, r.begin))
            return "sets right what another said, asked or reported";
    }
    return NULL;
}

/* Does an answer at tok still follow the question that ended before end? */
static bool follows(uint32_t end, uint32_t tok)
{
    return end != NS_NONE && tok < end + ANSWER_WITHIN;
}

void ns_kinds_assign(struct ns_finder *f)
{
    struct ns_play play;
    uint32_t asked = NS_NONE; /* token behind a question, if the statement before was one */
    ns_play_open(&play, f);
    for (size_t i = 0; i < f->found.len && !ns_doc_is_cancelled(f->doc); i++) {
        struct ns_candidate *c = &f->found.at[i];
        uint32_t speaker = head_of(f, c->source);
        struct ns_kind_guess guess = kind_by_cue(f, c);
        if (guess.kind == NS_KIND_COUNT)
            guess = ns_kind_of_content(
                f, c, answers_play(f, c, &play, speaker, follows(asked, c->content[0].begin)));
        const char *later =
            guess.kind == NS_KIND_COUNT ? corrects_play(f, c, &play, speaker) : NULL;
        if (later)
            guess = (struct ns_kind_guess){NS_KIND_DENIAL, later};
        if (guess.kind == NS_KIND_COUNT)
            guess = (struct ns_kind_guess){NS_KIND_CLAIM, "an assertion like any other"};
        c->kind = guess.kind;
        c->kind_reason = guess.reason;
        asked = c->kind == NS_KIND_QUESTION ? c->content[c->content_count - 1].end : NS_NONE;
        /* what is denied was somebody else's */
        bool denied = c->kind == NS_KIND_DENIAL;
        ns_play_add(&play, (struct ns_proposition){ns_stems_of(f, c->content, c->content_count),
                                                   denied ? NS_NONE : speaker, 0,
                                                   denied || alleges(f, c)});
    }
    ns_play_close(&play);
}
