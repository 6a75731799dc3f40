/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kinds_content.c: negation and its scope, modals, and the words of class content in cues.txt. */
#include "kinds.h"

#define START_TOKENS    3  /* "the content begins with it": within so many tokens */
#define NEGATION_WITHIN 14 /* tokens of the first clause in which its negation stands */
#define SENTENCES       2  /* of the content that are searched for telling words */

struct scan {
    const struct ns_finder *f;
    const struct ns_candidate *c;
    struct ns_range first; /* first piece without its opening mark and "that" */
    uint32_t stop;         /* end of the searched part of the first piece */
};

static struct scan scan_of(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct scan s = {.f = f, .c = c, .first = c->content[0]};
    while (s.first.begin < s.first.end &&
           (f->mark[s.first.begin] || ns_tok_is(f, s.first.begin, "that") ||
            ns_tok_gram(f, s.first.begin, NS_G_COORD)))
        s.first.begin++;
    s.stop = s.first.begin;
    for (int sentences = 0; s.stop < s.first.end; s.stop++) {
        char mark = f->mark[s.stop];
        if ((mark == '.' || mark == '?' || mark == '!') && ++sentences == SENTENCES)
            break;
    }
    return s;
}

uint32_t ns_negation_in(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct scan s = scan_of(f, c);
    for (uint32_t t = s.first.begin; t < s.first.end && t < s.first.begin + NEGATION_WITHIN; t++) {
        if (f->mark[t] == '.' || f->mark[t] == '?' || f->mark[t] == ';')
            break;
        if (t > s.first.begin && ns_tok_gram(f, t, NS_G_SUBORD | NS_G_RELATIVE) &&
            !ns_tok_gram(f, t, NS_G_DET))
            break;
        if (!ns_tok_gram(f, t, NS_G_NEG | NS_G_NEGATIVE))
            continue;
        bool only =
            t + 1 < s.first.end && (ns_tok_is(f, t + 1, "only") || ns_tok_is(f, t + 1, "just") ||
                                    ns_tok_is(f, t + 1, "longer") || ns_tok_is(f, t + 1, "doubt") ||
                                    ns_tok_is(f, t + 1, "sure") || ns_tok_is(f, t + 1, "yet"));
        if (!only)
            return t;
    }
    return s.first.end;
}

/* --- words of class content --- */

static bool is_future(const struct ns_finder *f, uint32_t tok)
{
    static const char *const words[] = {"will",     "would", "'ll",   "shall", "could", "going",
                                        "prepared", "ready", "won't", "may",   "might"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ns_tok_is(f, tok, words[i]))
            return true;
    return false;
}

/* Stands something like "will" before tok in the same sentence? */
static bool behind_future(const struct scan *s, uint32_t tok)
{
    for (uint32_t t = tok; t-- > s->first.begin;) {
        if (s->f->mark[t] == '.' || s->f->mark[t] == '?')
            return false;
        if (is_future(s->f, t))
            return true;
    }
    return is_future(s->f, tok);
}

static bool in_predicate(const struct scan *s, uint32_t tok)
{
    const struct ns_finder *f = s->f;
    for (uint32_t t = tok; t-- > s->first.begin && tok - t < 5;) {
        if (f->mark[t] && f->mark[t] != 'o')
            return false;
        if (ns_tok_gram(f, t, NS_G_BE) || ns_tok_is(f, t, "as") ||
            ns_cue_role_of(f->table, ns_tok_number(f, t)))
            return true;
    }
    return tok < s->first.begin + 2;
}

static bool is_first_modal(const struct scan *s, uint32_t tok)
{
    uint32_t next = tok + 1;
    if (next < s->first.end && (ns_tok_gram(s->f, next, NS_G_NEG) ||
                                ns_tok_is(s->f, next, "have") || ns_tok_is(s->f, next, "tell")))
        return false;
    for (uint32_t t = s->first.begin; t < tok; t++)
        if (ns_tok_gram(s->f, t, NS_G_MODAL) || s->f->mark[t] == '.')
            return false;
    return true;
}

/* Is a telling word itself negated: "not racist", "never lied"? */
static bool is_negated(const struct scan *s, uint32_t tok)
{
    for (uint32_t t = tok; t-- > s->first.begin && tok - t < 6;)
        if (ns_tok_gram(s->f, t, NS_G_NEG | NS_G_NEGATIVE))
            return true;
    return false;
}

