/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal harness proved on small known programs: what it reads, waits
 * for and measures is right, and its checker catches what it is there for. */
#include "term.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define LONG 10000

static struct term *start_sh(int cols, int rows, const char *script)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    struct term *t = term_start(&(struct term_opts){.cols = cols, .rows = rows}, argv);
    assert_non_null(t);
    return t;
}

static void assert_row(struct term *t, int row, const char *want)
{
    const char *got = term_row(t, row);
    if (strcmp(got, want) != 0)
        term_dump(t, stderr);
    assert_string_equal(got, want);
}

/* --- starting and ending ------------------------------------------------------ */

static void test_text_and_exit(void **state)
{
    (void)state;
    struct term *t = start_sh(40, 5, "printf 'one\\ntwo'; exit 3");
    int status = 0;
    assert_true(term_wait_exit(t, LONG, &status));
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
    assert_false(term_running(t));
    assert_row(t, 0, "one");
    assert_row(t, 1, "two");
    assert_row(t, 4, "");
    assert_string_equal(term_rect(t, 0, 1, 2, 2), "ne\nwo");
    assert_string_equal(term_span(t, 1, 0, 2), "tw");
    term_stop(t);
}

static void test_killed_by_signal(void **state)
{
    (void)state;
    struct term *t = start_sh(40, 5, "echo up; exec sleep 100");
    int status = 0;
    assert_true(term_wait_text(t, "up", LONG));
    assert_true(term_running(t));
    assert_false(term_wait_exit(t, 30, NULL)); /* a deadline passes */
    assert_true(term_signal(t, SIGTERM));
    assert_true(term_wait_exit(t, LONG, &status));
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGTERM);
    term_stop(t);
}

static void test_missing_program(void **state)
{
    (void)state;
    const char *const argv[] = {"/nonexistent/program", NULL};
    struct term *t = term_start(NULL, argv);
    int status = 0;
    assert_true(term_wait_exit(t, LONG, &status));
    assert_int_equal(WEXITSTATUS(status), 127);
    term_stop(t);
}

static void test_environment(void **state)
{
    (void)state;
    setenv("LEAK_FROM_PARENT", "leaked", 1);
    const char *const argv[] = {
        "sh", "-c",
        "echo \"$TERM|$LC_ALL|$X_MORE|$LEAK_FROM_PARENT|\"; stty size; "
        "test -d \"$XDG_STATE_HOME\" && echo state; pwd; tty -s && echo tty",
        NULL};
    const char *const env[] = {"X_MORE=yes", NULL};
    struct term *t = term_start(
        &(struct term_opts){
            .cols = 61, .rows = 9, .term = "vt100", .locale = "C", .env = env, .cwd = "/usr"},
        argv);
    assert_true(term_wait_exit(t, LONG, NULL));
    assert_row(t, 0, "vt100|C|yes||");
    assert_row(t, 1, "9 61");
    assert_row(t, 2, "state");
    assert_row(t, 3, "/usr");
    assert_row(t, 4, "tty");
    term_stop(t);
}

static void test_home_is_private_and_removed(void **state)
{
    (void)state;
    struct term *t = start_sh(120, 5, "echo kept > \"$HOME/f\"; mkdir \"$HOME/d\"; echo done");
    struct stat st;
    char file[512], home[400];
    assert_true(term_wait_text(t, "done", LONG));
    snprintf(home, sizeof home, "%s", term_home(t));
    snprintf(file, sizeof file, "%s/f", home);
    assert_int_equal(stat(file, &st), 0);
    term_stop(t);
    assert_int_equal(stat(home, &st), -1);
}

/* --- typing ---------------------------------------------------------------------- */

static bool second_row_filled(struct term *t, void *arg)
{
    (void)arg;
    return strlen(term_row(t, 1)) >= strlen("hello <b> world");
}

