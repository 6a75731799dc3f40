/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is the reader's own: editor, themes, configuration, word lists, standard input. */
#include "story.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *articles, *home;

static int make_home(void **state)
{
    (void)state;
    articles = story_articles();
    home = term_temp_dir();
    return 0;
}

static int drop_home(void **state)
{
    (void)state;
    term_remove_tree(articles);
    term_remove_tree(home);
    free(articles);
    free(home);
    return 0;
}

/* Writes home/config/naysay/NAME. */
static void user_file(const char *name, const char *content)
{
    static const char *const folders[] = {"config", "config/naysay", "config/naysay/lexicon"};
    char path[4096];
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s/%s", home, folders[i]);
        mkdir(path, 0700);
    }
    snprintf(path, sizeof path, "%s/config/naysay", home);
    story_file(path, name, content, strlen(content));
}

static struct term *open_home(const char *const args[], const char *more)
{
    const char *const env[] = {more, NULL};
    struct term_opts opts = {.cols = 120, .rows = 40, .home = home, .env = more ? env : NULL};
    struct term *t = story_start(&opts, args);
    story_expect(t, "Cranes Of Port");
    story_expect(t, "denials");
    story_settle(t);
    return t;
}

static struct term *open_articles(const char *more)
{
    const char *const args[] = {articles, NULL};
    return open_home(args, more);
}

/* Runs a command line of the shell, reads what it writes; returns its exit status. */
static int shell_line(const char *line, char *out, size_t size)
{
    int ends[2], status = -1;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    size_t len = 0;
    for (ssize_t n; (n = read(ends[0], out + len, size - 1 - len)) > 0;)
        len += (size_t)n;
    out[len] = 0;
    close(ends[0]);
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* --- the editor ----------------------------------------------------------------------- */

/* A script that notes its arguments and whether it has a terminal, then does more. */
static void make_editor(char *line, size_t size, const char *more)
{
    char script[4096], path[4096];
    snprintf(
        script, sizeof script,
        "#!/bin/sh\n{ for a; do echo \"<$a>\"; done; test -t 0 && echo terminal; } >'%s/seen'\n"
        "%s\n",
        home, more);
    story_file(home, "editor.sh", script, strlen(script));
    snprintf(path, sizeof path, "%s/editor.sh", home);
    assert_int_equal(chmod(path, 0700), 0);
    snprintf(line, size, "VISUAL= %s  --two  words ", path);
}

static void read_seen(char *out, size_t size)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/seen", home);
    FILE *f = fopen(path, "r");
    if (!f)
        fail_msg("the editor was not run");
    out[fread(out, 1, size - 1, f)] = 0;
    fclose(f);
}

static void test_editor_opens_article(void **state)
{
    (void)state;
    char visual[4200], seen[8192], want[4200];
    make_editor(visual, sizeof visual, "echo in-the-editor; read line");
    struct term *t = open_articles(visual);
    story_keys(t, "e", "in-the-editor");
    assert_false(term_alt_screen(t));
    term_keys(t, "<C-c>"); /* the editor's, not ours */
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    assert_true(term_alt_screen(t));
    read_seen(seen, sizeof seen);
    snprintf(want, sizeof want, "<--two>\n<words>\n<+1>\n<%s/1-harbour.txt>\nterminal\n", articles);
    assert_string_equal(seen, want);
    story_keys(t, "j", "tide lamps");
    story_quit(t);
}

/* From "why", the line of the word list that made the statement. */
static void test_editor_opens_rule(void **state)
{
    (void)state;
    char visual[4200], seen[8192], file[4096], text[65536];
    unsigned line = 0;
    make_editor(visual, sizeof visual, "");
    struct term *t = open_articles(visual);
    term_keys(t, "d");
    story_expect_both(t, "D denial", "Defence");
    story_keys(t, "w", "Why is this a denial");
    term_keys(t, "e");
    story_settle(t);
    read_seen(seen, sizeof seen);
    if (sscanf(seen, "<--two>\n<words>\n<+%u>\n<%4000[^>]>", &line, file) != 2)
        fail_msg("the editor was given:\n%s", seen);
    assert_non_null(strstr(file, "lexicon/cues.txt"));
    FILE *f = fopen(file, "r");
    assert_non_null(f);
    for (unsigned i = 0; i < line; i++)
        assert_non_null(fgets(text, sizeof text, f));
    fclose(f);
    if (!strstr(text, "kind=denial"))
        fail_msg("line %u of %s is: %s", line, file, text);
    story_keys(t, "q", "Cranes Of Port");
    story_quit(t);
}

