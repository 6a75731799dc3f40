/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include "copies.h"

#include "naysay/fold.h"
#include "naysay/log.h"
#include "naysay/vec.h"

enum state {
    STATE_UNREAD,
    STATE_FAILED,
    STATE_PENDING, /* to be matched */
    STATE_WAITING, /* the query asks for what is not extracted yet */
    STATE_SHOWN,
    STATE_HIDDEN,
    STATE_COUNT
};

/* What is sorted: a key that decides most comparisons, then text, then the item. */
struct entry {
    uint64_t key;
    uint32_t text; /* offset into texts, NUL-terminated */
    uint32_t item;
};
NS_VEC(entries, struct entry);
NS_VEC(numbers, uint32_t);

#define NO_ROW      UINT32_MAX
#define PUBLISH_NS  100000000u /* least time between two publications of partial rows */
#define CLOCK_EVERY 64u        /* cheap steps between two looks at the clock */
#define SIFT_FROM   64u        /* so many articles to be matched, and the index is asked first */

struct ns_rows {
    unsigned char *states; /* enum state of each item */
    size_t items, room;
    size_t counts[STATE_COUNT];
    struct ns_query *query;
    struct ns_search *sieve; /* what the index says, while much is to be matched; or NULL */
    enum ns_sort sort;
    bool reverse;

    struct numbers rows; /* what is shown: items in order */
    uint32_t *row_of;    /* of each item, NO_ROW */
    size_t row_of_count;

    struct ns_copies *copies; /* NULL: not grouped */
    bool grouping;            /* there is more to compare */

    size_t match_next; /* items before it are not PENDING */
    bool stale;        /* states changed since the last publication */
    uint64_t published;

    struct ns_tally *tally;
    struct ns_tally_sum sum, partial; /* over the rows; the latter over those before sum_next */
    size_t sum_next;
    bool sum_known, summing;

    /* A sort that runs: collecting, then merging runs of width entries bottom-up. */
    enum { SORT_IDLE, SORT_COLLECT, SORT_MERGE } phase;
    struct entries entries, merged;
    struct ns_bytes texts;
    size_t collect_next, width, merge_at;
};

static const char *const sort_names[NS_SORT_COUNT] = {"order", "title", "outlet", "statements",
                                                      "denials"};

const char *ns_sort_name(enum ns_sort sort)
{
    return sort_names[sort];
}

struct ns_rows *ns_rows_new(void)
{
    struct ns_rows *rows = ns_alloc(sizeof *rows);
    rows->tally = ns_tally_new();
    return rows;
}

static void drop_sieve(struct ns_rows *rows)
{
    ns_search_free(rows->sieve);
    rows->sieve = NULL;
}

void ns_rows_reset(struct ns_rows *rows)
{
    drop_sieve(rows);
    struct ns_query *query = rows->query;
    enum ns_sort sort = rows->sort;
    bool reverse = rows->reverse;
    struct ns_tally *tally = rows->tally;
    bool grouped = rows->copies != NULL;
    ns_tally_reset(tally);
    ns_copies_free(rows->copies);
    free(rows->states);
    free(rows->row_of);
    ns_vec_free(&rows->rows);
    ns_vec_free(&rows->entries);
    ns_vec_free(&rows->merged);
    ns_vec_free(&rows->texts);
    *rows = (struct ns_rows){.query = query, .sort = sort, .reverse = reverse, .tally = tally};
    ns_rows_group(rows, grouped);
}

void ns_rows_free(struct ns_rows *rows)
{
    if (!rows)
        return;
    ns_rows_group(rows, false);
    ns_rows_reset(rows);
    ns_query_free(rows->query);
    ns_tally_free(rows->tally);
    free(rows);
}

static bool counts_order(const struct ns_rows *rows)
{
    return rows->sort == NS_SORT_STATEMENTS || rows->sort == NS_SORT_DENIALS;
}

static void set_state(struct ns_rows *rows, size_t item, enum state state)
{
    rows->counts[rows->states[item]]--;
    rows->counts[state]++;
    rows->states[item] = (unsigned char)state;
    if (state == STATE_PENDING && item < rows->match_next)
        rows->match_next = item;
    if (state == STATE_SHOWN || state == STATE_HIDDEN)
        rows->stale = true;
}

