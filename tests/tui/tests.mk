# Tests that type into the real program under a pty and read the screen from
# libvterm. They need libvterm and cmocka; without them one test says so.
# A new one takes three lines:
#   tui_programs += tests/tui/test_NAME
#   tests_tui_test_NAME_SOURCES = tests/tui/test_NAME.c
#   tests_tui_test_NAME_LDADD = $(TUI_LDADD)
tui_programs =
TUI_LDADD = tests/tui/libterm.a $(VTERM_LIBS) $(CMOCKA_LIBS) -lutil

tui_programs += tests/tui/test_harness
tests_tui_test_harness_SOURCES = tests/tui/test_harness.c
tests_tui_test_harness_LDADD = $(TUI_LDADD)

# Stories: the built browser on folders of articles.
tests_tui_libstory_a_SOURCES = tests/tui/story.h tests/tui/story.c
tests_tui_libstory_a_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
STORY_LDADD = tests/tui/libstory.a $(TUI_LDADD)

tui_programs += tests/tui/test_browse
tests_tui_test_browse_SOURCES = tests/tui/test_browse.c
tests_tui_test_browse_LDADD = $(STORY_LDADD)
tui_programs += tests/tui/test_found
tests_tui_test_found_SOURCES = tests/tui/test_found.c
tests_tui_test_found_LDADD = $(STORY_LDADD)
tui_programs += tests/tui/test_terminals
tests_tui_test_terminals_SOURCES = tests/tui/test_terminals.c
tests_tui_test_terminals_LDADD = $(STORY_LDADD)
tui_programs += tests/tui/test_hostile
tests_tui_test_hostile_SOURCES = tests/tui/test_hostile.c
tests_tui_test_hostile_LDADD = $(STORY_LDADD)
tui_programs += tests/tui/test_cost
tests_tui_test_cost_SOURCES = tests/tui/test_cost.c
tests_tui_test_cost_LDADD = $(STORY_LDADD)
tui_programs += tests/tui/test_user
tests_tui_test_user_SOURCES = tests/tui/test_user.c
tests_tui_test_user_LDADD = $(STORY_LDADD)
tui_programs += tests/tui/test_again
tests_tui_test_again_SOURCES = tests/tui/test_again.c
tests_tui_test_again_LDADD = tests/tui/libstory.a $(TUI_LDADD) libnaysay.a
tui_programs += tests/tui/test_faults
tests_tui_test_faults_SOURCES = tests/tui/test_faults.c
tests_tui_test_faults_LDADD = tests/tui/libstory.a $(TUI_LDADD) libnaysay.a
tui_programs += tests/tui/test_storm
tests_tui_test_storm_SOURCES = tests/tui/test_storm.c
tests_tui_test_storm_LDADD = $(STORY_LDADD)
tui_programs += tests/tui/test_samples
tests_tui_test_samples_SOURCES = tests/tui/test_samples.c
tests_tui_test_samples_LDADD = $(STORY_LDADD)
tui_programs += tests/tui/test_seeds
tests_tui_test_seeds_SOURCES = tests/tui/test_seeds.c
tests_tui_test_seeds_LDADD = $(STORY_LDADD)

# Over a slow line: the line, the typist and the script that starts an sshd.
tests_tui_delay_pipe_SOURCES = tests/tui/delay_pipe.c
tests_tui_delay_pipe_LDADD =
tests_tui_ssh_story_SOURCES = tests/tui/ssh_story.c
tests_tui_ssh_story_LDADD = tests/tui/libterm.a $(VTERM_LIBS) -lutil

# Preloaded into the browser by test_faults: a shared object, so none of the usual libraries.
tests_tui_inject_so_SOURCES = tests/tui/inject.c
tests_tui_inject_so_CFLAGS = $(AM_CFLAGS) -fPIC
tests_tui_inject_so_LDFLAGS = -shared
tests_tui_inject_so_LDADD =

# For looking at a screen by hand: make tests/tui/show.
EXTRA_PROGRAMS += tests/tui/show
tests_tui_show_SOURCES = tests/tui/show.c
tests_tui_show_LDADD = tests/tui/libterm.a $(VTERM_LIBS) -lutil

EXTRA_DIST += tests/tui/skip.sh tests/tui/test_ssh.sh
if HAVE_VTERM
if HAVE_CMOCKA
check_LIBRARIES += tests/tui/libterm.a tests/tui/libstory.a
tests_tui_libterm_a_SOURCES = tests/tui/term.h tests/tui/term_priv.h tests/tui/term.c \
	tests/tui/term_keys.c tests/tui/term_screen.c tests/tui/term_check.c
tests_tui_libterm_a_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
check_PROGRAMS += $(tui_programs) tests/tui/delay_pipe tests/tui/ssh_story tests/tui/inject.so
TESTS += $(tui_programs) tests/tui/test_ssh.sh
else
TESTS += tests/tui/skip.sh
endif
else
TESTS += tests/tui/skip.sh
endif
