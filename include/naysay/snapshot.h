/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * snapshot.h (room: index): an immutable view of what is known of the corpus so far.
 *
 * A snapshot is reference-counted (atomic); items, articles, extractions and segments that it shows
 * live until the corpus is closed, which must happen after the last release. Item i is the same file in every
 * snapshot of a corpus; later snapshots may have more items and more in them.
 */
#ifndef NAYSAY_SNAPSHOT_H
#define NAYSAY_SNAPSHOT_H

#include "naysay/postings.h"

#include <stdatomic.h>

struct ns_item {
    const char *path;                       /* as found */
    const struct ns_article *article;       /* NULL: not read yet, or failed */
    const struct ns_extraction *extraction; /* NULL: not extracted yet */
    bool failed;                            /* read, but skipped: no article will come */
    bool settled;                           /* nothing of it will change any more */
};

/* A path that was passed over. */
struct ns_skipped {
    const char *path;
    const char *reason;
};

struct ns_snapshot {
    atomic_uint references;
    const struct ns_item *items; /* in final order; failed ones stay in place and are not shown */
    size_t count;
    size_t read_count, extracted_count, failed_count;
    uint64_t byte_count;                                   /* of bodies read */
    uint32_t kind_bins[NS_KIND_COUNT][NS_CONFIDENCE_BINS]; /* statements so far, by confidence */
    const struct ns_skipped *skipped;
    size_t skipped_count;
    /* The index so far: words of texts as they were read; names and speakers of articles whose
     * extraction will not change any more. An item is in at most one segment of each. */
    const struct ns_segment *const *text_segments, *const *name_segments;
    size_t text_segment_count, name_segment_count;
    const char *rules_note; /* a mistake in the word lists and what it means; NULL: none (so far) */
    bool listed;            /* all folders have been walked */
    bool complete;          /* and everything has been read, extracted and indexed */
};

/* Statements of a kind with at least that confidence, repeated tellings not counted again. */
uint64_t ns_snapshot_count(const struct ns_snapshot *snapshot, enum ns_kind kind, float threshold);

struct ns_snapshot *ns_snapshot_acquire(struct ns_snapshot *snapshot);
void ns_snapshot_release(struct ns_snapshot *snapshot); /* NULL is fine */

/* Allocated in one piece, references 1; the builder fills it in before it publishes it. */
struct ns_snapshot *ns_snapshot_new(size_t items, size_t skipped);
struct ns_snapshot *ns_snapshot_with_segments(size_t items, size_t skipped, size_t text_segments,
                                              size_t name_segments);

/* For each item of now, the item of before with the same path and an article, or SIZE_MAX. The
 * caller frees. */
size_t *ns_snapshot_places(const struct ns_snapshot *now, const struct ns_snapshot *before);

/*
 * While a corpus that was opened anew is still being extracted: a copy of now in which what is not
 * extracted yet, but has the same text as before, is shown as it was, counts included. places is by
 * ns_snapshot_places. Both corpora must live until the copy is released; its owner has one reference.
 */
struct ns_snapshot *ns_snapshot_lend(const struct ns_snapshot *now,
                                     const struct ns_snapshot *before, const size_t *places);

/* One thing over all articles: joined by ns_entity.key. */
struct ns_profile_role {
    struct ns_slice role;
    size_t item; /* index of the first article that says so */
};
struct ns_profile {
    struct ns_slice canonical; /* longest of the articles' */
    enum ns_entity_type type;
    size_t article_count;
    uint64_t mention_count;
    struct ns_profile_role *roles; /* distinct, folded; in order of articles */
    size_t role_count;
    struct ns_slice *aliases;
    size_t alias_count;
};

/* Scans the snapshot (linear in entities). Results live in arena. False if the key is nowhere. */
bool ns_snapshot_profile(const struct ns_snapshot *snapshot, uint64_t key, struct ns_arena *arena,
                         struct ns_profile *out);

#endif