static void make_room(struct ns_rows *rows, size_t items)
{
    if (items > rows->room) {
        size_t room = ns_vec_grown(rows->room, items);
        rows->states = ns_realloc(rows->states, room, 1);
        rows->room = room;
    }
    if (items > rows->items) {
        memset(rows->states + rows->items, STATE_UNREAD, items - rows->items);
        rows->counts[STATE_UNREAD] += items - rows->items;
        rows->items = items;
    }
}

/* The sum from before stays until the new one is there. */
static void sum_again(struct ns_rows *rows)
{
    rows->summing = rows->query || rows->copies;
    rows->sum_next = 0;
    rows->partial = (struct ns_tally_sum){0};
}

void ns_rows_update(struct ns_rows *rows, const struct ns_snapshot *snapshot)
{
    make_room(rows, snapshot->count);
    for (size_t i = 0; i < snapshot->count; i++) {
        const struct ns_item *item = &snapshot->items[i];
        switch ((enum state)rows->states[i]) {
        case STATE_UNREAD:
            if (item->failed)
                set_state(rows, i, STATE_FAILED);
            else if (item->article)
                set_state(rows, i, rows->query ? STATE_PENDING : STATE_SHOWN);
            break;
        case STATE_WAITING:
            if (item->extraction)
                set_state(rows, i, STATE_PENDING);
            break;
        default:
            break;
        }
    }
    rows->grouping = rows->copies != NULL;
    /* Counts of statements have grown: the order may be another. */
    if (counts_order(rows))
        rows->stale = true;
    sum_again(rows);
}

/* All that are known are to be matched again. */
static void match_again(struct ns_rows *rows, const struct ns_snapshot *snapshot)
{
    size_t count = snapshot ? snapshot->count : 0;
    drop_sieve(rows);
    rows->phase = SORT_IDLE;
    for (size_t i = 0; i < rows->items && i < count; i++)
        if (rows->states[i] >= STATE_PENDING)
            set_state(rows, i, rows->query ? STATE_PENDING : STATE_SHOWN);
    rows->match_next = 0;
    rows->stale = true;
    rows->published = ns_clock(); /* the rows from before stay a moment: most limits are quick */
}

void ns_rows_limit(struct ns_rows *rows, struct ns_query *take, const struct ns_snapshot *snapshot)
{
    if (take && !ns_query_text(take).len) {
        ns_query_free(take);
        take = NULL;
    }
    drop_sieve(rows); /* it borrows the query */
    ns_query_free(rows->query);
    rows->query = take;
    if (take)
        ns_query_threshold(take, ns_tally_threshold_of(rows->tally));
    rows->sum_known = false;
    match_again(rows, snapshot);
}

void ns_rows_threshold(struct ns_rows *rows, float threshold, const struct ns_snapshot *snapshot)
{
    if (!ns_tally_threshold(rows->tally, threshold))
        return;
    if (rows->query)
        ns_query_threshold(rows->query, threshold);
    if (rows->query && ns_query_needs_extraction(rows->query))
        match_again(rows, snapshot);
    if (counts_order(rows))
        rows->stale = true;
    sum_again(rows);
}

void ns_rows_group(struct ns_rows *rows, bool on)
{
    if (on == (rows->copies != NULL))
        return;
    ns_copies_free(rows->copies);
    rows->copies = on ? ns_copies_new() : NULL;
    rows->grouping = on;
    rows->phase = SORT_IDLE;
    rows->stale = true;
    rows->published = 0;
    rows->sum_known = false;
}

bool ns_rows_are_grouped(const struct ns_rows *rows)
{
    return rows->copies != NULL;
}

bool ns_rows_grouping(const struct ns_rows *rows)
{
    return rows->grouping;
}

size_t ns_rows_copies(const struct ns_rows *rows, size_t row)
{
    return rows->copies ? ns_copies_behind(rows->copies, row) : 0;
}

size_t ns_rows_copies_total(const struct ns_rows *rows)
{
    return rows->copies ? ns_copies_total(rows->copies) : 0;
}

