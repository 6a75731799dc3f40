# Subcommands from end to end, without a terminal.
check_PROGRAMS += tests/command/brute
tests_command_brute_SOURCES = tests/command/brute.c
tests_command_brute_LDADD = libnaysay.a $(NAYSAY_LIBS)
dist_check_SCRIPTS += tests/command/search.sh
TESTS += tests/command/search.sh
