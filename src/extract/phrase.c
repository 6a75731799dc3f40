/* SPDX-License-Identifier: GPL-3.0-or-later */
/* phrase.c: verb groups and subjects. Noun phrases to the right and ends are in extent.c. */
#include "phrase.h"

#define SUBJECT_MAX 60 /* tokens of a subject with its apposition */

static bool is_lower_word(const struct ns_finder *f, uint32_t tok)
{
    const struct ns_tok *t = &f->doc->toks[tok];
    return t->type == NS_TOKEN_WORD && !(t->shape & (NS_SHAPE_UPPER | NS_SHAPE_DIGIT));
}

static bool ends_in(struct ns_slice word, const char *suffix)
{
    return ns_slice_ends(word, ns_slice_of(suffix));
}

static bool is_adverb(const struct ns_finder *f, uint32_t tok)
{
    if (ns_tok_gram(f, tok, NS_G_ADVERB))
        return true;
    struct ns_slice word = ns_doc_word(f->doc, tok)->text;
    return word.len > 4 && ends_in(word, "ly") && is_lower_word(f, tok) &&
           !ns_slice_equal(word, NS_SLICE("family")) && !ns_slice_equal(word, NS_SLICE("july")) &&
           !ns_slice_equal(word, NS_SLICE("assembly")) && !ns_slice_equal(word, NS_SLICE("ally"));
}

/* Does what stands at tok open a noun phrase or a clause? A verb is followed by one. */
static bool opens_phrase(const struct ns_finder *f, uint32_t tok)
{
    return ns_tok_gram(f, tok, NS_G_DET | NS_G_PRONOUN | NS_G_OBJECT | NS_G_PREP | NS_G_RELATIVE) ||
           ns_tok_upper(f, tok) || is_adverb(f, tok);
}

static bool cue_verb(const struct ns_finder *f, uint32_t tok)
{
    const struct ns_cue_form *forms;
    size_t count = ns_cue_forms(f->table, ns_tok_number(f, tok), &forms);
    for (size_t i = 0; i < count; i++)
        if (forms[i].len == 1 && ns_cue_at(f->table, forms[i].cue)->class == NS_CUE_VERB)
            return true;
    return false;
}

static bool is_possessive(const struct ns_finder *f, uint32_t tok)
{
    return ns_tok_is(f, tok, "'s") || ns_tok_is(f, tok, "'");
}

bool ns_is_verbal(const struct ns_finder *f, uint32_t tok)
{
    if (!is_lower_word(f, tok))
        return false;
    if (is_possessive(f, tok)) /* "he's", not "Oran's" */
        return tok > 0 && ns_tok_gram(f, tok - 1, NS_G_PRONOUN | NS_G_WH) &&
               ns_tok_is(f, tok, "'s");
    if (ns_tok_gram(f, tok, NS_G_AUX))
        return true;
    uint32_t before = tok ? tok - 1 : tok;
    bool nominal_before = ns_tok_gram(f, before, NS_G_DET | NS_G_PREP) || f->mark[before] == 'o';
    bool marked = nominal_before && !ns_tok_gram(f, before, NS_G_PRONOUN);
    if (ns_tok_gram(f, tok, NS_G_VERB))
        return !marked;
    struct ns_slice word = ns_doc_word(f->doc, tok)->text;
    if (marked || ns_tok_gram(f, tok, NS_G_PREP | NS_G_DET | NS_G_ADVERB | NS_G_TIME))
        return false;
    if (word.len > 4 && ends_in(word, "ed") && !ends_in(word, "eed") && !ends_in(word, "-led") &&
        !ends_in(word, "based"))
        return tok + 1 >= f->doc->tok_count || f->mark[tok + 1] || opens_phrase(f, tok + 1);
    return cue_verb(f, tok) && tok + 1 < f->doc->tok_count && opens_phrase(f, tok + 1);
}

