/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules_compile.h"

#include "cues.h"
#include "rules_words.h"

#include "naysay/unicode.h"
#include "naysay/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct compiler {
    struct ns_rules *rules;
    struct ns_word_numbers numbers;
    struct ns_tokens tokens;
    size_t class_count; /* room in rules->classes */
};

/* --- classes --- */

static void add_class(struct compiler *c, uint32_t number, uint32_t classes)
{
    if (number >= c->class_count) {
        size_t count = (size_t)number * 2 + 1024;
        c->rules->classes = ns_realloc(c->rules->classes, count, sizeof *c->rules->classes);
        memset(c->rules->classes + c->class_count, 0,
               (count - c->class_count) * sizeof *c->rules->classes);
        c->class_count = count;
    }
    c->rules->classes[number] |= classes;
}

static void add_closed_words(struct compiler *c)
{
    for (const struct ns_closed_words *list = ns_closed_words; list->class; list++) {
        struct ns_slice rest = ns_slice_of(list->words), word;
        while (ns_slice_field(&rest, ' ', &word))
            if (word.len)
                add_class(c, ns_vocab_put(c->rules->vocab, word), list->class);
    }
}

/* A list of single words with one class; terms of several words are passed over. */
static void add_words(struct compiler *c, enum ns_list list, uint32_t classes)
{
    const struct ns_lexicon *lexicon = c->rules->lists[list];
    for (size_t i = 0; i < ns_lexicon_count(lexicon); i++) {
        c->numbers.len = 0;
        ns_vocab_put_term(c->rules->vocab, ns_lexicon_at(lexicon, i)->term, &c->numbers);
        if (c->numbers.len == 1)
            add_class(c, c->numbers.at[0], classes);
    }
}

static bool is_value(const struct ns_lexicon_entry *entry, const char *key, const char *value)
{
    struct ns_slice got;
    return ns_lexicon_value(entry, key, &got) && ns_slice_equal(got, ns_slice_of(value));
}

/* share=0.93: how much of the word's use is in lower case. */
static int64_t percent(struct ns_slice value)
{
    int64_t whole = 0, part = 0;
    struct ns_slice rest = value, field;
    if (!ns_slice_field(&rest, '.', &field) || !ns_slice_number(field, &whole))
        return 0;
    if (ns_slice_field(&rest, '.', &field) && ns_slice_number(field, &part) && field.len == 1)
        part *= 10;
    return whole * 100 + part;
}

static void add_common_words(struct compiler *c)
{
    const struct ns_lexicon *lexicon = c->rules->lists[NS_LIST_COMMON];
    for (size_t i = 0; i < ns_lexicon_count(lexicon); i++) {
        const struct ns_lexicon_entry *entry = ns_lexicon_at(lexicon, i);
        struct ns_slice share;
        uint32_t classes = NS_CLASS_COMMON;
        if (ns_lexicon_value(entry, "share", &share) && percent(share) < 80)
            classes |= NS_CLASS_MAYBE_NAME;
        c->numbers.len = 0;
        ns_vocab_put_term(c->rules->vocab, entry->term, &c->numbers);
        if (c->numbers.len == 1)
            add_class(c, c->numbers.at[0], classes);
    }
}

static char gender_of(const struct ns_lexicon_entry *entry)
{
    struct ns_slice gender;
    if (ns_lexicon_value(entry, "gender", &gender) && gender.len == 1 &&
        (gender.at[0] == 'm' || gender.at[0] == 'f'))
        return gender.at[0];
    return '?';
}

