/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, sums of money and quantities, on invented text. */
#include "extracting.h"

#include "naysay/export.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdio.h>

#include <cmocka.h>

/* "DATE March 5 = --03-05|..." of all figures in order; the caller frees. */
static char *figures_of(struct extracted x)
{
    struct ns_bytes out = {0};
    for (size_t i = 0; i < x.found->mention_count; i++) {
        const struct ns_mention *m = &x.found->mentions[i];
        const struct ns_entity *e = &x.found->entities[m->entity];
        struct ns_slice text = ns_article_text(x.article, m->span);
        if (ns_entity_is_figure(e->type))
            ns_bytes_format(&out, "%s%s %.*s = %.*s", out.len ? "|" : "",
                            ns_entity_type_name(e->type), (int)text.len, text.at,
                            (int)e->canonical.len, e->canonical.at);
    }
    char *copy = ns_string_dup(ns_bytes_slice(&out));
    ns_vec_free(&out);
    return copy;
}

/* The figures of a sentence in an article of a day; "" if its day is not stated. */
static bool check_on(const char *day, const char *sentence, const char *figures)
{
    struct ns_bytes text = {0};
    ns_bytes_format(&text,
                    "Notes of the day\n\n%s The rest of the story was told by those who were "
                    "there and saw it for themselves.",
                    sentence);
    struct extracted x = {0};
    x.article = invented_article(&(struct invented){.path = "x", .text = ns_bytes_text(&text)});
    snprintf(x.article->date, sizeof x.article->date, "%s", day);
    x.found = extract_once(x.article, extracting_rules());
    char *got = figures_of(x);
    bool right = strcmp(got, figures) == 0;
    if (!right)
        print_error("%s (%s)\n  want %s\n  got  %s\n", sentence, day, figures, got);
    free(got);
    ns_vec_free(&text);
    extracted_free(x);
    return right;
}

struct sample {
    const char *sentence, *figures;
};

static void check_all(const char *day, const struct sample *samples, size_t count)
{
    bool right = true;
    for (size_t i = 0; i < count; i++)
        right &= check_on(day, samples[i].sentence, samples[i].figures);
    assert_true(right);
}

static void dates(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"The dam broke on March 5, 2016, at dawn.", "DATE March 5, 2016 = 2016-03-05"},
        {"The dam broke on 5 March 2016 at dawn.", "DATE 5 March 2016 = 2016-03-05"},
        {"The dam broke on the 5th of March.", "DATE 5th of March = --03-05"},
        {"The dam broke on Jan. 23 at dawn.", "DATE Jan. 23 = --01-23"},
        {"The fair was on Feb. 27-28 in the hall.", "DATE Feb. 27-28 = --02-27/--02-28"},
        {"The dam broke on Tuesday, March 5, 2013.", "DATE Tuesday, March 5, 2013 = 2013-03-05"},
        {"The log ends at 2016-03-05 with a blank.", "DATE 2016-03-05 = 2016-03-05"},
        {"The dam was built in March 2009 by hand.", "DATE March 2009 = 2009-03"},
        {"The dam was built in March by hand.", "DATE March = --03"},
        {"The dam has stood since 1994 and holds.", "DATE 1994 = 1994"},
        {"The 1994 flood is still talked about.", "DATE 1994 = 1994"},
        {"Many left in the 1990s and came back.", "DATE 1990s = 199X"},
        {"He ran the port in 2011-2014 and left.", "DATE 2011-2014 = 2011/2014"},
        /* A day that is none, a march, a number that is no year. */
        {"The file says February 30 and no more.", ""},
        {"They went on a march to the harbour.", ""},
        {"The seed fell in 2000 hamlets and towns.", ""},
        {"He lives at 1994 Mill Lane in the valley.", ""},
    };
    check_all("", samples, sizeof samples / sizeof *samples);
}

