/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an article states about itself in set forms: datelines, days of publication, credits of
 * pictures. Nothing is inferred: a day in the story is no day of publication, a day without its year
 * is none at all.
 */
#include "reading.h"

#include "blocks.h"
#include "naysay/utf8.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static size_t skip_space(struct ns_slice text, size_t at)
{
    size_t n;
    while (at < text.len && (n = ns_space_at(text, at)) > 0)
        at += n;
    return at;
}

/* Bytes of a dash at text.at[at]: - -- en dash, em dash, horizontal bar; 0 if there is none. */
static size_t dash_at(struct ns_slice text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && text.at[at + n] == '-' && n < 3)
        n++;
    if (n)
        return n;
    if (at + 3 <= text.len && text.at[at] == '\xE2' && text.at[at + 1] == '\x80' &&
        (text.at[at + 2] == '\x93' || text.at[at + 2] == '\x94' || text.at[at + 2] == '\x95'))
        return 3;
    return 0;
}

/* --- datelines --- */

#define DATELINE_LONGEST 90 /* bytes */

/* The place written as the list has it: as it stands, or WITH CAPITALS made Small. */
static bool is_place(struct ns_reading *r, struct ns_slice name)
{
    char small[64];
    bool first = true;
    if (!r->lists->places || name.len == 0 || name.len > sizeof small)
        return false;
    if (ns_lexicon_find(r->lists->places, name))
        return true;
    for (size_t i = 0; i < name.len; i++) {
        small[i] = name.at[i];
        if (!first && is_upper(small[i]))
            small[i] = (char)(small[i] | 32);
        first = !is_upper(name.at[i]) && (name.at[i] | 32) < 'a';
    }
    return ns_lexicon_find(r->lists->places, (struct ns_slice){small, name.len}) != NULL;
}

/* Three letters or more and no small one (but the c of Mc and the o' of names is forgiven). */
static bool all_capitals(struct ns_slice s)
{
    size_t capitals = 0, small = 0;
    for (size_t i = 0; i < s.len; i++) {
        capitals += is_upper(s.at[i]);
        small += s.at[i] >= 'a' && s.at[i] <= 'z';
    }
    return capitals >= 3 && small <= capitals / 4;
}

/* "(Reuters)", "(AP)" at at: bytes with the brackets; 0 if there is none. */
static size_t agency_at(struct ns_slice text, size_t at)
{
    if (at >= text.len || text.at[at] != '(')
        return 0;
    const char *close = memchr(text.at + at, ')', text.len - at < 40 ? text.len - at : 40);
    if (!close)
        return 0;
    size_t end = (size_t)(close - text.at) + 1;
    return is_upper(text.at[at + 1]) ? end - at : 0;
}

/* Is city a place where stories are written? more: a country, state or day stands behind it. */
static bool believable(struct ns_reading *r, struct ns_slice city, bool more, bool agency,
                       size_t dash)
{
    size_t words = 1;
    for (size_t i = 0; i < city.len; i++)
        words += city.at[i] == ' ';
    if (words > 4)
        return false;
    if (all_capitals(city))
        return agency || more || is_place(r, city) || (!r->lists->places && words <= 3);
    return (agency || dash > 1) && is_place(r, city);
}

