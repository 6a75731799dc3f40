/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extent.c: what follows a cue: adjuncts, addressees, speakers, and where contents end. */
#include "phrase.h"

#define OBJECT_MAX 12 /* tokens of an addressee or target */

uint32_t ns_without_stop(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    while (end > begin) {
        char mark = f->mark[end - 1];
        bool loose = mark == '.' || mark == ',' || mark == ';' || mark == ':' || mark == '-';
        bool quoted = f->doc->toks[end - 1].quote != NS_NONE;
        if (!loose || quoted)
            break;
        end--;
    }
    return end;
}

uint16_t ns_prep_of(const struct ns_finder *f, uint32_t tok)
{
    static const struct {
        const char *word;
        uint16_t bit;
    } preps[] = {{"of", NS_P_OF},     {"for", NS_P_FOR},   {"about", NS_P_ABOUT},
                 {"on", NS_P_ON},     {"over", NS_P_OVER}, {"against", NS_P_AGAINST},
                 {"at", NS_P_AT},     {"with", NS_P_WITH}, {"in", NS_P_IN},
                 {"into", NS_P_INTO}, {"from", NS_P_FROM}, {"as", NS_P_AS},
                 {"by", NS_P_BY},     {"to", NS_P_TO}};
    if (!ns_tok_gram(f, tok, NS_G_PREP | NS_G_SUBORD))
        return 0;
    for (size_t i = 0; i < sizeof preps / sizeof *preps; i++)
        if (ns_tok_is(f, tok, preps[i].word))
            return preps[i].bit;
    return 0;
}

/* --- noun phrases --- */

/* Does a time begin at tok that tells when, and is no part of a name? */
static bool begins_time(const struct ns_finder *f, uint32_t tok)
{
    if (!ns_tok_gram(f, tok, NS_G_TIME) || ns_tok_gram(f, tok - 1, NS_G_DET))
        return false;
    return ns_tok_upper(f, tok) ||
           (!ns_tok_gram(f, tok - 1, NS_G_PREP) && !ns_tok_upper(f, tok - 1));
}

/* Does the word at tok end the noun phrase before it? */
static bool ends_stretch(const struct ns_finder *f, uint32_t tok)
{
    uint32_t before = tok - 1;
    if (begins_time(f, tok) || ns_is_verbal(f, tok))
        return true;
    if (ns_tok_gram(f, tok, NS_G_SUBORD | NS_G_WH | NS_G_RELATIVE) &&
        !ns_tok_gram(f, tok, NS_G_PREP))
        return true;
    if (ns_tok_gram(f, tok, NS_G_PRONOUN | NS_G_OBJECT) && !ns_tok_gram(f, tok, NS_G_DET))
        return true;
    if (ns_tok_gram(f, tok, NS_G_DET) && !ns_tok_gram(f, before, NS_G_PREP | NS_G_DET) &&
        !ns_tok_is(f, before, "all") && !ns_tok_is(f, before, "both"))
        return true;
    return ns_is_adverb(f, tok) && !ns_tok_upper(f, tok) && !ns_tok_gram(f, before, NS_G_DET);
}

/* One stretch without commas: stops before verbs, clauses and times. */
static uint32_t stretch_end(const struct ns_finder *f, uint32_t tok, uint32_t end, uint32_t most)
{
    uint32_t t = tok;
    for (; t < end && t - tok < most; t++) {
        char mark = f->mark[t];
        if (mark == 'o') { /* a name in quotation marks: "Fox & Friends" */
            uint32_t q = f->doc->toks[t].quote;
            if (q == NS_NONE || t == tok || f->doc->quotes[q].toks.end - t > 7 ||
                f->doc->quotes[q].toks.end > end)
                break;
            t = f->doc->quotes[q].toks.end - 1;
            continue;
        }
        if (mark && !strchr("/()'", mark))
            break;
        if (mark)
            continue;
        if (ns_tok_gram(f, t, NS_G_COORD) &&
            !(t > tok && ns_tok_upper(f, t - 1) && t + 1 < end && ns_tok_upper(f, t + 1)))
            break;
        if (t > tok && ends_stretch(f, t))
            break;
    }
    return t;
}

