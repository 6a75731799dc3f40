/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stems.h"

#define STEM_BYTES 6 /* words that share so many first bytes count as one: attack, attacked */

static uint32_t stem_of(const struct ns_finder *f, uint32_t tok)
{
    const struct ns_word *word = ns_doc_word(f->doc, tok);
    if (f->mark[tok] || f->gram[tok] || word->text.len < 4)
        return 0;
    size_t len = word->text.len < STEM_BYTES ? word->text.len : STEM_BYTES;
    uint64_t hash = ns_slice_hash((struct ns_slice){word->text.at, len});
    uint32_t stem = (uint32_t)(hash ^ (hash >> 32));
    return stem ? stem : 1;
}

static void add_stem(struct ns_stems *s, uint32_t stem)
{
    uint32_t i = s->count;
    if (stem == 0 || s->count == NS_STEMS_MAX)
        return;
    while (i > 0 && s->at[i - 1] >= stem) {
        if (s->at[i - 1] == stem)
            return;
        i--;
    }
    memmove(s->at + i + 1, s->at + i, (s->count - i) * sizeof *s->at);
    s->at[i] = stem;
    s->count++;
}

struct ns_stems ns_stems_of(const struct ns_finder *f, const struct ns_range *pieces, size_t count)
{
    struct ns_stems s = {.count = 0};
    for (size_t i = 0; i < count; i++)
        for (uint32_t t = pieces[i].begin; t < pieces[i].end && s.count < NS_STEMS_MAX; t++)
            add_stem(&s, stem_of(f, t));
    return s;
}

uint32_t ns_stems_shared(const struct ns_stems *a, const struct ns_stems *b)
{
    uint32_t i = 0, j = 0, count = 0;
    while (i < a->count && j < b->count) {
        if (a->at[i] == b->at[j])
            count++, i++, j++;
        else if (a->at[i] < b->at[j])
            i++;
        else
            j++;
    }
    return count;
}