bool ns_dateline_parse(struct ns_reading *r, struct ns_slice text, struct ns_dateline *out)
{
    size_t at = agency_at(text, 0), begin = skip_space(text, at), end = begin, first = 0;
    bool agency = at > 0;
    size_t dash = dash_at(text, begin);
    *out = (struct ns_dateline){{text.at, 0}, 0};
    if (agency && dash) { /* "(Reuters) - " */
        out->len = skip_space(text, begin + dash);
        return true;
    }
    for (end = begin; end < text.len && end - begin < DATELINE_LONGEST; end++) {
        if (!first && (text.at[end] == ',' || text.at[end] == '('))
            first = end;
        if (text.at[end] == '(' ||
            ((dash = dash_at(text, end)) > 0 && ns_space_at(text, end - (end > 0))))
            break;
        /* A dash that nothing parts from the word before: only a long one. */
        if (dash > 1 && end > begin)
            break;
    }
    if (end == begin || end >= text.len || end - begin >= DATELINE_LONGEST)
        return false;
    struct ns_slice place = ns_slice_trim((struct ns_slice){text.at + begin, end - begin});
    struct ns_slice city = {text.at + begin, (first ? first : end) - begin};
    city = ns_slice_trim(city);
    if (text.at[end] == '(') {
        size_t n = agency_at(text, end);
        end = skip_space(text, end + n);
        dash = dash_at(text, end);
        agency = n > 0;
        if (n == 0 || dash == 0)
            return false;
    }
    if (!is_upper(city.at[0]) || !believable(r, city, place.len > city.len, agency, dash))
        return false;
    out->place = place;
    out->len = skip_space(text, end + dash);
    return out->len < text.len;
}

bool ns_dateline_alone(struct ns_reading *r, struct ns_slice text, const struct ns_shape *shape)
{
    const char *end = memchr(text.at, ',', text.len), *day = text.at;
    if (text.len > DATELINE_LONGEST || shape->words > 6 || shape->stop)
        return false;
    if (!end)
        end = memchr(text.at, '(', text.len);
    while (day < text.at + text.len && (*day < '0' || *day > '9'))
        day++;
    if (!end || day < end) /* "PORT ORAN 2015-03-04" */
        end = day;
    struct ns_slice city = {text.at, (size_t)(end - text.at)};
    city = ns_slice_trim(city);
    if (!all_capitals(city))
        return false;
    if (is_place(r, city) || end == text.at + text.len || *end != ',')
        return is_place(r, city);
    /* "ORNSTAD, Cael 2015-03-04": a town that no list knows in a country that one does. */
    if (day < end + 1)
        return false;
    return is_place(r, ns_slice_trim((struct ns_slice){end + 1, (size_t)(day - end - 1)}));
}

/* --- days of publication --- */

static bool is_one_of(struct ns_slice text, const struct ns_word *word, const char *const *list)
{
    unsigned initial = (unsigned)(unsigned char)text.at[word->span.begin] | 32;
    for (; *list; list++)
        if ((unsigned char)**list == initial && ns_word_is(text, word, *list))
            return true;
    return false;
}

static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};

/* 1 to 12 for a month's name or its first three (sept: four) letters; 0 for anything else. */
static unsigned month_of(struct ns_slice text, const struct ns_word *word)
{
    struct ns_slice w = ns_slice_sub(text, word->span);
    for (unsigned m = 0; m < 12; m++) {
        struct ns_slice name = ns_slice_of(months[m]);
        if ((w.at[0] | 32) != name.at[0])
            continue;
        if (ns_slice_equal_nocase(w, name))
            return m + 1;
        if ((w.len == 3 || (w.len == 4 && m == 8)) &&
            ns_slice_equal_nocase(w, (struct ns_slice){name.at, w.len}))
            return m + 1;
    }
    return 0;
}

/* The number of 1 to 4 digits that the word is, with "st", "nd", "rd", "th" allowed; or -1. */
static int number_of(struct ns_slice text, const struct ns_word *word)
{
    struct ns_slice w = ns_slice_sub(text, word->span);
    int value = 0;
    size_t i = 0;
    while (i < w.len && i < 4 && is_digit(w.at[i]))
        value = value * 10 + (w.at[i++] - '0');
    if (i == 0 || (i < w.len && !(w.len == i + 2 && i <= 2 && (w.at[i] | 32) >= 'a')))
        return -1;
    return value;
}

