/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser on many terminals, under signals, and what it leaves behind. */
#include "story.h"

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *articles;

static int make_articles(void **state)
{
    (void)state;
    static const char curly[] =
        "Quotes And Dashes On The Quay\n\n\xe2\x80\x9cThe quay\xe2\x80\x99s caf\xc3\xa9 is "
        "open,\xe2\x80\x9d said Mara Kesh \xe2\x80\x94 and it was.\n";
    articles = story_articles();
    story_file(articles, "6-quay.txt", curly, sizeof curly - 1);
    return 0;
}

static int drop_articles(void **state)
{
    (void)state;
    term_remove_tree(articles);
    free(articles);
    return 0;
}

static struct term *open_as(const char *term, const char *locale, const char *more)
{
    const char *const args[] = {articles, NULL};
    const char *const env[] = {more, NULL};
    return story_start(&(struct term_opts){.term = term, .locale = locale, .env = env}, args);
}

/* --- terminals ------------------------------------------------------------------ */

static void test_every_terminal(void **state)
{
    (void)state;
    static const char *const terms[] = {"xterm-256color", "xterm", "screen", "screen-256color",
                                        "tmux-256color",  "linux", "vt100",  "vt220"};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct term *t = open_as(terms[i], NULL, NULL);
        story_expect(t, "Cranes Of Port");
        story_settle(t);
        story_expect_cursor(t, "Ministry Den");
        term_keys(t, "<Down>");
        story_expect_cursor(t, "Pilots Thr");
        term_keys(t, "<Enter>");
        story_expect(t, "tide lamps");
        story_quit(t);
    }
}

static void test_no_terminal_to_speak_of(void **state)
{
    (void)state;
    static const char *const terms[] = {"dumb", "no-such-terminal", ""};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct term *t = open_as(terms[i], NULL, NULL);
        int status = -1;
        if (!term_wait_exit(t, STORY_LONG, &status)) {
            term_dump(t, stdout);
            fail_msg("TERM='%s' does not end", terms[i]);
        }
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 2);
        size_t len;
        const unsigned char *raw = term_raw(t, 0, &len);
        assert_true(len > 0);                /* a message ... */
        assert_null(memchr(raw, 0x1b, len)); /* ... in plain characters */
        assert_true(term_termios_same(t));
        term_stop(t);
    }
}

static void test_no_color(void **state)
{
    (void)state;
    struct term *t = open_as(NULL, NULL, "NO_COLOR=1");
    story_expect(t, "Cranes Of Port");
    story_expect(t, "denial");
    story_settle(t);
    assert_false(term_has_color(t));
    /* the gutter's letter stands without colour */
    story_expect_both(t, "has denied", "D");
    story_quit(t);

    t = open_as(NULL, NULL, NULL);
    story_expect(t, "Cranes Of Port");
    story_expect(t, "denial");
    story_settle(t);
    assert_true(term_has_color(t)); /* so the check above can fail */
    story_quit(t);
}

static void test_c_locale(void **state)
{
    (void)state;
    struct term *t = open_as(NULL, "C", NULL);
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    story_keys(t, "G", "Mara Kesh");
    story_expect(t, "\"The quay's cafe is");
    story_quit(t); /* the checker lets no byte past ASCII through */
}

static void test_utf8_is_shown(void **state)
{
    (void)state;
    struct term *t = open_as(NULL, NULL, NULL);
    story_expect(t, "Cranes Of Port");
    story_keys(t, "G", "\xe2\x80\x9cThe quay\xe2\x80\x99s caf\xc3\xa9");
    story_quit(t);
}

static void test_not_a_terminal(void **state)
{
    (void)state;
    char command[8192];
    snprintf(command, sizeof command, "'%s' '%s' </dev/null | cat; echo; echo end-of-it",
             story_program(), articles);
    const char *const argv[] = {"sh", "-c", command, NULL};
    struct term *t = term_start(NULL, argv);
    assert_non_null(t);
    story_expect(t, "end-of-it");
    size_t len;
    const unsigned char *raw = term_raw(t, 0, &len);
    assert_null(memchr(raw, 0x1b, len));
    assert_true(len > 20);
    term_stop(t);
}

