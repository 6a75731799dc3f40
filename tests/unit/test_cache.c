/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cache on disk: what comes back is what was put, or nothing; whatever becomes of its files, of
 * the disk and of other programs that use it at the same time.
 */
#include "naysay/cache.h"

#include "naysay/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define MB ((uint64_t)1 << 20)

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/naysay-cache-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

/* Calls f with the path of each file whose name begins so. */
static size_t for_files(const char *prefix, void (*f)(const char *path))
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.' || strncmp(entry->d_name, prefix, strlen(prefix)) != 0)
            continue;
        char *path = ns_path_join(folder, entry->d_name);
        count++;
        if (f)
            f(path);
        free(path);
    }
    if (dir)
        closedir(dir);
    return count;
}

static void remove_file(const char *path)
{
    assert_int_equal(unlink(path), 0);
}

static int drop_folder(void **state)
{
    (void)state;
    chmod(folder, 0700);
    for_files("", remove_file);
    return rmdir(folder);
}

static struct ns_cache *opened(uint64_t size)
{
    struct ns_cache *cache = ns_cache_new(folder, size, (struct ns_digest){1, 2});
    ns_cache_open(cache);
    return cache;
}

static struct ns_digest key_of(unsigned number)
{
    return ns_slice_digest((struct ns_slice){(const char *)&number, sizeof number}, 1);
}

/* What is put under a number: of a length and with bytes of its own. */
static void fill(struct ns_bytes *out, unsigned number, size_t least)
{
    size_t len = least + number % 61;
    out->len = 0;
    for (size_t i = 0; i < len; i++)
        ns_vec_push(out, (char)(number * 31 + i * 7));
}

static void put(struct ns_cache *cache, unsigned number, size_t least)
{
    struct ns_bytes bytes = {0};
    fill(&bytes, number, least);
    ns_cache_put(cache, key_of(number), ns_bytes_slice(&bytes));
    ns_vec_free(&bytes);
}

/* Is it there? What is there must be right. */
static bool has(struct ns_cache *cache, unsigned number, size_t least)
{
    struct ns_bytes bytes = {0}, got = {0};
    ns_bytes_add(&got, NS_SLICE("before"));
    fill(&bytes, number, least);
    bool found = ns_cache_get(cache, key_of(number), &got);
    assert_true(ns_slice_starts(ns_bytes_slice(&got), NS_SLICE("before")));
    if (found)
        assert_true(
            ns_slice_equal(ns_bytes_slice(&bytes), (struct ns_slice){got.at + 6, got.len - 6}));
    else
        assert_int_equal(got.len, 6);
    ns_vec_free(&bytes);
    ns_vec_free(&got);
    return found;
}

static size_t count(struct ns_cache *cache, unsigned from, unsigned to, size_t least)
{
    size_t found = 0;
    for (unsigned i = from; i < to; i++)
        found += has(cache, i, least);
    return found;
}

static uint64_t disk_bytes;
static void add_size(const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0)
        disk_bytes += (uint64_t)st.st_size;
}
static uint64_t on_disk(void)
{
    disk_bytes = 0;
    for_files("pack-", add_size);
    return disk_bytes;
}

/* The only pack. */
static char pack_path[256];
static void note_path(const char *path)
{
    snprintf(pack_path, sizeof pack_path, "%s", path);
}

static void a_pack_of(unsigned entries, struct ns_bytes *content)
{
    struct ns_cache *cache = opened(64 * MB);
    for (unsigned i = 0; i < entries; i++) {
        put(cache, i, 20);
        if (i % 3 == 2)
            ns_cache_flush(cache);
    }
    ns_cache_free(cache);
    assert_int_equal(for_files("pack-", note_path), 1);
    assert_int_equal(ns_file_read(pack_path, MB, content, NULL), NS_OK);
}

