/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process and its pty: starting, waiting, signals, measuring. */
#include "term_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

double term_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

void *term_alloc(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);
    if (!p) {
        fputs("terminal harness: out of memory\n", stderr);
        abort();
    }
    return p;
}

char *term_keep(struct term *t, char *s)
{
    if (t->n_kept == t->cap_kept) {
        t->cap_kept = t->cap_kept ? t->cap_kept * 2 : 64;
        t->kept = term_alloc(t->kept, t->cap_kept * sizeof *t->kept);
    }
    t->kept[t->n_kept++] = s;
    return s;
}

double term_slow(void)
{
    const char *s = getenv("NS_SLOW");
    return s && *s ? 8 : 1;
}

static double deadline_in(int ms)
{
    return term_now() + ms * term_slow();
}

const char *term_missing(void)
{
    int m, s;
    if (openpty(&m, &s, NULL, NULL, NULL) < 0) {
        static char why[128];
        snprintf(why, sizeof why, "no pseudo terminal can be opened here: %s", strerror(errno));
        return why;
    }
    close(m);
    close(s);
    return NULL;
}

/* --- folders ---------------------------------------------------------------- */

char *term_temp_dir(void)
{
    const char *base = getenv("TMPDIR");
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/term-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(path)) {
        perror("terminal harness: cannot make a temporary folder");
        abort();
    }
    char *copy = term_alloc(NULL, strlen(path) + 1);
    memcpy(copy, path, strlen(path) + 1);
    return copy;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path), 0;
}

static int unlock_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)ftw;
    if (type == FTW_D || type == FTW_DNR)
        (void)!chmod(path, 0700);
    return 0;
}

void term_remove_tree(const char *path)
{
    nftw(path, unlock_one, 16, FTW_PHYS); /* folders a test made unreadable */
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* --- starting --------------------------------------------------------------- */

struct env {
    char *vars[64];
    size_t n;
};

static void env_drop(struct env *e, const char *name, size_t len)
{
    for (size_t i = 0; i < e->n; i++) {
        if (strncmp(e->vars[i], name, len) == 0 && e->vars[i][len] == '=') {
            free(e->vars[i]);
            e->vars[i] = e->vars[--e->n];
            e->vars[e->n] = NULL;
            return;
        }
    }
}

static void env_set(struct env *e, const char *name, const char *value)
{
    size_t n = strlen(name) + strlen(value) + 2;
    env_drop(e, name, strlen(name));
    if (e->n + 1 >= sizeof e->vars / sizeof *e->vars)
        abort();
    e->vars[e->n] = term_alloc(NULL, n);
    snprintf(e->vars[e->n++], n, "%s=%s", name, value);
    e->vars[e->n] = NULL;
}

static void env_free(struct env *e)
{
    for (size_t i = 0; i < e->n; i++)
        free(e->vars[i]);
}

static void env_folder(struct env *e, const char *name, const char *home, const char *sub)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", home, sub);
    mkdir(path, 0700);
    env_set(e, name, path);
}

static void env_build(struct env *e, const struct term_opts *o, const char *home)
{
    static const char *const passed[] = {
        "PATH",         "TMPDIR",          "ASAN_OPTIONS", "UBSAN_OPTIONS",     "TSAN_OPTIONS",
        "LSAN_OPTIONS", "LD_LIBRARY_PATH", "GCOV_PREFIX",  "LLVM_PROFILE_FILE", "NAYSAY_DATADIR",
    };
    memset(e, 0, sizeof *e);
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
        if (getenv(passed[i]))
            env_set(e, passed[i], getenv(passed[i]));
    env_set(e, "HOME", home);
    env_folder(e, "XDG_CONFIG_HOME", home, "config");
    env_folder(e, "XDG_STATE_HOME", home, "state");
    env_folder(e, "XDG_DATA_HOME", home, "data");
    env_folder(e, "XDG_CACHE_HOME", home, "cache");
    const char *term = o->term ? o->term : "xterm-256color";
    if (*term)
        env_set(e, "TERM", term);
    env_set(e, "LANG", o->locale ? o->locale : "C.UTF-8");
    env_set(e, "LC_ALL", o->locale ? o->locale : "C.UTF-8");
    for (const char *const *v = o->env; v && *v; v++) {
        const char *eq = strchr(*v, '=');
        if (!eq) {
            env_drop(e, *v, strlen(*v));
            continue;
        }
        char name[128];
        snprintf(name, sizeof name, "%.*s", (int)(eq - *v), *v);
        env_set(e, name, eq + 1);
    }
}

