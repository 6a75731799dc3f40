/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sealed segment: finding terms and telling their postings. See segment_coding.h for its layout.
 */
#include "segment_coding.h"

#include "naysay/memory.h"

/* A term of a block, and what comes behind it. */
struct cursor {
    char word[NS_WORD_MAX];
    size_t len;
    const uint8_t *at, *end; /* the terms to come */
    const uint8_t *tail;     /* their postings */
    struct ns_postings postings;
};

static void cursor_open(struct cursor *c, const struct ns_segment *segment, size_t block)
{
    c->at = segment->bytes + segment->blocks[block];
    uint64_t bytes = segment_varint(&c->at);
    c->end = c->tail = c->at + bytes;
    c->len = 0;
}

/* Moves on to the next term of the block; false if there is none. */
static bool cursor_next(struct cursor *c)
{
    if (c->at == c->end)
        return false;
    size_t shared = *c->at++, rest = *c->at++;
    memcpy(c->word + shared, c->at, rest);
    c->len = shared + rest;
    c->at += rest;
    c->postings.document = UINT32_MAX;
    c->postings.left = (uint32_t)segment_varint(&c->at);
    if (c->postings.left == 1) {
        c->postings.at = c->at;
        if (!(segment_varint(&c->at) & 1))
            segment_varint(&c->at);
        c->postings.end = c->at;
    } else {
        uint64_t bytes = segment_varint(&c->at);
        c->postings.at = c->tail;
        c->postings.end = c->tail += bytes;
    }
    return true;
}

static struct ns_slice cursor_word(const struct cursor *c)
{
    return (struct ns_slice){c->word, c->len};
}

/* The last block of the field whose first term is not behind word; the field's first if there is
 * none such. The field has blocks. */
static size_t block_of(const struct ns_segment *segment, enum ns_field field, struct ns_slice word)
{
    size_t low = segment->first_block[field], high = segment->first_block[field + 1];

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        const uint8_t *at = segment->bytes + segment->blocks[middle];
        segment_varint(&at);
        struct ns_slice head = {(const char *)at + 2, at[1]};
        if (ns_slice_compare(head, word) <= 0)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool ns_segment_find(const struct ns_segment *segment, enum ns_field field, struct ns_slice word,
                     struct ns_postings *out)
{
    struct cursor c;

    if (segment->first_block[field] == segment->first_block[field + 1])
        return false;
    cursor_open(&c, segment, block_of(segment, field, word));
    while (cursor_next(&c)) {
        int order = ns_slice_compare(cursor_word(&c), word);
        if (order == 0)
            *out = c.postings;
        if (order >= 0)
            return order == 0;
    }
    return false;
}

void ns_segment_visit(const struct ns_segment *segment, enum ns_field field, struct ns_slice prefix,
                      ns_visit_term *visit, void *context)
{
    struct cursor c;
    size_t last = segment->first_block[field + 1];

    if (segment->first_block[field] == last)
        return;
    for (size_t block = block_of(segment, field, prefix); block < last; block++) {
        cursor_open(&c, segment, block);
        while (cursor_next(&c)) {
            if (!ns_slice_starts(cursor_word(&c), prefix)) {
                if (ns_slice_compare(cursor_word(&c), prefix) > 0)
                    return;
                continue;
            }
            if (!visit(context, cursor_word(&c), &c.postings))
                return;
        }
    }
}

bool ns_postings_next(struct ns_postings *postings, uint32_t *document, uint32_t *times)
{
    if (postings->left == 0)
        return false;
    uint64_t code = segment_varint(&postings->at);
    postings->left--;
    postings->document += (uint32_t)(code >> 1);
    *document = postings->document;
    *times = code & 1 ? 1 : (uint32_t)segment_varint(&postings->at) + 2;
    return true;
}

struct ns_segment_documents ns_segment_documents(const struct ns_segment *segment)
{
    return (struct ns_segment_documents){segment->items, segment->words, segment->documents,
                                         segment->word_total};
}

size_t ns_segment_terms(const struct ns_segment *segment)
{
    return segment->terms;
}

size_t ns_segment_memory(const struct ns_segment *segment)
{
    return sizeof *segment + segment->block_count * sizeof *segment->blocks +
           segment->documents * (sizeof *segment->items + sizeof *segment->words) +
           segment->byte_count;
}

void ns_segment_free(struct ns_segment *segment)
{
    free(segment); /* in one piece */
}
