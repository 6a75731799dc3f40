/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Repetition over the articles of a corpus. One word a block: 48 bits of its hash and a count of 16,
 * in an open table. Only blocks that furniture could be are kept: short ones, and ones near the top
 * and the end.
 */
#include "reading.h"

#include <stdlib.h>

#define LONGEST    400 /* bytes of a block that is counted */
#define SHORT      120 /* bytes; such blocks are counted wherever they stand */
#define NEAR_TOP   6   /* blocks */
#define NEAR_END   12  /* blocks */
#define COUNT_MOST 0xFFFFu

#define TOLD_IN      3     /* articles that make a line furniture */
#define PROSE_IN     8     /* articles that make a sentence furniture */
#define COPIED_SHARE 0.34F /* of an article's blocks: beyond it the article itself is a copy */

struct ns_repetition {
    uint64_t *table; /* hash << 16 | count; 0: free */
    size_t size, used;
};

struct ns_repetition *ns_repetition_new(void)
{
    return ns_alloc(sizeof(struct ns_repetition));
}

void ns_repetition_free(struct ns_repetition *table)
{
    if (!table)
        return;
    free(table->table);
    free(table);
}

static uint64_t *slot(const struct ns_repetition *table, uint64_t hash)
{
    size_t mask = table->size - 1, i = (size_t)(hash >> 20) & mask;
    while (table->table[i] && table->table[i] >> 16 != hash >> 16)
        i = (i + 1) & mask;
    return &table->table[i];
}

static void grow(struct ns_repetition *table)
{
    uint64_t *old = table->table;
    size_t size = table->size;
    table->size = size ? size * 2 : 1024;
    table->table = ns_alloc(table->size * sizeof *table->table);
    for (size_t i = 0; i < size; i++)
        if (old[i])
            *slot(table, old[i]) = old[i];
    free(old);
}

static bool counted(const struct ns_article *a, size_t block)
{
    uint32_t len = a->blocks[block].span.end - a->blocks[block].span.begin;
    return len <= SHORT ||
           (len <= LONGEST && (block < NEAR_TOP || block + NEAR_END >= a->block_count));
}

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

void ns_repetition_add(struct ns_repetition *table, const struct ns_article *article)
{
    uint64_t last = 0;
    size_t count = 0;
    uint64_t *hashes = ns_alloc(article->block_count * sizeof *hashes);
    for (size_t i = 0; i < article->block_count; i++)
        if (counted(article, i))
            hashes[count++] = article->blocks[i].hash & ~(uint64_t)0xFFFF;
    if (count)
        qsort(hashes, count, sizeof *hashes, by_value);
    for (size_t i = 0; i < count; i++) {
        /* Once an article, however often it tells it; a hash of 0 cannot be kept. */
        if (hashes[i] == last || hashes[i] == 0)
            continue;
        last = hashes[i];
        if (table->used >= table->size / 4 * 3)
            grow(table);
        uint64_t *place = slot(table, last);
        if (*place == 0) {
            *place = last;
            table->used++;
        }
        if ((*place & COUNT_MOST) < COUNT_MOST)
            ++*place;
    }
    free(hashes);
}

/* Articles that tell the block. */
static unsigned told_in(const struct ns_repetition *table, const struct ns_article *a, size_t block)
{
    uint64_t hash = a->blocks[block].hash & ~(uint64_t)0xFFFF;
    if (table->size == 0 || hash == 0 || !counted(a, block))
        return 0;
    return (unsigned)(*slot(table, hash) & COUNT_MOST);
}

/* Is the article one of several copies, so that repetition tells nothing of its blocks? */
static bool is_copy(const struct ns_repetition *table, const struct ns_article *a)
{
    size_t all = 0, repeated = 0;
    for (size_t i = 0; i < a->block_count; i++) {
        if (a->blocks[i].role != NS_ROLE_BODY || !counted(a, i))
            continue;
        all++;
        repeated += told_in(table, a, i) > 1;
    }
    return (float)repeated > COPIED_SHARE * (float)all && repeated > 2;
}

/* Points that the block gains by being told in other articles; 0 if that says nothing. */
static float points_of(const struct ns_repetition *table, const struct ns_article *a, size_t block)
{
    const struct ns_block *b = &a->blocks[block];
    uint32_t len = b->span.end - b->span.begin;
    /* Sections are told in many articles by nature, and other roles are settled. */
    if (b->role != NS_ROLE_BODY && b->role != NS_ROLE_TITLE)
        return 0;
    bool sentence = len > 60 || b->sentence_count > 1;
    unsigned told = told_in(table, a, block), needed = sentence ? PROSE_IN : TOLD_IN;
    if (told < needed)
        return 0;
    /* What is firmly text by itself needs more articles. */
    return b->boilerplate_score < -2 && told < 2 * needed ? 0 : 1 - b->boilerplate_score;
}

struct ns_article *ns_repetition_apply(const struct ns_repetition *table,
                                       const struct ns_article *article)
{
    struct ns_article *copy = NULL;
    bool asked = false;
    for (size_t i = 0; i < article->block_count; i++) {
        float points = points_of(table, article, i);
        if (points <= 0)
            continue;
        if (!asked && is_copy(table, article))
            return NULL;
        asked = true;
        if (!copy)
            copy = ns_article_copy(article);
        copy->blocks[i].boilerplate_score += points;
        copy->blocks[i].role = NS_ROLE_BOILERPLATE;
        copy->blocks[i].evidence = "told in other articles of the corpus";
    }
    if (copy)
        ns_article_settle_again(copy);
    return copy;
}
