/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* --- words --- */

/* What a byte is. The sign bits are told to the caller, who looks closer if they are set. */
enum {
    LOWER = NS_SIGN_FREE,
    UPPER = NS_SIGN_FREE << 1,
    DIGIT = NS_SIGN_FREE << 2,
    APOSTROPHE = NS_SIGN_FREE << 3,
    QUOTE = NS_SIGN_FREE << 4, /* straight double */
    HIGH = NS_SIGN_FREE << 5,  /* lead or trail of a longer sequence */
    LETTERS = LOWER | UPPER | DIGIT,
};

#define FOUR(c, value) [c] = value, [(c) + 1] = value, [(c) + 2] = value, [(c) + 3] = value
#define SIXTEEN(c, value)                                                                          \
    FOUR(c, value), FOUR((c) + 4, value), FOUR((c) + 8, value), FOUR((c) + 12, value)

static const uint16_t classes[256] = {
    ['"'] = QUOTE,         ['\''] = APOSTROPHE,   ['@'] = NS_SIGN_AT,  ['|'] = NS_SIGN_BAR,
    ['{'] = NS_SIGN_BRACE, [':'] = NS_SIGN_COLON, FOUR('0', DIGIT),    FOUR('4', DIGIT),
    ['8'] = DIGIT,         ['9'] = DIGIT,         FOUR('A', UPPER),    FOUR('E', UPPER),
    FOUR('I', UPPER),      FOUR('M', UPPER),      FOUR('Q', UPPER),    FOUR('U', UPPER),
    ['Y'] = UPPER,         ['Z'] = UPPER,         FOUR('a', LOWER),    FOUR('e', LOWER),
    FOUR('i', LOWER),      FOUR('m', LOWER),      FOUR('q', LOWER),    FOUR('u', LOWER),
    ['y'] = LOWER,         ['z'] = LOWER,         SIXTEEN(0x80, HIGH), SIXTEEN(0x90, HIGH),
    SIXTEEN(0xA0, HIGH),   SIXTEEN(0xB0, HIGH),   SIXTEEN(0xC0, HIGH), SIXTEEN(0xD0, HIGH),
    SIXTEEN(0xE0, HIGH),   SIXTEEN(0xF0, HIGH),
};

/* What stands at a byte from 0x80 on, and how many bytes it takes. Signs of Latin-1 and general
 * punctuation part words, everything else is a letter. */
static unsigned high_class(const unsigned char *at, size_t left, size_t *size)
{
    *size = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    if (*size > left)
        *size = left;
    if (*size < 2)
        return 0;
    if (at[0] == 0xC2)
        return at[1] == 0xA9 ? NS_SIGN_COPYRIGHT : 0;
    if (at[0] == 0xC3)
        return at[1] >= 0x9F ? LOWER : UPPER;
    if (at[0] == 0xD0)
        return at[1] < 0xB0 ? UPPER : LOWER;
    if (*size < 3 || at[0] == 0xF0)
        return LOWER;
    if (at[0] == 0xE2 && at[1] == 0x80)
        return at[2] == 0x99 ? APOSTROPHE : at[2] == 0x9C || at[2] == 0x9D ? QUOTE : 0;
    if (at[0] == 0xE2 || at[0] == 0xEF || (at[0] == 0xE3 && at[1] == 0x80))
        return 0;
    return LOWER;
}

static unsigned class_at(const unsigned char *at, size_t left, size_t *size)
{
    unsigned class = classes[at[0]];
    *size = 1;
    return class == HIGH ? high_class(at, left, size) : class;
}

/*
 * Text is taken sixty-four bytes at a time: they become masks of what they are, and the edges of the
 * runs of set bits are the words' ends. ASCII is classed sixteen bytes at once where the machine can,
 * and byte by byte elsewhere; longer sequences are looked at one by one.
 */
#define CHUNK ((size_t)64)

struct masks {
    uint64_t word;               /* letters, digits, apostrophes between letters */
    uint64_t upper, digit, mark; /* capitals, digits, apostrophes of words */
    uint64_t quote;              /* double quotation marks */
};

struct scan {
    const unsigned char *at;
    size_t len;
    size_t passed; /* up to here quotation marks have been followed */
    size_t skip;   /* bytes at the next chunk's start that belong to a sequence begun before */
    bool last_word, last_upper, last_mark; /* the last bits of the chunk before */
    size_t begin;                          /* of the word that is open */
    size_t last;                           /* end of the word before */
    uint64_t upper, lower, digit;          /* of the open word: bits, if any */
    unsigned flags;                        /* of its first letter */
    unsigned signs;
    bool open, quoted;
    bool curly; /* a curly apostrophe was met within a word */
};

