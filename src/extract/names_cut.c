/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of capitalised words cut into pieces: at titles, at listed names, behind what heads a name. */
#include "names.h"

static bool has_class(const struct ns_doc *doc, uint32_t tok, uint32_t classes)
{
    return (ns_doc_word(doc, tok)->classes & classes) != 0;
}

/* --- pieces --- */

static uint64_t key_with(uint64_t key, uint64_t hash)
{
    return (key ^ hash) * 0x9E3779B97F4A7C15u + (key >> 29);
}

uint64_t ns_word_key(uint64_t hash)
{
    return key_with(0, hash);
}

uint64_t ns_piece_key(const struct ns_doc *doc, struct ns_range toks)
{
    uint64_t key = 0;
    for (uint32_t t = toks.begin; t < toks.end; t++)
        key = key_with(key, ns_doc_word(doc, t)->hash);
    return key;
}

struct ns_piece *ns_piece_add(struct ns_tagger *g, uint32_t begin, uint32_t end)
{
    struct ns_piece piece = {.toks = {begin, end}, .what = NS_PIECE_OTHER};
    piece.key = ns_piece_key(g->doc, piece.toks);
    ns_vec_push(&g->pieces, piece);
    return ns_vec_last(&g->pieces);
}

uint8_t ns_what_of_term(const struct ns_term *term)
{
    switch (term->what) {
    case NS_TERM_PLACE:
        return NS_ENTITY_LOC;
    case NS_TERM_GROUP:
        return NS_ENTITY_GROUP;
    case NS_TERM_ORG:
        return NS_ENTITY_ORG;
    case NS_TERM_PERSON:
        return NS_ENTITY_PER;
    case NS_TERM_WEAPON:
        return NS_ENTITY_WEAPON;
    default:
        return NS_PIECE_OTHER;
    }
}

void ns_piece_add_term(struct ns_tagger *g, const struct ns_term *term, uint32_t begin,
                       uint32_t end)
{
    struct ns_piece *piece = ns_piece_add(g, begin, end);
    piece->term = term;
    piece->what = ns_what_of_term(term);
    piece->fixed = !term->ambiguous;
    piece->score[piece->what] += term->ambiguous ? 2 : 10;
}

void ns_piece_add_strong(struct ns_tagger *g, uint32_t begin, uint32_t end, uint8_t what,
                         float score)
{
    struct ns_piece *piece = ns_piece_add(g, begin, end);
    piece->what = what;
    piece->score[what] += score;
}

/* --- cutting a run --- */

/* The last word in [begin, end) that heads a name of the class, 0 if there is none. A head alone is
 * no name. */
uint32_t ns_last_head(const struct ns_doc *doc, uint32_t begin, uint32_t end, uint32_t class)
{
    for (uint32_t t = end; t > begin; t--)
        if (has_class(doc, t - 1, class) &&
            !has_class(doc, t - 1, NS_CLASS_GIVEN | NS_CLASS_GIVEN_WEAK))
            return t - 1;
    return 0;
}

const struct ns_term *ns_name_at(const struct ns_tagger *g, uint32_t tok, uint32_t end,
                                 uint32_t *after)
{
    return ns_rules_longest(g->rules, g->doc, tok, end, NS_TERMS_NAMES, g->shouted, after);
}

/* "J." */
static bool is_initial(const struct ns_doc *doc, uint32_t tok)
{
    const struct ns_tok *at = &doc->toks[tok];
    return at->span.end - at->span.begin == 2 && (at->shape & NS_SHAPE_DOT) &&
           (at->shape & NS_SHAPE_UPPER);
}

/* Does a listed word begin a person's name here: a given name with an unknown word behind it? */
static bool begins_person(const struct ns_doc *doc, uint32_t tok, uint32_t after, uint32_t end)
{
    if (after - tok != 1 || after >= end)
        return false;
    return has_class(doc, tok, NS_CLASS_GIVEN) ||
           (has_class(doc, tok, NS_CLASS_GIVEN_WEAK) &&
            (ns_doc_word(doc, after)->number == 0 || has_class(doc, after, NS_CLASS_SURNAME)));
}

/* Where an unknown name that begins at tok ends: before the next term of the lists that is no
 * family name here. */
