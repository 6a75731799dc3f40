/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/input.h"

#include "naysay/utf8.h"

static const struct {
    const char *bytes;
    uint32_t key;
} common[] = {
    {"\033[A", NS_KEY_UP},       {"\033[B", NS_KEY_DOWN},       {"\033[C", NS_KEY_RIGHT},
    {"\033[D", NS_KEY_LEFT},     {"\033OA", NS_KEY_UP},         {"\033OB", NS_KEY_DOWN},
    {"\033OC", NS_KEY_RIGHT},    {"\033OD", NS_KEY_LEFT},       {"\033[H", NS_KEY_HOME},
    {"\033[F", NS_KEY_END},      {"\033OH", NS_KEY_HOME},       {"\033OF", NS_KEY_END},
    {"\033[1~", NS_KEY_HOME},    {"\033[4~", NS_KEY_END},       {"\033[7~", NS_KEY_HOME},
    {"\033[8~", NS_KEY_END},     {"\033[2~", NS_KEY_INSERT},    {"\033[3~", NS_KEY_DELETE},
    {"\033[5~", NS_KEY_PAGE_UP}, {"\033[6~", NS_KEY_PAGE_DOWN}, {"\033[Z", NS_KEY_SHIFT_TAB},
    {"\033OP", NS_KEY_F1},       {"\033OQ", NS_KEY_F2},         {"\033OR", NS_KEY_F3},
    {"\033OS", NS_KEY_F4},       {"\033[11~", NS_KEY_F1},       {"\033[12~", NS_KEY_F2},
    {"\033[13~", NS_KEY_F3},     {"\033[14~", NS_KEY_F4},       {"\033[15~", NS_KEY_F5},
    {"\033[17~", NS_KEY_F6},     {"\033[18~", NS_KEY_F7},       {"\033[19~", NS_KEY_F8},
    {"\033[20~", NS_KEY_F9},     {"\033[21~", NS_KEY_F10},      {"\033[23~", NS_KEY_F11},
    {"\033[24~", NS_KEY_F12},    {"\033[[A", NS_KEY_F1},        {"\033[[B", NS_KEY_F2},
    {"\033[[C", NS_KEY_F3},      {"\033[[D", NS_KEY_F4},        {"\033[[E", NS_KEY_F5},
};

void ns_input_init(struct ns_input *input)
{
    *input = (struct ns_input){0};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        ns_input_add(input, common[i].bytes, common[i].key);
}

void ns_input_free(struct ns_input *input)
{
    ns_vec_free(&input->sequences);
}

void ns_input_add(struct ns_input *input, const char *bytes, uint32_t key)
{
    size_t len = bytes ? strlen(bytes) : 0;
    if (len < 2 || len >= NS_INPUT_SEQUENCE || bytes[0] != '\033')
        return;
    struct ns_input_sequence s = {.key = key};
    memcpy(s.bytes, bytes, len);
    ns_vec_push(&input->sequences, s);
}

static uint32_t key_of(const struct ns_input *input)
{
    for (size_t i = 0; i < input->sequences.len; i++) {
        const struct ns_input_sequence *s = &input->sequences.at[i];
        if (strlen(s->bytes) == input->pending_len &&
            memcmp(s->bytes, input->pending, input->pending_len) == 0)
            return s->key;
    }
    return NS_KEY_UNKNOWN;
}

static void emit(struct ns_input *input, struct ns_keys *keys, uint32_t key)
{
    ns_vec_push(keys, key);
    input->pending_len = 0;
}

static uint32_t plain_key(uint32_t cp)
{
    return cp == 0x7F || cp == 0x08 ? (uint32_t)NS_KEY_BACKSPACE : cp == 0 ? NS_KEY_UNKNOWN : cp;
}

