/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No query hangs: regexes that take for ever without limits, over a text made for it. Where a limit
 * ended one, the answer is no, whatever was asked, and that is told.
 */
#include "naysay/query.h"

#include "hostile.h"

#include <time.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define TEXT_SIZE 100000                /* bytes */
#define LEAST     200                   /* regexes */
#define MOST_NS   ((uint64_t)500000000) /* of work for one: 90 ms of matching, compiling, slack */

/* What grows exponentially, or by a high power of the text, where it does not match. */
static const char *const cores[] = {
    "(a+)+",
    "(a*)*",
    "(a|a)*",
    "(a|aa)+",
    "(?:a|a?)+",
    "(a?)*",
    "((a+)+)+",
    "(((a*)*)*)*",
    "(.*)*",
    "(.*)+",
    "(.+)+",
    ".*.*.*.*",
    "(?s).*.*.*.*",
    "(.*a){12}",
    "(a?){40}a{40}",
    "(x+x+)+",
    "(\\w+\\s?)*",
    "(\\w+\\s?)+\\d",
    "([a-z]+)*",
    "([a-zA-Z]+)*[0-9]",
    "^(([a-z])+.)+[A-Z]",
    "(a|b|ab)*",
    "(ab|a|b)+",
    "(?:(?:ab)+|a+b+)+",
    "(\\W*\\w*)*",
    "([^z]*)*",
    "([^z]+)+",
    "(?i)(A+)+",
    "(\\p{L}+)*",
    "(\\X+)+",
    "(\\X*)*",
    "(a+){2,}",
    "(a{1,100}){1,100}",
    "(?:a{0,50}){0,50}",
    "((a{0,20}){0,20}){0,20}",
    "(.{1,60}){1,60}",
    "(\\s*\\S*)*",
    "(?:\\b\\w+\\b\\W*)+",
    "(a*?)*?",
    "(.*?,){11}",
    "(.+?.+?)+",
    "(\\(+)+",
    "((\\()+\\))+",
    "(a+b?)+",
    "(?:a+)+(?:b+)+",
};

/* What is done to them so that they fail late. */
static const char *const frames[] = {"%s[!$]{2}$", "(?=%s[!$]{2})b", "\\b%s\\d{9}",
                                     "(%s)\\1[!$]{2}"};

/* Recursion, conditions, look-behind, verbs and sizes, as they are. */
static const char *const others[] = {
    "(?R)?a[!$]{2}",
    "a(?R)*[!$]{2}",
    "((?1)?a)+[!$]{2}",
    "(a(?1)?b)+[!$]{2}",
    "(\\((?:[^()]++|(?1))*\\))[!$]{2}",
    "\\((?:[^()]|(?R))*\\)",
    "^(?:a(?=.*(b))|b)*[!$]{2}",
    "(?<=a{100})[!$]{2}",
    "(?<=(?:a|b)(?:a|b)(?:a|b)(?:a|b)).*[!$]{2}",
    "(?<!a)(?<!b)(a|b)*[!$]{2}",
    "(?<=a|bb|ccc|dddd)(.*)*[!$]{2}",
    "(?(?=a)a*|b*)*[!$]{2}",
    "(a)?(?(1)a|b)*[!$]{2}",
    "(?|(a)|(b))*\\1[!$]{2}",
    "(?>a*)*[!$]{2}",
    "(?:a*+)*+[!$]{2}",
    "(*LIMIT_MATCH=4000000000)(a+)+[!$]{2}",
    "(*NO_JIT)(a+)+[!$]{2}",
    "(*NO_AUTO_POSSESS)a*a*a*a*[!$]{2}",
    "(*NO_START_OPT)(a*)*[!$]{2}",
    "a{65535}",
    "(a{1000}){60}",
    "(?:a{1000}){1000}",
    "((((a{100}){100}){100}){100})",
    "(a{65535}){65535}",
    ".{65535}[!$]{2}",
    "(?:[ab]{500}){100}[!$]{2}",
    "[^!]{30000}[!$]{2}",
    "(\\w{1,1000}){1,1000}[!$]{2}",
    "(?:\\pL{0,900}){0,9}[!$]{2}",
    "((((((((((((((((((((a*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*[!$]{2}",
    "(a*)(a*)(a*)(a*)(a*)(a*)(a*)(a*)[!$]{2}",
    "(.)(.)(.)(.).*\\4\\3\\2\\1[!$]{2}",
    "(\\w+).*\\1.*\\1.*\\1[!$]{2}",
    "(?:(a+)b?)+\\1[!$]{2}",
    "(?=(a+))\\1+[!$]{2}",
    "(?=.*[!$]{2})(?=.*\\?\\?).*",
    "(?:(?:(?:a|aa)+|b)+|c)+[!$]{2}",
    "(?'x'a|b(?&x))+[!$]{2}",
    "(?<n>(?:a|b|(?&n))+)[!$]{2}",
    "\\A(?:.|\\n)*[!$]{2}",
    "(?:.|\\s)*[!$]{2}",
    "(?s)(?:.|.)*[!$]{2}",
    "(?m)^(.*)*$[!$]{2}",
    "\\K(a+)+[!$]{2}",
    "(?:\\G.)*[!$]{2}",
};

