/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Adding documents to a builder. The words of a piece of text are taken in two rounds, each a loop
 * over all of them: hash; find the term and count, short words first, then long ones. So what is not
 * in the cache is fetched ahead, and a branch guessed wrong holds up little.
 */
#include "segment_build.h"

#include <endian.h>

#define FIRST_SHIFT 24u /* 256 slots */
#define AHEAD       12u /* words between fetching a slot and looking at it */

/* Memory of more than that is given back at sealing: an odd article should not be paid for on and
 * on. Bytes; an ordinary segment needs less of each kind. */
#define KEEP ((size_t)16 << 20)

static uint32_t hash_of(const struct ns_segment_builder *builder, uint64_t key)
{
    return (uint32_t)(key * builder->secret >> 32);
}

/* Of a word of more than eight bytes. */
static uint64_t long_key(const struct ns_segment_builder *builder, const char *word, size_t len)
{
    uint64_t hash = len, w;

    for (size_t i = 8; i < len; i += 8) {
        memcpy(&w, word + i - 8, 8);
        hash = (hash ^ w) * builder->secret;
        hash ^= hash >> 32;
    }
    memcpy(&w, word + len - 8, 8);
    hash = (hash ^ w) * builder->secret;
    return (hash ^ hash >> 32) | SEGMENT_LONG;
}

static size_t slot_count(const struct segment_table *table)
{
    return table->slots ? (size_t)1 << (32 - table->shift) : 0;
}

static void table_resize(struct ns_segment_builder *builder, struct segment_table *table,
                         unsigned shift)
{
    struct segment_slot *old = table->slots;
    size_t count = slot_count(table), last = ((size_t)1 << (32 - shift)) - 1;

    table->shift = shift;
    table->slots = ns_alloc((last + 1) * sizeof *table->slots);
    for (size_t i = 0; i < count; i++) {
        if (!old[i].key)
            continue;
        size_t at = hash_of(builder, old[i].key) >> shift;
        while (table->slots[at].key)
            at = (at + 1) & last;
        table->slots[at] = old[i];
    }
    free(old);
}

static void table_clear(struct segment_table *table)
{
    size_t bytes = slot_count(table) * sizeof *table->slots;

    if (bytes > KEEP) {
        free(table->slots);
        table->slots = NULL;
    } else if (table->used) {
        memset(table->slots, 0, bytes);
    }
    table->used = 0;
}

struct ns_segment_builder *ns_segment_builder_new(void)
{
    struct ns_segment_builder *builder = ns_alloc(sizeof *builder);

    /* Where the system puts it is hard to foresee. Nothing but time depends on it. */
    builder->secret = ((uint64_t)(uintptr_t)builder * 0x9E3779B97F4A7C15u) | 1;
    builder->secret ^= 0xD6E8FEB86659FD92u;
    return builder;
}

void ns_segment_builder_free(struct ns_segment_builder *builder)
{
    if (!builder)
        return;
    for (size_t f = 0; f < NS_FIELD_COUNT; f++)
        free(builder->tables[f].slots);
    ns_vec_free(&builder->terms);
    ns_vec_free(&builder->pool);
    ns_vec_free(&builder->items);
    ns_vec_free(&builder->words);
    ns_vec_free(&builder->postings);
    ns_vec_free(&builder->ends);
    ns_vec_free(&builder->tokens);
    ns_vec_free(&builder->long_tokens);
    index_words_free(&builder->text);
    ns_vec_free(&builder->entries);
    ns_vec_free(&builder->hits);
    ns_vec_free(&builder->oftens);
    ns_vec_free(&builder->documents);
    ns_vec_free(&builder->places);
    ns_vec_free(&builder->blocks);
    ns_vec_free(&builder->bytes);
    ns_vec_free(&builder->block_terms);
    ns_vec_free(&builder->block_postings);
    free(builder);
}

#define SHRINK(v) ((v)->len = 0, (v)->cap * sizeof *(v)->at > KEEP ? (void)ns_vec_free(v) : (void)0)

void segment_builder_clear(struct ns_segment_builder *builder)
{
    for (size_t f = 0; f < NS_FIELD_COUNT; f++)
        table_clear(&builder->tables[f]);
    SHRINK(&builder->terms);
    SHRINK(&builder->pool);
    SHRINK(&builder->items);
    SHRINK(&builder->words);
    SHRINK(&builder->postings);
    SHRINK(&builder->ends);
    SHRINK(&builder->entries);
    SHRINK(&builder->hits);
    SHRINK(&builder->oftens);
    SHRINK(&builder->documents);
    SHRINK(&builder->places);
    SHRINK(&builder->blocks);
    SHRINK(&builder->bytes);
    SHRINK(&builder->block_terms);
    SHRINK(&builder->block_postings);
    builder->word_total = builder->byte_total = 0;
}

