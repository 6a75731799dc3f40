/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "naysay/error.h"
#include "naysay/file.h"
#include "naysay/log.h"
#include "naysay/map.h"
#include "naysay/memory.h"
#include "naysay/sha256.h"
#include "naysay/slice.h"
#include "naysay/vec.h"

static void assert_slice(struct ns_slice s, const char *text)
{
    assert_int_equal(s.len, strlen(text));
    if (s.len)
        assert_memory_equal(s.at, text, s.len);
}

/* --- error --- */

static void test_error(void **state)
{
    (void)state;
    struct ns_err err = {.offset = 9};
    assert_int_equal(ns_err_set(&err, NS_ERR_IO, "cannot open '%s'", "x"), NS_ERR_IO);
    assert_int_equal(err.status, NS_ERR_IO);
    assert_int_equal(err.offset, 0);
    assert_string_equal(err.message, "cannot open 'x'");
    assert_int_equal(ns_err_set_at(&err, NS_ERR_FORMAT, 3, 7, "unknown %d", 5), NS_ERR_FORMAT);
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 7);
    assert_int_equal(ns_err_set(NULL, NS_ERR_LIMIT, "nobody listens"), NS_ERR_LIMIT);
}

static void test_error_cuts_long_messages(void **state)
{
    (void)state;
    char name[2000];
    struct ns_err err;
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    ns_err_set(&err, NS_ERR_IO, "%s", name);
    assert_int_equal(strlen(err.message), NS_ERR_MESSAGE_SIZE - 1);
}

/* --- memory --- */

static void test_arena(void **state)
{
    (void)state;
    struct ns_arena *arena = ns_arena_new(0);
    unsigned char *p[3000];
    for (size_t i = 0; i < 3000; i++) {
        size_t bytes = i * 7 % 301;
        p[i] = ns_arena_alloc(arena, bytes);
        assert_int_equal((uintptr_t)p[i] % _Alignof(max_align_t), 0);
        for (size_t n = 0; n < bytes; n++)
            assert_int_equal(p[i][n], 0);
        memset(p[i], (int)(i & 0xff), bytes);
    }
    for (size_t i = 0; i < 3000; i++)
        for (size_t n = 0; n < i * 7 % 301; n++)
            assert_int_equal(p[i][n], i & 0xff);
    assert_true(ns_arena_size(arena) >= 3000 * 150);
    ns_arena_free(arena);
    ns_arena_free(NULL);
}

static void test_arena_keeps_its_chunk_for_small_things(void **state)
{
    (void)state;
    struct ns_arena *arena = ns_arena_new(1024);
    char *small = ns_arena_alloc(arena, 16);
    memset(ns_arena_alloc(arena, 1000000), 1, 1000000);
    char *next = ns_arena_alloc(arena, 16);
    assert_ptr_equal(next, small + 16);
    ns_arena_free(arena);
}

static void test_arena_strings(void **state)
{
    (void)state;
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_slice s = ns_arena_dup(arena, NS_SLICE("a\0b"));
    assert_int_equal(s.len, 3);
    assert_memory_equal(s.at, "a\0b\0", 4);
    assert_int_equal(ns_arena_dup(arena, (struct ns_slice){NULL, 0}).len, 0);
    s = ns_arena_format(arena, "%s-%d", "x", 42);
    assert_slice(s, "x-42");
    assert_int_equal(s.at[s.len], 0);
    assert_slice(ns_arena_format(arena, "%s", ""), "");
    ns_arena_free(arena);
    char *copy = ns_string_dup(NS_SLICE("copy"));
    assert_string_equal(copy, "copy");
    free(copy);
}

static jmp_buf gone;
static size_t asked;

static void jump_out(size_t bytes)
{
    asked = bytes;
    longjmp(gone, 1);
}

static void test_exhausted_calls_the_handler(void **state)
{
    (void)state;
    void *volatile p = NULL;
    ns_memory_on_exhausted(jump_out);
    if (setjmp(gone) == 0) {
        p = ns_realloc(NULL, SIZE_MAX / 2, 4);
        fail_msg("an overflowing size was allocated");
    }
    assert_int_equal(asked, SIZE_MAX);
    ns_memory_on_exhausted(NULL);
    assert_null(p);
    unsigned char *zero = ns_alloc(100);
    for (int i = 0; i < 100; i++)
        assert_int_equal(zero[i], 0);
    free(zero);
    free(ns_alloc(0));
}

