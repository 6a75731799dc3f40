/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kinds_words.c: the words of class content in cues.txt, and where they count. */
#include "kinds.h"
#include "phrase.h"

#define START_TOKENS 3   /* "the content begins with it": within so many tokens */
#define SENTENCES    3   /* of the content that are searched for telling words */
#define VICTIM_NEAR  8   /* tokens between a deed and who suffers it */
#define WORDS_MAX    300 /* tokens of a content without stops that are searched */
#define CLAUSE_MAX   60  /* tokens before a word in which its modal is looked for */

struct ns_kind_scan ns_kind_scan_of(const struct ns_finder *f, const struct ns_candidate *c,
                                    size_t piece)
{
    struct ns_kind_scan s = {.f = f, .c = c, .first = c->content[piece], .later = piece > 0};
    while (s.first.begin < s.first.end &&
           (f->mark[s.first.begin] || ns_tok_is(f, s.first.begin, "that") ||
            ns_tok_gram(f, s.first.begin, NS_G_COORD)))
        s.first.begin++;
    return s;
}

bool ns_ends_sentence(const struct ns_finder *f, uint32_t tok)
{
    return f->mark[tok] == '.' || f->mark[tok] == '?' || f->mark[tok] == '!';
}

/* --- where a word stands --- */

static bool is_future(const struct ns_finder *f, uint32_t tok)
{
    static const char *const words[] = {"will",     "would", "wouldn't", "shall", "could",
                                        "couldn't", "going", "prepared", "ready", "won't"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ns_tok_is(f, tok, words[i]))
            return true;
    return ns_tok_gram(f, tok, NS_G_MODAL) && ns_tok_ends(f, tok, "'ll");
}

/* Stands something like "will" before tok in the same sentence? */
static bool behind_future(const struct ns_kind_scan *s, uint32_t tok)
{
    for (uint32_t t = tok; t-- > s->first.begin && tok - t < CLAUSE_MAX;) {
        if (ns_ends_sentence(s->f, t))
            return false;
        if (is_future(s->f, t))
            return true;
    }
    return is_future(s->f, tok);
}

/* "called it false", "dismissed it as fiction": the cue itself gives it the name. */
static bool calls(const struct ns_kind_scan *s)
{
    const struct ns_cue *cue = s->c->entry;
    return cue && ((cue->takes & NS_TAKES_OBJ_NP) || (cue->obj_preps & NS_P_AS));
}

/* "the army's", not "it's" */
static bool is_genitive(const struct ns_finder *f, uint32_t tok)
{
    return ns_is_possessive(f, tok) && (tok == 0 || !ns_tok_gram(f, tok - 1, NS_G_PRONOUN));
}

static bool in_predicate(const struct ns_kind_scan *s, uint32_t tok)
{
    const struct ns_finder *f = s->f;
    for (uint32_t t = tok; t-- > s->first.begin && tok - t < 5;) {
        if (f->mark[t] && f->mark[t] != 'o')
            return false;
        bool be = ns_tok_gram(f, t, NS_G_BE) && !is_genitive(f, t);
        bool named = ns_tok_is(f, t, "as") || ns_cue_role_of(f->table, ns_tok_number(f, t));
        if (be || (named && calls(s)))
            return true;
    }
    /* "False," she said: nothing but the word */
    return tok == s->first.begin && (tok + 1 >= s->first.end || f->mark[tok + 1]);
}

/* "Velm's aggression", "your many violations", "Velmish atrocities", "an act of aggression": a
 * wrong that is laid at somebody's door. */
static bool is_owned(const struct ns_kind_scan *s, uint32_t tok)
{
    static const char *const owners[] = {"his",       "her",    "their",   "its",       "your",
                                         "committed", "commit", "commits", "committing"};
    const struct ns_finder *f = s->f;
    if (calls(s) || in_predicate(s, tok))
        return true;
    for (uint32_t t = tok; t-- > s->first.begin && tok - t < 4 && !f->mark[t];) {
        if (is_genitive(f, t) || ns_tok_is(f, t, "act") || ns_tok_is(f, t, "acts"))
            return true;
        for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
            if (ns_tok_is(f, t, owners[i]))
                return true;
        if (t + 1 == tok && ns_tok_upper(f, t) && f->doc->toks[t].mention != NS_NONE)
            return true;
    }
    return false;
}

static bool is_first_modal(const struct ns_kind_scan *s, uint32_t tok)
{
    uint32_t next = tok + 1;
    bool negated = next < s->first.end && ns_tok_gram(s->f, next, NS_G_NEG);
    next += negated; /* "should not fly", but "should not be" is a reproach */
    if (next < s->first.end && (ns_tok_is(s->f, next, "have") || ns_tok_is(s->f, next, "tell") ||
                                (negated && ns_tok_is(s->f, next, "be"))))
        return false;
    if (tok - s->first.begin > CLAUSE_MAX)
        return false;
    for (uint32_t t = s->first.begin; t < tok; t++)
        if (ns_tok_gram(s->f, t, NS_G_MODAL) || ns_ends_sentence(s->f, t))
            return false;
    return true;
}

