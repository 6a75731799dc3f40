/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is worked out once for each term: its phrase, its words in the index, its regex. */
#include "query.h"

#include "needed.h"

#include "naysay/postings.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

#define WORDS_MAX    128 /* words of a phrase */
#define NEEDED_LEAST 2   /* bytes: shorter ones are in every text */
#define NO_CASE      "(?i)"

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

/* The words of the index that are in a word of the term. Gives whether it ends with one. */
static bool add_terms(struct ns_query *query, struct query_node *node, struct ns_slice word)
{
    size_t pos = 0, begin = SIZE_MAX;

    for (size_t at = 0; at < word.len; at = pos) {
        if (ns_is_word(ns_utf8_next(word, &pos, NULL))) {
            begin = begin == SIZE_MAX ? at : begin;
        } else if (begin != SIZE_MAX) {
            struct ns_slice run = {word.at + begin, at - begin};
            node->terms[node->term_count++] = ns_arena_dup(query->arena, cut_word(run));
            begin = SIZE_MAX;
        }
    }
    if (begin == SIZE_MAX)
        return false;
    node->terms[node->term_count++] =
        ns_arena_dup(query->arena, cut_word((struct ns_slice){word.at + begin, word.len - begin}));
    return true;
}

static void find_terms(struct ns_query *query, struct query_node *node)
{
    const struct phrase *p = &node->phrase;
    struct ns_slice last = p->words[p->count - 1];
    size_t bytes = 0;
    bool ends = false;

    for (size_t i = 0; i < p->count; i++)
        bytes += p->words[i].len + 1;
    node->terms = ns_arena_array(query->arena, struct ns_slice, bytes / 2 + 1);
    for (size_t i = 0; i < p->count; i++)
        ends = add_terms(query, node, p->words[i]);
    node->last_begins = node->prefix && ends;
    node->exact = node->type != QUERY_TITLE && p->count == 1 && node->term_count == 1 &&
                  last.len <= NS_WORD_MAX && ns_slice_equal(last, node->terms[0]);
}

const char *index_query_prepare(struct ns_query *query, struct query_node *node)
{
    enum phrase_edges edges = node->type == QUERY_FILE ? PHRASE_PART
                              : node->prefix           ? PHRASE_BEGINS
                                                       : PHRASE_WHOLE;

    if (!index_phrase_make(query->arena, node->shown, edges, &node->phrase))
        return "there is nothing to look for";
    if (node->phrase.count > WORDS_MAX)
        return ns_arena_format(query->arena, "a phrase has at most %d words", WORDS_MAX).at;
    if (node->type == QUERY_TEXT || node->type == QUERY_TITLE || node->type == QUERY_ENTITY ||
        node->type == QUERY_SPEAKER)
        find_terms(query, node);
    query->needs_extraction |= node->type == QUERY_ENTITY || node->type == QUERY_SPEAKER;
    return NULL;
}

static void find_needed(struct ns_query *query, struct query_node *node)
{
    struct ns_bytes all = {0};
    struct ns_slice rest, run;

    index_needed(node->shown, &all);
    node->needed = ns_arena_array(query->arena, struct ns_slice, all.len / 2 + 1);
    node->needed_parts = ns_arena_array(query->arena, struct phrase, all.len / 2 + 1);
    rest = ns_bytes_slice(&all);
    while (ns_slice_field(&rest, '\0', &run)) {
        if (run.len < NEEDED_LEAST)
            continue;
        run = ns_arena_dup(query->arena, run);
        index_phrase_make(query->arena, run, PHRASE_PART, &node->needed_parts[node->needed_count]);
        node->needed[node->needed_count++] = run;
    }
    ns_vec_free(&all);
}

enum ns_status index_query_prepare_regex(struct ns_query *query, struct query_node *node,
                                         struct ns_err *err)
{
    struct ns_bytes text = {0};
    enum ns_status status;
    struct ns_err own = {0};

    if (node->no_case)
        ns_bytes_add_text(&text, NO_CASE);
    ns_bytes_add(&text, node->shown);
    status = ns_pattern_compile(ns_bytes_slice(&text), false, &node->pattern, &own);
    ns_vec_free(&text);
    if (status != NS_OK) {
        unsigned before = node->no_case ? sizeof NO_CASE - 1 : 0;
        own.column = own.column > before ? own.column - before : 1;
        if (err)
            *err = own;
        return status;
    }
    query->patterns[query->pattern_count++] = node->pattern;
    find_needed(query, node);
    return NS_OK;
}
