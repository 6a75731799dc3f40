/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * stats.h: "naysay stats": what a corpus holds, and what it took to read, index and extract it.
 */
#ifndef NS_APP_STATS_H
#define NS_APP_STATS_H

#include "app/session.h"

/* Opens the corpus. Returns the exit status: 0, or 1 if no article could be read. */
int ns_stats_run(struct ns_session *session);

#endif
