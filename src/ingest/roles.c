/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The role of each block. First each is weighed by itself (boilerplate.c); then the title is chosen;
 * then what stands before it, between it and the text, behind the text, and within, is judged by
 * where it stands. Furniture at the end comes in a run: points are summed from the end up, so that a
 * lone short line stays text and a lone sentence between menus does not.
 */
#include "reading.h"

#include <stdlib.h>

#define SURE_WITHIN 2.0F   /* points that make a block among paragraphs furniture */
#define SURE_BEFORE 0.9F   /* the same between the title and the text */
#define FIRM_TEXT   -0.95F /* a block with fewer points stays text wherever it stands */
#define NOTES_NEAR  12    /* blocks from the title and from the end, where notes on authors stand */
#define MENU_LINES  3     /* above the title: more are a menu, in which no line is the section */
#define LONE_TEXT   -0.5F /* two blocks in a row with fewer points stay text */
#define FIRST_OF_TAIL                                                                              \
    0.4F /* points that begin the furniture at the end: more than a title of a link */
#define TAIL_CAP     2.5F
#define TAIL_FLOOR   -1.5F
#define LEAD_IN      30 /* bytes that may stand before the title told again */
#define ABOVE_TITLE  4  /* blocks above the title where a day of publication stands */
#define BEYOND_TITLE 6  /* blocks behind the title where bylines and captions stand */

static bool undecided(const struct ns_reading *r, size_t block)
{
    return r->article->blocks[block].evidence == NULL;
}

static float score_of(const struct ns_reading *r, size_t block)
{
    return r->article->blocks[block].boilerplate_score;
}

static void add_score(struct ns_reading *r, size_t block, float points)
{
    r->article->blocks[block].boilerplate_score += points;
}

static void furniture(struct ns_reading *r, size_t block, const char *evidence)
{
    float *score = &r->article->blocks[block].boilerplate_score;
    if (*score <= 0)
        *score = 0.1F;
    ns_reading_set(r, block, NS_ROLE_BOILERPLATE, evidence);
}

/* --- each block by itself --- */

static void weigh_blocks(struct ns_reading *r)
{
    for (size_t i = 0; i < r->article->block_count; i++) {
        struct ns_block *block = &r->article->blocks[i];
        const char *evidence;
        block->role = NS_ROLE_BODY;
        block->evidence = NULL;
        block->boilerplate_score = ns_furniture_score(&r->shapes[i], &evidence);
    }
}

static void find_prose(struct ns_reading *r)
{
    r->first_prose = r->last_prose = NS_NO_BLOCK;
    for (size_t i = r->main_begin; i < r->main_end; i++) {
        if (r->article->blocks[i].role != NS_ROLE_BODY || score_of(r, i) > 0 ||
            !ns_shape_prose(&r->shapes[i]))
            continue;
        if (r->first_prose == NS_NO_BLOCK)
            r->first_prose = i;
        r->last_prose = i;
    }
}

static const char *why(const struct ns_reading *r, size_t block, const char *otherwise)
{
    const char *evidence;
    ns_furniture_score(&r->shapes[block], &evidence);
    return evidence ? evidence : otherwise;
}

/* --- the same told twice --- */

static bool same_text(const struct ns_reading *r, size_t a, size_t b)
{
    const struct ns_block *x = &r->article->blocks[a], *y = &r->article->blocks[b];
    return x->hash == y->hash && r->shapes[a].words == r->shapes[b].words && r->shapes[a].words > 0;
}

/* Near the top a block told twice in a row is a picture's caption and its hidden text. */
static void find_doubled(struct ns_reading *r)
{
    size_t begin = r->title == NS_NO_BLOCK ? 0 : r->title + 1;
    for (size_t i = begin; i + 1 < r->article->block_count && i < begin + BEYOND_TITLE; i++) {
        if (!same_text(r, i, i + 1) || r->shapes[i].words < 3)
            continue;
        ns_reading_set(r, i, NS_ROLE_CAPTION, "told twice in a row");
        ns_reading_set(r, i + 1, NS_ROLE_CAPTION, "told twice in a row");
    }
}

