/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ':' line: every action by its name, what may follow it, and the reader's aliases. */
#include "inside.h"

#define ALIAS_DEPTH 8 /* an alias may stand for another; no further */

/* What may be typed for the name of an action because fingers know it. */
static const struct {
    const char *name;
    enum ns_action action;
} others[] = {
    {"q", NS_ACTION_QUIT},     {"h", NS_ACTION_HELP},  {"e", NS_ACTION_EDIT},
    {"quit!", NS_ACTION_QUIT}, {"q!", NS_ACTION_QUIT},
};

static void cut_word(struct ns_slice line, struct ns_slice *name, struct ns_slice *argument)
{
    size_t cut = 0;
    line = ns_slice_trim(line);
    while (cut < line.len && line.at[cut] != ' ')
        cut++;
    *name = (struct ns_slice){line.at, cut};
    *argument = (struct ns_slice){0};
    if (cut < line.len)
        *argument = ns_slice_trim((struct ns_slice){line.at + cut, line.len - cut});
}

static bool is_command(enum ns_action action)
{
    const char *contexts = ns_action_info(action)->contexts;
    return strcmp(contexts, "I") != 0;
}

static const struct ns_alias *alias_of(const struct ns_model *m, struct ns_slice name)
{
    for (size_t i = m->aliases.len; i-- > 0;)
        if (ns_slice_equal(m->aliases.at[i].name, name))
            return &m->aliases.at[i];
    return NULL;
}

/* The one action whose name begins so; false if none or several do. */
static bool by_prefix(struct ns_slice name, enum ns_action *out)
{
    size_t found = 0;
    for (unsigned i = 0; i < NS_ACTION_COUNT; i++) {
        if (is_command((enum ns_action)i) &&
            ns_slice_starts(ns_slice_of(ns_action_info((enum ns_action)i)->name), name)) {
            *out = (enum ns_action)i;
            found++;
        }
    }
    return found == 1;
}

static bool find(struct ns_slice name, enum ns_action *out)
{
    if (ns_action_parse(name, out) && is_command(*out))
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (ns_slice_equal(name, ns_slice_of(others[i].name))) {
            *out = others[i].action;
            return true;
        }
    }
    return by_prefix(name, out);
}

static void run(struct ns_model *m, struct ns_slice line, unsigned depth)
{
    struct ns_slice name, argument;
    cut_word(line, &name, &argument);
    if (!name.len)
        return;
    int64_t number;
    if (ns_slice_number(name, &number)) { /* ":12" as in vi and less */
        ns_action_run(m, NS_ACTION_GOTO, name);
        return;
    }
    const struct ns_alias *alias = alias_of(m, name);
    if (alias && depth < ALIAS_DEPTH) {
        struct ns_bytes longer = {0};
        ns_bytes_add(&longer, alias->command);
        ns_bytes_add_text(&longer, " ");
        ns_bytes_add(&longer, argument);
        run(m, ns_bytes_slice(&longer), depth + 1);
        ns_vec_free(&longer);
        return;
    }
    enum ns_action action;
    if (!find(name, &action)) {
        ns_model_complain(m, "no command is called '%.*s'", (int)name.len, name.at);
        return;
    }
    if (argument.len && ns_action_info(action)->argument == NS_ARGUMENT_NONE) {
        ns_model_complain(m, "'%s' takes no argument", ns_action_info(action)->name);
        return;
    }
    ns_action_run(m, action, argument);
}

void ns_command_run(struct ns_model *m, struct ns_slice line)
{
    line = ns_slice_trim(line);
    if (line.len && line.at[0] == ':')
        line = (struct ns_slice){line.at + 1, line.len - 1};
    if (line.len && m->state)
        ns_state_add_history(m->state, ':', line);
    run(m, line, 0);
}

/* --- aliases --- */

void ns_command_aliases(struct ns_model *m, const struct ns_directives *directives,
                        const char *file, struct ns_bytes *errors)
{
    for (size_t i = 0; i < directives->len; i++) {
        const struct ns_directive *d = &directives->at[i];
        if (!ns_slice_equal(d->verb, NS_SLICE("alias")))
            continue;
        if (d->word_count < 2) {
            ns_bytes_format(errors, "%s:%u:1: alias wants a name and a command\n", file, d->line);
            continue;
        }
        struct ns_bytes command = {0};
        for (size_t w = 1; w < d->word_count; w++) {
            if (w > 1)
                ns_bytes_add_text(&command, " ");
            ns_bytes_add(&command, d->words[w]);
        }
        struct ns_alias alias = {ns_arena_dup(m->arena, d->words[0]),
                                 ns_arena_dup(m->arena, ns_bytes_slice(&command))};
        ns_vec_push(&m->aliases, alias);
        ns_vec_free(&command);
    }
}

/* --- completion --- */

struct completion {
    struct ns_slice head; /* of the line: stays */
    struct ns_slice word; /* what the candidates begin with */
    struct ns_arena *arena;
    void (*add)(void *sink, struct ns_slice candidate);
    void *sink;
};

static void offer(const struct completion *c, struct ns_slice word)
{
    if (!ns_slice_starts(word, c->word))
        return;
    c->add(c->sink, ns_arena_format(c->arena, "%.*s%.*s", (int)c->head.len, c->head.at,
                                    (int)word.len, word.at));
}

static void offer_commands(const struct ns_model *m, const struct completion *c)
{
    for (unsigned i = 0; i < NS_ACTION_COUNT; i++)
        if (is_command((enum ns_action)i))
            offer(c, ns_slice_of(ns_action_info((enum ns_action)i)->name));
    for (size_t i = 0; i < m->aliases.len; i++)
        offer(c, m->aliases.at[i].name);
}