struct ns_query *ns_rows_query(const struct ns_rows *rows)
{
    return rows->query;
}

void ns_rows_sort(struct ns_rows *rows, enum ns_sort sort, bool reverse,
                  const struct ns_snapshot *snapshot)
{
    (void)snapshot;
    rows->sort = sort;
    rows->reverse = reverse;
    rows->phase = SORT_IDLE;
    rows->stale = true;
    rows->published = 0;
}

enum ns_sort ns_rows_order(const struct ns_rows *rows, bool *reverse)
{
    *reverse = rows->reverse;
    return rows->sort;
}

/* --- publishing --- */

static void publish_map(struct ns_rows *rows)
{
    rows->row_of = ns_realloc(rows->row_of, rows->items + 1, sizeof *rows->row_of);
    rows->row_of_count = rows->items;
    memset(rows->row_of, 0xFF, rows->items * sizeof *rows->row_of);
    if (rows->reverse) {
        for (size_t i = 0, j = rows->rows.len; i + 1 < j; i++) {
            uint32_t swap = rows->rows.at[i];
            rows->rows.at[i] = rows->rows.at[--j];
            rows->rows.at[j] = swap;
        }
    }
    if (rows->copies)
        rows->rows.len = ns_copies_fold(rows->copies, rows->rows.at, rows->rows.len);
    for (size_t row = 0; row < rows->rows.len; row++)
        rows->row_of[rows->rows.at[row]] = (uint32_t)row;
    sum_again(rows);
}

static void publish_order(struct ns_rows *rows)
{
    rows->rows.len = 0;
    ns_vec_reserve(&rows->rows, rows->counts[STATE_SHOWN]);
    for (size_t i = 0; i < rows->items; i++)
        if (rows->states[i] == STATE_SHOWN)
            rows->rows.at[rows->rows.len++] = (uint32_t)i;
    publish_map(rows);
}

static void publish_sorted(struct ns_rows *rows)
{
    rows->rows.len = 0;
    ns_vec_reserve(&rows->rows, rows->entries.len);
    for (size_t i = 0; i < rows->entries.len; i++)
        rows->rows.at[rows->rows.len++] = rows->entries.at[i].item;
    publish_map(rows);
}

/* --- sorting in slices --- */

static uint64_t count_key(uint64_t count)
{
    return UINT64_MAX - count; /* most first */
}

static uint64_t text_key(const char *text)
{
    uint64_t key = 0;
    for (unsigned i = 0; i < 8; i++) {
        key = key << 8 | (unsigned char)*text;
        if (*text)
            text++;
    }
    return key ? key : UINT64_MAX; /* those without a text last */
}

static struct entry entry_of(struct ns_rows *rows, const struct ns_item *item, uint32_t index)
{
    struct entry entry = {.item = index, .text = (uint32_t)rows->texts.len};
    const struct ns_article *a = item->article;
    const struct ns_extraction *x = item->extraction;
    switch (rows->sort) {
    case NS_SORT_TITLE:
    case NS_SORT_OUTLET:
        ns_fold(rows->sort == NS_SORT_OUTLET ? a->outlet
                : a->title.len               ? a->title
                                             : a->id,
                NS_FOLD_ALL, &rows->texts, NULL);
        ns_vec_push(&rows->texts, '\0');
        entry.key = text_key(rows->texts.at + entry.text);
        break;
    case NS_SORT_STATEMENTS:
        entry.key = count_key(ns_tally_item(rows->tally, index, x).all);
        break;
    case NS_SORT_DENIALS:
        entry.key = count_key(ns_tally_item(rows->tally, index, x).denials);
        break;
    case NS_SORT_ORDER:
        break;
    }
    return entry;
}

static bool entry_before(const struct ns_rows *rows, const struct entry *a, const struct entry *b)
{
    if (a->key != b->key)
        return a->key < b->key;
    if (rows->texts.len && a->text < rows->texts.len && b->text < rows->texts.len) {
        int order = strcmp(rows->texts.at + a->text, rows->texts.at + b->text);
        if (order)
            return order < 0;
    }
    return a->item < b->item;
}

