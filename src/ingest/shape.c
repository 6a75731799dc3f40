/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shape.h"

#include "blocks.h"

/* --- kinds of words --- */

enum kind {
    OTHER,
    ADDRESS, /* speaks to the reader */
    SPEECH,  /* tells that somebody said something */
};

struct known {
    const char *word;
    enum kind kind;
};

#define LONGEST_KNOWN 10

static const struct known known_words[] = {
    {"us", ADDRESS},       {"you", ADDRESS},      {"our", ADDRESS},     {"your", ADDRESS},
    {"here", ADDRESS},     {"click", ADDRESS},    {"please", ADDRESS},  {"subscribe", ADDRESS},
    {"said", SPEECH},      {"says", SPEECH},      {"told", SPEECH},     {"saying", SPEECH},
    {"asked", SPEECH},     {"added", SPEECH},     {"wrote", SPEECH},    {"noted", SPEECH},
    {"denied", SPEECH},    {"called", SPEECH},    {"warned", SPEECH},   {"argued", SPEECH},
    {"claimed", SPEECH},   {"accused", SPEECH},   {"reported", SPEECH}, {"according", SPEECH},
    {"announced", SPEECH}, {"confirmed", SPEECH},
};

static enum kind kind_of(struct ns_slice text, const struct ns_word *word)
{
    uint32_t len = word->span.end - word->span.begin;
    if (len < 2 || len > LONGEST_KNOWN || word->flags & NS_WORD_CAPITALS)
        return OTHER;
    const char *at = text.at + word->span.begin;
    char first = (char)(at[0] | 32);
    for (size_t i = 0; i < sizeof known_words / sizeof *known_words; i++)
        if (known_words[i].word[0] == first && strlen(known_words[i].word) == len &&
            memcmp(known_words[i].word + 1, at + 1, len - 1) == 0)
            return known_words[i].kind;
    return OTHER;
}

static void count_word(struct ns_slice text, const struct ns_word *word, struct ns_shape *out)
{
    uint32_t len = word->span.end - word->span.begin;
    out->lower += (word->flags & NS_WORD_LOWER) != 0;
    out->upper += (word->flags & NS_WORD_UPPER) != 0;
    out->capitals += (word->flags & NS_WORD_CAPITALS) != 0;
    out->numbers += (word->flags & NS_WORD_DIGIT) != 0;
    out->small += (word->flags & NS_WORD_LOWER) != 0 && len <= 3;
    if (word->flags & NS_WORD_QUOTED && out->quotes < UINT16_MAX)
        out->quotes++;
    switch (kind_of(text, word)) {
    case ADDRESS:
        if (!(word->flags & NS_WORD_QUOTED) && out->address < UINT16_MAX)
            out->address++;
        break;
    case SPEECH:
        if (!(word->flags & NS_WORD_QUOTED) && out->speech < UINT16_MAX)
            out->speech++;
        break;
    default:
        break;
    }
}

static void count_phrases(const struct ns_phrases *phrases, const struct ns_words *words,
                          struct ns_shape *out)
{
    for (size_t i = 0; i < words->len;) {
        struct ns_phrase_hit hit = ns_phrases_at(phrases, words, i);
        if (hit.words == 0 || words->at[i].flags & NS_WORD_QUOTED) {
            i++;
            continue;
        }
        switch (hit.role) {
        case NS_PHRASE_CAPTION:
            out->caption += hit.weight;
            break;
        case NS_PHRASE_SECTION:
            out->section += hit.weight;
            break;
        case NS_PHRASE_CREDIT:
            out->credit += hit.weight;
            break;
        default:
            out->furniture += hit.weight;
            break;
        }
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
            out->stop = c == '.' || c == '?' || c == '!';
            return;
        }
    }
}

static void look_at_start(struct ns_slice text, struct ns_shape *out)
{
    out->quote_first = text.at[0] == '"' || starts_with(text, 0, "\xE2\x80\x9C") ||
                       starts_with(text, 0, "\xE2\x80\x98");
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

/* Signs within the block; each is rare, and one pass over the bytes finds them. */
static void look_inside(struct ns_slice text, struct ns_shape *out)
{
    unsigned bars = 0;
    for (size_t i = 0; i < text.len; i++) {
        switch (text.at[i]) {
        case '@':
            if (i > 0 && i + 1 < text.len && is_address_char(text.at[i + 1]) &&
                is_address_char(text.at[i - 1]))
                out->email = true;
            else if (i + 1 < text.len && is_address_char(text.at[i + 1]))
                out->handle = true;
            break;
        case '|':
            bars++;
            break;
        case '{':
            out->leftover = out->leftover || ns_leftover_at(text, i) > 0;
            break;
        case ':':
            if (starts_with(text, i, "://"))
                out->url = true;
            break;
        case 'w':
            if (starts_with(text, i, "www."))
                out->url = true;
            break;
        case '\xC2':
            if (starts_with(text, i, "\xC2\xA9"))
                out->copyright = true;
            break;
        default:
            break;
        }
    }
    out->bars = bars > 0;
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

#define SIGNS_WITHIN                                                                               \
    2000 /* bytes; no furniture is longer, and long blocks are looked at no further */

void ns_shape_of(struct ns_slice text, uint32_t sentences, const struct ns_phrases *phrases,
                 struct ns_words *words, struct ns_shape *out)
{
    struct ns_slice head = {text.at, text.len < SIGNS_WITHIN ? text.len : SIGNS_WITHIN};
    *out = (struct ns_shape){.sentences = sentences};
    words->len = 0;
    ns_words_of(text, words);
    out->words = (uint32_t)words->len;
    for (size_t i = 0; i < words->len; i++)
        count_word(text, &words->at[i], out);
    if (text.len <= SIGNS_WITHIN)
        count_phrases(phrases, words, out);
    look_at_end(text, out);
    look_at_start(text, out);
    look_inside(head, out);
    out->copyright = out->copyright || is_copyright(text, words);
    out->doubled = words->len <= 60 && is_doubled(words);
}

float ns_shape_title_case(const struct ns_shape *shape)
{
    uint32_t counted = shape->upper + shape->lower - shape->small;
    return counted ? (float)shape->upper / (float)counted : 0;
}