/* What only the day of the article can tell. 2016-03-10 was a Thursday. */
static void by_the_day(void **state)
{
    (void)state;
    static const struct sample told[] = {
        {"He said on Tuesday that the dam held.", "DATE Tuesday = 2016-03-08"},
        {"He said on Thursday that the dam held.", "DATE Thursday = 2016-03-10"},
        {"The dam will be opened on Tuesday.", "DATE Tuesday = Tuesday"},
        {"He said last Tuesday that the dam held.", "DATE Tuesday = Tuesday"},
        {"He said yesterday that the dam held.", "DATE yesterday = 2016-03-09"},
        {"He said that \"the dam held yesterday\" and went.", ""},
        {"The dam broke last month at dawn.", "DATE last month = 2016-02"},
        {"The dam broke last week at dawn.", "DATE last week = 2016-W09"},
        {"The dam broke last year at dawn.", "DATE last year = 2015"},
        {"The dam leaked over the last year.", ""},
        {"The dam broke on March 5 at dawn.", "DATE March 5 = 2016-03-05"},
        {"The dam broke on July 5 at dawn.", "DATE July 5 = --07-05"},
        {"They mourn March 15, 2011, and every March 15 since.",
         "DATE March 15, 2011 = 2011-03-15|DATE March 15 = 2011-03-15"},
    };
    static const struct sample untold[] = {
        {"He said on Tuesday that the dam held.", "DATE Tuesday = Tuesday"},
        {"He said yesterday that the dam held.", ""},
        {"The dam broke last month at dawn.", ""},
    };
    static const struct sample new_year[] = {
        {"The dam broke on Dec. 28 at dawn.", "DATE Dec. 28 = 2015-12-28"},
        {"The dam broke last month at dawn.", "DATE last month = 2015-12"},
        {"The dam broke this week at dawn.", "DATE this week = 2015-W53"},
        {"He said on Friday that the dam held.", "DATE Friday = 2016-01-01"},
        {"He said on Sunday that the dam held.", "DATE Sunday = 2016-01-03"},
        {"He said on Monday that the dam held.", "DATE Monday = 2015-12-28"},
    };
    check_all("2016-03-10", told, sizeof told / sizeof *told);
    check_all("", untold, sizeof untold / sizeof *untold);
    check_all("2016-01-03", new_year, sizeof new_year / sizeof *new_year);
}

static void money(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"The dam cost $1.2 billion to build.", "MONEY $1.2 billion = USD 1200000000"},
        {"The dam cost $1.2bn to build.", "MONEY $1.2bn = USD 1200000000"},
        {"The dam cost US$12,500 to mend.", "MONEY $12,500 = USD 12500"},
        {"The dam cost C$5m to mend.", "MONEY C$5m = CAD 5000000"},
        {"The dam cost £400 to mend.", "MONEY £400 = GBP 400"},
        {"The dam cost 30 million euros to mend.", "MONEY 30 million euros = EUR 30000000"},
        {"The dam cost twenty-five million dollars.",
         "MONEY twenty-five million dollars = USD 25000000"},
        {"The dam cost $10-15 million to mend.", "MONEY $10-15 million = USD 10000000-15000000"},
        {"The dam cost $10 million to $15 million.",
         "MONEY $10 million to $15 million = USD 10000000-15000000"},
        {"The dam cost $999,999,999,999,999 trillion.",
         "MONEY $999,999,999,999,999 trillion = USD 999999999999999000000000000"},
        {"A ticket is $12.50 at the gate.", "MONEY $12.50 = USD 12.5"},
        {"The dam cost a million dollars to mend.", "MONEY a million dollars = USD 1000000"},
        {"The dam cost 500 Swiss francs to mend.", "MONEY 500 = CHF 500"},
        {"The dam cost 2 million pounds to mend.", "MONEY 2 million pounds = GBP 2000000"},
        /* A weight, and what cannot be told. */
        {"They found 30 pounds of dough in the hall.", ""},
        {"It cost half a million dollars to mend.", ""},
    };
    check_all("", samples, sizeof samples / sizeof *samples);
}

