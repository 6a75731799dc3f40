/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The configuration's lines. What they mean beyond their form (names of settings, keys, actions,
 * styles) is known further up; here they are cut and checked in number.
 */
#include "naysay/store.h"

#include "naysay/utf8.h"

NS_VEC(words, struct ns_slice);
NS_VEC(columns, unsigned);

struct reader {
    const char *file;
    unsigned line;
    struct ns_slice text; /* the line */
    struct ns_arena *arena;
    struct ns_bytes *errors;
    struct words words;
    struct columns columns;
};

static const struct verb {
    const char *name;
    size_t least, most; /* words behind it */
    const char *usage;
} verbs[] = {
    {"set", 2, 2, "set NAME VALUE"},
    {"bind", 2, 3, "bind [CONTEXT] KEY ACTION"},
    {"color", 2, 16, "color STYLE WORDS"},
    {"alias", 2, 64, "alias NAME COMMAND"},
};

/* Column of a byte of the line, 1-based, in code points. */
static unsigned column_of(const struct reader *r, size_t at)
{
    return (unsigned)ns_utf8_count((struct ns_slice){r->text.at, at}) + 1;
}

static bool complain(struct reader *r, unsigned column, const char *message, struct ns_slice what)
{
    ns_bytes_format(r->errors, "%s:%u:%u: %s", r->file, r->line, column, message);
    if (what.len > 0)
        ns_bytes_format(r->errors, " '%.*s'", what.len < 80 ? (int)what.len : 80, what.at);
    ns_bytes_add_text(r->errors, "\n");
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void push_word(struct reader *r, size_t at, struct ns_slice word)
{
    ns_vec_push(&r->words, word);
    ns_vec_push(&r->columns, column_of(r, at));
}

/* A word in quotes that begins at *pos. */
static bool read_quoted(struct reader *r, size_t *pos)
{
    size_t start = *pos, at = start + 1, length = 0;
    char *out = ns_arena_alloc(r->arena, r->text.len - start + 1);

    for (; at < r->text.len && r->text.at[at] != '"'; at++) {
        char c = r->text.at[at];
        if (c == '\\') {
            if (++at == r->text.len)
                break;
            c = r->text.at[at];
            if (c == 't')
                c = '\t';
            else if (c != '"' && c != '\\')
                return complain(r, column_of(r, at), "only \\\", \\\\ and \\t are known, not",
                                (struct ns_slice){r->text.at + at - 1, 2});
        }
        out[length++] = c;
    }
    if (at >= r->text.len)
        return complain(r, column_of(r, start), "the quote is not closed", (struct ns_slice){0});
    at++;
    if (at < r->text.len && !is_blank(r->text.at[at]))
        return complain(r, column_of(r, at), "a blank must follow the quote", (struct ns_slice){0});
    push_word(r, start, (struct ns_slice){out, length});
    *pos = at;
    return true;
}

static bool read_words(struct reader *r)
{
    size_t pos = 0;

    r->words.len = r->columns.len = 0;
    for (;;) {
        size_t start;
        while (pos < r->text.len && is_blank(r->text.at[pos]))
            pos++;
        if (pos == r->text.len)
            return true;
        if (r->text.at[pos] == '"') {
            if (!read_quoted(r, &pos))
                return false;
            continue;
        }
        start = pos;
        while (pos < r->text.len && !is_blank(r->text.at[pos]))
            pos++;
        push_word(r, start,
                  ns_arena_dup(r->arena, (struct ns_slice){r->text.at + start, pos - start}));
    }
}

static const struct verb *find_verb(struct ns_slice name)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (ns_slice_equal(name, ns_slice_of(verbs[i].name)))
            return &verbs[i];
    }
    return NULL;
}

static bool read_directive(struct reader *r, struct ns_directive *out)
{
    const struct verb *verb = find_verb(r->words.at[0]);
    size_t count = r->words.len - 1;

    if (!verb)
        return complain(r, r->columns.at[0], "a line begins with set, bind, color or alias, not",
                        r->words.at[0]);
    if (count < verb->least)
        return complain(r, column_of(r, r->text.len), "words are missing, it should be",
                        ns_slice_of(verb->usage));
    if (count > verb->most)
        return complain(r, r->columns.at[verb->most + 1], "too many words, it should be",
                        ns_slice_of(verb->usage));
    out->verb = r->words.at[0];
    out->line = r->line;
    out->word_count = count;
    out->words = ns_arena_array(r->arena, struct ns_slice, count);
    out->columns = ns_arena_array(r->arena, unsigned, count);
    memcpy(out->words, r->words.at + 1, count * sizeof *out->words);
    memcpy(out->columns, r->columns.at + 1, count * sizeof *out->columns);
    return true;
}

void ns_config_parse(struct ns_slice text, const char *file, struct ns_arena *arena,
                     struct ns_directives *out, struct ns_bytes *errors)
{
    struct reader r = {.file = file, .arena = arena, .errors = errors};

    if (ns_slice_starts(text, NS_SLICE("\xEF\xBB\xBF"))) {
        text.at += 3;
        text.len -= 3;
    }
    while (ns_slice_line(&text, &r.text)) {
        struct ns_directive directive = {0};
        struct ns_slice trimmed = ns_slice_trim(r.text);
        size_t valid = ns_utf8_valid_prefix(r.text);
        r.line++;
        if (trimmed.len == 0 || trimmed.at[0] == '#')
            continue;
        if (valid < r.text.len || memchr(r.text.at, '\0', r.text.len))
            complain(&r, column_of(&r, valid), "this is no UTF-8 text", (struct ns_slice){0});
        else if (read_words(&r) && read_directive(&r, &directive))
            ns_vec_push(out, directive);
    }
    ns_vec_free(&r.words);
    ns_vec_free(&r.columns);
}
