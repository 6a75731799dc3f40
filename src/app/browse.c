/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/browse.h"

#include "app/editor.h"
#include "app/ending.h"
#include "app/report.h"
#include "naysay/log.h"
#include "ui/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

struct loop {
    struct ns_session *session;
    struct ns_screen *screen;
    struct ns_input input;
    struct ns_keys keys;
    int tty_fd, signal_fd;
    uint64_t typed_at; /* when the last bytes came */
    unsigned dirty;
    bool paint_all, quit;
    int killed_by; /* signal that ends the process, 0 if none */
    bool stuck;    /* the terminal took no bytes: curses was left in the middle of it */
};

static void signal_set(sigset_t *set)
{
    static const int signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT};
    sigemptyset(set);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(set, signals[i]);
}

static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
static struct sigaction before_fault[sizeof faults / sizeof *faults];

/* A fault of the program: the terminal back, then what would have happened without this. */
static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)context;
    ns_screen_emergency();
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (faults[i] == number)
            sigaction(number, &before_fault[i], NULL);
    if (info->si_code <= 0) /* sent: it does not come again by itself */
        raise(number);
}

void ns_browse_block_signals(void)
{
    sigset_t set;
    signal_set(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    ns_ending_block();
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigaction(faults[i], &action, &before_fault[i]);
}

/* ---- what the outside says -------------------------------------------------------------------- */

static void resized(struct loop *l)
{
    unsigned rows, columns;
    ns_screen_measure(l->screen, &rows, &columns);
    ns_grid_resize(l->session->grid, rows, columns);
    l->dirty |= ns_model_resize(l->session->model, rows, columns) | NS_DIRTY_ALL;
}

/* Takes the terminal back from whoever had it. */
static void returned(struct loop *l)
{
    ns_screen_return(l->screen);
    resized(l);
    l->paint_all = true;
}

static void suspend(struct loop *l)
{
    ns_screen_leave(l->screen);
    ns_session_save(l->session, false);
    const struct timespec at_once = {0};
    sigset_t stop, go_on;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigemptyset(&go_on);
    sigaddset(&go_on, SIGCONT);
    /* Delivered as soon as it is let through; the process stands still inside sigprocmask. */
    kill(0, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL);
    sigprocmask(SIG_BLOCK, &stop, NULL);
    sigtimedwait(&go_on, NULL, &at_once); /* answered here */
    returned(l);
}

static void take_signals(struct loop *l)
{
    struct signalfd_siginfo info;
    while (read(l->signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
        switch ((int)info.ssi_signo) {
        case SIGWINCH:
            /* Even if the size is the old one: it may have been another for a moment, and what
             * stood there is lost. */
            resized(l);
            l->paint_all = true;
            break;
        case SIGTSTP:
            suspend(l);
            break;
        case SIGCONT: /* after SIGSTOP, which nobody is told of: a shell had the terminal */
            returned(l);
            break;
        case SIGTERM:
        case SIGHUP:
        case SIGINT:
        case SIGQUIT:
            l->killed_by = (int)info.ssi_signo;
            break;
        default:
            break;
        }
    }
}

static void take_keys(struct loop *l, uint64_t now)
{
    for (size_t i = 0; i < l->keys.len; i++)
        l->dirty |= ns_model_key(l->session->model, l->keys.at[i], now);
    l->keys.len = 0;
}

static void read_terminal(struct loop *l, uint64_t now)
{
    unsigned char bytes[4096];
    ssize_t n = read(l->tty_fd, bytes, sizeof bytes);
    if (n > 0) {
        l->typed_at = now;
        ns_input_feed(&l->input, bytes, (size_t)n, &l->keys);
        take_keys(l, now);
    } else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
        l->killed_by = SIGHUP; /* the terminal is gone */
    }
}

/* ---- what the model asks for ------------------------------------------------------------------ */

/* Errors are those of the configuration at the start, else told by themselves. */
static void apply_theme(struct loop *l, bool start)
{
    struct ns_theme theme;
    struct ns_bytes errors = {0};
    size_t from = l->session->config_errors.len;
    ns_session_theme(l->session, &theme, start ? &l->session->config_errors : &errors);
    if (start)
        ns_session_tell_errors(l->session, from);
    const char *no_colour = getenv("NO_COLOR");
    if ((no_colour && *no_colour) || ns_screen_colours(l->screen) < 8)
        ns_theme_without_colours(&theme);
    ns_screen_set_theme(l->screen, &theme);
    if (errors.len) {
        struct ns_slice rest = ns_bytes_slice(&errors), first;
        ns_slice_line(&rest, &first);
        l->dirty |= ns_model_message(l->session->model, true, "%.*s", (int)first.len, first.at);
    }
    ns_vec_free(&errors);
    l->session->view.ascii = l->session->view.ascii || l->session->settings.ascii;
}

static void edit(struct loop *l, const struct ns_request *request)
{
    struct ns_err err = {0};
    ns_screen_leave(l->screen);
    enum ns_status status = ns_editor_run(request->path, request->line, &err);
    returned(l);
    if (status != NS_OK)
        l->dirty |= ns_model_message(l->session->model, true, "%s", err.message);
}

static void answer_requests(struct loop *l)
{
    struct ns_request request;
    while (!l->quit && ns_model_take_request(l->session->model, &request)) {
        switch (request.type) {
        case NS_REQUEST_QUIT:
            l->quit = true;
            break;
        case NS_REQUEST_SUSPEND:
            suspend(l);
            break;
        case NS_REQUEST_REDRAW:
            resized(l);
            l->paint_all = true;
            break;
        case NS_REQUEST_RELOAD:
        case NS_REQUEST_RULES:
            l->dirty |= ns_session_reload(l->session, request.type == NS_REQUEST_RULES);
            break;
        case NS_REQUEST_EDIT:
            edit(l, &request);
            break;
        case NS_REQUEST_THEME:
            apply_theme(l, false);
            l->dirty |= NS_DIRTY_ALL;
            break;
        }
    }
}

/* ---- the loop --------------------------------------------------------------------------------- */

static int shorter(int a, int b)
{
    return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

static void paint_screen(void *loop)
{
    struct loop *l = loop;
    ns_screen_paint(l->screen, l->session->grid, l->paint_all);
}

static void close_screen(void *loop)
{
    struct loop *l = loop;
    ns_screen_close(l->screen);
}

static void paint(struct loop *l)
{
    if (!l->dirty && !l->paint_all)
        return;
    ns_view_draw(l->session->model, l->session->grid, l->paint_all ? NS_DIRTY_ALL : l->dirty,
                 &l->session->view);
    int signal_number = ns_ending_guard(paint_screen, l, 0, &l->stuck);
    if (signal_number)
        l->killed_by = signal_number;
    l->dirty = NS_DIRTY_NONE;
    l->paint_all = false;
}

/* ms until bytes that may begin a key are taken for what they are; -1: there are none. Counted
 * from when they came, so that work in slices does not put an Escape off. */
static int input_wait(const struct loop *l, uint64_t now)
{
    int ms = ns_input_timeout(&l->input);
    uint64_t waited = (now - l->typed_at) / 1000000u;
    return ms < 0 ? -1 : waited >= (uint64_t)ms ? 0 : ms - (int)waited;
}

static void turn(struct loop *l)
{
    struct ns_session *s = l->session;
    struct pollfd fds[] = {
        {.fd = l->tty_fd, .events = POLLIN},
        {.fd = l->signal_fd, .events = POLLIN},
        {.fd = ns_corpus_wake_fd(s->corpus), .events = POLLIN},
        {.fd = ns_corpus_change_fd(s->corpus), .events = POLLIN},
        {.fd = s->next ? ns_corpus_wake_fd(s->next) : -1, .events = POLLIN},
    };
    uint64_t now = ns_clock();
    int wait = shorter(ns_model_timeout(s->model, now), input_wait(l, now));
    wait = shorter(wait, ns_session_change_wait(s, now));
    int ready = poll(fds, s->next ? 5 : 4, wait);
    now = ns_clock();
    if (ready < 0 && errno != EINTR)
        l->killed_by = SIGHUP;
    if (ready > 0 && fds[0].revents) {
        read_terminal(l, now);
    } else if (ready >= 0 && input_wait(l, now) == 0) {
        ns_input_flush(&l->input, &l->keys);
        take_keys(l, now);
    }
    if (ready > 0 && fds[1].revents)
        take_signals(l);
    if (ready > 0 && fds[2].revents)
        l->dirty |= ns_session_refresh(s);
    if (ready > 0 && s->next && fds[4].revents)
        l->dirty |= ns_session_advance(s);
    if ((ready > 0 && fds[3].revents) || ns_session_change_wait(s, now) == 0)
        l->dirty |= ns_session_follow(s, now);
    if (ns_model_timeout(s->model, now) == 0)
        l->dirty |= ns_model_tick(s->model, now);
    answer_requests(l);
}

static int run(struct loop *l)
{
    while (!l->quit && !l->killed_by) {
        paint(l);
        ns_session_focus(l->session);
        turn(l);
    }
    if (l->killed_by) { /* the terminal may be gone: nothing is to come before this */
        ns_ending_if_exhausted();
        ns_session_save(l->session, false);
    }
    return 0;
}

static int open_terminal(void)
{
    if (isatty(STDIN_FILENO))
        return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    return open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
}

/* Dies of the signal, so that whoever waits for the process sees why it ended. */
static void die_of(int signal_number)
{
    sigset_t set;
    signal(signal_number, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, signal_number);
    raise(signal_number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static bool open_loop(struct loop *l, bool utf8)
{
    struct ns_err err = {0};
    l->tty_fd = open_terminal();
    if (l->tty_fd < 0 || !isatty(STDOUT_FILENO)) {
        ns_report("%s is no terminal: 'naysay extract' writes JSON, 'naysay --dump' prints a "
                  "screen as text",
                  l->tty_fd < 0 ? "standard input" : "standard output");
        return false;
    }
    struct ns_screen_options o = {l->tty_fd, STDOUT_FILENO, !utf8 || l->session->settings.ascii};
    if (ns_screen_open(&o, &l->screen, &err) != NS_OK) {
        ns_report("%s", err.message);
        return false;
    }
    ns_trace("terminal open");
    ns_input_init(&l->input);
    ns_screen_describe_keys(&l->input);
    sigset_t set;
    signal_set(&set);
    l->signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return true;
}

int ns_browse_run(struct ns_session *s, bool utf8)
{
    struct loop l = {.session = s, .tty_fd = -1, .signal_fd = -1};
    if (!open_loop(&l, utf8)) {
        if (l.tty_fd >= 0)
            close(l.tty_fd);
        return 2;
    }
    unsigned rows, columns;
    ns_screen_measure(l.screen, &rows, &columns);
    ns_session_open_model(s, rows, columns, !utf8);
    apply_theme(&l, true);
    l.dirty = NS_DIRTY_ALL;
    paint(&l);
    ns_trace("first paint");
    int status = run(&l);
    if (!l.stuck)
        ns_ending_guard(close_screen, &l, l.killed_by, &l.stuck);
    if (l.stuck) {
        ns_screen_emergency();
        die_of(l.killed_by);
    }
    ns_input_free(&l.input);
    ns_vec_free(&l.keys);
    close(l.signal_fd);
    close(l.tty_fd);
    if (l.killed_by)
        die_of(l.killed_by);
    ns_session_save(s, true); /* now a message can be read */
    return status;
}
