# Room ui: the only one that includes curses; not in the library.
naysay_SOURCES += src/ui/input.c src/ui/input.h src/ui/screen.c src/ui/screen.h src/ui/terminfo.c src/ui/terminfo.h \
	src/ui/theme.c src/ui/theme.h
