/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article as it was read, to bytes and back; the form is told in frozen_form.h. */
#include "frozen_form.h"

#include "naysay/map.h"
#include "naysay/utf8.h"

/* --- to bytes --- */

static void put_head(struct frozen_out *w, const struct ns_article *a)
{
    uint64_t text = ns_frozen_own_bytes(w, a->title) + ns_frozen_own_bytes(w, a->byline) +
                    ns_frozen_own_bytes(w, a->outlet) + ns_frozen_own_bytes(w, a->section) +
                    ns_frozen_own_bytes(w, a->dateline);
    for (size_t i = 0; i < a->problem_count; i++)
        text += ns_frozen_own_bytes(w, a->problems[i].message);
    ns_frozen_know(w, a->encoding);
    for (size_t i = 0; i < a->block_count; i++)
        ns_frozen_know(w, a->blocks[i].evidence);
    ns_frozen_put(w, a->body.len);
    ns_frozen_put(w, a->block_count);
    ns_frozen_put(w, a->sentence_count);
    ns_frozen_put(w, a->problem_count);
    ns_frozen_put(w, text);
    ns_frozen_put_constants(w);
    ns_frozen_put_constant(w, a->encoding);
}

static void put_blocks(struct frozen_out *w, const struct ns_article *a)
{
    uint32_t at = 0;
    for (size_t i = 0; i < a->block_count; i++) {
        const struct ns_block *block = &a->blocks[i];
        ns_frozen_put(w, block->span.begin - at);
        ns_frozen_put(w, block->span.end - block->span.begin);
        ns_frozen_put(w, block->role);
        ns_frozen_put(w, block->sentence_count);
        ns_frozen_put(w, block->paragraph);
        ns_frozen_put_u64(w, block->hash);
        ns_frozen_put_float(w, block->boilerplate_score);
        ns_frozen_put_constant(w, block->evidence);
        at = block->span.end;
    }
    at = 0;
    for (size_t i = 0; i < a->sentence_count; i++) {
        ns_frozen_put(w, a->sentences[i].begin - at);
        ns_frozen_put(w, a->sentences[i].end - a->sentences[i].begin);
        at = a->sentences[i].end;
    }
}

bool ns_article_freeze(const struct ns_article *a, struct ns_slice file, struct ns_bytes *out)
{
    if (a->run_count || a->file_size != file.len || !ns_slice_equal(a->body, file))
        return false;
    struct frozen_out w = {out, a->body, ns_map_new()};
    put_head(&w, a);
    put_blocks(&w, a);
    ns_frozen_put_slice(&w, a->title);
    ns_frozen_put_slice(&w, a->byline);
    ns_frozen_put_slice(&w, a->outlet);
    ns_frozen_put_slice(&w, a->section);
    ns_frozen_put_slice(&w, a->dateline);
    ns_bytes_add(out, (struct ns_slice){a->date, sizeof a->date});
    for (size_t i = 0; i < a->problem_count; i++) {
        ns_frozen_put(&w, a->problems[i].offset);
        ns_frozen_put(&w, a->problems[i].count);
        ns_frozen_put_slice(&w, a->problems[i].message);
    }
    ns_map_free(w.constants);
    return true;
}

/* --- and back --- */

/* Bytes that one of each takes at least. */
#define LEAST_BLOCK    18u
#define LEAST_SENTENCE 2u
#define LEAST_PROBLEM  3u

struct sizes {
    uint64_t blocks, sentences, problems, text;
    const char *encoding;
};

static struct sizes get_head(struct frozen_in *r, struct ns_constants *constants)
{
    struct sizes n = {0};
    uint64_t left = (uint64_t)(r->end - r->at);
    if (ns_frozen_get(r, UINT32_MAX) != r->body.len)
        ns_frozen_fail(r);
    n.blocks = ns_frozen_get(r, left / LEAST_BLOCK);
    n.sentences = ns_frozen_get(r, left / LEAST_SENTENCE);
    n.problems = ns_frozen_get(r, left / LEAST_PROBLEM);
    n.text = ns_frozen_get(r, left);
    ns_frozen_get_constants(r, constants);
    n.encoding = ns_frozen_get_constant(r);
    if (n.blocks == 0 || !n.encoding)
        ns_frozen_fail(r);
    return n;
}

