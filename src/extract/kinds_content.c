/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kinds_content.c: what a content does by its negation, its modals and its telling words. */
#include "kinds.h"
#include "phrase.h"

#define NEGATION_WITHIN 14 /* tokens of the first clause in which its negation stands */

/* "not only", "no longer", "not to say", "not paying": negates less than the clause. */
static bool negates_clause(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    static const char *const narrow[] = {
        "only",   "just",   "longer",  "doubt",    "sure",    "yet",   "to",    "in",
        "too",    "alone",  "more",    "better",   "less",    "fewer", "clear", "certain",
        "enough", "always", "limited", "decision", "decided", "able"};
    uint32_t next = tok + 1;
    if (next >= end)
        return true;
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
        if (ns_tok_is(f, next, narrow[i]))
            return false;
    for (uint32_t t = next; ns_tok_is(f, tok, "no") && t < end && t < tok + 14; t++)
        if (ns_tok_is(f, t, "than")) /* "no country has done more than" */
            return false;
    /* "not paying taxes" as a subject; behind a form of "be" it is the predicate */
    bool be = tok > 0 && ns_tok_gram(f, tok - 1, NS_G_BE);
    return be || ns_tok_gram(f, tok, NS_G_AUX) || !ns_tok_ends(f, next, "ing");
}

uint32_t ns_negation_in(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct ns_kind_scan s = ns_kind_scan_of(f, c, 0);
    if (ns_tok_is(f, s.first.begin, "you"))
        return s.first.end; /* blames the hearer */
    for (uint32_t t = s.first.begin; t < s.first.end && t < s.first.begin + NEGATION_WITHIN; t++) {
        if (f->mark[t] == '.' || f->mark[t] == '?' || f->mark[t] == ';')
            break;
        if (t > s.first.begin && ns_tok_gram(f, t, NS_G_SUBORD | NS_G_RELATIVE) &&
            !ns_tok_gram(f, t, NS_G_DET))
            break;
        if (ns_tok_gram(f, t, NS_G_NEG | NS_G_NEGATIVE) && negates_clause(f, t, s.first.end))
            return t;
    }
    return s.first.end;
}

/* --- sentences --- */

static bool is_question(const struct ns_kind_scan *s)
{
    uint32_t last = s->first.end;
    while (last > s->first.begin && s->f->mark[last - 1] == 'c')
        last--;
    if (last == s->first.begin || s->f->mark[last - 1] != '?')
        return false;
    bool interview = !s->c->entry && !ns_range_empty(s->c->cue);       /* "Q: We met. Why?" */
    for (uint32_t t = s->first.begin; t + 1 < last && !interview; t++) /* one sentence only */
        if (s->f->mark[t] == '.' || s->f->mark[t] == '!')
            return false;
    return true;
}

/* "Velm" and "Velmish": names that begin alike. */
static bool begins_alike(struct ns_slice a, struct ns_slice b)
{
    size_t less = a.len < b.len ? a.len : b.len;
    return less >= 4 && !memcmp(a.at, b.at, less < 6 ? less - 1 : 5);
}

/* Is the name at tok in a role of somebody in the source: "Russia" for the Russian minister? */
static bool in_role(const struct ns_kind_scan *s, uint32_t tok)
{
    const struct ns_doc *doc = s->f->doc;
    struct ns_slice name = ns_doc_text(doc, tok);
    for (uint32_t t = s->c->source.begin; t < s->c->source.end; t++) {
        if (ns_tok_upper(s->f, t) && begins_alike(ns_doc_text(doc, t), name))
            return true;
        uint32_t m = doc->toks[t].mention;
        const struct ns_entity *e = m == NS_NONE ? NULL : &doc->entities[doc->mentions[m].entity];
        for (size_t i = 0; e && i < e->role_count; i++) {
            struct ns_slice rest = e->roles[i], word;
            while (ns_slice_field(&rest, ' ', &word))
                if (begins_alike(word, name))
                    return true;
        }
    }
    return false;
}

