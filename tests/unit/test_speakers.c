/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is answerable, on invented text. The source is marked with [ ] in the text and given to the
 * resolver as it stands; several are resolved in order, the last one is checked.
 */
#include "extract/doc.h"
#include "extract/speakers.h"
#include "extracting.h"

#include "naysay/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct speaker_case {
    const char *text, *name; /* "": nobody */
    enum ns_resolved how;
};

/* The text without its brackets, and the ranges that stood between them. */
static char *unmarked(const char *marked, struct ns_range *sources, size_t *count)
{
    char *text = ns_alloc(strlen(marked) + 1);
    uint32_t len = 0;
    *count = 0;
    for (; *marked; marked++) {
        if (*marked == '[')
            sources[*count].begin = len;
        else if (*marked == ']')
            sources[(*count)++].end = len;
        else
            text[len++] = *marked;
    }
    return text;
}

static bool check_against(const struct speaker_case *c, const char *against)
{
    struct ns_range sources[16];
    size_t count;
    char *text = unmarked(c->text, sources, &count);
    struct ns_article *article =
        invented_article(&(struct invented){.path = "invented", .text = text});
    struct ns_arena *arena = ns_arena_new(0);
    struct ns_doc *doc = ns_doc_new(article, extracting_rules(), arena);
    struct ns_speaker got = {.how = NS_RESOLVED_UNKNOWN};
    ns_names_find(doc);
    ns_entities_join(doc);
    struct ns_speakers *speakers = ns_speakers_new(doc);
    for (size_t i = 0; i < count; i++)
        got = ns_speakers_resolve(speakers, sources[i], sources[i].end + 1);
    bool right = ns_slice_equal(got.name, ns_slice_of(c->name)) && got.how == c->how &&
                 (got.how == NS_RESOLVED_UNKNOWN || got.reason.len > 0) &&
                 (got.name.len > 0) == (got.sure > 0);
    /* With something against it the speaker is in doubt, and it is told what. */
    if (against)
        right = right && got.sure < NS_SPEAKER_SURE &&
                ns_slice_find(got.against, ns_slice_of(against), 0) != SIZE_MAX;
    if (!right)
        print_error("%s\n  want '%s' (%s)\n  got  '%.*s' (%s %.2f: %.*s) against: %.*s\n", c->text,
                    c->name, ns_resolved_name(c->how), (int)got.name.len, got.name.at,
                    ns_resolved_name(got.how), (double)got.sure, (int)got.reason.len, got.reason.at,
                    (int)got.against.len, got.against.at);
    ns_doc_free(doc);
    ns_arena_free(arena);
    ns_arena_free(article->arena);
    free(text);
    return right;
}

static bool check(const struct speaker_case *c)
{
    return check_against(c, NULL);
}

static void check_all(const struct speaker_case *cases, size_t count)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += !check(&cases[i]);
    assert_int_equal(wrong, 0);
}
#define CHECK(cases) check_all(cases, sizeof(cases) / sizeof *(cases))

static void named(void **state)
{
    (void)state;
    static const struct speaker_case cases[] = {
        {"N\n\n[Pentagon spokesman Peter Harbin] said it rained.", "Peter Harbin",
         NS_RESOLVED_NAMED},
        {"N\n\n[Gen. Philip Brandlow, NATO's supreme allied commander,] said so.",
         "Philip Brandlow", NS_RESOLVED_NAMED},
        {"N\n\n[Another Pentagon spokesman, Adrian Roth,] said so.", "Adrian Roth",
         NS_RESOLVED_NAMED},
        {"N\n\nPeter Harbin came. It rained, [Harbin] said.", "Peter Harbin", NS_RESOLVED_ALIAS},
        {"N\n\n[Syria's foreign minister, Walid Haddad,] said so.", "Walid Haddad",
         NS_RESOLVED_NAMED},
        {"N\n\n[Anna Veldt, a former aide to President Viktor Orlan,] said so.", "Anna Veldt",
         NS_RESOLVED_NAMED},
        {"N\n\n[Ambassador to the United Nations Nora Hale] said so.", "Nora Hale",
         NS_RESOLVED_NAMED},
        {"N\n\n[Peter Harbin and Anna Veldt] said so.", "Peter Harbin and Anna Veldt",
         NS_RESOLVED_NAMED},
        {"N\n\nIt rained, [Ivanko] said.", "Ivanko", NS_RESOLVED_NAMED},
    };
    CHECK(cases);
}

