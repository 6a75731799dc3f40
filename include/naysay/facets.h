/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * facets.h (room: index): what the articles that were found have in common: kinds, speakers, names,
 * outlets and months, each with the number of those articles.
 *
 * Counting runs in slices, so that no key waits for it; what was counted before stays to be read
 * until the new counts are there. Numbers are exact for what is read and extracted in the snapshot
 * given. Nothing of the snapshot is referred to afterwards.
 *
 *     ns_facets_begin(f, threshold);
 *     while (!ns_facets_work(f, snapshot, items, count, ns_clock() + slice)) ...
 *     values = ns_facets_values(f, NS_FACET_SPEAKER, &count);
 */
#ifndef NAYSAY_FACETS_H
#define NAYSAY_FACETS_H

#include "naysay/snapshot.h"

enum ns_facet {
    NS_FACET_KIND,    /* statements from the threshold on */
    NS_FACET_SPEAKER, /* of such statements */
    NS_FACET_ENTITY,  /* names; no figures */
    NS_FACET_OUTLET,
    NS_FACET_MONTH, /* "2016-03", the newest first; the others: the most frequent first */
    NS_FACET_COUNT
};

#define NS_FACET_MOST 200u /* values kept of one facet */

struct ns_facet_value {
    uint64_t key;         /* the same in all counts */
    struct ns_slice text; /* fullest form met; lives until the next counts are published */
    uint32_t articles;
    uint32_t detail; /* enum ns_kind; enum ns_entity_type */
};

struct ns_facets;

struct ns_facets *ns_facets_new(void);
void ns_facets_free(struct ns_facets *facets); /* NULL is fine */

/* Statements below the threshold are not there. Drops counting that is under way. */
void ns_facets_begin(struct ns_facets *facets, float threshold);

/* Goes on until deadline (ns_clock; 0: to the end); true when the counts are published. The same
 * items of the same snapshot until then. */
bool ns_facets_work(struct ns_facets *facets, const struct ns_snapshot *snapshot,
                    const uint32_t *items, size_t count, uint64_t deadline);
unsigned ns_facets_percent(const struct ns_facets *facets, size_t count);

/* What was published last. */
struct ns_facets_sum {
    size_t articles, extracted, dated; /* of those that were found */
};
struct ns_facets_sum ns_facets_sum(const struct ns_facets *facets);
const struct ns_facet_value *ns_facets_values(const struct ns_facets *facets, enum ns_facet facet,
                                              size_t *count);
size_t ns_facets_distinct(const struct ns_facets *facets, enum ns_facet facet);

#endif
