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
    const int8_t *rows;    /* [1 << bits][labels] */
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

/* Adds the rows of some features to sums[labels]. */
static inline void ns_weights_sum(const struct ns_weights *w, const uint32_t *features,
                                  size_t count, int32_t *sums)
{
    uint32_t shift = 32 - w->bits, labels = w->labels;
    for (size_t i = 0; i < count; i++) {
        const int8_t *row = w->rows + (size_t)(features[i] >> shift) * labels;
        for (uint32_t l = 0; l < labels; l++)
            sums[l] += row[l];
    }
}

/* The same as scores: scores[labels] is overwritten. */
static inline void ns_weights_score(const struct ns_weights *w, const uint32_t *features,
                                    size_t count, float *scores)
{
    int32_t sums[NS_LABELS_MOST] = {0};
    ns_weights_sum(w, features, count, sums);
    for (uint32_t l = 0; l < w->labels; l++)
        scores[l] = (float)sums[l] * w->scale;
}

#endif
