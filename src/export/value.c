/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * value.c: json-c builds and quotes; what it lets through is mended here: it accepts ill-formed UTF-8
 * (so every string passes ns_utf8_next first) and writes DEL, C1, bidi and zero-width characters as
 * they are (so the finished line is escaped once more: outside of strings JSON is ASCII).
 */
#include "export/value.h"

#include "naysay/unicode.h"
#include "naysay/utf8.h"

#include <inttypes.h>

#define POSITION_STEP 256 /* bytes between two counted places */

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0u) == 0x80u;
}

/* Code points that begin in [from, to). The body is valid UTF-8, so these are its lead bytes. */
static uint32_t count_leads(struct ns_slice body, size_t from, size_t to)
{
    uint32_t count = 0;
    for (size_t i = from; i < to; i++)
        count += !is_continuation(body.at[i]);
    return count;
}

void export_positions_open(struct export_positions *p, const struct ns_article *article,
                           enum ns_unit unit)
{
    *p = (struct export_positions){.article = article, .unit = unit};
    struct ns_slice body = article->body;
    if (unit != NS_UNIT_CODEPOINT || body.len == 0)
        return;
    size_t steps = body.len / POSITION_STEP + 1;
    p->counted = ns_alloc(steps * sizeof *p->counted);
    uint32_t count = 0;
    for (size_t step = 0; step < steps; step++) {
        p->counted[step] = count;
        size_t from = step * POSITION_STEP;
        size_t to = from + POSITION_STEP < body.len ? from + POSITION_STEP : body.len;
        count += count_leads(body, from, to);
    }
    if (count == body.len) {
        free(p->counted);
        p->counted = NULL;
    }
}

void export_positions_close(struct export_positions *p)
{
    free(p->counted);
}

uint64_t export_position(const struct export_positions *p, uint32_t at)
{
    if (p->unit == NS_UNIT_BYTE)
        return ns_article_file_offset(p->article, at);
    struct ns_slice body = p->article->body;
    if (at > body.len)
        at = (uint32_t)body.len;
    if (!p->counted)
        return at;
    size_t step = at / POSITION_STEP;
    return p->counted[step] + count_leads(body, step * POSITION_STEP, at);
}

struct json_object *export_have(struct json_object *made)
{
    if (!made)
        ns_memory_exhausted(0);
    return made;
}

struct json_object *export_string(struct ns_slice s)
{
    if (ns_utf8_valid_prefix(s) == s.len)
        return export_have(json_object_new_string_len(s.at ? s.at : "", (int)s.len));
    struct ns_bytes clean = {0};
    for (size_t pos = 0; pos < s.len;) {
        char out[4];
        size_t bytes = ns_utf8_put(ns_utf8_next(s, &pos, NULL), out);
        ns_bytes_add(&clean, (struct ns_slice){out, bytes});
    }
    struct json_object *string = export_have(json_object_new_string_len(clean.at, (int)clean.len));
    ns_vec_free(&clean);
    return string;
}

struct json_object *export_name(const char *name)
{
    return export_have(json_object_new_string(name));
}

struct json_object *export_string_or_null(struct ns_slice s)
{
    return s.len ? export_string(s) : NULL;
}

struct json_object *export_number(uint64_t value)
{
    return export_have(json_object_new_int64((int64_t)value));
}

void export_add(struct json_object *object, const char *key, struct json_object *value)
{
    if (json_object_object_add_ex(
            object, key, value, JSON_C_OBJECT_ADD_KEY_IS_NEW | JSON_C_OBJECT_KEY_IS_CONSTANT) != 0)
        ns_memory_exhausted(0);
}

void export_push(struct json_object *array, struct json_object *value)
{
    if (json_object_array_add(array, value) != 0)
        ns_memory_exhausted(0);
}

struct json_object *export_pair(const struct export_positions *p, struct ns_range r)
{
    struct json_object *pair = export_have(json_object_new_array_ext(2));
    export_push(pair, export_number(export_position(p, r.begin)));
    export_push(pair, export_number(export_position(p, r.end)));
    return pair;
}

struct json_object *export_pair_or_null(const struct export_positions *p, struct ns_range r)
{
    return ns_range_empty(r) ? NULL : export_pair(p, r);
}

struct json_object *export_confidence(float confidence)
{
    char text[16];
    double value = confidence >= 0 && confidence <= 1 ? (double)confidence : 0.0;
    snprintf(text, sizeof text, "%.2f", value);
    return export_have(json_object_new_double_s(value, text));
}

static void add_escape(struct ns_bytes *out, uint32_t cp)
{
    if (cp >= 0x10000) {
        ns_bytes_format(out, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xD7C0u + (cp >> 10),
                        0xDC00u + (cp & 0x3FFu));
        return;
    }
    ns_bytes_format(out, "\\u%04" PRIx32, cp);
}

/* Appends line with everything that must not reach a terminal as an escape of JSON. */
static void add_escaped(struct ns_bytes *out, struct ns_slice line)
{
    size_t done = 0;
    for (size_t pos = 0; pos < line.len;) {
        unsigned char byte = (unsigned char)line.at[pos];
        if (byte < 0x7F) {
            pos++;
            continue;
        }
        size_t begin = pos;
        uint32_t cp = ns_utf8_next(line, &pos, NULL);
        if (!ns_is_hostile(cp))
            continue;
        ns_bytes_add(out, (struct ns_slice){line.at + done, begin - done});
        add_escape(out, cp);
        done = pos;
    }
    ns_bytes_add(out, (struct ns_slice){line.at + done, line.len - done});
}

void export_add_line(struct json_object *root, struct ns_bytes *out)
{
    size_t length = 0;
    const char *line = json_object_to_json_string_length(
        root, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &length);
    if (!line)
        ns_memory_exhausted(0);
    add_escaped(out, (struct ns_slice){line, length});
    ns_bytes_add(out, NS_SLICE("\n"));
    json_object_put(root);
}
