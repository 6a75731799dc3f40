/* Copyright (C) the naysay authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main of a fuzz target built without libFuzzer: runs it once on each file
 * named on the command line, and once on no bytes at all.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *data = NULL;
    size_t len = 0, room = 0;
    int rc = 1;

    if (!f) {
        fprintf(stderr, "cannot open '%s': %s\n", path, strerror(errno));
        return 1;
    }
    for (;;) {
        if (len == room) {
            uint8_t *more = realloc(data, room ? room * 2 : 4096);
            if (!more)
                goto out;
            data = more;
            room = room ? room * 2 : 4096;
        }
        size_t n = fread(data + len, 1, room - len, f);
        if (n == 0)
            break;
        len += n;
    }
    if (ferror(f)) {
        fprintf(stderr, "cannot read '%s': %s\n", path, strerror(errno));
        goto out;
    }
    /* An allocation of exactly len bytes, so that a sanitizer sees the end. */
    uint8_t *exact = malloc(len ? len : 1);
    if (!exact)
        goto out;
    memcpy(exact, data, len);
    LLVMFuzzerTestOneInput(exact, len);
    free(exact);
    rc = 0;
out:
    free(data);
    fclose(f);
    return rc;
}

int main(int argc, char **argv)
{
    static const uint8_t none[1];
    int failed = 0;

    LLVMFuzzerTestOneInput(none, 0);
    for (int i = 1; i < argc; i++)
        failed |= replay_file(argv[i]);
    return failed;
}
