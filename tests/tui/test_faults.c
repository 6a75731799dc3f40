/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that is gone and files that cannot be read or written, each at many places in turn
 * (inject.c): the program ends by itself with a message, loses nothing that stood on the disk and
 * gives the terminal back.
 */
#include "story.h"

#include "naysay/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MALLOC_PLACES  120 /* of the allocations of one run, evenly spread */
#define LOCALE_CALLS   40  /* at the start; without them the locale is plain ASCII, which is fine */
#define BROWSER_PLACES 14
#define IO_MOST        14

static char *articles, *home;
static char
    data[4200]; /* word lists without trained models: one that cannot be read is passed over */

static int make_all(void **state)
{
    (void)state;
    articles = story_articles();
    home = term_temp_dir();
    char lists[4200], own[4300];
    const char *shipped = getenv("NAYSAY_DATADIR");
    snprintf(data, sizeof data, "%s/assets", home);
    snprintf(own, sizeof own, "%s/lexicon", data);
    snprintf(lists, sizeof lists, "%s/lexicon", shipped ? shipped : "assets");
    return mkdir(data, 0700) != 0 || symlink(lists, own) != 0;
}

static int drop_all(void **state)
{
    (void)state;
    term_remove_tree(articles);
    term_remove_tree(home);
    free(articles);
    free(home);
    return 0;
}

static const char *preload(void)
{
    static char line[4200];
    const char *build = getenv("NS_BUILDDIR");
    snprintf(line, sizeof line, "%s/tests/tui/inject.so", build ? build : ".");
    return line;
}

/* Sanitizers want to be the first that is preloaded, and bring an allocator of their own. */
static void need_injection(void)
{
    if (term_slow() > 1 || access(preload(), R_OK) != 0) {
        print_message("injected faults need a build without sanitizers\n");
        skip();
    }
}

/* --- without a terminal -------------------------------------------------------------------- */

struct run {
    int status; /* of waitpid */
    struct ns_bytes out, errors;
};

static void drain(int fd, struct ns_bytes *into)
{
    char bytes[65536];
    for (ssize_t n; (n = read(fd, bytes, sizeof bytes)) > 0;)
        ns_bytes_add(into, (struct ns_slice){bytes, (size_t)n});
    close(fd);
}

