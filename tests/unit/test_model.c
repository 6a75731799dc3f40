/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the screen shows and where keys lead: list, text, statements, search, side pane. */
#include "staged.h"

/* --- layouts --- */

static void three_panes(void **state)
{
    struct screen *s = *state;
    size(s, 40, 120);
    assert_shows(s, "Harbour Office Will Not Close");
    assert_shows(s, "Council Denies It");
    assert_shows(s, "What Is Known");
    assert_shows(s, "The harbour office will keep");
    assert_shows(s, "The Veles Courier \xC2\xB7 Mara Kesh \xC2\xB7 undated");
    assert_shows(s, "Ilan Prat");
    assert_in(line_of(s, 0), "1 of 5");
    assert_in(line_of(s, 0), "3 claims  2 denials  2 no comment");
    if (getenv("NS_SHOW"))
        fputs(dump(s), stderr);
}

static void two_columns(void **state)
{
    struct screen *s = *state;
    if (getenv("NS_SHOW"))
        fputs(dump(s), stderr);
    assert_shows(s, "Harbour Office Will");
    assert_shows(s, "Names 2");
    assert_in(line_of(s, 0), "2 denials");
    assert_int_equal(s->m->layout.shape, NS_SHAPE_TWO);
}

static void one_pane(void **state)
{
    struct screen *s = *state;
    size(s, 20, 50);
    assert_shows(s, "Talks To Begin On The Bridge");
    assert_hides(s, "The harbour office will keep");
    keys(s, "<Enter>");
    assert_shows(s, "The harbour office will keep");
    assert_hides(s, "Talks To Begin On The Bridge");
    keys(s, "q");
    assert_shows(s, "Talks To Begin On The Bridge");
}

static void too_small(void **state)
{
    struct screen *s = *state;
    struct ns_request request;
    size(s, 5, 20);
    assert_shows(s, "too small");
    keys(s, "jjd/x");
    assert_false(ns_model_take_request(s->m, &request));
    keys(s, "Q");
    assert_true(ns_model_take_request(s->m, &request));
    assert_int_equal(request.type, NS_REQUEST_QUIT);
    size(s, 1, 1);
    size(s, 24, 80);
    assert_shows(s, "Harbour Office Will");
}

/* --- list --- */

static void text_follows_after_a_rest(void **state)
{
    struct screen *s = *state;
    keys(s, "j");
    assert_in(line_of(s, 0), "2 of 5");
    assert_shows(s, "The harbour office will keep");
    int timeout = ns_model_timeout(s->m, s->now);
    assert_true(timeout > 0 && timeout <= 150);
    rest(s);
    assert_shows(s, "The city council has denied");
    assert_int_equal(ns_model_timeout(s->m, s->now), -1);
    keys(s, "G");
    assert_in(line_of(s, 0), "5 of 5");
    keys(s, "2g");
    assert_in(line_of(s, 0), "2 of 5");
    keys(s, "3j");
    assert_in(line_of(s, 0), "5 of 5");
}

static void articles_from_the_text(void **state)
{
    struct screen *s = *state;
    keys(s, "<Enter>J");
    assert_int_equal(s->m->focus, NS_PANE_TEXT);
    assert_shows(s, "The city council has denied");
    assert_in(line_of(s, 0), "2 of 5");
    keys(s, "K");
    assert_shows(s, "The harbour office will keep");
    keys(s, "K");
    assert_in(last(s), "first article");
}

static void limit_hides_and_restores(void **state)
{
    struct screen *s = *state;
    keys(s, "&");
    keys(s, "\"lines<Space>of<Space>communication\"<Enter>");
    assert_in(line_of(s, 0), "1 of 3");
    assert_in(line_of(s, 0), "2 hidden");
    rest(s);
    assert_shows(s, "The city council has denied");
    /* What was asked for is highlighted, and n goes to it. */
    assert_int_equal(s->m->text.hits.len, 1);
    keys(s, "nq&<Enter>");
    assert_int_equal(s->m->text.hits.len, 0);
    assert_in(line_of(s, 0), "2 of 5");
    assert_hides(s, "hidden");
}

