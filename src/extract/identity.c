/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an extraction depends on, as hashes. Whatever ns_extract reads of an article or of the rules
 * must come in here: what does not is a result of yesterday that is taken for today's.
 */
#include "rules.h"

#include "naysay/frozen.h"

static void add_number(struct ns_bytes *to, uint64_t number)
{
    number = htole64(number);
    ns_bytes_add(to, (struct ns_slice){(const char *)&number, sizeof number});
}

/* With its length, so that what one text loses and the next one gains tells. */
static void add_text(struct ns_bytes *to, struct ns_slice text)
{
    add_number(to, text.len);
    ns_bytes_add(to, text);
}

static void add_digest(struct ns_bytes *to, struct ns_digest digest)
{
    add_number(to, digest.low);
    add_number(to, digest.high);
}

/* A long text by its hash. */
static void add_hashed(struct ns_bytes *to, struct ns_slice text, uint64_t seed)
{
    add_number(to, text.len);
    add_digest(to, ns_slice_digest(text, seed));
}

static struct ns_digest finish(struct ns_bytes *all, uint64_t seed)
{
    struct ns_digest digest = ns_slice_digest(ns_bytes_slice(all), seed);
    ns_vec_free(all);
    return digest;
}

struct ns_digest ns_extraction_key(const struct ns_article *article, uint64_t seed)
{
    const struct ns_slice told[] = {article->title,    article->byline,
                                    article->outlet,   article->section,
                                    article->dateline, ns_slice_of(article->date)};
    struct ns_bytes all = {0};
    ns_vec_reserve(&all, 256 + article->block_count * 32);
    add_hashed(&all, article->body, seed);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        add_text(&all, told[i]);
    add_number(&all, article->block_count);
    for (size_t i = 0; i < article->block_count; i++) {
        const struct ns_block *block = &article->blocks[i];
        add_number(&all, (uint64_t)block->span.begin << 32 | block->span.end);
        add_number(&all, (uint64_t)block->first_sentence << 32 | block->sentence_count);
        add_number(&all, (uint64_t)block->role << 32 | block->paragraph);
    }
    add_hashed(&all,
               (struct ns_slice){(const char *)article->sentences,
                                 article->sentence_count * sizeof *article->sentences},
               seed);
    return finish(&all, seed);
}

static void add_list(struct ns_bytes *to, const struct ns_lexicon *list)
{
    size_t count = list ? ns_lexicon_count(list) : 0;
    struct ns_bytes lines = {0};
    for (size_t i = 0; i < count; i++) {
        const struct ns_lexicon_entry *entry = ns_lexicon_at(list, i);
        add_text(&lines, entry->term);
        add_text(&lines, entry->fields);
        add_text(&lines, ns_slice_of(entry->file)); /* 'why' tells it, and the line */
        add_number(&lines, entry->line);
    }
    add_hashed(to, ns_bytes_slice(&lines), 0);
    ns_vec_free(&lines);
}

static void add_weights(struct ns_bytes *to, const struct ns_weights *weights)
{
    add_number(to, weights != NULL);
    if (!weights)
        return;
    add_number(to, (uint64_t)weights->kind << 32 | weights->revision);
    add_number(to, (uint64_t)weights->labels << 32 | weights->bits);
    ns_bytes_add(to, (struct ns_slice){(const char *)&weights->scale, sizeof weights->scale});
    add_hashed(to, ns_bytes_slice(&weights->owned), 0);
}

struct ns_digest ns_reading_identity(const struct ns_rules *rules)
{
    struct ns_bytes all = {0};
    add_number(&all, NS_READING_REVISION);
    add_list(&all, rules->ingest.boilerplate);
    add_list(&all, rules->ingest.outlets);
    add_list(&all, rules->ingest.places);
    add_list(&all, rules->ingest.given_names);
    return finish(&all, 0);
}

struct ns_digest ns_rules_identity(const struct ns_rules *rules)
{
    struct ns_bytes all = {0};
    add_number(&all, NS_EXTRACTION_REVISION);
    for (int i = 0; i < NS_LIST_COUNT; i++)
        add_list(&all, rules->lists[i]);
    add_weights(&all, rules->models.names);
    add_weights(&all, rules->models.cues);
    add_weights(&all, rules->models.spans);
    add_weights(&all, rules->models.rank);
    return finish(&all, 0);
}
