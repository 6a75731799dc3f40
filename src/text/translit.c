/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "translit.h"

#include "naysay/clean.h"
#include "naysay/unicode.h"

#include <unictype.h>
#include <uninorm.h>

const char *text_translit_letter(uint32_t cp)
{
    switch (cp) {
    case 0xC6:
        return "AE";
    case 0xE6:
        return "ae";
    case 0xD0:
    case 0x110:
        return "D";
    case 0xF0:
    case 0x111:
        return "d";
    case 0xD8:
        return "O";
    case 0xF8:
        return "o";
    case 0xDE:
        return "Th";
    case 0xFE:
        return "th";
    case 0xDF:
        return "ss";
    case 0x1E9E:
        return "SS";
    case 0x126:
        return "H";
    case 0x127:
        return "h";
    case 0x131:
        return "i";
    case 0x141:
        return "L";
    case 0x142:
        return "l";
    case 0x14A:
        return "Ng";
    case 0x14B:
        return "ng";
    case 0x152:
        return "OE";
    case 0x153:
        return "oe";
    case 0x166:
        return "T";
    case 0x167:
        return "t";
    case 0x259:
        return "e";
    case 0x18F:
        return "E";
    default:
        return NULL;
    }
}

static const char *general_punctuation(uint32_t cp)
{
    if (cp <= 0x200A || cp == 0x202F || cp == 0x205F)
        return " ";
    if (cp <= 0x200F || (cp >= 0x202A && cp <= 0x202E) || cp >= 0x2060)
        return "";
    if (cp <= 0x2015 || cp == 0x2043)
        return "-";
    if ((cp >= 0x2018 && cp <= 0x201B) || cp == 0x2032 || cp == 0x2035 || cp == 0x2039 ||
        cp == 0x203A)
        return "'";
    if ((cp >= 0x201C && cp <= 0x201F) || cp == 0x2033 || cp == 0x2036)
        return "\"";
    if (cp == 0x2026)
        return "...";
    if (cp == 0x2028 || cp == 0x2029)
        return " ";
    return NULL;
}

const char *text_translit_punctuation(uint32_t cp)
{
    if (cp >= 0x2000 && cp <= 0x206F)
        return general_punctuation(cp);
    switch (cp) {
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x3000:
        return " ";
    case 0xAD:
    case 0x34F:
    case 0x61C:
    case 0x180E:
    case 0xFEFF:
        return "";
    case 0xB4:
    case 0x2BC:
        return "'";
    case 0xAB:
    case 0xBB:
    case 0xFF02:
        return "\"";
    case 0x2212:
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D:
        return "-";
    default:
        if ((cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0000 && cp <= 0xE0FFF))
            return "";
        return NULL;
    }
}

static const char *symbol(uint32_t cp)
{
    switch (cp) {
    case 0x2022:
    case 0x25CF:
    case 0xB7:
    case 0x25A0:
        return "*";
    case 0x20AC:
        return "EUR";
    case 0xA3:
        return "GBP";
    case 0xA5:
        return "JPY";
    case 0xA9:
        return "(C)";
    case 0xAE:
        return "(R)";
    case 0xB0:
        return "deg";
    case 0xD7:
        return "x";
    case 0xA7:
        return "par.";
    case 0x2190:
        return "<-";
    case 0x2192:
        return "->";
    default:
        return NULL;
    }
}

static void put(char out[8], const char *text)
{
    size_t length = strlen(text);

    if (length > 7)
        length = 7;
    memcpy(out, text, length);
    out[length] = '\0';
}

/* Appends the ASCII letters that cp is made of; false if a part has none. */
static bool decomposed(uint32_t cp, char out[8], size_t *length, int depth)
{
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    int tag, count;

    if (cp < 0x80) {
        if (*length < 7 && cp >= 0x20 && cp < 0x7F)
            out[(*length)++] = (char)cp;
        return true;
    }
    if (uc_combining_class(cp) != UC_CCC_NR)
        return true;
    count = depth < 8 ? uc_decomposition(cp, &tag, parts) : -1;
    if (count < 0) {
        const char *text = text_translit_punctuation(cp);
        if (!text)
            text = text_translit_letter(cp);
        for (; text && *text && *length < 7; text++)
            out[(*length)++] = *text;
        return text != NULL;
    }
    for (int i = 0; i < count; i++) {
        if (!decomposed(parts[i], out, length, depth + 1))
            return false;
    }
    return true;
}

void ns_clean_ascii(uint32_t cp, char out[8])
{
    const char *text;
    size_t length = 0;

    out[0] = out[1] = '\0';
    if (cp < 0x80) {
        out[0] = cp >= 0x20 && cp < 0x7F ? (char)cp : '?';
        return;
    }
    text = text_translit_punctuation(cp);
    if (!text)
        text = text_translit_letter(cp);
    if (!text)
        text = symbol(cp);
    if (text && *text) {
        put(out, text);
        return;
    }
    if (!text && decomposed(cp, out, &length, 0) && length > 0) {
        out[length] = '\0';
        return;
    }
    put(out, "?");
}
