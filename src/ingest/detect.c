/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which encoding a file is in, and whether it is text at all, from its bytes alone.
 */
#include "decode.h"

#include "naysay/utf8.h"

#include <uchardet.h>

const uint16_t ns_windows_1252[128] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178, 0x00A0, 0x00A1, 0x00A2, 0x00A3,
    0x00A4, 0x00A5, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x00AA, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF,
    0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x00BA, 0x00BB,
    0x00BC, 0x00BD, 0x00BE, 0x00BF, 0x00C0, 0x00C1, 0x00C2, 0x00C3, 0x00C4, 0x00C5, 0x00C6, 0x00C7,
    0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD, 0x00CE, 0x00CF, 0x00D0, 0x00D1, 0x00D2, 0x00D3,
    0x00D4, 0x00D5, 0x00D6, 0x00D7, 0x00D8, 0x00D9, 0x00DA, 0x00DB, 0x00DC, 0x00DD, 0x00DE, 0x00DF,
    0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x00E4, 0x00E5, 0x00E6, 0x00E7, 0x00E8, 0x00E9, 0x00EA, 0x00EB,
    0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x00F0, 0x00F1, 0x00F2, 0x00F3, 0x00F4, 0x00F5, 0x00F6, 0x00F7,
    0x00F8, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x00FD, 0x00FE, 0x00FF,
};

/* --- text or not --- */

struct signature {
    const char *bytes;
    uint8_t len;
    const char *kind;
};

#define SIGNATURE(bytes, kind)                                                                     \
    {                                                                                              \
        bytes, sizeof(bytes) - 1, kind                                                             \
    }

/* Only those that no text begins with. */
static const struct signature signatures[] = {
    SIGNATURE("\x89PNG\r\n", "PNG image"),
    SIGNATURE("\xFF\xD8\xFF", "JPEG image"),
    SIGNATURE("GIF87a", "GIF image"),
    SIGNATURE("GIF89a", "GIF image"),
    SIGNATURE("%PDF-", "PDF document"),
    SIGNATURE("PK\x03\x04", "ZIP archive or office document"),
    SIGNATURE("\x1F\x8B\x08", "gzip data"),
    SIGNATURE("BZh91AY&SY", "bzip2 data"),
    SIGNATURE("\xFD"
              "7zXZ",
              "xz data"),
    SIGNATURE("\x28\xB5\x2F\xFD", "zstd data"),
    SIGNATURE("7z\xBC\xAF\x27\x1C", "7z archive"),
    SIGNATURE("Rar!\x1A\x07", "RAR archive"),
    SIGNATURE("\x7F"
              "ELF",
              "ELF program"),
    SIGNATURE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "OLE document"),
    SIGNATURE("SQLite format 3\0", "SQLite database"),
    SIGNATURE("\xCA\xFE\xBA\xBE", "program"),
    SIGNATURE("\xCF\xFA\xED\xFE", "program"),
    SIGNATURE("OggS\0", "Ogg media"),
    SIGNATURE("\0asm", "WebAssembly"),
    SIGNATURE("wOFF", "font"),
    SIGNATURE("wOF2", "font"),
};

#define SAMPLE ((size_t)4096)

struct share {
    size_t bytes, control, high;
};

/* Controls that text does not use: not tab, line ends, BEL, BS, FF or ESC (7 to 13, 27). */
#define ODD_CONTROLS 0xF7FFC07Fu

static unsigned odd_control(unsigned char c)
{
    return c < 0x20 ? ODD_CONTROLS >> c & 1 : 0;
}

static void count_controls(struct ns_slice bytes, size_t from, size_t sample, struct share *share)
{
    size_t end = from + sample < bytes.len ? from + sample : bytes.len;
    for (size_t i = from; i < end; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        share->control += odd_control(c);
        share->high += c >= 0x80;
    }
    share->bytes += end - from;
}

