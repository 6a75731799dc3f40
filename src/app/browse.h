/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * browse.h: the loop: keys, snapshots, signals and time go to the model, dirty panes to the screen.
 */
#ifndef NS_APP_BROWSE_H
#define NS_APP_BROWSE_H

#include "app/session.h"

/* Returns the exit status; ends the process by the signal's own default if one asked for the end. */
int ns_browse_run(struct ns_session *session, bool utf8);

/* Blocks the signals that the loop takes by descriptor. Before any thread is started. */
void ns_browse_block_signals(void);

#endif
