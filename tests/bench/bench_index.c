/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Full-text indexing of the same texts, already in memory: segments of naysay on one thread and on
 * two, FTS5 of SQLite (:memory:, one transaction, with and without positions), Xapian; and naysay's
 * whole way from files to segments. By turns, each in a process of its own; medians.
 *
 *   bench_index [-r RUNS] [-c NAME] [-l LEXICONS] [-x BENCH_XAPIAN] FOLDER...
 *
 * -c: only those whose names hold NAME, beside the first.
 */
#include "measure.h"

#include "naysay/extract.h"
#include "naysay/file.h"
#include "naysay/ingest.h"
#include "naysay/postings.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef NS_HAVE_SQLITE
#include <sqlite3.h>
#endif

/* As the workers of naysay seal. */
#define SEGMENT_DOCUMENTS ((size_t)4096)
#define SEGMENT_BYTES     ((uint64_t)16 << 20)
#define SEGMENTS_MOST     ((size_t)100000)
#define CHUNK             ((size_t)64) /* documents a thread takes at once */
#define RUNS_MOST         ((size_t)25)
#define THREADS_MOST      4u

NS_VEC(texts, struct ns_slice);
NS_VEC(paths, const char *);

/* What is to be indexed. */
struct corpus {
    struct paths paths;
    struct texts texts;
    size_t bytes;
    const struct ns_ingest_lists *lists;
    const char *xapian; /* its program, or NULL */
    const char *chosen; /* part of a name, "" for all */
};

struct result {
    double ms, cpu_ms;
    double memory; /* bytes of the index */
    double peak;   /* bytes resident at most, beyond what was resident before */
    bool ok;
};

/* --- naysay --- */

struct work {
    const struct corpus *corpus;
    bool read, index; /* read the files again; index what was read */
    atomic_size_t next;
    atomic_size_t segments;
    struct ns_segment *sealed[SEGMENTS_MOST];
    struct ns_article **articles; /* read ones stay, as they do in the browser */
};

static void seal(struct work *w, struct ns_segment_builder *builder)
{
    struct ns_segment *segment = ns_segment_seal(builder);
    if (segment)
        w->sealed[atomic_fetch_add(&w->segments, 1)] = segment;
}

static void work_on(struct work *w, struct ns_segment_builder *builder, size_t i)
{
    struct ns_slice text = w->corpus->texts.at[i];
    const char *line = text.len ? memchr(text.at, '\n', text.len) : NULL;
    struct ns_article made = {.body = text,
                              .title = {text.at, line ? (size_t)(line - text.at) : text.len}};
    const struct ns_article *article = &made;
    if (w->read) {
        struct ns_err err;
        if (ns_ingest_file(w->corpus->paths.at[i], NS_INGEST_DEFAULT_LIMIT, w->corpus->lists,
                           &w->articles[i], &err) != NS_OK)
            return;
        article = w->articles[i];
    }
    if (!w->index)
        return;
    ns_segment_builder_text(builder, (uint32_t)i, article);
    if (ns_segment_builder_documents(builder) >= SEGMENT_DOCUMENTS ||
        ns_segment_builder_bytes(builder) >= SEGMENT_BYTES)
        seal(w, builder);
}

static void *work(void *context)
{
    struct work *w = context;
    struct ns_segment_builder *builder = ns_segment_builder_new();
    size_t count = w->corpus->texts.len, first;
    while ((first = atomic_fetch_add(&w->next, CHUNK)) < count)
        for (size_t i = first; i < count && i < first + CHUNK; i++)
            work_on(w, builder, i);
    seal(w, builder);
    ns_segment_builder_free(builder);
    return NULL;
}

static double naysay(const struct corpus *corpus, unsigned threads, bool read, bool index)
{
    pthread_t ids[THREADS_MOST];
    struct work *w = ns_alloc(sizeof *w);
    double memory = 0;
    w->corpus = corpus;
    w->read = read;
    w->index = index;
    w->articles = ns_alloc((corpus->paths.len + 1) * sizeof(struct ns_article *));
    for (unsigned i = 1; i < threads; i++)
        if (pthread_create(&ids[i], NULL, work, w) != 0)
            return -1;
    work(w);
    for (unsigned i = 1; i < threads; i++)
        pthread_join(ids[i], NULL);
    for (size_t i = 0; i < w->segments; i++)
        memory += (double)ns_segment_memory(w->sealed[i]);
    return memory; /* the process ends: nothing is freed */
}

static double naysay_1(const struct corpus *corpus)
{
    return naysay(corpus, 1, false, true);
}

static double naysay_2(const struct corpus *corpus)
{
    return naysay(corpus, 2, false, true);
}

