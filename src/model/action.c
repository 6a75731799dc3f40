/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each action does, by where the reader is. */
#include "inside.h"

#define THRESHOLD_STEP 0.05f

static long count_of(const struct ns_model *m)
{
    return m->count ? (long)m->count : 1;
}

/* Rows that a page moves by in the focused place; one row stays as a hold for the eye. */
static long page_rows(const struct ns_model *m)
{
    long rows = 1;
    if (m->pager.topic)
        rows = (long)m->pager.rows;
    else if (m->focus == NS_PANE_LIST)
        rows = (long)ns_list_capacity(m);
    else if (m->focus == NS_PANE_SIDE)
        rows = (long)ns_aside_rect(m, m->side_view).rows;
    else
        rows = (long)m->layout.pane[m->focus].rows;
    return rows > 2 ? rows - 1 : 1;
}

static void move_lines(struct ns_model *m, long lines)
{
    if (m->pager.topic) {
        ns_pager_move(&m->pager, lines);
        ns_model_soil(m, NS_DIRTY_OVERLAY);
    } else if (m->focus == NS_PANE_LIST) {
        ns_list_move(m, lines, false);
    } else if (m->focus == NS_PANE_TEXT) {
        ns_reading_lines(m, lines);
    } else {
        ns_aside_move(m, lines);
    }
}

static void move_page(struct ns_model *m, long lines)
{
    if (m->pager.topic) {
        ns_pager_scroll(&m->pager, lines);
        ns_model_soil(m, NS_DIRTY_OVERLAY);
    } else if (m->focus == NS_PANE_LIST) {
        ns_list_move(m, lines, false);
    } else if (m->focus == NS_PANE_TEXT) {
        ns_reading_page(m, lines);
    } else {
        ns_aside_scroll(m, lines);
    }
}

static void move_end(struct ns_model *m, bool last)
{
    if (m->pager.topic) {
        ns_pager_to(&m->pager, last ? m->pager.lines.len : m->count ? m->count - 1 : 0);
        ns_model_soil(m, NS_DIRTY_OVERLAY);
    } else if (m->focus == NS_PANE_LIST) {
        size_t count = ns_rows_count(m->rows);
        size_t row = last ? count : m->count ? m->count : 1;
        if (count)
            ns_list_select_row(m, (row < count ? row : count) - 1, false);
    } else if (m->focus == NS_PANE_TEXT) {
        ns_jump_push(m);
        if (!last && m->count)
            ns_reading_paragraph(m, m->count);
        else
            ns_reading_end(m, last);
    } else {
        ns_aside_end(m, last);
    }
}

static bool run_motion(struct ns_model *m, enum ns_action action)
{
    long count = count_of(m), page = page_rows(m), half = (page + 1) / 2;
    switch (action) {
    case NS_ACTION_DOWN:
        move_lines(m, count);
        return true;
    case NS_ACTION_UP:
        move_lines(m, -count);
        return true;
    case NS_ACTION_PAGE_DOWN:
        move_page(m, count * page);
        return true;
    case NS_ACTION_PAGE_UP:
        move_page(m, -count * page);
        return true;
    case NS_ACTION_HALF_DOWN:
        move_page(m, count * half);
        return true;
    case NS_ACTION_HALF_UP:
        move_page(m, -count * half);
        return true;
    case NS_ACTION_FIRST:
    case NS_ACTION_LAST:
        move_end(m, action == NS_ACTION_LAST);
        return true;
    default:
        return false;
    }
}

/* --- panes --- */

/* Where both views of the side pane are in sight each is a stop, the upper one first. */
static void cycle_pane(struct ns_model *m, bool forward)
{
    bool split = m->layout.lower.rows != 0;
    enum ns_side_view leave = forward ? NS_SIDE_STATEMENTS : NS_SIDE_NAMES;
    if (split && m->focus == NS_PANE_SIDE && m->side_view == leave) {
        ns_aside_toggle(m);
        return;
    }
    if (split && m->focus == (forward ? NS_PANE_TEXT : NS_PANE_LIST) && m->side_view != leave)
        ns_aside_toggle(m);
    unsigned next = (unsigned)m->focus + (forward ? 1 : NS_PANE_COUNT - 1);
    ns_model_focus_pane(m, (enum ns_pane)(next % NS_PANE_COUNT));
}

