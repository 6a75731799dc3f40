/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From bytes to an article. Everything is worked out in scratch memory; what stays goes into the
 * article's arena in one piece of the right size.
 */
#include "blocks.h"
#include "decode.h"
#include "list.h"
#include "reading.h"

#include "naysay/file.h"
#include "naysay/fold.h"

#define LARGEST_FILE ((uint64_t)1 << 30) /* offsets into the body must fit 32 bits */

#define BYTES_A_SENTENCE 120 /* of news, about: room is made for so many */

/* Blocks from the top and from the end that are looked at closely, however much they seem text. */
#define LOOKED_AT_FIRST 6
#define LOOKED_AT_LAST  8

NS_VEC(shapes, struct ns_shape);

/* What is known about an article before its arena is filled. */
struct pieces {
    struct ns_decoded decoded;
    struct ns_ranges blocks, sentences;
    struct ns_vec_counts {
        uint32_t *at;
        size_t len, cap;
    } counts; /* sentences of each block */
};

void ns_ingest_lists_prepare(struct ns_ingest_lists *lists)
{
    ns_phrases_free(lists->ready);
    lists->ready = ns_phrases_new(lists->boilerplate);
}

void ns_ingest_lists_release(struct ns_ingest_lists *lists)
{
    ns_phrases_free(lists->ready);
    lists->ready = NULL;
}

static void pieces_free(struct pieces *pieces)
{
    ns_decoded_free(&pieces->decoded);
    ns_vec_free(&pieces->blocks);
    ns_vec_free(&pieces->sentences);
    ns_vec_free(&pieces->counts);
}

static void cut(struct ns_slice body, struct pieces *pieces)
{
    ns_blocks_of(body, &pieces->blocks);
    ns_vec_reserve(&pieces->counts, pieces->blocks.len);
    ns_vec_reserve(&pieces->sentences, pieces->blocks.len + body.len / BYTES_A_SENTENCE);
    for (size_t i = 0; i < pieces->blocks.len; i++) {
        struct ns_range block = pieces->blocks.at[i];
        size_t before = pieces->sentences.len;
        ns_sentences_of(ns_slice_sub(body, block), block.begin, &pieces->sentences);
        ns_vec_push(&pieces->counts, (uint32_t)(pieces->sentences.len - before));
    }
}

static size_t rounded(size_t bytes)
{
    return (bytes + 15) / 16 * 16;
}

static void fill_blocks(struct ns_article *a, const struct pieces *pieces)
{
    uint32_t sentence = 0;
    for (size_t i = 0; i < a->block_count; i++) {
        struct ns_block *block = &a->blocks[i];
        block->span = pieces->blocks.at[i];
        block->first_sentence = sentence;
        block->sentence_count = pieces->counts.at[i];
        block->hash = ns_fold_hash(ns_slice_sub(a->body, block->span));
        sentence += block->sentence_count;
    }
}

struct ns_slice ns_article_id(struct ns_slice path)
{
    struct ns_slice base = ns_path_base(path.at);
    base.len -= ns_ingest_suffix(base).len;
    return base;
}

/* With room for the article and its path; the rest is one piece of its own (make_room). */
static struct ns_arena *new_arena(size_t path)
{
    return ns_arena_new(rounded(sizeof(struct ns_article)) + rounded(path + 1));
}

/* The arrays of an article of these sizes, in one piece of memory. */
static void make_room(struct ns_article *a, size_t body)
{
    size_t blocks = rounded(a->block_count * sizeof *a->blocks);
    size_t sentences = rounded(a->sentence_count * sizeof *a->sentences);
    size_t runs = rounded(a->run_count * sizeof *a->runs);
    char *room = ns_arena_alloc(a->arena, blocks + sentences + runs + body + 1);
    a->blocks = (struct ns_block *)(void *)room;
    a->sentences = (struct ns_range *)(void *)(room + blocks);
    a->runs = (struct ns_offset_run *)(void *)(room + blocks + sentences);
    a->body = (struct ns_slice){room + blocks + sentences + runs, body};
}

static void copy_array(void *to, const void *from, size_t bytes)
{
    if (bytes)
        memcpy(to, from, bytes);
}

static struct ns_article *assemble(const char *path, struct ns_slice bytes,
                                   const struct pieces *pieces)
{
    struct ns_arena *arena = new_arena(strlen(path));
    struct ns_article *a = ns_arena_array(arena, struct ns_article, 1);
    struct ns_slice body = pieces->decoded.same ? bytes : ns_bytes_slice(&pieces->decoded.body);
    a->arena = arena;
    a->path = ns_arena_dup(arena, ns_slice_of(path));
    a->id = ns_article_id(a->path);
    a->file_size = bytes.len;
    a->encoding = pieces->decoded.encoding;
    a->block_count = pieces->blocks.len;
    a->sentence_count = pieces->sentences.len;
    a->run_count = pieces->decoded.runs.len;
    make_room(a, body.len);
    copy_array(a->sentences, pieces->sentences.at, a->sentence_count * sizeof *a->sentences);
    copy_array(a->runs, pieces->decoded.runs.at, a->run_count * sizeof *a->runs);
    copy_array((char *)(uintptr_t)a->body.at, body.at, body.len);
    a->body_hash = ns_slice_hash(a->body);
    fill_blocks(a, pieces);
    return a;
}

