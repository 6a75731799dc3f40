/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a model file. The checksum would stop nearly everything, so it is put right first:
 * what lies behind it must hold by itself. A file that is taken comes back the same when written.
 */
#include "fuzz.h"

#include "extract/weights.h"

#define SUM 8 /* bytes of the checksum at the end */

static struct ns_bytes with_sum(const uint8_t *data, size_t size)
{
    struct ns_bytes copy = {0};
    ns_bytes_add(&copy, fuzz_slice(data, size));
    if (size < SUM)
        return copy;
    uint64_t sum = ns_slice_hash((struct ns_slice){copy.at, size - SUM});
    for (size_t i = 0; i < SUM; i++)
        copy.at[size - SUM + i] = (char)(sum >> (8 * i));
    return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_bytes file = with_sum(data, size);
    struct ns_weights *weights;
    struct ns_err err = {0};
    enum ns_status status =
        ns_weights_parse(ns_bytes_slice(&file), "model", NS_WEIGHTS_CUES, 1, &weights, &err);
    FUZZ_CHECK((status == NS_OK) == (weights != NULL));
    FUZZ_CHECK(status == NS_OK || (status == NS_ERR_FORMAT && err.message[0]));
    if (weights) {
        uint32_t features[] = {0, UINT32_MAX, 12345};
        float scores[NS_LABELS_MOST];
        struct ns_bytes again = {0};
        struct ns_weights *back;
        ns_weights_score(weights, features, 3, scores);
        ns_weights_write(weights, &again);
        FUZZ_CHECK(ns_weights_parse(ns_bytes_slice(&again), "again", NS_WEIGHTS_CUES, 1, &back,
                                    &err) == NS_OK);
        FUZZ_CHECK(memcmp(back->owned.at, weights->owned.at, weights->owned.len) == 0);
        ns_weights_free(back);
        ns_vec_free(&again);
    }
    ns_weights_free(weights);
    ns_vec_free(&file);
    return 0;
}
