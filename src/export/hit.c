/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hit.c: one hit of a search, as a line of JSON or of CSV.
 */
#include "export/value.h"

#include "naysay/clean.h"

#include <inttypes.h>
#include <stdio.h>

struct ns_range ns_export_shown(const struct ns_export_hit *hit)
{
    return hit->statement ? ns_attribution_extent(hit->statement) : hit->sentence;
}

void ns_export_place(const struct ns_export_hit *hit, struct ns_bytes *out)
{
    const struct ns_article *article = hit->item->article;
    struct ns_range shown = ns_export_shown(hit);
    uint32_t at = hit->statement ? ns_attribution_anchor(hit->statement) : shown.begin;
    if (ns_range_empty(shown) || !article->block_count)
        return;
    const struct ns_block *block = &article->blocks[ns_article_block_at(article, at)];
    size_t sentence = ns_article_sentence_at(article, at), first = block->first_sentence;
    if (block->paragraph)
        ns_bytes_format(out, "%u.%zu", block->paragraph,
                        sentence >= first ? sentence - first + 1 : 1);
    else
        ns_bytes_add_text(out, ns_role_name(block->role));
}

void ns_export_content(const struct ns_export_hit *hit, struct ns_bytes *out)
{
    const struct ns_attribution *a = hit->statement;
    for (size_t i = 0; i < a->content_count; i++) {
        if (i)
            ns_bytes_add(out, NS_SLICE(" ... "));
        ns_bytes_add(out, ns_article_text(hit->item->article, a->content[i]));
    }
}

static struct json_object *contents_of(const struct export_positions *p,
                                       const struct ns_attribution *a)
{
    struct json_object *content = export_have(json_object_new_array_ext((int)a->content_count));
    for (size_t i = 0; i < a->content_count; i++)
        export_push(content, export_pair(p, a->content[i]));
    return content;
}

static void add_statement(struct json_object *object, const struct export_positions *p,
                          const struct ns_export_hit *hit)
{
    const struct ns_attribution *a = hit->statement;
    struct ns_bytes text = {0};
    export_add(object, "kind", export_name(ns_kind_name(a->kind)));
    export_add(object, "speaker", export_string_or_null(a->speaker));
    export_add(object, "resolved", export_name(ns_resolved_name(a->resolved)));
    export_add(object, "speaker_confidence",
               a->speaker.len ? export_confidence(a->speaker_confidence) : NULL);
    export_add(object, "confidence", export_confidence(a->confidence));
    export_add(object, "source", export_pair_or_null(p, a->source));
    export_add(object, "cue", export_pair_or_null(p, a->cue));
    export_add(object, "content", contents_of(p, a));
    ns_export_content(hit, &text);
    export_add(object, "text", export_string(ns_bytes_slice(&text)));
    ns_vec_free(&text);
}

static struct json_object *score_of(float score)
{
    char text[32];
    snprintf(text, sizeof text, "%.3f", (double)score);
    return export_have(json_object_new_double_s((double)score, text));
}

static struct json_object *place_of(const struct ns_export_hit *hit)
{
    struct ns_bytes place = {0};
    ns_export_place(hit, &place);
    struct json_object *string = export_string_or_null(ns_bytes_slice(&place));
    ns_vec_free(&place);
    return string;
}

void ns_export_hit_json(const struct ns_export_hit *hit, enum ns_unit unit, struct ns_bytes *out)
{
    const struct ns_article *article = hit->item->article;
    struct export_positions p;
    export_positions_open(&p, article, unit);
    struct json_object *root = export_have(json_object_new_object());
    export_add(root, "path", export_string(article->path));
    export_add(root, "id", export_string(article->id));
    export_add(root, "title", export_string_or_null(article->title));
    export_add(root, "outlet", export_string_or_null(article->outlet));
    export_add(root, "date", article->date[0] ? export_string(ns_slice_of(article->date)) : NULL);
    if (hit->ranked)
        export_add(root, "score", score_of(hit->score));
    export_add(root, "unit", export_name(unit == NS_UNIT_BYTE ? "byte" : "codepoint"));
    export_add(root, "place", place_of(hit));
    if (hit->statement) {
        add_statement(root, &p, hit);
    } else {
        export_add(root, "sentence", export_pair_or_null(&p, hit->sentence));
        export_add(root, "text", export_string_or_null(ns_article_text(article, hit->sentence)));
    }
    struct json_object *hits = export_have(json_object_new_array_ext((int)hit->hit_count));
    for (size_t i = 0; i < hit->hit_count; i++)
        export_push(hits, export_pair(&p, hit->hits[i]));
    export_add(root, "hits", hits);
    export_add_line(root, out);
    export_positions_close(&p);
}

/* ---- CSV (RFC 4180) ------------------------------------------------------------------------- */

/* Foreign text as a cell: cleaned, and never a formula of the spreadsheet that opens the file. */
static void add_cell(struct ns_slice text, struct ns_bytes *out)
{
    struct ns_bytes clean = {0};
    ns_clean_add(ns_slice_trim(text), &clean);
    ns_bytes_add_text(out, out->len && *ns_vec_last(out) != '\n' ? ",\"" : "\"");
    if (clean.len && strchr("=+-@", clean.at[0]))
        ns_vec_push(out, '\'');
    for (size_t i = 0; i < clean.len; i++) {
        if (clean.at[i] == '"')
            ns_vec_push(out, '"');
        ns_vec_push(out, clean.at[i]);
    }
    ns_vec_push(out, '"');
    ns_vec_free(&clean);
}

/* begin and end; nothing where there is no range. */
static void add_range_cells(const struct export_positions *p, struct ns_range r,
                            struct ns_bytes *out)
{
    if (ns_range_empty(r))
        ns_bytes_add_text(out, ",,");
    else
        ns_bytes_format(out, ",%" PRIu64 ",%" PRIu64, export_position(p, r.begin),
                        export_position(p, r.end));
}

void ns_export_hit_csv_head(bool statements, struct ns_bytes *out)
{
    ns_bytes_add_text(out, statements ? "path,id,title,outlet,date,score,place,kind,speaker,"
                                        "confidence,begin,end,text\r\n"
                                      : "path,id,title,outlet,date,score,place,begin,end,text\r\n");
}

void ns_export_hit_csv(const struct ns_export_hit *hit, enum ns_unit unit, struct ns_bytes *out)
{
    const struct ns_article *article = hit->item->article;
    struct export_positions p;
    struct ns_bytes text = {0};
    export_positions_open(&p, article, unit);
    add_cell(article->path, out);
    add_cell(article->id, out);
    add_cell(article->title, out);
    add_cell(article->outlet, out);
    ns_bytes_format(out, ",%s,", article->date);
    if (hit->ranked)
        ns_bytes_format(out, "%.3f", (double)hit->score);
    ns_bytes_add_text(out, ",");
    ns_export_place(hit, out);
    if (hit->statement) {
        ns_bytes_format(out, ",%s", ns_kind_name(hit->statement->kind));
        add_cell(hit->statement->speaker, out);
        ns_bytes_format(out, ",%.2f", (double)hit->statement->confidence);
        ns_export_content(hit, &text);
    } else {
        ns_bytes_add(&text, ns_article_text(article, hit->sentence));
    }
    add_range_cells(&p, ns_export_shown(hit), out);
    add_cell(ns_bytes_slice(&text), out);
    ns_bytes_add_text(out, "\r\n");
    ns_vec_free(&text);
    export_positions_close(&p);
}
