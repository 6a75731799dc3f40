/* SPDX-License-Identifier: GPL-3.0-or-later */
/* span_tagger.c: the window around a cue, its features, and cutting spans out of the labels. */
#include "span_tagger.h"

#include "chain.h"
#include "phrase.h"
#include "span_features.h"
#include "token_sums.h"

_Static_assert(2 * NS_SPAN_SIDE + NS_CUE_MOST <= NS_SPAN_WINDOW_MOST, "a window must have room");

/* Bits of ns_between.path: what kinds of things lie between a token and the cue. */
enum path {
    PATH_COMMA = 1,
    PATH_MARK = 2,   /* a quotation mark */
    PATH_CLAUSE = 4, /* that, because, who */
    PATH_VERB = 8,
    PATH_AND = 16,
    PATH_CUE = 32, /* another cue */
    PATH_STOP = 64,
};

/* --- the window --- */

/* The paragraph, with those that a quotation runs on into. */
static struct ns_range paragraph_of(const struct ns_doc *doc, struct ns_range cue, uint32_t side)
{
    uint32_t b = doc->toks[cue.begin].block;
    struct ns_range window = doc->blocks[b].toks;
    while (b + 1 < doc->block_count && window.end > window.begin && window.end - cue.begin < side) {
        uint32_t q = doc->toks[window.end - 1].quote;
        if (q == NS_NONE || !doc->quotes[q].goes_on)
            break;
        b++;
        if (!ns_range_empty(doc->blocks[b].toks))
            window.end = doc->blocks[b].toks.end;
    }
    return window;
}

/* Does a quotation lie at the boundary between two sentences: run over it, end before it or begin
 * behind it? Only over such a boundary does a content go. */
static bool quoted_over(const struct ns_finder *f, uint32_t boundary)
{
    const struct ns_tok *toks = f->doc->toks;
    uint32_t before = toks[boundary - 1].quote, behind = toks[boundary].quote;
    return behind != NS_NONE || before != NS_NONE ||
           (boundary > 1 && toks[boundary - 2].quote != NS_NONE && f->mark[boundary - 1]);
}

/* The sentence of the cue, and those that quotations join to it; within the paragraph. */
static struct ns_range window_of(const struct ns_finder *f, struct ns_range cue, uint32_t side)
{
    const struct ns_doc *doc = f->doc;
    struct ns_range paragraph = paragraph_of(doc, cue, side);
    uint32_t first = doc->toks[cue.begin].sentence, last = doc->toks[cue.end - 1].sentence;
    struct ns_range window = {doc->sents[first].toks.begin, doc->sents[last].toks.end};
    while (window.begin > paragraph.begin && cue.begin - window.begin < side &&
           quoted_over(f, window.begin))
        window.begin = doc->sents[--first].toks.begin;
    while (window.end < paragraph.end && window.end - cue.begin < side &&
           quoted_over(f, window.end))
        window.end = doc->sents[++last].toks.end;
    if (cue.begin - window.begin > side)
        window.begin = cue.begin - side;
    if (window.end > cue.end && window.end - cue.end > side)
        window.end = cue.end + side;
    return window;
}

static uint8_t more(uint8_t count, uint8_t most)
{
    return count < most ? (uint8_t)(count + 1) : most;
}

/* Counts what is passed on the way from the cue outward: the token at from lies nearer to it. */
static struct ns_between passed(const struct ns_sight *s, const float *likely, struct ns_between b,
                                uint32_t tok, int direction)
{
    const struct ns_seen *seen = ns_seen_at(s, tok, 0);
    uint32_t g = seen->grammar;
    if (seen->mark == ',') {
        b.commas = more(b.commas, 3);
        b.path |= PATH_COMMA;
    }
    if (seen->mark == 'o' || seen->mark == 'c') {
        b.marks = more(b.marks, 3);
        b.path |= PATH_MARK;
    }
    if (seen->mark == '.' || seen->mark == ';' || seen->mark == '?' || seen->mark == '!')
        b.path |= PATH_STOP;
    if (g & (NS_G_SUBORD | NS_G_RELATIVE | NS_G_WH))
        b.path |= PATH_CLAUSE;
    if (g & (NS_G_VERB | NS_G_AUX))
        b.path |= PATH_VERB;
    if (g & NS_G_COORD)
        b.path |= PATH_AND;
    if (likely[tok] > 0.4f) {
        b.cues = more(b.cues, 3);
        b.path |= PATH_CUE;
    }
    if (seen->mention > 8)
        b.mentions = more(b.mentions, 3);
    uint32_t next = direction > 0 ? tok + 1 : tok - 1;
    const struct ns_tok *toks = s->f->doc->toks;
    if (next < s->f->doc->tok_count && toks[next].sentence != toks[tok].sentence &&
        b.sentences < 5 && b.sentences > -5)
        b.sentences = (int8_t)(b.sentences + direction);
    return b;
}