static bool letter_at(const unsigned char *at, size_t len, size_t pos)
{
    size_t size;
    return pos < len && class_at(at + pos, len - pos, &size) & (LOWER | UPPER);
}

/* Masks the sequences of more than one byte in the chunk at[begin, end); high: their bytes. */
static void mask_high(struct scan *s, size_t begin, size_t end, uint64_t high, struct masks *m)
{
    if (s->skip) {
        uint64_t bits = (UINT64_C(1) << s->skip) - 1;
        m->word |= s->last_word ? bits : 0;
        m->upper |= s->last_upper ? bits : 0;
        m->mark |= s->last_mark ? bits : 0;
        high &= ~bits;
        s->skip = 0;
    }
    while (high) {
        size_t bit = (size_t)__builtin_ctzll(high), pos = begin + bit, size;
        unsigned class = high_class(s->at + pos, s->len - pos, &size);
        size_t width = pos + size < end ? size : end - pos;
        uint64_t bits = ((UINT64_C(1) << width) - 1) << bit;
        uint64_t letters = m->word & ~m->mark;
        bool inside = bit ? letters >> (bit - 1) & 1 : s->last_word && !s->last_mark;
        high &= ~bits;
        s->skip = pos + size > end ? pos + size - end : 0;
        if (class & APOSTROPHE) {
            bool within = inside && letter_at(s->at, s->len, pos + size);
            m->word |= within ? bits : 0;
            m->mark |= within ? bits : 0;
            s->curly = s->curly || within;
        } else if (class & LETTERS) {
            m->word |= bits;
            m->upper |= class & UPPER ? bits : 0;
        } else {
            m->quote |= class & QUOTE ? bits : 0;
            s->signs |= class;
        }
    }
}

/* Straight apostrophes stand in words only between a letter or digit and a letter. */
static void mask_apostrophes(struct scan *s, size_t begin, uint64_t apostrophes, struct masks *m)
{
    uint64_t letters = m->word & ~m->mark;
    uint64_t before = letters << 1 | (s->last_word && !s->last_mark);
    uint64_t after = (letters & ~m->digit) >> 1 | (uint64_t)letter_at(s->at, s->len, begin + CHUNK)
                                                      << 63;
    apostrophes &= before & after;
    m->mark |= apostrophes;
    m->word |= apostrophes;
}

/* What single bytes are in a chunk. */
struct singles {
    uint64_t high, apostrophe;
    unsigned signs;
};

#ifdef __SSE2__
/* A mask of the bytes from low to high, which are ASCII; bytes beyond ASCII are in none. */
static __m128i between(__m128i bytes, char low, char high)
{
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(low - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(high + 1))));
}

static uint64_t bits_of(__m128i bytes, unsigned part)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(bytes) << 16 * part;
}

static __m128i equal(__m128i bytes, char c)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

static struct singles mask_singles(const unsigned char *chunk, struct masks *m)
{
    struct singles out = {0, 0, 0};
    __m128i at = _mm_setzero_si128(), bar = at, brace = at, colon = at;
    for (unsigned i = 0; i < 4; i++) {
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(chunk + 16 * i));
        __m128i letters = between(_mm_or_si128(b, _mm_set1_epi8(0x20)), 'a', 'z');
        __m128i digits = between(b, '0', '9');
        m->word |= bits_of(_mm_or_si128(letters, digits), i);
        m->upper |= bits_of(between(b, 'A', 'Z'), i);
        m->digit |= bits_of(digits, i);
        m->quote |= bits_of(equal(b, '"'), i);
        out.apostrophe |= bits_of(equal(b, '\''), i);
        out.high |= bits_of(b, i);
        at = _mm_or_si128(at, equal(b, '@'));
        bar = _mm_or_si128(bar, equal(b, '|'));
        brace = _mm_or_si128(brace, equal(b, '{'));
        colon = _mm_or_si128(colon, equal(b, ':'));
    }
    out.signs = (_mm_movemask_epi8(at) ? NS_SIGN_AT : 0U) |
                (_mm_movemask_epi8(bar) ? NS_SIGN_BAR : 0U) |
                (_mm_movemask_epi8(brace) ? NS_SIGN_BRACE : 0U) |
                (_mm_movemask_epi8(colon) ? NS_SIGN_COLON : 0U);
    return out;
}
#else
static struct singles mask_singles(const unsigned char *chunk, struct masks *m)
{
    struct singles out = {0, 0, 0};
    for (unsigned i = 0; i < CHUNK; i++) {
        unsigned class = classes[chunk[i]];
        uint64_t bit = UINT64_C(1) << i;
        m->word |= class & LETTERS ? bit : 0;
        m->upper |= class & UPPER ? bit : 0;
        m->digit |= class & DIGIT ? bit : 0;
        m->quote |= class & QUOTE ? bit : 0;
        out.apostrophe |= class & APOSTROPHE ? bit : 0;
        out.high |= class & HIGH ? bit : 0;
        out.signs |= class & (NS_SIGN_FREE - 1);
    }
    return out;
}
#endif