/* "on, off": one candidate a part. "0 to 10" is nothing to choose from. */
static void offer_values(const struct completion *c, const char *values)
{
    struct ns_slice rest = ns_slice_of(values), value;
    if (ns_slice_find(rest, NS_SLICE(" to "), 0) != SIZE_MAX)
        return;
    while (ns_slice_field(&rest, ',', &value)) {
        value = ns_slice_trim(value);
        if (value.len)
            offer(c, value);
    }
}

static const char *setting_values(struct ns_slice name)
{
    struct ns_setting_info info;
    for (size_t i = 0; ns_settings_info(i, &info); i++)
        if (ns_slice_equal(name, ns_slice_of(info.name)))
            return info.values;
    return "";
}

static void offer_settings(struct completion *c)
{
    struct ns_setting_info info;
    for (size_t i = 0; i < c->word.len; i++) {
        if (c->word.at[i] != ' ' && c->word.at[i] != '=')
            continue;
        struct ns_slice name = {c->word.at, i};
        c->head.len += i + 1;
        c->word.at += i + 1;
        c->word.len -= i + 1;
        offer_values(c, setting_values(name));
        return;
    }
    for (size_t i = 0; ns_settings_info(i, &info); i++)
        offer(c, ns_slice_of(info.name));
}

/* field:"name", once for each name. */
static void offer_name(const struct completion *c, const char *field, struct ns_slice name)
{
    if (name.len && ns_slice_starts(c->word, ns_slice_of(field)))
        offer(c, ns_arena_format(c->arena, "%s\"%.*s\"", field, (int)name.len, name.at));
}

/* Whom the open article names and quotes, where it comes from and of which day it is. */
static void offer_open_article(const struct ns_model *m, const struct completion *c)
{
    const struct ns_extraction *x = m->text.extraction;
    for (size_t i = 0; x && i < x->entity_count; i++)
        offer_name(c, "entity:", x->entities[i].canonical);
    for (size_t i = 0; x && i < x->attribution_count; i++) {
        struct ns_slice speaker = x->attributions[i].speaker;
        size_t k = 0;
        while (k < i && !ns_slice_equal(x->attributions[k].speaker, speaker))
            k++;
        if (k == i)
            offer_name(c, "speaker:", speaker);
    }
    const struct ns_article *a = m->text.article;
    if (!a)
        return;
    offer_name(c, "outlet:", a->outlet);
    static const int lengths[] = {4, 7, 10}; /* year, month, day */
    for (size_t i = 0; i < 3 && a->date[0] && ns_slice_starts(c->word, NS_SLICE("date:")); i++)
        offer(c, ns_arena_format(c->arena, "date:%.*s", lengths[i], a->date));
}

static void offer_query(const struct ns_model *m, struct completion *c)
{
    static const char *const fields[] = {
        "entity:", "kind:", "has:", "title:", "speaker:", "outlet:", "file:", "date:"};
    /* Only the last word is completed; a name is quoted. */
    size_t cut = c->word.len;
    while (cut && c->word.at[cut - 1] != ' ')
        cut--;
    while (cut < c->word.len && (c->word.at[cut] == '-' || c->word.at[cut] == '('))
        cut++;
    c->head.len += cut;
    c->word.at += cut;
    c->word.len -= cut;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        offer(c, ns_slice_of(fields[i]));
    for (unsigned k = 0; k < NS_KIND_COUNT; k++) {
        offer(c, ns_arena_format(c->arena, "kind:%s", ns_kind_name((enum ns_kind)k)));
        offer(c, ns_arena_format(c->arena, "has:%s", ns_kind_name((enum ns_kind)k)));
    }
    for (unsigned i = 0; ns_query_has_name(i); i++)
        offer(c, ns_arena_format(c->arena, "has:%s", ns_query_has_name(i)));
    offer_open_article(m, c);
}

static void offer_argument(const struct ns_model *m, enum ns_action action, struct completion *c)
{
    switch (ns_action_info(action)->argument) {
    case NS_ARGUMENT_KIND:
        for (unsigned k = 0; k < NS_KIND_COUNT; k++)
            offer(c, ns_slice_of(ns_kind_name((enum ns_kind)k)));
        break;
    case NS_ARGUMENT_SORT:
        for (unsigned s = 0; s < NS_SORT_COUNT; s++)
            offer(c, ns_slice_of(ns_sort_name((enum ns_sort)s)));
        break;
    case NS_ARGUMENT_THEME:
        offer_values(c, setting_values(NS_SLICE("theme")));
        break;
    case NS_ARGUMENT_SETTING:
        offer_settings(c);
        break;
    case NS_ARGUMENT_QUERY:
        offer_query(m, c);
        break;
    default:
        break;
    }
}

void ns_command_complete(void *model, struct ns_slice line, struct ns_arena *arena,
                         void (*add)(void *sink, struct ns_slice candidate), void *sink)
{
    const struct ns_model *m = model;
    struct completion c = {.head = {line.at, 0}, .word = line, .arena = arena};
    c.add = add;
    c.sink = sink;
    size_t cut = 0;
    while (cut < line.len && line.at[cut] != ' ')
        cut++;
    if (cut == line.len) {
        offer_commands(m, &c);
        return;
    }
    enum ns_action action;
    if (!find((struct ns_slice){line.at, cut}, &action))
        return;
    c.head.len = cut + 1;
    c.word = (struct ns_slice){line.at + cut + 1, line.len - cut - 1};
    offer_argument(m, action, &c);
}

void ns_query_complete(void *model, struct ns_slice line, struct ns_arena *arena,
                       void (*add)(void *sink, struct ns_slice candidate), void *sink)
{
    struct completion c = {.head = {line.at, 0}, .word = line, .arena = arena};
    c.add = add;
    c.sink = sink;
    offer_query(model, &c);
}
