/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * editor.h: the reader's own editor ($VISUAL, $EDITOR, else vi), started without a shell.
 */
#ifndef NS_APP_EDITOR_H
#define NS_APP_EDITOR_H

#include "naysay/error.h"

/* Opens path at line (0: anywhere) and waits for the editor's end. The terminal must be free. */
enum ns_status ns_editor_run(const char *path, unsigned line, struct ns_err *err);

#endif
