/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attribution.c: runs the families over every cue, keeps what holds, and makes attributions of it.
 * Where there are models, the trained stages (ranker.h) propose beside the families and decide;
 * without them a score decides that was measured or set by hand for each cue and construction.
 * Attributions are never nested: what stands inside another's content is part of what that one says.
 */
#include "attribution.h"
#include "kinds.h"
#include "ranker.h"
#include "rules.h"

#include "speakers.h"

/* Score below which a candidate is dropped; chosen for F1 with precision first. */
#define LEAST          0.40f
#define LEAST_LEARNED  0.35f /* the same of the ranker's probability */
#define LEAST_EXPLICIT 0.55f
#define UNSAID         0.45f /* at most: below what is shown at first */

#define WINDOW 300 /* tokens of a sentence on either side of a cue */

/* --- finding --- */

static void run_family(struct ns_finder *f, const struct ns_cue_site *site)
{
    switch (site->entry->class) {
    case NS_CUE_VERB:
        ns_find_clauses(f, site);
        break;
    case NS_CUE_NOUN:
        ns_find_nouns(f, site);
        break;
    case NS_CUE_ADJ:
        ns_find_adjectives(f, site);
        break;
    default:
        ns_find_according(f, site);
    }
}

/* The part of a sentence that is read around a cue: a sentence without an end is not read whole for
 * each of its cues. */
static struct ns_range window_of(const struct ns_sent *sent, uint32_t tok)
{
    struct ns_range window = sent->toks;
    if (tok - window.begin > WINDOW)
        window.begin = tok - WINDOW;
    if (window.end - tok > WINDOW)
        window.end = tok + WINDOW;
    return window;
}

/* All readings of the cue words at tok; the longest form that yields something wins. Returns the
 * token to go on from. */
static uint32_t find_at(struct ns_finder *f, const struct ns_sent *sent, uint32_t tok)
{
    const struct ns_cue_form *forms;
    size_t count = ns_cue_forms(f->table, ns_tok_number(f, tok), &forms);
    size_t had = f->found.len;
    uint8_t len = 0;
    uint32_t behind = tok + 1;
    for (size_t i = 0; i < count; i++) {
        if (ns_cue_at(f->table, forms[i].cue)->class == NS_CUE_CONTENT)
            continue;
        if (forms[i].len < len && f->found.len > had)
            break;
        size_t end = ns_cue_match(f->table, &forms[i], f->doc, tok, sent->toks.end);
        if (!end)
            continue;
        len = forms[i].len;
        struct ns_range window = window_of(sent, tok);
        struct ns_cue_site site = {.verb = {tok, (uint32_t)end},
                                   .entry = ns_cue_at(f->table, forms[i].cue),
                                   .form = &forms[i],
                                   .begin = window.begin,
                                   .end = window.end};
        run_family(f, &site);
        if (f->found.len > had && end > behind)
            behind = (uint32_t)end;
    }
    return behind;
}

void ns_candidates_find(struct ns_finder *f)
{
    for (uint32_t s = 0; s < f->doc->sent_count; s++) {
        const struct ns_sent *sent = &f->doc->sents[s];
        for (uint32_t t = sent->toks.begin; t < sent->toks.end && !ns_doc_is_cancelled(f->doc);)
            t = f->mark[t] ? t + 1 : find_at(f, sent, t);
        ns_find_marks(f, s);
    }
}

/* --- choosing --- */

/* A name, a pronoun, a word for people: not "the violence". */
static bool can_speak(const struct ns_finder *f, struct ns_range source)
{
    for (uint32_t t = source.begin; t < source.end; t++) {
        if (ns_tok_gram(f, t, NS_G_PERSON) ||
            (ns_tok_gram(f, t, NS_G_PRONOUN) && !ns_tok_gram(f, t, NS_G_DET)))
            return true;
        if (ns_tok_upper(f, t) && !f->doc->toks[t].first)
            return true;
        if (f->doc->toks[t].mention != NS_NONE)
            return true;
    }
    return false;
}

