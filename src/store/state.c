/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state file, a record a line, the newest last:
 *     naysay-state 1
 *     place BODY-HASH OFFSET          (hashes: 16 hexadecimal digits)
 *     article CORPUS-HASH BODY-HASH
 *     history SIGN TEXT               (\\ \n \r stand for backslash, newline and return)
 * Lines of a kind this version does not know are kept. Two programs may share the file: writing
 * merges what this one has set since it started into what stands on the disk by then.
 */
#include "naysay/store.h"

#include "naysay/file.h"
#include "naysay/map.h"
#include "naysay/utf8.h"

#include <errno.h>
#include <unistd.h>

#define PLACES_MAX       20000
#define ARTICLES_MAX     2000
#define HISTORY_MAX      200
#define HISTORY_ALL_MAX  1000                 /* of all prompts */
#define HISTORY_TEXT_MAX 4096                 /* bytes */
#define UNKNOWN_MAX      1000                 /* lines */
#define FILE_MAX         ((uint64_t)16 << 20) /* bytes */

/* key -> value; set at order `turn`, by this program (own) or read from the file. */
struct record {
    uint64_t key, value, turn;
    bool own;
};
NS_VEC(records, struct record);

/* Records by key; the oldest are dropped when there are too many. */
struct table {
    struct records records;
    struct ns_map *index; /* key's bytes -> index into records + 1 */
    size_t most;
};

struct line {
    char *text; /* owned */
    size_t len;
    char sign;
    bool own;
};
NS_VEC(lines, struct line);

struct ns_state {
    uint64_t turn;
    struct table places, articles;
    struct lines history; /* of all prompts, oldest first */
    struct lines unknown; /* whole lines of later versions */
};

/* ---- tables --------------------------------------------------------------------------------- */

static struct ns_slice key_slice(const uint64_t *key)
{
    return (struct ns_slice){(const char *)key, sizeof *key};
}

static int by_turn(const void *a, const void *b)
{
    uint64_t x = ((const struct record *)a)->turn, y = ((const struct record *)b)->turn;

    return x < y ? -1 : x > y;
}

/* Puts the records in order of age and forgets the oldest beyond the limit. */
static void table_trim(struct table *t)
{
    size_t drop;

    if (t->records.len > 1)
        qsort(t->records.at, t->records.len, sizeof *t->records.at, by_turn);
    drop = t->records.len > t->most ? t->records.len - t->most : 0;
    if (drop > 0) {
        t->records.len -= drop;
        memmove(t->records.at, t->records.at + drop, t->records.len * sizeof *t->records.at);
    }
    ns_map_free(t->index);
    t->index = ns_map_new();
    for (size_t i = 0; i < t->records.len; i++)
        *ns_map_put(t->index, key_slice(&t->records.at[i].key)) = i + 1;
}

static void table_set(struct table *t, struct record record)
{
    uint64_t *at;

    if (t->records.len >= 2 * t->most)
        table_trim(t);
    at = ns_map_put(t->index, key_slice(&record.key));
    if (*at) {
        record.own |= t->records.at[*at - 1].own;
        t->records.at[*at - 1] = record;
        return;
    }
    ns_vec_push(&t->records, record);
    *at = t->records.len;
}

static bool table_get(const struct table *t, uint64_t key, uint64_t *value)
{
    const uint64_t *at = ns_map_get(t->index, key_slice(&key));

    if (!at)
        return false;
    *value = t->records.at[*at - 1].value;
    return true;
}

static void table_free(struct table *t)
{
    ns_vec_free(&t->records);
    ns_map_free(t->index);
}

