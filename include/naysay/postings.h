/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postings.h (room: index): which articles hold which words.
 *
 * A segment is an inverted index of some articles of a corpus. A builder takes articles one by one
 * (one thread a builder); sealing turns what it holds into an immutable segment that all threads may
 * read. Documents are numbered from 0 within a segment, in order of adding, and each stands for an
 * item of the corpus. There are no positions: who needs them looks into the text.
 *
 * A word of the index is a maximal run of word characters (ns_is_word) of the folded text (ns_fold,
 * NS_FOLD_ALL), cut to NS_WORD_MAX bytes. Terms of different fields are apart.
 */
#ifndef NAYSAY_POSTINGS_H
#define NAYSAY_POSTINGS_H

#include "naysay/extract.h"

#define NS_WORD_MAX 200u /* bytes; what is longer is indexed by its beginning (whole code points) */

enum ns_field {
    NS_FIELD_TEXT,    /* body and title */
    NS_FIELD_NAME,    /* canonical names and aliases of entities */
    NS_FIELD_SPEAKER, /* speakers of statements */
    NS_FIELD_COUNT
};

struct ns_segment;
struct ns_segment_builder;

struct ns_segment_builder *ns_segment_builder_new(void);
void ns_segment_builder_free(struct ns_segment_builder *builder); /* NULL is fine */

/*
 * Adds a document: the words of an article's body and title, or of what was extracted from it. Items
 * may come in any order; an item is added once to a segment. How much memory that takes depends on
 * how much text there is, not on what it says.
 *
 * A word told in the title counts NS_TITLE_WEIGHT times. A title that lies inside the body is told
 * there, once, and counts NS_TITLE_WEIGHT - 1 times more; one from elsewhere is a text of its own.
 */
#define NS_TITLE_WEIGHT 4u
void ns_segment_builder_text(struct ns_segment_builder *builder, uint32_t item,
                             const struct ns_article *article);
void ns_segment_builder_names(struct ns_segment_builder *builder, uint32_t item,
                              const struct ns_extraction *extraction);

/* Documents, and bytes of text, added since the last sealing: who fills a builder decides by them. */
size_t ns_segment_builder_documents(const struct ns_segment_builder *builder);
uint64_t ns_segment_builder_bytes(const struct ns_segment_builder *builder);

/* The documents added so far as a segment; the builder is empty again and keeps the memory that an
 * ordinary segment needs. NULL if it was empty. Who never seals keeps all in memory: some thousand
 * documents, or some MB of text, make a segment. */
struct ns_segment *ns_segment_seal(struct ns_segment_builder *builder);
void ns_segment_free(struct ns_segment *segment); /* NULL is fine */

/* items[d] is the item of document d, words[d] how many words it has (in all fields; a word of the
 * title is one). */
struct ns_segment_documents {
    const uint32_t *items, *words;
    size_t count;
    uint64_t word_total;
};
struct ns_segment_documents ns_segment_documents(const struct ns_segment *segment);
size_t ns_segment_terms(const struct ns_segment *segment);
size_t ns_segment_memory(const struct ns_segment *segment); /* bytes */

/* Documents of a term in increasing order, with the number of times the word is told, a title's
 * weight included. Made by the functions below; copy it to start anew. */
struct ns_postings {
    const uint8_t *at, *end;
    uint32_t document; /* last one given */
    uint32_t left;     /* documents still to come; at first all */
};
bool ns_postings_next(struct ns_postings *postings, uint32_t *document, uint32_t *times);

/* word: folded, as the index has it. False if no document has it. */
bool ns_segment_find(const struct ns_segment *segment, enum ns_field field, struct ns_slice word,
                     struct ns_postings *out);

/* Visits the terms of a field that begin with prefix (empty: all) in byte order, until visit gives
 * false. The word given lives until visit returns. */
typedef bool ns_visit_term(void *context, struct ns_slice word, const struct ns_postings *postings);
void ns_segment_visit(const struct ns_segment *segment, enum ns_field field, struct ns_slice prefix,
                      ns_visit_term *visit, void *context);

#endif