static void add_given_names(struct compiler *c)
{
    const struct ns_lexicon *lexicon = c->rules->lists[NS_LIST_GIVEN_NAMES];
    for (size_t i = 0; i < ns_lexicon_count(lexicon); i++) {
        const struct ns_lexicon_entry *entry = ns_lexicon_at(lexicon, i);
        char gender = gender_of(entry);
        uint32_t classes =
            is_value(entry, "ambiguous", "yes") ? NS_CLASS_GIVEN_WEAK : NS_CLASS_GIVEN;
        classes |= gender == 'm' ? NS_CLASS_MALE : gender == 'f' ? NS_CLASS_FEMALE : 0u;
        c->numbers.len = 0;
        ns_vocab_put_term(c->rules->vocab, entry->term, &c->numbers);
        if (c->numbers.len == 1)
            add_class(c, c->numbers.at[0], classes);
    }
}

/* --- terms --- */

static bool all_upper(struct ns_slice text)
{
    unsigned letters = 0;
    for (size_t pos = 0; pos < text.len;) {
        uint32_t cp = ns_utf8_next(text, &pos, NULL);
        if (ns_is_lower(cp))
            return false;
        letters += ns_is_upper(cp);
    }
    return letters >= 2;
}

static void note_case(struct compiler *c, struct ns_slice written, struct ns_term *term)
{
    c->tokens.len = 0;
    ns_tokens_of(written, 0, &c->tokens);
    for (size_t i = 0; i < c->tokens.len && i < 32; i++) {
        struct ns_slice text = ns_slice_sub(written, c->tokens.at[i].span);
        size_t pos = 0;
        if (ns_is_upper(ns_utf8_next(text, &pos, NULL)))
            term->upper |= 1u << i;
        if (all_upper(text))
            term->shouted |= 1u << i;
    }
}

/* Puts the term into the chain of its first word: longest first, then in order of the lists. */
static void chain(struct compiler *c, uint32_t index)
{
    struct ns_rules *rules = c->rules;
    struct ns_term *term = &rules->terms.at[index];
    uint32_t *link = &rules->heads[term->words[0]];
    while (*link && rules->terms.at[*link - 1].count >= term->count)
        link = &rules->terms.at[*link - 1].next;
    term->next = *link;
    *link = index + 1;
    rules->begins[term->words[0]] |= NS_TERM_BIT(term->what);
    if (!term->cased || !(term->upper & 1))
        rules->begins[term->words[0]] |= NS_TERM_BIT(term->what) << 16;
}

static void add_term(struct compiler *c, struct ns_slice written, struct ns_term term)
{
    if (ns_slice_starts(written, NS_SLICE("the ")))
        written = (struct ns_slice){written.at + 4, written.len - 4};
    c->numbers.len = 0;
    ns_vocab_put_term(c->rules->vocab, written, &c->numbers);
    if (c->numbers.len == 0 || c->numbers.len > 32)
        return;
    size_t bytes = c->numbers.len * sizeof *c->numbers.at;
    uint32_t *words = ns_arena_alloc(c->rules->arena, bytes);
    memcpy(words, c->numbers.at, bytes);
    term.words = words;
    term.count = (uint16_t)c->numbers.len;
    term.upper = term.shouted = 0;
    note_case(c, written, &term);
    ns_vec_push(&c->rules->terms, term);
}

/* The term itself and its aliases, all with one canonical name. */
static void add_with_aliases(struct compiler *c, struct ns_slice written, struct ns_term term)
{
    struct ns_slice aliases, alias;
    add_term(c, written, term);
    if (ns_lexicon_value(term.entry, "alias", &aliases))
        while (ns_slice_field(&aliases, '|', &alias))
            if (ns_slice_trim(alias).len)
                add_term(c, ns_slice_trim(alias), term);
}

