/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session.h"

#include "app/environment.h"
#include "app/report.h"
#include "naysay/file.h"
#include "naysay/log.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#define CONFIG_LIMIT      ((uint64_t)1 << 20) /* bytes of a configuration or theme */
#define FIRST_WAIT_MS     20
#define SEARCH_PUBLISH_MS 40          /* what was read until then is searched */
#define CHANGE_REST_NS    1000000000u /* between two readings because files changed */
#define CHANGE_SHARE      10u         /* and so many times what the last one took */

/* Reads a file of directives; a missing one is fine if it may be. */
static bool read_directives(struct ns_session *s, const char *path, bool may_miss,
                            struct ns_directives *out, struct ns_bytes *errors)
{
    struct ns_bytes text = {0};
    struct ns_err err = {0};
    bool there = access(path, F_OK) == 0;
    enum ns_status status = NS_OK;
    if (there || !may_miss)
        status = ns_file_read(path, CONFIG_LIMIT, &text, &err);
    if (status == NS_OK) {
        struct ns_slice kept = ns_arena_dup(s->config_arena, ns_bytes_slice(&text));
        ns_config_parse(kept, path, s->config_arena, out, errors);
    } else {
        ns_bytes_format(errors, "%s\n", err.message);
    }
    ns_vec_free(&text);
    return status == NS_OK;
}

static void apply_settings(struct ns_session *s)
{
    for (size_t i = 0; i < s->directives.len; i++) {
        const struct ns_directive *d = &s->directives.at[i];
        if (!ns_slice_equal(d->verb, NS_SLICE("set")))
            continue;
        struct ns_err err = {0};
        enum ns_status status =
            d->word_count == 2 ? ns_settings_set(&s->settings, d->words[0], d->words[1], &err)
                               : ns_err_set(&err, NS_ERR_ARGUMENT, "set wants a name and a value");
        if (status != NS_OK)
            ns_bytes_format(&s->config_errors, "%s:%u:%u: %s\n", s->config_path, d->line,
                            d->word_count ? d->columns[0] : 1, err.message);
    }
}

static bool apply_options(struct ns_session *s)
{
    for (size_t i = 0; i < s->options->set.len; i++) {
        struct ns_slice value = s->options->set.at[i], name;
        struct ns_err err = {0};
        ns_slice_field(&value, '=', &name);
        if (ns_settings_set(&s->settings, name, value, &err) != NS_OK) {
            ns_report("%s", err.message);
            return false;
        }
    }
    return true;
}

/* Begins with the lists of both folders and names the models. */
static enum ns_status begin_rules(const struct ns_session *s, const char *folder, const char *user,
                                  struct ns_rules **out, struct ns_err *err)
{
    enum ns_status status = ns_rules_begin(folder, user, out, err);
    const char *given = s->options->model;
    if (status != NS_OK || (given && strcmp(given, "none") == 0))
        return status;
    char *models = given ? ns_string_dup(ns_slice_of(given)) : ns_path_join(s->assets, "model");
    ns_rules_use_models(*out, models);
    free(models);
    return NS_OK;
}

static bool load_lists(struct ns_session *s, const char *folder, const char *user, bool begin_only,
                       struct ns_rules **out, struct ns_err *err)
{
    if (begin_rules(s, folder, user, out, err) != NS_OK)
        return false;
    if (begin_only)
        return true;
    if (ns_rules_complete(*out, true, err) != NS_OK) {
        ns_rules_free(*out);
        *out = NULL;
        return false;
    }
    s->models_noted = true;
    ns_bytes_add(&s->config_errors, ns_rules_models_note(*out));
    return true;
}

/* With a screen, what reading needs: a worker completes the lists behind the first paint. And where
 * nothing is extracted, nothing else. */
static bool load_rules(struct ns_session *s, bool read_only, struct ns_rules **out)
{
    bool screen =
        s->options->command == NS_COMMAND_BROWSE && !s->options->dump && !s->options->script;
    bool begin_only = screen || read_only;
    char *folder = ns_path_join(s->assets, "lexicon");
    char *user = s->options->no_config ? NULL : ns_store_config_path(&s->environment, "lexicon");
    struct ns_err err = {0};
    bool fine = load_lists(s, folder, user, begin_only, out, &err);
    if (!fine && user) {
        /* A slip in the reader's own lists is told, and is no reason not to read. */
        ns_bytes_format(&s->config_errors, "%s; your own word lists are left out\n", err.message);
        fine = load_lists(s, folder, NULL, begin_only, out, &err);
    }
    if (!fine)
        ns_report("%s", err.message);
    free(folder);
    free(user);
    return fine;
}

