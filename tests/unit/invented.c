/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "invented.h"

#include "naysay/segment.h"

#include <stdlib.h>

/* --- articles --- */

static void add_block(struct ns_article *a, struct ns_ranges *sentences, uint32_t begin,
                      uint32_t end, uint32_t *paragraph)
{
    struct ns_block *block = &a->blocks[a->block_count];
    block->role = a->body.at[begin] == '#'   ? NS_ROLE_BOILERPLATE
                  : a->body.at[begin] == '!' ? NS_ROLE_CAPTION
                  : a->block_count           ? NS_ROLE_BODY
                                             : NS_ROLE_TITLE;
    block->span = (struct ns_range){begin, end};
    block->evidence = ns_role_counts(block->role) ? NULL : "marked by hand";
    block->paragraph = block->role == NS_ROLE_BODY ? ++*paragraph : 0;
    block->first_sentence = (uint32_t)sentences->len;
    ns_sentences_of(ns_slice_sub(a->body, block->span), begin, sentences);
    block->sentence_count = (uint32_t)sentences->len - block->first_sentence;
    if (!a->block_count)
        a->title = ns_slice_sub(a->body, block->span);
    a->block_count++;
}

struct ns_article *invented_article(const struct invented *from)
{
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_article *a = ns_arena_alloc(arena, sizeof *a);
    struct ns_ranges sentences = {0};
    uint32_t paragraph = 0;
    a->arena = arena;
    a->path = ns_slice_of(from->path);
    a->id = a->path;
    a->body = ns_slice_of(from->text);
    a->body_hash = ns_slice_hash(a->body);
    a->file_size = a->body.len;
    a->byline = ns_slice_of(from->byline);
    a->outlet = ns_slice_of(from->outlet);
    a->encoding = "UTF-8";
    if (from->date)
        memcpy(a->date, from->date, sizeof a->date);
    a->blocks = ns_arena_array(arena, struct ns_block, a->body.len + 1);
    size_t begin = 0;
    while (begin < a->body.len) {
        size_t end = ns_slice_find(a->body, NS_SLICE("\n\n"), begin);
        if (end == SIZE_MAX)
            end = a->body.len;
        add_block(a, &sentences, (uint32_t)begin, (uint32_t)end, &paragraph);
        begin = end + 2;
    }
    a->sentence_count = sentences.len;
    a->sentences = ns_arena_array(arena, struct ns_range, sentences.len + 1);
    if (sentences.len)
        memcpy(a->sentences, sentences.at, sentences.len * sizeof *sentences.at);
    ns_vec_free(&sentences);
    return a;
}

/* --- extractions --- */

static struct ns_range words(const struct ns_article *a, const char *text)
{
    if (!text)
        return (struct ns_range){0, 0};
    size_t at = ns_slice_find(a->body, ns_slice_of(text), 0);
    if (at == SIZE_MAX)
        abort(); /* the invented corpus contradicts itself */
    return (struct ns_range){(uint32_t)at, (uint32_t)(at + strlen(text))};
}

static uint64_t key_of(const char *canonical)
{
    return ns_slice_hash(ns_slice_of(canonical));
}

static int by_begin(const void *left, const void *right)
{
    const struct ns_mention *a = left, *b = right;
    return a->span.begin < b->span.begin ? -1 : a->span.begin > b->span.begin;
}

static void add_names(struct ns_extraction *x, const struct invented *from,
                      const struct ns_article *a)
{
    x->entities = ns_arena_array(x->arena, struct ns_entity, 8);
    x->mentions = ns_arena_array(x->arena, struct ns_mention, 256);
    for (size_t i = 0; i < 8 && from->names[i].canonical; i++) {
        const struct invented_name *name = &from->names[i];
        struct ns_entity *e = &x->entities[x->entity_count];
        struct ns_slice needle = ns_slice_of(name->words ? name->words : name->canonical);
        e->type = name->type;
        e->canonical = ns_slice_of(name->canonical);
        e->key = key_of(name->canonical);
        e->introduced = !name->unintroduced;
        e->gender = '?';
        if (name->role) {
            e->roles = ns_arena_array(x->arena, struct ns_slice, 1);
            e->roles[0] = ns_slice_of(name->role);
            e->role_count = 1;
        }
        for (size_t at = ns_slice_find(a->body, needle, 0);
             at != SIZE_MAX && x->mention_count < 256;
             at = ns_slice_find(a->body, needle, at + needle.len)) {
            struct ns_range span = {(uint32_t)at, (uint32_t)(at + needle.len)};
            x->mentions[x->mention_count++] =
                (struct ns_mention){.span = span, .entity = (uint32_t)i};
            e->mention_count++;
        }
        x->entity_count++;
    }
    qsort(x->mentions, x->mention_count, sizeof *x->mentions, by_begin);
}