static unsigned flags_for(const struct term_opts *o)
{
    const char *term = o->term ? o->term : "xterm-256color";
    const char *loc = o->locale ? o->locale : "C.UTF-8";
    unsigned f = 0;
    if (strncmp(term, "linux", 5) == 0)
        f |= TERM_MAY_LINUX;
    if (strncmp(term, "vt", 2) == 0)
        f |= TERM_MAY_PAD;
    if (strcmp(loc, "C") == 0 || strcmp(loc, "POSIX") == 0)
        f |= TERM_ONLY_ASCII;
    return f;
}

/* In the child: only async-signal-safe calls and exec. */
static void child_run(const struct term *t, const struct term_opts *o, char *const env[],
                      const char *const argv[])
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int s = 1; s < 32; s++)
        signal(s, SIG_DFL);
    close(t->master);
    if (login_tty(t->slave) < 0 || (o->cwd && chdir(o->cwd) < 0))
        _exit(126);
    execvpe(argv[0], (char *const *)(uintptr_t)argv, env);
    static const char msg[] = "terminal harness: cannot run the program\r\n";
    (void)!write(2, msg, sizeof msg - 1);
    _exit(127);
}

struct term *term_start(const struct term_opts *opts, const char *const argv[])
{
    static const struct term_opts plain;
    const struct term_opts *o = opts ? opts : &plain;
    struct term *t = term_alloc(NULL, sizeof *t);
    memset(t, 0, sizeof *t);
    t->cols = o->cols ? o->cols : 80;
    t->rows = o->rows ? o->rows : 24;
    t->answer = o->answer;
    t->check_flags = flags_for(o);
    struct winsize ws = {.ws_row = (unsigned short)t->rows, .ws_col = (unsigned short)t->cols};
    if (openpty(&t->master, &t->slave, NULL, NULL, &ws) < 0) {
        perror("terminal harness: openpty");
        free(t);
        return NULL;
    }
    fcntl(t->master, F_SETFD, FD_CLOEXEC);
    fcntl(t->slave, F_SETFD, FD_CLOEXEC);
    fcntl(t->master, F_SETFL, O_NONBLOCK);
    tcgetattr(t->slave, &t->before);
    t->own_home = !o->home;
    t->home = o->home ? strdup(o->home) : term_temp_dir();
    if (!term_screen_init(t))
        abort();
    struct env env;
    env_build(&env, o, t->home);
    fflush(NULL);
    t->started = t->last_byte = term_now();
    t->pid = fork();
    if (t->pid == 0)
        child_run(t, o, env.vars, argv);
    env_free(&env);
    if (t->pid < 0) {
        perror("terminal harness: fork");
        t->ended = true;
        term_stop(t);
        return NULL;
    }
    return t;
}

static void close_pty(struct term *t)
{
    if (t->master >= 0)
        close(t->master);
    if (t->slave >= 0)
        close(t->slave);
    t->master = t->slave = -1;
}

void term_stop(struct term *t)
{
    if (!t)
        return;
    if (!t->ended) {
        kill(-t->pid, SIGKILL);
        kill(t->pid, SIGKILL);
        close_pty(t); /* a job the program started in this session gets its SIGHUP */
        while (waitpid(t->pid, &t->status, 0) < 0 && errno == EINTR)
            continue;
    }
    close_pty(t);
    term_screen_free(t);
    if (t->own_home)
        term_remove_tree(t->home);
    free(t->home);
    for (size_t i = 0; i < t->n_kept; i++)
        free(t->kept[i]);
    free(t->kept);
    free(t->raw);
    free(t);
}

