/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiled cue list: classes, forms, kinds, constructions, errors; and the list of assets. */
#include "extract/cues.h"
#include "model/why.h"
#include "extract/grammar.h"

#include "naysay/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct loaded {
    struct ns_lexicon *lexicon;
    struct ns_vocab *vocab;
    struct ns_cue_table *table;
    struct ns_err err;
    enum ns_status status;
};

static struct loaded load(const char *text)
{
    struct loaded l = {.lexicon = ns_lexicon_new(), .vocab = ns_vocab_new()};
    assert_int_equal(ns_lexicon_parse(l.lexicon, "cues.txt", ns_slice_of(text), NULL), NS_OK);
    l.status = ns_cue_table_new(l.lexicon, l.vocab, &l.table, &l.err);
    return l;
}

static void unload(struct loaded *l)
{
    ns_cue_table_free(l->table);
    ns_lexicon_free(l->lexicon);
    ns_vocab_free(l->vocab);
}

static uint32_t word(struct loaded *l, const char *text)
{
    struct ns_slice folded = ns_slice_of(text);
    return ns_vocab_find(l->vocab, folded, ns_slice_hash(folded));
}

static void a_verb(void **state)
{
    (void)state;
    struct loaded l = load("# comment\n"
                           "deny\tkind=denial\tclass=verb\tforms=denies,denied,denied,denying\t"
                           "takes=that,np,ing\tneg=no-comment\tstrength=0.5\t"
                           "formstrength=0.3,0.6,0.7,0.7,0.4\tby=np:0.25,that:0.71\n");
    assert_int_equal(l.status, NS_OK);
    assert_int_equal(ns_cue_count(l.table), 1);
    const struct ns_cue *cue = ns_cue_at(l.table, 0);
    assert_int_equal(cue->class, NS_CUE_VERB);
    assert_int_equal(cue->kind, NS_KIND_DENIAL);
    assert_int_equal(cue->neg, NS_KIND_NO_COMMENT);
    assert_int_equal(cue->alleg, NS_KIND_COUNT);
    assert_int_equal(cue->takes, NS_TAKES_THAT | NS_TAKES_NP | NS_TAKES_ING);
    assert_int_equal(cue->line, 2);
    assert_string_equal(cue->file, "cues.txt");
    assert_float_equal(cue->by[NS_RULE_NP], 0.25, 1e-6);
    assert_float_equal(cue->by[NS_RULE_THAT], 0.71, 1e-6);
    assert_true(cue->by[NS_RULE_ING] < 0);
    const struct ns_cue_form *forms;
    assert_int_equal(ns_cue_forms(l.table, word(&l, "denied"), &forms), 1);
    assert_int_equal(forms->inflection, NS_INF_PAST | NS_INF_PART);
    assert_float_equal(forms->strength, 0.7, 1e-6);
    assert_int_equal(ns_cue_forms(l.table, word(&l, "deny"), &forms), 1);
    assert_int_equal(forms->inflection, NS_INF_BASE);
    assert_int_equal(ns_cue_forms(l.table, word(&l, "denial"), &forms), 0);
    assert_int_equal(ns_cue_forms(l.table, 0, &forms), 0);
    unload(&l);
}