/* Masks the chunk at[begin, end); chunk: its bytes, filled up with NUL to the full size. */
static void mask_chunk(struct scan *s, const unsigned char *chunk, size_t begin, size_t end,
                       struct masks *m)
{
    struct singles singles = mask_singles(chunk, m);
    s->signs |= singles.signs;
    if (singles.high)
        mask_high(s, begin, end, singles.high, m);
    if (singles.apostrophe)
        mask_apostrophes(s, begin, singles.apostrophe, m);
    s->last_word = m->word >> 63;
    s->last_upper = m->upper >> 63;
    s->last_mark = m->mark >> 63;
}

#define HASH_FACTOR UINT64_C(0x9E3779B97F4A7C15)

static inline uint64_t hash_step(uint64_t hash, uint64_t eight)
{
    hash = (hash ^ eight) * HASH_FACTOR;
    return hash ^ hash >> 29;
}

/* Setting the sixth bit folds letters of ASCII, and of Latin-1 and Cyrillic nearly; digits and the
 * apostrophe have it. */
#define FOLD UINT64_C(0x2020202020202020)

/* readable: bytes that may be read from at on, at least len. */
static inline uint32_t hash_bytes(const unsigned char *at, size_t len, size_t readable)
{
    uint64_t hash = len, eight;
    while (len > 8) {
        memcpy(&eight, at, 8);
        hash = hash_step(hash, eight | FOLD);
        at += 8;
        len -= 8;
        readable -= 8;
    }
    eight = 0;
    if (readable >= 8) {
        memcpy(&eight, at, 8);
    } else {
        for (size_t i = 0; i < len; i++)
            eight |= (uint64_t)at[i] << 8 * i;
    }
    eight = (eight | FOLD) & (len < 8 ? (UINT64_C(1) << 8 * len) - 1 : UINT64_MAX);
    return (uint32_t)(hash_step(hash, eight) >> 16);
}

/* The hash of a word with curly apostrophes: as if they were straight. */
static uint32_t hash_straightened(const unsigned char *at, size_t len)
{
    unsigned char straight[64];
    size_t n = 0;
    for (size_t i = 0; i < len && n < sizeof straight; i++) {
        bool curly = i + 2 < len && at[i] == 0xE2 && at[i + 1] == 0x80 && at[i + 2] == 0x99;
        straight[n++] = curly ? '\'' : at[i];
        i += curly ? 2 : 0;
    }
    return hash_bytes(straight, n, n);
}

/* Follows the quotation marks up to end. */
static void pass_quotes(struct scan *s, size_t end)
{
    for (size_t i = s->passed; i < end; i++) {
        if (s->at[i] == '"')
            s->quoted = !s->quoted;
        else if (s->at[i] == 0xE2 && i + 2 < s->len && s->at[i + 1] == 0x80 &&
                 (s->at[i + 2] == 0x9C || s->at[i + 2] == 0x9D))
            s->quoted = s->at[i + 2] == 0x9C;
    }
    s->passed = end;
}

/* What a word has, by the masks of its bytes. */
struct parts {
    uint64_t upper, lower, digit;
};

static inline void put_word(struct scan *s, size_t begin, size_t end, unsigned flags,
                            const struct parts *p, struct ns_words *out)
{
    size_t len = end - begin;
    bool joined =
        begin == s->last + 1 && begin > 0 && (s->at[begin - 1] == '-' || s->at[begin - 1] == '/');
    flags |= (p->digit ? NS_WORD_DIGIT : 0U) | (joined ? NS_WORD_JOINED : 0U) |
             (p->upper & (p->upper - 1) && !p->lower ? NS_WORD_CAPITALS : 0U);
    struct ns_word *word = &out->at[out->len++];
    word->span = (struct ns_range){(uint32_t)begin, (uint32_t)end};
    word->flags = (uint8_t)flags;
    word->hash = s->curly && memchr(s->at + begin, 0xE2, len)
                     ? hash_straightened(s->at + begin, len)
                     : hash_bytes(s->at + begin, len, s->len - begin);
    s->last = end;
}

