/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Roles and metadata by evidence. The texts are invented; the last test reads the five real articles
 * of the shared folder where it is there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "naysay/file.h"
#include "naysay/ingest.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct ns_lexicon *loaded[4];
static struct ns_ingest_lists lists;

static struct ns_lexicon *load(const char *name)
{
    const char *folder = getenv("NAYSAY_DATADIR");
    struct ns_err err = {0};
    char path[4096];
    snprintf(path, sizeof path, "%s/lexicon/%s", folder ? folder : "assets", name);
    struct ns_lexicon *lexicon = ns_lexicon_new();
    if (ns_lexicon_read(lexicon, path, &err) != NS_OK)
        print_message("%s\n", err.message);
    return lexicon;
}

static int load_lists(void **state)
{
    (void)state;
    loaded[0] = load("boilerplate.txt");
    loaded[1] = load("outlets.txt");
    loaded[2] = load("places.txt");
    loaded[3] = load("given_names.txt");
    lists = (struct ns_ingest_lists){loaded[0], loaded[1], loaded[2], loaded[3], NULL};
    ns_ingest_lists_prepare(&lists);
    for (int i = 0; i < 4; i++)
        if (ns_lexicon_count(loaded[i]) == 0)
            return -1;
    return 0;
}

static int free_lists(void **state)
{
    (void)state;
    ns_ingest_lists_release(&lists);
    for (int i = 0; i < 4; i++)
        ns_lexicon_free(loaded[i]);
    return 0;
}

static struct ns_article *read_text(const char *text)
{
    struct ns_article *article = NULL;
    struct ns_err err = {0};
    assert_int_equal(ns_ingest_bytes("t.txt", ns_slice_of(text), &lists, &article, &err), NS_OK);
    return article;
}

/* One letter a block: headline, body, byline, caption, Section, dateline (d), boilerplate (x). */
static void roles_of(const struct ns_article *article, char *out, size_t size)
{
    static const char letters[NS_ROLE_COUNT] = {'b', 'h', 'y', 'd', 's', 'c', 'x'};
    size_t i = 0;
    for (; i < article->block_count && i + 1 < size; i++)
        out[i] = letters[article->blocks[i].role];
    out[i] = '\0';
}

static void check_roles(const char *text, const char *expected)
{
    char got[200];
    struct ns_article *article = read_text(text);
    roles_of(article, got, sizeof got);
    if (strcmp(got, expected) != 0)
        for (size_t i = 0; i < article->block_count; i++)
            print_message("%c %.2f %s | %.*s\n", got[i],
                          (double)article->blocks[i].boilerplate_score, article->blocks[i].evidence,
                          (int)(article->blocks[i].span.end - article->blocks[i].span.begin),
                          article->body.at + article->blocks[i].span.begin);
    assert_string_equal(got, expected);
    ns_article_free(article);
}

static void check_slice(struct ns_slice s, const char *expected)
{
    if (!ns_slice_equal(s, ns_slice_of(expected)))
        print_message("got '%.*s', not '%s'\n", (int)s.len, s.len ? s.at : "",
                      expected ? expected : "");
    assert_true(ns_slice_equal(s, ns_slice_of(expected)));
}

#define STORY                                                                                      \
    "The ministry of transport said on Monday that the harbour of Veles will be closed to "        \
    "tankers until the spring, because two of its piers are in danger.\n\n"                        \
    "\"We have no other way,\" the minister told reporters after a meeting with owners of "        \
    "ships, some of whom had asked for more time to look for another harbour.\n\n"                 \
    "Fishermen of the town denied that the piers are in danger and called the order a blow to "    \
    "the whole coast.\n\n"

#define TITLE "Ministry closes harbour of Veles to tankers\n\n"

/* --- titles --- */

static void check_title(const char *text, const char *title)
{
    struct ns_article *article = read_text(text);
    check_slice(article->title, title);
    ns_article_free(article);
}

