/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clean.h (room: text): the one way from untrusted text to what a terminal may show.
 *
 * ns_clean_next cuts text into clusters: what goes into one cell or two. Everything that is drawn
 * passes it (titles, bodies, file names, messages). It yields only printable code points: a base
 * and at most NS_CLUSTER_MARKS combining marks. Anything else becomes a visible marker, one byte
 * string of printable ASCII, so that every byte of the input is accounted for: "^[" for U+001B,
 * "<9b>" for U+009B, "<202e>", "<200b>"; a run of surplus combining marks becomes "<+N>"; an
 * invalid byte arrives as U+FFFD. Tab and newline become one space each.
 */
#ifndef NAYSAY_CLEAN_H
#define NAYSAY_CLEAN_H

#include "naysay/vec.h"

#define NS_CLUSTER_MARKS 4
#define NS_MARKER_SIZE   16

struct ns_cluster {
    uint32_t base;                    /* printable code point; 0 if this is a marker */
    uint32_t marks[NS_CLUSTER_MARKS]; /* combining, 0-terminated unless full */
    char marker[NS_MARKER_SIZE];      /* printable ASCII, NUL-terminated; "" if no marker */
    uint8_t width;                    /* columns: 1 or 2; of a marker its length */
    uint32_t bytes;                   /* input bytes it stands for */
};

/* The cluster at s.at[pos], pos < s.len. Never reads beyond s. */
struct ns_cluster ns_clean_next(struct ns_slice s, size_t pos);

/* Columns that s takes when drawn. */
size_t ns_clean_width(struct ns_slice s);

/* The longest prefix (in bytes) that fits into columns. */
size_t ns_clean_fit(struct ns_slice s, size_t columns);

/* Appends s as a terminal may show it: its clusters, markers included. */
void ns_clean_add(struct ns_slice s, struct ns_bytes *out);

/* ASCII stand-in for a code point where the terminal has no UTF-8: quotes, dashes, ligatures,
 * letters without their diacritics; "?" otherwise. NUL-terminated, at most 7 bytes. */
void ns_clean_ascii(uint32_t cp, char out[8]);

#endif