/* Copies the records that are (or are not) this program's own, in order of age. */
static void table_merge(struct ns_state *to, struct table *table, const struct table *from,
                        bool own)
{
    struct records sorted = {0};

    ns_vec_reserve(&sorted, from->records.len + 1);
    if (from->records.len > 0)
        memcpy(sorted.at, from->records.at, from->records.len * sizeof *sorted.at);
    sorted.len = from->records.len;
    if (sorted.len > 1)
        qsort(sorted.at, sorted.len, sizeof *sorted.at, by_turn);
    for (size_t i = 0; i < sorted.len; i++) {
        struct record record = sorted.at[i];
        if (record.own != own)
            continue;
        record.turn = ++to->turn;
        table_set(table, record);
    }
    ns_vec_free(&sorted);
}

/* ---- lines ---------------------------------------------------------------------------------- */

static void lines_free(struct lines *lines)
{
    for (size_t i = 0; i < lines->len; i++)
        free(lines->at[i].text);
    ns_vec_free(lines);
}

static void lines_remove(struct lines *lines, size_t index)
{
    free(lines->at[index].text);
    lines->len--;
    memmove(lines->at + index, lines->at + index + 1, (lines->len - index) * sizeof *lines->at);
}

static void add_history(struct ns_state *state, char sign, struct ns_slice text, bool own)
{
    size_t count = 0, oldest = SIZE_MAX;

    if (text.len == 0 || text.len > HISTORY_TEXT_MAX || sign <= ' ' || sign > '~' ||
        ns_utf8_valid_prefix(text) < text.len)
        return;
    for (size_t i = 0; i < state->history.len; i++) {
        const struct line *line = &state->history.at[i];
        if (line->sign != sign)
            continue;
        if (ns_slice_equal((struct ns_slice){line->text, line->len}, text)) {
            own |= line->own;
            lines_remove(&state->history, i--);
            continue;
        }
        count++;
        if (oldest == SIZE_MAX)
            oldest = i;
    }
    if (count >= HISTORY_MAX)
        lines_remove(&state->history, oldest);
    else if (state->history.len >= HISTORY_ALL_MAX)
        lines_remove(&state->history, 0);
    ns_vec_push(&state->history, ((struct line){ns_string_dup(text), text.len, sign, own}));
}

static void merge_history(struct ns_state *to, const struct ns_state *from, bool own)
{
    for (size_t i = 0; i < from->history.len; i++) {
        const struct line *line = &from->history.at[i];
        if (line->own == own)
            add_history(to, line->sign, (struct ns_slice){line->text, line->len}, own);
    }
}

static void merge(struct ns_state *to, const struct ns_state *from, bool own)
{
    table_merge(to, &to->places, &from->places, own);
    table_merge(to, &to->articles, &from->articles, own);
    merge_history(to, from, own);
}

/* ---- reading -------------------------------------------------------------------------------- */

static bool parse_hash(struct ns_slice word, uint64_t *out)
{
    uint64_t value = 0;

    if (word.len != 16)
        return false;
    for (size_t i = 0; i < 16; i++) {
        unsigned char c = (unsigned char)word.at[i];
        unsigned digit = c - (unsigned)'0';
        if (c >= 'a' && c <= 'f')
            digit = c - (unsigned)'a' + 10;
        else if (digit > 9)
            return false;
        value = value << 4 | digit;
    }
    *out = value;
    return true;
}

static bool parse_numbers(struct ns_state *state, struct table *table, struct ns_slice rest,
                          bool hashes)
{
    struct record record = {0};
    struct ns_slice word;
    int64_t number = 0;

    if (!ns_slice_field(&rest, ' ', &word) || !parse_hash(word, &record.key))
        return false;
    if (hashes) {
        if (!parse_hash(rest, &record.value))
            return false;
    } else {
        if (!ns_slice_number(rest, &number) || number < 0 || number > UINT32_MAX)
            return false;
        record.value = (uint64_t)number;
    }
    record.turn = ++state->turn;
    table_set(table, record);
    return true;
}

static char unescaped(char c)
{
    return c == 'n' ? '\n' : c == 'r' ? '\r' : c == '\\' ? c : '\0';
}

