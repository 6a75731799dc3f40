/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a piece is. Signs from the piece itself and its neighbours add up; then all tellings of the
 * same words in the article share them, family names follow full names, and the strongest type wins.
 * Weights were set by hand on CoNLL-2003 train and looked over on war reporting.
 */
#include "names.h"

#include "naysay/map.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

#define DATELINE_TOKENS 10 /* from a place to the dash */

enum { PER = NS_ENTITY_PER, ORG = NS_ENTITY_ORG, LOC = NS_ENTITY_LOC, OTHER = NS_PIECE_OTHER };

static uint32_t classes_at(const struct ns_doc *doc, uint32_t tok)
{
    return ns_doc_word(doc, tok)->classes;
}

/* Roman numerals are no acronyms. */
static bool is_roman(struct ns_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!memchr("ivx", text.at[i], 3))
            return false;
    return true;
}

/* --- the piece itself --- */

/* "U.S.-Russian", "Anglo-French": two states tied together name neither. */
static bool joins_states(const struct ns_doc *doc, uint32_t tok)
{
    struct ns_slice text = ns_doc_word(doc, tok)->text;
    const char *hyphen = text.len ? memchr(text.at, '-', text.len) : NULL;
    if (!hyphen || !(doc->toks[tok].shape & NS_SHAPE_HYPHEN))
        return false;
    struct ns_slice tail = {hyphen + 1, (size_t)(text.at + text.len - hyphen - 1)};
    uint32_t number = ns_vocab_find(doc->rules->vocab, tail, ns_slice_hash(tail));
    return number && ns_rules_exact(doc->rules, &number, 1,
                                    NS_TERM_BIT(NS_TERM_GROUP) | NS_TERM_BIT(NS_TERM_PLACE));
}

static void weigh_words(const struct ns_doc *doc, struct ns_piece *piece)
{
    uint32_t begin = piece->toks.begin, end = piece->toks.end, count = end - begin;
    unsigned common = 0, initials = 0, particles = 0;
    float *score = piece->score;
    for (uint32_t t = begin; t < end; t++) {
        const struct ns_tok *tok = &doc->toks[t];
        uint32_t length = tok->span.end - tok->span.begin;
        uint32_t classes = classes_at(doc, t);
        common += (classes & NS_CLASS_COMMON) &&
                  !(classes & (NS_CLASS_GIVEN | NS_CLASS_GIVEN_WEAK | NS_CLASS_SURNAME));
        initials += t > begin && length == 2 && (tok->shape & NS_SHAPE_DOT);
        particles += (t > begin || count > 1) && (classes & NS_CLASS_PARTICLE);
        if (ns_doc_is(doc, t, "&"))
            score[ORG] += 5;
    }
    uint32_t first = classes_at(doc, begin), last = classes_at(doc, end - 1);
    const struct ns_tok *tok = &doc->toks[begin];
    if (count >= 2 && count <= 5) {
        if (first & NS_CLASS_GIVEN)
            score[PER] += common ? count == 2 ? 4.5f : 2.5f : 6;
        else if (first & NS_CLASS_GIVEN_WEAK)
            score[PER] += common ? 1 : 4;
        else if (tok->span.end - tok->span.begin == 2 && (tok->shape & NS_SHAPE_DOT))
            score[PER] += 5; /* J. Bale */
        if (initials)
            score[PER] += 4;
        if (last & NS_CLASS_SURNAME)
            score[PER] += 1;
        if (particles)
            score[PER] += 1.5f;
        if (common) {
            score[ORG] += 1.5f;
            score[OTHER] += 1.7f;
            score[PER] -= 2;
        } else if (count <= 3) {
            score[PER] += last & NS_CLASS_SURNAME ? 2 : 1.2f;
        }
        if (first & NS_CLASS_LOC_LEAD)
            score[LOC] += 3;
    } else if (count == 1) {
        struct ns_slice text = ns_doc_word(doc, begin)->text;
        if (first & NS_CLASS_GIVEN)
            score[PER] += 2.5f;
        if (first & NS_CLASS_SURNAME)
            score[PER] += 2;
        if ((tok->shape & NS_SHAPE_ALL_UPPER) && text.len <= 6 && !is_roman(text) && !common)
            score[ORG] += 4;
        if (common)
            score[OTHER] += 2.5f;
        if (tok->shape & NS_SHAPE_HYPHEN)
            score[OTHER] += tok->shape & NS_SHAPE_UPPER ? 1 : 0;
        if (text.len == 1 || is_roman(text))
            score[OTHER] += 4;
        score[PER] += 1;
        score[ORG] += 0.8f;
        score[LOC] += 0.6f;
    } else if (count > 5) {
        score[ORG] += 1;
        score[OTHER] += 1.2f;
    }
    if (tok->shape & NS_SHAPE_DIGIT)
        score[OTHER] += 3;
    if (count == 1 && joins_states(doc, begin))
        score[OTHER] += 8;
    if (count == 1 && (first & (NS_CLASS_ORG_HEAD | NS_CLASS_LOC_HEAD | NS_CLASS_EVENT_HEAD |
                                NS_CLASS_DIRECTION | NS_CLASS_ORG_TAIL | NS_CLASS_NUMBER)))
        score[OTHER] += 4;
}

