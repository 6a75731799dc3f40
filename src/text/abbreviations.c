/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lists are sorted (bsearch), in lower case. They are English; other languages fall back on the
 * shape of words.
 */
#include "abbreviations.h"

#include "naysay/segment.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

#define WORD_SIZE 16 /* bytes; no listed word is longer */

#define ABBREVIATION_SIZE 8 /* bytes; no listed one is longer */

struct abbreviation {
    char word[ABBREVIATION_SIZE]; /* NUL-terminated if it is shorter */
    enum text_abbreviation type;
    bool lower; /* also when it is written without a capital */
};

static const struct abbreviation abbreviations[] = {
    {"a.m", ABBREVIATION_TIME, 1},     {"adm", ABBREVIATION_TITLE, 0},
    {"al", ABBREVIATION_FINAL, 1},     {"ala", ABBREVIATION_FINAL, 0},
    {"ald", ABBREVIATION_TITLE, 0},    {"amb", ABBREVIATION_TITLE, 0},
    {"approx", ABBREVIATION_INNER, 1}, {"apr", ABBREVIATION_MONTH, 0},
    {"ariz", ABBREVIATION_FINAL, 0},   {"ark", ABBREVIATION_FINAL, 0},
    {"art", ABBREVIATION_NUMBERED, 0}, {"arts", ABBREVIATION_NUMBERED, 0},
    {"assn", ABBREVIATION_FINAL, 0},   {"asst", ABBREVIATION_TITLE, 0},
    {"atty", ABBREVIATION_TITLE, 0},   {"aug", ABBREVIATION_MONTH, 0},
    {"ave", ABBREVIATION_FINAL, 0},    {"bldg", ABBREVIATION_FINAL, 0},
    {"blvd", ABBREVIATION_FINAL, 0},   {"brig", ABBREVIATION_TITLE, 0},
    {"bros", ABBREVIATION_FINAL, 0},   {"bsc", ABBREVIATION_FINAL, 0},
    {"ca", ABBREVIATION_INNER, 1},     {"calif", ABBREVIATION_FINAL, 0},
    {"capt", ABBREVIATION_TITLE, 0},   {"cdr", ABBREVIATION_TITLE, 0},
    {"cf", ABBREVIATION_INNER, 1},     {"ch", ABBREVIATION_NUMBERED, 0},
    {"cllr", ABBREVIATION_TITLE, 0},   {"cmdr", ABBREVIATION_TITLE, 0},
    {"co", ABBREVIATION_FINAL, 0},     {"col", ABBREVIATION_TITLE, 0},
    {"colo", ABBREVIATION_FINAL, 0},   {"comdr", ABBREVIATION_TITLE, 0},
    {"conn", ABBREVIATION_FINAL, 0},   {"corp", ABBREVIATION_FINAL, 1},
    {"cos", ABBREVIATION_FINAL, 0},    {"cpl", ABBREVIATION_TITLE, 0},
    {"dec", ABBREVIATION_MONTH, 0},    {"del", ABBREVIATION_FINAL, 0},
    {"dep", ABBREVIATION_TITLE, 0},    {"dept", ABBREVIATION_FINAL, 0},
    {"det", ABBREVIATION_TITLE, 0},    {"dr", ABBREVIATION_TITLE, 1},
    {"drs", ABBREVIATION_TITLE, 0},    {"e.g", ABBREVIATION_INNER, 1},
    {"eds", ABBREVIATION_FINAL, 0},    {"ens", ABBREVIATION_TITLE, 0},
    {"eq", ABBREVIATION_NUMBERED, 0},  {"esq", ABBREVIATION_FINAL, 0},
    {"est", ABBREVIATION_FINAL, 0},    {"etc", ABBREVIATION_FINAL, 1},
    {"ex", ABBREVIATION_NUMBERED, 0},  {"feb", ABBREVIATION_MONTH, 0},
    {"fig", ABBREVIATION_NUMBERED, 0}, {"figs", ABBREVIATION_NUMBERED, 0},
    {"fla", ABBREVIATION_FINAL, 0},    {"fr", ABBREVIATION_TITLE, 0},
    {"fri", ABBREVIATION_MONTH, 0},    {"ga", ABBREVIATION_FINAL, 0},
    {"gen", ABBREVIATION_TITLE, 0},    {"gens", ABBREVIATION_TITLE, 0},
    {"gov", ABBREVIATION_TITLE, 0},    {"govs", ABBREVIATION_TITLE, 0},
    {"govt", ABBREVIATION_FINAL, 0},   {"hon", ABBREVIATION_TITLE, 0},
    {"hrs", ABBREVIATION_FINAL, 1},    {"hwy", ABBREVIATION_FINAL, 0},
    {"i.e", ABBREVIATION_INNER, 1},    {"ill", ABBREVIATION_FINAL, 0},
    {"inc", ABBREVIATION_FINAL, 1},    {"incl", ABBREVIATION_INNER, 1},
    {"insp", ABBREVIATION_TITLE, 0},   {"intl", ABBREVIATION_FINAL, 0},
    {"jan", ABBREVIATION_MONTH, 0},    {"jr", ABBREVIATION_FINAL, 0},
    {"jul", ABBREVIATION_MONTH, 0},    {"jun", ABBREVIATION_MONTH, 0},
    {"kan", ABBREVIATION_FINAL, 0},    {"ky", ABBREVIATION_FINAL, 0},
    {"lbs", ABBREVIATION_FINAL, 1},    {"llc", ABBREVIATION_FINAL, 0},
    {"lt", ABBREVIATION_TITLE, 1},     {"ltd", ABBREVIATION_FINAL, 1},
    {"ltg", ABBREVIATION_TITLE, 0},    {"maj", ABBREVIATION_TITLE, 0},
    {"mar", ABBREVIATION_MONTH, 0},    {"mass", ABBREVIATION_FINAL, 0},
    {"md", ABBREVIATION_FINAL, 0},     {"messrs", ABBREVIATION_TITLE, 0},
    {"mfg", ABBREVIATION_FINAL, 0},    {"mgr", ABBREVIATION_TITLE, 0},
    {"mich", ABBREVIATION_FINAL, 0},   {"minn", ABBREVIATION_FINAL, 0},
    {"mins", ABBREVIATION_FINAL, 0},   {"miss", ABBREVIATION_FINAL, 0},
    {"mlle", ABBREVIATION_TITLE, 0},   {"mme", ABBREVIATION_TITLE, 0},
    {"mon", ABBREVIATION_MONTH, 0},    {"mont", ABBREVIATION_FINAL, 0},
    {"mr", ABBREVIATION_TITLE, 1},     {"mrs", ABBREVIATION_TITLE, 1},
    {"ms", ABBREVIATION_TITLE, 0},     {"msc", ABBREVIATION_FINAL, 0},
    {"msgr", ABBREVIATION_TITLE, 0},   {"mt", ABBREVIATION_INNER, 0},
    {"mx", ABBREVIATION_TITLE, 0},     {"natl", ABBREVIATION_FINAL, 0},
    {"neb", ABBREVIATION_FINAL, 0},    {"nev", ABBREVIATION_FINAL, 0},
    {"no", ABBREVIATION_NUMBERED, 0},  {"nos", ABBREVIATION_NUMBERED, 0},
    {"nov", ABBREVIATION_MONTH, 0},    {"oct", ABBREVIATION_MONTH, 0},
    {"ofc", ABBREVIATION_TITLE, 0},    {"okla", ABBREVIATION_FINAL, 0},
    {"op", ABBREVIATION_NUMBERED, 0},  {"ore", ABBREVIATION_FINAL, 0},
    {"p", ABBREVIATION_NUMBERED, 0},   {"p.m", ABBREVIATION_TIME, 1},
    {"pa", ABBREVIATION_FINAL, 0},     {"para", ABBREVIATION_NUMBERED, 0},
    {"penn", ABBREVIATION_FINAL, 0},   {"pfc", ABBREVIATION_TITLE, 0},
    {"ph.d", ABBREVIATION_FINAL, 1},   {"plc", ABBREVIATION_FINAL, 0},
    {"pp", ABBREVIATION_NUMBERED, 1},  {"pres", ABBREVIATION_TITLE, 0},
    {"prof", ABBREVIATION_TITLE, 0},   {"profs", ABBREVIATION_TITLE, 0},
    {"pte", ABBREVIATION_TITLE, 0},    {"pvt", ABBREVIATION_TITLE, 0},
    {"rd", ABBREVIATION_FINAL, 0},     {"rep", ABBREVIATION_TITLE, 0},
    {"reps", ABBREVIATION_TITLE, 0},   {"resp", ABBREVIATION_INNER, 1},
    {"ret", ABBREVIATION_FINAL, 0},    {"rev", ABBREVIATION_TITLE, 0},
    {"sec", ABBREVIATION_TITLE, 0},    {"sect", ABBREVIATION_NUMBERED, 0},
    {"sen", ABBREVIATION_TITLE, 0},    {"sens", ABBREVIATION_TITLE, 0},
    {"sep", ABBREVIATION_MONTH, 0},    {"sept", ABBREVIATION_MONTH, 0},
    {"sgt", ABBREVIATION_TITLE, 1},    {"spc", ABBREVIATION_TITLE, 0},
    {"spec", ABBREVIATION_TITLE, 0},   {"sr", ABBREVIATION_FINAL, 0},
    {"st", ABBREVIATION_TITLE, 0},     {"supt", ABBREVIATION_TITLE, 0},
    {"tenn", ABBREVIATION_FINAL, 0},   {"tex", ABBREVIATION_FINAL, 0},
    {"thu", ABBREVIATION_MONTH, 0},    {"thur", ABBREVIATION_MONTH, 0},
    {"thurs", ABBREVIATION_MONTH, 0},  {"treas", ABBREVIATION_TITLE, 0},
    {"tue", ABBREVIATION_MONTH, 0},    {"tues", ABBREVIATION_MONTH, 0},
    {"univ", ABBREVIATION_FINAL, 0},   {"v", ABBREVIATION_INNER, 1},
    {"va", ABBREVIATION_FINAL, 0},     {"viz", ABBREVIATION_INNER, 1},
    {"vol", ABBREVIATION_NUMBERED, 0}, {"vols", ABBREVIATION_NUMBERED, 0},
    {"vs", ABBREVIATION_INNER, 1},     {"vt", ABBREVIATION_FINAL, 0},
    {"wash", ABBREVIATION_FINAL, 0},   {"wed", ABBREVIATION_MONTH, 0},
    {"wis", ABBREVIATION_FINAL, 0},    {"wyo", ABBREVIATION_FINAL, 0},
    {"yds", ABBREVIATION_FINAL, 1},
};

