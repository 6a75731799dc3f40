/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as text: decoding always moves on, what is drawn accounts for every byte and shows
 * nothing hostile, folding gives valid UTF-8 and maps back in order, sentences and lines cover the
 * text without a gap. The first byte is the width of the lines.
 */
#include "fuzz.h"

#include "naysay/clean.h"
#include "naysay/fold.h"
#include "naysay/linebreak.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

static void check_decoding(struct ns_slice s)
{
    size_t pos = 0, count = 0, first_bad = s.len;
    while (pos < s.len) {
        size_t before = pos;
        bool valid = true;
        uint32_t cp = ns_utf8_next(s, &pos, &valid);
        FUZZ_CHECK(pos > before && pos <= s.len && pos - before <= 4);
        FUZZ_CHECK(cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF));
        if (valid) {
            char again[4];
            FUZZ_CHECK(ns_utf8_put(cp, again) == pos - before);
            FUZZ_CHECK(memcmp(again, s.at + before, pos - before) == 0);
            if (first_bad == s.len) {
                size_t back = pos;
                FUZZ_CHECK(ns_utf8_previous(s, &back) == cp && back == before);
            }
        } else {
            FUZZ_CHECK(cp == NS_REPLACEMENT);
            first_bad = before < first_bad ? before : first_bad;
        }
        count++;
    }
    FUZZ_CHECK(ns_utf8_count(s) == count);
    FUZZ_CHECK(ns_utf8_valid_prefix(s) == first_bad);
}

static void check_cleaning(struct ns_slice s)
{
    size_t pos = 0, width = 0;
    while (pos < s.len) {
        struct ns_cluster c = ns_clean_next(s, pos);
        FUZZ_CHECK(c.bytes > 0 && c.bytes <= s.len - pos);
        if (c.base) {
            FUZZ_CHECK(!ns_is_hostile(c.base) && c.base >= 0x20 && c.width >= 1 && c.width <= 2);
            for (size_t i = 0; i < NS_CLUSTER_MARKS && c.marks[i]; i++)
                FUZZ_CHECK(!ns_is_hostile(c.marks[i]) && ns_width(c.marks[i]) == 0);
        } else {
            size_t len = strnlen(c.marker, sizeof c.marker);
            FUZZ_CHECK(len > 0 && len < sizeof c.marker && c.width == len);
            for (size_t i = 0; i < len; i++)
                FUZZ_CHECK(c.marker[i] >= 0x20 && c.marker[i] < 0x7F);
        }
        pos += c.bytes;
        width += c.width;
    }
    FUZZ_CHECK(ns_clean_width(s) == width);
    size_t fit = ns_clean_fit(s, width / 2);
    FUZZ_CHECK(fit <= s.len);
    FUZZ_CHECK(ns_clean_width((struct ns_slice){s.at, fit}) <= width / 2);
}

static void check_folding(struct ns_slice s)
{
    struct ns_bytes folded = {0}, twice = {0};
    struct ns_fold_steps steps = {0};
    ns_fold(s, NS_FOLD_ALL, &folded, &steps);
    struct ns_slice f = ns_bytes_slice(&folded);
    FUZZ_CHECK(ns_utf8_valid_prefix(f) == f.len);
    uint32_t last = 0;
    for (uint32_t at = 0; at <= f.len; at++) {
        if (at < f.len && ((unsigned char)f.at[at] & 0xC0) == 0x80)
            continue;
        uint32_t original = ns_fold_original(&steps, at);
        FUZZ_CHECK(original >= last && original <= s.len);
        last = original;
    }
    FUZZ_CHECK(last == s.len || f.len == 0);
    ns_fold(f, NS_FOLD_ALL, &twice, NULL);
    FUZZ_CHECK(ns_slice_equal(ns_bytes_slice(&twice), f));
    ns_fold_hash(s);
    ns_vec_free(&folded);
    ns_vec_free(&twice);
    ns_vec_free(&steps);
}

static void check_cover(const struct ns_ranges *ranges, uint32_t base, size_t len)
{
    uint32_t at = base;
    for (size_t i = 0; i < ranges->len; i++) {
        FUZZ_CHECK(ranges->at[i].begin == at && ranges->at[i].end > at);
        at = ranges->at[i].end;
    }
    FUZZ_CHECK(at == base + len);
}

static void check_segments(struct ns_slice s, unsigned columns)
{
    struct ns_ranges ranges = {0};
    struct ns_tokens tokens = {0};
    ns_sentences_of(s, 7, &ranges);
    check_cover(&ranges, 7, s.len);
    ranges.len = 0;
    ns_linebreak(s, 3, columns, &ranges);
    check_cover(&ranges, 3, s.len);
    ns_tokens_of(s, 5, &tokens);
    uint32_t at = 5;
    for (size_t i = 0; i < tokens.len; i++) {
        struct ns_range span = tokens.at[i].span;
        FUZZ_CHECK(span.begin >= at && span.end > span.begin && span.end <= 5 + s.len);
        at = span.end;
        ns_is_abbreviation((struct ns_slice){s.at + span.begin - 5, span.end - span.begin});
    }
    ns_vec_free(&ranges);
    ns_vec_free(&tokens);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct ns_slice s = fuzz_slice(data + 1, size - 1);
    check_decoding(s);
    check_cleaning(s);
    check_folding(s);
    check_segments(s, data[0] ? data[0] : 1);
    return 0;
}