static void sort_start(struct ns_rows *rows)
{
    rows->phase = SORT_COLLECT;
    rows->collect_next = 0;
    rows->entries.len = 0;
    rows->texts.len = 0;
    rows->stale = false;
}

static void sort_collect(struct ns_rows *rows, const struct ns_snapshot *snapshot,
                         uint64_t deadline)
{
    for (unsigned step = 1; rows->collect_next < rows->items; step++) {
        size_t i = rows->collect_next++;
        if (rows->states[i] == STATE_SHOWN && i < snapshot->count && snapshot->items[i].article)
            ns_vec_push(&rows->entries, entry_of(rows, &snapshot->items[i], (uint32_t)i));
        if (step % CLOCK_EVERY == 0 && ns_clock() >= deadline)
            return;
    }
    rows->phase = SORT_MERGE;
    rows->width = 1;
    rows->merge_at = 0;
    rows->merged.len = 0;
    ns_vec_reserve(&rows->merged, rows->entries.len);
}

/* Merges two neighbouring runs of the current width behind what is merged already. */
static void merge_pair(struct ns_rows *rows)
{
    size_t len = rows->entries.len, left = rows->merge_at;
    size_t middle = left + rows->width < len ? left + rows->width : len;
    size_t end = middle + rows->width < len ? middle + rows->width : len;
    size_t right = middle;
    const struct entry *from = rows->entries.at;
    while (left < middle || right < end) {
        bool take_right =
            left == middle || (right < end && entry_before(rows, &from[right], &from[left]));
        rows->merged.at[rows->merged.len++] = from[take_right ? right++ : left++];
    }
    rows->merge_at = end;
}

/* True when all is one run. A pair may be as large as the list: at a million entries the last pass
 * takes about 20 ms, the others less. */
static bool sort_merge(struct ns_rows *rows, uint64_t deadline)
{
    while (rows->width < rows->entries.len) {
        merge_pair(rows);
        if (rows->merge_at >= rows->entries.len) {
            struct entries swap = rows->entries;
            rows->entries = rows->merged;
            rows->merged = swap;
            rows->merged.len = 0;
            rows->merge_at = 0;
            rows->width *= 2;
        }
        if (ns_clock() >= deadline)
            return rows->width >= rows->entries.len;
    }
    return true;
}

/* --- the work --- */

static bool matches(struct ns_rows *rows, const struct ns_item *item, size_t index)
{
    enum ns_verdict verdict = rows->sieve ? ns_search_verdict(rows->sieve, index) : NS_VERDICT_OPEN;
    return verdict == NS_VERDICT_OPEN ? ns_query_matches(rows->query, item)
                                      : verdict == NS_VERDICT_YES;
}

static void match(struct ns_rows *rows, struct ns_snapshot *snapshot, uint64_t deadline)
{
    bool deep = rows->query && ns_query_needs_extraction(rows->query);
    if (rows->query && !rows->sieve && rows->counts[STATE_PENDING] >= SIFT_FROM)
        rows->sieve = ns_search_new(snapshot, rows->query);
    if (rows->sieve && !ns_search_sift(rows->sieve, deadline))
        return;
    while (rows->match_next < rows->items && rows->match_next < snapshot->count) {
        size_t i = rows->match_next++;
        if (rows->states[i] != STATE_PENDING)
            continue;
        const struct ns_item *item = &snapshot->items[i];
        if (deep && !item->extraction)
            set_state(rows, i, STATE_WAITING);
        else if (!rows->query || matches(rows, item, i))
            set_state(rows, i, STATE_SHOWN);
        else
            set_state(rows, i, STATE_HIDDEN);
        if (ns_clock() >= deadline)
            break;
    }
    if (!rows->counts[STATE_PENDING])
        drop_sieve(rows);
}

