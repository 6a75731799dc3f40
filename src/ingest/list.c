/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding files. A folder is read whole and closed before its members are visited, so that depth
 * costs no descriptors; what each member is comes from d_type where the file system tells it.
 */
#include "list.h"

#include "naysay/file.h"
#include "naysay/ingest.h"
#include "naysay/map.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct walk {
    ns_ingest_found *found;
    ns_ingest_skipped *skipped;
    ns_ingest_entered *folder;
    void *context;
    struct ns_map *entered; /* device and inode of each folder read */
    struct ns_bytes path;   /* of the member being visited, NUL-terminated */
    bool stopped;
};

/* A member of a folder; the name stands in the folder's own bytes. */
struct member {
    uint64_t key;  /* the first eight bytes of the name, big-endian: most comparisons end here */
    uint32_t name; /* offset into names */
    uint8_t type;  /* DT_... */
};
NS_VEC(members, struct member);

struct folder {
    struct ns_bytes names;
    struct members members;
};

static void report(struct walk *walk, enum ns_status status, const char *format, const char *detail)
{
    struct ns_err why = {0};
    if (!walk->skipped)
        return;
    ns_err_set(&why, status, "%s%s", format, detail);
    walk->skipped(walk->context, walk->path.at, &why);
}

static void report_errno(struct walk *walk, const char *what, int error)
{
    char buf[128];
    report(walk, NS_ERR_IO, what, strerror_r(error, buf, sizeof buf));
}

static bool name_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct ns_slice ns_ingest_suffix(struct ns_slice name)
{
    size_t i = name.len;
    bool letter = false;
    while (i > 0 && name.len - i < 9 && name_char(name.at[i - 1])) {
        i--;
        letter = letter || name.at[i] > '9';
    }
    if (i < 2 || name.at[i - 1] != '.' || i == name.len || !letter || name.len - i > 8)
        return (struct ns_slice){name.at, 0};
    return (struct ns_slice){name.at + i - 1, name.len - i + 1};
}

bool ns_ingest_wanted(struct ns_slice name)
{
    struct ns_slice suffix = ns_ingest_suffix(name);
    return suffix.len == 0 || ns_slice_equal_nocase(suffix, NS_SLICE(".txt")) ||
           ns_slice_equal_nocase(suffix, NS_SLICE(".text"));
}

static uint8_t type_of_mode(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return DT_REG;
    case S_IFDIR:
        return DT_DIR;
    default:
        return DT_UNKNOWN;
    }
}

static uint64_t key_of(const char *name)
{
    uint64_t key = 0;
    size_t i = 0;
    for (; i < 8 && name[i]; i++)
        key = key << 8 | (unsigned char)name[i];
    return i ? key << (8 * (8 - i)) : 0;
}

static int by_name(const void *a, const void *b, void *names)
{
    const struct member *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return strcmp((const char *)names + x->name, (const char *)names + y->name);
}

/* Reads the names of an open folder (closes fd); hidden ones stay away. */
static int read_members(int fd, struct folder *folder)
{
    DIR *dir = fdopendir(fd);
    if (!dir) {
        int error = errno;
        close(fd);
        return error;
    }
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        struct member member = {key_of(entry->d_name), (uint32_t)folder->names.len, entry->d_type};
        ns_bytes_add(&folder->names, (struct ns_slice){entry->d_name, strlen(entry->d_name) + 1});
        ns_vec_push(&folder->members, member);
    }
    int error = errno;
    closedir(dir);
    if (folder->members.len)
        qsort_r(folder->members.at, folder->members.len, sizeof *folder->members.at, by_name,
                folder->names.at);
    return error;
}

static void path_cut(struct walk *walk, size_t len)
{
    walk->path.len = len;
    ns_bytes_text(&walk->path);
}

static void visit(struct walk *walk, uint8_t type);

