/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the five real articles beside the repository must yield. They are not distributed: without
 * them this is skipped. Statements are told by a few words of their cue and their speaker.
 */
#include "extracting.h"

#include "naysay/ingest.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Reads the seed whose name begins so; skips the test if it is not there. */
static struct extracted seed(const char *prefix)
{
    struct extracted x = {0};
    const char *shared = getenv("NS_SHARED");
    struct ns_bytes path = {0};
    struct ns_err err = {0};
    ns_bytes_format(&path, "%s/seeds", shared ? shared : "../shared");
    DIR *folder = opendir(ns_bytes_text(&path));
    if (!folder) {
        ns_vec_free(&path);
        print_message("the seed articles are not here\n");
        skip();
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (strncmp(entry->d_name, prefix, strlen(prefix)) != 0)
            continue;
        ns_bytes_format(&path, "/%s", entry->d_name);
        break;
    }
    closedir(folder);
    if (ns_ingest_file(ns_bytes_text(&path), NS_INGEST_DEFAULT_LIMIT,
                       ns_rules_ingest_lists(extracting_rules()), &x.article, &err) != NS_OK)
        fail_msg("%s", err.message);
    ns_vec_free(&path);
    x.found = extract_once(x.article, extracting_rules());
    return x;
}

static void seed_free(struct extracted x)
{
    ns_extraction_free(x.found);
    ns_article_free(x.article);
}

/* How many statements of a kind a speaker makes; cue, if given, must hold these words. */
static unsigned count(struct extracted x, enum ns_kind kind, const char *speaker, const char *cue)
{
    unsigned n = 0;
    for (size_t i = 0; i < x.found->attribution_count; i++) {
        const struct ns_attribution *a = &x.found->attributions[i];
        bool said = !cue || ns_slice_find(ns_article_text(x.article, a->cue), ns_slice_of(cue),
                                          0) != SIZE_MAX;
        n += a->kind == kind && said && ns_slice_equal(a->speaker, ns_slice_of(speaker));
    }
    return n;
}

static void denials(void **state)
{
    (void)state;
    struct extracted x = seed("001");
    assert_true(count(x, NS_KIND_DENIAL, "Eric Pahon", "told") == 1);
    assert_true(count(x, NS_KIND_DENIAL, "Adrian J.T. Rankine-Galloway", "told") == 1);
    assert_true(count(x, NS_KIND_DENIAL, "Kremlin", "dismissed") == 1);
    assert_true(count(x, NS_KIND_DENIAL, "Department of Defense", NULL) == 3);
    assert_true(count(x, NS_KIND_NO_COMMENT, "Sean Spicer", "deferred") == 1);
    /* the headline, the lead and "denied the reports" are one statement */
    unsigned first = 0;
    for (size_t i = 0; i < x.found->attribution_count; i++) {
        const struct ns_attribution *a = &x.found->attributions[i];
        first += a->kind == NS_KIND_DENIAL && a->same_as == NS_NONE &&
                 ns_slice_equal(a->speaker, NS_SLICE("Department of Defense"));
    }
    assert_int_equal(first, 1);
    seed_free(x);
}

static void threats_and_refusals(void **state)
{
    (void)state;
    struct extracted x = seed("003");
    assert_true(count(x, NS_KIND_NO_COMMENT, "Ryan Dillon", "respond") == 1);
    assert_true(count(x, NS_KIND_NO_COMMENT, "Ryan Dillon", "declining") == 1);
    assert_true(count(x, NS_KIND_THREAT, "Igor Konashenkov", NULL) >= 2);
    assert_true(count(x, NS_KIND_THREAT, "Russia", NULL) == 1);
    assert_true(count(x, NS_KIND_ACCUSATION, "Igor Konashenkov", "accused") == 1);
    seed_free(x);
}

static void nothing_from_furniture(void **state)
{
    (void)state;
    static const char *const seeds[] = {"000", "001", "002", "003", "004"};
    for (size_t s = 0; s < sizeof seeds / sizeof *seeds; s++) {
        struct extracted x = seed(seeds[s]);
        assert_true(x.found->attribution_count > 5);
        for (size_t i = 0; i < x.found->attribution_count; i++) {
            struct ns_range extent = ns_attribution_extent(&x.found->attributions[i]);
            for (size_t b = 0; b < x.article->block_count; b++)
                if (ns_range_overlap(x.article->blocks[b].span, extent))
                    assert_true(ns_role_counts(x.article->blocks[b].role));
        }
        seed_free(x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(denials),
        cmocka_unit_test(threats_and_refusals),
        cmocka_unit_test(nothing_from_furniture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
