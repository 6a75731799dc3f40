# Tests that type into the real program under a pty and read the screen from
# libvterm. They need libvterm and cmocka; without them one test says so.
# A new one takes two lines:
#   tui_programs += tests/tui/test_NAME
#   tests_tui_test_NAME_SOURCES = tests/tui/test_NAME.c
# tests_tui_test_NAME_LDADD is needed too: $(TUI_LDADD)
tui_programs =
TUI_LDADD = tests/tui/libterm.a $(VTERM_LIBS) $(CMOCKA_LIBS) -lutil

tui_programs += tests/tui/test_harness
tests_tui_test_harness_SOURCES = tests/tui/test_harness.c
tests_tui_test_harness_LDADD = $(TUI_LDADD)

EXTRA_DIST += tests/tui/skip.sh
if HAVE_VTERM
if HAVE_CMOCKA
check_LIBRARIES += tests/tui/libterm.a
tests_tui_libterm_a_SOURCES = tests/tui/term.h tests/tui/term_priv.h tests/tui/term.c \
	tests/tui/term_keys.c tests/tui/term_screen.c tests/tui/term_check.c
tests_tui_libterm_a_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
check_PROGRAMS += $(tui_programs)
TESTS += $(tui_programs)
else
TESTS += tests/tui/skip.sh
endif
else
TESTS += tests/tui/skip.sh
endif
