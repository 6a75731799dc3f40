/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names.h (room: extract, private): pieces of text that may be names, and what speaks for each type.
 *
 * names.c cuts capitalised runs into pieces, names_score.c weighs what each piece is, over all its
 * tellings in the article; names_pattern.c knows names by their form (S-300, U.S.-led coalition).
 */
#ifndef NAYSAY_EXTRACT_NAMES_H
#define NAYSAY_EXTRACT_NAMES_H

#include "rules.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* What a piece can be: the type of a name, or the name of something else, which is no mention. */
enum { NS_PIECE_OTHER = NS_ENTITY_NAME_TYPES, NS_PIECE_WHATS };

struct ns_piece {
    struct ns_range toks;
    struct ns_range title;      /* tokens of the titles right before it, may be empty */
    const struct ns_term *term; /* list term that is all of it, NULL if none */
    uint64_t key;               /* of its words in order */
    float score[NS_PIECE_WHATS];
    uint8_t what;
    bool fixed; /* settled by a list or by form */
    bool acts;  /* a state that stands for its government: see ns_mention */
    bool weak;  /* capital tells nothing here: kept only if the article confirms it */
};
NS_VEC(ns_pieces, struct ns_piece);

uint64_t ns_piece_key(const struct ns_doc *doc, struct ns_range toks);
uint64_t ns_word_key(uint64_t hash); /* of a single word by the hash of its folded text */

/* Is the word written as names are: a capital, or a particle and a capital (al-Assad)? */
bool ns_is_name_like(const struct ns_doc *doc, uint32_t tok);

/* --- names.c --- */

/* What the rules take for names, by place; also pieces of NS_PIECE_OTHER, which are none. */
void ns_names_propose(struct ns_doc *doc, struct ns_pieces *out);

int ns_piece_by_place(const void *a, const void *b); /* for ns_vec_sort */

/* --- names_decide.c --- */

struct ns_weights;

/* Replaces what the rules propose by what a trained model makes of it; sentences whose every word
 * is capitalised are left without names. */
void ns_names_decide(struct ns_doc *doc, const struct ns_weights *weights,
                     struct ns_pieces *pieces);

/* --- names_cut.c --- */

struct ns_tagger {
    struct ns_doc *doc;
    const struct ns_rules *rules;
    struct ns_pieces pieces;
    bool shouted; /* the sentence at hand is in capitals */
    pcre2_match_data *match;
};

/* The piece just added is valid until the next one is. */
struct ns_piece *ns_piece_add(struct ns_tagger *g, uint32_t begin, uint32_t end);
void ns_piece_add_term(struct ns_tagger *g, const struct ns_term *term, uint32_t begin,
                       uint32_t end);
void ns_piece_add_strong(struct ns_tagger *g, uint32_t begin, uint32_t end, uint8_t what,
                         float score);

uint8_t ns_what_of_term(const struct ns_term *term);

/* The longest listed name at tok. */
const struct ns_term *ns_name_at(const struct ns_tagger *g, uint32_t tok, uint32_t end,
                                 uint32_t *after);

/* The last word in [begin, end) that heads a name of the class and is no given name; 0: none. */
uint32_t ns_last_head(const struct ns_doc *doc, uint32_t begin, uint32_t end, uint32_t class);

/* Adds the pieces of a run; weak: see ns_piece. */
void ns_cut_run(struct ns_tagger *g, uint32_t begin, uint32_t end, bool weak);

/* --- names_pattern.c --- */

/* A weapon or vehicle by its designation at tok; the token behind it, 0 if none. match: room for
 * one pair of offsets, of this thread. */
uint32_t ns_weapon_at(const struct ns_doc *doc, pcre2_match_data *match, uint32_t tok,
                      uint32_t end);

/* "U.S.-led coalition" at tok: the token behind it, 0 if none. */
uint32_t ns_coalition_at(const struct ns_doc *doc, uint32_t tok, uint32_t end);

/* --- names_score.c --- */

/* Weighs the pieces and sets what they are. */
void ns_pieces_judge(struct ns_doc *doc, struct ns_pieces *pieces);

#endif