/* naysay with the arguments (the last is the folder) and a fault. */
static void run_with(const char *fault, const char *const args[], struct run *r)
{
    char out[4200], errors[4200], counted[4200];
    snprintf(out, sizeof out, "%s/out", home);
    snprintf(errors, sizeof errors, "%s/errors", home);
    snprintf(counted, sizeof counted, "%s/count", home);
    r->out.len = r->errors.len = 0;
    pid_t child = fork();
    if (child == 0) {
        const char *argv[16] = {story_program()};
        for (size_t i = 0; args[i] && i < 14; i++)
            argv[i + 1] = args[i];
        dup2(open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
        dup2(open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
        setenv("LD_PRELOAD", preload(), 1);
        setenv("NS_INJECT", fault, 1);
        setenv("NS_INJECT_COUNT", counted, 1);
        setenv("HOME", home, 1);
        setenv("NAYSAY_DATADIR", data, 1);
        alarm(30); /* a run that hangs ends by a signal, which fails the test */
        execv(argv[0], (char **)(uintptr_t)argv);
        _exit(127);
    }
    waitpid(child, &r->status, 0);
    drain(open(out, O_RDONLY), &r->out);
    drain(open(errors, O_RDONLY), &r->errors);
}

static unsigned long count_of(const char *kind, const char *const args[])
{
    char path[4200], fault[40], text[40] = "";
    struct run r = {0};
    snprintf(path, sizeof path, "%s/count", home);
    snprintf(fault, sizeof fault, "%s:0", kind);
    run_with(fault, args, &r);
    assert_true(WIFEXITED(r.status) && WEXITSTATUS(r.status) == 0);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    assert_non_null(fgets(text, sizeof text, f));
    fclose(f);
    ns_vec_free(&r.out);
    ns_vec_free(&r.errors);
    return strtoul(text, NULL, 10);
}

static void assert_told(const struct run *r, const char *fault, const struct ns_bytes *whole)
{
    if (!WIFEXITED(r->status) || WEXITSTATUS(r->status) > 2)
        fail_msg("%s: ended with wait status 0x%x", fault, (unsigned)r->status);
    bool same = r->out.len == whole->len && memcmp(r->out.at, whole->at, whole->len) == 0;
    if (WEXITSTATUS(r->status) == 0 && same)
        return;
    if (!memmem(r->errors.at, r->errors.len, "naysay: ", 8))
        fail_msg("%s: exit %d, and nothing was said", fault, WEXITSTATUS(r->status));
}

static void sweep(const char *kind, unsigned places, const char *more, const char *const args[])
{
    unsigned long count = count_of(kind, args);
    struct run r = {0};
    struct ns_bytes whole = {0};
    run_with("malloc:0", args, &r);
    ns_bytes_add(&whole, ns_bytes_slice(&r.out));
    assert_true(count > 0 && whole.len > 0);
    unsigned long first = strcmp(kind, "malloc") == 0 ? LOCALE_CALLS : 1;
    count -= first - 1;
    if (places > count)
        places = (unsigned)count;
    unsigned failed = 0;
    for (unsigned i = 0; i < places; i++) {
        char fault[60];
        snprintf(fault, sizeof fault, "%s:%lu%s", kind, first + i * count / places, more);
        run_with(fault, args, &r);
        assert_told(&r, fault, &whole);
        failed += WEXITSTATUS(r.status) != 0;
    }
    print_message("%s: %u of %lu calls failed in turn, %u times it was fatal\n", kind, places,
                  count, failed);
    ns_vec_free(&r.out);
    ns_vec_free(&r.errors);
    ns_vec_free(&whole);
}

static void test_no_memory(void **state)
{
    (void)state;
    need_injection();
    const char *const dump[] = {"--dump", "--jobs", "1", articles, NULL};
    const char *const extract[] = {"extract", "--jobs", "2", articles, NULL};
    sweep("malloc", MALLOC_PLACES, "", dump);
    sweep("malloc", MALLOC_PLACES / 4, "+", extract); /* and never again any */
}

static void test_files_fail(void **state)
{
    (void)state;
    need_injection();
    const char *const extract[] = {"extract", "--jobs", "1", articles, NULL};
    const char *const dump[] = {"--dump", "--jobs", "2", articles, NULL};
    sweep("open", 3 * IO_MOST, ":24", extract); /* EMFILE */
    sweep("open", IO_MOST, "+:13", dump);       /* EACCES */
    sweep("read", 3 * IO_MOST, "", extract);
    sweep("read", IO_MOST, "+", dump);
    sweep("readdir", IO_MOST, "", extract);
}

/* --- in the browser ------------------------------------------------------------------------ */

static struct term *open_with(const char *fault, const char *late)
{
    static char inject[100], so[4300], assets[4300];
    const char *const args[] = {articles, NULL};
    snprintf(inject, sizeof inject, "NS_INJECT=%s", fault);
    snprintf(so, sizeof so, "LD_PRELOAD=%s", preload());
    snprintf(assets, sizeof assets, "NAYSAY_DATADIR=%s", data);
    const char *const env[] = {inject, so, assets, late, NULL};
    return story_start(&(struct term_opts){.cols = 120, .rows = 30, .home = home, .env = env},
                       args);
}

/* curses as Debian 12 has it takes memory for granted where it looks a terminal up, before it has
 * sent or set anything: nothing is to be given back then. */
static bool died_before_the_terminal(struct term *t, int status)
{
    return WIFSIGNALED(status) && term_mark(t) == 0 && term_termios_same(t);
}

static void assert_given_back(struct term *t, const char *fault)
{
    int status = -1;
    if (!term_wait_exit(t, STORY_LONG, &status)) {
        term_dump(t, stdout);
        fail_msg("%s: does not end", fault);
    }
    if (died_before_the_terminal(t, status))
        return;
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 2) {
        term_dump(t, stdout);
        fail_msg("%s: ended with wait status 0x%x", fault, (unsigned)status);
    }
    if (term_alt_screen(t) || !term_cursor_visible(t) || !term_termios_same(t)) {
        term_dump(t, stdout);
        fail_msg("%s: the terminal is not as it was", fault);
    }
    if (WEXITSTATUS(status) && !term_find(t, "ut of memory", NULL, NULL)) /* curses says so, too */
        story_expect(t, "naysay: ");
}

static bool state_there(void)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/state/naysay/state", home);
    struct stat st;
    return stat(path, &st) == 0 && st.st_size > 0;
}

