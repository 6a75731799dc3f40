/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parsing by recursive descent:
 *     either  = all { "or" all }
 *     all     = { one }
 *     one     = ( "-" | "not" ) one | "(" either ")" | [ field ":" ] term
 *     term    = word [ "*" ] | '"' words '"'
 */
#include "query.h"

#include "naysay/fold.h"
#include "naysay/utf8.h"

#define QUERY_MAX 4096 /* bytes */
#define DEPTH_MAX 40
#define TERMS_MAX 64

struct parser {
    struct ns_slice text;
    size_t pos;
    int depth;
    size_t terms;
    struct ns_query *query;
    struct ns_err *err;
};

static const struct field {
    const char *name;
    enum query_type type;
} fields[] = {
    {"title", QUERY_TITLE},   {"outlet", QUERY_OUTLET},   {"file", QUERY_FILE},
    {"entity", QUERY_ENTITY}, {"speaker", QUERY_SPEAKER}, {"kind", QUERY_KIND},
    {"has", QUERY_KIND},
};

static struct query_node *parse_either(struct parser *p);

static struct query_node *complain(struct parser *p, size_t at, const char *message)
{
    unsigned column = (unsigned)ns_utf8_count((struct ns_slice){p->text.at, at}) + 1;

    ns_err_set_at(p->err, NS_ERR_ARGUMENT, 0, column, "%s", message);
    return NULL;
}

static struct query_node *new_node(struct parser *p, enum query_type type, struct query_node *left,
                                   struct query_node *right)
{
    struct query_node *node = ns_arena_alloc(p->query->arena, sizeof *node);

    node->type = type;
    node->left = left;
    node->right = right;
    return node;
}

/* NBSP and other spaces separate words too. */
static size_t blank_at(const struct parser *p, size_t pos)
{
    struct ns_slice rest = {p->text.at + pos, p->text.len - pos};

    if (rest.len == 0)
        return 0;
    if (rest.at[0] == ' ' || (rest.at[0] >= '\t' && rest.at[0] <= '\r'))
        return 1;
    return ns_slice_starts(rest, NS_SLICE("\xC2\xA0")) ? 2 : 0;
}

/* Straight or curly double quote. */
static size_t quote_at(const struct parser *p, size_t pos)
{
    struct ns_slice rest = {p->text.at + pos, p->text.len - pos};

    if (rest.len > 0 && rest.at[0] == '"')
        return 1;
    return ns_slice_starts(rest, NS_SLICE("\xE2\x80\x9C")) ||
                   ns_slice_starts(rest, NS_SLICE("\xE2\x80\x9D")) ||
                   ns_slice_starts(rest, NS_SLICE("\xE2\x80\x9E"))
               ? 3
               : 0;
}

static void skip_blanks(struct parser *p)
{
    size_t length;

    while ((length = blank_at(p, p->pos)) > 0)
        p->pos += length;
}

/* The bare word at pos, without moving. */
static struct ns_slice peek_word(const struct parser *p)
{
    size_t end = p->pos;

    while (end < p->text.len && !blank_at(p, end) && !quote_at(p, end) && p->text.at[end] != '(' &&
           p->text.at[end] != ')')
        end++;
    return (struct ns_slice){p->text.at + p->pos, end - p->pos};
}

static bool take_keyword(struct parser *p, const char *keyword)
{
    struct ns_slice word = peek_word(p);

    if (!ns_slice_equal_nocase(word, ns_slice_of(keyword)) || quote_at(p, p->pos + word.len))
        return false;
    p->pos += word.len;
    return true;
}

static struct query_node *parse_kind(struct parser *p, struct query_node *node, size_t at)
{
    struct ns_bytes message = {0}, lower = {0};
    bool known;

    ns_fold(node->shown, NS_FOLD_ALL, &lower, NULL);
    known = ns_kind_parse(ns_bytes_slice(&lower), &node->kind);
    ns_vec_free(&lower);
    if (known) {
        node->shown = ns_slice_of(ns_kind_name(node->kind));
        node->quoted = node->prefix = false;
        p->query->needs_extraction = true;
        return node;
    }
    ns_bytes_add_text(&message, "there is no such kind; kinds are");
    for (int i = 0; i < NS_KIND_COUNT; i++)
        ns_bytes_format(&message, "%s %s", i ? "," : "", ns_kind_name((enum ns_kind)i));
    complain(p, at, ns_bytes_text(&message));
    ns_vec_free(&message);
    return NULL;
}

