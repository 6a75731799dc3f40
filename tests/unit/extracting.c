/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extracting.h"

#include "naysay/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct ns_rules *load(bool models)
{
    struct ns_rules *rules = NULL;
    struct ns_bytes path = {0};
    struct ns_err err = {0};
    const char *folder = getenv("NAYSAY_DATADIR");
    ns_bytes_format(&path, "%s/lexicon", folder ? folder : "assets");
    if (ns_rules_begin(ns_bytes_text(&path), NULL, &rules, &err) != NS_OK)
        fail_msg("%s", err.message);
    path.len = 0;
    ns_bytes_format(&path, "%s/model", folder ? folder : "assets");
    ns_rules_use_models(rules, models ? ns_bytes_text(&path) : NULL);
    if (ns_rules_complete(rules, false, &err) != NS_OK)
        fail_msg("%s", err.message);
    ns_vec_free(&path);
    return rules;
}

const struct ns_rules *extracting_rules(void)
{
    static struct ns_rules *rules;
    if (!rules)
        rules = load(false);
    return rules;
}

const struct ns_rules *extracting_models(void)
{
    static struct ns_rules *rules;
    if (!rules)
        rules = load(true);
    return rules;
}

struct ns_extraction *extract_once(const struct ns_article *article, const struct ns_rules *rules)
{
    struct ns_extractor *extractor = ns_extractor_new(rules, NULL);
    struct ns_extraction *found = ns_extract(extractor, article);
    ns_extractor_free(extractor);
    return found;
}

struct extracted extracted_by(const char *text, const struct ns_rules *rules)
{
    struct extracted x;
    x.article = invented_article(&(struct invented){.path = "invented", .text = text});
    x.found = extract_once(x.article, rules);
    return x;
}

struct extracted extracted(const char *text)
{
    return extracted_by(text, extracting_rules());
}

void extracted_free(struct extracted x)
{
    ns_extraction_free(x.found);
    ns_arena_free(x.article->arena);
}

char *mentions_of(struct extracted x)
{
    struct ns_bytes out = {0};
    for (size_t i = 0; i < x.found->mention_count; i++) {
        const struct ns_mention *m = &x.found->mentions[i];
        enum ns_entity_type type = x.found->entities[m->entity].type;
        struct ns_slice text = ns_article_text(x.article, m->span);
        if (!ns_entity_is_figure(type))
            ns_bytes_format(&out, "%s%s %.*s", out.len ? "|" : "", ns_entity_type_name(type),
                            (int)text.len, text.at);
    }
    char *copy = ns_string_dup(ns_bytes_slice(&out));
    ns_vec_free(&out);
    return copy;
}

const struct ns_entity *entity_of(struct extracted x, const char *canonical)
{
    for (size_t i = 0; i < x.found->entity_count; i++)
        if (ns_slice_equal(x.found->entities[i].canonical, ns_slice_of(canonical)))
            return &x.found->entities[i];
    return NULL;
}

bool check_mentions(const char *text, const char *mentions)
{
    struct extracted x = extracted(text);
    char *got = mentions_of(x);
    bool right = strcmp(got, mentions) == 0;
    if (!right)
        print_error("%s\n  want %s\n  got  %s\n", text, mentions, got);
    free(got);
    extracted_free(x);
    return right;
}
