/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes decoded: valid UTF-8 comes out, runs lead back in order, and each code point of the body
 * stands for at least one byte of the file and at most four.
 */
#include "fuzz.h"

#include "ingest/decode.h"
#include "naysay/utf8.h"

static void check_runs(const struct ns_decoded *decoded, size_t size)
{
    struct ns_slice body = ns_bytes_slice(&decoded->body);
    size_t pos = 0, run = 0, file = 0;
    FUZZ_CHECK(decoded->runs.len > 0 && decoded->runs.at[0].body == 0);
    while (pos < body.len) {
        size_t from = pos;
        ns_utf8_next(body, &pos, NULL);
        while (run + 1 < decoded->runs.len && decoded->runs.at[run + 1].body <= from)
            run++;
        const struct ns_offset_run *r = &decoded->runs.at[run];
        FUZZ_CHECK(r->body_step > 0 && r->file_step > 0 && r->file_step <= 4);
        FUZZ_CHECK((from - r->body) % r->body_step == 0);
        /* What stands in the file is next in the body: nothing is left out or told twice. */
        FUZZ_CHECK(r->file + (from - r->body) / r->body_step * r->file_step == file);
        file += r->body_step == 1 && r->file_step == 1 ? pos - from : r->file_step;
    }
    FUZZ_CHECK(file == size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_decoded decoded = {0};
    struct ns_slice bytes = fuzz_slice(data, size);
    struct ns_err err = {0};
    if (ns_decode(bytes, &decoded, &err) != NS_OK) {
        FUZZ_CHECK(err.status == NS_ERR_SKIPPED && err.message[0]);
    } else if (decoded.same) {
        FUZZ_CHECK(ns_utf8_valid_prefix(bytes) == size && decoded.invalid.count == 0);
        FUZZ_CHECK(decoded.runs.len == 0 && decoded.body.len == 0);
    } else {
        struct ns_slice body = ns_bytes_slice(&decoded.body);
        FUZZ_CHECK(ns_utf8_valid_prefix(body) == body.len && ns_utf8_count(body) <= size);
        check_runs(&decoded, size);
        FUZZ_CHECK(decoded.nul.count == 0 || decoded.nul.first < size);
        FUZZ_CHECK(decoded.invalid.count == 0 || decoded.invalid.first < size);
    }
    ns_decoded_free(&decoded);
    return 0;
}
