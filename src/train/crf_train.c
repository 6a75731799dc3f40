/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learns in floats, then rounds to bytes. */
#include "crf_train.h"

#include "extract/chain.h"

#include "naysay/file.h"

#include <math.h>
#include <stdio.h>

/* A learner at work. follow holds start, end and the pairs one after another, as the file does. */
struct learner {
    const struct ns_training *how;
    const struct ns_training_set *set;
    uint32_t labels;
    size_t row_count, follow_count;
    float *rows, *row_squares;
    float *follow, *follow_squares;
    float *row_sums, *follow_sums; /* of the weights after each of the later passes */
    bool *fixed;                   /* by place in follow: never changed */
    uint64_t random;
    /* Room for the longest sequence. */
    float *scores, *marginals, *work;
    struct ns_features kept; /* rows that dropout left, by token */
    size_t *kept_begins;
    double *pairs;
};

void ns_training_open(struct ns_training_set *set, uint32_t group, float weight)
{
    ns_vec_push(&set->sequences, (struct ns_sequence){set->labels.len, 0, group, weight});
}

void ns_training_token(struct ns_training_set *set, const uint32_t *features, size_t count,
                       uint8_t label)
{
    ns_vec_push(&set->begins, set->features.len);
    ns_vec_push(&set->labels, label);
    for (size_t i = 0; i < count; i++)
        ns_vec_push(&set->features, features[i]);
    ns_vec_last(&set->sequences)->len++;
}

void ns_training_free(struct ns_training_set *set)
{
    ns_vec_free(&set->features);
    ns_vec_free(&set->begins);
    ns_vec_free(&set->labels);
    ns_vec_free(&set->sequences);
}

/* xorshift64* (Vigna 2016) */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545F4914F6CDD1Du;
}

static void fix_impossible(struct learner *l)
{
    uint32_t n = l->labels;
    if (!l->how->may_follow)
        return;
    for (uint32_t to = 0; to < n; to++) {
        if (!l->how->may_follow(255, (uint8_t)to)) {
            l->follow[to] = NS_CHAIN_NEVER;
            l->fixed[to] = true;
        }
        for (uint32_t from = 0; from < n; from++)
            if (!l->how->may_follow((uint8_t)from, (uint8_t)to)) {
                l->follow[2 * n + from * n + to] = NS_CHAIN_NEVER;
                l->fixed[2 * n + from * n + to] = true;
            }
    }
}

static void learner_open(struct learner *l)
{
    size_t longest = 1;
    for (size_t i = 0; i < l->set->sequences.len; i++)
        if (l->set->sequences.at[i].len > longest)
            longest = l->set->sequences.at[i].len;
    l->labels = l->how->labels;
    l->row_count = (size_t)l->labels << l->how->bits;
    l->follow_count = (size_t)l->labels * (l->labels + 2);
    l->rows = ns_alloc(l->row_count * sizeof(float));
    l->row_squares = ns_alloc(l->row_count * sizeof(float));
    l->follow = ns_alloc(l->follow_count * sizeof(float));
    l->follow_squares = ns_alloc(l->follow_count * sizeof(float));
    l->row_sums = ns_alloc(l->row_count * sizeof(float));
    l->follow_sums = ns_alloc(l->follow_count * sizeof(float));
    l->fixed = ns_alloc(l->follow_count * sizeof(bool));
    l->scores = ns_alloc(longest * l->labels * sizeof(float));
    l->marginals = ns_alloc(longest * l->labels * sizeof(float));
    l->work = ns_alloc(longest * (l->labels + 1) * sizeof(float));
    l->kept_begins = ns_alloc((longest + 1) * sizeof(size_t));
    l->pairs = ns_alloc((size_t)l->labels * l->labels * sizeof(double));
    l->random = l->how->seed * 2 + 1;
}

static void learner_close(struct learner *l)
{
    free(l->rows);
    free(l->row_squares);
    free(l->follow);
    free(l->follow_squares);
    free(l->row_sums);
    free(l->follow_sums);
    free(l->fixed);
    free(l->scores);
    free(l->marginals);
    free(l->work);
    free(l->kept_begins);
    free(l->pairs);
    ns_vec_free(&l->kept);
}

/* Features that dropout leaves, as rows; scores of each token. What is left counts for more, so that
 * all of them together score as much as they will when none is dropped. */
