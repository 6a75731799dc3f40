/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which mentions are one thing, what persons are called and what they are, on invented text. */
#include "extracting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static bool has_slice(const struct ns_slice *all, size_t count, const char *one)
{
    for (size_t i = 0; i < count; i++)
        if (ns_slice_equal(all[i], ns_slice_of(one)))
            return true;
    return false;
}

/* An entity with so many mentions, and an alias and a role unless they are NULL. */
static void assert_entity(const char *text, const char *canonical, unsigned mentions,
                          const char *alias, const char *role)
{
    struct extracted x = extracted(text);
    const struct ns_entity *entity = entity_of(x, canonical);
    char *all = mentions_of(x);
    if (!entity)
        fail_msg("no entity '%s' among: %s", canonical, all);
    if (entity->mention_count != mentions)
        fail_msg("'%s' has %u mentions, want %u: %s", canonical, entity->mention_count, mentions,
                 all);
    if (alias && !has_slice(entity->aliases, entity->alias_count, alias))
        fail_msg("'%s' has no alias '%s'", canonical, alias);
    if (role && !has_slice(entity->roles, entity->role_count, role))
        fail_msg("'%s' has no role '%s', first is '%.*s'", canonical, role,
                 entity->role_count ? (int)entity->roles[0].len : 0,
                 entity->role_count ? entity->roles[0].at : "");
    free(all);
    extracted_free(x);
}

static void family_names(void **state)
{
    (void)state;
    assert_entity("Notes\n\nPeter Harbin spoke. Harbin left. Mr. Harbin came back.", "Peter Harbin",
                  3, "Harbin", NULL);
    assert_entity("Notes\n\nIn the hall sat Bashir al-Tamimi. Later Tamimi stood up.",
                  "Bashir al-Tamimi", 2, "Tamimi", NULL);
    assert_entity("Notes\n\nThe judge was Anna R. Veldt. A friend of Anna Veldt wept. Anna Veldt "
                  "did not.",
                  "Anna Veldt", 3, "Anna R. Veldt", NULL);
    /* The full name stands behind the short one. */
    assert_entity("Notes\n\nIt was Harbin who fell. The doctor who saw Peter Harbin left.",
                  "Peter Harbin", 2, "Harbin", NULL);
    /* A given name of one person. */
    assert_entity("Notes\n\nPeter Harbin spoke. Then Peter left.", "Peter Harbin", 2, "Peter",
                  NULL);
}

static void two_of_one_family(void **state)
{
    (void)state;
    const char *text = "Notes\n\nPeter Harbin and Anna Harbin spoke. Mrs. Harbin wept. Mr. Harbin "
                       "did not.";
    assert_entity(text, "Anna Harbin", 2, "Harbin", NULL);
    assert_entity(text, "Peter Harbin", 2, "Harbin", NULL);
}

/* A name and a noun together are a body; what it is called by alone keeps its other mentions. */
static void described_bodies(void **state)
{
    (void)state;
    const char *text =
        "Notes\n\nIn the hall stood Norwegian security forces. Later the Norwegian boats "
        "came, and the harbour fell to Norwegian Security Forces. Nobody saw ISIL "
        "fighters. All of ISIL fled. The town hated the Balesk regime and the forces.";
    assert_entity(text, "Norwegian security forces", 1, NULL, NULL);
    assert_entity(text, "Norwegian", 1, NULL, NULL);
    assert_entity(text, "Islamic State", 2, "ISIL", NULL);
    assert_entity(text, "Balesk regime", 1, NULL, NULL);
    assert_true(
        check_mentions("Notes\n\nIn the hall sat ISIL fighters and Norwegian tactical units. "
                       "In the yard stood Norwegian units and men of the old regime.",
                       "ORG ISIL fighters|ORG Norwegian tactical units|MISC Norwegian"));
}

