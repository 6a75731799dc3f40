/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names_gold.h"

#include "conll.h"

#include "naysay/file.h"
#include "naysay/ingest.h"
#include "naysay/utf8.h"

#include <json-c/json.h>
#include <unistd.h>

/* How corpora call the types; what is not here is no name. */
static const struct {
    const char *name;
    uint8_t type;
} types[] = {
    {"PER", NS_NAME_PER},
    {"ORG", NS_NAME_ORG},
    {"LOC", NS_NAME_LOC},
    {"MISC", NS_NAME_MISC},
    {"Person", NS_NAME_PER},
    {"Organisation", NS_NAME_ORG},
    {"Location", NS_NAME_LOC},
    {"Nationality", NS_NAME_MISC},
    {"PERSON", NS_NAME_PER},
    {"ORGANIZATION", NS_NAME_ORG},
    {"LOCATION", NS_NAME_LOC},
    {"person", NS_NAME_PER},
    {"group", NS_NAME_ORG},
    {"corporation", NS_NAME_ORG},
    {"location", NS_NAME_LOC},
    {"product", NS_NAME_MISC},
    {"creative-work", NS_NAME_MISC},
};

static unsigned type_of(struct ns_slice name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (ns_slice_equal(ns_slice_of(types[i].name), name))
            return types[i].type;
    return NS_NAME_TYPES;
}

/* --- annotations that hold more than the name --- */

static bool is_capital(const struct ns_doc *doc, uint32_t tok)
{
    return doc->toks[tok].type == NS_TOKEN_WORD &&
           ((doc->toks[tok].shape & (NS_SHAPE_UPPER | NS_SHAPE_MIXED)) ||
            ns_is_name_like(doc, tok));
}

static bool is_article(const struct ns_doc *doc, uint32_t tok)
{
    return (ns_doc_word(doc, tok)->classes & NS_CLASS_FUNCTION) &&
           !(doc->toks[tok].shape & NS_SHAPE_ALL_UPPER);
}

/* Behind the last title of what is annotated as a person. */
static uint32_t behind_titles(const struct ns_doc *doc, struct ns_range toks)
{
    uint32_t begin = toks.begin, after;
    for (uint32_t t = toks.begin; t < toks.end;) {
        bool title = ns_rules_longest(doc->rules, doc, t, toks.end,
                                      NS_TERMS_TITLES | NS_TERM_BIT(NS_TERM_ROLE), false, &after);
        t = title ? after : t + 1;
        if (title)
            begin = after;
    }
    return begin;
}

/* "the Prime Minister Tom Bale" annotated as a whole: only the name is learned. */
static struct ns_range trimmed(const struct ns_doc *doc, struct ns_range toks, unsigned type)
{
    while (toks.begin < toks.end && (!is_capital(doc, toks.begin) || is_article(doc, toks.begin)))
        toks.begin++;
    uint32_t end = toks.end;
    while (toks.end > toks.begin && !is_capital(doc, toks.end - 1) &&
           doc->toks[toks.end - 1].type != NS_TOKEN_NUMBER)
        toks.end--;
    /* "Ornian rebel groups": described, not named. */
    if (toks.end < end && type != NS_NAME_LOC)
        return (struct ns_range){0, 0};
    if (type == NS_NAME_PER)
        toks.begin = behind_titles(doc, toks);
    while (toks.begin < toks.end && !is_capital(doc, toks.begin))
        toks.begin++;
    return toks;
}

static void put_labels(uint8_t *labels, struct ns_range toks, unsigned type)
{
    for (uint32_t t = toks.begin; t < toks.end; t++)
        labels[t] = t == toks.begin ? NS_NAME_BEGIN(type) : NS_NAME_INSIDE(type);
}

/* Labels the tokens that an annotation covers exactly; others are left. */
static void label(struct ns_gold_text *text, struct ns_range bytes, unsigned type, bool loose)
{
    const struct ns_doc *doc = text->doc;
    struct ns_range toks = ns_doc_toks_in(doc, bytes);
    if (loose)
        toks = trimmed(doc, toks, type);
    if (ns_range_empty(toks))
        return;
    if (!loose && (doc->toks[toks.begin].span.begin != bytes.begin ||
                   doc->toks[toks.end - 1].span.end != bytes.end))
        return;
    for (uint32_t t = toks.begin; t < toks.end; t++)
        if (text->labels[t])
            return;
    put_labels(text->labels, toks, type);
}

