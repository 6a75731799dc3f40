/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names by rule, which a trained model may correct (names_decide.c). A sentence is searched for runs of capitalised words (with the small words that
 * join them); a run is parted at titles, at terms of the lists and at nationalities, and at what
 * heads a name ("Ministry", "River"). Headlines are read last, by the names the body has shown.
 */
#include "names.h"

#include "naysay/map.h"

#define RUN_WORDS     24 /* no name is longer */
#define FOREIGN_WORDS 8  /* in lower case: fewer tell no language */

static bool has_class(const struct ns_doc *doc, uint32_t tok, uint32_t classes)
{
    return (ns_doc_word(doc, tok)->classes & classes) != 0;
}

/* Begins with a particle joined by a hyphen: al-Assad, el-Sisi, ash-Shabab. */
static bool has_particle(const struct ns_doc *doc, uint32_t tok)
{
    struct ns_slice text = ns_doc_text(doc, tok);
    for (size_t i = 2; i <= 3 && i + 1 < text.len; i++)
        if (text.at[i] == '-' && text.at[i + 1] >= 'A' && text.at[i + 1] <= 'Z')
            return (text.at[0] | 0x20) == 'a' || (text.at[0] | 0x20) == 'e';
    return false;
}

/* "June Harper", "Jan van Dijk": a month that is a given name, by what follows. */
static bool is_month_name(const struct ns_doc *doc, uint32_t tok)
{
    if (!has_class(doc, tok, NS_CLASS_GIVEN | NS_CLASS_GIVEN_WEAK) || tok + 1 >= doc->tok_count ||
        doc->toks[tok + 1].type != NS_TOKEN_WORD)
        return false;
    uint32_t classes = ns_doc_word(doc, tok + 1)->classes;
    if (doc->toks[tok + 1].shape & NS_SHAPE_UPPER)
        return !(classes & (NS_CLASS_FUNCTION | NS_CLASS_CALENDAR | NS_CLASS_COMMON));
    return (classes & NS_CLASS_PARTICLE) && !(classes & NS_CLASS_FUNCTION);
}

bool ns_is_name_like(const struct ns_doc *doc, uint32_t tok)
{
    const struct ns_tok *at = &doc->toks[tok];
    if (at->type != NS_TOKEN_WORD || !(at->shape & NS_SHAPE_LETTER))
        return false;
    struct ns_slice text = ns_doc_text(doc, tok);
    if (text.len == 2 && text.at[1] == '-') /* "R-Ohio" */
        return false;
    if (!(at->shape & NS_SHAPE_UPPER))
        return (at->shape & NS_SHAPE_HYPHEN) && has_particle(doc, tok);
    if (has_class(doc, tok, NS_CLASS_CALENDAR))
        return is_month_name(doc, tok);
    return !has_class(doc, tok, NS_CLASS_FUNCTION);
}

/* A small word or a month that is a family name here: "Theresa May", "Mrs. May", "George Little". */
static bool is_name_after(const struct ns_tagger *g, uint32_t tok)
{
    const struct ns_doc *doc = g->doc;
    const struct ns_tok *at = &doc->toks[tok];
    uint32_t after;
    return at->type == NS_TOKEN_WORD && (at->shape & NS_SHAPE_UPPER) &&
           at->span.end - at->span.begin > 2 &&
           (has_class(doc, tok - 1, NS_CLASS_GIVEN | NS_CLASS_GIVEN_WEAK) ||
            ns_rules_longest(g->rules, doc, tok - 1, tok, NS_TERM_BIT(NS_TERM_HONORIFIC), false,
                             &after));
}

/* --- runs --- */

