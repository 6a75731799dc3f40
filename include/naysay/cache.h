/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache.h (room: load): results kept on disk, to be had at once when they are asked for again.
 *
 * Byte strings by keys of 128 bits, in a folder of the reader's own that may be deleted at any time.
 * What comes back is what was put under that key, or nothing: each piece has a checksum, and whoever
 * reads it must still check that it fits (ns_extraction_thaw). Any number of programs and threads
 * may use one folder. The folder stays below a size; what has not been used for longest goes.
 * Nothing here is an error to the reader: a cache that cannot be read or written is told once in the
 * log and in the note, and all goes on without it.
 */
#ifndef NAYSAY_CACHE_H
#define NAYSAY_CACHE_H

#include "naysay/error.h"
#include "naysay/vec.h"

struct ns_cache;

#define NS_CACHE_DEFAULT_SIZE ((uint64_t)1 << 30)

/* Nothing is opened yet. folder is made when it is; size in bytes. program: what another build of
 * the program does not share: what it kept is not found. */
struct ns_cache *ns_cache_new(const char *folder, uint64_t size, struct ns_digest program);

/* Writes what is left and frees; no thread may use it any more. NULL is fine. */
void ns_cache_free(struct ns_cache *cache);

/* Reads what there is (milliseconds), once; whoever comes meanwhile waits. Before it has been done
 * nothing is found and nothing kept. */
void ns_cache_open(struct ns_cache *cache);

/* For ns_slice_digest: a number of this folder, which nobody else knows, and of this program; once
 * opened. */
uint64_t ns_cache_seed(const struct ns_cache *cache);

/* Appends what is kept under key to out; false: nothing, and out is as it was. */
bool ns_cache_get(struct ns_cache *cache, struct ns_digest key, struct ns_bytes *out);

/* What was found did not fit: it is not found again, and may be kept anew. */
void ns_cache_refuse(struct ns_cache *cache, struct ns_digest key);

/* Keeps bytes under key unless something is kept there already. Written in pieces of a megabyte by
 * whoever fills one: not for threads that must not wait for a disk. */
void ns_cache_put(struct ns_cache *cache, struct ns_digest key, struct ns_slice bytes);

/* Writes what has gathered. */
void ns_cache_flush(struct ns_cache *cache);

struct ns_cache_tally {
    uint64_t found, missed, kept; /* by this program: gets, and puts */
    uint64_t entries, bytes;      /* in the folder, as far as known */
};
struct ns_cache_tally ns_cache_tally(struct ns_cache *cache);

/* What went wrong, a line; len 0: nothing. Lives as long as the cache. */
struct ns_slice ns_cache_note(struct ns_cache *cache);

#endif
