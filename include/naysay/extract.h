/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * extract.h (room: extract): names and attributions of one article.
 *
 * Extraction is a pure function of a frozen article and the rules: the same input gives the same
 * output in any order and on any number of threads. What it found lives in an arena of its own.
 * Entities are local to the article; ns_entity.key is equal for the same thing in all articles.
 */
#ifndef NAYSAY_EXTRACT_H
#define NAYSAY_EXTRACT_H

#include "naysay/article.h"
#include "naysay/error.h"

#include <stdatomic.h>

enum ns_entity_type {
    NS_ENTITY_PER,
    NS_ENTITY_ORG,
    NS_ENTITY_LOC,
    NS_ENTITY_GROUP, /* nationalities, religions, peoples: "Russian"; written MISC in output */
    NS_ENTITY_WEAPON,
    NS_ENTITY_THING, /* what else has a name: events, products, works; written MISC as well */
    NS_ENTITY_NAME_TYPES,
    /* Figures: no names, and no part of what statements are found by. Canonical is a plain form:
     * "2016-03-05" (ISO 8601), "USD 1200000000" (ISO 4217), "3000 troops". */
    NS_ENTITY_DATE = NS_ENTITY_NAME_TYPES,
    NS_ENTITY_MONEY,
    NS_ENTITY_NUMBER,
    NS_ENTITY_TYPE_COUNT
};
/* "PER", "ORG", "LOC", "MISC", "WEAPON", "MISC", "DATE", "MONEY", "NUMBER" */
const char *ns_entity_type_name(enum ns_entity_type type);
static inline bool ns_entity_is_figure(enum ns_entity_type type)
{
    return type >= NS_ENTITY_NAME_TYPES;
}

struct ns_mention {
    struct ns_range span;
    uint32_t entity; /* index into entities */
    bool acts;       /* a state that does what a body does ("Orna denied it"): told as ORG here */
};

#define NS_NONE UINT32_MAX

/* What joins a person over articles where the name alone does not: "Sen. Bale" and "Ann Bale, a
 * senator". Hashes, the same in all articles. */
#define NS_BEARING_TIES 6 /* more are left out */
struct ns_bearing {
    uint64_t family;                /* the family name; 0: no person */
    uint64_t given;                 /* the first given name; 0: the family name alone is told */
    uint64_t ties[NS_BEARING_TIES]; /* an office; a body of a role; a role in a state */
    uint8_t tie_count;
    uint8_t words; /* of the fullest name */
};

struct ns_entity {
    enum ns_entity_type type;
    /* The same over all articles for the same canonical name and type; of a bare family name that
     * no list knows, and of a body that many states have, of this article alone. */
    uint64_t key;
    struct ns_bearing bearing;
    struct ns_slice canonical; /* fullest name of the article, or the alias list's */
    struct ns_slice *aliases;  /* other forms in the article, in order of first use */
    size_t alias_count;
    struct ns_slice *roles; /* "Pentagon press secretary", as written, in order of first use */
    size_t role_count;
    uint32_t mention_count;
    uint32_t first_mention; /* index into mentions */
    bool introduced;        /* false: a person only ever called by a bare surname */
    char gender;            /* 'm', 'f' or '?' */
};

/* Somebody or something as looked for in other articles. */
struct ns_who {
    uint64_t key;
    struct ns_bearing bearing;
};
static inline struct ns_who ns_who_of(const struct ns_entity *entity)
{
    return (struct ns_who){entity->key, entity->bearing};
}
/* The same key; or the same family name, and either the same given name beside others in between
 * ("Ann Bale", "Ann M. Bale"), or a bare family name with a tie in common. */
bool ns_who_is(const struct ns_who *who, const struct ns_entity *entity);

enum ns_kind {
    NS_KIND_CLAIM,
    NS_KIND_DENIAL,
    NS_KIND_ACCUSATION,
    NS_KIND_THREAT,
    NS_KIND_PROMISE,
    NS_KIND_CONFIRMATION,
    NS_KIND_NO_COMMENT,
    NS_KIND_DEMAND,
    NS_KIND_QUESTION,
    NS_KIND_BELIEF,
    NS_KIND_OTHER,
    NS_KIND_COUNT
};
const char *ns_kind_name(enum ns_kind kind); /* "claim", "no-comment", ... */
char ns_kind_letter(enum ns_kind kind);      /* gutter: C D A T P K R M Q B O */
bool ns_kind_parse(struct ns_slice name, enum ns_kind *out);

enum ns_resolved {
    NS_RESOLVED_NAMED,     /* the source holds the name */
    NS_RESOLVED_ALIAS,     /* a surname, an acronym, a metonym */
    NS_RESOLVED_PRONOUN,   /* he, she, they, who, or a bare "the spokesman" */
    NS_RESOLVED_ANONYMOUS, /* "a senior official": nobody is named */
    NS_RESOLVED_UNKNOWN,   /* no source, or it could not be told */
};
const char *ns_resolved_name(enum ns_resolved how); /* "named", "alias", ... */

/* What trained models decided of a statement; bits. */
enum ns_by_model {
    NS_BY_MODEL_CONFIDENCE = 1, /* how often one like it is right */
    NS_BY_MODEL_SOURCE = 2,     /* where the source begins and ends, other than the rule says */
    NS_BY_MODEL_CONTENT = 4,
};

