/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pass from stop to stop. At each the word before it, what closes behind it and the word that
 * follows decide; every look around is bounded, so the time is linear in the text.
 */
#include "naysay/segment.h"

#include "abbreviations.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define WORD_LOOK 24 /* bytes looked back for the word before a stop */

enum next_type { NEXT_END, NEXT_UPPER, NEXT_LOWER, NEXT_DIGIT, NEXT_OTHER };

struct cut {
    struct ns_slice text;
    size_t start;   /* of the sentence */
    size_t counted; /* straight double quotes are counted up to here */
    size_t quotes;  /* how many there are from start on */
    bool headline;  /* short and without a stop at its end: inner abbreviations end nothing */
};

/* A run of stops with all that closes behind it, and what follows. */
struct stop {
    size_t at, end;      /* [first stop, behind the last closing mark) */
    size_t dots;         /* stops that are "." */
    bool asks;           /* holds ! or ? */
    bool ellipsis;       /* "..", "...", ". . ." or … */
    bool closed_quote;   /* a quote closes behind the stop */
    bool closed_bracket; /* a bracket does */
    bool stopped_again;  /* and then comes a stop once more: "(Calif.)." */
    size_t next;         /* first byte that is no blank */
    size_t word;         /* first byte of the next word, behind opening marks */
    bool opens_quote;    /* a quote opens before it */
    bool dash;           /* a dash stands before it */
    enum next_type type;
};

/* Length of the stop at pos, 0 if there is none; *cp what it is. */
static size_t stop_point(struct ns_slice text, size_t pos, uint32_t *cp)
{
    size_t end = pos;

    if (pos >= text.len)
        return 0;
    switch ((unsigned char)text.at[pos]) {
    case '.':
    case '!':
    case '?':
        *cp = (unsigned char)text.at[pos];
        return 1;
    case 0xE2:
    case 0xE3:
    case 0xEF:
        *cp = ns_utf8_next(text, &end, NULL);
        switch (*cp) {
        case 0x2026: /* … */
        case 0x203C: /* ‼ */
        case 0x2047: /* ⁇ */
        case 0x3002: /* 。 */
        case 0xFF01: /* ！ */
        case 0xFF1F: /* ？ */
            return end - pos;
        default:
            return 0;
        }
    default:
        return 0;
    }
}

static size_t blank_point(struct ns_slice text, size_t pos)
{
    size_t end = pos;
    uint32_t cp;

    if (pos >= text.len)
        return 0;
    if ((unsigned char)text.at[pos] < 0x80)
        return ns_is_space((unsigned char)text.at[pos]);
    cp = ns_utf8_next(text, &end, NULL);
    return ns_is_space(cp) || cp == 0x200B || cp == 0xFEFF ? end - pos : 0;
}

static size_t skip_blanks(struct ns_slice text, size_t pos)
{
    size_t length;

    while ((length = blank_point(text, pos)) > 0)
        pos += length;
    return pos;
}

static bool odd_quotes(struct cut *cut, size_t upto)
{
    for (; cut->counted < upto; cut->counted++)
        cut->quotes += cut->text.at[cut->counted] == '"';
    return cut->quotes % 2 == 1;
}

/* The stops from s->at on, spaced ellipses included. */
static void read_stops(struct ns_slice text, struct stop *s)
{
    size_t length;
    uint32_t cp;

    s->end = s->at;
    for (;;) {
        while ((length = stop_point(text, s->end, &cp)) > 0) {
            s->dots += cp == '.';
            s->ellipsis |= cp == 0x2026;
            s->asks |= cp == '!' || cp == '?' || cp == 0x203C || cp == 0x2047 || cp == 0xFF01 ||
                       cp == 0xFF1F;
            s->end += length;
        }
        /* ". . ." */
        if (s->asks || text.len - s->end < 2 || text.at[s->end] != ' ' ||
            text.at[s->end + 1] != '.' ||
            (s->end + 2 < text.len && ns_is_digit((unsigned char)text.at[s->end + 2])))
            break;
        s->end++;
    }
    s->ellipsis |= s->dots > 1;
}

