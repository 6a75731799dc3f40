/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/options.h"

#include "app/report.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    OPTION_CONFIG = 256,
    OPTION_NO_CONFIG,
    OPTION_SET,
    OPTION_JOBS,
    OPTION_LIMIT,
    OPTION_THEME,
    OPTION_ASCII,
    OPTION_NO_CACHE,
    OPTION_LOG,
    OPTION_SCRIPT,
    OPTION_SIZE,
    OPTION_DUMP,
    OPTION_DUMP_STYLES,
    OPTION_PRINT_CONFIG,
    OPTION_LIST_ACTIONS,
    OPTION_UNIT,
    OPTION_WITH_TEXT,
    OPTION_THRESHOLD,
    OPTION_MODEL,
    OPTION_FORMAT,
    OPTION_MAX,
    OPTION_RANK,
    OPTION_STATEMENTS,
    OPTION_JSON,
    OPTION_NO_EXTRACT,
};

static const struct option long_options[] = {
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {"config", required_argument, NULL, OPTION_CONFIG},
    {"no-config", no_argument, NULL, OPTION_NO_CONFIG},
    {"set", required_argument, NULL, OPTION_SET},
    {"jobs", required_argument, NULL, OPTION_JOBS},
    {"limit", required_argument, NULL, OPTION_LIMIT},
    {"theme", required_argument, NULL, OPTION_THEME},
    {"ascii", no_argument, NULL, OPTION_ASCII},
    {"no-cache", no_argument, NULL, OPTION_NO_CACHE},
    {"log", required_argument, NULL, OPTION_LOG},
    {"script", required_argument, NULL, OPTION_SCRIPT},
    {"size", required_argument, NULL, OPTION_SIZE},
    {"dump", no_argument, NULL, OPTION_DUMP},
    {"dump-styles", no_argument, NULL, OPTION_DUMP_STYLES},
    {"print-config", no_argument, NULL, OPTION_PRINT_CONFIG},
    {"list-actions", no_argument, NULL, OPTION_LIST_ACTIONS},
    {"unit", required_argument, NULL, OPTION_UNIT},
    {"with-text", no_argument, NULL, OPTION_WITH_TEXT},
    {"threshold", required_argument, NULL, OPTION_THRESHOLD},
    {"model", required_argument, NULL, OPTION_MODEL},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"max", required_argument, NULL, OPTION_MAX},
    {"rank", no_argument, NULL, OPTION_RANK},
    {"statements", no_argument, NULL, OPTION_STATEMENTS},
    {"null", no_argument, NULL, '0'},
    {"json", no_argument, NULL, OPTION_JSON},
    {"no-extract", no_argument, NULL, OPTION_NO_EXTRACT},
    {NULL, 0, NULL, 0},
};

static const char help[] =
    "usage: naysay [OPTION...] [PATH...]               browse articles\n"
    "       naysay extract [OPTION...] [PATH...]       write what was found as JSON lines\n"
    "       naysay search [OPTION...] QUERY [PATH...]  write which articles match\n"
    "       naysay stats [OPTION...] [PATH...]         write how much there is and what it took\n"
    "\n"
    "PATH is a folder (read recursively), a file, or - for standard input; without one, the\n"
    "current folder. Inside, ? shows the keys.\n"
    "\n"
    "  --jobs N           worker threads (default: one a processor)\n"
    "  --limit BYTES      files larger than this are skipped (default 64 MiB)\n"
    "  --threshold X      hide statements of a confidence below X, 0 to 1\n"
    "  --model FOLDER     trained models other than the program's; none: by rule alone\n"
    "  --set NAME=VALUE   any setting (see --print-config)\n"
    "  --theme NAME       dark, light, contrast, blind or mono\n"
    "  --ascii            lines and letters in ASCII only\n"
    "  --config FILE      read this configuration\n"
    "  --no-config        read no configuration, keep no state and no results\n"
    "  --no-cache         extract anew, keep no results for the next start\n"
    "  --log FILE         write the log there at the end\n"
    "  --print-config     print all settings with their values\n"
    "  --list-actions     print all actions with their keys\n"
    "  --size COLSxROWS --dump          print the screen as text instead of opening it\n"
    "  --script FILE                    play keys first (see CONTRIBUTING)\n"
    "  --dump-styles                    as --dump, with a letter for each cell's style\n"
    "extract:\n"
    "  --unit codepoint|byte            what offsets count (default codepoint)\n"
    "  --with-text                      add each article's text\n"
    "search (QUERY as for & in the browser; status 0: found, 1: nothing, 2: trouble):\n"
    "  --format text|jsonl|csv|paths|count\n"
    "                                   text: PATH:PARAGRAPH.SENTENCE: the sentence that says\n"
    "                                   most of it; one line an article (default)\n"
    "  --statements                     one line a statement: kind, confidence, speaker, content;\n"
    "                                   words must stand in it, kind: and speaker: be its own\n"
    "  --rank                           best first, not in the order of the list\n"
    "  --max N                          at most N of them\n"
    "  -0, --null                       with --format paths: names as they are, NUL behind\n"
    "                                   each, for xargs -0\n"
    "stats (read, index, extract: processor time of all workers; total: by the clock):\n"
    "  --json                           one JSON object\n"
    "  --no-extract                     read and index the texts alone\n"
    "\n"
    "naysay never writes to articles and never uses the network.\n";

