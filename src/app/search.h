/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * search.h: "naysay search": which articles, or statements, match a query.
 */
#ifndef NS_APP_SEARCH_H
#define NS_APP_SEARCH_H

#include "app/session.h"

/* Opens the corpus. utf8: the terminal's encoding. Returns the exit status, as grep has it: 0 if
 * something was found, 1 if not, 2 if a path is missing or something else went wrong. */
int ns_search_run(struct ns_session *session, bool utf8);

#endif