bool ns_has_finite(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++) {
        struct ns_slice word = ns_doc_word(f->doc, t)->text;
        if (ns_is_verbal(f, t) && !ends_in(word, "ing"))
            return true;
        /* "the meeting occurred somewhere": -ed behind a noun */
        if (t > begin && is_lower_word(f, t) && word.len > 4 && ends_in(word, "ed") &&
            !f->mark[t - 1] && !ns_tok_gram(f, t - 1, NS_G_DET | NS_G_PREP | NS_G_COORD))
            return true;
        /* "the plan fails to": -s between a noun and something that opens a phrase */
        if (t > begin && t + 1 < end && is_lower_word(f, t) && word.len > 3 && ends_in(word, "s") &&
            !ends_in(word, "ss") && !ends_in(word, "'s") && ns_tok_upper(f, t - 1) &&
            opens_phrase(f, t + 1))
            return true;
    }
    return false;
}

/* --- verb groups --- */

static void take_aux(const struct ns_finder *f, uint32_t tok, struct ns_group *g, uint32_t *aux)
{
    *aux |= f->gram[tok] & (NS_G_AUX | NS_G_NEG);
    if (ns_tok_gram(f, tok, NS_G_MODAL) &&
        (ns_tok_is(f, tok, "will") || ns_tok_is(f, tok, "would") || ns_tok_is(f, tok, "won't") ||
         ns_tok_is(f, tok, "wouldn't") || ns_tok_is(f, tok, "'ll") || ns_tok_is(f, tok, "shall")))
        g->future = true;
}

/* May tok belong to a verb group, standing before the part that is known? */
static bool groups(const struct ns_finder *f, uint32_t tok, uint32_t begin)
{
    if (f->mark[tok])
        return false;
    if (is_possessive(f, tok)) /* "he's said", not "Oran's said" */
        return tok > begin && ns_tok_gram(f, tok - 1, NS_G_PRONOUN) &&
               !ns_tok_gram(f, tok - 1, NS_G_DET);
    if (ns_tok_gram(f, tok, NS_G_PRONOUN))
        return false;
    return ns_tok_gram(f, tok, NS_G_AUX | NS_G_NEG) || (is_adverb(f, tok) && is_lower_word(f, tok));
}

struct ns_group ns_group_of(const struct ns_finder *f, struct ns_range verb, unsigned inflection,
                            uint32_t begin)
{
    struct ns_group g = {.begin = verb.begin, .end = verb.end};
    uint32_t aux = 0;
    for (int hops = 0; hops < 3; hops++) {
        while (g.begin > begin && groups(f, g.begin - 1, begin))
            take_aux(f, --g.begin, &g, &aux);
        /* "continues to insist", "wanted to say", "declined to": the governing verb too */
        bool to = g.begin >= begin + 2 && ns_tok_is(f, g.begin - 1, "to");
        if (!to)
            break;
        if (!ns_tok_gram(f, g.begin - 2, NS_G_LEADS) ||
            (g.begin - 2 > begin && ns_tok_gram(f, g.begin - 3, NS_G_DET))) {
            g.infinitive = true;
            break;
        }
        g.begin -= 2;
        if (ns_tok_gram(f, g.begin, NS_G_VERB | NS_G_AUX) ||
            ends_in(ns_doc_word(f->doc, g.begin)->text, "ed"))
            g.finite = true;
        aux |= f->gram[g.begin] & NS_G_NEG;
        inflection = 0;
    }
    /* a contraction that holds both pronoun and auxiliary stays with the subject */
    if (g.begin > begin)
        aux |= f->gram[g.begin - 1] & (ns_tok_gram(f, g.begin - 1, NS_G_PRONOUN) ? NS_G_AUX : 0);
    /* adverbs that only open the group: "Later" in front of it is the sentence's, not the verb's */
    while (g.begin < verb.begin && ns_tok_upper(f, g.begin) && is_adverb(f, g.begin))
        g.begin++;
    g.negated = (aux & NS_G_NEG) != 0;
    bool be = (aux & NS_G_BE) != 0;
    g.passive = be && (inflection & NS_INF_PART) && !(inflection & NS_INF_ING);
    g.participle = !be && inflection == NS_INF_ING;
    if (!g.infinitive && !g.participle)
        g.finite = g.finite || (aux & NS_G_AUX) || (inflection & ~(unsigned)NS_INF_ING);
    return g;
}

/* --- subjects --- */

