/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of results: what S finds, how one moves in it, opens, comes back, narrows and widens. */
#include "staged.h"

static void find(struct screen *s, const char *query)
{
    keys(s, "S");
    for (; *query; query++) {
        char key[2] = {*query, 0};
        keys(s, *query == ' ' ? "<Space>" : *query == '<' ? "<lt>" : key);
    }
    keys(s, "<Enter>");
}

static size_t rows(const struct screen *s)
{
    return ns_results_count(s->m->finding.results);
}

/* The line of the page on which the reader stands. */
static const char *here(struct screen *s)
{
    return line_of(s, s->grid->cursor_row);
}

/* --- asking --- */

static void finds_articles(void **state)
{
    struct screen *s = *state;
    find(s, "cracks");
    assert_in(line_of(s, 0), "1 article, 1 statement for cracks");
    assert_in(line_of(s, 1), "Articles by relevance");
    assert_in(line_of(s, 1), "cracks");
    assert_in(here(s), "Council Denies It Knew Of Cracks");
    assert_in(here(s), "Orna Gazette");
    assert_in(last(s), "article 1 of 1");
    assert_in(detail(s), "bridge-1");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_RESULTS);
    assert_int_equal(ns_model_timeout(s->m, s->now), -1); /* at rest nothing is worked on */
    keys(s, "q");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_LIST);
    assert_in(line_of(s, 0), "1 of 5");
    assert_int_equal(s->m->text.hits.len, 0);
}

static void errors_stay_in_the_line(void **state)
{
    struct screen *s = *state;
    keys(s, "Skind:nothing");
    assert_in(last(s), "find: kind:nothing");
    assert_in(detail(s), "column");
    keys(s, "<Enter>");
    assert_in(last(s), "find: kind:nothing");
    assert_in(detail(s), "column");
    keys(s, "<C-u>bridge");
    assert_null(strstr(detail(s), "column"));
    keys(s, "<Esc>");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_LIST);
    keys(s, "S<Enter>");
    assert_in(last(s), "nothing has been asked");
    command(s, "find (");
    assert_in(last(s), "column");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_LIST);
}

static void nothing_found(void **state)
{
    struct screen *s = *state;
    find(s, "zeppelin");
    assert_shows(s, "nothing in any article matches");
    assert_in(line_of(s, 0), "0 articles, 0 statements for zeppelin");
    keys(s, "jkgG<Space>bion<Enter><Tab>j<Enter>T+-hl<Enter>u");
    assert_in(line_of(s, 0), "0 articles");
    keys(s, "qq");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_LIST);
}

static void the_last_result_again(void **state)
{
    struct screen *s = *state;
    find(s, "bridge");
    keys(s, "jj");
    char line[2000];
    snprintf(line, sizeof line, "%s", here(s));
    keys(s, "q");
    assert_shows(s, "The harbour office will keep");
    keys(s, "S<Enter>");
    assert_string_equal(here(s), line);
    /* The words of a limit are one Up away, and the other way round. */
    keys(s, "q&<Up>");
    assert_in(last(s), "&bridge");
    keys(s, "<Esc>");
}

/* --- moving, reading, coming back --- */

static void opens_and_comes_back(void **state)
{
    struct screen *s = *state;
    find(s, "lines of");
    assert_int_equal(rows(s), 3);
    keys(s, "n");
    char line[2000];
    snprintf(line, sizeof line, "%s", here(s));
    struct ns_result at = s->m->finding.selected;
    keys(s, "<Enter>");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_TEXT);
    assert_int_equal(s->m->text.item, at.item);
    assert_in(here(s), "lines of");
    assert_int_not_equal(ns_reading_hit(s->m), SIZE_MAX);
    keys(s, "jj<C-o>");
    assert_string_equal(here(s), line);
    keys(s, "<C-n>");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_TEXT);
    assert_int_equal(s->m->text.item, at.item);
    keys(s, "q"); /* from the text the page comes back, too */
    assert_string_equal(here(s), line);
    keys(s, "p");
    assert_in(last(s), "article 1 of 3");
    keys(s, "G");
    assert_in(last(s), "article 3 of 3");
    keys(s, "2g");
    assert_string_equal(here(s), line);
    keys(s, "<C-o>"); /* to where the reader was before he asked */
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_TEXT);
    assert_int_equal(s->m->text.item, 0);
}

