/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/slice.h"

#include <xxhash.h>

int ns_slice_compare(struct ns_slice a, struct ns_slice b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.at, b.at, common) : 0;
    if (order)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool ns_slice_starts(struct ns_slice s, struct ns_slice prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.at, prefix.at, prefix.len) == 0);
}

bool ns_slice_ends(struct ns_slice s, struct ns_slice suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.at + s.len - suffix.len, suffix.at, suffix.len) == 0);
}

static unsigned lower(char c)
{
    unsigned u = (unsigned char)c;
    return u >= 'A' && u <= 'Z' ? u + ('a' - 'A') : u;
}

bool ns_slice_equal_nocase(struct ns_slice a, struct ns_slice b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    return true;
}

size_t ns_slice_find(struct ns_slice s, struct ns_slice needle, size_t from)
{
    if (from > s.len || needle.len > s.len - from)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    const char *hit = memmem(s.at + from, s.len - from, needle.at, needle.len);
    return hit ? (size_t)(hit - s.at) : SIZE_MAX;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct ns_slice ns_slice_trim(struct ns_slice s)
{
    while (s.len && is_space(s.at[s.len - 1]))
        s.len--;
    while (s.len && is_space(s.at[0])) {
        s.at++;
        s.len--;
    }
    return s;
}

bool ns_slice_field(struct ns_slice *rest, char separator, struct ns_slice *field)
{
    if (rest->len == 0)
        return false;
    const char *end = memchr(rest->at, separator, rest->len);
    size_t len = end ? (size_t)(end - rest->at) : rest->len;
    size_t cut = end ? len + 1 : len;
    *field = (struct ns_slice){rest->at, len};
    rest->at += cut;
    rest->len -= cut;
    return true;
}

bool ns_slice_line(struct ns_slice *rest, struct ns_slice *line)
{
    if (!ns_slice_field(rest, '\n', line))
        return false;
    if (line->len && line->at[line->len - 1] == '\r')
        line->len--;
    return true;
}

bool ns_slice_number(struct ns_slice s, int64_t *out)
{
    bool negative = s.len && s.at[0] == '-';
    size_t i = negative || (s.len && s.at[0] == '+') ? 1 : 0;
    int64_t value = 0;

    if (i == s.len)
        return false;
    for (; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        int digit = s.at[i] - '0';
        /* Summed on the side of the sign, as INT64_MIN has no positive twin. */
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, negative ? -digit : digit, &value))
            return false;
    }
    *out = value;
    return true;
}

uint64_t ns_slice_hash(struct ns_slice s)
{
    return XXH3_64bits(s.len ? s.at : "", s.len);
}

struct ns_digest ns_slice_digest(struct ns_slice s, uint64_t seed)
{
    XXH128_hash_t hash = XXH3_128bits_withSeed(s.len ? s.at : "", s.len, seed);
    return (struct ns_digest){hash.low64, hash.high64};
}