static void test_titles(void **state)
{
    (void)state;
    check_title(TITLE STORY, "Ministry closes harbour of Veles to tankers");
    check_title("Business\n\n" TITLE STORY, "Ministry closes harbour of Veles to tankers");
    check_title("Skip to content\n\nHome\n\nNews\n\nSports\n\nLog in\n\n" TITLE STORY,
                "Ministry closes harbour of Veles to tankers");
    check_title("Is the harbour of Veles in danger?\n\n" STORY,
                "Is the harbour of Veles in danger?");
    check_title("Ministry closes harbour of Veles\n"
                "The ministry of transport said on Monday that the harbour of Veles is closed.\n"
                "Nobody was hurt when a part of the pier fell into the water on Friday, it said.\n",
                "Ministry closes harbour of Veles");
    check_title("Harbour Gazette\n" TITLE STORY, "Ministry closes harbour of Veles to tankers");
    check_title("Ministry closes harbour of Veles\nby Ann Lee and Bo Ek\n\n" STORY,
                "Ministry closes harbour of Veles");
    check_title(STORY, "");
    check_title("5 May 2019\n\n" STORY, "");
    check_title("By Ann Lee\n\n" STORY, "");
}

static void test_title_told_again(void **state)
{
    (void)state;
    check_roles(TITLE TITLE STORY, "hxbbb");
}

/* --- bylines, outlets, datelines, dates --- */

struct stated {
    const char *line; /* behind the title */
    const char *byline, *outlet, *date;
};

static void test_bylines(void **state)
{
    (void)state;
    static const struct stated cases[] = {
        {"By Ann Lee", "Ann Lee", "", ""},
        {"By Ann Lee and Peter van der Berg", "Ann Lee and Peter van der Berg", "", ""},
        {"BY ANN LEE, REUTERS", "ANN LEE", "", ""},
        {"By Ann Lee, Reuters", "Ann Lee", "Reuters", ""},
        {"By Ann Lee, Associated Press", "Ann Lee", "Associated Press", ""},
        {"Ann Lee, Reuters", "Ann Lee", "Reuters", ""},
        {"Peter Hall Politics Reporter", "Peter Hall", "", ""},
        {"Peter J. Hall Defence Correspondent", "Peter J. Hall", "", ""},
        {"Written by Ann Lee", "Ann Lee", "", ""},
        {"Ann Lee", "Ann Lee", "", ""},
        {"Published: January 23, 2017", "", "", "2017-01-23"},
        {"23 January 2017, 4:05 p.m.", "", "", "2017-01-23"},
        {"2017-01-23T14:05:00Z", "", "", "2017-01-23"},
        {"By Ann Lee | Published 23/01/2017", "Ann Lee", "", "2017-01-23"},
        {"Updated 04/05/2017", "", "", ""}, /* which of the two is the month? */
        {"USA TODAY", "", "USA TODAY", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2000];
        snprintf(text, sizeof text, "%s%s\n\n%s", TITLE, cases[i].line, STORY);
        struct ns_article *article = read_text(text);
        check_slice(article->byline, cases[i].byline);
        check_slice(article->outlet, cases[i].outlet);
        assert_string_equal(article->date, cases[i].date);
        if (cases[i].byline[0] || cases[i].outlet[0] || cases[i].date[0])
            assert_true(!ns_role_counts(article->blocks[1].role));
        ns_article_free(article);
    }
}

/* Sentences that begin like bylines or hold days and names stay text. */
static void test_no_bylines(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "By Tuesday the harbour was closed and all the tankers had left the bay.",
        "By Monday the water stood at the doors of the houses.",
        "With reporters watching, the owners signed.",
        "On 23 January 2017 the owners met the minister for the first time.",
        "Ann Lee is the owner of two ships that lie in the harbour today.",
        "Ann Lee contributed to the fund that the town had set up for the piers in March.",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[2000];
        snprintf(text, sizeof text, "%s%s%s\n\n%s", TITLE, STORY, lines[i], STORY);
        struct ns_article *article = read_text(text);
        check_slice(article->byline, "");
        assert_string_equal(article->date, "");
        for (size_t b = 1; b < article->block_count; b++)
            assert_int_equal(article->blocks[b].role, NS_ROLE_BODY);
        ns_article_free(article);
    }
}

