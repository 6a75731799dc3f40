/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor.h"

#include "naysay/slice.h"
#include "naysay/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_WORDS 16

static const char *editor_line(void)
{
    const char *names[] = {"VISUAL", "EDITOR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && value[strspn(value, " ")])
            return value;
    }
    return "vi";
}

static void run_child(char **words)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    /* Articles may have come by standard input; the editor wants keys there. */
    int tty = isatty(STDIN_FILENO) ? -1 : open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (tty >= 0)
        dup2(tty, STDIN_FILENO);
    execvp(words[0], words);
    _exit(127);
}

/* What is typed is the editor's: ^Z stops this process with it, so that the shell takes over; ^C
 * and ^\ are none of its business. */
static int wait_for(pid_t child)
{
    const struct timespec at_once = {0};
    sigset_t stop, typed, before;
    int how = 0;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigemptyset(&typed);
    sigaddset(&typed, SIGINT);
    sigaddset(&typed, SIGQUIT);
    sigprocmask(SIG_UNBLOCK, &stop, &before);
    while (waitpid(child, &how, 0) < 0 && errno == EINTR)
        ;
    sigprocmask(SIG_SETMASK, &before, NULL);
    while (sigtimedwait(&typed, NULL, &at_once) > 0)
        ;
    return how;
}

enum ns_status ns_editor_run(const char *path, unsigned line, struct ns_err *err)
{
    /* The editor may be several words ("emacs -nw"); they are cut at blanks, by no shell. */
    char *owned[MAX_WORDS + 4] = {0};
    size_t n = 0;
    struct ns_slice rest = ns_slice_of(editor_line()), word;
    while (n < MAX_WORDS && ns_slice_field(&rest, ' ', &word))
        if (word.len)
            owned[n++] = ns_string_dup(word);
    struct ns_bytes b = {0};
    if (line) {
        ns_bytes_format(&b, "+%u", line);
        owned[n++] = ns_string_dup(ns_bytes_slice(&b));
        b.len = 0;
    }
    /* A name that begins with - must not become an option. */
    ns_bytes_format(&b, "%s%s", path[0] == '-' ? "./" : "", path);
    owned[n++] = ns_string_dup(ns_bytes_slice(&b));
    ns_vec_free(&b);

    enum ns_status status = NS_OK;
    int how = 0;
    pid_t child = fork();
    if (child == 0)
        run_child(owned);
    if (child < 0)
        status = ns_err_set(err, NS_ERR_IO, "cannot start '%s': %s", owned[0], strerror(errno));
    else
        how = wait_for(child);
    if (status == NS_OK && WIFEXITED(how) && WEXITSTATUS(how) == 127)
        status = ns_err_set(err, NS_ERR_IO, "cannot start '%s' (set VISUAL or EDITOR)", owned[0]);
    for (size_t i = 0; i < n; i++)
        free(owned[i]);
    return status;
}
