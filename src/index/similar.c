/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "naysay/similar.h"

#include "naysay/log.h"

#define RUN         4u   /* words */
#define MODULUS     16u  /* one run in so many is kept; a power of two */
#define LEAST       8u   /* hashes of a sketch that says something */
#define MOST        512u /* of an article: longer ones are known by their beginning */
#define NEIGHBOURS  4u /* articles remembered for one hash: who is like one of many is like most */
#define CLOCK_EVERY 16u

/* Articles in which a hash was seen, as a chain of links. */
struct link {
    uint32_t hash;
    uint32_t item;
    uint32_t next; /* index + 1; 0: last */
};

NS_VEC(links, struct link);
NS_VEC(hashes, uint32_t);

struct group {
    uint32_t first;  /* of its report; NO_GROUP: failed */
    uint32_t count;  /* kept at the first */
    uint32_t sketch; /* hashes kept of this item */
};
NS_VEC(groups, struct group);

#define NO_GROUP UINT32_MAX

struct ns_similar {
    struct groups items;
    size_t group_count;
    struct links links;
    uint32_t *heads; /* index + 1 into links by hash; a power of two */
    size_t heads_size;
    struct hashes sketch;  /* of the article at hand */
    uint16_t *shared;      /* how many of its hashes each item seen before has; 0 in between */
    struct hashes sharing; /* the items that have some */
    size_t room;           /* of shared */
};

struct ns_similar *ns_similar_new(void)
{
    struct ns_similar *s = ns_alloc(sizeof *s);
    s->heads_size = 1024;
    s->heads = ns_alloc(s->heads_size * sizeof *s->heads);
    return s;
}

void ns_similar_free(struct ns_similar *s)
{
    if (!s)
        return;
    ns_vec_free(&s->items);
    ns_vec_free(&s->links);
    ns_vec_free(&s->sketch);
    ns_vec_free(&s->sharing);
    free(s->shared);
    free(s->heads);
    free(s);
}

/* --- sketches --- */

/* What a byte adds to its word: lower-case letters, digits, and bytes beyond ASCII; 0: stands
 * between words. */
#define ROW(x)  x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6, x + 7
#define ROW4(x) ROW(x), ROW(x + 8), ROW(x + 16), ROW(x + 24)
static const unsigned char letters[256] = {
    ['0'] = '0', '1',         '2',        '3', '4', '5', '6', '7', '8',
    '9',         ['A'] = 'a', 'b',        'c', 'd', 'e', 'f', 'g', 'h',
    'i',         'j',         'k',        'l', 'm', 'n', 'o', 'p', 'q',
    'r',         's',         't',        'u', 'v', 'w', 'x', 'y', 'z',
    ['a'] = 'a', 'b',         'c',        'd', 'e', 'f', 'g', 'h', 'i',
    'j',         'k',         'l',        'm', 'n', 'o', 'p', 'q', 'r',
    's',         't',         'u',        'v', 'w', 'x', 'y', 'z', [0x80] = ROW4(0x80),
    ROW4(0xA0),  ROW4(0xC0),  ROW4(0xE0),
};

/* Bytes of typographic punctuation (U+2000..U+207F) or of U+0080..U+00BF, NBSP among them; else 0. */
static size_t between_words(struct ns_slice text, size_t at)
{
    unsigned char c = (unsigned char)text.at[at];
    if (c == 0xC2)
        return at + 1 < text.len ? 2 : 1;
    if (c == 0xE2 && at + 2 < text.len && ((unsigned char)text.at[at + 1] & 0xFE) == 0x80)
        return 3;
    return 0;
}

#define WORD_FACTOR 0x100000001B3u
#define RUN_FACTOR  0xD6E8FEB86659FD93u

static uint64_t mix(uint64_t h)
{
    h ^= h >> 32;
    h *= RUN_FACTOR;
    return h ^ h >> 29;
}

/* A hash over the last RUN words that rolls from word to word. */
struct runs {
    uint64_t words[RUN];
    uint64_t run, drop; /* drop: RUN_FACTOR to the power of RUN */
    size_t count;
    struct hashes *out;
};

static void end_word(struct runs *r, uint64_t word)
{
    uint64_t *old = &r->words[r->count++ % RUN];
    word = mix(word);
    r->run = r->run * RUN_FACTOR + word - *old * r->drop;
    *old = word;
    uint64_t hash = mix(r->run);
    if (r->count >= RUN && hash % MODULUS == 0 && r->out->len < MOST)
        ns_vec_push(r->out, (uint32_t)(hash >> 32));
}

static void add_text(struct runs *r, struct ns_slice text)
{
    uint64_t word = 0;
    for (size_t at = 0; at < text.len;) {
        unsigned char letter = letters[(unsigned char)text.at[at]];
        size_t punctuation = letter >= 0xC0 ? between_words(text, at) : 0;
        if (letter && !punctuation) {
            word = word * WORD_FACTOR + letter;
            at++;
            continue;
        }
        if (word)
            end_word(r, word);
        word = 0;
        at += punctuation ? punctuation : 1;
    }
    if (word)
        end_word(r, word);
}

