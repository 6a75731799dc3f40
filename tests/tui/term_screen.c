/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screen as libvterm sees it, and what is put right on the way to it. */
#include "term_priv.h"

#include <stdlib.h>
#include <string.h>

#define DIM_FONT 9 /* libvterm has no dim; no terminfo entry selects font 9 */

/* --- libvterm --------------------------------------------------------------- */

static int on_prop(VTermProp prop, VTermValue *val, void *user)
{
    struct term *t = user;
    if (prop == VTERM_PROP_CURSORVISIBLE)
        t->cursor_visible = val->boolean != 0;
    else if (prop == VTERM_PROP_ALTSCREEN)
        t->alt = val->boolean != 0;
    else if (prop == VTERM_PROP_MOUSE)
        t->mouse = val->number != VTERM_PROP_MOUSE_NONE;
    return 1;
}

static void on_output(const char *s, size_t len, void *user)
{
    struct term *t = user;
    if (t->typing) {
        term_bytes(t, s, len);
        return;
    }
    t->replies += len;
    if (t->answer)
        term_bytes(t, s, len);
}

bool term_screen_init(struct term *t)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = on_prop};
    t->vt = vterm_new(t->rows, t->cols);
    if (!t->vt)
        return false;
    vterm_set_utf8(t->vt, 1);
    vterm_output_set_callback(t->vt, on_output, t);
    t->screen = vterm_obtain_screen(t->vt);
    vterm_screen_enable_altscreen(t->screen, 1);
    vterm_screen_set_callbacks(t->screen, &callbacks, t);
    vterm_screen_reset(t->screen, 1);
    return true;
}

void term_screen_free(struct term *t)
{
    if (t->vt)
        vterm_free(t->vt);
    t->vt = NULL;
}

void term_screen_size(struct term *t)
{
    vterm_set_size(t->vt, t->rows, t->cols);
}

/* --- the filter -------------------------------------------------------------- */

static void put(struct term *t, const char *s, size_t n)
{
    if (n)
        vterm_input_write(t->vt, s, n);
}

/* How many parameters after 38 or 48 belong to the colour. */
static int color_params(const char *after)
{
    if (strncmp(after, "5;", 2) == 0)
        return 2;
    return strncmp(after, "2;", 2) == 0 ? 4 : 0;
}

static void put_sgr(struct term *t, const char *params)
{
    char out[TERM_CSI_MAX * 3] = "\033[";
    size_t n = 2;
    int skip = 0;
    for (const char *p = params;; p++) {
        size_t len = strcspn(p, ";");
        const char *as = p;
        size_t as_len = len;
        if (skip > 0) {
            skip--;
        } else if (len == 1 && *p == '2') {
            as = "19";
            as_len = 2;
        } else if (len == 2 && strncmp(p, "22", 2) == 0) {
            as = "22;10";
            as_len = 5;
        } else if (len == 2 && (strncmp(p, "38", 2) == 0 || strncmp(p, "48", 2) == 0) && p[2]) {
            skip = color_params(p + 3);
        }
        memcpy(out + n, as, as_len);
        n += as_len;
        p += len;
        if (!*p)
            break;
        out[n++] = ';';
    }
    out[n++] = 'm';
    put(t, out, n);
}

static void put_csi(struct term *t)
{
    struct term_filter *f = &t->filter;
    char final = f->csi[f->csi_len - 1];
    char first = f->csi[2];
    bool plain = first == final || (first >= '0' && first <= ';');
    if (plain && final == 'm') {
        f->csi[f->csi_len - 1] = '\0';
        put_sgr(t, f->csi + 2);
    } else if (plain && final == 'b') {
        long times = strtol(f->csi + 2, NULL, 10);
        for (long i = 0; i < (times > 0 ? times : 1) && i < 10000; i++)
            put(t, f->last, f->last_len);
    } else {
        put(t, f->csi, f->csi_len);
    }
}

/* Keeps the last whole character, for REP. */
static void remember(struct term_filter *f, unsigned char c)
{
    if (c < 0x20 || c == 0x7f)
        return;
    if (c < 0x80 || c >= 0xc0) {
        f->last_len = 0;
        f->last_need = c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    }
    if (f->last_len < f->last_need)
        f->last[f->last_len++] = (char)c;
}