static double naysay_read(const struct corpus *corpus)
{
    return naysay(corpus, 2, true, false);
}

static double naysay_read_index(const struct corpus *corpus)
{
    return naysay(corpus, 2, true, true);
}

/* --- the others --- */

#ifdef NS_HAVE_SQLITE
static double fts5(const struct corpus *corpus, const char *detail)
{
    sqlite3 *db;
    sqlite3_stmt *insert;
    char sql[200];
    snprintf(sql, sizeof sql,
             "create virtual table t using fts5(body, content='', detail=%s, "
             "tokenize='unicode61 remove_diacritics 2'); begin",
             detail);
    if (sqlite3_open(":memory:", &db) || sqlite3_exec(db, sql, NULL, NULL, NULL) ||
        sqlite3_prepare_v2(db, "insert into t(rowid, body) values(?, ?)", -1, &insert, NULL))
        return -1;
    for (size_t i = 0; i < corpus->texts.len; i++) {
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)i);
        sqlite3_bind_text(insert, 2, corpus->texts.at[i].at, (int)corpus->texts.at[i].len,
                          SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE)
            return -1;
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    if (sqlite3_exec(db, "commit", NULL, NULL, NULL))
        return -1;
    return (double)sqlite3_memory_used();
}

static double fts5_full(const struct corpus *corpus)
{
    return fts5(corpus, "full");
}

static double fts5_none(const struct corpus *corpus)
{
    return fts5(corpus, "none");
}
#endif

/* --- measuring --- */

struct contender {
    const char *name;
    double (*run)(const struct corpus *corpus); /* bytes of the index, or -1 */
    size_t most;                                /* documents; more would take too long */
};

static const struct contender contenders[] = {
    {"naysay, 1 thread", naysay_1, SIZE_MAX},
    {"naysay, 2 threads", naysay_2, SIZE_MAX},
    {"naysay, reading files only, 2 threads", naysay_read, SIZE_MAX},
    {"naysay, reading and indexing, 2 threads", naysay_read_index, SIZE_MAX},
#ifdef NS_HAVE_SQLITE
    {"FTS5 :memory:", fts5_full, SIZE_MAX},
    {"FTS5 :memory:, detail=none", fts5_none, SIZE_MAX},
#endif
    {"Xapian, in memory", NULL, 20000},
};
#define CONTENDERS (sizeof contenders / sizeof *contenders)

static double peak_rss(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss * 1024;
}

static void measure_here(const struct contender *contender, const struct corpus *corpus, int out)
{
    struct result result = {0};
    double resident = (double)measure_rss(), begin = measure_now(), cpu = measure_cpu();
    result.memory = contender->run(corpus);
    result.ms = measure_now() - begin;
    result.cpu_ms = measure_cpu() - cpu;
    result.peak = peak_rss() - resident;
    result.ok = result.memory >= 0;
    _exit(write(out, &result, sizeof result) != sizeof result);
}

/* Xapian's program is told the files, reads them, and prints the four figures. */
static void measure_xapian(const struct corpus *corpus, int out)
{
    int in[2], back[2];
    struct result result = {0};
    if (pipe(in) || pipe(back))
        _exit(1);
    if (fork() == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(back[1], STDOUT_FILENO);
        close(in[1]);
        execl(corpus->xapian, corpus->xapian, (char *)NULL);
        _exit(1);
    }
    close(back[1]);
    FILE *paths = fdopen(in[1], "w"), *figures = fdopen(back[0], "r");
    if (!paths || !figures)
        _exit(1);
    for (size_t i = 0; i < corpus->paths.len; i++)
        fprintf(paths, "%s\n", corpus->paths.at[i]);
    fclose(paths);
    result.ok = fscanf(figures, "%lf %lf %lf %lf", &result.ms, &result.cpu_ms, &result.memory,
                       &result.peak) == 4;
    _exit(write(out, &result, sizeof result) != sizeof result);
}

static struct result measure(const struct contender *contender, const struct corpus *corpus)
{
    struct result result = {0};
    int ends[2];
    if (pipe(ends))
        return result;
    pid_t pid = fork();
    if (pid == 0 && contender->run)
        measure_here(contender, corpus, ends[1]);
    else if (pid == 0)
        measure_xapian(corpus, ends[1]);
    close(ends[1]);
    if (pid < 0 || read(ends[0], &result, sizeof result) != sizeof result)
        result.ok = false;
    close(ends[0]);
    waitpid(pid, NULL, 0);
    return result;
}

