/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What random queries must answer: each text is folded and gone through byte by byte. */
#include "random_query.h"

#include "naysay/fold.h"
#include "naysay/unicode.h"

/* ---- the slow truth: places ----------------------------------------------------------------- */

/* Folded, runs of blanks as one, none at the edges. */
static struct ns_slice squeezed(struct ns_slice text, struct ns_bytes *out)
{
    size_t to = 0;

    ns_fold(text, NS_FOLD_ALL, out, NULL);
    for (size_t i = 0; i < out->len; i++)
        if (out->at[i] != ' ' || (to > 0 && out->at[to - 1] != ' '))
            out->at[to++] = out->at[i];
    out->len = to > 0 && out->at[to - 1] == ' ' ? to - 1 : to;
    return ns_bytes_slice(out);
}

static bool word_ends(struct ns_slice s, size_t at)
{
    return at > 0 && ns_is_word(ns_utf8_previous(s, &at));
}

static bool word_begins(struct ns_slice s, size_t at)
{
    return at < s.len && ns_is_word(ns_utf8_next(s, &at, NULL));
}

/* Does the term stand at `at`? */
static bool stands(struct ns_slice hay, size_t at, struct ns_slice term, bool prefix, bool part)
{
    size_t end = at + term.len;

    if (end > hay.len || memcmp(hay.at + at, term.at, term.len) != 0)
        return false;
    if (part)
        return true;
    if (word_begins(term, 0) && word_ends(hay, at))
        return false;
    return prefix || !word_ends(term, term.len) || !word_begins(hay, end);
}

static bool found(struct ns_slice text, const struct random_query *q, bool part)
{
    struct ns_bytes hay = {0}, term = {0};
    struct ns_slice h = squeezed(text, &hay), t = squeezed(q->term, &term);
    bool yes = false;

    for (size_t at = 0; at < h.len && !yes; at++)
        yes = stands(h, at, t, q->prefix, part);
    ns_vec_free(&hay);
    ns_vec_free(&term);
    return yes;
}

/* Words that begin before `at`, counted from the start each time. "don't", "3.5" is one. */
static size_t words_before(struct ns_slice s, size_t at)
{
    size_t count = 0, pos = 0;
    bool inside = false;

    while (pos < at) {
        size_t from = pos;
        bool word = ns_is_word(ns_utf8_next(s, &pos, NULL));
        bool joined = from > 1 && strchr(".'", s.at[from - 1]) && word_ends(s, from - 1);
        count += word && !inside && !joined;
        inside = word;
    }
    return count;
}

struct spot {
    size_t begin, end, first, last;
};
NS_VEC(spots, struct spot);

/* The first character of a word from `at` on. */
static size_t first_word(struct ns_slice s, size_t at)
{
    while (!word_begins(s, at))
        ns_utf8_next(s, &at, NULL);
    return at;
}

static void operand_spots(struct ns_slice hay, const struct random_query *q, struct spots *out)
{
    struct ns_bytes term = {0};
    struct ns_slice t;

    if (q->type == OR) {
        operand_spots(hay, q->left, out);
        operand_spots(hay, q->right, out);
        return;
    }
    t = squeezed(q->term, &term);
    for (size_t at = 0; at < hay.len; at++) {
        size_t end = at + t.len;
        if (!stands(hay, at, t, q->prefix, false))
            continue;
        ns_vec_push(out, ((struct spot){at, end, words_before(hay, first_word(hay, at) + 1) - 1,
                                        words_before(hay, end) - 1}));
    }
    ns_vec_free(&term);
}

/* The places of the last operand that the ones before it lead to. */
static void near_spots(struct ns_slice hay, const struct random_query *q, struct spots *out)
{
    struct spots left = {0}, right = {0};

    if (q->type != NEAR) {
        operand_spots(hay, q, out);
        return;
    }
    near_spots(hay, q->left, &left);
    operand_spots(hay, q->right, &right);
    for (size_t i = 0; i < right.len; i++) {
        struct spot b = right.at[i];
        bool near = false;
        for (size_t k = 0; k < left.len && !near; k++) {
            struct spot a = left.at[k];
            near = (a.end <= b.begin && b.first - a.last <= q->near) ||
                   (b.end <= a.begin && a.first - b.last <= q->near);
        }
        if (near)
            ns_vec_push(out, b);
    }
    ns_vec_free(&left);
    ns_vec_free(&right);
}

