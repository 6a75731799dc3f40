/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blocks.h (room: ingest, private): where paragraphs begin and end. */
#ifndef NAYSAY_INGEST_BLOCKS_H
#define NAYSAY_INGEST_BLOCKS_H

#include "naysay/segment.h"

/* Appends the paragraphs of body in order, each without the white space around it. */
void ns_blocks_of(struct ns_slice body, struct ns_ranges *out);

/* Bytes of the white space (ASCII, NBSP and other wide spaces, not zero-width) at text.at[pos]; 0
 * if there is none. */
size_t ns_space_at(struct ns_slice text, size_t pos);

#endif
