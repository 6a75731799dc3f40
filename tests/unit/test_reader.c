/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader does over a session: asks why and for help, gives commands, comes back to a place. */
#include "staged.h"

#include "model/why.h"

/* --- why, help, commands --- */

static void why(void **state)
{
    struct screen *s = *state;
    struct ns_request request;
    keys(s, "jdw");
    assert_shows(s, "Why is this a denial by City Council?");
    assert_shows(s, "lists/cues.txt line 7");
    assert_shows(s, "named beside it");
    keys(s, "e");
    assert_true(ns_model_take_request(s->m, &request));
    assert_int_equal(request.type, NS_REQUEST_EDIT);
    assert_string_equal(request.path, "lists/cues.txt");
    assert_int_equal(request.line, 7);
    keys(s, "qe");
    assert_true(ns_model_take_request(s->m, &request));
    assert_string_equal(request.path, "bridge-1");
    assert_int_equal(request.line, 5);
    assert_false(ns_model_take_request(s->m, &request));
}

static void help_is_searchable(void **state)
{
    struct screen *s = *state;
    keys(s, "?");
    assert_shows(s, "Everywhere");
    keys(s, "/shell|terminal<Enter>");
    assert_shows(s, "<C-z>");
    assert_true(s->m->pager.at > 0);
    assert_true(s->m->pager.hits.len >= 2);
    size_t there = s->m->pager.at;
    keys(s, "n");
    assert_int_not_equal(s->m->pager.at, there);
    keys(s, "N");
    assert_int_equal(s->m->pager.at, there);
    for (unsigned i = 0; i < 50 && !strstr(last(s), "went on at the top"); i++)
        keys(s, "n");
    assert_in(last(s), "went on at the top");
    keys(s, "/^suspend.*shell<Enter>");
    assert_in(last(s), "not on this page");
    keys(s, "G");
    assert_int_equal(s->m->pager.at, s->m->pager.lines.len - 1);
    size(s, 10, 40);
    size(s, 24, 80);
    keys(s, "q");
    assert_shows(s, "Harbour Office Will");
}

static void command_line(void **state)
{
    struct screen *s = *state;
    keys(s, ":thr<Tab>");
    assert_in(last(s), ":threshold-up");
    keys(s, "<Tab>");
    assert_in(last(s), ":threshold-down");
    keys(s, "<S-Tab><Enter>");
    assert_in(last(s), "statements from 0.55 on");
    keys(s, ":<Up>");
    assert_in(last(s), ":threshold-up");
    keys(s, "<Esc>:set<Space>text-w<Tab>");
    assert_in(last(s), ":set text-width");
    keys(s, "=30<Enter>");
    assert_int_equal(s->settings.text_width, 30);
    command(s, "set text-width");
    assert_in(last(s), "text-width is 30 (");
    command(s, "set text-width=x");
    assert_in(last(s), "text-width");
    command(s, "3");
    assert_in(line_of(s, 0), "3 of 5");
    command(s, "goto 9");
    assert_in(last(s), "there are 5 rows");
    command(s, "nonsense");
    assert_in(last(s), "no command is called 'nonsense'");
    command(s, "messages");
    assert_shows(s, "no command is called 'nonsense'");
    keys(s, "q");
    command(s, "problems");
    assert_shows(s, "nothing was skipped");
    keys(s, "q");
    command(s, "about");
    assert_shows(s, "5 files, 5 read");
}

static void unknown_keys_do_nothing(void **state)
{
    struct screen *s = *state;
    struct ns_request request;
    assert_int_equal(ns_model_key(s->m, NS_KEY_UNKNOWN, s->now), NS_DIRTY_NONE);
    keys(s, "<F9>");
    assert_in(last(s), "<F9> does nothing here; ? shows the keys");
    keys(s, "q");
    assert_true(ns_model_take_request(s->m, &request));
    assert_int_equal(request.type, NS_REQUEST_QUIT);
}

static void bindings_of_the_reader(void **state)
{
    struct screen *s = *state;
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_directives directives = {0};
    struct ns_bytes errors = {0};
    ns_config_parse(
        NS_SLICE("bind x \"next-kind threat\"\nbind list y \"limit kind:threat\"\nalias den "
                 "next-denial\nbind z nonsense\n"),
        "conf", arena, &directives, &errors);
    ns_model_free(s->m);
    struct ns_model_options options = {.settings = &s->settings,
                                       .state = s->state,
                                       .directives = &directives,
                                       .corpus_name = "b",
                                       .lexicon_note = ""};
    s->m = ns_model_new(&options, "conf", &errors);
    assert_in(ns_bytes_text(&errors), "conf:4:8: no action is called 'nonsense'");
    size(s, 24, 80);
    show(s, 5, 5);
    keys(s, "x");
    assert_in(line_of(s, 0), "4 of 5");
    keys(s, "qy");
    assert_in(line_of(s, 0), "4 hidden");
    keys(s, "&<Enter>");
    command(s, "den");
    assert_in(detail(s), "denial");
    ns_vec_free(&errors);
    ns_vec_free(&directives);
    ns_arena_free(arena);
}

