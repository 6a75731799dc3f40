/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json.c: one article as one line of JSON.
 *
 * json-c builds and quotes; what it lets through is mended here: it accepts ill-formed UTF-8 (so
 * every string passes ns_utf8_next first) and writes DEL, C1, bidi and zero-width characters as they
 * are (so the finished line is escaped once more: outside of strings JSON is ASCII).
 */
#include "naysay/export.h"

#include "naysay/unicode.h"
#include "naysay/utf8.h"

#include <inttypes.h>
#include <json-c/json.h>

#define POSITION_STEP 256 /* bytes between two counted places */

/* Turns byte offsets of the body into the offsets that are written. */
struct positions {
    const struct ns_article *article;
    enum ns_unit unit;
    uint32_t *counted; /* code points before each POSITION_STEP bytes; NULL: all is ASCII */
};

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0u) == 0x80u;
}

/* Code points that begin in [from, to). The body is valid UTF-8, so these are its lead bytes. */
static uint32_t count_leads(struct ns_slice body, size_t from, size_t to)
{
    uint32_t count = 0;
    for (size_t i = from; i < to; i++)
        count += !is_continuation(body.at[i]);
    return count;
}

static void positions_open(struct positions *p, const struct ns_article *article, enum ns_unit unit)
{
    *p = (struct positions){.article = article, .unit = unit};
    struct ns_slice body = article->body;
    if (unit != NS_UNIT_CODEPOINT || body.len == 0)
        return;
    size_t steps = body.len / POSITION_STEP + 1;
    p->counted = ns_alloc(steps * sizeof *p->counted);
    uint32_t count = 0;
    for (size_t step = 0; step < steps; step++) {
        p->counted[step] = count;
        size_t from = step * POSITION_STEP;
        size_t to = from + POSITION_STEP < body.len ? from + POSITION_STEP : body.len;
        count += count_leads(body, from, to);
    }
    if (count == body.len) {
        free(p->counted);
        p->counted = NULL;
    }
}

static void positions_close(struct positions *p)
{
    free(p->counted);
}

static uint64_t position(const struct positions *p, uint32_t at)
{
    if (p->unit == NS_UNIT_BYTE)
        return ns_article_file_offset(p->article, at);
    struct ns_slice body = p->article->body;
    if (at > body.len)
        at = (uint32_t)body.len;
    if (!p->counted)
        return at;
    size_t step = at / POSITION_STEP;
    return p->counted[step] + count_leads(body, step * POSITION_STEP, at);
}

/* json-c says NULL both for null and for memory that is gone: what it makes passes here. */
static struct json_object *have(struct json_object *made)
{
    if (!made)
        ns_memory_exhausted(0);
    return made;
}

/* A JSON string of s, or null for an empty one when absent says so. */
static struct json_object *string_of(struct ns_slice s)
{
    if (ns_utf8_valid_prefix(s) == s.len)
        return have(json_object_new_string_len(s.at ? s.at : "", (int)s.len));
    struct ns_bytes clean = {0};
    for (size_t pos = 0; pos < s.len;) {
        char out[4];
        size_t bytes = ns_utf8_put(ns_utf8_next(s, &pos, NULL), out);
        ns_bytes_add(&clean, (struct ns_slice){out, bytes});
    }
    struct json_object *string = have(json_object_new_string_len(clean.at, (int)clean.len));
    ns_vec_free(&clean);
    return string;
}

static struct json_object *string_or_null(struct ns_slice s)
{
    return s.len ? string_of(s) : NULL;
}

static struct json_object *number_of(uint64_t value)
{
    return have(json_object_new_int64((int64_t)value));
}

static void add(struct json_object *object, const char *key, struct json_object *value)
{
    if (json_object_object_add_ex(
            object, key, value, JSON_C_OBJECT_ADD_KEY_IS_NEW | JSON_C_OBJECT_KEY_IS_CONSTANT) != 0)
        ns_memory_exhausted(0);
}

static void push(struct json_object *array, struct json_object *value)
{
    if (json_object_array_add(array, value) != 0)
        ns_memory_exhausted(0);
}

