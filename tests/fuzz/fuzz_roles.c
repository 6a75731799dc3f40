/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any text as an article, with the word lists of the tree: roles, title, byline, outlet, dateline and
 * date keep what must hold for any article.
 */
#include "fuzz_article.h"

#include "naysay/ingest.h"

static struct ns_lexicon *load(const char *name)
{
    char path[4096];
    struct ns_err err = {0};
    struct ns_lexicon *lexicon = ns_lexicon_new();
    snprintf(path, sizeof path, "%s/lexicon/%s", fuzz_data(), name);
    if (ns_lexicon_read(lexicon, path, &err) != NS_OK) {
        fprintf(stderr, "%s\n", err.message);
        exit(2);
    }
    return lexicon;
}

static const struct ns_ingest_lists *lists(void)
{
    static struct ns_ingest_lists loaded;
    if (!loaded.ready) {
        loaded.boilerplate = load("boilerplate.txt");
        loaded.outlets = load("outlets.txt");
        loaded.places = load("places.txt");
        loaded.given_names = load("given_names.txt");
        ns_ingest_lists_prepare(&loaded);
    }
    return &loaded;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_article *article = NULL;
    if (ns_ingest_bytes("a/b.txt", fuzz_slice(data, size), lists(), &article, NULL) != NS_OK)
        return 0;
    fuzz_check_article(article, size);
    size_t titles = 0;
    for (size_t i = 0; i < article->block_count; i++) {
        const struct ns_block *block = &article->blocks[i];
        titles += block->role == NS_ROLE_TITLE;
        FUZZ_CHECK(block->evidence &&
                   (block->boilerplate_score > 0) == (block->role == NS_ROLE_BOILERPLATE));
    }
    FUZZ_CHECK(titles == (article->title.len > 0));
    ns_article_free(article);
    return 0;
}
