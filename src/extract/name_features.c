/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name_features.h"

#include "weights.h"

#include "naysay/unicode.h"
#include "naysay/utf8.h"

#define TELLINGS 4 /* tellings of a word whose neighbours are looked at */
#define GAP      3 /* tokens without a sign of a name that a stretch may hold between two with one */

/* What one telling of a word shows; bits. */
enum evidence {
    ALONE_PER = 1 << 0, /* the whole of a proposed name */
    ALONE_ORG = 1 << 1,
    ALONE_LOC = 1 << 2,
    ALONE_GROUP = 1 << 3,
    FIRST_PER = 1 << 4, /* the first of a longer one */
    FIRST_ORG = 1 << 5,
    FIRST_LOC = 1 << 6,
    LAST_PER = 1 << 7,
    LAST_ORG = 1 << 8,
    LAST_LOC = 1 << 9,
    WITHIN_ORG = 1 << 10,
    WITHIN_OTHER = 1 << 11,
    AFTER_TITLE = 1 << 12,      /* a title or a role of a person stands before it */
    AFTER_PLACE_WORD = 1 << 13, /* in, near, from */
    AFTER_ARTICLE = 1 << 14,
    AFTER_GIVEN = 1 << 15,
    BEFORE_SAY = 1 << 16,
    BEFORE_ORG_HEAD = 1 << 17,
    BEFORE_COLLECTIVE = 1 << 18,
    BEFORE_SITE = 1 << 19,
    BRACKETED = 1 << 20,
    TELLING = 1 << 21, /* it stands elsewhere at all, where a capital tells something */
    EVIDENCE_BITS = 22,
    TYPES_OF_EVIDENCE = (1 << 12) - 1,
};

/* A token. */
struct sign {
    uint64_t shape;    /* four bits a character, runs of three or more shortened to two */
    uint32_t evidence; /* of this telling */
    uint8_t rule;      /* 0, or 1 + 2 * what + (not the first token of the piece) */
    uint8_t strength;  /* of the rule's proposal: 0 weak to 4 settled */
    uint8_t term;      /* as rule, from the lists */
    uint8_t title;     /* 1 in a title before a name, 2 in another one */
    uint8_t behind;    /* tokens up to the last of the run of capitals that it is in */
    uint8_t before;    /* tokens since the first of it */
    uint8_t label;     /* of the first pass */
    bool ambiguous;    /* the term is */
    bool likely;       /* may be part of a name */
};

/* A word of the article. */
struct telling {
    uint32_t once, twice; /* evidence seen at least once, at least twice */
    uint32_t at[TELLINGS];
    uint32_t count;                  /* of at */
    uint16_t labels[NS_NAME_LABELS]; /* how many tellings the first pass gave each label */
};

NS_VEC(stretches, struct ns_range);

struct ns_name_signs {
    const struct ns_doc *doc;
    struct sign *signs;       /* [tok_count + 1] */
    struct telling *tellings; /* [word_count] */
    uint8_t *modes;           /* of each sentence: bit 0 in capitals, 1 titled, 2 without a stop */
    struct stretches stretches;
    uint64_t topic; /* the first word of the article */
    bool revised;   /* labels of a first pass are there */
};

static uint32_t classes_at(const struct ns_doc *doc, uint32_t tok)
{
    return ns_doc_word(doc, tok)->classes;
}

/* --- signs of each token --- */

static unsigned shape_code(uint32_t cp)
{
    if (cp < 0x80) {
        if (cp >= 'a' && cp <= 'z')
            return 1;
        if (cp >= 'A' && cp <= 'Z')
            return 2;
        if (cp >= '0' && cp <= '9')
            return 3;
        return cp == '.' ? 4 : cp == '-' ? 5 : cp == '\'' ? 6 : cp == '&' ? 7 : cp == ',' ? 8 : 9;
    }
    return ns_is_upper(cp) ? 2 : ns_is_letter(cp) ? 1 : ns_is_digit(cp) ? 3 : cp == 0x2019 ? 6 : 10;
}

