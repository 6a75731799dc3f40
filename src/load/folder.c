/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/folder.h"

#include "naysay/file.h"
#include "naysay/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define PACK_PREFIX   "pack-"
#define SEED_NAME     "seed"
#define SEED_MAGIC    "naysay1\n"
#define SMALLEST_PACK ((uint64_t)1 << 20)

static enum ns_status io_error(const struct folder *f, const char *what, const char *name,
                               int error, struct ns_err *err)
{
    char text[128];
    return ns_err_set(err, NS_ERR_IO, "cannot %s '%s/%s': %s", what, f->path, name,
                      strerror_r(error, text, sizeof text));
}

/* Ours alone: what somebody else may write is not believed, whatever its checksums say. */
static bool is_ours(const struct stat *st)
{
    return st->st_uid == geteuid() && (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static uint64_t random_number(void)
{
    uint64_t number = 0;
    if (getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number)
        number = ns_clock() * 0x9E3779B97F4A7C15u ^ ((uint64_t)getpid() << 32);
    return number;
}

/* --- seed --- */

struct seed_file {
    char magic[8];
    uint64_t seed;
};

static bool read_seed(struct folder *f)
{
    struct seed_file file;
    struct stat st;
    int fd = openat(f->fd, SEED_NAME, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool fine = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && is_ours(&st) &&
                st.st_size == sizeof file && pread(fd, &file, sizeof file, 0) == sizeof file &&
                memcmp(file.magic, SEED_MAGIC, sizeof file.magic) == 0;
    close(fd);
    if (fine)
        f->seed = file.seed;
    return fine;
}

/* A new one beside it, and then by its name unless another program was faster. One that is damaged
 * goes: nothing that was kept under it is found again. */
static enum ns_status make_seed(struct folder *f, struct ns_err *err)
{
    struct seed_file file = {.seed = random_number()};
    char name[PACK_NAME_SIZE];
    memcpy(file.magic, SEED_MAGIC, sizeof file.magic);
    snprintf(name, sizeof name, SEED_NAME "-%016llx", (unsigned long long)random_number());
    int fd = openat(f->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return io_error(f, "write", name, errno, err);
    ssize_t written = pwrite(fd, &file, sizeof file, 0);
    int error = written < 0 ? errno : written != sizeof file ? ENOSPC : 0;
    if (close(fd) != 0 && !error)
        error = errno;
    if (!error && linkat(f->fd, name, f->fd, SEED_NAME, 0) != 0 &&
        (errno != EEXIST || !read_seed(f)) && renameat(f->fd, name, f->fd, SEED_NAME) != 0)
        error = errno;
    unlinkat(f->fd, name, 0);
    return error ? io_error(f, "write", name, error, err) : NS_OK;
}

/* --- packs --- */

static bool is_pack_name(const char *name)
{
    return strncmp(name, PACK_PREFIX, sizeof PACK_PREFIX - 1) == 0 && strlen(name) < PACK_NAME_SIZE;
}

static bool look_at(struct pack *pack)
{
    struct stat st;
    if (fstat(pack->fd, &st) != 0 || !S_ISREG(st.st_mode) || !is_ours(&st))
        return false;
    pack->size = (uint64_t)st.st_size;
    pack->age = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
    return true;
}

static int newest_first(const void *a, const void *b)
{
    const struct pack *x = a, *y = b;
    return x->age > y->age ? -1 : x->age < y->age ? 1 : strcmp(x->name, y->name);
}

static void forget(struct folder *f, struct pack *pack)
{
    f->total -= pack->size;
    close(pack->fd);
    pack->fd = -1;
}

/* False if another program is writing to it. (Some file systems know no locks.) */
static bool drop(struct folder *f, struct pack *pack)
{
    if (flock(pack->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return false;
    unlinkat(f->fd, pack->name, 0);
    forget(f, pack);
    return true;
}

static void open_pack(struct folder *f, const char *name)
{
    struct pack pack = {.out = -1};
    memcpy(pack.name, name, strlen(name) + 1);
    pack.fd = openat(f->fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (pack.fd < 0)
        return;
    if (!look_at(&pack)) {
        ns_log("cache: '%s/%s' is no file of yours alone: not read", f->path, name);
        close(pack.fd);
        return;
    }
    f->total += pack.size;
    ns_vec_push(&f->packs, pack);
    /* Of very many only so many stay open. */
    if (f->packs.len >= 2 * (size_t)PACKS_MOST) {
        ns_vec_sort(&f->packs, newest_first);
        while (f->packs.len > PACKS_MOST)
            forget(f, &f->packs.at[--f->packs.len]);
    }
}

static enum ns_status open_packs(struct folder *f, struct ns_err *err)
{
    int copy = fcntl(f->fd, F_DUPFD_CLOEXEC, 0);
    DIR *dir = copy < 0 ? NULL : fdopendir(copy);
    if (!dir) {
        int error = errno;
        if (copy >= 0)
            close(copy);
        return io_error(f, "read", "", error, err);
    }
    for (struct dirent *entry; (entry = readdir(dir));)
        if (is_pack_name(entry->d_name))
            open_pack(f, entry->d_name);
    closedir(dir);
    ns_vec_sort(&f->packs, newest_first);
    while (f->packs.len > PACKS_MOST) {
        struct pack *last = ns_vec_last(&f->packs);
        if (!drop(f, last))
            forget(f, last);
        f->packs.len--;
    }
    return NS_OK;
}

static enum ns_status open_folder(struct folder *f, struct ns_err *err)
{
    struct stat st;
    f->fd = open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (f->fd < 0 && errno == ENOENT) {
        char *inside = ns_path_join(f->path, "");
        enum ns_status status = ns_file_make_folders(inside, err);
        free(inside);
        if (status != NS_OK)
            return status;
        f->fd = open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    if (f->fd < 0)
        return ns_err_set(err, NS_ERR_IO, "cannot open folder '%s': %s", f->path, strerror(errno));
    if (fstat(f->fd, &st) != 0 || !is_ours(&st))
        return ns_err_set(err, NS_ERR_IO,
                          "'%s' belongs to somebody else, or others may write there: not used",
                          f->path);
    return NS_OK;
}

/* Older packs go until bytes more have room; false if they have none. */
static bool make_room(struct folder *f, uint64_t bytes)
{
    for (size_t i = f->packs.len; f->total + bytes > f->size && i-- > 0;) {
        struct pack *pack = &f->packs.at[i];
        if (pack->fd >= 0 && pack->out < 0 && !pack->used)
            drop(f, pack);
    }
    return f->total + bytes <= f->size;
}

enum ns_status ns_folder_open(struct folder *f, struct ns_err *err)
{
    f->own = NO_PACK;
    enum ns_status status = open_folder(f, err);
    if (status == NS_OK && !read_seed(f))
        status = make_seed(f, err);
    /* Another program's, if it was faster. */
    if (status == NS_OK && !read_seed(f))
        status = ns_err_set(err, NS_ERR_IO, "cannot read '%s/" SEED_NAME "'", f->path);
    if (status == NS_OK)
        status = open_packs(f, err);
    if (status == NS_OK)
        make_room(f, 0);
    return status;
}

/* --- writing --- */

static uint64_t largest_pack(const struct folder *f)
{
    uint64_t part = f->size / 8;
    return part > PACK_LARGEST ? PACK_LARGEST : part < SMALLEST_PACK ? SMALLEST_PACK : part;
}

static bool is_same_file(int fd, const struct stat *st)
{
    struct stat other;
    return fstat(fd, &other) == 0 && other.st_ino == st->st_ino && other.st_dev == st->st_dev;
}

/* Takes a pack for us alone, if nobody has it and nobody has removed it; what was appended since it
 * was walked is told, what is half written is cut off. */
static bool take(struct folder *f, size_t index, pack_found *found, void *context)
{
    struct pack *pack = &f->packs.at[index];
    struct stat st;
    int fd = openat(f->fd, pack->name, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &st) != 0 || st.st_nlink == 0 ||
        !is_same_file(pack->fd, &st)) {
        close(fd);
        return false;
    }
    f->total -= pack->size;
    pack->size = (uint64_t)st.st_size;
    if (pack->size < pack->end)
        pack->end = 0; /* somebody has cut it: what is left is looked for anew */
    ns_pack_walk(pack, found, context);
    if (pack->sound && pack->size > pack->end && ftruncate(fd, (off_t)pack->end) == 0) {
        ns_log("cache: the end of '%s' was not whole: cut off", pack->name);
        pack->size = pack->end;
    }
    f->total += pack->size;
    if (!pack->sound) {
        close(fd);
        return false;
    }
    pack->out = fd;
    f->own = index;
    return true;
}

static enum ns_status make_pack(struct folder *f, struct ns_err *err)
{
    struct pack pack = {0};
    if (f->packs.len >= 2 * (size_t)PACKS_MOST)
        return ns_err_set(err, NS_ERR_LIMIT, "there are too many packs in '%s'", f->path);
    snprintf(pack.name, sizeof pack.name, PACK_PREFIX "%016llx",
             (unsigned long long)random_number());
    pack.out = openat(f->fd, pack.name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (pack.out < 0)
        return io_error(f, "write", pack.name, errno, err);
    (void)flock(pack.out, LOCK_EX | LOCK_NB);
    int error = ns_pack_begin(&pack);
    pack.fd = error ? -1 : fcntl(pack.out, F_DUPFD_CLOEXEC, 0);
    if (pack.fd < 0) {
        error = error ? error : errno;
        unlinkat(f->fd, pack.name, 0);
        close(pack.out);
        return io_error(f, "write", pack.name, error, err);
    }
    f->total += pack.size;
    f->own = f->packs.len;
    ns_vec_push(&f->packs, pack);
    return NS_OK;
}

/* Full: another program may take or drop it, we shall not. */
static void let_go(struct folder *f)
{
    struct pack *own = &f->packs.at[f->own];
    (void)flock(own->out, LOCK_UN);
    close(own->out);
    own->out = -1;
    own->used = true;
    f->own = NO_PACK;
}

enum ns_status ns_folder_writable(struct folder *f, uint64_t bytes, pack_found *found,
                                  void *context, struct ns_err *err)
{
    if (!make_room(f, bytes))
        return ns_err_set(err, NS_ERR_LIMIT, "the cache '%s' is full", f->path);
    uint64_t most = largest_pack(f);
    if (f->own != NO_PACK) {
        if (f->packs.at[f->own].end + bytes <= most)
            return NS_OK;
        let_go(f);
    }
    for (size_t i = 0; i < f->packs.len; i++) {
        const struct pack *pack = &f->packs.at[i];
        if (pack->fd >= 0 && pack->sound && pack->end + bytes <= most && take(f, i, found, context))
            return NS_OK;
    }
    return make_pack(f, err);
}

void ns_folder_close(struct folder *f)
{
    for (size_t i = 0; i < f->packs.len; i++) {
        struct pack *pack = &f->packs.at[i];
        if (pack->fd < 0)
            continue;
        if (pack->used)
            (void)futimens(pack->fd, NULL);
        close(pack->fd);
        if (pack->out >= 0)
            close(pack->out);
    }
    ns_vec_free(&f->packs);
    if (f->fd >= 0)
        close(f->fd);
    f->fd = -1;
}
