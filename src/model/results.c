/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * At most two searches are alive: the one whose rows are shown, which may still run, and the one
 * that takes its place when it is done. Order of work: rows, counts beside them, then a newer
 * snapshot, so that counts come to their end however fast snapshots follow each other.
 */
#include "results.h"

#include "naysay/log.h"
#include "naysay/vec.h"

#include "index/keyed.h"

#define PATIENCE_NS                                                                                \
    100000000u           /* the rows from before stay that long; then partial ones are shown */
#define RANKED      200u /* rows that are ranked at first; then NEXT_RANKED times as many */
#define NEXT_RANKED 8u
#define CLOCK_EVERY 16u         /* articles between two looks at the clock */
#define REFRESH_NS  1000000000u /* a newer snapshot of an unfinished corpus waits that long */

/* One search over one snapshot. */
struct hunt {
    struct ns_query *query;
    struct ns_snapshot *snapshot;
    struct ns_search *search; /* NULL: none */
    bool done;
    uint64_t since;
    unsigned question; /* that it answers */
};

struct step {
    char *shown;            /* what was added */
    char *text;             /* the whole query, as understood */
    struct ns_result place; /* of the reader, before the next step */
};

/* What is known of an item's statements; counts as long as its extraction is the same. */
struct known {
    const struct ns_extraction *extraction;
    uint32_t begin, count; /* of said */
};

NS_VEC(results, struct ns_result);
NS_VEC(numbers, uint32_t);
NS_VEC(all_known, struct known);

struct ns_results {
    NS_VEC(, struct step) steps;
    float threshold;
    enum ns_results_view view;
    enum ns_results_order order;
    bool reverse;

    unsigned question;          /* grows with each that is asked */
    struct ns_snapshot *latest; /* to be searched; NULL: has been */
    struct hunt shown, next;
    uint64_t published;

    struct numbers found;      /* items in the order of the list */
    struct ns_ranking ranking; /* scratch */
    struct numbers ordered;    /* the first of them in the order asked for */
    bool far;            /* the reader went beyond the first of them: all are ranked at once */
    bool rearranged;     /* and rows may stand elsewhere than they did */
    struct results rows; /* statements, article by article */
    size_t rows_next;    /* article in order whose statements come next */

    struct all_known known;         /* by item */
    struct numbers said;            /* attributions, where known says */
    size_t counted;                 /* articles found whose statements are counted */
    size_t statements, unextracted; /* of those counted */

    struct ns_facets *facets;
    struct ns_timeline *timeline;
    bool faceting, timing;
};

const char *ns_results_order_name(enum ns_results_order order)
{
    static const char *const names[NS_RESULTS_ORDERS] = {"relevance", "date", "order"};
    return names[order];
}

struct ns_results *ns_results_new(void)
{
    struct ns_results *r = ns_alloc(sizeof *r);
    r->facets = ns_facets_new();
    r->timeline = ns_timeline_new();
    return r;
}

static void hunt_end(struct hunt *h)
{
    ns_search_free(h->search);
    ns_query_free(h->query);
    ns_snapshot_release(h->snapshot);
    *h = (struct hunt){0};
}

static void step_free(struct step *step)
{
    free(step->shown);
    free(step->text);
}

/* What is known of statements was found out by the query that was. */
static void forget_statements(struct ns_results *r)
{
    r->known.len = r->said.len = 0;
}

void ns_results_forget(struct ns_results *r)
{
    hunt_end(&r->shown);
    hunt_end(&r->next);
    ns_snapshot_release(r->latest);
    r->latest = NULL;
    r->found.len = r->ordered.len = r->rows.len = 0;
    r->rows_next = r->counted = r->statements = r->unextracted = 0;
    r->faceting = r->timing = false;
    forget_statements(r);
}