static void quantities(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"Some 3,000 troops crossed the river.", "NUMBER 3,000 troops = 3000 troops"},
        {"About 12 percent of the boats sank.", "NUMBER 12 percent = 12 percent"},
        {"About 12.5% of the boats sank.", "NUMBER 12.5% = 12.5 percent"},
        {"About 12 per cent of the boats sank.", "NUMBER 12 per cent = 12 percent"},
        {"At least twelve people were hurt.", "NUMBER twelve people = 12 people"},
        {"Between 10 and 15 people were hurt.", "NUMBER 10 and 15 people = 10-15 people"},
        {"Some 20 armed men held the gate.", "NUMBER 20 armed men = 20 men"},
        {"Some 20 Russian soldiers held the gate.", "NUMBER 20 = 20 soldiers"},
        {"One soldier was hurt at the gate.", "NUMBER One soldier = 1 soldier"},
        {"Two hundred thousand people fled the valley.",
         "NUMBER Two hundred thousand people = 200000 people"},
        {"The shell hit the hall, killing at least 20.", "NUMBER 20 = 20 killed"},
        {"The shell hit, and 20 were killed at once.", "NUMBER 20 = 20 killed"},
        /* No figures: an age, a model, a pronoun, what nobody counts. */
        {"The 20-year-old mill is still at work.", ""},
        {"No one was killed when the mill fell.", ""},
        {"There are 20 poplars along the lane.", ""},
        {"Chapter 12 tells how the mill was built.", ""},
    };
    check_all("", samples, sizeof samples / sizeof *samples);
}

/* One thing over articles by its plain form, except where the same words mean another day. */
static void joined_by_plain_form(void **state)
{
    (void)state;
    struct extracted a =
        extracted("Notes\n\nThe town paid $2 million for 300 homes. It was told of "
                  "the $2m on Tuesday, and of three hundred homes.");
    struct extracted b = extracted("Other notes\n\nThe mill took 2 million dollars on Tuesday.");
    const struct ns_entity *money_a = entity_of(a, "USD 2000000");
    const struct ns_entity *money_b = entity_of(b, "USD 2000000");
    const struct ns_entity *homes = entity_of(a, "300 homes");
    assert_non_null(money_a);
    assert_non_null(money_b);
    assert_non_null(homes);
    assert_int_equal(money_a->mention_count, 2);
    assert_int_equal(money_a->alias_count, 2);
    assert_int_equal(homes->mention_count, 2);
    assert_true(money_a->key == money_b->key);
    assert_true(entity_of(a, "Tuesday")->key != entity_of(b, "Tuesday")->key);
    for (uint32_t e = 0; e < a.found->entity_count; e++)
        assert_int_equal(a.found->mentions[a.found->entities[e].first_mention].entity, e);
    for (size_t m = 1; m < a.found->mention_count; m++)
        assert_true(a.found->mentions[m - 1].span.end <= a.found->mentions[m].span.begin);
    extracted_free(a);
    extracted_free(b);
}

/* Statements are the same with and without the list. */
static void statements_do_not_see_them(void **state)
{
    (void)state;
    const char *text =
        "Notes\n\nThe mayor denied on Tuesday that 20 people were hurt. She said the "
        "town had paid $2 million. \"We paid 300 guards on March 5,\" said Ann Bale.";
    struct extracted x = extracted_by(text, extracting_models());
    size_t names = 0;
    assert_true(x.found->attribution_count >= 2);
    while (names < x.found->entity_count && !ns_entity_is_figure(x.found->entities[names].type))
        names++;
    for (size_t e = names; e < x.found->entity_count; e++)
        assert_true(ns_entity_is_figure(x.found->entities[e].type));
    for (size_t i = 0; i < x.found->attribution_count; i++) {
        uint32_t speaker = x.found->attributions[i].speaker_entity;
        assert_true(speaker == NS_NONE || speaker < names);
    }
    extracted_free(x);
}

static void written_as_entities(void **state)
{
    (void)state;
    struct extracted x = extracted("Notes\n\nThe town paid $2 million on 5 March 2016.");
    struct ns_bytes out = {0};
    ns_export_json(x.article, x.found, &(struct ns_export_options){0}, &out);
    assert_non_null(
        strstr(ns_bytes_text(&out), "\"type\":\"MONEY\",\"canonical\":\"USD 2000000\""));
    assert_non_null(strstr(ns_bytes_text(&out), "\"type\":\"DATE\",\"canonical\":\"2016-03-05\""));
    ns_vec_free(&out);
    extracted_free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates),
        cmocka_unit_test(by_the_day),
        cmocka_unit_test(money),
        cmocka_unit_test(quantities),
        cmocka_unit_test(joined_by_plain_form),
        cmocka_unit_test(statements_do_not_see_them),
        cmocka_unit_test(written_as_entities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