/* --- slice --- */

static void test_slice_order_and_ends(void **state)
{
    (void)state;
    assert_true(ns_slice_compare(NS_SLICE("ab"), NS_SLICE("abc")) < 0);
    assert_true(ns_slice_compare(NS_SLICE("b"), NS_SLICE("abc")) > 0);
    assert_true(ns_slice_compare(NS_SLICE("\xff"), NS_SLICE("a")) > 0);
    assert_int_equal(ns_slice_compare(NS_SLICE(""), (struct ns_slice){NULL, 0}), 0);
    assert_true(ns_slice_starts(NS_SLICE("abc"), NS_SLICE("ab")));
    assert_true(ns_slice_starts(NS_SLICE("abc"), NS_SLICE("")));
    assert_false(ns_slice_starts(NS_SLICE("a"), NS_SLICE("ab")));
    assert_true(ns_slice_ends(NS_SLICE("abc"), NS_SLICE("bc")));
    assert_false(ns_slice_ends(NS_SLICE("abc"), NS_SLICE("ab")));
    assert_true(ns_slice_equal_nocase(NS_SLICE("DoD"), NS_SLICE("dOd")));
    assert_false(ns_slice_equal_nocase(NS_SLICE("@"), NS_SLICE("`")));
}

static void test_slice_find(void **state)
{
    (void)state;
    struct ns_slice s = NS_SLICE("abcabc");
    assert_int_equal(ns_slice_find(s, NS_SLICE("bc"), 0), 1);
    assert_int_equal(ns_slice_find(s, NS_SLICE("bc"), 2), 4);
    assert_true(ns_slice_find(s, NS_SLICE("bc"), 5) == SIZE_MAX);
    assert_true(ns_slice_find(s, NS_SLICE("x"), 99) == SIZE_MAX);
    assert_int_equal(ns_slice_find(s, NS_SLICE(""), 6), 6);
    assert_slice(ns_slice_trim(NS_SLICE(" \t\r\n a b \v\f")), "a b");
    assert_slice(ns_slice_trim(NS_SLICE(" \n ")), "");
}

static void test_slice_lines_and_fields(void **state)
{
    (void)state;
    struct ns_slice rest = NS_SLICE("one\r\n\ntwo"), part;
    assert_true(ns_slice_line(&rest, &part));
    assert_slice(part, "one");
    assert_true(ns_slice_line(&rest, &part));
    assert_slice(part, "");
    assert_true(ns_slice_line(&rest, &part));
    assert_slice(part, "two");
    assert_false(ns_slice_line(&rest, &part));
    rest = NS_SLICE("a\t\tb\t");
    assert_true(ns_slice_field(&rest, '\t', &part));
    assert_slice(part, "a");
    assert_true(ns_slice_field(&rest, '\t', &part));
    assert_slice(part, "");
    assert_true(ns_slice_field(&rest, '\t', &part));
    assert_slice(part, "b");
    assert_false(ns_slice_field(&rest, '\t', &part));
}

