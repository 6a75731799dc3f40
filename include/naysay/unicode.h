/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unicode.h (room: text): what a code point is, and how wide it stands in a terminal.
 */
#ifndef NAYSAY_UNICODE_H
#define NAYSAY_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

bool ns_is_space(uint32_t cp);  /* white space, NBSP and the like; not zero-width */
bool ns_is_letter(uint32_t cp); /* letters and marks of any script */
bool ns_is_digit(uint32_t cp);
bool ns_is_upper(uint32_t cp);
bool ns_is_lower(uint32_t cp);
bool ns_is_word(uint32_t cp);       /* letter, mark, digit or _ */
bool ns_is_mark(uint32_t cp);       /* combining: stands in the cell before it */
bool ns_is_quote_open(uint32_t cp); /* “ ‘ « „ ‹ " and the like; " and ' count as both */
bool ns_is_quote_close(uint32_t cp);

/* Code points that must never reach a terminal: C0 (tab and newline too), DEL, C1, bidi controls,
 * zero-width (U+200B..U+200F, U+2060..U+2064, U+FEFF), tag characters, line and paragraph
 * separators, noncharacters, unassigned private controls. */
bool ns_is_hostile(uint32_t cp);

/*
 * Columns: 0 (combining), 1 or 2. Agrees with wcwidth(3) of the running locale's tables, which is
 * what the terminal library uses; the program sets a UTF-8 LC_CTYPE at its start. What wcwidth does
 * not know (-1) is not printable: ns_is_printable is false and cells show a marker.
 */
int ns_width(uint32_t cp);
bool ns_is_printable(uint32_t cp);

#endif
