/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * naive_index.h: an inverted index in the plainest way, by the words of postings.h, to compare
 * segments with. Used by the unit tests and the fuzz target.
 */
#ifndef TESTS_NAIVE_INDEX_H
#define TESTS_NAIVE_INDEX_H

#include "naysay/fold.h"
#include "naysay/map.h"
#include "naysay/postings.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

struct naive_hit {
    uint32_t document, times;
};
NS_VEC(naive_hits, struct naive_hit);

struct naive_index {
    struct ns_map *terms; /* field and word -> index into lists, + 1 */
    struct {
        struct naive_hits *at;
        size_t len, cap;
    } lists;
    struct {
        uint32_t *at;
        size_t len, cap;
    } items, words;
    uint64_t bytes;
    struct ns_bytes folded, key;
};

static inline void naive_open(struct naive_index *n)
{
    *n = (struct naive_index){.terms = ns_map_new()};
}

static inline void naive_close(struct naive_index *n)
{
    for (size_t i = 0; i < n->lists.len; i++)
        ns_vec_free(&n->lists.at[i]);
    ns_vec_free(&n->lists);
    ns_vec_free(&n->items);
    ns_vec_free(&n->words);
    ns_vec_free(&n->folded);
    ns_vec_free(&n->key);
    ns_map_free(n->terms);
}

static inline struct naive_hits *naive_list(struct naive_index *n, enum ns_field field,
                                            struct ns_slice word)
{
    n->key.len = 0;
    ns_vec_push(&n->key, (char)('0' + field));
    ns_bytes_add(&n->key, word);
    uint64_t *place = ns_map_put(n->terms, ns_bytes_slice(&n->key));
    if (!*place) {
        ns_vec_push(&n->lists, (struct naive_hits){0});
        *place = n->lists.len;
    }
    return &n->lists.at[*place - 1];
}

static inline void naive_word(struct naive_index *n, enum ns_field field, struct ns_slice word,
                              uint32_t weight)
{
    size_t cut = 0, document = n->items.len - 1;
    for (size_t pos = 0; pos < word.len; cut = pos <= NS_WORD_MAX ? pos : cut)
        ns_utf8_next(word, &pos, NULL);
    struct naive_hits *list = naive_list(n, field, (struct ns_slice){word.at, cut});
    if (list->len == 0 || ns_vec_last(list)->document != document)
        ns_vec_push(list, ((struct naive_hit){(uint32_t)document, 0}));
    ns_vec_last(list)->times += weight;
}

/* The words of a text; how many. */
static inline uint32_t naive_text(struct naive_index *n, enum ns_field field, struct ns_slice text,
                                  uint32_t weight)
{
    size_t pos = 0, begin = SIZE_MAX;
    uint32_t count = 0;

    n->folded.len = 0;
    ns_fold(text, NS_FOLD_ALL, &n->folded, NULL);
    struct ns_slice folded = ns_bytes_slice(&n->folded);
    while (pos < folded.len) {
        size_t from = pos;
        bool word = ns_is_word(ns_utf8_next(folded, &pos, NULL));
        if (word && begin == SIZE_MAX)
            begin = from;
        size_t end = word ? pos : from;
        if (begin != SIZE_MAX && (!word || pos == folded.len)) {
            naive_word(n, field, (struct ns_slice){folded.at + begin, end - begin}, weight);
            begin = SIZE_MAX;
            count++;
        }
    }
    return count;
}

static inline void naive_article(struct naive_index *n, uint32_t item,
                                 const struct ns_article *article)
{
    bool inside = article->title.len > 0 && article->body.len > 0 &&
                  article->title.at >= article->body.at &&
                  article->title.at < article->body.at + article->body.len;
    ns_vec_push(&n->items, item);
    uint32_t words = naive_text(n, NS_FIELD_TEXT, article->body, 1);
    n->bytes += article->body.len;
    if (inside) {
        naive_text(n, NS_FIELD_TEXT, article->title, NS_TITLE_WEIGHT - 1);
    } else {
        words += naive_text(n, NS_FIELD_TEXT, article->title, NS_TITLE_WEIGHT);
        n->bytes += article->title.len;
    }
    ns_vec_push(&n->words, words);
}

