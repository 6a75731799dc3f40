/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hostile text, hostile names and broken files: nothing raw reaches the terminal, nothing ends the
 * folder. */
#include "story.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define LINE (1 << 20) /* bytes of the long line */

static char *dir;

static int make_dir(void **state)
{
    (void)state;
    dir = term_temp_dir();
    return 0;
}

static int drop_dir(void **state)
{
    (void)state;
    term_remove_tree(dir);
    free(dir);
    return 0;
}

struct text {
    char *at;
    size_t len, cap;
};

static void add(struct text *s, const void *data, size_t len)
{
    if (s->len + len > s->cap) {
        s->cap = (s->len + len) * 2 + 4096;
        s->at = realloc(s->at, s->cap);
        assert_non_null(s->at);
    }
    memcpy(s->at + s->len, data, len);
    s->len += len;
}

#define ADD(s, literal) add(s, literal, sizeof(literal) - 1)

/* One word before each attack, so that each can be brought to the screen by a search. */
static void write_hostile(const char *name)
{
    struct text s = {0};
    ADD(&s,
        "Storm Over \033[31mThe\033[0m Quay \033]0;owned\007 Today\n\nBy Mara \xc2\x9bKesh\n\n");
    ADD(&s, "Alpha then \033]52;c;cm0gLXJm\007 a clipboard write.\n\n");
    ADD(&s, "Bravo then \x9b"
            "31m a raw C1 byte and \xc2\x9b"
            "31m an encoded one.\n\n");
    ADD(&s, "Charlie then \xe2\x80\xae"
            "desrever\xe2\x80\xac and \xe2\x81\xa6isolated\xe2\x81\xa9.\n\n");
    ADD(&s, "Delta then zero\xe2\x80\x8bwidth and \xef\xbb\xbf mark and \xf3\xa0\x81\x81 tag.\n\n");
    ADD(&s, "Echo then a");
    for (int i = 0; i < 200; i++)
        ADD(&s, "\xcc\x81");
    ADD(&s, " pile.\n\nFoxtrot then \0 NUL and \x7f DEL and \b\b\b back.\n\n");
    ADD(&s, "Golf then \xff\xfe\xc0\xaf\xed\xa0\x80 invalid bytes.\n\n");
    ADD(&s, "Hotel said \"\033[2J\033[H\" on Monday, denying \033Pq#0\033\\ it.\n\n");
    ADD(&s, "India then ");
    for (int i = 0; i < LINE / 8; i++)
        ADD(&s, "longline");
    ADD(&s,
        " ends here.\n\nJuliet then \033]8;;http://x.example/\007 and an end without end \033]0;");
    story_file(dir, name, s.at, s.len);
    free(s.at);
}

static void expect_clean(struct term *t)
{
    struct term_fault f;
    term_quiet(t, 60, STORY_LONG); /* a sequence may be on its way */
    if (!term_check(t, 0, 0, &f)) {
        term_dump(t, stdout);
        fail_msg("%s at %zu: %s", f.reason, f.offset, f.excerpt);
    }
}

static void test_hostile_text(void **state)
{
    (void)state;
    write_hostile("storm.txt");
    struct term *t = story_open(80, 24, dir, "Storm Over");
    expect_clean(t);
    static const struct {
        const char *word, *marker;
    } shown[] = {
        {"Alpha", "^[]52;"},      {"Bravo", "<9b>31m"}, {"Charlie", "<202e>"},
        {"Delta", "<200b>"},      {"Echo", "<+196>"},   {"Foxtrot", "^?"},
        {"Golf", "\xef\xbf\xbd"}, {"Hotel", "^[[2J"},   {"India", "longline"},
        {"ends here", "here"},    {"Juliet", "^[]8;;"}, {"without end", "^[]0;"},
    };
    term_keys(t, "<Enter>");
    story_settle(t);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        char search[64];
        snprintf(search, sizeof search, "/%s<Enter>", shown[i].word);
        term_keys(t, search);
        story_expect(t, shown[i].word);
        story_expect(t, shown[i].marker);
        expect_clean(t);
    }
    term_keys(t, "gzGz?");
    story_settle(t);
    term_keys(t, "q");
    story_settle(t);
    story_quit(t);
}

