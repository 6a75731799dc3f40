/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bodies that are described by a name and a common noun: "Ornan security forces", "the Bale regime",
 * "Coalition units". The mention takes in the noun; where the name alone is a nationality or a person,
 * what is mentioned is the body. A capitalised word that was no name by itself is one there.
 *
 * As with figures this comes when statements and speakers are done: the models and rules were made
 * for the bare names, and no statement changes by it.
 */
#include "bodies.h"

#include "entities.h"

#include "naysay/fold.h"
#include "naysay/map.h"

/* Nouns that make a body of the name before them, words that may stand in between, and nouns that do
 * so only behind one of these. */
static const char *const heads[] = {"forces", "regime", "fighters"};
static const char *const weak_heads[] = {"unit", "units"};
static const char *const middles[] = {"security",   "military", "armed",      "special",
                                      "ground",     "rebel",    "tactical",   "opposition",
                                      "government", "brutal",   "democratic", "combat"};
enum part { NOTHING, HEAD, WEAK_HEAD, MIDDLE };
#define COUNT(words) (sizeof(words) / sizeof *(words))

struct bodies {
    struct ns_doc *doc;
    struct ns_extraction *found;
    uint8_t *part; /* of each word, enum part */
    bool *speaks;  /* of each entity: a statement is somebody's by it */
    NS_VEC(, struct ns_mention) mentions;
    NS_VEC(, struct ns_entity) made; /* numbered behind the old ones */
    struct ns_map *names;            /* of those made: 1 + index by folded canonical */
    bool any;
};

static bool is_one_of(struct ns_slice word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ns_slice_equal(word, ns_slice_of(words[i])))
            return true;
    return false;
}

static void read_words(struct bodies *b)
{
    for (size_t w = 0; w < b->doc->word_count; w++) {
        struct ns_slice text = b->doc->words[w].text;
        b->part[w] = is_one_of(text, heads, COUNT(heads))             ? HEAD
                     : is_one_of(text, weak_heads, COUNT(weak_heads)) ? WEAK_HEAD
                     : is_one_of(text, middles, COUNT(middles))       ? MIDDLE
                                                                      : NOTHING;
    }
}

static enum part part_at(const struct bodies *b, uint32_t tok)
{
    const struct ns_tok *at = &b->doc->toks[tok];
    bool lower = !(at->shape & NS_SHAPE_UPPER) && at->mention == NS_NONE;
    return lower ? (enum part)b->part[at->word] : NOTHING;
}

/* The entity of a body by its name, made if it was not there. */
static uint32_t body_named(struct bodies *b, struct ns_slice name)
{
    uint64_t key = ns_fold_hash(name);
    uint64_t *place = ns_map_put(b->names, (struct ns_slice){(const char *)&key, sizeof key});
    if (!*place) {
        struct ns_entity made = {.type = NS_ENTITY_ORG,
                                 .key = key * 31 + NS_ENTITY_ORG,
                                 .canonical = name,
                                 .introduced = true,
                                 .gender = '?'};
        ns_vec_push(&b->made, made);
        *place = b->made.len;
    }
    return (uint32_t)(b->doc->entity_count + *place - 1);
}

/* May the mention before a head be widened? One by which a statement is somebody's stays. */
static bool may_widen(const struct bodies *b, uint32_t mention, bool regime)
{
    uint32_t number = b->doc->mentions[mention].entity;
    const struct ns_entity *entity = &b->doc->entities[number];
    bool fits = entity->type == NS_ENTITY_GROUP || entity->type == NS_ENTITY_ORG ||
                (entity->type == NS_ENTITY_PER && regime);
    return fits && !(entity->mention_count == 1 && b->speaks[number]);
}

/* A capitalised word where a capital tells something: "the Bale regime", not "the Communist regime". */
static bool is_name_alone(const struct bodies *b, uint32_t tok, bool regime)
{
    const struct ns_tok *at = &b->doc->toks[tok];
    uint32_t not = NS_CLASS_FUNCTION | NS_CLASS_CALENDAR | (regime ? NS_CLASS_COMMON : 0u);
    return at->mention == NS_NONE && at->type == NS_TOKEN_WORD && !at->first &&
           (at->shape & NS_SHAPE_UPPER) && !(b->doc->words[at->word].classes & not );
}

