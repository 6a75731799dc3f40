/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detail line: the statement or name that the reader stands on, in one line. */
#include "draw.h"

struct pen {
    const struct ns_canvas *c;
    unsigned row, column, end;
};

static void write(struct pen *pen, struct ns_slice text, enum ns_style style)
{
    if (pen->column < pen->end)
        pen->column += ns_grid_text_cut(pen->c->grid, pen->row, pen->column, pen->end - pen->column,
                                        text, style);
}

static void say(struct pen *pen, const char *text)
{
    write(pen, ns_slice_of(text), NS_STYLE_META);
}

/* How the speaker was found, and what must not be taken for granted. */
static void say_resolved(struct pen *pen, const struct ns_extraction *x,
                         const struct ns_attribution *a)
{
    say(pen, " (");
    say(pen, ns_resolved_name(a->resolved));
    if (a->speaker_entity != NS_NONE && a->speaker_entity < x->entity_count) {
        const struct ns_entity *e = &x->entities[a->speaker_entity];
        if (e->type == NS_ENTITY_PER && !e->introduced)
            write(pen, NS_SLICE(", never introduced"), NS_STYLE_ERROR);
        else if (e->role_count) {
            say(pen, ", ");
            write(pen, e->roles[0], NS_STYLE_META);
        }
    }
    say(pen, ")");
}

static void say_speaker(struct pen *pen, const struct ns_article *article,
                        const struct ns_extraction *x, const struct ns_attribution *a)
{
    if (a->speaker.len) {
        write(pen, a->speaker, NS_STYLE_SOURCE);
        if (ns_speaker_is_uncertain(a))
            say(pen, "?");
        say_resolved(pen, x, a);
    } else if (!ns_range_empty(a->source)) {
        write(pen, ns_article_text(article, a->source), NS_STYLE_NORMAL);
        say(pen, a->resolved == NS_RESOLVED_ANONYMOUS ? " (anonymous)" : " (not resolved)");
    } else {
        say(pen, "nobody named");
    }
}

static void draw_statement(struct pen *pen, const struct ns_article *article,
                           const struct ns_extraction *x, uint32_t statement)
{
    const struct ns_attribution *a = &x->attributions[statement];
    struct ns_bytes text = {0};
    char letter = ns_kind_letter(a->kind);
    write(pen, (struct ns_slice){&letter, 1}, ns_kind_style(a->kind));
    ns_bytes_format(&text, " %s %.2f  ", ns_kind_name(a->kind), (double)a->confidence);
    write(pen, ns_bytes_slice(&text), NS_STYLE_NORMAL);
    say_speaker(pen, article, x, a);
    if (!ns_range_empty(a->cue)) {
        say(pen, "  \"");
        write(pen, ns_article_text(article, a->cue), NS_STYLE_CUE);
        say(pen, "\"");
    }
    if (a->via.len) {
        say(pen, "  via ");
        write(pen, a->via, NS_STYLE_NORMAL);
    }
    uint32_t first;
    unsigned told = ns_statement_tellings(x, statement, &first);
    if (told > 1) {
        text.len = 0;
        ns_bytes_format(&text, "  told %u times", told);
        write(pen, ns_bytes_slice(&text), NS_STYLE_META);
    }
    ns_vec_free(&text);
}

static void draw_name(struct pen *pen, uint32_t index)
{
    const struct ns_model *m = pen->c->m;
    const struct ns_entity *e = &m->text.extraction->entities[index];
    const struct ns_profile_job *job = &m->profile;
    struct ns_bytes text = {0};
    write(pen, e->canonical, NS_STYLE_SOURCE);
    ns_bytes_format(&text, "  %s, %u here", ns_entity_type_name(e->type), e->mention_count);
    bool joined = job->done && job->who.key == e->key;
    if (joined && job->profile.article_count > 1)
        ns_bytes_format(&text, ", %llu in %zu articles",
                        (unsigned long long)job->profile.mention_count, job->profile.article_count);
    write(pen, ns_bytes_slice(&text), NS_STYLE_NORMAL);
    size_t roles = joined ? job->roles.len : e->role_count;
    for (size_t i = 0; i < roles; i++) {
        say(pen, i ? "; " : "  ");
        write(pen, joined ? job->roles.at[i].role : e->roles[i], NS_STYLE_META);
    }
    if (!roles && e->alias_count) {
        say(pen, "  also ");
        write(pen, e->aliases[0], NS_STYLE_META);
    }
    ns_vec_free(&text);
}