/* Quotes and brackets that close behind the stops, even behind a blank where the pairing says so. */
static void read_closers(struct cut *cut, struct stop *s)
{
    struct ns_slice text = cut->text;

    while (s->end < text.len) {
        size_t end = s->end;
        uint32_t cp = ns_utf8_next(text, &end, NULL);
        if (cp == ')' || cp == ']' || cp == '}') {
            s->closed_bracket = true;
        } else if (cp == '"' && end < text.len && ns_is_word((unsigned char)text.at[end]) &&
                   !odd_quotes(cut, s->end)) {
            return; /* said."We: it opens */
        } else if (ns_is_quote_close(cp)) {
            s->closed_quote = true;
        } else if (cp == ' ' && end < text.len && text.at[end] == '"' &&
                   (end + 1 == text.len || blank_point(text, end + 1)) && odd_quotes(cut, end)) {
            s->closed_quote = true;
            end++;
        } else if (cp == ' ' && end < text.len && text.at[end] == ')') {
            s->closed_bracket = true;
            end++;
        } else if (stop_point(text, s->end, &cp) && (s->closed_quote || s->closed_bracket)) {
            s->asks |= cp == '!' || cp == '?';
            s->stopped_again = true;
            end = s->end + stop_point(text, s->end, &cp);
        } else {
            return;
        }
        s->end = end;
    }
}

/* Skips what opens a sentence before its first word: quotes, brackets, dashes. */
static void read_next(struct ns_slice text, struct stop *s)
{
    size_t pos;

    s->next = s->word = pos = skip_blanks(text, s->end);
    s->type = pos == text.len ? NEXT_END : NEXT_OTHER;
    for (int i = 0; i < 8 && pos < text.len; i++) {
        size_t end = pos, blank;
        uint32_t cp = ns_utf8_next(text, &end, NULL);
        s->word = pos;
        if (ns_is_quote_open(cp) || cp == 0x2019 || cp == 0x201D) {
            s->opens_quote = true;
        } else if (ns_is_word(cp)) {
            s->type = ns_is_digit(cp)   ? NEXT_DIGIT
                      : ns_is_lower(cp) ? NEXT_LOWER
                      : ns_is_upper(cp) ? NEXT_UPPER
                                        : NEXT_OTHER;
            return;
        } else if (cp == '-' || cp == 0x2012 || cp == 0x2013 || cp == 0x2014 || cp == 0x2015) {
            s->dash = true;
        } else if (cp != '(' && cp != '[' && cp != '#' && cp != '@' && cp != '$' && cp != 0xA3 &&
                   cp != 0x20AC) {
            return;
        }
        pos = end;
        while ((blank = blank_point(text, pos)) > 0 && i < 8) {
            pos += blank;
            i++;
        }
    }
}

/* The word (letters, digits, inner stops and hyphens) that ends at pos; len 0 if it is too long. */
static struct ns_slice word_before(struct ns_slice text, size_t start, size_t pos)
{
    size_t from = pos, look = pos - start < WORD_LOOK ? start : pos - WORD_LOOK;

    while (from > look) {
        unsigned char c = (unsigned char)text.at[from - 1];
        if (!(c >= 0x80 || ns_is_word(c) || c == '.' || c == '&'))
            break;
        from--;
    }
    /* Opening marks beyond ASCII are no part of it. */
    for (size_t at = from; at < pos;) {
        size_t end = at;
        uint32_t cp = ns_utf8_next(text, &end, NULL);
        if (!ns_is_word(cp) && cp != '.' && cp != '&')
            from = end;
        at = end;
    }
    while (from < pos && text.at[from] == '.')
        from++;
    /* "8a.m.": the number is no part of the abbreviation. */
    for (size_t at = from; at < pos && ns_is_digit((unsigned char)text.at[at]);) {
        if (++at < pos && ns_is_letter((unsigned char)text.at[at]))
            from = at;
    }
    if (from == look && from > start && pos - from == WORD_LOOK)
        return (struct ns_slice){text.at + pos, 0};
    return (struct ns_slice){text.at + from, pos - from};
}

/* The word that begins at pos: letters, digits and inner apostrophes. */
static struct ns_slice word_after(struct ns_slice text, size_t pos)
{
    size_t end = pos;

    while (end < text.len && end - pos < WORD_LOOK) {
        size_t next = end;
        uint32_t cp = ns_utf8_next(text, &next, NULL);
        if (!ns_is_word(cp) && cp != '\'' && cp != 0x2019)
            break;
        end = next;
    }
    while (end > pos && text.at[end - 1] == '\'')
        end--;
    return (struct ns_slice){text.at + pos, end - pos};
}

/* "Why?" Peter Cook asked: up to four capitalised words and then a verb of speech. A pronoun or an
 * article would be written small. */
