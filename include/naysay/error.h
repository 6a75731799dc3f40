/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * error.h (room: base): how functions of the library tell that something failed.
 *
 * A function that can fail returns enum ns_status; the detail goes into an optional struct ns_err,
 * which the caller owns and may pass as NULL. Messages are lower-case, without a full stop, and
 * name the thing: "cannot open 'x': permission denied". They may hold bytes of file names as they
 * are: whoever shows them cleans them (clean.h).
 */
#ifndef NAYSAY_ERROR_H
#define NAYSAY_ERROR_H

#include <stdint.h>

enum ns_status {
    NS_OK = 0,
    NS_ERR_IO,        /* the system refused; the message holds its reason */
    NS_ERR_FORMAT,    /* the input is not what it should be */
    NS_ERR_ARGUMENT,  /* the caller's or the user's words are off */
    NS_ERR_LIMIT,     /* larger, deeper or longer than allowed */
    NS_ERR_NOT_FOUND, /* no such thing */
    NS_ERR_CANCELLED, /* asked to stop */
    NS_ERR_SKIPPED,   /* not an error: passed over, with the reason in the message */
};

#define NS_ERR_MESSAGE_SIZE 512

struct ns_err {
    enum ns_status status;
    uint64_t offset; /* bytes into the file, 0 where it has no meaning */
    unsigned line;   /* 1-based, 0 where it has no meaning */
    unsigned column; /* 1-based, in code points, 0 where it has no meaning */
    char message[NS_ERR_MESSAGE_SIZE];
};

/* Fills err (if any) with a formatted message and returns status. Long messages are cut. */
enum ns_status ns_err_set(struct ns_err *err, enum ns_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with the line and column of a text file that the user wrote. */
enum ns_status ns_err_set_at(struct ns_err *err, enum ns_status status, unsigned line,
                             unsigned column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
