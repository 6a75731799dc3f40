/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ranker.c: what speaks for and against a proposal, and which of them go together. */
#include "ranker.h"

#include <math.h>

/* --- features --- */

static uint64_t probability_bin(float p)
{
    static const float limits[] = {0.02f, 0.05f, 0.1f, 0.2f,  0.35f, 0.5f,
                                   0.65f, 0.8f,  0.9f, 0.95f, 0.98f, 0.995f};
    uint64_t bin = 0;
    while (bin < sizeof limits / sizeof *limits && p >= limits[bin])
        bin++;
    return bin;
}

/* Of a logarithm of a probability. */
static uint64_t posterior_bin(float log_p)
{
    static const float limits[] = {-12,   -8,    -6,    -4.5f,  -3.5f, -2.5f,
                                   -1.8f, -1.2f, -0.7f, -0.35f, -0.15f};
    uint64_t bin = 0;
    while (bin < sizeof limits / sizeof *limits && log_p >= limits[bin])
        bin++;
    return bin;
}

static uint64_t rule_bin(float score)
{
    return score < 0 ? 0 : 1 + (uint64_t)(score * 10);
}

static uint64_t length_bin(uint32_t words)
{
    return words < 4 ? words : words < 7 ? 4 : words < 12 ? 5 : words < 25 ? 6 : words < 50 ? 7 : 8;
}

/* What kind of thing the source is, and where it stands. */
static uint64_t source_form(const struct ns_sight *s, const struct ns_proposal *p)
{
    struct ns_range r = p->c.source;
    if (ns_range_empty(r))
        return 0;
    uint64_t mention = 0, person = 0, pronoun = 0;
    for (uint32_t t = r.begin; t < r.end; t++) {
        const struct ns_seen *seen = ns_seen_at(s, t, 0);
        if (seen->mention)
            mention = seen->mention & 7u;
        person |= (seen->grammar & NS_G_PERSON) != 0;
        pronoun |= (seen->grammar & NS_G_PRONOUN) && !(seen->grammar & NS_G_DET);
    }
    uint64_t before = r.begin < p->c.cue.begin;
    uint64_t far = before ? p->c.cue.begin - r.end : r.begin - p->c.cue.end;
    far = far == 0 ? 0 : far < 3 ? 1 : far < 10 ? 2 : 3;
    return 1 + (mention | person << 4 | pronoun << 5 | before << 6 | far << 8);
}

static uint64_t content_form(const struct ns_sight *s, const struct ns_proposal *p)
{
    struct ns_range r = p->c.content[0];
    const struct ns_seen *first = ns_seen_at(s, r.begin, 0), *lead = ns_seen_at(s, r.begin, -1);
    uint64_t before = r.begin < p->c.cue.begin;
    uint64_t adjacent = r.begin == p->c.cue.end || r.end == p->c.cue.begin;
    return first->quote | (uint64_t)lead->mark << 4 | before << 12 | adjacent << 13 |
           (uint64_t)(p->c.content_count > 1) << 14;
}

static void content_features(const struct ns_sight *s, const struct ns_proposal *p,
                             uint64_t learned, struct ns_feature_list *out)
{
    struct ns_range r = p->c.content[0];
    const struct ns_seen *first = ns_seen_at(s, r.begin, 0);
    const struct ns_seen *last = ns_seen_at(s, p->c.content[p->c.content_count - 1].end - 1, 0);
    uint64_t length = length_bin(ns_words_in(s->f, p->c.content, p->c.content_count));
    uint64_t form = content_form(s, p);
    ns_feature_add(out, 220, form);
    ns_feature_add(out, 221, ns_feature_join(form, length));
    ns_feature_add(out, 222, first->word);
    ns_feature_add(out, 223, (uint64_t)first->grammar << 4 | length);
    ns_feature_add(out, 224, (uint64_t)last->quote << 16 | (uint64_t)last->mark << 8 | learned);
    ns_feature_add(out, 225, ns_feature_join(last->grammar, ns_seen_at(s, r.end, 0)->grammar));
    ns_feature_add(out, 226, ns_feature_join(ns_seen_at(s, r.end, 0)->word, learned));
    ns_feature_add(out, 227, length << 2 | learned);
    ns_feature_add(out, 228, p->c.content_count);
}