/* From the start on: every so many allocations one fails. */
static void test_no_memory_to_begin(void **state)
{
    (void)state;
    need_injection();
    const char *const dump[] = {"--dump", "--jobs", "2", articles, NULL};
    unsigned long count = count_of("malloc", dump);
    for (unsigned i = 0; i < BROWSER_PLACES; i++) {
        char fault[60];
        snprintf(fault, sizeof fault, "malloc:%lu", 1 + i * i * count / (BROWSER_PLACES * 13));
        struct term *t = open_with(fault, NULL);
        term_quiet(t, 150, STORY_LONG);
        if (term_running(t))
            term_keys(t, "jdQ");
        assert_given_back(t, fault);
        term_stop(t);
    }
}

/* While one reads: the places are saved and the message says so, whichever thread it was. */
static void test_no_memory_while_reading(void **state)
{
    (void)state;
    need_injection();
    static const char *const keys[] = {"jjj",  "/lamps<Enter>", "?", "w", "<F5>",
                                       "<F5>", ":about<Enter>"};
    unsigned saved = 0;
    for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++) {
        char fault[60], path[4200];
        snprintf(path, sizeof path, "%s/state/naysay/state", home);
        unlink(path);
        snprintf(fault, sizeof fault, "malloc:%u", 3 + 7 * i);
        struct term *t = open_with(fault, "NS_INJECT_ARMED=no");
        story_expect(t, "Cranes Of Port");
        story_keys(t, "<Enter>", "has denied reports");
        story_settle(t);
        kill(term_pid(t), SIGUSR1);
        usleep(20000);
        term_keys(t, keys[i]);
        for (unsigned k = 0; k < 40 && term_running(t); k++) {
            term_keys(t, "jk");
            term_quiet(t, 30, 1000);
        }
        if (term_running(t)) /* a library did without */
            term_keys(t, "Q");
        assert_given_back(t, fault);
        if (term_find(t, "out of memory", NULL, NULL)) {
            story_expect(t, "where you were reading has been saved");
            saved++;
        }
        assert_true(state_there());
        term_stop(t);
    }
    assert_true(saved >= 4);
}

/* The state cannot be written at the end, at each step of it in turn: that is told, and what stood
 * there before stays whole. */
static void test_state_fails(void **state)
{
    (void)state;
    need_injection();
    static const char *const faults[] = {"write:1:28", "write:1+:28", "fsync:1",    "rename:1:30",
                                         "rename:1+",  "open:1+:13",  "mkdir:1+:30"};
    struct term *t = open_with("malloc:0", NULL);
    story_expect(t, "has denied reports");
    story_keys(t, "j", "tide lamps");
    story_quit(t);
    char path[4200];
    snprintf(path, sizeof path, "%s/state/naysay/state", home);
    for (unsigned i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct ns_bytes before = {0}, after = {0};
        drain(open(path, O_RDONLY), &before);
        assert_true(before.len > 0);
        t = open_with(faults[i], "NS_INJECT_ARMED=no");
        story_keys(t, "K", "has denied reports");
        story_settle(t);
        kill(term_pid(t), SIGUSR1);
        usleep(20000);
        term_keys(t, "JQ");
        assert_given_back(t, faults[i]);
        drain(open(path, O_RDONLY), &after);
        bool same = after.len == before.len && memcmp(after.at, before.at, before.len) == 0;
        if (strncmp(faults[i], "mkdir", 5) != 0) {
            assert_true(same);
            story_expect(t, "naysay: ");
        }
        term_stop(t);
        ns_vec_free(&before);
        ns_vec_free(&after);
    }
}

int main(void)
{
#define WITH_ALL(f) cmocka_unit_test_setup_teardown(f, make_all, drop_all)
    const struct CMUnitTest tests[] = {
        WITH_ALL(test_no_memory),          WITH_ALL(test_files_fail),
        WITH_ALL(test_no_memory_to_begin), WITH_ALL(test_no_memory_while_reading),
        WITH_ALL(test_state_fails),
    };
    return story_main(tests, sizeof tests / sizeof *tests);
}
