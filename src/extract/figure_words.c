/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure_words.h"

#include "naysay/fold.h"

struct ns_figure_words {
    struct ns_figure_word *table; /* open addressing, linear probing, at most half full */
    size_t size;                  /* a power of two */
};

static const struct kind {
    const char *name;
    uint32_t bit;
    bool numbered; /* its value is a number that must be there */
    int least, most;
} kinds[] = {
    {"month", NS_FIGURE_MONTH, true, 1, 12},    {"weekday", NS_FIGURE_WEEKDAY, true, 1, 7},
    {"day", NS_FIGURE_DAY, true, -31, 31},      {"period", NS_FIGURE_PERIOD, true, 7, 365},
    {"number", NS_FIGURE_NUMBER, true, 1, 100}, {"scale", NS_FIGURE_SCALE, true, 2, 12},
    {"currency", NS_FIGURE_CURRENCY, 0, 0, 0},  {"unit", NS_FIGURE_UNIT, 0, 0, 0},
    {"fate", NS_FIGURE_FATE, 0, 0, 0},          {"between", NS_FIGURE_BETWEEN, 0, 0, 0},
};

static const struct {
    const char *key;
    uint32_t bit;
} marks[] = {{"short", NS_FIGURE_SHORT},
             {"many", NS_FIGURE_MANY},
             {"symbol", NS_FIGURE_SYMBOL},
             {"between", NS_FIGURE_BETWEEN}};

static size_t probe(const struct ns_figure_words *words, uint64_t hash)
{
    size_t i = (size_t)hash & (words->size - 1);
    while (words->table[i].bits && words->table[i].hash != hash)
        i = (i + 1) & (words->size - 1);
    return i;
}

/* A word that stands twice, as singular of one unit and for itself, has the bits of both. */
static void add(struct ns_figure_words *words, struct ns_slice term, struct ns_figure_word word)
{
    struct ns_bytes folded = {0};
    ns_fold(term, NS_FOLD_ALL, &folded, NULL);
    word.hash = ns_slice_hash(ns_bytes_slice(&folded));
    ns_vec_free(&folded);
    struct ns_figure_word *place = &words->table[probe(words, word.hash)];
    uint32_t bits = place->bits | word.bits;
    if (!place->bits || word.bits != NS_FIGURE_BETWEEN)
        *place = word;
    place->bits = bits;
}

static enum ns_status add_line(struct ns_figure_words *words, const struct ns_lexicon_entry *entry,
                               struct ns_err *err)
{
    struct ns_slice what, value = {0}, more;
    struct ns_figure_word word = {.name = entry->term};
    const struct kind *kind = NULL;
    int64_t number = 0;
    if (ns_lexicon_value(entry, "what", &what))
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !kind; i++)
            if (ns_slice_equal(what, ns_slice_of(kinds[i].name)))
                kind = &kinds[i];
    if (!kind)
        return ns_err_set(err, NS_ERR_FORMAT, "%s:%u: what= tells no kind of figure", entry->file,
                          entry->line);
    bool valued = ns_lexicon_value(entry, "value", &value) && value.len;
    if (kind->numbered &&
        (!ns_slice_number(value, &number) || number < kind->least || number > kind->most))
        return ns_err_set(err, NS_ERR_FORMAT, "%s:%u: value= must be %d to %d", entry->file,
                          entry->line, kind->least, kind->most);
    word.bits = kind->bit;
    word.value = (int)number;
    if (kind->bit == NS_FIGURE_CURRENCY || (valued && !kind->numbered))
        word.name = value;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (ns_lexicon_value(entry, marks[i].key, &more) && ns_slice_equal(more, NS_SLICE("yes")))
            word.bits |= marks[i].bit;
    add(words, entry->term, word);
    word.bits = kind->bit == NS_FIGURE_UNIT ? NS_FIGURE_ONE : NS_FIGURE_VERB;
    if (ns_lexicon_value(entry, kind->bit == NS_FIGURE_UNIT ? "one" : "verb", &more) && more.len)
        add(words, more, word);
    return NS_OK;
}

enum ns_status ns_figure_words_make(const struct ns_lexicon *lexicon, struct ns_figure_words **out,
                                    struct ns_err *err)
{
    struct ns_figure_words *words = ns_alloc(sizeof *words);
    size_t count = ns_lexicon_count(lexicon);
    enum ns_status status = NS_OK;
    for (words->size = 64; words->size < 4 * count;)
        words->size *= 2;
    words->table = ns_alloc(words->size * sizeof *words->table);
    for (size_t i = 0; i < count && status == NS_OK; i++)
        status = add_line(words, ns_lexicon_at(lexicon, i), err);
    if (status == NS_OK)
        *out = words;
    else
        ns_figure_words_free(words);
    return status;
}

void ns_figure_words_free(struct ns_figure_words *words)
{
    if (words)
        free(words->table);
    free(words);
}

const struct ns_figure_word *ns_figure_word(const struct ns_figure_words *words, uint64_t hash)
{
    const struct ns_figure_word *found = &words->table[probe(words, hash)];
    return found->bits ? found : NULL;
}
