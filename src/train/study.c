/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study.c: from annotated files to tokens with labels. */
#include "study.h"

#include "brat.h"

#include "extract/attribution.h"

#include "naysay/file.h"
#include "naysay/ingest.h"
#include "naysay/utf8.h"

#include <stdio.h>

/* Byte offsets of code points 0 to count. */
static uint32_t *byte_offsets(struct ns_slice text, size_t *count)
{
    uint32_t *offsets = ns_alloc((text.len + 2) * sizeof *offsets);
    size_t pos = 0;
    *count = 0;
    while (pos < text.len) {
        offsets[(*count)++] = (uint32_t)pos;
        ns_utf8_next(text, &pos, NULL);
    }
    offsets[*count] = (uint32_t)text.len;
    return offsets;
}

static struct ns_range toks_of(const struct ns_doc *doc, struct ns_range points,
                               const uint32_t *offsets, size_t count)
{
    if (points.end > count || points.begin >= points.end)
        return (struct ns_range){0, 0};
    return ns_doc_toks_in(doc, (struct ns_range){offsets[points.begin], offsets[points.end]});
}

/* From the first to the last token of all pieces. */
static struct ns_range hull_of(const struct ns_doc *doc, const struct ns_brat_span *span,
                               const uint32_t *offsets, size_t count)
{
    struct ns_range hull = {UINT32_MAX, 0};
    for (size_t i = 0; i < span->count; i++) {
        struct ns_range toks = toks_of(doc, span->pieces[i], offsets, count);
        if (ns_range_empty(toks))
            continue;
        hull.begin = toks.begin < hull.begin ? toks.begin : hull.begin;
        hull.end = toks.end > hull.end ? toks.end : hull.end;
    }
    return hull.begin < hull.end ? hull : (struct ns_range){0, 0};
}

static int by_begin(const void *left, const void *right)
{
    const struct ns_range *a = left, *b = right;
    return a->begin < b->begin ? -1 : a->begin > b->begin;
}

static void add_gold(struct ns_study *s, const struct ns_brat_attribution *a,
                     const uint32_t *offsets, size_t count)
{
    struct ns_gold gold = {.source = hull_of(s->doc, &a->source, offsets, count),
                           .cue = hull_of(s->doc, &a->cue, offsets, count)};
    for (size_t i = 0; i < a->content.count && gold.content_count < NS_PIECES; i++) {
        struct ns_range toks = toks_of(s->doc, a->content.pieces[i], offsets, count);
        if (!ns_range_empty(toks))
            gold.content[gold.content_count++] = toks;
    }
    qsort(gold.content, gold.content_count, sizeof *gold.content, by_begin);
    if (!ns_range_empty(gold.cue) && gold.content_count)
        ns_vec_push(&s->golds, gold);
}

static void label(struct ns_study *s, const struct ns_brat_attributions *all,
                  const struct ns_brat_span *discarded)
{
    size_t count;
    uint32_t *offsets = byte_offsets(s->article->body, &count);
    s->annotated = all->len;
    for (size_t i = 0; i < all->len; i++)
        add_gold(s, &all->at[i], offsets, count);
    for (size_t i = 0; i < discarded->count; i++) {
        struct ns_range toks = toks_of(s->doc, discarded->pieces[i], offsets, count);
        for (uint32_t t = toks.begin; t < toks.end; t++)
            s->discarded[t] = true;
    }
    free(offsets);
}

