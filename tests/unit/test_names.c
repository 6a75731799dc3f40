/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names by rule, on invented text: what is a name, where it begins and ends, and what it names. */
#include "extracting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct name_case {
    const char *text, *mentions;
};

static void check_all(const struct name_case *cases, size_t count)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += !check_mentions(cases[i].text, cases[i].mentions);
    assert_int_equal(wrong, 0);
}
#define CHECK(cases) check_all(cases, sizeof(cases) / sizeof *(cases))

static void persons(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"Notes\n\nThe bridge was closed by Peter Harbin on Monday.", "PER Peter Harbin"},
        {"Notes\n\nThe verdict pleased Mr. Veldt and his wife.", "PER Veldt"},
        {"Notes\n\nBRIDGELAND (Reuters) - It rained.", "LOC BRIDGELAND|ORG Reuters"},
        {"Notes\n\nBRIDGELAND, March 3 -- It rained.", "LOC BRIDGELAND"},
        {"Notes\n\nThey met Dr. Anna K. Lindqvist in the hall.", "PER Anna K. Lindqvist"},
        {"Notes\n\nIt was Maj. Gen. Igor Petrenko who gave the order.", "PER Igor Petrenko"},
        {"Notes\n\nA letter reached Sen. Martha Quill, a member of the board.", "PER Martha Quill"},
        {"Notes\n\nHe greeted Hassan al-Tamimi and Omar bin Rashid there.",
         "PER Hassan al-Tamimi|PER Omar bin Rashid"},
        {"Notes\n\nHe greeted Maria de la Cruz and Jan van Dijk there.",
         "PER Maria de la Cruz|PER Jan van Dijk"},
        {"Notes\n\nThe ferry was built by Thomas O'Hara in spring.", "PER Thomas O'Hara"},
        {"Notes\n\nThey heard Theresa May and George Little speak.",
         "PER Theresa May|PER George Little"},
        {"Notes\n\nAll of it was signed by mayor Lucas Thornbury at noon.", "PER Lucas Thornbury"},
        {"Notes\n\nThe hero was Jean-Paul Renard of the night shift.", "PER Jean-Paul Renard"},
        {"Notes\n\nThe Harlow campaign said Daniel Harlow would run.",
         "PER Harlow|PER Daniel Harlow"},
    };
    CHECK(cases);
}

static void titles_are_no_names(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"Notes\n\nThe talks with President Viktor Orlan went on.", "PER Viktor Orlan"},
        {"Notes\n\nThe talks with the President went on.", ""},
        {"Notes\n\nIt was Secretary of State John Farrow who called.", "PER John Farrow"},
        {"Notes\n\nIt was Defense Minister Pavel Sorin who called.", "PER Pavel Sorin"},
        {"Notes\n\nIt was Prime Minister Helen Brandt who called.", "PER Helen Brandt"},
        {"Notes\n\nIt was Homeland Security Advisor Thomas Boll who called.",
         "ORG Homeland Security|PER Thomas Boll"},
        {"Notes\n\nThe court heard Larry King on the matter. Then King said no.",
         "PER Larry King|PER King"},
    };
    CHECK(cases);
}

static void bodies(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"Notes\n\nA plan of the Harbour Authority of Velmar was shown.",
         "ORG Harbour Authority of Velmar"},
        {"Notes\n\nThe file went to the Ministry of Foreign Affairs today.",
         "ORG Ministry of Foreign Affairs"},
        {"Notes\n\nThe file went to the Department of Health and Human Services today.",
         "ORG Department of Health and Human Services"},
        {"Notes\n\nThe file went to the Food and Drug Administration today.",
         "ORG Food and Drug Administration"},
        {"Notes\n\nA suit against Pellworth Motors, Inc. was filed.", "ORG Pellworth Motors, Inc."},
        {"Notes\n\nA suit against Crane & Dell was filed.", "ORG Crane & Dell"},
        {"Notes\n\nThe road is held by the 10th Coastal Brigade now.", "ORG 10th Coastal Brigade"},
        {"Notes\n\nThe strike was led by the U.S.-led coalition at dawn.",
         "ORG U.S.-led coalition"},
        {"Notes\n\nOfficers of the Russian Defense Ministry came.", "ORG Russian Defense Ministry"},
        {"Notes\n\nThe report by RFE/RL was quoted.", "ORG RFE/RL"},
        {"Notes\n\nThe Orlan River Fund (ORF) paid, and the ORF will pay again.",
         "ORG Orlan River Fund|ORG ORF|ORG ORF"},
    };
    CHECK(cases);
}

static void places_and_peoples(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"Notes\n\nA convoy left Damascus for Aleppo at dawn.", "LOC Damascus|LOC Aleppo"},
        {"Notes\n\nThe shelling of the town of Qarvan went on.", "LOC Qarvan"},
        {"Notes\n\nA village in northern Velmar was empty.", "LOC Velmar"},
        {"Notes\n\nBoats crossed the Strait of Hormuz and the Orlan River.",
         "LOC Strait of Hormuz|LOC Orlan River"},
        {"Notes\n\nSyrian and Russian jets flew over the United States base.",
         "MISC Syrian|MISC Russian|LOC United States"},
        {"Notes\n\nThe Kurdish farmers met Iranians there.", "MISC Kurdish|MISC Iranians"},
        {"Notes\n\nThe London-based group named Russia-controlled areas.", "LOC London|LOC Russia"},
        {"Notes\n\nThe party of Jack London sang.", "PER Jack London"},
        {"Notes\n\nU.S.-Russian ties are cold.", ""},
    };
    CHECK(cases);
}