void ns_options_print_help(void)
{
    fputs(help, stdout);
}

static bool parse_size(const char *text, unsigned *rows, unsigned *columns)
{
    struct ns_slice rest = ns_slice_of(text), part;
    int64_t c = 0, r = 0;
    if (!ns_slice_field(&rest, 'x', &part) || !ns_slice_number(part, &c) ||
        !ns_slice_number(rest, &r) || c < 1 || r < 1 || c > 1000 || r > 1000) {
        ns_report("--size wants COLUMNSxROWS up to 1000x1000, as in 80x24, not '%s'", text);
        return false;
    }
    *columns = (unsigned)c;
    *rows = (unsigned)r;
    return true;
}

/* "name" and value become "name=value", kept for as long as the options. */
static void add_assignment(struct ns_options *o, const char *name, const char *value)
{
    struct ns_bytes b = {0};
    ns_bytes_format(&b, "%s%s%s", name, *name ? "=" : "", value);
    ns_vec_push(&o->set, ((struct ns_slice){ns_string_dup(ns_bytes_slice(&b)), b.len}));
    ns_vec_free(&b);
}

static bool parse_threshold(const char *text, float *out)
{
    char *end = NULL;
    double value = strtod(text, &end);
    if (end == text || *end || !(value >= 0 && value <= 1)) {
        ns_report("--threshold wants a number from 0 to 1, not '%s'", text);
        return false;
    }
    *out = (float)value;
    return true;
}

static bool parse_format(const char *text, enum ns_search_format *out)
{
    static const char *const names[] = {"text", "jsonl", "csv", "paths", "count"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(text, names[i]) == 0) {
            *out = (enum ns_search_format)i;
            return true;
        }
    }
    ns_report("--format wants text, jsonl, csv, paths or count, not '%s'", text);
    return false;
}

static bool parse_most(const char *text, size_t *out)
{
    int64_t value;
    if (!ns_slice_number(ns_slice_of(text), &value) || value < 1) {
        ns_report("--max wants a number of 1 or more, not '%s'", text);
        return false;
    }
    *out = (size_t)value;
    return true;
}

