/* SPDX-License-Identifier: GPL-3.0-or-later */
/* phrase.c: verbs, adverbs and verb groups. Subjects are in subject.c, what follows in extent.c. */
#include "phrase.h"

bool ns_is_adverb(const struct ns_finder *f, uint32_t tok)
{
    if (ns_tok_gram(f, tok, NS_G_ADVERB))
        return true;
    struct ns_slice word = ns_doc_word(f->doc, tok)->text;
    return word.len > 4 && ns_slice_ends(word, NS_SLICE("ly")) && ns_tok_lower(f, tok) &&
           !ns_slice_equal(word, NS_SLICE("family")) && !ns_slice_equal(word, NS_SLICE("july")) &&
           !ns_slice_equal(word, NS_SLICE("assembly")) && !ns_slice_equal(word, NS_SLICE("ally"));
}

/* Does what stands at tok open a noun phrase or a clause? A verb is followed by one. */
static bool opens_phrase(const struct ns_finder *f, uint32_t tok)
{
    return ns_tok_gram(f, tok, NS_G_DET | NS_G_PRONOUN | NS_G_OBJECT | NS_G_PREP | NS_G_RELATIVE) ||
           ns_tok_upper(f, tok) || ns_is_adverb(f, tok);
}

/* A base form counts only where something calls for it: "they force", "to force", "officials say". */
static bool base_fits(const struct ns_finder *f, uint32_t tok)
{
    return tok > 0 && (ns_tok_gram(f, tok - 1, NS_G_PRONOUN | NS_G_AUX) ||
                       ns_tok_is(f, tok - 1, "to") || ns_tok_ends(f, tok - 1, "s"));
}

/* "advocates also said", "attacks on": an -s that is a plural by what follows it. */
static bool is_plural_by_next(const struct ns_finder *f, uint32_t tok)
{
    uint32_t next = tok + 1;
    while (next + 1 < f->doc->tok_count && !f->mark[next] && ns_is_adverb(f, next))
        next++;
    return ns_tok_gram(f, next, NS_G_AUX | NS_G_VERB) || ns_tok_ends(f, next, "ed");
}

static bool cue_verb(const struct ns_finder *f, uint32_t tok)
{
    const struct ns_cue_form *forms;
    size_t count = ns_cue_forms(f->table, ns_tok_number(f, tok), &forms);
    bool noun = false;
    for (size_t i = 0; i < count; i++)
        noun = noun || ns_cue_at(f->table, forms[i].cue)->class == NS_CUE_NOUN;
    if (noun && tok + 1 < f->doc->tok_count && ns_tok_gram(f, tok + 1, NS_G_PREP) &&
        ns_tok_ends(f, tok, "s"))
        return false;
    if (ns_tok_ends(f, tok, "s") && tok + 1 < f->doc->tok_count && is_plural_by_next(f, tok))
        return false;
    for (size_t i = 0; i < count; i++)
        if (forms[i].len == 1 && ns_cue_at(f->table, forms[i].cue)->class == NS_CUE_VERB &&
            (forms[i].inflection != NS_INF_BASE || base_fits(f, tok)))
            return true;
    return false;
}

bool ns_is_possessive(const struct ns_finder *f, uint32_t tok)
{
    return ns_tok_is(f, tok, "'s") || ns_tok_is(f, tok, "'");
}

bool ns_is_verbal(const struct ns_finder *f, uint32_t tok)
{
    if (!ns_tok_lower(f, tok))
        return false;
    if (ns_is_possessive(f, tok)) /* "he's", not "Oran's" */
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
    if (word.len > 4 && ns_slice_ends(word, NS_SLICE("ed")) &&
        !ns_slice_ends(word, NS_SLICE("eed")) && !ns_slice_ends(word, NS_SLICE("-led")) &&
        !ns_slice_ends(word, NS_SLICE("based")))
        return tok + 1 >= f->doc->tok_count || f->mark[tok + 1] || opens_phrase(f, tok + 1);
    return cue_verb(f, tok) && tok + 1 < f->doc->tok_count && opens_phrase(f, tok + 1);
}

