/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Extractions that are frozen and thawed: the same to the last field, and no bytes do harm. Over
 * the articles that are shipped as samples, read with the real lists and models.
 */
#include "../fuzz/fuzz_article.h"
#include "../fuzz/fuzz_extraction.h"
#include "extracting.h"

#include "naysay/export.h"
#include "naysay/frozen.h"
#include "naysay/ingest.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* A field more must be frozen, too: then freeze.c, thaw.c and the comparisons below need it. */
#if UINTPTR_MAX > UINT32_MAX
_Static_assert(sizeof(struct ns_mention) == 16, "freeze the new field");
_Static_assert(sizeof(struct ns_bearing) == 72, "freeze the new field");
_Static_assert(sizeof(struct ns_entity) == 152, "freeze the new field");
_Static_assert(sizeof(struct ns_why) == 64, "freeze the new field");
_Static_assert(sizeof(struct ns_attribution) == 160, "freeze the new field");
_Static_assert(sizeof(struct ns_extraction) == 120, "freeze the new field");
_Static_assert(sizeof(struct ns_block) == 48, "freeze the new field");
_Static_assert(sizeof(struct ns_problem) == 32, "freeze the new field");
_Static_assert(sizeof(struct ns_article) == 272, "freeze the new field");
#endif

#define MOST_SAMPLES 32

static struct sample {
    struct ns_article *article;
    struct ns_extraction *found;
    struct ns_bytes frozen;
} samples[MOST_SAMPLES];
static size_t sample_count;
static struct ns_constants *constants;

static bool read_sample(void *context, const char *path)
{
    struct ns_err err = {0};
    struct sample *s = &samples[sample_count];
    (void)context;
    if (ns_ingest_file(path, 1 << 20, ns_rules_ingest_lists(extracting_models()), &s->article,
                       &err) != NS_OK)
        fail_msg("%s: %s", path, err.message);
    s->found = extract_once(s->article, extracting_models());
    ns_extraction_freeze(s->found, s->article, &s->frozen);
    return ++sample_count < MOST_SAMPLES;
}

static void pass_over(void *context, const char *path, const struct ns_err *why)
{
    (void)context, (void)path, (void)why;
}

static int read_samples(void **state)
{
    char folder[4096];
    (void)state;
    snprintf(folder, sizeof folder, "%s/samples", fuzz_data());
    constants = ns_constants_new();
    ns_ingest_list(folder, read_sample, pass_over, NULL, NULL, NULL);
    return sample_count < 10;
}

static int drop_samples(void **state)
{
    (void)state;
    for (size_t i = 0; i < sample_count; i++) {
        ns_extraction_free(samples[i].found);
        ns_article_free(samples[i].article);
        ns_vec_free(&samples[i].frozen);
    }
    ns_constants_free(constants);
    return 0;
}

/* --- the same --- */

static void same_text(struct ns_slice a, struct ns_slice b)
{
    assert_true(ns_slice_equal(a, b));
}

static void same_words(const char *a, const char *b)
{
    assert_int_equal(a != NULL, b != NULL);
    if (a)
        assert_string_equal(a, b);
}

static void same_range(struct ns_range a, struct ns_range b)
{
    assert_int_equal(a.begin, b.begin);
    assert_int_equal(a.end, b.end);
}

static void same_entity(const struct ns_entity *a, const struct ns_entity *b)
{
    assert_int_equal(a->type, b->type);
    assert_true(a->key == b->key);
    assert_memory_equal(&a->bearing, &b->bearing, sizeof a->bearing);
    same_text(a->canonical, b->canonical);
    assert_int_equal(a->alias_count, b->alias_count);
    for (size_t i = 0; i < a->alias_count; i++)
        same_text(a->aliases[i], b->aliases[i]);
    assert_int_equal(a->role_count, b->role_count);
    for (size_t i = 0; i < a->role_count; i++)
        same_text(a->roles[i], b->roles[i]);
    assert_int_equal(a->mention_count, b->mention_count);
    assert_int_equal(a->first_mention, b->first_mention);
    assert_int_equal(a->introduced, b->introduced);
    assert_int_equal(a->gender, b->gender);
}

