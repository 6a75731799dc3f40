/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sight.c: the values that features are made of. */
#include "attribution.h"
#include "sight.h"

/* Forms of open-class words, beside the flags of enum ns_gram, which end at bit 20. */
enum form {
    FORM_ED = 1 << 22,
    FORM_ING = 1 << 23,
    FORM_S = 1 << 24,
    FORM_LY = 1 << 25,
    FORM_CAPITAL = 1 << 26,
    FORM_NUMBER = 1 << 27,
    FORM_MARK = 1 << 28,
};

static uint32_t hash_of(struct ns_slice s)
{
    uint32_t hash = 2166136261u; /* FNV-1a: short strings */
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.at[i]) * 16777619u;
    return hash;
}

static struct ns_slice last_bytes(struct ns_slice s, size_t count)
{
    return s.len <= count ? s : (struct ns_slice){s.at + s.len - count, count};
}

static uint32_t form_of(const struct ns_finder *f, uint32_t tok)
{
    uint32_t form = f->gram[tok];
    const struct ns_tok *t = &f->doc->toks[tok];
    if (f->mark[tok])
        return FORM_MARK;
    if (!t->first && (t->shape & NS_SHAPE_UPPER))
        form |= FORM_CAPITAL;
    if (t->shape & NS_SHAPE_DIGIT)
        form |= FORM_NUMBER;
    if (form)
        return form;
    return ns_tok_ends(f, tok, "ed")    ? FORM_ED
           : ns_tok_ends(f, tok, "ing") ? FORM_ING
           : ns_tok_ends(f, tok, "ly")  ? FORM_LY
           : ns_tok_ends(f, tok, "s")   ? FORM_S
                                        : 0;
}

static uint8_t quote_state(const struct ns_finder *f, uint32_t tok)
{
    const struct ns_doc *doc = f->doc;
    if (f->mark[tok] == 'o')
        return NS_SIGHT_QUOTE_OPENS;
    if (f->mark[tok] == 'c')
        return NS_SIGHT_QUOTE_CLOSES;
    if (doc->toks[tok].quote != NS_NONE)
        return NS_SIGHT_QUOTED;
    if (tok > 0 && f->mark[tok - 1] == 'c')
        return NS_SIGHT_QUOTE_FOLLOWS;
    return f->mark[tok + 1] == 'o' ? NS_SIGHT_QUOTE_LEADS : NS_SIGHT_UNQUOTED;
}

/* The strongest line of cues.txt that begins with the word. */
static uint8_t cue_bin(const struct ns_finder *f, uint32_t tok)
{
    const struct ns_cue_form *forms;
    size_t count = f->mark[tok] ? 0 : ns_cue_forms(f->table, ns_tok_number(f, tok), &forms);
    float most = -1;
    for (size_t i = 0; i < count; i++)
        if (forms[i].len == 1 && ns_cue_at(f->table, forms[i].cue)->class != NS_CUE_CONTENT &&
            forms[i].strength > most)
            most = forms[i].strength;
    return most < 0 ? 0 : ns_strength_bin(most);
}

static void see_token(const struct ns_sight *s, uint32_t tok)
{
    const struct ns_finder *f = s->f;
    const struct ns_tok *t = &f->doc->toks[tok];
    struct ns_slice text = ns_doc_word(f->doc, tok)->text;
    struct ns_seen *seen = &s->seen[tok + 1];
    seen->word = ns_doc_word(f->doc, tok)->hash;
    seen->head = hash_of((struct ns_slice){text.at, text.len < 3 ? text.len : 3});
    seen->tail = hash_of(last_bytes(text, 3));
    seen->grammar = form_of(f, tok);
    seen->shape = t->shape;
    seen->quote = quote_state(f, tok);
    seen->mark = (uint8_t)f->mark[tok];
    seen->cue = cue_bin(f, tok);
    if (t->mention != NS_NONE) {
        const struct ns_mention *mention = &f->doc->mentions[t->mention];
        bool first = tok == 0 || f->doc->toks[tok - 1].mention != t->mention;
        seen->mention = (uint8_t)(1 + f->doc->entities[mention->entity].type + (first ? 8 : 0));
    }
    if (seen->cue >= 4)
        s->strong_cues[t->sentence]++;
}

