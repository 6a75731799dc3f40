/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one table of settings: names, values, help, defaults and where they are kept.
 */
#include "naysay/store.h"

enum type { COUNT, BYTES, SHARE, SWITCH, CHOICE };

static const struct setting {
    const char *name;
    const char *values; /* for help; of a choice: the words with ", " between them */
    const char *help;
    size_t offset; /* into struct ns_settings */
    uint64_t least, most;
    const char *initial;
    enum type type;
} settings[] = {
#define AT(field) offsetof(struct ns_settings, field)
    {"text-width", "0 to 1000", "columns of text at most; 0: as wide as the pane", AT(text_width),
     0, 1000, "80", COUNT},
    {"rest", "0 to 10000", "milliseconds after which the text follows the list", AT(rest_ms), 0,
     10000, "150", COUNT},
    {"threshold", "0 to 1", "statements of less confidence are hidden", AT(threshold), 0, 1, "0.5",
     SHARE},
    {"boilerplate", "on, off", "show page furniture, dimmed", AT(show_boilerplate), 0, 1, "on",
     SWITCH},
    {"figures", "on, off", "list dates and figures below the names", AT(show_figures), 0, 1, "off",
     SWITCH},
    {"ascii", "on, off", "draw lines and letters in ASCII only", AT(ascii), 0, 1, "off", SWITCH},
    {"side-width", "0 to 200", "columns of the side panes; 0: by the size of the terminal",
     AT(side_width), 0, 200, "0", COUNT},
    {"theme", "dark, light, contrast, blind, mono", "colours and attributes", AT(theme), 0, 0,
     "dark", CHOICE},
    {"jobs", "0 to 256", "threads that read and extract; 0: as many as processors", AT(jobs), 0,
     256, "0", COUNT},
    {"file-limit", "1k to 1G", "largest file that is read, in bytes, k, M or G", AT(file_limit),
     (uint64_t)1 << 10, (uint64_t)1 << 30, "64M", BYTES},
    {"watch", "on, off", "files that change, come or go are read by themselves", AT(watch), 0, 1,
     "on", SWITCH},
    {"cache", "on, off", "what was found is kept on disk, for the next start", AT(cache), 0, 1,
     "on", SWITCH},
    {"cache-size", "1M to 1024G", "bytes on disk that it takes at most, in bytes, k, M or G",
     AT(cache_size), (uint64_t)1 << 20, (uint64_t)1 << 40, "1G", BYTES},
#undef AT
};

#define SETTING_COUNT (sizeof settings / sizeof *settings)

static bool parse_bytes(struct ns_slice value, uint64_t *out)
{
    static const char units[] = "kMG";
    const char *unit = value.len ? memchr(units, value.at[value.len - 1], 3) : NULL;
    int64_t number;
    unsigned shift = 0;

    if (unit) {
        shift = 10 * ((unsigned)(unit - units) + 1);
        value.len--;
    }
    if (value.len > 12 || !ns_slice_number(value, &number) || number < 0)
        return false;
    if ((uint64_t)number > UINT64_MAX >> shift)
        return false;
    *out = (uint64_t)number << shift;
    return true;
}

/* 0, 1, 0.25, .5; digits by hand, as strtod follows the locale. */
static bool parse_share(struct ns_slice value, float *out)
{
    float sum = 0, weight = 1;
    bool fraction = false, digits = false;

    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (c == '.' && !fraction) {
            fraction = true;
        } else if (c >= '0' && c <= '9' && i < 12) {
            digits = true;
            if (fraction)
                weight /= 10;
            sum = fraction ? sum + weight * (float)(c - '0') : sum * 10 + (float)(c - '0');
        } else {
            return false;
        }
    }
    *out = sum;
    return digits && sum <= 1;
}

static bool parse_switch(struct ns_slice value, bool *out)
{
    static const char *const on[] = {"on", "yes", "true", "1"};
    static const char *const off[] = {"off", "no", "false", "0"};

    for (size_t i = 0; i < 4; i++) {
        *out = ns_slice_equal_nocase(value, ns_slice_of(on[i]));
        if (*out || ns_slice_equal_nocase(value, ns_slice_of(off[i])))
            return true;
    }
    return false;
}

/* The word of the setting's list that value is; len 0 if it is none. */
static struct ns_slice parse_choice(const struct setting *setting, struct ns_slice value)
{
    struct ns_slice rest = ns_slice_of(setting->values), word;

