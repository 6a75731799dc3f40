/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One hash table a facet (open addressing, linear probing), filled article by article; then the
 * most frequent values are picked by a heap of bounded size. An article counts once for a value.
 */
#include "naysay/facets.h"

#include "naysay/fold.h"
#include "naysay/log.h"
#include "naysay/vec.h"

#define CLOCK_EVERY 16u   /* articles between two looks at the clock */
#define PICK_EVERY  1024u /* slots of a table */
#define TABLE_LEAST 64u   /* slots; a power of two */

struct entry {
    uint64_t key;
    const char *text; /* of the snapshot; NULL: the slot is free */
    uint32_t len;
    uint32_t articles;
    uint32_t last; /* item that counted last */
    uint32_t detail;
};

struct table {
    struct entry *at;
    size_t size, used; /* size: 0 or a power of two */
};

NS_VEC(values, struct ns_facet_value);

struct ns_facets {
    float threshold;
    enum { IDLE, COUNTING, PICKING } phase;
    struct table tables[NS_FACET_COUNT];
    size_t next; /* article to be counted; slot to be picked */
    enum ns_facet picking;
    struct ns_facets_sum sum;
    struct values heap[NS_FACET_COUNT]; /* texts still of the snapshot */

    struct ns_facets_sum shown_sum;
    struct values shown[NS_FACET_COUNT];
    size_t distinct[NS_FACET_COUNT];
    struct ns_arena *texts; /* of shown */
};

struct ns_facets *ns_facets_new(void)
{
    return ns_alloc(sizeof(struct ns_facets));
}

void ns_facets_free(struct ns_facets *f)
{
    if (!f)
        return;
    for (unsigned i = 0; i < NS_FACET_COUNT; i++) {
        free(f->tables[i].at);
        ns_vec_free(&f->heap[i]);
        ns_vec_free(&f->shown[i]);
    }
    ns_arena_free(f->texts);
    free(f);
}

/* --- tables --- */

static struct entry *slot_of(const struct table *t, uint64_t key)
{
    size_t mask = t->size - 1;
    size_t i = (size_t)(key ^ key >> 32) & mask;
    while (t->at[i].text && t->at[i].key != key)
        i = (i + 1) & mask;
    return &t->at[i];
}

static void grow(struct table *t)
{
    struct table old = *t;
    t->size = old.size ? old.size * 2 : TABLE_LEAST;
    t->at = ns_alloc(t->size * sizeof *t->at);
    for (size_t i = 0; i < old.size; i++)
        if (old.at[i].text)
            *slot_of(t, old.at[i].key) = old.at[i];
    free(old.at);
}

static void count(struct table *t, uint64_t key, struct ns_slice text, uint32_t detail,
                  uint32_t item)
{
    if (!text.len)
        return;
    if (t->used * 4 >= t->size * 3)
        grow(t);
    struct entry *e = slot_of(t, key);
    if (e->text && e->last == item)
        return;
    t->used += !e->text;
    if (text.len > e->len) {
        e->text = text.at;
        e->len = (uint32_t)text.len;
        e->detail = detail;
    }
    e->key = key;
    e->last = item;
    e->articles++;
}

/* --- counting --- */

static bool is_date(const char *date)
{
    for (unsigned i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? date[i] != '-' : date[i] < '0' || date[i] > '9')
            return false;
    return true;
}

static uint64_t month_key(const char *date)
{
    uint64_t key = 0;
    for (unsigned i = 0; i < 7; i++)
        key = i == 4 ? key : key * 10 + (uint64_t)(date[i] - '0');
    return key;
}

static void count_article(struct ns_facets *f, const struct ns_article *a, uint32_t item)
{
    f->sum.articles++;
    if (a->outlet.len)
        count(&f->tables[NS_FACET_OUTLET], ns_fold_hash(a->outlet), a->outlet, 0, item);
    if (!is_date(a->date))
        return;
    f->sum.dated++;
    count(&f->tables[NS_FACET_MONTH], month_key(a->date), (struct ns_slice){a->date, 7}, 0, item);
}

/* By the name as it is told: a body that many states have, or a bare surname, has a key of its
 * article alone, but whoever narrows asks for the name. */
static uint64_t name_key(const struct ns_entity *e)
{
    return ns_fold_hash(e->canonical) + (uint64_t)e->type;
}

static void count_extraction(struct ns_facets *f, const struct ns_extraction *x, uint32_t item)
{
    f->sum.extracted++;
    for (size_t i = 0; i < x->entity_count; i++) {
        const struct ns_entity *e = &x->entities[i];
        if (!ns_entity_is_figure(e->type))
            count(&f->tables[NS_FACET_ENTITY], name_key(e), e->canonical, (uint32_t)e->type, item);
    }
    for (size_t i = 0; i < x->attribution_count; i++) {
        const struct ns_attribution *a = &x->attributions[i];
        if (a->confidence < f->threshold)
            continue;
        if (a->speaker.len)
            count(&f->tables[NS_FACET_SPEAKER], ns_fold_hash(a->speaker), a->speaker, 0, item);
        if (a->same_as == NS_NONE)
            count(&f->tables[NS_FACET_KIND], (uint64_t)a->kind, ns_slice_of(ns_kind_name(a->kind)),
                  (uint32_t)a->kind, item);
    }
}

