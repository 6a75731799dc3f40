/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * thread.h (room: base): what POSIX does not say of threads.
 */
#ifndef NAYSAY_THREAD_H
#define NAYSAY_THREAD_H

#include <stdint.h>

/* Lets the calling thread stand back where other threads want the processor: whoever answers keys
 * goes first. Linux gives each thread a nice value of its own; elsewhere nothing happens. */
void ns_thread_stand_back(void);

/* Processor time that the calling thread has taken, in ns. */
uint64_t ns_thread_clock(void);

#endif
