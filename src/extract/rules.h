/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules.h (room: extract, private): all word lists of a folder, compiled.
 *
 * Lists are read by name from the program's folder and then from the user's (where a missing one is
 * fine). Single words carry classes (bits) by their vocabulary number; names and titles of one or
 * more words are terms, found by ns_rules_longest. Immutable once complete, shared by threads.
 */
#ifndef NAYSAY_EXTRACT_RULES_H
#define NAYSAY_EXTRACT_RULES_H

#include "doc.h"
#include "models.h"
#include "vocab.h"

#include "naysay/ingest.h"

#include <stdatomic.h>

/* What a single word may be; bits of ns_word.classes. */
enum ns_class {
    NS_CLASS_FUNCTION = 1 << 0, /* article, preposition, pronoun, auxiliary ...: no part of names */
    NS_CLASS_COMMON = 1 << 1,   /* mostly written in lower case */
    NS_CLASS_CALENDAR = 1 << 2, /* months and days */
    NS_CLASS_GIVEN = 1 << 3,    /* given names */
    NS_CLASS_SURNAME = 1 << 4,  /* family names */
    NS_CLASS_ORG_HEAD = 1 << 5, /* Ministry, Forces, University */
    NS_CLASS_ORG_TAIL = 1 << 6, /* Inc., Corp., Ltd */
    NS_CLASS_LOC_HEAD = 1 << 7, /* River, Province, Street */
    NS_CLASS_LOC_LEAD = 1 << 8, /* Lake, Mount, Fort, Port: before the name */
    NS_CLASS_PARTICLE = 1 << 9, /* al, bin, van, de: inside names, often in lower case */
    NS_CLASS_NUMBER = 1 << 10,  /* one, first, dozen */
    NS_CLASS_SAY = 1 << 11,     /* said, told, added: what persons and bodies do */
    NS_CLASS_ARMS = 1 << 12,    /* missile, jet, tank: words beside names of weapons */
    NS_CLASS_DIRECTION = 1 << 13,  /* northern, east: before names of places */
    NS_CLASS_FEMALE = 1 << 14,     /* with GIVEN */
    NS_CLASS_MALE = 1 << 15,       /* with GIVEN */
    NS_CLASS_EVENT_HEAD = 1 << 16, /* Cup, War, Treaty, Act: names of other things */
    NS_CLASS_MAYBE_NAME = 1 << 17, /* common word that is often part of a name: Supreme, Central */
    NS_CLASS_GIVEN_WEAK = 1 << 18, /* given name that is also a word or a place: Mark, Jordan */
    NS_CLASS_ROLE_END = 1 << 19,   /* last word of a role: spokesman, (prime) minister */
    NS_CLASS_COLLECTIVE = 1 << 20, /* behind the name of a body: group, forces, militants */
    NS_CLASS_ORG_WEAK = 1 << 22,   /* head of a body that is often something else: Park, House */
    NS_CLASS_SITE = 1 << 21,       /* behind or before the name of a place: province, city, town */
};

enum ns_term_what {
    NS_TERM_PLACE,
    NS_TERM_GROUP, /* nationalities, religions, peoples, parties' members */
    NS_TERM_ORG,
    NS_TERM_PERSON,
    NS_TERM_WEAPON,
    NS_TERM_OTHER, /* names of other things: treaties, wars, days */
    NS_TERM_HONORIFIC,
    NS_TERM_ROYAL,
    NS_TERM_RANK,
    NS_TERM_POLICE,
    NS_TERM_OFFICE,
    NS_TERM_ROLE,
    NS_TERM_ANONYMOUS,
    NS_TERM_COUNT
};
#define NS_TERM_BIT(what) (1u << (what))
#define NS_TERMS_NAMES                                                                             \
    (NS_TERM_BIT(NS_TERM_PLACE) | NS_TERM_BIT(NS_TERM_GROUP) | NS_TERM_BIT(NS_TERM_ORG) |          \
     NS_TERM_BIT(NS_TERM_PERSON) | NS_TERM_BIT(NS_TERM_WEAPON) | NS_TERM_BIT(NS_TERM_OTHER))
