/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sort by digits, the lowest first; each pass keeps the order of equals. */
#include "keyed.h"

#include "naysay/timeline.h"

#include <stdlib.h>

#define DIGIT_BITS 11 /* three passes */
#define DIGITS     (1u << DIGIT_BITS)
#define NO_DATE    UINT32_MAX
#define DAY_MIDDLE ((int64_t)INT32_MAX) /* key of day 0 */

/* False if all have the same digit: nothing was moved. */
static bool sort_digit(const struct ns_keyed *from, struct ns_keyed *to, size_t count,
                       unsigned shift)
{
    size_t starts[DIGITS + 1] = {0};
    for (size_t i = 0; i < count; i++)
        starts[(from[i].key >> shift) % DIGITS + 1]++;
    if (starts[(from[0].key >> shift) % DIGITS + 1] == count)
        return false;
    for (unsigned d = 0; d < DIGITS; d++)
        starts[d + 1] += starts[d];
    for (size_t i = 0; i < count; i++)
        to[starts[(from[i].key >> shift) % DIGITS]++] = from[i];
    return true;
}

void ns_keyed_sort(struct ns_keyed *at, struct ns_keyed *scratch, size_t count)
{
    struct ns_keyed *from = at, *to = scratch;
    for (unsigned shift = 0; count > 1 && shift < 32; shift += DIGIT_BITS) {
        if (!sort_digit(from, to, count, shift))
            continue;
        struct ns_keyed *swap = from;
        from = to;
        to = swap;
    }
    if (from != at)
        memcpy(at, from, count * sizeof *at);
}

static uint32_t key_of(const struct ns_article *a, bool oldest)
{
    int32_t day;
    if (!a || !ns_day_parse(ns_slice_of(a->date), &day))
        return NO_DATE;
    return (uint32_t)(oldest ? DAY_MIDDLE + day : DAY_MIDDLE - day);
}

void ns_order_by_date(const struct ns_snapshot *snapshot, const uint32_t *items, size_t count,
                      bool oldest, uint32_t *out)
{
    if (!count)
        return;
    struct ns_keyed *a = ns_realloc(NULL, 2 * count, sizeof *a);
    for (size_t i = 0; i < count; i++)
        a[i] = (struct ns_keyed){key_of(snapshot->items[items[i]].article, oldest), items[i]};
    ns_keyed_sort(a, a + count, count);
    for (size_t i = 0; i < count; i++)
        out[i] = a[i].item;
    free(a);
}
