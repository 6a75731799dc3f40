/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt.h (room: model): the input line: editing, history, completion.
 *
 * Text is valid UTF-8; at is a byte, always the start of a code point.
 */
#ifndef MODEL_PROMPT_H
#define MODEL_PROMPT_H

#include "keymap.h"

/* Appends what may stand in place of the word at the line's end: whole lines, one at a time. */
typedef void (*ns_complete_fn)(void *context, struct ns_slice line, struct ns_arena *arena,
                               void (*add)(void *sink, struct ns_slice candidate), void *sink);

struct ns_prompt {
    char sign; /* '/', '&', 'S', ':'; 0: closed */
    struct ns_bytes text;
    size_t at;
    /* history: what was typed before the walk began, and where the walk is */
    struct ns_bytes typed;
    size_t history_at; /* index, or the count of lines: not walking */
    /* completion that is cycled through */
    NS_VEC(, struct ns_slice) candidates;
    struct ns_arena *arena; /* candidates */
    size_t candidate;
    bool cycling;
};

void ns_prompt_open(struct ns_prompt *prompt, char sign, struct ns_slice text,
                    const struct ns_state *state);
void ns_prompt_close(struct ns_prompt *prompt);
void ns_prompt_free(struct ns_prompt *prompt);

void ns_prompt_insert(struct ns_prompt *prompt, uint32_t cp);

/* Runs an editing action; true if the text changed. ERASE in an empty line is the caller's. */
bool ns_prompt_edit(struct ns_prompt *prompt, enum ns_action action, const struct ns_state *state);

/* The next (or previous) candidate; true if the text changed. */
bool ns_prompt_complete(struct ns_prompt *prompt, bool forward, ns_complete_fn complete,
                        void *context);

#endif
