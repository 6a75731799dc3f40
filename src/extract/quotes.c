/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quotes.c: contents that stand before their cue, and quotations that go on behind it, over
 * sentences and paragraphs.
 */
#include "phrase.h"
#include "quotes.h"

#define CHAIN_MAX 12 /* paragraphs of one quotation that are followed */

/* Is there a strong cue outside quotation marks in these tokens? Then they have a speaker. */
static bool holds_speech(const struct ns_finder *f, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++) {
        const struct ns_cue_form *forms;
        if (f->doc->toks[t].quote != NS_NONE || f->mark[t])
            continue;
        size_t count = ns_cue_forms(f->table, ns_tok_number(f, t), &forms);
        for (size_t i = 0; i < count; i++) {
            const struct ns_cue *cue = ns_cue_at(f->table, forms[i].cue);
            if (cue->class == NS_CUE_VERB && (cue->takes & NS_TAKES_QUOTE) &&
                (forms[i].inflection & (NS_INF_PAST | NS_INF_S)) && forms[i].strength >= 0.6f &&
                ns_cue_match(f->table, &forms[i], f->doc, t, end))
                return true;
        }
    }
    return false;
}

/* Adds the quotation's earlier paragraphs, first one first. */
static void add_chain(const struct ns_finder *f, struct ns_candidate *c, uint32_t q)
{
    uint32_t chain[CHAIN_MAX], count = 0;
    for (uint32_t at = f->doc->quotes[q].before; at != NS_NONE && count < CHAIN_MAX;
         at = f->doc->quotes[at].before)
        chain[count++] = at;
    while (count > 0)
        ns_candidate_add(f, c, f->doc->quotes[chain[--count]].toks);
}

static enum ns_before quote_before(const struct ns_finder *f, uint32_t begin, uint32_t q,
                                   struct ns_candidate *c)
{
    const struct ns_quote *quote = &f->doc->quotes[q];
    uint32_t from = quote->toks.begin;
    if (quote->before != NS_NONE) {
        add_chain(f, c, q);
    } else if (from > begin && !holds_speech(f, begin, from)) {
        /* words before the mark belong to the content: Oran is "a liar," he said */
        while (begin < from && (ns_tok_gram(f, begin, NS_G_COORD) || f->mark[begin] == ','))
            begin++;
        from = f->mark[from - 1] == ':' ? from : begin;
    }
    ns_candidate_add(f, c, (struct ns_range){from, quote->toks.end});
    return NS_BEFORE_QUOTE;
}

/* '"T," Oran, the head, said': what stands between the quotation and the comma is the subject. */
static bool is_subject_behind(const struct ns_finder *f, uint32_t from, uint32_t last)
{
    for (uint32_t t = last; t-- > from;) {
        if (f->mark[t] != 'c')
            continue;
        uint32_t q = f->doc->toks[t].quote;
        if (q != NS_NONE && f->doc->quotes[q].toks.begin > from)
            return t + 1 < last && !ns_has_finite(f, t, last) && f->mark[t - 1] == ',';
        return !ns_tok_gram(f, t + 1, NS_G_COORD) &&
               (f->mark[t - 1] == ',' || !ns_has_finite(f, t, last));
    }
    return false;
}

/* "Oran, who was born in Velm, denied": a name with a relative clause is no content. */
static bool is_described(const struct ns_finder *f, uint32_t from, uint32_t last)
{
    uint32_t comma = from;
    while (comma < last && f->mark[comma] != ',')
        comma++;
    return comma + 1 < last && ns_tok_gram(f, comma + 1, NS_G_RELATIVE) &&
           !ns_has_finite(f, from, comma);
}

