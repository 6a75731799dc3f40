/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time is bounded by callouts: PCRE2 calls back before each item it tries, or before those that
 * matter (callouts.h), and there the clock is read. Its own match limit counts steps of very unequal cost (with JIT it starts anew at each
 * offset), so it cannot bound the time alone. What stands between two callouts is linear in the
 * text. Plain words get no callouts: they cannot run away.
 */
#include "naysay/pattern.h"

#include "callouts.h"

#include "naysay/fold.h"
#include "naysay/log.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <time.h>

#define PATTERN_MAX     4096                 /* bytes as typed */
#define TIME_MAX        ((uint64_t)90000000) /* ns of work a text: a key must not wait 100 ms */
#define WALL_MAX        ((uint64_t)200000000) /* ns in all, where other programs take the processor */
#define MATCH_LIMIT     10000000u
#define HEAP_LIMIT      (64u * 1024) /* KiB */
#define JIT_SIZE_MAX    (64u * 1024) /* bytes compiled; beyond it the JIT compiler is too slow */
#define JIT_STACK_MAX   (1024u * 1024)
#define CALLOUTS_A_LOOK 16 /* callouts between two looks at the clock */

struct ns_pattern {
    pcre2_code *code;
    unsigned fold; /* flags for texts */
    bool jit;
};

/* ---- translation ---------------------------------------------------------------------------- */

/* The pattern as PCRE2 gets it, and for each of its bytes the column it came from. */
struct translation {
    struct ns_slice in;
    size_t pos;
    unsigned column;
    struct ns_bytes out;
    NS_VEC(, unsigned) columns;
    bool literal, in_class, quoted, extended, plain;
    size_t class_start; /* a ] here is a member of the class */
    bool upper;         /* holds an upper-case letter that stands for itself */
};

static void put(struct translation *t, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        ns_vec_push(&t->out, text[i]);
        ns_vec_push(&t->columns, t->column);
    }
}

static bool is_meta(char c)
{
    return c != '\0' && strchr("\\^$.[]|()?*+{}-#/&~,<>=!:'\"%@`;", c);
}

/* A code point beyond ASCII as folded text has it; ASCII marks that come out stand for themselves. */
static void put_folded(struct translation *t, struct ns_slice point)
{
    struct ns_bytes folded = {0};

    ns_fold(point, NS_FOLD_DIACRITICS, &folded, NULL);
    for (size_t i = 0; i < folded.len; i++) {
        if (folded.at[i] == ' ' && !t->in_class && !t->quoted) {
            put(t, "[ \\n]+", 6);
            continue;
        }
        if (is_meta(folded.at[i]) && !t->quoted)
            put(t, "\\", 1);
        put(t, folded.at + i, 1);
    }
    ns_vec_free(&folded);
}

/* A run of blanks matches any run of white space, over line ends too, unless the pattern counts
 * them itself. */
static void put_blanks(struct translation *t)
{
    size_t end = t->pos, from = t->pos;
    char next;

    while (end < t->in.len && t->in.at[end] == ' ')
        end++;
    next = end < t->in.len ? t->in.at[end] : '\0';
    if (!t->literal && (t->in_class || t->quoted || t->extended)) {
        put(t, " ", 1);
        end = from + 1;
    } else if (!t->literal && (next == '*' || next == '+' || next == '?' || next == '{')) {
        for (; from < end; from++)
            put(t, "[ \\n]", 5);
    } else {
        put(t, "[ \\n]+", 6);
        t->plain &= end < t->in.len && from > 0;
    }
    t->column += (unsigned)(end - t->pos);
    t->pos = end;
}

static void put_escape(struct translation *t)
{
    size_t end = t->pos + 1;

    put(t, "\\", 1);
    if (end < t->in.len) {
        char c = t->in.at[end];
        t->quoted = c == 'Q' ? true : c == 'E' ? false : t->quoted;
        if ((unsigned char)c >= 0x80) {
            t->out.len--;
            t->columns.len--;
            t->pos++;
            t->column++;
            return; /* the point itself comes next */
        }
        put(t, &c, 1);
        end++;
        /* \p{Lu}: its letters are no text, but cased classes ask for case */
        if ((c == 'p' || c == 'P' || c == 'N' || c == 'x' || c == 'k' || c == 'g') &&
            end < t->in.len && t->in.at[end] == '{') {
            while (end < t->in.len && (unsigned char)t->in.at[end] < 0x80 &&
                   t->in.at[end - 1] != '}') {
                t->upper |= t->in.at[end] == 'L' && (c == 'p' || c == 'P');
                put(t, t->in.at + end++, 1);
            }
        }
    }
    t->column += (unsigned)(end - t->pos);
    t->pos = end;
}

