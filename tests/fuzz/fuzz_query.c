/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first line is a phrase, the rest an article's body: the query finds the phrase where a slow
 * search over the folded text does. A query and its negation never both match.
 *
 * The first line is a query as well: what it is understood as matches what it matches, and its hits
 * stand in order on code points of the body.
 */
#include "fuzz.h"

#include "naysay/fold.h"
#include "naysay/query.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

/* Runs of blanks as one, none at the edges. */
static void squeeze(struct ns_slice text, struct ns_bytes *out)
{
    size_t to = 0;
    ns_fold(text, NS_FOLD_ALL, out, NULL);
    for (size_t i = 0; i < out->len; i++)
        if (out->at[i] != ' ' || (to > 0 && out->at[to - 1] != ' '))
            out->at[to++] = out->at[i];
    out->len = to > 0 && out->at[to - 1] == ' ' ? to - 1 : to;
}

static bool word_ends_at(struct ns_slice s, size_t at)
{
    size_t before = at;
    return at > 0 && ns_is_word(ns_utf8_previous(s, &before));
}

static bool word_begins_at(struct ns_slice s, size_t at)
{
    return at < s.len && ns_is_word(ns_utf8_next(s, &at, NULL));
}

static bool slow_search(struct ns_slice hay, struct ns_slice phrase)
{
    bool first = word_begins_at(phrase, 0), last = word_ends_at(phrase, phrase.len);
    size_t at = 0;
    for (; (at = ns_slice_find(hay, phrase, at)) != SIZE_MAX; at++) {
        size_t end = at + phrase.len;
        bool fits = (!first || !word_ends_at(hay, at)) && (!last || !word_begins_at(hay, end));
        if (fits)
            return true;
    }
    return false;
}

static bool matches(struct ns_slice text, const struct ns_item *item)
{
    struct ns_query *query = NULL;
    FUZZ_CHECK(ns_query_parse(text, &query, NULL) == NS_OK);
    bool yes = ns_query_matches(query, item);
    ns_query_free(query);
    return yes;
}

static void check_hits(struct ns_query *query, struct ns_slice body)
{
    struct ns_query_hits hits = {0};
    const struct ns_slice *terms;
    size_t count = ns_query_terms(query, &terms), end = 0;
    bool valid = ns_utf8_valid_prefix(body) == body.len;
    enum ns_status status = ns_query_find(query, body, &hits);
    FUZZ_CHECK(status == NS_OK || status == NS_ERR_LIMIT);
    for (size_t i = 0; i < hits.len; i++) {
        struct ns_range r = hits.at[i].range;
        FUZZ_CHECK(r.begin >= end && r.end > r.begin && r.end <= body.len);
        FUZZ_CHECK(hits.at[i].term < count);
        if (valid)
            FUZZ_CHECK(((unsigned char)body.at[r.begin] & 0xC0) != 0x80 &&
                       (r.end == body.len || ((unsigned char)body.at[r.end] & 0xC0) != 0x80));
        end = r.end;
    }
    ns_vec_free(&hits);
}

/* A regex may take its 90 ms, so it gets small texts. */
static void check_query(struct ns_slice line, const struct ns_item *item)
{
    struct ns_query *query = NULL;
    struct ns_bytes not_text = {0};
    if ((line.len && memchr(line.at, '/', line.len) && item->article->body.len > 200) ||
        ns_query_parse(line, &query, NULL) != NS_OK)
        return;
    struct ns_slice shown = ns_query_text(query);
    bool yes = ns_query_matches(query, item);
    check_hits(query, item->article->body);
    if (shown.len > 0 && !ns_query_limited(query)) {
        ns_bytes_add_text(&not_text, "-(");
        ns_bytes_add(&not_text, shown);
        ns_bytes_add_text(&not_text, ")");
        /* Brackets are one more level, which may be one too many. */
        struct ns_query *opposite = NULL;
        FUZZ_CHECK(matches(shown, item) == yes);
        if (ns_query_parse(ns_bytes_slice(&not_text), &opposite, NULL) == NS_OK)
            FUZZ_CHECK(!(yes && ns_query_matches(opposite, item)));
        ns_query_free(opposite);
    }
    ns_vec_free(&not_text);
    ns_query_free(query);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ns_slice rest = fuzz_slice(data, size), line;
    struct ns_bytes phrase = {0}, body = {0}, text = {0};
    if (!ns_slice_line(&rest, &line) || line.len > 200)
        return 0;
    struct ns_article whole = {.body = rest, .title = line, .outlet = line, .date = "2016-03-05"};
    struct ns_item there_is = {.path = "news/003_talks.txt", .article = &whole};
    check_query(line, &there_is);
    squeeze(line, &phrase);
    squeeze(rest, &body);
    struct ns_slice p = ns_bytes_slice(&phrase);
    if (p.len > 0 && !memchr(p.at, '"', p.len) && !memchr(p.at, '\0', p.len) &&
        p.at[p.len - 1] != '*') {
        struct ns_article article = {.body = rest};
        struct ns_item item = {.path = "x", .article = &article};
        ns_bytes_add_text(&text, "-\"");
        ns_bytes_add(&text, p);
        ns_bytes_add_text(&text, "\"");
        bool not_there = matches(ns_bytes_slice(&text), &item);
        bool there = matches((struct ns_slice){text.at + 1, text.len - 1}, &item);
        FUZZ_CHECK(there != not_there);
        FUZZ_CHECK(there == slow_search(ns_bytes_slice(&body), p));
    }
    ns_vec_free(&phrase);
    ns_vec_free(&body);
    ns_vec_free(&text);
    return 0;
}
