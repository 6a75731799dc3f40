/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fuzz.h: what the fuzz targets share. A property that does not hold says so and aborts, which both
 * libFuzzer and the replay take for a crash.
 */
#ifndef NS_FUZZ_H
#define NS_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "naysay/slice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_CHECK(condition)                                                                      \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);         \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

static inline struct ns_slice fuzz_slice(const uint8_t *data, size_t size)
{
    return (struct ns_slice){(const char *)data, size};
}

/* The word lists of the tree: NAYSAY_DATADIR/lexicon, as make check sets it. */
static inline const char *fuzz_data(void)
{
    const char *folder = getenv("NAYSAY_DATADIR");
    if (!folder) {
        fprintf(stderr, "NAYSAY_DATADIR must name the assets of the source tree\n");
        exit(2);
    }
    return folder;
}

#endif
