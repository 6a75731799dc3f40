/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * train_attributions.c: cues, spans and the ranker, from annotated attributions.
 *
 * Each later stage learns from what the earlier ones say of articles that they have not seen: the
 * articles are dealt into folds, and for each fold the earlier stages are trained without it.
 */
#include "crf_train.h"
#include "study.h"
#include "train.h"

#include "extract/token_sums.h"

#include <pthread.h>
#include <stdio.h>

#define FOLDS 3

/* Everything of one run. */
struct course {
    const struct ns_train_job *job;
    struct ns_studies studies;
    struct ns_training cue, span, rank;
    struct ns_models folds[FOLDS]; /* trained without the fold */
    struct ns_models all;
};

static bool cue_may_follow(uint8_t from, uint8_t to)
{
    return to != NS_CUE_IN || (from != 255 && from != NS_CUE_OUT);
}

static bool span_may_follow(uint8_t from, uint8_t to)
{
    if (to == NS_SPAN_SOURCE_IN)
        return from == NS_SPAN_SOURCE_BEGIN || from == NS_SPAN_SOURCE_IN;
    if (to == NS_SPAN_CONTENT_IN)
        return from == NS_SPAN_CONTENT_BEGIN || from == NS_SPAN_CONTENT_IN;
    return true;
}

static const struct ns_models *models_for(const struct course *c, const struct ns_study *s)
{
    return &c->folds[s->group % FOLDS];
}

/* --- training several at once --- */

struct lesson {
    const struct ns_training *training;
    const struct ns_training_set *set;
    uint32_t folds, left_out;
    struct ns_weights **out;
};

struct lessons {
    struct lesson at[FOLDS + 1];
    size_t begin, step;
};

static void *learn_lessons(void *context)
{
    struct lessons *all = context;
    for (size_t i = all->begin; i < FOLDS + 1; i += all->step) {
        struct lesson *l = &all->at[i];
        *l->out = ns_train(l->training, l->set, l->folds, l->left_out);
    }
    return NULL;
}

/* Trains on all articles and, for each fold, on all but it; on two threads. */
static void learn_all(struct course *c, const struct ns_training *training,
                      const struct ns_training_set *set, enum ns_weights_kind kind)
{
    struct lessons halves[2];
    pthread_t thread;
    for (size_t h = 0; h < 2; h++) {
        halves[h].begin = h;
        halves[h].step = 2;
        for (uint32_t i = 0; i <= FOLDS; i++) {
            struct ns_models *m = i < FOLDS ? &c->folds[i] : &c->all;
            struct ns_weights **out = kind == NS_WEIGHTS_CUES    ? &m->cues
                                      : kind == NS_WEIGHTS_SPANS ? &m->spans
                                                                 : &m->rank;
            halves[h].at[i] =
                (struct lesson){training, set, i < FOLDS ? FOLDS : 0, i < FOLDS ? i : 0, out};
        }
    }
    bool two = pthread_create(&thread, NULL, learn_lessons, &halves[1]) == 0;
    learn_lessons(&halves[0]);
    if (two)
        pthread_join(thread, NULL);
    else
        learn_lessons(&halves[1]);
}

/* --- what each stage learns from --- */

static bool is_discarded(const struct ns_study *s, struct ns_range toks)
{
    for (uint32_t t = toks.begin; t < toks.end; t++)
        if (s->discarded[t])
            return true;
    return false;
}

static void add_cues(const struct ns_study *s, struct ns_training_set *set)
{
    const struct ns_doc *doc = s->doc;
    uint8_t *labels = ns_alloc(doc->tok_count + 1);
    struct ns_feature_list features;
    for (size_t i = 0; i < s->golds.len; i++)
        for (uint32_t t = s->golds.at[i].cue.begin; t < s->golds.at[i].cue.end; t++)
            labels[t] = t == s->golds.at[i].cue.begin ? NS_CUE_BEGIN : NS_CUE_IN;
    for (size_t i = 0; i < doc->sent_count; i++) {
        struct ns_range toks = doc->sents[i].toks;
        if (ns_range_empty(toks) || is_discarded(s, toks))
            continue;
        ns_training_open(set, s->group, 1);
        for (uint32_t t = toks.begin; t < toks.end && t - toks.begin < NS_TAGGED_MOST; t++) {
            uint8_t l = labels[t];
            if (l == NS_CUE_IN && (t == toks.begin || labels[t - 1] == NS_CUE_OUT))
                l = NS_CUE_BEGIN; /* a cue over the end of a sentence */
            ns_cue_features(&s->sight, t, &features);
            ns_training_token(set, features.at, features.len, l);
        }
    }
    free(labels);
}

