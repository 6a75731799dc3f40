/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reading.h (room: ingest, private): one article while its blocks are being judged.
 */
#ifndef NAYSAY_INGEST_READING_H
#define NAYSAY_INGEST_READING_H

#include "naysay/ingest.h"
#include "shape.h"

#define NS_NO_BLOCK   SIZE_MAX
#define NS_SEEN_WORDS 1024

struct ns_reading {
    const struct ns_ingest_lists *lists; /* never NULL; its members may be */
    const struct ns_phrases *phrases;    /* may be NULL */
    struct ns_article *article;          /* body, blocks and sentences are there */
    struct ns_shape *shapes;             /* of its blocks */
    struct ns_words words;               /* scratch */
    size_t first_prose, last_prose;      /* of the main part; NS_NO_BLOCK if there is none */
    size_t main_begin, main_end;         /* blocks of the part of a page that is the text */
    size_t title;                        /* NS_NO_BLOCK if there is none */
    uint32_t seen[NS_SEEN_WORDS];        /* the words of the text, as a set of hashes' bits */
    size_t seen_words;                   /* that went into it */
};

static inline struct ns_slice ns_reading_text(const struct ns_reading *r, size_t block)
{
    return ns_slice_sub(r->article->body, r->article->blocks[block].span);
}

static inline void ns_reading_set(struct ns_reading *r, size_t block, enum ns_role role,
                                  const char *evidence)
{
    r->article->blocks[block].role = role;
    r->article->blocks[block].evidence = evidence;
}

/* --- boilerplate.c --- */

/* Weighs a block by itself: > 0 speaks for page furniture, < 0 for text. *evidence: static storage,
 * NULL where the score is not above 0. */
float ns_furniture_score(const struct ns_shape *shape, const char **evidence);

/* Paragraph of sentences, as bodies of articles are made of? */
bool ns_shape_prose(const struct ns_shape *shape);

/* --- regions.c --- */

/* Finds the main part by the blocks' scores and shapes. */
void ns_regions_find(struct ns_reading *r);

/* --- roles.c --- */

/* Gives every block its role and evidence and the article its metadata. */
void ns_roles_settle(struct ns_reading *r);

/* After blocks have become furniture by what other articles tell: chooses another title if the
 * title is gone, and numbers paragraphs anew. */
void ns_roles_settle_again(struct ns_reading *r);

/* --- read.c --- */

/* A copy whose blocks may be changed, in an arena of its own. */
struct ns_article *ns_article_copy(const struct ns_article *article);

/* ns_roles_settle_again without lists: the scores that the blocks have stand for them. */
void ns_article_settle_again(struct ns_article *article);

/* --- title.c --- */

/* Takes note of the words of a block (still in r->words) if it is text; titles are told in them. */
void ns_title_see(struct ns_reading *r, const struct ns_shape *shape);

/* Chooses r->title among the blocks before the text (NS_NO_BLOCK: no block is one). */
void ns_title_choose(struct ns_reading *r);

/* --- byline.c --- */

struct ns_byline {
    struct ns_slice name;   /* of one person or several: "Ann Lee and Bo Ek" */
    struct ns_slice outlet; /* len 0: not named */
    bool credit;            /* those who helped ("additional reporting by"), rather than wrote */
};

/* Is the text a byline? strict: only forms that say so ("By ..."), no bare names. */
bool ns_byline_parse(struct ns_reading *r, struct ns_slice text, bool strict,
                     struct ns_byline *out);

/* The name that the text begins with, if it goes on as the note on an author ("X is a reporter
 * for ..."); len 0 otherwise. */
struct ns_slice ns_author_note(struct ns_reading *r, struct ns_slice text);

/* The entry of the outlets list that text begins with, with or without "the"; len 0 if none. */
struct ns_slice ns_outlet_at(const struct ns_reading *r, struct ns_slice text);

/* --- outlet.c --- */

/* Sets the article's outlet from what the page says of itself, if no byline did. */
void ns_outlet_choose(struct ns_reading *r);

/* --- stated.c --- */

struct ns_dateline {
    struct ns_slice place; /* "FLINT, Mich., Oct. 4"; len 0: an agency alone */
    size_t len;            /* bytes of text up to the first word of the story */
};

/* Does the text begin with a dateline? */
bool ns_dateline_parse(struct ns_reading *r, struct ns_slice text, struct ns_dateline *out);

/* Is it a dateline and nothing else ("KYIV, Ukraine, Feb. 3")? */
bool ns_dateline_alone(struct ns_reading *r, struct ns_slice text, const struct ns_shape *shape);

/* Does the text state a day of publication, and little else? date: "YYYY-MM-DD". strict: it must
 * say "published" or the like. */
bool ns_date_parse(struct ns_slice text, const struct ns_shape *shape, char date[11], bool strict);

/* Does it end in the credit of a picture, or is it one? */
bool ns_credit_of_picture(struct ns_reading *r, struct ns_slice text, const struct ns_shape *shape);

#endif
