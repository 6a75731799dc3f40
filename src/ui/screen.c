/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/screen.h"

#include "ui/terminfo.h"

#include <fcntl.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define EMERGENCY_MS 300 /* for a terminal to take what gives it back */

struct ns_screen {
    SCREEN *curses;
    FILE *output, *input;
    int input_fd, output_fd;
    bool ascii;
    int colours;
    struct ns_grid *painted; /* what the terminal shows */
    bool painted_valid;
    attr_t attributes[NS_STYLE_COUNT];
    short pairs[NS_STYLE_COUNT];
};

/* For ns_screen_emergency only: there is one terminal. */
static struct {
    atomic_bool open;
    int fd;
    struct termios modes;
    char bytes[256];
    size_t len;
} emergency;

static void prepare_emergency(int fd)
{
    emergency.fd = fd;
    emergency.len = 0;
    const char *names[] = {"sgr0", "rmcup", "rmkx", "cnorm"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *s = ns_terminfo_string(names[i]);
        size_t len = strlen(s);
        if (emergency.len + len <= sizeof emergency.bytes) {
            memcpy(emergency.bytes + emergency.len, s, len);
            emergency.len += len;
        }
    }
    emergency.open = tcgetattr(fd, &emergency.modes) == 0;
}

void ns_screen_emergency(void)
{
    if (!atomic_exchange(&emergency.open, false))
        return;
    /* A terminal that takes no bytes may still take its modes back. */
    int flags = fcntl(emergency.fd, F_GETFL);
    if (flags >= 0)
        fcntl(emergency.fd, F_SETFL, flags | O_NONBLOCK);
    struct pollfd ready = {.fd = emergency.fd, .events = POLLOUT};
    for (size_t done = 0; done < emergency.len && poll(&ready, 1, EMERGENCY_MS) > 0;) {
        ssize_t sent = write(emergency.fd, emergency.bytes + done, emergency.len - done);
        if (sent <= 0)
            break;
        done += (size_t)sent;
    }
    if (flags >= 0)
        fcntl(emergency.fd, F_SETFL, flags);
    tcsetattr(emergency.fd, TCSANOW, &emergency.modes);
}

enum ns_status ns_screen_open(const struct ns_screen_options *options, struct ns_screen **out,
                              struct ns_err *err)
{
    enum ns_status status = ns_terminfo_load(options->output_fd, err);
    if (status != NS_OK)
        return status;
    struct ns_screen *s = ns_alloc(sizeof *s);
    s->ascii = options->ascii;
    s->input_fd = options->input_fd;
    s->output_fd = options->output_fd;
    s->output = fdopen(fcntl(options->output_fd, F_DUPFD_CLOEXEC, 0), "w");
    s->input = fdopen(fcntl(options->input_fd, F_DUPFD_CLOEXEC, 0), "r");
    prepare_emergency(options->output_fd);
    static bool registered;
    if (!registered) /* curses ends the process by exit() where it finds no memory to begin with */
        registered = atexit(ns_screen_emergency) == 0;
    /* The kernel knows the size better than LINES and COLUMNS, and than terminfo: the Linux
     * console's entry states none, and newterm fails without. */
    use_env(FALSE);
    use_tioctl(TRUE);
    if (s->output && s->input)
        s->curses = newterm(NULL, s->output, s->input);
    if (!s->curses) {
        ns_screen_close(s);
        return ns_err_set(err, NS_ERR_IO, "cannot set up the terminal");
    }
    ns_terminfo_release();
    /* curses' own handler would stop the process behind the loop's back. */
    signal(SIGTSTP, SIG_DFL);
    raw();
    noecho();
    nonl();
    typeahead(-1);
    leaveok(stdscr, FALSE);
    s->colours = 0;
    if (has_colors() && start_color() == OK) {
        s->colours = COLORS;
        use_default_colors(); /* may fail: then -1 is black, as on such terminals anyway */
    }
    unsigned rows, columns;
    s->painted = ns_grid_new(1, 1);
    ns_screen_measure(s, &rows, &columns);
    *out = s;
    return NS_OK;
}

