/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view.h (room: view): draws the model into a grid.
 */
#ifndef NAYSAY_VIEW_H
#define NAYSAY_VIEW_H

#include "naysay/grid.h"
#include "naysay/model.h"

struct ns_view_options {
    bool ascii; /* line drawing and marks in ASCII */
};

/* Draws the dirty parts (enum ns_dirty) and places the cursor on the focused row. The grid has the
 * size last given to ns_model_resize. */
void ns_view_draw(struct ns_model *model, struct ns_grid *grid, unsigned dirty,
                  const struct ns_view_options *options);

#endif
