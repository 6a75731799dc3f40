/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stating.h"

#include "naysay/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void add_range(struct ns_bytes *out, struct extracted x, struct ns_range r)
{
    if (ns_range_empty(r))
        ns_bytes_add(out, NS_SLICE("-"));
    else
        ns_bytes_add(out, ns_article_text(x.article, r));
}

static char *taken(struct ns_bytes *out)
{
    char *copy = ns_string_dup(ns_bytes_slice(out));
    ns_vec_free(out);
    return copy;
}

char *statements_of(struct extracted x)
{
    struct ns_bytes out = {0};
    for (size_t i = 0; i < x.found->attribution_count; i++) {
        const struct ns_attribution *a = &x.found->attributions[i];
        ns_bytes_format(&out, "%s%s|", i ? "\n" : "", ns_kind_name(a->kind));
        add_range(&out, x, a->source);
        ns_bytes_add(&out, NS_SLICE("|"));
        add_range(&out, x, a->cue);
        for (size_t n = 0; n < a->content_count; n++) {
            ns_bytes_add(&out, n ? NS_SLICE(" + ") : NS_SLICE("|"));
            add_range(&out, x, a->content[n]);
        }
    }
    return taken(&out);
}

char *kinds_of(struct extracted x)
{
    struct ns_bytes out = {0};
    for (size_t i = 0; i < x.found->attribution_count; i++)
        ns_bytes_format(&out, "%s%s", i ? " " : "", ns_kind_name(x.found->attributions[i].kind));
    return taken(&out);
}

void check_statements(const struct statement_case *cases, size_t count,
                      char *(*describe)(struct extracted))
{
    unsigned wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct extracted x = extracted(cases[i].text);
        char *got = describe(x);
        if (strcmp(got, cases[i].want) != 0) {
            print_error("%s\n  want %s\n  got  %s\n", cases[i].text, cases[i].want, got);
            wrong++;
        }
        free(got);
        extracted_free(x);
    }
    assert_int_equal(wrong, 0);
}
