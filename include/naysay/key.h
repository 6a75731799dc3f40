/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key.h (room: model): keys as numbers and as names.
 *
 * A key is a code point (control keys are U+0001..U+001F as sent), or one of the specials below.
 * Names: "j", "<Space>", "<Enter>", "<Tab>", "<S-Tab>", "<Esc>", "<BS>", "<C-d>", "<Up>", "<PgDn>",
 * "<F1>", "<Home>", "<lt>" ...
 */
#ifndef NAYSAY_KEY_H
#define NAYSAY_KEY_H

#include "naysay/error.h"
#include "naysay/vec.h"

enum ns_key_special {
    NS_KEY_BASE = 0x110000,
    NS_KEY_UP,
    NS_KEY_DOWN,
    NS_KEY_LEFT,
    NS_KEY_RIGHT,
    NS_KEY_HOME,
    NS_KEY_END,
    NS_KEY_PAGE_UP,
    NS_KEY_PAGE_DOWN,
    NS_KEY_INSERT,
    NS_KEY_DELETE,
    NS_KEY_BACKSPACE,
    NS_KEY_SHIFT_TAB,
    NS_KEY_F1,
    NS_KEY_F2,
    NS_KEY_F3,
    NS_KEY_F4,
    NS_KEY_F5,
    NS_KEY_F6,
    NS_KEY_F7,
    NS_KEY_F8,
    NS_KEY_F9,
    NS_KEY_F10,
    NS_KEY_F11,
    NS_KEY_F12,
    NS_KEY_UNKNOWN, /* a sequence that is none of these: never runs an action */
};
#define NS_KEY_ENTER  0x0Du
#define NS_KEY_TAB    0x09u
#define NS_KEY_ESCAPE 0x1Bu

/* Cuts one key's name off *rest ("jk<Enter>"); false at the end or (err set) if it is no key. */
bool ns_key_parse(struct ns_slice *rest, uint32_t *key, struct ns_err *err);

/* Appends the name. */
void ns_key_name(uint32_t key, struct ns_bytes *out);

#endif
