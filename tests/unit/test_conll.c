/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names in columns: what the reader makes of them, what it refuses, and that learning from them is
 * learning from the same names as gold.jsonl tells. */
#include "extracting.h"

#include "extract/rules.h"
#include "naysay/file.h"
#include "naysay/utf8.h"
#include "train/conll.h"
#include "train/names_gold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "conll-XXXXXX";

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

static enum ns_status read_columns(struct ns_slice data, struct ns_conll *out, struct ns_err *err)
{
    char *path = ns_path_join(folder, "a.conll");
    write_file("a.conll", data);
    enum ns_status status = ns_conll_read(path, out, err);
    remove_file("a.conll");
    free(path);
    return status;
}

/* Bytes of the text before its k-th code point. */
static size_t byte_of(struct ns_slice text, uint32_t k)
{
    size_t pos = 0;
    while (k--)
        ns_utf8_next(text, &pos, NULL);
    return pos;
}

/* "text{PER Tom Bale|LOC Orna}" a document. */
static void dump(const struct ns_conll *columns, struct ns_bytes *out)
{
    for (size_t d = 0; d < columns->docs.len; d++) {
        const struct ns_conll_doc *doc = &columns->docs.at[d];
        struct ns_slice text = ns_bytes_slice(&doc->text);
        ns_bytes_add(out, text);
        ns_bytes_add_text(out, "{");
        for (size_t i = 0; i < doc->names.len; i++) {
            const struct ns_conll_name *name = &doc->names.at[i];
            size_t begin = byte_of(text, name->points.begin), end = byte_of(text, name->points.end);
            ns_bytes_format(out, "%s%.*s %.*s", i ? "|" : "", (int)name->type.len, name->type.at,
                            (int)(end - begin), text.at + begin);
        }
        ns_bytes_add_text(out, "}");
    }
}

static void check_bytes(struct ns_slice data, const char *want)
{
    struct ns_conll columns;
    struct ns_bytes got = {0};
    struct ns_err err = {0};
    if (read_columns(data, &columns, &err) != NS_OK)
        fail_msg("%s", err.message);
    dump(&columns, &got);
    assert_string_equal(ns_bytes_text(&got), want);
    ns_vec_free(&got);
    ns_conll_free(&columns);
}

static void check(const char *data, const char *want)
{
    check_bytes(ns_slice_of(data), want);
}

/* --- what is read --- */

static void words_become_lines(void **state)
{
    (void)state;
    check("Tom NNP I-NP I-PER\nBale NNP I-NP I-PER\nslept VBD I-VP O\n. . O O\n\n"
          "ORNA NNP I-NP I-LOC\n",
          "Tom Bale slept .\nORNA{PER Tom Bale|LOC ORNA}");
    check("Tom I-PER\n\n\n \nslept O", "Tom\nslept{PER Tom}");
    check("\n\nTom O\n\n", "Tom{}");
}

static void both_schemes_are_read(void **state)
{
    (void)state;
    /* IOB1: B- only between neighbours of one type. */
    check("Orna I-LOC\nVesk B-LOC\nTown I-LOC\nslept O\nBale I-PER\n",
          "Orna Vesk Town slept Bale{LOC Orna|LOC Vesk Town|PER Bale}");
    /* IOB2: each name begins with B-. */
    check("Orna B-LOC\nVesk B-LOC\nTown I-LOC\nslept O\nBale B-PER\n",
          "Orna Vesk Town slept Bale{LOC Orna|LOC Vesk Town|PER Bale}");
    /* Another type ends a name, so does O, so does the end of the sentence. */
    check("Orna I-LOC\nBale I-PER\n", "Orna Bale{LOC Orna|PER Bale}");
    check("Orna B-LOC\nBale I-PER\n", "Orna Bale{LOC Orna|PER Bale}");
    check("Orna I-LOC\nand O\nVesk I-LOC\n", "Orna and Vesk{LOC Orna|LOC Vesk}");
    check("Orna I-LOC\n\nVesk I-LOC\n", "Orna\nVesk{LOC Orna|LOC Vesk}");
    check("Orna B-creative-work\nSings I-creative-work\n", "Orna Sings{creative-work Orna Sings}");
}