/* Who speaks by a nationality stays who speaks. */
static void speakers_keep_their_entities(void **state)
{
    (void)state;
    struct extracted x = extracted("Notes\n\nNorwegian forces said on Friday that the boats had "
                                   "left. Tom Bale denied it. Swedish forces and the Balesk regime "
                                   "left, said Nora Hale.");
    for (size_t i = 0; i < x.found->attribution_count; i++) {
        const struct ns_attribution *a = &x.found->attributions[i];
        if (a->speaker_entity == NS_NONE)
            continue;
        assert_true(a->speaker_entity < x.found->entity_count);
        assert_true(ns_slice_equal(a->speaker, x.found->entities[a->speaker_entity].canonical));
    }
    for (uint32_t e = 0; e < x.found->entity_count; e++)
        assert_int_equal(x.found->mentions[x.found->entities[e].first_mention].entity, e);
    extracted_free(x);
}

static void acronyms(void **state)
{
    (void)state;
    assert_entity("Notes\n\nThe Velmar River Council (VRC) met. The VRC voted.",
                  "Velmar River Council", 3, "VRC", NULL);
    assert_entity("Notes\n\nA talk with the Syrian Democratic Forces (SDF) failed.",
                  "Syrian Democratic Forces", 2, "SDF", NULL);
    assert_entity("Notes\n\nOfficers of ISIS and of ISIL and of Islamic State fled.",
                  "Islamic State", 3, "ISIL", NULL);
    assert_entity("Notes\n\nThe Pentagon paid. The Defense Department said so. Later DoD paid "
                  "again, said the Department of Defense.",
                  "Department of Defense", 4, "Pentagon", NULL);
    assert_entity("Notes\n\nThe U.S. and the United States and America.", "United States", 3,
                  "U.S.", NULL);
}

static void whose_ministry(void **state)
{
    (void)state;
    assert_entity("Notes\n\nThe Russian Defense Ministry spoke. The Defense Ministry denied it.",
                  "Russian Ministry of Defense", 2, "Defense Ministry", NULL);
    assert_entity("Notes\n\nEgypt's Interior Ministry spoke. The Interior Ministry denied it.",
                  "Egyptian Ministry of the Interior", 2, "Interior Ministry", NULL);
    /* Two states have one: whose it is cannot be told. */
    assert_entity("Notes\n\nEgypt's Interior Ministry met the Jordanian Interior Ministry. The "
                  "Interior Ministry denied it.",
                  "Ministry of the Interior", 1, NULL, NULL);
}