    while (ns_slice_field(&rest, ',', &word)) {
        word = ns_slice_trim(word);
        if (ns_slice_equal_nocase(word, value))
            return word;
    }
    return (struct ns_slice){0};
}

static bool parse_into(struct ns_settings *s, const struct setting *setting, struct ns_slice value)
{
    char *field = (char *)s + setting->offset;
    uint64_t bytes;
    int64_t number;
    struct ns_slice word;

    switch (setting->type) {
    case COUNT:
        if (!ns_slice_number(value, &number) || number < (int64_t)setting->least ||
            number > (int64_t)setting->most)
            return false;
        *(unsigned *)(void *)field = (unsigned)number;
        return true;
    case BYTES:
        if (!parse_bytes(value, &bytes) || bytes < setting->least || bytes > setting->most)
            return false;
        *(uint64_t *)(void *)field = bytes;
        return true;
    case SHARE: {
        float share;
        if (!parse_share(value, &share))
            return false;
        *(float *)(void *)field = share;
        return true;
    }
    case SWITCH: {
        bool on;
        if (!parse_switch(value, &on))
            return false;
        *(bool *)field = on;
        return true;
    }
    case CHOICE:
        word = parse_choice(setting, value);
        if (word.len == 0)
            return false;
        *(struct ns_slice *)(void *)field = word;
        return true;
    }
    return false;
}

void ns_settings_defaults(struct ns_settings *s)
{
    *s = (struct ns_settings){0};
    for (size_t i = 0; i < SETTING_COUNT; i++)
        parse_into(s, &settings[i], ns_slice_of(settings[i].initial));
}

void ns_settings_free(struct ns_settings *s)
{
    ns_vec_free(&s->owned);
}

enum ns_status ns_settings_set(struct ns_settings *s, struct ns_slice name, struct ns_slice value,
                               struct ns_err *err)
{
    int name_len = name.len < 60 ? (int)name.len : 60;
    int value_len = value.len < 60 ? (int)value.len : 60;

    for (size_t i = 0; i < SETTING_COUNT; i++) {
        if (!ns_slice_equal(name, ns_slice_of(settings[i].name)))
            continue;
        if (parse_into(s, &settings[i], value))
            return NS_OK;
        return ns_err_set(err, NS_ERR_ARGUMENT, "'%.*s' is no value for %s: %s", value_len,
                          value.at ? value.at : "", settings[i].name, settings[i].values);
    }
    return ns_err_set(err, NS_ERR_ARGUMENT, "there is no setting '%.*s'", name_len,
                      name.at ? name.at : "");
}

bool ns_settings_info(size_t index, struct ns_setting_info *out)
{
    if (index >= SETTING_COUNT)
        return false;
    out->name = settings[index].name;
    out->values = settings[index].values;
    out->help = settings[index].help;
    return true;
}

static void write_bytes(uint64_t bytes, struct ns_bytes *out)
{
    static const char units[] = {0, 'k', 'M', 'G'};
    size_t unit = 0;

    while (unit < 3 && bytes > 0 && bytes % 1024 == 0) {
        bytes /= 1024;
        unit++;
    }
    ns_bytes_format(out, "%llu", (unsigned long long)bytes);
    if (unit > 0)
        ns_vec_push(out, units[unit]);
}

void ns_settings_value(const struct ns_settings *s, size_t index, struct ns_bytes *out)
{
    const char *field;

    if (index >= SETTING_COUNT)
        return;
    field = (const char *)s + settings[index].offset;
    switch (settings[index].type) {
    case COUNT:
        ns_bytes_format(out, "%u", *(const unsigned *)(const void *)field);
        break;
    case BYTES:
        write_bytes(*(const uint64_t *)(const void *)field, out);
        break;
    case SHARE: {
        unsigned hundredths = (unsigned)(*(const float *)(const void *)field * 100 + 0.5f);
        ns_bytes_format(out, "%u.%02u", hundredths / 100, hundredths % 100);
        break;
    }
    case SWITCH:
        ns_bytes_add_text(out, *(const bool *)field ? "on" : "off");
        break;
    case CHOICE:
        ns_bytes_add(out, *(const struct ns_slice *)(const void *)field);
        break;
    }
}
