/* SPDX-License-Identifier: GPL-3.0-or-later */
/* passives.c: verbs whose subject does not speak: passives, "asked about", "quoted S as saying". */
#include "clauses.h"
#include "quotes.h"

void ns_read_passive(struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    uint32_t at = fr->pos;
    struct ns_candidate c = ns_frame_candidate(fr, NS_RULE_AGENTLESS);
    struct ns_range patient = fr->subject;
    c.source = (struct ns_range){at, at};
    bool empty = !ns_range_empty(patient) && patient.end - patient.begin == 1 &&
                 (ns_tok_is(f, patient.begin, "it") || ns_tok_is(f, patient.begin, "there"));
    bool relative = !ns_range_empty(patient) && patient.end - patient.begin == 1 &&
                    ns_tok_gram(f, patient.begin, NS_G_RELATIVE);
    if (ns_range_empty(patient) || relative)
        return;
    if (!empty)
        ns_candidate_add(f, &c, patient);
    uint32_t by = at;
    while (by < fr->end && by < at + 3 && !ns_tok_is(f, by, "by") && !f->mark[by])
        by++;
    if (by < fr->end && ns_tok_is(f, by, "by") && by <= at + 1) {
        struct ns_range agent = ns_speaker_after(f, by + 1, fr->end);
        if (!ns_range_empty(agent) && !ns_is_ing(f, by + 1)) {
            c.rule = NS_RULE_PASSIVE;
            c.source = agent;
            c.cue.end = by + 1;
            if (agent.end < fr->end && !f->mark[agent.end] &&
                ns_tok_gram(f, agent.end, NS_G_PREP | NS_G_SUBORD))
                ns_candidate_add(
                    f, &c, (struct ns_range){agent.end, ns_np_content_end(f, agent.end, fr->end)});
            ns_frame_propose(fr, &c);
            return;
        }
    }
    if (at < fr->end && !f->mark[at] && !ns_tok_is(f, at, "by"))
        ns_candidate_add(f, &c, (struct ns_range){at, ns_content_end(f, at, fr->end)});
    if (at < fr->end && f->mark[at] == 'o')
        ns_candidate_add(f, &c, (struct ns_range){at, ns_content_end(f, at, fr->end)});
    ns_frame_propose(fr, &c);
}

/* "Asked on Monday by reporters whether he would go, Oran said": what was asked, up to the comma. */
bool ns_read_asked(const struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    uint32_t begin = fr->site->verb.begin, at = fr->site->verb.end, comma = at;
    bool opens =
        begin == fr->site->begin || f->mark[begin - 1] == ',' || ns_tok_is(f, begin - 1, "when");
    if (fr->cue->kind != NS_KIND_QUESTION || !opens)
        return false;
    while (comma < fr->end && f->mark[comma] != ',')
        comma++;
    at = ns_skip_adjuncts(f, at, comma, fr->cue);
    if (at < comma && ns_tok_is(f, at, "by"))
        at = ns_skip_adjuncts(f, ns_object_after(f, at + 1, comma, NS_P_ABOUT).end, comma, fr->cue);
    bool asks = at < comma && (ns_tok_gram(f, at, NS_G_WH) || ns_tok_is(f, at, "about") ||
                               ns_tok_is(f, at, "if") || ns_tok_is(f, at, "to"));
    if (!asks || comma >= fr->end)
        return false;
    struct ns_candidate c = ns_frame_candidate(fr, NS_RULE_PHRASE);
    c.source = (struct ns_range){at, at};
    c.cue = (struct ns_range){
        begin > fr->site->begin && ns_tok_is(f, begin - 1, "when") ? begin - 1 : begin, at};
    if (ns_tok_is(f, at, "about"))
        c.cue.end = ++at;
    ns_candidate_add(f, &c, (struct ns_range){at, comma});
    if (c.content_count == 0) /* "asked about, he" */
        return false;
    ns_vec_push(&fr->f->found, c);
    return true;
}

/* "RIA quoted the ministry as saying T" and "T, RIA quoted the ministry as saying": the object
 * speaks, the subject carries it. */
void ns_read_carrier(struct ns_frame *fr)
{
    const struct ns_finder *f = fr->f;
    struct ns_range object = ns_object_after(f, fr->site->verb.end, fr->end, NS_P_AS);
    if (ns_range_empty(object))
        return;
    uint32_t at = object.end;
    struct ns_candidate c = ns_frame_candidate(fr, NS_RULE_QUOTE);
    c.cue = (struct ns_range){fr->group.begin, fr->site->verb.end};
    c.via = fr->subject;
    c.source = object;
    if (at + 1 < fr->end && ns_tok_is(f, at, "as")) {
        at += 2;
        if (ns_content_before(f, fr->site->begin, fr->subject.begin, &c) == NS_BEFORE_NOTHING ||
            at < fr->end) {
            while (at < fr->end && (f->mark[at] == ':' || f->mark[at] == ','))
                at++;
            if (at < fr->end)
                ns_candidate_add(f, &c, (struct ns_range){at, ns_content_end(f, at, fr->end)});
        }
    } else if (at < fr->end && (f->mark[at] == 'o' || f->mark[at] == ':' || f->mark[at] == ',')) {
        while (at < fr->end && (f->mark[at] == ':' || f->mark[at] == ','))
            at++;
        if (at < fr->end && f->mark[at] == 'o')
            ns_candidate_add(f, &c, (struct ns_range){at, ns_content_end(f, at, fr->end)});
    }
    ns_frame_propose(fr, &c);
}
