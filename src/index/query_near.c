/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * a near/5 b near/3 c: a place of each, that of b at most 5 words from that of a, on either side, that
 * of c at most 3 from that of b. Words next to each other are one word apart; a word with inner
 * apostrophes or full stops (Oran's, U.S., 3.5) is one; places that overlap are not near each other.
 * What can be reached from a is found going on, what leads to c going back. Only the nearest place on
 * either side matters, found by binary search: the time is bound by places times their logarithm.
 */
#include "query.h"

#include "naysay/unicode.h"
#include "naysay/utf8.h"

#include <endian.h>

/* Where a place begins or ends, and in which word. */
struct edge {
    size_t at, word;
};
NS_VEC(edges, struct edge);

struct chain {
    const struct query_node *operands[QUERY_TERMS];
    size_t reach[QUERY_TERMS]; /* words from the operand before; 0 for the first */
    struct query_places places[QUERY_TERMS];
    size_t count;
    struct edges begins, ends; /* scratch: of the kept places of one operand, sorted */
};

static void unfold(const struct query_node *node, struct chain *chain)
{
    if (node->type != QUERY_NEAR) {
        chain->operands[chain->count++] = node;
        return;
    }
    unfold(node->left, chain);
    chain->reach[chain->count] = node->near;
    chain->operands[chain->count++] = node->right;
}

static void find_places(const struct query_node *node, struct ns_slice folded,
                        struct query_places *out)
{
    struct phrase_place place;
    size_t from = 0;

    if (node->type == QUERY_OR) {
        find_places(node->left, folded, out);
        find_places(node->right, folded, out);
        return;
    }
    while (index_phrase_next(folded, &node->phrase, &from, &place))
        ns_vec_push(out, ((struct query_place){place.begin, place.end, 0, 0, node, false}));
}

static bool word_at(struct ns_slice s, size_t *pos)
{
    unsigned char c = (unsigned char)s.at[*pos];

    if (c >= 0x80)
        return ns_is_word(ns_utf8_next(s, pos, NULL));
    ++*pos;
    return (unsigned)(c | 0x20) - 'a' < 26 || (unsigned)c - '0' < 10 || c == '_';
}

/* Does what stands before `at` join a word to the one before? */
static bool joins(struct ns_slice s, size_t at)
{
    size_t before = at;

    if (at < 2 || (s.at[at - 1] != '\'' && s.at[at - 1] != '.'))
        return false;
    before--;
    return ns_is_word(ns_utf8_previous(s, &before));
}

static void add_word(struct ns_slice s, size_t at, struct query_offsets *out)
{
    if (!joins(s, at))
        ns_vec_push(out, at);
}

#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* 0x80 in each byte of w within [low, high]; all is ASCII. */
static inline uint64_t within(uint64_t w, unsigned low, unsigned high)
{
    return (w + ONES * (0x80 - low)) & ~(w + ONES * (0x7F - high)) & HIGH;
}

/* A bit for each of eight ASCII bytes that belongs to a word. */
static inline unsigned word_bits(uint64_t w)
{
    uint64_t words =
        within(w | (ONES * 0x20), 'a', 'z') | within(w, '0', '9') | within(w, '_', '_');

    return (unsigned)((words >> 7) * 0x0102040810204080u >> 56);
}

/* Where the words of a folded text begin, up to `end`. */
static void find_words(struct ns_slice folded, size_t end, struct query_offsets *out)
{
    unsigned inside = 0; /* does the byte before belong to a word? */

    out->len = 0;
    for (size_t pos = 0; pos < end;) {
        uint64_t w = HIGH;
        size_t at = pos;
        if (folded.len - pos >= 8) {
            memcpy(&w, folded.at + pos, 8);
            w = le64toh(w);
        }
        if (w & HIGH) {
            bool word = word_at(folded, &pos);
            if (word && !inside)
                add_word(folded, at, out);
            inside = word;
            continue;
        }
        unsigned bits = word_bits(w), begins = bits & ~(bits << 1 | inside);
        for (; begins; begins &= begins - 1)
            add_word(folded, pos + (size_t)__builtin_ctz(begins), out);
        inside = bits >> 7;
        pos += 8;
    }
}

/* How many of the sorted offsets are smaller. */
static size_t below(const struct query_offsets *offsets, size_t value)
{
    size_t low = 0, high = offsets->len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (offsets->at[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void number_places(struct chain *chain, struct ns_slice folded, struct query_offsets *words)
{
    size_t end = 0;

    for (size_t i = 0; i < chain->count; i++)
        for (size_t k = 0; k < chain->places[i].len; k++)
            end = chain->places[i].at[k].end > end ? chain->places[i].at[k].end : end;
    find_words(folded, end, words);
    for (size_t i = 0; i < chain->count; i++) {
        for (size_t k = 0; k < chain->places[i].len; k++) {
            struct query_place *place = &chain->places[i].at[k];
            size_t pos = place->begin, at = pos;
            while (!word_at(folded, &pos)) /* an operand has a word */
                at = pos;
            place->first = below(words, at + 1) - 1;
            place->last = below(words, place->end) - 1;
            place->kept = i == 0;
        }
    }
}

static int compare_edges(const void *a, const void *b)
{
    const struct edge *left = a, *right = b;

    return (left->at > right->at) - (left->at < right->at);
}

static size_t edges_below(const struct edges *edges, size_t at)
{
    size_t low = 0, high = edges->len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (edges->at[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Is the nearest place before p, or the nearest behind it, in reach? */
static bool is_reached(const struct chain *chain, const struct query_place *p, size_t reach)
{
    size_t before = edges_below(&chain->ends, p->begin + 1);
    size_t behind = edges_below(&chain->begins, p->end);

    return (before > 0 && p->first - chain->ends.at[before - 1].word <= reach) ||
           (behind < chain->begins.len && chain->begins.at[behind].word - p->last <= reach);
}

/* Of `those`, places are kept that a kept one of `others` has in reach; only: none that was not. */
static bool keep_reached(struct chain *chain, const struct query_places *others,
                         struct query_places *those, size_t reach, bool only)
{
    bool any = false;

    chain->begins.len = chain->ends.len = 0;
    for (size_t i = 0; i < others->len; i++) {
        const struct query_place *p = &others->at[i];
        if (p->kept) {
            ns_vec_push(&chain->begins, ((struct edge){p->begin, p->first}));
            ns_vec_push(&chain->ends, ((struct edge){p->end, p->last}));
        }
    }
    ns_vec_sort(&chain->begins, compare_edges);
    ns_vec_sort(&chain->ends, compare_edges);
    for (size_t i = 0; i < those->len; i++) {
        struct query_place *p = &those->at[i];
        p->kept = (p->kept || !only) && is_reached(chain, p, reach);
        any |= p->kept;
    }
    return any;
}

bool index_query_near(struct ns_query *query, const struct query_node *node, struct ns_slice folded,
                      struct query_places *takers)
{
    struct chain chain = {0};
    bool found = true;

    unfold(node, &chain);
    for (size_t i = 0; found && i < chain.count; i++) {
        find_places(chain.operands[i], folded, &chain.places[i]);
        found = chain.places[i].len > 0;
    }
    if (found)
        number_places(&chain, folded, &query->words);
    for (size_t i = 1; found && i < chain.count; i++)
        found = keep_reached(&chain, &chain.places[i - 1], &chain.places[i], chain.reach[i], false);
    for (size_t i = chain.count - 1; found && takers && i > 0; i--)
        keep_reached(&chain, &chain.places[i], &chain.places[i - 1], chain.reach[i], true);
    for (size_t i = 0; i < chain.count; i++) {
        for (size_t k = 0; found && takers && k < chain.places[i].len; k++) {
            if (chain.places[i].at[k].kept)
                ns_vec_push(takers, chain.places[i].at[k]);
        }
        ns_vec_free(&chain.places[i]);
    }
    ns_vec_free(&chain.begins);
    ns_vec_free(&chain.ends);
    return found;
}