static uint32_t unknown_end(const struct ns_tagger *g, uint32_t tok, uint32_t end)
{
    const struct ns_doc *doc = g->doc;
    bool person = has_class(doc, tok, NS_CLASS_GIVEN | NS_CLASS_GIVEN_WEAK) || is_initial(doc, tok);
    uint32_t t = tok + 1, after;
    for (; t < end; t++) {
        const struct ns_term *term = ns_name_at(g, t, end, &after);
        if (!term || has_class(doc, t, NS_CLASS_GIVEN))
            continue;
        if (person && after == end && after - t == 1 && term->what != NS_TERM_GROUP)
            continue; /* "Jack London" */
        if (after - t > 1 || term->what != NS_TERM_PERSON)
            break;
    }
    return t;
}

/* "New York Yankees", "Paris Hilton": a place before a word that no list knows. */
static bool place_leads(struct ns_tagger *g, const struct ns_term *term, uint32_t begin,
                        uint32_t after, uint32_t end)
{
    const struct ns_doc *doc = g->doc;
    struct ns_slice last = ns_doc_word(doc, end - 1)->text;
    uint32_t behind;
    if (term->what != NS_TERM_PLACE || after >= end || end - after > 3 ||
        ns_name_at(g, after, end, &behind))
        return false;
    if ((term->ambiguous || has_class(doc, begin, NS_CLASS_GIVEN | NS_CLASS_GIVEN_WEAK)) &&
        after - begin == 1 && !has_class(doc, after, NS_CLASS_COMMON)) {
        ns_piece_add_strong(g, begin, end, NS_ENTITY_PER, 4);
        return true;
    }
    if (end - after <= 2 && last.len > 3 && last.at[last.len - 1] == 's' &&
        !has_class(doc, end - 1, NS_CLASS_SURNAME)) {
        ns_piece_add_strong(g, begin, end, NS_ENTITY_ORG, 4);
        return true;
    }
    return false;
}

/* What the word at tok heads: a body, a place, something else; NS_PIECE_WHATS if it is no head. */
static uint8_t headed_what(const struct ns_doc *doc, uint32_t tok)
{
    uint32_t classes = ns_doc_word(doc, tok)->classes;
    if (classes & (NS_CLASS_GIVEN | NS_CLASS_GIVEN_WEAK))
        return NS_PIECE_WHATS;
    if ((classes & NS_CLASS_LOC_HEAD) &&
        (!(classes & NS_CLASS_ORG_HEAD) || (classes & NS_CLASS_ORG_WEAK)))
        return NS_ENTITY_LOC;
    if (classes & (NS_CLASS_ORG_HEAD | NS_CLASS_ORG_TAIL))
        return NS_ENTITY_ORG;
    return classes & NS_CLASS_EVENT_HEAD ? NS_PIECE_OTHER : NS_PIECE_WHATS;
}

/* A name by its head from tok on; the token behind it, 0 if there is none longer than listed. */
static uint32_t headed(struct ns_tagger *g, uint32_t tok, uint32_t end, uint32_t listed)
{
    static const float weights[NS_PIECE_WHATS] = {
        [NS_ENTITY_ORG] = 7, [NS_ENTITY_LOC] = 6, [NS_PIECE_OTHER] = 6};
    uint8_t what = NS_PIECE_WHATS;
    uint32_t behind = end;
    /* "Ministry of Defense": the head stands before, the whole is its name. */
    for (uint32_t t = tok; t + 1 < end && what == NS_PIECE_WHATS; t++)
        if (has_class(g->doc, t + 1, NS_CLASS_FUNCTION))
            what = headed_what(g->doc, t);
    for (; what == NS_PIECE_WHATS && behind > tok + 1; behind--) {
        what = headed_what(g->doc, behind - 1);
        if (what != NS_PIECE_WHATS)
            break;
    }
    if (what == NS_PIECE_WHATS || behind - tok <= listed)
        return 0;
    ns_piece_add_strong(g, tok, behind, what, weights[what]);
    return behind;
}

static bool holds_ampersand(const struct ns_doc *doc, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++)
        if (ns_doc_is(doc, t, "&"))
            return true;
    return false;
}