static void hits_go_on_through_the_results(void **state)
{
    struct screen *s = *state;
    find(s, "communication");
    size_t first = ns_results_at(s->m->finding.results, 0).item;
    size_t second = ns_results_at(s->m->finding.results, 1).item;
    keys(s, "<Enter>n");
    assert_int_equal(s->m->text.item, second);
    assert_in(last(s), "in the next article");
    keys(s, "N");
    assert_int_equal(s->m->text.item, first);
    keys(s, "nnn");
    assert_int_equal(s->m->text.item, first);
    assert_in(last(s), "went on at the top");
}

static void statements_that_match(void **state)
{
    struct screen *s = *state;
    find(s, "kind:denial");
    assert_int_equal(rows(s), 1);
    keys(s, "i");
    assert_int_equal(rows(s), 2); /* the third is told again */
    assert_in(line_of(s, 1), "Statements by relevance");
    assert_in(here(s), "D City Council");
    assert_shows(s, "that it knew of cracks in the bridge");
    assert_in(detail(s), "denial 0.90");
    keys(s, "j<Enter>");
    assert_int_equal(s->m->text.item, 1);
    assert_int_equal(s->m->text.statement, 1);
    assert_in(here(s), "Nobody told us");
    keys(s, "<C-o>");
    assert_in(here(s), "D Dana Oran");
    assert_in(last(s), "statement 2 of 2");
    keys(s, "i");
    assert_in(here(s), "Council Denies");
    /* Words must be said in the statement. */
    find(s, "survey kind:no-comment");
    assert_in(line_of(s, 0), "1 article, 1 statement ");
}

static void orders(void **state)
{
    struct screen *s = *state;
    find(s, "bridge");
    keys(s, "oo");
    assert_in(line_of(s, 1), "Articles by order");
    assert_int_equal(ns_results_at(s->m->finding.results, 0).item, 0);
    keys(s, "O");
    assert_in(line_of(s, 1), "reversed");
    assert_int_equal(ns_results_at(s->m->finding.results, 0).item, 4);
    command(s, "sort relevance");
    assert_in(line_of(s, 1), "by relevance");
    command(s, "sort colour");
    assert_in(last(s), "results have no order 'colour'");
}

/* --- facets --- */

static void narrows_and_widens(void **state)
{
    struct screen *s = *state;
    size(s, 40, 120);
    find(s, "bridge or ferry");
    assert_in(line_of(s, 0), "5 articles");
    assert_shows(s, "Speakers 4");
    keys(s, "j<Tab>");
    assert_in(here(s), "claim");
    for (unsigned i = 0; i < 20 && !strstr(detail(s), "Ilan Prat"); i++)
        keys(s, "j");
    assert_in(detail(s), "speaker:\"Ilan Prat\"  in 2 articles");
    keys(s, "<Enter>");
    assert_in(line_of(s, 0), "2 articles");
    assert_in(line_of(s, 1), "bridge or ferry \xC2\xBB speaker:\"Ilan Prat\"");
    assert_int_equal(rows(s), 2);
    keys(s, "<Enter>");
    assert_in(line_of(s, 1), "\xC2\xBB kind:");
    keys(s, "u<BS>");
    assert_in(line_of(s, 0), "5 articles");
    assert_in(line_of(s, 1), "bridge or ferry");
    keys(s, "u");
    assert_in(last(s), "this is all that was asked for");
    keys(s, "<Tab>"); /* the row from before is selected again */
    assert_in(last(s), "article 2 of 5");
}

