/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a folder in the real browser: layouts, keys, prompts, place. */
#include "story.h"

#include <sys/stat.h>

static char *articles;

static int make_articles(void **state)
{
    (void)state;
    articles = story_articles();
    return 0;
}

static int drop_articles(void **state)
{
    (void)state;
    term_remove_tree(articles);
    free(articles);
    return 0;
}

static void test_three_columns(void **state)
{
    (void)state;
    struct term *t = story_open(120, 40, articles, "Cranes Of Port");
    int row[STORY_COUNT], col, text_col;
    for (int i = 0; i < STORY_COUNT; i++) {
        char head[13];
        snprintf(head, sizeof head, "%s", story_titles[i]);
        story_expect(t, head);
        assert_true(term_find(t, head, &row[i], &col));
        assert_true(col < 30);
        if (i > 0)
            assert_true(row[i] > row[i - 1]); /* in the folder's order */
    }
    story_expect(t, "has denied reports");
    assert_true(term_find(t, "has denied reports", NULL, &text_col));
    assert_true(text_col > 25);
    story_expect(t, "denials");
    story_expect(t, "claims");
    assert_true(term_alt_screen(t));
    assert_true(term_cursor_visible(t));
    story_expect_cursor(t, "Ministry Den");
    story_quit(t);
}

static void test_list_over_entities(void **state)
{
    (void)state;
    struct term *t = story_open(80, 24, articles, "Cranes Of Port");
    int list_row, names_row, col, text_col;
    story_expect(t, "Prat");
    assert_true(term_find(t, "Cranes Of Port", &list_row, &col));
    assert_true(col < 10);
    /* the names below the list, on the left */
    bool found = false;
    for (int r = -1; !found && term_find_from(t, "Prat", r + 1, &r, &col);)
        found = col < 24 && (names_row = r) > list_row;
    if (!found)
        term_dump(t, stdout);
    assert_true(found);
    assert_true(term_find(t, "has denied", NULL, &text_col));
    assert_true(text_col > 20);
    story_quit(t);
}

static void test_one_pane(void **state)
{
    (void)state;
    struct term *t = story_open(50, 20, articles, "Cranes Of Port");
    assert_false(term_find(t, "has denied", NULL, NULL));
    story_keys(t, "<Enter>", "has denied");
    story_refute(t, "Cranes Of Port");
    story_keys(t, "q", "Cranes Of Port");
    story_quit(t);
}

static void test_too_small(void **state)
{
    (void)state;
    const char *const args[] = {articles, NULL};
    struct term *t = story_start(&(struct term_opts){.cols = 20, .rows = 5}, args);
    story_expect(t, "too small");
    term_resize(t, 80, 24);
    story_expect(t, "Cranes Of Port");
    term_resize(t, 20, 5);
    story_expect(t, "too small");
    term_resize(t, 1, 1);
    story_settle(t);
    term_resize(t, 80, 24);
    story_expect(t, "Cranes Of Port");
    story_quit(t);
}

static void test_list_keys(void **state)
{
    (void)state;
    struct term *t = story_open(80, 24, articles, "Cranes Of Port");
    story_expect_cursor(t, "Ministry Den");
    term_keys(t, "j");
    story_expect_cursor(t, "Pilots Thr");
    story_expect(t, "tide lamps"); /* the text follows after a rest */
    term_keys(t, "2j");
    story_expect_cursor(t, "Harbour Off");
    term_keys(t, "<Up>");
    story_expect_cursor(t, "Veles Coun");
    term_keys(t, "G");
    story_expect_cursor(t, "Cranes Of");
    story_expect(t, "Crane1001");
    term_keys(t, "j"); /* nothing below the last */
    story_settle(t);
    story_expect_cursor(t, "Cranes Of");
    term_keys(t, "g");
    story_expect_cursor(t, "Ministry Den");
    term_keys(t, "<Down><Down>k");
    story_expect_cursor(t, "Pilots Thr");
    story_quit(t);
}

static void test_text_keys(void **state)
{
    (void)state;
    struct term *t = story_open(80, 24, articles, "Cranes Of Port");
    story_keys(t, "G", "Crane1001");
    story_settle(t);
    term_keys(t, "<Enter>");
    story_settle(t);
    story_keys(t, "<Space>", "Crane1005");
    story_refute(t, "Crane1001");
    story_keys(t, "b", "Crane1001");
    story_keys(t, "<C-d><C-d>", "Crane1005");
    story_keys(t, "<C-u><C-u>", "Crane1001");
    story_keys(t, "G", "Crane1060");
    story_keys(t, "g", "Crane1001");
    story_keys(t, "<PageDown>", "Crane1005");
    story_quit(t);
}