static void same_why(const struct ns_why *a, const struct ns_why *b)
{
    same_words(a->rule, b->rule);
    same_words(a->lexicon, b->lexicon);
    assert_int_equal(a->lexicon_line, b->lexicon_line);
    assert_int_equal(a->by_model, b->by_model);
    same_words(a->kind_reason, b->kind_reason);
    same_text(a->speaker_reason, b->speaker_reason);
    same_text(a->speaker_against, b->speaker_against);
}

static void same_statement(const struct ns_attribution *a, const struct ns_attribution *b)
{
    same_range(a->source, b->source);
    same_range(a->cue, b->cue);
    assert_int_equal(a->content_count, b->content_count);
    for (size_t i = 0; i < a->content_count; i++)
        same_range(a->content[i], b->content[i]);
    assert_int_equal(a->kind, b->kind);
    same_text(a->speaker, b->speaker);
    assert_int_equal(a->speaker_entity, b->speaker_entity);
    assert_int_equal(a->resolved, b->resolved);
    same_text(a->via, b->via);
    assert_int_equal(a->same_as, b->same_as);
    assert_int_equal(a->block, b->block);
    assert_memory_equal(&a->confidence, &b->confidence, sizeof a->confidence);
    assert_memory_equal(&a->speaker_confidence, &b->speaker_confidence,
                        sizeof a->speaker_confidence);
    same_why(&a->why, &b->why);
}

static void same_extraction(const struct ns_extraction *a, const struct ns_extraction *b)
{
    assert_int_equal(a->mention_count, b->mention_count);
    for (size_t i = 0; i < a->mention_count; i++) {
        same_range(a->mentions[i].span, b->mentions[i].span);
        assert_int_equal(a->mentions[i].entity, b->mentions[i].entity);
        assert_int_equal(a->mentions[i].acts, b->mentions[i].acts);
    }
    assert_int_equal(a->entity_count, b->entity_count);
    for (size_t i = 0; i < a->entity_count; i++)
        same_entity(&a->entities[i], &b->entities[i]);
    assert_int_equal(a->attribution_count, b->attribution_count);
    for (size_t i = 0; i < a->attribution_count; i++)
        same_statement(&a->attributions[i], &b->attributions[i]);
    assert_memory_equal(a->kind_counts, b->kind_counts, sizeof a->kind_counts);
    same_text(a->language_note, b->language_note);
}

static void same_line(const struct ns_article *article, const struct ns_extraction *a,
                      const struct ns_extraction *b)
{
    const struct ns_export_options options = {.unit = NS_UNIT_BYTE};
    struct ns_bytes one = {0}, two = {0};
    ns_export_json(article, a, &options, &one);
    ns_export_json(article, b, &options, &two);
    assert_true(ns_slice_equal(ns_bytes_slice(&one), ns_bytes_slice(&two)));
    ns_vec_free(&one);
    ns_vec_free(&two);
}

static void what_is_thawed_is_what_was_frozen(void **state)
{
    size_t statements = 0;
    (void)state;
    for (size_t i = 0; i < sample_count; i++) {
        const struct sample *s = &samples[i];
        struct ns_extraction *x =
            ns_extraction_thaw(ns_bytes_slice(&s->frozen), s->article, constants);
        assert_non_null(x);
        same_extraction(s->found, x);
        same_line(s->article, s->found, x);
        statements += x->attribution_count;
        ns_extraction_free(x);
    }
    assert_true(statements > 50);
}