static void facets_alone_where_it_is_narrow(void **state)
{
    struct screen *s = *state;
    find(s, "bridge");
    assert_hides(s, "Speakers");
    keys(s, "<Tab>");
    assert_shows(s, "Speakers");
    assert_hides(s, "Articles by relevance");
    keys(s, "<Enter>");
    assert_shows(s, "Articles by relevance");
    assert_in(line_of(s, 1), "kind:");
    keys(s, "<Tab>q"); /* back to the rows, then away */
    assert_shows(s, "Articles by relevance");
    keys(s, "q");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_LIST);
}

static void narrows_by_a_typed_term(void **state)
{
    struct screen *s = *state;
    find(s, "bridge or ferry");
    command(s, "narrow outlet:gazette");
    assert_in(line_of(s, 0), "2 articles");
    command(s, "narrow (");
    assert_in(last(s), "column");
    assert_in(line_of(s, 0), "2 articles");
    command(s, "widen");
    assert_in(line_of(s, 0), "5 articles");
}

/* --- while things come in --- */

static void rows_grow_around_the_selection(void **state)
{
    struct screen *s = *state;
    show(s, 3, 0);
    find(s, "bridge");
    assert_int_equal(rows(s), 3);
    assert_in(line_of(s, 0), "3 articles, 0 statements so far");
    keys(s, "j");
    struct ns_result at = s->m->finding.selected;
    show(s, 5, 5);
    assert_int_equal(rows(s), 4);
    assert_true(ns_result_same(s->m->finding.selected, at));
    assert_true(ns_result_same(ns_results_at(s->m->finding.results, s->m->finding.row), at));
    assert_null(strstr(line_of(s, 0), "so far"));
}

/* As long as the reader has not moved, the best stands on top. */
static void the_first_stays_selected(void **state)
{
    struct screen *s = *state;
    show(s, 1, 0);
    find(s, "cracks or bridge");
    assert_in(here(s), "Harbour Office");
    show(s, 5, 5);
    assert_int_equal(s->m->finding.row, 0);
    assert_int_equal(s->m->finding.selected.item, ns_results_at(s->m->finding.results, 0).item);
}

static void another_corpus_takes_its_place(void **state)
{
    struct screen *s = *state;
    find(s, "bridge");
    keys(s, "j");
    struct ns_result at = s->m->finding.selected;
    struct invented_corpus other;
    invented_corpus_make(&other, invented_bridge, 5);
    struct ns_snapshot *snapshot = invented_snapshot(&other, 5, 5);
    draw(s, ns_model_replace(s->m, snapshot, "read again"));
    settle(s);
    assert_int_equal(s->m->finding.selected.item, at.item);
    assert_int_equal(rows(s), 4);
    keys(s, "<Enter><C-o>");
    assert_int_equal(s->m->finding.selected.item, at.item);
    ns_snapshot_release(snapshot);
    ns_model_free(s->m); /* before its articles go */
    s->m = new_model(s);
    invented_corpus_free(&other);
}

static void threshold_counts(void **state)
{
    struct screen *s = *state;
    find(s, "survey kind:no-comment");
    assert_int_equal(rows(s), 1);
    keys(s, "+++"); /* 0.65 */
    assert_int_equal(rows(s), 0);
    keys(s, "---");
    assert_int_equal(rows(s), 1);
}

/* --- sizes --- */

static void any_size(void **state)
{
    struct screen *s = *state;
    static const unsigned sizes[][2] = {{6, 20},   {7, 21},   {12, 40},  {20, 59}, {24, 80},
                                        {24, 110}, {40, 120}, {50, 200}, {5, 20},  {1, 1}};
    find(s, "bridge");
    keys(s, "j");
    struct ns_result at = s->m->finding.selected;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size(s, sizes[i][0], sizes[i][1]);
        settle(s);
        keys(s, "<Tab>jk<Tab>TlhT");
        assert_true(ns_result_same(s->m->finding.selected, at));
        if (sizes[i][0] >= NS_LAYOUT_LEAST_ROWS && sizes[i][1] >= NS_LAYOUT_LEAST_COLUMNS)
            assert_in(last(s), "2 of 4");
    }
    size(s, 24, 80);
    assert_in(last(s), "article 2 of 4");
}

