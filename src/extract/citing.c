/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * citing.c: who carried a statement, and whose it is. "The Harlow Times reported T, citing two
 * officials", "according to officials cited by the Harlow Times, T": one statement of the officials,
 * by way of the paper. Runs over what was chosen, before attributions are made of it.
 */
#include "attribution.h"
#include "phrase.h"

#include "rules.h"

#define CANDIDATES  24 /* around a sentence, that are looked at */
#define CITED_WORDS 14 /* of those cited; what is longer is no list of people */

static bool is_citing(const struct ns_finder *f, uint32_t tok)
{
    return f->doc->toks[tok].quote == NS_NONE &&
           (ns_tok_is(f, tok, "citing") || ns_tok_is(f, tok, "quoting"));
}

/* People, not reasons: "two officials", "a port clerk", "Anna Veldt"; not "a lack of evidence". */
static bool are_people(const struct ns_finder *f, struct ns_range r)
{
    const struct ns_doc *doc = f->doc;
    for (uint32_t t = r.begin; t < r.end; t++) {
        uint32_t mention = doc->toks[t].mention;
        if (mention != NS_NONE)
            return doc->entities[doc->mentions[mention].entity].type == NS_ENTITY_PER ||
                   (t + 1 < r.end && are_people(f, (struct ns_range){t + 1, r.end}));
        if (ns_tok_gram(f, t, NS_G_PERSON) || (ns_doc_word(doc, t)->classes & NS_CLASS_ROLE_END))
            return true;
        if (ns_tok_gram(f, t, NS_G_PREP))
            return false;
    }
    return false;
}

/* The people behind "citing" at tok; empty if it is no such aside. */
static struct ns_range cited_at(const struct ns_finder *f, uint32_t tok)
{
    const struct ns_sent *sent = &f->doc->sents[f->doc->toks[tok].sentence];
    struct ns_range none = {0, 0}, people = {tok + 1, tok + 1};
    if (tok == sent->toks.begin || f->mark[tok - 1] != ',')
        return none;
    while (people.end < sent->toks.end && people.end - people.begin < CITED_WORDS &&
           f->mark[people.end] != ',' && f->mark[people.end] != '.' && f->mark[people.end] != 'o' &&
           !ns_tok_gram(f, people.end, NS_G_RELATIVE))
        people.end++;
    return !ns_range_empty(people) && are_people(f, people) ? people : none;
}

/* Is the source a body, as a newspaper is, and no person? */
static bool is_carrier(const struct ns_doc *doc, struct ns_range source)
{
    bool body = false;
    for (uint32_t t = source.begin; t < source.end; t++) {
        uint32_t mention = doc->toks[t].mention;
        if (mention == NS_NONE)
            continue;
        enum ns_entity_type type = doc->entities[doc->mentions[mention].entity].type;
        if (type == NS_ENTITY_PER)
            return false;
        body = body || type == NS_ENTITY_ORG;
    }
    return body;
}

/* The first candidate that may belong to a sentence: candidates stand in order of their cues or
 * contents, whichever comes first, and a content may begin a little before its cue. */
static size_t first_near(const struct ns_finder *f, uint32_t sentence)
{
    size_t low = 0, high = f->found.len;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (f->doc->toks[f->found.at[mid].cue.begin].sentence < sentence)
            low = mid + 1;
        else
            high = mid;
    }
    return low > CANDIDATES / 2 ? low - CANDIDATES / 2 : 0;
}

/* What told the statement that the aside at tok belongs to: the body right before the aside, or the
 * cue, or the end of the content. NULL if it is a person, who then answers for it. */
static struct ns_candidate *carrier_of(struct ns_finder *f, uint32_t tok)
{
    uint32_t sentence = f->doc->toks[tok].sentence, looked = 0;
    struct ns_candidate *found = NULL;
    for (size_t i = first_near(f, sentence); i < f->found.len && looked < CANDIDATES;
         i++, looked++) {
        struct ns_candidate *c = &f->found.at[i];
        if (ns_range_empty(c->source) || is_citing(f, c->verb.begin) || c->content_count == 0 ||
            f->doc->toks[c->cue.begin].sentence != sentence || !is_carrier(f->doc, c->source))
            continue;
        if (!found || c->cue.begin < tok)
            found = c;
    }
    return found;
}

/* Cuts off what a content has from tok on; at least one piece is left as it is. */
static void cut_content(struct ns_candidate *c, uint32_t tok)
{
    struct ns_range *last = &c->content[c->content_count - 1];
    if (last->begin < tok && tok < last->end)
        last->end = tok;
}

static void join_asides(struct ns_finder *f)
{
    for (uint32_t t = 0; t < f->doc->tok_count; t++) {
        struct ns_range people = is_citing(f, t) ? cited_at(f, t) : (struct ns_range){0, 0};
        struct ns_candidate *carrier = ns_range_empty(people) ? NULL : carrier_of(f, t);
        if (!carrier)
            continue;
        carrier->cited = people;
        carrier->via = carrier->source;
        cut_content(carrier, t - 1);
    }
    /* The aside is no statement of its own. */
    size_t kept = 0;
    for (size_t i = 0; i < f->found.len; i++) {
        const struct ns_candidate *c = &f->found.at[i];
        if (!is_citing(f, c->verb.begin) || ns_range_empty(cited_at(f, c->verb.begin)) ||
            !carrier_of(f, c->verb.begin))
            f->found.at[kept++] = f->found.at[i];
    }
    f->found.len = kept;
}

/* The body behind "cited by" or "quoted by" at tok; empty if it does not stand there. */
static struct ns_range cited_by(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    struct ns_range none = {0, 0};
    if (tok + 2 >= end || !(ns_tok_is(f, tok, "cited") || ns_tok_is(f, tok, "quoted")) ||
        !ns_tok_is(f, tok + 1, "by"))
        return none;
    struct ns_range body = {tok + 2, tok + 2};
    while (body.end < end && f->mark[body.end] != ',' && f->mark[body.end] != '.')
        body.end++;
    return body.end - body.begin <= CITED_WORDS ? body : none;
}

/* "officials cited by the Harlow Times": in the source or at the head of the content. */
static void split_carriers(struct ns_finder *f)
{
    for (size_t i = 0; i < f->found.len; i++) {
        struct ns_candidate *c = &f->found.at[i];
        uint32_t end = f->doc->sents[f->doc->toks[c->cue.begin].sentence].toks.end;
        if (ns_range_empty(c->source))
            continue;
        for (uint32_t t = c->source.begin + 1; t <= c->source.end && t < end; t++) {
            struct ns_range by = cited_by(f, t, end);
            if (ns_range_empty(by))
                continue;
            c->via = by;
            c->source.end = by.end > c->source.end ? by.end : c->source.end;
            c->cited = (struct ns_range){c->source.begin, t};
            struct ns_range *first = &c->content[0];
            uint32_t behind = by.end + (by.end < end && f->mark[by.end] == ',');
            if (first->begin < behind && behind < first->end)
                first->begin = behind;
            break;
        }
    }
}

void ns_citing_join(struct ns_finder *f)
{
    join_asides(f);
    split_carriers(f);
}
