/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quotation marks over paragraphs: a quotation that runs on opens each paragraph with a mark and
 * closes the last one only. A mark that never closes and does not run on is closed at the end of
 * its paragraph if the paragraph begins with it, else at the end of its sentence: what was lost is a
 * closing mark, and the less text is taken for quoted, the better.
 */
#include "doc_quotes.h"

#include "naysay/utf8.h"

NS_VEC(quotes, struct ns_quote);

enum mark { MARK_NONE, MARK_OPEN, MARK_CLOSE };

static bool is_single(uint32_t cp)
{
    return cp == '\'' || cp == 0x2018 || cp == 0x2019 || cp == 0x201A || cp == 0x2039 ||
           cp == 0x203A || cp == '`';
}

static enum mark mark_at(const struct ns_doc *doc, uint32_t t, bool singles)
{
    const struct ns_tok *tok = &doc->toks[t];
    if (tok->type != NS_TOKEN_QUOTE_OPEN && tok->type != NS_TOKEN_QUOTE_CLOSE)
        return MARK_NONE;
    struct ns_slice text = ns_doc_text(doc, t);
    size_t pos = 0;
    /* Two single marks in a row stand for a double one: ''like this''. */
    bool twice = text.len == 2 && text.at[0] == text.at[1];
    if ((is_single(ns_utf8_next(text, &pos, NULL)) && !twice) != singles)
        return MARK_NONE;
    /* a curly mark turned the wrong way, told by the blank on the wrong side of it */
    bool blank_after = t + 1 >= doc->tok_count || doc->toks[t + 1].space_before ||
                       doc->toks[t + 1].block != tok->block;
    bool blank_before = tok->space_before || t == 0 || doc->toks[t - 1].block != tok->block;
    if (!singles && tok->type == NS_TOKEN_QUOTE_OPEN && blank_after && !blank_before)
        return MARK_CLOSE;
    if (!singles && tok->type == NS_TOKEN_QUOTE_CLOSE && blank_before && !blank_after)
        return MARK_OPEN;
    return tok->type == NS_TOKEN_QUOTE_OPEN ? MARK_OPEN : MARK_CLOSE;
}

/* Single marks count only where no double one is: apostrophes look the same. */
static bool uses_singles(const struct ns_doc *doc)
{
    unsigned opening = 0, closing = 0;
    for (uint32_t t = 0; t < doc->tok_count; t++) {
        if (mark_at(doc, t, false))
            return false;
        enum mark mark = mark_at(doc, t, true);
        opening += mark == MARK_OPEN;
        closing += mark == MARK_CLOSE;
    }
    return opening && closing;
}

static void set_end(struct ns_doc *doc, struct quotes *quotes, uint32_t end, bool closed)
{
    struct ns_quote *quote = ns_vec_last(quotes);
    quote->toks.end = end;
    quote->inner.end = closed ? end - 1 : end;
    quote->closed = closed;
    for (uint32_t t = quote->toks.begin; t < end; t++)
        doc->toks[t].quote = (uint32_t)quotes->len - 1;
}

static void open_quote(struct quotes *quotes, uint32_t t, uint32_t block, uint32_t before)
{
    struct ns_quote quote = {
        .toks = {t, t}, .inner = {t + 1, t + 1}, .block = block, .before = before};
    ns_vec_push(quotes, quote);
}

/* Where a quotation ends that is never closed. */
static uint32_t lost_end(const struct ns_doc *doc, const struct ns_doc_block *block,
                         const struct ns_quote *quote, bool goes_on)
{
    if (goes_on || quote->toks.begin == block->toks.begin)
        return block->toks.end;
    return doc->sents[doc->toks[quote->toks.begin].sentence].toks.end;
}

void ns_doc_find_quotes(struct ns_doc *doc)
{
    struct quotes quotes = {0};
    bool singles = uses_singles(doc);
    uint32_t pending = NS_NONE; /* open at the end of the block before */
    for (uint32_t b = 0; b < doc->block_count; b++) {
        const struct ns_doc_block *block = &doc->blocks[b];
        bool open = false;
        for (uint32_t t = block->toks.begin; t < block->toks.end; t++) {
            enum mark mark = mark_at(doc, t, singles);
            if (mark == MARK_OPEN) {
                if (open)
                    set_end(doc, &quotes, t, false);
                open_quote(&quotes, t, b, t == block->toks.begin ? pending : NS_NONE);
                open = true;
            } else if (mark == MARK_CLOSE && open) {
                set_end(doc, &quotes, t + 1, true);
                open = false;
            }
        }
        pending = NS_NONE;
        if (!open)
            continue;
        bool next = b + 1 < doc->block_count;
        bool goes_on = next && !block->headline &&
                       mark_at(doc, doc->blocks[b + 1].toks.begin, singles) == MARK_OPEN;
        struct ns_quote *last = ns_vec_last(&quotes);
        last->goes_on = goes_on;
        set_end(doc, &quotes, lost_end(doc, block, last, goes_on), false);
        if (goes_on)
            pending = (uint32_t)quotes.len - 1;
    }
    doc->quotes = quotes.at;
    doc->quote_count = quotes.len;
}
