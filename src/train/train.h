/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * train.h (room: train): the commands of naysay-train. Each reads what it needs of the corpora,
 * writes its model files and prints its figures; returns an exit code.
 */
#ifndef NAYSAY_TRAIN_TRAIN_H
#define NAYSAY_TRAIN_TRAIN_H

#include "naysay/slice.h"

struct ns_rules;

struct ns_train_job {
    const char *lexicons; /* folder of word lists */
    const char *corpora;  /* folder of annotated corpora */
    const char *models;   /* folder that the model files are written to and read from */
    char **options;       /* NAME=VALUE */
    int option_count;
};

int ns_train_names(const struct ns_train_job *job, const struct ns_rules *rules);
int ns_train_attributions(const struct ns_train_job *job, const struct ns_rules *rules);

/* The number of option NAME, fallback if it is not given. */
double ns_train_option(const struct ns_train_job *job, const char *name, double fallback);

#endif
