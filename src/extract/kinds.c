/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kinds.c: what the source does with the content. The cue decides where it tells ("denied",
 * "threatened"); after neutral cues ("said") the content does, and a negation makes a denial only of
 * what somebody else alleged, asked or reported in the article.
 */
#include "attribution.h"
#include "kinds.h"
#include "stems.h"

#define LOOK_BACK    40 /* earlier contents that are compared */
#define SHARED_LEAST 2  /* stems in common for two contents to be about the same */

struct proposition {
    struct ns_stems stems;
    uint32_t speaker; /* word index of the source's head, NS_NONE if unknown */
    bool alleged;     /* an accusation, a question, a report: what a denial answers */
};
NS_VEC(propositions, struct proposition);

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

/* Did somebody else say, ask or report much the same before? */
static bool is_in_play(const struct propositions *past, const struct ns_stems *stems,
                       uint32_t speaker)
{
    size_t first = past->len > LOOK_BACK ? past->len - LOOK_BACK : 0;
    for (size_t i = first; i < past->len; i++) {
        const struct proposition *p = &past->at[i];
        if (p->speaker == speaker && speaker != NS_NONE)
            continue;
        uint32_t both = ns_stems_shared(&p->stems, stems);
        uint32_t less = p->stems.count < stems->count ? p->stems.count : stems->count;
        /* what was alleged or asked: a third of the shorter one; what was merely said: more */
        if (p->alleged ? both >= SHARED_LEAST && both * 3 >= less
                       : both > SHARED_LEAST && both * 2 >= less)
            return true;
    }
    return false;
}

/* "I don't think", "we can't": a negated opinion, ability or need denies nothing. */
static bool is_opinion(const struct ns_finder *f, const struct ns_candidate *c)
{
    static const char *const verbs[] = {"think", "believe", "want",   "need", "like",
                                        "care",  "agree",   "expect", "see",  "worry"};
    uint32_t t = ns_negation_in(f, c);
    if (ns_tok_gram(f, t, NS_G_MODAL) || (t > 0 && ns_tok_gram(f, t - 1, NS_G_MODAL)))
        return true;
    for (uint32_t n = t + 1; n < t + 3 && n < c->content[0].end; n++)
        for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
            if (ns_tok_is(f, n, verbs[i]))
                return true;
    return false;
}

/* --- what the cue tells --- */

enum ns_cue_role ns_head_role(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct ns_range r = c->content[0];
    for (uint32_t t = r.begin; t < r.end && t < r.begin + 10; t++) {
        if (t > r.begin && ns_tok_gram(f, t, NS_G_RELATIVE | NS_G_SUBORD | NS_G_AUX))
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

static struct ns_kind_guess kind_by_cue(const struct ns_finder *f, const struct ns_candidate *c)
{
    const struct ns_kind_guess none = {NS_KIND_COUNT, NULL};
    const struct ns_cue *cue = c->entry;
    if (!cue)
        return none;
    if (c->negated) {
        if (cue->neg != NS_KIND_COUNT)
            return (struct ns_kind_guess){cue->neg, "the cue is negated"};
        if (cue->kind == NS_KIND_DENIAL || cue->kind == NS_KIND_CONFIRMATION)
            return (struct ns_kind_guess){NS_KIND_NO_COMMENT, "the cue is negated"};
    }
    if (cue->alleg != NS_KIND_COUNT && ns_head_role(f, c) == NS_CUE_ROLE_ALLEGATION)
        return (struct ns_kind_guess){cue->alleg, "the cue answers something alleged"};
    if ((cue->kind == NS_KIND_OTHER || cue->kind == NS_KIND_PROMISE) && withholds(f, c))
        return (struct ns_kind_guess){NS_KIND_NO_COMMENT, "declines an act of speech"};
    if (c->rule == NS_RULE_OBJ_TO && (cue->kind == NS_KIND_CLAIM || cue->kind == NS_KIND_QUESTION))
        return (struct ns_kind_guess){NS_KIND_DEMAND, "an infinitive after an addressee"};
    if (cue->harm != NS_KIND_COUNT && ns_tells_of_harm(f, c))
        return (struct ns_kind_guess){cue->harm, "warns of harm"};
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

void ns_kinds_assign(struct ns_finder *f)
{
    struct propositions past = {0};
    bool asked = false; /* the statement before was a question */
    for (size_t i = 0; i < f->found.len; i++) {
        struct ns_candidate *c = &f->found.at[i];
        struct ns_stems stems = ns_stems_of(f, c->content, c->content_count);
        uint32_t speaker = head_of(f, c->source);
        struct ns_kind_guess guess = kind_by_cue(f, c);
        if (guess.kind == NS_KIND_COUNT) {
            bool negated = is_speech(c) && ns_negation_in(f, c) < c->content[0].end;
            bool in_play =
                negated && !is_opinion(f, c) && (asked || is_in_play(&past, &stems, speaker));
            guess = ns_kind_of_content(f, c, in_play);
        }
        if (guess.kind == NS_KIND_COUNT)
            guess = (struct ns_kind_guess){NS_KIND_CLAIM, "an assertion like any other"};
        c->kind = guess.kind;
        c->kind_reason = guess.reason;
        asked = c->kind == NS_KIND_QUESTION;
        ns_vec_push(&past, (struct proposition){stems, speaker, alleges(f, c)});
    }
    ns_vec_free(&past);
}
