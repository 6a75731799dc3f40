/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clauses.c: verbs as cues. A verb site becomes a frame (group, subject, what stands before it),
 * then the right side is read by what the cue takes.
 */
#include "clauses.h"
#include "quotes.h"

struct ns_candidate ns_frame_candidate(const struct ns_frame *fr, enum ns_rule rule)
{
    return (struct ns_candidate){.source = fr->subject,
                                 .cue = {fr->group.begin, fr->pos},
                                 .verb = fr->site->verb,
                                 .entry = fr->cue,
                                 .rule = rule,
                                 .negated = fr->group.negated};
}

/* "the plan seems to work": nobody speaks, the subject is part of what seems. */
static void raise_subject(const struct ns_frame *fr, struct ns_candidate *c)
{
    struct ns_candidate whole = *c;
    bool dummy =
        ns_tok_is(fr->f, c->source.begin, "it") || ns_tok_is(fr->f, c->source.begin, "there");
    whole.content_count = 0;
    if (!dummy)
        ns_candidate_add(fr->f, &whole, c->source);
    for (size_t i = 0; i < c->content_count; i++)
        ns_candidate_add(fr->f, &whole, c->content[i]);
    whole.source = (struct ns_range){c->cue.end, c->cue.end};
    *c = whole;
}

void ns_frame_propose(const struct ns_frame *fr, struct ns_candidate *c)
{
    if (c->content_count == 0)
        return;
    uint32_t last = c->content[c->content_count - 1].end;
    bool quoted = fr->f->doc->toks[last - 1].quote != NS_NONE;
    bool goes_to_end = last >= fr->end && (fr->cue->takes & NS_TAKES_QUOTE) && !fr->dependent;
    bool before = c->content[0].begin < c->cue.begin;
    if (quoted || goes_to_end ||
        (before && fr->f->doc->toks[c->content[0].end - 1].quote != NS_NONE))
        ns_continue_quotes(fr->f, quoted && last > fr->site->end ? last : fr->site->end, c);
    if (fr->dependent)
        c->rule = NS_RULE_PARTICIPLE;
    else if (fr->cue->source == NS_CUE_SOURCE_NONE && !before)
        raise_subject(fr, c);
    ns_vec_push(&fr->f->found, *c);
}

/* Is the word at the site a noun, a name or an adjective here, whatever the list says? */
static bool is_no_verb(const struct ns_finder *f, const struct ns_cue_site *site)
{
    uint32_t at = site->verb.begin;
    const struct ns_tok *tok = &f->doc->toks[at];
    if ((tok->shape & NS_SHAPE_UPPER) && !tok->first && !f->loose[tok->sentence])
        return true;
    if (at == site->begin)
        return false;
    uint32_t before = at - 1;
    if (f->mark[before])
        return false;
    if (site->verb.end - site->verb.begin > 1 && !ns_tok_gram(f, before, NS_G_DET))
        return false;
    bool past = site->form->inflection & (NS_INF_PAST | NS_INF_PART);
    uint32_t det = before; /* "their widely repudiated theories" */
    while (det > site->begin && ns_is_adverb(f, det) && !ns_tok_gram(f, det, NS_G_NEG))
        det--;
    if (past && det < before && ns_tok_gram(f, det, NS_G_DET) && !ns_tok_gram(f, det, NS_G_PRONOUN))
        return true;
    if (ns_tok_gram(f, before, NS_G_DET) && !ns_tok_gram(f, before, NS_G_PRONOUN))
        return true;
    bool opens = before == site->begin || f->mark[before - 1];
    if (opens && !past && ns_tok_gram(f, before, NS_G_DET) &&
        (ns_tok_is(f, before, "that") || ns_tok_is(f, before, "this") ||
         ns_tok_is(f, before, "these") || ns_tok_is(f, before, "those")))
        return true; /* "That claim was" */
    if (ns_tok_gram(f, before, NS_G_DET) && before > site->begin &&
        ns_tok_gram(f, before - 1, NS_G_PREP | NS_G_AUX))
        return true;
    if (ns_tok_gram(f, before, NS_G_PREP) && !ns_tok_is(f, before, "to"))
        return !(site->form->inflection & NS_INF_ING);
    if (ns_tok_is(f, before, "'s") || ns_tok_is(f, before, "'"))
        return !past && !(before > site->begin && ns_tok_gram(f, before - 1, NS_G_PRONOUN));
    return false;
}