static bool parse_history(struct ns_state *state, struct ns_slice rest)
{
    struct ns_bytes text = {0};
    bool fine = rest.len > 2 && rest.at[1] == ' ' && rest.at[0] > ' ' && rest.at[0] <= '~';

    for (size_t i = 2; fine && i < rest.len; i++) {
        char c = rest.at[i];
        if (c == '\\') {
            c = ++i < rest.len ? unescaped(rest.at[i]) : '\0';
            fine = c != '\0';
        }
        ns_vec_push(&text, c);
    }
    fine = fine && text.len <= HISTORY_TEXT_MAX;
    if (fine)
        add_history(state, rest.at[0], ns_bytes_slice(&text), false);
    ns_vec_free(&text);
    return fine;
}

static bool is_word(struct ns_slice word)
{
    for (size_t i = 0; i < word.len; i++) {
        if ((word.at[i] < 'a' || word.at[i] > 'z') && word.at[i] != '-')
            return false;
    }
    return word.len > 0 && word.len < 32;
}

static bool parse_line(struct ns_state *state, struct ns_slice line)
{
    struct ns_slice rest = line, verb;

    if (ns_utf8_valid_prefix(line) < line.len || !ns_slice_field(&rest, ' ', &verb))
        return false;
    if (ns_slice_equal(verb, NS_SLICE("place")))
        return parse_numbers(state, &state->places, rest, false);
    if (ns_slice_equal(verb, NS_SLICE("article")))
        return parse_numbers(state, &state->articles, rest, true);
    if (ns_slice_equal(verb, NS_SLICE("history")))
        return parse_history(state, rest);
    if (ns_slice_equal(verb, NS_SLICE("naysay-state")))
        return true;
    if (!is_word(verb) || line.len > HISTORY_TEXT_MAX || state->unknown.len >= UNKNOWN_MAX)
        return false;
    ns_vec_push(&state->unknown, ((struct line){ns_string_dup(line), line.len, 0, false}));
    return true;
}

enum ns_status ns_state_read(struct ns_state *state, const char *path, struct ns_err *err)
{
    struct ns_bytes bytes = {0};
    struct ns_slice rest, line;
    unsigned number = 0, bad = 0, first = 0;
    enum ns_status status;

    if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return NS_OK;
    status = ns_file_read(path, FILE_MAX, &bytes, err);
    rest = ns_bytes_slice(&bytes);
    while (status == NS_OK && ns_slice_line(&rest, &line)) {
        number++;
        if (ns_slice_trim(line).len > 0 && !parse_line(state, line) && bad++ == 0)
            first = number;
    }
    ns_vec_free(&bytes);
    if (bad > 0)
        return ns_err_set_at(err, NS_ERR_FORMAT, first, 0,
                             "passed over %u unreadable line%s of '%s', the first is line %u", bad,
                             bad == 1 ? "" : "s", path, first);
    return status;
}

/* ---- writing -------------------------------------------------------------------------------- */

static void write_lines(const struct ns_state *state, struct ns_bytes *out)
{
    for (size_t i = 0; i < state->unknown.len; i++) {
        ns_bytes_add(out, (struct ns_slice){state->unknown.at[i].text, state->unknown.at[i].len});
        ns_vec_push(out, '\n');
    }
    for (size_t i = 0; i < state->history.len; i++) {
        const struct line *line = &state->history.at[i];
        ns_bytes_format(out, "history %c ", line->sign);
        for (size_t k = 0; k < line->len; k++) {
            char c = line->text[k];
            if (c == '\\' || c == '\n' || c == '\r')
                ns_vec_push(out, '\\');
            ns_vec_push(out, c == '\n' ? 'n' : c == '\r' ? 'r' : c);
        }
        ns_vec_push(out, '\n');
    }
}

