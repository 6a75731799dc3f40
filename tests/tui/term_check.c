/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may come over the wire: a grammar of what terminfo entries produce. */
#include "term.h"

#include <string.h>

#define MARKS_MAX 4 /* combining marks on one character, as ncurses keeps */

struct walk {
    const unsigned char *data;
    size_t len, at;
    unsigned flags;
    int marks; /* combining marks since the last character */
};

/* --- control sequences --------------------------------------------------------- */

static bool all_in(const unsigned char *s, size_t n, const char *set)
{
    for (size_t i = 0; i < n; i++)
        if (!strchr(set, s[i]))
            return false;
    return true;
}

static bool is(const unsigned char *s, size_t n, const char *text)
{
    return n == strlen(text) && memcmp(s, text, n) == 0;
}

static const char *one_private_mode(const struct walk *w, long mode)
{
    switch (mode) {
    case 1:  /* cursor keys */
    case 5:  /* flash */
    case 7:  /* wrap */
    case 12: /* cursor blink */
    case 25: /* cursor visible */
    case 47: /* alternate screen, three ways */
    case 1047:
    case 1048:
    case 1049:
        return NULL;
    case 1000:
    case 1002:
    case 1003:
    case 1006:
    case 1034:
        return w->flags & TERM_MAY_MOUSE || mode == 1034 ? NULL : "mouse mode nobody asked for";
    case 2004:
        return w->flags & TERM_MAY_PASTE ? NULL : "bracketed paste nobody asked for";
    default:
        return "private mode that is in no terminfo entry";
    }
}

static const char *private_modes(const struct walk *w, const unsigned char *s, size_t n)
{
    long mode = 0;
    for (size_t i = 0; i <= n; i++) {
        if (i < n && s[i] >= '0' && s[i] <= '9') {
            mode = mode < 100000 ? mode * 10 + (s[i] - '0') : mode;
        } else if (i == n || s[i] == ';') {
            const char *why = one_private_mode(w, mode);
            if (why)
                return why;
            mode = 0;
        } else {
            return "private mode that is no number";
        }
    }
    return NULL;
}

static const char *check_csi(const struct walk *w, const unsigned char *s, size_t n, int final)
{
    if (n > 0 && s[0] == '?') {
        if (final == 'h' || final == 'l')
            return private_modes(w, s + 1, n - 1);
        if (final == 'c' && w->flags & TERM_MAY_LINUX && n >= 2 &&
            all_in(s + 1, n - 1, "0123456789;"))
            return NULL;
        return "private control sequence that is in no terminfo entry";
    }
    if (final == 'm')
        return all_in(s, n, "0123456789;:") ? NULL : "SGR with a strange parameter";
    if (!all_in(s, n, "0123456789;"))
        return "control sequence with a leader or an intermediate byte";
    if (strchr("ABCDEFGHfde`aIZKLMPX@STrb", final))
        return NULL;
    if (final == 'J')
        return is(s, n, "3") ? "the scrollback is erased" : NULL;
    if (final == 'h' || final == 'l') /* insert mode; screen's cursor */
        return is(s, n, "4") || is(s, n, "34") ? NULL : "mode that is in no terminfo entry";
    if (final == 't') /* save and restore the title, part of smcup and rmcup */
        return is(s, n, "22;0;0") || is(s, n, "23;0;0") ? NULL : "window operation or report";
    if (final == 'n' || final == 'c' || final == 'x')
        return "the terminal is queried";
    return "control sequence that is in no terminfo entry";
}

static const char *walk_csi(struct walk *w)
{
    size_t from = w->at;
    while (w->at < w->len && w->data[w->at] >= 0x20 && w->data[w->at] <= 0x3f)
        w->at++;
    if (w->at == w->len)
        return "control sequence without an end";
    int final = w->data[w->at];
    if (final < 0x40 || final > 0x7e)
        return "broken control sequence";
    const char *why = check_csi(w, w->data + from, w->at - from, final);
    w->at++;
    return why;
}

static const char *walk_escape(struct walk *w)
{
    if (w->at == w->len)
        return "escape without an end";
    unsigned char c = w->data[w->at++];
    switch (c) {
    case '[':
        return walk_csi(w);
    case '(':
    case ')':
        if (w->at < w->len && strchr("B0AU", w->data[w->at]) && w->data[w->at]) {
            w->at++;
            return NULL;
        }
        return "character set that is in no terminfo entry";
    case '=':
    case '>':
    case '7':
    case '8':
    case 'D':
    case 'E':
    case 'M':
    case 'g':
        return NULL;
    case ']':
        return "OSC";
    case 'P':
        return "DCS";
    case '_':
    case '^':
    case 'X':
        return "APC, PM or SOS";
    case 'c':
        return "the terminal is reset";
    case 'Z':
        return "the terminal is queried";
    default:
        return "escape sequence that is in no terminfo entry";
    }
}