static void test_editor_missing(void **state)
{
    (void)state;
    struct term *t = open_articles("VISUAL=/nonexistent/editor -x");
    story_keys(t, "e", "cannot start '/nonexistent/editor'");
    story_keys(t, "j", "tide lamps");
    story_quit(t);
}

/* A variable of blanks must not make a command of what is to be edited. */
static void test_editor_of_blanks(void **state)
{
    (void)state;
    char path[4300], bin[4400];
    make_editor(path, sizeof path, "");
    snprintf(path, sizeof path, "%s/editor.sh", home);
    snprintf(bin, sizeof bin, "%s/vi", home);
    assert_int_equal(rename(path, bin), 0);
    snprintf(bin, sizeof bin, "PATH=%s:/usr/bin:/bin", home);
    const char *const args[] = {articles, NULL};
    const char *const env[] = {bin, "VISUAL=  ", "EDITOR= ", NULL};
    struct term_opts opts = {.cols = 120, .rows = 40, .home = home, .env = env};
    struct term *t = story_start(&opts, args);
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    term_keys(t, "e");
    story_settle(t);
    char seen[8192];
    read_seen(seen, sizeof seen);
    assert_non_null(strstr(seen, "1-harbour.txt"));
    story_quit(t);
}

/* ^Z in the editor stops both, so that the shell has the terminal; fg goes on with both. */
static void test_editor_suspended(void **state)
{
    (void)state;
    const char *const argv[] = {"sh", "-i", NULL};
    char visual[4200], command[8192];
    make_editor(visual, sizeof visual, "echo in-the-editor; read line; echo got-$line");
    const char *const env[] = {"PS1=READY>", "ENV", visual, NULL};
    struct term *t = term_start(&(struct term_opts){.home = home, .env = env}, argv);
    assert_non_null(t);
    story_expect(t, "READY>");
    snprintf(command, sizeof command, "'%s' '%s'<Enter>", story_program(), articles);
    story_keys(t, command, "Cranes Of Port");
    story_settle(t);
    story_keys(t, "e", "in-the-editor");
    story_keys(t, "<C-z>", "Stopped");
    story_keys(t, "clear; echo at-the-$((1+1))nd<Enter>", "at-the-2nd");
    /* The shell speaks again only after the program: what is typed before the program has put the
       line settings back may be lost. */
    term_keys(t, "fg; echo ended-$((2+3))<Enter>");
    story_settle(t);
    term_keys(t, "on<Enter>");
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    story_keys(t, "j", "tide lamps");
    story_keys(t, "Q", "ended-5");
    term_keys(t, "exit<Enter>");
    assert_true(term_wait_exit(t, STORY_LONG, NULL));
    term_stop(t);
}

/* --- themes --------------------------------------------------------------------------- */

static void test_every_theme(void **state)
{
    (void)state;
    static const char *const themes[] = {"dark", "light", "contrast", "blind", "mono"};
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
        for (int plain = 0; plain < 2; plain++) {
            const char *const args[] = {"--theme", themes[i], articles, NULL};
            struct term *t = open_home(args, plain ? "NO_COLOR=1" : NULL);
            story_refute(t, ".theme:"); /* no message of the file */
            assert_int_equal(term_has_color(t), !plain && strcmp(themes[i], "mono") != 0);
            story_expect_both(t, "has denied", "D"); /* told apart without colours too */
            story_quit(t);
        }
    }
}

static void test_theme_changed_while_reading(void **state)
{
    (void)state;
    struct term *t = open_articles(NULL);
    assert_true(term_has_color(t));
    term_keys(t, ":set theme mono<Enter>");
    story_settle(t);
    assert_false(term_has_color(t));
    term_keys(t, ":set theme light<Enter>");
    story_settle(t);
    assert_true(term_has_color(t));
    story_keys(t, ":set theme ../evil<Enter>", "theme");
    story_settle(t);
    assert_true(term_has_color(t));
    story_quit(t);
}

/* --- configuration -------------------------------------------------------------------- */

static void test_configuration(void **state)
{
    (void)state;
    user_file("config", "# mine\n"
                        "set theme mono\n"
                        "bind x down\n"
                        "bind list X quit\n"
                        "color title red on 17 underline\n"
                        "alias tidy set boilerplate off\n");
    struct term *t = open_articles(NULL);
    story_refute(t, "config:");
    assert_true(term_has_color(t)); /* of the title only: the theme has none */
    term_keys(t, "x");
    story_expect_cursor(t, "Pilots Thr");
    story_keys(t, ":tidy<Enter>:set boilerplate<Enter>", "off");
    term_keys(t, "X");
    story_ended(t, 0);
    term_stop(t);
}

