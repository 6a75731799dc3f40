# Golden screens: drawn into the grid without a terminal and compared byte by byte.
dist_check_SCRIPTS += tests/golden/run.sh
TESTS += tests/golden/run.sh
EXTRA_DIST += \
	tests/golden/articles \
	tests/golden/dated \
	tests/golden/hostile \
	tests/golden/ascii.script tests/golden/ascii.screen \
	tests/golden/commands.script tests/golden/commands.screen \
	tests/golden/hostile.script tests/golden/hostile.screen \
	tests/golden/mistakes.script tests/golden/mistakes.screen \
	tests/golden/one-pane.script tests/golden/one-pane.screen \
	tests/golden/results.script tests/golden/results.screen \
	tests/golden/results-ascii.script tests/golden/results-ascii.screen \
	tests/golden/results-small.script tests/golden/results-small.screen \
	tests/golden/results-three.script tests/golden/results-three.screen \
	tests/golden/results-wide.script tests/golden/results-wide.screen \
	tests/golden/samples.script tests/golden/samples.screen \
	tests/golden/search-and-limit.script tests/golden/search-and-limit.screen \
	tests/golden/three-columns.script tests/golden/three-columns.screen \
	tests/golden/two-columns.script tests/golden/two-columns.screen \
	tests/golden/why-and-help.script tests/golden/why-and-help.screen \
	tests/golden/wide.script tests/golden/wide.screen

# Writes the screens anew after a wanted change; git diff shows what changed.
bless: naysay
	$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/golden/run.sh --bless

.PHONY: bless