static void assert_hit(struct screen *s, size_t hit, uint32_t term, const char *text)
{
    assert_true(hit < s->m->text.hits.len && s->m->text.hit_terms.len == s->m->text.hits.len);
    struct ns_slice there = ns_article_text(s->m->text.article, s->m->text.hits.at[hit]);
    assert_true(ns_slice_equal(there, ns_slice_of(text)));
    assert_int_equal(s->m->text.hit_terms.at[hit], term);
}

/* Beginnings, regexes and words that are near each other too, each by its number. */
static void limit_is_highlighted(void **state)
{
    struct screen *s = *state;
    keys(s, "&crac*<Space>/tol./<Space>-ferries<Enter>");
    rest(s);
    assert_int_equal(s->m->text.hits.len, 5);
    assert_hit(s, 0, 0, "Cracks");
    assert_hit(s, 2, 1, "told");
    keys(s, "&<C-u>council<Space>near/2<Space>knew<Enter>");
    assert_int_equal(s->m->text.hits.len, 0);
    keys(s, "&<C-u>council<Space>near/3<Space>knew<Enter>");
    assert_int_equal(s->m->text.hits.len, 2);
    assert_hit(s, 1, 1, "Knew");
    /* The reader's own search comes before it, and goes again. */
    keys(s, "/spring<Enter>");
    assert_int_equal(s->m->text.hits.len, 1);
    assert_int_equal(s->m->text.hit_terms.len, 0);
}

static void limit_works_while_typing(void **state)
{
    struct screen *s = *state;
    keys(s, "&ferries");
    assert_in(line_of(s, 0), "4 hidden");
    keys(s, "<Esc>");
    assert_in(line_of(s, 0), "1 of 5");
    keys(s, "&(");
    assert_in(detail(s), "column");
    assert_in(line_of(s, 0), "of 5");
    keys(s, "<Esc>");
}

/* What the rows of the list show now: statements of a kind from the threshold on. */
static unsigned shown_of(struct screen *s, enum ns_kind kind)
{
    unsigned sum = 0;
    for (size_t row = 0; row < ns_rows_count(s->m->rows); row++)
        sum += ns_extraction_count(s->corpus.extractions[ns_rows_item(s->m->rows, row)], kind,
                                   s->settings.threshold);
    return sum;
}

static void assert_counts(struct screen *s, const char *rows)
{
    char counts[100];
    unsigned claims = shown_of(s, NS_KIND_CLAIM), denials = shown_of(s, NS_KIND_DENIAL);
    snprintf(counts, sizeof counts, "%u claim%s  %u denial%s", claims, claims == 1 ? "" : "s",
             denials, denials == 1 ? "" : "s");
    assert_in(line_of(s, 0), rows);
    assert_in(line_of(s, 0), counts);
}

/* The figures of the status line are those of the list, whatever limits it. */
static void limit_is_counted(void **state)
{
    struct screen *s = *state;
    size(s, 30, 140);
    assert_counts(s, " of 5");
    keys(s, "&bridge<Space>-cracks"); /* already while it is typed */
    assert_counts(s, "hidden by");
    assert_true(shown_of(s, NS_KIND_DENIAL) == 0);
    keys(s, "<Esc>");
    assert_counts(s, " of 5");
    keys(s, "<Enter>&kind:denial<Enter>"); /* from the text */
    assert_counts(s, "hidden by");
    assert_true(shown_of(s, NS_KIND_DENIAL) > 0);
    keys(s, "&<Enter>");
    assert_counts(s, " of 5");
}