static void test_configuration_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } wrong[] = {
        {"set theme dark\n\nsett rest 3\n", "config:3:1: "},
        {"set rest soon\n", "config:1:"},
        {"bind q no-such-action\n", "config:1:8: "},
        {"bind <Nokey> quit\n", "config:1:6: "},
        {"color nobody red\n", "config:1:7: "},
        {"color title red on octarine\n", "config:1:20: "},
        {"set theme \"dark\n", "config:1:11: "},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        user_file("config", wrong[i].text);
        struct term *t = open_articles(NULL);
        story_expect(t, wrong[i].told);
        story_keys(t, "j", "tide lamps"); /* and all goes on */
        term_keys(t, "Q");
        assert_true(term_wait_exit(t, STORY_LONG, NULL));
        term_stop(t);
    }
}

/* Several slips, the last in a colour: the first is told, with the word that there are more. */
static void test_several_configuration_errors(void **state)
{
    (void)state;
    user_file("config", "set rest soon\nbind q no-such-action\ncolor nobody red\n");
    struct term *t = open_articles(NULL);
    story_expect_both(t, "config:1:", "(and more, see :log)");
    story_keys(t, ":log<Enter>", "config:3:7");
    story_expect(t, "config:2:8");
    term_keys(t, "qQ");
    assert_true(term_wait_exit(t, STORY_LONG, NULL));
    story_expect(t, "config:1:");
    story_expect(t, "config:2:8");
    story_expect(t, "config:3:7");
    term_stop(t);
}

/* A script that is not there is told before a folder is read. */
static void test_script_missing(void **state)
{
    (void)state;
    char line[8192], out[8192];
    snprintf(line, sizeof line, "'%s' --script /nonexistent/script - </dev/zero", story_program());
    assert_int_equal(shell_line(line, out, sizeof out), 2);
    assert_non_null(strstr(out, "/nonexistent/script"));
}

/* What a limit forbids is told with the way out. */
static void test_limits_are_told(void **state)
{
    (void)state;
    char line[8192], out[8192];
    if (term_slow() > 1)
        return; /* sanitizers take all the addresses there are */
    snprintf(line, sizeof line, "ulimit -v 20000; '%s' --dump '%s'", story_program(), articles);
    assert_int_equal(shell_line(line, out, sizeof out), 1);
    assert_non_null(strstr(out, "ulimit -v"));
}

/* Told once, and the program does not start without the configuration that was named. */
static void test_configuration_unreadable(void **state)
{
    (void)state;
    char line[8192], out[8192];
    snprintf(line, sizeof line, "'%s' --config '%s' --dump '%s'", story_program(), home, articles);
    assert_int_equal(shell_line(line, out, sizeof out), 2);
    char *first = strstr(out, "is a directory");
    assert_non_null(first);
    assert_null(strstr(first + 1, "is a directory"));
}

/* Models that were asked for and are not there are a slip; a damaged one is told and done without. */
static void test_models_unreadable(void **state)
{
    (void)state;
    char line[8192], out[8192];
    snprintf(line, sizeof line, "'%s' extract --model '%s/nowhere' '%s'", story_program(), home,
             articles);
    assert_int_equal(shell_line(line, out, sizeof out), 2);
    assert_non_null(strstr(out, "nowhere': No such file"));
    user_file("names.model", "no model at all");
    snprintf(line, sizeof line, "'%s' extract --model '%s/config/naysay' '%s' 2>&1 >/dev/null",
             story_program(), home, articles);
    assert_int_equal(shell_line(line, out, sizeof out), 0);
    assert_non_null(strstr(out, "names.model': not a model of naysay; the rules do without it"));
}

/* A model that cannot be used is told on the screen, again after a reload, and once at the end. */
static void test_models_read_again(void **state)
{
    (void)state;
    char folder[4096];
    const char *const args[] = {"--model", folder, articles, NULL};
    user_file("names.model", "no model at all");
    snprintf(folder, sizeof folder, "%s/config/naysay", home);
    struct term *t = open_home(args, NULL);
    story_expect(t, "not a model of naysay");
    term_keys(t, "j");
    story_settle(t);
    story_refute(t, "not a model of naysay");
    story_keys(t, ":reload-rules<Enter>", "not a model of naysay");
    term_keys(t, "Q");
    story_ended(t, 0);
    int row, column;
    assert_true(term_find(t, "not a model of naysay", &row, &column));
    assert_false(term_find_from(t, "not a model of naysay", row + 1, &row, &column));
    term_stop(t);
}

