/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A slow line: copies its standard input and output to and from a command or a TCP port, each piece
 * delayed by MS milliseconds each way. Used as ssh's ProxyCommand.
 *
 *   delay_pipe [-p PIDFILE] MS HOST PORT
 *   delay_pipe [-p PIDFILE] MS -- COMMAND [ARG...]
 *
 * SIGUSR1 makes it a dead line: both ends stay open and nothing passes any more. Killing it drops
 * the line. The delay is latency alone, the bandwidth is not limited.
 */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PIECE 32768
#define QUEUE 512 /* pieces on their way; more wait in the source */

struct piece {
    double due; /* ms */
    size_t len, done;
    char data[PIECE];
};

struct way {
    int from, to; /* -1: closed */
    struct piece *ring;
    size_t head, count;
};

static volatile sig_atomic_t dead;

static void on_usr1(int sig)
{
    (void)sig;
    dead = 1;
}

static double now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static void take(struct way *w, double delay)
{
    struct piece *p = &w->ring[(w->head + w->count) % QUEUE];
    ssize_t n = read(w->from, p->data, PIECE);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    /* the end travels as slowly as the data does: an empty piece */
    p->len = n > 0 ? (size_t)n : 0;
    p->done = 0;
    p->due = now_ms() + delay;
    w->count++;
    if (n <= 0)
        w->from = -1;
}

static void give(struct way *w)
{
    struct piece *p = &w->ring[w->head];
    if (p->len == 0) {
        if (shutdown(w->to, SHUT_WR) < 0)
            close(w->to);
        w->to = -1;
    } else {
        ssize_t n = write(w->to, p->data + p->done, p->len - p->done);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        p->done += n > 0 ? (size_t)n : 0;
        if (n < 0)
            w->to = -1;
    }
    if (w->to < 0 || p->done == p->len) {
        w->head = (w->head + 1) % QUEUE;
        w->count--;
    }
}

static bool due(const struct way *w, double now)
{
    return w->to >= 0 && w->count > 0 && w->ring[w->head].due <= now;
}

/* Copies until the far end has closed and its last bytes are given. The near end may close first. */
static void copy(struct way *ways, double delay)
{
    while (!dead && ways[1].to >= 0) {
        struct pollfd fds[4];
        double now = now_ms(), wait = 1e6;
        for (int i = 0; i < 2; i++) {
            struct way *w = &ways[i];
            bool room = w->from >= 0 && w->count < QUEUE;
            fds[i] = (struct pollfd){.fd = room ? w->from : -1, .events = POLLIN};
            fds[i + 2] = (struct pollfd){.fd = due(w, now) ? w->to : -1, .events = POLLOUT};
            if (w->count > 0 && !due(w, now) && w->ring[w->head].due - now < wait)
                wait = w->ring[w->head].due - now;
        }
        if (poll(fds, 4, wait >= 1e6 ? -1 : (int)wait + 1) < 0 && errno != EINTR)
            return;
        for (int i = 0; i < 2; i++) {
            if (fds[i].fd >= 0 && fds[i].revents)
                take(&ways[i], delay);
            if (fds[i + 2].fd >= 0 && fds[i + 2].revents)
                give(&ways[i]);
        }
    }
}

static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list;
    int why = getaddrinfo(host, port, &hints, &list), fd = -1;
    if (why) {
        fprintf(stderr, "delay_pipe: cannot find '%s': %s\n", host, gai_strerror(why));
        return -1;
    }
    for (struct addrinfo *a = list; a && fd < 0; a = a->ai_next) {
        fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
        if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen) < 0) {
            close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(list);
    if (fd < 0)
        fprintf(stderr, "delay_pipe: cannot connect to '%s' port %s: %s\n", host, port,
                strerror(errno));
    return fd;
}

static int run_command(char **argv)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(pair[1], 0);
        dup2(pair[1], 1);
        close(pair[0]);
        close(pair[1]);
        execvp(argv[0], argv);
        _exit(127);
    }
    close(pair[1]);
    return pid < 0 ? -1 : pair[0];
}

static bool write_pid(const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f)
        return false;
    fprintf(f, "%ld\n", (long)getpid());
    return fclose(f) == 0;
}

int main(int argc, char **argv)
{
    int i = 1;
    const char *pidfile = NULL;
    if (argc > 2 && strncmp(argv[1], "-p", 3) == 0) {
        pidfile = argv[2];
        i = 3;
    }
    if (argc - i < 3) {
        fputs("usage: delay_pipe [-p PIDFILE] MS HOST PORT | MS -- COMMAND [ARG...]\n", stderr);
        return 2;
    }
    double delay = strtod(argv[i], NULL);
    bool command = strncmp(argv[i + 1], "--", 3) == 0;
    int fd = command ? run_command(argv + i + 2) : connect_to(argv[i + 1], argv[i + 2]);
    if (fd < 0 || (pidfile && !write_pid(pidfile)))
        return 1;
    signal(SIGUSR1, on_usr1);
    signal(SIGPIPE, SIG_IGN);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    struct way ways[2] = {{.from = 0, .to = fd}, {.from = fd, .to = 1}};
    for (int k = 0; k < 2; k++)
        if (!(ways[k].ring = calloc(QUEUE, sizeof *ways[k].ring)))
            return 1;
    copy(ways, delay);
    while (dead) /* a dead line: open and silent until it is killed */
        pause();
    if (command) {
        close(fd);
        while (wait(NULL) < 0 && errno == EINTR)
            continue;
    }
    return 0;
}