/* Statements below the threshold are neither counted, nor limited or sorted by. */
static void hidden_statements_do_not_count(void **state)
{
    struct screen *s = *state;
    struct ns_extraction *x = s->corpus.extractions[1];
    size(s, 30, 140);
    for (size_t i = 0; i < x->attribution_count; i++)
        x->attributions[i].confidence = 0.6f;
    show(s, 5, 5);
    command(s, "sort denials");
    assert_int_equal(ns_rows_item(s->m->rows, 0), 1);
    keys(s, "&has:denial<Enter>");
    size_t with = ns_rows_count(s->m->rows);
    assert_true(ns_rows_row(s->m->rows, 1) != SIZE_MAX);
    command(s, "set threshold 0.7");
    assert_int_equal(ns_rows_count(s->m->rows), with - 1);
    assert_true(ns_rows_row(s->m->rows, 1) == SIZE_MAX);
    assert_counts(s, "hidden by");
    keys(s, "&<Enter>");
    char hidden[40];
    size_t count = 0;
    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < s->corpus.extractions[i]->attribution_count; k++)
            count += s->corpus.extractions[i]->attributions[k].confidence < 0.7f &&
                     s->corpus.extractions[i]->attributions[k].same_as == NS_NONE;
    snprintf(hidden, sizeof hidden, "%zu below 0.70", count);
    assert_in(line_of(s, 0), hidden);
    assert_true(ns_rows_item(s->m->rows, 0) != 1);
    command(s, "sort statements");
    assert_true(ns_rows_item(s->m->rows, 0) != 1);
    keys(s, "&has:denial<Enter>3-");
    assert_int_equal(ns_rows_count(s->m->rows), with);
    assert_counts(s, "hidden by");
    keys(s, "&speaker:\"dana oran\"<Enter>");
    assert_int_equal(ns_rows_count(s->m->rows), 1);
    keys(s, "3+");
    assert_int_equal(ns_rows_count(s->m->rows), 0);
    assert_in(last(s), "from 0.70 on");
    assert_in(last(s), "0 in all");
}

static void limit_completes(void **state)
{
    struct screen *s = *state;
    keys(s, "&kind:th<Tab>");
    assert_in(last(s), "&kind:threat");
    assert_in(line_of(s, 0), "4 hidden");
    keys(s, "<C-u>bridge<Space>entity:<Tab><Tab>");
    assert_in(last(s), "&bridge entity:\"Ilan Prat\"");
    keys(s, "<Enter>");
    assert_in(line_of(s, 0), "4 hidden");
    keys(s, "&<C-u>-has:ano<Tab>");
    assert_in(last(s), "&-has:anonymous");
    keys(s, "<C-u>bridge<Space>(speaker:\"Il<Tab>");
    assert_in(last(s), "&bridge (speaker:\"Ilan Prat\"");
    keys(s, "<Esc>");
}

static void limit_without_a_match(void **state)
{
    struct screen *s = *state;
    keys(s, "&zzz<Enter>");
    assert_shows(s, "no article matches");
    assert_in(line_of(s, 0), "5 hidden");
    keys(s, "jkJKdc/x<Enter>nzz<Tab>]");
    keys(s, "q&<Enter>");
    assert_in(line_of(s, 0), "of 5");
}

static void orders(void **state)
{
    struct screen *s = *state;
    keys(s, "o");
    assert_shows(s, "Articles by title");
    rest(s);
    assert_int_equal(ns_rows_item(s->m->rows, 0), 1);
    assert_int_equal(ns_rows_item(s->m->rows, 4), 4);
    keys(s, "O");
    assert_int_equal(ns_rows_item(s->m->rows, 0), 4);
    command(s, "sort denials");
    assert_int_equal(ns_rows_item(s->m->rows, 0), 1);
    assert_int_equal(ns_rows_item(s->m->rows, 1), 0);
    command(s, "sort order");
    assert_int_equal(ns_rows_item(s->m->rows, 0), 0);
    command(s, "sort colour");
    assert_in(last(s), "no order is called 'colour'");
}

/* --- statements --- */

static void denials(void **state)
{
    struct screen *s = *state;
    keys(s, "jd");
    assert_int_equal(s->m->focus, NS_PANE_TEXT);
    assert_in(detail(s), "D denial 0.90  City Council (named)");
    assert_in(detail(s), "has denied");
    assert_in(detail(s), "told 2 times");
    keys(s, "d");
    assert_in(detail(s), "Dana Oran (named, council speaker)");
    keys(s, "d");
    assert_in(detail(s), "\"denied the report\"");
    keys(s, "D");
    assert_in(detail(s), "Dana Oran");
    keys(s, "2D");
    /* No other article has one: round to the last of this one. */
    assert_in(last(s), "went on at the bottom");
    assert_in(detail(s), "denied the report");
}