/* --- time --- */

static const struct invented dated[] = {
    {.path = "d-0", .text = "Rain\n\nIt rained.", .date = "2016-01-31"},
    {.path = "d-1", .text = "Snow\n\nIt snowed.", .date = "2016-03-01"},
    {.path = "d-2", .text = "Hail\n\nIt hailed, and it rained.", .date = "2016-03-02"},
    {.path = "d-3", .text = "Fog\n\nThere was fog."},
};

static int setup_dated(void **state)
{
    setup_loading(state);
    struct screen *s = *state;
    invented_corpus_free(&s->corpus);
    invented_corpus_make(&s->corpus, dated, sizeof dated / sizeof *dated);
    show(s, 4, 4);
    return 0;
}

static void newest_first(void **state)
{
    struct screen *s = *state;
    find(s, "it or there");
    keys(s, "o");
    static const uint32_t newest[] = {2, 1, 0, 3}, oldest[] = {0, 1, 2, 3};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(ns_results_at(s->m->finding.results, i).item, newest[i]);
    keys(s, "O"); /* what has no date stays behind */
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(ns_results_at(s->m->finding.results, i).item, oldest[i]);
}

static void a_plot_of_days(void **state)
{
    struct screen *s = *state;
    command(s, "timeline");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_TIMELINE);
    assert_in(line_of(s, 1), "all articles");
    assert_shows(s, "undated: 1 article");
    assert_in(detail(s), "2016-03-02");
    keys(s, "h");
    assert_in(detail(s), "2016-03-01  1 article");
    keys(s, "h");
    assert_in(detail(s), "2016-02-29  0 articles");
    keys(s, "g");
    assert_in(detail(s), "2016-01-31  1 article");
    keys(s, "--");
    assert_in(detail(s), "2016-01-01 to 2016-01-31  1 article");
    assert_in(last(s), "a bar is a month");
    keys(s, "2l");
    assert_in(detail(s), "2016-03-01 to 2016-03-31  2 articles");
    keys(s, "<Enter>");
    assert_in(line_of(s, 0), "2 articles");
    assert_in(line_of(s, 1), "date:2016-03");
    assert_in(line_of(s, 1), "By day"); /* as many bars as there is room for */
    keys(s, "T");
    assert_int_equal(rows(s), 2);
    keys(s, "u");
    assert_int_equal(rows(s), 4);
    keys(s, "T+q");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_RESULTS);
    keys(s, "q");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_LIST);
}

static void help_tells_of_it(void **state)
{
    struct screen *s = *state;
    find(s, "bridge");
    keys(s, "?");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_PAGER);
    keys(s, "/In<Space>the<Space>results<Enter>");
    assert_shows(s, "In the results of S");
    keys(s, "q");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_RESULTS);
    command(s, "next-denial"); /* acts on the panes: they come back */
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_TEXT);
    keys(s, "<C-o>");
    if (ns_model_context(s->m) == NS_CONTEXT_TEXT) /* the denial was in another article */
        keys(s, "<C-o>");
    assert_int_equal(ns_model_context(s->m), NS_CONTEXT_RESULTS);
}

