/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bylines, notes on authors and the outlet, only where the article says so.
 */
#include "reading.h"

#include "blocks.h"

#define BYLINE_WORDS 40  /* a longer block is none */
#define CREDIT_WORDS 30  /* "... contributed to this report" */
#define NAME_WORDS   5   /* of one person */
#define NOTE_BYTES   240 /* from which a note on an author is known */
#define NOTE_WORDS   14  /* behind the name, in which a note on an author names the trade */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_any(struct ns_slice text, const struct ns_word *word, const char *const *list)
{
    unsigned initial = (unsigned)(unsigned char)text.at[word->span.begin] | 32;
    for (; *list; list++)
        if ((unsigned char)**list == initial && ns_word_is(text, word, *list))
            return true;
    return false;
}

static struct ns_slice word_text(struct ns_slice text, const struct ns_word *word)
{
    return ns_slice_sub(text, word->span);
}

/* What stands between two words, in bytes. */
static struct ns_slice gap(struct ns_slice text, const struct ns_words *words, size_t before)
{
    uint32_t begin = words->at[before].span.end;
    uint32_t end = before + 1 < words->len ? words->at[before + 1].span.begin : (uint32_t)text.len;
    return (struct ns_slice){text.at + begin, end - begin};
}

/* Only spaces, one full stop of an initial, a hyphen? */
static bool within_name(struct ns_slice between)
{
    for (size_t i = 0; i < between.len; i++)
        if (!strchr(" .-\xC2\xA0", between.at[i]) || between.at[i] == '\0')
            return false;
    return between.len <= 3;
}

static const char *const particles[] = {"de",  "van", "von", "al",  "bin", "el", "la",  "der",
                                        "den", "di",  "ter", "ibn", "da",  "le", "del", NULL};
/* Words with a capital that begin no name of a person. */
static const char *const no_names[] = {
    "monday",   "tuesday",  "wednesday", "thursday", "friday", "saturday", "sunday",    "january",
    "february", "march",    "april",     "june",     "july",   "august",   "september", "october",
    "november", "december", "the",       "a",        "an",     "our",      "staff",     "then",
    "this",     "that",     "in",        "on",       "at",     "early",    "late",      "far",
    "some",     "any",      "all",       "now",      "today",  NULL};
static const char *const trades[] = {
    "reporter", "reporters",  "correspondent", "editor", "writer", "columnist", "contributor",
    "producer", "journalist", "staff",         "bureau", "author", "analyst",   "commentator",
    "blogger",  "intern",     "photographer",  "critic", "anchor", NULL};

static bool name_word(struct ns_slice text, const struct ns_word *word)
{
    return (word->flags & NS_WORD_UPPER) && !(word->flags & NS_WORD_DIGIT) &&
           !is_any(text, word, no_names) && !is_any(text, word, trades);
}

/* Words of one person's name that begins at words[at]; 0 if none does. limit: at most so many. */
static size_t name_at(struct ns_slice text, const struct ns_words *words, size_t at, size_t limit)
{
    size_t n = 0, last = 0;
    while (at + n < words->len && n < limit) {
        const struct ns_word *word = &words->at[at + n];
        if (n > 0 && !within_name(gap(text, words, at + n - 1)))
            break;
        if (name_word(text, word))
            last = n + 1;
        else if (n == 0 || !is_any(text, word, particles))
            break;
        n++;
    }
    return last;
}

static bool is_given_name(const struct ns_reading *r, struct ns_slice word)
{
    char small[40];
    if (!r->lists->given_names || word.len < 2 || word.len > sizeof small)
        return false;
    if (ns_lexicon_find(r->lists->given_names, word))
        return true;
    small[0] = word.at[0];
    for (size_t i = 1; i < word.len; i++)
        small[i] = word.at[i] >= 'A' && word.at[i] <= 'Z' ? (char)(word.at[i] | 32) : word.at[i];
    return ns_lexicon_find(r->lists->given_names, (struct ns_slice){small, word.len}) != NULL;
}

/* --- outlets --- */

#define OUTLET_LONGEST 48 /* bytes */

