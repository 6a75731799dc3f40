/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shape.h"

#include "blocks.h"

/* --- kinds of words --- */

enum kind {
    OTHER,
    ADDRESS, /* speaks to the reader */
    SPEECH,  /* tells that somebody said something */
    ADDRESS_OF_PAGE,
};

struct known {
    const char *word;
    uint8_t len;
    uint8_t kind;
};

#define KNOWN(word, kind)                                                                          \
    {                                                                                              \
        word, sizeof(word) - 1, kind                                                               \
    }

/* By first letter. */
static const struct known known_words[] = {
    KNOWN("according", SPEECH),    KNOWN("accused", SPEECH),    KNOWN("added", SPEECH),
    KNOWN("announced", SPEECH),    KNOWN("argued", SPEECH),     KNOWN("asked", SPEECH),
    KNOWN("called", SPEECH),       KNOWN("claimed", SPEECH),    KNOWN("click", ADDRESS),
    KNOWN("confirmed", SPEECH),    KNOWN("denied", SPEECH),     KNOWN("here", ADDRESS),
    KNOWN("noted", SPEECH),        KNOWN("our", ADDRESS),       KNOWN("please", ADDRESS),
    KNOWN("reported", SPEECH),     KNOWN("said", SPEECH),       KNOWN("saying", SPEECH),
    KNOWN("says", SPEECH),         KNOWN("subscribe", ADDRESS), KNOWN("told", SPEECH),
    KNOWN("us", ADDRESS),          KNOWN("warned", SPEECH),     KNOWN("wrote", SPEECH),
    KNOWN("www", ADDRESS_OF_PAGE), KNOWN("you", ADDRESS),       KNOWN("your", ADDRESS),
};

/* Where an initial's words begin in the list, and bit n: one of n letters begins with it. */
static const struct {
    uint8_t first;
    uint16_t lengths;
} known_initials[26] = {
    ['a' - 'a'] = {0, 1 << 9 | 1 << 7 | 1 << 5 | 1 << 6},
    ['c' - 'a'] = {6, 1 << 6 | 1 << 7 | 1 << 5 | 1 << 9},
    ['d' - 'a'] = {10, 1 << 6},
    ['h' - 'a'] = {11, 1 << 4},
    ['n' - 'a'] = {12, 1 << 5},
    ['o' - 'a'] = {13, 1 << 3},
    ['p' - 'a'] = {14, 1 << 6},
    ['r' - 'a'] = {15, 1 << 8},
    ['s' - 'a'] = {16, 1 << 4 | 1 << 6 | 1 << 9},
    ['t' - 'a'] = {20, 1 << 4},
    ['u' - 'a'] = {21, 1 << 2},
    ['w' - 'a'] = {22, 1 << 6 | 1 << 5 | 1 << 3},
    ['y' - 'a'] = {25, 1 << 3 | 1 << 4},
};

static enum kind kind_of(struct ns_slice text, const struct ns_word *word)
{
    uint32_t len = word->span.end - word->span.begin;
    const char *at = text.at + word->span.begin;
    unsigned initial = (unsigned)(unsigned char)(at[0] | 32) - 'a';
    if (initial >= 26 || len > 9 || !(known_initials[initial].lengths >> len & 1) ||
        word->flags & (NS_WORD_CAPITALS | NS_WORD_QUOTED))
        return OTHER;
    const struct known *known = &known_words[known_initials[initial].first];
    for (; known < known_words + sizeof known_words / sizeof *known_words; known++) {
        if (known->word[0] != (char)(initial + 'a'))
            break;
        if (known->len == len && memcmp(known->word + 1, at + 1, len - 1) == 0)
            return known->kind;
    }
    return OTHER;
}

static void count_words(struct ns_slice text, const struct ns_words *words, struct ns_shape *out)
{
    uint32_t lower = 0, upper = 0, capitals = 0, numbers = 0, small = 0, quoted = 0;
    for (size_t i = 0; i < words->len; i++) {
        const struct ns_word *word = &words->at[i];
        unsigned flags = word->flags, is_lower = (flags & NS_WORD_LOWER) != 0;
        lower += is_lower;
        upper += (flags & NS_WORD_UPPER) != 0;
        capitals += (flags & NS_WORD_CAPITALS) != 0;
        numbers += (flags & NS_WORD_DIGIT) != 0;
        quoted += (flags & NS_WORD_QUOTED) != 0;
        small += is_lower & (word->span.end - word->span.begin <= 3);
        enum kind kind = kind_of(text, word);
        if (kind == ADDRESS && out->address < UINT16_MAX)
            out->address++;
        else if (kind == SPEECH && out->speech < UINT16_MAX)
            out->speech++;
        else if (kind == ADDRESS_OF_PAGE)
            out->url = true;
    }
    out->words = (uint32_t)words->len;
    out->lower = lower;
    out->upper = upper;
    out->capitals = capitals;
    out->numbers = numbers;
    out->small = small;
    out->quotes = (uint16_t)(quoted < UINT16_MAX ? quoted : UINT16_MAX);
}

