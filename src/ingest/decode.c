/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decoding. Plain valid UTF-8 costs one pass and no copy; everything else is written code point by
 * code point with the steps that lead back to the file's bytes.
 */
#include "decode.h"

#include "naysay/utf8.h"

#include <errno.h>
#include <iconv.h>

void ns_decoded_free(struct ns_decoded *decoded)
{
    ns_vec_free(&decoded->body);
    ns_vec_free(&decoded->runs);
}

static void damage(struct ns_damage *kind, size_t at)
{
    if (kind->count == 0)
        kind->first = at;
    if (kind->count < UINT32_MAX)
        kind->count++;
}

/* From here on, body_step bytes of the body stand for file_step bytes of the file. */
static void step(struct ns_decoded *out, size_t file, size_t body_step, size_t file_step)
{
    if (out->runs.len) {
        const struct ns_offset_run *last = ns_vec_last(&out->runs);
        if (last->body_step == body_step && last->file_step == file_step)
            return;
    }
    struct ns_offset_run run = {(uint32_t)out->body.len, (uint32_t)file, (uint8_t)body_step,
                                (uint8_t)file_step};
    ns_vec_push(&out->runs, run);
}

/* One code point that stood in size bytes at file. */
static void put(struct ns_decoded *out, uint32_t cp, size_t file, size_t size)
{
    char utf8[4];
    size_t len = ns_utf8_put(cp, utf8);
    step(out, file, len, size);
    ns_bytes_add(&out->body, (struct ns_slice){utf8, len});
}

static void put_invalid(struct ns_decoded *out, size_t file, size_t size)
{
    damage(&out->invalid, file);
    put(out, NS_REPLACEMENT, file, size);
}

/* Bytes that are in the body as they are in the file. */
static void put_same(struct ns_decoded *out, struct ns_slice bytes, size_t file)
{
    if (bytes.len == 0)
        return;
    step(out, file, 1, 1);
    ns_bytes_add(&out->body, bytes);
}

static void decode_utf8(struct ns_slice bytes, struct ns_decoded *out)
{
    size_t pos = 0;
    while (pos < bytes.len) {
        struct ns_slice rest = {bytes.at + pos, bytes.len - pos};
        rest.len = ns_utf8_valid_prefix(rest);
        put_same(out, rest, pos);
        pos += rest.len;
        if (pos < bytes.len) {
            size_t from = pos;
            bool valid;
            ns_utf8_next(bytes, &pos, &valid);
            put_invalid(out, from, pos - from);
        }
    }
}

static void decode_utf16(struct ns_slice bytes, bool big, struct ns_decoded *out)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t pos = 0;
    while (pos + 1 < bytes.len) {
        uint32_t unit = (uint32_t)at[pos + big] | (uint32_t)at[pos + !big] << 8;
        if (unit < 0xD800 || unit > 0xDFFF) {
            put(out, unit, pos, 2);
            pos += 2;
            continue;
        }
        uint32_t low = 0;
        if (unit < 0xDC00 && pos + 3 < bytes.len)
            low = (uint32_t)at[pos + 2 + big] | (uint32_t)at[pos + 2 + !big] << 8;
        if (low >= 0xDC00 && low <= 0xDFFF) {
            put(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), pos, 4);
            pos += 4;
        } else {
            put_invalid(out, pos, 2);
            pos += 2;
        }
    }
    if (pos < bytes.len)
        put_invalid(out, pos, bytes.len - pos);
}

/* Any encoding of one byte a code point whose lower half is ASCII. */
static void decode_table(struct ns_slice bytes, const uint16_t table[128], struct ns_decoded *out)
{
    size_t pos = 0;
    while (pos < bytes.len) {
        size_t from = pos;
        while (pos < bytes.len && (unsigned char)bytes.at[pos] < 0x80)
            pos++;
        put_same(out, (struct ns_slice){bytes.at + from, pos - from}, from);
        for (; pos < bytes.len && (unsigned char)bytes.at[pos] >= 0x80; pos++) {
            uint32_t cp = table[(unsigned char)bytes.at[pos] - 0x80];
            if (cp == NS_REPLACEMENT)
                put_invalid(out, pos, 1);
            else
                put(out, cp, pos, 1);
        }
    }
}

/* The one code point that begins at pos and the bytes it takes; false if there is none. */
static bool iconv_one(iconv_t cd, struct ns_slice bytes, size_t pos, struct ns_slice *utf8,
                      char room[16], size_t *size)
{
    for (*size = 1; *size <= 4 && pos + *size <= bytes.len; ++*size) {
        /* iconv's interface forgets const; it does not write to its input. */
        char *in = (char *)(uintptr_t)(bytes.at + pos), *to = room;
        size_t in_left = *size, to_left = 16;
        iconv(cd, NULL, NULL, NULL, NULL);
        size_t got = iconv(cd, &in, &in_left, &to, &to_left);
        /* The last character may wait for a combining one: flush it. */
        if (got != (size_t)-1 && in_left == 0)
            iconv(cd, NULL, NULL, &to, &to_left);
        *utf8 = (struct ns_slice){room, (size_t)(to - room)};
        if (got != (size_t)-1 && in_left == 0 && utf8->len > 0 && ns_utf8_count(*utf8) == 1)
            return true;
        if (got == (size_t)-1 && errno != EINVAL)
            return false;
    }
    return false;
}

