/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inside.h (room: model): what the model holds. The model's files change it, the view reads it.
 *
 * Places are kept by identity: an item's index (the same in all snapshots of a corpus) and a byte of
 * its body. Rows of the screen are worked out from these each time.
 */
#ifndef MODEL_INSIDE_H
#define MODEL_INSIDE_H

#include "naysay/model.h"
#include "naysay/pattern.h"

#include "finding.h"
#include "keymap.h"
#include "layout.h"
#include "marks.h"
#include "page.h"
#include "pager.h"
#include "prompt.h"
#include "rows.h"
#include "side.h"

#define NS_NO_ITEM    SIZE_MAX
#define NS_AT_RESULTS (SIZE_MAX - 1) /* an item of a place: the page of results */

#define NS_SLICE_NS     4000000u /* work of one tick at most */
#define NS_KEY_SLICE_NS 500000u  /* work that a key does at once; the ticks after it do the rest */

enum ns_layers { NS_LAYERS_STATEMENTS, NS_LAYERS_NAMES, NS_LAYERS_NOTHING, NS_LAYERS_COUNT };

NS_VEC(ns_hit_terms, uint32_t);

/* The open article. */
struct ns_reading {
    size_t item; /* NS_NO_ITEM: none */
    const struct ns_article *article;
    const struct ns_extraction *extraction;
    struct ns_page *page; /* at the width of the pane; NULL without an article */
    bool placed;          /* at and row have been set for this article */
    uint32_t at;          /* body byte the reader stands on */
    unsigned row;         /* row of the pane where its line should be */
    uint32_t statement;   /* that a jump went to, while at is its anchor; or NS_NONE */
    struct ns_marks marks;
    struct ns_ranges hits;         /* of the search, on shown lines */
    struct ns_hit_terms hit_terms; /* of each which term of the limit it is; empty for a pattern */
    bool hits_cut;                 /* a limit ended the search */
    uint64_t version;              /* grows when marks, hits or page change */
};

struct ns_place {
    size_t item;
    uint32_t at;
};

/* Looks through the articles for what is wanted, a slice at a time. */
struct ns_seek {
    bool active;
    bool forward, statements; /* statements: of kinds; else hits of the pattern */
    bool results;             /* rows are those of the results, not of the list */
    ns_kinds kinds;
    size_t row, left, total; /* next row, rows left */
    unsigned more;           /* steps still to take; 1: to the next one found */
    size_t passed;           /* found in other articles and stepped over */
    size_t far_item;         /* the last of them before the ends of the list met; NS_NO_ITEM */
    bool wrapped;
    bool waiting; /* some articles had not been extracted yet */
};

/* A view of the side pane. */
struct ns_aside {
    struct ns_side_lines side;
    size_t at, top; /* lines: selection, first in sight */
};

/* One name over all articles, gathered a slice at a time. */
struct ns_profile_job {
    bool active, done;
    bool shown; /* in the pager */
    struct ns_who who;
    uint64_t due; /* clock; 0: not waiting */
    size_t next;
    struct ns_arena *arena;
    struct ns_profile profile;
    NS_VEC(, struct ns_profile_role) roles;
    NS_VEC(, struct ns_slice) aliases;
};

struct ns_alias {
    struct ns_slice name, command;
};

struct ns_model {
    struct ns_settings *settings; /* borrowed */
    struct ns_state *state;       /* borrowed */
    char *corpus_name, *lexicon_note;
    uint64_t corpus_hash;
    struct ns_keymap *keymap;
    struct ns_arena *arena; /* aliases */
    NS_VEC(, struct ns_alias) aliases;

    uint64_t now;
    unsigned dirty;
    struct ns_layout layout;
    enum ns_pane focus;
    bool zoom;
    struct ns_snapshot *snapshot; /* own reference, or NULL */

    /* the list */
    struct ns_rows *rows;
    size_t selected; /* item, NS_NO_ITEM */
    size_t list_row; /* row of the selection when it was last drawn */
    size_t list_top; /* first row in the pane */
    unsigned row_height;
    uint64_t follow_due;        /* when the text follows the selection; 0: it does */
    struct ns_bytes limit_text; /* as typed and accepted */
    size_t limit_selected;      /* selection before the limit was touched */

    struct ns_page_cache *pages;
    struct ns_reading text;
    enum ns_layers layers;
    bool hits_shown;

    /* the side pane */
    enum ns_side_view side_view; /* the one with the focus, and shown where only one is */
    struct ns_aside aside[NS_SIDE_VIEWS];
    uint64_t side_key; /* entity the selection is on, over articles; 0: none */
    struct ns_profile_job profile;

    /* jumps */
    NS_VEC(, struct ns_place) jumps;
    size_t jump_at; /* index into jumps of where we are; jumps.len: not walking */

    /* search */
    struct ns_pattern *pattern;   /* NULL: none */
    struct ns_bytes pattern_text; /* as typed and accepted; empty: what the limit asks for */
    struct ns_query *asked;       /* a copy of the limit while its terms are the hits; NULL: not */
    struct ns_place search_from;  /* where the search line was opened */
    unsigned search_row;
    struct ns_seek seek;

