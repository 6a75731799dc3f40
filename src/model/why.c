/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a statement is shown as it is, and who a name is. */
#include "inside.h"
#include "why.h"

#define LEAD 13u /* columns */

static void row(struct ns_model *m, const char *lead, struct ns_slice text)
{
    if (text.len)
        ns_pager_add(&m->pager, ns_slice_of(lead), LEAD, text, NS_PAGER_PLAIN);
}

static void quote(struct ns_bytes *out, struct ns_slice text)
{
    ns_bytes_add_text(out, "\"");
    ns_bytes_add(out, ns_slice_trim(text));
    ns_bytes_add_text(out, "\"");
}

/* How cue, source and content stand to each other (enum ns_rule), as a reader would say it. */
static const struct {
    const char *rule, *words;
} constructions[] = {
    {"that", "\"that\" follows it, with what is said"},
    {"bare", "what is said follows it, without \"that\""},
    {"quote", "a quotation follows it"},
    {"after", "what is said stands before it, then the speaker"},
    {"inverted", "what is said stands before it, and the speaker behind it"},
    {"middle", "it stands in the middle of what is said"},
    {"to", "\"to\" and a verb follow it: what the speaker means to do"},
    {"wh", "a question follows it: whether, who, how"},
    {"np", "what it is about follows as its object"},
    {"ing", "a verb in -ing follows it"},
    {"prep", "what it is about follows after of, about, against or the like"},
    {"obj-that", "said to somebody, who is named; then what is said"},
    {"obj-to", "somebody is told or asked to do something"},
    {"obj", "it is said of somebody: accused of, called, described as"},
    {"passive", "in the passive, with the speaker behind \"by\""},
    {"agentless", "in the passive; nobody is named as the speaker"},
    {"none", "says by itself that nothing was said"},
    {"noun", "a noun (claim, denial, warning), with what is claimed behind it"},
    {"adj", "an adjective (confident, aware), with what is meant behind it"},
    {"according", "\"according to\" and the speaker"},
    {"phrase", "an adverb or phrase that says it is only reported"},
    {"colon", "the speaker, a colon, then what is said"},
    {"dash", "a quotation, a dash, then the speaker"},
    {"learned", "learned from articles that people have marked; no rule speaks for it"},
    {"participle", "a verb in -ing behind a comma; the speaker is the one before it"},
};

const char *ns_why_words(const char *rule)
{
    for (size_t i = 0; i < sizeof constructions / sizeof *constructions; i++)
        if (strcmp(constructions[i].rule, rule) == 0)
            return constructions[i].words;
    return NULL;
}

/* What the trained models changed of what the rule proposed; empty: nothing. */
static struct ns_slice by_model_words(uint8_t by_model)
{
    bool source = by_model & NS_BY_MODEL_SOURCE, content = by_model & NS_BY_MODEL_CONTENT;
    return source && content ? NS_SLICE("who speaks, and where the statement begins and ends")
           : source          ? NS_SLICE("who speaks")
           : content         ? NS_SLICE("where the statement begins and ends")
                             : NS_SLICE("");
}

static void cue(struct ns_model *m, const struct ns_attribution *a)
{
    struct ns_bytes text = {0};
    if (ns_range_empty(a->cue))
        ns_bytes_add_text(&text, "none");
    else
        quote(&text, ns_article_text(m->text.article, a->cue));
    row(m, "cue", ns_bytes_slice(&text));
    const char *words = a->why.rule ? ns_why_words(a->why.rule) : NULL;
    if (words)
        row(m, "its place", ns_slice_of(words));
    row(m, "by a model", by_model_words(a->why.by_model));
    if (a->why.lexicon) {
        text.len = 0;
        ns_bytes_format(&text, "%s line %u", a->why.lexicon, a->why.lexicon_line);
        row(m, "word list", ns_bytes_slice(&text));
        m->pager.edit_path = ns_string_dup(ns_slice_of(a->why.lexicon));
        m->pager.edit_line = a->why.lexicon_line;
    } else {
        bool learned = a->why.rule && strcmp(a->why.rule, "learned") == 0;
        row(m, "word list",
            learned ? NS_SLICE("none has this cue")
                    : NS_SLICE("none: the signs and the speaker alone say so"));
    }
    ns_vec_free(&text);
}

