/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributions in brat's standoff format: what is read, what is passed over, and which reader's file
 * stands for a document. */
#include "naysay/file.h"
#include "train/brat.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "brat-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static void write_file(const char *name, struct ns_slice data)
{
    struct ns_err err;
    char *path = ns_path_join(folder, name);
    assert_int_equal(ns_file_replace(path, data, &err), NS_OK);
    free(path);
}

static void remove_file(const char *name)
{
    char *path = ns_path_join(folder, name);
    unlink(path);
    free(path);
}

/* --- a file --- */

static void dump_span(const struct ns_brat_span *span, struct ns_bytes *out)
{
    for (size_t i = 0; i < span->count; i++)
        ns_bytes_format(out, "%s%u-%u", i ? "," : "", span->pieces[i].begin, span->pieces[i].end);
}

/* "source|cue|content" an attribution, a semicolon between, "!" before what is discarded. */
static void check(const char *data, const char *want)
{
    struct ns_brat_attributions found = {0};
    struct ns_brat_span discarded = {0};
    struct ns_bytes got = {0};
    struct ns_err err = {0};
    char *path = ns_path_join(folder, "a.ann");
    write_file("a.ann", ns_slice_of(data));
    if (ns_brat_read(path, &found, &discarded, &err) != NS_OK)
        fail_msg("%s", err.message);
    for (size_t i = 0; i < found.len; i++) {
        ns_bytes_add_text(&got, i ? ";" : "");
        dump_span(&found.at[i].source, &got);
        ns_bytes_add_text(&got, "|");
        dump_span(&found.at[i].cue, &got);
        ns_bytes_add_text(&got, "|");
        dump_span(&found.at[i].content, &got);
    }
    ns_bytes_add_text(&got, discarded.count ? "!" : "");
    dump_span(&discarded, &got);
    assert_string_equal(ns_bytes_text(&got), want);
    ns_vec_free(&got);
    ns_vec_free(&found);
    remove_file("a.ann");
    free(path);
}

#define BOUNDS                                                                                     \
    "T1\tSource 0 8\tTom Bale\n"                                                                   \
    "T2\tCue 9 15\tdenied\n"                                                                       \
    "T3\tContent 16 30\twhat Orna said\n"

static void an_attribution_has_its_three_parts(void **state)
{
    (void)state;
    check(BOUNDS "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n", "0-8|9-15|16-30");
    /* Bounds may stand behind; the order of the roles is free; lines may end in CRLF. */
    check("E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n" BOUNDS, "0-8|9-15|16-30");
    check("T2\tCue 9 15\tdenied\r\nT3\tContent 16 30\tx\r\nE1\tA:T4 Content:T3 Cue:T2\r\n",
          "|9-15|16-30");
    check(BOUNDS "E1\tA:T4 Cue:T2 Content:T3\nE2\tA:T4 Source:T1 Cue:T2 Content:T3\n",
          "|9-15|16-30;0-8|9-15|16-30");
}

static void spans_may_be_discontinuous(void **state)
{
    (void)state;
    check("T1\tCue 9 15;40 42\tdenied it\nT2\tContent 16 30;31 39;43 50\tx\n"
          "E1\tA:T4 Cue:T1 Content:T2\n",
          "|9-15,40-42|16-30,31-39,43-50");
    /* A role told twice, and numbered roles, are pieces of one. */
    check(BOUNDS "T5\tContent 31 35\tx\nT6\tCue 36 37\ty\n"
                 "E1\tA:T4 Cue:T2 Cue:T6 Content:T3 Content2:T5\n",
          "|9-15,36-37|16-30,31-35");
}

/* There is room for so many pieces; the rest is left out. */
static void pieces_are_bounded(void **state)
{
    (void)state;
    struct ns_bytes data = {0}, want = {0};
    ns_bytes_add_text(&data, BOUNDS "T5\tContent ");
    ns_bytes_add_text(&want, "|9-15|");
    for (unsigned i = 0; i < 3 * NS_BRAT_PIECES; i++) {
        ns_bytes_format(&data, "%s%u %u", i ? ";" : "", 100 + 2 * i, 101 + 2 * i);
        if (i < NS_BRAT_PIECES)
            ns_bytes_format(&want, "%s%u-%u", i ? "," : "", 100 + 2 * i, 101 + 2 * i);
    }
    ns_bytes_add_text(&data, "\tx\nE1\tA:T4 Cue:T2 Content:T5 Content:T3\n");
    check(ns_bytes_text(&data), ns_bytes_text(&want));
    ns_vec_free(&data);
    ns_vec_free(&want);
}

/* The annotated text goes on in lines that look like nothing, or nearly like something. */
static void texts_may_hold_line_breaks(void **state)
{
    (void)state;
    check("T1\tCue 9 15\tdenied\nThe rest of the text\nEven this\n\nT\n"
          "T3\tContent 16 90\tone\n\ntwo 3 4\n"
          "E1\tA:T4 Cue:T1 Content:T3\n",
          "|9-15|16-90");
}