/* --- places --- */

static void resize_keeps_the_sentence(void **state)
{
    struct screen *s = *state;
    size(s, 24, 200);
    keys(s, "J<Enter>dd");
    uint32_t at = s->m->text.at;
    size_t line = ns_reading_line(s->m), top = ns_reading_top(s->m);
    static const unsigned widths[] = {40, 120, 61, 20, 300, 200};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        size(s, i % 2 ? 8 : 24, widths[i]);
        assert_int_equal(s->m->text.at, at);
        size_t here = ns_reading_line(s->m);
        assert_true(ns_range_holds(s->m->text.page->lines.at[here].span, at));
        assert_true(here >= ns_reading_top(s->m));
        assert_true(here < ns_reading_top(s->m) + s->m->layout.pane[NS_PANE_TEXT].rows);
    }
    size(s, 24, 200);
    assert_int_equal(ns_reading_line(s->m), line);
    assert_int_equal(ns_reading_top(s->m), top);
}

static void snapshots_move_nothing(void **state)
{
    struct screen *s = *state;
    show(s, 2, 0);
    assert_in(line_of(s, 0), "1 of 2");
    assert_in(line_of(s, 0), "reading 40%");
    assert_shows(s, "extracting ...");
    keys(s, "j<Enter>jjj");
    uint32_t at = s->m->text.at;
    show(s, 4, 1);
    show(s, 5, 5);
    assert_int_equal(s->m->text.at, at);
    assert_int_equal(s->m->text.item, 1);
    assert_in(line_of(s, 0), "2 of 5");
    assert_shows(s, "Names 2");
}

static void places_are_remembered(void **state)
{
    struct screen *s = *state;
    keys(s, "jd");
    uint32_t at = s->m->text.at;
    keys(s, "JJK");
    keys(s, "K");
    assert_int_equal(s->m->text.at, at);
    ns_model_remember(s->m);
    ns_model_free(s->m);
    s->m = new_model(s);
    size(s, 30, 100);
    show(s, 1, 1);
    assert_int_equal(s->m->text.item, 0);
    show(s, 5, 5);
    assert_int_equal(s->m->text.item, 1);
    assert_int_equal(s->m->text.at, at);
}

/* The corpus with other items: order tells which of the five come, in which order. */
static void read_again(struct screen *s, const size_t *order, size_t count)
{
    struct invented_corpus all = s->corpus, now = {.count = count};
    for (size_t i = 0; i < count; i++) {
        now.items[i] = all.items[order[i]];
        now.articles[i] = all.articles[order[i]];
        now.extractions[i] = all.extractions[order[i]];
    }
    struct ns_snapshot *snapshot = invented_snapshot(&now, count, count);
    draw(s, ns_model_again(s->m, 99));
    assert_in(line_of(s, 0), "reading again 99%");
    draw(s, ns_model_replace(s->m, snapshot, "read again"));
    ns_snapshot_release(snapshot);
    settle(s);
    assert_hides(s, "reading again");
}

static void reload_finds_the_place(void **state)
{
    struct screen *s = *state;
    size(s, 24, 100);
    keys(s, "jd<F5>");
    struct ns_request request;
    assert_true(ns_model_take_request(s->m, &request));
    assert_int_equal(request.type, NS_REQUEST_RELOAD);
    uint32_t at = s->m->text.at;
    unsigned row = s->m->text.row;
    read_again(s, (size_t[]){0, 1, 2, 3, 4}, 5);
    assert_int_equal(s->m->text.item, 1);
    assert_int_equal(s->m->text.at, at);
    assert_in(last(s), "read again");
    /* others came before it, and it went up again */
    read_again(s, (size_t[]){1, 4}, 2);
    assert_int_equal(s->m->text.item, 0);
    assert_int_equal(s->m->selected, 0);
    assert_int_equal(s->m->text.at, at);
    assert_int_equal(s->m->text.row, row);
    assert_in(last(s), "read again: 3 gone");
    read_again(s, (size_t[]){0, 3, 2, 1, 4}, 5);
    assert_int_equal(s->m->text.item, 3);
    assert_int_equal(s->m->text.at, at);
    assert_in(line_of(s, 0), "4 of 5");
    assert_in(last(s), "read again: 3 new");
}

