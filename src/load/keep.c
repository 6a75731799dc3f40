/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/keep.h"

#include "naysay/file.h"

#define FILE_ROOM    ((size_t)1 << 20)   /* kept from file to file */
#define LARGEST_FILE ((uint64_t)1 << 30) /* as ns_ingest_file */

/* Opens the cache if nobody has; that takes milliseconds. */
static void make_ready(struct ns_corpus *c, struct keeper *k)
{
    ns_cache_open(c->options.cache);
    k->constants = ns_constants_new();
    if (c->options.rules)
        k->reading = ns_reading_identity(c->options.rules);
}

/* By whichever worker needs it first, when the rules have become complete. */
static void know_rules(struct ns_corpus *c, struct keeper *k)
{
    pthread_mutex_lock(&c->cache_mutex);
    if (!c->rules_known)
        c->rules_identity = ns_rules_identity(c->options.rules);
    c->rules_known = true;
    k->extracting = c->rules_identity;
    k->extracts = true;
    pthread_mutex_unlock(&c->cache_mutex);
}

static struct ns_digest joined(struct ns_digest a, struct ns_digest b)
{
    return (struct ns_digest){a.low ^ b.low, a.high ^ b.high};
}

static enum ns_status read_file(struct ns_corpus *c, struct keeper *k, const char *path,
                                struct ns_err *err)
{
    uint64_t limit = c->options.limit;
    if (k->file.cap > FILE_ROOM)
        ns_vec_free(&k->file);
    return ns_file_read(path, limit < LARGEST_FILE ? limit : LARGEST_FILE, &k->file, err);
}

/* What the cache holds of the file; NULL: nothing that fits. */
static struct ns_article *kept_article(struct ns_corpus *c, struct keeper *k, const char *path,
                                       struct ns_digest key)
{
    k->bytes.len = 0;
    if (!ns_cache_get(c->options.cache, key, &k->bytes))
        return NULL;
    struct ns_article *article =
        ns_article_thaw(ns_bytes_slice(&k->bytes), path, ns_bytes_slice(&k->file), k->constants);
    if (!article)
        ns_cache_refuse(c->options.cache, key);
    return article;
}

enum ns_status ns_keep_read(struct ns_corpus *c, struct keeper *k, const char *path, bool early,
                            struct ns_article **out, struct ns_slice *file, struct ns_err *err)
{
    const struct ns_ingest_lists *lists =
        c->options.rules ? ns_rules_ingest_lists(c->options.rules) : NULL;
    struct ns_digest key = {0, 0};
    *out = NULL;
    enum ns_status status = read_file(c, k, path, err);
    if (status != NS_OK)
        return status;
    *file = ns_bytes_slice(&k->file);
    bool keeps = c->options.cache && (k->constants || !early);
    if (keeps) {
        if (!k->constants)
            make_ready(c, k);
        key = joined(ns_slice_digest(*file, ns_cache_seed(c->options.cache)), k->reading);
        *out = kept_article(c, k, path, key);
    }
    if (*out)
        return NS_OK;
    status = ns_ingest_bytes(path, *file, lists, out, err);
    k->bytes.len = 0;
    if (status == NS_OK && keeps && ns_article_freeze(*out, *file, &k->bytes))
        ns_cache_put(c->options.cache, key, ns_bytes_slice(&k->bytes));
    return status;
}

struct ns_extraction *ns_keep_extract(struct ns_corpus *c, struct keeper *k,
                                      const struct ns_article *article)
{
    struct ns_cache *cache = c->options.cache;
    if (!k->extractor)
        k->extractor = ns_extractor_new(c->options.rules, &c->cancelled);
    if (!cache)
        return ns_extract(k->extractor, article);
    if (!k->constants)
        make_ready(c, k);
    if (!k->extracts)
        know_rules(c, k);
    struct ns_digest key = joined(ns_extraction_key(article, ns_cache_seed(cache)), k->extracting);
    k->bytes.len = 0;
    if (ns_cache_get(cache, key, &k->bytes)) {
        struct ns_extraction *kept =
            ns_extraction_thaw(ns_bytes_slice(&k->bytes), article, k->constants);
        if (kept)
            return kept;
        ns_cache_refuse(cache, key);
    }
    struct ns_extraction *extraction = ns_extract(k->extractor, article);
    if (!extraction)
        return NULL;
    k->bytes.len = 0;
    ns_extraction_freeze(extraction, article, &k->bytes);
    ns_cache_put(cache, key, ns_bytes_slice(&k->bytes));
    return extraction;
}

void ns_keeper_release(struct ns_corpus *c, struct keeper *k)
{
    ns_vec_free(&k->bytes);
    ns_vec_free(&k->file);
    ns_extractor_free(k->extractor);
    k->extractor = NULL;
    if (!k->constants)
        return;
    pthread_mutex_lock(&c->cache_mutex);
    ns_vec_push(&c->constants, k->constants);
    pthread_mutex_unlock(&c->cache_mutex);
    k->constants = NULL;
}
