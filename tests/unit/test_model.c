/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model and the view, driven by keys over a corpus made by hand. */
#include "naysay/log.h"
#include "naysay/view.h"

#include "model/inside.h"

#include "invented.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>

struct screen {
    struct invented_corpus corpus;
    struct ns_settings settings;
    struct ns_state *state;
    struct ns_model *m;
    struct ns_grid *grid;
    struct ns_bytes dump;
    uint64_t now;
};

static void draw(struct screen *s, unsigned dirty)
{
    struct ns_view_options options = {.ascii = false};
    ns_view_draw(s->m, s->grid, dirty, &options);
}

static void settle(struct screen *s)
{
    for (unsigned i = 0; i < 1000 && ns_model_timeout(s->m, s->now) == 0; i++)
        draw(s, ns_model_tick(s->m, s->now));
}

static void rest(struct screen *s)
{
    s->now += 1000000000u;
    draw(s, ns_model_tick(s->m, s->now));
    settle(s);
}

static void size(struct screen *s, unsigned rows, unsigned columns)
{
    unsigned dirty = ns_model_resize(s->m, rows, columns);
    ns_grid_resize(s->grid, rows, columns);
    draw(s, dirty);
}

static void show(struct screen *s, size_t read, size_t extracted)
{
    struct ns_snapshot *snapshot = invented_snapshot(&s->corpus, read, extracted);
    draw(s, ns_model_snapshot(s->m, snapshot));
    ns_snapshot_release(snapshot);
    settle(s);
}

/* Keys by their names: "j<Enter>5j". */
static void keys(struct screen *s, const char *names)
{
    struct ns_slice left = ns_slice_of(names);
    uint32_t key;
    while (ns_key_parse(&left, &key, NULL))
        draw(s, ns_model_key(s->m, key, s->now));
    assert_int_equal(left.len, 0);
    settle(s);
}

static void command(struct screen *s, const char *line)
{
    draw(s, ns_model_command(s->m, ns_slice_of(line), s->now));
    settle(s);
}

static const char *dump(struct screen *s)
{
    s->dump.len = 0;
    ns_grid_dump(s->grid, false, &s->dump);
    return ns_bytes_text(&s->dump);
}

/* Row of the screen as text. */
static const char *line_of(struct screen *s, unsigned row)
{
    static char line[2000];
    struct ns_slice left = ns_slice_of(dump(s)), cut = {0};
    for (unsigned i = 0; i <= row; i++)
        if (!ns_slice_line(&left, &cut))
            cut.len = 0;
    snprintf(line, sizeof line, "%.*s", (int)cut.len, cut.at);
    return line;
}

#define assert_shows(s, text)                                                                      \
    do {                                                                                           \
        if (!strstr(dump(s), text)) {                                                              \
            fputs(dump(s), stderr);                                                                \
            print_error("not on the screen: %s\n", text);                                          \
            fail();                                                                                \
        }                                                                                          \
    } while (0)
#define assert_hides(s, text) assert_null(strstr(dump(s), text))

static const char *detail(struct screen *s)
{
    return line_of(s, s->m->layout.detail.row);
}

static const char *last(struct screen *s)
{
    return line_of(s, s->m->layout.last.row);
}

#define assert_in(line, text)                                                                      \
    do {                                                                                           \
        const char *in = (line);                                                                   \
        if (!strstr(in, text)) {                                                                   \
            print_error("not in the line: %s\n%s\n", text, in);                                    \
            fail();                                                                                \
        }                                                                                          \
    } while (0)

static struct ns_model *new_model(struct screen *s)
{
    struct ns_model_options options = {.settings = &s->settings,
                                       .state = s->state,
                                       .corpus_name = "bridge/",
                                       .corpus_hash = 77,
                                       .lexicon_note = "lists"};
    return ns_model_new(&options, NULL, NULL);
}

static int setup_loading(void **state)
{
    struct screen *s = ns_alloc(sizeof *s);
    invented_corpus_make(&s->corpus, invented_bridge, 5);
    ns_settings_defaults(&s->settings);
    s->settings.threshold = 0.5f;
    s->settings.show_boilerplate = true;
    s->settings.rest_ms = 150;
    s->state = ns_state_new();
    s->m = new_model(s);
    s->grid = ns_grid_new(1, 1);
    s->now = 1000000000u;
    size(s, 24, 80);
    *state = s;
    return 0;
}

