/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cues.c: compiles the cue list. A user's file may hold anything: an unknown kind or class is an
 * error that names its line, unknown keys are passed over, missing forms are made by rule.
 */
#include "cues.h"

#include "grammar.h"

#include <assert.h>

#define SPLIT_OBJECT 6 /* tokens that may stand inside a split cue */
#define FORM_WORDS   8 /* longest form, in words */

NS_VEC(cue_vec, struct ns_cue);
NS_VEC(form_vec, struct ns_cue_form);

struct slot {
    uint32_t begin, end; /* range of forms */
};

struct ns_cue_table {
    struct cue_vec cues;
    struct form_vec forms; /* sorted by first word, longest first */
    struct slot *slots;    /* by vocabulary number of the first word */
    uint8_t *roles;        /* by vocabulary number */
    size_t word_count;     /* of slots and roles */
    struct ns_grammar *grammar;
    struct ns_arena *arena;
};

static const struct {
    const char *name;
    float strength;
} rules[NS_RULE_COUNT] = {
    [NS_RULE_THAT] = {"that", 0.80f},
    [NS_RULE_BARE] = {"bare", 0.60f},
    [NS_RULE_QUOTE] = {"quote", 0.70f},
    [NS_RULE_AFTER] = {"after", 0.75f},
    [NS_RULE_INVERTED] = {"inverted", 0.80f},
    [NS_RULE_MIDDLE] = {"middle", 0.75f},
    [NS_RULE_TO] = {"to", 0.45f},
    [NS_RULE_WH] = {"wh", 0.55f},
    [NS_RULE_NP] = {"np", 0.40f},
    [NS_RULE_ING] = {"ing", 0.45f},
    [NS_RULE_PREP] = {"prep", 0.45f},
    [NS_RULE_OBJ_THAT] = {"obj-that", 0.75f},
    [NS_RULE_OBJ_TO] = {"obj-to", 0.50f},
    [NS_RULE_OBJ] = {"obj", 0.50f},
    [NS_RULE_PASSIVE] = {"passive", 0.40f},
    [NS_RULE_AGENTLESS] = {"agentless", 0.35f},
    [NS_RULE_NONE] = {"none", 0.50f},
    [NS_RULE_NOUN] = {"noun", 0.40f},
    [NS_RULE_ADJ] = {"adj", 0.45f},
    [NS_RULE_ACCORDING] = {"according", 0.85f},
    [NS_RULE_PHRASE] = {"phrase", 0.40f},
    [NS_RULE_COLON] = {"colon", 0.60f},
    [NS_RULE_DASH] = {"dash", 0.75f},
    [NS_RULE_PARTICIPLE] = {"participle", 0.65f},
    [NS_RULE_LEARNED] = {"learned", 0.5f},
};

const char *ns_rule_name(enum ns_rule rule)
{
    return rules[rule].name;
}

float ns_rule_strength(enum ns_rule rule)
{
    return rules[rule].strength;
}

/* --- fields of a line --- */

struct compiler {
    struct ns_cue_table *table;
    struct ns_vocab *vocab;
    struct ns_word_numbers numbers;
    const struct ns_lexicon_entry *entry;
    struct ns_err *err;
};

static enum ns_status complain(const struct compiler *c, const char *what, struct ns_slice value)
{
    return ns_err_set_at(c->err, NS_ERR_FORMAT, c->entry->line, 1, "%s:%u: unknown %s '%.*s'",
                         c->entry->file, c->entry->line, what, (int)value.len, value.at);
}

/* A number from 0 to 1 as "0.93"; fallback where it is not one. */
static float fraction(struct ns_slice text, float fallback)
{
    float value = 0, unit = 1;
    bool point = false, any = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            any = true;
            unit = point ? unit / 10 : unit;
            value = point ? value + unit * (float)(c - '0') : value * 10 + (float)(c - '0');
        } else {
            return fallback;
        }
    }
    return any && value <= 1 ? value : fallback;
}

static bool kind_field(const struct compiler *c, const char *key, uint8_t *out,
                       enum ns_status *status)
{
    struct ns_slice value;
    enum ns_kind kind;
    *out = NS_KIND_COUNT;
    if (!ns_lexicon_value(c->entry, key, &value))
        return true;
    if (!ns_kind_parse(value, &kind)) {
        *status = complain(c, "kind", value);
        return false;
    }
    *out = (uint8_t)kind;
    return true;
}

