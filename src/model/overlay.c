/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages over the panes: help, problems, messages, log, settings, about. */
#include "inside.h"

#include "naysay/log.h"

#define KEY_COLUMNS 22u

void ns_overlay_open(struct ns_model *m, enum ns_pager_topic topic, const char *title)
{
    ns_pager_open(&m->pager, topic, title);
    m->problem_next = SIZE_MAX;
    m->profile.shown = false;
}

void ns_overlay_ready(struct ns_model *m)
{
    unsigned rows = m->layout.body.rows > 1 ? m->layout.body.rows - 1 : 1;
    ns_pager_search(&m->pager);
    ns_pager_wrap(&m->pager, m->layout.body.columns, rows);
    ns_model_soil(m, NS_DIRTY_ALL);
}

void ns_overlay_close(struct ns_model *m)
{
    if (!m->pager.topic)
        return;
    ns_pager_close(&m->pager);
    m->problem_next = SIZE_MAX;
    m->profile.shown = false;
    ns_model_soil(m, NS_DIRTY_ALL);
}

static void add_line(struct ns_model *m, struct ns_slice text)
{
    ns_pager_add(&m->pager, NS_SLICE(""), 0, text, NS_PAGER_PLAIN);
}

/* --- help --- */

static const struct {
    enum ns_context context;
    const char *heading;
} sections[] = {
    {NS_CONTEXT_LIST, "In the list"},
    {NS_CONTEXT_TEXT, "In the text"},
    {NS_CONTEXT_SIDE, "In the names and statements"},
    {NS_CONTEXT_RESULTS, "In the results of S"},
    {NS_CONTEXT_TIMELINE, "In the timeline"},
    {NS_CONTEXT_PAGER, "On a page like this"},
    {NS_CONTEXT_PROMPT, "In the input line"},
};

/* The keys of an action, and those that run it with an argument. */
static void help_keys(struct ns_model *m, enum ns_context context, enum ns_action action)
{
    struct ns_bytes keys = {0};
    const char *help = ns_action_info(action)->help;
    if (ns_keymap_keys(m->keymap, context, action, &keys))
        ns_pager_add(&m->pager, ns_bytes_slice(&keys), KEY_COLUMNS, ns_slice_of(help),
                     NS_PAGER_PLAIN);
    size_t count;
    const struct ns_binding *all = ns_keymap_all(m->keymap, context, &count);
    for (size_t i = 0; i < count; i++) {
        if (all[i].action != action || !all[i].argument.len)
            continue;
        keys.len = 0;
        ns_key_name(all[i].key, &keys);
        struct ns_bytes text = {0};
        ns_bytes_format(&text, ":%s %.*s", ns_action_info(action)->name, (int)all[i].argument.len,
                        all[i].argument.at);
        ns_pager_add(&m->pager, ns_bytes_slice(&keys), KEY_COLUMNS, ns_bytes_slice(&text),
                     NS_PAGER_PLAIN);
        ns_vec_free(&text);
    }
    ns_vec_free(&keys);
}

/* Actions that count in all panes are told once, under the text. */
static bool everywhere(enum ns_action action)
{
    return ns_action_in(action, NS_CONTEXT_LIST) && ns_action_in(action, NS_CONTEXT_TEXT) &&
           ns_action_in(action, NS_CONTEXT_SIDE);
}

static void help_letters(struct ns_model *m)
{
    ns_pager_heading(&m->pager, "Letters beside the text");
    for (unsigned k = 0; k < NS_KIND_COUNT; k++) {
        char letter = ns_kind_letter((enum ns_kind)k);
        ns_pager_add(&m->pager, (struct ns_slice){&letter, 1}, KEY_COLUMNS,
                     ns_slice_of(ns_kind_name((enum ns_kind)k)), NS_PAGER_PLAIN);
    }
}

