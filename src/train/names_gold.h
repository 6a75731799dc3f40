/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names_gold.h (room: train, private): texts with annotated names.
 *
 * A corpus is a folder with text/NAME.txt and gold.jsonl, which holds {"doc": NAME, "entities":
 * [[begin, end, type], ...]} a line, in code points of the text; or with a file of columns (conll.h).
 * Texts are read as the program reads them, but every block counts, so that no name is lost to
 * training.
 */
#ifndef NAYSAY_TRAIN_NAMES_GOLD_H
#define NAYSAY_TRAIN_NAMES_GOLD_H

#include "extract/name_features.h"

struct ns_gold_text {
    struct ns_article *article;
    struct ns_arena *arena;
    struct ns_doc *doc;
    struct ns_pieces pieces; /* what the rules propose */
    struct ns_name_signs *signs;
    uint8_t *labels;   /* [tok_count] gold */
    size_t name_count; /* gold names, also those that fit no tokens */
    uint32_t corpus;
};
NS_VEC(ns_gold_texts, struct ns_gold_text);

/* Appends the texts of a corpus, from gold.jsonl or, where there is none, from columns. *columns set:
 * from columns wherever there are any; afterwards it tells whether they were read.
 * NS_ERR_NOT_FOUND: neither is there. */
enum ns_status ns_gold_read(const char *folder, uint32_t corpus, const struct ns_rules *rules,
                            bool *columns, struct ns_gold_texts *out, struct ns_err *err);
void ns_gold_free(struct ns_gold_texts *texts);

#endif
