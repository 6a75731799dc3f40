/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "naysay/linebreak.h"

#define CACHED 8 /* pages; a resize asks for one, a change of article for another */

struct ns_page_cache {
    struct ns_page *pages[CACHED];
    uint64_t clock;
};

struct ns_page_cache *ns_page_cache_new(void)
{
    return ns_alloc(sizeof(struct ns_page_cache));
}

static void page_free(struct ns_page *page)
{
    if (!page)
        return;
    ns_vec_free(&page->lines);
    ns_vec_free(&page->made);
    free(page->block_lines);
    free(page->block_ends);
    free(page->block_shown);
    ns_vec_free(&page->plan);
    free(page);
}

void ns_page_cache_free(struct ns_page_cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < CACHED; i++)
        page_free(cache->pages[i]);
    free(cache);
}

/* --- the plan --- */

static void plan(struct ns_page *page, enum ns_line_type type, enum ns_role role, uint32_t block)
{
    ns_vec_push(&page->plan, (struct ns_page_part){type, role, block});
    if (type == NS_LINE_BODY)
        page->block_shown[block] = true;
}

static void plan_blank(struct ns_page *page)
{
    if (page->plan.len && ns_vec_last(&page->plan)->type != NS_LINE_BLANK)
        plan(page, NS_LINE_BLANK, NS_ROLE_BODY, NS_PAGE_NONE);
}

static bool is_head(enum ns_role role)
{
    return role == NS_ROLE_BYLINE || role == NS_ROLE_DATELINE || role == NS_ROLE_SECTION;
}

/* Title, then byline and the like where they stand before the text, then the rest in one line. */
static void plan_head(struct ns_page *page)
{
    const struct ns_article *a = page->article;
    for (uint32_t i = 0; i < a->block_count; i++)
        if (a->blocks[i].role == NS_ROLE_TITLE)
            plan(page, NS_LINE_BODY, NS_ROLE_TITLE, i);
    if (!page->plan.len)
        plan(page, NS_LINE_TITLE, NS_ROLE_TITLE, NS_PAGE_NONE);
    for (uint32_t i = 0; i < a->block_count && a->blocks[i].role != NS_ROLE_BODY; i++)
        if (is_head(a->blocks[i].role))
            plan(page, NS_LINE_BODY, a->blocks[i].role, i);
    plan(page, NS_LINE_META, NS_ROLE_BODY, NS_PAGE_NONE);
}

/* What is not the article's own text. */
static bool is_furniture(enum ns_role role)
{
    return role != NS_ROLE_BODY && role != NS_ROLE_TITLE;
}

/* Byline and the like are known by their place and look; the rest says what it is. */
static bool is_labelled(enum ns_role role)
{
    return role == NS_ROLE_BOILERPLATE || role == NS_ROLE_CAPTION;
}

enum which { ALL, BOILERPLATE, OTHERS };

/* Neighbours of one role that is no text of the article stand together under one label. */
static void plan_range(struct ns_page *page, uint32_t from, uint32_t to, enum which which)
{
    const struct ns_article *a = page->article;
    enum ns_role previous = NS_ROLE_TITLE;
    for (uint32_t i = from; i < to; i++) {
        enum ns_role role = a->blocks[i].role;
        bool boilerplate = role == NS_ROLE_BOILERPLATE;
        if (page->block_shown[i] || (which == BOILERPLATE && !boilerplate) ||
            (which == OTHERS && boilerplate))
            continue;
        if (is_furniture(role) && !page->furniture) {
            page->hidden_blocks++;
            continue;
        }
        if (!is_furniture(role) || role != previous)
            plan_blank(page);
        if (is_labelled(role) && role != previous)
            plan(page, NS_LINE_LABEL, role, NS_PAGE_NONE);
        plan(page, NS_LINE_BODY, role, i);
        previous = role;
    }
}

/* Blocks that stand before the first block of title or text. */
static uint32_t leading_blocks(const struct ns_article *a)
{
    uint32_t count = 0;
    while (count < a->block_count && !ns_role_counts(a->blocks[count].role))
        count++;
    return count < a->block_count ? count : 0;
}

/* Furniture from above the title goes to the end, so that a page begins with what one reads. */
static void plan_page(struct ns_page *page)
{
    uint32_t leading = leading_blocks(page->article);
    uint32_t count = (uint32_t)page->article->block_count;
    plan_head(page);
    plan_range(page, 0, leading, OTHERS);
    plan_range(page, leading, count, ALL);
    plan_range(page, 0, leading, BOILERPLATE);
}

/* --- laying out --- */

