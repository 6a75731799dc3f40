/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/keymap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static uint32_t key_of(const char *name)
{
    struct ns_slice left = ns_slice_of(name);
    uint32_t key = 0;
    assert_true(ns_key_parse(&left, &key, NULL));
    assert_int_equal(left.len, 0);
    return key;
}

static void names_and_back(void **state)
{
    (void)state;
    static const char *const names[] = {
        "j",     "J",     "<Space>", "<Enter>", "<Tab>",    "<S-Tab>",     "<Esc>", "<BS>",
        "<C-d>", "<C-z>", "<Up>",    "<PgDn>",  "<F1>",     "<F12>",       "<lt>",  "<Home>",
        "<Del>", ">",     "\\",      "&",       "\xC3\xA9", "\xE6\xA9\x8B"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct ns_bytes name = {0};
        ns_key_name(key_of(names[i]), &name);
        assert_string_equal(ns_bytes_text(&name), names[i]);
        ns_vec_free(&name);
    }
    assert_int_equal(key_of("<c-D>"), 4);
    assert_int_equal(key_of("<enter>"), NS_KEY_ENTER);
    assert_int_equal(key_of("<C-[>"), NS_KEY_ESCAPE);
}

static void sequences_are_cut(void **state)
{
    (void)state;
    struct ns_slice left = NS_SLICE("5j<Enter>x");
    uint32_t key, found[4];
    size_t count = 0;
    while (ns_key_parse(&left, &key, NULL))
        found[count++] = key;
    assert_int_equal(count, 4);
    assert_int_equal(found[2], NS_KEY_ENTER);
    assert_int_equal(found[3], 'x');
}

static void what_is_no_key(void **state)
{
    (void)state;
    static const char *const bad[] = {"<Nope>", "<",    "<C-1>",       "<C->",
                                      "\x1b",   "\xff", "<Enterrrrrr>"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct ns_slice left = ns_slice_of(bad[i]);
        uint32_t key;
        struct ns_err err = {0};
        assert_false(ns_key_parse(&left, &key, &err));
        assert_int_equal(err.status, NS_ERR_ARGUMENT);
    }
    struct ns_slice none = {0};
    struct ns_err err = {.status = NS_ERR_IO};
    uint32_t key;
    assert_false(ns_key_parse(&none, &key, &err));
    assert_int_equal(err.status, NS_OK);
}

static enum ns_action action_of(const struct ns_keymap *keymap, enum ns_context context,
                                const char *name)
{
    const struct ns_binding *b = ns_keymap_find(keymap, context, key_of(name));
    return b ? b->action : NS_ACTION_COUNT;
}

static void defaults(void **state)
{
    (void)state;
    struct ns_keymap *keymap = ns_keymap_new();
    assert_int_equal(action_of(keymap, NS_CONTEXT_TEXT, "d"), NS_ACTION_NEXT_DENIAL);
    assert_int_equal(action_of(keymap, NS_CONTEXT_LIST, "<Enter>"), NS_ACTION_OPEN);
    assert_int_equal(action_of(keymap, NS_CONTEXT_PROMPT, "<Enter>"), NS_ACTION_ACCEPT);
    assert_int_equal(action_of(keymap, NS_CONTEXT_PROMPT, "j"), NS_ACTION_COUNT);
    assert_int_equal(action_of(keymap, NS_CONTEXT_PAGER, "d"), NS_ACTION_COUNT);
    assert_int_equal(action_of(keymap, NS_CONTEXT_TEXT, "<C-d>"), NS_ACTION_HALF_DOWN);
    ns_keymap_free(keymap);
}

/* No default key stands for two actions in one context: the second would hide the first. */
static void no_default_hides_another(void **state)
{
    (void)state;
    struct ns_keymap *keymap = ns_keymap_new();
    for (unsigned i = 0; i < NS_ACTION_COUNT; i++) {
        struct ns_slice left = ns_slice_of(ns_action_info((enum ns_action)i)->keys), name;
        while (ns_slice_field(&left, ' ', &name)) {
            uint32_t key;
            assert_true(ns_key_parse(&name, &key, NULL));
            for (unsigned c = 0; c < NS_CONTEXT_COUNT; c++)
                if (ns_action_in((enum ns_action)i, (enum ns_context)c))
                    assert_int_equal(ns_keymap_find(keymap, (enum ns_context)c, key)->action, i);
        }
    }
    ns_keymap_free(keymap);
}