static void test_datelines(void **state)
{
    (void)state;
    static const struct {
        const char *start, *dateline;
    } cases[] = {
        {"MOSCOW (Reuters) - ", "MOSCOW"},
        {"WASHINGTON -- ", "WASHINGTON"},
        {"NEW YORK  (AP) \xe2\x80\x94 ", "NEW YORK"},
        {"BEIRUT, Lebanon (AP) \xe2\x80\x93 ", "BEIRUT, Lebanon"},
        {"BEIRUT, Sept 4 (Reuters) - ", "BEIRUT, Sept 4"},
        {"London (CNN) -- ", "London"},
        {"(AP) MOSCOW \xe2\x80\x93 ", "MOSCOW"},
        {"(Reuters) - ", ""},
        {"UPDATE \xe2\x80\x94 ", ""},
        {"NOBODY KNOWS WHAT TO DO NOW \xe2\x80\x94 ", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2000];
        snprintf(text, sizeof text, "%s%s%s", TITLE, cases[i].start, STORY);
        struct ns_article *article = read_text(text);
        check_slice(article->dateline, cases[i].dateline);
        check_slice(article->outlet, "");
        assert_int_equal(article->blocks[1].role, NS_ROLE_BODY);
        ns_article_free(article);
    }
}

static void test_dateline_alone(void **state)
{
    (void)state;
    check_roles(TITLE "By Ann Lee\n\nMOSCOW, Feb. 3\n\n" STORY, "hydbbb");
    struct ns_article *article = read_text(TITLE "MOSCOW, Feb. 3\n\n" STORY);
    check_slice(article->dateline, "MOSCOW, Feb. 3");
    ns_article_free(article);
    check_roles(TITLE "MOSCOW SAYS NO\n\n" STORY, "hbbbb");
    check_roles(TITLE "MOSCOW 2015-03-04\n\n" STORY, "hdbbb");
    check_roles(TITLE "ORNSTAD, Poland 2015-03-04\n\n" STORY, "hdbbb");
    check_roles(TITLE "2015-03-04\n\n" STORY, "hxbbb");
}

/* What stands over a place and a day is the title, and results without a sentence are text. */
static void test_table_of_results(void **state)
{
    (void)state;
    check_roles("ROWING - RESULTS OF THE STRAIT REGATTA.\n\nMOSCOW 2015-03-04\n\n"
                "Results on Sunday\n\n1. Ann Lee (Poland) 7:01\n\n2. Mia Holt (Norway) 7:04\n\n"
                "3. Eva Lund (Iceland) 7:09\n\n4. Ada Berg (Sweden) 7:10\n\n"
                "5. Lea Prat (France) 7:11\n\n6. Ida Roos (Finland) 7:12\n\n"
                "7. Kim Vale (Ireland) 7:20\n\n8. Una Bale (Spain) 7:21\n\n"
                "9. Ina Tull (Italy) 7:22\n\n10. Zoe Maas (Germany) 7:25\n\n"
                "11. Amy Hale (Greece) 7:29\n\n12. Eve Dorn (Malta) 7:31\n\n"
                "13. Liv Sand (Turkey) 7:33",
                "hdbbbbbbbbbbbbbb");
}

static void test_section(void **state)
{
    (void)state;
    struct ns_article *article = read_text("Business\n\n" TITLE STORY);
    check_slice(article->section, "Business");
    assert_int_equal(article->blocks[0].role, NS_ROLE_SECTION);
    ns_article_free(article);
    check_roles("Home\n\nBusiness\n\nSports\n\nLog in\n\n" TITLE STORY, "xxxxhbbb");
}

/* --- captions, furniture --- */

static void test_captions(void **state)
{
    (void)state;
    check_roles(TITLE "The harbour of Veles in March. (Reuters photo: Ann Lee)\n\n" STORY, "hcbbb");
    check_roles(TITLE "Ann Lee/AFP/Getty Images\n\n" STORY, "hcbbb");
    check_roles(TITLE "Coast Guard/Petty Officer Bo Ek/Handout via REUTERS\n\n" STORY, "hcbbb");
    check_roles(TITLE "File photo: the old pier\n\n" STORY, "hcbbb");
    check_roles(TITLE "Tankers lay off the coast on Sunday, waiting for the order.\n"
                      "Tankers lay off the coast on Sunday, waiting for the order.\n\n" STORY,
                "hccbbb");
    /* A photo in the story is none. */
    check_roles(TITLE STORY "The minister showed reporters a photo of the pier that his office had "
                            "taken in March.\n\n" STORY,
                "hbbbbbbb");
}

