/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quote.h"

void ns_quotes_clear(struct ns_quotes *quotes)
{
    for (size_t i = 0; i < quotes->at.len; i++)
        ns_vec_free(&quotes->at.at[i].hits);
    ns_vec_free(&quotes->at);
    quotes->oldest = 0;
}

const struct ns_quote *ns_quotes_get(const struct ns_quotes *quotes, const struct ns_snapshot *s,
                                     struct ns_result result)
{
    if (result.item >= s->count)
        return NULL;
    const struct ns_item *item = &s->items[result.item];
    for (size_t i = 0; i < quotes->at.len; i++) {
        const struct ns_quote *q = &quotes->at.at[i];
        if (ns_result_same(q->result, result) && q->article == item->article &&
            q->extraction == item->extraction)
            return q;
    }
    return NULL;
}

static void mark(struct ns_quote *q, struct ns_query *query)
{
    (void)ns_query_find(query, ns_article_text(q->article, q->span), &q->hits);
    for (size_t i = 0; i < q->hits.len; i++) {
        q->hits.at[i].range.begin += q->span.begin;
        q->hits.at[i].range.end += q->span.begin;
    }
}

/* The content where a hit is, else the first. */
static void quote_statement(struct ns_quote *q, struct ns_query *query)
{
    const struct ns_attribution *a = &q->extraction->attributions[q->statement];
    q->at = ns_attribution_anchor(a);
    for (size_t i = 0; i < a->content_count && !q->hits.len; i++) {
        q->span = a->content[i];
        mark(q, query);
    }
    if (!q->hits.len)
        q->span = a->content[0];
}

/* What an article shows that was found by something other than its text. */
static void quote_other(struct ns_quote *q, const struct ns_item *item, struct ns_query *query)
{
    const struct ns_article *a = item->article;
    const struct ns_extraction *x = item->extraction;
    bool asked = x && ns_query_needs_extraction(query);
    for (size_t i = 0; asked && i < x->attribution_count && q->statement == NS_NONE; i++)
        if (ns_query_matches_statement(query, item, i))
            q->statement = (uint32_t)i;
    if (q->statement != NS_NONE)
        quote_statement(q, query);
    for (size_t i = 0; i < a->block_count && ns_range_empty(q->span); i++) {
        const struct ns_block *b = &a->blocks[i];
        if (b->role != NS_ROLE_BODY || !b->sentence_count)
            continue;
        q->span = a->sentences[b->first_sentence];
        q->at = q->span.begin;
        q->lead = true;
    }
}

static void quote_article(struct ns_quote *q, const struct ns_item *item, struct ns_query *query)
{
    struct ns_snippet snippet = {.sentence = NS_NONE};
    ns_search_snippet(query, item, &snippet);
    if (snippet.sentence >= item->article->sentence_count) {
        ns_vec_free(&snippet.hits);
        quote_other(q, item, query);
        return;
    }
    q->span = item->article->sentences[snippet.sentence];
    mark(q, query);
    /* Words that stand near each other over the sentence's end. */
    bool none = !q->hits.len;
    for (size_t i = 0; none && i < snippet.hits.len; i++)
        ns_vec_push(&q->hits, (struct ns_query_hit){.range = snippet.hits.at[i]});
    q->at = q->hits.len ? q->hits.at[0].range.begin : q->span.begin;
    ns_vec_free(&snippet.hits);
}

const struct ns_quote *ns_quotes_make(struct ns_quotes *quotes, const struct ns_snapshot *s,
                                      struct ns_result result, struct ns_query *query)
{
    const struct ns_quote *there = ns_quotes_get(quotes, s, result);
    if (there || result.item >= s->count || !s->items[result.item].article)
        return there;
    const struct ns_item *item = &s->items[result.item];
    struct ns_quote made = {.result = result,
                            .article = item->article,
                            .extraction = item->extraction,
                            .statement = result.statement};
    if (result.statement == NS_NONE)
        quote_article(&made, item, query);
    else if (item->extraction && result.statement < item->extraction->attribution_count)
        quote_statement(&made, query);
    if (quotes->at.len < NS_QUOTES) {
        ns_vec_push(&quotes->at, made);
        return ns_vec_last(&quotes->at);
    }
    struct ns_quote *place = &quotes->at.at[quotes->oldest];
    quotes->oldest = (quotes->oldest + 1) % NS_QUOTES;
    ns_vec_free(&place->hits);
    *place = made;
    return place;
}
