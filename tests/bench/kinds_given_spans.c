/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds by themselves: reads gold attributions and the texts, gives the rules of kinds.c the gold
 * spans, and prints how many kinds come out right, P, R and F1 of each kind and, with -v, each that
 * differs, with -a all. With -e the whole extractor runs too, and explicit denials are counted end to end.
 *
 *   kinds_given_spans [-v|-a] [-e] [-mMODELS] LEXICONS {TEXTS GOLD.jsonl}...
 *
 * GOLD holds {"path", "attributions": [{"source", "cue", "content", "kind", "explicit"}]} or one
 * attribution a line with "doc"; spans are code points, one pair or a list of pairs.
 */
#include "extract/attribution.h"
#include "extract/kinds.h"
#include "extract/rules.h"

#include "naysay/file.h"
#include "naysay/ingest.h"
#include "naysay/utf8.h"

#include <json-c/json.h>
#include <stdio.h>

struct labelled {
    struct ns_candidate spans;
    struct ns_range cue, content; /* bytes */
    enum ns_kind kind;
    bool is_explicit;
};
NS_VEC(labelled_vec, struct labelled);

struct count {
    unsigned right, given, wanted;
};

struct bench {
    struct ns_rules *rules;
    bool verbose, all, end_to_end;
    char *name; /* of the article that is open, NULL if none */
    struct ns_article *article;
    struct ns_arena *arena;
    struct ns_doc *doc;
    struct ns_finder finder;
    struct labelled_vec gold;
    struct count kinds[NS_KIND_COUNT], by_cue, end_explicit;
    unsigned end_found, total, right;
};

/* --- reading --- */

static uint32_t byte_of(const struct bench *b, int64_t codepoint)
{
    size_t pos = 0;
    for (int64_t i = 0; i < codepoint && pos < b->article->body.len; i++)
        ns_utf8_next(b->article->body, &pos, NULL);
    return (uint32_t)pos;
}

static struct ns_range pair_of(const struct bench *b, json_object *pair)
{
    return (struct ns_range){byte_of(b, json_object_get_int64(json_object_array_get_idx(pair, 0))),
                             byte_of(b, json_object_get_int64(json_object_array_get_idx(pair, 1)))};
}

/* The spans of a role as bytes, at most NS_PIECES; their number. */
static size_t spans_of(const struct bench *b, json_object *attribution, const char *role,
                       struct ns_range out[NS_PIECES])
{
    json_object *spans = NULL;
    size_t count = 0;
    if (!json_object_object_get_ex(attribution, role, &spans) ||
        !json_object_is_type(spans, json_type_array) || !json_object_array_length(spans))
        return 0;
    if (!json_object_is_type(json_object_array_get_idx(spans, 0), json_type_array)) {
        out[0] = pair_of(b, spans);
        return 1;
    }
    for (; count < json_object_array_length(spans) && count < NS_PIECES; count++)
        out[count] = pair_of(b, json_object_array_get_idx(spans, count));
    return count;
}

static struct ns_range toks_of(const struct bench *b, struct ns_range bytes[], size_t count)
{
    struct ns_range none = {0, 0};
    return count ? ns_doc_toks_in(b->doc, (struct ns_range){bytes[0].begin, bytes[count - 1].end})
                 : none;
}

static enum ns_rule rule_of(const struct bench *b, const struct ns_candidate *c)
{
    const struct ns_finder *f = &b->finder;
    uint32_t first = c->content_count ? c->content[0].begin : 0;
    if (ns_range_empty(c->cue) || first < c->cue.begin)
        return c->source.begin < c->cue.begin ? NS_RULE_AFTER : NS_RULE_INVERTED;
    return ns_tok_is(f, first, "to")     ? NS_RULE_TO
           : ns_tok_is(f, first, "that") ? NS_RULE_THAT
           : f->mark[first] == 'o'       ? NS_RULE_QUOTE
                                         : NS_RULE_BARE;
}

static void add_gold(struct bench *b, json_object *attribution)
{
    struct ns_range spans[NS_PIECES];
    struct labelled l = {0};
    json_object *kind = NULL, *is_explicit = NULL;
    if (!json_object_object_get_ex(attribution, "kind", &kind) || !kind ||
        !ns_kind_parse(ns_slice_of(json_object_get_string(kind)), &l.kind))
        return;
    if (json_object_object_get_ex(attribution, "explicit", &is_explicit))
        l.is_explicit = json_object_get_boolean(is_explicit);
    l.spans.source = toks_of(b, spans, spans_of(b, attribution, "source", spans));
    size_t count = spans_of(b, attribution, "cue", spans);
    l.spans.cue = toks_of(b, spans, count);
    if (count)
        l.cue = (struct ns_range){spans[0].begin, spans[count - 1].end};
    count = spans_of(b, attribution, "content", spans);
    if (count)
        l.content = (struct ns_range){spans[0].begin, spans[count - 1].end};
    for (size_t i = 0; i < count; i++)
        ns_candidate_add(&b->finder, &l.spans, ns_doc_toks_in(b->doc, spans[i]));
    if (ns_range_empty(l.spans.cue) && l.spans.content_count)
        l.spans.cue = (struct ns_range){l.spans.content[0].begin, l.spans.content[0].begin};
    l.spans.rule = rule_of(b, &l.spans);
    ns_cue_read(&b->finder, &l.spans);
    ns_vec_push(&b->gold, l);
}