static void test_next_article_from_text(void **state)
{
    (void)state;
    struct term *t = story_open(80, 24, articles, "Cranes Of Port");
    term_keys(t, "<Enter>");
    story_settle(t);
    story_keys(t, "J", "tide lamps");
    story_keys(t, "J", "lemon crates");
    story_keys(t, "K", "tide lamps");
    story_quit(t);
}

static void test_resize_keeps_the_sentence(void **state)
{
    (void)state;
    struct term *t = story_open(200, 40, articles, "Cranes Of Port");
    story_keys(t, "G", "Crane1001");
    story_settle(t);
    term_keys(t, "<Enter>");
    story_settle(t);
    /* somewhere in the middle, the place being a crane's own sentence */
    term_keys(t, "40j");
    story_settle(t);
    for (int i = 0; i < 20 && !strstr(story_cursor_row(t), "Crane10"); i++) {
        term_keys(t, "j");
        story_settle(t);
    }
    const char *at = strstr(story_cursor_row(t), "Crane10");
    if (!at)
        term_dump(t, stdout);
    assert_non_null(at);
    char crane[10];
    snprintf(crane, sizeof crane, "%.9s", at);
    assert_true(strncmp(crane, "Crane1003", 10) > 0);
    static const int widths[] = {40, 120, 80, 61, 200, 40, 120};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        term_resize(t, widths[i], widths[i] == 61 ? 11 : 30);
        story_expect(t, crane);
        story_settle(t);
        story_expect_cursor(t, crane);
    }
    story_quit(t);
}

static void test_denials_and_claims(void **state)
{
    (void)state;
    struct term *t = story_open(120, 40, articles, "Cranes Of Port");
    story_expect(t, "denials"); /* counted: extraction has come so far */
    story_settle(t);
    term_keys(t, "d");
    story_expect_both(t, "D denial", "Defence"); /* the detail line */
    term_keys(t, "d");
    story_expect_both(t, "D denial", "Ilan Prat");
    term_keys(t, "D");
    story_expect_both(t, "D denial", "Defence");
    term_keys(t, "c");
    story_expect_both(t, "C claim", "Orna News Agency");
    term_keys(t, "3]");
    story_expect(t, "Prat");
    story_quit(t);
}

static void test_denial_runs_into_next_article(void **state)
{
    (void)state;
    struct term *t = story_open(120, 40, articles, "Cranes Of Port");
    story_settle(t);
    for (int i = 0; i < 8 && !term_find(t, "owning the barge", NULL, NULL); i++) {
        term_keys(t, "d");
        story_settle(t);
    }
    story_expect_both(t, "D denial", "Defence");
    story_quit(t);
}

static void test_search(void **state)
{
    (void)state;
    struct term *t = story_open(80, 24, articles, "Cranes Of Port");
    story_keys(t, "/", "/");
    term_keys(t, "lemon crates<Enter>");
    story_expect(t, "lemon crates");
    story_expect_cursor(t, "lemon");
    term_keys(t, "/hook104[0-2]<Enter>"); /* small letters find both cases */
    story_expect_cursor(t, "Hook1040");
    term_keys(t, "n");
    story_expect_cursor(t, "Hook1041");
    term_keys(t, "N");
    story_expect_cursor(t, "Hook1040");
    term_keys(t, "/nowhere at all<Enter>");
    story_settle(t);
    assert_true(term_running(t));
    term_keys(t, "/((<Enter>"); /* a broken expression is told */
    story_settle(t);
    assert_true(term_running(t));
    story_quit(t);
}

static void test_limit(void **state)
{
    (void)state;
    struct term *t = story_open(80, 24, articles, "Cranes Of Port");
    term_keys(t, "&trawlers<Enter>");
    story_expect(t, "4 hidden");
    story_refute(t, "Cranes Of Port");
    story_expect(t, "Ministry Den");
    term_keys(t, "&<C-u><Enter>");
    story_expect(t, "Cranes Of Port");
    story_refute(t, "hidden");
    term_keys(t, "&\"northern harbour\"<Enter>");
    story_expect(t, "3 hidden");
    term_keys(t, "&<C-u><Enter>");
    story_expect(t, "Cranes Of Port");
    story_quit(t);
}