static uint64_t shape_of(struct ns_slice text)
{
    uint64_t shape = 0;
    unsigned last = 0, run = 0;
    for (size_t pos = 0; pos < text.len && shape >> 60 == 0;) {
        unsigned char c = (unsigned char)text.at[pos];
        uint32_t cp = c < 0x80 ? (pos++, (uint32_t)c) : ns_utf8_next(text, &pos, NULL);
        unsigned code = shape_code(cp);
        run = code == last ? run + 1 : 1;
        last = code;
        if (run <= 2)
            shape = shape << 4 | code;
    }
    return shape;
}

/* How sure the rules are of a piece. */
static uint8_t strength_of(const struct ns_piece *piece)
{
    if (piece->fixed)
        return 4;
    if (piece->weak)
        return 0;
    float best = piece->what < NS_PIECE_WHATS ? piece->score[piece->what] : 0, next = -1e9f;
    for (int w = 0; w < NS_PIECE_WHATS; w++)
        if (w != piece->what && piece->score[w] > next)
            next = piece->score[w];
    float margin = best - next;
    return margin < 1.5f ? 1 : margin < 5 ? 2 : 3;
}

static uint32_t evidence_of_place(uint8_t what, bool first, bool last)
{
    if (what == NS_ENTITY_PER)
        return first && last ? ALONE_PER : first ? FIRST_PER : last ? LAST_PER : 0;
    if (what == NS_ENTITY_ORG)
        return first && last ? ALONE_ORG : first ? FIRST_ORG : last ? LAST_ORG : WITHIN_ORG;
    if (what == NS_ENTITY_LOC)
        return first && last ? ALONE_LOC : first ? FIRST_LOC : last ? LAST_LOC : 0;
    if (what == NS_ENTITY_GROUP)
        return ALONE_GROUP;
    return WITHIN_OTHER;
}

static void read_pieces(struct ns_name_signs *s, const struct ns_pieces *pieces)
{
    for (size_t i = 0; i < pieces->len; i++) {
        const struct ns_piece *piece = &pieces->at[i];
        uint8_t strength = strength_of(piece);
        for (uint32_t t = piece->toks.begin; t < piece->toks.end; t++) {
            struct sign *sign = &s->signs[t];
            bool first = t == piece->toks.begin, last = t + 1 == piece->toks.end;
            sign->rule = (uint8_t)(1 + 2 * piece->what + !first);
            sign->strength = strength;
            if (!piece->weak)
                sign->evidence |= evidence_of_place(piece->what, first, last);
            sign->likely = true;
        }
        for (uint32_t t = piece->title.begin; t < piece->title.end; t++)
            s->signs[t].title = 1;
    }
}

/* Is the token written as a name may be? A first word in capitals is, unless it is a small word. */
static bool is_likely(const struct ns_doc *doc, uint32_t tok)
{
    const struct ns_tok *at = &doc->toks[tok];
    if (at->type != NS_TOKEN_WORD)
        return at->type == NS_TOKEN_NUMBER && (at->shape & NS_SHAPE_UPPER);
    if (!(at->shape & (NS_SHAPE_UPPER | NS_SHAPE_MIXED)))
        return ns_is_name_like(doc, tok);
    if (at->first)
        return !(classes_at(doc, tok) & NS_CLASS_FUNCTION) || ns_doc_word(doc, tok)->capital;
    return true;
}

static void read_terms(struct ns_name_signs *s, const struct ns_sent *sent)
{
    const struct ns_doc *doc = s->doc;
    uint32_t end = sent->toks.end, after;
    for (uint32_t t = sent->toks.begin; t < end; t++)
        s->signs[t].likely |= is_likely(doc, t);
    for (uint32_t t = sent->toks.begin; t < end;) {
        const struct ns_term *term =
            ns_rules_longest(doc->rules, doc, t, end, NS_TERMS_NAMES, sent->all_caps, &after);
        if (!term) {
            t++;
            continue;
        }
        for (uint32_t u = t; u < after; u++) {
            s->signs[u].term = (uint8_t)(1 + 2 * term->what + (u > t));
            s->signs[u].ambiguous = term->ambiguous;
            s->signs[u].likely = true;
        }
        t = after;
    }
    for (uint32_t t = sent->toks.begin; t < end;) {
        bool title =
            ns_rules_longest(doc->rules, doc, t, end, NS_TERMS_TITLES | NS_TERM_BIT(NS_TERM_ROLE),
                             sent->all_caps, &after);
        for (uint32_t u = t; title && u < after; u++)
            if (!s->signs[u].title)
                s->signs[u].title = 2;
        t = title ? after : t + 1;
    }
}