/* --- what stands before and behind --- */

static bool suggests_person(struct ns_slice word)
{
    static const char *const ends[] = {"er", "or", "ist", "man", "woman", "ian", "ant", "ent"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (word.len > 4 && ns_slice_ends(word, ns_slice_of(ends[i])))
            return true;
    return false;
}

/* "the Bale administration", "the Bale campaign": what persons have. */
static bool is_owner(const struct ns_doc *doc, uint32_t tok)
{
    static const char *const things[] = {"administration", "campaign", "regime", "camp",
                                         "presidency",     "team",     "era"};
    if (tok >= doc->tok_count)
        return false;
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (ns_doc_is(doc, tok, things[i]))
            return true;
    return false;
}

static void weigh_before(const struct ns_doc *doc, struct ns_piece *piece)
{
    float *score = piece->score;
    uint32_t begin = piece->toks.begin;
    uint32_t from = doc->sents[doc->toks[begin].sentence].toks.begin;
    bool single = piece->toks.end - begin == 1;
    if (!ns_range_empty(piece->title)) {
        score[PER] += 8;
        return;
    }
    if (begin == from)
        return;
    const struct ns_tok *tok = &doc->toks[begin - 1];
    uint32_t classes = classes_at(doc, begin - 1);
    struct ns_slice word = ns_doc_word(doc, begin - 1)->text;
    bool lower = tok->type == NS_TOKEN_WORD && !(tok->shape & NS_SHAPE_UPPER);
    if (lower && (classes & NS_CLASS_ROLE_END))
        score[PER] += 5;
    else if (lower && !(classes & NS_CLASS_FUNCTION) && suggests_person(word))
        score[PER] += 1.5f;
    if (ns_slice_equal(word, NS_SLICE("in")))
        score[LOC] += single ? 3.5f : 2.5f;
    else if (ns_slice_equal(word, NS_SLICE("near")) || ns_slice_equal(word, NS_SLICE("outside")))
        score[LOC] += 4;
    else if (ns_slice_equal(word, NS_SLICE("at")))
        score[LOC] += 1, score[ORG] += 0.5f;
    else if (ns_slice_equal(word, NS_SLICE("from")) || ns_slice_equal(word, NS_SLICE("to")))
        score[LOC] += single ? 1 : 0.5f;
    else if (ns_slice_equal(word, NS_SLICE("by")) || ns_slice_equal(word, NS_SLICE("with")))
        score[PER] += 0.7f, score[ORG] += 0.5f;
    else if (ns_slice_equal(word, NS_SLICE("the")) && is_owner(doc, piece->toks.end))
        score[PER] += 2;
    else if (ns_slice_equal(word, NS_SLICE("the")) && single && lower &&
             (classes_at(doc, begin) & NS_CLASS_ORG_HEAD) &&
             !(classes_at(doc, begin) & NS_CLASS_ORG_WEAK))
        score[ORG] += 7; /* "the Coalition": capitalised, one is meant */
    else if (ns_slice_equal(word, NS_SLICE("the")))
        score[PER] -= 3.5f, score[ORG] += 1.5f, score[OTHER] += single ? 0 : 0.5f;
    else if (ns_slice_equal(word, NS_SLICE("a")) || ns_slice_equal(word, NS_SLICE("an")))
        score[PER] -= 2, score[OTHER] += 1.5f;
    if (classes & NS_CLASS_DIRECTION)
        score[LOC] += 4;
    if ((classes & NS_CLASS_SITE) && lower)
        score[LOC] += 2;
    if (begin >= from + 2 && ns_slice_equal(word, NS_SLICE("of")) &&
        (classes_at(doc, begin - 2) & NS_CLASS_SITE))
        score[LOC] += 5;
}

static bool is_number(const struct ns_doc *doc, uint32_t tok)
{
    return doc->toks[tok].type == NS_TOKEN_NUMBER;
}

/* "BRIDGETON (Reuters) -", "BRIDGETON, May 3 --": in capitals at the head of a paragraph, and
 * nothing but capitals, figures and brackets up to the dash. */
static bool is_dateline(const struct ns_doc *doc, const struct ns_piece *piece)
{
    static const char *const dashes[] = {"-", "--", "\u2013", "\u2014"};
    uint32_t begin = piece->toks.begin, from = doc->sents[doc->toks[begin].sentence].toks.begin;
    uint32_t end = doc->sents[doc->toks[begin].sentence].toks.end;
    if (begin != from || (from > 0 && doc->toks[from - 1].block == doc->toks[from].block))
        return false;
    /* The whole of the capitals, not "PORT" of "PORT ORAN". */
    for (uint32_t t = from; t <= piece->toks.end && t < end; t++) {
        bool upper = doc->toks[t].shape & NS_SHAPE_ALL_UPPER;
        if (upper != (t < piece->toks.end))
            return false;
    }
    for (uint32_t t = piece->toks.end; t < end && t < piece->toks.end + DATELINE_TOKENS; t++) {
        for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
            if (ns_doc_is(doc, t, dashes[i]))
                return true;
        if (doc->toks[t].type == NS_TOKEN_WORD && !(doc->toks[t].shape & NS_SHAPE_UPPER))
            return false;
    }
    return false;
}

static void weigh_behind(const struct ns_doc *doc, struct ns_piece *piece)
{
    float *score = piece->score;
    uint32_t next = piece->toks.end;
    if (!piece->term && is_dateline(doc, piece))
        score[LOC] += 12;
    uint32_t end = doc->sents[doc->toks[next - 1].sentence].toks.end, after;
    if (next >= end)
        return;
    uint32_t classes = classes_at(doc, next);
    bool lower = !(doc->toks[next].shape & NS_SHAPE_UPPER);
    if (lower && (classes & NS_CLASS_SAY))
        score[PER] += 2.5f, score[ORG] += 1;
    if (lower && (classes & NS_CLASS_COLLECTIVE))
        score[ORG] += 2.5f;
    if (lower && (classes & NS_CLASS_SITE))
        score[LOC] += 4;
    if (ns_doc_is(doc, next, "who"))
        score[PER] += 3;
    if (ns_doc_is(doc, next, ",") && next + 2 < end) {
        if (is_number(doc, next + 1) && ns_doc_is(doc, next + 2, ","))
            score[PER] += 4;
        if (ns_doc_is(doc, next + 1, "who"))
            score[PER] += 4;
        const struct ns_term *place = ns_rules_longest(doc->rules, doc, next + 1, end,
                                                       NS_TERM_BIT(NS_TERM_PLACE), false, &after);
        if (place && (doc->toks[next + 1].shape & NS_SHAPE_UPPER) && score[ORG] < 4)
            score[LOC] += 1.5f;
    }
    if (ns_doc_is(doc, next, "(") && next + 2 < end && ns_doc_is(doc, next + 2, ")") &&
        (doc->toks[next + 1].shape & NS_SHAPE_ALL_UPPER))
        score[ORG] += 4;
}

/* --- the article --- */

static struct ns_slice bytes_of(const uint64_t *key)
{
    return (struct ns_slice){(const char *)key, sizeof *key};
}

/* All tellings of the same words share their evidence; one telling counts for at most twice what it
 * says, so that a long article does not drown a plain sign. */
static void share(struct ns_pieces *pieces)
{
    struct ns_map *groups = ns_map_new();
    NS_VEC(sums, float) sums = {0};
    NS_VEC(counts, unsigned) counts = {0};
    for (size_t i = 0; i < pieces->len; i++) {
        uint64_t *place = ns_map_put(groups, bytes_of(&pieces->at[i].key));
        if (!*place) {
            for (int w = 0; w < NS_PIECE_WHATS; w++)
                ns_vec_push(&sums, 0);
            ns_vec_push(&counts, 0);
            *place = counts.len;
        }
        counts.at[*place - 1]++;
        for (int w = 0; w < NS_PIECE_WHATS; w++)
            sums.at[(*place - 1) * NS_PIECE_WHATS + (size_t)w] += pieces->at[i].score[w];
    }
    for (size_t i = 0; i < pieces->len; i++) {
        struct ns_piece *piece = &pieces->at[i];
        size_t group = (size_t)*ns_map_get(groups, bytes_of(&piece->key)) - 1;
        float others = (float)(counts.at[group] - 1);
        for (int w = 0; w < NS_PIECE_WHATS && others > 0; w++) {
            float rest = sums.at[group * NS_PIECE_WHATS + (size_t)w] - piece->score[w];
            piece->score[w] += others > 2 ? rest * 2 / others : rest;
        }
    }
    ns_map_free(groups);
    ns_vec_free(&sums);
    ns_vec_free(&counts);
}

static void choose(struct ns_piece *piece)
{
    if (piece->fixed)
        return;
    int best = OTHER;
    for (int w = 0; w < NS_PIECE_WHATS; w++)
        if (piece->score[w] > piece->score[best])
            best = w;
    piece->what = (uint8_t)best;
}

/* Bits for what the words of long names are: a family name, a given name, the first word of a body
 * or a place. By the key of the single word. */
enum { IS_FAMILY = 1, IS_GIVEN = 2, STARTS_ORG = 4, STARTS_LOC = 8, ENDS_ORG = 16 };

static struct ns_map *parts_of_long(const struct ns_doc *doc, const struct ns_pieces *pieces)
{
    struct ns_map *parts = ns_map_new();
    for (size_t i = 0; i < pieces->len; i++) {
        const struct ns_piece *piece = &pieces->at[i];
        uint32_t begin = piece->toks.begin, end = piece->toks.end;
        if (end - begin < 2 || piece->weak)
            continue;
        uint64_t first = ns_piece_key(doc, (struct ns_range){begin, begin + 1});
        uint64_t last = ns_piece_key(doc, (struct ns_range){end - 1, end});
        if (piece->what == PER && end - begin <= 5) {
            *ns_map_put(parts, bytes_of(&last)) |= IS_FAMILY;
            *ns_map_put(parts, bytes_of(&first)) |= IS_GIVEN;
            if (end - begin == 3) { /* Ban Ki Moon, Abu Bakr al-Baghdadi */
                uint64_t mid = ns_piece_key(doc, (struct ns_range){begin + 1, begin + 2});
                *ns_map_put(parts, bytes_of(&mid)) |= IS_GIVEN;
            }
        } else if (piece->what == ORG) {
            *ns_map_put(parts, bytes_of(&first)) |= STARTS_ORG;
            if (classes_at(doc, end - 1) & NS_CLASS_ORG_WEAK)
                *ns_map_put(parts, bytes_of(&last)) |= ENDS_ORG; /* "the Times" */
        } else if (piece->what == LOC) {
            *ns_map_put(parts, bytes_of(&first)) |= STARTS_LOC;
        }
    }
    return parts;
}

/* A listed town, not a state or its capital: its name may be a family's. */
static bool is_small_place(const struct ns_piece *piece)
{
    return piece->term && piece->term->what == NS_TERM_PLACE && !piece->term->stands_for.len;
}

static void follow_long(const struct ns_doc *doc, struct ns_pieces *pieces)
{
    struct ns_map *parts = parts_of_long(doc, pieces);
    for (size_t i = 0; i < pieces->len; i++) {
        struct ns_piece *piece = &pieces->at[i];
        if (piece->toks.end - piece->toks.begin != 1)
            continue;
        const uint64_t *bits = ns_map_get(parts, bytes_of(&piece->key));
        if (!bits || (piece->fixed && !(*bits & IS_FAMILY && is_small_place(piece))))
            continue;
        if (piece->fixed) {
            piece->fixed = false;
            piece->score[LOC] = 3;
            weigh_before(doc, piece);
            weigh_behind(doc, piece);
        }
        if (*bits & IS_FAMILY)
            piece->score[PER] += 7, piece->weak = false;
        else if (*bits & IS_GIVEN)
            piece->score[PER] += 3;
        if (*bits & ENDS_ORG)
            piece->score[ORG] += 6;
        if (*bits & STARTS_ORG)
            piece->score[ORG] += 2;
        if (*bits & STARTS_LOC)
            piece->score[LOC] += 2;
    }
    ns_map_free(parts);
}

/* A capital that tells nothing is believed if the same words stand elsewhere with one that does. */
static void confirm_weak(struct ns_pieces *pieces)
{
    struct ns_map *sure = ns_map_new();
    for (size_t i = 0; i < pieces->len; i++)
        if (!pieces->at[i].weak && pieces->at[i].what != OTHER)
            *ns_map_put(sure, bytes_of(&pieces->at[i].key)) = 1;
    for (size_t i = 0; i < pieces->len; i++) {
        struct ns_piece *piece = &pieces->at[i];
        if (piece->weak && !ns_map_get(sure, bytes_of(&piece->key)))
            piece->what = OTHER;
    }
    ns_map_free(sure);
}

void ns_pieces_judge(struct ns_doc *doc, struct ns_pieces *pieces)
{
    for (size_t i = 0; i < pieces->len; i++) {
        struct ns_piece *piece = &pieces->at[i];
        if (piece->fixed)
            continue;
        if (!piece->term && piece->what == OTHER && piece->score[OTHER] == 0)
            weigh_words(doc, piece);
        weigh_before(doc, piece);
        weigh_behind(doc, piece);
    }
    share(pieces);
    for (size_t i = 0; i < pieces->len; i++)
        choose(&pieces->at[i]);
    follow_long(doc, pieces);
    for (size_t i = 0; i < pieces->len; i++)
        choose(&pieces->at[i]);
    confirm_weak(pieces);
}
