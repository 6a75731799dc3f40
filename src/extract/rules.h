/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules.h (room: extract, private): all word lists of a folder, compiled.
 *
 * Lists are read by name from the program's folder and then from the user's; a list that is missing
 * is empty. Single words carry classes (bits) by their vocabulary number; terms of one or several
 * words carry a gazetteer record and are found by ns_rules_longest. Immutable after loading.
 */
#ifndef NAYSAY_EXTRACT_RULES_H
#define NAYSAY_EXTRACT_RULES_H

#include "doc.h"
#include "vocab.h"

#include "naysay/ingest.h"

struct ns_cue_table; /* cues.h: compiled cues.txt, owned by the attributions half */

struct ns_rules {
    struct ns_vocab *vocab;
    struct ns_lexicon **lists; /* all that were read, indexed by enum ns_list */
    struct ns_ingest_lists ingest;
    struct ns_cue_table *cue_table;
    struct ns_gazetteer *gazetteer;
    uint32_t *classes; /* by vocabulary number */
};

#endif