static bool is_placed(const struct scan *s, const struct ns_cue *cue, uint32_t tok)
{
    if (cue->kind == NS_KIND_THREAT && s->c->entry && s->c->entry->harm != NS_KIND_COUNT)
        return true;
    switch ((enum ns_cue_place)cue->place) {
    case NS_PLACE_FIRST:
        return tok == s->first.begin;
    case NS_PLACE_START:
        return tok < s->first.begin + START_TOKENS;
    case NS_PLACE_HARM:
        return false;
    case NS_PLACE_NEGATED:
        return is_negated(s, tok);
    case NS_PLACE_PREDICATE:
        return in_predicate(s, tok);
    case NS_PLACE_FUTURE:
        return behind_future(s, tok);
    case NS_PLACE_MODAL:
        return is_first_modal(s, tok);
    default:
        return true;
    }
}

/* Counts the telling words of each kind. */
static void count_words(const struct scan *s, uint8_t counts[NS_KIND_COUNT])
{
    const struct ns_finder *f = s->f;
    for (uint32_t t = s->first.begin; t < s->stop; t++) {
        const struct ns_cue_form *forms;
        if (f->mark[t])
            continue;
        size_t count = ns_cue_forms(f->table, ns_tok_number(f, t), &forms);
        for (size_t i = 0; i < count; i++) {
            const struct ns_cue *cue = ns_cue_at(f->table, forms[i].cue);
            if (cue->class != NS_CUE_CONTENT || !is_placed(s, cue, t) ||
                !ns_cue_match(f->table, &forms[i], f->doc, t, s->stop))
                continue;
            if (cue->kind == NS_KIND_ACCUSATION && is_negated(s, t))
                continue;
            if (counts[cue->kind] < UINT8_MAX)
                counts[cue->kind]++;
        }
    }
}

bool ns_tells_of_harm(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct scan s = scan_of(f, c);
    uint8_t counts[NS_KIND_COUNT] = {0};
    count_words(&s, counts);
    return counts[NS_KIND_THREAT] > 0;
}

/* --- sentences --- */

static bool is_question(const struct scan *s)
{
    uint32_t last = s->first.end;
    while (last > s->first.begin && s->f->mark[last - 1] == 'c')
        last--;
    if (last == s->first.begin || s->f->mark[last - 1] != '?')
        return false;
    for (uint32_t t = s->first.begin; t + 1 < last; t++) /* one sentence only */
        if (s->f->mark[t] == '.' || s->f->mark[t] == '!')
            return false;
    return true;
}

static bool same_head(const struct scan *s, uint32_t tok)
{
    for (uint32_t t = s->c->source.begin; t < s->c->source.end; t++)
        if (s->f->doc->toks[t].word == s->f->doc->toks[tok].word && ns_tok_upper(s->f, t) &&
            !s->f->gram[t])
            return true;
    return false;
}

/* Does the source itself do what the content tells: "we will", "it would", "Russia will"? */
static bool speaks_of_itself(const struct scan *s, uint32_t *verb)
{
    const struct ns_finder *f = s->f;
    uint32_t t = s->first.begin;
    static const char *const first[] = {"i", "we", "our", "my", "i'll", "we'll", "we're", "i'm"};
    static const char *const third[] = {"he", "she", "it", "they", "its", "their", "his", "her"};
    bool quoted = f->doc->toks[t].quote != NS_NONE, self = false;
    for (size_t i = 0; i < 8 && !self; i++)
        self = ns_tok_is(f, t, quoted ? first[i] : third[i]);
    for (uint32_t n = t; !self && n < t + 4 && n < s->first.end; n++)
        self = same_head(s, n);
    for (uint32_t n = t; self && n < t + 5 && n < s->first.end; n++) {
        if (ns_tok_gram(f, n, NS_G_AUX) || ns_tok_is(f, n, "never")) {
            *verb = n;
            return true;
        }
        if (n > t && ns_tok_gram(f, n, NS_G_VERB | NS_G_RELATIVE))
            return false;
    }
    return false;
}