static void weapons(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"Notes\n\nThey fired an S-300 and two SA-15s at it.", "WEAPON S-300|WEAPON SA-15s"},
        {"Notes\n\nFour Su-34 Fullback jets and an F-16 took off.",
         "WEAPON Su-34 Fullback|WEAPON F-16"},
        {"Notes\n\nA T-72 stood beside the MiG-29.", "WEAPON T-72|WEAPON MiG-29"},
        {"Notes\n\nCOVID-19 closed the G-20 summit.", "ORG G-20"},
        {"Notes\n\nThey found cruise missiles in a shed.", "WEAPON cruise missiles"},
    };
    CHECK(cases);
}

static void first_words(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"Notes\n\nRoads were wet. Police came. Yesterday it rained.", ""},
        {"Notes\n\nFormer President Anton Vries spoke.", "PER Anton Vries"},
        {"Notes\n\nVries spoke. Later Vries left.", "PER Vries|PER Vries"},
        {"Notes\n\nMoscow denied it.", "LOC Moscow"},
        {"Notes\n\n\"Nobody came,\" she said. \"Shopkeepers shut.\"", ""},
        {"Notes\n\nOn Monday, in March, it ended.", ""},
    };
    CHECK(cases);
}

static void headlines(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        /* Every word has its capital; only what is a name elsewhere or by list is one. */
        {"Harbin Denies Plan To Close Old Bridge In Aleppo\n\nThe plan of Peter Harbin was read.",
         "PER Harbin|LOC Aleppo|PER Peter Harbin"},
        {"VELDT DENIES PLAN TO CLOSE BRIDGE IN DAMASCUS\n\nMr. Veldt spoke.",
         "PER VELDT|LOC DAMASCUS|PER Veldt"},
        {"TELL US WHO IS RIGHT ABOUT THE BRIDGE\n\nIt is closed.", ""},
    };
    CHECK(cases);
}

static void where_names_are_not_taken(void **state)
{
    (void)state;
    assert_true(check_mentions(
        "Notes\n\nIt rained.\n\n# Follow Peter Harbin on Twitter\n\n! Anna Veldt, left", ""));
}

static void other_scripts(void **state)
{
    (void)state;
    struct extracted x =
        extracted("Заметки\n\nМинистерство обороны опровергло сообщения о потерях в районе моста, "
                  "передает агентство.");
    assert_true(x.found->language_note.len > 0);
    assert_int_equal(x.found->attribution_count, 0);
    extracted_free(x);
    x = extracted(
        "Notizen\n\nDie Brücke wurde am Montag wegen der Arbeiten gesperrt, und der Verkehr "
        "wird bis zum Herbst über die alte Straße geleitet, wie die Stadt am Abend "
        "mitteilte; die Anwohner klagen über den Lärm und verlangen einen Zaun, den "
        "niemand bezahlen will, und auch die Händler am Ufer sind mit der Lösung nicht "
        "zufrieden, weil ihre Kunden nun einen weiten Umweg fahren müssen.");
    assert_true(x.found->language_note.len > 0);
    assert_int_equal(x.found->attribution_count, 0);
    extracted_free(x);
    x = extracted("Notes\n\nThe bridge was closed on Monday, and the road will be led over the old "
                  "street until the autumn.");
    assert_int_equal(x.found->language_note.len, 0);
    extracted_free(x);
}

/* Mentions are in order, do not overlap, lie in sentences, whatever the text. */
static void order_holds(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "(((\n\n\"\"\"\" of of of The The THE . . . -- -- A. B. C. D.",
        "A\n\nMr. Mr. Mr. President President Gen. Gen. King King of of the",
        "B\n\n- - - al- al-A al-Al-Al-A U.S.U.S. U.S.-led -led R- R-A D-A.",
        "C\n\n\xEF\xBF\xBD\xEF\xBF\xBD (A) (AB) (ABC) Ab Bc Cd (ABC) (abc)",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct extracted x = extracted(texts[i]);
        uint32_t at = 0;
        for (size_t m = 0; m < x.found->mention_count; m++) {
            assert_true(x.found->mentions[m].span.begin >= at);
            assert_true(x.found->mentions[m].span.end > x.found->mentions[m].span.begin);
            assert_true(x.found->mentions[m].entity < x.found->entity_count);
            at = x.found->mentions[m].span.end;
        }
        assert_true(at <= x.article->body.len);
        extracted_free(x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons),       cmocka_unit_test(titles_are_no_names),
        cmocka_unit_test(bodies),        cmocka_unit_test(places_and_peoples),
        cmocka_unit_test(weapons),       cmocka_unit_test(first_words),
        cmocka_unit_test(headlines),     cmocka_unit_test(where_names_are_not_taken),
        cmocka_unit_test(other_scripts), cmocka_unit_test(order_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