static bool near_found(struct ns_slice text, const struct random_query *q)
{
    struct ns_bytes hay = {0};
    struct spots spots = {0};
    bool yes;

    near_spots(squeezed(text, &hay), q, &spots);
    yes = spots.len > 0;
    ns_vec_free(&hay);
    ns_vec_free(&spots);
    return yes;
}

/* ---- the slow truth: regexes ---------------------------------------------------------------- */

static char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Does one go at p take something at *at? Moves *at. */
static bool take(struct ns_slice s, struct random_piece p, bool any_case, size_t *at)
{
    if (p.what == 'b')
        return word_ends(s, *at) != word_begins(s, *at);
    if (*at >= s.len)
        return false;
    if (p.what == ' ') {
        size_t end = *at;
        while (end < s.len && (s.at[end] == ' ' || s.at[end] == '\n'))
            end++;
        if (end == *at)
            return false;
        ++*at;
        return true;
    }
    if (p.what == 'c') {
        char c = s.at[*at];
        if (any_case ? lowered(c) != lowered(p.self) : c != p.self)
            return false;
        ++*at;
        return true;
    }
    if (s.at[*at] == '\n')
        return false;
    ns_utf8_next(s, at, NULL);
    return true;
}

static size_t regex_end(struct ns_slice s, const struct random_piece *p, size_t count,
                        bool any_case, size_t start, size_t at);

/* As many as possible first, as a backtracking engine tries them. */
static size_t repeat(struct ns_slice s, const struct random_piece *p, size_t count, bool any_case,
                     size_t start, size_t at, size_t taken)
{
    bool more = p->times == '+' || p->times == '*' || p->what == ' ';
    bool none = p->times == '?' || p->times == '*';
    size_t next = at, end;

    if ((more || taken == 0) && take(s, *p, any_case, &next)) {
        end = repeat(s, p, count, any_case, start, next, taken + 1);
        if (end != SIZE_MAX)
            return end;
    }
    return none || taken > 0 ? regex_end(s, p + 1, count - 1, any_case, start, at) : SIZE_MAX;
}

/* Where the match that began at start ends, or SIZE_MAX; empty ones are none. */
static size_t regex_end(struct ns_slice s, const struct random_piece *p, size_t count,
                        bool any_case, size_t start, size_t at)
{
    if (count == 0)
        return at > start ? at : SIZE_MAX;
    return repeat(s, p, count, any_case, start, at, 0);
}

/* One match after the other, until one is of some bytes of the text itself. */
static bool regex_found(struct ns_slice text, const struct random_query *q)
{
    struct ns_fold_steps steps = {0};
    struct ns_bytes folded = {0};
    bool upper = false, yes = false;
    struct ns_slice s;

    for (size_t i = 0; i < q->piece_count; i++)
        upper |= q->pieces[i].what == 'c' && q->pieces[i].self >= 'A' && q->pieces[i].self <= 'Z';
    ns_fold(text, NS_FOLD_KEEP_LINES | (upper ? NS_FOLD_DIACRITICS : NS_FOLD_ALL), &folded, &steps);
    s = ns_bytes_slice(&folded);
    for (size_t at = 0; at < s.len && !yes;) {
        size_t end = regex_end(s, q->pieces, q->piece_count, q->any_case || !upper, at, at);
        if (end != SIZE_MAX) {
            yes = ns_fold_original(&steps, (uint32_t)at) < ns_fold_original(&steps, (uint32_t)end);
            at = end;
        } else {
            ns_utf8_next(s, &at, NULL);
        }
    }
    ns_vec_free(&folded);
    ns_vec_free(&steps);
    return yes;
}

/* ---- the slow truth ------------------------------------------------------------------------- */

static bool in_text(const struct random_query *q, struct ns_slice text)
{
    switch (q->type) {
    case NEAR:
        return near_found(text, q);
    case REGEX:
        return regex_found(text, q);
    default:
        return found(text, q, q->field == FILE_PATH);
    }
}

static bool in_names(const struct random_query *q, const struct ns_extraction *x, float threshold)
{
    for (size_t i = 0; q->field == ENTITY && i < x->entity_count; i++) {
        if (in_text(q, x->entities[i].canonical))
            return true;
        for (size_t k = 0; k < x->entities[i].alias_count; k++)
            if (in_text(q, x->entities[i].aliases[k]))
                return true;
    }
    for (size_t i = 0; q->field == SPEAKER && i < x->attribution_count; i++)
        if (x->attributions[i].confidence >= threshold && in_text(q, x->attributions[i].speaker))
            return true;
    return false;
}

