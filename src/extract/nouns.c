/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nouns.c: nouns and adjectives as cues: "the ministry's claim that T", "S is confident that T". */
#include "phrase.h"

static bool takes_prep(const struct ns_finder *f, const struct ns_cue *cue, uint32_t tok)
{
    return (cue->preps & ns_prep_of(f, tok)) != 0;
}

/* Reads what the noun or adjective at the site takes; false if nothing fits. */
static bool read_content(const struct ns_finder *f, const struct ns_cue_site *site, uint32_t end,
                         struct ns_candidate *c)
{
    const struct ns_cue *cue = site->entry;
    uint32_t at = site->verb.end;
    if (at >= end)
        return false;
    if ((cue->takes & NS_TAKES_THAT) && ns_tok_is(f, at, "that") && at + 1 < end) {
        ns_candidate_add(f, c, (struct ns_range){at, ns_content_end(f, at, end)});
    } else if ((cue->takes & NS_TAKES_WH) && ns_tok_gram(f, at, NS_G_WH)) {
        ns_candidate_add(f, c, (struct ns_range){at, ns_content_end(f, at, end)});
    } else if ((cue->takes & NS_TAKES_TO) && ns_tok_is(f, at, "to") && at + 1 < end) {
        ns_candidate_add(f, c, (struct ns_range){at, ns_content_end(f, at, end)});
    } else if (takes_prep(f, cue, at) && at + 1 < end) {
        c->cue.end = at + 1;
        ns_candidate_add(f, c, (struct ns_range){at + 1, ns_np_content_end(f, at + 1, end)});
    } else if ((cue->takes & NS_TAKES_QUOTE) && f->mark[at] == 'o') {
        ns_candidate_add(f, c, (struct ns_range){at, ns_content_end(f, at, end)});
    } else {
        return false;
    }
    return c->content_count > 0;
}

static bool is_modifier(const struct ns_finder *f, uint32_t tok)
{
    return !f->mark[tok] && !ns_tok_upper(f, tok) && !ns_is_verbal(f, tok) &&
           !ns_tok_gram(f, tok,
                        NS_G_PREP | NS_G_COORD | NS_G_SUBORD | NS_G_RELATIVE | NS_G_AUX | NS_G_DET |
                            NS_G_PRONOUN);
}

void ns_find_nouns(struct ns_finder *f, const struct ns_cue_site *site)
{
    const struct ns_doc *doc = f->doc;
    if (doc->toks[site->verb.begin].quote != NS_NONE)
        return;
    uint32_t end = ns_without_stop(f, site->begin, site->end);
    struct ns_candidate c = {.cue = site->verb,
                             .verb = site->verb,
                             .entry = site->entry,
                             .rule = NS_RULE_NOUN,
                             .source = {site->verb.end, site->verb.end}};
    uint32_t at = site->verb.begin;
    while (at > site->begin && site->verb.begin - at < 4 && is_modifier(f, at - 1) &&
           !ns_tok_is(f, at - 1, "'s") && !ns_tok_is(f, at - 1, "'"))
        at--;
    if (at == site->begin)
        return;
    uint32_t before = at - 1;
    if (ns_tok_is(f, before, "'s") || ns_tok_is(f, before, "'")) {
        if (before == site->begin)
            return;
        struct ns_range owner = ns_subject_before(f, site->begin, before);
        if (ns_range_empty(owner))
            return;
        c.source = (struct ns_range){owner.begin, before};
        c.cue.begin = before;
    } else if (ns_tok_is(f, before, "his") || ns_tok_is(f, before, "her") ||
               ns_tok_is(f, before, "their") || ns_tok_is(f, before, "its") ||
               ns_tok_is(f, before, "my") || ns_tok_is(f, before, "our")) {
        c.source = (struct ns_range){before, at};
        c.cue.begin = at;
    } else if (ns_tok_upper(f, before) && !doc->toks[before].first &&
               !f->loose[doc->toks[before].sentence] && !f->mark[before]) {
        c.source = (struct ns_range){before, at}; /* "Russian claims that" */
        c.cue.begin = at;
    } else {
        if (!(site->entry->takes & NS_TAKES_THAT) || !ns_tok_is(f, site->verb.end, "that"))
            return;
        c.cue.begin = ns_tok_gram(f, before, NS_G_DET) ? before : at;
    }
    c.negated = ns_tok_is(f, before, "no"); /* "there was no confirmation that" */
    if (read_content(f, site, end, &c))
        ns_vec_push(&f->found, c);
}

void ns_find_adjectives(struct ns_finder *f, const struct ns_cue_site *site)
{
    if (f->doc->toks[site->verb.begin].quote != NS_NONE || site->verb.begin == site->begin)
        return;
    uint32_t end = ns_without_stop(f, site->begin, site->end);
    struct ns_group g = ns_group_of(f, site->verb, NS_INF_BASE, site->begin);
    /* "is", "seems", "remained" before it */
    bool linked = false;
    for (uint32_t t = g.begin; t < site->verb.begin; t++)
        linked = linked || ns_tok_gram(f, t, NS_G_BE);
    while (g.begin > site->begin && !f->mark[g.begin - 1] &&
           (ns_tok_is(f, g.begin - 1, "seems") || ns_tok_is(f, g.begin - 1, "seemed") ||
            ns_tok_is(f, g.begin - 1, "remains") || ns_tok_is(f, g.begin - 1, "remained") ||
            ns_tok_is(f, g.begin - 1, "appeared") || ns_tok_is(f, g.begin - 1, "feel") ||
            ns_tok_is(f, g.begin - 1, "feels") || ns_tok_is(f, g.begin - 1, "felt"))) {
        g.begin--;
        linked = true;
    }
    if (!linked)
        return;
    struct ns_candidate c = {.cue = {g.begin, site->verb.end},
                             .verb = site->verb,
                             .entry = site->entry,
                             .rule = NS_RULE_ADJ,
                             .negated = g.negated};
    c.source = ns_subject_before(f, site->begin, g.begin);
    if (ns_range_empty(c.source))
        c.source = ns_subject_of_clause(f, site->begin, g.begin);
    if (ns_range_empty(c.source) || ns_tok_is(f, c.source.begin, "it") ||
        ns_tok_is(f, c.source.begin, "there"))
        return;
    if (!read_content(f, site, end, &c)) {
        uint32_t at = site->verb.end;
        bool bare = (site->entry->takes & NS_TAKES_BARE) && at + 2 < end && !f->mark[at] &&
                    ns_tok_gram(f, at, NS_G_PRONOUN | NS_G_DET) && ns_has_finite(f, at + 1, end);
        if (!bare)
            return;
        ns_candidate_add(f, &c, (struct ns_range){at, ns_content_end(f, at, end)});
    }
    if (c.content_count)
        ns_vec_push(&f->found, c);
}
