/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cue_tagger.c: features of cues, and cutting cues out of what the field says. */
#include "cue_tagger.h"

#include "cue_features.h"
#include "token_sums.h"

#include "chain.h"

#define LIKELY_LEAST 0.15f /* of one token, to open a cue that the best sequence does not have */

void ns_cue_features(const struct ns_sight *s, uint32_t tok, struct ns_feature_list *out)
{
    const struct ns_seen *seen[5];
    for (int i = 0; i < 5; i++)
        seen[i] = ns_seen_at(s, tok, i - 2);
    out->len = 0;
    ns_cue_features_in(seen, ns_cue_stand_of(s, tok), NS_CUE_ALL, out);
}

/* A run of one sentence at work. */
struct run {
    struct ns_range toks;
    const float *marginals;
    const uint8_t *best;
};

static bool opens(const struct run *r, uint32_t i)
{
    return r->best[i] == NS_CUE_BEGIN ||
           r->marginals[i * NS_CUE_LABELS + NS_CUE_BEGIN] >= LIKELY_LEAST;
}

/* The best sequence says how far a cue goes; where it has none, the more likely of going on and
 * ending does. */
static bool goes_on(const struct run *r, uint32_t i)
{
    const float *m = r->marginals + (size_t)i * NS_CUE_LABELS;
    return r->best[i] == NS_CUE_IN || (r->best[i] == NS_CUE_OUT && m[NS_CUE_IN] > m[NS_CUE_BEGIN] &&
                                       m[NS_CUE_IN] >= LIKELY_LEAST * 0.5f);
}

static void cut_cues(const struct run *r, struct ns_tagged_cues *out)
{
    uint32_t len = r->toks.end - r->toks.begin;
    for (uint32_t i = 0; i < len;) {
        if (!opens(r, i)) {
            i++;
            continue;
        }
        uint32_t end = i + 1;
        while (end < len && end - i < NS_CUE_MOST && goes_on(r, end))
            end++;
        float sum = 0;
        for (uint32_t k = i; k < end; k++)
            sum += 1.0f - r->marginals[k * NS_CUE_LABELS + NS_CUE_OUT];
        ns_vec_push(out, (struct ns_tagged_cue){{r->toks.begin + i, r->toks.begin + end},
                                                sum / (float)(end - i)});
        i = end;
    }
}

static void tag_run(const struct ns_token_sums *sums, const struct ns_weights *w,
                    struct ns_range toks, float *likely, struct ns_tagged_cues *out)
{
    float scores[NS_TAGGED_MOST * NS_CUE_LABELS], marginals[NS_TAGGED_MOST * NS_CUE_LABELS];
    float work[NS_TAGGED_MOST * (NS_CUE_LABELS + 1)];
    uint8_t best[NS_TAGGED_MOST], back[NS_TAGGED_MOST * NS_CUE_LABELS];
    struct ns_chain chain = {NS_CUE_LABELS, w->start, w->end, w->follow};
    uint32_t len = toks.end - toks.begin;
    if (len == 0 || len > NS_TAGGED_MOST)
        return;
    for (uint32_t i = 0; i < len; i++)
        for (uint32_t l = 0; l < NS_CUE_LABELS; l++)
            scores[i * NS_CUE_LABELS + l] = (float)sums->cue[toks.begin + i][l] * w->scale;
    ns_chain_marginals(&chain, scores, len, marginals, work, NULL);
    ns_chain_best(&chain, scores, len, best, back);
    for (uint32_t i = 0; i < len; i++)
        likely[toks.begin + i] = 1.0f - marginals[i * NS_CUE_LABELS + NS_CUE_OUT];
    cut_cues(&(struct run){toks, marginals, best}, out);
}

void ns_cues_tag(const struct ns_sight *sight, const struct ns_weights *weights,
                 const struct ns_token_sums *sums, float *likely, struct ns_tagged_cues *out)
{
    const struct ns_doc *doc = sight->f->doc;
    for (size_t i = 0; i < doc->sent_count; i++) {
        struct ns_range rest = doc->sents[i].toks;
        while (rest.begin < rest.end && !ns_doc_is_cancelled(doc)) {
            struct ns_range run = rest;
            if (run.end - run.begin > NS_TAGGED_MOST)
                run.end = run.begin + NS_TAGGED_MOST;
            tag_run(sums, weights, run, likely, out);
            rest.begin = run.end;
        }
    }
}
