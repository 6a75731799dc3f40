/* SPDX-License-Identifier: GPL-3.0-or-later */
/* doc_quotes.h (room: extract, private): quotations of an article, found while its doc is made. */
#ifndef NAYSAY_EXTRACT_DOC_QUOTES_H
#define NAYSAY_EXTRACT_DOC_QUOTES_H

#include "doc.h"

/* Fills doc->quotes and the quote of each token. */
void ns_doc_find_quotes(struct ns_doc *doc);

#endif
