/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Open addressing with linear probing: the table holds 1 + the index of a pair (0: free), the pairs
 * stand in order of insertion and the keys in an arena. At most three quarters of the table fill.
 */
#include "naysay/map.h"
#include "naysay/vec.h"

struct pair {
    uint64_t hash;
    struct ns_slice key;
    uint64_t value;
};

NS_VEC(pairs, struct pair);

struct ns_map {
    struct pairs pairs;
    uint32_t *table;
    size_t size; /* of table: 0 or a power of two */
    struct ns_arena *keys;
};

struct ns_map *ns_map_new(void)
{
    struct ns_map *map = ns_alloc(sizeof *map);
    map->keys = ns_arena_new(0);
    return map;
}

void ns_map_free(struct ns_map *map)
{
    if (!map)
        return;
    ns_vec_free(&map->pairs);
    free(map->table);
    ns_arena_free(map->keys);
    free(map);
}

size_t ns_map_count(const struct ns_map *map)
{
    return map->pairs.len;
}

/* The place in the table where key stands or would stand; the table is never full. */
static size_t probe(const struct ns_map *map, struct ns_slice key, uint64_t hash)
{
    size_t mask = map->size - 1;
    size_t i = (size_t)hash & mask;
    for (; map->table[i]; i = (i + 1) & mask) {
        const struct pair *pair = &map->pairs.at[map->table[i] - 1];
        if (pair->hash == hash && ns_slice_equal(pair->key, key))
            break;
    }
    return i;
}

static void grow(struct ns_map *map)
{
    size_t size = map->size ? map->size * 2 : 16;
    uint32_t *table = ns_alloc(size * sizeof *table);
    for (size_t n = 0; n < map->pairs.len; n++) {
        size_t i = (size_t)map->pairs.at[n].hash & (size - 1);
        while (table[i])
            i = (i + 1) & (size - 1);
        table[i] = (uint32_t)(n + 1);
    }
    free(map->table);
    map->table = table;
    map->size = size;
}

uint64_t *ns_map_get(const struct ns_map *map, struct ns_slice key)
{
    if (map->size == 0)
        return NULL;
    uint32_t place = map->table[probe(map, key, ns_slice_hash(key))];
    return place ? &map->pairs.at[place - 1].value : NULL;
}

uint64_t *ns_map_put(struct ns_map *map, struct ns_slice key)
{
    if (map->pairs.len >= map->size / 4 * 3)
        grow(map);
    uint64_t hash = ns_slice_hash(key);
    uint32_t *place = &map->table[probe(map, key, hash)];
    if (!*place) {
        struct pair pair = {hash, ns_arena_dup(map->keys, key), 0};
        ns_vec_push(&map->pairs, pair);
        *place = (uint32_t)map->pairs.len;
    }
    return &map->pairs.at[*place - 1].value;
}

struct ns_slice ns_map_key_at(const struct ns_map *map, size_t index)
{
    return map->pairs.at[index].key;
}

uint64_t ns_map_value_at(const struct ns_map *map, size_t index)
{
    return map->pairs.at[index].value;
}
