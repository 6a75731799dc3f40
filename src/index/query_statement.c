/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A query over one statement: it is asked as an article would be whose text is the statement's extent
 * and in which nothing else was stated and named.
 */
#include "query.h"

/* The first mention that begins at `at` or behind it. */
static size_t mention_from(const struct ns_extraction *x, uint32_t at)
{
    size_t low = 0, high = x->mention_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (x->mentions[middle].span.begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Who is named in the extent, and the speaker, who may be named elsewhere. */
static size_t named_in(const struct ns_extraction *x, const struct ns_attribution *a,
                       struct ns_range extent, struct ns_entity *out)
{
    size_t count = 0;
    if (a->speaker_entity != NS_NONE)
        out[count++] = x->entities[a->speaker_entity];
    for (size_t i = mention_from(x, extent.begin);
         i < x->mention_count && x->mentions[i].span.begin < extent.end; i++)
        out[count++] = x->entities[x->mentions[i].entity];
    return count;
}

bool ns_query_matches_statement(struct ns_query *query, const struct ns_item *item, size_t index)
{
    if (!item->article || !item->extraction)
        return false;
    const struct ns_extraction *all = item->extraction;
    struct ns_attribution statement = all->attributions[index];
    if (statement.confidence < query->threshold)
        return false;
    struct ns_range extent = ns_attribution_extent(&statement);
    struct ns_article article = *item->article;
    article.body = ns_article_text(item->article, extent);
    statement.same_as = NS_NONE; /* the first of all there are */

    size_t most = mention_from(all, extent.end) - mention_from(all, extent.begin) + 1;
    struct ns_extraction found = *all;
    found.entities = ns_alloc(most * sizeof *found.entities);
    found.entity_count = named_in(all, &statement, extent, found.entities);
    found.attributions = &statement;
    found.attribution_count = 1;

    struct ns_item alone = *item;
    alone.article = &article;
    alone.extraction = &found;
    query->text_alone = true;
    bool matches = ns_query_matches(query, &alone);
    query->text_alone = false;
    free(found.entities);
    return matches;
}
