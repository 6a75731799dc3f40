/* SPDX-License-Identifier: GPL-3.0-or-later */
/* token_sums.c: each word adds to the sums of the tokens about it, itself among them. */
#include "token_sums.h"

#include "cue_features.h"
#include "span_features.h"

#define MARGIN  4  /* tokens before the first and behind the last that are added to in vain */
#define STRETCH 48 /* tokens whose rows are fetched together: about as many as the cache holds */

/* A token and what is remembered of it. */
struct looked_up {
    struct ns_sum_key word_key, pattern_key, state_key, marks_key, small_key;
    struct ns_word_sums *word;
    struct ns_pattern_sums *pattern;
    struct ns_state_sums *state, *marks, *small;
    struct ns_cue_stand stand;
};

/* Where a token's sums are if the memory has no room. */
struct spare {
    bool used;
    struct ns_word_sums word;
    struct ns_pattern_sums pattern;
    struct ns_state_sums state[3];
};

#define CUE_BINS 7 /* of ns_seen.cue */

/* One article at work. */
struct summing {
    const struct ns_sight *sight;
    const struct ns_weights *cues, *spans;
    struct ns_token_sums *out;
    struct ns_pending cue_rows, span_rows;
    struct looked_up stretch[STRETCH];
    struct spare *spares; /* [STRETCH] once one was needed; used ones are cleared */
    size_t at;            /* the token of the stretch that is looked up */
    ns_lanes4 nameless[CUE_BINS][NS_WINDOW]; /* NS_CUE_NEAR of a token without name, by its cue */
};

static const struct ns_seen *seen_at(const struct summing *s, ptrdiff_t tok)
{
    static const struct ns_seen blank;
    return tok < 0 || (size_t)tok >= s->sight->f->doc->tok_count ? &blank
                                                                 : &s->sight->seen[tok + 1];
}

static bool is_inside(const struct summing *s, ptrdiff_t tok)
{
    return tok >= 0 && (size_t)tok < s->sight->f->doc->tok_count;
}

/* --- what is new --- */

/* Lists what a call of a template function gives, as one sum. */
#define LIST(rows, out, call)                                                                      \
    do {                                                                                           \
        struct ns_feature_list list = {.len = 0};                                                  \
        call;                                                                                      \
        ns_pending_add(rows, &list, out);                                                          \
    } while (0)

static void fill_cue_word(struct summing *s, struct ns_word_sums *word, struct ns_seen *w)
{
    static const struct ns_seen blank;
    const struct ns_seen *seen[5] = {&blank, &blank, w, &blank, &blank};
    struct ns_pending *rows = &s->cue_rows;
    struct ns_cue_stand stand = {0};
    for (int place = -2; place <= 2; place++)
        LIST(rows, &word->window[place + 2],
             ns_cue_window_features(w, place, NS_CUE_WORD | NS_CUE_NEAR, &list));
    LIST(rows, &word->window[2], ns_cue_own_features(w, stand, NS_CUE_WORD, &list));
    LIST(rows, &word->plain, ns_cue_own_features(w, stand, NS_CUE_PLAIN, &list));
    LIST(rows, &word->bare, ns_cue_own_features(w, stand, NS_CUE_BARE, &list));
    LIST(rows, &word->unled, ns_cue_pair_features(seen, NS_CUE_UNLED, &list));
    for (; stand.strong < 4; stand.strong++)
        LIST(rows, &word->strong[stand.strong],
             ns_cue_own_features(w, stand, NS_CUE_STRONG, &list));
    for (; w->quote < 2; w->quote++)
        LIST(rows, &word->quoted[w->quote], ns_cue_own_features(w, stand, NS_CUE_QUOTED, &list));
}