static void add_span(struct json_object *object, const struct positions *p, struct ns_range r)
{
    add(object, "begin", number_of(position(p, r.begin)));
    add(object, "end", number_of(position(p, r.end)));
}

static struct json_object *pair_of(const struct positions *p, struct ns_range r)
{
    struct json_object *pair = have(json_object_new_array_ext(2));
    push(pair, number_of(position(p, r.begin)));
    push(pair, number_of(position(p, r.end)));
    return pair;
}

static struct json_object *pair_or_null(const struct positions *p, struct ns_range r)
{
    return ns_range_empty(r) ? NULL : pair_of(p, r);
}

static struct json_object *digest_of(const uint8_t digest[32])
{
    char hex[65];
    uint8_t any = 0;
    for (size_t i = 0; i < 32; i++) {
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
        any |= digest[i];
    }
    return any ? have(json_object_new_string_len(hex, 64)) : NULL; /* never asked for: null */
}

static struct json_object *blocks_of(const struct positions *p)
{
    const struct ns_article *article = p->article;
    struct json_object *blocks = have(json_object_new_array_ext((int)article->block_count));
    for (size_t i = 0; i < article->block_count; i++) {
        struct json_object *block = have(json_object_new_object());
        add_span(block, p, article->blocks[i].span);
        add(block, "role", have(json_object_new_string(ns_role_name(article->blocks[i].role))));
        push(blocks, block);
    }
    return blocks;
}

static struct json_object *sentences_of(const struct positions *p)
{
    const struct ns_article *article = p->article;
    struct json_object *sentences = have(json_object_new_array_ext((int)article->sentence_count));
    for (size_t i = 0; i < article->sentence_count; i++)
        push(sentences, pair_of(p, article->sentences[i]));
    return sentences;
}

static struct json_object *entities_of(const struct positions *p,
                                       const struct ns_extraction *extraction)
{
    struct json_object *entities = have(json_object_new_array_ext((int)extraction->mention_count));
    for (size_t i = 0; i < extraction->mention_count; i++) {
        const struct ns_mention *mention = &extraction->mentions[i];
        const struct ns_entity *entity = &extraction->entities[mention->entity];
        struct json_object *object = have(json_object_new_object());
        add_span(object, p, mention->span);
        enum ns_entity_type type = mention->acts ? NS_ENTITY_ORG : entity->type;
        add(object, "type", have(json_object_new_string(ns_entity_type_name(type))));
        add(object, "canonical", string_of(entity->canonical));
        push(entities, object);
    }
    return entities;
}

/* Two decimals: more would claim a precision that the rules do not have. */
static struct json_object *confidence_of(float confidence)
{
    char text[16];
    double value = confidence >= 0 && confidence <= 1 ? (double)confidence : 0.0;
    snprintf(text, sizeof text, "%.2f", value);
    return have(json_object_new_double_s(value, text));
}

/* What is told of the speaker. same_as: the place of the first telling in what is written, or
 * UINT32_MAX. */
static void add_speaker(struct json_object *object, const struct ns_attribution *a,
                        uint32_t same_as)
{
    bool known = a->speaker.len > 0;
    add(object, "speaker", string_or_null(a->speaker));
    add(object, "resolved", have(json_object_new_string(ns_resolved_name(a->resolved))));
    add(object, "speaker_confidence", known ? confidence_of(a->speaker_confidence) : NULL);
    add(object, "via", string_or_null(a->via));
    add(object, "same_as", same_as == UINT32_MAX ? NULL : number_of(same_as));
}

static struct json_object *attribution_of(const struct positions *p, const struct ns_attribution *a,
                                          uint32_t same_as)
{
    struct json_object *object = have(json_object_new_object());
    add(object, "source", pair_or_null(p, a->source));
    add(object, "cue", pair_or_null(p, a->cue));
    struct json_object *content = have(json_object_new_array_ext((int)a->content_count));
    for (size_t i = 0; i < a->content_count; i++)
        push(content, pair_of(p, a->content[i]));
    add(object, "content", content);
    add(object, "kind", have(json_object_new_string(ns_kind_name(a->kind))));
    add_speaker(object, a, same_as);
    add(object, "confidence", confidence_of(a->confidence));
    return object;
}