static bool promises(const struct scan *s)
{
    const struct ns_finder *f = s->f;
    uint32_t verb = s->first.end;
    if (!speaks_of_itself(s, &verb))
        return false;
    bool quoted = f->doc->toks[verb].quote != NS_NONE;
    bool will = ns_tok_is(f, verb, "will") || ns_tok_is(f, verb, "won't") ||
                ns_tok_is(f, verb, "i'll") || ns_tok_is(f, verb, "we'll") ||
                ns_tok_is(f, verb, "he'll") || ns_tok_is(f, verb, "'ll");
    bool dummy = ns_tok_is(f, s->first.begin, "it") && verb + 1 < s->first.end &&
                 (ns_tok_is(f, verb + 1, "be") || ns_tok_is(f, verb + 1, "take"));
    bool would =
        !quoted && !dummy && (ns_tok_is(f, verb, "would") || ns_tok_is(f, verb, "wouldn't"));
    bool going =
        verb + 2 < s->first.end && ns_tok_is(f, verb + 1, "going") && ns_tok_is(f, verb + 2, "to");
    return will || would || going;
}

/* "we did not", "it was not": an act of the source's own, negated, and no state of mind. */
static bool disowns(const struct scan *s, uint32_t negation)
{
    static const char *const minds[] = {
        "think", "know",  "want",     "believe", "need",   "care",     "expect",  "see",
        "feel",  "like",  "hope",     "mean",    "sure",   "afraid",   "mind",    "worry",
        "going", "agree", "remember", "trust",   "have",   "planning", "plans",   "plan",
        "doubt", "idea",  "choice",   "reason",  "longer", "interest", "support", "understand",
    };
    const struct ns_finder *f = s->f;
    uint32_t verb = s->first.end;
    if (!speaks_of_itself(s, &verb) || negation >= s->first.end || negation > verb + 2)
        return false;
    if (negation + 1 >= s->first.end || ns_tok_gram(f, negation + 1, NS_G_ADVERB) ||
        ns_tok_is(f, negation + 1, "a"))
        return false;
    if (ns_tok_gram(f, verb, NS_G_MODAL) || ns_tok_is(f, verb, "do") || ns_tok_is(f, verb, "don't"))
        return false;
    for (uint32_t t = negation; t < negation + 3 && t < s->first.end; t++)
        for (size_t i = 0; i < sizeof minds / sizeof *minds; i++)
            if (ns_tok_is(f, t, minds[i]))
                return false;
    return true;
}

/* "No, this is not politics": an answer that begins with no. */
static bool says_no(const struct scan *s)
{
    uint32_t t = s->first.begin;
    return t + 1 < s->first.end && ns_tok_is(s->f, t, "no") &&
           (s->f->mark[t + 1] == ',' || s->f->mark[t + 1] == '!' || s->f->mark[t + 1] == '.' ||
            s->f->mark[t + 1] == '-');
}

struct ns_kind_guess ns_kind_of_content(const struct ns_finder *f, const struct ns_candidate *c,
                                        bool in_play)
{
    struct scan s = scan_of(f, c);
    uint8_t counts[NS_KIND_COUNT] = {0};
    if (s.first.begin >= s.first.end)
        return (struct ns_kind_guess){NS_KIND_COUNT, NULL};
    count_words(&s, counts);
    uint32_t negation = ns_negation_in(f, c);
    if (counts[NS_KIND_NO_COMMENT])
        return (struct ns_kind_guess){NS_KIND_NO_COMMENT, "the content withholds an answer"};
    if (is_question(&s))
        return (struct ns_kind_guess){NS_KIND_QUESTION, "the content is a question"};
    if (counts[NS_KIND_DENIAL] || says_no(&s))
        return (struct ns_kind_guess){NS_KIND_DENIAL, "the content calls it untrue"};
    if (in_play)
        return (struct ns_kind_guess){NS_KIND_DENIAL,
                                      "negation governs what another said, asked or reported"};
    if (disowns(&s, negation))
        return (struct ns_kind_guess){NS_KIND_DENIAL, "the source's own act is negated"};
    if (counts[NS_KIND_CONFIRMATION])
        return (struct ns_kind_guess){NS_KIND_CONFIRMATION, "the content calls it true"};
    if (counts[NS_KIND_THREAT])
        return (struct ns_kind_guess){NS_KIND_THREAT, "harm to come in the content"};
    if (promises(&s))
        return (struct ns_kind_guess){NS_KIND_PROMISE, "the source speaks of its own future act"};
    if (counts[NS_KIND_DEMAND])
        return (struct ns_kind_guess){NS_KIND_DEMAND, "the content wants another to act"};
    if (counts[NS_KIND_ACCUSATION])
        return (struct ns_kind_guess){NS_KIND_ACCUSATION, "the content names a wrong"};
    return (struct ns_kind_guess){NS_KIND_COUNT, NULL};
}
