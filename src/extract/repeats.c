/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * repeats.c: one statement told several times in one article: a paragraph that stands again as a
 * caption, a headline and the sentence it sums up, "denied the reports" after the denial was told.
 * Only tellings by the same speaker are one statement.
 */
#include "attribution.h"
#include "stems.h"

#include "naysay/fold.h"

#define LOOK_BACK 64 /* earlier statements that are compared */

struct telling {
    struct ns_stems stems;
    uint64_t hash; /* of the content's folded text */
    bool headline; /* stands in the headline */
    bool hollow;   /* "the reports", "it": says only that it answers something told before */
};
NS_VEC(tellings, struct telling);

static uint64_t hash_of(const struct ns_finder *f, const struct ns_attribution *a)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < a->content_count; i++)
        hash = hash * 31 + ns_fold_hash(ns_article_text(f->doc->article, a->content[i]));
    return hash;
}

/* A content of a few words whose noun names something alleged: "the reports", "those claims". */
static bool is_hollow(const struct ns_finder *f, const struct ns_candidate *c)
{
    struct ns_range r = c->content[0];
    if (c->content_count > 1 || r.end - r.begin > 4)
        return false;
    for (uint32_t t = r.begin; t < r.end; t++)
        if (ns_cue_role_of(f->table, ns_tok_number(f, t)) == NS_CUE_ROLE_ALLEGATION ||
            ns_tok_gram(f, t, NS_G_OBJECT) || (r.end - r.begin == 1 && ns_tok_is(f, t, "it")))
            return true;
    return false;
}

static struct telling telling_of(const struct ns_finder *f, const struct ns_candidate *c,
                                 const struct ns_attribution *a)
{
    uint32_t block = f->doc->toks[c->content[0].begin].block;
    return (struct telling){.stems = ns_stems_of(f, c->content, c->content_count),
                            .hash = hash_of(f, a),
                            .headline = f->doc->blocks[block].headline,
                            .hollow = is_hollow(f, c)};
}

static bool same_speaker(const struct ns_attribution *a, const struct ns_attribution *b)
{
    if (a->speaker_entity != NS_NONE || b->speaker_entity != NS_NONE)
        return a->speaker_entity == b->speaker_entity;
    return a->speaker.len > 0 && ns_slice_equal_nocase(a->speaker, b->speaker);
}

static bool same_statement(const struct telling *t, const struct telling *old, enum ns_kind kind)
{
    if (t->hash == old->hash)
        return true;
    uint32_t both = ns_stems_shared(&t->stems, &old->stems);
    uint32_t less = t->stems.count < old->stems.count ? t->stems.count : old->stems.count;
    if (t->hollow || old->hollow)
        return kind == NS_KIND_DENIAL;
    if (t->headline != old->headline)
        return both >= 2 && both * 2 >= less;
    return both >= 4 && both * 5 >= less * 4;
}

void ns_repeats_mark(const struct ns_finder *f, struct ns_extraction *extraction)
{
    struct tellings all = {0};
    for (size_t i = 0; i < extraction->attribution_count && !ns_doc_is_cancelled(f->doc); i++) {
        struct ns_attribution *a = &extraction->attributions[i];
        ns_vec_push(&all, telling_of(f, &f->found.at[i], a));
        for (size_t j = i > LOOK_BACK ? i - LOOK_BACK : 0; j < i && a->same_as == NS_NONE; j++) {
            const struct ns_attribution *old = &extraction->attributions[j];
            bool source = same_speaker(a, old) || (all.at[i].hash == all.at[j].hash &&
                                                   a->speaker.len == 0 && old->speaker.len == 0);
            if (old->kind == a->kind && source && same_statement(&all.at[i], &all.at[j], a->kind))
                a->same_as = old->same_as == NS_NONE ? (uint32_t)j : old->same_as;
        }
    }
    ns_vec_free(&all);
}
