/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loading and looking up. What the lines of each list mean is in rules_compile.c.
 *
 * Loading has two halves, so that a first screen waits for the first alone: begin reads the lists
 * that reading articles needs, complete all that only extraction needs. What is large (models, long
 * lists) belongs to the second.
 */
#include "rules.h"

#include "cues.h"
#include "figure_words.h"
#include "rules_compile.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <errno.h>
#include <pcre2.h>
#include <unistd.h>

static const char *const list_files[NS_LIST_COUNT] = {
    [NS_LIST_COMMON] = "common_words.txt", [NS_LIST_PLACES] = "places.txt",
    [NS_LIST_TITLES] = "titles.txt",       [NS_LIST_ORGANISATIONS] = "organisations.txt",
    [NS_LIST_ALIASES] = "aliases.txt",     [NS_LIST_GIVEN_NAMES] = "given_names.txt",
    [NS_LIST_SURNAMES] = "surnames.txt",   [NS_LIST_WEAPONS] = "weapons.txt",
    [NS_LIST_OUTLETS] = "outlets.txt",     [NS_LIST_BOILERPLATE] = "boilerplate.txt",
    [NS_LIST_CUES] = "cues.txt",           [NS_LIST_FIGURES] = "figures.txt",
};

/* Lists whose absence means that the folder is not one of word lists. */
static bool is_needed(enum ns_list list)
{
    return list == NS_LIST_COMMON || list == NS_LIST_PLACES || list == NS_LIST_TITLES ||
           list == NS_LIST_CUES;
}

static enum ns_status read_list(struct ns_rules *rules, const char *folder, enum ns_list list,
                                bool needed, struct ns_err *err)
{
    struct ns_bytes path = {0};
    ns_bytes_format(&path, "%s/%s", folder, list_files[list]);
    const char *name = ns_bytes_text(&path);
    enum ns_status status = NS_OK;
    if (needed || access(name, F_OK) == 0 || errno != ENOENT)
        status = ns_lexicon_read(rules->lists[list], name, err);
    ns_vec_free(&path);
    return status;
}

/* What reading needs; ns_ingest_lists names the same. */
static bool is_for_reading(enum ns_list list)
{
    return list == NS_LIST_PLACES || list == NS_LIST_GIVEN_NAMES || list == NS_LIST_OUTLETS ||
           list == NS_LIST_BOILERPLATE;
}

/* One half of the lists; user_folder may be NULL. */
static enum ns_status read_lists(struct ns_rules *rules, bool for_reading, const char *user_folder,
                                 struct ns_err *err)
{
    enum ns_status status = NS_OK;
    for (int i = 0; i < NS_LIST_COUNT && status == NS_OK; i++) {
        enum ns_list list = (enum ns_list)i;
        if (is_for_reading(list) != for_reading)
            continue;
        rules->lists[list] = ns_lexicon_new();
        status = read_list(rules, rules->folder, list, is_needed(list), err);
        if (status == NS_OK && user_folder)
            status = read_list(rules, user_folder, list, false, err);
    }
    return status;
}

enum ns_status ns_rules_begin(const char *folder, const char *user_folder, struct ns_rules **out,
                              struct ns_err *err)
{
    struct ns_rules *rules = ns_alloc(sizeof *rules);
    rules->folder = ns_string_dup(ns_slice_of(folder));
    rules->user_folder = user_folder ? ns_string_dup(ns_slice_of(user_folder)) : NULL;
    enum ns_status status = read_lists(rules, true, user_folder, err);
    if (status != NS_OK) {
        ns_rules_free(rules);
        return status;
    }
    rules->ingest = (struct ns_ingest_lists){.boilerplate = rules->lists[NS_LIST_BOILERPLATE],
                                             .outlets = rules->lists[NS_LIST_OUTLETS],
                                             .places = rules->lists[NS_LIST_PLACES],
                                             .given_names = rules->lists[NS_LIST_GIVEN_NAMES]};
    ns_ingest_lists_prepare(&rules->ingest);
    *out = rules;
    return NS_OK;
}

/* Everything that ns_rules_complete makes. */
static void drop_compiled(struct ns_rules *rules)
{
    for (int i = 0; i < NS_LIST_COUNT; i++) {
        if (is_for_reading((enum ns_list)i))
            continue;
        ns_lexicon_free(rules->lists[i]);
        rules->lists[i] = NULL;
    }
    ns_cue_table_free(rules->cue_table);
    rules->cue_table = NULL;
    ns_figure_words_free(rules->figure_words);
    rules->figure_words = NULL;
    pcre2_code_free(rules->weapons);
    rules->weapons = NULL;
    ns_models_drop(&rules->models);
    free(rules->classes);
    free(rules->begins);
    free(rules->heads);
    rules->classes = rules->begins = rules->heads = NULL;
    ns_vec_free(&rules->terms);
    ns_arena_free(rules->arena);
    rules->arena = NULL;
    ns_vocab_free(rules->vocab);
    rules->vocab = NULL;
}

