/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * map.h (room: base): hash map from byte strings to 64-bit values (numbers, or pointers cast to
 * uintptr_t). Keys are copied. Iteration is in order of insertion. Not thread-safe while written.
 */
#ifndef NAYSAY_MAP_H
#define NAYSAY_MAP_H

#include "naysay/slice.h"

struct ns_map;

struct ns_map *ns_map_new(void);
void ns_map_free(struct ns_map *map); /* NULL is fine; values are not freed */

size_t ns_map_count(const struct ns_map *map);

/* The place of key's value, or NULL. Valid until the next ns_map_put. */
uint64_t *ns_map_get(const struct ns_map *map, struct ns_slice key);

/* The place of key's value, made and zeroed if it was not there. */
uint64_t *ns_map_put(struct ns_map *map, struct ns_slice key);

/* The index-th inserted pair, index < ns_map_count. */
struct ns_slice ns_map_key_at(const struct ns_map *map, size_t index);
uint64_t ns_map_value_at(const struct ns_map *map, size_t index);

#endif
