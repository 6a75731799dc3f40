/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keymap.h (room: model): the table of actions and which key runs which, in each context.
 */
#ifndef MODEL_KEYMAP_H
#define MODEL_KEYMAP_H

#include "naysay/key.h"
#include "naysay/store.h"

enum ns_action {
#define NS_ACTION(id, name, contexts, keys, argument, help) NS_ACTION_##id,
#include "actions.def"
#undef NS_ACTION
    NS_ACTION_COUNT
};

enum ns_context {
    NS_CONTEXT_LIST,
    NS_CONTEXT_TEXT,
    NS_CONTEXT_SIDE,
    NS_CONTEXT_PAGER,
    NS_CONTEXT_RESULTS,
    NS_CONTEXT_TIMELINE,
    NS_CONTEXT_PROMPT,
    NS_CONTEXT_COUNT
};
const char *ns_context_name(enum ns_context context); /* "list", ... as in bind lines */

/* What may follow an action's name; decides how it is completed. */
enum ns_argument {
    NS_ARGUMENT_NONE,
    NS_ARGUMENT_TEXT,
    NS_ARGUMENT_QUERY,
    NS_ARGUMENT_NUMBER,
    NS_ARGUMENT_KIND,
    NS_ARGUMENT_SORT,
    NS_ARGUMENT_SETTING,
    NS_ARGUMENT_THEME,
};

struct ns_action_info {
    const char *name, *contexts, *keys, *help; /* contexts: letters as in actions.def */
    enum ns_argument argument;
};
const struct ns_action_info *ns_action_info(enum ns_action action);
bool ns_action_in(enum ns_action action, enum ns_context context);
bool ns_action_parse(struct ns_slice name, enum ns_action *out);

struct ns_binding {
    uint32_t key;
    enum ns_action action;
    struct ns_slice argument; /* len 0: none; lives with the keymap */
};

struct ns_keymap;

struct ns_keymap *ns_keymap_new(void); /* default keys */
void ns_keymap_free(struct ns_keymap *keymap);

/*
 * Takes the bind lines: bind [CONTEXT] KEY ACTION, or "ACTION ARGUMENT". Without a context the key is
 * bound wherever the action counts. Bad lines are appended to errors as "FILE:LINE:COLUMN: message".
 */
void ns_keymap_bind(struct ns_keymap *keymap, const struct ns_directives *directives,
                    const char *file, struct ns_bytes *errors);

/* NULL: the key does nothing in this context. */
const struct ns_binding *ns_keymap_find(const struct ns_keymap *keymap, enum ns_context context,
                                        uint32_t key);

/* Appends the names of the keys that run the action (without argument) in the context, with a blank
 * between them; returns how many. */
size_t ns_keymap_keys(const struct ns_keymap *keymap, enum ns_context context,
                      enum ns_action action, struct ns_bytes *out);

/* The first of these keys' name; "" if there is none. */
void ns_keymap_key(const struct ns_keymap *keymap, enum ns_context context, enum ns_action action,
                   struct ns_bytes *out);

/* The bindings of a context in the order they were made. */
const struct ns_binding *ns_keymap_all(const struct ns_keymap *keymap, enum ns_context context,
                                       size_t *count);

#endif
