/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ASCII goes eight bytes at a time; the rest code point by code point into a small buffer on the
 * stack, with libunistring's tables for case and decomposition.
 */
#include "naysay/fold.h"

#include "translit.h"

#include "naysay/unicode.h"
#include "naysay/utf8.h"

#include <endian.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

/* U+FDFA decomposes into 18 letters, the most there is. */
#define PIECES_SIZE 160

/* What one code point folds to. */
struct pieces {
    char at[PIECES_SIZE];
    size_t len;
    bool single; /* one code point, or none */
};

/* What code points of this text have folded to; most texts use few beyond ASCII. */
#define MEMOS 256
struct memo {
    uint32_t next; /* code point + 1; 0: free */
    uint8_t len;
    bool single;
    char at[10];
};

static void piece(struct pieces *p, uint32_t cp, unsigned flags)
{
    if (flags & NS_FOLD_CASE)
        cp = cp == 0x3C2 ? 0x3C3 : uc_tolower(cp); /* final sigma */
    if (p->len + 4 > PIECES_SIZE)
        return;
    p->single = p->len == 0;
    p->len += ns_utf8_put(cp, p->at + p->len);
}

static void pieces_text(struct pieces *p, const char *text, unsigned flags)
{
    for (; *text; text++)
        piece(p, (unsigned char)*text, flags);
}

static void fold_point(struct pieces *p, uint32_t cp, unsigned flags, int depth)
{
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    const char *text = text_translit_punctuation(cp);
    int tag, count;

    if (text) {
        pieces_text(p, text, 0);
        return;
    }
    if (cp < 0x80 || !(flags & NS_FOLD_DIACRITICS)) {
        if (cp == 0xDF && flags & NS_FOLD_CASE)
            pieces_text(p, "ss", 0);
        else
            piece(p, cp, flags);
        return;
    }
    text = text_translit_letter(cp);
    if (text) {
        pieces_text(p, text, flags);
        return;
    }
    count = depth < 8 ? uc_decomposition(cp, &tag, parts) : -1;
    if (count < 0) {
        /* Viramas, nuktas and kana voicing (classes below 10) tell words apart; they stay. */
        if (uc_combining_class(cp) < 10)
            piece(p, cp, flags);
        return;
    }
    for (int i = 0; i < count; i++)
        fold_point(p, parts[i], flags, depth + 1);
}

/* From folded on, text comes from original on, unless the last step says so already. */
static void step(struct ns_fold_steps *steps, size_t folded, size_t original)
{
    size_t known = folded;

    if (!steps)
        return;
    if (steps->len > 0) {
        const struct ns_fold_step *last = ns_vec_last(steps);
        known = last->original + (folded - last->folded);
    }
    if (known != original)
        ns_vec_push(steps, ((struct ns_fold_step){(uint32_t)folded, (uint32_t)original}));
}

/* 0x80 in each byte of w that is in [low, high] (both below 0x80; all bytes of w below 0x80). */
static uint64_t bytes_between(uint64_t w, unsigned low, unsigned high)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t from = w + ones * (0x80 - low);
    uint64_t above = w + ones * (0x7F - high);
    return from & ~above & (ones * 0x80);
}

/* Folds ASCII from text.at[pos] up to the first other byte; returns its position. out has room. */
static size_t fold_ascii(struct ns_slice text, size_t pos, unsigned flags, struct ns_bytes *out)
{
    char *to = out->at + out->len;
    size_t start = pos;
    bool lower = flags & NS_FOLD_CASE, lines = flags & NS_FOLD_KEEP_LINES;

    while (text.len - pos >= 8) {
        uint64_t w, blanks;
        memcpy(&w, text.at + pos, 8);
        if (w & 0x8080808080808080u)
            break;
        blanks = bytes_between(w, '\t', '\r');
        if (lines && blanks)
            blanks &= ~bytes_between(w, '\n', '\n');
        if (blanks) { /* rare */
            uint64_t mask = (blanks >> 7) * 0xFF;
            w = (w & ~mask) | (0x2020202020202020u & mask);
        }
        if (lower)
            w |= bytes_between(w, 'A', 'Z') >> 2;
        memcpy(to, &w, 8);
        to += 8;
        pos += 8;
    }
    for (; pos < text.len && (unsigned char)text.at[pos] < 0x80; pos++) {
        unsigned char c = (unsigned char)text.at[pos];
        if (c >= '\t' && c <= '\r' && !(lines && c == '\n'))
            c = ' ';
        else if (lower && c >= 'A' && c <= 'Z')
            c = (unsigned char)(c | 0x20);
        *to++ = (char)c;
    }
    out->len += pos - start;
    return pos;
}

