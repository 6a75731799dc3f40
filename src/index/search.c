/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search.h"

#include "bits.h"

#include "naysay/log.h"

#define CLOCK_EVERY 16u /* looks into texts between two looks at the clock */

struct ns_search *ns_search_new(struct ns_snapshot *snapshot, struct ns_query *query)
{
    struct ns_search *s = ns_alloc(sizeof *s);
    s->snapshot = ns_snapshot_acquire(snapshot);
    s->query = query;
    s->sift = index_sift_new(snapshot, query);
    return s;
}

void ns_search_free(struct ns_search *s)
{
    if (!s)
        return;
    index_sift_free(s->sift);
    ns_snapshot_release(s->snapshot);
    free(s->found);
    free(s);
}

static void take_over(struct ns_search *s)
{
    size_t words = bit_words(s->snapshot->count);
    s->found = bits_new(s->snapshot->count);
    if (words)
        memcpy(s->found, index_sift_yes(s->sift), words * sizeof *s->found);
    s->count = bits_count(s->found, s->snapshot->count);
    s->open = bits_count(index_sift_maybe(s->sift), s->snapshot->count);
}

bool ns_search_work(struct ns_search *s, uint64_t deadline)
{
    if (!index_sift_work(s->sift, deadline))
        return false;
    if (!s->found)
        take_over(s);
    const uint64_t *maybe = index_sift_maybe(s->sift);
    size_t end = s->snapshot->count;
    while (s->decided < end) {
        size_t item = bit_next(maybe, s->decided, end);
        s->decided = item == SIZE_MAX ? end : item + 1;
        if (item == SIZE_MAX)
            break;
        if (ns_query_matches(s->query, &s->snapshot->items[item])) {
            bit_set(s->found, item);
            s->count++;
        }
        if (++s->looked % CLOCK_EVERY == 0 && deadline && ns_clock() >= deadline)
            break;
    }
    return s->decided == end;
}

unsigned ns_search_percent(const struct ns_search *s)
{
    if (!s->found)
        return 0;
    return s->open ? (unsigned)(s->looked * 100 / s->open) : 100;
}

size_t ns_search_decided(const struct ns_search *s)
{
    return s->found ? s->decided : 0;
}

size_t ns_search_count(const struct ns_search *s)
{
    return s->count;
}

bool ns_search_holds(const struct ns_search *s, size_t item)
{
    return s->found && item < s->snapshot->count && bit_get(s->found, item);
}

size_t ns_search_next(const struct ns_search *s, size_t from)
{
    return s->found ? bit_next(s->found, from, s->snapshot->count) : SIZE_MAX;
}

bool ns_search_sift(struct ns_search *s, uint64_t deadline)
{
    return index_sift_work(s->sift, deadline);
}

enum ns_verdict ns_search_verdict(const struct ns_search *s, size_t item)
{
    const uint64_t *yes = index_sift_yes(s->sift), *maybe = index_sift_maybe(s->sift);
    if (!yes || item >= s->snapshot->count || !s->snapshot->items[item].article ||
        bit_get(maybe, item))
        return NS_VERDICT_OPEN;
    return bit_get(yes, item) ? NS_VERDICT_YES : NS_VERDICT_NO;
}