static bool is_date(int year, int month, int day)
{
    return year >= 1700 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* The date that begins at words[at] and how many words it takes; 0 if none does. */
static size_t date_at(struct ns_slice text, const struct ns_words *words, size_t at, int date[3])
{
    if (at + 3 > words->len)
        return 0;
    const struct ns_word *w = &words->at[at];
    int first = number_of(text, w), second = number_of(text, w + 1), third = number_of(text, w + 2);
    unsigned month;
    int found[3] = {0, 0, 0};
    if ((month = month_of(text, w)) > 0) { /* January 23, 2017 */
        found[0] = third, found[1] = (int)month, found[2] = second;
    } else if ((month = month_of(text, w + 1)) > 0) { /* 23 January 2017 */
        found[0] = third, found[1] = (int)month, found[2] = first;
    } else if (w->span.end - w->span.begin == 4) { /* 2017-01-23 */
        found[0] = first, found[1] = second, found[2] = third;
        /* "2017-01-23T14:05" is one word behind its hyphens. */
        if (third < 0 && w[2].span.end - w[2].span.begin > 2)
            found[2] = (text.at[w[2].span.begin] - '0') * 10 + text.at[w[2].span.begin + 1] - '0';
    } else if (first > 12 || second > 12) { /* 23/01/2017 or 01/23/2017, where only one is meant */
        found[0] = third;
        found[1] = first > 12 ? second : first;
        found[2] = first > 12 ? first : second;
    }
    if (!is_date(found[0], found[1], found[2]))
        return 0;
    memcpy(date, found, sizeof found);
    return 3;
}

/* Words that stand around a day of publication. */
static bool beside_date(struct ns_slice text, const struct ns_word *word)
{
    static const char *const known[] = {
        "published", "posted",   "updated", "update", "date",    "on",        "at",       "by",
        "am",        "pm",       "a",       "p",      "m",       "et",        "est",      "edt",
        "gmt",       "utc",      "bst",     "cet",    "pt",      "pst",       "pdt",      "last",
        "modified",  "created",  "first",   "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday",  "sunday",   "mon",     "tue",    "wed",     "thu",       "fri",      "sat",
        "sun",       "original", "time",    "the",    "of",      "hrs",       "ist",
    };
    if (word->flags & NS_WORD_DIGIT)
        return true;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ns_word_is(text, word, known[i]))
            return true;
    return month_of(text, word) > 0;
}

static const char *const saying[] = {"published", "posted", "updated", "first", "date", NULL};

bool ns_date_parse(struct ns_slice text, const struct ns_shape *shape, char date[11], bool strict)
{
    struct ns_words words = {0};
    int found[3] = {0};
    bool stated = false, said = !strict;
    size_t i = 0, odd = 0;
    if (text.len < 8 || text.len > 160 || shape->numbers < 2 || shape->words > 24)
        return false;
    ns_words_of(text, &words);
    while (i < words.len) {
        size_t n = stated ? 0 : date_at(text, &words, i, found);
        if (n) {
            stated = true;
            i += n;
        } else {
            odd += !beside_date(text, &words.at[i]);
            said = said || is_one_of(text, &words.at[i], saying);
            i++;
        }
    }
    /* A byline may stand in the same line; a sentence may not. */
    struct ns_slice end = ns_slice_trim(text);
    bool sentence = end.len && end.at[end.len - 1] == '.' && odd > 0;
    ns_vec_free(&words);
    if (!stated || !said || sentence || odd > 5)
        return false;
    snprintf(date, 11, "%04u-%02u-%02u", (unsigned)found[0] % 10000, (unsigned)found[1] % 100,
             (unsigned)found[2] % 100);
    return true;
}

/* --- credits of pictures --- */

static const char *const agencies[] = {
    "reuters",      "ap",   "afp", "getty",  "epa",  "tass",      "sana",
    "xinhua",       "upi",  "dpa", "ansa",   "pool", "anadolu",   "alamy",
    "shutterstock", "sipa", "efe", "istock", "zuma", "bloomberg", NULL};