static void sum_up(struct ns_rows *rows, const struct ns_snapshot *snapshot, uint64_t deadline)
{
    while (rows->sum_next < rows->rows.len) {
        uint32_t item = rows->rows.at[rows->sum_next++];
        if (item >= snapshot->count)
            continue;
        struct ns_tally_counts c =
            ns_tally_item(rows->tally, item, snapshot->items[item].extraction);
        rows->partial.claims += c.claims;
        rows->partial.denials += c.denials;
        rows->partial.no_comment += c.no_comment;
        rows->partial.hidden += c.hidden;
        if (rows->sum_next % CLOCK_EVERY == 0 && ns_clock() >= deadline)
            return;
    }
    rows->sum = rows->partial;
    rows->sum_known = true;
    rows->summing = false;
}

bool ns_rows_sum(const struct ns_rows *rows, struct ns_tally_sum *out)
{
    *out = rows->sum;
    return (rows->query || rows->copies) && rows->sum_known;
}

static bool list_busy(const struct ns_rows *rows)
{
    return rows->counts[STATE_PENDING] || rows->stale || rows->grouping || rows->phase != SORT_IDLE;
}

bool ns_rows_busy(const struct ns_rows *rows)
{
    return list_busy(rows) || rows->summing;
}

static void list_work(struct ns_rows *rows, struct ns_snapshot *snapshot, uint64_t deadline,
                      bool *changed)
{
    if (rows->counts[STATE_PENDING])
        match(rows, snapshot, deadline);
    if (rows->grouping)
        rows->grouping = !ns_copies_work(rows->copies, snapshot, deadline, &rows->stale);
    bool done = !rows->counts[STATE_PENDING] && !rows->grouping;
    uint64_t now = ns_clock();
    bool due = done || now - rows->published >= PUBLISH_NS;
    if (rows->sort == NS_SORT_ORDER) {
        if (rows->stale && due) {
            publish_order(rows);
            rows->published = now;
            rows->stale = false;
            *changed = true;
        }
        return;
    }
    if (rows->phase == SORT_IDLE && rows->stale && due)
        sort_start(rows);
    if (rows->phase == SORT_COLLECT)
        sort_collect(rows, snapshot, deadline);
    if (rows->phase == SORT_MERGE && sort_merge(rows, deadline)) {
        publish_sorted(rows);
        rows->published = ns_clock();
        rows->phase = SORT_IDLE;
        *changed = true;
    }
}

bool ns_rows_work(struct ns_rows *rows, struct ns_snapshot *snapshot, uint64_t deadline,
                  bool *changed)
{
    *changed = false;
    if (list_busy(rows))
        list_work(rows, snapshot, deadline, changed);
    if (rows->summing && !list_busy(rows))
        sum_up(rows, snapshot, deadline);
    return ns_rows_busy(rows);
}

/* --- looking up --- */

size_t ns_rows_count(const struct ns_rows *rows)
{
    return rows->rows.len;
}

uint32_t ns_rows_item(const struct ns_rows *rows, size_t row)
{
    return rows->rows.at[row];
}

size_t ns_rows_row(const struct ns_rows *rows, size_t item)
{
    if (item >= rows->row_of_count || rows->row_of[item] == NO_ROW)
        return SIZE_MAX;
    return rows->row_of[item];
}

size_t ns_rows_nearest(const struct ns_rows *rows, size_t item)
{
    size_t row = ns_rows_row(rows, item);
    if (row != SIZE_MAX || !rows->rows.len)
        return row != SIZE_MAX ? row : 0;
    if (rows->sort != NS_SORT_ORDER)
        return 0;
    /* In folder order rows are sorted by item: the first that is not before it. */
    size_t low = 0, high = rows->rows.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t there = rows->rows.at[middle];
        if (rows->reverse ? there > item : there < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rows->rows.len ? low : rows->rows.len - 1;
}

size_t ns_rows_hidden(const struct ns_rows *rows)
{
    return rows->counts[STATE_HIDDEN] + rows->counts[STATE_WAITING];
}

size_t ns_rows_pending(const struct ns_rows *rows)
{
    return rows->counts[STATE_PENDING];
}

size_t ns_rows_known(const struct ns_rows *rows)
{
    return rows->counts[STATE_PENDING] + rows->counts[STATE_WAITING] + rows->counts[STATE_SHOWN] +
           rows->counts[STATE_HIDDEN];
}
