/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proposals.c: what the rules and the trained stages propose for each cue, side by side. */
#include "extractor.h"
#include "kinds.h"
#include "phrase.h"
#include "ranker.h"
#include "token_sums.h"

#define RULE_LEAST   0.15f /* weaker candidates of the rules are not looked at ... */
#define ALONE_LEAST  0.45f /* ... nor those below this whose cue stage one did not see */
#define UNSEEN_BELOW 0.03f /* stage one's probability */
#define TAGGED_LEAST 0.3f  /* nor tagged cues below this of which no rule knows */

/*
 * What the windows of all cues may hold together, for each token of the article, and a little more for
 * short ones. Articles need 1 to 4; in a sentence without an end that is full of cues it would be
 * hundreds, so there the windows of the later cues are narrow.
 */
#define WINDOWS_PER_TOKEN 12
#define WINDOWS_LEAST     4000
#define NARROW_SIDE       16 /* tokens */

/* All that is at work on one article. */
struct proposer {
    const struct ns_sight *sight;
    const struct ns_models *models;
    float *likely;
    struct ns_token_sums sums;
    struct ns_proposals *out;
    size_t budget; /* tokens that wide windows may still hold */
};

uint32_t ns_words_in(const struct ns_finder *f, const struct ns_range *r, size_t count)
{
    uint32_t words = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t t = r[i].begin; t < r[i].end; t++)
            words += !f->mark[t];
    return words;
}

uint32_t ns_words_shared(const struct ns_finder *f, const struct ns_range *a, size_t a_count,
                         const struct ns_range *b, size_t b_count)
{
    uint32_t words = 0;
    for (size_t i = 0; i < a_count; i++)
        for (size_t k = 0; k < b_count; k++) {
            struct ns_range both = {a[i].begin > b[k].begin ? a[i].begin : b[k].begin,
                                    a[i].end < b[k].end ? a[i].end : b[k].end};
            if (!ns_range_empty(both))
                words += ns_words_in(f, &both, 1);
        }
    return words;
}

static uint8_t agreement(const struct ns_finder *f, const struct ns_range *a, size_t a_count,
                         const struct ns_range *b, size_t b_count)
{
    uint32_t in_a = ns_words_in(f, a, a_count), in_b = ns_words_in(f, b, b_count);
    uint32_t both = ns_words_shared(f, a, a_count, b, b_count);
    if (in_a == 0 || in_b == 0)
        return in_a == in_b ? 4 : 0;
    return both == 0                              ? 1
           : both == in_a && both == in_b         ? 4
           : both * 2 >= in_a && both * 2 >= in_b ? 3
                                                  : 2;
}

static void see_cue(const struct proposer *p, struct ns_proposal *proposal)
{
    struct ns_range cue = proposal->c.cue;
    float sum = 0;
    for (uint32_t t = cue.begin; t < cue.end; t++) {
        sum += p->likely[t];
        if (p->likely[t] > proposal->cue_peak)
            proposal->cue_peak = p->likely[t];
    }
    proposal->cue_likely = sum / (float)(cue.end - cue.begin);
}

/* One cue at work: what stage two says of it. */
struct reading {
    struct ns_span_site site;
    struct ns_span_lattice lattice;
    struct ns_spans spans;
    struct ns_span_fit best;
};

/* Adds a proposal; rule: the candidate that it is, or is compared with, NULL if there is none. */
static void propose(const struct proposer *p, struct reading *r, const struct ns_candidate *c,
                    const struct ns_candidate *rule, uint8_t learned)
{
    const struct ns_finder *f = p->sight->f;
    const struct ns_spans *spans = &r->spans;
    struct ns_proposal proposal = {.c = *c,
                                   .order = (uint32_t)p->out->len,
                                   .learned = learned,
                                   .rule_score = -1,
                                   .no_source = spans->no_source,
                                   .best = r->best};
    see_cue(p, &proposal);
    proposal.fit = ns_spans_fit(p->models->spans, &r->site, &r->lattice, c);
    if (rule) {
        proposal.rule_score = p->sight->scores[rule - f->found.at];
        proposal.source_agree = agreement(f, &rule->source, 1, &spans->source, 1);
        proposal.content_agree =
            agreement(f, rule->content, rule->content_count, spans->content, spans->content_count);
        if ((learned & NS_LEARNED_SOURCE) && proposal.source_agree < 4)
            proposal.c.by_model |= NS_BY_MODEL_SOURCE;
        if ((learned & NS_LEARNED_CONTENT) && proposal.content_agree < 4)
            proposal.c.by_model |= NS_BY_MODEL_CONTENT;
    }
    ns_vec_push(p->out, proposal);
}

static void take_content(struct ns_candidate *c, const struct ns_spans *spans)
{
    memcpy(c->content, spans->content, sizeof c->content);
    c->content_count = spans->content_count;
}