/* The token before the words of a head at tok, and the mention that it ends, if it makes a body. */
static bool body_at(const struct bodies *b, const struct ns_sent *sent, uint32_t tok,
                    uint32_t *begin, uint32_t *mention)
{
    const struct ns_doc *doc = b->doc;
    enum part part = part_at(b, tok);
    uint32_t at = tok;
    if ((part != HEAD && part != WEAK_HEAD) || tok == sent->toks.begin || sent->titled)
        return false;
    bool middle = part_at(b, tok - 1) == MIDDLE;
    at -= 1 + middle;
    if (at < sent->toks.begin || at >= tok || (part == WEAK_HEAD && !middle))
        return false;
    bool regime = ns_doc_is(doc, tok, "regime");
    *mention = doc->toks[at].mention;
    *begin = at;
    if (*mention == NS_NONE)
        return is_name_alone(b, at, regime);
    *begin = doc->mention_toks[*mention].begin;
    return may_widen(b, *mention, regime);
}

/* Mentions up to before, then the body. */
static void add_body(struct bodies *b, uint32_t *next, uint32_t mention, struct ns_range toks)
{
    struct ns_doc *doc = b->doc;
    struct ns_mention body = {.span = ns_doc_bytes_of(doc, toks), .entity = NS_NONE};
    while (*next < doc->mention_count && doc->mentions[*next].span.begin < body.span.begin)
        ns_vec_push(&b->mentions, doc->mentions[(*next)++]);
    if (mention != NS_NONE) {
        struct ns_entity *entity = &doc->entities[doc->mentions[mention].entity];
        *next = mention + 1;
        if (entity->type == NS_ENTITY_ORG)
            body.entity = doc->mentions[mention].entity;
        else
            entity->mention_count--;
    }
    if (body.entity == NS_NONE)
        body.entity = body_named(b, ns_clean_name(doc, body.span));
    for (uint32_t t = toks.begin; t < toks.end; t++)
        doc->toks[t].mention = 0; /* of a name: all that is asked from now on */
    ns_vec_push(&b->mentions, body);
    b->any = true;
}

static void find(struct bodies *b)
{
    struct ns_doc *doc = b->doc;
    uint32_t next = 0, begin, mention;
    for (size_t s = 0; s < doc->sent_count; s++)
        for (uint32_t t = doc->sents[s].toks.begin; t < doc->sents[s].toks.end; t++)
            if (b->part[doc->toks[t].word] && body_at(b, &doc->sents[s], t, &begin, &mention))
                add_body(b, &next, mention, (struct ns_range){begin, t + 1});
    for (; next < doc->mention_count; next++)
        ns_vec_push(&b->mentions, doc->mentions[next]);
}

/* Numbers entities anew by first mention; those without a mention are gone. */
static void renumber(struct bodies *b)
{
    struct ns_doc *doc = b->doc;
    size_t old = doc->entity_count, count = old + b->made.len;
    uint32_t *number = ns_arena_array(doc->scratch, uint32_t, count + 1);
    struct ns_entity *all = ns_arena_array(doc->out, struct ns_entity, count + 1);
    doc->mention_count = b->mentions.len;
    doc->mentions = ns_arena_array(doc->out, struct ns_mention, b->mentions.len);
    memcpy(doc->mentions, b->mentions.at, b->mentions.len * sizeof *doc->mentions);
    doc->entity_count = 0;
    for (uint32_t m = 0; m < doc->mention_count; m++) {
        uint32_t from = doc->mentions[m].entity;
        if (!number[from]) {
            number[from] = (uint32_t)++doc->entity_count;
            all[number[from] - 1] = from < old ? doc->entities[from] : b->made.at[from - old];
            all[number[from] - 1].first_mention = m;
        }
        doc->mentions[m].entity = number[from] - 1;
        all[number[from] - 1].mention_count += from >= old;
    }
    for (size_t i = 0; i < b->found->attribution_count; i++) {
        uint32_t *speaker = &b->found->attributions[i].speaker_entity;
        if (*speaker != NS_NONE)
            *speaker = number[*speaker] - 1;
    }
    doc->entities = all;
}

void ns_bodies_find(struct ns_doc *doc, struct ns_extraction *found)
{
    struct bodies b = {.doc = doc, .found = found};
    b.part = ns_arena_array(doc->scratch, uint8_t, doc->word_count + 1);
    b.speaks = ns_arena_array(doc->scratch, bool, doc->entity_count + 1);
    for (size_t i = 0; i < found->attribution_count; i++)
        if (found->attributions[i].speaker_entity != NS_NONE)
            b.speaks[found->attributions[i].speaker_entity] = true;
    b.names = ns_map_new();
    read_words(&b);
    find(&b);
    if (b.any)
        renumber(&b);
    ns_map_free(b.names);
    ns_vec_free(&b.mentions);
    ns_vec_free(&b.made);
}
