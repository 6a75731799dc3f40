/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/environment.h"

#include "naysay/file.h"

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

void ns_environment_read(struct ns_environment *e)
{
    e->home = getenv("HOME");
    e->xdg_config_home = getenv("XDG_CONFIG_HOME");
    e->xdg_state_home = getenv("XDG_STATE_HOME");
    e->xdg_cache_home = getenv("XDG_CACHE_HOME");
    e->xdg_data_home = getenv("XDG_DATA_HOME");
}

/* folder/assets if it holds word lists, else NULL; frees nothing of its arguments. */
static char *assets_at(const char *folder, const char *below)
{
    char *assets = ns_path_join(folder, below);
    char *lexicon = ns_path_join(assets, "lexicon");
    bool there = access(lexicon, R_OK | X_OK) == 0;
    free(lexicon);
    if (there)
        return assets;
    free(assets);
    return NULL;
}

char *ns_environment_assets(void)
{
    const char *given = getenv("NAYSAY_DATADIR");
    if (given && *given)
        return ns_string_dup(ns_slice_of(given));
    char self[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    if (len > 0) {
        self[len] = 0;
        char *slash = strrchr(self, '/');
        if (slash)
            *slash = 0;
        static const char *const places[] = {"assets", "../assets", "../share/naysay/assets"};
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            char *found = assets_at(self, places[i]);
            if (found)
                return found;
        }
    }
    return ns_string_dup(ns_slice_of(NS_PKGDATADIR "/assets"));
}

bool ns_environment_locale(void)
{
    if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return true;
    setlocale(LC_CTYPE, "C.UTF-8");
    return false;
}
