/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every candidate for an attribution that the rules propose, before any is dropped: what the figures
 * by= of assets/lexicon/cues.txt are counted from (assets/derive/cue_rules.py).
 *
 *   candidates LEXICONS FILE...
 *
 * One JSON object an article: {"id", "attributions": [{"rule", "term", "source", "cue", "content"}]};
 * spans are code points, half-open.
 */
#include "extract/attribution.h"
#include "extract/rules.h"

#include "naysay/ingest.h"
#include "naysay/utf8.h"

#include <json-c/json.h>

static json_object *pair_of(const struct ns_doc *doc, struct ns_range toks)
{
    if (ns_range_empty(toks))
        return NULL;
    struct ns_range r = ns_doc_bytes_of(doc, toks);
    const char *body = doc->article->body.at;
    size_t begin = ns_utf8_count((struct ns_slice){body, r.begin});
    size_t points = ns_utf8_count((struct ns_slice){body + r.begin, r.end - r.begin});
    json_object *pair = json_object_new_array();
    json_object_array_add(pair, json_object_new_int64((int64_t)begin));
    json_object_array_add(pair, json_object_new_int64((int64_t)(begin + points)));
    return pair;
}

static json_object *object_of(const struct ns_finder *f, const struct ns_candidate *c)
{
    json_object *object = json_object_new_object(), *content = json_object_new_array();
    struct ns_slice term = c->entry ? c->entry->term : NS_SLICE("");
    for (size_t i = 0; i < c->content_count; i++)
        json_object_array_add(content, pair_of(f->doc, c->content[i]));
    json_object_object_add(object, "rule", json_object_new_string(ns_rule_name(c->rule)));
    json_object_object_add(object, "term", json_object_new_string_len(term.at, (int)term.len));
    json_object_object_add(object, "source", pair_of(f->doc, c->source));
    json_object_object_add(object, "cue", pair_of(f->doc, c->cue));
    json_object_object_add(object, "content", content);
    return object;
}

static void print_article(const struct ns_article *article, const struct ns_rules *rules)
{
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_doc *doc = ns_doc_new(article, rules, arena);
    struct ns_finder f;
    ns_names_find(doc);
    ns_entities_join(doc);
    ns_finder_open(&f, doc, rules->cue_table);
    ns_candidates_find(&f);
    json_object *object = json_object_new_object(), *all = json_object_new_array();
    for (size_t i = 0; i < f.found.len; i++)
        json_object_array_add(all, object_of(&f, &f.found.at[i]));
    json_object_object_add(object, "id",
                           json_object_new_string_len(article->id.at, (int)article->id.len));
    json_object_object_add(object, "attributions", all);
    puts(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN));
    json_object_put(object);
    ns_finder_close(&f);
    ns_doc_free(doc);
    ns_arena_free(arena);
}

int main(int argc, char **argv)
{
    struct ns_rules *rules;
    struct ns_err err;
    if (argc < 3 || ns_rules_load(argv[1], NULL, &rules, &err) != NS_OK) {
        fprintf(stderr, "%s\n", argc < 3 ? "usage: candidates LEXICONS FILE..." : err.message);
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        struct ns_article *article;
        if (ns_ingest_file(argv[i], NS_INGEST_DEFAULT_LIMIT, ns_rules_ingest_lists(rules), &article,
                           &err) != NS_OK) {
            fprintf(stderr, "%s\n", err.message);
            continue;
        }
        print_article(article, rules);
        ns_article_free(article);
    }
    ns_rules_free(rules);
    return 0;
}