/* Left and right as the panes lie: the side pane stands under the list in two columns. */
static void neighbour(struct ns_model *m, bool right)
{
    bool two = m->layout.shape == NS_SHAPE_TWO;
    if (two && right)
        ns_model_focus_pane(m, NS_PANE_TEXT);
    else if (two)
        ns_model_focus_pane(m, m->focus == NS_PANE_TEXT ? NS_PANE_LIST : m->focus);
    else if (right && m->focus != NS_PANE_SIDE)
        ns_model_focus_pane(m, (enum ns_pane)(m->focus + 1));
    else if (!right && m->focus != NS_PANE_LIST)
        ns_model_focus_pane(m, (enum ns_pane)(m->focus - 1));
}

static void close_one(struct ns_model *m)
{
    if (m->pager.topic) {
        ns_overlay_close(m);
    } else if (m->finding.beneath && m->focus == NS_PANE_TEXT) {
        ns_finding_show(m);
    } else if (m->zoom) {
        m->zoom = false;
        ns_model_relayout(m);
    } else if (m->focus != NS_PANE_LIST) {
        ns_model_focus_pane(m, m->focus == NS_PANE_SIDE ? NS_PANE_TEXT : NS_PANE_LIST);
    } else {
        ns_model_request(m, NS_REQUEST_QUIT, (struct ns_slice){0}, 0);
    }
}

static void open_selected(struct ns_model *m)
{
    if (m->focus == NS_PANE_SIDE) {
        ns_aside_enter(m);
        return;
    }
    if (m->selected == NS_NO_ITEM)
        return;
    m->follow_due = 0;
    ns_jump_push(m);
    ns_reading_open(m, m->selected);
    ns_model_focus_pane(m, NS_PANE_TEXT);
}

static void step_article(struct ns_model *m, long by)
{
    size_t before = m->selected;
    ns_list_move(m, by, true);
    if (m->selected == before)
        ns_model_say(m, by > 0 ? "this is the last article" : "this is the first article");
}

static bool run_pane(struct ns_model *m, enum ns_action action)
{
    switch (action) {
    case NS_ACTION_NEXT_ARTICLE:
        step_article(m, count_of(m));
        return true;
    case NS_ACTION_PREV_ARTICLE:
        step_article(m, -count_of(m));
        return true;
    case NS_ACTION_OPEN:
        open_selected(m);
        return true;
    case NS_ACTION_CLOSE:
        close_one(m);
        return true;
    case NS_ACTION_NEXT_PANE:
    case NS_ACTION_PREV_PANE:
        cycle_pane(m, action == NS_ACTION_NEXT_PANE);
        return true;
    case NS_ACTION_PANE_LEFT:
    case NS_ACTION_PANE_RIGHT:
        neighbour(m, action == NS_ACTION_PANE_RIGHT);
        return true;
    case NS_ACTION_ZOOM:
        m->zoom = !m->zoom;
        ns_model_relayout(m);
        return true;
    case NS_ACTION_SIDE_VIEW:
        ns_aside_toggle(m);
        return true;
    default:
        return false;
    }
}

/* --- statements and search --- */

static void complain_of_kind(struct ns_model *m, struct ns_slice name)
{
    struct ns_bytes all = {0};
    for (unsigned k = 0; k < NS_KIND_COUNT; k++)
        ns_bytes_format(&all, "%s%s", k ? ", " : "", ns_kind_name((enum ns_kind)k));
    if (name.len)
        ns_model_complain(m, "no kind is called '%.*s': %s", (int)name.len, name.at,
                          ns_bytes_text(&all));
    else
        ns_model_complain(m, "which kind: %s", ns_bytes_text(&all));
    ns_vec_free(&all);
}

static void jump_kind(struct ns_model *m, struct ns_slice name, bool forward)
{
    enum ns_kind kind;
    if (ns_kind_parse(ns_slice_trim(name), &kind))
        ns_jump_statement(m, 1u << kind, forward);
    else
        complain_of_kind(m, name);
}

