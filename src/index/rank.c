/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scores are summed word by word over the postings into one number an item, then the best are kept
 * in a heap. An article that no segment holds yet is scored as if it were of average length and told
 * each word once; it gets its own score when it is indexed.
 */
#include "bits.h"
#include "keyed.h"
#include "query.h"
#include "search.h"

#include <math.h>

#define K1 1.2f
#define B  0.75f

NS_VEC(words_asked, const struct query_node *);

/* The leaves whose words an article should have. */
static void collect(const struct query_node *node, bool wanted, struct words_asked *asked)
{
    if (node->type == QUERY_NOT) {
        collect(node->left, !wanted, asked);
        return;
    }
    if (node->left)
        collect(node->left, wanted, asked);
    if (node->right)
        collect(node->right, wanted, asked);
    if (!node->left && wanted && (node->type == QUERY_TEXT || node->type == QUERY_TITLE) &&
        node->term_count)
        ns_vec_push(asked, node);
}

struct scoring {
    const struct ns_snapshot *snapshot;
    const uint64_t *found;
    float *scores;      /* of items */
    uint64_t documents; /* in all segments */
    float average;      /* words a document */
    float weight;       /* idf of the word at hand, times k1 + 1 */
    const struct ns_segment_documents *segment;
    uint64_t holding; /* documents that hold the word at hand */
};

static void add_scores(struct scoring *s, struct ns_postings postings)
{
    uint32_t document, times;
    while (ns_postings_next(&postings, &document, &times)) {
        uint32_t item = s->segment->items[document];
        if (!bit_get(s->found, item))
            continue;
        float length = (float)s->segment->words[document] / s->average;
        float f = (float)times;
        s->scores[item] += s->weight * f / (f + K1 * (1 - B + B * length));
    }
}

static bool count_visited(void *context, struct ns_slice word, const struct ns_postings *postings)
{
    struct scoring *s = context;
    (void)word;
    s->holding += postings->left;
    return true;
}

static bool score_visited(void *context, struct ns_slice word, const struct ns_postings *postings)
{
    (void)word;
    add_scores(context, *postings);
    return true;
}

static void each_posting(struct scoring *s, const struct ns_segment *segment,
                         const struct query_node *node, size_t term, ns_visit_term *visit)
{
    struct ns_postings postings;
    if (node->last_begins && term + 1 == node->term_count)
        ns_segment_visit(segment, NS_FIELD_TEXT, node->terms[term], visit, s);
    else if (ns_segment_find(segment, NS_FIELD_TEXT, node->terms[term], &postings))
        visit(s, node->terms[term], &postings);
}

static float idf(uint64_t documents, uint64_t holding)
{
    double n = (double)documents, h = (double)(holding < documents ? holding : documents);
    return (float)log(1 + (n - h + 0.5) / (h + 0.5));
}

/* Returns what an article gets that is not indexed. */
static float score_term(struct scoring *s, const struct query_node *node, size_t term)
{
    const struct ns_snapshot *snapshot = s->snapshot;
    s->holding = 0;
    for (size_t i = 0; i < snapshot->text_segment_count; i++)
        each_posting(s, snapshot->text_segments[i], node, term, count_visited);
    s->weight = idf(s->documents, s->holding) * (K1 + 1);
    for (size_t i = 0; i < snapshot->text_segment_count; i++) {
        struct ns_segment_documents d = ns_segment_documents(snapshot->text_segments[i]);
        s->segment = &d;
        each_posting(s, snapshot->text_segments[i], node, term, score_visited);
    }
    return s->weight / (1 + K1);
}

static void score_all(struct scoring *s, const struct query_node *root)
{
    struct words_asked asked = {0};
    uint64_t words = 0;
    for (size_t i = 0; i < s->snapshot->text_segment_count; i++) {
        struct ns_segment_documents d = ns_segment_documents(s->snapshot->text_segments[i]);
        s->documents += d.count;
        words += d.word_total;
    }
    s->average = words ? (float)((double)words / (double)s->documents) : 1;
    if (root)
        collect(root, true, &asked);
    float unseen = 0;
    for (size_t i = 0; i < asked.len; i++)
        for (size_t term = 0; term < asked.at[i]->term_count; term++)
            unseen += score_term(s, asked.at[i], term);
    ns_vec_free(&asked);
    s->weight = unseen;
}

/* --- the best --- */

struct best {
    const struct ns_snapshot *snapshot;
    struct ns_ranked *heap; /* the worst of the best on top */
    size_t len;
};

static const char *date_of(const struct best *b, uint32_t item)
{
    return b->snapshot->items[item].article->date;
}