static void label_span(uint8_t *labels, struct ns_range window, struct ns_range span, uint8_t begin)
{
    for (uint32_t t = span.begin; t < span.end; t++)
        if (ns_range_holds(window, t))
            labels[t - window.begin] =
                t == span.begin || t == window.begin ? begin : (uint8_t)(begin + 1);
}

/* One annotated attribution, with the cue as it was tagged where it was, so that what is learned is
 * what will be met. */
static void add_spans(const struct ns_study *s, const struct ns_gold *gold, struct ns_range cue,
                      struct ns_training_set *set)
{
    struct ns_span_site site;
    uint8_t labels[NS_SPAN_WINDOW_MOST] = {0};
    struct ns_feature_list features;
    if (cue.end - cue.begin > NS_CUE_MOST)
        return;
    ns_span_site_open(&site, &s->sight, s->likely, cue, NS_SPAN_SIDE);
    if (is_discarded(s, site.window))
        return;
    for (size_t i = 0; i < gold->content_count; i++)
        label_span(labels, site.window, gold->content[i], NS_SPAN_CONTENT_BEGIN);
    label_span(labels, site.window, gold->source, NS_SPAN_SOURCE_BEGIN);
    for (uint32_t t = cue.begin; t < cue.end; t++)
        labels[t - site.window.begin] = NS_SPAN_OUT;
    ns_training_open(set, s->group, 1);
    for (uint32_t t = site.window.begin; t < site.window.end; t++) {
        uint8_t before = t > site.window.begin ? labels[t - 1 - site.window.begin] : NS_SPAN_OUT;
        uint8_t *l = &labels[t - site.window.begin];
        if ((*l == NS_SPAN_SOURCE_IN || *l == NS_SPAN_CONTENT_IN) && before != *l &&
            before != *l - 1)
            *l = (uint8_t)(*l - 1); /* the cue stands inside it */
        features.len = 0;
        ns_span_token_features(&s->sight, t, &features);
        ns_span_site_features(&s->sight, &site, s->likely, t, &features);
        ns_training_token(set, features.at, features.len, *l);
    }
}

static void add_all_spans(const struct ns_study *s, const struct ns_tagged_cues *tagged,
                          struct ns_training_set *set)
{
    for (size_t i = 0; i < s->golds.len; i++) {
        struct ns_range cue = s->golds.at[i].cue;
        for (size_t k = 0; k < tagged->len; k++)
            if (ns_range_overlap(tagged->at[k].toks, cue)) {
                cue = tagged->at[k].toks;
                break;
            }
        add_spans(s, &s->golds.at[i], cue, set);
    }
}

static void add_proposals(const struct ns_study *s, const struct ns_proposals *proposals,
                          struct ns_training_set *set)
{
    struct ns_feature_list features;
    for (size_t i = 0; i < proposals->len; i++) {
        const struct ns_proposal *p = &proposals->at[i];
        bool right = false;
        if (is_discarded(s, p->c.cue))
            continue;
        for (size_t k = 0; k < s->golds.len && !right; k++)
            right = ns_gold_matches(&s->finder, &s->golds.at[k], &p->c);
        ns_rank_features(&s->sight, p, &features);
        ns_training_open(set, s->group, 1);
        ns_training_token(set, features.at, features.len, right);
    }
}

/* --- figures --- */

struct tally {
    size_t right, given, gold;
};

