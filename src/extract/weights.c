/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Model files: checked before use, so that a damaged one is a message and never nonsense. */
#include "weights.h"

#include "naysay/file.h"

#include <math.h>

#define MAGIC      "naysay w"
#define VERSION    1u
#define FILE_LIMIT (64u << 20) /* bytes */
#define HEAD       (8 + 6 * 4) /* bytes before the floats */

const char *ns_weights_file(enum ns_weights_kind kind)
{
    static const char *const names[NS_WEIGHTS_COUNT] = {"names.model", "cues.model", "spans.model",
                                                        "rank.model"};
    return names[kind];
}

static uint32_t read_u32(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static uint64_t read_u64(const char *at)
{
    return read_u32(at) | (uint64_t)read_u32(at + 4) << 32;
}

static float read_float(const char *at)
{
    uint32_t bits = read_u32(at);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void write_u32(struct ns_bytes *out, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        ns_vec_push(out, (char)(value >> (8 * i)));
}

static void write_float(struct ns_bytes *out, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    write_u32(out, bits);
}

/* A zero byte and one with the number of zeros, 1 to 255; without what fills the rows up. */
static void pack(struct ns_bytes *out, const struct ns_weights *w)
{
    size_t len = (size_t)w->labels << w->bits, zeros = 0;
    for (size_t i = 0; i < len; i++) {
        int8_t weight = w->rows[i / w->labels * w->stride + i % w->labels];
        zeros += weight == 0;
        if (zeros > 0 && (weight || zeros == 255 || i + 1 == len)) {
            ns_vec_push(out, 0);
            ns_vec_push(out, (char)zeros);
            zeros = 0;
        }
        if (weight)
            ns_vec_push(out, (char)weight);
    }
}

/* Fills rows exactly; false if the packed bytes hold fewer or more. */
static bool unpack(struct ns_slice packed, const struct ns_weights *w, int8_t *rows)
{
    size_t at = 0, len = (size_t)w->labels << w->bits;
    for (size_t i = 0; i < packed.len; i++) {
        if (packed.at[i]) {
            if (at == len)
                return false;
            rows[at / w->labels * w->stride + at % w->labels] = (int8_t)packed.at[i];
            at++;
            continue;
        }
        if (++i == packed.len)
            return false;
        size_t zeros = (unsigned char)packed.at[i];
        if (zeros == 0 || zeros > len - at)
            return false;
        at += zeros; /* they are zero already */
    }
    return at == len;
}

void ns_weights_write(const struct ns_weights *w, struct ns_bytes *out)
{
    size_t begin = out->len, labels = w->labels;
    ns_bytes_add(out, NS_SLICE(MAGIC));
    write_u32(out, VERSION);
    write_u32(out, (uint32_t)w->kind);
    write_u32(out, w->revision);
    write_u32(out, w->labels);
    write_u32(out, w->bits);
    write_float(out, w->scale);
    for (size_t i = 0; i < labels; i++)
        write_float(out, w->start[i]);
    for (size_t i = 0; i < labels; i++)
        write_float(out, w->end[i]);
    for (size_t i = 0; i < labels * labels; i++)
        write_float(out, w->follow[i]);
    pack(out, w);
    uint64_t sum = ns_slice_hash((struct ns_slice){out->at + begin, out->len - begin});
    write_u32(out, (uint32_t)sum);
    write_u32(out, (uint32_t)(sum >> 32));
}

static enum ns_status damaged(const char *name, const char *reason, struct ns_err *err)
{
    return ns_err_set(err, NS_ERR_FORMAT, "model '%s': %s", name, reason);
}

/* Head and sum; the sizes are then safe to use. */
static enum ns_status check(struct ns_slice data, const char *name, enum ns_weights_kind kind,
                            uint32_t revision, struct ns_err *err)
{
    if (data.len < HEAD + 8 || memcmp(data.at, MAGIC, 8) != 0)
        return damaged(name, "not a model of naysay", err);
    if (read_u32(data.at + 8) != VERSION)
        return damaged(name, "written by another version of naysay", err);
    if (ns_slice_hash((struct ns_slice){data.at, data.len - 8}) != read_u64(data.at + data.len - 8))
        return damaged(name, "damaged (its checksum is wrong)", err);
    if (read_u32(data.at + 12) != (uint32_t)kind)
        return damaged(name, "a model for something else", err);
    if (read_u32(data.at + 16) != revision)
        return damaged(name, "trained for another version's features; train it again", err);
    uint32_t labels = read_u32(data.at + 20), bits = read_u32(data.at + 24);
    if (labels < 1 || labels > NS_LABELS_MOST || bits < 1 || bits > NS_BITS_MOST ||
        data.len < HEAD + 8 + (size_t)4 * labels * (labels + 2))
        return damaged(name, "its sizes make no sense", err);
    /* Two bytes pack 255 weights at most: room is made only for what can be there. */
    size_t packed = data.len - HEAD - 8 - (size_t)4 * labels * (labels + 2);
    if ((packed + 1) / 2 * 255 < (size_t)labels << bits)
        return damaged(name, "its sizes make no sense", err);
    return NS_OK;
}

enum ns_status ns_weights_parse(struct ns_slice data, const char *name, enum ns_weights_kind kind,
                                uint32_t revision, struct ns_weights **out, struct ns_err *err)
{
    *out = NULL;
    enum ns_status status = check(data, name, kind, revision, err);
    if (status != NS_OK)
        return status;
    struct ns_weights *w = ns_alloc(sizeof *w);
    w->kind = kind;
    w->revision = revision;
    w->labels = read_u32(data.at + 20);
    w->bits = read_u32(data.at + 24);
    w->scale = read_float(data.at + 28);
    w->stride = ns_weights_stride(w->labels);
    size_t floats = (size_t)w->labels * (w->labels + 2), rows = (size_t)w->stride << w->bits;
    w->owned.at = ns_alloc(floats * sizeof(float) + rows);
    w->owned.len = w->owned.cap = floats * sizeof(float) + rows;
    float *numbers = (float *)(void *)w->owned.at;
    bool finite = isfinite(w->scale);
    for (size_t i = 0; i < floats; i++) {
        numbers[i] = read_float(data.at + HEAD + 4 * i);
        finite = finite && isfinite(numbers[i]);
    }
    w->start = numbers;
    w->end = numbers + w->labels;
    w->follow = numbers + (size_t)2 * w->labels;
    int8_t *unpacked = (int8_t *)w->owned.at + floats * sizeof(float);
    w->rows = unpacked;
    size_t head = HEAD + 4 * floats;
    if (!finite || !unpack((struct ns_slice){data.at + head, data.len - 8 - head}, w, unpacked)) {
        ns_weights_free(w);
        return damaged(name, "its sizes make no sense", err);
    }
    *out = w;
    return NS_OK;
}

enum ns_status ns_weights_load(const char *path, enum ns_weights_kind kind, uint32_t revision,
                               struct ns_weights **out, struct ns_err *err)
{
    struct ns_bytes data = {0};
    *out = NULL;
    enum ns_status status = ns_file_read(path, FILE_LIMIT, &data, err);
    if (status == NS_OK)
        status = ns_weights_parse(ns_bytes_slice(&data), path, kind, revision, out, err);
    ns_vec_free(&data);
    return status;
}

void ns_weights_free(struct ns_weights *weights)
{
    if (!weights)
        return;
    ns_vec_free(&weights->owned);
    free(weights);
}
