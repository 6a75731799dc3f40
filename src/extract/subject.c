/* SPDX-License-Identifier: GPL-3.0-or-later */
/* subject.c: whose verb it is: walks to the left over noun phrases, relative clauses, appositions. */
#include "phrase.h"

#define SUBJECT_MAX 60 /* tokens of a subject with its apposition */
#define LIST_MAX    15 /* tokens of a list of names */

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
        if (!ns_tok_lower(f, tok) && !f->doc->toks[tok].first)
            return false;
        return ns_tok_gram(f, tok, NS_G_WH) ||
               (ns_tok_gram(f, tok, NS_G_SUBORD) && !ns_tok_gram(f, tok, NS_G_PREP));
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
            ((ns_tok_lower(f, t - 1) && !ns_tok_gram(f, t - 1, NS_G_PREP | NS_G_DET) &&
              !ns_is_possessive(f, t - 1)) ||
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
                               (ns_is_adverb(f, begin) && !ns_tok_gram(f, begin, NS_G_DET)));
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

/* A comma inside a list of names: "Google, Apple and Microsoft". */
static bool in_list(const struct ns_finder *f, uint32_t begin, uint32_t comma, uint32_t end)
{
    if (comma + 1 >= end || end - comma > LIST_MAX || comma == begin ||
        !ns_tok_upper(f, comma + 1) || !ns_tok_upper(f, comma - 1))
        return false;
    for (uint32_t t = comma + 1; t < end; t++)
        if (ns_tok_gram(f, t, NS_G_COORD))
            return true;
    return false;
}

/* One step of phrase_begin over the mark at at: where to go on, or at + 1 to stop. */
static uint32_t over_mark(const struct ns_finder *f, uint32_t begin, uint32_t at, uint32_t end)
{
    if (f->mark[at] == 'c') {
        /* a short quoted name inside the phrase stays, a quotation does not */
        uint32_t q = f->doc->toks[at].quote;
        if (q == NS_NONE || end - at < 2)
            return at + 1;
        const struct ns_quote *quote = &f->doc->quotes[q];
        bool name = quote->toks.end - quote->toks.begin <= 6 && quote->toks.begin >= begin &&
                    !f->mark[at - 1];
        return name ? quote->toks.begin : at + 1;
    }
    if (f->mark[at] == ')') {
        uint32_t t = at;
        while (t > begin && f->mark[t] != '(')
            t--;
        return t;
    }
    if (f->mark[at] == ',')
        return in_list(f, begin, at, end) ? at : at + 1;
    return is_boundary(f, at) || f->mark[at] == '.' ? at + 1 : at;
}

/* One step over a verb: only those of relative clauses belong to a subject. */
static uint32_t over_verb(const struct ns_finder *f, uint32_t begin, uint32_t at, uint32_t end)
{
    uint32_t relative = relative_before(f, begin, at);
    if (relative)
        return relative;
    /* reduced: "the man accused of theft said" */
    bool reduced = at > begin && at + 2 < end && ns_tok_gram(f, at + 1, NS_G_PREP) &&
                   ns_tok_ends(f, at, "ed") && is_nominal(f, at - 1) &&
                   !ns_tok_gram(f, at - 1, NS_G_PRONOUN);
    return reduced ? at : at + 1;
}

/* Hangs the preposition at at on a noun before it? */
static bool is_attached(const struct ns_finder *f, uint32_t begin, uint32_t at)
{
    if (at == begin)
        return false;
    if (f->mark[at - 1] == ')' || ns_tok_gram(f, at - 1, NS_G_PREP)) /* "from among" */
        return true;
    if (ns_is_verbal(f, at - 1)) /* "contacted by", "who have spoken to" */
        return over_verb(f, begin, at - 1, at + 2) < at;
    return is_nominal(f, at - 1) && !ns_is_adverb(f, at - 1) &&
           (!ns_tok_gram(f, at - 1, NS_G_PRONOUN) || ns_tok_gram(f, at - 1, NS_G_DET));
}

static uint32_t over_word(const struct ns_finder *f, uint32_t begin, uint32_t at, uint32_t end)
{
    if (is_boundary(f, at))
        return at + 1;
    if (ns_tok_gram(f, at, NS_G_COORD))
        return joins_nouns(f, begin, at) ? at : at + 1;
    if (ns_tok_gram(f, at, NS_G_RELATIVE) && !ns_tok_gram(f, at, NS_G_DET))
        return at + 1;
    if (ns_tok_is(f, at, "that") && at > begin &&
        (ns_is_verbal(f, at - 1) || f->mark[at - 1] || ns_tok_upper(f, at + 1) ||
         ns_tok_gram(f, at + 1, NS_G_PRONOUN | NS_G_DET)))
        return at + 1;
    if (ns_tok_gram(f, at, NS_G_PREP))
        return is_attached(f, begin, at) ? at : at + 1;
    if (ns_is_verbal(f, at))
        return over_verb(f, begin, at, end);
    bool pronoun = ns_tok_gram(f, at, NS_G_PRONOUN) && !ns_tok_gram(f, at, NS_G_DET);
    return pronoun && at + 1 < end && !ns_tok_gram(f, at + 1, NS_G_COORD) ? at + 1 : at;
}

/* Walks left from end over one noun phrase with what hangs on it. */
static uint32_t phrase_begin(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    uint32_t t = end;
    while (t > begin && end - t < SUBJECT_MAX) {
        uint32_t at = t - 1;
        uint32_t next = f->mark[at] ? over_mark(f, begin, at, end) : over_word(f, begin, at, end);
        if (next == t) {
            bool opening = !f->mark[at] && ns_tok_gram(f, at, NS_G_PREP) && !is_boundary(f, at);
            uint32_t split = opening ? behind_opening(f, at, end) : end;
            return split < end ? split : t;
        }
        t = next;
    }
    return t;
}

