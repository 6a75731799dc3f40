/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <stdlib.h>

/* --- words --- */

enum class {
    SPACE, /* and anything that is no part of a word */
    LOWER,
    UPPER,
    DIGIT,
    QUOTE, /* straight double */
    APOSTROPHE,
    HIGH, /* lead or trail of a longer sequence */
};

static const uint8_t classes[128] = {
    ['"'] = QUOTE, ['\''] = APOSTROPHE, ['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT,
    ['4'] = DIGIT, ['5'] = DIGIT,       ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
    ['A'] = UPPER, ['B'] = UPPER,       ['C'] = UPPER, ['D'] = UPPER, ['E'] = UPPER, ['F'] = UPPER,
    ['G'] = UPPER, ['H'] = UPPER,       ['I'] = UPPER, ['J'] = UPPER, ['K'] = UPPER, ['L'] = UPPER,
    ['M'] = UPPER, ['N'] = UPPER,       ['O'] = UPPER, ['P'] = UPPER, ['Q'] = UPPER, ['R'] = UPPER,
    ['S'] = UPPER, ['T'] = UPPER,       ['U'] = UPPER, ['V'] = UPPER, ['W'] = UPPER, ['X'] = UPPER,
    ['Y'] = UPPER, ['Z'] = UPPER,       ['a'] = LOWER, ['b'] = LOWER, ['c'] = LOWER, ['d'] = LOWER,
    ['e'] = LOWER, ['f'] = LOWER,       ['g'] = LOWER, ['h'] = LOWER, ['i'] = LOWER, ['j'] = LOWER,
    ['k'] = LOWER, ['l'] = LOWER,       ['m'] = LOWER, ['n'] = LOWER, ['o'] = LOWER, ['p'] = LOWER,
    ['q'] = LOWER, ['r'] = LOWER,       ['s'] = LOWER, ['t'] = LOWER, ['u'] = LOWER, ['v'] = LOWER,
    ['w'] = LOWER, ['x'] = LOWER,       ['y'] = LOWER, ['z'] = LOWER,
};

#define HASH_START            2166136261u
#define HASH_STEP(hash, byte) (((hash) ^ (uint32_t)(unsigned char)(byte)) * 16777619u)

/* What stands at a byte from 0x80 on, and how many bytes it takes. Signs of Latin-1 and general
 * punctuation part words, everything else is a letter. */
static enum class high_class(const unsigned char *at, size_t left, size_t *size) {
        *size = at[0] < 0xE0   ? 2
                : at[0] < 0xF0 ? 3
                               : 4;
        if (*size > left) *size = left;
        if (*size < 2) return SPACE;
        if (at[0] == 0xC2) return SPACE;
        if (at[0] == 0xC3) return at[1] >= 0x9F ? LOWER : UPPER;
        if (at[0] == 0xD0) return at[1] < 0xB0 ? UPPER : LOWER;
        if (*size == 3 && at[0] == 0xE2 && at[1] == 0x80) return at[2] == 0x99 ? APOSTROPHE
        : at[2] == 0x9C || at[2] == 0x9D                                       ? QUOTE
                                                                               : SPACE;
        if (*size == 3 && at[0] == 0xE2) return SPACE;
        if (*size == 3 && (at[0] == 0xEF || (at[0] == 0xE3 && at[1] == 0x80))) return SPACE;
        return HIGH;
}

struct scan {
    const unsigned char *at;
    size_t len, pos;
    uint32_t hash;
    size_t letters, capitals;
    uint8_t flags;
};

static enum class class_at(const struct scan *s, size_t pos, size_t *size) {
    unsigned char c = s->at[pos]; *size = 1;
    return c < 0x80 ? (enum class)classes[c] : high_class(s->at + pos, s->len - pos, size);
}

/* Takes the word whose first letter or digit stands at s->pos. */
static void scan_word(struct scan *s, enum class first)
{
    enum class class = first;
    size_t size;
    class_at(s, s->pos, &size);
    s->hash = HASH_START;
    s->letters = s->capitals = 0;
    s->flags = first == UPPER ? NS_WORD_UPPER : first == DIGIT ? NS_WORD_DIGIT : NS_WORD_LOWER;
    for (;;) {
        if (size == 1) {
            unsigned char c = s->at[s->pos];
            s->hash = HASH_STEP(s->hash, class == UPPER ? c | 32 : c);
        } else if (class == APOSTROPHE) {
            s->hash = HASH_STEP(s->hash, '\'');
        } else {
            for (size_t i = 0; i < size; i++)
                s->hash = HASH_STEP(s->hash, s->at[s->pos + i]);
        }
        s->letters += class != DIGIT && class != APOSTROPHE;
        s->capitals += class == UPPER;
        if (class == DIGIT)
            s->flags |= NS_WORD_DIGIT;
        s->pos += size;
        if (s->pos >= s->len)
            return;
        class = class_at(s, s->pos, &size);
        if (class == APOSTROPHE) {
            size_t after;
            if (s->pos + size >= s->len)
                return;
            enum class next = class_at(s, s->pos + size, &after);
            if (next != LOWER && next != UPPER && next != HIGH)
                return;
        } else if (class == SPACE || class == QUOTE) {
            return;
        }
    }
}

void ns_words_of(struct ns_slice text, struct ns_words *out)
{
    struct scan s = {.at = (const unsigned char *)text.at, .len = text.len};
    size_t last = SIZE_MAX - 2; /* end of the word before */
    bool quoted = false;
    while (s.pos < s.len) {
        size_t size;
        enum class class = class_at(&s, s.pos, &size);
        if (class == QUOTE)
            quoted = size == 1 ? !quoted : s.at[s.pos + 2] == 0x9C;
        if (class == SPACE || class == QUOTE || class == APOSTROPHE) {
            s.pos += size;
            continue;
        }
        size_t begin = s.pos;
        scan_word(&s, class);
        uint8_t flags = s.flags;
        if (s.letters > 1 && s.capitals == s.letters)
            flags |= NS_WORD_CAPITALS;
        if (quoted)
            flags |= NS_WORD_QUOTED;
        if (begin == last || (begin == last + 1 && (s.at[last] == '-' || s.at[last] == '/')))
            flags |= NS_WORD_JOINED;
        struct ns_word word = {{(uint32_t)begin, (uint32_t)s.pos}, s.hash, flags};
        ns_vec_push(out, word);
        last = s.pos;
    }
}

uint32_t ns_word_hash(struct ns_slice word)
{
    uint32_t hash = HASH_START;
    for (size_t i = 0; i < word.len; i++)
        hash = HASH_STEP(hash, word.at[i]);
    return hash;
}

bool ns_word_is(struct ns_slice text, const struct ns_word *word, const char *spelling)
{
    return ns_slice_equal_nocase(ns_slice_sub(text, word->span), ns_slice_of(spelling));
}

/* --- phrases --- */

#define PHRASE_WORDS 12 /* longer terms are cut to this */
#define FILTER_BITS  4096u

struct phrase {
    uint32_t words[PHRASE_WORDS]; /* hashes */
    uint8_t count, role;
    float weight;
};
NS_VEC(phrase_list, struct phrase);

struct ns_phrases {
    struct phrase_list list; /* by first word, the longest first */
    uint32_t filter[FILTER_BITS / 32];
};

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
        uint32_t bit = phrase.words[0] % FILTER_BITS;
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

struct ns_phrase_hit ns_phrases_at(const struct ns_phrases *phrases, const struct ns_words *words,
                                   size_t at)
{
    struct ns_phrase_hit none = {0, 0, 0};
    uint32_t first = words->at[at].hash, bit = first % FILTER_BITS;
    if (!phrases || !(phrases->filter[bit / 32] >> bit % 32 & 1))
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
