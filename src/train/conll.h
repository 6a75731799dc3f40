/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * conll.h (room: train, private): names in columns, as CoNLL's shared tasks have them.
 *
 * A line is a word: the word first, its tag last, what stands between is passed over. Columns are
 * parted by tabs or, in a line without any, by runs of spaces. A blank line ends a sentence, a line
 * whose first column is -DOCSTART- begins a document; a file without one is one document. Tags are O,
 * B-TYPE and I-TYPE. Both schemes are read: I-TYPE goes on with a name of its type right before it
 * and begins one elsewhere (IOB1); B-TYPE always begins one (IOB2, and IOB1 between neighbours).
 * UTF-8, lines end in LF or CRLF.
 */
#ifndef NAYSAY_TRAIN_CONLL_H
#define NAYSAY_TRAIN_CONLL_H

#include "naysay/error.h"
#include "naysay/vec.h"

struct ns_conll_name {
    struct ns_range points; /* code points of the document's text, half-open */
    struct ns_slice type;   /* as the corpus calls it; borrowed */
};
NS_VEC(ns_conll_names, struct ns_conll_name);

struct ns_conll_doc {
    struct ns_bytes text; /* a sentence a line, its words joined by a space */
    struct ns_conll_names names;
    unsigned line; /* of the file, where its first word stands */
};
NS_VEC(ns_conll_docs, struct ns_conll_doc);

struct ns_conll {
    struct ns_bytes data; /* the file: types borrow from it */
    struct ns_conll_docs docs;
};

/* Reads a file; a document without words is left out. NS_ERR_FORMAT with file and line in the
 * message: a line that is none; no words at all. out is empty after an error. */
enum ns_status ns_conll_read(const char *path, struct ns_conll *out, struct ns_err *err);
void ns_conll_free(struct ns_conll *columns);

/* The path of the folder's file of columns, *.iob.txt or *.conll; the caller frees.
 * NS_ERR_NOT_FOUND: it has none; NS_ERR_FORMAT: it has several. */
enum ns_status ns_conll_find(const char *folder, char **path, struct ns_err *err);

#endif
