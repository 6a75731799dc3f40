/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading all anew: until all of it is there the old state stays in sight, then the new one takes
 * its place. What still exists keeps its place: the open article, the selection, the jump list.
 */
#include "inside.h"

#include "naysay/log.h"
#include "naysay/map.h"

#define FIRST_WORK_NS 20000000u /* for the list, so that it need not be seen empty */

/* From the items of one corpus to those of the next. */
struct move {
    const struct ns_snapshot *from;
    struct ns_snapshot *to;
    struct ns_map *places; /* path -> 1 + index in to; made when first needed */
};

static bool is_article(const struct ns_snapshot *s, size_t item)
{
    return item < s->count && s->items[item].article;
}

static size_t place_of_path(struct move *move, const char *path)
{
    if (!move->places) {
        move->places = ns_map_new();
        for (size_t i = 0; i < move->to->count; i++) {
            if (!is_article(move->to, i))
                continue;
            uint64_t *place = ns_map_put(move->places, ns_slice_of(move->to->items[i].path));
            *place = *place ? *place : i + 1;
        }
    }
    const uint64_t *place = ns_map_get(move->places, ns_slice_of(path));
    return place ? (size_t)*place - 1 : NS_NO_ITEM;
}

/* Where the item is now; NS_NO_ITEM: gone. */
static size_t moved(struct move *move, size_t item)
{
    if (!move->from || !is_article(move->from, item))
        return NS_NO_ITEM;
    const char *path = move->from->items[item].path;
    if (is_article(move->to, item) && strcmp(move->to->items[item].path, path) == 0)
        return item;
    return place_of_path(move, path);
}

/* What stands where the lost item stood: behind the nearest before it that is still there. */
static size_t stands_for(struct move *move, size_t item)
{
    size_t at = 0;
    while (item-- > 0) {
        size_t before = moved(move, item);
        if (before != NS_NO_ITEM) {
            at = before + 1;
            break;
        }
    }
    for (size_t i = at; i < move->to->count; i++)
        if (is_article(move->to, i))
            return i;
    for (size_t i = at < move->to->count ? at : move->to->count; i-- > 0;)
        if (is_article(move->to, i))
            return i;
    return NS_NO_ITEM;
}