static void test_slice_number(void **state)
{
    (void)state;
    int64_t n = 1;
    assert_true(ns_slice_number(NS_SLICE("9223372036854775807"), &n));
    assert_true(n == INT64_MAX);
    assert_true(ns_slice_number(NS_SLICE("-9223372036854775808"), &n));
    assert_true(n == INT64_MIN);
    assert_true(ns_slice_number(NS_SLICE("+07"), &n));
    assert_int_equal(n, 7);
    static const char *const wrong[] = {"",
                                        "-",
                                        "+",
                                        "1x",
                                        " 1",
                                        "1 ",
                                        "0x1",
                                        "--1",
                                        "9223372036854775808",
                                        "-9223372036854775809"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(ns_slice_number(ns_slice_of(wrong[i]), &n));
    assert_int_equal(n, 7);
}

static void test_slice_hash(void **state)
{
    (void)state;
    /* XXH3 of no bytes with seed 0, from its specification: the same everywhere. */
    assert_true(ns_slice_hash(NS_SLICE("")) == 0x2d06800538d394c2u);
    assert_true(ns_slice_hash((struct ns_slice){NULL, 0}) == ns_slice_hash(NS_SLICE("")));
    assert_true(ns_slice_hash(NS_SLICE("a")) != ns_slice_hash(NS_SLICE("b")));
}

static void test_ranges(void **state)
{
    (void)state;
    struct ns_range a = {2, 5}, b = {5, 7}, c = {4, 6};
    assert_false(ns_range_overlap(a, b));
    assert_true(ns_range_overlap(a, c) && ns_range_overlap(b, c));
    assert_true(ns_range_holds(a, 2) && ns_range_holds(a, 4));
    assert_false(ns_range_holds(a, 5));
    assert_true(ns_range_empty((struct ns_range){3, 3}));
    assert_slice(ns_slice_sub(NS_SLICE("abcdefg"), a), "cde");
}

/* --- vec, bytes --- */

NS_VEC(numbers, int);

static void test_vec(void **state)
{
    (void)state;
    struct numbers v = {0};
    for (int i = 0; i < 1000; i++)
        ns_vec_push(&v, i * 3);
    assert_int_equal(v.len, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(v.at[i], i * 3);
    assert_int_equal(*ns_vec_last(&v), 2997);
    ns_vec_free(&v);
    assert_null(v.at);
    assert_int_equal(v.len + v.cap, 0);
}

static void test_bytes(void **state)
{
    (void)state;
    struct ns_bytes b = {0};
    assert_string_equal(ns_bytes_text(&b), "");
    ns_bytes_add(&b, (struct ns_slice){NULL, 0});
    ns_bytes_add_text(&b, "ab");
    ns_bytes_format(&b, "%03d", 7);
    assert_string_equal(ns_bytes_text(&b), "ab007");
    char wide[500];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    ns_bytes_format(&b, "%s|", wide);
    assert_int_equal(b.len, 5 + 499 + 1);
    assert_int_equal(b.at[b.len - 1], '|');
    assert_int_equal(ns_bytes_slice(&b).len, b.len);
    ns_vec_free(&b);
}

/* --- map --- */

static void test_map(void **state)
{
    (void)state;
    struct ns_map *map = ns_map_new();
    char key[32];
    assert_null(ns_map_get(map, NS_SLICE("none")));
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "key %u", i * 7919u);
        uint64_t *value = ns_map_put(map, ns_slice_of(key));
        assert_int_equal(*value, 0);
        *value = i;
    }
    assert_int_equal(ns_map_count(map), 20000);
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "key %u", i * 7919u);
        uint64_t *value = ns_map_get(map, ns_slice_of(key));
        assert_non_null(value);
        assert_int_equal(*value, i);
        assert_ptr_equal(ns_map_put(map, ns_slice_of(key)), value);
        assert_slice(ns_map_key_at(map, i), key);
        assert_int_equal(ns_map_value_at(map, i), i);
    }
    assert_null(ns_map_get(map, NS_SLICE("key")));
    *ns_map_put(map, NS_SLICE("")) = 5;
    *ns_map_put(map, NS_SLICE("a\0b")) = 6;
    assert_int_equal(*ns_map_get(map, (struct ns_slice){NULL, 0}), 5);
    assert_null(ns_map_get(map, NS_SLICE("a")));
    assert_int_equal(*ns_map_get(map, NS_SLICE("a\0b")), 6);
    ns_map_free(map);
    ns_map_free(NULL);
}

/* --- file --- */