/* What one candidate says of its tokens, if nothing stronger does. */
static void see_candidate(const struct ns_sight *s, const struct ns_candidate *c, float score)
{
    uint8_t bin = ns_strength_bin(score);
    for (uint32_t t = c->cue.begin; t < c->cue.end; t++) {
        struct ns_seen *seen = &s->seen[t + 1];
        if (seen->rule_cue && seen->strength >= bin)
            continue;
        seen->rule_cue = t == c->cue.begin ? 1 : 2;
        seen->rule = (uint8_t)c->rule;
        seen->strength = bin;
    }
    for (size_t i = 0; i < c->content_count; i++)
        for (uint32_t t = c->content[i].begin; t < c->content[i].end; t++)
            if (s->seen[t + 1].covered < bin)
                s->seen[t + 1].covered = bin;
    for (uint32_t t = c->source.begin; t < c->source.end; t++)
        if (s->seen[t + 1].speaks < bin)
            s->seen[t + 1].speaks = bin;
}

/* A cue is shorter than a bucket, so that one that shares
 * a token with these begins in their bucket or in the one before. */
static uint32_t bucket_of(uint32_t tok)
{
    return tok / NS_SIGHT_BUCKET;
}

/* From candidate at on, which is of bucket; goes on to the bucket of the cue itself. */
static uint32_t overlapping(const struct ns_sight *s, uint32_t at, uint32_t bucket,
                            struct ns_range cue)
{
    for (;;) {
        for (; at != NS_NONE; at = s->next[at])
            if (ns_range_overlap(s->f->found.at[at].cue, cue))
                return at;
        if (++bucket > bucket_of(cue.end - 1))
            return NS_NONE;
        at = s->first[bucket];
    }
}

uint32_t ns_sight_first(const struct ns_sight *s, struct ns_range cue)
{
    uint32_t bucket = bucket_of(cue.begin);
    bucket -= bucket > 0;
    return overlapping(s, s->first[bucket], bucket, cue);
}

uint32_t ns_sight_next(const struct ns_sight *s, uint32_t candidate, struct ns_range cue)
{
    return overlapping(s, s->next[candidate], bucket_of(s->f->found.at[candidate].cue.begin), cue);
}

static void index_candidates(struct ns_sight *s)
{
    size_t buckets = s->f->doc->tok_count / NS_SIGHT_BUCKET + 1;
    s->first = ns_arena_array(s->f->doc->scratch, uint32_t, buckets);
    s->next = ns_arena_array(s->f->doc->scratch, uint32_t, s->f->found.len + 1);
    for (size_t i = 0; i < buckets; i++)
        s->first[i] = NS_NONE;
    for (size_t i = s->f->found.len; i-- > 0;) {
        uint32_t *first = &s->first[bucket_of(s->f->found.at[i].cue.begin)];
        s->next[i] = *first;
        *first = (uint32_t)i;
    }
}

void ns_sight_open(struct ns_sight *sight, const struct ns_finder *f)
{
    struct ns_arena *scratch = f->doc->scratch;
    *sight = (struct ns_sight){.f = f};
    sight->seen = ns_arena_array(scratch, struct ns_seen, f->doc->tok_count + 3);
    sight->strong_cues = ns_arena_array(scratch, uint32_t, f->doc->sent_count + 1);
    sight->scores = ns_arena_array(scratch, float, f->found.len + 1);
    index_candidates(sight);
    for (uint32_t t = 0; t < f->doc->tok_count; t++)
        see_token(sight, t);
    for (size_t i = 0; i < f->found.len; i++) {
        sight->scores[i] = ns_candidate_score(f, &f->found.at[i]);
        see_candidate(sight, &f->found.at[i], sight->scores[i]);
    }
}