void ns_results_free(struct ns_results *r)
{
    if (!r)
        return;
    ns_results_forget(r);
    for (size_t i = 0; i < r->steps.len; i++)
        step_free(&r->steps.at[i]);
    ns_vec_free(&r->steps);
    ns_vec_free(&r->found);
    ns_vec_free(&r->ranking);
    ns_vec_free(&r->ordered);
    ns_vec_free(&r->rows);
    ns_vec_free(&r->known);
    ns_vec_free(&r->said);
    ns_facets_free(r->facets);
    ns_timeline_free(r->timeline);
    free(r);
}

/* --- asking --- */

static const struct step *last_step(const struct ns_results *r)
{
    return r->steps.len ? ns_vec_last(&r->steps) : NULL;
}

/* Another question: what is searched now is searched for in vain. */
static void ask_again(struct ns_results *r)
{
    r->question++;
    r->far = false;
    hunt_end(&r->next);
    if (!r->latest && r->shown.snapshot)
        r->latest = ns_snapshot_acquire(r->shown.snapshot);
    forget_statements(r);
}

static enum ns_status add_step(struct ns_results *r, struct ns_slice shown, struct ns_slice text,
                               struct ns_err *err)
{
    struct ns_query *query = NULL;
    enum ns_status status = ns_query_parse(text, &query, err);
    if (status != NS_OK)
        return status;
    /* The first step is shown as it is understood. */
    struct ns_slice understood = ns_query_text(query);
    struct step step = {.shown = ns_string_dup(r->steps.len ? shown : understood),
                        .text = ns_string_dup(understood)};
    ns_query_free(query);
    ns_vec_push(&r->steps, step);
    ask_again(r);
    return NS_OK;
}

enum ns_status ns_results_ask(struct ns_results *r, struct ns_slice text, struct ns_err *err)
{
    struct ns_query *query = NULL;
    enum ns_status status = ns_query_parse(text, &query, err);
    ns_query_free(query);
    if (status != NS_OK)
        return status;
    for (size_t i = 0; i < r->steps.len; i++)
        step_free(&r->steps.at[i]);
    r->steps.len = 0;
    return add_step(r, text, text, err);
}

enum ns_status ns_results_narrow(struct ns_results *r, struct ns_slice term, struct ns_result place,
                                 struct ns_err *err)
{
    struct ns_bytes text = {0};
    const struct step *last = last_step(r);
    if (last && last->text[0]) {
        bool loose = ns_slice_find(ns_slice_of(last->text), NS_SLICE(" or "), 0) != SIZE_MAX;
        ns_bytes_format(&text, loose ? "(%s) " : "%s ", last->text);
    }
    ns_bytes_add(&text, term);
    enum ns_status status = add_step(r, term, ns_bytes_slice(&text), err);
    if (status == NS_OK && r->steps.len > 1)
        r->steps.at[r->steps.len - 2].place = place;
    ns_vec_free(&text);
    return status;
}

bool ns_results_widen(struct ns_results *r, struct ns_result *place)
{
    if (r->steps.len < 2)
        return false;
    step_free(&r->steps.at[--r->steps.len]);
    *place = ns_vec_last(&r->steps)->place;
    ask_again(r);
    return true;
}

size_t ns_results_steps(const struct ns_results *r)
{
    return r->steps.len;
}

struct ns_slice ns_results_step(const struct ns_results *r, size_t step)
{
    return ns_slice_of(r->steps.at[step].shown);
}

struct ns_slice ns_results_text(const struct ns_results *r)
{
    if (r->shown.query)
        return ns_query_text(r->shown.query);
    return r->steps.len ? ns_slice_of(last_step(r)->text) : (struct ns_slice){0};
}

void ns_results_threshold(struct ns_results *r, float threshold)
{
    if (ns_confidence_bin(r->threshold) == ns_confidence_bin(threshold))
        return;
    r->threshold = threshold;
    if (r->steps.len)
        ask_again(r);
}

/* --- rows --- */

static void collect(struct ns_results *r)
{
    const struct ns_search *s = r->shown.search;
    r->found.len = 0;
    ns_vec_reserve(&r->found, ns_search_count(s));
    for (size_t i = ns_search_next(s, 0); i != SIZE_MAX; i = ns_search_next(s, i + 1))
        ns_vec_push(&r->found, (uint32_t)i);
}