static void speaker(struct ns_model *m, const struct ns_attribution *a)
{
    struct ns_bytes text = {0};
    const struct ns_extraction *x = m->text.extraction;
    if (a->speaker.len)
        ns_bytes_add(&text, a->speaker);
    else
        ns_bytes_add_text(&text, "nobody");
    ns_bytes_format(&text, " (%s)", ns_resolved_name(a->resolved));
    if (a->why.speaker_reason.len) {
        ns_bytes_add_text(&text, ": ");
        ns_bytes_add(&text, a->why.speaker_reason);
    }
    row(m, "speaker", ns_bytes_slice(&text));
    row(m, "against", a->why.speaker_against);
    text.len = 0;
    if (a->speaker.len) {
        ns_bytes_format(&text, "%.2f: about that share of speakers found like this is right",
                        (double)a->speaker_confidence);
        if (ns_speaker_is_uncertain(a))
            ns_bytes_format(&text, "; below %.2f a name is shown with a question mark",
                            (double)NS_SPEAKER_SURE);
        row(m, "how sure", ns_bytes_slice(&text));
        text.len = 0;
    }
    if (!ns_range_empty(a->source)) {
        quote(&text, ns_article_text(m->text.article, a->source));
        row(m, "as written", ns_bytes_slice(&text));
    }
    if (a->speaker_entity != NS_NONE && a->speaker_entity < x->entity_count) {
        const struct ns_entity *e = &x->entities[a->speaker_entity];
        if (e->type == NS_ENTITY_PER && !e->introduced)
            row(m, "", NS_SLICE("never introduced: the article only ever gives a bare surname"));
        text.len = 0;
        for (size_t i = 0; i < e->role_count; i++) {
            if (i)
                ns_bytes_add_text(&text, "; ");
            ns_bytes_add(&text, e->roles[i]);
        }
        row(m, "roles", ns_bytes_slice(&text));
    }
    row(m, "via", a->via);
    ns_vec_free(&text);
}

/* "¶3.1": paragraph and sentence of a byte. */
static void place_of(const struct ns_article *a, uint32_t at, struct ns_bytes *out)
{
    size_t block = ns_article_block_at(a, at), sentence = ns_article_sentence_at(a, at);
    if (block >= a->block_count)
        return;
    const struct ns_block *b = &a->blocks[block];
    size_t first = b->first_sentence;
    if (b->paragraph)
        ns_bytes_format(out, "\xC2\xB6%u.%zu", b->paragraph,
                        sentence >= first ? sentence - first + 1 : 1);
    else
        ns_bytes_add_text(out, ns_role_name(b->role));
}

static void tellings(struct ns_model *m, uint32_t statement)
{
    const struct ns_extraction *x = m->text.extraction;
    uint32_t first;
    if (ns_statement_tellings(x, statement, &first) < 2)
        return;
    struct ns_bytes text = {0};
    for (size_t i = 0; i < x->attribution_count; i++) {
        if (i != first && x->attributions[i].same_as != first)
            continue;
        if (text.len)
            ns_bytes_add_text(&text, ", ");
        place_of(m->text.article, ns_attribution_anchor(&x->attributions[i]), &text);
    }
    row(m, "told in", ns_bytes_slice(&text));
    ns_vec_free(&text);
}

static void threshold_row(struct ns_model *m, const struct ns_attribution *a)
{
    struct ns_bytes text = {0}, up = {0}, down = {0};
    ns_keymap_key(m->keymap, NS_CONTEXT_TEXT, NS_ACTION_THRESHOLD_UP, &up);
    ns_keymap_key(m->keymap, NS_CONTEXT_TEXT, NS_ACTION_THRESHOLD_DOWN, &down);
    ns_bytes_format(&text, "%.2f; statements from %.2f on are shown", (double)a->confidence,
                    (double)m->settings->threshold);
    if (up.len && down.len)
        ns_bytes_format(&text, " (%s and %s change it)", ns_bytes_text(&down), ns_bytes_text(&up));
    ns_bytes_add_text(&text, a->why.by_model & NS_BY_MODEL_CONFIDENCE
                                 ? "; about that share of statements like this is right"
                                 : "; set by hand, not measured");
    row(m, "confidence", ns_bytes_slice(&text));
    ns_vec_free(&text);
    ns_vec_free(&up);
    ns_vec_free(&down);
}

