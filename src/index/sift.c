/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sift.h"

#include "bits.h"
#include "query.h"

#include "naysay/log.h"

/* A leaf of the query, and the items whose documents hold what it must. */
struct leaf {
    const struct query_node *node;
    enum ns_field field;
    bool open; /* no words are asked for: the segments say nothing */
    uint64_t *held;
};
NS_VEC(leaves, struct leaf);

struct sift {
    const struct ns_snapshot *snapshot;
    size_t words; /* of a set of items */
    struct leaves leaves;
    size_t leaf, segment;   /* what comes next */
    uint64_t *indexed[2];   /* by texts, by names */
    uint64_t *docs, *found; /* of one segment: scratch */
    size_t scratch;         /* documents they have room for */
    const struct query_node *root;
    size_t next_leaf; /* while putting together */
    uint64_t *yes, *maybe;
    bool done;
};

static bool is_leaf(const struct query_node *node)
{
    return !node->left;
}

static bool is_of_names(const struct leaf *leaf)
{
    return leaf->field != NS_FIELD_TEXT;
}

static void collect_leaves(struct sift *s, const struct query_node *node)
{
    if (!is_leaf(node)) {
        collect_leaves(s, node->left);
        if (node->right)
            collect_leaves(s, node->right);
        return;
    }
    struct leaf leaf = {.node = node, .open = true};
    switch (node->type) {
    case QUERY_TEXT:
    case QUERY_TITLE:
        leaf.open = false;
        break;
    case QUERY_ENTITY:
        leaf.open = false;
        leaf.field = NS_FIELD_NAME;
        break;
    case QUERY_SPEAKER:
        leaf.open = false;
        leaf.field = NS_FIELD_SPEAKER;
        break;
    default:
        break;
    }
    leaf.open = leaf.open || (!node->term_count && !node->needed_count);
    if (!leaf.open)
        leaf.held = bits_new(s->snapshot->count);
    ns_vec_push(&s->leaves, leaf);
}

static void mark_indexed(struct sift *s, const struct ns_segment *const *segments, size_t count,
                         uint64_t *indexed)
{
    for (size_t i = 0; i < count; i++) {
        struct ns_segment_documents d = ns_segment_documents(segments[i]);
        for (size_t k = 0; k < d.count; k++)
            bit_set(indexed, d.items[k]);
        if (d.count > s->scratch)
            s->scratch = d.count;
    }
}

struct sift *index_sift_new(const struct ns_snapshot *snapshot, const struct ns_query *query)
{
    struct sift *s = ns_alloc(sizeof *s);
    s->snapshot = snapshot;
    s->words = bit_words(snapshot->count);
    s->root = query->root;
    for (int i = 0; i < 2; i++)
        s->indexed[i] = bits_new(snapshot->count);
    mark_indexed(s, snapshot->text_segments, snapshot->text_segment_count, s->indexed[0]);
    mark_indexed(s, snapshot->name_segments, snapshot->name_segment_count, s->indexed[1]);
    s->docs = bits_new(s->scratch);
    s->found = bits_new(s->scratch);
    if (query->root)
        collect_leaves(s, query->root);
    return s;
}

void index_sift_free(struct sift *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->leaves.len; i++)
        free(s->leaves.at[i].held);
    ns_vec_free(&s->leaves);
    free(s->indexed[0]);
    free(s->indexed[1]);
    free(s->docs);
    free(s->found);
    free(s->yes);
    free(s->maybe);
    free(s);
}

/* --- documents of one segment that hold what a leaf needs --- */

static void add_postings(uint64_t *docs, struct ns_postings postings)
{
    uint32_t document, times;
    while (ns_postings_next(&postings, &document, &times))
        bit_set(docs, document);
}

static bool add_visited(void *context, struct ns_slice word, const struct ns_postings *postings)
{
    (void)word;
    add_postings(context, *postings);
    return true;
}

struct part {
    struct ns_slice part;
    uint64_t *docs;
};

static bool add_if_part(void *context, struct ns_slice word, const struct ns_postings *postings)
{
    const struct part *p = context;
    /* A word that may have been cut may have had it. */
    if (word.len + 3 >= NS_WORD_MAX || ns_slice_find(word, p->part, 0) < word.len)
        add_postings(p->docs, *postings);
    return true;
}