static void fill_word(struct summing *s, struct ns_word_sums *word, const struct ns_seen *seen)
{
    struct ns_seen w = {.word = seen->word,
                        .head = seen->head,
                        .tail = seen->tail,
                        .grammar = seen->grammar,
                        .shape = seen->shape,
                        .cue = seen->cue,
                        .mark = seen->mark};
    if (s->spans) {
        struct ns_pending *rows = &s->span_rows;
        LIST(rows, &word->span[0],
             ns_span_token_parts(&w, &w, &w, false, false, NS_SPAN_BEHIND, &list));
        LIST(rows, &word->span[1],
             ns_span_token_parts(&w, &w, &w, false, false, NS_SPAN_WORD, &list));
        LIST(rows, &word->span[2],
             ns_span_token_parts(&w, &w, &w, false, false, NS_SPAN_BEFORE, &list));
    }
    if (s->cues)
        fill_cue_word(s, word, &w);
}

static void fill_pattern(struct summing *s, struct ns_pattern_sums *pattern,
                         const struct ns_seen *const seen[5])
{
    static const struct ns_seen blank;
    const struct ns_seen *b = seen[1], *c = seen[2], *d = seen[3];
    if (s->cues) {
        const struct ns_seen *before[] = {&blank, &blank, b, c, d},
                             *behind[] = {b, c, d, &blank, &blank};
        LIST(&s->cue_rows, &pattern->before, ns_cue_pair_features(before, NS_CUE_BEFORE, &list));
        LIST(&s->cue_rows, &pattern->here, ns_cue_pair_features(seen, NS_CUE_HERE, &list));
        LIST(&s->cue_rows, &pattern->behind, ns_cue_pair_features(behind, NS_CUE_BEHIND, &list));
    }
    if (s->spans)
        LIST(&s->span_rows, &pattern->span,
             ns_span_token_parts(b, c, d, false, false, NS_SPAN_PATTERN, &list));
}

/* --- looking up --- */

/* Who asks, in the upper half of a state's second key. */
enum asks { ASKS_STATE, ASKS_MARKS, ASKS_SMALL };

/* The keys of a token of the article; b, c, d: the one before, itself, the one behind. */
static void make_state_keys(const struct summing *s, struct looked_up *at, uint32_t tok,
                            const struct ns_seen *const seen[5])
{
    const struct ns_seen *b = seen[1], *c = seen[2], *d = seen[3];
    const struct ns_doc *doc = s->sight->f->doc;
    const struct ns_range sent = doc->sents[doc->toks[tok].sentence].toks;
    at->stand = ns_cue_stand_of(s->sight, tok);
    at->state_key = (struct ns_sum_key){
        0,
        {c->cue | (uint64_t)at->stand.strong << 8 | (uint64_t)at->stand.bin << 16 |
             (uint64_t)c->covered << 24 | (uint64_t)c->speaks << 32 | (uint64_t)c->quote << 40 |
             (uint64_t)c->rule_cue << 48 | (uint64_t)c->strength << 56,
         c->rule | (uint64_t)ASKS_STATE << 32}};
    at->marks_key = (struct ns_sum_key){0,
                                        {b->mark | (uint64_t)b->quote << 8 |
                                             (uint64_t)c->cue << 16 | (uint64_t)c->quote << 24 |
                                             (uint64_t)d->mark << 32 | (uint64_t)d->quote << 40,
                                         (uint64_t)ASKS_MARKS << 32}};
    at->small_key = (struct ns_sum_key){
        0,
        {b->mention | (uint64_t)c->mention << 8 | (uint64_t)d->mention << 16 |
             (uint64_t)b->quote << 24 | (uint64_t)c->quote << 32 | (uint64_t)d->quote << 40 |
             (uint64_t)b->mark << 48 | (uint64_t)c->mark << 56,
         (uint64_t)(tok == sent.begin) << 1 | (tok + 1 == sent.end) | (uint64_t)ASKS_SMALL << 32}};
}

