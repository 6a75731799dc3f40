/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fuzz_article.h: what must hold for any article, whatever its file was.
 */
#ifndef NS_FUZZ_ARTICLE_H
#define NS_FUZZ_ARTICLE_H

#include "fuzz.h"

#include "naysay/article.h"
#include "naysay/error.h"
#include "naysay/utf8.h"

static inline void fuzz_check_inside(const struct ns_article *article, struct ns_slice s)
{
    FUZZ_CHECK(ns_utf8_valid_prefix(s) == s.len);
    FUZZ_CHECK(s.len <= article->body.len + NS_ERR_MESSAGE_SIZE);
}

static inline void fuzz_check_blocks(const struct ns_article *article)
{
    uint32_t at = 0, sentence = 0;
    for (size_t i = 0; i < article->block_count; i++) {
        const struct ns_block *block = &article->blocks[i];
        FUZZ_CHECK(block->span.begin >= at && block->span.end > block->span.begin);
        FUZZ_CHECK(block->span.end <= article->body.len && block->role < NS_ROLE_COUNT);
        FUZZ_CHECK((block->paragraph > 0) == (block->role == NS_ROLE_BODY));
        FUZZ_CHECK(ns_article_block_at(article, block->span.begin) == i);
        FUZZ_CHECK(block->first_sentence == sentence || block->sentence_count == 0);
        uint32_t from = block->span.begin;
        for (uint32_t n = 0; n < block->sentence_count; n++) {
            FUZZ_CHECK(sentence < article->sentence_count);
            struct ns_range r = article->sentences[sentence++];
            FUZZ_CHECK(r.begin >= from && r.end > r.begin && r.end <= block->span.end);
            from = r.end;
        }
        at = block->span.end;
    }
    FUZZ_CHECK(sentence == article->sentence_count);
}

static inline void fuzz_check_article(const struct ns_article *article, size_t file_size)
{
    FUZZ_CHECK(article->file_size == file_size);
    FUZZ_CHECK(ns_utf8_valid_prefix(article->body) == article->body.len);
    FUZZ_CHECK(ns_article_file_offset(article, (uint32_t)article->body.len) == file_size);
    uint64_t last = 0;
    size_t pos = 0;
    while (pos < article->body.len) {
        uint64_t offset = ns_article_file_offset(article, (uint32_t)pos);
        FUZZ_CHECK((pos == 0 || offset > last) && offset < file_size);
        last = offset;
        ns_utf8_next(article->body, &pos, NULL);
    }
    fuzz_check_blocks(article);
    fuzz_check_inside(article, article->title);
    fuzz_check_inside(article, article->byline);
    fuzz_check_inside(article, article->outlet);
    fuzz_check_inside(article, article->section);
    fuzz_check_inside(article, article->dateline);
    FUZZ_CHECK(strnlen(article->date, sizeof article->date) == (article->date[0] ? 10 : 0));
    for (size_t i = 0; i < article->problem_count; i++)
        FUZZ_CHECK(article->problems[i].offset <= file_size && article->problems[i].count > 0 &&
                   article->problems[i].message.len > 0);
}

#endif
