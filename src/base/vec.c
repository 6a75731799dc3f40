/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/vec.h"

#include <stdarg.h>
#include <stdio.h>

void ns_bytes_add(struct ns_bytes *b, struct ns_slice s)
{
    if (s.len == 0)
        return;
    ns_vec_reserve(b, s.len);
    memcpy(b->at + b->len, s.at, s.len);
    b->len += s.len;
}

void ns_bytes_add_text(struct ns_bytes *b, const char *text)
{
    ns_bytes_add(b, ns_slice_of(text));
}

void ns_bytes_format(struct ns_bytes *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    ns_vec_reserve(b, 64);
    int len = vsnprintf(b->at + b->len, b->cap - b->len, format, args);
    va_end(args);
    if (len > 0) {
        size_t size = (size_t)len;
        if (size >= b->cap - b->len) {
            ns_vec_reserve(b, size + 1);
            vsnprintf(b->at + b->len, size + 1, format, again);
        }
        b->len += size;
    }
    va_end(again);
}

const char *ns_bytes_text(struct ns_bytes *b)
{
    ns_vec_reserve(b, 1);
    b->at[b->len] = '\0';
    return b->at;
}