static int compare_hashes(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Distinct hashes of the article's body blocks, sorted. */
static void sketch_of(const struct ns_article *article, struct hashes *out)
{
    struct runs r = {.out = out, .drop = 1};
    for (unsigned i = 0; i < RUN; i++)
        r.drop *= RUN_FACTOR;
    out->len = 0;
    for (size_t i = 0; i < article->block_count; i++)
        if (article->blocks[i].role == NS_ROLE_BODY)
            add_text(&r, ns_article_text(article, article->blocks[i].span));
    ns_vec_sort(out, compare_hashes);
    size_t kept = 0;
    for (size_t i = 0; i < out->len; i++)
        if (!kept || out->at[kept - 1] != out->at[i])
            out->at[kept++] = out->at[i];
    out->len = kept;
    if (kept >= LEAST)
        return;
    /* Too short to be told by parts: the whole is one hash, which only the same text has. */
    out->len = 0;
    if (r.count)
        ns_vec_push(out, (uint32_t)mix(article->body_hash));
}

/* --- groups --- */

static void grow_heads(struct ns_similar *s)
{
    free(s->heads);
    s->heads_size *= 4;
    s->heads = ns_alloc(s->heads_size * sizeof *s->heads);
    for (size_t i = 0; i < s->links.len; i++) {
        uint32_t *head = &s->heads[s->links.at[i].hash & (s->heads_size - 1)];
        s->links.at[i].next = *head;
        *head = (uint32_t)i + 1;
    }
}

static void count_shared(struct ns_similar *s, uint32_t item)
{
    if (!s->shared[item]++)
        ns_vec_push(&s->sharing, item);
}

/* The firsts that have the hash are counted; of a hash that very many have, the latest few. */
static void look_up(struct ns_similar *s, uint32_t hash)
{
    unsigned known = 0;
    for (uint32_t at = s->heads[hash & (s->heads_size - 1)]; at && known < NEIGHBOURS;
         at = s->links.at[at - 1].next) {
        if (s->links.at[at - 1].hash != hash)
            continue;
        count_shared(s, s->links.at[at - 1].item);
        known++;
    }
}

static void remember(struct ns_similar *s, uint32_t hash, uint32_t item)
{
    if (s->links.len >= s->heads_size * 2)
        grow_heads(s);
    uint32_t *head = &s->heads[hash & (s->heads_size - 1)];
    ns_vec_push(&s->links, (struct link){hash, item, *head});
    *head = (uint32_t)s->links.len;
}

static void make_room(struct ns_similar *s, uint32_t item)
{
    if (item < s->room)
        return;
    size_t room = ns_vec_grown(s->room, item + (size_t)1);
    s->shared = ns_realloc(s->shared, room, sizeof *s->shared);
    memset(s->shared + s->room, 0, (room - s->room) * sizeof *s->shared);
    s->room = room;
}

/* The first of a report that shares most with the sketch at hand, if that is enough; else NO_GROUP. */
static uint32_t nearest(const struct ns_similar *s)
{
    uint32_t nearest = NO_GROUP;
    double most = NS_SIMILAR_CONTAINED;
    for (size_t i = 0; i < s->sharing.len; i++) {
        uint32_t first = s->sharing.at[i];
        size_t smaller = s->items.at[first].sketch;
        if (s->sketch.len < smaller)
            smaller = s->sketch.len;
        double contained = (double)s->shared[first] / (double)smaller;
        if (contained > most || (contained >= most && first < nearest)) {
            most = contained;
            nearest = first;
        }
    }
    return nearest;
}

static void add(struct ns_similar *s, const struct ns_article *article)
{
    uint32_t item = (uint32_t)s->items.len;
    sketch_of(article, &s->sketch);
    make_room(s, item);
    s->sharing.len = 0;
    for (size_t i = 0; i < s->sketch.len; i++)
        look_up(s, s->sketch.at[i]);
    uint32_t first = nearest(s);
    for (size_t i = 0; i < s->sharing.len; i++)
        s->shared[s->sharing.at[i]] = 0;
    struct group own = {.first = item, .count = 1, .sketch = (uint32_t)s->sketch.len};
    if (first != NO_GROUP) {
        own.first = first;
        s->items.at[first].count++;
    } else {
        s->group_count++;
        for (size_t i = 0; i < s->sketch.len; i++)
            remember(s, s->sketch.at[i], item);
    }
    ns_vec_push(&s->items, own);
}

bool ns_similar_work(struct ns_similar *s, const struct ns_snapshot *snapshot, uint64_t deadline)
{
    for (unsigned step = 1; s->items.len < snapshot->count; step++) {
        const struct ns_item *item = &snapshot->items[s->items.len];
        if (item->article)
            add(s, item->article);
        else if (item->failed)
            ns_vec_push(&s->items, (struct group){.first = NO_GROUP});
        else
            return true;
        if (step % CLOCK_EVERY == 0 && deadline && ns_clock() >= deadline)
            return s->items.len == snapshot->count;
    }
    return true;
}

size_t ns_similar_seen(const struct ns_similar *s)
{
    return s->items.len;
}

size_t ns_similar_first(const struct ns_similar *s, size_t item)
{
    if (item >= s->items.len || s->items.at[item].first == NO_GROUP)
        return item;
    return s->items.at[item].first;
}

size_t ns_similar_count(const struct ns_similar *s, size_t item)
{
    if (item >= s->items.len || s->items.at[item].first == NO_GROUP)
        return 1;
    return s->items.at[s->items.at[item].first].count;
}

size_t ns_similar_groups(const struct ns_similar *s)
{
    return s->group_count;
}
