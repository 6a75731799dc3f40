/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random_query.h"

#include "naysay/fold.h"
#include "naysay/unicode.h"

/* ---- words ---------------------------------------------------------------------------------- */

/* Invented words that begin alike, hold one another, or fold to one another. */
static const char *const words[] = {
    "Oran",
    "oran",
    "Or\xc3\xa1n",
    "ORANA",
    "com",
    "comm",
    "Command",
    "commander",
    "the",
    "of",
    "The",
    "tesk",
    "te\xc2\xadsk",
    "veles",
    "vele\xc5\xa1",
    "Veles",
    "u.s.",
    "U.S",
    "anti-tank",
    "anti\xe2\x80\x91tank",
    "tank",
    "don't",
    "don\xe2\x80\x99t",
    "na\xc3\xafve",
    "naive",
    "nai\xcc\x88ve",
    "\xef\xac\x81sh",
    "fish",
    "3.5",
    "$4",
    "35",
    "near",
    "or",
    "not",
    "a",
    "b",
    "z",
    "zz",
    "\xd0\xbc\xd0\xb8\xd1\x80",
    "\xe6\xbc\xa2",
    "_x",
    "\xc3\x9f",
    "ss",
    "\xe2\x84\xaa",
    "k",
};
#define WORDS (sizeof words / sizeof *words)

static const char *const gaps[] = {
    " ",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\n\n  ",
    "\xc2\xa0",
    ", ",
    ". ",
    " - ",
    "-",
    "\xe2\x80\x94",
    " \xe2\x80\x9c",
    "\xe2\x80\x9d ",
    "\t",
    "\r\n",
    "\xe2\x80\x8b",
    ".",
    "",
    "\xcc\x81 ",
    "'",
    "\xe2\x80\x99 ",
    "/",
    "...",
    "\xe2\x80\xa6",
    "_",
    " \xe2\x80\x8b ",
};
#define GAPS (sizeof gaps / sizeof *gaps)

static const char *pick_word(struct hostile *h)
{
    return words[hostile_below(h, WORDS)];
}

static bool one_in(struct hostile *h, uint32_t n)
{
    return hostile_below(h, n) == 0;
}

/* Up to `most` words with gaps; none: may be empty. */
static void random_text(struct hostile *h, uint32_t most, struct ns_bytes *out)
{
    uint32_t count = hostile_below(h, most + 1);

    if (one_in(h, 4))
        ns_bytes_add_text(out, gaps[hostile_below(h, GAPS)]);
    while (count-- > 0) {
        ns_bytes_add_text(out, pick_word(h));
        ns_bytes_add_text(out, one_in(h, 3) ? gaps[hostile_below(h, GAPS)] : " ");
    }
}

static struct ns_slice kept_text(struct hostile *h, struct ns_arena *arena, uint32_t most)
{
    struct ns_bytes text = {0};
    struct ns_slice kept;

    random_text(h, most, &text);
    kept = ns_arena_dup(arena, ns_slice_trim(ns_bytes_slice(&text)));
    ns_vec_free(&text);
    return kept;
}

/* ---- a corpus ------------------------------------------------------------------------------- */

static struct ns_extraction *random_extraction(struct hostile *h, struct ns_arena *arena)
{
    struct ns_extraction *x = ns_arena_alloc(arena, sizeof *x);

    x->entity_count = hostile_below(h, 4);
    x->entities = ns_arena_array(arena, struct ns_entity, x->entity_count + 1);
    for (size_t i = 0; i < x->entity_count; i++) {
        x->entities[i].canonical = kept_text(h, arena, 3);
        x->entities[i].alias_count = hostile_below(h, 3);
        x->entities[i].aliases = ns_arena_array(arena, struct ns_slice, 3);
        for (size_t k = 0; k < x->entities[i].alias_count; k++)
            x->entities[i].aliases[k] = kept_text(h, arena, 2);
    }
    x->attribution_count = hostile_below(h, 4);
    x->attributions = ns_arena_array(arena, struct ns_attribution, x->attribution_count + 1);
    for (size_t i = 0; i < x->attribution_count; i++) {
        struct ns_attribution *a = &x->attributions[i];
        a->kind = (enum ns_kind)hostile_below(h, NS_KIND_COUNT);
        a->confidence = (float)hostile_below(h, 11) / 10;
        a->same_as = i > 0 && one_in(h, 4) ? (uint32_t)i - 1 : NS_NONE;
        a->resolved = (enum ns_resolved)hostile_below(h, NS_RESOLVED_UNKNOWN + 1);
        if (!one_in(h, 3))
            a->speaker = kept_text(h, arena, 2);
        x->kind_counts[a->kind] += a->same_as == NS_NONE;
    }
    return x;
}

