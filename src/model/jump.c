/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jumps: over statements, mentions and hits, into the next articles, back and forward. */
#include "inside.h"

#include "naysay/log.h"

#define JUMPS 100 /* places kept */

/* --- back and forward --- */

static struct ns_place here(const struct ns_model *m)
{
    if (m->finding.shown)
        return (struct ns_place){NS_AT_RESULTS, 0};
    return (struct ns_place){m->text.item, m->text.at};
}

static bool same_place(struct ns_place a, struct ns_place b)
{
    return a.item == b.item && a.at == b.at;
}

void ns_jump_push(struct ns_model *m)
{
    if (m->text.item == NS_NO_ITEM && !m->finding.shown)
        return;
    if (m->jump_at < m->jumps.len)
        m->jumps.len = m->jump_at;
    if (m->jumps.len && same_place(*ns_vec_last(&m->jumps), here(m))) {
        m->jump_at = m->jumps.len;
        return;
    }
    if (m->jumps.len == JUMPS) {
        memmove(m->jumps.at, m->jumps.at + 1, (JUMPS - 1) * sizeof *m->jumps.at);
        m->jumps.len--;
    }
    ns_vec_push(&m->jumps, here(m));
    m->jump_at = m->jumps.len;
}

void ns_jump_walk(struct ns_model *m, bool back)
{
    if (back) {
        if (!m->jump_at) {
            ns_model_say(m, "no place before this one");
            return;
        }
        if (m->jump_at == m->jumps.len) { /* so that forward comes back to here */
            ns_jump_push(m);
            m->jump_at = m->jumps.len - 1;
            if (!m->jump_at) {
                ns_model_say(m, "no place before this one");
                return;
            }
        }
        m->jump_at--;
        /* The page may have been brought back by other means than this list. */
        if (m->jump_at && m->finding.shown && same_place(m->jumps.at[m->jump_at], here(m)))
            m->jump_at--;
    } else {
        if (m->jump_at + 1 >= m->jumps.len) {
            ns_model_say(m, "no place after this one");
            return;
        }
        m->jump_at++;
    }
    struct ns_place to = m->jumps.at[m->jump_at];
    if (to.item == NS_AT_RESULTS) {
        ns_finding_show(m);
        return;
    }
    if (m->finding.shown) {
        ns_finding_leave(m);
        ns_model_focus_pane(m, NS_PANE_TEXT);
    }
    ns_reading_open_at(m, to.item, to.at, NS_NONE);
}

/* --- seeking through the articles --- */