/* --- characters ------------------------------------------------------------------ */

/* 0 when the bytes are not valid UTF-8. */
static size_t decode(const unsigned char *s, size_t n, uint32_t *out)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t need = s[0] < 0x80 ? 1 : s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : s[0] >= 0xc2 ? 2 : 0;
    if (need == 0 || need > n || s[0] > 0xf4)
        return 0;
    uint32_t c = need == 1 ? s[0] : s[0] & (0xffu >> (need + 1));
    for (size_t i = 1; i < need; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3f);
    }
    if (c < least[need] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    *out = c;
    return need;
}

static const char *bad_char(uint32_t c)
{
    if (c >= 0x80 && c <= 0x9f)
        return "C1 control character";
    if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
        c == 0x200f || c == 0x061c)
        return "bidi control character";
    if ((c >= 0x200b && c <= 0x200d) || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff ||
        c == 0x180e || c == 0x00ad || c == 0x034f || (c >= 0x206a && c <= 0x206f))
        return "zero-width character";
    if (c == 0x2028 || c == 0x2029)
        return "line or paragraph separator";
    if (c >= 0xe0000 && c <= 0xe007f)
        return "tag character";
    if ((c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
        return "noncharacter";
    return NULL;
}

/* The ranges a news page can hold; a table of our own, as wcwidth needs a locale. */
static bool combines(uint32_t c)
{
    static const uint32_t ranges[][2] = {
        {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x05bf, 0x05c7},   {0x0610, 0x061a},
        {0x064b, 0x065f}, {0x0670, 0x0670}, {0x06d6, 0x06dc}, {0x06df, 0x06e4},   {0x06e7, 0x06ed},
        {0x0900, 0x0902}, {0x093c, 0x093c}, {0x0941, 0x094d}, {0x0e31, 0x0e31},   {0x0e34, 0x0e3a},
        {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20f0},   {0x302a, 0x302d},
        {0x3099, 0x309a}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xe0100, 0xe01ef},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

static const char *walk_char(struct walk *w)
{
    uint32_t c;
    size_t n = decode(w->data + w->at, w->len - w->at, &c);
    if (n == 0) {
        unsigned char b = w->data[w->at];
        return b <= 0x9f ? "raw C1 byte" : "invalid UTF-8";
    }
    const char *why = bad_char(c);
    if (why)
        return why;
    if (c >= 0x80 && w->flags & TERM_ONLY_ASCII)
        return "byte past ASCII in a C locale";
    w->marks = combines(c) ? w->marks + 1 : 0;
    if (w->marks > MARKS_MAX)
        return "more than four combining marks on a character";
    w->at += n;
    return NULL;
}

static const char *walk_control(struct walk *w, unsigned char c)
{
    w->at++;
    if (c == '\b' || c == '\t' || c == '\n' || c == '\r' || c == 0x0e || c == 0x0f || c == 0x07)
        return NULL;
    if (c == 0)
        return w->flags & TERM_MAY_PAD ? NULL : "NUL";
    return c == 0x7f ? "DEL" : "control character";
}

/* --- the whole --------------------------------------------------------------------- */

static void excerpt(const struct walk *w, size_t from, struct term_fault *f)
{
    size_t lo = from > 8 ? from - 8 : 0, n = 0;
    for (size_t i = lo; i < w->len && i < from + 16 && n + 6 < sizeof f->excerpt; i++) {
        unsigned char c = w->data[i];
        const char *mark = i == from ? ">" : "";
        int k = c < 0x20 || c >= 0x7f
                    ? snprintf(f->excerpt + n, sizeof f->excerpt - n, "%s\\x%02x", mark, c)
                    : snprintf(f->excerpt + n, sizeof f->excerpt - n, "%s%c", mark, c);
        n += (size_t)k;
    }
}

bool term_check_bytes(const unsigned char *data, size_t len, unsigned flags,
                      struct term_fault *fault)
{
    struct walk w = {.data = data, .len = len, .flags = flags};
    while (w.at < len) {
        size_t from = w.at;
        unsigned char c = data[from];
        const char *why;
        if (c == 0x1b) {
            w.at++;
            w.marks = 0;
            why = walk_escape(&w);
        } else if (c < 0x20 || c == 0x7f) {
            w.marks = 0;
            why = walk_control(&w, c);
        } else {
            why = walk_char(&w);
        }
        if (why) {
            if (fault) {
                memset(fault, 0, sizeof *fault);
                fault->offset = from;
                snprintf(fault->reason, sizeof fault->reason, "%s", why);
                excerpt(&w, from, fault);
            }
            return false;
        }
    }
    return true;
}