size_t ns_segment_builder_documents(const struct ns_segment_builder *builder)
{
    return builder->items.len;
}

uint64_t ns_segment_builder_bytes(const struct ns_segment_builder *builder)
{
    return builder->byte_total;
}

/* Round one: tokens of the words of a piece. */
static void hash_words(struct ns_segment_builder *builder)
{
    size_t count = builder->text.bounds.len / 2;
    const uint32_t *bounds = builder->text.bounds.at;
    const char *folded = builder->text.folded.at;
    struct segment_token *out, *out_long;

    builder->tokens.len = builder->long_tokens.len = 0;
    ns_vec_reserve(&builder->tokens, count + AHEAD);
    ns_vec_reserve(&builder->long_tokens, count + AHEAD);
    out = builder->tokens.at;
    out_long = builder->long_tokens.at;
    for (size_t i = 0; i < count; i++) {
        const char *word = folded + bounds[2 * i];
        size_t len = bounds[2 * i + 1] - bounds[2 * i];
        uint64_t key;
        if (len <= 8) {
            memcpy(&key, word, 8);
            key = le64toh(key) & UINT64_MAX >> (64 - 8 * len);
            *out++ = (struct segment_token){key, hash_of(builder, key),
                                            bounds[2 * i] << 8 | (uint32_t)len};
        } else {
            len = index_word_cut(word, len);
            key = long_key(builder, word, len);
            *out_long++ = (struct segment_token){key, hash_of(builder, key),
                                                 bounds[2 * i] << 8 | (uint32_t)len};
        }
    }
    builder->tokens.len = (size_t)(out - builder->tokens.at);
    builder->long_tokens.len = (size_t)(out_long - builder->long_tokens.at);
    /* Who fetches ahead need not ask for the end. */
    memset(out, 0, AHEAD * sizeof *out);
    memset(out_long, 0, AHEAD * sizeof *out_long);
}

/* Are words of more than eight bytes the same? */
static bool long_equal(const char *a, const char *b, size_t len)
{
    uint64_t x, y;

    for (size_t i = 8; i < len; i += 8) {
        memcpy(&x, a + i - 8, 8);
        memcpy(&y, b + i - 8, 8);
        if (x != y)
            return false;
    }
    memcpy(&x, a + len - 8, 8);
    memcpy(&y, b + len - 8, 8);
    return x == y;
}

static void add_term(struct ns_segment_builder *builder, enum ns_field field,
                     const struct segment_token *token, struct segment_slot *slot)
{
    uint64_t len = token->word & 0xFF;

    if (builder->terms.len >= NS_NONE)
        ns_memory_exhausted(SIZE_MAX);
    *slot = (struct segment_slot){token->key, (uint32_t)builder->terms.len, NS_NONE};
    ns_vec_push(&builder->terms,
                (struct segment_term){(uint64_t)field << 56 | len << 48 | builder->pool.len});
    ns_bytes_add(&builder->pool,
                 (struct ns_slice){builder->text.folded.at + (token->word >> 8), len});
    builder->tables[field].used++;
}

static bool is_word(const struct ns_segment_builder *builder, const struct segment_token *token,
                    const struct segment_slot *slot)
{
    struct ns_slice word = segment_term_word(builder, slot->term);
    return word.len == (token->word & 0xFF) &&
           long_equal(word.at, builder->text.folded.at + (token->word >> 8), word.len);
}

/* The slot of a word; a new one if it has none. */
static inline struct segment_slot *find_slot(struct ns_segment_builder *builder,
                                             enum ns_field field, const struct segment_token *token,
                                             bool is_long)
{
    const struct segment_table *table = &builder->tables[field];
    size_t at = token->hash >> table->shift, last = slot_count(table) - 1;

    for (;; at = (at + 1) & last) {
        struct segment_slot *slot = &table->slots[at];
        if (slot->key == token->key && (!is_long || is_word(builder, token, slot)))
            return slot;
        if (!slot->key) {
            add_term(builder, field, token, slot);
            return slot;
        }
    }
}

/* Where a count goes: the document begun last, whose postings begin at begin. */
struct counting {
    enum ns_field field;
    uint32_t weight;
    size_t begin;
};

/* Round two: each word counts weight times. A term has a posting of this document if its last one
 * is not before begin. */