enum ns_status ns_rules_complete(struct ns_rules *rules, bool own, struct ns_err *err)
{
    if (ns_rules_are_complete(rules))
        return NS_OK;
    rules->vocab = ns_vocab_new();
    rules->arena = ns_arena_new(1 << 16);
    enum ns_status status = read_lists(rules, false, own ? rules->user_folder : NULL, err);
    if (status == NS_OK)
        status = ns_rules_compile(rules, err);
    if (status == NS_OK)
        status = ns_figure_words_make(rules->lists[NS_LIST_FIGURES], &rules->figure_words, err);
    if (status == NS_OK && rules->model_folder) {
        rules->models_note.len = 0;
        ns_models_load(&rules->models, rules->model_folder, &rules->models_note);
    }
    if (status == NS_OK)
        atomic_store_explicit(&rules->complete, true, memory_order_release);
    else
        drop_compiled(rules);
    return status;
}

void ns_rules_use_models(struct ns_rules *rules, const char *folder)
{
    free(rules->model_folder);
    rules->model_folder = folder ? ns_string_dup(ns_slice_of(folder)) : NULL;
}

struct ns_slice ns_rules_models_note(const struct ns_rules *rules)
{
    return ns_bytes_slice(&rules->models_note);
}

bool ns_rules_are_complete(const struct ns_rules *rules)
{
    return atomic_load_explicit(&rules->complete, memory_order_acquire);
}

enum ns_status ns_rules_load(const char *folder, const char *user_folder, struct ns_rules **out,
                             struct ns_err *err)
{
    struct ns_rules *rules = NULL;
    enum ns_status status = ns_rules_begin(folder, user_folder, &rules, err);
    if (status == NS_OK)
        status = ns_rules_complete(rules, true, err);
    if (status != NS_OK) {
        ns_rules_free(rules);
        return status;
    }
    *out = rules;
    return NS_OK;
}

void ns_rules_free(struct ns_rules *rules)
{
    if (!rules)
        return;
    ns_ingest_lists_release(&rules->ingest);
    drop_compiled(rules);
    for (int i = 0; i < NS_LIST_COUNT; i++)
        ns_lexicon_free(rules->lists[i]);
    free(rules->folder);
    free(rules->user_folder);
    free(rules->model_folder);
    ns_vec_free(&rules->models_note);
    free(rules);
}

const struct ns_ingest_lists *ns_rules_ingest_lists(const struct ns_rules *rules)
{
    return &rules->ingest;
}

/* --- looking up --- */

/* Is the token written as the list writes word i of the term? A lower-case word of the list may
 * stand capitalised; acronyms of four letters or more may be written Nato. */
static bool same_case(const struct ns_term *term, unsigned i, const struct ns_doc *doc,
                      uint32_t tok)
{
    const struct ns_tok *at = &doc->toks[tok];
    if (term->shouted >> i & 1)
        return (at->shape & NS_SHAPE_ALL_UPPER) ||
               (at->span.end - at->span.begin >= 4 && (at->shape & NS_SHAPE_UPPER) &&
                !(ns_doc_word(doc, tok)->classes & (NS_CLASS_COMMON | NS_CLASS_FUNCTION)));
    return !(term->upper >> i & 1) || (at->shape & NS_SHAPE_UPPER);
}

/* In a sentence of capitals, "US" and "IS" tell nothing. */
static bool misled(const struct ns_term *term, const struct ns_doc *doc, uint32_t tok)
{
    return term->count == 1 && term->shouted &&
           (ns_doc_word(doc, tok)->classes & (NS_CLASS_COMMON | NS_CLASS_FUNCTION));
}

static bool stands_at(const struct ns_term *term, const struct ns_doc *doc, uint32_t tok,
                      bool shouted)
{
    for (unsigned i = 0; i < term->count; i++) {
        if (ns_doc_word(doc, tok + i)->number != term->words[i])
            return false;
        if (term->cased && !shouted && !same_case(term, i, doc, tok + i))
            return false;
    }
    return !(term->cased && shouted && misled(term, doc, tok));
}

const struct ns_term *ns_rules_longest(const struct ns_rules *rules, const struct ns_doc *doc,
                                       uint32_t tok, uint32_t end, uint32_t mask, bool shouted,
                                       uint32_t *after)
{
    uint32_t number = ns_doc_word(doc, tok)->number;
    bool lower = !shouted && !(doc->toks[tok].shape & NS_SHAPE_UPPER);
    if (!(rules->begins[number] >> (lower ? 16 : 0) & mask))
        return NULL;
    /* Chains stand with the longest first. */
    for (uint32_t at = rules->heads[number]; at; at = rules->terms.at[at - 1].next) {
        const struct ns_term *term = &rules->terms.at[at - 1];
        if ((mask & NS_TERM_BIT(term->what)) && term->count <= end - tok &&
            stands_at(term, doc, tok, shouted)) {
            *after = tok + term->count;
            return term;
        }
    }
    return NULL;
}

const struct ns_term *ns_rules_exact(const struct ns_rules *rules, const uint32_t *words,
                                     size_t count, uint32_t mask)
{
    if (count == 0 || words[0] == 0)
        return NULL;
    for (uint32_t at = rules->heads[words[0]]; at; at = rules->terms.at[at - 1].next) {
        const struct ns_term *term = &rules->terms.at[at - 1];
        if ((mask & NS_TERM_BIT(term->what)) && term->count == count &&
            memcmp(term->words, words, count * sizeof *words) == 0)
            return term;
    }
    return NULL;
}