static void test_help_and_command(void **state)
{
    (void)state;
    struct term *t = story_open(80, 24, articles, "Cranes Of Port");
    story_keys(t, "?", "half a page down");
    story_keys(t, "/fg returns<Enter>", "fg returns");
    story_keys(t, "q", "Cranes Of Port");
    story_keys(t, "<F1>", "half a page down");
    story_keys(t, "q", "Cranes Of Port");
    story_keys(t, ":prob<Tab>", ":problems");
    term_keys(t, "<Esc>");
    story_settle(t);
    story_refute(t, ":problems");
    term_keys(t, ":nonsense<Enter>");
    story_expect(t, "nonsense");
    term_keys(t, ":quit<Enter>");
    story_ended(t, 0);
    term_stop(t);
}

static void test_why(void **state)
{
    (void)state;
    struct term *t = story_open(120, 40, articles, "Cranes Of Port");
    story_expect(t, "denials");
    story_settle(t);
    term_keys(t, "d");
    story_expect_both(t, "D denial", "Defence");
    story_keys(t, "w", "Why is this a denial");
    story_expect(t, "cue");
    story_expect(t, "cues"); /* the lexicon's file */
    story_keys(t, "q", "Cranes Of Port");
    story_quit(t);
}

static void test_zoom_and_panes(void **state)
{
    (void)state;
    struct term *t = story_open(80, 24, articles, "Cranes Of Port");
    story_keys(t, "<Tab>", "has denied");
    term_keys(t, "z");
    story_refute(t, "Cranes Of Port");
    term_keys(t, "z");
    story_expect(t, "Cranes Of Port");
    term_keys(t, "<S-Tab>");
    story_expect_cursor(t, "Ministry Den");
    story_quit(t);
}

static void test_q_closes_and_quits(void **state)
{
    (void)state;
    struct term *t = story_open(50, 20, articles, "Cranes Of Port");
    story_keys(t, "<Enter>", "has denied");
    story_keys(t, "q", "Cranes Of Port");
    term_keys(t, "q");
    story_ended(t, 0);
    term_stop(t);
}

static void test_place_is_restored(void **state)
{
    (void)state;
    char *home = term_temp_dir();
    const char *const args[] = {articles, NULL};
    struct term_opts opts = {.cols = 80, .rows = 24, .home = home};
    struct term *t = story_start(&opts, args);
    story_expect(t, "Cranes Of Port");
    story_keys(t, "G", "Crane1001");
    term_keys(t, "<Enter>");
    story_settle(t);
    story_keys(t, "<Space><Space><Space>", "Crane101");
    story_settle(t);
    int row, col;
    char seen[256];
    term_cursor(t, &row, &col);
    snprintf(seen, sizeof seen, "%s", term_span(t, row, col + 2, 40));
    assert_true(strlen(seen) > 10);
    story_quit(t);

    t = story_start(&opts, args);
    story_expect(t, seen);
    story_expect(t, story_titles[4]);
    story_quit(t);
    term_remove_tree(home);
    free(home);
}

static void test_articles_are_not_touched(void **state)
{
    (void)state;
    char path[4096];
    struct stat before, after;
    snprintf(path, sizeof path, "%s/1-harbour.txt", articles);
    assert_int_equal(stat(path, &before), 0);
    struct term *t = story_open(80, 24, articles, "Cranes Of Port");
    term_keys(t, "<Enter>jjjGq");
    story_settle(t);
    story_quit(t);
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_size, after.st_size);
}

#define WITH_ARTICLES(f) cmocka_unit_test_setup_teardown(f, make_articles, drop_articles)

static const struct CMUnitTest tests[] = {
    WITH_ARTICLES(test_three_columns),
    WITH_ARTICLES(test_list_over_entities),
    WITH_ARTICLES(test_one_pane),
    WITH_ARTICLES(test_too_small),
    WITH_ARTICLES(test_list_keys),
    WITH_ARTICLES(test_text_keys),
    WITH_ARTICLES(test_next_article_from_text),
    WITH_ARTICLES(test_resize_keeps_the_sentence),
    WITH_ARTICLES(test_denials_and_claims),
    WITH_ARTICLES(test_denial_runs_into_next_article),
    WITH_ARTICLES(test_search),
    WITH_ARTICLES(test_limit),
    WITH_ARTICLES(test_help_and_command),
    WITH_ARTICLES(test_why),
    WITH_ARTICLES(test_zoom_and_panes),
    WITH_ARTICLES(test_q_closes_and_quits),
    WITH_ARTICLES(test_place_is_restored),
    WITH_ARTICLES(test_articles_are_not_touched),
};

STORY_MAIN(tests)