static inline void count_tokens(struct ns_segment_builder *builder, struct counting c,
                                const struct segment_tokens *tokens, bool is_long)
{
    const struct segment_table *table = &builder->tables[c.field];
    struct segment_posting *postings = builder->postings.at;
    uint32_t next = (uint32_t)builder->postings.len, begin = (uint32_t)c.begin;

    for (size_t i = 0; i < tokens->len; i++) {
        const struct segment_token *token = &tokens->at[i];
        __builtin_prefetch(&table->slots[token[AHEAD].hash >> table->shift]);
        struct segment_slot *slot = find_slot(builder, c.field, token, is_long);
        bool first = slot->posting - begin >= next - begin; /* NS_NONE too */
        postings[next] = (struct segment_posting){slot->term, 0};
        slot->posting = first ? next : slot->posting;
        next += first;
        postings[slot->posting].times += c.weight;
    }
    builder->postings.len = next;
}

static void count_words(struct ns_segment_builder *builder, struct counting c)
{
    count_tokens(builder, c, &builder->tokens, false);
    count_tokens(builder, c, &builder->long_tokens, true);
}

/* For all tokens, were they all new. */
static void make_room(struct ns_segment_builder *builder, enum ns_field field)
{
    struct segment_table *table = &builder->tables[field];
    size_t count = builder->tokens.len + builder->long_tokens.len, most = table->used + count;
    unsigned shift = table->slots ? table->shift : FIRST_SHIFT;

    while (shift > 0 && most > ((size_t)3 << (32 - shift)) / 4)
        shift--;
    if (shift == 0 || builder->postings.len + count >= NS_NONE)
        ns_memory_exhausted(SIZE_MAX); /* not sealed for many GB of text */
    if (!table->slots || shift != table->shift)
        table_resize(builder, table, shift);
    ns_vec_reserve(&builder->postings, count + 1);
}

/* Adds the words of a text to the document begun last; how many they are. */
static uint64_t add_words(struct ns_segment_builder *builder, enum ns_field field,
                          struct ns_slice text, uint32_t weight)
{
    struct counting counting = {field, weight,
                                builder->ends.len ? *ns_vec_last(&builder->ends) : 0};
    uint64_t count = 0;

    index_words_begin(&builder->text, text);
    while (index_words_next(&builder->text)) {
        hash_words(builder);
        make_room(builder, field);
        count_words(builder, counting);
        count += builder->text.bounds.len / 2;
    }
    return count;
}

static void begin_document(struct ns_segment_builder *builder, uint32_t item)
{
    if (builder->items.len >= SEGMENT_DOCUMENTS_MOST)
        ns_memory_exhausted(SIZE_MAX); /* not sealed for very long */
    ns_vec_push(&builder->items, item);
}

static void end_document(struct ns_segment_builder *builder, uint64_t words, uint64_t bytes)
{
    ns_vec_push(&builder->ends, builder->postings.len);
    ns_vec_push(&builder->words, words > UINT32_MAX ? UINT32_MAX : (uint32_t)words);
    builder->word_total += words;
    builder->byte_total += bytes;
}

void ns_segment_builder_text(struct ns_segment_builder *builder, uint32_t item,
                             const struct ns_article *article)
{
    struct ns_slice body = article->body, title = article->title;
    /* As the query has it: a title from inside the body is part of it. */
    bool inside = title.len > 0 && (uintptr_t)title.at - (uintptr_t)body.at < body.len;
    uint64_t words, more;

    begin_document(builder, item);
    words = add_words(builder, NS_FIELD_TEXT, body, 1);
    more = add_words(builder, NS_FIELD_TEXT, title, inside ? NS_TITLE_WEIGHT - 1 : NS_TITLE_WEIGHT);
    end_document(builder, words + (inside ? 0 : more), body.len + (inside ? 0 : title.len));
}

void ns_segment_builder_names(struct ns_segment_builder *builder, uint32_t item,
                              const struct ns_extraction *extraction)
{
    uint64_t words = 0, bytes = 0;

    begin_document(builder, item);
    for (size_t i = 0; i < extraction->entity_count; i++) {
        const struct ns_entity *entity = &extraction->entities[i];
        words += add_words(builder, NS_FIELD_NAME, entity->canonical, 1);
        bytes += entity->canonical.len;
        for (size_t k = 0; k < entity->alias_count; k++) {
            words += add_words(builder, NS_FIELD_NAME, entity->aliases[k], 1);
            bytes += entity->aliases[k].len;
        }
    }
    for (size_t i = 0; i < extraction->attribution_count; i++) {
        words += add_words(builder, NS_FIELD_SPEAKER, extraction->attributions[i].speaker, 1);
        bytes += extraction->attributions[i].speaker.len;
    }
    end_document(builder, words, bytes);
}