static void count_article(const struct ns_study *s, const struct ns_proposals *chosen,
                          struct tally *tally)
{
    tally->given += chosen->len;
    tally->gold += s->annotated;
    for (size_t k = 0; k < s->golds.len; k++)
        for (size_t i = 0; i < chosen->len; i++)
            if (ns_gold_matches(&s->finder, &s->golds.at[k], &chosen->at[i].c)) {
                tally->right++;
                break;
            }
}

static void print_tally(const char *what, const struct tally *t)
{
    double p = t->given ? 100.0 * (double)t->right / (double)t->given : 0;
    double r = t->gold ? 100.0 * (double)t->right / (double)t->gold : 0;
    printf("%-28s P %5.1f  R %5.1f  F1 %5.1f\n", what, p, r, p + r > 0 ? 2 * p * r / (p + r) : 0);
}

/* Each article by the models that have not seen it. */
static void print_figures(const struct course *c)
{
    static const float leasts[] = {0.2f, 0.3f, 0.35f, 0.4f, 0.45f, 0.5f, 0.6f, 0.7f, 0.8f};
    size_t bins[10] = {0}, right[10] = {0};
    for (size_t l = 0; l < sizeof leasts / sizeof *leasts; l++) {
        struct tally tally = {0};
        for (size_t i = 0; i < c->studies.len; i++) {
            const struct ns_study *s = &c->studies.at[i];
            const struct ns_models *m = models_for(c, s);
            struct ns_proposals all = {0};
            ns_proposals_find(&s->sight, m, &all);
            ns_proposals_rank(&s->sight, m->rank, &all);
            ns_proposals_choose(s->doc, &all, leasts[l]);
            count_article(s, &all, &tally);
            for (size_t k = 0; l == 0 && k < all.len; k++) {
                size_t bin = (size_t)(all.at[k].probability * 10);
                bin = bin > 9 ? 9 : bin;
                bins[bin]++;
                for (size_t g = 0; g < s->golds.len; g++)
                    if (ns_gold_matches(&s->finder, &s->golds.at[g], &all.at[k].c)) {
                        right[bin]++;
                        break;
                    }
            }
            ns_vec_free(&all);
        }
        char what[64];
        snprintf(what, sizeof what, "full half, at least %.2f", (double)leasts[l]);
        print_tally(what, &tally);
    }
    for (size_t b = 2; b < 10; b++)
        printf("confidence %zu.%zu to %zu.%zu: %zu, right %.1f%%\n", b / 10, b % 10, (b + 1) / 10,
               (b + 1) % 10, bins[b], bins[b] ? 100.0 * (double)right[b] / (double)bins[b] : 0.0);
}

/* --- the run --- */

static void learn_cues(struct course *c)
{
    struct ns_training_set set = {0};
    for (size_t i = 0; i < c->studies.len; i++)
        add_cues(&c->studies.at[i], &set);
    learn_all(c, &c->cue, &set, NS_WEIGHTS_CUES);
    ns_training_free(&set);
}

static void learn_spans(struct course *c)
{
    struct ns_training_set set = {0};
    for (size_t i = 0; i < c->studies.len; i++) {
        struct ns_study *s = &c->studies.at[i];
        struct ns_tagged_cues cues = {0};
        const struct ns_weights *weights = models_for(c, s)->cues;
        struct ns_token_sums sums = ns_token_sums_of(&s->sight, weights, NULL, NULL);
        ns_cues_tag(&s->sight, weights, &sums, s->likely, &cues);
        add_all_spans(s, &cues, &set);
        ns_vec_free(&cues);
    }
    learn_all(c, &c->span, &set, NS_WEIGHTS_SPANS);
    ns_training_free(&set);
}

static void learn_rank(struct course *c)
{
    struct ns_training_set set = {0};
    for (size_t i = 0; i < c->studies.len; i++) {
        const struct ns_study *s = &c->studies.at[i];
        struct ns_proposals proposals = {0};
        ns_proposals_find(&s->sight, models_for(c, s), &proposals);
        add_proposals(s, &proposals, &set);
        ns_vec_free(&proposals);
    }
    learn_all(c, &c->rank, &set, NS_WEIGHTS_RANK);
    ns_training_free(&set);
}

