/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sha256.h (room: base): SHA-256 (FIPS 180-4). */
#ifndef NAYSAY_SHA256_H
#define NAYSAY_SHA256_H

#include "naysay/slice.h"

#define NS_SHA256_SIZE 32

void ns_sha256(struct ns_slice data, uint8_t out[NS_SHA256_SIZE]);

/* 64 lower-case hexadecimal digits and a NUL. */
void ns_sha256_hex(const uint8_t digest[NS_SHA256_SIZE], char out[2 * NS_SHA256_SIZE + 1]);

#endif