/* A run of tokens that may be of one name: "Bank of Orna" is one. */
static void read_runs(struct ns_name_signs *s, const struct ns_sent *sent)
{
    const struct ns_doc *doc = s->doc;
    for (uint32_t t = sent->toks.begin; t < sent->toks.end;) {
        uint32_t end = t;
        while (end < sent->toks.end && end < t + 200 &&
               (s->signs[end].likely ||
                (end > t && end + 1 < sent->toks.end && s->signs[end + 1].likely &&
                 (ns_doc_is(doc, end, "of") || ns_doc_is(doc, end, "&") ||
                  (classes_at(doc, end) & NS_CLASS_PARTICLE)))))
            end++;
        for (uint32_t u = t; u < end; u++) {
            s->signs[u].before = (uint8_t)(u - t);
            s->signs[u].behind = (uint8_t)(end - 1 - u);
        }
        t = end > t ? end : t + 1;
    }
}

/* --- evidence of the article --- */

static bool is_place_word(const struct ns_doc *doc, uint32_t tok)
{
    return ns_doc_is(doc, tok, "in") || ns_doc_is(doc, tok, "near") ||
           ns_doc_is(doc, tok, "from") || ns_doc_is(doc, tok, "at") ||
           ns_doc_is(doc, tok, "outside");
}

static uint32_t evidence_beside(const struct ns_name_signs *s, const struct ns_sent *sent,
                                uint32_t tok)
{
    const struct ns_doc *doc = s->doc;
    uint32_t bits = TELLING;
    if (tok > sent->toks.begin) {
        uint32_t classes = classes_at(doc, tok - 1);
        if (s->signs[tok - 1].title)
            bits |= AFTER_TITLE;
        if (is_place_word(doc, tok - 1))
            bits |= AFTER_PLACE_WORD;
        if (ns_doc_is(doc, tok - 1, "the"))
            bits |= AFTER_ARTICLE;
        if ((classes & NS_CLASS_GIVEN) && (doc->toks[tok - 1].shape & NS_SHAPE_UPPER))
            bits |= AFTER_GIVEN;
        if (ns_doc_is(doc, tok - 1, "(") && tok + 1 < sent->toks.end &&
            ns_doc_is(doc, tok + 1, ")"))
            bits |= BRACKETED;
    }
    if (tok + 1 < sent->toks.end) {
        uint32_t classes = classes_at(doc, tok + 1);
        bool upper = doc->toks[tok + 1].shape & NS_SHAPE_UPPER;
        if (!upper && (classes & NS_CLASS_SAY))
            bits |= BEFORE_SAY;
        if (upper && (classes & (NS_CLASS_ORG_HEAD | NS_CLASS_ORG_TAIL)))
            bits |= BEFORE_ORG_HEAD;
        if (!upper && (classes & NS_CLASS_COLLECTIVE))
            bits |= BEFORE_COLLECTIVE;
        if (!upper && (classes & NS_CLASS_SITE))
            bits |= BEFORE_SITE;
    }
    return bits;
}

static void read_evidence(struct ns_name_signs *s, const struct ns_sent *sent)
{
    const struct ns_doc *doc = s->doc;
    for (uint32_t t = sent->toks.begin; t < sent->toks.end; t++) {
        struct sign *sign = &s->signs[t];
        if (!sign->likely)
            continue;
        struct telling *telling = &s->tellings[doc->toks[t].word];
        bool tells = !sent->all_caps && !sent->titled &&
                     (doc->toks[t].shape & (NS_SHAPE_UPPER | NS_SHAPE_MIXED));
        if (tells && !doc->toks[t].first) {
            sign->evidence |= evidence_beside(s, sent, t);
            if (telling->count < TELLINGS)
                telling->at[telling->count++] = t;
        }
        if (sent->all_caps || sent->titled)
            sign->evidence = 0;
        telling->twice |= telling->once & sign->evidence;
        telling->once |= sign->evidence;
    }
}

/* --- stretches --- */

