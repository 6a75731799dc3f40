/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Short invented articles with what must and must not come out of each: kind_articles.txt, whose head
 * says how it is written. A test for each chapter of the file; every line that fails is printed.
 */
#include "extracting.h"

#include "naysay/file.h"
#include "naysay/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define CHAPTERS 16

struct chapter {
    char *name;
    struct ns_slice text; /* from behind its line to the next chapter */
    unsigned articles, lines, wrong;
};

static struct ns_bytes file;
static struct chapter chapters[CHAPTERS];
static size_t chapter_count;

static bool holds(struct extracted x, struct ns_range r, struct ns_slice words)
{
    return !ns_range_empty(r) && ns_slice_find(ns_article_text(x.article, r), words, 0) != SIZE_MAX;
}

/* Does the statement have the words in its source, its cue or a piece of its content? */
static bool is_about(struct extracted x, const struct ns_attribution *a, struct ns_slice words)
{
    bool any = holds(x, a->source, words) || holds(x, a->cue, words);
    for (size_t i = 0; i < a->content_count && !any; i++)
        any = holds(x, a->content[i], words);
    return any;
}

/* One expectation: "+ kind: words" or "- kind: words". */
static bool is_met(struct extracted x, struct ns_slice line)
{
    size_t colon = ns_slice_find(line, NS_SLICE(":"), 0);
    assert_true(colon != SIZE_MAX && colon > 2);
    struct ns_slice name = ns_slice_trim((struct ns_slice){line.at + 2, colon - 2});
    struct ns_slice words =
        ns_slice_trim((struct ns_slice){line.at + colon + 1, line.len - colon - 1});
    enum ns_kind kind = NS_KIND_COUNT;
    bool any = ns_slice_equal(name, NS_SLICE("any"));
    assert_true(any || ns_kind_parse(name, &kind));
    /* words that are not in the article would make a "-" hold for ever */
    assert_true(ns_slice_find(x.article->body, words, 0) != SIZE_MAX);
    bool found = false;
    for (size_t i = 0; i < x.found->attribution_count && !found; i++)
        found = (any || x.found->attributions[i].kind == kind) &&
                is_about(x, &x.found->attributions[i], words);
    return found == (line.at[0] == '+');
}

static void tell(struct extracted x, const struct chapter *c, struct ns_slice line)
{
    print_error("%s: %.*s\n", c->name, (int)line.len, line.at);
    for (size_t i = 0; i < x.found->attribution_count; i++) {
        const struct ns_attribution *a = &x.found->attributions[i];
        struct ns_slice text = ns_article_text(x.article, ns_attribution_extent(a));
        print_error("  got %s (%s): %.*s\n", ns_kind_name(a->kind), a->why.kind_reason,
                    (int)text.len, text.at);
    }
}

/* An article is its text up to the expectations, then these. */
static void check_article(struct chapter *c, struct ns_slice text, struct ns_slice lines)
{
    struct ns_slice line;
    char *copy = ns_string_dup(ns_slice_trim(text));
    struct extracted x = extracted(copy);
    c->articles++;
    assert_true(lines.len > 0);
    while (ns_slice_line(&lines, &line)) {
        c->lines++;
        if (!is_met(x, line)) {
            tell(x, c, line);
            c->wrong++;
        }
    }
    extracted_free(x);
    free(copy);
}

static bool is_expectation(struct ns_slice line)
{
    return ns_slice_starts(line, NS_SLICE("+ ")) || ns_slice_starts(line, NS_SLICE("- "));
}

static void check_chapter(void **state)
{
    struct chapter *c = *state;
    struct ns_slice rest = c->text, line;
    const char *text = rest.at, *lines = NULL, *end = rest.at;
    while (ns_slice_line(&rest, &line)) {
        bool expectation = is_expectation(line);
        if (lines && !expectation) {
            check_article(c, (struct ns_slice){text, (size_t)(lines - text)},
                          (struct ns_slice){lines, (size_t)(end - lines)});
            text = line.at;
            lines = NULL;
        }
        if (expectation && !lines)
            lines = line.at;
        end = line.at + line.len;
    }
    if (lines)
        check_article(c, (struct ns_slice){text, (size_t)(lines - text)},
                      (struct ns_slice){lines, (size_t)(end - lines)});
    print_message("%u articles, %u expectations\n", c->articles, c->lines);
    assert_true(c->articles > 0);
    assert_int_equal(c->wrong, 0);
}

static void read_chapters(void)
{
    struct ns_bytes path = {0};
    struct ns_err err;
    struct ns_slice rest, line;
    const char *folder = getenv("NS_SRCDIR");
    ns_bytes_format(&path, "%s/tests/unit/kind_articles.txt", folder ? folder : ".");
    if (ns_file_read(ns_bytes_text(&path), 1 << 20, &file, &err) != NS_OK) {
        print_error("%s\n", err.message);
        exit(1);
    }
    ns_vec_free(&path);
    rest = ns_bytes_slice(&file);
    while (ns_slice_line(&rest, &line)) {
        if (!ns_slice_starts(line, NS_SLICE("== ")))
            continue;
        if (chapter_count > 0)
            chapters[chapter_count - 1].text.len =
                (size_t)(line.at - chapters[chapter_count - 1].text.at);
        if (chapter_count == CHAPTERS)
            break;
        chapters[chapter_count++] = (struct chapter){
            .name = ns_string_dup((struct ns_slice){line.at + 3, line.len - 3}), .text = rest};
    }
}

int main(void)
{
    struct CMUnitTest tests[CHAPTERS];
    read_chapters();
    for (size_t i = 0; i < chapter_count; i++)
        tests[i] = (struct CMUnitTest){
            .name = chapters[i].name, .test_func = check_chapter, .initial_state = &chapters[i]};
    if (chapter_count == 0)
        return 1;
    int failed = _cmocka_run_group_tests("kind articles", tests, chapter_count, NULL, NULL);
    for (size_t i = 0; i < chapter_count; i++)
        free(chapters[i].name);
    ns_vec_free(&file);
    return failed != 0;
}
