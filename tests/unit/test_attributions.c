/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is said to have said what, on invented text: spans of source, cue and content. */
#include "stating.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void direct(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\n\"The bridge is safe,\" Mara Oran said.",
         "claim|Mara Oran|said|\"The bridge is safe,\""},
        {"Notes on the day\n\n\"The bridge is safe,\" said Mara Oran, a member of the harbour "
         "board.",
         "claim|Mara Oran, a member of the harbour board|said|\"The bridge is safe,\""},
        {"Notes on the day\n\n\"The bridge is safe,\" Oran told reporters in Velm on Monday.",
         "claim|Oran|told|\"The bridge is safe,\""},
        {"Notes on the day\n\n\"The bridge is safe,\" Oran said. \"We checked it twice.\"",
         "claim|Oran|said|\"The bridge is safe,\" + \"We checked it twice.\""},
        {"Notes on the day\n\n\"The bridge,\" Oran said, \"is safe for all.\"",
         "claim|Oran|said|\"The bridge,\" + \"is safe for all.\""},
        {"Notes on the day\n\nOran said: \"The bridge is safe.\"",
         "claim|Oran|said|\"The bridge is safe.\""},
        {"Notes on the day\n\nOran added, \"We checked it twice.\"",
         "claim|Oran|added|\"We checked it twice.\""},
        {"Notes on the day\n\n\"Is the bridge safe?\" asked the mayor.",
         "question|the mayor|asked|\"Is the bridge safe?\""},
    };
    CHECK_STATEMENTS(cases);
}

static void indirect(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nOran said that the bridge was safe.",
         "claim|Oran|said|that the bridge was safe"},
        {"Notes on the day\n\nOran said the bridge was safe.",
         "claim|Oran|said|the bridge was safe"},
        {"Notes on the day\n\nThe harbour board announced it would close the bridge in May.",
         "promise|The harbour board|announced|it would close the bridge in May"},
        {"Notes on the day\n\nThe harbour board said on Monday that it had no plans.",
         "claim|The harbour board|said on Monday|that it had no plans"},
        {"Notes on the day\n\nThe board told reporters that the bridge was safe.",
         "claim|The board|told|that the bridge was safe"},
        {"Notes on the day\n\nMara Oran, the head of the board, said the bridge was safe.",
         "claim|Mara Oran, the head of the board,|said|the bridge was safe"},
        {"Notes on the day\n\nIn Velm, the harbour board said the bridge was safe.",
         "claim|the harbour board|said|the bridge was safe"},
        {"Notes on the day\n\nIn a statement the board said the bridge was safe.",
         "claim|the board|said|the bridge was safe"},
        {"Notes on the day\n\nThe board, however, said the bridge was safe.",
         "claim|The board|said|the bridge was safe"},
        {"Notes on the day\n\nThe bridge is safe, Oran said.",
         "claim|Oran|said|The bridge is safe"},
        {"Notes on the day\n\nThe bridge, Oran said, is safe for lorries.",
         "claim|Oran|said|The bridge + is safe for lorries"},
        {"Notes on the day\n\nTwo of the drivers said the bridge was shaking.",
         "claim|Two of the drivers|said|the bridge was shaking"},
        {"Notes on the day\n\nOran said the bridge was safe and added that it would stay open.",
         "claim|Oran|said|the bridge was safe\npromise|Oran|added|that it would stay open"},
        {"Notes on the day\n\nOran said the bridge was safe, but the mayor said it was not.",
         "claim|Oran|said|the bridge was safe\nclaim|the mayor|said|it was not"},
        {"Notes on the day\n\nOran visited the bridge on Friday, saying it was safe.",
         "claim|Oran|saying|it was safe"},
        {"Notes on the day\n\nOran, who runs the board, said the bridge was safe, which surprised "
         "nobody.",
         "claim|Oran, who runs the board,|said|the bridge was safe"},
    };
    CHECK_STATEMENTS(cases);
}

static void sources_that_follow(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nAccording to the harbour board, the bridge is safe.",
         "claim|the harbour board|According to|the bridge is safe"},
        {"Notes on the day\n\nThe bridge is safe, according to the harbour board.",
         "claim|the harbour board|according to|The bridge is safe"},
        {"Notes on the day\n\nThe bridge, according to the harbour board, is safe.",
         "claim|the harbour board|according to|The bridge + is safe"},
    };
    CHECK_STATEMENTS(cases);
}

