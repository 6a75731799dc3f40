/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names by a trained model: a conditional random field over what the rules, the lists and the rest of
 * the article say (name_features.h) decides where the rules only propose. What is told by its form
 * alone (weapons, coalitions) stays as the rules have it. A proposal that the model overlooks stays
 * if it is a name elsewhere or in a list.
 */
#include "chain.h"
#include "name_features.h"
#include "weights.h"

#include "naysay/map.h"

/* The second pass adds its own to the sums of the first. */
_Static_assert(NS_NAME_FEATURES_MOST + NS_NAME_REVISED_MOST <= NS_SUMMED_MOST,
               "sums of features must fit");

struct decider {
    struct ns_doc *doc;
    const struct ns_pieces *proposed;
    struct ns_pieces out;
    uint8_t *labels; /* [tok_count] */
    bool *taken;     /* [tok_count] in a name */
    uint32_t *piece; /* [tok_count] 1 + the proposed piece that a token is in, 0 */
};

/* --- labels --- */

/* Features of a token, their rows on the way into the cache. */
struct rows {
    uint32_t features[NS_NAME_FEATURES_MOST];
    size_t count;
};

static void look_up(const struct ns_weights *weights, struct rows *rows)
{
    uint32_t shift = 32 - weights->bits;
    for (size_t i = 0; i < rows->count; i++)
        __builtin_prefetch(weights->rows + (size_t)(rows->features[i] >> shift) * weights->stride);
}

static void sum(const struct ns_weights *weights, const struct rows *rows, struct ns_sums *sums)
{
    ns_weights_sum(weights, rows->features, rows->count, sums);
}

/* Adds up the rows of each token of the stretches, one token behind the features. */
static void add_first(const struct ns_name_signs *signs, const struct ns_weights *weights,
                      const struct ns_range *stretches, size_t count, struct ns_sums *sums)
{
    struct rows rows[2];
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t t = stretches[i].begin; t < stretches[i].end; t++, n++) {
            struct rows *now = &rows[n & 1];
            now->count = ns_name_features(signs, t, now->features);
            look_up(weights, now);
            if (n > 0)
                sum(weights, &rows[(n - 1) & 1], &sums[n - 1]);
        }
    if (n > 0)
        sum(weights, &rows[(n - 1) & 1], &sums[n - 1]);
}

static void add_second(const struct ns_name_signs *signs, const struct ns_weights *weights,
                       const struct ns_range *stretches, size_t count, struct ns_sums *sums)
{
    struct rows rows;
    for (size_t i = 0; i < count; i++)
        for (uint32_t t = stretches[i].begin; t < stretches[i].end; t++) {
            rows.count = ns_name_features_revised(signs, t, rows.features);
            sum(weights, &rows, sums++);
        }
}

static void choose_labels(const struct ns_weights *weights, const struct ns_range *stretches,
                          size_t count, const struct ns_sums *sums, uint8_t *labels)
{
    struct ns_chain chain = {weights->labels, weights->start, weights->end, weights->follow};
    NS_VEC(, float) scores = {0};
    NS_VEC(, uint8_t) back = {0};
    for (size_t i = 0; i < count; i++) {
        size_t len = stretches[i].end - stretches[i].begin, cells = len * NS_NAME_LABELS;
        scores.len = back.len = 0;
        ns_vec_reserve(&scores, cells);
        ns_vec_reserve(&back, cells);
        for (size_t c = 0; c < cells; c++)
            scores.at[c] = (float)sums[c / NS_NAME_LABELS].at[c % NS_NAME_LABELS] * weights->scale;
        ns_chain_best(&chain, scores.at, len, labels + stretches[i].begin, back.at);
        sums += len;
    }
    ns_vec_free(&scores);
    ns_vec_free(&back);
}

void ns_names_label(struct ns_name_signs *signs, const struct ns_weights *weights, bool twice,
                    uint8_t *labels)
{
    size_t count, tokens = 0;
    const struct ns_range *stretches = ns_name_stretches(signs, &count);
    for (size_t i = 0; i < count; i++)
        tokens += stretches[i].end - stretches[i].begin;
    struct ns_sums *sums = ns_alloc((tokens + 1) * sizeof *sums);
    add_first(signs, weights, stretches, count, sums);
    choose_labels(weights, stretches, count, sums, labels);
    ns_name_signs_revise(signs, labels);
    if (twice) {
        add_second(signs, weights, stretches, count, sums);
        choose_labels(weights, stretches, count, sums, labels);
    }
    free(sums);
}

bool ns_names_next(const uint8_t *labels, size_t count, size_t *at, struct ns_range *toks,
                   unsigned *type)
{
    size_t t = *at;
    while (t < count && labels[t] == 0)
        t++;
    if (t >= count)
        return false;
    *type = (unsigned)(labels[t] - 1) / 2;
    toks->begin = (uint32_t)t++;
    while (t < count && labels[t] == NS_NAME_INSIDE(*type))
        t++;
    toks->end = (uint32_t)t;
    *at = t;
    return true;
}

