/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/script.h"

#include "app/report.h"
#include "naysay/file.h"
#include "naysay/utf8.h"

#include <stdio.h>

#define SCRIPT_LIMIT    ((uint64_t)1 << 20) /* bytes */
#define DEFAULT_ROWS    24
#define DEFAULT_COLUMNS 80
#define SECOND          ((uint64_t)1000000000)
#define REST_SECONDS    1

struct player {
    struct ns_session *session;
    uint64_t now; /* virtual, nanoseconds */
    bool quit;
};

/* Lets background work finish that wants no time to pass. */
static void settle(struct player *p)
{
    struct ns_session *s = p->session;
    while (ns_model_timeout(s->model, p->now) == 0)
        ns_model_tick(s->model, p->now);
    struct ns_request request;
    while (ns_model_take_request(s->model, &request)) {
        if (request.type == NS_REQUEST_QUIT) {
            p->quit = true;
        } else if (request.type == NS_REQUEST_RELOAD || request.type == NS_REQUEST_RULES) {
            ns_session_reload(s, request.type == NS_REQUEST_RULES);
            if (s->next)
                ns_corpus_wait(s->next);
            ns_session_advance(s);
        }
    }
}

static void dump(struct player *p, struct ns_slice name)
{
    struct ns_session *s = p->session;
    struct ns_bytes out = {0};
    if (name.len)
        ns_bytes_format(&out, "== %.*s\n", (int)name.len, name.at);
    ns_view_draw(s->model, s->grid, NS_DIRTY_ALL, &s->view);
    ns_grid_dump(s->grid, s->options->dump_styles, &out);
    fwrite(out.at, 1, out.len, stdout);
    ns_vec_free(&out);
}

static bool press(struct player *p, struct ns_slice keys, struct ns_err *err)
{
    uint32_t key;
    while (!p->quit && ns_key_parse(&keys, &key, err)) {
        ns_model_key(p->session->model, key, p->now);
        settle(p);
    }
    return err->status == NS_OK;
}

static void type(struct player *p, struct ns_slice text)
{
    for (size_t at = 0; at < text.len && !p->quit;) {
        ns_model_key(p->session->model, ns_utf8_next(text, &at, NULL), p->now);
        settle(p);
    }
}

static bool resize(struct player *p, struct ns_slice size, struct ns_err *err)
{
    struct ns_slice columns;
    int64_t c = 0, r = 0;
    if (!ns_slice_field(&size, 'x', &columns) || !ns_slice_number(columns, &c) ||
        !ns_slice_number(size, &r) || c < 1 || r < 1 || c > 1000 || r > 1000) {
        ns_err_set(err, NS_ERR_ARGUMENT, "size wants COLUMNSxROWS");
        return false;
    }
    ns_grid_resize(p->session->grid, (unsigned)r, (unsigned)c);
    ns_model_resize(p->session->model, (unsigned)r, (unsigned)c);
    return true;
}

static bool play_line(struct player *p, struct ns_slice line, struct ns_err *err)
{
    struct ns_slice rest = line, verb;
    if (!ns_slice_field(&rest, ' ', &verb) || !verb.len || verb.at[0] == '#')
        return true;
    if (ns_slice_equal(verb, NS_SLICE("key")))
        return press(p, ns_slice_trim(rest), err);
    if (ns_slice_equal(verb, NS_SLICE("type"))) {
        type(p, rest);
    } else if (ns_slice_equal(verb, NS_SLICE("command"))) {
        ns_model_command(p->session->model, rest, p->now);
    } else if (ns_slice_equal(verb, NS_SLICE("size"))) {
        if (!resize(p, ns_slice_trim(rest), err))
            return false;
    } else if (ns_slice_equal(verb, NS_SLICE("rest"))) {
        p->now += REST_SECONDS * SECOND;
        ns_model_tick(p->session->model, p->now);
    } else if (ns_slice_equal(verb, NS_SLICE("dump"))) {
        dump(p, rest);
    } else {
        ns_err_set(err, NS_ERR_ARGUMENT, "no such directive: '%.*s'", (int)verb.len, verb.at);
        return false;
    }
    settle(p);
    return true;
}

bool ns_script_read(const char *path, struct ns_bytes *out)
{
    struct ns_err err = {0};
    bool fine = ns_file_read(path, SCRIPT_LIMIT, out, &err) == NS_OK;
    if (!fine)
        ns_report("%s", err.message);
    return fine;
}

static bool play(struct player *p, const char *path, struct ns_slice rest)
{
    struct ns_err err = {0};
    struct ns_slice line;
    unsigned number = 0;
    bool fine = true;
    while (fine && !p->quit && ns_slice_line(&rest, &line)) {
        number++;
        fine = play_line(p, line, &err);
    }
    if (!fine)
        ns_report("%s:%u: %s", path, number, err.message);
    return fine;
}

int ns_script_run(struct ns_session *s, struct ns_slice script)
{
    unsigned rows = s->options->rows ? s->options->rows : DEFAULT_ROWS;
    unsigned columns = s->options->columns ? s->options->columns : DEFAULT_COLUMNS;
    struct player p = {.session = s, .now = SECOND};
    ns_session_open_model(s, rows, columns, s->view.ascii);
    ns_corpus_wait(s->corpus);
    ns_session_refresh(s);
    settle(&p);
    if (s->options->script && !play(&p, s->options->script, script))
        return 2;
    if (s->options->dump)
        dump(&p, NS_SLICE(""));
    return 0;
}