/* The title told again. */
static void find_title_again(struct ns_reading *r)
{
    if (r->title == NS_NO_BLOCK)
        return;
    struct ns_slice title = ns_reading_text(r, r->title);
    for (size_t i = 0; i < r->article->block_count; i++) {
        if (i == r->title || !undecided(r, i))
            continue;
        bool near = i < r->title + BEYOND_TITLE;
        struct ns_slice text = ns_reading_text(r, i);
        if (same_text(r, i, r->title) ||
            (near && r->shapes[i].words >= 4 && text.len <= 200 && !r->shapes[i].stop &&
             (ns_slice_ends(title, text) || ns_slice_starts(title, text) ||
              (ns_slice_ends(text, title) && text.len <= title.len + LEAD_IN))))
            furniture(r, i, "the title again");
    }
}

/* --- captions, bylines, datelines --- */

static bool is_caption(struct ns_reading *r, size_t block)
{
    const struct ns_shape *s = &r->shapes[block];
    bool prose = ns_shape_prose(s);
    if (s->caption >= 0.9F && s->words <= 80 && !(s->caption_at > 2 && prose))
        return true;
    bool before = r->first_prose != NS_NO_BLOCK && block < r->first_prose;
    return s->credit >= 1.2F && s->words <= 30 && !prose && (s->credit_at <= 1 || before);
}

static void find_captions(struct ns_reading *r)
{
    for (size_t i = 0; i < r->article->block_count; i++) {
        if (i == r->title || !undecided(r, i))
            continue;
        if (is_caption(r, i))
            ns_reading_set(r, i, NS_ROLE_CAPTION, "words of a caption");
        else if (ns_credit_of_picture(r, ns_reading_text(r, i), &r->shapes[i]))
            ns_reading_set(r, i, NS_ROLE_CAPTION, "credit of a picture");
    }
}

/* A line between the title and the text that is the outlet's name, maybe with a word ("logo"). */
static void find_outlet_lines(struct ns_reading *r)
{
    size_t begin = r->title == NS_NO_BLOCK ? 0 : r->title + 1;
    size_t end = r->first_prose == NS_NO_BLOCK ? 0 : r->first_prose;
    for (size_t i = begin; i < end; i++) {
        struct ns_slice text = ns_reading_text(r, i);
        if (!undecided(r, i) || r->shapes[i].words > 7 || r->shapes[i].stop)
            continue;
        struct ns_slice outlet = ns_outlet_at(r, text);
        size_t before = outlet.len ? (size_t)(outlet.at - text.at) : 0;
        if (outlet.len == 0 || text.len - before - outlet.len > 8)
            continue;
        furniture(r, i, "name of the outlet");
        if (before + outlet.len == text.len && r->article->outlet.len == 0)
            r->article->outlet = outlet;
    }
}

static void keep_byline(struct ns_article *a, const struct ns_byline *byline)
{
    if (byline->credit || byline->name.len == 0)
        return;
    if (a->byline.len == 0)
        a->byline = byline->name;
    if (a->outlet.len == 0)
        a->outlet = byline->outlet;
}

/* The blocks that stand before the text or shortly behind the title. */
static size_t end_of_head(const struct ns_reading *r)
{
    size_t end = r->first_prose == NS_NO_BLOCK ? r->article->block_count : r->first_prose + 1;
    if (r->title != NS_NO_BLOCK && end < r->title + 2)
        end = r->title + 2;
    return end < r->article->block_count ? end : r->article->block_count;
}

static void find_bylines(struct ns_reading *r)
{
    size_t head = end_of_head(r);
    for (size_t i = 0; i < r->article->block_count; i++) {
        struct ns_slice text = ns_reading_text(r, i);
        struct ns_byline byline;
        bool near = i < head && r->title != NS_NO_BLOCK && i + 1 >= r->title;
        bool tail = r->last_prose == NS_NO_BLOCK || i + 1 >= r->last_prose;
        if (i == r->title || !undecided(r, i) || text.len > 400 ||
            !ns_byline_parse(r, text, !near, &byline))
            continue;
        if (!byline.credit && !near && !tail && i >= head &&
            (r->shapes[i].words > 12 || r->shapes[i].stop))
            continue;
        ns_reading_set(r, i, NS_ROLE_BYLINE, byline.credit ? "names who helped" : "byline");
        if (i < head || r->article->byline.len == 0)
            keep_byline(r->article, &byline);
    }
}

