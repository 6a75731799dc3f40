/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * models.h (room: extract, private): the trained models of a folder (assets/model).
 */
#ifndef NAYSAY_EXTRACT_MODELS_H
#define NAYSAY_EXTRACT_MODELS_H

#include "weights.h"

/* Owned. Names go by themselves; the stages of attributions are there all three or not at all. NULL:
 * the rules decide alone. Never changed once loaded, so threads share them. */
struct ns_models {
    struct ns_weights *names;
    struct ns_weights *cues, *spans, *rank;
};

/* Reads what is usable; what is not, and why, is appended to note, a line each; of a folder that is
 * not there one line. */
void ns_models_load(struct ns_models *models, const char *folder, struct ns_bytes *note);
void ns_models_drop(struct ns_models *models);

#endif
