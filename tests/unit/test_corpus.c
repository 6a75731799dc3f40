/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "naysay/cache.h"
#include "naysay/corpus.h"
#include "naysay/export.h"
#include "naysay/file.h"
#include "naysay/sha256.h"

#define ARTICLES 120
#define LARGE    ((size_t)24 << 20) /* bytes; reading takes far longer than all the rest */

static char folder[] = "/tmp/naysay-corpus-XXXXXX";
static struct ns_rules *rules;

static void write_article(unsigned number)
{
    struct ns_bytes path = {0}, text = {0};
    ns_bytes_format(&path, "%s/%u/%03u.txt", folder, number % 3, number);
    ns_bytes_format(&text,
                    "Minister Denies Raid Number %u\n\nBy Mara Kesh\n\n"
                    "PORT ORAN -- The minister, Ilan Prat, denied that raid number %u took place. "
                    "\"We were not there,\" Prat said on Monday.\n\n"
                    "Sign up for the Harbour Letter and never miss a tide\n",
                    number, number);
    struct ns_err err;
    assert_int_equal(ns_file_replace(ns_bytes_text(&path), ns_bytes_slice(&text), &err), NS_OK);
    ns_vec_free(&path);
    ns_vec_free(&text);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    for (unsigned i = 0; i < ARTICLES; i++)
        write_article(i);
    struct ns_bytes path = {0};
    ns_bytes_format(&path, "%s/0/fifo.txt", folder);
    if (mkfifo(ns_bytes_text(&path), 0600) != 0)
        return -1;
    path.len = 0;
    ns_bytes_format(&path, "%s/lexicon", getenv("NAYSAY_DATADIR"));
    struct ns_err err = {0};
    if (ns_rules_load(ns_bytes_text(&path), NULL, &rules, &err) != NS_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    ns_vec_free(&path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    struct ns_bytes path = {0};
    for (unsigned i = 0; i < ARTICLES; i++) {
        path.len = 0;
        ns_bytes_format(&path, "%s/%u/%03u.txt", folder, i % 3, i);
        unlink(ns_bytes_text(&path));
    }
    path.len = 0;
    ns_bytes_format(&path, "%s/0/fifo.txt", folder);
    unlink(ns_bytes_text(&path));
    for (unsigned i = 0; i < 3; i++) {
        path.len = 0;
        ns_bytes_format(&path, "%s/%u", folder, i);
        rmdir(ns_bytes_text(&path));
    }
    rmdir(folder);
    ns_vec_free(&path);
    ns_rules_free(rules);
    return 0;
}

static struct ns_corpus *open_cached(unsigned jobs, struct ns_cache *cache)
{
    static const char *paths[1];
    paths[0] = folder;
    struct ns_corpus_options o = {.paths = paths,
                                  .path_count = 1,
                                  .jobs = jobs,
                                  .rules = rules,
                                  .publish_ms = 1,
                                  .cache = cache};
    struct ns_corpus *c = NULL;
    struct ns_err err = {0};
    assert_int_equal(ns_corpus_open(&o, &c, &err), NS_OK);
    return c;
}

static struct ns_corpus *open_corpus(unsigned jobs)
{
    return open_cached(jobs, NULL);
}

static void export_all(const struct ns_snapshot *s, struct ns_bytes *out)
{
    struct ns_export_options o = {.unit = NS_UNIT_CODEPOINT, .with_text = true};
    for (size_t i = 0; i < s->count; i++)
        if (s->items[i].article)
            ns_export_json(s->items[i].article, s->items[i].extraction, &o, out);
}

/* The order is the folders', and the end state does not depend on the number of workers. */
static void test_same_for_all_jobs(void **state)
{
    (void)state;
    struct ns_bytes first = {0};
    for (unsigned jobs = 1; jobs <= 8; jobs *= 2) {
        struct ns_corpus *c = open_corpus(jobs);
        /* Looking at things in between changes nothing. */
        ns_corpus_focus(c, ARTICLES / 2, 10, 5);
        ns_corpus_wait(c);
        struct ns_snapshot *s = ns_corpus_take(c);
        assert_true(s->complete);
        assert_int_equal(s->read_count, ARTICLES);
        assert_int_equal(s->extracted_count, ARTICLES);
        assert_int_equal(s->skipped_count, 1);
        assert_non_null(strstr(s->skipped[0].path, "fifo"));
        for (size_t i = 1; i < s->count; i++)
            assert_true(strcmp(s->items[i - 1].path, s->items[i].path) < 0);
        struct ns_bytes out = {0};
        export_all(s, &out);
        if (jobs == 1) {
            first = out;
        } else {
            assert_int_equal(out.len, first.len);
            assert_memory_equal(out.at, first.at, out.len);
            ns_vec_free(&out);
        }
        ns_snapshot_release(s);
        ns_corpus_close(c);
    }
    ns_vec_free(&first);
}

/* Counts of the snapshot are the sums of what is in it. */
/* With the files in it. */
static void remove_folder(const char *path)
{
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] != '.')
            unlinkat(dirfd(dir), entry->d_name, 0);
    closedir(dir);
    assert_int_equal(rmdir(path), 0);
}