/* --- contents on the right --- */

/* Does a clause of its own begin at tok: a subject and, not far behind, a finite verb? */
static bool is_clause(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    if (tok >= end || f->mark[tok])
        return false;
    if (ns_tok_gram(f, tok, NS_G_PRONOUN) && !ns_tok_gram(f, tok, NS_G_DET))
        return tok + 1 < end;
    uint32_t stop = end - tok > 25 ? tok + 25 : end;
    /* Behind a name one word is enough: "that Oran lied". */
    return ns_has_finite(f, ns_tok_upper(f, tok) ? tok : tok + 1, stop);
}

/* "While Oran said it was safe, the board ...": the content of a subordinate clause ends with it. */
static uint32_t clause_end(const struct ns_frame *fr, uint32_t from, uint32_t to)
{
    const struct ns_finder *f = fr->f;
    uint32_t begin = fr->site->begin;
    if (fr->subject.begin != begin + 1 || !ns_tok_gram(f, begin, NS_G_SUBORD))
        return to;
    for (uint32_t t = from; t < to; t++)
        if (f->mark[t] == ',' && f->doc->toks[t].quote == NS_NONE)
            return t;
    return to;
}

/* "Cael, who denies it, left", "The union, denying it, left": where the aside is closed before the
 * main verb; to if it is none. */
static uint32_t aside_end(const struct ns_frame *fr, uint32_t from, uint32_t to)
{
    const struct ns_finder *f = fr->f;
    bool who = !ns_range_empty(fr->subject) && fr->subject.end <= fr->group.begin &&
               ns_tok_gram(f, fr->subject.begin, NS_G_RELATIVE) &&
               !ns_tok_is(f, fr->subject.begin, "that");
    uint32_t opens = who ? fr->subject.begin : fr->group.begin;
    if ((!who && !fr->group.participle) || opens <= fr->site->begin || f->mark[opens - 1] != ',')
        return to;
    for (uint32_t t = from; t + 1 < to; t++)
        if (f->mark[t] == ',' && f->doc->toks[t].quote == NS_NONE && ns_is_verbal(f, t + 1) &&
            !ns_tok_ends(f, t + 1, "ing"))
            return t;
    return to;
}

static bool add_right(const struct ns_frame *fr, enum ns_rule rule, uint32_t from, uint32_t to,
                      struct ns_range cue)
{
    struct ns_candidate c = ns_frame_candidate(fr, rule);
    c.cue = cue;
    to = aside_end(fr, from, clause_end(fr, from, to));
    if (to <= from)
        return false;
    ns_candidate_add(fr->f, &c, (struct ns_range){from, to});
    ns_frame_propose(fr, &c);
    return true;
}

static bool is_that(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    /* "said that he", not "said that." or "knows that man" */
    return ns_tok_is(f, tok, "that") && tok + 1 < end && !f->mark[tok + 1];
}

bool ns_is_ing(const struct ns_finder *f, uint32_t tok)
{
    struct ns_slice word = ns_doc_word(f->doc, tok)->text;
    /* Shorter words are mostly none: "king", "thing". */
    static const char *const small[] = {"doing", "going", "lying", "using"};
    bool is_one = word.len > 5;
    for (size_t i = 0; i < sizeof small / sizeof *small && !is_one; i++)
        is_one = ns_tok_is(f, tok, small[i]);
    return is_one && ns_slice_ends(word, NS_SLICE("ing")) &&
           !ns_tok_gram(f, tok, NS_G_PREP | NS_G_PRONOUN);
}

