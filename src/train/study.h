/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * study.h (room: train): annotated articles with everything that the trained stages see of them,
 * all in memory at once.
 */
#ifndef NAYSAY_TRAIN_STUDY_H
#define NAYSAY_TRAIN_STUDY_H

#include "extract/ranker.h"
#include "extract/rules.h"

/* An attribution as annotated, in tokens of the doc. */
struct ns_gold {
    struct ns_range source; /* empty: none */
    struct ns_range cue;
    struct ns_range content[NS_PIECES];
    uint8_t content_count;
};
NS_VEC(ns_golds, struct ns_gold);

struct ns_study {
    struct ns_article *article;
    struct ns_arena *arena;
    struct ns_doc *doc;
    struct ns_finder finder;
    struct ns_sight sight;
    struct ns_golds golds;
    size_t annotated; /* attributions in the file: more than golds if some lie outside the body */
    bool *discarded;  /* by token: to be left out */
    float *likely;    /* by token: stage one's probability to be of a cue */
    uint32_t group;   /* its number, for cross-validation */
};
NS_VEC(ns_studies, struct ns_study);

/* Reads texts/DOC.txt with annotations/DOC_*.ann. limit: articles at most, 0 for all. */
enum ns_status ns_studies_read(const char *texts, const char *annotations,
                               const struct ns_rules *rules, size_t limit, struct ns_studies *out,
                               struct ns_err *err);
void ns_studies_free(struct ns_studies *studies);

/* Is a proposal right: cue, head of the source and half of the content, as people are compared? */
bool ns_gold_matches(const struct ns_finder *f, const struct ns_gold *gold,
                     const struct ns_candidate *c);

#endif
