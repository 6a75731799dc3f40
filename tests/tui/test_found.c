/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding in all articles in the real browser: results, narrowing, statements, time. */
#include "story.h"

static char *articles;

static void write_dated(const char *name, const char *title, const char *date, const char *body)
{
    char text[2000];
    int n = snprintf(text, sizeof text, "%s\n\nBy Mara Kesh, Reuters\nPublished: %s\n\n%s\n", title,
                     date, body);
    story_file(articles, name, text, (size_t)n);
}

static int make_articles(void **state)
{
    (void)state;
    articles = story_articles();
    write_dated("6-lamps.txt", "Tide Lamps Are Lit Again", "March 7, 2016",
                "The harbour office said the tide lamps burn again. Oskar Tamm denied that the "
                "pilots had lit them.");
    write_dated("7-fog.txt", "Fog Closes The Harbour", "April 11, 2016",
                "Fog closed the harbour, Mayor Sela Voss said on Monday.");
    return 0;
}

static int drop_articles(void **state)
{
    (void)state;
    term_remove_tree(articles);
    free(articles);
    return 0;
}

static struct term *open_at(int cols, int rows)
{
    struct term *t = story_open(cols, rows, articles, "Fog Closes");
    story_settle(t);
    return t;
}

static void test_finds_reads_and_comes_back(void **state)
{
    (void)state;
    struct term *t = open_at(80, 24);
    term_keys(t, "Sdenied harbour");
    story_expect(t, "find: denied harbour");
    term_keys(t, "<Enter>");
    story_expect(t, "for denied harbour");
    story_expect(t, "Articles by relevance");
    story_settle(t);
    term_keys(t, "j");
    story_expect(t, "article 2 of");
    story_settle(t);
    char row[200];
    snprintf(row, sizeof row, "%.60s", story_cursor_row(t));
    term_keys(t, "<Enter>");
    story_expect(t, "next article"); /* a hint of the text's */
    story_refute(t, "Articles by relevance");
    term_keys(t, "<C-o>");
    story_expect(t, "Articles by relevance");
    story_expect_cursor(t, row);
    term_keys(t, "<Enter>q"); /* q leads back, too */
    story_expect(t, "Articles by relevance");
    story_expect_cursor(t, row);
    story_keys(t, "q", "Names");
    story_keys(t, "S<Enter>", "Articles by relevance");
    story_expect_cursor(t, row);
    story_quit(t);
}

static void test_statements(void **state)
{
    (void)state;
    struct term *t = open_at(80, 24);
    term_keys(t, "Skind:denial<Enter>");
    story_expect(t, "for kind:denial");
    story_keys(t, "i", "Statements by relevance");
    story_settle(t);
    term_keys(t, "G");
    story_settle(t);
    story_expect_cursor(t, "D ");
    term_keys(t, "<Enter>");
    story_expect(t, "D denial"); /* the detail line tells of it */
    story_keys(t, "<C-o>", "Statements by relevance");
    story_quit(t);
}

static void test_narrows_and_undoes(void **state)
{
    (void)state;
    struct term *t = open_at(120, 40);
    term_keys(t, "Sharbour<Enter>");
    story_expect(t, "Kinds");
    story_expect(t, "Speakers");
    story_settle(t);
    term_keys(t, "<Tab>j");
    story_expect(t, "kind:denial"); /* what Enter would add */
    term_keys(t, "<Enter>");
    story_expect(t, "for harbour kind:denial");
    story_expect(t, "harbour \xc2\xbb kind:denial");
    story_keys(t, "u", "for harbour");
    story_expect(t, "kind:denial  in 3 articles");
    term_keys(t, "u");
    story_expect(t, "this is all that was asked for");
    story_quit(t);
}

static void test_narrows_where_it_is_narrow(void **state)
{
    (void)state;
    struct term *t = open_at(59, 20);
    story_keys(t, "Sharbour<Enter>", "Articles by relevance");
    story_keys(t, "<Tab>", "Kinds");
    story_refute(t, "Articles by relevance");
    story_keys(t, "<Enter>", "Articles by relevance");
    story_expect(t, "kind:");
    story_keys(t, "<BS>", "article 1 of");
    story_quit(t);
}

static void test_nothing_and_errors(void **state)
{
    (void)state;
    struct term *t = open_at(80, 24);
    story_keys(t, "Szeppelin<Enter>", "nothing in any article matches");
    story_expect(t, "0 articles, 0 statements");
    term_keys(t, "<Enter>jjG<Tab><Enter>T+<Enter>q");
    story_settle(t);
    assert_true(term_running(t));
    term_keys(t, "S(harbour");
    story_expect(t, "column");
    term_keys(t, "<Enter>"); /* stays, to be put right */
    story_expect(t, "find: (harbour");
    story_keys(t, ")<Enter>", "for harbour");
    story_quit(t);
}

