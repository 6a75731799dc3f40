/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inside.h"

#include "naysay/log.h"

#include <stdarg.h>
#include <stdio.h>

#define MESSAGES 200 /* kept for :messages */

unsigned ns_model_take_dirty(struct ns_model *m)
{
    unsigned dirty = m->dirty;
    m->dirty = NS_DIRTY_NONE;
    return dirty;
}

/* --- life --- */

struct ns_model *ns_model_new(const struct ns_model_options *options, const char *config_file,
                              struct ns_bytes *errors)
{
    struct ns_model *m = ns_alloc(sizeof *m);
    m->settings = options->settings;
    m->state = options->state;
    m->corpus_hash = options->corpus_hash;
    m->corpus_name = ns_string_dup(ns_slice_of(options->corpus_name));
    m->lexicon_note = ns_string_dup(ns_slice_of(options->lexicon_note));
    m->keymap = ns_keymap_new();
    m->arena = ns_arena_new(0);
    m->rows = ns_rows_new();
    ns_rows_threshold(m->rows, m->settings->threshold, NULL);
    m->pages = ns_page_cache_new();
    m->selected = m->text.item = NS_NO_ITEM;
    m->text.statement = NS_NONE;
    m->hits_shown = true;
    m->side_view = NS_SIDE_NAMES;
    m->problem_next = SIZE_MAX;
    m->finding.results = ns_results_new();
    ns_results_threshold(m->finding.results, m->settings->threshold);
    if (m->state)
        ns_state_get_article(m->state, m->corpus_hash, &m->wanted_hash);
    size_t before = errors ? errors->len : 0;
    struct ns_bytes own = {0};
    if (options->directives) {
        const char *file = config_file ? config_file : "config";
        ns_keymap_bind(m->keymap, options->directives, file, errors ? errors : &own);
        ns_command_aliases(m, options->directives, file, errors ? errors : &own);
    }
    if (errors && errors->len > before) {
        struct ns_slice rest = {errors->at + before, errors->len - before}, line;
        while (ns_slice_line(&rest, &line))
            ns_model_complain(m, "%.*s", (int)line.len, line.at);
    }
    ns_vec_free(&own);
    return m;
}

void ns_model_free(struct ns_model *m)
{
    if (!m)
        return;
    ns_snapshot_release(m->snapshot);
    ns_finding_free(m);
    ns_profile_free(m);
    ns_pager_close(&m->pager);
    ns_prompt_free(&m->prompt);
    ns_marks_clear(&m->text.marks);
    ns_vec_free(&m->text.hits);
    for (unsigned v = 0; v < NS_SIDE_VIEWS; v++)
        ns_side_free(&m->aside[v].side);
    ns_vec_free(&m->text.hit_terms);
    ns_pattern_free(m->pattern);
    ns_query_free(m->asked);
    ns_vec_free(&m->pattern_text);
    ns_vec_free(&m->limit_text);
    ns_vec_free(&m->jumps);
    ns_vec_free(&m->message);
    ns_vec_free(&m->requests);
    for (size_t i = 0; i < m->messages.len; i++)
        free(m->messages.at[i]);
    ns_vec_free(&m->messages);
    ns_vec_free(&m->aliases);
    ns_page_cache_free(m->pages);
    ns_rows_free(m->rows);
    ns_keymap_free(m->keymap);
    ns_arena_free(m->arena);
    free(m->corpus_name);
    free(m->lexicon_note);
    free(m);
}

/* --- size and focus --- */

void ns_model_relayout(struct ns_model *m)
{
    struct ns_layout_wish wish = {.rows = m->layout.rows,
                                  .columns = m->layout.columns,
                                  .focus = m->focus,
                                  .zoom = m->zoom,
                                  .text_width = m->settings->text_width,
                                  .side_width = m->settings->side_width};
    ns_layout_compute(&wish, &m->layout);
    ns_list_settle(m);
    ns_reading_refresh(m);
    ns_finding_settle(m);
    if (m->pager.topic)
        ns_pager_wrap(&m->pager, m->layout.body.columns, m->layout.body.rows - 1);
    ns_model_soil(m, NS_DIRTY_ALL);
}

unsigned ns_model_resize(struct ns_model *m, unsigned rows, unsigned columns)
{
    m->layout.rows = rows;
    m->layout.columns = columns;
    ns_model_relayout(m);
    return ns_model_take_dirty(m);
}