const char *term_home(const struct term *t)
{
    return t->home;
}

pid_t term_pid(const struct term *t)
{
    return t->pid;
}

/* --- reading and waiting ---------------------------------------------------- */

static void raw_add(struct term *t, const char *data, size_t len)
{
    if (t->raw_len + len > t->raw_cap) {
        t->raw_cap = (t->raw_len + len) * 2 + 65536;
        t->raw = term_alloc(t->raw, t->raw_cap);
    }
    memcpy(t->raw + t->raw_len, data, len);
    t->raw_len += len;
}

ssize_t term_pump(struct term *t, int timeout_ms)
{
    if (t->master < 0)
        return -1;
    struct pollfd p = {.fd = t->master, .events = POLLIN};
    int r = poll(&p, 1, timeout_ms < 0 ? 0 : timeout_ms);
    if (r <= 0)
        return 0;
    char buf[65536];
    ssize_t n = read(t->master, buf, sizeof buf);
    if (n <= 0)
        return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
    t->last_byte = term_now();
    raw_add(t, buf, (size_t)n);
    term_screen_feed(t, buf, (size_t)n);
    return n;
}

bool term_running(struct term *t)
{
    if (!t->ended) {
        int status;
        pid_t r = waitpid(t->pid, &status, WNOHANG);
        if (r == t->pid) {
            t->ended = true;
            t->status = status;
        }
    }
    return !t->ended;
}

static void drain(struct term *t)
{
    while (term_pump(t, 0) > 0)
        continue;
}

bool term_quiet(struct term *t, int quiet_ms, int deadline_ms)
{
    double end = deadline_in(deadline_ms), from = term_now();
    for (;;) {
        double now = term_now();
        double since = t->last_byte > from ? t->last_byte : from;
        double left = since + quiet_ms - now;
        if (left <= 0)
            return true;
        if (now >= end)
            return false;
        if (term_pump(t, (int)left + 1) < 0)
            return true;
    }
}

bool term_wait_for(struct term *t, bool (*pred)(struct term *, void *), void *arg, int deadline_ms)
{
    double end = deadline_in(deadline_ms);
    for (;;) {
        if (pred(t, arg))
            return true;
        double left = end - term_now();
        if (left <= 0)
            return false;
        bool alive = term_running(t);
        if (term_pump(t, left < 50 ? (int)left + 1 : 50) <= 0 && !alive) {
            drain(t);
            return pred(t, arg);
        }
    }
}

static bool has_text(struct term *t, void *arg)
{
    return term_find(t, arg, NULL, NULL);
}

static bool lacks_text(struct term *t, void *arg)
{
    return !term_find(t, arg, NULL, NULL);
}

bool term_wait_text(struct term *t, const char *text, int deadline_ms)
{
    return term_wait_for(t, has_text, (void *)(uintptr_t)text, deadline_ms);
}

bool term_wait_gone(struct term *t, const char *text, int deadline_ms)
{
    return term_wait_for(t, lacks_text, (void *)(uintptr_t)text, deadline_ms);
}

bool term_wait_exit(struct term *t, int deadline_ms, int *status)
{
    double end = deadline_in(deadline_ms);
    while (term_running(t)) {
        double left = end - term_now();
        if (left <= 0)
            return false;
        if (t->master >= 0)
            term_pump(t, left < 10 ? (int)left + 1 : 10);
        else
            poll(NULL, 0, 5); /* hung up: nothing to read, only the end to wait for */
    }
    drain(t);
    if (status)
        *status = t->status;
    return true;
}

/* --- typing and events ------------------------------------------------------ */

void term_bytes(struct term *t, const void *data, size_t len)
{
    const char *p = data;
    double end = deadline_in(20000);
    while (len > 0 && t->master >= 0) {
        ssize_t n = write(t->master, p, len);
        if (n > 0) {
            p += n;
            len -= (size_t)n;
        } else if (n < 0 && errno != EAGAIN && errno != EINTR) {
            return;
        } else if (term_now() > end) {
            fputs("terminal harness: the program does not read its keys\n", stderr);
            return;
        } else {
            term_pump(t, 5);
        }
    }
}

