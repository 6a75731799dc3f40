/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bodies.h (room: extract, private): bodies that are described by a name and a noun. */
#ifndef NAYSAY_EXTRACT_BODIES_H
#define NAYSAY_EXTRACT_BODIES_H

#include "doc.h"

/* Widens mentions and renumbers entities, also in the attributions found. Before ns_figures_find. */
void ns_bodies_find(struct ns_doc *doc, struct ns_extraction *found);

#endif