static bool speech_follows(struct ns_slice text, size_t pos)
{
    if (text_opens_sentence(word_after(text, pos)))
        return false;
    for (int i = 0; i < 5; i++) {
        struct ns_slice word = word_after(text, pos);
        size_t first = 0;
        if (word.len == 0)
            return false;
        if (!ns_is_upper(ns_utf8_next(word, &first, NULL)))
            return i > 0 && text_is_speech_verb(word);
        pos += word.len;
        if (pos < text.len && text.at[pos] == '.')
            pos++;
        if (pos >= text.len || text.at[pos] != ' ')
            return false;
        pos++;
    }
    return false;
}

/* A name that is written small and yet opens a sentence: al-Assad, iPhone, eBay. */
static bool small_name(struct ns_slice text, size_t pos)
{
    struct ns_slice rest = {text.at + pos, text.len - pos};
    size_t at = pos + 1;

    if (ns_slice_starts(rest, NS_SLICE("al-")) || ns_slice_starts(rest, NS_SLICE("el-")))
        at = pos + 3;
    return at < text.len && ns_is_upper(ns_utf8_next(text, &at, NULL));
}

/* Is all that stands between the sentence's start and the stop a list number: "1." "B."? */
static bool is_enumerator(const struct cut *cut, size_t at)
{
    size_t pos = skip_blanks(cut->text, cut->start);
    size_t length = at > pos ? at - pos : 0;

    if (length == 0 || length > 2)
        return false;
    for (; pos < at; pos++) {
        uint32_t cp = (unsigned char)cut->text.at[pos];
        if (!ns_is_digit(cp) && !(length == 1 && ns_is_upper(cp)))
            return false;
    }
    return true;
}

/* Jr. "Butch" Otter: one word in quotes behind an abbreviation. */
static bool nickname(struct ns_slice text, const struct stop *s)
{
    size_t end = s->word + word_after(text, s->word).len;

    return s->opens_quote && end < text.len && ns_is_quote_close(ns_utf8_next(text, &end, NULL));
}

/* Ends the sentence although the word before the stop is an abbreviation? */
static bool abbreviation_ends(const struct cut *cut, const struct stop *s,
                              enum text_abbreviation type)
{
    struct ns_slice next = word_after(cut->text, s->word);
    bool opens = s->opens_quote || text_opens_sentence(next);

    /* "MANCHESTER, N.H. -- At a rally": a dateline */
    if (s->dash || cut->headline || nickname(cut->text, s))
        return false;
    switch (type) {
    case ABBREVIATION_TITLE:
    case ABBREVIATION_INNER:
        return false;
    case ABBREVIATION_NUMBERED:
        return s->type != NEXT_DIGIT;
    case ABBREVIATION_TIME:
        return s->opens_quote || (s->type == NEXT_UPPER && !text_follows_time(next));
    case ABBREVIATION_MONTH:
    case ABBREVIATION_FINAL:
    case ABBREVIATION_INITIALS:
        return s->type != NEXT_DIGIT && opens;
    case ABBREVIATION_INITIAL:
        return s->type == NEXT_UPPER && text_opens_sentence(next) && next.len > 1;
    case ABBREVIATION_NONE:
        break;
    }
    return true;
}

/* "attack.The": a blank is missing between two sentences, not "example.com" or "3.5". */
static bool missing_blank(const struct cut *cut, const struct stop *s)
{
    struct ns_slice text = cut->text, before = word_before(text, cut->start, s->at), next;
    size_t pos = 0;

    if (s->type != NEXT_UPPER || s->word - s->end > (s->opens_quote ? 3 : 0) || before.len < 2)
        return false;
    if (s->closed_quote)
        return true;
    while (pos < before.len) {
        if (!ns_is_lower(ns_utf8_next(before, &pos, NULL)))
            return false;
    }
    next = word_after(text, s->word);
    pos = s->word + next.len;
    return next.len == WORD_LOOK ||
           (pos < text.len && (text.at[pos] == ' ' || text.at[pos] == ','));
}