/* Blocks that are no text of the article say what they are held to be, and why. */
static void draw_block(struct pen *pen)
{
    const struct ns_article *a = pen->c->m->text.article;
    if (!a || !a->block_count)
        return;
    const struct ns_block *b = &a->blocks[ns_article_block_at(a, pen->c->m->text.at)];
    if (ns_role_counts(b->role))
        return;
    say(pen, ns_role_name(b->role));
    if (b->evidence) {
        say(pen, ": ");
        say(pen, b->evidence);
    }
}

static void add_number(struct ns_bytes *out, uint32_t count, const char *one, const char *many)
{
    ns_bytes_format(out, "  %u %s", count, count == 1 ? one : many);
}

/* "2016-03-07 to 2016-03-13  12 articles  41 claims  3 denials" */
static void draw_bar(struct pen *pen)
{
    const struct ns_finding *f = &pen->c->m->finding;
    struct ns_bytes text = {0};
    char from[11], to[11];
    int32_t bar;
    if (!ns_finding_bar(pen->c->m, &bar))
        return;
    struct ns_timeline_counts n = ns_timeline_bucket(ns_results_timeline(f->results), f->unit, bar);
    ns_day_text(ns_unit_first_day(f->unit, bar), from);
    ns_day_text(ns_unit_first_day(f->unit, bar + 1) - 1, to);
    ns_bytes_add_text(&text, from);
    if (f->unit != NS_UNIT_DAY)
        ns_bytes_format(&text, " to %s", to);
    add_number(&text, n.articles, "article", "articles");
    add_number(&text, n.claims, "claim", "claims");
    add_number(&text, n.denials, "denial", "denials");
    write(pen, ns_bytes_slice(&text), NS_STYLE_NORMAL);
    ns_vec_free(&text);
}

/* What Enter would do to the query. */
static void draw_facet(struct pen *pen)
{
    const struct ns_finding *f = &pen->c->m->finding;
    struct ns_bytes text = {0};
    size_t count;
    if (f->facet_at >= f->facets.lines.len)
        return;
    const struct ns_facet_line *line = &f->facets.lines.at[f->facet_at];
    const struct ns_facet_value *v =
        ns_facets_values(ns_results_facets(f->results), line->facet, &count);
    if (line->type != NS_FACET_VALUE || line->index >= count)
        return;
    ns_facet_term(line->facet, v[line->index].text, &text);
    write(pen, ns_bytes_slice(&text), NS_STYLE_SOURCE);
    text.len = 0;
    ns_bytes_format(&text, "  in %u %s", v[line->index].articles,
                    v[line->index].articles == 1 ? "article" : "articles");
    write(pen, ns_bytes_slice(&text), NS_STYLE_META);
    ns_vec_free(&text);
}

static void draw_row(struct pen *pen)
{
    const struct ns_finding *f = &pen->c->m->finding;
    const struct ns_snapshot *s = ns_results_snapshot(f->results);
    if (!s || !ns_results_count(f->results) || f->selected.item >= s->count)
        return;
    const struct ns_item *item = &s->items[f->selected.item];
    if (f->selected.statement != NS_NONE && item->extraction &&
        f->selected.statement < item->extraction->attribution_count) {
        draw_statement(pen, item->article, item->extraction, f->selected.statement);
        return;
    }
    struct ns_bytes text = {0};
    write(pen, ns_slice_of(item->path), NS_STYLE_META);
    if (item->extraction) {
        float threshold = pen->c->m->settings->threshold;
        add_number(&text, ns_extraction_count(item->extraction, NS_KIND_CLAIM, threshold), "claim",
                   "claims");
        add_number(&text, ns_extraction_count(item->extraction, NS_KIND_DENIAL, threshold),
                   "denial", "denials");
    } else {
        ns_bytes_add_text(&text, "  not extracted yet");
    }
    write(pen, ns_bytes_slice(&text), NS_STYLE_META);
    ns_vec_free(&text);
}

