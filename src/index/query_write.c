/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A query as it was understood. What is written here is parsed into the same again. */
#include "query.h"

/* Would the bare word be read as something else? */
static bool needs_quotes(struct ns_slice word)
{
    static const char *const keywords[] = {"or", "and", "not", "near"};

    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (ns_slice_equal_nocase(word, ns_slice_of(keywords[i])))
            return true;
    return word.at[0] == '-' || word.at[0] == '/' ||
           (word.len > 5 && word.at[4] == '/' &&
            ns_slice_equal_nocase((struct ns_slice){word.at, 4}, NS_SLICE("near")));
}

/* 20160399 is 2016-03. */
static void write_day(uint32_t date, struct ns_bytes *out)
{
    uint32_t month = date / 100 % 100, day = date % 100;

    ns_bytes_format(out, "%04u", date / 10000);
    if (month != 0 && month != 99)
        ns_bytes_format(out, "-%02u", month);
    if (day != 0 && day != 99)
        ns_bytes_format(out, "-%02u", day);
}

static void write_dates(const struct query_node *node, struct ns_bytes *out)
{
    struct ns_bytes from = {0}, to = {0};

    if (node->from > 0)
        write_day(node->from, &from);
    if (node->to < QUERY_DATE_MAX)
        write_day(node->to, &to);
    ns_bytes_add(out, ns_bytes_slice(&from));
    if (!ns_slice_equal(ns_bytes_slice(&from), ns_bytes_slice(&to))) {
        ns_bytes_add_text(out, "..");
        ns_bytes_add(out, ns_bytes_slice(&to));
    }
    ns_vec_free(&from);
    ns_vec_free(&to);
}

static void write_term(const struct query_node *node, struct ns_bytes *out)
{
    const char *field = index_query_field_name(node->type);
    bool quotes = node->quoted || (!field && !node->pattern && needs_quotes(node->shown));
    const char *mark = node->pattern ? "/" : quotes ? "\"" : "";

    if (field)
        ns_bytes_format(out, "%s:", field);
    if (node->type == QUERY_DATE) {
        write_dates(node, out);
        return;
    }
    ns_bytes_add_text(out, mark);
    ns_bytes_add(out, node->shown);
    ns_bytes_add_text(out, node->prefix ? "*" : "");
    ns_bytes_add_text(out, mark);
    ns_bytes_add_text(out, node->no_case ? "i" : "");
}

/* inside: the operator around it, for brackets. */
static void write_node(const struct query_node *node, enum query_type inside, struct ns_bytes *out)
{
    bool brackets = (node->type == QUERY_OR && inside != QUERY_OR) ||
                    (node->type == QUERY_AND && inside == QUERY_NOT) ||
                    (node->type == QUERY_NEAR && inside == QUERY_NOT);

    if (brackets)
        ns_bytes_add_text(out, "(");
    switch (node->type) {
    case QUERY_AND:
    case QUERY_OR:
        write_node(node->left, node->type, out);
        ns_bytes_add_text(out, node->type == QUERY_OR ? " or " : " ");
        write_node(node->right, node->type, out);
        break;
    case QUERY_NEAR:
        write_node(node->left, node->type, out);
        ns_bytes_format(out, " near/%u ", node->near);
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

void index_query_write(const struct query_node *node, struct ns_bytes *out)
{
    write_node(node, QUERY_OR, out);
}