/* --- word lists ----------------------------------------------------------------------- */

static void test_own_cues(void **state)
{
    (void)state;
    static const char text[] =
        "Lamps On The Quay\n\nBy Mara Kesh\n\nPORT ORAN - The harbour office frumbled that the "
        "lamps were dark.\n\nThe tide was low.\n";
    story_file(articles, "0-lamps.txt", text, sizeof text - 1);
    struct term *t = open_articles(NULL);
    story_expect(t, "frumbled");
    assert_false(term_find(t, "0-lamps               1D", NULL, NULL));
    story_quit(t);

    user_file("lexicon/cues.txt", "frumble\tkind=denial\tclass=verb\ttakes=that\t"
                                  "forms=frumbles,frumbled,frumbled,frumbling\n");
    t = open_articles(NULL);
    story_keys(t, "g", "frumbled");
    term_keys(t, "d");
    story_expect_both(t, "D denial", "\"frumbled\"");
    /* what is taken out again is gone after reading the lists again */
    user_file("lexicon/cues.txt", "# nothing\n");
    story_keys(t, ":reload-rules<Enter>", "word lists read again");
    story_settle(t);
    story_refute(t, "\"frumbled\"");
    story_quit(t);
}

static void test_own_aliases(void **state)
{
    (void)state;
    struct term *t = open_articles(NULL);
    story_keys(t, "c", "Orna News Agency");
    story_refute(t, "Sea Bulletin");
    story_quit(t);
    user_file("lexicon/aliases.txt", "Sea Bulletin\ttype=ORG\talias=Orna News Agency\n");
    t = open_articles(NULL);
    story_expect(t, "Sea Bulletin");
    story_quit(t);
}

/* A slip in one's own list is told with its place; the rest of the program works. */
static void test_own_list_with_slip(void **state)
{
    (void)state;
    user_file("lexicon/cues.txt", "frumble\tkind=nonsense\n");
    struct term *t = open_articles(NULL);
    story_expect(t, "cues.txt:1");
    story_keys(t, "d", "D denial");
    story_quit(t);
    user_file("lexicon/cues.txt", "# nothing\n");
}

/* A list that cannot be read changes nothing of what is on the screen. */
static void test_reload_fails(void **state)
{
    (void)state;
    struct term *t = open_articles(NULL);
    term_keys(t, "j");
    story_expect(t, "tide lamps");
    story_settle(t);
    user_file("config", "");
    char path[4096];
    snprintf(path, sizeof path, "%s/config/naysay/lexicon/cues.txt", home);
    assert_int_equal(mkdir(path, 0700), 0);
    story_keys(t, ":reload-rules<Enter>", "cues.txt");
    story_expect(t, "tide lamps");
    story_expect_cursor(t, "Pilots Thr");
    rmdir(path);

    /* no descriptor is left for a new corpus: the old one stays */
    struct rlimit before, none = {4, 0}; /* poll wants no fewer */
    assert_int_equal(prlimit(term_pid(t), RLIMIT_NOFILE, NULL, &before), 0);
    none.rlim_max = before.rlim_max;
    assert_int_equal(prlimit(term_pid(t), RLIMIT_NOFILE, &none, NULL), 0);
    story_keys(t, "<F5>", "ulimit -n");
    story_expect(t, "tide lamps");
    assert_int_equal(prlimit(term_pid(t), RLIMIT_NOFILE, &before, NULL), 0);
    story_keys(t, "<F5>", "read again");
    story_settle(t);
    story_expect_cursor(t, "Pilots Thr");
    story_keys(t, "k", "has denied reports");
    story_quit(t);
}

/* --- standard input and output --------------------------------------------------------- */

static void test_pipe_with_keys(void **state)
{
    (void)state;
    char visual[4200], command[9000], seen[8192];
    make_editor(visual, sizeof visual, "");
    snprintf(command, sizeof command, "cat '%s/1-harbour.txt' | '%s' - '%s'", articles,
             story_program(), articles);
    const char *const argv[] = {"sh", "-c", command, NULL};
    const char *const env[] = {visual, NULL};
    struct term *t = term_start(&(struct term_opts){.cols = 120, .home = home, .env = env}, argv);
    assert_non_null(t);
    story_expect(t, "Cranes Of Port");
    story_expect(t, "has denied reports");
    story_settle(t);
    story_keys(t, "e", "standard input is no file");
    story_keys(t, "2j", "tide lamps");
    story_settle(t);
    term_keys(t, "e"); /* the editor has the terminal, not the pipe */
    story_settle(t);
    read_seen(seen, sizeof seen);
    assert_non_null(strstr(seen, "\nterminal\n"));
    term_keys(t, "<F5>gj");
    story_settle(t);
    story_keys(t, "k", "has denied reports"); /* the stream is still known */
    story_quit(t);
}

