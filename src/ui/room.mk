# Room ui: the only one that includes curses; not in the library.
naysay_SOURCES +=
