/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * needed.h (room: index): what every match of a regular expression must hold.
 */
#ifndef INDEX_NEEDED_H
#define INDEX_NEEDED_H

#include "naysay/vec.h"

/*
 * Appends each run of ASCII letters, digits and _, in lower case, that stands as it is in any match of
 * the pattern (as pattern.h reads it) in a folded text, with a NUL behind it. When in doubt nothing:
 * it goes by what stands outside of all brackets and classes, where nothing may take its place.
 */
void index_needed(struct ns_slice pattern, struct ns_bytes *out);

#endif