static void any_statement(struct ns_model *m, bool forward)
{
    if (m->focus == NS_PANE_SIDE && m->side_view == NS_SIDE_NAMES)
        ns_jump_mention(m, forward);
    else
        ns_jump_statement(m, NS_KINDS_ALL, forward);
}

static void threshold(struct ns_model *m, float by)
{
    float value = m->settings->threshold + by;
    m->settings->threshold = (float)ns_confidence_bin(value) / 100.0f;
    ns_reading_refresh(m);
    ns_list_threshold(m);
    ns_model_soil(m, NS_DIRTY_ALL); /* counts stand everywhere */
    struct ns_tally_sum sum;
    struct ns_bytes text = {0};
    ns_bytes_format(&text, "statements from %.2f on are shown; %zu hidden in this article",
                    (double)m->settings->threshold, m->text.marks.hidden);
    if (ns_list_sum(m, &sum))
        ns_bytes_format(&text, ", %llu in all", (unsigned long long)sum.hidden);
    ns_model_say(m, "%s", ns_bytes_text(&text));
    ns_vec_free(&text);
}

static bool run_statement(struct ns_model *m, enum ns_action action, struct ns_slice argument)
{
    switch (action) {
    case NS_ACTION_NEXT_CLAIM:
    case NS_ACTION_PREV_CLAIM:
        ns_jump_statement(m, 1u << NS_KIND_CLAIM, action == NS_ACTION_NEXT_CLAIM);
        return true;
    case NS_ACTION_NEXT_DENIAL:
    case NS_ACTION_PREV_DENIAL:
        ns_jump_statement(m, 1u << NS_KIND_DENIAL, action == NS_ACTION_NEXT_DENIAL);
        return true;
    case NS_ACTION_NEXT_OTHER:
    case NS_ACTION_PREV_OTHER:
        ns_jump_statement(m, NS_KINDS_OTHER, action == NS_ACTION_NEXT_OTHER);
        return true;
    case NS_ACTION_NEXT_STATEMENT:
    case NS_ACTION_PREV_STATEMENT:
        any_statement(m, action == NS_ACTION_NEXT_STATEMENT);
        return true;
    case NS_ACTION_NEXT_KIND:
    case NS_ACTION_PREV_KIND:
        jump_kind(m, argument, action == NS_ACTION_NEXT_KIND);
        return true;
    case NS_ACTION_THRESHOLD_UP:
    case NS_ACTION_THRESHOLD_DOWN:
        threshold(m, (action == NS_ACTION_THRESHOLD_UP ? 1.0f : -1.0f) * THRESHOLD_STEP *
                         (float)count_of(m));
        return true;
    default:
        return false;
    }
}

static void open_prompt(struct ns_model *m, char sign)
{
    struct ns_slice text = {0};
    if (sign == '/') {
        if (m->follow_due && !m->pager.topic) { /* search what the list stands on */
            m->follow_due = 0;
            ns_reading_open(m, m->selected);
        }
        m->search_from = (struct ns_place){m->text.item, m->text.at};
        m->search_row = m->text.row;
    } else if (sign == '&') {
        /* An empty line means all: '&' Enter restores. Older limits are one Up away. */
        m->limit_selected = m->selected;
    }
    ns_prompt_open(&m->prompt, sign, text, m->state);
    ns_model_soil(m, NS_DIRTY_STATUS);
}