static void open_article(struct bench *b, const char *texts, const char *name)
{
    struct ns_bytes path = {0};
    struct ns_err err;
    b->name = ns_string_dup(ns_slice_of(name));
    ns_bytes_format(&path, "%s/%s%s", texts, name, strstr(name, ".txt") ? "" : ".txt");
    enum ns_status status = ns_ingest_file(ns_bytes_text(&path), NS_INGEST_DEFAULT_LIMIT,
                                           ns_rules_ingest_lists(b->rules), &b->article, &err);
    ns_vec_free(&path);
    if (status != NS_OK) {
        fprintf(stderr, "%s\n", err.message);
        b->article = NULL;
        return;
    }
    b->arena = ns_arena_new(0);
    b->doc = ns_doc_new(b->article, b->rules, b->arena);
    ns_names_find(b->doc);
    ns_entities_join(b->doc);
    ns_finder_open(&b->finder, b->doc, b->rules->cue_table);
}

/* --- counting --- */

static uint32_t first_byte(const struct labelled *l)
{
    return ns_range_empty(l->cue) || l->content.begin < l->cue.begin ? l->content.begin
                                                                     : l->cue.begin;
}

static int text_order(const void *left, const void *right)
{
    uint32_t a = first_byte(left), b = first_byte(right);
    return a < b ? -1 : a > b;
}

static bool told_by_cue(enum ns_kind kind, const char *reason)
{
    return kind == NS_KIND_DENIAL && reason && strncmp(reason, "the cue", 7) == 0;
}

static void tell(const struct bench *b, const struct labelled *l, const struct ns_candidate *got)
{
    struct ns_slice cue = ns_article_text(b->article, l->cue);
    struct ns_slice content = ns_article_text(b->article, l->content);
    struct ns_slice term = l->spans.entry ? l->spans.entry->term : NS_SLICE("-");
    struct ns_bytes line = {0};
    ns_bytes_format(&line, "%.14s %u want %s got %s (%s; %.*s) [%.*s] %.*s", b->name,
                    l->content.begin, ns_kind_name(l->kind), ns_kind_name(got->kind),
                    got->kind_reason, (int)term.len, term.at, (int)cue.len, cue.at,
                    (int)(content.len < 400 ? content.len : 400), content.at);
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] == '\n')
            line.at[i] = ' ';
    puts(ns_bytes_text(&line));
    ns_vec_free(&line);
}

static void count_given(struct bench *b)
{
    for (size_t i = 0; i < b->gold.len; i++)
        if (b->gold.at[i].spans.content_count)
            ns_vec_push(&b->finder.found, b->gold.at[i].spans);
    ns_kinds_assign(&b->finder);
    for (size_t i = 0, n = 0; i < b->gold.len; i++) {
        const struct labelled *l = &b->gold.at[i];
        struct ns_candidate none = {.kind = NS_KIND_CLAIM, .kind_reason = "outside the text"};
        const struct ns_candidate *got = l->spans.content_count ? &b->finder.found.at[n++] : &none;
        bool told = told_by_cue(got->kind, got->kind_reason);
        b->total++;
        b->right += got->kind == l->kind;
        b->kinds[l->kind].wanted++;
        b->kinds[got->kind].given++;
        b->kinds[l->kind].right += got->kind == l->kind;
        b->by_cue.wanted += l->is_explicit;
        b->by_cue.given += told;
        b->by_cue.right += told && l->is_explicit;
        if (b->all || (b->verbose && got->kind != l->kind))
            tell(b, l, got);
    }
}

/* Is it about the same statement: the cues overlap, or half of each content is the other's? */
static bool same(const struct labelled *l, const struct ns_attribution *a)
{
    struct ns_range r = {a->content[0].begin, a->content[a->content_count - 1].end}, both;
    if (ns_range_overlap(l->cue, a->cue))
        return true;
    both.begin = r.begin > l->content.begin ? r.begin : l->content.begin;
    both.end = r.end < l->content.end ? r.end : l->content.end;
    return both.begin < both.end && 2 * (both.end - both.begin) >= r.end - r.begin &&
           2 * (both.end - both.begin) >= l->content.end - l->content.begin;
}