static bool decode_iconv(struct ns_slice bytes, const char *name, struct ns_decoded *out)
{
    char room[16];
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1)
        return false;
    bool ascii = strncmp(name, "UTF-", 4) != 0; /* every other one we know keeps ASCII */
    size_t pos = 0;
    while (pos < bytes.len) {
        struct ns_slice utf8;
        size_t size = 1;
        if (ascii && (unsigned char)bytes.at[pos] < 0x80) {
            put_same(out, (struct ns_slice){bytes.at + pos, 1}, pos);
        } else if (iconv_one(cd, bytes, pos, &utf8, room, &size)) {
            size_t at = 0;
            put(out, ns_utf8_next(utf8, &at, NULL), pos, size);
        } else {
            size = ascii || bytes.len - pos < 4 ? 1 : 4;
            put_invalid(out, pos, size);
        }
        pos += size;
    }
    iconv_close(cd);
    return true;
}

static bool starts(struct ns_slice bytes, const char *mark, size_t len)
{
    return bytes.len >= len && memcmp(bytes.at, mark, len) == 0;
}

static struct ns_encoding choose(struct ns_slice bytes, size_t valid)
{
    if (starts(bytes, "\xFF\xFE\0\0", 4) && bytes.len % 4 == 0)
        return (struct ns_encoding){NS_CODEC_ICONV, "UTF-32LE"};
    if (starts(bytes, "\0\0\xFE\xFF", 4) && bytes.len % 4 == 0)
        return (struct ns_encoding){NS_CODEC_ICONV, "UTF-32BE"};
    if (starts(bytes, "\xFF\xFE", 2))
        return (struct ns_encoding){NS_CODEC_UTF16LE, "UTF-16LE"};
    if (starts(bytes, "\xFE\xFF", 2))
        return (struct ns_encoding){NS_CODEC_UTF16BE, "UTF-16BE"};
    if (starts(bytes, "\xEF\xBB\xBF", 3))
        return (struct ns_encoding){NS_CODEC_UTF8, "UTF-8"};
    enum ns_codec wide = ns_detect_utf16(bytes);
    if (wide != NS_CODEC_UTF8)
        return (struct ns_encoding){wide, wide == NS_CODEC_UTF16LE ? "UTF-16LE" : "UTF-16BE"};
    if (valid == bytes.len)
        return (struct ns_encoding){NS_CODEC_UTF8, "UTF-8"};
    return ns_detect_legacy(bytes, valid);
}

static void count_nul(struct ns_slice bytes, struct ns_decoded *out)
{
    struct ns_slice text = out->same ? bytes : ns_bytes_slice(&out->body);
    const char *at = text.at, *end = text.at + text.len;
    size_t run = 0;
    while (at < end && (at = memchr(at, 0, (size_t)(end - at))) != NULL) {
        size_t body = (size_t)(at++ - text.at), file = body;
        if (!out->same) {
            while (run + 1 < out->runs.len && out->runs.at[run + 1].body <= body)
                run++;
            const struct ns_offset_run *r = &out->runs.at[run];
            file = r->file + (body - r->body) / r->body_step * r->file_step;
        }
        damage(&out->nul, file);
    }
}

enum ns_status ns_decode(struct ns_slice bytes, struct ns_decoded *out, struct ns_err *err)
{
    if (bytes.len == 0)
        return ns_err_set(err, NS_ERR_SKIPPED, "empty");
    size_t valid = ns_utf8_valid_prefix(bytes);
    struct ns_encoding found = choose(bytes, valid);
    bool wide = found.codec == NS_CODEC_UTF16LE || found.codec == NS_CODEC_UTF16BE ||
                strncmp(found.name, "UTF-32", 6) == 0;
    const char *binary = ns_binary_kind(bytes, valid, wide);
    if (binary)
        return ns_err_set(err, NS_ERR_SKIPPED, "binary (%s)", binary);
    out->encoding = found.name;
    out->same = found.codec == NS_CODEC_UTF8 && valid == bytes.len;
    if (!out->same)
        ns_vec_reserve(&out->body, bytes.len + bytes.len / 8);
    if (found.codec == NS_CODEC_ICONV && !decode_iconv(bytes, found.name, out)) {
        found = (struct ns_encoding){NS_CODEC_1252, "windows-1252"};
        out->encoding = found.name;
    }
    if (found.codec == NS_CODEC_1252)
        decode_table(bytes, ns_windows_1252, out);
    else if (found.codec == NS_CODEC_UTF16LE || found.codec == NS_CODEC_UTF16BE)
        decode_utf16(bytes, found.codec == NS_CODEC_UTF16BE, out);
    else if (found.codec == NS_CODEC_UTF8 && !out->same)
        decode_utf8(bytes, out);
    count_nul(bytes, out);
    return NS_OK;
}
