/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model.h (room: model): what is open, selected and where the reader is; no drawing, no terminal.
 *
 * The loop tells the model what happened (a key, a size, a snapshot, time passing); each call returns
 * which parts of the screen became dirty. It keeps places by identity (article, byte), never by row.
 * One thread. Nothing here blocks: long searches run in slices in ns_model_tick.
 *
 *     m = ns_model_new(&options);
 *     ns_model_resize(m, 24, 80);
 *     ns_model_snapshot(m, snapshot);          the model takes its own reference
 *     dirty = ns_model_key(m, 'j', ns_clock());
 *     ns_view_draw(m, grid, dirty);            view.h
 *     while (ns_model_take_request(m, &request)) ...
 */
#ifndef NAYSAY_MODEL_H
#define NAYSAY_MODEL_H

#include "naysay/key.h"
#include "naysay/snapshot.h"
#include "naysay/store.h"

enum ns_dirty {
    NS_DIRTY_NONE = 0,
    NS_DIRTY_STATUS = 1,
    NS_DIRTY_LIST = 2,
    NS_DIRTY_TEXT = 4,
    NS_DIRTY_SIDE = 8,
    NS_DIRTY_OVERLAY = 16,
    NS_DIRTY_ALL = 31,
};

enum ns_request_type {
    NS_REQUEST_QUIT,
    NS_REQUEST_SUSPEND,
    NS_REQUEST_REDRAW, /* clear the terminal and paint all */
    NS_REQUEST_RELOAD, /* open the corpus anew */
    NS_REQUEST_EDIT,   /* open path in the reader's editor at line */
    NS_REQUEST_RULES,  /* read the word lists again */
    NS_REQUEST_THEME,  /* settings->theme or a color changed */
};
struct ns_request {
    enum ns_request_type type;
    char path[4096];
    unsigned line;
};

struct ns_model_options {
    struct ns_settings *settings;           /* borrowed; the model may change it (:set) */
    struct ns_state *state;                 /* borrowed; places and histories */
    const struct ns_directives *directives; /* borrowed for the call: bind and alias lines */
    const char *corpus_name;                /* shown in the status line: the paths given */
    uint64_t corpus_hash;                   /* of the paths, for ns_state */
    const char *lexicon_note;               /* where word lists were read from, for :about */
};

struct ns_model;

/* Errors in directives are appended to errors ("FILE:LINE:COLUMN: message") and shown as a message. */
struct ns_model *ns_model_new(const struct ns_model_options *options, const char *config_file,
                              struct ns_bytes *errors);
void ns_model_free(struct ns_model *model);

unsigned ns_model_resize(struct ns_model *model, unsigned rows, unsigned columns);
unsigned ns_model_snapshot(struct ns_model *model, struct ns_snapshot *snapshot);
unsigned ns_model_key(struct ns_model *model, uint32_t key, uint64_t now);
unsigned ns_model_tick(struct ns_model *model, uint64_t now);

/* Runs a ':' command line, as typed by the reader (scripts and tests). */
unsigned ns_model_command(struct ns_model *model, struct ns_slice line, uint64_t now);

/* Milliseconds until ns_model_tick wants to be called, -1: never, 0: there is work now. */
int ns_model_timeout(const struct ns_model *model, uint64_t now);

/* Shows a message (or an error) in the message line until the next key. */
unsigned ns_model_message(struct ns_model *model, bool error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

bool ns_model_take_request(struct ns_model *model, struct ns_request *out);

/* What the loaders should do first: current item and the visible rows of the list. */
void ns_model_focus(const struct ns_model *model, size_t *current, size_t *first, size_t *count);

/* Puts the reader's place into the state (call before it is written). */
void ns_model_remember(struct ns_model *model);

/*
 * The corpus is read again: again tells the status line how far that is; when it is complete, its
 * snapshot takes the place of what is shown, and the old corpus may be closed. What still exists
 * (by path) keeps its place. what (NULL: nothing) is said, with the number of articles that came and went.
 */
unsigned ns_model_again(struct ns_model *model, unsigned percent);
unsigned ns_model_replace(struct ns_model *model, struct ns_snapshot *snapshot, const char *what);

/* The reading did not come to its end: what is shown stays. */
unsigned ns_model_not_again(struct ns_model *model);

/* One line an action: name, contexts, keys, help (--list-actions and the manual). */
void ns_model_list_actions(const struct ns_model *model, struct ns_bytes *out);

#endif