static char folder[] = "/tmp/naysay-base-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static void test_file_replace_and_read(void **state)
{
    (void)state;
    char *deep = ns_path_join(folder, "a/b/file");
    struct ns_bytes got = {0};
    struct ns_err err = {0};
    struct stat st;

    assert_int_equal(ns_file_replace(deep, NS_SLICE("one\0two"), &err), NS_OK);
    assert_int_equal(ns_file_read(deep, 100, &got, &err), NS_OK);
    assert_int_equal(got.len, 7);
    assert_memory_equal(got.at, "one\0two", 7);
    assert_int_equal(chmod(deep, 0640), 0);
    assert_int_equal(ns_file_replace(deep, NS_SLICE(""), &err), NS_OK);
    assert_int_equal(ns_file_read(deep, 100, &got, &err), NS_OK);
    assert_int_equal(got.len, 0);
    assert_int_equal(stat(deep, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
    assert_int_equal(unlink(deep), 0);
    free(deep);
    char *b = ns_path_join(folder, "a/b"), *a = ns_path_join(folder, "a");
    /* rmdir works only when no temporary file stayed behind. */
    assert_int_equal(stat(b, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    assert_int_equal(rmdir(b), 0);
    assert_int_equal(rmdir(a), 0);
    free(a);
    free(b);
    ns_vec_free(&got);
}

static void test_file_replace_follows_a_link(void **state)
{
    (void)state;
    char *real = ns_path_join(folder, "real"), *link = ns_path_join(folder, "link");
    struct stat st;
    assert_int_equal(ns_file_replace(real, NS_SLICE("old"), NULL), NS_OK);
    assert_int_equal(symlink("real", link), 0);
    assert_int_equal(ns_file_replace(link, NS_SLICE("new!"), NULL), NS_OK);
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat(real, &st), 0);
    assert_int_equal(st.st_size, 4);
    unlink(link);
    unlink(real);
    free(link);
    free(real);
}

static void test_file_replace_failure_leaves_the_old(void **state)
{
    (void)state;
    char *path = ns_path_join(folder, "file"), *below = ns_path_join(folder, "file/x/y");
    struct ns_err err = {0};
    struct ns_bytes got = {0};
    assert_int_equal(ns_file_replace(path, NS_SLICE("kept"), NULL), NS_OK);
    assert_int_equal(ns_file_replace(below, NS_SLICE("lost"), &err), NS_ERR_IO);
    assert_non_null(strstr(err.message, "file"));
    assert_int_equal(ns_file_replace(folder, NS_SLICE("lost"), &err), NS_ERR_IO);
    assert_int_equal(ns_file_read(path, 4, &got, &err), NS_OK);
    assert_slice(ns_bytes_slice(&got), "kept");
    ns_vec_free(&got);
    unlink(path);
    free(path);
    free(below);
}

static void test_file_limit(void **state)
{
    (void)state;
    char *path = ns_path_join(folder, "file");
    struct ns_bytes got = {0};
    struct ns_err err = {0};
    assert_int_equal(ns_file_replace(path, NS_SLICE("12345"), NULL), NS_OK);
    assert_int_equal(ns_file_read(path, 5, &got, &err), NS_OK);
    assert_int_equal(got.len, 5);
    assert_int_equal(ns_file_read(path, 4, &got, &err), NS_ERR_LIMIT);
    assert_int_equal(got.len, 0);
    unlink(path);
    assert_int_equal(ns_file_read(path, 4, &got, &err), NS_ERR_IO);
    assert_int_equal(err.status, NS_ERR_IO);
    assert_non_null(strstr(err.message, strerror(ENOENT)));
    ns_vec_free(&got);
    free(path);
}

static void test_file_skips_what_is_no_file(void **state)
{
    (void)state;
    char *path = ns_path_join(folder, "odd");
    struct ns_bytes got = {0};
    struct ns_err err = {0};

    assert_int_equal(ns_file_read(folder, 9, &got, &err), NS_ERR_SKIPPED);
    assert_non_null(strstr(err.message, "a directory"));
    assert_int_equal(ns_file_read("/dev/null", 9, &got, &err), NS_ERR_SKIPPED);
    assert_non_null(strstr(err.message, "a device"));
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(ns_file_read(path, 9, &got, &err), NS_ERR_SKIPPED);
    assert_non_null(strstr(err.message, "a FIFO"));
    unlink(path);

    struct sockaddr_un name = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    memcpy(name.sun_path, path, strlen(path) + 1);
    assert_int_equal(bind(fd, (struct sockaddr *)&name, sizeof name), 0);
    assert_int_equal(ns_file_read(path, 9, &got, &err), NS_ERR_SKIPPED);
    assert_non_null(strstr(err.message, "a socket"));
    close(fd);
    unlink(path);
    ns_vec_free(&got);
    free(path);
}

static void *feed(void *arg)
{
    int fd = *(int *)arg;
    for (int i = 0; i < 50; i++) {
        usleep(200);
        if (write(fd, "0123456789", 10) != 10)
            break;
    }
    close(fd);
    return NULL;
}

static void test_stream(void **state)
{
    (void)state;
    int fds[2];
    pthread_t writer;
    struct ns_bytes got = {0};

    assert_int_equal(pipe(fds), 0);
    /* Another program may have left our end non-blocking. */
    assert_int_equal(fcntl(fds[0], F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(pthread_create(&writer, NULL, feed, &fds[1]), 0);
    assert_int_equal(ns_file_read_stream(fds[0], 500, &got, NULL), NS_OK);
    pthread_join(writer, NULL);
    close(fds[0]);
    assert_int_equal(got.len, 500);

    assert_int_equal(pipe(fds), 0);
    assert_int_equal(write(fds[1], "123456", 6), 6);
    close(fds[1]);
    assert_int_equal(ns_file_read_stream(fds[0], 5, &got, NULL), NS_ERR_LIMIT);
    assert_int_equal(got.len, 0);
    close(fds[0]);
    ns_vec_free(&got);
}

static void test_paths(void **state)
{
    (void)state;
    static const char *const joined[][3] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"", "b", "b"}};
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++) {
        char *path = ns_path_join(joined[i][0], joined[i][1]);
        assert_string_equal(path, joined[i][2]);
        free(path);
    }
    assert_slice(ns_path_base("a/b/c.txt"), "c.txt");
    assert_slice(ns_path_base("c.txt"), "c.txt");
}

/* --- log --- */

static void *log_many(void *arg)
{
    for (int i = 0; i < 400; i++)
        ns_log("%s %d", (const char *)arg, i);
    return NULL;
}

static void test_log(void **state)
{
    (void)state;
    struct ns_bytes out = {0};
    uint64_t before = ns_clock();

    ns_log("first %d", 1);
    ns_trace("paint");
    ns_log_copy(&out);
    const char *text = ns_bytes_text(&out);
    const char *first = strstr(text, "first 1\n"), *trace = strstr(text, "paint");
    assert_true(first && trace && first < trace);

    pthread_t threads[3];
    char *names[] = {"red", "green", "blue"};
    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, log_many, names[i]), 0);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    out.len = 0;
    ns_log_copy(&out);
    size_t lines = 0;
    for (size_t i = 0; i < out.len; i++)
        lines += out.at[i] == '\n';
    assert_in_range(lines, 100, 1199);
    assert_null(strstr(ns_bytes_text(&out), "first 1\n"));
    assert_true(strstr(ns_bytes_text(&out), " 399\n") != NULL);
    assert_true(ns_clock() > before);
    ns_vec_free(&out);
}