static void make_keys(const struct summing *s, struct looked_up *at, ptrdiff_t tok)
{
    const struct ns_sum_memory *memory = s->out->memory;
    const struct ns_seen *seen[5];
    for (int i = 0; i < 5; i++)
        seen[i] = seen_at(s, tok + i - 2);
    const struct ns_seen *c = seen[2];
    at->word_key = (struct ns_sum_key){
        0,
        {c->word, (uint64_t)c->head << 32 | c->tail,
         (uint64_t)c->grammar << 32 | (uint64_t)c->shape << 16 | (uint64_t)c->cue << 8 | c->mark}};
    at->pattern_key = (struct ns_sum_key){
        0,
        {(uint64_t)seen[1]->grammar << 32 | c->grammar, (uint64_t)seen[3]->grammar << 32 | c->cue}};
    ns_sum_memory_fetch(memory, NS_SUM_WORDS, &at->word_key);
    ns_sum_memory_fetch(memory, NS_SUM_PATTERNS, &at->pattern_key);
    if (!is_inside(s, tok))
        return;
    make_state_keys(s, at, (uint32_t)tok, seen);
    ns_sum_memory_fetch(memory, NS_SUM_STATES, &at->state_key);
    ns_sum_memory_fetch(memory, NS_SUM_STATES, &at->marks_key);
    ns_sum_memory_fetch(memory, NS_SUM_STATES, &at->small_key);
}

static void fetch_entries(const struct summing *s, const struct looked_up *at, bool inside)
{
    const struct ns_sum_memory *memory = s->out->memory;
    ns_sum_memory_fetch_entry(memory, NS_SUM_WORDS, &at->word_key);
    ns_sum_memory_fetch_entry(memory, NS_SUM_PATTERNS, &at->pattern_key);
    if (!inside)
        return;
    ns_sum_memory_fetch_entry(memory, NS_SUM_STATES, &at->state_key);
    ns_sum_memory_fetch_entry(memory, NS_SUM_STATES, &at->marks_key);
    ns_sum_memory_fetch_entry(memory, NS_SUM_STATES, &at->small_key);
}

static struct spare *spare_of(struct summing *s)
{
    if (!s->spares)
        s->spares = ns_arena_array(s->sight->f->doc->scratch, struct spare, STRETCH);
    s->spares[s->at].used = true;
    return &s->spares[s->at];
}

static void look_up_word(struct summing *s, struct looked_up *at, const struct ns_seen *seen)
{
    bool is_new;
    at->word = ns_sum_memory_word(s->out->memory, &at->word_key, &is_new);
    if (!at->word)
        at->word = &spare_of(s)->word;
    if (is_new)
        fill_word(s, at->word, seen);
}

static void look_up_pattern(struct summing *s, struct looked_up *at,
                            const struct ns_seen *const seen[5])
{
    bool is_new;
    at->pattern = ns_sum_memory_pattern(s->out->memory, &at->pattern_key, &is_new);
    if (!at->pattern)
        at->pattern = &spare_of(s)->pattern;
    if (is_new)
        fill_pattern(s, at->pattern, seen);
}

static struct ns_state_sums *look_up_state(struct summing *s, const struct ns_sum_key *key,
                                           enum asks asks, bool *is_new)
{
    struct ns_state_sums *state = ns_sum_memory_state(s->out->memory, key, is_new);
    return state ? state : &spare_of(s)->state[asks];
}

static void look_up_cue(struct summing *s, struct looked_up *at,
                        const struct ns_seen *const seen[5])
{
    bool is_new;
    at->state = look_up_state(s, &at->state_key, ASKS_STATE, &is_new);
    if (is_new)
        LIST(&s->cue_rows, &at->state->sums,
             ns_cue_features_in(seen, at->stand, NS_CUE_STATE, &list));
    at->marks = look_up_state(s, &at->marks_key, ASKS_MARKS, &is_new);
    if (is_new)
        LIST(&s->cue_rows, &at->marks->sums, ns_cue_pair_features(seen, NS_CUE_MARKS, &list));
}

static void look_up_span(struct summing *s, struct looked_up *at, uint32_t tok,
                         const struct ns_seen *const seen[5])
{
    const struct ns_seen *b = seen[1], *c = seen[2], *d = seen[3];
    bool first = at->small_key.at[1] & 2, last = at->small_key.at[1] & 1, is_new;
    at->small = look_up_state(s, &at->small_key, ASKS_SMALL, &is_new);
    if (is_new)
        LIST(&s->span_rows, &at->small->sums,
             ns_span_token_parts(b, c, d, first, last, NS_SPAN_TOKEN, &list));
    LIST(&s->span_rows, &s->out->span[tok],
         ns_span_token_parts(b, c, d, first, last, NS_SPAN_PAIRS, &list));
}