/* A folder that was asked for by name and is not there is a slip of the command line. */
static bool models_are_there(const struct ns_options *o)
{
    if (!o->model || strcmp(o->model, "none") == 0 || access(o->model, F_OK) == 0)
        return true;
    ns_report("cannot open models '%s': %s", o->model, strerror(errno));
    return false;
}

bool ns_session_open(struct ns_session *s, const struct ns_options *options)
{
    *s = (struct ns_session){.options = options};
    ns_environment_read(&s->environment);
    s->assets = ns_environment_assets();
    s->config_arena = ns_arena_new(0);
    s->state = ns_state_new();
    ns_settings_defaults(&s->settings);
    if (options->config)
        s->config_path = ns_string_dup(ns_slice_of(options->config));
    else if (!options->no_config)
        s->config_path = ns_store_config_path(&s->environment, "config");
    if (s->config_path) {
        if (!read_directives(s, s->config_path, !options->config, &s->directives,
                             &s->config_errors) &&
            options->config)
            return false;
        apply_settings(s);
    }
    return models_are_there(options) && apply_options(s);
}

static void drop_next(struct ns_session *s)
{
    ns_corpus_close(s->next);
    ns_rules_free(s->next_rules);
    s->next = NULL;
    s->next_rules = NULL;
}

void ns_session_close(struct ns_session *s)
{
    ns_model_free(s->model);
    drop_next(s);
    ns_snapshot_release(s->lent);
    free(s->lent_places);
    ns_corpus_close(s->last);
    ns_rules_free(s->last_rules);
    ns_closing_wait(s->closing);
    ns_corpus_close(s->corpus);
    ns_rules_free(s->rules);
    ns_cache_free(s->cache);
    ns_grid_free(s->grid);
    ns_state_free(s->state);
    ns_settings_free(&s->settings);
    ns_vec_free(&s->directives);
    ns_vec_free(&s->config_errors);
    ns_vec_free(&s->stream);
    ns_arena_free(s->config_arena);
    free(s->assets);
    free(s->config_path);
    free(s->state_path);
}

bool ns_session_read_stream(struct ns_session *s)
{
    struct ns_err err = {0};
    for (size_t i = 0; i < s->options->path_count; i++) {
        if (strcmp(s->options->paths[i], "-") != 0)
            continue;
        if (ns_file_read_stream(STDIN_FILENO, s->settings.file_limit, &s->stream, &err) != NS_OK) {
            ns_report("standard input: %s", err.message);
            return false;
        }
        break;
    }
    return true;
}

/* What is asked once is found sooner by looking at the texts, unless it is to be ranked. */
static bool wants_index(const struct ns_options *o)
{
    return o->command == NS_COMMAND_BROWSE || o->command == NS_COMMAND_STATS ||
           (o->command == NS_COMMAND_SEARCH && o->search.rank);
}

static enum ns_status start_corpus(const struct ns_session *s, struct ns_rules *rules,
                                   bool read_only, struct ns_corpus **out, struct ns_err *err)
{
    struct ns_corpus_options o = {
        .paths = s->options->paths,
        .path_count = s->options->path_count,
        .stream = ns_bytes_slice(&s->stream),
        .jobs = s->settings.jobs,
        .limit = s->settings.file_limit,
        .rules = rules,
        .read_only = read_only,
        .index = wants_index(s->options),
        .watch =
            s->options->command == NS_COMMAND_BROWSE && !s->options->dump && !s->options->script,
        .digest = s->options->command == NS_COMMAND_EXTRACT,
        .foreground = s->options->command != NS_COMMAND_BROWSE,
        .alone = s->alone,
        .cache = s->cache,
        .publish_ms = s->options->command == NS_COMMAND_SEARCH ? SEARCH_PUBLISH_MS : 0,
    };
    return ns_corpus_open(&o, out, err);
}

/* With --no-config nothing of the reader's is touched, so nothing is kept either. */
static void make_cache(struct ns_session *s, bool read_only)
{
    struct ns_digest program;
    if (read_only || s->cache || !s->settings.cache || s->options->no_config ||
        !ns_environment_program(&program))
        return;
    char *folder = ns_store_cache_path(&s->environment, "results");
    if (folder)
        s->cache = ns_cache_new(folder, s->settings.cache_size, program);
    free(folder);
}