static void count_phrases(const struct ns_phrases *phrases, const struct ns_words *words,
                          struct ns_shape *out)
{
    size_t i = 0;
    while ((i = ns_phrases_next(phrases, words, i)) < words->len) {
        struct ns_phrase_hit hit = ns_phrases_at(phrases, words, i);
        if (hit.words == 0 || words->at[i].flags & NS_WORD_QUOTED) {
            i++;
            continue;
        }
        switch (hit.role) {
        case NS_PHRASE_CAPTION:
            if (out->caption <= 0)
                out->caption_at = (uint32_t)i;
            out->caption += hit.weight;
            break;
        case NS_PHRASE_SECTION:
            out->section += hit.weight;
            break;
        case NS_PHRASE_CREDIT:
            if (out->credit <= 0)
                out->credit_at = (uint32_t)i;
            out->credit += hit.weight;
            break;
        default:
            out->furniture += hit.weight;
            break;
        }
        if (out->covered == 0)
            out->first_hit = (uint32_t)i;
        out->covered += hit.words;
        i += hit.words;
    }
}

/* --- signs --- */

static bool starts_with(struct ns_slice text, size_t at, const char *what)
{
    size_t len = strlen(what);
    return at + len <= text.len && memcmp(text.at + at, what, len) == 0;
}

/* Ends a sentence of Chinese, Japanese, Arabic or Hindi before end? */
static bool is_foreign_stop(struct ns_slice text, size_t end)
{
    static const char *const stops[] = {"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F",
                                        "\xE0\xA5\xA4", "\xEF\xBC\x8E"};
    for (size_t i = 0; end >= 3 && i < sizeof stops / sizeof *stops; i++)
        if (memcmp(text.at + end - 3, stops[i], 3) == 0)
            return true;
    return end >= 2 && memcmp(text.at + end - 2, "\xD8\x9F", 2) == 0;
}

/* What the block ends in, behind closing quotes and brackets. */
static void look_at_end(struct ns_slice text, struct ns_shape *out)
{
    size_t end = text.len;
    while (end > 0) {
        char c = text.at[end - 1];
        if (c == '"' || c == '\'' || c == ')' || c == ']') {
            end--;
        } else if (end >= 3 && (starts_with(text, end - 3, "\xE2\x80\x99") ||
                                starts_with(text, end - 3, "\xE2\x80\x9D"))) {
            end -= 3;
        } else {
            out->ellipsis = (end >= 3 && starts_with(text, end - 3, "\xE2\x80\xA6")) ||
                            (end >= 2 && c == '.' && text.at[end - 2] == '.');
            out->question = c == '?';
            out->exclaims = c == '!';
            out->colon = c == ':';
            out->stop = c == '.' || c == '?' || c == '!' || is_foreign_stop(text, end);
            return;
        }
    }
}

/* "SMITH: ", as transcripts name who speaks. */
static bool is_speaker(struct ns_slice text)
{
    size_t end = 0, letters = 0;
    while (end < text.len && end < 40 &&
           ((text.at[end] >= 'A' && text.at[end] <= 'Z') || strchr(" .-'", text.at[end]))) {
        letters += text.at[end] >= 'A' && text.at[end] <= 'Z';
        if (text.at[end++] == '\0')
            return false;
    }
    return letters >= 3 && end + 1 < text.len && text.at[end] == ':' && text.at[end + 1] == ' ';
}

static void look_at_start(struct ns_slice text, struct ns_shape *out)
{
    out->quote_first = text.at[0] == '"' || starts_with(text, 0, "\xE2\x80\x9C") ||
                       starts_with(text, 0, "\xE2\x80\x98");
    out->speaker = is_speaker(text);
    out->bullet = starts_with(text, 0, "\xE2\x80\xA2") || starts_with(text, 0, "* ") ||
                  starts_with(text, 0, "- ") || starts_with(text, 0, "\xC2\xBB") ||
                  starts_with(text, 0, "\xE2\x96\xBA") || starts_with(text, 0, "\xE2\x80\xBA");
}

static bool is_name_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '-' ||
           c == '.' || c == '%' || c == ':';
}

size_t ns_leftover_at(struct ns_slice text, size_t at)
{
    size_t begin = at, end;
    while (begin < text.len && begin - at < 3 && text.at[begin] == '{')
        begin++;
    for (end = begin; end < text.len && end - begin < 40 && is_name_char(text.at[end]); end++)
        continue;
    if (begin == at || end - begin < 2)
        return 0;
    size_t close = end;
    while (close < text.len && close - end < begin - at && text.at[close] == '}')
        close++;
    return close - end == begin - at ? close - at : 0;
}

