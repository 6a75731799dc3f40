/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a file: either a reason why it is no article, or an article with valid text, blocks
 * and sentences in order, and a way from each place back to the file. Settling the roles by
 * repetition keeps all that.
 */
#include "fuzz_article.h"

#include "naysay/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_article *article = NULL, *twin = NULL;
    struct ns_err err = {0};
    struct ns_slice bytes = fuzz_slice(data, size);
    enum ns_status status = ns_ingest_bytes("folder/file.txt", bytes, NULL, &article, &err);
    if (status != NS_OK) {
        FUZZ_CHECK(!article && err.message[0]);
        return 0;
    }
    fuzz_check_article(article, size);
    struct ns_repetition *table = ns_repetition_new();
    FUZZ_CHECK(ns_ingest_bytes("folder/twin", bytes, NULL, &twin, &err) == NS_OK);
    FUZZ_CHECK(ns_slice_equal(article->body, twin->body) && article->body_hash == twin->body_hash);
    for (int i = 0; i < 5; i++)
        ns_repetition_add(table, i % 2 ? article : twin);
    struct ns_article *settled = ns_repetition_apply(table, article);
    if (settled) {
        fuzz_check_article(settled, size);
        FUZZ_CHECK(ns_slice_equal(article->body, settled->body));
        ns_article_free(settled);
    }
    ns_repetition_free(table);
    ns_article_free(twin);
    ns_article_free(article);
    return 0;
}
