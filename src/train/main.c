/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * naysay-train: learns the models of assets/model from annotated corpora. Built with the project,
 * not installed.
 */
#include "train.h"

#include "naysay/extract.h"

#include <stdio.h>

static int names(const struct ns_train_job *job)
{
    struct ns_rules *rules;
    struct ns_err err;
    if (ns_rules_load(job->lexicons, NULL, &rules, &err) != NS_OK) {
        fprintf(stderr, "naysay-train: %s\n", err.message);
        return 1;
    }
    int status = ns_train_names(job, rules);
    ns_rules_free(rules);
    return status;
}

static const struct {
    const char *name;
    int (*run)(const struct ns_train_job *job);
    const char *help;
} commands[] = {
    {"names", names, "names.model, from CORPORA/ner"},
    {NULL, NULL, NULL},
};

int main(int argc, char **argv)
{
    struct ns_train_job job = {.lexicons = argc > 2 ? argv[2] : NULL,
                               .corpora = argc > 3 ? argv[3] : NULL,
                               .models = argc > 4 ? argv[4] : NULL,
                               .options = argc > 5 ? argv + 5 : NULL,
                               .option_count = argc > 5 ? argc - 5 : 0};
    for (size_t i = 0; argc >= 5 && commands[i].name; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(&job);
    fprintf(stderr, "usage: naysay-train COMMAND LEXICONS CORPORA MODELS [OPTION...]\n");
    for (size_t i = 0; commands[i].name; i++)
        fprintf(stderr, "  %-12s %s\n", commands[i].name, commands[i].help);
    return 2;
}
