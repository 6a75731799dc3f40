/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sum_memory.h (room: extract, private): sums of weights that come up again.
 *
 * Most features of a token depend on few values: on one word, on what kinds of words three in a row
 * are. What their rows sum to is whole numbers, so it can be remembered from token to token and from
 * article to article without changing any result; looking it up costs one place in memory instead of
 * one for each feature. A memory belongs to one thread and to the models of one set of rules. Its
 * size is bounded; what is forgotten is summed again.
 */
#ifndef NAYSAY_EXTRACT_SUM_MEMORY_H
#define NAYSAY_EXTRACT_SUM_MEMORY_H

#include "models.h"
#include "sight.h"

/* --- sums to come --- */

/*
 * Rows lie far apart in memory, and a sum of a few waits for each of them. So sums are listed first,
 * with their rows on the way into the cache, and made together.
 */
#define NS_PENDING_ROWS 1024
#define NS_PENDING_SUMS 512

struct ns_pending {
    const struct ns_weights *weights;                  /* of 8 labels at most */
    uint32_t rows[NS_PENDING_ROWS + NS_FEATURES_MOST]; /* features */
    uint32_t row_count, count;
    struct ns_pending_sum {
        void *out;    /* ns_lanes4 or ns_lanes8, by the weights' stride: added to */
        uint32_t end; /* of its rows */
    } sums[NS_PENDING_SUMS];
};

static inline void ns_pending_open(struct ns_pending *pending, const struct ns_weights *weights)
{
    pending->weights = weights;
    pending->row_count = pending->count = 0;
}

/* Makes all that is listed. */
void ns_pending_sum(struct ns_pending *pending);

/* What is added to out once ns_pending_sum is called, which may be at once when much has been listed. */
static inline void ns_pending_add(struct ns_pending *pending, const struct ns_feature_list *list,
                                  void *out)
{
    const struct ns_weights *w = pending->weights;
    uint32_t *rows = pending->rows + pending->row_count;
    for (size_t i = 0; i < list->len; i++) {
        rows[i] = list->at[i];
        __builtin_prefetch(ns_weights_row(w, list->at[i]));
    }
    pending->row_count += (uint32_t)list->len;
    pending->sums[pending->count++] = (struct ns_pending_sum){out, pending->row_count};
    if (pending->row_count >= NS_PENDING_ROWS || pending->count == NS_PENDING_SUMS)
        ns_pending_sum(pending);
}

/* --- what is remembered --- */

/* What features see of a word wherever it stands: hash, first and last letters, grammar, shape, cue and
 * mark. */
#define NS_WORD_KEY    3
#define NS_PATTERN_KEY 2
#define NS_STATE_KEY   2

#define NS_WINDOW 5 /* places about a token that stage one looks at: -2 to 2 */

struct ns_word_sums {
    uint64_t key[NS_WORD_KEY];
    uint32_t uses;  /* since the memory was last cleared up */
    uint32_t known; /* bits: which of beside and ruled are there */
    /* Stage one: what it adds to the token for which it stands at place -2 to 2 of the window; by
     * what else is told of it (cue_features.h). */
    ns_lanes4 window[NS_WINDOW];
    ns_lanes4 strong[4]; /* by the strong cues of the sentence */
    ns_lanes4 quoted[2]; /* not in a quotation, in one */
    ns_lanes4 plain, bare, unled;
    /* Stage two: behind, at and before the token; then by side and commas on the way to the cue, and
     * by what the rules say (span_features.h). */
    ns_lanes8 span[3];
    ns_lanes8 beside[8];
    ns_lanes8 ruled[5];
};

/* Grammar of a token, the one before and the one behind, and the token's strength as a cue. */
struct ns_pattern_sums {
    uint64_t key[NS_PATTERN_KEY];
    uint32_t uses, none;
    ns_lanes4 before, here, behind; /* stage one: for the token before, itself, the one behind */
    ns_lanes8 span;                 /* stage two, for itself */
};

/* Several small numbers together. */
struct ns_state_sums {
    uint64_t key[NS_STATE_KEY];
    uint32_t uses, none;
    ns_lanes4 none_either;
    ns_lanes8 sums;
};

enum ns_sum_table { NS_SUM_WORDS, NS_SUM_PATTERNS, NS_SUM_STATES, NS_SUM_TABLES };

struct ns_sum_memory;

struct ns_sum_memory *ns_sum_memory_new(void);
void ns_sum_memory_free(struct ns_sum_memory *memory); /* NULL is fine */

/* To be called before each article: makes room. What was handed out holds until then. */
void ns_sum_memory_begin(struct ns_sum_memory *memory);

/* A key on the way to its entry: first its place is fetched, then, once that may have come, the entry;
 * what is looked up in between does no harm. */
struct ns_sum_key {
    uint64_t hash; /* by ns_sum_memory_fetch */
    uint64_t at[NS_WORD_KEY];
};
void ns_sum_memory_fetch(const struct ns_sum_memory *memory, enum ns_sum_table table,
                         struct ns_sum_key *key);
void ns_sum_memory_fetch_entry(const struct ns_sum_memory *memory, enum ns_sum_table table,
                               const struct ns_sum_key *key);

/* Fetched keys. Zero but for its key if it is new; NULL if there is no room for more. */
struct ns_word_sums *ns_sum_memory_word(struct ns_sum_memory *memory, const struct ns_sum_key *key,
                                        bool *is_new);
struct ns_pattern_sums *ns_sum_memory_pattern(struct ns_sum_memory *memory,
                                              const struct ns_sum_key *key, bool *is_new);
struct ns_state_sums *ns_sum_memory_state(struct ns_sum_memory *memory,
                                          const struct ns_sum_key *key, bool *is_new);

#endif