static void pronouns(void **state)
{
    (void)state;
    static const struct speaker_case cases[] = {
        {"N\n\n[Peter Harbin] said it rained. [He] said it was cold.", "Peter Harbin",
         NS_RESOLVED_PRONOUN},
        {"N\n\n[Anna Veldt] met Peter Harbin and said it rained. [She] said it was cold.",
         "Anna Veldt", NS_RESOLVED_PRONOUN},
        {"N\n\n[Peter Harbin] said it rained.\n\nAnna Veldt came to the river.\n\n[He] said no.",
         "Peter Harbin", NS_RESOLVED_PRONOUN},
        /* Who was asked answers. */
        {"N\n\n[Anna Veldt] asked Peter Harbin whether it rained.\n\n\"It did,\" [he] said.",
         "Peter Harbin", NS_RESOLVED_PRONOUN},
        /* Nobody of that sex: better nobody than somebody. */
        {"N\n\n[Peter Harbin] said it rained. [She] said it was cold.", "", NS_RESOLVED_UNKNOWN},
        {"N\n\nIt rained. [He] said it was cold.", "", NS_RESOLVED_UNKNOWN},
        {"N\n\n[The Pentagon] said it rained. [It] said it was cold.", "Department of Defense",
         NS_RESOLVED_PRONOUN},
        {"N\n\nThe clerk, Peter Harbin, [who] said it rained, left.", "Peter Harbin",
         NS_RESOLVED_PRONOUN},
        {"N\n\nThe noise, [who] said it rained, left.", "", NS_RESOLVED_UNKNOWN},
        {"N\n\nPeter Harbin, the mayor, has met 18% [who] said it rained.", "",
         NS_RESOLVED_UNKNOWN},
        {"N\n\nPeter Harbin, the mayor, met women [who] said it rained.", "", NS_RESOLVED_UNKNOWN},
        {"N\n\n[They] said it rained.", "", NS_RESOLVED_UNKNOWN},
        {"N\n\nThe dam broke, according to Peter Harbin. If Tom Quill goes, it rains. [He] said "
         "so.",
         "Peter Harbin", NS_RESOLVED_PRONOUN},
        {"N\n\nThe town backs Tom Quill. And Peter Harbin's anger at what [he] calls a war is old.",
         "Peter Harbin", NS_RESOLVED_PRONOUN},
        /* "we" is who speaks, within a quotation. */
        {"N\n\n[A senior harbour official] said: \"It rains. [We] believe that it will rain.\"",
         "senior harbour official", NS_RESOLVED_ANONYMOUS},
        {"N\n\n[Peter Harbin] said: \"It rains. [We] believe that it will rain.\"", "Peter Harbin",
         NS_RESOLVED_PRONOUN},
        {"N\n\n[Peter Harbin] said it rains. It was cold, [we] reported.", "", NS_RESOLVED_UNKNOWN},
        /* Who belongs to somebody is not him. */
        {"N\n\nPeter Harbin came. [His lawyer] said it rained.", "", NS_RESOLVED_ANONYMOUS},
        {"N\n\nPeter Harbin came. [His family] said it rained.", "", NS_RESOLVED_ANONYMOUS},
        {"N\n\nPeter Harbin came. [His statement] said it rained.", "Peter Harbin",
         NS_RESOLVED_PRONOUN},
    };
    CHECK(cases);
}

static void bodies(void **state)
{
    (void)state;
    static const struct speaker_case cases[] = {
        {"N\n\n[The Pentagon] said so.", "Department of Defense", NS_RESOLVED_ALIAS},
        {"N\n\n[Moscow] said so.", "Russia", NS_RESOLVED_ALIAS},
        {"N\n\n[The Kremlin] said so.", "Kremlin", NS_RESOLVED_NAMED},
        {"N\n\n[The Russians] said so.", "Russia", NS_RESOLVED_ALIAS},
        {"N\n\n[The Russian government] said so.", "Russia", NS_RESOLVED_ALIAS},
        {"N\n\n[A Pentagon statement] said so.", "Department of Defense", NS_RESOLVED_ALIAS},
        {"N\n\n[The Obama administration] said so.", "Obama administration", NS_RESOLVED_NAMED},
        {"N\n\nThe Harlow campaign came. [The campaign] said so.", "Harlow campaign",
         NS_RESOLVED_PRONOUN},
        {"N\n\nThe Egyptian Interior Ministry knew. [The ministry] said so.",
         "Egyptian Ministry of the Interior", NS_RESOLVED_PRONOUN},
        {"N\n\n[A spokesman for the Velmar River Council] said so.", "Velmar River Council",
         NS_RESOLVED_ALIAS},
        {"N\n\n[The U.S.-led coalition] said so.", "U.S.-led coalition", NS_RESOLVED_NAMED},
    };
    CHECK(cases);
}

