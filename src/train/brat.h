/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * brat.h (room: train): attributions in brat's standoff format, DOC.txt with DOC_ANNOTATOR.ann.
 */
#ifndef NAYSAY_TRAIN_BRAT_H
#define NAYSAY_TRAIN_BRAT_H

#include "naysay/error.h"
#include "naysay/vec.h"

#define NS_BRAT_PIECES 16

/* Spans are code points of the text, half-open. */
struct ns_brat_span {
    struct ns_range pieces[NS_BRAT_PIECES];
    size_t count;
};

struct ns_brat_attribution {
    struct ns_brat_span source, cue, content;
};
NS_VEC(ns_brat_attributions, struct ns_brat_attribution);

/* Appends the attributions of a file and the pieces that its readers marked as to be left out. */
enum ns_status ns_brat_read(const char *path, struct ns_brat_attributions *out,
                            struct ns_brat_span *discarded, struct ns_err *err);

NS_VEC(ns_paths, char *);
/* Paths of folder's annotations, one for each document: of several readers the first by name.
 * stems: the names of the documents, in the same order. The caller frees all strings. */
enum ns_status ns_brat_list(const char *folder, struct ns_paths *annotations,
                            struct ns_paths *stems, struct ns_err *err);

#endif