/* May "of" or "for" join what follows to the run? After what heads a name only. */
static bool joins_of(const struct ns_doc *doc, uint32_t begin, uint32_t tok)
{
    if (!(ns_doc_is(doc, tok, "of") || ns_doc_is(doc, tok, "for")))
        return false;
    if (!has_class(doc, tok - 1, NS_CLASS_ORG_HEAD | NS_CLASS_LOC_HEAD))
        return begin + 1 < tok && ns_doc_is(doc, tok, "for") &&
               ns_last_head(doc, begin, tok, NS_CLASS_ORG_HEAD);
    return !has_class(doc, tok - 1, NS_CLASS_ORG_TAIL);
}

/* Does a body's head with "of" stand before tok in the run? */
static bool joined_before(const struct ns_doc *doc, uint32_t begin, uint32_t tok)
{
    for (uint32_t t = begin; t + 1 < tok; t++)
        if (has_class(doc, t, NS_CLASS_ORG_HEAD) && ns_doc_is(doc, t + 1, "of"))
            return true;
    return false;
}

/* "and" within the name of a body: "Department of Health and Human Services", "Food and Drug
 * Administration". */
static bool joins_and(const struct ns_tagger *g, uint32_t begin, uint32_t tok, uint32_t end)
{
    const struct ns_doc *doc = g->doc;
    uint32_t next = tok + 1, last = tok + 1, after;
    if (!ns_doc_is(doc, tok, "and") && !ns_doc_is(doc, tok, "&"))
        return false;
    if (ns_doc_is(doc, tok, "&"))
        return true;
    if (ns_name_at(g, tok - 1, tok, &after) || ns_name_at(g, next, end, &after) ||
        has_class(doc, tok - 1, NS_CLASS_GIVEN))
        return false;
    while (last < end && last < tok + 4 && ns_is_name_like(doc, last))
        last++;
    if (joined_before(doc, begin, tok))
        return !has_class(doc, next, NS_CLASS_ORG_HEAD | NS_CLASS_GIVEN);
    return tok - begin <= 2 && has_class(doc, last - 1, NS_CLASS_ORG_HEAD) && last > next &&
           !has_class(doc, tok - 1, NS_CLASS_ORG_HEAD | NS_CLASS_ORG_TAIL);
}

static bool is_particle(const struct ns_doc *doc, uint32_t tok)
{
    return doc->toks[tok].type == NS_TOKEN_WORD && has_class(doc, tok, NS_CLASS_PARTICLE) &&
           !has_class(doc, tok, NS_CLASS_FUNCTION);
}

/* The token behind what joins tok to a next capitalised word, 0 if nothing does. */
static uint32_t joiner(const struct ns_tagger *g, uint32_t begin, uint32_t tok, uint32_t end)
{
    const struct ns_doc *doc = g->doc;
    uint32_t next = tok + 1;
    if (next >= end)
        return 0;
    if (joins_of(doc, begin, tok)) {
        if (ns_doc_is(doc, next, "the") && next + 1 < end)
            next++;
        return ns_is_name_like(doc, next) ? next : 0;
    }
    bool particle = is_particle(doc, tok) && !has_class(doc, tok - 1, NS_CLASS_SITE);
    if (particle && next + 1 < end && is_particle(doc, next)) /* "de la Cruz" */
        next++;
    if (!ns_is_name_like(doc, next))
        return 0;
    if (joins_and(g, begin, tok, end))
        return next;
    if (particle)
        return next;
    /* "RFE/RL" */
    if (ns_doc_is(doc, tok, "/") && !doc->toks[tok].space_before && !doc->toks[next].space_before &&
        (doc->toks[tok - 1].shape & doc->toks[next].shape & NS_SHAPE_ALL_UPPER))
        return next;
    /* "Bale Motors, Inc." */
    return ns_doc_is(doc, tok, ",") && has_class(doc, next, NS_CLASS_ORG_TAIL) ? next : 0;
}

/* Behind the word at tok, or behind the title or listed name that begins there: "Secretary of
 * State", "Bank of England". */
