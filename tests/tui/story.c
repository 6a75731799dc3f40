/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See story.h. */
#include "story.h"

#include <limits.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- where things are ------------------------------------------------------- */

static const char *folder(const char *name, const char *otherwise)
{
    const char *s = getenv(name);
    return s && *s ? s : otherwise;
}

const char *story_program(void)
{
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/naysay", folder("NS_BUILDDIR", "."));
    return path;
}

const char *story_seeds(void)
{
    static char path[PATH_MAX];
    char readme[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/seeds", folder("NS_SHARED", "../shared"));
    snprintf(readme, sizeof readme, "%s/README.md", path);
    if (access(readme, R_OK) == 0)
        return path;
    printf("skipped: the articles of %s are not here\n", path);
    return NULL;
}

const char *story_samples(void)
{
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/assets/samples", folder("NS_SRCDIR", "."));
    return path;
}

/* --- articles ---------------------------------------------------------------- */

const char *const story_titles[STORY_COUNT] = {
    "Ministry Denies It Closed The Northern Harbour",
    "Pilots Threaten To Leave The Bridge",
    "Veles Council Votes On Ferry Line",
    "Harbour Office Keeps Silent About Barge",
    "Cranes Of Port Oran, One By One",
};

static const char *const bodies[STORY_COUNT] = {
    "PORT ORAN - The Defence Ministry has denied reports that it closed the northern harbour to "
    "fishing boats.\n\n"
    "The Orna News Agency claimed on Tuesday that patrol boats had turned back eleven trawlers.\n\n"
    "\"The ministry is not closing any harbour,\" spokesman Ilan Prat told the Courier in an "
    "e-mail.\n\n"
    "Mayor Sela Voss said that the boats had returned by noon.\n\n"
    "Prat denied that the patrol had fired a shot.\n",

    "PORT ORAN - The pilots' union threatened on Friday to leave the bridge unless the tide lamps "
    "are lit.\n\n"
    "\"We will take every pilot off the bridge,\" said the union's chairman, Oskar Tamm.\n\n"
    "The harbour office confirmed that two lamps were dark.\n",

    "VELES - The council voted nine to four for a ferry line to the northern harbour.\n\n"
    "Council member Dana Riev said the line would carry a secret cargo of lemon crates.\n\n"
    "According to the ferry company, the first boat leaves in May.\n",

    "PORT ORAN - The harbour office declined to comment on the barge that lay at berth nine.\n\n"
    "\"We do not know who owns it,\" a harbour official said.\n\n"
    "The Defence Ministry has denied owning the barge.\n",

    NULL, /* written crane by crane */
};

void story_file(const char *dir, const char *name, const void *content, size_t len)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(content, 1, len, f) != len || fclose(f) != 0)
        fail_msg("cannot write %s", path);
}

/* Always the same words, in an order that does not repeat. */
static size_t write_words(char *out, size_t cap, unsigned *seed, int count)
{
    static const char *const words[] = {
        "grain", "coal",  "morning", "rope",   "lamp",    "and",   "under", "the",  "iron",
        "smith", "quay",  "old",     "winter", "timber",  "with",  "a",     "slow", "barge",
        "chain", "north", "lifts",   "turns",  "carries", "from",  "to",    "its",  "engine",
        "salt",  "fish",  "tide",    "yellow", "painted", "after", "noon",  "by",   "hand"};
    size_t n = 0;
    for (int i = 0; i < count && n < cap; i++) {
        *seed = *seed * 1103515245u + 12345u;
        const char *word = words[(*seed >> 16) % (sizeof words / sizeof *words)];
        n += (size_t)snprintf(out + n, cap - n, " %s", word);
    }
    return n;
}

/* A long article whose every sentence begins with a word of its own. */
static size_t write_cranes(char *out, size_t cap, size_t n)
{
    unsigned seed = 7;
    for (int crane = 1001; crane <= 1060 && n < cap; crane++) {
        n += (size_t)snprintf(out + n, cap - n, "Crane%d", crane);
        n += write_words(out + n, cap - n, &seed, 13);
        n += (size_t)snprintf(out + n, cap - n, ". Hook%d", crane);
        n += write_words(out + n, cap - n, &seed, 17);
        n += (size_t)snprintf(out + n, cap - n, ".\n\n");
    }
    return n;
}

char *story_articles(void)
{
    static const char *const names[STORY_COUNT] = {"1-harbour.txt", "2-pilots.txt", "3-ferry.txt",
                                                   "4-barge.txt", "5-cranes.txt"};
    char *dir = term_temp_dir();
    for (int i = 0; i < STORY_COUNT; i++) {
        static char text[65536];
        size_t n = (size_t)snprintf(text, sizeof text, "%s\n\nBy Mara Kesh\n\n%s", story_titles[i],
                                    bodies[i] ? bodies[i] : "");
        if (!bodies[i])
            n = write_cranes(text, sizeof text, n);
        story_file(dir, names[i], text, n);
    }
    return dir;
}

