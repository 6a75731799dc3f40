/* SPDX-License-Identifier: GPL-3.0-or-later */
/* why.h (room: model): what the names of rules mean to a reader. */
#ifndef MODEL_WHY_H
#define MODEL_WHY_H

/* How cue, source and content stand to each other by ns_why.rule; NULL: no such rule. */
const char *ns_why_words(const char *rule);

#endif