/* "it", "this", "which" and nothing else: "denied it", not "denied it a licence". */
static bool stands_for_allegation(const struct ns_finder *f, struct ns_range content)
{
    return content.end - content.begin == 1 &&
           (ns_tok_is(f, content.begin, "it") || ns_tok_is(f, content.begin, "this") ||
            ns_tok_is(f, content.begin, "that") || ns_tok_is(f, content.begin, "which"));
}

/* "denied she had lied", not "denied it a licence" */
static bool is_subject_pronoun(const struct ns_finder *f, uint32_t tok)
{
    static const char *const all[] = {"i", "he", "she", "we", "they"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (ns_tok_is(f, tok, all[i]))
            return true;
    return false;
}

/*
 * What the reader is here for must not be lost to figures that were measured on other constructions
 * ("denied him the nomination"): an explicit denial of something alleged, a threat, a refusal to
 * answer have a least score of their own. Set by hand.
 */
static float least_of(const struct ns_finder *f, const struct ns_candidate *c)
{
    const struct ns_cue *cue = c->entry;
    bool denies = cue->kind == NS_KIND_DENIAL || cue->alleg == NS_KIND_DENIAL;
    if (cue->class != NS_CUE_VERB && cue->class != NS_CUE_PHRASE)
        return 0;
    bool noun = c->rule == NS_RULE_NP || c->rule == NS_RULE_PARTICIPLE ||
                c->rule == NS_RULE_PASSIVE ||
                (c->rule == NS_RULE_AGENTLESS && cue->kind == NS_KIND_DENIAL);
    if (denies && noun && ns_head_role(f, c) == NS_CUE_ROLE_ALLEGATION)
        return 0.75f;
    if (cue->kind == NS_KIND_DENIAL && noun && stands_for_allegation(f, c->content[0]))
        return 0.65f;
    if (cue->kind == NS_KIND_DENIAL && c->rule == NS_RULE_BARE &&
        is_subject_pronoun(f, c->content[0].begin))
        return 0.65f;
    if (cue->kind == NS_KIND_DENIAL && c->verb.end - c->verb.begin > 1 &&
        (c->rule == NS_RULE_NONE || c->rule == NS_RULE_PREP) && !ns_range_empty(c->source))
        return 0.7f; /* "denied wrongdoing", "denied responsibility for" */
    bool proposition = c->rule == NS_RULE_THAT || c->rule == NS_RULE_ING ||
                       (c->rule == NS_RULE_PARTICIPLE && ns_tok_is(f, c->content[0].begin, "that"));
    if (cue->kind == NS_KIND_DENIAL && proposition)
        return 0.7f;
    if (cue->kind == NS_KIND_NO_COMMENT && c->verb.end - c->verb.begin > 1 &&
        !ns_range_empty(c->source))
        return 0.6f;
    if (cue->neg == NS_KIND_NO_COMMENT && c->negated && !ns_range_empty(c->source))
        return 0.5f;
    if (cue->class == NS_CUE_PHRASE && !ns_range_empty(c->source) &&
        f->doc->toks[c->content[0].begin].quote != NS_NONE)
        return 0.6f;
    if (!ns_range_empty(c->via) && !ns_range_empty(c->source))
        return 0.65f;
    if (cue->kind == NS_KIND_THREAT && (c->rule == NS_RULE_TO || c->rule == NS_RULE_NP))
        return can_speak(f, c->source) ? 0.6f : 0;
    return 0;
}

float ns_candidate_score(const struct ns_finder *f, const struct ns_candidate *c)
{
    if (!c->entry)
        return ns_rule_strength(c->rule);
    float score = c->entry->by[c->rule] >= 0
                      ? c->entry->by[c->rule]
                      : 0.5f * ns_rule_strength(c->rule) + 0.5f * c->entry->strength;
    float least = least_of(f, c);
    return score < least ? least : score;
}

/* Does a, if both stood, make b impossible? */
static bool excludes(const struct ns_candidate *a, const struct ns_candidate *b)
{
    return ns_candidate_holds(a, b->cue) || ns_range_overlap(a->cue, b->cue);
}

/* Does outer only carry what inner's source said? */
static bool carries(const struct ns_candidate *outer, const struct ns_candidate *inner)
{
    bool speech = inner->rule == NS_RULE_AFTER || inner->rule == NS_RULE_INVERTED ||
                  inner->rule == NS_RULE_MIDDLE || inner->rule == NS_RULE_OBJ_THAT;
    return outer->rule == NS_RULE_ACCORDING && speech && inner->score >= 0.7f &&
           !ns_range_empty(inner->source);
}

/* The better of two that exclude each other: the outer one, or the stronger where each holds the
 * other or they share a cue. */
static bool is_better(const struct ns_candidate *a, const struct ns_candidate *b)
{
    bool holds = ns_candidate_holds(a, b->cue), held = ns_candidate_holds(b, a->cue);
    /* "Velm: the bridge is safe, Oran says": the label is no speaker */
    if ((a->rule == NS_RULE_COLON) != (b->rule == NS_RULE_COLON) && !a->entry != !b->entry)
        return a->entry ? a->score >= 0.5f : b->score < 0.5f;
    if (holds != held) {
        /* "T, Oran said, according to the agency": who carries it is not who said it */
        if (holds ? carries(a, b) : carries(b, a))
            return !holds;
        return holds;
    }
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score;
    return a->cue.begin < b->cue.begin;
}

static int candidate_order(const void *left, const void *right)
{
    const struct ns_candidate *a = left, *b = right;
    struct ns_range ra = ns_candidate_extent(a), rb = ns_candidate_extent(b);
    if (ra.begin != rb.begin)
        return ra.begin < rb.begin ? -1 : 1;
    if (a->cue.begin != b->cue.begin)
        return a->cue.begin < b->cue.begin ? -1 : 1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    uint32_t la = a->entry ? a->entry->line : 0, lb = b->entry ? b->entry->line : 0;
    if (la != lb)
        return la < lb ? -1 : 1;
    /* Down to the source, so that the order does not hang on how it is sorted. */
    if (ra.end != rb.end)
        return ra.end < rb.end ? -1 : 1;
    if (a->cue.end != b->cue.end)
        return a->cue.end < b->cue.end ? -1 : 1;
    if (a->source.begin != b->source.begin)
        return a->source.begin < b->source.begin ? -1 : 1;
    return a->source.end < b->source.end ? -1 : a->source.end > b->source.end;
}

/* Takes the worse one out; an outlet that only carried the statement is remembered. */
static void drop(struct ns_candidate *better, struct ns_candidate *worse)
{
    if (carries(worse, better) && ns_range_empty(better->via))
        better->via = worse->source;
    worse->score = 0;
}

/* Drops the weak, then whatever a better one excludes. Candidates are in order of their extents, so
 * that only neighbours need be compared. */
static void choose_by_rule(struct ns_finder *f)
{
    struct ns_candidates *found = &f->found;
    size_t kept = 0;
    for (size_t i = 0; i < found->len; i++) {
        found->at[i].score = ns_candidate_score(f, &found->at[i]);
        if (found->at[i].score >= LEAST)
            found->at[kept++] = found->at[i];
    }
    found->len = kept;
    if (kept)
        qsort(found->at, kept, sizeof *found->at, candidate_order);
    for (size_t i = 0; i < found->len; i++) {
        struct ns_range outer = ns_candidate_extent(&found->at[i]);
        for (size_t j = i + 1; j < found->len && found->at[i].score > 0; j++) {
            struct ns_candidate *a = &found->at[i], *b = &found->at[j];
            if (ns_candidate_extent(b).begin >= outer.end)
                break;
            if (b->score <= 0 || !(excludes(a, b) || excludes(b, a)))
                continue;
            if (is_better(a, b))
                drop(a, b);
            else
                drop(b, a);
        }
    }
    kept = 0;
    for (size_t i = 0; i < found->len; i++)
        if (found->at[i].score > 0)
            found->at[kept++] = found->at[i];
    found->len = kept;
}

/* "T, Oran said, according to the agency": the agency carried what Oran said. */
static void see_carriers(struct ns_finder *f, const struct ns_sight *sight)
{
    for (size_t i = 0; i < f->found.len; i++) {
        const struct ns_candidate *outer = &f->found.at[i];
        if (outer->rule != NS_RULE_ACCORDING || outer->content_count == 0)
            continue;
        struct ns_range within = outer->content[0];
        for (uint32_t k = ns_sight_first(sight, within); k != NS_NONE;
             k = ns_sight_next(sight, k, within))
            if (ns_candidate_holds(outer, f->found.at[k].cue) && carries(outer, &f->found.at[k]) &&
                ns_range_empty(f->found.at[k].via))
                f->found.at[k].via = outer->source;
    }
}

/* Explicit denials, threats and refusals to answer are shown, however rare their like was where the
 * ranker learned; but they win over nothing that is likely. */
static void keep_explicit(const struct ns_finder *f, struct ns_proposals *proposals)
{
    for (size_t i = 0; i < proposals->len; i++) {
        struct ns_proposal *p = &proposals->at[i];
        float least = p->c.entry ? least_of(f, &p->c) : 0;
        least = least > LEAST_EXPLICIT ? LEAST_EXPLICIT : least;
        if (p->probability < least && p->probability >= LEAST_EXPLICIT / 3) {
            p->probability = least;
            p->c.by_model &= (uint8_t)~NS_BY_MODEL_CONFIDENCE;
        }
    }
}

/* By the trained stages instead, which see what the rules propose. */
static void choose_by_model(struct ns_finder *f, const struct ns_models *models)
{
    struct ns_sight sight;
    struct ns_proposals proposals = {0};
    for (size_t i = 0; i < f->found.len; i++)
        f->found.at[i].score = ns_candidate_score(f, &f->found.at[i]);
    ns_sight_open(&sight, f);
    see_carriers(f, &sight);
    ns_proposals_find(&sight, models, &proposals);
    ns_proposals_rank(&sight, models->rank, &proposals);
    if (ns_doc_is_cancelled(f->doc))
        proposals.len = 0;
    keep_explicit(f, &proposals);
    ns_proposals_choose(f->doc, &proposals, LEAST_LEARNED);
    f->found.len = 0;
    for (size_t i = 0; i < proposals.len; i++) {
        proposals.at[i].c.score = proposals.at[i].probability;
        ns_vec_push(&f->found, proposals.at[i].c);
    }
    ns_vec_free(&proposals);
}

/* --- making --- */

static uint32_t block_of(const struct ns_doc *doc, const struct ns_candidate *c)
{
    return doc->blocks[doc->toks[c->cue.begin].block].index;
}

/* "Oran," without its comma; "Oran, the mayor," keeps both of its. */
static struct ns_range trimmed(const struct ns_finder *f, struct ns_range source)
{
    if (ns_range_empty(source) || f->mark[source.end - 1] != ',')
        return source;
    for (uint32_t t = source.begin; t + 1 < source.end; t++)
        if (f->mark[t] == ',')
            return source;
    source.end--;
    return source;
}

/* Nobody is told to have said it: "no one said that", "S could say that", "if S says that". */
static bool is_unsaid(const struct ns_finder *f, const struct ns_candidate *c)
{
    static const char *const none[] = {"no", "nobody", "none", "neither"};
    static const char *const possible[] = {"could", "might", "may"};
    if (ns_range_empty(c->source) || c->negated)
        return false;
    if (c->kind == NS_KIND_NO_COMMENT && c->entry && c->entry->kind != NS_KIND_CONFIRMATION)
        return false; /* "neither ministry would explain" */
    uint32_t first = c->source.begin;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (ns_tok_is(f, first, none[i]))
            return true;
    if (first > 0 && ns_tok_is(f, first - 1, "if") && c->source.end <= c->cue.begin)
        return true;
    for (uint32_t t = c->cue.begin; t < c->verb.begin; t++)
        for (size_t i = 0; i < sizeof possible / sizeof *possible; i++)
            if (ns_tok_is(f, t, possible[i]))
                return true;
    return false;
}

/* "Harbour crisis: fleet leaves": what stands before a headline's colon is no speaker unless it ends
 * with a name or a word for people. */
static bool is_label(const struct ns_finder *f, const struct ns_candidate *c)
{
    if (f->mark[c->cue.begin] != ':' || ns_range_empty(c->source) ||
        !f->doc->blocks[f->doc->toks[c->cue.begin].block].headline)
        return false;
    uint32_t last = c->source.end - 1;
    return f->doc->toks[last].mention == NS_NONE && !ns_tok_gram(f, last, NS_G_PERSON);
}

static struct ns_attribution attribution_of(const struct ns_finder *f, const struct ns_candidate *c,
                                            struct ns_speakers *speakers)
{
    const struct ns_doc *doc = f->doc;
    struct ns_attribution a = {.speaker_entity = NS_NONE, .same_as = NS_NONE};
    a.source = ns_doc_bytes_of(doc, trimmed(f, c->source));
    a.cue = ns_doc_bytes_of(doc, c->cue);
    a.content = ns_arena_array(doc->out, struct ns_range, c->content_count);
    for (size_t i = 0; i < c->content_count; i++)
        a.content[a.content_count++] = ns_doc_bytes_of(doc, c->content[i]);
    a.kind = c->kind;
    a.why.kind_reason = c->kind_reason;
    a.block = block_of(doc, c);
    bool unsaid = c->score > UNSAID && (is_unsaid(f, c) || is_label(f, c));
    a.confidence = (float)ns_confidence_bin(unsaid ? UNSAID : c->score) / 100.0f;
    a.why.by_model = unsaid ? c->by_model & (uint8_t)~NS_BY_MODEL_CONFIDENCE : c->by_model;
    a.why.rule = ns_rule_name(c->rule);
    if (c->entry) {
        a.why.lexicon = c->entry->file;
        a.why.lexicon_line = c->entry->line;
    }
    if (!ns_range_empty(c->via))
        a.via = ns_speakers_carrier(speakers, ns_doc_bytes_of(doc, c->via));
    struct ns_speaker speaker =
        ns_range_empty(c->cited)
            ? ns_speakers_resolve(speakers, a.source, a.cue.begin)
            : ns_speakers_cited(speakers, ns_doc_bytes_of(doc, c->cited), a.cue.begin);
    a.speaker = speaker.name;
    a.speaker_entity = speaker.entity;
    a.resolved = speaker.how;
    a.why.speaker_reason = speaker.reason;
    a.why.speaker_against = speaker.against;
    a.speaker_confidence = (float)ns_confidence_bin(speaker.sure) / 100.0f;
    return a;
}

void ns_attributions_find(struct ns_doc *doc, const struct ns_cue_table *table,
                          struct ns_extraction *extraction)
{
    struct ns_finder f;
    ns_finder_open(&f, doc, table);
    ns_candidates_find(&f);
    if (doc->rules->models.rank)
        choose_by_model(&f, &doc->rules->models);
    else
        choose_by_rule(&f);
    if (ns_doc_is_cancelled(doc))
        f.found.len = 0;
    ns_citing_join(&f);
    ns_kinds_assign(&f);
    struct ns_speakers *speakers = ns_speakers_new(doc);
    extraction->attributions = ns_arena_array(doc->out, struct ns_attribution, f.found.len);
    for (size_t i = 0; i < f.found.len && !ns_doc_is_cancelled(doc); i++)
        extraction->attributions[extraction->attribution_count++] =
            attribution_of(&f, &f.found.at[i], speakers);
    ns_repeats_mark(&f, extraction);
    ns_finder_close(&f);
    for (size_t i = 0; i < extraction->attribution_count; i++)
        if (extraction->attributions[i].same_as == NS_NONE)
            extraction->kind_counts[extraction->attributions[i].kind]++;
}