void ns_model_focus_pane(struct ns_model *m, enum ns_pane pane)
{
    if (m->focus == pane)
        return;
    m->focus = pane;
    ns_aside_look(m);
    if (m->zoom || m->layout.shape == NS_SHAPE_ONE) {
        ns_model_relayout(m);
        return;
    }
    ns_model_soil(m, NS_DIRTY_LIST | NS_DIRTY_TEXT | NS_DIRTY_SIDE | NS_DIRTY_STATUS);
}

enum ns_context ns_model_context(const struct ns_model *m)
{
    if (m->prompt.sign)
        return NS_CONTEXT_PROMPT;
    if (m->pager.topic)
        return NS_CONTEXT_PAGER;
    if (m->finding.shown)
        return m->finding.plot && !m->finding.at_facets ? NS_CONTEXT_TIMELINE : NS_CONTEXT_RESULTS;
    return m->focus == NS_PANE_LIST   ? NS_CONTEXT_LIST
           : m->focus == NS_PANE_TEXT ? NS_CONTEXT_TEXT
                                      : NS_CONTEXT_SIDE;
}

/* --- messages and requests --- */

__attribute__((format(printf, 3, 0))) static void show_message(struct ns_model *m, bool error,
                                                               const char *format, va_list args)
{
    struct ns_err text;
    vsnprintf(text.message, sizeof text.message, format, args);
    m->message.len = 0;
    ns_bytes_add_text(&m->message, text.message);
    m->message_error = error;
    if (m->messages.len == MESSAGES) {
        free(m->messages.at[0]);
        memmove(m->messages.at, m->messages.at + 1, (MESSAGES - 1) * sizeof *m->messages.at);
        m->messages.len--;
    }
    ns_vec_push(&m->messages, ns_string_dup(ns_slice_of(text.message)));
    ns_model_soil(m, NS_DIRTY_STATUS);
}

void ns_model_say(struct ns_model *m, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    show_message(m, false, format, args);
    va_end(args);
}

void ns_model_complain(struct ns_model *m, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    show_message(m, true, format, args);
    va_end(args);
}

unsigned ns_model_message(struct ns_model *m, bool error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    show_message(m, error, format, args);
    va_end(args);
    return ns_model_take_dirty(m);
}

void ns_model_request(struct ns_model *m, enum ns_request_type type, struct ns_slice path,
                      unsigned line)
{
    struct ns_request request = {.type = type, .line = line};
    size_t len = path.len < sizeof request.path - 1 ? path.len : sizeof request.path - 1;
    if (len)
        memcpy(request.path, path.at, len);
    ns_vec_push(&m->requests, request);
}

bool ns_model_take_request(struct ns_model *m, struct ns_request *out)
{
    if (!m->requests.len)
        return false;
    *out = m->requests.at[0];
    m->requests.len--;
    memmove(m->requests.at, m->requests.at + 1, m->requests.len * sizeof *m->requests.at);
    return true;
}

/* --- snapshots --- */

const struct ns_item *ns_model_item(const struct ns_model *m, size_t item)
{
    return m->snapshot && item < m->snapshot->count ? &m->snapshot->items[item] : NULL;
}

/* Finds the article that was open at the end of the last session as soon as it has been read. Items
 * that are not read yet are looked at again next time. */
static void find_wanted(struct ns_model *m)
{
    if (!m->wanted_hash || m->touched)
        return;
    bool gap = false;
    for (size_t i = m->wanted_next; i < m->snapshot->count; i++) {
        const struct ns_item *item = &m->snapshot->items[i];
        if (item->article && item->article->body_hash == m->wanted_hash) {
            m->wanted_hash = 0;
            m->selected = i;
            m->follow_due = 0;
            ns_reading_open(m, i);
            ns_list_settle(m);
            return;
        }
        gap = gap || (!item->article && !item->failed);
        if (!gap)
            m->wanted_next = i + 1;
    }
    if (m->snapshot->complete)
        m->wanted_hash = 0;
}

unsigned ns_model_snapshot(struct ns_model *m, struct ns_snapshot *snapshot)
{
    struct ns_snapshot *old = m->snapshot;
    bool finished = old && !old->complete && snapshot->complete;
    m->snapshot = ns_snapshot_acquire(snapshot);
    ns_snapshot_release(old);
    ns_rows_update(m->rows, snapshot);
    find_wanted(m);
    if (finished && ns_rows_query(m->rows) && ns_query_needs_extraction(ns_rows_query(m->rows)))
        ns_list_limit_typed(m, ns_bytes_slice(&m->limit_text)); /* roles may have changed late */
    ns_list_work(m, ns_clock() + NS_SLICE_NS);
    ns_finding_snapshot(m);
    const struct ns_item *item = ns_model_item(m, m->text.item);
    if (item && (item->article != m->text.article || item->extraction != m->text.extraction))
        ns_reading_refresh(m);
    ns_model_soil(m, NS_DIRTY_LIST | NS_DIRTY_STATUS);
    return ns_model_take_dirty(m);
}

