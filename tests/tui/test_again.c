/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changes under the reader's hands, what takes long, and what cannot be written. */
#include "story.h"

#include "naysay/vec.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* --- F5 ------------------------------------------------------------------------------------ */

static const char late_title[] = "Late Boat Brings Salt";

static void late_article(void)
{
    char text[300];
    int len = snprintf(text, sizeof text,
                       "%s\n\nBy Mara Kesh\n\nPORT ORAN - \"The boat is late,\" harbour master "
                       "Ilan Prat said.\n",
                       late_title);
    story_file(articles, "0-late.txt", text, (size_t)len);
}

static void remove_article(const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", articles, name);
    assert_int_equal(unlink(path), 0);
}

/* What came and went is told; the article being read stays where it is, at its byte. */
static void test_looks_again(void **state)
{
    (void)state;
    struct term *t = story_open(120, 40, articles, "has denied reports");
    term_keys(t, "j");
    story_expect(t, "tide lamps");
    story_settle(t);
    story_keys(t, "<F5>", "read again");
    story_expect_both(t, "2 of 5", articles);
    late_article();
    story_keys(t, "<F5>", "read again: 1 new");
    story_expect(t, late_title);
    story_expect(t, "tide lamps");
    story_expect_both(t, "3 of 6", articles);
    story_expect_cursor(t, "Pilots Thr");
    remove_article("0-late.txt");
    story_keys(t, "<F5>", "read again: 1 gone");
    story_refute(t, late_title);
    story_expect_both(t, "2 of 5", articles);
    story_expect(t, "tide lamps");
    story_quit(t);
}

/* The way back leads to the same articles as before, wherever they stand now. */
static void test_way_back_after_reload(void **state)
{
    (void)state;
    struct term *t = story_open(120, 40, articles, "has denied reports");
    term_keys(t, "d");
    story_expect(t, "D denial");
    story_keys(t, "J", "tide lamps");
    term_keys(t, "c");
    story_settle(t);
    late_article();
    story_keys(t, "<F5>", "read again: 1 new");
    story_settle(t);
    story_keys(t, "<C-o>", "3 of 6");
    story_keys(t, "<C-o>", "2 of 6");
    story_expect(t, "has denied reports");
    story_quit(t);
}

/* Many articles: their numbers, so that reading them takes a while. */
#define MANY 800

/* No paragraph stands twice; the sign at the end is what a slow pattern looks for in vain. */
static void many_articles(const char *folder)
{
    struct ns_bytes text = {0};
    char name[40];
    for (unsigned i = 0; i < MANY; i++) {
        text.len = 0;
        ns_bytes_format(&text, "Quay Lamps Number %u Burn\n\n", i);
        for (unsigned k = 0; k < 30; k++)
            ns_bytes_format(&text,
                            "The harbour office denied on Monday that the lamps of quay %u were "
                            "dark. ",
                            i);
        ns_bytes_add_text(&text, "\n\nThe tide was low. #\n");
        snprintf(name, sizeof name, "%04u.txt", i);
        story_file(folder, name, text.at, text.len);
    }
    ns_vec_free(&text);
}

/* While a large folder is read again everything stays in sight and answers keys. */
static void test_large_folder_again(void **state)
{
    (void)state;
    char *folder = term_temp_dir();
    many_articles(folder);
    struct term *t = story_open(120, 40, folder, "800 denials");
    term_keys(t, "5j");
    story_expect(t, "Quay Lamps Number 5 ");
    story_settle(t);
    story_keys(t, "<F5>", "reading again");
    story_expect(t, "6 of 800");
    story_expect(t, "were dark");
    term_keys(t, "<F5>"); /* begins anew: one reading at a time */
    story_keys(t, "j", "7 of 800");
    story_refute(t, "reading again");
    story_expect(t, "7 of 800");
    story_expect(t, "800 denials");
    /* what was edited is seen, whatever is still to be extracted */
    story_expect(t, "Quay Lamps Number 6 ");
    static const char edited[] = "Quay Lamps Number 6 Burn\n\nThey are out, it was found.\n";
    story_file(folder, "0006.txt", edited, sizeof edited - 1);
    story_keys(t, "<F5>", "They are out");
    story_expect(t, "read again: 1 changed");
    story_expect(t, "7 of 800");
    story_refute(t, "reading again");
    story_expect(t, "799 denials");
    term_keys(t, "<F5>Q"); /* in the middle of it */
    story_ended(t, 0);
    term_stop(t);
    term_remove_tree(folder);
    free(folder);
}

