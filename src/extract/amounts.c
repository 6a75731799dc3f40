/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums of money and quantities of what figures.txt names, in plain digits: "USD 1200000000",
 * "3000 troops", "12.5 percent", "20 killed"; "10-15 people" of a range. Numbers of anything else
 * are left alone: a reader looks for the figures of a claim, not for every number.
 */
#include "figures.h"

#include "naysay/fold.h"

/* digits * 10^zeros; zeros is negative behind a point. */
struct number {
    uint64_t digits;
    int zeros;
    bool scaled; /* a word of scale was there */
};
#define MOST_DIGITS 15

struct amount {
    struct number from, to; /* to.digits 0: no range */
    uint32_t begin, end;    /* tokens of the number */
};

/* --- numbers --- */

/* "1,204.5" at the start of text; how many bytes it takes, 0 if it is none. */
static size_t read_digits(struct ns_slice text, struct number *out)
{
    size_t i = 0, digits = 0, group = 0;
    bool point = false, comma = false;
    *out = (struct number){0};
    for (; i < text.len; i++) {
        char c = text.at[i];
        bool more = i + 1 < text.len && text.at[i + 1] >= '0' && text.at[i + 1] <= '9';
        if (c >= '0' && c <= '9') {
            out->digits = out->digits * 10 + (uint64_t)(c - '0');
            out->zeros -= point;
            group++;
            if (++digits > MOST_DIGITS)
                return 0;
        } else if (c == ',' && more && !point && digits && (comma ? group == 3 : group <= 3)) {
            comma = true;
            group = 0;
        } else if (c == '.' && more && !point && digits && (!comma || group == 3)) {
            point = true;
            comma = false;
        } else {
            break;
        }
    }
    return digits && (!comma || group == 3) ? i : 0;
}

static const struct ns_figure_word *word_of(const struct ns_figuring *g, struct ns_slice text,
                                            uint32_t bits)
{
    const struct ns_figure_word *word = ns_figure_word(g->words, ns_slice_hash(text));
    return word && (word->bits & bits) ? word : NULL;
}

static bool apply_scale(struct number *n, const struct ns_figure_word *scale)
{
    n->zeros += scale->value;
    n->scaled = true;
    return n->zeros <= MOST_DIGITS;
}

static struct ns_slice behind(struct ns_slice text, size_t bytes)
{
    return (struct ns_slice){text.at + bytes, text.len - bytes};
}

/* A token of digits: "1,200", "1.2bn", "4-billion", "10-15". */
static bool read_token(const struct ns_figuring *g, uint32_t tok, struct amount *out)
{
    struct ns_slice text = ns_doc_word(g->doc, tok)->text, rest;
    size_t used = read_digits(text, &out->from), more;
    if (!used)
        return false;
    rest = behind(text, used);
    if (!rest.len)
        return true;
    bool hyphen = rest.at[0] == '-' && rest.len > 1;
    const struct ns_figure_word *scale = word_of(g, behind(rest, hyphen), NS_FIGURE_SCALE);
    if (scale)
        return (hyphen || (scale->bits & NS_FIGURE_SHORT)) && apply_scale(&out->from, scale);
    more = hyphen ? read_digits(behind(rest, 1), &out->to) : 0;
    return more && more == rest.len - 1;
}

/* "twenty", "twenty-five" */
static bool read_word(const struct ns_figuring *g, uint32_t tok, uint32_t end, struct number *out)
{
    if (tok >= end || g->doc->toks[tok].mention != NS_NONE)
        return false;
    struct ns_slice text = ns_doc_word(g->doc, tok)->text;
    const struct ns_figure_word *word = ns_figure_at(g, tok, end, NS_FIGURE_NUMBER), *ones;
    const char *hyphen = text.len < 20 ? memchr(text.at, '-', text.len) : NULL;
    if (word) {
        *out = (struct number){.digits = (uint64_t)word->value};
        return true;
    }
    if (!hyphen)
        return false;
    size_t at = (size_t)(hyphen - text.at);
    word = word_of(g, (struct ns_slice){text.at, at}, NS_FIGURE_NUMBER);
    ones = word_of(g, behind(text, at + 1), NS_FIGURE_NUMBER);
    if (!word || !ones || word->value < 20 || word->value % 10 || ones->value > 9)
        return false;
    *out = (struct number){.digits = (uint64_t)(word->value + ones->value)};
    return true;
}

