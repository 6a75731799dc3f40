/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "naysay/corpus.h"
#include "naysay/file.h"

#define LONG_MS  20000 /* nothing takes that long */
#define SHORT_MS 1500  /* longer than a change takes to be told */

static char folder[] = "/tmp/naysay-watch-XXXXXX";

static const char *in_folder(const char *name)
{
    static char path[4200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *text)
{
    FILE *f = fopen(in_folder(name), "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder) || mkdir(in_folder("sub"), 0700) != 0)
        return -1;
    put("one.txt", "Ferry Late\n\nThe ferry was late.\n");
    put("sub/two.txt", "Ferry Early\n\nThe ferry was early.\n");
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"one.txt", "sub/two.txt", "sub/three.txt", ".hidden.txt",
                                        "photo.jpg"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(in_folder(names[i]));
    rmdir(in_folder("sub"));
    rmdir(in_folder("later"));
    return rmdir(folder);
}

static struct ns_corpus *open_watched(const char *path)
{
    const char *const paths[] = {path};
    struct ns_corpus_options o = {
        .paths = paths, .path_count = 1, .jobs = 1, .read_only = true, .watch = true};
    struct ns_corpus *corpus = NULL;
    struct ns_err err = {0};
    assert_int_equal(ns_corpus_open(&o, &corpus, &err), NS_OK);
    ns_corpus_wait(corpus);
    return corpus;
}

static bool told(struct ns_corpus *corpus, int ms)
{
    struct pollfd fd = {.fd = ns_corpus_change_fd(corpus), .events = POLLIN};
    return poll(&fd, 1, ms) == 1 && ns_corpus_changed(corpus);
}

static void test_changes_are_told(void **state)
{
    (void)state;
    struct ns_corpus *corpus = open_watched(folder);
    assert_false(ns_corpus_changed(corpus));
    put("sub/three.txt", "Ferry Lost\n\nThe ferry was lost.\n");
    assert_true(told(corpus, LONG_MS));
    put("one.txt", "Ferry Found\n\nThe ferry was found.\n");
    assert_true(told(corpus, LONG_MS));
    assert_int_equal(unlink(in_folder("sub/three.txt")), 0);
    assert_true(told(corpus, LONG_MS));
    assert_int_equal(mkdir(in_folder("later"), 0700), 0);
    assert_true(told(corpus, LONG_MS));
    assert_false(told(corpus, 0));
    ns_corpus_close(corpus);
}

/* What would not be listed changes nothing; reading is no change. */
static void test_the_rest_is_not(void **state)
{
    (void)state;
    struct ns_corpus *corpus = open_watched(folder);
    put(".hidden.txt", "x");
    put("photo.jpg", "x");
    FILE *f = fopen(in_folder("one.txt"), "r");
    assert_non_null(f);
    assert_int_equal(fgetc(f), 'F');
    fclose(f);
    assert_false(told(corpus, SHORT_MS));
    ns_corpus_close(corpus);
}

/* A file that the user named, replaced as editors do it. */
static void test_a_named_file(void **state)
{
    (void)state;
    char path[4200];
    snprintf(path, sizeof path, "%s", in_folder("one.txt"));
    struct ns_corpus *corpus = open_watched(path);
    put("sub/two.txt", "Ferry Again\n\nThe ferry was seen again.\n");
    assert_false(told(corpus, SHORT_MS));
    struct ns_err err;
    assert_int_equal(ns_file_replace(path, NS_SLICE("Ferry New\n\nThe ferry is new.\n"), &err),
                     NS_OK);
    assert_true(told(corpus, LONG_MS));
    ns_corpus_close(corpus);
}

static void test_unwatched(void **state)
{
    (void)state;
    const char *const paths[] = {folder};
    struct ns_corpus_options o = {.paths = paths, .path_count = 1, .jobs = 1, .read_only = true};
    struct ns_corpus *corpus = NULL;
    struct ns_err err = {0};
    assert_int_equal(ns_corpus_open(&o, &corpus, &err), NS_OK);
    assert_int_equal(ns_corpus_change_fd(corpus), -1);
    assert_false(ns_corpus_changed(corpus));
    ns_corpus_close(corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes_are_told),
        cmocka_unit_test(test_the_rest_is_not),
        cmocka_unit_test(test_a_named_file),
        cmocka_unit_test(test_unwatched),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down) != 0;
}