static void junk_is_passed_over(void **state)
{
    (void)state;
    check("", "");
    check("#1\tNote T1\tx\nA1\tKind E1 Denial\nR1\tSame T1 T2\n*\tEquiv T1 T2\n", "");
    check("T\nE\nT1\nE1\nT1\t\nE1\t\nT1\tCue\nE1\tA\nT1\tCue \nE1\t: : :\n", "");
    /* Pieces that are none: no numbers, one number, backwards, negative, beyond 32 bits. */
    check("T1\tCue x y;5;9 8;-3 -1;0 4294967296;6 7\tx\nT2\tContent 8 9\tx\n"
          "E1\tA:T4 Cue:T1 Content:T2\n",
          "|6-7|8-9");
    /* Without a cue or a content, or with bounds that are not there, it is no attribution. */
    check(BOUNDS "E1\tA:T4 Source:T1 Cue:T2\nE2\tA:T4 Source:T1 Content:T3\n"
                 "E3\tA:T4 Cue:T9 Content:T3\nE4\tA:T4 Cue:T Content:T3\nE5\tA:T4 Cue: Content:T3\n"
                 "E6\tA:T4 CueT2 ContentT3\nE7\tA:T4 Other:T2 Content:T3\n",
          "");
    /* An argument that is none leaves the others. */
    check(BOUNDS "E1\tA:T4 junk Source:T9 Cue:T2  Content:T3\n", "|9-15|16-30");
}

static void discarded_pieces_are_gathered(void **state)
{
    (void)state;
    check(BOUNDS "T7\tDiscard 50 60;61 62\tx\nT8\tDiscard 70 71\tx\nE1\tA:T4 Cue:T2 Content:T3\n",
          "|9-15|16-30!50-60,61-62,70-71");
}

static void a_missing_file_is_told(void **state)
{
    (void)state;
    struct ns_brat_attributions found = {0};
    struct ns_brat_span discarded = {0};
    struct ns_err err = {0};
    assert_int_equal(ns_brat_read("nowhere/a.ann", &found, &discarded, &err), NS_ERR_IO);
    assert_non_null(strstr(err.message, "nowhere/a.ann"));
    assert_int_equal(found.len, 0);
    assert_int_equal(discarded.count, 0);
}

/* --- a folder --- */

/* names and want are separated by spaces; want: "STEM=FILE". */
static void check_list(const char *names, const char *want)
{
    struct ns_paths annotations = {0}, stems = {0};
    struct ns_bytes got = {0};
    struct ns_err err = {0};
    struct ns_slice rest = ns_slice_of(names), name;
    while (ns_slice_field(&rest, ' ', &name)) {
        char *copy = ns_string_dup(name);
        write_file(copy, NS_SLICE("x"));
        free(copy);
    }
    assert_int_equal(ns_brat_list(folder, &annotations, &stems, &err), NS_OK);
    assert_int_equal(annotations.len, stems.len);
    for (size_t i = 0; i < stems.len; i++) {
        struct ns_slice base = ns_path_base(annotations.at[i]);
        ns_bytes_format(&got, "%s%s=%.*s", i ? " " : "", stems.at[i], (int)base.len, base.at);
        assert_int_equal(access(annotations.at[i], R_OK), 0);
        free(annotations.at[i]);
        free(stems.at[i]);
    }
    assert_string_equal(ns_bytes_text(&got), want);
    for (rest = ns_slice_of(names); ns_slice_field(&rest, ' ', &name);) {
        char *copy = ns_string_dup(name);
        remove_file(copy);
        free(copy);
    }
    ns_vec_free(&annotations);
    ns_vec_free(&stems);
    ns_vec_free(&got);
}

static void of_several_readers_the_first_by_name_counts(void **state)
{
    (void)state;
    check_list("bridge_d473.ann bridge_0aff.ann dam_9999.ann bridge.txt dam.txt",
               "bridge=bridge_0aff.ann dam=dam_9999.ann");
    check_list("", "");
    check_list("bridge.txt bridge.ann.bak", "");
}

/* Four hexadecimal digits behind an underscore are a reader; what else ends so is the name. */
static void what_is_no_reader_is_the_name(void **state)
{
    (void)state;
    check_list("dam.ann", "dam=dam.ann");
    check_list("dam_12.ann dam_1234.ann dam_12345.ann dam_wxyz.ann dam_ABCD.ann",
               "dam_12=dam_12.ann dam=dam_1234.ann dam_12345=dam_12345.ann "
               "dam_ABCD=dam_ABCD.ann dam_wxyz=dam_wxyz.ann");
    check_list("_1234.ann a.ann", "_1234=_1234.ann a=a.ann");
}

/* By name, another document may stand between two readers of one. */
static void a_document_is_listed_once(void **state)
{
    (void)state;
    check_list("dam_0aaa.ann dam_1.ann dam_bbbb.ann", "dam=dam_0aaa.ann dam_1=dam_1.ann");
    check_list("dam.ann dam2.ann dam_bbbb.ann", "dam=dam.ann dam2=dam2.ann");
}

static void a_missing_folder_is_told(void **state)
{
    (void)state;
    struct ns_paths annotations = {0}, stems = {0};
    struct ns_err err = {0};
    assert_int_equal(ns_brat_list("nowhere", &annotations, &stems, &err), NS_ERR_IO);
    assert_non_null(strstr(err.message, "nowhere"));
    assert_int_equal(annotations.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_attribution_has_its_three_parts),
        cmocka_unit_test(spans_may_be_discontinuous),
        cmocka_unit_test(pieces_are_bounded),
        cmocka_unit_test(texts_may_hold_line_breaks),
        cmocka_unit_test(junk_is_passed_over),
        cmocka_unit_test(discarded_pieces_are_gathered),
        cmocka_unit_test(a_missing_file_is_told),
        cmocka_unit_test(of_several_readers_the_first_by_name_counts),
        cmocka_unit_test(what_is_no_reader_is_the_name),
        cmocka_unit_test(a_document_is_listed_once),
        cmocka_unit_test(a_missing_folder_is_told),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