static void test_hostile_names(void **state)
{
    (void)state;
    static const char good[] = "A Plain Title\n\nThe quay was quiet, Mara Kesh said.\n";
    story_file(dir, "a.txt", good, sizeof good - 1);
    story_file(dir, "b\033]0;owned\007; rm -rf x.txt", good, sizeof good - 1);
    story_file(dir,
               "c\xc2\x9b"
               "31m\xe2\x80\xae.txt",
               "\n", 1);
    story_file(dir, "d\nnew\rline\x9b.txt", "\0\1\2\3", 4);
    story_file(dir, "$(touch owned)`touch owned`.txt", good, sizeof good - 1);
    write_hostile("e\033[2J; rm -rf $HOME;'\"\n.txt");
    struct term *t = story_open(120, 40, dir, "A Plain Title");
    for (int i = 0; i < 6; i++) {
        term_keys(t, "j");
        story_settle(t);
        expect_clean(t);
    }
    term_keys(t, ":problems<Enter>");
    story_settle(t);
    expect_clean(t);
    assert_true(term_running(t));
    term_keys(t, "q:about<Enter>");
    story_settle(t);
    story_quit(t);
    char path[4096];
    snprintf(path, sizeof path, "%s/owned", dir);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_not_equal(access("owned", F_OK), 0);
}

static void test_hostile_folder_name(void **state)
{
    (void)state;
    static const char good[] = "A Plain Title\n\nThe quay was quiet, Mara Kesh said.\n";
    char sub[4096];
    snprintf(sub, sizeof sub, "%s/\033]0;x\007\xe2\x80\xae %%s%%n", dir);
    assert_int_equal(mkdir(sub, 0700), 0);
    story_file(sub, "a.txt", good, sizeof good - 1);
    struct term *t = story_open(80, 24, sub, "A Plain Title");
    story_quit(t);
}

static void link_to(const char *target, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(symlink(target, path), 0);
}

static void make_socket(const char *name)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    snprintf(a.sun_path, sizeof a.sun_path, "%s/%s", dir, name);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&a, sizeof a), 0);
    close(fd);
}

static void test_broken_files(void **state)
{
    (void)state;
    static const char good[] = "A Plain Title\n\nThe quay was quiet, Mara Kesh said.\n";
    char path[4096], name[256];
    story_file(dir, "00-good.txt", good, sizeof good - 1);
    story_file(dir, "01-empty.txt", "", 0);
    story_file(dir, "02-blank.txt", "\n\n \n\t\n", 6);
    story_file(dir, "03-elf.txt", "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\76\0", 20);
    story_file(dir, "04-png.txt", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", 20);
    story_file(dir, "05-gzip.txt", "\x1f\x8b\x08\0\0\0\0\0\0\3\1\2\3", 13);
    story_file(dir, "06-nul.txt", "\0\0\0\0\0\0\0\0", 8);
    story_file(dir, "07-bom.txt", "\xef\xbb\xbf", 3);
    story_file(dir, "08-half-utf16.txt",
               "\xff\xfe"
               "A\0B\0C",
               7);
    story_file(dir, "09-lone-surrogate.txt",
               "\xff\xfe"
               "A\0\0\xd8"
               "B\0",
               8);
    story_file(dir, "10-bad-utf8.txt", "caf\xe9 \xff\xff\xfe\x80\x80 x\n", 14);
    story_file(dir, "11-controls.txt", "\1\2\3\4\5\6\7\b\016\017\033\033\033", 13);
    story_file(dir, "12-one-byte.txt", "\xf0", 1);
    link_to("nowhere-at-all", "13-dangling.txt");
    link_to("14-self.txt", "14-self.txt");
    link_to(".", "15-loop");
    link_to("/dev/zero", "16-device.txt");
    make_socket("17-socket.txt");
    snprintf(path, sizeof path, "%s/18-fifo.txt", dir);
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(path, sizeof path, "%s/19-folder.txt", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/20-locked", dir);
    assert_int_equal(mkdir(path, 0000), 0);
    story_file(dir, "21-unreadable.txt", good, sizeof good - 1);
    snprintf(path, sizeof path, "%s/21-unreadable.txt", dir);
    assert_int_equal(chmod(path, 0000), 0);
    memset(name, 'n', sizeof name);
    snprintf(name + 240, sizeof name - 240, ".txt");
    story_file(dir, name, good, sizeof good - 1);

    struct term *t = story_open(120, 40, dir, "A Plain Title");
    term_keys(t, ":problems<Enter>");
    static const char *const told[] = {"03-elf", "04-png", "13-dangling", "16-device", "18-fifo"};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        story_expect(t, told[i]);
    expect_clean(t);
    term_keys(t, "q");
    story_expect(t, "A Plain Title");
    for (int i = 0; i < 20; i++)
        term_keys(t, "j");
    story_settle(t);
    term_keys(t, "<Enter>Ggq");
    story_settle(t);
    story_quit(t);
}

#define IN_DIR(f) cmocka_unit_test_setup_teardown(f, make_dir, drop_dir)

static const struct CMUnitTest tests[] = {
    IN_DIR(test_hostile_text),
    IN_DIR(test_hostile_names),
    IN_DIR(test_hostile_folder_name),
    IN_DIR(test_broken_files),
};

STORY_MAIN(tests)
