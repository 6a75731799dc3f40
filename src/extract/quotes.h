/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quotes.h (room: extract, private): what stands before a cue and what goes on behind it.
 */
#ifndef NAYSAY_EXTRACT_QUOTES_H
#define NAYSAY_EXTRACT_QUOTES_H

#include "finder.h"

enum ns_before { NS_BEFORE_NOTHING, NS_BEFORE_CLAUSE, NS_BEFORE_QUOTE };

/* Adds to c the content that ends where the subject (or an inverted verb) begins, at behind; begin
 * is the first token of the sentence. */
enum ns_before ns_content_before(const struct ns_finder *f, uint32_t begin, uint32_t behind,
                                 struct ns_candidate *c);

/* Adds quotations that follow at end (where the cue's sentence ends) without a speaker of their
 * own, and the paragraphs over which the last one runs. */
void ns_continue_quotes(const struct ns_finder *f, uint32_t end, struct ns_candidate *c);

#endif
