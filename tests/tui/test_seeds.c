/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The five real articles that naysay was first made for. They are not ours to pass on: the tests
 * read them, and their titles, from $NS_SHARED/seeds and skip where that is absent. */
#include "story.h"

static const char *seeds;

static int need_seeds(void **state)
{
    (void)state;
    seeds = story_seeds();
    return 0;
}

#define NEED_SEEDS()                                                                               \
    do {                                                                                           \
        if (!seeds)                                                                                \
            skip();                                                                                \
    } while (0)

/* The title of article number n, from the table of the folder's README: "| 00n | title (line) |". */
static void title_of(int n, char *out, size_t cap)
{
    char path[4096], line[4096];
    snprintf(path, sizeof path, "%s/README.md", seeds);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    *out = '\0';
    while (!*out && fgets(line, sizeof line, f)) {
        char head[24];
        snprintf(head, sizeof head, "| %03d | ", n);
        if (strncmp(line, head, strlen(head)) != 0)
            continue;
        char *end = strstr(line, " (");
        if (end)
            snprintf(out, cap, "%.*s", (int)(end - line - (int)strlen(head)), line + strlen(head));
    }
    fclose(f);
    assert_true(*out);
}

static void expect_title(struct term *t, int n, size_t letters)
{
    char title[512];
    title_of(n, title, sizeof title);
    if (strlen(title) > letters)
        title[letters] = '\0';
    story_expect(t, title);
}

static struct term *open_seeds(int cols, int rows)
{
    char title[512];
    title_of(4, title, sizeof title);
    title[14] = '\0';
    return story_open(cols, rows, seeds, title);
}

/* The number before word in a row that holds it, -1 if there is none. */
static long count_before(struct term *t, const char *word)
{
    int row, col;
    if (!term_find(t, word, &row, &col))
        return -1;
    const char *text = term_row(t, row), *p = strstr(text, word);
    while (p > text && p[-1] == ' ')
        p--;
    while (p > text && p[-1] >= '0' && p[-1] <= '9')
        p--;
    return *p >= '0' && *p <= '9' ? strtol(p, NULL, 10) : -1;
}

static void test_three_sizes(void **state)
{
    (void)state;
    NEED_SEEDS();
    struct term *t = open_seeds(120, 40);
    for (int i = 0; i < 5; i++)
        expect_title(t, i, 22);
    story_expect(t, "confirmed Thursday"); /* the first article's text */
    story_expect(t, "claims");
    story_expect(t, "denials");
    assert_true(count_before(t, " claims") > 0);
    assert_true(count_before(t, " denials") > 0);
    story_quit(t);

    t = open_seeds(80, 24);
    int text_col = 0, title_col = 99;
    char title[512];
    for (int i = 0; i < 5; i++)
        expect_title(t, i, 16);
    title_of(4, title, sizeof title);
    title[14] = '\0';
    assert_true(term_find(t, title, NULL, &title_col));
    assert_true(title_col < 10);
    /* the headline's end stands in the text alone: the list cuts it */
    title_of(0, title, sizeof title);
    story_expect(t, title + strlen(title) - 12);
    assert_true(term_find(t, title + strlen(title) - 12, NULL, &text_col));
    assert_true(text_col > 20);
    story_quit(t);

    t = open_seeds(50, 20);
    assert_false(term_find(t, "Thursday that", NULL, NULL));
    for (int i = 0; i < 5; i++)
        expect_title(t, i, 30);
    story_quit(t);
}

/* Presses key until a row holds text, at most times; the cursor must come to stand there. */
static void press_until(struct term *t, const char *key, const char *text, int times)
{
    for (int i = 0; i < times; i++) {
        term_keys(t, key);
        story_settle(t);
        if (strstr(story_cursor_row(t), text))
            return;
    }
    term_dump(t, stdout);
    fflush(stdout);
    fail_msg("%s does not reach '%s' in %d times", key, text, times);
}

static void test_denials_of_the_second(void **state)
{
    (void)state;
    NEED_SEEDS();
    struct term *t = open_seeds(120, 40);
    story_expect(t, "denials");
    story_settle(t);
    term_keys(t, "j<Enter>");
    story_settle(t);
    term_keys(t, "d");
    story_settle(t);
    story_expect_both(t, "enial", "Department of Defense");
    press_until(t, "d", "coordinating", 8);
    story_expect_both(t, "enial", "Eric Pahon");
    story_quit(t);
}

static void test_no_comment_of_the_fourth(void **state)
{
    (void)state;
    NEED_SEEDS();
    struct term *t = open_seeds(120, 40);
    story_expect(t, "denials");
    story_settle(t);
    term_keys(t, "3j<Enter>");
    story_settle(t);
    press_until(t, "r", "respond to the", 12);
    story_expect(t, "no comment");
    story_quit(t);
}

static void test_speaker_never_introduced(void **state)
{
    (void)state;
    NEED_SEEDS();
    struct term *t = open_seeds(120, 40);
    story_expect(t, "denials");
    story_settle(t);
    term_keys(t, "4j<Enter>");
    story_settle(t);
    bool found = false;
    for (int i = 0; i < 20 && !found; i++) {
        term_keys(t, "]");
        story_settle(t);
        found = term_find(t, "never introduced", NULL, NULL);
    }
    if (!found)
        term_dump(t, stdout);
    assert_true(found);
    story_expect_both(t, "Ivanov", "never introduced");
    story_quit(t);
}

static void test_search_and_limit(void **state)
{
    (void)state;
    NEED_SEEDS();
    struct term *t = open_seeds(80, 24);
    term_keys(t, "/bilateral ceasefire<Enter>");
    story_expect(t, "bilateral");
    story_settle(t);
    assert_true(strstr(story_cursor_row(t), "bilateral") ||
                strstr(story_cursor_row(t), "ceasefire"));
    story_quit(t);

    t = open_seeds(120, 40);
    term_keys(t, "&\"lines of communication\"<Enter>");
    story_expect(t, "3 hidden");
    expect_title(t, 2, 14);
    expect_title(t, 4, 14);
    char gone[512];
    title_of(3, gone, sizeof gone);
    gone[14] = '\0';
    story_refute(t, gone);
    term_keys(t, "&<C-u><Enter>");
    story_expect(t, gone);
    story_refute(t, "3 hidden");
    story_quit(t);
}

static void test_next_article_and_resize(void **state)
{
    (void)state;
    NEED_SEEDS();
    struct term *t = open_seeds(200, 40);
    term_keys(t, "<Enter>");
    story_settle(t);
    story_keys(t, "J", "denied");
    story_settle(t);
    press_until(t, "j", "Spicer", 60);
    static const int widths[] = {40, 120};
    for (size_t i = 0; i < 2; i++) {
        term_resize(t, widths[i], 40);
        story_settle(t);
        story_expect(t, "Spicer");
    }
    story_quit(t);
}

#define WITH_SEEDS(f) cmocka_unit_test_setup(f, need_seeds)

static const struct CMUnitTest tests[] = {
    WITH_SEEDS(test_three_sizes),
    WITH_SEEDS(test_denials_of_the_second),
    WITH_SEEDS(test_no_comment_of_the_fourth),
    WITH_SEEDS(test_speaker_never_introduced),
    WITH_SEEDS(test_search_and_limit),
    WITH_SEEDS(test_next_article_and_resize),
};

STORY_MAIN(tests)