static void test_unknown_input_runs_nothing(void **state)
{
    (void)state;
    static const char *const replies[] = {"\033[?62;22c",   "\033[24;80R", "\033P1$r0m\033\\",
                                          "\033]0;Q\033\\", "\033[31~",    "\033[<0;5;5M"};
    struct term *t = open_as(NULL, NULL, NULL);
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    for (size_t i = 0; i < sizeof replies / sizeof *replies; i++) {
        term_bytes(t, replies[i], strlen(replies[i]));
        story_settle(t);
        if (!term_running(t)) {
            term_dump(t, stdout);
            fail_msg("reply %zu ended the program", i);
        }
    }
    story_expect_cursor(t, "Ministry Den");
    story_quit(t);
}

/* --- signals --------------------------------------------------------------------- */

/* A state file holds something. */
static bool state_saved(struct term *t)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/state/naysay", term_home(t));
    DIR *d = opendir(path);
    bool found = false;
    for (struct dirent *e; d && (e = readdir(d));) {
        char file[8192];
        struct stat st;
        snprintf(file, sizeof file, "%s/%s", path, e->d_name);
        if (stat(file, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
            found = true;
    }
    if (d)
        closedir(d);
    return found;
}

static void test_term_signal(void **state)
{
    (void)state;
    struct term *t = open_as(NULL, NULL, NULL);
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    term_keys(t, "<Enter>jj");
    story_settle(t);
    assert_false(term_termios_same(t));
    term_signal(t, SIGTERM);
    int status = -1;
    assert_true(term_wait_exit(t, STORY_LONG, &status));
    assert_true(WIFEXITED(status) || WTERMSIG(status) == SIGTERM); /* no crash */
    assert_false(term_alt_screen(t));
    assert_true(term_cursor_visible(t));
    assert_true(term_termios_same(t));
    assert_true(state_saved(t));
    term_stop(t);
}

/* Has it ended, whether or not anybody reads what it wrote? */
static bool ended_unread(struct term *t, int ms)
{
    siginfo_t info;
    for (int i = 0; i < ms / 10; i++) {
        info.si_pid = 0;
        if (waitid(P_PID, (id_t)term_pid(t), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
            info.si_pid)
            return true;
        usleep(10000);
    }
    return false;
}

/* The terminal takes nothing more (^S, a dead line): a signal still ends the program, and saves. */
static void test_signal_while_blocked(void **state)
{
    (void)state;
    const char *const args[] = {articles, NULL};
    struct term *t = story_start(&(struct term_opts){.cols = 200, .rows = 60}, args);
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    term_keys(t, "<Enter>jj");
    story_settle(t);
    for (int i = 0; i < 40; i++) { /* each paints all; nobody reads */
        term_bytes(t, "\f", 1);
        usleep(20000);
    }
    assert_false(ended_unread(t, 100));
    kill(term_pid(t), SIGTERM);
    assert_true(ended_unread(t, (int)(5000 * term_slow())));
    assert_true(state_saved(t));
    int status = -1;
    assert_true(term_wait_exit(t, STORY_LONG, &status));
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    assert_true(term_termios_same(t));
    term_stop(t);
}

static void test_hangup(void **state)
{
    (void)state;
    struct term *t = open_as(NULL, NULL, NULL);
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    term_keys(t, "<Enter>jj");
    story_settle(t);
    term_hangup(t);
    int status = -1;
    assert_true(term_wait_exit(t, STORY_LONG, &status));
    assert_true(WIFEXITED(status) || WTERMSIG(status) == SIGHUP);
    assert_true(state_saved(t));
    term_stop(t);
}

static void test_suspend_and_return(void **state)
{
    (void)state;
    const char *const argv[] = {"sh", "-i", NULL};
    const char *const env[] = {"PS1=READY>", "ENV", NULL};
    struct term *t = term_start(&(struct term_opts){.env = env}, argv);
    assert_non_null(t);
    story_expect(t, "READY>");
    char command[8192];
    snprintf(command, sizeof command, "'%s' '%s'<Enter>", story_program(), articles);
    story_keys(t, command, "Cranes Of Port");
    story_settle(t);
    story_keys(t, "j", "tide lamps");
    story_settle(t);
    assert_true(term_alt_screen(t));
    for (int i = 0; i < 3; i++) {
        story_keys(t, "<C-z>", "Stopped");
        story_settle(t);
        assert_false(term_alt_screen(t));
        assert_true(term_cursor_visible(t));
        struct termios before, now;
        term_termios(t, &before, &now);
        assert_true(now.c_lflag & ISIG);
        assert_true(now.c_oflag & OPOST);
        term_keys(t, "clear; fg<Enter>");
        story_expect(t, "tide lamps");
        story_settle(t);
        assert_true(term_alt_screen(t));
        story_expect_cursor(t, "Pilots Thr");
    }
    /* resized while it was away */
    story_keys(t, "<C-z>", "Stopped");
    term_resize(t, 120, 30);
    term_keys(t, "fg; echo ended-$((2+3))<Enter>");
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    term_keys(t, "j");
    story_expect_cursor(t, "Veles Coun");
    /* Not the prompt, which the old screen shows before the line settings are back. */
    story_keys(t, "Q", "ended-5");
    assert_false(term_alt_screen(t));
    term_keys(t, "exit<Enter>");
    assert_true(term_wait_exit(t, STORY_LONG, NULL));
    term_stop(t);
}

static void test_resize_storm(void **state)
{
    (void)state;
    struct term *t = open_as(NULL, NULL, NULL);
    story_expect(t, "Cranes Of Port");
    for (int i = 0; i < 200; i++)
        term_resize(t, 1 + (i * 37) % 220, 1 + (i * 17) % 70);
    term_resize(t, 80, 24);
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    term_keys(t, "j");
    story_expect_cursor(t, "Pilots Thr");
    story_quit(t);
}

static void test_extreme_sizes(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1},  {2, 1},    {1, 24},   {21, 6},   {30, 8},
                                   {59, 9}, {300, 10}, {60, 100}, {500, 200}};
    struct term *t = open_as(NULL, NULL, NULL);
    story_expect(t, "Cranes Of Port");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        term_resize(t, sizes[i][0], sizes[i][1]);
        story_settle(t);
        term_keys(t, "jk<Tab>?");
        story_settle(t);
        assert_true(term_running(t));
        term_keys(t, "q");
        story_settle(t);
    }
    term_resize(t, 80, 24);
    story_expect(t, "Cranes Of Port");
    story_quit(t);
}