/* The documents with term i of the leaf: whole words first, then what is part of a word. */
static void term_documents(struct sift *s, const struct leaf *leaf,
                           const struct ns_segment *segment, size_t i)
{
    const struct query_node *node = leaf->node;
    struct ns_postings postings;
    if (i >= node->term_count) {
        struct part p = {node->needed[i - node->term_count], s->docs};
        ns_segment_visit(segment, leaf->field, (struct ns_slice){0}, add_if_part, &p);
    } else if (node->last_begins && i + 1 == node->term_count) {
        ns_segment_visit(segment, leaf->field, node->terms[i], add_visited, s->docs);
    } else if (ns_segment_find(segment, leaf->field, node->terms[i], &postings)) {
        add_postings(s->docs, postings);
    }
}

static void look_up(struct sift *s, struct leaf *leaf, const struct ns_segment *segment)
{
    struct ns_segment_documents d = ns_segment_documents(segment);
    size_t words = bit_words(d.count), bytes = words * sizeof(uint64_t);
    size_t terms = leaf->node->term_count + leaf->node->needed_count;
    uint64_t any = 1;
    memset(s->found, 0xFF, bytes);
    for (size_t i = 0; i < terms && any; i++) {
        memset(s->docs, 0, bytes);
        term_documents(s, leaf, segment, i);
        any = 0;
        for (size_t k = 0; k < words; k++)
            any |= s->found[k] &= s->docs[k];
    }
    if (!any)
        return;
    for (size_t at = 0; (at = bit_next(s->found, at, d.count)) != SIZE_MAX; at++)
        bit_set(leaf->held, d.items[at]);
}

/* --- putting the leaves together --- */

/* What certainly matches, and what certainly does not. */
struct verdicts {
    uint64_t *yes, *no;
};

static struct verdicts of_leaf(const struct sift *s, const struct leaf *leaf)
{
    struct verdicts v = {bits_new(s->snapshot->count), bits_new(s->snapshot->count)};
    const uint64_t *indexed = s->indexed[is_of_names(leaf)];
    for (size_t i = 0; i < s->words && !leaf->open; i++) {
        v.no[i] = indexed[i] & ~leaf->held[i];
        /* Who speaks counts only from the query's threshold on. */
        v.yes[i] = leaf->node->exact && leaf->node->type != QUERY_SPEAKER ? leaf->held[i] : 0;
    }
    return v;
}

static struct verdicts put_together(struct sift *s, const struct query_node *node)
{
    if (is_leaf(node))
        return of_leaf(s, &s->leaves.at[s->next_leaf++]);
    struct verdicts a = put_together(s, node->left);
    if (node->type == QUERY_NOT)
        return (struct verdicts){a.no, a.yes};
    struct verdicts b = put_together(s, node->right);
    for (size_t i = 0; i < s->words; i++) {
        if (node->type == QUERY_OR) {
            a.yes[i] |= b.yes[i];
            a.no[i] &= b.no[i];
        } else {
            /* Both must be there; whether they are near each other the text tells. */
            a.yes[i] = node->type == QUERY_AND ? a.yes[i] & b.yes[i] : 0;
            a.no[i] |= b.no[i];
        }
    }
    free(b.yes);
    free(b.no);
    return a;
}

static void conclude(struct sift *s)
{
    const struct ns_snapshot *snapshot = s->snapshot;
    s->yes = bits_new(snapshot->count);
    s->maybe = bits_new(snapshot->count);
    for (size_t i = 0; i < snapshot->count; i++)
        if (snapshot->items[i].article)
            bit_set(s->root ? s->maybe : s->yes, i);
    if (s->root) {
        struct verdicts v = put_together(s, s->root);
        for (size_t i = 0; i < s->words; i++) {
            s->yes[i] = s->maybe[i] & v.yes[i];
            s->maybe[i] &= ~(v.yes[i] | v.no[i]);
        }
        free(v.yes);
        free(v.no);
    }
    s->done = true;
}

bool index_sift_work(struct sift *s, uint64_t deadline)
{
    const struct ns_snapshot *snapshot = s->snapshot;
    while (s->leaf < s->leaves.len) {
        struct leaf *leaf = &s->leaves.at[s->leaf];
        size_t count =
            is_of_names(leaf) ? snapshot->name_segment_count : snapshot->text_segment_count;
        if (leaf->open || s->segment == count) {
            s->leaf++;
            s->segment = 0;
            continue;
        }
        look_up(s, leaf,
                is_of_names(leaf) ? snapshot->name_segments[s->segment]
                                  : snapshot->text_segments[s->segment]);
        s->segment++;
        if (deadline && ns_clock() >= deadline)
            return false;
    }
    if (!s->done)
        conclude(s);
    return true;
}

const uint64_t *index_sift_yes(const struct sift *s)
{
    return s->yes;
}

const uint64_t *index_sift_maybe(const struct sift *s)
{
    return s->maybe;
}

const uint64_t *index_sift_indexed(const struct sift *s)
{
    return s->indexed[0];
}