/* --- order --- */

static void order_by_date(struct ns_results *r)
{
    ns_vec_reserve(&r->ordered, r->found.len);
    ns_order_by_date(r->shown.snapshot, r->found.at, r->found.len, r->reverse, r->ordered.at);
    r->ordered.len = r->found.len;
}

/* The best are few: the rest is ranked when somebody goes there. */
static void rank(struct ns_results *r, size_t most)
{
    r->ranking.len = 0;
    if (r->reverse)
        most = SIZE_MAX;
    ns_search_rank(r->shown.search, most, &r->ranking);
    r->ordered.len = 0;
    for (size_t i = 0; i < r->ranking.len; i++)
        ns_vec_push(&r->ordered, r->ranking.at[r->reverse ? r->ranking.len - 1 - i : i].item);
}

static void order_by_list(struct ns_results *r)
{
    for (size_t i = 0; i < r->found.len; i++)
        ns_vec_push(&r->ordered, r->found.at[r->reverse ? r->found.len - 1 - i : i]);
}

static void arrange(struct ns_results *r)
{
    r->ordered.len = r->rows.len = r->rows_next = 0;
    if (!r->shown.search || !r->found.len)
        return;
    if (r->order == NS_RESULTS_BEST)
        rank(r, r->far ? SIZE_MAX : RANKED);
    else if (r->order == NS_RESULTS_NEWEST)
        order_by_date(r);
    else
        order_by_list(r);
}

/* The article that stands at a place of the order. */
static uint32_t article_at(struct ns_results *r, size_t place)
{
    if (place >= r->ordered.len) {
        r->far = place >= RANKED * NEXT_RANKED;
        rank(r, r->far ? SIZE_MAX : RANKED * NEXT_RANKED);
        r->rearranged = !r->shown.done;
    }
    return r->ordered.at[place];
}

void ns_results_view(struct ns_results *r, enum ns_results_view view)
{
    r->view = view;
}

enum ns_results_view ns_results_viewed(const struct ns_results *r)
{
    return r->view;
}

void ns_results_sort(struct ns_results *r, enum ns_results_order order, bool reverse)
{
    r->order = order;
    r->reverse = reverse;
    arrange(r);
}

enum ns_results_order ns_results_order(const struct ns_results *r, bool *reverse)
{
    *reverse = r->reverse;
    return r->order;
}

/* --- rows --- */

size_t ns_results_count(const struct ns_results *r)
{
    return r->view == NS_RESULTS_STATEMENTS ? r->rows.len : r->found.len;
}

struct ns_result ns_results_at(struct ns_results *r, size_t row)
{
    if (r->view == NS_RESULTS_STATEMENTS)
        return r->rows.at[row];
    return (struct ns_result){article_at(r, row), NS_NONE};
}

size_t ns_results_row(struct ns_results *r, struct ns_result result)
{
    if (r->view == NS_RESULTS_STATEMENTS) {
        for (size_t i = 0; i < r->rows.len; i++)
            if (ns_result_same(r->rows.at[i], result))
                return i;
        return SIZE_MAX;
    }
    return result.statement == NS_NONE ? ns_results_row_of_item(r, result.item) : SIZE_MAX;
}

uint32_t ns_results_article(struct ns_results *r, size_t place)
{
    return article_at(r, place);
}

size_t ns_results_place(struct ns_results *r, size_t item)
{
    if (!r->shown.search || !ns_search_holds(r->shown.search, item))
        return SIZE_MAX;
    for (size_t i = 0; i < r->ordered.len; i++)
        if (r->ordered.at[i] == item)
            return i;
    if (r->ordered.len >= r->found.len)
        return SIZE_MAX;
    (void)article_at(r, r->found.len - 1);
    return ns_results_place(r, item);
}

