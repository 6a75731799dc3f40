/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hostile.h: random and hostile texts for the properties of the text room. Seeded, so that a failure
 * comes again.
 */
#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

#include "naysay/utf8.h"
#include "naysay/vec.h"

struct hostile {
    uint64_t state;
};

static inline uint32_t hostile_next(struct hostile *h)
{
    h->state ^= h->state << 13;
    h->state ^= h->state >> 7;
    h->state ^= h->state << 17;
    return (uint32_t)(h->state >> 11);
}

static inline uint32_t hostile_below(struct hostile *h, uint32_t n)
{
    return hostile_next(h) % n;
}

/* Pieces that have made trouble somewhere: controls, bidi, marks, quotes, stops, wide, invalid. */
static const char *const hostile_pieces[] = {
    "\x1b]52;c;QUJD\x07",
    "\x1b[31m",
    "\xc2\x9b"
    "31m",
    "\xe2\x80\xae",
    "\xe2\x80\x8b",
    "\xe2\x80\x8d",
    "\xef\xbb\xbf",
    "\xe2\x81\xa6",
    "\xcc\x81",
    "\xcc\x81\xcc\x82\xcc\x83\xcc\x84"
    "\xcc\x85\xcc\x86",
    "\xf3\xa0\x81\x81",
    "\xe2\x80\xa8",
    "\x7f",
    "\r\n",
    "\r",
    "\t",
    "\n\n",
    "\xe2\x80\x9c",
    "\xe2\x80\x9d",
    "\xe2\x80\x99",
    "\"",
    "'",
    "''",
    "``",
    ".",
    ". ",
    "...",
    ". . .",
    "\xe2\x80\xa6",
    "? ",
    "! ",
    ".\" ",
    ".) ",
    "U.S. ",
    "Gen. J.T. Oran ",
    "No. 5 ",
    "a.m. ",
    "e\xcc\x81",
    "\xc3\xa9",
    "\xe6\xbc\xa2\xe5\xad\x97",
    "\xf0\x9f\x98\x80",
    "\xe2\x9d\xa4\xef\xb8\x8f",
    "\xef\xac\x81",
    "\xef\xb7\xba",
    "\xd8\xa7\xd9\x84",
    "\xe1\x84\x80\xe1\x85\xa1",
    "\xed\x95\x9c",
    "\xff",
    "\xc3",
    "\xe2\x80",
    "\xf0\x9f",
    "\xed\xa0\x80",
    "\xc0\xaf",
    "\xf4\x90\x80\x80",
    "\xc2\xa0",
    "\xc2\xad",
    "\xe2\x80\x94",
    "--",
    " - ",
    "word ",
    "The ",
    "said ",
    "Veles ",
    "don't ",
    "Oran's ",
    "3.5 ",
    "1,204 ",
    "(",
    ")",
    " ",
    "  ",
    "a",
    "Z",
    "\xee\x80\x80",
    "\xef\xbf\xbf",
    "\xf0\x9f\x8f\xbd",
    "\xf0\x9f\x87\xba",
    "\xe3\x85\xa4",
    "\xc7\x85",
    "\xc4\xb0",
    "\xc3\x9f",
};

/* Replaces out by a text of about pieces pieces; valid: only well-formed UTF-8. */
static inline void hostile_text(struct hostile *h, size_t pieces, bool valid, struct ns_bytes *out)
{
    size_t kinds = sizeof hostile_pieces / sizeof *hostile_pieces;

    out->len = 0;
    while (pieces-- > 0) {
        const char *piece = hostile_pieces[hostile_below(h, (uint32_t)kinds)];
        struct ns_slice s = ns_slice_of(piece);
        if (hostile_below(h, 4) == 0) {
            char point[4];
            uint32_t cp =
                hostile_below(h, 3) ? hostile_below(h, 0x3000) : hostile_below(h, 0x110000);
            if (cp >= 0xD800 && cp <= 0xDFFF)
                cp = 'x';
            ns_bytes_add(out, (struct ns_slice){point, ns_utf8_put(cp, point)});
        } else if (!valid || ns_utf8_valid_prefix(s) == s.len) {
            ns_bytes_add(out, s);
        }
        if (!valid && hostile_below(h, 16) == 0)
            ns_vec_push(out, (char)hostile_below(h, 256));
    }
}

/* count times piece. */
static inline void hostile_repeat(const char *piece, size_t count, struct ns_bytes *out)
{
    out->len = 0;
    while (count-- > 0)
        ns_bytes_add_text(out, piece);
}

/* In sanitizer builds limits of time mean little. */
static inline bool hostile_slow(void)
{
    const char *slow = getenv("NS_SLOW");

    return slow && *slow;
}

#endif
