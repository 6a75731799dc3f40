/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open addressing with linear probing; a term's place holds 1 + the index of its entry. */
#include "naysay/lexicon.h"

#include "naysay/file.h"
#include "naysay/utf8.h"

#define LEXICON_FILE_LIMIT (64u << 20) /* bytes */
#define LEAST_PLACES       64u

NS_VEC(entries, struct ns_lexicon_entry);
NS_VEC(hashes, uint64_t);

struct ns_lexicon {
    struct ns_arena *arena; /* texts and names of files */
    struct entries entries;
    struct hashes hashes; /* of the entries' terms */
    uint32_t *places;     /* 0: free */
    size_t place_count;   /* a power of two, or 0; at most half of them are taken */
    size_t removed;       /* entries whose file is NULL, until the next compaction */
};

struct ns_lexicon *ns_lexicon_new(void)
{
    struct ns_lexicon *lexicon = ns_alloc(sizeof *lexicon);

    lexicon->arena = ns_arena_new(0);
    return lexicon;
}

void ns_lexicon_free(struct ns_lexicon *lexicon)
{
    if (!lexicon)
        return;
    ns_arena_free(lexicon->arena);
    ns_vec_free(&lexicon->entries);
    ns_vec_free(&lexicon->hashes);
    free(lexicon->places);
    free(lexicon);
}

/* Where the term stands or would stand; there must be places. */
static size_t probe(const struct ns_lexicon *lexicon, struct ns_slice term, uint64_t hash)
{
    size_t mask = lexicon->place_count - 1, at = (size_t)hash & mask;

    for (; lexicon->places[at]; at = (at + 1) & mask) {
        size_t index = lexicon->places[at] - 1;
        if (lexicon->hashes.at[index] == hash &&
            ns_slice_equal(lexicon->entries.at[index].term, term))
            break;
    }
    return at;
}

/* Places for that many entries; those that are there find theirs anew. */
static void make_places(struct ns_lexicon *lexicon, size_t entries)
{
    size_t count = LEAST_PLACES;

    while (count / 2 < entries)
        count *= 2;
    free(lexicon->places);
    lexicon->places = ns_alloc(count * sizeof *lexicon->places);
    lexicon->place_count = count;
    for (size_t i = 0; i < lexicon->entries.len; i++) {
        size_t at = (size_t)lexicon->hashes.at[i] & (count - 1);
        if (!lexicon->entries.at[i].file)
            continue;
        while (lexicon->places[at])
            at = (at + 1) & (count - 1);
        lexicon->places[at] = (uint32_t)(i + 1);
    }
}

static void remove_term(struct ns_lexicon *lexicon, struct ns_slice term)
{
    if (!lexicon->place_count)
        return;
    uint32_t place = lexicon->places[probe(lexicon, term, ns_slice_hash(term))];
    if (!place || !lexicon->entries.at[place - 1].file)
        return;
    lexicon->entries.at[place - 1].file = NULL;
    lexicon->removed++;
}

/* A term that was removed and comes again stands where it comes again. */
static void put_entry(struct ns_lexicon *lexicon, struct ns_lexicon_entry entry)
{
    uint64_t hash = ns_slice_hash(entry.term);

    if (lexicon->place_count / 2 <= lexicon->entries.len)
        make_places(lexicon, (lexicon->entries.len + 1) * 2);
    uint32_t *place = &lexicon->places[probe(lexicon, entry.term, hash)];
    if (*place && lexicon->entries.at[*place - 1].file) {
        lexicon->entries.at[*place - 1] = entry;
        return;
    }
    ns_vec_push(&lexicon->entries, entry);
    ns_vec_push(&lexicon->hashes, hash);
    *place = (uint32_t)lexicon->entries.len;
}

/* Closes the gaps that removals left, so that entries count without holes. */
static void compact(struct ns_lexicon *lexicon)
{
    size_t to = 0;

    if (lexicon->removed == 0)
        return;
    for (size_t i = 0; i < lexicon->entries.len; i++) {
        if (!lexicon->entries.at[i].file)
            continue;
        lexicon->entries.at[to] = lexicon->entries.at[i];
        lexicon->hashes.at[to++] = lexicon->hashes.at[i];
    }
    lexicon->entries.len = lexicon->hashes.len = to;
    lexicon->removed = 0;
    make_places(lexicon, to + 1);
}

/* Enough for what the text holds, so that nothing grows in between. */
static void make_room(struct ns_lexicon *lexicon, struct ns_slice text)
{
    size_t lines = 1;

    for (const char *at = text.at, *end = text.at + text.len;
         at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines++;
    ns_vec_reserve(&lexicon->entries, lines);
    ns_vec_reserve(&lexicon->hashes, lines);
    if (lexicon->place_count / 2 < lexicon->entries.len + lines)
        make_places(lexicon, lexicon->entries.len + lines);
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

static bool is_text(struct ns_slice text)
{
    return ns_utf8_valid_prefix(text) == text.len && !memchr(text.at, '\0', text.len);
}

static enum ns_status parse_line(struct ns_lexicon *lexicon, const char *name, unsigned number,
                                 struct ns_slice line, struct ns_err *err)
{
    struct ns_lexicon_entry entry = {.file = name, .line = number};
    struct ns_slice rest = line;

    if (!is_text(line))
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
    make_room(lexicon, text);
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
    if (!lexicon->place_count)
        return NULL;
    uint32_t place = lexicon->places[probe(lexicon, term, ns_slice_hash(term))];
    return place ? &lexicon->entries.at[place - 1] : NULL;
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
