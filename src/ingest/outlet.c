/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outlet, where no byline names it: page furniture that speaks for it, the note on its author,
 * and those who spoke to it ("told The Planet") count together. One of these alone names others as
 * often. A notice of copyright names an owner, a credit an agency: they do not count.
 */
#include "reading.h"

#define NAMED_MOST  8    /* outlets that are counted */
#define BLOCKS_MOST 300  /* that are searched for them */
#define ENOUGH      3.0F /* points that name the outlet */

struct votes {
    struct {
        struct ns_slice name;
        float spoken, furniture;
    } at[NAMED_MOST];
    size_t len;
};

static void vote(struct votes *votes, struct ns_slice name, float spoken, float furniture)
{
    size_t i = 0;
    while (i < votes->len && !ns_slice_equal_nocase(votes->at[i].name, name))
        i++;
    if (i == NAMED_MOST)
        return;
    if (i == votes->len)
        votes->at[votes->len++].name = name;
    votes->at[i].spoken += spoken;
    votes->at[i].furniture += furniture;
}

static struct ns_slice from_word(struct ns_slice text, const struct ns_word *word)
{
    return (struct ns_slice){text.at + word->span.begin, text.len - word->span.begin};
}

/* "told The Planet", "asked by The Planet", "an interview with The Planet" */
static void count_spoken(struct ns_reading *r, struct ns_slice text, struct votes *votes)
{
    const struct ns_words *words = &r->words;
    for (size_t i = 0; i + 1 < words->len; i++) {
        const struct ns_word *word = &words->at[i];
        size_t next = 0;
        if (ns_word_is(text, word, "told"))
            next = i + 1;
        else if ((ns_word_is(text, word, "asked") && ns_word_is(text, word + 1, "by")) ||
                 (ns_word_is(text, word, "interview") && ns_word_is(text, word + 1, "with")))
            next = i + 2;
        if (next == 0 || next >= words->len)
            continue;
        struct ns_slice name = ns_outlet_at(r, from_word(text, &words->at[next]));
        if (name.len)
            vote(votes, name, 1, 0);
    }
}

static void count_furniture(struct ns_reading *r, struct ns_slice text, float points,
                            struct votes *votes)
{
    for (size_t i = 0; i < r->words.len; i++) {
        if (!(r->words.at[i].flags & NS_WORD_UPPER))
            continue;
        struct ns_slice name = ns_outlet_at(r, from_word(text, &r->words.at[i]));
        if (name.len == 0)
            continue;
        vote(votes, name, 0, points);
        while (i + 1 < r->words.len && text.at + r->words.at[i + 1].span.begin < name.at + name.len)
            i++;
    }
}

/* The points that a mention in this block of furniture is worth. */
static float worth(const struct ns_reading *r, size_t block)
{
    const struct ns_shape *s = &r->shapes[block];
    if (s->copyright || s->words > 200)
        return 0;
    if (s->email || s->address)
        return 2;
    return s->words <= 6 || ns_shape_prose(s) ? 1 : 0;
}

static bool may_be_spoken(struct ns_slice text)
{
    return memmem(text.at, text.len, "told ", 5) || memmem(text.at, text.len, "asked by", 8) ||
           memmem(text.at, text.len, "nterview with", 13);
}

static void count_blocks(struct ns_reading *r, bool furniture, struct votes *votes)
{
    const struct ns_article *a = r->article;
    for (size_t i = 0, counted = 0; i < a->block_count && counted < BLOCKS_MOST; i++) {
        struct ns_slice text = ns_reading_text(r, i);
        float points = furniture && a->blocks[i].role == NS_ROLE_BOILERPLATE ? worth(r, i) : 0;
        if (furniture ? points <= 0 : a->blocks[i].role != NS_ROLE_BODY || !may_be_spoken(text))
            continue;
        counted++;
        r->words.len = 0;
        ns_words_of(text, &r->words);
        if (furniture)
            count_furniture(r, text, points, votes);
        else
            count_spoken(r, text, votes);
    }
}

void ns_outlet_choose(struct ns_reading *r)
{
    struct ns_article *a = r->article;
    struct votes votes = {.len = 0};
    if (a->outlet.len || !r->lists->outlets)
        return;
    count_blocks(r, true, &votes);
    if (votes.len == 0)
        return;
    count_blocks(r, false, &votes);
    float best = 0, second = 0;
    struct ns_slice name = {NULL, 0};
    for (size_t i = 0; i < votes.len; i++) {
        float spoken = votes.at[i].spoken, points = votes.at[i].furniture;
        points = points > 0 ? points + (spoken < 2 ? spoken : 2) : 0;
        if (points > best) {
            second = best;
            best = points;
            name = votes.at[i].name;
        } else if (points > second) {
            second = points;
        }
    }
    if (best >= ENOUGH && best > second)
        a->outlet = name;
}