/* Words of scale from tok on; "two hundred thousand". */
static uint32_t read_scales(const struct ns_figuring *g, uint32_t tok, uint32_t end,
                            struct number *n)
{
    const struct ns_figure_word *scale;
    while ((scale = ns_figure_at(g, tok, end, NS_FIGURE_SCALE)) != NULL &&
           !(scale->bits & NS_FIGURE_SHORT) && n->zeros + scale->value <= MOST_DIGITS) {
        apply_scale(n, scale);
        tok++;
    }
    return tok;
}

/* One number with its words of scale; the token behind it, 0 if there is none. */
static uint32_t read_number(const struct ns_figuring *g, uint32_t tok, uint32_t end,
                            struct amount *out)
{
    static const char *const one[] = {"a", "an", NULL}, *const half[] = {"half", NULL};
    *out = (struct amount){.begin = tok};
    if (tok >= end || g->doc->toks[tok].mention != NS_NONE)
        return 0;
    if (g->doc->toks[tok].shape & NS_SHAPE_DIGIT) {
        if (!read_token(g, tok, out))
            return 0;
    } else if (ns_figure_at(g, tok, end, NS_FIGURE_SCALE) && tok > g->free &&
               ns_figure_is_any(g, tok - 1, one)) {
        if (tok - 1 > g->free && ns_figure_is_any(g, tok - 2, half))
            return 0; /* "half a million" */
        out->from.digits = 1;
        tok--;
    } else if (!read_word(g, tok, end, &out->from)) {
        return 0;
    }
    out->begin = tok;
    struct number *last = out->to.digits ? &out->to : &out->from;
    out->end = read_scales(g, tok + 1, end, last);
    return out->end;
}

/* "10 to 15", "between 10 and 15", "10–15 million": one scale for both. */
static void read_range(const struct ns_figuring *g, uint32_t end, struct amount *a)
{
    static const char *const joins[] = {"to", "-", "--", NULL}, *const and[] = {"and", NULL},
                             *const between[] = {"between", NULL},
                             *const money[] = {"$", "£", "€", NULL};
    struct amount other;
    bool spans = a->begin > 0 && ns_figure_is_any(g, a->begin - 1, between);
    if (!a->to.digits && a->end + 1 < end && ns_figure_is_any(g, a->end, spans ? and : joins)) {
        uint32_t from = a->end + 1;
        from += ns_figure_is_any(g, from, money);
        if (read_number(g, from, end, &other) && !other.to.digits) {
            a->to = other.from;
            a->end = other.end;
        }
    }
    if (a->to.scaled && !a->from.scaled) {
        const struct number *to = &a->to;
        int zeros = to->zeros;
        for (uint64_t d = to->digits; zeros < 0 && d; d /= 10)
            zeros++;
        a->from.zeros += to->zeros > 0 ? to->zeros : zeros;
    }
}

/* In plain digits, no zeros behind the point. */
static void format(struct ns_bytes *out, struct number n)
{
    char digits[MOST_DIGITS * 3 + 4];
    for (; n.zeros < 0 && n.digits % 10 == 0 && n.digits; n.zeros++)
        n.digits /= 10;
    for (; n.zeros > 0 && n.digits < UINT64_MAX / 10; n.zeros--)
        n.digits *= 10;
    int len = snprintf(digits, sizeof digits, "%0*llu", n.zeros < 0 ? 1 - n.zeros : 1,
                       (unsigned long long)n.digits);
    int point = len + (n.zeros < 0 ? n.zeros : 0);
    ns_bytes_format(out, "%.*s", point, digits);
    if (point < len)
        ns_bytes_format(out, ".%s", digits + point);
    for (; n.zeros > 0; n.zeros--) /* more than 64 bits hold */
        ns_bytes_add_text(out, "0");
}

/* --- what it is of --- */