static void objects_and_complements(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nCael accused Veles of moving guns by night.",
         "accusation|Cael|accused|Veles of moving guns by night"},
        {"Notes on the day\n\nCael urged Veles to withdraw its guns.",
         "demand|Cael|urged|Veles to withdraw its guns"},
        {"Notes on the day\n\nThe envoy asked whether the guns had been moved.",
         "question|The envoy|asked|whether the guns had been moved"},
        {"Notes on the day\n\nVeles denied shelling the depot.",
         "denial|Veles|denied|shelling the depot"},
        {"Notes on the day\n\nVeles denied that it had shelled the depot.",
         "denial|Veles|denied|that it had shelled the depot"},
        {"Notes on the day\n\nVeles denied the reports.", "denial|Veles|denied|the reports"},
        /* Plain denials in few words. */
        {"Notes on the day\n\nVeles denied lying.", "denial|Veles|denied|lying"},
        {"Notes on the day\n\nVeles denied being there.", "denial|Veles|denied|being there"},
        {"Notes on the day\n\nThe navy denied that Veles lied.",
         "denial|The navy|denied|that Veles lied"},
        {"Notes on the day\n\nVeles denied they had shelled it.",
         "denial|Veles|denied|they had shelled it"},
        {"Notes on the day\n\nVeles denied it.", "denial|Veles|denied|it"},
        {"Notes on the day\n\nVeles denied it a licence.", ""},
        {"Notes on the day\n\nThe admiral threatened to sink any boat past the line.",
         "threat|The admiral|threatened|to sink any boat past the line"},
        {"Notes on the day\n\nVeles warned of retaliation.", "threat|Veles|warned of|retaliation"},
        {"Notes on the day\n\nThe ministry declined to comment.",
         "no-comment|The ministry|declined to|comment"},
        {"Notes on the day\n\nThe ministry would not say who owned the barge.",
         "no-comment|The ministry|would not say|who owned the barge"},
        {"Notes on the day\n\nThe ministry did not respond to questions.",
         "no-comment|The ministry|did not respond|to questions"},
        {"Notes on the day\n\nRIA quoted the ministry as saying the convoy had left.",
         "claim|the ministry|quoted|the convoy had left"},
        {"Notes on the day\n\n\"The convoy has left,\" the Orna agency quoted the ministry as "
         "saying.",
         "claim|the ministry|quoted|\"The convoy has left,\""},
    };
    CHECK_STATEMENTS(cases);
}

static void no_statements(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\nThe ship sailed north and the wind fell.", ""},
        {"Notes on the day\n\nThe talks began on Monday and ended on Tuesday.", ""},
        {"Notes on the day\n\nHe walked to the bridge and opened the gate.", ""},
    };
    CHECK_STATEMENTS(cases);
}

static void quotations(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Notes on the day\n\n\"The bridge is safe,\" Oran said.\n\n\"It will hold for years,\" he "
         "added.",
         "claim|Oran|said|\"The bridge is safe,\"\nclaim|he|added|\"It will hold for years,\""},
        {"Notes on the day\n\n\"The bridge is safe,\" Oran said. \"It will hold.\n\n\"It will hold "
         "for years.\"",
         "claim|Oran|said|\"The bridge is safe,\" + \"It will hold. + \"It will hold for years.\""},
        {"Notes on the day\n\nOran said: \"The bridge is safe.\n\n\"It will hold for "
         "years.\n\n\"We checked it twice.\"",
         "claim|Oran|said|\"The bridge is safe. + \"It will hold for years. + \"We checked it "
         "twice.\""},
        {"Notes on the day\n\n\"The bridge is safe. It will hold. We checked it twice,\" said Mara "
         "Oran of the board.",
         "claim|Mara Oran of the board|said|\"The bridge is safe. It will hold. We checked it "
         "twice,\""},
        {"Notes on the day\n\nThe bridge is \"safe for lorries,\" Oran said.",
         "claim|Oran|said|The bridge is \"safe for lorries,\""},
        {"Notes on the day\n\nOran called the bridge \"safe\" and said it would hold.",
         "claim|Oran|called|the bridge \"safe\"\npromise|Oran|said|it would hold"},
        {"Notes on the day\n\n“The bridge is safe,” Oran said.",
         "claim|Oran|said|“The bridge is safe,”"},
        {"Notes on the day\n\n''The bridge is safe,'' Oran said. ''It will hold.''",
         "claim|Oran|said|''The bridge is safe,'' + ''It will hold.''"},
        {"Notes on the day\n\nOran said the word was \"safe\" and that the bridge would hold.",
         "claim|Oran|said|the word was \"safe\" and that the bridge would hold"},
        {"Notes on the day\n\n\"Why should we close it?\" Oran asked. \"Nobody was hurt.\"",
         "question|Oran|asked|\"Why should we close it?\" + \"Nobody was hurt.\""},
        {"Notes on the day\n\n\"The bridge is safe,\" Oran said, adding that it was checked twice.",
         "claim|Oran|said|\"The bridge is safe,\"\n"
         "claim|Oran|adding|that it was checked twice"},
        {"Notes on the day\n\n\"The bridge is safe,\" Oran said. Cael said it was not.",
         "claim|Oran|said|\"The bridge is safe,\"\nclaim|Cael|said|it was not"},
        {"Notes on the day\n\nOran, asked about the blast, said the army was not involved.",
         "question|-|asked about|the blast\ndenial|Oran|said|the army was not involved"},
        {"Notes on the day\n\nOran said she believes the bridge is safe.",
         "claim|Oran|said|she believes the bridge is safe"},
        {"Notes on the day\n\nA spokesman for the army, Colonel Jan Velt, said the depot was "
         "empty.",
         "claim|A spokesman for the army, Colonel Jan Velt,|said|the depot was empty"},
        {"Notes on the day\n\nSpeaking in Velm, Oran said the bridge was safe.",
         "claim|Oran|said|the bridge was safe"},
        {"Notes on the day\n\nOran was accused of hiding the report by Cael.",
         "accusation|-|was accused|Oran + of hiding the report by Cael"},
        {"Notes on the day\n\nThe blast was condemned by the mayor.",
         "accusation|the mayor|was condemned by|The blast"},
        {"Notes on the day\n\n\"The convoy has left,\" the ministry was quoted as saying.",
         "claim|the ministry|was quoted as saying|\"The convoy has left,\""},
        {"Notes on the day\n\nOran wrote on Twitter that the bridge was safe.",
         "claim|Oran|wrote on Twitter|that the bridge was safe"},
        {"Notes on the day\n\nThe board said in a letter to the mayor that the bridge was safe.",
         "claim|The board|said in a letter to the mayor|that the bridge was safe"},
        {"Notes on the day\n\nOran, 52, said the bridge was safe.",
         "claim|Oran, 52,|said|the bridge was safe"},
        {"Notes on the day\n\nOran and Cael said the bridge was safe.",
         "claim|Oran and Cael|said|the bridge was safe"},
        {"Notes on the day\n\nThe mayor of Velm and the head of the board said the bridge was "
         "safe.",
         "claim|The mayor of Velm and the head of the board|said|the bridge was safe"},
        {"Notes on the day\n\nOfficials say the depot was empty.",
         "claim|Officials|say|the depot was empty"},
    };
    CHECK_STATEMENTS(cases);
}