bool ns_session_open_corpus(struct ns_session *s, bool read_only)
{
    make_cache(s, read_only);
    if (!load_rules(s, read_only, &s->rules))
        return false;
    ns_trace("word lists read");
    struct ns_err err = {0};
    bool fine = start_corpus(s, s->rules, read_only, &s->corpus, &err) == NS_OK;
    if (!fine)
        ns_report("%s", err.message);
    return fine;
}

static uint64_t corpus_hash(const struct ns_options *o)
{
    struct ns_bytes all = {0};
    for (size_t i = 0; i < o->path_count; i++) {
        char real[PATH_MAX];
        ns_bytes_add_text(&all, realpath(o->paths[i], real) ? real : o->paths[i]);
        ns_bytes_add_text(&all, "\n");
    }
    uint64_t hash = ns_slice_hash(ns_bytes_slice(&all));
    ns_vec_free(&all);
    return hash;
}

void ns_session_open_model(struct ns_session *s, unsigned rows, unsigned columns, bool ascii)
{
    struct ns_bytes name = {0};
    if (s->options->path_count == 1)
        ns_bytes_add_text(&name, s->options->paths[0]);
    else
        ns_bytes_format(&name, "%s and %zu more", s->options->paths[0], s->options->path_count - 1);
    struct ns_bytes note = {0};
    ns_bytes_format(&note, "%s/lexicon", s->assets);
    struct ns_err err = {0};
    if (!s->options->no_config && !s->options->dump && !s->options->script) {
        s->state_path = ns_store_state_path(&s->environment, "state");
        if (!s->state_path)
            ns_bytes_format(&s->config_errors, "HOME is not set: places are not remembered\n");
    }
    if (s->state_path && ns_state_read(s->state, s->state_path, &err) != NS_OK)
        ns_bytes_format(&s->config_errors, "%s\n", err.message);
    struct ns_model_options o = {
        .settings = &s->settings,
        .state = s->state,
        .directives = &s->directives,
        .corpus_name = ns_bytes_text(&name),
        .corpus_hash = corpus_hash(s->options),
        .lexicon_note = ns_bytes_text(&note),
    };
    s->view.ascii = ascii || s->settings.ascii;
    s->model = ns_model_new(&o, s->config_path ? s->config_path : "", &s->config_errors);
    s->grid = ns_grid_new(rows, columns);
    ns_model_resize(s->model, rows, columns);
    ns_corpus_focus(s->corpus, 0, 0, rows);
    ns_corpus_wait_first(s->corpus, rows, FIRST_WAIT_MS);
    ns_session_refresh(s);
    ns_session_tell_errors(s, 0);
    ns_vec_free(&name);
    ns_vec_free(&note);
}

void ns_session_tell_errors(struct ns_session *s, size_t from)
{
    struct ns_slice rest = ns_bytes_slice(&s->config_errors), line;
    if (rest.len <= from)
        return;
    if (ns_slice_line(&rest, &line))
        ns_model_message(s->model, true, "%.*s%s", (int)line.len, line.at,
                         rest.len ? " (and more, see :log)" : "");
    for (rest = (struct ns_slice){s->config_errors.at + from, s->config_errors.len - from};
         ns_slice_line(&rest, &line);)
        ns_log("%.*s", (int)line.len, line.at);
}

/* What is wrong with the trained models, once it is known. */
static unsigned tell_models(struct ns_session *s)
{
    if (s->models_noted || !ns_rules_are_complete(s->rules))
        return NS_DIRTY_NONE;
    s->models_noted = true;
    struct ns_slice lines = ns_rules_models_note(s->rules), line;
    if (lines.len == 0)
        return NS_DIRTY_NONE;
    size_t from = s->config_errors.len;
    if (ns_slice_find(ns_bytes_slice(&s->config_errors), lines, 0) == SIZE_MAX) {
        ns_bytes_add(&s->config_errors, lines);
        ns_session_tell_errors(s, from);
        return NS_DIRTY_STATUS;
    }
    /* Lists were read again, and it is still so: one line in what is told at the end is enough. */
    return ns_slice_line(&lines, &line)
               ? ns_model_message(s->model, true, "%.*s", (int)line.len, line.at)
               : NS_DIRTY_NONE;
}

