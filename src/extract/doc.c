/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens, distinct words and their counts. Quotations are in doc_quotes.c. */
#include "doc.h"

#include "doc_quotes.h"
#include "extractor.h"
#include "rules.h"

#include "naysay/fold.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

NS_VEC(toks, struct ns_tok);
NS_VEC(words, struct ns_word);
NS_VEC(sents, struct ns_sent);
NS_VEC(blocks, struct ns_doc_block);

struct builder {
    struct ns_doc *doc;
    struct toks toks;
    struct words words;
    struct sents sents;
    struct blocks blocks;
    uint32_t *table; /* 1 + index into words, 0: free */
    size_t size;     /* of table, a power of two */
    struct ns_tokens tokens;
    struct ns_bytes folded;
};

/* --- words --- */

static void table_grow(struct builder *b)
{
    size_t size = b->size ? b->size * 2 : 512;
    uint32_t *table = ns_alloc(size * sizeof *table);
    for (size_t n = 0; n < b->words.len; n++) {
        size_t i = (size_t)b->words.at[n].hash & (size - 1);
        while (table[i])
            i = (i + 1) & (size - 1);
        table[i] = (uint32_t)(n + 1);
    }
    free(b->table);
    b->table = table;
    b->size = size;
}

static uint32_t word_of(struct builder *b, struct ns_slice folded)
{
    if (b->words.len >= b->size / 2)
        table_grow(b);
    uint64_t hash = ns_slice_hash(folded);
    size_t i = (size_t)hash & (b->size - 1);
    for (; b->table[i]; i = (i + 1) & (b->size - 1)) {
        const struct ns_word *word = &b->words.at[b->table[i] - 1];
        if (word->hash == hash && ns_slice_equal(word->text, folded))
            return b->table[i] - 1;
    }
    const struct ns_rules *rules = b->doc->rules;
    struct ns_word word = {.text = ns_arena_dup(b->doc->scratch, folded), .hash = hash};
    word.number = ns_vocab_find(rules->vocab, folded, hash);
    word.classes = word.number ? rules->classes[word.number] : 0;
    ns_vec_push(&b->words, word);
    b->table[i] = (uint32_t)b->words.len;
    return (uint32_t)b->words.len - 1;
}

