/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an extractor remembers from one article to the next changes nothing, and what is cancelled
 * ends and gives nothing.
 */
#include "extracting.h"

#include "extract/attribution.h"
#include "extract/rules.h"
#include "extract/token_sums.h"

#include "naysay/export.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static const char *const texts[] = {
    "Ferry halted\n\nPORT ORAN, Veles (ONA) - The ferry was halted on Monday, said Mayor Ann Bale. "
    "She denied that the harbour had been sold: \"Nobody asked us,\" she told the Velm Courier, "
    "\"and nobody will.\"\n\nAccording to two officials, the line of the Orlan River Fund loses "
    "money.",
    "VELM SAYS NO\n\n\"We shall not pay,\" Bale said. The ministry, which had promised a report by "
    "June, declined to comment; its spokesman Tom Hale said he would answer \"every question, "
    "in time.\" Critics accuse him of delay (he rejects it) -- as does the council.",
    "Votes: who counts them?\n\nVoters were worried that nobody knew. \"Was it counted?\n\n\"Was "
    "it "
    "seen?\" the captain asked, the agency reported, citing a letter from Orna's president."};
#define TEXTS (sizeof texts / sizeof *texts)

/* --- sums --- */

/* A text as the trained stages see it. */
struct view {
    struct ns_article *article;
    struct ns_arena *arena;
    struct ns_doc *doc;
    struct ns_finder f;
    struct ns_sight sight;
};

static void view_open(struct view *v, const char *text)
{
    v->article = invented_article(&(struct invented){.path = "x", .text = text});
    v->arena = ns_arena_new(0);
    v->doc = ns_doc_new(v->article, extracting_models(), v->arena);
    ns_names_find(v->doc);
    ns_entities_join(v->doc);
    ns_finder_open(&v->f, v->doc, extracting_models()->cue_table);
    ns_candidates_find(&v->f);
    ns_sight_open(&v->sight, &v->f);
}

static void view_close(struct view *v)
{
    ns_finder_close(&v->f);
    ns_doc_free(v->doc);
    ns_arena_free(v->arena);
    ns_arena_free(v->article->arena);
}

/* Those remembered are those of all features one by one, of each token and of each window. */
static void check_sums(struct view *v, struct ns_sum_memory *memory)
{
    const struct ns_models *models = &extracting_models()->models;
    ns_sum_memory_begin(memory);
    struct ns_token_sums a = ns_token_sums_of(&v->sight, models->cues, models->spans, memory),
                         b = ns_token_sums_of(&v->sight, models->cues, models->spans, NULL);
    for (size_t t = 0; t < v->doc->tok_count; t++) {
        for (size_t l = 0; l < NS_CUE_LABELS; l++)
            assert_int_equal(a.cue[t][l], b.cue[t][l]);
        for (size_t l = 0; l < NS_SPAN_LABELS; l++)
            assert_int_equal(a.span[t][l], b.span[t][l]);
    }
    float *likely = ns_alloc((v->doc->tok_count + 1) * sizeof *likely);
    struct ns_span_site *site = ns_alloc(sizeof *site);
    for (size_t t = 0; t < v->doc->tok_count; t++)
        likely[t] = (float)(t % 7) / 7;
    for (uint32_t t = 0; t + 2 < v->doc->tok_count; t++) {
        ns_lanes8 x[NS_SPAN_WINDOW_MOST], y[NS_SPAN_WINDOW_MOST];
        struct ns_range cue = {t,
                               t + 1 + (v->doc->toks[t].sentence == v->doc->toks[t + 1].sentence)};
        ns_span_site_open(site, &v->sight, likely, cue, NS_SPAN_SIDE);
        ns_site_sums(&a, &v->sight, site, likely, x);
        ns_site_sums(&b, &v->sight, site, likely, y);
        for (size_t i = 0; i < site->window.end - site->window.begin; i++)
            for (size_t l = 0; l < NS_SPAN_LABELS; l++)
                assert_int_equal(x[i][l], y[i][l]);
    }
    free(likely);
    free(site);
}

static void remembered_sums_are_those_of_all_features(void **state)
{
    (void)state;
    struct ns_sum_memory *memory = ns_sum_memory_new();
    for (size_t round = 0; round < 2; round++)
        for (size_t n = 0; n < TEXTS; n++) {
            struct view v;
            view_open(&v, texts[n]);
            check_sums(&v, memory);
            view_close(&v);
        }
    ns_sum_memory_free(memory);
}