static void test_typing_to_cat(void **state)
{
    (void)state;
    const char *const argv[] = {"/bin/cat", NULL};
    struct term *t = term_start(NULL, argv);
    term_keys(t, "hello <lt>b> world<Enter>");
    int row = -1, col = -1;
    assert_true(term_wait_for(t, second_row_filled, NULL, LONG)); /* the echo, then cat's line */
    assert_true(term_find_from(t, "hello <b> world", 1, &row, &col));
    assert_int_equal(row, 1);
    assert_int_equal(col, 0);
    term_keys(t, "<C-d>");
    int status = 1;
    assert_true(term_wait_exit(t, LONG, &status));
    assert_int_equal(status, 0);
    term_stop(t);
}

/* What arrives is shown by od; the arrows follow the cursor key mode. */
static void check_keys(const char *setup, const char *keys, size_t bytes, const char *want)
{
    char script[256];
    snprintf(script, sizeof script,
             "stty raw -echo; printf '%s#\\r\\n'; head -c %zu | od -An -tx1 -w64; echo '#end'",
             setup, bytes);
    struct term *t = start_sh(200, 5, script);
    assert_true(term_wait_text(t, "#", LONG));
    term_keys(t, keys);
    assert_true(term_wait_text(t, "#end", LONG));
    if (!term_find(t, want, NULL, NULL))
        term_dump(t, stderr);
    assert_true(term_find(t, want, NULL, NULL));
    term_stop(t);
}

static void test_key_names(void **state)
{
    (void)state;
    check_keys("", "a<Enter><Tab><Esc><BS><C-d><C-^><Space><M-x>", 10,
               "61 0d 09 1b 7f 04 1e 20 1b 78");
    check_keys("", "<Up><S-Tab><PageDown><Home>", 13, "1b 5b 41 1b 5b 5a 1b 5b 36 7e 1b 5b 48");
    check_keys("\\033[?1h", "<Up><Down><F1>", 9, "1b 4f 41 1b 4f 42 1b 4f 50");
    check_keys("", "\xc3\xa9<C-Space>", 3, "c3 a9 00");
}

/* --- the screen ------------------------------------------------------------------- */

static void test_attributes_and_colours(void **state)
{
    (void)state;
    struct term *t = start_sh(
        60, 5,
        "printf '\\033[1mB\\033[0;2mD\\033[22mn\\033[4mU\\033[0;7mR\\033[0;3mI\\033[m.'; "
        "printf '\\r\\n\\033[31mr\\033[44mb\\033[38;5;2mg\\033[38;2;1;2;3mt\\033[0;1;2mX\\033[m.'");
    assert_true(term_wait_exit(t, LONG, NULL));
    assert_row(t, 0, "BDnURI.");
    assert_string_equal(term_row_attrs(t, 0), "bd.uri.");
    assert_string_equal(term_row_attrs(t, 1), "....+.");
    assert_true(term_has_color(t));
    struct term_cell c;
    assert_true(term_cell(t, 1, 0, &c));
    assert_int_equal(c.fg, 1);
    assert_int_equal(c.bg, TERM_COLOR_DEFAULT);
    assert_true(term_cell(t, 1, 1, &c));
    assert_int_equal(c.bg, 4);
    assert_true(term_cell(t, 1, 2, &c)); /* 38;5;2 is a colour, not dim */
    assert_int_equal(c.fg, 2);
    assert_int_equal(c.attrs, 0);
    assert_true(term_cell(t, 1, 3, &c));
    assert_int_equal(c.fg, TERM_COLOR_RGB | 0x010203);
    assert_int_equal(c.attrs, 0);
    assert_true(term_cell(t, 1, 4, &c));
    assert_int_equal(c.attrs, TERM_BOLD | TERM_DIM);
    assert_false(term_cell(t, 5, 0, &c));
    term_stop(t);

    t = start_sh(60, 5, "printf 'plain \\033[1mbold'");
    assert_true(term_wait_exit(t, LONG, NULL));
    assert_false(term_has_color(t));
    term_stop(t);
}