/* A preposition at tok that begins an adjunct, not a part of the noun phrase before it. */
static bool begins_adjunct(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    if (!ns_tok_gram(f, tok, NS_G_PREP))
        return false;
    if (ns_tok_is(f, tok, "of"))
        return false;
    if (ns_tok_gram(f, tok, NS_G_SUBORD) || ns_tok_is(f, tok, "during") ||
        ns_tok_is(f, tok, "to") || ns_tok_is(f, tok, "about") || ns_tok_is(f, tok, "by") ||
        ns_tok_is(f, tok, "via"))
        return true;
    for (uint32_t t = tok + 1; t < end && t < tok + 6 && !f->mark[t]; t++)
        if (ns_tok_gram(f, t, NS_G_OCCASION | NS_G_TIME) && !ns_tok_is(f, t, "press") &&
            !(ns_tok_upper(f, t) && !ns_tok_gram(f, t, NS_G_TIME)))
            return true;
    return false;
}

static uint32_t noun_end(const struct ns_finder *f, uint32_t tok, uint32_t end, uint32_t most)
{
    uint32_t stop = stretch_end(f, tok, end, most);
    for (uint32_t t = tok + 1; t < stop; t++)
        if (begins_adjunct(f, t, end))
            return t;
    return stop;
}

struct ns_range ns_speaker_after(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    struct ns_range none = {tok, tok};
    if (tok >= end || f->mark[tok] || ns_tok_gram(f, tok, NS_G_PREP | NS_G_COORD | NS_G_SUBORD))
        return none;
    if (ns_tok_gram(f, tok, NS_G_PRONOUN) && !ns_tok_gram(f, tok, NS_G_DET))
        return (struct ns_range){tok, tok + 1};
    uint32_t stop = noun_end(f, tok, end, 30);
    if (stop == tok)
        return none;
    /* "said Mara Oran, a member of the board" */
    for (int hops = 0; hops < 4 && stop + 1 < end && f->mark[stop] == ','; hops++) {
        uint32_t next = stop + 1;
        bool name = ns_tok_upper(f, next) || ns_tok_gram(f, next, NS_G_DET);
        bool who = ns_tok_is(f, next, "who") || ns_tok_is(f, next, "whose");
        bool role = !f->mark[next] &&
                    !ns_tok_gram(f, next,
                                 NS_G_PREP | NS_G_COORD | NS_G_SUBORD | NS_G_ADVERB | NS_G_PRONOUN |
                                     NS_G_WH | NS_G_TIME) &&
                    !ns_is_verbal(f, next) && !ns_tok_ends(f, next, "ing");
        if (who) {
            uint32_t t = next;
            while (t < end && f->mark[t] != ',' && f->mark[t] != '.' && f->mark[t] != 'o' &&
                   f->mark[t] != ';')
                t++;
            stop = t;
            break;
        }
        if (!name && !role)
            break;
        stop = noun_end(f, next, end, 30);
    }
    return (struct ns_range){tok, stop};
}

struct ns_range ns_object_after(const struct ns_finder *f, uint32_t tok, uint32_t end,
                                uint16_t preps)
{
    struct ns_range none = {tok, tok};
    if (tok >= end || f->mark[tok])
        return none;
    if (ns_tok_gram(f, tok, NS_G_OBJECT | NS_G_PRONOUN) && !ns_tok_gram(f, tok, NS_G_DET))
        return (struct ns_range){tok, tok + 1};
    if (ns_tok_gram(f, tok, NS_G_PREP | NS_G_COORD | NS_G_SUBORD | NS_G_RELATIVE))
        return none;
    if (ns_tok_is(f, tok, "her"))
        if (tok + 1 >= end || f->mark[tok + 1] ||
            ns_tok_gram(f, tok + 1, NS_G_DET | NS_G_RELATIVE | NS_G_PREP | NS_G_PRONOUN))
            return (struct ns_range){tok, tok + 1};
    uint32_t stop = noun_end(f, tok, end, OBJECT_MAX);
    for (uint32_t t = tok + 1; t < stop; t++)
        if (ns_prep_of(f, t) & preps)
            stop = t;
    return (struct ns_range){tok, stop};
}

/* --- adjuncts --- */

/* "to reporters", "to CNN": an addressee behind "to", not an infinitive. */
static bool addresses(const struct ns_finder *f, uint32_t to, uint32_t end)
{
    return ns_tok_is(f, to, "to") && to + 1 < end && !f->mark[to + 1] &&
           (ns_tok_gram(f, to + 1, NS_G_HEARER | NS_G_OBJECT | NS_G_DET) ||
            ns_tok_upper(f, to + 1));
}

