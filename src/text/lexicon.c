/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/lexicon.h"

#include "naysay/file.h"
#include "naysay/map.h"
#include "naysay/utf8.h"

#define LEXICON_FILE_LIMIT (64u << 20) /* bytes */

NS_VEC(entries, struct ns_lexicon_entry);

struct ns_lexicon {
    struct ns_arena *arena; /* texts and names of files */
    struct entries entries;
    struct ns_map *places; /* term -> index into entries + 1; 0: removed */
    size_t removed;        /* entries whose file is NULL, until the next compaction */
};

struct ns_lexicon *ns_lexicon_new(void)
{
    struct ns_lexicon *lexicon = ns_alloc(sizeof *lexicon);

    lexicon->arena = ns_arena_new(0);
    lexicon->places = ns_map_new();
    return lexicon;
}

void ns_lexicon_free(struct ns_lexicon *lexicon)
{
    if (!lexicon)
        return;
    ns_arena_free(lexicon->arena);
    ns_map_free(lexicon->places);
    ns_vec_free(&lexicon->entries);
    free(lexicon);
}

static void remove_term(struct ns_lexicon *lexicon, struct ns_slice term)
{
    uint64_t *place = ns_map_get(lexicon->places, term);

    if (!place || *place == 0)
        return;
    lexicon->entries.at[*place - 1].file = NULL;
    lexicon->removed++;
    *place = 0;
}

static void put_entry(struct ns_lexicon *lexicon, struct ns_lexicon_entry entry)
{
    uint64_t *place = ns_map_put(lexicon->places, entry.term);

    if (*place) {
        lexicon->entries.at[*place - 1] = entry;
        return;
    }
    ns_vec_push(&lexicon->entries, entry);
    *place = lexicon->entries.len;
}

/* Closes the gaps that removals left, so that entries count without holes. */
static void compact(struct ns_lexicon *lexicon)
{
    size_t to = 0;

    if (lexicon->removed == 0)
        return;
    for (size_t i = 0; i < lexicon->entries.len; i++) {
        struct ns_lexicon_entry entry = lexicon->entries.at[i];
        if (!entry.file)
            continue;
        lexicon->entries.at[to++] = entry;
        *ns_map_put(lexicon->places, entry.term) = to;
    }
    lexicon->entries.len = to;
    lexicon->removed = 0;
}

/* Every field is key=value with a key. */
static enum ns_status check_fields(struct ns_slice line, struct ns_slice fields, unsigned number,
                                   struct ns_err *err)
{
    struct ns_slice rest = fields, field;

    while (ns_slice_field(&rest, '\t', &field)) {
        const char *equals = field.len ? memchr(field.at, '=', field.len) : NULL;
        if (field.len == 0)
            continue;
        if (!equals || equals == field.at) {
            struct ns_slice before = {line.at, (size_t)(field.at - line.at)};
            return ns_err_set_at(err, NS_ERR_FORMAT, number, (unsigned)ns_utf8_count(before) + 1,
                                 "'%.*s' is not key=value", field.len < 40 ? (int)field.len : 40,
                                 field.at);
        }
    }
    return NS_OK;
}

static enum ns_status parse_line(struct ns_lexicon *lexicon, const char *name, unsigned number,
                                 struct ns_slice line, struct ns_err *err)
{
    struct ns_lexicon_entry entry = {.file = name, .line = number};
    struct ns_slice rest = line;
    size_t valid = ns_utf8_valid_prefix(line);

    if (valid < line.len || memchr(line.at, '\0', line.len))
        return ns_err_set_at(err, NS_ERR_FORMAT, number, 1, "not UTF-8 text");
    ns_slice_field(&rest, '\t', &entry.term);
    entry.term = ns_slice_trim(entry.term);
    entry.fields = rest;
    if (entry.term.len > 1 && entry.term.at[0] == '-') {
        entry.term.at++;
        entry.term.len--;
        remove_term(lexicon, entry.term);
        return NS_OK;
    }
    if (entry.term.len == 0)
        return ns_err_set_at(err, NS_ERR_FORMAT, number, 1, "the line has no term");
    if (check_fields(line, entry.fields, number, err) != NS_OK)
        return NS_ERR_FORMAT;
    put_entry(lexicon, entry);
    return NS_OK;
}

/* text lives in the lexicon's arena. */
static enum ns_status parse(struct ns_lexicon *lexicon, const char *name, struct ns_slice text,
                            struct ns_err *err)
{
    struct ns_slice line, bom = NS_SLICE("\xEF\xBB\xBF");
    enum ns_status status = NS_OK;
    unsigned number = 0;

    if (ns_slice_starts(text, bom)) {
        text.at += bom.len;
        text.len -= bom.len;
    }
    while (status == NS_OK && ns_slice_line(&text, &line)) {
        number++;
        if (ns_slice_trim(line).len > 0 && line.at[0] != '#')
            status = parse_line(lexicon, name, number, line, err);
    }
    compact(lexicon);
    return status;
}

enum ns_status ns_lexicon_parse(struct ns_lexicon *lexicon, const char *name, struct ns_slice text,
                                struct ns_err *err)
{
    const char *file = ns_arena_dup(lexicon->arena, ns_slice_of(name)).at;

    return parse(lexicon, file, ns_arena_dup(lexicon->arena, text), err);
}

enum ns_status ns_lexicon_read(struct ns_lexicon *lexicon, const char *path, struct ns_err *err)
{
    struct ns_bytes bytes = {0};
    enum ns_status status = ns_file_read(path, LEXICON_FILE_LIMIT, &bytes, err);

    if (status == NS_OK)
        status = ns_lexicon_parse(lexicon, path, ns_bytes_slice(&bytes), err);
    if (status == NS_ERR_FORMAT && err && err->line) {
        struct ns_err inner = *err;
        ns_err_set_at(err, status, inner.line, inner.column, "%s:%u:%u: %s", path, inner.line,
                      inner.column, inner.message);
    }
    ns_vec_free(&bytes);
    return status;
}

size_t ns_lexicon_count(const struct ns_lexicon *lexicon)
{
    return lexicon->entries.len;
}

const struct ns_lexicon_entry *ns_lexicon_at(const struct ns_lexicon *lexicon, size_t index)
{
    return &lexicon->entries.at[index];
}

const struct ns_lexicon_entry *ns_lexicon_find(const struct ns_lexicon *lexicon,
                                               struct ns_slice term)
{
    const uint64_t *place = ns_map_get(lexicon->places, term);

    return place && *place ? &lexicon->entries.at[*place - 1] : NULL;
}

bool ns_lexicon_value(const struct ns_lexicon_entry *entry, const char *key, struct ns_slice *value)
{
    size_t length = strlen(key);
    struct ns_slice rest = entry->fields, field;

    while (ns_slice_field(&rest, '\t', &field)) {
        if (field.len > length && field.at[length] == '=' && memcmp(field.at, key, length) == 0) {
            *value =
                ns_slice_trim((struct ns_slice){field.at + length + 1, field.len - length - 1});
            return true;
        }
    }
    return false;
}