#define NS_TERMS_TITLES                                                                            \
    (NS_TERM_BIT(NS_TERM_HONORIFIC) | NS_TERM_BIT(NS_TERM_ROYAL) | NS_TERM_BIT(NS_TERM_RANK) |     \
     NS_TERM_BIT(NS_TERM_POLICE) | NS_TERM_BIT(NS_TERM_OFFICE))

struct ns_term {
    const uint32_t *words; /* vocabulary numbers */
    uint32_t upper;        /* bit i: word i is capitalised in the list */
    uint32_t shouted;      /* bit i: word i is in capitals throughout, two letters or more */
    uint16_t count;
    uint8_t what; /* enum ns_term_what */
    bool ambiguous;
    bool cased;                 /* compared with case */
    bool capital;               /* of a country: may stand for its government */
    bool metonym;               /* a place that stands for a body or state when it speaks */
    bool local;                 /* many states have a body of this name: not joined over articles */
    char gender;                /* 'm', 'f', '?' */
    struct ns_slice canonical;  /* name to show; of a demonym the word itself */
    struct ns_slice stands_for; /* the country of a demonym or a capital, the body of a metonym */
    const struct ns_lexicon_entry *entry;
    uint32_t next; /* 1 + index of the next term with the same first word */
};

enum ns_list {
    NS_LIST_COMMON,
    NS_LIST_PLACES,
    NS_LIST_TITLES,
    NS_LIST_ORGANISATIONS,
    NS_LIST_ALIASES,
    NS_LIST_GIVEN_NAMES,
    NS_LIST_SURNAMES,
    NS_LIST_WEAPONS,
    NS_LIST_FIGURES,
    NS_LIST_OUTLETS,
    NS_LIST_BOILERPLATE,
    NS_LIST_CUES,
    NS_LIST_COUNT
};

struct ns_cue_table;    /* cues.h */
struct ns_figure_words; /* figure_words.h */

NS_VEC(ns_terms, struct ns_term);

struct ns_rules {
    char *folder, *user_folder; /* where the lists are; the latter may be NULL */
    atomic_bool complete;       /* all below ingest is there, and changes no more */
    struct ns_ingest_lists ingest;
    struct ns_vocab *vocab;
    struct ns_lexicon *lists[NS_LIST_COUNT];
    struct ns_cue_table *cue_table;
    struct ns_figure_words *figure_words;
    uint32_t *classes; /* by vocabulary number */
    struct ns_terms terms;
    /* By vocabulary number: bits of the kinds of terms that begin with it; in the upper half of
     * those that may begin in lower case. */
    uint32_t *begins;
    uint32_t *heads; /* by vocabulary number: 1 + index of the first term that begins with it */
    struct ns_arena *arena;
    struct ns_models models; /* read by ns_rules_complete from model_folder */
    char *model_folder;      /* NULL: none are used */
    struct ns_bytes models_note;
    struct pcre2_real_code_8 *weapons; /* all patterns of weapons.txt, anchored; NULL if none */
};

/*
 * The longest term of the kinds in mask (bits) that stands at token tok and ends before end;
 * among equals the one that stands first in the lists. NULL if there is none; *after is the token
 * behind it. shouted: the sentence is in capitals throughout, case tells nothing.
 */
const struct ns_term *ns_rules_longest(const struct ns_rules *rules, const struct ns_doc *doc,
                                       uint32_t tok, uint32_t end, uint32_t mask, bool shouted,
                                       uint32_t *after);

/* The term that is exactly these words, whatever their case; NULL if there is none. */
const struct ns_term *ns_rules_exact(const struct ns_rules *rules, const uint32_t *words,
                                     size_t count, uint32_t mask);

#endif