/* What lies in the body is looked at there. */
static bool title_is_apart(const struct ns_article *a)
{
    return a->title.at < a->body.at || a->title.at >= a->body.at + a->body.len;
}

static bool in_field(const struct random_query *q, const struct ns_item *item, float threshold)
{
    const struct ns_article *a = item->article;

    switch (q->field) {
    case TITLE:
        return in_text(q, a->title);
    case OUTLET:
        return in_text(q, a->outlet);
    case FILE_PATH:
        return in_text(q, ns_slice_of(item->path));
    case ENTITY:
    case SPEAKER:
        return in_names(q, item->extraction, threshold);
    default:
        return in_text(q, a->body) || (title_is_apart(a) && in_text(q, a->title));
    }
}

static bool has_kind(const struct ns_extraction *x, const char *kind, float threshold)
{
    for (size_t i = 0; i < x->attribution_count; i++)
        if (x->attributions[i].confidence >= threshold && x->attributions[i].same_as == NS_NONE &&
            (!kind || strcmp(ns_kind_name(x->attributions[i].kind), kind) == 0))
            return true;
    return false;
}

static bool has_speaker(const struct ns_extraction *x, bool anonymous, float threshold)
{
    for (size_t i = 0; i < x->attribution_count; i++)
        if (x->attributions[i].confidence >= threshold &&
            (anonymous ? x->attributions[i].resolved == NS_RESOLVED_ANONYMOUS
                       : x->attributions[i].speaker.len > 0))
            return true;
    return false;
}

static enum random_answer has(const struct random_query *q, const struct ns_item *item,
                              float threshold)
{
    const struct ns_article *a = item->article;
    const struct ns_extraction *x = item->extraction;
    const struct {
        const char *name;
        bool yes;
    } plain[] = {
        {"title", a->title.len > 0},       {"byline", a->byline.len > 0},
        {"date", a->date[0] != '\0'},      {"outlet", a->outlet.len > 0},
        {"section", a->section.len > 0},   {"dateline", a->dateline.len > 0},
        {"problem", a->problem_count > 0},
    };

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i].name, q->has) == 0)
            return plain[i].yes ? RANDOM_YES : RANDOM_NO;
    if (!x)
        return RANDOM_UNKNOWN;
    bool yes = strcmp(q->has, "statement") == 0   ? has_kind(x, NULL, threshold)
               : strcmp(q->has, "name") == 0      ? x->entity_count > 0
               : strcmp(q->has, "speaker") == 0   ? has_speaker(x, false, threshold)
               : strcmp(q->has, "anonymous") == 0 ? has_speaker(x, true, threshold)
                                                  : false;
    return yes ? RANDOM_YES : RANDOM_NO;
}

/* Dates as text: "2016-02" begins with "2016-02" and ends before "2016-02-99". */
static bool date_fits(const struct random_query *q, const char *date)
{
    return *date && strncmp(date, q->from, strlen(q->from)) >= 0 &&
           (!*q->to || strncmp(date, q->to, strlen(q->to)) <= 0);
}

enum random_answer random_query_answer(const struct random_query *q, const struct ns_item *item,
                                       float threshold)
{
    enum random_answer left, right;

    if (!item->article)
        return RANDOM_UNKNOWN;
    switch (q->type) {
    case AND:
    case OR:
        left = random_query_answer(q->left, item, threshold);
        right = random_query_answer(q->right, item, threshold);
        return (q->type == AND) == (left < right) ? left : right;
    case NOT:
        return (enum random_answer)(RANDOM_YES - random_query_answer(q->left, item, threshold));
    case KIND:
        if (!item->extraction)
            return RANDOM_UNKNOWN;
        return has_kind(item->extraction, q->has, threshold) ? RANDOM_YES : RANDOM_NO;
    case HAS:
        return has(q, item, threshold);
    case DATE:
        return date_fits(q, item->article->date) ? RANDOM_YES : RANDOM_NO;
    default:
        if ((q->field == ENTITY || q->field == SPEAKER) && !item->extraction)
            return RANDOM_UNKNOWN;
        return in_field(q, item, threshold) ? RANDOM_YES : RANDOM_NO;
    }
}
