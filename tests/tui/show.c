/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For looking: runs a program in a terminal of the tests, types keys and prints the screen after
 * each of them, with its attributes (-a) if asked for.
 *
 *   show [-g COLSxROWS] [-T TERM] [-L LOCALE] [-a] [-k KEYS]... -- COMMAND [ARG...]
 */
#include "term.h"

#include <unistd.h>

static void print_screen(struct term *t, const char *after, bool attrs)
{
    printf("after %s\n", after);
    term_dump(t, stdout);
    for (int r = 0; attrs && r < term_rows(t); r++)
        printf("%3d|%s\n", r, term_row_attrs(t, r));
}

int main(int argc, char **argv)
{
    struct term_opts opts = {0};
    const char *keys[64];
    int n = 0;
    bool attrs = false, ok = true;
    for (int c; ok && (c = getopt(argc, argv, "+g:T:L:ak:")) != -1;) {
        if (c == 'g')
            ok = sscanf(optarg, "%dx%d", &opts.cols, &opts.rows) == 2;
        else if (c == 'T')
            opts.term = optarg;
        else if (c == 'L')
            opts.locale = optarg;
        else if (c == 'a')
            attrs = true;
        else if (c == 'k' && n < 64)
            keys[n++] = optarg;
        else
            ok = false;
    }
    if (!ok || optind >= argc) {
        fputs("usage: show [-g COLSxROWS] [-T TERM] [-L LOCALE] [-a] [-k KEYS]... -- COMMAND "
              "[ARG...]\n",
              stderr);
        return 2;
    }
    struct term *t = term_start(&opts, (const char *const *)(uintptr_t)(argv + optind));
    if (!t)
        return 1;
    term_quiet(t, 700, 20000);
    print_screen(t, "start", attrs);
    for (int i = 0; i < n; i++) {
        size_t mark = term_mark(t);
        term_keys(t, keys[i]);
        term_quiet(t, 400, 20000);
        printf("%zu bytes ", term_bytes_since(t, mark));
        print_screen(t, keys[i], attrs);
    }
    struct term_fault f;
    if (!term_check(t, 0, 0, &f))
        printf("bytes out of place: %s at %zu: %s\n", f.reason, f.offset, f.excerpt);
    term_stop(t);
    return 0;
}
