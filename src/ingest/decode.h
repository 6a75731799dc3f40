/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decode.h (room: ingest, private): from a file's bytes to UTF-8, code point for code point.
 */
#ifndef NAYSAY_INGEST_DECODE_H
#define NAYSAY_INGEST_DECODE_H

#include "naysay/article.h"
#include "naysay/error.h"
#include "naysay/vec.h"

NS_VEC(ns_offset_runs, struct ns_offset_run);

/* A kind of damage: how often it was met and where first. */
struct ns_damage {
    uint64_t first; /* bytes into the file */
    uint32_t count; /* 0: none */
};

struct ns_decoded {
    const char *encoding;       /* static storage */
    bool same;                  /* the file's bytes are the body; body and runs are empty */
    struct ns_bytes body;       /* UTF-8 */
    struct ns_offset_runs runs; /* see article.h */
    struct ns_damage invalid;   /* ill-formed parts, each one U+FFFD in the body */
    struct ns_damage nul;
};

/*
 * Decodes bytes. *out must be zeroed; ns_decoded_free releases it whatever came back.
 * NS_ERR_SKIPPED: empty, or no text; the reason is in err.
 */
enum ns_status ns_decode(struct ns_slice bytes, struct ns_decoded *out, struct ns_err *err);
void ns_decoded_free(struct ns_decoded *decoded);

/* --- detect.c --- */

enum ns_codec {
    NS_CODEC_UTF8,
    NS_CODEC_UTF16LE,
    NS_CODEC_UTF16BE,
    NS_CODEC_1252,  /* windows-1252, which also is what iso-8859-1 means in the wild */
    NS_CODEC_ICONV, /* any other, by iconv under its name */
};

struct ns_encoding {
    enum ns_codec codec;
    const char *name; /* static storage; iconv knows it */
};

/* What kind of binary file it is ("PNG image"), or NULL for text. Static storage. valid:
 * bytes before the first that is no UTF-8. wide: the text would be of units of two or four bytes, so
 * that NUL tells nothing. */
const char *ns_binary_kind(struct ns_slice bytes, size_t valid, bool wide);

/* Signs of a byte order without a mark; NS_CODEC_UTF8 if there are none. */
enum ns_codec ns_detect_utf16(struct ns_slice bytes);

/* The encoding of a file that is not valid UTF-8: valid is the length of its valid start. */
struct ns_encoding ns_detect_legacy(struct ns_slice bytes, size_t valid);

/* The code point of each byte from 0x80 on in windows-1252; 0xFFFD where it has none. */
extern const uint16_t ns_windows_1252[128];

#endif