/* What a cue is before a thing, before what will be, negated; and where words of a content count. */
static void kinds_by_content(void **state)
{
    (void)state;
    struct loaded l = load("announce\tclass=verb\tnp=promise\twill=threat\tharm=demand\n"
                           "reject\tclass=verb\tkind=other\talleg=denial\tneg=claim\n"
                           "shelled\tclass=content\tkind=accusation\tplace=deed\n"
                           "school\tclass=content\tkind=accusation\tplace=victim\n"
                           "crime\tclass=content\tkind=accusation\tplace=owned\n"
                           "false\tclass=content\tkind=denial\tplace=predicate\n"
                           "lied\tclass=content\tkind=accusation\tplace=nowhere\n");
    static const enum ns_cue_place places[] = {NS_PLACE_DEED, NS_PLACE_VICTIM, NS_PLACE_OWNED,
                                               NS_PLACE_PREDICATE, NS_PLACE_ANY};
    assert_int_equal(l.status, NS_OK);
    const struct ns_cue *cue = ns_cue_at(l.table, 0);
    assert_int_equal(cue->np, NS_KIND_PROMISE);
    assert_int_equal(cue->will, NS_KIND_THREAT);
    assert_int_equal(cue->harm, NS_KIND_DEMAND);
    assert_int_equal(cue->neg, NS_KIND_COUNT);
    cue = ns_cue_at(l.table, 1);
    assert_int_equal(cue->np, NS_KIND_COUNT);
    assert_int_equal(cue->alleg, NS_KIND_DENIAL);
    assert_int_equal(cue->neg, NS_KIND_CLAIM);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        assert_int_equal(ns_cue_at(l.table, i + 2)->place, places[i]);
    unload(&l);
    l = load("announce\tclass=verb\twill=perhaps\n");
    assert_int_equal(l.status, NS_ERR_FORMAT);
    l.table = NULL;
    unload(&l);
}

static void longest_first(void **state)
{
    (void)state;
    struct loaded l = load("make\tclass=verb\tforms=makes,made,made,making\ttakes=np\n"
                           "make clear\tclass=verb\tforms=makes clear,made clear,made clear,making "
                           "clear\talso=made it clear\ttakes=that\n"
                           "claim/noun\tclass=noun\tforms=claims\trole=allegation\ttakes=that\n"
                           "confident\tclass=adj\tkind=belief\ttakes=that,of\n"
                           "accuse\tclass=verb\ttakes=obj-of,obj-quote\n");
    assert_int_equal(l.status, NS_OK);
    const struct ns_cue_form *forms;
    assert_int_equal(ns_cue_forms(l.table, word(&l, "made"), &forms), 3);
    assert_int_equal(forms[0].len, 3);
    assert_int_equal(forms[1].len, 2);
    assert_int_equal(forms[2].len, 1);
    assert_int_equal(ns_cue_role_of(l.table, word(&l, "claims")), NS_CUE_ROLE_ALLEGATION);
    assert_int_equal(ns_cue_role_of(l.table, word(&l, "made")), NS_CUE_ROLE_NONE);
    assert_int_equal(ns_cue_role_of(l.table, UINT32_MAX), NS_CUE_ROLE_NONE);
    assert_int_equal(ns_cue_at(l.table, 3)->preps, NS_P_OF);
    assert_int_equal(ns_cue_at(l.table, 4)->obj_preps, NS_P_OF);
    assert_true(ns_cue_at(l.table, 4)->takes & NS_TAKES_OBJ_QUOTE);
    unload(&l);
}

static void errors_name_the_line(void **state)
{
    (void)state;
    struct loaded l = load("say\tclass=verb\n\nshout\tkind=loud\n");
    assert_int_equal(l.status, NS_ERR_FORMAT);
    assert_int_equal(l.err.line, 3);
    assert_non_null(strstr(l.err.message, "loud"));
    assert_non_null(strstr(l.err.message, "cues.txt"));
    l.table = NULL;
    unload(&l);
    l = load("say\tclass=verbal\n");
    assert_int_equal(l.status, NS_ERR_FORMAT);
    assert_int_equal(l.err.line, 1);
    l.table = NULL;
    unload(&l);
}

static void odd_values_do_no_harm(void **state)
{
    (void)state;
    struct loaded l = load("say\tstrength=x\tby=that:2.0,np,nonsense:0.5,quote:\tforms=,,,\t"
                           "takes=,,obj-,that,strange\tunknown=1\n"
                           "\xC3\xA9lan\tclass=noun\n");
    assert_int_equal(l.status, NS_OK);
    const struct ns_cue *cue = ns_cue_at(l.table, 0);
    assert_float_equal(cue->strength, 0.5, 1e-6);
    for (size_t i = 0; i < NS_RULE_COUNT; i++)
        assert_true(cue->by[i] < 0);
    assert_int_equal(cue->takes, NS_TAKES_THAT);
    unload(&l);
}

