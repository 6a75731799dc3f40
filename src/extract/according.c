/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * according.c: sources that follow ("according to S"), fixed phrases without a source
 * ("reportedly"), and marks that stand for a cue: a headline's colon, a dash before a name.
 */
#include "phrase.h"
#include "quotes.h"

#define COLON_SOURCE 7 /* words of a source before a colon */

static struct ns_candidate candidate_of(const struct ns_cue_site *site, enum ns_rule rule)
{
    return (struct ns_candidate){.cue = site->verb,
                                 .verb = site->verb,
                                 .entry = site->entry,
                                 .rule = rule,
                                 .source = {site->verb.end, site->verb.end}};
}

static void propose(struct ns_finder *f, const struct ns_cue_site *site, struct ns_candidate *c)
{
    if (c->content_count == 0)
        return;
    uint32_t last = c->content[c->content_count - 1].end;
    if (f->doc->toks[last - 1].quote != NS_NONE)
        ns_continue_quotes(f, last > site->end ? last : site->end, c);
    ns_vec_push(&f->found, *c);
}

/* The part of the sentence before the aside that begins at tok. */
static void add_before(const struct ns_finder *f, uint32_t begin, uint32_t tok,
                       struct ns_candidate *c)
{
    uint32_t last = tok;
    if (last > begin && f->mark[last - 1] == ',')
        last--;
    if (last <= begin) {
        (void)ns_content_before(f, begin, tok, c);
        return;
    }
    uint32_t q = f->doc->toks[last - 1].quote;
    if (q != NS_NONE && f->doc->quotes[q].toks.begin < begin) {
        (void)ns_content_before(f, begin, tok, c);
        return;
    }
    while (begin < last && (ns_tok_gram(f, begin, NS_G_COORD) || f->mark[begin] == ','))
        begin++;
    ns_candidate_add(f, c, (struct ns_range){begin, last});
}

/* "According to the board, the bridge is safe": no apposition if a verb follows it at once. */
static uint32_t without_clause(const struct ns_finder *f, struct ns_range source, uint32_t end)
{
    uint32_t comma = source.begin;
    while (comma < source.end && f->mark[comma] != ',')
        comma++;
    bool closed = source.end < end && f->mark[source.end] == ',';
    return comma < source.end && !closed ? comma : source.end;
}

static void find_prep(struct ns_finder *f, const struct ns_cue_site *site)
{
    uint32_t end = ns_without_stop(f, site->begin, site->end);
    struct ns_candidate c = candidate_of(site, NS_RULE_ACCORDING);
    c.source = ns_speaker_after(f, site->verb.end, end);
    if (ns_range_empty(c.source))
        return;
    if (site->verb.begin <= site->begin + 1)
        c.source.end = without_clause(f, c.source, end);
    uint32_t at = c.source.end;
    while (at < end && f->mark[at] != ',' && f->mark[at] != 'o' && at < c.source.end + 10 &&
           ns_tok_gram(f, c.source.end, NS_G_PREP | NS_G_RELATIVE | NS_G_TIME))
        at++;
    if (site->verb.begin > site->begin + 1) {
        uint32_t from = site->begin;
        /* only back to a second clause's begin: "A, and B, according to S" keeps A too */
        add_before(f, from, site->verb.begin, &c);
    }
    bool goes_on = at + 1 < end && (f->mark[at] == ',' || f->mark[at] == ':') &&
                   !ns_tok_gram(f, at + 1, NS_G_COORD | NS_G_RELATIVE);
    if (goes_on || (c.content_count == 0 && at < end)) {
        while (at < end && (f->mark[at] == ',' || f->mark[at] == ':'))
            at++;
        if (at < end)
            ns_candidate_add(f, &c, (struct ns_range){at, ns_content_end(f, at, end)});
    }
    propose(f, site, &c);
}

/* "Asked about the depot, Oran said": what was asked stands up to the comma. */
static void find_asked(struct ns_finder *f, const struct ns_cue_site *site, uint32_t end)
{
    struct ns_candidate c = candidate_of(site, NS_RULE_PHRASE);
    uint32_t at = site->verb.end, comma = at;
    bool opens = site->verb.begin == site->begin || f->mark[site->verb.begin - 1];
    while (comma < end && f->mark[comma] != ',')
        comma++;
    if (!opens || comma >= end)
        return;
    ns_candidate_add(f, &c, (struct ns_range){at, comma});
    propose(f, site, &c);
}