static bool ends_sentence(struct cut *cut, const struct stop *s)
{
    struct ns_slice text = cut->text, before;
    enum text_abbreviation type;

    if (s->type == NEXT_END)
        return true;
    if (s->next == s->end && !(s->at < s->end && (unsigned char)text.at[s->at] >= 0xE3))
        return missing_blank(cut, s);
    if (s->type == NEXT_LOWER) {
        before = word_before(text, cut->start, s->at);
        return small_name(text, s->word) && !s->asks && !s->ellipsis &&
               text_abbreviation_of(before) == ABBREVIATION_NONE;
    }
    if (s->asks)
        return !(s->closed_quote && s->type == NEXT_UPPER && !s->opens_quote &&
                 speech_follows(text, s->word));
    if (s->ellipsis)
        return s->type == NEXT_UPPER || s->opens_quote;
    if (is_enumerator(cut, s->at))
        return false;
    before = word_before(text, cut->start, s->at);
    type = text_abbreviation_of(before);
    if (type == ABBREVIATION_NONE || s->closed_quote || s->stopped_again)
        return true;
    return abbreviation_ends(cut, s, type);
}

/* Passes bytes that end no sentence, sixteen at once where the machine can; stops at or before the
 * next one that may, or is not ASCII. */
static size_t pass_plain(struct ns_slice text, size_t pos)
{
#ifdef __SSE2__
    for (; text.len - pos >= 16; pos += 16) {
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(text.at + pos));
        __m128i stops = _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8('.')),
                                     _mm_cmpeq_epi8(b, _mm_set1_epi8('!')));
        stops = _mm_or_si128(stops, _mm_cmpeq_epi8(b, _mm_set1_epi8('?')));
        stops = _mm_or_si128(stops, _mm_cmpeq_epi8(b, _mm_set1_epi8('\n')));
        unsigned found = (unsigned)_mm_movemask_epi8(_mm_or_si128(stops, b));
        if (found)
            return pos + (unsigned)__builtin_ctz(found);
    }
#else
    (void)text;
#endif
    return pos;
}

/* The next place from pos on where a sentence may end; text.len if there is none. */
static size_t next_candidate(struct ns_slice text, size_t pos)
{
    static const bool leads[256] = {['.'] = true,  ['!'] = true,  ['?'] = true, ['\n'] = true,
                                    [0xE2] = true, [0xE3] = true, [0xEF] = true};

    pos = pass_plain(text, pos);
    while (pos < text.len && !leads[(unsigned char)text.at[pos]])
        pos++;
    return pos;
}

/* Short, and neither a stop nor a colon at its end. */
static bool is_headline(struct ns_slice text)
{
    if (text.len > 240)
        return false;
    while (text.len > 0) {
        size_t at = text.len, end;
        uint32_t cp = ns_utf8_previous(text, &at);
        end = at;
        if (stop_point(text, end, &cp) || cp == ':' || cp == ';' || cp == ',')
            return false;
        if (!ns_is_space(cp) && !ns_is_quote_close(cp) && cp != ')')
            return true;
        text.len = at;
    }
    return false;
}

/* Behind the blank line that begins at pos (a newline), or 0 if it is none. */
static size_t blank_line(struct ns_slice text, size_t pos)
{
    size_t lines = 0, at = pos, length;

    while ((length = blank_point(text, at)) > 0) {
        lines += text.at[at] == '\n';
        at += length;
    }
    return lines > 1 ? at : 0;
}

static void end_at(struct cut *cut, size_t at, uint32_t base, struct ns_ranges *out)
{
    ns_vec_push(out, ((struct ns_range){base + (uint32_t)cut->start, base + (uint32_t)at}));
    cut->start = cut->counted = at;
    cut->quotes = 0;
}

void ns_sentences_of(struct ns_slice paragraph, uint32_t base, struct ns_ranges *out)
{
    struct cut cut = {.text = paragraph, .headline = is_headline(paragraph)};
    size_t pos = 0;

    while ((pos = next_candidate(paragraph, pos)) < paragraph.len) {
        struct stop s = {.at = pos};
        if (paragraph.at[pos] == '\n') {
            size_t behind = blank_line(paragraph, pos);
            pos = behind ? behind : skip_blanks(paragraph, pos);
            if (behind && behind < paragraph.len && skip_blanks(paragraph, cut.start) < behind)
                end_at(&cut, behind, base, out);
            continue;
        }
        read_stops(paragraph, &s);
        if (s.end == s.at) {
            size_t next = pos;
            ns_utf8_next(paragraph, &next, NULL);
            pos = next;
            continue;
        }
        read_closers(&cut, &s);
        read_next(paragraph, &s);
        pos = s.end;
        if (ends_sentence(&cut, &s)) {
            end_at(&cut, s.next, base, out);
            pos = s.next;
        }
    }
    if (cut.start < paragraph.len)
        end_at(&cut, paragraph.len, base, out);
}
