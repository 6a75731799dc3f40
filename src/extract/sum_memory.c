/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sum_memory.c: open addressing with linear probing; cleared up between articles when it fills. */
#include "sum_memory.h"

/* Entries. A few thousand words make most of any text; what is full costs time only. */
#define WORDS    16384u /* 7 MB */
#define PATTERNS 16384u /* 1 MB */
#define STATES   8192u  /* 0.4 MB */

/* Entries begin with their key and, behind it, the number of their uses. */
struct table {
    char *entries;
    size_t stride;    /* bytes from entry to entry */
    size_t key_words; /* of 64 bits */
    uint32_t count, most;
    struct slot {
        uint32_t tag;   /* part of the hash */
        uint32_t index; /* 1 more than the entry's; 0: free */
    } * slots;          /* [2 * most] */
};

struct ns_sum_memory {
    struct table tables[NS_SUM_TABLES];
};

static void table_open(struct table *t, size_t stride, size_t key_words, uint32_t most)
{
    *t = (struct table){.stride = stride, .key_words = key_words, .most = most};
    t->entries = ns_alloc(stride * most);
    t->slots = ns_alloc((size_t)2 * most * sizeof *t->slots);
}

static void table_close(struct table *t)
{
    free(t->entries);
    free(t->slots);
}

static inline __attribute__((always_inline)) uint64_t hash_of(const uint64_t *key, size_t words)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < words; i++)
        hash = (hash ^ key[i]) * 0x9E3779B97F4A7C15u ^ hash >> 29;
    return hash ^ hash >> 32;
}

static inline __attribute__((always_inline)) bool is_same(const char *entry, const uint64_t *key,
                                                          size_t words)
{
    const uint64_t *had = (const uint64_t *)(const void *)entry;
    uint64_t differs = 0;
    for (size_t i = 0; i < words; i++)
        differs |= had[i] ^ key[i];
    return differs == 0;
}

/* Where the key is, or would be. */
static inline __attribute__((always_inline)) struct slot *slot_of(const struct table *t,
                                                                  const uint64_t *key,
                                                                  uint64_t hash, size_t words)
{
    uint32_t tag = (uint32_t)(hash >> 32);
    for (size_t i = (size_t)hash;; i++) {
        struct slot *slot = &t->slots[i & (2 * (size_t)t->most - 1)];
        if (slot->index == 0 ||
            (slot->tag == tag && is_same(t->entries + (slot->index - 1) * t->stride, key, words)))
            return slot;
    }
}

static inline void take(struct slot *slot, uint64_t hash, uint32_t index)
{
    slot->tag = (uint32_t)(hash >> 32);
    slot->index = index + 1;
}

static inline uint32_t *uses_of(const struct table *t, char *entry)
{
    return (uint32_t *)(void *)(entry + t->key_words * sizeof(uint64_t));
}

static inline __attribute__((always_inline)) void *entry_of(struct table *t,
                                                            const struct ns_sum_key *key,
                                                            size_t words, bool *is_new)
{
    struct slot *slot = slot_of(t, key->at, key->hash, words);
    *is_new = slot->index == 0;
    if (*is_new) {
        if (t->count == t->most)
            return NULL;
        memset(t->entries + t->count * t->stride, 0, t->stride);
        memcpy(t->entries + t->count * t->stride, key->at, words * sizeof *key->at);
        take(slot, key->hash, t->count++);
    }
    char *entry = t->entries + (slot->index - 1) * t->stride;
    ++*uses_of(t, entry);
    return entry;
}

/* When three of four places are taken: what was of use only once since the last time is forgotten; if
 * that is not enough, everything. */