const char *ns_binary_kind(struct ns_slice bytes, size_t valid, bool wide)
{
    struct share share = {0};
    size_t sample = valid == bytes.len ? SAMPLE / 32 : SAMPLE;
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (bytes.len >= signatures[i].len && bytes.at[0] == signatures[i].bytes[0] &&
            memcmp(bytes.at, signatures[i].bytes, signatures[i].len) == 0)
            return signatures[i].kind;
    if (wide)
        return NULL;
    /* A text that was never written to its end is filled up with NUL. */
    while (bytes.len && bytes.at[bytes.len - 1] == '\0')
        bytes.len--;
    if (bytes.len == 0)
        return "nothing but NUL";
    count_controls(bytes, 0, sample, &share);
    if (bytes.len > 3 * sample) {
        count_controls(bytes, bytes.len / 2, sample, &share);
        count_controls(bytes, bytes.len - sample, sample, &share);
    }
    if (share.control * 2 >= share.bytes ||
        (share.control >= 4 && share.control * 10 > share.bytes))
        return "control bytes";
    if (share.control * 64 > share.bytes && share.high * 8 > share.bytes && valid < bytes.len / 2)
        return "control bytes";
    return NULL;
}

/* --- UTF-16 without a mark --- */

/* Are nearly all units of two pages of Unicode at most (one of them page 0)? high: offset of the
 * high byte in a unit. Holds for any alphabet; not for pairs of letters of a byte encoding. */
static bool two_pages(const unsigned char *at, size_t units, size_t high)
{
    size_t pages[256] = {0};
    for (size_t i = 0; i < units; i++)
        pages[at[2 * i + high]]++;
    size_t best = 0;
    for (size_t p = 1; p < 256; p++)
        best = pages[p] > best ? pages[p] : best;
    return (pages[0] + best) * 10 >= units * 9;
}

enum ns_codec ns_detect_utf16(struct ns_slice bytes)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t len = bytes.len < SAMPLE ? bytes.len : SAMPLE;
    size_t units = len / 2, zero[2] = {0, 0};

    if (units < 2 || memchr(at, 0, len) == NULL)
        return NS_CODEC_UTF8;
    for (size_t i = 0; i < units; i++) {
        zero[0] += at[2 * i] == 0;
        zero[1] += at[2 * i + 1] == 0;
    }
    size_t high = zero[1] >= zero[0]; /* where the high byte of a unit stands */
    if (zero[1 - high] * 10 > zero[high] || zero[high] * 25 < units)
        return NS_CODEC_UTF8;
    if (zero[high] * 2 < units && !two_pages(at, units, high))
        return NS_CODEC_UTF8;
    return high ? NS_CODEC_UTF16LE : NS_CODEC_UTF16BE;
}

/* --- legacy encodings --- */

struct high_bytes {
    size_t count;
    size_t smart;    /* curly quotes, dashes and the like of windows-1252 */
    size_t likely;   /* letters of windows-1252 where letters may stand */
    size_t unlikely; /* signs within words, undefined bytes, long runs of high bytes */
};

static bool ascii_letter(unsigned char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_smart(unsigned char c)
{
    return c == 0x80 || c == 0x85 || (c >= 0x91 && c <= 0x97) || c == 0x99 || c == 0xA0 ||
           c == 0xA3 || c == 0xA7 || c == 0xA9 || c == 0xAE || c == 0xB7;
}

/* How the high bytes would stand if this was windows-1252. */
static struct high_bytes weigh_1252(struct ns_slice bytes)
{
    struct high_bytes high = {0};
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t run = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = at[i];
        if (c < 0x80) {
            run = 0;
            continue;
        }
        bool after = i > 0 && ascii_letter(at[i - 1]);
        bool before = i + 1 < bytes.len && ascii_letter(at[i + 1]);
        high.count++;
        run++;
        if (run > 2 || ns_windows_1252[c - 0x80] == NS_REPLACEMENT)
            high.unlikely++;
        else if (is_smart(c))
            high.smart++;
        else if (c >= 0xC0 && c != 0xD7 && c != 0xF7)
            high.likely += after || before;
        else if (after && before)
            high.unlikely++;
    }
    return high;
}

