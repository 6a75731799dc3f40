/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learns the model of names. Options: bits, epochs, rate, l2, dropout, folds (cross-validation of
 * every corpus; 0: none), whole (0: no model is written), left (0 to 4: the model is learned without
 * that fifth of the texts), columns (1: CoNLL columns are read where a corpus has them, even beside
 * gold.jsonl), and for each corpus its weight by its name (0: left out).
 */
#include "train.h"

#include "crf_train.h"
#include "names_gold.h"

#include "naysay/file.h"

#include <stdio.h>

/* Annotated corpora and how much a text of each counts unless an option says otherwise; weight 0:
 * for measuring only. */
static const struct {
    const char *name;
    double weight;
} corpora[] = {
    {"conll2003-train", 1}, {"re3d", 2}, {"wikigold", 1}, {"ieer", 2}, {"wnut17", 0},
    {"conll2003-testa", 0},
};
#define JACKKNIFE 10 /* parts for the first pass over the training texts */
#define CORPORA   (sizeof corpora / sizeof *corpora)

struct score {
    size_t right, found, gold;
};

static bool may_follow(uint8_t from, uint8_t to)
{
    if (to == 0 || to % 2 == 1)
        return true;
    return from == to || from + 1 == to;
}

/* --- the set --- */

static void add_text(struct ns_training_set *set, const struct ns_gold_text *text,
                     const struct ns_name_signs *signs, uint32_t group, float weight)
{
    uint32_t features[NS_NAME_FEATURES_MOST];
    size_t count;
    const struct ns_range *stretches = ns_name_stretches(signs, &count);
    for (size_t i = 0; i < count; i++) {
        ns_training_open(set, group, weight);
        for (uint32_t t = stretches[i].begin; t < stretches[i].end; t++) {
            size_t n = ns_name_features(signs, t, features);
            uint8_t label = text->labels[t];
            /* A name that begins before the stretch begins with it. */
            if (label && label % 2 == 0 && t == stretches[i].begin)
                label--;
            ns_training_token(set, features, n, label);
        }
    }
}

/* The signs with what a first pass by weights makes of the text; the caller frees. */
static struct ns_name_signs *revised(const struct ns_gold_text *text,
                                     const struct ns_weights *weights, uint8_t *labels)
{
    struct ns_name_signs *signs = ns_name_signs_new(text->doc, &text->pieces);
    ns_names_label(signs, weights, false, labels);
    return signs;
}

/* The texts as the second pass sees them. What the first made of a text comes from weights that were
 * learned without it, for in use no text is known either. */
static void add_second_pass(const struct ns_training *how, struct ns_training_set *set,
                            const struct ns_gold_texts *texts, const double *weights)
{
    struct ns_weights *models[JACKKNIFE];
    for (uint32_t fold = 0; fold < JACKKNIFE; fold++)
        models[fold] = ns_train(how, set, JACKKNIFE, fold);
    for (size_t i = 0; i < texts->len; i++) {
        const struct ns_gold_text *text = &texts->at[i];
        if (weights[text->corpus] <= 0)
            continue;
        uint8_t *labels = ns_alloc(text->doc->tok_count + 1);
        struct ns_name_signs *signs = revised(text, models[i % JACKKNIFE], labels);
        add_text(set, text, signs, (uint32_t)i, (float)weights[text->corpus]);
        ns_name_signs_free(signs);
        free(labels);
    }
    for (uint32_t fold = 0; fold < JACKKNIFE; fold++)
        ns_weights_free(models[fold]);
}

/* --- measuring --- */

static void measure(const struct ns_gold_text *text, const uint8_t *labels, struct score *scores)
{
    size_t at = 0, count = text->doc->tok_count;
    struct ns_range toks;
    unsigned type;
    while (ns_names_next(labels, count, &at, &toks, &type)) {
        bool right = text->labels[toks.begin] == NS_NAME_BEGIN(type) &&
                     text->labels[toks.end] != NS_NAME_INSIDE(type);
        for (uint32_t t = toks.begin + 1; t < toks.end; t++)
            right = right && text->labels[t] == NS_NAME_INSIDE(type);
        scores[type].right += right;
        scores[type].found++;
    }
    for (at = 0; ns_names_next(text->labels, count, &at, &toks, &type);)
        scores[type].gold++;
}

static void print(const char *what, const struct score *scores)
{
    static const char *const names[] = {"PER", "ORG", "LOC", "MISC", "all"};
    struct score all = {0};
    printf("%-18s", what);
    for (unsigned i = 0; i <= NS_NAME_TYPES; i++) {
        const struct score *s = i < NS_NAME_TYPES ? &scores[i] : &all;
        double sum = (double)(s->found + s->gold);
        all.right += s->right, all.found += s->found, all.gold += s->gold;
        if (i == NS_NAME_TYPES)
            s = &all, sum = (double)(all.found + all.gold);
        printf(" %s %.2f", names[i], sum > 0 ? 200.0 * (double)s->right / sum : 0.0);
    }
    printf("  (P %.2f R %.2f)\n", 100.0 * (double)all.right / (double)(all.found + !all.found),
           100.0 * (double)all.right / (double)(all.gold + !all.gold));
}

