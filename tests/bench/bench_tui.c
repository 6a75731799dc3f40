/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measures any terminal program under a pty, on the harness of tests/tui: time to first paint,
 * bytes on start, bytes when idle, and for each key the bytes it costs and the time from the key
 * to the first and last byte. See README.md beside it.
 */
#include "../tui/term.h"

#include <sys/wait.h>
#include <unistd.h>

#define MAX_KEYS  64
#define MAX_TIMES 10000

struct key_spec {
    const char *name, *keys;
    int times;
};

struct bench {
    struct term_opts opts;
    const char *ready; /* text that makes the first paint complete; NULL: the first burst */
    const char *setup; /* keys typed before measuring */
    int quiet_ms, idle_ms, starts;
    bool tsv;
    struct key_spec keys[MAX_KEYS];
    int n_keys;
};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Sorts v; its element at a share of 0..1. */
static double at_share(double *v, int n, double share)
{
    qsort(v, (size_t)n, sizeof *v, by_size);
    int i = (int)(share * (n - 1) + 0.5);
    return n ? v[i] : 0;
}

static bool has_output(struct term *t, void *arg)
{
    (void)arg;
    return term_mark(t) > 0;
}

/* Starts the program and waits until its first screen stands; the times are since the start. */
static struct term *start_once(const struct bench *b, const char *const argv[], double *first,
                               double *paint)
{
    struct term *t = term_start(&b->opts, argv);
    if (!t)
        return NULL;
    if (!term_wait_for(t, has_output, NULL, 30000)) {
        fprintf(stderr, "bench_tui: no output in 30 s\n");
        term_stop(t);
        return NULL;
    }
    *first = term_last_byte_ms(t);
    if (b->ready && !term_wait_text(t, b->ready, 60000)) {
        fprintf(stderr, "bench_tui: '%s' did not appear in 60 s\n", b->ready);
        term_dump(t, stderr);
        term_stop(t);
        return NULL;
    }
    if (!b->ready)
        term_quiet(t, 30, 60000);
    *paint = term_last_byte_ms(t);
    return t;
}

static void report_start(const struct bench *b, double *first, double *paint, size_t bytes)
{
    int n = b->starts;
    double f = at_share(first, n, 0.5), p = at_share(paint, n, 0.5);
    if (b->tsv)
        printf("start\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t%zu\n", n, f, p, paint[0], paint[n - 1], bytes);
    else
        printf(
            "start x%d: first byte %.1f ms, first paint %.1f ms (min %.1f max %.1f), %zu bytes\n",
            n, f, p, paint[0], paint[n - 1], bytes);
}

static void report_key(const struct bench *b, const struct key_spec *k, double *bytes,
                       double *first, double *last)
{
    int n = k->times;
    double bm = at_share(bytes, n, 0.5), fm = at_share(first, n, 0.5), lm = at_share(last, n, 0.5);
    if (b->tsv)
        printf("key\t%s\t%d\t%.0f\t%.0f\t%.0f\t%.3f\t%.3f\t%.3f\t%.3f\n", k->name, n, bm, bytes[0],
               bytes[n - 1], fm, lm, at_share(last, n, 0.95), last[n - 1]);
    else
        printf("%-16s x%-4d bytes %6.0f (%.0f..%.0f)   first %.2f ms, last %.2f ms (p95 %.2f max "
               "%.2f)\n",
               k->name, n, bm, bytes[0], bytes[n - 1], fm, lm, at_share(last, n, 0.95),
               last[n - 1]);
}

static void measure_key(const struct bench *b, struct term *t, const struct key_spec *k)
{
    static double bytes[MAX_TIMES], first[MAX_TIMES], last[MAX_TIMES];
    for (int i = 0; i < k->times; i++) {
        struct term_cost c = term_key_cost(t, k->keys, b->quiet_ms, 10000);
        bytes[i] = (double)c.bytes;
        first[i] = c.first_ms;
        last[i] = c.last_ms;
    }
    report_key(b, k, bytes, first, last);
}

