/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * phrase.h (room: index): words next to each other, looked for in a text.
 *
 * A phrase is what stands between the blanks of a folded term. In a folded text it matches where its
 * words stand with one blank or more between them, and neither its first nor its last word goes on
 * into a longer one.
 */
#ifndef INDEX_PHRASE_H
#define INDEX_PHRASE_H

#include "naysay/memory.h"
#include "naysay/slice.h"

enum query_answer { QUERY_NO, QUERY_UNKNOWN, QUERY_YES };

enum phrase_edges {
    PHRASE_WHOLE,  /* whole words */
    PHRASE_BEGINS, /* the last word may go on */
    PHRASE_PART    /* anywhere, inside words too */
};

struct phrase {
    struct ns_slice *words; /* folded; no blank in them */
    size_t count;
    size_t rarest, rare; /* word to look for first, and its rarest byte */
    bool before, behind; /* must no word character stand before it, behind it? */
    /* The same for texts that are not folded, where all of it is ASCII and has a letter or digit: the
     * rarest two bytes of a word, the first of them such a one; or one, if all words are that short. */
    bool quick, quick_pair;
    size_t quick_word, quick_at;
};

/* False if nothing is left of the term. Words live in the arena. */
bool index_phrase_make(struct ns_arena *arena, struct ns_slice term, enum phrase_edges edges,
                       struct phrase *out);

/* The next place in a folded text whose looking begins at *from; moves *from on. All places are
 * found, overlapping ones too, in order. */
struct phrase_place {
    size_t begin, end;
};
bool index_phrase_next(struct ns_slice folded, const struct phrase *phrase, size_t *from,
                       struct phrase_place *place);

/* Is it somewhere in the folded text? */
bool index_phrase_in(struct ns_slice folded, const struct phrase *phrase);

/* Which letters and digits code points beyond ASCII fold to, as far as they were met. */
#define GLANCE_POINTS 128u
struct phrase_glance {
    uint32_t points[GLANCE_POINTS];  /* 0: none yet */
    uint64_t letters[GLANCE_POINTS]; /* bit 0 to 25: a to z, 26 to 35: 0 to 9 */
};

/* Is it in the text, once it will be folded? Looks at the bytes as they are; UNKNOWN: fold it. */
enum query_answer index_phrase_glance(struct phrase_glance *glance, struct ns_slice text,
                                      const struct phrase *phrase);

#endif