static int setup(void **state)
{
    setup_loading(state);
    show(*state, 5, 5);
    return 0;
}

static int teardown(void **state)
{
    struct screen *s = *state;
    ns_model_free(s->m);
    ns_state_free(s->state);
    ns_settings_free(&s->settings);
    ns_grid_free(s->grid);
    ns_vec_free(&s->dump);
    invented_corpus_free(&s->corpus);
    free(s);
    return 0;
}

/* --- layouts --- */

static void three_panes(void **state)
{
    struct screen *s = *state;
    size(s, 40, 120);
    assert_shows(s, "Harbour Office Will Not Close");
    assert_shows(s, "Council Denies It");
    assert_shows(s, "What Is Known");
    assert_shows(s, "The harbour office will keep");
    assert_shows(s, "The Veles Courier \xC2\xB7 Mara Kesh \xC2\xB7 undated");
    assert_shows(s, "Ilan Prat");
    assert_in(line_of(s, 0), "1 of 5");
    assert_in(line_of(s, 0), "3 claims  2 denials  2 no comment");
    if (getenv("NS_SHOW"))
        fputs(dump(s), stderr);
}

static void two_columns(void **state)
{
    struct screen *s = *state;
    if (getenv("NS_SHOW"))
        fputs(dump(s), stderr);
    assert_shows(s, "Harbour Office Will");
    assert_shows(s, "Names 2");
    assert_in(line_of(s, 0), "2 denials");
    assert_int_equal(s->m->layout.shape, NS_SHAPE_TWO);
}

static void one_pane(void **state)
{
    struct screen *s = *state;
    size(s, 20, 50);
    assert_shows(s, "Talks To Begin On The Bridge");
    assert_hides(s, "The harbour office will keep");
    keys(s, "<Enter>");
    assert_shows(s, "The harbour office will keep");
    assert_hides(s, "Talks To Begin On The Bridge");
    keys(s, "q");
    assert_shows(s, "Talks To Begin On The Bridge");
}

static void too_small(void **state)
{
    struct screen *s = *state;
    struct ns_request request;
    size(s, 5, 20);
    assert_shows(s, "too small");
    keys(s, "jjd/x");
    assert_false(ns_model_take_request(s->m, &request));
    keys(s, "Q");
    assert_true(ns_model_take_request(s->m, &request));
    assert_int_equal(request.type, NS_REQUEST_QUIT);
    size(s, 1, 1);
    size(s, 24, 80);
    assert_shows(s, "Harbour Office Will");
}

/* --- list --- */

static void text_follows_after_a_rest(void **state)
{
    struct screen *s = *state;
    keys(s, "j");
    assert_in(line_of(s, 0), "2 of 5");
    assert_shows(s, "The harbour office will keep");
    int timeout = ns_model_timeout(s->m, s->now);
    assert_true(timeout > 0 && timeout <= 150);
    rest(s);
    assert_shows(s, "The city council has denied");
    assert_int_equal(ns_model_timeout(s->m, s->now), -1);
    keys(s, "G");
    assert_in(line_of(s, 0), "5 of 5");
    keys(s, "2g");
    assert_in(line_of(s, 0), "2 of 5");
    keys(s, "3j");
    assert_in(line_of(s, 0), "5 of 5");
}

static void articles_from_the_text(void **state)
{
    struct screen *s = *state;
    keys(s, "<Enter>J");
    assert_int_equal(s->m->focus, NS_PANE_TEXT);
    assert_shows(s, "The city council has denied");
    assert_in(line_of(s, 0), "2 of 5");
    keys(s, "K");
    assert_shows(s, "The harbour office will keep");
    keys(s, "K");
    assert_in(last(s), "first article");
}

static void limit_hides_and_restores(void **state)
{
    struct screen *s = *state;
    keys(s, "&");
    keys(s, "\"lines<Space>of<Space>communication\"<Enter>");
    assert_in(line_of(s, 0), "1 of 3");
    assert_in(line_of(s, 0), "2 hidden");
    rest(s);
    assert_shows(s, "The city council has denied");
    /* What was asked for is highlighted, and n goes to it. */
    assert_int_equal(s->m->text.hits.len, 1);
    keys(s, "nq&<Enter>");
    assert_int_equal(s->m->text.hits.len, 0);
    assert_in(line_of(s, 0), "2 of 5");
    assert_hides(s, "hidden");
}

