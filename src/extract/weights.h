/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * weights.h (room: extract, private): trained weights over hashed features, as shipped in
 * assets/model.
 *
 * A feature is a 32-bit hash; its row holds one signed byte for each label. Features that meet in a
 * row share it (Weinberger et al. 2009, "Feature hashing for large scale multitask learning").
 * Immutable after loading, shared by threads.
 *
 * File, little-endian: magic, version, kind, revision of the features, labels, bits, scale; start,
 * end and transition scores as floats; the rows packed (a zero byte stands for as many zeros as the
 * byte behind it says); XXH3-64 of everything before it.
 */
#ifndef NAYSAY_EXTRACT_WEIGHTS_H
#define NAYSAY_EXTRACT_WEIGHTS_H

#include "naysay/error.h"
#include "naysay/vec.h"

#include <endian.h>

/* What the weights are for. */
enum ns_weights_kind {
    NS_WEIGHTS_NAMES, /* names.model */
    NS_WEIGHTS_CUES,  /* cues.model */
    NS_WEIGHTS_SPANS, /* spans.model */
    NS_WEIGHTS_RANK,  /* rank.model */
    NS_WEIGHTS_COUNT
};
const char *ns_weights_file(enum ns_weights_kind kind); /* "names.model" */

#define NS_LABELS_MOST 12 /* labels of one model */
#define NS_BITS_MOST   20 /* log2 of rows */

struct ns_weights {
    enum ns_weights_kind kind;
    uint32_t revision; /* of the features they were trained on: others mean something else */
    uint32_t labels, bits;
    float scale;           /* a score is the sum of the bytes times this */
    const float *start;    /* [labels] score of a sequence that begins so */
    const float *end;      /* [labels] */
    const float *follow;   /* [labels][labels]: from, to */
    uint32_t stride;       /* bytes from row to row: labels, rounded up to 4, 8 or 16 */
    const int8_t *rows;    /* [1 << bits][stride], zero behind the labels */
    struct ns_bytes owned; /* what the pointers point into */
};

/* Reads and checks. revision: the one that the program's features have. NS_ERR_IO if it cannot be
 * read (NS_ERR_NOT_FOUND if it is not there), NS_ERR_FORMAT with the reason if it is damaged, of
 * another kind or for other features. */
enum ns_status ns_weights_load(const char *path, enum ns_weights_kind kind, uint32_t revision,
                               struct ns_weights **out, struct ns_err *err);
/* The same from bytes; name is for messages. */
enum ns_status ns_weights_parse(struct ns_slice data, const char *name, enum ns_weights_kind kind,
                                uint32_t revision, struct ns_weights **out, struct ns_err *err);
void ns_weights_free(struct ns_weights *weights); /* NULL is fine */

/* The file's bytes; appended to out. */
void ns_weights_write(const struct ns_weights *weights, struct ns_bytes *out);

/* Mixes a template's number and a value into a feature. */
static inline uint32_t ns_feature(uint32_t template_number, uint64_t value)
{
    uint64_t h = (value ^ ((uint64_t)template_number * 0x9E3779B97F4A7C15u)) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return (uint32_t)(h >> 32);
}

/* Joins two values into one, order counts. */
static inline uint64_t ns_feature_join(uint64_t a, uint64_t b)
{
    return (a * 0x9E3779B97F4A7C15u) ^ (b + 0x7F4A7C15u + (a << 6) + (a >> 2));
}

static inline uint32_t ns_weights_stride(uint32_t labels)
{
    return labels <= 4 ? 4 : labels <= 8 ? 8 : 16;
}

/* What the rows of some features sum to, in whole numbers; at most NS_SUMMED_MOST of them. */
#define NS_SUMMED_MOST 256 /* 127 times as much fits in 16 bits */
struct ns_sums {
    int16_t at[16];
};

/* Bytes are summed four or eight at a time within a word: 128 is added to each, so that all are
 * positive, and every other one is summed in 16 bits that hold 257 of them. */
static inline void ns_sum_rows4(const struct ns_weights *w, const uint32_t *features, size_t count,
                                int16_t *sums)
{
    const uint32_t lanes = 0x00FF00FFu;
    uint32_t even = 0, odd = 0, row, shift = 32 - w->bits;
    for (size_t i = 0; i < count; i++) {
        memcpy(&row, w->rows + (size_t)(features[i] >> shift) * 4, sizeof row);
        row = le32toh(row) ^ 0x80808080u;
        even += row & lanes;
        odd += row >> 8 & lanes;
    }
    for (size_t l = 0; l < 4; l++) {
        uint32_t sum = (l & 1 ? odd : even) >> (l / 2 * 16) & 0xFFFFu;
        sums[l] = (int16_t)(sums[l] + (int32_t)sum - (int32_t)(128 * count));
    }
}

static inline void ns_sum_rows8(const struct ns_weights *w, const uint32_t *features, size_t count,
                                uint32_t first, int16_t *sums)
{
    const uint64_t lanes = 0x00FF00FF00FF00FFu;
    const int8_t *rows = w->rows + first;
    uint64_t even = 0, odd = 0, row;
    uint32_t shift = 32 - w->bits, stride = w->stride;
    for (size_t i = 0; i < count; i++) {
        memcpy(&row, rows + (size_t)(features[i] >> shift) * stride, sizeof row);
        row = le64toh(row) ^ 0x8080808080808080u;
        even += row & lanes;
        odd += row >> 8 & lanes;
    }
    for (size_t l = 0; l < 8; l++) {
        uint64_t sum = (l & 1 ? odd : even) >> (l / 2 * 16) & 0xFFFFu;
        sums[l] = (int16_t)(sums[l] + (int32_t)sum - (int32_t)(128 * count));
    }
}

/* Adds the rows of some features to sums. */
static inline void ns_weights_sum(const struct ns_weights *w, const uint32_t *features,
                                  size_t count, struct ns_sums *sums)
{
    if (w->stride == 4) {
        ns_sum_rows4(w, features, count, sums->at);
        return;
    }
    ns_sum_rows8(w, features, count, 0, sums->at);
    if (w->stride == 16)
        ns_sum_rows8(w, features, count, 8, sums->at + 8);
}

/* The same as scores: scores[labels] is overwritten. */
static inline void ns_weights_score(const struct ns_weights *w, const uint32_t *features,
                                    size_t count, float *scores)
{
    struct ns_sums sums = {{0}};
    ns_weights_sum(w, features, count, &sums);
    for (uint32_t l = 0; l < w->labels; l++)
        scores[l] = (float)sums.at[l] * w->scale;
}

#endif
