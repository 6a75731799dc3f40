/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the five seeds, if they are there: who is joined, what they are, who is unknown. */
#include "extracting.h"

#include "naysay/ingest.h"
#include "naysay/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define SEEDS 5

static struct extracted seeds[SEEDS];

static const char *const files[SEEDS] = {"000_2f2743fd652bc3bf", "001_470af121b093634c",
                                         "002_ffa3e3c0fa917343", "003_74345aa6c68d78cc",
                                         "004_009428f2213d99f4"};

static bool load_seeds(void)
{
    const char *shared = getenv("NS_SHARED");
    for (int i = 0; i < SEEDS; i++) {
        struct ns_bytes path = {0};
        ns_bytes_format(&path, "%s/seeds/%s.txt", shared ? shared : "../shared", files[i]);
        enum ns_status status =
            ns_ingest_file(ns_bytes_text(&path), NS_INGEST_DEFAULT_LIMIT,
                           ns_rules_ingest_lists(extracting_models()), &seeds[i].article, NULL);
        ns_vec_free(&path);
        if (status != NS_OK)
            return false;
        seeds[i].found = extract_once(seeds[i].article, extracting_models());
    }
    return true;
}

static void need_seeds(void)
{
    static int loaded = -1;
    if (loaded < 0)
        loaded = load_seeds();
    if (!loaded) {
        print_message("the seeds are not there (NS_SHARED)\n");
        skip();
    }
}

static bool has_role(const struct ns_entity *entity, const char *role)
{
    for (size_t i = 0; entity && i < entity->role_count; i++)
        if (ns_slice_equal(entity->roles[i], ns_slice_of(role)))
            return true;
    return false;
}

static void cook_and_his_roles(void **state)
{
    (void)state;
    need_seeds();
    const struct ns_entity *a = entity_of(seeds[0], "Peter Cook");
    const struct ns_entity *b = entity_of(seeds[2], "Peter Cook");
    const struct ns_entity *c = entity_of(seeds[4], "Peter Cook");
    assert_true(a && b && c);
    assert_true(a->key == b->key && b->key == c->key);
    assert_true(has_role(a, "Pentagon Press Secretary"));
    assert_true(has_role(b, "Defense Department spokesman"));
    assert_true(has_role(c, "Pentagon spokesman"));
    assert_true(a->introduced && a->gender == 'm' && a->mention_count >= 5);
}

static void one_body(void **state)
{
    (void)state;
    need_seeds();
    uint64_t key = 0;
    for (int i = 0; i < SEEDS; i++) {
        const struct ns_entity *entity = entity_of(seeds[i], "Department of Defense");
        assert_non_null(entity);
        assert_true(key == 0 || key == entity->key);
        key = entity->key;
    }
    const struct ns_entity *state_of_002 = entity_of(seeds[2], "Islamic State");
    const struct ns_entity *state_of_004 = entity_of(seeds[4], "Islamic State");
    assert_true(state_of_002 && state_of_004 && state_of_002->key == state_of_004->key);
}

static void introduced(void **state)
{
    (void)state;
    need_seeds();
    const struct ns_entity *ivanov = entity_of(seeds[4], "Ivanov");
    assert_true(ivanov && !ivanov->introduced && ivanov->type == NS_ENTITY_PER);
    static const struct {
        int seed;
        const char *name;
    } persons[] = {{0, "John Kerry"},        {0, "Bashar al-Assad"},
                   {1, "Eric Pahon"},        {1, "Adrian J.T. Rankine-Galloway"},
                   {1, "Sean Spicer"},       {1, "Donald Trump"},
                   {1, "Sergei Lavrov"},     {1, "Vladimir Putin"},
                   {2, "Sergei Shoigu"},     {3, "Igor Konashenkov"},
                   {3, "Ryan Dillon"},       {4, "Ash Carter"},
                   {4, "Phillip Breedlove"}, {4, "Robert Work"},
                   {4, "Kelly Ayotte"}};
    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++) {
        const struct ns_entity *entity = entity_of(seeds[persons[i].seed], persons[i].name);
        if (!entity || entity->type != NS_ENTITY_PER || !entity->introduced)
            fail_msg("%s: %s", files[persons[i].seed], persons[i].name);
    }
}

static void arms(void **state)
{
    (void)state;
    need_seeds();
    static const struct {
        int seed;
        const char *name;
    } weapons[] = {{0, "S-300"}, {4, "Su-34 Fullback"}, {4, "SA-15"}, {4, "SA-22"}};
    for (size_t i = 0; i < sizeof weapons / sizeof *weapons; i++) {
        const struct ns_entity *entity = entity_of(seeds[weapons[i].seed], weapons[i].name);
        if (!entity || entity->type != NS_ENTITY_WEAPON)
            fail_msg("%s: %s", files[weapons[i].seed], weapons[i].name);
    }
}

static int leave(void **state)
{
    (void)state;
    for (int i = 0; i < SEEDS; i++) {
        ns_extraction_free(seeds[i].found);
        ns_article_free(seeds[i].article);
    }
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cook_and_his_roles),
        cmocka_unit_test(one_body),
        cmocka_unit_test(introduced),
        cmocka_unit_test(arms),
    };
    return cmocka_run_group_tests(tests, NULL, leave) != 0;
}