static void test_tail(void **state)
{
    (void)state;
    check_roles(TITLE STORY "Copyright 2019 Coast Media Inc. All rights reserved.\n", "hbbbx");
    check_roles(TITLE STORY "Leave a Reply\n\nYour email address will not be published. Required "
                            "fields are marked *\n",
                "hbbbxx");
    check_roles(TITLE STORY "Related stories:\n\nWhy Ships Are Painted Red\n\nTen Harbours To See "
                            "This Year\n\nWhat Is A Pier?\n\nFollow us on Facebook\n",
                "hbbbxxxxx");
    check_roles(TITLE STORY "(Reporting by Ann Lee; editing by Bo Ek)\n", "hbbby");
    check_roles(TITLE STORY "Ann Lee contributed to this report.\n", "hbbby");
    check_roles(TITLE STORY "The owners did not answer. (Reporting by Ann Lee; Editing by Bo Ek)\n",
                "hbbbby");
    /* A lone last line, a cut-off one and a last quotation are text. */
    check_roles(TITLE STORY "The piers stay closed.\n", "hbbbb");
    check_roles(TITLE STORY "The owners will\xe2\x80\xa6\n", "hbbbb");
    check_roles(TITLE STORY "\"You can read about it in our newsletter,\" she said.\n", "hbbbb");
    check_roles(TITLE STORY "Nobody knows when ships may come back\n", "hbbbb");
}

static void test_author_note(void **state)
{
    (void)state;
    const char *text = TITLE STORY
        "Ann Lee\n\n"
        "Ann Lee is a correspondent for Radio Coast. She has written about ships and harbours for "
        "ten years and lives on the coast.\n\n"
        "Radio Coast is supported by its listeners.\n\n"
        "To find out more, click here.\n";
    check_roles(text, "hbbbxxxx");
    struct ns_article *article = read_text(text);
    check_slice(article->byline, "Ann Lee");
    ns_article_free(article);
    /* Somebody of the story is no author. */
    check_roles(TITLE "Ann Lee told the council that the piers must be closed by the end of the "
                      "year, as the water is rising.\n\n" STORY
                      "Ann Lee is a reporter who owns a boat in the harbour of the town.\n",
                "hbbbbb");
}

static void test_within(void **state)
{
    (void)state;
    check_roles(TITLE STORY "Advertisement\n\n" STORY
                            "Read more: Why Ships Are Painted Red\n\n" STORY,
                "hbbbxbbbxbbb");
    check_roles(TITLE STORY "What comes next\n\n" STORY, "hbbbbbbb");
    check_roles(TITLE STORY "{adslot}\n\n" STORY, "hbbbxbbb");
}

static void test_menus_around(void **state)
{
    (void)state;
    check_roles(
        "Skip to main content\n\nHome\n\nNews\n\nSports\n\nOpinion\n\nSubscribe\n\nLog in\n\n"
        "Search\n\n" TITLE STORY STORY STORY
        "Share this article\n\nMost popular\n\nHarbours\n\nShips\n\nNewsletter\n\nContact us\n\n"
        "Ten harbours to see this year, and how to get there by train.\n\n"
        "Privacy policy\n\nTerms of use\n\nAll rights reserved\n",
        "xxxxxxxxhbbbbbbbbbxxxxxxxxxx");
}

/* Paragraph numbers count body blocks only; evidence is told for each block. */
static void test_numbers(void **state)
{
    (void)state;
    struct ns_article *article = read_text("Business\n\n" TITLE "By Ann Lee\n\n" STORY
                                           "Copyright 2019 Coast Media. All rights reserved.\n");
    uint32_t paragraph = 0;
    for (size_t i = 0; i < article->block_count; i++) {
        const struct ns_block *block = &article->blocks[i];
        assert_true(block->evidence && block->evidence[0]);
        assert_int_equal(block->paragraph, block->role == NS_ROLE_BODY ? ++paragraph : 0);
        assert_int_equal(block->boilerplate_score > 0, block->role == NS_ROLE_BOILERPLATE);
    }
    assert_int_equal(paragraph, 3);
    assert_string_equal(ns_role_name(article->blocks[1].role), "headline");
    ns_article_free(article);
}