/* Flags of the word whose first byte is at bit. */
static inline unsigned first_flags(const struct scan *s, const struct masks *m, uint64_t lower,
                                   unsigned bit)
{
    return (m->upper >> bit & 1 ? NS_WORD_UPPER : 0U) | (lower >> bit & 1 ? NS_WORD_LOWER : 0U) |
           (s->quoted ? NS_WORD_QUOTED : 0U);
}

/* Takes the words of the chunk that begins at base. A word that goes on in the next chunk stays open
 * and what is known of it in s. */
static void take_chunk(struct scan *s, const struct masks *m, size_t base, struct ns_words *out)
{
    uint64_t shifted = m->word << 1 | s->open, lower = m->word & ~(m->upper | m->digit | m->mark);
    uint64_t starts = m->word & ~shifted, ends = ~m->word & shifted;
    if (s->open) {
        uint64_t bits = ends ? (ends & -ends) - 1 : UINT64_MAX;
        /* Two capitals may stand on both sides of the edge. */
        s->upper = (s->upper && m->upper & bits) ? 3 : s->upper | (m->upper & bits);
        s->lower |= lower & bits;
        s->digit |= m->digit & bits;
        if (!ends)
            return;
        struct parts parts = {s->upper, s->lower, s->digit};
        put_word(s, s->begin, base + (size_t)__builtin_ctzll(ends), s->flags, &parts, out);
        ends &= ends - 1;
        s->open = false;
    }
    for (; ends; ends &= ends - 1, starts &= starts - 1) {
        unsigned first = (unsigned)__builtin_ctzll(starts), end = (unsigned)__builtin_ctzll(ends);
        uint64_t bits = (UINT64_C(1) << end) - (UINT64_C(1) << first);
        struct parts parts = {m->upper & bits, lower & bits, m->digit & bits};
        if (m->quote)
            pass_quotes(s, base + first);
        put_word(s, base + first, base + end, first_flags(s, m, lower, first), &parts, out);
    }
    if (starts) {
        unsigned first = (unsigned)__builtin_ctzll(starts);
        uint64_t bits = UINT64_MAX << first;
        if (m->quote)
            pass_quotes(s, base + first);
        s->open = true;
        s->begin = base + first;
        s->flags = first_flags(s, m, lower, first);
        s->upper = m->upper & bits;
        s->lower = lower & bits;
        s->digit = m->digit & bits;
    }
}

unsigned ns_words_of(struct ns_slice text, struct ns_words *out)
{
    struct scan s = {.at = (const unsigned char *)text.at, .len = text.len, .last = SIZE_MAX - 2};
    ns_vec_reserve(out, text.len / 2 + 2); /* no text has more words */
    for (size_t base = 0; base < text.len; base += CHUNK) {
        struct masks m = {0, 0, 0, 0, 0};
        size_t end = base + CHUNK < text.len ? base + CHUNK : text.len;
        const unsigned char *chunk = s.at + base;
        unsigned char last[CHUNK];
        if (end - base < CHUNK) {
            memset(last, 0, sizeof last);
            memcpy(last, chunk, end - base);
            chunk = last;
        }
        mask_chunk(&s, chunk, base, end, &m);
        take_chunk(&s, &m, base, out);
        if (m.quote)
            pass_quotes(&s, end);
        s.passed = end;
    }
    if (s.open) {
        struct parts parts = {s.upper, s.lower, s.digit};
        put_word(&s, s.begin, text.len, s.flags, &parts, out);
    }
    return s.signs & (NS_SIGN_FREE - 1);
}

bool ns_word_is(struct ns_slice text, const struct ns_word *word, const char *spelling)
{
    return ns_slice_equal_nocase(ns_slice_sub(text, word->span), ns_slice_of(spelling));
}

/* --- phrases --- */

#define PHRASE_WORDS 12 /* longer terms are cut to this */
#define FILTER_BITS  16384u

struct phrase {
    uint32_t words[PHRASE_WORDS]; /* hashes */
    uint8_t count, role;
    float weight;
};
NS_VEC(phrase_list, struct phrase);

struct ns_phrases {
    struct phrase_list list;           /* by first word, the longest first */
    uint32_t filter[FILTER_BITS / 32]; /* of first words alone, and of first pairs */
};

static uint32_t pair_bit(uint32_t first, uint32_t second)
{
    return (first * 31 + second) % FILTER_BITS;
}

static int by_first_word(const void *a, const void *b)
{
    const struct phrase *x = a, *y = b;
    if (x->words[0] != y->words[0])
        return x->words[0] < y->words[0] ? -1 : 1;
    return (int)y->count - (int)x->count;
}