static void plan(struct course *c)
{
    const struct ns_train_job *job = c->job;
    c->cue = (struct ns_training){.kind = NS_WEIGHTS_CUES,
                                  .revision = NS_SIGHT_REVISION,
                                  .labels = NS_CUE_LABELS,
                                  .bits = (uint32_t)ns_train_option(job, "cue-bits", 18),
                                  .epochs = (unsigned)ns_train_option(job, "cue-passes", 8),
                                  .starts = (unsigned)ns_train_option(job, "starts", 3),
                                  .rate = (float)ns_train_option(job, "cue-rate", 0.1),
                                  .l2 = (float)ns_train_option(job, "cue-l2", 1e-4),
                                  .dropout = (float)ns_train_option(job, "cue-dropout", 0.3),
                                  .may_follow = cue_may_follow,
                                  .seed = 1};
    c->span = (struct ns_training){.kind = NS_WEIGHTS_SPANS,
                                   .revision = NS_SIGHT_REVISION,
                                   .labels = NS_SPAN_LABELS,
                                   .bits = (uint32_t)ns_train_option(job, "span-bits", 19),
                                   .epochs = (unsigned)ns_train_option(job, "span-passes", 6),
                                   .starts = (unsigned)ns_train_option(job, "starts", 3),
                                   .rate = (float)ns_train_option(job, "span-rate", 0.1),
                                   .l2 = (float)ns_train_option(job, "span-l2", 1e-4),
                                   .dropout = (float)ns_train_option(job, "span-dropout", 0.3),
                                   .may_follow = span_may_follow,
                                   .seed = 2};
    c->rank = (struct ns_training){.kind = NS_WEIGHTS_RANK,
                                   .revision = NS_SIGHT_REVISION,
                                   .labels = NS_RANK_LABELS,
                                   .bits = (uint32_t)ns_train_option(job, "rank-bits", 17),
                                   .epochs = (unsigned)ns_train_option(job, "rank-passes", 4),
                                   .starts = (unsigned)ns_train_option(job, "starts", 3),
                                   .rate = (float)ns_train_option(job, "rank-rate", 0.01),
                                   .l2 = (float)ns_train_option(job, "rank-l2", 1e-3),
                                   .dropout = (float)ns_train_option(job, "rank-dropout", 0.2),
                                   .seed = 3};
}

static void course_close(struct course *c)
{
    for (size_t i = 0; i <= FOLDS; i++) {
        struct ns_models *m = i < FOLDS ? &c->folds[i] : &c->all;
        ns_weights_free(m->cues);
        ns_weights_free(m->spans);
        ns_weights_free(m->rank);
    }
    ns_studies_free(&c->studies);
}

static enum ns_status write_models(const struct course *c, struct ns_err *err)
{
    enum ns_status status = ns_train_write(c->all.cues, c->job->models, err);
    if (status == NS_OK)
        status = ns_train_write(c->all.spans, c->job->models, err);
    return status == NS_OK ? ns_train_write(c->all.rank, c->job->models, err) : status;
}

int ns_train_attributions(const struct ns_train_job *job, const struct ns_rules *rules)
{
    struct course c = {.job = job};
    struct ns_err err;
    struct ns_bytes texts = {0}, annotations = {0};
    ns_bytes_format(&texts, "%s/polnear/train/text", job->corpora);
    ns_bytes_format(&annotations, "%s/polnear/train/attributions", job->corpora);
    enum ns_status status =
        ns_studies_read(ns_bytes_text(&texts), ns_bytes_text(&annotations), rules,
                        (size_t)ns_train_option(job, "articles", 0), &c.studies, &err);
    if (status == NS_OK) {
        plan(&c);
        learn_cues(&c);
        learn_spans(&c);
        learn_rank(&c);
        print_figures(&c);
        status = write_models(&c, &err);
    }
    if (status != NS_OK)
        fprintf(stderr, "naysay-train: %s\n", err.message);
    course_close(&c);
    ns_vec_free(&texts);
    ns_vec_free(&annotations);
    return status == NS_OK ? 0 : 1;
}
