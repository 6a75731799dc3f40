/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/utf8.h"

/* Expected length and the allowed range of the second byte (Unicode table 3-7); 0: no lead. */
static unsigned lead(unsigned char c, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (c >= 0xC2 && c <= 0xDF)
        return 2;
    if (c >= 0xE0 && c <= 0xEF) {
        if (c == 0xE0)
            *low = 0xA0;
        else if (c == 0xED)
            *high = 0x9F;
        return 3;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        if (c == 0xF0)
            *low = 0x90;
        else if (c == 0xF4)
            *high = 0x8F;
        return 4;
    }
    return 0;
}

uint32_t ns_utf8_next(struct ns_slice s, size_t *pos, bool *valid)
{
    const unsigned char *at = (const unsigned char *)s.at + *pos;
    size_t left = s.len - *pos;
    unsigned char low, high;
    unsigned need;
    uint32_t cp;

    if (valid)
        *valid = true;
    if (at[0] < 0x80) {
        *pos += 1;
        return at[0];
    }
    need = lead(at[0], &low, &high);
    if (need == 0 || left < 2 || at[1] < low || at[1] > high) {
        *pos += 1;
        if (valid)
            *valid = false;
        return NS_REPLACEMENT;
    }
    cp = at[0] & (0x7Fu >> need);
    cp = cp << 6 | (at[1] & 0x3Fu);
    for (unsigned i = 2; i < need; i++) {
        if (i >= left || (at[i] & 0xC0) != 0x80) {
            *pos += i; /* the maximal ill-formed part: what was right so far */
            if (valid)
                *valid = false;
            return NS_REPLACEMENT;
        }
        cp = cp << 6 | (at[i] & 0x3Fu);
    }
    *pos += need;
    return cp;
}

uint32_t ns_utf8_previous(struct ns_slice s, size_t *pos)
{
    size_t start = *pos - 1, end;
    uint32_t cp;

    while (start > 0 && *pos - start < 4 && ((unsigned char)s.at[start] & 0xC0) == 0x80)
        start--;
    end = start;
    cp = ns_utf8_next(s, &end, NULL);
    if (end != *pos) { /* not valid here after all: a byte at a time */
        start = *pos - 1;
        cp = (unsigned char)s.at[start] < 0x80 ? (unsigned char)s.at[start] : NS_REPLACEMENT;
    }
    *pos = start;
    return cp;
}

size_t ns_utf8_put(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

/* Bytes from pos on that are ASCII; sixteen at a time (two words the compiler keeps in registers).
 */
static size_t ascii_run(struct ns_slice s, size_t pos)
{
    size_t at = pos;

    while (s.len - at >= 16) {
        uint64_t a, b;
        memcpy(&a, s.at + at, 8);
        memcpy(&b, s.at + at + 8, 8);
        if ((a | b) & 0x8080808080808080u)
            break;
        at += 16;
    }
    while (at < s.len && (unsigned char)s.at[at] < 0x80)
        at++;
    return at - pos;
}

size_t ns_utf8_count(struct ns_slice s)
{
    size_t pos = 0, count = 0;

    while (pos < s.len) {
        size_t run = ascii_run(s, pos);
        pos += run;
        count += run;
        while (pos < s.len && (unsigned char)s.at[pos] >= 0x80) {
            ns_utf8_next(s, &pos, NULL);
            count++;
        }
    }
    return count;
}

size_t ns_utf8_valid_prefix(struct ns_slice s)
{
    size_t pos = 0;

    while (pos < s.len) {
        pos += ascii_run(s, pos);
        while (pos < s.len && (unsigned char)s.at[pos] >= 0x80) {
            bool valid;
            size_t next = pos;
            ns_utf8_next(s, &next, &valid);
            if (!valid)
                return pos;
            pos = next;
        }
    }
    return s.len;
}