static struct ns_article *random_article(struct hostile *h, struct ns_arena *arena)
{
    struct ns_article *a = ns_arena_alloc(arena, sizeof *a);

    a->body = kept_text(h, arena, one_in(h, 20) ? 200 : 24);
    if (one_in(h, 3)) {
        a->title = kept_text(h, arena, 4);
    } else if (one_in(h, 2)) {
        a->title = a->body;
        a->title.len = hostile_below(h, (uint32_t)a->body.len + 1);
        /* whole words */
        while (a->title.len < a->body.len && a->body.at[a->title.len] != ' ')
            a->title.len++;
    }
    if (one_in(h, 2))
        a->outlet = kept_text(h, arena, 3);
    if (one_in(h, 2))
        a->byline = NS_SLICE("By Ilka Oran");
    a->section = one_in(h, 2) ? NS_SLICE("World") : (struct ns_slice){0};
    a->dateline = one_in(h, 2) ? NS_SLICE("VELES") : (struct ns_slice){0};
    a->problem_count = hostile_below(h, 2);
    if (!one_in(h, 4))
        snprintf(a->date, sizeof a->date, "%04u-%02u-%02u", 2015 + hostile_below(h, 3),
                 1 + hostile_below(h, 12), 1 + hostile_below(h, 28));
    return a;
}

void random_corpus_make(struct hostile *h, size_t count, struct random_corpus *out)
{
    static const char *const paths[] = {"news/oran.txt", "news/tesk 3.5.txt", "a/b/Veles",
                                        "\xc3\x89t\xc3\xa9/anti-tank", "commander"};

    *out = (struct random_corpus){.arena = ns_arena_new(0), .count = count};
    out->items = ns_arena_array(out->arena, struct ns_item, count);
    for (size_t i = 0; i < count; i++) {
        struct ns_item *item = &out->items[i];
        item->path = paths[hostile_below(h, sizeof paths / sizeof *paths)];
        if (!one_in(h, 16))
            item->article = random_article(h, out->arena);
        if (item->article && !one_in(h, 4))
            item->extraction = random_extraction(h, out->arena);
    }
}

void random_corpus_free(struct random_corpus *corpus)
{
    ns_arena_free(corpus->arena);
}

/* ---- queries -------------------------------------------------------------------------------- */

static struct random_query *node_of(struct ns_arena *arena, enum random_type type)
{
    struct random_query *q = ns_arena_alloc(arena, sizeof *q);

    q->type = type;
    return q;
}

/* A part of a text between two blanks, so that it is found at times. */
static struct ns_slice piece_of(struct hostile *h, struct ns_slice text)
{
    size_t begin = text.len ? hostile_below(h, (uint32_t)text.len) : 0, end;

    while (begin > 0 && text.at[begin - 1] != ' ')
        begin--;
    end = begin + hostile_below(h, 12);
    while (end < text.len && text.at[end] != ' ')
        end++;
    end = end > text.len ? text.len : end;
    return (struct ns_slice){begin ? text.at + begin : text.at, end - begin};
}