static int run(const struct bench *b, const char *const argv[])
{
    static double first[MAX_TIMES], paint[MAX_TIMES];
    struct term *t = NULL;
    for (int i = 0; i < b->starts; i++) {
        term_stop(t);
        t = start_once(b, argv, &first[i], &paint[i]);
        if (!t)
            return 1;
    }
    size_t bytes = term_mark(t);
    report_start(b, first, paint, bytes);
    if (!term_quiet(t, 500, 120000)) /* background work may go on painting its progress */
        fprintf(stderr, "bench_tui: the program is never quiet\n");
    if (b->setup)
        term_keys(t, b->setup);
    term_quiet(t, 500, 10000);
    if (b->idle_ms > 0) {
        size_t mark = term_mark(t);
        long cpu = term_cpu_ms(t);
        term_quiet(t, b->idle_ms, b->idle_ms);
        printf(b->tsv ? "idle\t%d\t%zu\t%ld\n" : "idle %d ms: %zu bytes, %ld ms cpu\n", b->idle_ms,
               term_bytes_since(t, mark), term_cpu_ms(t) - cpu);
    }
    for (int i = 0; i < b->n_keys; i++)
        measure_key(b, t, &b->keys[i]);
    long kib = term_peak_kib(t);
    printf(b->tsv ? "rss\t%ld\n" : "peak resident %ld KiB\n", kib);
    struct term_fault f;
    bool clean = term_check(t, 0, 0, &f);
    if (!clean)
        printf("bytes out of place: %s at %zu: %s\n", f.reason, f.offset, f.excerpt);
    bool alive = term_running(t);
    if (!alive)
        fprintf(stderr, "bench_tui: the program ended while it was measured\n");
    term_stop(t);
    return alive ? 0 : 1;
}

static int usage(void)
{
    fputs("usage: bench_tui [-g COLSxROWS] [-T TERM] [-q QUIET_MS] [-i IDLE_MS] [-s STARTS] [-p "
          "READY]\n"
          "                 [-K SETUP_KEYS] [-t] [-k NAME=KEYS[=TIMES]]... -- COMMAND [ARG...]\n",
          stderr);
    return 2;
}

static bool add_key(struct bench *b, char *spec)
{
    char *keys = strchr(spec, '=');
    if (!keys || b->n_keys == MAX_KEYS)
        return false;
    *keys++ = '\0';
    struct key_spec k = {spec, keys, 20};
    char *times = strrchr(keys + (*keys == '='), '=');
    if (times && times[1]) {
        *times++ = '\0';
        k.times = (int)strtol(times, NULL, 10);
    }
    b->keys[b->n_keys++] = k;
    return k.times > 0 && k.times <= MAX_TIMES;
}

int main(int argc, char **argv)
{
    struct bench b = {.quiet_ms = 40, .idle_ms = 1000, .starts = 5};
    for (int c; (c = getopt(argc, argv, "+g:T:q:i:s:p:K:tk:")) != -1;) {
        bool ok = true;
        if (c == 'g')
            ok = sscanf(optarg, "%dx%d", &b.opts.cols, &b.opts.rows) == 2;
        else if (c == 'T')
            b.opts.term = optarg;
        else if (c == 'q')
            b.quiet_ms = (int)strtol(optarg, NULL, 10);
        else if (c == 'i')
            b.idle_ms = (int)strtol(optarg, NULL, 10);
        else if (c == 's')
            b.starts = (int)strtol(optarg, NULL, 10);
        else if (c == 'p')
            b.ready = optarg;
        else if (c == 'K')
            b.setup = optarg;
        else if (c == 't')
            b.tsv = true;
        else
            ok = c == 'k' && add_key(&b, optarg);
        if (!ok)
            return usage();
    }
    if (optind >= argc || b.starts < 1 || b.starts > MAX_TIMES)
        return usage();
    const char *why = term_missing();
    if (why) {
        fprintf(stderr, "bench_tui: %s\n", why);
        return 77;
    }
    return run(&b, (const char *const *)(uintptr_t)(argv + optind));
}
