/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminfo.h"

#include <ncurses.h>
#include <stdlib.h>
#include <term.h>

static TERMINAL *loaded; /* by setupterm; newterm makes another and leaves it to us */

enum ns_status ns_terminfo_load(int fd, struct ns_err *err)
{
    const char *term = getenv("TERM");
    int why = 0;
    if (!term || !*term)
        return ns_err_set(err, NS_ERR_ARGUMENT,
                          "TERM is not set: try 'TERM=xterm-256color naysay ...'");
    if (setupterm(NULL, fd, &why) == ERR)
        return ns_err_set(err, NS_ERR_ARGUMENT,
                          "terminal '%.64s' is not known here: try 'TERM=xterm-256color naysay "
                          "...' or TERM=vt100",
                          term);
    loaded = cur_term;
    if (!*ns_terminfo_string("cup"))
        return ns_err_set(err, NS_ERR_ARGUMENT,
                          "terminal '%.64s' cannot place the cursor: naysay needs a full-screen "
                          "terminal; 'naysay extract' and 'naysay --dump' work without one",
                          term);
    return NS_OK;
}

void ns_terminfo_release(void)
{
    if (loaded && loaded != cur_term)
        del_curterm(loaded);
    loaded = NULL;
}

const char *ns_terminfo_string(const char *capability)
{
    /* ncurses takes a char * that it does not write to. */
    const char *s = tigetstr(capability);
    return s && s != (char *)-1 ? s : "";
}