static uint32_t behind_word(const struct ns_tagger *g, uint32_t tok, uint32_t end)
{
    uint32_t after;
    const struct ns_term *term = ns_rules_longest(
        g->rules, g->doc, tok, end, NS_TERMS_TITLES | NS_TERMS_NAMES, g->shouted, &after);
    return term && ns_is_name_like(g->doc, after - 1) ? after : tok + 1;
}

static uint32_t run_end(const struct ns_tagger *g, uint32_t begin, uint32_t end)
{
    const struct ns_doc *doc = g->doc;
    uint32_t t = behind_word(g, begin, end), next;
    while (t < end && t < begin + RUN_WORDS) {
        if (ns_weapon_at(doc, g->match, t, end))
            break;
        if (ns_is_name_like(doc, t))
            t = behind_word(g, t, end);
        else if (is_name_after(g, t))
            t++;
        else if ((next = joiner(g, begin, t, end)))
            t = next + 1;
        else
            break;
    }
    return t;
}

/* Does the first word of a sentence belong to the run that it begins? Its capital tells nothing,
 * so the lists and the rest of the article must. */
static bool keeps_first(const struct ns_tagger *g, uint32_t tok, uint32_t end)
{
    const struct ns_doc *doc = g->doc;
    const struct ns_word *word = ns_doc_word(doc, tok);
    uint32_t after;
    const struct ns_term *term = ns_name_at(g, tok, end, &after);
    if (term && after - tok == 1 && (word->classes & NS_CLASS_COMMON) && word->capital == 0)
        return false;
    if (term || ns_rules_longest(g->rules, doc, tok, end, NS_TERMS_TITLES, g->shouted, &after))
        return true;
    if (word->classes & (NS_CLASS_GIVEN | NS_CLASS_SURNAME))
        return true;
    if ((word->classes & NS_CLASS_GIVEN_WEAK) && tok + 1 < end && ns_is_name_like(doc, tok + 1))
        return true;
    if (word->capital > word->lower)
        return true;
    if (word->lower > 0)
        return false;
    /* "Applauding Tom Bale" */
    if (!word->number && end - tok > 2 && has_class(doc, tok + 1, NS_CLASS_GIVEN))
        return false;
    if (word->classes & NS_CLASS_COMMON)
        return (word->classes & NS_CLASS_MAYBE_NAME) && end - tok > 1;
    return true;
}

/* Does a list or what stands beside it show that a single first word is a name? */
static bool is_attested(const struct ns_tagger *g, uint32_t tok, uint32_t end)
{
    const struct ns_doc *doc = g->doc;
    uint32_t classes = ns_doc_word(doc, tok)->classes, after;
    if (classes & NS_CLASS_COMMON)
        return false;
    if ((classes & (NS_CLASS_GIVEN | NS_CLASS_SURNAME)) || ns_name_at(g, tok, end, &after))
        return true;
    return end < doc->tok_count &&
           (has_class(doc, end, NS_CLASS_SAY) || ns_doc_is(doc, end, "'s") ||
            (doc->toks[tok].shape & NS_SHAPE_ALL_UPPER));
}

/* 10th, 1st */
static bool is_ordinal(const struct ns_doc *doc, uint32_t tok)
{
    struct ns_slice text = ns_doc_word(doc, tok)->text;
    return doc->toks[tok].type == NS_TOKEN_NUMBER && text.len > 2 &&
           (ns_slice_ends(text, NS_SLICE("th")) || ns_slice_ends(text, NS_SLICE("st")) ||
            ns_slice_ends(text, NS_SLICE("nd")) || ns_slice_ends(text, NS_SLICE("rd")));
}