static uint32_t entity_of(const struct ns_extraction *x, const char *speaker)
{
    for (size_t i = 0; speaker && i < x->entity_count; i++)
        if (ns_slice_equal(x->entities[i].canonical, ns_slice_of(speaker)))
            return (uint32_t)i;
    return NS_NONE;
}

static void add_statement(struct ns_extraction *x, const struct invented_statement *from,
                          const struct ns_article *a)
{
    struct ns_attribution *s = &x->attributions[x->attribution_count++];
    s->content = ns_arena_array(x->arena, struct ns_range, 1);
    s->content[0] = words(a, from->content);
    s->content_count = 1;
    s->cue = words(a, from->cue);
    s->source = words(a, from->source);
    s->kind = from->kind;
    s->speaker = ns_slice_of(from->speaker);
    s->speaker_entity = entity_of(x, from->speaker);
    s->resolved = from->resolved;
    s->via = ns_slice_of(from->via);
    s->speaker_confidence = !from->speaker                 ? 0
                            : from->speaker_confidence > 0 ? from->speaker_confidence
                                                           : 0.95f;
    s->same_as = from->same_as ? (uint32_t)(from->same_as - 1) : NS_NONE;
    s->confidence = from->confidence > 0 ? from->confidence : 0.9f;
    s->block = (uint32_t)ns_article_block_at(a, s->content[0].begin);
    s->why.rule = "by-hand";
    s->why.lexicon = "lists/cues.txt";
    s->why.lexicon_line = 7;
    s->why.kind_reason = "the test says so";
    s->why.speaker_reason = NS_SLICE("named beside it");
    s->why.speaker_against = ns_slice_of(from->against);
    if (s->same_as == NS_NONE)
        x->kind_counts[s->kind]++;
}

struct ns_extraction *invented_extraction(const struct invented *from, const struct ns_article *a)
{
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_extraction *x = ns_arena_alloc(arena, sizeof *x);
    x->arena = arena;
    add_names(x, from, a);
    x->attributions = ns_arena_array(arena, struct ns_attribution, 12);
    for (size_t i = 0; i < 12 && from->statements[i].content; i++)
        add_statement(x, &from->statements[i], a);
    return x;
}

/* --- snapshots --- */

void invented_corpus_make(struct invented_corpus *corpus, const struct invented *from, size_t count)
{
    memset(corpus, 0, sizeof *corpus);
    corpus->count = count;
    for (size_t i = 0; i < count; i++) {
        corpus->articles[i] = invented_article(&from[i]);
        corpus->extractions[i] = invented_extraction(&from[i], corpus->articles[i]);
        corpus->items[i].path = from[i].path;
    }
}

void invented_corpus_free(struct invented_corpus *corpus)
{
    for (size_t i = 0; i < corpus->count; i++) {
        ns_extraction_free(corpus->extractions[i]);
        ns_article_free(corpus->articles[i]);
    }
}

struct ns_snapshot *invented_snapshot(const struct invented_corpus *corpus, size_t read,
                                      size_t extracted)
{
    struct ns_snapshot *s = ns_snapshot_new(corpus->count, 0);
    struct ns_item *items = (struct ns_item *)(uintptr_t)s->items;
    memcpy(items, corpus->items, corpus->count * sizeof *items);
    for (size_t i = 0; i < corpus->count; i++) {
        items[i].article = i < read ? corpus->articles[i] : NULL;
        items[i].extraction = i < extracted ? corpus->extractions[i] : NULL;
        const struct ns_extraction *x = items[i].extraction;
        for (size_t k = 0; x && k < x->attribution_count; k++)
            if (x->attributions[k].same_as == NS_NONE)
                s->kind_bins[x->attributions[k].kind]
                            [ns_confidence_bin(x->attributions[k].confidence)]++;
    }
    s->read_count = read;
    s->extracted_count = extracted;
    s->listed = true;
    s->complete = read == corpus->count && extracted == corpus->count;
    return s;
}

/* --- the quarrel --- */