static enum ns_status read_one(const char *text, const char *annotation,
                               const struct ns_rules *rules, struct ns_studies *out,
                               struct ns_err *err)
{
    struct ns_brat_attributions all = {0};
    struct ns_brat_span discarded = {0};
    struct ns_study s = {.group = (uint32_t)out->len};
    enum ns_status status = ns_brat_read(annotation, &all, &discarded, err);
    if (status == NS_OK)
        status = ns_ingest_file(text, NS_INGEST_DEFAULT_LIMIT, ns_rules_ingest_lists(rules),
                                &s.article, err);
    if (status == NS_OK) {
        s.arena = ns_arena_new(0);
        s.doc = ns_doc_new(s.article, rules, s.arena);
        ns_names_find(s.doc);
        ns_entities_join(s.doc);
        ns_finder_open(&s.finder, s.doc, rules->cue_table);
        ns_candidates_find(&s.finder);
        s.discarded = ns_arena_array(s.doc->scratch, bool, s.doc->tok_count + 1);
        s.likely = ns_arena_array(s.doc->scratch, float, s.doc->tok_count + 1);
        label(&s, &all, &discarded);
        ns_vec_push(out, s);
    }
    ns_vec_free(&all);
    return status;
}

enum ns_status ns_studies_read(const char *texts, const char *annotations,
                               const struct ns_rules *rules, size_t limit, struct ns_studies *out,
                               struct ns_err *err)
{
    struct ns_paths files = {0}, stems = {0};
    enum ns_status status = ns_brat_list(annotations, &files, &stems, err);
    for (size_t i = 0; i < files.len; i++) {
        struct ns_bytes path = {0};
        ns_bytes_format(&path, "%s/%s.txt", texts, stems.at[i]);
        if (status == NS_OK && (limit == 0 || i < limit))
            status = read_one(ns_bytes_text(&path), files.at[i], rules, out, err);
        ns_vec_free(&path);
        free(files.at[i]);
        free(stems.at[i]);
    }
    ns_vec_free(&files);
    ns_vec_free(&stems);
    /* The finders lie in the array, which grows no more. */
    for (size_t i = 0; status == NS_OK && i < out->len; i++)
        ns_sight_open(&out->at[i].sight, &out->at[i].finder);
    return status;
}

void ns_studies_free(struct ns_studies *studies)
{
    for (size_t i = 0; i < studies->len; i++) {
        struct ns_study *s = &studies->at[i];
        ns_finder_close(&s->finder);
        ns_vec_free(&s->golds);
        ns_doc_free(s->doc);
        ns_arena_free(s->arena);
        ns_article_free(s->article);
    }
    ns_vec_free(studies);
}

/* --- comparing --- */

/* The last word before a comma, a bracket or a preposition. */
static uint32_t head_of(const struct ns_finder *f, struct ns_range source)
{
    static const char *const stops[] = {"of",   "for",   "in",   "at",    "on",
                                        "from", "with",  "who",  "whose", "that",
                                        "to",   "which", "whom", "by",    "and"};
    uint32_t head = NS_NONE;
    for (uint32_t t = source.begin; t < source.end; t++) {
        if (f->mark[t] == ',' || f->mark[t] == '(' || f->mark[t] == ';') {
            if (head != NS_NONE)
                break;
            continue;
        }
        if (f->mark[t])
            continue;
        for (size_t i = 0; head != NS_NONE && i < sizeof stops / sizeof *stops; i++)
            if (ns_tok_is(f, t, stops[i]))
                return head;
        head = t;
    }
    return head;
}

bool ns_gold_matches(const struct ns_finder *f, const struct ns_gold *gold,
                     const struct ns_candidate *c)
{
    if (ns_words_shared(f, &gold->cue, 1, &c->cue, 1) == 0 &&
        !(ns_words_in(f, &gold->cue, 1) == 0 && ns_range_overlap(gold->cue, c->cue)))
        return false;
    uint32_t head = head_of(f, gold->source), other = head_of(f, c->source);
    if ((head == NS_NONE) != (other == NS_NONE))
        return false;
    if (head != NS_NONE &&
        !(ns_range_holds(c->source, head) && ns_range_holds(gold->source, other)))
        return false;
    uint32_t shared =
        ns_words_shared(f, gold->content, gold->content_count, c->content, c->content_count);
    return shared > 0 && shared * 2 >= ns_words_in(f, gold->content, gold->content_count) &&
           shared * 2 >= ns_words_in(f, c->content, c->content_count);
}
