/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * script.h: the browser without a terminal: keys from a file, screens as text. For tests, and for
 * printing the first screen. Time is virtual, so the same script gives the same screens.
 *
 * A script has one directive a line; # begins a comment:
 *     key J5j<Enter>      presses keys (key.h names them)
 *     type some words     presses the letters as they stand
 *     command set x=1     runs a ':' command
 *     size 100x30         resizes
 *     rest                lets a second pass (the text follows the list, ...)
 *     dump [NAME]         prints the screen, under a line "== NAME" if there is a name
 */
#ifndef NS_APP_SCRIPT_H
#define NS_APP_SCRIPT_H

#include "app/session.h"

/* Reads a script, before anything else is read. False after a message. */
bool ns_script_read(const char *path, struct ns_bytes *out);

/* Waits until all is extracted, plays the script if there is one, prints the last screen if asked
 * to. Returns the exit status. */
int ns_script_run(struct ns_session *session, struct ns_slice script);

#endif