static void rewrite(struct ns_slice content)
{
    FILE *file = fopen(pack_path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.at, 1, content.len, file), content.len);
    fclose(file);
    assert_int_equal(chmod(pack_path, 0600), 0);
}

/* --- */

static void what_is_put_is_found_now_and_by_the_next_program(void **state)
{
    (void)state;
    struct ns_cache *cache = ns_cache_new(folder, 64 * MB, (struct ns_digest){1, 2});
    put(cache, 1, 10);
    assert_false(has(cache, 1, 10)); /* not opened: nothing is kept */
    ns_cache_open(cache);
    for (unsigned i = 0; i < 3000; i++)
        put(cache, i, 900); /* more than a batch */
    assert_int_equal(count(cache, 0, 3000, 900), 3000);
    assert_false(has(cache, 3000, 900));
    ns_cache_put(cache, key_of(9999), NS_SLICE(""));
    ns_cache_free(cache);
    cache = opened(64 * MB);
    assert_int_equal(count(cache, 0, 3000, 900), 3000);
    struct ns_bytes got = {0};
    assert_true(ns_cache_get(cache, key_of(9999), &got));
    assert_int_equal(got.len, 0);
    ns_vec_free(&got);
    struct ns_cache_tally tally = ns_cache_tally(cache);
    assert_int_equal(tally.entries, 3001);
    assert_int_equal(tally.found, 3001);
    assert_int_equal(tally.bytes, on_disk());
    assert_int_equal(ns_cache_note(cache).len, 0);
    ns_cache_free(cache);
}

static void programs_one_after_another_share_a_pack(void **state)
{
    (void)state;
    for (unsigned run = 0; run < 20; run++) {
        struct ns_cache *cache = opened(64 * MB);
        assert_int_equal(count(cache, 0, run, 50), run);
        put(cache, run, 50);
        ns_cache_free(cache);
    }
    assert_int_equal(for_files("pack-", NULL), 1);
}