/* --- pieces --- */

/* "RFE/RL" */
static bool is_slashed(const struct ns_doc *doc, const struct ns_piece *piece)
{
    for (uint32_t t = piece->toks.begin + 1; t + 1 < piece->toks.end; t++)
        if (ns_doc_is(doc, t, "/"))
            return piece->what == NS_ENTITY_ORG;
    return false;
}

/* Does a proposal stand whatever the model says? */
static bool stands(const struct decider *d, const struct ns_piece *piece)
{
    const struct ns_doc *doc = d->doc;
    uint32_t begin = piece->toks.begin;
    return piece->what == NS_ENTITY_WEAPON || is_slashed(doc, piece) ||
           ns_coalition_at(doc, begin, piece->toks.end) == piece->toks.end;
}

static void clear(struct decider *d, struct ns_range toks)
{
    for (uint32_t t = toks.begin; t < toks.end; t++)
        d->labels[t] = 0;
}

static bool is_state(const struct ns_term *term)
{
    struct ns_slice type;
    return term->entry && ns_lexicon_value(term->entry, "type", &type) &&
           ns_slice_equal(type, NS_SLICE("country"));
}

static uint8_t what_of(const struct decider *d, struct ns_range toks, unsigned type,
                       const struct ns_term *term)
{
    static const uint8_t whats[] = {NS_ENTITY_PER, NS_ENTITY_ORG, NS_ENTITY_LOC};
    /* The house for those who work in it, a state for its government: one thing has one type. */
    if (term && !term->ambiguous) {
        if (term->what == NS_TERM_GROUP)
            return NS_ENTITY_GROUP;
        if (type == NS_NAME_LOC && term->what == NS_TERM_ORG)
            return NS_ENTITY_ORG;
        if (type == NS_NAME_ORG && term->what == NS_TERM_PLACE && is_state(term))
            return NS_ENTITY_LOC;
    }
    /* "Orlan River Fund" */
    uint32_t last = ns_doc_word(d->doc, toks.end - 1)->classes;
    if (type == NS_NAME_LOC && !term && toks.end - toks.begin > 1 && (last & NS_CLASS_ORG_HEAD) &&
        !(last & (NS_CLASS_ORG_WEAK | NS_CLASS_LOC_HEAD)))
        return NS_ENTITY_ORG;
    if (type != NS_NAME_MISC)
        return whats[type];
    uint32_t at = d->piece[toks.begin];
    if (term && term->what == NS_TERM_GROUP)
        return NS_ENTITY_GROUP;
    return at && d->proposed->at[at - 1].what == NS_ENTITY_GROUP &&
                   d->proposed->at[at - 1].toks.end == toks.end
               ? NS_ENTITY_GROUP
               : NS_ENTITY_THING;
}

/* The titles that end right before a name. */
static struct ns_range titles_before(const struct ns_doc *doc, uint32_t tok)
{
    uint32_t from = doc->sents[doc->toks[tok].sentence].toks.begin, after;
    if (tok > from + 12)
        from = tok - 12;
    for (uint32_t begin = from; begin < tok; begin++) {
        uint32_t t = begin;
        while (t < tok && ns_rules_longest(doc->rules, doc, t, tok, NS_TERMS_TITLES, false, &after))
            t = after;
        if (t == tok)
            return (struct ns_range){begin, tok};
    }
    return (struct ns_range){tok, tok};
}

/* A person without the titles before the name, which the model may have taken in. */
static struct ns_range without_titles(const struct decider *d, struct ns_range toks)
{
    const struct ns_doc *doc = d->doc;
    uint32_t after;
    for (uint32_t t = toks.begin + 1; t < toks.end; t++) {
        const struct ns_piece *piece = d->piece[t] ? &d->proposed->at[d->piece[t] - 1] : NULL;
        if (piece && piece->toks.begin == t && piece->title.end == t &&
            !ns_range_empty(piece->title))
            toks.begin = t;
    }
    while (
        ns_rules_longest(doc->rules, doc, toks.begin, toks.end, NS_TERMS_TITLES, false, &after) &&
        after < toks.end)
        toks.begin = after;
    return toks;
}

/* "the United Nations Nora Hale" taken for one: where a person begins behind a listed name. */
static uint32_t person_within(const struct decider *d, struct ns_range toks)
{
    for (uint32_t t = toks.begin + 1; t + 1 < toks.end; t++) {
        uint32_t here = d->piece[t], before = d->piece[t - 1];
        if (!here || !before || here == before)
            continue;
        const struct ns_piece *piece = &d->proposed->at[here - 1];
        if (piece->what == NS_ENTITY_PER && piece->toks.begin == t && piece->toks.end == toks.end &&
            d->proposed->at[before - 1].fixed &&
            (ns_doc_word(d->doc, t)->classes & (NS_CLASS_GIVEN | NS_CLASS_GIVEN_WEAK)))
            return t;
    }
    return toks.end;
}