/* Is what follows the mark c at `at` inside a class? Named classes ([:alpha:]) lie inside one. */
static void track_class(struct translation *t, char c, size_t at)
{
    struct ns_slice in = t->in;

    if (t->in_class && c == '[' && at + 1 < in.len && in.at[at + 1] == ':') {
        size_t end = ns_slice_find(in, NS_SLICE(":]"), at + 2);
        t->class_start = end == SIZE_MAX ? t->class_start : end + 1;
    } else if (!t->in_class && c == '[') {
        t->in_class = true;
        t->class_start = at + 1 + (at + 1 < in.len && in.at[at + 1] == '^');
    } else if (t->in_class && c == ']' && at != t->class_start) {
        t->in_class = false;
    }
}

static void translate_one(struct translation *t)
{
    char c = t->in.at[t->pos];
    size_t start = t->pos;
    uint32_t cp;

    if (c == ' ') {
        put_blanks(t);
        return;
    }
    if (c == '\\' && !t->literal &&
        !(t->quoted && t->pos + 1 < t->in.len && t->in.at[t->pos + 1] != 'E')) {
        t->plain = false;
        put_escape(t);
        return;
    }
    cp = ns_utf8_next(t->in, &t->pos, NULL);
    t->upper |= ns_is_upper(cp);
    if (cp >= 0x80) {
        put_folded(t, (struct ns_slice){t->in.at + start, t->pos - start});
    } else if (t->literal) {
        if (is_meta(c))
            put(t, "\\", 1);
        put(t, &c, 1);
    } else {
        if (!t->quoted)
            track_class(t, c, start);
        if (c != '\0' && strchr("^$.[]|()?*+{}", c))
            t->plain = false;
        put(t, &c, 1);
    }
    t->column++;
}

/* Does the pattern switch on (?x), where blanks mean nothing? */
static bool is_extended(struct ns_slice text)
{
    for (size_t i = 0; i + 2 < text.len; i++) {
        if (text.at[i] != '(' || text.at[i + 1] != '?')
            continue;
        for (size_t k = i + 2; k < text.len && (ns_is_letter((unsigned char)text.at[k]) ||
                                                text.at[k] == '^' || text.at[k] == '-');
             k++) {
            if (text.at[k] == 'x')
                return true;
        }
    }
    return false;
}

/* ---- compilation ---------------------------------------------------------------------------- */

static enum ns_status compile_error(const struct translation *t, int code, size_t at,
                                    struct ns_err *err)
{
    unsigned column = at < t->columns.len ? t->columns.at[at] : t->column;
    char message[160];

    if (pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message) < 0)
        return ns_err_set_at(err, NS_ERR_ARGUMENT, 0, column, "not a regular expression");
    return ns_err_set_at(err, NS_ERR_ARGUMENT, 0, column, "%s", message);
}

static enum ns_status compile(struct translation *t, struct ns_pattern *pattern, struct ns_err *err)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C;
    size_t offset = 0, size = 0;
    int code = 0;

    struct ns_bytes marked = {0};

    if (!t->upper)
        options |= PCRE2_CASELESS;
    if (!t->plain && index_callouts(ns_bytes_slice(&t->out), &marked))
        pattern->code = pcre2_compile((PCRE2_SPTR)ns_bytes_text(&marked), marked.len, options,
                                      &code, &offset, NULL);
    ns_vec_free(&marked);
    if (!t->plain)
        options |= PCRE2_AUTO_CALLOUT;
    /* Two bytes at least: PCRE2 takes a NULL pattern for an error. */
    ns_bytes_text(&t->out);
    if (!pattern->code)
        pattern->code =
            pcre2_compile((PCRE2_SPTR)t->out.at, t->out.len, options, &code, &offset, NULL);
    if (!pattern->code)
        return compile_error(t, code, offset, err);
    pattern->fold = NS_FOLD_KEEP_LINES | (t->upper ? NS_FOLD_DIACRITICS : NS_FOLD_ALL);
    if (pcre2_pattern_info(pattern->code, PCRE2_INFO_SIZE, &size) == 0 && size <= JIT_SIZE_MAX)
        pattern->jit = pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
    return NS_OK;
}