static void find_stretches(struct ns_name_signs *s, const struct ns_sent *sent)
{
    uint32_t end = sent->toks.end, from = UINT32_MAX, last = 0;
    for (uint32_t t = sent->toks.begin; t <= end; t++) {
        bool likely = t < end && s->signs[t].likely;
        if (from != UINT32_MAX && (t == end || (!likely && t - last > GAP))) {
            uint32_t behind = last + 2 < end ? last + 2 : end;
            ns_vec_push(&s->stretches, (struct ns_range){from, behind});
            from = UINT32_MAX;
        }
        if (!likely)
            continue;
        if (from == UINT32_MAX) {
            uint32_t floor = sent->toks.begin;
            if (s->stretches.len && ns_vec_last(&s->stretches)->end > floor)
                floor = ns_vec_last(&s->stretches)->end;
            from = t > floor ? t - 1 : t;
        }
        last = t;
    }
}

/* --- whole --- */

struct ns_name_signs *ns_name_signs_new(const struct ns_doc *doc, const struct ns_pieces *pieces)
{
    struct ns_name_signs *s = ns_alloc(sizeof *s);
    s->doc = doc;
    s->signs = ns_alloc((doc->tok_count + 1) * sizeof *s->signs);
    s->tellings = ns_alloc((doc->word_count + 1) * sizeof *s->tellings);
    s->modes = ns_alloc(doc->sent_count + 1);
    s->topic = doc->tok_count ? ns_doc_word(doc, 0)->hash : 0;
    read_pieces(s, pieces);
    for (size_t i = 0; i < doc->sent_count && !ns_doc_is_cancelled(doc); i++) {
        const struct ns_sent *sent = &doc->sents[i];
        if (ns_range_empty(sent->toks))
            continue;
        struct ns_slice last = ns_doc_text(doc, sent->toks.end - 1);
        bool stopped = last.len == 1 && memchr(".?!\"", last.at[0], 4);
        s->modes[i] =
            (uint8_t)((sent->all_caps ? 1 : 0) | (sent->titled ? 2 : 0) | (stopped ? 0 : 4));
        read_terms(s, sent);
        read_runs(s, sent);
        read_evidence(s, sent);
        find_stretches(s, sent);
    }
    for (size_t i = 0; i < doc->sent_count; i++)
        for (uint32_t t = doc->sents[i].toks.begin; t < doc->sents[i].toks.end; t++)
            if (s->signs[t].likely)
                s->signs[t].shape = shape_of(ns_doc_text(doc, t));
    return s;
}

void ns_name_signs_free(struct ns_name_signs *signs)
{
    if (!signs)
        return;
    free(signs->signs);
    free(signs->tellings);
    free(signs->modes);
    ns_vec_free(&signs->stretches);
    free(signs);
}

const struct ns_range *ns_name_stretches(const struct ns_name_signs *signs, size_t *count)
{
    *count = signs->stretches.len;
    return signs->stretches.at;
}

/* --- features --- */

/* Numbers of the templates. A window's place is added to those that stand apart by 8. */
enum template {
    T_BIAS,
    T_MODE,
    T_WORD = 8, /* + place 0 to 4 */
    T_PAIR = 16,
    T_CASED = 24,
    T_PREFIX = 32, /* + length */
    T_SUFFIX = 40,
    T_SHAPE = 48,
    T_SHAPES = 56,
    T_CLASS = 64,
    T_TERM = 72,
    T_TERMS = 80,
    T_RULE = 88,
    T_RULES = 96,
    T_TITLE = 104,
    T_ELSEWHERE = 112,
    T_TELLING = 120,
    T_CASES = 128,
    T_TOPIC = 136,
    T_POSITION = 144,
    T_RUN = 152,
    T_REVISED = 160,
};

struct list {
    uint32_t *out;
    size_t count;
};

static void put(struct list *list, uint32_t template_number, uint64_t value)
{
    if (list->count < NS_NAME_FEATURES_MOST)
        list->out[list->count++] = ns_feature(template_number, value);
}

/* The window about a token; what lies outside of the sentence is a blank. */
struct window {
    uint64_t word[5];
    const struct sign *sign[5];
    uint32_t classes[5];
    uint64_t shape[5];
};