static void limit_works_while_typing(void **state)
{
    struct screen *s = *state;
    keys(s, "&ferries");
    assert_in(line_of(s, 0), "4 hidden");
    keys(s, "<Esc>");
    assert_in(line_of(s, 0), "1 of 5");
    keys(s, "&(");
    assert_in(detail(s), "column");
    assert_in(line_of(s, 0), "of 5");
    keys(s, "<Esc>");
}

static void limit_completes(void **state)
{
    struct screen *s = *state;
    keys(s, "&kind:th<Tab>");
    assert_in(last(s), "&kind:threat");
    assert_in(line_of(s, 0), "4 hidden");
    keys(s, "<C-u>bridge<Space>entity:<Tab><Tab>");
    assert_in(last(s), "&bridge entity:\"Ilan Prat\"");
    keys(s, "<Enter>");
    assert_in(line_of(s, 0), "4 hidden");
}

static void limit_without_a_match(void **state)
{
    struct screen *s = *state;
    keys(s, "&zzz<Enter>");
    assert_shows(s, "no article matches");
    assert_in(line_of(s, 0), "5 hidden");
    keys(s, "jkJKdc/x<Enter>nzz<Tab>]");
    keys(s, "q&<Enter>");
    assert_in(line_of(s, 0), "of 5");
}

static void orders(void **state)
{
    struct screen *s = *state;
    keys(s, "o");
    assert_shows(s, "Articles by title");
    rest(s);
    assert_int_equal(ns_rows_item(s->m->rows, 0), 1);
    assert_int_equal(ns_rows_item(s->m->rows, 4), 4);
    keys(s, "O");
    assert_int_equal(ns_rows_item(s->m->rows, 0), 4);
    command(s, "sort denials");
    assert_int_equal(ns_rows_item(s->m->rows, 0), 1);
    assert_int_equal(ns_rows_item(s->m->rows, 1), 0);
    command(s, "sort order");
    assert_int_equal(ns_rows_item(s->m->rows, 0), 0);
    command(s, "sort colour");
    assert_in(last(s), "no order is called 'colour'");
}

/* --- statements --- */

static void denials(void **state)
{
    struct screen *s = *state;
    keys(s, "jd");
    assert_int_equal(s->m->focus, NS_PANE_TEXT);
    assert_in(detail(s), "D denial 0.90  City Council (named)");
    assert_in(detail(s), "has denied");
    assert_in(detail(s), "told 2 times");
    keys(s, "d");
    assert_in(detail(s), "Dana Oran (named, council speaker)");
    keys(s, "d");
    assert_in(detail(s), "\"denied the report\"");
    keys(s, "D");
    assert_in(detail(s), "Dana Oran");
    keys(s, "2D");
    /* No other article has one: round to the last of this one. */
    assert_in(last(s), "went on at the bottom");
    assert_in(detail(s), "denied the report");
}

static void into_the_next_article(void **state)
{
    struct screen *s = *state;
    keys(s, "d");
    assert_in(line_of(s, 0), "2 of 5");
    assert_in(last(s), "in the next article");
    assert_in(detail(s), "City Council");
    command(s, "next-kind threat");
    assert_in(line_of(s, 0), "4 of 5");
    assert_in(detail(s), "T threat");
    keys(s, "<C-o>");
    assert_in(line_of(s, 0), "2 of 5");
    keys(s, "<C-o>");
    assert_in(line_of(s, 0), "1 of 5");
    keys(s, "<C-n><C-n>");
    assert_in(line_of(s, 0), "4 of 5");
    command(s, "next-kind question");
    assert_in(last(s), "no question");
    command(s, "next-kind nonsense");
    assert_in(last(s), "no kind is called 'nonsense'");
}

static void other_kinds(void **state)
{
    struct screen *s = *state;
    keys(s, "jr");
    assert_in(detail(s), "R no-comment 0.60  Dana Oran (alias");
    keys(s, "]]");
    assert_in(detail(s), "Kovel");
    assert_in(detail(s), "never introduced");
    keys(s, "[");
    assert_in(detail(s), "a senior official (anonymous)");
}

static void threshold_hides(void **state)
{
    struct screen *s = *state;
    keys(s, "j<Enter>3+");
    assert_in(last(s), "1 hidden in this article");
    keys(s, "r");
    assert_in(detail(s), "Kovel");
    keys(s, "KG");
    assert_in(detail(s), "1 below 0.65 hidden");
    keys(s, "3-");
    assert_in(last(s), "0 hidden");
}

