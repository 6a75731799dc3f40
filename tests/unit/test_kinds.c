/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the source does with the content, on invented text. */
#include "stating.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void denials(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nA spokesman for Veles said the reports were false.\n\nVeles rejected "
         "the accusation.",
         "denial denial"},
        {"Notes on the day\n\n\"It's not true,\" Oran said.", "denial"},
        {"Notes on the day\n\nCael said Veles had shelled the depot on Friday.\n\n\"Our guns did "
         "not shell the depot,\" said Mara Oran of Veles.",
         "claim denial"},
        {"Notes on the day\n\nCael accused Veles of shelling the depot.\n\nVeles said its guns had "
         "not shelled the depot.",
         "accusation denial"},
        {"Notes on the day\n\nAsked whether the army had shelled the depot, Oran said it had not.",
         "question denial"},
        {"Notes on the day\n\nOran dismissed the allegations as a fabrication.", "denial"},
        {"Notes on the day\n\nThe ministry has dismissed the claims.", "denial"},
        {"Notes on the day\n\nVeles denies any involvement.", "denial"},
        {"Notes on the day\n\nOran said there was no truth in the story.", "denial"},
        {"Notes on the day\n\nOran insisted the army was not responsible for the blast.", "denial"},
        {"Notes on the day\n\n\"We never fired on the depot,\" Oran said.", "denial"},
        {"Notes on the day\n\n\"No, that is a lie,\" Oran said.", "denial"},
        {"Notes on the day\n\nThe mayor said the army had nothing to do with the blast.", "denial"},
        {"Notes on the day\n\nOran refuted the report.", "denial"},
        {"Notes on the day\n\nVeles insists its boats guard the strait rather than smuggle arms.",
         "denial"},
        {"Notes on the day\n\nOran insisted the barge had sunk by itself and that nobody had "
         "fired on it, and that the guns were not loaded.",
         "denial"},
        {"Notes on the day\n\nVeles said its new radars were for the weather service.\n\n\"I have "
         "seen those radars. They are not for the weather service. They are for the guns,\" said "
         "Mara Oran of Cael.",
         "claim denial"},
    };
    CHECK_KINDS(cases);
}

static void negations_that_deny_nothing(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nVeles rejected the plan.", "other"},
        {"Notes on the day\n\nOran rejected the bid for the harbour.", "other"},
        {"Notes on the day\n\n\"Taxes will not rise,\" the mayor said.", "claim"},
        {"Notes on the day\n\nThe mayor said the road was not finished.", "claim"},
        {"Notes on the day\n\n\"I don't think it will rain,\" the mayor said.", "claim"},
        {"Notes on the day\n\nOran said the ferry does not sail on Sundays.", "claim"},
        {"Notes on the day\n\nThe army did not deny the report.", "no-comment"},
        {"Notes on the day\n\nOran did not dispute the figures.", "no-comment"},
        {"Notes on the day\n\nOran insisted that the bridge would be ready by spring.", "claim"},
        {"Notes on the day\n\n\"I have seen the hall. The lamps are not cheap. They are worth "
         "it,\" the mayor said.",
         "claim"},
    };
    CHECK_KINDS(cases);
}

static void no_comments(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nThe army would not confirm the report.", "no-comment"},
        {"Notes on the day\n\nOran refused to answer.", "no-comment"},
        {"Notes on the day\n\nOran said he could not comment on the talks.", "no-comment"},
        {"Notes on the day\n\n\"No comment,\" Oran said.", "no-comment"},
        {"Notes on the day\n\nThe army has not confirmed the strike.", "no-comment"},
        {"Notes on the day\n\n\"I don't know,\" Oran said.", "no-comment"},
        {"Notes on the day\n\nThe colonel declined to give details of the raid.", "no-comment"},
    };
    CHECK_KINDS(cases);
}

static void confirmations(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nOran confirmed two hulls sank.", "confirmation"},
        {"Notes on the day\n\nThe army acknowledged that its guns had hit the school.",
         "confirmation"},
        {"Notes on the day\n\nOran admitted taking the money.", "confirmation"},
        {"Notes on the day\n\n\"Yes, we took the money,\" Oran said.", "confirmation"},
    };
    CHECK_KINDS(cases);
}

static void threats(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\n\"Any boat past the line will be fired on,\" the admiral said.",
         "threat"},
        {"Notes on the day\n\nThe admiral threatened to close the strait.", "threat"},
        {"Notes on the day\n\nVeles warned that any attack would be met with retaliation.",
         "threat"},
        {"Notes on the day\n\nOran warned that heavy rain would come on Sunday.", "claim"},
        {"Notes on the day\n\nThe general said the jets would be shot down.", "threat"},
    };
    CHECK_KINDS(cases);
}