/* Without a key: what comes, changes and goes is seen, and the place is kept. */
static void test_files_are_watched(void **state)
{
    (void)state;
    const char *const args[] = {articles, NULL};
    struct term *t = story_start(&(struct term_opts){.cols = 120, .rows = 40}, args);
    story_expect(t, "has denied reports");
    story_keys(t, "j", "tide lamps");
    story_expect_both(t, "2 of 5", articles);
    late_article();
    story_expect(t, "files changed: 1 new");
    story_expect(t, late_title);
    story_expect_both(t, "3 of 6", articles);
    story_expect(t, "tide lamps");
    remove_article("0-late.txt");
    story_expect(t, "files changed: 1 gone");
    story_expect_both(t, "2 of 5", articles);
    static const char edited[] = "Pilots Threaten To Strike\n\nThe lamps are out, it was found.\n";
    story_file(articles, "2-pilots.txt", edited, sizeof edited - 1);
    story_expect(t, "lamps are out");
    story_expect(t, "files changed: 1 changed");
    /* and not, where the reader wants it so, until he does */
    term_keys(t, ":set watch off<Enter>");
    story_settle(t);
    late_article();
    story_keys(t, "<F5>", "read again: 1 new");
    story_quit(t);
}

/* Escape ends a search through many articles at once, and keeps the place. */
static void test_escape_ends_search(void **state)
{
    (void)state;
    char *folder = term_temp_dir();
    many_articles(folder);
    struct term *t = story_open(120, 40, folder, "800 denials");
    story_keys(t, "<Enter>", "were dark");
    /* a pattern that fails late, on every text */
    term_keys(t, "/(\\w+<Space>?)+#<Enter>");
    story_expect(t, "looking through the articles");
    struct term_cost cost = term_key_cost(t, "<Esc>", 200, STORY_LONG);
    story_refute(t, "looking through the articles");
    story_expect(t, "1 of 800");
    assert_true(cost.first_ms < 1000 * term_slow()); /* one article's limit and a key's */
    story_keys(t, "J", "2 of 800");
    story_quit(t);
    term_remove_tree(folder);
    free(folder);
}

/* --- what cannot be written ---------------------------------------------------------------- */

static void test_no_home(void **state)
{
    (void)state;
    const char *const args[] = {articles, NULL};
    const char *const env[] = {"HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", NULL};
    struct term *t = story_start(&(struct term_opts){.cols = 120, .env = env}, args);
    story_expect(t, "HOME is not set");
    story_keys(t, "j", "tide lamps");
    term_keys(t, "Q");
    story_ended(t, 0);
    story_expect(t, "HOME is not set");
    term_stop(t);
}

/* The folder of the state cannot be made: reading goes on, and it is told at the end. */
static void test_state_cannot_be_written(void **state)
{
    (void)state;
    char *home = term_temp_dir();
    const char *const args[] = {articles, NULL};
    story_file(home, "state", "", 0); /* a file where a folder is wanted */
    struct term *t = story_start(&(struct term_opts){.cols = 120, .home = home}, args);
    story_keys(t, "j", "tide lamps");
    term_keys(t, "Q");
    story_ended(t, 0);
    story_expect(t, "/state/naysay");
    term_stop(t);
    term_remove_tree(home);
    free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define HERE(f) cmocka_unit_test_setup_teardown(f, make_articles, drop_articles)
        HERE(test_looks_again),
        HERE(test_way_back_after_reload),
        cmocka_unit_test(test_large_folder_again),
        HERE(test_files_are_watched),
        cmocka_unit_test(test_escape_ends_search),
        HERE(test_no_home),
        HERE(test_state_cannot_be_written),
    };
    return story_main(tests, sizeof tests / sizeof *tests);
}