static uint32_t take_run(struct ns_tagger *g, uint32_t tok, uint32_t end)
{
    const struct ns_doc *doc = g->doc;
    uint32_t behind = run_end(g, tok, end);
    bool weak = false;
    /* "10th Coastal Brigade" */
    if (tok > 0 && is_ordinal(doc, tok - 1) &&
        doc->toks[tok - 1].sentence == doc->toks[tok].sentence &&
        ns_last_head(doc, tok, behind, NS_CLASS_ORG_HEAD)) {
        ns_cut_run(g, tok - 1, behind, false);
        return behind;
    }
    if (doc->toks[tok].first) {
        const struct ns_word *word = ns_doc_word(doc, tok);
        if (!keeps_first(g, tok, behind)) {
            tok++;
            while (tok < behind && !ns_is_name_like(doc, tok))
                tok++;
        } else {
            weak = behind - tok == 1 && word->capital == 0 && !is_attested(g, tok, behind);
        }
    }
    if (tok < behind)
        ns_cut_run(g, tok, behind, weak);
    return behind;
}

/* --- sentences --- */

/* "de Silva", "bin Rashid": a particle in lower case that opens a family name. */
static bool begins_family(const struct ns_doc *doc, uint32_t tok, uint32_t end)
{
    static const char *const words[] = {"de", "di", "da", "du", "van", "von", "bin", "al", "el"};
    if (tok + 1 >= end || (doc->toks[tok].shape & NS_SHAPE_UPPER) || !ns_is_name_like(doc, tok + 1))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ns_doc_is(doc, tok, words[i]))
            return true;
    return false;
}

static void read_sentence(struct ns_tagger *g, const struct ns_sent *sent)
{
    const struct ns_doc *doc = g->doc;
    uint32_t end = sent->toks.end, behind, after;
    for (uint32_t t = sent->toks.begin; t < end;) {
        const struct ns_term *term;
        if ((behind = ns_coalition_at(doc, t, end))) {
            ns_piece_add_strong(g, t, behind, NS_ENTITY_ORG, 8);
            t = behind;
        } else if ((behind = ns_weapon_at(doc, g->match, t, end))) {
            ns_piece_add_strong(g, t, behind, NS_ENTITY_WEAPON, 10);
            ns_vec_last(&g->pieces)->fixed = true;
            t = behind;
        } else if (ns_is_name_like(doc, t) || begins_family(doc, t, end)) {
            t = take_run(g, t, end);
        } else if (ns_doc_word(doc, t)->number && (term = ns_name_at(g, t, end, &after))) {
            ns_piece_add_term(g, term, t, after);
            t = after;
        } else {
            t++;
        }
    }
}

static struct ns_slice key_bytes(const uint64_t *key)
{
    return (struct ns_slice){(const char *)key, sizeof *key};
}

/* The names of the body by their keys: 1 + index of a piece. */
static struct ns_map *known_names(const struct ns_tagger *g)
{
    struct ns_map *known = ns_map_new();
    for (size_t i = 0; i < g->pieces.len; i++) {
        const struct ns_piece *piece = &g->pieces.at[i];
        if (piece->what == NS_PIECE_OTHER || piece->weak)
            continue;
        *ns_map_put(known, key_bytes(&piece->key)) = i + 1;
        if (piece->what != NS_ENTITY_PER || piece->toks.end - piece->toks.begin < 2)
            continue;
        uint64_t family =
            ns_piece_key(g->doc, (struct ns_range){piece->toks.end - 1, piece->toks.end});
        *ns_map_put(known, key_bytes(&family)) = i + 1;
    }
    return known;
}

/* The longest name of the body that stands at tok; NULL if none does. */
static const struct ns_piece *known_at(const struct ns_tagger *g, const struct ns_map *known,
                                       uint32_t tok, uint32_t end, uint32_t *after)
{
    for (uint32_t len = end - tok < 6 ? end - tok : 6; len > 0; len--) {
        uint64_t key = ns_piece_key(g->doc, (struct ns_range){tok, tok + len});
        const uint64_t *at = ns_map_get(known, key_bytes(&key));
        if (at) {
            *after = tok + len;
            return &g->pieces.at[*at - 1];
        }
    }
    return NULL;
}

