/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ranker.h (room: extract, private): stage three. Everything that the rules and the tagged cues
 * propose is given a probability to be right (logistic regression over hashed features), which is
 * the confidence a reader sees; then the best that go together are kept.
 */
#ifndef NAYSAY_EXTRACT_RANKER_H
#define NAYSAY_EXTRACT_RANKER_H

#include "cue_tagger.h"
#include "models.h"
#include "span_tagger.h"

#define NS_RANK_LABELS 2 /* wrong, right */

enum ns_learned { NS_LEARNED_SOURCE = 1, NS_LEARNED_CONTENT = 2 };

struct ns_proposal {
    struct ns_candidate c;
    uint32_t order;   /* in which it was proposed: settles what is as likely */
    uint8_t learned;  /* enum ns_learned: which parts are stage two's, else a rule's */
    float rule_score; /* of the rule, of the strongest one of this cue if learned; < 0: none */
    float cue_likely; /* mean over the cue's tokens of stage one's probability */
    float cue_peak;   /* the highest */
    float no_source;  /* stage two's probability that this cue has none, about */
    struct ns_span_fit fit, best; /* of this proposal, and of stage two's own for this cue */
    /* How far rule and stage two agree: 0 only one of them has something, 1 differ, 2 overlap,
     * 3 share half of each, 4 are the same. */
    uint8_t source_agree, content_agree;
    float inside; /* highest stage-one probability of a cue whose content, by stage two or mixed,
                   * holds this one */
    float probability;
};
NS_VEC(ns_proposals, struct ns_proposal);

/* proposals.c: everything proposed for an article, with what the ranker looks at but without probabilities. */
void ns_proposals_find(const struct ns_sight *sight, const struct ns_models *models,
                       struct ns_proposals *out);

void ns_rank_features(const struct ns_sight *sight, const struct ns_proposal *p,
                      struct ns_feature_list *out);

/* Sets the probabilities. */
void ns_proposals_rank(const struct ns_sight *sight, const struct ns_weights *rank,
                       struct ns_proposals *proposals);

/* Those that go together, the likeliest first taken, none below least; what is left is in order of
 * the text. */
void ns_proposals_choose(const struct ns_doc *doc, struct ns_proposals *proposals, float least);

/* Words (not marks) in r, and of those in r also in one of others. */
uint32_t ns_words_in(const struct ns_finder *f, const struct ns_range *r, size_t count);
uint32_t ns_words_shared(const struct ns_finder *f, const struct ns_range *a, size_t a_count,
                         const struct ns_range *b, size_t b_count);

#endif
