/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/lexicon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <unistd.h>

static enum ns_status parse(struct ns_lexicon *lexicon, const char *name, const char *text,
                            struct ns_err *err)
{
    return ns_lexicon_parse(lexicon, name, ns_slice_of(text), err);
}

static void assert_slice(struct ns_slice s, const char *text)
{
    if (!ns_slice_equal(s, ns_slice_of(text)))
        fail_msg("'%.*s' is not '%s'", (int)s.len, s.at, text);
}

static void terms_fields_and_lines(void **state)
{
    struct ns_lexicon *lexicon = ns_lexicon_new();
    const struct ns_lexicon_entry *entry;
    struct ns_slice value = {0};

    (void)state;
    assert_int_equal(parse(lexicon, "cues.txt",
                           "\xef\xbb\xbf# a list\n\nclaim\tkind=claim\tforms=claims,claimed\r\n"
                           "according to\tclass=prep\nplain\n  \nscoff\tkind=a=b\t\tx=\n",
                           NULL),
                     NS_OK);
    assert_int_equal(ns_lexicon_count(lexicon), 4);
    entry = ns_lexicon_find(lexicon, NS_SLICE("claim"));
    assert_non_null(entry);
    assert_string_equal(entry->file, "cues.txt");
    assert_int_equal(entry->line, 3);
    assert_true(ns_lexicon_value(entry, "forms", &value));
    assert_slice(value, "claims,claimed");
    assert_false(ns_lexicon_value(entry, "form", &value));
    assert_false(ns_lexicon_value(entry, "claims", &value));
    entry = ns_lexicon_find(lexicon, NS_SLICE("scoff"));
    assert_true(ns_lexicon_value(entry, "kind", &value));
    assert_slice(value, "a=b");
    assert_true(ns_lexicon_value(entry, "x", &value));
    assert_int_equal(value.len, 0);
    assert_slice(ns_lexicon_at(lexicon, 1)->term, "according to");
    assert_null(ns_lexicon_find(lexicon, NS_SLICE("Claim")));
    ns_lexicon_free(lexicon);
}

static void later_lines_replace_and_remove(void **state)
{
    struct ns_lexicon *lexicon = ns_lexicon_new();
    struct ns_slice value = {0};

    (void)state;
    assert_int_equal(parse(lexicon, "a", "one\tk=1\ntwo\tk=2\nthree\tk=3\n", NULL), NS_OK);
    assert_int_equal(parse(lexicon, "b", "-two\none\tk=11\n-absent\n-three\nthree\tk=33\n", NULL),
                     NS_OK);
    assert_int_equal(ns_lexicon_count(lexicon), 2);
    assert_null(ns_lexicon_find(lexicon, NS_SLICE("two")));
    assert_true(ns_lexicon_value(ns_lexicon_find(lexicon, NS_SLICE("one")), "k", &value));
    assert_slice(value, "11");
    assert_string_equal(ns_lexicon_find(lexicon, NS_SLICE("one"))->file, "b");
    assert_true(ns_lexicon_value(ns_lexicon_find(lexicon, NS_SLICE("three")), "k", &value));
    assert_slice(value, "33");
    for (size_t i = 0; i < ns_lexicon_count(lexicon); i++) {
        const struct ns_lexicon_entry *entry = ns_lexicon_at(lexicon, i);
        assert_ptr_equal(entry, ns_lexicon_find(lexicon, entry->term));
    }
    ns_lexicon_free(lexicon);
}