static void documents_begin_at_their_mark(void **state)
{
    (void)state;
    check("-DOCSTART- -X- O O\n\nTom I-PER\n\n-DOCSTART-\n\n-DOCSTART- O\nBale I-PER\n",
          "Tom{PER Tom}Bale{PER Bale}");
    check("Tom I-PER\n-DOCSTART-\tO\nBale I-PER\n", "Tom{PER Tom}Bale{PER Bale}");
    check("-DOCSTART-ed O\n", "-DOCSTART-ed{}");
}

static void columns_are_parted_by_tabs_or_spaces(void **state)
{
    (void)state;
    check("Tom\tNNP\tI-PER\nslept\t\tO\n", "Tom slept{PER Tom}");
    check("Tom   NNP  I-PER  \n slept O\n", "Tom slept{PER Tom}");
    /* Where tabs part, a space is a part of the word. */
    check("Vesk Town\tB-LOC\n", "Vesk Town{LOC Vesk Town}");
    check("Tom\tI-PER\nslept O\n", "Tom slept{PER Tom}");
}

static void line_ends_and_marks_are_no_words(void **state)
{
    (void)state;
    check("Tom I-PER\r\nslept O\r\n\r\nOrna I-LOC\r\n", "Tom slept\nOrna{PER Tom|LOC Orna}");
    check("\xEF\xBB\xBFTom I-PER\n", "Tom{PER Tom}");
}

/* Places are code points: what stands before is longer in bytes. */
static void places_are_code_points(void **state)
{
    (void)state;
    struct ns_conll columns;
    struct ns_err err;
    struct ns_slice data = NS_SLICE("Ö\xC3\xA9\xF0\x9F\x98\x80 O\nOrnå I-LOC\n\nTom I-PER\n");
    check_bytes(data, "Öé\xF0\x9F\x98\x80 Ornå\nTom{LOC Ornå|PER Tom}");
    assert_int_equal(read_columns(data, &columns, &err), NS_OK);
    const struct ns_conll_names *names = &columns.docs.at[0].names;
    assert_int_equal(names->at[0].points.begin, 4);
    assert_int_equal(names->at[0].points.end, 8);
    assert_int_equal(names->at[1].points.begin, 9);
    assert_int_equal(names->at[1].points.end, 12);
    ns_conll_free(&columns);
}

static void documents_know_their_line(void **state)
{
    (void)state;
    struct ns_conll columns;
    struct ns_err err;
    assert_int_equal(
        read_columns(NS_SLICE("-DOCSTART-\n\nTom O\n\n-DOCSTART-\n\n\nBale O\n"), &columns, &err),
        NS_OK);
    assert_int_equal(columns.docs.len, 2);
    assert_int_equal(columns.docs.at[0].line, 3);
    assert_int_equal(columns.docs.at[1].line, 8);
    ns_conll_free(&columns);
}

/* --- what is refused --- */

static void check_refused(struct ns_slice data, unsigned line, const char *says)
{
    struct ns_conll columns;
    struct ns_err err = {0};
    struct ns_bytes want = {0};
    assert_int_equal(read_columns(data, &columns, &err), NS_ERR_FORMAT);
    assert_int_equal(err.line, line);
    if (line)
        ns_bytes_format(&want, "%s/a.conll:%u: %s", folder, line, says);
    else
        ns_bytes_format(&want, "%s/a.conll: %s", folder, says);
    if (strncmp(err.message, ns_bytes_text(&want), want.len) != 0)
        fail_msg("want: %s\ngot:  %s", ns_bytes_text(&want), err.message);
    assert_int_equal(columns.docs.len, 0);
    assert_null(columns.data.at);
    ns_vec_free(&want);
}

static void too_few_columns_are_refused(void **state)
{
    (void)state;
    check_refused(NS_SLICE("Tom I-PER\n\nslept\n"), 3, "a single column");
    check_refused(NS_SLICE("Tom\t\n"), 1, "a single column");
    check_refused(NS_SLICE("\tI-PER\r\n"), 1, "a single column");
}

