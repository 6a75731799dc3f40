/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memory.h (room: base): allocation that does not fail, and arenas.
 *
 * Out of memory: no function here returns NULL. When the system has no more, the handler that the
 * program installed runs (it saves what it can, restores the terminal and ends the process); without
 * one the process aborts. Sizes that come from outside must be limited before they get here.
 *
 * An arena hands out memory that is freed all at once. One arena belongs to one thread at a time;
 * what it handed out may be read by any thread once it has been published.
 */
#ifndef NAYSAY_MEMORY_H
#define NAYSAY_MEMORY_H

#include "naysay/slice.h"

/* Installs what runs when memory is gone; it must not return. Call once, before any thread. */
void ns_memory_on_exhausted(void (*handler)(size_t bytes));

/* Runs it: for libraries that answer with NULL when memory is gone. */
_Noreturn void ns_memory_exhausted(size_t bytes);

void *ns_alloc(size_t bytes);                           /* zeroed; free() releases */
void *ns_realloc(void *old, size_t count, size_t size); /* checks count * size for overflow */
char *ns_string_dup(struct ns_slice s);                 /* NUL-terminated copy; free() releases */

struct ns_arena;

/* first: bytes of the first chunk, 0 for a small default. */
struct ns_arena *ns_arena_new(size_t first);
void ns_arena_free(struct ns_arena *arena); /* NULL is fine */

/* Zeroed, aligned for any type. */
void *ns_arena_alloc(struct ns_arena *arena, size_t bytes);
#define ns_arena_array(arena, type, count) ((type *)ns_arena_alloc((arena), sizeof(type) * (count)))

/* A copy with a NUL behind it that does not count. */
struct ns_slice ns_arena_dup(struct ns_arena *arena, struct ns_slice s);
struct ns_slice ns_arena_format(struct ns_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Bytes held from the system. */
size_t ns_arena_size(const struct ns_arena *arena);

#endif
