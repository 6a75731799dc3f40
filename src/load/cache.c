/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is where, in memory: an open table over the keys of all packs, filled by walking them once.
 * What is put waits in a batch until it is worth a write.
 */
#include "naysay/cache.h"

#include "load/folder.h"
#include "naysay/log.h"

#include <pthread.h>
#include <stdatomic.h>

#define BATCH_BYTES  ((uint64_t)1 << 20)
#define LARGEST      ((uint64_t)16 << 20) /* of one entry */
#define PACK_BATCH   0xFFFFu              /* the entry is in the batch, its place there in at */
#define PACK_NOWHERE 0xFFFEu

struct entry {
    struct ns_digest key;
    uint64_t at;
    uint32_t len;
    uint32_t pack; /* index into packs */
};

NS_VEC(entries, struct entry);

struct ns_cache {
    char *path;
    struct ns_digest program;
    uint64_t seed; /* of the folder and the program */
    atomic_bool ready;
    atomic_uint_fast64_t found, missed, kept;
    pthread_mutex_t mutex; /* over all below */
    bool opened, writing, refused;
    struct folder folder;
    struct entries entries;
    uint32_t *table; /* 1 + index into entries, 0: free */
    size_t table_size;
    struct batch batch;
    struct batch_entries {
        uint32_t *at; /* indexes into entries of what is in the batch */
        size_t len, cap;
    } waiting;
    struct ns_bytes note;
};

struct ns_cache *ns_cache_new(const char *folder, uint64_t size, struct ns_digest program)
{
    struct ns_cache *c = ns_alloc(sizeof *c);
    c->program = program;
    c->path = ns_string_dup(ns_slice_of(folder));
    c->folder = (struct folder){.path = c->path, .size = size, .fd = -1, .own = NO_PACK};
    pthread_mutex_init(&c->mutex, NULL);
    return c;
}

/* --- the index --- */

/* The place of the key in the table, or the free one where it belongs. */
static uint32_t *place_of(const struct ns_cache *c, struct ns_digest key)
{
    size_t mask = c->table_size - 1, i = (size_t)key.low & mask;
    while (c->table[i] && !ns_digest_equal(c->entries.at[c->table[i] - 1].key, key))
        i = (i + 1) & mask;
    return &c->table[i];
}

static void grow(struct ns_cache *c)
{
    free(c->table);
    c->table_size = c->table_size ? c->table_size * 2 : 4096;
    c->table = ns_alloc(c->table_size * sizeof *c->table);
    for (size_t i = 0; i < c->entries.len; i++)
        *place_of(c, c->entries.at[i].key) = (uint32_t)(i + 1);
}

/* The key's entry; a new one is nowhere yet. */
static struct entry *entry_of(struct ns_cache *c, struct ns_digest key)
{
    if (c->entries.len >= c->table_size / 3 * 2)
        grow(c);
    uint32_t *place = place_of(c, key);
    if (!*place) {
        ns_vec_push(&c->entries, (struct entry){.key = key, .pack = PACK_NOWHERE});
        *place = (uint32_t)c->entries.len;
    }
    return &c->entries.at[*place - 1];
}

/* Of two with the same key in one pack the later one counts, of two packs the one walked first. */
static void found_entry(void *context, const struct pack *pack, const struct pack_entry *found)
{
    struct ns_cache *c = context;
    uint32_t index = (uint32_t)(pack - c->folder.packs.at);
    struct entry *entry = entry_of(c, found->key);
    if (entry->pack != PACK_NOWHERE && entry->pack != index)
        return;
    entry->at = found->at;
    entry->len = found->len;
    entry->pack = index;
}

/* --- opening and telling --- */

/* Under the mutex. */
static void tell(struct ns_cache *c, const char *message)
{
    ns_log("cache: %s", message);
    if (!c->note.len)
        ns_bytes_format(&c->note, "results are not kept: %s", message);
}

static void open_locked(struct ns_cache *c)
{
    struct ns_err err = {0};
    c->opened = true;
    if (ns_folder_open(&c->folder, &err) != NS_OK) {
        tell(c, err.message);
        return;
    }
    for (size_t i = 0; i < c->folder.packs.len; i++) {
        struct pack *pack = &c->folder.packs.at[i];
        if (pack->fd < 0)
            continue;
        ns_pack_walk(pack, found_entry, c);
        if (!pack->sound)
            ns_log("cache: '%s/%s' is no pack: not read", c->path, pack->name);
        else if (pack->end < pack->size)
            ns_log("cache: '%s/%s' is not whole behind byte %llu", c->path, pack->name,
                   (unsigned long long)pack->end);
    }
    c->seed = ns_slice_digest((struct ns_slice){(const char *)&c->program, sizeof c->program},
                              c->folder.seed)
                  .low;
    c->writing = true;
    atomic_store_explicit(&c->ready, true, memory_order_release);
}

void ns_cache_open(struct ns_cache *c)
{
    pthread_mutex_lock(&c->mutex);
    if (!c->opened)
        open_locked(c);
    pthread_mutex_unlock(&c->mutex);
}

static bool is_ready(struct ns_cache *c)
{
    return atomic_load_explicit(&c->ready, memory_order_acquire);
}

uint64_t ns_cache_seed(const struct ns_cache *c)
{
    return c->seed;
}

