/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Viterbi and the scaled forward-backward algorithm (Rabiner 1989). */
#include "chain.h"

#include "weights.h"

#include <math.h>
#include <string.h>

/*
 * Labels are worked on four at a time. Each label's own sums are made in the order of the labels that
 * it follows or precedes, whatever the width, so that all machines get the same. What fills up the last
 * four is never read.
 */
typedef float four __attribute__((vector_size(16)));
typedef int32_t four_ints __attribute__((vector_size(16)));
#define FOURS ((NS_LABELS_MOST + 3) / 4)

static inline __attribute__((always_inline)) four taken(four_ints which, four a, four b)
{
    return (four)(((four_ints)a & which) | ((four_ints)b & ~which));
}

static inline __attribute__((always_inline)) void load(const float *values, uint32_t n,
                                                       uint32_t fours, four *out)
{
    out[fours - 1] = (four){0};
    memcpy(out, values, n * sizeof *values);
}

static inline __attribute__((always_inline)) void best_of(const struct ns_chain *chain,
                                                          const float *scores, size_t len,
                                                          uint8_t *best, uint8_t *back, uint32_t n,
                                                          uint32_t fours)
{
    four follow[NS_LABELS_MOST][FOURS], now[FOURS], start[FOURS];
    float last[FOURS * 4];
    for (uint32_t l = 0; l < n; l++)
        load(chain->follow + (size_t)l * n, n, fours, follow[l]);
    load(chain->start, n, fours, start);
    load(scores, n, fours, now);
    for (uint32_t f = 0; f < fours; f++)
        now[f] = start[f] + now[f];
    for (size_t i = 1; i < len; i++) {
        four at[FOURS], most[FOURS];
        four_ints from[FOURS];
        load(scores + i * n, n, fours, at);
        for (uint32_t f = 0; f < fours; f++) {
            most[f] = now[0][0] + follow[0][f];
            from[f] = (four_ints){0};
        }
        for (uint32_t l = 1; l < n; l++) {
            float before = now[l / 4][l % 4];
            for (uint32_t f = 0; f < fours; f++) {
                four score = before + follow[l][f];
                four_ints more = score > most[f];
                most[f] = taken(more, score, most[f]);
                from[f] = ((int32_t)l & more) | (from[f] & ~more);
            }
        }
        for (uint32_t f = 0; f < fours; f++)
            now[f] = most[f] + at[f];
        for (uint32_t to = 0; to < n; to++)
            back[i * n + to] = (uint8_t)from[to / 4][to % 4];
    }
    memcpy(last, now, fours * sizeof *now);
    uint32_t label = 0;
    for (uint32_t l = 1; l < n; l++)
        if (last[l] + chain->end[l] > last[label] + chain->end[label])
            label = l;
    for (size_t i = len; i-- > 0;) {
        best[i] = (uint8_t)label;
        if (i > 0)
            label = back[i * n + label];
    }
}

void ns_chain_best(const struct ns_chain *chain, const float *scores, size_t len, uint8_t *best,
                   uint8_t *back)
{
    if (len == 0)
        return;
    if (chain->labels == 3)
        best_of(chain, scores, len, best, back, 3, 1);
    else if (chain->labels == 5)
        best_of(chain, scores, len, best, back, 5, 2);
    else if (chain->labels == 9)
        best_of(chain, scores, len, best, back, 9, 3);
    else
        best_of(chain, scores, len, best, back, chain->labels, FOURS);
}

/* exp(scores - their maximum); the maximum is returned. */
static inline __attribute__((always_inline)) float raised(const float *scores, uint32_t n,
                                                          float *out)
{
    float most = scores[0];
    for (uint32_t l = 1; l < n; l++)
        most = scores[l] > most ? scores[l] : most;
    for (uint32_t l = 0; l < n; l++)
        out[l] = scores[l] < most ? expf(scores[l] - most) : 1.0f;
    return most;
}

/* What the labels sum to, in order. */
static inline __attribute__((always_inline)) float sum_of(const four *values, uint32_t n)
{
    float sum = 0;
    for (uint32_t l = 0; l < n; l++)
        sum += values[l / 4][l % 4];
    return sum > 1e-30f ? sum : 1e-30f;
}

/* The sums from the left, normalised at each position, into marginals; exp of the scores and the
 * normaliser into work. Returns the log of the whole sum. */
