/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON line: its keys, its offsets in both units, and that nothing can make it invalid. */
#include "naysay/export.h"
#include "naysay/ingest.h"
#include "naysay/utf8.h"

#include "extracting.h"

#include <json-c/json.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct exported {
    struct ns_article *article;
    struct ns_extraction *found;
    struct ns_bytes line;
    struct json_object *json;
};

static struct exported export_of(const char *path, struct ns_slice bytes,
                                 struct ns_export_options options)
{
    struct exported e = {0};
    const struct ns_rules *rules = extracting_rules();
    assert_int_equal(ns_ingest_bytes(path, bytes, ns_rules_ingest_lists(rules), &e.article, NULL),
                     NS_OK);
    e.found = extract_once(e.article, rules);
    ns_export_json(e.article, e.found, &options, &e.line);
    assert_true(e.line.len > 0 && e.line.at[e.line.len - 1] == '\n');
    assert_ptr_equal(memchr(e.line.at, '\n', e.line.len), e.line.at + e.line.len - 1);
    assert_int_equal(ns_utf8_valid_prefix(ns_bytes_slice(&e.line)), e.line.len);
    e.json = json_tokener_parse(ns_bytes_text(&e.line));
    assert_non_null(e.json);
    return e;
}

static void free_exported(struct exported *e)
{
    json_object_put(e->json);
    ns_vec_free(&e->line);
    ns_extraction_free(e->found);
    ns_article_free(e->article);
}

static struct json_object *get(struct json_object *object, const char *key)
{
    struct json_object *value = NULL;
    if (!json_object_object_get_ex(object, key, &value))
        fail_msg("key %s is not there", key);
    return value;
}

static int64_t number_at(struct json_object *array, size_t index)
{
    return json_object_get_int64(json_object_array_get_idx(array, index));
}

static const char text[] = "The caf\xC3\xA9 bridge opens again\n\n"
                           "VELM \xE2\x80\x94 The board met on Monday.\n\n"
                           "\xE2\x80\x9CThe bridge is safe,\xE2\x80\x9D Mara Oran said.\n";

static void keys_in_order(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "id",   "path",   "sha256",    "title",    "byline",       "outlet",   "date",
        "unit", "blocks", "sentences", "entities", "attributions", "problems", "text"};
    struct exported e = export_of("folder/one.txt", ns_slice_of(text),
                                  (struct ns_export_options){.with_text = true});
    size_t i = 0;
    json_object_object_foreach(e.json, key, value)
    {
        (void)value;
        assert_true(i < sizeof keys / sizeof *keys);
        assert_string_equal(key, keys[i++]);
    }
    assert_int_equal(i, sizeof keys / sizeof *keys);
    assert_string_equal(json_object_get_string(get(e.json, "id")), "one");
    assert_string_equal(json_object_get_string(get(e.json, "path")), "folder/one.txt");
    assert_string_equal(json_object_get_string(get(e.json, "unit")), "codepoint");
    assert_null(get(e.json, "byline"));
    assert_null(get(e.json, "date"));
    assert_string_equal(json_object_get_string(get(e.json, "text")), text);
    free_exported(&e);
}

/* What stands between two code points of the text. */
static void check_points(struct json_object *pair, const char *want)
{
    size_t pos = 0, from = 0, point = 0;
    struct ns_slice s = ns_slice_of(text);
    while (pos < s.len && point < (size_t)number_at(pair, 0))
        ns_utf8_next(s, &pos, NULL), point++;
    from = pos;
    while (pos < s.len && point < (size_t)number_at(pair, 1))
        ns_utf8_next(s, &pos, NULL), point++;
    struct ns_slice got = {s.at + from, pos - from};
    assert_true(ns_slice_equal(got, ns_slice_of(want)));
}

static void offsets_are_code_points(void **state)
{
    (void)state;
    struct exported e = export_of("a.txt", ns_slice_of(text), (struct ns_export_options){0});
    struct json_object *attributions = get(e.json, "attributions");
    assert_int_equal(json_object_array_length(attributions), 1);
    struct json_object *a = json_object_array_get_idx(attributions, 0);
    check_points(get(a, "source"), "Mara Oran");
    check_points(get(a, "cue"), "said");
    check_points(json_object_array_get_idx(get(a, "content"), 0),
                 "\xE2\x80\x9CThe bridge is safe,\xE2\x80\x9D");
    assert_string_equal(json_object_get_string(get(a, "kind")), "claim");
    assert_string_equal(json_object_get_string(get(a, "speaker")), "Mara Oran");
    assert_string_equal(json_object_get_string(get(a, "resolved")), "named");
    double confidence = json_object_get_double(get(a, "confidence"));
    assert_true(confidence > 0 && confidence <= 1);
    assert_null(get(a, "via"));
    assert_null(get(a, "same_as"));
    double sure = json_object_get_double(get(a, "speaker_confidence"));
    assert_true(sure > 0 && sure <= 1);
    assert_int_equal(json_object_object_length(a), 10);
    free_exported(&e);
}