/* Behind the noun phrase of an adjunct: "on Thursday | to strike", "at a rally in Oran | that". */
static uint32_t adjunct_end(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    uint32_t t = tok;
    if (ns_tok_gram(f, t, NS_G_TIME)) {
        while (t < end &&
               (ns_tok_gram(f, t, NS_G_TIME) || (f->doc->toks[t].shape & NS_SHAPE_DIGIT)))
            t++;
        return t;
    }
    uint32_t stop = stretch_end(f, tok, end, 14);
    for (t = tok + 1; t < stop; t++)
        if (ns_tok_is(f, t, "to"))
            return t;
    while (stop < end && stop > tok && ns_tok_gram(f, stop, NS_G_TIME))
        stop++;
    return stop;
}

uint32_t ns_skip_adjuncts(const struct ns_finder *f, uint32_t tok, uint32_t end,
                          const struct ns_cue *cue)
{
    for (int hops = 0; hops < 5 && tok < end; hops++) {
        if (f->mark[tok])
            break;
        bool there = tok + 1 < end && (ns_tok_is(f, tok, "there") || ns_tok_is(f, tok, "here")) &&
                     ns_tok_gram(f, tok + 1, NS_G_AUX);
        if (there)
            break;
        if (ns_tok_gram(f, tok, NS_G_TIME) || ns_is_adverb(f, tok) ||
            (tok > 0 && ns_tok_gram(f, tok - 1, NS_G_TIME) &&
             (f->doc->toks[tok].shape & NS_SHAPE_DIGIT))) {
            tok++;
            continue;
        }
        if (!ns_tok_gram(f, tok, NS_G_PREP) || tok + 1 >= end)
            break;
        bool to = ns_tok_is(f, tok, "to");
        if (to ? !addresses(f, tok, end) || (cue->preps & NS_P_TO) || (cue->takes & NS_TAKES_TO)
               : !(begins_adjunct(f, tok, end) || ns_tok_is(f, tok, "at") ||
                   ns_tok_is(f, tok, "in") || ns_tok_is(f, tok, "on")))
            break;
        if (ns_tok_is(f, tok, "by") || ns_tok_is(f, tok, "about") || ns_tok_is(f, tok, "for"))
            break;
        uint32_t stop = adjunct_end(f, tok + 1, end);
        if (stop == tok + 1)
            break;
        tok = stop;
    }
    return tok;
}

/* --- contents --- */

/* A cue in verb form at tok that opens another attribution: "and said", ", adding that". */
static const struct ns_cue *speech_at(const struct ns_finder *f, uint32_t tok, uint32_t end,
                                      unsigned inflection, float least)
{
    const struct ns_cue_form *forms;
    size_t count = ns_cue_forms(f->table, ns_tok_number(f, tok), &forms);
    for (size_t i = 0; i < count; i++) {
        const struct ns_cue *cue = ns_cue_at(f->table, forms[i].cue);
        if (cue->class == NS_CUE_VERB && (forms[i].inflection & inflection) &&
            forms[i].strength >= least && ns_cue_match(f->table, &forms[i], f->doc, tok, end))
            return cue;
    }
    return NULL;
}

/* "and said", "but later denied", "but he did not say": where a second cue takes over. */
static bool second_cue(const struct ns_finder *f, uint32_t conj, uint32_t end)
{
    uint32_t t = conj + 1;
    while (t < end && t - conj < 5 && (ns_is_adverb(f, t) || ns_tok_gram(f, t, NS_G_AUX)))
        t++;
    if (t < end && speech_at(f, t, end, NS_INF_PAST | NS_INF_S, 0.5f) && !f->mark[t])
        return true;
    /* with a subject of its own */
    for (t = conj + 1; t < end && t - conj < 9; t++) {
        if (f->mark[t] || ns_tok_gram(f, t, NS_G_RELATIVE))
            return false;
        if (t > conj + 1 && speech_at(f, t, end, NS_INF_PAST | NS_INF_S, 0.6f) &&
            !ns_tok_gram(f, t - 1, NS_G_DET | NS_G_PREP))
            return f->mark[conj - 1] == ',' || ns_tok_is(f, conj, "but") ||
                   ns_tok_is(f, conj, "while");
        if (ns_is_verbal(f, t) && !ns_tok_gram(f, t, NS_G_AUX))
            return false;
    }
    return false;
}

static bool outside_quotes(const struct ns_finder *f, uint32_t t)
{
    return f->doc->toks[t].quote == NS_NONE;
}