static void another_language_and_an_empty_one_are_kept(void **state)
{
    static const char *const texts[] = {
        "Der Hafen bleibt zu\n\nDer Sprecher der Regierung sagte am Montag, dass der Hafen nicht "
        "vor dem Abend wieder geoeffnet werde und dass niemand darueber reden wolle.",
        "1 2 3"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct extracted x = extracted(texts[i]);
        struct ns_bytes frozen = {0};
        ns_extraction_freeze(x.found, x.article, &frozen);
        struct ns_extraction *again =
            ns_extraction_thaw(ns_bytes_slice(&frozen), x.article, constants);
        assert_non_null(again);
        same_extraction(x.found, again);
        assert_true(i == 1 || again->language_note.len > 0);
        ns_extraction_free(again);
        ns_vec_free(&frozen);
        extracted_free(x);
    }
}

/* --- articles --- */

static bool same_slices(struct ns_slice a, struct ns_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static void same_block(const struct ns_block *a, const struct ns_block *b)
{
    same_range(a->span, b->span);
    assert_int_equal(a->role, b->role);
    assert_int_equal(a->sentence_count, b->sentence_count);
    assert_true(a->sentence_count == 0 || a->first_sentence == b->first_sentence);
    assert_int_equal(a->paragraph, b->paragraph);
    assert_true(a->hash == b->hash);
    assert_memory_equal(&a->boilerplate_score, &b->boilerplate_score, sizeof(float));
    same_words(a->evidence, b->evidence);
}

static void same_article(const struct ns_article *a, const struct ns_article *b)
{
    same_text(a->path, b->path);
    same_text(a->id, b->id);
    assert_true(a->file_size == b->file_size && a->body_hash == b->body_hash);
    same_words(a->encoding, b->encoding);
    same_text(a->body, b->body);
    assert_int_equal(b->run_count, 0);
    assert_true(same_slices(a->title, b->title) && same_slices(a->byline, b->byline) &&
                same_slices(a->outlet, b->outlet) && same_slices(a->section, b->section) &&
                same_slices(a->dateline, b->dateline));
    assert_memory_equal(a->date, b->date, sizeof a->date);
    assert_int_equal(a->block_count, b->block_count);
    for (size_t i = 0; i < a->block_count; i++)
        same_block(&a->blocks[i], &b->blocks[i]);
    assert_int_equal(a->sentence_count, b->sentence_count);
    for (size_t i = 0; i < a->sentence_count; i++)
        same_range(a->sentences[i], b->sentences[i]);
    assert_int_equal(a->problem_count, b->problem_count);
    for (size_t i = 0; i < a->problem_count; i++) {
        assert_true(a->problems[i].offset == b->problems[i].offset);
        assert_int_equal(a->problems[i].count, b->problems[i].count);
        same_text(a->problems[i].message, b->problems[i].message);
    }
}

static void an_article_is_thawed_as_it_was_read(void **state)
{
    size_t kept = 0;
    (void)state;
    for (size_t i = 0; i < sample_count; i++) {
        const struct ns_article *a = samples[i].article;
        struct ns_bytes frozen = {0};
        struct ns_slice file = a->body;
        assert_int_equal(ns_article_freeze(a, file, &frozen), a->file_size == file.len);
        if (a->file_size != file.len) /* in another encoding */
            continue;
        kept++;
        struct ns_article *b =
            ns_article_thaw(ns_bytes_slice(&frozen), a->path.at, file, constants);
        assert_non_null(b);
        fuzz_check_article(b, file.len);
        same_article(a, b);
        ns_article_free(b);
        /* Of another file, and cut. */
        const struct ns_article *other = samples[(i + 1) % sample_count].article;
        assert_null(ns_article_thaw(ns_bytes_slice(&frozen), "x", other->body, constants));
        for (size_t len = 0; len < frozen.len; len++) {
            char *part = ns_string_dup((struct ns_slice){frozen.at, len});
            assert_null(ns_article_thaw((struct ns_slice){part, len}, "x", file, constants));
            free(part);
        }
        ns_vec_free(&frozen);
    }
    assert_true(kept >= 10);
}

static void no_changed_byte_of_an_article_does_harm(void **state)
{
    static const char changes[] = {1, 2, 16, 64, (char)128, (char)255};
    (void)state;
    for (size_t n = 0; n < 4; n++) {
        const struct ns_article *a = samples[n].article;
        struct ns_constants *own = ns_constants_new();
        struct ns_bytes frozen = {0};
        assert_true(ns_article_freeze(a, a->body, &frozen));
        for (size_t i = 0; i < frozen.len; i++) {
            for (size_t c = 0; c < sizeof changes; c++) {
                frozen.at[i] = (char)(frozen.at[i] ^ changes[c]);
                struct ns_article *b =
                    ns_article_thaw(ns_bytes_slice(&frozen), "folder/x.txt", a->body, own);
                frozen.at[i] = (char)(frozen.at[i] ^ changes[c]);
                if (b)
                    fuzz_check_article(b, a->body.len);
                ns_article_free(b);
            }
        }
        ns_vec_free(&frozen);
        ns_constants_free(own);
    }
}

static void only_a_file_that_is_its_body_is_kept(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        bool kept;
    } cases[] = {
        {"A Title\n\nA text that says a little and no more.\n", 46, true},
        {"A Title\n\nA NUL \0 in a text that says a little.\n", 46, true},
        {"\xEF\xBB\xBF"
         "A Title\n\nA text with a mark before it, as it goes.\n",
         51, true},
        {"A Title\n\nA byte \xFF that is none of UTF-8 here.\n", 45, false},
        {"A Title\n\nThree \xF0\x9F\x98 that were to be four here.\n", 47, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ns_slice file = {cases[i].bytes, cases[i].len};
        struct ns_article *a = NULL;
        struct ns_bytes frozen = {0};
        assert_int_equal(ns_ingest_bytes("x.txt", file, NULL, &a, NULL), NS_OK);
        assert_int_equal(ns_article_freeze(a, file, &frozen), cases[i].kept);
        assert_int_equal(frozen.len > 0, cases[i].kept);
        if (cases[i].kept) {
            struct ns_article *b =
                ns_article_thaw(ns_bytes_slice(&frozen), "x.txt", file, constants);
            assert_non_null(b);
            same_article(a, b);
            ns_article_free(b);
        }
        ns_article_free(a);
        ns_vec_free(&frozen);
    }
}

/* --- damaged --- */

static void a_part_is_refused(void **state)
{
    const struct sample *s = &samples[0];
    (void)state;
    for (size_t len = 0; len < s->frozen.len; len++) {
        /* On its own, so that a sanitizer sees a byte read behind it. */
        char *part = ns_string_dup((struct ns_slice){s->frozen.at, len});
        assert_null(ns_extraction_thaw((struct ns_slice){part, len}, s->article, constants));
        free(part);
    }
    struct ns_bytes longer = {0};
    ns_bytes_add(&longer, ns_bytes_slice(&s->frozen));
    ns_vec_push(&longer, 0);
    assert_null(ns_extraction_thaw(ns_bytes_slice(&longer), s->article, constants));
    assert_null(ns_extraction_thaw((struct ns_slice){NULL, 0}, s->article, constants));
    ns_vec_free(&longer);
}

static void no_changed_byte_does_harm(void **state)
{
    static const char changes[] = {1, 2, 4, 8, 16, 32, 64, (char)128, (char)255};
    size_t refused = 0, tried = 0;
    (void)state;
    for (size_t n = 0; n < 3; n++) {
        const struct sample *s = &samples[n];
        struct ns_constants *own = ns_constants_new();
        for (size_t i = 0; i < s->frozen.len; i++) {
            char was = s->frozen.at[i];
            for (size_t c = 0; c < sizeof changes; c++) {
                s->frozen.at[i] = (char)(was ^ changes[c]);
                struct ns_extraction *x =
                    ns_extraction_thaw(ns_bytes_slice(&s->frozen), s->article, own);
                tried++;
                refused += x == NULL;
                if (x)
                    fuzz_check_extraction(s->article, x);
                ns_extraction_free(x);
            }
            s->frozen.at[i] = was;
        }
        ns_constants_free(own);
    }
    assert_true(refused > tried / 4);
}

static void bytes_of_another_article_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sample_count; i++)
        for (size_t n = 0; n < sample_count; n++)
            if (i != n)
                assert_null(ns_extraction_thaw(ns_bytes_slice(&samples[i].frozen),
                                               samples[n].article, constants));
}

