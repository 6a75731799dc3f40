/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields and what may follow their colons; what was probably meant where there is no such thing. */
#include "query.h"

#include "naysay/fold.h"

/* ---- names that are nearly right ------------------------------------------------------------ */

#define NAME_MAX_LEN 24 /* longer words are no misspelt name */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to be changed, put in, left out or swapped with their neighbour (Damerau 1964). */
static size_t distance(struct ns_slice a, struct ns_slice b)
{
    size_t rows[3][NAME_MAX_LEN + 1] = {{0}};

    for (size_t k = 0; k <= b.len; k++)
        rows[0][k] = k;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t k = 1; k <= b.len; k++) {
            size_t cost = a.at[i - 1] != b.at[k - 1];
            row[k] = least(least(above[k] + 1, row[k - 1] + 1), above[k - 1] + cost);
            if (i > 1 && k > 1 && a.at[i - 1] == b.at[k - 2] && a.at[i - 2] == b.at[k - 1])
                row[k] = least(row[k], higher[k - 2] + 1);
        }
    }
    return rows[a.len % 3][b.len];
}

const char *index_query_meant(struct ns_slice text, const char *const *names, size_t count)
{
    const char *best = NULL;
    size_t far = text.len < 5 ? 2 : 3;

    if (text.len > NAME_MAX_LEN || text.len < 2)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        struct ns_slice name = ns_slice_of(names[i]);
        /* Half a name counts as much as a slip. */
        size_t d = name.len > NAME_MAX_LEN                        ? SIZE_MAX
                   : text.len >= 3 && ns_slice_starts(name, text) ? 1
                                                                  : distance(text, name);
        if (d < far) {
            far = d;
            best = names[i];
        }
    }
    return best;
}

/* Its letters in lower case, in the query's arena. */
static struct ns_slice folded(struct ns_query *query, struct ns_slice text)
{
    struct ns_bytes lower = {0};
    struct ns_slice kept;

    ns_fold(text, NS_FOLD_ALL, &lower, NULL);
    kept = ns_arena_dup(query->arena, ns_bytes_slice(&lower));
    ns_vec_free(&lower);
    return kept;
}

/* ---- fields --------------------------------------------------------------------------------- */

static const struct field {
    const char *name;
    enum query_type type;
} fields[] = {
    {"title", QUERY_TITLE},   {"outlet", QUERY_OUTLET},   {"file", QUERY_FILE},
    {"entity", QUERY_ENTITY}, {"speaker", QUERY_SPEAKER}, {"kind", QUERY_KIND},
    {"has", QUERY_HAS},       {"date", QUERY_DATE},
};
#define FIELDS (sizeof fields / sizeof *fields)

/* Other words for them, as they may come to a reader's mind. */
static const struct field other_names[] = {
    {"headline", QUERY_TITLE}, {"source", QUERY_OUTLET}, {"paper", QUERY_OUTLET},
    {"path", QUERY_FILE},      {"folder", QUERY_FILE},   {"name", QUERY_ENTITY},
    {"person", QUERY_ENTITY},  {"who", QUERY_SPEAKER},   {"says", QUERY_SPEAKER},
    {"said", QUERY_SPEAKER},   {"by", QUERY_SPEAKER},    {"type", QUERY_KIND},
    {"is", QUERY_KIND},        {"year", QUERY_DATE},     {"since", QUERY_DATE},
    {"from", QUERY_DATE},      {"day", QUERY_DATE},      {"month", QUERY_DATE},
};

static bool find_field(struct ns_slice name, const struct field *in, size_t count,
                       enum query_type *type)
{
    for (size_t i = 0; i < count; i++) {
        if (ns_slice_equal_nocase(name, ns_slice_of(in[i].name))) {
            *type = in[i].type;
            return true;
        }
    }
    return false;
}

bool index_query_field(struct ns_slice name, enum query_type *type)
{
    return find_field(name, fields, FIELDS, type);
}

const char *index_query_field_name(enum query_type type)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (fields[i].type == type)
            return fields[i].name;
    return NULL;
}

