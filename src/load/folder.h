/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * folder.h (room: load, private): the folder of a cache, with its packs and its seed.
 *
 * It must belong to the user and be writable by nobody else, and so must every file that is read.
 * Not thread-safe: cache.c holds its mutex.
 */
#ifndef NS_LOAD_FOLDER_H
#define NS_LOAD_FOLDER_H

#include "load/pack.h"

#include "naysay/error.h"

NS_VEC(packs, struct pack);

#define PACKS_MOST   256u /* open at once; what is beyond is dropped, oldest first */
#define PACK_LARGEST ((uint64_t)128 << 20)
#define NO_PACK      SIZE_MAX

struct folder {
    const char *path; /* borrowed */
    uint64_t size;    /* bytes that all packs may take */
    int fd;           /* -1: not open */
    uint64_t seed;
    struct packs
        packs;  /* newest first, then what was made since; never moved, as entries tell theirs */
    size_t own; /* the one that is open for appending, NO_PACK */
    uint64_t total; /* bytes of all packs */
};

/* Opens the folder, making it, reads the seed or makes one, opens the packs. */
enum ns_status ns_folder_open(struct folder *folder, struct ns_err *err);

/*
 * A pack with room for so many bytes more, locked for us: one that is there, or a new one. What it
 * holds that was not known is told to found. Older packs are dropped until there is room;
 * NS_ERR_LIMIT if there is none.
 */
enum ns_status ns_folder_writable(struct folder *folder, uint64_t bytes, pack_found *found,
                                  void *context, struct ns_err *err);

/* Tells the system which packs were used, so that they are dropped last, and closes all. */
void ns_folder_close(struct folder *folder);

#endif
