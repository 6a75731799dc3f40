/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_STEP ((size_t)64 * 1024)

/* strerror that threads may share. */
static const char *reason(int error, char *buf, size_t size)
{
    return strerror_r(error, buf, size);
}

static enum ns_status io_error(struct ns_err *err, const char *what, const char *path, int error)
{
    char buf[128];
    return ns_err_set(err, NS_ERR_IO, "cannot %s '%s': %s", what, path,
                      reason(error, buf, sizeof buf));
}

/* One read that survives signals and a descriptor that another program made non-blocking. */
static ssize_t read_some(int fd, char *to, size_t room)
{
    for (;;) {
        ssize_t n = read(fd, to, room);
        if (n >= 0)
            return n;
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd wait = {.fd = fd, .events = POLLIN};
            poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            return -1;
        }
    }
}

/* expected: the likely size, so that a file is read by one call and a second that finds its end. */
static enum ns_status read_to_end(int fd, const char *name, uint64_t expected, uint64_t limit,
                                  struct ns_bytes *out, struct ns_err *err)
{
    out->len = 0;
    size_t step = expected < SIZE_MAX / 2 ? (size_t)expected + 1 : READ_STEP;
    for (;;) {
        ns_vec_reserve(out, step);
        ssize_t n = read_some(fd, out->at + out->len, out->cap - out->len);
        if (n < 0)
            return io_error(err, "read", name, errno);
        if (n == 0)
            return NS_OK;
        out->len += (size_t)n;
        if (out->len > limit)
            return ns_err_set(err, NS_ERR_LIMIT, "'%s' is larger than %llu bytes", name,
                              (unsigned long long)limit);
        if (out->len == out->cap)
            step = READ_STEP;
        else
            step = 1;
    }
}

const char *ns_file_kind(unsigned mode)
{
    switch (mode & S_IFMT) {
    case S_IFDIR:
        return "a directory";
    case S_IFIFO:
        return "a FIFO";
    case S_IFSOCK:
        return "a socket";
    case S_IFCHR:
    case S_IFBLK:
        return "a device";
    default:
        return "no regular file";
    }
}

enum ns_status ns_file_read(const char *path, uint64_t limit, struct ns_bytes *out,
                            struct ns_err *err)
{
    struct stat st;
    enum ns_status status;

    out->len = 0;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        int error = errno;
        /* A socket cannot be opened; say what it is rather than why. */
        if (error == ENXIO && stat(path, &st) == 0 && !S_ISREG(st.st_mode))
            return ns_err_set(err, NS_ERR_SKIPPED, "'%s' is %s", path, ns_file_kind(st.st_mode));
        return io_error(err, "open", path, error);
    }
    if (fstat(fd, &st) != 0)
        status = io_error(err, "examine", path, errno);
    else if (!S_ISREG(st.st_mode))
        status = ns_err_set(err, NS_ERR_SKIPPED, "'%s' is %s", path, ns_file_kind(st.st_mode));
    else if (st.st_size > 0 && (uint64_t)st.st_size > limit)
        status = ns_err_set(err, NS_ERR_LIMIT, "'%s' has %lld bytes, more than %llu", path,
                            (long long)st.st_size, (unsigned long long)limit);
    else
        status = read_to_end(fd, path, (uint64_t)st.st_size, limit, out, err);
    close(fd);
    if (status != NS_OK)
        out->len = 0;
    return status;
}

enum ns_status ns_file_read_stream(int fd, uint64_t limit, struct ns_bytes *out, struct ns_err *err)
{
    enum ns_status status = read_to_end(fd, "-", READ_STEP, limit, out, err);
    if (status != NS_OK)
        out->len = 0;
    return status;
}

static enum ns_status make_folders(char *path, struct ns_err *err)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int made = mkdir(path, 0700);
        int error = errno;
        struct stat st;
        /* On a read-only system mkdir may refuse before it sees that the folder is there. */
        if (made != 0 && error != EEXIST && (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))) {
            enum ns_status status = io_error(err, "make folder", path, error);
            *slash = '/';
            return status;
        }
        *slash = '/';
    }
    return NS_OK;
}

enum ns_status ns_file_make_folders(const char *path, struct ns_err *err)
{
    char *copy = ns_string_dup(ns_slice_of(path));
    enum ns_status status = *copy ? make_folders(copy, err) : NS_OK;
    free(copy);
    return status;
}

static bool write_all(int fd, struct ns_slice data)
{
    while (data.len) {
        ssize_t n = write(fd, data.at, data.len);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return false;
        }
        data.at += n;
        data.len -= (size_t)n;
    }
    return true;
}

/* Makes a rename in the folder of path last through a loss of power. */
static enum ns_status sync_folder(const char *path, struct ns_err *err)
{
    const char *slash = strrchr(path, '/');
    struct ns_slice name = {path, 0};
    if (slash)
        name.len = slash == path ? 1 : (size_t)(slash - path);
    char *folder = ns_string_dup(name.len ? name : NS_SLICE("."));
    enum ns_status status = NS_OK;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        status = io_error(err, "open folder", folder, errno);
    } else {
        /* EINVAL: a file system that cannot sync folders. */
        if (fsync(fd) != 0 && errno != EINVAL)
            status = io_error(err, "sync folder", folder, errno);
        close(fd);
    }
    free(folder);
    return status;
}

/* Writes data to a new file fd named beside; whatever fails, beside is gone again. */
static enum ns_status fill_and_rename(int fd, const char *beside, const char *target,
                                      struct ns_slice data, struct ns_err *err)
{
    struct stat st;
    enum ns_status status = NS_OK;
    int error = 0;

    if (stat(target, &st) == 0)
        error = fchmod(fd, st.st_mode & 07777) != 0 ? errno : 0;
    if (!error && (!write_all(fd, data) || fsync(fd) != 0))
        error = errno;
    if (close(fd) != 0 && !error)
        error = errno;
    if (error)
        status = io_error(err, "write", beside, error);
    else if (rename(beside, target) != 0)
        status = io_error(err, "replace", target, errno);
    if (status != NS_OK)
        unlink(beside);
    return status;
}

enum ns_status ns_file_replace(const char *path, struct ns_slice data, struct ns_err *err)
{
    /* Through a symbolic link the file it names is replaced, not the link. */
    char *real = realpath(path, NULL);
    char *target = ns_string_dup(ns_slice_of(real ? real : path));
    struct ns_bytes beside = {0};
    enum ns_status status = make_folders(target, err);

    if (status == NS_OK) {
        ns_bytes_format(&beside, "%s.XXXXXX", target);
        ns_bytes_text(&beside);
        int fd = mkostemp(beside.at, O_CLOEXEC);
        if (fd < 0)
            status = io_error(err, "make a file beside", target, errno);
        else
            status = fill_and_rename(fd, beside.at, target, data, err);
    }
    if (status == NS_OK)
        status = sync_folder(target, err);
    ns_vec_free(&beside);
    free(target);
    free(real);
    return status;
}

char *ns_path_join(const char *folder, const char *name)
{
    struct ns_bytes path = {0};
    ns_bytes_add_text(&path, folder);
    if (path.len && path.at[path.len - 1] != '/')
        ns_bytes_add_text(&path, "/");
    ns_bytes_add_text(&path, name);
    ns_bytes_text(&path);
    return path.at;
}

struct ns_slice ns_path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return ns_slice_of(slash ? slash + 1 : path);
}