/* "told reporters that", "urged Russia to", "accused Veles of". */
static bool read_object(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    uint16_t takes = fr->cue->takes;
    uint32_t from = fr->site->verb.end;
    if (!(takes & (NS_TAKES_OBJ_THAT | NS_TAKES_OBJ_BARE | NS_TAKES_OBJ_QUOTE | NS_TAKES_OBJ_TO |
                   NS_TAKES_OBJ_NP | NS_TAKES_OBJ_WH | NS_TAKES_OBJ_PREP)))
        return false;
    struct ns_range object = ns_object_after(f, from, fr->end, fr->cue->obj_preps);
    if (ns_range_empty(object))
        return false;
    uint32_t next = ns_skip_adjuncts(f, object.end, fr->end, fr->cue);
    struct ns_range cue = {fr->group.begin, fr->site->verb.end};
    bool told = takes & (NS_TAKES_OBJ_THAT | NS_TAKES_OBJ_BARE | NS_TAKES_OBJ_QUOTE);
    if (next < fr->end && (f->mark[next] == ',' || f->mark[next] == ':') && next + 1 < fr->end &&
        f->mark[next + 1] == 'o')
        next++;
    if (told && next < fr->end) {
        if (f->mark[next] == 'o' || is_that(f, next, fr->end) ||
            ((takes & NS_TAKES_OBJ_BARE) && !f->mark[next] && is_clause(f, next, fr->end)))
            return add_right(fr, NS_RULE_OBJ_THAT, next, ns_content_end(f, next, fr->end), cue);
        if (f->mark[object.end] == ':')
            return add_right(fr, NS_RULE_OBJ_THAT, object.end + 1,
                             ns_content_end(f, object.end + 1, fr->end), cue);
    }
    if ((takes & NS_TAKES_OBJ_WH) && next < fr->end && ns_tok_gram(f, next, NS_G_WH))
        return add_right(fr, NS_RULE_WH, next, ns_content_end(f, next, fr->end), cue);
    uint32_t to = object.end; /* "told them not to go" */
    if (to + 1 < fr->end && (ns_tok_is(f, to, "not") || ns_tok_is(f, to, "never")))
        to++;
    if ((takes & NS_TAKES_OBJ_TO) && to < fr->end && ns_tok_is(f, to, "to"))
        return add_right(fr, NS_RULE_OBJ_TO, object.begin, ns_content_end(f, object.end, fr->end),
                         cue);
    if ((takes & NS_TAKES_OBJ_PREP) && object.end < fr->end &&
        (ns_prep_of(f, object.end) & fr->cue->obj_preps))
        return add_right(fr, NS_RULE_OBJ, object.begin, ns_content_end(f, object.end, fr->end),
                         cue);
    if (takes & NS_TAKES_OBJ_NP)
        return add_right(fr, NS_RULE_OBJ, object.begin, ns_np_content_end(f, object.begin, fr->end),
                         cue);
    return false;
}

/* "denied the state's reports that": a noun phrase for all that follows its head. */
static bool names_allegation(const struct ns_finder *f, uint32_t tok, uint32_t end)
{
    for (uint32_t t = tok; t < end && t < tok + 6 && !f->mark[t]; t++) {
        if (ns_cue_role_of(f->table, ns_tok_number(f, t)) == NS_CUE_ROLE_ALLEGATION)
            return t > tok || ns_tok_upper(f, t) || t + 1 == end || f->mark[t + 1] ||
                   !ns_tok_gram(f, t + 1, NS_G_AUX);
        if (ns_tok_gram(f, t, NS_G_PREP | NS_G_PRONOUN | NS_G_AUX) && !ns_tok_gram(f, t, NS_G_DET))
            return false;
    }
    return false;
}