static struct json_object *attributions_of(const struct positions *p,
                                           const struct ns_extraction *extraction, float threshold)
{
    size_t count = extraction->attribution_count;
    struct json_object *array = have(json_object_new_array_ext((int)count));
    uint32_t *written = ns_alloc((count + 1) * sizeof *written), next = 0;
    for (size_t i = 0; i < count; i++) {
        const struct ns_attribution *a = &extraction->attributions[i];
        bool left_out = a->confidence < threshold;
        written[i] = left_out ? UINT32_MAX : next++;
        if (!left_out)
            push(array, attribution_of(p, a, a->same_as < i ? written[a->same_as] : UINT32_MAX));
    }
    free(written);
    return array;
}

static struct json_object *problems_of(const struct ns_article *article)
{
    struct json_object *problems = have(json_object_new_array_ext((int)article->problem_count));
    for (size_t i = 0; i < article->problem_count; i++) {
        struct json_object *problem = have(json_object_new_object());
        add(problem, "offset", number_of(article->problems[i].offset));
        add(problem, "message", string_of(article->problems[i].message));
        push(problems, problem);
    }
    return problems;
}

static void add_escape(struct ns_bytes *out, uint32_t cp)
{
    if (cp >= 0x10000) {
        ns_bytes_format(out, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xD7C0u + (cp >> 10),
                        0xDC00u + (cp & 0x3FFu));
        return;
    }
    ns_bytes_format(out, "\\u%04" PRIx32, cp);
}

/* Appends line with everything that must not reach a terminal as an escape of JSON. */
static void add_escaped(struct ns_bytes *out, struct ns_slice line)
{
    size_t done = 0;
    for (size_t pos = 0; pos < line.len;) {
        unsigned char byte = (unsigned char)line.at[pos];
        if (byte < 0x7F) {
            pos++;
            continue;
        }
        size_t begin = pos;
        uint32_t cp = ns_utf8_next(line, &pos, NULL);
        if (!ns_is_hostile(cp))
            continue;
        ns_bytes_add(out, (struct ns_slice){line.at + done, begin - done});
        add_escape(out, cp);
        done = pos;
    }
    ns_bytes_add(out, (struct ns_slice){line.at + done, line.len - done});
}

static void add_article(struct json_object *root, const struct ns_article *article)
{
    add(root, "id", string_of(article->id));
    add(root, "path", string_of(article->path));
    add(root, "sha256", digest_of(article->sha256));
    add(root, "title", string_or_null(article->title));
    add(root, "byline", string_or_null(article->byline));
    add(root, "outlet", string_or_null(article->outlet));
    add(root, "date", article->date[0] ? string_of(ns_slice_of(article->date)) : NULL);
}

void ns_export_json(const struct ns_article *article, const struct ns_extraction *extraction,
                    const struct ns_export_options *options, struct ns_bytes *out)
{
    struct positions p;
    positions_open(&p, article, options->unit);
    struct json_object *root = have(json_object_new_object());
    add_article(root, article);
    add(root, "unit",
        have(json_object_new_string(options->unit == NS_UNIT_BYTE ? "byte" : "codepoint")));
    add(root, "blocks", blocks_of(&p));
    add(root, "sentences", sentences_of(&p));
    add(root, "entities", entities_of(&p, extraction));
    add(root, "attributions", attributions_of(&p, extraction, options->threshold));
    add(root, "problems", problems_of(article));
    if (options->with_text)
        add(root, "text", string_of(article->body));
    size_t length = 0;
    const char *line = json_object_to_json_string_length(
        root, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &length);
    if (!line)
        ns_memory_exhausted(0);
    add_escaped(out, (struct ns_slice){line, length});
    ns_bytes_add(out, NS_SLICE("\n"));
    json_object_put(root);
    positions_close(&p);
}