static const struct {
    const char *name;
    uint16_t bit;
} preps[] = {
    {"of", NS_P_OF}, {"for", NS_P_FOR},   {"about", NS_P_ABOUT}, {"against", NS_P_AGAINST},
    {"on", NS_P_ON}, {"over", NS_P_OVER}, {"at", NS_P_AT},       {"with", NS_P_WITH},
    {"in", NS_P_IN}, {"into", NS_P_INTO}, {"from", NS_P_FROM},   {"as", NS_P_AS},
    {"by", NS_P_BY}, {"to", NS_P_TO},
};

static uint16_t prep_bit(struct ns_slice name)
{
    for (size_t i = 0; i < sizeof preps / sizeof *preps; i++)
        if (ns_slice_equal(name, ns_slice_of(preps[i].name)))
            return preps[i].bit;
    return 0;
}

static const struct {
    const char *name;
    uint16_t plain, object; /* object 0: has no obj- form */
} takes[] = {
    {"that", NS_TAKES_THAT, NS_TAKES_OBJ_THAT},    {"bare", NS_TAKES_BARE, NS_TAKES_OBJ_BARE},
    {"quote", NS_TAKES_QUOTE, NS_TAKES_OBJ_QUOTE}, {"np", NS_TAKES_NP, NS_TAKES_OBJ_NP},
    {"to", NS_TAKES_TO, NS_TAKES_OBJ_TO},          {"ing", NS_TAKES_ING, NS_TAKES_OBJ_PREP},
    {"whether", NS_TAKES_WH, NS_TAKES_OBJ_WH},     {"none", NS_TAKES_NONE, 0},
};

static void take_one(struct ns_cue *cue, struct ns_slice name)
{
    bool object = ns_slice_starts(name, NS_SLICE("obj-"));
    if (object)
        name = (struct ns_slice){name.at + 4, name.len - 4};
    for (size_t i = 0; i < sizeof takes / sizeof *takes; i++) {
        if (!ns_slice_equal(name, ns_slice_of(takes[i].name)))
            continue;
        /* "to" after a noun or adjective may be an infinitive or a preposition */
        if (takes[i].plain == NS_TAKES_TO && !object && cue->class != NS_CUE_VERB)
            cue->preps |= NS_P_TO;
        cue->takes |= object ? takes[i].object : takes[i].plain;
        return;
    }
    uint16_t bit = prep_bit(name);
    if (object)
        cue->obj_preps |= bit;
    else
        cue->preps |= bit;
    if (bit)
        cue->takes |= object ? NS_TAKES_OBJ_PREP : NS_TAKES_PREP;
}

static enum ns_status class_field(const struct compiler *c, struct ns_cue *cue)
{
    static const char *const names[] = {"verb", "noun", "adj", "prep", "phrase", "content"};
    struct ns_slice value;
    if (!ns_lexicon_value(c->entry, "class", &value)) {
        cue->class = NS_CUE_VERB;
        return NS_OK;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (ns_slice_equal(value, ns_slice_of(names[i]))) {
            cue->class = (uint8_t)i;
            return NS_OK;
        }
    }
    return complain(c, "class", value);
}

static void measured_fields(const struct compiler *c, struct ns_cue *cue)
{
    struct ns_slice value, field;
    cue->strength = 0.5f;
    if (ns_lexicon_value(c->entry, "strength", &value))
        cue->strength = fraction(value, 0.5f);
    for (size_t i = 0; i < NS_RULE_COUNT; i++)
        cue->by[i] = -1;
    if (!ns_lexicon_value(c->entry, "by", &value))
        return;
    while (ns_slice_field(&value, ',', &field)) {
        size_t colon = ns_slice_find(field, NS_SLICE(":"), 0);
        if (colon == SIZE_MAX)
            continue;
        struct ns_slice name = {field.at, colon};
        struct ns_slice number = {field.at + colon + 1, field.len - colon - 1};
        for (size_t i = 0; i < NS_RULE_COUNT; i++)
            if (ns_slice_equal(name, ns_slice_of(rules[i].name)))
                cue->by[i] = fraction(number, -1);
    }
}

