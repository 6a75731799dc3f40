/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The part of test_ssh.sh that types: reading over a slow line, then losing it.
 *
 *   ssh_story ROUND_TRIP_MS LINE_PID PROGRAM_PID STATE_DIR READY -- SSH [ARG...]
 *
 * LINE_PID and PROGRAM_PID are files that the slow line and the far side write their process ids
 * to. READY is a text of the first screen. $SSH_STORY is "drop" (the line is cut) or "dead" (it
 * stays open and silent until the server gives up). Each check is a line "ok: ..." or "NOT OK: ...".
 */
#include "term.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>

#define LONG  30000
#define TIMES 20

static int failed;

static void judge(bool ok, const char *what)
{
    printf("%s: %s\n", ok ? "ok" : "NOT OK", what);
    failed += !ok;
}

static long read_pid(const char *path)
{
    FILE *f = fopen(path, "r");
    char line[32] = "";
    if (f) {
        (void)!fgets(line, sizeof line, f);
        fclose(f);
    }
    return strtol(line, NULL, 10);
}

static bool process_lives(long pid)
{
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    FILE *f = fopen(path, "r");
    if (!f)
        return false;
    const char *p = fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL;
    fclose(f);
    return p && strncmp(p, ") Z", 3) != 0;
}

static bool wait_ended(long pid, int ms)
{
    struct timespec from, now;
    clock_gettime(CLOCK_MONOTONIC, &from);
    while (process_lives(pid)) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        if ((now.tv_sec - from.tv_sec) * 1000 > ms)
            return false;
        poll(NULL, 0, 20);
    }
    return true;
}

/* A file of the folder that holds something. */
static bool state_saved(const char *dir)
{
    DIR *d = opendir(dir);
    bool found = false;
    for (struct dirent *e; d && (e = readdir(d));) {
        char path[1024];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
            found = true;
    }
    if (d)
        closedir(d);
    return found;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* One key after the other, each waited for: what a reader feels. */
static void step_by_step(struct term *t, double trip)
{
    double first[TIMES];
    size_t most = 0;
    char text[160];
    for (int i = 0; i < TIMES; i++) {
        struct term_cost c = term_key_cost(t, "j", (int)trip + 120, LONG);
        first[i] = c.first_ms;
        most = c.bytes > most ? c.bytes : most;
    }
    qsort(first, TIMES, sizeof *first, by_size);
    double median = first[TIMES / 2], least = first[0], worst = first[TIMES - 1];
    snprintf(text, sizeof text,
             "%d times j answers in one round trip of %.0f ms: %.0f, %.0f, %.0f ms (least, median, "
             "most), at most %zu bytes",
             TIMES, trip, least, median, worst, most);
    judge(least >= trip * 0.95 && median < trip + 60 && worst < trip * 1.9, text);
}

/* Held down: the keys do not wait for each other. */
static void held(struct term *t, double trip)
{
    char text[120], keys[TIMES + 1];
    memset(keys, 'k', TIMES);
    keys[TIMES] = '\0';
    struct term_cost c = term_key_cost(t, keys, (int)trip + 300, LONG);
    snprintf(text, sizeof text, "%d keys at once cost %zu bytes and %.0f ms, not %d round trips",
             TIMES, c.bytes, c.last_ms, TIMES);
    judge(c.bytes > 0 && c.last_ms < trip * 3, text);
}

static void lose_line(struct term *t, const char *line_file, long program, const char *state_dir,
                      bool dead)
{
    long line = read_pid(line_file);
    if (line <= 1 || kill((pid_t)line, dead ? SIGUSR1 : SIGKILL) < 0) {
        judge(false, "the line can be lost");
        return;
    }
    judge(wait_ended(program, LONG), dead ? "the program ends after the line is dead"
                                          : "the program ends when the line is dropped");
    judge(state_saved(state_dir), "the state file was saved");
    if (dead)
        kill((pid_t)line, SIGKILL);
    judge(term_wait_exit(t, LONG, NULL), "ssh ends");
}

int main(int argc, char **argv)
{
    if (argc < 8 || strncmp(argv[6], "--", 3) != 0) {
        fputs("usage: ssh_story ROUND_TRIP_MS LINE_PID PROGRAM_PID STATE_DIR READY -- SSH ...\n",
              stderr);
        return 2;
    }
    const char *why = term_missing();
    if (why) {
        printf("skipped: %s\n", why);
        return 77;
    }
    double trip = strtod(argv[1], NULL);
    struct term *t = term_start(NULL, (const char *const *)(uintptr_t)(argv + 7));
    if (!t || !term_wait_text(t, argv[5], LONG)) {
        if (t)
            term_dump(t, stdout);
        judge(false, "the first screen comes over the line");
        term_stop(t);
        return 1;
    }
    judge(true, "the first screen comes over the line");
    term_quiet(t, (int)trip + 700, LONG);
    long program = read_pid(argv[3]);
    judge(program > 1 && process_lives(program), "the program runs on the far side");
    const char *how = getenv("SSH_STORY");
    bool dead = how && strncmp(how, "dead", 5) == 0;
    if (dead) {
        term_keys(t, "j");
        term_quiet(t, (int)trip + 300, LONG);
    } else {
        step_by_step(t, trip);
        held(t, trip);
        size_t mark = term_mark(t);
        term_quiet(t, 1000, 1000);
        judge(term_bytes_since(t, mark) == 0, "nothing is sent when nothing changes");
    }
    struct term_fault f;
    judge(term_check(t, 0, 0, &f), "only terminfo's sequences come over the line");
    lose_line(t, argv[2], program, argv[4], dead);
    term_stop(t);
    return failed != 0;
}
