/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json.c: one article as one line of JSON.
 */
#include "export/value.h"

static void add_span(struct json_object *object, const struct export_positions *p,
                     struct ns_range r)
{
    export_add(object, "begin", export_number(export_position(p, r.begin)));
    export_add(object, "end", export_number(export_position(p, r.end)));
}

static struct json_object *digest_of(const uint8_t digest[32])
{
    char hex[65];
    uint8_t any = 0;
    for (size_t i = 0; i < 32; i++) {
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
        any |= digest[i];
    }
    return any ? export_have(json_object_new_string_len(hex, 64))
               : NULL; /* never asked for: null */
}

static struct json_object *blocks_of(const struct export_positions *p)
{
    const struct ns_article *article = p->article;
    struct json_object *blocks = export_have(json_object_new_array_ext((int)article->block_count));
    for (size_t i = 0; i < article->block_count; i++) {
        struct json_object *block = export_have(json_object_new_object());
        add_span(block, p, article->blocks[i].span);
        export_add(block, "role", export_name(ns_role_name(article->blocks[i].role)));
        export_push(blocks, block);
    }
    return blocks;
}

static struct json_object *sentences_of(const struct export_positions *p)
{
    const struct ns_article *article = p->article;
    struct json_object *sentences =
        export_have(json_object_new_array_ext((int)article->sentence_count));
    for (size_t i = 0; i < article->sentence_count; i++)
        export_push(sentences, export_pair(p, article->sentences[i]));
    return sentences;
}

static struct json_object *entities_of(const struct export_positions *p,
                                       const struct ns_extraction *extraction)
{
    struct json_object *entities =
        export_have(json_object_new_array_ext((int)extraction->mention_count));
    for (size_t i = 0; i < extraction->mention_count; i++) {
        const struct ns_mention *mention = &extraction->mentions[i];
        const struct ns_entity *entity = &extraction->entities[mention->entity];
        struct json_object *object = export_have(json_object_new_object());
        add_span(object, p, mention->span);
        enum ns_entity_type type = mention->acts ? NS_ENTITY_ORG : entity->type;
        export_add(object, "type", export_name(ns_entity_type_name(type)));
        export_add(object, "canonical", export_string(entity->canonical));
        export_push(entities, object);
    }
    return entities;
}

/* What is told of the speaker. same_as: the place of the first telling in what is written, or
 * UINT32_MAX. */
static void add_speaker(struct json_object *object, const struct ns_attribution *a,
                        uint32_t same_as)
{
    bool known = a->speaker.len > 0;
    export_add(object, "speaker", export_string_or_null(a->speaker));
    export_add(object, "resolved", export_name(ns_resolved_name(a->resolved)));
    export_add(object, "speaker_confidence",
               known ? export_confidence(a->speaker_confidence) : NULL);
    export_add(object, "via", export_string_or_null(a->via));
    export_add(object, "same_as", same_as == UINT32_MAX ? NULL : export_number(same_as));
}

static struct json_object *attribution_of(const struct export_positions *p,
                                          const struct ns_attribution *a, uint32_t same_as)
{
    struct json_object *object = export_have(json_object_new_object());
    export_add(object, "source", export_pair_or_null(p, a->source));
    export_add(object, "cue", export_pair_or_null(p, a->cue));
    struct json_object *content = export_have(json_object_new_array_ext((int)a->content_count));
    for (size_t i = 0; i < a->content_count; i++)
        export_push(content, export_pair(p, a->content[i]));
    export_add(object, "content", content);
    export_add(object, "kind", export_name(ns_kind_name(a->kind)));
    add_speaker(object, a, same_as);
    export_add(object, "confidence", export_confidence(a->confidence));
    return object;
}

static struct json_object *attributions_of(const struct export_positions *p,
                                           const struct ns_extraction *extraction, float threshold)
{
    size_t count = extraction->attribution_count;
    struct json_object *array = export_have(json_object_new_array_ext((int)count));
    uint32_t *written = ns_alloc((count + 1) * sizeof *written), next = 0;
    for (size_t i = 0; i < count; i++) {
        const struct ns_attribution *a = &extraction->attributions[i];
        bool left_out = a->confidence < threshold;
        written[i] = left_out ? UINT32_MAX : next++;
        if (!left_out)
            export_push(array,
                        attribution_of(p, a, a->same_as < i ? written[a->same_as] : UINT32_MAX));
    }
    free(written);
    return array;
}

static struct json_object *problems_of(const struct ns_article *article)
{
    struct json_object *problems =
        export_have(json_object_new_array_ext((int)article->problem_count));
    for (size_t i = 0; i < article->problem_count; i++) {
        struct json_object *problem = export_have(json_object_new_object());
        export_add(problem, "offset", export_number(article->problems[i].offset));
        export_add(problem, "message", export_string(article->problems[i].message));
        export_push(problems, problem);
    }
    return problems;
}

static void add_article(struct json_object *root, const struct ns_article *article)
{
    export_add(root, "id", export_string(article->id));
    export_add(root, "path", export_string(article->path));
    export_add(root, "sha256", digest_of(article->sha256));
    export_add(root, "title", export_string_or_null(article->title));
    export_add(root, "byline", export_string_or_null(article->byline));
    export_add(root, "outlet", export_string_or_null(article->outlet));
    export_add(root, "date", article->date[0] ? export_string(ns_slice_of(article->date)) : NULL);
}

void ns_export_json(const struct ns_article *article, const struct ns_extraction *extraction,
                    const struct ns_export_options *options, struct ns_bytes *out)
{
    struct export_positions p;
    export_positions_open(&p, article, options->unit);
    struct json_object *root = export_have(json_object_new_object());
    add_article(root, article);
    export_add(root, "unit", export_name(options->unit == NS_UNIT_BYTE ? "byte" : "codepoint"));
    export_add(root, "blocks", blocks_of(&p));
    export_add(root, "sentences", sentences_of(&p));
    export_add(root, "entities", entities_of(&p, extraction));
    export_add(root, "attributions", attributions_of(&p, extraction, options->threshold));
    export_add(root, "problems", problems_of(article));
    if (options->with_text)
        export_add(root, "text", export_string(article->body));
    export_add_line(root, out);
    export_positions_close(&p);
}
