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

/* --- making a page --- */

static void add_blank(struct ns_page *page)
{
    if (page->lines.len && ns_vec_last(&page->lines)->type != NS_LINE_BLANK)
        ns_vec_push(&page->lines, (struct ns_line){.type = NS_LINE_BLANK, .block = NS_PAGE_NONE});
}

/* Wraps text of the page's own. */
static void add_made(struct ns_page *page, struct ns_slice text, enum ns_line_type type,
                     enum ns_role role)
{
    uint32_t base = (uint32_t)page->made.len;
    ns_bytes_add(&page->made, text);
    struct ns_ranges cut = {0};
    ns_linebreak(text, base, page->width, &cut);
    for (size_t i = 0; i < cut.len; i++) {
        struct ns_line line = {
            .type = type, .role = role, .span = cut.at[i], .block = NS_PAGE_NONE, .first = i == 0};
        ns_vec_push(&page->lines, line);
    }
    ns_vec_free(&cut);
}

static void add_block(struct ns_page *page, uint32_t index, struct ns_ranges *cut)
{
    const struct ns_block *block = &page->article->blocks[index];
    cut->len = 0;
    ns_linebreak(ns_article_text(page->article, block->span), block->span.begin, page->width, cut);
    if (cut->len)
        page->block_lines[index] = (uint32_t)page->lines.len;
    for (size_t i = 0; i < cut->len; i++) {
        struct ns_line line = {.type = NS_LINE_BODY,
                               .role = block->role,
                               .span = cut->at[i],
                               .block = index,
                               .first = i == 0};
        ns_vec_push(&page->lines, line);
    }
    page->body_lines += cut->len;
    page->block_ends[index] = (uint32_t)page->lines.len;
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
static void add_meta(struct ns_page *page, const bool *standing)
{
    const struct ns_article *a = page->article;
    struct ns_bytes text = {0};
    join(&text, a->outlet);
    if (!standing[NS_ROLE_BYLINE])
        join(&text, a->byline);
    if (!standing[NS_ROLE_SECTION])
        join(&text, a->section);
    if (!standing[NS_ROLE_DATELINE])
        join(&text, a->dateline);
    join(&text, a->date[0] ? ns_slice_of(a->date) : NS_SLICE("undated"));
    add_made(page, ns_bytes_slice(&text), NS_LINE_META, NS_ROLE_BODY);
    ns_vec_free(&text);
}

static bool is_head(enum ns_role role)
{
    return role == NS_ROLE_BYLINE || role == NS_ROLE_DATELINE || role == NS_ROLE_SECTION;
}

/* Title, then byline and the like where they stand before the text, then the rest in one line. */
static void add_head(struct ns_page *page, struct ns_ranges *cut)
{
    const struct ns_article *a = page->article;
    bool standing[NS_ROLE_COUNT] = {false};
    for (uint32_t i = 0; i < a->block_count; i++) {
        if (a->blocks[i].role == NS_ROLE_TITLE) {
            add_block(page, i, cut);
            standing[NS_ROLE_TITLE] = true;
        }
    }
    if (!standing[NS_ROLE_TITLE])
        add_made(page, a->title.len ? a->title : a->id, NS_LINE_TITLE, NS_ROLE_TITLE);
    for (uint32_t i = 0; i < a->block_count && a->blocks[i].role != NS_ROLE_BODY; i++) {
        if (is_head(a->blocks[i].role)) {
            add_block(page, i, cut);
            standing[a->blocks[i].role] = true;
        }
    }
    add_meta(page, standing);
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

/* Blocks that stand before the first block of title or text. */
static uint32_t leading_blocks(const struct ns_article *a)
{
    uint32_t count = 0;
    while (count < a->block_count && !ns_role_counts(a->blocks[count].role))
        count++;
    return count < a->block_count ? count : 0;
}

enum which { ALL, BOILERPLATE, OTHERS };

/* Neighbours of one role that is no text of the article stand together under one label. */
static void add_range(struct ns_page *page, uint32_t from, uint32_t to, enum which which,
                      struct ns_ranges *cut)
{
    const struct ns_article *a = page->article;
    enum ns_role previous = NS_ROLE_TITLE;
    for (uint32_t i = from; i < to; i++) {
        enum ns_role role = a->blocks[i].role;
        bool boilerplate = role == NS_ROLE_BOILERPLATE;
        if (page->block_lines[i] != NS_PAGE_NONE || (which == BOILERPLATE && !boilerplate) ||
            (which == OTHERS && boilerplate))
            continue;
        if (is_furniture(role) && !page->furniture) {
            page->hidden_blocks++;
            continue;
        }
        if (!is_furniture(role) || role != previous)
            add_blank(page);
        if (is_labelled(role) && role != previous)
            add_made(page, ns_slice_of(ns_role_name(role)), NS_LINE_LABEL, role);
        add_block(page, i, cut);
        previous = role;
    }
}

/* Furniture from above the title goes to the end, so that a page begins with what one reads. */
static void add_blocks(struct ns_page *page, struct ns_ranges *cut)
{
    uint32_t leading = leading_blocks(page->article);
    uint32_t count = (uint32_t)page->article->block_count;
    add_range(page, 0, leading, OTHERS, cut);
    add_range(page, leading, count, ALL, cut);
    add_range(page, 0, leading, BOILERPLATE, cut);
}

static struct ns_page *page_make(const struct ns_article *article, unsigned width, bool furniture)
{
    struct ns_page *page = ns_alloc(sizeof *page);
    page->article = article;
    page->width = width ? width : 1;
    page->furniture = furniture;
    page->block_lines = ns_alloc(sizeof(uint32_t) * (article->block_count + 1));
    page->block_ends = ns_alloc(sizeof(uint32_t) * (article->block_count + 1));
    for (size_t i = 0; i < article->block_count; i++)
        page->block_lines[i] = NS_PAGE_NONE;
    struct ns_ranges cut = {0};
    add_head(page, &cut);
    add_blocks(page, &cut);
    ns_vec_free(&cut);
    return page;
}

const struct ns_page *ns_page_get(struct ns_page_cache *cache, const struct ns_article *article,
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

/* The line of a shown block that holds at; bytes between blocks count to the one before. */
static size_t line_in_block(const struct ns_page *page, uint32_t block, uint32_t at)
{
    size_t low = page->block_lines[block], end = page->block_ends[block];
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
    if (page->block_lines[block] != NS_PAGE_NONE)
        return line_in_block(page, (uint32_t)block, at);
    for (size_t i = block; i < a->block_count; i++)
        if (page->block_lines[i] != NS_PAGE_NONE)
            return page->block_lines[i];
    while (block > 0 && page->block_lines[block] == NS_PAGE_NONE)
        block--;
    if (page->block_lines[block] == NS_PAGE_NONE)
        return ns_page_body_line(page, 0);
    return line_in_block(page, (uint32_t)block, UINT32_MAX);
}

bool ns_page_shows(const struct ns_page *page, uint32_t at)
{
    const struct ns_article *a = page->article;
    if (!a->block_count)
        return false;
    size_t block = ns_article_block_at(a, at);
    return page->block_lines[block] != NS_PAGE_NONE && ns_range_holds(a->blocks[block].span, at);
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
