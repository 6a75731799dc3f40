/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Speakers by themselves: reads gold attributions and the texts, gives the resolver the gold spans,
 * and prints how many speakers come out right, how often each way of finding one is right, and, with
 * -v, each that is not.
 *
 *   speakers_given_spans [-v] [-m MODELS] LEXICONS TEXTS GOLD.jsonl
 *
 * GOLD holds {"path"|"doc", "attributions": [{"source", "cue", "content", "speaker", "aliases"}]} or
 * one attribution a line with "doc"; spans are code points, one pair or a list of pairs.
 */
#include "extract/doc.h"
#include "extract/rules.h"
#include "extract/speakers.h"

#include "naysay/file.h"
#include "naysay/ingest.h"
#include "naysay/utf8.h"

#include <json-c/json.h>
#include <stdio.h>

struct bench {
    const char *texts;
    struct ns_rules *rules;
    bool verbose;
    char *name; /* of the article that is open, NULL if none */
    struct ns_article *article;
    struct ns_arena *arena;
    struct ns_doc *doc;
    struct ns_speakers *speakers;
    unsigned total, right, given, anonymous, kept;
    unsigned way_total[NS_WAY_COUNT], way_right[NS_WAY_COUNT]; /* of the names that were given */
};

static void close_article(struct bench *b)
{
    ns_doc_free(b->doc);
    ns_arena_free(b->arena);
    ns_article_free(b->article);
    free(b->name);
    b->name = NULL;
    b->doc = NULL;
    b->arena = NULL;
    b->article = NULL;
}

static bool open_article(struct bench *b, const char *name)
{
    struct ns_bytes path = {0};
    struct ns_err err;
    if (b->name && strcmp(b->name, name) == 0)
        return b->doc != NULL;
    close_article(b);
    b->name = ns_string_dup(ns_slice_of(name));
    ns_bytes_format(&path, "%s/%s%s", b->texts, name, strstr(name, ".txt") ? "" : ".txt");
    enum ns_status status = ns_ingest_file(ns_bytes_text(&path), NS_INGEST_DEFAULT_LIMIT,
                                           ns_rules_ingest_lists(b->rules), &b->article, &err);
    ns_vec_free(&path);
    if (status != NS_OK) {
        fprintf(stderr, "%s\n", err.message);
        b->article = NULL;
        return false;
    }
    b->arena = ns_arena_new(0);
    b->doc = ns_doc_new(b->article, b->rules, b->arena);
    ns_names_find(b->doc);
    ns_entities_join(b->doc);
    b->speakers = ns_speakers_new(b->doc);
    return true;
}

static uint32_t byte_of(const struct bench *b, int64_t codepoint)
{
    size_t pos = 0;
    for (int64_t i = 0; i < codepoint && pos < b->article->body.len; i++)
        ns_utf8_next(b->article->body, &pos, NULL);
    return (uint32_t)pos;
}

/* The first and last of a pair or of a list of pairs; empty if there is none. */
static struct ns_range span_of(const struct bench *b, json_object *spans)
{
    struct ns_range none = {0, 0};
    if (!spans || !json_object_is_type(spans, json_type_array) || !json_object_array_length(spans))
        return none;
    json_object *first = json_object_array_get_idx(spans, 0), *last = spans;
    if (json_object_is_type(first, json_type_array)) {
        last = json_object_array_get_idx(spans, json_object_array_length(spans) - 1);
        first = json_object_array_get_idx(first, 0);
    }
    return (struct ns_range){byte_of(b, json_object_get_int64(first)),
                             byte_of(b, json_object_get_int64(json_object_array_get_idx(last, 1)))};
}

/* Letters and digits in lower case: "U.S.-led" and "US led" are one name. */
static void plain(struct ns_slice text, struct ns_bytes *out)
{
    out->len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c >= 'A' && c <= 'Z')
            ns_vec_push(out, (char)(c + 32));
        else if (text.len - i >= 3 && memcmp(text.at + i, "\xE2\x80\x99", 3) == 0)
            i += 2;
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 ||
                 (c == ' ' && out->len))
            ns_vec_push(out, c);
    }
    if (ns_slice_starts(ns_bytes_slice(out), NS_SLICE("the "))) {
        memmove(out->at, out->at + 4, out->len - 4);
        out->len -= 4;
    }
}

static bool same(struct ns_slice a, const char *text)
{
    struct ns_bytes x = {0}, y = {0};
    plain(a, &x);
    plain(ns_slice_of(text), &y);
    bool equal = ns_slice_equal(ns_bytes_slice(&x), ns_bytes_slice(&y));
    ns_vec_free(&x);
    ns_vec_free(&y);
    return equal;
}

