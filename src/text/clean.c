/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a cluster is depends on the bytes from its start on only, never on what stands before it: a
 * line cut out of a text draws exactly as it was measured inside it. So a combining mark with no
 * base before it in its cluster, be it the first of the text or the fifth on one letter, always
 * becomes a "<+N>" marker for its whole run.
 */
#include "naysay/clean.h"

#include "naysay/unicode.h"
#include "naysay/utf8.h"

#include <stdio.h>

static struct ns_cluster marker(const char *text, size_t length, size_t bytes)
{
    struct ns_cluster c = {.width = (uint8_t)length, .bytes = (uint32_t)bytes};

    memcpy(c.marker, text, length);
    return c;
}

static struct ns_cluster code_marker(uint32_t cp, size_t bytes)
{
    char text[NS_MARKER_SIZE];
    int length;

    if (cp < 0x20 || cp == 0x7F) {
        text[0] = '^';
        text[1] = (char)(cp ^ 0x40);
        length = 2;
    } else {
        length = snprintf(text, sizeof text, "<%x>", (unsigned)cp);
    }
    return marker(text, (size_t)length, bytes);
}

/* The run of combining marks at pos as one marker that says how many there are. */
static struct ns_cluster surplus(struct ns_slice s, size_t pos)
{
    char text[NS_MARKER_SIZE];
    size_t end = pos, count = 0;
    int length;

    while (end < s.len) {
        size_t next = end;
        if (!ns_is_mark(ns_utf8_next(s, &next, NULL)))
            break;
        end = next;
        count++;
    }
    length = snprintf(text, sizeof text, "<+%zu>", count);
    return marker(text, (size_t)length, end - pos);
}

/* U+FE0E and U+FE0F ask for text or emoji style. Terminals disagree on the width that follows, so
 * one of them behind a symbol is taken into the cluster and not sent. */
static bool is_style(uint32_t base, uint32_t cp)
{
    return (cp == 0xFE0E || cp == 0xFE0F) &&
           (base >= 0x2000 || base == 0xA9 || base == 0xAE || (base >= '0' && base <= '9') ||
            base == '#' || base == '*');
}

struct ns_cluster ns_clean_next(struct ns_slice s, size_t pos)
{
    struct ns_cluster c = {0};
    size_t end = pos + 1, marks = 0;
    unsigned char first = (unsigned char)s.at[pos];

    if (first >= 0x20 && first < 0x7F && (end == s.len || (unsigned char)s.at[end] < 0x80)) {
        c.base = first;
        c.width = 1;
        c.bytes = 1;
        return c;
    }
    if (first == '\t' || first == '\n' || first == '\r') {
        bool pair = first == '\r' && end < s.len && s.at[end] == '\n';
        if (first == '\r' && !pair)
            return code_marker(first, 1);
        c.base = ' ';
        c.width = 1;
        c.bytes = pair ? 2 : 1;
        return c;
    }
    end = pos;
    c.base = ns_utf8_next(s, &end, NULL);
    if (!ns_is_printable(c.base))
        return code_marker(c.base, end - pos);
    c.width = (uint8_t)ns_width(c.base);
    if (c.width == 0)
        return surplus(s, pos);
    for (bool styled = false; end < s.len;) {
        size_t next = end;
        uint32_t cp;
        if ((unsigned char)s.at[end] < 0x80)
            break;
        cp = ns_utf8_next(s, &next, NULL);
        if (!styled && marks == 0 && is_style(c.base, cp))
            styled = true;
        else if (marks < NS_CLUSTER_MARKS && ns_is_mark(cp))
            c.marks[marks++] = cp;
        else
            break;
        end = next;
    }
    c.bytes = (uint32_t)(end - pos);
    return c;
}

/* Bytes from pos on that are printable ASCII and stand alone: each is one column. */
static size_t plain_run(struct ns_slice s, size_t pos)
{
    size_t at = pos;

    while (at < s.len && (unsigned char)s.at[at] >= 0x20 && (unsigned char)s.at[at] < 0x7F)
        at++;
    /* The last one may carry a mark. */
    if (at < s.len && at > pos && (unsigned char)s.at[at] >= 0x80)
        at--;
    return at - pos;
}

size_t ns_clean_width(struct ns_slice s)
{
    size_t pos = 0, width = 0;

    while (pos < s.len) {
        size_t run = plain_run(s, pos);
        pos += run;
        width += run;
        if (pos < s.len) {
            struct ns_cluster c = ns_clean_next(s, pos);
            pos += c.bytes;
            width += c.width;
        }
    }
    return width;
}

size_t ns_clean_fit(struct ns_slice s, size_t columns)
{
    size_t pos = 0, width = 0;

    while (pos < s.len) {
        struct ns_cluster c = ns_clean_next(s, pos);
        if (width + c.width > columns)
            break;
        pos += c.bytes;
        width += c.width;
    }
    return pos;
}

void ns_clean_add(struct ns_slice s, struct ns_bytes *out)
{
    for (size_t pos = 0; pos < s.len;) {
        size_t run = plain_run(s, pos);
        ns_bytes_add(out, (struct ns_slice){s.at + pos, run});
        pos += run;
        if (pos >= s.len)
            break;
        struct ns_cluster c = ns_clean_next(s, pos);
        char utf8[4];
        ns_bytes_add_text(out, c.marker);
        if (c.base)
            ns_bytes_add(out, (struct ns_slice){utf8, ns_utf8_put(c.base, utf8)});
        for (size_t i = 0; c.base && i < NS_CLUSTER_MARKS && c.marks[i]; i++)
            ns_bytes_add(out, (struct ns_slice){utf8, ns_utf8_put(c.marks[i], utf8)});
        pos += c.bytes;
    }
}
