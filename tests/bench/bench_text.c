/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Speed of what runs over every article, on invented text and on the files that are named: words,
 * sentences, folding, width, lines, and a word looked for by a query. MB a second, best of five.
 */
#include "naysay/clean.h"
#include "naysay/file.h"
#include "naysay/fold.h"
#include "naysay/linebreak.h"
#include "naysay/log.h"
#include "naysay/query.h"

#include <locale.h>

#define TEXT_SIZE ((size_t)4 << 20) /* bytes */

struct work {
    struct ns_slice text;
    struct ns_tokens tokens;
    struct ns_ranges ranges;
    struct ns_bytes folded;
    struct ns_query *query;
    struct ns_article article;
    size_t sum; /* keeps results alive */
};

static void run_tokens(struct work *w)
{
    w->tokens.len = 0;
    ns_tokens_of(w->text, 0, &w->tokens);
    w->sum += w->tokens.len;
}

static void run_sentences(struct work *w)
{
    w->ranges.len = 0;
    ns_sentences_of(w->text, 0, &w->ranges);
    w->sum += w->ranges.len;
}

static void run_fold(struct work *w)
{
    w->folded.len = 0;
    ns_fold(w->text, NS_FOLD_ALL, &w->folded, NULL);
    w->sum += w->folded.len;
}

static void run_width(struct work *w)
{
    w->sum += ns_clean_width(w->text);
}

static void run_lines(struct work *w)
{
    w->ranges.len = 0;
    ns_linebreak(w->text, 0, 80, &w->ranges);
    w->sum += w->ranges.len;
}

static void run_query(struct work *w)
{
    struct ns_item item = {.path = "", .article = &w->article};

    w->article.body = w->text;
    w->sum += ns_query_matches(w->query, &item);
}

static void measure(const char *name, void (*run)(struct work *), struct work *w)
{
    uint64_t best = UINT64_MAX;

    for (int i = 0; i < 5; i++) {
        uint64_t start = ns_clock();
        run(w);
        start = ns_clock() - start;
        best = start < best ? start : best;
    }
    printf("  %-10s %8.0f MB/s\n", name, (double)w->text.len * 1e3 / (double)best);
}

static void measure_all(const char *name, struct ns_slice text)
{
    struct work w = {.text = text};

    printf("%s, %.1f MB\n", name, (double)text.len * 1e-6);
    if (ns_query_parse(NS_SLICE("xylophone"), &w.query, NULL) != NS_OK)
        return;
    measure("words", run_tokens, &w);
    measure("sentences", run_sentences, &w);
    measure("fold", run_fold, &w);
    measure("width", run_width, &w);
    measure("lines", run_lines, &w);
    measure("query", run_query, &w);
    ns_query_free(w.query);
    ns_vec_free(&w.tokens);
    ns_vec_free(&w.ranges);
    ns_vec_free(&w.folded);
}

static void invent(const char *paragraph, const char *name)
{
    struct ns_bytes text = {0};

    while (text.len < TEXT_SIZE)
        ns_bytes_add_text(&text, paragraph);
    measure_all(name, ns_bytes_slice(&text));
    ns_vec_free(&text);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    invent(
        "The ministry of the harbour denied on Monday that Gen. J.T. Oran had ordered the boats "
        "to leave at 5 a.m. \"We never left,\" Oran's spokesman said. The U.S. envoy, who is 61, "
        "would not say who owned the No. 3 depot.\n",
        "ASCII");
    invent("The ministry\xe2\x80\x99s envoy said \xe2\x80\x9cwe never left\xe2\x80\x9d "
           "\xe2\x80\x94 and "
           "nobody at the caf\xc3\xa9 in Norden asked why he\xe2\x80\x99"
           "d gone.\n",
           "curly quotes");
    invent(
        "\xd0\x9c\xd0\xb8\xd0\xbd\xd0\xb8\xd1\x81\xd1\x82\xd1\x80 \xd1\x81\xd0\xba\xd0\xb0\xd0\xb7"
        "\xd0\xb0\xd0\xbb: \xc2\xab\xd0\x9d\xd0\xb5\xd1\x82\xc2\xbb. ",
        "Cyrillic");
    for (int i = 1; i < argc; i++) {
        struct ns_bytes bytes = {0};
        if (ns_file_read(argv[i], (uint64_t)1 << 30, &bytes, NULL) == NS_OK && bytes.len > 0)
            measure_all(argv[i], ns_bytes_slice(&bytes));
        ns_vec_free(&bytes);
    }
    return 0;
}
