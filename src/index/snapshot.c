/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/snapshot.h"

#include "naysay/fold.h"
#include "naysay/map.h"

uint64_t ns_snapshot_count(const struct ns_snapshot *snapshot, enum ns_kind kind, float threshold)
{
    uint64_t count = 0;
    for (unsigned bin = ns_confidence_bin(threshold); bin < NS_CONFIDENCE_BINS; bin++)
        count += snapshot->kind_bins[kind][bin];
    return count;
}

struct ns_snapshot *ns_snapshot_acquire(struct ns_snapshot *snapshot)
{
    atomic_fetch_add_explicit(&snapshot->references, 1, memory_order_relaxed);
    return snapshot;
}

void ns_snapshot_release(struct ns_snapshot *snapshot)
{
    if (snapshot && atomic_fetch_sub_explicit(&snapshot->references, 1, memory_order_acq_rel) == 1)
        free(snapshot);
}

struct ns_snapshot *ns_snapshot_with_segments(size_t items, size_t skipped, size_t text_segments,
                                              size_t name_segments)
{
    /* All kinds have pointers in them: no gap is needed between the arrays. */
    size_t segments = text_segments + name_segments;
    struct ns_snapshot *snapshot = ns_alloc(sizeof *snapshot + items * sizeof(struct ns_item) +
                                            skipped * sizeof(struct ns_skipped) +
                                            segments * sizeof(const struct ns_segment *));
    char *behind = (char *)(snapshot + 1);

    atomic_init(&snapshot->references, 1);
    snapshot->items = (struct ns_item *)(void *)behind;
    snapshot->count = items;
    behind += items * sizeof(struct ns_item);
    snapshot->skipped = (struct ns_skipped *)(void *)behind;
    snapshot->skipped_count = skipped;
    behind += skipped * sizeof(struct ns_skipped);
    snapshot->text_segments = (const struct ns_segment *const *)(void *)behind;
    snapshot->text_segment_count = text_segments;
    snapshot->name_segments = snapshot->text_segments + text_segments;
    snapshot->name_segment_count = name_segments;
    return snapshot;
}

struct ns_snapshot *ns_snapshot_new(size_t items, size_t skipped)
{
    return ns_snapshot_with_segments(items, skipped, 0, 0);
}

size_t *ns_snapshot_places(const struct ns_snapshot *now, const struct ns_snapshot *before)
{
    size_t *places = ns_alloc((now->count + 1) * sizeof *places);
    struct ns_map *paths = NULL;

    for (size_t i = 0; i < now->count; i++) {
        const char *path = now->items[i].path;
        places[i] = SIZE_MAX;
        /* Mostly nothing has moved. */
        if (i < before->count && before->items[i].article &&
            strcmp(before->items[i].path, path) == 0) {
            places[i] = i;
            continue;
        }
        if (!paths) {
            paths = ns_map_new();
            for (size_t k = 0; k < before->count; k++)
                if (before->items[k].article)
                    *ns_map_put(paths, ns_slice_of(before->items[k].path)) = k + 1;
        }
        const uint64_t *place = ns_map_get(paths, ns_slice_of(path));
        if (place)
            places[i] = (size_t)*place - 1;
    }
    ns_map_free(paths);
    return places;
}

struct ns_snapshot *ns_snapshot_lend(const struct ns_snapshot *now,
                                     const struct ns_snapshot *before, const size_t *places)
{
    struct ns_snapshot *lent =
        ns_snapshot_with_segments(now->count, now->skipped_count, now->text_segment_count, 0);
    struct ns_item *items = (struct ns_item *)(uintptr_t)lent->items;

    memcpy(items, now->items, now->count * sizeof *items);
    /* Texts that are lent are the same; what is lent of names no segment of now holds. */
    if (now->text_segment_count)
        memcpy((struct ns_segment **)(uintptr_t)lent->text_segments, now->text_segments,
               now->text_segment_count * sizeof *now->text_segments);
    if (now->skipped_count)
        memcpy((struct ns_skipped *)(uintptr_t)lent->skipped, now->skipped,
               now->skipped_count * sizeof *now->skipped);
    for (size_t i = 0; i < now->count; i++) {
        const struct ns_item *old = places[i] == SIZE_MAX ? NULL : &before->items[places[i]];
        if (!old || !old->extraction || !items[i].article || items[i].extraction ||
            old->article->body_hash != items[i].article->body_hash)
            continue;
        items[i].article = old->article;
        items[i].extraction = old->extraction;
    }
    lent->read_count = now->read_count;
    lent->extracted_count = now->extracted_count;
    lent->failed_count = now->failed_count;
    lent->byte_count = now->byte_count;
    memcpy(lent->kind_bins, before->kind_bins, sizeof lent->kind_bins);
    lent->rules_note = now->rules_note;
    lent->listed = now->listed;
    lent->complete = now->complete;
    return lent;
}