static uint64_t plain_shape(const struct ns_tok *tok)
{
    return (uint64_t)tok->type << 8 | tok->shape;
}

static struct window window_of(const struct ns_name_signs *s, uint32_t tok)
{
    static const struct sign blank;
    const struct ns_doc *doc = s->doc;
    const struct ns_range *sent = &doc->sents[doc->toks[tok].sentence].toks;
    struct window w;
    for (uint32_t i = 0; i < 5; i++) {
        bool in = tok + i >= sent->begin + 2 && tok + i < sent->end + 2;
        uint32_t at = tok + i - 2;
        w.word[i] = in ? ns_doc_word(doc, at)->hash : i < 2 ? 1 : 2;
        w.sign[i] = in ? &s->signs[at] : &blank;
        w.classes[i] = in ? classes_at(doc, at) : 0;
        w.shape[i] = !in                   ? 0
                     : s->signs[at].likely ? s->signs[at].shape
                                           : plain_shape(&doc->toks[at]);
    }
    return w;
}

static void put_form(struct list *list, const struct ns_doc *doc, uint32_t tok, uint64_t shape)
{
    struct ns_slice text = ns_doc_word(doc, tok)->text;
    uint64_t head = 0, tail = 0,
             upper = doc->toks[tok].shape & (NS_SHAPE_UPPER | NS_SHAPE_ALL_UPPER);
    for (uint32_t n = 1; n <= 4 && n <= text.len; n++) {
        head = head << 8 | (unsigned char)text.at[n - 1];
        tail = tail << 8 | (unsigned char)text.at[text.len - n];
        if (n > 1)
            put(list, T_PREFIX + n, head << 8 | upper);
        put(list, T_SUFFIX + n, tail << 8 | upper);
    }
    put(list, T_CASED, ns_feature_join(ns_doc_word(doc, tok)->hash, shape));
}

static void put_bits(struct list *list, uint32_t template_number, uint32_t bits, uint64_t more)
{
    for (; bits; bits &= bits - 1)
        put(list, template_number, (more << 8 | (uint32_t)__builtin_ctz(bits)) + 1);
}

static void put_lists(struct list *list, const struct window *w, uint64_t mode)
{
    for (uint32_t i = 1; i <= 3; i++)
        put_bits(list, T_CLASS + i, w->classes[i], 0);
    for (uint32_t i = 0; i < 5; i++)
        if (w->sign[i]->term)
            put(list, T_TERM + i, w->sign[i]->term | (uint64_t)w->sign[i]->ambiguous << 8);
    if (w->sign[2]->term)
        put(list, T_TERMS, ns_feature_join(w->sign[2]->term, w->word[2]));
    put(list, T_TERMS + 1, (uint64_t)w->sign[1]->term << 8 | w->sign[2]->term);
    put(list, T_TERMS + 2, (uint64_t)w->sign[2]->term << 8 | w->sign[3]->term);
    put(list, T_TERMS + 3, ns_feature_join(w->sign[2]->term, w->word[1]));
    put(list, T_TERMS + 4, ns_feature_join(w->sign[2]->term, w->word[3]));
    put(list, T_TERMS + 5, (uint64_t)w->sign[2]->term << 8 | mode);
    for (uint32_t i = 1; i <= 3; i++)
        if (w->sign[i]->title)
            put(list, T_TITLE + i, w->sign[i]->title);
}

static uint64_t rule_of(const struct sign *sign)
{
    return (uint64_t)sign->rule << 4 | sign->strength;
}

static void put_rules(struct list *list, const struct window *w, uint64_t mode)
{
    for (uint32_t i = 1; i <= 3; i++)
        if (w->sign[i]->rule)
            put(list, T_RULE + i, rule_of(w->sign[i]));
    uint64_t here = w->sign[2]->rule;
    put(list, T_RULES, (uint64_t)w->sign[1]->rule << 8 | here);
    put(list, T_RULES + 1, here << 8 | w->sign[3]->rule);
    put(list, T_RULES + 2, ns_feature_join(here, w->word[2]));
    put(list, T_RULES + 3, ns_feature_join(here, w->word[1]));
    put(list, T_RULES + 4, ns_feature_join(here, w->word[3]));
    put(list, T_RULES + 5, here << 8 | mode);
    put(list, T_RULES + 6, here << 16 | (uint64_t)w->sign[1]->rule << 8 | w->sign[3]->rule);
}