/* --- what is not remembered --- */

/* What the window shows of a token beside its word: to the tokens about it. Of its name, that it has
 * none is taken back, which its word brought. */
static void list_extras(struct summing *s, ptrdiff_t tok, const struct ns_seen *seen)
{
    for (int place = -2; place <= 2; place++) {
        ns_lanes4 *sums = &s->out->cue[tok - place];
        if (seen->mention) {
            *sums -= s->nameless[seen->cue][place + 2];
            LIST(&s->cue_rows, sums, ns_cue_window_features(seen, place, NS_CUE_NEAR, &list));
        }
        if (seen->rule_cue)
            LIST(&s->cue_rows, sums, ns_cue_window_features(seen, place, NS_CUE_RULED, &list));
    }
}

/* What does not come up again, or is not the common case. */
static void list_cue(struct summing *s, const struct looked_up *at, uint32_t tok,
                     const struct ns_seen *const seen[5])
{
    const struct ns_seen *c = seen[2];
    struct ns_feature_list list = {.len = 0};
    ns_cue_pair_features(seen, NS_CUE_PAIRS, &list);
    if (c->quote >= 2)
        ns_cue_own_features(c, at->stand, NS_CUE_QUOTED, &list);
    if (at->stand.headline || c->rule_cue)
        ns_cue_own_features(c, at->stand, NS_CUE_PLAIN, &list);
    if (c->covered)
        ns_cue_own_features(c, at->stand, NS_CUE_BARE, &list);
    if (seen[1]->mention || seen[3]->quote)
        ns_cue_pair_features(seen, NS_CUE_UNLED, &list);
    ns_pending_add(&s->cue_rows, &list, &s->out->cue[tok]);
}

/* Everything about a token that must be summed is listed; it may be a blank before the first token or
 * behind the last. */
static void look_up(struct summing *s, struct looked_up *at, ptrdiff_t tok)
{
    const struct ns_seen *seen[5];
    for (int i = 0; i < 5; i++)
        seen[i] = seen_at(s, tok + i - 2);
    look_up_word(s, at, seen[2]);
    look_up_pattern(s, at, seen);
    if (s->cues && (seen[2]->mention || seen[2]->rule_cue))
        list_extras(s, tok, seen[2]);
    if (!is_inside(s, tok))
        return;
    bool spare = s->spares && at->word == &s->spares[s->at].word;
    s->out->words[tok] = spare ? NULL : at->word;
    if (s->cues) {
        look_up_cue(s, at, seen);
        list_cue(s, at, (uint32_t)tok, seen);
    }
    if (s->spans)
        look_up_span(s, at, (uint32_t)tok, seen);
}

/* --- adding --- */

static ns_lanes4 low(ns_lanes8 lanes)
{
    ns_lanes4 half;
    memcpy(&half, &lanes, sizeof half);
    return half;
}

static void add_cue(struct summing *s, const struct looked_up *at, ptrdiff_t tok)
{
    const struct ns_word_sums *word = at->word;
    ns_lanes4 *sums = s->out->cue + tok;
    for (int place = -2; place <= 2; place++)
        sums[-place] += word->window[place + 2];
    sums[-1] += at->pattern->before;
    sums[0] += at->pattern->here;
    sums[1] += at->pattern->behind;
    if (!is_inside(s, tok))
        return;
    const struct ns_seen *c = seen_at(s, tok);
    ns_lanes4 own = word->strong[at->stand.strong] + low(at->state->sums) + low(at->marks->sums);
    if (c->quote < 2)
        own += word->quoted[c->quote];
    if (!at->stand.headline && !c->rule_cue)
        own += word->plain;
    if (!c->covered)
        own += word->bare;
    if (!seen_at(s, tok - 1)->mention && !seen_at(s, tok + 1)->quote)
        own += word->unled;
    sums[0] += own;
}

