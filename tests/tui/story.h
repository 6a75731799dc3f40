/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stories for the browser under a pty: naysay started on a folder, what must stand on the screen,
 * and the leave-taking that every story ends with. A failed expectation prints the screen.
 * Strings and terminals as in term.h. Needs cmocka.
 */
#ifndef TESTS_TUI_STORY_H
#define TESTS_TUI_STORY_H

#include "term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define STORY_LONG 20000 /* ms; a deadline, reached only by a failure */
#define STORY_REST 350   /* ms of quiet after which the text has followed the list */

/* The built program. */
const char *story_program(void);

/* Invented articles in a fresh folder; the caller frees the path and removes the tree. */
char *story_articles(void);
#define STORY_COUNT 5 /* how many, and their titles in order */
extern const char *const story_titles[STORY_COUNT];

/* Real articles of $NS_SHARED/seeds; NULL when absent, with a message printed. */
const char *story_seeds(void);

/* The sample articles that come with naysay. */
const char *story_samples(void);

/* A file with content in dir; dir/sub folders must exist. */
void story_file(const char *dir, const char *name, const void *content, size_t len);

/* Starts naysay with args (NULL-terminated); fails the test if it cannot be. */
struct term *story_start(const struct term_opts *opts, const char *const args[]);
/* The same on one path at cols x rows, once text stands on the screen and all is quiet. */
struct term *story_open(int cols, int rows, const char *path, const char *text);

void story_expect(struct term *t, const char *text);
void story_refute(struct term *t, const char *text);
/* Waits until a row holds both texts. */
void story_expect_both(struct term *t, const char *one, const char *two);
/* Types keys and waits until text stands on the screen. */
void story_keys(struct term *t, const char *keys, const char *text);
/* Waits until all has been read and extracted, as far as the status line says, and nothing has come
 * for STORY_REST. */
void story_settle(struct term *t);
/* The row the hardware cursor stands on. */
const char *story_cursor_row(struct term *t);
/* Waits until the cursor's row holds text. */
void story_expect_cursor(struct term *t, const char *text);

/* After the program's end: status 0, line settings, cursor and screen as before, no byte that may not come. */
void story_ended(struct term *t, int want_status);
/* Types Q, then story_ended and term_stop. */
void story_quit(struct term *t);

/* Runs the tests; 77 with a message when there is no pty or no program. */
int story_main(const struct CMUnitTest *tests, size_t count);
#define STORY_MAIN(tests)                                                                          \
    int main(void)                                                                                 \
    {                                                                                              \
        return story_main(tests, sizeof(tests) / sizeof(tests)[0]);                                \
    }

#endif
