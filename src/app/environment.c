/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/environment.h"

#include "naysay/file.h"

#include <elf.h>
#include <langinfo.h>
#include <limits.h>
#include <link.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#define PROGRAM_LIMIT ((uint64_t)256 << 20)

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

/* Where the notes of the program itself hold an id of its build, which the linker made of all that
 * went into it: appends it. The program comes first; what it loads does not count. */
static int add_build_id(struct dl_phdr_info *info, size_t size, void *out)
{
    (void)size;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_NOTE)
            continue;
        const char *at = (const char *)(uintptr_t)(info->dlpi_addr + part->p_vaddr);
        const char *end = at + part->p_memsz;
        while ((size_t)(end - at) > sizeof(ElfW(Nhdr))) {
            ElfW(Nhdr) note;
            memcpy(&note, at, sizeof note);
            size_t name = ((size_t)note.n_namesz + 3) / 4 * 4;
            size_t text = ((size_t)note.n_descsz + 3) / 4 * 4;
            at += sizeof note;
            if (name + text > (size_t)(end - at))
                break;
            if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp(at, "GNU", 4) == 0)
                ns_bytes_add(out, (struct ns_slice){at + name, note.n_descsz});
            at += name + text;
        }
    }
    return 1;
}

bool ns_environment_program(struct ns_digest *out)
{
    struct ns_bytes id = {0};
    dl_iterate_phdr(add_build_id, &id);
    /* Linked without one: by its own bytes. */
    bool told = id.len > 0 || ns_file_read("/proc/self/exe", PROGRAM_LIMIT, &id, NULL) == NS_OK;
    ns_bytes_add_text(&id, NS_VERSION);
    *out = ns_slice_digest(ns_bytes_slice(&id), 0);
    ns_vec_free(&id);
    return told;
}

bool ns_environment_locale(void)
{
    if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return true;
    setlocale(LC_CTYPE, "C.UTF-8");
    return false;
}