static void tag(uint8_t *tags, struct ns_range window, struct ns_range span, uint8_t begin)
{
    uint32_t from = span.begin > window.begin ? span.begin : window.begin;
    for (uint32_t t = from; t < span.end && t < window.end; t++)
        tags[t - window.begin] = t == span.begin ? begin : (uint8_t)(begin + 1);
}

static void tag_candidate(uint8_t *tags, struct ns_range window, const struct ns_candidate *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->content_count; i++)
        tag(tags, window, c->content[i], NS_SPAN_CONTENT_BEGIN);
    tag(tags, window, c->source, NS_SPAN_SOURCE_BEGIN);
}

/* The two strongest candidates of the rules that share a word with the cue. */
static void find_candidates(struct ns_span_site *site, const struct ns_sight *s)
{
    float best = -1, second = -1;
    for (uint32_t i = ns_sight_first(s, site->cue); i != NS_NONE;
         i = ns_sight_next(s, i, site->cue)) {
        const struct ns_candidate *c = &s->f->found.at[i];
        if (s->scores[i] > best) {
            second = best;
            site->other = site->rules;
            best = s->scores[i];
            site->rules = c;
        } else if (s->scores[i] > second) {
            second = s->scores[i];
            site->other = c;
        }
    }
    site->rules_strength = site->rules ? ns_strength_bin(best) : 0;
    site->other_strength = site->other ? ns_strength_bin(second) : 0;
}

static uint64_t head_word(const struct ns_sight *s, struct ns_range cue)
{
    const struct ns_seen *head = ns_seen_at(s, cue.begin, 0);
    for (uint32_t t = cue.begin + 1; t < cue.end; t++) {
        const struct ns_seen *seen = ns_seen_at(s, t, 0);
        bool weak = (head->grammar & (NS_G_AUX | NS_G_NEG | NS_G_ADVERB)) != 0;
        if (seen->cue > head->cue || (weak && !(seen->grammar & (NS_G_AUX | NS_G_PREP))))
            head = seen;
    }
    return head->word;
}

void ns_span_site_open(struct ns_span_site *site, const struct ns_sight *sight, const float *likely,
                       struct ns_range cue, uint32_t side)
{
    memset(site, 0, sizeof *site);
    site->cue = cue;
    site->window = window_of(sight->f, cue, side);
    if (site->window.end < cue.end)
        site->window.end = cue.end;
    site->cue_head = head_word(sight, cue);
    find_candidates(site, sight);
    struct ns_between b = {0};
    for (uint32_t t = cue.begin; t-- > site->window.begin;) {
        if (t + 1 < cue.begin)
            b = passed(sight, likely, b, t + 1, -1);
        else if (sight->f->doc->toks[t].sentence != sight->f->doc->toks[cue.begin].sentence)
            b.sentences = -1;
        site->between[t - site->window.begin] = b;
    }
    b = (struct ns_between){0};
    for (uint32_t t = cue.end; t < site->window.end; t++) {
        if (t > cue.end)
            b = passed(sight, likely, b, t - 1, 1);
        else if (sight->f->doc->toks[t].sentence != sight->f->doc->toks[cue.end - 1].sentence)
            b.sentences = 1;
        site->between[t - site->window.begin] = b;
    }
    tag_candidate(site->tags, site->window, site->rules);
    tag_candidate(site->other_tags, site->window, site->other);
}

void ns_span_token_features(const struct ns_sight *s, uint32_t tok, struct ns_feature_list *out)
{
    const struct ns_doc *doc = s->f->doc;
    const struct ns_sent *sent = &doc->sents[doc->toks[tok].sentence];
    ns_span_token_parts(ns_seen_at(s, tok, -1), ns_seen_at(s, tok, 0), ns_seen_at(s, tok, 1),
                        tok == sent->toks.begin, tok + 1 == sent->toks.end, NS_SPAN_ALL, out);
}

/* --- tagging --- */

static void score_window(const struct ns_sight *s, const struct ns_weights *w, const float *likely,
                         const struct ns_span_site *site, const struct ns_token_sums *sums,
                         float *scores)
{
    ns_lanes8 lanes[NS_SPAN_WINDOW_MOST];
    uint32_t len = site->window.end - site->window.begin;
    ns_site_sums(sums, s, site, likely, lanes);
    for (uint32_t i = 0; i < len; i++)
        for (size_t l = 0; l < NS_SPAN_LABELS; l++)
            scores[i * NS_SPAN_LABELS + l] = (float)lanes[i][l] * w->scale;
}

