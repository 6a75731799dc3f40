/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The trained stages of attributions: learning, choosing what goes together, and what must hold of
 * everything that they find with the models that are shipped.
 */
#include "extracting.h"

#include "extract/attribution.h"
#include "extract/chain.h"
#include "extract/ranker.h"
#include "extract/rules.h"
#include "train/crf_train.h"

#include "naysay/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* --- learning --- */

/* Label 1 begins with a and goes on over b; a b behind anything else has label 0: the letter alone
 * does not tell. */
static void add_toy(struct ns_training_set *set, uint32_t group, const char *letters)
{
    bool inside = false;
    ns_training_open(set, group, 1);
    for (const char *c = letters; *c; c++) {
        uint32_t features[2] = {ns_feature(1, (unsigned char)*c), ns_feature(2, 0)};
        inside = *c == 'a' || (inside && *c == 'b');
        ns_training_token(set, features, 2, inside);
    }
}

static bool never_begins_so(uint8_t from, uint8_t to)
{
    return from != 255 || to == 0;
}

static const struct ns_training toy_training = {.kind = NS_WEIGHTS_CUES,
                                                .revision = 1,
                                                .labels = 2,
                                                .bits = 10,
                                                .epochs = 30,
                                                .rate = 0.3f,
                                                .l2 = 1e-5f,
                                                .may_follow = never_begins_so,
                                                .seed = 5,
                                                .quiet = true};

static void fill_toy(struct ns_training_set *set)
{
    static const char *const lines[] = {"xabbx", "xbbx", "bxab", "xxabbbxbx",
                                        "bbxax", "xbx",  "xab",  "xxbabx"};
    for (uint32_t i = 0; i < sizeof lines / sizeof *lines; i++)
        add_toy(set, i, lines[i]);
}

static void a_field_learns_what_follows_what(void **state)
{
    (void)state;
    struct ns_training_set set = {0};
    fill_toy(&set);
    struct ns_weights *w = ns_train(&toy_training, &set, 0, 0);
    struct ns_chain chain = {2, w->start, w->end, w->follow};
    const char *letters = "bxabbbxxbxb"; /* seen nowhere */
    float scores[11 * 2];
    uint8_t best[11], back[11 * 2];
    for (size_t i = 0; i < 11; i++) {
        uint32_t features[2] = {ns_feature(1, (unsigned char)letters[i]), ns_feature(2, 0)};
        ns_weights_score(w, features, 2, scores + 2 * i);
    }
    ns_chain_best(&chain, scores, 11, best, back);
    assert_memory_equal(best, ((uint8_t[]){0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0}), 11);
    assert_true(w->start[1] <= NS_CHAIN_NEVER);
    ns_weights_free(w);
    ns_training_free(&set);
}

static void learning_is_the_same_each_time_and_leaves_a_fold_out(void **state)
{
    (void)state;
    struct ns_training_set set = {0};
    struct ns_bytes first = {0}, again = {0}, fold = {0};
    fill_toy(&set);
    struct ns_weights *a = ns_train(&toy_training, &set, 0, 0);
    struct ns_weights *b = ns_train(&toy_training, &set, 0, 0);
    struct ns_weights *c = ns_train(&toy_training, &set, 4, 2);
    ns_weights_write(a, &first);
    ns_weights_write(b, &again);
    ns_weights_write(c, &fold);
    assert_int_equal(first.len, again.len);
    assert_memory_equal(first.at, again.at, first.len);
    assert_false(ns_slice_equal(ns_bytes_slice(&first), ns_bytes_slice(&fold)));
    ns_weights_free(a);
    ns_weights_free(b);
    ns_weights_free(c);
    ns_vec_free(&first);
    ns_vec_free(&again);
    ns_vec_free(&fold);
    ns_training_free(&set);
}

/* --- choosing --- */

static struct ns_proposal proposal(uint32_t cue, uint32_t begin, uint32_t end, float probability)
{
    struct ns_proposal p = {.probability = probability};
    p.c.cue = (struct ns_range){cue, cue + 1};
    p.c.content[0] = (struct ns_range){begin, end};
    p.c.content_count = 1;
    return p;
}