static bool run_search(struct ns_model *m, enum ns_action action, struct ns_slice argument)
{
    switch (action) {
    case NS_ACTION_SEARCH:
        open_prompt(m, '/');
        if (argument.len) {
            ns_prompt_close(&m->prompt);
            ns_search_accept(m, argument);
        }
        return true;
    case NS_ACTION_NEXT_HIT:
    case NS_ACTION_PREV_HIT:
        ns_jump_hit(m, action == NS_ACTION_NEXT_HIT);
        return true;
    case NS_ACTION_HITS:
        m->hits_shown = !m->hits_shown;
        m->text.version++;
        ns_model_soil(m, NS_DIRTY_TEXT | NS_DIRTY_OVERLAY | NS_DIRTY_STATUS);
        return true;
    case NS_ACTION_LIMIT:
        if (argument.len)
            ns_list_limit_accept(m, argument);
        else
            open_prompt(m, '&');
        return true;
    case NS_ACTION_FIND:
        if (argument.len)
            (void)ns_finding_ask(m, argument);
        else
            open_prompt(m, 'S');
        return true;
    case NS_ACTION_TIMELINE:
        ns_finding_plot(m);
        return true;
    case NS_ACTION_NARROW:
        ns_finding_narrow(m, argument);
        return true;
    case NS_ACTION_COMMAND:
        open_prompt(m, ':');
        return true;
    case NS_ACTION_SORT:
        ns_list_sort(m, argument);
        return true;
    case NS_ACTION_SORT_REVERSE:
        ns_list_sort(m, NS_SLICE("reverse"));
        return true;
    case NS_ACTION_BACK:
    case NS_ACTION_FORWARD:
        ns_jump_walk(m, action == NS_ACTION_BACK);
        return true;
    default:
        return false;
    }
}

/* --- the rest --- */

static void goto_row(struct ns_model *m, struct ns_slice argument)
{
    int64_t number = 0;
    if (!ns_slice_number(ns_slice_trim(argument), &number) || number < 1) {
        ns_model_complain(m, "goto wants the number of a row");
        return;
    }
    size_t count = ns_rows_count(m->rows);
    if ((uint64_t)number > count) {
        ns_model_complain(m, "there are %zu rows", count);
        return;
    }
    ns_jump_push(m);
    ns_list_select_row(m, (size_t)number - 1, true);
}

static void layers(struct ns_model *m)
{
    static const char *const names[] = {"statements are highlighted",
                                        "statements and names are highlighted",
                                        "nothing is highlighted"};
    m->layers = (enum ns_layers)((m->layers + 1) % NS_LAYERS_COUNT);
    m->text.version++;
    ns_model_say(m, "%s", names[m->layers]);
    ns_model_soil(m, NS_DIRTY_TEXT);
}

static void furniture(struct ns_model *m)
{
    m->settings->show_boilerplate = !m->settings->show_boilerplate;
    ns_reading_refresh(m);
    ns_model_say(m, m->settings->show_boilerplate ? "page furniture and captions are shown, dimmed"
                                                  : "page furniture and captions are hidden");
}

static void edit(struct ns_model *m)
{
    if (m->pager.topic) {
        if (m->pager.edit_path)
            ns_model_request(m, NS_REQUEST_EDIT, ns_slice_of(m->pager.edit_path),
                             m->pager.edit_line);
        else
            ns_model_say(m, "nothing to edit here");
        return;
    }
    const struct ns_item *item = ns_model_item(m, m->text.item);
    if (!item || !item->article)
        return;
    if (strcmp(item->path, "-") == 0) {
        ns_model_complain(m, "standard input is no file that could be edited");
        return;
    }
    unsigned line = 1;
    for (uint32_t i = 0; i < m->text.at && i < item->article->body.len; i++)
        line += item->article->body.at[i] == '\n';
    ns_model_request(m, NS_REQUEST_EDIT, ns_slice_of(item->path), line);
}

static bool run_page(struct ns_model *m, enum ns_action action)
{
    switch (action) {
    case NS_ACTION_WHY:
        ns_overlay_why(m);
        return true;
    case NS_ACTION_HELP:
        ns_overlay_help(m);
        return true;
    case NS_ACTION_PROBLEMS:
        ns_overlay_problems(m);
        return true;
    case NS_ACTION_MESSAGES:
        ns_overlay_messages(m);
        return true;
    case NS_ACTION_LOG:
        ns_overlay_log(m);
        return true;
    case NS_ACTION_ABOUT:
        ns_overlay_about(m);
        return true;
    default:
        return false;
    }
}

