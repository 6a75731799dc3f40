/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frozen_form.c: numbers, texts and constants as bytes, and back. */
#include "frozen_form.h"

#include "naysay/map.h"
#include "naysay/utf8.h"

/* --- writing --- */

void ns_frozen_put(struct frozen_out *w, uint64_t number)
{
    char bytes[10];
    size_t len = 0;
    for (; number >= 0x80; number >>= 7)
        bytes[len++] = (char)(number | 0x80);
    bytes[len++] = (char)number;
    ns_bytes_add(w->out, (struct ns_slice){bytes, len});
}

void ns_frozen_put_u64(struct frozen_out *w, uint64_t number)
{
    number = htole64(number);
    ns_bytes_add(w->out, (struct ns_slice){(const char *)&number, sizeof number});
}

void ns_frozen_put_float(struct frozen_out *w, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits = htole32(bits);
    ns_bytes_add(w->out, (struct ns_slice){(const char *)&bits, sizeof bits});
}

static bool in_body(const struct frozen_out *w, struct ns_slice s)
{
    return (uintptr_t)s.at >= (uintptr_t)w->body.at &&
           (uintptr_t)s.at + s.len <= (uintptr_t)w->body.at + w->body.len;
}

void ns_frozen_put_slice(struct frozen_out *w, struct ns_slice s)
{
    bool borrowed = s.len > 0 && in_body(w, s);
    ns_frozen_put(w, (uint64_t)s.len << 1 | borrowed);
    if (borrowed)
        ns_frozen_put(w, (uint64_t)(s.at - w->body.at));
    else if (s.len)
        ns_bytes_add(w->out, s);
}

void ns_frozen_put_constant(struct frozen_out *w, const char *text)
{
    ns_frozen_put(w, text ? *ns_map_get(w->constants, ns_slice_of(text)) : 0);
}

void ns_frozen_know(struct frozen_out *w, const char *text)
{
    if (!text)
        return;
    uint64_t *number = ns_map_put(w->constants, ns_slice_of(text));
    if (!*number)
        *number = ns_map_count(w->constants);
}

uint64_t ns_frozen_own_bytes(const struct frozen_out *w, struct ns_slice s)
{
    return s.len && !in_body(w, s) ? s.len : 0;
}

void ns_frozen_put_constants(struct frozen_out *w)
{
    ns_frozen_put(w, ns_map_count(w->constants));
    for (size_t i = 0; i < ns_map_count(w->constants); i++) {
        struct ns_slice text = ns_map_key_at(w->constants, i);
        ns_frozen_put(w, text.len);
        ns_bytes_add(w->out, text);
    }
}

/* --- constants --- */

struct ns_constants {
    struct ns_arena *arena;
    struct ns_map *known; /* text -> address of the copy */
};

struct ns_constants *ns_constants_new(void)
{
    struct ns_constants *constants = ns_alloc(sizeof *constants);
    constants->arena = ns_arena_new(0);
    constants->known = ns_map_new();
    return constants;
}

void ns_constants_free(struct ns_constants *constants)
{
    if (!constants)
        return;
    ns_map_free(constants->known);
    ns_arena_free(constants->arena);
    free(constants);
}

static const char *constant_of(struct ns_constants *constants, struct ns_slice text)
{
    uint64_t *place = ns_map_put(constants->known, text);
    if (!*place)
        *place = (uintptr_t)ns_arena_dup(constants->arena, text).at;
    return (const char *)(uintptr_t)*place;
}

/* --- reading --- */

uint64_t ns_frozen_fail(struct frozen_in *r)
{
    r->damaged = true;
    r->at = r->end; /* so that loops over what is left end */
    return 0;
}

uint64_t ns_frozen_get_long(struct frozen_in *r, uint64_t most)
{
    uint64_t number = 0;
    for (unsigned shift = 0; r->at < r->end && shift < 64; shift += 7) {
        unsigned char byte = *r->at++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return number <= most ? number : ns_frozen_fail(r);
    }
    return ns_frozen_fail(r);
}

struct ns_slice ns_frozen_get_bytes(struct frozen_in *r, uint64_t len)
{
    if (len > (uint64_t)(r->end - r->at)) {
        ns_frozen_fail(r);
        return (struct ns_slice){"", 0};
    }
    struct ns_slice bytes = {(const char *)r->at, (size_t)len};
    r->at += len;
    return bytes;
}

uint64_t ns_frozen_get_u64(struct frozen_in *r)
{
    uint64_t number = 0;
    struct ns_slice bytes = ns_frozen_get_bytes(r, sizeof number);
    if (bytes.len)
        memcpy(&number, bytes.at, sizeof number);
    return le64toh(number);
}

float ns_frozen_get_float(struct frozen_in *r)
{
    uint32_t bits = 0;
    float value;
    struct ns_slice bytes = ns_frozen_get_bytes(r, sizeof bits);
    if (bytes.len)
        memcpy(&bits, bytes.at, sizeof bits);
    bits = le32toh(bits);
    memcpy(&value, &bits, sizeof value);
    return value;
}

static bool is_boundary(const struct frozen_in *r, uint64_t at)
{
    return at == r->body.len || ((unsigned char)r->body.at[at] & 0xC0) != 0x80;
}

struct ns_range ns_frozen_get_range(struct frozen_in *r, uint64_t from)
{
    uint64_t begin = from + ns_frozen_get(r, r->body.len - from);
    uint64_t end = begin + ns_frozen_get(r, r->body.len - begin);
    if (!is_boundary(r, begin) || !is_boundary(r, end))
        ns_frozen_fail(r);
    return (struct ns_range){(uint32_t)begin, (uint32_t)end};
}

struct ns_slice ns_frozen_get_slice(struct frozen_in *r)
{
    uint64_t head = ns_frozen_get(r, UINT32_MAX), len = head >> 1;
    if (len == 0)
        return (struct ns_slice){"", 0};
    if (head & 1) {
        uint64_t begin =
            len <= r->body.len ? ns_frozen_get(r, r->body.len - len) : ns_frozen_fail(r);
        if (r->damaged || !is_boundary(r, begin) || !is_boundary(r, begin + len))
            return (struct ns_slice){"", (size_t)ns_frozen_fail(r)};
        return (struct ns_slice){r->body.at + begin, (size_t)len};
    }
    struct ns_slice bytes = ns_frozen_get_bytes(r, len);
    if (bytes.len > r->text_left || ns_utf8_valid_prefix(bytes) != bytes.len)
        return (struct ns_slice){"", (size_t)ns_frozen_fail(r)};
    struct ns_slice own = {r->text, bytes.len};
    if (bytes.len)
        memcpy(r->text, bytes.at, bytes.len);
    r->text += bytes.len;
    r->text_left -= bytes.len;
    return own;
}

void ns_frozen_get_constants(struct frozen_in *r, struct ns_constants *constants)
{
    r->constant_count = (size_t)ns_frozen_get(r, FROZEN_CONSTANTS_MOST);
    for (size_t i = 0; i < r->constant_count; i++) {
        struct ns_slice text = ns_frozen_get_bytes(r, ns_frozen_get(r, UINT32_MAX));
        if (ns_utf8_valid_prefix(text) != text.len || (text.len && memchr(text.at, 0, text.len)))
            ns_frozen_fail(r);
        r->constants[i] = r->damaged ? "" : constant_of(constants, text);
    }
}

const char *ns_frozen_get_constant(struct frozen_in *r)
{
    uint64_t number = ns_frozen_get(r, r->constant_count);
    return number ? r->constants[number - 1] : NULL;
}