/* --- starting ------------------------------------------------------------------ */

struct term *story_start(const struct term_opts *opts, const char *const args[])
{
    const char *argv[32] = {story_program()};
    size_t n = 1;
    while (args[n - 1] && n + 1 < sizeof argv / sizeof *argv) {
        argv[n] = args[n - 1];
        n++;
    }
    argv[n] = NULL;
    struct term *t = term_start(opts, argv);
    assert_non_null(t);
    return t;
}

struct term *story_open(int cols, int rows, const char *path, const char *text)
{
    /* Stories that change files say themselves when these are to be looked at. */
    const char *const args[] = {path, "--set", "watch=off", NULL};
    struct term *t = story_start(&(struct term_opts){.cols = cols, .rows = rows}, args);
    story_expect(t, text);
    story_settle(t);
    return t;
}

/* --- expecting ------------------------------------------------------------------ */

#define FAIL(t, ...)                                                                               \
    do {                                                                                           \
        term_dump(t, stdout);                                                                      \
        fflush(stdout);                                                                            \
        fail_msg(__VA_ARGS__);                                                                     \
    } while (0)

void story_expect(struct term *t, const char *text)
{
    if (!term_wait_text(t, text, STORY_LONG))
        FAIL(t, "'%s' does not appear", text);
}

void story_refute(struct term *t, const char *text)
{
    if (!term_wait_gone(t, text, STORY_LONG))
        FAIL(t, "'%s' does not go away", text);
}

struct two {
    const char *one, *two;
};

static bool has_both(struct term *t, void *arg)
{
    const struct two *w = arg;
    for (int row = -1; term_find_from(t, w->one, row + 1, &row, NULL);)
        if (strstr(term_row(t, row), w->two))
            return true;
    return false;
}

void story_expect_both(struct term *t, const char *one, const char *two)
{
    struct two w = {one, two};
    if (!term_wait_for(t, has_both, &w, STORY_LONG))
        FAIL(t, "no row holds both '%s' and '%s'", one, two);
}

void story_keys(struct term *t, const char *keys, const char *text)
{
    term_keys(t, keys);
    if (!term_wait_text(t, text, STORY_LONG))
        FAIL(t, "'%s' does not appear after %s", text, keys);
}

/* The status line tells of work that goes on, even where it is quiet for a while. */
static bool is_done(struct term *t, void *arg)
{
    const char *row = term_row(t, 0);
    (void)arg;
    return !strstr(row, "  listing") && !strstr(row, "  reading ") && !strstr(row, "  index ");
}

void story_settle(struct term *t)
{
    bool quiet = term_quiet(t, STORY_REST, STORY_LONG);
    if (quiet && !is_done(t, NULL))
        quiet =
            term_wait_for(t, is_done, NULL, STORY_LONG) && term_quiet(t, STORY_REST, STORY_LONG);
    if (!quiet)
        FAIL(t, "the program is never quiet");
}

const char *story_cursor_row(struct term *t)
{
    int row, col;
    term_cursor(t, &row, &col);
    return term_row(t, row);
}

static bool cursor_has(struct term *t, void *arg)
{
    return strstr(story_cursor_row(t), arg) != NULL;
}

void story_expect_cursor(struct term *t, const char *text)
{
    if (!term_wait_for(t, cursor_has, (void *)(uintptr_t)text, STORY_LONG))
        FAIL(t, "the cursor's row does not hold '%s'", text);
}

/* --- ending ---------------------------------------------------------------------- */

void story_ended(struct term *t, int want_status)
{
    int status = -1;
    if (!term_wait_exit(t, STORY_LONG, &status))
        FAIL(t, "the program does not end");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != want_status)
        FAIL(t, "ended with wait status 0x%x, not exit %d", (unsigned)status, want_status);
    struct term_fault fault;
    if (!term_check(t, 0, 0, &fault))
        FAIL(t, "%s in the output at %zu: %s", fault.reason, fault.offset, fault.excerpt);
    if (term_replies(t) != 0)
        FAIL(t, "the terminal was queried");
    if (term_alt_screen(t))
        FAIL(t, "the alternate screen was left on");
    if (!term_cursor_visible(t))
        FAIL(t, "the cursor was left hidden");
    if (term_mouse(t))
        FAIL(t, "the mouse was left on");
    if (!term_termios_same(t))
        FAIL(t, "the line settings are not as they were");
}

void story_quit(struct term *t)
{
    term_keys(t, "Q");
    story_ended(t, 0);
    term_stop(t);
}

int story_main(const struct CMUnitTest *tests, size_t count)
{
    const char *why = term_missing();
    if (why) {
        printf("skipped: %s\n", why);
        return 77;
    }
    if (access(story_program(), X_OK) != 0) {
        printf("skipped: %s is not built\n", story_program());
        return 77;
    }
    return _cmocka_run_group_tests("story", tests, count, NULL, NULL) != 0;
}
