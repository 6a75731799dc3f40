/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes, read with the real word lists, extracted by rule and with the trained models, and
 * exported: names and statements stand inside the text and in blocks that count, and the output is
 * one line of valid JSON in valid UTF-8.
 */
#include "fuzz_article.h"

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

static void check_range(const struct ns_article *article, struct ns_range r)
{
    FUZZ_CHECK(r.begin <= r.end && r.end <= article->body.len);
    if (r.begin == r.end)
        return;
    FUZZ_CHECK(((unsigned char)article->body.at[r.begin] & 0xC0) != 0x80);
    FUZZ_CHECK(r.end == article->body.len ||
               ((unsigned char)article->body.at[r.end] & 0xC0) != 0x80);
}

static void check_names(const struct ns_article *article, const struct ns_extraction *found)
{
    uint32_t at = 0;
    for (size_t i = 0; i < found->mention_count; i++) {
        const struct ns_mention *m = &found->mentions[i];
        check_range(article, m->span);
        FUZZ_CHECK(m->span.begin >= at && m->span.end > m->span.begin);
        FUZZ_CHECK(m->entity < found->entity_count);
        const struct ns_block *block =
            &article->blocks[ns_article_block_at(article, m->span.begin)];
        FUZZ_CHECK(ns_role_counts(block->role) || block->role == NS_ROLE_DATELINE);
        at = m->span.end;
    }
    for (size_t i = 0; i < found->entity_count; i++) {
        const struct ns_entity *e = &found->entities[i];
        FUZZ_CHECK(e->canonical.len > 0 && e->type < NS_ENTITY_TYPE_COUNT && e->mention_count > 0);
        FUZZ_CHECK(found->mentions[e->first_mention].entity == i);
    }
}

static void check_statements(const struct ns_article *article, const struct ns_extraction *found)
{
    uint32_t counts[NS_KIND_COUNT] = {0};
    for (size_t i = 0; i < found->attribution_count; i++) {
        const struct ns_attribution *a = &found->attributions[i];
        check_range(article, a->source);
        check_range(article, a->cue);
        FUZZ_CHECK(a->content_count > 0 && a->kind < NS_KIND_COUNT);
        for (size_t n = 0; n < a->content_count; n++) {
            check_range(article, a->content[n]);
            FUZZ_CHECK(!ns_range_empty(a->content[n]));
        }
        FUZZ_CHECK(a->confidence >= 0 && a->confidence <= 1);
        FUZZ_CHECK(a->speaker_entity == NS_NONE || a->speaker_entity < found->entity_count);
        FUZZ_CHECK(a->same_as == NS_NONE || a->same_as < i);
        FUZZ_CHECK(a->block < article->block_count);
        enum ns_role role = article->blocks[a->block].role;
        FUZZ_CHECK(ns_role_counts(role) || role == NS_ROLE_DATELINE);
        if (a->same_as == NS_NONE)
            counts[a->kind]++;
    }
    FUZZ_CHECK(memcmp(counts, found->kind_counts, sizeof counts) == 0);
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
        struct ns_extraction *found = ns_extract(article, rules()[i]);
        check_names(article, found);
        check_statements(article, found);
        check_export(article, found, NS_UNIT_CODEPOINT);
        check_export(article, found, NS_UNIT_BYTE);
        ns_extraction_free(found);
    }
    ns_article_free(article);
    return 0;
}