/* "The ministry did not respond to questions", "was quoted as saying T": the subject speaks. */
static void find_spoken(struct ns_finder *f, const struct ns_cue_site *site, uint32_t end)
{
    struct ns_candidate c = candidate_of(site, NS_RULE_PHRASE);
    struct ns_group g = ns_group_of(f, site->verb, NS_INF_BASE, site->begin);
    uint32_t at = site->verb.end;
    c.cue.begin = g.begin;
    c.source = ns_subject_before(f, site->begin, g.begin);
    if (ns_range_empty(c.source))
        c.source = ns_subject_of_clause(f, site->begin, g.begin);
    if (ns_range_empty(c.source) || ns_tok_is(f, c.source.begin, "there"))
        return;
    if (at < end && ns_prep_of(f, at) && !(site->entry->takes & NS_TAKES_TO)) {
        c.cue.end = ++at;
        ns_candidate_add(f, &c, (struct ns_range){at, ns_np_content_end(f, at, end)});
    } else if (at < end && (!f->mark[at] || f->mark[at] == 'o')) {
        ns_candidate_add(f, &c, (struct ns_range){at, ns_content_end(f, at, end)});
    } else {
        enum ns_before before = ns_content_before(f, site->begin, c.source.begin, &c);
        if (before == NS_BEFORE_NOTHING && c.cue.end - c.cue.begin > 1) {
            c.cue.end--; /* "did not | respond": the act itself is all the content there is */
            ns_candidate_add(f, &c, (struct ns_range){c.cue.end, site->verb.end});
        }
    }
    propose(f, site, &c);
}

static void find_phrase(struct ns_finder *f, const struct ns_cue_site *site)
{
    uint32_t end = ns_without_stop(f, site->begin, site->end);
    uint32_t at = site->verb.end;
    if (site->entry->kind == NS_KIND_QUESTION && at < end) {
        find_asked(f, site, end);
        return;
    }
    if (site->entry->source != NS_CUE_SOURCE_NONE) {
        find_spoken(f, site, end);
        return;
    }
    if (at >= end)
        return;
    struct ns_candidate c = candidate_of(site, NS_RULE_PHRASE);
    bool behind_only = (site->entry->takes & NS_TAKES_THAT) || ns_tok_is(f, site->verb.begin, "it");
    if (!behind_only) {
        struct ns_range subject = ns_subject_before(f, site->begin, site->verb.begin);
        if (!ns_range_empty(subject) && !f->mark[subject.end - 1])
            ns_candidate_add(f, &c, subject);
    }
    if (!f->mark[at] || f->mark[at] == 'o')
        ns_candidate_add(f, &c, (struct ns_range){at, ns_content_end(f, at, end)});
    propose(f, site, &c);
}

void ns_find_according(struct ns_finder *f, const struct ns_cue_site *site)
{
    if (f->doc->toks[site->verb.begin].quote != NS_NONE)
        return;
    if (site->entry->class == NS_CUE_PREP)
        find_prep(f, site);
    else
        find_phrase(f, site);
}

/* --- marks --- */

/* Names and nouns only, the first in capitals: what may speak before a colon or after a dash. */
static bool is_label(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    if (begin >= end || end - begin > COLON_SOURCE || !ns_tok_upper(f, begin) ||
        ns_tok_gram(f, begin, NS_G_WH | NS_G_PREP | NS_G_SUBORD))
        return false;
    for (uint32_t t = begin; t < end; t++)
        if (f->mark[t] || ns_is_verbal(f, t) || ns_tok_gram(f, t, NS_G_PRONOUN | NS_G_AUX))
            return false;
    return true;
}

static void find_colon(struct ns_finder *f, const struct ns_sent *sent, uint32_t colon)
{
    uint32_t begin = sent->toks.begin;
    uint32_t end = ns_without_stop(f, begin, sent->toks.end);
    const struct ns_doc_block *block = &f->doc->blocks[sent->block];
    if (colon + 1 >= end || !is_label(f, begin, colon) || f->doc->toks[colon].quote != NS_NONE)
        return;
    bool quoted = f->mark[colon + 1] == 'o';
    bool line = begin == block->toks.begin;
    if (!quoted && !(line && (block->headline || sent->titled || sent->all_caps ||
                              (f->doc->toks[begin].shape & NS_SHAPE_ALL_UPPER))))
        return;
    struct ns_candidate c = {.source = {begin, colon},
                             .cue = {colon, colon + 1},
                             .verb = {colon, colon + 1},
                             .rule = NS_RULE_COLON};
    uint32_t stop = line && !block->headline && !quoted ? block->toks.end : end;
    ns_candidate_add(f, &c, (struct ns_range){colon + 1, ns_without_stop(f, colon + 1, stop)});
    if (c.content_count)
        ns_vec_push(&f->found, c);
}

static void find_dash(struct ns_finder *f, const struct ns_sent *sent, uint32_t dash)
{
    uint32_t end = ns_without_stop(f, dash, sent->toks.end);
    if (dash == 0 || f->mark[dash - 1] != 'c' || !is_label(f, dash + 1, end) ||
        f->doc->toks[dash - 1].block != f->doc->toks[dash].block)
        return;
    struct ns_candidate c = {.source = {dash + 1, end},
                             .cue = {dash, dash + 1},
                             .verb = {dash, dash + 1},
                             .rule = NS_RULE_DASH};
    if (ns_content_before(f, sent->toks.begin, dash, &c) == NS_BEFORE_QUOTE)
        ns_vec_push(&f->found, c);
}

void ns_find_marks(struct ns_finder *f, uint32_t sent)
{
    const struct ns_sent *s = &f->doc->sents[sent];
    for (uint32_t t = s->toks.begin; t < s->toks.end; t++) {
        if (f->mark[t] == ':' && t < s->toks.begin + COLON_SOURCE + 1)
            find_colon(f, s, t);
        else if (f->mark[t] == '-')
            find_dash(f, s, t);
    }
}
