/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A backtracking matcher takes long where choices multiply: repeats inside of repeats, repeats one
 * after the other, optional items and alternatives in a row. Each repeat gets a callout; alternatives
 * get none, so their number is bound.
 */
#include "callouts.h"

#include "naysay/unicode.h"
#include "naysay/utf8.h"

#define PATTERN_MAX 512 /* bytes */
#define DEPTH_MAX   20
#define WAYS_MAX    16 /* alternatives of all groups, multiplied */
#define CALLOUT     "(?C)"

struct group {
    size_t start, body; /* offsets into out */
    size_t ways;        /* of alternatives inside so far: of those before, of this one */
    size_t this_way;
};

struct scan {
    struct ns_slice in;
    size_t pos;
    struct ns_bytes *out;
    size_t atom;      /* where the last item begins in out; SIZE_MAX: nothing to be repeated */
    size_t atom_body; /* of a group: its inside; else 0 */
    struct group groups[DEPTH_MAX];
    size_t depth; /* groups[0] is the whole */
};

static int peek(const struct scan *s, size_t ahead)
{
    return s->pos + ahead < s->in.len ? (unsigned char)s->in.at[s->pos + ahead] : -1;
}

static void copy(struct scan *s, size_t count)
{
    ns_bytes_add(s->out, (struct ns_slice){s->in.at + s->pos, count});
    s->pos += count;
}

static void begin_atom(struct scan *s)
{
    s->atom = s->out->len;
    s->atom_body = 0;
}

static void insert_callout(struct scan *s, size_t at)
{
    size_t length = sizeof CALLOUT - 1;

    ns_vec_reserve(s->out, length);
    memmove(s->out->at + at + length, s->out->at + at, s->out->len - at);
    memcpy(s->out->at + at, CALLOUT, length);
    s->out->len += length;
}

static bool scan_escape(struct scan *s)
{
    static const char single[] = "bBdDsSwWAzZhHvVNnrtfeR";
    int c = peek(s, 1);

    begin_atom(s);
    if (c < 0 || c >= 0x80 || (ns_is_word((uint32_t)c) && !strchr(single, c)) ||
        (c == 'N' && peek(s, 2) == '{'))
        return false;
    copy(s, 2);
    return true;
}

static bool scan_class(struct scan *s)
{
    size_t end = s->pos + (peek(s, 1) == '^' ? 2 : 1), first = end;

    for (; end < s->in.len && (s->in.at[end] != ']' || end == first); end++) {
        if (s->in.at[end] == '\\') {
            if (++end >= s->in.len || !strchr("dDsSwWhHvV\\]-[^.$*+?(){}|/nrt", s->in.at[end]))
                return false;
        } else if (s->in.at[end] == '[') {
            return false; /* [:alpha:] and the like */
        }
    }
    if (end >= s->in.len)
        return false;
    begin_atom(s);
    copy(s, end + 1 - s->pos);
    return true;
}

static bool scan_open(struct scan *s)
{
    bool plain = peek(s, 1) != '?' && peek(s, 1) != '*';
    struct group *g;

    if ((!plain && (peek(s, 1) != '?' || peek(s, 2) != ':')) || ++s->depth == DEPTH_MAX)
        return false;
    g = &s->groups[s->depth];
    *g = (struct group){.start = s->out->len, .this_way = 1};
    copy(s, plain ? 1 : 3);
    g->body = s->out->len;
    s->atom = SIZE_MAX;
    return true;
}

static bool scan_close(struct scan *s)
{
    struct group *g = &s->groups[s->depth];

    if (s->depth == 0)
        return false;
    s->depth--;
    s->groups[s->depth].this_way *= g->ways + g->this_way;
    s->atom = g->start;
    s->atom_body = g->body;
    copy(s, 1);
    return s->groups[s->depth].this_way <= WAYS_MAX;
}

/* {n}, {n,} or {n,m} at pos: its length; 0: it is none. */
static size_t braces(const struct scan *s)
{
    size_t i = 1;
    bool digit = false;

    for (; peek(s, i) == ',' || (peek(s, i) >= '0' && peek(s, i) <= '9'); i++)
        digit |= peek(s, i) != ',';
    return digit && peek(s, 1) != ',' && peek(s, i) == '}' ? i + 1 : 0;
}

/* "{4}": as good as written four times. */
static bool is_short(const struct scan *s, size_t length)
{
    return length >= 3 && length <= 4 && !memchr(s->in.at + s->pos, ',', length);
}

static bool scan_quantifier(struct scan *s)
{
    size_t length = peek(s, 0) == '{' ? braces(s) : 1;
    size_t at = s->atom_body ? s->atom_body : s->atom;

    if (length == 0 || s->atom == SIZE_MAX)
        return false;
    if (s->atom_body || !is_short(s, length))
        insert_callout(s, at);
    copy(s, length);
    if (peek(s, 0) == '?' || peek(s, 0) == '+')
        copy(s, 1);
    s->atom = SIZE_MAX;
    return true;
}

static bool scan_one(struct scan *s)
{
    struct group *g = &s->groups[s->depth];
    size_t next = s->pos;

    switch (peek(s, 0)) {
    case '\\':
        return scan_escape(s);
    case '[':
        return scan_class(s);
    case '(':
        return scan_open(s);
    case ')':
        return scan_close(s);
    case '?':
    case '*':
    case '+':
    case '{':
        return scan_quantifier(s);
    case '|':
        g->ways += g->this_way;
        g->this_way = 1;
        copy(s, 1);
        s->atom = SIZE_MAX;
        return g->ways < WAYS_MAX;
    default:
        begin_atom(s);
        ns_utf8_next(s->in, &next, NULL);
        copy(s, next - s->pos);
        return true;
    }
}

bool index_callouts(struct ns_slice pattern, struct ns_bytes *out)
{
    struct scan s = {.in = pattern, .out = out, .atom = SIZE_MAX};
    static const char no_case[] = "(?i)";

    out->len = 0;
    s.groups[0].this_way = 1;
    if (pattern.len > PATTERN_MAX)
        return false;
    if (ns_slice_starts(pattern, ns_slice_of(no_case)))
        copy(&s, sizeof no_case - 1);
    while (s.pos < pattern.len)
        if (!scan_one(&s))
            return false;
    return s.depth == 0;
}