/* Ends every subject: nothing on its left belongs to it. */
static bool is_boundary(const struct ns_finder *f, uint32_t tok)
{
    switch (f->mark[tok]) {
    case ';':
    case ':':
    case '-':
    case 'o':
    case '?':
    case '!':
    case '(':
        return true;
    default:
        if (ns_tok_gram(f, tok, NS_G_WH) && is_lower_word(f, tok))
            return true;
        return ns_tok_gram(f, tok, NS_G_SUBORD) && !ns_tok_gram(f, tok, NS_G_PREP) &&
               is_lower_word(f, tok);
    }
}

/* Within a PP that opens the clause ("In a statement Cook said"): where its object ends and the
 * subject begins; end if that cannot be seen. */
static uint32_t behind_opening(const struct ns_finder *f, uint32_t prep, uint32_t end)
{
    for (uint32_t t = prep + 2; t < end; t++) {
        if (ns_tok_gram(f, t, NS_G_DET) && !ns_tok_gram(f, t - 1, NS_G_PREP | NS_G_DET))
            return t;
        if (ns_tok_gram(f, t, NS_G_PRONOUN) && !ns_tok_gram(f, t, NS_G_DET))
            return t;
        bool time =
            ns_tok_gram(f, t - 1, NS_G_TIME) || (f->doc->toks[t - 1].shape & NS_SHAPE_DIGIT);
        if (ns_tok_upper(f, t) && !ns_tok_gram(f, t, NS_G_TIME) &&
            ((is_lower_word(f, t - 1) && !ns_tok_gram(f, t - 1, NS_G_PREP | NS_G_DET) &&
              !is_possessive(f, t - 1)) ||
             time))
            return t;
        if (time && !ns_tok_gram(f, t, NS_G_TIME | NS_G_PREP | NS_G_COORD) &&
            !(f->doc->toks[t].shape & NS_SHAPE_DIGIT))
            return t;
    }
    return end;
}

/* Skips what opens a clause without being its subject: conjunctions, adverbs. */
static uint32_t skip_opening(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    while (begin < end) {
        bool word = !f->mark[begin];
        bool opener = word && (ns_tok_gram(f, begin, NS_G_COORD) ||
                               (is_adverb(f, begin) && !ns_tok_gram(f, begin, NS_G_DET)));
        if (!opener && !(f->mark[begin] && f->mark[begin] != '('))
            return begin;
        begin++;
    }
    return end;
}

static bool is_nominal(const struct ns_finder *f, uint32_t tok)
{
    return !f->mark[tok] && !ns_is_verbal(f, tok) &&
           !ns_tok_gram(f, tok, NS_G_PREP | NS_G_COORD | NS_G_SUBORD);
}

/* "Google and Apple", "both the army and the rebels": does the "and" at tok join two nouns? */
static bool joins_nouns(const struct ns_finder *f, uint32_t begin, uint32_t tok)
{
    if (tok == begin || tok + 1 >= f->doc->tok_count)
        return false;
    if ((ns_tok_upper(f, tok - 1) || f->mark[tok - 1] == ')') && ns_tok_upper(f, tok + 1))
        return true;
    bool bracket = f->mark[tok - 1] == ')';
    if ((!bracket && !is_nominal(f, tok - 1)) || f->mark[tok + 1] || !is_nominal(f, tok + 1))
        return false;
    if (bracket)
        return true;
    /* lower-case nouns: only if no verb stands between the clause's begin and the "and" */
    for (uint32_t t = tok; t-- > begin;) {
        if (f->mark[t])
            break;
        if (ns_is_verbal(f, t) || (tok - t > 6))
            return false;
    }
    return true;
}

/* A verb on the way left is part of the subject if it stands in a relative clause: index of the
 * relative pronoun, or 0. */
static uint32_t relative_before(const struct ns_finder *f, uint32_t begin, uint32_t tok)
{
    for (uint32_t t = tok; t-- > begin + 1 && tok - t < 14;) {
        if (f->mark[t] || ns_tok_gram(f, t, NS_G_COORD))
            return 0;
        if (ns_tok_gram(f, t, NS_G_RELATIVE))
            return is_nominal(f, t - 1) && !ns_tok_gram(f, t - 1, NS_G_PRONOUN) ? t : 0;
    }
    return 0;
}