/* A person by a title or a given name, where every word is capitalised. */
static uint32_t person_at(const struct ns_tagger *g, uint32_t tok, uint32_t end)
{
    const struct ns_doc *doc = g->doc;
    uint32_t t = tok, after;
    bool titled = ns_rules_longest(g->rules, doc, tok, end, NS_TERMS_TITLES, g->shouted, &after);
    if (titled || !has_class(doc, tok, NS_CLASS_GIVEN))
        return 0;
    for (t = tok + 1; t < end && t < tok + 3; t++)
        if (!ns_is_name_like(doc, t) ||
            has_class(doc, t, NS_CLASS_COMMON | NS_CLASS_SAY | NS_CLASS_ORG_HEAD))
            break;
    return t > tok + 1 ? t : 0;
}

static void read_headline(struct ns_tagger *g, const struct ns_sent *sent,
                          const struct ns_map *known)
{
    const struct ns_doc *doc = g->doc;
    uint32_t end = sent->toks.end, after = 0, behind;
    g->shouted = sent->all_caps;
    for (uint32_t t = sent->toks.begin; t < end;) {
        const struct ns_piece *piece = NULL;
        const struct ns_term *term = NULL;
        if (!(doc->toks[t].shape & NS_SHAPE_UPPER) && !ns_doc_word(doc, t)->number) {
            t++;
        } else if ((behind = ns_coalition_at(doc, t, end))) {
            ns_piece_add_strong(g, t, behind, NS_ENTITY_ORG, 8);
            t = behind;
        } else if ((behind = ns_weapon_at(doc, g->match, t, end))) {
            ns_piece_add_strong(g, t, behind, NS_ENTITY_WEAPON, 10);
            t = behind;
        } else if (doc->toks[t].type == NS_TOKEN_WORD &&
                   (piece = known_at(g, known, t, end, &after))) {
            uint8_t what = piece->what;
            term = piece->toks.end - piece->toks.begin == after - t ? piece->term : NULL;
            struct ns_piece *copy = ns_piece_add(g, t, after);
            copy->what = what;
            copy->term = term;
            copy->fixed = true;
            t = after;
        } else if ((term = ns_name_at(g, t, end, &after)) && !term->ambiguous) {
            ns_piece_add_term(g, term, t, after);
            t = after;
        } else if ((behind = person_at(g, t, end))) {
            ns_piece_add_strong(g, t, behind, NS_ENTITY_PER, 5);
            t = behind;
        } else {
            t++;
        }
    }
    g->shouted = false;
}

/* --- whole --- */

int ns_piece_by_place(const void *a, const void *b)
{
    const struct ns_piece *x = a, *y = b;
    return (x->toks.begin > y->toks.begin) - (x->toks.begin < y->toks.begin);
}

static void keep_mentions(struct ns_doc *doc, const struct ns_pieces *pieces)
{
    size_t count = 0;
    doc->mentions = ns_arena_array(doc->out, struct ns_mention, pieces->len);
    doc->mention_toks = ns_arena_array(doc->scratch, struct ns_range, pieces->len);
    doc->mention_terms = ns_arena_array(doc->scratch, const struct ns_term *, pieces->len);
    doc->mention_titles = ns_arena_array(doc->scratch, struct ns_range, pieces->len);
    for (size_t i = 0; i < pieces->len; i++) {
        const struct ns_piece *piece = &pieces->at[i];
        if (piece->what == NS_PIECE_OTHER)
            continue;
        doc->mention_toks[count] = piece->toks;
        /* A term of another type was only a namesake. */
        doc->mention_terms[count] =
            piece->term && ns_what_of_term(piece->term) == piece->what ? piece->term : NULL;
        doc->mention_titles[count] = piece->title;
        doc->mentions[count] =
            (struct ns_mention){ns_doc_bytes_of(doc, piece->toks), piece->what, piece->acts};
        for (uint32_t t = piece->toks.begin; t < piece->toks.end; t++)
            doc->toks[t].mention = (uint32_t)count;
        count++;
    }
    doc->mention_count = count;
}

