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
    bool on_models; /* learns from what the models that are there already say */
    const char *help;
} commands[] = {
    {"names", ns_train_names, false,
     "names.model, from ner: from a corpus's gold.jsonl or, where it has none,\n"
     "                 from CoNLL columns (*.iob.txt, *.conll); columns=1: from these\n"
     "                 wherever there are any"},
    {"attributions", ns_train_attributions, true,
     "cues, spans and the ranker, from polnear/train; with names by names.model"},
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
        enum ns_status loaded = ns_rules_begin(job.lexicons, NULL, &rules, &err);
        if (loaded == NS_OK) {
            ns_rules_use_models(rules, commands[i].on_models ? job.models : NULL);
            loaded = ns_rules_complete(rules, false, &err);
        }
        if (loaded != NS_OK) {
            fprintf(stderr, "naysay-train: %s\n", err.message);
            return 1;
        }
        struct ns_slice note =
            ns_rules_models_note(rules); /* names.model must not be missed unseen */
        fprintf(stderr, "%.*s", (int)note.len, note.at ? note.at : "");
        int status = commands[i].run(&job, rules);
        ns_rules_free(rules);
        return status;
    }
    return usage();
}