static void find_dateline(struct ns_reading *r)
{
    size_t tried = 0;
    for (size_t i = 0; i < r->article->block_count && tried < 3; i++) {
        struct ns_dateline dateline;
        struct ns_slice text = ns_reading_text(r, i);
        if (r->article->dateline.len)
            return;
        if (i == r->title || !undecided(r, i))
            continue;
        bool behind_title = r->title != NS_NO_BLOCK && i > r->title && tried == 0;
        if (behind_title && ns_dateline_alone(r, text, &r->shapes[i])) {
            r->article->dateline = text;
            ns_reading_set(r, i, NS_ROLE_DATELINE, "place and day before the text");
            return;
        }
        if (ns_dateline_parse(r, text, &dateline)) {
            r->article->dateline = dateline.place;
            return;
        }
        tried += ns_shape_prose(&r->shapes[i]);
    }
}

static void find_date(struct ns_reading *r)
{
    size_t head = end_of_head(r);
    for (size_t i = 0; i < r->article->block_count; i++) {
        bool tail = r->last_prose != NS_NO_BLOCK && i > r->last_prose;
        char date[11];
        /* The day at the top of a page is the day on which it was fetched. */
        bool far = r->title != NS_NO_BLOCK && i + ABOVE_TITLE < r->title;
        if (i == r->title || far || (i >= head && !tail) || r->shapes[i].copyright ||
            !ns_date_parse(ns_reading_text(r, i), &r->shapes[i], date, tail))
            continue;
        if (r->article->date[0] == '\0')
            memcpy(r->article->date, date, sizeof date);
        if (!undecided(r, i))
            continue;
        if (r->title != NS_NO_BLOCK && i > r->title && r->article->dateline.len == 0 &&
            ns_dateline_alone(r, ns_reading_text(r, i), &r->shapes[i])) {
            r->article->dateline = ns_reading_text(r, i);
            ns_reading_set(r, i, NS_ROLE_DATELINE, "place and day before the text");
        } else {
            furniture(r, i, "day of publication");
        }
    }
}

/* --- notes on authors --- */

/* Does the surname of a note's person stand in another paragraph of the text? */
static bool is_in_text(const struct ns_reading *r, struct ns_slice name, size_t but)
{
    const char *space = memrchr(name.at, ' ', name.len);
    struct ns_slice surname = name;
    if (space) {
        surname.at = space + 1;
        surname.len = name.len - (size_t)(surname.at - name.at);
    }
    for (size_t i = 0; i < r->article->block_count; i++)
        if (i != but && i != r->title && ns_shape_prose(&r->shapes[i]) &&
            ns_slice_find(ns_reading_text(r, i), surname, 0) != SIZE_MAX)
            return true;
    return false;
}

static void find_author_notes(struct ns_reading *r)
{
    struct ns_article *a = r->article;
    size_t head = end_of_head(r), top = r->title == NS_NO_BLOCK ? 0 : r->title;
    head = head < top + NOTES_NEAR ? head : top + NOTES_NEAR;
    for (size_t i = 0; i < a->block_count; i++) {
        bool near = (i >= top && i <= head) || i + NOTES_NEAR >= a->block_count;
        if (i == r->title || !near || !undecided(r, i) || r->shapes[i].words > 150)
            continue;
        struct ns_slice text = ns_reading_text(r, i);
        struct ns_slice name = ns_author_note(r, text);
        if (name.len == 0)
            continue;
        bool byline = a->byline.len && ns_slice_find(a->byline, name, 0) != SIZE_MAX;
        bool headed = i > 0 && ns_slice_equal_nocase(ns_reading_text(r, i - 1), name);
        if (!byline && is_in_text(r, name, i))
            continue;
        add_score(r, i, 4);
        furniture(r, i, "note on the author");
        if (headed)
            furniture(r, i - 1, "heads the note on the author");
        if (a->byline.len == 0 && (headed || i + 4 >= a->block_count || i <= head))
            a->byline = name;
    }
}