/* Walks left from end over one noun phrase with what hangs on it. */
static uint32_t phrase_begin(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    uint32_t t = end;
    while (t > begin && end - t < SUBJECT_MAX) {
        uint32_t at = t - 1;
        if (f->mark[at] == 'c' || f->mark[at] == 'o') {
            /* a short quoted name inside the phrase stays, a quotation does not */
            uint32_t q = f->doc->toks[at].quote;
            if (f->mark[at] == 'o' || q == NS_NONE || end - at < 2)
                return t;
            const struct ns_quote *quote = &f->doc->quotes[q];
            if (quote->toks.end - quote->toks.begin > 6 || quote->toks.begin < begin ||
                f->mark[at - 1])
                return t;
            t = quote->toks.begin;
            continue;
        }
        if (f->mark[at] == ')') {
            while (at > begin && f->mark[at] != '(')
                at--;
            t = at;
            continue;
        }
        if (f->mark[at] == ',') {
            /* a list: "Google, Apple and Microsoft" */
            bool list = ns_tok_upper(f, at + 1) && at > begin && ns_tok_upper(f, at - 1) &&
                        t < end && end - t <= 14;
            if (!list)
                return t;
            for (uint32_t k = t; k < end && list; k++)
                if (ns_tok_gram(f, k, NS_G_COORD))
                    goto listed;
            return t;
        listed:
            t = at;
            continue;
        }
        if (is_boundary(f, at) || f->mark[at] == '.')
            return t;
        if (ns_tok_gram(f, at, NS_G_COORD)) {
            if (!joins_nouns(f, begin, at))
                return t;
        } else if (ns_tok_gram(f, at, NS_G_RELATIVE) && !ns_tok_gram(f, at, NS_G_DET)) {
            return t;
        } else if (ns_tok_is(f, at, "that") && at > begin &&
                   (ns_is_verbal(f, at - 1) || f->mark[at - 1])) {
            return t;
        } else if (ns_tok_gram(f, at, NS_G_PREP)) {
            bool attached =
                at > begin && is_nominal(f, at - 1) && !is_adverb(f, at - 1) &&
                (!ns_tok_gram(f, at - 1, NS_G_PRONOUN) || ns_tok_gram(f, at - 1, NS_G_DET));
            attached = attached || (at > begin && f->mark[at - 1] == ')');
            if (!attached && at > begin && ns_tok_gram(f, at - 1, NS_G_PREP))
                attached = true; /* "from among", decided by the next one */
            if (!attached) {
                uint32_t split = behind_opening(f, at, end);
                return split < end ? split : t;
            }
        } else if (ns_is_verbal(f, at)) {
            uint32_t relative = relative_before(f, begin, at);
            if (!relative) {
                /* reduced relative: "the man accused of theft said" */
                bool reduced = at > begin && ns_tok_gram(f, at + 1, NS_G_PREP) &&
                               ends_in(ns_doc_word(f->doc, at)->text, "ed") &&
                               is_nominal(f, at - 1) && !ns_tok_gram(f, at - 1, NS_G_PRONOUN) &&
                               at + 2 < end;
                if (!reduced)
                    return t;
                t = at;
                continue;
            }
            t = relative;
            continue;
        } else if (ns_tok_gram(f, at, NS_G_PRONOUN) && !ns_tok_gram(f, at, NS_G_DET) && t < end) {
            return t;
        }
        t = at;
    }
    return t;
}

static bool opens_aside(const struct ns_finder *f, uint32_t tok)
{
    struct ns_slice word = ns_doc_word(f->doc, tok)->text;
    return ns_tok_gram(f, tok, NS_G_PREP | NS_G_SUBORD | NS_G_TIME) ||
           (ns_tok_gram(f, tok, NS_G_ADVERB) && !ns_tok_gram(f, tok, NS_G_DET)) ||
           (is_lower_word(f, tok) && word.len > 4 && (ends_in(word, "ing") || ends_in(word, "ed")));
}

/* Holds the stretch between two commas a verb of its own, so that no subject runs through it? */
static bool is_own_clause(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    if (begin < end && ns_tok_gram(f, begin, NS_G_RELATIVE))
        return false;
    for (uint32_t t = begin; t < end; t++)
        if (ns_is_verbal(f, t) && !relative_before(f, begin, t) &&
            !(t > begin && t + 1 < end && ns_tok_gram(f, t + 1, NS_G_PREP) &&
              ends_in(ns_doc_word(f->doc, t)->text, "ed")))
            return true;
    return false;
}

