/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pack.h (room: load, private): one file of a cache.
 *
 * A pack is a head and batches; nothing in it is ever changed, it only grows. A batch is its head,
 * the entries' bytes (each behind its checksum), and a table of keys and lengths: so walking a pack
 * reads little more than the tables. One program at a time appends, holding a lock (flock). What a
 * killed program left half written fails the batch's checksum and is cut off by the next one that
 * appends.
 *
 * Packs are read by pread, never mapped: another program may cut or delete the file at any time, and
 * then a mapped page would be a SIGBUS. Numbers are little-endian.
 */
#ifndef NS_LOAD_PACK_H
#define NS_LOAD_PACK_H

#include "naysay/vec.h"

#define PACK_NAME_SIZE 32
#define PACK_CHECK     8u /* bytes of the checksum before each entry */

struct pack {
    char name[PACK_NAME_SIZE];
    int fd;        /* for reading; -1: gone */
    int out;       /* for appending, locked; -1: not ours to write */
    bool sound;    /* its head is right */
    bool used;     /* by this program: it is not dropped to make room */
    uint64_t size; /* bytes on disk when looked at last */
    uint64_t end;  /* of the last whole batch */
    int64_t age;   /* time of last use, ns; the smallest goes first */
};

/* What the table of a batch tells of an entry. */
struct pack_entry {
    struct ns_digest key;
    uint32_t len;
    uint64_t at; /* byte of the pack where its checksum stands */
};
typedef void pack_found(void *context, const struct pack *pack, const struct pack_entry *entry);

/* Reads the tables of all batches from pack->end on (0: from the head on) and moves end. */
void ns_pack_walk(struct pack *pack, pack_found *found, void *context);

/* Appends an entry's bytes to out; false: they are not there any more, or not what they were. */
bool ns_pack_read(int fd, struct ns_digest key, uint64_t at, uint32_t len, struct ns_bytes *out);

/* What is to be written: entries one behind another, and their table. */
struct batch {
    struct ns_bytes bytes, table;
    uint32_t count;
};
/* Where in batch.bytes the entry begins. */
uint64_t ns_batch_add(struct batch *batch, struct ns_digest key, struct ns_slice bytes);
bool ns_batch_read(const struct batch *batch, struct ns_digest key, uint64_t at, uint32_t len,
                   struct ns_bytes *out);
uint64_t ns_batch_size(const struct batch *batch); /* on disk */
void ns_batch_clear(struct batch *batch);

/* Writes the batch behind the last whole one; 0 or an errno, and then the pack is as it was as far
 * as it can be. *base: byte of the pack where batch.bytes begin. */
int ns_pack_append(struct pack *pack, const struct batch *batch, uint64_t *base);

/* Writes the head of an empty pack. */
int ns_pack_begin(struct pack *pack);

#endif
