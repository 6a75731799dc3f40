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

enum { FROZEN_BEARS = 1, FROZEN_INTRODUCED = 2 };

/* How many there are of each, and the bytes of texts that do not lie in the body. */
struct frozen_sizes {
    uint64_t mentions, entities, attributions, slices, contents, text;
};

#endif
