/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * input.h: bytes from a terminal to keys. Pure: no curses, no descriptor, no clock.
 *
 * The decoder knows the whole grammar of control sequences (ECMA-48: CSI, SS3, and the strings OSC,
 * DCS, SOS, PM, APC), so that one it has no key for, such as a terminal's reply, is swallowed whole
 * as NS_KEY_UNKNOWN and never taken for typed letters. ESC before a plain character is the Escape key
 * and that character: over a slow line the two often arrive together.
 */
#ifndef NS_UI_INPUT_H
#define NS_UI_INPUT_H

#include "naysay/key.h"

#define NS_INPUT_SEQUENCE    32 /* bytes of the longest sequence with a key */
#define NS_INPUT_ESCAPE_MS   25
#define NS_INPUT_SEQUENCE_MS 250

struct ns_input_sequence {
    char bytes[NS_INPUT_SEQUENCE];
    uint32_t key;
};
NS_VEC(ns_input_sequences, struct ns_input_sequence);

NS_VEC(ns_keys, uint32_t);

struct ns_input {
    struct ns_input_sequences sequences; /* sorted by nothing: there are about sixty */
    unsigned char pending[NS_INPUT_SEQUENCE];
    size_t pending_len;
    enum { NS_INPUT_PLAIN, NS_INPUT_SWALLOW_CSI, NS_INPUT_SWALLOW_STRING } mode;
    bool string_escape; /* inside a string, the last byte was ESC */
};

/* Knows the common sequences (xterm, linux, vt220, rxvt; CSI and SS3). */
void ns_input_init(struct ns_input *input);
void ns_input_free(struct ns_input *input);

/* Adds one of the terminal's own; too long ones and ones without ESC are ignored. */
void ns_input_add(struct ns_input *input, const char *bytes, uint32_t key);

/* Decodes; appends complete keys. */
void ns_input_feed(struct ns_input *input, const unsigned char *bytes, size_t len,
                   struct ns_keys *keys);

/* Is a sequence half there? Then ns_input_flush is due after so many ms without a byte; else -1. A
 * lone ESC is decided quickly, the rest of a sequence that has begun may come in a later packet. */
int ns_input_timeout(const struct ns_input *input);
void ns_input_flush(struct ns_input *input, struct ns_keys *keys);

#endif