static void repeated_tellings(void **state)
{
    (void)state;
    struct extracted x =
        extracted("Orna Denies Reports Of Shelling\n\n"
                  "Orna denied the reports that its guns had shelled the depot.\n\n"
                  "The mayor said the depot was empty on Friday morning.\n\n"
                  "Orna, however, quickly denied the reports.\n\n"
                  "The mayor said the depot was empty on Friday morning.");
    assert_int_equal(x.found->attribution_count, 5);
    const struct ns_attribution *a = x.found->attributions;
    assert_int_equal(a[0].same_as, NS_NONE);
    assert_int_equal(a[1].same_as, 0);
    assert_int_equal(a[3].same_as, 0);
    assert_int_equal(x.found->kind_counts[NS_KIND_DENIAL], 1);
    assert_int_equal(x.found->kind_counts[NS_KIND_CLAIM] + (a[4].same_as == 2 ? 0u : 9u), 1);
    extracted_free(x);
}

static void carried_statements(void **state)
{
    (void)state;
    struct extracted x =
        extracted("Notes\n\n\"The convoy has left,\" the Orna agency quoted the Velm Ministry of "
                  "Defence as saying.");
    assert_int_equal(x.found->attribution_count, 1);
    const struct ns_attribution *a = x.found->attributions;
    assert_true(ns_slice_equal(a->via, NS_SLICE("Orna agency")));
    assert_true(ns_slice_equal(ns_article_text(x.article, a->source),
                               NS_SLICE("the Velm Ministry of Defence")));
    extracted_free(x);
}

