/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reader types to search and to limit: the first line is the pattern or query, the rest is
 * the text. Hits stand in order inside the text and on code points; a query as understood is
 * understood the same way again.
 */
#include "fuzz.h"

#include "naysay/log.h"
#include "naysay/pattern.h"
#include "naysay/query.h"
#include "naysay/utf8.h"

static bool on_code_point(struct ns_slice text, uint32_t at)
{
    return at == text.len || ((unsigned char)text.at[at] & 0xC0) != 0x80;
}

static void check_pattern(struct ns_slice words, bool literal, struct ns_slice text)
{
    struct ns_pattern *pattern = NULL;
    struct ns_ranges hits = {0};
    struct ns_err err = {0};
    if (ns_pattern_compile(words, literal, &pattern, &err) != NS_OK) {
        FUZZ_CHECK(err.message[0]);
        return;
    }
    uint64_t start = ns_clock();
    enum ns_status status = ns_pattern_find(pattern, text, &hits);
    bool quick = status == NS_OK && ns_clock() - start < 20000000; /* ns: far from the limit */
    FUZZ_CHECK(status == NS_OK || status == NS_ERR_LIMIT);
    FUZZ_CHECK(hits.len <= NS_PATTERN_MAX_HITS);
    uint32_t at = 0;
    bool valid = ns_utf8_valid_prefix(text) == text.len;
    for (size_t i = 0; i < hits.len; i++) {
        struct ns_range r = hits.at[i];
        FUZZ_CHECK(r.begin >= at && r.end > r.begin && r.end <= text.len);
        if (valid)
            FUZZ_CHECK(on_code_point(text, r.begin) && on_code_point(text, r.end));
        at = r.end;
    }
    /* On a busy machine the time limit may strike; not again and again. */
    bool any = false;
    for (int i = 0; i < 20 && quick && !any && hits.len > 0; i++)
        any = ns_pattern_hits(pattern, text);
    FUZZ_CHECK(!quick || any == (hits.len > 0));
    ns_vec_free(&hits);
    ns_pattern_free(pattern);
}

static void check_query(struct ns_slice words)
{
    struct ns_query *query = NULL, *again = NULL;
    struct ns_err err = {0};
    if (ns_query_parse(words, &query, &err) != NS_OK) {
        FUZZ_CHECK(err.message[0] && err.column > 0);
        return;
    }
    const struct ns_slice *asked;
    size_t count = ns_query_terms(query, &asked);
    for (size_t i = 0; i < count; i++)
        FUZZ_CHECK(asked[i].len > 0);
    struct ns_slice understood = ns_query_text(query);
    FUZZ_CHECK(ns_query_parse(understood, &again, NULL) == NS_OK);
    FUZZ_CHECK(ns_slice_equal(ns_query_text(again), understood));
    ns_query_free(again);
    ns_query_free(query);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_slice rest = fuzz_slice(data, size), words;
    if (!ns_slice_line(&rest, &words) || words.len > 200)
        return 0;
    check_pattern(words, false, rest);
    check_pattern(words, true, rest);
    check_query(words);
    return 0;
}