static const char *const openers[] = {
    "a",          "about",   "according",   "across",      "activists", "after",
    "again",      "all",     "also",        "although",    "among",     "an",
    "analysts",   "and",     "another",     "any",         "anyone",    "are",
    "as",         "asked",   "at",          "authorities", "be",        "because",
    "before",     "being",   "besides",     "both",        "but",       "by",
    "can",        "can't",   "could",       "critics",     "despite",   "did",
    "do",         "does",    "don't",       "during",      "each",      "earlier",
    "either",     "even",    "eventually",  "every",       "everyone",  "everything",
    "experts",    "few",     "finally",     "first",       "following", "for",
    "from",       "further", "furthermore", "given",       "had",       "has",
    "have",       "he",      "he's",        "hence",       "her",       "here",
    "hers",       "his",     "how",         "however",     "i",         "i'm",
    "i've",       "if",      "in",          "indeed",      "instead",   "is",
    "isn't",      "it",      "it'll",       "it's",        "its",       "just",
    "last",       "lately",  "later",       "let",         "like",      "likewise",
    "many",       "maybe",   "meantime",    "meanwhile",   "more",      "moreover",
    "most",       "much",    "my",          "neither",     "never",     "nevertheless",
    "no",         "nobody",  "none",        "nonetheless", "nor",       "not",
    "nothing",    "now",     "of",          "officials",   "on",        "once",
    "one",        "only",    "or",          "other",       "others",    "otherwise",
    "our",        "over",    "people",      "perhaps",     "rather",    "recently",
    "residents",  "she",     "she's",       "should",      "similarly", "since",
    "so",         "some",    "somebody",    "someone",     "something", "soon",
    "still",      "such",    "that",        "that's",      "the",       "their",
    "them",       "then",    "there",       "there's",     "therefore", "these",
    "they",       "they're", "this",        "those",       "though",    "through",
    "throughout", "thus",    "to",          "today",       "together",  "tomorrow",
    "tonight",    "too",     "under",       "unless",      "unlike",    "until",
    "upon",       "was",     "we",          "we're",       "we've",     "were",
    "what",       "what's",  "whatever",    "when",        "whenever",  "where",
    "whereas",    "whether", "which",       "while",       "who",       "whoever",
    "whose",      "why",     "will",        "with",        "within",    "without",
    "witnesses",  "would",   "yes",         "yesterday",   "yet",       "you",
    "you're",     "your",
};

