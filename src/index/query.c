/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running a query: each text is folded once into scratch memory; a word is looked for by its rarest
 * byte (memchr), then compared, then its edges are checked. An answer may be unknown as long as the
 * extraction is missing (Kleene's logic); unknown does not match.
 */
#include "query.h"

#include "naysay/fold.h"
#include "naysay/postings.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

enum answer { NO, UNKNOWN, YES };

/* Letters of English news from rare to common; what is not in it is rarer still. */
static size_t commonness(char c)
{
    static const char order[] = "zqxjkvbpygwfmucldhrsinoate ";
    const char *at = c ? strchr(order, c) : NULL;

    return at ? (size_t)(at - order) + 1 : 0;
}

static bool word_before(struct ns_slice hay, size_t at)
{
    if (at == 0)
        return false;
    if ((unsigned char)hay.at[at - 1] < 0x80)
        return ns_is_word((unsigned char)hay.at[at - 1]);
    return ns_is_word(ns_utf8_previous(hay, &at));
}

static bool word_at(struct ns_slice hay, size_t at)
{
    return at < hay.len && ns_is_word(ns_utf8_next(hay, &at, NULL));
}

static bool begins_with_word(struct ns_slice word)
{
    return word_at(word, 0);
}

static bool ends_with_word(struct ns_slice word)
{
    return word_before(word, word.len);
}

/* At most what the index keeps of a word. */
static struct ns_slice cut_word(struct ns_slice word)
{
    size_t end = NS_WORD_MAX;

    if (word.len <= end)
        return word;
    while (end > 0 && ((unsigned char)word.at[end] & 0xC0) == 0x80)
        end--;
    return (struct ns_slice){word.at, end};
}

/* The words of the index that are in a word of the term. */
static void add_terms(struct ns_query *query, struct query_node *node, struct ns_slice word)
{
    size_t pos = 0, begin = SIZE_MAX;

    while (pos <= word.len) {
        size_t at = pos;
        bool inside = at < word.len && ns_is_word(ns_utf8_next(word, &pos, NULL));
        if (inside && begin == SIZE_MAX)
            begin = at;
        if (!inside && begin != SIZE_MAX) {
            struct ns_slice run = {word.at + begin, at - begin};
            node->terms[node->term_count++] = ns_arena_dup(query->arena, cut_word(run));
            begin = SIZE_MAX;
        }
        if (at == word.len)
            break;
    }
}

static void find_terms(struct ns_query *query, struct query_node *node, size_t bytes)
{
    struct ns_slice last = node->words[node->word_count - 1];

    node->terms = ns_arena_array(query->arena, struct ns_slice, bytes / 2 + 1);
    for (size_t i = 0; i < node->word_count; i++)
        add_terms(query, node, node->words[i]);
    node->last_begins = node->prefix && ends_with_word(last);
    node->exact = node->type != QUERY_TITLE && node->word_count == 1 && node->term_count == 1 &&
                  last.len <= NS_WORD_MAX && ns_slice_equal(last, node->terms[0]);
}

bool index_query_prepare(struct ns_query *query, struct query_node *node)
{
    struct ns_bytes folded = {0};
    struct ns_slice rest, word;
    size_t best = SIZE_MAX, bytes;

    ns_fold(node->shown, NS_FOLD_ALL, &folded, NULL);
    rest = ns_bytes_slice(&folded);
    node->words = ns_arena_array(query->arena, struct ns_slice, folded.len / 2 + 1);
    while (ns_slice_field(&rest, ' ', &word)) {
        if (word.len > 0)
            node->words[node->word_count++] = ns_arena_dup(query->arena, word);
    }
    bytes = folded.len;
    ns_vec_free(&folded);
    for (size_t i = 0; i < node->word_count; i++) {
        for (size_t k = 0; k < node->words[i].len; k++) {
            /* Among equals the longer word: it is more often decided at once. */
            size_t rank = commonness(node->words[i].at[k]) * 64;
            rank += node->words[i].len < 64 ? 63 - node->words[i].len : 0;
            if (rank < best) {
                best = rank;
                node->rarest = i;
                node->rare = k;
            }
        }
    }
    if (node->word_count == 0)
        return false;
    if (node->type == QUERY_TEXT || node->type == QUERY_TITLE || node->type == QUERY_ENTITY ||
        node->type == QUERY_SPEAKER)
        find_terms(query, node, bytes);
    return true;
}

static bool equal_at(struct ns_slice hay, size_t at, struct ns_slice word)
{
    return hay.len - at >= word.len && memcmp(hay.at + at, word.at, word.len) == 0;
}

/* Do the words before the one at `at` stand there? *begin becomes where the first begins. */
static bool matches_back(struct ns_slice hay, const struct query_node *node, size_t *begin)
{
    for (size_t i = node->rarest; i-- > 0;) {
        struct ns_slice word = node->words[i];
        size_t at = *begin;
        while (at > 0 && hay.at[at - 1] == ' ')
            at--;
        if (at == *begin || at < word.len || !equal_at(hay, at - word.len, word))
            return false;
        *begin = at - word.len;
    }
    return true;
}

static bool matches_on(struct ns_slice hay, const struct query_node *node, size_t *end)
{
    for (size_t i = node->rarest + 1; i < node->word_count; i++) {
        struct ns_slice word = node->words[i];
        size_t at = *end;
        while (at < hay.len && hay.at[at] == ' ')
            at++;
        if (at == *end || !equal_at(hay, at, word))
            return false;
        *end = at + word.len;
    }
    return true;
}

/* Is the phrase in the folded text? part: anywhere inside words too. */
static bool contains(struct ns_slice hay, const struct query_node *node, bool part)
{
    struct ns_slice word = node->words[node->rarest];
    char rare = word.at[node->rare];
    size_t from = node->rare;

    while (from < hay.len) {
        const char *hit = memchr(hay.at + from, rare, hay.len - from);
        size_t begin, end;
        if (!hit)
            return false;
        begin = (size_t)(hit - hay.at) - node->rare;
        from = begin + node->rare + 1;
        if (!equal_at(hay, begin, word))
            continue;
        end = begin + word.len;
        if (!matches_back(hay, node, &begin) || !matches_on(hay, node, &end))
            continue;
        if (part)
            return true;
        if (begins_with_word(node->words[0]) && word_before(hay, begin))
            continue;
        if (node->prefix || !ends_with_word(node->words[node->word_count - 1]) ||
            !word_at(hay, end))
            return true;
    }
    return false;
}

/* A text other than the body, folded for one comparison. */
static bool text_contains(struct ns_query *query, struct ns_slice text,
                          const struct query_node *node, bool part)
{
    query->other.len = 0;
    ns_fold(text, NS_FOLD_ALL, &query->other, NULL);
    return contains(ns_bytes_slice(&query->other), node, part);
}

static bool body_contains(struct ns_query *query, const struct ns_article *article,
                          const struct query_node *node)
{
    if (!query->body_ready) {
        query->body.len = 0;
        ns_fold(article->body, NS_FOLD_ALL, &query->body, NULL);
        query->body_ready = true;
    }
    if (contains(ns_bytes_slice(&query->body), node, false))
        return true;
    /* The title of most formats is part of the body. */
    if (article->title.at >= article->body.at &&
        article->title.at < article->body.at + article->body.len)
        return false;
    return text_contains(query, article->title, node, false);
}

static bool has_entity(struct ns_query *query, const struct ns_extraction *extraction,
                       const struct query_node *node)
{
    for (size_t i = 0; i < extraction->entity_count; i++) {
        const struct ns_entity *entity = &extraction->entities[i];
        if (text_contains(query, entity->canonical, node, false))
            return true;
        for (size_t k = 0; k < entity->alias_count; k++) {
            if (text_contains(query, entity->aliases[k], node, false))
                return true;
        }
    }
    return false;
}

static bool has_speaker(struct ns_query *query, const struct ns_extraction *extraction,
                        const struct query_node *node)
{
    for (size_t i = 0; i < extraction->attribution_count; i++) {
        const struct ns_attribution *a = &extraction->attributions[i];
        if (a->confidence >= query->threshold && text_contains(query, a->speaker, node, false))
            return true;
    }
    return false;
}

static enum answer extraction_answer(struct ns_query *query, const struct query_node *node,
                                     const struct ns_extraction *extraction)
{
    if (!extraction)
        return UNKNOWN;
    switch (node->type) {
    case QUERY_ENTITY:
        return has_entity(query, extraction, node) ? YES : NO;
    case QUERY_SPEAKER:
        return has_speaker(query, extraction, node) ? YES : NO;
    default:
        return ns_extraction_count(extraction, node->kind, query->threshold) ? YES : NO;
    }
}

static enum answer run(struct ns_query *query, const struct query_node *node,
                       const struct ns_item *item)
{
    const struct ns_article *article = item->article;
    enum answer left, right;

    switch (node->type) {
    case QUERY_AND:
        left = run(query, node->left, item);
        if (left == NO)
            return NO;
        right = run(query, node->right, item);
        return left < right ? left : right;
    case QUERY_OR:
        left = run(query, node->left, item);
        if (left == YES)
            return YES;
        right = run(query, node->right, item);
        return left > right ? left : right;
    case QUERY_NOT:
        return (enum answer)(YES - run(query, node->left, item));
    case QUERY_TEXT:
        return body_contains(query, article, node) ? YES : NO;
    case QUERY_TITLE:
        return text_contains(query, article->title, node, false) ? YES : NO;
    case QUERY_OUTLET:
        return text_contains(query, article->outlet, node, false) ? YES : NO;
    case QUERY_FILE:
        return text_contains(query, ns_slice_of(item->path), node, true) ? YES : NO;
    case QUERY_ENTITY:
    case QUERY_SPEAKER:
    case QUERY_KIND:
        return extraction_answer(query, node, item->extraction);
    default:
        return NO;
    }
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
    return !query->root || run(query, query->root, item) == YES;
}

void ns_query_free(struct ns_query *query)
{
    if (!query)
        return;
    ns_arena_free(query->arena);
    ns_vec_free(&query->body);
    ns_vec_free(&query->other);
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

size_t ns_query_words(const struct ns_query *query, const struct ns_slice **words)
{
    *words = query->highlights;
    return query->highlight_count;
}