static void gutter_letters(void **state)
{
    struct screen *s = *state;
    size(s, 40, 120);
    keys(s, "J");
    assert_shows(s, "D  The city council has denied that it knew of cracks");
    assert_shows(s, "\xC2\xB7 caption");
    assert_shows(s, "\xC2\xB7 boilerplate");
    keys(s, "B");
    assert_hides(s, "\xC2\xB7 caption");
    assert_hides(s, "Read more about");
    keys(s, "B");
    assert_shows(s, "#Read more about the bridge");
    keys(s, "HH");
    assert_hides(s, "D  The city council");
    keys(s, "H");
    assert_shows(s, "D  The city council");
}

/* --- search --- */

static void search_runs_on(void **state)
{
    struct screen *s = *state;
    keys(s, "/no<Space>lines");
    assert_in(detail(s), "not in this article");
    keys(s, "<Enter>");
    assert_in(line_of(s, 0), "2 of 5");
    assert_in(last(s), "in the next article");
    keys(s, "/lines<Space>of<Enter>n");
    assert_in(line_of(s, 0), "3 of 5");
    keys(s, "n");
    assert_in(line_of(s, 0), "5 of 5");
    keys(s, "n");
    assert_in(line_of(s, 0), "2 of 5");
    assert_in(last(s), "went on at the top");
    keys(s, "2N");
    assert_in(line_of(s, 0), "5 of 5");
    keys(s, "/nowhere<Enter>");
    assert_in(last(s), "no hit");
}

static void search_is_incremental(void **state)
{
    struct screen *s = *state;
    keys(s, "<Enter>/ferr");
    assert_in(detail(s), "1 hit in this article");
    assert_int_equal(s->m->text.hits.len, 1);
    uint32_t there = s->m->text.at;
    assert_int_equal(there, s->m->text.hits.at[0].begin);
    keys(s, "<Esc>");
    assert_int_equal(s->m->text.at, 0);
    assert_int_equal(s->m->text.hits.len, 0);
    keys(s, "/Ferr");
    assert_int_equal(s->m->text.hits.len, 0);
    keys(s, "<C-u>fer(<Enter>");
    assert_in(last(s), "no hit");
    keys(s, "/<Up>");
    assert_in(last(s), "/fer(");
    keys(s, "<Esc>");
}

/* --- side pane --- */

static void names(void **state)
{
    struct screen *s = *state;
    keys(s, "<Tab><Tab>");
    assert_int_equal(s->m->focus, NS_PANE_SIDE);
    assert_in(detail(s), "Ilan Prat  PER, 2 here");
    size(s, 24, 105);
    rest(s);
    assert_in(detail(s), "3 in 2 articles");
    assert_in(detail(s), "harbour director");
    uint32_t at = s->m->text.at;
    keys(s, "]");
    assert_true(s->m->text.at > at);
    at = s->m->text.at;
    keys(s, "]");
    assert_true(s->m->text.at > at);
    keys(s, "]");
    assert_in(last(s), "went on at the first mention");
    keys(s, "w");
    assert_shows(s, "Who is this?");
    assert_shows(s, "harbour director  (bridge-3)");
    keys(s, "q<Enter>");
    assert_in(line_of(s, 0), "3 hidden");
    assert_in(line_of(s, 0), "entity:");
}

static void statements(void **state)
{
    struct screen *s = *state;
    keys(s, "Ji");
    assert_shows(s, "Statements 4");
    assert_shows(s, "Denials 2");
    size(s, 40, 120);
    assert_shows(s, "No comment 1");
    assert_shows(s, "Claims 1");
    assert_shows(s, "\xC2\xB6"
                    "1.1");
    keys(s, "<Tab><Tab>j");
    assert_in(detail(s), "Dana Oran");
    keys(s, "<Enter>");
    assert_int_equal(s->m->focus, NS_PANE_TEXT);
    assert_in(detail(s), "D denial 0.90  Dana Oran");
}