size_t ns_results_row_of_item(struct ns_results *r, size_t item)
{
    if (r->view == NS_RESULTS_ARTICLES)
        return ns_results_place(r, item);
    for (size_t i = 0; i < r->rows.len; i++)
        if (r->rows.at[i].item == item)
            return i;
    return SIZE_MAX;
}

/* --- statements --- */

/* Repeated tellings are left out; what is below the threshold does not match. */
static void find_statements(struct ns_query *query, const struct ns_item *item, struct numbers *out)
{
    const struct ns_extraction *x = item->extraction;
    for (size_t i = 0; i < x->attribution_count; i++)
        if (x->attributions[i].same_as == NS_NONE && ns_query_matches_statement(query, item, i))
            ns_vec_push(out, (uint32_t)i);
}

static const struct known *statements_of(struct ns_results *r, uint32_t item)
{
    const struct ns_item *it = &r->shown.snapshot->items[item];
    if (r->known.len <= item) {
        size_t more = item + 1 - r->known.len;
        ns_vec_reserve(&r->known, more);
        memset(r->known.at + r->known.len, 0, more * sizeof *r->known.at);
        r->known.len += more;
    }
    struct known *k = &r->known.at[item];
    if (it->extraction && k->extraction != it->extraction) {
        k->begin = (uint32_t)r->said.len;
        find_statements(r->shown.query, it, &r->said);
        k->count = (uint32_t)r->said.len - k->begin;
    }
    k->extraction = it->extraction;
    return k;
}

/* False when time is up before all is counted. */
static bool count_statements(struct ns_results *r, uint64_t deadline)
{
    while (r->counted < r->found.len) {
        const struct known *k = statements_of(r, r->found.at[r->counted++]);
        r->statements += k->count;
        r->unextracted += !k->extraction;
        if (deadline && r->counted % CLOCK_EVERY == 0 && ns_clock() >= deadline)
            break;
    }
    return r->counted >= r->found.len;
}

static bool lay_statements(struct ns_results *r, uint64_t deadline)
{
    while (r->rows_next < r->found.len) {
        uint32_t item = article_at(r, r->rows_next++);
        const struct known *k = statements_of(r, item);
        for (uint32_t i = 0; i < k->count; i++)
            ns_vec_push(&r->rows, (struct ns_result){item, r->said.at[k->begin + i]});
        if (deadline && r->rows_next % CLOCK_EVERY == 0 && ns_clock() >= deadline)
            break;
    }
    return r->rows_next >= r->found.len;
}

static bool rows_wait(const struct ns_results *r)
{
    return r->view == NS_RESULTS_STATEMENTS && r->rows_next < r->found.len;
}

/* --- searching --- */

void ns_results_look_at(struct ns_results *r, struct ns_snapshot *snapshot)
{
    ns_snapshot_acquire(snapshot);
    ns_snapshot_release(r->latest);
    r->latest = snapshot;
}

static void begin(struct ns_results *r)
{
    const struct step *last = last_step(r);
    struct hunt h = {.snapshot = r->latest, .since = ns_clock(), .question = r->question};
    r->latest = NULL;
    if (ns_query_parse(ns_slice_of(last->text), &h.query, NULL) != NS_OK) {
        ns_snapshot_release(h.snapshot); /* cannot be: it was understood before */
        return;
    }
    ns_query_threshold(h.query, r->threshold);
    h.search = ns_search_new(h.snapshot, h.query);
    r->next = h;
}

/* What was found so far becomes what is shown. */
static void publish(struct ns_results *r)
{
    r->published = ns_clock();
    collect(r);
    arrange(r);
    r->counted = r->statements = r->unextracted = 0;
    if (!r->shown.done)
        return;
    ns_facets_begin(r->facets, r->threshold);
    ns_timeline_begin(r->timeline, r->threshold);
    r->faceting = r->timing = true;
}

/* Are the rows those of the question? */
static bool answers(const struct ns_results *r)
{
    return r->shown.search && r->shown.question == r->question;
}