/* Is a telling word itself negated: "not racist", "never lied"? */
static bool is_negated(const struct ns_kind_scan *s, uint32_t tok)
{
    for (uint32_t t = tok; t-- > s->first.begin && tok - t < 6;)
        if (ns_tok_gram(s->f, t, NS_G_NEG | NS_G_NEGATIVE))
            return true;
    return false;
}

/* "no involvement", not "no proof of the army's involvement" */
static bool is_negated_itself(const struct ns_kind_scan *s, uint32_t tok)
{
    for (uint32_t t = tok; t-- > s->first.begin && tok - t < 6;) {
        if (ns_tok_gram(s->f, t, NS_G_NEG | NS_G_NEGATIVE)) /* "will not take part" tells no past */
            return !ns_tok_gram(s->f, t, NS_G_MODAL) &&
                   !(t > s->first.begin && ns_tok_gram(s->f, t - 1, NS_G_MODAL));
        if (ns_tok_gram(s->f, t, NS_G_PREP) && !ns_tok_is(s->f, t, "to"))
            return false;
    }
    return false;
}

/* "we failed", "my mistake was": what the speaker says of himself is no accusation. */
static bool is_own(const struct ns_kind_scan *s, uint32_t tok)
{
    static const char *const own[] = {"i", "we", "i've", "we've", "i'm", "we're"};
    const struct ns_finder *f = s->f;
    for (uint32_t t = tok; t-- > s->first.begin && tok - t < 5;) {
        if (f->mark[t] && f->mark[t] != '\'')
            return false;
        for (size_t i = 0; i < sizeof own / sizeof *own; i++)
            if (ns_tok_is(f, t, own[i]))
                return true;
        if (ns_tok_upper(f, t) || ns_tok_gram(f, t, NS_G_PRONOUN | NS_G_RELATIVE))
            return false;
    }
    return false;
}

/* "would be reckless", "if he used", "whether they had": alleged of nobody yet. */
static bool is_supposed(const struct ns_kind_scan *s, uint32_t tok)
{
    static const char *const words[] = {"would", "could",   "might",  "may",
                                        "if",    "whether", "unless", "any"};
    for (uint32_t t = tok; t-- > s->first.begin && tok - t < 8;) {
        if (s->f->mark[t] && s->f->mark[t] != 'o' && s->f->mark[t] != 'c')
            return false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (ns_tok_is(s->f, t, words[i]))
                return true;
    }
    return false;
}

static bool has_place(const struct ns_kind_scan *s, uint32_t tok, enum ns_cue_place place)
{
    const struct ns_cue_form *forms;
    size_t count =
        s->f->mark[tok] ? 0 : ns_cue_forms(s->f->table, ns_tok_number(s->f, tok), &forms);
    for (size_t i = 0; i < count; i++) {
        const struct ns_cue *cue = ns_cue_at(s->f->table, forms[i].cue);
        if (cue->class == NS_CUE_CONTENT && cue->place == place &&
            ns_cue_match(s->f->table, &forms[i], s->f->doc, tok, s->first.end))
            return true;
    }
    return false;
}

/* "the attack on the market": a noun, of which nobody is told to have done it; not "launched an
 * attack", "Velm's attack". */
static bool is_nobodys(const struct ns_kind_scan *s, uint32_t tok)
{
    static const char *const verbs[] = {"launched", "carried",   "out",     "conducted", "staged",
                                        "mounted",  "launching", "ordered", "committed"};
    const struct ns_finder *f = s->f;
    uint32_t t = tok;
    if (ns_tok_ends(f, tok, "ed"))
        return false;
    while (t > s->first.begin && tok - t < 4 && !f->mark[t - 1] &&
           !ns_tok_gram(f, t - 1, NS_G_DET) && !ns_is_verbal(f, t - 1))
        t--;
    if (t == s->first.begin || f->mark[t - 1] || !ns_tok_gram(f, t - 1, NS_G_DET) ||
        ns_tok_gram(f, t - 1, NS_G_PRONOUN) || is_owned(s, tok))
        return false;
    for (size_t i = 0; t - 1 > s->first.begin && i < sizeof verbs / sizeof *verbs; i++)
        if (ns_tok_is(f, t - 2, verbs[i]))
            return false;
    return true;
}