static inline void naive_names(struct naive_index *n, uint32_t item,
                               const struct ns_extraction *extraction)
{
    uint32_t words = 0;
    ns_vec_push(&n->items, item);
    for (size_t i = 0; i < extraction->entity_count; i++) {
        const struct ns_entity *entity = &extraction->entities[i];
        words += naive_text(n, NS_FIELD_NAME, entity->canonical, 1);
        n->bytes += entity->canonical.len;
        for (size_t k = 0; k < entity->alias_count; k++) {
            words += naive_text(n, NS_FIELD_NAME, entity->aliases[k], 1);
            n->bytes += entity->aliases[k].len;
        }
    }
    for (size_t i = 0; i < extraction->attribution_count; i++) {
        words += naive_text(n, NS_FIELD_SPEAKER, extraction->attributions[i].speaker, 1);
        n->bytes += extraction->attributions[i].speaker.len;
    }
    ns_vec_push(&n->words, words);
}

/* --- comparing; each gives NULL, or what is not the same --- */

static inline const char *naive_compare_hits(struct ns_postings postings,
                                             const struct naive_hits *list)
{
    uint32_t document, times;
    if (postings.left != list->len)
        return "documents of a term";
    for (size_t i = 0; i < list->len; i++) {
        if (!ns_postings_next(&postings, &document, &times))
            return "postings end early";
        if (document != list->at[i].document || times != list->at[i].times)
            return "a posting";
    }
    return ns_postings_next(&postings, &document, &times) ? "postings do not end" : NULL;
}

struct naive_visit {
    struct naive_index *naive;
    enum ns_field field;
    struct ns_slice prefix;
    struct ns_bytes last;
    size_t count, most;
    const char *wrong;
};

static inline bool naive_visited(void *context, struct ns_slice word,
                                 const struct ns_postings *postings)
{
    struct naive_visit *v = context;
    if (v->count > 0 && ns_slice_compare(ns_bytes_slice(&v->last), word) >= 0)
        v->wrong = "the order of terms";
    v->last.len = 0;
    ns_bytes_add(&v->last, word);
    if (!ns_slice_starts(word, v->prefix))
        v->wrong = "a term without the prefix";
    const char *wrong = naive_compare_hits(*postings, naive_list(v->naive, v->field, word));
    v->wrong = v->wrong ? v->wrong : wrong;
    return ++v->count < v->most && !v->wrong;
}

/* Visits the terms with a prefix, at most most of them. */
static inline const char *naive_compare_visit(struct naive_index *n,
                                              const struct ns_segment *segment, enum ns_field field,
                                              struct ns_slice prefix, size_t most)
{
    struct naive_visit v = {.naive = n, .field = field, .prefix = prefix, .most = most};
    size_t there = 0;

    for (size_t i = 0; i < ns_map_count(n->terms); i++) {
        struct ns_slice key = ns_map_key_at(n->terms, i);
        struct ns_slice word = {key.at + 1, key.len - 1};
        there += key.at[0] == '0' + (int)field && ns_slice_starts(word, prefix);
    }
    ns_segment_visit(segment, field, prefix, naive_visited, &v);
    ns_vec_free(&v.last);
    if (v.wrong)
        return v.wrong;
    return v.count == (there < most ? there : most) ? NULL : "how many terms are visited";
}

/* All of a segment. It must not be NULL. */
static inline const char *naive_compare(struct naive_index *n, const struct ns_segment *segment)
{
    struct ns_segment_documents documents = ns_segment_documents(segment);
    struct ns_postings postings;
    const char *wrong = NULL;
    uint64_t total = 0;

    if (documents.count != n->items.len || ns_segment_terms(segment) != ns_map_count(n->terms))
        return "how many documents or terms";
    for (size_t i = 0; i < documents.count; i++) {
        if (documents.items[i] != n->items.at[i] || documents.words[i] != n->words.at[i])
            return "a document";
        total += n->words.at[i];
    }
    if (documents.word_total != total)
        return "how many words";
    for (size_t i = 0; i < ns_map_count(n->terms) && !wrong; i++) {
        struct ns_slice key = ns_map_key_at(n->terms, i);
        struct ns_slice word = {key.at + 1, key.len - 1};
        enum ns_field field = (enum ns_field)(key.at[0] - '0');
        if (!ns_segment_find(segment, field, word, &postings))
            return "a term is not found";
        wrong = naive_compare_hits(postings, &n->lists.at[ns_map_value_at(n->terms, i) - 1]);
    }
    for (int f = 0; f < NS_FIELD_COUNT && !wrong; f++)
        wrong = naive_compare_visit(n, segment, (enum ns_field)f, NS_SLICE(""), SIZE_MAX);
    return wrong;
}

#endif
