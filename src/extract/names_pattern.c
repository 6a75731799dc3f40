/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names by their form. */
#include "names.h"

/* --- weapons --- */

/* Does a noun behind a designation belong to it: "S-300 missile system", "Su-34 Fullback"? */
static bool goes_with(const struct ns_doc *doc, uint32_t tok)
{
    const struct ns_tok *at = &doc->toks[tok];
    uint32_t classes = ns_doc_word(doc, tok)->classes;
    if (at->type != NS_TOKEN_WORD || (classes & (NS_CLASS_FUNCTION | NS_CLASS_CALENDAR)))
        return false;
    return (at->shape & NS_SHAPE_UPPER) && !(classes & NS_CLASS_COMMON);
}

uint32_t ns_weapon_at(const struct ns_doc *doc, pcre2_match_data *match, uint32_t tok, uint32_t end)
{
    const struct ns_tok *at = &doc->toks[tok];
    if (!doc->rules->weapons || at->type != NS_TOKEN_WORD ||
        !(at->shape & (NS_SHAPE_DIGIT | NS_SHAPE_ALL_UPPER)))
        return 0;
    struct ns_slice body = doc->article->body;
    uint32_t stop = doc->toks[end - 1].span.end;
    /* The body is valid UTF-8 and the span ends between code points. */
    int count = pcre2_match(doc->rules->weapons, (PCRE2_SPTR)body.at + at->span.begin,
                            stop - at->span.begin, 0, PCRE2_NO_UTF_CHECK, match, NULL);
    if (count < 1)
        return 0;
    size_t length = pcre2_get_ovector_pointer(match)[1];
    uint32_t t = tok;
    while (t < end && doc->toks[t].span.end <= at->span.begin + length)
        t++;
    if (t == tok)
        return 0;
    if (t < end && (at->shape & NS_SHAPE_DIGIT) && goes_with(doc, t) && doc->toks[t].space_before)
        t++;
    return t;
}

/* --- coalitions --- */

uint32_t ns_coalition_at(const struct ns_doc *doc, uint32_t tok, uint32_t end)
{
    uint32_t t = tok + 2;
    if (tok + 2 >= end || !(doc->toks[tok].shape & NS_SHAPE_UPPER) ||
        !ns_doc_is(doc, tok + 1, "-led"))
        return 0;
    for (; t < end && t < tok + 6 && doc->toks[t].type == NS_TOKEN_WORD; t++) {
        if (ns_doc_is(doc, t, "coalition") || ns_doc_is(doc, t, "alliance"))
            return t + 1;
        if (ns_doc_word(doc, t)->classes & NS_CLASS_FUNCTION)
            return 0;
    }
    return 0;
}