static bool count_items(struct ns_facets *f, const struct ns_snapshot *s, const uint32_t *items,
                        size_t count, uint64_t deadline)
{
    while (f->next < count) {
        uint32_t item = items[f->next++];
        if (item < s->count && s->items[item].article)
            count_article(f, s->items[item].article, item);
        if (item < s->count && s->items[item].extraction)
            count_extraction(f, s->items[item].extraction, item);
        if (deadline && f->next % CLOCK_EVERY == 0 && ns_clock() >= deadline)
            return f->next >= count;
    }
    return true;
}

/* --- the most frequent --- */

/* Nationalities stand last, as in the names of an article: they are seldom what one looks for. */
static bool before(enum ns_facet facet, const struct ns_facet_value *a,
                   const struct ns_facet_value *b)
{
    if (facet == NS_FACET_MONTH)
        return a->key > b->key;
    bool group_a = facet == NS_FACET_ENTITY && a->detail == NS_ENTITY_GROUP;
    bool group_b = facet == NS_FACET_ENTITY && b->detail == NS_ENTITY_GROUP;
    if (group_a != group_b)
        return group_b;
    if (a->articles != b->articles)
        return a->articles > b->articles;
    int order = ns_slice_compare(a->text, b->text);
    return order ? order < 0 : a->key < b->key;
}

/* The last in order is on top of the heap. */
static void sift_down(enum ns_facet facet, struct ns_facet_value *at, size_t count, size_t i)
{
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= count)
            return;
        if (child + 1 < count && before(facet, &at[child], &at[child + 1]))
            child++;
        if (!before(facet, &at[i], &at[child]))
            return;
        struct ns_facet_value swap = at[i];
        at[i] = at[child];
        at[child] = swap;
        i = child;
    }
}

static void offer(struct ns_facets *f, enum ns_facet facet, const struct entry *e)
{
    struct values *heap = &f->heap[facet];
    struct ns_facet_value v = {e->key, {e->text, e->len}, e->articles, e->detail};
    if (heap->len < NS_FACET_MOST) {
        ns_vec_push(heap, v);
        for (size_t i = heap->len - 1; i > 0;) {
            size_t parent = (i - 1) / 2;
            if (!before(facet, &heap->at[parent], &heap->at[i]))
                break;
            struct ns_facet_value swap = heap->at[i];
            heap->at[i] = heap->at[parent];
            heap->at[parent] = swap;
            i = parent;
        }
    } else if (before(facet, &v, &heap->at[0])) {
        heap->at[0] = v;
        sift_down(facet, heap->at, heap->len, 0);
    }
}

static void heap_sort(enum ns_facet facet, struct values *heap)
{
    for (size_t left = heap->len; left > 1;) {
        struct ns_facet_value swap = heap->at[0];
        heap->at[0] = heap->at[--left];
        heap->at[left] = swap;
        sift_down(facet, heap->at, left, 0);
    }
}

static bool pick(struct ns_facets *f, uint64_t deadline)
{
    for (; f->picking < NS_FACET_COUNT; f->picking++, f->next = 0) {
        const struct table *t = &f->tables[f->picking];
        while (f->next < t->size) {
            const struct entry *e = &t->at[f->next++];
            if (e->text)
                offer(f, f->picking, e);
            if (deadline && f->next % PICK_EVERY == 0 && ns_clock() >= deadline)
                return false;
        }
        heap_sort(f->picking, &f->heap[f->picking]);
    }
    return true;
}

/* --- publishing --- */

/* Counts of a corpus are large: what is not needed is given back. */
static void drop(struct ns_facets *f)
{
    for (unsigned i = 0; i < NS_FACET_COUNT; i++) {
        free(f->tables[i].at);
        f->tables[i] = (struct table){0};
        f->heap[i].len = 0;
    }
    f->next = 0;
    f->phase = IDLE;
}

static void publish(struct ns_facets *f)
{
    ns_arena_free(f->texts);
    f->texts = ns_arena_new(0);
    for (unsigned i = 0; i < NS_FACET_COUNT; i++) {
        f->distinct[i] = f->tables[i].used;
        f->shown[i].len = 0;
        for (size_t k = 0; k < f->heap[i].len; k++) {
            struct ns_facet_value v = f->heap[i].at[k];
            v.text = ns_arena_dup(f->texts, v.text);
            ns_vec_push(&f->shown[i], v);
        }
    }
    f->shown_sum = f->sum;
    drop(f);
}

void ns_facets_begin(struct ns_facets *f, float threshold)
{
    drop(f);
    f->phase = COUNTING;
    f->picking = (enum ns_facet)0;
    f->sum = (struct ns_facets_sum){0};
    f->threshold = threshold;
}

bool ns_facets_work(struct ns_facets *f, const struct ns_snapshot *snapshot, const uint32_t *items,
                    size_t count, uint64_t deadline)
{
    if (f->phase == COUNTING && count_items(f, snapshot, items, count, deadline)) {
        f->phase = PICKING;
        f->next = 0;
    }
    if (f->phase == PICKING && pick(f, deadline))
        publish(f);
    return f->phase == IDLE;
}

unsigned ns_facets_percent(const struct ns_facets *f, size_t count)
{
    if (f->phase != COUNTING || !count)
        return f->phase == COUNTING ? 0 : 100;
    return (unsigned)(f->next * 100 / count);
}

struct ns_facets_sum ns_facets_sum(const struct ns_facets *f)
{
    return f->shown_sum;
}

const struct ns_facet_value *ns_facets_values(const struct ns_facets *f, enum ns_facet facet,
                                              size_t *count)
{
    *count = f->shown[facet].len;
    return f->shown[facet].at;
}

size_t ns_facets_distinct(const struct ns_facets *f, enum ns_facet facet)
{
    return f->distinct[facet];
}