static void described(void **state)
{
    (void)state;
    static const struct speaker_case cases[] = {
        {"N\n\nGen. Philip Brandlow came. [The general] said so.", "Philip Brandlow",
         NS_RESOLVED_PRONOUN},
        {"N\n\nSen. Martha Quill came. [The senator] said so.", "Martha Quill",
         NS_RESOLVED_PRONOUN},
        {"N\n\nPentagon spokesman Peter Harbin came. [The spokesman] said so.", "Peter Harbin",
         NS_RESOLVED_PRONOUN},
        /* The name comes later. */
        {"N\n\n[A Russian general] threatened to fire.\n\nIt rained.\n\nRussian Maj. Gen. Igor "
         "Petrenko spoke.",
         "Igor Petrenko", NS_RESOLVED_PRONOUN},
        {"N\n\n[A spokesman for the U.S.-led coalition in Baghdad] would not answer. It rained, "
         "spokesman Col. Ian Dorrell said.",
         "Ian Dorrell", NS_RESOLVED_PRONOUN},
        /* Another side's general is not meant. */
        {"N\n\n[A Syrian general] threatened to fire.\n\nRussian Maj. Gen. Igor Petrenko spoke.",
         "Syrian general", NS_RESOLVED_ANONYMOUS},
        /* Those of lower rank, of another state and of another time are not meant. */
        {"N\n\nVice President Helen Brandt came. [The president] said so.", "",
         NS_RESOLVED_ANONYMOUS},
        {"[President] says no\n\nIt rained.", "", NS_RESOLVED_ANONYMOUS},
        {"N\n\nPresident Anna Veldt met Turkish President Peter Harbin. [The president] said so.",
         "Anna Veldt", NS_RESOLVED_PRONOUN},
        {"N\n\nPresident Anna Veldt quoted the late President Peter Harbin. [The president] said "
         "so.",
         "Anna Veldt", NS_RESOLVED_PRONOUN},
        /* A prime minister is no defense minister. */
        {"N\n\nPrime Minister Helen Brandt came. [The defense minister] said so.",
         "defense minister", NS_RESOLVED_ANONYMOUS},
    };
    CHECK(cases);
}

static void anonymous(void **state)
{
    (void)state;
    static const struct speaker_case cases[] = {
        {"N\n\n[a senior U.S. official] said so.", "senior U.S. official", NS_RESOLVED_ANONYMOUS},
        {"N\n\n[A senior U.S. official] said so. [The senior official] said more.",
         "senior U.S. official", NS_RESOLVED_ANONYMOUS},
        {"N\n\n[U.S. officials] said so.", "U.S. officials", NS_RESOLVED_ANONYMOUS},
        {"N\n\n[one senior administration official] said so.", "senior administration official",
         NS_RESOLVED_ANONYMOUS},
        {"N\n\n[Critics] said so.", "", NS_RESOLVED_ANONYMOUS},
        {"N\n\n[Sources close to the talks] said so.", "", NS_RESOLVED_ANONYMOUS},
        {"N\n\n[Residents of the town] said so.", "", NS_RESOLVED_ANONYMOUS},
        {"N\n\n[reports] said so.", "", NS_RESOLVED_ANONYMOUS},
        {"N\n\nIt rained.", "", NS_RESOLVED_UNKNOWN},
    };
    CHECK(cases);
}

