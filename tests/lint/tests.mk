# Checks of the sources and of the built library; scripts, no programs.
EXTRA_DIST +=