static enum ns_status compile_fields(const struct compiler *c, struct ns_cue *cue)
{
    struct ns_slice value, field;
    enum ns_status status = class_field(c, cue);
    if (status)
        return status;
    if (!kind_field(c, "kind", &cue->kind, &status) || !kind_field(c, "neg", &cue->neg, &status) ||
        !kind_field(c, "alleg", &cue->alleg, &status) || !kind_field(c, "np", &cue->np, &status) ||
        !kind_field(c, "will", &cue->will, &status) || !kind_field(c, "harm", &cue->harm, &status))
        return status;
    if (cue->kind == NS_KIND_COUNT)
        cue->kind = NS_KIND_CLAIM;
    if (ns_lexicon_value(c->entry, "takes", &value))
        while (ns_slice_field(&value, ',', &field))
            take_one(cue, field);
    if (ns_lexicon_value(c->entry, "source", &value)) {
        if (ns_slice_equal(value, NS_SLICE("object")))
            cue->source = NS_CUE_SOURCE_OBJECT;
        else if (ns_slice_equal(value, NS_SLICE("none")))
            cue->source = NS_CUE_SOURCE_NONE;
    }
    if (ns_lexicon_value(c->entry, "role", &value))
        cue->role = ns_slice_equal(value, NS_SLICE("question")) ? NS_CUE_ROLE_QUESTION
                                                                : NS_CUE_ROLE_ALLEGATION;
    static const char *const places[] = {"",       "first", "start", "negated", "harm", "predicate",
                                         "future", "modal", "deed",  "victim",  "owned"};
    if (ns_lexicon_value(c->entry, "place", &value))
        for (size_t i = 1; i < sizeof places / sizeof *places; i++)
            if (ns_slice_equal(value, ns_slice_of(places[i])))
                cue->place = (uint8_t)i;
    cue->split = ns_lexicon_value(c->entry, "split", &value);
    measured_fields(c, cue);
    return NS_OK;
}

/* --- forms --- */

/* Adds a form; one that is there already (a past that is also the participle) gains the bits. */
static void add_form(struct compiler *c, size_t first_form, struct ns_slice text,
                     unsigned inflection, float strength)
{
    struct ns_cue_table *table = c->table;
    c->numbers.len = 0;
    ns_vocab_put_term(c->vocab, text, &c->numbers);
    size_t len = c->numbers.len;
    if (len == 0 || len > FORM_WORDS)
        return;
    for (size_t i = first_form; i < table->forms.len; i++) {
        struct ns_cue_form *old = &table->forms.at[i];
        if (old->len == len && !memcmp(old->words, c->numbers.at, len * sizeof *c->numbers.at)) {
            old->inflection |= (uint8_t)inflection;
            return;
        }
    }
    uint32_t *words = ns_arena_array(table->arena, uint32_t, len);
    memcpy(words, c->numbers.at, len * sizeof *words);
    ns_vec_push(&table->forms, (struct ns_cue_form){.words = words,
                                                    .len = (uint8_t)len,
                                                    .inflection = (uint8_t)inflection,
                                                    .cue = (uint32_t)(table->cues.len - 1),
                                                    .strength = strength});
}

static struct ns_slice bare_term(struct ns_slice term)
{
    size_t slash = ns_slice_find(term, NS_SLICE("/"), 0);
    return slash == SIZE_MAX || slash == 0 ? term : (struct ns_slice){term.at, slash};
}

static void compile_forms(struct compiler *c, const struct ns_cue *cue)
{
    static const uint8_t inflections[] = {NS_INF_S, NS_INF_PAST, NS_INF_PART, NS_INF_ING};
    size_t first_form = c->table->forms.len;
    struct ns_slice forms = {NULL, 0}, also = {NULL, 0}, strengths = {NULL, 0}, field, number;
    (void)ns_lexicon_value(c->entry, "formstrength", &strengths);
    float strength =
        ns_slice_field(&strengths, ',', &number) ? fraction(number, cue->strength) : cue->strength;
    bool fixed = cue->class >= NS_CUE_PREP;
    add_form(c, first_form, bare_term(c->entry->term), fixed ? NS_INF_ALL : NS_INF_BASE, strength);
    (void)ns_lexicon_value(c->entry, "forms", &forms);
    for (size_t i = 0; ns_slice_field(&forms, ',', &field); i++) {
        strength = ns_slice_field(&strengths, ',', &number) ? fraction(number, cue->strength)
                                                            : cue->strength;
        add_form(c, first_form, field, i < 4 ? inflections[i] : NS_INF_ALL, strength);
    }
    (void)ns_lexicon_value(c->entry, "also", &also);
    while (ns_slice_field(&also, ',', &field)) {
        unsigned inflection = ns_slice_ends(field, NS_SLICE("ing"))  ? NS_INF_ING
                              : ns_slice_ends(field, NS_SLICE("ed")) ? NS_INF_PAST | NS_INF_PART
                              : ns_slice_ends(field, NS_SLICE("es")) ? NS_INF_S
                                                                     : NS_INF_ALL;
        add_form(c, first_form, field, fixed ? NS_INF_ALL : inflection, cue->strength);
    }
}

