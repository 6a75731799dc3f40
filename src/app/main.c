/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/browse.h"
#include "app/ending.h"
#include "app/environment.h"
#include "app/extract.h"
#include "app/options.h"
#include "app/report.h"
#include "app/script.h"
#include "app/search.h"
#include "app/stats.h"
#include "naysay/file.h"
#include "naysay/log.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define SKIPPED_SHOWN 10 /* after the screen is gone; :problems had them all */

/* If none of the paths is there, that is the user's slip and no corpus with a problem. */
static bool any_path_there(const struct ns_options *o)
{
    for (size_t i = 0; i < o->path_count; i++)
        if (strcmp(o->paths[i], "-") == 0 || access(o->paths[i], F_OK) == 0)
            return true;
    for (size_t i = 0; i < o->path_count; i++)
        if (access(o->paths[i], F_OK) != 0)
            ns_report("cannot open '%s': %s", o->paths[i], strerror(errno));
    return false;
}

static void print_config(const struct ns_settings *settings)
{
    struct ns_setting_info info;
    struct ns_bytes out = {0};
    for (size_t i = 0; ns_settings_info(i, &info); i++) {
        ns_bytes_format(&out, "# %s (%s)\nset %s ", info.help, info.values, info.name);
        ns_settings_value(settings, i, &out);
        ns_bytes_add_text(&out, "\n");
    }
    fwrite(out.at, 1, out.len, stdout);
    ns_vec_free(&out);
}

static void list_actions(struct ns_session *s)
{
    struct ns_model_options o = {.settings = &s->settings,
                                 .state = s->state,
                                 .directives = &s->directives,
                                 .corpus_name = "",
                                 .lexicon_note = ""};
    struct ns_bytes out = {0};
    struct ns_model *model =
        ns_model_new(&o, s->config_path ? s->config_path : "", &s->config_errors);
    ns_model_list_actions(model, &out);
    fwrite(out.at, 1, out.len, stdout);
    ns_vec_free(&out);
    ns_model_free(model);
}

static void write_log(const char *path)
{
    struct ns_bytes log = {0};
    struct ns_err err = {0};
    ns_log_copy(&log);
    if (ns_file_replace(path, ns_bytes_slice(&log), &err) != NS_OK)
        ns_report("%s", err.message);
    ns_vec_free(&log);
}

/* What is still in the buffer must have gone out before success is told; else the status is trouble. */
static int finish_output(int status, int trouble)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    if (status == 0 && errno != EPIPE)
        ns_report("cannot write: %s", strerror(errno));
    return status ? status : trouble;
}

static int browse(struct ns_session *s, bool utf8)
{
    bool screen = !s->options->dump && !s->options->script;
    struct ns_bytes script = {0};
    /* What cannot be played needs no reading. Standard input may be slow, or typed: until it has ended, ^C ends the program. */
    if (s->options->script && !ns_script_read(s->options->script, &script))
        return 2;
    if (!any_path_there(s->options) || !ns_session_read_stream(s))
        return 1;
    if (screen) {
        ns_browse_block_signals();
        ns_ending_watch(s); /* from the first thread on nobody else is to end the process */
    }
    if (!ns_session_open_corpus(s, false))
        return 1;
    s->view.ascii = !utf8;
    int status = screen ? ns_browse_run(s, utf8) : ns_script_run(s, ns_bytes_slice(&script));
    ns_ending_watch(NULL);
    ns_vec_free(&script);
    if (s->corpus && status == 0) {
        struct ns_snapshot *snapshot = ns_corpus_take(s->corpus);
        ns_report_skipped(snapshot, SKIPPED_SHOWN);
        ns_snapshot_release(snapshot);
    }
    return status;
}

static int run(struct ns_session *s, bool utf8)
{
    switch (s->options->command) {
    case NS_COMMAND_EXTRACT:
        if (!any_path_there(s->options) || !ns_session_read_stream(s) ||
            !ns_session_open_corpus(s, false))
            return 1;
        return ns_extract_run(s);
    case NS_COMMAND_SEARCH:
        return any_path_there(s->options) ? ns_search_run(s, utf8) : 2;
    case NS_COMMAND_STATS:
        return any_path_there(s->options) ? ns_stats_run(s) : 1;
    case NS_COMMAND_PRINT_CONFIG:
        print_config(&s->settings);
        return 0;
    case NS_COMMAND_LIST_ACTIONS:
        list_actions(s);
        return 0;
    case NS_COMMAND_HELP:
        ns_options_print_help();
        return 0;
    case NS_COMMAND_VERSION:
        puts("naysay " NS_VERSION);
        return 0;
    case NS_COMMAND_BROWSE:
        break;
    }
    return browse(s, utf8);
}

int main(int argc, char **argv)
{
    struct ns_options options;
    struct ns_session session = {0};
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of writing, not the end */
    ns_memory_on_exhausted(ns_ending_exhausted);
    ns_trace("start");
    bool utf8 = ns_environment_locale();
    if (!ns_options_parse(argc, argv, &options)) {
        ns_options_free(&options);
        return 2;
    }
    int status = ns_session_open(&session, &options) ? run(&session, utf8) : 2;
    if (session.config_errors.len)
        ns_report_lines(ns_bytes_slice(&session.config_errors));
    status = finish_output(status, options.command == NS_COMMAND_SEARCH ? 2 : 1);
    if (options.log)
        write_log(options.log);
    ns_session_close(&session);
    ns_options_free(&options);
    return status;
}