static void what_is_no_tag_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"PER", "B",     "I",     "B-", "I-",   "o",
                                        "0",   "b-PER", "S-PER", "O-", "BPER", "E-PER"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct ns_bytes data = {0}, says = {0};
        ns_bytes_format(&data, "Tom I-PER\nslept VBD %s\n. O\n", wrong[i]);
        ns_bytes_format(&says, "'%s' is no tag", wrong[i]);
        check_refused(ns_bytes_slice(&data), 2, ns_bytes_text(&says));
        ns_vec_free(&data);
        ns_vec_free(&says);
    }
    struct ns_bytes data = {0};
    ns_bytes_add_text(&data, "Tom ");
    for (unsigned i = 0; i < 10000; i++)
        ns_bytes_add_text(&data, "x");
    check_refused(ns_bytes_slice(&data), 1, "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' is no tag");
    ns_vec_free(&data);
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    check_refused(NS_SLICE("Tom O\nOrn\xE5 I-LOC\n"), 2, "not UTF-8");
    check_refused(NS_SLICE(""), 0, "no words");
    check_refused(NS_SLICE("-DOCSTART- O\n\n\n"), 0, "no words");
}

static void a_missing_file_is_told(void **state)
{
    (void)state;
    struct ns_conll columns;
    struct ns_err err = {0};
    assert_int_equal(ns_conll_read("nowhere/a.conll", &columns, &err), NS_ERR_IO);
    assert_non_null(strstr(err.message, "nowhere/a.conll"));
    assert_int_equal(columns.docs.len, 0);
}

/* --- the folder --- */

static void check_found(enum ns_status want, const char *name)
{
    struct ns_err err = {0};
    char *path;
    assert_int_equal(ns_conll_find(folder, &path, &err), want);
    if (name) {
        char *expected = ns_path_join(folder, name);
        assert_string_equal(path, expected);
        free(expected);
    } else {
        assert_null(path);
        assert_non_null(strstr(err.message, folder));
    }
    free(path);
}

static void a_folder_has_one_file_of_columns(void **state)
{
    (void)state;
    struct ns_err err;
    char *path;
    check_found(NS_ERR_NOT_FOUND, NULL);
    write_file("a.txt", NS_SLICE("x"));
    write_file(".b.conll", NS_SLICE("x"));
    write_file("a.iob.txt.gz", NS_SLICE("x"));
    check_found(NS_ERR_NOT_FOUND, NULL);
    write_file("a.iob.txt", NS_SLICE("x"));
    check_found(NS_OK, "a.iob.txt");
    write_file("b.conll", NS_SLICE("x"));
    check_found(NS_ERR_FORMAT, NULL);
    remove_file("a.iob.txt");
    check_found(NS_OK, "b.conll");
    remove_file("b.conll");
    remove_file("a.iob.txt.gz");
    remove_file(".b.conll");
    remove_file("a.txt");
    assert_int_equal(ns_conll_find("nowhere", &path, &err), NS_ERR_NOT_FOUND);
}

/* --- learning from them --- */

static const char gold_columns[] = "The O\nÖrna B-ORG\nBank I-ORG\ndenied O\nit O\n. O\n\n"
                                   "Tom B-PER\nBale I-PER\nleft O\nVesk B-LOC\n. O\n";
static const char gold_text[] = "The Örna Bank denied it .\nTom Bale left Vesk .";
static const char gold_json[] =
    "{\"doc\": \"one\", \"entities\": [[4, 13, \"ORG\"], [26, 34, \"PER\"], [40, 44, \"LOC\"]]}\n";

static void read_gold(bool prefer, bool columns, struct ns_gold_texts *texts)
{
    struct ns_err err = {0};
    bool read = prefer;
    if (ns_gold_read(folder, 3, extracting_rules(), &read, texts, &err) != NS_OK)
        fail_msg("%s", err.message);
    assert_int_equal(read, columns);
    assert_int_equal(texts->len, 1);
    assert_int_equal(texts->at[0].corpus, 3);
    assert_int_equal(texts->at[0].name_count, 3);
}