/* "Smith, a member of the board, said": the comma stands at comma. Reads the stretches between
 * commas from the left: openings ("In Oran,") and stretches with verbs are no part of it. */
static uint32_t apposition_begin(const struct ns_finder *f, uint32_t begin, uint32_t comma)
{
    uint32_t from = comma;
    while (from > begin && comma - from < SUBJECT_MAX) {
        char mark = f->mark[from - 1];
        if (mark == 'c' || mark == 'o' || mark == ';' || mark == ':' || mark == '?' ||
            mark == '!' || mark == '-')
            break;
        from--;
    }
    uint32_t start = from;
    bool fresh = true;
    for (uint32_t t = from; t < comma;) {
        uint32_t stop = t;
        while (stop < comma && f->mark[stop] != ',')
            stop++;
        uint32_t first = skip_opening(f, t, stop);
        if (first < stop && (is_own_clause(f, first, stop) || (fresh && opens_aside(f, first)))) {
            start = stop < comma ? stop + 1 : comma;
            fresh = true;
        } else {
            fresh = false;
        }
        t = stop + 1;
    }
    return start;
}

/* "Oran, however, said": the end of the subject without an aside of adverbs. */
static uint32_t without_aside(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    uint32_t t = end - 1;
    if (f->mark[t] != ',')
        return end;
    while (t > begin && is_adverb(f, t - 1))
        t--;
    return t + 1 < end && t > begin + 1 && f->mark[t - 1] == ',' ? t - 1 : end;
}

struct ns_range ns_subject_before(const struct ns_finder *f, uint32_t begin, uint32_t group)
{
    struct ns_range none = {group, group};
    if (group <= begin)
        return none;
    uint32_t last = group - 1;
    if (ns_tok_gram(f, last, NS_G_PRONOUN) &&
        (!ns_tok_gram(f, last, NS_G_DET) || last == begin || f->mark[last - 1])) {
        if (ns_tok_gram(f, last, NS_G_DET) || last == begin ||
            !ns_tok_gram(f, last - 1, NS_G_PREP | NS_G_DET))
            return (struct ns_range){last, group};
    }
    uint32_t from;
    if (f->mark[last] == ',')
        from = apposition_begin(f, begin, last);
    else
        from = phrase_begin(f, begin, group);
    if (from < last && ns_tok_gram(f, from, NS_G_PREP) && !ns_tok_gram(f, from, NS_G_DET)) {
        uint32_t split = behind_opening(f, from, group);
        from = split < group ? split : from;
    }
    from = skip_opening(f, from, group);
    if (from >= group || (f->mark[last] == ',' && from >= last))
        return none;
    return (struct ns_range){from, without_aside(f, from, group)};
}

struct ns_range ns_subject_of_clause(const struct ns_finder *f, uint32_t begin, uint32_t tok)
{
    /* from the left: over openings up to a comma while they hold no noun phrase with a verb */
    uint32_t at = skip_opening(f, begin, tok);
    for (int hops = 0; hops < 3 && at < tok; hops++) {
        bool opening = ns_tok_gram(f, at, NS_G_PREP | NS_G_SUBORD) ||
                       ends_in(ns_doc_word(f->doc, at)->text, "ing") ||
                       ends_in(ns_doc_word(f->doc, at)->text, "ed") ||
                       ns_tok_gram(f, at, NS_G_TIME) || ns_tok_is(f, at, "to");
        if (!opening)
            break;
        uint32_t comma = at;
        while (comma < tok && f->mark[comma] != ',')
            comma++;
        if (comma >= tok)
            break;
        at = skip_opening(f, comma + 1, tok);
    }
    for (uint32_t t = at; t < tok && t - at < SUBJECT_MAX; t++) {
        if (f->mark[t] == 'o' || f->mark[t] == ';' || f->mark[t] == ':')
            return (struct ns_range){tok, tok};
        if (t > at && ns_is_verbal(f, t) && !relative_before(f, at, t)) {
            struct ns_range verb = {t, t + 1};
            struct ns_group g = ns_group_of(f, verb, NS_INF_PAST, at);
            return ns_subject_before(f, at, g.begin);
        }
    }
    return (struct ns_range){tok, tok};
}
