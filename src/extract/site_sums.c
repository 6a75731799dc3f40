/* SPDX-License-Identifier: GPL-3.0-or-later */
/* site_sums.c: sums of a window's tokens as seen from its cue, put together from what was summed before. */
#include "span_features.h"
#include "token_sums.h"

/* --- a token as seen from the cue --- */

static uint8_t distance_bin(uint32_t d)
{
    return (uint8_t)(d < 6 ? d : d < 9 ? 6 : d < 14 ? 7 : d < 22 ? 8 : d < 40 ? 9 : 10);
}

static uint8_t tag_at(const struct ns_span_site *site, const uint8_t *tags, uint32_t tok,
                      int offset)
{
    int64_t at = (int64_t)tok + offset - site->window.begin;
    return at < 0 || at >= site->window.end - site->window.begin ? 7 : tags[at];
}

static struct ns_span_view view_of(const struct ns_sight *s, const struct ns_span_site *site,
                                   const float *likely, uint32_t tok)
{
    const struct ns_doc *doc = s->f->doc;
    bool before = tok < site->cue.begin;
    uint32_t distance = before ? site->cue.begin - tok : tok - site->cue.end + 1;
    return (struct ns_span_view){
        .b = ns_seen_at(s, tok, -1),
        .c = ns_seen_at(s, tok, 0),
        .d = ns_seen_at(s, tok, 1),
        .cue = ns_seen_at(s, site->cue.begin, 0),
        .next = before ? ns_seen_at(s, site->cue.begin, -1) : ns_seen_at(s, site->cue.end, 0),
        .way = &site->between[tok - site->window.begin],
        .tok = tok,
        .side = before,
        .bin = distance_bin(distance),
        .headline = doc->blocks[doc->toks[tok].block].headline,
        .same_block = doc->toks[tok].block == doc->toks[site->cue.begin].block,
        .likely = likely[tok] > 0.4f,
        .left = tag_at(site, site->tags, tok, -1),
        .here = tag_at(site, site->tags, tok, 0),
        .right = tag_at(site, site->tags, tok, 1),
        .other = tag_at(site, site->other_tags, tok, 0)};
}

void ns_span_site_features(const struct ns_sight *s, const struct ns_span_site *site,
                           const float *likely, uint32_t tok, struct ns_feature_list *out)
{
    if (ns_range_holds(site->cue, tok)) {
        ns_feature_add(out, 114, 1);
        return;
    }
    struct ns_span_view view = view_of(s, site, likely, tok);
    ns_span_site_parts(site, &view, NS_SPAN_ALL, out);
}

/* --- sums --- */

#define BINS      11 /* of distances */
#define SENTENCES 6  /* that may lie between, 0 to 5 */

/* One window at work. Sums are listed in a first round and added up in a second. */
struct window {
    const struct ns_token_sums *t;
    const struct ns_span_site *site;
    struct ns_pending rows;
    ns_lanes8 far[2][BINS], sentences[2][SENTENCES]; /* by side */
    bool far_known[2][BINS], sentences_known[2][SENTENCES];
    /* Neighbours are often alike: sums of what comes one after the other. */
    ns_lanes8 ways[NS_SPAN_WINDOW_MOST], rules[NS_SPAN_WINDOW_MOST];
    uint32_t way_count, rules_count;
    uint64_t way_key, rules_key; /* of the last */
    struct place {
        const ns_lanes8 *far, *sentences, *way, *rules, *beside, *ruled; /* NULL: in sums already */
    } places[NS_SPAN_WINDOW_MOST];
};

static ns_lanes8 *listed(struct window *w, const struct ns_span_view *v, unsigned part,
                         ns_lanes8 *out)
{
    struct ns_feature_list list = {.len = 0};
    *out = (ns_lanes8){0};
    ns_span_site_parts(w->site, v, part, &list);
    ns_pending_add(&w->rows, &list, out);
    return out;
}

static const ns_lanes8 *far_of(struct window *w, const struct ns_span_view *v)
{
    ns_lanes8 *far = &w->far[v->side][v->bin];
    if (!w->far_known[v->side][v->bin])
        listed(w, v, NS_SPAN_FAR, far);
    w->far_known[v->side][v->bin] = true;
    return far;
}

static const ns_lanes8 *sentences_of(struct window *w, const struct ns_span_view *v)
{
    int count = v->way->sentences < 0 ? -v->way->sentences : v->way->sentences;
    ns_lanes8 *sentences = &w->sentences[v->side][count];
    if (!w->sentences_known[v->side][count])
        listed(w, v, NS_SPAN_SENTENCES, sentences);
    w->sentences_known[v->side][count] = true;
    return sentences;
}