/* More terms than any first table holds, some taken out and put back while it grows. */
static void many_terms_keep_their_places(void **state)
{
    struct ns_lexicon *lexicon = ns_lexicon_new();
    struct ns_bytes text = {0};
    char term[32];

    (void)state;
    for (unsigned i = 0; i < 3000; i++) {
        ns_bytes_format(&text, "term %u\tn=%u\n", i, i);
        if (i % 7 == 3)
            ns_bytes_format(&text, "-term %u\n", i - 3);
        if (i % 14 == 5)
            ns_bytes_format(&text, "term %u\tn=back\n", i - 5);
    }
    assert_int_equal(parse(lexicon, "many", ns_bytes_text(&text), NULL), NS_OK);
    for (unsigned i = 0; i < 3000; i++) {
        struct ns_slice value = {0};
        bool out = i % 7 == 0 && i + 3 < 3000, back = i % 14 == 0 && i + 5 < 3000;
        snprintf(term, sizeof term, "term %u", i);
        const struct ns_lexicon_entry *entry = ns_lexicon_find(lexicon, ns_slice_of(term));
        assert_int_equal(entry != NULL, !out || back);
        if (!entry)
            continue;
        assert_true(ns_lexicon_value(entry, "n", &value));
        assert_int_equal(ns_slice_equal(value, NS_SLICE("back")), back);
    }
    for (size_t i = 0; i < ns_lexicon_count(lexicon); i++) {
        const struct ns_lexicon_entry *entry = ns_lexicon_at(lexicon, i);
        assert_ptr_equal(entry, ns_lexicon_find(lexicon, entry->term));
    }
    ns_vec_free(&text);
    ns_lexicon_free(lexicon);
}

static void bad_lines_are_named(void **state)
{
    static const struct {
        const char *text;
        unsigned line, column;
        size_t count;
    } cases[] = {
        {"fine\nbad\tkey\nafter\n", 2, 5, 1},
        {"fine\n\tk=v\n", 2, 1, 1},
        {"caf\xc3\xa9\tk=v\tnonsense\n", 1, 10, 0},
        {"x\t=v\n", 1, 3, 0},
        {"one\ntwo\n\xff\n", 3, 1, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ns_lexicon *lexicon = ns_lexicon_new();
        struct ns_err err = {0};
        assert_int_equal(parse(lexicon, "f", cases[i].text, &err), NS_ERR_FORMAT);
        assert_int_equal(err.line, cases[i].line);
        assert_int_equal(err.column, cases[i].column);
        assert_int_equal(ns_lexicon_count(lexicon), cases[i].count);
        ns_lexicon_free(lexicon);
    }
}

static void files_are_read(void **state)
{
    struct ns_lexicon *lexicon = ns_lexicon_new();
    struct ns_err err = {0};
    const char *folder = getenv("NAYSAY_DATADIR");
    char path[4096];

    (void)state;
    assert_int_not_equal(ns_lexicon_read(lexicon, "/nonexistent/list", &err), NS_OK);
    assert_non_null(strstr(err.message, "/nonexistent/list"));
    if (!folder) {
        ns_lexicon_free(lexicon);
        print_message("NAYSAY_DATADIR is not set\n");
        skip();
    }
    snprintf(path, sizeof path, "%s/lexicon/cues.txt", folder);
    assert_int_equal(ns_lexicon_read(lexicon, path, &err), NS_OK);
    assert_true(ns_lexicon_count(lexicon) > 100);
    assert_string_equal(ns_lexicon_at(lexicon, 0)->file, path);
    ns_lexicon_free(lexicon);
}

static void mistakes_in_files_are_told_with_the_place(void **state)
{
    struct ns_lexicon *lexicon = ns_lexicon_new();
    struct ns_err err = {0};
    char path[] = "/tmp/naysay-lexicon-XXXXXX";
    static const char text[] = "fine\tkey=value\nodd\tno value\n";
    (void)state;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, sizeof text - 1), (int)sizeof text - 1);
    close(fd);
    assert_int_equal(ns_lexicon_read(lexicon, path, &err), NS_ERR_FORMAT);
    assert_int_equal(strncmp(err.message, path, strlen(path)), 0);
    assert_non_null(strstr(err.message, ":2:5: 'no value' is not key=value"));
    unlink(path);
    ns_lexicon_free(lexicon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_fields_and_lines),
        cmocka_unit_test(later_lines_replace_and_remove),
        cmocka_unit_test(many_terms_keep_their_places),
        cmocka_unit_test(bad_lines_are_named),
        cmocka_unit_test(files_are_read),
        cmocka_unit_test(mistakes_in_files_are_told_with_the_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
