/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random fields against the sum over all sequences; model files whole and damaged. */
#include "extract/chain.h"
#include "extract/weights.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { LABELS = 3, LEN = 5 };

static const float start[LABELS] = {0.3f, -0.2f, NS_CHAIN_NEVER};
static const float end[LABELS] = {0.1f, 0.4f, -0.7f};
static const float follow[LABELS * LABELS] = {0.5f, 0.1f, NS_CHAIN_NEVER, -0.3f, 0.2f,
                                              0.9f, 0.4f, -1.1f,          0.6f};
static const float scores[LEN * LABELS] = {0.2f, 1.1f,  0.3f, -0.4f, 0.8f, 0.7f, 1.5f, -0.6f,
                                           0.1f, 0.05f, 0.0f, 0.9f,  1.2f, 0.3f, -0.2f};
static const struct ns_chain chain = {LABELS, start, end, follow};

/* Calls visit for each of the 3^5 sequences. */
static void each_sequence(void (*visit)(const uint8_t *labels, double score, void *context),
                          void *context)
{
    uint8_t labels[LEN] = {0};
    for (unsigned n = 0; n < 243; n++) {
        unsigned rest = n;
        for (unsigned i = 0; i < LEN; i++, rest /= LABELS)
            labels[i] = (uint8_t)(rest % LABELS);
        visit(labels, ns_chain_score(&chain, scores, LEN, labels), context);
    }
}

struct sums {
    double all, by[LEN][LABELS], pairs[LABELS][LABELS], most;
    uint8_t best[LEN];
};

static void add(const uint8_t *labels, double score, void *context)
{
    struct sums *sums = context;
    sums->all += exp(score);
    for (unsigned i = 0; i < LEN; i++) {
        sums->by[i][labels[i]] += exp(score);
        if (i > 0)
            sums->pairs[labels[i - 1]][labels[i]] += exp(score);
    }
    if (score > sums->most) {
        sums->most = score;
        memcpy(sums->best, labels, LEN);
    }
}

static void marginals_are_the_sums_over_all_sequences(void **state)
{
    (void)state;
    struct sums sums = {.most = -1e9};
    float marginals[LEN * LABELS], work[LEN * (LABELS + 1)];
    double pairs[LABELS * LABELS] = {0};
    each_sequence(add, &sums);
    double log_sum = ns_chain_marginals(&chain, scores, LEN, marginals, work, pairs);
    assert_true(fabs(log_sum - log(sums.all)) < 1e-4);
    for (unsigned i = 0; i < LEN; i++)
        for (unsigned l = 0; l < LABELS; l++)
            assert_true(fabs((double)marginals[i * LABELS + l] - sums.by[i][l] / sums.all) < 1e-4);
    for (unsigned a = 0; a < LABELS; a++)
        for (unsigned b = 0; b < LABELS; b++)
            assert_true(fabs(pairs[a * LABELS + b] - sums.pairs[a][b] / sums.all) < 1e-4);
}

static void best_is_the_best_of_all_sequences(void **state)
{
    (void)state;
    struct sums sums = {.most = -1e9};
    uint8_t best[LEN], back[LEN * LABELS];
    each_sequence(add, &sums);
    ns_chain_best(&chain, scores, LEN, best, back);
    assert_memory_equal(best, sums.best, LEN);
}

static void one_position_counts_its_begin_and_end(void **state)
{
    (void)state;
    float marginals[LABELS], work[LABELS + 1];
    uint8_t best[1], back[LABELS];
    double sum = 0, one = exp((double)(start[1] + scores[1] + end[1]));
    for (unsigned l = 0; l < LABELS; l++)
        sum += exp((double)(start[l] + scores[l] + end[l]));
    ns_chain_marginals(&chain, scores, 1, marginals, work, NULL);
    assert_true(fabs((double)marginals[1] - one / sum) < 1e-5);
    ns_chain_best(&chain, scores, 1, best, back);
    assert_int_equal(best[0], 1);
}

/* --- model files --- */

enum { ROWS = 1 << 10, STRIDE = 4 };

static void fill(struct ns_weights *w, float *floats, int8_t *rows)
{
    memset(rows, 0, ROWS * STRIDE);
    for (unsigned i = 0; i < 2 * 4; i++)
        floats[i] = (float)i / 8;
    for (unsigned i = 0; i < 2 * ROWS; i++)
        rows[i / 2 * STRIDE + i % 2] = (int8_t)(i % 5 ? 0 : i % 251);
    *w = (struct ns_weights){.kind = NS_WEIGHTS_CUES,
                             .revision = 7,
                             .labels = 2,
                             .bits = 10,
                             .scale = 0.25f,
                             .start = floats,
                             .end = floats + 2,
                             .follow = floats + 4,
                             .stride = STRIDE,
                             .rows = rows};
}

static void a_model_comes_back_as_it_was_written(void **state)
{
    (void)state;
    float floats[8];
    int8_t rows[ROWS * STRIDE];
    struct ns_weights w, *back;
    struct ns_bytes data = {0};
    struct ns_err err;
    fill(&w, floats, rows);
    ns_weights_write(&w, &data);
    assert_int_equal(ns_weights_parse(ns_bytes_slice(&data), "x", NS_WEIGHTS_CUES, 7, &back, &err),
                     NS_OK);
    assert_int_equal(back->labels, 2);
    assert_memory_equal(back->rows, rows, sizeof rows);
    assert_memory_equal(back->follow, floats + 4, 4 * sizeof *floats);
    float scores_of[2];
    ns_weights_score(back, (const uint32_t[]){0, 5u << 22}, 2, scores_of);
    assert_true(fabsf(scores_of[0] - (float)(rows[0] + rows[5 * STRIDE]) * 0.25f) < 1e-6f);
    ns_weights_free(back);
    ns_vec_free(&data);
}

static void a_damaged_model_is_refused(void **state)
{
    (void)state;
    float floats[8];
    int8_t rows[ROWS * STRIDE];
    struct ns_weights w, *back;
    struct ns_bytes data = {0};
    struct ns_err err;
    fill(&w, floats, rows);
    ns_weights_write(&w, &data);
    for (size_t at = 0; at < data.len; at++) {
        data.at[at] ^= 4;
        assert_int_equal(
            ns_weights_parse(ns_bytes_slice(&data), "x", NS_WEIGHTS_CUES, 7, &back, &err),
            NS_ERR_FORMAT);
        assert_null(back);
        data.at[at] ^= 4;
    }
    for (size_t len = 0; len < data.len; len++)
        assert_int_equal(
            ns_weights_parse((struct ns_slice){data.at, len}, "x", NS_WEIGHTS_CUES, 7, &back, &err),
            NS_ERR_FORMAT);
    assert_int_equal(ns_weights_parse(ns_bytes_slice(&data), "x", NS_WEIGHTS_SPANS, 7, &back, &err),
                     NS_ERR_FORMAT);
    assert_non_null(strstr(err.message, "something else"));
    assert_int_equal(ns_weights_parse(ns_bytes_slice(&data), "x", NS_WEIGHTS_CUES, 8, &back, &err),
                     NS_ERR_FORMAT);
    assert_non_null(strstr(err.message, "features"));
    ns_vec_free(&data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marginals_are_the_sums_over_all_sequences),
        cmocka_unit_test(best_is_the_best_of_all_sequences),
        cmocka_unit_test(one_position_counts_its_begin_and_end),
        cmocka_unit_test(a_model_comes_back_as_it_was_written),
        cmocka_unit_test(a_damaged_model_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