/* Any keys in any order, while articles come in, sizes change and the corpus is read again. */
static void any_keys(void **state)
{
    struct screen *s = *state;
    static const char *const all[] = {"j",
                                      "k",
                                      "G",
                                      "g",
                                      "n",
                                      "p",
                                      "<Enter>",
                                      "<Enter>",
                                      "<C-o>",
                                      "<C-n>",
                                      "<Tab>",
                                      "h",
                                      "l",
                                      "i",
                                      "o",
                                      "O",
                                      "u",
                                      "T",
                                      "+",
                                      "-",
                                      "q",
                                      "d",
                                      "N",
                                      "<Space>",
                                      "b",
                                      "?",
                                      "<Esc>",
                                      "S<Enter>",
                                      "Sbridge<Enter>",
                                      "Scracks<Space>or<Space>kind:denial<Enter>",
                                      "Sspeaker:prat<Enter>",
                                      "S-bridge<Enter>",
                                      "S(<Enter><Esc>",
                                      "&council<Enter>",
                                      "&<Enter>",
                                      "/the<Enter>",
                                      "Sdate:2016<Enter>",
                                      ":narrow<Space>file:bridge<Enter>",
                                      "\\",
                                      "z",
                                      "J",
                                      "="};
    struct invented_corpus other;
    invented_corpus_make(&other, invented_bridge, 5);
    const struct invented_corpus *now = &s->corpus;
    size_t extracted = 5;
    uint32_t random = 7;
    for (unsigned step = 0; step < 6000; step++) {
        random = random * 1664525u + 1013904223u;
        unsigned what = (random >> 8) % 100;
        if (what == 0) {
            size(s, 3 + (random >> 16) % 45, 15 + (random >> 22) % 190);
        } else if (what < 3) { /* more of it, or another one in its place */
            bool anew = what == 1;
            now = anew && now == &other ? &s->corpus : anew ? &other : now;
            extracted = anew ? 0 : extracted < 5 ? extracted + 1 : 5;
            struct ns_snapshot *snapshot = invented_snapshot(now, 5, extracted);
            draw(s, anew ? ns_model_replace(s->m, snapshot, "read again")
                         : ns_model_snapshot(s->m, snapshot));
            ns_snapshot_release(snapshot);
            settle(s);
        } else {
            keys(s, all[(random >> 16) % (sizeof all / sizeof *all)]);
        }
        struct ns_request request;
        while (ns_model_take_request(s->m, &request))
            ;
        struct ns_finding *f = &s->m->finding;
        assert_true(!f->shown || !rows(s) || f->row < rows(s));
        assert_true(s->grid->cursor_row < s->grid->rows);
        assert_true(s->grid->cursor_column < s->grid->columns);
    }
    ns_model_free(s->m); /* before its articles go */
    s->m = new_model(s);
    invented_corpus_free(&other);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finds_articles, setup, teardown),
        cmocka_unit_test_setup_teardown(errors_stay_in_the_line, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_found, setup, teardown),
        cmocka_unit_test_setup_teardown(the_last_result_again, setup, teardown),
        cmocka_unit_test_setup_teardown(opens_and_comes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(hits_go_on_through_the_results, setup, teardown),
        cmocka_unit_test_setup_teardown(statements_that_match, setup, teardown),
        cmocka_unit_test_setup_teardown(orders, setup, teardown),
        cmocka_unit_test_setup_teardown(narrows_and_widens, setup, teardown),
        cmocka_unit_test_setup_teardown(facets_alone_where_it_is_narrow, setup, teardown),
        cmocka_unit_test_setup_teardown(narrows_by_a_typed_term, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_grow_around_the_selection, setup_loading, teardown),
        cmocka_unit_test_setup_teardown(the_first_stays_selected, setup_loading, teardown),
        cmocka_unit_test_setup_teardown(another_corpus_takes_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(threshold_counts, setup, teardown),
        cmocka_unit_test_setup_teardown(any_size, setup, teardown),
        cmocka_unit_test_setup_teardown(newest_first, setup_dated, teardown),
        cmocka_unit_test_setup_teardown(a_plot_of_days, setup_dated, teardown),
        cmocka_unit_test_setup_teardown(help_tells_of_it, setup, teardown),
        cmocka_unit_test_setup_teardown(any_keys, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
