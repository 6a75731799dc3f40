/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parsing by recursive descent:
 *     either  = all { "or" all }
 *     all     = { one }
 *     one     = ( "-" | "not" ) one | field ":" value | beside { "near" [ "/" number ] beside }
 *     beside  = term | regex | "(" either ")"
 *     value   = term | regex
 *     term    = word [ "*" ] | '"' words [ "*" ] '"'
 *     regex   = "/" pattern "/" [ "i" ]
 * A quote or a regex that is still open ends with the text: it may be being typed.
 */
#include "query.h"

#include "naysay/fold.h"
#include "naysay/utf8.h"

#define QUERY_MAX  4096 /* bytes */
#define DEPTH_MAX  40
#define NEAR_PLAIN 10 /* words: near without a number */
#define NEAR_MAX   1000

struct parser {
    struct ns_slice text;
    size_t pos;
    int depth;
    size_t terms;
    struct ns_query *query;
    struct ns_err *err;
};

static struct query_node *parse_either(struct parser *p);
static struct query_node *parse_one(struct parser *p);

/* 1-based, in code points. */
static unsigned column_of(const struct parser *p, size_t at)
{
    return (unsigned)ns_utf8_count((struct ns_slice){p->text.at, at}) + 1;
}

static struct query_node *complain(struct parser *p, size_t at, const char *message)
{
    ns_err_set_at(p->err, NS_ERR_ARGUMENT, 0, column_of(p, at), "%s", message);
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

/* Is the word at pos one that stands between terms or before them? */
static bool keyword_ahead(const struct parser *p)
{
    struct ns_slice word = peek_word(p);

    return !quote_at(p, p->pos + word.len) && (ns_slice_equal_nocase(word, NS_SLICE("or")) ||
                                               ns_slice_equal_nocase(word, NS_SLICE("and")) ||
                                               ns_slice_equal_nocase(word, NS_SLICE("not")));
}

static bool take_keyword(struct parser *p, const char *keyword)
{
    struct ns_slice word = peek_word(p);

    if (!ns_slice_equal_nocase(word, ns_slice_of(keyword)) || quote_at(p, p->pos + word.len))
        return false;
    p->pos += word.len;
    return true;
}

/* ---- terms ---------------------------------------------------------------------------------- */

/* The word or phrase at pos. */
static void read_term(struct parser *p, struct query_node *node)
{
    size_t quote = quote_at(p, p->pos);

    if (quote) {
        size_t start = p->pos += quote;
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
}

static struct query_node *parse_regex(struct parser *p, struct query_node *node)
{
    size_t start = ++p->pos;
    struct ns_err own = {0};
    struct ns_slice flags;

    while (p->pos < p->text.len && p->text.at[p->pos] != '/')
        p->pos += p->text.at[p->pos] == '\\' && p->pos + 1 < p->text.len ? 2 : 1;
    node->shown = (struct ns_slice){p->text.at + start, p->pos - start};
    p->pos += p->pos < p->text.len;
    flags = peek_word(p);
    node->no_case = ns_slice_equal(flags, NS_SLICE("i"));
    if (flags.len > 0 && !node->no_case)
        return complain(p, p->pos,
                        "behind a regex stands nothing, or i for any case; a / inside is "
                        "written \\/, and a path is quoted");
    p->pos += flags.len;
    if (p->query->pattern_count == QUERY_REGEXES)
        return complain(p, start - 1, "there are too many regexes");
    if (index_query_prepare_regex(p->query, node, &own) != NS_OK) {
        ns_err_set_at(p->err, NS_ERR_ARGUMENT, 0, column_of(p, start) + own.column - 1, "%s",
                      own.message);
        return NULL;
    }
    return node;
}

/* What stands at pos; at: where the term with its field begins, for messages. */
static struct query_node *parse_term(struct parser *p, enum query_type type, size_t at)
{
    struct query_node *node = new_node(p, type, NULL, NULL);
    const char *message;
    size_t start = p->pos, inside = 0;

    if (++p->terms > QUERY_TERMS)
        return complain(p, at, "there are too many terms");
    node->asked = NS_NONE;
    if (p->text.at[p->pos] == '/') {
        if (type == QUERY_TEXT || type == QUERY_TITLE || type == QUERY_OUTLET || type == QUERY_FILE)
            return parse_regex(p, node);
        return complain(p, at, "only title:, outlet: and file: take a regex");
    }
    read_term(p, node);
    if (type == QUERY_KIND || type == QUERY_HAS) {
        message = index_query_read_kind(p->query, node);
    } else if (type == QUERY_DATE) {
        size_t quote = node->quoted ? quote_at(p, start) : 0;
        message = index_query_read_date(p->query, node, &inside);
        at = start + quote + inside;
    } else {
        message = index_query_prepare(p->query, node);
    }
    return message ? complain(p, at, message) : node;
}

/* "name:" of letters at pos, with something that is no slash behind it, unless it is a regex. */
static size_t field_length(const struct parser *p)
{
    enum query_type type;
    size_t end = p->pos, length;

    while (end < p->text.len &&
           ((p->text.at[end] | 0x20) >= 'a' && (p->text.at[end] | 0x20) <= 'z'))
        end++;
    length = end - p->pos;
    if (length == 0 || end >= p->text.len || p->text.at[end] != ':')
        return 0;
    if (end + 1 < p->text.len && p->text.at[end + 1] == '/' &&
        (!index_query_field((struct ns_slice){p->text.at + p->pos, length}, &type) ||
         (end + 2 < p->text.len && p->text.at[end + 2] == '/')))
        return 0; /* http://... */
    return length;
}

static struct query_node *parse_fielded(struct parser *p, size_t length)
{
    struct ns_slice name = {p->text.at + p->pos, length};
    enum query_type type;
    size_t at = p->pos;

    if (!index_query_field(name, &type))
        return complain(p, at, index_query_no_field(p->query, name));
    p->pos += length + 1;
    if (p->pos >= p->text.len || blank_at(p, p->pos) || p->text.at[p->pos] == ')' ||
        p->text.at[p->pos] == '(')
        return complain(p, p->pos, "a word must follow the colon");
    return parse_term(p, type, at);
}

static struct query_node *parse_brackets(struct parser *p)
{
    size_t at = p->pos++;
    struct query_node *node = parse_either(p);

    if (node && (p->pos >= p->text.len || p->text.at[p->pos] != ')'))
        return complain(p, at, "the bracket is not closed");
    p->pos++;
    return node;
}

/* ---- near ----------------------------------------------------------------------------------- */

/* Is the word at pos "near" or "near/..."? */
static bool near_ahead(const struct parser *p)
{
    struct ns_slice word = peek_word(p);
    struct ns_slice head = {word.at, word.len < 4 ? word.len : 4};

    if (!ns_slice_equal_nocase(head, NS_SLICE("near")))
        return false;
    return word.len == 4 ? !quote_at(p, p->pos + 4) : word.at[4] == '/';
}

/* "near/5" at pos; false: complained. */
static bool take_near(struct parser *p, unsigned *words)
{
    struct ns_slice word = peek_word(p), number = {word.at + 5, word.len > 5 ? word.len - 5 : 0};
    int64_t value = NEAR_PLAIN;

    if (word.len > 4 && (!ns_slice_number(number, &value) || value < 1 || value > NEAR_MAX)) {
        complain(p, p->pos + 5, "near/ takes a number of words, 1 to 1000");
        return false;
    }
    p->pos += word.len;
    *words = (unsigned)value;
    return true;
}

/* Words, prefixes and phrases, also several with "or" between them. */
static bool can_be_near(const struct query_node *node)
{
    if (node->type == QUERY_OR)
        return can_be_near(node->left) && can_be_near(node->right);
    return node->type == QUERY_TEXT && !node->pattern && node->term_count > 0;
}

static struct query_node *parse_operand(struct parser *p)
{
    size_t at = p->pos;
    struct query_node *node =
        p->text.at[at] == '(' ? parse_brackets(p) : parse_term(p, QUERY_TEXT, at);

    if (node && !can_be_near(node))
        return complain(p, at, "beside near stands a word, a phrase, or (one or another)");
    return node;
}

/* "near b near c" behind the node that began at `at`. */
static struct query_node *parse_near(struct parser *p, struct query_node *node, size_t at)
{
    for (bool first = true; node; first = false) {
        struct query_node *right;
        unsigned words;
        skip_blanks(p);
        if (p->pos >= p->text.len || !near_ahead(p))
            return node;
        if (first && !can_be_near(node))
            return complain(p, at, "beside near stands a word, a phrase, or (one or another)");
        if (!take_near(p, &words))
            return NULL;
        skip_blanks(p);
        at = p->pos;
        if (at >= p->text.len || p->text.at[at] == ')' || near_ahead(p) || keyword_ahead(p))
            return complain(p, at, "a word must follow near (write \"near\" for the word itself)");
        if (p->text.at[at] == '-' || field_length(p) > 0)
            return complain(p, at, "beside near stands a word, a phrase, or (one or another)");
        right = parse_operand(p);
        node = right ? new_node(p, QUERY_NEAR, node, right) : NULL;
        if (node)
            node->near = words;
    }
    return NULL;
}

/* ---- the query ------------------------------------------------------------------------------ */

static struct query_node *parse_not(struct parser *p, size_t at)
{
    struct query_node *node;

    p->pos += p->pos == at;
    skip_blanks(p);
    if (p->pos >= p->text.len)
        return complain(p, at, "a word must follow");
    node = parse_one(p);
    return node ? new_node(p, QUERY_NOT, node, NULL) : NULL;
}

static struct query_node *parse_one(struct parser *p)
{
    struct query_node *node = NULL;
    size_t at = p->pos, field = field_length(p);

    if (++p->depth > DEPTH_MAX)
        complain(p, at, "the query is nested too deeply");
    else if (p->text.at[at] == ')')
        complain(p, at, "there is no bracket to close");
    else if ((p->text.at[at] == '-' && at + 1 < p->text.len && !blank_at(p, at + 1)) ||
             take_keyword(p, "not"))
        node = parse_not(p, at);
    else if (take_keyword(p, "or"))
        complain(p, at, "a word must stand before 'or'");
    else if (near_ahead(p))
        complain(p, at, "a word must stand before near (write \"near\" for the word itself)");
    else if (p->text.at[at] == '(')
        node = parse_near(p, parse_brackets(p), at);
    else if (field > 0)
        node = parse_near(p, parse_fielded(p, field), at);
    else
        node = parse_near(p, parse_term(p, QUERY_TEXT, at), at);
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

/* Terms that are asked for, not those that must be absent. */
static void collect(struct ns_query *query, struct query_node *node, bool wanted)
{
    if (node->type == QUERY_NOT)
        wanted = !wanted;
    if (node->left)
        collect(query, node->left, wanted);
    if (node->right)
        collect(query, node->right, wanted);
    if (node->type == QUERY_TEXT && wanted) {
        node->asked = (uint32_t)query->asked_count;
        query->asked_texts[query->asked_count] = node->shown;
        query->asked[query->asked_count++] = node;
    }
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
        collect(p.query, p.query->root, true);
        index_query_write(p.query->root, &shown);
        p.query->text = ns_arena_dup(p.query->arena, ns_bytes_slice(&shown));
        ns_vec_free(&shown);
    }
    *out = p.query;
    return NS_OK;
}