static void print_contender(const struct corpus *corpus, const char *name,
                            const struct result *results, size_t runs, double first_cpu)
{
    double ms[RUNS_MOST], cpu[RUNS_MOST];
    for (size_t i = 0; i < runs; i++) {
        ms[i] = results[i].ms;
        cpu[i] = results[i].cpu_ms;
    }
    double wall = measure_median(ms, runs), spent = measure_median(cpu, runs);
    printf("| %-40s | %8.2f | %8.2f | %7.1f | %6.1f | %6.3f | %6.3f |\n", name, wall / 1e3,
           spent / 1e3, (double)corpus->bytes / 1e3 / wall, spent / first_cpu,
           results[0].memory / (double)corpus->bytes, results[0].peak / (double)corpus->bytes);
}

static bool takes_part(const struct corpus *corpus, size_t c)
{
    return corpus->texts.len <= contenders[c].most &&
           (c == 0 || strstr(contenders[c].name, corpus->chosen));
}

static void compare(const struct corpus *corpus, size_t runs)
{
    static struct result results[CONTENDERS][RUNS_MOST];
    bool left_out[CONTENDERS] = {false};
    for (size_t run = 0; run < runs; run++)
        for (size_t c = 0; c < CONTENDERS; c++) {
            if (!contenders[c].run && !corpus->xapian)
                left_out[c] = true;
            if (left_out[c] || !takes_part(corpus, c))
                continue;
            results[c][run] = measure(&contenders[c], corpus);
            left_out[c] = !results[c][run].ok;
        }
    double first_cpu[RUNS_MOST];
    for (size_t i = 0; i < runs; i++)
        first_cpu[i] = results[0][i].cpu_ms;
    double first = measure_median(first_cpu, runs);
    printf("\n%zu documents, %.1f MB, medians of %zu\n\n", corpus->texts.len,
           (double)corpus->bytes / 1e6, runs);
    printf("| %-40s | seconds  | CPU s    | MB/s    | CPU x  | index  | peak   |\n", "");
    printf("|---|---|---|---|---|---|---|\n");
    for (size_t c = 0; c < CONTENDERS; c++) {
        if (takes_part(corpus, c) && left_out[c])
            printf("| %-40s | not there, or it failed |\n", contenders[c].name);
        else if (takes_part(corpus, c))
            print_contender(corpus, contenders[c].name, results[c], runs, first);
    }
}

static bool found(void *context, const char *path)
{
    struct corpus *corpus = context;
    struct ns_bytes bytes = {0};
    if (ns_file_read(path, NS_INGEST_DEFAULT_LIMIT, &bytes, NULL) != NS_OK)
        return true;
    ns_vec_push(&corpus->paths, ns_string_dup(ns_slice_of(path)));
    ns_vec_push(&corpus->texts, ((struct ns_slice){bytes.at, bytes.len}));
    corpus->bytes += bytes.len;
    return true;
}

static void skipped(void *context, const char *path, const struct ns_err *why)
{
    (void)context;
    fprintf(stderr, "%s: %s\n", path, why->message);
}

int main(int argc, char **argv)
{
    size_t runs = 3;
    const char *lexicons = "assets/lexicon", *xapian = NULL, *chosen = "";
    struct ns_rules *rules;
    struct ns_err err;
    int option;
    while ((option = getopt(argc, argv, "r:c:l:x:")) != -1) {
        if (option == 'r')
            runs = (size_t)strtoul(optarg, NULL, 10);
        else if (option == 'c')
            chosen = optarg;
        else if (option == 'l')
            lexicons = optarg;
        else if (option == 'x' && access(optarg, X_OK) == 0)
            xapian = optarg;
    }
    if (optind >= argc || runs < 1 || runs > RUNS_MOST) {
        fprintf(stderr, "usage: bench_index [-r RUNS] [-c NAME] [-l LEXICONS] [-x BENCH_XAPIAN] "
                        "FOLDER...\n");
        return 2;
    }
    if (ns_rules_begin(lexicons, NULL, &rules, &err) != NS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    printf(
        "CPU x: processor time in relation to naysay on one thread; index, peak: bytes a byte of "
        "text, of the index alone and resident while it is made\n");
    for (int i = optind; i < argc; i++) {
        struct corpus corpus = {
            .lists = ns_rules_ingest_lists(rules), .xapian = xapian, .chosen = chosen};
        if (ns_ingest_list(argv[i], found, skipped, NULL, &corpus, &err) != NS_OK) {
            fprintf(stderr, "%s\n", err.message);
            return 2;
        }
        compare(&corpus, runs);
        for (size_t k = 0; k < corpus.texts.len; k++)
            free((char *)(uintptr_t)corpus.texts.at[k].at);
        ns_vec_free(&corpus.texts);
        ns_vec_free(&corpus.paths);
    }
    ns_rules_free(rules);
    return 0;
}
