/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What term.c, term_keys.c and term_screen.c share; tests include term.h. */
#ifndef TESTS_TUI_TERM_PRIV_H
#define TESTS_TUI_TERM_PRIV_H

#include "term.h"

#include <vterm.h>

#define TERM_CSI_MAX 128

/* Rewrites what libvterm 0.1.4 does not know before it sees it: SGR 2 (dim)
 * becomes font 9, REP becomes the characters themselves. */
struct term_filter {
    enum { F_TEXT, F_ESC, F_CSI, F_STRING } state;
    char csi[TERM_CSI_MAX]; /* the sequence so far, from ESC [ on */
    size_t csi_len;
    char last[8]; /* the last character printed, for REP */
    size_t last_len, last_need;
};

struct term {
    int master,
        slave; /* -1 when closed; slave stays open so that line settings outlive the child */
    pid_t pid;
    bool ended;
    int status;
    char *home;
    bool own_home;
    unsigned check_flags;

    VTerm *vt;
    VTermScreen *screen;
    struct term_filter filter;
    int cols, rows;
    bool cursor_visible, alt, mouse;
    bool typing; /* libvterm's output is a key, not a reply */
    bool answer;
    size_t replies;

    unsigned char *raw;
    size_t raw_len, raw_cap;
    double started, last_byte; /* ms, monotonic */
    struct termios before;

    char **kept; /* strings lent to the caller */
    size_t n_kept, cap_kept;
};

double term_now(void);
void *term_alloc(void *old, size_t size);
/* Takes s; returns it. */
char *term_keep(struct term *t, char *s);
/* Reads what is there or comes within timeout_ms: bytes read, 0 none, -1 the end. */
ssize_t term_pump(struct term *t, int timeout_ms);

bool term_screen_init(struct term *t);
void term_screen_free(struct term *t);
void term_screen_feed(struct term *t, const char *data, size_t len);
void term_screen_size(struct term *t);

#endif
