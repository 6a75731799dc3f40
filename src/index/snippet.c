/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/search.h"

#include "query.h"

/* Which terms a sentence has, and how good it is for being shown. */
struct sentence {
    uint32_t index;
    uint64_t terms; /* a bit for each */
};

static bool is_body(const struct ns_article *article, uint32_t sentence)
{
    size_t block = ns_article_block_at(article, article->sentences[sentence].begin);

    return block < article->block_count && article->blocks[block].role == NS_ROLE_BODY;
}

/* More terms are better; of as many, the text is better than headline and page furniture. */
static bool is_better(const struct ns_article *article, struct sentence a, struct sentence b)
{
    int more = __builtin_popcountll(a.terms) - __builtin_popcountll(b.terms);

    return more > 0 || (more == 0 && is_body(article, a.index) && !is_body(article, b.index));
}

static struct sentence best_sentence(const struct ns_article *article,
                                     const struct ns_query_hits *hits)
{
    struct sentence best = {NS_NONE, 0}, here = {NS_NONE, 0};

    for (size_t i = 0; i < hits->len && article->sentence_count > 0; i++) {
        struct ns_query_hit hit = hits->at[i];
        uint32_t index = (uint32_t)ns_article_sentence_at(article, hit.range.begin);
        if (!ns_range_holds(article->sentences[index], hit.range.begin))
            continue;
        if (index != here.index)
            here = (struct sentence){index, 0};
        here.terms |= (uint64_t)1 << (hit.term % QUERY_TERMS);
        if (best.index == NS_NONE || best.index == index || is_better(article, here, best))
            best = here;
    }
    return best;
}

void ns_search_snippet(struct ns_query *query, const struct ns_item *item, struct ns_snippet *out)
{
    struct ns_query_hits hits = {0};
    struct ns_range within;
    uint32_t end = 0;

    *out = (struct ns_snippet){.sentence = NS_NONE};
    if (!item->article)
        return;
    (void)index_query_find(query, item->article->body, &hits);
    out->sentence = best_sentence(item->article, &hits).index;
    for (size_t i = 0; i < hits.len && out->sentence != NS_NONE; i++) {
        struct ns_range hit = hits.at[i].range;
        within = item->article->sentences[out->sentence];
        hit.end = hit.end < within.end ? hit.end : within.end;
        if (hit.begin < within.begin || hit.begin >= hit.end || hit.begin < end)
            continue;
        ns_vec_push(&out->hits, hit);
        end = hit.end;
    }
    ns_vec_free(&hits);
}