static bool work_next(struct ns_results *r, uint64_t deadline)
{
    struct hunt *next = &r->next;
    next->done = ns_search_work(next->search, deadline);
    /* The same question again waits to its end, another one shows what there is. */
    if (!next->done && (answers(r) || ns_clock() - next->since < PATIENCE_NS))
        return false;
    hunt_end(&r->shown);
    r->shown = *next;
    *next = (struct hunt){0};
    publish(r);
    return true;
}

static bool work_shown(struct ns_results *r, uint64_t deadline)
{
    r->shown.done = ns_search_work(r->shown.search, deadline);
    bool more = ns_search_count(r->shown.search) != r->found.len;
    if (!r->shown.done && (!more || ns_clock() - r->published < PATIENCE_NS))
        return false;
    publish(r);
    return true;
}

static bool counting(const struct ns_results *r)
{
    return answers(r) && r->shown.done &&
           (r->faceting || r->timing || r->counted < r->found.len || rows_wait(r));
}

/* Is there something newer to be searched? Snapshots come often while a corpus is being read. */
static bool outdated(const struct ns_results *r)
{
    return r->latest &&
           (!answers(r) || r->latest->complete || ns_clock() - r->shown.since >= REFRESH_NS);
}

bool ns_results_busy(const struct ns_results *r)
{
    return r->steps.len && (r->next.search || (answers(r) && !r->shown.done) || counting(r) ||
                            r->rearranged || outdated(r));
}

/* Counts beside the rows, one after the other. */
static unsigned work_counts(struct ns_results *r, uint64_t deadline)
{
    const struct ns_snapshot *s = r->shown.snapshot;
    if (rows_wait(r)) {
        (void)lay_statements(r, deadline);
        return NS_RESULTS_ROWS;
    }
    if (r->faceting)
        r->faceting = !ns_facets_work(r->facets, s, r->found.at, r->found.len, deadline);
    else if (r->timing)
        r->timing = !ns_timeline_work(r->timeline, s, r->found.at, r->found.len, deadline);
    else
        (void)count_statements(r, deadline);
    return NS_RESULTS_COUNTS;
}

unsigned ns_results_work(struct ns_results *r, uint64_t deadline)
{
    unsigned change = r->rearranged ? NS_RESULTS_ROWS : 0;
    r->rearranged = false;
    while (ns_results_busy(r)) {
        change |= NS_RESULTS_COUNTS;
        if (r->next.search)
            change |= work_next(r, deadline) ? NS_RESULTS_ROWS : 0;
        else if (answers(r) && !r->shown.done)
            change |= work_shown(r, deadline) ? NS_RESULTS_ROWS : 0;
        else if (counting(r))
            change |= work_counts(r, deadline);
        else if (outdated(r))
            begin(r);
        if (deadline && ns_clock() >= deadline)
            break;
    }
    return change;
}

/* --- what was found --- */

const struct ns_snapshot *ns_results_snapshot(const struct ns_results *r)
{
    return r->shown.snapshot;
}

struct ns_query *ns_results_query(const struct ns_results *r)
{
    return r->shown.query;
}

unsigned ns_results_question(const struct ns_results *r)
{
    return r->shown.question;
}

bool ns_results_searched(const struct ns_results *r)
{
    return answers(r) && r->shown.done && !r->next.search && !outdated(r);
}

unsigned ns_results_percent(const struct ns_results *r)
{
    const struct hunt *h = r->next.search ? &r->next : &r->shown;
    return h->search && !h->done ? ns_search_percent(h->search) : h->search ? 100 : 0;
}

size_t ns_results_articles(const struct ns_results *r)
{
    return r->found.len;
}

size_t ns_results_statements(const struct ns_results *r, bool *all)
{
    *all = ns_results_searched(r) && r->counted >= r->found.len && !r->unextracted;
    return r->statements;
}

const struct ns_facets *ns_results_facets(const struct ns_results *r)
{
    return r->facets;
}

const struct ns_timeline *ns_results_timeline(const struct ns_results *r)
{
    return r->timeline;
}