static void add_name(struct decider *d, struct ns_range toks, unsigned type)
{
    struct ns_doc *doc = d->doc;
    uint32_t person = type == NS_NAME_PER ? toks.end : person_within(d, toks);
    if (person < toks.end)
        add_name(d, (struct ns_range){person, toks.end}, NS_NAME_PER);
    toks.end = person;
    if (type == NS_NAME_PER)
        toks = without_titles(d, toks);
    uint32_t after, at = d->piece[toks.begin];
    const struct ns_piece *proposed = at ? &d->proposed->at[at - 1] : NULL;
    bool shouted = doc->sents[doc->toks[toks.begin].sentence].all_caps;
    const struct ns_term *term =
        ns_rules_longest(doc->rules, doc, toks.begin, toks.end, NS_TERMS_NAMES, shouted, &after);
    struct ns_piece piece = {.toks = toks, .title = {toks.begin, toks.begin}};
    piece.key = ns_piece_key(doc, toks);
    piece.term = term && after == toks.end ? term : NULL;
    piece.what = what_of(d, toks, type, piece.term);
    piece.acts = type == NS_NAME_ORG && piece.what == NS_ENTITY_LOC;
    if (proposed && proposed->toks.begin == toks.begin && !ns_range_empty(proposed->title))
        piece.title = proposed->title;
    else if (piece.what == NS_ENTITY_PER)
        piece.title = titles_before(doc, toks.begin);
    ns_vec_push(&d->out, piece);
}

/* "N 18" of coordinates: fewer than two letters are no name, whatever the model says; "C$" is. */
static bool is_nonsense(const struct ns_doc *doc, struct ns_range toks)
{
    uint32_t letters = 0;
    for (uint32_t t = toks.begin; t < toks.end && letters < 2; t++) {
        struct ns_slice text = ns_doc_word(doc, t)->text;
        for (size_t i = 0; i < text.len; i++)
            letters += (text.at[i] >= 'a' && text.at[i] <= 'z') || text.at[i] == '$' ||
                       (unsigned char)text.at[i] >= 0x80;
    }
    return letters < 2;
}

/* "Orna, Velm and Cael" taken for one body: only places that the lists know, with what joins them. */
static bool is_series(const struct ns_doc *doc, struct ns_range toks)
{
    uint32_t places = 0, joins = 0, after;
    for (uint32_t t = toks.begin; t < toks.end; t = after) {
        after = t + 1;
        if (ns_doc_is(doc, t, ",") || ns_doc_is(doc, t, "and"))
            joins++;
        else if (ns_rules_longest(doc->rules, doc, t, toks.end, NS_TERM_BIT(NS_TERM_PLACE), false,
                                  &after))
            places++;
        else
            return false;
    }
    return joins > 0 && places > 1;
}

/* No name goes on behind such a mark. */
static bool parts_names(const struct ns_doc *doc, uint32_t tok)
{
    const struct ns_tok *at = &doc->toks[tok];
    struct ns_slice text = ns_doc_text(doc, tok);
    if (at->type != NS_TOKEN_PUNCTUATION || text.len == 0)
        return false;
    if (memchr("()[]|;:<>", text.at[0], 9))
        return true;
    return at->space_before && doc->toks[tok + 1].space_before &&
           (memchr("/-*_", text.at[0], 4) || (unsigned char)text.at[0] >= 0x80);
}

/* "Tom Bale / Velm Courier" taken for one: the rules know better. */
static bool is_parted(const struct ns_doc *doc, struct ns_range toks)
{
    for (uint32_t t = toks.begin + 1; t + 1 < toks.end; t++)
        if (parts_names(doc, t))
            return true;
    return false;
}

static void add_proposals(struct decider *d, struct ns_range toks)
{
    for (uint32_t t = toks.begin; t < toks.end; t++) {
        const struct ns_piece *piece = d->piece[t] ? &d->proposed->at[d->piece[t] - 1] : NULL;
        if (piece && piece->what != NS_PIECE_OTHER && piece->toks.begin == t &&
            piece->toks.end <= toks.end)
            ns_vec_push(&d->out, *piece);
    }
}

/* --- proposals that the model overlooked --- */

static struct ns_slice bytes_of(const uint64_t *key)
{
    return (struct ns_slice){(const char *)key, sizeof *key};
}

static void add_family(struct ns_map *counts, uint64_t key)
{
    uint64_t *place = ns_map_put(counts, bytes_of(&key));
    if (!*place)
        *place = (uint64_t)1 << 8 * NS_ENTITY_PER;
}

