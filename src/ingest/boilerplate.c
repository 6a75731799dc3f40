/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much a block by itself looks like page furniture. A wrong verdict hides what somebody said,
 * so sentences, speech and quotations weigh heavily for the text. Points are added by hand-set
 * weights; what they do is measured on real pages and on annotated statements.
 */
#include "reading.h"

#define TEXT_LEAD 14 /* words */

static float least(float a, float b)
{
    return a < b ? a : b;
}

/* The evidence that weighed most is the one that is told. */
struct sum {
    float score, best;
    const char *evidence;
};

static void add(struct sum *sum, float points, const char *evidence)
{
    sum->score += points;
    if (points > sum->best) {
        sum->best = points;
        sum->evidence = evidence;
    }
}

static void weigh_phrases(const struct ns_shape *s, struct sum *sum)
{
    float weight = s->furniture + s->caption;
    if (weight <= 0)
        return;
    /* In a long paragraph a phrase may be a word of the text. */
    float share = s->words ? (float)s->covered / (float)s->words : 0;
    bool sentence = s->stop && s->words >= 8 && !s->address && s->small * 8 >= s->words;
    float scale = sentence         ? least(1, 0.2F + 2 * share)
                  : s->words <= 12 ? 1
                                   : least(1, 0.35F + 3 * share);
    /* A paragraph that begins as text is text with something glued to its end. */
    if (s->stop && s->first_hit >= TEXT_LEAD)
        scale *= 0.3F;
    add(sum, least(weight, 6) * scale, "words of page furniture");
}

static void weigh_signs(const struct ns_shape *s, struct sum *sum)
{
    if (s->copyright)
        add(sum, s->words <= 60 ? 3 : 1, "copyright notice");
    if (s->leftover && s->words <= 4)
        add(sum, 3, "left over from a template");
    if (s->address && !s->quote_first && !s->quotes)
        add(sum, least(2.4F, 0.6F * (float)s->address) * (s->speech ? 0.5F : 1),
            "speaks to the reader");
    if (s->email)
        add(sum, 1.2F, "address for mail");
    if (s->url && s->words <= 20)
        add(sum, 1, "web address");
    if (s->handle && s->words <= 20)
        add(sum, 0.6F, "name on a network");
    if (s->bars && s->words <= 20)
        add(sum, 0.8F, "list in one line");
    if (s->words == 0)
        add(sum, 1, "no words");
    if (!s->stop && !s->colon && s->words <= 8)
        add(sum, 0.2F, "short, no sentence");
}

static void weigh_text(const struct ns_shape *s, struct sum *sum)
{
    float words = (float)s->words;
    if (s->stop && s->words >= 8 && s->small * 8 >= s->words)
        sum->score -= 0.5F + least(1.5F, 0.03F * words);
    else if (s->words >= 25)
        sum->score -= 1;
    if (s->sentences >= 3 && s->words >= 40)
        sum->score -= 0.5F;
    sum->score -= 0.8F * least(3, (float)s->speech);
    if (s->quotes >= 4)
        sum->score -= 0.8F;
    if (s->speaker && s->words >= 4)
        sum->score -= 1;
    if (s->ellipsis) /* text that was cut off */
        sum->score -= 0.4F;
}

float ns_furniture_score(const struct ns_shape *shape, const char **evidence)
{
    struct sum sum = {0, 0, NULL};
    weigh_phrases(shape, &sum);
    weigh_signs(shape, &sum);
    weigh_text(shape, &sum);
    *evidence = sum.score > 0 ? sum.evidence : NULL;
    return sum.score;
}

bool ns_shape_prose(const struct ns_shape *s)
{
    if (s->words < 8 || s->lower * 2 < s->words)
        return s->words >= 40;
    return (s->stop && s->small * 8 >= s->words) || s->words >= 25;
}
