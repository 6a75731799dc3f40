/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key names to what a terminal sends for them. */
#include "term_priv.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    VTermKey key;
} special[] = {
    {"Enter", VTERM_KEY_ENTER},   {"Tab", VTERM_KEY_TAB},           {"Esc", VTERM_KEY_ESCAPE},
    {"BS", VTERM_KEY_BACKSPACE},  {"Del", VTERM_KEY_DEL},           {"Insert", VTERM_KEY_INS},
    {"Up", VTERM_KEY_UP},         {"Down", VTERM_KEY_DOWN},         {"Left", VTERM_KEY_LEFT},
    {"Right", VTERM_KEY_RIGHT},   {"Home", VTERM_KEY_HOME},         {"End", VTERM_KEY_END},
    {"PageUp", VTERM_KEY_PAGEUP}, {"PageDown", VTERM_KEY_PAGEDOWN}, {"PgUp", VTERM_KEY_PAGEUP},
    {"PgDn", VTERM_KEY_PAGEDOWN},
};

static bool find_special(const char *name, VTermKey *key)
{
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        if (strcmp(special[i].name, name) == 0) {
            *key = special[i].key;
            return true;
        }
    }
    if (name[0] == 'F' && name[1] >= '1' && name[1] <= '9') {
        long n = strtol(name + 1, NULL, 10);
        *key = (VTermKey)VTERM_KEY_FUNCTION((int)n);
        return n >= 1 && n <= 12;
    }
    return false;
}

static bool send_named(struct term *t, const char *name)
{
    VTermModifier mod = VTERM_MOD_NONE;
    for (; name[0] && name[1] == '-' && name[2]; name += 2) {
        if (name[0] == 'C')
            mod |= VTERM_MOD_CTRL;
        else if (name[0] == 'M')
            mod |= VTERM_MOD_ALT;
        else if (name[0] == 'S')
            mod |= VTERM_MOD_SHIFT;
        else
            return false;
    }
    VTermKey key;
    if (find_special(name, &key)) {
        vterm_keyboard_key(t->vt, key, mod);
        return true;
    }
    char byte = name[0];
    if (strcmp(name, "Space") == 0)
        byte = ' ';
    else if (strcmp(name, "lt") == 0)
        byte = '<';
    else if (!name[0] || name[1])
        return false;
    if (mod & VTERM_MOD_ALT)
        term_bytes(t, "\033", 1);
    if (mod & VTERM_MOD_CTRL)
        byte = (char)(byte == ' ' ? 0 : byte & 0x1f);
    term_bytes(t, &byte, 1);
    return true;
}

void term_keys(struct term *t, const char *keys)
{
    t->typing = true;
    while (*keys) {
        const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
        if (!end) {
            size_t n = *keys == '<' ? 1 : strcspn(keys, "<");
            term_bytes(t, keys, n);
            keys += n;
            continue;
        }
        char name[32];
        size_t n = (size_t)(end - keys - 1);
        if (n < sizeof name) {
            memcpy(name, keys + 1, n);
            name[n] = '\0';
        }
        if (n >= sizeof name || !send_named(t, name)) {
            fprintf(stderr, "terminal harness: unknown key %.*s\n", (int)n + 2, keys);
            abort();
        }
        keys = end + 1;
    }
    t->typing = false;
}