bool ns_has_finite(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++) {
        struct ns_slice word = ns_doc_word(f->doc, t)->text;
        if (ns_is_verbal(f, t) && !ns_slice_ends(word, NS_SLICE("ing")))
            return true;
        /* "the meeting occurred somewhere": -ed behind a noun */
        bool ed = word.len > 4 ? ns_slice_ends(word, NS_SLICE("ed"))
                               : ns_slice_ends(word, NS_SLICE("ied")); /* "lied", not "feed" */
        if (t > begin && ns_tok_lower(f, t) && ed && !f->mark[t - 1] &&
            !ns_tok_gram(f, t - 1, NS_G_DET | NS_G_PREP | NS_G_COORD))
            return true;
        /* "the plan fails to": -s between a noun and something that opens a phrase */
        if (t > begin && t + 1 < end && ns_tok_lower(f, t) && word.len > 3 &&
            ns_slice_ends(word, NS_SLICE("s")) && !ns_slice_ends(word, NS_SLICE("ss")) &&
            !ns_slice_ends(word, NS_SLICE("'s")) && ns_tok_upper(f, t - 1) &&
            opens_phrase(f, t + 1))
            return true;
    }
    return false;
}

/* --- verb groups --- */

/* May tok belong to a verb group, standing before the part that is known? */
static bool groups(const struct ns_finder *f, uint32_t tok, uint32_t begin)
{
    if (f->mark[tok])
        return false;
    if (ns_is_possessive(f, tok)) /* "he's said", not "Oran's said" */
        return tok > begin && ns_tok_gram(f, tok - 1, NS_G_PRONOUN) &&
               !ns_tok_gram(f, tok - 1, NS_G_DET);
    if (ns_tok_gram(f, tok, NS_G_PRONOUN))
        return false;
    if (ns_tok_upper(f, tok) && !f->doc->toks[tok].first && !f->loose[f->doc->toks[tok].sentence])
        return false; /* Theresa May, George Will */
    return ns_tok_gram(f, tok, NS_G_AUX | NS_G_NEG) ||
           (ns_is_adverb(f, tok) && ns_tok_lower(f, tok));
}

struct ns_group ns_group_of(const struct ns_finder *f, struct ns_range verb, unsigned inflection,
                            uint32_t begin)
{
    struct ns_group g = {.begin = verb.begin, .end = verb.end};
    uint32_t aux = 0;
    for (int hops = 0; hops < 3; hops++) {
        while (g.begin > begin && groups(f, g.begin - 1, begin))
            aux |= f->gram[--g.begin] & (NS_G_AUX | NS_G_NEG);
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
        if (ns_tok_gram(f, g.begin, NS_G_VERB | NS_G_AUX) || ns_tok_ends(f, g.begin, "ed"))
            g.finite = true;
        aux |= f->gram[g.begin] & NS_G_NEG;
        inflection = 0;
    }
    /* a contraction that holds both pronoun and auxiliary stays with the subject */
    if (g.begin > begin)
        aux |= f->gram[g.begin - 1] & (ns_tok_gram(f, g.begin - 1, NS_G_PRONOUN) ? NS_G_AUX : 0);
    /* adverbs that only open the group: "Later" in front of it is the sentence's, not the verb's */
    while (g.begin < verb.begin && ns_tok_upper(f, g.begin) && ns_is_adverb(f, g.begin))
        g.begin++;
    g.negated = (aux & NS_G_NEG) != 0;
    bool be = (aux & NS_G_BE) != 0;
    g.passive = be && (inflection & NS_INF_PART) && !(inflection & NS_INF_ING);
    g.participle = !be && inflection == NS_INF_ING;
    if (!g.infinitive && !g.participle)
        g.finite = g.finite || (aux & NS_G_AUX) || (inflection & ~(unsigned)NS_INF_ING);
    return g;
}