/* Where only some types were annotated, nationalities are as the rules find them. */
static void add_groups(struct ns_gold_text *text)
{
    for (size_t i = 0; i < text->pieces.len; i++) {
        const struct ns_piece *piece = &text->pieces.at[i];
        bool free = piece->what == NS_ENTITY_GROUP;
        for (uint32_t t = piece->toks.begin; t < piece->toks.end; t++)
            free = free && text->labels[t] == 0;
        if (free)
            put_labels(text->labels, piece->toks, NS_NAME_MISC);
    }
}

/* --- reading --- */

static void all_count(struct ns_article *article)
{
    for (size_t i = 0; i < article->block_count; i++)
        if (!ns_role_counts(article->blocks[i].role))
            article->blocks[i].role = NS_ROLE_BODY;
}

static struct ns_range bytes_of(struct ns_slice body, const uint32_t *starts, size_t count,
                                struct ns_range points)
{
    if (points.end < points.begin || points.end > count)
        return (struct ns_range){0, 0};
    return (struct ns_range){points.begin < count ? starts[points.begin] : (uint32_t)body.len,
                             points.end < count ? starts[points.end] : (uint32_t)body.len};
}

static void label_all(struct ns_gold_text *text, const struct ns_conll_names *names)
{
    struct ns_slice body = text->article->body;
    NS_VEC(, uint32_t) starts = {0};
    bool loose = false, partial = false;
    for (size_t pos = 0; pos < body.len;) {
        ns_vec_push(&starts, (uint32_t)pos);
        ns_utf8_next(body, &pos, NULL);
    }
    text->labels = ns_alloc(text->doc->tok_count + 1);
    for (size_t i = 0; i < names->len; i++) {
        struct ns_slice name = names->at[i].type;
        unsigned type = type_of(name);
        if (type == NS_NAME_TYPES)
            continue;
        loose = name.at[1] >= 'a' && name.at[0] <= 'Z';
        partial = partial || (name.len > 4 && name.at[0] <= 'Z');
        text->name_count++;
        label(text, bytes_of(body, starts.at, starts.len, names->at[i].points), type, loose);
    }
    if (partial)
        add_groups(text);
    ns_vec_free(&starts);
}

/* Takes the article over. */
static void add_text(struct ns_article *article, const struct ns_conll_names *names,
                     uint32_t corpus, const struct ns_rules *rules, struct ns_gold_texts *out)
{
    struct ns_gold_text text = {.article = article, .corpus = corpus};
    all_count(text.article);
    text.arena = ns_arena_new(0);
    text.doc = ns_doc_new(text.article, rules, text.arena);
    ns_names_propose(text.doc, &text.pieces);
    text.signs = ns_name_signs_new(text.doc, &text.pieces);
    label_all(&text, names);
    ns_vec_push(out, text);
}

/* --- gold.jsonl --- */

/* Types borrow from entities. A place that is none becomes an empty one, which labels nothing. */
static void read_names(json_object *entities, struct ns_conll_names *names)
{
    size_t count = json_object_array_length(entities);
    for (size_t i = 0; i < count; i++) {
        json_object *entity = json_object_array_get_idx(entities, i);
        int64_t begin = json_object_get_int64(json_object_array_get_idx(entity, 0));
        int64_t end = json_object_get_int64(json_object_array_get_idx(entity, 1));
        struct ns_conll_name name = {
            .type = ns_slice_of(json_object_get_string(json_object_array_get_idx(entity, 2)))};
        if (begin >= 0 && end >= begin && end < UINT32_MAX)
            name.points = (struct ns_range){(uint32_t)begin, (uint32_t)end};
        ns_vec_push(names, name);
    }
}