/* Cues of what is chosen, in order. */
static void check_choice(const struct ns_proposal *given, size_t count, float least,
                         const uint32_t *want, size_t want_count)
{
    struct ns_proposals all = {0};
    struct ns_doc doc = {.tok_count = 1000, .scratch = ns_arena_new(0)};
    for (size_t i = 0; i < count; i++)
        ns_vec_push(&all, given[i]);
    ns_proposals_choose(&doc, &all, least);
    assert_int_equal(all.len, want_count);
    for (size_t i = 0; i < want_count; i++)
        assert_int_equal(all.at[i].c.cue.begin, want[i]);
    ns_vec_free(&all);
    ns_arena_free(doc.scratch);
}

static void the_likelier_of_two_that_exclude_each_other_is_kept(void **state)
{
    (void)state;
    /* a cue inside another's content */
    struct ns_proposal nested[] = {proposal(3, 5, 40, 0.6f), proposal(20, 22, 30, 0.7f)};
    check_choice(nested, 2, 0.3f, (const uint32_t[]){20}, 1);
    nested[0].probability = 0.8f;
    check_choice(nested, 2, 0.3f, (const uint32_t[]){3}, 1);
    /* one cue read in two ways */
    struct ns_proposal same[] = {proposal(3, 5, 9, 0.5f), proposal(3, 5, 40, 0.4f)};
    check_choice(same, 2, 0.3f, (const uint32_t[]){3}, 1);
    /* one content claimed by two cues on either side */
    struct ns_proposal shared[] = {proposal(3, 5, 20, 0.5f), proposal(22, 6, 20, 0.9f)};
    check_choice(shared, 2, 0.3f, (const uint32_t[]){22}, 1);
}

static void what_goes_together_stays_in_order_of_the_text(void **state)
{
    (void)state;
    struct ns_proposal apart[] = {proposal(500, 502, 600, 0.9f), proposal(3, 5, 9, 0.4f),
                                  proposal(20, 22, 300, 0.5f), proposal(900, 902, 903, 0.29f)};
    check_choice(apart, 4, 0.3f, (const uint32_t[]){3, 20, 500}, 3);
    check_choice(apart, 4, 0.45f, (const uint32_t[]){20, 500}, 2);
    check_choice(apart, 0, 0.3f, NULL, 0);
}

/* --- finding what the rules said of a cue --- */

static const char *const texts[] = {
    ("Bridge\n\nThe mayor said on Monday that the bridge was safe, and the council denied that it "
     "had known of the cracks. \"We were told nothing,\" said Ana Brek, who leads it. \"Nothing at "
     "all.\"\n\nAccording to the company, the steel was new; engineers expect a report by June."),
    ("Ferry\n\n\"The line is closed,\" the captain told reporters. \"It will stay "
     "closed.\"\n\n\"And it will be sold,\" he added, accusing Orna of delays, which Orna "
     "rejects."),
    ("Votes: who counts them?\n\nVoters were worried that nobody knew. Officials were expected to "
     "say more, one of them hinted; the party wants to know why it was not asked"),
};
#define TEXTS (sizeof texts / sizeof *texts)

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
    v->doc = ns_doc_new(v->article, extracting_rules(), v->arena);
    ns_names_find(v->doc);
    ns_entities_join(v->doc);
    ns_finder_open(&v->f, v->doc, extracting_rules()->cue_table);
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

static void candidates_are_found_by_any_token_of_their_cue(void **state)
{
    (void)state;
    for (size_t n = 0; n < TEXTS; n++) {
        struct view v;
        view_open(&v, texts[n]);
        assert_true(v.f.found.len > 2);
        for (uint32_t t = 0; t < v.doc->tok_count; t++) {
            struct ns_range tok = {t, t + 1};
            size_t got = 0, want = 0;
            for (size_t i = 0; i < v.f.found.len; i++)
                want += ns_range_overlap(v.f.found.at[i].cue, tok);
            for (uint32_t i = ns_sight_first(&v.sight, tok); i != NS_NONE;
                 i = ns_sight_next(&v.sight, i, tok))
                got++;
            assert_int_equal(got, want);
        }
        view_close(&v);
    }
}

