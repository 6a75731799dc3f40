/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kinds_cue.c: which line of cues.txt a cue is, for candidates whose spans came without one. */
#include "kinds.h"

#define BEYOND 3 /* tokens of a form that may stand behind the cue: "declined to | comment" */

/* Does the form's class fit what stands around it: "his denial", "is silent", "denied"? */
static bool class_fits(const struct ns_finder *f, const struct ns_candidate *c, uint32_t tok,
                       enum ns_cue_class class)
{
    if (class == NS_CUE_CONTENT)
        return false;
    if (class == NS_CUE_NOUN) {
        bool owned = tok > 0 && (ns_tok_gram(f, tok - 1, NS_G_DET) || ns_tok_is(f, tok - 1, "'s"));
        return owned || tok > c->cue.begin || ns_tok_upper(f, tok);
    }
    if (class != NS_CUE_ADJ)
        return true;
    for (uint32_t t = c->cue.begin; t < tok; t++)
        if (ns_tok_gram(f, t, NS_G_BE) || ns_tok_ends(f, t, "ed") || ns_tok_ends(f, t, "s"))
            return true;
    return false;
}

/* A verb beats a noun of the same spelling unless something owns it. */
static float rank_of(const struct ns_finder *f, const struct ns_cue *cue, uint32_t tok)
{
    bool owned = tok > 0 && (ns_tok_gram(f, tok - 1, NS_G_DET) || ns_tok_is(f, tok - 1, "'s"));
    bool noun = cue->class == NS_CUE_NOUN;
    return cue->strength + (noun == owned ? 1.0f : 0.0f);
}

void ns_cue_read(const struct ns_finder *f, struct ns_candidate *c)
{
    uint32_t limit = c->cue.end + BEYOND, best_len = 0;
    float best = -1;
    limit = limit > f->doc->tok_count ? (uint32_t)f->doc->tok_count : limit;
    c->verb = c->cue;
    for (uint32_t t = c->cue.begin; t < c->cue.end; t++) {
        const struct ns_cue_form *forms;
        size_t count = f->mark[t] ? 0 : ns_cue_forms(f->table, ns_tok_number(f, t), &forms);
        for (size_t i = 0; i < count; i++) {
            const struct ns_cue *cue = ns_cue_at(f->table, forms[i].cue);
            uint32_t end = (uint32_t)ns_cue_match(f->table, &forms[i], f->doc, t, limit);
            if (!end || !class_fits(f, c, t, cue->class))
                continue;
            float rank = rank_of(f, cue, t);
            /* "continued to press": what was done, not that it went on */
            bool governed = c->entry && t == c->verb.end + 1 && ns_tok_is(f, t - 1, "to") &&
                            cue->class == NS_CUE_VERB;
            if (governed)
                best = -1;
            if (forms[i].len < best_len || (forms[i].len == best_len && rank <= best))
                continue;
            best_len = forms[i].len;
            best = rank;
            c->entry = cue;
            c->verb = (struct ns_range){t, end};
        }
    }
    bool noun = c->entry && c->entry->class == NS_CUE_NOUN;
    c->negated = noun && c->verb.begin > 0 && ns_tok_is(f, c->verb.begin - 1, "no");
    for (uint32_t t = c->cue.begin; t < c->verb.begin; t++)
        c->negated = c->negated || ns_tok_gram(f, t, NS_G_NEG);
}
