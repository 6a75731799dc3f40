/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/report.h"

#include "naysay/clean.h"

#include <stdarg.h>
#include <stdio.h>

void ns_report_lines(struct ns_slice text)
{
    struct ns_slice line;
    struct ns_bytes out = {0};
    while (ns_slice_line(&text, &line)) {
        ns_bytes_add_text(&out, "naysay: ");
        ns_clean_add(line, &out);
        ns_bytes_add_text(&out, "\n");
    }
    fwrite(out.at, 1, out.len, stderr);
    ns_vec_free(&out);
}

void ns_report(const char *format, ...)
{
    char buffer[1024];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    if (len > 0)
        ns_report_lines(ns_slice_of(buffer));
}

void ns_report_skipped(const struct ns_snapshot *snapshot, size_t most)
{
    if (!snapshot->skipped_count)
        return;
    ns_report("%zu skipped:", snapshot->skipped_count);
    for (size_t i = 0; i < snapshot->skipped_count && i < most; i++)
        ns_report("  %s: %s", snapshot->skipped[i].path, snapshot->skipped[i].reason);
    if (snapshot->skipped_count > most)
        ns_report("  and %zu more (:problems lists them all)", snapshot->skipped_count - most);
}
