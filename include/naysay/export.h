/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export.h (room: export): what other programs read.
 */
#ifndef NAYSAY_EXPORT_H
#define NAYSAY_EXPORT_H

#include "naysay/snapshot.h"
#include "naysay/vec.h"

#define NS_EXPORT_SCHEMA 1 /* version of the JSON object below */

/*
 * "type" of an entity is PER, ORG, LOC, MISC, WEAPON, DATE, MONEY or NUMBER. "canonical" of a name is
 * its fullest form; of a DATE what is sure of it in ISO 8601 ("2016-03-05", "--03-05" without a year,
 * "2016-03", "2016", "2016-W09", "199X", ranges with "/", else the weekday as it is called); of MONEY
 * a code of ISO 4217 and plain digits ("USD 1200000000", "USD 10-15"); of a NUMBER plain digits and
 * what is counted ("3000 troops", "12.5 percent", "20 killed").
 */

enum ns_unit { NS_UNIT_CODEPOINT, NS_UNIT_BYTE };

struct ns_export_options {
    enum ns_unit unit; /* of all offsets: code points of the body (= of the file), or file bytes */
    bool with_text;    /* adds "text": the body */
    float threshold;   /* attributions below it are left out */
};

/*
 * Appends one article as one line of JSON (DESIGN: output contract; json-c writes it) with LF.
 * Always valid UTF-8 and valid JSON: controls are escaped, ill-formed bytes of the path are U+FFFD.
 */
void ns_export_json(const struct ns_article *article, const struct ns_extraction *extraction,
                    const struct ns_export_options *options, struct ns_bytes *out);

/* Where a search was answered: an article, or one statement of it. All is borrowed. */
struct ns_export_hit {
    const struct ns_item *item;             /* with an article */
    const struct ns_attribution *statement; /* NULL: the article */
    struct ns_range sentence;               /* that tells it; empty: no text was asked for */
    const struct ns_range *hits;            /* bytes of the body */
    size_t hit_count;
    bool ranked; /* score means something */
    float score;
};

/* What is shown of it: the statement's extent, else the sentence. */
struct ns_range ns_export_shown(const struct ns_export_hit *hit);

/* Its place as the browser has it: "7.2" (paragraph and sentence), else the role of its block. */
void ns_export_place(const struct ns_export_hit *hit, struct ns_bytes *out);

/* The contents of its statement. */
void ns_export_content(const struct ns_export_hit *hit, struct ns_bytes *out);

/* Appends one hit as a line of JSON with LF, as above. */
void ns_export_hit_json(const struct ns_export_hit *hit, enum ns_unit unit, struct ns_bytes *out);

/* As a line of CSV (RFC 4180, UTF-8). For spreadsheets, not for programs: texts are cleaned
 * (clean.h), and one that begins as a formula does gets a ' before it. */
void ns_export_hit_csv_head(bool statements, struct ns_bytes *out);
void ns_export_hit_csv(const struct ns_export_hit *hit, enum ns_unit unit, struct ns_bytes *out);

#endif
