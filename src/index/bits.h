/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bits.h (room: index): sets of small numbers, one bit each.
 */
#ifndef INDEX_BITS_H
#define INDEX_BITS_H

#include "naysay/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static inline size_t bit_words(size_t bits)
{
    return (bits + 63) / 64;
}

static inline uint64_t *bits_new(size_t bits)
{
    return ns_alloc((bit_words(bits) + 1) * sizeof(uint64_t)); /* zeroed; free() */
}

static inline void bit_set(uint64_t *bits, size_t at)
{
    bits[at / 64] |= (uint64_t)1 << (at % 64);
}

static inline bool bit_get(const uint64_t *bits, size_t at)
{
    return bits[at / 64] >> (at % 64) & 1;
}

/* The first bit set from `from` on, below end; SIZE_MAX: none. */
static inline size_t bit_next(const uint64_t *bits, size_t from, size_t end)
{
    size_t word = from / 64;
    if (from >= end)
        return SIZE_MAX;
    uint64_t rest = bits[word] & UINT64_MAX << (from % 64);
    while (!rest) {
        if (++word >= bit_words(end))
            return SIZE_MAX;
        rest = bits[word];
    }
    size_t at = word * 64 + (size_t)__builtin_ctzll(rest);
    return at < end ? at : SIZE_MAX;
}

static inline size_t bits_count(const uint64_t *bits, size_t end)
{
    size_t count = 0;
    for (size_t i = 0; i < bit_words(end); i++)
        count += (size_t)__builtin_popcountll(bits[i]);
    return count;
}

#endif