/* Cuts [begin, end), which holds no titles, into pieces. */
static void cut_segment(struct ns_tagger *g, uint32_t begin, uint32_t end)
{
    const struct ns_doc *doc = g->doc;
    for (uint32_t t = begin; t < end;) {
        uint32_t after = t, behind;
        const struct ns_term *term = ns_name_at(g, t, end, &after);
        if (has_class(doc, t, NS_CLASS_FUNCTION) && !term && end - t > 1) {
            t++;
            continue;
        }
        if (t == begin && holds_ampersand(doc, t, end) &&
            !(term && after < end && ns_doc_is(doc, after, "&"))) {
            ns_piece_add_strong(g, t, end, NS_ENTITY_ORG, 7);
            t = end;
        } else if ((behind = headed(g, t, end, after - t))) {
            t = behind;
        } else if (term && place_leads(g, term, t, after, end)) {
            t = end;
        } else if (term && !begins_person(doc, t, after, end)) {
            ns_piece_add_term(g, term, t, after);
            t = after;
        } else {
            behind = unknown_end(g, t, end);
            ns_piece_add(g, t, behind);
            t = behind;
        }
    }
}

/* --- titles --- */

/* A title at tok that a name or the end of the run follows; "King" in "Larry King" and "Duke" in
 * "Duke University" are none. */
static const struct ns_term *title_at(const struct ns_tagger *g, uint32_t tok, uint32_t begin,
                                      uint32_t end, uint32_t *after)
{
    const struct ns_doc *doc = g->doc;
    uint32_t names_after = tok;
    const struct ns_term *title =
        ns_rules_longest(g->rules, doc, tok, end, NS_TERMS_TITLES, g->shouted, after);
    /* A role in capitals before a given name is a title: "Advisor Tom Bale". */
    if (!title && has_class(doc, tok, NS_CLASS_ROLE_END) && tok + 1 < end &&
        has_class(doc, tok + 1, NS_CLASS_GIVEN))
        title = ns_rules_longest(g->rules, doc, tok, end, NS_TERM_BIT(NS_TERM_ROLE), false, after);
    if (!title || (tok > begin && has_class(doc, tok - 1, NS_CLASS_FUNCTION)))
        return NULL;
    if (ns_name_at(g, tok, end, &names_after) && names_after > *after)
        return NULL;
    if (*after < end &&
        has_class(doc, *after,
                  NS_CLASS_ORG_HEAD | NS_CLASS_LOC_HEAD | NS_CLASS_ORG_TAIL |
                      NS_CLASS_EVENT_HEAD) &&
        !has_class(doc, *after, NS_CLASS_GIVEN | NS_CLASS_GIVEN_WEAK))
        return NULL;
    if (*after == end && tok > begin && *after - tok == 1 &&
        has_class(doc, tok - 1, NS_CLASS_GIVEN | NS_CLASS_GIVEN_WEAK))
        return NULL;
    return title;
}

/* What stands right before a title and is neither list term nor headed belongs to the title:
 * "Homeland Security Advisor Tom Bale". */
static void cut_before_title(struct ns_tagger *g, uint32_t begin, uint32_t end)
{
    size_t from = g->pieces.len;
    cut_segment(g, begin, end);
    if (g->pieces.len == from)
        return;
    struct ns_piece *last = ns_vec_last(&g->pieces);
    if (!last->term && last->score[NS_ENTITY_ORG] == 0 && last->score[NS_ENTITY_LOC] == 0)
        g->pieces.len--;
}

void ns_cut_run(struct ns_tagger *g, uint32_t begin, uint32_t end, bool weak)
{
    size_t first = g->pieces.len;
    uint32_t segment = begin, t = begin, after;
    struct ns_range title = {begin, begin};
    while (t < end) {
        if (!title_at(g, t, segment, end, &after)) {
            t++;
            continue;
        }
        if (t > segment)
            cut_before_title(g, segment, t);
        if (title.end != t || title.begin == title.end)
            title.begin = t;
        title.end = segment = t = after;
    }
    size_t named = g->pieces.len;
    /* "King said": a title alone may be the family name of somebody named in full. */
    if (segment == end && end - begin == 1)
        ns_piece_add(g, begin, end)->weak = true;
    if (segment < end)
        cut_segment(g, segment, end);
    if (title.end == segment && title.end > title.begin && g->pieces.len > named)
        g->pieces.at[named].title = title;
    for (size_t i = first; weak && i < g->pieces.len; i++)
        g->pieces.at[i].weak = !g->pieces.at[i].fixed;
}
