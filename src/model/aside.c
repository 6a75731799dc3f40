/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The side pane: names or statements of the open article, and who a name is over all articles. */
#include "inside.h"

#include "naysay/fold.h"
#include "naysay/log.h"

struct ns_rect ns_aside_rect(const struct ns_model *m, enum ns_side_view view)
{
    const struct ns_layout *l = &m->layout;
    if (l->lower.rows)
        return view == NS_SIDE_STATEMENTS ? l->upper : l->lower;
    return view == m->side_view ? l->pane[NS_PANE_SIDE] : (struct ns_rect){0};
}

static void settle(struct ns_model *m, enum ns_side_view view)
{
    struct ns_aside *a = &m->aside[view];
    size_t count = a->side.lines.len, rows = ns_aside_rect(m, view).rows;
    rows = rows ? rows : 1;
    if (a->at >= count)
        a->at = count ? count - 1 : 0;
    if (count && !ns_side_selects(&a->side.lines.at[a->at])) {
        size_t down = ns_side_step(&a->side, a->at, 1);
        a->at = down != a->at ? down : ns_side_step(&a->side, a->at, -1);
    }
    /* A heading above the first of its group is seen with it, and both lines of a statement. */
    size_t first = a->at, last = a->at;
    if (view == NS_SIDE_STATEMENTS && rows >= 3) {
        first = first ? first - 1 : 0;
        last = last + 1 < count ? last + 1 : last;
    }
    if (first < a->top)
        a->top = first;
    if (last >= a->top + rows)
        a->top = last + 1 - rows;
    size_t last_top = count > rows ? count - rows : 0;
    if (a->top > last_top)
        a->top = last_top;
    ns_model_soil(m, NS_DIRTY_SIDE);
}

void ns_aside_look(struct ns_model *m)
{
    uint32_t entity = ns_aside_entity(m);
    if (entity != NS_NONE && m->focus == NS_PANE_SIDE)
        ns_profile_want(m, ns_who_of(&m->text.extraction->entities[entity]), false);
}

static void select_line(struct ns_model *m, size_t line)
{
    m->aside[m->side_view].at = line;
    settle(m, m->side_view);
    uint32_t entity = ns_aside_entity(m);
    if (entity != NS_NONE)
        m->side_key = m->text.extraction->entities[entity].key;
    ns_aside_look(m);
    /* Mentions of the name are highlighted in the text. */
    ns_model_soil(m, NS_DIRTY_STATUS | (m->side_view == NS_SIDE_NAMES ? NS_DIRTY_TEXT : 0u));
}

static const struct ns_side_line *selected(const struct ns_model *m, enum ns_side_type type)
{
    const struct ns_aside *a = &m->aside[m->side_view];
    if (a->at >= a->side.lines.len || a->side.lines.at[a->at].type != type)
        return NULL;
    return &a->side.lines.at[a->at];
}

uint32_t ns_aside_entity(const struct ns_model *m)
{
    const struct ns_side_line *line = selected(m, NS_SIDE_ENTITY);
    return line ? line->index : NS_NONE;
}

uint32_t ns_aside_statement(const struct ns_model *m)
{
    const struct ns_side_line *line = selected(m, NS_SIDE_SPEAKER);
    return line ? line->index : NS_NONE;
}

bool ns_aside_on_figures(const struct ns_model *m)
{
    return selected(m, NS_SIDE_FIGURES) != NULL;
}

/* The name that was selected stays selected from article to article. */
static size_t line_of_key(const struct ns_model *m)
{
    const struct ns_extraction *x = m->text.extraction;
    const struct ns_side_lines *side = &m->aside[NS_SIDE_NAMES].side;
    for (size_t i = 0; x && m->side_key && i < side->lines.len; i++)
        if (x->entities[side->lines.at[i].index].key == m->side_key)
            return i;
    return 0;
}

void ns_aside_follow(struct ns_model *m)
{
    struct ns_aside *a = &m->aside[NS_SIDE_STATEMENTS];
    uint32_t statement = m->text.extraction ? ns_reading_statement(m) : NS_NONE, first = NS_NONE;
    if (statement == NS_NONE)
        return;
    ns_statement_tellings(m->text.extraction, statement, &first);
    for (size_t i = 0; i < a->side.lines.len; i++) {
        const struct ns_side_line *line = &a->side.lines.at[i];
        if (line->type == NS_SIDE_SPEAKER && line->index == first && a->at != i) {
            a->at = i;
            settle(m, NS_SIDE_STATEMENTS);
        }
    }
}

void ns_aside_refresh(struct ns_model *m)
{
    for (unsigned v = 0; v < NS_SIDE_VIEWS; v++) {
        struct ns_aside *a = &m->aside[v];
        ns_side_fill(&a->side, (enum ns_side_view)v, m->text.extraction, m->settings->threshold,
                     m->settings->show_figures);
        a->at = v == NS_SIDE_NAMES ? line_of_key(m) : 0;
        a->top = 0;
        settle(m, (enum ns_side_view)v);
    }
    ns_aside_follow(m);
    ns_aside_look(m);
}

/* Folds or unfolds dates and figures; the selection stays on their heading. */
static void toggle_figures(struct ns_model *m)
{
    size_t at = m->aside[NS_SIDE_NAMES].at, top = m->aside[NS_SIDE_NAMES].top;
    m->settings->show_figures = !m->settings->show_figures;
    ns_aside_refresh(m);
    m->aside[NS_SIDE_NAMES].at = at;
    m->aside[NS_SIDE_NAMES].top = top;
    settle(m, NS_SIDE_NAMES);
    ns_model_soil(m, NS_DIRTY_TEXT | NS_DIRTY_STATUS);
}