enum ns_status ns_pattern_compile(struct ns_slice text, bool literal, struct ns_pattern **out,
                                  struct ns_err *err)
{
    struct translation t = {.in = text, .column = 1, .literal = literal, .plain = true};
    struct ns_pattern *pattern;
    enum ns_status status;
    size_t valid = ns_utf8_valid_prefix(text);

    *out = NULL;
    if (text.len == 0)
        return ns_err_set(err, NS_ERR_ARGUMENT, "there is nothing to search for");
    if (text.len > PATTERN_MAX)
        return ns_err_set(err, NS_ERR_LIMIT, "the pattern is longer than %d bytes", PATTERN_MAX);
    if (valid < text.len)
        return ns_err_set_at(err, NS_ERR_ARGUMENT, 0,
                             (unsigned)ns_utf8_count((struct ns_slice){text.at, valid}) + 1,
                             "this is no UTF-8 text");
    t.extended = !literal && is_extended(text);
    while (t.pos < text.len)
        translate_one(&t);
    pattern = ns_alloc(sizeof *pattern);
    status = compile(&t, pattern, err);
    if (status == NS_OK)
        *out = pattern;
    else
        free(pattern);
    ns_vec_free(&t.out);
    ns_vec_free(&t.columns);
    return status;
}

void ns_pattern_free(struct ns_pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_code_free(pattern->code);
    free(pattern);
}

/* ---- matching ------------------------------------------------------------------------------- */

/* One search through one text. */
struct search {
    const struct ns_pattern *pattern;
    struct ns_bytes folded;
    struct ns_fold_steps steps;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    bool jit, places;           /* places: steps are known */
    uint64_t start, start_work; /* ns: of the clock, of this thread's processor time (0: not yet) */
    uint64_t work_max;          /* ns */
    unsigned callouts;
    size_t a_look; /* callouts between two looks at the clock */
};

static uint64_t work_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* The clock that costs a system call is only asked when the cheap one says that it may be late; and
 * for the first time when something has been done at all. */
static bool is_late(struct search *s)
{
    uint64_t passed = ns_clock() - s->start;

    if (s->start_work == 0 && passed > s->work_max / 64)
        s->start_work = work_clock();
    return passed > s->work_max &&
           (passed > WALL_MAX || work_clock() - s->start_work > s->work_max);
}

static int on_callout(pcre2_callout_block *block, void *data)
{
    struct search *s = data;

    (void)block;
    if (++s->callouts < s->a_look)
        return 0;
    s->callouts = 0;
    return is_late(s) ? PCRE2_ERROR_CALLOUT : 0;
}

static void search_open(struct search *s, const struct ns_pattern *pattern, struct ns_slice text,
                        uint64_t work_max, bool places)
{
    *s = (struct search){.pattern = pattern, .jit = pattern->jit};
    s->work_max = work_max < TIME_MAX ? work_max : TIME_MAX;
    s->places = places;
    s->start = ns_clock();
    ns_fold(text, pattern->fold, &s->folded, places ? &s->steps : NULL);
    ns_vec_reserve(&s->folded, 1);
    /* Between callouts one item may run through the whole text. */
    s->a_look = text.len > (1u << 16) ? 1 : CALLOUTS_A_LOOK;
    s->data = pcre2_match_data_create_from_pattern(pattern->code, NULL);
    s->context = pcre2_match_context_create(NULL);
    if (!s->data || !s->context)
        return;
    pcre2_set_callout(s->context, on_callout, s);
    pcre2_set_match_limit(s->context, MATCH_LIMIT);
    pcre2_set_heap_limit(s->context, HEAP_LIMIT);
}

static void search_close(struct search *s)
{
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->context);
    if (s->stack)
        pcre2_jit_stack_free(s->stack);
    ns_vec_free(&s->folded);
    ns_vec_free(&s->steps);
}