static void write_table(struct table *table, bool hashes, struct ns_bytes *out)
{
    table_trim(table);
    for (size_t i = 0; i < table->records.len; i++) {
        const struct record *r = &table->records.at[i];
        if (hashes)
            ns_bytes_format(out, "article %016llx %016llx\n", (unsigned long long)r->key,
                            (unsigned long long)r->value);
        else
            ns_bytes_format(out, "place %016llx %llu\n", (unsigned long long)r->key,
                            (unsigned long long)r->value);
    }
}

/* A file with unreadable lines is copied aside before it is replaced; one that cannot be read at all
 * is left alone. */
static enum ns_status read_before_write(struct ns_state *all, const char *path, struct ns_err *err)
{
    enum ns_status status = ns_state_read(all, path, err);
    struct ns_bytes old = {0}, name = {0};

    if (status != NS_ERR_FORMAT)
        return status;
    ns_bytes_format(&name, "%s.damaged", path);
    status = ns_file_read(path, FILE_MAX, &old, err);
    if (status == NS_OK)
        status = ns_file_replace(ns_bytes_text(&name), ns_bytes_slice(&old), err);
    ns_vec_free(&old);
    ns_vec_free(&name);
    return status;
}

enum ns_status ns_state_write(const struct ns_state *state, const char *path, struct ns_err *err)
{
    struct ns_state *all = ns_state_new();
    struct ns_bytes out = {0};
    enum ns_status status;

    merge(all, state, false);
    status = read_before_write(all, path, err);
    if (status != NS_OK)
        goto out;
    if (all->unknown.len == 0) {
        for (size_t i = 0; i < state->unknown.len; i++) {
            struct ns_slice line = {state->unknown.at[i].text, state->unknown.at[i].len};
            ns_vec_push(&all->unknown, ((struct line){ns_string_dup(line), line.len, 0, false}));
        }
    }
    merge(all, state, true);
    ns_bytes_add_text(&out, "naysay-state 1\n");
    write_lines(all, &out);
    write_table(&all->articles, true, &out);
    write_table(&all->places, false, &out);
    status = ns_file_replace(path, ns_bytes_slice(&out), err);
out:
    ns_vec_free(&out);
    ns_state_free(all);
    return status;
}

/* ---- the rest ------------------------------------------------------------------------------- */

struct ns_state *ns_state_new(void)
{
    struct ns_state *state = ns_alloc(sizeof *state);

    state->places = (struct table){.index = ns_map_new(), .most = PLACES_MAX};
    state->articles = (struct table){.index = ns_map_new(), .most = ARTICLES_MAX};
    return state;
}

void ns_state_free(struct ns_state *state)
{
    if (!state)
        return;
    table_free(&state->places);
    table_free(&state->articles);
    lines_free(&state->history);
    lines_free(&state->unknown);
    free(state);
}

void ns_state_set_place(struct ns_state *state, uint64_t body_hash, uint32_t at)
{
    table_set(&state->places, (struct record){body_hash, at, ++state->turn, true});
}

bool ns_state_get_place(const struct ns_state *state, uint64_t body_hash, uint32_t *at)
{
    uint64_t value;

    if (!table_get(&state->places, body_hash, &value))
        return false;
    *at = (uint32_t)value;
    return true;
}

void ns_state_set_article(struct ns_state *state, uint64_t corpus, uint64_t body_hash)
{
    table_set(&state->articles, (struct record){corpus, body_hash, ++state->turn, true});
}

bool ns_state_get_article(const struct ns_state *state, uint64_t corpus, uint64_t *body_hash)
{
    return table_get(&state->articles, corpus, body_hash);
}

void ns_state_add_history(struct ns_state *state, char prompt, struct ns_slice text)
{
    add_history(state, prompt, text, true);
}

size_t ns_state_history(const struct ns_state *state, char prompt, size_t index,
                        struct ns_slice *text)
{
    size_t count = 0;

    for (size_t i = 0; i < state->history.len; i++) {
        const struct line *line = &state->history.at[i];
        if (line->sign != prompt)
            continue;
        if (count++ == index)
            *text = (struct ns_slice){line->text, line->len};
    }
    return count;
}