static void add_place(struct compiler *c, const struct ns_lexicon_entry *entry)
{
    struct ns_slice demonyms, demonym;
    struct ns_term term = {.what = NS_TERM_PLACE,
                           .cased = true,
                           .ambiguous = is_value(entry, "ambiguous", "yes"),
                           .capital = is_value(entry, "role", "capital"),
                           .gender = '?',
                           .canonical = entry->term,
                           .entry = entry};
    if (is_value(entry, "type", "country"))
        term.stands_for = entry->term;
    else if (term.capital)
        ns_lexicon_value(entry, "in", &term.stands_for);
    add_with_aliases(c, entry->term, term);
    if (!ns_lexicon_value(entry, "demonym", &demonyms))
        return;
    while (ns_slice_field(&demonyms, '|', &demonym)) {
        struct ns_term group = {.what = NS_TERM_GROUP,
                                .cased = true,
                                .gender = '?',
                                .canonical = ns_slice_trim(demonym),
                                .stands_for = entry->term,
                                .entry = entry};
        add_term(c, group.canonical, group);
    }
}

static bool title_class(struct ns_slice name, uint8_t *what)
{
    static const struct {
        const char *name;
        enum ns_term_what what;
    } classes[] = {
        {"honorific", NS_TERM_HONORIFIC}, {"royal", NS_TERM_ROYAL},   {"rank", NS_TERM_RANK},
        {"police", NS_TERM_POLICE},       {"office", NS_TERM_OFFICE}, {"role", NS_TERM_ROLE},
        {"anonymous", NS_TERM_ANONYMOUS},
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (ns_slice_equal(name, ns_slice_of(classes[i].name))) {
            *what = (uint8_t)classes[i].what;
            return true;
        }
    return false;
}

static enum ns_status bad_value(const struct ns_lexicon_entry *entry, const char *key,
                                struct ns_slice value, struct ns_err *err)
{
    ns_err_set_at(err, NS_ERR_FORMAT, entry->line, 1, "%s:%u: unknown %s '%.*s'", entry->file,
                  entry->line, key, value.len < 40 ? (int)value.len : 40, value.at);
    return NS_ERR_FORMAT;
}

static enum ns_status add_title(struct compiler *c, const struct ns_lexicon_entry *entry,
                                struct ns_err *err)
{
    struct ns_slice class = {NULL, 0}, written = entry->term, suffix = NS_SLICE("/role");
    struct ns_term term = {.gender = gender_of(entry), .entry = entry};
    ns_lexicon_value(entry, "class", &class);
    if (!title_class(class, &term.what))
        return bad_value(entry, "class", class, err);
    if (ns_slice_ends(written, suffix))
        written.len -= suffix.len;
    term.cased = term.what != NS_TERM_ROLE && term.what != NS_TERM_ANONYMOUS;
    term.canonical = written;
    size_t first = c->rules->terms.len;
    add_with_aliases(c, written, term);
    for (; term.what == NS_TERM_ROLE && first < c->rules->terms.len; first++) {
        const struct ns_term *role = &c->rules->terms.at[first];
        add_class(c, role->words[role->count - 1], NS_CLASS_ROLE_END);
    }
    return NS_OK;
}

static bool name_type(struct ns_slice name, uint8_t *what)
{
    static const struct {
        const char *name;
        enum ns_term_what what;
    } types[] = {
        {"ORG", NS_TERM_ORG},     {"PER", NS_TERM_PERSON}, {"LOC", NS_TERM_PLACE},
        {"GROUP", NS_TERM_GROUP}, {"MISC", NS_TERM_GROUP}, {"WEAPON", NS_TERM_WEAPON},
        {"OTHER", NS_TERM_OTHER},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (ns_slice_equal(name, ns_slice_of(types[i].name))) {
            *what = (uint8_t)types[i].what;
            return true;
        }
    return false;
}

/* The term, its aliases and what stands for it when it speaks. */
static enum ns_status add_alias(struct compiler *c, const struct ns_lexicon_entry *entry,
                                struct ns_err *err)
{
    struct ns_slice type = {NULL, 0}, metonyms, metonym;
    struct ns_term term = {.cased = true,
                           .local = is_value(entry, "local", "yes"),
                           .ambiguous = is_value(entry, "ambiguous", "yes"),
                           .gender = gender_of(entry),
                           .canonical = entry->term,
                           .entry = entry};
    ns_lexicon_value(entry, "type", &type);
    if (!name_type(type, &term.what))
        return bad_value(entry, "type", type, err);
    add_with_aliases(c, entry->term, term);
    if (!ns_lexicon_value(entry, "metonym", &metonyms))
        return NS_OK;
    while (ns_slice_field(&metonyms, '|', &metonym)) {
        struct ns_term place = term;
        place.canonical = ns_slice_trim(metonym);
        place.stands_for = entry->term;
        place.metonym = true;
        if (term.what == NS_TERM_PLACE && place.canonical.len)
            add_term(c, place.canonical, place);
    }
    return NS_OK;
}

/* Heads of names of organisations are classes of words, whole names are terms. */
static void add_organisation(struct compiler *c, const struct ns_lexicon_entry *entry)
{
    struct ns_slice head;
    struct ns_term term = {.what = NS_TERM_ORG,
                           .cased = true,
                           .ambiguous = is_value(entry, "ambiguous", "yes"),
                           .gender = '?',
                           .canonical = entry->term,
                           .entry = entry};
    if (!ns_lexicon_value(entry, "head", &head)) {
        add_with_aliases(c, entry->term, term);
        return;
    }
    uint32_t classes =
        ns_slice_equal(head, NS_SLICE("suffix")) ? NS_CLASS_ORG_TAIL : NS_CLASS_ORG_HEAD;
    if (is_value(entry, "weak", "yes"))
        classes |= NS_CLASS_ORG_WEAK;
    c->numbers.len = 0;
    ns_vocab_put_term(c->rules->vocab, entry->term, &c->numbers);
    if (c->numbers.len == 1)
        add_class(c, c->numbers.at[0], classes);
}

/* --- weapons --- */

static void add_weapon(struct compiler *c, const struct ns_lexicon_entry *entry)
{
    struct ns_term term = {.what = NS_TERM_WEAPON,
                           .cased = !is_value(entry, "ignorecase", "yes"),
                           .gender = '?',
                           .canonical = entry->term,
                           .entry = entry};
    size_t first = c->rules->terms.len;
    add_with_aliases(c, entry->term, term);
    if (term.cased)
        return;
    /* A common noun stands for its plural. */
    for (size_t i = first, end = c->rules->terms.len; i < end; i++) {
        const struct ns_term *noun = &c->rules->terms.at[i];
        struct ns_slice last = ns_vocab_word(c->rules->vocab, noun->words[noun->count - 1]);
        struct ns_term plural = *noun;
        uint32_t *words = ns_arena_array(c->rules->arena, uint32_t, noun->count);
        if (ns_slice_ends(last, NS_SLICE("s")))
            continue;
        struct ns_slice many = ns_arena_format(c->rules->arena, "%.*ss", (int)last.len, last.at);
        memcpy(words, noun->words, noun->count * sizeof *words);
        words[noun->count - 1] = ns_vocab_put(c->rules->vocab, many);
        plural.words = words;
        ns_vec_push(&c->rules->terms, plural);
    }
}

/* One pattern of all, to be tried at a token: whole words only. Each line is compiled by itself
 * first, so that an error names its line. */
static enum ns_status compile_patterns(struct compiler *c, struct ns_err *err)
{
    const struct ns_lexicon *lexicon = c->rules->lists[NS_LIST_WEAPONS];
    struct ns_bytes all = {0};
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED;
    int code = 0;
    PCRE2_SIZE at = 0;
    enum ns_status status = NS_OK;
    for (size_t i = 0; i < ns_lexicon_count(lexicon) && status == NS_OK; i++) {
        const struct ns_lexicon_entry *entry = ns_lexicon_at(lexicon, i);
        if (!is_value(entry, "pattern", "yes"))
            continue;
        pcre2_code *one =
            pcre2_compile((PCRE2_SPTR)entry->term.at, entry->term.len, options, &code, &at, NULL);
        if (!one)
            status = bad_value(entry, "pattern", entry->term, err);
        pcre2_code_free(one);
        ns_bytes_add_text(&all, all.len ? "|(?" : "(?:(?");
        ns_bytes_add_text(&all, is_value(entry, "ignorecase", "yes") ? "i:" : ":");
        ns_bytes_add(&all, entry->term);
        ns_bytes_add_text(&all, ")");
    }
    if (all.len && status == NS_OK) {
        ns_bytes_add_text(&all, ")s?(?![\\w/]|-\\w)");
        c->rules->weapons = pcre2_compile((PCRE2_SPTR)all.at, all.len, options, &code, &at, NULL);
        if (c->rules->weapons)
            pcre2_jit_compile(c->rules->weapons, PCRE2_JIT_COMPLETE);
        else
            status = ns_err_set(err, NS_ERR_FORMAT, "weapons.txt: patterns do not fit together");
    }
    ns_vec_free(&all);
    return status;
}

/* --- whole --- */

static enum ns_status compile_terms(struct compiler *c, struct ns_err *err)
{
    const struct ns_rules *rules = c->rules;
    const struct ns_lexicon *places = rules->lists[NS_LIST_PLACES];
    const struct ns_lexicon *titles = rules->lists[NS_LIST_TITLES];
    const struct ns_lexicon *weapons = rules->lists[NS_LIST_WEAPONS];
    const struct ns_lexicon *organisations = rules->lists[NS_LIST_ORGANISATIONS];
    const struct ns_lexicon *outlets = rules->lists[NS_LIST_OUTLETS];
    const struct ns_lexicon *aliases = rules->lists[NS_LIST_ALIASES];
    enum ns_status status = NS_OK;
    /* Among equal terms the earlier one wins: places know their states, aliases join names. */
    for (size_t i = 0; i < ns_lexicon_count(places); i++)
        add_place(c, ns_lexicon_at(places, i));
    for (size_t i = 0; i < ns_lexicon_count(aliases) && status == NS_OK; i++)
        status = add_alias(c, ns_lexicon_at(aliases, i), err);
    for (size_t i = 0; i < ns_lexicon_count(organisations); i++)
        add_organisation(c, ns_lexicon_at(organisations, i));
    for (size_t i = 0; i < ns_lexicon_count(outlets); i++)
        add_organisation(c, ns_lexicon_at(outlets, i));
    for (size_t i = 0; i < ns_lexicon_count(weapons); i++)
        if (!is_value(ns_lexicon_at(weapons, i), "pattern", "yes"))
            add_weapon(c, ns_lexicon_at(weapons, i));
    for (size_t i = 0; i < ns_lexicon_count(titles) && status == NS_OK; i++)
        status = add_title(c, ns_lexicon_at(titles, i), err);
    return status == NS_OK ? compile_patterns(c, err) : status;
}

static void index_terms(struct compiler *c)
{
    struct ns_rules *rules = c->rules;
    size_t count = ns_vocab_count(rules->vocab);
    add_class(c, (uint32_t)count, 0); /* every number has its place */
    rules->begins = ns_alloc((count + 1) * sizeof *rules->begins);
    rules->heads = ns_alloc((count + 1) * sizeof *rules->heads);
    for (size_t i = 0; i < rules->terms.len; i++)
        chain(c, (uint32_t)i);
}

enum ns_status ns_rules_compile(struct ns_rules *rules, struct ns_err *err)
{
    struct compiler c = {.rules = rules};
    add_closed_words(&c);
    add_common_words(&c);
    add_given_names(&c);
    add_words(&c, NS_LIST_SURNAMES, NS_CLASS_SURNAME);
    enum ns_status status = compile_terms(&c, err);
    if (status == NS_OK)
        status = ns_cue_table_new(rules->lists[NS_LIST_CUES], rules->vocab, &rules->cue_table, err);
    if (status == NS_OK)
        index_terms(&c);
    ns_vec_free(&c.numbers);
    ns_vec_free(&c.tokens);
    return status;
}