static bool same_head(const struct ns_kind_scan *s, uint32_t tok)
{
    if (ns_tok_upper(s->f, tok) && !s->f->gram[tok] && in_role(s, tok))
        return true;
    for (uint32_t t = s->c->source.begin; t < s->c->source.end; t++)
        if (s->f->doc->toks[t].word == s->f->doc->toks[tok].word && ns_tok_upper(s->f, t) &&
            !s->f->gram[t])
            return true;
    return false;
}

/* "they" may be the source only if it is more than one. */
static bool is_plural(const struct ns_finder *f, struct ns_range source)
{
    for (uint32_t t = source.begin; t < source.end; t++) {
        if (ns_tok_gram(f, t, NS_G_COORD) || ns_tok_is(f, t, "they") || ns_tok_is(f, t, "who"))
            return true;
        if (ns_tok_ends(f, t, "s") && !ns_is_possessive(f, t))
            return true;
    }
    return false;
}

/* Does the source itself do what the content tells: "we will", "it would", "Russia will"? */
static bool speaks_of_itself(const struct ns_kind_scan *s, uint32_t *verb)
{
    const struct ns_finder *f = s->f;
    uint32_t t = s->first.begin;
    static const char *const first[] = {"i", "we", "our", "my", "i'll", "we'll", "we're", "i'm"};
    static const char *const third[] = {"he", "she", "it", "its", "his", "her", "they", "their"};
    bool quoted = f->doc->toks[t].quote != NS_NONE, self = false;
    size_t count = quoted || is_plural(f, s->c->source) ? 8 : 6;
    for (size_t i = 0; i < count && !self; i++)
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

bool ns_speaks_of_future(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct ns_range r = c->content[0];
    for (uint32_t t = r.begin; t < r.end && t < r.begin + 14 && f->mark[t] != '.'; t++)
        if (ns_tok_is(f, t, "will") || ns_tok_is(f, t, "would") || ns_tok_is(f, t, "won't") ||
            (t + 1 < r.end && ns_tok_gram(f, t, NS_G_BE) && ns_tok_is(f, t + 1, "to")))
            return true;
    return false;
}

/* "it will be", "we will see", "it would cost": no act of anybody's. */
static bool is_no_act(const struct ns_finder *f, uint32_t verb, uint32_t end)
{
    static const char *const all[] = {"be",      "see",      "say",    "have",    "know",
                                      "take",    "cost",     "mean",   "cause",   "affect",
                                      "lead",    "require",  "need",   "spark",   "result",
                                      "depress", "increase", "reduce", "simplify"};
    uint32_t t = verb + 1;
    while (t < end && (ns_tok_gram(f, t, NS_G_NEG) || ns_is_adverb(f, t)))
        t++;
    for (size_t i = 0; t < end && i < sizeof all / sizeof *all; i++)
        if (ns_tok_is(f, t, all[i]))
            return true;
    return false;
}

/* "I will", "we won't", "we are going to" in the first sentences of a quotation. */
static bool promises_outright(const struct ns_kind_scan *s)
{
    const struct ns_finder *f = s->f;
    int sentences = 0;
    for (uint32_t t = s->first.begin; t + 2 < s->first.end && sentences < 2; t++) {
        sentences += ns_ends_sentence(f, t);
        if (f->doc->toks[t].quote == NS_NONE || f->mark[t])
            continue;
        bool whole = ns_tok_is(f, t, "i'll") || ns_tok_is(f, t, "we'll");
        bool self = ns_tok_is(f, t, "i") || ns_tok_is(f, t, "we");
        uint32_t verb = whole ? t : t + 1;
        bool will = whole || (self && (ns_tok_is(f, verb, "will") || ns_tok_is(f, verb, "won't") ||
                                       ns_tok_is(f, verb, "shall")));
        if (will && !is_no_act(f, verb, s->first.end))
            return !(t > s->first.begin && ns_tok_gram(f, t - 1, NS_G_SUBORD | NS_G_WH));
    }
    return false;
}

static bool promises(const struct ns_kind_scan *s)
{
    const struct ns_finder *f = s->f;
    uint32_t verb = s->first.end;
    if (promises_outright(s))
        return true;
    if (!speaks_of_itself(s, &verb))
        return false;
    bool quoted = f->doc->toks[verb].quote != NS_NONE;
    bool will = ns_tok_is(f, verb, "will") || ns_tok_is(f, verb, "won't") ||
                ns_tok_is(f, verb, "i'll") || ns_tok_is(f, verb, "we'll") ||
                ns_tok_is(f, verb, "he'll") || ns_tok_is(f, verb, "'ll");
    bool dummy = !quoted && ns_tok_is(f, s->first.begin, "it") && is_no_act(f, verb, s->first.end);
    bool would = !quoted && (ns_tok_is(f, verb, "would") || ns_tok_is(f, verb, "wouldn't"));
    bool going =
        verb + 2 < s->first.end && ns_tok_is(f, verb + 1, "going") && ns_tok_is(f, verb + 2, "to");
    return ((will || would) && !dummy) || going;
}

/* "we have no role in it": is the noun at tok a part that one may have in something? */
static bool has_part(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    static const char *const parts[] = {
        "interest", "interests",  "role",        "part",    "involvement", "link",        "links",
        "ties",     "connection", "connections", "designs", "ambitions",   "relationship"};
    for (size_t i = 0; tok < end && i < sizeof parts / sizeof *parts; i++)
        if (ns_tok_is(f, tok, parts[i]))
            return true;
    return false;
}

/* "none of our guns", "not one of his men" */
static bool is_none_of_own(const struct ns_kind_scan *s)
{
    static const char *const own[] = {"our", "my", "its", "his", "her", "their"};
    const struct ns_finder *f = s->f;
    uint32_t t = s->first.begin;
    if (ns_tok_is(f, t, "none"))
        t++;
    else if (t + 1 < s->first.end && ns_tok_is(f, t, "not") && ns_tok_is(f, t + 1, "one"))
        t += 2;
    if (t == s->first.begin || t + 1 >= s->first.end || !ns_tok_is(f, t, "of"))
        return false;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (ns_tok_is(f, t + 1, own[i]))
            return true;
    return false;
}

/* Words that follow a negation where a state of mind, a need or a plan is negated, and no act. */
bool ns_is_of_mind(const struct ns_finder *f, uint32_t tok)
{
    static const char *const minds[] = {
        "able",      "afraid",    "agree",      "allowed",  "believe",    "care",     "choice",
        "concerned", "convinced", "doubt",      "expect",   "expected",   "feel",     "going",
        "have",      "hope",      "idea",       "interest", "interested", "know",     "like",
        "longer",    "mean",      "mind",       "need",     "opposed",    "plan",     "planning",
        "plans",     "pleased",   "promising",  "reason",   "remember",   "required", "rule",
        "ruled",     "satisfied", "see",        "support",  "supposed",   "sure",     "surprised",
        "think",     "trust",     "understand", "want",     "worried",    "worry"};
    for (size_t i = 0; i < sizeof minds / sizeof *minds; i++)
        if (ns_tok_is(f, tok, minds[i]))
            return true;
    return false;
}

/* "we did not", "it was not": an act of the source's own, negated, and no state of mind. */
static bool disowns(const struct ns_kind_scan *s, uint32_t negation)
{
    const struct ns_finder *f = s->f;
    uint32_t verb = s->first.end;
    if (!speaks_of_itself(s, &verb) || negation >= s->first.end || negation > verb + 2)
        return false;
    if (negation + 1 >= s->first.end || ns_tok_gram(f, negation + 1, NS_G_ADVERB) ||
        ns_tok_is(f, negation + 1, "a"))
        return false;
    if (ns_tok_gram(f, verb, NS_G_HAVE) && ns_tok_gram(f, negation, NS_G_NEGATIVE))
        return has_part(f, negation + 1, s->first.end); /* not "we have no context" */
    if (ns_tok_gram(f, verb, NS_G_BE) && negation + 1 < s->first.end &&
        !ns_tok_ends(f, negation + 1, "ing") && !ns_tok_ends(f, negation + 1, "ed") &&
        !ns_tok_is(f, negation + 1, "behind") && !ns_tok_is(f, negation + 1, "responsible"))
        return false; /* "he was not beholden" */
    if (ns_tok_gram(f, verb, NS_G_MODAL) || ns_tok_is(f, verb, "do") || ns_tok_is(f, verb, "don't"))
        return false;
    for (uint32_t t = negation; t < negation + 3 && t < s->first.end; t++)
        if (ns_is_of_mind(f, t))
            return false;
    return true;
}

/* "does not believe those claims", "we do not accept the report" */
static bool disbelieves(const struct ns_kind_scan *s, uint32_t negation)
{
    static const char *const verbs[] = {"believe",   "buy",       "accept", "credit",
                                        "recognize", "recognise", "trust"};
    for (uint32_t t = negation; t < negation + 3 && t < s->first.end; t++)
        for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
            if (ns_tok_is(s->f, t, verbs[i]))
                return ns_names_allegation(s->f, t + 1, s->first.end);
    return false;
}

/* "it wasn't us", "it was not Velm": somebody else did it. */
static bool was_another(const struct ns_kind_scan *s)
{
    const struct ns_finder *f = s->f;
    uint32_t t = s->first.begin;
    if (t + 2 >= s->first.end || !ns_tok_is(f, t, "it") || !ns_tok_gram(f, t + 1, NS_G_BE))
        return false;
    t++;
    while (t < s->first.end && ns_tok_gram(f, t, NS_G_BE | NS_G_NEG) &&
           !ns_tok_gram(f, t, NS_G_NEG))
        t++;
    if (!ns_tok_gram(f, t, NS_G_NEG) || t + 1 >= s->first.end)
        return false;
    t++;
    if (ns_tok_gram(f, t, NS_G_DET) && !ns_tok_gram(f, t, NS_G_PRONOUN) && t + 1 < s->first.end)
        t++;
    if (!ns_tok_gram(f, t, NS_G_OBJECT) && (!ns_tok_upper(f, t) || f->gram[t]))
        return false;
    while (t < s->first.end && ns_tok_upper(f, t))
        t++;
    return t + 1 >= s->first.end || !ns_tok_ends(f, t, "ing"); /* "it's not Oran changing" */
}

/* "there is no evidence that", "there was no hard proof": for what is said, nothing speaks. */
static bool lacks_evidence(const struct ns_kind_scan *s)
{
    const struct ns_finder *f = s->f;
    uint32_t t = s->first.begin;
    if (!ns_tok_is(f, t, "there") && !ns_tok_is(f, t, "there's"))
        return false;
    while (t < s->first.end && t < s->first.begin + 3 && !ns_tok_is(f, t, "no"))
        t++;
    for (uint32_t n = t + 1; n < s->first.end && n < t + 4 && ns_tok_is(f, t, "no"); n++)
        if (ns_tok_is(f, n, "evidence") || ns_tok_is(f, n, "proof"))
            return true;
    return false;
}

/* "No, this is not politics": an answer that begins with no. */
static bool says_no(const struct ns_kind_scan *s)
{
    uint32_t t = s->first.begin;
    return t + 1 < s->first.end && ns_tok_is(s->f, t, "no") &&
           (s->f->mark[t + 1] == ',' || s->f->mark[t + 1] == '!' || s->f->mark[t + 1] == '.' ||
            s->f->mark[t + 1] == '-');
}

/* --- what it does --- */

#define WORD_BYTES 40 /* of the words that a reason names */

/* The reason with the words of the content that told. */
static struct ns_kind_guess told_by(const struct ns_finder *f, enum ns_kind kind,
                                    const char *reason, struct ns_range words)
{
    if (ns_range_empty(words))
        return (struct ns_kind_guess){kind, reason};
    struct ns_slice text = ns_article_text(f->doc->article, ns_doc_bytes_of(f->doc, words));
    if (text.len > WORD_BYTES)
        return (struct ns_kind_guess){kind, reason};
    struct ns_slice full =
        ns_arena_format(f->doc->out, "%s: \"%.*s\"", reason, (int)text.len, text.at);
    return (struct ns_kind_guess){kind, full.at};
}

/* Denied by words, or by a negation for a reason that is known. */
static struct ns_kind_guess denial_of(const struct ns_kind_scan *s,
                                      const struct ns_kind_words *words, const char *answers)
{
    const struct ns_finder *f = s->f;
    uint32_t negation = ns_negation_in(f, s->c);
    if (!ns_range_empty(words->first[NS_KIND_DENIAL]))
        return told_by(f, NS_KIND_DENIAL, "the content calls it untrue",
                       words->first[NS_KIND_DENIAL]);
    if (says_no(s))
        return (struct ns_kind_guess){NS_KIND_DENIAL, "the content answers no"};
    if (disbelieves(s, negation))
        return (struct ns_kind_guess){NS_KIND_DENIAL, "the content disbelieves what is alleged"};
    if (lacks_evidence(s))
        return (struct ns_kind_guess){NS_KIND_DENIAL, "the content says that nothing proves it"};
    if (was_another(s))
        return (struct ns_kind_guess){NS_KIND_DENIAL, "the content says that it was another"};
    if (answers)
        return (struct ns_kind_guess){NS_KIND_DENIAL, answers};
    if (disowns(s, negation) || is_none_of_own(s))
        return (struct ns_kind_guess){NS_KIND_DENIAL, "the source's own act is negated"};
    return (struct ns_kind_guess){NS_KIND_COUNT, NULL};
}

struct ns_kind_guess ns_kind_of_content(const struct ns_finder *f, const struct ns_candidate *c,
                                        const char *answers)
{
    static const struct {
        enum ns_kind kind;
        const char *reason;
    } told[] = {
        {NS_KIND_CONFIRMATION, "the content calls it true"},
        {NS_KIND_THREAT, "harm to come in the content"},
        {NS_KIND_PROMISE, "the content commits the source"},
        {NS_KIND_DEMAND, "the content wants another to act"},
        {NS_KIND_ACCUSATION, "the content names a wrong"},
    };
    struct ns_kind_scan s = ns_kind_scan_of(f, c, 0);
    if (s.first.begin >= s.first.end)
        return (struct ns_kind_guess){NS_KIND_COUNT, NULL};
    struct ns_kind_words words = ns_kind_words_in(f, c);
    if (!ns_range_empty(words.first[NS_KIND_NO_COMMENT]))
        return told_by(f, NS_KIND_NO_COMMENT, "the content withholds an answer",
                       words.first[NS_KIND_NO_COMMENT]);
    if (is_question(&s) || !ns_range_empty(words.first[NS_KIND_QUESTION]))
        return (struct ns_kind_guess){NS_KIND_QUESTION, "the content is a question"};
    struct ns_kind_guess denial = denial_of(&s, &words, answers);
    if (denial.kind != NS_KIND_COUNT)
        return denial;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if (!ns_range_empty(words.first[told[i].kind]))
            return told_by(f, told[i].kind, told[i].reason, words.first[told[i].kind]);
        if (told[i].kind == NS_KIND_PROMISE && promises(&s))
            return (struct ns_kind_guess){NS_KIND_PROMISE,
                                          "the source speaks of its own future act"};
    }
    return (struct ns_kind_guess){NS_KIND_COUNT, NULL};
}
