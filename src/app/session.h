/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session.h: everything that one run holds, with a screen or without.
 */
#ifndef NS_APP_SESSION_H
#define NS_APP_SESSION_H

#include "app/options.h"
#include "naysay/cache.h"
#include "naysay/corpus.h"
#include "naysay/model.h"
#include "naysay/view.h"
#include "ui/theme.h"

struct ns_session {
    const struct ns_options *options;
    struct ns_environment environment;
    char *assets;      /* folder with lexicon/ and themes/ */
    char *config_path; /* NULL: none */
    char *state_path;  /* NULL: state is not kept */
    struct ns_arena *config_arena;
    struct ns_directives directives;
    struct ns_settings settings;
    struct ns_bytes config_errors; /* lines, shown and told at the end */
    struct ns_state *state;
    struct ns_rules *rules;
    bool next_are_new;      /* they were asked for: a slip in them leaves all as it is */
    bool models_noted;      /* what was wrong with the trained models has been told */
    bool rules_noted;       /* what was wrong with them has been told */
    struct ns_bytes stream; /* what "-" gave */
    bool alone;             /* articles are read without what the corpus tells of each */
    struct ns_cache *cache; /* NULL: nothing is kept */
    struct ns_corpus *corpus;
    struct ns_corpus *next; /* all read again; NULL: nothing is */
    /* What it took the place of, as long as it lends what is not extracted anew yet. */
    struct ns_corpus *last;
    struct ns_rules *last_rules;
    struct ns_snapshot *lent;    /* of last */
    size_t *lent_places;         /* ns_snapshot_places */
    struct ns_closing *closing;  /* what they took the place of */
    struct ns_rules *next_rules; /* its word lists; NULL: the old ones */
    bool changed;                /* files have, since they were read */
    bool next_by_change;         /* why next was opened */
    uint64_t next_began;         /* ns_clock */
    uint64_t change_due;         /* not before it is anything read again because files change */
    struct ns_model *model;
    struct ns_grid *grid;
    struct ns_view_options view;
    size_t focus_current, focus_first, focus_count; /* last told to the corpus */
};

/* Configuration, settings and word lists. False after a message: exit 1. */
bool ns_session_open(struct ns_session *session, const struct ns_options *options);
void ns_session_close(struct ns_session *session);

/* Reads what "-" stands for, to its end; may wait long. False after a message. */
bool ns_session_read_stream(struct ns_session *session);

/* Starts reading. False after a message. */
bool ns_session_open_corpus(struct ns_session *session, bool read_only);

/* Model and grid of a size; the first articles are waited for at most 20 ms. */
void ns_session_open_model(struct ns_session *session, unsigned rows, unsigned columns, bool ascii);

/* Gives the newest snapshot to the model; returns what became dirty. */
unsigned ns_session_refresh(struct ns_session *session);

/* Says in the message line what is wrong with the configuration: the first error, and whether there
 * are more. Those behind the first from bytes are new and go into the log. */
void ns_session_tell_errors(struct ns_session *session, size_t from);

/* Tells the corpus what is looked at, if that changed. */
void ns_session_focus(struct ns_session *session);

/* Begins to read the corpus anew, with the word lists read anew when asked; what is there stays in
 * sight meanwhile, and for good if it cannot be read again, which is said. Returns dirty bits. */
unsigned ns_session_reload(struct ns_session *session, bool rules);

/* Looks how far that is; when all is there it takes the place of the old. Returns dirty bits. */
unsigned ns_session_advance(struct ns_session *session);

/*
 * Files change, come and go while they are read: follow notes it, and reads the corpus anew when that
 * is due: not while it is being read, and so seldom that it takes a small part of the time. wait:
 * milliseconds until follow wants to be called for what was noted, -1: never.
 */
unsigned ns_session_follow(struct ns_session *session, uint64_t now);
int ns_session_change_wait(const struct ns_session *session, uint64_t now);

/* The theme of the settings with the configuration's colours over it. */
void ns_session_theme(const struct ns_session *session, struct ns_theme *theme,
                      struct ns_bytes *errors);

/* Writes the state, if it is kept; false: it is not, or could not be written. Errors are told on
 * standard error when tell is true. */
bool ns_session_save(struct ns_session *session, bool tell);

#endif