/* --- before and behind the text --- */

static bool is_section(const struct ns_reading *r, size_t block, bool alone)
{
    const struct ns_shape *s = &r->shapes[block];
    return s->words > 0 && s->words <= 4 && !s->stop && !s->colon && score_of(r, block) <= 0.3F &&
           (s->section > 0 || alone) && ns_shape_title_case(s) > 0.9F;
}

static void judge_head(struct ns_reading *r)
{
    size_t end = r->title == NS_NO_BLOCK ? 0 : r->title, lines = 0;
    for (size_t i = 0; i < end; i++)
        lines += undecided(r, i) && r->shapes[i].words <= 4;
    bool menu = lines > MENU_LINES;
    for (size_t i = 0; i < end; i++) {
        const struct ns_shape *s = &r->shapes[i];
        bool line = s->words < 10 || (menu && !s->stop);
        if (!undecided(r, i) || score_of(r, i) < FIRM_TEXT || (!line && score_of(r, i) <= 0.3F))
            continue;
        if (!menu && is_section(r, i, lines == 1)) {
            ns_reading_set(r, i, NS_ROLE_SECTION, "short line above the title");
            if (r->article->section.len == 0)
                r->article->section = ns_reading_text(r, i);
        } else if (!ns_shape_prose(s) || score_of(r, i) > 0) {
            furniture(r, i, why(r, i, "stands above the title"));
        }
    }
}

/* Lines of some words without a stop, one after the other, are links. */
static bool is_link_line(const struct ns_shape *s)
{
    return s->words >= 1 && s->words <= 18 && (!s->stop || s->question || s->exclaims) &&
           !s->quote_first && s->speech == 0 && s->numbers * 3 < s->words + 1 &&
           ns_shape_title_case(s) > 0.6F;
}

/* The points of a block as one of a run of furniture at the end. */
static float points_at_end(const struct ns_reading *r, size_t block)
{
    const struct ns_shape *s = &r->shapes[block];
    enum ns_role role = r->article->blocks[block].role;
    float points = score_of(r, block);
    if (role == NS_ROLE_BYLINE || role == NS_ROLE_CAPTION)
        return 0;
    if (points <= 0 && is_link_line(s)) {
        bool before = block > 0 && is_link_line(&r->shapes[block - 1]);
        bool after = block + 1 < r->article->block_count && is_link_line(&r->shapes[block + 1]);
        points += before && after ? 0.8F : before || after ? 0.4F : 0;
    }
    return points;
}

/* Some words that are no sentence, as stand right above furniture. */
static bool is_scrap(const struct ns_reading *r, size_t block)
{
    const struct ns_shape *s = &r->shapes[block];
    bool decided = r->article->blocks[block].role == NS_ROLE_BOILERPLATE;
    return decided || (undecided(r, block) && score_of(r, block) > 0 && s->words <= 3 && !s->stop);
}

/* Sentences one after the other are text even among furniture; a lone one is not. */
static bool is_passage(const struct ns_reading *r, size_t block, size_t first)
{
    bool before = block > first && score_of(r, block - 1) < LONE_TEXT && undecided(r, block - 1);
    bool after = block + 1 < r->article->block_count && score_of(r, block + 1) < LONE_TEXT &&
                 undecided(r, block + 1);
    return score_of(r, block) < FIRM_TEXT || (score_of(r, block) < LONE_TEXT && (before || after));
}

/*
 * From the end up, points are summed as long as the sum stays above the floor; the sum is capped, so
 * that much furniture below does not reach far into the text above.
 */
static size_t start_of_tail(const struct ns_reading *r, size_t first)
{
    size_t count = r->article->block_count, start = count;
    float sum = 0;
    for (size_t i = count; i-- > first && sum > TAIL_FLOOR;) {
        float points = points_at_end(r, i);
        sum += points;
        if (sum > TAIL_CAP)
            sum = TAIL_CAP;
        if (score_of(r, i) >= FIRST_OF_TAIL && sum >= SURE_BEFORE)
            start = i;
    }
    while (start > first && start < count && is_scrap(r, start - 1))
        start--;
    return start;
}