const char *index_query_no_field(struct ns_query *query, struct ns_slice name)
{
    static const char *const marks[] = {"mark", "tag", "note"};
    const char *names[FIELDS], *meant;
    enum query_type type;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (ns_slice_equal_nocase(name, ns_slice_of(marks[i])))
            return ns_arena_format(query->arena, "there are no marks yet, so nothing is a %s",
                                   marks[i])
                .at;
    for (size_t i = 0; i < FIELDS; i++)
        names[i] = fields[i].name;
    if (find_field(name, other_names, sizeof other_names / sizeof *other_names, &type))
        meant = index_query_field_name(type);
    else
        meant = index_query_meant(folded(query, name), names, FIELDS);
    if (meant)
        return ns_arena_format(query->arena,
                               "there is no field '%.*s'; did you mean %s:? (a word is quoted)",
                               (int)name.len, name.at, meant)
            .at;
    return "there is no such field; fields are title, outlet, file, entity, speaker, kind, has, "
           "date "
           "(quote the word if it is none)";
}

/* ---- kind: and has: ------------------------------------------------------------------------- */

static const struct thing {
    const char *name;
    bool extracted; /* known only after the extraction */
} things[QUERY_HAS_COUNT] = {
    [QUERY_HAS_TITLE] = {"title", false},     [QUERY_HAS_BYLINE] = {"byline", false},
    [QUERY_HAS_DATE] = {"date", false},       [QUERY_HAS_OUTLET] = {"outlet", false},
    [QUERY_HAS_SECTION] = {"section", false}, [QUERY_HAS_DATELINE] = {"dateline", false},
    [QUERY_HAS_PROBLEM] = {"problem", false}, [QUERY_HAS_STATEMENT] = {"statement", true},
    [QUERY_HAS_SPEAKER] = {"speaker", true},  [QUERY_HAS_ANONYMOUS] = {"anonymous", true},
    [QUERY_HAS_NAME] = {"name", true},
};

const char *ns_query_has_name(unsigned index)
{
    return index < QUERY_HAS_COUNT ? things[index].name : NULL;
}

static bool find_thing(struct ns_slice name, enum query_has *has)
{
    for (unsigned i = 0; i < QUERY_HAS_COUNT; i++) {
        if (ns_slice_equal(name, ns_slice_of(things[i].name))) {
            *has = (enum query_has)i;
            return true;
        }
    }
    return false;
}

/* A kind, or if the node asks for it a thing; false if there is none of that name. */
static bool take_kind(struct ns_query *query, struct query_node *node, struct ns_slice name)
{
    if (ns_kind_parse(name, &node->kind)) {
        node->type = QUERY_KIND;
        node->shown = ns_slice_of(ns_kind_name(node->kind));
        query->needs_extraction = true;
        return true;
    }
    if (node->type != QUERY_HAS || !find_thing(name, &node->has))
        return false;
    node->shown = ns_slice_of(things[node->has].name);
    query->needs_extraction |= things[node->has].extracted;
    return true;
}

/* "; kinds are claim, denial, ...". */
static const char *all_kinds(struct ns_query *query, bool has, const char *meant)
{
    struct ns_bytes out = {0};
    const char *kept;

    ns_bytes_format(&out, "there is no such %s; ", has ? "thing" : "kind");
    if (meant)
        ns_bytes_format(&out, "did you mean %s:%s? ", has ? "has" : "kind", meant);
    ns_bytes_add_text(&out, has ? "there are" : "kinds are");
    for (int i = 0; i < NS_KIND_COUNT; i++)
        ns_bytes_format(&out, "%s %s", i ? "," : "", ns_kind_name((enum ns_kind)i));
    for (int i = 0; has && i < QUERY_HAS_COUNT; i++)
        ns_bytes_format(&out, ", %s", things[i].name);
    kept = ns_arena_dup(query->arena, ns_bytes_slice(&out)).at;
    ns_vec_free(&out);
    return kept;
}

