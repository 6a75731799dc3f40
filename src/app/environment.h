/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * environment.h: what the process was given: variables, and where its own files are.
 */
#ifndef NS_APP_ENVIRONMENT_H
#define NS_APP_ENVIRONMENT_H

#include "naysay/store.h"

void ns_environment_read(struct ns_environment *environment);

/*
 * The folder with lexicon/ and themes/: $NAYSAY_DATADIR, else beside the executable (../assets in a
 * build tree, ../share/naysay/assets when installed), else where it was configured to be. The caller frees.
 */
char *ns_environment_assets(void);

/* Of this build of the program: another one may find something else in the same article. False if
 * it cannot be told. */
bool ns_environment_program(struct ns_digest *out);

/* Sets LC_CTYPE. Returns false if the terminal's encoding is not UTF-8: then only ASCII may be sent,
 * while inside the tables of C.UTF-8 are used (widths). */
bool ns_environment_locale(void);

#endif
