/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A piece of text is folded, then each byte gets a bit that tells whether it is part of a word, then
 * words begin and end where bits change. ASCII takes a few instructions for eight bytes; only what
 * is still not ASCII after folding is decoded.
 */
#include "segment_words.h"

#include "naysay/fold.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

#include <endian.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Bytes of text folded at once: folding makes at most eleven bytes of one (U+FDFA). */
#define PIECE ((size_t)32 * 1024)
#define BLOCK 64u /* folded bytes of a mask */

/* Bytes kept of a word that goes on in the next piece: its indexed part, and the code point behind
 * it, so that it is cut where it would have been. */
#define HELD_MOST (NS_WORD_MAX + 8)

#define ONES  0x0101010101010101u
#define HIGHS 0x8080808080808080u

#ifdef __SSE2__
/* A mask of the bytes from low to high, which are ASCII; bytes beyond ASCII are in none. */
static __m128i between(__m128i bytes, char low, char high)
{
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(low - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(high + 1))));
}

/* The mask of 64 bytes: ASCII that ns_is_word takes; *other gets bits where they are not ASCII. */
static uint64_t word_mask(const char *at, uint64_t *other)
{
    uint64_t mask = 0;

    for (unsigned i = 0; i < BLOCK / 16; i++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + (size_t)16 * i));
        __m128i is = between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
        is = _mm_or_si128(is, between(bytes, '0', '9'));
        is = _mm_or_si128(is, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')));
        mask |= (uint64_t)(unsigned)_mm_movemask_epi8(is) << 16 * i;
        *other |= (uint64_t)(unsigned)_mm_movemask_epi8(bytes);
    }
    return mask;
}
#else
/* 0x80 in each byte of w that is in [low, high]; all below 0x80, and so is each byte of w. */
static uint64_t bytes_between(uint64_t w, unsigned low, unsigned high)
{
    return (w + ONES * (0x80 - low)) & ~(w + ONES * (0x7F - high)) & HIGHS;
}

/* A bit for each of eight bytes, the first lowest: ASCII that ns_is_word takes. */
static uint64_t word_bits(uint64_t w)
{
    uint64_t low = w & ~HIGHS;
    uint64_t is = bytes_between(low | ONES * 0x20, 'a', 'z') | bytes_between(low, '0', '9') |
                  bytes_between(low, '_', '_');
    is &= ~w; /* no byte of a longer code point */
    return ((is >> 7) * 0x0102040810204080u) >> 56;
}

static uint64_t word_mask(const char *at, uint64_t *other)
{
    uint64_t mask = 0;

    for (unsigned i = 0; i < BLOCK / 8; i++) {
        uint64_t w;
        memcpy(&w, at + (size_t)8 * i, 8);
        w = le64toh(w);
        mask |= word_bits(w) << 8 * i;
        *other |= w & HIGHS;
    }
    return mask;
}
#endif

static void set_bits(uint64_t *masks, size_t from, size_t to)
{
    for (; from < to; from++)
        masks[from / BLOCK] |= (uint64_t)1 << from % BLOCK;
}

/* Adds the bits of words' letters beyond ASCII. */
static void mask_other(struct ns_slice text, uint64_t *masks)
{
    size_t pos = 0;

    while (pos < text.len) {
        size_t from = pos;
        uint64_t w;
        if (text.len - pos >= 8) {
            memcpy(&w, text.at + pos, 8);
            if (!(w & HIGHS)) {
                pos += 8;
                continue;
            }
        }
        uint32_t cp = ns_utf8_next(text, &pos, NULL);
        if (cp >= 0x80 && ns_is_word(cp))
            set_bits(masks, from, pos);
    }
}

/* Masks and bounds of what is folded. */
static void find_bounds(struct index_words *words)
{
    size_t len = words->folded.len, blocks = len / BLOCK + 1;
    uint64_t other = 0, carry = 0;
    uint32_t *out;

    /* Padded, so that the last word ends. */
    ns_vec_reserve(&words->folded, BLOCK + INDEX_WORDS_SLACK);
    memset(words->folded.at + len, 0, BLOCK + INDEX_WORDS_SLACK);
    words->masks.len = words->bounds.len = 0;
    ns_vec_reserve(&words->masks, blocks);
    ns_vec_reserve(&words->bounds, len + 2);
    for (size_t i = 0; i < blocks; i++)
        words->masks.at[i] = word_mask(words->folded.at + i * BLOCK, &other);
    if (other)
        mask_other(ns_bytes_slice(&words->folded), words->masks.at);
    out = words->bounds.at;
    for (size_t i = 0; i < blocks; i++) {
        uint64_t mask = words->masks.at[i];
        uint64_t changes = mask ^ (mask << 1 | carry);
        carry = mask >> 63;
        for (; changes; changes &= changes - 1)
            *out++ = (uint32_t)(i * BLOCK) + (uint32_t)__builtin_ctzll(changes);
    }
    words->bounds.len = (size_t)(out - words->bounds.at);
}

/* A place at or before at where the text may be cut in two and means the same. */
static size_t cut_between(struct ns_slice text, size_t at)
{
    size_t back = 0;

    /* Only the three bytes behind a lead can belong to it. */
    while (back < 3 && ((unsigned char)text.at[at - back] & 0xC0) == 0x80)
        back++;
    return ((unsigned char)text.at[at - back] & 0xC0) == 0x80 ? at : at - back;
}

void index_words_begin(struct index_words *words, struct ns_slice text)
{
    words->rest = text;
    words->held = 0;
    words->folded.len = words->bounds.len = 0;
}

static size_t cut_to(const char *word, size_t len, size_t most)
{
    if (len <= most)
        return len;
    len = most;
    while (((unsigned char)word[len] & 0xC0) == 0x80)
        len--;
    return len;
}

size_t index_word_cut(const char *word, size_t len)
{
    return cut_to(word, len, NS_WORD_MAX);
}

bool index_words_next(struct index_words *words)
{
    size_t take = words->rest.len;

    if (take == 0)
        return false;
    if (words->held > 0)
        memmove(words->folded.at, words->folded.at + words->folded.len - words->held, words->held);
    words->folded.len = words->held;
    if (take > PIECE)
        take = cut_between(words->rest, PIECE);
    ns_fold((struct ns_slice){words->rest.at, take}, NS_FOLD_ALL, &words->folded, NULL);
    words->rest.at += take;
    words->rest.len -= take;
    words->held = 0;
    find_bounds(words);
    if (words->rest.len > 0 && words->bounds.len > 0 &&
        *ns_vec_last(&words->bounds) == words->folded.len) {
        uint32_t begin = words->bounds.at[words->bounds.len - 2];
        words->held =
            (uint32_t)cut_to(words->folded.at + begin, words->folded.len - begin, HELD_MOST);
        words->folded.len = begin + words->held;
        words->bounds.len -= 2;
    }
    return true;
}

void index_words_free(struct index_words *words)
{
    ns_vec_free(&words->folded);
    ns_vec_free(&words->bounds);
    ns_vec_free(&words->masks);
}