/* In a sentence without an end, too: what is looked at for a cue is bounded. */
static void windows_are_no_wider_than_asked(void **state)
{
    (void)state;
    struct ns_bytes text = {0};
    ns_bytes_add_text(&text, "Bridge\n\nThe mayor said that the bridge was safe");
    for (unsigned i = 0; i < 300; i++)
        ns_bytes_add_text(&text, " and the council denied that it was");
    struct view v;
    view_open(&v, ns_bytes_text(&text));
    float *likely = ns_alloc((v.doc->tok_count + 1) * sizeof *likely);
    struct ns_span_site *site = ns_alloc(sizeof *site);
    for (size_t i = 0; i < v.f.found.len; i++)
        for (uint32_t side = 16; side <= NS_SPAN_SIDE; side += NS_SPAN_SIDE - 16) {
            struct ns_range cue = v.f.found.at[i].cue;
            ns_span_site_open(site, &v.sight, likely, cue, side);
            assert_true(site->window.begin <= cue.begin && cue.begin - site->window.begin <= side);
            assert_true(cue.end <= site->window.end && site->window.end - cue.end <= side);
        }
    assert_true(v.f.found.len > 200);
    free(site);
    free(likely);
    view_close(&v);
    ns_vec_free(&text);
}

/* --- models --- */

/* Writes a model of the cues with so many labels into a new folder. */
static void write_cues(uint32_t labels, char *folder)
{
    static const float floats[NS_LABELS_MOST * (NS_LABELS_MOST + 2)];
    static const int8_t rows[2 * 16];
    struct ns_weights w = {.kind = NS_WEIGHTS_CUES,
                           .revision = NS_SIGHT_REVISION,
                           .labels = labels,
                           .bits = 1,
                           .scale = 1,
                           .start = floats,
                           .end = floats,
                           .follow = floats,
                           .stride = ns_weights_stride(labels),
                           .rows = rows};
    struct ns_err err;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(ns_train_write(&w, folder, &err), NS_OK);
}

/* Sound in itself, but the program's arrays have room for its own labels alone. */
static void a_model_with_other_labels_is_refused(void **state)
{
    (void)state;
    for (uint32_t labels = NS_CUE_LABELS; labels <= NS_LABELS_MOST; labels += 4) {
        char folder[] = "trained-XXXXXX";
        struct ns_models models;
        struct ns_bytes note = {0};
        write_cues(labels, folder);
        ns_models_load(&models, folder, &note);
        assert_null(models.cues); /* without the other stages it is of no use either way */
        bool told = strstr(ns_bytes_text(&note), "cues.model': its labels") != NULL;
        assert_int_equal(told, labels != NS_CUE_LABELS);
        ns_models_drop(&models);
        ns_vec_free(&note);
        char *path = ns_path_join(folder, ns_weights_file(NS_WEIGHTS_CUES));
        unlink(path);
        rmdir(folder);
        free(path);
    }
}

static void a_missing_folder_is_told_once(void **state)
{
    (void)state;
    struct ns_models models;
    struct ns_bytes note = {0};
    struct ns_slice line, rest;
    ns_models_load(&models, "no/such/folder", &note);
    assert_true(!models.names && !models.cues && !models.spans && !models.rank);
    rest = ns_bytes_slice(&note);
    assert_true(ns_slice_line(&rest, &line));
    assert_int_equal(rest.len, 0);
    assert_int_equal(ns_slice_find(line, NS_SLICE("'no/such/folder': No such file"), 0), 19);
    ns_vec_free(&note);
}

/* --- with the models that are shipped --- */

static const struct ns_rules *models_or_skip(void)
{
    if (!extracting_models()->models.rank) {
        print_message("no models of attributions in assets/model: skipped\n");
        skip();
    }
    return extracting_models();
}