static bool outlet_entry(const struct ns_reading *r, struct ns_slice name)
{
    return name.len > 1 && ns_lexicon_find(r->lists->outlets, name) != NULL;
}

struct ns_slice ns_outlet_at(const struct ns_reading *r, struct ns_slice text)
{
    struct ns_slice none = {text.at, 0};
    if (!r->lists->outlets)
        return none;
    size_t skip = text.len > 4 && strncasecmp(text.at, "the ", 4) == 0 ? 4 : 0;
    for (size_t len = text.len < OUTLET_LONGEST ? text.len : OUTLET_LONGEST; len > 1; len--) {
        /* Names end where words end. */
        if (len < text.len) {
            char c = text.at[len], b = text.at[len - 1];
            bool in_word = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                           (unsigned char)c >= 0xC3;
            if ((in_word && b != '.') || b == ' ' || b == ',')
                continue;
        }
        struct ns_slice whole = {text.at, len};
        if (outlet_entry(r, whole))
            return whole;
        if (skip && len > skip && outlet_entry(r, (struct ns_slice){text.at + skip, len - skip}))
            return (struct ns_slice){text.at + skip, len - skip};
    }
    return none;
}

/* The first outlet that begins at a word from words[at] on, within a few words. */
static struct ns_slice outlet_from(struct ns_reading *r, struct ns_slice text, size_t at)
{
    for (size_t i = at; i < r->words.len && i < at + 8; i++) {
        uint32_t begin = r->words.at[i].span.begin;
        if (!(r->words.at[i].flags & NS_WORD_UPPER))
            continue;
        struct ns_slice found =
            ns_outlet_at(r, (struct ns_slice){text.at + begin, text.len - begin});
        if (found.len)
            return found;
    }
    return (struct ns_slice){text.at, 0};
}

/* --- bylines --- */

/* The names that begin at words[at], "and" and commas between them. Sets *end behind the last word;
 * len 0 if none begins there. */
static struct ns_slice names_at(struct ns_reading *r, struct ns_slice text, size_t at, size_t *end)
{
    const struct ns_words *words = &r->words;
    size_t n = name_at(text, words, at, NAME_WORDS), last = at + n;
    if (n == 0)
        return (struct ns_slice){text.at, 0};
    for (;;) {
        size_t next = last;
        struct ns_slice between = gap(text, words, last - 1);
        bool comma = memchr(between.at, ',', between.len) != NULL;
        bool and = memchr(between.at, '&', between.len) != NULL;
        if (next < words->len && ns_word_is(text, &words->at[next], "and")) {
            next++;
            and = true;
        }
        if (next >= words->len || !(comma || and))
            break;
        uint32_t begin = words->at[next].span.begin;
        struct ns_slice rest = {text.at + begin, text.len - begin};
        n = name_at(text, words, next, NAME_WORDS);
        /* Behind a comma, one word or an outlet is no person. */
        if (n == 0 || ns_outlet_at(r, rest).len || (!and&&n < 2))
            break;
        if (!and&&!is_given_name(r, word_text(text, &words->at[next])))
            break;
        last = next + n;
    }
    *end = last;
    uint32_t from = words->at[at].span.begin, to = words->at[last - 1].span.end;
    /* The stop of "Jr." belongs to the name. */
    if (to < text.len && text.at[to] == '.' && to - from > 2 &&
        strncasecmp(text.at + to - 2, "jr", 2) == 0)
        to++;
    return (struct ns_slice){text.at + from, to - from};
}

/* Where a byline's names begin, behind "By", "Written by", "With reporting by" ...; 0 if the text
 * does not begin so. */
static size_t lead_in(struct ns_slice text, const struct ns_words *words, bool *credit)
{
    static const char *const before[] = {
        "written", "posted", "story",   "analysis",   "words", "report", "published",
        "article", "column", "opinion", "commentary", "text",  NULL};
    static const char *const helped[] = {"reporting",     "editing", "additional", "compiled",
                                         "contributions", "writing", "with",       "edited",
                                         "reported",      NULL};
    *credit = false;
    for (size_t i = 0; i < words->len && i < 4; i++) {
        const struct ns_word *word = &words->at[i];
        if (ns_word_is(text, word, "by"))
            return i + 1;
        if (is_any(text, word, helped))
            *credit = true;
        else if (!is_any(text, word, before))
            break;
    }
    if (words->len > 1 && ns_word_is(text, &words->at[0], "author") &&
        memchr(text.at, ':', words->at[1].span.begin))
        return 1;
    return 0;
}