static void into_the_next_article(void **state)
{
    struct screen *s = *state;
    keys(s, "d");
    assert_in(line_of(s, 0), "2 of 5");
    assert_in(last(s), "in the next article");
    assert_in(detail(s), "City Council");
    command(s, "next-kind threat");
    assert_in(line_of(s, 0), "4 of 5");
    assert_in(detail(s), "T threat");
    keys(s, "<C-o>");
    assert_in(line_of(s, 0), "2 of 5");
    keys(s, "<C-o>");
    assert_in(line_of(s, 0), "1 of 5");
    keys(s, "<C-n><C-n>");
    assert_in(line_of(s, 0), "4 of 5");
    command(s, "next-kind question");
    assert_in(last(s), "no question");
    command(s, "next-kind nonsense");
    assert_in(last(s), "no kind is called 'nonsense'");
}

static void other_kinds(void **state)
{
    struct screen *s = *state;
    keys(s, "jr");
    assert_in(detail(s), "R no-comment 0.60  Dana Oran (alias");
    keys(s, "]]");
    assert_in(detail(s), "Kovel");
    assert_in(detail(s), "never introduced");
    keys(s, "[");
    assert_in(detail(s), "a senior official (anonymous)");
}

static void threshold_hides(void **state)
{
    struct screen *s = *state;
    keys(s, "j<Enter>3+");
    assert_in(last(s), "1 hidden in this article");
    keys(s, "r");
    assert_in(detail(s), "Kovel");
    keys(s, "KG");
    assert_in(detail(s), "1 below 0.65 hidden");
    keys(s, "3-");
    assert_in(last(s), "0 hidden");
}

static void gutter_letters(void **state)
{
    struct screen *s = *state;
    size(s, 40, 120);
    keys(s, "J");
    assert_shows(s, "D  The city council has denied that it knew of cracks");
    assert_shows(s, "\xC2\xB7 caption");
    assert_shows(s, "\xC2\xB7 boilerplate");
    keys(s, "B");
    assert_hides(s, "\xC2\xB7 caption");
    assert_hides(s, "Read more about");
    keys(s, "B");
    assert_shows(s, "#Read more about the bridge");
    keys(s, "HH");
    assert_hides(s, "D  The city council");
    keys(s, "H");
    assert_shows(s, "D  The city council");
}

/* --- search --- */

static void search_runs_on(void **state)
{
    struct screen *s = *state;
    keys(s, "/no<Space>lines");
    assert_in(detail(s), "not in this article");
    keys(s, "<Enter>");
    assert_in(line_of(s, 0), "2 of 5");
    assert_in(last(s), "in the next article");
    keys(s, "/lines<Space>of<Enter>n");
    assert_in(line_of(s, 0), "3 of 5");
    keys(s, "n");
    assert_in(line_of(s, 0), "5 of 5");
    keys(s, "n");
    assert_in(line_of(s, 0), "2 of 5");
    assert_in(last(s), "went on at the top");
    keys(s, "2N"); /* the count goes on over articles */
    assert_in(line_of(s, 0), "3 of 5");
    keys(s, "/nowhere<Enter>");
    assert_in(last(s), "no hit");
}

/* The rows that have a statement: the first, the last; and how many there are. */
static size_t statements_of_all(struct screen *s, size_t *first, size_t *last_item)
{
    size_t count = 0;
    *first = SIZE_MAX;
    for (size_t i = 0; i < 5; i++) {
        const struct ns_extraction *x = s->corpus.extractions[i];
        for (size_t k = 0; k < x->attribution_count; k++) {
            if (x->attributions[k].confidence < s->settings.threshold)
                continue;
            *first = *first == SIZE_MAX ? i : *first;
            *last_item = i;
            count++;
        }
    }
    return count;
}

/* A count beyond all there is goes to the last one, at once, and says how many there are. */
static void counts_have_an_end(void **state)
{
    struct screen *s = *state;
    size_t first, last_item = 0, all = statements_of_all(s, &first, &last_item);
    char text[60];
    assert_true(all > 2 && first != last_item);
    keys(s, "99999]");
    assert_int_equal(ns_model_timeout(s->m, s->now), -1);
    assert_int_equal(s->m->text.item, last_item);
    snprintf(text, sizeof text, "the last of %zu", all);
    assert_in(last(s), text);
    uint32_t at = s->m->text.at;
    keys(s, "99999]");
    assert_int_equal(s->m->text.item, last_item);
    assert_int_equal(s->m->text.at, at);
    keys(s, "99999[");
    assert_int_equal(s->m->text.item, first);
    snprintf(text, sizeof text, "the first of %zu", all);
    assert_in(last(s), text);
    snprintf(text, sizeof text, "%zu]", all - 1); /* from the first to the last */
    keys(s, text);
    assert_int_equal(s->m->text.item, last_item);
    assert_int_equal(s->m->text.at, at);
    keys(s, "/lines<Space>of<Enter>99999n");
    assert_int_equal(s->m->text.item, 4);
    assert_in(last(s), "the last of 3");
    keys(s, "99999N");
    assert_int_equal(s->m->text.item, 1);
}

