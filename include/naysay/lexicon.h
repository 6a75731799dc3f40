/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lexicon.h (room: text): word lists as plain text files that users can extend.
 *
 * Format: UTF-8, a term a line: term TAB key=value TAB key=value ... Lines that begin with # and
 * blank lines do not count. A term that stands again (in this or a later file) replaces the earlier
 * line; "-term" removes it. Which keys mean something is said at the head of each list.
 * A lexicon is built by one thread, then read-only and shared.
 */
#ifndef NAYSAY_LEXICON_H
#define NAYSAY_LEXICON_H

#include "naysay/error.h"
#include "naysay/vec.h"

struct ns_lexicon_entry {
    struct ns_slice term;   /* as written */
    struct ns_slice fields; /* the rest of the line behind the first TAB */
    const char *file;       /* where it stands, for 'why'; lives as long as the lexicon */
    unsigned line;          /* 1-based */
};

struct ns_lexicon;

struct ns_lexicon *ns_lexicon_new(void);
void ns_lexicon_free(struct ns_lexicon *lexicon);

/* Adds a file's lines. On NS_ERR_FORMAT err names the line; the good lines before it are in. */
enum ns_status ns_lexicon_read(struct ns_lexicon *lexicon, const char *path, struct ns_err *err);

/* The same from memory; name is copied and stands as the entries' file. */
enum ns_status ns_lexicon_parse(struct ns_lexicon *lexicon, const char *name, struct ns_slice text,
                                struct ns_err *err);

size_t ns_lexicon_count(const struct ns_lexicon *lexicon);
const struct ns_lexicon_entry *ns_lexicon_at(const struct ns_lexicon *lexicon, size_t index);

/* By exact term; NULL if there is none. */
const struct ns_lexicon_entry *ns_lexicon_find(const struct ns_lexicon *lexicon,
                                               struct ns_slice term);

/* The value of key in the entry's fields; false if it is not there. */
bool ns_lexicon_value(const struct ns_lexicon_entry *entry, const char *key,
                      struct ns_slice *value);

#endif