/* The pending bytes begin with a byte >= 0x80: a character, once it is whole. */
static void feed_utf8(struct ns_input *input, struct ns_keys *keys)
{
    unsigned char lead = input->pending[0];
    size_t need = lead >= 0xF0 && lead < 0xF8 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    if (lead >= 0xF8)
        need = 1;
    if (input->pending_len < need &&
        (input->pending_len < 2 || input->pending[input->pending_len - 1] >= 0x80))
        return;
    bool valid = false;
    size_t at = 0;
    uint32_t cp = ns_utf8_next((struct ns_slice){(const char *)input->pending, input->pending_len},
                               &at, &valid);
    /* C1 controls encoded in UTF-8 are nobody's key either. */
    emit(input, keys, valid && cp >= 0xA0 ? cp : NS_KEY_UNKNOWN);
}

/* The pending bytes begin with ESC and hold at least one more. */
static void feed_escape(struct ns_input *input, struct ns_keys *keys)
{
    const unsigned char *p = input->pending;
    size_t len = input->pending_len;
    unsigned char last = p[len - 1];
    switch (p[1]) {
    case '[':
        if (len == 2)
            return;
        if (len == 3 && p[2] == '[')
            return; /* the Linux console's function keys: ESC [ [ A */
        if ((len == 4 && p[2] == '[') || (last >= 0x40 && last <= 0x7E))
            emit(input, keys, key_of(input));
        else if (last < 0x20 || last > 0x7E)
            emit(input, keys, NS_KEY_UNKNOWN); /* broken off */
        else if (len == NS_INPUT_SEQUENCE)
            input->mode = NS_INPUT_SWALLOW_CSI;
        return;
    case 'O':
        if (len == 3)
            emit(input, keys, key_of(input));
        return;
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
        input->mode = NS_INPUT_SWALLOW_STRING;
        input->string_escape = false;
        return;
    default: {
        unsigned char second = p[1];
        emit(input, keys, NS_KEY_ESCAPE);
        input->pending[0] = second;
        input->pending_len = 1;
        if (second != 0x1B && second < 0x80)
            emit(input, keys, plain_key(second));
        else if (second >= 0x80)
            feed_utf8(input, keys);
    }
    }
}

static void feed_byte(struct ns_input *input, unsigned char byte, struct ns_keys *keys)
{
    if (input->mode == NS_INPUT_SWALLOW_CSI) {
        if (byte < 0x20 || byte >= 0x40) {
            input->mode = NS_INPUT_PLAIN;
            emit(input, keys, NS_KEY_UNKNOWN);
        }
        return;
    }
    if (input->mode == NS_INPUT_SWALLOW_STRING) {
        /* Ends with BEL or ST; CAN and SUB break it off. */
        if (byte == 0x07 || byte == 0x18 || byte == 0x1A ||
            (input->string_escape && byte == '\\')) {
            input->mode = NS_INPUT_PLAIN;
            emit(input, keys, NS_KEY_UNKNOWN);
        }
        input->string_escape = byte == 0x1B;
        return;
    }
    input->pending[input->pending_len++] = byte;
    if (input->pending[0] == 0x1B) {
        if (input->pending_len > 1)
            feed_escape(input, keys);
    } else if (input->pending[0] < 0x80) {
        emit(input, keys, plain_key(byte));
    } else {
        feed_utf8(input, keys);
    }
}

void ns_input_feed(struct ns_input *input, const unsigned char *bytes, size_t len,
                   struct ns_keys *keys)
{
    for (size_t i = 0; i < len; i++)
        feed_byte(input, bytes[i], keys);
}

int ns_input_timeout(const struct ns_input *input)
{
    return input->pending_len == 0   ? -1
           : input->pending_len == 1 ? NS_INPUT_ESCAPE_MS
                                     : NS_INPUT_SEQUENCE_MS;
}

void ns_input_flush(struct ns_input *input, struct ns_keys *keys)
{
    if (!input->pending_len)
        return;
    bool escape = input->pending_len == 1 && input->pending[0] == 0x1B;
    input->mode = NS_INPUT_PLAIN;
    emit(input, keys, escape ? NS_KEY_ESCAPE : NS_KEY_UNKNOWN);
}
