/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/theme.h"

static const struct {
    enum ns_style style;
    unsigned attributes;
} mono[] = {
    {NS_STYLE_TITLE, NS_ATTRIBUTE_BOLD},
    {NS_STYLE_META, NS_ATTRIBUTE_DIM},
    {NS_STYLE_BORDER, NS_ATTRIBUTE_DIM},
    {NS_STYLE_PANE_TITLE_FOCUS, NS_ATTRIBUTE_BOLD},
    {NS_STYLE_SELECTED, NS_ATTRIBUTE_BOLD},
    {NS_STYLE_BOILERPLATE, NS_ATTRIBUTE_DIM},
    {NS_STYLE_DENIAL, NS_ATTRIBUTE_BOLD},
    {NS_STYLE_ACCUSATION, NS_ATTRIBUTE_BOLD},
    {NS_STYLE_THREAT, NS_ATTRIBUTE_BOLD},
    {NS_STYLE_CUE, NS_ATTRIBUTE_UNDERLINE},
    {NS_STYLE_ENTITY_HERE, NS_ATTRIBUTE_UNDERLINE},
    {NS_STYLE_HIT, NS_ATTRIBUTE_REVERSE},
    {NS_STYLE_HIT2, NS_ATTRIBUTE_REVERSE | NS_ATTRIBUTE_UNDERLINE},
    {NS_STYLE_HIT3, NS_ATTRIBUTE_BOLD | NS_ATTRIBUTE_UNDERLINE},
    {NS_STYLE_HIT_HERE, NS_ATTRIBUTE_REVERSE | NS_ATTRIBUTE_BOLD},
    {NS_STYLE_MARKER, NS_ATTRIBUTE_REVERSE},
    {NS_STYLE_STATUS_KEY, NS_ATTRIBUTE_BOLD},
    {NS_STYLE_ERROR, NS_ATTRIBUTE_BOLD},
    {NS_STYLE_HELP_KEY, NS_ATTRIBUTE_BOLD},
};

void ns_theme_mono(struct ns_theme *theme)
{
    for (int s = 0; s < NS_STYLE_COUNT; s++)
        theme->looks[s] = (struct ns_look){-1, -1, 0};
    for (size_t i = 0; i < sizeof mono / sizeof *mono; i++)
        theme->looks[mono[i].style].attributes = mono[i].attributes;
}

void ns_theme_without_colours(struct ns_theme *theme)
{
    for (int s = 0; s < NS_STYLE_COUNT; s++)
        theme->looks[s].foreground = theme->looks[s].background = -1;
}

static bool parse_colour(struct ns_slice word, short *colour)
{
    static const char *const names[] = {"black", "red",     "green", "yellow",
                                        "blue",  "magenta", "cyan",  "white"};
    if (ns_slice_equal(word, NS_SLICE("default"))) {
        *colour = -1;
        return true;
    }
    short bright = 0;
    if (ns_slice_starts(word, NS_SLICE("bright-"))) {
        bright = 8;
        word = (struct ns_slice){word.at + 7, word.len - 7};
    }
    for (short i = 0; i < 8; i++) {
        if (ns_slice_equal(word, ns_slice_of(names[i]))) {
            *colour = (short)(i + bright);
            return true;
        }
    }
    int64_t number = 0;
    if (bright || !ns_slice_number(word, &number) || number < 0 || number > 255)
        return false;
    *colour = (short)number;
    return true;
}

static bool parse_attribute(struct ns_slice word, unsigned *attributes)
{
    static const struct {
        const char *name;
        unsigned bit;
    } names[] = {
        {"bold", NS_ATTRIBUTE_BOLD},           {"dim", NS_ATTRIBUTE_DIM},
        {"underline", NS_ATTRIBUTE_UNDERLINE}, {"reverse", NS_ATTRIBUTE_REVERSE},
        {"italic", NS_ATTRIBUTE_ITALIC},       {"plain", 0},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (ns_slice_equal(word, ns_slice_of(names[i].name))) {
            *attributes |= names[i].bit;
            return true;
        }
    }
    return false;
}

static bool parse_style(struct ns_slice word, enum ns_style *style)
{
    for (int s = 0; s < NS_STYLE_COUNT; s++) {
        if (ns_slice_equal(word, ns_slice_of(ns_style_name((enum ns_style)s)))) {
            *style = (enum ns_style)s;
            return true;
        }
    }
    return false;
}

size_t ns_theme_color(struct ns_theme *theme, const struct ns_slice *words, size_t count,
                      const char **message)
{
    enum ns_style style;
    *message = "no such style";
    if (count == 0 || !parse_style(words[0], &style))
        return 0;
    struct ns_look look = {-1, -1, 0};
    bool background = false, seen = false;
    *message = "neither a colour nor an attribute";
    for (size_t i = 1; i < count; i++) {
        short colour = -1;
        if (ns_slice_equal(words[i], NS_SLICE("on")) && i + 1 < count) {
            background = true;
        } else if (parse_colour(words[i], &colour)) {
            *(background ? &look.background : &look.foreground) = colour;
            seen = true;
        } else if (!parse_attribute(words[i], &look.attributes)) {
            return i;
        }
    }
    /* Colours alone are laid over the attributes that tell the style apart without them. */
    if (seen && !look.attributes && count > 1)
        look.attributes = theme->looks[style].attributes;
    theme->looks[style] = look;
    return SIZE_MAX;
}