static void filter_escape(struct term *t, unsigned char c)
{
    struct term_filter *f = &t->filter;
    if (c == '[') {
        f->csi[0] = '\033';
        f->csi[1] = '[';
        f->csi_len = 2;
        f->state = F_CSI;
        return;
    }
    char two[2] = {'\033', (char)c};
    put(t, two, 2);
    if (c == ']' || c == 'P' || c == '_' || c == '^' || c == 'X')
        f->state = F_STRING;
    else
        f->state = F_TEXT; /* intermediates such as ( pass as text: libvterm keeps its own state */
}

void term_screen_feed(struct term *t, const char *data, size_t len)
{
    struct term_filter *f = &t->filter;
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)data[i];
        switch (f->state) {
        case F_TEXT:
        case F_STRING:
            if (c == 0x1b) {
                put(t, data + from, i - from);
                f->state = F_ESC;
            } else if (f->state == F_TEXT) {
                remember(f, c);
            } else if (c == 0x07) {
                f->state = F_TEXT;
            }
            break;
        case F_ESC:
            filter_escape(t, c);
            from = i + 1;
            break;
        case F_CSI:
            f->csi[f->csi_len++] = (char)c;
            from = i + 1;
            if (c >= 0x40 && c <= 0x7e) {
                put_csi(t);
                f->state = F_TEXT;
            } else if (c < 0x20 || c > 0x7e || f->csi_len == sizeof f->csi) {
                put(t, f->csi, f->csi_len);
                f->state = F_TEXT;
            }
            break;
        }
    }
    if (f->state == F_TEXT || f->state == F_STRING)
        put(t, data + from, len - from);
}

/* --- cells -------------------------------------------------------------------- */

