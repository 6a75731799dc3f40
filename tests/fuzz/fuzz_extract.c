/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes, read with the real word lists, extracted by rule and with the trained models, and
 * exported: names and statements stand inside the text and in blocks that count, and the output is
 * one line of valid JSON in valid UTF-8.
 */
#include "fuzz_article.h"
#include "fuzz_extraction.h"

#include <json-c/json.h>

#include "naysay/export.h"
#include "naysay/file.h"
#include "naysay/ingest.h"

static struct ns_rules *load(bool with_models)
{
    struct ns_rules *loaded;
    struct ns_err err = {0};
    char *folder = ns_path_join(fuzz_data(), "lexicon"),
         *models = ns_path_join(fuzz_data(), "model");
    enum ns_status status = ns_rules_begin(folder, NULL, &loaded, &err);
    if (status == NS_OK) {
        ns_rules_use_models(loaded, with_models ? models : NULL);
        status = ns_rules_complete(loaded, false, &err);
    }
    if (status != NS_OK || ns_rules_models_note(loaded).len) {
        fprintf(stderr, "%s\n", status != NS_OK ? err.message : "the models are not usable");
        exit(2);
    }
    free(folder);
    free(models);
    return loaded;
}

/* [0] rules alone, [1] with the trained models. */
static struct ns_rules *const *rules(void)
{
    static struct ns_rules *loaded[2];
    for (size_t i = 0; i < 2; i++)
        if (!loaded[i])
            loaded[i] = load(i == 1);
    return loaded;
}

static void check_role(const struct ns_article *article, size_t block)
{
    enum ns_role role = article->blocks[block].role;
    FUZZ_CHECK(ns_role_counts(role) || role == NS_ROLE_DATELINE);
}

static void check_places(const struct ns_article *article, const struct ns_extraction *found)
{
    for (size_t i = 0; i < found->mention_count; i++)
        check_role(article, ns_article_block_at(article, found->mentions[i].span.begin));
    for (size_t i = 0; i < found->attribution_count; i++)
        check_role(article, found->attributions[i].block);
}

static void check_export(const struct ns_article *article, const struct ns_extraction *found,
                         enum ns_unit unit)
{
    struct ns_bytes out = {0};
    const struct ns_export_options options = {.unit = unit, .with_text = true};
    ns_export_json(article, found, &options, &out);
    FUZZ_CHECK(out.len > 2 && memchr(out.at, '\n', out.len) == out.at + out.len - 1);
    FUZZ_CHECK(ns_utf8_valid_prefix(ns_bytes_slice(&out)) == out.len);
    struct json_object *object = json_tokener_parse(ns_bytes_text(&out));
    FUZZ_CHECK(json_object_is_type(object, json_type_object));
    json_object_put(object);
    ns_vec_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_article *article = NULL;
    const struct ns_ingest_lists *lists = ns_rules_ingest_lists(rules()[0]);
    if (ns_ingest_bytes("folder/file.txt", fuzz_slice(data, size), lists, &article, NULL) != NS_OK)
        return 0;
    fuzz_check_article(article, size);
    for (size_t i = 0; i < 2; i++) {
        /* What it remembers of the inputs before must never show. */
        static struct ns_extractor *extractors[2];
        if (!extractors[i])
            extractors[i] = ns_extractor_new(rules()[i], NULL);
        struct ns_extraction *found = ns_extract(extractors[i], article);
        fuzz_check_extraction(article, found);
        check_places(article, found);
        check_export(article, found, NS_UNIT_CODEPOINT);
        check_export(article, found, NS_UNIT_BYTE);
        ns_extraction_free(found);
    }
    ns_article_free(article);
    return 0;
}
