/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a session file: what was read is written, and reads the same again. The bytes also
 * tell what is set in between.
 */
#include "fuzz.h"

#include <unistd.h>

#include "naysay/file.h"
#include "naysay/store.h"

/* One folder for all runs, removed at the end. */
static char folder[40], path[64], aside[64];

static void remove_folder(void)
{
    unlink(path);
    unlink(aside);
    rmdir(folder);
}

static void prepare(void)
{
    if (path[0])
        return;
    /* In memory, where there is such a place: fsync costs nothing. */
    snprintf(folder, sizeof folder, "%s/naysay-fuzz-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    FUZZ_CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/state", folder);
    snprintf(aside, sizeof aside, "%s/state.damaged", folder);
    atexit(remove_folder);
}

static void put_file(const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    FUZZ_CHECK(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_state *one = ns_state_new(), *two = ns_state_new();
    uint64_t hash = size, article = 0;
    uint32_t at = 0, again = 0;
    struct ns_slice line;
    prepare();
    put_file(data, size);
    ns_state_read(one, path, NULL);
    for (size_t i = 0; i + 4 <= size && i < 64; i += 4) {
        hash = hash * 31 + data[i];
        ns_state_set_place(one, hash, data[i + 1]);
        ns_state_add_history(one, (char)data[i + 2], fuzz_slice(data + i, 4));
    }
    ns_state_set_article(one, 1, hash);
    bool there = ns_state_get_place(one, hash, &at);
    FUZZ_CHECK(ns_state_write(one, path, NULL) == NS_OK);
    FUZZ_CHECK(ns_state_read(two, path, NULL) == NS_OK);
    FUZZ_CHECK(ns_state_get_place(two, hash, &again) == there && at == again);
    FUZZ_CHECK(ns_state_get_article(two, 1, &article) && article == hash);
    for (const char *prompt = "/&:"; *prompt; prompt++) {
        size_t count = ns_state_history(two, *prompt, 0, &line);
        FUZZ_CHECK(count <= 200 && count == ns_state_history(one, *prompt, 0, &line));
    }
    ns_state_free(one);
    ns_state_free(two);
    return 0;
}
