/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/store.h"

#include "naysay/file.h"

static bool is_absolute(const char *path)
{
    return path && path[0] == '/';
}

/* BASE/naysay/NAME, BASE being the variable or HOME/fallback. Relative values do not count, as the
 * XDG base directory specification asks. */
static char *place(const char *variable, const char *home, const char *fallback, const char *name)
{
    struct ns_bytes path = {0};

    if (!is_absolute(variable) && !is_absolute(home))
        return NULL;
    ns_bytes_add_text(&path, is_absolute(variable) ? variable : home);
    while (path.len > 0 && path.at[path.len - 1] == '/')
        path.len--;
    if (!is_absolute(variable))
        ns_bytes_format(&path, "/%s", fallback);
    ns_bytes_format(&path, "/naysay/%s", name);
    ns_bytes_text(&path);
    return path.at;
}

char *ns_store_config_path(const struct ns_environment *environment, const char *name)
{
    return place(environment->xdg_config_home, environment->home, ".config", name);
}

char *ns_store_cache_path(const struct ns_environment *environment, const char *name)
{
    return place(environment->xdg_cache_home, environment->home, ".cache", name);
}

char *ns_store_state_path(const struct ns_environment *environment, const char *name)
{
    return place(environment->xdg_state_home, environment->home, ".local/state", name);
}
