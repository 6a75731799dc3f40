/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void (*on_exhausted)(size_t bytes);

void ns_memory_on_exhausted(void (*handler)(size_t bytes))
{
    on_exhausted = handler;
}

_Noreturn void ns_memory_exhausted(size_t bytes)
{
    if (on_exhausted)
        on_exhausted(bytes);
    abort();
}

void *ns_alloc(size_t bytes)
{
    void *p = calloc(1, bytes ? bytes : 1);
    if (!p)
        ns_memory_exhausted(bytes);
    return p;
}

void *ns_realloc(void *old, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        ns_memory_exhausted(SIZE_MAX);
    void *p = realloc(old, bytes ? bytes : 1);
    if (!p)
        ns_memory_exhausted(bytes);
    return p;
}

char *ns_string_dup(struct ns_slice s)
{
    if (s.len == SIZE_MAX)
        ns_memory_exhausted(SIZE_MAX);
    char *copy = ns_alloc(s.len + 1);
    if (s.len)
        memcpy(copy, s.at, s.len);
    return copy;
}

/* --- arenas --- */

#define FIRST_CHUNK   ((size_t)1024)
#define LARGEST_CHUNK ((size_t)256 * 1024)

struct chunk {
    struct chunk *next;
    size_t used, room; /* bytes behind this header */
    alignas(max_align_t) unsigned char bytes[];
};

struct ns_arena {
    struct chunk *chunks; /* the first one is being filled */
    size_t next_room;
    size_t held;
};

static struct chunk *chunk_new(struct ns_arena *arena, size_t room)
{
    if (room > SIZE_MAX - sizeof(struct chunk))
        ns_memory_exhausted(room);
    /* Fresh from ns_alloc the bytes are zero, and each is handed out once. */
    struct chunk *chunk = ns_alloc(sizeof *chunk + room);
    chunk->room = room;
    arena->held += sizeof *chunk + room;
    return chunk;
}

struct ns_arena *ns_arena_new(size_t first)
{
    struct ns_arena *arena = ns_alloc(sizeof *arena);
    arena->held = sizeof *arena;
    arena->next_room = first ? first : FIRST_CHUNK;
    return arena;
}

void ns_arena_free(struct ns_arena *arena)
{
    if (!arena)
        return;
    for (struct chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    free(arena);
}

/* A new chunk that holds bytes; one that bytes alone fills does not displace a chunk with room. */
static struct chunk *chunk_add(struct ns_arena *arena, size_t bytes)
{
    if (arena->chunks && bytes > arena->next_room / 2) {
        struct chunk *own = chunk_new(arena, bytes);
        own->next = arena->chunks->next;
        arena->chunks->next = own;
        return own;
    }
    size_t room = bytes > arena->next_room ? bytes : arena->next_room;
    struct chunk *chunk = chunk_new(arena, room);
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    if (arena->next_room < LARGEST_CHUNK)
        arena->next_room *= 2;
    return chunk;
}

void *ns_arena_alloc(struct ns_arena *arena, size_t bytes)
{
    const size_t unit = alignof(max_align_t);
    if (bytes > SIZE_MAX / 2)
        ns_memory_exhausted(bytes);
    /* No two allocations share an address, not even empty ones. */
    bytes = bytes ? (bytes + unit - 1) / unit * unit : unit;
    struct chunk *chunk = arena->chunks;
    if (!chunk || chunk->room - chunk->used < bytes)
        chunk = chunk_add(arena, bytes);
    void *p = chunk->bytes + chunk->used;
    chunk->used += bytes;
    return p;
}

struct ns_slice ns_arena_dup(struct ns_arena *arena, struct ns_slice s)
{
    if (s.len == SIZE_MAX)
        ns_memory_exhausted(SIZE_MAX);
    char *copy = ns_arena_alloc(arena, s.len + 1);
    if (s.len)
        memcpy(copy, s.at, s.len);
    return (struct ns_slice){copy, s.len};
}

struct ns_slice ns_arena_format(struct ns_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t size = len < 0 ? 0 : (size_t)len;
    char *text = ns_arena_alloc(arena, size + 1);
    if (size)
        vsnprintf(text, size + 1, format, again);
    va_end(again);
    return (struct ns_slice){text, size};
}

size_t ns_arena_size(const struct ns_arena *arena)
{
    return arena->held;
}