static size_t utf8_put(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | (c >> 6));
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | (c >> 12));
        out[1] = (char)(0x80 | ((c >> 6) & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | ((c >> 18) & 7));
    out[1] = (char)(0x80 | ((c >> 12) & 0x3f));
    out[2] = (char)(0x80 | ((c >> 6) & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

static int color_of(const VTermColor *c, bool is_default)
{
    if (is_default)
        return TERM_COLOR_DEFAULT;
    if (VTERM_COLOR_IS_INDEXED(c))
        return c->indexed.idx;
    return TERM_COLOR_RGB | c->rgb.red << 16 | c->rgb.green << 8 | c->rgb.blue;
}

bool term_cell(struct term *t, int row, int col, struct term_cell *out)
{
    VTermScreenCell c;
    memset(out, 0, sizeof *out);
    if (row < 0 || col < 0 || row >= t->rows || col >= t->cols ||
        !vterm_screen_get_cell(t->screen, (VTermPos){row, col}, &c))
        return false;
    size_t n = 0;
    if (c.chars[0] == 0)
        out->text[n++] = ' ';
    else if (c.chars[0] != (uint32_t)-1)
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i]; i++)
            n += utf8_put(c.chars[i], out->text + n);
    out->width = c.width;
    out->attrs = (c.attrs.bold ? TERM_BOLD : 0u) | (c.attrs.font == DIM_FONT ? TERM_DIM : 0u) |
                 (c.attrs.italic ? TERM_ITALIC : 0u) | (c.attrs.underline ? TERM_UNDERLINE : 0u) |
                 (c.attrs.blink ? TERM_BLINK : 0u) | (c.attrs.reverse ? TERM_REVERSE : 0u) |
                 (c.attrs.strike ? TERM_STRIKE : 0u);
    out->fg = color_of(&c.fg, VTERM_COLOR_IS_DEFAULT_FG(&c.fg));
    out->bg = color_of(&c.bg, VTERM_COLOR_IS_DEFAULT_BG(&c.bg));
    return true;
}

int term_cols(const struct term *t)
{
    return t->cols;
}

int term_rows(const struct term *t)
{
    return t->rows;
}

const char *term_rect(struct term *t, int row, int col, int rows, int cols)
{
    char *s = term_alloc(NULL, (size_t)rows * ((size_t)cols * sizeof(struct term_cell) + 1) + 1);
    size_t n = 0;
    for (int r = row; r < row + rows; r++) {
        size_t line = n;
        struct term_cell c;
        for (int k = col; k < col + cols && term_cell(t, r, k, &c); k++) {
            size_t len = strlen(c.text);
            memcpy(s + n, c.text, len);
            n += len;
        }
        while (n > line && s[n - 1] == ' ')
            n--;
        if (r + 1 < row + rows)
            s[n++] = '\n';
    }
    s[n++] = '\0';
    return term_keep(t, term_alloc(s, n));
}

const char *term_row(struct term *t, int row)
{
    return term_rect(t, row, 0, 1, t->cols);
}

const char *term_span(struct term *t, int row, int col, int cols)
{
    return term_rect(t, row, col, 1, cols);
}

const char *term_screen(struct term *t)
{
    return term_rect(t, 0, 0, t->rows, t->cols);
}

/* The row's text without lending it: waiting looks at every row many times. */
static size_t row_text(struct term *t, int row, char *buf, size_t cap, size_t *col_at)
{
    size_t n = 0;
    struct term_cell c;
    for (int k = 0; k < t->cols && term_cell(t, row, k, &c); k++) {
        size_t len = strlen(c.text);
        if (n + len >= cap)
            break;
        memcpy(buf + n, c.text, len);
        for (size_t i = 0; i < len; i++)
            col_at[n + i] = (size_t)k;
        n += len;
    }
    buf[n] = '\0';
    return n;
}

bool term_find_from(struct term *t, const char *text, int first_row, int *row, int *col)
{
    size_t cap = (size_t)t->cols * 8 + 1;
    char *buf = term_alloc(NULL, cap);
    size_t *col_at = term_alloc(NULL, cap * sizeof *col_at);
    bool found = false;
    for (int r = first_row; r < t->rows && !found; r++) {
        row_text(t, r, buf, cap, col_at);
        const char *p = strstr(buf, text);
        if (p && *text) {
            found = true;
            if (row)
                *row = r;
            if (col)
                *col = (int)col_at[p - buf];
        }
    }
    free(buf);
    free(col_at);
    return found;
}

bool term_find(struct term *t, const char *text, int *row, int *col)
{
    return term_find_from(t, text, 0, row, col);
}

static char attr_letter(unsigned a)
{
    switch (a) {
    case 0:
        return '.';
    case TERM_BOLD:
        return 'b';
    case TERM_DIM:
        return 'd';
    case TERM_ITALIC:
        return 'i';
    case TERM_UNDERLINE:
        return 'u';
    case TERM_REVERSE:
        return 'r';
    default:
        return '+';
    }
}

const char *term_row_attrs(struct term *t, int row)
{
    char *s = term_alloc(NULL, (size_t)t->cols + 1);
    int last = 0;
    struct term_cell c;
    for (int k = 0; k < t->cols && term_cell(t, row, k, &c); k++) {
        s[k] = attr_letter(c.attrs);
        if (c.attrs || strcmp(c.text, " ") != 0)
            last = k + 1;
    }
    s[last] = '\0';
    return term_keep(t, s);
}

bool term_has_color(struct term *t)
{
    struct term_cell c;
    for (int r = 0; r < t->rows; r++)
        for (int k = 0; k < t->cols && term_cell(t, r, k, &c); k++)
            if (c.fg != TERM_COLOR_DEFAULT || c.bg != TERM_COLOR_DEFAULT)
                return true;
    return false;
}

void term_cursor(struct term *t, int *row, int *col)
{
    VTermPos p;
    vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &p);
    *row = p.row;
    *col = p.col;
}

bool term_cursor_visible(const struct term *t)
{
    return t->cursor_visible;
}

bool term_alt_screen(const struct term *t)
{
    return t->alt;
}

bool term_mouse(const struct term *t)
{
    return t->mouse;
}

void term_dump(struct term *t, FILE *out)
{
    int row, col;
    term_cursor(t, &row, &col);
    fprintf(out, "--- %dx%d, cursor %d,%d%s%s%s\n", t->cols, t->rows, row, col,
            t->cursor_visible ? "" : " hidden", t->alt ? ", alternate screen" : "",
            t->ended ? ", ended" : "");
    for (int r = 0; r < t->rows; r++)
        fprintf(out, "%3d|%s\n", r, term_row(t, r));
    fputs("---\n", out);
}