/* A word or phrase at pos; at: column of the term with its field, for messages. */
static struct query_node *parse_term(struct parser *p, enum query_type type, size_t at)
{
    struct query_node *node = new_node(p, type, NULL, NULL);
    size_t quote = quote_at(p, p->pos), start = p->pos + quote;

    if (++p->terms > TERMS_MAX)
        return complain(p, at, "there are too many terms");
    if (quote) {
        p->pos = start;
        /* A quote that is still open ends with the text: it may be being typed. */
        while (p->pos < p->text.len && !quote_at(p, p->pos))
            p->pos++;
        node->quoted = true;
        node->shown = (struct ns_slice){p->text.at + start, p->pos - start};
        p->pos += p->pos < p->text.len ? quote_at(p, p->pos) : 0;
    } else {
        node->shown = peek_word(p);
        p->pos += node->shown.len;
    }
    if (node->shown.len > 1 && node->shown.at[node->shown.len - 1] == '*') {
        node->prefix = true;
        node->shown.len--;
    }
    if (type == QUERY_KIND)
        return parse_kind(p, node, at);
    if (!index_query_prepare(p->query, node))
        return complain(p, at, "there is nothing to look for");
    p->query->needs_extraction |= type == QUERY_ENTITY || type == QUERY_SPEAKER;
    return node;
}

/* "name:" of letters at pos, with something that is no slash behind it. */
static size_t field_length(const struct parser *p)
{
    size_t end = p->pos;

    while (end < p->text.len &&
           ((p->text.at[end] | 0x20) >= 'a' && (p->text.at[end] | 0x20) <= 'z'))
        end++;
    if (end == p->pos || end >= p->text.len || p->text.at[end] != ':')
        return 0;
    return end + 1 < p->text.len && p->text.at[end + 1] == '/' ? 0 : end - p->pos;
}

static struct query_node *parse_fielded(struct parser *p)
{
    size_t length = field_length(p), at = p->pos;
    struct ns_slice name = {p->text.at + p->pos, length};

    if (length == 0)
        return parse_term(p, QUERY_TEXT, at);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!ns_slice_equal_nocase(name, ns_slice_of(fields[i].name)))
            continue;
        p->pos += length + 1;
        if (p->pos >= p->text.len || blank_at(p, p->pos) || p->text.at[p->pos] == ')')
            return complain(p, p->pos, "a word must follow the colon");
        return parse_term(p, fields[i].type, at);
    }
    return complain(p, at,
                    "there is no such field; fields are title, outlet, file, entity, speaker, "
                    "kind, has (quote the word if it is none)");
}

static struct query_node *parse_one(struct parser *p)
{
    struct query_node *node = NULL;
    size_t at = p->pos;

    if (++p->depth > DEPTH_MAX) {
        complain(p, at, "the query is nested too deeply");
    } else if (p->text.at[p->pos] == '(') {
        p->pos++;
        node = parse_either(p);
        if (node && (p->pos >= p->text.len || p->text.at[p->pos] != ')'))
            node = complain(p, at, "the bracket is not closed");
        p->pos++;
    } else if (p->text.at[p->pos] == ')') {
        complain(p, at, "there is no bracket to close");
    } else if ((p->text.at[p->pos] == '-' && p->pos + 1 < p->text.len &&
                !blank_at(p, p->pos + 1)) ||
               take_keyword(p, "not")) {
        p->pos += p->pos == at;
        skip_blanks(p);
        if (p->pos >= p->text.len)
            complain(p, at, "a word must follow");
        else if ((node = parse_one(p)) != NULL)
            node = new_node(p, QUERY_NOT, node, NULL);
    } else if (take_keyword(p, "or")) {
        complain(p, at, "a word must stand before 'or'");
    } else {
        node = parse_fielded(p);
    }
    p->depth--;
    return node;
}

/* Terms up to "or", a closing bracket or the end. */
static struct query_node *parse_all(struct parser *p)
{
    struct query_node *all = NULL, *one;

    for (;;) {
        size_t at;
        skip_blanks(p);
        at = p->pos;
        if (p->pos >= p->text.len || p->text.at[p->pos] == ')')
            return all ? all : complain(p, at, "a word is missing");
        if (all && take_keyword(p, "or")) {
            p->pos = at;
            return all;
        }
        if (all && take_keyword(p, "and"))
            continue;
        one = parse_one(p);
        if (!one)
            return NULL;
        all = all ? new_node(p, QUERY_AND, all, one) : one;
    }
}