/* The same byte, or, where the text is another one now, the letter at or before it. */
static uint32_t moved_byte(const struct move *move, size_t item, size_t to, uint32_t at)
{
    const struct ns_article *old = move->from->items[item].article;
    const struct ns_article *new = move->to->items[to].article;
    if (old->body_hash == new->body_hash)
        return at;
    if (at >= new->body.len)
        at = new->body.len ? (uint32_t) new->body.len - 1 : 0;
    while (at > 0 && ((unsigned char)new->body.at[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static void move_jumps(struct ns_model *m, struct move *move)
{
    size_t kept = 0, at = m->jump_at;
    for (size_t i = 0; i < m->jumps.len; i++) {
        struct ns_place from = m->jumps.at[i];
        size_t to = moved(move, from.item);
        if (from.item == NS_AT_RESULTS) {
            m->jumps.at[kept++] = from;
            continue;
        }
        if (to == NS_NO_ITEM) {
            at -= i < m->jump_at;
            continue;
        }
        m->jumps.at[kept++] = (struct ns_place){to, moved_byte(move, from.item, to, from.at)};
    }
    m->jumps.len = kept;
    m->jump_at = at < kept ? at : kept;
}

/* "2 new, 1 gone", "nothing new": what became of the list. */
static void tell(struct ns_model *m, struct move *move, const char *what)
{
    size_t gone = 0, kept = 0, changed = 0, now = 0;
    for (size_t i = 0; move->from && i < move->from->count; i++) {
        if (!is_article(move->from, i))
            continue;
        size_t to = moved(move, i);
        gone += to == NS_NO_ITEM;
        kept += to != NS_NO_ITEM;
        changed += to != NS_NO_ITEM && move->from->items[i].article->body_hash !=
                                           move->to->items[to].article->body_hash;
    }
    for (size_t i = 0; i < move->to->count; i++)
        now += is_article(move->to, i);
    size_t new = now > kept ? now - kept : 0;
    struct ns_bytes text = {0};
    ns_bytes_add_text(&text, what);
    if (new)
        ns_bytes_format(&text, "%s %zu new", text.len > strlen(what) ? "," : ":", new);
    if (changed)
        ns_bytes_format(&text, "%s %zu changed", text.len > strlen(what) ? "," : ":", changed);
    if (gone)
        ns_bytes_format(&text, "%s %zu gone", text.len > strlen(what) ? "," : ":", gone);
    ns_model_say(m, "%s", ns_bytes_text(&text));
    ns_vec_free(&text);
}

/* The open article and the byte in it; what was only just being opened counts as open. */
static void move_text(struct ns_model *m, struct move *move)
{
    struct ns_reading *t = &m->text;
    size_t item = t->item, to = moved(move, item);
    if (item == NS_NO_ITEM)
        return;
    t->statement = NS_NONE;
    if (to != NS_NO_ITEM) {
        if (t->placed)
            t->at = moved_byte(move, item, to, t->at);
        t->item = to;
        return;
    }
    if (move->from && item < move->from->count)
        ns_model_say(m, "'%s' is gone", move->from->items[item].path);
    t->item = stands_for(move, item);
    t->placed = false;
    t->at = t->row = 0;
}

static void move_selection(struct ns_model *m, struct move *move)
{
    if (m->selected != NS_NO_ITEM) {
        size_t to = moved(move, m->selected);
        m->selected = to != NS_NO_ITEM ? to : stands_for(move, m->selected);
    }
    size_t limit = moved(move, m->limit_selected), search = moved(move, m->search_from.item);
    m->limit_selected = limit != NS_NO_ITEM ? limit : m->text.item;
    m->search_from = search != NS_NO_ITEM ? (struct ns_place){search, m->search_from.at}
                                          : (struct ns_place){m->text.item, m->text.at};
}

/* Everything is searched anew; the row that was selected is looked for among the new ones. */
static void move_finding(struct ns_model *m, struct move *move)
{
    struct ns_finding *f = &m->finding;
    size_t to = moved(move, f->selected.item);
    ns_results_forget(f->results);
    ns_quotes_clear(&f->quotes);
    f->selected = (struct ns_result){to == NS_NO_ITEM ? UINT32_MAX : (uint32_t)to, NS_NONE};
    if (f->shown)
        ns_results_look_at(f->results, move->to);
}

/* Pages over the panes that tell of all articles are made anew. */
static void renew_overlay(struct ns_model *m, struct ns_who who)
{
    if (m->pager.topic == NS_PAGER_PROBLEMS) {
        ns_overlay_problems(m);
    } else if (m->pager.topic == NS_PAGER_PROFILE) {
        ns_profile_want(m, who, true);
        ns_overlay_profile(m);
    }
}

unsigned ns_model_replace(struct ns_model *m, struct ns_snapshot *snapshot, const char *what)
{
    struct ns_snapshot *old = m->snapshot;
    struct move move = {.from = old, .to = snapshot};
    struct ns_who who = m->profile.who;
    ns_reading_remember(m);
    ns_seek_stop(m);
    ns_profile_free(m);
    if (what)
        tell(m, &move, what);
    move_jumps(m, &move);
    move_text(m, &move);
    move_selection(m, &move);
    move_finding(m, &move);
    ns_map_free(move.places);

    m->again = false;
    m->wanted_next = 0;
    m->snapshot = ns_snapshot_acquire(snapshot);
    /* Pages hold pointers to articles that are about to go. */
    ns_page_cache_free(m->pages);
    m->pages = ns_page_cache_new();
    m->text.page = NULL;
    m->text.article = NULL;
    m->text.extraction = NULL;
    ns_rows_reset(m->rows);
    ns_rows_update(m->rows, snapshot);
    ns_reading_refresh(m);
    ns_list_work(m, ns_clock() + FIRST_WORK_NS);
    ns_list_settle(m);
    ns_finding_work(m, ns_clock() + FIRST_WORK_NS);
    ns_finding_settle(m);
    renew_overlay(m, who);
    ns_snapshot_release(old);
    ns_model_soil(m, NS_DIRTY_ALL);
    return ns_model_take_dirty(m);
}

unsigned ns_model_again(struct ns_model *m, unsigned percent)
{
    m->again = true;
    m->again_percent = percent;
    ns_model_soil(m, NS_DIRTY_STATUS);
    return ns_model_take_dirty(m);
}

unsigned ns_model_not_again(struct ns_model *m)
{
    m->again = false;
    ns_model_soil(m, NS_DIRTY_STATUS);
    return ns_model_take_dirty(m);
}
