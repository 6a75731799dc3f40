/* SPDX-License-Identifier: GPL-3.0-or-later */
/* finder.c: per-token flags, once an article. */
#include "finder.h"

#include "naysay/utf8.h"

static ns_mark mark_of(const struct ns_doc *doc, uint32_t tok)
{
    const struct ns_tok *t = &doc->toks[tok];
    if (t->quote != NS_NONE) {
        const struct ns_quote *quote = &doc->quotes[t->quote];
        if (tok == quote->toks.begin)
            return 'o';
        if (quote->closed && tok + 1 == quote->toks.end)
            return 'c';
    }
    if (t->type == NS_TOKEN_WORD || t->type == NS_TOKEN_NUMBER)
        return 0;
    if (t->type != NS_TOKEN_PUNCTUATION)
        return '\'';
    struct ns_slice text = ns_doc_text(doc, tok);
    size_t pos = 0;
    uint32_t cp = ns_utf8_next(text, &pos, NULL);
    if (cp == '-' || (cp >= 0x2010 && cp <= 0x2015))
        return '-';
    if (cp == 0x2026 || (cp == '.' && text.len > 1))
        return '~'; /* ellipsis: ends nothing by itself */
    return cp < 0x7F ? (ns_mark)cp : '*';
}

/* A headline that ends with a stop is told by its words: all but function words are capitalised. */
static bool is_loose(const struct ns_finder *f, const struct ns_sent *sent)
{
    unsigned upper = 0, lower = 0;
    if (sent->titled || sent->all_caps)
        return true;
    for (uint32_t t = sent->toks.begin; t < sent->toks.end && lower == 0; t++) {
        const struct ns_tok *tok = &f->doc->toks[t];
        if (f->mark[t] || f->gram[t] || tok->span.end - tok->span.begin < 4)
            continue;
        upper += (tok->shape & NS_SHAPE_UPPER) != 0;
        lower += !(tok->shape & (NS_SHAPE_UPPER | NS_SHAPE_DIGIT));
    }
    return upper >= 3 && lower == 0;
}

void ns_finder_open(struct ns_finder *f, const struct ns_doc *doc, const struct ns_cue_table *table)
{
    *f = (struct ns_finder){.doc = doc, .table = table};
    size_t count = doc->tok_count + 1; /* one more, so that tok + 1 may be looked at */
    f->gram = ns_arena_array(doc->scratch, uint32_t, count);
    f->mark = ns_arena_array(doc->scratch, ns_mark, count);
    for (uint32_t t = 0; t < doc->tok_count; t++) {
        f->mark[t] = mark_of(doc, t);
        uint32_t number = ns_doc_word(doc, t)->number;
        f->gram[t] = number && !f->mark[t] ? ns_cue_gram(table, number) : 0;
        /* US, WHO, IT in capitals are names, not pronouns */
        if ((doc->toks[t].shape & NS_SHAPE_ALL_UPPER) &&
            !doc->sents[doc->toks[t].sentence].all_caps)
            f->gram[t] = 0;
    }
    f->mark[doc->tok_count] = '.';
    f->loose = ns_arena_array(doc->scratch, bool, doc->sent_count + 1);
    for (size_t i = 0; i < doc->sent_count; i++)
        f->loose[i] = is_loose(f, &doc->sents[i]);
}

void ns_finder_close(struct ns_finder *f)
{
    ns_vec_free(&f->found);
}

static void add_piece(const struct ns_finder *f, struct ns_candidate *c, struct ns_range piece)
{
    if (c->content_count && c->content[c->content_count - 1].end == piece.begin &&
        f->doc->toks[piece.begin].block == f->doc->toks[piece.begin - 1].block) {
        c->content[c->content_count - 1].end = piece.end;
        return;
    }
    if (c->content_count < NS_PIECES)
        c->content[c->content_count++] = piece;
}

void ns_candidate_add(const struct ns_finder *f, struct ns_candidate *c, struct ns_range piece)
{
    if (ns_range_empty(piece))
        return;
    uint32_t text = ns_doc_behind_dateline(f->doc, f->doc->toks[piece.begin].block);
    if (piece.begin < text && text < piece.end)
        piece.begin = text;
    uint32_t from = piece.begin;
    for (uint32_t t = from + 1; t < piece.end; t++) {
        if (f->doc->toks[t].block != f->doc->toks[t - 1].block) {
            add_piece(f, c, (struct ns_range){from, t});
            from = t;
        }
    }
    add_piece(f, c, (struct ns_range){from, piece.end});
}