/* More words than it holds: some are never remembered, the others are forgotten again. */
static void a_full_memory_changes_nothing(void **state)
{
    (void)state;
    struct ns_bytes text = {0};
    struct ns_sum_memory *memory = ns_sum_memory_new();
    ns_bytes_add_text(&text, "Words\n\nThe mayor said that");
    for (unsigned i = 0; i < 20000; i++)
        ns_bytes_format(&text, " %c%c%c%c%s", 'a' + i % 26, 'b' + i / 26 % 24, 'a' + i / 624 % 26,
                        'a' + i / 16224, i % 9 == 8 ? ", he said." : "n");
    for (size_t round = 0; round < 2; round++) {
        struct view v;
        view_open(&v, ns_bytes_text(&text));
        const struct ns_models *models = &extracting_models()->models;
        ns_sum_memory_begin(memory);
        struct ns_token_sums a = ns_token_sums_of(&v.sight, models->cues, models->spans, memory),
                             b = ns_token_sums_of(&v.sight, models->cues, models->spans, NULL);
        size_t unknown = 0;
        for (size_t t = 0; t < v.doc->tok_count; t++) {
            unknown += a.words[t] == NULL;
            assert_memory_equal(&a.cue[t], &b.cue[t], sizeof a.cue[t]);
            assert_memory_equal(&a.span[t], &b.span[t], sizeof(int16_t) * NS_SPAN_LABELS);
        }
        assert_true(unknown > 0);
        view_close(&v);
        view_open(&v, texts[0]);
        check_sums(&v, memory);
        view_close(&v);
    }
    ns_sum_memory_free(memory);
    ns_vec_free(&text);
}

static void what_went_before_does_not_show(void **state)
{
    (void)state;
    const struct ns_export_options options = {.unit = NS_UNIT_BYTE};
    struct ns_extractor *extractor = ns_extractor_new(extracting_models(), NULL);
    for (size_t n = 0; n < 3 * TEXTS; n++) {
        struct ns_article *article =
            invented_article(&(struct invented){.path = "x", .text = texts[n * 2 % TEXTS]});
        struct ns_extraction *found = ns_extract(extractor, article),
                             *fresh = extract_once(article, extracting_models());
        struct ns_bytes a = {0}, b = {0};
        ns_export_json(article, found, &options, &a);
        ns_export_json(article, fresh, &options, &b);
        assert_string_equal(ns_bytes_text(&a), ns_bytes_text(&b));
        ns_vec_free(&a);
        ns_vec_free(&b);
        ns_extraction_free(found);
        ns_extraction_free(fresh);
        ns_arena_free(article->arena);
    }
    ns_extractor_free(extractor);
}

/* --- cancelling --- */

/* Texts that take long: one sentence without an end, full of cues; quotations that never close. */
static struct ns_article *endless(const char *again, size_t times, struct ns_bytes *text)
{
    text->len = 0;
    ns_bytes_add_text(text, "Bridge\n\nThe mayor said");
    for (size_t i = 0; i < times; i++)
        ns_bytes_add_text(text, again);
    return invented_article(&(struct invented){.path = "x", .text = ns_bytes_text(text)});
}

static const char *const hostile[] = {" that he said", " \"no\" according to Bale", " Bale: Orna",
                                      ". \"He denied it"};
#define HOSTILE (sizeof hostile / sizeof *hostile)

static void what_is_cancelled_gives_nothing(void **state)
{
    (void)state;
    struct ns_bytes text = {0};
    atomic_bool cancel;
    atomic_init(&cancel, true);
    const struct ns_rules *both[] = {extracting_rules(), extracting_models()};
    for (size_t n = 0; n < HOSTILE; n++)
        for (size_t r = 0; r < 2; r++) {
            struct ns_article *article = endless(hostile[n], 2000, &text);
            struct ns_extractor *extractor = ns_extractor_new(both[r], &cancel);
            assert_null(ns_extract(extractor, article));
            /* The same extractor goes on as if nothing had been. */
            atomic_store(&cancel, false);
            struct ns_extraction *found = ns_extract(extractor, article);
            assert_non_null(found);
            ns_extraction_free(found);
            atomic_store(&cancel, true);
            ns_extractor_free(extractor);
            ns_arena_free(article->arena);
        }
    ns_vec_free(&text);
}

struct canceller {
    atomic_bool cancel;
    long ms;
};

static void *cancel_soon(void *context)
{
    struct canceller *c = context;
    struct timespec rest = {0, c->ms * 1000000};
    nanosleep(&rest, NULL);
    atomic_store(&c->cancel, true);
    return NULL;
}

/* Wherever it is cut off, nothing comes of it and nothing is lost (the sanitizers look). */
static void it_may_be_cancelled_at_any_time(void **state)
{
    (void)state;
    struct ns_bytes text = {0};
    for (size_t n = 0; n < HOSTILE; n++)
        for (long ms = 1; ms < 300; ms *= 3) {
            struct ns_article *article = endless(hostile[n], 40000, &text);
            struct canceller c = {.ms = ms};
            pthread_t thread;
            struct ns_extractor *extractor = ns_extractor_new(extracting_models(), &c.cancel);
            assert_int_equal(pthread_create(&thread, NULL, cancel_soon, &c), 0);
            struct ns_extraction *found = ns_extract(extractor, article);
            pthread_join(thread, NULL);
            /* It may have been done before. */
            assert_true(found || atomic_load(&c.cancel));
            ns_extraction_free(found);
            ns_extractor_free(extractor);
            ns_arena_free(article->arena);
        }
    ns_vec_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remembered_sums_are_those_of_all_features),
        cmocka_unit_test(a_full_memory_changes_nothing),
        cmocka_unit_test(what_went_before_does_not_show),
        cmocka_unit_test(what_is_cancelled_gives_nothing),
        cmocka_unit_test(it_may_be_cancelled_at_any_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
