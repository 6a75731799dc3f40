/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list.h (room: ingest, private): what names of files tell. */
#ifndef NAYSAY_INGEST_LIST_H
#define NAYSAY_INGEST_LIST_H

#include "naysay/slice.h"

/* The suffix of a name with its dot: at most eight letters and digits, not digits alone (so that
 * "cable.2016" and "Mr. Smith leaves" have none). len 0 if there is none. */
struct ns_slice ns_ingest_suffix(struct ns_slice name);

#endif