static uint32_t elsewhere(const struct telling *telling, const struct sign *sign)
{
    return telling->twice | (telling->once & ~sign->evidence);
}

/* The run of capitals that the token is in, by its first and last word. */
static void put_run(struct list *list, const struct ns_name_signs *s, uint32_t tok)
{
    const struct sign *sign = &s->signs[tok];
    const struct ns_doc *doc = s->doc;
    uint32_t first = tok - sign->before, last = tok + sign->behind;
    uint32_t heads = NS_CLASS_ORG_HEAD | NS_CLASS_ORG_TAIL | NS_CLASS_LOC_HEAD |
                     NS_CLASS_EVENT_HEAD | NS_CLASS_GIVEN | NS_CLASS_SURNAME | NS_CLASS_COMMON;
    uint64_t place = (uint64_t)(sign->before < 3 ? sign->before : 3) << 2 |
                     (sign->behind < 3 ? sign->behind : 3);
    if (!sign->likely)
        return;
    put(list, T_RUN, place);
    put(list, T_RUN + 1, (uint64_t)(classes_at(doc, last) & heads) << 4 | place);
    put(list, T_RUN + 2, (uint64_t)(classes_at(doc, first) & heads) << 4 | place);
    put(list, T_RUN + 3, ns_doc_word(doc, last)->hash);
    put(list, T_RUN + 4, ns_doc_word(doc, first)->hash);
    if (first > 0)
        put(list, T_RUN + 5, ns_doc_word(doc, first - 1)->hash);
    put(list, T_RUN + 6, ns_doc_word(doc, last + 1)->hash);
}

/* What the other tellings of the word show. */
static void put_article(struct list *list, const struct ns_name_signs *s, uint32_t tok,
                        const struct window *w, uint64_t mode)
{
    const struct ns_doc *doc = s->doc;
    const struct ns_word *word = ns_doc_word(doc, tok);
    const struct telling *telling = &s->tellings[doc->toks[tok].word];
    if (!s->signs[tok].likely)
        return;
    uint32_t bits = elsewhere(telling, &s->signs[tok]);
    uint64_t rule = w->sign[2]->rule;
    put_bits(list, T_ELSEWHERE, bits, 0);
    put_bits(list, T_ELSEWHERE + 1, bits & TYPES_OF_EVIDENCE, 1 + rule);
    put(list, T_ELSEWHERE + 2, (uint64_t)(bits & TYPES_OF_EVIDENCE) << 3 | mode);
    uint64_t lower = word->lower > 3 ? 3 : word->lower,
             capital = word->capital > 3 ? 3 : word->capital;
    put(list, T_CASES, (lower << 2 | capital) << 4 | mode << 1 | doc->toks[tok].first);
    for (uint32_t i = 1; i <= 3; i += 2)
        if (tok + i >= 2 && w->sign[i]->likely) {
            const struct telling *beside = &s->tellings[doc->toks[tok + i - 2].word];
            put_bits(list, T_ELSEWHERE + 3 + i, elsewhere(beside, w->sign[i]) & TYPES_OF_EVIDENCE,
                     0);
        }
    for (uint32_t i = 0; i < telling->count; i++) {
        uint32_t at = telling->at[i];
        if (at == tok)
            continue;
        put(list, T_TELLING, ns_doc_word(doc, at - 1)->hash);
        put(list, T_TELLING + 1, ns_doc_word(doc, at + 1)->hash);
        put(list, T_TELLING + 2, s->signs[at].rule);
    }
}

