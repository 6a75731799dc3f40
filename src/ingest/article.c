/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/article.h"

#include "naysay/file.h"
#include "naysay/ingest.h"
#include "naysay/sha256.h"

static const char *const role_names[NS_ROLE_COUNT] = {
    [NS_ROLE_BODY] = "body",
    [NS_ROLE_TITLE] = "headline",
    [NS_ROLE_BYLINE] = "byline",
    [NS_ROLE_DATELINE] = "dateline",
    [NS_ROLE_SECTION] = "section",
    [NS_ROLE_CAPTION] = "caption",
    [NS_ROLE_BOILERPLATE] = "boilerplate",
};

const char *ns_role_name(enum ns_role role)
{
    return role < NS_ROLE_COUNT ? role_names[role] : "body";
}

bool ns_role_counts(enum ns_role role)
{
    return role == NS_ROLE_BODY || role == NS_ROLE_TITLE;
}

void ns_article_free(struct ns_article *article)
{
    if (article)
        ns_arena_free(article->arena);
}

uint64_t ns_article_file_offset(const struct ns_article *article, uint32_t at)
{
    size_t low = 0, high = article->run_count;
    if (at >= article->body.len)
        return article->file_size;
    if (high == 0)
        return at;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (article->runs[middle].body <= at)
            low = middle;
        else
            high = middle;
    }
    const struct ns_offset_run *run = &article->runs[low];
    return run->file + (uint64_t)((at - run->body) / run->body_step) * run->file_step;
}

size_t ns_article_block_at(const struct ns_article *article, uint32_t at)
{
    size_t low = 0, high = article->block_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (article->blocks[middle].span.begin <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t ns_article_sentence_at(const struct ns_article *article, uint32_t at)
{
    size_t low = 0, high = article->sentence_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (article->sentences[middle].begin <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

enum ns_status ns_article_digest(struct ns_article *article, struct ns_slice bytes)
{
    struct ns_bytes file = {0};
    enum ns_status status = NS_OK;
    if (!bytes.at) {
        /* A path in an article ends in a NUL. */
        status = ns_file_read(article->path.at, UINT64_C(1) << 30, &file, NULL);
        bytes = ns_bytes_slice(&file);
    }
    if (status == NS_OK)
        ns_sha256(bytes, article->sha256);
    ns_vec_free(&file);
    return status;
}