static bool holds(const struct ns_attribution *a, struct ns_range r)
{
    for (size_t i = 0; i < a->content_count; i++)
        if (a->content[i].begin <= r.begin && r.end <= a->content[i].end)
            return true;
    return false;
}

static void check_sound(struct extracted x)
{
    uint32_t end = (uint32_t)x.article->body.len, before = 0;
    for (size_t i = 0; i < x.found->attribution_count; i++) {
        const struct ns_attribution *a = &x.found->attributions[i];
        assert_true(a->content_count > 0 && a->confidence > 0 && a->confidence <= 1);
        assert_true(ns_attribution_extent(a).end <= end);
        uint32_t begin = a->cue.begin < a->content[0].begin ? a->cue.begin : a->content[0].begin;
        assert_true(begin >= before);
        before = begin;
        assert_false(holds(a, a->cue));
        for (size_t k = 0; k < i; k++) {
            const struct ns_attribution *b = &x.found->attributions[k];
            assert_false(ns_range_overlap(a->cue, b->cue) || holds(a, b->cue) || holds(b, a->cue));
        }
    }
}

static void what_is_found_is_sound_and_the_same_each_time(void **state)
{
    (void)state;
    const struct ns_rules *rules = models_or_skip();
    for (size_t n = 0; n < TEXTS; n++) {
        struct extracted x = extracted_by(texts[n], rules), y = extracted_by(texts[n], rules);
        assert_true(x.found->attribution_count > 1);
        check_sound(x);
        assert_int_equal(x.found->attribution_count, y.found->attribution_count);
        for (size_t i = 0; i < x.found->attribution_count; i++) {
            const struct ns_attribution *a = &x.found->attributions[i],
                                        *b = &y.found->attributions[i];
            assert_true(a->cue.begin == b->cue.begin && a->content[0].end == b->content[0].end);
            assert_true(a->confidence >= b->confidence && a->confidence <= b->confidence);
        }
        extracted_free(x);
        extracted_free(y);
    }
}

/* A sentence without an end, of cues alone, of nothing but marks. */
static void odd_texts_are_borne(void **state)
{
    (void)state;
    const struct ns_rules *rules = models_or_skip();
    static const char *const pieces[] = {"said that ", "\"no\" ", "denied , ", "( ) \" ",
                                         "he Orna "};
    /* asked, but nothing stands between "about" and the comma */
    struct extracted nothing =
        extracted_by("Bridge\n\nAsked about, the mayor of Velm said the bridge was safe.", rules);
    check_sound(nothing);
    extracted_free(nothing);
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        struct ns_bytes text = {0};
        ns_bytes_add_text(&text, "Title\n\nThe mayor of the town said it was so and ");
        for (unsigned i = 0; i < 900; i++)
            ns_bytes_add_text(&text, pieces[p]);
        struct extracted x = extracted_by(ns_bytes_text(&text), rules);
        check_sound(x);
        extracted_free(x);
        ns_vec_free(&text);
    }
}