static bool run_request(struct ns_model *m, enum ns_action action)
{
    static const struct {
        enum ns_action action;
        enum ns_request_type request;
    } pairs[] = {
        {NS_ACTION_QUIT, NS_REQUEST_QUIT},       {NS_ACTION_REDRAW, NS_REQUEST_REDRAW},
        {NS_ACTION_RELOAD, NS_REQUEST_RELOAD},   {NS_ACTION_RELOAD_RULES, NS_REQUEST_RULES},
        {NS_ACTION_SUSPEND, NS_REQUEST_SUSPEND},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i].action == action) {
            ns_model_request(m, pairs[i].request, (struct ns_slice){0}, 0);
            ns_model_soil(m, action == NS_ACTION_REDRAW ? NS_DIRTY_ALL : NS_DIRTY_NONE);
            return true;
        }
    }
    return false;
}

/* "set NAME": says what it is; false if there is no such setting. */
static bool say_setting(struct ns_model *m, struct ns_slice name)
{
    struct ns_setting_info info;
    for (size_t i = 0; ns_settings_info(i, &info); i++) {
        if (!ns_slice_equal(name, ns_slice_of(info.name)))
            continue;
        struct ns_bytes value = {0};
        ns_settings_value(m->settings, i, &value);
        ns_model_say(m, "%s is %s (%s)", info.name, ns_bytes_text(&value), info.values);
        ns_vec_free(&value);
        return true;
    }
    return false;
}

static void set(struct ns_model *m, struct ns_slice argument, bool theme)
{
    struct ns_slice rest = ns_slice_trim(argument), name = NS_SLICE("theme");
    if (!theme) {
        if (!rest.len) {
            ns_overlay_settings(m);
            return;
        }
        size_t cut = 0;
        while (cut < rest.len && rest.at[cut] != ' ' && rest.at[cut] != '=')
            cut++;
        name = (struct ns_slice){rest.at, cut};
        if (cut < rest.len)
            cut++;
        rest = ns_slice_trim((struct ns_slice){rest.at + cut, rest.len - cut});
    }
    if (!rest.len && say_setting(m, name))
        return;
    struct ns_err err = {0};
    if (ns_settings_set(m->settings, name, rest, &err) != NS_OK) {
        ns_model_complain(m, "%s", err.message);
        return;
    }
    if (ns_slice_equal(name, NS_SLICE("theme")))
        ns_model_request(m, NS_REQUEST_THEME, (struct ns_slice){0}, 0);
    ns_list_threshold(m);
    ns_model_relayout(m);
}

/* What has nothing to act on as long as no article is open, and has to say so. */
static bool wants_article(enum ns_action action)
{
    switch (action) {
    case NS_ACTION_NEXT_CLAIM:
    case NS_ACTION_PREV_CLAIM:
    case NS_ACTION_NEXT_DENIAL:
    case NS_ACTION_PREV_DENIAL:
    case NS_ACTION_NEXT_OTHER:
    case NS_ACTION_PREV_OTHER:
    case NS_ACTION_NEXT_STATEMENT:
    case NS_ACTION_PREV_STATEMENT:
    case NS_ACTION_OPEN:
    case NS_ACTION_WHY:
    case NS_ACTION_EDIT:
        return true;
    default:
        return false;
    }
}

void ns_action_run(struct ns_model *m, enum ns_action action, struct ns_slice argument)
{
    if (m->finding.shown && !m->pager.topic && ns_finding_run(m, action, argument))
        return;
    if (!m->pager.topic && m->text.item == NS_NO_ITEM && m->selected == NS_NO_ITEM &&
        wants_article(action)) {
        ns_model_say(m, "no article is open");
        return;
    }
    if (run_motion(m, action) || run_pane(m, action) || run_statement(m, action, argument) ||
        run_search(m, action, argument) || run_page(m, action) || run_request(m, action))
        return;
    switch (action) {
    case NS_ACTION_GOTO:
        goto_row(m, argument);
        break;
    case NS_ACTION_LAYERS:
        layers(m);
        break;
    case NS_ACTION_GROUP:
        ns_list_group(m);
        break;
    case NS_ACTION_BOILERPLATE:
        furniture(m);
        break;
    case NS_ACTION_EDIT:
        edit(m);
        break;
    case NS_ACTION_SET:
    case NS_ACTION_THEME:
        set(m, argument, action == NS_ACTION_THEME);
        break;
    default:
        break; /* cancel: ns_model_key has stopped what ran; nothing: nothing */
    }
}