static void test_wide_combining_and_repeat(void **state)
{
    (void)state;
    struct term *t = start_sh(
        20, 4, "printf '\\346\\227\\245x\\r\\ne\\314\\201y\\r\\nz\\033[4b\\303\\251\\033[2bw'");
    assert_true(term_wait_exit(t, LONG, NULL));
    struct term_cell c;
    assert_true(term_cell(t, 0, 0, &c));
    assert_string_equal(c.text, "\xe6\x97\xa5");
    assert_int_equal(c.width, 2);
    assert_true(term_cell(t, 0, 1, &c));
    assert_string_equal(c.text, "");
    int col = -1;
    assert_true(term_find(t, "x", NULL, &col));
    assert_int_equal(col, 2);
    assert_row(t, 1, "e\xcc\x81y");
    assert_row(t, 2, "zzzzz\xc3\xa9\xc3\xa9\xc3\xa9w");
    term_stop(t);
}

static void test_sequences_cut_by_reads(void **state)
{
    (void)state;
    /* one byte a write: the filter and libvterm keep their state in between */
    const char *const argv[] = {
        "sh", "-c",
        "for c in '\\033' '[' '0' ';' '2' 'm' '\\346' '\\227' '\\245' '\\033' '[' 'm' 'k' '\\033' "
        "'[' '2' 'b'; do printf \"$c\"; sleep 0.004; done",
        NULL};
    struct term *t = term_start(NULL, argv);
    assert_true(term_wait_exit(t, LONG, NULL));
    assert_row(t, 0, "\xe6\x97\xa5kkk");
    assert_string_equal(term_row_attrs(t, 0), "d....");
    term_stop(t);
}

static void test_cursor_and_modes(void **state)
{
    (void)state;
    struct term *t =
        start_sh(40, 10,
                 "stty -echo; printf 'back\\033[?1049h\\033[2J\\033[4;7Hhere\\033[?25l'; read a; "
                 "printf '\\033[?25h\\033[?1049l'; read a");
    assert_true(term_wait_text(t, "here", LONG));
    assert_true(term_quiet(t, 50, LONG));
    int row = -1, col = -1;
    term_cursor(t, &row, &col);
    assert_int_equal(row, 3);
    assert_int_equal(col, 10);
    assert_true(term_alt_screen(t));
    assert_false(term_cursor_visible(t));
    assert_false(term_find(t, "back", NULL, NULL));
    term_keys(t, "<Enter>");
    assert_true(term_wait_text(t, "back", LONG));
    assert_true(term_wait_gone(t, "here", LONG));
    assert_true(term_quiet(t, 50, LONG));
    assert_false(term_alt_screen(t));
    assert_true(term_cursor_visible(t));
    assert_false(term_mouse(t));
    term_stop(t);
}

/* --- events ------------------------------------------------------------------------- */

static void test_resize(void **state)
{
    (void)state;
    struct term *t =
        start_sh(80, 24, "trap 'stty size' WINCH; echo up; while :; do sleep 0.02; done");
    assert_true(term_wait_text(t, "up", LONG));
    term_resize(t, 41, 12);
    assert_true(term_wait_text(t, "12 41", LONG));
    assert_int_equal(term_cols(t), 41);
    assert_int_equal(term_rows(t), 12);
    term_resize(t, 132, 50);
    assert_true(term_wait_text(t, "50 132", LONG));
    term_stop(t);
}

static void test_hangup(void **state)
{
    (void)state;
    struct term *t = start_sh(80, 24,
                              "trap 'echo gone > \"$HOME/hup\"; exit 5' HUP; echo up; "
                              "while :; do sleep 0.02; done");
    assert_true(term_wait_text(t, "up", LONG));
    term_hangup(t);
    int status = 0;
    assert_true(term_wait_exit(t, LONG, &status));
    assert_int_equal(WEXITSTATUS(status), 5);
    char path[512];
    struct stat st;
    snprintf(path, sizeof path, "%s/hup", term_home(t));
    assert_int_equal(stat(path, &st), 0);
    term_stop(t);
}