enum ns_before ns_content_before(const struct ns_finder *f, uint32_t begin, uint32_t behind,
                                 struct ns_candidate *c)
{
    if (behind == begin) {
        /* the sentence was cut after the quotation's own ? or ! */
        if (begin == 0 || f->mark[begin - 1] != 'c' ||
            f->doc->toks[begin - 1].block != f->doc->toks[begin].block)
            return NS_BEFORE_NOTHING;
        return quote_before(f, begin, f->doc->toks[begin - 1].quote, c);
    }
    uint32_t last = behind - 1;
    while (last > begin && f->mark[last] == '\'' && f->doc->toks[last].quote == NS_NONE)
        last--;
    if (f->mark[last] == ',' && last > begin && f->mark[last - 1] == 'c')
        last--;
    if (f->mark[last] == '-' && last > begin && f->mark[last - 1] == 'c')
        last--;
    if (f->mark[last] == 'c')
        return quote_before(f, begin, f->doc->toks[last].quote, c);
    if (f->mark[last] != ',' || last < begin + 3 || !ns_has_finite(f, begin, last))
        return NS_BEFORE_NOTHING;
    uint32_t from = begin;
    while (from < last && (ns_tok_gram(f, from, NS_G_COORD) || f->mark[from] == ','))
        from++;
    if (ns_tok_gram(f, from, NS_G_SUBORD | NS_G_PREP) && !ns_tok_gram(f, from, NS_G_PRONOUN)) {
        /* "When he left, she said": an opening, unless a main clause follows it */
        uint32_t comma = from;
        while (comma < last && f->mark[comma] != ',')
            comma++;
        bool strong = false; /* "In Oran the army will strike, he said" */
        for (uint32_t t = from; t < last && ns_tok_gram(f, from, NS_G_PREP); t++)
            strong = strong || ns_tok_gram(f, t, NS_G_AUX);
        if (!strong && (comma + 2 >= last || !ns_has_finite(f, comma + 1, last)))
            return NS_BEFORE_NOTHING;
    }
    if (holds_speech(f, from, last))
        return NS_BEFORE_NOTHING;
    if (is_subject_behind(f, from, last) || is_described(f, from, last))
        return NS_BEFORE_NOTHING;
    ns_candidate_add(f, c, (struct ns_range){from, last});
    return NS_BEFORE_CLAUSE;
}

static bool block_ends(const struct ns_finder *f, uint32_t tok)
{
    return tok >= f->doc->tok_count || f->doc->toks[tok].block != f->doc->toks[tok - 1].block;
}

/* Has the quotation that ends before tok an attribution of its own in the rest of its sentence? */
static bool attributed_itself(const struct ns_finder *f, const struct ns_quote *quote)
{
    uint32_t t = quote->toks.end;
    if (!quote->closed || block_ends(f, t))
        return false;
    uint32_t end = f->doc->sents[f->doc->toks[t - 1].sentence].toks.end;
    if (t >= end) {
        /* cut after "?": the next sentence may still be "he asked" */
        const struct ns_sent *next = &f->doc->sents[f->doc->toks[t].sentence];
        char mark = f->mark[t - 2];
        if (mark != '?' && mark != '!' && mark != ',')
            return false;
        end = next->toks.end;
        return end - t < 12 && holds_speech(f, t, end);
    }
    return true;
}

static uint32_t add_going_on(const struct ns_finder *f, struct ns_candidate *c, uint32_t q)
{
    for (int hops = 0; hops < CHAIN_MAX && f->doc->quotes[q].goes_on; hops++) {
        if (q + 1 >= f->doc->quote_count || f->doc->quotes[q + 1].before != q)
            break;
        q++;
        ns_candidate_add(f, c, f->doc->quotes[q].toks);
    }
    return f->doc->quotes[q].toks.end;
}

void ns_continue_quotes(const struct ns_finder *f, uint32_t end, struct ns_candidate *c)
{
    if (c->content_count == 0)
        return;
    uint32_t last = c->content[c->content_count - 1].end;
    uint32_t open = f->doc->toks[last - 1].quote;
    if (open != NS_NONE && f->doc->quotes[open].toks.end == last && f->doc->quotes[open].goes_on)
        end = add_going_on(f, c, open);
    for (int hops = 0; hops < CHAIN_MAX && end < f->doc->tok_count && f->mark[end] == 'o'; hops++) {
        if (end == 0 || f->doc->toks[end].block != f->doc->toks[end - 1].block)
            break;
        uint32_t q = f->doc->toks[end].quote;
        const struct ns_quote *quote = &f->doc->quotes[q];
        if (attributed_itself(f, quote))
            break;
        ns_candidate_add(f, c, quote->toks);
        end = quote->goes_on ? add_going_on(f, c, q) : quote->toks.end;
    }
}
