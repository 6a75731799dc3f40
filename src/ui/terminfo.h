/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * terminfo.h: what the terminal can do. Apart from screen.c, since <term.h> claims everyday words
 * such as "columns" as macros.
 */
#ifndef NS_UI_TERMINFO_H
#define NS_UI_TERMINFO_H

#include "naysay/error.h"

/* Loads the description of $TERM. NS_ERR_ARGUMENT: unset, unknown, or no cursor addressing. */
enum ns_status ns_terminfo_load(int fd, struct ns_err *err);

/* Releases that description once curses has loaded its own. */
void ns_terminfo_release(void);

/* A capability's string, "" if the terminal lacks it. After ns_terminfo_load or newterm. */
const char *ns_terminfo_string(const char *capability);

#endif
