/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Categories come from libunistring, widths from the C library, which is what the terminal library
 * asks too. ASCII and the punctuation of English news are answered without a table.
 */
#include "naysay/unicode.h"

#include <unictype.h>
#include <uniwidth.h>
#include <wchar.h>

#define LETTERS                                                                                    \
    (UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Mc | UC_CATEGORY_MASK_Me)

static bool in_category(uint32_t cp, uint32_t mask)
{
    return cp <= 0x10FFFF && uc_is_general_category_withtable(cp, mask);
}

bool ns_is_space(uint32_t cp)
{
    if (cp < 0x80)
        return cp == ' ' || (cp >= '\t' && cp <= '\r');
    return cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) ||
           cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

bool ns_is_letter(uint32_t cp)
{
    if (cp < 0x80)
        return (cp | 0x20) - 'a' < 26;
    if (cp >= 0x2000 && cp <= 0x206F)
        return false;
    return in_category(cp, LETTERS);
}

bool ns_is_digit(uint32_t cp)
{
    if (cp < 0x80)
        return cp - '0' < 10;
    return in_category(cp, UC_CATEGORY_MASK_Nd);
}

bool ns_is_upper(uint32_t cp)
{
    if (cp < 0x80)
        return cp - 'A' < 26;
    return in_category(cp, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt);
}

bool ns_is_lower(uint32_t cp)
{
    if (cp < 0x80)
        return cp - 'a' < 26;
    return in_category(cp, UC_CATEGORY_MASK_Ll);
}

bool ns_is_word(uint32_t cp)
{
    if (cp < 0x80)
        return (cp | 0x20) - 'a' < 26 || cp - '0' < 10 || cp == '_';
    if (cp >= 0x2000 && cp <= 0x206F)
        return false;
    return in_category(cp, LETTERS | UC_CATEGORY_MASK_Nd);
}

bool ns_is_mark(uint32_t cp)
{
    return cp >= 0x300 && !ns_is_hostile(cp) && ns_width(cp) == 0;
}

bool ns_is_quote_open(uint32_t cp)
{
    switch (cp) {
    case '"':
    case '\'':
    case '`':
    case 0xAB:   /* « */
    case 0x2018: /* ‘ */
    case 0x201A: /* ‚ */
    case 0x201B: /* ‛ */
    case 0x201C: /* “ */
    case 0x201E: /* „ */
    case 0x201F: /* ‟ */
    case 0x2039: /* ‹ */
    case 0x300C: /* 「 */
    case 0x300E: /* 『 */
    case 0xFF02: /* ＂ */
        return true;
    default:
        return false;
    }
}

bool ns_is_quote_close(uint32_t cp)
{
    switch (cp) {
    case '"':
    case '\'':
    case 0xBB:   /* » */
    case 0x2019: /* ’ */
    case 0x201D: /* ” */
    case 0x203A: /* › */
    case 0x300D: /* 」 */
    case 0x300F: /* 』 */
    case 0xFF02: /* ＂ */
        return true;
    default:
        return false;
    }
}

/*
 * Default-ignorable code points (variation selectors, fillers, joiners) are hostile as well: they
 * take no place that all terminals agree on, so they could hide text. Private use has no agreed
 * look. Visible format characters (Arabic number signs) stay.
 */
bool ns_is_hostile(uint32_t cp)
{
    if (cp < 0x80)
        return cp < 0x20 || cp == 0x7F;
    if (cp < 0x300)
        return cp < 0xA0 || cp == 0xAD;
    if (cp >= 0x2010 && cp <= 0x205F)
        return cp >= 0x2028 && cp <= 0x202E;
    /* Greek to Hebrew, Han, Hangul: nothing hostile, and not worth three tables. */
    if ((cp >= 0x350 && cp < 0x600) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
        (cp >= 0xAC00 && cp <= 0xD7A3))
        return false;
    if (cp > 0x10FFFF || (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF))
        return true;
    if (cp >= 0xD800 && cp <= 0xF8FF)
        return true; /* surrogates and private use */
    if (cp >= 0xE0000)
        return true; /* tags, selectors, private planes */
    if (uc_is_property_default_ignorable_code_point(cp))
        return true;
    return in_category(cp, UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Cc) && wcwidth((wchar_t)cp) <= 0;
}

int ns_width(uint32_t cp)
{
    int width;

    if (cp < 0x80)
        return cp >= 0x20 && cp < 0x7F;
    width = wcwidth((wchar_t)cp);
    /* A locale that does not know é knows nothing beyond ASCII: then Unicode's own table. */
    if (width < 0 && wcwidth(0xE9) < 0)
        width = uc_width(cp, "UTF-8");
    return width < 0 ? 0 : width;
}

bool ns_is_printable(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 0x20 && cp < 0x7F;
    if (ns_is_hostile(cp))
        return false;
    if (wcwidth((wchar_t)cp) >= 0)
        return true;
    return wcwidth(0xE9) < 0 && uc_width(cp, "UTF-8") >= 0;
}