static void both_views_are_stops(void **state)
{
    struct screen *s = *state;
    size(s, 40, 120);
    keys(s, "J<Enter><Tab>");
    assert_int_equal(s->m->focus, NS_PANE_SIDE);
    assert_int_equal(s->m->side_view, NS_SIDE_STATEMENTS);
    assert_in(detail(s), "City Council (named)");
    keys(s, "<Tab>");
    assert_int_equal(s->m->focus, NS_PANE_SIDE);
    assert_int_equal(s->m->side_view, NS_SIDE_NAMES);
    assert_in(detail(s), "ORG, ");
    keys(s, "<Tab>");
    assert_int_equal(s->m->focus, NS_PANE_LIST);
    keys(s, "<S-Tab>");
    assert_int_equal(s->m->side_view, NS_SIDE_NAMES);
    keys(s, "<S-Tab><S-Tab>");
    assert_int_equal(s->m->focus, NS_PANE_TEXT);
    /* A jump in the text takes the selection beside it along. */
    keys(s, "dd");
    assert_int_equal(s->m->aside[NS_SIDE_STATEMENTS].at, 3);
}

/* Whatever the order they come in, marks lie by place. */
static void marks_are_sorted(void **state)
{
    (void)state;
    struct ns_attribution statements[600];
    struct ns_range contents[600];
    struct ns_extraction x = {.attributions = statements, .attribution_count = 600};
    struct ns_marks marks = {0};
    for (unsigned order = 0; order < 2; order++) {
        for (uint32_t i = 0; i < 600; i++) {
            uint32_t at = order ? (i * 7919u) % 600 * 10 : i * 10;
            contents[i] = (struct ns_range){at + 4, at + 9};
            statements[i] = (struct ns_attribution){.content = &contents[i],
                                                    .content_count = 1,
                                                    .source = {at, at + 2},
                                                    .cue = {at + 2, at + 4},
                                                    .same_as = NS_NONE,
                                                    .confidence = i % 2 ? 0.9f : 0.4f};
        }
        ns_marks_fill(&marks, &x, 0.5f);
        assert_int_equal(marks.hidden, 300);
        assert_int_equal(marks.spans.len, 900);
        assert_int_equal(marks.anchors.len, 300);
        for (size_t i = 1; i < marks.spans.len; i++)
            assert_true(marks.spans.at[i - 1].span.begin <= marks.spans.at[i].span.begin);
        for (size_t i = 1; i < marks.anchors.len; i++)
            assert_true(marks.anchors.at[i - 1].at < marks.anchors.at[i].at);
        size_t first = ns_marks_first(&marks, (struct ns_range){3000, 3020});
        assert_true(marks.spans.at[first].span.end > 3000);
        assert_true(first == 0 || marks.spans.at[first - 1].span.end <= 3000);
    }
    ns_marks_clear(&marks);
}

/* --- why, help, commands --- */

static void why(void **state)
{
    struct screen *s = *state;
    struct ns_request request;
    keys(s, "jdw");
    assert_shows(s, "Why is this a denial by City Council?");
    assert_shows(s, "lists/cues.txt line 7");
    assert_shows(s, "named beside it");
    keys(s, "e");
    assert_true(ns_model_take_request(s->m, &request));
    assert_int_equal(request.type, NS_REQUEST_EDIT);
    assert_string_equal(request.path, "lists/cues.txt");
    assert_int_equal(request.line, 7);
    keys(s, "qe");
    assert_true(ns_model_take_request(s->m, &request));
    assert_string_equal(request.path, "bridge-1");
    assert_int_equal(request.line, 5);
    assert_false(ns_model_take_request(s->m, &request));
}

static void help_is_searchable(void **state)
{
    struct screen *s = *state;
    keys(s, "?");
    assert_shows(s, "Everywhere");
    keys(s, "/shell|terminal<Enter>");
    assert_shows(s, "<C-z>");
    assert_true(s->m->pager.at > 0);
    assert_true(s->m->pager.hits.len >= 2);
    size_t there = s->m->pager.at;
    keys(s, "n");
    assert_int_not_equal(s->m->pager.at, there);
    keys(s, "N");
    assert_int_equal(s->m->pager.at, there);
    for (unsigned i = 0; i < 50 && !strstr(last(s), "went on at the top"); i++)
        keys(s, "n");
    assert_in(last(s), "went on at the top");
    keys(s, "/^suspend.*shell<Enter>");
    assert_in(last(s), "not on this page");
    keys(s, "G");
    assert_int_equal(s->m->pager.at, s->m->pager.lines.len - 1);
    size(s, 10, 40);
    size(s, 24, 80);
    keys(s, "q");
    assert_shows(s, "Harbour Office Will");
}

