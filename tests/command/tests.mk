# Subcommands from end to end, without a terminal.
check_PROGRAMS += tests/command/brute
tests_command_brute_SOURCES = tests/command/brute.c
tests_command_brute_LDADD = libnaysay.a $(NAYSAY_LIBS)
command_scripts = tests/command/cache.sh tests/command/search.sh tests/command/stats.sh
dist_check_SCRIPTS += $(command_scripts)
TESTS += $(command_scripts)