/* What stands where the lost article stood is opened, and the loss is told. */
static void reload_without_the_article(void **state)
{
    struct screen *s = *state;
    keys(s, "2j<Enter><F5>");
    assert_int_equal(s->m->text.item, 2);
    struct ns_item lost = s->corpus.items[2];
    s->corpus.items[2].path = "bridge-2-new";
    read_again(s, (size_t[]){0, 1, 2, 3, 4}, 5);
    assert_int_equal(s->m->text.item, 2);
    assert_in(line_of(s, 0), "3 of 5");
    assert_in(last(s), "'bridge-2' is gone");
    read_again(s, (size_t[]){0, 1}, 2);
    assert_int_equal(s->m->text.item, 1);
    assert_in(line_of(s, 0), "2 of 2");
    assert_in(last(s), "'bridge-2-new' is gone");
    read_again(s, NULL, 0);
    assert_int_equal(s->m->text.item, NS_NO_ITEM);
    assert_shows(s, "no articles");
    read_again(s, (size_t[]){3}, 1);
    assert_in(line_of(s, 0), "1 of 1");
    s->corpus.items[2] = lost;
}

/* Of the jump list what still exists stays, in its order; so do a limit and what is being typed. */
static void reload_keeps_the_way_back(void **state)
{
    struct screen *s = *state;
    keys(s, "<Enter>jJ<C-o>"); /* a place in each of three articles */
    while (s->m->jumps.len)
        s->m->jumps.len--;
    s->m->jump_at = 0;
    for (size_t item = 0; item < 4; item++) {
        ns_reading_open_at(s->m, item, 50 + (uint32_t)item, NS_NONE);
        ns_jump_push(s->m);
    }
    ns_reading_open_at(s->m, 4, 60, NS_NONE);
    read_again(s, (size_t[]){4, 0, 2, 3}, 4); /* 1 is gone, 4 comes first */
    assert_int_equal(s->m->text.item, 0);
    assert_int_equal(s->m->text.at, 60);
    static const size_t way[] = {3, 2, 1};
    for (size_t i = 0; i < 3; i++) {
        keys(s, "<C-o>");
        assert_int_equal(s->m->text.item, way[i]);
    }
    assert_int_equal(s->m->text.at, 50);
    keys(s, "<C-o>");
    assert_in(last(s), "no place before");
    read_again(s, (size_t[]){2, 3, 4, 0}, 4);
    keys(s, "<C-n>");
    assert_int_equal(s->m->text.item, 0);
    assert_int_equal(s->m->text.at, 52);
    keys(s, "3<C-n>&kind:denial<Enter>/ferr");
    size_t hidden = ns_rows_hidden(s->m->rows);
    assert_true(hidden > 0);
    read_again(s, (size_t[]){4, 2, 3, 0, 1}, 5);
    assert_in(last(s), "/ferr");
    assert_in(line_of(s, 0), "hidden by");
    keys(s, "<Esc>&<Enter>");
    assert_in(line_of(s, 0), "of 5");
}

/* Until it is extracted anew, a text that has not changed shows what was found in it before. */
static void reload_lends_what_was_found(void **state)
{
    struct screen *s = *state;
    struct invented_corpus now = {.count = 4};
    static const size_t order[] = {3, 1, 2, 0};
    struct ns_snapshot *before = invented_snapshot(&s->corpus, 5, 5);
    for (size_t i = 0; i < 4; i++) {
        now.items[i] = s->corpus.items[order[i]];
        now.articles[i] = s->corpus.articles[order[i]];
        now.extractions[i] = s->corpus.extractions[order[i]];
    }
    struct ns_article edited = *now.articles[2];
    edited.body_hash++;
    now.articles[2] = &edited;
    now.items[3].path = "bridge-new";
    struct ns_snapshot *fresh = invented_snapshot(&now, 4, 1);
    size_t *places = ns_snapshot_places(fresh, before);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(places[i], order[i]);
    assert_true(places[3] == SIZE_MAX);
    struct ns_snapshot *lent = ns_snapshot_lend(fresh, before, places);
    assert_ptr_equal(lent->items[0].extraction, now.extractions[0]);
    assert_ptr_equal(lent->items[1].extraction, s->corpus.extractions[1]);
    assert_ptr_equal(lent->items[1].article, s->corpus.articles[1]);
    assert_null(lent->items[2].extraction); /* another text */
    assert_ptr_equal(lent->items[2].article, &edited);
    assert_null(lent->items[3].extraction);
    assert_false(lent->complete);
    assert_true(ns_snapshot_count(lent, NS_KIND_DENIAL, 0) ==
                ns_snapshot_count(before, NS_KIND_DENIAL, 0));
    ns_snapshot_release(lent);
    ns_snapshot_release(fresh);
    ns_snapshot_release(before);
    free(places);
}

