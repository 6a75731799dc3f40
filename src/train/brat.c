/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line is T1<tab>Source 110 112;115 118<tab>text or E1<tab>Attribution:T4 Content:T3 Cue:T2. Texts
 * may hold line breaks: what is no such line is passed over. */
#include "brat.h"

#include "naysay/file.h"

#include <dirent.h>
#include <errno.h>

struct bound {
    struct ns_slice id;
    struct ns_brat_span span;
};
NS_VEC(bounds, struct bound);

static void read_pieces(struct ns_slice text, struct ns_brat_span *span)
{
    struct ns_slice piece, number;
    while (ns_slice_field(&text, ';', &piece) && span->count < NS_BRAT_PIECES) {
        int64_t begin, end;
        if (ns_slice_field(&piece, ' ', &number) && ns_slice_number(number, &begin) &&
            ns_slice_field(&piece, ' ', &number) && ns_slice_number(number, &end) && begin >= 0 &&
            end >= begin && end < UINT32_MAX)
            span->pieces[span->count++] = (struct ns_range){(uint32_t)begin, (uint32_t)end};
    }
}

static void append(struct ns_brat_span *to, const struct ns_brat_span *from)
{
    for (size_t i = 0; i < from->count && to->count < NS_BRAT_PIECES; i++)
        to->pieces[to->count++] = from->pieces[i];
}

static void read_event(struct ns_slice arguments, const struct bounds *bounds,
                       struct ns_brat_attributions *out)
{
    struct ns_brat_attribution a = {0};
    struct ns_slice argument, role;
    while (ns_slice_field(&arguments, ' ', &argument)) {
        if (!ns_slice_field(&argument, ':', &role))
            continue;
        struct ns_brat_span *span = ns_slice_starts(role, NS_SLICE("Source"))    ? &a.source
                                    : ns_slice_starts(role, NS_SLICE("Cue"))     ? &a.cue
                                    : ns_slice_starts(role, NS_SLICE("Content")) ? &a.content
                                                                                 : NULL;
        for (size_t i = 0; span && i < bounds->len; i++)
            if (ns_slice_equal(bounds->at[i].id, argument))
                append(span, &bounds->at[i].span);
    }
    if (a.cue.count && a.content.count)
        ns_vec_push(out, a);
}

enum ns_status ns_brat_read(const char *path, struct ns_brat_attributions *out,
                            struct ns_brat_span *discarded, struct ns_err *err)
{
    struct ns_bytes data = {0};
    struct bounds bounds = {0};
    enum ns_status status = ns_file_read(path, 16u << 20, &data, err);
    struct ns_slice line, rest = ns_bytes_slice(&data);
    while (status == NS_OK && ns_slice_line(&rest, &line)) {
        struct ns_slice id, body, label;
        if (line.len == 0 || line.at[0] != 'T' || !ns_slice_field(&line, '\t', &id) ||
            !ns_slice_field(&line, '\t', &body) || !ns_slice_field(&body, ' ', &label))
            continue;
        struct bound bound = {.id = id};
        read_pieces(body, &bound.span);
        ns_vec_push(&bounds, bound);
        if (ns_slice_equal(label, NS_SLICE("Discard")))
            append(discarded, &bound.span);
    }
    rest = ns_bytes_slice(&data);
    while (status == NS_OK && ns_slice_line(&rest, &line)) {
        struct ns_slice id, body;
        if (line.len > 0 && line.at[0] == 'E' && ns_slice_field(&line, '\t', &id) &&
            ns_slice_field(&line, '\t', &body))
            read_event(body, &bounds, out);
    }
    ns_vec_free(&bounds);
    ns_vec_free(&data);
    return status;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* DOC_d473.ann: the document's name, without the reader's four hexadecimal digits. */
static struct ns_slice stem_of(struct ns_slice name)
{
    name.len -= 4;
    if (name.len > 5 && name.at[name.len - 5] == '_' &&
        strspn(name.at + name.len - 4, "0123456789abcdef") == 4)
        name.len -= 5;
    return name;
}

static bool is_among(struct ns_slice stem, const struct ns_paths *stems)
{
    for (size_t i = 0; i < stems->len; i++)
        if (ns_slice_equal(ns_slice_of(stems->at[i]), stem))
            return true;
    return false;
}

enum ns_status ns_brat_list(const char *folder, struct ns_paths *annotations,
                            struct ns_paths *stems, struct ns_err *err)
{
    struct ns_paths names = {0};
    DIR *dir = opendir(folder);
    if (!dir)
        return ns_err_set(err, NS_ERR_IO, "cannot open '%s': %s", folder, strerror(errno));
    for (struct dirent *entry; (entry = readdir(dir));)
        if (ns_slice_ends(ns_slice_of(entry->d_name), NS_SLICE(".ann")))
            ns_vec_push(&names, ns_string_dup(ns_slice_of(entry->d_name)));
    closedir(dir);
    ns_vec_sort(&names, by_name);
    for (size_t i = 0; i < names.len; i++) {
        struct ns_slice stem = stem_of(ns_slice_of(names.at[i]));
        /* Not only beside each other: DOC_1.ann is between DOC_0aaa.ann and DOC_bbbb.ann. */
        if (!is_among(stem, stems)) {
            ns_vec_push(stems, ns_string_dup(stem));
            ns_vec_push(annotations, ns_path_join(folder, names.at[i]));
        }
        free(names.at[i]);
    }
    ns_vec_free(&names);
    return NS_OK;
}