static bool read_right(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    uint16_t takes = fr->cue->takes;
    uint32_t at = fr->pos, end = fr->end;
    struct ns_range cue = {fr->group.begin, at};
    if (at >= end)
        return false;
    if ((f->mark[at] == ',' || f->mark[at] == ':') && at + 1 < end && f->mark[at + 1] == 'o')
        return add_right(fr, NS_RULE_QUOTE, at + 1, ns_content_end(f, at + 1, end), cue);
    if (f->mark[at] == ':' && at + 1 < end)
        return add_right(fr, NS_RULE_COLON, at + 1, ns_content_end(f, at + 1, end), cue);
    if (f->mark[at] == ',' && at + 2 < end && is_that(f, at + 1, end))
        return add_right(fr, NS_RULE_THAT, at + 1, ns_content_end(f, at + 1, end), cue);
    if (f->mark[at] == 'o')
        return add_right(fr, (takes & NS_TAKES_QUOTE) ? NS_RULE_QUOTE : NS_RULE_NP, at,
                         ns_content_end(f, at, end), cue);
    if (f->mark[at])
        return false;
    if ((takes & NS_TAKES_THAT) && is_that(f, at, end) &&
        (is_clause(f, at + 1, end) || !(takes & NS_TAKES_NP)))
        return add_right(fr, NS_RULE_THAT, at, ns_content_end(f, at, end), cue);
    if ((takes & NS_TAKES_TO) && ns_tok_is(f, at, "to"))
        return add_right(fr, NS_RULE_TO, at, ns_content_end(f, at, end), cue);
    if ((takes & NS_TAKES_WH) && ns_tok_gram(f, at, NS_G_WH))
        return add_right(fr, NS_RULE_WH, at, ns_content_end(f, at, end), cue);
    uint16_t prep = ns_prep_of(f, fr->site->verb.end);
    if (prep & fr->cue->preps) {
        uint32_t behind = fr->site->verb.end + 1;
        return add_right(fr, NS_RULE_PREP, behind, ns_np_content_end(f, behind, end),
                         (struct ns_range){fr->group.begin, behind});
    }
    if (read_object(fr))
        return true;
    if ((takes & NS_TAKES_ING) && (ns_is_ing(f, at) || ns_tok_is(f, at, "being")))
        return add_right(fr, NS_RULE_ING, at, ns_content_end(f, at, end), cue);
    if ((takes & NS_TAKES_NP) && names_allegation(f, at, end))
        return add_right(fr, NS_RULE_NP, at, ns_content_end(f, at, end), cue);
    if ((takes & NS_TAKES_BARE) && is_clause(f, at, end))
        return add_right(fr, NS_RULE_BARE, at, ns_content_end(f, at, end), cue);
    if ((takes & (NS_TAKES_NP | NS_TAKES_BARE)) &&
        !ns_tok_gram(f, at, NS_G_PREP | NS_G_COORD | NS_G_SUBORD))
        return add_right(fr, NS_RULE_NP, at, ns_np_content_end(f, at, end), cue);
    return false;
}

/* "declined to comment": the act itself is all the content there is. */
static bool read_nothing(const struct ns_frame *fr)
{
    bool refuses =
        fr->cue->kind == NS_KIND_NO_COMMENT && fr->site->verb.end > fr->site->verb.begin + 1;
    uint32_t at = fr->pos;
    if (at < fr->end && !fr->f->mark[at] && !(fr->cue->takes & NS_TAKES_NONE))
        return false;
    if (refuses || (fr->cue->takes & NS_TAKES_NONE)) {
        uint32_t last = fr->site->verb.end - 1;
        return add_right(fr, NS_RULE_NONE, last, last + 1,
                         (struct ns_range){fr->group.begin, last > fr->group.begin ? last : at});
    }
    return false;
}

/* --- contents on the left --- */

/* The token behind what may stand between "S said" and the sentence's end: an addressee, a time, an
 * occasion, whatever hangs on a preposition. */
static uint32_t behind_tail(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    const uint16_t objects = NS_TAKES_OBJ_QUOTE | NS_TAKES_OBJ_THAT | NS_TAKES_OBJ_WH;
    uint32_t at = fr->pos;
    if (at == fr->site->verb.end && at < fr->end && !f->mark[at] && (fr->cue->takes & objects)) {
        struct ns_range object = ns_object_after(f, at, fr->end, 0);
        at = ns_skip_adjuncts(f, object.end, fr->end, fr->cue);
    }
    if (at < fr->end && !f->mark[at] && !is_that(f, at, fr->end) &&
        (ns_tok_gram(f, at, NS_G_PREP | NS_G_SUBORD) || ns_is_ing(f, at)))
        while (at < fr->end && f->mark[at] != ',' && f->mark[at] != 'o' && f->mark[at] != '-')
            at++;
    return at;
}

