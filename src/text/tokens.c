/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/segment.h"

#include "abbreviations.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

enum { BLANK, LETTER, DIGIT, MARK, HIGH };

/* Class of each first byte: control and space, letter and _, digit, punctuation, not ASCII. */
#define R8(x)  x, x, x, x, x, x, x, x
#define R32(x) R8(x), R8(x), R8(x), R8(x)
static const uint8_t classes[256] = {
    R32(BLANK), BLANK,      MARK,      MARK,      MARK,      MARK,   MARK,   MARK,   MARK,
    R8(MARK),   R8(DIGIT),  DIGIT,     DIGIT,     MARK,      MARK,   MARK,   MARK,   MARK,
    MARK,       MARK,       LETTER,    LETTER,    LETTER,    LETTER, LETTER, LETTER, LETTER,
    R8(LETTER), R8(LETTER), LETTER,    LETTER,    LETTER,    MARK,   MARK,   MARK,   MARK,
    LETTER,     MARK,       LETTER,    LETTER,    LETTER,    LETTER, LETTER, LETTER, LETTER,
    R8(LETTER), R8(LETTER), LETTER,    LETTER,    LETTER,    MARK,   MARK,   MARK,   MARK,
    BLANK,      R32(HIGH),  R32(HIGH), R32(HIGH), R32(HIGH),
};

struct cutter {
    struct ns_slice text;
    uint32_t base;
    struct ns_tokens *out;
    unsigned quotes; /* straight double quotes so far, for those with blanks on both sides */
};

static void emit(struct cutter *c, size_t begin, size_t end, enum ns_token_type type)
{
    ns_vec_push(c->out,
                ((struct ns_token){{c->base + (uint32_t)begin, c->base + (uint32_t)end}, type}));
}

static uint8_t class_at(const struct cutter *c, size_t pos)
{
    return pos < c->text.len ? classes[(unsigned char)c->text.at[pos]] : BLANK;
}

/* Length of the code point at pos if it belongs to a word, else 0. */
static size_t word_point(const struct cutter *c, size_t pos)
{
    size_t end = pos;
    uint32_t cp;

    switch (class_at(c, pos)) {
    case LETTER:
    case DIGIT:
        return 1;
    case HIGH:
        cp = ns_utf8_next(c->text, &end, NULL);
        return ns_is_word(cp) && !ns_is_hostile(cp) ? end - pos : 0;
    default:
        return 0;
    }
}