static bool is_address_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* A closer look at the signs that the words were parted by. */
static void look_inside(struct ns_slice text, unsigned signs, struct ns_shape *out)
{
    const char *hit = text.at, *end = text.at + text.len;
    out->bars = (signs & NS_SIGN_BAR) != 0;
    /* Not the second half of a letter that was encoded twice. */
    hit = signs & NS_SIGN_COPYRIGHT ? memmem(text.at, text.len, "\xC2\xA9", 2) : NULL;
    out->copyright = hit && (hit == text.at || (unsigned char)hit[-1] < 0x80);
    hit = text.at;
    out->url = out->url || (signs & NS_SIGN_COLON && memmem(text.at, text.len, "://", 3));
    while (signs & NS_SIGN_AT && hit < end && (hit = memchr(hit, '@', (size_t)(end - hit)))) {
        bool after = hit + 1 < end && is_address_char(hit[1]);
        bool before = hit > text.at && is_address_char(hit[-1]);
        out->email = out->email || (before && after);
        out->handle = out->handle || (!before && after);
        hit++;
    }
    for (hit = text.at; signs & NS_SIGN_BRACE && hit < end && !out->leftover; hit++) {
        hit = memchr(hit, '{', (size_t)(end - hit));
        if (!hit)
            break;
        out->leftover = ns_leftover_at(text, (size_t)(hit - text.at)) > 0;
    }
}

static bool is_year(struct ns_slice text, const struct ns_word *word)
{
    const char *at = text.at + word->span.begin;
    return word->span.end - word->span.begin == 4 && (at[0] == '1' || at[0] == '2') &&
           (at[1] == '9' || at[1] == '0') && at[2] >= '0' && at[2] <= '9' && at[3] >= '0' &&
           at[3] <= '9';
}

/* "Copyright 2024 ...", "(c) 2024 ..." */
static bool is_copyright(struct ns_slice text, const struct ns_words *words)
{
    for (size_t i = 0; i + 1 < words->len && i < 4; i++)
        if ((ns_word_is(text, &words->at[i], "copyright") ||
             ns_word_is(text, &words->at[i], "c")) &&
            is_year(text, &words->at[i + 1]))
            return true;
    return false;
}

/* The last words are the same again as those right before them, and they are most of the block. */
static bool is_doubled(const struct ns_words *words)
{
    size_t n = words->len;
    for (size_t half = n / 2; half >= 2 && half * 4 >= n; half--) {
        size_t same = 0;
        while (same < half && words->at[n - 1 - same].hash == words->at[n - 1 - half - same].hash)
            same++;
        if (same == half)
            return true;
    }
    return false;
}

#define LOOKED_AT    1500 /* bytes; what is longer is text, and its first bytes tell how it is told */
#define PLAIN_TEXT   200 /* bytes of a block that is text if it is in the midst of text */
#define BYTES_A_WORD 6
#define WIDE_WORD    18 /* bytes a word in the mean, of scripts that do not part words */

/* Where words are not counted, or not parted by spaces, the usual shares are taken. */
static void guess_words(struct ns_slice text, struct ns_shape *out)
{
    out->words = (uint32_t)(text.len / BYTES_A_WORD);
    out->lower = out->words - out->words / 8;
    out->upper = out->words / 8;
    out->small = out->words / 3;
}

bool ns_shape_plain(struct ns_slice text, uint32_t sentences, struct ns_shape *out)
{
    *out = (struct ns_shape){.sentences = sentences};
    if (text.len < PLAIN_TEXT)
        return false;
    look_at_end(text, out);
    guess_words(text, out);
    return out->stop;
}

void ns_shape_of(struct ns_slice text, uint32_t sentences, const struct ns_phrases *phrases,
                 struct ns_words *words, struct ns_shape *out)
{
    struct ns_slice head = {text.at, text.len < LOOKED_AT ? text.len : LOOKED_AT};
    *out = (struct ns_shape){.sentences = sentences};
    words->len = 0;
    unsigned signs = ns_words_of(head, words);
    count_words(head, words, out);
    look_at_end(text, out);
    look_at_start(text, out);
    look_inside(head, signs, out);
    out->copyright = out->copyright || is_copyright(head, words);
    out->doubled = words->len <= 60 && is_doubled(words);
    if (words->len * WIDE_WORD < text.len && text.len > WIDE_WORD)
        guess_words(text, out);
    if (head.len == text.len)
        count_phrases(phrases, words, out);
    else
        guess_words(text, out);
}

float ns_shape_title_case(const struct ns_shape *shape)
{
    uint32_t counted = shape->upper + shape->lower - shape->small;
    return counted ? (float)shape->upper / (float)counted : 0;
}
