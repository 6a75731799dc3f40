/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grammar.h (room: extract, private): what kind of word a token is, as far as closed lists can tell.
 *
 * There is no tagger: function words and the commonest verbs are told by list, the rest by form.
 * Flags stand by vocabulary number (vocab.h); a word in no list has none.
 */
#ifndef NAYSAY_EXTRACT_GRAMMAR_H
#define NAYSAY_EXTRACT_GRAMMAR_H

#include "doc.h"
#include "vocab.h"

enum ns_gram {
    NS_G_PRONOUN = 1 << 0,   /* can be a subject by itself: he, who, it, everyone */
    NS_G_RELATIVE = 1 << 1,  /* who, which, that, whom, whose */
    NS_G_DET = 1 << 2,       /* the, a, this, some, his */
    NS_G_PREP = 1 << 3,      /* of, in, by */
    NS_G_SUBORD = 1 << 4,    /* because, while, although, if, when */
    NS_G_COORD = 1 << 5,     /* and, or, but, nor */
    NS_G_BE = 1 << 6,        /* is, was, been, 's */
    NS_G_HAVE = 1 << 7,      /* has, had */
    NS_G_DO = 1 << 8,        /* does, did */
    NS_G_MODAL = 1 << 9,     /* will, would, can't */
    NS_G_NEG = 1 << 10,      /* not, never, didn't, no longer */
    NS_G_ADVERB = 1 << 11,   /* also, then, later; words in -ly are found by form */
    NS_G_TIME = 1 << 12,     /* Monday, January, yesterday */
    NS_G_WH = 1 << 13,       /* whether, if, how, why, what, who, where, when */
    NS_G_VERB = 1 << 14,     /* a finite or participle form of a common verb, whatever else it is */
    NS_G_LEADS = 1 << 15,    /* verb before "to": seems, wants, declined */
    NS_G_OBJECT = 1 << 16,   /* object pronoun: him, them, me, himself */
    NS_G_OCCASION = 1 << 17, /* interview, statement, tweet: "in a statement" is an adjunct */
    NS_G_NEGATIVE = 1 << 18, /* no, nothing, none, nobody: negates a clause from inside */
    NS_G_PERSON = 1 << 19,   /* official, spokesman, aides: a common noun that can speak */
    NS_G_HEARER = 1 << 20,   /* reporters, journalists, lawmakers: whom one tells */
    NS_G_AUX = NS_G_BE | NS_G_HAVE | NS_G_DO | NS_G_MODAL,
};

struct ns_grammar;

struct ns_grammar *ns_grammar_new(struct ns_vocab *vocab); /* puts its words into vocab */
void ns_grammar_free(struct ns_grammar *grammar);          /* NULL is fine */

/* Flags of a vocabulary number. */
uint32_t ns_grammar_flags(const struct ns_grammar *grammar, uint32_t number);

#endif