static inline __attribute__((always_inline)) double forward(const struct ns_chain *chain,
                                                            const float *scores, size_t len,
                                                            four follow[][FOURS], float *marginals,
                                                            float *work, uint32_t n, uint32_t fours)
{
    four alpha[FOURS] = {{0}}, emit[FOURS], sum[FOURS];
    float ends[NS_LABELS_MOST], starts[NS_LABELS_MOST];
    double log_sum = 0;
    for (uint32_t l = 0; l < n; l++) {
        starts[l] = expf(chain->start[l]);
        ends[l] = expf(chain->end[l]);
    }
    load(starts, n, fours, sum);
    for (size_t i = 0; i < len; i++) {
        float *emitted = work + i * (n + 1);
        log_sum += raised(scores + i * n, n, emitted);
        load(emitted, n, fours, emit);
        for (uint32_t f = 0; i > 0 && f < fours; f++) {
            sum[f] = (four){0};
            for (uint32_t from = 0; from < n; from++)
                sum[f] += alpha[from / 4][from % 4] * follow[from][f];
        }
        for (uint32_t f = 0; f < fours; f++)
            alpha[f] = sum[f] * emit[f];
        if (i + 1 == len) {
            load(ends, n, fours, emit);
            for (uint32_t f = 0; f < fours; f++)
                alpha[f] *= emit[f];
        }
        emitted[n] = sum_of(alpha, n);
        for (uint32_t f = 0; f < fours; f++)
            alpha[f] /= emitted[n];
        memcpy(marginals + i * n, alpha, n * sizeof *marginals);
        log_sum += logf(emitted[n]);
    }
    return log_sum;
}

static inline __attribute__((always_inline)) double marginals_of(const struct ns_chain *chain,
                                                                 const float *scores, size_t len,
                                                                 float *marginals, float *work,
                                                                 double *pairs, uint32_t n,
                                                                 uint32_t fours)
{
    four follow[NS_LABELS_MOST][FOURS], turned[NS_LABELS_MOST][FOURS]; /* [from], [to] */
    four beta[FOURS], behind[FOURS], ends[FOURS];
    float row[NS_LABELS_MOST], column[NS_LABELS_MOST];
    for (uint32_t a = 0; a < n; a++) {
        for (uint32_t b = 0; b < n; b++) {
            row[b] = expf(chain->follow[a * n + b]);
            column[b] = expf(chain->follow[b * n + a]);
        }
        load(row, n, fours, follow[a]);
        load(column, n, fours, turned[a]);
    }
    for (uint32_t l = 0; l < n; l++)
        row[l] = expf(chain->end[l]);
    load(row, n, fours, ends);
    double log_sum = forward(chain, scores, len, follow, marginals, work, n, fours);
    for (uint32_t f = 0; f < fours; f++)
        beta[f] = (four){1, 1, 1, 1}; /* what ends a sequence is in the last alphas already */
    for (size_t i = len; i-- > 1;) {
        const float *emitted = work + i * (n + 1);
        float *left = marginals + (i - 1) * n;
        four emit[FOURS], here[FOURS];
        load(emitted, n, fours, emit);
        load(marginals + i * n, n, fours, here);
        for (uint32_t f = 0; f < fours; f++) {
            if (i + 1 == len)
                emit[f] *= ends[f];
            behind[f] = emit[f] * beta[f] / emitted[n];
            here[f] *= beta[f];
            beta[f] = (four){0};
        }
        memcpy(marginals + i * n, here, n * sizeof *marginals);
        for (uint32_t to = 0; to < n; to++)
            for (uint32_t f = 0; f < fours; f++)
                beta[f] += turned[to][f] * behind[to / 4][to % 4];
        for (uint32_t from = 0; pairs && from < n; from++)
            for (uint32_t to = 0; to < n; to++)
                pairs[from * n + to] +=
                    (double)(left[from] * (follow[from][to / 4][to % 4] * behind[to / 4][to % 4]));
    }
    for (uint32_t l = 0; l < n; l++)
        marginals[l] *= beta[l / 4][l % 4];
    return log_sum;
}

double ns_chain_marginals(const struct ns_chain *chain, const float *scores, size_t len,
                          float *marginals, float *work, double *pairs)
{
    if (len == 0)
        return 0;
    if (chain->labels == 3)
        return marginals_of(chain, scores, len, marginals, work, pairs, 3, 1);
    if (chain->labels == 5)
        return marginals_of(chain, scores, len, marginals, work, pairs, 5, 2);
    if (chain->labels == 9)
        return marginals_of(chain, scores, len, marginals, work, pairs, 9, 3);
    return marginals_of(chain, scores, len, marginals, work, pairs, chain->labels, FOURS);
}

double ns_chain_score(const struct ns_chain *chain, const float *scores, size_t len,
                      const uint8_t *labels)
{
    double score = 0;
    for (size_t i = 0; i < len; i++) {
        score += (double)scores[i * chain->labels + labels[i]];
        score += (double)(i == 0 ? chain->start[labels[i]]
                                 : chain->follow[labels[i - 1] * chain->labels + labels[i]]);
    }
    return len ? score + (double)chain->end[labels[len - 1]] : 0;
}
