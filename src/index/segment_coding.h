/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * segment_coding.h: how a sealed segment is laid out; shared by who writes (segment_build.c) and who
 * reads (segment.c).
 *
 * Terms stand in order of (field, bytes), in blocks of SEGMENT_BLOCK; no block has terms of two
 * fields. blocks[b] is where block b begins in bytes:
 *
 *     varint   bytes of the terms
 *     terms    shared, rest: one byte each, bytes as the term before (the first: 0) and bytes of its
 *              own; its own bytes; varint documents; then, if it is one document, its posting, else
 *              varint bytes of its postings
 *     postings of the terms with more documents, one after the other
 *
 * A posting is a varint of (documents since the last one << 1 | (times is 1)), the first document
 * counted from -1, followed by a varint of times - 2 if times is not 1.
 */
#ifndef INDEX_SEGMENT_CODING_H
#define INDEX_SEGMENT_CODING_H

#include "naysay/postings.h"

#define SEGMENT_BLOCK          16u
#define SEGMENT_DOCUMENTS_MOST ((size_t)1 << 25) /* of one segment */

struct ns_segment {
    size_t documents, terms, block_count, byte_count;
    uint64_t word_total;
    size_t first_block[NS_FIELD_COUNT + 1]; /* of each field; the last is block_count */
    const uint64_t *blocks;
    const uint32_t *items, *words;
    const uint8_t *bytes;
};

static inline uint64_t segment_varint(const uint8_t **at)
{
    uint64_t value = *(*at)++;

    if (value < 0x80)
        return value;
    value &= 0x7F;
    for (unsigned shift = 7;; shift += 7) {
        uint64_t byte = *(*at)++;
        value |= (byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
}

/* At most ten bytes; returns what stands behind them. */
static inline uint8_t *segment_put_varint(uint8_t *to, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        *to++ = (uint8_t)(value | 0x80);
    *to++ = (uint8_t)value;
    return to;
}

#endif
