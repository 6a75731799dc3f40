/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open addressing with linear probing over hashes; words stand in order of their numbers. */
#include "vocab.h"

#include "naysay/fold.h"
#include "naysay/segment.h"

struct vocab_word {
    struct ns_slice text;
    uint64_t hash;
};
NS_VEC(vocab_words, struct vocab_word);

/* A place of the table: part of the hash beside the number saves a look at the word. */
struct place {
    uint32_t number; /* 0: free */
    uint32_t tag;
};

struct ns_vocab {
    struct vocab_words words; /* [0] is no word */
    struct place *table;
    size_t size; /* of table, a power of two */
    struct ns_arena *arena;
    struct ns_bytes folded; /* for put_term */
    struct ns_tokens tokens;
};

struct ns_vocab *ns_vocab_new(void)
{
    struct ns_vocab *vocab = ns_alloc(sizeof *vocab);
    vocab->arena = ns_arena_new(1 << 16);
    vocab->size = 1 << 14;
    vocab->table = ns_alloc(vocab->size * sizeof *vocab->table);
    ns_vec_push(&vocab->words, (struct vocab_word){{NULL, 0}, 0});
    return vocab;
}

void ns_vocab_free(struct ns_vocab *vocab)
{
    if (!vocab)
        return;
    ns_vec_free(&vocab->words);
    ns_vec_free(&vocab->folded);
    ns_vec_free(&vocab->tokens);
    free(vocab->table);
    ns_arena_free(vocab->arena);
    free(vocab);
}

static size_t probe(const struct ns_vocab *vocab, struct ns_slice folded, uint64_t hash)
{
    size_t mask = vocab->size - 1, i = (size_t)hash & mask;
    for (; vocab->table[i].number; i = (i + 1) & mask) {
        if (vocab->table[i].tag != (uint32_t)(hash >> 32))
            continue;
        const struct vocab_word *word = &vocab->words.at[vocab->table[i].number];
        if (word->hash == hash && ns_slice_equal(word->text, folded))
            break;
    }
    return i;
}

static void grow(struct ns_vocab *vocab)
{
    size_t size = vocab->size * 2;
    struct place *table = ns_alloc(size * sizeof *table);
    for (size_t n = 1; n < vocab->words.len; n++) {
        uint64_t hash = vocab->words.at[n].hash;
        size_t i = (size_t)hash & (size - 1);
        while (table[i].number)
            i = (i + 1) & (size - 1);
        table[i] = (struct place){(uint32_t)n, (uint32_t)(hash >> 32)};
    }
    free(vocab->table);
    vocab->table = table;
    vocab->size = size;
}

uint32_t ns_vocab_put(struct ns_vocab *vocab, struct ns_slice folded)
{
    if (vocab->words.len >= vocab->size / 2)
        grow(vocab);
    uint64_t hash = ns_slice_hash(folded);
    struct place *place = &vocab->table[probe(vocab, folded, hash)];
    if (!place->number) {
        *place = (struct place){(uint32_t)vocab->words.len, (uint32_t)(hash >> 32)};
        ns_vec_push(&vocab->words, (struct vocab_word){ns_arena_dup(vocab->arena, folded), hash});
    }
    return place->number;
}

uint32_t ns_vocab_find(const struct ns_vocab *vocab, struct ns_slice folded, uint64_t hash)
{
    return vocab->table[probe(vocab, folded, hash)].number;
}

struct ns_slice ns_vocab_word(const struct ns_vocab *vocab, uint32_t number)
{
    return vocab->words.at[number].text;
}

size_t ns_vocab_count(const struct ns_vocab *vocab)
{
    return vocab->words.len;
}

void ns_vocab_put_term(struct ns_vocab *vocab, struct ns_slice term, struct ns_word_numbers *out)
{
    vocab->tokens.len = 0;
    ns_tokens_of(term, 0, &vocab->tokens);
    for (size_t i = 0; i < vocab->tokens.len; i++) {
        vocab->folded.len = 0;
        ns_fold(ns_slice_sub(term, vocab->tokens.at[i].span), NS_FOLD_ALL, &vocab->folded, NULL);
        ns_vec_push(out, ns_vocab_put(vocab, ns_bytes_slice(&vocab->folded)));
    }
}
