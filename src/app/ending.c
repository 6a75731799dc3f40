/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ending.h"

#include "ui/screen.h"

#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#define STUCK_US 300000            /* that a terminal may take to go on */
#define RESERVE  ((size_t)2 << 20) /* bytes that saving may need when there are no others */
#define PATIENCE 3                 /* seconds that a worker waits for the loop to end the process */

/* --- a terminal that takes no bytes --- */

static sigjmp_buf way_out;
static volatile sig_atomic_t inside, came;

static void set_timer(suseconds_t us)
{
    const struct itimerval due = {.it_value.tv_usec = us};
    setitimer(ITIMER_REAL, &due, NULL);
}

static void on_end(int number)
{
    came = number;
    if (inside)
        set_timer(STUCK_US);
}

/* Painting takes a few ms. Who is still at it now stands in write(2), where leaving does no harm. */
static void on_alarm(int number)
{
    (void)number;
    if (inside && came)
        siglongjmp(way_out, 1);
}

static void end_set(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGHUP);
    sigaddset(set, SIGALRM);
}

void ns_ending_block(void)
{
    sigset_t set;
    end_set(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    struct sigaction end = {.sa_handler = on_end}, alarm = {.sa_handler = on_alarm};
    end_set(&end.sa_mask);
    end_set(&alarm.sa_mask);
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGHUP, &end, NULL);
    sigaction(SIGALRM, &alarm, NULL);
}

int ns_ending_guard(void (*work)(void *context), void *context, int already, bool *stuck)
{
    sigset_t set;
    end_set(&set);
    *stuck = false;
    came = already;
    if (sigsetjmp(way_out, 0) == 0) {
        inside = 1;
        if (already)
            set_timer(STUCK_US);
        sigprocmask(SIG_UNBLOCK, &set, NULL);
        work(context);
    } else {
        *stuck = true;
    }
    inside = 0;
    sigprocmask(SIG_BLOCK, &set, NULL);
    if (came)
        set_timer(0);
    return came;
}

/* --- memory is gone --- */

static _Atomic(struct ns_session *) watched;
static _Thread_local bool is_loop; /* of this thread */
static void *reserve;
static atomic_bool exhausted, ending;

void ns_ending_watch(struct ns_session *session)
{
    is_loop = true;
    if (session && !reserve)
        reserve = ns_alloc(RESERVE);
    atomic_store(&watched, session);
    if (!session) {
        free(reserve);
        reserve = NULL;
    }
}

static _Noreturn void leave(const char *message)
{
    ns_screen_emergency();
    ssize_t sent = write(STDERR_FILENO, message, strlen(message));
    _exit(sent < 0 ? 1 : 1);
}

#define ADVICE "Open fewer articles at once, or allow more memory (ulimit -v).\n"

/* The loop's thread. What it was at is left as it is; the state is written to a new file, which
 * takes the old one's place only when it is whole. */
static _Noreturn void save_and_leave(void)
{
    if (atomic_exchange(&ending, true))
        leave("naysay: out of memory; where you were reading could not be saved. " ADVICE);
    ns_screen_emergency();
    free(reserve);
    reserve = NULL;
    if (ns_session_save(atomic_load(&watched), false))
        leave("naysay: out of memory; where you were reading has been saved. " ADVICE);
    leave("naysay: out of memory; where you were reading could not be saved. " ADVICE);
}

void ns_ending_exhausted(size_t bytes)
{
    (void)bytes;
    if (!atomic_load(&watched))
        leave("naysay: out of memory. " ADVICE);
    if (is_loop)
        save_and_leave();
    /* The state is the loop's: it is asked to end, and this thread does no more. */
    if (!atomic_exchange(&exhausted, true))
        kill(getpid(), SIGTERM);
    sleep(PATIENCE);
    leave("naysay: out of memory; where you were reading could not be saved. " ADVICE);
}

void ns_ending_if_exhausted(void)
{
    if (atomic_load(&exhausted))
        save_and_leave();
}
