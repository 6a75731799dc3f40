/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paragraphs. News comes with a blank line between paragraphs, with one paragraph a line, and
 * hard-wrapped at some 60 to 80 columns, sometimes mixed in one file. A blank line always parts.
 * Lines without a blank one between them are joined only on evidence: a line that goes on in lower
 * case, or, in a file that is seen to be wrapped, a line so full that the next word had no room.
 */
#include "blocks.h"

#include "shape.h"

#define WRAP_WIDEST    120    /* bytes; no text is wrapped wider than this */
#define BLOCKS_MOST    100000 /* what comes then is one block: no article is so long */
#define CREDITS_BEHIND 20     /* bytes of text that stand before credits that are glued to it */
#define BYTES_A_LINE   100    /* of news, about: room is made for so many lines */
#define WRAP_LEAST     30     /* a shorter line was not broken for want of room */

struct line {
    struct ns_range span; /* without the white space around it; empty for a blank line */
    uint32_t indent;      /* bytes of white space before it */
};
NS_VEC(lines, struct line);

size_t ns_space_at(struct ns_slice text, size_t pos)
{
    const unsigned char *at = (const unsigned char *)text.at + pos;
    size_t left = text.len - pos;
    if (left == 0)
        return 0;
    if (at[0] == ' ' || (at[0] >= '\t' && at[0] <= '\r'))
        return 1;
    if (at[0] < 0xC2)
        return 0;
    if (at[0] == 0xC2)
        return left > 1 && (at[1] == 0xA0 || at[1] == 0x85) ? 2 : 0;
    if (left < 3)
        return 0;
    if (at[0] == 0xE2 && at[1] == 0x80)
        return at[2] <= 0x8A || at[2] == 0xA8 || at[2] == 0xA9 || at[2] == 0xAF ? 3 : 0;
    if (at[0] == 0xE2 && at[1] == 0x81)
        return at[2] == 0x9F ? 3 : 0;
    if (at[0] == 0xE3)
        return at[1] == 0x80 && at[2] == 0x80 ? 3 : 0;
    return 0;
}

/* Bytes of the white space that ends before pos. */
static size_t space_before(struct ns_slice text, size_t begin, size_t pos)
{
    for (size_t n = 1; n <= 3 && begin + n <= pos; n++)
        if (((unsigned char)text.at[pos - n] & 0xC0) != 0x80)
            return ns_space_at((struct ns_slice){text.at, pos}, pos - n) == n ? n : 0;
    return 0;
}

static void add_line(struct ns_slice body, size_t begin, size_t end, struct lines *lines)
{
    size_t from = begin, n;
    while (from < end && (n = ns_space_at((struct ns_slice){body.at, end}, from)) > 0)
        from += n;
    while (end > from && (n = space_before(body, from, end)) > 0)
        end -= n;
    struct line line = {{(uint32_t)from, (uint32_t)end}, (uint32_t)(from - begin)};
    ns_vec_push(lines, line);
}

/* Bytes of the line end at body.at[pos]: LF, CR, form feed, U+2028, U+2029; 0 if there is none. */
static size_t line_end_at(struct ns_slice body, size_t pos)
{
    char c = body.at[pos];
    if (c == '\n' || c == '\r' || c == '\f')
        return c == '\r' && pos + 1 < body.len && body.at[pos + 1] == '\n' ? 2 : 1;
    if (c == '\xE2' && pos + 2 < body.len && body.at[pos + 1] == '\x80' &&
        (body.at[pos + 2] == '\xA8' || body.at[pos + 2] == '\xA9'))
        return 3;
    return 0;
}

/* Is U+2028 or U+2029 in it? Sought by the last byte, which is rare. */
static bool holds_separator(struct ns_slice body, char last)
{
    const char *at = body.at, *end = body.at + body.len;
    while (at < end && (at = memchr(at, last, (size_t)(end - at))) != NULL) {
        if (at - body.at >= 2 && at[-1] == '\x80' && at[-2] == '\xE2')
            return true;
        at++;
    }
    return false;
}

