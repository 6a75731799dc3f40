/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Watching what was listed, on the lister's thread. Folders are watched by inotify from before they
 * are read; where that fails (limits, file systems of other machines, which tell nothing), their
 * times of change are looked at every few seconds, and files in turn. What happens is told once it
 * has been quiet for a moment: a feed that writes a hundred files is one change.
 */
#include "load/watch.h"

#include "naysay/file.h"
#include "naysay/ingest.h"
#include "naysay/log.h"

#include <errno.h>
#include <linux/magic.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#define QUIET_MS    400         /* without an event, then it is told */
#define PATIENCE_NS 4000000000u /* it is told after that even if it never is quiet */
#define POLL_MS     4000        /* between two looks at what inotify does not watch */
#define POLL_FILES  1000        /* files looked at each time */

#define FOLDER_EVENTS                                                                              \
    (IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR)
#define FILE_EVENTS (IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF)

#ifndef FUSE_SUPER_MAGIC
#define FUSE_SUPER_MAGIC 0x65735546
#endif
#define CIFS_MAGIC 0xFF534D42u

struct stamp {
    char *path;
    struct timespec changed; /* zero: gone */
    int64_t size;
};
NS_VEC(stamps, struct stamp);

struct watch {
    int inotify;           /* -1: none */
    int told;              /* eventfd for the reader of changes */
    int stop;              /* eventfd: the thread is to end */
    struct stamps folders; /* that inotify does not watch */
    struct stamps files;   /* in them, or all if one of those is the caller's own */
    size_t next_file;      /* to be looked at */
};

struct watch *load_watch_new(void)
{
    struct watch *w = ns_alloc(sizeof *w);
    w->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    w->told = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    w->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return w;
}

static void free_stamps(struct stamps *stamps)
{
    for (size_t i = 0; i < stamps->len; i++)
        free(stamps->at[i].path);
    ns_vec_free(stamps);
}

void load_watch_free(struct watch *w)
{
    if (!w)
        return;
    if (w->inotify >= 0)
        close(w->inotify);
    if (w->told >= 0)
        close(w->told);
    if (w->stop >= 0)
        close(w->stop);
    free_stamps(&w->folders);
    free_stamps(&w->files);
    free(w);
}

int load_watch_fd(const struct watch *w)
{
    return w->told;
}

static bool drain(int fd)
{
    uint64_t count = 0;
    while (read(fd, &count, sizeof count) < 0 && errno == EINTR)
        ;
    return count > 0;
}

static void signal_fd(int fd)
{
    uint64_t one = 1;
    while (write(fd, &one, sizeof one) < 0 && errno == EINTR)
        ;
}

bool load_watch_take(struct watch *w)
{
    return drain(w->told);
}

void load_watch_stop(struct watch *w)
{
    signal_fd(w->stop);
}

/* --- what is watched --- */

/* Do changes made elsewhere reach this machine's inotify? */
static bool is_local(const char *path)
{
    struct statfs fs;
    if (statfs(path, &fs) != 0)
        return false;
    switch ((uint32_t)fs.f_type) {
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case SMB2_SUPER_MAGIC:
    case CIFS_MAGIC:
    case FUSE_SUPER_MAGIC:
    case V9FS_MAGIC:
    case CODA_SUPER_MAGIC:
    case AFS_SUPER_MAGIC:
        return false;
    default:
        return true;
    }
}

static struct stamp stamp_of(const char *path)
{
    struct stat st;
    struct stamp stamp = {.path = NULL};
    if (stat(path, &st) == 0) {
        stamp.changed = st.st_mtim;
        stamp.size = S_ISDIR(st.st_mode) ? 0 : (int64_t)st.st_size;
    }
    return stamp;
}

static void add_stamp(struct stamps *stamps, const char *path)
{
    struct stamp stamp = stamp_of(path);
    stamp.path = ns_string_dup(ns_slice_of(path));
    ns_vec_push(stamps, stamp);
}

static bool by_inotify(const struct watch *w, const char *path, uint32_t events)
{
    return w->inotify >= 0 && is_local(path) && inotify_add_watch(w->inotify, path, events) >= 0;
}

void load_watch_folder(struct watch *w, const char *path)
{
    if (!by_inotify(w, path, FOLDER_EVENTS))
        add_stamp(&w->folders, path);
}

void load_watch_file(struct watch *w, const char *path, bool named)
{
    if (named ? !by_inotify(w, path, FILE_EVENTS) : w->folders.len > 0)
        add_stamp(&w->files, path);
}

/* --- waiting --- */

/* Could the event change what was listed? */
static bool matters(const struct inotify_event *event)
{
    struct ns_slice name = event->len ? ns_slice_of(event->name) : (struct ns_slice){0};
    if (event->mask & IN_Q_OVERFLOW)
        return true;
    if (event->mask & (IN_IGNORED | IN_UNMOUNT) || (name.len && name.at[0] == '.'))
        return false;
    return !name.len || event->mask & IN_ISDIR || ns_ingest_wanted(name);
}

static bool take_events(struct watch *w)
{
    _Alignas(struct inotify_event) char buffer[8192];
    bool any = false;
    ssize_t got;
    while ((got = read(w->inotify, buffer, sizeof buffer)) > 0) {
        for (const char *at = buffer; at < buffer + got;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
            any = matters(event) || any;
            at += sizeof *event + event->len;
        }
    }
    return any;
}

static bool has_changed(struct stamp *stamp)
{
    struct stamp now = stamp_of(stamp->path);
    bool same = now.size == stamp->size && now.changed.tv_sec == stamp->changed.tv_sec &&
                now.changed.tv_nsec == stamp->changed.tv_nsec;
    stamp->size = now.size;
    stamp->changed = now.changed;
    return !same;
}

static bool look_round(struct watch *w)
{
    bool any = false;
    for (size_t i = 0; i < w->folders.len; i++)
        any = has_changed(&w->folders.at[i]) || any;
    for (size_t i = 0; i < POLL_FILES && i < w->files.len; i++) {
        w->next_file = w->next_file + 1 < w->files.len ? w->next_file + 1 : 0;
        any = has_changed(&w->files.at[w->next_file]) || any;
    }
    return any;
}

void load_watch_run(struct watch *w)
{
    bool polls = w->folders.len || w->files.len, changed = false;
    uint64_t since = 0;
    for (;;) {
        struct pollfd fds[] = {{.fd = w->stop, .events = POLLIN},
                               {.fd = w->inotify, .events = POLLIN}};
        int ready = poll(fds, 2, changed ? QUIET_MS : polls ? POLL_MS : -1);
        if ((ready < 0 && errno != EINTR) || fds[0].revents)
            return;
        bool more = ready > 0 ? take_events(w) : ready == 0 && !changed && look_round(w);
        if (more && !changed)
            since = ns_clock();
        changed = changed || more;
        if (!changed || ((more || ready) && ns_clock() - since < PATIENCE_NS))
            continue;
        signal_fd(w->told);
        changed = false;
    }
}
