/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Queries over a corpus that is read and indexed: ns_search in this process, the same in SQLite's
 * FTS5 in :memory: (where it was configured), and rg on the files (where it is installed). All are
 * asked in turn, round by round; medians. naysay and FTS5, which ask in this one thread, by
 * processor time, rg by the clock.
 *
 *   bench_query [-r ROUNDS] [-p ROUNDS] [-f] FOLDER
 *
 * -p: rounds of rg, which takes longest; -f: without FTS5, whose index takes long to build.
 */
#include "measure.h"

#include "naysay/corpus.h"
#include "naysay/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef NS_HAVE_SQLITE
#include <sqlite3.h>
#endif

#define ROUNDS_MOST 99

/* fts, rg: NULL where there is no such thing. best: so many of them by rank; 0: all, unordered. */
static const struct row {
    const char *name, *naysay, *fts, *rg;
    size_t best;
} rows[] = {
    {"term, rare", "harbour", "harbour", "harbour", 0},
    {"term, common", "said", "said", "said", 0},
    {"AND of two common", "government minister", "government minister", NULL, 0},
    {"AND of three", "police city people", "police city people", NULL, 0},
    {"or", "ferry or harbour", "ferry OR harbour", "ferry|harbour", 0},
    {"not", "election -president", "election NOT president", NULL, 0},
    {"best 50 of a common word", "said", "said", NULL, 50},
    {"best 50 of two words", "government minister", "government minister", NULL, 50},
    {"phrase, typical", "\"prime minister\"", "\"prime minister\"", "prime\\s+minister", 0},
    {"phrase, worst", "\"of the\"", "\"of the\"", "of\\s+the", 0},
    {"prefix", "minist*", "minist*", "minist\\w*", 0},
    {"prefix, short", "st*", "st*", "st\\w*", 0},
    {"regex with a word in it", "/secur\\w+ council/", NULL, "secur\\w+ council", 0},
    {"regex without", "/\\b[a-z]+ing [a-z]+ings\\b/", NULL, "\\b[a-z]+ing [a-z]+ings\\b", 0},
};
#define ROW_COUNT (sizeof rows / sizeof *rows)

struct times {
    double ms[ROUNDS_MOST];
    size_t count, found;
};

struct bench {
    const char *folder;
    size_t rounds, program_rounds;
    struct ns_snapshot *snapshot;
    struct ns_query *queries[ROW_COUNT];
#ifdef NS_HAVE_SQLITE
    sqlite3 *db;
    sqlite3_stmt *statements[ROW_COUNT];
#endif
    struct times naysay[ROW_COUNT], fts[ROW_COUNT], rg[ROW_COUNT];
};

static void add_time(struct times *t, double ms, size_t found)
{
    t->ms[t->count++] = ms;
    t->found = found;
}

static void ask_naysay(struct bench *b, size_t row)
{
    struct ns_ranking best = {0};
    size_t found = 0;
    double begin = measure_cpu();
    struct ns_search *search = ns_search_new(b->snapshot, b->queries[row]);
    while (!ns_search_work(search, 0))
        ;
    if (rows[row].best)
        ns_search_rank(search, rows[row].best, &best);
    else
        for (size_t i = ns_search_next(search, 0); i != SIZE_MAX; i = ns_search_next(search, i + 1))
            found++;
    ns_search_free(search);
    add_time(&b->naysay[row], measure_cpu() - begin, rows[row].best ? best.len : found);
    ns_vec_free(&best);
}

#ifdef NS_HAVE_SQLITE
static bool check(const struct bench *b, int code)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return true;
    fprintf(stderr, "bench_query: SQLite: %s\n", sqlite3_errmsg(b->db));
    return false;
}

static bool prepare_fts(struct bench *b)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        char sql[200];
        if (!rows[i].fts)
            continue;
        snprintf(sql, sizeof sql, "SELECT rowid FROM f WHERE f MATCH '%s'%s", rows[i].fts,
                 rows[i].best ? " ORDER BY rank LIMIT 50" : "");
        if (!check(b, sqlite3_prepare_v2(b->db, sql, -1, &b->statements[i], NULL)))
            return false;
    }
    return true;
}

/* The text is not kept a second time: only the index of FTS5 is wanted. */
static bool build_fts(struct bench *b)
{
    sqlite3_stmt *insert = NULL;
    double begin = measure_now();
    bool fine = check(b, sqlite3_open(":memory:", &b->db)) &&
                check(b, sqlite3_exec(b->db,
                                      "CREATE VIRTUAL TABLE f USING fts5(body, content='', "
                                      "tokenize='unicode61 remove_diacritics 2'); BEGIN",
                                      NULL, NULL, NULL)) &&
                check(b, sqlite3_prepare_v2(b->db, "INSERT INTO f(rowid, body) VALUES(?, ?)", -1,
                                            &insert, NULL));
    for (size_t i = 0; fine && i < b->snapshot->count; i++) {
        const struct ns_article *a = b->snapshot->items[i].article;
        if (!a)
            continue;
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)i + 1);
        sqlite3_bind_text(insert, 2, a->body.at, (int)a->body.len, SQLITE_STATIC);
        fine = check(b, sqlite3_step(insert)) && check(b, sqlite3_reset(insert));
    }
    sqlite3_finalize(insert);
    fine = fine && check(b, sqlite3_exec(b->db, "COMMIT", NULL, NULL, NULL)) && prepare_fts(b);
    fprintf(stderr, "FTS5 built in %.1f s\n", (measure_now() - begin) / 1e3);
    return fine;
}