static void measure_texts(const struct ns_weights *weights, const struct ns_gold_texts *texts,
                          uint32_t corpus, uint32_t folds, uint32_t fold, struct score *scores)
{
    for (size_t i = 0; i < texts->len; i++) {
        const struct ns_gold_text *text = &texts->at[i];
        if (text->corpus != corpus || (folds && i % folds != fold))
            continue;
        uint8_t *labels = ns_alloc(text->doc->tok_count + 1);
        struct ns_name_signs *signs = ns_name_signs_new(text->doc, &text->pieces);
        ns_names_label(signs, weights, true, labels);
        ns_name_signs_free(signs);
        measure(text, labels, scores);
        free(labels);
    }
}

/* --- the command --- */

static void cross_validate(const struct ns_training *how, const struct ns_training_set *set,
                           const struct ns_gold_texts *texts, const double *weights, uint32_t folds)
{
    struct score scores[CORPORA][NS_NAME_TYPES] = {0};
    for (uint32_t fold = 0; fold < folds; fold++) {
        struct ns_weights *model = ns_train(how, set, folds, fold);
        for (uint32_t c = 0; c < CORPORA; c++)
            if (weights[c] > 0)
                measure_texts(model, texts, c, folds, fold, scores[c]);
        ns_weights_free(model);
    }
    printf("cross-validation, %u folds\n", folds);
    for (size_t c = 0; c < CORPORA; c++)
        if (weights[c] > 0)
            print(corpora[c].name, scores[c]);
}

static bool read_corpora(const struct ns_train_job *job, const struct ns_rules *rules,
                         double *weights, struct ns_gold_texts *texts)
{
    struct ns_err err;
    for (uint32_t c = 0; c < CORPORA; c++) {
        struct ns_bytes folder = {0};
        bool columns = ns_train_option(job, "columns", 0) > 0;
        ns_bytes_format(&folder, "%s/ner/%s", job->corpora, corpora[c].name);
        enum ns_status status =
            ns_gold_read(ns_bytes_text(&folder), c, rules, &columns, texts, &err);
        ns_vec_free(&folder);
        if (status != NS_OK) {
            fprintf(stderr, "%s\n", err.message);
            return false;
        }
        if (columns)
            printf("%s: from columns\n", corpora[c].name);
        weights[c] = ns_train_option(job, corpora[c].name, corpora[c].weight);
    }
    return true;
}

int ns_train_names(const struct ns_train_job *job, const struct ns_rules *rules)
{
    struct ns_training how = {
        .kind = NS_WEIGHTS_NAMES,
        .revision = NS_NAME_REVISION,
        .labels = NS_NAME_LABELS,
        .bits = (uint32_t)ns_train_option(job, "bits", 17),
        .epochs = (unsigned)ns_train_option(job, "epochs", 20),
        .rate = (float)ns_train_option(job, "rate", 0.02),
        .l2 = (float)ns_train_option(job, "l2", 1e-5),
        .dropout = (float)ns_train_option(job, "dropout", 0.5),
        .may_follow = may_follow,
        .seed = 1,
        .quiet = ns_train_option(job, "quiet", 0) > 0,
    };
    struct ns_err err;
    struct ns_gold_texts texts = {0};
    struct ns_training_set set = {0};
    double weights[CORPORA];
    int code = 1;
    if (!read_corpora(job, rules, weights, &texts))
        goto out;
    for (size_t i = 0; i < texts.len; i++)
        if (weights[texts.at[i].corpus] > 0)
            add_text(&set, &texts.at[i], texts.at[i].signs, (uint32_t)i,
                     (float)weights[texts.at[i].corpus]);
    add_second_pass(&how, &set, &texts, weights);
    printf("%zu texts, %zu tokens, %.1f features a token\n", texts.len, set.labels.len,
           (double)set.features.len / (double)(set.labels.len + !set.labels.len));
    uint32_t folds = (uint32_t)ns_train_option(job, "folds", 0);
    if (folds > 1)
        cross_validate(&how, &set, &texts, weights, folds);
    if (ns_train_option(job, "whole", 1) > 0) {
        double left = ns_train_option(job, "left", -1);
        struct ns_weights *model =
            ns_train(&how, &set, left < 0 ? 0 : 5, left < 0 ? 0 : (uint32_t)left);
        for (uint32_t c = 0; c < CORPORA; c++) {
            struct score scores[NS_NAME_TYPES] = {0};
            measure_texts(model, &texts, c, 0, 0, scores);
            if (weights[c] <= 0)
                print(corpora[c].name, scores);
        }
        if (ns_train_write(model, job->models, &err) == NS_OK)
            code = 0;
        else
            fprintf(stderr, "%s\n", err.message);
        ns_weights_free(model);
    } else {
        code = 0;
    }
out:
    ns_training_free(&set);
    ns_gold_free(&texts);
    return code;
}