/* The first match from *at on: 1, 0 for none, -1 when a limit ended it. */
static int search_next(struct search *s, size_t at)
{
    for (;;) {
        int code = pcre2_match(s->pattern->code, (PCRE2_SPTR)s->folded.at, s->folded.len, at,
                               PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY | (s->jit ? 0 : PCRE2_NO_JIT),
                               s->data, s->context);
        if (code >= 0)
            return 1;
        if (code == PCRE2_ERROR_NOMATCH)
            return 0;
        if (code != PCRE2_ERROR_JIT_STACKLIMIT)
            return -1;
        /* The machine's stack was too small for JIT: a larger one, then no JIT at all. */
        if (!s->stack)
            s->stack = pcre2_jit_stack_create(32u * 1024, JIT_STACK_MAX, NULL);
        else
            s->jit = false;
        if (s->stack)
            pcre2_jit_stack_assign(s->context, NULL, s->stack);
        else
            s->jit = false;
    }
}

static size_t behind_point(struct ns_slice s, size_t at)
{
    if (at < s.len)
        ns_utf8_next(s, &at, NULL);
    return at;
}

/* Where what was found stands in the text. Who only asks whether it is there seldom comes to it. */
static struct ns_range place_of(struct search *s, struct ns_slice text, const PCRE2_SIZE *span)
{
    if (!s->places) {
        s->folded.len = 0;
        ns_fold(text, s->pattern->fold, &s->folded, &s->steps);
        s->places = true;
    }
    return (struct ns_range){ns_fold_original(&s->steps, (uint32_t)span[0]),
                             ns_fold_original(&s->steps, (uint32_t)span[1])};
}

/* Runs until `most` hits are found; hits may be NULL. Returns how many, *status as in the header. */
static size_t run(const struct ns_pattern *pattern, struct ns_slice text, size_t most,
                  uint64_t work_max, struct ns_ranges *hits, enum ns_status *status)
{
    struct search s;
    size_t at = 0, count = 0;
    int found = 0;

    *status = NS_OK;
    search_open(&s, pattern, text, work_max, hits != NULL);
    if (!s.data || !s.context) {
        *status = NS_ERR_LIMIT;
        goto out;
    }
    while (count < most && at <= s.folded.len && (found = search_next(&s, at)) > 0) {
        const PCRE2_SIZE *span = pcre2_get_ovector_pointer(s.data);
        if (span[0] < span[1] && span[0] >= at) {
            struct ns_range hit = place_of(&s, text, span);
            count += hit.begin < hit.end;
            if (hits && hit.begin < hit.end)
                ns_vec_push(hits, hit);
        }
        /* \K and look-behind can put the end anywhere: always go on. */
        at = span[1] > at ? span[1] : behind_point(ns_bytes_slice(&s.folded), at);
        if (at >= s.folded.len)
            break;
        if (is_late(&s)) {
            found = -1;
            break;
        }
    }
    if (found < 0 || count == NS_PATTERN_MAX_HITS)
        *status = NS_ERR_LIMIT;
out:
    search_close(&s);
    return count;
}

enum ns_status ns_pattern_find(const struct ns_pattern *pattern, struct ns_slice text,
                               struct ns_ranges *hits)
{
    return ns_pattern_find_within(pattern, text, TIME_MAX, hits);
}

enum ns_status ns_pattern_find_within(const struct ns_pattern *pattern, struct ns_slice text,
                                      uint64_t work_max, struct ns_ranges *hits)
{
    enum ns_status status;

    run(pattern, text, NS_PATTERN_MAX_HITS, work_max, hits, &status);
    return status;
}

bool ns_pattern_hits(const struct ns_pattern *pattern, struct ns_slice text)
{
    enum ns_status status;

    return run(pattern, text, 1, TIME_MAX, NULL, &status) > 0;
}

enum ns_status ns_pattern_try(const struct ns_pattern *pattern, struct ns_slice text,
                              uint64_t work_max, bool *hit)
{
    enum ns_status status;

    *hit = run(pattern, text, 1, work_max, NULL, &status) > 0;
    return *hit ? NS_OK : status;
}