const char *index_query_read_kind(struct ns_query *query, struct query_node *node)
{
    const char *names[NS_KIND_COUNT + QUERY_HAS_COUNT], *meant;
    struct ns_slice name = folded(query, ns_slice_trim(node->shown)), one = name;
    size_t count = 0;

    node->quoted = node->prefix = false;
    if (take_kind(query, node, name))
        return NULL;
    /* "denials" */
    one.len -= ns_slice_ends(name, NS_SLICE("s"));
    if (one.len > 0 && one.len < name.len && take_kind(query, node, one))
        return NULL;
    for (int i = 0; i < NS_KIND_COUNT; i++)
        names[count++] = ns_kind_name((enum ns_kind)i);
    for (int i = 0; node->type == QUERY_HAS && i < QUERY_HAS_COUNT; i++)
        names[count++] = things[i].name;
    meant = index_query_meant(name, names, count);
    return all_kinds(query, node->type == QUERY_HAS, meant);
}

/* ---- date: ---------------------------------------------------------------------------------- */

static bool digits(struct ns_slice s, size_t at, size_t count, unsigned *out)
{
    *out = 0;
    if (s.len < at + count)
        return false;
    for (size_t i = at; i < at + count; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        *out = *out * 10 + (unsigned)(s.at[i] - '0');
    }
    return true;
}

static unsigned days_of(unsigned year, unsigned month)
{
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    if (month == 2)
        return leap ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* "2016", "2016-03", "2016-03-05"; what is not told becomes `rest`. The message of an error or NULL;
 * *at is where in s. */
static const char *read_day(struct ns_query *query, struct ns_slice s, unsigned rest, uint32_t *out,
                            size_t *at)
{
    static const char form[] =
        "a date is written 2016, 2016-03 or 2016-03-05, a range 2016-01..2016-03";
    unsigned year, month = rest, day = rest;

    *at = 0;
    if ((s.len != 4 && s.len != 7 && s.len != 10) || !digits(s, 0, 4, &year) ||
        (s.len > 4 && (s.at[4] != '-' || !digits(s, 5, 2, &month))) ||
        (s.len > 7 && (s.at[7] != '-' || !digits(s, 8, 2, &day))))
        return form;
    if (year == 0)
        return "there is no year 0";
    *at = 5;
    if (s.len > 4 && (month < 1 || month > 12))
        return ns_arena_format(query->arena, "there is no month %02u", month).at;
    *at = 8;
    if (s.len > 7 && (day < 1 || day > days_of(year, month)))
        return ns_arena_format(query->arena, "%04u-%02u has no day %02u", year, month, day).at;
    *at = 0;
    *out = year * 10000 + month * 100 + day;
    return NULL;
}

static const char *read_range(struct ns_query *query, struct query_node *node, size_t *at)
{
    struct ns_slice from = node->shown, to = node->shown;
    const char *message = NULL;
    size_t dots;

    *at = 0;
    node->quoted = node->prefix = false;
    dots = ns_slice_find(node->shown, NS_SLICE(".."), 0);
    node->from = 0;
    node->to = QUERY_DATE_MAX;
    if (dots != SIZE_MAX) {
        from.len = dots;
        to.at += dots + 2;
        to.len -= dots + 2;
        if (from.len == 0 && to.len == 0)
            return "a range needs a date, before the dots or behind them";
    }
    if (dots == SIZE_MAX || from.len > 0)
        message = read_day(query, from, 0, &node->from, at);
    if (!message && (dots == SIZE_MAX || to.len > 0)) {
        message = read_day(query, to, 99, &node->to, at);
        *at += (size_t)(to.at - node->shown.at);
    }
    if (message)
        return message;
    *at = 0;
    return node->from > node->to ? "the range ends before it begins" : NULL;
}

const char *index_query_read_date(struct ns_query *query, struct query_node *node, size_t *at)
{
    size_t typed = node->shown.len;
    const char *message;

    node->shown = folded(query, node->shown); /* dashes */
    message = read_range(query, node, at);
    *at = node->shown.len == typed ? *at : 0;
    return message;
}
