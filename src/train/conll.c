/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "conll.h"

#include "naysay/file.h"
#include "naysay/utf8.h"

#include <dirent.h>
#include <errno.h>

#define LARGEST_FILE ((uint64_t)1 << 28) /* bytes */
#define TAG_SHOWN    40                  /* bytes of a wrong tag in the message */

struct reader {
    const char *path;
    struct ns_conll *out;
    struct ns_conll_doc *doc; /* NULL until the document's first word */
    uint32_t points;          /* code points in its text */
    unsigned line;            /* 1-based */
    bool in_sentence;
    struct ns_slice open; /* type of the name that the word before is in; len 0: none */
    struct ns_err *err;
};

struct tag {
    bool begins;
    struct ns_slice type; /* len 0: O */
};

/* First and last column; false if there is only one. line is trimmed and not empty. */
static bool cut(struct ns_slice line, struct ns_slice *first, struct ns_slice *last)
{
    char separator = memchr(line.at, '\t', line.len) ? '\t' : ' ';
    struct ns_slice field;
    if (!ns_slice_field(&line, separator, first) || line.len == 0)
        return false;
    while (ns_slice_field(&line, separator, &field))
        *last = field;
    *first = ns_slice_trim(*first);
    *last = ns_slice_trim(*last);
    return true;
}

static bool read_tag(struct ns_slice text, struct tag *tag)
{
    *tag = (struct tag){0};
    if (ns_slice_equal(text, NS_SLICE("O")))
        return true;
    if (text.len < 3 || (text.at[0] != 'B' && text.at[0] != 'I') || text.at[1] != '-')
        return false;
    tag->begins = text.at[0] == 'B';
    tag->type = (struct ns_slice){text.at + 2, text.len - 2};
    return true;
}

/* Ends the sentence, and with it a name. */
static void end_sentence(struct reader *r)
{
    r->in_sentence = false;
    r->open = (struct ns_slice){0};
}

/* The word's place in the text, behind a space or on a line of its own. */
static struct ns_range add_word(struct reader *r, struct ns_slice word)
{
    if (!r->doc) {
        ns_vec_push(&r->out->docs, (struct ns_conll_doc){.line = r->line});
        r->doc = ns_vec_last(&r->out->docs);
        r->points = 0;
    } else {
        ns_bytes_add(&r->doc->text, r->in_sentence ? NS_SLICE(" ") : NS_SLICE("\n"));
        r->points++;
    }
    struct ns_range place = {r->points, r->points + (uint32_t)ns_utf8_count(word)};
    ns_bytes_add(&r->doc->text, word);
    r->points = place.end;
    r->in_sentence = true;
    return place;
}

static enum ns_status read_word(struct reader *r, struct ns_slice line)
{
    struct ns_slice word, text;
    struct tag tag;
    if (!cut(line, &word, &text))
        return ns_err_set_at(r->err, NS_ERR_FORMAT, r->line, 1,
                             "%s:%u: a single column: a word and its tag belong here", r->path,
                             r->line);
    if (!read_tag(text, &tag))
        return ns_err_set_at(r->err, NS_ERR_FORMAT, r->line, 1,
                             "%s:%u: '%.*s' is no tag: O, B-TYPE or I-TYPE belongs here", r->path,
                             r->line, (int)(text.len < TAG_SHOWN ? text.len : TAG_SHOWN), text.at);
    struct ns_range place = add_word(r, word);
    if (tag.type.len && !tag.begins && ns_slice_equal(tag.type, r->open))
        ns_vec_last(&r->doc->names)->points.end = place.end;
    else if (tag.type.len)
        ns_vec_push(&r->doc->names, (struct ns_conll_name){place, tag.type});
    r->open = tag.type;
    return NS_OK;
}

static bool begins_document(struct ns_slice line)
{
    struct ns_slice mark = NS_SLICE("-DOCSTART-");
    return ns_slice_starts(line, mark) &&
           (line.len == mark.len || line.at[mark.len] == ' ' || line.at[mark.len] == '\t');
}

static enum ns_status read_line(struct reader *r, struct ns_slice line)
{
    r->line++;
    if (ns_utf8_valid_prefix(line) < line.len)
        return ns_err_set_at(r->err, NS_ERR_FORMAT, r->line, 1, "%s:%u: not UTF-8 text", r->path,
                             r->line);
    line = ns_slice_trim(line);
    if (line.len > 0 && !begins_document(line))
        return read_word(r, line);
    end_sentence(r);
    if (line.len > 0)
        r->doc = NULL;
    return NS_OK;
}

enum ns_status ns_conll_read(const char *path, struct ns_conll *out, struct ns_err *err)
{
    struct reader r = {.path = path, .out = out, .err = err};
    struct ns_slice line;
    *out = (struct ns_conll){0};
    enum ns_status status = ns_file_read(path, LARGEST_FILE, &out->data, err);
    struct ns_slice rest = ns_bytes_slice(&out->data);
    if (status == NS_OK && ns_slice_starts(rest, NS_SLICE("\xEF\xBB\xBF")))
        rest.at += 3, rest.len -= 3;
    while (status == NS_OK && ns_slice_line(&rest, &line))
        status = read_line(&r, line);
    if (status == NS_OK && out->docs.len == 0)
        status = ns_err_set(err, NS_ERR_FORMAT, "%s: no words", path);
    if (status != NS_OK)
        ns_conll_free(out);
    return status;
}

void ns_conll_free(struct ns_conll *columns)
{
    for (size_t i = 0; i < columns->docs.len; i++) {
        ns_vec_free(&columns->docs.at[i].text);
        ns_vec_free(&columns->docs.at[i].names);
    }
    ns_vec_free(&columns->docs);
    ns_vec_free(&columns->data);
}

enum ns_status ns_conll_find(const char *folder, char **path, struct ns_err *err)
{
    size_t count = 0;
    *path = NULL;
    DIR *dir = opendir(folder);
    if (!dir)
        return ns_err_set(err, errno == ENOENT ? NS_ERR_NOT_FOUND : NS_ERR_IO,
                          "cannot open '%s': %s", folder, strerror(errno));
    for (struct dirent *entry; (entry = readdir(dir));) {
        struct ns_slice name = ns_slice_of(entry->d_name);
        if (name.at[0] == '.' || (!ns_slice_ends(name, NS_SLICE(".iob.txt")) &&
                                  !ns_slice_ends(name, NS_SLICE(".conll"))))
            continue;
        if (count++ == 0)
            *path = ns_path_join(folder, entry->d_name);
    }
    closedir(dir);
    if (count == 1)
        return NS_OK;
    free(*path);
    *path = NULL;
    if (count == 0)
        return ns_err_set(err, NS_ERR_NOT_FOUND, "%s: no columns (*.iob.txt, *.conll)", folder);
    return ns_err_set(err, NS_ERR_FORMAT, "%s: %zu files of columns, where one is read", folder,
                      count);
}
