/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of keys as scripts and configurations write them: a key that was read has a name, and the
 * name is read as that key.
 */
#include "fuzz.h"

#include "naysay/key.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_slice rest = fuzz_slice(data, size);
    struct ns_bytes name = {0};
    struct ns_err err = {0};
    uint32_t key, again;
    size_t before = rest.len;
    while (ns_key_parse(&rest, &key, &err)) {
        FUZZ_CHECK(rest.len < before);
        before = rest.len;
        name.len = 0;
        ns_key_name(key, &name);
        struct ns_slice text = ns_bytes_slice(&name);
        FUZZ_CHECK(text.len > 0);
        FUZZ_CHECK(ns_key_parse(&text, &again, NULL) && again == key && text.len == 0);
    }
    ns_vec_free(&name);
    return 0;
}