static void hostile_body(struct ns_bytes *out)
{
    struct hostile h = {4711};
    struct ns_bytes piece = {0};

    hostile_repeat("a", TEXT_SIZE * 3 / 10, out);
    ns_bytes_add_text(out, "b ");
    while (out->len < TEXT_SIZE / 2)
        ns_bytes_add_text(out, "ab");
    while (out->len < TEXT_SIZE * 6 / 10)
        ns_bytes_add_text(out, "word, word ");
    while (out->len < TEXT_SIZE * 7 / 10)
        ns_bytes_add_text(out, "((((()))x");
    while (out->len < TEXT_SIZE * 8 / 10)
        ns_bytes_add_text(out, "e\xcc\x81\xcc\x82\xe2\x80\x8b\xe6\xbc\xa2");
    hostile_text(&h, TEXT_SIZE / 20, true, &piece);
    for (size_t i = 0; i < piece.len; i++)
        if (piece.at[i] != '!' && piece.at[i] != '\n' && out->len < TEXT_SIZE)
            ns_vec_push(out, piece.at[i]);
    while (out->len < TEXT_SIZE)
        ns_vec_push(out, 'x');
    ns_vec_free(&piece);
}

static uint64_t work_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

struct sums {
    size_t regexes, refused, limited;
};

struct answer {
    bool refused, yes, limited;
};

static struct answer ask(struct ns_slice text, const struct ns_item *item)
{
    struct ns_query *query = NULL;
    struct ns_err err = {0};
    struct answer answer = {0};
    uint64_t start = work_clock(), spent;

    if (ns_query_parse(text, &query, &err) != NS_OK) {
        assert_true(err.column > 0 && err.message[0]);
        answer.refused = true;
    } else {
        assert_false(ns_query_limited(query));
        answer.yes = ns_query_matches(query, item);
        answer.limited = ns_query_limited(query);
    }
    spent = work_clock() - start;
    ns_query_free(query);
    if (spent > MOST_NS && !hostile_slow())
        fail_msg("%.*s took %u ms", (int)text.len, text.at, (unsigned)(spent / 1000000));
    return answer;
}

static void try_one(const char *regex, const struct ns_item *item, struct sums *sums)
{
    struct ns_bytes text = {0};
    struct ns_slice plain;
    struct answer is, is_not;

    ns_bytes_format(&text, "-/%s/", regex);
    plain = (struct ns_slice){text.at + 1, text.len - 1};
    is = ask(plain, item);
    sums->refused += is.refused;
    sums->limited += is.limited;
    assert_false(is.yes && is.limited);
    if (sums->regexes++ % 4 == 0 && !is.refused) {
        is_not = ask(ns_bytes_slice(&text), item);
        assert_false(is.yes && is_not.yes);
        /* A plain no on both sides must have been told. */
        if (!is.yes && !is_not.yes)
            assert_true(is.limited || is_not.limited);
    }
    ns_vec_free(&text);
}

static void evil_regexes_end(void **state)
{
    struct ns_bytes body = {0}, regex = {0};
    struct ns_article article = {0};
    struct ns_item item = {.path = "x", .article = &article};
    struct sums sums = {0};

    (void)state;
    hostile_body(&body);
    article.body = ns_bytes_slice(&body);
    for (size_t i = 0; i < sizeof cores / sizeof *cores; i++) {
        for (size_t k = 0; k < sizeof frames / sizeof *frames; k++) {
            const char *at = strstr(frames[k], "%s");
            if (hostile_slow() && k != i % 4)
                continue;
            regex.len = 0;
            ns_bytes_add(&regex, (struct ns_slice){frames[k], (size_t)(at - frames[k])});
            ns_bytes_add_text(&regex, cores[i]);
            ns_bytes_add_text(&regex, at + 2);
            try_one(ns_bytes_text(&regex), &item, &sums);
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        try_one(others[i], &item, &sums);
    print_message("%zu regexes, %zu refused, %zu cut short\n", sums.regexes, sums.refused,
                  sums.limited);
    assert_true(sums.regexes >= LEAST || hostile_slow());
    assert_true(sums.refused < sums.regexes / 5);
    assert_true(sums.limited > sums.regexes / 10);
    ns_vec_free(&body);
    ns_vec_free(&regex);
}

/* All regexes of a query together have no more time than one. */
static void many_regexes_share_their_time(void **state)
{
    struct ns_bytes body = {0};
    struct ns_article article = {0};
    struct ns_item item = {.path = "x", .article = &article};
    struct answer answer;

    (void)state;
    hostile_body(&body);
    article.body = ns_bytes_slice(&body);
    answer = ask(NS_SLICE("/(a+)+[!$]{2}/ or /(a|aa)+[!$]{2}/ or /(x+x+)+[!$]{2}/ or "
                          "/(.*)*[!$]{2}/ or /(a*)*[!$]{2}/ or "
                          "/(a|a)*[!$]{2}/ or /(a?)*[!$]{2}/ or /(ab|a|b)+[!$]{2}/"),
                 &item);
    assert_true(answer.limited && !answer.yes);
    ns_vec_free(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evil_regexes_end),
        cmocka_unit_test(many_regexes_share_their_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
