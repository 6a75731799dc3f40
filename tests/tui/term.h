/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A terminal for tests: starts a real program in a pty of a given size, types
 * at it, and reads back what a reader would see (through libvterm) and the
 * bytes that came over the wire.
 *
 * Units: times are milliseconds unless a name says us (microseconds); rows and
 * columns count from 0; byte positions ("marks") count all bytes the program
 * has written since it was started.
 * Ownership: term_start owns until term_stop; every string a function returns
 * is borrowed and lives until term_stop.
 * Waiting: nothing sleeps for a fixed time to be right. Functions wait for a
 * text, for the end of the program or for quiet, each with a deadline, and
 * read the program's output while they wait. Deadlines are multiplied by
 * term_slow().
 * Errors: functions return false or -1; a misuse (an unknown key name) aborts.
 * Threads: none.
 */
#ifndef TESTS_TUI_TERM_H
#define TESTS_TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>
#include <termios.h>

struct term;

struct term_opts {
    int cols, rows;     /* 0: 80 x 24 */
    const char *term;   /* TERM; NULL: xterm-256color; "" leaves it unset */
    const char *locale; /* LC_ALL and LANG; NULL: C.UTF-8 */
    const char *cwd;    /* NULL: the caller's */
    const char *home;   /* an existing folder to use as HOME; NULL: a fresh one, removed at stop */
    const char *const *env; /* more "NAME=value" and "NAME" (unset), NULL-terminated; may be NULL */
    bool answer;            /* send a terminal's replies to queries back to the program */
};

/* Why no terminal can be had here (no pty), or NULL when all is well. */
const char *term_missing(void);

/* 8 where $NS_SLOW is set (sanitizer builds, loaded machines), else 1. */
double term_slow(void);

/* Starts argv[0] (found in PATH) in a new session with its own terminal. The
 * environment is PATH, HOME and the XDG folders (inside home), TERM, locale,
 * sanitizer and coverage settings, and opts->env; nothing else. NULL, with a
 * message on stderr, when it cannot be started. */
struct term *term_start(const struct term_opts *opts, const char *const argv[]);

/* Kills what still runs, reaps it, removes the home made by term_start. */
void term_stop(struct term *t);

/* The folder used as HOME; XDG_CONFIG_HOME is home/config, XDG_STATE_HOME
 * home/state, XDG_DATA_HOME home/data, XDG_CACHE_HOME home/cache. */
const char *term_home(const struct term *t);
pid_t term_pid(const struct term *t);

/* Makes a fresh temporary folder; the caller frees the path and removes the folder. */
char *term_temp_dir(void);
void term_remove_tree(const char *path);

/* --- typing ------------------------------------------------------------- */

/* Types text with key names: <Enter> <Tab> <S-Tab> <Esc> <Space> <BS> <Del>
 * <Insert> <Up> <Down> <Left> <Right> <Home> <End> <PageUp> <PageDown> <PgUp> <PgDn>
 * <F1>..<F12> <C-a>..<C-z> <C-\> <C-]> <C-^> <C-_> <C-Space> <M-x>, <lt> for '<'.
 * Arrows follow the cursor key mode the program chose, as a terminal's do. */
void term_keys(struct term *t, const char *keys);
void term_bytes(struct term *t, const void *data, size_t len);

/* --- waiting ------------------------------------------------------------ */

/* Reads until nothing came for quiet_ms; false when the deadline passed first. */
bool term_quiet(struct term *t, int quiet_ms, int deadline_ms);
/* Until text stands in one row of the screen / stands in none. */
bool term_wait_text(struct term *t, const char *text, int deadline_ms);
bool term_wait_gone(struct term *t, const char *text, int deadline_ms);
/* Until pred(t, arg) holds; pred is asked again after each piece of output. */
bool term_wait_for(struct term *t, bool (*pred)(struct term *, void *), void *arg, int deadline_ms);
/* Until the program ended; *status as from waitpid (may be NULL). */
bool term_wait_exit(struct term *t, int deadline_ms, int *status);
bool term_running(struct term *t);

/* --- events ------------------------------------------------------------- */

void term_resize(struct term *t, int cols, int rows);
/* To the terminal's foreground process group (where a job under a shell is). */
bool term_signal(struct term *t, int sig);
/* Closes the terminal as a lost line does: the program gets SIGHUP and EIO. */
void term_hangup(struct term *t);

/* --- the screen --------------------------------------------------------- */

