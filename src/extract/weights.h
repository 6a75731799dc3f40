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

/* Sums of models with up to 4 and 8 labels, all labels at once. */
typedef int8_t ns_bytes4 __attribute__((vector_size(4)));
typedef int8_t ns_bytes8 __attribute__((vector_size(8)));
typedef int16_t ns_lanes4 __attribute__((vector_size(8)));
typedef int16_t ns_lanes8 __attribute__((vector_size(16)));

static inline const int8_t *ns_weights_row(const struct ns_weights *w, uint32_t feature)
{
    return w->rows + (size_t)(feature >> (32 - w->bits)) * w->stride;
}

static inline ns_lanes4 ns_weights_sum4(const struct ns_weights *w, const uint32_t *features,
                                        size_t count)
{
    ns_lanes4 sums = {0};
    for (size_t i = 0; i < count; i++) {
        ns_bytes4 row;
        memcpy(&row, ns_weights_row(w, features[i]), sizeof row);
        sums += __builtin_convertvector(row, ns_lanes4);
    }
    return sums;
}

/* Of the labels from first on. */
static inline ns_lanes8 ns_weights_sum8(const struct ns_weights *w, const uint32_t *features,
                                        size_t count, uint32_t first)
{
    ns_lanes8 sums = {0};
    for (size_t i = 0; i < count; i++) {
        ns_bytes8 row;
        memcpy(&row, ns_weights_row(w, features[i]) + first, sizeof row);
        sums += __builtin_convertvector(row, ns_lanes8);
    }
    return sums;
}

/* Adds the rows of some features to sums. */
static inline void ns_weights_sum(const struct ns_weights *w, const uint32_t *features,
                                  size_t count, struct ns_sums *sums)
{
    for (uint32_t first = 0; first < w->stride; first += 8) {
        ns_lanes8 lanes = {0};
        memcpy(&lanes, sums->at + first, sizeof lanes);
        if (w->stride == 4) {
            ns_lanes4 low = ns_weights_sum4(w, features, count);
            ns_lanes8 wide = {low[0], low[1], low[2], low[3]};
            lanes += wide;
        } else {
            lanes += ns_weights_sum8(w, features, count, first);
        }
        memcpy(sums->at + first, &lanes, sizeof lanes);
    }
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