/* A decimal as the lists write it: -1.25. */
static float decimal(struct ns_slice s)
{
    float value = 0, unit = 1, sign = 1;
    bool fraction = false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '-' && i == 0)
            sign = -1;
        else if (s.at[i] == '.')
            fraction = true;
        else if (s.at[i] >= '0' && s.at[i] <= '9') {
            value = value * 10 + (float)(s.at[i] - '0');
            unit = fraction ? unit * 10 : unit;
        }
    }
    return sign * value / unit;
}

static enum ns_phrase_role role_of(const struct ns_lexicon_entry *entry)
{
    struct ns_slice value;
    if (!ns_lexicon_value(entry, "role", &value))
        return NS_PHRASE_FURNITURE;
    if (ns_slice_equal(value, NS_SLICE("caption")))
        return NS_PHRASE_CAPTION;
    if (ns_slice_equal(value, NS_SLICE("section")))
        return NS_PHRASE_SECTION;
    if (ns_slice_equal(value, NS_SLICE("credit")))
        return NS_PHRASE_CREDIT;
    return NS_PHRASE_FURNITURE;
}

struct ns_phrases *ns_phrases_new(const struct ns_lexicon *lexicon)
{
    struct ns_phrases *phrases = ns_alloc(sizeof *phrases);
    struct ns_words words = {0};
    for (size_t i = 0; lexicon && i < ns_lexicon_count(lexicon); i++) {
        const struct ns_lexicon_entry *entry = ns_lexicon_at(lexicon, i);
        struct phrase phrase = {.weight = 1, .role = (uint8_t)role_of(entry)};
        struct ns_slice value;
        words.len = 0;
        ns_words_of(entry->term, &words);
        if (words.len == 0)
            continue;
        while (phrase.count < words.len && phrase.count < PHRASE_WORDS) {
            phrase.words[phrase.count] = words.at[phrase.count].hash;
            phrase.count++;
        }
        if (ns_lexicon_value(entry, "weight", &value))
            phrase.weight = decimal(value);
        ns_vec_push(&phrases->list, phrase);
        uint32_t bit = phrase.count > 1 ? pair_bit(phrase.words[0], phrase.words[1])
                                        : phrase.words[0] % FILTER_BITS;
        phrases->filter[bit / 32] |= 1u << bit % 32;
    }
    ns_vec_free(&words);
    if (phrases->list.len)
        qsort(phrases->list.at, phrases->list.len, sizeof *phrases->list.at, by_first_word);
    return phrases;
}

void ns_phrases_free(struct ns_phrases *phrases)
{
    if (!phrases)
        return;
    ns_vec_free(&phrases->list);
    free(phrases);
}

/* The first phrase that begins with the word; list.len if none does. */
static size_t first_of(const struct ns_phrases *phrases, uint32_t hash)
{
    size_t low = 0, high = phrases->list.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (phrases->list.at[middle].words[0] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Does a phrase begin with the word, and the one behind it? Seldom yes though none does. */
static inline bool may_begin(const struct ns_phrases *phrases, const struct ns_words *words,
                             size_t at)
{
    uint32_t first = words->at[at].hash, bit = first % FILTER_BITS;
    if (phrases->filter[bit / 32] >> bit % 32 & 1)
        return true;
    if (at + 1 == words->len)
        return false;
    bit = pair_bit(first, words->at[at + 1].hash);
    return phrases->filter[bit / 32] >> bit % 32 & 1;
}

size_t ns_phrases_next(const struct ns_phrases *phrases, const struct ns_words *words, size_t from)
{
    if (!phrases)
        return words->len;
    while (from < words->len && !may_begin(phrases, words, from))
        from++;
    return from;
}

struct ns_phrase_hit ns_phrases_at(const struct ns_phrases *phrases, const struct ns_words *words,
                                   size_t at)
{
    struct ns_phrase_hit none = {0, 0, 0};
    uint32_t first = words->at[at].hash;
    if (!phrases || !may_begin(phrases, words, at))
        return none;
    for (size_t i = first_of(phrases, first);
         i < phrases->list.len && phrases->list.at[i].words[0] == first; i++) {
        const struct phrase *phrase = &phrases->list.at[i];
        size_t n = 1;
        if (phrase->count > words->len - at)
            continue;
        while (n < phrase->count && phrase->words[n] == words->at[at + n].hash)
            n++;
        if (n == phrase->count)
            return (struct ns_phrase_hit){phrase->weight, phrase->count, phrase->role};
    }
    return none;
}