static void nothing_is_final_before_all_is_read(void **state)
{
    struct screen *s = *state;
    show(s, 2, 0);
    keys(s, "/nowhere<Enter>");
    assert_in(last(s), "no hit so far");
    show(s, 5, 2);
    keys(s, "n");
    assert_in(last(s), "no hit");
    assert_null(strstr(last(s), "so far"));
}

static void search_is_incremental(void **state)
{
    struct screen *s = *state;
    keys(s, "<Enter>/ferr");
    assert_in(detail(s), "1 hit in this article");
    assert_int_equal(s->m->text.hits.len, 1);
    uint32_t there = s->m->text.at;
    assert_int_equal(there, s->m->text.hits.at[0].begin);
    keys(s, "<Esc>");
    assert_int_equal(s->m->text.at, 0);
    assert_int_equal(s->m->text.hits.len, 0);
    keys(s, "/Ferr");
    assert_int_equal(s->m->text.hits.len, 0);
    keys(s, "<C-u>fer(<Enter>");
    assert_in(last(s), "no hit");
    keys(s, "/<Up>");
    assert_in(last(s), "/fer(");
    keys(s, "<Esc>");
}

/* --- side pane --- */

static void names(void **state)
{
    struct screen *s = *state;
    keys(s, "<Tab><Tab>");
    assert_int_equal(s->m->focus, NS_PANE_SIDE);
    assert_in(detail(s), "Ilan Prat  PER, 2 here");
    size(s, 24, 105);
    rest(s);
    assert_in(detail(s), "3 in 2 articles");
    assert_in(detail(s), "harbour director");
    uint32_t at = s->m->text.at;
    keys(s, "]");
    assert_true(s->m->text.at > at);
    at = s->m->text.at;
    keys(s, "]");
    assert_true(s->m->text.at > at);
    keys(s, "]");
    assert_in(last(s), "went on at the first mention");
    keys(s, "w");
    assert_shows(s, "Who is this?");
    assert_shows(s, "harbour director  (bridge-3)");
    keys(s, "q<Enter>");
    assert_in(line_of(s, 0), "3 hidden");
    assert_in(line_of(s, 0), "entity:");
}

static void statements(void **state)
{
    struct screen *s = *state;
    keys(s, "Ji");
    assert_shows(s, "Statements 4");
    assert_shows(s, "Denials 2");
    size(s, 40, 120);
    assert_shows(s, "No comment 1");
    assert_shows(s, "Claims 1");
    assert_shows(s, "\xC2\xB6"
                    "1.1");
    keys(s, "<Tab><Tab>j");
    assert_in(detail(s), "Dana Oran");
    keys(s, "<Enter>");
    assert_int_equal(s->m->focus, NS_PANE_TEXT);
    assert_in(detail(s), "D denial 0.90  Dana Oran");
}

static void both_views_are_stops(void **state)
{
    struct screen *s = *state;
    size(s, 40, 120);
    keys(s, "J<Enter><Tab>");
    assert_int_equal(s->m->focus, NS_PANE_SIDE);
    assert_int_equal(s->m->side_view, NS_SIDE_STATEMENTS);
    assert_in(detail(s), "City Council (named)");
    keys(s, "<Tab>");
    assert_int_equal(s->m->focus, NS_PANE_SIDE);
    assert_int_equal(s->m->side_view, NS_SIDE_NAMES);
    assert_in(detail(s), "ORG, ");
    keys(s, "<Tab>");
    assert_int_equal(s->m->focus, NS_PANE_LIST);
    keys(s, "<S-Tab>");
    assert_int_equal(s->m->side_view, NS_SIDE_NAMES);
    keys(s, "<S-Tab><S-Tab>");
    assert_int_equal(s->m->focus, NS_PANE_TEXT);
    /* A jump in the text takes the selection beside it along. */
    keys(s, "dd");
    assert_int_equal(s->m->aside[NS_SIDE_STATEMENTS].at, 3);
}

