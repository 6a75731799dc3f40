/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample articles that come with naysay, read from the first screen to the last key: encodings,
 * folders, furniture, denials and who makes them. */
#include "story.h"

static const char first[] = "Ministry Denies It";

static struct term *open_samples(int cols, int rows)
{
    return story_open(cols, rows, story_samples(), first);
}

/* Presses key until both texts stand in one row, at most times. */
static void press_until(struct term *t, const char *key, const char *one, const char *two,
                        int times)
{
    for (int i = 0; i < times; i++) {
        term_keys(t, key);
        story_settle(t);
        for (int r = -1; term_find_from(t, one, r + 1, &r, NULL);)
            if (strstr(term_row(t, r), two))
                return;
    }
    term_dump(t, stdout);
    fail_msg("%s does not bring '%s' with '%s' in %d times", key, one, two, times);
}

static void test_first_screens(void **state)
{
    (void)state;
    struct term *t = open_samples(120, 40);
    int col;
    assert_true(term_find(t, first, NULL, &col));
    assert_true(col < 6);
    story_expect(t, "1 of 16");
    story_expect(t, "Opposition Demands"); /* a file without a suffix */
    story_expect(t, "Minister promises");  /* a file of the folder below */
    story_expect(t, "Defence Ministry on Tuesday denied");
    story_expect_both(t, "claims", "denials");
    story_quit(t);

    t = open_samples(80, 24);
    story_expect(t, "1 of 16");
    story_expect(t, "Names ");
    assert_true(term_find(t, "Picked Targets", NULL, &col)); /* the list cuts the title */
    assert_true(col > 20);
    story_quit(t);

    t = open_samples(50, 20);
    assert_false(term_find(t, "Names ", NULL, NULL));
    story_keys(t, "<Enter>", "undated");
    story_quit(t);
}

static void test_denials_with_speakers(void **state)
{
    (void)state;
    struct term *t = open_samples(120, 40);
    term_keys(t, "<Enter>");
    story_settle(t);
    press_until(t, "d", "D denial", "Ministry of Defence", 4);
    press_until(t, "d", "D denial", "Aldo Brandt", 4);
    story_keys(t, "w", "Why is this a denial by Aldo Brandt?");
    story_expect(t, "cues.txt");
    story_quit(t);
}

static void test_refusals(void **state)
{
    (void)state;
    struct term *t = open_samples(120, 40);
    term_keys(t, "<Enter>");
    story_settle(t);
    press_until(t, "r", "R no-comment", "senior official (anonymous)", 6);
    press_until(t, "r", "R no-comment", "Palace", 10);
    story_quit(t);
}

static void test_furniture_states_nothing(void **state)
{
    (void)state;
    static const char *const furniture[] = {
        "Jump past",    "front page", "has written about", "Get the",        "Enter your",
        "What we know", "All rights", "Related",           "Ferry captains", "The burnt-out"};
    struct term *t = open_samples(80, 40);
    term_keys(t, "<Enter>z");
    story_settle(t);
    int seen = 0;
    for (; seen < 60 && !term_find(t, "in the next article", NULL, NULL); seen++) {
        term_keys(t, "]");
        story_settle(t);
        for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++)
            if (strstr(story_cursor_row(t), furniture[i])) {
                term_dump(t, stdout);
                fail_msg("a statement in '%s'", furniture[i]);
            }
    }
    assert_true(seen > 8);
    story_quit(t);
}

static void test_encodings(void **state)
{
    (void)state;
    struct term *t = open_samples(80, 24);
    story_keys(t, "/We measure holes<Enter>", "\xe2\x80\x9cWe measure holes");      /* UTF-16 */
    story_keys(t, "/I Would Rather Be Bored<Enter>", "\xe2\x80\x9cI Would Rather"); /* BOM */
    story_quit(t);
}

static void test_search_and_limit(void **state)
{
    (void)state;
    struct term *t = open_samples(120, 40);
    story_keys(t, "/silver anna<Enter>", "trawler Silver Anna"); /* across the articles */
    term_keys(t, "&\"eleven mechanics\"<Enter>");
    story_expect(t, "15 hidden");
    story_refute(t, "Opposition Demands");
    term_keys(t, "&<C-u><Enter>");
    story_expect(t, "Opposition Demands");
    story_refute(t, "hidden");
    story_quit(t);
}

static void test_next_article_and_resize(void **state)
{
    (void)state;
    struct term *t = open_samples(200, 40);
    term_keys(t, "<Enter>");
    story_settle(t);
    story_keys(t, "J", "Tesk Raid Was Agreed With");
    story_keys(t, "K", "The burnt-out hangar");
    for (int i = 0; i < 60 && !strstr(story_cursor_row(t), "Rear Adm"); i++) {
        term_keys(t, "j");
        story_settle(t);
    }
    static const int widths[] = {200, 40, 120};
    for (size_t i = 0; i < 3; i++) {
        term_resize(t, widths[i], 40);
        story_settle(t);
        story_expect_cursor(t, "Rear Adm");
    }
    story_quit(t);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_first_screens),
    cmocka_unit_test(test_denials_with_speakers),
    cmocka_unit_test(test_refusals),
    cmocka_unit_test(test_furniture_states_nothing),
    cmocka_unit_test(test_encodings),
    cmocka_unit_test(test_search_and_limit),
    cmocka_unit_test(test_next_article_and_resize),
};

STORY_MAIN(tests)
