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
    bool one;       /* "an aide": one human being, new in the text */
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

/* A speaker found in a way, as sure as the way is; none at all. */
struct ns_speaker ns_speaker_make(struct ns_slice name, uint32_t entity, enum ns_resolved how,
                                  enum ns_way way, struct ns_slice reason);
struct ns_speaker ns_speaker_none(enum ns_resolved how, struct ns_slice reason);
/* The same speaker, found in another way: no surer than before if before was not sure. */
struct ns_speaker ns_speaker_again(struct ns_speaker before, enum ns_way way,
                                   struct ns_slice reason);

/* Is the speaker a body, named or not in the lists? */
bool ns_is_body_speaker(const struct ns_doc *doc, const struct ns_speaker *speaker);

/* speakers_described.c: the person that a role points to, NS_NONE; mention made us think so. */
struct ns_described {
    uint32_t entity, mention;
    uint32_t rival; /* entity of another one with that role, NS_NONE */
};
struct ns_described ns_find_described(const struct ns_speakers *speakers,
                                      const struct ns_source *source);

/* The state that a list gives a person; len 0: none. */
struct ns_slice ns_state_of_person(const struct ns_speakers *speakers, uint32_t entity);

/* The person whom the sentences around a definite phrase are about, if nothing in it speaks against:
 * "the businessman". mention is NS_NONE if there is none. */
struct ns_described ns_find_topic(const struct ns_speakers *speakers,
                                  const struct ns_source *source);

/* speakers_body.c */
/* The state that a capital or the name of a people stands for; len 0: none. */
struct ns_slice ns_stands_for(const struct ns_doc *doc, uint32_t mention);
struct ns_speaker ns_body_speaker(const struct ns_speakers *speakers, uint32_t mention);
/* Words that mean a body: ministry, army, group. */
bool ns_is_body_word(struct ns_slice word);
/* Words for what a body publishes: statement, footage. */
bool ns_is_published_word(struct ns_slice word);
/* A listed body that is all of the phrase's end, whatever its case: "Russian defence ministry". */
const struct ns_term *ns_listed_body(const struct ns_doc *doc, struct ns_range core);
/* A source whose head is such a word. */
struct ns_speaker ns_body_phrase(const struct ns_speakers *speakers,
                                 const struct ns_source *source);
/* The phrase without articles, numbers and "another" before it. */
struct ns_slice ns_phrase_text(const struct ns_doc *doc, struct ns_range toks);

/* speakers_pronoun.c */
bool ns_is_pronoun(const struct ns_doc *doc, uint32_t tok);
struct ns_speaker ns_pronoun_speaker(const struct ns_speakers *speakers, uint32_t tok, uint32_t at);

/* speakers_phrase.c: a source without a named person that is no pronoun. */
/* "his lawyer", "her family": somebody else than he or she, unlike "his statement". */
bool ns_speaks_for_itself(const struct ns_doc *doc, const struct ns_source *source);
struct ns_speaker ns_phrase_speaker(const struct ns_speakers *speakers,
                                    const struct ns_source *source, uint32_t at);

#endif
