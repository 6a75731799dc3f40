/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sealing: terms are put in order, the documents' lists of terms are turned into the terms' lists of
 * documents by counting, and both are written in blocks (segment_coding.h).
 */
#include "segment_build.h"

#include <endian.h>

static int by_word(const void *left, const void *right)
{
    const struct segment_entry *a = left, *b = right;
    return ns_slice_compare((struct ns_slice){a->word, a->len}, (struct ns_slice){b->word, b->len});
}

/* Radix sort by head from the last digit on; the result is in entries. spare is as large. */
#define DIGIT_BITS 11u
#define DIGITS     (1u << DIGIT_BITS)
static void sort_heads(struct segment_entry *entries, struct segment_entry *spare, size_t count)
{
    struct segment_entry *from = entries, *to = spare;

    for (unsigned shift = 0; shift < 64; shift += DIGIT_BITS) {
        size_t places[DIGITS] = {0}, sum = 0;
        for (size_t i = 0; i < count; i++)
            places[from[i].head >> shift & (DIGITS - 1)]++;
        for (size_t d = 0; d < DIGITS; d++) {
            size_t here = places[d];
            places[d] = sum;
            sum += here;
        }
        for (size_t i = 0; i < count; i++)
            to[places[from[i].head >> shift & (DIGITS - 1)]++] = from[i];
        struct segment_entry *other = from;
        from = to;
        to = other;
    }
}
_Static_assert((64 + DIGIT_BITS - 1) / DIGIT_BITS % 2 == 0, "the last round ends in entries");

static void sort_entries(struct segment_entry *entries, struct segment_entry *spare, size_t count)
{
    if (count < DIGITS) {
        if (count > 1)
            qsort(entries, count, sizeof *entries, by_word);
        return;
    }
    sort_heads(entries, spare, count);
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i + 1; next < count && entries[next].head == entries[i].head; next++)
            ;
        if (next - i > 1)
            qsort(entries + i, next - i, sizeof *entries, by_word);
    }
}

/* Fills entries with the terms of all fields in order; first[f] is where a field begins,
 * first[NS_FIELD_COUNT] the end. */
static void order_terms(struct ns_segment_builder *builder, size_t first[NS_FIELD_COUNT + 1])
{
    size_t count = builder->terms.len, places[NS_FIELD_COUNT], sum = 0;

    builder->entries.len = 0;
    ns_vec_reserve(&builder->entries, 2 * count + 1);
    for (size_t f = 0; f < NS_FIELD_COUNT; f++) {
        places[f] = first[f] = sum;
        sum += builder->tables[f].used;
    }
    first[NS_FIELD_COUNT] = sum;
    /* Eight bytes may be read from where a word begins. */
    ns_vec_reserve(&builder->pool, 8);
    memset(builder->pool.at + builder->pool.len, 0, 8);
    for (size_t i = 0; i < count; i++) {
        struct ns_slice word = segment_term_word(builder, (uint32_t)i);
        uint64_t head;
        memcpy(&head, word.at, 8);
        head = be64toh(head);
        if (word.len < 8)
            head &= ~(UINT64_MAX >> 8 * word.len);
        builder->entries.at[places[segment_term_field(builder, (uint32_t)i)]++] =
            (struct segment_entry){head, word.at, (uint32_t)i, (uint32_t)word.len};
    }
    for (size_t f = 0; f < NS_FIELD_COUNT; f++)
        sort_entries(builder->entries.at + first[f], builder->entries.at + count,
                     first[f + 1] - first[f]);
}

/* A hit is a posting of a term: document << TIMES_BITS | times, or OFTEN. Small, as they are written
 * all over the place. */
#define TIMES_BITS 6u
#define OFTEN      ((1u << TIMES_BITS) - 1)
_Static_assert(SEGMENT_DOCUMENTS_MOST <= UINT32_MAX >> TIMES_BITS, "a hit holds a document");

static int by_hit(const void *a, const void *b)
{
    const struct segment_often *x = a, *y = b;
    return x->hit < y->hit ? -1 : x->hit > y->hit;
}

/* Writes the hits of all postings to places, which move on. */
static void scatter(struct ns_segment_builder *builder)
{
    const struct segment_posting *postings = builder->postings.at;
    uint32_t *hits = builder->hits.at, *places = builder->places.at;
    size_t at = 0;

    for (size_t document = 0; document < builder->items.len; document++)
        for (; at < builder->ends.at[document]; at++) {
            uint32_t place = places[postings[at].term]++, times = postings[at].times;
            if (times >= OFTEN) {
                ns_vec_push(&builder->oftens, ((struct segment_often){place, times}));
                times = OFTEN;
            }
            hits[place] = (uint32_t)document << TIMES_BITS | times;
        }
    ns_vec_sort(&builder->oftens, by_hit);
}

/* Fills documents with how many each term has, by number, and hits in order of entries, then of
 * documents. */
static void invert(struct ns_segment_builder *builder)
{
    size_t terms = builder->terms.len;
    uint32_t sum = 0, *documents, *places;

    builder->documents.len = builder->places.len = builder->hits.len = builder->oftens.len = 0;
    ns_vec_reserve(&builder->documents, terms + 1);
    ns_vec_reserve(&builder->places, terms + 1);
    ns_vec_reserve(&builder->hits, builder->postings.len + 1);
    documents = builder->documents.at;
    places = builder->places.at;
    memset(documents, 0, terms * sizeof *documents);
    for (size_t i = 0; i < builder->postings.len; i++)
        documents[builder->postings.at[i].term]++;
    for (size_t i = 0; i < terms; i++) {
        uint32_t term = builder->entries.at[i].term;
        places[term] = sum;
        sum += documents[term];
    }
    scatter(builder);
}

