/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "copies.h"

#include "naysay/vec.h"

NS_VEC(numbers, uint32_t);

struct ns_copies {
    struct ns_similar *similar;
    uint32_t *row_of;      /* 1 + row of each group, by its first item; 0: none */
    size_t room;           /* of row_of */
    struct numbers behind; /* copies of each row */
    size_t total;
};

struct ns_copies *ns_copies_new(void)
{
    struct ns_copies *c = ns_alloc(sizeof *c);
    c->similar = ns_similar_new();
    return c;
}

void ns_copies_free(struct ns_copies *c)
{
    if (!c)
        return;
    ns_similar_free(c->similar);
    free(c->row_of);
    ns_vec_free(&c->behind);
    free(c);
}

bool ns_copies_work(struct ns_copies *c, const struct ns_snapshot *snapshot, uint64_t deadline,
                    bool *changed)
{
    size_t seen = ns_similar_seen(c->similar);
    bool done = ns_similar_work(c->similar, snapshot, deadline);
    *changed = *changed || ns_similar_seen(c->similar) != seen;
    return done;
}

size_t ns_copies_fold(struct ns_copies *c, uint32_t *rows, size_t count)
{
    size_t kept = 0, seen = ns_similar_seen(c->similar);
    if (seen > c->room) {
        c->row_of = ns_realloc(c->row_of, seen, sizeof *c->row_of);
        c->room = seen;
    }
    if (seen)
        memset(c->row_of, 0, seen * sizeof *c->row_of);
    c->behind.len = 0;
    ns_vec_reserve(&c->behind, count);
    for (size_t i = 0; i < count; i++) {
        size_t first = ns_similar_first(c->similar, rows[i]);
        if (first < seen && c->row_of[first]) {
            c->behind.at[c->row_of[first] - 1]++;
            continue;
        }
        rows[kept++] = rows[i];
        c->behind.at[c->behind.len++] = 0;
        if (first < seen)
            c->row_of[first] = (uint32_t)kept;
    }
    c->total = count - kept;
    return kept;
}

size_t ns_copies_behind(const struct ns_copies *c, size_t row)
{
    return row < c->behind.len ? c->behind.at[row] : 0;
}

size_t ns_copies_total(const struct ns_copies *c)
{
    return c->total;
}