static bool fits(struct ns_slice term)
{
    static const char *const quotes[] = {"\"", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e"};
    struct ns_bytes folded = {0};
    bool any = false;

    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (ns_slice_find(term, ns_slice_of(quotes[i]), 0) != SIZE_MAX)
            return false;
    ns_fold(term, NS_FOLD_ALL, &folded, NULL);
    for (size_t i = 0; i < folded.len; i++)
        any |= folded.at[i] != ' ';
    ns_vec_free(&folded);
    return any && term.at[term.len - 1] != '*';
}

static bool has_word(struct ns_slice term)
{
    struct ns_bytes folded = {0};
    bool any = false;
    size_t pos = 0;

    ns_fold(term, NS_FOLD_ALL, &folded, NULL);
    while (pos < folded.len)
        any |= ns_is_word(ns_utf8_next(ns_bytes_slice(&folded), &pos, NULL));
    ns_vec_free(&folded);
    return any;
}

static struct random_query *random_term(struct hostile *h, struct ns_arena *arena,
                                        const struct random_corpus *corpus, enum random_field field)
{
    struct random_query *q = node_of(arena, TERM);

    q->field = field;
    for (int tries = 0; tries < 4 && !fits(q->term); tries++) {
        const struct ns_item *item = &corpus->items[hostile_below(h, (uint32_t)corpus->count)];
        if (one_in(h, 2) && item->article)
            q->term = ns_arena_dup(
                arena, piece_of(h, field == TITLE ? item->article->title : item->article->body));
        else
            q->term = kept_text(h, arena, 3);
    }
    if (!fits(q->term))
        q->term = NS_SLICE("oran");
    q->prefix = one_in(h, 5);
    q->quoted = one_in(h, 3);
    for (size_t i = 0; i < q->term.len; i++)
        q->quoted |= q->term.at[i] == ' ' || strchr("\t\n\r\v\f()/:*-", q->term.at[i]) != NULL;
    q->quoted |= ns_slice_find(q->term, NS_SLICE("\xc2\xa0"), 0) != SIZE_MAX;
    q->quoted |= ns_slice_equal_nocase(q->term, NS_SLICE("or")) ||
                 ns_slice_equal_nocase(q->term, NS_SLICE("not")) ||
                 ns_slice_equal_nocase(q->term, NS_SLICE("and")) ||
                 ns_slice_equal_nocase(q->term, NS_SLICE("near"));
    return q;
}

/* Words, or some of them in brackets. */
static struct random_query *random_operand(struct hostile *h, struct ns_arena *arena,
                                           const struct random_corpus *corpus)
{
    struct random_query *q;

    if (one_in(h, 6)) {
        q = node_of(arena, OR);
        q->left = random_operand(h, arena, corpus);
        q->right = random_operand(h, arena, corpus);
        return q;
    }
    do
        q = random_term(h, arena, corpus, TEXT);
    while (!has_word(q->term));
    return q;
}

static struct random_query *random_near(struct hostile *h, struct ns_arena *arena,
                                        const struct random_corpus *corpus)
{
    struct random_query *q = random_operand(h, arena, corpus);

    for (uint32_t more = one_in(h, 3) ? 2 : 1; more > 0; more--) {
        struct random_query *near = node_of(arena, NEAR);
        near->left = q;
        near->right = random_operand(h, arena, corpus);
        near->near = one_in(h, 4) ? 10 : 1 + hostile_below(h, 6);
        q = near;
    }
    return q;
}

static struct random_query *random_regex(struct hostile *h, struct ns_arena *arena)
{
    static const enum random_field where[] = {TEXT, TEXT, TEXT, TITLE, OUTLET, FILE_PATH};
    struct random_query *q = node_of(arena, REGEX);
    const char *word = pick_word(h);
    bool wild = false;

    q->field = where[hostile_below(h, 6)];
    q->any_case = one_in(h, 6);
    if (one_in(h, 3))
        q->pieces[q->piece_count++] = (struct random_piece){'b', 0, 1};
    for (; *word && q->piece_count < RANDOM_PIECES - 4; word++) {
        struct random_piece p = {'c', *word, 1};
        if ((unsigned char)*word >= 0x80 || !ns_is_word((unsigned char)*word) || one_in(h, 10))
            p.what = '.';
        if (one_in(h, 6))
            p.times = "?+*"[hostile_below(h, p.what == '.' && wild ? 1 : 3)];
        wild |= p.what == '.' && p.times != 1 && p.times != '?'; /* two take too long */
        q->pieces[q->piece_count++] = p;
    }
    if (one_in(h, 4)) {
        char c = pick_word(h)[0];
        bool plain = (unsigned char)c < 0x80 && ns_is_word((unsigned char)c);
        q->pieces[q->piece_count++] = (struct random_piece){' ', 0, 1};
        q->pieces[q->piece_count++] = (struct random_piece){plain ? 'c' : '.', c, 1};
    }
    if (one_in(h, 3))
        q->pieces[q->piece_count++] = (struct random_piece){'b', 0, 1};
    return q;
}

static struct random_query *random_leaf(struct hostile *h, struct ns_arena *arena,
                                        const struct random_corpus *corpus)
{
    static const char *const things[] = {"title",   "byline",    "date",    "outlet",
                                         "section", "dateline",  "problem", "statement",
                                         "speaker", "anonymous", "name"};
    static const char *const dates[] = {"",        "2015",       "2016",       "2016-02",
                                        "2016-11", "2016-05-17", "2017-12-31", "2015-01-01"};
    struct random_query *q;
    uint32_t which = hostile_below(h, 24);

    if (which < 10)
        return random_term(h, arena, corpus, TEXT);
    if (which < 13)
        return random_near(h, arena, corpus);
    if (which < 15)
        return random_regex(h, arena);
    if (which < 20)
        return random_term(h, arena, corpus, (enum random_field)hostile_below(h, FIELDS));
    q = node_of(arena, which < 22 ? KIND : which == 22 ? HAS : DATE);
    q->has = things[hostile_below(h, sizeof things / sizeof *things)];
    if (q->type == KIND)
        q->has = ns_kind_name((enum ns_kind)hostile_below(h, NS_KIND_COUNT));
    q->from = dates[hostile_below(h, 8)];
    q->to = dates[hostile_below(h, 8)];
    if ((!*q->from && !*q->to) || (*q->from && *q->to && strncmp(q->from, q->to, 4) >= 0))
        q->from = q->to = dates[1 + hostile_below(h, 7)];
    return q;
}

struct random_query *random_query_make(struct hostile *h, struct ns_arena *arena,
                                       const struct random_corpus *corpus, unsigned depth)
{
    struct random_query *q;

    if (depth == 0 || one_in(h, 3))
        return random_leaf(h, arena, corpus);
    q = node_of(arena, (enum random_type)hostile_below(h, 3));
    q->left = random_query_make(h, arena, corpus, depth - 1);
    if (q->type != NOT)
        q->right = random_query_make(h, arena, corpus, depth - 1);
    return q;
}

/* ---- writing -------------------------------------------------------------------------------- */

static const char *some(struct hostile *h, const char *a, const char *b)
{
    return one_in(h, 3) ? b : a;
}

static void write_term(struct hostile *h, const struct random_query *q, struct ns_bytes *out)
{
    bool curly = q->quoted && one_in(h, 3);

    ns_bytes_add_text(out, curly ? "\xe2\x80\x9c" : q->quoted ? "\"" : "");
    ns_bytes_add(out, q->term);
    ns_bytes_add_text(out, q->prefix ? "*" : "");
    ns_bytes_add_text(out, curly ? "\xe2\x80\x9d" : q->quoted ? "\"" : "");
}

static void write_regex(const struct random_query *q, struct ns_bytes *out)
{
    ns_bytes_add_text(out, "/");
    for (size_t i = 0; i < q->piece_count; i++) {
        struct random_piece p = q->pieces[i];
        if (p.what == 'c')
            ns_vec_push(out, p.self);
        else
            ns_bytes_add_text(out, p.what == 'b' ? "\\b" : p.what == ' ' ? " " : ".");
        if (p.times != 1)
            ns_vec_push(out, p.times);
    }
    ns_bytes_add_text(out, q->any_case ? "/i" : "/");
}

static void write_date(const struct random_query *q, struct ns_bytes *out)
{
    ns_bytes_add_text(out, q->from);
    if (strcmp(q->from, q->to) != 0) {
        ns_bytes_add_text(out, "..");
        ns_bytes_add_text(out, q->to);
    }
}

static void write_node(struct hostile *h, const struct random_query *q, enum random_type inside,
                       struct ns_bytes *out)
{
    static const char *const names[FIELDS] = {
        "", "title:", "outlet:", "file:", "entity:", "speaker:"};
    bool brackets = (q->type == OR && inside != OR) || (q->type == AND && inside == NOT) ||
                    (inside != NEAR && q->type != NEAR && one_in(h, 8));

    ns_bytes_add_text(out, brackets ? some(h, "(", "( ") : "");
    switch (q->type) {
    case AND:
        write_node(h, q->left, AND, out);
        ns_bytes_add_text(out, one_in(h, 4) ? " and " : some(h, " ", "\xc2\xa0 "));
        write_node(h, q->right, AND, out);
        break;
    case OR:
        write_node(h, q->left, inside == NEAR ? NEAR : OR, out);
        ns_bytes_add_text(out, some(h, " or ", "  OR "));
        write_node(h, q->right, inside == NEAR ? NEAR : OR, out);
        break;
    case NOT:
        ns_bytes_add_text(out, some(h, "-", "not "));
        write_node(h, q->left, NOT, out);
        break;
    case NEAR:
        write_node(h, q->left, NEAR, out);
        if (q->near == 10 && one_in(h, 2))
            ns_bytes_add_text(out, some(h, " near ", " NEAR\t"));
        else
            ns_bytes_format(out, " near/%u ", q->near);
        write_node(h, q->right, NEAR, out);
        break;
    case TERM:
        ns_bytes_add_text(out, names[q->field]);
        write_term(h, q, out);
        break;
    case REGEX:
        ns_bytes_add_text(out, names[q->field]);
        write_regex(q, out);
        break;
    case KIND:
    case HAS:
        ns_bytes_add_text(out, q->type == HAS ? "has:" : some(h, "kind:", "has:"));
        ns_bytes_add_text(out, q->has);
        break;
    case DATE:
        ns_bytes_add_text(out, "date:");
        write_date(q, out);
        break;
    }
    ns_bytes_add_text(out, brackets ? some(h, ")", " )") : "");
}

void random_query_write(struct hostile *h, const struct random_query *query, struct ns_bytes *out)
{
    out->len = 0;
    write_node(h, query, OR, out);
}
