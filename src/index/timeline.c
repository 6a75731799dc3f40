/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/timeline.h"

#include "naysay/log.h"
#include "naysay/vec.h"

#define CLOCK_EVERY 64u /* articles between two looks at the clock */
#define TABLE_LEAST 64u /* slots; a power of two */

NS_VEC(days, struct ns_timeline_day);

struct ns_timeline {
    float threshold;
    bool counting;
    size_t next;
    /* Days in order of their first article; the table leads to them: 1 + index, 0: free. */
    struct days days;
    uint32_t *table;
    size_t size;
    struct ns_timeline_counts undated;

    struct days shown; /* by day */
    struct ns_timeline_counts shown_undated;
};

const char *ns_unit_name(enum ns_unit unit)
{
    static const char *const names[NS_UNIT_COUNT] = {"day", "week", "month", "year"};
    return names[unit];
}

/* --- the calendar --- */

/* Days before March 1 of year 0 to the Unix epoch; a year begins in March here, so that the leap day
 * is its last. After Hinnant, chrono-Compatible Low-Level Date Algorithms (2013). */
#define EPOCH     719468
#define ERA_DAYS  146097 /* of 400 years */
#define YEAR_LAST 9999

static int32_t floor_div(int32_t a, int32_t b)
{
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

static int32_t day_of(int32_t year, int32_t month, int32_t day)
{
    year -= month <= 2;
    int32_t era = floor_div(year, 400), of_era = year - era * 400;
    int32_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
}

static void date_of(int32_t day, int32_t *year, int32_t *month, int32_t *day_of_month)
{
    day += EPOCH;
    int32_t era = floor_div(day, ERA_DAYS), of_era = day - era * ERA_DAYS;
    int32_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int32_t m = (5 * of_year + 2) / 153;
    *day_of_month = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = y + era * 400 + (*month <= 2);
}

static bool digits(struct ns_slice s, size_t from, size_t count, int32_t *out)
{
    *out = 0;
    for (size_t i = from; i < from + count; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        *out = *out * 10 + (s.at[i] - '0');
    }
    return true;
}

bool ns_day_parse(struct ns_slice date, int32_t *day)
{
    int32_t y, m, d, back_y, back_m, back_d;
    if (date.len != 10 || date.at[4] != '-' || date.at[7] != '-' || !digits(date, 0, 4, &y) ||
        !digits(date, 5, 2, &m) || !digits(date, 8, 2, &d) || m < 1 || m > 12 || d < 1)
        return false;
    *day = day_of(y, m, d);
    date_of(*day, &back_y, &back_m, &back_d);
    return back_m == m && back_d == d; /* no 30th of February */
}

void ns_day_text(int32_t day, char out[11])
{
    int32_t year, month, of_month;
    date_of(day, &year, &month, &of_month);
    year = year < 0 ? 0 : year > YEAR_LAST ? YEAR_LAST : year;
    int32_t parts[] = {year / 100, year % 100, month, of_month};
    char *at = out;
    for (unsigned i = 0; i < 4; i++) {
        if (i > 1)
            *at++ = '-';
        *at++ = (char)('0' + parts[i] / 10);
        *at++ = (char)('0' + parts[i] % 10);
    }
    *at = '\0';
}

int32_t ns_unit_bucket(enum ns_unit unit, int32_t day)
{
    int32_t year, month, of_month;
    switch (unit) {
    case NS_UNIT_WEEK:
        return floor_div(day + 3, 7); /* day -3 is a Monday */
    case NS_UNIT_MONTH:
        date_of(day, &year, &month, &of_month);
        return year * 12 + month - 1;
    case NS_UNIT_YEAR:
        date_of(day, &year, &month, &of_month);
        return year;
    default:
        return day;
    }
}

int32_t ns_unit_first_day(enum ns_unit unit, int32_t bucket)
{
    switch (unit) {
    case NS_UNIT_WEEK:
        return bucket * 7 - 3;
    case NS_UNIT_MONTH:
        return day_of(floor_div(bucket, 12), bucket - floor_div(bucket, 12) * 12 + 1, 1);
    case NS_UNIT_YEAR:
        return day_of(bucket, 1, 1);
    default:
        return bucket;
    }
}

/* --- counting --- */

struct ns_timeline *ns_timeline_new(void)
{
    return ns_alloc(sizeof(struct ns_timeline));
}

void ns_timeline_free(struct ns_timeline *t)
{
    if (!t)
        return;
    ns_vec_free(&t->days);
    ns_vec_free(&t->shown);
    free(t->table);
    free(t);
}

static uint32_t *slot_of(const struct ns_timeline *t, int32_t day)
{
    size_t mask = t->size - 1;
    size_t i = ((uint32_t)day * 2654435761u) & mask;
    while (t->table[i] && t->days.at[t->table[i] - 1].day != day)
        i = (i + 1) & mask;
    return &t->table[i];
}

static void grow(struct ns_timeline *t)
{
    free(t->table);
    t->size = t->size ? t->size * 2 : TABLE_LEAST;
    t->table = ns_alloc(t->size * sizeof *t->table);
    for (size_t i = 0; i < t->days.len; i++)
        *slot_of(t, t->days.at[i].day) = (uint32_t)i + 1;
}

static struct ns_timeline_counts *place_of(struct ns_timeline *t, int32_t day)
{
    if (t->days.len * 4 >= t->size * 3)
        grow(t);
    uint32_t *slot = slot_of(t, day);
    if (!*slot) {
        ns_vec_push(&t->days, (struct ns_timeline_day){.day = day});
        *slot = (uint32_t)t->days.len;
    }
    return &t->days.at[*slot - 1].counts;
}

static void count_item(struct ns_timeline *t, const struct ns_item *item)
{
    int32_t day = 0;
    if (!item->article)
        return;
    struct ns_timeline_counts *c =
        ns_day_parse(ns_slice_of(item->article->date), &day) ? place_of(t, day) : &t->undated;
    c->articles++;
    if (!item->extraction)
        return;
    c->claims += ns_extraction_count(item->extraction, NS_KIND_CLAIM, t->threshold);
    c->denials += ns_extraction_count(item->extraction, NS_KIND_DENIAL, t->threshold);
}

static int by_day(const void *left, const void *right)
{
    const struct ns_timeline_day *a = left, *b = right;
    return a->day < b->day ? -1 : a->day > b->day;
}

void ns_timeline_begin(struct ns_timeline *t, float threshold)
{
    t->threshold = threshold;
    t->counting = true;
    t->next = 0;
    t->days.len = 0;
    t->size = 0;
    free(t->table);
    t->table = NULL;
    t->undated = (struct ns_timeline_counts){0};
}

bool ns_timeline_work(struct ns_timeline *t, const struct ns_snapshot *snapshot,
                      const uint32_t *items, size_t count, uint64_t deadline)
{
    while (t->counting && t->next < count) {
        uint32_t item = items[t->next++];
        if (item < snapshot->count)
            count_item(t, &snapshot->items[item]);
        if (deadline && t->next % CLOCK_EVERY == 0 && ns_clock() >= deadline)
            break;
    }
    if (!t->counting || t->next < count)
        return !t->counting;
    struct days swap = t->shown;
    t->shown = t->days;
    t->days = swap;
    t->shown_undated = t->undated;
    ns_vec_sort(&t->shown, by_day); /* a century has 36,525 days: 3 ms */
    t->counting = false;
    return true;
}

/* --- reading --- */

const struct ns_timeline_day *ns_timeline_days(const struct ns_timeline *t, size_t *count)
{
    *count = t->shown.len;
    return t->shown.at;
}

struct ns_timeline_counts ns_timeline_undated(const struct ns_timeline *t)
{
    return t->shown_undated;
}

bool ns_timeline_span(const struct ns_timeline *t, enum ns_unit unit, int32_t *first, int32_t *last)
{
    if (!t->shown.len)
        return false;
    *first = ns_unit_bucket(unit, t->shown.at[0].day);
    *last = ns_unit_bucket(unit, ns_vec_last(&t->shown)->day);
    return true;
}

struct ns_timeline_counts ns_timeline_bucket(const struct ns_timeline *t, enum ns_unit unit,
                                             int32_t bucket)
{
    int32_t begin = ns_unit_first_day(unit, bucket), end = ns_unit_first_day(unit, bucket + 1);
    struct ns_timeline_counts sum = {0};
    size_t low = 0, high = t->shown.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->shown.at[middle].day < begin)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < t->shown.len && t->shown.at[low].day < end; low++) {
        const struct ns_timeline_counts *c = &t->shown.at[low].counts;
        sum.articles += c->articles;
        sum.claims += c->claims;
        sum.denials += c->denials;
    }
    return sum;
}
