/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys cost on the wire and in time, and how soon a large folder can be read. Times hold for an
 * ordinary build on a machine with little else to do. */
#include "story.h"

#include <sys/stat.h>
#include <unistd.h>

#define MANY        10000 /* articles of the large folder */
#define FIRST_PAINT 50    /* ms */

static void write_many(const char *dir, int from, int to)
{
    for (int i = from; i < to; i++) {
        char name[64], text[1024];
        snprintf(name, sizeof name, "%05d.txt", i);
        int n =
            snprintf(text, sizeof text,
                     "Berth %d Is Open\n\nBy Mara Kesh\n\nPORT ORAN - The harbour office "
                     "said on Monday that berth %d was open again, after a week in which no boat "
                     "had been let in.\n\nThe Defence Ministry denied that a barge had been held "
                     "at berth %d.\n\n\"We have no plans to close it,\" spokesman Ilan Prat "
                     "said. The pilots' union threatened to leave the bridge.\n",
                     i, i, i);
        story_file(dir, name, text, (size_t)n);
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Nothing slows the program down: an ordinary build, and a processor that is free. */
static bool times_count(void)
{
    double load = 0;
    return term_slow() <= 1 && getloadavg(&load, 1) == 1 &&
           load < (double)sysconf(_SC_NPROCESSORS_ONLN) + 0.5;
}

/* Times are held only then; counts of bytes always. */
static void assert_quick(double ms, double most)
{
    assert_true(ms > 0);
    if (ms >= most && times_count())
        fail_msg("%.2f ms, not below %.0f", ms, most);
}

/* Echoes of count keys, before the text follows; returns the median time to the last byte. */
static double measure(struct term *t, const char *keys, int count, size_t most_bytes)
{
    double last[100];
    for (int i = 0; i < count; i++) {
        struct term_cost c = term_key_cost(t, keys, 60, STORY_LONG);
        last[i] = c.last_ms;
        if (c.bytes == 0 || c.bytes > most_bytes) {
            term_dump(t, stdout);
            fail_msg("%s number %d costs %zu bytes, not 1 to %zu", keys, i + 1, c.bytes,
                     most_bytes);
        }
    }
    qsort(last, (size_t)count, sizeof *last, by_size);
    return last[count / 2];
}

static void test_list_line(void **state)
{
    (void)state;
    char *dir = term_temp_dir();
    write_many(dir, 10, 60);
    struct term *t = story_open(80, 24, dir, "Berth 10 Is");
    /* the list shows eight rows or more; its first rows need no scrolling */
    double ms = measure(t, "j", 4, 60);
    story_settle(t);
    ms = measure(t, "k", 4, 60);
    print_message("a list line: %.2f ms\n", ms);
    assert_quick(ms, 8);

    /* holding j: the text follows once, at the end */
    story_settle(t);
    size_t mark = term_mark(t);
    term_keys(t, "jjjj");
    story_settle(t);
    assert_true(term_bytes_since(t, mark) < 4 * 60 + 1500);
    story_quit(t);
    term_remove_tree(dir);
    free(dir);
}

/* What a reader sees of the page, in bytes. */
static size_t visible(struct term *t)
{
    size_t n = 0;
    for (int r = 0; r < term_rows(t); r++)
        n += strlen(term_row(t, r));
    return n;
}

static void test_text_page(void **state)
{
    (void)state;
    char *dir = story_articles();
    struct term *t = story_open(80, 24, dir, "Cranes Of Port");
    story_keys(t, "G", "Crane1001");
    story_settle(t);
    term_keys(t, "<Enter>z");
    story_settle(t);
    for (int i = 0; i < 5; i++) {
        struct term_cost c = term_key_cost(t, "<Space>", STORY_REST, STORY_LONG);
        size_t seen = visible(t);
        print_message("a page of %zu visible bytes costs %zu\n", seen, c.bytes);
        if (c.bytes == 0 || (double)c.bytes > (double)seen * 1.1 + 60) {
            term_dump(t, stdout);
            fail_msg("page %d costs %zu bytes for %zu visible", i + 1, c.bytes, seen);
        }
    }
    story_quit(t);
    term_remove_tree(dir);
    free(dir);
}

static void test_many_articles(void **state)
{
    (void)state;
    char *dir = term_temp_dir();
    for (int i = 0; i < MANY; i += 1000) {
        char sub[4096];
        snprintf(sub, sizeof sub, "%s/%03d", dir, i / 1000);
        assert_int_equal(mkdir(sub, 0700), 0);
        write_many(sub, i, i + 1000);
    }
    const char *const args[] = {dir, NULL};
    double best = 1e9, key = 0;
    for (int i = 0; i < 10 && (i < 3 || best >= FIRST_PAINT); i++) {
        struct term *t = story_start(NULL, args);
        story_expect(t, "Berth 2 Is");
        double ms = term_last_byte_ms(t);
        best = ms < best ? ms : best;
        /* keys while the workers run: progress may be painted between them */
        double last[20];
        for (int k = 0; k < 20; k++)
            last[k] = term_key_cost(t, k < 10 ? "j" : "k", 15, STORY_LONG).first_ms;
        qsort(last, 20, sizeof *last, by_size);
        key = last[10];
        story_quit(t);
    }
    print_message("%d articles: first paint %.1f ms, a key while loading %.2f ms\n", MANY, best,
                  key);
    assert_quick(best, FIRST_PAINT);
    assert_quick(key, 8);
    term_remove_tree(dir);
    free(dir);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_list_line),
    cmocka_unit_test(test_text_page),
    cmocka_unit_test(test_many_articles),
};

STORY_MAIN(tests)