void term_resize(struct term *t, int cols, int rows)
{
    struct winsize ws = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    drain(t);
    t->cols = cols;
    t->rows = rows;
    term_screen_size(t);
    ioctl(t->master, TIOCSWINSZ, &ws); /* the kernel sends SIGWINCH */
}

bool term_signal(struct term *t, int sig)
{
    pid_t group = t->slave >= 0 ? tcgetpgrp(t->master) : -1;
    if (group <= 0)
        group = t->pid;
    return killpg(group, sig) == 0;
}

void term_hangup(struct term *t)
{
    drain(t);
    close_pty(t);
}

/* --- measuring -------------------------------------------------------------- */

size_t term_mark(const struct term *t)
{
    return t->raw_len;
}

size_t term_bytes_since(const struct term *t, size_t mark)
{
    return t->raw_len - mark;
}

const unsigned char *term_raw(const struct term *t, size_t mark, size_t *len)
{
    if (len)
        *len = t->raw_len - mark;
    return t->raw ? t->raw + mark : (const unsigned char *)"";
}

size_t term_replies(const struct term *t)
{
    return t->replies;
}

#define FIRST_BYTE_MS 600

struct term_cost term_key_cost(struct term *t, const char *keys, int quiet_ms, int deadline_ms)
{
    struct term_cost c = {0};
    drain(t);
    size_t mark = t->raw_len;
    double from = term_now(), end = deadline_in(deadline_ms);
    term_keys(t, keys);
    double quiet_from = term_now();
    for (;;) {
        /* The first byte may be late on a busy machine; what follows it is not. */
        int quiet = c.first_ms > 0 || quiet_ms > FIRST_BYTE_MS ? quiet_ms : FIRST_BYTE_MS;
        double now = term_now(), left = quiet_from + quiet - now;
        if (left <= 0 || now >= end)
            break;
        ssize_t n = term_pump(t, (int)left + 1);
        if (n < 0)
            break;
        if (n > 0) {
            quiet_from = t->last_byte;
            if (c.first_ms <= 0)
                c.first_ms = t->last_byte - from;
            c.last_ms = t->last_byte - from;
        }
    }
    c.bytes = t->raw_len - mark;
    return c;
}

double term_last_byte_ms(const struct term *t)
{
    return t->last_byte - t->started;
}

double term_age_ms(const struct term *t)
{
    return term_now() - t->started;
}

long term_peak_kib(const struct term *t)
{
    char path[64], line[256];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)t->pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtol(line + 6, NULL, 10);
    if (f)
        fclose(f);
    return kib;
}

long term_cpu_ms(const struct term *t)
{
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)t->pid);
    FILE *f = fopen(path, "r");
    if (!f)
        return -1;
    char *p = fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL;
    fclose(f);
    /* after the name: state, then ten numbers, then utime and stime in ticks */
    for (int field = 0; p && field < 12; field++)
        p = strchr(p + 1, ' ');
    if (!p)
        return -1;
    unsigned long user = strtoul(p, &p, 10), sys = strtoul(p, NULL, 10);
    return (long)((user + sys) * 1000 / (unsigned long)sysconf(_SC_CLK_TCK));
}

void term_termios(const struct term *t, struct termios *before, struct termios *now)
{
    *before = t->before;
    memset(now, 0, sizeof *now);
    if (t->slave >= 0)
        tcgetattr(t->slave, now);
}

bool term_termios_same(const struct term *t)
{
    struct termios a, b;
    term_termios(t, &a, &b);
    return a.c_iflag == b.c_iflag && a.c_oflag == b.c_oflag && a.c_lflag == b.c_lflag &&
           a.c_cflag == b.c_cflag && memcmp(a.c_cc, b.c_cc, sizeof a.c_cc) == 0;
}

bool term_check(struct term *t, size_t mark, unsigned extra_flags, struct term_fault *fault)
{
    return term_check_bytes(t->raw ? t->raw + mark : NULL, t->raw_len - mark,
                            t->check_flags | extra_flags, fault);
}