static void roles(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name, *role;
    } cases[] = {
        {"Notes\n\nPentagon spokesman Peter Harbin spoke.", "Peter Harbin", "Pentagon spokesman"},
        {"Notes\n\nPentagon Press Secretary Peter Harbin spoke.", "Peter Harbin",
         "Pentagon Press Secretary"},
        {"Notes\n\nRussian Foreign Minister Pavel Sorin spoke.", "Pavel Sorin",
         "Russian Foreign Minister"},
        {"Notes\n\nIt rained, spokesman Col. Ian Dorrell said.", "Ian Dorrell", "spokesman"},
        {"Notes\n\nIt rained, spokesman Col. Ian Dorrell said.", "Ian Dorrell", "Col."},
        {"Notes\n\nGen. Philip Brandlow, NATO's supreme allied commander, spoke.",
         "Philip Brandlow", "NATO's supreme allied commander"},
        {"Notes\n\nAnna Veldt, a professor of law at Orlan University, spoke.", "Anna Veldt",
         "professor of law at Orlan University"},
        {"Notes\n\nAnother Pentagon spokesman, Adrian Roth, spoke.", "Adrian Roth",
         "Pentagon spokesman"},
        {"Notes\n\nThey met former mayor Lucas Thornbury.", "Lucas Thornbury", "former mayor"},
        {"Notes\n\nSyria's foreign minister, Walid Haddad, spoke.", "Walid Haddad",
         "Syria's foreign minister"},
        {"Notes\n\nThe talks failed, and on Sunday Defence Minister Aldo Brandt left.",
         "Aldo Brandt", "Defence Minister"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_entity(cases[i].text, cases[i].name, 1, NULL, cases[i].role);
    /* Two roles of one man. */
    const char *two = "Notes\n\nPentagon spokesman Peter Harbin spoke. It was Defense Department "
                      "spokesman Peter Harbin again.";
    assert_entity(two, "Peter Harbin", 2, NULL, "Pentagon spokesman");
    assert_entity(two, "Peter Harbin", 2, NULL, "Defense Department spokesman");
}

static void introduced(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name;
        bool introduced;
    } cases[] = {
        {"Notes\n\nThe vote came after a request, Ivanko said.", "Ivanko", false},
        {"Notes\n\nMr. Ivanko said it rained.", "Ivanko", false},
        {"Notes\n\nThe painter Boris Ivanko came. Ivanko said it rained.", "Boris Ivanko", true},
        {"Notes\n\nPresident Ivanko said it rained.", "Ivanko", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct extracted x = extracted(cases[i].text);
        const struct ns_entity *entity = entity_of(x, cases[i].name);
        assert_non_null(entity);
        if (entity->introduced != cases[i].introduced)
            fail_msg("%s: introduced is %d", cases[i].text, entity->introduced);
        extracted_free(x);
    }
}

static void sex(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name;
        char gender;
    } cases[] = {
        {"Notes\n\nAnna Veldt spoke.", "Anna Veldt", 'f'},
        {"Notes\n\nPeter Harbin spoke.", "Peter Harbin", 'm'},
        {"Notes\n\nMrs. Orrin spoke.", "Orrin", 'f'},
        {"Notes\n\nSpokeswoman Taqqa Orrin spoke.", "Taqqa Orrin", 'f'},
        {"Notes\n\nThe clerk Taqqa Orrin spoke. Then she left.", "Taqqa Orrin", 'f'},
        {"Notes\n\nThe clerk Taqqa Orrin spoke.", "Taqqa Orrin", '?'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct extracted x = extracted(cases[i].text);
        const struct ns_entity *entity = entity_of(x, cases[i].name);
        if (!entity || entity->gender != cases[i].gender)
            fail_msg("%s: %c", cases[i].text, entity ? entity->gender : '-');
        extracted_free(x);
    }
}

/* The same thing has the same key in every article; other things have others. */
static void keys(void **state)
{
    (void)state;
    struct extracted a = extracted("One\n\nThe Pentagon paid Peter Harbin. A fee of the Interior "
                                   "Ministry was paid.");
    struct extracted b = extracted("Two\n\nDoD hired Harbin, Peter Harbin, of the Interior "
                                   "Ministry in Moscow.");
    assert_true(entity_of(a, "Department of Defense")->key ==
                entity_of(b, "Department of Defense")->key);
    assert_true(entity_of(a, "Peter Harbin")->key == entity_of(b, "Peter Harbin")->key);
    assert_true(entity_of(a, "Peter Harbin")->key != entity_of(a, "Department of Defense")->key);
    /* Every state has one: without a state it is another one in each article. */
    assert_true(entity_of(a, "Ministry of the Interior")->key !=
                entity_of(b, "Ministry of the Interior")->key);
    extracted_free(a);
    extracted_free(b);
}

/* Is the person of one article the one of another? */
static bool joined(const char *text, const char *name, const char *other_text,
                   const char *other_name)
{
    struct extracted x = extracted(text), y = extracted(other_text);
    const struct ns_entity *a = entity_of(x, name), *b = entity_of(y, other_name);
    if (!a || !b)
        fail_msg("no entity '%s' or '%s'", name, other_name);
    struct ns_who who = ns_who_of(a), other = ns_who_of(b);
    bool same = ns_who_is(&who, b);
    assert_int_equal(same, ns_who_is(&other, a));
    extracted_free(x);
    extracted_free(y);
    return same;
}

static void longer_names(void **state)
{
    (void)state;
    assert_entity("Notes\n\nThe judge was Ina Mara Veldt. A friend of Anna Ina Mara Veldt wept.",
                  "Anna Ina Mara Veldt", 2, "Ina Mara Veldt", NULL);
    assert_entity("Notes\n\nThe judge was Anna Ina Mara Veldt. A friend of Mara Veldt wept.",
                  "Anna Ina Mara Veldt", 2, "Mara Veldt", NULL);
}

static void persons_over_articles(void **state)
{
    (void)state;
    static const char full[] = "Notes\n\nPentagon spokesman Peter Brandt spoke. Brandt left.";
    static const char bare[] = "Notes\n\nIt rained, Brandt said. Brandt left.";
    static const char titled[] = "Notes\n\nPentagon spokesman Brandt spoke. Brandt left.";
    static const char singer[] = "Notes\n\nThe singer Nora Brandt sang. Brandt left.";
    static const char senator[] = "Notes\n\nSen. Anna Veldt spoke.";
    /* The same family name alone is nobody's. */
    assert_false(joined(full, "Peter Brandt", bare, "Brandt"));
    assert_false(joined(bare, "Brandt", "Notes\n\nIt snowed, Brandt said. He sat.", "Brandt"));
    /* With the same body, office or role in a state it is. */
    assert_true(joined(full, "Peter Brandt", titled, "Brandt"));
    assert_true(
        joined(titled, "Brandt", "Notes\n\nA Pentagon official, Brandt, came back.", "Brandt"));
    assert_true(joined(senator, "Anna Veldt", "Notes\n\nSen. Veldt left.", "Veldt"));
    assert_true(joined("Notes\n\nRussian general Igor Petrenko spoke.", "Igor Petrenko",
                       "Notes\n\nThe Russian general Petrenko left.", "Petrenko"));
    assert_false(joined("Notes\n\nRussian general Igor Petrenko spoke.", "Igor Petrenko",
                        "Notes\n\nThe Russian singer Petrenko left.", "Petrenko"));
    assert_false(joined(senator, "Anna Veldt", "Notes\n\nMayor Veldt left.", "Veldt"));
    /* Another given name is another person, whatever he is. */
    assert_false(joined(full, "Peter Brandt", singer, "Nora Brandt"));
    assert_false(joined(senator, "Anna Veldt", "Notes\n\nSen. Jan Veldt spoke.", "Jan Veldt"));
    /* A middle name more or less is none. */
    assert_true(joined(senator, "Anna Veldt", "Notes\n\nAnna R. Veldt spoke.", "Anna R. Veldt"));
    assert_false(joined("Notes\n\nAnna B. Veldt spoke.", "Anna B. Veldt",
                        "Notes\n\nAnna R. Veldt spoke.", "Anna R. Veldt"));
    /* Who is known by the family name alone. */
    assert_true(joined("Notes\n\nPutin spoke.", "Vladimir Putin", "Notes\n\nPutin left.",
                       "Vladimir Putin"));
}

static void order_of_entities(void **state)
{
    (void)state;
    struct extracted x = extracted("Notes\n\nPeter Harbin met Anna Veldt in Damascus. Harbin and "
                                   "Veldt left Damascus.");
    for (uint32_t e = 0; e < x.found->entity_count; e++) {
        assert_int_equal(x.found->mentions[x.found->entities[e].first_mention].entity, e);
        if (e)
            assert_true(x.found->entities[e].first_mention >
                        x.found->entities[e - 1].first_mention);
    }
    assert_int_equal(x.found->entity_count, 3);
    extracted_free(x);
}

static void a_place_is_not_called_by_the_capitals_of_a_dateline(void **state)
{
    (void)state;
    struct extracted x =
        extracted("Ferries\n\nLORNSTAD (ONA) -- The line stops on Monday.\n\nPeople "
                  "in Lornstad said they had not been told.");
    assert_non_null(entity_of(x, "Lornstad"));
    assert_null(entity_of(x, "LORNSTAD"));
    extracted_free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(family_names),
        cmocka_unit_test(two_of_one_family),
        cmocka_unit_test(described_bodies),
        cmocka_unit_test(speakers_keep_their_entities),
        cmocka_unit_test(acronyms),
        cmocka_unit_test(whose_ministry),
        cmocka_unit_test(roles),
        cmocka_unit_test(introduced),
        cmocka_unit_test(sex),
        cmocka_unit_test(keys),
        cmocka_unit_test(persons_over_articles),
        cmocka_unit_test(longer_names),
        cmocka_unit_test(order_of_entities),
        cmocka_unit_test(a_place_is_not_called_by_the_capitals_of_a_dateline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
