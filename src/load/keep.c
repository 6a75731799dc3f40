/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/keep.h"

/* By whichever worker needs it first, when the rules have become complete: opening takes
 * milliseconds, and the first screen does not wait for it. */
static void make_ready(struct ns_corpus *c, struct keeper *k)
{
    k->constants = ns_constants_new();
    pthread_mutex_lock(&c->cache_mutex);
    if (!c->cache_ready) {
        ns_cache_open(c->options.cache);
        c->rules_identity = ns_rules_identity(c->options.rules);
        c->cache_ready = true;
    }
    pthread_mutex_unlock(&c->cache_mutex);
}

static struct ns_digest key_of(const struct ns_corpus *c, const struct ns_article *article)
{
    struct ns_digest key = ns_extraction_key(article, ns_cache_seed(c->options.cache));
    return (struct ns_digest){key.low ^ c->rules_identity.low, key.high ^ c->rules_identity.high};
}

struct ns_extraction *ns_keep_extract(struct ns_corpus *c, struct keeper *k,
                                      const struct ns_article *article)
{
    struct ns_cache *cache = c->options.cache;
    if (!cache)
        return ns_extract(article, c->options.rules);
    if (!k->constants)
        make_ready(c, k);
    struct ns_digest key = key_of(c, article);
    k->bytes.len = 0;
    if (ns_cache_get(cache, key, &k->bytes)) {
        struct ns_extraction *kept =
            ns_extraction_thaw(ns_bytes_slice(&k->bytes), article, k->constants);
        if (kept)
            return kept;
        ns_cache_refuse(cache, key);
    }
    struct ns_extraction *extraction = ns_extract(article, c->options.rules);
    k->bytes.len = 0;
    ns_extraction_freeze(extraction, article, &k->bytes);
    ns_cache_put(cache, key, ns_bytes_slice(&k->bytes));
    return extraction;
}

void ns_keeper_release(struct ns_corpus *c, struct keeper *k)
{
    ns_vec_free(&k->bytes);
    if (!k->constants)
        return;
    pthread_mutex_lock(&c->cache_mutex);
    ns_vec_push(&c->constants, k->constants);
    pthread_mutex_unlock(&c->cache_mutex);
    k->constants = NULL;
}