/* Two persons of one family name: what decides, and what is said where nothing does. */
static void shared_names(void **state)
{
    (void)state;
    static const struct speaker_case sure[] = {
        {"N\n\nMayor Peter Harbin and Sen. Ann Harbin came. [Sen. Harbin] said no.", "Ann Harbin",
         NS_RESOLVED_ALIAS},
        {"N\n\nMayor Peter Harbin and Sen. Ann Harbin came. [Mayor Harbin] said no.",
         "Peter Harbin", NS_RESOLVED_ALIAS},
        {"N\n\nAnn Harbin and Peter Harbin came. [Mrs. Harbin] said no.", "Ann Harbin",
         NS_RESOLVED_ALIAS},
        {"N\n\nPeter Harbin and Ann Harbin came. [Harbin] said no before she left.", "Ann Harbin",
         NS_RESOLVED_ALIAS},
        {"N\n\nPeter Harbin came.\n\nAnn Harbin left. Ann Harbin is his wife. [Harbin] said no.",
         "Ann Harbin", NS_RESOLVED_ALIAS},
        /* A daughter does not take the name that a list knows by itself. */
        {"N\n\nVladimir Putin came. Anna Putin left. Anna Putin ate. [Putin] said no.",
         "Vladimir Putin", NS_RESOLVED_ALIAS},
    };
    CHECK(sure);
    static const struct speaker_case torn[] = {
        {"N\n\nPeter Harbin came.\n\nAnn Harbin left.\n\n[Harbin] said no.", "Peter Harbin",
         NS_RESOLVED_ALIAS},
        {"N\n\nPeter Harbin came.\n\nPeter Harbin sat.\n\nAnn Harbin left.\n\n[Harbin] said no.",
         "Peter Harbin", NS_RESOLVED_ALIAS},
    };
    assert_true(check_against(&torn[0], "Ann Harbin has that name too"));
    assert_true(check_against(&torn[1], "Ann Harbin has that name too"));
}

/* A family name that several known persons have is one of them's only where the text tells the sex. */
static void known_names(void **state)
{
    (void)state;
    static const struct speaker_case cases[] = {
        {"N\n\nIt rained, [Clinton] said. Mrs. Clinton left.", "Hillary Clinton",
         NS_RESOLVED_ALIAS},
        {"N\n\nIt rained, [Clinton] said. He left.", "Clinton", NS_RESOLVED_NAMED},
        {"N\n\nIt rained, [Clinton] said. She left.", "Hillary Clinton", NS_RESOLVED_ALIAS},
        /* A headline's capitals tell nothing of where a name ends. */
        {"[Bernie Sanders] Vows To Close The Bridge\n\nIt rained.", "Bernie Sanders",
         NS_RESOLVED_NAMED},
        {"N\n\n[Black-and-white footage released by the Pentagon] shows it.",
         "Department of Defense", NS_RESOLVED_ALIAS},
        {"[Anna Veldt] Vows To Close The Bridge\n\nThe mayor, Anna Veldt, came.", "Anna Veldt",
         NS_RESOLVED_NAMED},
        {"N\n\nBill Clinton came. It rained, [Clinton] said. He left.", "Bill Clinton",
         NS_RESOLVED_ALIAS},
    };
    CHECK(cases);
}

/* A pronoun that fits two persons nearly alike. */
static void doubtful_pronouns(void **state)
{
    (void)state;
    static const struct speaker_case tied = {
        "N\n\nIt rained on Anna Veldt and on Mary Quill. [She] said no.", "Mary Quill",
        NS_RESOLVED_PRONOUN};
    assert_true(check_against(&tied, "may be Anna Veldt"));
    /* Who quotes somebody unnamed goes on with him. */
    static const struct speaker_case unnamed = {
        "N\n\nPeter Harbin came. [A senior harbour official] said no. [He] said more.",
        "senior harbour official", NS_RESOLVED_ANONYMOUS};
    assert_true(check(&unnamed));
    /* What somebody says of another tells nothing of that one's sex. */
    static const struct speaker_case quoted = {
        "N\n\n[Anna Veldt] came. \"Kim Brandt knew,\" she said. \"Kim Brandt sat,\" she said. "
        "\"Kim Brandt ate,\" she said.\n\nKim Brandt left. [He] said no.",
        "Kim Brandt", NS_RESOLVED_PRONOUN};
    assert_true(check(&quoted));
    static const struct speaker_case clear = {
        "N\n\n[Anna Veldt] said it rained. [She] said it rained on Mary Quill.", "Anna Veldt",
        NS_RESOLVED_PRONOUN};
    assert_true(check(&clear));
    /* Who goes on from somebody in doubt is in doubt too. */
    static const struct speaker_case on = {
        "N\n\nIt rained on Anna Veldt and on Mary Quill. [She] said no. [She] said more.",
        "Mary Quill", NS_RESOLVED_PRONOUN};
    assert_true(check_against(&on, "may be Anna Veldt"));
}

