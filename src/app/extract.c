/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/extract.h"

#include "app/report.h"
#include "naysay/export.h"

#include <errno.h>
#include <stdio.h>

#define WRITE_BYTES ((size_t)1 << 16)

static bool write_all(struct ns_bytes *b)
{
    bool fine = fwrite(b->at, 1, b->len, stdout) == b->len;
    b->len = 0;
    return fine;
}

static bool write_items(const struct ns_session *s, const struct ns_snapshot *snapshot)
{
    struct ns_bytes out = {0};
    bool fine = true;
    for (size_t i = 0; i < snapshot->count && fine; i++) {
        const struct ns_item *item = &snapshot->items[i];
        if (!item->article || !item->extraction)
            continue;
        ns_export_json(item->article, item->extraction, &s->options->export, &out);
        if (out.len >= WRITE_BYTES)
            fine = write_all(&out);
    }
    fine = fine && write_all(&out) && fflush(stdout) == 0;
    int reason = errno;
    ns_vec_free(&out);
    if (!fine && reason != EPIPE)
        ns_report("cannot write: %s", strerror(reason));
    return fine;
}

int ns_extract_run(struct ns_session *s)
{
    ns_corpus_wait(s->corpus);
    struct ns_snapshot *snapshot = ns_corpus_take(s->corpus);
    bool fine = write_items(s, snapshot);
    ns_report_skipped(snapshot, SIZE_MAX);
    if (snapshot->read_count == 0)
        ns_report("no articles found");
    fine = fine && snapshot->read_count > 0;
    ns_snapshot_release(snapshot);
    return fine ? 0 : 1;
}
