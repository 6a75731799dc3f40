/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a configuration file and as a saved session: no directive points outside its line, a
 * setting that was taken prints as a value that is taken again, and a session that was read writes
 * one that reads the same.
 */
#include "fuzz.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "naysay/file.h"
#include "naysay/store.h"

static void check_settings(const struct ns_directives *directives)
{
    struct ns_settings settings, again;
    struct ns_bytes value = {0};
    ns_settings_defaults(&settings);
    ns_settings_defaults(&again);
    for (size_t i = 0; i < directives->len; i++) {
        const struct ns_directive *d = &directives->at[i];
        FUZZ_CHECK(d->line > 0);
        for (size_t w = 0; w < d->word_count; w++)
            FUZZ_CHECK(d->columns[w] > 0);
        if (ns_slice_equal(d->verb, NS_SLICE("set")) && d->word_count == 2)
            ns_settings_set(&settings, d->words[0], d->words[1], NULL);
    }
    struct ns_setting_info info;
    for (size_t i = 0; ns_settings_info(i, &info); i++) {
        value.len = 0;
        ns_settings_value(&settings, i, &value);
        FUZZ_CHECK(ns_settings_set(&again, ns_slice_of(info.name), ns_bytes_slice(&value), NULL) ==
                   NS_OK);
    }
    ns_vec_free(&value);
    ns_settings_free(&settings);
    ns_settings_free(&again);
}

/* A file without a name, so that the target writes nothing to disk. */
static void check_state(struct ns_slice text)
{
    char path[64];
    int fd = memfd_create("state", MFD_CLOEXEC);
    if (fd < 0)
        return;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct ns_state *state = ns_state_new();
    struct ns_err err = {0};
    if (write(fd, text.at, text.len) == (ssize_t)text.len)
        ns_state_read(state, path, &err);
    for (const char *prompt = "/&:"; *prompt; prompt++) {
        struct ns_slice line;
        size_t count = ns_state_history(state, *prompt, 0, &line);
        FUZZ_CHECK(count <= 200);
        for (size_t i = 0; i < count; i++)
            FUZZ_CHECK(ns_state_history(state, *prompt, i, &line) == count && line.len > 0);
    }
    ns_state_free(state);
    close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_directives directives = {0};
    struct ns_bytes errors = {0};
    ns_config_parse(fuzz_slice(data, size), "config", arena, &directives, &errors);
    FUZZ_CHECK(errors.len == 0 || errors.at[errors.len - 1] == '\n');
    check_settings(&directives);
    check_state(fuzz_slice(data, size));
    ns_vec_free(&directives);
    ns_vec_free(&errors);
    ns_arena_free(arena);
    return 0;
}