/* "T, S said, T": what goes on behind the comma at tok, if the same sentence does. */
static bool goes_on(const struct ns_frame *fr, uint32_t comma)
{
    const struct ns_finder *f = fr->f;
    uint32_t next = comma + 1;
    return next + 1 < fr->end && f->mark[comma] == ',' && !ns_is_ing(f, next) &&
           (!f->mark[next] || f->mark[next] == 'o') &&
           !ns_tok_gram(f, next, NS_G_RELATIVE | NS_G_COORD);
}

/* "The plan, Oran said, is to wait" and "In 2008, Oran said, he waited": no content is complete
 * before the subject. */
static bool read_broken(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    uint32_t begin = fr->site->begin, comma = fr->subject.begin - 1;
    if (fr->subject.begin <= begin || !goes_on(fr, fr->pos))
        return false;
    if (f->mark[comma] != ',' && !(comma == begin && ns_tok_is(f, comma, "as")))
        return false;
    struct ns_candidate c = ns_frame_candidate(fr, NS_RULE_MIDDLE);
    while (begin < comma && (ns_tok_gram(f, begin, NS_G_COORD) || f->mark[begin]))
        begin++;
    bool opening =
        begin < comma && ns_tok_gram(f, begin, NS_G_PREP | NS_G_SUBORD | NS_G_ADVERB | NS_G_TIME);
    if (!opening || ns_tok_gram(f, begin, NS_G_DET | NS_G_PRONOUN))
        ns_candidate_add(f, &c, (struct ns_range){begin, comma});
    uint32_t next = fr->pos + 1;
    ns_candidate_add(f, &c, (struct ns_range){next, ns_content_end(f, next, fr->end)});
    ns_frame_propose(fr, &c);
    return true;
}

/* "T, S said" and "T, S said, T". */
static bool read_left(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    if (!(fr->cue->takes & (NS_TAKES_QUOTE | NS_TAKES_BARE | NS_TAKES_OBJ_QUOTE | NS_TAKES_THAT)) ||
        ns_range_empty(fr->subject) || !fr->group.finite)
        return false;
    struct ns_candidate c = ns_frame_candidate(fr, NS_RULE_AFTER);
    enum ns_before before = ns_content_before(f, fr->site->begin, fr->subject.begin, &c);
    if (before == NS_BEFORE_NOTHING)
        return read_broken(fr);
    uint32_t at = behind_tail(fr);
    char mark = at < fr->end ? f->mark[at] : '.';
    if (!strchr(",.:-o;)(", mark) || !mark)
        return false;
    bool quote_next = at + 1 < fr->end && (mark == ',' || mark == ':') && f->mark[at + 1] == 'o';
    if (before == NS_BEFORE_CLAUSE && mark == 'o')
        return false;
    if ((before == NS_BEFORE_QUOTE && quote_next) ||
        (before == NS_BEFORE_CLAUSE && at < fr->end && goes_on(fr, at))) {
        c.rule = NS_RULE_MIDDLE;
        ns_candidate_add(f, &c, (struct ns_range){at + 1, ns_content_end(f, at + 1, fr->end)});
    }
    ns_frame_propose(fr, &c);
    return true;
}