static void a_run_that_puts_nothing_writes_nothing(void **state)
{
    (void)state;
    ns_cache_free(opened(MB));
    assert_int_equal(for_files("pack-", NULL), 0);
    struct stat st;
    assert_int_equal(stat(folder, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
}

static void the_seed_is_of_the_folder(void **state)
{
    (void)state;
    struct ns_cache *cache = opened(MB);
    uint64_t seed = ns_cache_seed(cache);
    struct ns_cache *other = opened(MB);
    assert_true(seed == ns_cache_seed(other));
    ns_cache_free(other);
    other = ns_cache_new(folder, MB, (struct ns_digest){1, 3});
    ns_cache_open(other);
    assert_true(seed != ns_cache_seed(other)); /* another program */
    ns_cache_free(other);
    ns_cache_free(cache);
    /* A damaged one is made anew. */
    char *path = ns_path_join(folder, "seed");
    assert_int_equal(truncate(path, 3), 0);
    cache = opened(MB);
    assert_true(seed != ns_cache_seed(cache));
    assert_int_equal(ns_cache_note(cache).len, 0);
    ns_cache_free(cache);
    free(path);
}

static void a_pack_cut_anywhere_gives_what_is_whole(void **state)
{
    (void)state;
    struct ns_bytes content = {0};
    a_pack_of(9, &content);
    size_t before = 0;
    for (size_t len = 0; len <= content.len; len++) {
        rewrite((struct ns_slice){content.at, len});
        struct ns_cache *cache = opened(64 * MB);
        size_t found = count(cache, 0, 9, 20);
        assert_true(found % 3 == 0 && found >= before);
        before = found;
        /* And goes on from there. */
        put(cache, 100, 20);
        put(cache, 0, 20);
        ns_cache_free(cache);
        cache = opened(64 * MB);
        assert_true(has(cache, 100, 20) && has(cache, 0, 20));
        assert_true(count(cache, 0, 9, 20) >= found);
        ns_cache_free(cache);
        for_files("pack-", remove_file);
    }
    assert_int_equal(before, 9);
    ns_vec_free(&content);
}

static void a_changed_byte_is_never_believed(void **state)
{
    (void)state;
    struct ns_bytes content = {0};
    a_pack_of(9, &content);
    for (size_t i = 0; i < content.len; i++) {
        for (unsigned bit = 0; bit < 8; bit += 3) {
            content.at[i] = (char)(content.at[i] ^ (1 << bit));
            rewrite(ns_bytes_slice(&content));
            struct ns_cache *cache = opened(64 * MB);
            assert_true(count(cache, 0, 9, 20) < 9); /* and those found are right */
            ns_cache_free(cache);
            content.at[i] = (char)(content.at[i] ^ (1 << bit));
        }
    }
    ns_vec_free(&content);
}

static void what_is_refused_is_kept_anew(void **state)
{
    (void)state;
    struct ns_bytes content = {0};
    a_pack_of(3, &content);
    content.at[60] ^= 1; /* in the bytes of the first entry */
    rewrite(ns_bytes_slice(&content));
    struct ns_cache *cache = opened(64 * MB);
    assert_false(has(cache, 0, 20));
    put(cache, 0, 20);
    assert_true(has(cache, 0, 20));
    ns_cache_refuse(cache, key_of(1));
    assert_false(has(cache, 1, 20));
    put(cache, 1, 20);
    ns_cache_free(cache);
    cache = opened(64 * MB);
    assert_int_equal(count(cache, 0, 3, 20), 3);
    ns_cache_free(cache);
    ns_vec_free(&content);
}

static void garbage_is_passed_over(void **state)
{
    (void)state;
    struct ns_bytes content = {0};
    a_pack_of(3, &content);
    char *garbage = ns_path_join(folder, "pack-garbage"), *empty = ns_path_join(folder, "pack-0"),
         *fifo = ns_path_join(folder, "pack-fifo"), *link = ns_path_join(folder, "pack-link"),
         *open_to_all = ns_path_join(folder, "pack-open");
    assert_int_equal(ns_file_replace(garbage, NS_SLICE("garbage"), NULL), NS_OK);
    assert_int_equal(ns_file_replace(empty, NS_SLICE(""), NULL), NS_OK);
    assert_int_equal(ns_file_replace(open_to_all, ns_bytes_slice(&content), NULL), NS_OK);
    assert_int_equal(chmod(open_to_all, 0666), 0);
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(rename(pack_path, "/tmp/naysay-pack-elsewhere"), 0);
    assert_int_equal(symlink("/tmp/naysay-pack-elsewhere", link), 0);
    struct ns_cache *cache = opened(64 * MB);
    assert_int_equal(count(cache, 0, 3, 20), 0);
    put(cache, 1, 20);
    assert_true(has(cache, 1, 20));
    ns_cache_free(cache);
    unlink("/tmp/naysay-pack-elsewhere");
    free(garbage), free(empty), free(fifo), free(link), free(open_to_all);
    ns_vec_free(&content);
}

static void a_folder_of_others_is_not_used(void **state)
{
    (void)state;
    assert_int_equal(chmod(folder, 0770), 0);
    struct ns_cache *cache = opened(MB);
    assert_true(ns_cache_note(cache).len > 0);
    put(cache, 1, 20);
    assert_false(has(cache, 1, 20));
    ns_cache_free(cache);
    assert_int_equal(for_files("", NULL), 0);
}

static void a_folder_that_cannot_be_is_told_once(void **state)
{
    (void)state;
    char *file = ns_path_join(folder, "file"), *inside = ns_path_join(file, "naysay");
    assert_int_equal(ns_file_replace(file, NS_SLICE("x"), NULL), NS_OK);
    struct ns_cache *cache = ns_cache_new(inside, MB, (struct ns_digest){1, 2});
    ns_cache_open(cache);
    ns_cache_open(cache);
    assert_true(ns_cache_note(cache).len > 0);
    put(cache, 1, 20);
    ns_cache_flush(cache);
    assert_false(has(cache, 1, 20));
    ns_cache_free(cache);
    free(file), free(inside);
}

static void it_stays_below_its_size(void **state)
{
    (void)state;
    /* One run never drops what it wrote itself ... */
    struct ns_cache *cache = opened(4 * MB);
    for (unsigned i = 0; i < 9000; i++)
        put(cache, i, 1000);
    size_t kept = count(cache, 0, 9000, 1000);
    assert_true(kept > 2000 && kept < 9000);
    assert_true(ns_cache_note(cache).len > 0);
    ns_cache_free(cache);
    assert_true(on_disk() <= 4 * MB);
    /* ... the next one drops what it has no use for, the oldest first. */
    cache = opened(4 * MB);
    assert_int_equal(count(cache, 0, 10, 1000), 10);
    for (unsigned i = 10000; i < 12000; i++)
        put(cache, i, 1000);
    ns_cache_free(cache);
    assert_true(on_disk() <= 4 * MB);
    cache = opened(4 * MB);
    assert_int_equal(count(cache, 10000, 12000, 1000), 2000);
    assert_int_equal(count(cache, 0, 10, 1000), 10);
    ns_cache_free(cache);
    /* A smaller size counts at once. */
    ns_cache_free(opened(2 * MB));
    assert_true(on_disk() <= 2 * MB);
}

static void a_full_disk_ends_the_keeping_only(void **state)
{
    (void)state;
    const struct rlimit small = {3 << 20, RLIM_INFINITY};
    struct rlimit before;
    struct ns_cache *cache = opened(64 * MB);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    for (unsigned i = 0; i < 6000; i++)
        put(cache, i, 1000);
    ns_cache_flush(cache);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_true(ns_cache_note(cache).len > 0);
    size_t kept = count(cache, 0, 6000, 1000);
    assert_true(kept > 1000 && kept < 6000);
    ns_cache_free(cache);
    cache = opened(64 * MB);
    assert_int_equal(count(cache, 0, 6000, 1000), kept);
    ns_cache_free(cache);
}

static void a_folder_that_is_deleted_meanwhile_does_no_harm(void **state)
{
    (void)state;
    struct ns_cache *cache = opened(64 * MB);
    for (unsigned i = 0; i < 2000; i++)
        put(cache, i, 1000);
    ns_cache_flush(cache);
    for_files("", remove_file);
    assert_int_equal(rmdir(folder), 0);
    assert_int_equal(count(cache, 0, 2000, 1000), 2000); /* the files are open still */
    for (unsigned i = 2000; i < 4000; i++)
        put(cache, i, 1000);
    ns_cache_free(cache);
    cache = opened(64 * MB);
    assert_int_equal(count(cache, 0, 4000, 1000), 0);
    ns_cache_free(cache);
}

static void a_pack_that_is_cut_meanwhile_does_no_harm(void **state)
{
    (void)state;
    struct ns_bytes content = {0};
    a_pack_of(9, &content);
    struct ns_cache *cache = opened(64 * MB);
    assert_int_equal(truncate(pack_path, 200), 0);
    size_t found = count(cache, 0, 9, 20);
    assert_true(found > 0 && found < 9);
    for (unsigned i = 0; i < 9; i++)
        put(cache, i, 20);
    ns_cache_free(cache);
    /* What was still found was not put again, and its batch may be gone. */
    for (unsigned run = 0; run < 2; run++) {
        cache = opened(64 * MB);
        assert_true(count(cache, 0, 9, 20) >= (run ? 9 : 9 - found));
        for (unsigned i = 0; i < 9; i++)
            put(cache, i, 20);
        ns_cache_free(cache);
    }
    ns_vec_free(&content);
}

/* --- at once --- */

static _Noreturn void write_many(unsigned from)
{
    struct ns_cache *cache = opened(64 * MB);
    for (unsigned i = from; i < from + 3000; i++) {
        put(cache, i, 500);
        if (i % 100 == 0)
            ns_cache_flush(cache);
        if (!has(cache, from + (i - from) / 2, 500))
            _exit(1);
    }
    ns_cache_free(cache);
    _exit(0);
}

static void programs_at_once_lose_nothing(void **state)
{
    (void)state;
    enum { PROGRAMS = 4 };
    pid_t children[PROGRAMS];
    for (unsigned i = 0; i < PROGRAMS; i++) {
        children[i] = fork();
        if (children[i] == 0)
            write_many(i * 1500); /* halves overlap */
    }
    for (unsigned i = 0; i < PROGRAMS; i++) {
        int status = -1;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    struct ns_cache *cache = opened(64 * MB);
    assert_int_equal(count(cache, 0, (PROGRAMS - 1) * 1500 + 3000, 500),
                     (PROGRAMS - 1) * 1500 + 3000);
    ns_cache_free(cache);
}

static void a_program_that_is_killed_leaves_what_is_whole(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 5; round++) {
        int ready[2];
        assert_int_equal(pipe(ready), 0);
        pid_t child = fork();
        if (child == 0) {
            struct ns_cache *cache = opened(64 * MB);
            for (unsigned i = 0;; i++) {
                put(cache, i % 100000, 500);
                if (i == 4000 && write(ready[1], "x", 1) != 1)
                    _exit(1);
            }
        }
        char byte;
        assert_int_equal(read(ready[0], &byte, 1), 1);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        close(ready[0]);
        close(ready[1]);
        struct ns_cache *cache = opened(64 * MB);
        assert_true(count(cache, 0, 4000, 500) > 1000);
        assert_int_equal(ns_cache_note(cache).len, 0);
        ns_cache_free(cache);
    }
}

static struct ns_cache *shared;

static void *put_and_get(void *from)
{
    unsigned begin = *(const unsigned *)from;
    for (unsigned i = begin; i < begin + 4000; i++) {
        put(shared, i, 400);
        if (!has(shared, i, 400))
            return from;
        (void)has(shared, (i * 7) % 8000, 400);
    }
    return NULL;
}

static void threads_share_one(void **state)
{
    (void)state;
    static const unsigned from[4] = {0, 1000, 2000, 4000};
    pthread_t threads[4];
    shared = opened(64 * MB);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, put_and_get, (void *)(uintptr_t)&from[i]), 0);
    for (size_t i = 0; i < 4; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    assert_int_equal(ns_cache_tally(shared).entries, 8000);
    ns_cache_free(shared);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(what_is_put_is_found_now_and_by_the_next_program),
        IN_A_FOLDER(programs_one_after_another_share_a_pack),
        IN_A_FOLDER(a_run_that_puts_nothing_writes_nothing),
        IN_A_FOLDER(the_seed_is_of_the_folder),
        IN_A_FOLDER(a_pack_cut_anywhere_gives_what_is_whole),
        IN_A_FOLDER(a_changed_byte_is_never_believed),
        IN_A_FOLDER(what_is_refused_is_kept_anew),
        IN_A_FOLDER(garbage_is_passed_over),
        IN_A_FOLDER(a_folder_of_others_is_not_used),
        IN_A_FOLDER(a_folder_that_cannot_be_is_told_once),
        IN_A_FOLDER(it_stays_below_its_size),
        IN_A_FOLDER(a_full_disk_ends_the_keeping_only),
        IN_A_FOLDER(a_folder_that_is_deleted_meanwhile_does_no_harm),
        IN_A_FOLDER(a_pack_that_is_cut_meanwhile_does_no_harm),
        IN_A_FOLDER(programs_at_once_lose_nothing),
        IN_A_FOLDER(a_program_that_is_killed_leaves_what_is_whole),
        IN_A_FOLDER(threads_share_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
