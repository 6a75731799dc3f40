/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frozen.h (room: extract): what was read and found in an article as bytes, to be kept and read back.
 *
 * What was frozen belongs to one article and to one set of rules: ns_extraction_key tells of which
 * article (its text, and how it was cut), ns_rules_identity of which rules. Bytes from outside are
 * never trusted: whatever does not fit the article is refused, and no bytes can do harm. Numbers are
 * little-endian or of variable length.
 */
#ifndef NAYSAY_FROZEN_H
#define NAYSAY_FROZEN_H

#include "naysay/extract.h"
#include "naysay/vec.h"

/* To be raised by whoever changes what ns_extract finds, or the form of the frozen bytes. */
#define NS_EXTRACTION_REVISION 5

/*
 * A hash (XXH3-128) of all that ns_extract reads of an article. seed: secret, where others may have
 * written the articles: texts with the same hash can be made for a seed that is known.
 */
struct ns_digest ns_extraction_key(const struct ns_article *article, uint64_t seed);

/* A hash of the word lists with the reader's own, the models and NS_EXTRACTION_REVISION: of all that
 * ns_extract reads beside the article. Rules must be complete (ns_rules_complete). */
struct ns_digest ns_rules_identity(const struct ns_rules *rules);

/* Texts that articles and extractions point to for as long as the program runs (names of rules, reasons): those
 * that are read back borrow them here. One thread at a time. */
struct ns_constants;
struct ns_constants *ns_constants_new(void);
void ns_constants_free(struct ns_constants *constants); /* NULL is fine */

/* Appends the extraction of an article. */
void ns_extraction_freeze(const struct ns_extraction *extraction, const struct ns_article *article,
                          struct ns_bytes *out);

/*
 * The extraction that was frozen, or NULL if the bytes are damaged or of another article. Owned by
 * the caller; it borrows from the article's body and from constants.
 */
struct ns_extraction *ns_extraction_thaw(struct ns_slice bytes, const struct ns_article *article,
                                         struct ns_constants *constants);

/* A hash of the lists that reading needs and of NS_READING_REVISION, which is to be raised by whoever
 * changes what ns_ingest_bytes makes of a file. The rules need not be complete. */
#define NS_READING_REVISION 1
struct ns_digest ns_reading_identity(const struct ns_rules *rules);

/* Appends an article as it was read. False, and nothing is appended, if its body is not the bytes of
 * the file as they are. */
bool ns_article_freeze(const struct ns_article *article, struct ns_slice file,
                       struct ns_bytes *out);

/* The article that ns_ingest_bytes made of the file, or NULL if the bytes are damaged or of another
 * file. Owned by the caller; it borrows from constants. */
struct ns_article *ns_article_thaw(struct ns_slice bytes, const char *path, struct ns_slice file,
                                   struct ns_constants *constants);

#endif
