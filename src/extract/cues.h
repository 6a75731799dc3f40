/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cues.h (room: extract, private): assets/lexicon/cues.txt, compiled.
 *
 * The keys of the list are said at its head. Every form of every entry is a run of vocabulary
 * numbers; forms are found by their first word. Immutable after loading, shared by threads.
 */
#ifndef NAYSAY_EXTRACT_CUES_H
#define NAYSAY_EXTRACT_CUES_H

#include "doc.h"
#include "vocab.h"

#include "naysay/lexicon.h"

enum ns_cue_class {
    NS_CUE_VERB,
    NS_CUE_NOUN,
    NS_CUE_ADJ,
    NS_CUE_PREP,
    NS_CUE_PHRASE,
    NS_CUE_CONTENT, /* no cue: tells the kind inside a content */
};

/* Where a word of class content must stand. */
enum ns_cue_place {
    NS_PLACE_ANY,
    NS_PLACE_FIRST,
    NS_PLACE_START,
    NS_PLACE_NEGATED,
    NS_PLACE_HARM,
    NS_PLACE_PREDICATE,
    NS_PLACE_FUTURE,
    NS_PLACE_MODAL,
    NS_PLACE_DEED,
    NS_PLACE_VICTIM,
    NS_PLACE_OWNED
};

/* What the content of a cue may be: bits of ns_cue.takes; OBJ_ after an addressee or target. */
enum ns_takes {
    NS_TAKES_THAT = 1 << 0,
    NS_TAKES_BARE = 1 << 1,
    NS_TAKES_QUOTE = 1 << 2,
    NS_TAKES_NP = 1 << 3,
    NS_TAKES_TO = 1 << 4,
    NS_TAKES_ING = 1 << 5,
    NS_TAKES_WH = 1 << 6,
    NS_TAKES_NONE = 1 << 7,
    NS_TAKES_PREP = 1 << 8, /* one of ns_cue.preps */
    NS_TAKES_OBJ_THAT = 1 << 9,
    NS_TAKES_OBJ_BARE = 1 << 10,
    NS_TAKES_OBJ_QUOTE = 1 << 11,
    NS_TAKES_OBJ_TO = 1 << 12,
    NS_TAKES_OBJ_NP = 1 << 13,
    NS_TAKES_OBJ_WH = 1 << 14,
    NS_TAKES_OBJ_PREP = 1 << 15, /* one of ns_cue.obj_preps */
};

/* Prepositions that takes= may name, bits of preps and obj_preps. */
enum ns_cue_prep {
    NS_P_OF = 1 << 0,
    NS_P_FOR = 1 << 1,
    NS_P_ABOUT = 1 << 2,
    NS_P_AGAINST = 1 << 3,
    NS_P_ON = 1 << 4,
    NS_P_OVER = 1 << 5,
    NS_P_AT = 1 << 6,
    NS_P_WITH = 1 << 7,
    NS_P_IN = 1 << 8,
    NS_P_INTO = 1 << 9,
    NS_P_FROM = 1 << 10,
    NS_P_AS = 1 << 11,
    NS_P_BY = 1 << 12,
    NS_P_TO = 1 << 13, /* in a noun's or adjective's takes: "reference to", "opposed to" */
};

/* How a form is inflected: bits, as forms coincide. */
enum ns_inflection {
    NS_INF_BASE = 1,
    NS_INF_S = 2, /* third person; plural of a noun */
    NS_INF_PAST = 4,
    NS_INF_PART = 8,
    NS_INF_ING = 16,
    NS_INF_ALL = 31, /* spellings from also= */
};

