/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * segment_build.h: what a builder holds; shared by adding (segment_build.c) and sealing
 * (segment_seal.c).
 */
#ifndef INDEX_SEGMENT_BUILD_H
#define INDEX_SEGMENT_BUILD_H

#include "segment_coding.h"
#include "segment_words.h"

/* A place of a hash table. All that counting a word of at most eight bytes needs is here. */
struct segment_slot {
    uint64_t key; /* see segment_token; 0: free */
    uint32_t term;
    uint32_t posting; /* the last one it has in postings */
};

struct segment_table {
    struct segment_slot *slots;
    unsigned shift; /* 64 - log2 of their number */
    size_t used;
};

struct segment_term {
    uint64_t place; /* field << 56 | bytes << 48 | offset in pool */
};

struct segment_posting {
    uint32_t term;
    uint32_t times;
};

/* A word to be looked up. The key of a short one, of at most eight bytes, is the word itself, the
 * first byte lowest, padded with zeros. That of a longer one is a hash whose lowest byte is
 * SEGMENT_LONG, with which no word begins: where keys are the same, the words must be compared. */
#define SEGMENT_LONG 0xFFu
struct segment_token {
    uint64_t key;
    uint32_t hash; /* its highest bits are the place in the table */
    uint32_t word; /* offset in words.folded << 8 | bytes */
};

/* What sealing needs: a term on its way into order; where a term is told oftener than a hit can
 * say, by the hit's index. */
struct segment_entry {
    uint64_t head;    /* first eight bytes, the first one highest: in order as bytes are */
    const char *word; /* in pool */
    uint32_t term, len;
};
struct segment_often {
    uint32_t hit, times;
};

NS_VEC(segment_entries, struct segment_entry);
NS_VEC(segment_oftens, struct segment_often);
NS_VEC(segment_terms, struct segment_term);
NS_VEC(segment_postings, struct segment_posting);
NS_VEC(segment_tokens, struct segment_token);
NS_VEC(segment_numbers, uint32_t);
NS_VEC(segment_offsets, uint64_t);

struct ns_segment_builder {
    uint64_t secret; /* odd: what a text must know to make words meet in a table */
    struct segment_table tables[NS_FIELD_COUNT];
    struct segment_terms terms;
    struct ns_bytes pool; /* the words of all terms */

    struct segment_numbers items, words;
    struct segment_postings postings; /* of all documents, in order of documents */
    struct segment_offsets ends;      /* of each document in postings */
    uint64_t word_total, byte_total;

    struct index_words text; /* what follows is scratch, of adding */
    struct segment_tokens tokens, long_tokens;

    struct segment_entries entries; /* and of sealing: see segment_seal.c */
    struct segment_numbers hits, documents, places;
    struct segment_oftens oftens;
    struct segment_offsets blocks;
    struct ns_bytes bytes, block_terms, block_postings;
};

/* Empties it; it keeps what memory an ordinary segment needs. */
void segment_builder_clear(struct ns_segment_builder *builder);

static inline struct ns_slice segment_term_word(const struct ns_segment_builder *builder,
                                                uint32_t term)
{
    uint64_t place = builder->terms.at[term].place;
    return (struct ns_slice){builder->pool.at + (place & 0xFFFFFFFFFFFFu), place >> 48 & 0xFF};
}

static inline enum ns_field segment_term_field(const struct ns_segment_builder *builder,
                                               uint32_t term)
{
    return (enum ns_field)(builder->terms.at[term].place >> 56);
}

#endif
