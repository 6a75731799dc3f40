/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chain.h (room: extract, private): linear-chain conditional random fields (Lafferty, McCallum,
 * Pereira 2001): the best sequence of labels, and how likely each label is, given a score for each
 * label at each position and for each pair of labels in a row. Time: positions x labels^2.
 */
#ifndef NAYSAY_EXTRACT_CHAIN_H
#define NAYSAY_EXTRACT_CHAIN_H

#include <stddef.h>
#include <stdint.h>

/* A pair of labels that must not follow each other has this score. */
#define NS_CHAIN_NEVER (-1e4f)

struct ns_chain {
    uint32_t labels;
    const float *start, *end; /* [labels] */
    const float *follow;      /* [labels][labels]: from, to */
};

/*
 * scores[len][labels]; best[len] is written. back[len][labels] is room to work in. Ties go to the
 * lower label.
 */
void ns_chain_best(const struct ns_chain *chain, const float *scores, size_t len, uint8_t *best,
                   uint8_t *back);

/*
 * marginals[len][labels] is written: each label's probability at each position. Returns the log of
 * the sum over all sequences. work[len][labels + 1] is room to work in. If pairs is not NULL, the
 * expected number of each pair of labels is added to pairs[labels][labels].
 */
double ns_chain_marginals(const struct ns_chain *chain, const float *scores, size_t len,
                          float *marginals, float *work, double *pairs);

/* The score of one sequence: its logarithm of probability is this less ns_chain_marginals. */
double ns_chain_score(const struct ns_chain *chain, const float *scores, size_t len,
                      const uint8_t *labels);

#endif
