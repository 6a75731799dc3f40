/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page.h (room: model): an article as lines of a width.
 *
 * The title comes first, then what is known about the article, then its blocks in order with a blank
 * line between paragraphs; boilerplate from above the title comes last. Lines of the body know their
 * bytes; other lines are made: they hold text of their own or nothing, and the reader's cursor never
 * stands on one unless there is no other. Width is in cells.
 *
 * A large article is laid out in steps, so that no key waits for it: until ns_page_work has come to
 * the end, lines are missing below. Pages are cached and live until the cache is freed or they are
 * the oldest.
 */
#ifndef MODEL_PAGE_H
#define MODEL_PAGE_H

#include "naysay/article.h"
#include "naysay/vec.h"

enum ns_line_type {
    NS_LINE_BODY,  /* span: bytes of the body */
    NS_LINE_TITLE, /* made: the title where no block holds it */
    NS_LINE_META,  /* made: outlet, byline, dateline, date */
    NS_LINE_LABEL, /* made: role of the blocks that follow ("caption") */
    NS_LINE_BLANK, /* made: nothing */
};

struct ns_line {
    enum ns_line_type type;
    enum ns_role role;
    struct ns_range span; /* body bytes of a BODY line, bytes of made text otherwise */
    uint32_t block;       /* index, NS_PAGE_NONE for made lines */
    bool first;           /* the first line of its block */
};
#define NS_PAGE_NONE UINT32_MAX
NS_VEC(ns_lines, struct ns_line);

/* What a page consists of, in order. */
struct ns_page_part {
    enum ns_line_type type;
    enum ns_role role;
    uint32_t block; /* of a BODY part */
};

struct ns_page {
    const struct ns_article *article;
    unsigned width;
    bool furniture; /* blocks that do not count are shown */
    struct ns_lines lines;
    struct ns_bytes made; /* text of made lines */
    NS_VEC(, struct ns_page_part) plan;
    size_t next;        /* part of the plan to be laid out */
    uint32_t next_byte; /* of the body, inside a block that is laid out in several steps */
    uint32_t bytes;     /* of the body that are laid out */
    bool complete;
    uint32_t *block_lines; /* first line of each block, NS_PAGE_NONE: hidden, or not laid out yet */
    uint32_t *block_ends;  /* the line behind its last so far */
    bool *block_shown;
    size_t body_lines;
    uint32_t hidden_blocks;
    uint64_t used; /* for the cache */
};

struct ns_page_cache;
struct ns_page_cache *ns_page_cache_new(void);
void ns_page_cache_free(struct ns_page_cache *cache);

/* The page, from the cache or made. Valid until a few other pages have been asked for. */
struct ns_page *ns_page_get(struct ns_page_cache *cache, const struct ns_article *article,
                            unsigned width, bool furniture);

/* Lays out some more: about NS_PAGE_STEP bytes, 3 ms. False when the page is complete. */
#define NS_PAGE_STEP 32768u
bool ns_page_work(struct ns_page *page);

struct ns_slice ns_page_text(const struct ns_page *page, size_t line);

/* The line that holds body byte at; the nearest shown one where its block is hidden. SIZE_MAX if no
 * line of the body is shown, or if it has not been laid out yet. */
size_t ns_page_line_at(const struct ns_page *page, uint32_t at);

/* Is the byte on a line that is shown, or will be? */
bool ns_page_shows(const struct ns_page *page, uint32_t at);

/* The BODY line count body lines after (before, if negative) the line given, or the last (first). */
size_t ns_page_step(const struct ns_page *page, size_t line, long count);

/* The nearest BODY line at or after line, else before it; SIZE_MAX if there is none. */
size_t ns_page_body_line(const struct ns_page *page, size_t line);

#endif