/* Length of the apostrophe at pos: ' or ’; else 0. */
static size_t apostrophe(struct ns_slice text, size_t pos)
{
    if (pos < text.len && text.at[pos] == '\'')
        return 1;
    return text.len - pos >= 3 && memcmp(text.at + pos, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static bool is_upper_at(struct ns_slice text, size_t pos)
{
    return pos < text.len && ns_is_upper(ns_utf8_next(text, &pos, NULL));
}

/* Does a stop at pos join what is around it? piece: where the letters before it begin. */
static bool stop_joins(const struct cutter *c, size_t piece, size_t pos)
{
    size_t next = word_point(c, pos + 1);
    bool before_digit = class_at(c, pos - 1) == DIGIT;
    bool after_digit = class_at(c, pos + 1) == DIGIT;

    if (next == 0)
        return false;
    if (before_digit || after_digit)
        return before_digit && after_digit;
    if (pos - piece == 1 || pos - piece > 24)
        return pos - piece == 1;
    /* "said.The": a blank is missing; "Ph.D", "example.com": none is. */
    return !is_upper_at(c->text, pos + 1) || word_point(c, pos + 1 + next) == 0;
}

/* Length of what joins the word's parts at pos, 0 if the word ends. */
static size_t joiner(const struct cutter *c, size_t piece, size_t pos)
{
    size_t length = 1;

    switch ((unsigned char)c->text.at[pos]) {
    case '.':
        if (stop_joins(c, piece, pos))
            return 1;
        /* "U.S.-led" */
        return pos - piece == 1 && piece >= 2 && c->text.at[piece - 1] == '.' &&
                       pos + 1 < c->text.len && c->text.at[pos + 1] == '-' &&
                       class_at(c, pos + 2) == LETTER
                   ? 2
                   : 0;
    case ',':
    case ':':
    case '/':
        return class_at(c, pos - 1) == DIGIT && class_at(c, pos + 1) == DIGIT ? 1 : 0;
    case '\'':
    case '&':
    case '-':
    case '@':
        break;
    case 0xE2: /* ’ and the hyphens U+2010, U+2011 */
        if (c->text.len - pos < 3 || c->text.at[pos + 1] != '\x80' ||
            (c->text.at[pos + 2] != '\x99' && c->text.at[pos + 2] != '\x90' &&
             c->text.at[pos + 2] != '\x91'))
            return 0;
        length = 3;
        break;
    default:
        return 0;
    }
    return word_point(c, pos + length) ? length : 0;
}

static bool only_digits_follow(struct ns_slice text, size_t pos)
{
    while (pos < text.len && text.at[pos] == ' ')
        pos++;
    return pos < text.len && classes[(unsigned char)text.at[pos]] == DIGIT;
}

/* Does the stop at end belong to the word [begin, end)? */
static bool keeps_stop(const struct cutter *c, size_t begin, size_t end)
{
    struct ns_slice text = c->text;
    size_t next = end + 1;

    if (end >= text.len || text.at[end] != '.' || end - begin > 12)
        return false;
    if (next < text.len && text.at[next] == '.')
        return false;
    switch (text_abbreviation_of((struct ns_slice){text.at + begin, end - begin})) {
    case ABBREVIATION_NONE:
        return false;
    case ABBREVIATION_NUMBERED:
        return only_digits_follow(text, next);
    case ABBREVIATION_INITIAL:
        return next + 1 < text.len && text.at[next] == ' ' && is_upper_at(text, next + 1);
    default:
        return true;
    }
}

/* A number: digits and what joins them, perhaps with an ending: 1,204.5  23rd  1990s. */
static bool is_number(struct ns_slice word)
{
    size_t digits = 0, letters = 0;

    for (size_t i = 0; i < word.len; i++) {
        uint8_t class = classes[(unsigned char)word.at[i]];
        if (class == LETTER || class == HIGH)
            letters++;
        else if (letters || word.at[i] == '-')
            return false;
        else
            digits++;
    }
    if (letters == 1)
        return word.at[word.len - 1] == 's';
    if (letters == 2) {
        const char *end = word.at + word.len - 2;
        return memcmp(end, "st", 2) == 0 || memcmp(end, "nd", 2) == 0 ||
               memcmp(end, "rd", 2) == 0 || memcmp(end, "th", 2) == 0;
    }
    return digits > 0 && letters == 0;
}

static size_t cut_word(struct cutter *c, size_t begin)
{
    size_t pos = begin, piece = begin, mark = 0;
    struct ns_slice word;

    for (;;) {
        size_t more;
        while (class_at(c, pos) == LETTER || class_at(c, pos) == DIGIT)
            pos++;
        if (pos >= c->text.len)
            break;
        more = word_point(c, pos);
        if (more == 0) {
            more = joiner(c, piece, pos);
            if (more == 0)
                break;
            mark = apostrophe(c->text, pos) ? pos : 0;
            piece = pos + more;
        }
        pos += more;
    }
    word = (struct ns_slice){c->text.at + begin, pos - begin};
    if (mark > begin && (pos - mark == 2 || pos - mark == 4) &&
        (c->text.at[pos - 1] | 0x20) == 's') {
        emit(c, begin, mark, NS_TOKEN_WORD);
        emit(c, mark, pos, NS_TOKEN_WORD);
        return pos;
    }
    if (classes[(unsigned char)word.at[0]] == DIGIT && is_number(word)) {
        emit(c, begin, pos, NS_TOKEN_NUMBER);
        return pos;
    }
    if (keeps_stop(c, begin, pos)) {
        size_t more = apostrophe(c->text, pos + 1);
        pos++;
        emit(c, begin, pos, NS_TOKEN_WORD);
        /* "the U.S.'s" */
        if (more && pos + more < c->text.len && (c->text.at[pos + more] | 0x20) == 's' &&
            !word_point(c, pos + more + 1)) {
            emit(c, pos, pos + more + 1, NS_TOKEN_WORD);
            pos += more + 1;
        }
        return pos;
    }
    emit(c, begin, pos, NS_TOKEN_WORD);
    return pos;
}

/* Straight quotes open after a blank, a bracket or a dash, and close elsewhere. */
static enum ns_token_type straight_quote(struct cutter *c, size_t begin, size_t end)
{
    bool blank_before = begin == 0, blank_after = end >= c->text.len;
    size_t at = begin;
    uint32_t cp = 0;

    if (begin > 0) {
        cp = ns_utf8_previous(c->text, &at);
        blank_before = ns_is_space(cp) || cp == '(' || cp == '[' || cp == 0x2014 || cp == 0x2013 ||
                       cp == '-' || cp == '/' || cp == 0x201C || cp == 0x2018 ||
                       (cp == '"' && c->quotes % 2 == 1) ||
                       (cp == '\'' && c->text.at[begin] == '"');
    }
    at = end;
    if (end < c->text.len)
        blank_after = ns_is_space(ns_utf8_next(c->text, &at, NULL));
    if (blank_before && blank_after)
        return c->quotes % 2 ? NS_TOKEN_QUOTE_CLOSE : NS_TOKEN_QUOTE_OPEN;
    return blank_before ? NS_TOKEN_QUOTE_OPEN : NS_TOKEN_QUOTE_CLOSE;
}

static size_t cut_mark(struct cutter *c, size_t begin)
{
    struct ns_slice text = c->text;
    size_t end = begin, next;
    uint32_t cp = ns_utf8_next(text, &end, NULL);
    enum ns_token_type type = NS_TOKEN_PUNCTUATION;

    if (ns_is_space(cp) || ns_is_hostile(cp))
        return end;
    if ((cp == '`' || cp == '\'') && end < text.len && text.at[end] == (char)cp) {
        /* ''so'' or ``so'': two marks for one */
        emit(c, begin, end + 1,
             cp == '`' ? NS_TOKEN_QUOTE_OPEN : straight_quote(c, begin, end + 1));
        return end + 1;
    }
    if (cp == '"' || cp == '\'' || cp == 0xFF02) {
        type = straight_quote(c, begin, end);
        c->quotes += cp == '"';
    } else if (ns_is_quote_open(cp)) {
        type = NS_TOKEN_QUOTE_OPEN;
    } else if (ns_is_quote_close(cp)) {
        type = NS_TOKEN_QUOTE_CLOSE;
    } else {
        for (next = end; next < text.len && ns_utf8_next(text, &next, NULL) == cp; end = next)
            ;
    }
    emit(c, begin, end, type);
    return end;
}

void ns_tokens_of(struct ns_slice text, uint32_t base, struct ns_tokens *out)
{
    struct cutter c = {.text = text, .base = base, .out = out};
    size_t pos = 0;

    ns_vec_reserve(out, text.len / 6 + 8);
    while (pos < text.len) {
        if (classes[(unsigned char)text.at[pos]] == BLANK)
            pos++;
        else if (word_point(&c, pos))
            pos = cut_word(&c, pos);
        else
            pos = cut_mark(&c, pos);
    }
}