/* Two corpora with one cache at once, then a third one from it alone: the same as without it. */
static void test_same_from_cache(void **state)
{
    (void)state;
    char kept[] = "/tmp/naysay-kept-XXXXXX";
    assert_non_null(mkdtemp(kept));
    struct ns_bytes plain = {0}, from_cache = {0};
    struct ns_corpus *c = open_corpus(2);
    ns_corpus_wait(c);
    struct ns_snapshot *s = ns_corpus_take(c);
    export_all(s, &plain);
    ns_snapshot_release(s);
    ns_corpus_close(c);
    for (unsigned start = 0; start < 2; start++) {
        struct ns_cache *cache =
            ns_cache_new(kept, NS_CACHE_DEFAULT_SIZE, (struct ns_digest){3, 4});
        struct ns_corpus *two[2] = {open_cached(4, cache), open_cached(1, cache)};
        for (size_t i = 0; i < 2; i++) {
            ns_corpus_wait(two[i]);
            s = ns_corpus_take(two[i]);
            from_cache.len = 0;
            export_all(s, &from_cache);
            assert_true(ns_slice_equal(ns_bytes_slice(&plain), ns_bytes_slice(&from_cache)));
            ns_snapshot_release(s);
        }
        struct ns_cache_tally tally = ns_cache_tally(cache);
        assert_true(start == 0 ? tally.kept >= ARTICLES : tally.kept == 0 && tally.missed == 0);
        ns_corpus_close(two[0]);
        ns_corpus_close(two[1]);
        ns_cache_free(cache);
    }
    remove_folder(kept);
    ns_vec_free(&plain);
    ns_vec_free(&from_cache);
}

static void test_counts(void **state)
{
    (void)state;
    struct ns_corpus *c = open_corpus(2);
    ns_corpus_wait(c);
    struct ns_snapshot *s = ns_corpus_take(c);
    uint64_t denials = 0;
    for (size_t i = 0; i < s->count; i++)
        if (s->items[i].extraction)
            denials += s->items[i].extraction->kind_counts[NS_KIND_DENIAL];
    assert_true(denials >= ARTICLES);
    assert_int_equal(denials, ns_snapshot_count(s, NS_KIND_DENIAL, 0));
    assert_true(ns_snapshot_count(s, NS_KIND_DENIAL, 1) < denials);
    ns_snapshot_release(s);
    ns_corpus_close(c);
}

/* A line that stands in every article is page furniture, though one article alone cannot tell. */
static void test_repetition_settles(void **state)
{
    (void)state;
    struct ns_corpus *c = open_corpus(2);
    ns_corpus_wait(c);
    struct ns_snapshot *s = ns_corpus_take(c);
    for (size_t i = 0; i < s->count; i++) {
        const struct ns_article *a = s->items[i].article;
        if (a)
            assert_int_equal(a->blocks[a->block_count - 1].role, NS_ROLE_BOILERPLATE);
    }
    ns_snapshot_release(s);
    ns_corpus_close(c);
}

/* What is looked at is there long before the rest, and the descriptor says so. */
static void test_focus_and_wake(void **state)
{
    (void)state;
    struct ns_corpus *c = open_corpus(1);
    ns_corpus_focus(c, ARTICLES - 1, 0, 0);
    struct pollfd fd = {.fd = ns_corpus_wake_fd(c), .events = POLLIN};
    bool there = false;
    while (!there) {
        assert_int_equal(poll(&fd, 1, 10000), 1);
        struct ns_snapshot *s = ns_corpus_take(c);
        there = s->count >= ARTICLES && s->items[ARTICLES - 1].extraction;
        ns_snapshot_release(s);
    }
    ns_corpus_close(c);
}

/* Closing in the middle of the work leaks and hangs nothing. */
static void test_close_early(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct ns_corpus *c = open_corpus(4);
        if (i % 2)
            ns_corpus_wait_first(c, 1 + (size_t)i, 5);
        struct ns_snapshot *s = ns_corpus_take(c);
        ns_snapshot_release(s);
        ns_corpus_close(c);
    }
}