/* The model must have let go of what was lent. */
static void drop_last(struct ns_session *s)
{
    if (!s->last)
        return;
    ns_snapshot_release(s->lent);
    free(s->lent_places);
    ns_closing_wait(s->closing);
    s->closing = ns_corpus_close_aside(s->last, s->last_rules);
    s->last = NULL;
    s->last_rules = NULL;
    s->lent = NULL;
    s->lent_places = NULL;
}

static unsigned percent_of(const struct ns_snapshot *snapshot)
{
    size_t files = snapshot->count - snapshot->failed_count;
    size_t done = snapshot->read_count + snapshot->extracted_count;
    return files ? (unsigned)(done * 50 / files) : 0;
}

/* With what an older corpus lends, until it need not lend any more. */
static unsigned show(struct ns_session *s, struct ns_snapshot *snapshot)
{
    unsigned dirty;
    if (!s->last)
        return ns_model_snapshot(s->model, snapshot);
    if (snapshot->complete) {
        dirty = ns_model_replace(s->model, snapshot, NULL);
        drop_last(s);
        return dirty;
    }
    struct ns_snapshot *lent = ns_snapshot_lend(snapshot, s->lent, s->lent_places);
    dirty = ns_model_snapshot(s->model, lent);
    ns_snapshot_release(lent);
    return dirty | (s->next ? 0u : ns_model_again(s->model, percent_of(snapshot)));
}

unsigned ns_session_refresh(struct ns_session *s)
{
    struct ns_snapshot *snapshot = ns_corpus_take(s->corpus);
    unsigned dirty = show(s, snapshot);
    if (snapshot->rules_note && !s->rules_noted) {
        s->rules_noted = true;
        size_t from = s->config_errors.len;
        ns_bytes_format(&s->config_errors, "%s\n", snapshot->rules_note);
        ns_session_tell_errors(s, from);
        dirty |= NS_DIRTY_STATUS;
    }
    ns_snapshot_release(snapshot);
    return dirty | tell_models(s);
}

void ns_session_focus(struct ns_session *s)
{
    size_t current, first, count;
    ns_model_focus(s->model, &current, &first, &count);
    if (current == s->focus_current && first == s->focus_first && count == s->focus_count)
        return;
    s->focus_current = current;
    s->focus_first = first;
    s->focus_count = count;
    ns_corpus_focus(s->corpus, current, first, count);
}

unsigned ns_session_reload(struct ns_session *s, bool rules)
{
    struct ns_err err = {0};
    /* A reading that is under way may have passed what has changed since: it begins anew. */
    rules = rules || s->next_rules;
    drop_next(s);
    /* Lists that one corpus may be completing are not given to another. */
    if (rules || !ns_rules_are_complete(s->rules)) {
        char *folder = ns_path_join(s->assets, "lexicon");
        char *user =
            s->options->no_config ? NULL : ns_store_config_path(&s->environment, "lexicon");
        (void)begin_rules(s, folder, user, &s->next_rules, &err);
        free(folder);
        free(user);
    }
    struct ns_rules *lists = s->next_rules ? s->next_rules : s->rules;
    if (err.status == NS_OK && start_corpus(s, lists, false, &s->next, &err) == NS_OK) {
        s->next_began = ns_clock();
        s->next_by_change = false;
        s->next_are_new = rules;
        return ns_model_again(s->model, 0);
    }
    drop_next(s);
    return ns_model_not_again(s->model) | ns_model_message(s->model, true, "%s", err.message);
}

/* What the new corpus has not extracted yet the old one lends, unless other lists were asked for. */
static void take_next(struct ns_session *s, struct ns_snapshot *snapshot)
{
    const char *what = s->next_are_new     ? "word lists read again"
                       : s->next_by_change ? "files changed"
                                           : "read again";
    struct ns_snapshot *before = ns_corpus_take(s->corpus), *shown;
    size_t *places = ns_snapshot_places(snapshot, before);
    shown = snapshot->complete ? ns_snapshot_acquire(snapshot)
                               : ns_snapshot_lend(snapshot, before, places);
    ns_model_replace(s->model, shown, what);
    ns_snapshot_release(shown);
    drop_last(s);
    s->last = s->corpus;
    s->last_rules = s->next_rules ? s->rules : NULL;
    s->lent = before;
    s->lent_places = places;
    s->corpus = s->next;
    s->next = NULL;
    if (s->next_rules) {
        s->rules = s->next_rules;
        s->next_rules = NULL;
        s->rules_noted = s->models_noted = false;
    }
    s->focus_count = 0;
    s->changed = false; /* the new corpus has been watching since before it was read */
    s->change_due = ns_clock() + CHANGE_REST_NS + CHANGE_SHARE * (ns_clock() - s->next_began);
    if (snapshot->complete)
        drop_last(s);
}

