/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates, sums and quantities of an article as mentions and entities of their own. */
#include "figures.h"

#include "entities.h"

#include "naysay/fold.h"
#include "naysay/map.h"

bool ns_figure_is_any(const struct ns_figuring *g, uint32_t tok, const char *const *words)
{
    struct ns_slice text = ns_doc_word(g->doc, tok)->text;
    for (; *words; words++)
        if (ns_slice_equal(text, ns_slice_of(*words)))
            return true;
    return false;
}

uint32_t ns_figure_digits(struct ns_slice text, size_t *used)
{
    uint32_t value = 0;
    size_t i = 0;
    while (i < text.len && i < 9 && text.at[i] >= '0' && text.at[i] <= '9')
        value = value * 10 + (uint32_t)(text.at[i++] - '0');
    *used = i;
    return value;
}

static void find(struct ns_figuring *g, struct ns_figures *out)
{
    const struct ns_doc *doc = g->doc;
    for (size_t s = 0; s < doc->sent_count; s++) {
        struct ns_range sentence = doc->sents[s].toks;
        g->free = sentence.begin;
        for (uint32_t t = sentence.begin; t < sentence.end; t++) {
            const struct ns_tok *tok = &doc->toks[t];
            struct ns_figure figure = {0};
            if (t < g->free || tok->mention != NS_NONE ||
                (!(tok->shape & (NS_SHAPE_DIGIT | NS_SHAPE_HYPHEN)) && !g->of[tok->word]))
                continue;
            if (!ns_amount_at(g, t, sentence, &figure) && !ns_date_at(g, t, sentence, &figure))
                continue;
            ns_vec_push(out, figure);
            g->free = figure.toks.end;
        }
    }
}

/* --- beside the names --- */

struct adder {
    struct ns_doc *doc;
    const struct ns_figures *figures;
    uint32_t *entity; /* of each figure */
    struct ns_map *places;
};

static void make_entities(struct adder *a)
{
    struct ns_doc *doc = a->doc;
    size_t names = doc->entity_count;
    struct ns_entity *all = ns_arena_array(doc->out, struct ns_entity, names + a->figures->len);
    if (names)
        memcpy(all, doc->entities, names * sizeof *all);
    for (size_t i = 0; i < a->figures->len; i++) {
        const struct ns_figure *figure = &a->figures->at[i];
        uint64_t key = ns_fold_hash(figure->canonical) * 31 + figure->type;
        uint64_t *place = ns_map_put(a->places, (struct ns_slice){(const char *)&key, sizeof key});
        if (!*place) {
            all[doc->entity_count] =
                (struct ns_entity){.type = (enum ns_entity_type)figure->type,
                                   .key = figure->local ? key ^ (doc->article->body_hash | 1) : key,
                                   .canonical = figure->canonical,
                                   .introduced = true,
                                   .gender = '?'};
            *place = ++doc->entity_count;
        }
        a->entity[i] = (uint32_t)*place - 1;
        all[a->entity[i]].mention_count++;
    }
    for (size_t e = names; e < doc->entity_count; e++)
        all[e].aliases = ns_arena_array(doc->out, struct ns_slice, all[e].mention_count);
    doc->entities = all;
}

static void add_form(struct adder *a, uint32_t entity, struct ns_slice form)
{
    struct ns_entity *e = &a->doc->entities[entity];
    uint64_t key[2] = {entity, ns_fold_hash(form)};
    uint64_t *seen = ns_map_put(a->places, (struct ns_slice){(const char *)key, sizeof key});
    if (!*seen && !ns_slice_equal(form, e->canonical))
        e->aliases[e->alias_count++] = form;
    *seen = 1;
}

/* Mentions of names and figures in one order. */
static void merge(struct adder *a)
{
    struct ns_doc *doc = a->doc;
    size_t names = doc->mention_count, figures = a->figures->len, n = 0, f = 0, count = 0;
    struct ns_mention *all = ns_arena_array(doc->out, struct ns_mention, names + figures);
    bool *met = ns_arena_array(doc->scratch, bool, doc->entity_count);
    while (n < names || f < figures) {
        struct ns_range span = {0};
        if (f < figures)
            span = ns_doc_bytes_of(doc, a->figures->at[f].toks);
        struct ns_mention *made = &all[count];
        if (f == figures || (n < names && doc->mentions[n].span.begin < span.begin)) {
            *made = doc->mentions[n++];
        } else {
            *made = (struct ns_mention){.span = span, .entity = a->entity[f++]};
            add_form(a, made->entity, ns_clean_name(doc, span));
        }
        if (!met[made->entity])
            doc->entities[made->entity].first_mention = (uint32_t)count;
        met[made->entity] = true;
        count++;
    }
    doc->mentions = all;
    doc->mention_count = count;
}

void ns_figures_find(struct ns_doc *doc)
{
    const struct ns_figure_words *words = doc->rules->figure_words;
    struct ns_figures figures = {0};
    struct ns_figuring g = {.doc = doc, .words = words, .today = ns_day_of(doc->article->date)};
    g.of = ns_arena_array(doc->scratch, const struct ns_figure_word *, doc->word_count + 1);
    for (size_t w = 0; w < doc->word_count; w++)
        g.of[w] = ns_figure_word(words, doc->words[w].hash);
    find(&g, &figures);
    ns_dates_settle(&g, &figures);
    if (figures.len) {
        struct adder a = {.doc = doc, .figures = &figures, .places = ns_map_new()};
        a.entity = ns_arena_array(doc->scratch, uint32_t, figures.len);
        make_entities(&a);
        merge(&a);
        ns_map_free(a.places);
    }
    ns_vec_free(&figures);
}