/* "T," said S */
static bool read_inverted(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    const struct ns_cue_site *site = fr->site;
    if (!(fr->cue->takes & (NS_TAKES_QUOTE | NS_TAKES_BARE | NS_TAKES_OBJ_QUOTE)) ||
        !(site->form->inflection & (NS_INF_PAST | NS_INF_S)) || site->verb.end >= fr->end)
        return false;
    uint32_t verb = fr->group.begin;
    uint32_t next = site->verb.end;
    if (f->mark[next] || ns_tok_gram(f, next, NS_G_RELATIVE | NS_G_WH | NS_G_OBJECT))
        return false;
    if (verb == site->begin) {
        if (verb == 0 || f->mark[verb - 1] != 'c')
            return false;
    } else if (!strchr(",c'", f->mark[verb - 1]) || !f->mark[verb - 1]) {
        return false;
    }
    struct ns_range speaker = ns_speaker_after(f, next, fr->end);
    if (ns_range_empty(speaker))
        return false;
    struct ns_candidate c = ns_frame_candidate(fr, NS_RULE_INVERTED);
    enum ns_before before = ns_content_before(f, site->begin, verb, &c);
    if (before == NS_BEFORE_NOTHING)
        return false;
    if (before == NS_BEFORE_CLAUSE && !(fr->cue->takes & (NS_TAKES_THAT | NS_TAKES_BARE)))
        return false; /* "Oran, at last, welcomed the move" */
    uint32_t at = speaker.end;
    bool apposed = false;
    for (uint32_t t = speaker.begin; t < speaker.end; t++)
        apposed = apposed || f->mark[t] == ',';
    if (before == NS_BEFORE_CLAUSE && at < fr->end && !f->mark[at] && !apposed &&
        !ns_tok_gram(f, at, NS_G_PREP | NS_G_TIME | NS_G_SUBORD | NS_G_RELATIVE | NS_G_ADVERB))
        return false;
    c.source = speaker;
    c.cue = (struct ns_range){verb, site->verb.end};
    uint32_t quote = at;
    while (quote + 1 < fr->end && quote < at + 12 &&
           !(f->mark[quote] == ',' && f->mark[quote + 1] == 'o'))
        quote++;
    if (quote + 1 < fr->end && f->mark[quote] == ',' && f->mark[quote + 1] == 'o' &&
        before == NS_BEFORE_QUOTE)
        ns_candidate_add(f, &c,
                         (struct ns_range){quote + 1, ns_content_end(f, quote + 1, fr->end)});
    ns_frame_propose(fr, &c);
    return true;
}

/* A base form without an auxiliary needs a plural subject: "officials say", not "the report". */
static bool agrees(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    if (fr->dependent || fr->site->form->inflection != NS_INF_BASE ||
        fr->group.begin < fr->site->verb.begin)
        return true;
    uint32_t last = fr->subject.begin;
    for (uint32_t t = fr->subject.begin; t < fr->subject.end; t++) {
        if (ns_tok_gram(f, t, NS_G_COORD))
            return true;
        if (t > fr->subject.begin && (f->mark[t] || ns_tok_gram(f, t, NS_G_PREP | NS_G_RELATIVE)))
            break;
        last = t;
    }
    if (ns_tok_gram(f, last, NS_G_PRONOUN))
        return !ns_tok_is(f, last, "he") && !ns_tok_is(f, last, "she") && !ns_tok_is(f, last, "it");
    static const char *const plurals[] = {"police", "percent", "half",  "people",
                                          "men",    "women",   "media", "poll"};
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++)
        if (ns_tok_is(f, last, plurals[i]))
            return true;
    return ns_tok_ends(f, last, "s") || f->mark[last] ||
           (f->doc->toks[last].shape & NS_SHAPE_DIGIT);
}

/* "based on media reports": a plural noun behind a preposition, though verbs look the same. */
static bool is_plural_noun(const struct ns_finder *f, const struct ns_cue_site *site)
{
    const struct ns_cue_form *forms;
    uint32_t t = site->verb.begin;
    bool noun = false;
    size_t count = ns_cue_forms(f->table, ns_tok_number(f, t), &forms);
    for (size_t i = 0; i < count; i++)
        noun = noun || ns_cue_at(f->table, forms[i].cue)->class == NS_CUE_NOUN;
    if (!noun || !(site->form->inflection & (NS_INF_S | NS_INF_BASE)) || t == site->begin)
        return false;
    while (t > site->begin && ns_tok_lower(f, t - 1) && !f->mark[t - 1] &&
           !ns_tok_gram(f, t - 1,
                        NS_G_DET | NS_G_PREP | NS_G_PRONOUN | NS_G_COORD | NS_G_AUX | NS_G_NEG))
        t--;
    return t > site->begin && ns_tok_gram(f, t - 1, NS_G_PREP) && !ns_tok_is(f, t - 1, "to");
}

