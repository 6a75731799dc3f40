/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates in ISO 8601 as far as they can be told for sure ("2016-03-05", "--03-05", "2016-03", "2016",
 * "2016-W09", "199X", ranges with "/"). A weekday gets its day only where the article states its own
 * date and the sentence tells what has happened.
 */
#include "figures.h"

#include "rules.h"

/* --- calendar --- */

/* Days from 1970-01-01 in the Gregorian calendar; after H. Hinnant, chrono-compatible low-level date
 * algorithms. */
static int64_t day_number(int year, int month, int day)
{
    int64_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_date(int64_t number, int *year, int *month, int *day)
{
    number += 719468;
    int64_t era = (number >= 0 ? number : number - 146096) / 146097, rest = number - era * 146097;
    int64_t of_era = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    int64_t of_year = rest - (365 * of_era + of_era / 4 - of_era / 100);
    int64_t m = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(of_era + era * 400 + (*month <= 2));
}

/* 1 Monday to 7 Sunday. */
static int weekday_of(int64_t number)
{
    return (int)(((number + 3) % 7 + 7) % 7) + 1;
}

static bool is_day(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

/* "2016-03-05" */
static bool parse_iso(struct ns_slice text, int *year, int *month, int *day)
{
    size_t used[3];
    if (text.len != 10 || text.at[4] != '-' || text.at[7] != '-')
        return false;
    *year = (int)ns_figure_digits((struct ns_slice){text.at, 4}, &used[0]);
    *month = (int)ns_figure_digits((struct ns_slice){text.at + 5, 2}, &used[1]);
    *day = (int)ns_figure_digits((struct ns_slice){text.at + 8, 2}, &used[2]);
    return used[0] == 4 && used[1] == 2 && used[2] == 2 && *year >= 1000 &&
           is_day(*year, *month, *day);
}

int64_t ns_day_of(const char *date)
{
    int year, month, day;
    return parse_iso(ns_slice_of(date), &year, &month, &day) ? day_number(year, month, day)
                                                             : NS_DAY_UNKNOWN;
}

/* --- what is told --- */

static void tell_day(const struct ns_figuring *g, struct ns_figure *out, int64_t number)
{
    civil_date(number, &out->year, &out->month, &out->day);
    out->canonical =
        ns_arena_format(g->doc->out, "%04d-%02d-%02d", out->year, out->month, out->day);
}

static void tell_month_day(const struct ns_figuring *g, struct ns_figure *out, int last)
{
    struct ns_arena *arena = g->doc->out;
    int y = out->year, m = out->month, d = out->day;
    if (last)
        out->canonical =
            y ? ns_arena_format(arena, "%04d-%02d-%02d/%04d-%02d-%02d", y, m, d, y, m, last)
              : ns_arena_format(arena, "--%02d-%02d/--%02d-%02d", m, d, m, last);
    else
        out->canonical = y ? ns_arena_format(arena, "%04d-%02d-%02d", y, m, d)
                           : ns_arena_format(arena, "--%02d-%02d", m, d);
    if (last)
        out->month = out->day = 0; /* is not settled */
}

static bool is_upper(const struct ns_figuring *g, uint32_t tok)
{
    return g->doc->toks[tok].shape & NS_SHAPE_UPPER;
}

/* --- parts --- */

/* A day of the month at tok: "5", "5th", "27-28"; 0: none. last: of a range, else 0. */
static int day_at(const struct ns_figuring *g, uint32_t tok, uint32_t end, int *last)
{
    *last = 0;
    if (tok >= end || !(g->doc->toks[tok].shape & NS_SHAPE_DIGIT) ||
        g->doc->toks[tok].mention != NS_NONE)
        return 0;
    struct ns_slice text = ns_doc_word(g->doc, tok)->text, rest;
    size_t used, more;
    int day = (int)ns_figure_digits(text, &used);
    if (used == 0 || used > 2 || day < 1 || day > 31)
        return 0;
    rest = (struct ns_slice){text.at + used, text.len - used};
    if (rest.len == 0 || ns_slice_equal(rest, NS_SLICE("st")) ||
        ns_slice_equal(rest, NS_SLICE("nd")) || ns_slice_equal(rest, NS_SLICE("rd")) ||
        ns_slice_equal(rest, NS_SLICE("th")))
        return day;
    if (rest.at[0] != '-')
        return 0;
    rest = (struct ns_slice){rest.at + 1, rest.len - 1};
    *last = (int)ns_figure_digits(rest, &more);
    return more > 0 && more <= 2 && more == rest.len && *last > day && *last <= 31 ? day : 0;
}

/* Four digits from 1500 to 2199 and nothing else; 0: none. */
static int year_of(struct ns_slice text)
{
    size_t used;
    int year = (int)ns_figure_digits(text, &used);
    return used == 4 && text.len == 4 && year >= 1500 && year < 2200 ? year : 0;
}

/* "2016" or ", 2016" at tok; *after is moved behind it. */
static int year_at(const struct ns_figuring *g, uint32_t tok, uint32_t end, uint32_t *after)
{
    tok += tok < end && ns_doc_is(g->doc, tok, ",");
    if (tok >= end || g->doc->toks[tok].mention != NS_NONE)
        return 0;
    int year = year_of(ns_doc_word(g->doc, tok)->text);
    *after = year ? tok + 1 : *after;
    return year;
}

static bool take_month_day(const struct ns_figuring *g, struct ns_figure *out, int year, int month,
                           int day, int last)
{
    if (!is_day(year, month, day) || (last && !is_day(year, month, last)))
        return false;
    out->year = year;
    out->month = month;
    out->day = day;
    tell_month_day(g, out, last);
    return true;
}

/* "March" alone is one only where a month is awaited: it may be a march, May a person. */
static bool month_is_awaited(const struct ns_figuring *g, uint32_t tok, uint32_t begin)
{
    static const char *const leads[] = {"in",   "since",   "until",  "till",   "by",    "of",
                                        "from", "through", "during", "early",  "late",  "mid",
                                        "last", "next",    "this",   "before", "after", NULL};
    return tok > begin && ns_figure_is_any(g, tok - 1, leads);
}

/* "March 5, 2016", "March 5", "March 2016", "in March" */
static bool month_first(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                        struct ns_figure *out)
{
    const struct ns_figure_word *month = ns_figure_at(g, tok, sentence.end, NS_FIGURE_MONTH);
    if (!month || !is_upper(g, tok))
        return false;
    uint32_t after = tok + 2;
    int last, day = day_at(g, tok + 1, sentence.end, &last), year;
    if (day) {
        year = year_at(g, tok + 2, sentence.end, &after);
        out->toks = (struct ns_range){tok, after};
        return take_month_day(g, out, year, month->value, day, last);
    }
    year = year_at(g, tok + 1, sentence.end, &after);
    if (!year && !month_is_awaited(g, tok, sentence.begin))
        return false;
    out->toks = (struct ns_range){tok, year ? after : tok + 1};
    out->canonical = year ? ns_arena_format(g->doc->out, "%04d-%02d", year, month->value)
                          : ns_arena_format(g->doc->out, "--%02d", month->value);
    return true;
}

/* "5 March 2016", "5th of March" */
static bool day_first(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                      struct ns_figure *out)
{
    int last, day = day_at(g, tok, sentence.end, &last);
    uint32_t at = tok + 1;
    if (!day)
        return false;
    at += at < sentence.end && ns_doc_is(g->doc, at, "of");
    const struct ns_figure_word *month = ns_figure_at(g, at, sentence.end, NS_FIGURE_MONTH);
    if (!month || !is_upper(g, at))
        return false;
    uint32_t after = at + 1;
    int year = year_at(g, at + 1, sentence.end, &after);
    out->toks = (struct ns_range){tok, after};
    return take_month_day(g, out, year, month->value, day, last);
}

/* --- weekdays --- */

/* Words of what is still to come, or of what may be. */
static bool looks_ahead(const struct ns_figuring *g, struct ns_range sentence)
{
    static const char *const ahead[] = {
        "will",    "would",    "'ll",     "won't", "shall",  "due",       "until",
        "till",    "by",       "before",  "next",  "coming", "upcoming",  "expected",
        "expects", "schedule", "planned", "plans", "plan",   "scheduled", "set",
        "if",      "may",      "might",   "to",    NULL};
    for (uint32_t t = sentence.begin; t < sentence.end; t++)
        if (ns_figure_is_any(g, t, ahead))
            return true;
    return false;
}

static bool looks_back(const struct ns_figuring *g, struct ns_range sentence)
{
    static const char *const past[] = {"was", "were", "had", "did", "said", "told", NULL};
    for (uint32_t t = sentence.begin; t < sentence.end; t++) {
        struct ns_slice word = ns_doc_word(g->doc, t)->text;
        if ((word.len > 4 && ns_slice_ends(word, NS_SLICE("ed"))) || ns_figure_is_any(g, t, past))
            return true;
    }
    return false;
}

/* "Black Friday": part of a name that no list knows. */
static bool is_in_name(const struct ns_figuring *g, uint32_t tok, uint32_t begin)
{
    if (tok <= begin || g->doc->sents[g->doc->toks[tok].sentence].titled)
        return false;
    const struct ns_tok *before = &g->doc->toks[tok - 1];
    return (before->shape & NS_SHAPE_UPPER) && !before->first && before->mention == NS_NONE;
}

/* "Tuesday", "Tuesday, March 5" */
static bool weekday(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                    struct ns_figure *out)
{
    static const char *const unsure[] = {"next", "last", "this", "coming", "every", "each", NULL};
    const struct ns_figure_word *word = ns_figure_at(g, tok, sentence.end, NS_FIGURE_WEEKDAY);
    uint32_t at = tok + 1;
    if (!word || !is_upper(g, tok) || is_in_name(g, tok, sentence.begin))
        return false;
    at += at < sentence.end && ns_doc_is(g->doc, at, ",");
    if (month_first(g, at, sentence, out) || day_first(g, at, sentence, out)) {
        if (out->day || out->toks.end > at + 1) {
            out->toks.begin = tok;
            return true;
        }
    }
    *out = (struct ns_figure){.toks = {tok, tok + 1}};
    bool bare = tok == sentence.begin || !ns_figure_is_any(g, tok - 1, unsure);
    if (g->today != NS_DAY_UNKNOWN && bare && looks_back(g, sentence) &&
        !looks_ahead(g, sentence)) {
        tell_day(g, out, g->today - (weekday_of(g->today) - word->value + 7) % 7);
    } else {
        out->canonical = word->name;
        out->local = true;
    }
    return true;
}

/* --- by the day of the article --- */

/* "yesterday"; who is quoted may have spoken on another day. */
static bool relative_day(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                         struct ns_figure *out)
{
    const struct ns_figure_word *word = ns_figure_at(g, tok, sentence.end, NS_FIGURE_DAY);
    if (!word || g->today == NS_DAY_UNKNOWN || g->doc->toks[tok].quote != NS_NONE)
        return false;
    if (tok + 1 < sentence.end && ns_doc_is(g->doc, tok + 1, "'s"))
        return false; /* "today's world" */
    out->toks = (struct ns_range){tok, tok + 1};
    tell_day(g, out, g->today + word->value);
    return true;
}

/* The week of ISO 8601 that holds a day: the year is that of its Thursday. */
static struct ns_slice week_of(struct ns_arena *arena, int64_t number)
{
    int year, month, day;
    int64_t thursday = number - weekday_of(number) + 4;
    civil_date(thursday, &year, &month, &day);
    int week = (int)(thursday - day_number(year, 1, 1)) / 7 + 1;
    return ns_arena_format(arena, "%04d-W%02d", year, week);
}

/* "last week", "next month", "this year", not "over the last year" */
static bool relative_period(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                            struct ns_figure *out)
{
    static const char *const steps[] = {"last", "this", "next"}, *const the[] = {"the", NULL};
    const struct ns_figure_word *word = ns_figure_at(g, tok, sentence.end, NS_FIGURE_PERIOD);
    int step = -2, year, month, day;
    if (!word || g->today == NS_DAY_UNKNOWN || g->doc->toks[tok].quote != NS_NONE ||
        tok <= sentence.begin || tok - 1 < g->free)
        return false;
    for (int i = 0; i < 3; i++)
        if (ns_doc_is(g->doc, tok - 1, steps[i]))
            step = i - 1;
    bool span = tok - 1 > sentence.begin && ns_figure_is_any(g, tok - 2, the);
    if (step < -1 || span || (tok + 1 < sentence.end && ns_doc_is(g->doc, tok + 1, "'s")))
        return false;
    civil_date(g->today, &year, &month, &day);
    out->toks = (struct ns_range){tok - 1, tok + 1};
    if (word->value == 7) {
        out->canonical = week_of(g->doc->out, g->today + 7 * step);
    } else if (word->value == 30) {
        int months = year * 12 + month - 1 + step;
        out->canonical = ns_arena_format(g->doc->out, "%04d-%02d", months / 12, months % 12 + 1);
    } else {
        out->canonical = ns_arena_format(g->doc->out, "%04d", year + step);
    }
    return true;
}

/* --- years --- */

/* May a bare number behind "in" or "the" be a year? Not where it counts what follows. */
static bool counts_nothing(const struct ns_figuring *g, uint32_t tok, uint32_t end)
{
    if (tok + 1 >= end || !(g->doc->toks[tok + 1].shape & NS_SHAPE_LETTER))
        return tok + 1 >= end || !ns_doc_is(g->doc, tok + 1, "%");
    const struct ns_word *next = ns_doc_word(g->doc, tok + 1);
    bool plural = next->text.len > 3 && next->text.at[next->text.len - 1] == 's';
    return !ns_figure_at(g, tok + 1, end,
                         NS_FIGURE_UNIT | NS_FIGURE_SCALE | NS_FIGURE_CURRENCY |
                             NS_FIGURE_PERIOD) &&
           (!plural || (next->classes & NS_CLASS_FUNCTION) ||
            (g->doc->toks[tok + 1].shape & NS_SHAPE_UPPER));
}

/* "in 2016", "the 2016 election", "2011-2016", "the 1990s" */
static bool year_alone(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                       struct ns_figure *out)
{
    static const char *const leads[] = {"in",   "since", "until", "till",   "by",     "of",
                                        "from", "early", "late",  "before", "during", "after",
                                        "mid",  "the",   "'s",    "back",   NULL};
    struct ns_slice text = ns_doc_word(g->doc, tok)->text;
    bool led = tok > sentence.begin && ns_figure_is_any(g, tok - 1, leads);
    int year = text.len >= 4 ? year_of((struct ns_slice){text.at, 4}) : 0;
    if (!year || !led)
        return false;
    out->toks = (struct ns_range){tok, tok + 1};
    if (text.len == 4 && counts_nothing(g, tok, sentence.end)) {
        out->canonical = ns_arena_format(g->doc->out, "%04d", year);
        return true;
    }
    if (text.len == 5 && text.at[4] == 's' && year % 10 == 0) {
        out->canonical = ns_arena_format(g->doc->out, "%03dX", year / 10);
        return true;
    }
    if (text.len == 9 && text.at[4] == '-') {
        int last = year_of((struct ns_slice){text.at + 5, 4});
        out->canonical = ns_arena_format(g->doc->out, "%04d/%04d", year, last);
        return last > year;
    }
    return false;
}

/* --- whole --- */

bool ns_date_at(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                struct ns_figure *out)
{
    *out = (struct ns_figure){0};
    struct ns_slice text = ns_doc_word(g->doc, tok)->text;
    bool found;
    if (!(g->doc->toks[tok].shape & NS_SHAPE_DIGIT)) {
        found = weekday(g, tok, sentence, out) || month_first(g, tok, sentence, out) ||
                relative_day(g, tok, sentence, out) || relative_period(g, tok, sentence, out);
    } else if (parse_iso(text, &out->year, &out->month, &out->day)) {
        out->toks = (struct ns_range){tok, tok + 1};
        out->canonical = ns_arena_dup(g->doc->out, text); /* a word goes with the doc */
        found = true;
    } else {
        *out = (struct ns_figure){0};
        found = day_first(g, tok, sentence, out) || year_alone(g, tok, sentence, out);
    }
    out->type = NS_ENTITY_DATE;
    return found;
}

/* News leaves out the year of days that are near its own. */
#define NEAR_DAYS 45

/* The year of a day that stands in full elsewhere in the article, else of the nearest such day to
 * the article's own; 0: cannot be told. */
static int year_told(const struct ns_figuring *g, const struct ns_figures *figures,
                     const struct ns_figure *date)
{
    int found = 0;
    for (size_t i = 0; i < figures->len; i++) {
        const struct ns_figure *other = &figures->at[i];
        if (!other->year || other->month != date->month || other->day != date->day)
            continue;
        if (found && found != other->year)
            return 0;
        found = other->year;
    }
    if (found || g->today == NS_DAY_UNKNOWN)
        return found;
    int year, month, day;
    civil_date(g->today, &year, &month, &day);
    for (int y = year - 1; y <= year + 1; y++) {
        int64_t off = is_day(y, date->month, date->day)
                          ? day_number(y, date->month, date->day) - g->today
                          : NEAR_DAYS + 1;
        if (off >= -NEAR_DAYS && off <= NEAR_DAYS)
            return y;
    }
    return 0;
}

void ns_dates_settle(const struct ns_figuring *g, struct ns_figures *figures)
{
    /* By month and day what was told before, so that many dates are no square of work. */
    int known[13][32];
    memset(known, 0xFF, sizeof known);
    for (size_t i = 0; i < figures->len; i++) {
        struct ns_figure *date = &figures->at[i];
        if (!date->day || date->year)
            continue;
        int *year = &known[date->month][date->day];
        if (*year < 0)
            *year = year_told(g, figures, date);
        if (*year)
            date->canonical =
                ns_arena_format(g->doc->out, "%04d-%02d-%02d", *year, date->month, date->day);
    }
}
