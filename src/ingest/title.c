/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which block is the title, by evidence: it stands before the text, has the length and the form of a
 * title, is no page furniture, and above all is told with the words of the text.
 */
#include "reading.h"

#define CANDIDATES 14   /* blocks before the text that are looked at */
#define TOP_BLOCKS 3    /* in which a title right above a dateline is looked for */
#define TITLE_MOST 300  /* bytes */
#define TEXT_MOST  6000 /* words of the text that are compared */
#define SEEN_BITS  (32 * NS_SEEN_WORDS)

static bool content_word(const struct ns_word *word)
{
    return word->span.end - word->span.begin >= 4 && !(word->flags & NS_WORD_DIGIT);
}

void ns_title_see(struct ns_reading *r, const struct ns_shape *shape)
{
    const char *evidence;
    if (shape->words < 15 || r->seen_words >= TEXT_MOST || !ns_shape_prose(shape) ||
        ns_furniture_score(shape, &evidence) > 0)
        return;
    size_t most = TEXT_MOST - r->seen_words, count = r->words.len < most ? r->words.len : most;
    for (size_t w = 0; w < count; w++) {
        uint32_t hash = r->words.at[w].hash;
        if (content_word(&r->words.at[w]))
            r->seen[hash % SEEN_BITS / 32] |= 1u << hash % 32;
    }
    r->seen_words += count;
}

/* The share of a block's content words that the text has too; -1 if it has none. */
static float shared_words(struct ns_reading *r, size_t block)
{
    unsigned all = 0, shared = 0;
    r->words.len = 0;
    ns_words_of(ns_reading_text(r, block), &r->words);
    for (size_t w = 0; w < r->words.len; w++) {
        uint32_t hash = r->words.at[w].hash;
        if (!content_word(&r->words.at[w]))
            continue;
        all++;
        shared += r->seen[hash % SEEN_BITS / 32] >> hash % 32 & 1;
    }
    return all ? (float)shared / (float)all : -1;
}

static float weigh_form(const struct ns_shape *s)
{
    float points = 0;
    if (s->words >= 5 && s->words <= 16)
        points += 1;
    else if (s->words < 3)
        points -= 1;
    else if (s->words > 24)
        points -= 1.5F;
    if (!s->stop)
        points += 1;
    else if (s->question || s->exclaims)
        points += s->sentences < 2 ? 0.7F : 0.2F;
    else
        points -= s->sentences >= 2 || s->words > 14 ? 1 : 0.3F;
    if (s->colon || s->ellipsis)
        points -= 1;
    if (ns_shape_title_case(s) > 0.6F)
        points += 0.7F;
    if (s->speech && s->stop)
        points -= 1;
    if (s->words && s->numbers * 2 >= s->words)
        points -= 1.5F;
    return points;
}

/* What a title is not; first: it is the first block of all. */
static bool is_ruled_out(struct ns_reading *r, size_t block, struct ns_slice text)
{
    const struct ns_shape *s = &r->shapes[block];
    struct ns_dateline dateline;
    struct ns_byline byline;
    char date[11];
    return s->words == 0 || s->url || s->email || text.len > TITLE_MOST || s->leftover ||
           s->bullet || ns_byline_parse(r, text, false, &byline) ||
           ns_date_parse(text, s, date, false) || ns_dateline_parse(r, text, &dateline);
}

/* "Harbour Gazette", "The Veles Courier": a short name that ends as newspapers' names do. */
static bool is_masthead(struct ns_reading *r, struct ns_slice text, const struct ns_shape *s)
{
    static const char *const heads[] = {
        "times",    "post",     "news",      "herald",      "tribune",  "gazette", "courier",
        "observer", "journal",  "chronicle", "telegraph",   "mail",     "press",   "magazine",
        "review",   "standard", "mirror",    "globe",       "agency",   "daily",   "weekly",
        "dispatch", "examiner", "sentinel",  "independent", "bulletin", "monitor",
    };
    if (s->words < 2 || s->words > 4 || s->stop || s->colon || ns_shape_title_case(s) < 0.99F)
        return false;
    r->words.len = 0;
    ns_words_of(text, &r->words);
    for (size_t i = 0; r->words.len && i < sizeof heads / sizeof *heads; i++)
        if (ns_word_is(text, ns_vec_last(&r->words), heads[i]))
            return true;
    return false;
}

/* A place in capitals and a day, as agencies put them right below a title. */
static bool is_over_dateline(struct ns_reading *r, size_t block)
{
    char date[11];
    if (block + 1 >= r->article->block_count)
        return false;
    struct ns_slice text = ns_reading_text(r, block + 1);
    const struct ns_shape *s = &r->shapes[block + 1];
    return ns_dateline_alone(r, text, s) && ns_date_parse(text, s, date, false);
}

static float weigh(struct ns_reading *r, size_t block)
{
    const struct ns_shape *s = &r->shapes[block];
    struct ns_slice text = ns_reading_text(r, block);
    if (is_ruled_out(r, block, text))
        return -10;
    float points = weigh_form(s), score = r->article->blocks[block].boilerplate_score;
    float shared = r->first_prose == NS_NO_BLOCK ? -1 : shared_words(r, block);
    if (ns_credit_of_picture(r, text, s) || s->caption > 0)
        points -= 3;
    /* Titles may hold the words of page furniture where the text does, too. */
    if (score > 0.3F)
        points -= score * (shared > 0 ? 2 - 1.5F * shared : 2);
    if (s->section > 0 && s->words <= 4)
        points -= 2;
    if (is_masthead(r, text, s))
        points -= 4; /* its words stand in the text, too */
    points += shared < 0 ? -0.5F : 3 * shared - 0.5F;
    return block == 0 ? points + 1.6F : points;
}

/* The blocks among which the title is: to the first paragraph of the text, which may be one itself
 * where more text follows. */
static size_t last_candidate(const struct ns_reading *r)
{
    size_t count = r->article->block_count, last = count;
    if (r->first_prose != NS_NO_BLOCK) {
        const struct ns_shape *s = &r->shapes[r->first_prose];
        bool sentence = s->words <= 26 && s->sentences <= 2 && r->first_prose <= 1 &&
                        r->last_prose > r->first_prose;
        last = r->first_prose + sentence;
    }
    if (count == 1)
        last = r->shapes[0].words <= 25 && !r->shapes[0].stop;
    return last;
}

void ns_title_choose(struct ns_reading *r)
{
    size_t last = last_candidate(r), passed = 0;
    float best = 1.2F; /* points that a title must have */
    r->title = NS_NO_BLOCK;
    if (last == 0)
        return;
    for (size_t i = 0; i < last && i < TOP_BLOCKS; i++)
        if (r->shapes[i].words >= 3 && is_over_dateline(r, i) &&
            !is_ruled_out(r, i, ns_reading_text(r, i))) {
            r->title = i;
            return;
        }
    for (size_t i = last > CANDIDATES ? last - CANDIDATES : 0; i < last; i++) {
        float points = weigh(r, i) - 0.45F * (float)passed;
        if (points > best) {
            best = points;
            r->title = i;
        }
        /* What is plainly no title does not push the title down. */
        passed += points > 0;
    }
}