static void score_tokens(struct learner *l, const struct ns_sequence *s)
{
    uint32_t shift = 32 - l->how->bits, n = l->labels;
    uint64_t drop = (uint64_t)((double)l->how->dropout * 4294967296.0);
    float gain = 1.0f / (1.0f - l->how->dropout);
    l->kept.len = 0;
    for (size_t i = 0; i < s->len; i++) {
        size_t begin = l->set->begins.at[s->first + i];
        size_t end = s->first + i + 1 < l->set->begins.len ? l->set->begins.at[s->first + i + 1]
                                                           : l->set->features.len;
        float *score = l->scores + i * n;
        memset(score, 0, n * sizeof *score);
        l->kept_begins[i] = l->kept.len;
        for (size_t f = begin; f < end; f++) {
            if ((next_random(&l->random) >> 32) < drop)
                continue;
            uint32_t row = l->set->features.at[f] >> shift;
            ns_vec_push(&l->kept, row);
            for (uint32_t k = 0; k < n; k++)
                score[k] += l->rows[(size_t)row * n + k];
        }
        for (uint32_t k = 0; k < n; k++)
            score[k] *= gain;
    }
    l->kept_begins[s->len] = l->kept.len;
}

static void step(const struct learner *l, float *weight, float *squares, float gradient)
{
    gradient -= l->how->l2 * *weight;
    *squares += gradient * gradient;
    *weight += l->how->rate * gradient / (sqrtf(*squares) + 1e-6f);
}

static void update_follow(struct learner *l, const uint8_t *gold, const struct ns_sequence *s)
{
    uint32_t n = l->labels;
    const float *last = l->marginals + (s->len - 1) * (size_t)n;
    for (size_t i = 1; i < s->len; i++)
        l->pairs[gold[i - 1] * n + gold[i]] -= 1;
    for (uint32_t k = 0; k < n; k++) {
        if (!l->fixed[k])
            step(l, &l->follow[k], &l->follow_squares[k],
                 s->weight * ((gold[0] == k ? 1.0f : 0.0f) - l->marginals[k]));
        if (!l->fixed[n + k])
            step(l, &l->follow[n + k], &l->follow_squares[n + k],
                 s->weight * ((gold[s->len - 1] == k ? 1.0f : 0.0f) - last[k]));
    }
    for (uint32_t k = 0; k < n * n; k++)
        if (!l->fixed[2 * n + k])
            step(l, &l->follow[2 * n + k], &l->follow_squares[2 * n + k],
                 -s->weight * (float)l->pairs[k]);
}

static double learn_one(struct learner *l, const struct ns_sequence *s)
{
    uint32_t n = l->labels;
    const uint8_t *gold = l->set->labels.at + s->first;
    struct ns_chain chain = {n, l->follow, l->follow + n, l->follow + (size_t)2 * n};
    score_tokens(l, s);
    memset(l->pairs, 0, sizeof *l->pairs * n * n);
    double log_sum = ns_chain_marginals(&chain, l->scores, s->len, l->marginals, l->work, l->pairs);
    double loss = log_sum - ns_chain_score(&chain, l->scores, s->len, gold);
    for (size_t i = 0; i < s->len; i++) {
        float gradient[NS_LABELS_MOST];
        bool any = false;
        for (uint32_t k = 0; k < n; k++) {
            gradient[k] = s->weight * ((gold[i] == k ? 1.0f : 0.0f) - l->marginals[i * n + k]);
            any = any || fabsf(gradient[k]) > 1e-3f;
        }
        if (!any)
            continue; /* certain already: saves most of the time */
        for (size_t f = l->kept_begins[i]; f < l->kept_begins[i + 1]; f++) {
            size_t row = (size_t)l->kept.at[f] * n;
            for (uint32_t k = 0; k < n; k++)
                step(l, &l->rows[row + k], &l->row_squares[row + k], gradient[k]);
        }
    }
    update_follow(l, gold, s);
    return loss * (double)s->weight;
}

/* The weights are the mean of what they are after each of the later passes of each start: less is left
 * of what the last articles taught, and of chance (Polyak, Juditsky 1992). */
static void sum_up(struct learner *l)
{
    for (size_t i = 0; i < l->row_count; i++)
        l->row_sums[i] += l->rows[i];
    for (size_t i = 0; i < l->follow_count; i++)
        l->follow_sums[i] += l->follow[i];
}