/* A phrase whose role nobody has in the text: whom the text is about, with its doubt. */
static void topics(void **state)
{
    (void)state;
    static const struct speaker_case cases[] = {
        {"N\n\nPeter Harbin came to the forum.\n\nIt will rain, [the Lorn businessman] said.",
         "Peter Harbin", NS_RESOLVED_PRONOUN},
        {"N\n\n[The commander of the River Brigade] told a diplomat to wait.\n\nIt rains, "
         "Brandt added.",
         "Brandt", NS_RESOLVED_PRONOUN},
    };
    assert_true(check_against(&cases[0], "nothing calls Peter Harbin a businessman"));
    static const struct speaker_case but = {"N\n\nAnna Veldt came. But Peter Harbin stays away "
                                            "from Tom Quill. [The Lorn candidate] insists.",
                                            "Peter Harbin", NS_RESOLVED_PRONOUN};
    assert_true(check_against(&but, "nothing calls Peter Harbin a candidate"));
    assert_true(check_against(&cases[1], "nothing calls Brandt a commander"));
    static const struct speaker_case others[] = {
        /* Another sex, another person than him, somebody whose role is known. */
        {"N\n\nPeter Harbin came.\n\nIt rains, [the Lorn businesswoman] said.",
         "Lorn businesswoman", NS_RESOLVED_ANONYMOUS},
        {"N\n\nPeter Harbin came.\n\nIt rains, [his lawyer] said.", "", NS_RESOLVED_ANONYMOUS},
        {"N\n\nMayor Peter Harbin came.\n\nIt rains, [the finance minister] said.",
         "finance minister", NS_RESOLVED_ANONYMOUS},
        {"N\n\nPeter Harbin came.\n\nIt rains, [the director of the board] said.", "",
         NS_RESOLVED_ANONYMOUS},
        {"N\n\nVladimir Putin came.\n\nIt rains, [the French president] said.", "French president",
         NS_RESOLVED_ANONYMOUS},
    };
    CHECK(others);
}

/* Sources of several, of nobody, and cut behind the name. */
static void parts_of_sources(void **state)
{
    (void)state;
    static const struct speaker_case cases[] = {
        {"N\n\n[Russia and Turkey] said so.", "Russia and Turkey", NS_RESOLVED_NAMED},
        {"N\n\n[Russia, Turkey and Iran] said so. [They] said more.", "Russia, Turkey and Iran",
         NS_RESOLVED_PRONOUN},
        {"N\n\n[A harbour official and a fishing crew] said so.",
         "harbour official and a fishing crew", NS_RESOLVED_ANONYMOUS},
        {"N\n\n[Kurds and Arabs] said so.", "", NS_RESOLVED_ANONYMOUS},
        {"N\n\n[Neither Peter Harbin nor Anna Veldt] would say.", "Peter Harbin and Anna Veldt",
         NS_RESOLVED_NAMED},
        {"N\n\nThe Egyptian Interior Ministry knew. [Neither ministry] would say.", "",
         NS_RESOLVED_UNKNOWN},
        {"N\n\nThe Egyptian Interior Ministry knew. [No official] would say.", "",
         NS_RESOLVED_UNKNOWN},
        {"N\n\nAnna Veldt, [deputy head of the harbour board], said so.", "Anna Veldt",
         NS_RESOLVED_NAMED},
        {"N\n\nIt rained on Anna Veldt, [a senior official of the town] said.", "senior official",
         NS_RESOLVED_ANONYMOUS},
        {"N\n\nThe Velmar River Council, [an old board that] has been critical, said so.",
         "Velmar River Council", NS_RESOLVED_NAMED},
        {"N\n\n[PORT ORAN -- Mayor Anna Veldt] said so.", "Anna Veldt", NS_RESOLVED_NAMED},
        {"N\n\n[(ORN) The mayor of Lorn, Anna Veldt,] said so.", "Anna Veldt", NS_RESOLVED_NAMED},
        {"N\n\n[The Velmar River Council just] said so.", "Velmar River Council",
         NS_RESOLVED_NAMED},
        {"N\n\nWhen [he] wrote to the board, Peter Harbin was young.", "Peter Harbin",
         NS_RESOLVED_PRONOUN},
    };
    CHECK(cases);
}

