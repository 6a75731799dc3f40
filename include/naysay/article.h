/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * article.h (room: ingest): one news item as it was read.
 *
 * Offsets are half-open byte ranges into body. The body is the file decoded to UTF-8, code point for
 * code point: nothing is added, dropped or reordered (a BOM and CRs stay), an ill-formed part is one
 * U+FFFD. So the k-th code point of the body is the k-th code point of the file, and runs lead from
 * a byte of the body to the byte of the file.
 *
 * An article owns one arena with everything in it. It is written by one thread, then frozen
 * (const) and readable by all.
 */
#ifndef NAYSAY_ARTICLE_H
#define NAYSAY_ARTICLE_H

#include "naysay/memory.h"
#include "naysay/slice.h"

enum ns_role {
    NS_ROLE_BODY,
    NS_ROLE_TITLE,
    NS_ROLE_BYLINE,
    NS_ROLE_DATELINE, /* a block of its own; "WASHINGTON --" before a body is in article.dateline */
    NS_ROLE_SECTION,
    NS_ROLE_CAPTION,
    NS_ROLE_BOILERPLATE,
    NS_ROLE_COUNT
};

/* "body", "headline", "byline", "dateline", "section", "caption", "boilerplate". */
const char *ns_role_name(enum ns_role role);

/* May statements and names be taken from blocks of this role? (body and headline only) */
bool ns_role_counts(enum ns_role role);

struct ns_block {
    struct ns_range span; /* without the white space around it */
    enum ns_role role;
    uint32_t first_sentence; /* index into sentences */
    uint32_t sentence_count;
    uint32_t paragraph; /* 1-based number among the body blocks, 0 for other roles */
    uint64_t hash;      /* ns_fold_hash of its text, for repetition within and across articles */
    float boilerplate_score; /* evidence that it is page furniture; > 0 means yes (ingest.h) */
    const char *evidence;    /* short reason for the role, static storage; shown by 'why' */
};

/* From body on, each body_step bytes of the body are file_step bytes of the file. */
struct ns_offset_run {
    uint32_t body, file;
    uint8_t body_step, file_step;
};

struct ns_problem {
    uint64_t offset; /* bytes into the file */
    uint32_t count;  /* how often it was met; 1 or more */
    struct ns_slice message;
};

struct ns_article {
    struct ns_arena *arena;
    struct ns_slice path; /* as found, bytes as the system gave them */
    struct ns_slice id;   /* file name without folder and suffix */
    uint64_t file_size;   /* bytes */
    uint8_t sha256[32];   /* of the file's bytes; filled by ns_article_digest only */
    uint64_t body_hash;   /* XXH3 of the body: identity for saved places */
    const char *encoding; /* "UTF-8", "UTF-16LE", "windows-1252", ... static storage */

    struct ns_slice body;
    struct ns_offset_run *runs; /* run_count 0: body offsets are file offsets */
    size_t run_count;

    /* Metadata: slices of the body or of the arena; len 0 where not stated. */
    struct ns_slice title, byline, outlet, section, dateline;
    char date[11]; /* "YYYY-MM-DD" of publication, "" unless stated */

    struct ns_block *blocks;
    size_t block_count;
    struct ns_range *sentences; /* of all blocks in order */
    size_t sentence_count;
    struct ns_problem *problems;
    size_t problem_count;
};

/* The id of a path, which must end in a NUL that does not count. */
struct ns_slice ns_article_id(struct ns_slice path);

void ns_article_free(struct ns_article *article); /* NULL is fine */

/* Byte of the file at which body byte at begins; at == body.len gives the file's size. */
uint64_t ns_article_file_offset(const struct ns_article *article, uint32_t at);

/* Index of the block that holds at, or of the last block that begins before it; 0 if none does. */
size_t ns_article_block_at(const struct ns_article *article, uint32_t at);

/* Index of the sentence that holds at, or of the nearest one before it. */
size_t ns_article_sentence_at(const struct ns_article *article, uint32_t at);

static inline struct ns_slice ns_article_text(const struct ns_article *article, struct ns_range r)
{
    return ns_slice_sub(article->body, r);
}

#endif
