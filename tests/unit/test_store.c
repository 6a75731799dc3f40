/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/file.h"
#include "naysay/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[] = "/tmp/naysay-store-XXXXXX";

static char *in_folder(const char *name)
{
    return ns_path_join(folder, name);
}

static void paths_follow_the_environment(void **state)
{
    static const struct {
        struct ns_environment environment;
        const char *config, *stored;
    } cases[] = {
        {{.home = "/home/u"}, "/home/u/.config/naysay/config", "/home/u/.local/state/naysay/state"},
        {{.home = "/home/u", .xdg_config_home = "/c", .xdg_state_home = "/s/"},
         "/c/naysay/config",
         "/s/naysay/state"},
        {{.home = "/home/u/", .xdg_config_home = "relative", .xdg_state_home = ""},
         "/home/u/.config/naysay/config",
         "/home/u/.local/state/naysay/state"},
        {{.xdg_config_home = "/c"}, "/c/naysay/config", NULL},
        {{.home = ""}, NULL, NULL},
        {{.home = "relative"}, NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *config = ns_store_config_path(&cases[i].environment, "config");
        char *stored = ns_store_state_path(&cases[i].environment, "state");
        assert_int_equal(config == NULL, cases[i].config == NULL);
        assert_int_equal(stored == NULL, cases[i].stored == NULL);
        if (config && strcmp(config, cases[i].config) != 0)
            fail_msg("case %zu: %s", i, config);
        if (stored && strcmp(stored, cases[i].stored) != 0)
            fail_msg("case %zu: %s", i, stored);
        free(config);
        free(stored);
    }
}

/* The directives as "LINE verb word@column word@column", then the errors. */
static void check_config(const char *text, const char *expected)
{
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_directives directives = {0};
    struct ns_bytes errors = {0}, got = {0};

    ns_config_parse(ns_slice_of(text), "f", arena, &directives, &errors);
    for (size_t i = 0; i < directives.len; i++) {
        const struct ns_directive *d = &directives.at[i];
        ns_bytes_format(&got, "%u ", d->line);
        ns_bytes_add(&got, d->verb);
        for (size_t k = 0; k < d->word_count; k++)
            ns_bytes_format(&got, " [%.*s]@%u", (int)d->words[k].len, d->words[k].at,
                            d->columns[k]);
        ns_bytes_add_text(&got, "\n");
    }
    ns_bytes_add(&got, ns_bytes_slice(&errors));
    assert_string_equal(ns_bytes_text(&got), expected);
    ns_arena_free(arena);
    ns_vec_free(&directives);
    ns_vec_free(&errors);
    ns_vec_free(&got);
}

static void configuration_lines_are_cut(void **state)
{
    (void)state;
    check_config("set theme dark\n", "1 set [theme]@5 [dark]@11\n");
    check_config("# c\n\n  bind  text \\ hits\r\nbind # top", "3 bind [text]@9 [\\]@14 [hits]@16\n"
                                                              "4 bind [#]@6 [top]@8\n");
    check_config("alias d \"limit \\\"a b\\\" \\\\x\"", "1 alias [d]@7 [limit \"a b\" \\x]@9\n");
    check_config("alias \xc3\xa9 \"\" x", "1 alias [\xc3\xa9]@7 []@9 [x]@12\n");
    check_config("color claim bold green on black",
                 "1 color [claim]@7 [bold]@13 [green]@18 [on]@24 [black]@27\n");
    check_config("\xef\xbb\xbfset a b", "1 set [a]@5 [b]@7\n");
    check_config("", "");
}

static void configuration_errors_name_line_and_column(void **state)
{
    (void)state;
    check_config("set a b\nsett a b\nset c d\n",
                 "1 set [a]@5 [b]@7\n3 set [c]@5 [d]@7\n"
                 "f:2:1: a line begins with set, bind, color or alias, not 'sett'\n");
    check_config("set a", "f:1:6: words are missing, it should be 'set NAME VALUE'\n");
    check_config("set a b c", "f:1:9: too many words, it should be 'set NAME VALUE'\n");
    check_config("set a \"b", "f:1:7: the quote is not closed\n");
    check_config("set a \"b\\", "f:1:7: the quote is not closed\n");
    check_config("set \xc3\xa9 \"b\"c", "f:1:10: a blank must follow the quote\n");
    check_config("set a \"\\q\"", "f:1:9: only \\\", \\\\ and \\t are known, not '\\q'\n");
    check_config("set a b\xff\nset c d", "2 set [c]@5 [d]@7\nf:1:8: this is no UTF-8 text\n");
}

static void settings_take_and_give_values(void **state)
{
    static const struct {
        const char *name, *value, *shown; /* shown NULL: refused */
    } cases[] = {
        {"text-width", "72", "72"},
        {"text-width", "0", "0"},
        {"text-width", "-1", NULL},
        {"text-width", "1001", NULL},
        {"text-width", "", NULL},
        {"text-width", "8x", NULL},
        {"rest", "300", "300"},
        {"threshold", "0.75", "0.75"},
        {"threshold", ".5", "0.50"},
        {"threshold", "1", "1.00"},
        {"threshold", "1.1", NULL},
        {"threshold", "1e1", NULL},
        {"threshold", ".", NULL},
        {"boilerplate", "off", "off"},
        {"boilerplate", "YES", "on"},
        {"boilerplate", "maybe", NULL},
        {"theme", "mono", "mono"},
        {"theme", "pink", NULL},
        {"theme", "", NULL},
        {"file-limit", "1M", "1M"},
        {"file-limit", "1500", "1500"},
        {"file-limit", "2G", NULL},
        {"file-limit", "0", NULL},
        {"file-limit", "4096k", "4M"},
        {"file-limit", "99999999999G", NULL},
        {"cache", "no", "off"},
        {"cache-size", "1000k", NULL},
        {"cache-size", "1M", "1M"},
        {"cache-size", "20G", "20G"},
        {"cache-size", "1024G", "1024G"},
        {"cache-size", "1025G", NULL},
        {"jobs", "2", "2"},
        {"ascii", "1", "on"},
        {"side-width", "30", "30"},
    };
    struct ns_settings settings;
    struct ns_bytes shown = {0};
    struct ns_setting_info info;
    struct ns_err err = {0};

    (void)state;
    ns_settings_defaults(&settings);
    assert_int_equal(settings.rest_ms, 150);
    assert_true(settings.show_boilerplate && !settings.ascii);
    assert_true(settings.file_limit == (uint64_t)64 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum ns_status status = ns_settings_set(&settings, ns_slice_of(cases[i].name),
                                                ns_slice_of(cases[i].value), &err);
        if ((status == NS_OK) != (cases[i].shown != NULL))
            fail_msg("%s %s", cases[i].name, cases[i].value);
        if (status != NS_OK) {
            assert_non_null(strstr(err.message, cases[i].name));
            continue;
        }
        for (size_t k = 0; ns_settings_info(k, &info); k++) {
            if (strcmp(info.name, cases[i].name) != 0)
                continue;
            shown.len = 0;
            ns_settings_value(&settings, k, &shown);
            assert_string_equal(ns_bytes_text(&shown), cases[i].shown);
        }
    }
    assert_int_equal(ns_settings_set(&settings, NS_SLICE("nothing"), NS_SLICE("1"), &err),
                     NS_ERR_ARGUMENT);
    assert_non_null(strstr(err.message, "nothing"));
    ns_vec_free(&shown);
    ns_settings_free(&settings);
}

/* --print-config must read back to the same. */
static void printed_settings_are_taken_again(void **state)
{
    struct ns_settings one, two;
    struct ns_bytes value = {0}, again = {0};
    struct ns_setting_info info;

    (void)state;
    ns_settings_defaults(&one);
    ns_settings_defaults(&two);
    assert_int_equal(ns_settings_set(&one, NS_SLICE("theme"), NS_SLICE("blind"), NULL), NS_OK);
    assert_int_equal(ns_settings_set(&one, NS_SLICE("threshold"), NS_SLICE("0.35"), NULL), NS_OK);
    assert_int_equal(ns_settings_set(&one, NS_SLICE("file-limit"), NS_SLICE("3M"), NULL), NS_OK);
    for (size_t i = 0; ns_settings_info(i, &info); i++) {
        value.len = again.len = 0;
        ns_settings_value(&one, i, &value);
        assert_int_equal(
            ns_settings_set(&two, ns_slice_of(info.name), ns_bytes_slice(&value), NULL), NS_OK);
        ns_settings_value(&two, i, &again);
        assert_string_equal(ns_bytes_text(&value), ns_bytes_text(&again));
    }
    ns_vec_free(&value);
    ns_vec_free(&again);
    ns_settings_free(&one);
    ns_settings_free(&two);
}

static void state_comes_back(void **state)
{
    struct ns_state *one = ns_state_new(), *two = ns_state_new();
    char *path = in_folder("deep/er/state");
    struct ns_slice text;
    uint64_t hash;
    uint32_t at;

    (void)state;
    assert_int_equal(ns_state_read(one, path, NULL), NS_OK);
    ns_state_set_place(one, 1, 100);
    ns_state_set_place(one, UINT64_MAX, UINT32_MAX);
    ns_state_set_place(one, 1, 200);
    ns_state_set_article(one, 77, 88);
    ns_state_add_history(one, '/', NS_SLICE("first"));
    ns_state_add_history(one, '/', NS_SLICE("a\\b\nc\r"));
    ns_state_add_history(one, '/', NS_SLICE("first"));
    ns_state_add_history(one, '&', NS_SLICE("other prompt"));
    ns_state_add_history(one, '&', NS_SLICE("\xff is no text"));
    assert_int_equal(ns_state_write(one, path, NULL), NS_OK);
    assert_int_equal(ns_state_read(two, path, NULL), NS_OK);
    assert_true(ns_state_get_place(two, 1, &at) && at == 200);
    assert_true(ns_state_get_place(two, UINT64_MAX, &at) && at == UINT32_MAX);
    assert_false(ns_state_get_place(two, 2, &at));
    assert_true(ns_state_get_article(two, 77, &hash) && hash == 88);
    assert_int_equal(ns_state_history(two, '/', 0, &text), 2);
    assert_true(ns_slice_equal(text, NS_SLICE("a\\b\nc\r")));
    ns_state_history(two, '/', 1, &text);
    assert_true(ns_slice_equal(text, NS_SLICE("first")));
    assert_int_equal(ns_state_history(two, '&', 0, &text), 1);
    assert_int_equal(ns_state_history(two, ':', 0, &text), 0);
    ns_state_free(one);
    ns_state_free(two);
    free(path);
}

static void state_stays_bounded(void **state)
{
    struct ns_state *one = ns_state_new(), *two = ns_state_new();
    char *path = in_folder("many");
    char line[32];
    struct ns_slice text;
    struct stat st;
    uint32_t at;

    (void)state;
    for (uint32_t i = 1; i <= 70000; i++)
        ns_state_set_place(one, i, i);
    ns_state_set_place(one, 50001, 1); /* the oldest that stays, made the newest */
    for (int i = 0; i < 500; i++) {
        snprintf(line, sizeof line, "query %d", i);
        ns_state_add_history(one, '/', ns_slice_of(line));
    }
    assert_int_equal(ns_state_write(one, path, NULL), NS_OK);
    assert_int_equal(stat(path, &st), 0);
    assert_true(st.st_size < 1000000);
    assert_int_equal(ns_state_read(two, path, NULL), NS_OK);
    assert_false(ns_state_get_place(two, 50000, &at));
    assert_true(ns_state_get_place(two, 50001, &at) && at == 1);
    assert_true(ns_state_get_place(two, 70000, &at) && at == 70000);
    ns_state_set_place(two, 1, 1);
    assert_int_equal(ns_state_write(two, path, NULL), NS_OK);
    ns_state_free(one);
    one = ns_state_new();
    assert_int_equal(ns_state_read(one, path, NULL), NS_OK);
    assert_false(ns_state_get_place(one, 50002, &at));
    assert_true(ns_state_get_place(one, 50001, &at) && ns_state_get_place(one, 1, &at));
    assert_int_equal(ns_state_history(one, '/', 0, &text), 200);
    assert_true(ns_slice_equal(text, NS_SLICE("query 300")));
    ns_state_free(one);
    ns_state_free(two);
    free(path);
}

static void bad_lines_are_passed_over_and_kept_aside(void **state)
{
    static const char file[] = "naysay-state 1\n"
                               "place 00000000000000ff 12\n"
                               "place zz 12\n"
                               "place 00000000000000fe -1\n"
                               "place 00000000000000fd 4294967296\n"
                               "\xff\xfe\n"
                               "history / fine\n"
                               "history /\n"
                               "history / bad\\escape\n"
                               "article 00000000000000aa 1\n"
                               "tag-of-the-future 1 2 3\n"
                               "place 00000000000000fc 7"; /* no newline */
    struct ns_state *one = ns_state_new(), *two = ns_state_new();
    char *path = in_folder("bad"), *aside = in_folder("bad.damaged");
    struct ns_bytes bytes = {0};
    struct ns_err err = {0};
    struct ns_slice text;
    uint32_t at;

    (void)state;
    assert_int_equal(ns_file_replace(path, NS_SLICE(file), NULL), NS_OK);
    assert_int_equal(ns_state_read(one, path, &err), NS_ERR_FORMAT);
    assert_int_equal(err.line, 3);
    assert_non_null(strstr(err.message, "7 unreadable lines"));
    assert_true(ns_state_get_place(one, 255, &at) && at == 12);
    assert_true(ns_state_get_place(one, 252, &at) && at == 7);
    assert_int_equal(ns_state_history(one, '/', 0, &text), 1);
    assert_int_equal(ns_state_write(one, path, NULL), NS_OK);
    assert_int_equal(ns_file_read(aside, 1 << 20, &bytes, NULL), NS_OK);
    assert_true(ns_slice_equal(ns_bytes_slice(&bytes), NS_SLICE(file)));
    assert_int_equal(ns_state_read(two, path, NULL), NS_OK);
    assert_true(ns_state_get_place(two, 255, &at));
    assert_int_equal(ns_file_read(path, 1 << 20, &bytes, NULL), NS_OK);
    assert_true(ns_slice_find(ns_bytes_slice(&bytes), NS_SLICE("tag-of-the-future 1 2 3\n"), 0) !=
                SIZE_MAX);
    ns_vec_free(&bytes);
    ns_state_free(one);
    ns_state_free(two);
    free(path);
    free(aside);
}

static void two_programs_lose_nothing(void **state)
{
    struct ns_state *one = ns_state_new(), *two = ns_state_new(), *end = ns_state_new();
    char *path = in_folder("shared");
    struct ns_slice text;
    uint32_t at;

    (void)state;
    ns_state_set_place(one, 1, 1);
    ns_state_set_place(one, 2, 1);
    assert_int_equal(ns_state_write(one, path, NULL), NS_OK);
    assert_int_equal(ns_state_read(two, path, NULL), NS_OK);
    ns_state_set_place(one, 3, 3);
    ns_state_set_place(one, 1, 10);
    ns_state_set_place(two, 2, 20);
    ns_state_add_history(one, '/', NS_SLICE("from one"));
    ns_state_add_history(two, '/', NS_SLICE("from two"));
    assert_int_equal(ns_state_write(one, path, NULL), NS_OK);
    assert_int_equal(ns_state_write(two, path, NULL), NS_OK);
    assert_int_equal(ns_state_read(end, path, NULL), NS_OK);
    assert_true(ns_state_get_place(end, 1, &at) && at == 10);
    assert_true(ns_state_get_place(end, 2, &at) && at == 20);
    assert_true(ns_state_get_place(end, 3, &at) && at == 3);
    assert_int_equal(ns_state_history(end, '/', 0, &text), 2);
    ns_state_free(one);
    ns_state_free(two);
    ns_state_free(end);
    free(path);
}

static void a_file_that_cannot_be_read_is_left_alone(void **state)
{
    struct ns_state *one = ns_state_new();
    char *path = in_folder("folder-not-file"), *inside = in_folder("folder-not-file/x");
    struct ns_err err = {0};

    (void)state;
    assert_int_equal(ns_file_replace(inside, NS_SLICE("x"), NULL), NS_OK);
    ns_state_set_place(one, 1, 1);
    assert_int_not_equal(ns_state_read(one, path, &err), NS_OK);
    assert_int_not_equal(ns_state_write(one, path, &err), NS_OK);
    assert_non_null(strstr(err.message, "folder-not-file"));
    assert_int_equal(access(inside, F_OK), 0);
    ns_state_free(one);
    free(path);
    free(inside);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    static const char *const files[] = {
        "deep/er/state", "deep/er",           "deep",           "many", "bad", "bad.damaged",
        "shared",        "folder-not-file/x", "folder-not-file"};

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *path = in_folder(files[i]);
        remove(path);
        free(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_follow_the_environment),
        cmocka_unit_test(configuration_lines_are_cut),
        cmocka_unit_test(configuration_errors_name_line_and_column),
        cmocka_unit_test(settings_take_and_give_values),
        cmocka_unit_test(printed_settings_are_taken_again),
        cmocka_unit_test(state_comes_back),
        cmocka_unit_test(state_stays_bounded),
        cmocka_unit_test(bad_lines_are_passed_over_and_kept_aside),
        cmocka_unit_test(two_programs_lose_nothing),
        cmocka_unit_test(a_file_that_cannot_be_read_is_left_alone),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder) != 0;
}
