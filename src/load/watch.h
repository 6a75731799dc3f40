/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * watch.h (room: load): notices when files that were listed change, come or go.
 *
 * The lister adds what it lists and then runs the watch on its own thread until it is stopped; any
 * thread may stop it, the caller of the corpus polls the descriptor.
 */
#ifndef NS_LOAD_WATCH_H
#define NS_LOAD_WATCH_H

#include <stdbool.h>

struct watch;

struct watch *load_watch_new(void); /* never fails: without inotify it looks from time to time */
void load_watch_free(struct watch *watch); /* NULL is fine */

/* A folder about to be read; a file found, named by the user himself or in a folder. */
void load_watch_folder(struct watch *watch, const char *path);
void load_watch_file(struct watch *watch, const char *path, bool named);

/* Returns when it was stopped. */
void load_watch_run(struct watch *watch);
void load_watch_stop(struct watch *watch);

/* Readable once something has changed and it has been quiet since; take drains it. */
int load_watch_fd(const struct watch *watch);
bool load_watch_take(struct watch *watch);

#endif
