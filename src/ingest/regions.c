/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the text stands on a page that came with its menus. Long runs of lines that are no sentences,
 * with page furniture among them, part the page; the first part with enough text is the article, and
 * parts with less are teasers, comments, other articles. A plain article has no such runs and
 * stays whole.
 */
#include "reading.h"

#define RUN_BLOCKS  6    /* that a parting run has at least */
#define RUN_POINTS  3.0F /* of page furniture in it */
#define PLAIN_LINE  0.5F /* points; a line with fewer may be of a list in the text */
#define MOST_A_LINE 2.0F
#define RUNS_BLOCKS 25 /* in all parting runs: fewer are lists in an article */
#define MAIN_WORDS  80 /* that the part with the most text has at least */

struct part {
    size_t begin, end; /* blocks, without the runs around them */
    uint64_t words;    /* in paragraphs */
};

static bool is_paragraph(const struct ns_reading *r, size_t block)
{
    return r->article->blocks[block].boilerplate_score <= 0 && ns_shape_prose(&r->shapes[block]);
}

/* The end of the parting run that begins at block; block itself if none does. */
static size_t run_end(const struct ns_reading *r, size_t block)
{
    size_t end = block;
    float points = 0;
    for (; end < r->article->block_count && !is_paragraph(r, end); end++) {
        float score = r->article->blocks[end].boilerplate_score;
        if (score >= PLAIN_LINE)
            points += score < MOST_A_LINE ? score : MOST_A_LINE;
    }
    return end - block >= RUN_BLOCKS && points >= RUN_POINTS ? end : block;
}

/* The next part from *block on; moves *block behind it. Lines without a verdict at its ends belong
 * to it only where no run is. */
static bool next_part(const struct ns_reading *r, size_t *block, struct part *part)
{
    size_t count = r->article->block_count, i = run_end(r, *block);
    if (i >= count)
        return false;
    *part = (struct part){i, i, 0};
    while (i < count) {
        if (is_paragraph(r, i)) {
            part->words += r->shapes[i++].words;
        } else {
            size_t end = run_end(r, i);
            if (end > i)
                break;
            while (i < count && !is_paragraph(r, i))
                i++;
        }
        part->end = i;
    }
    *block = i;
    return true;
}

/* The part that is the article: the first with enough text, as comments come behind it. */
static struct part main_part(const struct ns_reading *r, size_t *parts)
{
    struct part part, main = {0, r->article->block_count, 0};
    uint64_t most = 0;
    *parts = 0;
    for (size_t at = 0; next_part(r, &at, &part); ++*parts)
        most = part.words > most ? part.words : most;
    for (size_t at = 0; next_part(r, &at, &part);)
        if (part.words >= MAIN_WORDS || part.words == most)
            return part;
    return main;
}

void ns_regions_find(struct ns_reading *r)
{
    struct part part;
    size_t parts;
    struct part main = main_part(r, &parts);
    size_t in_runs = r->article->block_count;
    for (size_t at = 0; next_part(r, &at, &part);)
        in_runs -= part.end - part.begin;
    r->main_begin = 0;
    r->main_end = r->article->block_count;
    if (parts < 2 || main.words < MAIN_WORDS || in_runs < RUNS_BLOCKS)
        return;
    r->main_begin = main.begin;
    r->main_end = main.end;
    /* Another part with as much text is no teaser. */
    for (size_t at = 0; next_part(r, &at, &part);) {
        if (part.words < main.words)
            continue;
        if (part.begin < r->main_begin)
            r->main_begin = part.begin;
        if (part.end > r->main_end)
            r->main_end = part.end;
    }
}