static bool take_option(int option, struct ns_options *o)
{
    switch (option) {
    case 'h':
        o->command = NS_COMMAND_HELP;
        return true;
    case 'V':
        o->command = NS_COMMAND_VERSION;
        return true;
    case OPTION_PRINT_CONFIG:
        o->command = NS_COMMAND_PRINT_CONFIG;
        return true;
    case OPTION_LIST_ACTIONS:
        o->command = NS_COMMAND_LIST_ACTIONS;
        return true;
    case OPTION_CONFIG:
        o->config = optarg;
        return true;
    case OPTION_NO_CONFIG:
        o->no_config = true;
        return true;
    case OPTION_SET:
        add_assignment(o, "", optarg);
        return true;
    case OPTION_JOBS:
        add_assignment(o, "jobs", optarg);
        return true;
    case OPTION_LIMIT:
        add_assignment(o, "file-limit", optarg);
        return true;
    case OPTION_THEME:
        add_assignment(o, "theme", optarg);
        return true;
    case OPTION_NO_CACHE:
        add_assignment(o, "cache", "off");
        return true;
    case OPTION_ASCII:
        add_assignment(o, "ascii", "yes");
        return true;
    case OPTION_LOG:
        o->log = optarg;
        return true;
    case OPTION_SCRIPT:
        o->script = optarg;
        return true;
    case OPTION_SIZE:
        return parse_size(optarg, &o->rows, &o->columns);
    case OPTION_DUMP_STYLES:
        o->dump_styles = true;
        o->dump = true;
        return true;
    case OPTION_DUMP:
        o->dump = true;
        return true;
    case OPTION_WITH_TEXT:
        o->export.with_text = true;
        return true;
    case OPTION_THRESHOLD:
        add_assignment(o, "threshold", optarg);
        return parse_threshold(optarg, &o->export.threshold);
    case OPTION_MODEL:
        o->model = optarg;
        return true;
    case OPTION_FORMAT:
        return parse_format(optarg, &o->search.format);
    case OPTION_MAX:
        return parse_most(optarg, &o->search.most);
    case OPTION_RANK:
        o->search.rank = true;
        return true;
    case OPTION_STATEMENTS:
        o->search.statements = true;
        return true;
    case '0':
        o->search.null = true;
        return true;
    case OPTION_JSON:
        o->json = true;
        return true;
    case OPTION_NO_EXTRACT:
        o->no_extract = true;
        return true;
    case OPTION_UNIT:
        if (strcmp(optarg, "byte") != 0 && strcmp(optarg, "codepoint") != 0) {
            ns_report("--unit wants codepoint or byte, not '%s'", optarg);
            return false;
        }
        o->export.unit = optarg[0] == 'b' ? NS_UNIT_BYTE : NS_UNIT_CODEPOINT;
        return true;
    default:
        ns_report("try 'naysay --help'");
        return false;
    }
}

/* What stands first on the line may be a command; a folder of that name is given as ./extract. */
static enum ns_command take_command(int *argc, char ***argv)
{
    static const struct {
        const char *name;
        enum ns_command command;
    } commands[] = {
        {"extract", NS_COMMAND_EXTRACT},
        {"search", NS_COMMAND_SEARCH},
        {"stats", NS_COMMAND_STATS},
    };
    for (size_t i = 0; *argc > 1 && i < sizeof commands / sizeof *commands; i++) {
        if (strcmp((*argv)[1], commands[i].name) != 0)
            continue;
        (*argv)[1] = (*argv)[0];
        ++*argv;
        --*argc;
        return commands[i].command;
    }
    return NS_COMMAND_BROWSE;
}

bool ns_options_parse(int argc, char **argv, struct ns_options *o)
{
    static const char *const here[] = {"."};
    *o = (struct ns_options){.command = NS_COMMAND_BROWSE, .search.most = SIZE_MAX};
    o->command = take_command(&argc, &argv);
    int option;
    while ((option = getopt_long(argc, argv, "hV0", long_options, NULL)) != -1)
        if (!take_option(option, o))
            return false;
    if (o->command == NS_COMMAND_SEARCH) {
        if (optind >= argc) {
            ns_report("search wants a QUERY, as in: naysay search 'harbour -storm' FOLDER");
            return false;
        }
        o->search.query = argv[optind++];
    }
    o->paths = (const char *const *)argv + optind;
    o->path_count = (size_t)(argc - optind);
    if (o->path_count == 0) {
        o->paths = here;
        o->path_count = 1;
    }
    return true;
}

void ns_options_free(struct ns_options *o)
{
    for (size_t i = 0; i < o->set.len; i++)
        free((char *)(uintptr_t)o->set.at[i].at);
    ns_vec_free(&o->set);
}
