/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a text holds what a query asks for: to mark it, and for the sentence that is shown of it. */
#include "query.h"

#include "naysay/fold.h"
#include "naysay/log.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

#define REGEX_NS ((uint64_t)90000000) /* of work, for all regexes together */

struct finding {
    struct ns_query *query;
    struct ns_slice text, folded;
    struct ns_fold_steps steps;
    uint64_t regex_ns; /* left */
    enum ns_status status;
    struct ns_query_hits *out;
};

/* A prefix is marked with the word that it begins. */
static size_t word_end(struct ns_slice s, size_t at)
{
    for (size_t next = at; at < s.len && ns_is_word(ns_utf8_next(s, &next, NULL));)
        at = next;
    return at;
}

static void add_place(struct finding *f, const struct query_node *node, size_t begin, size_t end)
{
    struct ns_query_hit hit = {.term = node->asked};

    if (node->prefix)
        end = word_end(f->folded, end);
    hit.range.begin = ns_fold_original(&f->steps, (uint32_t)begin);
    hit.range.end = ns_fold_original(&f->steps, (uint32_t)end);
    if (ns_range_empty(hit.range))
        return;
    if (f->out->len < NS_PATTERN_MAX_HITS)
        ns_vec_push(f->out, hit);
    else
        f->status = NS_ERR_LIMIT;
}

static void find_phrase(struct finding *f, const struct query_node *node)
{
    struct phrase_place place;

    for (size_t from = 0; f->out->len < NS_PATTERN_MAX_HITS &&
                          index_phrase_next(f->folded, &node->phrase, &from, &place);)
        add_place(f, node, place.begin, place.end);
}

static void find_near(struct finding *f, const struct query_node *node)
{
    struct query_places places = {0};

    index_query_near(f->query, node, f->folded, &places);
    for (size_t i = 0; i < places.len; i++)
        add_place(f, places.at[i].node, places.at[i].begin, places.at[i].end);
    ns_vec_free(&places);
}

static void find_regex(struct finding *f, const struct query_node *node)
{
    struct ns_ranges hits = {0};
    uint64_t start = ns_clock(), spent;

    if (f->regex_ns == 0 ||
        ns_pattern_find_within(node->pattern, f->text, f->regex_ns, &hits) == NS_ERR_LIMIT)
        f->status = NS_ERR_LIMIT;
    spent = ns_clock() - start;
    f->regex_ns -= spent < f->regex_ns ? spent : f->regex_ns;
    for (size_t i = 0; i < hits.len && f->out->len < NS_PATTERN_MAX_HITS; i++)
        ns_vec_push(f->out, ((struct ns_query_hit){hits.at[i], node->asked}));
    ns_vec_free(&hits);
}

static void find_all(struct finding *f, const struct query_node *node, bool wanted)
{
    switch (node->type) {
    case QUERY_AND:
    case QUERY_OR:
        find_all(f, node->left, wanted);
        find_all(f, node->right, wanted);
        break;
    case QUERY_NOT:
        find_all(f, node->left, !wanted);
        break;
    case QUERY_NEAR:
        if (wanted)
            find_near(f, node);
        break;
    case QUERY_TEXT:
        if (wanted && node->pattern)
            find_regex(f, node);
        else if (wanted)
            find_phrase(f, node);
        break;
    default:
        break;
    }
}

/* By begin, the longer first. */
static int compare_hits(const void *a, const void *b)
{
    const struct ns_query_hit *left = a, *right = b;

    if (left->range.begin != right->range.begin)
        return left->range.begin < right->range.begin ? -1 : 1;
    if (left->range.end != right->range.end)
        return left->range.end > right->range.end ? -1 : 1;
    return (left->term > right->term) - (left->term < right->term);
}

enum ns_status index_query_find(struct ns_query *query, struct ns_slice text,
                                struct ns_query_hits *out)
{
    struct finding f = {.query = query, .text = text, .regex_ns = REGEX_NS, .out = out};

    out->len = 0;
    if (!query->root || query->asked_count == 0)
        return NS_OK;
    query->other.len = 0;
    ns_fold(text, NS_FOLD_ALL, &query->other, &f.steps);
    f.folded = ns_bytes_slice(&query->other);
    find_all(&f, query->root, true);
    ns_vec_sort(out, compare_hits);
    ns_vec_free(&f.steps);
    return f.status;
}

enum ns_status ns_query_find(struct ns_query *query, struct ns_slice text,
                             struct ns_query_hits *out)
{
    enum ns_status status = index_query_find(query, text, out);
    size_t kept = 0;

    for (size_t i = 0; i < out->len; i++)
        if (kept == 0 || out->at[i].range.begin >= out->at[kept - 1].range.end)
            out->at[kept++] = out->at[i];
    out->len = kept;
    return status;
}