void ns_model_remember(struct ns_model *m)
{
    ns_reading_remember(m);
}

void ns_model_focus(const struct ns_model *m, size_t *current, size_t *first, size_t *count)
{
    size_t rows = ns_rows_count(m->rows), capacity = ns_list_capacity(m);
    *current = m->text.item != NS_NO_ITEM ? m->text.item : 0;
    if (m->follow_due && m->selected != NS_NO_ITEM)
        *current = m->selected;
    *first = m->list_top < rows ? ns_rows_item(m->rows, m->list_top) : 0;
    *count = capacity;
    size_t last_row = m->list_top + capacity < rows ? m->list_top + capacity : rows;
    if (last_row > m->list_top) {
        size_t last = ns_rows_item(m->rows, last_row - 1);
        /* With another order what is seen is spread over the items: then the first alone counts. */
        if (last >= *first && last - *first < 4 * capacity)
            *count = last - *first + 1 > capacity ? last - *first + 1 : capacity;
    }
}

/* --- time --- */

static bool at_work(const struct ns_model *m)
{
    if (m->text.page && !m->text.page->complete)
        return true;
    return m->snapshot && (ns_rows_busy(m->rows) || m->seek.active || m->profile.active ||
                           m->problem_next != SIZE_MAX || ns_finding_busy(m));
}

int ns_model_timeout(const struct ns_model *m, uint64_t now)
{
    if (at_work(m))
        return 0;
    uint64_t due = m->follow_due;
    if (m->profile.due && (!due || m->profile.due < due))
        due = m->profile.due;
    if (!due)
        return -1;
    return due <= now ? 0 : (int)((due - now + 999999u) / 1000000u);
}

unsigned ns_model_tick(struct ns_model *m, uint64_t now)
{
    m->now = now;
    uint64_t deadline = ns_clock() + NS_SLICE_NS;
    if (m->follow_due && now >= m->follow_due) {
        m->follow_due = 0;
        if (m->selected != NS_NO_ITEM)
            ns_reading_open(m, m->selected);
    }
    if (m->profile.due && now >= m->profile.due) {
        m->profile.due = 0;
        m->profile.active = true;
    }
    ns_reading_work(m, deadline);
    ns_list_work(m, deadline);
    if (ns_clock() < deadline)
        ns_seek_work(m, deadline);
    if (ns_clock() < deadline)
        ns_finding_work(m, deadline);
    if (ns_clock() < deadline)
        ns_profile_work(m, deadline);
    if (ns_clock() < deadline)
        ns_overlay_problems_work(m, deadline);
    return ns_model_take_dirty(m);
}

/* --- keys --- */

static void typed(struct ns_model *m)
{
    struct ns_slice text = ns_bytes_slice(&m->prompt.text);
    if (m->prompt.sign == '/')
        ns_search_typed(m, text);
    else if (m->prompt.sign == '&')
        ns_list_limit_typed(m, text);
    else if (m->prompt.sign == 'S')
        ns_finding_typed(m, text);
    ns_model_soil(m, NS_DIRTY_STATUS);
}

static void prompt_leave(struct ns_model *m, bool accept)
{
    char sign = m->prompt.sign;
    struct ns_slice text = ns_bytes_slice(&m->prompt.text);
    ns_prompt_close(&m->prompt);
    ns_model_soil(m, NS_DIRTY_STATUS);
    if (sign == '/' && accept)
        ns_search_accept(m, text);
    else if (sign == '/')
        ns_search_cancel(m);
    else if (sign == '&' && accept)
        ns_list_limit_accept(m, text);
    else if (sign == '&')
        ns_list_limit_cancel(m);
    else if (sign == 'S' && accept)
        ns_finding_ask(m, text);
    else if (sign == 'S')
        return;
    else if (accept)
        ns_command_run(m, text);
}

