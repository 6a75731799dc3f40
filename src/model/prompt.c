/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "prompt.h"

#include "naysay/utf8.h"

#define LONGEST 1000 /* bytes of an input line */

/* Queries are queries, whether they limit the list or find in all articles. */
static char history_of(const struct ns_prompt *p)
{
    return p->sign == 'S' ? '&' : p->sign;
}

static void stop_walks(struct ns_prompt *p, const struct ns_state *state)
{
    p->cycling = false;
    if (state)
        p->history_at = ns_state_history(state, history_of(p), SIZE_MAX, &(struct ns_slice){0});
}

static void set_text(struct ns_prompt *p, struct ns_slice text)
{
    p->text.len = 0;
    ns_bytes_add(&p->text, text);
    p->at = p->text.len;
}

void ns_prompt_open(struct ns_prompt *p, char sign, struct ns_slice text,
                    const struct ns_state *state)
{
    p->sign = sign;
    ns_vec_reserve(&p->text, 64); /* never NULL: editing reckons with it */
    set_text(p, text);
    stop_walks(p, state);
}

void ns_prompt_close(struct ns_prompt *p)
{
    p->sign = 0;
    p->cycling = false;
}

void ns_prompt_free(struct ns_prompt *p)
{
    ns_vec_free(&p->text);
    ns_vec_free(&p->typed);
    ns_vec_free(&p->candidates);
    ns_arena_free(p->arena);
    *p = (struct ns_prompt){0};
}

static void cut(struct ns_prompt *p, size_t from, size_t to)
{
    memmove(p->text.at + from, p->text.at + to, p->text.len - to);
    p->text.len -= to - from;
    p->at = from;
}

void ns_prompt_insert(struct ns_prompt *p, uint32_t cp)
{
    char utf8[4];
    if (p->text.len + sizeof utf8 > LONGEST)
        return;
    size_t bytes = ns_utf8_put(cp, utf8);
    ns_vec_reserve(&p->text, bytes);
    memmove(p->text.at + p->at + bytes, p->text.at + p->at, p->text.len - p->at);
    memcpy(p->text.at + p->at, utf8, bytes);
    p->text.len += bytes;
    p->at += bytes;
    p->cycling = false;
}

static size_t left_of(const struct ns_prompt *p, size_t at)
{
    if (at)
        ns_utf8_previous(ns_bytes_slice(&p->text), &at);
    return at;
}

static size_t right_of(const struct ns_prompt *p, size_t at)
{
    if (at < p->text.len)
        ns_utf8_next(ns_bytes_slice(&p->text), &at, NULL);
    return at;
}

static size_t word_left_of(const struct ns_prompt *p)
{
    size_t at = p->at;
    while (at && p->text.at[at - 1] == ' ')
        at--;
    while (at && p->text.at[at - 1] != ' ')
        at--;
    return at;
}

/* Walks to the next line of the history that begins like what was typed. */
static bool walk(struct ns_prompt *p, const struct ns_state *state, bool older)
{
    struct ns_slice line = {0};
    size_t count = ns_state_history(state, history_of(p), SIZE_MAX, &line);
    if (p->history_at > count)
        p->history_at = count;
    if (p->history_at == count) {
        p->typed.len = 0;
        ns_bytes_add(&p->typed, ns_bytes_slice(&p->text));
    }
    size_t at = p->history_at;
    while (older ? at > 0 : at < count) {
        at = older ? at - 1 : at + 1;
        if (at == count) {
            p->history_at = at;
            set_text(p, ns_bytes_slice(&p->typed));
            return true;
        }
        ns_state_history(state, history_of(p), at, &line);
        if (ns_slice_starts(line, ns_bytes_slice(&p->typed))) {
            p->history_at = at;
            set_text(p, line);
            return true;
        }
    }
    return false;
}

bool ns_prompt_edit(struct ns_prompt *p, enum ns_action action, const struct ns_state *state)
{
    size_t before = p->text.len;
    if (action == NS_ACTION_OLDER || action == NS_ACTION_NEWER) {
        p->cycling = false;
        return walk(p, state, action == NS_ACTION_OLDER);
    }
    switch (action) {
    case NS_ACTION_CHAR_LEFT:
        p->at = left_of(p, p->at);
        break;
    case NS_ACTION_CHAR_RIGHT:
        p->at = right_of(p, p->at);
        break;
    case NS_ACTION_LINE_START:
        p->at = 0;
        break;
    case NS_ACTION_LINE_END:
        p->at = p->text.len;
        break;
    case NS_ACTION_ERASE:
        cut(p, left_of(p, p->at), p->at);
        break;
    case NS_ACTION_ERASE_RIGHT:
        cut(p, p->at, right_of(p, p->at));
        break;
    case NS_ACTION_ERASE_WORD:
        cut(p, word_left_of(p), p->at);
        break;
    case NS_ACTION_ERASE_LINE:
        cut(p, 0, p->at);
        break;
    default:
        break;
    }
    if (p->text.len != before)
        stop_walks(p, state);
    return p->text.len != before;
}

/* --- completion --- */

static void add_candidate(void *sink, struct ns_slice candidate)
{
    struct ns_prompt *p = sink;
    ns_vec_push(&p->candidates, ns_arena_dup(p->arena, candidate));
}

bool ns_prompt_complete(struct ns_prompt *p, bool forward, ns_complete_fn complete, void *context)
{
    if (!p->cycling) {
        ns_arena_free(p->arena);
        p->arena = ns_arena_new(0);
        p->candidates.len = 0;
        complete(context, ns_bytes_slice(&p->text), p->arena, add_candidate, p);
        if (!p->candidates.len)
            return false;
        /* The line as typed closes the circle. */
        ns_vec_push(&p->candidates, ns_arena_dup(p->arena, ns_bytes_slice(&p->text)));
        p->candidate = p->candidates.len - 1;
        p->cycling = true;
    }
    size_t count = p->candidates.len;
    p->candidate = (p->candidate + (forward ? 1 : count - 1)) % count;
    set_text(p, p->candidates.at[p->candidate]);
    if (count == 2) /* only one: taken */
        p->cycling = false;
    return true;
}