static void cue_features(const struct ns_sight *s, const struct ns_proposal *p,
                         struct ns_feature_list *out)
{
    struct ns_range cue = p->c.cue;
    const struct ns_seen *first = ns_seen_at(s, cue.begin, 0);
    const struct ns_seen *last = ns_seen_at(s, cue.end - 1, 0);
    uint64_t words = 0, length = cue.end - cue.begin;
    uint8_t strongest = 0;
    for (uint32_t t = cue.begin; t < cue.end; t++) {
        const struct ns_seen *seen = ns_seen_at(s, t, 0);
        words = ns_feature_join(words, seen->word);
        strongest = seen->cue > strongest ? seen->cue : strongest;
        if (!(seen->grammar & (NS_G_AUX | NS_G_DET)))
            ns_feature_add(out, 230, seen->word);
    }
    length = length > 5 ? 5 : length;
    ns_feature_add(out, 231, words);
    ns_feature_add(out, 232, ns_feature_join(words, source_form(s, p) != 0));
    ns_feature_add(out, 233, ns_feature_join(words, content_form(s, p)));
    ns_feature_add(out, 234, (uint64_t)strongest << 8 | length);
    ns_feature_add(out, 235, ns_feature_join(ns_seen_at(s, cue.begin, -1)->word, last->grammar));
    ns_feature_add(out, 236, ns_feature_join(last->word, ns_seen_at(s, cue.end, 0)->word));
    ns_feature_add(out, 237, ns_feature_join(first->grammar, last->grammar));
    ns_feature_add(out, 238, first->quote);
    ns_feature_add(out, 239, (uint64_t)first->covered << 8 | first->speaks);
    const struct ns_doc *doc = s->f->doc;
    bool headline = doc->blocks[doc->toks[cue.begin].block].headline;
    ns_feature_add(out, 240, (uint64_t)headline << 8 | strongest);
}

void ns_rank_features(const struct ns_sight *s, const struct ns_proposal *p,
                      struct ns_feature_list *out)
{
    uint64_t learned = p->learned, rule = p->c.rule;
    uint64_t likely = probability_bin(p->cue_likely), peak = probability_bin(p->cue_peak);
    uint64_t score = rule_bin(p->rule_score), inside = probability_bin(p->inside);
    uint64_t posterior = posterior_bin(p->fit.posterior);
    uint64_t behind = posterior_bin(p->fit.posterior - p->best.posterior);
    uint64_t sure = probability_bin(p->fit.content_sure),
             source_sure = probability_bin(p->fit.source_sure);
    uint64_t agree = (uint64_t)p->source_agree << 3 | p->content_agree;
    uint64_t source = source_form(s, p);
    out->len = 0;
    ns_feature_add(out, 200, learned);
    ns_feature_add(out, 201, likely << 2 | learned);
    ns_feature_add(out, 202, peak << 2 | learned);
    ns_feature_add(out, 203, score << 2 | learned);
    ns_feature_add(out, 204, rule << 8 | score << 2 | learned);
    ns_feature_add(out, 205, likely << 16 | score << 2 | learned);
    ns_feature_add(out, 206, posterior << 2 | learned);
    ns_feature_add(out, 207, posterior << 16 | likely << 8 | learned);
    ns_feature_add(out, 208, sure << 8 | source_sure << 2 | learned);
    ns_feature_add(out, 209, agree << 2 | learned);
    ns_feature_add(out, 210, agree << 24 | likely << 16 | score << 2 | learned);
    ns_feature_add(out, 211, agree << 16 | posterior << 8 | learned);
    ns_feature_add(out, 212, inside << 2 | learned);
    ns_feature_add(out, 213, inside << 16 | likely << 8 | learned);
    ns_feature_add(out, 214, source);
    ns_feature_add(out, 215, ns_feature_join(source, source_sure << 2 | learned));
    ns_feature_add(out, 216, ns_feature_join(source, rule << 2 | learned));
    ns_feature_add(out, 217, ns_feature_join(agree << 2 | learned, rule));
    ns_feature_add(out, 218,
                   probability_bin(p->no_source) << 3 | (uint64_t)(source != 0) << 2 | learned);
    ns_feature_add(out, 241, behind << 2 | learned);
    ns_feature_add(out, 242, behind << 16 | posterior << 8 | learned);
    ns_feature_add(out, 243, behind << 24 | score << 16 | likely << 8 | learned);
    ns_feature_add(out, 244, ns_feature_join(behind << 16 | rule << 8 | learned, agree));
    ns_feature_add(out, 219,
                   ns_feature_join(ns_seen_at(s, p->c.source.begin, 0)->word, source == 0));
    content_features(s, p, learned, out);
    cue_features(s, p, out);
}