static void command_line(void **state)
{
    struct screen *s = *state;
    keys(s, ":thr<Tab>");
    assert_in(last(s), ":threshold-up");
    keys(s, "<Tab>");
    assert_in(last(s), ":threshold-down");
    keys(s, "<S-Tab><Enter>");
    assert_in(last(s), "statements from 0.55 on");
    keys(s, ":<Up>");
    assert_in(last(s), ":threshold-up");
    keys(s, "<Esc>:set<Space>text-w<Tab>");
    assert_in(last(s), ":set text-width");
    keys(s, "=30<Enter>");
    assert_int_equal(s->settings.text_width, 30);
    command(s, "set text-width");
    assert_in(last(s), "text-width is 30 (");
    command(s, "set text-width=x");
    assert_in(last(s), "text-width");
    command(s, "3");
    assert_in(line_of(s, 0), "3 of 5");
    command(s, "goto 9");
    assert_in(last(s), "there are 5 rows");
    command(s, "nonsense");
    assert_in(last(s), "no command is called 'nonsense'");
    command(s, "messages");
    assert_shows(s, "no command is called 'nonsense'");
    keys(s, "q");
    command(s, "problems");
    assert_shows(s, "nothing was skipped");
    keys(s, "q");
    command(s, "about");
    assert_shows(s, "5 files, 5 read");
}

static void unknown_keys_do_nothing(void **state)
{
    struct screen *s = *state;
    struct ns_request request;
    assert_int_equal(ns_model_key(s->m, NS_KEY_UNKNOWN, s->now), NS_DIRTY_NONE);
    keys(s, "<F9>");
    assert_in(last(s), "<F9> does nothing here; ? shows the keys");
    keys(s, "q");
    assert_true(ns_model_take_request(s->m, &request));
    assert_int_equal(request.type, NS_REQUEST_QUIT);
}

static void bindings_of_the_reader(void **state)
{
    struct screen *s = *state;
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_directives directives = {0};
    struct ns_bytes errors = {0};
    ns_config_parse(
        NS_SLICE("bind x \"next-kind threat\"\nbind list y \"limit kind:threat\"\nalias den "
                 "next-denial\nbind z nonsense\n"),
        "conf", arena, &directives, &errors);
    ns_model_free(s->m);
    struct ns_model_options options = {.settings = &s->settings,
                                       .state = s->state,
                                       .directives = &directives,
                                       .corpus_name = "b",
                                       .lexicon_note = ""};
    s->m = ns_model_new(&options, "conf", &errors);
    assert_in(ns_bytes_text(&errors), "conf:4:8: no action is called 'nonsense'");
    size(s, 24, 80);
    show(s, 5, 5);
    keys(s, "x");
    assert_in(line_of(s, 0), "4 of 5");
    keys(s, "qy");
    assert_in(line_of(s, 0), "4 hidden");
    keys(s, "&<Enter>");
    command(s, "den");
    assert_in(detail(s), "denial");
    ns_vec_free(&errors);
    ns_vec_free(&directives);
    ns_arena_free(arena);
}

/* --- places --- */

static void resize_keeps_the_sentence(void **state)
{
    struct screen *s = *state;
    size(s, 24, 200);
    keys(s, "J<Enter>dd");
    uint32_t at = s->m->text.at;
    size_t line = ns_reading_line(s->m), top = ns_reading_top(s->m);
    static const unsigned widths[] = {40, 120, 61, 20, 300, 200};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        size(s, i % 2 ? 8 : 24, widths[i]);
        assert_int_equal(s->m->text.at, at);
        size_t here = ns_reading_line(s->m);
        assert_true(ns_range_holds(s->m->text.page->lines.at[here].span, at));
        assert_true(here >= ns_reading_top(s->m));
        assert_true(here < ns_reading_top(s->m) + s->m->layout.pane[NS_PANE_TEXT].rows);
    }
    size(s, 24, 200);
    assert_int_equal(ns_reading_line(s->m), line);
    assert_int_equal(ns_reading_top(s->m), top);
}

static void snapshots_move_nothing(void **state)
{
    struct screen *s = *state;
    show(s, 2, 0);
    assert_in(line_of(s, 0), "1 of 2");
    assert_in(line_of(s, 0), "reading 40%");
    assert_shows(s, "extracting ...");
    keys(s, "j<Enter>jjj");
    uint32_t at = s->m->text.at;
    show(s, 4, 1);
    show(s, 5, 5);
    assert_int_equal(s->m->text.at, at);
    assert_int_equal(s->m->text.item, 1);
    assert_in(line_of(s, 0), "2 of 5");
    assert_shows(s, "Names 2");
}