static struct query_node *parse_either(struct parser *p)
{
    struct query_node *either = parse_all(p), *all;

    while (either) {
        skip_blanks(p);
        if (p->pos >= p->text.len || !take_keyword(p, "or"))
            return either;
        all = parse_all(p);
        either = all ? new_node(p, QUERY_OR, either, all) : NULL;
    }
    return NULL;
}

/* ---- the canonical form --------------------------------------------------------------------- */

static const char *field_name(enum query_type type)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i].type == type)
            return fields[i].name;
    }
    return NULL;
}

/* Would the bare word be read as something else? */
static bool needs_quotes(struct ns_slice word)
{
    return word.at[0] == '-' || ns_slice_equal_nocase(word, NS_SLICE("or")) ||
           ns_slice_equal_nocase(word, NS_SLICE("and")) ||
           ns_slice_equal_nocase(word, NS_SLICE("not"));
}

static void write_term(const struct query_node *node, struct ns_bytes *out)
{
    const char *field = field_name(node->type);
    bool quotes = node->quoted || (!field && needs_quotes(node->shown));

    if (field)
        ns_bytes_format(out, "%s:", field);
    if (quotes)
        ns_bytes_add_text(out, "\"");
    ns_bytes_add(out, node->shown);
    if (node->prefix)
        ns_bytes_add_text(out, "*");
    if (quotes)
        ns_bytes_add_text(out, "\"");
}

/* inside: the operator around it, for brackets. */
static void write_node(const struct query_node *node, enum query_type inside, struct ns_bytes *out)
{
    bool brackets = (node->type == QUERY_OR && inside != QUERY_OR) ||
                    (node->type == QUERY_AND && inside == QUERY_NOT);

    if (brackets)
        ns_bytes_add_text(out, "(");
    switch (node->type) {
    case QUERY_AND:
    case QUERY_OR:
        write_node(node->left, node->type, out);
        ns_bytes_add_text(out, node->type == QUERY_OR ? " or " : " ");
        write_node(node->right, node->type, out);
        break;
    case QUERY_NOT:
        ns_bytes_add_text(out, "-");
        write_node(node->left, node->type, out);
        break;
    default:
        write_term(node, out);
        break;
    }
    if (brackets)
        ns_bytes_add_text(out, ")");
}

/* Words that are asked for, not those that must be absent. */
static void collect(struct ns_query *query, const struct query_node *node, bool wanted)
{
    if (node->type == QUERY_NOT)
        wanted = !wanted;
    if (node->left)
        collect(query, node->left, wanted);
    if (node->right)
        collect(query, node->right, wanted);
    if (node->type == QUERY_TEXT && wanted)
        query->highlights[query->highlight_count++] = node->shown;
}

enum ns_status ns_query_parse(struct ns_slice text, struct ns_query **out, struct ns_err *err)
{
    struct parser p = {.err = err};
    struct ns_bytes shown = {0};
    size_t valid = ns_utf8_valid_prefix(text);

    *out = NULL;
    if (text.len > QUERY_MAX)
        return ns_err_set(err, NS_ERR_LIMIT, "the query is longer than %d bytes", QUERY_MAX);
    if (valid < text.len || (text.len && memchr(text.at, '\0', text.len)))
        return ns_err_set_at(err, NS_ERR_ARGUMENT, 0,
                             (unsigned)ns_utf8_count((struct ns_slice){text.at, valid}) + 1,
                             "this is no UTF-8 text");
    p.query = ns_alloc(sizeof *p.query);
    p.query->arena = ns_arena_new(0);
    p.text = ns_arena_dup(p.query->arena, text);
    skip_blanks(&p);
    if (p.pos < p.text.len) {
        p.query->root = parse_either(&p);
        if (p.query->root && p.pos < p.text.len)
            p.query->root = complain(&p, p.pos, "there is no bracket to close");
        if (!p.query->root) {
            ns_query_free(p.query);
            return NS_ERR_ARGUMENT;
        }
        p.query->highlights = ns_arena_array(p.query->arena, struct ns_slice, TERMS_MAX);
        collect(p.query, p.query->root, true);
        write_node(p.query->root, QUERY_OR, &shown);
        p.query->text = ns_arena_dup(p.query->arena, ns_bytes_slice(&shown));
        ns_vec_free(&shown);
    }
    *out = p.query;
    return NS_OK;
}