static struct ns_slice tell(const struct ns_figuring *g, const struct amount *a,
                            struct ns_slice before, struct ns_slice after)
{
    struct ns_bytes text = {0};
    ns_bytes_add(&text, before);
    ns_bytes_add_text(&text, before.len ? " " : "");
    format(&text, a->from);
    if (a->to.digits) {
        ns_bytes_add_text(&text, "-");
        format(&text, a->to);
    }
    ns_bytes_add_text(&text, after.len ? " " : "");
    ns_bytes_add(&text, after);
    struct ns_slice out = ns_arena_dup(g->doc->out, ns_bytes_slice(&text));
    ns_vec_free(&text);
    return out;
}

/* Two words of the text as one term: "us$", "syrian pounds". */
static const struct ns_figure_word *both(const struct ns_figuring *g, uint32_t first,
                                         uint32_t second, const char *between)
{
    struct ns_bytes text = {0};
    ns_bytes_add(&text, ns_doc_word(g->doc, first)->text);
    ns_bytes_add_text(&text, between);
    ns_bytes_add(&text, ns_doc_word(g->doc, second)->text);
    const struct ns_figure_word *found = word_of(g, ns_bytes_slice(&text), NS_FIGURE_CURRENCY);
    ns_vec_free(&text);
    return found;
}

/* "$1.2 billion", "US$5m", "USD 400" */
static bool symbol_first(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                         struct ns_figure *out)
{
    const struct ns_figure_word *code = ns_figure_at(g, tok, sentence.end, NS_FIGURE_SYMBOL);
    struct amount a;
    uint32_t begin = tok;
    if (!code || !read_number(g, tok + 1, sentence.end, &a) || a.begin != tok + 1)
        return false;
    read_range(g, sentence.end, &a);
    if (tok > sentence.begin && !g->doc->toks[tok].space_before) {
        const struct ns_figure_word *longer = both(g, tok - 1, tok, "");
        code = longer ? longer : code;
        begin -= longer && tok > g->free && g->doc->toks[tok - 1].mention == NS_NONE;
    }
    out->toks = (struct ns_range){begin, a.end};
    out->type = NS_ENTITY_MONEY;
    out->canonical = tell(g, &a, code->name, (struct ns_slice){0});
    return true;
}

/* "30 million euros", "500 Syrian pounds" */
static bool currency_behind(const struct ns_figuring *g, const struct amount *a, uint32_t end,
                            struct ns_figure *out)
{
    uint32_t tok = a->end;
    const struct ns_doc *doc = g->doc;
    const struct ns_figure_word *money = ns_figure_at(g, tok, end, NS_FIGURE_CURRENCY), *code;
    out->type = NS_ENTITY_MONEY;
    if (!money && tok + 1 < end && (code = both(g, tok, tok + 1, " ")) != NULL) {
        bool named = doc->toks[tok].mention != NS_NONE || doc->toks[tok + 1].mention != NS_NONE;
        out->toks = (struct ns_range){a->begin, named ? tok : tok + 2};
        out->canonical = tell(g, a, code->name, (struct ns_slice){0});
        return true;
    }
    if (money) {
        bool sure = !(money->bits & NS_FIGURE_MANY) || a->from.scaled || a->to.scaled;
        out->toks = (struct ns_range){a->begin, tok + 1};
        out->canonical = money->name.len
                             ? tell(g, a, money->name, (struct ns_slice){0})
                             : tell(g, a, (struct ns_slice){0}, ns_doc_word(doc, tok)->text);
        return sure;
    }
    /* Of a state that the list does not know together with its money. */
    money = tok + 1 < end && doc->toks[tok].mention != NS_NONE
                ? ns_figure_at(g, tok + 1, end, NS_FIGURE_CURRENCY)
                : NULL;
    if (!money || (money->bits & NS_FIGURE_SYMBOL))
        return false;
    struct ns_range name = {doc->toks[tok].span.begin, doc->toks[tok + 1].span.end};
    out->toks = (struct ns_range){a->begin, tok};
    out->canonical = tell(g, a, (struct ns_slice){0}, ns_article_text(doc->article, name));
    return !memchr(out->canonical.at, '\n', out->canonical.len);
}

