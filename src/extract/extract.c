/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One article's way: tokens, names, entities, attributions with speakers, frozen. */
#include "naysay/extract.h"

#include "attribution.h"
#include "bodies.h"
#include "doc.h"
#include "extractor.h"
#include "figures.h"
#include "rules.h"

static bool has_foreign_script(const struct ns_doc *doc)
{
    size_t foreign = 0;
    for (size_t t = 0; t < doc->tok_count; t++)
        foreign += (doc->toks[t].shape & NS_SHAPE_FOREIGN) != 0;
    return foreign * 4 > doc->tok_count;
}

struct ns_extractor *ns_extractor_new(const struct ns_rules *rules, const atomic_bool *cancel)
{
    struct ns_extractor *extractor = ns_alloc(sizeof *extractor);
    extractor->rules = rules;
    extractor->cancel = cancel;
    return extractor;
}

void ns_extractor_free(struct ns_extractor *extractor)
{
    if (extractor)
        ns_sum_memory_free(extractor->sums);
    free(extractor);
}

/* A cancelled step leaves its work half done: none may follow it. */
static void find_all(struct ns_doc *doc, struct ns_extraction *extraction)
{
    ns_names_find(doc);
    if (ns_doc_is_cancelled(doc))
        return;
    ns_entities_join(doc);
    /* The cue lexicon is English: in another language its hits would be nonsense. */
    if (doc->english && !ns_doc_is_cancelled(doc))
        ns_attributions_find(doc, doc->rules->cue_table, extraction);
    else
        extraction->language_note =
            has_foreign_script(doc)
                ? NS_SLICE("another script: no statements sought, names by list only")
                : NS_SLICE("not English: no statements sought, names mostly by list");
    /* Behind the statements: no feature and no rule of theirs must see these. */
    if (doc->english && !ns_doc_is_cancelled(doc)) {
        ns_bodies_find(doc, extraction);
        ns_figures_find(doc);
    }
    extraction->mentions = doc->mentions;
    extraction->mention_count = doc->mention_count;
    extraction->entities = doc->entities;
    extraction->entity_count = doc->entity_count;
}

struct ns_extraction *ns_extract(struct ns_extractor *extractor, const struct ns_article *article)
{
    struct ns_arena *arena = ns_arena_new(article->body.len / 2 + 4096);
    struct ns_extraction *extraction = ns_arena_alloc(arena, sizeof *extraction);
    if (extractor->rules->models.rank && !extractor->sums)
        extractor->sums = ns_sum_memory_new();
    if (extractor->sums)
        ns_sum_memory_begin(extractor->sums);
    struct ns_doc *doc = ns_doc_open(article, extractor, arena);
    extraction->arena = arena;
    if (!ns_doc_is_cancelled(doc))
        find_all(doc, extraction);
    bool cancelled = ns_doc_is_cancelled(doc);
    ns_doc_free(doc);
    if (!cancelled)
        return extraction;
    ns_extraction_free(extraction);
    return NULL;
}

void ns_extraction_free(struct ns_extraction *extraction)
{
    if (extraction)
        ns_arena_free(extraction->arena);
}

struct ns_range ns_attribution_extent(const struct ns_attribution *attribution)
{
    struct ns_range extent = {UINT32_MAX, 0};
    for (size_t i = 0; i < attribution->content_count + 2; i++) {
        struct ns_range part = i == 0   ? attribution->source
                               : i == 1 ? attribution->cue
                                        : attribution->content[i - 2];
        if (ns_range_empty(part))
            continue;
        extent.begin = part.begin < extent.begin ? part.begin : extent.begin;
        extent.end = part.end > extent.end ? part.end : extent.end;
    }
    return extent.begin < extent.end ? extent : (struct ns_range){0, 0};
}

uint32_t ns_attribution_anchor(const struct ns_attribution *attribution)
{
    return attribution->content_count ? attribution->content[0].begin : attribution->cue.begin;
}

unsigned ns_confidence_bin(float confidence)
{
    float hundredths = confidence * 100.0f + 0.5f;
    return hundredths < 0                     ? 0
           : hundredths >= NS_CONFIDENCE_BINS ? NS_CONFIDENCE_BINS - 1
                                              : (unsigned)hundredths;
}

uint32_t ns_extraction_count(const struct ns_extraction *extraction, enum ns_kind kind,
                             float threshold)
{
    uint32_t count = 0;
    for (size_t i = 0; i < extraction->attribution_count; i++) {
        const struct ns_attribution *a = &extraction->attributions[i];
        count += a->kind == kind && a->same_as == NS_NONE && a->confidence >= threshold;
    }
    return count;
}
