/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys faster than the loading: moving, limiting and reading anew while thousands of files come in. */
#include "story.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define FILES 400 /* invented ones, where the real ones are not here */

static char *made;

/* $NS_SHARED/corpora/perf/txt, or as many invented articles. */
static const char *many_articles(void)
{
    static char path[4096];
    const char *shared = getenv("NS_SHARED");
    snprintf(path, sizeof path, "%s/corpora/perf/txt", shared && *shared ? shared : "../shared");
    if (access(path, R_OK) == 0)
        return path;
    made = term_temp_dir();
    for (int i = 0; i < FILES; i++) {
        char name[32], text[1024];
        snprintf(name, sizeof name, "%04d.txt", i);
        int n =
            snprintf(text, sizeof text,
                     "Minister Denies Raid %d\n\nBy Mara Kesh\n\nPORT ORAN - The minister, Ilan "
                     "Prat, denied that raid %d took place.\n\n\"We were not there,\" Prat "
                     "said.\n\nSign up for the Harbour Letter\n",
                     i, i);
        story_file(made, name, text, (size_t)n);
    }
    return made;
}

static void test_storm(void **state)
{
    (void)state;
    static const char *const keys[] = {"JJJ",
                                       "5j",
                                       "KK",
                                       "<F5>",
                                       "&the<Enter>",
                                       "jjjjj<Enter>",
                                       "<F5><F5>",
                                       "/a",
                                       "<Esc>",
                                       "cdr",
                                       "&<C-u><Enter>",
                                       "G",
                                       "Sthe or said<Enter>",
                                       "jj<Tab>j<Enter>u",
                                       "iGg<Enter>",
                                       "<C-o>T-hq",
                                       ":reload-rules<Enter>",
                                       "%",
                                       "J<F5>K",
                                       "S",
                                       "<Esc>",
                                       "w",
                                       "q",
                                       "&kind:denial<Enter>",
                                       "<F5>",
                                       "&<C-u><Enter>",
                                       "<Tab>jj<S-Tab>",
                                       "g"};
    const char *const args[] = {many_articles(), NULL};
    /* Letters that miss their prompt may press e: the editor is one that only ends. */
    const char *const env[] = {"VISUAL=true", NULL};
    for (int round = 0; round < 3; round++) {
        struct term *t =
            story_start(&(struct term_opts){.cols = 120, .rows = 40, .env = env}, args);
        term_wait_text(t, "\xe2\x94\x82", STORY_LONG);
        unsigned seed = (unsigned)round + 1;
        for (int i = 0; i < 200; i++) {
            seed = seed * 1103515245u + 12345u;
            term_keys(t, keys[(seed >> 16) % (sizeof keys / sizeof *keys)]);
            term_quiet(t, (int)(seed >> 8) % 12, 12);
            if (!term_running(t))
                break; /* a q that met the list: the end must be a clean one, too */
        }
        if (term_running(t)) {
            term_keys(t, "<Esc><Esc>");
            if (round < 2) /* else it ends in the middle of the work */
                story_settle(t);
            term_quiet(t, 60, 1000);
            term_keys(t, "Q");
        }
        story_ended(t, 0);
        term_stop(t);
    }
    if (made)
        term_remove_tree(made);
    free(made);
    made = NULL;
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_storm)};

STORY_MAIN(tests)
