/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys on a screen of any size over an article of any text: rows, columns, two bytes of length, the
 * text, then keys, a byte each. What is drawn from what became dirty is what a full drawing draws,
 * only printable code points stand in cells, and the cursor is on the screen.
 */
#include "fuzz.h"

#include "naysay/log.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"
#include "naysay/view.h"

#include "../unit/invented.h"

#define HEAD 4
#define KEYS 40 /* a longer input says no more */

/* The article's text as UTF-8 without NUL. */
static char *text_of(struct ns_slice bytes)
{
    struct ns_bytes out = {0};
    char utf8[4];
    for (size_t pos = 0; pos < bytes.len;) {
        uint32_t cp = ns_utf8_next(bytes, &pos, NULL);
        if (cp)
            ns_bytes_add(&out, (struct ns_slice){utf8, ns_utf8_put(cp, utf8)});
    }
    char *text = ns_string_dup(ns_bytes_slice(&out));
    ns_vec_free(&out);
    return text;
}

/* The first code points of text, as a statement's content. */
static char *opening_of(const char *text)
{
    struct ns_slice all = ns_slice_of(text);
    size_t pos = 0;
    for (unsigned i = 0; i < 12 && pos < all.len; i++)
        ns_utf8_next(all, &pos, NULL);
    return ns_string_dup((struct ns_slice){text, pos});
}

static void check_cells(const struct ns_grid *grid)
{
    for (size_t i = 0; i < (size_t)grid->rows * grid->columns; i++) {
        const struct ns_cell *cell = &grid->cells[i];
        if (cell->base == NS_CELL_CONTINUES) {
            FUZZ_CHECK(i % grid->columns && cell[-1].width == 2);
        } else {
            FUZZ_CHECK(ns_is_printable(cell->base) && !ns_is_hostile(cell->base));
            FUZZ_CHECK(cell->width == 1 || cell->width == 2);
        }
    }
    FUZZ_CHECK(grid->cursor_row < grid->rows && grid->cursor_column < grid->columns);
}

static bool same(const struct ns_grid *a, const struct ns_grid *b)
{
    for (size_t i = 0; i < (size_t)a->rows * a->columns; i++) {
        const struct ns_cell *x = &a->cells[i], *y = &b->cells[i];
        if (x->base != y->base || x->style != y->style || x->width != y->width ||
            memcmp(x->marks, y->marks, sizeof x->marks) != 0)
            return false;
    }
    return a->cursor_row == b->cursor_row && a->cursor_column == b->cursor_column;
}

static void play(struct ns_model *m, unsigned rows, unsigned columns, const uint8_t *keys,
                 size_t count)
{
    struct ns_grid *grid = ns_grid_new(rows, columns), *whole = ns_grid_new(rows, columns);
    struct ns_request request;
    uint64_t now = 1;
    ns_view_draw(m, grid, NS_DIRTY_ALL, NULL);
    for (size_t i = 0; i < count && i < KEYS; i++) {
        uint32_t key = keys[i] < 0x80 ? keys[i] : NS_KEY_BASE + 1 + keys[i] % 27u;
        unsigned dirty = ns_model_key(m, key, now);
        for (unsigned k = 0; k < 50 && ns_model_timeout(m, now) == 0; k++)
            dirty |= ns_model_tick(m, now);
        now += 100000000u;
        ns_view_draw(m, grid, dirty, NULL);
        check_cells(grid);
        ns_view_draw(m, whole, NS_DIRTY_ALL, NULL);
        FUZZ_CHECK(same(grid, whole));
        while (ns_model_take_request(m, &request)) {
        }
    }
    ns_grid_free(grid);
    ns_grid_free(whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD)
        return 0;
    size_t length = (size_t)data[2] << 8 | data[3];
    length = length < size - HEAD ? length : size - HEAD;
    unsigned rows = data[0] % 60u + 1, columns = data[1] + 1u;
    char *text = text_of((struct ns_slice){(const char *)data + HEAD, length});
    char *opening = opening_of(text);
    struct invented made[2] = {{.path = "fuzz\x1b[m", .text = text}, invented_bridge[1]};
    if (opening[0])
        made[0].statements[0] = (struct invented_statement){
            .kind = (enum ns_kind)(size % NS_KIND_COUNT), .content = opening, .source = opening};
    struct invented_corpus corpus;
    invented_corpus_make(&corpus, made, 2);
    struct ns_settings settings;
    ns_settings_defaults(&settings);
    struct ns_state *state = ns_state_new();
    struct ns_model_options options = {
        .settings = &settings, .state = state, .corpus_name = "fuzz", .lexicon_note = ""};
    struct ns_model *m = ns_model_new(&options, NULL, NULL);
    ns_model_resize(m, rows, columns);
    struct ns_snapshot *snapshot = invented_snapshot(&corpus, 2, 2);
    ns_model_snapshot(m, snapshot);
    ns_snapshot_release(snapshot);
    play(m, rows, columns, data + HEAD + length, size - HEAD - length);
    ns_model_free(m);
    ns_state_free(state);
    ns_settings_free(&settings);
    invented_corpus_free(&corpus);
    free(opening);
    free(text);
    return 0;
}
