/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phrase is looked for by its rarest byte (memchr), then compared, then its edges are checked. */
#include "phrase.h"

#include "naysay/fold.h"
#include "naysay/unicode.h"
#include "naysay/utf8.h"

/* Letters of English news from rare to common; what is not in it is rarer still. */
static size_t commonness(char c)
{
    static const char order[] = "zqxjkvbpygwfmucldhrsinoate ";
    const char *at = c ? strchr(order, c) : NULL;

    return at ? (size_t)(at - order) + 1 : 0;
}

static bool word_before(struct ns_slice hay, size_t at)
{
    if (at == 0)
        return false;
    if ((unsigned char)hay.at[at - 1] < 0x80)
        return ns_is_word((unsigned char)hay.at[at - 1]);
    return ns_is_word(ns_utf8_previous(hay, &at));
}

static bool word_at(struct ns_slice hay, size_t at)
{
    return at < hay.len && ns_is_word(ns_utf8_next(hay, &at, NULL));
}

/* The same for texts as they are. */
static void choose_quick(struct phrase *p)
{
    size_t best = SIZE_MAX;

    p->quick = true;
    for (size_t i = 0; i < p->count; i++) {
        struct ns_slice word = p->words[i];
        for (size_t k = 0; k < word.len; k++) {
            bool pair = k + 1 < word.len;
            size_t rank = commonness(word.at[k]) + (pair ? commonness(word.at[k + 1]) : 100);
            p->quick &= (unsigned char)word.at[k] < 0x80;
            if (rank < best && word.at[k] != '_' && (unsigned char)word.at[k] < 0x80 &&
                ns_is_word((unsigned char)word.at[k])) {
                best = rank;
                p->quick_word = i;
                p->quick_at = k;
                p->quick_pair = pair;
            }
        }
    }
    p->quick &= best < SIZE_MAX;
}

/* Where to look first. Among equals the longer word: it is more often decided at once. */
static void choose(struct phrase *p)
{
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < p->count; i++) {
        struct ns_slice word = p->words[i];
        for (size_t k = 0; k < word.len; k++) {
            char c = word.at[k];
            size_t rank = commonness(c) * 64 + (word.len < 64 ? 63 - word.len : 0);
            if (rank < best) {
                best = rank;
                p->rarest = i;
                p->rare = k;
            }
        }
    }
}

bool index_phrase_make(struct ns_arena *arena, struct ns_slice term, enum phrase_edges edges,
                       struct phrase *out)
{
    struct ns_bytes folded = {0};
    struct ns_slice rest, word;

    *out = (struct phrase){0};
    ns_fold(term, NS_FOLD_ALL, &folded, NULL);
    rest = ns_bytes_slice(&folded);
    out->words = ns_arena_array(arena, struct ns_slice, folded.len / 2 + 1);
    while (ns_slice_field(&rest, ' ', &word)) {
        if (word.len > 0)
            out->words[out->count++] = ns_arena_dup(arena, word);
    }
    ns_vec_free(&folded);
    if (out->count == 0)
        return false;
    word = out->words[out->count - 1];
    out->before = edges != PHRASE_PART && word_at(out->words[0], 0);
    out->behind = edges == PHRASE_WHOLE && word_before(word, word.len);
    choose(out);
    choose_quick(out);
    return true;
}

static bool equal_at(struct ns_slice hay, size_t at, struct ns_slice word)
{
    return hay.len - at >= word.len && memcmp(hay.at + at, word.at, word.len) == 0;
}

/* Do the words before the one at *begin stand there? *begin becomes where the first begins. */
static bool matches_back(struct ns_slice hay, const struct phrase *p, size_t *begin)
{
    for (size_t i = p->rarest; i-- > 0;) {
        struct ns_slice word = p->words[i];
        size_t at = *begin;
        while (at > 0 && hay.at[at - 1] == ' ')
            at--;
        if (at == *begin || at < word.len || !equal_at(hay, at - word.len, word))
            return false;
        *begin = at - word.len;
    }
    return true;
}

static bool matches_on(struct ns_slice hay, const struct phrase *p, size_t *end)
{
    for (size_t i = p->rarest + 1; i < p->count; i++) {
        struct ns_slice word = p->words[i];
        size_t at = *end;
        while (at < hay.len && hay.at[at] == ' ')
            at++;
        if (at == *end || !equal_at(hay, at, word))
            return false;
        *end = at + word.len;
    }
    return true;
}

bool index_phrase_next(struct ns_slice folded, const struct phrase *phrase, size_t *from,
                       struct phrase_place *place)
{
    struct ns_slice word = phrase->words[phrase->rarest];
    char rare = word.at[phrase->rare];

    if (*from < phrase->rare)
        *from = phrase->rare;
    while (*from < folded.len) {
        const char *hit = memchr(folded.at + *from, rare, folded.len - *from);
        size_t begin, end;
        if (!hit)
            break;
        begin = (size_t)(hit - folded.at) - phrase->rare;
        *from = begin + phrase->rare + 1;
        if (!equal_at(folded, begin, word))
            continue;
        end = begin + word.len;
        if (!matches_back(folded, phrase, &begin) || !matches_on(folded, phrase, &end))
            continue;
        if ((phrase->before && word_before(folded, begin)) ||
            (phrase->behind && word_at(folded, end)))
            continue;
        *place = (struct phrase_place){begin, end};
        return true;
    }
    *from = folded.len;
    return false;
}

bool index_phrase_in(struct ns_slice folded, const struct phrase *phrase)
{
    struct phrase_place place;
    size_t from = 0;

    return index_phrase_next(folded, phrase, &from, &place);
}