static bool opens_aside(const struct ns_finder *f, uint32_t tok)
{
    struct ns_slice word = ns_doc_word(f->doc, tok)->text;
    if (ns_tok_gram(f, tok, NS_G_DET) && ns_tok_gram(f, tok + 1, NS_G_TIME))
        return true; /* "this week, Oran said" */
    return ns_tok_gram(f, tok, NS_G_PREP | NS_G_SUBORD | NS_G_TIME) ||
           (ns_tok_gram(f, tok, NS_G_ADVERB) && !ns_tok_gram(f, tok, NS_G_DET)) ||
           (ns_tok_lower(f, tok) && word.len > 4 &&
            (ns_slice_ends(word, NS_SLICE("ing")) || ns_slice_ends(word, NS_SLICE("ed"))));
}

/* Holds the stretch between two commas a verb of its own, so that no subject runs through it? */
static bool is_own_clause(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    if (begin < end && ns_tok_gram(f, begin, NS_G_RELATIVE))
        return false;
    for (uint32_t t = begin; t < end; t++) {
        if (t > begin && (ns_tok_is(f, t, "who") || ns_tok_is(f, t, "which")) &&
            is_nominal(f, t - 1))
            return false;
        if (ns_is_verbal(f, t) && !relative_before(f, begin, t) &&
            !(t > begin && t + 1 < end && ns_tok_gram(f, t + 1, NS_G_PREP) &&
              ns_tok_ends(f, t, "ed")))
            return true;
    }
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
    while (t > begin && ns_is_adverb(f, t - 1))
        t--;
    return t + 1 < end && t > begin + 1 && f->mark[t - 1] == ',' ? t - 1 : end;
}

/* "Oran on Thursday rejected", "Oran Thursday said": where the time begins; end if there is none. */
static uint32_t before_time(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    uint32_t t = end;
    bool time = false;
    while (t > begin &&
           (ns_tok_gram(f, t - 1, NS_G_TIME) || (f->doc->toks[t - 1].shape & NS_SHAPE_DIGIT))) {
        time = time || ns_tok_upper(f, t - 1) || ns_tok_is(f, t - 1, "last") ||
               ns_tok_is(f, t - 1, "earlier");
        t--;
    }
    if (t > begin && t < end && ns_tok_is(f, t - 1, "this")) {
        time = true;
        t--;
    }
    if (!time)
        return end;
    if (t > begin && (ns_tok_is(f, t - 1, "on") || ns_tok_is(f, t - 1, "in") ||
                      ns_tok_is(f, t - 1, "early") || ns_tok_is(f, t - 1, "late")))
        t--;
    return t > begin ? t : end;
}

struct ns_range ns_subject_before(const struct ns_finder *f, uint32_t begin, uint32_t group)
{
    struct ns_range none = {group, group};
    group = before_time(f, begin, group);
    if (group <= begin)
        return none;
    uint32_t last = group - 1;
    if (ns_tok_gram(f, last, NS_G_COORD)) /* "denied it and said": the clause's */
        return none;
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
    if (from >= begin + 2 && ns_tok_gram(f, from - 1, NS_G_PREP) &&
        ns_tok_gram(f, from - 2, NS_G_PRONOUN) && !ns_tok_gram(f, from - 2, NS_G_DET))
        return (struct ns_range){from - 2, from - 1}; /* "who on Monday said" */
    from = skip_opening(f, from, group);
    if (from >= group || (f->mark[last] == ',' && from >= last))
        return none;
    uint32_t end = without_aside(f, from, group);
    if (end > from + 1 && ns_tok_ends(f, end - 1, "self")) /* "Oran himself" */
        end--;
    return (struct ns_range){from, end};
}

/* The name or pronoun that opens a clause whose verb no list knows: "Oran shook her head and". */
static struct ns_range leading_name(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    uint32_t t = begin;
    if (t < end && ns_tok_gram(f, t, NS_G_PRONOUN) && !ns_tok_gram(f, t, NS_G_DET))
        return (struct ns_range){t, t + 1};
    while (t < end && (ns_tok_upper(f, t) || (t > begin && ns_tok_is(f, t, "of"))))
        t++;
    if (t == begin + 1 && ns_tok_gram(f, begin, NS_G_DET)) /* "The" is no name */
        return (struct ns_range){end, end};
    return t > begin && t < end && !f->mark[t] ? (struct ns_range){begin, t}
                                               : (struct ns_range){end, end};
}

struct ns_range ns_subject_of_clause(const struct ns_finder *f, uint32_t begin, uint32_t tok)
{
    /* from the left: over openings up to a comma while they hold no noun phrase with a verb */
    uint32_t at = skip_opening(f, begin, tok);
    for (int hops = 0; hops < 3 && at < tok; hops++) {
        bool opening = ns_tok_gram(f, at, NS_G_PREP | NS_G_SUBORD) || ns_tok_ends(f, at, "ing") ||
                       ns_tok_ends(f, at, "ed") || ns_tok_gram(f, at, NS_G_TIME) ||
                       ns_tok_is(f, at, "to");
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
    if (tok > at + 1 && f->mark[tok - 1] == ',') /* "The union, denying it, said" */
        return ns_subject_before(f, at, tok - 1);
    return leading_name(f, at, tok);
}