/* Who cites others only carries what they said: one statement, theirs, by way of the paper. */
static void cited_people(void **state)
{
    (void)state;
    static const struct {
        const char *text, *content, *speaker, *via;
    } cases[] = {
        {"Notes\n\nThe Harlow Times reported that the mayor had fled, citing two officials.",
         "that the mayor had fled", "two officials", "Harlow Times"},
        {"Notes\n\nThe Harlow Times, citing an aide to the mayor, said that the convoy had left.",
         "that the convoy had left", "aide to the mayor", "Harlow Times"},
        {"Notes\n\nThe Harlow Times, citing Mayor Anna Veldt, said that the convoy had left.",
         "that the convoy had left", "Anna Veldt", "Harlow Times"},
        {"Notes\n\nThe mayor had fled, the Harlow Times reported, quoting a harbour official.",
         "The mayor had fled", "harbour official", "Harlow Times"},
        {"Notes\n\nAccording to officials cited by the Harlow Times, the convoy never left.",
         "the convoy never left", "officials", "Harlow Times"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct extracted x = extracted(cases[i].text);
        assert_int_equal(x.found->attribution_count, 1);
        const struct ns_attribution *a = x.found->attributions;
        assert_true(ns_slice_equal(a->speaker, ns_slice_of(cases[i].speaker)));
        assert_true(ns_slice_equal(a->via, ns_slice_of(cases[i].via)));
        assert_true(ns_slice_equal(ns_article_text(x.article, a->content[0]),
                                   ns_slice_of(cases[i].content)));
        extracted_free(x);
    }
}

/* Reasons are no people, and a person who cites others answers for it. */
static void cited_reasons(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Notes\n\nThe Harlow Times said that the ferry was late, citing a lack of coal.",
        "Notes\n\nMara Oran said that the ferry was late, citing two officials.",
    };
    static const char *const speakers[] = {"Harlow Times", "Mara Oran"};
    for (size_t i = 0; i < 2; i++) {
        struct extracted x = extracted(texts[i]);
        assert_true(x.found->attribution_count > 0);
        assert_true(ns_slice_equal(x.found->attributions[0].speaker, ns_slice_of(speakers[i])));
        assert_int_equal(x.found->attributions[0].via.len, 0);
        extracted_free(x);
    }
}

/* A dateline in capitals is no part of who speaks, and nobody spoke for "neither ministry". */
static void who_spoke(void **state)
{
    (void)state;
    struct extracted x = extracted(
        "Notes\n\nPORT ORAN -- Mayor Anna Veldt said the Velm Ministry of Defence knew.\n\n"
        "Neither ministry would explain why.");
    assert_int_equal(x.found->attribution_count, 2);
    const struct ns_attribution *a = x.found->attributions;
    assert_true(ns_slice_equal(a[0].speaker, NS_SLICE("Anna Veldt")));
    assert_true(a[0].speaker_confidence > 0.9f);
    assert_int_equal(a[1].speaker.len, 0);
    assert_true(a[1].speaker_confidence < 0.1f);
    extracted_free(x);
}

static void why_is_told(void **state)
{
    (void)state;
    struct extracted x = extracted("Notes\n\nVeles denied shelling the depot.");
    assert_int_equal(x.found->attribution_count, 1);
    const struct ns_attribution *a = x.found->attributions;
    assert_string_equal(a->why.rule, "ing");
    assert_non_null(a->why.lexicon);
    assert_non_null(strstr(a->why.lexicon, "cues.txt"));
    assert_true(a->why.lexicon_line > 0);
    assert_string_equal(a->why.kind_reason, "the cue says so");
    assert_true(a->confidence > 0.5f && a->confidence <= 1.0f);
    extracted_free(x);
}

/* What nobody is told to have said is not shown at the confidence that is shown at first. */
static void unsaid_is_doubted(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool doubted;
    } cases[] = {
        {"Notes\n\nNo one in the town said that the convoy had left.", true},
        {"Notes\n\nNeither Cael nor Veles confirmed the report.", true},
        {"Notes\n\nVeles could say that the convoy had left.", true},
        {"Notes\n\nIf Veles says that the convoy has left, it will be too late.", true},
        {"Notes\n\nVeles could not say whether the convoy had left.", false},
        {"Notes\n\nVeles said that the convoy could have left.", false},
        {"Notes\n\nVeles denied wrongdoing.", false},
        {"Notes\n\nThe charge was denied by Veles.", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct extracted x = extracted(cases[i].text);
        print_message("%s\n", cases[i].text);
        assert_true(x.found->attribution_count == 1);
        assert_true((x.found->attributions[0].confidence < 0.5f) == cases[i].doubted);
        extracted_free(x);
    }
}

static void headlines(void **state)
{
    (void)state;
    static const struct statement_case cases[] = {
        {"Cael: The bridge is not safe\n\nThe board met on Friday to hear the engineers.",
         "claim|Cael|:|The bridge is not safe"},
        {"Veles Denies Reports Of Shelling\n\nThe board met on Friday to hear the engineers.",
         "denial|Veles|Denies|Reports Of Shelling"},
        {"Bridge Opens Again In May\n\nThe board met on Friday to hear the engineers.", ""},
    };
    CHECK_STATEMENTS(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(direct),
        cmocka_unit_test(indirect),
        cmocka_unit_test(sources_that_follow),
        cmocka_unit_test(objects_and_complements),
        cmocka_unit_test(no_statements),
        cmocka_unit_test(quotations),
        cmocka_unit_test(repeated_tellings),
        cmocka_unit_test(carried_statements),
        cmocka_unit_test(cited_people),
        cmocka_unit_test(cited_reasons),
        cmocka_unit_test(who_spoke),
        cmocka_unit_test(why_is_told),
        cmocka_unit_test(unsaid_is_doubted),
        cmocka_unit_test(headlines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