static bool is_before(const struct best *b, const struct ns_ranked *x, const struct ns_ranked *y)
{
    if (x->score < y->score || x->score > y->score)
        return x->score > y->score;
    int order = strcmp(date_of(b, x->item), date_of(b, y->item));
    return order ? order > 0 : x->item < y->item;
}

static void swap(struct ns_ranked *x, struct ns_ranked *y)
{
    struct ns_ranked keep = *x;
    *x = *y;
    *y = keep;
}

static void sink(struct best *b, size_t at)
{
    for (;;) {
        size_t worst = at, left = 2 * at + 1;
        for (size_t k = left; k < b->len && k < left + 2; k++)
            if (is_before(b, &b->heap[worst], &b->heap[k]))
                worst = k;
        if (worst == at)
            return;
        swap(&b->heap[at], &b->heap[worst]);
        at = worst;
    }
}

static void rise(struct best *b, size_t at)
{
    while (at > 0 && is_before(b, &b->heap[(at - 1) / 2], &b->heap[at])) {
        swap(&b->heap[(at - 1) / 2], &b->heap[at]);
        at = (at - 1) / 2;
    }
}

static void offer(struct best *b, struct ns_ranked one, size_t most)
{
    if (b->len < most) {
        b->heap[b->len] = one;
        rise(b, b->len++);
    } else if (is_before(b, &one, &b->heap[0])) {
        b->heap[0] = one;
        sink(b, 0);
    }
}

/* --- all of them --- */

#define MANY 8u /* from one in so many on it is quicker to sort than to keep the best */

/* Larger scores have smaller keys; no score is negative. */
static uint32_t key_of_score(float score)
{
    uint32_t bits;
    memcpy(&bits, &score, sizeof bits);
    return ~bits;
}

/* Among equal scores the newer date; the order of the list is there already. */
static void settle_equals(const struct ns_snapshot *snapshot, struct ns_keyed *all, size_t count)
{
    uint32_t *items = ns_realloc(NULL, count, sizeof *items);
    for (size_t i = 0, n; i < count; i += n) {
        for (n = 0; i + n < count && all[i + n].key == all[i].key; n++)
            items[n] = all[i + n].item;
        if (n > 1)
            ns_order_by_date(snapshot, items, n, false, items);
        for (size_t k = 0; k < n; k++)
            all[i + k].item = items[k];
    }
    free(items);
}

static void rank_all(const struct ns_search *search, const struct scoring *s,
                     const uint64_t *indexed, size_t most, struct ns_ranking *out)
{
    size_t count = 0;
    struct ns_keyed *all = ns_realloc(NULL, 2 * search->count, sizeof *all);
    for (size_t i = 0; (i = bit_next(search->found, i, s->snapshot->count)) != SIZE_MAX; i++) {
        float score = bit_get(indexed, i) ? s->scores[i] : s->weight;
        all[count++] = (struct ns_keyed){key_of_score(score), (uint32_t)i};
    }
    ns_keyed_sort(all, all + count, count);
    settle_equals(s->snapshot, all, count);
    for (size_t i = 0; i < most; i++) {
        uint32_t item = all[i].item;
        float score = bit_get(indexed, item) ? s->scores[item] : s->weight;
        ns_vec_push(out, (struct ns_ranked){item, score});
    }
    free(all);
}

void ns_search_rank(struct ns_search *search, size_t most, struct ns_ranking *out)
{
    const struct ns_snapshot *snapshot = search->snapshot;
    if (most > search->count)
        most = search->count;
    if (!search->found || !most)
        return;
    struct scoring s = {.snapshot = snapshot, .found = search->found};
    s.scores = ns_alloc(snapshot->count * sizeof *s.scores);
    score_all(&s, search->query->root);
    const uint64_t *indexed = index_sift_indexed(search->sift);
    ns_vec_reserve(out, most);
    if (most > search->count / MANY) {
        rank_all(search, &s, indexed, most, out);
        free(s.scores);
        return;
    }
    struct best b = {.snapshot = snapshot, .heap = out->at + out->len};
    for (size_t i = 0; (i = bit_next(search->found, i, snapshot->count)) != SIZE_MAX; i++) {
        float score = bit_get(indexed, i) ? s.scores[i] : s.weight;
        offer(&b, (struct ns_ranked){(uint32_t)i, score}, most);
    }
    out->len += b.len;
    /* A heap sort to the end: the worst goes last. */
    while (b.len > 1) {
        swap(&b.heap[0], &b.heap[--b.len]);
        sink(&b, 0);
    }
    free(s.scores);
}