static void test_termios(void **state)
{
    (void)state;
    struct term *t = start_sh(80, 24, "stty raw -echo; echo raw; read a; stty sane; read a");
    assert_true(term_wait_text(t, "raw", LONG));
    assert_false(term_termios_same(t));
    struct termios before, now;
    term_termios(t, &before, &now);
    assert_true(before.c_lflag & ICANON);
    assert_false(now.c_lflag & ICANON);
    term_stop(t);

    t = start_sh(80, 24, "s=$(stty -g); stty raw -echo; stty $s; echo back");
    assert_true(term_wait_exit(t, LONG, NULL));
    assert_true(term_termios_same(t));
    term_stop(t);

    t = start_sh(80, 24, "stty -echo"); /* left changed behind: seen after the end too */
    assert_true(term_wait_exit(t, LONG, NULL));
    assert_false(term_termios_same(t));
    term_stop(t);
}

/* --- the wire ------------------------------------------------------------------------ */

static void test_marks_and_bytes(void **state)
{
    (void)state;
    struct term *t = start_sh(80, 24, "stty -echo; printf first; read a; printf second; read a");
    assert_true(term_wait_text(t, "first", LONG));
    size_t mark = term_mark(t), len = 0;
    assert_int_equal(mark, 5);
    assert_true(term_quiet(t, 50, LONG));
    assert_int_equal(term_bytes_since(t, mark), 0);
    term_keys(t, "<Enter>");
    assert_true(term_wait_text(t, "second", LONG));
    const unsigned char *raw = term_raw(t, mark, &len);
    assert_int_equal(len, 6);
    assert_memory_equal(raw, "second", 6);
    assert_true(term_last_byte_ms(t) > 0);
    assert_true(term_age_ms(t) >= term_last_byte_ms(t));
    assert_true(term_peak_kib(t) > 100);
    assert_true(term_cpu_ms(t) >= 0);
    term_stop(t);
}

static void test_key_cost(void **state)
{
    (void)state;
    struct term *t =
        start_sh(80, 24, "stty -echo; echo up; read a; sleep 0.15; printf 12345; read a");
    assert_true(term_wait_text(t, "up", LONG));
    assert_true(term_quiet(t, 50, LONG));
    struct term_cost c = term_key_cost(t, "<Enter>", 1000, LONG);
    assert_int_equal(c.bytes, 5);
    assert_true(c.first_ms >= 140);
    assert_true(c.last_ms >= c.first_ms);
    assert_true(c.last_ms < 1150);
    c = term_key_cost(t, "x", 60, LONG); /* nothing is written for it */
    assert_int_equal(c.bytes, 0);
    assert_true(c.last_ms < 1e-9);
    term_stop(t);
}

static void test_queries_are_counted(void **state)
{
    (void)state;
    struct term *t = start_sh(80, 24, "printf 'ask\\033[6n'");
    assert_true(term_wait_exit(t, LONG, NULL));
    assert_true(term_replies(t) > 0);
    term_stop(t);
    t = start_sh(80, 24, "printf 'quiet\\033[3;3H'");
    assert_true(term_wait_exit(t, LONG, NULL));
    assert_int_equal(term_replies(t), 0);
    term_stop(t);
    /* answered when asked for */
    const char *const argv[] = {"sh", "-c",
                                "stty raw -echo; printf '\\033[6n'; head -c 6 | od -An -tx1", NULL};
    t = term_start(&(struct term_opts){.answer = true}, argv);
    assert_true(term_wait_text(t, "1b 5b 31 3b 31 52", LONG));
    term_stop(t);
}

static void test_flood(void **state)
{
    (void)state;
    struct term *t = start_sh(80, 24, "head -c 3000000 /dev/zero | tr '\\0' a; printf '\\nend'");
    assert_true(term_wait_text(t, "end", 30000));
    assert_int_equal(term_mark(t), 3000005);
    term_stop(t);
}

/* --- the checker ----------------------------------------------------------------------- */

static bool check_text(const char *s, size_t len, unsigned flags, struct term_fault *f)
{
    return term_check_bytes((const unsigned char *)s, len, flags, f);
}

#define ACCEPTS(s, flags)                                                                          \
    do {                                                                                           \
        struct term_fault f_;                                                                      \
        if (!check_text(s, sizeof(s) - 1, flags, &f_))                                             \
            fail_msg("%s: %s", f_.reason, f_.excerpt);                                             \
    } while (0)