void ns_screen_close(struct ns_screen *s)
{
    if (!s)
        return;
    if (s->curses) {
        endwin();
        delscreen(s->curses);
    }
    emergency.open = false;
    if (s->output)
        fclose(s->output);
    if (s->input)
        fclose(s->input);
    ns_grid_free(s->painted);
    free(s);
}

void ns_screen_describe_keys(struct ns_input *input)
{
    static const struct {
        const char *capability;
        uint32_t key;
    } keys[] = {
        {"kcuu1", NS_KEY_UP},     {"kcud1", NS_KEY_DOWN},     {"kcub1", NS_KEY_LEFT},
        {"kcuf1", NS_KEY_RIGHT},  {"khome", NS_KEY_HOME},     {"kend", NS_KEY_END},
        {"kpp", NS_KEY_PAGE_UP},  {"knp", NS_KEY_PAGE_DOWN},  {"kich1", NS_KEY_INSERT},
        {"kdch1", NS_KEY_DELETE}, {"kcbt", NS_KEY_SHIFT_TAB}, {"kf1", NS_KEY_F1},
        {"kf2", NS_KEY_F2},       {"kf3", NS_KEY_F3},         {"kf4", NS_KEY_F4},
        {"kf5", NS_KEY_F5},       {"kf6", NS_KEY_F6},         {"kf7", NS_KEY_F7},
        {"kf8", NS_KEY_F8},       {"kf9", NS_KEY_F9},         {"kf10", NS_KEY_F10},
        {"kf11", NS_KEY_F11},     {"kf12", NS_KEY_F12},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ns_input_add(input, ns_terminfo_string(keys[i].capability), keys[i].key);
}

void ns_screen_measure(struct ns_screen *s, unsigned *rows, unsigned *columns)
{
    struct winsize size = {0};
    int r = LINES, c = COLS;
    if (ioctl(s->output_fd, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col) {
        r = size.ws_row;
        c = size.ws_col;
    }
    if (r != LINES || c != COLS)
        resizeterm(r, c);
    *rows = (unsigned)r;
    *columns = (unsigned)c;
    if (s->painted->rows != *rows || s->painted->columns != *columns) {
        ns_grid_resize(s->painted, *rows, *columns);
        s->painted_valid = false;
    }
}

int ns_screen_colours(const struct ns_screen *s)
{
    return s->colours;
}

/* Beyond the terminal's palette: the bright half folds onto the plain one, others are dropped. */
static short colour_for(const struct ns_screen *s, short colour)
{
    if (colour < s->colours)
        return colour;
    return colour < 16 && s->colours >= 8 ? (short)(colour - 8) : (short)-1;
}

void ns_screen_set_theme(struct ns_screen *s, const struct ns_theme *theme)
{
    static const struct {
        unsigned bit;
        attr_t attribute;
    } bits[] = {
        {NS_ATTRIBUTE_BOLD, A_BOLD},           {NS_ATTRIBUTE_DIM, A_DIM},
        {NS_ATTRIBUTE_UNDERLINE, A_UNDERLINE}, {NS_ATTRIBUTE_REVERSE, A_REVERSE},
        {NS_ATTRIBUTE_ITALIC, A_ITALIC},
    };
    for (int i = 0; i < NS_STYLE_COUNT; i++) {
        const struct ns_look *look = &theme->looks[i];
        s->attributes[i] = A_NORMAL;
        for (size_t b = 0; b < sizeof bits / sizeof *bits; b++)
            if (look->attributes & bits[b].bit)
                s->attributes[i] |= bits[b].attribute;
        s->pairs[i] = 0;
        short fg = colour_for(s, look->foreground), bg = colour_for(s, look->background);
        if (s->colours && (fg >= 0 || bg >= 0) && i + 1 < COLOR_PAIRS &&
            init_pair((short)(i + 1), fg, bg) == OK)
            s->pairs[i] = (short)(i + 1);
        /* Reversed is what stands in for a ground of its own where there are no colours. */
        if (s->pairs[i] && bg >= 0)
            s->attributes[i] &= ~A_REVERSE;
    }
    s->painted_valid = false;
}

static void put_cell(const struct ns_screen *s, unsigned row, unsigned column,
                     const struct ns_cell *cell)
{
    wchar_t text[CCHARW_MAX + 1] = {0};
    size_t n = 0;
    if (s->ascii && cell->base >= 0x80) {
        char plain[8];
        ns_clean_ascii(cell->base, plain);
        text[n++] = (wchar_t)(unsigned char)(plain[0] ? plain[0] : '?');
    } else {
        text[n++] = (wchar_t)cell->base;
        for (size_t i = 0; i < NS_CLUSTER_MARKS && cell->marks[i] && !s->ascii; i++)
            if (n < CCHARW_MAX)
                text[n++] = (wchar_t)cell->marks[i];
    }
    cchar_t out;
    if (setcchar(&out, text, s->attributes[cell->style], s->pairs[cell->style], NULL) == OK)
        mvadd_wch((int)row, (int)column, &out);
    /* A wide character that became a narrow stand-in leaves a blank behind. */
    if (s->ascii && cell->width == 2 && cell->base >= 0x80)
        mvaddch((int)row, (int)column + 1, ' ');
}

static void paint_row(struct ns_screen *s, const struct ns_grid *grid, unsigned row, bool all)
{
    struct ns_cell *new = ns_grid_cell(grid, row, 0), *old = ns_grid_cell(s->painted, row, 0);
    if (!all && memcmp(new, old, grid->columns * sizeof *new) == 0)
        return;
    for (unsigned c = 0; c < grid->columns; c++) {
        if (new[c].width == 0)
            continue;
        if (all || memcmp(&new[c], &old[c], sizeof *new) != 0 ||
            (new[c].width == 2 && memcmp(&new[c + 1], &old[c + 1], sizeof *new) != 0))
            put_cell(s, row, c, &new[c]);
    }
    memcpy(old, new, grid->columns * sizeof *new);
}

void ns_screen_paint(struct ns_screen *s, const struct ns_grid *grid, bool all)
{
    if (grid->rows != s->painted->rows || grid->columns != s->painted->columns)
        return; /* the terminal changed its size meanwhile: a paint of the right size follows */
    if (all)
        clearok(stdscr, TRUE);
    for (unsigned row = 0; row < grid->rows; row++)
        paint_row(s, grid, row, all || !s->painted_valid);
    s->painted_valid = true;
    bool moved = s->painted->cursor_row != grid->cursor_row ||
                 s->painted->cursor_column != grid->cursor_column;
    if (s->painted->cursor_visible != grid->cursor_visible || all)
        curs_set(grid->cursor_visible ? 1 : 0);
    s->painted->cursor_row = grid->cursor_row;
    s->painted->cursor_column = grid->cursor_column;
    s->painted->cursor_visible = grid->cursor_visible;
    if (moved || all || is_wintouched(stdscr)) {
        move((int)grid->cursor_row, (int)grid->cursor_column);
        refresh();
    }
}

static void send(const struct ns_screen *s, const char *bytes, size_t len)
{
    for (ssize_t n; len; bytes += n, len -= (size_t)n)
        if ((n = write(s->output_fd, bytes, len)) < 0)
            return;
}

/* Not by endwin: coming back from that, curses resets the terminal's palette (OSC 104), which it
 * never changed and the reader may have. What is sent here leaves curses' own idea of the terminal
 * true but for the screen, which is painted anew. */
void ns_screen_leave(struct ns_screen *s)
{
    curs_set(1);
    mvcur(-1, -1, LINES - 1, 0);
    reset_shell_mode(); /* sends what is left, too */
    s->painted->cursor_visible = true;
    send(s, emergency.bytes, emergency.len);
}

void ns_screen_return(struct ns_screen *s)
{
    s->painted_valid = false;
    reset_prog_mode();
    const char *enter = ns_terminfo_string("smcup");
    send(s, enter, strlen(enter));
    clearok(stdscr, TRUE);
}
