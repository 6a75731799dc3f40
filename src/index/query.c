/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running a query over one article. The text is looked at as it is first, and folded, once, where
 * that does not tell. An answer may be unknown as long as the extraction is missing, or when a regex
 * took too long (Kleene's logic); unknown does not match.
 */
#include "query.h"

#include "naysay/fold.h"
#include "naysay/log.h"

#define REGEX_NS ((uint64_t)90000000) /* of work, for all regexes of an article together */

static enum query_answer yes_or_no(bool yes)
{
    return yes ? QUERY_YES : QUERY_NO;
}

/* ---- the text ------------------------------------------------------------------------------- */

static struct ns_slice folded_body(struct ns_query *query, const struct ns_article *article)
{
    if (!query->body_ready) {
        query->body.len = 0;
        ns_fold(article->body, NS_FOLD_ALL, &query->body, NULL);
        query->body_ready = true;
    }
    return ns_bytes_slice(&query->body);
}

/* A text other than the body, folded for one comparison. */
static struct ns_slice folded_other(struct ns_query *query, struct ns_slice text)
{
    query->other.len = 0;
    ns_fold(text, NS_FOLD_ALL, &query->other, NULL);
    return ns_bytes_slice(&query->other);
}

/* The title of most formats is part of the body. */
static bool title_is_apart(const struct ns_query *query, const struct ns_article *article)
{
    return article->title.len > 0 && !query->text_alone &&
           (article->title.at < article->body.at ||
            article->title.at >= article->body.at + article->body.len);
}

static enum query_answer regex_in(struct ns_query *query, const struct query_node *node,
                                  struct ns_slice text)
{
    enum ns_status status = NS_ERR_LIMIT;
    bool hit = false;
    uint64_t start, spent;

    for (size_t i = 0; i < node->needed_count; i++)
        if (index_phrase_glance(&query->glance, text, &node->needed_parts[i]) == QUERY_NO)
            return QUERY_NO;
    start = ns_clock();
    if (query->regex_ns > 0)
        status = ns_pattern_try(node->pattern, text, query->regex_ns, &hit);
    spent = ns_clock() - start;
    query->regex_ns -= spent < query->regex_ns ? spent : query->regex_ns;
    if (status == NS_ERR_LIMIT)
        query->limited = true;
    return status == NS_ERR_LIMIT ? QUERY_UNKNOWN : yes_or_no(hit);
}

static enum query_answer regex_in_text(struct ns_query *query, const struct query_node *node,
                                       const struct ns_article *article)
{
    enum query_answer body = regex_in(query, node, article->body), title;

    if (body == QUERY_YES || !title_is_apart(query, article))
        return body;
    title = regex_in(query, node, article->title);
    return title > body ? title : body;
}

static bool phrase_in_body(struct ns_query *query, const struct query_node *node,
                           const struct ns_article *article)
{
    enum query_answer answer = QUERY_UNKNOWN;

    if (!query->body_ready)
        answer = index_phrase_glance(&query->glance, article->body, &node->phrase);
    if (answer == QUERY_UNKNOWN)
        return index_phrase_in(folded_body(query, article), &node->phrase);
    return answer == QUERY_YES;
}

/* May the operand of a NEAR be in the body? */
static bool may_be_in_body(struct ns_query *query, const struct query_node *node,
                           const struct ns_article *article)
{
    if (node->type == QUERY_OR)
        return may_be_in_body(query, node->left, article) ||
               may_be_in_body(query, node->right, article);
    if (node->type == QUERY_NEAR)
        return may_be_in_body(query, node->right, article) &&
               may_be_in_body(query, node->left, article);
    return index_phrase_glance(&query->glance, article->body, &node->phrase) != QUERY_NO;
}

static bool in_text(struct ns_query *query, const struct query_node *node,
                    const struct ns_article *article)
{
    bool near = node->type == QUERY_NEAR;

    if (near ? (query->body_ready || may_be_in_body(query, node, article)) &&
                   index_query_near(query, node, folded_body(query, article), NULL)
             : phrase_in_body(query, node, article))
        return true;
    if (!title_is_apart(query, article))
        return false;
    return near ? index_query_near(query, node, folded_other(query, article->title), NULL)
                : index_phrase_in(folded_other(query, article->title), &node->phrase);
}

/* A field of the article, or its path. */
static enum query_answer in_field(struct ns_query *query, const struct query_node *node,
                                  struct ns_slice text)
{
    if (node->pattern)
        return regex_in(query, node, text);
    return yes_or_no(index_phrase_in(folded_other(query, text), &node->phrase));
}

/* ---- what was extracted --------------------------------------------------------------------- */

static bool has_entity(struct ns_query *query, const struct query_node *node,
                       const struct ns_extraction *x)
{
    for (size_t i = 0; i < x->entity_count; i++) {
        const struct ns_entity *entity = &x->entities[i];
        if (index_phrase_in(folded_other(query, entity->canonical), &node->phrase))
            return true;
        for (size_t k = 0; k < entity->alias_count; k++) {
            if (index_phrase_in(folded_other(query, entity->aliases[k]), &node->phrase))
                return true;
        }
    }
    return false;
}

/* Is there a statement that counts for which the node holds? */
static bool has_statement(struct ns_query *query, const struct query_node *node,
                          const struct ns_extraction *x)
{
    for (size_t i = 0; i < x->attribution_count; i++) {
        const struct ns_attribution *a = &x->attributions[i];
        if (a->confidence < query->threshold)
            continue;
        if (node->type == QUERY_SPEAKER
                ? index_phrase_in(folded_other(query, a->speaker), &node->phrase)
            : node->has == QUERY_HAS_SPEAKER ? a->speaker.len > 0
                                             : a->resolved == NS_RESOLVED_ANONYMOUS)
            return true;
    }
    return false;
}

static bool has_any_kind(const struct ns_query *query, const struct ns_extraction *x)
{
    for (int kind = 0; kind < NS_KIND_COUNT; kind++)
        if (ns_extraction_count(x, (enum ns_kind)kind, query->threshold) > 0)
            return true;
    return false;
}

static enum query_answer in_extraction(struct ns_query *query, const struct query_node *node,
                                       const struct ns_extraction *x)
{
    if (!x)
        return QUERY_UNKNOWN;
    switch (node->type) {
    case QUERY_ENTITY:
        return yes_or_no(has_entity(query, node, x));
    case QUERY_KIND:
        return yes_or_no(ns_extraction_count(x, node->kind, query->threshold) > 0);
    default:
        if (node->type == QUERY_HAS && node->has == QUERY_HAS_NAME)
            return yes_or_no(x->entity_count > 0);
        if (node->type == QUERY_HAS && node->has == QUERY_HAS_STATEMENT)
            return yes_or_no(has_any_kind(query, x));
        return yes_or_no(has_statement(query, node, x));
    }
}

/* ---- the rest ------------------------------------------------------------------------------- */

static enum query_answer has(struct ns_query *query, const struct query_node *node,
                             const struct ns_item *item)
{
    const struct ns_article *article = item->article;

    switch (node->has) {
    case QUERY_HAS_TITLE:
        return yes_or_no(article->title.len > 0);
    case QUERY_HAS_BYLINE:
        return yes_or_no(article->byline.len > 0);
    case QUERY_HAS_DATE:
        return yes_or_no(article->date[0] != '\0');
    case QUERY_HAS_OUTLET:
        return yes_or_no(article->outlet.len > 0);
    case QUERY_HAS_SECTION:
        return yes_or_no(article->section.len > 0);
    case QUERY_HAS_DATELINE:
        return yes_or_no(article->dateline.len > 0);
    case QUERY_HAS_PROBLEM:
        return yes_or_no(article->problem_count > 0);
    default:
        return in_extraction(query, node, item->extraction);
    }
}

/* "2016-03-05" as 20160305; 0 if there is none. */
static uint32_t date_of(const struct ns_article *article)
{
    uint32_t date = 0;

    for (const char *c = article->date; *c; c++)
        if (*c >= '0' && *c <= '9')
            date = date * 10 + (uint32_t)(*c - '0');
    return date;
}

static enum query_answer run(struct ns_query *query, const struct query_node *node,
                             const struct ns_item *item)
{
    const struct ns_article *article = item->article;
    enum query_answer left, right;
    uint32_t date;

    switch (node->type) {
    case QUERY_AND:
        left = run(query, node->left, item);
        if (left == QUERY_NO)
            return QUERY_NO;
        right = run(query, node->right, item);
        return left < right ? left : right;
    case QUERY_OR:
        left = run(query, node->left, item);
        if (left == QUERY_YES)
            return QUERY_YES;
        right = run(query, node->right, item);
        return left > right ? left : right;
    case QUERY_NOT:
        return (enum query_answer)(QUERY_YES - run(query, node->left, item));
    case QUERY_TEXT:
        if (node->pattern)
            return regex_in_text(query, node, article);
        return yes_or_no(in_text(query, node, article));
    case QUERY_NEAR:
        return yes_or_no(in_text(query, node, article));
    case QUERY_TITLE:
        return in_field(query, node, article->title);
    case QUERY_OUTLET:
        return in_field(query, node, article->outlet);
    case QUERY_FILE:
        return in_field(query, node, ns_slice_of(item->path));
    case QUERY_ENTITY:
    case QUERY_SPEAKER:
    case QUERY_KIND:
        return in_extraction(query, node, item->extraction);
    case QUERY_HAS:
        return has(query, node, item);
    case QUERY_DATE:
        date = date_of(article);
        return yes_or_no(date > 0 && date >= node->from && date <= node->to);
    }
    return QUERY_NO;
}

void ns_query_threshold(struct ns_query *query, float threshold)
{
    query->threshold = threshold;
}

bool ns_query_matches(struct ns_query *query, const struct ns_item *item)
{
    if (!item->article)
        return false;
    query->body_ready = false;
    query->regex_ns = REGEX_NS;
    return !query->root || run(query, query->root, item) == QUERY_YES;
}

void ns_query_free(struct ns_query *query)
{
    if (!query)
        return;
    for (size_t i = 0; i < query->pattern_count; i++)
        ns_pattern_free(query->patterns[i]);
    ns_arena_free(query->arena);
    ns_vec_free(&query->body);
    ns_vec_free(&query->other);
    ns_vec_free(&query->words);
    free(query);
}

struct ns_slice ns_query_text(const struct ns_query *query)
{
    return query->text;
}

bool ns_query_needs_extraction(const struct ns_query *query)
{
    return query->needs_extraction;
}

bool ns_query_limited(const struct ns_query *query)
{
    return query->limited;
}

size_t ns_query_terms(const struct ns_query *query, const struct ns_slice **terms)
{
    *terms = query->asked_texts;
    return query->asked_count;
}
