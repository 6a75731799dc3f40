/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes, taken for a frozen article and for a frozen extraction of it: they are refused, or what
 * comes of them holds what any holds, and an extraction freezes and thaws to the same again.
 */
#include "fuzz_article.h"
#include "fuzz_extraction.h"

#include "naysay/frozen.h"
#include "naysay/ingest.h"

static const struct ns_article *article(void)
{
    static struct ns_article *made;
    const struct ns_slice text = NS_SLICE(
        "Ferry captains deny a pact\n\nPORT ORAN -- The harbour office said on Monday that the "
        "captains had signed.\n\n\xE2\x80\x9CNobody signed,\xE2\x80\x9D said Ada Rill, who speaks "
        "for them. She denied that Caf\xC3\xA9 Lund had been the place.\n");
    if (!made && ns_ingest_bytes("folder/ferry.txt", text, NULL, &made, NULL) != NS_OK)
        exit(2);
    return made;
}

static void try_article(struct ns_slice bytes, struct ns_constants *constants)
{
    struct ns_slice file = article()->body;
    struct ns_article *a = ns_article_thaw(bytes, "folder/ferry.txt", file, constants);
    if (a)
        fuzz_check_article(a, file.len);
    ns_article_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_constants *constants = ns_constants_new();
    try_article(fuzz_slice(data, size), constants);
    struct ns_extraction *found = ns_extraction_thaw(fuzz_slice(data, size), article(), constants);
    if (found) {
        struct ns_bytes once = {0}, twice = {0};
        fuzz_check_extraction(article(), found);
        ns_extraction_freeze(found, article(), &once);
        struct ns_extraction *again =
            ns_extraction_thaw(ns_bytes_slice(&once), article(), constants);
        FUZZ_CHECK(again);
        fuzz_check_extraction(article(), again);
        ns_extraction_freeze(again, article(), &twice);
        FUZZ_CHECK(ns_slice_equal(ns_bytes_slice(&once), ns_bytes_slice(&twice)));
        ns_extraction_free(again);
        ns_vec_free(&once);
        ns_vec_free(&twice);
    }
    ns_extraction_free(found);
    ns_constants_free(constants);
    return 0;
}
