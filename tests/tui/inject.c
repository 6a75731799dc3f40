/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inject.c: preloaded into a program, lets one of its calls fail (the k-th of a kind), to see what
 * it makes of that.
 *
 *     NS_INJECT=malloc:1234       the 1234th allocation, and no other
 *     NS_INJECT=write:2+:28       the second write to a file and all behind it, with errno 28
 *     NS_INJECT_COUNT=PATH        the number of calls of the kind is written there at exit
 *     NS_INJECT_ARMED=no          nothing is counted before SIGUSR1 comes
 *
 * Kinds: malloc, open, read, write, rename, fsync, mkdir, readdir. Reads and writes count where they
 * are of regular files; what libraries call inside libc is not seen.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { MALLOC, OPEN, READ, WRITE, RENAME, FSYNC, MKDIR, READDIR, KINDS };

static const char *const names[KINDS] = {"malloc", "open",  "read",  "write",
                                         "rename", "fsync", "mkdir", "readdir"};
static enum kind wanted = KINDS;
static unsigned long from;
static bool all_behind;
static int error = EIO;
static atomic_bool armed;
static atomic_ulong count;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t number, size_t size);
void *__libc_realloc(void *old, size_t size);

static void arm(int number)
{
    (void)number;
    atomic_store(&armed, true);
}

__attribute__((constructor)) static void begin(void)
{
    const char *what = getenv("NS_INJECT"), *late = getenv("NS_INJECT_ARMED");
    const char *colon = what ? strchr(what, ':') : NULL;
    if (!colon)
        return;
    char *end = NULL;
    from = strtoul(colon + 1, &end, 10);
    all_behind = *end == '+';
    end += all_behind;
    if (*end == ':')
        error = (int)strtol(end + 1, NULL, 10);
    for (int k = 0; k < KINDS; k++)
        if (strlen(names[k]) == (size_t)(colon - what) &&
            strncmp(names[k], what, (size_t)(colon - what)) == 0)
            wanted = (enum kind)k;
    signal(SIGUSR1, arm);
    atomic_store(&armed, !late);
}

__attribute__((destructor)) static void finish(void)
{
    const char *path = getenv("NS_INJECT_COUNT");
    atomic_store(&armed, false);
    FILE *f = path ? fopen(path, "w") : NULL;
    if (!f)
        return;
    fprintf(f, "%lu\n", atomic_load(&count));
    fclose(f);
}

static bool fails(enum kind kind)
{
    if (kind != wanted || !atomic_load_explicit(&armed, memory_order_relaxed))
        return false;
    unsigned long now = atomic_fetch_add(&count, 1) + 1;
    if (!from || (all_behind ? now < from : now != from))
        return false;
    errno = kind == MALLOC ? ENOMEM : error;
    return true;
}

static bool fails_file(enum kind kind, int fd)
{
    struct stat st;
    if (kind != wanted)
        return false;
    int before = errno;
    bool regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    errno = before;
    return regular && fails(kind);
}

/* --- memory --- */

void *malloc(size_t size)
{
    return fails(MALLOC) ? NULL : __libc_malloc(size);
}

void *calloc(size_t number, size_t size)
{
    return fails(MALLOC) ? NULL : __libc_calloc(number, size);
}

void *realloc(void *old, size_t size)
{
    return fails(MALLOC) ? NULL : __libc_realloc(old, size);
}

/* --- files --- */

#define NEXT(type, name, ...)                                                                      \
    static type (*next)(__VA_ARGS__);                                                              \
    if (!next)                                                                                     \
    *(void **)(&next) = dlsym(RTLD_NEXT, name)

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    NEXT(int, "open", const char *, int, ...);
    return fails(OPEN) ? -1 : next(path, flags, mode);
}

ssize_t read(int fd, void *to, size_t size)
{
    NEXT(ssize_t, "read", int, void *, size_t);
    return fails_file(READ, fd) ? -1 : next(fd, to, size);
}

ssize_t write(int fd, const void *what, size_t size)
{
    NEXT(ssize_t, "write", int, const void *, size_t);
    return fails_file(WRITE, fd) ? -1 : next(fd, what, size);
}

int rename(const char *old, const char *new)
{
    NEXT(int, "rename", const char *, const char *);
    return fails(RENAME) ? -1 : next(old, new);
}

int fsync(int fd)
{
    NEXT(int, "fsync", int);
    return fails(FSYNC) ? -1 : next(fd);
}

int mkdir(const char *path, mode_t mode)
{
    NEXT(int, "mkdir", const char *, mode_t);
    return fails(MKDIR) ? -1 : next(path, mode);
}

struct dirent *readdir(DIR *dir)
{
    NEXT(struct dirent *, "readdir", DIR *);
    return fails(READDIR) ? NULL : next(dir);
}