static void test_outlet(void **state)
{
    (void)state;
    struct ns_article *article = read_text(
        TITLE
        "The minister told Reuters on Monday that the harbour of Veles will be closed.\n\n" STORY
        "Please contact Reuters at help@reuters.example for questions about our stories.\n");
    check_slice(article->outlet, "Reuters");
    ns_article_free(article);
    /* Who was told, or who owns, is not by that alone who publishes. */
    article = read_text(
        TITLE
        "The minister told Reuters on Monday that the harbour of Veles will be closed.\n\n" STORY
        "Copyright 2019 Nexstar Media Inc. All rights reserved.\n");
    check_slice(article->outlet, "");
    ns_article_free(article);
}

static void test_without_lists(void **state)
{
    (void)state;
    struct ns_article *article = NULL, *other = NULL;
    struct ns_ingest_lists unprepared = lists;
    unprepared.ready = NULL;
    struct ns_slice text = ns_slice_of(TITLE "By Ann Lee\n\n" STORY "Leave a Reply\n");
    assert_int_equal(ns_ingest_bytes("x", text, NULL, &article, NULL), NS_OK);
    check_slice(article->title, "Ministry closes harbour of Veles to tankers");
    check_slice(article->byline, "Ann Lee");
    ns_article_free(article);
    assert_int_equal(ns_ingest_bytes("x", text, &unprepared, &article, NULL), NS_OK);
    assert_int_equal(ns_ingest_bytes("x", text, &lists, &other, NULL), NS_OK);
    assert_int_equal(article->block_count, other->block_count);
    for (size_t i = 0; i < article->block_count; i++)
        assert_int_equal(article->blocks[i].role, other->blocks[i].role);
    ns_article_free(article);
    ns_article_free(other);
}

/* --- repetition --- */

#define COPIES 10

static void test_repetition(void **state)
{
    (void)state;
    struct ns_article *articles[COPIES];
    struct ns_repetition *table = ns_repetition_new();
    for (int i = 0; i < COPIES; i++) {
        char text[3000];
        snprintf(
            text, sizeof text,
            "Coast Watch Daily\n\nHarbour number %d of the coast is closed\n\n"
            "Officials of harbour number %d said on Monday that it will be closed for ten days "
            "because of the wind.\n\nThe eleventh hour\n\n"
            "In harbour %d, the owners said, nobody had been asked what the order would cost "
            "them.\n\nA line of the house that no list knows\n",
            i, i, i);
        articles[i] = read_text(text);
        ns_repetition_add(table, articles[i]);
    }
    for (int i = 0; i < COPIES; i++) {
        char got[20];
        struct ns_article *settled = ns_repetition_apply(table, articles[i]);
        assert_non_null(settled);
        roles_of(settled, got, sizeof got);
        assert_true(got[0] == 'x' || got[0] == 's');
        assert_string_equal(got + 1, "hbxbx");
        assert_true(ns_slice_starts(settled->title, NS_SLICE("Harbour number ")));
        assert_int_equal(settled->blocks[4].paragraph, 2);
        assert_true(ns_slice_equal(settled->body, articles[i]->body));
        assert_true(settled->body.at != articles[i]->body.at);
        assert_true(settled->title.at >= settled->body.at &&
                    settled->title.at < settled->body.at + settled->body.len);
        /* Settled once, nothing changes any more. */
        assert_null(ns_repetition_apply(table, settled));
        ns_article_free(articles[i]);
        ns_article_free(settled);
    }
    ns_repetition_free(table);
}

/* Copies of one story say nothing about its paragraphs. */
static void test_copies_stay(void **state)
{
    (void)state;
    struct ns_repetition *table = ns_repetition_new();
    struct ns_article *article = read_text(TITLE "The piers are old.\n\nNobody was hurt.\n\n"
                                                 "The town is angry.\n\n" STORY);
    assert_null(ns_repetition_apply(table, article));
    for (int i = 0; i < 30; i++)
        ns_repetition_add(table, article);
    assert_null(ns_repetition_apply(table, article));
    ns_article_free(article);
    ns_repetition_free(table);
    ns_repetition_free(NULL);
    ns_article_free(NULL);
}

/* --- the five real articles --- */