/* The folder at walk->path, whose members are visited in order. */
static void visit_folder(struct walk *walk)
{
    struct folder folder = {0};
    struct stat st;
    size_t len = walk->path.len;
    int fd = open(walk->path.at, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        report_errno(walk, "cannot open folder: ", errno);
        return;
    }
    if (fstat(fd, &st) != 0) {
        report_errno(walk, "cannot examine folder: ", errno);
        close(fd);
        return;
    }
    uint64_t place[2] = {(uint64_t)st.st_dev, (uint64_t)st.st_ino};
    uint64_t *seen =
        ns_map_put(walk->entered, (struct ns_slice){(const char *)place, sizeof place});
    if (*seen) {
        report(walk, NS_ERR_SKIPPED, "folder was read already", "");
        close(fd);
        return;
    }
    *seen = 1;
    if (walk->folder)
        walk->folder(walk->context, walk->path.at);
    int error = read_members(fd, &folder);
    if (error)
        report_errno(walk, "cannot read folder to its end: ", error);
    bool slash = len && walk->path.at[len - 1] == '/';
    for (size_t i = 0; i < folder.members.len && !walk->stopped; i++) {
        path_cut(walk, len);
        if (!slash)
            ns_bytes_add(&walk->path, NS_SLICE("/"));
        ns_bytes_add_text(&walk->path, folder.names.at + folder.members.at[i].name);
        ns_bytes_text(&walk->path);
        visit(walk, folder.members.at[i].type);
    }
    path_cut(walk, len);
    ns_vec_free(&folder.members);
    ns_vec_free(&folder.names);
}

/* A member of a folder at walk->path. Links, and what has no type, are looked at. */
static void visit(struct walk *walk, uint8_t type)
{
    mode_t mode = 0;
    struct ns_slice name = ns_path_base(walk->path.at);
    if (type != DT_REG && type != DT_DIR) {
        struct stat st;
        if (stat(walk->path.at, &st) != 0) {
            int error = errno;
            bool dangling = type == DT_LNK && error == ENOENT;
            report_errno(walk, dangling ? "link leads nowhere: " : "cannot examine: ", error);
            return;
        }
        mode = st.st_mode;
        type = type_of_mode(mode);
    }
    if (type == DT_DIR)
        visit_folder(walk);
    else if (type != DT_REG)
        report(walk, NS_ERR_SKIPPED, ns_file_kind(mode), "");
    else if (!ns_ingest_wanted(name))
        report(walk, NS_ERR_SKIPPED, "not a text file by its suffix ", ns_ingest_suffix(name).at);
    else if (!walk->found(walk->context, walk->path.at))
        walk->stopped = true;
}

enum ns_status ns_ingest_list(const char *path, ns_ingest_found *found, ns_ingest_skipped *skipped,
                              ns_ingest_entered *folder, void *context, struct ns_err *err)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        char buf[128];
        return ns_err_set(err, NS_ERR_IO, "cannot open '%s': %s", path,
                          strerror_r(errno, buf, sizeof buf));
    }
    struct walk walk = {.found = found, .skipped = skipped, .folder = folder, .context = context};
    ns_bytes_add_text(&walk.path, path);
    ns_bytes_text(&walk.path);
    enum ns_status status = NS_OK;
    if (S_ISDIR(st.st_mode)) {
        int fd = open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0) {
            char buf[128];
            status = ns_err_set(err, NS_ERR_IO, "cannot open folder '%s': %s", path,
                                strerror_r(errno, buf, sizeof buf));
        } else {
            close(fd);
            walk.entered = ns_map_new();
            visit_folder(&walk);
            ns_map_free(walk.entered);
        }
    } else if (!S_ISREG(st.st_mode)) {
        report(&walk, NS_ERR_SKIPPED, ns_file_kind(st.st_mode), "");
    } else if (!found(context, walk.path.at)) {
        walk.stopped = true;
    }
    ns_vec_free(&walk.path);
    if (walk.stopped)
        status = ns_err_set(err, NS_ERR_CANCELLED, "listing of '%s' was stopped", path);
    return status;
}