/* "12 percent", "3,000 Ornan troops", "20 armed men" */
static bool unit_behind(const struct ns_figuring *g, const struct amount *a, uint32_t end,
                        struct ns_figure *out)
{
    const struct ns_doc *doc = g->doc;
    bool one = a->from.digits == 1 && a->from.zeros == 0 && !a->to.digits, named = false;
    uint32_t tok = a->end;
    out->type = NS_ENTITY_NUMBER;
    if (tok + 1 < end && ns_doc_is(doc, tok, "per") && ns_doc_is(doc, tok + 1, "cent")) {
        out->toks = (struct ns_range){a->begin, tok + 2};
        out->canonical = tell(g, a, (struct ns_slice){0}, NS_SLICE("percent"));
        return true;
    }
    for (unsigned skipped = 0; tok < end && skipped < 4; tok++, skipped++) {
        const struct ns_figure_word *unit =
            ns_figure_at(g, tok, end, NS_FIGURE_UNIT | NS_FIGURE_ONE);
        if (unit && ((unit->bits & NS_FIGURE_UNIT) || one)) {
            out->toks = (struct ns_range){a->begin, named ? a->end : tok + 1};
            out->canonical = tell(g, a, (struct ns_slice){0},
                                  one && (unit->bits & NS_FIGURE_ONE) ? ns_doc_word(doc, tok)->text
                                                                      : unit->name);
            return true;
        }
        bool name = doc->toks[tok].mention != NS_NONE;
        if (!name && !ns_figure_at(g, tok, end, NS_FIGURE_BETWEEN))
            return false;
        named |= name;
    }
    return false;
}

/* "20 were killed", "killing at least 20" */
static bool fate_around(const struct ns_figuring *g, const struct amount *a,
                        struct ns_range sentence, struct ns_figure *out)
{
    static const char *const aux[] = {"were", "was",    "are",   "is",       "been",
                                      "have", "has",    "had",   "be",       "more",
                                      "also", "others", "other", "reported", NULL};
    static const char *const about[] = {"at",   "least",  "more",    "than", "about",
                                        "some", "nearly", "around",  "up",   "to",
                                        "over", "almost", "another", NULL};
    const struct ns_doc *doc = g->doc;
    const struct ns_figure_word *fate = NULL;
    uint32_t tok = a->end;
    out->type = NS_ENTITY_NUMBER;
    out->toks = (struct ns_range){a->begin, a->end};
    while (tok < sentence.end && tok < a->end + 3 && ns_figure_is_any(g, tok, aux))
        tok++;
    fate = ns_figure_at(g, tok, sentence.end, NS_FIGURE_FATE);
    /* What comes behind would be what is counted. */
    bool counted = a->end < sentence.end && (doc->toks[a->end].shape & NS_SHAPE_LETTER) &&
                   !ns_doc_is(doc, a->end, "in") && !ns_doc_is(doc, a->end, "and") &&
                   !ns_doc_is(doc, a->end, "on");
    for (tok = a->begin; !fate && !counted && tok > sentence.begin && tok + 4 > a->begin; tok--) {
        fate = ns_figure_at(g, tok - 1, sentence.end, NS_FIGURE_VERB | NS_FIGURE_FATE);
        if (!fate && !ns_figure_is_any(g, tok - 1, about))
            break;
    }
    bool few = a->from.digits == 1 && a->from.zeros == 0; /* "no one was killed" */
    if (!fate || few || a->from.zeros < 0)
        return false;
    out->canonical = tell(g, a, (struct ns_slice){0}, fate->name);
    return true;
}

bool ns_amount_at(const struct ns_figuring *g, uint32_t tok, struct ns_range sentence,
                  struct ns_figure *out)
{
    struct amount a;
    *out = (struct ns_figure){0};
    if (symbol_first(g, tok, sentence, out))
        return true;
    if (!read_number(g, tok, sentence.end, &a) || a.begin < g->free)
        return false;
    /* "5m" is money or metres; "1960s", "27th" are no numbers. */
    read_range(g, sentence.end, &a);
    return currency_behind(g, &a, sentence.end, out) || unit_behind(g, &a, sentence.end, out) ||
           fate_around(g, &a, sentence, out);
}
