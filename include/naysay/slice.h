/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slice.h (room: base): borrowed runs of bytes and half-open byte ranges.
 *
 * A slice borrows: whoever made the bytes frees them. It may hold NUL and need not end in one.
 */
#ifndef NAYSAY_SLICE_H
#define NAYSAY_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct ns_slice {
    const char *at; /* may be NULL only if len is 0 */
    size_t len;     /* bytes */
};

/* Half-open byte range [begin, end) into an article's body. begin == end means: none. */
struct ns_range {
    uint32_t begin, end;
};

#define NS_SLICE(literal) ((struct ns_slice){(literal), sizeof(literal) - 1})

static inline struct ns_slice ns_slice_of(const char *text)
{
    return (struct ns_slice){text, text ? strlen(text) : 0};
}

static inline struct ns_slice ns_slice_sub(struct ns_slice s, struct ns_range r)
{
    return (struct ns_slice){s.at + r.begin, (size_t)(r.end - r.begin)};
}

static inline bool ns_slice_equal(struct ns_slice a, struct ns_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* Bytewise order, shorter first on a common prefix: <0, 0, >0. */
int ns_slice_compare(struct ns_slice a, struct ns_slice b);

bool ns_slice_starts(struct ns_slice s, struct ns_slice prefix);
bool ns_slice_ends(struct ns_slice s, struct ns_slice suffix);

/* Equality with ASCII letters' case ignored. */
bool ns_slice_equal_nocase(struct ns_slice a, struct ns_slice b);

/* Byte offset of the first occurrence of needle at or after from, or SIZE_MAX. */
size_t ns_slice_find(struct ns_slice s, struct ns_slice needle, size_t from);

/* Without leading and trailing ASCII white space. */
struct ns_slice ns_slice_trim(struct ns_slice s);

/* Cuts the next line (without its LF or CRLF) off *rest; false when nothing is left. */
bool ns_slice_line(struct ns_slice *rest, struct ns_slice *line);

/* Cuts the next field up to separator off *rest; false when nothing is left. */
bool ns_slice_field(struct ns_slice *rest, char separator, struct ns_slice *field);

/* A decimal number that fills the whole slice; false if it is not one or does not fit. */
bool ns_slice_number(struct ns_slice s, int64_t *out);

/* 64-bit hash (XXH3), the same on every machine and run. */
uint64_t ns_slice_hash(struct ns_slice s);

/* 128 bits (XXH3), for identity. With a seed that nobody knows nobody can make two texts meet. */
struct ns_digest {
    uint64_t low, high;
};
struct ns_digest ns_slice_digest(struct ns_slice s, uint64_t seed);
static inline bool ns_digest_equal(struct ns_digest a, struct ns_digest b)
{
    return a.low == b.low && a.high == b.high;
}

static inline bool ns_range_empty(struct ns_range r)
{
    return r.begin >= r.end;
}

static inline bool ns_range_overlap(struct ns_range a, struct ns_range b)
{
    return a.begin < b.end && b.begin < a.end;
}

static inline bool ns_range_holds(struct ns_range r, uint32_t at)
{
    return r.begin <= at && at < r.end;
}

#endif