static void function_words(void **state)
{
    (void)state;
    struct loaded l = load("say\n");
    assert_true(ns_cue_gram(l.table, word(&l, "who")) & NS_G_RELATIVE);
    assert_true(ns_cue_gram(l.table, word(&l, "wouldn't")) & NS_G_NEG);
    assert_true(ns_cue_gram(l.table, word(&l, "wouldn't")) & NS_G_MODAL);
    assert_true(ns_cue_gram(l.table, word(&l, "the")) & NS_G_DET);
    assert_int_equal(ns_cue_gram(l.table, word(&l, "say")) & NS_G_DET, 0);
    assert_int_equal(ns_cue_gram(l.table, UINT32_MAX), 0);
    unload(&l);
}

/* The list that ships: everything compiles, the core of each kind is there. */
static void the_list_of_assets(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        enum ns_kind kind;
    } core[] = {
        {"said", NS_KIND_CLAIM},
        {"denied", NS_KIND_DENIAL},
        {"refuted", NS_KIND_DENIAL},
        {"confirmed", NS_KIND_CONFIRMATION},
        {"threatened", NS_KIND_THREAT},
        {"vowed", NS_KIND_PROMISE},
        {"urged", NS_KIND_DEMAND},
        {"asked", NS_KIND_QUESTION},
        {"accused", NS_KIND_ACCUSATION},
        {"believes", NS_KIND_BELIEF},
        {"sidestepped", NS_KIND_NO_COMMENT},
    };
    const char *folder = getenv("NAYSAY_DATADIR");
    struct ns_bytes path = {0};
    ns_bytes_format(&path, "%s/lexicon/cues.txt", folder ? folder : "assets");
    struct loaded l = {.lexicon = ns_lexicon_new(), .vocab = ns_vocab_new()};
    assert_int_equal(ns_lexicon_read(l.lexicon, ns_bytes_text(&path), &l.err), NS_OK);
    l.status = ns_cue_table_new(l.lexicon, l.vocab, &l.table, &l.err);
    if (l.status != NS_OK)
        fail_msg("%s", l.err.message);
    assert_true(ns_cue_count(l.table) > 1000);
    for (size_t i = 0; i < sizeof core / sizeof *core; i++) {
        const struct ns_cue_form *forms;
        size_t count = ns_cue_forms(l.table, word(&l, core[i].word), &forms);
        bool found = false;
        for (size_t n = 0; n < count; n++) {
            const struct ns_cue *cue = ns_cue_at(l.table, forms[n].cue);
            found = found ||
                    (forms[n].len == 1 && cue->class == NS_CUE_VERB && cue->kind == core[i].kind);
        }
        if (!found)
            fail_msg("%s is no verb of kind %s", core[i].word, ns_kind_name(core[i].kind));
    }
    ns_vec_free(&path);
    unload(&l);
}

/* Every construction has words for a reader who asks why. */
static void constructions_have_words(void **state)
{
    (void)state;
    for (int rule = 0; rule < NS_RULE_COUNT; rule++)
        if (!ns_why_words(ns_rule_name((enum ns_rule)rule)))
            fail_msg("rule '%s' has no words", ns_rule_name((enum ns_rule)rule));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constructions_have_words), cmocka_unit_test(a_verb),
        cmocka_unit_test(kinds_by_content),         cmocka_unit_test(longest_first),
        cmocka_unit_test(errors_name_the_line),     cmocka_unit_test(odd_values_do_no_harm),
        cmocka_unit_test(function_words),           cmocka_unit_test(the_list_of_assets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