static void test_resized_while_open(void **state)
{
    (void)state;
    struct term *t = open_at(80, 24);
    story_keys(t, "Sharbour<Enter>", "Articles by relevance");
    story_settle(t);
    term_keys(t, "jj");
    story_expect(t, "article 3 of");
    char title[9];
    story_settle(t);
    snprintf(title, sizeof title, "%.8s", strchr(story_cursor_row(t), ' ') + 1);
    static const int sizes[][2] = {{200, 50}, {120, 40}, {40, 12}, {20, 6}, {59, 20}, {110, 10}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        term_resize(t, sizes[i][0], sizes[i][1]);
        story_settle(t);
        story_expect_cursor(t, title);
    }
    term_resize(t, 20, 5);
    story_expect(t, "too small");
    term_resize(t, 80, 24);
    story_expect_cursor(t, title);
    story_expect(t, "article 3 of");
    story_quit(t);
}

static void test_time(void **state)
{
    (void)state;
    struct term *t = open_at(80, 24);
    term_keys(t, ":timeline<Enter>");
    story_expect(t, "all articles");
    story_expect(t, "undated: 5 articles");
    story_expect(t, "2016-04-11"); /* the newest is selected */
    story_keys(t, "-", "By week");
    story_keys(t, "-", "By month");
    story_keys(t, "h", "2016-03-01 to 2016-03-31");
    story_keys(t, "<Enter>", "for date:2016-03");
    story_keys(t, "T", "Tide Lamps");
    story_expect(t, "article 1 of 1");
    story_quit(t);
}

/* Without colours each word that is asked for still looks different. */
static void test_without_colours(void **state)
{
    (void)state;
    const char *const args[] = {articles, NULL};
    const char *const env[] = {"NO_COLOR=1", NULL};
    struct term *t = story_start(&(struct term_opts){.env = env}, args);
    story_expect(t, "Fog Closes");
    story_settle(t);
    story_keys(t, "Slamps burn pilots<Enter>", "Articles by relevance");
    story_settle(t);
    assert_false(term_has_color(t));
    int row, col;
    struct term_cell lamps, burn;
    assert_true(term_find(t, "lamps burn again", &row, &col));
    assert_true(term_cell(t, row, col, &lamps));
    assert_true(term_cell(t, row, col + 6, &burn));
    assert_true(lamps.attrs != 0 && burn.attrs != 0);
    assert_int_not_equal(lamps.attrs, burn.attrs);
    story_quit(t);
}

/* An article that comes in while one looks at the results joins them; the row stays selected. */
static void test_files_that_come(void **state)
{
    (void)state;
    const char *const args[] = {articles, NULL};
    struct term *t = story_start(&(struct term_opts){.cols = 80, .rows = 24}, args);
    story_expect(t, "Fog Closes");
    story_settle(t);
    story_keys(t, "Sharbour<Enter>", "Articles by relevance");
    story_settle(t);
    term_keys(t, "j");
    story_expect(t, "article 2 of 6");
    story_settle(t);
    char row[40];
    snprintf(row, sizeof row, "%.30s", story_cursor_row(t));
    write_dated("8-ice.txt", "Ice In The Northern Basin", "May 2, 2016",
                "Ice lies in the harbour, Dana Riev said.");
    story_expect(t, "7 articles,");
    story_settle(t);
    story_expect_cursor(t, row);
    char path[4096];
    snprintf(path, sizeof path, "%s/8-ice.txt", articles);
    assert_int_equal(remove(path), 0);
    story_expect(t, "6 articles,");
    story_quit(t);
}

/* A row costs its mark; nothing is written at rest. */
static void test_costs_little(void **state)
{
    (void)state;
    struct term *t = open_at(80, 24);
    story_keys(t, "Sharbour<Enter>", "Articles by relevance");
    story_settle(t);
    struct term_cost cost = term_key_cost(t, "j", 100, STORY_LONG);
    assert_true(cost.bytes > 0 && cost.bytes < 200);
    size_t mark = term_mark(t);
    term_quiet(t, STORY_REST, STORY_LONG);
    assert_int_equal(term_bytes_since(t, mark), 0);
    story_quit(t);
}

#define WITH_ARTICLES(f) cmocka_unit_test_setup_teardown(f, make_articles, drop_articles)

static const struct CMUnitTest tests[] = {
    WITH_ARTICLES(test_finds_reads_and_comes_back),
    WITH_ARTICLES(test_statements),
    WITH_ARTICLES(test_narrows_and_undoes),
    WITH_ARTICLES(test_narrows_where_it_is_narrow),
    WITH_ARTICLES(test_nothing_and_errors),
    WITH_ARTICLES(test_resized_while_open),
    WITH_ARTICLES(test_time),
    WITH_ARTICLES(test_without_colours),
    WITH_ARTICLES(test_files_that_come),
    WITH_ARTICLES(test_costs_little),
};

STORY_MAIN(tests)
