/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A phrase of ASCII in a text that is not folded. Folding maps each code point by itself and ASCII to
 * ASCII, so what ASCII bytes say is certain, yes or no; where a byte beyond ASCII may have a part in
 * it, nothing is said. Eight bytes at a time: most of a text is passed over without a branch.
 */
#include "phrase.h"

#include "naysay/fold.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

#include <endian.h>

#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* ---- what stands at a place ----------------------------------------------------------------- */

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

static bool blank(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Dashes, quotes, bullets and dots, U+2010 to U+2027: no letter, digit or blank, nor nothing. */
static bool mark_bytes(const unsigned char *at)
{
    return at[0] == 0xE2 && at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0xA7;
}

static bool mark_at(struct ns_slice s, size_t at)
{
    return s.len - at >= 3 && mark_bytes((const unsigned char *)s.at + at);
}

static bool mark_before(struct ns_slice s, size_t at)
{
    return at >= 3 && mark_bytes((const unsigned char *)s.at + at - 3);
}

/* NO: the byte is another one than the wanted; UNKNOWN: that is not told by the byte alone.
 * mark: it belongs to one of the marks above. */
static enum query_answer same(unsigned char c, char wanted, bool mark)
{
    if (c < 0x80)
        return lower(c) == (unsigned char)wanted ? QUERY_YES : QUERY_NO;
    return mark && ns_is_word((unsigned char)wanted) ? QUERY_NO : QUERY_UNKNOWN;
}

/* Does word end at *end? Then *end is where it begins. */
static enum query_answer word_back(struct ns_slice s, struct ns_slice word, size_t *end)
{
    size_t at = *end;

    for (size_t i = word.len; i-- > 0; at--) {
        if (at == 0)
            return QUERY_NO;
        enum query_answer answer =
            same((unsigned char)s.at[at - 1], word.at[i], mark_before(s, at));
        if (answer != QUERY_YES)
            return answer;
    }
    *end = at;
    return QUERY_YES;
}

static enum query_answer word_on(struct ns_slice s, struct ns_slice word, size_t *begin)
{
    size_t at = *begin;

    for (size_t i = 0; i < word.len; i++, at++) {
        if (at == s.len)
            return QUERY_NO;
        enum query_answer answer = same((unsigned char)s.at[at], word.at[i], mark_at(s, at));
        if (answer != QUERY_YES)
            return answer;
    }
    *begin = at;
    return QUERY_YES;
}

/* Blanks, one or more, between words. */
static enum query_answer blanks_back(struct ns_slice s, size_t *end)
{
    size_t at = *end;

    while (at > 0 && blank((unsigned char)s.at[at - 1]))
        at--;
    if (at > 0 && (unsigned char)s.at[at - 1] >= 0x80)
        return QUERY_UNKNOWN;
    if (at == *end)
        return QUERY_NO;
    *end = at;
    return QUERY_YES;
}

static enum query_answer blanks_on(struct ns_slice s, size_t *begin)
{
    size_t at = *begin;

    while (at < s.len && blank((unsigned char)s.at[at]))
        at++;
    if (at < s.len && (unsigned char)s.at[at] >= 0x80)
        return QUERY_UNKNOWN;
    if (at == *begin)
        return QUERY_NO;
    *begin = at;
    return QUERY_YES;
}

/* ---- a candidate ---------------------------------------------------------------------------- */

static enum query_answer edge(unsigned char c, bool mark)
{
    if (c < 0x80)
        return ns_is_word(c) ? QUERY_NO : QUERY_YES;
    return mark ? QUERY_YES : QUERY_UNKNOWN;
}

static enum query_answer least(enum query_answer a, enum query_answer b)
{
    return a < b ? a : b;
}

/* The phrase with its rare byte at `at`. */
static enum query_answer candidate(struct ns_slice s, const struct phrase *p, size_t at)
{
    struct ns_slice word = p->words[p->quick_word];
    struct ns_slice head = {word.at, p->quick_at}, tail = {word.at + p->quick_at, 0};
    size_t begin = at, end = at;
    enum query_answer answer;

    tail.len = word.len - p->quick_at;
    answer = word_on(s, tail, &end);
    if (answer != QUERY_YES || (answer = word_back(s, head, &begin)) != QUERY_YES)
        return answer;
    for (size_t i = p->quick_word; i-- > 0;) {
        if ((answer = blanks_back(s, &begin)) != QUERY_YES ||
            (answer = word_back(s, p->words[i], &begin)) != QUERY_YES)
            return answer;
    }
    for (size_t i = p->quick_word + 1; i < p->count; i++) {
        if ((answer = blanks_on(s, &end)) != QUERY_YES ||
            (answer = word_on(s, p->words[i], &end)) != QUERY_YES)
            return answer;
    }
    if (p->before && begin > 0)
        answer = least(answer, edge((unsigned char)s.at[begin - 1], mark_before(s, begin)));
    if (p->behind && end < s.len)
        answer = least(answer, edge((unsigned char)s.at[end], mark_at(s, end)));
    return answer;
}

/* ---- looking -------------------------------------------------------------------------------- */

static uint64_t letter_bit(unsigned char c)
{
    if (c >= 'a' && c <= 'z')
        return (uint64_t)1 << (c - 'a');
    return c >= '0' && c <= '9' ? (uint64_t)1 << (26 + c - '0') : 0;
}

/* Letters and digits that the code point at *pos folds to; moves *pos behind it. */
static uint64_t letters_at(struct phrase_glance *glance, struct ns_slice s, size_t *pos)
{
    size_t from = *pos;
    uint32_t cp = ns_utf8_next(s, pos, NULL), slot = cp % GLANCE_POINTS;

    if (glance->points[slot] != cp) {
        struct ns_bytes folded = {0};
        uint64_t letters = 0;
        ns_fold((struct ns_slice){s.at + from, *pos - from}, NS_FOLD_ALL, &folded, NULL);
        for (size_t i = 0; i < folded.len; i++)
            letters |= letter_bit((unsigned char)folded.at[i]);
        ns_vec_free(&folded);
        glance->points[slot] = cp;
        glance->letters[slot] = letters;
    }
    return glance->letters[slot];
}

/* Two bytes that are looked for, eight times each. */
struct pair {
    uint64_t first, second;           /* in lower case */
    uint64_t first_bits, second_bits; /* 0x20 for letters, which have two cases */
    unsigned char letter;
    bool alone; /* there is no second */
};

static uint64_t eight(unsigned char c)
{
    return ONES * c;
}

static uint64_t case_bits(unsigned char c)
{
    return c >= 'a' && c <= 'z' ? ONES * 0x20 : 0;
}

static struct pair pair_of(const struct phrase *p)
{
    const char *at = p->words[p->quick_word].at + p->quick_at;
    unsigned char first = (unsigned char)at[0], second = p->quick_pair ? (unsigned char)at[1] : 0;

    return (struct pair){.first = eight(first),
                         .second = eight(second),
                         .first_bits = case_bits(first),
                         .second_bits = case_bits(second),
                         .letter = first,
                         .alone = !p->quick_pair};
}

static uint64_t load(const char *at)
{
    uint64_t w;

    memcpy(&w, at, 8);
    return le64toh(w);
}

/* 0x80 in each byte of w that is the byte looked for, or not ASCII. */
static inline uint64_t marks_of(uint64_t w, uint64_t wanted, uint64_t bits)
{
    uint64_t x = ((w | bits) & ~HIGH) ^ wanted;

    return (~(x + (ONES * 0x7F)) | w) & HIGH;
}

/* The same for both; nine bytes are read. Where a code point beyond ASCII begins, two bytes in a row
 * are not ASCII, so none is passed over. */
static inline uint64_t marks_at(const char *at, const struct pair *pair)
{
    uint64_t first = marks_of(load(at), pair->first, pair->first_bits);

    if (pair->alone)
        return first;
    return first & marks_of(load(at + 1), pair->second, pair->second_bits);
}

/* The next place from `at` on where the pair may be, or a code point beyond ASCII is; s.len if there
 * is none. */
static size_t next_mark(struct ns_slice s, size_t at, const struct pair *pair)
{
    uint64_t marks;

    while (s.len - at >= 33) {
        const char *p = s.at + at;
        if (marks_at(p, pair) | marks_at(p + 8, pair) | marks_at(p + 16, pair) |
            marks_at(p + 24, pair))
            break;
        at += 32;
    }
    for (; s.len - at >= 9; at += 8) {
        marks = marks_at(s.at + at, pair);
        if (marks)
            return at + (size_t)__builtin_ctzll(marks) / 8;
    }
    while (at < s.len && (unsigned char)s.at[at] < 0x80 &&
           lower((unsigned char)s.at[at]) != pair->letter)
        at++;
    return at;
}

enum query_answer index_phrase_glance(struct phrase_glance *glance, struct ns_slice text,
                                      const struct phrase *phrase)
{
    size_t foreign = 64 + text.len / 16; /* of a text in another script more is folded than not */
    enum query_answer answer = QUERY_NO;
    struct pair pair;
    uint64_t bit;

    if (!phrase->quick)
        return QUERY_UNKNOWN;
    pair = pair_of(phrase);
    bit = letter_bit(pair.letter);
    for (size_t at = 0; (at = next_mark(text, at, &pair)) < text.len;) {
        if ((unsigned char)text.at[at] < 0x80) {
            enum query_answer here = candidate(text, phrase, at++);
            if (here == QUERY_YES)
                return QUERY_YES;
            answer = here == QUERY_UNKNOWN ? QUERY_UNKNOWN : answer;
        } else if (mark_at(text, at)) {
            at += 3;
        } else if (foreign-- == 0 || (letters_at(glance, text, &at) & bit)) {
            return QUERY_UNKNOWN;
        }
    }
    return answer;
}