/* An article that was edited is gone on with where it was read, or at its new end. */
static void reload_after_an_edit(void **state)
{
    struct screen *s = *state;
    struct ns_article *edited = s->corpus.articles[1];
    keys(s, "j<Enter>G");
    uint32_t at = s->m->text.at;
    assert_true(at > 100);
    struct ns_article before = *edited;
    edited->body.len = 100;
    edited->body_hash++;
    struct ns_article *now = edited;
    s->corpus.articles[1] = &before;
    /* the old snapshot shows what was before */
    show(s, 5, 5);
    s->corpus.articles[1] = now;
    edited->block_count = 0;
    edited->sentence_count = 0;
    read_again(s, (size_t[]){0, 1, 2, 3, 4}, 5);
    assert_int_equal(s->m->text.item, 1);
    assert_true(s->m->text.at < 100);
    assert_in(last(s), "1 changed");
    s->corpus.articles[1] = &before;
    read_again(s, (size_t[]){0, 1, 2, 3, 4}, 5);
    s->corpus.articles[1] = now;
    *now = before;
    read_again(s, (size_t[]){0, 1, 2, 3, 4}, 5);
}

/* A construction is put into words; its name in the code is not shown. */
static void why_speaks_to_readers(void **state)
{
    struct screen *s = *state;
    assert_null(ns_why_words("by-hand"));
    s->corpus.extractions[1]->attributions[0].why.rule = "inverted";
    size(s, 24, 100);
    keys(s, "jdw");
    assert_shows(s, "and the speaker behind it");
    assert_hides(s, "inverted");
    assert_shows(s, "lists/cues.txt line 7");
}

/* A name that may be wrong has a question mark wherever it is drawn; w says what is against it. */
static void uncertain_speakers(void **state)
{
    struct screen *s = *state;
    struct ns_attribution *a = s->corpus.extractions[1]->attributions;
    a[0].speaker_confidence = 0.55f;
    a[0].why.speaker_against = NS_SLICE("may be Dana Oran");
    /* Where a name is cut, the mark stands behind the cut. */
    a[1].speaker = NS_SLICE("The City Council Of The Lower Bridge And Of All Its Ferries");
    a[1].speaker_confidence = 0.55f;
    size(s, 30, 130);
    keys(s, "jd");
    assert_shows(s, "D City Council?");
    assert_shows(s, "\xE2\x80\xA6? ");
    assert_shows(s, "R Dana Oran ");
    assert_in(detail(s), "City Council?");
    keys(s, "w");
    assert_shows(s, "a denial, perhaps by City Council?");
    assert_shows(s, "may be Dana Oran");
    assert_shows(s, "0.55: about that share");
}

static void keys_without_an_article_say_so(void **state)
{
    struct screen *s = *state;
    static const char *const all[] = {"d", "C", "r", "]", "w", "e", "<Enter>"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        command(s, "nothing");
        keys(s, all[i]);
        assert_in(last(s), "no article is open");
    }
}

static void limit_that_is_wrong_stays_in_the_line(void **state)
{
    struct screen *s = *state;
    keys(s, "&ferries<Space>(<Enter>");
    assert_in(last(s), "&ferries (");
    assert_in(detail(s), "column");
    keys(s, "<Esc>");
    assert_in(line_of(s, 0), "of 5");
    assert_hides(s, "hidden by");
}

