# Checks of the sources and of the built library; scripts, no programs.
lint_scripts = \
	tests/lint/assets.sh \
	tests/lint/count.sh \
	tests/lint/format.sh \
	tests/lint/library.sh \
	tests/lint/rooms.sh \
	tests/lint/sources.sh
TESTS += $(lint_scripts)
EXTRA_DIST += $(lint_scripts) tests/lint/lib.sh tests/count