static void clear_up(struct table *t)
{
    uint32_t kept = 0;
    if (t->count < t->most / 4 * 3)
        return;
    for (uint32_t i = 0; i < t->count; i++) {
        char *entry = t->entries + i * t->stride;
        if (*uses_of(t, entry) > 1)
            memmove(t->entries + kept++ * t->stride, entry, t->stride);
    }
    t->count = kept <= t->most / 2 ? kept : 0;
    memset(t->slots, 0, (size_t)2 * t->most * sizeof *t->slots);
    for (uint32_t i = 0; i < t->count; i++) {
        char *entry = t->entries + i * t->stride;
        const uint64_t *key = (const uint64_t *)(const void *)entry;
        uint64_t hash = hash_of(key, t->key_words);
        *uses_of(t, entry) = 0;
        take(slot_of(t, key, hash, t->key_words), hash, i);
    }
}

struct ns_sum_memory *ns_sum_memory_new(void)
{
    struct ns_sum_memory *memory = ns_alloc(sizeof *memory);
    struct table *tables = memory->tables;
    table_open(&tables[NS_SUM_WORDS], sizeof(struct ns_word_sums), NS_WORD_KEY, WORDS);
    table_open(&tables[NS_SUM_PATTERNS], sizeof(struct ns_pattern_sums), NS_PATTERN_KEY, PATTERNS);
    table_open(&tables[NS_SUM_STATES], sizeof(struct ns_state_sums), NS_STATE_KEY, STATES);
    return memory;
}

void ns_sum_memory_free(struct ns_sum_memory *memory)
{
    if (!memory)
        return;
    for (size_t i = 0; i < NS_SUM_TABLES; i++)
        table_close(&memory->tables[i]);
    free(memory);
}

void ns_sum_memory_begin(struct ns_sum_memory *memory)
{
    for (size_t i = 0; i < NS_SUM_TABLES; i++)
        clear_up(&memory->tables[i]);
}

void ns_sum_memory_fetch(const struct ns_sum_memory *memory, enum ns_sum_table table,
                         struct ns_sum_key *key)
{
    const struct table *t = &memory->tables[table];
    key->hash = hash_of(key->at, t->key_words);
    __builtin_prefetch(&t->slots[(size_t)key->hash & (2 * (size_t)t->most - 1)]);
}

void ns_sum_memory_fetch_entry(const struct ns_sum_memory *memory, enum ns_sum_table table,
                               const struct ns_sum_key *key)
{
    const struct table *t = &memory->tables[table];
    const struct slot *slot = &t->slots[(size_t)key->hash & (2 * (size_t)t->most - 1)];
    const char *entry = t->entries + (slot->index - (slot->index > 0)) * t->stride;
    __builtin_prefetch(entry);
    if (table == NS_SUM_WORDS) {
        __builtin_prefetch(entry + 64);
        __builtin_prefetch(entry + 128);
    }
}

struct ns_word_sums *ns_sum_memory_word(struct ns_sum_memory *memory, const struct ns_sum_key *key,
                                        bool *is_new)
{
    return entry_of(&memory->tables[NS_SUM_WORDS], key, NS_WORD_KEY, is_new);
}

struct ns_pattern_sums *ns_sum_memory_pattern(struct ns_sum_memory *memory,
                                              const struct ns_sum_key *key, bool *is_new)
{
    return entry_of(&memory->tables[NS_SUM_PATTERNS], key, NS_PATTERN_KEY, is_new);
}

struct ns_state_sums *ns_sum_memory_state(struct ns_sum_memory *memory,
                                          const struct ns_sum_key *key, bool *is_new)
{
    return entry_of(&memory->tables[NS_SUM_STATES], key, NS_STATE_KEY, is_new);
}

void ns_pending_sum(struct ns_pending *pending)
{
    const struct ns_weights *w = pending->weights;
    uint32_t from = 0;
    for (uint32_t i = 0; i < pending->count; i++) {
        const struct ns_pending_sum *sum = &pending->sums[i];
        if (pending->weights->stride == 4)
            *(ns_lanes4 *)sum->out += ns_weights_sum4(w, pending->rows + from, sum->end - from);
        else
            *(ns_lanes8 *)sum->out += ns_weights_sum8(w, pending->rows + from, sum->end - from, 0);
        from = sum->end;
    }
    pending->row_count = pending->count = 0;
}