static void places_are_remembered(void **state)
{
    struct screen *s = *state;
    keys(s, "jd");
    uint32_t at = s->m->text.at;
    keys(s, "JJK");
    keys(s, "K");
    assert_int_equal(s->m->text.at, at);
    ns_model_remember(s->m);
    ns_model_free(s->m);
    s->m = new_model(s);
    size(s, 30, 100);
    show(s, 1, 1);
    assert_int_equal(s->m->text.item, 0);
    show(s, 5, 5);
    assert_int_equal(s->m->text.item, 1);
    assert_int_equal(s->m->text.at, at);
}

static void reload_finds_the_place(void **state)
{
    struct screen *s = *state;
    keys(s, "jd<F5>");
    struct ns_request request;
    assert_true(ns_model_take_request(s->m, &request));
    assert_int_equal(request.type, NS_REQUEST_RELOAD);
    uint32_t at = s->m->text.at;
    ns_model_detach(s->m);
    draw(s, NS_DIRTY_ALL);
    assert_shows(s, "reading ...");
    show(s, 1, 0);
    show(s, 5, 5);
    assert_int_equal(s->m->text.item, 1);
    assert_int_equal(s->m->text.at, at);
}

/* What stands where the lost article stood is opened, and the loss is told. */
static void reload_without_the_article(void **state)
{
    struct screen *s = *state;
    keys(s, "2j<Enter><F5>");
    assert_int_equal(s->m->text.item, 2);
    ns_model_detach(s->m);
    struct ns_item lost = s->corpus.items[2];
    s->corpus.items[2].path = "bridge-2-new";
    show(s, 1, 0);
    assert_int_equal(s->m->text.item, 0);
    show(s, 5, 5);
    assert_int_equal(s->m->text.item, 2);
    assert_in(line_of(s, 0), "3 of 5");
    assert_in(last(s), "'bridge-2' is gone");
    ns_model_detach(s->m);
    s->corpus.items[2].path = "bridge-2-newer";
    show(s, 1, 0);
    show(s, 4, 4);
    keys(s, "J"); /* moved on: not called back */
    show(s, 5, 5);
    assert_int_equal(s->m->text.item, 1);
    s->corpus.items[2] = lost;
}

static void keys_without_an_article_say_so(void **state)
{
    struct screen *s = *state;
    static const char *const all[] = {"d", "C", "r", "]", "w", "e", "<Enter>"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        command(s, "nothing");
        keys(s, all[i]);
        assert_in(last(s), "no article is open");
    }
}

static void limit_that_is_wrong_stays_in_the_line(void **state)
{
    struct screen *s = *state;
    keys(s, "&ferries<Space>(<Enter>");
    assert_in(last(s), "&ferries (");
    assert_in(detail(s), "column");
    keys(s, "<Esc>");
    assert_in(line_of(s, 0), "of 5");
    assert_hides(s, "hidden by");
}

/* Any key at any moment, at any size: nothing breaks, and the cursor is on the screen. */
static void any_keys(void **state)
{
    struct screen *s = *state;
    static const char *const pool[] = {
        "j",       "k",     "<Space>", "b", "<C-d>", "<C-u>", "g", "G",     "J",     "K",
        "<Enter>", "<Tab>", "<S-Tab>", "h", "l",     "z",     "i", "c",     "C",     "d",
        "D",       "r",     "R",       "]", "[",     "w",     "+", "-",     "/",     "n",
        "N",       "\\",    "&",       "o", "O",     "H",     "B", "<C-o>", "<C-n>", "e",
        ":",       "?",     "<Esc>",   "a", "the",   "x",     "7", "<BS>",  "<Up>",  "<Down>",
        "<Left>",  "<C-w>", "q",       "3", "<Del>", "kind:", "t", "<C-a>"};
    uint32_t random = 12345;
    for (unsigned i = 0; i < 6000; i++) {
        random = random * 1664525u + 1013904223u;
        keys(s, pool[(random >> 8) % (sizeof pool / sizeof *pool)]);
        if (i % 37 == 0)
            size(s, 1 + (random >> 12) % 45, 1 + (random >> 20) % 180);
        if (i % 11 == 0)
            rest(s);
        if (i % 501 == 0)
            show(s, (random >> 16) % 6, 0);
        if (i % 501 == 250)
            show(s, 5, 5);
        assert_true(s->grid->cursor_row < s->grid->rows);
        assert_true(s->grid->cursor_column < s->grid->columns);
        struct ns_request request;
        while (ns_model_take_request(s->m, &request)) {
        }
    }
}

