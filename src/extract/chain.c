/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Viterbi and the scaled forward-backward algorithm (Rabiner 1989). */
#include "chain.h"

#include "weights.h"

#include <math.h>

void ns_chain_best(const struct ns_chain *chain, const float *scores, size_t len, uint8_t *best,
                   uint8_t *back)
{
    uint32_t n = chain->labels;
    float now[NS_LABELS_MOST], next[NS_LABELS_MOST];
    if (len == 0)
        return;
    for (uint32_t l = 0; l < n; l++)
        now[l] = chain->start[l] + scores[l];
    for (size_t i = 1; i < len; i++) {
        const float *at = scores + i * n;
        for (uint32_t to = 0; to < n; to++) {
            uint32_t from = 0;
            float most = now[0] + chain->follow[to];
            for (uint32_t l = 1; l < n; l++) {
                float score = now[l] + chain->follow[l * n + to];
                if (score > most) {
                    most = score;
                    from = l;
                }
            }
            next[to] = most + at[to];
            back[i * n + to] = (uint8_t)from;
        }
        for (uint32_t l = 0; l < n; l++)
            now[l] = next[l];
    }
    uint32_t label = 0;
    for (uint32_t l = 1; l < n; l++)
        if (now[l] + chain->end[l] > now[label] + chain->end[label])
            label = l;
    for (size_t i = len; i-- > 0;) {
        best[i] = (uint8_t)label;
        if (i > 0)
            label = back[i * n + label];
    }
}

/* exp(scores - their maximum); the maximum is returned. */
static float raised(const float *scores, uint32_t n, float *out)
{
    float most = scores[0];
    for (uint32_t l = 1; l < n; l++)
        most = scores[l] > most ? scores[l] : most;
    for (uint32_t l = 0; l < n; l++)
        out[l] = expf(scores[l] - most);
    return most;
}

/* Makes values sum to one; returns what they summed to. */
static float normalise(float *values, uint32_t n)
{
    float sum = 0;
    for (uint32_t l = 0; l < n; l++)
        sum += values[l];
    if (!(sum > 1e-30f))
        sum = 1e-30f;
    for (uint32_t l = 0; l < n; l++)
        values[l] /= sum;
    return sum;
}

/* The sums from the left, normalised at each position, into marginals; exp of the scores and the
 * normaliser into work. Returns the log of the whole sum. */
static double forward(const struct ns_chain *chain, const float *scores, size_t len,
                      const float *follow, float *marginals, float *work)
{
    uint32_t n = chain->labels;
    double log_sum = 0;
    for (size_t i = 0; i < len; i++) {
        float *emit = work + i * (n + 1), *alpha = marginals + i * n;
        log_sum += raised(scores + i * n, n, emit);
        for (uint32_t to = 0; to < n; to++) {
            float sum = i == 0 ? expf(chain->start[to]) : 0;
            for (uint32_t from = 0; i > 0 && from < n; from++)
                sum += alpha[(ptrdiff_t)from - n] * follow[from * n + to];
            alpha[to] = sum * emit[to];
        }
        if (i + 1 == len)
            for (uint32_t l = 0; l < n; l++)
                alpha[l] *= expf(chain->end[l]);
        emit[n] = normalise(alpha, n);
        log_sum += logf(emit[n]);
    }
    return log_sum;
}

double ns_chain_marginals(const struct ns_chain *chain, const float *scores, size_t len,
                          float *marginals, float *work, double *pairs)
{
    uint32_t n = chain->labels;
    float follow[NS_LABELS_MOST * NS_LABELS_MOST];
    float beta[NS_LABELS_MOST], behind[NS_LABELS_MOST];
    if (len == 0)
        return 0;
    for (uint32_t i = 0; i < n * n; i++)
        follow[i] = expf(chain->follow[i]);
    double log_sum = forward(chain, scores, len, follow, marginals, work);
    for (uint32_t l = 0; l < n; l++)
        beta[l] = 1; /* what ends a sequence is in the last alphas already */
    for (size_t i = len; i-- > 1;) {
        const float *emit = work + i * (n + 1);
        float *left = marginals + (i - 1) * n, *here = marginals + i * n;
        for (uint32_t to = 0; to < n; to++) {
            float end = i + 1 == len ? expf(chain->end[to]) : 1;
            behind[to] = emit[to] * end * beta[to] / emit[n];
        }
        for (uint32_t to = 0; to < n; to++)
            here[to] *= beta[to];
        for (uint32_t from = 0; from < n; from++) {
            float sum = 0;
            for (uint32_t to = 0; to < n; to++) {
                float way = follow[from * n + to] * behind[to];
                sum += way;
                if (pairs)
                    pairs[from * n + to] += (double)(left[from] * way);
            }
            beta[from] = sum;
        }
    }
    for (uint32_t l = 0; l < n; l++)
        marginals[l] *= beta[l];
    return log_sum;
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
