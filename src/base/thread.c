/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/thread.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define BACKGROUND_NICE 10

void ns_thread_stand_back(void)
{
#ifdef __linux__
    /* May fail where limits forbid it: then threads are equals, which is slower but right. */
    setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), BACKGROUND_NICE);
#endif
}

uint64_t ns_thread_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
