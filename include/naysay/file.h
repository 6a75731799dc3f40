/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * file.h (room: base): files read whole, and files replaced safely.
 */
#ifndef NAYSAY_FILE_H
#define NAYSAY_FILE_H

#include "naysay/error.h"
#include "naysay/vec.h"

/*
 * Reads a regular file of at most limit bytes. Never blocks on a FIFO or a device (O_NONBLOCK,
 * fstat first), never maps it (a truncated file is no SIGBUS), retries EINTR. A file that shrinks
 * while being read gives what was there.
 * NS_ERR_SKIPPED: not a regular file, with what it is in the message; NS_ERR_LIMIT: too large;
 * NS_ERR_IO: cannot open or read. out is emptied first and owned by the caller.
 */
enum ns_status ns_file_read(const char *path, uint64_t limit, struct ns_bytes *out,
                            struct ns_err *err);

/* Reads a stream to its end, at most limit bytes (NS_ERR_LIMIT beyond). */
enum ns_status ns_file_read_stream(int fd, uint64_t limit, struct ns_bytes *out,
                                   struct ns_err *err);

/* What a file that is no regular one is, from st_mode: "a FIFO", "a device", "a directory" ... */
const char *ns_file_kind(unsigned mode);

/*
 * Replaces path by data: a new file beside it, fsync, rename, fsync of the folder. Makes missing
 * folders (mode 0700). The old file stays whole on any error.
 */
enum ns_status ns_file_replace(const char *path, struct ns_slice data, struct ns_err *err);

/* Makes the folders above the last slash of path that are missing (mode 0700). */
enum ns_status ns_file_make_folders(const char *path, struct ns_err *err);

/* folder + "/" + name, no second slash if folder ends in one, name alone if it is empty; the caller
 * frees. */
char *ns_path_join(const char *folder, const char *name);

/* The part behind the last slash (of "a/b/": "b/" is not treated; paths here name files). */
struct ns_slice ns_path_base(const char *path);

#endif