struct ns_cache_tally ns_cache_tally(struct ns_cache *c)
{
    struct ns_cache_tally tally = {.found = atomic_load(&c->found),
                                   .missed = atomic_load(&c->missed),
                                   .kept = atomic_load(&c->kept)};
    pthread_mutex_lock(&c->mutex);
    tally.entries = c->entries.len;
    tally.bytes = c->folder.total + c->batch.bytes.len;
    pthread_mutex_unlock(&c->mutex);
    return tally;
}

struct ns_slice ns_cache_note(struct ns_cache *c)
{
    pthread_mutex_lock(&c->mutex);
    struct ns_slice note = ns_bytes_slice(&c->note);
    pthread_mutex_unlock(&c->mutex);
    return note;
}

/* --- reading --- */

bool ns_cache_get(struct ns_cache *c, struct ns_digest key, struct ns_bytes *out)
{
    struct entry entry = {.pack = PACK_NOWHERE};
    bool found = false;
    int fd = -1;
    if (!is_ready(c))
        return false;
    pthread_mutex_lock(&c->mutex);
    uint32_t place = c->table_size ? *place_of(c, key) : 0;
    if (place)
        entry = c->entries.at[place - 1];
    if (entry.pack == PACK_BATCH) {
        found = ns_batch_read(&c->batch, key, entry.at, entry.len, out);
    } else if (entry.pack != PACK_NOWHERE) {
        struct pack *pack = &c->folder.packs.at[entry.pack];
        fd = pack->fd; /* stays open: packs that are used are not dropped */
        pack->used = true;
    }
    pthread_mutex_unlock(&c->mutex);
    if (fd >= 0) {
        found = ns_pack_read(fd, key, entry.at, entry.len, out);
        if (!found)
            ns_cache_refuse(c, key);
    }
    atomic_fetch_add_explicit(found ? &c->found : &c->missed, 1, memory_order_relaxed);
    return found;
}

void ns_cache_refuse(struct ns_cache *c, struct ns_digest key)
{
    pthread_mutex_lock(&c->mutex);
    uint32_t place = c->table_size ? *place_of(c, key) : 0;
    struct entry *entry = place ? &c->entries.at[place - 1] : NULL;
    if (entry && entry->pack != PACK_BATCH)
        entry->pack = PACK_NOWHERE;
    if (!c->refused)
        ns_log("cache: what was kept is damaged, or does not fit: made anew");
    c->refused = true;
    pthread_mutex_unlock(&c->mutex);
}

/* --- writing --- */

/* What is in the batch is nowhere, or in the pack behind base. */
static void move_entries(struct ns_cache *c, uint32_t pack, uint64_t base)
{
    for (size_t i = 0; i < c->waiting.len; i++) {
        struct entry *entry = &c->entries.at[c->waiting.at[i]];
        entry->pack = pack;
        entry->at += base;
    }
    c->waiting.len = 0;
    ns_batch_clear(&c->batch);
}

/* Under the mutex. */
static void write_batch(struct ns_cache *c)
{
    struct folder *f = &c->folder;
    struct ns_err err = {0};
    uint64_t base = 0, bytes = ns_batch_size(&c->batch);
    if (c->batch.count == 0)
        return;
    /* A pack that is taken over may hold what is not known yet. */
    enum ns_status status = ns_folder_writable(f, bytes, found_entry, c, &err);
    if (status == NS_OK) {
        int error = ns_pack_append(&f->packs.at[f->own], &c->batch, &base);
        if (error)
            status = ns_err_set(&err, NS_ERR_IO, "cannot write '%s/%s': %s", c->path,
                                f->packs.at[f->own].name, strerror(error));
    }
    if (status == NS_OK) {
        f->total += bytes;
        move_entries(c, (uint32_t)f->own, base);
        return;
    }
    /* Not again: the next write would meet the same. */
    c->writing = false;
    tell(c, err.message);
    move_entries(c, PACK_NOWHERE, 0);
}

void ns_cache_put(struct ns_cache *c, struct ns_digest key, struct ns_slice bytes)
{
    if (!is_ready(c) || bytes.len > LARGEST)
        return;
    pthread_mutex_lock(&c->mutex);
    struct entry *entry = c->writing ? entry_of(c, key) : NULL;
    if (entry && entry->pack == PACK_NOWHERE) {
        entry->at = ns_batch_add(&c->batch, key, bytes);
        entry->len = (uint32_t)bytes.len;
        entry->pack = PACK_BATCH;
        ns_vec_push(&c->waiting, (uint32_t)(entry - c->entries.at));
        atomic_fetch_add_explicit(&c->kept, 1, memory_order_relaxed);
        if (c->batch.bytes.len >= BATCH_BYTES)
            write_batch(c);
    }
    pthread_mutex_unlock(&c->mutex);
}

void ns_cache_flush(struct ns_cache *c)
{
    if (!is_ready(c))
        return;
    pthread_mutex_lock(&c->mutex);
    write_batch(c);
    pthread_mutex_unlock(&c->mutex);
}

void ns_cache_free(struct ns_cache *c)
{
    if (!c)
        return;
    ns_cache_flush(c);
    ns_folder_close(&c->folder);
    ns_vec_free(&c->entries);
    free(c->table);
    ns_vec_free(&c->batch.bytes);
    ns_vec_free(&c->batch.table);
    ns_vec_free(&c->waiting);
    ns_vec_free(&c->note);
    free(c->path);
    pthread_mutex_destroy(&c->mutex);
    free(c);
}