/* Sentences in which every word has a capital; only some of them: in capitals, or capitalised. */
static void read_headlines(struct ns_tagger *g, bool shouted, bool titled)
{
    const struct ns_doc *doc = g->doc;
    struct ns_map *known = known_names(g);
    for (size_t s = 0; s < doc->sent_count && !ns_doc_is_cancelled(doc); s++)
        if ((shouted && doc->sents[s].all_caps) || (titled && doc->sents[s].titled))
            read_headline(g, &doc->sents[s], known);
    ns_map_free(known);
}

void ns_names_propose(struct ns_doc *doc, struct ns_pieces *out)
{
    struct ns_tagger g = {.doc = doc, .rules = doc->rules};
    g.match = pcre2_match_data_create(1, NULL);
    for (size_t s = 0; s < doc->sent_count && !ns_doc_is_cancelled(doc); s++)
        if (!doc->sents[s].all_caps && !doc->sents[s].titled)
            read_sentence(&g, &doc->sents[s]);
    ns_pieces_judge(doc, &g.pieces);
    read_headlines(&g, true, true);
    ns_vec_sort(&g.pieces, ns_piece_by_place);
    pcre2_match_data_free(g.match);
    *out = g.pieces;
}

/* The model decides in the body; headlines are read once more by what it has found. */
static void decide(struct ns_doc *doc, struct ns_pieces *pieces)
{
    struct ns_tagger g = {.doc = doc, .rules = doc->rules};
    g.match = pcre2_match_data_create(1, NULL);
    ns_names_decide(doc, doc->rules->models.names, pieces);
    g.pieces = *pieces;
    read_headlines(&g, false, true);
    ns_vec_sort(&g.pieces, ns_piece_by_place);
    pcre2_match_data_free(g.match);
    *pieces = g.pieces;
}

/* Is it the text of another language? Where most words in lower case are in no list, capitals follow
 * other rules: every German noun has one. A table has few function words, too, but more
 * capitals than words without. */
static bool is_foreign(const struct ns_doc *doc)
{
    size_t words = 0, known = 0, capitals = 0;
    if (doc->english)
        return false;
    for (size_t t = 0; t < doc->tok_count; t++) {
        const struct ns_tok *tok = &doc->toks[t];
        capitals += (tok->shape & NS_SHAPE_UPPER) != 0;
        if (tok->type != NS_TOKEN_WORD || (tok->shape & NS_SHAPE_UPPER) ||
            tok->span.end - tok->span.begin < 3)
            continue;
        words++;
        known += has_class(doc, (uint32_t)t, NS_CLASS_COMMON | NS_CLASS_FUNCTION);
    }
    return words >= FOREIGN_WORDS && known * 2 < words && capitals < words;
}

/* There, only what a list names and who has a known given name. */
static void keep_listed(const struct ns_doc *doc, struct ns_pieces *pieces)
{
    size_t kept = 0;
    for (size_t i = 0; i < pieces->len; i++) {
        const struct ns_piece *piece = &pieces->at[i];
        if (piece->fixed ||
            (piece->what == NS_ENTITY_PER && piece->toks.end - piece->toks.begin > 1 &&
             has_class(doc, piece->toks.begin, NS_CLASS_GIVEN)))
            pieces->at[kept++] = *piece;
    }
    pieces->len = kept;
}

void ns_names_find(struct ns_doc *doc)
{
    struct ns_pieces pieces = {0};
    ns_names_propose(doc, &pieces);
    if (is_foreign(doc))
        keep_listed(doc, &pieces);
    else if (doc->rules->models.names && !ns_doc_is_cancelled(doc))
        decide(doc, &pieces);
    keep_mentions(doc, &pieces);
    ns_vec_free(&pieces);
}