/* ", with Oran saying that": somebody else goes on within the same sentence. */
static bool second_with(const struct ns_finder *f, uint32_t with, uint32_t end)
{
    if (!ns_tok_is(f, with, "with"))
        return false;
    for (uint32_t t = with + 2; t < end && t < with + 8 && !f->mark[t]; t++)
        if (speech_at(f, t, end, NS_INF_ING, 0.6f))
            return true;
    return false;
}

/* "the defences, which are old, responded": behind an aside the clause's own verb follows. */
static bool resumes(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    uint32_t t = tok;
    while (t < end && f->mark[t] != ',')
        t++;
    return t + 1 < end && ns_is_verbal(f, t + 1) && !ns_tok_ends(f, t + 1, "ing");
}

/* What at a comma ends the content: the narrator or the speaker in another act goes on. */
static bool comma_ends(const struct ns_finder *f, uint32_t comma, uint32_t end)
{
    uint32_t next = comma + 1;
    if (next + 1 >= end || f->mark[next])
        return false;
    if (speech_at(f, next, end, NS_INF_ING, 0.6f) || second_with(f, next, end))
        return true;
    if (ns_is_adverb(f, next) && next + 1 < end && speech_at(f, next + 1, end, NS_INF_ING, 0.6f))
        return true;
    if (ns_denial_follows(f, next, end))
        return true;
    if (ns_tok_is(f, next, "according") && next + 1 < end && ns_tok_is(f, next + 1, "to"))
        return true;
    if ((ns_tok_gram(f, next, NS_G_COORD) || ns_tok_is(f, next, "while") ||
         ns_tok_is(f, next, "although") || ns_tok_is(f, next, "though")) &&
        second_cue(f, next, end))
        return true;
    bool even = ns_tok_is(f, next, "even") &&
                (ns_tok_is(f, next + 1, "though") || ns_tok_is(f, next + 1, "as"));
    bool relative = ns_tok_gram(f, next, NS_G_RELATIVE) || ns_tok_is(f, next, "where");
    if ((relative && !resumes(f, next, end)) || even || ns_tok_is(f, next, "although") ||
        ns_tok_is(f, next, "though") || ns_tok_is(f, next, "but"))
        return true; /* the narrator explains or objects */
    /* ", S said" behind a first content: a second source carries it */
    return false;
}

static uint32_t over_quote(const struct ns_finder *f, uint32_t end)
{
    if (end == 0 || end > f->doc->tok_count)
        return end;
    uint32_t q = f->doc->toks[end - 1].quote;
    if (q == NS_NONE || f->doc->quotes[q].toks.end <= end)
        return end;
    return f->doc->quotes[q].toks.end;
}

uint32_t ns_content_end(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    for (uint32_t t = tok + 1; t + 1 < end; t++) {
        if (f->mark[t] == 'c' && f->mark[t - 1] == ',' && comma_ends(f, t, end))
            return t + 1;
        if (!outside_quotes(f, t))
            continue;
        if (f->mark[t] == ',' && comma_ends(f, t, end))
            return t;
        if (f->mark[t] == ';')
            return t;
        if (ns_tok_gram(f, t, NS_G_COORD) && f->mark[t - 1] != ',' && second_cue(f, t, end))
            return t;
    }
    return over_quote(f, ns_without_stop(f, tok, end));
}

uint32_t ns_np_content_end(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    uint32_t stop = ns_content_end(f, tok, end);
    for (uint32_t t = tok + 1; t + 1 < stop && t + 1 < end; t++) {
        if (!outside_quotes(f, t))
            continue;
        if (f->mark[t] == ',' &&
            (ns_tok_gram(f, t + 1, NS_G_COORD | NS_G_SUBORD) || ns_tok_gram(f, t + 1, NS_G_PREP) ||
             ns_tok_ends(f, t + 1, "ing")) &&
            !ns_tok_is(f, t + 1, "including"))
            return t;
        if (!ns_tok_gram(f, t, NS_G_PREP) &&
            (ns_tok_is(f, t, "because") || ns_tok_is(f, t, "while") || ns_tok_is(f, t, "when") ||
             ns_tok_is(f, t, "but")))
            return t;
        if (ns_tok_gram(f, t, NS_G_COORD) && ns_is_verbal(f, t + 1) &&
            !ns_tok_gram(f, t + 1, NS_G_PRONOUN))
            return t;
        if (t > tok + 1 && begins_adjunct(f, t, end) && !ns_tok_is(f, t, "to") &&
            !ns_tok_is(f, t, "about") && !ns_tok_is(f, t, "by"))
            return t;
    }
    return stop;
}
