/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report.h: messages on standard error, cleaned like everything else that reaches a terminal.
 */
#ifndef NS_APP_REPORT_H
#define NS_APP_REPORT_H

#include "naysay/snapshot.h"
#include "naysay/vec.h"

/* "naysay: message"; every line of the message is cleaned by itself. */
void ns_report(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for text of several lines. */
void ns_report_lines(struct ns_slice text);

/* How many files were passed over, and the first of them, at most so many, with their reasons. */
void ns_report_skipped(const struct ns_snapshot *snapshot, size_t most);

#endif
