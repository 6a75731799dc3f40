/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * speakers_source.h (room: extract, private): the parts of a source, and who was found so far.
 */
#ifndef NAYSAY_EXTRACT_SPEAKERS_SOURCE_H
#define NAYSAY_EXTRACT_SPEAKERS_SOURCE_H

#include "rules.h"
#include "speakers.h"

/* "A spokesman for the coalition in Baghdad": core "A spokesman", head "spokesman", owner the
 * coalition. "Russian Maj. Gen. Tom Bale": person the mention of Bale. */
struct ns_source {
    struct ns_range toks; /* without commas around it */
    struct ns_range core; /* before the first preposition, comma or relative; articles included */
    uint32_t head;        /* token of the head noun */
    uint32_t person;      /* mention of the person it names, NS_NONE */
    uint32_t second;      /* mention of a second person: "Bale and Moor", NS_NONE */
    uint32_t body;        /* mention that is the head itself and no person, NS_NONE */
    uint32_t owner;       /* mention that the head belongs to: "Pentagon official", NS_NONE */
    bool definite;        /* the, this, that, his */
};

/* An answer that later ones may point back to. */
struct ns_said {
    struct ns_speaker speaker;
    uint32_t at;    /* token of the cue */
    uint32_t head;  /* token of the source's head noun, NS_NONE */
    uint32_t block; /* index into doc->blocks */
    bool asked;     /* a question to somebody: the next answer is likely theirs */
};
NS_VEC(ns_said_list, struct ns_said);

/* An entity by the folded hash of its name. */
struct ns_named {
    uint64_t hash;
    uint32_t entity;
};

/* How far back answers and mentions are looked through, so that no text costs more than its length
 * is worth. */
#define NS_SAID_BACK     60
#define NS_MENTIONS_BACK 300

struct ns_speakers {
    struct ns_doc *doc;
    struct ns_said *said;
    size_t said_count, said_room;
    uint32_t *mentions;      /* of each entity in order, one after the other */
    uint32_t *first_mention; /* of each entity: index into mentions */
    struct ns_named *named;  /* all entities but persons, by hash */
    size_t named_count;
};

/* Takes a source apart. */
struct ns_source ns_source_of(const struct ns_doc *doc, struct ns_range toks);

static inline const struct ns_entity *ns_entity_of(const struct ns_doc *doc, uint32_t mention)
{
    return &doc->entities[doc->mentions[mention].entity];
}

/* Number of the paragraph (or "the headline") that a mention stands in, for reasons. */
struct ns_slice ns_place_of(const struct ns_doc *doc, uint32_t mention);

/* Is the word in a list of words parted by blanks? */
bool ns_is_in(struct ns_slice word, const char *list);

/* The article's entity of a name, no person; NS_NONE if it has none. */
uint32_t ns_entity_named(const struct ns_speakers *speakers, struct ns_slice name);

/* How many mentions end at or before tok. */
uint32_t ns_mention_before(const struct ns_doc *doc, uint32_t tok);

/* speakers_described.c: the person that a role points to, NS_NONE; mention made us think so. */
struct ns_described {
    uint32_t entity, mention;
};
struct ns_described ns_find_described(const struct ns_speakers *speakers,
                                      const struct ns_source *source);

/* speakers_pronoun.c */
bool ns_is_pronoun(const struct ns_doc *doc, uint32_t tok);
struct ns_speaker ns_pronoun_speaker(const struct ns_speakers *speakers, uint32_t tok, uint32_t at);

/* speakers_phrase.c: a source without a named person that is no pronoun. */
/* "his lawyer", "her family": somebody else than he or she, unlike "his statement". */
bool ns_speaks_for_itself(const struct ns_doc *doc, const struct ns_source *source);
struct ns_speaker ns_phrase_speaker(const struct ns_speakers *speakers,
                                    const struct ns_source *source, uint32_t at);

#endif