/* The first hit at or after (forward), or before the byte. */
static size_t hit_from(const struct ns_model *m, uint32_t at, bool forward, bool inclusive)
{
    const struct ns_ranges *hits = &m->text.hits;
    size_t low = 0, high = hits->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t begin = hits->at[middle].begin;
        if (forward && !inclusive ? begin <= at : begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    if (forward)
        return low < hits->len ? low : SIZE_MAX;
    return low ? low - 1 : SIZE_MAX;
}

/* The next statement or hit in the open article; false if there is none. */
static bool step_inside(struct ns_model *m, bool statements, ns_kinds kinds, bool forward)
{
    if (statements) {
        const struct ns_marks *marks = &m->text.marks;
        const struct ns_anchor *a =
            forward ? ns_marks_next(marks, kinds, m->text.at, m->text.statement)
                    : ns_marks_previous(marks, kinds, m->text.at, m->text.statement);
        if (a)
            ns_reading_goto(m, a->at, a->statement);
        return a != NULL;
    }
    size_t hit = hit_from(m, m->text.at, forward, false);
    if (hit != SIZE_MAX)
        ns_reading_goto(m, m->text.hits.at[hit].begin, NS_NONE);
    return hit != SIZE_MAX;
}

void ns_seek_stop(struct ns_model *m)
{
    if (m->seek.active)
        ns_model_soil(m, NS_DIRTY_STATUS);
    m->seek.active = false;
}

/* Articles are looked through in the order of the results the reader came from, else of the list. */
static size_t walk_count(const struct ns_model *m)
{
    return m->seek.results ? ns_results_articles(m->finding.results) : ns_rows_count(m->rows);
}

static size_t walk_item(struct ns_model *m, size_t row)
{
    return m->seek.results ? ns_results_article(m->finding.results, row)
                           : ns_rows_item(m->rows, row);
}

static void seek_start(struct ns_model *m, bool statements, ns_kinds kinds, bool forward,
                       unsigned more)
{
    size_t row = SIZE_MAX;
    if (m->finding.beneath)
        row = ns_results_place(m->finding.results, m->text.item);
    m->seek.results = row != SIZE_MAX;
    size_t count = walk_count(m);
    if (!m->seek.results)
        row = ns_rows_nearest(m->rows, m->text.item);
    m->seek = (struct ns_seek){.active = true,
                               .forward = forward,
                               .statements = statements,
                               .results = m->seek.results,
                               .kinds = kinds,
                               .more = more,
                               .far_item = NS_NO_ITEM,
                               .row = row,
                               .left = count ? count - 1 : 0,
                               .total = count ? count - 1 : 0};
    ns_model_soil(m, NS_DIRTY_STATUS);
    ns_seek_work(m, ns_clock() + NS_KEY_SLICE_NS);
}

static size_t statements_in(const struct ns_model *m, const struct ns_extraction *x, ns_kinds kinds)
{
    size_t count = 0;
    for (size_t i = 0; i < x->attribution_count; i++)
        count += (kinds >> x->attributions[i].kind & 1u) &&
                 x->attributions[i].confidence >= m->settings->threshold;
    return count;
}

/* Hits that a page of the article would show. */
static size_t hits_in(struct ns_model *m, const struct ns_article *a)
{
    struct ns_ranges hits = {0};
    size_t count = 0;
    (void)ns_search_hits(m, a, &hits, NULL);
    for (size_t i = 0; i < hits.len && a->block_count; i++) {
        const struct ns_block *b = &a->blocks[ns_article_block_at(a, hits.at[i].begin)];
        bool text = b->role == NS_ROLE_BODY || b->role == NS_ROLE_TITLE;
        count += text || m->settings->show_boilerplate;
    }
    ns_vec_free(&hits);
    return count;
}

/* How many of what is looked for the item has; any number but 0 where one is enough. */
static size_t found_in(struct ns_model *m, const struct ns_item *item)
{
    if (!item || !item->article)
        return 0;
    if (!m->seek.statements && !ns_search_any(m))
        return 0;
    if (!m->seek.statements)
        return m->seek.more > 1 || !m->pattern ? hits_in(m, item->article)
                                               : ns_pattern_hits(m->pattern, item->article->body);
    if (!item->extraction) {
        m->seek.waiting = true;
        return 0;
    }
    return statements_in(m, item->extraction, m->seek.kinds);
}

/* In the open article: the first from its start, or the last from its end. */
static bool land(struct ns_model *m, bool forward)
{
    if (m->seek.statements) {
        const struct ns_anchor *a =
            forward ? ns_marks_next(&m->text.marks, m->seek.kinds, 0, NS_NONE)
                    : ns_marks_previous(&m->text.marks, m->seek.kinds, UINT32_MAX, NS_NONE);
        if (a)
            ns_reading_goto(m, a->at, a->statement);
        return a != NULL;
    }
    if (!m->text.hits.len)
        return false;
    size_t index = forward ? 0 : m->text.hits.len - 1;
    ns_reading_goto(m, m->text.hits.at[index].begin, NS_NONE);
    return true;
}

/* "denial", "claim", "statement": what was looked for. */
static const char *wanted_name(const struct ns_model *m)
{
    if (!m->seek.statements)
        return "hit";
    for (unsigned k = 0; k < NS_KIND_COUNT; k++)
        if (m->seek.kinds == 1u << k)
            return ns_kind_name((enum ns_kind)k);
    return m->seek.kinds == NS_KINDS_ALL ? "statement" : "other statement";
}

static void tell_landing(struct ns_model *m, bool other)
{
    if (m->seek.wrapped || !other)
        ns_model_say(m, m->seek.forward ? "went on at the top" : "went on at the bottom");
    else
        ns_model_say(m, "in the %s article", m->seek.forward ? "next" : "previous");
}

/* Takes the steps that are left in the open article; false if it has too few. */
static bool take_more(struct ns_model *m)
{
    while (m->seek.more) {
        if (!step_inside(m, m->seek.statements, m->seek.kinds, m->seek.forward))
            return false;
        m->seek.more--;
    }
    return true;
}

/* May there be more than was looked through? */
static bool is_unread(const struct ns_model *m)
{
    const struct ns_snapshot *s = m->snapshot;
    return m->seek.waiting || !s->listed || s->read_count + s->failed_count < s->count;
}

/* More was asked for than there is: to the last one on this side of the list's end. */
static void seek_far(struct ns_model *m, size_t all)
{
    size_t item = m->seek.far_item;
    if (item != NS_NO_ITEM) {
        ns_reading_open_at(m, item, 0, NS_NONE);
        (void)land(m, !m->seek.forward);
    }
    ns_model_say(m, "the %s of %zu%s", m->seek.forward ? "last" : "first", all,
                 is_unread(m) ? " so far" : "");
}

static void seek_end(struct ns_model *m)
{
    const char *so_far = is_unread(m) ? " so far: not everything has been read yet" : "";
    size_t own = m->seek.statements ? m->text.marks.anchors.len : m->text.hits.len;
    m->seek.active = false;
    if (m->seek.statements && m->text.extraction)
        own = statements_in(m, m->text.extraction, m->seek.kinds);
    if (m->seek.more > 1 && m->seek.more > own && m->seek.passed + own > 0) {
        seek_far(m, m->seek.passed + own);
        return;
    }
    struct ns_place from = here(m);
    if (!land(m, m->seek.forward))
        ns_model_say(m, "no %s%s", wanted_name(m), so_far);
    else if (same_place(from, here(m)))
        ns_model_say(m, "the only %s%s", wanted_name(m), so_far);
    else {
        m->seek.more--;
        (void)take_more(m);
        tell_landing(m, false);
    }
}

static void step_row(struct ns_model *m)
{
    size_t count = walk_count(m);
    if (m->seek.forward && ++m->seek.row >= count) {
        m->seek.row = 0;
        m->seek.wrapped = true;
    } else if (!m->seek.forward && m->seek.row-- == 0) {
        m->seek.row = count - 1;
        m->seek.wrapped = true;
    }
}

void ns_seek_work(struct ns_model *m, uint64_t deadline)
{
    if (!m->seek.active || !m->snapshot)
        return;
    ns_model_soil(m, NS_DIRTY_STATUS);
    while (m->seek.left) {
        step_row(m);
        m->seek.left--;
        if (m->seek.row >= walk_count(m))
            break; /* the list became shorter meanwhile */
        size_t item = walk_item(m, m->seek.row);
        size_t found = found_in(m, ns_model_item(m, item));
        if (found && found < m->seek.more) {
            m->seek.more -= (unsigned)found;
            m->seek.passed += found;
            m->seek.far_item = m->seek.wrapped ? m->seek.far_item : item;
        } else if (found) {
            ns_reading_open_at(m, item, 0, NS_NONE);
            bool landed = land(m, m->seek.forward);
            m->seek.more--;
            if (!landed || take_more(m)) {
                m->seek.active = false;
                tell_landing(m, true);
                return;
            }
        }
        if (ns_clock() >= deadline)
            return;
    }
    seek_end(m);
}

/* --- statements and mentions --- */

/* What the reader asks about is what the list stands on, even while the text still rests. */
static void catch_up(struct ns_model *m)
{
    if (m->follow_due && m->selected != NS_NO_ITEM) {
        m->follow_due = 0;
        ns_reading_open(m, m->selected);
    }
    if (m->focus == NS_PANE_LIST || !m->layout.pane[NS_PANE_TEXT].rows)
        ns_model_focus_pane(m, NS_PANE_TEXT);
}

void ns_jump_statement(struct ns_model *m, ns_kinds kinds, bool forward)
{
    catch_up(m);
    if (m->text.item == NS_NO_ITEM)
        return;
    ns_jump_push(m);
    unsigned count = m->count ? m->count : 1;
    while (count && step_inside(m, true, kinds, forward))
        count--;
    if (count)
        seek_start(m, true, kinds, forward, count);
}

void ns_jump_mention(struct ns_model *m, bool forward)
{
    uint32_t entity = ns_aside_entity(m);
    const struct ns_extraction *x = m->text.extraction;
    if (entity == NS_NONE || !x)
        return;
    const struct ns_mention *found = NULL, *edge = NULL;
    for (size_t i = 0; i < x->mention_count; i++) {
        const struct ns_mention *mention = &x->mentions[i];
        if (mention->entity != entity)
            continue;
        if (forward ? !edge : true)
            edge = mention;
        bool beyond = forward ? mention->span.begin > m->text.at : mention->span.begin < m->text.at;
        if (beyond && (!found || !forward))
            found = mention;
    }
    if (!edge)
        return;
    if (!found)
        ns_model_say(m, forward ? "went on at the first mention" : "went on at the last mention");
    ns_jump_push(m);
    ns_reading_goto(m, (found ? found : edge)->span.begin, NS_NONE);
}

/* --- search --- */

/* What cannot be understood as a pattern is searched as it stands. */
static struct ns_pattern *compile(struct ns_model *m, struct ns_slice text)
{
    struct ns_pattern *pattern = NULL;
    struct ns_err err = {0};
    if (!text.len)
        return NULL;
    if (ns_pattern_compile(text, false, &pattern, &err) == NS_OK)
        return pattern;
    ns_model_say(m, "searched as plain text: %s", err.message);
    if (ns_pattern_compile(text, true, &pattern, &err) != NS_OK) {
        ns_model_complain(m, "%s", err.message);
        return NULL;
    }
    return pattern;
}

bool ns_search_any(const struct ns_model *m)
{
    return m->pattern || m->asked;
}

enum ns_status ns_search_hits(struct ns_model *m, const struct ns_article *article,
                              struct ns_ranges *hits, struct ns_hit_terms *terms)
{
    hits->len = 0;
    if (terms)
        terms->len = 0;
    if (m->pattern)
        return ns_pattern_find(m->pattern, article->body, hits);
    if (!m->asked)
        return NS_OK;
    struct ns_query_hits found = {0};
    enum ns_status status = ns_query_find(m->asked, article->body, &found);
    for (size_t i = 0; i < found.len; i++) {
        ns_vec_push(hits, found.at[i].range);
        if (terms)
            ns_vec_push(terms, found.at[i].term);
    }
    ns_vec_free(&found);
    return status;
}

/* What is searched from now on: a pattern, or what a query asks for. */
static void take(struct ns_model *m, struct ns_pattern *pattern, struct ns_query *asked)
{
    ns_pattern_free(m->pattern);
    ns_query_free(m->asked);
    m->pattern = pattern;
    m->asked = asked;
    m->hits_shown = true;
    ns_reading_find_hits(m);
}

static void take_pattern(struct ns_model *m, struct ns_pattern *pattern)
{
    take(m, pattern, NULL);
}

static void restore_view(struct ns_model *m)
{
    if (m->search_from.item != m->text.item)
        return;
    m->text.at = m->search_from.at;
    m->text.row = m->search_row;
    m->text.statement = NS_NONE;
    ns_model_soil(m, NS_DIRTY_TEXT | NS_DIRTY_STATUS);
}

void ns_search_typed(struct ns_model *m, struct ns_slice text)
{
    struct ns_pattern *pattern = compile(m, text);
    if (m->pager.topic) {
        ns_pager_find(&m->pager, pattern);
        ns_pager_next_hit(&m->pager, true, true, NULL);
        ns_model_soil(m, NS_DIRTY_OVERLAY);
        return;
    }
    take_pattern(m, pattern);
    restore_view(m);
    size_t hit = hit_from(m, m->search_from.at, true, true);
    if (hit == SIZE_MAX && m->text.hits.len)
        hit = 0;
    if (hit != SIZE_MAX)
        ns_reading_goto(m, m->text.hits.at[hit].begin, NS_NONE);
}

static void search_pager(struct ns_model *m, struct ns_slice text)
{
    ns_pager_find(&m->pager, compile(m, text));
    bool wrapped = false;
    if (!ns_pager_next_hit(&m->pager, true, true, &wrapped))
        ns_model_say(m, "not on this page");
    else if (wrapped)
        ns_model_say(m, "went on at the top");
    ns_model_soil(m, NS_DIRTY_OVERLAY);
}

void ns_search_accept(struct ns_model *m, struct ns_slice text)
{
    if (!text.len)
        text = ns_bytes_slice(&m->pattern_text);
    if (!text.len)
        return;
    if (m->state)
        ns_state_add_history(m->state, '/', text);
    if (m->pager.topic) {
        search_pager(m, text);
        return;
    }
    restore_view(m);
    ns_jump_push(m);
    take_pattern(m, compile(m, text));
    if (text.at != m->pattern_text.at) {
        m->pattern_text.len = 0;
        ns_bytes_add(&m->pattern_text, text);
    }
    if (!m->pattern)
        return;
    catch_up(m);
    size_t hit = hit_from(m, m->text.at, true, true);
    if (hit != SIZE_MAX)
        ns_reading_goto(m, m->text.hits.at[hit].begin, NS_NONE);
    else
        seek_start(m, false, 0, true, 1);
}

void ns_search_cancel(struct ns_model *m)
{
    if (m->pager.topic) {
        ns_pager_find(&m->pager, NULL);
        ns_model_soil(m, NS_DIRTY_OVERLAY);
        return;
    }
    struct ns_pattern *pattern = NULL;
    if (m->pattern_text.len)
        pattern = compile(m, ns_bytes_slice(&m->pattern_text));
    take_pattern(m, pattern);
    ns_search_limit(m);
    restore_view(m);
}

void ns_search_limit(struct ns_model *m)
{
    if (m->pattern_text.len)
        return; /* the reader's own search stays */
    const struct ns_query *query = ns_rows_query(m->rows);
    if (m->finding.shown || m->finding.beneath)
        query = ns_results_query(m->finding.results);
    const struct ns_slice *terms = NULL;
    struct ns_query *asked = NULL;
    if (query && ns_query_terms(query, &terms))
        (void)ns_query_parse(ns_query_text(query), &asked, NULL);
    if (asked || ns_search_any(m))
        take(m, NULL, asked);
}

void ns_jump_hit(struct ns_model *m, bool forward)
{
    bool wrapped = false;
    if (m->pager.topic) {
        if (!ns_pager_next_hit(&m->pager, forward, false, &wrapped))
            ns_model_say(m, m->pager.pattern ? "not on this page" : "nothing is searched; / does");
        else if (wrapped)
            ns_model_say(m, forward ? "went on at the top" : "went on at the bottom");
        ns_model_soil(m, NS_DIRTY_OVERLAY);
        return;
    }
    if (!ns_search_any(m)) {
        ns_model_say(m, "nothing is searched; / does");
        return;
    }
    catch_up(m);
    m->hits_shown = true;
    ns_jump_push(m);
    unsigned count = m->count ? m->count : 1;
    while (count && step_inside(m, false, 0, forward))
        count--;
    if (count)
        seek_start(m, false, 0, forward, count);
}