/* "the army shelled a school", "civilians were killed by the army", "the jets' attack on homes". */
static bool is_deed(const struct ns_kind_scan *s, uint32_t tok)
{
    const struct ns_finder *f = s->f;
    bool passive = false;
    for (uint32_t t = tok; t-- > s->first.begin && tok - t < 4 && !f->mark[t];) {
        if (ns_tok_gram(f, t, NS_G_MODAL))
            return false;
        passive = passive || ns_tok_gram(f, t, NS_G_BE);
    }
    if (passive && !ns_tok_ends(f, tok, "ing")) {
        bool by = false, victim = false;
        for (uint32_t t = tok + 1; t < s->first.end && t < tok + 5 && !f->mark[t]; t++)
            by = by || ns_tok_is(f, t, "by");
        for (uint32_t t = tok; by && !victim && t-- > s->first.begin && tok - t < VICTIM_NEAR;)
            victim = has_place(s, t, NS_PLACE_VICTIM);
        return victim;
    }
    if (tok == s->first.begin || is_nobodys(s, tok))
        return false; /* nobody is named who did it */
    for (uint32_t t = tok + 1; t < s->first.end && t < tok + VICTIM_NEAR; t++) {
        if (ns_ends_sentence(f, t) || f->mark[t] == ';')
            return false;
        if (has_place(s, t, NS_PLACE_VICTIM))
            return true;
    }
    return false;
}

static bool is_placed(const struct ns_kind_scan *s, const struct ns_cue *cue, uint32_t tok)
{
    if (cue->kind == NS_KIND_THREAT && s->c->entry && s->c->entry->harm != NS_KIND_COUNT)
        return true;
    switch ((enum ns_cue_place)cue->place) {
    case NS_PLACE_FIRST:
        return !s->later && tok == s->first.begin;
    case NS_PLACE_START:
        return !s->later && tok < s->first.begin + START_TOKENS;
    case NS_PLACE_HARM:
    case NS_PLACE_VICTIM:
        return false;
    case NS_PLACE_NEGATED:
        return is_negated_itself(s, tok);
    case NS_PLACE_PREDICATE:
        return in_predicate(s, tok);
    case NS_PLACE_FUTURE:
        return behind_future(s, tok);
    case NS_PLACE_MODAL:
        return !s->later && is_first_modal(s, tok);
    case NS_PLACE_OWNED:
        return is_owned(s, tok);
    case NS_PLACE_DEED:
        return is_deed(s, tok);
    default:
        return true;
    }
}

/* "a propaganda win": the word only describes the noun behind it. */
static bool describes(const struct ns_kind_scan *s, uint32_t end)
{
    const struct ns_finder *f = s->f;
    return end < s->first.end && ns_tok_lower(f, end) && f->gram[end] == 0 && !f->mark[end] &&
           !ns_is_adverb(f, end) && !ns_tok_ends(f, end, "ed") && !ns_tok_ends(f, end, "ing");
}

/* --- finding --- */

static void look_at(const struct ns_kind_scan *s, uint32_t tok, struct ns_kind_words *words)
{
    const struct ns_finder *f = s->f;
    const struct ns_cue_form *forms;
    size_t count = ns_cue_forms(f->table, ns_tok_number(f, tok), &forms);
    for (size_t i = 0; i < count; i++) {
        const struct ns_cue *cue = ns_cue_at(f->table, forms[i].cue);
        if (cue->class != NS_CUE_CONTENT || !ns_range_empty(words->first[cue->kind]) ||
            !is_placed(s, cue, tok))
            continue;
        size_t end = ns_cue_match(f->table, &forms[i], f->doc, tok, s->first.end);
        if (!end)
            continue;
        if (cue->kind == NS_KIND_ACCUSATION &&
            (is_negated(s, tok) || is_own(s, tok) || is_supposed(s, tok)))
            continue;
        if (cue->kind == NS_KIND_DENIAL && cue->place == NS_PLACE_PREDICATE &&
            describes(s, (uint32_t)end))
            continue;
        if (cue->kind == NS_KIND_CONFIRMATION && (s->later || is_negated(s, tok)))
            continue;
        words->first[cue->kind] = (struct ns_range){tok, (uint32_t)end};
    }
}

struct ns_kind_words ns_kind_words_in(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct ns_kind_words words = {0};
    uint32_t sentences = 0, seen = 0;
    for (size_t piece = 0; piece < c->content_count && sentences < SENTENCES; piece++) {
        struct ns_kind_scan s = ns_kind_scan_of(f, c, piece);
        for (uint32_t t = s.first.begin;
             t < s.first.end && sentences < SENTENCES && seen < WORDS_MAX; t++, seen++) {
            if (ns_ends_sentence(f, t))
                sentences++;
            else if (!f->mark[t])
                look_at(&s, t, &words);
        }
    }
    return words;
}

bool ns_tells_of_harm(const struct ns_finder *f, const struct ns_candidate *c)
{
    return !ns_range_empty(ns_kind_words_in(f, c).first[NS_KIND_THREAT]);
}
