/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frozen_form.h (room: extract, private): the bytes of a frozen extraction.
 *
 * A number is seven bits a byte, the lowest first, the eighth bit set on all but the last; hashes
 * are eight bytes and confidences four, little-endian. A range is its begin and its length. A slice
 * is twice its length, and one more if it lies in the body: then the byte where it begins follows,
 * else its bytes. A constant is 1 + its place among the texts of the head, 0: NULL.
 *
 *     bytes of the body; struct frozen_sizes; constants: how many, each its length and bytes
 *     language note
 *     entities: type << 2 | flags, gender, key, bearing if any, canonical, aliases, roles, counts
 *     mentions: bytes behind the last one, length, entity << 1 | acts
 *     attributions, in the order of the struct
 */
#ifndef NAYSAY_EXTRACT_FROZEN_FORM_H
#define NAYSAY_EXTRACT_FROZEN_FORM_H

#include "naysay/frozen.h"

#include <endian.h>

struct ns_map;

enum { FROZEN_BEARS = 1, FROZEN_INTRODUCED = 2 };

/* How many there are of each, and the bytes of texts that do not lie in the body. */
struct frozen_sizes {
    uint64_t mentions, entities, attributions, slices, contents, text;
};

/*
 * The same of an article (freeze_article.c), whose body is the file itself: bytes of the body;
 * blocks, sentences, slices, bytes of own texts, problems: how many; constants; encoding;
 *     blocks: bytes behind the last one, length, role, sentences, paragraph,
 *         hash, score, evidence
 *     sentences: bytes behind the last one, length
 *     title, byline, outlet, section, dateline; day
 *     problems: offset, count, message
 */

/* --- writing (frozen_form.c) --- */

struct frozen_out {
    struct ns_bytes *out;
    struct ns_slice body;
    struct ns_map *constants; /* text -> its number, from 1 */
};

void ns_frozen_put(struct frozen_out *w, uint64_t number);
void ns_frozen_put_u64(struct frozen_out *w, uint64_t number);
void ns_frozen_put_float(struct frozen_out *w, float value);
void ns_frozen_put_slice(struct frozen_out *w, struct ns_slice s);
void ns_frozen_put_constant(struct frozen_out *w, const char *text);
void ns_frozen_put_constants(struct frozen_out *w); /* the table of all that are known */
void ns_frozen_know(struct frozen_out *w, const char *text);
/* Bytes that the slice takes in the room for texts: 0 if it lies in the body. */
uint64_t ns_frozen_own_bytes(const struct frozen_out *w, struct ns_slice s);

/* --- reading --- */

#define FROZEN_CONSTANTS_MOST 256u

struct frozen_in {
    const unsigned char *at, *end;
    bool damaged;
    struct ns_slice body;
    const char *constants[FROZEN_CONSTANTS_MOST];
    size_t constant_count;
    char *text; /* what is left of the room for texts */
    uint64_t text_left;
};

/* After it nothing more is read; 0, for callers that need a value. */
uint64_t ns_frozen_fail(struct frozen_in *r);
uint64_t ns_frozen_get_long(struct frozen_in *r, uint64_t most);
struct ns_slice ns_frozen_get_bytes(struct frozen_in *r, uint64_t len);
uint64_t ns_frozen_get_u64(struct frozen_in *r);
float ns_frozen_get_float(struct frozen_in *r);
void ns_frozen_get_constants(struct frozen_in *r, struct ns_constants *constants);
const char *ns_frozen_get_constant(struct frozen_in *r);
struct ns_slice ns_frozen_get_slice(struct frozen_in *r);
/* Inside the body, behind from, characters whole. */
struct ns_range ns_frozen_get_range(struct frozen_in *r, uint64_t from);

/* At most most; else the bytes are damaged, and it is 0. */
static inline uint64_t ns_frozen_get(struct frozen_in *r, uint64_t most)
{
    if (r->at < r->end && *r->at < 0x80 && *r->at <= most)
        return *r->at++;
    return ns_frozen_get_long(r, most);
}

/* What an arena takes for so many bytes. */
static inline size_t ns_frozen_rounded(uint64_t bytes)
{
    return bytes ? (size_t)(bytes + 15) / 16 * 16 : 16;
}

#endif
