/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hits.h"

#include "app/report.h"
#include "naysay/clean.h"
#include "naysay/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define HELD_BYTES   ((size_t)1 << 16)
#define SHOWN_BYTES  600u /* of a sentence; what is longer is cut around its first hit */
#define BEFORE_BYTES 150u /* of these before it */

#define SGR_HIT  "\033[1;31m"
#define SGR_NONE "\033[m"
#define ELLIPSIS "..."

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

void ns_hits_open(struct ns_hits *h, const struct ns_options *o, bool utf8)
{
    const char *term = getenv("TERM");
    *h = (struct ns_hits){.format = o->search.format,
                          .unit = o->export.unit,
                          .statements = o->search.statements,
                          .null = o->search.null,
                          .terminal = isatty(STDOUT_FILENO) == 1};
    h->colour = h->terminal && !is_set("NO_COLOR") && term && *term && strcmp(term, "dumb") != 0;
    h->ascii = h->terminal && !utf8;
    if (h->format == NS_SEARCH_CSV)
        ns_export_hit_csv_head(h->statements, &h->out);
}

void ns_hits_free(struct ns_hits *h)
{
    ns_vec_free(&h->out);
    ns_vec_free(&h->line);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Adds text with white space as single blanks; none at its beginning. */
static void add_squeezed(struct ns_bytes *out, struct ns_slice text)
{
    bool blank = true;
    for (size_t i = 0; i < text.len; i++) {
        bool space = is_blank(text.at[i]);
        if (!space)
            ns_vec_push(out, text.at[i]);
        else if (!blank)
            ns_vec_push(out, ' ');
        blank = space;
    }
}

static void add_clean(struct ns_hits *h, struct ns_slice text)
{
    if (!h->ascii) {
        ns_clean_add(text, &h->out);
        return;
    }
    for (size_t at = 0; at < text.len;) {
        struct ns_cluster cluster = ns_clean_next(text, at);
        char stand_in[8];
        ns_bytes_add_text(&h->out, cluster.marker);
        if (cluster.base) {
            ns_clean_ascii(cluster.base, stand_in);
            ns_bytes_add_text(&h->out, stand_in);
        }
        at += cluster.bytes;
    }
}

static void add_words(struct ns_hits *h, struct ns_slice text)
{
    h->line.len = 0;
    add_squeezed(&h->line, text);
    add_clean(h, ns_bytes_slice(&h->line));
}

/* The beginning of a code point at or before at. */
static uint32_t back_to_point(struct ns_slice body, uint32_t at)
{
    while (at > 0 && at < body.len && ((unsigned char)body.at[at] & 0xC0u) == 0x80u)
        at--;
    return at;
}

/* The first hit in a range, else its beginning. */
static uint32_t first_hit(const struct ns_export_hit *hit, struct ns_range r)
{
    for (size_t i = 0; i < hit->hit_count; i++)
        if (ns_range_holds(r, hit->hits[i].begin))
            return hit->hits[i].begin;
    return r.begin;
}

/* The part of a long range that is shown. */
static struct ns_range cut_around(const struct ns_export_hit *hit, struct ns_range r)
{
    struct ns_slice body = hit->item->article->body;
    if (r.end - r.begin <= SHOWN_BYTES)
        return r;
    uint32_t first = first_hit(hit, r);
    if (first > r.begin + BEFORE_BYTES)
        r.begin = back_to_point(body, first - BEFORE_BYTES);
    if (r.end - r.begin > SHOWN_BYTES)
        r.end = back_to_point(body, r.begin + SHOWN_BYTES);
    return r;
}

/* A blank that a part begins with keeps it apart from the one before. */
static void add_part(struct ns_hits *h, struct ns_slice body, uint32_t begin, uint32_t end)
{
    struct ns_slice part = {body.at + begin, (size_t)end - begin};
    if (part.len && is_blank(part.at[0]) && h->out.len && *ns_vec_last(&h->out) != ' ')
        ns_vec_push(&h->out, ' ');
    add_words(h, part);
}

/* The text of a range in one line, with the hits in it. */
static void add_range(struct ns_hits *h, const struct ns_export_hit *hit, struct ns_range whole)
{
    struct ns_slice body = hit->item->article->body;
    struct ns_range shown = cut_around(hit, whole);
    uint32_t at = shown.begin;
    if (shown.begin > whole.begin)
        ns_bytes_add_text(&h->out, ELLIPSIS);
    for (size_t i = 0; i < hit->hit_count && h->colour; i++) {
        struct ns_range r = hit->hits[i];
        if (r.begin < at || r.end > shown.end)
            continue;
        add_part(h, body, at, r.begin);
        ns_bytes_add_text(&h->out, SGR_HIT);
        add_part(h, body, r.begin, r.end);
        ns_bytes_add_text(&h->out, SGR_NONE);
        at = r.end;
    }
    add_part(h, body, at, shown.end);
    while (h->out.len && *ns_vec_last(&h->out) == ' ')
        h->out.len--;
    if (shown.end < whole.end)
        ns_bytes_add_text(&h->out, ELLIPSIS);
}

/* "denial 0.87 Aldo Brandt: that he had known of it" */
static void add_statement(struct ns_hits *h, const struct ns_export_hit *hit)
{
    const struct ns_attribution *a = hit->statement;
    ns_bytes_format(&h->out, "%s %.2f", ns_kind_name(a->kind), (double)a->confidence);
    if (a->speaker.len) {
        ns_vec_push(&h->out, ' ');
        add_words(h, a->speaker);
        if (ns_speaker_is_uncertain(a))
            ns_vec_push(&h->out, '?');
    }
    ns_bytes_add_text(&h->out, ": ");
    for (size_t i = 0; i < a->content_count; i++) {
        if (i)
            ns_bytes_add_text(&h->out, " " ELLIPSIS " ");
        add_range(h, hit, a->content[i]);
    }
}

static void add_text_line(struct ns_hits *h, const struct ns_export_hit *hit)
{
    add_clean(h, hit->item->article->path);
    ns_vec_push(&h->out, ':');
    ns_export_place(hit, &h->out);
    ns_bytes_add_text(&h->out, ": ");
    if (hit->statement)
        add_statement(h, hit);
    else
        add_range(h, hit, hit->sentence);
    ns_vec_push(&h->out, '\n');
}

/* Programs get the bytes that the system gave, a terminal never. */
static void add_path(struct ns_hits *h, const struct ns_export_hit *hit)
{
    if (h->null && !h->terminal)
        ns_bytes_add(&h->out, hit->item->article->path);
    else
        add_clean(h, hit->item->article->path);
    ns_vec_push(&h->out, h->null ? '\0' : '\n');
}

void ns_hits_add(struct ns_hits *h, const struct ns_export_hit *hit)
{
    switch (h->format) {
    case NS_SEARCH_TEXT:
        add_text_line(h, hit);
        break;
    case NS_SEARCH_JSONL:
        ns_export_hit_json(hit, h->unit, &h->out);
        break;
    case NS_SEARCH_CSV:
        ns_export_hit_csv(hit, h->unit, &h->out);
        break;
    case NS_SEARCH_PATHS:
        add_path(h, hit);
        break;
    case NS_SEARCH_COUNT:
        break;
    }
    if (h->out.len >= HELD_BYTES)
        ns_hits_flush(h);
}

void ns_hits_add_count(struct ns_hits *h, size_t count)
{
    if (h->format == NS_SEARCH_COUNT)
        ns_bytes_format(&h->out, "%zu\n", count);
}

bool ns_hits_flush(struct ns_hits *h)
{
    if (!h->failed && h->out.len &&
        (fwrite(h->out.at, 1, h->out.len, stdout) != h->out.len || fflush(stdout) != 0)) {
        if (errno != EPIPE)
            ns_report("cannot write: %s", strerror(errno));
        h->failed = true;
    }
    h->out.len = 0;
    return !h->failed;
}
