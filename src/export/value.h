/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * value.h: what the writers of JSON share: offsets in the unit that is written, and values of json-c
 * that are never NULL for want of memory.
 */
#ifndef EXPORT_VALUE_H
#define EXPORT_VALUE_H

#include "naysay/export.h"

#include <json-c/json.h>

/* Turns byte offsets of the body into the offsets that are written. */
struct export_positions {
    const struct ns_article *article;
    enum ns_unit unit;
    uint32_t *counted; /* code points before each step of bytes; NULL: all is ASCII */
};
void export_positions_open(struct export_positions *p, const struct ns_article *article,
                           enum ns_unit unit);
void export_positions_close(struct export_positions *p);
uint64_t export_position(const struct export_positions *p, uint32_t at);

/* json-c says NULL both for null and for memory that is gone: what it makes passes here. */
struct json_object *export_have(struct json_object *made);

struct json_object *export_string(struct ns_slice s); /* valid UTF-8 whatever s is */
struct json_object *export_string_or_null(struct ns_slice s);
struct json_object *export_name(const char *name); /* of the program's own words */
struct json_object *export_number(uint64_t value);
/* Two decimals: more would claim a precision that the rules do not have. */
struct json_object *export_confidence(float confidence);
struct json_object *export_pair(const struct export_positions *p, struct ns_range r);
struct json_object *export_pair_or_null(const struct export_positions *p, struct ns_range r);

/* key: lives as long as the object. The value is taken. */
void export_add(struct json_object *object, const char *key, struct json_object *value);
void export_push(struct json_object *array, struct json_object *value);

/* Appends the object as a line, fit for a terminal, with LF; the object is freed. */
void export_add_line(struct json_object *root, struct ns_bytes *out);

#endif