/* The first look may already be the last: then waiting for the end must end too. */
static void test_first_is_last(void **state)
{
    (void)state;
    const char *paths[] = {"-"};
    for (int i = 0; i < 200; i++) {
        struct ns_corpus_options o = {.paths = paths,
                                      .path_count = 1,
                                      .stream = NS_SLICE("Tide Turns\n\nIt did.\n"),
                                      .rules = rules,
                                      .publish_ms = 1};
        struct ns_corpus *c = NULL;
        struct ns_err err = {0};
        assert_int_equal(ns_corpus_open(&o, &c, &err), NS_OK);
        if (i % 2)
            usleep(500);
        ns_corpus_wait_first(c, 1, 1000);
        ns_corpus_wait(c);
        struct ns_snapshot *s = ns_corpus_take(c);
        assert_true(s->complete);
        ns_snapshot_release(s);
        ns_corpus_close(c);
    }
}

/* One worker reads a large file for long; what is looked at meanwhile is extracted by the other. */
static void test_glance_beside_long_read(void **state)
{
    (void)state;
    char own[] = "/tmp/naysay-large-XXXXXX";
    assert_non_null(mkdtemp(own));
    struct ns_bytes large = {0}, path = {0};
    struct ns_err err = {0};
    while (large.len < LARGE)
        ns_bytes_add_text(&large, "The quay was long, the rope was old and the lamp was lit.\n\n");
    ns_bytes_format(&path, "%s/0.txt", own);
    assert_int_equal(ns_file_replace(ns_bytes_text(&path), ns_bytes_slice(&large), &err), NS_OK);
    const char *paths[] = {ns_bytes_text(&path), folder};
    struct ns_corpus_options o = {
        .paths = paths, .path_count = 2, .jobs = 2, .rules = rules, .publish_ms = 1};
    struct ns_corpus *c = NULL;
    assert_int_equal(ns_corpus_open(&o, &c, &err), NS_OK);
    struct pollfd fd = {.fd = ns_corpus_wake_fd(c), .events = POLLIN};
    size_t want = 0;
    for (bool there = false; !there;) {
        assert_int_equal(poll(&fd, 1, 10000), 1);
        struct ns_snapshot *s = ns_corpus_take(c);
        if (!want && s->read_count == ARTICLES) {
            usleep(60000); /* now the other worker is without a job */
            want = ARTICLES / 2;
            ns_corpus_focus(c, want, 0, 0);
        }
        there = want && s->items[want].extraction;
        if (there || (want && s->items[0].article)) {
            assert_null(s->items[0].article);
            assert_true(there);
        }
        ns_snapshot_release(s);
    }
    ns_corpus_close(c);
    unlink(ns_bytes_text(&path));
    rmdir(own);
    ns_vec_free(&path);
    ns_vec_free(&large);
}

/* --- word lists that a worker completes ------------------------------------------------------- */

/* A corpus over lists that were only begun; own: the reader's folder or NULL. */
static struct ns_snapshot *read_with(const char *lists, const char *own, unsigned jobs,
                                     struct ns_rules **begun, struct ns_corpus **c)
{
    const char *paths[] = {folder};
    struct ns_err err = {0};
    assert_int_equal(ns_rules_begin(lists, own, begun, &err), NS_OK);
    assert_false(ns_rules_are_complete(*begun));
    struct ns_corpus_options o = {
        .paths = paths, .path_count = 1, .jobs = jobs, .rules = *begun, .publish_ms = 1};
    assert_int_equal(ns_corpus_open(&o, c, &err), NS_OK);
    ns_corpus_wait_first(*c, 1, 1000);
    ns_corpus_wait(*c);
    struct ns_snapshot *s = ns_corpus_take(*c);
    assert_true(s->complete);
    assert_int_equal(s->read_count, ARTICLES);
    return s;
}

static void end_reading(struct ns_snapshot *s, struct ns_corpus *c, struct ns_rules *begun)
{
    ns_snapshot_release(s);
    ns_corpus_close(c);
    ns_rules_free(begun);
}

static const char *shipped(struct ns_bytes *path)
{
    ns_bytes_format(path, "%s/lexicon", getenv("NAYSAY_DATADIR"));
    return ns_bytes_text(path);
}