static void add_span(struct summing *s, const struct looked_up *at, ptrdiff_t tok)
{
    ns_lanes8 *sums = s->out->span + tok;
    for (int place = -1; place <= 1; place++)
        sums[-place] += at->word->span[1 - place];
    sums[0] += at->pattern->span;
    if (is_inside(s, tok))
        sums[0] += at->small->sums;
}

static void sum_stretch(struct summing *s, ptrdiff_t begin, ptrdiff_t end)
{
    for (ptrdiff_t t = begin; t < end; t++)
        make_keys(s, &s->stretch[t - begin], t);
    for (ptrdiff_t t = begin; t < end; t++)
        fetch_entries(s, &s->stretch[t - begin], is_inside(s, t));
    for (ptrdiff_t t = begin; t < end; t++) {
        s->at = (size_t)(t - begin);
        look_up(s, &s->stretch[t - begin], t);
    }
    if (s->cues)
        ns_pending_sum(&s->cue_rows);
    if (s->spans)
        ns_pending_sum(&s->span_rows);
    for (ptrdiff_t t = begin; t < end; t++) {
        if (s->cues)
            add_cue(s, &s->stretch[t - begin], t);
        if (s->spans)
            add_span(s, &s->stretch[t - begin], t);
        if (s->spares && s->spares[t - begin].used)
            s->spares[t - begin] = (struct spare){0};
    }
}

static void list_nameless(struct summing *s)
{
    for (uint8_t cue = 0; cue < CUE_BINS; cue++) {
        struct ns_seen seen = {.cue = cue};
        for (int place = -2; place <= 2; place++)
            LIST(&s->cue_rows, &s->nameless[cue][place + 2],
                 ns_cue_window_features(&seen, place, NS_CUE_NEAR, &list));
    }
    ns_pending_sum(&s->cue_rows);
}

/* Nothing is remembered: all features of each token are summed. */
static void sum_directly(const struct summing *s)
{
    struct ns_feature_list list;
    for (uint32_t t = 0; t < s->sight->f->doc->tok_count; t++) {
        if (s->cues) {
            ns_cue_features(s->sight, t, &list);
            s->out->cue[t] = ns_weights_sum4(s->cues, list.at, list.len);
        }
        if (s->spans) {
            list.len = 0;
            ns_span_token_features(s->sight, t, &list);
            s->out->span[t] = ns_weights_sum8(s->spans, list.at, list.len, 0);
        }
    }
}

struct ns_token_sums ns_token_sums_of(const struct ns_sight *sight, const struct ns_weights *cues,
                                      const struct ns_weights *spans, struct ns_sum_memory *memory)
{
    const struct ns_doc *doc = sight->f->doc;
    size_t count = doc->tok_count;
    struct ns_token_sums out = {.memory = memory, .spans = spans};
    struct summing room, *s = &room; /* large: nothing is cleared that need not be */
    s->sight = sight;
    s->cues = cues;
    s->spans = spans;
    s->out = &out;
    s->spares = NULL;
    memset(s->nameless, 0, sizeof s->nameless);
    if (cues)
        out.cue = ns_arena_array(doc->scratch, ns_lanes4, count + 2 * MARGIN) + MARGIN;
    if (spans)
        out.span = ns_arena_array(doc->scratch, ns_lanes8, count + 2 * MARGIN) + MARGIN;
    if (!memory) {
        sum_directly(s);
        return out;
    }
    out.words = ns_arena_array(doc->scratch, struct ns_word_sums *, count + 1);
    ns_pending_open(&s->cue_rows, cues);
    ns_pending_open(&s->span_rows, spans);
    if (cues)
        list_nameless(s);
    for (ptrdiff_t t = -2, end = (ptrdiff_t)count + 2; t < end; t += STRETCH)
        sum_stretch(s, t, end - t < STRETCH ? end : t + STRETCH);
    return out;
}