/* Wraps text of the page's own. */
static void lay_made(struct ns_page *page, struct ns_slice text, const struct ns_page_part *part)
{
    uint32_t base = (uint32_t)page->made.len;
    ns_bytes_add(&page->made, text);
    struct ns_ranges cut = {0};
    ns_linebreak(text, base, page->width, &cut);
    for (size_t i = 0; i < cut.len; i++) {
        struct ns_line line = {.type = part->type,
                               .role = part->role,
                               .span = cut.at[i],
                               .block = NS_PAGE_NONE,
                               .first = i == 0};
        ns_vec_push(&page->lines, line);
    }
    ns_vec_free(&cut);
}

static void join(struct ns_bytes *out, struct ns_slice part)
{
    part = ns_slice_trim(part);
    if (!part.len)
        return;
    if (out->len)
        ns_bytes_add_text(out, " \xC2\xB7 ");
    ns_bytes_add(out, part);
}

/* What is known about the article and stands in no line of the head, each part only if it was
 * stated; a missing date is said. */
static void lay_meta(struct ns_page *page, const struct ns_page_part *part)
{
    const struct ns_article *a = page->article;
    struct ns_bytes text = {0};
    bool standing[NS_ROLE_COUNT] = {false};
    for (size_t i = 0; i < page->next; i++)
        standing[page->plan.at[i].role] = true;
    join(&text, a->outlet);
    if (!standing[NS_ROLE_BYLINE])
        join(&text, a->byline);
    if (!standing[NS_ROLE_SECTION])
        join(&text, a->section);
    if (!standing[NS_ROLE_DATELINE])
        join(&text, a->dateline);
    join(&text, a->date[0] ? ns_slice_of(a->date) : NS_SLICE("undated"));
    lay_made(page, ns_bytes_slice(&text), part);
    ns_vec_free(&text);
}

/* Where a piece of a long paragraph ends: behind a blank if there is one, else behind a character. */
static uint32_t piece_end(struct ns_slice body, uint32_t begin, uint32_t end)
{
    if (end - begin <= NS_PAGE_STEP)
        return end;
    uint32_t most = begin + NS_PAGE_STEP, cut = most;
    while (cut > begin + NS_PAGE_STEP / 2 && body.at[cut - 1] != ' ')
        cut--;
    if (body.at[cut - 1] == ' ')
        return cut;
    while (most > begin + 1 && ((unsigned char)body.at[most] & 0xC0) == 0x80)
        most--;
    return most;
}

/* One piece of a block; true if that was the last one. */
static bool lay_block(struct ns_page *page, const struct ns_page_part *part)
{
    struct ns_range span = page->article->blocks[part->block].span;
    bool first = page->next_byte == 0;
    uint32_t begin = first ? span.begin : page->next_byte;
    uint32_t end = piece_end(page->article->body, begin, span.end);
    struct ns_ranges cut = {0};
    ns_linebreak(ns_slice_sub(page->article->body, (struct ns_range){begin, end}), begin,
                 page->width, &cut);
    if (first && cut.len)
        page->block_lines[part->block] = (uint32_t)page->lines.len;
    for (size_t i = 0; i < cut.len; i++) {
        struct ns_line line = {.type = NS_LINE_BODY,
                               .role = part->role,
                               .span = cut.at[i],
                               .block = part->block,
                               .first = first && i == 0};
        ns_vec_push(&page->lines, line);
    }
    page->body_lines += cut.len;
    page->bytes += end - begin;
    page->block_ends[part->block] = (uint32_t)page->lines.len;
    page->next_byte = end == span.end ? 0 : end;
    ns_vec_free(&cut);
    return end == span.end;
}

static bool lay_part(struct ns_page *page, const struct ns_page_part *part)
{
    const struct ns_article *a = page->article;
    switch (part->type) {
    case NS_LINE_BODY:
        return lay_block(page, part);
    case NS_LINE_BLANK:
        ns_vec_push(&page->lines, (struct ns_line){.type = NS_LINE_BLANK, .block = NS_PAGE_NONE});
        break;
    case NS_LINE_TITLE:
        lay_made(page, a->title.len ? a->title : a->id, part);
        break;
    case NS_LINE_META:
        lay_meta(page, part);
        break;
    case NS_LINE_LABEL:
        lay_made(page, ns_slice_of(ns_role_name(part->role)), part);
        break;
    }
    return true;
}

bool ns_page_work(struct ns_page *page)
{
    uint32_t until = page->bytes + NS_PAGE_STEP;
    while (page->next < page->plan.len && page->bytes < until)
        if (lay_part(page, &page->plan.at[page->next]))
            page->next++;
    page->complete = page->next == page->plan.len;
    return !page->complete;
}