/* Folds a token; the short ASCII way is by far the commonest. */
static struct ns_slice fold(struct builder *b, struct ns_slice text, char *buffer, size_t size)
{
    if (text.len <= size) {
        size_t i = 0;
        for (; i < text.len && (unsigned char)text.at[i] < 0x80; i++) {
            char c = text.at[i];
            buffer[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
        if (i == text.len)
            return (struct ns_slice){buffer, text.len};
    }
    b->folded.len = 0;
    ns_fold(text, NS_FOLD_ALL, &b->folded, NULL);
    return ns_bytes_slice(&b->folded);
}

/* --- shape --- */

static bool is_latin(uint32_t cp)
{
    return cp < 0x250 || (cp >= 0x1E00 && cp < 0x1F00) || (cp >= 0x2B0 && cp < 0x370) ||
           cp == 0x2019;
}

static uint8_t full_shape(struct ns_slice text)
{
    unsigned shape = 0, letters = 0, uppers = 0;
    bool lower_before = false;
    for (size_t pos = 0; pos < text.len;) {
        size_t at = pos;
        uint32_t cp = ns_utf8_next(text, &pos, NULL);
        if (ns_is_upper(cp)) {
            uppers++, letters++;
            if (at == 0)
                shape |= NS_SHAPE_UPPER;
            if (lower_before)
                shape |= NS_SHAPE_MIXED;
            lower_before = false;
        } else if (cp == '-' || cp == 0x2010 || cp == 0x2011) {
            shape |= at ? NS_SHAPE_HYPHEN : 0;
            lower_before = false;
        } else if (cp == '.') {
            shape |= NS_SHAPE_DOT;
        } else if (ns_is_digit(cp)) {
            shape |= NS_SHAPE_DIGIT;
        } else if (ns_is_letter(cp)) {
            letters++;
            lower_before = true;
            if (!is_latin(cp))
                shape |= NS_SHAPE_FOREIGN;
        } else {
            lower_before = false;
        }
    }
    if (letters)
        shape |= NS_SHAPE_LETTER;
    if (uppers >= 2 && uppers == letters)
        shape |= NS_SHAPE_ALL_UPPER;
    return (uint8_t)shape;
}

/* The same for a word of ASCII letters alone, which most are. */
static unsigned plain_shape(struct ns_slice text)
{
    size_t uppers = 0, i = 0;
    bool mixed = false;
    for (; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c >= 'A' && c <= 'Z') {
            mixed |= i > 0 && text.at[i - 1] >= 'a';
            uppers++;
        } else if (c < 'a' || c > 'z') {
            return 0;
        }
    }
    return NS_SHAPE_LETTER | (text.at[0] <= 'Z' ? NS_SHAPE_UPPER : 0u) |
           (mixed ? NS_SHAPE_MIXED : 0u) |
           (uppers >= 2 && uppers == text.len ? NS_SHAPE_ALL_UPPER : 0u);
}

static uint8_t shape_of(struct ns_slice text)
{
    unsigned plain = text.len ? plain_shape(text) : 0;
    if (plain)
        return (uint8_t)plain;
    return full_shape(text);
}

/* --- tokens, sentences, blocks --- */

/* "Norwegian-flagged": a listed people or place before a hyphen and a word in lower case. */
static size_t listed_cut(const struct builder *b, struct ns_slice text)
{
    size_t hyphen = text.len, plain = 0;
    char folded[32];
    for (size_t i = text.len; i > 0 && text.at[i - 1] >= 'a' && text.at[i - 1] <= 'z'; i--)
        plain++;
    if (plain < 3 || plain + 2 > text.len || text.at[text.len - plain - 1] != '-')
        return 0;
    hyphen = text.len - plain - 1;
    if (hyphen > sizeof folded)
        return 0;
    for (size_t i = 0; i < hyphen; i++) {
        char c = text.at[i];
        if ((unsigned char)c >= 0x80)
            return 0;
        folded[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    struct ns_slice head = {folded, hyphen};
    uint32_t number = ns_vocab_find(b->doc->rules->vocab, head, ns_slice_hash(head));
    return number && ns_rules_exact(b->doc->rules, &number, 1,
                                    NS_TERM_BIT(NS_TERM_GROUP) | NS_TERM_BIT(NS_TERM_PLACE))
               ? hyphen
               : 0;
}

/* Bytes of a compound's name: "Syria" of "Syria-based", "R-" of "R-Ohio"; 0 if it is no such
 * compound. Cut there, names are found whatever is tied to them. */
static size_t compound_cut(const struct builder *b, struct ns_slice text)
{
    static const char *const tails[] = {
        "-led",    "-based",   "-backed",    "-held",      "-controlled", "-born",    "-run",
        "-owned",  "-made",    "-style",     "-linked",    "-affiliated", "-allied",  "-aligned",
        "-funded", "-trained", "-supported", "-dominated", "-occupied",   "-era",     "-built",
        "-armed",  "-ruled",   "-inspired",  "-educated",  "-speaking",   "-listed",  "-sponsored",
        "-bound",  "-area",    "-brokered",  "-imposed",   "-appointed",  "-mediated"};
    if (text.len > 4 && text.at[1] == '-' && (text.at[0] == 'R' || text.at[0] == 'D') &&
        text.at[2] >= 'A' && text.at[2] <= 'Z' && (text.at[3] >= 'a' || text.at[3] == '.'))
        return ns_slice_equal(text, NS_SLICE("D-Day")) ? 0 : 2;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        struct ns_slice tail = ns_slice_of(tails[i]);
        if (text.len > tail.len + 1 && ns_slice_ends(text, tail))
            return text.len - tail.len;
    }
    return listed_cut(b, text);
}

static void add_token(struct builder *b, const struct ns_token *token, uint32_t sent,
                      uint32_t behind);

/* Cuts a compound in two tokens; false if it is none. */
static bool add_compound(struct builder *b, const struct ns_token *token, uint32_t sent,
                         uint32_t behind)
{
    struct ns_slice text = ns_slice_sub(b->doc->article->body, token->span);
    size_t cut = 0;
    if (token->type == NS_TOKEN_WORD && text.len > 4 && memchr(text.at, '-', text.len) &&
        text.at[0] >= 'A' && text.at[0] <= 'Z')
        cut = compound_cut(b, text);
    if (!cut)
        return false;
    struct ns_token head = *token, tail = *token;
    head.span.end = tail.span.begin = token->span.begin + (uint32_t)cut;
    add_token(b, &head, sent, behind);
    add_token(b, &tail, sent, head.span.end);
    return true;
}

static void add_token(struct builder *b, const struct ns_token *token, uint32_t sent,
                      uint32_t behind)
{
    char buffer[64];
    struct ns_slice text = ns_slice_sub(b->doc->article->body, token->span);
    struct ns_tok tok = {.span = token->span,
                         .word = word_of(b, fold(b, text, buffer, sizeof buffer)),
                         .sentence = sent,
                         .block = (uint32_t)b->blocks.len,
                         .quote = NS_NONE,
                         .mention = NS_NONE,
                         .type = (uint8_t)token->type,
                         .shape = shape_of(text),
                         .space_before = token->span.begin > behind};
    ns_vec_push(&b->toks, tok);
}

/* All sentences of one block; tokens are cut over the whole block so that a stop stays with its
 * abbreviation. Tokens never cross a sentence's end in practice; one that did goes to the first. */
static void add_block(struct builder *b, uint32_t index)
{
    const struct ns_article *article = b->doc->article;
    const struct ns_block *from = &article->blocks[index];
    struct ns_doc_block block = {.index = index, .headline = from->role == NS_ROLE_TITLE};
    block.toks.begin = (uint32_t)b->toks.len;
    block.sents.begin = (uint32_t)b->sents.len;
    b->tokens.len = 0;
    ns_tokens_of(ns_article_text(article, from->span), from->span.begin, &b->tokens);
    uint32_t behind = from->span.begin;
    size_t t = 0;
    for (uint32_t s = 0; s < from->sentence_count && !ns_doc_is_cancelled(b->doc); s++) {
        uint32_t at = from->first_sentence + s;
        struct ns_sent sent = {
            .span = article->sentences[at], .block = (uint32_t)b->blocks.len, .index = at};
        bool last = s + 1 == from->sentence_count;
        sent.toks.begin = (uint32_t)b->toks.len;
        for (; t < b->tokens.len && (last || b->tokens.at[t].span.begin < sent.span.end); t++) {
            if (!add_compound(b, &b->tokens.at[t], (uint32_t)b->sents.len, behind))
                add_token(b, &b->tokens.at[t], (uint32_t)b->sents.len, behind);
            behind = b->tokens.at[t].span.end;
        }
        sent.toks.end = (uint32_t)b->toks.len;
        if (!ns_range_empty(sent.toks))
            ns_vec_push(&b->sents, sent);
    }
    block.toks.end = (uint32_t)b->toks.len;
    block.sents.end = (uint32_t)b->sents.len;
    if (!ns_range_empty(block.toks))
        ns_vec_push(&b->blocks, block);
}

/* --- what a capital tells --- */

static bool is_word(const struct ns_tok *tok)
{
    return tok->type == NS_TOKEN_WORD && (tok->shape & NS_SHAPE_LETTER);
}

/* A headline's capitals tell nothing: all capitals, or every content word capitalised. */
static void judge_case(struct ns_doc *doc, struct ns_sent *sent)
{
    unsigned words = 0, shouted = 0, titled = 0, plain = 0, common = 0;
    bool headline = doc->blocks[sent->block].headline;
    for (uint32_t t = sent->toks.begin; t < sent->toks.end; t++) {
        const struct ns_tok *tok = &doc->toks[t];
        if (!is_word(tok) || tok->span.end - tok->span.begin < 4)
            continue;
        words++;
        shouted += (tok->shape & NS_SHAPE_ALL_UPPER) != 0;
        if (tok->shape & NS_SHAPE_UPPER) {
            titled++;
            common += (ns_doc_word(doc, t)->classes & NS_CLASS_COMMON) != 0;
        } else if (!(ns_doc_word(doc, t)->classes & NS_CLASS_FUNCTION))
            plain++;
    }
    const struct ns_tok *last = &doc->toks[sent->toks.end - 1];
    bool stopped = ns_slice_equal(ns_slice_sub(doc->article->body, last->span), NS_SLICE("."));
    sent->all_caps = words >= 2 && shouted * 10 >= words * 8;
    /* Elsewhere than in a headline, a list of names looks the same but for its common words. */
    sent->titled = !sent->all_caps && !stopped && plain * 6 <= titled &&
                   (headline ? words >= 2 : words >= 4 && common * 3 >= titled);
}

static void mark_first(struct ns_doc *doc, const struct ns_sent *sent)
{
    bool fresh = true;
    for (uint32_t t = sent->toks.begin; t < sent->toks.end; t++) {
        struct ns_tok *tok = &doc->toks[t];
        if (tok->type == NS_TOKEN_WORD || tok->type == NS_TOKEN_NUMBER) {
            tok->first = fresh;
            fresh = false;
        } else if (tok->type == NS_TOKEN_QUOTE_OPEN) {
            fresh = true;
        } else if (tok->type == NS_TOKEN_PUNCTUATION) {
            /* A bullet, a colon, a dash: what follows may begin with a capital anyway. */
            struct ns_slice text = ns_doc_text(doc, t);
            fresh = fresh || ns_slice_equal(text, NS_SLICE(":")) ||
                    ns_slice_equal(text, NS_SLICE("--")) || ns_slice_equal(text, NS_SLICE("…")) ||
                    ns_slice_equal(text, NS_SLICE("—")) || ns_slice_equal(text, NS_SLICE("..."));
        }
    }
}

static void count_case(struct ns_doc *doc)
{
    for (size_t s = 0; s < doc->sent_count; s++) {
        struct ns_sent *sent = &doc->sents[s];
        judge_case(doc, sent);
        mark_first(doc, sent);
        for (uint32_t t = sent->toks.begin; t < sent->toks.end; t++) {
            const struct ns_tok *tok = &doc->toks[t];
            struct ns_word *word = &doc->words[tok->word];
            if (!is_word(tok))
                continue;
            if (!(tok->shape & NS_SHAPE_UPPER))
                word->lower = (uint16_t)(word->lower + (word->lower < UINT16_MAX));
            else if (!tok->first && !sent->all_caps && !sent->titled)
                word->capital = (uint16_t)(word->capital + (word->capital < UINT16_MAX));
        }
    }
}

/* English text is near a half function words; a table or a list of names holds few of any kind, so
 * few tokens are taken for English. Other scripts decide at once. */
static bool judge_english(const struct ns_doc *doc)
{
    size_t words = 0, function = 0, foreign = 0;
    for (size_t t = 0; t < doc->tok_count; t++) {
        const struct ns_tok *tok = &doc->toks[t];
        if (!is_word(tok))
            continue;
        words++;
        function += (ns_doc_word(doc, t)->classes & NS_CLASS_FUNCTION) != 0;
        foreign += (tok->shape & NS_SHAPE_FOREIGN) != 0;
    }
    if (foreign * 4 > words)
        return false;
    return words < 25 || function * 8 >= words;
}

/* --- whole --- */

#define DATELINE_MOST 10 /* tokens, up to the dash */

uint32_t ns_doc_behind_dateline(const struct ns_doc *doc, uint32_t block)
{
    static const char *const dashes[] = {"-", "--", "\u2013", "\u2014"};
    struct ns_range toks = doc->blocks[block].toks;
    uint32_t end = toks.end < toks.begin + DATELINE_MOST ? toks.end : toks.begin + DATELINE_MOST;
    if (ns_range_empty(toks) || !(doc->toks[toks.begin].shape & NS_SHAPE_ALL_UPPER))
        return toks.begin;
    for (uint32_t t = toks.begin; t + 1 < end; t++) {
        for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
            if (ns_doc_is(doc, t, dashes[i]))
                return doc->toks[t + 1].shape & NS_SHAPE_LETTER &&
                               !(doc->toks[t + 1].shape & NS_SHAPE_UPPER)
                           ? toks.begin /* "NATO - which ..." */
                           : t + 1;
        if (doc->toks[t].type == NS_TOKEN_WORD && !(doc->toks[t].shape & NS_SHAPE_UPPER))
            break;
    }
    return toks.begin;
}

static struct ns_doc *doc_of(const struct ns_article *article, const struct ns_rules *rules,
                             struct ns_extractor *extractor, struct ns_arena *out)
{
    struct ns_doc *doc = ns_alloc(sizeof *doc);
    doc->article = article;
    doc->rules = rules;
    doc->extractor = extractor;
    doc->out = out;
    doc->scratch = ns_arena_new(1 << 14);
    struct builder b = {.doc = doc};
    ns_vec_reserve(&b.toks, article->body.len / 5);
    for (size_t i = 0; i < article->block_count && !ns_doc_is_cancelled(doc); i++)
        if (ns_role_counts(article->blocks[i].role) ||
            article->blocks[i].role == NS_ROLE_DATELINE) /* names a place, says nothing */
            add_block(&b, (uint32_t)i);
    /* An empty word behind the last one, not counted: whoever looks one token ahead may. */
    struct ns_token behind = {.span = {(uint32_t)article->body.len, (uint32_t)article->body.len}};
    add_token(&b, &behind, b.sents.len ? (uint32_t)b.sents.len - 1 : 0, behind.span.begin);
    doc->toks = b.toks.at, doc->tok_count = b.toks.len - 1;
    doc->words = b.words.at, doc->word_count = b.words.len;
    doc->sents = b.sents.at, doc->sent_count = b.sents.len;
    doc->blocks = b.blocks.at, doc->block_count = b.blocks.len;
    free(b.table);
    ns_vec_free(&b.tokens);
    ns_vec_free(&b.folded);
    ns_doc_find_quotes(doc);
    count_case(doc);
    doc->english = judge_english(doc);
    return doc;
}

struct ns_doc *ns_doc_new(const struct ns_article *article, const struct ns_rules *rules,
                          struct ns_arena *out)
{
    return doc_of(article, rules, NULL, out);
}

struct ns_doc *ns_doc_open(const struct ns_article *article, struct ns_extractor *extractor,
                           struct ns_arena *out)
{
    return doc_of(article, extractor->rules, extractor, out);
}

bool ns_doc_is_cancelled(const struct ns_doc *doc)
{
    const struct ns_extractor *by = doc->extractor;
    return by && by->cancel && atomic_load_explicit(by->cancel, memory_order_relaxed);
}

void ns_doc_free(struct ns_doc *doc)
{
    if (!doc)
        return;
    free(doc->toks);
    free(doc->words);
    free(doc->sents);
    free(doc->blocks);
    free(doc->quotes);
    ns_arena_free(doc->scratch);
    free(doc);
}

/* Index of the first token that begins at or behind a byte. */
static uint32_t first_from(const struct ns_doc *doc, uint32_t byte)
{
    size_t low = 0, high = doc->tok_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (doc->toks[mid].span.begin < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return (uint32_t)low;
}

struct ns_range ns_doc_toks_in(const struct ns_doc *doc, struct ns_range bytes)
{
    uint32_t begin = first_from(doc, bytes.begin);
    return (struct ns_range){begin, bytes.end > bytes.begin ? first_from(doc, bytes.end) : begin};
}

struct ns_range ns_doc_bytes_of(const struct ns_doc *doc, struct ns_range toks)
{
    if (ns_range_empty(toks))
        return (struct ns_range){0, 0};
    return (struct ns_range){doc->toks[toks.begin].span.begin, doc->toks[toks.end - 1].span.end};
}