/* What the rules know of the cue is kept: its line of the list, who carried it, how it is negated. */
static void propose_learned(const struct proposer *p, struct reading *r)
{
    const struct ns_finder *f = p->sight->f;
    const struct ns_candidate *rules = r->site.rules;
    struct ns_candidate c = {.rule = NS_RULE_LEARNED};
    if (rules)
        c = *rules;
    c.cue = r->site.cue;
    c.source = r->spans.source;
    take_content(&c, &r->spans);
    if (!rules)
        ns_cue_read(f, &c);
    r->best = ns_spans_fit(p->models->spans, &r->site, &r->lattice, &c);
    propose(p, r, &c, rules, NS_LEARNED_SOURCE | NS_LEARNED_CONTENT);
    if (!rules)
        return;
    /* One part of each. */
    const struct ns_proposal *both = ns_vec_last(p->out);
    bool source = both->source_agree < 4, content = both->content_agree < 4;
    if (source && content) {
        struct ns_candidate mixed = *rules;
        mixed.source = r->spans.source;
        propose(p, r, &mixed, rules, NS_LEARNED_SOURCE);
        mixed = *rules;
        take_content(&mixed, &r->spans);
        propose(p, r, &mixed, rules, NS_LEARNED_CONTENT);
    }
}

static void propose_for(struct proposer *p, struct reading *r, struct ns_range cue)
{
    const struct ns_finder *f = p->sight->f;
    ns_span_site_open(&r->site, p->sight, p->likely, cue,
                      p->budget >= NS_SPAN_WINDOW_MOST ? NS_SPAN_SIDE : NARROW_SIDE);
    size_t used = r->site.window.end - r->site.window.begin;
    p->budget -= used < p->budget ? used : p->budget;
    r->best = (struct ns_span_fit){.posterior = -20};
    if (ns_spans_tag(p->sight, p->models->spans, p->likely, &r->site, &p->sums, &r->lattice,
                     &r->spans))
        propose_learned(p, r);
    for (uint32_t i = ns_sight_first(p->sight, cue); i != NS_NONE;
         i = ns_sight_next(p->sight, i, cue))
        if (p->sight->scores[i] >= RULE_LEAST)
            propose(p, r, &f->found.at[i], &f->found.at[i], 0);
}

static bool is_tagged(const bool *tagged, struct ns_range cue)
{
    for (uint32_t t = cue.begin; t < cue.end; t++)
        if (tagged[t])
            return true;
    return false;
}

static void mark_all(bool *marked, struct ns_range toks)
{
    for (uint32_t t = toks.begin; t < toks.end; t++)
        marked[t] = true;
}

/* For each cue, the likeliest other one whose content holds it; what the rules alone propose does not
 * count. */
static void see_nesting(const struct proposer *p)
{
    const struct ns_doc *doc = p->sight->f->doc;
    float *cover = ns_arena_array(doc->scratch, float, doc->tok_count + 1);
    for (size_t i = 0; i < p->out->len; i++) {
        const struct ns_proposal *outer = &p->out->at[i];
        for (size_t k = 0; outer->learned && k < outer->c.content_count; k++)
            for (uint32_t t = outer->c.content[k].begin; t < outer->c.content[k].end; t++)
                if (cover[t] < outer->cue_likely)
                    cover[t] = outer->cue_likely;
    }
    for (size_t i = 0; i < p->out->len; i++)
        p->out->at[i].inside = cover[p->out->at[i].c.cue.begin];
}

void ns_proposals_find(const struct ns_sight *sight, const struct ns_models *models,
                       struct ns_proposals *out)
{
    const struct ns_doc *doc = sight->f->doc;
    struct proposer p = {.sight = sight, .models = models, .out = out};
    struct ns_tagged_cues cues = {0};
    p.likely = ns_arena_array(doc->scratch, float, doc->tok_count + 1);
    p.sums = ns_token_sums_of(sight, models->cues, models->spans,
                              doc->extractor ? doc->extractor->sums : NULL);
    p.budget = doc->tok_count * WINDOWS_PER_TOKEN + WINDOWS_LEAST;
    ns_cues_tag(sight, models->cues, &p.sums, p.likely, &cues);
    bool *tagged = ns_arena_array(doc->scratch, bool, doc->tok_count + 1);
    size_t tagged_count = cues.len;
    for (size_t i = 0; i < cues.len; i++)
        mark_all(tagged, cues.at[i].toks);
    for (size_t i = 0; i < sight->f->found.len; i++) {
        struct ns_range cue = sight->f->found.at[i].cue;
        bool unseen = p.likely[cue.begin] < UNSEEN_BELOW && p.likely[cue.end - 1] < UNSEEN_BELOW;
        if (sight->scores[i] < (unseen ? ALONE_LEAST : RULE_LEAST) || is_tagged(tagged, cue) ||
            cue.end - cue.begin > NS_CUE_MOST)
            continue;
        ns_vec_push(&cues, (struct ns_tagged_cue){cue, 0});
        mark_all(tagged, cue);
    }
    struct reading *reading = ns_arena_alloc(doc->scratch, sizeof *reading);
    for (size_t i = 0; i < cues.len && !ns_doc_is_cancelled(doc); i++)
        if (i >= tagged_count || cues.at[i].likely >= TAGGED_LEAST ||
            ns_sight_first(sight, cues.at[i].toks) != NS_NONE)
            propose_for(&p, reading, cues.at[i].toks);
    see_nesting(&p);
    ns_vec_free(&cues);
}