/* What points back to a body or to who spoke so before. */
static void pointing_back(void **state)
{
    (void)state;
    static const struct speaker_case cases[] = {
        {"N\n\nA rebel group called the Velmar River Brigade came. [The group] said so.",
         "Velmar River Brigade", NS_RESOLVED_PRONOUN},
        {"N\n\n[A spokesman for the Velmar River Council] said so. It rained. [The spokesman] said "
         "more.",
         "Velmar River Council", NS_RESOLVED_PRONOUN},
        {"N\n\n[Peter Harbin] said in a statement that it rained. [The statement] said more.",
         "Peter Harbin", NS_RESOLVED_PRONOUN},
        {"N\n\n[A spokesman for a Syrian rebel group] said so. [The spokesman] said more.",
         "Syrian rebel group", NS_RESOLVED_PRONOUN},
        {"N\n\nIt rained on members of the Egyptian government, [which] denied it.", "Egypt",
         NS_RESOLVED_PRONOUN},
        {"N\n\n[Peter Harbin] wrote that it rained.\n\n\"It snows,\" [the statement] went on.",
         "Peter Harbin", NS_RESOLVED_PRONOUN},
        {"N\n\nThe Syrian army came. [An army spokesman] said so.", "Syrian army",
         NS_RESOLVED_ALIAS},
        {"N\n\nThe Velmar River Council met. [Council members] said so.", "Velmar River Council",
         NS_RESOLVED_ALIAS},
        {"N\n\n[U.S. officials] said so. [Officials] said more.", "U.S. officials",
         NS_RESOLVED_ANONYMOUS},
        {"N\n\n[Officials in Brasilia] said so. [They] said more.", "Officials in Brasilia",
         NS_RESOLVED_ANONYMOUS},
        {"N\n\nThe Velmar River Council met. [The Council] said so.", "Velmar River Council",
         NS_RESOLVED_PRONOUN},
        {"N\n\nThe Harlow Times printed it. [The Times] said so.", "Harlow Times",
         NS_RESOLVED_ALIAS},
    };
    CHECK(cases);
    static const struct speaker_case court = {
        "N\n\nThe Supreme Court met. [The appeals court] said so.", "", NS_RESOLVED_UNKNOWN};
    assert_true(check(&court));
    static const struct speaker_case every = {
        "N\n\n[The Velmar River Council] said so. Not [every council] would say so.", "",
        NS_RESOLVED_UNKNOWN};
    assert_true(check(&every));
    /* The company that sails is not any body that spoke. */
    static const struct speaker_case other = {
        "N\n\n[The Velmar River Council] said so. [The ferry company] said it did not know.", "",
        NS_RESOLVED_UNKNOWN};
    assert_true(check(&other));
    static const struct speaker_case guess = {
        "N\n\nThe town has sued Harlow Holdings Inc. for a year. [The bank] said so.",
        "Harlow Holdings Inc.", NS_RESOLVED_PRONOUN};
    assert_true(check_against(&guess, "nothing calls it a bank"));
}

static void hostile_sources(void **state)
{
    (void)state;
    static const struct speaker_case cases[] = {
        {"N\n\n[,,] said so.", "", NS_RESOLVED_UNKNOWN},
        {"N\n\n[the] said so.", "", NS_RESOLVED_UNKNOWN},
        {"N\n\n[(-)] said so.", "", NS_RESOLVED_UNKNOWN},
        {"N\n\n[of of of] said so.", "", NS_RESOLVED_UNKNOWN},
    };
    unsigned named_somebody = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        named_somebody += !check(&cases[i]);
    assert_int_equal(named_somebody, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(named),         cmocka_unit_test(pronouns),
        cmocka_unit_test(bodies),        cmocka_unit_test(described),
        cmocka_unit_test(anonymous),     cmocka_unit_test(shared_names),
        cmocka_unit_test(known_names),   cmocka_unit_test(doubtful_pronouns),
        cmocka_unit_test(topics),        cmocka_unit_test(parts_of_sources),
        cmocka_unit_test(pointing_back), cmocka_unit_test(hostile_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
