/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * linebreak.h (room: text): where lines may end (UAX 14, by libunistring), measured in cells.
 */
#ifndef NAYSAY_LINEBREAK_H
#define NAYSAY_LINEBREAK_H

#include "naysay/segment.h"

/*
 * Appends the lines of a paragraph wrapped to columns (>= 1): byte ranges plus base that cover it
 * whole; white space at a line's end belongs to that line and is not counted in its width. Breaks
 * where UAX 14 allows; a word longer than a line breaks between clusters. A newline inside ends a
 * line. Widths are those of clean.h, markers included. Linear time.
 */
void ns_linebreak(struct ns_slice paragraph, uint32_t base, unsigned columns,
                  struct ns_ranges *out);

#endif