void ns_proposals_rank(const struct ns_sight *sight, const struct ns_weights *rank,
                       struct ns_proposals *proposals)
{
    struct ns_feature_list features;
    for (size_t i = 0; i < proposals->len && !ns_doc_is_cancelled(sight->f->doc); i++) {
        float scores[NS_RANK_LABELS];
        ns_rank_features(sight, &proposals->at[i], &features);
        ns_weights_score(rank, features.at, features.len, scores);
        float margin =
            scores[1] + rank->start[1] + rank->end[1] - scores[0] - rank->start[0] - rank->end[0];
        proposals->at[i].probability = 1.0f / (1.0f + expf(-margin));
        proposals->at[i].c.by_model |= NS_BY_MODEL_CONFIDENCE;
    }
}

/* --- choosing --- */

static uint32_t length_of(const struct ns_candidate *c)
{
    uint32_t length = 0;
    for (size_t i = 0; i < c->content_count; i++)
        length += c->content[i].end - c->content[i].begin;
    return length;
}

/* Do they claim the same words? Half of the shorter content is too much. */
static bool shares_content(const struct ns_candidate *a, const struct ns_candidate *b)
{
    uint32_t shared = 0, least = length_of(a) < length_of(b) ? length_of(a) : length_of(b);
    for (size_t i = 0; i < a->content_count; i++)
        for (size_t k = 0; k < b->content_count; k++) {
            struct ns_range x = a->content[i], y = b->content[k];
            uint32_t begin = x.begin > y.begin ? x.begin : y.begin;
            uint32_t end = x.end < y.end ? x.end : y.end;
            shared += end > begin ? end - begin : 0;
        }
    return shared * 2 > least;
}

static bool excludes(const struct ns_candidate *a, const struct ns_candidate *b)
{
    return ns_range_overlap(a->cue, b->cue) || ns_candidate_holds(a, b->cue) ||
           ns_candidate_holds(b, a->cue) || shares_content(a, b);
}

static int by_probability(const void *left, const void *right)
{
    const struct ns_proposal *a = left, *b = right;
    if (a->probability > b->probability || a->probability < b->probability)
        return a->probability > b->probability ? -1 : 1;
    if (a->c.cue.begin != b->c.cue.begin)
        return a->c.cue.begin < b->c.cue.begin ? -1 : 1;
    if (a->learned != b->learned)
        return a->learned ? 1 : -1;
    if (a->c.rule != b->c.rule)
        return a->c.rule < b->c.rule ? -1 : 1;
    if (a->c.content[0].begin != b->c.content[0].begin)
        return a->c.content[0].begin < b->c.content[0].begin ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static int by_place(const void *left, const void *right)
{
    const struct ns_proposal *a = left, *b = right;
    uint32_t at = ns_candidate_extent(&a->c).begin, bt = ns_candidate_extent(&b->c).begin;
    if (at != bt)
        return at < bt ? -1 : 1;
    /* No two that were chosen share a cue. */
    return a->c.cue.begin < b->c.cue.begin ? -1 : a->c.cue.begin > b->c.cue.begin;
}

/* What is kept, by the stretches of text that it covers: only neighbours are compared. */
#define STRETCH 128 /* tokens */
struct place {
    size_t kept; /* index into proposals */
    struct place *next;
};

static struct ns_range stretches_of(const struct ns_candidate *c)
{
    struct ns_range extent = ns_candidate_extent(c);
    return (struct ns_range){extent.begin / STRETCH, (extent.end - 1) / STRETCH + 1};
}

static bool goes_with(const struct ns_proposals *all, const struct ns_candidate *c,
                      struct place *const *places)
{
    struct ns_range stretches = stretches_of(c);
    for (uint32_t s = stretches.begin; s < stretches.end; s++)
        for (const struct place *place = places[s]; place; place = place->next)
            if (excludes(c, &all->at[place->kept].c))
                return false;
    return true;
}

void ns_proposals_choose(const struct ns_doc *doc, struct ns_proposals *proposals, float least)
{
    size_t kept = 0;
    struct place **places =
        ns_arena_array(doc->scratch, struct place *, doc->tok_count / STRETCH + 1);
    ns_vec_sort(proposals, by_probability);
    for (size_t i = 0; i < proposals->len && proposals->at[i].probability >= least; i++) {
        const struct ns_candidate *c = &proposals->at[i].c;
        if (!goes_with(proposals, c, places))
            continue;
        struct ns_range stretches = stretches_of(c);
        for (uint32_t s = stretches.begin; s < stretches.end; s++) {
            struct place *place = ns_arena_alloc(doc->scratch, sizeof *place);
            *place = (struct place){kept, places[s]};
            places[s] = place;
        }
        proposals->at[kept++] = proposals->at[i];
    }
    proposals->len = kept;
    ns_vec_sort(proposals, by_place);
}
