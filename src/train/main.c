/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * naysay-train: learns the models of assets/model from annotated corpora. Built with the project,
 * not installed.
 */
#include "train.h"

#include "naysay/extract.h"

#include <stdio.h>

static const struct {
    const char *name;
    int (*run)(const struct ns_train_job *job, const struct ns_rules *rules);
    const char *help;
} commands[] = {
    {"names", ns_train_names, "names.model, from ner"},
    {"attributions", ns_train_attributions, "cues, spans and the ranker, from polnear/train"},
};
#define COMMANDS (sizeof commands / sizeof *commands)

static int usage(void)
{
    fprintf(stderr, "usage: naysay-train COMMAND LEXICONS CORPORA MODELS [NAME=VALUE...]\n");
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(stderr, "  %-14s %s\n", commands[i].name, commands[i].help);
    return 2;
}

int main(int argc, char **argv)
{
    struct ns_rules *rules;
    struct ns_err err;
    if (argc < 5)
        return usage();
    struct ns_train_job job = {argv[2], argv[3], argv[4], argv + 5, argc - 5};
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[1], commands[i].name) != 0)
            continue;
        if (ns_rules_load(job.lexicons, NULL, &rules, &err) != NS_OK) {
            fprintf(stderr, "naysay-train: %s\n", err.message);
            return 1;
        }
        int status = commands[i].run(&job, rules);
        ns_rules_free(rules);
        return status;
    }
    return usage();
}