static void help_commands(struct ns_model *m)
{
    ns_pager_heading(&m->pager, "Commands (after :, Tab completes); keys run them too once bound");
    for (unsigned i = 0; i < NS_ACTION_COUNT; i++) {
        const struct ns_action_info *info = ns_action_info((enum ns_action)i);
        if (info->keys[0] || (enum ns_action)i == NS_ACTION_NOTHING)
            continue;
        ns_pager_add(&m->pager, ns_slice_of(info->name), KEY_COLUMNS, ns_slice_of(info->help),
                     NS_PAGER_PLAIN);
    }
    for (size_t i = 0; i < m->aliases.len; i++)
        ns_pager_add(&m->pager, m->aliases.at[i].name, KEY_COLUMNS, m->aliases.at[i].command,
                     NS_PAGER_PLAIN);
}

static void help_query(struct ns_model *m)
{
    static const char *const forms[][2] = {
        {"word  word*", "a whole word; its beginning"},
        {"\"two words\"", "these words in this order"},
        {"a b   a or b   -c", "both; either; not; brackets as in a (b or -c)"},
        {"a near/5 b", "at most 5 words from each other, on either side; near alone: 10"},
        {"/ra[iy]ds?/", "a regular expression, as / takes it; a / in it is written \\/"},
        {"entity:\"A Name\"", "where the name is mentioned, under any of its forms"},
        {"speaker:name", "where somebody of that name is quoted"},
        {"kind:denial", "where there is such a statement"},
        {"has:speaker", "where there is one; also statement, anonymous, name, title, byline, date, "
                        "outlet, section, dateline, problem"},
        {"date:2016-03", "of that day, month or year; a range: date:2016-01..2016-03, date:..2015"},
        {"title: outlet: file:", "where the word, \"phrase\", word* or /regex/ stands there"},
    };
    ns_pager_heading(&m->pager, "Limiting the list, finding in all articles");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        ns_pager_add(&m->pager, ns_slice_of(forms[i][0]), KEY_COLUMNS, ns_slice_of(forms[i][1]),
                     NS_PAGER_PLAIN);
}

void ns_overlay_help(struct ns_model *m)
{
    ns_overlay_open(m, NS_PAGER_HELP, "Help");
    ns_pager_heading(&m->pager, "Everywhere");
    for (unsigned i = 0; i < NS_ACTION_COUNT; i++)
        if (everywhere((enum ns_action)i))
            help_keys(m, NS_CONTEXT_TEXT, (enum ns_action)i);
    help_letters(m);
    help_query(m);
    for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
        bool headed = false;
        for (unsigned i = 0; i < NS_ACTION_COUNT; i++) {
            enum ns_action action = (enum ns_action)i;
            if (everywhere(action) || !ns_action_in(action, sections[s].context))
                continue;
            if (!headed)
                ns_pager_heading(&m->pager, sections[s].heading);
            headed = true;
            help_keys(m, sections[s].context, action);
        }
    }
    help_commands(m);
    ns_overlay_ready(m);
}

/* --- problems --- */

void ns_overlay_problems(struct ns_model *m)
{
    ns_overlay_open(m, NS_PAGER_PROBLEMS, "Problems");
    const struct ns_snapshot *s = m->snapshot;
    if (s && s->skipped_count) {
        ns_pager_heading(&m->pager, "Skipped");
        for (size_t i = 0; i < s->skipped_count; i++) {
            struct ns_bytes text = {0};
            ns_bytes_format(&text, "%s: %s", s->skipped[i].path, s->skipped[i].reason);
            add_line(m, ns_bytes_slice(&text));
            ns_vec_free(&text);
        }
    }
    m->problem_next = 0;
    ns_overlay_problems_work(m, ns_clock() + NS_KEY_SLICE_NS);
    ns_overlay_ready(m);
}

static void add_problems(struct ns_model *m, const struct ns_item *item)
{
    for (size_t i = 0; i < item->article->problem_count; i++) {
        const struct ns_problem *p = &item->article->problems[i];
        struct ns_bytes text = {0};
        ns_bytes_format(&text, "%s: byte %llu: %.*s", item->path, (unsigned long long)p->offset,
                        (int)p->message.len, p->message.at);
        if (p->count > 1)
            ns_bytes_format(&text, " (%u times)", p->count);
        add_line(m, ns_bytes_slice(&text));
        ns_vec_free(&text);
    }
}