static int form_order(const void *left, const void *right)
{
    const struct ns_cue_form *a = left, *b = right;
    if (a->words[0] != b->words[0])
        return a->words[0] < b->words[0] ? -1 : 1;
    if (a->len != b->len)
        return a->len > b->len ? -1 : 1;
    return a->cue < b->cue ? -1 : a->cue > b->cue;
}

static void build_slots(struct ns_cue_table *table, const struct ns_vocab *vocab)
{
    struct form_vec *forms = &table->forms;
    table->word_count = ns_vocab_count(vocab);
    table->slots = ns_alloc(table->word_count * sizeof *table->slots);
    table->roles = ns_alloc(table->word_count);
    if (forms->len)
        qsort(forms->at, forms->len, sizeof *forms->at, form_order);
    for (size_t i = 0; i < forms->len; i++) {
        const struct ns_cue_form *form = &forms->at[i];
        struct slot *slot = &table->slots[form->words[0]];
        if (slot->end == 0)
            slot->begin = (uint32_t)i;
        slot->end = (uint32_t)i + 1;
        const struct ns_cue *cue = &table->cues.at[form->cue];
        if (form->len == 1 && cue->role)
            table->roles[form->words[0]] = cue->role;
    }
}

enum ns_status ns_cue_table_new(const struct ns_lexicon *lexicon, struct ns_vocab *vocab,
                                struct ns_cue_table **out, struct ns_err *err)
{
    struct ns_cue_table *table = ns_alloc(sizeof *table);
    struct compiler c = {.table = table, .vocab = vocab, .err = err};
    table->arena = ns_arena_new(1 << 16);
    table->grammar = ns_grammar_new(vocab);
    enum ns_status status = NS_OK;
    for (size_t i = 0; i < ns_lexicon_count(lexicon) && !status; i++) {
        struct ns_cue cue = {0};
        c.entry = ns_lexicon_at(lexicon, i);
        cue.term = c.entry->term;
        cue.file = c.entry->file;
        cue.line = c.entry->line;
        status = compile_fields(&c, &cue);
        if (status)
            break;
        ns_vec_push(&table->cues, cue);
        compile_forms(&c, &cue);
    }
    ns_vec_free(&c.numbers);
    if (status) {
        ns_cue_table_free(table);
        return status;
    }
    build_slots(table, vocab);
    *out = table;
    return NS_OK;
}

void ns_cue_table_free(struct ns_cue_table *table)
{
    if (!table)
        return;
    ns_vec_free(&table->cues);
    ns_vec_free(&table->forms);
    free(table->slots);
    free(table->roles);
    ns_grammar_free(table->grammar);
    ns_arena_free(table->arena);
    free(table);
}

/* --- look-ups --- */

const struct ns_cue *ns_cue_at(const struct ns_cue_table *table, size_t index)
{
    assert(index < table->cues.len);
    return &table->cues.at[index];
}

size_t ns_cue_count(const struct ns_cue_table *table)
{
    return table->cues.len;
}

size_t ns_cue_forms(const struct ns_cue_table *table, uint32_t word, const struct ns_cue_form **out)
{
    if (word == 0 || word >= table->word_count)
        return 0;
    struct slot slot = table->slots[word];
    *out = table->forms.at + slot.begin;
    return slot.end - slot.begin;
}

size_t ns_cue_match(const struct ns_cue_table *table, const struct ns_cue_form *form,
                    const struct ns_doc *doc, size_t tok, size_t end)
{
    size_t at = tok;
    for (size_t i = 0; i < form->len; i++, at++) {
        bool last = form->len > 1 && i + 1 == form->len;
        size_t room = last && table->cues.at[form->cue].split ? SPLIT_OBJECT : 0;
        while (at < end && ns_doc_word(doc, at)->number != form->words[i] && room > 0) {
            if (doc->toks[at].type == NS_TOKEN_PUNCTUATION)
                return 0;
            at++, room--;
        }
        if (at >= end || ns_doc_word(doc, at)->number != form->words[i])
            return 0;
    }
    return at;
}

enum ns_cue_role ns_cue_role_of(const struct ns_cue_table *table, uint32_t word)
{
    return word < table->word_count ? (enum ns_cue_role)table->roles[word] : NS_CUE_ROLE_NONE;
}

uint32_t ns_cue_gram(const struct ns_cue_table *table, uint32_t word)
{
    return ns_grammar_flags(table->grammar, word);
}