static void offsets_in_bytes(void **state)
{
    (void)state;
    struct exported e =
        export_of("a.txt", ns_slice_of(text), (struct ns_export_options){.unit = NS_UNIT_BYTE});
    assert_string_equal(json_object_get_string(get(e.json, "unit")), "byte");
    struct json_object *a = json_object_array_get_idx(get(e.json, "attributions"), 0);
    struct json_object *cue = get(a, "cue");
    assert_memory_equal(text + number_at(cue, 0), "said", 4);
    assert_int_equal(number_at(cue, 1) - number_at(cue, 0), 4);
    free_exported(&e);
}

/* Offsets of a file in another encoding: bytes are the file's, code points the text's. */
static void offsets_in_windows_1252(void **state)
{
    (void)state;
    static const char legacy[] = "The caf\xE9 bridge opens again\n\n"
                                 "\x93The bridge is safe,\x94 Mara Oran said.\n";
    struct exported e =
        export_of("a.txt", ns_slice_of(legacy), (struct ns_export_options){.unit = NS_UNIT_BYTE});
    struct json_object *a = json_object_array_get_idx(get(e.json, "attributions"), 0);
    assert_memory_equal(legacy + number_at(get(a, "cue"), 0), "said", 4);
    free_exported(&e);
}

static void threshold(void **state)
{
    (void)state;
    struct exported e =
        export_of("a.txt", ns_slice_of(text), (struct ns_export_options){.threshold = 0.999f});
    assert_int_equal(json_object_array_length(get(e.json, "attributions")), 0);
    free_exported(&e);
}

/* A path is bytes; a title may hold what a terminal obeys: neither gets through raw. */
static void hostile_bytes(void **state)
{
    (void)state;
    static const char hostile[] = "Bridge \xC2\x9B"
                                  "31m \xE2\x80\xAE opens \xE2\x80\x8B again "
                                  "\x7F \x1B]52;c;x\x07 \xF3\xA0\x80\xA1\n\n"
                                  "The board met on Monday and \"talked\" \\ for hours.\n";
    struct exported e = export_of("bad\xFF\x1B[0m\"name.txt", ns_slice_of(hostile),
                                  (struct ns_export_options){.with_text = true});
    for (size_t i = 0; i + 1 < e.line.len; i++) {
        assert_true((unsigned char)e.line.at[i] >= 0x20 && e.line.at[i] != 0x7F);
        assert_false(e.line.at[i] == '\xC2' && (unsigned char)e.line.at[i + 1] < 0xA0);
    }
    assert_null(strstr(ns_bytes_text(&e.line), "\xE2\x80\xAE"));
    assert_null(strstr(ns_bytes_text(&e.line), "\xE2\x80\x8B"));
    assert_non_null(strstr(ns_bytes_text(&e.line), "\\u202e"));
    assert_string_equal(json_object_get_string(get(e.json, "text")), hostile);
    assert_string_equal(json_object_get_string(get(e.json, "path")),
                        "bad\xEF\xBF\xBD\x1B[0m\"name.txt");
    free_exported(&e);
}

static void same_twice(void **state)
{
    (void)state;
    struct exported a = export_of("a.txt", ns_slice_of(text), (struct ns_export_options){0});
    struct exported b = export_of("a.txt", ns_slice_of(text), (struct ns_export_options){0});
    assert_int_equal(a.line.len, b.line.len);
    assert_memory_equal(a.line.at, b.line.at, a.line.len);
    free_exported(&a);
    free_exported(&b);
}

/* ---- hits ----------------------------------------------------------------------------------- */

/* Title and text hold what breaks rows, quotes, formulas and terminals. */
#define HIT_TEXT                                                                                   \
    "=SUM(A1) caf\xc3\xa9s \"quoted\", closed\n\nBy Mara Kesh\n\n"                                 \
    "PORT ORAN -- Ilan Prat said on Monday that the caf\xc3\xa9s, all\nof them, were closed. "     \
    "\xe2\x80\xaeThe quay is wet.\x1b[31m\n"

struct hits {
    struct exported e;
    struct ns_item item;
    struct ns_range range;
    struct ns_export_hit hit;
    struct ns_bytes out;
};

static void hits_open(struct hits *h, const char *word)
{
    *h = (struct hits){
        .e = export_of("odd, \"path\".txt", NS_SLICE(HIT_TEXT), (struct ns_export_options){0})};
    const struct ns_article *a = h->e.article;
    size_t at = ns_slice_find(a->body, ns_slice_of(word), 0);
    assert_true(at < a->body.len);
    h->range = (struct ns_range){(uint32_t)at, (uint32_t)(at + strlen(word))};
    h->item = (struct ns_item){.path = "odd", .article = a, .extraction = h->e.found};
    h->hit =
        (struct ns_export_hit){.item = &h->item,
                               .sentence = a->sentences[ns_article_sentence_at(a, (uint32_t)at)],
                               .hits = &h->range,
                               .hit_count = 1};
}

static void hits_close(struct hits *h)
{
    ns_vec_free(&h->out);
    free_exported(&h->e);
}