static const char *const picture_words[] = {
    "photo", "photos",  "photograph", "image",        "images",     "handout", "credit", "courtesy",
    "file",  "picture", "via",        "photographer", "screenshot", "pool",    NULL};

static void credit_words(struct ns_slice text, const struct ns_words *words, size_t from,
                         unsigned *agency, unsigned *picture, unsigned *small)
{
    for (size_t i = from; i < words->len; i++) {
        bool a = is_one_of(text, &words->at[i], agencies);
        bool p = is_one_of(text, &words->at[i], picture_words);
        *agency += a;
        *picture += p;
        *small += !a && !p && (words->at[i].flags & NS_WORD_LOWER) != 0;
    }
}

/* Does it end in "via REUTERS", "Handout/AFP", "AP Photo"? */
static bool ends_in_credit(struct ns_slice text, const struct ns_words *words)
{
    size_t n = words->len;
    if (n < 2)
        return false;
    const struct ns_word *last = &words->at[n - 1], *before = &words->at[n - 2];
    return (is_one_of(text, last, agencies) && is_one_of(text, before, picture_words)) ||
           (is_one_of(text, last, picture_words) && is_one_of(text, before, agencies));
}

/* Is a slash right before or behind an agency's name: "Jo Doe/AFP", "AP/Jo Doe"? */
static bool slashed(struct ns_slice text, const struct ns_words *words, size_t from)
{
    for (size_t i = from; i < words->len; i++) {
        struct ns_range w = words->at[i].span;
        if (is_one_of(text, &words->at[i], agencies) &&
            ((w.begin > 0 && text.at[w.begin - 1] == '/') ||
             (w.end < text.len && text.at[w.end] == '/')))
            return true;
    }
    return false;
}

#define CREDIT_BYTES 160 /* at the end of a block, in which its credit stands */

/* Cuts the words at the end of text, from a space on, into r->words. */
static struct ns_slice words_at_end(struct ns_reading *r, struct ns_slice text)
{
    if (text.len > CREDIT_BYTES) {
        text.at += text.len - CREDIT_BYTES;
        text.len = CREDIT_BYTES;
        const char *space = memchr(text.at, ' ', text.len);
        if (space) {
            text.len -= (size_t)(space - text.at);
            text.at = space;
        }
    }
    r->words.len = 0;
    ns_words_of(text, &r->words);
    return text;
}

static bool credit_in_brackets(struct ns_reading *r, struct ns_slice text)
{
    unsigned agency = 0, picture = 0, small = 0;
    const char *open = memrchr(text.at, '(', text.len);
    if (!open || text.at + text.len - open > CREDIT_BYTES)
        return false;
    text.len -= (size_t)(open - text.at);
    text.at = open;
    r->words.len = 0;
    ns_words_of(text, &r->words);
    if (r->words.len > 14)
        return false;
    credit_words(text, &r->words, 0, &agency, &picture, &small);
    return small <= 3 && (agency + picture >= 2 || slashed(text, &r->words, 0));
}

bool ns_credit_of_picture(struct ns_reading *r, struct ns_slice text, const struct ns_shape *shape)
{
    unsigned agency = 0, picture = 0, small = 0;
    if (shape->words == 0 || shape->words > 120 || shape->speech > 1)
        return false;
    if (text.at[text.len - 1] == ')')
        return credit_in_brackets(r, text);
    if (shape->stop || (shape->words > 30 && !memrchr(text.at, '/', text.len)))
        return false;
    text = words_at_end(r, text);
    if ((shape->words <= 30 && ends_in_credit(text, &r->words)) ||
        slashed(text, &r->words, r->words.len > 8 ? r->words.len - 8 : 0))
        return true;
    if (shape->words > 12)
        return false;
    credit_words(text, &r->words, 0, &agency, &picture, &small);
    return small <= 1 && agency >= 1 && picture >= 1;
}