/* What is drawn from what is dirty is what a full drawing draws. */
static void dirty_is_enough(void **state)
{
    struct screen *s = *state;
    struct ns_grid *part = s->grid, *whole = ns_grid_new(24, 80);
    static const char *const steps[] = {"j",     "j", "<Enter>", "j", "j", "d", "d", "<Tab>",
                                        "j",     "i", "j",       "]", "/", "c", "o", "<Enter>",
                                        "n",     "B", "H",       "+", "z", "z", "&", "k",
                                        "<Esc>", "w", "j",       "q", "o", "O"};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        keys(s, steps[i]);
        s->grid = whole;
        draw(s, NS_DIRTY_ALL);
        s->grid = part;
        struct ns_bytes a = {0}, b = {0};
        ns_grid_dump(part, true, &a);
        ns_grid_dump(whole, true, &b);
        if (!ns_slice_equal(ns_bytes_slice(&a), ns_bytes_slice(&b)))
            print_error("after step %zu (%s):\n%s\nand whole:\n%s", i, steps[i], ns_bytes_text(&a),
                        ns_bytes_text(&b));
        assert_true(ns_slice_equal(ns_bytes_slice(&a), ns_bytes_slice(&b)));
        ns_vec_free(&a);
        ns_vec_free(&b);
    }
    ns_grid_free(whole);
}

/* Cells that differ between two drawings of the same size. */
static unsigned changed_cells(const struct ns_grid *a, const struct ns_cell *before)
{
    unsigned changed = 0;
    for (size_t i = 0; i < (size_t)a->rows * a->columns; i++)
        changed += a->cells[i].base != before[i].base || a->cells[i].style != before[i].style;
    return changed;
}

static void a_step_in_the_list_is_cheap(void **state)
{
    struct screen *s = *state;
    size_t bytes = (size_t)24 * 80 * sizeof(struct ns_cell);
    struct ns_cell *before = ns_alloc(bytes);
    keys(s, "j");
    rest(s);
    memcpy(before, s->grid->cells, bytes);
    keys(s, "j");
    /* The mark goes, the mark comes, one digit. */
    assert_int_equal(changed_cells(s->grid, before), 3);
    free(before);
}

static void actions_are_listed(void **state)
{
    struct screen *s = *state;
    struct ns_bytes out = {0};
    ns_model_list_actions(s->m, &out);
    assert_in(ns_bytes_text(&out), "next-denial\tlist,text,side\td\tthe next denial");
    assert_in(ns_bytes_text(&out), "accept\tprompt\t<Enter>\t");
    ns_vec_free(&out);
}

int main(void)
{
    setlocale(LC_ALL, "");
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(three_panes),
        TEST(two_columns),
        TEST(one_pane),
        TEST(too_small),
        TEST(text_follows_after_a_rest),
        TEST(articles_from_the_text),
        TEST(limit_hides_and_restores),
        TEST(limit_works_while_typing),
        TEST(limit_completes),
        TEST(limit_without_a_match),
        TEST(limit_that_is_wrong_stays_in_the_line),
        TEST(both_views_are_stops),
        TEST(marks_are_sorted),
        TEST(orders),
        TEST(denials),
        TEST(into_the_next_article),
        TEST(other_kinds),
        TEST(threshold_hides),
        TEST(gutter_letters),
        TEST(search_runs_on),
        TEST(search_is_incremental),
        TEST(names),
        TEST(statements),
        TEST(why),
        TEST(help_is_searchable),
        TEST(command_line),
        TEST(unknown_keys_do_nothing),
        TEST(bindings_of_the_reader),
        TEST(resize_keeps_the_sentence),
        cmocka_unit_test_setup_teardown(snapshots_move_nothing, setup_loading, teardown),
        TEST(places_are_remembered),
        TEST(reload_finds_the_place),
        TEST(reload_without_the_article),
        cmocka_unit_test_setup_teardown(keys_without_an_article_say_so, setup_loading, teardown),
        TEST(any_keys),
        TEST(dirty_is_enough),
        TEST(a_step_in_the_list_is_cheap),
        TEST(actions_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
