/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * denied.c: denials whose object stands before them or is a mere pronoun: "a charge he denies", ",
 * which she denied", "denied this on Tuesday".
 */
#include "clauses.h"

static bool denies(const struct ns_cue *cue)
{
    return cue->kind == NS_KIND_DENIAL || cue->alleg == NS_KIND_DENIAL;
}

/* The noun phrase that ends with the noun for something alleged at last: from its article on. Empty
 * if it is none. */
static struct ns_range alleged_before(const struct ns_finder *f, uint32_t begin, uint32_t last)
{
    struct ns_range none = {last, last};
    if (f->mark[last] || ns_cue_role_of(f->table, ns_tok_number(f, last)) != NS_CUE_ROLE_ALLEGATION)
        return none;
    for (uint32_t t = last; t-- > begin && last - t < 5 && !f->mark[t];)
        if (ns_tok_gram(f, t, NS_G_DET))
            return (struct ns_range){t, last + 1};
    return ns_tok_ends(f, last, "s") ? (struct ns_range){last, last + 1} : none;
}

/* Does the clause end behind the verb: nothing follows that could be its object? */
static bool ends_clause(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    uint32_t t = fr->pos;
    return t >= fr->end || (f->mark[t] && f->mark[t] != 'o' && f->mark[t] != ':') ||
           ns_tok_gram(f, t, NS_G_COORD | NS_G_SUBORD | NS_G_AUX);
}

/* "a charge he denies", "reports that the army denied", ", which she denies" */
static bool read_relative(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    uint32_t begin = fr->site->begin, at = fr->subject.begin;
    if (ns_range_empty(fr->subject) || at <= begin || !ends_clause(fr))
        return false;
    struct ns_candidate c = ns_frame_candidate(fr, NS_RULE_NP);
    c.cue.end = fr->site->verb.end;
    bool which = ns_tok_is(f, at - 1, "which");
    if ((which || ns_tok_is(f, at - 1, "that")) && at - 1 > begin)
        at--;
    bool comma = f->mark[at - 1] == ',' && at - 1 > begin;
    struct ns_range what = alleged_before(f, begin, comma ? at - 2 : at - 1);
    if (!ns_range_empty(what))
        ns_candidate_add(f, &c, what);
    else if (which && f->mark[at - 1] == ',')
        ns_candidate_add(f, &c, (struct ns_range){at, at + 1});
    ns_frame_propose(fr, &c);
    return c.content_count > 0;
}

/* "denied this on Tuesday": the pronoun alone. */
static bool read_pronoun(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    uint32_t at = fr->pos, next = at + 1;
    if (at >= fr->end || !(fr->cue->takes & NS_TAKES_NP) ||
        !(ns_tok_is(f, at, "this") || ns_tok_is(f, at, "it") || ns_tok_is(f, at, "that")))
        return false;
    if (next < fr->end && !f->mark[next] &&
        !ns_tok_gram(f, next, NS_G_PREP | NS_G_TIME | NS_G_COORD | NS_G_SUBORD) &&
        !ns_is_adverb(f, next))
        return false;
    struct ns_candidate c = ns_frame_candidate(fr, NS_RULE_NP);
    ns_candidate_add(f, &c, (struct ns_range){at, next});
    ns_frame_propose(fr, &c);
    return true;
}

bool ns_read_denied(const struct ns_frame *fr)
{
    return denies(fr->cue) && !ns_range_empty(fr->subject) &&
           (read_relative(fr) || read_pronoun(fr));
}

bool ns_denial_follows(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    uint32_t noun = tok;
    if (tok >= end || f->mark[tok] || !ns_tok_gram(f, tok, NS_G_DET))
        return false;
    while (noun < end && noun < tok + 4 && !f->mark[noun] &&
           ns_cue_role_of(f->table, ns_tok_number(f, noun)) != NS_CUE_ROLE_ALLEGATION)
        noun++;
    if (noun >= end || f->mark[noun] || noun == tok + 4)
        return false;
    for (uint32_t t = noun + 1; t < end && t < noun + 10 && !f->mark[t]; t++) {
        const struct ns_cue_form *forms;
        size_t count = ns_cue_forms(f->table, ns_tok_number(f, t), &forms);
        for (size_t i = 0; i < count; i++) {
            const struct ns_cue *cue = ns_cue_at(f->table, forms[i].cue);
            if (cue->class == NS_CUE_VERB && forms[i].len == 1 && denies(cue))
                return t > noun + 1;
        }
        if (ns_is_verbal(f, t) && !ns_tok_gram(f, t, NS_G_AUX))
            return false;
    }
    return false;
}