/* Extraction comes out the same whether the lists were complete before or are completed on the way. */
static void test_lists_completed_on_the_way(void **state)
{
    (void)state;
    struct ns_bytes lists = {0}, before = {0}, after = {0};
    struct ns_corpus *c = open_corpus(2);
    ns_corpus_wait(c);
    struct ns_snapshot *s = ns_corpus_take(c);
    export_all(s, &before);
    end_reading(s, c, NULL);
    shipped(&lists);
    for (unsigned jobs = 1; jobs <= 4; jobs *= 2) {
        struct ns_rules *begun = NULL;
        s = read_with(ns_bytes_text(&lists), NULL, jobs, &begun, &c);
        assert_true(ns_rules_are_complete(begun));
        assert_null(s->rules_note);
        after.len = 0;
        export_all(s, &after);
        assert_int_equal(after.len, before.len);
        assert_memory_equal(after.at, before.at, after.len);
        end_reading(s, c, begun);
    }
    ns_vec_free(&lists);
    ns_vec_free(&before);
    ns_vec_free(&after);
}

/* A slip in the reader's own list is told with its place, and costs no statement. */
static void test_slip_in_own_list(void **state)
{
    (void)state;
    char own[] = "/tmp/naysay-own-XXXXXX";
    struct ns_bytes lists = {0}, cues = {0};
    struct ns_rules *begun = NULL;
    struct ns_corpus *c = NULL;
    struct ns_err err = {0};
    assert_non_null(mkdtemp(own));
    ns_bytes_format(&cues, "%s/cues.txt", own);
    assert_int_equal(ns_file_replace(ns_bytes_text(&cues), NS_SLICE("frumble\tkind=odd\n"), &err),
                     NS_OK);
    struct ns_snapshot *s = read_with(shipped(&lists), own, 2, &begun, &c);
    assert_non_null(s->rules_note);
    assert_non_null(strstr(s->rules_note, "cues.txt:1"));
    assert_non_null(strstr(s->rules_note, "left out"));
    assert_int_equal(s->extracted_count, ARTICLES);
    assert_true(ns_snapshot_count(s, NS_KIND_DENIAL, 0) >= ARTICLES);
    end_reading(s, c, begun);
    unlink(ns_bytes_text(&cues));
    rmdir(own);
    ns_vec_free(&lists);
    ns_vec_free(&cues);
}

/* Without the lists that extraction needs articles are still read, and it is said what is missing. */
static void test_no_list_for_extraction(void **state)
{
    (void)state;
    char own[] = "/tmp/naysay-lists-XXXXXX";
    struct ns_bytes places = {0};
    struct ns_rules *begun = NULL;
    struct ns_corpus *c = NULL;
    struct ns_err err = {0};
    assert_non_null(mkdtemp(own));
    ns_bytes_format(&places, "%s/places.txt", own);
    assert_int_equal(ns_file_replace(ns_bytes_text(&places), NS_SLICE("Port Oran\n"), &err), NS_OK);
    struct ns_snapshot *s = read_with(own, NULL, 2, &begun, &c);
    assert_false(ns_rules_are_complete(begun));
    assert_non_null(strstr(s->rules_note, "common_words.txt"));
    assert_non_null(strstr(s->rules_note, "no names and statements"));
    assert_int_equal(s->extracted_count, 0);
    end_reading(s, c, begun);
    unlink(ns_bytes_text(&places));
    rmdir(own);
    ns_vec_free(&places);
}

static void test_missing_and_stream(void **state)
{
    (void)state;
    const char *paths[] = {"/nonexistent/naysay", "-"};
    struct ns_corpus_options o = {.paths = paths,
                                  .path_count = 2,
                                  .stream =
                                      NS_SLICE("Tide Turns\n\n\"It is so,\" said Mara Kesh.\n"),
                                  .digest = true,
                                  .rules = rules};
    struct ns_corpus *c = NULL;
    struct ns_err err = {0};
    assert_int_equal(ns_corpus_open(&o, &c, &err), NS_OK);
    ns_corpus_wait(c);
    struct ns_snapshot *s = ns_corpus_take(c);
    assert_int_equal(s->count, 1);
    assert_string_equal(s->items[0].path, "-");
    uint8_t digest[32];
    ns_sha256(o.stream, digest);
    assert_memory_equal(s->items[0].article->sha256, digest, sizeof digest);
    assert_non_null(s->items[0].extraction);
    assert_int_equal(s->skipped_count, 1);
    assert_string_equal(s->skipped[0].path, "/nonexistent/naysay");
    ns_snapshot_release(s);
    ns_corpus_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_for_all_jobs),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_repetition_settles),
        cmocka_unit_test(test_focus_and_wake),
        cmocka_unit_test(test_close_early),
        cmocka_unit_test(test_first_is_last),
        cmocka_unit_test(test_missing_and_stream),
        cmocka_unit_test(test_same_from_cache),
        cmocka_unit_test(test_glance_beside_long_read),
        cmocka_unit_test(test_lists_completed_on_the_way),
        cmocka_unit_test(test_slip_in_own_list),
        cmocka_unit_test(test_no_list_for_extraction),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down) != 0;
}