/* How much of the words from at on is a sentence that goes on, rather than a trade or a date. */
static size_t running_words(const struct ns_words *words, size_t at)
{
    size_t n = 0;
    for (; at < words->len; at++)
        n += (words->at[at].flags & NS_WORD_LOWER) != 0;
    return n;
}

static bool ends_in_stop(struct ns_slice text)
{
    text = ns_slice_trim(text);
    return text.len && text.at[text.len - 1] == '.';
}

/* "By Ann Lee and Bo Ek, The Planet | 3 May" */
static bool parse_led(struct ns_reading *r, struct ns_slice text, struct ns_byline *out)
{
    bool credit;
    size_t at = lead_in(text, &r->words, &credit), end;
    if (at == 0 || at >= r->words.len)
        return false;
    struct ns_slice names = names_at(r, text, at, &end);
    if (names.len == 0)
        return false;
    size_t running = running_words(&r->words, end);
    if (!credit && (running > 5 || (running > 1 && ends_in_stop(text))))
        return false;
    if (!credit && end - at == 1 && end < r->words.len && !ns_outlet_at(r, names).len &&
        r->words.at[end].flags & NS_WORD_LOWER)
        return false;
    *out = (struct ns_byline){names, {text.at, 0}, credit};
    struct ns_slice self = ns_outlet_at(r, names);
    if (self.len == names.len && !credit)
        out->outlet = self;
    else if (!credit)
        out->outlet = outlet_from(r, text, end);
    return true;
}

/* Do the words from at on say "to this report", "reporting from Orna", "from Orna"? */
static bool names_report(const struct ns_reading *r, struct ns_slice text, size_t at)
{
    static const char *const works[] = {"report", "story", "article", "reporting", NULL};
    const struct ns_words *words = &r->words;
    if (words->len - at > 8)
        return false;
    if (ns_word_is(text, &words->at[at], "from") || ns_word_is(text, &words->at[at], "reporting"))
        return true;
    for (; at < words->len; at++)
        if (is_any(text, &words->at[at], works))
            return true;
    return false;
}

/* "... contributed to this report.", "Contributing: ..." */
static bool parse_contributed(struct ns_reading *r, struct ns_slice text, struct ns_byline *out)
{
    bool short_enough = r->words.len <= CREDIT_WORDS;
    if (short_enough && ns_word_is(text, &r->words.at[0], "contributing") &&
        text.at[r->words.at[0].span.end] == ':') {
        *out = (struct ns_byline){{text.at, 0}, {text.at, 0}, true};
        return true;
    }
    for (size_t i = 1; i + 1 < r->words.len && short_enough; i++)
        if (ns_word_is(text, &r->words.at[i], "contributed") && names_report(r, text, i + 1)) {
            *out = (struct ns_byline){{text.at, 0}, {text.at, 0}, true};
            return true;
        }
    return false;
}

/* "Ann Lee, Reuters", "Ann Lee Politics Reporter", "Ann Lee" */
static bool parse_bare(struct ns_reading *r, struct ns_slice text, struct ns_byline *out)
{
    const struct ns_words *words = &r->words;
    size_t n = words->len > 10 ? 0 : name_at(text, words, 0, 4);
    if (n < 2 || ends_in_stop(text) || text.at[text.len - 1] == ':' ||
        !is_given_name(r, word_text(text, &words->at[0])))
        return false;
    uint32_t end = words->at[n - 1].span.end;
    *out = (struct ns_byline){{text.at, end}, {text.at + text.len, 0}, false};
    if (n == words->len && n <= 3)
        return true;
    for (size_t i = n; i < words->len; i++) {
        uint32_t from = words->at[i].span.begin;
        struct ns_slice rest = {text.at + from, text.len - from};
        struct ns_slice outlet = ns_outlet_at(r, rest);
        if (outlet.len && outlet.len + 3 >= rest.len) {
            out->outlet = outlet;
            return true;
        }
    }
    /* A trade at the end: the name before it is taken to be of two words, or three with an initial
     * in the middle. */
    if (!is_any(text, &words->at[words->len - 1], trades) || running_words(words, 0) > 1)
        return false;
    uint32_t middle = words->at[1].span.end - words->at[1].span.begin;
    size_t take = n > 2 && middle == 1 ? 3 : 2;
    out->name.len = words->at[take - 1].span.end;
    return true;
}