static void draw_result(struct pen *pen)
{
    const struct ns_finding *f = &pen->c->m->finding;
    if (f->at_facets)
        draw_facet(pen);
    else if (f->plot)
        draw_bar(pen);
    else
        draw_row(pen);
}

static void draw_hit_count(struct pen *pen)
{
    const struct ns_model *m = pen->c->m;
    struct ns_bytes text = {0};
    if (!ns_search_any(m))
        return;
    if (m->text.hits.len)
        ns_bytes_format(&text, "%zu %s in this article%s", m->text.hits.len,
                        m->text.hits.len == 1 ? "hit" : "hits",
                        m->text.hits_cut ? " (the search took too long and was ended)" : "");
    else
        ns_bytes_add_text(&text, "not in this article; Enter looks in the others");
    write(pen, ns_bytes_slice(&text), NS_STYLE_META);
    ns_vec_free(&text);
}

static void draw_prompt_note(struct pen *pen)
{
    const struct ns_model *m = pen->c->m;
    if (m->message.len)
        write(pen, ns_bytes_slice(&m->message), m->message_error ? NS_STYLE_ERROR : NS_STYLE_META);
    else if (m->prompt.sign == '/' && !m->pager.topic)
        draw_hit_count(pen);
    else if ((m->prompt.sign == '&' || m->prompt.sign == 'S') && !m->prompt.text.len)
        write(pen,
              NS_SLICE("word  \"a phrase\"  begin*  a near/5 b  a or b  -c  /regex/  kind: has: "
                       "speaker: entity: title: date:  Tab completes"),
              NS_STYLE_META);
}

void ns_draw_detail(const struct ns_canvas *c)
{
    const struct ns_model *m = c->m;
    struct ns_rect line = m->layout.detail;
    struct pen pen = {c, line.row, 1, line.columns};
    ns_draw_clear(c, line, NS_STYLE_NORMAL);
    if (m->prompt.sign) {
        draw_prompt_note(&pen);
        return;
    }
    if (m->finding.shown && !m->pager.topic) {
        draw_result(&pen);
        return;
    }
    if (m->pager.topic || !m->text.extraction) {
        if (!m->pager.topic)
            draw_block(&pen);
        return;
    }
    uint32_t statement = ns_reading_statement(m);
    if (m->focus == NS_PANE_SIDE && ns_aside_entity(m) != NS_NONE) {
        draw_name(&pen, ns_aside_entity(m));
        return;
    }
    if (m->focus == NS_PANE_SIDE && ns_aside_on_figures(m)) {
        say(&pen, "dates, sums of money and quantities");
        return;
    }
    if (m->focus == NS_PANE_SIDE && ns_aside_statement(m) != NS_NONE)
        statement = ns_aside_statement(m);
    if (statement != NS_NONE)
        draw_statement(&pen, m->text.article, m->text.extraction, statement);
    else
        draw_block(&pen);
    if (m->text.marks.hidden) {
        struct ns_bytes text = {0};
        ns_bytes_format(&text, "%zu below %.2f hidden ", m->text.marks.hidden,
                        (double)m->settings->threshold);
        size_t width = text.len;
        if (pen.column + width + 3 < line.columns)
            ns_draw_right(c, line.row, line.columns, ns_bytes_slice(&text), NS_STYLE_META);
        ns_vec_free(&text);
    }
}
