/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hits.h: hits of a search as lines on standard output.
 */
#ifndef NS_APP_HITS_H
#define NS_APP_HITS_H

#include "app/options.h"

struct ns_hits {
    enum ns_search_format format;
    enum ns_unit unit;
    bool statements, null;
    bool terminal;        /* standard output is one */
    bool colour;          /* and hits are to stand out */
    bool ascii;           /* and it knows no more than ASCII */
    struct ns_bytes out;  /* not written yet */
    struct ns_bytes line; /* scratch */
    bool failed;          /* what was written has not arrived; the reason has been told */
};

/* utf8: the terminal's encoding, see ns_environment_locale. */
void ns_hits_open(struct ns_hits *hits, const struct ns_options *options, bool utf8);
void ns_hits_free(struct ns_hits *hits);

/* Adds a hit; a path is added once an article. Counts are added at the end. */
void ns_hits_add(struct ns_hits *hits, const struct ns_export_hit *hit);
void ns_hits_add_count(struct ns_hits *hits, size_t count);

/* Writes what is held back; false: there is nobody to read it any more, or no room for it. */
bool ns_hits_flush(struct ns_hits *hits);

#endif