#define REJECTS(s, flags, why)                                                                     \
    do {                                                                                           \
        struct term_fault f_;                                                                      \
        if (check_text("ok " s, sizeof("ok " s) - 1, flags, &f_))                                  \
            fail_msg("not caught: %s", why);                                                       \
        if (!strstr(f_.reason, why))                                                               \
            fail_msg("caught as '%s', not '%s'", f_.reason, why);                                  \
        assert_int_equal(f_.offset, 3);                                                            \
    } while (0)

static void test_checker_accepts_curses(void **state)
{
    (void)state;
    ACCEPTS("\033[?1049h\033[22;0;0t\033[1;24r\033(B\033[m\033[4l\033[?7h\033[39;49m\033[H\033[2J",
            0);
    ACCEPTS("\033[?1h\033=\033[4;4H\033[0;2m\033[32mhello\r\033[6dx\033[5b\033[10X\033[3P\033[2@",
            0);
    ACCEPTS("\033[38;5;120m\033[48;5;7m\033[3S\033[2T\033M\033[L\033[M\033[J\033[1K\033[K\b\t\n",
            0);
    ACCEPTS("\033[?25l\033[24;1H\033[?12l\033[?25h\033[?1049l\033[23;0;0t\r\033[?1l\033>", 0);
    ACCEPTS("\033(B\033)0\016qqq\017\033[34h\033[?25h\033g", 0);
    ACCEPTS("na\xc3\xafve e\xcc\x81 \xe6\x97\xa5 \xf0\x9f\x98\x80 \xef\xbf\xbd \xe2\x94\x82", 0);
    ACCEPTS("a\xcc\x81\xcc\x81\xcc\x81\xcc\x81", 0);
    ACCEPTS("\033[?25l\033[?1c", TERM_MAY_LINUX);
    ACCEPTS("\033[m\017\0\0", TERM_MAY_PAD);
    ACCEPTS("\033[?1000h\033[?1006h", TERM_MAY_MOUSE);
    ACCEPTS("plain", TERM_ONLY_ASCII);
}

static void test_checker_rejects(void **state)
{
    (void)state;
    REJECTS("\033]52;c;aGk=\007", 0, "OSC");
    REJECTS("\033]0;title", 0, "OSC");
    REJECTS("\033P$qm\033\\", 0, "DCS");
    REJECTS("\033_x\033\\", 0, "APC");
    REJECTS("\033[6n", 0, "queried");
    REJECTS("\033[c", 0, "queried");
    REJECTS("\033[>c", 0, "leader");
    REJECTS("\033[?6n", 0, "private");
    REJECTS("\033[21t", 0, "window");
    REJECTS("\033[3J", 0, "scrollback");
    REJECTS("\033[?2026h", 0, "private mode");
    REJECTS("\033[?25;1000h", 0, "mouse");
    REJECTS("\033[?2004h", 0, "paste");
    REJECTS("\033[?1c", 0, "private");
    REJECTS("\033[!p", 0, "leader or an intermediate");
    REJECTS("\033[2 q", 0, "intermediate");
    REJECTS("\033c", 0, "reset");
    REJECTS("\033[12", 0, "without an end");
    REJECTS("\033", 0, "without an end");
    REJECTS("\xc2\x9b"
            "31m",
            0, "C1");
    REJECTS("\x9b"
            "31m",
            0, "raw C1");
    REJECTS("\xff", 0, "invalid UTF-8");
    REJECTS("\xed\xa0\x80", 0, "invalid UTF-8");
    REJECTS("\xc0\xaf", 0, "UTF-8");
    REJECTS("\xe2\x80\xae", 0, "bidi");
    REJECTS("\xe2\x81\xa6", 0, "bidi");
    REJECTS("\xe2\x80\x8b", 0, "zero-width");
    REJECTS("\xef\xbb\xbf", 0, "zero-width");
    REJECTS("\xe2\x80\xa8", 0, "separator");
    REJECTS("\xf3\xa0\x81\x81", 0, "tag");
    REJECTS("\x7f", 0, "DEL");
    REJECTS("\0", 0, "NUL");
    REJECTS("\x0b", 0, "control");
    REJECTS("\xc3\xa9", TERM_ONLY_ASCII, "ASCII");
    struct term_fault f;
    static const char marks[] = "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81";
    assert_false(check_text(marks, sizeof marks - 1, 0, &f));
    assert_non_null(strstr(f.reason, "combining"));
    assert_int_equal(f.offset, 9);
}