const struct invented invented_bridge[5] = {
    {.path = "bridge-0",
     .outlet = "The Veles Courier",
     .byline = "Mara Kesh",
     .text = "Harbour Office Will Not Close The Bridge\n\n"
             "The harbour office will keep the Lower Bridge open, its director Ilan Prat said on "
             "Monday. \"The piers are sound,\" Prat told reporters. He said the survey would be "
             "published.\n\n"
             "Two ferries collided under the bridge on Sunday. Nobody was hurt.\n\n"
             "#Follow us on every network you can think of",
     .statements = {{.kind = NS_KIND_PROMISE,
                     .content = "The harbour office will keep the Lower Bridge open",
                     .cue = "said",
                     .source = "its director Ilan Prat",
                     .speaker = "Ilan Prat"},
                    {.kind = NS_KIND_CLAIM,
                     .content = "\"The piers are sound,\"",
                     .cue = "told",
                     .source = "Prat told",
                     .speaker = "Ilan Prat",
                     .resolved = NS_RESOLVED_ALIAS}},
     .names = {{NS_ENTITY_PER, "Ilan Prat", "Prat", "director of the harbour office", false},
               {NS_ENTITY_LOC, "Lower Bridge", NULL, NULL, false}}},
    {.path = "bridge-1",
     .outlet = "Orna Gazette",
     .byline = "Tomas Wen",
     .text = "Council Denies It Knew Of Cracks\n\n"
             "!A ferry passes under the bridge. Photo: archive\n\n"
             "The city council has denied that it knew of cracks in the bridge. \"Nobody told us "
             "anything,\" council speaker Dana Oran said in a letter to the Gazette.\n\n"
             "Engineers of the union said last week that the piers have been cracked since the "
             "spring, and that the council was told twice.\n\n"
             "The council denied the report again on Friday. Oran would not say who had written "
             "the first survey.\n\n"
             "Her office sent a na\xC3\xAFve reply \xE2\x80\x94 \xE2\x80\x9Cno lines of "
             "communication were cut\xE2\x80\x9D \xE2\x80\x94 and a photograph of \xE6\xA9\x8B.\n\n"
             "#Read more about the bridge",
     .statements = {{.kind = NS_KIND_DENIAL,
                     .content = "that it knew of cracks in the bridge",
                     .cue = "has denied",
                     .source = "The city council",
                     .speaker = "City Council"},
                    {.kind = NS_KIND_DENIAL,
                     .content = "\"Nobody told us anything,\"",
                     .cue = "said in a letter",
                     .source = "council speaker Dana Oran",
                     .speaker = "Dana Oran"},
                    {.kind = NS_KIND_CLAIM,
                     .content = "that the piers have been cracked since the spring, and that the "
                                "council was told twice",
                     .cue = "said last week",
                     .source = "Engineers of the union",
                     .resolved = NS_RESOLVED_ANONYMOUS,
                     .via = "Orna Gazette"},
                    {.kind = NS_KIND_DENIAL,
                     .content = "the report again on Friday",
                     .cue = "denied the report",
                     .source = "The council",
                     .speaker = "City Council",
                     .same_as = 1},
                    {.kind = NS_KIND_NO_COMMENT,
                     .content = "who had written the first survey",
                     .cue = "would not say",
                     .source = "Oran would",
                     .speaker = "Dana Oran",
                     .resolved = NS_RESOLVED_ALIAS,
                     .confidence = 0.6f}},
     .names = {{NS_ENTITY_PER, "Dana Oran", "Oran", "council speaker", false},
               {NS_ENTITY_ORG, "City Council", "council", NULL, false}}},
    {.path = "bridge-2",
     .outlet = "",
     .byline = "",
     .text = "Talks To Begin On The Bridge\n\n"
             "Talks between the council and the union begin on Tuesday. The lines of communication "
             "are open, a senior official said.\n\n"
             "Kovel said the union would come.",
     .statements = {{.kind = NS_KIND_CLAIM,
                     .content = "The lines of communication are open",
                     .cue = "said.",
                     .source = "a senior official",
                     .resolved = NS_RESOLVED_ANONYMOUS},
                    {.kind = NS_KIND_PROMISE,
                     .content = "the union would come",
                     .cue = "said the union",
                     .source = "Kovel",
                     .speaker = "Kovel"}},
     .names = {{NS_ENTITY_PER, "Kovel", NULL, NULL, true}}},
    {.path = "bridge-3",
     .outlet = "Orna Gazette",
     .byline = "",
     .text = "Ferry Owner Warns The City\n\n"
             "The owner of the ferry warned that he would sue. Ilan Prat declined to comment.",
     .statements = {{.kind = NS_KIND_THREAT,
                     .content = "that he would sue",
                     .cue = "warned",
                     .source = "The owner of the ferry",
                     .resolved = NS_RESOLVED_ANONYMOUS},
                    {.kind = NS_KIND_NO_COMMENT,
                     .content = "to comment",
                     .cue = "declined",
                     .source = "Ilan Prat",
                     .speaker = "Ilan Prat"}},
     .names = {{NS_ENTITY_PER, "Ilan Prat", NULL, "harbour director", false}}},
    {.path = "bridge-4",
     .outlet = "The Veles Courier",
     .byline = "Mara Kesh",
     .text = "What Is Known\n\nLittle is known about the lines of communication under the bridge."},
};
