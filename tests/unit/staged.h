/* SPDX-License-Identifier: GPL-3.0-or-later */
/* staged.h: the model and the view on a screen without a terminal, driven by keys over a corpus made
 * by hand. */
#ifndef NS_TESTS_STAGED_H
#define NS_TESTS_STAGED_H

#include "naysay/log.h"
#include "naysay/view.h"

#include "model/inside.h"

#include "invented.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>

struct screen {
    struct invented_corpus corpus;
    struct ns_settings settings;
    struct ns_state *state;
    struct ns_model *m;
    struct ns_grid *grid;
    struct ns_bytes dump;
    uint64_t now;
};

static inline void draw(struct screen *s, unsigned dirty)
{
    struct ns_view_options options = {.ascii = false};
    ns_view_draw(s->m, s->grid, dirty, &options);
}

static inline void settle(struct screen *s)
{
    for (unsigned i = 0; i < 1000 && ns_model_timeout(s->m, s->now) == 0; i++)
        draw(s, ns_model_tick(s->m, s->now));
}

static inline void rest(struct screen *s)
{
    s->now += 1000000000u;
    draw(s, ns_model_tick(s->m, s->now));
    settle(s);
}

static inline void size(struct screen *s, unsigned rows, unsigned columns)
{
    unsigned dirty = ns_model_resize(s->m, rows, columns);
    ns_grid_resize(s->grid, rows, columns);
    draw(s, dirty);
}

static inline void show(struct screen *s, size_t read, size_t extracted)
{
    struct ns_snapshot *snapshot = invented_snapshot(&s->corpus, read, extracted);
    draw(s, ns_model_snapshot(s->m, snapshot));
    ns_snapshot_release(snapshot);
    settle(s);
}

/* Keys by their names: "j<Enter>5j". */
static inline void keys(struct screen *s, const char *names)
{
    struct ns_slice left = ns_slice_of(names);
    uint32_t key;
    while (ns_key_parse(&left, &key, NULL))
        draw(s, ns_model_key(s->m, key, s->now));
    assert_int_equal(left.len, 0);
    settle(s);
}

static inline void command(struct screen *s, const char *line)
{
    draw(s, ns_model_command(s->m, ns_slice_of(line), s->now));
    settle(s);
}

static inline const char *dump(struct screen *s)
{
    s->dump.len = 0;
    ns_grid_dump(s->grid, false, &s->dump);
    return ns_bytes_text(&s->dump);
}

/* Row of the screen as text. */
static inline const char *line_of(struct screen *s, unsigned row)
{
    static char line[2000];
    struct ns_slice left = ns_slice_of(dump(s)), cut = {0};
    for (unsigned i = 0; i <= row; i++)
        if (!ns_slice_line(&left, &cut))
            cut.len = 0;
    snprintf(line, sizeof line, "%.*s", (int)cut.len, cut.at);
    return line;
}

#define assert_shows(s, text)                                                                      \
    do {                                                                                           \
        if (!strstr(dump(s), text)) {                                                              \
            fputs(dump(s), stderr);                                                                \
            print_error("not on the screen: %s\n", text);                                          \
            fail();                                                                                \
        }                                                                                          \
    } while (0)
#define assert_hides(s, text) assert_null(strstr(dump(s), text))

static inline const char *detail(struct screen *s)
{
    return line_of(s, s->m->layout.detail.row);
}

static inline const char *last(struct screen *s)
{
    return line_of(s, s->m->layout.last.row);
}

#define assert_in(line, text)                                                                      \
    do {                                                                                           \
        const char *in = (line);                                                                   \
        if (!strstr(in, text)) {                                                                   \
            print_error("not in the line: %s\n%s\n", text, in);                                    \
            fail();                                                                                \
        }                                                                                          \
    } while (0)

static inline struct ns_model *new_model(struct screen *s)
{
    struct ns_model_options options = {.settings = &s->settings,
                                       .state = s->state,
                                       .corpus_name = "bridge/",
                                       .corpus_hash = 77,
                                       .lexicon_note = "lists"};
    return ns_model_new(&options, NULL, NULL);
}

static inline int setup_loading(void **state)
{
    struct screen *s = ns_alloc(sizeof *s);
    invented_corpus_make(&s->corpus, invented_bridge, 5);
    ns_settings_defaults(&s->settings);
    s->settings.threshold = 0.5f;
    s->settings.show_boilerplate = true;
    s->settings.rest_ms = 150;
    s->state = ns_state_new();
    s->m = new_model(s);
    s->grid = ns_grid_new(1, 1);
    s->now = 1000000000u;
    size(s, 24, 80);
    *state = s;
    return 0;
}

static inline int setup(void **state)
{
    setup_loading(state);
    show(*state, 5, 5);
    return 0;
}

static inline int teardown(void **state)
{
    struct screen *s = *state;
    ns_model_free(s->m);
    ns_state_free(s->state);
    ns_settings_free(&s->settings);
    ns_grid_free(s->grid);
    ns_vec_free(&s->dump);
    invented_corpus_free(&s->corpus);
    free(s);
    return 0;
}

#endif
