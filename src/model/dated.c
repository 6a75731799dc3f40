/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sort by digits of the day, the lower digit first; each pass keeps the order of equals. */
#include "dated.h"

#include "naysay/timeline.h"
#include "naysay/vec.h"

#define DIGIT_BITS 11
#define DIGITS     (1u << DIGIT_BITS)
#define KEY_LAST   (DIGITS * DIGITS - 1)
#define KEY_MIDDLE ((int32_t)(DIGITS * DIGITS / 2)) /* of day 0; millions of days on both sides */

struct dated {
    uint32_t key, item;
};

static uint32_t key_of(const struct ns_article *a, bool oldest)
{
    int32_t day;
    if (!a || !ns_day_parse(ns_slice_of(a->date), &day))
        return KEY_LAST;
    return (uint32_t)(oldest ? KEY_MIDDLE + day : KEY_MIDDLE - day);
}

static void sort_digit(const struct dated *from, struct dated *to, size_t count, unsigned shift)
{
    size_t starts[DIGITS + 1] = {0};
    for (size_t i = 0; i < count; i++)
        starts[(from[i].key >> shift) % DIGITS + 1]++;
    for (unsigned d = 0; d < DIGITS; d++)
        starts[d + 1] += starts[d];
    for (size_t i = 0; i < count; i++)
        to[starts[(from[i].key >> shift) % DIGITS]++] = from[i];
}

void ns_order_by_date(const struct ns_snapshot *snapshot, const uint32_t *items, size_t count,
                      bool oldest, uint32_t *out)
{
    if (!count)
        return;
    struct dated *a = ns_realloc(NULL, count, sizeof *a), *b = ns_realloc(NULL, count, sizeof *b);
    for (size_t i = 0; i < count; i++)
        a[i] = (struct dated){key_of(snapshot->items[items[i]].article, oldest), items[i]};
    sort_digit(a, b, count, 0);
    sort_digit(b, a, count, DIGIT_BITS);
    for (size_t i = 0; i < count; i++)
        out[i] = a[i].item;
    free(a);
    free(b);
}
