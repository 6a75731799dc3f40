/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vec.h (room: base): growing arrays of any type.
 *
 *     NS_VEC(ns_numbers, int);
 *     struct ns_numbers v = {0};
 *     ns_vec_push(&v, 5);
 *     ns_vec_free(&v);
 *
 * A zeroed vector is empty and valid. It owns .at, not what its elements point to. NULL never
 * comes back: see memory.h.
 */
#ifndef NAYSAY_VEC_H
#define NAYSAY_VEC_H

#include "naysay/memory.h"
#include "naysay/slice.h"

#include <stdlib.h>

#define NS_VEC(name, type)                                                                         \
    struct name {                                                                                  \
        type *at;                                                                                  \
        size_t len, cap;                                                                           \
    }

/* Makes room for extra more elements. */
#define ns_vec_reserve(v, extra)                                                                   \
    ((v)->len + (extra) <= (v)->cap                                                                \
         ? (void)0                                                                                 \
         : (void)((v)->cap = ns_vec_grown((v)->cap, (v)->len + (extra)),                           \
                  (v)->at = ns_realloc((v)->at, (v)->cap, sizeof *(v)->at)))

#define ns_vec_push(v, ...) (ns_vec_reserve(v, 1), (void)((v)->at[(v)->len++] = (__VA_ARGS__)))

#define ns_vec_last(v) (&(v)->at[(v)->len - 1])

/* qsort, which must not be given the NULL of an empty vector. */
#define ns_vec_sort(v, compare)                                                                    \
    ((v)->len > 1 ? qsort((v)->at, (v)->len, sizeof *(v)->at, (compare)) : (void)0)

#define ns_vec_free(v) (free((v)->at), (v)->at = NULL, (v)->len = (v)->cap = 0)

static inline size_t ns_vec_grown(size_t cap, size_t need)
{
    size_t grown = cap < 8 ? 8 : cap + cap / 2;
    return grown < need ? need : grown;
}

/* Bytes that grow. Not NUL-terminated unless ns_bytes_text was asked. */
NS_VEC(ns_bytes, char);

void ns_bytes_add(struct ns_bytes *b, struct ns_slice s);
void ns_bytes_add_text(struct ns_bytes *b, const char *text);
void ns_bytes_format(struct ns_bytes *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The bytes so far as a NUL-terminated string, valid until the next change. */
const char *ns_bytes_text(struct ns_bytes *b);

static inline struct ns_slice ns_bytes_slice(const struct ns_bytes *b)
{
    return (struct ns_slice){b->at, b->len};
}

#endif
