# Golden screens: drawn into the grid without a terminal and compared byte by byte.
EXTRA_DIST +=
