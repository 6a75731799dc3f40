/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * log.h (room: base): a ring of the latest messages, and trace points that time phases.
 *
 * Thread-safe. Nothing is printed: a pane shows the ring, and the program may write it to a file.
 */
#ifndef NAYSAY_LOG_H
#define NAYSAY_LOG_H

#include "naysay/vec.h"

void ns_log(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Logs how long after the start of the process (monotonic) the named phase was reached. */
void ns_trace(const char *phase);

/* Nanoseconds of the monotonic clock. */
uint64_t ns_clock(void);

/* Copies the ring, oldest first, a line a message ("seconds.micros  message"). */
void ns_log_copy(struct ns_bytes *out);

#endif