/* fold_point with memory. */
static void fold_remembered(struct pieces *p, uint32_t cp, unsigned flags, struct memo *memos)
{
    struct memo *m = &memos[cp % MEMOS];

    if (m->next == cp + 1) {
        memcpy(p->at, m->at, sizeof m->at);
        p->len = m->len;
        p->single = m->single;
        return;
    }
    p->len = 0;
    p->single = true;
    fold_point(p, cp, flags, 0);
    if (p->len <= sizeof m->at) {
        *m = (struct memo){cp + 1, (uint8_t)p->len, p->single, {0}};
        memcpy(m->at, p->at, p->len);
    }
}

void ns_fold(struct ns_slice text, unsigned flags, struct ns_bytes *out,
             struct ns_fold_steps *steps)
{
    struct memo memos[MEMOS];
    struct pieces p;
    bool fresh = true;
    size_t pos = 0, start = out->len;

    while (pos < text.len) {
        ns_vec_reserve(out, text.len - pos + PIECES_SIZE);
        if ((unsigned char)text.at[pos] < 0x80) {
            step(steps, out->len - start, pos);
            pos = fold_ascii(text, pos, flags, out);
            continue;
        }
        size_t from = pos;
        if (fresh)
            memset(memos, 0, sizeof memos);
        fresh = false;
        fold_remembered(&p, ns_utf8_next(text, &pos, NULL), flags, memos);
        /* Each byte of a longer piece leads back to the start of what it came from. */
        for (size_t i = 0; i < p.len; i += p.single ? p.len : 1)
            step(steps, out->len - start + i, from);
        memcpy(out->at + out->len, p.at, p.len);
        out->len += p.len;
    }
    step(steps, out->len - start, text.len);
}

uint32_t ns_fold_original(const struct ns_fold_steps *steps, uint32_t folded)
{
    size_t low = 0, high = steps->len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (steps->at[middle].folded <= folded)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return folded;
    return steps->at[low - 1].original + (folded - steps->at[low - 1].folded);
}

/* Where the first space stands that begins the text or follows another; len if none does. */
static size_t needless_space(const char *at, size_t len)
{
    const uint64_t ones = 0x0101010101010101u, spaces = ones * ' ';
    size_t i = 0;
    uint64_t before = 0x80; /* the byte before was one: so counts the beginning */

    for (; len - i >= 8; i += 8) {
        uint64_t w, is;
        memcpy(&w, at + i, 8);
        w = le64toh(w) ^ spaces;
        is = ~((w & ~(ones * 0x80)) + ones * 0x7F) & ~w & (ones * 0x80); /* bytes that are zero */
        if (is & (is << 8 | before))
            break;
        before = is >> 56;
    }
    for (; i < len; i++)
        if (at[i] == ' ' && (i == 0 || at[i - 1] == ' '))
            return i;
    return len;
}

uint64_t ns_fold_hash(struct ns_slice text)
{
    struct ns_bytes folded = {0};
    size_t to;
    uint64_t hash;

    ns_fold(text, NS_FOLD_ALL, &folded, NULL);
    to = needless_space(folded.at, folded.len); /* mostly there is none */
    for (size_t i = to; i < folded.len; i++) {
        char c = folded.at[i];
        if (c != ' ' || (to > 0 && folded.at[to - 1] != ' '))
            folded.at[to++] = c;
    }
    if (to > 0 && folded.at[to - 1] == ' ')
        to--;
    hash = ns_slice_hash((struct ns_slice){folded.at, to});
    ns_vec_free(&folded);
    return hash;
}
