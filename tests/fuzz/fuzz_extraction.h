/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fuzz_extraction.h: what must hold for any extraction, wherever it comes from.
 */
#ifndef NS_FUZZ_EXTRACTION_H
#define NS_FUZZ_EXTRACTION_H

#include "fuzz.h"

#include "naysay/extract.h"
#include "naysay/utf8.h"

static inline void fuzz_check_range(const struct ns_article *article, struct ns_range r)
{
    FUZZ_CHECK(r.begin <= r.end && r.end <= article->body.len);
    if (r.begin == r.end)
        return;
    FUZZ_CHECK(((unsigned char)article->body.at[r.begin] & 0xC0) != 0x80);
    FUZZ_CHECK(r.end == article->body.len ||
               ((unsigned char)article->body.at[r.end] & 0xC0) != 0x80);
}

static inline void fuzz_check_text(struct ns_slice s)
{
    FUZZ_CHECK(ns_utf8_valid_prefix(s) == s.len);
}

static inline void fuzz_check_names(const struct ns_article *article,
                                    const struct ns_extraction *found)
{
    uint32_t at = 0;
    for (size_t i = 0; i < found->mention_count; i++) {
        const struct ns_mention *m = &found->mentions[i];
        fuzz_check_range(article, m->span);
        FUZZ_CHECK(m->span.begin >= at && m->span.end > m->span.begin);
        FUZZ_CHECK(m->entity < found->entity_count);
        at = m->span.end;
    }
    for (size_t i = 0; i < found->entity_count; i++) {
        const struct ns_entity *e = &found->entities[i];
        FUZZ_CHECK(e->canonical.len > 0 && e->type < NS_ENTITY_TYPE_COUNT && e->mention_count > 0);
        FUZZ_CHECK(found->mentions[e->first_mention].entity == i);
        FUZZ_CHECK(e->bearing.tie_count <= NS_BEARING_TIES);
        fuzz_check_text(e->canonical);
        for (size_t n = 0; n < e->alias_count; n++)
            fuzz_check_text(e->aliases[n]);
        for (size_t n = 0; n < e->role_count; n++)
            fuzz_check_text(e->roles[n]);
    }
}

static inline void fuzz_check_statement(const struct ns_article *article,
                                        const struct ns_extraction *found, size_t index)
{
    const struct ns_attribution *a = &found->attributions[index];
    fuzz_check_range(article, a->source);
    fuzz_check_range(article, a->cue);
    FUZZ_CHECK(a->content_count > 0 && a->kind < NS_KIND_COUNT);
    for (size_t n = 0; n < a->content_count; n++) {
        fuzz_check_range(article, a->content[n]);
        FUZZ_CHECK(!ns_range_empty(a->content[n]));
    }
    FUZZ_CHECK(a->confidence >= 0 && a->confidence <= 1);
    FUZZ_CHECK(a->speaker_confidence >= 0 && a->speaker_confidence <= 1);
    FUZZ_CHECK(a->speaker_entity == NS_NONE || a->speaker_entity < found->entity_count);
    FUZZ_CHECK(a->same_as == NS_NONE || a->same_as < index);
    FUZZ_CHECK(a->block < article->block_count);
    FUZZ_CHECK(a->resolved <= NS_RESOLVED_UNKNOWN);
    fuzz_check_text(a->speaker);
    fuzz_check_text(a->via);
    fuzz_check_text(a->why.speaker_reason);
    fuzz_check_text(a->why.speaker_against);
    fuzz_check_text(ns_slice_of(a->why.rule));
    fuzz_check_text(ns_slice_of(a->why.lexicon));
    fuzz_check_text(ns_slice_of(a->why.kind_reason));
}

static inline void fuzz_check_extraction(const struct ns_article *article,
                                         const struct ns_extraction *found)
{
    uint32_t counts[NS_KIND_COUNT] = {0};
    fuzz_check_names(article, found);
    for (size_t i = 0; i < found->attribution_count; i++) {
        fuzz_check_statement(article, found, i);
        if (found->attributions[i].same_as == NS_NONE)
            counts[found->attributions[i].kind]++;
    }
    FUZZ_CHECK(memcmp(counts, found->kind_counts, sizeof counts) == 0);
    fuzz_check_text(found->language_note);
}

#endif
