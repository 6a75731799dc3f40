/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * entities.h (room: extract, private): which mentions are the same thing.
 *
 * entities.c joins mentions, entities_person.c those of persons, roles.c finds what persons are.
 */
#ifndef NAYSAY_EXTRACT_ENTITIES_H
#define NAYSAY_EXTRACT_ENTITIES_H

#include "rules.h"

#define NS_CLUSTER_TITLES 4 /* more are not remembered */

struct ns_cluster {
    uint8_t type;              /* enum ns_entity_type */
    bool local;                /* of this article only */
    bool listed;               /* canonical is from a list */
    struct ns_slice canonical; /* len 0: the text of best */
    uint32_t best;             /* mention with the fullest name */
    uint32_t best_tokens;
    uint32_t next;  /* persons: 1 + index of the next one of the same family name */
    uint32_t first; /* first mention */
    uint32_t fulls; /* persons: times named in full */
    uint32_t last;  /* persons: 1 + the last mention in full so far; 0: not yet */
    const struct ns_term *titles[NS_CLUSTER_TITLES]; /* persons: before the full name; NULL: none */
    char gender;
    bool described; /* has a role or a title that is no honorific */
};
NS_VEC(ns_clusters, struct ns_cluster);

struct ns_map;

struct ns_joiner {
    struct ns_doc *doc;
    struct ns_clusters clusters;
    uint32_t *of;          /* cluster of each mention, NS_NONE */
    struct ns_map *keys;   /* type and words -> 1 + cluster */
    uint32_t sex_word;     /* 1 + the bare name whose sex was asked for last */
    char sex;              /* of that name */
    struct ns_map *shorts; /* acronym given in brackets -> 1 + the mention of the long name */
};

/* A new cluster with mention as its best name. */
uint32_t ns_cluster_new(struct ns_joiner *j, uint32_t mention);

/* Persons: fills of for all mentions of type PER. */
void ns_join_persons(struct ns_joiner *j);

/* The text of some bytes with runs of white space as one blank; borrowed from the body where it is
 * so already. */
struct ns_slice ns_clean_name(const struct ns_doc *doc, struct ns_range bytes);

/* roles.c: roles and genders of persons, once entities are made. */
void ns_roles_find(struct ns_doc *doc);

/* who.c: family names, given names and ties of persons, once their roles are known. */
void ns_bearings_find(struct ns_doc *doc);

/* The gender that a run of titles tells, '?' if none; *described: one of them is no honorific. */
char ns_titles_gender(const struct ns_doc *doc, struct ns_range titles, bool *described);

#endif
