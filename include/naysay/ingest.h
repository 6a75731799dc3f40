/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ingest.h (room: ingest): from a path to articles.
 *
 * Listing walks folders in sorted order (bytewise by name, folders in place), skips hidden names,
 * enters each real folder once (symlink loops end), and reports what it passes over with the reason.
 * Reading turns one file's bytes into one article: decode, blocks, roles, metadata, sentences.
 * Everything here is a pure function of its input; threads may read different files at once.
 */
#ifndef NAYSAY_INGEST_H
#define NAYSAY_INGEST_H

#include "naysay/article.h"
#include "naysay/error.h"
#include "naysay/lexicon.h"
#include "naysay/vec.h"

/* Called for each regular candidate file in final order. Return false to stop. */
typedef bool ns_ingest_found(void *context, const char *path);
/* Called for what was passed over: unreadable folder, FIFO, device, binary suffix ... */
typedef void ns_ingest_skipped(void *context, const char *path, const struct ns_err *why);
/* Called for each folder before its members are read: who watches it from then on misses nothing. */
typedef void ns_ingest_entered(void *context, const char *path);

/*
 * Lists path: a folder recursively, or the file itself. A file named by the user is found whatever
 * its name; inside folders only .txt, .text and names without a suffix are. No file is opened and,
 * where the file system tells types, none is stat'ed.
 * NS_ERR_IO: path itself cannot be read; NS_ERR_CANCELLED: found returned false. skipped and folder
 * may be NULL.
 */
enum ns_status ns_ingest_list(const char *path, ns_ingest_found *found, ns_ingest_skipped *skipped,
                              ns_ingest_entered *folder, void *context, struct ns_err *err);

/* Would a regular file of that name, in a folder, be found? (Hidden ones are another matter.) */
bool ns_ingest_wanted(struct ns_slice name);

struct ns_phrases;

/* Word lists that reading needs; borrowed, may be shared by threads. Any may be NULL. */
struct ns_ingest_lists {
    const struct ns_lexicon *boilerplate; /* assets/lexicon/boilerplate.txt */
    const struct ns_lexicon *outlets;     /* assets/lexicon/outlets.txt */
    const struct ns_lexicon *places;      /* assets/lexicon/places.txt: datelines */
    const struct ns_lexicon *given_names; /* assets/lexicon/given_names.txt: bylines */
    struct ns_phrases *ready; /* set by prepare; NULL works, and costs each article its making */
};

/* Makes the lists ready for reading, once, before threads share them; release undoes it. The
 * lexicons must outlive it and not change in between. */
void ns_ingest_lists_prepare(struct ns_ingest_lists *lists);
void ns_ingest_lists_release(struct ns_ingest_lists *lists);

#define NS_INGEST_DEFAULT_LIMIT ((uint64_t)64 << 20) /* bytes a file; at most 1 GiB is allowed */

/*
 * Reads one file. NS_OK: *out is a new article (maybe with problems). NS_ERR_SKIPPED, NS_ERR_LIMIT,
 * NS_ERR_IO: no article, the reason in err ("binary", "FIFO", "empty", ...).
 */
enum ns_status ns_ingest_file(const char *path, uint64_t limit, const struct ns_ingest_lists *lists,
                              struct ns_article **out, struct ns_err *err);

/* The same from bytes that were read already ("-" and the fuzzers). */
enum ns_status ns_ingest_bytes(const char *path, struct ns_slice bytes,
                               const struct ns_ingest_lists *lists, struct ns_article **out,
                               struct ns_err *err);

/* Fills article->sha256 by reading its file again; from bytes where they are given. */
enum ns_status ns_article_digest(struct ns_article *article, struct ns_slice bytes);

/*
 * Repetition over the articles of a corpus: a block told in many articles is page furniture.
 * A table counts, for each block hash, in how many articles it stands. Adding is order-independent.
 * Not thread-safe: one owner adds; reading while nobody adds is safe.
 */
struct ns_repetition;
struct ns_repetition *ns_repetition_new(void);
void ns_repetition_free(struct ns_repetition *table);
void ns_repetition_add(struct ns_repetition *table, const struct ns_article *article);

/* The article with its roles settled by the table's evidence: a new copy (owned by the caller) with
 * paragraph numbers and metadata following, or NULL if nothing changes. article stays as it is,
 * since other threads may be reading it. */
struct ns_article *ns_repetition_apply(const struct ns_repetition *table,
                                       const struct ns_article *article);

#endif
