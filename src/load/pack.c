/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/pack.h"

#include <endian.h>
#include <errno.h>
#include <unistd.h>

#define PACK_MAGIC  "naysay pack 1\n\0\0"
#define BATCH_MAGIC "nsbatch\n"
#define HEAD        16u /* bytes of PACK_MAGIC */
#define BATCH_HEAD                                                                                 \
    32u /* magic, bytes of the entries, how many, 0, checksum of these and the table */
#define TABLE_ROW 24u /* key, length, 0 */

struct batch_head {
    char magic[8];
    uint64_t bytes;
    uint32_t count, zero;
    uint64_t check;
};

struct row {
    uint64_t low, high;
    uint32_t len, zero;
};

_Static_assert(sizeof(struct batch_head) == BATCH_HEAD && sizeof(struct row) == TABLE_ROW,
               "as on disk");

/* Reads exactly so many bytes, or fails: a file may have become shorter. */
static bool read_at(int fd, void *to, size_t len, uint64_t at)
{
    char *p = to;
    while (len) {
        ssize_t n = pread(fd, p, len, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        p += n;
        at += (uint64_t)n;
        len -= (size_t)n;
    }
    return true;
}

static int write_at(int fd, struct ns_slice bytes, uint64_t at)
{
    while (bytes.len) {
        ssize_t n = pwrite(fd, bytes.at, bytes.len, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : ENOSPC;
        bytes.at += n;
        bytes.len -= (size_t)n;
        at += (uint64_t)n;
    }
    return 0;
}

static uint64_t check_of(const struct batch_head *head, struct ns_slice table)
{
    uint64_t sums[2] = {htole64(ns_slice_hash((struct ns_slice){(const char *)head, 24})),
                        htole64(ns_slice_hash(table))};
    return htole64(ns_slice_hash((struct ns_slice){(const char *)sums, sizeof sums}));
}

/* Tells the batch's entries; false if the table contradicts the head. */
static bool tell(const struct pack *pack, const struct ns_bytes *table, uint64_t base,
                 uint64_t bytes, pack_found *found, void *context)
{
    size_t count = table->len / TABLE_ROW;
    uint64_t sum = 0;
    struct row row;
    for (size_t i = 0; i < count; i++) {
        memcpy(&row, table->at + i * TABLE_ROW, sizeof row);
        sum += PACK_CHECK + le32toh(row.len);
    }
    if (sum != bytes)
        return false;
    for (size_t i = 0; i < count; i++) {
        memcpy(&row, table->at + i * TABLE_ROW, sizeof row);
        struct pack_entry entry = {{le64toh(row.low), le64toh(row.high)}, le32toh(row.len), base};
        found(context, pack, &entry);
        base += PACK_CHECK + entry.len;
    }
    return true;
}

static bool walk_batch(struct pack *pack, struct ns_bytes *table, pack_found *found, void *context)
{
    struct batch_head head;
    uint64_t left = pack->size > pack->end ? pack->size - pack->end : 0;
    if (left < BATCH_HEAD || !read_at(pack->fd, &head, sizeof head, pack->end) ||
        memcmp(head.magic, BATCH_MAGIC, sizeof head.magic) != 0)
        return false;
    uint64_t bytes = le64toh(head.bytes), rows = (uint64_t)le32toh(head.count) * TABLE_ROW;
    left -= BATCH_HEAD;
    if (bytes > left || rows > left - bytes)
        return false;
    table->len = 0;
    ns_vec_reserve(table, (size_t)rows);
    table->len = (size_t)rows;
    uint64_t base = pack->end + BATCH_HEAD;
    if (!read_at(pack->fd, table->at, table->len, base + bytes) ||
        head.check != check_of(&head, ns_bytes_slice(table)) ||
        !tell(pack, table, base, bytes, found, context))
        return false;
    pack->end = base + bytes + rows;
    return true;
}

void ns_pack_walk(struct pack *pack, pack_found *found, void *context)
{
    char head[HEAD];
    struct ns_bytes table = {0};
    if (pack->end == 0) {
        pack->sound =
            read_at(pack->fd, head, sizeof head, 0) && memcmp(head, PACK_MAGIC, sizeof head) == 0;
        pack->end = pack->sound ? HEAD : 0;
    }
    while (pack->sound && walk_batch(pack, &table, found, context))
        ;
    ns_vec_free(&table);
}

/* --- entries --- */

/* Of another key, the same bytes are something else. */
static uint64_t entry_check(struct ns_digest key, struct ns_slice bytes)
{
    return htole64(ns_slice_hash(bytes) ^ key.low);
}

/* The checksum stands at at, the bytes behind it. */
static bool is_whole(const char *at, struct ns_digest key, uint32_t len)
{
    uint64_t check;
    memcpy(&check, at, sizeof check);
    return check == entry_check(key, (struct ns_slice){at + PACK_CHECK, len});
}

bool ns_pack_read(int fd, struct ns_digest key, uint64_t at, uint32_t len, struct ns_bytes *out)
{
    size_t before = out->len;
    ns_vec_reserve(out, (size_t)len + PACK_CHECK);
    char *to = out->at + before;
    if (!read_at(fd, to, (size_t)len + PACK_CHECK, at) || !is_whole(to, key, len))
        return false;
    memmove(to, to + PACK_CHECK, len);
    out->len += len;
    return true;
}

uint64_t ns_batch_add(struct batch *batch, struct ns_digest key, struct ns_slice bytes)
{
    uint64_t at = batch->bytes.len, check = entry_check(key, bytes);
    struct row row = {htole64(key.low), htole64(key.high), htole32((uint32_t)bytes.len), 0};
    ns_bytes_add(&batch->bytes, (struct ns_slice){(const char *)&check, sizeof check});
    ns_bytes_add(&batch->bytes, bytes);
    ns_bytes_add(&batch->table, (struct ns_slice){(const char *)&row, sizeof row});
    batch->count++;
    return at;
}

bool ns_batch_read(const struct batch *batch, struct ns_digest key, uint64_t at, uint32_t len,
                   struct ns_bytes *out)
{
    if (at > batch->bytes.len || batch->bytes.len - at < (uint64_t)len + PACK_CHECK ||
        !is_whole(batch->bytes.at + at, key, len))
        return false;
    ns_bytes_add(out, (struct ns_slice){batch->bytes.at + at + PACK_CHECK, len});
    return true;
}

uint64_t ns_batch_size(const struct batch *batch)
{
    return BATCH_HEAD + batch->bytes.len + batch->table.len;
}

void ns_batch_clear(struct batch *batch)
{
    batch->bytes.len = batch->table.len = 0;
    batch->count = 0;
}

int ns_pack_append(struct pack *pack, const struct batch *batch, uint64_t *base)
{
    struct batch_head head = {.bytes = htole64(batch->bytes.len), .count = htole32(batch->count)};
    memcpy(head.magic, BATCH_MAGIC, sizeof head.magic);
    head.check = check_of(&head, ns_bytes_slice(&batch->table));
    *base = pack->end + BATCH_HEAD;
    int error = write_at(pack->out, ns_bytes_slice(&batch->bytes), *base);
    if (!error)
        error = write_at(pack->out, ns_bytes_slice(&batch->table), *base + batch->bytes.len);
    /* The head last: without it the batch is not there. */
    if (!error)
        error = write_at(pack->out, (struct ns_slice){(const char *)&head, sizeof head}, pack->end);
    if (error) {
        (void)!ftruncate(pack->out, (off_t)pack->end);
        return error;
    }
    pack->end += ns_batch_size(batch);
    pack->size = pack->end;
    return 0;
}

int ns_pack_begin(struct pack *pack)
{
    int error = write_at(pack->out, (struct ns_slice){PACK_MAGIC, HEAD}, 0);
    if (!error) {
        pack->size = pack->end = HEAD;
        pack->sound = true;
    }
    return error;
}
