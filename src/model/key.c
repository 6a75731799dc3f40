/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/key.h"

#include "naysay/utf8.h"

static const struct {
    const char *name;
    uint32_t key;
} names[] = {
    {"Space", ' '},
    {"Enter", NS_KEY_ENTER},
    {"Tab", NS_KEY_TAB},
    {"Esc", NS_KEY_ESCAPE},
    {"lt", '<'},
    {"S-Tab", NS_KEY_SHIFT_TAB},
    {"BS", NS_KEY_BACKSPACE},
    {"Up", NS_KEY_UP},
    {"Down", NS_KEY_DOWN},
    {"Left", NS_KEY_LEFT},
    {"Right", NS_KEY_RIGHT},
    {"Home", NS_KEY_HOME},
    {"End", NS_KEY_END},
    {"PgUp", NS_KEY_PAGE_UP},
    {"PgDn", NS_KEY_PAGE_DOWN},
    {"Ins", NS_KEY_INSERT},
    {"Del", NS_KEY_DELETE},
    {"F1", NS_KEY_F1},
    {"F2", NS_KEY_F2},
    {"F3", NS_KEY_F3},
    {"F4", NS_KEY_F4},
    {"F5", NS_KEY_F5},
    {"F6", NS_KEY_F6},
    {"F7", NS_KEY_F7},
    {"F8", NS_KEY_F8},
    {"F9", NS_KEY_F9},
    {"F10", NS_KEY_F10},
    {"F11", NS_KEY_F11},
    {"F12", NS_KEY_F12},
};
#define NAME_COUNT (sizeof names / sizeof *names)

/* What stands between < and >. */
static bool named_key(struct ns_slice name, uint32_t *key)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (ns_slice_equal_nocase(name, ns_slice_of(names[i].name))) {
            *key = names[i].key;
            return true;
        }
    }
    if (name.len == 3 && (name.at[0] == 'C' || name.at[0] == 'c') && name.at[1] == '-') {
        unsigned char c = (unsigned char)name.at[2];
        if (c >= 'a' && c <= 'z')
            c = (unsigned char)(c - 'a' + 'A');
        if (c > '@' && c <= '_') {
            *key = c & 0x1Fu;
            return true;
        }
    }
    return false;
}

bool ns_key_parse(struct ns_slice *rest, uint32_t *key, struct ns_err *err)
{
    if (err)
        err->status = NS_OK;
    if (!rest->len)
        return false;
    size_t used = 0;
    if (rest->at[0] == '<') {
        size_t close = ns_slice_find(*rest, NS_SLICE(">"), 1);
        if (close == SIZE_MAX || close > 8) {
            ns_err_set(err, NS_ERR_ARGUMENT, "'<' without a key's name (the key itself is <lt>)");
            return false;
        }
        struct ns_slice name = {rest->at + 1, close - 1};
        if (!named_key(name, key)) {
            ns_err_set(err, NS_ERR_ARGUMENT, "no key is called '<%.*s>'", (int)name.len, name.at);
            return false;
        }
        used = close + 1;
    } else {
        bool valid = true;
        *key = ns_utf8_next(*rest, &used, &valid);
        if (!valid || *key < 0x20 || *key == 0x7F) {
            ns_err_set(err, NS_ERR_ARGUMENT, "a control character stands where a key should");
            return false;
        }
    }
    rest->at += used;
    rest->len -= used;
    return true;
}

void ns_key_name(uint32_t key, struct ns_bytes *out)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (names[i].key == key) {
            ns_bytes_format(out, "<%s>", names[i].name);
            return;
        }
    }
    if (key < 0x20) {
        char c = (char)(key + '@');
        ns_bytes_format(out, "<C-%c>", c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    } else if (key >= NS_KEY_BASE || key == 0x7F || (key >= 0xD800 && key < 0xE000)) {
        ns_bytes_add_text(out, "<?>");
    } else {
        char utf8[4];
        ns_bytes_add(out, (struct ns_slice){utf8, ns_utf8_put(key, utf8)});
    }
}