static void a_hit_is_a_line_of_json(void **state)
{
    (void)state;
    struct hits h;
    hits_open(&h, "of them");
    h.hit.ranked = true;
    h.hit.score = 2.5f;
    ns_export_hit_json(&h.hit, NS_UNIT_CODEPOINT, &h.out);
    for (size_t i = 0; i + 1 < h.out.len; i++)
        assert_true((unsigned char)h.out.at[i] >= 0x20);
    assert_int_equal(ns_slice_find(ns_bytes_slice(&h.out), NS_SLICE("\xe2\x80\xae"), 0), SIZE_MAX);
    struct json_object *root = json_tokener_parse(ns_bytes_text(&h.out));
    assert_non_null(root);
    assert_string_equal(json_object_get_string(get(root, "path")), "odd, \"path\".txt");
    assert_string_equal(json_object_get_string(get(root, "place")), "1.1");
    assert_true(json_object_get_double(get(root, "score")) == 2.5);
    /* Two code points of two bytes each stand before the hit. */
    struct json_object *hit = json_object_array_get_idx(get(root, "hits"), 0);
    assert_int_equal(number_at(hit, 0), h.range.begin - 2);
    assert_int_equal(number_at(hit, 1), h.range.end - 2);
    struct ns_slice sentence = ns_article_text(h.e.article, h.hit.sentence);
    assert_int_equal(json_object_get_string_len(get(root, "text")), sentence.len);
    assert_memory_equal(json_object_get_string(get(root, "text")), sentence.at, sentence.len);
    json_object_put(root);
    hits_close(&h);
}

static void a_headline_is_told_by_its_role(void **state)
{
    (void)state;
    struct hits h;
    hits_open(&h, "quoted");
    ns_export_place(&h.hit, &h.out);
    assert_string_equal(ns_bytes_text(&h.out), "headline");
    hits_close(&h);
}

static void csv_quotes_and_disarms(void **state)
{
    (void)state;
    struct hits h;
    hits_open(&h, "of them");
    ns_export_hit_csv_head(false, &h.out);
    ns_export_hit_csv(&h.hit, NS_UNIT_BYTE, &h.out);
    struct ns_range s = h.hit.sentence;
    struct ns_bytes want = {0};
    ns_bytes_format(&want,
                    "path,id,title,outlet,date,score,place,begin,end,text\r\n"
                    "\"odd, \"\"path\"\".txt\",\"odd, \"\"path\"\"\","
                    "\"'=SUM(A1) caf\xc3\xa9s \"\"quoted\"\", closed\",\"\",,,1.1,%u,%u,"
                    "\"PORT ORAN -- Ilan Prat said on Monday that the caf\xc3\xa9s, all of them, "
                    "were closed.\"\r\n",
                    s.begin, s.end);
    assert_string_equal(ns_bytes_text(&h.out), ns_bytes_text(&want));
    h.out.len = 0;
    h.hit.sentence = h.e.article->sentences[h.e.article->sentence_count - 1];
    ns_export_hit_csv(&h.hit, NS_UNIT_BYTE, &h.out);
    assert_null(memchr(h.out.at, 0x1b, h.out.len));
    assert_non_null(strstr(ns_bytes_text(&h.out), "<202e>The quay is wet.^[[31m\"\r\n"));
    ns_vec_free(&want);
    hits_close(&h);
}

static void a_statement_is_a_hit(void **state)
{
    (void)state;
    struct hits h;
    hits_open(&h, "said");
    assert_int_equal(h.e.found->attribution_count, 1);
    const struct ns_attribution *a = h.hit.statement = &h.e.found->attributions[0];
    ns_export_hit_json(&h.hit, NS_UNIT_BYTE, &h.out);
    struct json_object *root = json_tokener_parse(ns_bytes_text(&h.out));
    assert_non_null(root);
    assert_string_equal(json_object_get_string(get(root, "kind")), "claim");
    assert_string_equal(json_object_get_string(get(root, "speaker")), "Ilan Prat");
    assert_int_equal(number_at(get(root, "cue"), 0), a->cue.begin);
    assert_int_equal(json_object_array_length(get(root, "content")), a->content_count);
    json_object_put(root);
    h.out.len = 0;
    ns_export_hit_csv_head(true, &h.out);
    ns_export_hit_csv(&h.hit, NS_UNIT_BYTE, &h.out);
    assert_non_null(strstr(ns_bytes_text(&h.out), ",1.1,claim,\"Ilan Prat\",0."));
    hits_close(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_in_order),
        cmocka_unit_test(offsets_are_code_points),
        cmocka_unit_test(offsets_in_bytes),
        cmocka_unit_test(offsets_in_windows_1252),
        cmocka_unit_test(threshold),
        cmocka_unit_test(hostile_bytes),
        cmocka_unit_test(same_twice),
        cmocka_unit_test(a_hit_is_a_line_of_json),
        cmocka_unit_test(a_headline_is_told_by_its_role),
        cmocka_unit_test(csv_quotes_and_disarms),
        cmocka_unit_test(a_statement_is_a_hit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