void ns_aside_toggle(struct ns_model *m)
{
    m->side_view = m->side_view == NS_SIDE_NAMES ? NS_SIDE_STATEMENTS : NS_SIDE_NAMES;
    settle(m, NS_SIDE_NAMES);
    settle(m, NS_SIDE_STATEMENTS);
    ns_aside_look(m);
    ns_model_soil(m, NS_DIRTY_TEXT | NS_DIRTY_STATUS);
}

void ns_aside_move(struct ns_model *m, long steps)
{
    const struct ns_aside *a = &m->aside[m->side_view];
    if (a->side.lines.len)
        select_line(m, ns_side_step(&a->side, a->at, steps));
}

void ns_aside_scroll(struct ns_model *m, long lines)
{
    long per_step = m->side_view == NS_SIDE_STATEMENTS ? 2 : 1;
    long steps = lines / per_step;
    ns_aside_move(m, steps ? steps : lines < 0 ? -1 : 1);
}

void ns_aside_end(struct ns_model *m, bool last)
{
    long lines = (long)m->aside[m->side_view].side.lines.len;
    ns_aside_move(m, last ? lines : -lines);
}

void ns_aside_enter(struct ns_model *m)
{
    uint32_t entity = ns_aside_entity(m), statement = ns_aside_statement(m);
    const struct ns_extraction *x = m->text.extraction;
    if (ns_aside_on_figures(m)) {
        toggle_figures(m);
    } else if (entity != NS_NONE) {
        struct ns_bytes query = {0};
        ns_bytes_add_text(&query, "entity:\"");
        struct ns_slice name = x->entities[entity].canonical;
        for (size_t i = 0; i < name.len; i++) /* a quote inside would end the phrase */
            ns_vec_push(&query, name.at[i] == '"' ? ' ' : name.at[i]);
        ns_bytes_add_text(&query, "\"");
        ns_list_limit_accept(m, ns_bytes_slice(&query));
        ns_vec_free(&query);
    } else if (statement != NS_NONE) {
        ns_jump_push(m);
        ns_model_focus_pane(m, NS_PANE_TEXT);
        ns_reading_goto(m, ns_attribution_anchor(&x->attributions[statement]), statement);
    }
}

/* --- who is this, over all articles --- */

void ns_profile_free(struct ns_model *m)
{
    ns_vec_free(&m->profile.roles);
    ns_vec_free(&m->profile.aliases);
    ns_arena_free(m->profile.arena);
    m->profile = (struct ns_profile_job){0};
}

void ns_profile_want(struct ns_model *m, struct ns_who who, bool now)
{
    struct ns_profile_job *job = &m->profile;
    if (job->who.key != who.key || (!job->active && !job->done && !job->due)) {
        ns_profile_free(m);
        job->who = who;
        job->arena = ns_arena_new(0);
        if (!now)
            job->due = m->now + (uint64_t)m->settings->rest_ms * 1000000u + 1;
    }
    if (now)
        job->due = 0;
    job->active = !job->done && !job->due;
}

static bool known(struct ns_slice text, const struct ns_slice *all, size_t count)
{
    uint64_t hash = ns_fold_hash(text);
    for (size_t i = 0; i < count; i++)
        if (ns_fold_hash(all[i]) == hash)
            return true;
    return false;
}

#define PROFILE_LONGEST 200 /* roles and aliases kept of one name */

/* again: another name of the same article was joined before. */
static void join(struct ns_model *m, const struct ns_entity *e, size_t item, bool again)
{
    struct ns_profile_job *job = &m->profile;
    job->profile.article_count += !again;
    job->profile.mention_count += e->mention_count;
    job->profile.type = e->type;
    if (e->canonical.len > job->profile.canonical.len)
        job->profile.canonical = e->canonical;
    for (size_t i = 0; i < e->role_count && job->roles.len < PROFILE_LONGEST; i++) {
        bool seen = false;
        for (size_t k = 0; k < job->roles.len && !seen; k++)
            seen = known(e->roles[i], &job->roles.at[k].role, 1);
        if (!seen)
            ns_vec_push(&job->roles, (struct ns_profile_role){e->roles[i], item});
    }
    for (size_t i = 0; i < e->alias_count && job->aliases.len < PROFILE_LONGEST; i++)
        if (!known(e->aliases[i], job->aliases.at, job->aliases.len))
            ns_vec_push(&job->aliases, e->aliases[i]);
}

void ns_profile_work(struct ns_model *m, uint64_t deadline)
{
    struct ns_profile_job *job = &m->profile;
    if (!job->active || !m->snapshot)
        return;
    while (job->next < m->snapshot->count) {
        size_t i = job->next++;
        const struct ns_extraction *x = m->snapshot->items[i].extraction;
        bool here = false;
        for (size_t k = 0; x && k < x->entity_count; k++)
            if (ns_who_is(&job->who, &x->entities[k])) {
                join(m, &x->entities[k], i, here);
                here = true;
            }
        if (job->next % 16 == 0 && ns_clock() >= deadline)
            return;
    }
    job->active = false;
    job->done = true;
    job->profile.roles = job->roles.at;
    job->profile.role_count = job->roles.len;
    job->profile.aliases = job->aliases.at;
    job->profile.alias_count = job->aliases.len;
    ns_model_soil(m, NS_DIRTY_STATUS);
    if (job->shown)
        ns_overlay_profile(m);
}