static const ns_lanes8 *way_of(struct window *w, const struct ns_span_view *v)
{
    const struct ns_between *way = v->way;
    uint64_t key = v->side | (uint64_t)v->headline << 1 | (uint64_t)v->same_block << 2 |
                   (uint64_t)v->likely << 3 | (uint64_t)way->commas << 4 |
                   (uint64_t)way->marks << 6 | (uint64_t)way->cues << 8 |
                   (uint64_t)way->mentions << 10 | (uint64_t)(uint8_t)way->sentences << 12 |
                   (uint64_t)way->path << 20 | (uint64_t)v->c->quote << 28 |
                   (uint64_t)v->c->mention << 36 | 1ull << 63;
    if (key != w->way_key)
        listed(w, v, NS_SPAN_WAY, &w->ways[w->way_count++]);
    w->way_key = key;
    return &w->ways[w->way_count - 1];
}

static const ns_lanes8 *rules_of(struct window *w, const struct ns_span_view *v)
{
    uint64_t key = v->left | (uint64_t)v->here << 8 | (uint64_t)v->right << 16 |
                   (uint64_t)v->other << 24 | (uint64_t)v->c->quote << 32 |
                   (uint64_t)v->c->covered << 40 | (uint64_t)v->c->speaks << 48 | 1ull << 63;
    if (key != w->rules_key)
        listed(w, v, NS_SPAN_RULES, &w->rules[w->rules_count++]);
    w->rules_key = key;
    return &w->rules[w->rules_count - 1];
}

/* What the token's word alone decides is kept with the word. */
static void look_up_word(struct window *w, const struct ns_span_view *v, struct place *place)
{
    struct ns_word_sums *word = w->t->words[v->tok];
    uint32_t beside = (uint32_t)v->side * 4 + v->way->commas, ruled = 8u + v->here;
    if (!word)
        return;
    place->beside = &word->beside[beside];
    place->ruled = &word->ruled[v->here];
    if (!(word->known >> beside & 1))
        listed(w, v, NS_SPAN_BESIDE, &word->beside[beside]);
    if (!(word->known >> ruled & 1))
        listed(w, v, NS_SPAN_RULED, &word->ruled[v->here]);
    word->known |= 1u << beside | 1u << ruled;
}

static void look_up(struct window *w, const struct ns_span_view *v, struct place *place,
                    ns_lanes8 *sums)
{
    struct ns_feature_list rest = {.len = 0};
    place->far = far_of(w, v);
    place->sentences = sentences_of(w, v);
    place->way = way_of(w, v);
    place->rules = rules_of(w, v);
    look_up_word(w, v, place);
    ns_span_site_parts(w->site, v, NS_SPAN_PATTERNS, &rest);
    if (!place->beside)
        ns_span_site_parts(w->site, v, NS_SPAN_BESIDE | NS_SPAN_RULED, &rest);
    ns_pending_add(&w->rows, &rest, sums);
}

void ns_site_sums(const struct ns_token_sums *t, const struct ns_sight *sight,
                  const struct ns_span_site *site, const float *likely, ns_lanes8 *sums)
{
    struct window w;
    struct ns_range window = site->window;
    w.t = t;
    w.site = site;
    w.way_count = w.rules_count = 0;
    w.way_key = w.rules_key = 0;
    memset(w.far_known, 0, sizeof w.far_known);
    memset(w.sentences_known, 0, sizeof w.sentences_known);
    ns_pending_open(&w.rows, t->spans);
    for (uint32_t tok = window.begin; tok < window.end; tok++) {
        ns_lanes8 *out = &sums[tok - window.begin];
        struct place *place = &w.places[tok - window.begin];
        *out = t->span[tok];
        *place = (struct place){0};
        if (!t->memory || ns_range_holds(site->cue, tok)) {
            struct ns_feature_list all = {.len = 0};
            ns_span_site_features(sight, site, likely, tok, &all);
            ns_pending_add(&w.rows, &all, out);
        } else {
            struct ns_span_view view = view_of(sight, site, likely, tok);
            look_up(&w, &view, place, out);
        }
    }
    ns_pending_sum(&w.rows);
    for (uint32_t i = 0; i < window.end - window.begin; i++) {
        const struct place *place = &w.places[i];
        if (place->far)
            sums[i] += *place->far + *place->sentences + *place->way + *place->rules;
        if (place->beside)
            sums[i] += *place->beside + *place->ruled;
    }
}
