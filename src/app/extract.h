/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * extract.h: "naysay extract": what was found in each article, as JSON lines in input order.
 */
#ifndef NS_APP_EXTRACT_H
#define NS_APP_EXTRACT_H

#include "app/session.h"

/* Returns the exit status: 0, or 1 if no article could be read or the output could not be written. */
int ns_extract_run(struct ns_session *session);

#endif
