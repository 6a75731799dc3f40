/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any article with any extraction becomes one line of valid JSON in valid UTF-8 that holds no
 * control character. Both are made up from the input, with strings that may hold any bytes and
 * ranges anywhere in the body: the writer must not rest on what the extractor happens to produce.
 */
#include "fuzz.h"

#include <json-c/json.h>

#include "naysay/export.h"
#include "naysay/utf8.h"

#define MOST 12 /* things of a kind */

struct input {
    const uint8_t *at;
    size_t len;
};

static uint32_t number(struct input *in, uint32_t below)
{
    if (in->len < 2 || below == 0)
        return 0;
    uint32_t n = (uint32_t)(in->at[0] | in->at[1] << 8);
    in->at += 2, in->len -= 2;
    return n % below;
}

static struct ns_slice any_bytes(struct input *in)
{
    size_t len = number(in, 24);
    len = len < in->len ? len : in->len;
    struct ns_slice s = {(const char *)in->at, len};
    in->at += len, in->len -= len;
    return s;
}

/* The body is decoded already: ill-formed parts are U+FFFD. */
static struct ns_slice body_of(struct input *in, struct ns_bytes *out)
{
    struct ns_slice raw = {(const char *)in->at, in->len / 2};
    in->at += raw.len, in->len -= raw.len;
    for (size_t pos = 0; pos < raw.len;) {
        char point[4];
        size_t bytes = ns_utf8_put(ns_utf8_next(raw, &pos, NULL), point);
        ns_bytes_add(out, (struct ns_slice){point, bytes});
    }
    return ns_bytes_slice(out);
}

static struct ns_range range(struct input *in, struct ns_slice body)
{
    struct ns_range r;
    r.begin = number(in, (uint32_t)body.len + 1);
    r.end = r.begin + number(in, (uint32_t)body.len + 1 - r.begin);
    return r;
}

static struct ns_attribution statement(struct input *in, struct ns_slice body,
                                       struct ns_range *content)
{
    struct ns_attribution a = {.source = range(in, body), .cue = range(in, body)};
    a.content = content;
    a.content_count = number(in, 3);
    for (size_t i = 0; i < a.content_count; i++)
        content[i] = range(in, body);
    a.kind = (enum ns_kind)number(in, NS_KIND_COUNT);
    a.speaker = any_bytes(in);
    a.resolved = (enum ns_resolved)number(in, NS_RESOLVED_UNKNOWN + 1);
    a.confidence = (float)number(in, 300) / 200.0f - 0.2f;
    return a;
}

static void check(const struct ns_article *article, const struct ns_extraction *extraction,
                  const struct ns_export_options *options)
{
    struct ns_bytes out = {0};
    ns_export_json(article, extraction, options, &out);
    FUZZ_CHECK(out.len > 2 && memchr(out.at, '\n', out.len) == out.at + out.len - 1);
    FUZZ_CHECK(ns_utf8_valid_prefix(ns_bytes_slice(&out)) == out.len);
    for (size_t i = 0; i + 1 < out.len; i++)
        FUZZ_CHECK((unsigned char)out.at[i] >= 0x20 && out.at[i] != 0x7F);
    struct json_object *object = json_tokener_parse(ns_bytes_text(&out)), *list;
    FUZZ_CHECK(json_object_is_type(object, json_type_object));
    FUZZ_CHECK(json_object_object_get_ex(object, "attributions", &list));
    FUZZ_CHECK(json_object_array_length(list) <= extraction->attribution_count);
    json_object_put(object);
    ns_vec_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {data, size};
    struct ns_bytes text = {0};
    struct ns_article article = {.body = body_of(&in, &text)};
    struct ns_block blocks[MOST];
    struct ns_range sentences[MOST], contents[MOST][3];
    struct ns_mention mentions[MOST];
    struct ns_entity entity = {.type = (enum ns_entity_type)number(&in, NS_ENTITY_TYPE_COUNT)};
    struct ns_attribution statements[MOST];
    struct ns_problem problems[2];
    article.path = any_bytes(&in), article.id = any_bytes(&in), article.title = any_bytes(&in);
    article.byline = any_bytes(&in), article.outlet = any_bytes(&in);
    article.file_size = article.body.len;
    article.sha256[number(&in, 32)] = 1;
    article.blocks = blocks, article.sentences = sentences, article.problems = problems;
    for (size_t n = number(&in, MOST); article.block_count < n; article.block_count++)
        blocks[article.block_count] = (struct ns_block){
            .span = range(&in, article.body), .role = (enum ns_role)number(&in, NS_ROLE_COUNT)};
    for (size_t n = number(&in, MOST); article.sentence_count < n; article.sentence_count++)
        sentences[article.sentence_count] = range(&in, article.body);
    for (size_t n = number(&in, 2); article.problem_count < n; article.problem_count++)
        problems[article.problem_count] = (struct ns_problem){number(&in, 99), 1, any_bytes(&in)};
    entity.canonical = any_bytes(&in);
    struct ns_extraction x = {
        .mentions = mentions, .entities = &entity, .entity_count = 1, .attributions = statements};
    for (size_t n = number(&in, MOST); x.mention_count < n; x.mention_count++)
        mentions[x.mention_count] = (struct ns_mention){.span = range(&in, article.body)};
    for (size_t n = number(&in, MOST); x.attribution_count < n; x.attribution_count++)
        statements[x.attribution_count] =
            statement(&in, article.body, contents[x.attribution_count]);
    check(&article, &x, &(struct ns_export_options){.with_text = true});
    check(&article, &x, &(struct ns_export_options){.unit = NS_UNIT_BYTE, .threshold = 0.5f});
    ns_vec_free(&text);
    return 0;
}