/* A slice of the old article's memory, in the new one's. */
static struct ns_slice moved(const struct ns_article *to, const struct ns_article *from,
                             struct ns_slice s)
{
    const char *begin = from->body.at;
    if (s.len == 0)
        return (struct ns_slice){to->body.at, 0};
    if (s.at >= begin && s.at < begin + from->body.len)
        return (struct ns_slice){to->body.at + (s.at - begin), s.len};
    return ns_arena_dup(to->arena, s);
}

struct ns_article *ns_article_copy(const struct ns_article *article)
{
    struct ns_arena *arena = new_arena(article->path.len);
    struct ns_article *a = ns_arena_array(arena, struct ns_article, 1);
    *a = *article;
    a->arena = arena;
    a->path = ns_arena_dup(arena, article->path);
    a->id = ns_article_id(a->path);
    make_room(a, article->body.len);
    copy_array(a->blocks, article->blocks, a->block_count * sizeof *a->blocks);
    copy_array(a->sentences, article->sentences, a->sentence_count * sizeof *a->sentences);
    copy_array(a->runs, article->runs, a->run_count * sizeof *a->runs);
    copy_array((char *)(uintptr_t)a->body.at, article->body.at, article->body.len);
    a->title = moved(a, article, article->title);
    a->byline = moved(a, article, article->byline);
    a->outlet = moved(a, article, article->outlet);
    a->section = moved(a, article, article->section);
    a->dateline = moved(a, article, article->dateline);
    if (a->problem_count) {
        a->problems = ns_arena_array(arena, struct ns_problem, a->problem_count);
        copy_array(a->problems, article->problems, a->problem_count * sizeof *a->problems);
        for (size_t i = 0; i < a->problem_count; i++)
            a->problems[i].message = ns_arena_dup(arena, article->problems[i].message);
    }
    return a;
}

static void add_problem(struct ns_article *a, const struct ns_damage *damage, struct ns_slice what)
{
    if (damage->count == 0)
        return;
    if (!a->problems)
        a->problems = ns_arena_array(a->arena, struct ns_problem, 2);
    a->problems[a->problem_count++] = (struct ns_problem){damage->first, damage->count, what};
}

static void settle(struct ns_article *a, const struct ns_ingest_lists *lists, bool again)
{
    static const struct ns_ingest_lists none = {NULL, NULL, NULL, NULL, NULL};
    struct ns_reading r = {.lists = lists ? lists : &none, .article = a};
    struct ns_phrases *own = NULL;
    struct shapes shapes = {0};
    if (r.lists->boilerplate && !r.lists->ready)
        own = ns_phrases_new(r.lists->boilerplate);
    r.phrases = own ? own : r.lists->ready;
    ns_vec_reserve(&shapes, a->block_count);
    for (size_t i = 0; i < a->block_count; i++) {
        struct ns_slice text = ns_reading_text(&r, i);
        uint32_t sentences = a->blocks[i].sentence_count;
        if (i >= LOOKED_AT_FIRST && i + LOOKED_AT_LAST < a->block_count &&
            ns_shape_plain(text, sentences, &shapes.at[i]))
            continue;
        ns_shape_of(text, sentences, r.phrases, &r.words, &shapes.at[i]);
        ns_title_see(&r, &shapes.at[i]);
    }
    r.shapes = shapes.at;
    if (again)
        ns_roles_settle_again(&r);
    else
        ns_roles_settle(&r);
    ns_vec_free(&shapes);
    ns_vec_free(&r.words);
    ns_phrases_free(own);
}

void ns_article_settle_again(struct ns_article *article)
{
    settle(article, NULL, true);
}

enum ns_status ns_ingest_bytes(const char *path, struct ns_slice bytes,
                               const struct ns_ingest_lists *lists, struct ns_article **out,
                               struct ns_err *err)
{
    struct pieces pieces = {0};
    *out = NULL;
    if (bytes.len > LARGEST_FILE)
        return ns_err_set(err, NS_ERR_LIMIT, "larger than %llu bytes",
                          (unsigned long long)LARGEST_FILE);
    enum ns_status status = ns_decode(bytes, &pieces.decoded, err);
    if (status == NS_OK) {
        cut(pieces.decoded.same ? bytes : ns_bytes_slice(&pieces.decoded.body), &pieces);
        if (pieces.blocks.len == 0)
            status = ns_err_set(err, NS_ERR_SKIPPED, "nothing but white space");
    }
    if (status == NS_OK) {
        struct ns_article *a = assemble(path, bytes, &pieces);
        add_problem(a, &pieces.decoded.invalid,
                    NS_SLICE("bytes that the encoding does not allow, shown as U+FFFD"));
        add_problem(a, &pieces.decoded.nul, NS_SLICE("NUL bytes"));
        settle(a, lists, false);
        *out = a;
    }
    pieces_free(&pieces);
    return status;
}

enum ns_status ns_ingest_file(const char *path, uint64_t limit, const struct ns_ingest_lists *lists,
                              struct ns_article **out, struct ns_err *err)
{
    struct ns_bytes bytes = {0};
    *out = NULL;
    enum ns_status status =
        ns_file_read(path, limit < LARGEST_FILE ? limit : LARGEST_FILE, &bytes, err);
    if (status == NS_OK)
        status = ns_ingest_bytes(path, ns_bytes_slice(&bytes), lists, out, err);
    ns_vec_free(&bytes);
    return status;
}