/* By key: how many tellings are of each what, eight bits for each. */
static struct ns_map *count_names(const struct decider *d)
{
    struct ns_map *counts = ns_map_new();
    for (size_t i = 0; i < d->out.len; i++) {
        const struct ns_piece *piece = &d->out.at[i];
        uint64_t *place = ns_map_put(counts, bytes_of(&piece->key));
        if ((*place >> 8 * piece->what & 0xFF) < 0xFF)
            *place += (uint64_t)1 << 8 * piece->what;
        /* A family name by itself is the person named in full. */
        uint32_t end = piece->toks.end;
        if (piece->what != NS_ENTITY_PER || end - piece->toks.begin < 2)
            continue;
        uint64_t family = ns_piece_key(d->doc, (struct ns_range){end - 1, end});
        add_family(counts, family);
        struct ns_slice word = ns_doc_word(d->doc, end - 1)->text;
        if (word.len > 5 && word.at[2] == '-') /* al-Tamimi: Tamimi */
            add_family(counts,
                       ns_word_key(ns_slice_hash((struct ns_slice){word.at + 3, word.len - 3})));
    }
    return counts;
}

static uint8_t most_of(uint64_t counts)
{
    uint8_t best = 0;
    for (uint8_t what = 1; what < NS_ENTITY_NAME_TYPES; what++)
        if ((counts >> 8 * what & 0xFF) > (counts >> 8 * best & 0xFF))
            best = what;
    return best;
}

static bool is_listed(const struct ns_doc *doc, const struct ns_piece *piece)
{
    return piece->fixed && (piece->what == NS_ENTITY_ORG ||
                            (piece->what == NS_ENTITY_LOC &&
                             doc->sents[doc->toks[piece->toks.begin].sentence].all_caps));
}

static void add_overlooked(struct decider *d)
{
    struct ns_map *counts = count_names(d);
    for (size_t i = 0; i < d->proposed->len; i++) {
        struct ns_piece piece = d->proposed->at[i];
        const uint64_t *count = ns_map_get(counts, bytes_of(&piece.key));
        bool free = (count || is_listed(d->doc, &piece)) &&
                    !d->doc->sents[d->doc->toks[piece.toks.begin].sentence].titled;
        for (uint32_t t = piece.toks.begin; t < piece.toks.end; t++)
            free = free && !d->taken[t];
        if (!free)
            continue;
        if (count)
            piece.what = most_of(*count);
        ns_vec_push(&d->out, piece);
    }
    ns_map_free(counts);
}

/* --- whole --- */

static void take(struct decider *d, struct ns_range toks)
{
    for (uint32_t t = toks.begin; t < toks.end; t++)
        d->taken[t] = true;
}

/* The labels of sentences whose every word is capitalised are not used. */
static void keep_proposals(struct decider *d)
{
    for (size_t s = 0; s < d->doc->sent_count; s++)
        if (d->doc->sents[s].titled)
            clear(d, d->doc->sents[s].toks);
    for (size_t i = 0; i < d->proposed->len; i++) {
        const struct ns_piece *piece = &d->proposed->at[i];
        for (uint32_t t = piece->toks.begin; t < piece->toks.end; t++)
            d->piece[t] = (uint32_t)i + 1;
        if (stands(d, piece) && !d->doc->sents[d->doc->toks[piece->toks.begin].sentence].titled) {
            clear(d, piece->toks);
            take(d, piece->toks);
            ns_vec_push(&d->out, *piece);
        }
    }
}

void ns_names_decide(struct ns_doc *doc, const struct ns_weights *weights, struct ns_pieces *pieces)
{
    struct decider d = {.doc = doc, .proposed = pieces};
    struct ns_name_signs *signs = ns_name_signs_new(doc, pieces);
    d.labels = ns_alloc(doc->tok_count + 1);
    d.taken = ns_alloc((doc->tok_count + 1) * sizeof *d.taken);
    d.piece = ns_alloc((doc->tok_count + 1) * sizeof *d.piece);
    ns_names_label(signs, weights, true, d.labels);
    keep_proposals(&d);
    size_t at = 0;
    struct ns_range toks;
    unsigned type;
    while (ns_names_next(d.labels, doc->tok_count, &at, &toks, &type)) {
        take(&d, toks);
        if (is_nonsense(doc, toks))
            continue;
        if (is_parted(doc, toks) || (type == NS_NAME_ORG && is_series(doc, toks)))
            add_proposals(&d, toks);
        else
            add_name(&d, toks, type);
    }
    add_overlooked(&d);
    ns_vec_free(pieces);
    *pieces = d.out;
    ns_name_signs_free(signs);
    free(d.labels);
    free(d.taken);
    free(d.piece);
}