static void judge_tail(struct ns_reading *r)
{
    struct ns_article *a = r->article;
    size_t first = r->title == NS_NO_BLOCK ? 1 : r->title + 1, start = start_of_tail(r, first);
    /* Where nothing is text by its form, a table may be it: only what is sure is taken. */
    bool formless = r->first_prose == NS_NO_BLOCK;
    for (size_t i = start; i < a->block_count; i++) {
        bool text = formless ? score_of(r, i) < SURE_BEFORE : is_passage(r, i, start);
        /* Marked in two steps, as neighbours are asked while undecided. */
        a->blocks[i].paragraph = !text && undecided(r, i) && i != r->title;
    }
    for (size_t i = start; i < a->block_count; i++)
        if (a->blocks[i].paragraph)
            furniture(r, i, why(r, i, "stands among page furniture behind the text"));
}

/* What stands apart from the text, with menus between. */
static void judge_apart(struct ns_reading *r)
{
    for (size_t i = 0; i < r->article->block_count; i++) {
        bool apart = i < r->main_begin ? r->title == NS_NO_BLOCK || i < r->title : i >= r->main_end;
        if (apart && undecided(r, i) && i != r->title)
            furniture(r, i, why(r, i, "stands apart from the text, behind menus"));
    }
}

/* Points that make the block furniture where it stands, before or among paragraphs. */
static float needed_within(const struct ns_reading *r, size_t block)
{
    const struct ns_shape *s = &r->shapes[block];
    bool before = r->first_prose != NS_NO_BLOCK && block < r->first_prose;
    bool line = !s->stop && !s->quote_first && s->words <= 15;
    return before || line ? SURE_BEFORE : SURE_WITHIN;
}

static void judge_within(struct ns_reading *r)
{
    for (size_t i = 0; i < r->article->block_count; i++)
        if (i != r->title && undecided(r, i) && score_of(r, i) >= needed_within(r, i))
            furniture(r, i, why(r, i, "looks like page furniture"));
}

static void number(struct ns_article *article)
{
    uint32_t paragraph = 0;
    for (size_t i = 0; i < article->block_count; i++) {
        struct ns_block *block = &article->blocks[i];
        block->paragraph = block->role == NS_ROLE_BODY ? ++paragraph : 0;
    }
}

static void settle_rest(struct ns_article *a)
{
    for (size_t i = 0; i < a->block_count; i++) {
        struct ns_block *block = &a->blocks[i];
        if (block->evidence == NULL)
            block->evidence = "text";
        if (block->role != NS_ROLE_BOILERPLATE && block->boilerplate_score > 0)
            block->boilerplate_score = 0;
    }
}

static void keep_title(struct ns_reading *r)
{
    if (r->title == NS_NO_BLOCK)
        return;
    ns_reading_set(r, r->title, NS_ROLE_TITLE, "title by form, place and words of the text");
    r->article->title = ns_reading_text(r, r->title);
}

void ns_roles_settle(struct ns_reading *r)
{
    weigh_blocks(r);
    ns_regions_find(r);
    find_prose(r);
    ns_title_choose(r);
    keep_title(r);
    find_doubled(r);
    find_title_again(r);
    find_captions(r);
    find_bylines(r);
    find_date(r);
    find_author_notes(r);
    find_outlet_lines(r);
    find_dateline(r);
    judge_head(r);
    judge_apart(r);
    judge_tail(r);
    judge_within(r);
    ns_outlet_choose(r);
    settle_rest(r->article);
    number(r->article);
}

void ns_roles_settle_again(struct ns_reading *r)
{
    struct ns_article *a = r->article;
    bool titled = false;
    r->main_begin = 0;
    r->main_end = a->block_count;
    find_prose(r);
    for (size_t i = 0; i < a->block_count; i++)
        titled = titled || a->blocks[i].role == NS_ROLE_TITLE;
    if (!titled) {
        a->title = (struct ns_slice){a->body.at, 0};
        ns_title_choose(r);
        keep_title(r);
    }
    number(a);
}
