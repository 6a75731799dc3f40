/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pass over the pattern's top level. Groups and classes are passed over; what needs more
 * understanding than that (alternatives, \Q, comments by (?x), verbs, unknown escapes) ends it with
 * nothing.
 */
#include "needed.h"

#include "naysay/fold.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

struct reading {
    struct ns_slice in;
    size_t pos;
    struct ns_bytes run;
    bool lost; /* not understood */
};

static int peek(const struct reading *r, size_t ahead)
{
    return r->pos + ahead < r->in.len ? (unsigned char)r->in.at[r->pos + ahead] : -1;
}

static void cut(struct reading *r, struct ns_bytes *out)
{
    if (r->run.len > 0) {
        ns_bytes_add(out, ns_bytes_slice(&r->run));
        ns_vec_push(out, '\0');
    }
    r->run.len = 0;
}

/* "[...]": a ] right behind the beginning belongs to it, so does one of [:alpha:]. */
static void skip_class(struct reading *r)
{
    r->pos += peek(r, 1) == '^' ? 2 : 1;
    for (size_t first = r->pos; r->pos < r->in.len; r->pos++) {
        int c = peek(r, 0);
        if (c == '\\') {
            r->lost |= peek(r, 1) == 'Q' || peek(r, 1) == 'E' || peek(r, 1) == 'c';
            r->pos++;
        } else if (c == '[' && peek(r, 1) == ':') {
            size_t end = ns_slice_find(r->in, NS_SLICE(":]"), r->pos + 2);
            r->pos = end == SIZE_MAX ? r->pos : end + 1;
        } else if (c == ']' && r->pos != first) {
            r->pos++;
            return;
        }
    }
    r->lost = true;
}

/* "(?i)", "(?-s:": letters behind "(?" that set options; x changes how all is read. */
static bool sets_extended(const struct reading *r)
{
    for (size_t i = 2;; i++) {
        int c = peek(r, i);
        if (c == 'x')
            return true;
        if (c < 0 || !(c == '^' || c == '-' || ns_is_letter((uint32_t)c)))
            return false;
    }
}

/* "(...)" with all that is in it. */
static void skip_group(struct reading *r)
{
    for (size_t depth = 0; r->pos < r->in.len && !r->lost;) {
        int c = peek(r, 0);
        if (c == '\\') {
            r->lost |= peek(r, 1) == 'Q' || peek(r, 1) == 'E' || peek(r, 1) == 'c';
            r->pos += 2;
        } else if (c == '[') {
            skip_class(r);
        } else if (c == '(' && peek(r, 1) == '?' && peek(r, 2) == '#') {
            size_t end = ns_slice_find(r->in, NS_SLICE(")"), r->pos);
            /* What follows a comment belongs to what stands before it. */
            r->lost |= end == SIZE_MAX || depth == 0;
            r->pos = end + 1;
        } else if (c == '(') {
            r->lost |= peek(r, 1) == '*' || (peek(r, 1) == '?' && peek(r, 2) == 'C') ||
                       (peek(r, 1) == '?' && sets_extended(r));
            depth++;
            r->pos++;
        } else {
            r->pos++;
            if (c == ')' && --depth == 0)
                return;
        }
    }
    r->lost = true;
}

/* ?, *, + and {n,m}, each with a ? or + behind it: may what stands before be left out? */
static void read_quantifiers(struct reading *r, struct ns_bytes *out)
{
    bool any = false, optional = false;

    for (;;) {
        int c = peek(r, 0);
        if (c == '{') {
            do
                c = peek(r, 1);
            while (c >= 0 && (c == ',' || (c >= '0' && c <= '9')) && ++r->pos);
            r->lost |= c != '}'; /* a bracket like any other */
            r->pos++;
            optional = true;
        } else if (c == '?' || c == '*') {
            optional |= c == '*' || !any;
        } else if (c != '+') {
            break;
        }
        any = true;
        r->pos++;
    }
    if (optional && r->run.len > 0)
        r->run.len--;
    if (any)
        cut(r, out);
}

static void read_escape(struct reading *r, struct ns_bytes *out)
{
    static const char plain[] = "bBdDsSwWAzZGRXhHvVnrtfeK";
    int c = peek(r, 1);

    cut(r, out);
    if (c < 0 || c >= 0x80 || (ns_is_word((uint32_t)c) && c != '_' && !strchr(plain, c)))
        r->lost = true; /* \x41, \p{Lu}, \Q, \1 ... */
    r->pos += 2;
}

/* Beyond ASCII: what folds to nothing is not there; of the rest nothing is said. */
static void read_point(struct reading *r, struct ns_bytes *out)
{
    struct ns_bytes folded = {0};
    size_t from = r->pos;

    ns_utf8_next(r->in, &r->pos, NULL);
    ns_fold((struct ns_slice){r->in.at + from, r->pos - from}, NS_FOLD_DIACRITICS, &folded, NULL);
    if (folded.len > 0)
        cut(r, out);
    ns_vec_free(&folded);
}

static void read_one(struct reading *r, struct ns_bytes *out)
{
    int c = peek(r, 0);

    if (c >= 0x80) {
        read_point(r, out);
        return;
    }
    if (ns_is_word((uint32_t)c)) {
        ns_vec_push(&r->run, (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c));
        r->pos++;
    } else if (c == '\\') {
        read_escape(r, out);
    } else if (c == '[') {
        cut(r, out);
        skip_class(r);
    } else if (c == '(') {
        cut(r, out);
        skip_group(r);
    } else {
        r->lost |= c == '|' || c == '\0';
        if (c != '?' && c != '*' && c != '+' && c != '{') {
            cut(r, out);
            r->pos++;
        }
    }
}

void index_needed(struct ns_slice pattern, struct ns_bytes *out)
{
    struct reading r = {.in = pattern};
    size_t start = out->len;

    while (r.pos < pattern.len && !r.lost) {
        read_one(&r, out);
        read_quantifiers(&r, out);
    }
    cut(&r, out);
    if (r.lost)
        out->len = start;
    ns_vec_free(&r.run);
}