static void sizes_out_of_the_world_are_refused(void **state)
{
    static const unsigned char far[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1};
    const struct sample *s = &samples[1];
    struct ns_bytes head = {0};
    (void)state;
    /* The body's length stands first; each number behind it is made as large as can be. */
    for (size_t i = 2; i < 12; i++) {
        head.len = 0;
        ns_bytes_add(&head, (struct ns_slice){s->frozen.at, i});
        ns_bytes_add(&head, (struct ns_slice){(const char *)far, sizeof far});
        ns_bytes_add(&head, (struct ns_slice){s->frozen.at + i, s->frozen.len - i});
        assert_null(ns_extraction_thaw(ns_bytes_slice(&head), s->article, constants));
    }
    ns_vec_free(&head);
}

/* --- keys --- */

static void the_key_is_of_all_that_is_read(void **state)
{
    struct ns_article *a = samples[0].article;
    struct ns_digest key = ns_extraction_key(a, 7);
    (void)state;
    assert_true(ns_digest_equal(key, ns_extraction_key(a, 7)));
    assert_false(ns_digest_equal(key, ns_extraction_key(a, 8)));
    for (size_t i = 1; i < sample_count; i++)
        assert_false(ns_digest_equal(key, ns_extraction_key(samples[i].article, 7)));
#define CHANGED(field, value)                                                                      \
    do {                                                                                           \
        __typeof__(field) was = field;                                                             \
        field = value;                                                                             \
        assert_false(ns_digest_equal(key, ns_extraction_key(a, 7)));                               \
        field = was;                                                                               \
    } while (0)
    CHANGED(a->blocks[2].role, NS_ROLE_CAPTION);
    CHANGED(a->blocks[2].paragraph, was + 1);
    CHANGED(a->blocks[2].span.end, was - 1);
    CHANGED(a->sentences[1].end, was - 1);
    CHANGED(a->date[0], '9');
    CHANGED(a->outlet, NS_SLICE("The Veles Courier of Orna"));
    CHANGED(a->body.len, was - 1);
    assert_true(ns_digest_equal(key, ns_extraction_key(a, 7)));
}

static void the_rules_are_told_apart(void **state)
{
    (void)state;
    struct ns_digest models = ns_rules_identity(extracting_models());
    assert_true(ns_digest_equal(models, ns_rules_identity(extracting_models())));
    assert_false(ns_digest_equal(models, ns_rules_identity(extracting_rules())));
    assert_true(ns_digest_equal(ns_reading_identity(extracting_models()),
                                ns_reading_identity(extracting_rules())));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_thawed_is_what_was_frozen),
        cmocka_unit_test(another_language_and_an_empty_one_are_kept),
        cmocka_unit_test(an_article_is_thawed_as_it_was_read),
        cmocka_unit_test(no_changed_byte_of_an_article_does_harm),
        cmocka_unit_test(only_a_file_that_is_its_body_is_kept),
        cmocka_unit_test(a_part_is_refused),
        cmocka_unit_test(no_changed_byte_does_harm),
        cmocka_unit_test(bytes_of_another_article_are_refused),
        cmocka_unit_test(sizes_out_of_the_world_are_refused),
        cmocka_unit_test(the_key_is_of_all_that_is_read),
        cmocka_unit_test(the_rules_are_told_apart),
    };
    return cmocka_run_group_tests(tests, read_samples, drop_samples) != 0;
}