static void assert_same_gold(const struct ns_gold_texts *a, const struct ns_gold_texts *b)
{
    assert_true(ns_slice_equal(a->at[0].article->body, b->at[0].article->body));
    assert_int_equal(a->at[0].doc->tok_count, b->at[0].doc->tok_count);
    assert_memory_equal(a->at[0].labels, b->at[0].labels, a->at[0].doc->tok_count);
}

/* What gold.jsonl says is what columns say; gold.jsonl is read unless columns are asked for. */
static void columns_teach_the_same_labels(void **state)
{
    (void)state;
    struct ns_gold_texts from_columns = {0}, from_json = {0}, preferred = {0};
    size_t labelled = 0;
    write_file("a.iob.txt", ns_slice_of(gold_columns));
    read_gold(false, true, &from_columns);
    write_file("gold.jsonl", ns_slice_of(gold_json));
    write_file("text/one.txt", ns_slice_of(gold_text));
    read_gold(false, false, &from_json);
    read_gold(true, true, &preferred);
    assert_same_gold(&from_columns, &from_json);
    assert_same_gold(&preferred, &from_json);
    for (size_t i = 0; i < from_json.at[0].doc->tok_count; i++)
        labelled += from_json.at[0].labels[i] != 0;
    assert_int_equal(labelled, 5);
    ns_gold_free(&from_columns);
    ns_gold_free(&preferred);
    ns_gold_free(&from_json);
    remove_file("a.iob.txt");
    read_gold(true, false, &from_json);
    ns_gold_free(&from_json);
    remove_file("text/one.txt");
    remove_file("gold.jsonl");
    char *path = ns_path_join(folder, "text");
    rmdir(path);
    free(path);
}

static void check_not_read(bool columns, enum ns_status want, const char *says)
{
    struct ns_gold_texts texts = {0};
    struct ns_err err = {0};
    assert_int_equal(ns_gold_read(folder, 0, extracting_rules(), &columns, &texts, &err), want);
    if (!strstr(err.message, says))
        fail_msg("'%s' does not say '%s'", err.message, says);
    ns_gold_free(&texts);
}

static void a_corpus_that_cannot_be_read_is_told(void **state)
{
    (void)state;
    check_not_read(false, NS_ERR_NOT_FOUND, "neither gold.jsonl nor columns");
    check_not_read(true, NS_ERR_NOT_FOUND, "neither gold.jsonl nor columns");
    write_file("a.conll", NS_SLICE("Tom I-PER\nslept\n"));
    check_not_read(false, NS_ERR_FORMAT, "a.conll:2: a single column");
    write_file("a.conll", NS_SLICE("Tom O\n-DOCSTART-\n\n\xC2\xA0 O\n"));
    check_not_read(false, NS_ERR_SKIPPED, "a.conll:4: the document: nothing but white space");
    write_file("b.conll", NS_SLICE("Tom O\n"));
    check_not_read(false, NS_ERR_FORMAT, "2 files of columns");
    /* Columns are asked for: gold.jsonl is no way round their faults. */
    write_file("gold.jsonl", NS_SLICE(""));
    check_not_read(true, NS_ERR_FORMAT, "2 files of columns");
    remove_file("gold.jsonl");
    remove_file("b.conll");
    remove_file("a.conll");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_become_lines),
        cmocka_unit_test(both_schemes_are_read),
        cmocka_unit_test(documents_begin_at_their_mark),
        cmocka_unit_test(columns_are_parted_by_tabs_or_spaces),
        cmocka_unit_test(line_ends_and_marks_are_no_words),
        cmocka_unit_test(places_are_code_points),
        cmocka_unit_test(documents_know_their_line),
        cmocka_unit_test(too_few_columns_are_refused),
        cmocka_unit_test(what_is_no_tag_is_refused),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(a_missing_file_is_told),
        cmocka_unit_test(a_folder_has_one_file_of_columns),
        cmocka_unit_test(columns_teach_the_same_labels),
        cmocka_unit_test(a_corpus_that_cannot_be_read_is_told),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
