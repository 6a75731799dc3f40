/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store.h (room: store): where things are kept: paths, configuration, session state.
 *
 * The library does not read the environment: the program hands it in.
 */
#ifndef NAYSAY_STORE_H
#define NAYSAY_STORE_H

#include "naysay/error.h"
#include "naysay/vec.h"

/* Values of the environment; NULL or "" where unset. */
struct ns_environment {
    const char *home, *xdg_config_home, *xdg_state_home, *xdg_cache_home, *xdg_data_home;
};

/* "CONFIG/naysay/config", "STATE/naysay/state", "CACHE/naysay/results"; NULL if neither the variable nor home is set or the
 * value is not absolute. The caller frees. */
char *ns_store_config_path(const struct ns_environment *environment, const char *name);
char *ns_store_state_path(const struct ns_environment *environment, const char *name);
char *ns_store_cache_path(const struct ns_environment *environment, const char *name);

/* ---- configuration -------------------------------------------------------------------------- */

/* A line of the file: set NAME VALUE | bind [CONTEXT] KEY ACTION | color STYLE WORDS | alias NAME
 * COMMAND. Words are cut at blanks; "quotes" keep blanks, \ escapes inside them. */
struct ns_directive {
    struct ns_slice verb;
    struct ns_slice *words; /* without the verb */
    unsigned *columns;      /* of each word, 1-based */
    size_t word_count;
    unsigned line;
};
NS_VEC(ns_directives, struct ns_directive);

struct ns_settings {
    unsigned text_width;   /* columns of text at most; 0: as wide as the pane */
    unsigned rest_ms;      /* the text follows the list after this rest */
    float threshold;       /* statements below it are hidden, 0..1 */
    bool show_boilerplate; /* dimmed; else hidden */
    bool show_figures;     /* dates, sums and quantities below the names; else folded */
    bool ascii;            /* lines and letters in ASCII only */
    unsigned side_width;   /* columns of the side panes, 0: by layout */
    struct ns_slice theme; /* "dark", "light", "contrast", "blind", "mono" */
    unsigned jobs;         /* 0: processors */
    uint64_t file_limit;   /* bytes */
    bool watch;            /* what changes while it is open is read again */
    bool cache;            /* what was extracted is kept for the next start */
    uint64_t cache_size;   /* bytes on disk at most */
    struct ns_bytes owned; /* memory of theme */
};

void ns_settings_defaults(struct ns_settings *settings);
void ns_settings_free(struct ns_settings *settings);

/* One setting by name ("text-width"). NS_ERR_ARGUMENT: unknown name or bad value, said which. */
enum ns_status ns_settings_set(struct ns_settings *settings, struct ns_slice name,
                               struct ns_slice value, struct ns_err *err);

/* For completion, --print-config and help: the index-th setting; false behind the last. */
struct ns_setting_info {
    const char *name, *values, *help;
};
bool ns_settings_info(size_t index, struct ns_setting_info *out);
void ns_settings_value(const struct ns_settings *settings, size_t index, struct ns_bytes *out);

/*
 * Cuts a configuration text into directives (all verbs are checked; "set" is left to the caller).
 * Errors are appended as "FILE:LINE:COLUMN: message" lines to errors; the rest of the file still
 * counts. Slices live in arena.
 */
void ns_config_parse(struct ns_slice text, const char *file, struct ns_arena *arena,
                     struct ns_directives *out, struct ns_bytes *errors);

/* ---- session state -------------------------------------------------------------------------- */

/* Places by content: body_hash -> byte of the sentence last read; histories of prompts. */
struct ns_state;

struct ns_state *ns_state_new(void);
void ns_state_free(struct ns_state *state);

/* Reads a state file (line-oriented UTF-8). A missing file is NS_OK; bad lines are skipped and told
 * in err once, the file is never thrown away. */
enum ns_status ns_state_read(struct ns_state *state, const char *path, struct ns_err *err);
enum ns_status ns_state_write(const struct ns_state *state, const char *path, struct ns_err *err);

void ns_state_set_place(struct ns_state *state, uint64_t body_hash, uint32_t at);
bool ns_state_get_place(const struct ns_state *state, uint64_t body_hash, uint32_t *at);

/* The article last open in a corpus, corpus being a hash of its paths. */
void ns_state_set_article(struct ns_state *state, uint64_t corpus, uint64_t body_hash);
bool ns_state_get_article(const struct ns_state *state, uint64_t corpus, uint64_t *body_hash);

/* History of one prompt ('/', '&', ':'), newest last, without repeats, at most 200. */
void ns_state_add_history(struct ns_state *state, char prompt, struct ns_slice text);
size_t ns_state_history(
    const struct ns_state *state, char prompt, size_t index,
    struct ns_slice *text); /* returns the count; *text is the index-th oldest */

#endif