static void test_checker_on_a_program(void **state)
{
    (void)state;
    struct term_fault f;
    struct term *t = start_sh(80, 24, "printf 'good \\033[1mbold\\033[m'");
    assert_true(term_wait_exit(t, LONG, NULL));
    assert_true(term_check(t, 0, 0, &f));
    term_stop(t);

    t = start_sh(80, 24, "printf 'good '; read a; printf 'x\\033]52;c;aGk=\\007'");
    assert_true(term_wait_text(t, "good", LONG));
    size_t mark = term_mark(t);
    assert_true(term_check(t, 0, 0, &f));
    term_keys(t, "<Enter>");
    assert_true(term_wait_exit(t, LONG, NULL));
    assert_false(term_check(t, mark, 0, &f));
    assert_string_equal(f.reason, "OSC");
    assert_non_null(strstr(f.excerpt, "x>\\x1b]52;c"));
    term_stop(t);
}

/* A real full-screen program, where there is one. */
static void test_less(void **state)
{
    (void)state;
    if (access("/usr/bin/less", X_OK) != 0)
        skip();
    char *dir = term_temp_dir(), path[512];
    snprintf(path, sizeof path, "%s/file", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (int i = 1; i <= 200; i++)
        fprintf(f, "line %d\n", i);
    fclose(f);
    const char *const argv[] = {"less", path, NULL};
    const char *const env[] = {"LESSHISTFILE=-", NULL};
    struct term *t = term_start(&(struct term_opts){.env = env}, argv);
    assert_true(term_wait_text(t, "line 23", LONG));
    assert_true(term_alt_screen(t));
    term_keys(t, "G");
    assert_true(term_wait_text(t, "line 200", LONG));
    assert_true(term_quiet(t, 50, LONG));
    term_keys(t, "g");
    assert_true(term_wait_text(t, "line 1", LONG));
    assert_true(term_quiet(t, 100, LONG));
    size_t mark = term_mark(t);
    term_keys(t, "j");
    assert_true(term_wait_text(t, "line 24", LONG));
    assert_true(term_quiet(t, 50, LONG));
    assert_true(term_bytes_since(t, mark) < 100);
    assert_row(t, 0, "line 2");
    term_keys(t, "q");
    int status = 1;
    assert_true(term_wait_exit(t, LONG, &status));
    assert_int_equal(status, 0);
    assert_false(term_alt_screen(t));
    assert_true(term_termios_same(t));
    struct term_fault fault;
    if (!term_check(t, 0, 0, &fault))
        fail_msg("%s: %s", fault.reason, fault.excerpt);
    term_stop(t);
    term_remove_tree(dir);
    free(dir);
}

int main(void)
{
    const char *why = term_missing();
    if (why) {
        printf("skipped: %s\n", why);
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_and_exit),
        cmocka_unit_test(test_killed_by_signal),
        cmocka_unit_test(test_missing_program),
        cmocka_unit_test(test_environment),
        cmocka_unit_test(test_home_is_private_and_removed),
        cmocka_unit_test(test_typing_to_cat),
        cmocka_unit_test(test_key_names),
        cmocka_unit_test(test_attributes_and_colours),
        cmocka_unit_test(test_wide_combining_and_repeat),
        cmocka_unit_test(test_sequences_cut_by_reads),
        cmocka_unit_test(test_cursor_and_modes),
        cmocka_unit_test(test_resize),
        cmocka_unit_test(test_hangup),
        cmocka_unit_test(test_termios),
        cmocka_unit_test(test_marks_and_bytes),
        cmocka_unit_test(test_key_cost),
        cmocka_unit_test(test_queries_are_counted),
        cmocka_unit_test(test_flood),
        cmocka_unit_test(test_checker_accepts_curses),
        cmocka_unit_test(test_checker_rejects),
        cmocka_unit_test(test_checker_on_a_program),
        cmocka_unit_test(test_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
