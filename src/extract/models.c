/* SPDX-License-Identifier: GPL-3.0-or-later */
/* models.c: a missing or damaged model costs its stage, never the program. */
#include "models.h"

#include "name_features.h"
#include "sight.h"

#include "naysay/file.h"

static struct ns_weights *load(const char *folder, enum ns_weights_kind kind, uint32_t revision,
                               struct ns_bytes *note)
{
    struct ns_err err = {0};
    struct ns_weights *weights;
    char *path = ns_path_join(folder, ns_weights_file(kind));
    if (ns_weights_load(path, kind, revision, &weights, &err) != NS_OK)
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
    models->names = load(folder, NS_WEIGHTS_NAMES, NS_NAME_REVISION, note);
    models->cues = load(folder, NS_WEIGHTS_CUES, NS_SIGHT_REVISION, note);
    models->spans = load(folder, NS_WEIGHTS_SPANS, NS_SIGHT_REVISION, note);
    models->rank = load(folder, NS_WEIGHTS_RANK, NS_SIGHT_REVISION, note);
    if (!models->cues || !models->spans || !models->rank)
        drop_attributions(models);
}

void ns_models_drop(struct ns_models *models)
{
    ns_weights_free(models->names);
    models->names = NULL;
    drop_attributions(models);
}
