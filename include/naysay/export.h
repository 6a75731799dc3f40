/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export.h (room: export): what other programs read.
 */
#ifndef NAYSAY_EXPORT_H
#define NAYSAY_EXPORT_H

#include "naysay/extract.h"
#include "naysay/vec.h"

#define NS_EXPORT_SCHEMA 1 /* version of the JSON object below */

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

#endif