/* "Denying that T, Oran left": the subject stands behind the comma. Sets the end of what is read. */
static bool read_opening(struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    uint32_t begin = fr->site->begin;
    while (begin < fr->group.begin && f->mark[begin])
        begin++;
    if (!fr->group.participle || fr->group.begin != begin)
        return false;
    for (uint32_t t = fr->pos + 1; t + 2 < fr->end; t++) {
        if (f->mark[t] != ',' || f->doc->toks[t].quote != NS_NONE)
            continue;
        struct ns_range subject = ns_speaker_after(f, t + 1, fr->end);
        if (ns_range_empty(subject) || subject.end >= fr->end ||
            !ns_has_finite(f, subject.end, subject.end + 3 < fr->end ? subject.end + 3 : fr->end))
            continue;
        fr->subject = subject;
        fr->end = t;
        return true;
    }
    return false;
}

/* Who spoke last in the same sentence: '"T," Oran said, adding'. Empty if nobody did. */
static struct ns_range last_speaker(const struct ns_finder *f, const struct ns_cue_site *site)
{
    for (size_t i = f->found.len; i-- > 0;) {
        const struct ns_candidate *c = &f->found.at[i];
        if (c->cue.begin < site->begin)
            break;
        bool speech = c->rule == NS_RULE_AFTER || c->rule == NS_RULE_INVERTED ||
                      c->rule == NS_RULE_MIDDLE || c->rule == NS_RULE_OBJ_THAT ||
                      c->rule == NS_RULE_BARE || c->rule == NS_RULE_THAT ||
                      c->rule == NS_RULE_QUOTE;
        if (speech && c->cue.end <= site->verb.begin && c->entry && c->entry->strength >= 0.6f)
            return c->source;
    }
    return (struct ns_range){site->verb.begin, site->verb.begin};
}

void ns_find_clauses(struct ns_finder *f, const struct ns_cue_site *site)
{
    if (f->doc->toks[site->verb.begin].quote != NS_NONE || is_no_verb(f, site) ||
        is_plural_noun(f, site))
        return;
    struct ns_frame fr = {.f = f, .site = site, .cue = site->entry};
    fr.group = ns_group_of(f, site->verb, site->form->inflection, site->begin);
    fr.end = ns_without_stop(f, site->begin, site->end);
    if (fr.end < site->verb.end)
        fr.end = site->verb.end;
    fr.pos = ns_skip_adjuncts(f, site->verb.end, fr.end, site->entry);
    fr.dependent = fr.group.participle || fr.group.infinitive;
    if (fr.dependent) {
        uint32_t before = fr.group.begin;
        bool hangs = before > site->begin && !f->mark[before - 1] &&
                     !ns_tok_gram(f, before - 1, NS_G_PREP | NS_G_COORD) && fr.group.participle;
        fr.subject = hangs ? ns_subject_before(f, site->begin, before)
                           : ns_subject_of_clause(f, site->begin, before);
        bool adjunct = hangs && fr.subject.begin > site->begin &&
                       ns_tok_gram(f, fr.subject.begin - 1, NS_G_PREP) &&
                       !ns_tok_is(f, fr.subject.begin - 1, "with");
        if (adjunct) /* "at the same time calling for" */
            fr.subject = ns_subject_of_clause(f, site->begin, before);
        struct ns_range speaker = last_speaker(f, site);
        bool comma =
            before > site->begin && (f->mark[before - 1] == ',' || f->mark[before - 1] == 'c');
        if (fr.group.participle && comma && !ns_range_empty(speaker))
            fr.subject = speaker;
        if (ns_range_empty(fr.subject))
            (void)read_opening(&fr);
    } else {
        fr.subject = ns_subject_before(f, site->begin, fr.group.begin);
    }
    if (site->entry->source == NS_CUE_SOURCE_OBJECT) {
        ns_read_carrier(&fr);
        return;
    }
    if (site->form->inflection & NS_INF_PART && ns_read_asked(&fr))
        return;
    if (fr.group.passive) {
        ns_read_passive(&fr);
        return;
    }
    if (read_inverted(&fr))
        return;
    if (!fr.dependent && ns_range_empty(fr.subject))
        fr.subject = ns_subject_of_clause(f, site->begin, fr.group.begin);
    if (ns_range_empty(fr.subject) || ns_tok_is(f, fr.subject.begin, "there") || !agrees(&fr))
        return;
    if (!ns_read_denied(&fr) && !read_left(&fr) && !read_right(&fr))
        (void)read_nothing(&fr);
}