/* --- sha256 --- */

static void assert_sha(struct ns_slice data, const char *hex)
{
    uint8_t digest[NS_SHA256_SIZE];
    char got[2 * NS_SHA256_SIZE + 1];
    ns_sha256(data, digest);
    ns_sha256_hex(digest, got);
    assert_string_equal(got, hex);
}

static void test_sha256(void **state)
{
    (void)state;
    /* FIPS 180-4's examples and NIST's long one. */
    assert_sha(NS_SLICE(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_sha((struct ns_slice){NULL, 0},
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_sha(NS_SLICE("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_sha(NS_SLICE("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
               "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    char *million = ns_alloc(1000000);
    memset(million, 'a', 1000000);
    assert_sha((struct ns_slice){million, 1000000},
               "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(million);
}

/* Each length around the edge where the padding needs a second block, against coreutils. */
static void test_sha256_padding(void **state)
{
    (void)state;
    static const struct {
        size_t len;
        const char *hex;
    } known[] = {
        {55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
        {56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
        {63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
        {64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
        {65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
    };
    char data[65];
    memset(data, 'a', sizeof data);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_sha((struct ns_slice){data, known[i].len}, known[i].hex);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error),
        cmocka_unit_test(test_error_cuts_long_messages),
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_arena_keeps_its_chunk_for_small_things),
        cmocka_unit_test(test_arena_strings),
        cmocka_unit_test(test_exhausted_calls_the_handler),
        cmocka_unit_test(test_slice_order_and_ends),
        cmocka_unit_test(test_slice_find),
        cmocka_unit_test(test_slice_lines_and_fields),
        cmocka_unit_test(test_slice_number),
        cmocka_unit_test(test_slice_hash),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_vec),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_file_replace_and_read),
        cmocka_unit_test(test_file_replace_follows_a_link),
        cmocka_unit_test(test_file_replace_failure_leaves_the_old),
        cmocka_unit_test(test_file_limit),
        cmocka_unit_test(test_file_skips_what_is_no_file),
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_log),
        cmocka_unit_test(test_sha256),
        cmocka_unit_test(test_sha256_padding),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder) != 0;
}