static void take_mean(struct learner *l, unsigned passes)
{
    for (size_t i = 0; i < l->row_count; i++)
        l->rows[i] = l->row_sums[i] / (float)passes;
    for (size_t i = 0; i < l->follow_count; i++)
        l->follow[i] = l->follow_sums[i] / (float)passes;
}

/* Bytes: the scale is chosen so that the largest weights of all but a few are within range. */
static struct ns_weights *rounded(const struct learner *l)
{
    double squares = 0;
    size_t used = 0;
    for (size_t i = 0; i < l->row_count; i++)
        if (l->rows[i] < 0 || l->rows[i] > 0) {
            squares += (double)l->rows[i] * (double)l->rows[i];
            used++;
        }
    float scale = used ? (float)sqrt(squares / (double)used) * 8.0f / 127.0f : 1.0f;
    struct ns_weights *w = ns_alloc(sizeof *w);
    size_t floats = l->follow_count * sizeof(float);
    w->kind = l->how->kind;
    w->revision = l->how->revision;
    w->labels = l->labels;
    w->bits = l->how->bits;
    w->scale = scale;
    w->stride = ns_weights_stride(l->labels);
    size_t rows_size = (size_t)w->stride << w->bits;
    w->owned.at = ns_alloc(floats + rows_size);
    w->owned.len = w->owned.cap = floats + rows_size;
    memcpy(w->owned.at, l->follow, floats);
    w->start = (const float *)(const void *)w->owned.at;
    w->end = w->start + l->labels;
    w->follow = w->end + l->labels;
    int8_t *rows = (int8_t *)w->owned.at + floats;
    for (size_t i = 0; i < l->row_count; i++) {
        float value = roundf(l->rows[i] / scale);
        rows[i / l->labels * w->stride + i % l->labels] = (int8_t)(value > 127    ? 127
                                                                   : value < -127 ? -127
                                                                                  : value);
    }
    w->rows = rows;
    return w;
}

static void shuffle(struct learner *l, uint32_t *order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = next_random(&l->random) % i;
        uint32_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

static void start_anew(struct learner *l)
{
    memset(l->rows, 0, l->row_count * sizeof *l->rows);
    memset(l->row_squares, 0, l->row_count * sizeof *l->row_squares);
    memset(l->follow, 0, l->follow_count * sizeof *l->follow);
    memset(l->follow_squares, 0, l->follow_count * sizeof *l->follow_squares);
    fix_impossible(l);
}

struct ns_weights *ns_train(const struct ns_training *training, const struct ns_training_set *set,
                            uint32_t folds, uint32_t left_out)
{
    struct learner l = {.how = training, .set = set};
    NS_VEC(, uint32_t) order = {0};
    unsigned starts = training->starts ? training->starts : 1, summed = 0;
    learner_open(&l);
    for (uint32_t i = 0; i < set->sequences.len; i++)
        if (set->sequences.at[i].len > 0 &&
            (folds == 0 || set->sequences.at[i].group % folds != left_out))
            ns_vec_push(&order, i);
    for (unsigned pass = 0; pass < starts * training->epochs; pass++) {
        unsigned epoch = pass % training->epochs;
        double loss = 0;
        if (epoch == 0)
            start_anew(&l);
        shuffle(&l, order.at, order.len);
        for (size_t i = 0; i < order.len; i++)
            loss += learn_one(&l, &set->sequences.at[order.at[i]]);
        if (epoch >= training->epochs / 2) {
            sum_up(&l);
            summed++;
        }
        if (!training->quiet)
            fprintf(stderr, "%s: pass %u of %u, loss %.4f a sequence\n",
                    ns_weights_file(training->kind), pass + 1, starts * training->epochs,
                    loss / (double)(order.len ? order.len : 1));
    }
    take_mean(&l, summed);
    struct ns_weights *weights = rounded(&l);
    ns_vec_free(&order);
    learner_close(&l);
    return weights;
}

enum ns_status ns_train_write(const struct ns_weights *weights, const char *folder,
                              struct ns_err *err)
{
    struct ns_bytes data = {0};
    ns_weights_write(weights, &data);
    char *path = ns_path_join(folder, ns_weights_file(weights->kind));
    enum ns_status status = ns_file_replace(path, ns_bytes_slice(&data), err);
    if (status == NS_OK)
        fprintf(stderr, "%s: %zu bytes\n", path, data.len);
    free(path);
    ns_vec_free(&data);
    return status;
}
