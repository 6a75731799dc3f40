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

/* Fills documents with how many each term has, by number, and hits in order of entries, then of
 * documents. */
static void invert(struct ns_segment_builder *builder)
{
    const struct segment_posting *postings = builder->postings.at;
    size_t terms = builder->terms.len, at = 0;
    uint32_t sum = 0, *documents, *places;
    struct segment_hit *hits;

    builder->documents.len = builder->places.len = builder->hits.len = 0;
    ns_vec_reserve(&builder->documents, terms + 1);
    ns_vec_reserve(&builder->places, terms + 1);
    ns_vec_reserve(&builder->hits, builder->postings.len + 1);
    documents = builder->documents.at;
    places = builder->places.at;
    hits = builder->hits.at;
    memset(documents, 0, terms * sizeof *documents);
    for (size_t i = 0; i < builder->postings.len; i++)
        documents[postings[i].term]++;
    for (size_t i = 0; i < terms; i++) {
        uint32_t term = builder->entries.at[i].term;
        places[term] = sum;
        sum += documents[term];
    }
    for (size_t document = 0; document < builder->items.len; document++)
        for (; at < builder->ends.at[document]; at++)
            hits[places[postings[at].term]++] =
                (struct segment_hit){(uint32_t)document, postings[at].times};
}

/* --- writing --- */

#define POSTING_MOST 20u /* bytes that a posting may take */

static void put_varint(struct ns_bytes *out, uint64_t value)
{
    ns_vec_reserve(out, 10);
    out->len = (size_t)((char *)segment_put_varint((uint8_t *)out->at + out->len, value) - out->at);
}

static void put_hits(struct ns_bytes *out, const struct segment_hit *hits, size_t count)
{
    uint32_t last = UINT32_MAX;

    ns_vec_reserve(out, count * POSTING_MOST);
    uint8_t *to = (uint8_t *)out->at + out->len;
    for (size_t i = 0; i < count; i++) {
        uint64_t since = hits[i].document - last;
        to = segment_put_varint(to, since << 1 | (hits[i].times == 1));
        if (hits[i].times != 1)
            to = segment_put_varint(to, hits[i].times - 2);
        last = hits[i].document;
    }
    out->len = (size_t)((char *)to - out->at);
}

static size_t shared_bytes(const struct segment_entry *a, const struct segment_entry *b)
{
    size_t most = a->len < b->len ? a->len : b->len, n = 0;
    while (n < most && a->word[n] == b->word[n])
        n++;
    return n;
}

/* One block of at most SEGMENT_BLOCK terms. Returns the hits behind theirs. */
static const struct segment_hit *write_block(struct ns_segment_builder *builder,
                                             const struct segment_entry *entries, size_t count,
                                             const struct segment_hit *hits)
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
            put_hits(terms, hits, 1);
        } else {
            put_hits(postings, hits, documents);
            put_varint(terms, postings->len - before);
        }
        hits += documents;
    }
    ns_vec_push(&builder->blocks, builder->bytes.len);
    put_varint(&builder->bytes, terms->len);
    ns_bytes_add(&builder->bytes, ns_bytes_slice(terms));
    ns_bytes_add(&builder->bytes, ns_bytes_slice(postings));
    return hits;
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

    if (builder->items.len == 0)
        return NULL;
    order_terms(builder, first);
    invert(builder);
    builder->blocks.len = builder->bytes.len = 0;
    const struct segment_hit *hits = builder->hits.at;
    for (size_t f = 0; f < NS_FIELD_COUNT; f++) {
        first_block[f] = builder->blocks.len;
        for (size_t i = first[f]; i < first[f + 1]; i += SEGMENT_BLOCK) {
            size_t left = first[f + 1] - i;
            hits = write_block(builder, builder->entries.at + i,
                               left < SEGMENT_BLOCK ? left : SEGMENT_BLOCK, hits);
        }
    }
    first_block[NS_FIELD_COUNT] = builder->blocks.len;
    struct ns_segment *segment = segment_of(builder);
    memcpy(segment->first_block, first_block, sizeof first_block);
    segment_builder_clear(builder);
    return segment;
}
