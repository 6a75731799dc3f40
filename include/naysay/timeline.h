/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timeline.h (room: index): how many articles, claims and denials fall on each day, week, month, year.
 *
 * Days are counted from 1970-01-01 (day 0, a Thursday; earlier ones are negative), in the Gregorian
 * calendar. A bucket is a day, week (from Monday), month or year by number; neighbours differ by 1.
 * Counting runs in slices, and what was counted before stays to be read, as in facets.h.
 */
#ifndef NAYSAY_TIMELINE_H
#define NAYSAY_TIMELINE_H

#include "naysay/snapshot.h"

enum ns_unit { NS_UNIT_DAY, NS_UNIT_WEEK, NS_UNIT_MONTH, NS_UNIT_YEAR, NS_UNIT_COUNT };
const char *ns_unit_name(enum ns_unit unit); /* "day", ... */

/* "YYYY-MM-DD" to a day; false if it is none. */
bool ns_day_parse(struct ns_slice date, int32_t *day);
void ns_day_text(int32_t day, char out[11]); /* years 0 to 9999 */

int32_t ns_unit_bucket(enum ns_unit unit, int32_t day);
int32_t ns_unit_first_day(enum ns_unit unit,
                          int32_t bucket); /* the last is that of bucket + 1, less 1 */

struct ns_timeline_counts {
    uint32_t articles, claims, denials;
};
struct ns_timeline_day {
    int32_t day;
    struct ns_timeline_counts counts;
};

struct ns_timeline;

struct ns_timeline *ns_timeline_new(void);
void ns_timeline_free(struct ns_timeline *timeline); /* NULL is fine */

/* Statements below the threshold are not there, nor are repeated tellings. */
void ns_timeline_begin(struct ns_timeline *timeline, float threshold);
bool ns_timeline_work(struct ns_timeline *timeline, const struct ns_snapshot *snapshot,
                      const uint32_t *items, size_t count, uint64_t deadline);

/* What was published last: days in order, each with at least one article; and what has no date. */
const struct ns_timeline_day *ns_timeline_days(const struct ns_timeline *timeline, size_t *count);
struct ns_timeline_counts ns_timeline_undated(const struct ns_timeline *timeline);

/* The first and last bucket that hold anything; false if none does. */
bool ns_timeline_span(const struct ns_timeline *timeline, enum ns_unit unit, int32_t *first,
                      int32_t *last);
struct ns_timeline_counts ns_timeline_bucket(const struct ns_timeline *timeline, enum ns_unit unit,
                                             int32_t bucket);

#endif
