/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * measure.h: what benchmarks share: clocks, medians, memory.
 */
#ifndef TESTS_BENCH_MEASURE_H
#define TESTS_BENCH_MEASURE_H

#include <stddef.h>

double measure_now(void); /* ms, of a clock that never goes back */
double measure_cpu(void); /* ms of processor time, all threads of this process */

/* The middle of the times, which are sorted by it. 0 of none. */
double measure_median(double *times, size_t count);

size_t measure_rss(void); /* bytes resident now */

/* Runs a program with its output thrown away: ms by the clock until it ended, or -1 if it cannot be
 * started or ends with a status above 1 (1: it found nothing). */
double measure_program(char *const argv[]);

#endif