static bool matches(struct ns_slice name, json_object *attribution, const char *speaker)
{
    json_object *aliases = NULL;
    if (same(name, speaker))
        return true;
    if (json_object_object_get_ex(attribution, "aliases", &aliases))
        for (size_t i = 0; i < json_object_array_length(aliases); i++)
            if (same(name, json_object_get_string(json_object_array_get_idx(aliases, i))))
                return true;
    return false;
}

static void try_attribution(struct bench *b, json_object *attribution)
{
    json_object *source = NULL, *cue = NULL, *content = NULL, *gold = NULL;
    json_object_object_get_ex(attribution, "source", &source);
    json_object_object_get_ex(attribution, "cue", &cue);
    json_object_object_get_ex(attribution, "content", &content);
    json_object_object_get_ex(attribution, "speaker", &gold);
    struct ns_range from = span_of(b, source), at = span_of(b, cue ? cue : content);
    struct ns_speaker got = ns_speakers_resolve(b->speakers, from, at.begin);
    const char *want = gold ? json_object_get_string(gold) : NULL;
    bool right;
    if (want) {
        b->total++;
        right = matches(got.name, attribution, want);
        b->right += right;
        b->given += got.name.len > 0;
    } else {
        b->anonymous++;
        right = got.name.len == 0;
        b->kept += right;
    }
    /* Words of an unnamed source are no wrong name where nobody is to be named. */
    if (got.name.len && (want || got.how != NS_RESOLVED_ANONYMOUS)) {
        b->way_total[got.way]++;
        b->way_right[got.way] += right;
    }
    if (b->verbose && !right) {
        struct ns_slice text = ns_article_text(b->article, from);
        printf("%.14s  [%.*s]  want %s  got %.*s  (%s %s %.2f: %.*s) against: %.*s\n", b->name,
               (int)text.len, text.at, want ? want : "nobody", (int)got.name.len, got.name.at,
               ns_resolved_name(got.how), ns_way_name(got.way), (double)got.sure,
               (int)got.reason.len, got.reason.at, (int)got.against.len, got.against.at);
    }
}

static void try_line(struct bench *b, json_object *line)
{
    json_object *name = NULL, *all = NULL;
    if (!json_object_object_get_ex(line, "path", &name))
        json_object_object_get_ex(line, "doc", &name);
    if (!name || !open_article(b, json_object_get_string(name)))
        return;
    if (!json_object_object_get_ex(line, "attributions", &all)) {
        try_attribution(b, line);
        return;
    }
    for (size_t i = 0; i < json_object_array_length(all); i++)
        try_attribution(b, json_object_array_get_idx(all, i));
}

/* Each way with what it says of itself and what was counted. */
static void print_ways(const struct bench *b)
{
    for (unsigned way = 0; way < NS_WAY_COUNT; way++)
        if (b->way_total[way])
            printf("  %-12s said %.2f  right %4u of %4u: %.3f\n", ns_way_name((enum ns_way)way),
                   (double)ns_way_sure((enum ns_way)way), b->way_right[way], b->way_total[way],
                   (double)b->way_right[way] / b->way_total[way]);
}

int main(int argc, char **argv)
{
    struct bench b = {0};
    struct ns_bytes gold = {0};
    struct ns_err err = {0};
    struct ns_slice rest, line;
    const char *models = NULL;
    if (argc > 1 && strcmp(argv[1], "-v") == 0) {
        b.verbose = true;
        argc--, argv++;
    }
    if (argc > 2 && strcmp(argv[1], "-m") == 0) {
        models = argv[2];
        argc -= 2, argv += 2;
    }
    if (argc != 4) {
        fprintf(stderr, "usage: speakers_given_spans [-v] [-m MODELS] LEXICONS TEXTS GOLD.jsonl\n");
        return 2;
    }
    b.texts = argv[2];
    if (ns_rules_begin(argv[1], NULL, &b.rules, &err) != NS_OK ||
        (ns_rules_use_models(b.rules, models), ns_rules_complete(b.rules, false, &err)) != NS_OK ||
        ns_file_read(argv[3], (size_t)1 << 28, &gold, &err) != NS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    rest = ns_bytes_slice(&gold);
    while (ns_slice_line(&rest, &line)) {
        char *text = ns_string_dup(line);
        json_object *object = json_tokener_parse(text);
        if (object)
            try_line(&b, object);
        json_object_put(object);
        free(text);
    }
    close_article(&b);
    printf("%u speakers, %u given, %u right: %.1f%%; %u without, %u left without: %.1f%%\n",
           b.total, b.given, b.right, b.total ? 100.0 * b.right / b.total : 0.0, b.anonymous,
           b.kept, b.anonymous ? 100.0 * b.kept / b.anonymous : 0.0);
    print_ways(&b);
    ns_rules_free(b.rules);
    ns_vec_free(&gold);
    return 0;
}
