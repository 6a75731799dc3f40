/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/error.h"

#include <stdarg.h>
#include <stdio.h>

static void fill(struct ns_err *err, enum ns_status status, unsigned line, unsigned column,
                 const char *format, va_list args) __attribute__((format(printf, 5, 0)));

static void fill(struct ns_err *err, enum ns_status status, unsigned line, unsigned column,
                 const char *format, va_list args)
{
    err->status = status;
    err->offset = 0;
    err->line = line;
    err->column = column;
    vsnprintf(err->message, sizeof err->message, format, args);
}

enum ns_status ns_err_set(struct ns_err *err, enum ns_status status, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        fill(err, status, 0, 0, format, args);
        va_end(args);
    }
    return status;
}

enum ns_status ns_err_set_at(struct ns_err *err, enum ns_status status, unsigned line,
                             unsigned column, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        fill(err, status, line, column, format, args);
        va_end(args);
    }
    return status;
}