static struct ns_page *page_make(const struct ns_article *article, unsigned width, bool furniture)
{
    struct ns_page *page = ns_alloc(sizeof *page);
    page->article = article;
    page->width = width ? width : 1;
    page->furniture = furniture;
    page->block_lines = ns_alloc(sizeof(uint32_t) * (article->block_count + 1));
    page->block_ends = ns_alloc(sizeof(uint32_t) * (article->block_count + 1));
    page->block_shown = ns_alloc(sizeof(bool) * (article->block_count + 1));
    for (size_t i = 0; i < article->block_count; i++)
        page->block_lines[i] = NS_PAGE_NONE;
    plan_page(page);
    ns_page_work(page);
    return page;
}

struct ns_page *ns_page_get(struct ns_page_cache *cache, const struct ns_article *article,
                            unsigned width, bool furniture)
{
    size_t oldest = 0;
    cache->clock++;
    for (size_t i = 0; i < CACHED; i++) {
        struct ns_page *page = cache->pages[i];
        if (page && page->article == article && page->width == width &&
            page->furniture == furniture) {
            page->used = cache->clock;
            return page;
        }
        if (!page || (cache->pages[oldest] && page->used < cache->pages[oldest]->used))
            oldest = i;
    }
    page_free(cache->pages[oldest]);
    cache->pages[oldest] = page_make(article, width, furniture);
    cache->pages[oldest]->used = cache->clock;
    return cache->pages[oldest];
}

/* --- reading a page --- */

struct ns_slice ns_page_text(const struct ns_page *page, size_t line)
{
    const struct ns_line *l = &page->lines.at[line];
    if (l->type == NS_LINE_BLANK)
        return (struct ns_slice){0};
    if (l->type == NS_LINE_BODY)
        return ns_article_text(page->article, l->span);
    return ns_slice_sub(ns_bytes_slice(&page->made), l->span);
}

/* The line of a block that holds at; bytes between blocks count to the one before. SIZE_MAX: the
 * block is not laid out that far. */
static size_t line_in_block(const struct ns_page *page, size_t block, uint32_t at)
{
    if (page->block_lines[block] == NS_PAGE_NONE)
        return SIZE_MAX;
    size_t low = page->block_lines[block], end = page->block_ends[block];
    uint32_t laid = page->lines.at[end - 1].span.end;
    if (at >= laid && laid < page->article->blocks[block].span.end)
        return SIZE_MAX;
    while (end - low > 1) {
        size_t middle = low + (end - low) / 2;
        if (page->lines.at[middle].span.begin <= at)
            low = middle;
        else
            end = middle;
    }
    return low;
}

size_t ns_page_line_at(const struct ns_page *page, uint32_t at)
{
    if (!page->body_lines)
        return SIZE_MAX;
    const struct ns_article *a = page->article;
    size_t block = ns_article_block_at(a, at);
    if (page->block_shown[block])
        return line_in_block(page, block, at);
    for (size_t i = block; i < a->block_count; i++)
        if (page->block_shown[i])
            return line_in_block(page, i, a->blocks[i].span.begin);
    while (block > 0 && !page->block_shown[block])
        block--;
    if (!page->block_shown[block])
        return ns_page_body_line(page, 0);
    return line_in_block(page, block, a->blocks[block].span.end - 1);
}

bool ns_page_shows(const struct ns_page *page, uint32_t at)
{
    const struct ns_article *a = page->article;
    if (!a->block_count)
        return false;
    size_t block = ns_article_block_at(a, at);
    return page->block_shown[block] && ns_range_holds(a->blocks[block].span, at);
}

size_t ns_page_step(const struct ns_page *page, size_t line, long count)
{
    size_t found = line;
    while (count > 0 && line + 1 < page->lines.len) {
        line++;
        if (page->lines.at[line].type == NS_LINE_BODY) {
            found = line;
            count--;
        }
    }
    while (count < 0 && line > 0) {
        line--;
        if (page->lines.at[line].type == NS_LINE_BODY) {
            found = line;
            count++;
        }
    }
    return found;
}

size_t ns_page_body_line(const struct ns_page *page, size_t line)
{
    for (size_t i = line; i < page->lines.len; i++)
        if (page->lines.at[i].type == NS_LINE_BODY)
            return i;
    for (size_t i = line < page->lines.len ? line : page->lines.len; i-- > 0;)
        if (page->lines.at[i].type == NS_LINE_BODY)
            return i;
    return SIZE_MAX;
}