/* Constructions: how cue, source and content stand to each other. by= in cues.txt measures each. */
enum ns_rule {
    NS_RULE_THAT,       /* S said that T */
    NS_RULE_BARE,       /* S said T */
    NS_RULE_QUOTE,      /* S said: "T" */
    NS_RULE_AFTER,      /* "T" / T, S said */
    NS_RULE_INVERTED,   /* "T" / T, said S */
    NS_RULE_MIDDLE,     /* T, S said, T */
    NS_RULE_TO,         /* S threatened to T */
    NS_RULE_WH,         /* S asked whether T */
    NS_RULE_NP,         /* S denied T */
    NS_RULE_ING,        /* S denied doing T */
    NS_RULE_PREP,       /* S warned of T */
    NS_RULE_OBJ_THAT,   /* S told O that T, and O T, O "T" */
    NS_RULE_OBJ_TO,     /* S urged O to T */
    NS_RULE_OBJ,        /* S accused O of T, S called O T */
    NS_RULE_PASSIVE,    /* T was denied by S */
    NS_RULE_AGENTLESS,  /* T is expected to T */
    NS_RULE_NONE,       /* S declined to comment */
    NS_RULE_NOUN,       /* S's claim that T */
    NS_RULE_ADJ,        /* S is confident that T */
    NS_RULE_ACCORDING,  /* according to S, T */
    NS_RULE_PHRASE,     /* T reportedly T */
    NS_RULE_COLON,      /* S: T in a headline or before a quotation */
    NS_RULE_DASH,       /* "T" -- S */
    NS_RULE_PARTICIPLE, /* ..., saying T (source by the main clause) */
    NS_RULE_LEARNED,    /* no construction of the rules: found by the trained stages alone */
    NS_RULE_COUNT
};
const char *ns_rule_name(enum ns_rule rule); /* as in by= and ns_why.rule */

enum ns_cue_source { NS_CUE_SOURCE_CLASS, NS_CUE_SOURCE_OBJECT, NS_CUE_SOURCE_NONE };
enum ns_cue_role { NS_CUE_ROLE_NONE, NS_CUE_ROLE_ALLEGATION, NS_CUE_ROLE_QUESTION };

struct ns_cue {
    struct ns_slice term;
    const char *file; /* borrowed from the lexicon */
    unsigned line;
    uint8_t class, kind;
    uint8_t neg, alleg, np, will, harm; /* NS_KIND_COUNT if not given */
    uint8_t source, role, place;
    bool split;
    uint16_t takes, preps, obj_preps;
    float strength;
    float by[NS_RULE_COUNT]; /* measured agreement of each construction, < 0: not measured */
};

struct ns_cue_form {
    const uint32_t *words; /* vocabulary numbers */
    uint8_t len;
    uint8_t inflection; /* enum ns_inflection */
    uint32_t cue;
    float strength;
};

struct ns_cue_table;

/* Compiles a lexicon; both arguments must outlive the table. NS_ERR_FORMAT names file and line. */
enum ns_status ns_cue_table_new(const struct ns_lexicon *lexicon, struct ns_vocab *vocab,
                                struct ns_cue_table **out, struct ns_err *err);
void ns_cue_table_free(struct ns_cue_table *table); /* NULL is fine */

const struct ns_cue *ns_cue_at(const struct ns_cue_table *table, size_t index);
size_t ns_cue_count(const struct ns_cue_table *table);

/* The forms that begin with a word, longest first; their number, 0 if there are none. */
size_t ns_cue_forms(const struct ns_cue_table *table, uint32_t word,
                    const struct ns_cue_form **out);

/* Does the form stand at token tok, all of it before end? A split one may hold an object of up to
 * six tokens before its last word. Returns the token behind it, 0 if it does not. */
size_t ns_cue_match(const struct ns_cue_table *table, const struct ns_cue_form *form,
                    const struct ns_doc *doc, size_t tok, size_t end);

/* Is the word (by vocabulary number) a noun for something alleged or reported, or asked? */
enum ns_cue_role ns_cue_role_of(const struct ns_cue_table *table, uint32_t word);

/* Flags of a word in the closed lists (grammar.h). */
uint32_t ns_cue_gram(const struct ns_cue_table *table, uint32_t word);

/* Strength used where a construction was not measured: what rules alone (colon, dash) go by. */
float ns_rule_strength(enum ns_rule rule);

#endif