static void why_statement(struct ns_model *m, uint32_t statement)
{
    const struct ns_attribution *a = &m->text.extraction->attributions[statement];
    struct ns_bytes text = {0};
    const char *kind = ns_kind_name(a->kind);
    bool vowel = strchr("aeiou", kind[0]) != NULL;
    const char *by = ns_speaker_is_uncertain(a) ? ", perhaps by " : " by ";
    ns_bytes_format(&text, "Why is this %s %s%s%.*s?", vowel ? "an" : "a", kind,
                    a->speaker.len ? by : "", (int)a->speaker.len, a->speaker.at);
    ns_overlay_open(m, NS_PAGER_WHY, ns_bytes_text(&text));
    text.len = 0;
    for (size_t i = 0; i < a->content_count; i++) {
        if (i)
            ns_bytes_add_text(&text, " ... ");
        ns_bytes_add(&text, ns_slice_trim(ns_article_text(m->text.article, a->content[i])));
    }
    ns_pager_add(&m->pager, NS_SLICE("content"), LEAD, ns_bytes_slice(&text), NS_PAGER_QUOTE);
    cue(m, a);
    row(m, kind, ns_slice_of(a->why.kind_reason));
    speaker(m, a);
    tellings(m, statement);
    threshold_row(m, a);
    if (m->pager.edit_path) {
        struct ns_bytes key = {0};
        ns_keymap_key(m->keymap, NS_CONTEXT_PAGER, NS_ACTION_EDIT, &key);
        ns_bytes_add_text(&key, " opens the line of the word list; a line for the same word in a "
                                "list of your own goes before it; :reload-rules reads them again");
        row(m, "wrong?", ns_bytes_slice(&key));
        ns_vec_free(&key);
    }
    ns_vec_free(&text);
    ns_overlay_ready(m);
}

/* A block that is no text of the article: what spoke for that. */
static bool why_block(struct ns_model *m)
{
    const struct ns_article *a = m->text.article;
    if (!a || !a->block_count)
        return false;
    const struct ns_block *b = &a->blocks[ns_article_block_at(a, m->text.at)];
    if (b->role == NS_ROLE_BODY || !b->evidence)
        return false;
    struct ns_bytes text = {0};
    ns_bytes_format(&text, "Why is this %s?", ns_role_name(b->role));
    ns_overlay_open(m, NS_PAGER_WHY, ns_bytes_text(&text));
    ns_pager_add(&m->pager, NS_SLICE("text"), LEAD, ns_article_text(a, b->span), NS_PAGER_QUOTE);
    row(m, "evidence", ns_slice_of(b->evidence));
    ns_vec_free(&text);
    ns_overlay_ready(m);
    return true;
}

void ns_overlay_why(struct ns_model *m)
{
    if (m->pager.topic || !m->text.article)
        return;
    if (m->focus == NS_PANE_SIDE && m->side_view == NS_SIDE_NAMES) {
        if (ns_aside_entity(m) != NS_NONE) {
            ns_profile_want(m, ns_who_of(&m->text.extraction->entities[ns_aside_entity(m)]), true);
            ns_overlay_profile(m);
        }
        return;
    }
    uint32_t statement = ns_reading_statement(m);
    if (m->focus == NS_PANE_SIDE)
        statement = ns_aside_statement(m);
    if (statement != NS_NONE)
        why_statement(m, statement);
    else if (!why_block(m))
        ns_model_say(m, m->text.extraction ? "no statement here" : "not extracted yet");
}

/* --- who is this --- */

static const char *type_word(enum ns_entity_type type)
{
    static const char *const words[NS_ENTITY_TYPE_COUNT] = {
        "person", "organisation", "place",   "people or nationality", "weapon", "other name",
        "date",   "sum of money", "quantity"};
    return words[type];
}

void ns_overlay_profile(struct ns_model *m)
{
    const struct ns_profile_job *job = &m->profile;
    struct ns_bytes text = {0};
    ns_overlay_open(m, NS_PAGER_PROFILE, "Who is this?");
    m->profile.shown = !job->done;
    if (!job->done) {
        ns_pager_add(&m->pager, NS_SLICE(""), 0, NS_SLICE("looking through the articles"),
                     NS_PAGER_PLAIN);
        ns_overlay_ready(m);
        return;
    }
    ns_bytes_add(&text, job->profile.canonical);
    ns_bytes_format(&text, ", %s", type_word(job->profile.type));
    row(m, "name", ns_bytes_slice(&text));
    text.len = 0;
    ns_bytes_format(&text, "%llu in %zu articles", (unsigned long long)job->profile.mention_count,
                    job->profile.article_count);
    row(m, "mentions", ns_bytes_slice(&text));
    for (size_t i = 0; i < job->aliases.len; i++)
        row(m, i ? "" : "also called", job->aliases.at[i]);
    for (size_t i = 0; i < job->roles.len; i++) {
        const struct ns_item *item = ns_model_item(m, job->roles.at[i].item);
        text.len = 0;
        ns_bytes_add(&text, job->roles.at[i].role);
        if (item && item->article)
            ns_bytes_format(&text, "  (%.*s)", (int)item->article->id.len, item->article->id.at);
        row(m, i ? "" : "roles", ns_bytes_slice(&text));
    }
    ns_vec_free(&text);
    ns_overlay_ready(m);
}
