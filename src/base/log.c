/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

#define RING_LINES 512
#define LINE_SIZE  240 /* bytes with the NUL; longer messages are cut */

struct line {
    uint64_t at; /* ns after the start */
    char text[LINE_SIZE];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct line ring[RING_LINES];
static size_t written; /* lines ever; the next goes to written % RING_LINES */
static uint64_t started;

uint64_t ns_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Before main: the nearest to the start of the process that the monotonic clock can tell. */
__attribute__((constructor)) static void start(void)
{
    started = ns_clock();
}

static void add(const char *format, va_list args) __attribute__((format(printf, 1, 0)));

static void add(const char *format, va_list args)
{
    uint64_t at = ns_clock() - started;
    pthread_mutex_lock(&lock);
    struct line *line = &ring[written++ % RING_LINES];
    line->at = at;
    vsnprintf(line->text, sizeof line->text, format, args);
    pthread_mutex_unlock(&lock);
}

void ns_log(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(format, args);
    va_end(args);
}

void ns_trace(const char *phase)
{
    double ms = (double)(ns_clock() - started) / 1e6;
    ns_log("trace: %s at %.3f ms", phase, ms);
}

void ns_log_copy(struct ns_bytes *out)
{
    pthread_mutex_lock(&lock);
    size_t from = written > RING_LINES ? written - RING_LINES : 0;
    for (size_t n = from; n < written; n++) {
        const struct line *line = &ring[n % RING_LINES];
        ns_bytes_format(out, "%llu.%06llu  %s\n", (unsigned long long)(line->at / 1000000000u),
                        (unsigned long long)(line->at / 1000u % 1000000u), line->text);
    }
    pthread_mutex_unlock(&lock);
}