static void promises(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nOran vowed to rebuild the bridge.", "promise"},
        {"Notes on the day\n\nThe board said it would rebuild the bridge.", "promise"},
        {"Notes on the day\n\n\"We will rebuild the bridge,\" Oran said.", "promise"},
        {"Notes on the day\n\nOran promised that the bridge would open in May.", "promise"},
    };
    CHECK_KINDS(cases);
}

static void demands(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nThe envoy urged both sides to stop.", "demand"},
        {"Notes on the day\n\nThe envoy called for a truce.", "demand"},
        {"Notes on the day\n\n\"Both sides must stop,\" the envoy said.", "demand"},
        {"Notes on the day\n\n\"You should resign,\" Cael told the mayor.", "demand"},
        {"Notes on the day\n\nThe envoy ordered the crews to leave.", "demand"},
    };
    CHECK_KINDS(cases);
}

static void questions(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\n\"Can the bridge hold?\" the mayor asked.", "question"},
        {"Notes on the day\n\nThe mayor asked whether the bridge could hold.", "question"},
    };
    CHECK_KINDS(cases);
}

static void accusations(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nCael accused Veles of moving guns by night.", "accusation"},
        {"Notes on the day\n\n\"They lied to all of us,\" Cael said.", "accusation"},
        {"Notes on the day\n\nCael blamed the army for the fire.", "accusation"},
        {"Notes on the day\n\nCael called the mayor a liar.", "accusation"},
        {"Notes on the day\n\nCael said the army had committed war crimes.", "accusation"},
    };
    CHECK_KINDS(cases);
}

static void beliefs(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nOran believes that the bridge is safe.", "belief"},
        {"Notes on the day\n\nThe board expects the bridge to open in May.", "belief"},
        {"Notes on the day\n\nCael wants the bridge to stay closed.", "belief"},
        {"Notes on the day\n\nOran fears that the dam will break.", "belief"},
    };
    CHECK_KINDS(cases);
}

static void claims(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nOran noted that the depot lay empty.", "claim"},
        {"Notes on the day\n\nThe report showed that prices had doubled.", "claim"},
    };
    CHECK_KINDS(cases);
}

/* The reason is told, with the words of the content if these decided. */
static void reasons(void **state)
{
    (void)state;
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"Notes\n\nVeles denied shelling the depot.", "the cue says so"},
        {"Notes\n\nVeles rejected the accusation.", "the cue answers something alleged"},
        {"Notes\n\nCael said the raid was a disgrace.", "the content names a wrong: \"disgrace\""},
        {"Notes\n\nOran said the story was a fabrication.",
         "the content calls it untrue: \"a fabrication\""},
        {"Notes\n\n\"No, we left at noon,\" Oran said.", "the content answers no"},
        {"Notes\n\nOran insisted that no orders were given.", "insists on a negation"},
        {"Notes\n\nThe board said it would rebuild the bridge.",
         "the source speaks of its own future act"},
        {"Notes\n\nOran noted that the depot lay empty.", "an assertion like any other"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct extracted x = extracted(cases[i].text);
        assert_int_equal(x.found->attribution_count, 1);
        assert_string_equal(x.found->attributions[0].why.kind_reason, cases[i].reason);
        extracted_free(x);
    }
}

/* Texts that begin or end in the middle of a construction. */
static void fragments(void **state)
{
    (void)state;
    static const char *const texts[] = {
        ", which she denied",
        "which she denied",
        ", she denied",
        "a charge he denies",
        ", a charge he denies",
        "denied this",
        "Oran denied it",
        "it wasn't",
        "\"No\"",
        "\"Not\" Oran said",
        "Denying",
        "Denying that,",
        "Oran said",
        "Oran said not",
        "Oran told them not to",
        "Neither would say",
        "Cael said the",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct extracted x = extracted(texts[i]);
        for (size_t k = 0; k < x.found->attribution_count; k++)
            assert_non_null(x.found->attributions[k].why.kind_reason);
        extracted_free(x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(denials),     cmocka_unit_test(negations_that_deny_nothing),
        cmocka_unit_test(no_comments), cmocka_unit_test(confirmations),
        cmocka_unit_test(threats),     cmocka_unit_test(promises),
        cmocka_unit_test(demands),     cmocka_unit_test(questions),
        cmocka_unit_test(accusations), cmocka_unit_test(beliefs),
        cmocka_unit_test(claims),      cmocka_unit_test(fragments),
        cmocka_unit_test(reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