static const char *const speech_verbs[] = {
    "added",     "adds",      "answered", "argued",   "asked",    "asks",
    "concluded", "continued", "cried",    "declared", "demanded", "exclaimed",
    "explained", "inquired",  "insisted", "joked",    "mused",    "questioned",
    "quipped",   "recalled",  "remarked", "replied",  "replies",  "responded",
    "retorted",  "said",      "says",     "shouted",  "tells",    "told",
    "tweeted",   "whispered", "wondered", "writes",   "wrote",    "yelled",
};

static const char *const after_times[] = {
    "april",   "aug",      "august",    "bst",      "cdt",       "central",   "cest",    "cet",
    "cst",     "ct",       "dec",       "december", "eastern",   "edt",       "est",     "et",
    "feb",     "february", "friday",    "gmt",      "greenwich", "jan",       "january", "july",
    "june",    "local",    "march",     "may",      "mdt",       "monday",    "moscow",  "mountain",
    "msk",     "mst",      "mt",        "nov",      "november",  "oct",       "october", "pacific",
    "pdt",     "pst",      "pt",        "saturday", "sept",      "september", "sunday",  "thursday",
    "tuesday", "utc",      "wednesday",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Lower-cased ASCII copy with straight apostrophes; false if the word is not ASCII or too long. */
static bool lowered(struct ns_slice word, char out[WORD_SIZE])
{
    size_t to = 0;

    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.at[i];
        if (to + 1 >= WORD_SIZE)
            return false;
        if (c == 0xE2 && word.len - i >= 3 && memcmp(word.at + i, "\xE2\x80\x99", 3) == 0) {
            c = '\'';
            i += 2;
        }
        if (c >= 0x80)
            return false;
        out[to++] = (char)((unsigned)(c - 'A') < 26 ? c | 0x20 : c);
    }
    out[to] = '\0';
    return to > 0;
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static bool listed(const char *const *list, size_t count, struct ns_slice word)
{
    char lower[WORD_SIZE];

    return lowered(word, lower) && bsearch(lower, list, count, sizeof *list, compare_words);
}

static int compare_abbreviations(const void *a, const void *b)
{
    return strncmp(a, ((const struct abbreviation *)b)->word, ABBREVIATION_SIZE);
}

/* Letters with stops between them, at most two letters each: U.S, J.T, Ph.D, e.g. */
static bool is_initials(struct ns_slice word)
{
    size_t pos = 0, letters = 0, stops = 0;

    while (pos < word.len) {
        uint32_t cp = ns_utf8_next(word, &pos, NULL);
        if (cp == '.') {
            if (letters == 0)
                return false;
            letters = 0;
            stops++;
        } else if (cp != '&' && (!ns_is_letter(cp) || ++letters > 1)) { /* S.&P */
            return false;
        }
    }
    return stops > 0 && letters > 0;
}

enum text_abbreviation text_abbreviation_of(struct ns_slice word)
{
    char lower[WORD_SIZE];
    const struct abbreviation *found = NULL;
    size_t end = 0;
    uint32_t first;

    if (word.len == 0 || word.len > WORD_SIZE)
        return ABBREVIATION_NONE;
    first = ns_utf8_next(word, &end, NULL);
    if (end == word.len)
        return first == 'v'                         ? ABBREVIATION_INNER /* Smith v. Jones */
               : ns_is_upper(first) && first != 'I' ? ABBREVIATION_INITIAL
                                                    : ABBREVIATION_NONE;
    if (word.len <= ABBREVIATION_SIZE && lowered(word, lower))
        found = bsearch(lower, abbreviations, COUNT(abbreviations), sizeof *abbreviations,
                        compare_abbreviations);
    if (found && (found->lower || ns_is_upper(first)))
        return found->type;
    return is_initials(word) ? ABBREVIATION_INITIALS : ABBREVIATION_NONE;
}

bool text_opens_sentence(struct ns_slice word)
{
    return listed(openers, COUNT(openers), word);
}

bool text_is_speech_verb(struct ns_slice word)
{
    return listed(speech_verbs, COUNT(speech_verbs), word);
}

bool text_follows_time(struct ns_slice word)
{
    return listed(after_times, COUNT(after_times), word);
}

bool ns_is_abbreviation(struct ns_slice word)
{
    if (word.len < 2 || word.at[word.len - 1] != '.')
        return false;
    word.len--;
    return text_abbreviation_of(word) != ABBREVIATION_NONE;
}
