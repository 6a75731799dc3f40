/* SPDX-License-Identifier: GPL-3.0-or-later */
/* models.c: a missing or damaged model costs its stage, never the program. */
#include "models.h"

#include "name_features.h"
#include "ranker.h"

#include "naysay/file.h"

#include <errno.h>
#include <unistd.h>

/* What the program's features and labels are: arrays have room for so many. */
static const struct {
    uint32_t revision, labels;
} forms[NS_WEIGHTS_COUNT] = {
    [NS_WEIGHTS_NAMES] = {NS_NAME_REVISION, NS_NAME_LABELS},
    [NS_WEIGHTS_CUES] = {NS_SIGHT_REVISION, NS_CUE_LABELS},
    [NS_WEIGHTS_SPANS] = {NS_SIGHT_REVISION, NS_SPAN_LABELS},
    [NS_WEIGHTS_RANK] = {NS_SIGHT_REVISION, NS_RANK_LABELS},
};

static struct ns_weights *load(const char *folder, enum ns_weights_kind kind, struct ns_bytes *note)
{
    struct ns_err err = {0};
    struct ns_weights *weights;
    char *path = ns_path_join(folder, ns_weights_file(kind));
    enum ns_status status = ns_weights_load(path, kind, forms[kind].revision, &weights, &err);
    if (status == NS_OK && weights->labels != forms[kind].labels) {
        ns_err_set(&err, NS_ERR_FORMAT, "model '%s': its labels are others than the program's",
                   path);
        ns_weights_free(weights);
        weights = NULL;
    }
    if (!weights)
        ns_bytes_format(note, "%s; the rules do without it\n", err.message);
    free(path);
    return weights;
}

static void drop_attributions(struct ns_models *models)
{
    ns_weights_free(models->cues);
    ns_weights_free(models->spans);
    ns_weights_free(models->rank);
    models->cues = models->spans = models->rank = NULL;
}

void ns_models_load(struct ns_models *models, const char *folder, struct ns_bytes *note)
{
    *models = (struct ns_models){0};
    if (access(folder, F_OK) != 0) {
        ns_bytes_format(note, "cannot open models '%s': %s; the rules decide alone\n", folder,
                        strerror(errno));
        return;
    }
    models->names = load(folder, NS_WEIGHTS_NAMES, note);
    models->cues = load(folder, NS_WEIGHTS_CUES, note);
    models->spans = load(folder, NS_WEIGHTS_SPANS, note);
    models->rank = load(folder, NS_WEIGHTS_RANK, note);
    if (!models->cues || !models->spans || !models->rank)
        drop_attributions(models);
}

void ns_models_drop(struct ns_models *models)
{
    ns_weights_free(models->names);
    models->names = NULL;
    drop_attributions(models);
}