static void test_idle_is_silent(void **state)
{
    (void)state;
    struct term *t = open_as(NULL, NULL, NULL);
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    term_quiet(t, 1000, STORY_LONG);
    size_t mark = term_mark(t);
    long cpu = term_cpu_ms(t);
    term_quiet(t, 2000, 2000);
    assert_int_equal(term_bytes_since(t, mark), 0);
    assert_true(term_cpu_ms(t) - cpu <= 30);
    /* a key that changes nothing costs nothing either */
    struct term_cost c = term_key_cost(t, "g", STORY_REST, STORY_LONG);
    assert_int_equal(c.bytes, 0);
    story_quit(t);
}

#define WITH_ARTICLES(f) cmocka_unit_test_setup_teardown(f, make_articles, drop_articles)

static const struct CMUnitTest tests[] = {
    WITH_ARTICLES(test_every_terminal),
    WITH_ARTICLES(test_no_terminal_to_speak_of),
    WITH_ARTICLES(test_no_color),
    WITH_ARTICLES(test_c_locale),
    WITH_ARTICLES(test_utf8_is_shown),
    WITH_ARTICLES(test_not_a_terminal),
    WITH_ARTICLES(test_unknown_input_runs_nothing),
    WITH_ARTICLES(test_term_signal),
    WITH_ARTICLES(test_signal_while_blocked),
    WITH_ARTICLES(test_hangup),
    WITH_ARTICLES(test_suspend_and_return),
    WITH_ARTICLES(test_resize_storm),
    WITH_ARTICLES(test_extreme_sizes),
    WITH_ARTICLES(test_idle_is_silent),
};

STORY_MAIN(tests)