unsigned ns_session_follow(struct ns_session *s, uint64_t now)
{
    s->changed = ns_corpus_changed(s->corpus) || s->changed;
    if (ns_session_change_wait(s, now) != 0)
        return NS_DIRTY_NONE;
    s->changed = false;
    unsigned dirty = ns_session_reload(s, false);
    s->next_by_change = s->next != NULL;
    return dirty;
}

int ns_session_change_wait(const struct ns_session *s, uint64_t now)
{
    if (!s->changed || !s->settings.watch || s->next || s->last)
        return -1;
    return now >= s->change_due ? 0 : (int)((s->change_due - now) / 1000000u) + 1;
}

unsigned ns_session_advance(struct ns_session *s)
{
    if (!s->next)
        return NS_DIRTY_NONE;
    struct ns_snapshot *snapshot = ns_corpus_take(s->next);
    unsigned dirty = NS_DIRTY_ALL;
    bool read =
        snapshot->listed && snapshot->read_count + snapshot->failed_count == snapshot->count;
    if (snapshot->rules_note && s->next_are_new) {
        /* Lists with a slip in them take no one's place. */
        dirty = ns_model_message(s->model, true, "%s", snapshot->rules_note);
        ns_snapshot_release(snapshot);
        drop_next(s);
        return dirty | ns_model_not_again(s->model);
    }
    if (snapshot->complete || (read && !s->next_are_new)) {
        take_next(s, snapshot);
        dirty |= tell_models(s); /* the last snapshot may be there already */
    }
    if (!snapshot->complete)
        dirty |= ns_model_again(s->model, percent_of(snapshot));
    ns_snapshot_release(snapshot);
    return dirty;
}

/* Lays the "color" directives over theme; others are not its business. */
static void apply_colors(struct ns_theme *theme, const struct ns_directives *directives,
                         const char *file, struct ns_bytes *errors)
{
    for (size_t i = 0; i < directives->len; i++) {
        const struct ns_directive *d = &directives->at[i];
        const char *message = NULL;
        if (!ns_slice_equal(d->verb, NS_SLICE("color")))
            continue;
        size_t wrong = ns_theme_color(theme, d->words, d->word_count, &message);
        if (wrong != SIZE_MAX && errors) {
            struct ns_slice word = wrong < d->word_count ? d->words[wrong] : NS_SLICE("");
            ns_bytes_format(errors, "%s:%u:%u: %s: '%.*s'\n", file, d->line,
                            wrong < d->word_count ? d->columns[wrong] : 1, message, (int)word.len,
                            word.at);
        }
    }
}

void ns_session_theme(const struct ns_session *s, struct ns_theme *theme, struct ns_bytes *errors)
{
    ns_theme_mono(theme);
    struct ns_session scratch = {.config_arena = ns_arena_new(0)};
    struct ns_bytes name = {0};
    ns_bytes_format(&name, "%s/themes/%.*s.theme", s->assets, (int)s->settings.theme.len,
                    s->settings.theme.at);
    struct ns_directives directives = {0};
    if (!ns_slice_equal(s->settings.theme, NS_SLICE("mono")) &&
        read_directives(&scratch, ns_bytes_text(&name), false, &directives, errors))
        apply_colors(theme, &directives, ns_bytes_text(&name), errors);
    ns_vec_free(&directives);
    ns_vec_free(&name);
    ns_arena_free(scratch.config_arena);
    apply_colors(theme, &s->directives, s->config_path ? s->config_path : "", errors);
}

bool ns_session_save(struct ns_session *s, bool tell)
{
    if (!s->state_path || !s->model)
        return false;
    ns_model_remember(s->model);
    struct ns_err err = {0};
    bool saved = ns_state_write(s->state, s->state_path, &err) == NS_OK;
    if (!saved && tell)
        ns_report("%s", err.message);
    return saved;
}