/* Explicit denials: those wanted are found by any denial; those given must be one, explicit or not. */
static void count_extracted(struct bench *b)
{
    struct ns_extractor *extractor = ns_extractor_new(b->rules, NULL);
    struct ns_extraction *x = ns_extract(extractor, b->article);
    ns_extractor_free(extractor);
    for (size_t i = 0; i < b->gold.len; i++) {
        const struct labelled *l = &b->gold.at[i];
        bool found = false;
        for (size_t k = 0; k < x->attribution_count && !found; k++)
            found = x->attributions[k].kind == NS_KIND_DENIAL && same(l, &x->attributions[k]);
        b->end_explicit.wanted += l->is_explicit;
        b->end_found += l->is_explicit && found;
        if (b->verbose && l->is_explicit && !found)
            printf("not found: ");
        if (b->verbose && l->is_explicit && !found)
            tell(b, l, &(struct ns_candidate){.kind = NS_KIND_CLAIM, .kind_reason = "-"});
    }
    for (size_t k = 0; k < x->attribution_count; k++) {
        const struct ns_attribution *a = &x->attributions[k];
        if (!told_by_cue(a->kind, a->why.kind_reason))
            continue;
        bool right = false;
        for (size_t i = 0; i < b->gold.len && !right; i++)
            right = b->gold.at[i].kind == NS_KIND_DENIAL && same(&b->gold.at[i], a);
        b->end_explicit.given++;
        b->end_explicit.right += right;
        struct ns_slice text = ns_article_text(b->article, ns_attribution_extent(a));
        if (b->verbose && !right)
            printf("no denial: %.14s %.*s\n", b->name, (int)text.len, text.at);
    }
    ns_extraction_free(x);
}

static void close_article(struct bench *b)
{
    if (b->article) {
        if (b->gold.len)
            qsort(b->gold.at, b->gold.len, sizeof *b->gold.at, text_order);
        count_given(b);
        if (b->end_to_end)
            count_extracted(b);
        ns_finder_close(&b->finder);
        ns_doc_free(b->doc);
        ns_arena_free(b->arena);
        ns_article_free(b->article);
    }
    free(b->name);
    b->name = NULL;
    b->article = NULL;
    b->gold.len = 0;
}

static void read_line(struct bench *b, const char *texts, json_object *line)
{
    json_object *name = NULL, *all = NULL;
    if (!json_object_object_get_ex(line, "path", &name))
        json_object_object_get_ex(line, "doc", &name);
    if (!name)
        return;
    if (!b->name || strcmp(b->name, json_object_get_string(name)) != 0) {
        close_article(b);
        open_article(b, texts, json_object_get_string(name));
    }
    if (!b->article)
        return;
    if (!json_object_object_get_ex(line, "attributions", &all))
        add_gold(b, line);
    for (size_t i = 0; all && i < json_object_array_length(all); i++)
        add_gold(b, json_object_array_get_idx(all, i));
}

static bool read_gold(struct bench *b, const char *texts, const char *path)
{
    struct ns_bytes gold = {0};
    struct ns_slice rest, line;
    struct ns_err err;
    if (ns_file_read(path, (size_t)1 << 28, &gold, &err) != NS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return false;
    }
    rest = ns_bytes_slice(&gold);
    while (ns_slice_line(&rest, &line)) {
        char *text = ns_string_dup(line);
        json_object *object = json_tokener_parse(text);
        if (object)
            read_line(b, texts, object);
        json_object_put(object);
        free(text);
    }
    close_article(b);
    ns_vec_free(&gold);
    return true;
}

static void print_row(const char *name, struct count c, unsigned found)
{
    double p = c.given ? 100.0 * c.right / c.given : 0, r = c.wanted ? 100.0 * found / c.wanted : 0;
    printf("%-22s P %5.1f R %5.1f F1 %5.1f  right %u given %u wanted %u\n", name, p, r,
           p + r > 0 ? 2 * p * r / (p + r) : 0, c.right, c.given, c.wanted);
}

int main(int argc, char **argv)
{
    struct bench b = {0};
    struct ns_err err = {0};
    const char *models = NULL;
    for (; argc > 1 && argv[1][0] == '-'; argc--, argv++) {
        if (strncmp(argv[1], "-m", 2) == 0)
            models = argv[1] + 2;
        b.all = b.all || strcmp(argv[1], "-a") == 0;
        b.verbose = b.verbose || b.all || strcmp(argv[1], "-v") == 0;
        b.end_to_end = b.end_to_end || strcmp(argv[1], "-e") == 0;
    }
    if (argc < 4 || argc % 2) {
        fprintf(
            stderr,
            "usage: kinds_given_spans [-v|-a] [-e] [-mMODELS] LEXICONS {TEXTS GOLD.jsonl}...\n");
        return 2;
    }
    enum ns_status status = ns_rules_begin(argv[1], NULL, &b.rules, &err);
    if (status == NS_OK) {
        ns_rules_use_models(b.rules, models);
        status = ns_rules_complete(b.rules, false, &err);
    }
    if (status != NS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    for (int i = 2; i + 1 < argc; i += 2)
        if (!read_gold(&b, argv[i], argv[i + 1]))
            return 1;
    for (int kind = 0; kind < NS_KIND_COUNT; kind++)
        print_row(ns_kind_name((enum ns_kind)kind), b.kinds[kind], b.kinds[kind].right);
    print_row("denials by the cue", b.by_cue, b.by_cue.right);
    if (b.end_to_end)
        print_row("the same, end to end", b.end_explicit, b.end_found);
    printf("%u attributions, %u kinds right: %.1f%%\n", b.total, b.right,
           b.total ? 100.0 * b.right / b.total : 0.0);
    ns_rules_free(b.rules);
    ns_vec_free(&b.gold);
    return 0;
}