/* All of it in one chunk of memory. */
static struct ns_article *make_room(struct frozen_in *r, const struct sizes *n,
                                    struct ns_slice path, struct ns_slice file)
{
    size_t all =
        ns_frozen_rounded(sizeof(struct ns_article)) + ns_frozen_rounded(path.len + 1) +
        ns_frozen_rounded(file.len + 1) + ns_frozen_rounded(n->blocks * sizeof(struct ns_block)) +
        ns_frozen_rounded(n->sentences * sizeof(struct ns_range)) +
        ns_frozen_rounded(n->problems * sizeof(struct ns_problem)) + ns_frozen_rounded(n->text);
    struct ns_arena *arena = ns_arena_new(all);
    struct ns_article *a = ns_arena_array(arena, struct ns_article, 1);
    a->arena = arena;
    a->path = ns_arena_dup(arena, path);
    a->id = ns_article_id(a->path);
    a->file_size = file.len;
    a->encoding = n->encoding;
    a->body = ns_arena_dup(arena, file);
    a->body_hash = ns_slice_hash(a->body);
    a->block_count = (size_t)n->blocks;
    a->sentence_count = (size_t)n->sentences;
    a->problem_count = (size_t)n->problems;
    a->blocks = ns_arena_array(arena, struct ns_block, a->block_count);
    a->sentences = ns_arena_array(arena, struct ns_range, a->sentence_count);
    a->problems = ns_arena_array(arena, struct ns_problem, a->problem_count);
    r->body = a->body;
    r->text = ns_arena_alloc(arena, (size_t)n->text);
    r->text_left = n->text;
    return a;
}

static void get_blocks(struct frozen_in *r, struct ns_article *a)
{
    uint32_t at = 0, sentence = 0;
    for (size_t i = 0; i < a->block_count && !r->damaged; i++) {
        struct ns_block *block = &a->blocks[i];
        block->span = ns_frozen_get_range(r, at);
        block->role = (enum ns_role)ns_frozen_get(r, NS_ROLE_COUNT - 1);
        block->first_sentence = sentence;
        block->sentence_count = (uint32_t)ns_frozen_get(r, a->sentence_count - sentence);
        block->paragraph = (uint32_t)ns_frozen_get(r, a->block_count);
        block->hash = ns_frozen_get_u64(r);
        block->boilerplate_score = ns_frozen_get_float(r);
        block->evidence = ns_frozen_get_constant(r);
        float score = block->boilerplate_score;
        if (ns_range_empty(block->span) || !(score > -1e6f && score < 1e6f) ||
            (block->paragraph > 0) != (block->role == NS_ROLE_BODY))
            ns_frozen_fail(r);
        sentence += block->sentence_count;
        at = block->span.end;
    }
    if (sentence != a->sentence_count)
        ns_frozen_fail(r);
}

static void get_sentences(struct frozen_in *r, struct ns_article *a)
{
    uint32_t at = 0;
    for (size_t i = 0; i < a->sentence_count && !r->damaged; i++) {
        a->sentences[i] = ns_frozen_get_range(r, at);
        at = a->sentences[i].end;
        if (ns_range_empty(a->sentences[i]))
            ns_frozen_fail(r);
    }
    for (size_t i = 0; i < a->block_count && !r->damaged; i++) {
        const struct ns_block *block = &a->blocks[i];
        const struct ns_range *first = &a->sentences[block->first_sentence];
        if (block->sentence_count && (first->begin < block->span.begin ||
                                      first[block->sentence_count - 1].end > block->span.end))
            ns_frozen_fail(r);
    }
}

/* "YYYY-MM-DD" or nothing. */
static void get_day(struct frozen_in *r, struct ns_article *a)
{
    struct ns_slice day = ns_frozen_get_bytes(r, sizeof a->date);
    if (day.len != sizeof a->date)
        return;
    memcpy(a->date, day.at, sizeof a->date);
    for (size_t i = 0; i + 1 < sizeof a->date && a->date[0]; i++) {
        bool digit = a->date[i] >= '0' && a->date[i] <= '9';
        if (i == 4 || i == 7 ? a->date[i] != '-' : !digit)
            ns_frozen_fail(r);
    }
    if (a->date[sizeof a->date - 1])
        ns_frozen_fail(r);
}

static void get_problems(struct frozen_in *r, struct ns_article *a)
{
    for (size_t i = 0; i < a->problem_count && !r->damaged; i++) {
        struct ns_problem *problem = &a->problems[i];
        problem->offset = ns_frozen_get(r, a->file_size);
        problem->count = (uint32_t)ns_frozen_get(r, UINT32_MAX);
        problem->message = ns_frozen_get_slice(r);
        if (problem->count == 0 || problem->message.len == 0)
            ns_frozen_fail(r);
    }
}

struct ns_article *ns_article_thaw(struct ns_slice bytes, const char *path, struct ns_slice file,
                                   struct ns_constants *constants)
{
    const unsigned char *begin = (const unsigned char *)bytes.at;
    struct frozen_in r = {.at = begin, .body = file};
    r.end = begin ? begin + bytes.len : begin;
    struct sizes n = get_head(&r, constants);
    if (r.damaged || ns_utf8_valid_prefix(file) != file.len)
        return NULL;
    struct ns_article *a = make_room(&r, &n, ns_slice_of(path), file);
    get_blocks(&r, a);
    get_sentences(&r, a);
    a->title = ns_frozen_get_slice(&r);
    a->byline = ns_frozen_get_slice(&r);
    a->outlet = ns_frozen_get_slice(&r);
    a->section = ns_frozen_get_slice(&r);
    a->dateline = ns_frozen_get_slice(&r);
    get_day(&r, a);
    get_problems(&r, a);
    if (r.damaged || r.at != r.end || r.text_left) {
        ns_article_free(a);
        return NULL;
    }
    return a;
}