/* What the first pass made of the other tellings of the word. */
static void put_revised(struct list *list, const struct ns_name_signs *s, uint32_t tok)
{
    const struct sign *sign = &s->signs[tok];
    const struct telling *telling = &s->tellings[s->doc->toks[tok].word];
    uint32_t types[NS_NAME_TYPES + 1] = {0}, all = 0, best = 0, label = 0;
    if (!s->revised || !sign->likely)
        return;
    for (uint32_t l = 0; l < NS_NAME_LABELS; l++) {
        uint32_t count = (uint32_t)telling->labels[l] - (l == sign->label);
        all += count;
        types[l ? 1 + (l - 1) / 2 : 0] += count;
        if (count > (uint32_t)telling->labels[label] - (label == sign->label))
            label = l;
    }
    for (uint32_t type = 1; type <= NS_NAME_TYPES; type++)
        if (types[type] > types[best])
            best = type;
    if (!all)
        return;
    uint64_t share = types[best] == all ? 2 : types[best] * 4 >= all * 3 ? 1 : 0;
    put(list, T_REVISED, label);
    put(list, T_REVISED + 1, best << 2 | share);
    put(list, T_REVISED + 2, (best << 2 | share) << 2 | (all > 3 ? 2 : all > 1 ? 1 : 0));
    put(list, T_REVISED + 3, (uint64_t)best << 8 | sign->rule);
    put(list, T_REVISED + 4, (uint64_t)best << 8 | sign->term);
    put(list, T_REVISED + 5, (uint64_t)label << 8 | s->modes[s->doc->toks[tok].sentence]);
}

void ns_name_signs_revise(struct ns_name_signs *s, const uint8_t *labels)
{
    const struct ns_doc *doc = s->doc;
    for (uint32_t t = 0; t < doc->tok_count; t++) {
        struct telling *telling = &s->tellings[doc->toks[t].word];
        if (!s->signs[t].likely)
            continue;
        s->signs[t].label = labels[t];
        if (telling->labels[labels[t]] < UINT16_MAX)
            telling->labels[labels[t]]++;
    }
    s->revised = true;
}

size_t ns_name_features(const struct ns_name_signs *s, uint32_t tok, uint32_t *out)
{
    const struct ns_doc *doc = s->doc;
    const struct ns_sent *sent = &doc->sents[doc->toks[tok].sentence];
    struct list list = {out, 0};
    struct window w = window_of(s, tok);
    uint64_t mode = s->modes[doc->toks[tok].sentence];
    put(&list, T_BIAS, 0);
    put(&list, T_MODE, mode << 1 | doc->toks[tok].first);
    for (uint32_t i = 0; i < 5; i++)
        put(&list, T_WORD + i, w.word[i]);
    put(&list, T_PAIR, ns_feature_join(w.word[1], w.word[2]));
    put(&list, T_PAIR + 1, ns_feature_join(w.word[2], w.word[3]));
    put(&list, T_PAIR + 2, ns_feature_join(w.word[1], w.word[3]));
    put_form(&list, doc, tok, w.shape[2]);
    for (uint32_t i = 0; i < 5; i++)
        put(&list, T_SHAPE + i, w.shape[i]);
    put(&list, T_SHAPES, ns_feature_join(w.shape[1], w.shape[2]));
    put(&list, T_SHAPES + 1, ns_feature_join(w.shape[2], w.shape[3]));
    put(&list, T_SHAPES + 2, ns_feature_join(ns_feature_join(w.shape[1], w.shape[2]), w.shape[3]));
    put(&list, T_SHAPES + 3, ns_feature_join(w.shape[2], mode << 1 | doc->toks[tok].first));
    put_lists(&list, &w, mode);
    put_rules(&list, &w, mode);
    put_run(&list, s, tok);
    put_article(&list, s, tok, &w, mode);
    put_revised(&list, s, tok);
    put(&list, T_TOPIC, s->topic);
    put(&list, T_TOPIC + 1, ns_feature_join(s->topic, w.sign[2]->term));
    put(&list, T_TOPIC + 2, ns_feature_join(s->topic, w.word[2]));
    uint32_t length = sent->toks.end - sent->toks.begin, place = tok - sent->toks.begin;
    put(&list, T_POSITION, (uint64_t)(length < 12 ? length : 12) << 8 | (place < 6 ? place : 6));
    put(&list, T_POSITION + 1,
        ns_feature_join((uint64_t)(length < 12 ? length : 12) << 8 | (place < 6 ? place : 6),
                        w.shape[2]));
    return list.count;
}

size_t ns_name_features_revised(const struct ns_name_signs *s, uint32_t tok, uint32_t *out)
{
    struct list list = {out, 0};
    put_revised(&list, s, tok);
    return list.count;
}
