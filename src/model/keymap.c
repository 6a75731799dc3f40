/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keymap.h"

#include <stdarg.h>
#include <stdio.h>

static const struct ns_action_info infos[NS_ACTION_COUNT] = {
#define NS_ACTION(id, name, contexts, keys, argument, help)                                        \
    {name, contexts, keys, help, NS_ARGUMENT_##argument},
#include "actions.def"
#undef NS_ACTION
};

static const char context_letters[] = "LTSPRMI";
static const char *const context_names[] = {"list",    "text",     "side",  "pager",
                                            "results", "timeline", "prompt"};

NS_VEC(bindings, struct ns_binding);

struct ns_keymap {
    struct bindings contexts[NS_CONTEXT_COUNT];
    struct ns_arena *arena; /* arguments */
};

const char *ns_context_name(enum ns_context context)
{
    return context_names[context];
}

const struct ns_action_info *ns_action_info(enum ns_action action)
{
    return &infos[action];
}

bool ns_action_in(enum ns_action action, enum ns_context context)
{
    return strchr(infos[action].contexts, context_letters[context]) != NULL;
}

bool ns_action_parse(struct ns_slice name, enum ns_action *out)
{
    for (unsigned i = 0; i < NS_ACTION_COUNT; i++) {
        if (ns_slice_equal(name, ns_slice_of(infos[i].name))) {
            *out = (enum ns_action)i;
            return true;
        }
    }
    return false;
}

static void put(struct ns_keymap *keymap, enum ns_context context, struct ns_binding binding)
{
    struct bindings *all = &keymap->contexts[context];
    for (size_t i = 0; i < all->len; i++) {
        if (all->at[i].key == binding.key) {
            all->at[i] = binding;
            return;
        }
    }
    ns_vec_push(all, binding);
}

struct ns_keymap *ns_keymap_new(void)
{
    struct ns_keymap *keymap = ns_alloc(sizeof *keymap);
    keymap->arena = ns_arena_new(0);
    for (unsigned i = 0; i < NS_ACTION_COUNT; i++) {
        struct ns_slice rest = ns_slice_of(infos[i].keys), name;
        while (ns_slice_field(&rest, ' ', &name)) {
            struct ns_binding binding = {.action = (enum ns_action)i};
            if (!ns_key_parse(&name, &binding.key, NULL))
                continue;
            for (unsigned c = 0; c < NS_CONTEXT_COUNT; c++)
                if (ns_action_in((enum ns_action)i, (enum ns_context)c))
                    put(keymap, (enum ns_context)c, binding);
        }
    }
    return keymap;
}

void ns_keymap_free(struct ns_keymap *keymap)
{
    if (!keymap)
        return;
    for (unsigned c = 0; c < NS_CONTEXT_COUNT; c++)
        ns_vec_free(&keymap->contexts[c]);
    ns_arena_free(keymap->arena);
    free(keymap);
}

/* --- bind lines --- */

struct bind_line {
    const struct ns_directive *directive;
    const char *file;
    struct ns_bytes *errors;
};

__attribute__((format(printf, 3, 4))) static void complain(const struct bind_line *line,
                                                           size_t word, const char *format, ...)
{
    const struct ns_directive *d = line->directive;
    struct ns_err err;
    va_list args;
    va_start(args, format);
    vsnprintf(err.message, sizeof err.message, format, args);
    va_end(args);
    unsigned column = word < d->word_count ? d->columns[word] : 1;
    ns_bytes_format(line->errors, "%s:%u:%u: %s\n", line->file, d->line, column, err.message);
}

static bool context_of(struct ns_slice word, enum ns_context *out)
{
    for (unsigned c = 0; c < NS_CONTEXT_COUNT; c++) {
        if (ns_slice_equal(word, ns_slice_of(context_names[c]))) {
            *out = (enum ns_context)c;
            return true;
        }
    }
    return false;
}

/* Everything behind the action's name, which may stand in the same quotes, with one blank between
 * the words. */
static struct ns_slice join_words(struct ns_keymap *keymap, const struct ns_directive *d,
                                  size_t from, struct ns_slice same)
{
    struct ns_bytes joined = {0};
    ns_bytes_add(&joined, same);
    if (same.len && from < d->word_count)
        ns_bytes_add_text(&joined, " ");
    for (size_t i = from; i < d->word_count; i++) {
        if (i > from)
            ns_bytes_add_text(&joined, " ");
        ns_bytes_add(&joined, d->words[i]);
    }
    struct ns_slice copy = {0};
    if (joined.len)
        copy = ns_arena_dup(keymap->arena, ns_bytes_slice(&joined));
    ns_vec_free(&joined);
    return copy;
}

static bool is_key(struct ns_slice word)
{
    uint32_t key;
    return ns_key_parse(&word, &key, NULL) && !word.len;
}

static void bind_one(struct ns_keymap *keymap, const struct bind_line *line)
{
    const struct ns_directive *d = line->directive;
    enum ns_context only = NS_CONTEXT_LIST;
    size_t word = 0;
    bool one = d->word_count > 2 && context_of(d->words[0], &only);
    if (one)
        word++;
    if (d->word_count < word + 2) {
        complain(line, d->word_count ? d->word_count - 1 : 0,
                 "bind wants a key and an action: bind [CONTEXT] KEY ACTION");
        return;
    }
    struct ns_binding binding = {0};
    struct ns_slice name = d->words[word];
    struct ns_err err = {0};
    if (!ns_key_parse(&name, &binding.key, &err)) {
        complain(line, word, "%s", err.message);
        return;
    }
    if (name.len && !one && d->word_count > 2 && is_key(d->words[1])) {
        complain(line, 0,
                 "no pane is called '%.*s': list, text, side, pager, results, timeline or "
                 "prompt",
                 (int)d->words[0].len, d->words[0].at);
        return;
    }
    if (name.len) {
        complain(line, word, "'%.*s' is more than one key; named keys stand in <>",
                 (int)d->words[word].len, d->words[word].at);
        return;
    }
    struct ns_slice action = d->words[word + 1], same = {0};
    size_t blank = ns_slice_find(action, NS_SLICE(" "), 0);
    if (blank != SIZE_MAX) {
        same = ns_slice_trim((struct ns_slice){action.at + blank, action.len - blank});
        action.len = blank;
    }
    if (!ns_action_parse(action, &binding.action)) {
        complain(line, word + 1, "no action is called '%.*s' (--list-actions shows them)",
                 (int)action.len, action.at);
        return;
    }
    if (one && !ns_action_in(binding.action, only)) {
        complain(line, word + 1, "'%.*s' has no meaning in the %s", (int)action.len, action.at,
                 context_names[only]);
        return;
    }
    binding.argument = join_words(keymap, d, word + 2, same);
    if (binding.argument.len && infos[binding.action].argument == NS_ARGUMENT_NONE) {
        complain(line, word + 2, "'%.*s' takes no argument", (int)action.len, action.at);
        return;
    }
    for (unsigned c = 0; c < NS_CONTEXT_COUNT; c++)
        if (one ? c == (unsigned)only : ns_action_in(binding.action, (enum ns_context)c))
            put(keymap, (enum ns_context)c, binding);
}

void ns_keymap_bind(struct ns_keymap *keymap, const struct ns_directives *directives,
                    const char *file, struct ns_bytes *errors)
{
    for (size_t i = 0; i < directives->len; i++) {
        struct bind_line line = {&directives->at[i], file, errors};
        if (ns_slice_equal(line.directive->verb, NS_SLICE("bind")))
            bind_one(keymap, &line);
    }
}

/* --- looking up --- */

const struct ns_binding *ns_keymap_find(const struct ns_keymap *keymap, enum ns_context context,
                                        uint32_t key)
{
    const struct bindings *all = &keymap->contexts[context];
    for (size_t i = 0; i < all->len; i++)
        if (all->at[i].key == key)
            return &all->at[i];
    return NULL;
}

size_t ns_keymap_keys(const struct ns_keymap *keymap, enum ns_context context,
                      enum ns_action action, struct ns_bytes *out)
{
    const struct bindings *all = &keymap->contexts[context];
    size_t count = 0;
    for (size_t i = 0; i < all->len; i++) {
        if (all->at[i].action != action || all->at[i].argument.len)
            continue;
        if (count++)
            ns_bytes_add_text(out, " ");
        ns_key_name(all->at[i].key, out);
    }
    return count;
}

void ns_keymap_key(const struct ns_keymap *keymap, enum ns_context context, enum ns_action action,
                   struct ns_bytes *out)
{
    const struct bindings *all = &keymap->contexts[context];
    for (size_t i = 0; i < all->len; i++) {
        if (all->at[i].action == action && !all->at[i].argument.len) {
            ns_key_name(all->at[i].key, out);
            return;
        }
    }
}

const struct ns_binding *ns_keymap_all(const struct ns_keymap *keymap, enum ns_context context,
                                       size_t *count)
{
    *count = keymap->contexts[context].len;
    return keymap->contexts[context].at;
}