static void every_action_is_told(void **state)
{
    (void)state;
    for (unsigned i = 0; i < NS_ACTION_COUNT; i++) {
        const struct ns_action_info *info = ns_action_info((enum ns_action)i);
        enum ns_action back;
        assert_true(info->help[0] && info->name[0] && info->contexts[0]);
        assert_true(ns_action_parse(ns_slice_of(info->name), &back));
        assert_int_equal(back, i);
    }
}

static struct ns_keymap *bound(const char *config, struct ns_bytes *errors)
{
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_directives directives = {0};
    struct ns_keymap *keymap = ns_keymap_new();
    ns_config_parse(ns_slice_of(config), "conf", arena, &directives, errors);
    ns_keymap_bind(keymap, &directives, "conf", errors);
    ns_vec_free(&directives);
    ns_arena_free(arena);
    return keymap;
}

static void binding(void **state)
{
    (void)state;
    struct ns_bytes errors = {0}, keys = {0};
    struct ns_keymap *keymap = bound("bind x next-denial\nbind text d page-down\nbind <F2> "
                                     "\"limit kind:denial\"\nbind list j nothing\n",
                                     &errors);
    assert_int_equal(errors.len, 0);
    assert_int_equal(action_of(keymap, NS_CONTEXT_LIST, "x"), NS_ACTION_NEXT_DENIAL);
    assert_int_equal(action_of(keymap, NS_CONTEXT_TEXT, "d"), NS_ACTION_PAGE_DOWN);
    assert_int_equal(action_of(keymap, NS_CONTEXT_LIST, "d"), NS_ACTION_NEXT_DENIAL);
    assert_int_equal(action_of(keymap, NS_CONTEXT_LIST, "j"), NS_ACTION_NOTHING);
    const struct ns_binding *b = ns_keymap_find(keymap, NS_CONTEXT_SIDE, NS_KEY_F2);
    assert_non_null(b);
    assert_true(ns_slice_equal(b->argument, NS_SLICE("kind:denial")));
    ns_keymap_keys(keymap, NS_CONTEXT_LIST, NS_ACTION_NEXT_DENIAL, &keys);
    assert_string_equal(ns_bytes_text(&keys), "d x");
    ns_keymap_free(keymap);
    ns_vec_free(&errors);
    ns_vec_free(&keys);
}

static void errors_name_the_place(void **state)
{
    (void)state;
    struct ns_bytes errors = {0};
    struct ns_keymap *keymap = bound("# a comment\nbind jj down\nbind <Nope> down\nbind x dawn\n"
                                     "bind prompt x down\nbind x \"down 5\"\nbind y up\n"
                                     "bind list,text x down\n",
                                     &errors);
    const char *text = ns_bytes_text(&errors);
    assert_non_null(strstr(text, "conf:2:6: 'jj' is more than one key"));
    assert_non_null(strstr(text, "conf:3:6: no key is called '<Nope>'"));
    assert_non_null(strstr(text, "conf:4:8: no action is called 'dawn'"));
    assert_non_null(strstr(text, "conf:5:15: 'down' has no meaning in the prompt"));
    assert_non_null(strstr(text, "conf:6:"));
    assert_non_null(strstr(text, "conf:8:6: no pane is called 'list,text': list, text, side"));
    assert_non_null(strstr(text, "'down' takes no argument"));
    assert_int_equal(action_of(keymap, NS_CONTEXT_TEXT, "y"), NS_ACTION_UP);
    ns_keymap_free(keymap);
    ns_vec_free(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_back),
        cmocka_unit_test(sequences_are_cut),
        cmocka_unit_test(what_is_no_key),
        cmocka_unit_test(defaults),
        cmocka_unit_test(no_default_hides_another),
        cmocka_unit_test(every_action_is_told),
        cmocka_unit_test(binding),
        cmocka_unit_test(errors_name_the_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
