/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding files: order, what is passed over and why, loops, and a folder of broken kinds of file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ingest/list.h"
#include "naysay/file.h"
#include "naysay/ingest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static char folder[] = "/tmp/naysay-list-XXXXXX";

static const char *at(const char *name)
{
    static char path[4][4200];
    static unsigned next;
    char *to = path[next++ % 4];
    snprintf(to, sizeof path[0], "%s/%s", folder, name);
    return to;
}

static void put(const char *name, const char *bytes, size_t len)
{
    FILE *f = fopen(at(name), "wb");
    assert_non_null(f);
    if (len)
        assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

static void put_text(const char *name, const char *text)
{
    put(name, text, strlen(text));
}

static int remove_tree(const char *path)
{
    /* The paths are the test's own; rm is asked without a shell. */
    pid_t pid = fork();
    if (pid == 0) {
        execlp("rm", "rm", "-rf", "--", path, (char *)NULL);
        _exit(127);
    }
    return pid > 0 ? 0 : -1;
}

static int set_up(void **state)
{
    (void)state;
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    chmod(at("locked"), 0700);
    return remove_tree(folder);
}

/* What a listing tells, as text: names found, names skipped with their reasons. */
struct told {
    struct ns_bytes found, skipped;
    size_t stop_after, count;
};

static const char *tail_of(const char *path)
{
    size_t len = strlen(folder);
    return strncmp(path, folder, len) == 0 && path[len] == '/' ? path + len + 1 : path;
}

static bool on_found(void *context, const char *path)
{
    struct told *told = context;
    ns_bytes_add_text(&told->found, tail_of(path));
    ns_bytes_add_text(&told->found, "\n");
    return ++told->count != told->stop_after;
}

static void on_skipped(void *context, const char *path, const struct ns_err *why)
{
    struct told *told = context;
    assert_true(why->status != NS_OK && why->message[0]);
    ns_bytes_format(&told->skipped, "%s: %s\n", tail_of(path), why->message);
}

static enum ns_status list(const char *path, struct told *told)
{
    struct ns_err err = {0};
    enum ns_status status = ns_ingest_list(path, on_found, on_skipped, NULL, told, &err);
    if (status != NS_OK && status != NS_ERR_CANCELLED)
        assert_true(err.message[0]);
    return status;
}

static void told_free(struct told *told)
{
    ns_vec_free(&told->found);
    ns_vec_free(&told->skipped);
}

static bool was_skipped(struct told *told, const char *line)
{
    return strstr(ns_bytes_text(&told->skipped), line) != NULL;
}

static void test_suffixes(void **state)
{
    (void)state;
    static const struct {
        const char *name, *suffix;
    } cases[] = {
        {"a.txt", ".txt"},           {"a.TXT", ".TXT"},    {"a.tar.gz", ".gz"}, {"cable.2016", ""},
        {"Mr. Smith", ""},           {"plain", ""},        {"a.", ""},          {".hidden", ""},
        {"a.verylongsuffix", ""},    {"v1.2.mp3", ".mp3"}, {"a.b c", ""},       {"x.text", ".text"},
        {"name\x1b]0;x.txt", ".txt"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ns_slice got = ns_ingest_suffix(ns_slice_of(cases[i].name));
        assert_true(ns_slice_equal(got, ns_slice_of(cases[i].suffix)));
    }
}

static void test_order(void **state)
{
    (void)state;
    struct told told = {0};
    assert_int_equal(mkdir(at("b"), 0700), 0);
    assert_int_equal(mkdir(at("b/deep"), 0700), 0);
    put_text("b/z.txt", "x");
    put_text("b/deep/a", "x");
    put_text("a.txt", "x");
    put_text("B.txt", "x");
    put_text("b.txt", "x");
    put_text("c", "x");
    put_text("\xc3\xa9.txt", "x");
    put_text(".hidden.txt", "x");
    put_text("same-long-beginning-2.txt", "x");
    put_text("same-long-beginning-10.txt", "x");
    put_text("picture.png", "x");
    assert_int_equal(list(folder, &told), NS_OK);
    assert_string_equal(ns_bytes_text(&told.found),
                        "B.txt\na.txt\nb/deep/a\nb/z.txt\nb.txt\nc\n"
                        "same-long-beginning-10.txt\nsame-long-beginning-2.txt\n\xc3\xa9.txt\n");
    assert_string_equal(ns_bytes_text(&told.skipped),
                        "picture.png: not a text file by its suffix .png\n");
    told_free(&told);
}

static void test_named_file_and_stop(void **state)
{
    (void)state;
    struct told told = {0};
    put_text("report.xyz", "x");
    put_text("a", "x");
    put_text("b", "x");
    assert_int_equal(list(at("report.xyz"), &told), NS_OK);
    assert_string_equal(ns_bytes_text(&told.found), "report.xyz\n");
    told_free(&told);

    told = (struct told){.stop_after = 1};
    assert_int_equal(list(folder, &told), NS_ERR_CANCELLED);
    assert_string_equal(ns_bytes_text(&told.found), "a\n");
    told_free(&told);

    told = (struct told){0};
    assert_int_equal(list(at("nowhere"), &told), NS_ERR_IO);
    assert_int_equal(told.count, 0);
    told_free(&told);
}

static void test_loops_end(void **state)
{
    (void)state;
    struct told told = {0};
    assert_int_equal(mkdir(at("one"), 0700), 0);
    put_text("one/a.txt", "x");
    assert_int_equal(symlink(".", at("one/self")), 0);
    assert_int_equal(symlink("..", at("one/up")), 0);
    assert_int_equal(symlink("one", at("two")), 0);
    assert_int_equal(symlink("one/a.txt", at("link.txt")), 0);
    assert_int_equal(symlink("circle", at("circle")), 0);
    assert_int_equal(list(folder, &told), NS_OK);
    assert_string_equal(ns_bytes_text(&told.found), "link.txt\none/a.txt\n");
    assert_true(was_skipped(&told, "one/self: folder was read already"));
    assert_true(was_skipped(&told, "one/up: folder was read already"));
    assert_true(was_skipped(&told, "two: folder was read already"));
    assert_true(was_skipped(&told, "circle: cannot examine: "));
    told_free(&told);
}

/* --- a folder of broken kinds of file --- */

static void put_socket(const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", at(name));
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    close(fd);
}

static void put_repeated(const char *name, const char *piece, size_t times)
{
    struct ns_bytes b = {0};
    for (size_t i = 0; i < times; i++)
        ns_bytes_add_text(&b, piece);
    put(name, b.at, b.len);
    ns_vec_free(&b);
}

static void make_broken(void)
{
    assert_int_equal(mkfifo(at("01-fifo.txt"), 0600), 0);
    put_socket("02-socket.txt");
    assert_int_equal(symlink("/dev/zero", at("03-device.txt")), 0);
    assert_int_equal(symlink("gone", at("04-dangling.txt")), 0);
    assert_int_equal(symlink("05-loop.txt", at("05-loop.txt")), 0);
    put_text("06-forbidden.txt", "nobody may read this");
    chmod(at("06-forbidden.txt"), 0);
    put("07-binary.txt", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    put("08-empty.txt", "", 0);
    put_repeated("09-long-line.txt", "word ", 200000);
    put("10-nul.txt", "Some words\0 and more words\0.\n", 29);
    put("11-bom-only.txt", "\xef\xbb\xbf", 3);
    put("12-utf16-odd.txt", "\xff\xfeO\0n\0e\0 \0l\0i\0n\0e\0.\0x", 21);
    put_text("13-blank.txt", "\n \t\n\xc2\xa0\n");
    put_repeated("14-too-large.txt", "0123456789abcdef", 200000);
    put_text("15-\x1b]52;c;QQ\x07\x9b.txt", "A title\n\nA sentence of some words stands here.\n");
    put_text("16-\xff\xfe\xc0.txt", "A title\n\nA sentence of some words stands here.\n");
    put_text("17-; rm -rf $(x) `y`.txt", "A title\n\nA sentence of some words stands here.\n");
    put_text("18-invalid.txt",
             "Caf\xc3\xa9 \xc3\xa9t\xc3\xa9 then \xff\xc3 broken \xe2\x82 text.\n");
    put_repeated("19-controls.txt", "\x01\x02\x03\x04\x05\x0e\x0f\x10", 64);
    put_text("20-hostile.txt", "\x1b]52;c;QQ\x07 \xe2\x80\xae turned \xe2\x80\x8b words\n");
    put_repeated("21-nothing-but-nul.txt", "", 0);
    put("21-nothing-but-nul.txt", "\0\0\0\0\0\0\0\0", 8);
    assert_int_equal(mkdir(at("22-folder.txt"), 0700), 0);
    assert_int_equal(mkdir(at("locked"), 0), 0);
}

struct reading {
    struct told told;
    struct ns_bytes read, failed;
};

static bool on_read(void *context, const char *path)
{
    struct reading *reading = context;
    struct ns_article *article = NULL;
    struct ns_err err = {0};
    enum ns_status status = ns_ingest_file(path, 2u << 20, NULL, &article, &err);
    if (status == NS_OK) {
        assert_non_null(article);
        assert_true(article->block_count > 0);
        ns_bytes_format(&reading->read, "%.2s %s %zu\n", tail_of(path), article->encoding,
                        article->problem_count);
    } else {
        assert_null(article);
        assert_true(err.message[0]);
        ns_bytes_format(&reading->failed, "%.2s %d %s\n", tail_of(path), (int)status, err.message);
    }
    ns_article_free(article);
    return true;
}

static void on_pass(void *context, const char *path, const struct ns_err *why)
{
    on_skipped(&((struct reading *)context)->told, path, why);
}

static void test_broken_kinds(void **state)
{
    (void)state;
    struct reading reading = {0};
    struct ns_err err = {0};
    bool root = geteuid() == 0;
    make_broken();
    assert_int_equal(ns_ingest_list(folder, on_read, on_pass, NULL, &reading, &err), NS_OK);
    struct told *told = &reading.told;
    assert_true(was_skipped(told, "01-fifo.txt: a FIFO\n"));
    assert_true(was_skipped(told, "02-socket.txt: a socket\n"));
    assert_true(was_skipped(told, "03-device.txt: a device\n"));
    assert_true(was_skipped(told, "04-dangling.txt: link leads nowhere: "));
    assert_true(was_skipped(told, "05-loop.txt: cannot examine: "));
    assert_true(root || was_skipped(told, "locked: cannot open folder: "));

    const char *read = ns_bytes_text(&reading.read);
    assert_non_null(strstr(read, "09 UTF-8 0\n"));
    assert_non_null(strstr(read, "10 UTF-8 1\n"));
    assert_non_null(strstr(read, "12 UTF-16LE 1\n"));
    assert_non_null(strstr(read, "15 UTF-8 0\n"));
    assert_non_null(strstr(read, "16 UTF-8 0\n"));
    assert_non_null(strstr(read, "17 UTF-8 0\n"));
    assert_non_null(strstr(read, "18 UTF-8 1\n"));
    assert_non_null(strstr(read, "20 UTF-8 0\n"));

    char line[64];
    const char *failed = ns_bytes_text(&reading.failed);
    assert_true(root || strstr(failed, "06 1 cannot open"));
    assert_non_null(strstr(failed, "binary (PNG image)"));
    snprintf(line, sizeof line, "08 %d empty\n", NS_ERR_SKIPPED);
    assert_non_null(strstr(failed, line));
    assert_non_null(strstr(failed, "11 7 nothing but white space"));
    assert_non_null(strstr(failed, "13 7 nothing but white space"));
    snprintf(line, sizeof line, "14 %d ", NS_ERR_LIMIT);
    assert_non_null(strstr(failed, line));
    assert_non_null(strstr(failed, "19 7 binary (control bytes)"));
    assert_non_null(strstr(failed, "21 7 binary (nothing but NUL)"));
    told_free(told);
    ns_vec_free(&reading.read);
    ns_vec_free(&reading.failed);
}

static void test_kinds_named_and_vanished(void **state)
{
    (void)state;
    struct told told = {0};
    struct ns_article *article = NULL;
    struct ns_err err = {0};
    assert_int_equal(mkfifo(at("pipe"), 0600), 0);
    assert_int_equal(list(at("pipe"), &told), NS_OK);
    assert_true(was_skipped(&told, "pipe: a FIFO"));
    assert_int_equal(ns_ingest_file(at("pipe"), 100, NULL, &article, &err), NS_ERR_SKIPPED);
    assert_int_equal(ns_ingest_file(folder, 100, NULL, &article, &err), NS_ERR_SKIPPED);
    put_text("soon.txt", "A text that goes.");
    assert_int_equal(unlink(at("soon.txt")), 0);
    assert_int_equal(ns_ingest_file(at("soon.txt"), 100, NULL, &article, &err), NS_ERR_IO);
    assert_non_null(strstr(err.message, "soon.txt"));
    assert_null(article);
    told_free(&told);
}

/* Articles are never written to: neither bytes nor time of change differ after reading. */
static void test_files_stay(void **state)
{
    (void)state;
    struct stat before, after;
    struct ns_article *article = NULL;
    put_text("kept.txt", "A title\n\nA sentence of some words stands here.\n");
    assert_int_equal(stat(at("kept.txt"), &before), 0);
    assert_int_equal(ns_ingest_file(at("kept.txt"), 1000, NULL, &article, NULL), NS_OK);
    assert_true(ns_slice_equal(article->id, NS_SLICE("kept")));
    assert_int_equal(stat(at("kept.txt"), &after), 0);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_size, after.st_size);
    struct ns_slice none = {NULL, 0};
    assert_int_equal(ns_article_digest(article, none), NS_OK);
    uint8_t digest[32];
    memcpy(digest, article->sha256, sizeof digest);
    assert_int_equal(
        ns_article_digest(article, NS_SLICE("A title\n\nA sentence of some words stands here.\n")),
        NS_OK);
    assert_memory_equal(digest, article->sha256, sizeof digest);
    ns_article_free(article);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suffixes),
        cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_named_file_and_stop, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_loops_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_broken_kinds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_kinds_named_and_vanished, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_files_stay, set_up, tear_down),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}