/* Any key at any moment, at any size: nothing breaks, and the cursor is on the screen. */
static void any_keys(void **state)
{
    struct screen *s = *state;
    static const char *const pool[] = {
        "j",       "k",     "<Space>", "b", "<C-d>", "<C-u>", "g", "G",     "J",     "K",
        "<Enter>", "<Tab>", "<S-Tab>", "h", "l",     "z",     "i", "c",     "C",     "d",
        "D",       "r",     "R",       "]", "[",     "w",     "+", "-",     "/",     "n",
        "N",       "\\",    "&",       "o", "O",     "H",     "B", "<C-o>", "<C-n>", "e",
        ":",       "?",     "<Esc>",   "a", "the",   "x",     "7", "<BS>",  "<Up>",  "<Down>",
        "<Left>",  "<C-w>", "q",       "3", "<Del>", "kind:", "t", "<C-a>"};
    uint32_t random = 12345;
    for (unsigned i = 0; i < 6000; i++) {
        random = random * 1664525u + 1013904223u;
        keys(s, pool[(random >> 8) % (sizeof pool / sizeof *pool)]);
        if (i % 37 == 0)
            size(s, 1 + (random >> 12) % 45, 1 + (random >> 20) % 180);
        if (i % 11 == 0)
            rest(s);
        if (i % 501 == 0)
            show(s, (random >> 16) % 6, 0);
        if (i % 501 == 250)
            show(s, 5, 5);
        assert_true(s->grid->cursor_row < s->grid->rows);
        assert_true(s->grid->cursor_column < s->grid->columns);
        struct ns_request request;
        while (ns_model_take_request(s->m, &request)) {
        }
    }
}

/* What is drawn from what is dirty is what a full drawing draws. */
static void dirty_is_enough(void **state)
{
    struct screen *s = *state;
    struct ns_grid *part = s->grid, *whole = ns_grid_new(24, 80);
    static const char *const steps[] = {"j",     "j", "<Enter>", "j", "j", "d", "d", "<Tab>",
                                        "j",     "i", "j",       "]", "/", "c", "o", "<Enter>",
                                        "n",     "B", "H",       "+", "z", "z", "&", "k",
                                        "<Esc>", "w", "j",       "q", "o", "O"};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        keys(s, steps[i]);
        s->grid = whole;
        draw(s, NS_DIRTY_ALL);
        s->grid = part;
        struct ns_bytes a = {0}, b = {0};
        ns_grid_dump(part, true, &a);
        ns_grid_dump(whole, true, &b);
        if (!ns_slice_equal(ns_bytes_slice(&a), ns_bytes_slice(&b)))
            print_error("after step %zu (%s):\n%s\nand whole:\n%s", i, steps[i], ns_bytes_text(&a),
                        ns_bytes_text(&b));
        assert_true(ns_slice_equal(ns_bytes_slice(&a), ns_bytes_slice(&b)));
        ns_vec_free(&a);
        ns_vec_free(&b);
    }
    ns_grid_free(whole);
}

/* Cells that differ between two drawings of the same size. */
static unsigned changed_cells(const struct ns_grid *a, const struct ns_cell *before)
{
    unsigned changed = 0;
    for (size_t i = 0; i < (size_t)a->rows * a->columns; i++)
        changed += a->cells[i].base != before[i].base || a->cells[i].style != before[i].style;
    return changed;
}

static void a_step_in_the_list_is_cheap(void **state)
{
    struct screen *s = *state;
    size_t bytes = (size_t)24 * 80 * sizeof(struct ns_cell);
    struct ns_cell *before = ns_alloc(bytes);
    keys(s, "j");
    rest(s);
    memcpy(before, s->grid->cells, bytes);
    keys(s, "j");
    /* The mark goes, the mark comes, one digit. */
    assert_int_equal(changed_cells(s->grid, before), 3);
    free(before);
}

static void actions_are_listed(void **state)
{
    struct screen *s = *state;
    struct ns_bytes out = {0};
    ns_model_list_actions(s->m, &out);
    assert_in(ns_bytes_text(&out), "next-denial\tlist,text,side\td\tthe next denial");
    assert_in(ns_bytes_text(&out), "accept\tprompt\t<Enter>\t");
    ns_vec_free(&out);
}

int main(void)
{
    setlocale(LC_ALL, "");
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(limit_that_is_wrong_stays_in_the_line),
        TEST(why),
        TEST(help_is_searchable),
        TEST(command_line),
        TEST(unknown_keys_do_nothing),
        TEST(bindings_of_the_reader),
        TEST(resize_keeps_the_sentence),
        cmocka_unit_test_setup_teardown(snapshots_move_nothing, setup_loading, teardown),
        TEST(places_are_remembered),
        TEST(why_speaks_to_readers),
        TEST(uncertain_speakers),
        TEST(reload_finds_the_place),
        TEST(reload_without_the_article),
        TEST(reload_keeps_the_way_back),
        TEST(reload_after_an_edit),
        TEST(reload_lends_what_was_found),
        cmocka_unit_test_setup_teardown(keys_without_an_article_say_so, setup_loading, teardown),
        TEST(any_keys),
        TEST(dirty_is_enough),
        TEST(a_step_in_the_list_is_cheap),
        TEST(actions_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