NS_VEC(roles, struct ns_profile_role);
NS_VEC(names, struct ns_slice);

struct gathering {
    struct ns_map *seen; /* folded roles and aliases, "r" or "a" before them */
    struct ns_bytes key;
    struct roles roles;
    struct names aliases;
};

/* Is text, folded, new among texts of this sort? */
static bool is_new(struct gathering *g, char sort, struct ns_slice text)
{
    uint64_t *place;

    g->key.len = 0;
    ns_vec_push(&g->key, sort);
    ns_fold(text, NS_FOLD_ALL, &g->key, NULL);
    place = ns_map_put(g->seen, ns_bytes_slice(&g->key));
    return (*place)++ == 0;
}

static void add_alias(struct gathering *g, struct ns_slice alias)
{
    if (alias.len > 0 && is_new(g, 'a', alias))
        ns_vec_push(&g->aliases, alias);
}

static void gather(struct gathering *g, const struct ns_entity *entity, size_t item,
                   struct ns_profile *out)
{
    if (entity->canonical.len > out->canonical.len)
        out->canonical = entity->canonical;
    out->type = entity->type;
    out->mention_count += entity->mention_count;
    for (size_t i = 0; i < entity->role_count; i++) {
        if (is_new(g, 'r', entity->roles[i]))
            ns_vec_push(&g->roles, ((struct ns_profile_role){entity->roles[i], item}));
    }
    add_alias(g, entity->canonical);
    for (size_t i = 0; i < entity->alias_count; i++)
        add_alias(g, entity->aliases[i]);
}

/* Copies what was gathered into the arena; the canonical name is no alias of itself. */
static void settle(struct gathering *g, struct ns_arena *arena, struct ns_profile *out)
{
    out->canonical = ns_arena_dup(arena, out->canonical);
    out->roles = ns_arena_array(arena, struct ns_profile_role, g->roles.len + 1);
    for (size_t i = 0; i < g->roles.len; i++) {
        out->roles[i].role = ns_arena_dup(arena, g->roles.at[i].role);
        out->roles[i].item = g->roles.at[i].item;
    }
    out->role_count = g->roles.len;
    out->aliases = ns_arena_array(arena, struct ns_slice, g->aliases.len + 1);
    for (size_t i = 0; i < g->aliases.len; i++) {
        if (!ns_slice_equal(g->aliases.at[i], out->canonical))
            out->aliases[out->alias_count++] = ns_arena_dup(arena, g->aliases.at[i]);
    }
}

bool ns_snapshot_profile(const struct ns_snapshot *snapshot, uint64_t key, struct ns_arena *arena,
                         struct ns_profile *out)
{
    struct gathering g = {.seen = ns_map_new()};

    *out = (struct ns_profile){0};
    for (size_t i = 0; i < snapshot->count; i++) {
        const struct ns_extraction *extraction = snapshot->items[i].extraction;
        bool here = false;
        for (size_t k = 0; extraction && k < extraction->entity_count; k++) {
            if (extraction->entities[k].key != key)
                continue;
            gather(&g, &extraction->entities[k], i, out);
            here = true;
        }
        out->article_count += here;
    }
    if (out->article_count > 0)
        settle(&g, arena, out);
    ns_map_free(g.seen);
    ns_vec_free(&g.key);
    ns_vec_free(&g.roles);
    ns_vec_free(&g.aliases);
    return out->article_count > 0;
}