/* The usual file has LF only and is cut by memchr; any other is looked at byte by byte. */
static void cut_lines(struct ns_slice body, struct lines *lines)
{
    bool odd = memchr(body.at, '\r', body.len) || memchr(body.at, '\f', body.len) ||
               holds_separator(body, '\xA8') || holds_separator(body, '\xA9');
    size_t pos = body.len >= 3 && memcmp(body.at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    ns_vec_reserve(lines, body.len / BYTES_A_LINE + 8);
    while (pos < body.len) {
        size_t end = pos, skip = 1;
        if (odd) {
            while (end < body.len && (skip = line_end_at(body, end)) == 0)
                end++;
        } else {
            const char *lf = memchr(body.at + pos, '\n', body.len - pos);
            end = lf ? (size_t)(lf - body.at) : body.len;
        }
        add_line(body, pos, end, lines);
        pos = end + skip;
    }
}

/* --- evidence for lines that belong together --- */

static uint32_t length(const struct line *line)
{
    return line->span.end - line->span.begin;
}

static bool ascii_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Does the line go on in the middle of a sentence, as its first letter tells? */
static bool starts_lower(struct ns_slice body, const struct line *line)
{
    const char *at = body.at + line->span.begin;
    size_t len = length(line);
    if (len == 0)
        return false;
    if (ascii_lower(at[0]))
        return !(len > 4 && (memcmp(at, "http", 4) == 0 || memcmp(at, "www.", 4) == 0));
    /* Lower case letters of Latin-1: U+00DF to U+00FF. */
    return len > 1 && at[0] == '\xC3' && (unsigned char)at[1] >= 0x9F;
}

/* Ends the line a sentence or lead-in (with closing quotes and brackets behind the stop)? */
static bool ends_sentence(struct ns_slice body, const struct line *line)
{
    size_t end = line->span.end;
    while (end > line->span.begin) {
        char c = body.at[end - 1];
        if (c == '"' || c == '\'' || c == ')' || c == ']') {
            end--;
            continue;
        }
        if (end - line->span.begin >= 3 && body.at[end - 3] == '\xE2' &&
            body.at[end - 2] == '\x80') {
            if (c == '\x99' || c == '\x9D') { /* closing curly quotes */
                end -= 3;
                continue;
            }
            return c == '\xA6'; /* ellipsis */
        }
        return c == '.' || c == '!' || c == '?' || c == ':' || c == ';';
    }
    return false;
}

static bool starts_item(struct ns_slice body, const struct line *line)
{
    const char *at = body.at + line->span.begin;
    uint32_t len = length(line);
    if (len < 2)
        return len == 1;
    if ((at[0] == '-' || at[0] == '*' || at[0] == '#' || at[0] == '>') && at[1] == ' ')
        return true;
    return len > 3 && at[0] == '\xE2' && at[1] == '\x80' && at[2] == '\xA2'; /* bullet */
}

/* "by Mara Kesh", "by Piet Lomar and Ada Stross": names alone and no stop; a sentence that goes on
 * would end in one. */
static bool starts_byline(struct ns_slice body, const struct line *line)
{
    struct ns_slice rest = ns_slice_sub(body, line->span), word;
    unsigned names = 0;
    if (rest.len > 60 || !ns_slice_starts(rest, NS_SLICE("by ")) || ends_sentence(body, line))
        return false;
    ns_slice_field(&rest, ' ', &word);
    while (ns_slice_field(&rest, ' ', &word)) {
        if (ns_slice_equal(word, NS_SLICE("and")))
            continue;
        if (!word.len || ascii_lower(word.at[0]) || (word.at[0] >= '0' && word.at[0] <= '9'))
            return false;
        names++;
    }
    return names >= 2;
}

static uint32_t first_word(struct ns_slice body, const struct line *line)
{
    const char *space = memchr(body.at + line->span.begin, ' ', length(line));
    return space ? (uint32_t)(space - (body.at + line->span.begin)) : length(line);
}

/* The width a file is wrapped at: three quarters of the lines that go on in the next one are not
 * longer (some are two that were glued together). 0 if the file is not wrapped. */
static uint32_t wrap_width(struct ns_slice body, const struct lines *lines)
{
    size_t pairs = 0, lower = 0, seen = 0;
    uint32_t of_length[WRAP_WIDEST + 1] = {0}, width = 0;
    for (size_t i = 0; i + 1 < lines->len; i++) {
        const struct line *line = &lines->at[i];
        uint32_t len = length(line), next = length(line + 1);
        if (len < WRAP_LEAST || next == 0 || len > WRAP_WIDEST || next > WRAP_WIDEST)
            continue;
        pairs++;
        if (starts_lower(body, line + 1)) {
            lower++;
            of_length[len]++;
        }
    }
    if (pairs < 2 || lower * 10 < pairs * 4)
        return 0;
    while (seen * 4 < lower * 3)
        seen += of_length[++width];
    return width;
}

/* Do line and the next one, with no blank line between, stand in one paragraph? */
static bool joined(struct ns_slice body, const struct line *line, uint32_t width)
{
    const struct line *next = line + 1;
    uint32_t len = length(line);
    if (starts_item(body, next) || starts_byline(body, next))
        return false;
    bool lower = starts_lower(body, next);
    if (width && len <= WRAP_WIDEST && length(next) <= WRAP_WIDEST) {
        uint32_t needed = len + 1 + first_word(body, next);
        if (lower)
            return len >= WRAP_LEAST / 2;
        if (next->indent > line->indent + 1 || needed * 4 <= width * 3)
            return false;
        return !(ends_sentence(body, line) && needed * 10 <= width * 9);
    }
    return lower && len >= WRAP_LEAST && !ends_sentence(body, line);
}

/* Where "(Reporting by Ann Lee; Editing by Bo Ek)" begins that is glued to the end of the text; end
 * if there is none. */
static size_t find_credits(struct ns_slice body, size_t begin, size_t end)
{
    static const char *const starts[] = {"(Reporting by ",         "(Editing by ",
                                         "(Additional reporting ", "(Writing by ",
                                         "(Compiled by ",          "(Reporting and "};
    if (end - begin < CREDITS_BEHIND || body.at[end - 1] != ')')
        return end;
    const char *open = memrchr(body.at + begin, '(', end - begin);
    for (size_t i = 0; open && i < sizeof starts / sizeof *starts; i++) {
        size_t at = (size_t)(open - body.at), len = strlen(starts[i]);
        if (end - at > len && at - begin >= CREDITS_BEHIND && memcmp(open, starts[i], len) == 0)
            return at;
    }
    return end;
}

/* A paragraph; the holes that a template left at its start, and credits glued to its end, are blocks
 * of their own. */
static void add_block(struct ns_slice body, struct ns_range block, struct ns_ranges *out)
{
    struct ns_slice text = {body.at, block.end};
    size_t end = block.begin, n;
    while (end < block.end && (n = ns_leftover_at(text, end)) > 0)
        end += n;
    if (end > block.begin) {
        ns_vec_push(out, (struct ns_range){block.begin, (uint32_t)end});
        while (end < block.end && (n = ns_space_at(text, end)) > 0)
            end += n;
        block.begin = (uint32_t)end;
    }
    if (block.begin == block.end)
        return;
    struct ns_range credits = {(uint32_t)find_credits(body, block.begin, block.end), block.end};
    block.end = credits.begin;
    while ((n = space_before(body, block.begin, block.end)) > 0)
        block.end -= (uint32_t)n;
    ns_vec_push(out, block);
    if (credits.begin < credits.end)
        ns_vec_push(out, credits);
}

void ns_blocks_of(struct ns_slice body, struct ns_ranges *out)
{
    struct lines lines = {0};
    cut_lines(body, &lines);
    uint32_t width = wrap_width(body, &lines);
    while (lines.len && length(ns_vec_last(&lines)) == 0)
        lines.len--;
    for (size_t i = 0; i < lines.len; i++) {
        if (length(&lines.at[i]) == 0)
            continue;
        struct ns_range block = lines.at[i].span;
        while (i + 1 < lines.len && length(&lines.at[i + 1]) > 0 &&
               joined(body, &lines.at[i], width))
            block.end = lines.at[++i].span.end;
        if (out->len >= BLOCKS_MOST) {
            block.end = ns_vec_last(&lines)->span.end;
            i = lines.len;
        }
        add_block(body, block, out);
    }
    ns_vec_free(&lines);
}
