/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * theme.h: how styles look. A theme is a list of "color" directives (assets/themes, then the
 * configuration): color STYLE [FOREGROUND [on BACKGROUND]] [bold] [dim] [underline] [reverse]
 * [italic] [plain]. Colours: default black red green yellow blue magenta cyan white, bright-red ...,
 * or 0..255. Without any theme every style still differs by attribute alone: what works on a
 * monochrome terminal is the ground that colours are laid on.
 */
#ifndef NS_UI_THEME_H
#define NS_UI_THEME_H

#include "naysay/grid.h"

enum ns_attribute {
    NS_ATTRIBUTE_BOLD = 1,
    NS_ATTRIBUTE_DIM = 2,
    NS_ATTRIBUTE_UNDERLINE = 4,
    NS_ATTRIBUTE_REVERSE = 8,
    NS_ATTRIBUTE_ITALIC = 16,
};

struct ns_look {
    short foreground, background; /* -1: the terminal's default */
    unsigned attributes;          /* enum ns_attribute */
};

struct ns_theme {
    struct ns_look looks[NS_STYLE_COUNT];
};

/* Attributes only. */
void ns_theme_mono(struct ns_theme *theme);

/* Applies the words behind one "color". Returns SIZE_MAX, or the index of the word that is wrong (count
 * if one is missing); then *message says why. */
size_t ns_theme_color(struct ns_theme *theme, const struct ns_slice *words, size_t count,
                      const char **message);

/* Takes all colours away, keeps attributes (NO_COLOR, terminals without colours). */
void ns_theme_without_colours(struct ns_theme *theme);

#endif