enum term_attr {
    TERM_BOLD = 1,
    TERM_DIM = 2,
    TERM_ITALIC = 4,
    TERM_UNDERLINE = 8,
    TERM_BLINK = 16,
    TERM_REVERSE = 32,
    TERM_STRIKE = 64
};

#define TERM_COLOR_DEFAULT (-1)
#define TERM_COLOR_RGB     0x1000000 /* | 0xrrggbb; else 0..255 of the palette */

struct term_cell {
    char text[32]; /* UTF-8; "" in the second half of a wide character; " " when blank */
    int width;
    unsigned attrs;
    int fg, bg;
};

int term_cols(const struct term *t);
int term_rows(const struct term *t);
/* false outside the screen. */
bool term_cell(struct term *t, int row, int col, struct term_cell *out);
/* The text of a row, blanks at its end cut. "" outside the screen. */
const char *term_row(struct term *t, int row);
/* Columns [col, col+cols) of a row, blanks at its end cut. */
const char *term_span(struct term *t, int row, int col, int cols);
/* Rows joined by '\n'; blanks at line ends cut. */
const char *term_rect(struct term *t, int row, int col, int rows, int cols);
const char *term_screen(struct term *t);
/* First row, from above, that holds text, and the cell column where it begins. */
bool term_find(struct term *t, const char *text, int *row, int *col);
bool term_find_from(struct term *t, const char *text, int first_row, int *row, int *col);
/* Attributes and colours of a row as one letter a cell, blanks at its end cut:
 * '.' plain, 'b' bold, 'd' dim, 'i' italic, 'u' underline, 'r' reverse, '+' several. */
const char *term_row_attrs(struct term *t, int row);
bool term_has_color(struct term *t); /* any cell in a colour that is not the default */
void term_cursor(struct term *t, int *row, int *col);
bool term_cursor_visible(const struct term *t);
bool term_alt_screen(const struct term *t);
bool term_mouse(const struct term *t);
/* The screen with a frame and the cursor's place, for a failed test. */
void term_dump(struct term *t, FILE *out);

/* --- the wire ----------------------------------------------------------- */

size_t term_mark(const struct term *t);
/* Bytes since mark; the content is valid until the next read. */
size_t term_bytes_since(const struct term *t, size_t mark);
const unsigned char *term_raw(const struct term *t, size_t mark, size_t *len);
/* Bytes a terminal would have sent back for queries; 0 when nothing was asked. */
size_t term_replies(const struct term *t);

struct term_cost {
    size_t bytes;
    double first_ms, last_ms; /* from the key to the first and last byte; 0 when none came */
};
/* Types keys, reads until quiet for quiet_ms behind the first byte, says what it cost; without a
 * byte it waits for longer. */
struct term_cost term_key_cost(struct term *t, const char *keys, int quiet_ms, int deadline_ms);
/* Milliseconds from start to the last byte received, and until now. */
double term_last_byte_ms(const struct term *t);
double term_age_ms(const struct term *t);
/* Peak resident memory of the program, KiB; 0 when unknown. */
long term_peak_kib(const struct term *t);
/* CPU time of the program so far, ms; -1 when unknown. */
long term_cpu_ms(const struct term *t);

/* The line settings before the program ran, and now; equal ignores the speed. */
void term_termios(const struct term *t, struct termios *before, struct termios *now);
bool term_termios_same(const struct term *t);

/* --- what may come over the wire ---------------------------------------- */

enum term_check_flags {
    TERM_MAY_MOUSE = 1,  /* mouse modes were asked for */
    TERM_MAY_PASTE = 2,  /* bracketed paste */
    TERM_MAY_LINUX = 4,  /* the Linux console's CSI ? n c (cursor shape) */
    TERM_MAY_PAD = 8,    /* NUL padding */
    TERM_ONLY_ASCII = 16 /* no byte past 0x7e (C locale) */
};

struct term_fault {
    size_t offset;    /* of the first byte of the offence */
    char reason[96];  /* what it is */
    char excerpt[96]; /* the bytes around it, escaped */
};

/* Walks bytes a program sent and finds the first thing that does not come from
 * a terminfo entry's motions, clears, attributes and modes: OSC, DCS, queries,
 * C1, bidi and zero-width characters, invalid UTF-8, more than four combining
 * marks on a character. true when there is none. */
bool term_check_bytes(const unsigned char *data, size_t len, unsigned flags,
                      struct term_fault *fault);
/* All bytes of t since mark, with the flags its TERM and locale imply. */
bool term_check(struct term *t, size_t mark, unsigned extra_flags, struct term_fault *fault);

#endif