    struct ns_finding finding;
    struct ns_prompt prompt;
    struct ns_pager pager;
    size_t problem_next; /* item whose problems come next into the pager; SIZE_MAX: done */

    unsigned count; /* typed before a key, 0: none */
    struct ns_bytes message;
    bool message_error;
    NS_VEC(, char *) messages; /* all so far, oldest first */
    NS_VEC(, struct ns_request) requests;

    bool touched;           /* the reader did something: no saved place is forced on him */
    uint64_t wanted_hash;   /* at start: body of the article last open; 0: none */
    size_t wanted_next;     /* items before it have been looked at */
    bool again;             /* all is being read again, and will take the place of this */
    unsigned again_percent; /* how far that is */
};

static inline void ns_model_soil(struct ns_model *m, unsigned dirty)
{
    m->dirty |= dirty;
}

/* --- model.c --- */
void ns_model_request(struct ns_model *m, enum ns_request_type type, struct ns_slice path,
                      unsigned line);
const struct ns_item *ns_model_item(const struct ns_model *m, size_t item); /* NULL: none */
unsigned ns_model_take_dirty(struct ns_model *m);
enum ns_context ns_model_context(const struct ns_model *m);
void ns_model_relayout(struct ns_model *m);
void ns_model_focus_pane(struct ns_model *m, enum ns_pane pane);
void ns_model_say(struct ns_model *m, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void ns_model_complain(struct ns_model *m, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* --- action.c --- */
void ns_action_run(struct ns_model *m, enum ns_action action, struct ns_slice argument);

/* --- listing.c: the list and its limit --- */
void ns_list_select_row(struct ns_model *m, size_t row, bool open_now);
void ns_list_move(struct ns_model *m, long rows, bool open_now);
size_t ns_list_selected_row(const struct ns_model *m); /* SIZE_MAX: empty */
unsigned ns_list_capacity(const struct ns_model *m);   /* rows in the pane */
void ns_list_settle(struct ns_model *m);               /* after rows or size changed */
/* False when the query cannot be parsed; that is told then. */
bool ns_list_limit_understood(struct ns_model *m, struct ns_slice text);
void ns_list_limit_typed(struct ns_model *m, struct ns_slice text);
void ns_list_limit_accept(struct ns_model *m, struct ns_slice text);
void ns_list_limit_cancel(struct ns_model *m);
void ns_list_sort(struct ns_model *m, struct ns_slice name);
void ns_list_group(struct ns_model *m); /* copies behind the first of them, or not */
/* Statements that the list shows, and hides: of all that was read, or of what the limit leaves.
 * False: not counted yet. */
bool ns_list_sum(const struct ns_model *m, struct ns_tally_sum *out);
void ns_list_threshold(struct ns_model *m); /* the threshold may be another one */
void ns_list_work(struct ns_model *m, uint64_t deadline);

/* --- reading.c: the open article --- */
void ns_reading_open(struct ns_model *m, size_t item);
void ns_reading_open_at(struct ns_model *m, size_t item, uint32_t at, uint32_t statement);
void ns_reading_select(struct ns_model *m,
                       size_t item);         /* where it was left; selected in the list */
void ns_reading_refresh(struct ns_model *m); /* after size, snapshot or settings changed */
void ns_reading_find_hits(struct ns_model *m);
void ns_reading_goto(struct ns_model *m, uint32_t at, uint32_t statement);
void ns_reading_lines(struct ns_model *m, long lines);
void ns_reading_page(struct ns_model *m, long lines); /* by what is seen */
void ns_reading_end(struct ns_model *m, bool last);
void ns_reading_paragraph(struct ns_model *m, unsigned number);
void ns_reading_remember(struct ns_model *m);
size_t ns_reading_line(const struct ns_model *m); /* of the cursor; SIZE_MAX: none, or not yet */
void ns_reading_work(struct ns_model *m, uint64_t deadline);
size_t ns_reading_top(const struct ns_model *m);
uint32_t ns_reading_statement(const struct ns_model *m); /* under the cursor, NS_NONE */
size_t ns_reading_hit(const struct ns_model *m); /* index of the hit under the cursor, SIZE_MAX */

/* --- jump.c: statements, mentions, hits, back and forward --- */
void ns_jump_push(struct ns_model *m);
void ns_jump_walk(struct ns_model *m, bool back);
void ns_jump_statement(struct ns_model *m, ns_kinds kinds, bool forward);
void ns_jump_mention(struct ns_model *m, bool forward);
void ns_jump_hit(struct ns_model *m, bool forward);
void ns_search_typed(struct ns_model *m, struct ns_slice text);
void ns_search_accept(struct ns_model *m, struct ns_slice text);
void ns_search_cancel(struct ns_model *m);
void ns_search_limit(struct ns_model *m); /* highlights what results or limit ask for */
bool ns_search_any(const struct ns_model *m);
/* Replaces hits by those of what is searched in the article, terms (if any) as in ns_reading. */
enum ns_status ns_search_hits(struct ns_model *m, const struct ns_article *article,
                              struct ns_ranges *hits, struct ns_hit_terms *terms);
void ns_seek_stop(struct ns_model *m);
void ns_seek_work(struct ns_model *m, uint64_t deadline);

/* --- aside.c: the side pane --- */
void ns_aside_refresh(struct ns_model *m);
void ns_aside_move(struct ns_model *m, long steps);
void ns_aside_scroll(struct ns_model *m, long lines);
void ns_aside_end(struct ns_model *m, bool last);
void ns_aside_enter(struct ns_model *m);
void ns_aside_toggle(struct ns_model *m);
void ns_aside_follow(struct ns_model *m); /* the selection goes to the statement being read */
struct ns_rect ns_aside_rect(const struct ns_model *m, enum ns_side_view view); /* rows 0: hidden */
void ns_aside_look(struct ns_model *m); /* who the selected name is: asked for after a rest */
uint32_t ns_aside_entity(const struct ns_model *m);    /* selected, NS_NONE */
uint32_t ns_aside_statement(const struct ns_model *m); /* selected, NS_NONE */
bool ns_aside_on_figures(const struct ns_model *m);    /* the heading of dates and figures */
void ns_profile_want(struct ns_model *m, struct ns_who who, bool now);
void ns_profile_work(struct ns_model *m, uint64_t deadline);
void ns_profile_free(struct ns_model *m);

/* --- finding.c, narrowing.c: the page of results --- */
struct ns_finding_layout ns_finding_rects(const struct ns_model *m);
size_t ns_finding_capacity(const struct ns_model *m);          /* rows in sight */
bool ns_finding_ask(struct ns_model *m, struct ns_slice text); /* false: not understood, and told */
void ns_finding_typed(struct ns_model *m, struct ns_slice text);
void ns_finding_start(struct ns_model *m); /* another question has been put */
void ns_finding_narrow(struct ns_model *m, struct ns_slice term);
void ns_finding_widen(struct ns_model *m);
void ns_finding_show(struct ns_model *m);
void ns_finding_leave(struct ns_model *m); /* the page lies beneath the panes */
void ns_finding_close(struct ns_model *m);
void ns_finding_settle(struct ns_model *m);
void ns_finding_move(struct ns_model *m, long rows);
void ns_finding_end(struct ns_model *m, bool last);
void ns_finding_enter(struct ns_model *m);
void ns_finding_toggle(struct ns_model *m);
void ns_finding_sort(struct ns_model *m, struct ns_slice name);
void ns_finding_snapshot(struct ns_model *m); /* the model has another one */
bool ns_finding_busy(const struct ns_model *m);
void ns_finding_work(struct ns_model *m, uint64_t deadline);
void ns_finding_free(struct ns_model *m);
void ns_finding_facets_settle(struct ns_model *m);
void ns_finding_facets_refresh(struct ns_model *m);
void ns_finding_facets_move(struct ns_model *m, long lines);
void ns_finding_facets_enter(struct ns_model *m);
bool ns_finding_bar(const struct ns_model *m, int32_t *bar); /* the selected one; false: no bars */
void ns_finding_bars(struct ns_model *m, long by);
void ns_finding_bar_end(struct ns_model *m, bool last);
void ns_finding_unit(struct ns_model *m, bool longer);
void ns_finding_plot(struct ns_model *m); /* bars in the place of rows, or back */
bool ns_finding_run(struct ns_model *m, enum ns_action action, struct ns_slice argument);

/* --- overlay.c, why.c: pages over the panes --- */
void ns_overlay_help(struct ns_model *m);
void ns_overlay_why(struct ns_model *m);
void ns_overlay_profile(struct ns_model *m);
void ns_overlay_problems(struct ns_model *m);
void ns_overlay_problems_work(struct ns_model *m, uint64_t deadline);
void ns_overlay_messages(struct ns_model *m);
void ns_overlay_log(struct ns_model *m);
void ns_overlay_settings(struct ns_model *m);
void ns_overlay_about(struct ns_model *m);
void ns_overlay_open(struct ns_model *m, enum ns_pager_topic topic, const char *title);
void ns_overlay_ready(struct ns_model *m); /* all paragraphs are in: wrap and show */
void ns_overlay_close(struct ns_model *m);

/* --- command.c: the ':' line --- */
void ns_command_run(struct ns_model *m, struct ns_slice line);
void ns_command_complete(void *model, struct ns_slice line, struct ns_arena *arena,
                         void (*add)(void *sink, struct ns_slice candidate), void *sink);
void ns_query_complete(void *model, struct ns_slice line, struct ns_arena *arena,
                       void (*add)(void *sink, struct ns_slice candidate), void *sink);
void ns_command_aliases(struct ns_model *m, const struct ns_directives *directives,
                        const char *file, struct ns_bytes *errors);

#endif