/* Tokens between two contents that are no reason for two: "..., " between closing marks. */
static void add_content(const struct ns_finder *f, struct ns_spans *out, struct ns_range piece)
{
    struct ns_candidate c = {.content_count = out->content_count};
    memcpy(c.content, out->content, sizeof c.content);
    piece.end = ns_without_stop(f, piece.begin, piece.end);
    ns_candidate_add(f, &c, piece);
    memcpy(out->content, c.content, sizeof c.content);
    out->content_count = c.content_count;
}

/* The labelling that is best as a whole, as spans; of several sources the surest. */
static void cut_spans(const struct ns_finder *f, const struct ns_span_site *site,
                      const uint8_t *best, const float *marginals, struct ns_spans *out)
{
    uint32_t len = site->window.end - site->window.begin;
    float surest = 0;
    for (uint32_t i = 0; i < len;) {
        uint8_t label = best[i];
        if (label == NS_SPAN_OUT) {
            i++;
            continue;
        }
        bool source = label == NS_SPAN_SOURCE_BEGIN || label == NS_SPAN_SOURCE_IN;
        uint8_t in = source ? NS_SPAN_SOURCE_IN : NS_SPAN_CONTENT_IN;
        uint32_t end = i + 1;
        while (end < len && best[end] == in)
            end++;
        float sum = 0;
        for (uint32_t k = i; k < end; k++)
            sum += marginals[k * NS_SPAN_LABELS + in] + marginals[k * NS_SPAN_LABELS + in - 1];
        struct ns_range span = {site->window.begin + i, site->window.begin + end};
        if (!source) {
            add_content(f, out, span);
        } else if (sum / (float)(end - i) > surest) {
            out->source = span;
            surest = sum / (float)(end - i);
        }
        i = end;
    }
}

bool ns_spans_tag(const struct ns_sight *sight, const struct ns_weights *weights,
                  const float *likely, const struct ns_span_site *site,
                  const struct ns_token_sums *sums, struct ns_span_lattice *lattice,
                  struct ns_spans *out)
{
    float work[NS_SPAN_WINDOW_MOST * (NS_SPAN_LABELS + 1)];
    uint8_t best[NS_SPAN_WINDOW_MOST], back[NS_SPAN_WINDOW_MOST * NS_SPAN_LABELS];
    struct ns_chain chain = {NS_SPAN_LABELS, weights->start, weights->end, weights->follow};
    uint32_t len = site->window.end - site->window.begin;
    *out = (struct ns_spans){.no_source = 1};
    score_window(sight, weights, likely, site, sums, lattice->scores);
    ns_chain_best(&chain, lattice->scores, len, best, back);
    lattice->log_sum =
        ns_chain_marginals(&chain, lattice->scores, len, lattice->marginals, work, NULL);
    for (uint32_t i = 0; i < len; i++)
        out->no_source *= 1.0f - lattice->marginals[i * NS_SPAN_LABELS + NS_SPAN_SOURCE_BEGIN];
    cut_spans(sight->f, site, best, lattice->marginals, out);
    return out->content_count > 0;
}

struct ns_span_fit ns_spans_fit(const struct ns_weights *weights, const struct ns_span_site *site,
                                const struct ns_span_lattice *lattice, const struct ns_candidate *c)
{
    struct ns_chain chain = {NS_SPAN_LABELS, weights->start, weights->end, weights->follow};
    uint8_t labels[NS_SPAN_WINDOW_MOST] = {0};
    uint32_t len = site->window.end - site->window.begin, count[2] = {0};
    float sum[2] = {0};
    tag_candidate(labels, site->window, c);
    for (uint32_t i = 0; i < len; i++) {
        bool in = labels[i] == NS_SPAN_CONTENT_IN || labels[i] == NS_SPAN_SOURCE_IN;
        if (in && (i == 0 || (labels[i - 1] != labels[i] && labels[i - 1] != labels[i] - 1)))
            labels[i]--; /* what lies before it lies outside the window */
        if (labels[i] == NS_SPAN_OUT)
            continue;
        bool content = labels[i] >= NS_SPAN_CONTENT_BEGIN;
        const float *m = lattice->marginals + (size_t)i * NS_SPAN_LABELS +
                         (content ? NS_SPAN_CONTENT_BEGIN : NS_SPAN_SOURCE_BEGIN);
        sum[content] += m[0] + m[1];
        count[content]++;
    }
    double score = ns_chain_score(&chain, lattice->scores, len, labels);
    return (struct ns_span_fit){.posterior = (float)(score - lattice->log_sum),
                                .source_sure = count[0] ? sum[0] / (float)count[0] : 0,
                                .content_sure = count[1] ? sum[1] / (float)count[1] : 0};
}
