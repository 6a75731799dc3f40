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

/* What a piece can be: an entity type, or the name of something else, which is no mention. */
enum { NS_PIECE_OTHER = NS_ENTITY_TYPE_COUNT, NS_PIECE_WHATS };

struct ns_piece {
    struct ns_range toks;
    struct ns_range title;      /* tokens of the titles right before it, may be empty */
    const struct ns_term *term; /* list term that is all of it, NULL if none */
    uint64_t key;               /* of its words in order */
    float score[NS_PIECE_WHATS];
    uint8_t what;
    bool fixed; /* settled by a list or by form */
    bool weak;  /* capital tells nothing here: kept only if the article confirms it */
};
NS_VEC(ns_pieces, struct ns_piece);

uint64_t ns_piece_key(const struct ns_doc *doc, struct ns_range toks);

/* Is the word written as names are: a capital, or a particle and a capital (al-Assad)? */
bool ns_is_name_like(const struct ns_doc *doc, uint32_t tok);

/* A weapon or vehicle by its designation at tok; the token behind it, 0 if none. match: room for
 * one pair of offsets, of this thread. */
uint32_t ns_weapon_at(const struct ns_doc *doc, pcre2_match_data *match, uint32_t tok,
                      uint32_t end);

/* "U.S.-led coalition" at tok: the token behind it, 0 if none. */
uint32_t ns_coalition_at(const struct ns_doc *doc, uint32_t tok, uint32_t end);

/* Weighs the pieces and sets what they are. */
void ns_pieces_judge(struct ns_doc *doc, struct ns_pieces *pieces);

#endif