static void plain_statements_are_found_with_high_confidence(void **state)
{
    (void)state;
    const struct ns_rules *rules = models_or_skip();
    static const struct {
        const char *text, *cue;
    } cases[] = {
        {"Bridge\n\nThe mayor said that the bridge was safe.", "said"},
        {"Bridge\n\n\"The bridge is safe,\" said Ana Brek, the mayor.", "said"},
        {"Depot\n\nVelm denied that its army had shelled the depot.", "denied"},
        {"Depot\n\nThe company warned on Friday that prices would rise.", "warned"},
        {"Depot\n\nAccording to the ministry, four people were hurt.", "According to"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct extracted x = extracted_by(cases[i].text, rules);
        bool found = false;
        for (size_t k = 0; k < x.found->attribution_count; k++) {
            const struct ns_attribution *a = &x.found->attributions[k];
            struct ns_slice cue = ns_article_text(x.article, a->cue);
            found = found || (ns_slice_find(cue, ns_slice_of(cases[i].cue), 0) != SIZE_MAX &&
                              a->confidence >= 0.6f);
        }
        if (!found)
            fail_msg("not found with 0.60 or more: %s", cases[i].text);
        extracted_free(x);
    }
}

/* "about that share is right" is told of the ranker's figures alone, not of those set by hand. */
static void it_is_told_where_a_confidence_comes_from(void **state)
{
    (void)state;
    static const char plain[] = "Bridge\n\nThe mayor said that the bridge was safe.";
    static const char unsaid[] = "Bridge\n\nNobody said that the bridge was safe.";
    struct extracted x = extracted_by(plain, models_or_skip());
    assert_int_equal(x.found->attribution_count, 1);
    assert_true(x.found->attributions[0].why.by_model & NS_BY_MODEL_CONFIDENCE);
    extracted_free(x);
    x = extracted_by(unsaid, models_or_skip());
    for (size_t i = 0; i < x.found->attribution_count; i++)
        assert_true(x.found->attributions[i].confidence < 0.45f ||
                    !(x.found->attributions[i].why.by_model & NS_BY_MODEL_CONFIDENCE));
    extracted_free(x);
    x = extracted(plain);
    assert_int_equal(x.found->attributions[0].why.by_model, 0);
    extracted_free(x);
}

static void a_dateline_is_no_part_of_what_is_said(void **state)
{
    (void)state;
    const struct ns_rules *rules = models_or_skip();
    static const char *const starts[] = {"LORN, Veles \u2013 ", "PORT ORAN (ONA) -- ", "LORN - "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct ns_bytes text = {0};
        ns_bytes_format(&text, "Depot\n\n%sA fuel depot burned for nine hours, the brigade said.",
                        starts[i]);
        struct extracted x = extracted_by(ns_bytes_text(&text), rules);
        assert_int_equal(x.found->attribution_count, 1);
        struct ns_range content = x.found->attributions[0].content[0];
        assert_true(ns_slice_starts(ns_article_text(x.article, content), NS_SLICE("A fuel")));
        extracted_free(x);
        ns_vec_free(&text);
    }
}

/* Confidence of the headline's statement; 0 if there is none. */
static float headline_confidence(const char *headline, const struct ns_rules *rules)
{
    struct ns_bytes text = {0};
    ns_bytes_format(&text, "%s\n\nThe ships were gone by noon, and nobody saw them go.", headline);
    struct extracted x = extracted_by(ns_bytes_text(&text), rules);
    float confidence = x.found->attribution_count ? x.found->attributions[0].confidence : 0;
    extracted_free(x);
    ns_vec_free(&text);
    return confidence;
}

static void a_label_before_a_colon_is_no_speaker_to_show(void **state)
{
    (void)state;
    const struct ns_rules *rules = models_or_skip();
    assert_true(headline_confidence("Harbour crisis: fleet leaves Orna", rules) < 0.5f);
    assert_true(headline_confidence("Harbour crisis: fleet leaves Orna", extracting_rules()) <
                0.5f);
    assert_true(headline_confidence("Peter Brek: the fleet leaves Orna", rules) >= 0.5f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_learns_what_follows_what),
        cmocka_unit_test(learning_is_the_same_each_time_and_leaves_a_fold_out),
        cmocka_unit_test(the_likelier_of_two_that_exclude_each_other_is_kept),
        cmocka_unit_test(what_goes_together_stays_in_order_of_the_text),
        cmocka_unit_test(candidates_are_found_by_any_token_of_their_cue),
        cmocka_unit_test(windows_are_no_wider_than_asked),
        cmocka_unit_test(a_model_with_other_labels_is_refused),
        cmocka_unit_test(a_missing_folder_is_told_once),
        cmocka_unit_test(what_is_found_is_sound_and_the_same_each_time),
        cmocka_unit_test(odd_texts_are_borne),
        cmocka_unit_test(plain_statements_are_found_with_high_confidence),
        cmocka_unit_test(it_is_told_where_a_confidence_comes_from),
        cmocka_unit_test(a_label_before_a_colon_is_no_speaker_to_show),
        cmocka_unit_test(a_dateline_is_no_part_of_what_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
