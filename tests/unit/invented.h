/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * invented.h (tests): a corpus made by hand, for tests of what stands on snapshots.
 *
 * Texts are paragraphs with blank lines between them; the first is the title, one that begins with
 * "#" is boilerplate, with "!" a caption. Statements and names are given by the words they cover.
 */
#ifndef TESTS_INVENTED_H
#define TESTS_INVENTED_H

#include "naysay/snapshot.h"

struct invented_statement {
    enum ns_kind kind;
    const char *content, *cue, *source, *speaker;
    enum ns_resolved resolved;
    float confidence;
    float speaker_confidence; /* 0: as sure as can be */
    const char *against;
    const char *via;
    int same_as; /* 1-based index of the first telling, 0: none */
};

struct invented_name {
    enum ns_entity_type type;
    const char *canonical, *words, *role; /* words: what is searched for in the text */
    bool unintroduced;
};

struct invented {
    const char *path, *text, *byline, *outlet;
    struct invented_statement statements[12]; /* up to the first without content */
    struct invented_name names[8];
    const char *date; /* "2016-03-07"; NULL: undated */
};

struct ns_article *invented_article(const struct invented *from);
struct ns_extraction *invented_extraction(const struct invented *from,
                                          const struct ns_article *article);

/* A whole snapshot; read: how many of the articles are there, extracted: how many extractions. */
struct invented_corpus {
    struct ns_item items[32];
    struct ns_article *articles[32];
    struct ns_extraction *extractions[32];
    size_t count;
};
void invented_corpus_make(struct invented_corpus *corpus, const struct invented *from,
                          size_t count);
void invented_corpus_free(struct invented_corpus *corpus);
struct ns_snapshot *invented_snapshot(const struct invented_corpus *corpus, size_t read,
                                      size_t extracted);

/* Five articles of an invented quarrel over a bridge. */
extern const struct invented invented_bridge[5];

#endif