void ns_overlay_problems_work(struct ns_model *m, uint64_t deadline)
{
    if (m->problem_next == SIZE_MAX || !m->snapshot || m->pager.topic != NS_PAGER_PROBLEMS)
        return;
    size_t before = m->pager.items.len;
    while (m->problem_next < m->snapshot->count) {
        const struct ns_item *item = &m->snapshot->items[m->problem_next++];
        if (item->article)
            add_problems(m, item);
        if (m->problem_next % 64 == 0 && ns_clock() >= deadline)
            break;
    }
    if (m->problem_next >= m->snapshot->count) {
        m->problem_next = SIZE_MAX;
        if (!m->pager.items.len)
            add_line(m, NS_SLICE("nothing was skipped, and no file had a problem"));
    }
    if (m->pager.items.len != before)
        ns_overlay_ready(m);
}

/* --- messages, log, settings, about --- */

void ns_overlay_messages(struct ns_model *m)
{
    ns_overlay_open(m, NS_PAGER_MESSAGES, "Messages");
    for (size_t i = 0; i < m->messages.len; i++)
        add_line(m, ns_slice_of(m->messages.at[i]));
    if (!m->messages.len)
        add_line(m, NS_SLICE("no message so far"));
    ns_overlay_ready(m);
    ns_pager_to(&m->pager, m->pager.lines.len);
}

void ns_overlay_log(struct ns_model *m)
{
    ns_overlay_open(m, NS_PAGER_LOG, "Log");
    struct ns_bytes log = {0};
    ns_log_copy(&log);
    struct ns_slice rest = ns_bytes_slice(&log), line;
    while (ns_slice_line(&rest, &line))
        add_line(m, line);
    if (!log.len)
        add_line(m, NS_SLICE("nothing was logged"));
    ns_vec_free(&log);
    ns_overlay_ready(m);
    ns_pager_to(&m->pager, m->pager.lines.len);
}

void ns_overlay_settings(struct ns_model *m)
{
    ns_overlay_open(m, NS_PAGER_SETTINGS, "Settings");
    struct ns_setting_info info;
    for (size_t i = 0; ns_settings_info(i, &info); i++) {
        struct ns_bytes text = {0};
        ns_settings_value(m->settings, i, &text);
        ns_bytes_format(&text, "  (%s) %s", info.values, info.help);
        ns_pager_add(&m->pager, ns_slice_of(info.name), KEY_COLUMNS, ns_bytes_slice(&text),
                     NS_PAGER_PLAIN);
        ns_vec_free(&text);
    }
    ns_overlay_ready(m);
}

static void about_line(struct ns_model *m, const char *lead, const char *text)
{
    ns_pager_add(&m->pager, ns_slice_of(lead), KEY_COLUMNS, ns_slice_of(text), NS_PAGER_PLAIN);
}

void ns_overlay_about(struct ns_model *m)
{
    struct ns_bytes text = {0};
    const struct ns_snapshot *s = m->snapshot;
    ns_overlay_open(m, NS_PAGER_ABOUT, "About");
    about_line(m, "naysay", NS_VERSION);
    about_line(m, "corpus", m->corpus_name);
    about_line(m, "word lists", m->lexicon_note);
    if (s) {
        ns_bytes_format(&text, "%zu files, %zu read, %zu extracted, %zu failed, %llu bytes of text",
                        s->count, s->read_count, s->extracted_count, s->failed_count,
                        (unsigned long long)s->byte_count);
        about_line(m, "read so far", ns_bytes_text(&text));
        for (unsigned k = 0; k < NS_KIND_COUNT; k++) {
            text.len = 0;
            ns_bytes_format(
                &text, "%llu",
                (unsigned long long)ns_snapshot_count(s, (enum ns_kind)k, m->settings->threshold));
            about_line(m, ns_kind_heading((enum ns_kind)k), ns_bytes_text(&text));
        }
    }
    ns_vec_free(&text);
    ns_overlay_ready(m);
}