/* Names as uchardet gives them and as iconv knows them. Latin-1 and its kin stand in 1252. */
static const struct {
    const char *found, *name;
} legacy_names[] = {
    {"WINDOWS-1250", "windows-1250"},
    {"ISO-8859-2", "iso-8859-2"},
    {"WINDOWS-1251", "windows-1251"},
    {"KOI8-R", "koi8-r"},
    {"ISO-8859-5", "iso-8859-5"},
    {"IBM866", "ibm866"},
    {"IBM855", "ibm855"},
    {"IBM852", "ibm852"},
    {"MAC-CYRILLIC", "mac-cyrillic"},
    {"WINDOWS-1253", "windows-1253"},
    {"ISO-8859-7", "iso-8859-7"},
    {"WINDOWS-1254", "windows-1254"},
    {"ISO-8859-9", "windows-1254"},
    {"ISO-8859-3", "iso-8859-3"},
    {"ISO-8859-4", "iso-8859-4"},
    {"ISO-8859-10", "iso-8859-10"},
    {"ISO-8859-13", "iso-8859-13"},
    {"ISO-8859-16", "iso-8859-16"},
    {"WINDOWS-1255", "windows-1255"},
    {"ISO-8859-8", "windows-1255"},
    {"WINDOWS-1256", "windows-1256"},
    {"ISO-8859-6", "iso-8859-6"},
    {"WINDOWS-1257", "windows-1257"},
    {"WINDOWS-1258", "windows-1258"},
    {"VISCII", "viscii"},
    {"TIS-620", "cp874"},
    {"SHIFT_JIS", "cp932"},
    {"EUC-JP", "euc-jp"},
    {"EUC-KR", "cp949"},
    {"UHC", "cp949"},
    {"GB18030", "gb18030"},
    {"BIG5", "big5-hkscs"},
    {"EUC-TW", "euc-tw"},
};

#define DETECT_BYTES ((size_t)128 * 1024)

/* What uchardet says, under iconv's name; NULL for Latin-1 and kin and for no idea. */
static const char *ask_uchardet(struct ns_slice bytes)
{
    uchardet_t detector = uchardet_new();
    const char *name = NULL;
    if (uchardet_handle_data(detector, bytes.at, bytes.len) == 0) {
        uchardet_data_end(detector);
        const char *found = uchardet_get_charset(detector);
        for (size_t i = 0; !name && i < sizeof legacy_names / sizeof *legacy_names; i++)
            if (strcasecmp(found, legacy_names[i].found) == 0)
                name = legacy_names[i].name;
    }
    uchardet_delete(detector);
    return name;
}

/* Sequences of several bytes that are well-formed UTF-8, against parts that are not. */
static void weigh_utf8(struct ns_slice bytes, size_t *good, size_t *bad)
{
    size_t pos = 0;
    *good = *bad = 0;
    while (pos < bytes.len) {
        bool valid;
        size_t from = pos;
        ns_utf8_next(bytes, &pos, &valid);
        *good += valid && pos - from > 1;
        *bad += !valid;
    }
}

struct ns_encoding ns_detect_legacy(struct ns_slice bytes, size_t valid)
{
    static const struct ns_encoding utf8 = {NS_CODEC_UTF8, "UTF-8"};
    static const struct ns_encoding western = {NS_CODEC_1252, "windows-1252"};
    size_t good, bad;
    size_t from = valid > SAMPLE ? valid - SAMPLE : 0;
    size_t len = bytes.len - from < DETECT_BYTES ? bytes.len - from : DETECT_BYTES;
    struct ns_slice sample = {bytes.at + from, len};

    weigh_utf8(sample, &good, &bad);
    /* Legacy text hardly ever holds a well-formed sequence: some are proof of damaged UTF-8. */
    if (good * 4 >= bad)
        return utf8;
    struct high_bytes high = weigh_1252(sample);
    if (high.smart * 2 >= high.count && high.unlikely * 8 <= high.count)
        return western;
    const char *name = ask_uchardet(sample);
    if (name && high.count >= 4)
        return (struct ns_encoding){NS_CODEC_ICONV, name};
    return high.smart + high.likely > high.unlikely ? western : utf8;
}
