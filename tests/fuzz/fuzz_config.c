/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a configuration file: no directive is without a place, and a setting that was taken
 * prints as a value that is taken again.
 */
#include "fuzz.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_directives directives = {0};
    struct ns_bytes errors = {0};
    ns_config_parse(fuzz_slice(data, size), "config", arena, &directives, &errors);
    FUZZ_CHECK(errors.len == 0 || errors.at[errors.len - 1] == '\n');
    check_settings(&directives);
    ns_vec_free(&directives);
    ns_vec_free(&errors);
    ns_arena_free(arena);
    return 0;
}
