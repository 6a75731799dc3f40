/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

#include "naysay/vec.h"

struct counted {
    const struct ns_extraction *extraction; /* that was counted; NULL: none */
    struct ns_tally_counts counts;
};
NS_VEC(all_counted, struct counted);

struct ns_tally {
    struct all_counted items;
    float threshold;
};

struct ns_tally *ns_tally_new(void)
{
    return ns_alloc(sizeof(struct ns_tally));
}

void ns_tally_free(struct ns_tally *tally)
{
    if (!tally)
        return;
    ns_vec_free(&tally->items);
    free(tally);
}

void ns_tally_reset(struct ns_tally *tally)
{
    tally->items.len = 0;
}

bool ns_tally_threshold(struct ns_tally *tally, float threshold)
{
    if (ns_confidence_bin(tally->threshold) == ns_confidence_bin(threshold))
        return false;
    tally->threshold = threshold;
    ns_tally_reset(tally);
    return true;
}

float ns_tally_threshold_of(const struct ns_tally *tally)
{
    return tally->threshold;
}

static struct ns_tally_counts count(const struct ns_extraction *x, float threshold)
{
    struct ns_tally_counts counts = {0};
    for (size_t i = 0; i < x->attribution_count; i++) {
        const struct ns_attribution *a = &x->attributions[i];
        if (a->same_as != NS_NONE)
            continue;
        if (a->confidence < threshold) {
            counts.hidden++;
            continue;
        }
        counts.all++;
        counts.claims += a->kind == NS_KIND_CLAIM;
        counts.denials += a->kind == NS_KIND_DENIAL;
        counts.no_comment += a->kind == NS_KIND_NO_COMMENT;
    }
    return counts;
}

struct ns_tally_counts ns_tally_item(struct ns_tally *tally, size_t item,
                                     const struct ns_extraction *extraction)
{
    if (!extraction)
        return (struct ns_tally_counts){0};
    while (tally->items.len <= item)
        ns_vec_push(&tally->items, (struct counted){0});
    struct counted *c = &tally->items.at[item];
    if (c->extraction != extraction)
        *c = (struct counted){extraction, count(extraction, tally->threshold)};
    return c->counts;
}
