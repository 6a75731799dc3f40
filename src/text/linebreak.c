/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/linebreak.h"

#include "naysay/clean.h"
#include "naysay/utf8.h"

#include <unilbrk.h>

/* A line under construction. Columns are counted from line on. */
struct wrap {
    uint32_t base;
    unsigned columns;
    struct ns_ranges *out;
    size_t line; /* where it begins */
    size_t columns_now;
    size_t chance;         /* last place where it may end; line if there is none */
    size_t columns_chance; /* columns up to there */
};

static void end_line(struct wrap *w, size_t at)
{
    ns_vec_push(w->out, ((struct ns_range){w->base + (uint32_t)w->line, w->base + (uint32_t)at}));
    w->line = w->chance = at;
}

/* White space that may hang over the end of a line: not NBSP and its kin. */
static bool hangs(uint32_t base)
{
    return base == ' ' || base == 0x1680 || (base >= 0x2000 && base <= 0x200A && base != 0x2007) ||
           base == 0x205F || base == 0x3000;
}

static void place(struct wrap *w, size_t pos, const struct ns_cluster *c)
{
    if (!hangs(c->base) && w->columns_now + c->width > w->columns) {
        if (w->chance > w->line) {
            w->columns_now -= w->columns_chance;
            end_line(w, w->chance);
        }
        if (w->columns_now + c->width > w->columns && pos > w->line) {
            w->columns_now = 0;
            end_line(w, pos);
        }
    }
    w->columns_now += c->width;
}

static void wrap(struct wrap *w, struct ns_slice text, const char *breaks)
{
    size_t pos = 0;

    while (pos < text.len) {
        struct ns_cluster c = ns_clean_next(text, pos);
        if (pos > w->line &&
            (breaks[pos] == UC_BREAK_POSSIBLE || breaks[pos] == UC_BREAK_MANDATORY)) {
            w->chance = pos;
            w->columns_chance = w->columns_now;
        }
        place(w, pos, &c);
        pos += c.bytes;
        if (text.at[pos - 1] == '\n') {
            end_line(w, pos);
            w->columns_now = 0;
        }
    }
    if (pos > w->line)
        end_line(w, pos);
}

void ns_linebreak(struct ns_slice paragraph, uint32_t base, unsigned columns, struct ns_ranges *out)
{
    struct wrap w = {.base = base, .columns = columns ? columns : 1, .out = out};
    char *breaks;

    if (paragraph.len == 0)
        return;
    breaks = ns_alloc(paragraph.len);
    u8_possible_linebreaks((const uint8_t *)paragraph.at, paragraph.len, "UTF-8", breaks);
    wrap(&w, paragraph, breaks);
    free(breaks);
}
