/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ending.h: ends that nobody asked for: a signal while the terminal takes no bytes, and memory that
 * is gone. In both the reader's places are saved first.
 */
#ifndef NS_APP_ENDING_H
#define NS_APP_ENDING_H

#include "app/session.h"

/* Blocks the signals that ns_ending_guard lets through. Before any thread is started. */
void ns_ending_block(void);

/*
 * Runs work, which writes to the terminal and may be held up there (^S, a line that is down), with
 * SIGTERM and SIGHUP let through. Returns the one that came, or already, or 0. If the terminal
 * takes no bytes for some hundred ms after it, work is left where it is and *stuck is set: nothing
 * but ns_screen_emergency may be called for the screen then.
 */
int ns_ending_guard(void (*work)(void *context), void *context, int already, bool *stuck);

/* The session whose places are saved when memory is gone, in the thread that called this; NULL
 * before it is closed. */
void ns_ending_watch(struct ns_session *session);

/* For ns_memory_on_exhausted; any thread. Ends the process with status 1 and a message. */
void ns_ending_exhausted(size_t bytes);

/* In the loop's thread, when a signal ended it: if that was for want of memory, ends as said. */
void ns_ending_if_exhausted(void);

#endif
