/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen.h: the terminal. Paints grids; only cells that changed since the last paint are sent.
 *
 * One screen a process, used by one thread. Input does not pass through curses: whoever owns the
 * loop reads the descriptor and feeds input.h.
 */
#ifndef NS_UI_SCREEN_H
#define NS_UI_SCREEN_H

#include "naysay/error.h"
#include "naysay/grid.h"
#include "ui/input.h"
#include "ui/theme.h"

struct ns_screen;

struct ns_screen_options {
    int input_fd, output_fd;
    bool ascii; /* nothing but ASCII is sent */
};

/* Takes the terminal over (raw mode, alternate screen). NS_ERR_ARGUMENT: TERM is unset, unknown or
 * cannot address cells; the message says what to do. */
enum ns_status ns_screen_open(const struct ns_screen_options *options, struct ns_screen **out,
                              struct ns_err *err);

/* Gives the terminal back as it was. NULL is fine. */
void ns_screen_close(struct ns_screen *screen);

/* Adds the terminal's own key sequences to the decoder. */
void ns_screen_describe_keys(struct ns_input *input);

/* The terminal's size now, asked of the kernel, adopted for painting. */
void ns_screen_measure(struct ns_screen *screen, unsigned *rows, unsigned *columns);

/* How many colours the terminal has; 0 for none. */
int ns_screen_colours(const struct ns_screen *screen);

void ns_screen_set_theme(struct ns_screen *screen, const struct ns_theme *theme);

/* Sends what differs from what is on the terminal; everything if all is true. Nothing is sent when
 * nothing differs. */
void ns_screen_paint(struct ns_screen *screen, const struct ns_grid *grid, bool all);

/* Leaves the terminal to others (suspend, an editor) and takes it back; paint all afterwards. */
void ns_screen_leave(struct ns_screen *screen);
void ns_screen_return(struct ns_screen *screen);

/* From any thread or signal handler, when memory is gone: restores modes and leaves the alternate screen by plain
 * write(2), using bytes prepared at open. Does nothing when no screen is open. */
void ns_screen_emergency(void);

#endif