static enum ns_status read_text(const char *folder, json_object *line, uint32_t corpus,
                                const struct ns_rules *rules, struct ns_gold_texts *out,
                                struct ns_err *err)
{
    json_object *name, *entities;
    if (!json_object_object_get_ex(line, "doc", &name) ||
        !json_object_object_get_ex(line, "entities", &entities))
        return ns_err_set(err, NS_ERR_FORMAT, "%s/gold.jsonl: a line without doc or entities",
                          folder);
    struct ns_bytes path = {0};
    struct ns_article *article;
    ns_bytes_format(&path, "%s/text/%s.txt", folder, json_object_get_string(name));
    enum ns_status status = ns_ingest_file(ns_bytes_text(&path), NS_INGEST_DEFAULT_LIMIT,
                                           ns_rules_ingest_lists(rules), &article, err);
    ns_vec_free(&path);
    if (status != NS_OK)
        return status;
    struct ns_conll_names names = {0};
    read_names(entities, &names);
    add_text(article, &names, corpus, rules, out);
    ns_vec_free(&names);
    return NS_OK;
}

static enum ns_status read_json(const char *folder, const char *path, uint32_t corpus,
                                const struct ns_rules *rules, struct ns_gold_texts *out,
                                struct ns_err *err)
{
    struct ns_bytes data = {0};
    enum ns_status status = ns_file_read(path, (uint64_t)1 << 28, &data, err);
    struct ns_slice rest = ns_bytes_slice(&data), line;
    while (status == NS_OK && ns_slice_line(&rest, &line)) {
        char *copy = ns_string_dup(line);
        json_object *object = json_tokener_parse(copy);
        if (object)
            status = read_text(folder, object, corpus, rules, out, err);
        json_object_put(object);
        free(copy);
    }
    ns_vec_free(&data);
    return status;
}

/* --- columns --- */

static enum ns_status read_columns(const char *path, uint32_t corpus, const struct ns_rules *rules,
                                   struct ns_gold_texts *out, struct ns_err *err)
{
    struct ns_conll columns;
    enum ns_status status = ns_conll_read(path, &columns, err);
    if (status != NS_OK)
        return status;
    for (size_t i = 0; i < columns.docs.len && status == NS_OK; i++) {
        const struct ns_conll_doc *doc = &columns.docs.at[i];
        struct ns_article *article;
        struct ns_err inner;
        status = ns_ingest_bytes(path, ns_bytes_slice(&doc->text), ns_rules_ingest_lists(rules),
                                 &article, &inner);
        if (status == NS_OK)
            add_text(article, &doc->names, corpus, rules, out);
        else
            ns_err_set_at(err, status, doc->line, 1, "%s:%u: the document: %s", path, doc->line,
                          inner.message);
    }
    ns_conll_free(&columns);
    return status;
}

enum ns_status ns_gold_read(const char *folder, uint32_t corpus, const struct ns_rules *rules,
                            bool *columns, struct ns_gold_texts *out, struct ns_err *err)
{
    char *json = ns_path_join(folder, "gold.jsonl"), *path = NULL;
    bool has_json = access(json, F_OK) == 0, wanted = *columns || !has_json;
    enum ns_status status = wanted ? ns_conll_find(folder, &path, err) : NS_OK;
    *columns = path != NULL;
    if (path)
        status = read_columns(path, corpus, rules, out, err);
    else if (has_json && (status == NS_OK || status == NS_ERR_NOT_FOUND))
        status = read_json(folder, json, corpus, rules, out, err);
    else if (status == NS_ERR_NOT_FOUND)
        ns_err_set(err, status, "%s: neither gold.jsonl nor columns (*.iob.txt, *.conll)", folder);
    free(path);
    free(json);
    return status;
}

void ns_gold_free(struct ns_gold_texts *texts)
{
    for (size_t i = 0; i < texts->len; i++) {
        struct ns_gold_text *text = &texts->at[i];
        ns_name_signs_free(text->signs);
        ns_vec_free(&text->pieces);
        ns_doc_free(text->doc);
        ns_arena_free(text->arena);
        ns_article_free(text->article);
        free(text->labels);
    }
    ns_vec_free(texts);
}