struct seed {
    const char *start, *title, *byline, *outlet;
    const char *hidden[14]; /* what begins each block that is not body */
};

/* As seeds/README.md has it; only titles, names and page furniture are told here. */
static const struct seed seeds[] = {
    {"000",
     "Pentagon Refuses To Bend To Russian Threats, Will Continue Air Strikes In Syria",
     "Russ Read",
     "Daily Caller News Foundation",
     {"National Security", "U.S. Navy/", "Daily Caller News Foundation logo", "Russ Read",
      "Font Size", "Follow", "Send tips", "All content"}},
    {"001",
     "Pentagon Denies Russian Claims About Coordinated Strikes In Syria",
     "Carl Schreck",
     "RFE/RL",
     {"Accessibility links", "Breaking News", "Both Russia", "Both Russia", "With reporting by",
      "\xe2\x80\xa2 16x9", "Carl Schreck", "Carl Schreck is", "RFE/RL has been", "If you are",
      "To find out more"}},
    {"002",
     "Pentagon to begin talks with Russia over Syrian airspace",
     "",
     "",
     {"{mosads}", "Copyright 2024"}},
    {"003",
     "Russians Warn of More Strikes on U.S. Troops in Syria",
     "",
     "",
     {"Read the full article", "Leave a Reply", "Your email address"}},
    {"004",
     "Russia launched first air strikes against ISIS in Syria",
     "",
     "",
     {"Ask us about", "Other Top Stories", "Will Twitter", "Technical Analysis", "How I Made",
      "Follow us", "Please publish modules"}},
};

static struct ns_article *read_seed(const char *folder, const char *start)
{
    struct ns_article *article = NULL;
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    while (dir && !article && (entry = readdir(dir)) != NULL)
        if (strncmp(entry->d_name, start, strlen(start)) == 0) {
            char *path = ns_path_join(folder, entry->d_name);
            assert_int_equal(ns_ingest_file(path, 1u << 20, &lists, &article, NULL), NS_OK);
            free(path);
        }
    if (dir)
        closedir(dir);
    return article;
}

static void check_seed(const struct seed *seed, const struct ns_article *article)
{
    size_t hidden = 0;
    check_slice(article->title, seed->title);
    check_slice(article->byline, seed->byline);
    check_slice(article->outlet, seed->outlet);
    assert_string_equal(article->date, "");
    for (size_t i = 0; i < article->block_count; i++) {
        struct ns_slice text = ns_article_text(article, article->blocks[i].span);
        if (ns_role_counts(article->blocks[i].role))
            continue;
        const char *expected = seed->hidden[hidden];
        if (!expected || !ns_slice_starts(text, ns_slice_of(expected)))
            print_message("%s: hidden '%.*s', not '%s'\n", seed->start, (int)text.len, text.at,
                          expected ? expected : "(nothing more)");
        assert_true(expected && ns_slice_starts(text, ns_slice_of(expected)));
        hidden++;
    }
    assert_null(seed->hidden[hidden]);
}

static void test_seeds(void **state)
{
    (void)state;
    const char *shared = getenv("NS_SHARED");
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/seeds", shared ? shared : "../shared");
    if (access(folder, R_OK) != 0) {
        print_message("no folder '%s': the five real articles are not read\n", folder);
        skip();
    }
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
        struct ns_article *article = read_seed(folder, seeds[i].start);
        assert_non_null(article);
        check_seed(&seeds[i], article);
        ns_article_free(article);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_title_told_again),
        cmocka_unit_test(test_bylines),
        cmocka_unit_test(test_no_bylines),
        cmocka_unit_test(test_datelines),
        cmocka_unit_test(test_section),
        cmocka_unit_test(test_dateline_alone),
        cmocka_unit_test(test_captions),
        cmocka_unit_test(test_table_of_results),
        cmocka_unit_test(test_tail),
        cmocka_unit_test(test_author_note),
        cmocka_unit_test(test_within),
        cmocka_unit_test(test_menus_around),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_outlet),
        cmocka_unit_test(test_without_lists),
        cmocka_unit_test(test_repetition),
        cmocka_unit_test(test_copies_stay),
        cmocka_unit_test(test_seeds),
    };
    int failed = cmocka_run_group_tests(tests, load_lists, free_lists);
    return failed != 0;
}