/* Why: which rule fired on which line of a word list, and how the speaker was found. */
struct ns_why {
    const char *rule;    /* name of the construction: "that", "according", "learned" ... */
    const char *lexicon; /* file of the cue's line, NULL if in no list */
    unsigned lexicon_line;
    uint8_t by_model;        /* enum ns_by_model */
    const char *kind_reason; /* "cue says so", "negation governs a reported proposition", ... */
    struct ns_slice speaker_reason;  /* "surname of Peter Cook, named in paragraph 3" */
    struct ns_slice speaker_against; /* "may be Nora Cook"; len 0: nothing speaks against it */
};

struct ns_attribution {
    struct ns_range source;   /* empty if there is none */
    struct ns_range cue;      /* empty if there is none */
    struct ns_range *content; /* at least one, in order */
    size_t content_count;
    enum ns_kind kind;
    struct ns_slice speaker; /* full name or body; len 0: none */
    uint32_t speaker_entity; /* index into entities, or NS_NONE */
    enum ns_resolved resolved;
    struct ns_slice via;      /* who carried it ("RIA Novosti"); len 0: nobody */
    uint32_t same_as;         /* index of the first telling of the same statement, or NS_NONE */
    uint32_t block;           /* index of the block that holds its cue, else its content */
    float confidence;         /* 0 to 1; see NS_BY_MODEL_CONFIDENCE, else set by hand */
    float speaker_confidence; /* 0 to 1: how often a speaker found in this way is right; 0: none */
    struct ns_why why;
};

struct ns_extraction {
    struct ns_arena *arena;
    struct ns_mention *mentions; /* by begin, none overlap */
    size_t mention_count;
    struct ns_entity *entities; /* names by first mention, then figures by first mention */
    size_t entity_count;
    struct ns_attribution *attributions; /* by the smallest begin of cue and content */
    size_t attribution_count;
    uint32_t kind_counts[NS_KIND_COUNT]; /* statements, repeated tellings not counted again */
    struct ns_slice language_note; /* "not English: no statements sought, ..."; len 0 if fine */
};

struct ns_rules; /* all word lists, compiled; immutable, shared by threads */

/*
 * Loads the lists of folder (assets/lexicon), then, if given, files of the same names in
 * user_folder. NS_ERR_IO or NS_ERR_FORMAT name the file and line.
 */
enum ns_status ns_rules_load(const char *folder, const char *user_folder, struct ns_rules **out,
                             struct ns_err *err);
void ns_rules_free(struct ns_rules *rules);

/*
 * The same in two halves. After begin, articles may be read with ns_rules_ingest_lists, by any
 * number of threads; one thread may meanwhile load what extraction needs by complete (own: with the
 * lists of user_folder). When that fails, it may be tried again. Before it has been done nothing
 * may be extracted.
 */
enum ns_status ns_rules_begin(const char *folder, const char *user_folder, struct ns_rules **out,
                              struct ns_err *err);
enum ns_status ns_rules_complete(struct ns_rules *rules, bool own, struct ns_err *err);
bool ns_rules_are_complete(const struct ns_rules *rules);

/*
 * The folder of trained models that ns_rules_complete reads; call before it. Without, or with NULL,
 * the rules decide alone, as they do for a model that is missing or damaged. The note, once
 * complete, tells each such one in a line; len 0: all is well.
 */
void ns_rules_use_models(struct ns_rules *rules, const char *folder);
struct ns_slice ns_rules_models_note(const struct ns_rules *rules);

struct ns_ingest_lists;
/* The lists that reading needs, borrowed from the rules. */
const struct ns_ingest_lists *ns_rules_ingest_lists(const struct ns_rules *rules);

/*
 * What a thread needs to extract one article after another: the rules, what is remembered from one
 * article to the next (some MB, bounded; it saves time and changes no result), and when to stop. One
 * thread at a time. The rules must be complete at the first article and outlive it. Once cancel,
 * which may be NULL, is true, an extraction ends soon, whatever the article's size.
 */
struct ns_extractor;
struct ns_extractor *ns_extractor_new(const struct ns_rules *rules, const atomic_bool *cancel);
void ns_extractor_free(struct ns_extractor *extractor); /* NULL is fine */

/* Owned by the caller. NULL if it was cancelled; else never fails. */
struct ns_extraction *ns_extract(struct ns_extractor *extractor, const struct ns_article *article);
void ns_extraction_free(struct ns_extraction *extraction); /* NULL is fine */

/* The smallest range that holds source, cue and contents. */
struct ns_range ns_attribution_extent(const struct ns_attribution *attribution);

/* Below it a speaker is shown as uncertain. */
#define NS_SPEAKER_SURE 0.7f
static inline bool ns_speaker_is_uncertain(const struct ns_attribution *attribution)
{
    return attribution->speaker.len > 0 && attribution->speaker_confidence < NS_SPEAKER_SURE;
}

/* Confidence is told in hundredths: what is shown as 0.50 is 0.50. */
#define NS_CONFIDENCE_BINS 101
unsigned ns_confidence_bin(float confidence);

/* Statements of a kind with at least that confidence; repeated tellings are not counted again. */
uint32_t ns_extraction_count(const struct ns_extraction *extraction, enum ns_kind kind,
                             float threshold);

/* Where a reader should land: first content byte, else the cue. */
uint32_t ns_attribution_anchor(const struct ns_attribution *attribution);

#endif