/* May the text be one of the forms that say so? Cheap, as every block is asked. */
static bool may_be_led(struct ns_slice text)
{
    static const char *const starts[] = {
        "by ",    "by\xC2\xA0", "by:",    "written", "posted", "story",  "analys", "words",
        "report", "publ",       "artic",  "colum",   "opini",  "comm",   "text",   "edit",
        "addit",  "compil",     "contri", "writing", "with ",  "author", NULL};
    size_t at = 0;
    while (at < text.len && at < 8 && !is_letter(text.at[at]))
        at++;
    for (size_t i = 0; starts[i]; i++)
        if ((starts[i][0] | 32) == (text.at[at] | 32) &&
            strncasecmp(text.at + at, starts[i], strlen(starts[i])) == 0)
            return true;
    return memmem(text.at, text.len, "contributed", 11) != NULL;
}

bool ns_byline_parse(struct ns_reading *r, struct ns_slice text, bool strict, struct ns_byline *out)
{
    if (text.len < 4 || text.len > 400 || (strict && !may_be_led(text)))
        return false;
    r->words.len = 0;
    ns_words_of(text, &r->words);
    if (r->words.len < 2 || r->words.len > BYLINE_WORDS)
        return false;
    return parse_led(r, text, out) || parse_contributed(r, text, out) ||
           (!strict && parse_bare(r, text, out));
}

/* Do two words that begin with capitals stand there? */
static bool two_capitals(struct ns_slice text, size_t at)
{
    const char *space = memchr(text.at + at, ' ', text.len - at);
    return space && space + 1 < text.at + text.len && text.at[at] >= 'A' && text.at[at] <= 'Z' &&
           space[1] >= 'A' && space[1] <= 'Z';
}

struct ns_slice ns_author_note(struct ns_reading *r, struct ns_slice text)
{
    static const char *const verbs[] = {"is",     "was",    "covers",  "writes", "reports", "are",
                                        "serves", "joined", "teaches", "works",  NULL};
    static const char *const more[] = {"director",  "professor", "fellow", "president", "senior",
                                       "follow",    "twitter",   "covers", "covering",  "founder",
                                       "writes",    "joined",    "book",   "newspaper", "magazine",
                                       "editorial", "blog",      "host",   NULL};
    struct ns_slice none = {text.at, 0};
    /* The dash or bullet that notes at the end begin with. */
    size_t begin = 0;
    while (begin < text.len && begin <= 8 && !is_letter(text.at[begin]))
        begin++;
    if (begin > 8 || text.len > 1500 || !two_capitals(text, begin))
        return none;
    text.at += begin;
    text.len -= begin;
    if (text.len > NOTE_BYTES)
        text.len = NOTE_BYTES;
    r->words.len = 0;
    ns_words_of(text, &r->words);
    size_t n = name_at(text, &r->words, 0, NAME_WORDS), signs = 0;
    if (n < 2 || n + 3 > r->words.len || !is_any(text, &r->words.at[n], verbs) ||
        gap(text, &r->words, n - 1).len > 2)
        return none;
    for (size_t i = n; i < r->words.len && i < n + NOTE_WORDS; i++)
        signs += is_any(text, &r->words.at[i], trades) ? 2u : is_any(text, &r->words.at[i], more);
    if (signs < 2)
        return none;
    return (struct ns_slice){text.at, r->words.at[n - 1].span.end};
}
