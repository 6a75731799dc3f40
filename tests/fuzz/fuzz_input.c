/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes from a terminal: fed at once and one by one they give the same keys, no control character
 * comes out that was not typed, and nothing stays half-read after a flush.
 */
#include <stdlib.h>

#include "ui/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_input whole, single;
    struct ns_keys a = {0}, b = {0};
    ns_input_init(&whole);
    ns_input_init(&single);
    ns_input_feed(&whole, data, size, &a);
    for (size_t i = 0; i < size; i++)
        ns_input_feed(&single, data + i, 1, &b);
    ns_input_flush(&whole, &a);
    ns_input_flush(&single, &b);
    if (a.len != b.len || (a.len && memcmp(a.at, b.at, a.len * sizeof *a.at) != 0) || a.len > size)
        abort();
    if (ns_input_timeout(&whole) != -1)
        abort();
    for (size_t i = 0; i < a.len; i++)
        if (a.at[i] == 0 || (a.at[i] >= 0x7F && a.at[i] < 0xA0))
            abort();
    ns_vec_free(&a);
    ns_vec_free(&b);
    ns_input_free(&whole);
    ns_input_free(&single);
    return 0;
}