/* They are a heading below the names until they are asked for. */
static void figures_are_folded(void **state)
{
    static const struct invented fair = {
        .path = "fair-1",
        .text = "Fair\n\nOn March 5 the fair of Orna paid $2m.",
        .names = {{NS_ENTITY_DATE, "--03-05", "March 5", NULL, false},
                  {NS_ENTITY_LOC, "Orna", "Orna", NULL, false},
                  {NS_ENTITY_MONEY, "USD 2000000", "$2m", NULL, false}}};
    struct screen *s = *state;
    invented_corpus_free(&s->corpus);
    invented_corpus_make(&s->corpus, &fair, 1);
    show(s, 1, 1);
    size(s, 24, 100);
    assert_shows(s, "Names 1");
    assert_shows(s, "+ dates, figures");
    assert_hides(s, "--03-05");
    s->m->focus = NS_PANE_SIDE;
    keys(s, "jj<Enter>");
    assert_in(detail(s), "dates, sums of money and quantities");
    assert_shows(s, "- dates, figures");
    keys(s, "jj");
    assert_in(detail(s), "USD 2000000  MONEY, 1 here");
    keys(s, "k<Enter>");
    assert_in(line_of(s, 0), "entity:\"--03-05\"");
    command(s, "set figures off");
    assert_hides(s, "USD 2000000");
}

/* Whatever the order they come in, marks lie by place. */
static void marks_are_sorted(void **state)
{
    (void)state;
    struct ns_attribution statements[600];
    struct ns_range contents[600];
    struct ns_extraction x = {.attributions = statements, .attribution_count = 600};
    struct ns_marks marks = {0};
    for (unsigned order = 0; order < 2; order++) {
        for (uint32_t i = 0; i < 600; i++) {
            uint32_t at = order ? (i * 7919u) % 600 * 10 : i * 10;
            contents[i] = (struct ns_range){at + 4, at + 9};
            statements[i] = (struct ns_attribution){.content = &contents[i],
                                                    .content_count = 1,
                                                    .source = {at, at + 2},
                                                    .cue = {at + 2, at + 4},
                                                    .same_as = NS_NONE,
                                                    .confidence = i % 2 ? 0.9f : 0.4f};
        }
        ns_marks_fill(&marks, &x, 0.5f);
        assert_int_equal(marks.hidden, 300);
        assert_int_equal(marks.spans.len, 900);
        assert_int_equal(marks.anchors.len, 300);
        for (size_t i = 1; i < marks.spans.len; i++)
            assert_true(marks.spans.at[i - 1].span.begin <= marks.spans.at[i].span.begin);
        for (size_t i = 1; i < marks.anchors.len; i++)
            assert_true(marks.anchors.at[i - 1].at < marks.anchors.at[i].at);
        size_t first = ns_marks_first(&marks, (struct ns_range){3000, 3020});
        assert_true(marks.spans.at[first].span.end > 3000);
        assert_true(first == 0 || marks.spans.at[first - 1].span.end <= 3000);
    }
    ns_marks_clear(&marks);
}

int main(void)
{
    setlocale(LC_ALL, "");
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(three_panes),
        TEST(two_columns),
        TEST(one_pane),
        TEST(too_small),
        TEST(text_follows_after_a_rest),
        TEST(articles_from_the_text),
        TEST(limit_hides_and_restores),
        TEST(limit_is_highlighted),
        TEST(limit_works_while_typing),
        TEST(limit_is_counted),
        TEST(hidden_statements_do_not_count),
        TEST(limit_completes),
        TEST(limit_without_a_match),
        TEST(both_views_are_stops),
        TEST(marks_are_sorted),
        TEST(orders),
        TEST(denials),
        TEST(into_the_next_article),
        TEST(other_kinds),
        TEST(threshold_hides),
        TEST(gutter_letters),
        TEST(search_runs_on),
        TEST(counts_have_an_end),
        cmocka_unit_test_setup_teardown(figures_are_folded, setup_loading, teardown),
        cmocka_unit_test_setup_teardown(nothing_is_final_before_all_is_read, setup_loading,
                                        teardown),
        TEST(search_is_incremental),
        TEST(names),
        TEST(statements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