/* Until standard input has ended, ^C ends the program. */
static void test_interrupt_of_slow_stream(void **state)
{
    (void)state;
    const char *const args[] = {"-", NULL};
    struct term *t = story_start(&(struct term_opts){.home = home}, args);
    term_bytes(t, "Half a title\n", 13);
    story_expect(t, "Half a title");
    story_settle(t);
    term_keys(t, "<C-c>");
    int status = -1;
    assert_true(term_wait_exit(t, STORY_LONG, &status));
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    term_stop(t);
}

static void test_full_disk(void **state)
{
    (void)state;
    static const char *const commands[] = {"--help", "--print-config", "--list-actions", "--dump",
                                           "extract"};
    char line[8192], out[8192];
    if (access("/dev/full", W_OK) != 0) {
        printf("skipped: /dev/full is not here\n");
        return;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        snprintf(line, sizeof line, "'%s' %s '%s' >/dev/full", story_program(), commands[i],
                 articles);
        assert_int_equal(shell_line(line, out, sizeof out), 1);
        assert_non_null(strstr(out, "cannot write: No space left"));
    }
    /* a reader that left early is no error worth a message */
    snprintf(line, sizeof line, "trap '' PIPE; '%s' extract '%s' | true", story_program(),
             articles);
    assert_int_equal(shell_line(line, out, sizeof out), 0);
    assert_string_equal(out, "");
}

/* --- faults and stops -------------------------------------------------------------------- */

static void test_fault_restores_terminal(void **state)
{
    (void)state;
    struct term *t = open_articles("ASAN_OPTIONS=handle_segv=0");
    assert_int_equal(kill(term_pid(t), SIGABRT), 0);
    int status = -1;
    assert_true(term_wait_exit(t, STORY_LONG, &status));
    assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_false(term_alt_screen(t));
    assert_true(term_cursor_visible(t));
    assert_true(term_termios_same(t));
    term_stop(t);
}

/* SIGSTOP tells nobody: whoever had the terminal meanwhile left it as he liked. */
static void test_stopped_and_continued(void **state)
{
    (void)state;
    struct term *t = open_articles(NULL);
    struct termios before, raw, now;
    term_termios(t, &before, &raw);
    assert_int_equal(kill(term_pid(t), SIGSTOP), 0);
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/1", (int)term_pid(t));
    int fd = open(path, O_RDWR | O_NOCTTY);
    assert_true(fd >= 0);
    assert_int_equal(tcsetattr(fd, TCSANOW, &before), 0);
    assert_true(write(fd, "\033[2J", 4) == 4);
    close(fd);
    story_refute(t, "Cranes Of Port");
    assert_int_equal(kill(term_pid(t), SIGCONT), 0);
    story_expect(t, "Cranes Of Port");
    story_settle(t);
    term_termios(t, &before, &now);
    assert_int_equal(now.c_lflag, raw.c_lflag);
    story_quit(t);
}

#define AT_HOME(f) cmocka_unit_test_setup_teardown(f, make_home, drop_home)

static const struct CMUnitTest tests[] = {
    AT_HOME(test_editor_opens_article),
    AT_HOME(test_editor_opens_rule),
    AT_HOME(test_editor_missing),
    AT_HOME(test_editor_of_blanks),
    AT_HOME(test_editor_suspended),
    AT_HOME(test_every_theme),
    AT_HOME(test_theme_changed_while_reading),
    AT_HOME(test_configuration),
    AT_HOME(test_configuration_errors),
    AT_HOME(test_configuration_unreadable),
    AT_HOME(test_models_unreadable),
    AT_HOME(test_models_read_again),
    AT_HOME(test_own_cues),
    AT_HOME(test_own_aliases),
    AT_HOME(test_own_list_with_slip),
    AT_HOME(test_reload_fails),
    AT_HOME(test_several_configuration_errors),
    AT_HOME(test_script_missing),
    AT_HOME(test_limits_are_told),
    AT_HOME(test_pipe_with_keys),
    AT_HOME(test_interrupt_of_slow_stream),
    AT_HOME(test_full_disk),
    AT_HOME(test_fault_restores_terminal),
    AT_HOME(test_stopped_and_continued),
};

STORY_MAIN(tests)
