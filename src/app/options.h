/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * options.h: the command line.
 */
#ifndef NS_APP_OPTIONS_H
#define NS_APP_OPTIONS_H

#include "naysay/export.h"
#include "naysay/store.h"

enum ns_command {
    NS_COMMAND_BROWSE,
    NS_COMMAND_EXTRACT,
    NS_COMMAND_SEARCH,
    NS_COMMAND_STATS,
    NS_COMMAND_PRINT_CONFIG,
    NS_COMMAND_LIST_ACTIONS,
    NS_COMMAND_HELP,
    NS_COMMAND_VERSION,
};

NS_VEC(ns_assignments, struct ns_slice);

enum ns_search_format {
    NS_SEARCH_TEXT,
    NS_SEARCH_JSONL,
    NS_SEARCH_CSV,
    NS_SEARCH_PATHS,
    NS_SEARCH_COUNT,
};

struct ns_search_options {
    const char *query; /* borrowed from argv */
    enum ns_search_format format;
    size_t most;     /* --max N: hits; SIZE_MAX: all */
    bool rank;       /* best first */
    bool statements; /* hits are statements, not articles */
    bool null;       /* paths as they are, with NUL behind each */
};

struct ns_options {
    enum ns_command command;
    const char *const *paths; /* borrowed from argv; "." if none was given */
    size_t path_count;
    const char *config;        /* --config FILE; NULL: the default place */
    bool no_config;            /* --no-config: neither configuration nor state */
    const char *log;           /* --log FILE */
    const char *model;         /* --model FOLDER; NULL: the program's; "none" */
    const char *script;        /* --script FILE */
    bool dump, dump_styles;    /* --dump, --dump-styles */
    unsigned rows, columns;    /* --size COLUMNSxROWS; 0: not given */
    struct ns_assignments set; /* --set NAME=VALUE, and options that stand for one */
    struct ns_export_options export;
    struct ns_search_options search;
    bool json, no_extract; /* stats: --json, --no-extract */
};

/* Returns false after a message on standard error; the process should exit 2. */
bool ns_options_parse(int argc, char **argv, struct ns_options *options);
void ns_options_free(struct ns_options *options);

void ns_options_print_help(void);

#endif