static void ask_fts(struct bench *b, size_t row)
{
    size_t found = 0;
    if (!b->statements[row])
        return;
    double begin = measure_cpu();
    while (sqlite3_step(b->statements[row]) == SQLITE_ROW)
        found++;
    sqlite3_reset(b->statements[row]);
    add_time(&b->fts[row], measure_cpu() - begin, found);
}

static void close_fts(struct bench *b)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        sqlite3_finalize(b->statements[i]);
    sqlite3_close(b->db);
}
#else
static bool build_fts(struct bench *b)
{
    (void)b;
    return true;
}

static void ask_fts(struct bench *b, size_t row)
{
    (void)b;
    (void)row;
}

static void close_fts(struct bench *b)
{
    (void)b;
}
#endif

static void ask_rg(struct bench *b, size_t row)
{
    const char *const words[] = {"rg", "-l", "-i", "-w", "-U", rows[row].rg, b->folder, NULL};
    if (!rows[row].rg)
        return;
    double took = measure_program((char *const *)(uintptr_t)words);
    if (took >= 0)
        add_time(&b->rg[row], took, 0);
}

static void print_cell(struct times *t, bool tell_found)
{
    if (!t->count)
        printf(" - |");
    else if (tell_found)
        printf(" %.3f | %zu |", measure_median(t->ms, t->count), t->found);
    else
        printf(" %.2f |", measure_median(t->ms, t->count));
}

static void print_table(struct bench *b)
{
    printf("| query | naysay, ms | found | FTS5, ms | rg, ms |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < ROW_COUNT; i++) {
        printf("| %s: `%s` |", rows[i].name, rows[i].naysay);
        print_cell(&b->naysay[i], true);
        print_cell(&b->fts[i], false);
        print_cell(&b->rg[i], false);
        printf("\n");
        /* Words are cut a little differently; much more than that would be another question. */
        if (b->fts[i].count && b->fts[i].found != b->naysay[i].found)
            fprintf(stderr, "%s: FTS5 finds %zu\n", rows[i].name, b->fts[i].found);
    }
}

static bool parse_queries(struct bench *b)
{
    struct ns_err err = {0};
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (ns_query_parse(ns_slice_of(rows[i].naysay), &b->queries[i], &err) == NS_OK)
            continue;
        fprintf(stderr, "bench_query: '%s': %s\n", rows[i].naysay, err.message);
        return false;
    }
    return true;
}

static bool measure(struct bench *b, bool fts)
{
    struct ns_err err = {0};
    struct ns_corpus *corpus = NULL;
    struct ns_corpus_options options = {
        .paths = &b->folder, .path_count = 1, .read_only = true, .index = true, .foreground = true};
    double begin = measure_now();
    if (ns_corpus_open(&options, &corpus, &err) != NS_OK) {
        fprintf(stderr, "bench_query: %s\n", err.message);
        return false;
    }
    ns_corpus_wait(corpus);
    b->snapshot = ns_corpus_take(corpus);
    fprintf(stderr, "%zu articles, %.1f MB, read and indexed in %.1f s\n", b->snapshot->read_count,
            (double)b->snapshot->byte_count / 1e6, (measure_now() - begin) / 1e3);
    bool fine = parse_queries(b) && (!fts || build_fts(b));
    for (size_t round = 0; fine && round < b->rounds; round++) {
        for (size_t row = 0; row < ROW_COUNT; row++) {
            ask_naysay(b, row);
            if (fts)
                ask_fts(b, row);
            if (round < b->program_rounds)
                ask_rg(b, row);
        }
    }
    if (fine)
        print_table(b);
    if (fts)
        close_fts(b);
    for (size_t i = 0; i < ROW_COUNT; i++)
        ns_query_free(b->queries[i]);
    ns_snapshot_release(b->snapshot);
    ns_corpus_close(corpus);
    return fine;
}

int main(int argc, char **argv)
{
    struct bench *b = ns_alloc(sizeof *b);
    bool fts = true;
    int option;
    b->rounds = 15;
    b->program_rounds = 3;
    while ((option = getopt(argc, argv, "fp:r:")) != -1) {
        if (option == 'f')
            fts = false;
        else if (option == 'p')
            b->program_rounds = strtoul(optarg, NULL, 10);
        else if (option == 'r')
            b->rounds = strtoul(optarg, NULL, 10);
        else
            argc = 0;
    }
    if (optind + 1 != argc || b->rounds < 1 || b->rounds > ROUNDS_MOST) {
        fprintf(stderr, "usage: bench_query [-f] [-p ROUNDS] [-r ROUNDS] FOLDER\n");
        return 2;
    }
    b->folder = argv[optind];
    bool fine = measure(b, fts);
    free(b);
    return fine ? 0 : 1;
}