static void key_in_prompt(struct ns_model *m, uint32_t key)
{
    const struct ns_binding *binding = ns_keymap_find(m->keymap, NS_CONTEXT_PROMPT, key);
    bool changed = false;
    ns_model_soil(m, NS_DIRTY_STATUS);
    if (!binding) {
        if (key >= 0x20 && key < NS_KEY_BASE) {
            ns_prompt_insert(&m->prompt, key);
            typed(m);
        }
        return;
    }
    switch (binding->action) {
    case NS_ACTION_ACCEPT:
        /* A query that cannot be understood stays in the line, to be put right or left by Esc. */
        if ((m->prompt.sign == '&' || m->prompt.sign == 'S') &&
            !ns_list_limit_understood(m, ns_bytes_slice(&m->prompt.text)))
            return;
        prompt_leave(m, true);
        return;
    case NS_ACTION_CANCEL:
        prompt_leave(m, false);
        return;
    case NS_ACTION_COMPLETE:
    case NS_ACTION_COMPLETE_BACK:
        if (m->prompt.sign == '/')
            return;
        changed =
            ns_prompt_complete(&m->prompt, binding->action == NS_ACTION_COMPLETE,
                               m->prompt.sign == ':' ? ns_command_complete : ns_query_complete, m);
        break;
    case NS_ACTION_ERASE:
        if (!m->prompt.text.len) {
            prompt_leave(m, false);
            return;
        }
        changed = ns_prompt_edit(&m->prompt, binding->action, m->state);
        break;
    default:
        changed = ns_prompt_edit(&m->prompt, binding->action, m->state);
        break;
    }
    if (changed)
        typed(m);
}

static bool take_digit(struct ns_model *m, uint32_t key)
{
    if (key < '0' || key > '9' || (key == '0' && !m->count))
        return false;
    if (m->count < 100000)
        m->count = m->count * 10 + (unsigned)(key - '0');
    ns_model_soil(m, NS_DIRTY_STATUS);
    return true;
}

static void key_in_pane(struct ns_model *m, uint32_t key)
{
    const struct ns_binding *binding = ns_keymap_find(m->keymap, ns_model_context(m), key);
    if (!binding && take_digit(m, key))
        return;
    if (m->count)
        ns_model_soil(m, NS_DIRTY_STATUS);
    if (binding) {
        ns_action_run(m, binding->action, binding->argument);
    } else {
        struct ns_bytes name = {0}, help = {0};
        ns_key_name(key, &name);
        ns_keymap_key(m->keymap, ns_model_context(m), NS_ACTION_HELP, &help);
        ns_model_say(m, "%s does nothing here; %s shows the keys", ns_bytes_text(&name),
                     help.len ? ns_bytes_text(&help) : ":help");
        ns_vec_free(&name);
        ns_vec_free(&help);
    }
    m->count = 0;
}

unsigned ns_model_key(struct ns_model *m, uint32_t key, uint64_t now)
{
    m->now = now;
    m->touched = true;
    if (key == NS_KEY_UNKNOWN || key == 0)
        return ns_model_take_dirty(m);
    if (key == 0x7F)
        key = NS_KEY_BACKSPACE;
    else if (key == '\n')
        key = NS_KEY_ENTER;
    if (m->message.len) {
        m->message.len = 0;
        m->message_error = false;
        ns_model_soil(m, NS_DIRTY_STATUS);
    }
    ns_seek_stop(m);
    if (m->layout.shape == NS_SHAPE_SMALL) {
        const struct ns_binding *b = ns_keymap_find(m->keymap, NS_CONTEXT_LIST, key);
        if (b && (b->action == NS_ACTION_QUIT || b->action == NS_ACTION_SUSPEND))
            ns_action_run(m, b->action, b->argument);
    } else if (m->prompt.sign) {
        key_in_prompt(m, key);
    } else {
        key_in_pane(m, key);
    }
    return ns_model_take_dirty(m);
}

unsigned ns_model_command(struct ns_model *m, struct ns_slice line, uint64_t now)
{
    m->now = now;
    m->touched = true;
    ns_command_run(m, line);
    return ns_model_take_dirty(m);
}

void ns_model_list_actions(const struct ns_model *m, struct ns_bytes *out)
{
    for (unsigned i = 0; i < NS_ACTION_COUNT; i++) {
        enum ns_action action = (enum ns_action)i;
        const struct ns_action_info *info = ns_action_info(action);
        struct ns_bytes contexts = {0}, keys = {0};
        for (unsigned c = 0; c < NS_CONTEXT_COUNT; c++) {
            enum ns_context context = (enum ns_context)c;
            if (!ns_action_in(action, context))
                continue;
            if (contexts.len)
                ns_bytes_add_text(&contexts, ",");
            ns_bytes_add_text(&contexts, ns_context_name(context));
            if (!keys.len)
                ns_keymap_keys(m->keymap, context, action, &keys);
        }
        ns_bytes_format(out, "%s\t%s\t%s\t%s\n", info->name, ns_bytes_text(&contexts),
                        ns_bytes_text(&keys), info->help);
        ns_vec_free(&contexts);
        ns_vec_free(&keys);
    }
}