/* --- writing --- */

#define POSTING_MOST 20u /* bytes that a posting may take */

static void put_varint(struct ns_bytes *out, uint64_t value)
{
    ns_vec_reserve(out, 10);
    out->len = (size_t)((char *)segment_put_varint((uint8_t *)out->at + out->len, value) - out->at);
}

/* What is written so far. */
struct writing {
    size_t hit;   /* the next one */
    size_t often; /* the next of these */
};

static void put_hits(struct ns_segment_builder *builder, struct writing *w, struct ns_bytes *out,
                     size_t count)
{
    const uint32_t *hits = builder->hits.at + w->hit;
    uint32_t last = UINT32_MAX;

    ns_vec_reserve(out, count * POSTING_MOST);
    uint8_t *to = (uint8_t *)out->at + out->len;
    for (size_t i = 0; i < count; i++) {
        uint32_t document = hits[i] >> TIMES_BITS, times = hits[i] & OFTEN;
        if (times == OFTEN)
            times = builder->oftens.at[w->often++].times;
        to = segment_put_varint(to, (uint64_t)(document - last) << 1 | (times == 1));
        if (times != 1)
            to = segment_put_varint(to, times - 2);
        last = document;
    }
    w->hit += count;
    out->len = (size_t)((char *)to - out->at);
}

/* How the words of neighbours begin in the same way. No short words have the same head. */
static size_t shared_bytes(const struct segment_entry *a, const struct segment_entry *b)
{
    size_t most = a->len < b->len ? a->len : b->len, n = 8;
    if (a->head != b->head) {
        n = (size_t)__builtin_clzll(a->head ^ b->head) / 8;
        return n < most ? n : most;
    }
    while (n < most && a->word[n] == b->word[n])
        n++;
    return n;
}

/* One block of at most SEGMENT_BLOCK terms. */
static void write_block(struct ns_segment_builder *builder, struct writing *w,
                        const struct segment_entry *entries, size_t count)
{
    struct ns_bytes *terms = &builder->block_terms, *postings = &builder->block_postings;

    terms->len = postings->len = 0;
    for (size_t i = 0; i < count; i++) {
        const struct segment_entry *e = &entries[i];
        size_t shared = i == 0 ? 0 : shared_bytes(e - 1, e), before = postings->len;
        uint32_t documents = builder->documents.at[e->term];
        ns_vec_push(terms, (char)(uint8_t)shared);
        ns_vec_push(terms, (char)(uint8_t)(e->len - shared));
        ns_bytes_add(terms, (struct ns_slice){e->word + shared, e->len - shared});
        put_varint(terms, documents);
        if (documents == 1) {
            put_hits(builder, w, terms, 1);
        } else {
            put_hits(builder, w, postings, documents);
            put_varint(terms, postings->len - before);
        }
    }
    ns_vec_push(&builder->blocks, builder->bytes.len);
    put_varint(&builder->bytes, terms->len);
    ns_bytes_add(&builder->bytes, ns_bytes_slice(terms));
    ns_bytes_add(&builder->bytes, ns_bytes_slice(postings));
}

static void *put_array(char **to, const void *from, size_t bytes)
{
    void *at = *to;

    if (bytes)
        memcpy(at, from, bytes);
    *to += bytes;
    return at;
}

/* What was written and the documents as a segment in one piece of memory. */
static struct ns_segment *segment_of(const struct ns_segment_builder *builder)
{
    size_t numbers = builder->items.len * sizeof(uint32_t);
    size_t blocks = builder->blocks.len * sizeof(uint64_t);
    struct ns_segment *segment =
        ns_realloc(NULL, 1, sizeof *segment + blocks + 2 * numbers + builder->bytes.len);
    char *to = (char *)(segment + 1);

    *segment = (struct ns_segment){.documents = builder->items.len,
                                   .terms = builder->terms.len,
                                   .block_count = builder->blocks.len,
                                   .byte_count = builder->bytes.len,
                                   .word_total = builder->word_total};
    segment->blocks = put_array(&to, builder->blocks.at, blocks);
    segment->items = put_array(&to, builder->items.at, numbers);
    segment->words = put_array(&to, builder->words.at, numbers);
    segment->bytes = put_array(&to, builder->bytes.at, builder->bytes.len);
    return segment;
}

struct ns_segment *ns_segment_seal(struct ns_segment_builder *builder)
{
    size_t first[NS_FIELD_COUNT + 1], first_block[NS_FIELD_COUNT + 1];
    struct writing w = {0, 0};

    if (builder->items.len == 0)
        return NULL;
    order_terms(builder, first);
    invert(builder);
    builder->blocks.len = builder->bytes.len = 0;
    for (size_t f = 0; f < NS_FIELD_COUNT; f++) {
        first_block[f] = builder->blocks.len;
        for (size_t i = first[f]; i < first[f + 1]; i += SEGMENT_BLOCK) {
            size_t left = first[f + 1] - i;
            write_block(builder, &w, builder->entries.at + i,
                        left < SEGMENT_BLOCK ? left : SEGMENT_BLOCK);
        }
    }
    first_block[NS_FIELD_COUNT] = builder->blocks.len;
    struct ns_segment *segment = segment_of(builder);
    memcpy(segment->first_block, first_block, sizeof first_block);
    segment_builder_clear(builder);
    return segment;
}
